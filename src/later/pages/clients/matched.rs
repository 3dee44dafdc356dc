//! One client, matched: what a row of the list shows, and what the work list is made of.

use engine::catalogue::{Catalogue, PolicyId, Status};
use engine::enterprise::{Client, FactId, Facts, Profile, SizeClass};
use engine::matching::{
    Combination, Estimate, Group, NextQuestion, Outcome, Situation, Verdict, best_question, combine, outcomes, suppose,
    verdicts,
};
use engine::quantity::Date;

/// Measures that at most this many answers would settle are worth listing.
const NEAR: usize = 2;

/// What ends within so many days is said beside the client.
pub(super) const SOON: i64 = 31;

/// A client and what was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Matched {
    /// The line of the table.
    pub(super) line: u64,
    /// Its name there.
    pub(super) name: String,
    /// What is known of it.
    pub(super) profile: Profile,
    /// Its size class, if that is known.
    pub(super) class: Option<SizeClass>,
    /// How many cells of its row were not understood.
    pub(super) wrong: usize,
    /// What it can use together for certain.
    pub(super) sure: Combination,
    /// The same if the usual answers hold.
    pub(super) likely: Combination,
    /// All that it can use now, services with it.
    pub(super) eligible: Vec<PolicyId>,
    /// All in force that something not known decides.
    pub(super) open: Vec<PolicyId>,
    /// The measures that concern it.
    pub(super) uses: Vec<Use>,
    /// The one question whose answer is worth most.
    pub(super) question: Option<NextQuestion>,
    /// How many measures it has to do something for within [`SOON`] days.
    pub(super) soon: usize,
}

/// A measure that concerns a client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Use {
    /// The measure.
    pub(super) policy: PolicyId,
    /// How the client stands to it.
    pub(super) stand: Stand,
    /// What it is worth to it, where that counts.
    pub(super) estimate: Option<Estimate>,
}

/// How a client stands to a measure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Stand {
    /// It can use it now.
    Now,
    /// It meets what is asked of it; others decide.
    OthersDecide,
    /// These facts are not known of it.
    Lacks(Vec<FactId>),
}

/// Matches a client. The totals are those that its own page shows.
pub(super) fn matched(catalogue: &Catalogue, line: u64, client: Client, wrong: usize, on: Date) -> Matched {
    let Client { name, profile } = client;
    let answer = verdicts(catalogue, &profile, on);
    let class = answer.size.class();
    let situation = Situation::new(&catalogue.facts, &profile, on);
    let usual = suppose(catalogue, &situation);
    let of = |verdict: Verdict| -> Vec<PolicyId> {
        let live = |outcome: &&Outcome| {
            outcome.verdict == verdict && outcome.status == Status::InForce && outcome.group != Group::Background
        };
        answer.outcomes.iter().filter(live).map(|outcome| outcome.policy).collect()
    };
    let (eligible, open) = (of(Verdict::Eligible), of(Verdict::NeedsInfo));
    let may = |outcome: &&Outcome| {
        outcome.verdict != Verdict::Ineligible
            && outcome.status == Status::InForce
            && !matches!(outcome.group, Group::Background | Group::Services)
    };
    let ids: Vec<PolicyId> = answer.outcomes.iter().filter(may).map(|outcome| outcome.policy).collect();
    let found = outcomes(catalogue, &situation, Some(&usual), &ids);
    let counted = || found.iter().filter(|outcome| outcome.counts);
    let sure: Vec<_> = counted()
        .filter(|outcome| outcome.group == Group::UseNow)
        .filter_map(|outcome| Some((outcome.policy, outcome.estimate?)))
        .collect();
    let likely: Vec<_> = counted()
        .filter(|outcome| outcome.is_likely())
        .filter_map(|outcome| Some((outcome.policy, outcome.likely_estimate()?)))
        .collect();
    let stand = |outcome: &Outcome| match outcome.group {
        Group::UseNow => Some(Stand::Now),
        Group::OthersDecide => Some(Stand::OthersDecide),
        // Where only the place is not known, measures of every province would be listed.
        Group::MayUse
            if outcome.open.facts.len() <= NEAR
                && outcome.open.facts.iter().all(|(fact, _)| *fact != Facts::REGION) =>
        {
            Some(Stand::Lacks(outcome.open.facts.iter().map(|(fact, _)| *fact).collect()))
        }
        _ => None,
    };
    let uses: Vec<Use> = found
        .iter()
        .filter_map(|outcome| {
            let estimate = outcome.estimate.filter(|_| outcome.counts);
            Some(Use { policy: outcome.policy, stand: stand(outcome)?, estimate })
        })
        .collect();
    let is_soon = |of: &&Use| {
        let day = catalogue.rule(of.policy).and_then(|rule| rule.act_by(on));
        day.is_some_and(|day| days_left(day, on) <= SOON)
    };
    let soon = uses.iter().filter(is_soon).count();
    let question = best_question(catalogue, &situation, &found);
    let (sure, likely) = (combine(catalogue, &sure), combine(catalogue, &likely));
    Matched { line, name, profile, class, wrong, sure, likely, eligible, open, uses, question, soon }
}

/// How many days are left until a day.
pub(super) fn days_left(day: Date, on: Date) -> i64 {
    day.day_number().saturating_sub(on.day_number())
}
