//! The values at which tests change, and enterprises made of them.

#![expect(clippy::wildcard_enum_match_arm, reason = "combinations are named one by one; the rest are single tests")]

use std::collections::{BTreeMap, HashSet};

use engine::catalogue::{Bound, Catalogue, Criterion, Formula, Operand, Test};
use engine::enterprise::{Code, FactId, Facts, Figure, Kind, Possible, Tree};
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
pub(super) fn term_step(facts: &Facts, term: &Operand, value: i64) -> i64 {
    let kind = |fact: &FactId| facts.get(*fact).map(|fact| &fact.kind);
    match term {
        Operand::Fact(fact) => step(kind(fact), value),
        Operand::Sum(parts) => step(parts.first().and_then(kind), value),
        Operand::Ratio(..) | Operand::Growth(..) => step(Some(&Kind::Rate), value),
        Operand::Age(..) | Operand::Day => 1,
    }
}

/// For each fact that some tests read, the values just below, on and above what they ask for.
#[derive(Clone, Debug, Default)]
pub(super) struct Samples(BTreeMap<FactId, Values>);

/// The values of one fact, each once.
#[derive(Clone, Debug, Default)]
struct Values {
    list: Vec<Possible>,
    seen: HashSet<Possible>,
}

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
        self.0.get(&fact).map_or(&[], |values| values.list.as_slice())
    }

    /// How many enterprises all combinations make, at most `usize::MAX`.
    pub(super) fn combinations(&self) -> usize {
        self.0.values().fold(1, |all, values| all.saturating_mul(values.list.len().max(1)))
    }

    fn put(&mut self, catalogue: &Catalogue, fact: FactId, value: Possible) {
        let Some(declared) = catalogue.facts.get(fact) else { return };
        let tree = if let Kind::Place(tree) = declared.kind { Some(tree) } else { None };
        let values = self.0.entry(fact).or_default();
        if value.is_within(&declared.anything(), tree) && values.seen.insert(value.clone()) {
            values.list.push(value);
        }
    }

    /// Puts a value before the others.
    pub(super) fn put_first(&mut self, fact: FactId, value: Possible) {
        let values = self.0.entry(fact).or_default();
        if values.seen.insert(value.clone()) {
            values.list.insert(0, value);
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

    fn bound(&mut self, catalogue: &Catalogue, term: &Operand, bound: Bound, on: Date) {
        let value = bound.value;
        match term {
            Operand::Fact(fact) => self.number(catalogue, *fact, value),
            Operand::Sum(facts) => {
                for &fact in facts {
                    self.put(catalogue, fact, Possible::Numbers(Interval::exact(0)));
                    self.number(catalogue, fact, value);
                }
            }
            Operand::Day => {}
            Operand::Ratio(over, under) => self.quotient(catalogue, *over, *under, value),
            Operand::Growth(now, before) => self.quotient(catalogue, *now, *before, value.saturating_add(Rate::WHOLE)),
            Operand::Age(fact, unit) => {
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
///
/// One situation is changed in place, and what it was is kept to go back to: there may be thousands of facts.
#[derive(Debug)]
pub(super) struct Maker<'c> {
    catalogue: &'c Catalogue,
    samples: &'c Samples,
    promised: Vec<(&'c Criterion, bool)>,
    /// The promises that read a fact, by number.
    readers: BTreeMap<FactId, Vec<usize>>,
    /// What facts were before they were changed.
    before: Vec<(FactId, Option<Possible>)>,
}

/// How far a maker had come.
type Mark = (usize, usize);

impl<'c> Maker<'c> {
    pub(super) fn new(catalogue: &'c Catalogue, samples: &'c Samples) -> Self {
        Self { catalogue, samples, promised: Vec::new(), readers: BTreeMap::new(), before: Vec::new() }
    }

    fn mark(&self) -> Mark {
        (self.promised.len(), self.before.len())
    }

    /// Goes back to what was.
    fn back(&mut self, (promised, before): Mark, situation: &mut Situation<'_>) {
        self.promised.truncate(promised);
        for readers in self.readers.values_mut() {
            readers.truncate(readers.partition_point(|&number| number < promised));
        }
        while self.before.len() > before {
            if let Some((fact, value)) = self.before.pop() {
                situation.set(fact, value);
            }
        }
    }

    fn promise(&mut self, criterion: &'c Criterion, want: bool) {
        let number = self.promised.len();
        self.promised.push((criterion, want));
        let mut note = |fact: FactId| {
            let readers = self.readers.entry(fact).or_default();
            if readers.last() != Some(&number) {
                readers.push(number);
            }
        };
        // Of the simplest sort there may be thousands.
        if let Test::Number { term: Operand::Fact(fact), .. } | Test::Among { fact, .. } = &criterion.test {
            note(*fact);
        } else {
            criterion.walk_through(self.catalogue).flat_map(Criterion::own_facts).for_each(note);
        }
    }

    /// Whether what was promised still holds after some facts were changed.
    fn kept(&self, situation: &Situation<'_>, facts: &[FactId]) -> bool {
        // The size class follows from other facts.
        let also = facts.iter().any(|fact| is_figure_of_size(*fact)).then_some(Facts::SIZE_CLASS);
        facts.iter().copied().chain(also).filter_map(|fact| self.readers.get(&fact)).flatten().all(|&number| {
            let promise = self.promised.get(number);
            promise.is_none_or(|(criterion, want)| situation.evaluate(self.catalogue, criterion) == truth(*want))
        })
    }

    /// Changes the situation so that the criterion holds (or fails), keeping what was promised before; it stays as it
    /// was if that cannot be done.
    pub(super) fn force(&mut self, criterion: &'c Criterion, want: bool, situation: &mut Situation<'_>) -> bool {
        if situation.evaluate(self.catalogue, criterion) == truth(want) {
            self.promise(criterion, want);
            return true;
        }
        match (&criterion.test, want) {
            (Test::All(parts), true) | (Test::Any(parts), false) => {
                let mark = self.mark();
                let done = parts.iter().all(|part| self.force(part, want, situation));
                if !done {
                    self.back(mark, situation);
                }
                done
            }
            (Test::All(parts), false) | (Test::Any(parts), true) => {
                parts.iter().any(|part| self.force(part, want, situation))
            }
            (Test::Not(part), _) => self.force(part, !want, situation),
            (Test::AtLeast(count, parts), _) => {
                let need = usize::from(*count);
                let need = if want { need } else { parts.len().saturating_sub(need).saturating_add(1) };
                self.force_some(parts, need, want, situation)
            }
            (Test::Defined(id), _) => {
                let Some(definition) = self.catalogue.definition(*id) else { return false };
                self.force(&definition.criterion, want, situation)
            }
            (Test::Authority(_) | Test::CheckYourself(_), _) => false,
            _ => {
                let facts = criterion.own_facts();
                let mark = self.mark();
                for &fact in &facts {
                    self.before.push((fact, situation.told().given(fact).cloned()));
                }
                let fits = &mut |candidate: &Situation<'_>| {
                    candidate.evaluate(self.catalogue, criterion) == truth(want) && self.kept(candidate, &facts)
                };
                if vary(self.samples, &facts, situation, fits) {
                    self.promise(criterion, want);
                    return true;
                }
                self.back(mark, situation);
                false
            }
        }
    }

    /// Makes at least this many of the parts hold (or fail).
    fn force_some(&mut self, parts: &'c [Criterion], need: usize, want: bool, situation: &mut Situation<'_>) -> bool {
        let mark = self.mark();
        let mut done = 0_usize;
        for part in parts {
            if done >= need {
                break;
            }
            done = done.saturating_add(usize::from(self.force(part, want, situation)));
        }
        if done < need {
            self.back(mark, situation);
        }
        done >= need
    }

    /// Makes the criterion at the end of a path decide about the whole, as far as that can be done.
    pub(super) fn expose(&mut self, criterion: &'c Criterion, path: &[usize], situation: &mut Situation<'_>) {
        let mut at = criterion;
        for &index in path {
            let parts = at.parts();
            let others = parts.iter().enumerate().filter(|(other, _)| *other != index).map(|(_, part)| part);
            match &at.test {
                Test::All(_) | Test::Any(_) => {
                    let want = matches!(at.test, Test::All(_));
                    for other in others {
                        self.force(other, want, situation);
                    }
                }
                Test::AtLeast(count, _) => {
                    let hold = usize::from(*count).saturating_sub(1);
                    for (index, other) in others.enumerate() {
                        self.force(other, index < hold, situation);
                    }
                }
                _ => {}
            }
            match parts.get(index) {
                Some(part) => at = part,
                None => return,
            }
        }
    }
}

/// Whether the size class follows from a fact.
fn is_figure_of_size(fact: FactId) -> bool {
    fact == Facts::INDUSTRY || Figure::ALL.iter().any(|figure| figure.fact() == fact)
}

/// Tries the samples of these facts, together, until one fits; the situation is as it was if none does.
pub(super) fn vary(
    samples: &Samples,
    facts: &[FactId],
    situation: &mut Situation<'_>,
    fits: &mut dyn FnMut(&Situation<'_>) -> bool,
) -> bool {
    let Some((&fact, rest)) = facts.split_first() else { return fits(situation) };
    let before = situation.told().given(fact).cloned();
    for value in samples.values(fact) {
        situation.set(fact, Some(value.clone()));
        if vary(samples, rest, situation, fits) {
            return true;
        }
    }
    situation.set(fact, before);
    false
}

fn truth(holds: bool) -> Truth {
    if holds { Truth::True } else { Truth::False }
}

/// Options that a test does not name, as answers that leave the choice among them open.
pub(super) fn open_choices(catalogue: &Catalogue, fact: FactId, options: Bits) -> Vec<Possible> {
    let all = catalogue.facts.get(fact).map_or(0, engine::enterprise::Fact::all_options);
    [options & all, all & !options].into_iter().filter(|set| *set != 0).map(Possible::Options).collect()
}
