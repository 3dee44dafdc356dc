//! Values tried together: what decides among tests that share facts.

#![expect(clippy::wildcard_enum_match_arm, reason = "only tests of one sort name options or places")]

use crate::catalogue::Test;
use crate::enterprise::{Code, FactId, Kind, Possible, Tree};
use crate::quantity::{Bits, Interval, bit, bits_of, sort_distinct};

use super::Truth;
use super::open::{Found, OpenTest, Part, Rest, Unknown};
use super::values::Distinctions;

/// At most so many combinations of values are tried for one part of a criterion. Where there are more, all that the part
/// waits for is said to matter: none may be left out that does.
const MOST_TRIED: usize = 2_000;

/// The same where figures are measured against each other: these are named anyway.
const MOST_TRIED_ROUGHLY: usize = 60;

/// Of several options at once so many sorts are told apart at most.
const MOST_SORTS: usize = 6;

/// Tests that share facts, with the values of these facts that the tests tell apart. A test that shares nothing is free:
/// it may hold or fail, whatever the others do.
pub(super) struct Trial<'a, 's> {
    rest: &'a Rest<'a, 's>,
    tried: Vec<(Unknown, Vec<Possible>)>,
    /// What is known of each test, by its number.
    outcomes: Vec<(usize, Outcomes)>,
    /// Whether figures that are measured against each other were tried, of which only the ends of stretches are: what was
    /// not found to matter may matter between them.
    is_rough: bool,
}

/// The outcomes of one test for each combination of the values of what it waits for.
struct Outcomes {
    /// The numbers of what it waits for, in `tried`.
    of: Vec<usize>,
    /// The outcomes; the value of the last one changes fastest.
    holds: Vec<bool>,
}

/// Pairs of outcomes that two values of a fact can have, all else being equal: one bit for each of (holds, holds),
/// (holds, fails), (fails, holds) and (fails, fails).
type Pairs = u8;

/// What holds or fails whatever the fact is.
const EQUAL: Pairs = 0b1001;
/// What the fact decides.
const UNEQUAL: Pairs = 0b0110;

fn pair(first: bool, second: bool) -> Pairs {
    match (first, second) {
        (true, true) => 0b0001,
        (true, false) => 0b0010,
        (false, true) => 0b0100,
        (false, false) => 0b1000,
    }
}

impl<'a, 's> Trial<'a, 's> {
    /// The values to try for the tests with these numbers; `None` if they are too many.
    pub(super) fn new(rest: &'a Rest<'a, 's>, numbers: &[usize]) -> Option<Self> {
        let tests: Vec<(usize, &OpenTest<'a>)> =
            numbers.iter().filter_map(|&number| Some((number, rest.tests.get(number)?))).collect();
        let waiting = |unknown: &Unknown| tests.iter().filter(|(_, test)| test.waits_for.contains(unknown)).count();
        // A test that shares one of its facts is settled only once all of them are told.
        let is_shared = |test: &OpenTest<'_>| test.waits_for.iter().any(|unknown| waiting(unknown) > 1);
        let shared: Vec<(usize, &OpenTest<'a>)> = tests.iter().copied().filter(|(_, test)| is_shared(test)).collect();
        let mut unknowns: Vec<Unknown> = shared.iter().flat_map(|(_, test)| &test.waits_for).copied().collect();
        sort_distinct(&mut unknowns);
        let is_rough = shared.iter().any(|(_, test)| test.waits_for.len() > 1);
        let most = if is_rough { MOST_TRIED_ROUGHLY } else { MOST_TRIED };
        let mut trial = Self { rest, tried: Vec::new(), outcomes: Vec::new(), is_rough };
        let mut count = 1_usize;
        for unknown in unknowns {
            let own: Vec<&OpenTest<'a>> =
                shared.iter().map(|(_, test)| *test).filter(|test| test.waits_for.contains(&unknown)).collect();
            let values = trial.values(unknown, &own, &shared)?;
            count = count.saturating_mul(values.len());
            if count == 0 || count > most {
                return None;
            }
            trial.tried.push((unknown, values));
        }
        for (number, test) in shared {
            let outcomes = trial.outcomes_of(test)?;
            trial.outcomes.push((number, outcomes));
        }
        Some(trial)
    }

    /// One value of each sort that some tests of something tell apart.
    fn values(&self, unknown: Unknown, own: &[&OpenTest<'_>], all: &[(usize, &OpenTest<'_>)]) -> Option<Vec<Possible>> {
        let Unknown::Fact(fact) = unknown else {
            return Some([0, 1].map(|option| Possible::Options(bit(option))).to_vec());
        };
        let situation = self.rest.situation;
        let mut values = match &*situation.possible(fact) {
            Possible::Numbers(range) => self.numbers(fact, *range, own, all),
            Possible::Options(options) => bits_of(*options).map(|index| Possible::Options(bit(index))).collect(),
            Possible::Sets { must, may } => sets(*must, *may, fact, own)?,
            Possible::Places(places) => {
                let Some(Kind::Place(tree)) = situation.fact(fact).map(|fact| &fact.kind) else { return None };
                let mut cells = Vec::new();
                let named = named(fact, own);
                for &place in places {
                    cells_of(*tree, place, &named, &mut cells);
                }
                cells.into_iter().map(|code| Possible::Places(vec![code])).collect()
            }
        };
        if own.iter().all(|test| test.waits_for.len() == 1) {
            // Of values that all tests take alike one is enough.
            let mut seen: Vec<Vec<Truth>> = Vec::new();
            values.retain(|value: &Possible| {
                let told = [(fact, value)];
                let truths: Vec<Truth> =
                    own.iter().map(|test| situation.test_with(&test.criterion.test, &told)).collect();
                let is_new = !seen.contains(&truths);
                seen.extend(is_new.then_some(truths));
                is_new
            });
        }
        Some(values)
    }

    /// Of a number that is measured against others both ends of each stretch, and where it crosses the bounds at theirs.
    fn numbers(
        &self,
        fact: FactId,
        range: Interval,
        own: &[&OpenTest<'_>],
        all: &[(usize, &OpenTest<'_>)],
    ) -> Vec<Possible> {
        let Rest { rules, situation, .. } = self.rest;
        let mut distinct = Distinctions::default();
        let mut is_measured = false;
        for test in own {
            distinct.add(rules, situation, test.criterion, fact);
            for other in test.waits_for.iter().filter(|other| **other != Unknown::Fact(fact)) {
                let Unknown::Fact(other) = *other else { continue };
                is_measured = true;
                let mut ends = Distinctions::default();
                for (_, test) in all.iter().filter(|(_, test)| test.waits_for == [Unknown::Fact(other)]) {
                    ends.add(rules, situation, test.criterion, other);
                }
                for end in both_ends(&ends, situation.range(other)) {
                    distinct.add_beside(situation, test.criterion, fact, (other, end));
                }
            }
        }
        let numbers = if is_measured { both_ends(&distinct, range) } else { distinct.starts(range) };
        numbers.into_iter().map(|number| Possible::Numbers(Interval::exact(number))).collect()
    }

    /// The outcomes of a test; `None` if one of them is not settled by the values tried.
    fn outcomes_of(&self, test: &OpenTest<'_>) -> Option<Outcomes> {
        let place = |unknown: &Unknown| self.tried.iter().position(|(other, _)| other == unknown);
        let of: Vec<usize> = test.waits_for.iter().map(place).collect::<Option<_>>()?;
        let mut values: Vec<(FactId, &[Possible])> = Vec::new();
        for &index in &of {
            let (unknown, tried) = self.tried.get(index)?;
            let Unknown::Fact(fact) = unknown else {
                return Some(Outcomes { of, holds: vec![false, true] });
            };
            values.push((*fact, tried));
        }
        let count = values.iter().fold(1_usize, |count, (_, values)| count.saturating_mul(values.len()));
        let mut holds = Vec::with_capacity(count);
        for number in 0..count {
            // The place of each in turn, the last one changing fastest.
            let mut rest = number;
            let mut told: Vec<(FactId, &Possible)> = Vec::with_capacity(values.len());
            for (fact, values) in values.iter().rev() {
                told.push((*fact, values.get(rest.checked_rem(values.len())?)?));
                rest = rest.checked_div(values.len())?;
            }
            match self.rest.situation.test_with(&test.criterion.test, &told) {
                Truth::True => holds.push(true),
                Truth::False => holds.push(false),
                Truth::Unknown => return None,
            }
        }
        Some(Outcomes { of, holds })
    }

    /// What can come of "at least so many" of these parts, and what makes the difference.
    pub(super) fn found(&self, need: usize, parts: &[&Part]) -> Found {
        let mut can = [false; 2];
        let mut matters: Vec<Unknown> = Vec::new();
        let mut decides = vec![false; self.tried.len()];
        let mut at = vec![0; self.tried.len()];
        // Once everything is found to matter, no more can come of it.
        let all = parts.iter().flat_map(|part| self.rest.unknowns(part));
        let most = all.filter(|unknown| self.is_free(*unknown)).count();
        while can != [true; 2] || matters.len() < most || !(self.is_rough || decides.iter().all(|decides| *decides)) {
            match self.at_least(need, &mut parts.iter().copied(), &at) {
                Truth::True => can = [can[0], true],
                Truth::False => can = [true, can[1]],
                Truth::Unknown => {
                    can = [true; 2];
                    for part in parts {
                        self.free(part, &at, &mut matters);
                    }
                }
            }
            for (index, decides) in decides.iter_mut().enumerate().filter(|(_, decides)| !(self.is_rough || **decides))
            {
                let mut next = at.clone();
                if self.step(&mut next, index) {
                    let pairs = self.pairs_of(need, &mut parts.iter().copied(), &at, &next);
                    *decides = pairs & UNEQUAL != 0;
                }
            }
            // The last one changes fastest.
            let Some(index) = (0..at.len()).rev().find(|&index| self.step(&mut at.clone(), index)) else { break };
            self.step(&mut at, index);
            at.iter_mut().skip(index.saturating_add(1)).for_each(|place| *place = 0);
        }
        for ((unknown, _), decides) in self.tried.iter().zip(decides) {
            if decides || self.is_rough {
                matters.push(*unknown);
            }
        }
        sort_distinct(&mut matters);
        Found { can: if self.is_rough { [true; 2] } else { can }, matters }
    }

    /// Whether no values of something are tried.
    fn is_free(&self, unknown: Unknown) -> bool {
        self.tried.iter().all(|(tried, _)| *tried != unknown)
    }

    /// Goes to the next value of one; `false` if there is none.
    fn step(&self, at: &mut [usize], index: usize) -> bool {
        let count = self.tried.get(index).map_or(0, |(_, values)| values.len());
        match at.get_mut(index) {
            Some(place) if place.saturating_add(1) < count => {
                *place = place.saturating_add(1);
                true
            }
            _ => false,
        }
    }

    /// The outcome of a test at some values; `None` if it is free.
    fn outcome(&self, number: usize, at: &[usize]) -> Option<bool> {
        let (_, outcomes) = self.outcomes.iter().find(|(other, _)| *other == number)?;
        let place = outcomes.of.iter().fold(0_usize, |place, &index| {
            let count = self.tried.get(index).map_or(0, |(_, values)| values.len());
            place.saturating_mul(count).saturating_add(at.get(index).copied().unwrap_or(0))
        });
        outcomes.holds.get(place).copied()
    }

    fn truth(&self, part: &Part, at: &[usize]) -> Truth {
        match part {
            Part::Test(number) => match self.outcome(*number, at) {
                Some(true) => Truth::True,
                Some(false) => Truth::False,
                None => Truth::Unknown,
            },
            Part::Not(part) => !self.truth(part, at),
            Part::AtLeast(need, parts) => self.at_least(*need, &mut parts.iter(), at),
        }
    }

    fn at_least(&self, need: usize, parts: &mut dyn Iterator<Item = &Part>, at: &[usize]) -> Truth {
        let (mut surely, mut possibly) = (0_usize, 0_usize);
        for part in parts {
            let truth = self.truth(part, at);
            surely = surely.saturating_add(usize::from(truth == Truth::True));
            possibly = possibly.saturating_add(usize::from(truth != Truth::False));
        }
        Truth::of(surely >= need, possibly >= need)
    }

    /// The free tests that decide at some values, each standing in one place only.
    fn free(&self, part: &Part, at: &[usize], matters: &mut Vec<Unknown>) {
        if self.truth(part, at) != Truth::Unknown {
            return;
        }
        match part {
            Part::Test(number) => {
                let waits_for = self.rest.tests.get(*number).map_or(&[][..], |test| &test.waits_for);
                let new: Vec<Unknown> =
                    waits_for.iter().copied().filter(|unknown| !matters.contains(unknown)).collect();
                matters.extend(new);
            }
            Part::Not(part) => self.free(part, at, matters),
            Part::AtLeast(_, parts) => parts.iter().for_each(|part| self.free(part, at, matters)),
        }
    }

    /// The outcomes that a part can have at two combinations of values, the free tests being the same at both.
    fn pairs(&self, part: &Part, at: &[usize], next: &[usize]) -> Pairs {
        match part {
            Part::Test(number) => match (self.outcome(*number, at), self.outcome(*number, next)) {
                (Some(first), Some(second)) => pair(first, second),
                _ => EQUAL,
            },
            Part::Not(part) => {
                // Both turned round: the bits in reverse.
                let pairs = self.pairs(part, at, next);
                [(0, 3), (1, 2), (2, 1), (3, 0)]
                    .into_iter()
                    .fold(0, |all, (from, to)| all | ((pairs >> from) & 1) << to)
            }
            Part::AtLeast(need, parts) => self.pairs_of(*need, &mut parts.iter(), at, next),
        }
    }

    fn pairs_of(&self, need: usize, parts: &mut dyn Iterator<Item = &Part>, at: &[usize], next: &[usize]) -> Pairs {
        // How many can hold at both, up to what is needed.
        let mut counts = vec![(0_usize, 0_usize)];
        for part in parts {
            let pairs = self.pairs(part, at, next);
            let mut more: Vec<(usize, usize)> = Vec::new();
            for (first, second) in counts {
                for (bit, add) in [(0b0001, (1, 1)), (0b0010, (1, 0)), (0b0100, (0, 1)), (0b1000, (0, 0))] {
                    let count = (first.saturating_add(add.0).min(need), second.saturating_add(add.1).min(need));
                    if pairs & bit != 0 && !more.contains(&count) {
                        more.push(count);
                    }
                }
            }
            counts = more;
        }
        counts.into_iter().fold(0, |all, (first, second)| all | pair(first >= need, second >= need))
    }
}

/// The first and last number of each stretch.
fn both_ends(distinct: &Distinctions, range: Interval) -> Vec<i64> {
    let starts = distinct.starts(range);
    let lasts = starts.iter().skip(1).map(|start| start.saturating_sub(1)).chain([range.high()]);
    let mut numbers: Vec<i64> = starts.iter().copied().chain(lasts).collect();
    sort_distinct(&mut numbers);
    numbers
}

/// Every set of options that some tests tell apart; `None` if they are too many.
fn sets(must: Bits, may: Bits, fact: FactId, own: &[&OpenTest<'_>]) -> Option<Vec<Possible>> {
    // Options that the same tests name are of one sort: one of them stands for all.
    let mut sorts: Vec<(Vec<bool>, usize)> = Vec::new();
    for option in bits_of(may & !must) {
        let names = |test: &&OpenTest<'_>| match &test.criterion.test {
            Test::Holds { fact: of, options } => *of == fact && options & bit(option) != 0,
            _ => false,
        };
        let named: Vec<bool> = own.iter().map(names).collect();
        if named.contains(&true) && !sorts.iter().any(|(other, _)| *other == named) {
            sorts.push((named, option));
        }
    }
    if sorts.len() > MOST_SORTS {
        return None;
    }
    let mut sets = vec![must];
    for (_, option) in sorts {
        let with: Vec<Bits> = sets.iter().map(|set| set | bit(option)).collect();
        sets.extend(with);
    }
    Some(sets.into_iter().map(|set| Possible::Sets { must: set, may: set }).collect())
}

/// The places that some tests of a fact name.
fn named(fact: FactId, own: &[&OpenTest<'_>]) -> Vec<Code> {
    let mut codes: Vec<Code> = Vec::new();
    for test in own {
        if let Test::Within { fact: of, codes: named } = &test.criterion.test
            && *of == fact
        {
            codes.extend(named);
        }
    }
    sort_distinct(&mut codes);
    codes
}

/// Places within one that hold none of the named ones in part: each named one, and of those beside them one.
fn cells_of(tree: Tree, place: Code, named: &[Code], cells: &mut Vec<Code>) {
    let holds = |place: Code| named.iter().any(|&code| code != place && tree.within(code, place));
    let children = tree.children(place);
    if !holds(place) || children.is_empty() {
        cells.push(place);
        return;
    }
    let mut has_plain = false;
    for &child in children {
        let is_plain = !holds(child) && !named.contains(&child);
        if !is_plain || !has_plain {
            cells_of(tree, child, named, cells);
        }
        has_plain |= is_plain;
    }
}
