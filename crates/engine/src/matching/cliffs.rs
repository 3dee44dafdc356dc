//! Cliffs: the values of one fact at which policies are gained or lost.

use crate::catalogue::{Catalogue, PolicyId, Status};
use crate::enterprise::{FactId, Possible};
use crate::quantity::Interval;

use super::values::Distinctions;
use super::{Combination, Group, Situation, Truth, combine, outcome};

/// A value of one fact at which policies are gained or lost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cliff {
    /// The first value on the far side, such as the 301st employee.
    pub at: i64,
    /// The policies usable from here on that were not just below.
    pub gained: Vec<PolicyId>,
    /// The policies usable just below that are not any more.
    pub lost: Vec<PolicyId>,
    /// What can be used together just below.
    pub before: Combination,
    /// What can be used together from here on.
    pub after: Combination,
}

/// The cliffs of a numeric fact, ascending, everything else staying as it is. Empty for other facts.
#[must_use]
pub fn cliffs(catalogue: &Catalogue, situation: &Situation<'_>, fact: FactId) -> Vec<Cliff> {
    let Some(declared) = situation.fact(fact).filter(|fact| fact.is_number()) else { return Vec::new() };
    let mut distinct = Distinctions::default();
    let live = catalogue.iter().filter(|(_, policy)| policy.status(situation.on()) == Status::InForce);
    for (_, policy) in live {
        distinct.add(catalogue, situation, &policy.criterion, fact);
    }
    let at = |value: i64| situation.with(fact, Some(Possible::Numbers(Interval::exact(value))));
    let mut found: Vec<Cliff> = Vec::new();
    for value in distinct.starts(declared.bounds).into_iter().skip(1) {
        let (below, here) = (usable(catalogue, &at(value.saturating_sub(1))), usable(catalogue, &at(value)));
        let only = |a: &[PolicyId], b: &[PolicyId]| a.iter().copied().filter(|id| !b.contains(id)).collect::<Vec<_>>();
        let (gained, lost) = (only(&here, &below), only(&below, &here));
        if !gained.is_empty() || !lost.is_empty() {
            let worth = |value: i64, ids: &[PolicyId]| together(catalogue, &at(value), ids);
            let (before, after) = (worth(value.saturating_sub(1), &below), worth(value, &here));
            found.push(Cliff { at: value, gained, lost, before, after });
        }
    }
    found
}

/// The policies in force that are the enterprise's to claim and whose criteria all hold.
fn usable(catalogue: &Catalogue, situation: &Situation<'_>) -> Vec<PolicyId> {
    let live = catalogue.iter().filter(|(_, policy)| policy.status(situation.on()) == Status::InForce);
    let ours = live.filter(|(_, policy)| !policy.is_background());
    ours.filter(|(_, policy)| situation.evaluate(catalogue, &policy.criterion) == Truth::True)
        .map(|(id, _)| id)
        .collect()
}

fn together(catalogue: &Catalogue, situation: &Situation<'_>, ids: &[PolicyId]) -> Combination {
    let candidates: Vec<_> = ids
        .iter()
        .filter_map(|&id| outcome(catalogue, situation, id))
        .filter(|outcome| outcome.group == Group::UseNow && outcome.counts)
        .filter_map(|outcome| Some((outcome.policy, outcome.estimate?)))
        .collect();
    combine(catalogue, &candidates)
}
