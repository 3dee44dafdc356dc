//! The values of one fact at which something can change: where tests flip, which options and places are named.

#![expect(clippy::wildcard_enum_match_arm, reason = "only tests and formulas that look at the fact matter here")]

use crate::catalogue::{Bound, Criterion, Formula, Operand, Rules, Test};
use crate::enterprise::{Code, FactId, Facts, Figure, Kind, Possible, Sizing, Tree};
use crate::quantity::{Bits, Date, Interval, Rate, bit, bits_of, sort_distinct};

use super::evaluate::allowed;
use super::{Situation, Truth};

/// What the tests of some criteria distinguish about one fact.
#[derive(Clone, Debug, Default)]
pub(super) struct Distinctions {
    /// The first number of each new stretch of a number.
    starts: Vec<i64>,
    /// The options named.
    options: Bits,
    /// The places named.
    codes: Vec<Code>,
}

impl Distinctions {
    /// Adds what the tests of a criterion distinguish about `fact`, the other facts being as they are.
    pub(super) fn add(&mut self, rules: &Rules, situation: &Situation<'_>, criterion: &Criterion, fact: FactId) {
        self.add_where(rules, situation, criterion, fact, &|_| true);
    }

    /// The same of those tests only that narrowing the fact can still change: unknown ones, below nothing settled.
    pub(super) fn add_open(&mut self, rules: &Rules, situation: &Situation<'_>, criterion: &Criterion, fact: FactId) {
        let open = |criterion: &Criterion| situation.evaluate(rules, criterion) == Truth::Unknown;
        self.add_where(rules, situation, criterion, fact, &open);
    }

    /// Adds the values at which a formula changes course: the bounds of its steps, what its open conditions tell apart.
    /// Between them it runs straight.
    pub(super) fn add_formula(&mut self, rules: &Rules, situation: &Situation<'_>, formula: &Formula, fact: FactId) {
        match formula {
            Formula::If(criterion, ..) => self.add_open(rules, situation, criterion, fact),
            Formula::Steps(of, steps) if *of == fact => {
                self.starts.extend(steps.iter().filter_map(|(to, _)| to.map(|to| to.saturating_add(1))));
            }
            _ => {}
        }
        for part in formula.parts() {
            self.add_formula(rules, situation, part, fact);
        }
    }

    /// Adds the ends of what is possible for a number.
    pub(super) fn add_ends(&mut self, situation: &Situation<'_>, fact: FactId) {
        if let Possible::Numbers(range) = &*situation.possible(fact) {
            self.starts.extend([range.low(), range.high()]);
        }
    }

    /// The options that tests name.
    pub(super) fn options(&self) -> Bits {
        self.options
    }

    /// The places that tests name, each once.
    pub(super) fn codes(&self) -> Vec<Code> {
        let mut codes = self.codes.clone();
        sort_distinct(&mut codes);
        codes
    }

    /// The options that tests name, of those that may hold or not.
    pub(super) fn open_options(&self, situation: &Situation<'_>, fact: FactId) -> Bits {
        match *situation.possible(fact) {
            Possible::Sets { must, may } => self.options & may & !must,
            Possible::Options(options) => options,
            Possible::Numbers(_) | Possible::Places(_) => 0,
        }
    }

    /// The same of a single test, another fact being one number: what follows of that for others is left out.
    pub(super) fn add_beside(
        &mut self,
        situation: &Situation<'_>,
        criterion: &Criterion,
        fact: FactId,
        (other, number): (FactId, i64),
    ) {
        let range = |of: FactId| if of == other { Interval::exact(number) } else { situation.range(of) };
        if let Test::Number { term, low, high } = &criterion.test {
            self.add_number(situation, term, *low, *high, fact, &range);
        }
    }

    fn add_where(
        &mut self,
        rules: &Rules,
        situation: &Situation<'_>,
        criterion: &Criterion,
        fact: FactId,
        wanted: &dyn Fn(&Criterion) -> bool,
    ) {
        let mut walk = criterion.walk_through(rules);
        while let Some(part) = walk.next() {
            if !wanted(part) {
                walk.skip_below();
                continue;
            }
            match &part.test {
                Test::Number { term, low, high } => {
                    self.add_number(situation, term, *low, *high, fact, &|of| situation.range(of));
                }
                Test::Among { fact: of, .. } if *of == Facts::SIZE_CLASS => self.add_size(situation, fact),
                Test::Among { fact: of, options } | Test::Holds { fact: of, options } if *of == fact => {
                    self.options |= options;
                }
                Test::Within { fact: of, codes } if *of == fact => self.codes.extend(codes),
                _ => {}
            }
        }
    }

    fn add_number(
        &mut self,
        situation: &Situation<'_>,
        term: &Operand,
        low: Option<Bound>,
        high: Option<Bound>,
        fact: FactId,
        range: &dyn Fn(FactId) -> Interval,
    ) {
        if !term.facts().contains(&fact) {
            return;
        }
        let (least, most) = allowed(low, high);
        let ends = [low.map(|_| least), high.map(|_| most.saturating_add(1))];
        match term {
            Operand::Fact(_) => self.starts.extend(ends.into_iter().flatten()),
            Operand::Sum(facts) => {
                let others = facts.iter().filter(|other| **other != fact);
                let rest = others.fold(Interval::exact(0), |sum, other| sum.plus(range(*other)));
                for end in ends.into_iter().flatten() {
                    self.starts.extend([end.saturating_sub(rest.low()), end.saturating_sub(rest.high())]);
                }
            }
            Operand::Age(_, unit) => {
                // The age reaches `end` as the date goes back: the last day that still does, and the next.
                for end in ends.into_iter().flatten() {
                    let last = Date::last_aged(situation.on(), end, *unit);
                    self.starts.push(last.day_number().saturating_add(1));
                }
            }
            Operand::Day => {}
            Operand::Ratio(over, under) => self.add_ratio(range, *over, *under, [low, high], 0, fact),
            Operand::Growth(now, before) => self.add_ratio(range, *now, *before, [low, high], Rate::WHOLE, fact),
        }
    }

    /// Where a ratio crosses its bounds as one of its figures moves; around a crossing both neighbours count.
    fn add_ratio(
        &mut self,
        range: &dyn Fn(FactId) -> Interval,
        over: FactId,
        under: FactId,
        bounds: [Option<Bound>; 2],
        shift: i64,
        fact: FactId,
    ) {
        for bound in bounds.into_iter().flatten() {
            let rate = i128::from(bound.value.saturating_add(shift));
            let whole = i128::from(Rate::WHOLE);
            let other = range(if fact == over { under } else { over });
            // Over zero a ratio fails: the least that counts below the line is one.
            let least = if fact == over { other.low().max(1) } else { other.low() };
            for end in [least, other.high()].map(i128::from) {
                let crossing = if fact == over {
                    rate.saturating_mul(end).checked_div_euclid(whole)
                } else {
                    end.saturating_mul(whole).checked_div_euclid(rate)
                };
                if let Some(at) = crossing.and_then(|at| i64::try_from(at).ok()) {
                    self.starts.extend([at, at.saturating_add(1), 1]);
                }
            }
        }
    }

    /// What the size standard distinguishes about a fact.
    fn add_size(&mut self, situation: &Situation<'_>, fact: FactId) {
        if fact == Facts::SIZE_CLASS {
            self.options |= crate::quantity::first_bits(4);
        }
        if fact == Facts::INDUSTRY {
            let categories = situation.size().standard.map_or(&[][..], |standard| &standard.categories);
            for category in categories {
                let row = Tree::Industries.rows().iter().find(|row| row.category == category.id);
                self.codes.extend(row.map(|row| row.code));
            }
        }
        let Some(figure) = Figure::ALL.into_iter().find(|figure| figure.fact() == fact) else { return };
        for sizing in &situation.size().sizings {
            let Sizing::By(category) = sizing else { continue };
            for (_, bounds) in category.bounds.iter().filter(|(other, _)| *other == figure) {
                self.starts.extend(bounds);
            }
        }
    }

    /// The first number of each stretch within a range, ascending, the start of the range included.
    pub(super) fn starts(&self, range: Interval) -> Vec<i64> {
        let inside = self.starts.iter().copied().filter(|&start| range.contains(start));
        let mut starts: Vec<i64> = std::iter::once(range.low()).chain(inside).collect();
        sort_distinct(&mut starts);
        starts
    }

    /// One value of each sort that the tests tell apart, within what is possible.
    pub(super) fn samples(&self, situation: &Situation<'_>, fact: FactId) -> Vec<Possible> {
        match &*situation.possible(fact) {
            Possible::Numbers(range) => {
                let exact = |number| Possible::Numbers(Interval::exact(number));
                self.starts(*range).into_iter().map(exact).collect()
            }
            Possible::Options(options) => bits_of(*options).map(|index| Possible::Options(bit(index))).collect(),
            Possible::Sets { must, may } => {
                let single = |index: usize| Possible::Sets { must: must | bit(index), may: must | bit(index) };
                let none = Possible::Sets { must: *must, may: *must };
                std::iter::once(none).chain(bits_of(self.options & may & !must).map(single)).collect()
            }
            Possible::Places(places) => {
                let Some(Kind::Place(tree)) = situation.fact(fact).map(|fact| &fact.kind) else { return Vec::new() };
                let named = |code: &Code| places.iter().any(|&place| tree.within(*code, place));
                let mut codes: Vec<Code> = self.codes.iter().copied().filter(named).collect();
                sort_distinct(&mut codes);
                let other =
                    tree.rows().iter().map(|row| row.code).find(|code| named(code) && tree.apart(*code, &codes));
                codes.extend(other);
                codes.into_iter().map(|code| Possible::Places(vec![code])).collect()
            }
        }
    }
}
