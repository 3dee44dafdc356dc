//! The values at which tests change, and enterprises made of them.

#![expect(clippy::wildcard_enum_match_arm, reason = "combinations are named one by one; the rest are single tests")]

use std::collections::BTreeMap;

use engine::catalogue::{Bound, Catalogue, Criterion, Formula, Term, Test};
use engine::enterprise::{Code, FactId, Facts, Kind, Possible, Tree};
use engine::matching::{Situation, Truth};
use engine::quantity::{Bits, Date, Interval, Rate, bit, bits_of};

/// How far apart the neighbours of a bound are tried: people count yuan and hundredths of a percent, not fen.
pub(super) fn step(kind: Option<&Kind>, value: i64) -> i64 {
    match kind {
        Some(Kind::Money) if value.checked_rem(100) == Some(0) => 100,
        Some(Kind::Rate) if value.checked_rem(100) == Some(0) => 100,
        _ => 1,
    }
}

/// The unit of a figure, as [`step`].
pub(super) fn term_step(facts: &Facts, term: &Term, value: i64) -> i64 {
    let kind = |fact: &FactId| facts.get(*fact).map(|fact| &fact.kind);
    match term {
        Term::Fact(fact) => step(kind(fact), value),
        Term::Sum(parts) => step(parts.first().and_then(kind), value),
        Term::Ratio(..) | Term::Growth(..) => step(Some(&Kind::Rate), value),
        Term::Age(..) => 1,
    }
}

/// For each fact that some tests read, the values just below, on and above what they ask for.
#[derive(Clone, Debug, Default)]
pub(super) struct Samples(BTreeMap<FactId, Vec<Possible>>);

impl Samples {
    /// The samples for a criterion on a day.
    pub(super) fn of(catalogue: &Catalogue, criterion: &Criterion, on: Date) -> Self {
        let mut samples = Self::default();
        samples.add(catalogue, criterion, on);
        samples
    }

    /// The facts, in order.
    pub(super) fn facts(&self) -> impl Iterator<Item = FactId> {
        self.0.keys().copied()
    }

    /// The values of one fact.
    pub(super) fn values(&self, fact: FactId) -> &[Possible] {
        self.0.get(&fact).map_or(&[], Vec::as_slice)
    }

    /// How many enterprises all combinations make, at most `usize::MAX`.
    pub(super) fn combinations(&self) -> usize {
        self.0.values().fold(1, |all, values| all.saturating_mul(values.len().max(1)))
    }

    fn put(&mut self, catalogue: &Catalogue, fact: FactId, value: Possible) {
        let Some(declared) = catalogue.facts.get(fact) else { return };
        let tree = if let Kind::Place(tree) = declared.kind { Some(tree) } else { None };
        let values = self.0.entry(fact).or_default();
        if value.is_within(&declared.anything(), tree) && !values.contains(&value) {
            values.push(value);
        }
    }

    /// Puts a value before the others.
    pub(super) fn put_first(&mut self, fact: FactId, value: Possible) {
        let values = self.0.entry(fact).or_default();
        if !values.contains(&value) {
            values.insert(0, value);
        }
    }

    fn number(&mut self, catalogue: &Catalogue, fact: FactId, value: i64) {
        let kind = catalogue.facts.get(fact).map(|fact| &fact.kind);
        let step = step(kind, value);
        for value in [value.saturating_sub(step), value, value.saturating_add(step)] {
            self.put(catalogue, fact, Possible::Numbers(Interval::exact(value)));
        }
    }

    /// Adds the samples of a criterion and all below it.
    pub(super) fn add(&mut self, catalogue: &Catalogue, criterion: &Criterion, on: Date) {
        for part in criterion.walk_through(catalogue) {
            self.add_test(catalogue, &part.test, on);
        }
    }

    fn add_test(&mut self, catalogue: &Catalogue, test: &Test, on: Date) {
        let all = |fact: FactId| catalogue.facts.get(fact).map_or(0, engine::enterprise::Fact::all_options);
        match test {
            Test::Number { term, low, high } => {
                for bound in [low, high].into_iter().flatten() {
                    self.bound(catalogue, term, *bound, on);
                }
            }
            Test::Among { fact, .. } => {
                for option in bits_of(all(*fact)) {
                    self.put(catalogue, *fact, Possible::Options(bit(option)));
                }
            }
            Test::Holds { fact, options } => {
                let all = all(*fact);
                let others = all & !options;
                // Nothing, everything else, each alone, everything, everything but each.
                let each = bits_of(*options).flat_map(|index| [bit(index), all & !bit(index)]);
                for set in [0, others, all].into_iter().chain(each) {
                    self.put(catalogue, *fact, Possible::Sets { must: set, may: set });
                }
            }
            Test::Within { fact, codes } => {
                let Some(Kind::Place(tree)) = catalogue.facts.get(*fact).map(|fact| fact.kind.clone()) else { return };
                for place in places(tree, codes) {
                    self.put(catalogue, *fact, Possible::Places(vec![place]));
                }
            }
            Test::All(_)
            | Test::Any(_)
            | Test::Not(_)
            | Test::AtLeast(..)
            | Test::Defined(_)
            | Test::Authority(_)
            | Test::CheckYourself(_) => {}
        }
    }

    fn bound(&mut self, catalogue: &Catalogue, term: &Term, bound: Bound, on: Date) {
        let value = bound.value;
        match term {
            Term::Fact(fact) => self.number(catalogue, *fact, value),
            Term::Sum(facts) => {
                for &fact in facts {
                    self.put(catalogue, fact, Possible::Numbers(Interval::exact(0)));
                    self.number(catalogue, fact, value);
                }
            }
            Term::Ratio(over, under) => self.quotient(catalogue, *over, *under, value),
            Term::Growth(now, before) => self.quotient(catalogue, *now, *before, value.saturating_add(Rate::WHOLE)),
            Term::Age(fact, unit) => {
                for age in [value, value.saturating_add(1)] {
                    let last = Date::last_aged(on, age, *unit);
                    for day in [last, last.plus_days(1)] {
                        self.put(catalogue, *fact, Possible::Numbers(Interval::exact(day.day_number())));
                    }
                }
            }
        }
    }

    /// A round denominator, and the numerators around the quotient.
    fn quotient(&mut self, catalogue: &Catalogue, over: FactId, under: FactId, ppm: i64) {
        let money = catalogue.facts.get(under).is_some_and(|fact| fact.kind == Kind::Money);
        // A million yuan, or ten thousand people: every hundredth of a percent of it is whole.
        let base: i64 = if money { 100_000_000 } else { 10_000 };
        self.put(catalogue, under, Possible::Numbers(Interval::exact(base)));
        self.put(catalogue, under, Possible::Numbers(Interval::exact(0)));
        for ppm in [ppm.saturating_sub(100), ppm, ppm.saturating_add(100)] {
            let value = base.saturating_mul(ppm).checked_div(Rate::WHOLE).unwrap_or(0);
            self.put(catalogue, over, Possible::Numbers(Interval::exact(value)));
        }
    }

    /// Adds what the conditions and steps of a formula tell apart, and round amounts for what it reads.
    pub(super) fn add_formula(&mut self, catalogue: &Catalogue, formula: &Formula, on: Date) {
        match formula {
            Formula::If(criterion, ..) => self.add(catalogue, criterion, on),
            Formula::Steps(fact, steps) => {
                for to in steps.iter().filter_map(|(to, _)| *to) {
                    self.number(catalogue, *fact, to);
                }
            }
            Formula::Bands(base, bands) => {
                for to in bands.iter().filter_map(|(to, _)| *to) {
                    for fact in base.facts() {
                        self.number(catalogue, fact, to.fen());
                    }
                }
            }
            Formula::Cap(limit, base) | Formula::Floor(limit, base) => {
                for fact in base.facts() {
                    for times in [1, 100] {
                        self.number(catalogue, fact, limit.fen().saturating_mul(times));
                    }
                }
            }
            Formula::RateAbove(fact, minus, _) => {
                self.number(catalogue, *fact, minus.ppm());
                self.number(catalogue, *fact, minus.ppm().saturating_add(10_000));
            }
            _ => {}
        }
        for fact in formula.facts() {
            let kind = catalogue.facts.get(fact).map(|fact| fact.kind.clone());
            let round: &[i64] = match kind {
                // 10,000, 1 million and 100 million yuan.
                Some(Kind::Money) => &[1_000_000, 100_000_000, 10_000_000_000],
                Some(Kind::Rate) => &[15_000, 40_000],
                Some(Kind::Count) => &[10, 100],
                _ => &[],
            };
            for &value in round {
                self.put(catalogue, fact, Possible::Numbers(Interval::exact(value)));
            }
        }
        for part in formula.parts() {
            self.add_formula(catalogue, part, on);
        }
    }
}

/// Each code, and one place beside each and outside all of them.
fn places(tree: Tree, codes: &[Code]) -> Vec<Code> {
    let outside = |within: Code| {
        let rows = tree.rows().iter().map(|row| row.code);
        rows.filter(|&code| tree.within(code, within)).find(|&code| code != within && tree.apart(code, codes))
    };
    let mut found: Vec<Code> = codes.to_vec();
    found.extend(codes.iter().filter_map(|&code| outside(tree.parent(code))));
    found.extend(outside(Code::ROOT));
    found.sort_unstable();
    found.dedup();
    found
}

/// A source of numbers that look random and are always the same.
#[derive(Clone, Copy, Debug)]
pub(super) struct Dice(pub(super) u64);

impl Dice {
    /// A number below `count`.
    pub(super) fn below(&mut self, count: usize) -> usize {
        // Knuth's multiplier; the upper half is well mixed.
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let count = u64::try_from(count.max(1)).unwrap_or(1);
        usize::try_from((self.0 >> 33).checked_rem(count).unwrap_or(0)).unwrap_or(0)
    }
}

/// Makes an enterprise of which given criteria hold or fail.
#[derive(Debug)]
pub(super) struct Maker<'c> {
    catalogue: &'c Catalogue,
    samples: &'c Samples,
    promised: Vec<(&'c Criterion, bool)>,
}

impl<'c> Maker<'c> {
    pub(super) fn new(catalogue: &'c Catalogue, samples: &'c Samples) -> Self {
        Self { catalogue, samples, promised: Vec::new() }
    }

    fn kept(&self, situation: &Situation<'_>) -> bool {
        self.promised.iter().all(|(criterion, want)| situation.evaluate(self.catalogue, criterion) == truth(*want))
    }

    /// Changes the situation so that the criterion holds (or fails), keeping what was promised before; as it was if
    /// that cannot be done.
    pub(super) fn force<'f>(
        &mut self,
        criterion: &'c Criterion,
        want: bool,
        situation: &Situation<'f>,
    ) -> Option<Situation<'f>> {
        if situation.evaluate(self.catalogue, criterion) == truth(want) {
            self.promised.push((criterion, want));
            return Some(situation.clone());
        }
        match (&criterion.test, want) {
            (Test::All(parts), true) | (Test::Any(parts), false) => {
                let before = self.promised.len();
                let mut now = situation.clone();
                for part in parts {
                    match self.force(part, want, &now) {
                        Some(next) => now = next,
                        None => {
                            self.promised.truncate(before);
                            return None;
                        }
                    }
                }
                Some(now)
            }
            (Test::All(parts), false) | (Test::Any(parts), true) => {
                parts.iter().find_map(|part| self.force(part, want, situation))
            }
            (Test::Not(part), _) => self.force(part, !want, situation),
            (Test::AtLeast(count, parts), _) => {
                let parts: Vec<&Criterion> = parts.iter().collect();
                let need = usize::from(*count);
                let need = if want { need } else { parts.len().saturating_sub(need).saturating_add(1) };
                self.force_some(&parts, need, want, situation)
            }
            (Test::Defined(id), _) => {
                let definition = self.catalogue.definition(*id)?;
                self.force(&definition.criterion, want, situation)
            }
            (Test::Authority(_) | Test::CheckYourself(_), _) => None,
            _ => {
                let facts = criterion.own_facts();
                let found = self.vary(&facts, situation, &mut |candidate, maker| {
                    candidate.evaluate(maker.catalogue, criterion) == truth(want) && maker.kept(candidate)
                })?;
                self.promised.push((criterion, want));
                Some(found)
            }
        }
    }

    /// Makes at least this many of the parts hold (or fail).
    fn force_some<'f>(
        &mut self,
        parts: &[&'c Criterion],
        need: usize,
        want: bool,
        situation: &Situation<'f>,
    ) -> Option<Situation<'f>> {
        let mut now = situation.clone();
        let mut done = 0_usize;
        for part in parts {
            if done >= need {
                break;
            }
            if let Some(next) = self.force(part, want, &now) {
                now = next;
                done = done.saturating_add(1);
            }
        }
        (done >= need).then_some(now)
    }

    /// Tries the samples of these facts, together, until one fits.
    pub(super) fn vary<'f>(
        &self,
        facts: &[FactId],
        situation: &Situation<'f>,
        fits: &mut dyn FnMut(&Situation<'f>, &Self) -> bool,
    ) -> Option<Situation<'f>> {
        let Some((&fact, rest)) = facts.split_first() else {
            return fits(situation, self).then(|| situation.clone());
        };
        for value in self.samples.values(fact) {
            let candidate = situation.with(fact, Some(value.clone()));
            let found = if rest.is_empty() {
                fits(&candidate, self).then_some(candidate)
            } else {
                self.vary(rest, &candidate, fits)
            };
            if found.is_some() {
                return found;
            }
        }
        None
    }

    /// Makes the criterion at the end of a path decide about the whole, as far as that can be done.
    pub(super) fn expose<'f>(
        &mut self,
        criterion: &'c Criterion,
        path: &[usize],
        situation: &Situation<'f>,
    ) -> Situation<'f> {
        let mut now = situation.clone();
        let mut at = criterion;
        for &index in path {
            let parts = at.parts();
            let others: Vec<&Criterion> =
                parts.iter().enumerate().filter(|(other, _)| *other != index).map(|(_, part)| part).collect();
            match &at.test {
                Test::All(_) | Test::Any(_) => {
                    let want = matches!(at.test, Test::All(_));
                    for other in others {
                        if let Some(next) = self.force(other, want, &now) {
                            now = next;
                        }
                    }
                }
                Test::AtLeast(count, _) => {
                    let hold = usize::from(*count).saturating_sub(1);
                    for (index, other) in others.into_iter().enumerate() {
                        if let Some(next) = self.force(other, index < hold, &now) {
                            now = next;
                        }
                    }
                }
                _ => {}
            }
            match parts.get(index) {
                Some(part) => at = part,
                None => return now,
            }
        }
        now
    }
}

fn truth(holds: bool) -> Truth {
    if holds { Truth::True } else { Truth::False }
}

/// Options that a test does not name, as answers that leave the choice among them open.
pub(super) fn open_choices(catalogue: &Catalogue, fact: FactId, options: Bits) -> Vec<Possible> {
    let all = catalogue.facts.get(fact).map_or(0, engine::enterprise::Fact::all_options);
    [options & all, all & !options].into_iter().filter(|set| *set != 0).map(Possible::Options).collect()
}
