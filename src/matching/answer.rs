use crate::catalogue::{BenefitKind, Catalogue, Channel, PolicyId, Recipient, Status};
use crate::enterprise::{Profile, SizeTrace};
use crate::quantity::{Date, sort_by};

use super::combination::{Combination, combine};
use super::near_miss::{NearMiss, near_miss};
use super::questions::{NextQuestion, questions};
use super::{Estimate, Open, Situation, Verdict, estimate, open, verdict};

/// Everything that the product says to an enterprise on a day.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The day of the match.
    pub on: Date,
    /// Whether the enterprise has told anything.
    pub told: bool,
    /// The size class and how it came about.
    pub size: SizeTrace,
    /// What each policy answers, in the order of the catalogue.
    pub outcomes: Vec<Outcome>,
    /// The best set of policies that can be used now.
    pub combination: Combination,
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
    /// What it is worth, where the policy states figures.
    pub estimate: Option<Estimate>,
    /// Whether its worth may enter totals: money for the enterprise itself, kept or received.
    pub counts: bool,
    /// The one change that would open it, if it is closed.
    pub near_miss: Option<NearMiss>,
    /// Where it is shown.
    pub group: Group,
}

/// Where a policy is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// Can be used now.
    UseNow,
    /// May be usable: something is not known, or whether it holds is not clear.
    MayUse,
    /// One change away.
    NearMiss,
    /// Not for this enterprise.
    NotApplicable,
    /// Ended, or not begun.
    OtherTime,
}

impl Group {
    /// All groups, in the order shown.
    pub const ALL: [Self; 5] = [Self::UseNow, Self::MayUse, Self::NearMiss, Self::NotApplicable, Self::OtherTime];

    /// Its name in files.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::UseNow => "use_now",
            Self::MayUse => "may_use",
            Self::NearMiss => "near_miss",
            Self::NotApplicable => "not_applicable",
            Self::OtherTime => "other_time",
        }
    }
}

/// Answers a profile on a day: the one door that the page and the command line go through.
#[must_use]
pub fn answer(catalogue: &Catalogue, profile: &Profile, on: Date) -> Answer {
    let situation = Situation::new(&catalogue.facts, profile, on);
    let outcomes: Vec<Outcome> = catalogue.iter().map(|(id, _)| outcome(catalogue, &situation, id)).collect();
    let usable = outcomes.iter().filter(|outcome| outcome.group == Group::UseNow && outcome.counts);
    let candidates: Vec<_> = usable.filter_map(|outcome| Some((outcome.policy, outcome.estimate?))).collect();
    let combination = combine(catalogue, &candidates);
    let questions = questions(catalogue, &situation, &outcomes);
    Answer { on, told: !profile.is_empty(), size: situation.size().clone(), outcomes, combination, questions }
}

/// What one policy answers.
#[must_use]
pub fn outcome(catalogue: &Catalogue, situation: &Situation<'_>, id: PolicyId) -> Outcome {
    let missing = Outcome {
        policy: id,
        verdict: Verdict::Ineligible,
        status: Status::Ended,
        open: Open::default(),
        estimate: None,
        counts: false,
        near_miss: None,
        group: Group::OtherTime,
    };
    let Some(policy) = catalogue.policy(id) else { return missing };
    let (verdict, status) = verdict(catalogue, policy, situation);
    let open =
        if verdict == Verdict::NeedsInfo { open(catalogue, situation, &policy.criterion) } else { Open::default() };
    let near_miss = if verdict == Verdict::Ineligible && status == Status::InForce {
        near_miss(catalogue, policy, situation)
    } else {
        None
    };
    let group = match (status, verdict) {
        (Status::Ended | Status::Upcoming, _) => Group::OtherTime,
        (Status::InForce, Verdict::Eligible) => Group::UseNow,
        (Status::InForce | Status::Unclear, Verdict::Eligible | Verdict::NeedsInfo) => Group::MayUse,
        (Status::InForce | Status::Unclear, Verdict::Ineligible) if near_miss.is_some() => Group::NearMiss,
        (Status::InForce | Status::Unclear, Verdict::Ineligible) => Group::NotApplicable,
    };
    Outcome {
        estimate: if verdict == Verdict::Ineligible { None } else { estimate(catalogue, situation, &policy.benefit) },
        counts: policy.recipient == Recipient::Enterprise
            && policy.benefit.kind == BenefitKind::Saving
            && status == Status::InForce,
        policy: id,
        verdict,
        status,
        open,
        near_miss,
        group,
    }
}

impl Answer {
    /// The outcomes shown in a group: those in force before the unclear ones, then those that need the fewest answers,
    /// then the most worth.
    #[must_use]
    pub fn group(&self, catalogue: &Catalogue, group: Group) -> Vec<&Outcome> {
        let mut shown: Vec<&Outcome> = self.outcomes.iter().filter(|outcome| outcome.group == group).collect();
        let ours = |outcome: &Outcome| {
            catalogue.policy(outcome.policy).is_some_and(|policy| policy.recipient == Recipient::Enterprise)
        };
        let worth = |outcome: &Outcome| {
            outcome.estimate.filter(|_| outcome.counts).map(|estimate| (estimate.low, estimate.high))
        };
        let name =
            |outcome: &Outcome| catalogue.policy(outcome.policy).map(|policy| (policy.category, policy.id.as_str()));
        sort_by(&mut shown, |a, b| {
            (a.status, !ours(a), a.open.facts.len())
                .cmp(&(b.status, !ours(b), b.open.facts.len()))
                .then_with(|| worth(b).cmp(&worth(a)))
                .then_with(|| name(a).cmp(&name(b)))
        });
        shown
    }

    /// How many policies that can be used now need nothing to be applied for.
    #[must_use]
    pub fn effortless(&self, catalogue: &Catalogue) -> usize {
        let usable = self.outcomes.iter().filter(|outcome| outcome.group == Group::UseNow);
        usable
            .filter_map(|outcome| catalogue.policy(outcome.policy))
            .filter(|policy| matches!(policy.channel, Channel::Automatic | Channel::Filing))
            .count()
    }

    /// The policy usable now whose application window or validity ends first, with that day; if none can be used yet,
    /// one that only an authority or the enterprise's own check keeps open. None while nothing is told: a deadline is
    /// for those whom it concerns.
    #[must_use]
    pub fn nearest_deadline(&self, catalogue: &Catalogue) -> Option<(PolicyId, Date)> {
        let end = |outcome: &Outcome| {
            let policy = catalogue.policy(outcome.policy)?;
            let window = policy.window.and_then(|window| window.to).filter(|&to| to >= self.on);
            Some((outcome.policy, window.or(policy.validity.to.filter(|&to| to >= self.on))?))
        };
        let nearest = |group: Group| {
            let told = |outcome: &&Outcome| outcome.group == group && outcome.open.is_told_all();
            self.outcomes.iter().filter(told).filter_map(end).min_by_key(|&(policy, day)| (day, policy))
        };
        if !self.told {
            return None;
        }
        nearest(Group::UseNow).or_else(|| nearest(Group::MayUse))
    }
}
