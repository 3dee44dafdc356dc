//! Cliffs: the values of one fact at which policies are gained or lost, or are worth more or less.

use crate::catalogue::{Catalogue, PolicyId, Status};
use crate::enterprise::{FactId, Possible};
use crate::quantity::{Interval, Money};

use super::values::Distinctions;
use super::{Combination, Estimate, Group, Outcome, Situation, Verdict, combine, outcome};

/// A value of one fact at which policies are gained or lost, or are worth more or less.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cliff {
    /// The first value on the far side, such as the 301st employee.
    pub at: i64,
    /// The policies that can be used from here on, or only wait for an authority or a check of one's own, and did not
    /// just below.
    pub gained: Vec<PolicyId>,
    /// Those just below that do not any more.
    pub lost: Vec<PolicyId>,
    /// Those gained or lost that wait for an authority or a check of one's own.
    pub waiting: Vec<PolicyId>,
    /// Those on both sides that are worth more or less from here on, or begin or cease to wait.
    pub changed: Vec<Changed>,
    /// What can be used together just below.
    pub before: Combination,
    /// What can be used together from here on.
    pub after: Combination,
}

/// A policy that stays and changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Changed {
    /// The policy.
    pub policy: PolicyId,
    /// What it is just below.
    pub before: Held,
    /// What it is from here on.
    pub after: Held,
}

/// A policy that can be used, or only waits for others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Held {
    /// Whether it waits for an authority or a check of one's own.
    pub waits: bool,
    /// What it is worth, where it states figures.
    pub estimate: Option<Estimate>,
}

/// The cliffs of a numeric fact, ascending, everything else staying as it is. Empty for other facts.
///
/// Worth that grows evenly with the fact (a rate of it, an amount a head) is no cliff; a step is.
#[must_use]
pub fn cliffs(catalogue: &Catalogue, situation: &Situation<'_>, fact: FactId) -> Vec<Cliff> {
    let Some(declared) = situation.fact(fact).filter(|fact| fact.is_number()) else { return Vec::new() };
    let mut distinct = Distinctions::default();
    let untold = situation.with(fact, None);
    let mut live: Vec<PolicyId> = Vec::new();
    for (id, policy) in catalogue.iter() {
        // What is the enterprise's to claim, and in force.
        if policy.status(situation.on()) != Status::InForce || policy.is_background() {
            continue;
        }
        distinct.add(catalogue, situation, &policy.criterion, fact);
        if let Some(formula) = &policy.details.benefit.estimate {
            distinct.add_formula(catalogue, &untold, formula, fact);
        }
        live.push(id);
    }
    let at = |value: i64| situation.with(fact, Some(Possible::Numbers(Interval::exact(value))));
    let bounds = declared.bounds;
    let mut found: Vec<Cliff> = Vec::new();
    for value in distinct.starts(bounds).into_iter().skip(1) {
        let below = value.saturating_sub(1);
        let (lower, upper) = (at(below), at(value));
        // How much worth grows from one value to the next on either side; there it changes evenly.
        let beyond = [(below.saturating_sub(1), &lower), (value.saturating_add(1), &upper)];
        let beyond = beyond.map(|(value, side)| if bounds.contains(value) { at(value) } else { side.clone() });
        let mut cliff = Cliff {
            at: value,
            gained: Vec::new(),
            lost: Vec::new(),
            waiting: Vec::new(),
            changed: Vec::new(),
            before: Combination::default(),
            after: Combination::default(),
        };
        for &policy in &live {
            let held = |situation: &Situation<'_>| outcome(catalogue, situation, policy).and_then(|it| held(&it));
            let (before, after) = (held(&lower), held(&upper));
            match (before, after) {
                (None, None) => {}
                (None, Some(now)) => {
                    cliff.gained.push(policy);
                    cliff.waiting.extend(now.waits.then_some(policy));
                }
                (Some(was), None) => {
                    cliff.lost.push(policy);
                    cliff.waiting.extend(was.waits.then_some(policy));
                }
                (Some(was), Some(now)) if was != now => {
                    let beyond = beyond.each_ref().map(|side| held(side).and_then(|held| held.estimate));
                    if was.waits != now.waits || is_step([beyond[0], was.estimate, now.estimate, beyond[1]]) {
                        cliff.changed.push(Changed { policy, before: was, after: now });
                    }
                }
                (Some(_), Some(_)) => {}
            }
        }
        if !cliff.gained.is_empty() || !cliff.lost.is_empty() || !cliff.changed.is_empty() {
            cliff.before = together(catalogue, &lower, &live);
            cliff.after = together(catalogue, &upper, &live);
            found.push(cliff);
        }
    }
    found
}

/// What a policy is that can be used, or only waits for others; nothing for others.
fn held(outcome: &Outcome) -> Option<Held> {
    let waits = match outcome.verdict {
        Verdict::Eligible => false,
        Verdict::NeedsInfo if outcome.open.is_told_all() => true,
        Verdict::NeedsInfo | Verdict::Ineligible => return None,
    };
    Some(Held { waits, estimate: outcome.estimate })
}

/// Whether worth makes a step between the second and the third of four neighbouring values: changes by more than on
/// either side, but for the rounding to a fen.
fn is_step(worth: [Option<Estimate>; 4]) -> bool {
    let [Some(first), Some(before), Some(after), Some(last)] = worth else { return worth[1] != worth[2] };
    if before.period != after.period || before.high.is_some() != after.high.is_some() {
        return true;
    }
    let step = |end: &dyn Fn(Estimate) -> Option<Money>| {
        let [first, before, after, last] = [first, before, after, last].map(|it| end(it).map_or(0, Money::fen));
        let even = first.abs_diff(before).max(after.abs_diff(last));
        before.abs_diff(after) > even.saturating_add(1)
    };
    step(&|estimate| Some(estimate.low)) || step(&|estimate| estimate.high)
}

/// The best of these policies that can be used together.
fn together(catalogue: &Catalogue, situation: &Situation<'_>, ids: &[PolicyId]) -> Combination {
    let candidates: Vec<_> = ids
        .iter()
        .filter_map(|&id| outcome(catalogue, situation, id))
        .filter(|outcome| outcome.group == Group::UseNow && outcome.counts)
        .filter_map(|outcome| Some((outcome.policy, outcome.estimate?)))
        .collect();
    combine(catalogue, &candidates)
}
