//! The arithmetic of formulas: what one comes to over all that is possible, and the steps to it.

#![expect(clippy::wildcard_enum_match_arm, reason = "only formulas with a choice need more than their parts")]

use crate::catalogue::{Benefit, Formula, Rules};
use crate::enterprise::FactId;
use crate::quantity::{Interval, Money, Period, Rate};

use super::{Situation, Truth};

/// What a policy is worth to an enterprise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Estimate {
    /// At least.
    pub low: Money,
    /// At most; `None` when nothing bounds it yet.
    pub high: Option<Money>,
    /// Once or every year.
    pub period: Period,
}

impl Estimate {
    /// The amount, if it is exact.
    #[must_use]
    pub fn exact(self) -> Option<Money> {
        self.high.filter(|high| *high == self.low)
    }
}

/// One step of the arithmetic behind an estimate.
#[derive(Clone, Debug)]
pub struct Working<'a> {
    /// What is computed.
    pub formula: &'a Formula,
    /// How.
    pub step: WorkingStep,
    /// The least it comes to.
    pub low: Money,
    /// The most it comes to; `None` when nothing bounds it.
    pub high: Option<Money>,
    /// What it is computed from.
    pub parts: Vec<Working<'a>>,
}

impl Working<'_> {
    /// The same without upper ends where a step is not exact: for where that of the whole is not said.
    #[must_use]
    pub fn without_upper_ends(mut self) -> Self {
        self.high = self.high.filter(|high| *high == self.low);
        self.parts = self.parts.into_iter().map(Self::without_upper_ends).collect();
        self
    }
}

/// Which way a formula with a choice took.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WorkingStep {
    /// No choice to make, or not settled.
    Plain,
    /// The condition holds.
    Then,
    /// The condition fails.
    Else,
}

/// An amount in millionths of a fen, so that a rate on whole fen stays exact until the end.
type Fine = i128;

const FINE: Fine = 1_000_000;
/// Beyond every amount that can occur: stands for "not bounded".
const OPEN: Fine = i128::MAX / 4;

/// A range of amounts.
#[derive(Clone, Copy)]
struct Range {
    low: Fine,
    high: Fine,
}

impl Range {
    fn exact(money: Money) -> Self {
        let fine = Fine::from(money.fen()).saturating_mul(FINE);
        Self { low: fine, high: fine }
    }

    /// The range of a money fact; the end of its bounds means that nothing bounds it.
    fn of(range: Interval) -> Self {
        let fine = |fen: i64| if fen >= Money::MAX.fen() { OPEN } else { Fine::from(fen).saturating_mul(FINE) };
        Self { low: fine(range.low()), high: fine(range.high()) }
    }

    fn map(self, apply: impl Fn(Fine) -> Fine) -> Self {
        let one = |end: Fine| if end >= OPEN { OPEN } else { apply(end) };
        let (a, b) = (one(self.low), one(self.high));
        Self { low: a.min(b), high: a.max(b) }
    }

    fn join(self, other: Self) -> Self {
        Self { low: self.low.min(other.low), high: self.high.max(other.high) }
    }

    /// Times a rate between two ends, in parts per million.
    fn rated(self, low: i64, high: i64) -> Self {
        if high == 0 && low == 0 {
            return Self { low: 0, high: 0 };
        }
        let times = |end: Fine, ppm: i64| {
            if end >= OPEN {
                if ppm == 0 { 0 } else { OPEN }
            } else {
                end.saturating_mul(Fine::from(ppm)).checked_div(Fine::from(Rate::WHOLE)).unwrap_or(0)
            }
        };
        let ends = [times(self.low, low), times(self.low, high), times(self.high, low), times(self.high, high)];
        Self { low: ends.iter().copied().fold(OPEN, Fine::min), high: ends.iter().copied().fold(-OPEN, Fine::max) }
    }

    /// Rounded to whole fen, halves up; both ends the same way, so that a range always holds what it should.
    fn money(self) -> (Money, Option<Money>) {
        let fen = |fine: Fine| {
            let rounded = fine.saturating_add(FINE / 2).div_euclid(FINE);
            // What is beyond all money stays on its side of nothing.
            Money::from_fen(i64::try_from(rounded).unwrap_or(if rounded < 0 { i64::MIN } else { i64::MAX }))
        };
        (fen(self.low), (self.high < OPEN).then(|| fen(self.high)))
    }
}

/// What a benefit is worth to an enterprise; `None` where the policy states no figures.
#[must_use]
pub fn estimate(rules: &Rules, situation: &Situation<'_>, benefit: &Benefit) -> Option<Estimate> {
    let formula = benefit.estimate.as_ref()?;
    let (low, high) = range(rules, situation, formula).money();
    Some(Estimate { low: low.max(Money::ZERO), high: high.map(|high| high.max(Money::ZERO)), period: benefit.period })
}

/// The arithmetic behind an estimate, step by step.
#[must_use]
pub fn working<'a>(rules: &Rules, situation: &Situation<'_>, formula: &'a Formula) -> Working<'a> {
    let (low, high) = range(rules, situation, formula).money();
    let (step, parts) = way(rules, situation, formula);
    let parts = parts.into_iter().map(|part| working(rules, situation, part)).collect();
    Working { formula, step, low, high, parts }
}

/// Which way a formula takes, and the parts on it.
pub(super) fn way<'a>(
    rules: &Rules,
    situation: &Situation<'_>,
    formula: &'a Formula,
) -> (WorkingStep, Vec<&'a Formula>) {
    match formula {
        Formula::If(criterion, then, other) => match situation.evaluate(rules, criterion) {
            Truth::True => (WorkingStep::Then, vec![then]),
            Truth::False => (WorkingStep::Else, vec![other]),
            Truth::Unknown => (WorkingStep::Plain, vec![then, other]),
        },
        Formula::Steps(fact, steps) => (WorkingStep::Plain, reached(situation, *fact, steps).collect()),
        plain => (WorkingStep::Plain, plain.parts()),
    }
}

fn range(rules: &Rules, situation: &Situation<'_>, formula: &Formula) -> Range {
    let of = |formula: &Formula| range(rules, situation, formula);
    match formula {
        Formula::Fixed(money) => Range::exact(*money),
        Formula::Amount(facts) => facts.iter().fold(Range::exact(Money::ZERO), |sum, &fact| {
            let fact = Range::of(situation.range(fact));
            Range { low: add(sum.low, fact.low), high: add(sum.high, fact.high) }
        }),
        Formula::Rate(rate, base) => of(base).rated(rate.ppm(), rate.ppm()),
        Formula::RateCut(before, after, base) => {
            let cut = before.ppm().saturating_sub(after.ppm());
            of(base).rated(cut, cut)
        }
        Formula::RateAbove(fact, minus, base) => {
            let rate = situation.range(*fact);
            let above = |ppm: i64| ppm.saturating_sub(minus.ppm()).max(0);
            of(base).rated(above(rate.low()), above(rate.high()))
        }
        Formula::PerHead(money, count) => {
            let heads = situation.range(*count);
            let open = situation
                .fact(*count)
                .is_some_and(|fact| heads.high() == fact.bounds.high() && heads.single().is_none());
            let each = Fine::from(money.fen()).saturating_mul(FINE);
            let times = |heads: i64| each.saturating_mul(Fine::from(heads.max(0)));
            Range { low: times(heads.low()), high: if open { OPEN } else { times(heads.high()) } }
        }
        Formula::Times(fraction, base) => of(base).map(|end| {
            end.saturating_mul(Fine::from(fraction.over)).checked_div(Fine::from(fraction.under)).unwrap_or(0)
        }),
        Formula::Cap(cap, base) => {
            let (cap, base) = (Range::exact(*cap), of(base));
            Range { low: base.low.min(cap.low), high: base.high.min(cap.high) }
        }
        Formula::Floor(floor, base) => {
            let (floor, base) = (Range::exact(*floor), of(base));
            Range { low: base.low.max(floor.low), high: base.high.max(floor.high) }
        }
        Formula::Bands(base, bands) => {
            let base = of(base);
            Range { low: banded(base.low, bands), high: banded(base.high, bands) }
        }
        Formula::Steps(fact, steps) => {
            let found = reached(situation, *fact, steps).map(of).reduce(Range::join);
            let below_last =
                steps.last().is_some_and(|(to, _)| to.is_none_or(|to| situation.range(*fact).high() <= to));
            // Beyond the last bound there is nothing to give.
            let beyond = (!below_last).then(|| Range::exact(Money::ZERO));
            match (found, beyond) {
                (Some(found), Some(beyond)) => found.join(beyond),
                (Some(one), None) | (None, Some(one)) => one,
                (None, None) => Range::exact(Money::ZERO),
            }
        }
        Formula::Least(parts) => parts
            .iter()
            .map(of)
            .fold(Range { low: OPEN, high: OPEN }, |a, b| Range { low: a.low.min(b.low), high: a.high.min(b.high) }),
        Formula::Most(parts) => parts
            .iter()
            .map(of)
            .fold(Range { low: -OPEN, high: -OPEN }, |a, b| Range { low: a.low.max(b.low), high: a.high.max(b.high) }),
        Formula::Sum(parts) => parts
            .iter()
            .map(of)
            .fold(Range { low: 0, high: 0 }, |a, b| Range { low: add(a.low, b.low), high: add(a.high, b.high) }),
        Formula::Difference(a, b) => {
            let (a, b) = (of(a), of(b));
            let less = |a: Fine, b: Fine| if a >= OPEN { OPEN } else { a.saturating_sub(b).max(0) };
            Range { low: if b.high >= OPEN { 0 } else { less(a.low, b.high) }, high: less(a.high, b.low) }
        }
        Formula::UpTo(most) => Range { low: 0, high: of(most).high.max(0) },
        Formula::Between(least, most) => {
            let (least, most) = (of(least), of(most));
            Range { low: least.low, high: most.high.max(least.high) }
        }
        Formula::If(criterion, then, other) => match situation.evaluate(rules, criterion) {
            Truth::True => of(then),
            Truth::False => of(other),
            Truth::Unknown => of(then).join(of(other)),
        },
        Formula::Unknown => Range { low: 0, high: OPEN },
    }
}

fn add(a: Fine, b: Fine) -> Fine {
    if a >= OPEN || b >= OPEN { OPEN } else { a.saturating_add(b) }
}

/// The rows of a step table that the fact may fall in.
fn reached<'s>(
    situation: &Situation<'_>,
    fact: FactId,
    steps: &'s [(Option<i64>, Formula)],
) -> impl Iterator<Item = &'s Formula> {
    let range = situation.range(fact);
    let froms =
        std::iter::once(i64::MIN).chain(steps.iter().map(|(to, _)| to.map_or(i64::MAX, |to| to.saturating_add(1))));
    let rows = froms.zip(steps);
    rows.filter(move |(from, (to, _))| *from <= range.high() && to.is_none_or(|to| range.low() <= to))
        .map(|(_, (_, formula))| formula)
}

/// The sum over progressive bands; amounts beyond the last bound get nothing.
fn banded(amount: Fine, bands: &[(Option<Money>, Rate)]) -> Fine {
    let mut from: Fine = 0;
    let mut sum: Fine = 0;
    for (to, rate) in bands {
        let to = to.map_or(OPEN, |to| Fine::from(to.fen()).saturating_mul(FINE));
        let part = amount.min(to).saturating_sub(from).max(0);
        if part >= OPEN.saturating_sub(from) {
            return if rate.ppm() == 0 { sum } else { OPEN };
        }
        sum = sum.saturating_add(
            part.saturating_mul(Fine::from(rate.ppm())).checked_div(Fine::from(Rate::WHOLE)).unwrap_or(0),
        );
        from = to;
        if amount <= to {
            break;
        }
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_money_can_hold_stays_on_its_side() {
        let debt = Range::of(Interval::exact(Money::MAX.fen().saturating_neg()));
        // A hundred thousand times as much, as an unknown rate may be.
        let (low, high) = debt.rated(0, Rate::WHOLE.saturating_mul(100_000)).money();
        assert_eq!((low.fen(), high), (Money::MAX.fen().saturating_neg(), Some(Money::ZERO)));
        let riches = Range::exact(Money::MAX).rated(Rate::WHOLE, Rate::WHOLE.saturating_mul(100_000));
        assert_eq!(riches.money().0, Money::MAX);
    }
}
