//! What can still change a verdict: the facts whose value matters, whatever the others may turn out to be.
//!
//! Where every fact stands in one open test only, each of them matters: the other tests can be made to hold or to fail
//! one by one. Where a fact stands in several, one branch may make another superfluous (`any(a, all(a, b))` does not
//! depend on `b`), so the values that the tests tell apart are tried together ([`Trial`]). Parts of a criterion that
//! share nothing are looked at one by one, so that few values meet.

#![expect(clippy::wildcard_enum_match_arm, reason = "combinations are named one by one; the rest are single tests")]

use crate::catalogue::{Criterion, Rules, Test, TextId};
use crate::enterprise::{Fact, FactId, Facts, Figure, Sizing};
use crate::quantity::{Bits, bit, sort_distinct};

use super::trial::Trial;
use super::{Situation, Truth};

/// Why something is not sure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unsure {
    /// The enterprise has not said.
    NotTold,
    /// The answer is a range, and the line runs through it.
    Straddles,
    /// An authority decides.
    Authority,
    /// The enterprise must check it itself.
    CheckYourself,
}

/// What can still change a verdict.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Open {
    /// The facts, each with why it is not sure, in the order of the criteria.
    pub facts: Vec<(FactId, Unsure)>,
    /// Whether something waits for an authority.
    pub authority: bool,
    /// Whether something is left for the enterprise to check.
    pub check_yourself: bool,
}

impl Open {
    /// Whether nothing but an authority or the enterprise's own check is left.
    #[must_use]
    pub fn is_told_all(&self) -> bool {
        self.facts.is_empty()
    }
}

/// What can still change the outcome of a criterion. Empty when it is settled.
///
/// A fact is named only if there are answers to the others, and decisions of authorities, with which its value makes
/// the difference. Where a fact is tested in several branches so that the outcome is open though no value makes any
/// difference, all that is tested is named: the outcome stays open until it is told.
#[must_use]
pub fn open(rules: &Rules, situation: &Situation<'_>, criterion: &Criterion) -> Open {
    let mut rest = Rest { rules, situation, tests: Vec::new() };
    let Left::Open(part) = rest.left(criterion) else { return Open::default() };
    let matters = if rest.is_tangled() { rest.study(&part).matters } else { Vec::new() };
    rest.named(&matters)
}

/// Something that is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Unknown {
    /// A fact; the size class stands for the figures that it is derived from.
    Fact(FactId),
    /// What an authority decides.
    Authority(TextId),
    /// What the enterprise must check itself.
    CheckYourself(TextId),
}

/// A criterion without what is settled.
enum Left {
    Settled(bool),
    Open(Part),
}

/// What is open of a criterion.
pub(super) enum Part {
    /// The open test with this number.
    Test(usize),
    Not(Box<Part>),
    /// At least so many of these.
    AtLeast(usize, Vec<Part>),
}

/// A test that is open, with what it waits for.
pub(super) struct OpenTest<'a> {
    pub(super) criterion: &'a Criterion,
    pub(super) waits_for: Vec<Unknown>,
}

/// The open tests of a criterion.
pub(super) struct Rest<'a, 's> {
    pub(super) rules: &'a Rules,
    pub(super) situation: &'a Situation<'s>,
    pub(super) tests: Vec<OpenTest<'a>>,
}

/// What can come of a part.
#[derive(Default)]
pub(super) struct Found {
    /// Whether it can fail, whether it can hold.
    pub(super) can: [bool; 2],
    /// What makes the difference, sorted.
    pub(super) matters: Vec<Unknown>,
}

impl<'a> Rest<'a, '_> {
    /// Takes out of a criterion what is settled, and collects the tests that are not.
    fn left(&mut self, criterion: &'a Criterion) -> Left {
        let (need, parts) = match &criterion.test {
            Test::All(parts) => (parts.len(), parts),
            Test::Any(parts) => (1, parts),
            Test::AtLeast(count, parts) => (usize::from(*count), parts),
            Test::Not(part) => {
                return match self.left(part) {
                    Left::Settled(holds) => Left::Settled(!holds),
                    Left::Open(part) => Left::Open(Part::Not(Box::new(part))),
                };
            }
            Test::Defined(id) => {
                let definition = self.rules.definition(*id);
                return definition.map_or(Left::Settled(false), |definition| self.left(&definition.criterion));
            }
            Test::Number { .. }
            | Test::Among { .. }
            | Test::Holds { .. }
            | Test::Within { .. }
            | Test::Authority(_)
            | Test::CheckYourself(_) => return self.test(criterion),
        };
        let before = self.tests.len();
        let (mut need, mut left, mut open) = (need, parts.len(), Vec::new());
        for part in parts {
            if need == 0 || left < need {
                break;
            }
            match self.left(part) {
                Left::Settled(true) => (need, left) = (need.saturating_sub(1), left.saturating_sub(1)),
                Left::Settled(false) => left = left.saturating_sub(1),
                Left::Open(part) => open.push(part),
            }
        }
        if need == 0 || left < need {
            self.tests.truncate(before);
            return Left::Settled(need == 0);
        }
        match open.pop() {
            Some(only) if open.is_empty() => Left::Open(only),
            last => {
                open.extend(last);
                Left::Open(Part::AtLeast(need, open))
            }
        }
    }

    fn test(&mut self, criterion: &'a Criterion) -> Left {
        let waits_for = match &criterion.test {
            Test::Authority(what) => vec![Unknown::Authority(*what)],
            Test::CheckYourself(what) => vec![Unknown::CheckYourself(*what)],
            test => match self.situation.test(test) {
                Truth::True => return Left::Settled(true),
                Truth::False => return Left::Settled(false),
                Truth::Unknown => {
                    let mut facts = criterion.own_facts();
                    // In a ratio one figure may be exact and the other not.
                    facts.retain(|&fact| self.is_open(fact));
                    facts.dedup();
                    facts.into_iter().map(Unknown::Fact).collect()
                }
            },
        };
        self.tests.push(OpenTest { criterion, waits_for });
        Left::Open(Part::Test(self.tests.len().saturating_sub(1)))
    }

    fn is_open(&self, fact: FactId) -> bool {
        !self.situation.possible(fact).is_exact() || !self.situation.fact(fact).is_some_and(Fact::is_number)
    }

    /// Whether several tests wait for the same.
    fn is_tangled(&self) -> bool {
        let later = |number: usize| self.tests.get(number.saturating_add(1)..).unwrap_or(&[]);
        let stands_again =
            |number: usize, unknown: &Unknown| later(number).iter().any(|test| test.waits_for.contains(unknown));
        let mut tests = self.tests.iter().enumerate();
        tests.any(|(number, test)| test.waits_for.iter().any(|unknown| stands_again(number, unknown)))
    }

    /// All that a part waits for, sorted.
    pub(super) fn unknowns(&self, part: &Part) -> Vec<Unknown> {
        let mut numbers = Vec::new();
        part.numbers(&mut numbers);
        let tests = numbers.into_iter().filter_map(|number| self.tests.get(number));
        let mut found: Vec<Unknown> = tests.flat_map(|test| &test.waits_for).copied().collect();
        sort_distinct(&mut found);
        found
    }

    /// What can come of a part, and what makes the difference.
    fn study(&self, part: &Part) -> Found {
        match part {
            Part::Test(number) => {
                let mut matters = self.tests.get(*number).map(|test| test.waits_for.clone()).unwrap_or_default();
                sort_distinct(&mut matters);
                Found { can: [true; 2], matters }
            }
            Part::Not(part) => {
                let Found { can: [fails, holds], matters } = self.study(part);
                Found { can: [holds, fails], matters }
            }
            Part::AtLeast(need, parts) => {
                let groups = self.groups(parts);
                if groups.iter().all(|group| group.len() == 1) {
                    return combined(*need, parts.iter().map(|part| self.study(part)).collect());
                }
                let is_any = *need == 1;
                if !is_any && *need < parts.len() {
                    return self.tangled(*need, &parts.iter().collect::<Vec<_>>());
                }
                let found = groups.iter().map(|group| {
                    let parts: Vec<&Part> = group.iter().filter_map(|&index| parts.get(index)).collect();
                    match parts.as_slice() {
                        [part] => self.study(part),
                        parts => self.tangled(if is_any { 1 } else { parts.len() }, parts),
                    }
                });
                let found: Vec<Found> = found.collect();
                combined(if is_any { 1 } else { found.len() }, found)
            }
        }
    }

    /// The parts by number, those together that wait for the same.
    fn groups(&self, parts: &[Part]) -> Vec<Vec<usize>> {
        let mut groups: Vec<(Vec<usize>, Vec<Unknown>)> = Vec::new();
        for (index, part) in parts.iter().enumerate() {
            let mut own = (vec![index], self.unknowns(part));
            let (joined, mut apart): (Vec<_>, Vec<_>) =
                groups.into_iter().partition(|(_, unknowns)| unknowns.iter().any(|unknown| own.1.contains(unknown)));
            for (indices, unknowns) in joined {
                own.0.extend(indices);
                own.1.extend(unknowns);
            }
            apart.push(own);
            groups = apart;
        }
        groups.into_iter().map(|(indices, _)| indices).collect()
    }

    /// What can come of "at least so many" of parts that wait for the same.
    fn tangled(&self, need: usize, parts: &[&Part]) -> Found {
        let mut numbers = Vec::new();
        for part in parts {
            part.numbers(&mut numbers);
        }
        match Trial::new(self, &numbers) {
            Some(trial) => trial.found(need, parts),
            None => {
                let mut matters: Vec<Unknown> = parts.iter().flat_map(|part| self.unknowns(part)).collect();
                sort_distinct(&mut matters);
                Found { can: [true; 2], matters }
            }
        }
    }

    /// What matters, as it is told: the facts in the order of the criteria; all that is waited for, if nothing does alone.
    fn named(&self, matters: &[Unknown]) -> Open {
        let mut open = Open::default();
        for unknown in self.tests.iter().flat_map(|test| &test.waits_for) {
            match unknown {
                unknown if !matters.is_empty() && !matters.contains(unknown) => {}
                Unknown::Authority(_) => open.authority = true,
                Unknown::CheckYourself(_) => open.check_yourself = true,
                Unknown::Fact(fact) => {
                    for fact in self.behind(*fact) {
                        let why = match self.situation.told().given(fact) {
                            Some(_) => Unsure::Straddles,
                            None => Unsure::NotTold,
                        };
                        if !open.facts.iter().any(|(other, _)| *other == fact) {
                            open.facts.push((fact, why));
                        }
                    }
                }
            }
        }
        open
    }

    /// The fact itself; of a size class that is derived, what it is derived from, as far as it decides between classes
    /// that the tests tell apart.
    fn behind(&self, fact: FactId) -> Vec<FactId> {
        if fact != Facts::SIZE_CLASS || self.situation.told().given(fact).is_some() {
            return vec![fact];
        }
        let told_apart = self.tests.iter().filter_map(|test| match &test.criterion.test {
            Test::Among { fact: Facts::SIZE_CLASS, options } => Some(*options),
            _ => None,
        });
        let told_apart: Vec<Bits> = told_apart.collect();
        let all = &self.situation.size().open;
        let is_figure = |fact: &FactId| Figure::ALL.iter().any(|figure| figure.fact() == *fact);
        let decides =
            |fact: &FactId| !is_figure(fact) || told_apart.iter().any(|options| self.figure_decides(*fact, *options));
        let deciding: Vec<FactId> = all.iter().copied().filter(decides).collect();
        if deciding.is_empty() { all.clone() } else { deciding }
    }

    /// Whether one figure can decide whether the size class is one of these. The class is the least that the figures
    /// allow, one by one.
    fn figure_decides(&self, fact: FactId, options: Bits) -> bool {
        let is_in = |class: usize| options & bit(class) != 0;
        self.situation.size().sizings.iter().any(|sizing| {
            let Sizing::By(category) = sizing else { return false };
            let classes = |fact: FactId, bounds: &[i64]| {
                let range = self.situation.range(fact);
                [range.low(), range.high()].map(|value| bounds.iter().filter(|&&least| value >= least).count())
            };
            let mut own = None;
            let mut others = [3, 3];
            for (figure, bounds) in &category.bounds {
                let [low, high] = classes(figure.fact(), bounds);
                if figure.fact() == fact {
                    own = Some([low, high]);
                } else {
                    others = [others[0].min(low), others[1].min(high)];
                }
            }
            let Some([low, high]) = own else { return false };
            (others[0]..=others[1]).any(|other| {
                let first = is_in(low.min(other));
                (low..=high).any(|own| is_in(own.min(other)) != first)
            })
        })
    }
}

impl Part {
    /// The numbers of its tests.
    fn numbers(&self, numbers: &mut Vec<usize>) {
        match self {
            Self::Test(number) => numbers.push(*number),
            Self::Not(part) => part.numbers(numbers),
            Self::AtLeast(_, parts) => parts.iter().for_each(|part| part.numbers(numbers)),
        }
    }
}

/// What can come of "at least so many" of parts that have nothing in common.
fn combined(need: usize, found: Vec<Found>) -> Found {
    let surely = |found: &Found| usize::from(!found.can[0]);
    let possibly = |found: &Found| usize::from(found.can[1]);
    let hold: usize = found.iter().map(surely).sum();
    let may: usize = found.iter().map(possibly).sum();
    let mut whole = Found { can: [hold < need, may >= need], matters: Vec::new() };
    for part in found {
        // One short of what is needed without it: then it decides.
        let (hold, may) = (hold.saturating_sub(surely(&part)), may.saturating_sub(possibly(&part)));
        if hold < need && need <= may.saturating_add(1) {
            whole.matters.extend(part.matters);
        }
    }
    sort_distinct(&mut whole.matters);
    whole
}
