//! What is said of a policy's worth: what is believable of figures that were not told, which upper end means something,
//! on which facts it depends.

#![expect(clippy::wildcard_enum_match_arm, reason = "only formulas that read a fact themselves matter here")]

use std::borrow::Cow;

use crate::catalogue::{Benefit, Catalogue, Formula, Most, Policy, Rule, Rules};
use crate::enterprise::{FactId, Facts, Possible};
use crate::quantity::{Interval, Money};

use super::estimate::way;
use super::{Estimate, Open, Situation, Truth, Unsure, WorkingStep, estimate, open};

/// An upper end is said if it is at most this many times the lower end …
const TIMES_LEAST: i64 = 5;
/// … or at most one part in this many of a year's revenue.
const PART_OF_REVENUE: i64 = 5;

/// What is said of a policy's worth to an enterprise, `open` being what can still change the verdict; `None` where the
/// policy states no figures.
///
/// It is the [`estimate`] with believable rates. An upper end is left out where it would mean nothing: it is more than
/// five times the least and more than a fifth of the revenue (of what is certain of it), and does not follow from what
/// the enterprise told alone; or it rests on a loan of which nothing was told, or on more of it than the revenue. Of what must be won
/// nothing is said before all that was asked for is known. To tell more never makes it wider.
#[must_use]
pub fn worth(catalogue: &Catalogue, situation: &Situation<'_>, policy: Policy<'_>, open: &Open) -> Option<Estimate> {
    let formula = policy.details.benefit.estimate.as_ref()?;
    let believed = believed(catalogue, situation, formula);
    let estimate = estimate(catalogue, &believed, &policy.details.benefit)?;
    if must_be_won(policy.rule, open) {
        return Some(Estimate { low: Money::ZERO, high: None, ..estimate });
    }
    let is_narrow = |high: Money| high.fen() <= estimate.low.fen().saturating_mul(TIMES_LEAST);
    let is_small = |high: Money| high.fen().saturating_mul(PART_OF_REVENUE) <= situation.range(Facts::REVENUE).low();
    let follows = || rests_on_facts(formula) && open_facts(catalogue, situation, formula).is_empty();
    let high = estimate.high.filter(|&high| {
        (is_narrow(high) || is_small(high) || follows())
            && !outgrows(catalogue, &believed, &policy.details.benefit, high)
    });
    Some(Estimate { high, ..estimate })
}

/// The facts on which the worth depends, where no upper end of it is said; none where it depends on a decision.
#[must_use]
pub(super) fn depends(
    catalogue: &Catalogue,
    situation: &Situation<'_>,
    policy: Policy<'_>,
    open: &Open,
) -> Vec<FactId> {
    let Some(formula) = policy.details.benefit.estimate.as_ref().filter(|_| !must_be_won(policy.rule, open)) else {
        return Vec::new();
    };
    let open: Vec<FactId> = open_facts(catalogue, situation, formula).into_iter().map(|(fact, _)| fact).collect();
    // The figures themselves say more than what decides between them.
    let figures = formula.facts().into_iter().filter(|fact| open.contains(fact));
    let mut facts: Vec<FactId> = Vec::new();
    for fact in figures.chain(open.iter().copied()) {
        if !facts.contains(&fact) {
            facts.push(fact);
        }
    }
    facts
}

/// Whether a policy must be won, by an enterprise of which not all is known that it takes.
fn must_be_won(rule: &Rule, open: &Open) -> bool {
    rule.must_be_won() && !open.is_told_all()
}

/// What an estimate supposes of figures that were not told exactly: that they are believable.
#[must_use]
pub fn supposed(catalogue: &Catalogue, situation: &Situation<'_>, formula: &Formula) -> Vec<(FactId, Interval)> {
    let narrowed = |fact: FactId| {
        let believable = catalogue.questions.get(usize::from(fact.0))?.believable.as_ref()?;
        let told = situation.range(fact);
        let is_zero =
            believable.zero_when.as_ref().is_some_and(|when| situation.evaluate(catalogue, when) == Truth::True);
        let most = match believable.most {
            _ if is_zero => 0,
            Some(Most::Fixed(most)) => most,
            Some(Most::Of(_)) | None => return None,
        };
        let supposed = Interval::new(told.low(), told.high().min(most).max(told.low()))?;
        (supposed != told).then_some((fact, supposed))
    };
    formula.facts().into_iter().filter_map(narrowed).collect()
}

/// The enterprise with the figures that an estimate supposes.
#[must_use]
pub fn believed<'s, 'a>(
    catalogue: &Catalogue,
    situation: &'s Situation<'a>,
    formula: &Formula,
) -> Cow<'s, Situation<'a>> {
    held_to(situation, supposed(catalogue, situation, formula))
}

/// The enterprise with some figures held to ranges.
fn held_to<'s, 'a>(situation: &'s Situation<'a>, ranges: Vec<(FactId, Interval)>) -> Cow<'s, Situation<'a>> {
    if ranges.is_empty() {
        return Cow::Borrowed(situation);
    }
    let mut held = situation.clone();
    held.set_all(ranges.into_iter().map(|(fact, range)| (fact, Some(Possible::Numbers(range)))));
    Cow::Owned(held)
}

/// Whether an upper end needs more of a figure whose own upper end was not told than is believable of this enterprise.
fn outgrows(catalogue: &Catalogue, situation: &Situation<'_>, benefit: &Benefit, high: Money) -> bool {
    let Some(formula) = &benefit.estimate else { return false };
    // Of what was not told at all nothing is believable.
    let most = |fact: FactId, of: FactId| match situation.told().given(fact) {
        Some(_) => situation.range(of).low(),
        None => situation.range(fact).low(),
    };
    let bounded = bounded(catalogue, situation, formula, &most);
    estimate(catalogue, &bounded, benefit).is_some_and(|bounded| bounded.high != Some(high))
}

/// The enterprise with each figure of a formula whose own upper end was not told held to what another figure allows.
fn bounded<'s, 'a>(
    catalogue: &Catalogue,
    situation: &'s Situation<'a>,
    formula: &Formula,
    most: &dyn Fn(FactId, FactId) -> i64,
) -> Cow<'s, Situation<'a>> {
    let allowed = |fact: FactId| {
        let question = catalogue.questions.get(usize::from(fact.0));
        let Some(Most::Of(other)) = question?.believable.as_ref()?.most else { return None };
        let told = situation.range(fact);
        let untold = situation.fact(fact).is_some_and(|fact| told.high() >= fact.bounds.high());
        let range = Interval::new(told.low(), most(fact, other).max(told.low())).filter(|_| untold)?;
        Some((fact, range))
    };
    held_to(situation, formula.facts().into_iter().filter_map(allowed).collect())
}

/// What a policy could be worth at the very most, if nothing that is not known exceeds what is believable. It is never
/// said; it only tells what is worth asking for.
pub(super) fn conceivable(catalogue: &Catalogue, situation: &Situation<'_>, benefit: &Benefit) -> Option<Money> {
    let formula = benefit.estimate.as_ref()?;
    let believed = believed(catalogue, situation, formula);
    let bounded = bounded(catalogue, &believed, formula, &|_, of| situation.range(of).low());
    estimate(catalogue, &bounded, benefit)?.high
}

/// Whether a formula reads anything of the enterprise.
fn rests_on_facts(formula: &Formula) -> bool {
    matches!(formula, Formula::If(..)) || !formula.facts().is_empty() || formula.parts().into_iter().any(rests_on_facts)
}

/// The facts that a computation reads and that are not known exactly.
pub(super) fn open_facts(rules: &Rules, situation: &Situation<'_>, formula: &Formula) -> Vec<(FactId, Unsure)> {
    let mut facts = Vec::new();
    unpriced(rules, situation, formula, &mut facts);
    facts
}

/// The facts that the open steps of a computation read.
fn unpriced(rules: &Rules, situation: &Situation<'_>, formula: &Formula, facts: &mut Vec<(FactId, Unsure)>) {
    let (step, parts) = way(rules, situation, formula);
    let own: &[FactId] = match formula {
        Formula::Amount(facts) => facts,
        Formula::RateAbove(fact, ..) | Formula::PerHead(_, fact) | Formula::Steps(fact, _) => {
            std::slice::from_ref(fact)
        }
        Formula::If(criterion, ..) => {
            if step == WorkingStep::Plain {
                facts.extend(open(rules, situation, criterion).facts);
            }
            &[]
        }
        _ => &[],
    };
    for &fact in own {
        if situation.range(fact).single().is_none() {
            let told = situation.told().given(fact).is_some();
            facts.push((fact, if told { Unsure::Straddles } else { Unsure::NotTold }));
        }
    }
    for part in parts {
        unpriced(rules, situation, part, facts);
    }
}
