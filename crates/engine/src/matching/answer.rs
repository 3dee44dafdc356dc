//! The whole answer to a profile on a day.

use crate::catalogue::{BenefitKind, Catalogue, Category, Channel, PolicyId, Recipient, Rule, Rules, Status};
use crate::enterprise::{FactId, Profile, SizeTrace};
use crate::quantity::{Date, sort_by};

use super::combination::{Combination, combine};
use super::near_miss::{NearMiss, near_miss};
use super::questions::{NextQuestion, questions};
use super::usual::{Likely, Supposed, likely, suppose};
use super::worth::{depends, worth};
use super::{Estimate, Open, Situation, Verdict, open, verdict};

/// Everything that the product says to an enterprise on a day.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The day of the match.
    pub on: Date,
    /// Whether the enterprise has given any fact.
    pub told: bool,
    /// The size class and how it came about.
    pub size: SizeTrace,
    /// What each policy answers, in the order of the catalogue.
    pub outcomes: Vec<Outcome>,
    /// The best set of policies that can be used now.
    pub combination: Combination,
    /// What is supposed of facts that were not told exactly; no verdict and no total but the likely ones rests on it.
    pub supposed: Vec<Supposed>,
    /// The best set of policies that can be used now if the usual answers hold.
    pub likely: Combination,
    /// The facts worth asking for, the best first.
    pub questions: Vec<NextQuestion>,
}

/// What one policy answers.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The policy.
    pub policy: PolicyId,
    /// Whether the enterprise meets its criteria.
    pub verdict: Verdict,
    /// Where the policy stands on the day.
    pub status: Status,
    /// What can still change the verdict.
    pub open: Open,
    /// What it is worth, where the policy states figures; without an upper end that would mean nothing.
    pub estimate: Option<Estimate>,
    /// What its worth depends on, where nothing bounds it.
    pub depends: Vec<FactId>,
    /// Whether its worth may enter totals: money for the enterprise itself, kept or received.
    pub counts: bool,
    /// The one change that would open it, if it is closed.
    pub near_miss: Option<NearMiss>,
    /// What it is if the usual answers hold, where that is more than is certain.
    pub likely: Option<Likely>,
    /// Where it is shown.
    pub group: Group,
}

/// A day by which the enterprise has to do something to get a policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deadline {
    /// The policy.
    pub policy: PolicyId,
    /// The last day.
    pub day: Date,
    /// Whether the policy can be used now; else it may be.
    pub is_certain: bool,
}

/// A measure that this many answers would settle is close enough for its last day to be shown.
pub(super) const ANSWERS_TO_DEADLINE: usize = 2;

/// Where a policy is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// Can be used now.
    UseNow,
    /// What is asked of the enterprise is met. What is left no answer settles: an authority or a bank decides, or the
    /// enterprise checks it itself.
    OthersDecide,
    /// May be usable: something is not known.
    MayUse,
    /// One change away.
    NearMiss,
    /// A service that can or may be used: help, not money, so never counted in worth.
    Services,
    /// Whether it is still in force was not found out: no answer makes it usable, so nothing is asked for it.
    Unclear,
    /// Not for this enterprise.
    NotApplicable,
    /// Ended, or not begun.
    OtherTime,
    /// Nothing that the enterprise claims: a framework, or relief that goes to its bank, guarantor or investor. Never
    /// counted and never asked for.
    Background,
}

impl Group {
    /// All groups, in the order shown.
    pub const ALL: [Self; 9] = [
        Self::UseNow,
        Self::OthersDecide,
        Self::MayUse,
        Self::NearMiss,
        Self::Services,
        Self::Unclear,
        Self::NotApplicable,
        Self::OtherTime,
        Self::Background,
    ];

    /// Its name in files.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::UseNow => "use_now",
            Self::OthersDecide => "others_decide",
            Self::MayUse => "may_use",
            Self::NearMiss => "near_miss",
            Self::Services => "services",
            Self::Unclear => "unclear",
            Self::NotApplicable => "not_applicable",
            Self::OtherTime => "other_time",
            Self::Background => "background",
        }
    }
}

/// Answers a profile on a day: the one door that the page and the command line go through.
#[must_use]
pub fn answer(catalogue: &Catalogue, profile: &Profile, on: Date) -> Answer {
    let mut answer = results(catalogue, profile, on);
    answer.questions = questions(catalogue, &Situation::new(&catalogue.facts, profile, on), &answer.outcomes);
    answer
}

/// An answer without the facts worth asking for, which take most of the time: what the page shows while someone types.
#[must_use]
pub fn results(catalogue: &Catalogue, profile: &Profile, on: Date) -> Answer {
    let situation = Situation::new(&catalogue.facts, profile, on);
    let mut answer = settle(catalogue, profile, &situation);
    let usual = suppose(catalogue, &situation);
    for outcome in &mut answer.outcomes {
        explain(catalogue, &situation, outcome);
        outcome.likely = likely(catalogue, &situation, &usual, outcome);
    }
    answer.supposed = usual.1;
    let usable = answer.outcomes.iter().filter(|outcome| outcome.group == Group::UseNow && outcome.counts);
    let candidates: Vec<_> = usable.filter_map(|outcome| Some((outcome.policy, outcome.estimate?))).collect();
    answer.combination = combine(catalogue, &candidates);
    let usable = answer.outcomes.iter().filter(|outcome| outcome.counts && outcome.is_likely());
    let candidates: Vec<_> = usable.filter_map(|outcome| Some((outcome.policy, outcome.likely_estimate()?))).collect();
    answer.likely = combine(catalogue, &candidates);
    answer
}

/// The verdicts of an answer alone, without what is missing, worth, near misses, combination and questions: what the
/// page shows in the moment before the rest of the program has come.
#[must_use]
pub fn verdicts(rules: &Rules, profile: &Profile, on: Date) -> Answer {
    settle(rules, profile, &Situation::new(&rules.facts, profile, on))
}

fn settle(rules: &Rules, profile: &Profile, situation: &Situation<'_>) -> Answer {
    Answer {
        on: situation.on(),
        told: !profile.is_empty(),
        size: situation.size().clone(),
        outcomes: rules.iter().map(|(id, rule)| Outcome::settled(rules, rule, id, situation)).collect(),
        combination: Combination::default(),
        supposed: Vec::new(),
        likely: Combination::default(),
        questions: Vec::new(),
    }
}

/// What one policy answers; `None` if the catalogue has no such policy.
#[must_use]
pub fn outcome(catalogue: &Catalogue, situation: &Situation<'_>, id: PolicyId) -> Option<Outcome> {
    outcomes(catalogue, situation, Some(&suppose(catalogue, situation)), &[id]).pop()
}

/// What some policies answer; those that the catalogue does not have are left out. What is likely of them is said where
/// the usual answers are given, those that [`suppose`] finds.
#[must_use]
pub fn outcomes(
    catalogue: &Catalogue,
    situation: &Situation<'_>,
    usual: Option<&(Situation<'_>, Vec<Supposed>)>,
    ids: &[PolicyId],
) -> Vec<Outcome> {
    let found = ids.iter().filter_map(|&id| {
        let mut outcome = Outcome::settled(catalogue, catalogue.rule(id)?, id, situation);
        explain(catalogue, situation, &mut outcome);
        outcome.likely = usual.and_then(|usual| likely(catalogue, situation, usual, &outcome));
        Some(outcome)
    });
    found.collect()
}

/// Adds to a verdict what can still change it, what the policy is worth, and what would open it.
fn explain(catalogue: &Catalogue, situation: &Situation<'_>, outcome: &mut Outcome) {
    let Some(policy) = catalogue.policy(outcome.policy) else { return };
    if outcome.verdict == Verdict::Ineligible {
        if outcome.status == Status::InForce && !policy.is_background() {
            outcome.near_miss = near_miss(catalogue, policy, situation);
        }
        if outcome.near_miss.is_some() {
            outcome.group = Group::NearMiss;
        }
        return;
    }
    if outcome.verdict == Verdict::NeedsInfo {
        outcome.open = open(catalogue, situation, &policy.criterion);
    }
    let rests_elsewhere = outcome.open.authority || outcome.open.check_yourself;
    if outcome.group == Group::MayUse && outcome.open.is_told_all() && rests_elsewhere {
        outcome.group = Group::OthersDecide;
    }
    outcome.estimate = worth(catalogue, situation, policy, &outcome.open);
    if outcome.estimate.is_some_and(|estimate| estimate.high.is_none()) {
        outcome.depends = depends(catalogue, situation, policy, &outcome.open);
    }
}

impl Outcome {
    fn settled(rules: &Rules, rule: &Rule, id: PolicyId, situation: &Situation<'_>) -> Self {
        let (verdict, status) = verdict(rules, rule, situation);
        let group = match (status, verdict) {
            (Status::Ended | Status::Upcoming, _) => Group::OtherTime,
            (_, Verdict::Eligible | Verdict::NeedsInfo) if rule.is_background() => Group::Background,
            (_, Verdict::Eligible | Verdict::NeedsInfo) if rule.category == Category::Service => Group::Services,
            (Status::InForce, Verdict::Eligible) => Group::UseNow,
            (Status::Unclear, Verdict::Eligible | Verdict::NeedsInfo) => Group::Unclear,
            (Status::InForce, Verdict::NeedsInfo) => Group::MayUse,
            (Status::InForce | Status::Unclear, Verdict::Ineligible) => Group::NotApplicable,
        };
        Self {
            policy: id,
            verdict,
            status,
            open: Open::default(),
            estimate: None,
            depends: Vec::new(),
            counts: rule.recipient == Recipient::Enterprise
                && rule.kind == BenefitKind::Saving
                && rule.category != Category::Service
                && !rule.framework
                && status == Status::InForce,
            near_miss: None,
            likely: None,
            group,
        }
    }

    /// Whether the enterprise can use it now, for certain or if the usual answers hold.
    #[must_use]
    pub fn is_likely(&self) -> bool {
        self.is_usable() || self.likely.is_some()
    }

    /// What it is worth if the usual answers hold.
    #[must_use]
    pub fn likely_estimate(&self) -> Option<Estimate> {
        self.likely.as_ref().map_or(self.estimate, |likely| likely.estimate)
    }

    /// Whether the enterprise can use it now: it meets the criteria of what is in force on the day, service or money,
    /// and what it brings is the enterprise's to claim.
    #[must_use]
    pub fn is_usable(&self) -> bool {
        self.status == Status::InForce && self.verdict == Verdict::Eligible && self.group != Group::Background
    }
}

impl Answer {
    /// The outcomes shown in a group: those in force before the unclear ones, then those that need the fewest answers;
    /// where answers are needed those likelier used, an award that must be won last; then the most worth.
    #[must_use]
    pub fn group(&self, rules: &Rules, group: Group) -> Vec<&Outcome> {
        let mut shown: Vec<&Outcome> = self.outcomes.iter().filter(|outcome| outcome.group == group).collect();
        let ours =
            |outcome: &Outcome| rules.rule(outcome.policy).is_some_and(|rule| rule.recipient == Recipient::Enterprise);
        let worth = |outcome: &Outcome| {
            outcome.estimate.filter(|_| outcome.counts).map(|estimate| (estimate.low, estimate.high))
        };
        let likelihood = |outcome: &Outcome| match rules.rule(outcome.policy) {
            Some(rule) if !outcome.open.facts.is_empty() => super::questions::likelihood(rule),
            _ => 0,
        };
        let name = |outcome: &Outcome| rules.rule(outcome.policy).map(|rule| (rule.category, rule.id.as_str()));
        sort_by(&mut shown, |a, b| {
            (a.status, !ours(a), a.open.facts.len())
                .cmp(&(b.status, !ours(b), b.open.facts.len()))
                .then_with(|| likelihood(b).cmp(&likelihood(a)))
                .then_with(|| worth(b).cmp(&worth(a)))
                .then_with(|| name(a).cmp(&name(b)))
        });
        shown
    }

    /// How many policies that can be used now need nothing to be applied for.
    #[must_use]
    pub fn effortless(&self, rules: &Rules) -> usize {
        let usable = self.outcomes.iter().filter(|outcome| outcome.group == Group::UseNow);
        usable
            .filter_map(|outcome| rules.rule(outcome.policy))
            .filter(|rule| matches!(rule.channel, Channel::Automatic | Channel::Filing))
            .count()
    }

    /// The nearest day by which the enterprise has to do something to get a policy ([`Rule::act_by`]): one that it can
    /// use now or, if that ends sooner, one that two answers at most would settle; of those with the same day what is
    /// certain first, then what needs the fewest answers. None while no fact is given: a deadline is for those whom it concerns.
    #[must_use]
    pub fn nearest_deadline(&self, rules: &Rules) -> Option<Deadline> {
        let deadline = |outcome: &Outcome| {
            let is_certain = outcome.group == Group::UseNow;
            let is_near = (outcome.group, outcome.status) == (Group::MayUse, Status::InForce)
                && outcome.open.facts.len() <= ANSWERS_TO_DEADLINE;
            if !is_certain && !is_near {
                return None;
            }
            let rule = rules.rule(outcome.policy)?;
            let day = rule.act_by(self.on)?;
            let order = (day, !is_certain, outcome.open.facts.len(), rule.id.as_str());
            Some((order, Deadline { policy: outcome.policy, day, is_certain }))
        };
        let deadlines = self.told.then(|| self.outcomes.iter().filter_map(deadline));
        deadlines?.min_by(|(a, _), (b, _)| a.cmp(b)).map(|(_, deadline)| deadline)
    }
}
