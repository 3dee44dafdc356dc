//! Criteria against a situation: the reference evaluator.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "combinations are named one by one; the rest are single tests, all named in `test`"
)]

use std::borrow::Cow;

use crate::catalogue::{Bound, Criterion, Operand, Rules, Test};
use crate::enterprise::{Code, Fact, FactId, Facts, Kind, Narrowed, Possible, Profile, RelationId, SizeTrace};
use crate::quantity::{Date, Interval, Rate};

use super::Truth;

/// An enterprise on a day: what is possible for each fact, the size class derived.
#[derive(Clone, Debug)]
pub struct Situation<'a> {
    facts: &'a Facts,
    told: Cow<'a, Profile>,
    /// What was told together with the relations.
    narrowed: Narrowed,
    on: Date,
    size: SizeTrace,
}

impl<'a> Situation<'a> {
    /// The situation of a profile on a day.
    #[must_use]
    pub fn new(facts: &'a Facts, profile: &'a Profile, on: Date) -> Self {
        Self::of(facts, Cow::Borrowed(profile), on)
    }

    /// The same enterprise, had it answered differently for one fact. Where that names the period of other figures
    /// ([`Fact::per`]), these are not known for the other period.
    #[must_use]
    pub fn with(&self, fact: FactId, value: Option<Possible>) -> Self {
        let mut other = self.clone();
        other.set(fact, value);
        other
    }

    /// Changes what is told of one fact, as [`Situation::with`].
    pub fn set(&mut self, fact: FactId, value: Option<Possible>) {
        self.set_all([(fact, value)]);
    }

    /// Changes what is told of several facts, one after the other, as [`Situation::set`]; what follows of them is found
    /// once.
    pub fn set_all(&mut self, values: impl IntoIterator<Item = (FactId, Option<Possible>)>) {
        let mut is_figure = false;
        for (fact, value) in values {
            self.tell(fact, value);
            is_figure |= SizeTrace::RESTS_ON.contains(&fact);
        }
        let before = std::mem::replace(&mut self.narrowed, self.facts.narrow(&self.told));
        // What was told of all other facts that the size rests on is what it was.
        let was = before.profile.as_ref().unwrap_or(&self.told);
        let is_other = |fact: &FactId| was.given(*fact) != self.profile().given(*fact);
        if is_figure || SizeTrace::RESTS_ON.iter().any(is_other) {
            self.size = SizeTrace::new(self.profile(), self.facts, self.on);
        }
    }

    fn tell(&mut self, fact: FactId, value: Option<Possible>) {
        let told = self.told.to_mut();
        // A figure of one month says nothing about a quarter.
        if let (Some(Possible::Options(was)), Some(Possible::Options(now))) = (told.given(fact), &value)
            && was & now == 0
        {
            for (other, _) in self.facts.iter().filter(|(_, other)| other.per == Some(fact)) {
                told.set(self.facts, other, None);
            }
        }
        told.set(self.facts, fact, value);
    }

    /// The situation of a profile of its own on a day.
    #[must_use]
    pub fn owning(facts: &'a Facts, profile: Profile, on: Date) -> Self {
        Self::of(facts, Cow::Owned(profile), on)
    }

    fn of(facts: &'a Facts, told: Cow<'a, Profile>, on: Date) -> Self {
        let narrowed = facts.narrow(&told);
        let size = SizeTrace::new(narrowed.profile.as_ref().unwrap_or(&told), facts, on);
        Self { facts, told, narrowed, on, size }
    }

    /// The same enterprise on another day.
    #[must_use]
    pub fn on_day(&self, on: Date) -> Self {
        let size = SizeTrace::new(self.profile(), self.facts, on);
        Self { on, size, ..self.clone() }
    }

    /// The day of the match.
    #[must_use]
    pub fn on(&self) -> Date {
        self.on
    }

    /// The facts known: those told, and what the relations add to them.
    #[must_use]
    pub fn profile(&self) -> &Profile {
        self.narrowed.profile.as_ref().unwrap_or(&self.told)
    }

    /// The facts told.
    #[must_use]
    pub fn told(&self) -> &Profile {
        &self.told
    }

    /// The relations that the facts told do not keep to.
    #[must_use]
    pub fn broken(&self) -> &[RelationId] {
        &self.narrowed.broken
    }

    /// All facts that exist.
    #[must_use]
    pub fn facts(&self) -> &'a Facts {
        self.facts
    }

    /// How the size class came about.
    #[must_use]
    pub fn size(&self) -> &SizeTrace {
        &self.size
    }

    /// The fact with this number.
    #[must_use]
    pub fn fact(&self, id: FactId) -> Option<&'a Fact> {
        self.facts.get(id)
    }

    /// What is possible for a fact: as given, as derived, or anything.
    #[must_use]
    pub fn possible(&self, id: FactId) -> Cow<'_, Possible> {
        if id == Facts::SIZE_CLASS {
            return Cow::Owned(Possible::Options(self.size.classes));
        }
        match (self.profile().given(id), self.facts.get(id)) {
            (Some(given), _) => Cow::Borrowed(given),
            (None, Some(fact)) => Cow::Owned(fact.anything()),
            (None, None) => Cow::Owned(Possible::anywhere()),
        }
    }

    /// The range of a numeric fact.
    #[must_use]
    pub fn range(&self, id: FactId) -> Interval {
        match self.profile().given(id) {
            Some(Possible::Numbers(range)) => *range,
            _ => self.facts.get(id).map_or(Interval::exact(0), |fact| fact.bounds),
        }
    }

    /// Whether a criterion holds.
    #[must_use]
    pub fn evaluate(&self, rules: &Rules, criterion: &Criterion) -> Truth {
        match &criterion.test {
            Test::All(parts) => {
                let mut all = Truth::True;
                for part in parts {
                    all = all.and(self.evaluate(rules, part));
                    if all == Truth::False {
                        break;
                    }
                }
                all
            }
            Test::Any(parts) => {
                let mut any = Truth::False;
                for part in parts {
                    any = any.or(self.evaluate(rules, part));
                    if any == Truth::True {
                        break;
                    }
                }
                any
            }
            Test::Not(part) => !self.evaluate(rules, part),
            Test::AtLeast(count, parts) => Truth::at_least(*count, parts.iter().map(|part| self.evaluate(rules, part))),
            Test::Defined(id) => {
                rules.definition(*id).map_or(Truth::Unknown, |definition| self.evaluate(rules, &definition.criterion))
            }
            leaf => self.test(leaf),
        }
    }

    /// Whether a single test holds; for combinations, unknown.
    #[must_use]
    pub fn test(&self, test: &Test) -> Truth {
        self.test_with(test, &[])
    }

    /// The same with other values of some facts, without what follows of these for others: for tests that wait for
    /// nothing else.
    pub(super) fn test_with(&self, test: &Test, told: &[(FactId, &Possible)]) -> Truth {
        let other = |fact: FactId| told.iter().find(|(of, _)| *of == fact).map(|(_, value)| *value);
        let possible = |fact: FactId| other(fact).map_or_else(|| self.possible(fact), Cow::Borrowed);
        match test {
            Test::Number { term, low, high } => {
                let range = |fact: FactId| match other(fact) {
                    Some(Possible::Numbers(range)) => *range,
                    _ => self.range(fact),
                };
                self.number(term, *low, *high, &range)
            }
            Test::Among { fact, options } => match *possible(*fact) {
                Possible::Options(possible) => Truth::of(possible & options == possible, possible & options != 0),
                _ => Truth::Unknown,
            },
            Test::Holds { fact, options } => match *possible(*fact) {
                Possible::Sets { must, may } => Truth::of(must & options != 0, may & options != 0),
                _ => Truth::Unknown,
            },
            Test::Within { fact, codes } => {
                let Some(Kind::Place(tree)) = self.facts.get(*fact).map(|fact| &fact.kind) else {
                    return Truth::Unknown;
                };
                // Not by way of `possible`: a list for every missing place would cost more than the test.
                let places = match other(*fact).or_else(|| self.profile().given(*fact)) {
                    Some(Possible::Places(places)) => places.as_slice(),
                    Some(_) => return Truth::Unknown,
                    None => &[Code::ROOT],
                };
                Truth::of(
                    places.iter().all(|&place| tree.covered(place, codes)),
                    !places.iter().all(|&place| tree.apart(place, codes)),
                )
            }
            Test::All(_)
            | Test::Any(_)
            | Test::Not(_)
            | Test::AtLeast(..)
            | Test::Defined(_)
            | Test::Authority(_)
            | Test::CheckYourself(_) => Truth::Unknown,
        }
    }

    fn number(
        &self,
        term: &Operand,
        low: Option<Bound>,
        high: Option<Bound>,
        range: &dyn Fn(FactId) -> Interval,
    ) -> Truth {
        match term {
            Operand::Fact(fact) => within(range(*fact), low, high),
            Operand::Sum(facts) => {
                let sum = facts.iter().fold(Interval::exact(0), |sum, fact| sum.plus(range(*fact)));
                within(sum, low, high)
            }
            Operand::Age(fact, unit) => {
                let dates = range(*fact);
                let age = |day: i64| Date::from_day(day).age_on(self.on, *unit);
                // The earlier the date, the greater the age.
                Interval::new(age(dates.high()), age(dates.low()))
                    .map_or(Truth::Unknown, |ages| within(ages, low, high))
            }
            Operand::Day => within(Interval::exact(self.on.day_number()), low, high),
            Operand::Ratio(over, under) => ratio(range(*over), range(*under), low, high, 0),
            Operand::Growth(now, before) => ratio(range(*now), range(*before), low, high, Rate::WHOLE),
        }
    }
}

/// The whole numbers that a pair of bounds allows.
#[must_use]
pub fn allowed(low: Option<Bound>, high: Option<Bound>) -> (i64, i64) {
    let low = low.map_or(i64::MIN, |bound| bound.value.saturating_add(i64::from(!bound.inclusive)));
    let high = high.map_or(i64::MAX, |bound| bound.value.saturating_sub(i64::from(!bound.inclusive)));
    (low, high)
}

fn within(range: Interval, low: Option<Bound>, high: Option<Bound>) -> Truth {
    let (low, high) = allowed(low, high);
    Truth::of(low <= range.low() && range.high() <= high, range.low().max(low) <= range.high().min(high))
}

/// Whether `over / under`, less `shift`, lies between the bounds, all in parts per million; it does not where `under`
/// is zero. Exact: both sides are multiplied out, never divided.
fn ratio(over: Interval, under: Interval, low: Option<Bound>, high: Option<Bound>, shift: i64) -> Truth {
    // Where the bound is not negative, the ratio is least at the least `over` and the greatest `under`.
    let holds = |over: i64, under: i64, bound: Bound, is_low: bool| {
        let left = i128::from(over).saturating_mul(i128::from(Rate::WHOLE));
        let right = i128::from(bound.value.saturating_add(shift)).saturating_mul(i128::from(under));
        let order = if is_low { left.cmp(&right) } else { right.cmp(&left) };
        under > 0 && (order.is_gt() || (bound.inclusive && order.is_eq()))
    };
    let side = |bound: Bound, is_low: bool| {
        let (worst, best) = if is_low { (over.low(), over.high()) } else { (over.high(), over.low()) };
        let unders = [under.low().max(1), under.high()];
        if under.high() <= 0 {
            return Truth::False;
        }
        let surely = under.low() > 0 && unders.iter().all(|&under| holds(worst, under, bound, is_low));
        Truth::of(surely, unders.iter().any(|&under| holds(best, under, bound, is_low)))
    };
    let low = low.map_or(Truth::True, |bound| side(bound, true));
    low.and(high.map_or(Truth::True, |bound| side(bound, false)))
}
