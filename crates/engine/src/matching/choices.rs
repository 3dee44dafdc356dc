//! What may be chosen for a number instead of typing it.

#![expect(clippy::wildcard_enum_match_arm, reason = "only formulas that read a fact themselves matter here")]

use crate::catalogue::{Catalogue, Criterion, Formula, UsualValue};
use crate::enterprise::{FactId, Kind, Possible};
use crate::quantity::{Interval, Rate};

use super::values::Distinctions;
use super::worth::open_facts;
use super::{Answer, Outcome, Situation, Status, Truth, Verdict, open};

/// A stretch of a number, offered beside its field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The numbers that it stands for.
    pub range: Interval,
    /// The other number of which it is the whole, such as the year's sales for those at one rate.
    pub whole_of: Option<FactId>,
}

/// More stretches than this are more to read than a number is to type.
const MOST: usize = 4;

/// What may be chosen for a number instead of typing it, the smallest first: the stretches between which no verdict and
/// no worth changes, where all of them settle what waits for it; none, where it may be none; and the whole of another
/// number, where that is usual.
///
/// A stretch chosen loses no amount: left out are those in which one is computed from the number itself, which is typed
/// then. What relations would tell of other numbers by the exact one stays open.
#[must_use]
pub fn choices(catalogue: &Catalogue, situation: &Situation<'_>, answer: &Answer, fact: FactId) -> Vec<Choice> {
    let is_number = situation.fact(fact).is_some_and(|of| of.is_number() && of.bands.is_empty());
    if !is_number || situation.range(fact).single().is_some() {
        return Vec::new();
    }
    let mut ranges = stretches(catalogue, situation, answer, fact);
    let whole = whole(catalogue, situation, answer, fact);
    let whole = whole.filter(|whole| !ranges.iter().any(|range| range.intersect(whole.range).is_some()));
    let is_amount = situation.fact(fact).is_some_and(|of| matches!(of.kind, Kind::Count | Kind::Money));
    if !ranges.iter().any(|range| range.contains(0)) && is_amount && situation.range(fact).contains(0) {
        ranges.insert(0, Interval::exact(0));
    }
    ranges.into_iter().map(|range| Choice { range, whole_of: None }).chain(whole).collect()
}

fn stretches(catalogue: &Catalogue, situation: &Situation<'_>, answer: &Answer, fact: FactId) -> Vec<Interval> {
    // What is usual of other numbers is a share of it.
    let is_base = |value: &UsualValue| matches!(value, UsualValue::Share { of, .. } if *of == fact);
    if catalogue.usual.iter().any(|usual| is_base(&usual.value)) {
        return Vec::new();
    }
    let can_hold = |outcome: &&Outcome| outcome.status == Status::InForce && outcome.verdict != Verdict::Ineligible;
    let mut distinct = Distinctions::default();
    let mut waiting: Vec<&Criterion> = Vec::new();
    let mut computed: Vec<(&Criterion, &Formula)> = Vec::new();
    for outcome in answer.outcomes.iter().filter(can_hold) {
        let Some(policy) = catalogue.policy(outcome.policy) else { continue };
        let criterion = &policy.rule.criterion;
        if let Some(formula) = policy.details.benefit.estimate.as_ref().filter(|_| outcome.counts) {
            distinct.add_formula(catalogue, situation, formula, fact);
            if reads(formula, fact) {
                computed.push((criterion, formula));
            }
        }
        if outcome.open.facts.iter().any(|(open, _)| *open == fact) {
            distinct.add_open(catalogue, situation, criterion, fact);
            waiting.push(criterion);
        }
    }
    let range = situation.range(fact);
    let starts = distinct.starts(range);
    if starts.len() < 2 || starts.len() > MOST {
        return Vec::new();
    }
    let ends = starts.iter().skip(1).map(|start| start.saturating_sub(1)).chain([range.high()]);
    let stretches: Vec<Interval> =
        starts.iter().zip(ends).filter_map(|(&low, high)| Interval::new(low, high)).collect();
    let told = |stretch: &Interval| situation.with(fact, Some(Possible::Numbers(*stretch)));
    let settles = |stretch: &Interval| {
        let told = told(stretch);
        let waits =
            |criterion: &&Criterion| open(catalogue, &told, criterion).facts.iter().any(|(open, _)| *open == fact);
        !waiting.iter().any(waits)
    };
    // Within it no amount is computed from the number.
    let costs_nothing = |stretch: &Interval| {
        let told = told(stretch);
        let is_read = |formula: &Formula| open_facts(catalogue, &told, formula).iter().any(|(open, _)| *open == fact);
        !computed
            .iter()
            .any(|(criterion, formula)| told.evaluate(catalogue, criterion) != Truth::False && is_read(formula))
    };
    if !stretches.iter().all(settles) {
        return Vec::new();
    }
    stretches.into_iter().filter(costs_nothing).collect()
}

/// Whether an amount is computed from a number itself.
fn reads(formula: &Formula, fact: FactId) -> bool {
    match formula {
        Formula::Amount(facts) => facts.contains(&fact),
        Formula::RateAbove(of, ..) | Formula::PerHead(_, of) if *of == fact => true,
        // Elsewhere it only decides which part counts.
        _ => formula.parts().into_iter().any(|part| reads(part, fact)),
    }
}

fn whole(catalogue: &Catalogue, situation: &Situation<'_>, answer: &Answer, fact: FactId) -> Option<Choice> {
    let supposed = answer.supposed.iter().find(|supposed| supposed.fact == fact)?;
    match catalogue.usual.get(supposed.usual)?.value {
        UsualValue::Share { of, to, .. } if to.ppm() == Rate::WHOLE => {
            let range = situation.range(of);
            range.single().map(|_| Choice { range, whole_of: Some(of) })
        }
        UsualValue::Share { .. } | UsualValue::Is(_) => None,
    }
}
