//! Looking a profile up.

use crate::catalogue::{Catalogue, PolicyId, Status, Term};
use crate::enterprise::{Code, FactId, Kind, Possible, Tree};
use crate::matching::{Situation, Truth, Verdict};
use crate::quantity::{Bits, Date, Interval, bits_of};

use super::columns::Source;
use super::rows::{Row, and_into, and_not_into, or_into, set, unset};
use super::{Dimension, Index, Place, Rows, Stretches};

/// A policy that an enterprise can use, or perhaps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The policy.
    pub policy: PolicyId,
    /// Eligible or in need of information; never ineligible.
    pub verdict: Verdict,
}

/// Looks profiles up in an [`Index`], one after the other, with buffers that are kept.
#[derive(Clone, Debug)]
pub struct Search<'a> {
    catalogue: &'a Catalogue,
    index: &'a Index,
    possible: Row,
    certain: Row,
    buffers: [Row; 2],
    hits: Vec<Hit>,
}

impl<'a> Search<'a> {
    /// A search over the index of a catalogue.
    #[must_use]
    pub fn new(catalogue: &'a Catalogue, index: &'a Index) -> Self {
        let row = vec![0; index.owners.len().div_ceil(64)];
        Self {
            catalogue,
            index,
            possible: row.clone(),
            certain: row.clone(),
            buffers: [row.clone(), row],
            hits: Vec::new(),
        }
    }

    /// The policies neither ended nor yet to begin on the day, whose criteria hold or may hold: the same as the
    /// reference evaluator finds, in the order of the catalogue.
    pub fn find(&mut self, situation: &Situation<'_>) -> &[Hit] {
        self.combine(situation);
        self.list(situation);
        &self.hits
    }

    /// How many policies are eligible and how many need information, without listing them.
    pub fn count(&mut self, situation: &Situation<'_>) -> (usize, usize) {
        let hits = self.find(situation);
        let eligible = hits.iter().filter(|hit| hit.verdict == Verdict::Eligible).count();
        (eligible, hits.len().saturating_sub(eligible))
    }

    fn combine(&mut self, situation: &Situation<'_>) {
        let index = self.index;
        self.possible.fill(u64::MAX);
        // What is certain is possible: it is narrowed from there in a second pass, by the facts that are not settled.
        let mut unsettled: Vec<&Dimension> = Vec::new();
        for dimension in &index.dimensions {
            match dimension.look(situation) {
                Look::Exact(row) => and_into(&mut self.possible, row),
                Look::Stretch(stretches, stretch) => {
                    let [buffer, _] = &mut self.buffers;
                    and_into(&mut self.possible, stretches.row(stretch, buffer));
                }
                Look::Unknown => {
                    if let Some(row) = &dimension.possible {
                        and_into(&mut self.possible, row);
                    }
                    unsettled.push(dimension);
                }
                Look::Some => {
                    let [certain, possible] = &mut self.buffers;
                    dimension.between(situation, certain, possible);
                    and_into(&mut self.possible, possible);
                    unsettled.push(dimension);
                }
            }
        }
        let mut unknown: Vec<&Row> = vec![&index.undecided];
        for predicate in &index.predicates {
            let truth = situation.test(&predicate.test);
            match if predicate.negated { !truth } else { truth } {
                Truth::True => {}
                Truth::Unknown => unknown.push(&predicate.demand),
                Truth::False => and_not_into(&mut self.possible, &predicate.demand),
            }
        }
        self.certain.copy_from_slice(&self.possible);
        for dimension in unsettled {
            if matches!(dimension.look(situation), Look::Unknown) {
                and_into(&mut self.certain, &dimension.certain);
            } else {
                let [certain, possible] = &mut self.buffers;
                dimension.between(situation, certain, possible);
                and_into(&mut self.certain, certain);
            }
        }
        for row in unknown {
            and_not_into(&mut self.certain, row);
        }
    }

    fn list(&mut self, situation: &Situation<'_>) {
        self.hits.clear();
        let owners = &self.index.owners;
        for (word, (&possible, &certain)) in self.possible.iter().zip(&self.certain).enumerate() {
            let mut left = possible;
            while left != 0 {
                let bit = left.trailing_zeros();
                left &= left.wrapping_sub(1);
                let column = word.saturating_mul(64).saturating_add(usize::try_from(bit).unwrap_or(0));
                // Bits beyond the last column belong to nobody.
                let Some(&policy) = owners.get(column) else { continue };
                let sure = certain >> bit & 1 == 1;
                let verdict = if sure { Verdict::Eligible } else { Verdict::NeedsInfo };
                match self.hits.last_mut() {
                    Some(last) if last.policy == policy => last.verdict = last.verdict.min(verdict),
                    _ => self.hits.push(Hit { policy, verdict }),
                }
            }
        }
        let complex = self.index.complex.iter().filter_map(|&id| {
            let policy = self.catalogue.policy(id)?;
            let verdict: Verdict = situation.evaluate(self.catalogue, &policy.criterion).into();
            let live = !matches!(policy.status(situation.on()), Status::Ended | Status::Upcoming);
            (live && verdict != Verdict::Ineligible).then_some(Hit { policy: id, verdict })
        });
        let before = self.hits.len();
        self.hits.extend(complex);
        if self.hits.len() > before {
            self.hits.sort_unstable_by_key(|hit| hit.policy);
        }
    }
}

/// What a profile says to a dimension.
enum Look<'a> {
    /// One value, with its row.
    Exact(&'a Row),
    /// One stretch, whose row must be made.
    Stretch(&'a Stretches, usize),
    /// Nothing.
    Unknown,
    /// Some values.
    Some,
}

impl Dimension {
    fn look(&self, situation: &Situation<'_>) -> Look<'_> {
        match &self.rows {
            Rows::Stretches(stretches) => {
                let (low, high) = stretches.reach(self.range(situation));
                if low == high {
                    stretches.ready(low).map_or(Look::Stretch(stretches, low), Look::Exact)
                } else if (low, high) == stretches.unknown {
                    Look::Unknown
                } else {
                    Look::Some
                }
            }
            Rows::Options(rows) => {
                let options = options(situation, &self.source);
                let first = bits_of(options).next().and_then(|option| rows.get(option));
                if options.count_ones() == 1
                    && let Some(row) = first
                {
                    return Look::Exact(row);
                }
                let all = usize::try_from(options.count_ones()).is_ok_and(|count| count == rows.len());
                if all { Look::Unknown } else { Look::Some }
            }
            Rows::Holds(..) | Rows::Lacks(_) => {
                let fact = fact(&self.source);
                if fact.is_some_and(|fact| situation.profile().given(fact).is_none()) { Look::Unknown } else { Look::Some }
            }
            Rows::Places(places) => {
                let fact = fact(&self.source);
                let given = fact.and_then(|fact| situation.profile().given(fact));
                match given {
                    Some(Possible::Places(codes)) => match codes.as_slice() {
                        [code] => {
                            let tree = tree(situation, fact);
                            exact_place(tree, places, *code).map_or(Look::Some, |place| Look::Exact(&place.row))
                        }
                        _ => Look::Some,
                    },
                    _ => Look::Unknown,
                }
            }
        }
    }

    /// The rows certain and possible for several values.
    fn between(&self, situation: &Situation<'_>, certain: &mut Row, possible: &mut Row) {
        match &self.rows {
            Rows::Stretches(stretches) => {
                let (low, high) = stretches.reach(self.range(situation));
                stretches.combine(low, high, certain, possible);
            }
            Rows::Options(rows) => {
                certain.fill(u64::MAX);
                possible.fill(0);
                for row in bits_of(options(situation, &self.source)).filter_map(|option| rows.get(option)) {
                    and_into(certain, row);
                    or_into(possible, row);
                }
            }
            Rows::Holds(rows, free) => {
                let (must, may) = sets(situation, &self.source);
                certain.copy_from_slice(free);
                possible.copy_from_slice(free);
                any_of(rows, must, certain);
                any_of(rows, may, possible);
            }
            Rows::Lacks(rows) => {
                let (must, may) = sets(situation, &self.source);
                for (row, held) in [(&mut *certain, may), (&mut *possible, must)] {
                    row.fill(0);
                    any_of(rows, held, row);
                    for word in row.iter_mut() {
                        *word = !*word;
                    }
                }
            }
            Rows::Places(places) => {
                let fact = fact(&self.source);
                let tree = tree(situation, fact);
                certain.fill(u64::MAX);
                possible.fill(0);
                let given = fact.and_then(|fact| situation.profile().given(fact));
                let codes: &[Code] = if let Some(Possible::Places(codes)) = given { codes } else { &[Code::ROOT] };
                for &code in codes {
                    if let Some(place) = exact_place(tree, places, code) {
                        and_into(certain, &place.row);
                        or_into(possible, &place.row);
                        continue;
                    }
                    let finer = || places.iter().filter(|place| place.code != code && tree.within(place.code, code));
                    let below: Vec<Code> = finer().map(|place| place.code).collect();
                    // What is left of it beside the finer places that criteria name.
                    let rest = innermost(tree, places, code).filter(|_| !tree.covered(code, &below));
                    for place in finer().filter(|place| !place.divided).chain(rest) {
                        and_into(certain, &place.row);
                        or_into(possible, &place.row);
                    }
                }
            }
        }
    }

    /// The range of the number that a dimension looks at.
    fn range(&self, situation: &Situation<'_>) -> Interval {
        match &self.source {
            Source::Number(Term::Fact(fact), _) => situation.range(*fact),
            Source::Number(Term::Sum(facts), _) => {
                facts.iter().fold(Interval::exact(0), |sum, fact| sum.plus(situation.range(*fact)))
            }
            Source::Number(Term::Age(fact, unit), _) => {
                let dates = situation.range(*fact);
                let age = |day: i64| Date::from_day(day).age_on(situation.on(), *unit);
                Interval::new(age(dates.high()), age(dates.low())).unwrap_or(Interval::exact(0))
            }
            Source::Today => Interval::exact(situation.on().day_number()),
            Source::Number(Term::Ratio(..) | Term::Growth(..), _)
            | Source::Among(..)
            | Source::Holds(..)
            | Source::Lacks(..)
            | Source::Within(..) => Interval::exact(0),
        }
    }
}

impl Stretches {
    /// The stretches that a range touches.
    fn reach(&self, range: Interval) -> (usize, usize) {
        let stretch = |value: i64| self.edges.partition_point(|&edge| edge <= value);
        (stretch(range.low()), stretch(range.high()))
    }

    /// The row of a stretch, if it is kept.
    fn ready(&self, stretch: usize) -> Option<&Row> {
        (stretch.checked_rem(self.every) == Some(0)).then(|| self.rows.get(stretch.checked_div(self.every)?)).flatten()
    }

    /// The row of a stretch.
    fn row<'r>(&'r self, stretch: usize, buffer: &'r mut Row) -> &'r Row {
        if let Some(row) = self.ready(stretch) {
            return row;
        }
        let kept = stretch.checked_div(self.every).unwrap_or(0);
        if let Some(row) = self.rows.get(kept) {
            buffer.copy_from_slice(row);
        }
        for &(_, column, on) in self.changes(kept.saturating_mul(self.every), stretch) {
            let column = usize::try_from(column).unwrap_or(usize::MAX);
            if on { set(buffer, column) } else { unset(buffer, column) }
        }
        buffer
    }

    /// What changes after stretch `after`, up to and including stretch `to`.
    fn changes(&self, after: usize, to: usize) -> &[(u32, u32, bool)] {
        let until = |stretch: usize| self.changes.partition_point(|(at, _, _)| usize::try_from(*at).is_ok_and(|at| at <= stretch));
        self.changes.get(until(after)..until(to)).unwrap_or(&[])
    }

    /// The rows certain and possible over several stretches. What a column demands is one range of numbers, so what is
    /// met at both ends is met between them.
    pub(super) fn combine(&self, low: usize, high: usize, certain: &mut Row, possible: &mut Row) {
        let start = self.row(low, possible).clone();
        certain.copy_from_slice(self.row(high, possible));
        and_into(certain, &start);
        possible.copy_from_slice(&start);
        let changes = self.changes(low, high);
        let rows = high.saturating_sub(low);
        if self.every == 1 && rows.saturating_mul(possible.len()) < changes.len().saturating_mul(4) {
            for row in self.rows.get(low.saturating_add(1)..=high).unwrap_or(&[]) {
                or_into(possible, row);
            }
        } else {
            for &(_, column, _) in changes.iter().filter(|(_, _, on)| *on) {
                set(possible, usize::try_from(column).unwrap_or(usize::MAX));
            }
        }
    }
}

fn any_of(rows: &[Row], held: Bits, into: &mut Row) {
    for row in bits_of(held).filter_map(|option| rows.get(option)) {
        or_into(into, row);
    }
}

fn fact(source: &Source) -> Option<FactId> {
    match source {
        Source::Among(fact, _) | Source::Holds(fact, _) | Source::Lacks(fact, _) | Source::Within(fact, _) => Some(*fact),
        Source::Number(..) | Source::Today => None,
    }
}

fn options(situation: &Situation<'_>, source: &Source) -> Bits {
    match fact(source).map(|fact| situation.possible(fact)).as_deref() {
        Some(Possible::Options(options)) => *options,
        _ => 0,
    }
}

fn sets(situation: &Situation<'_>, source: &Source) -> (Bits, Bits) {
    match fact(source).map(|fact| situation.possible(fact)).as_deref() {
        Some(Possible::Sets { must, may }) => (*must, *may),
        _ => (0, 0),
    }
}

fn tree(situation: &Situation<'_>, fact: Option<FactId>) -> Tree {
    match fact.and_then(|fact| situation.fact(fact)).map(|fact| &fact.kind) {
        Some(Kind::Place(tree)) => *tree,
        _ => Tree::Regions,
    }
}

/// The finest named place that a code lies in.
fn innermost(tree: Tree, places: &[Place], code: Code) -> Option<&Place> {
    places.iter().rev().find(|place| tree.within(code, place.code))
}

/// The place of a code that no criterion divides further.
fn exact_place(tree: Tree, places: &[Place], code: Code) -> Option<&Place> {
    let divided = places.iter().any(|place| place.code != code && tree.within(place.code, code));
    if divided { None } else { innermost(tree, places, code) }
}
