//! Looking a profile up.

#![expect(clippy::wildcard_enum_match_arm, reason = "a reach fits its axis by construction")]

use crate::catalogue::{Catalogue, PolicyId, Status, Term};
use crate::enterprise::{Code, FactId, Kind, Possible, Tree};
use crate::matching::{Situation, Truth, Verdict};
use crate::quantity::{Bits, Date, Interval, bits_of};

use super::columns::Source;
use super::rows::{Row, and_into, and_not_into, copy, or_into, set, unset};
use super::{Axis, Index, Marks, Plane, Rows};

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
    /// For each clause, the columns in which it is certain, and those in which it may hold besides.
    clauses: Vec<(Row, Row)>,
    /// The demands that are not settled, with the rows certain of them.
    unsettled: Vec<Unsettled>,
    /// Rows made for one profile.
    made: Vec<Row>,
    hits: Vec<Hit>,
}

/// A plane whose certain row is narrower than its possible one.
#[derive(Clone, Copy, Debug)]
enum Unsettled {
    /// As while nothing is known: the axis and the plane.
    Unknown(usize, usize),
    /// A row made for this profile.
    Made(usize),
}

impl<'a> Search<'a> {
    /// A search over the index of a catalogue.
    #[must_use]
    pub fn new(catalogue: &'a Catalogue, index: &'a Index) -> Self {
        let row = vec![0; index.owners.len().div_ceil(64)];
        let clause = |without: &Row| (vec![0; without.len()], vec![0; without.len()]);
        Self {
            catalogue,
            index,
            clauses: index.without.iter().map(clause).collect(),
            possible: row.clone(),
            certain: row,
            unsettled: Vec::new(),
            made: Vec::new(),
            hits: Vec::new(),
        }
    }

    /// The policies neither ended nor yet to begin on the day, whose criteria hold or may hold: the same as the
    /// reference evaluator finds, each once, in an order that depends on the catalogue alone.
    pub fn find(&mut self, situation: &Situation<'_>) -> &[Hit] {
        self.combine(situation);
        self.list(situation);
        &self.hits
    }

    fn combine(&mut self, situation: &Situation<'_>) {
        let index = self.index;
        self.possible.fill(u64::MAX);
        self.unsettled.clear();
        for (certain, besides) in &mut self.clauses {
            certain.fill(0);
            besides.fill(0);
        }
        let mut made = 0;
        for (at, axis) in index.axes.iter().enumerate() {
            let reach = axis.reach(situation, index);
            for (plane_at, plane) in axis.planes.iter().enumerate() {
                let clause = plane.clause.checked_sub(1).and_then(|number| self.clauses.get_mut(number));
                match (&reach, clause) {
                    (Reach::Unknown, None) => {
                        and_into(&mut self.possible, &plane.possible);
                        self.unsettled.push(Unsettled::Unknown(at, plane_at));
                    }
                    (Reach::Unknown, Some((certain, besides))) => {
                        or_into(certain, &plane.certain);
                        or_into(besides, &plane.possible);
                    }
                    (Reach::One(mark), clause) => {
                        let row = match plane.rows.kept(*mark) {
                            Some(row) => row,
                            None => {
                                let buffer = buffer(&mut self.made, made);
                                plane.rows.make(*mark, buffer);
                                &*buffer
                            }
                        };
                        match clause {
                            None => and_into(&mut self.possible, row),
                            Some((certain, _)) => or_into(certain, row),
                        }
                    }
                    (reach, clause) => {
                        let mut certain_row = std::mem::take(buffer(&mut self.made, made));
                        let mut possible_row = std::mem::take(buffer(&mut self.made, made.saturating_add(1)));
                        plane.over(reach, &mut certain_row, &mut possible_row);
                        match clause {
                            None => and_into(&mut self.possible, &possible_row),
                            Some((certain, besides)) => {
                                or_into(certain, &certain_row);
                                or_into(besides, &possible_row);
                            }
                        }
                        *buffer(&mut self.made, made) = certain_row;
                        *buffer(&mut self.made, made.saturating_add(1)) = possible_row;
                        if plane.clause == 0 {
                            self.unsettled.push(Unsettled::Made(made));
                            made = made.saturating_add(1);
                        }
                    }
                }
            }
        }
        for ((certain, besides), without) in self.clauses.iter_mut().zip(&index.without) {
            or_into(certain, without);
            for ((word, certain), besides) in self.possible.iter_mut().zip(&*certain).zip(&*besides) {
                *word &= certain | besides;
            }
        }
        // What is certain is possible: it is narrowed from there by what is not settled.
        self.certain.copy_from_slice(&self.possible);
        for unsettled in &self.unsettled {
            let row = match *unsettled {
                Unsettled::Unknown(axis, plane) => {
                    index.axes.get(axis).and_then(|axis| axis.planes.get(plane)).map(|plane| &plane.certain)
                }
                Unsettled::Made(row) => self.made.get(row),
            };
            if let Some(row) = row {
                and_into(&mut self.certain, row);
            }
        }
        for (certain, _) in &self.clauses {
            and_into(&mut self.certain, certain);
        }
    }

    fn list(&mut self, situation: &Situation<'_>) {
        self.hits.clear();
        // Only the last word can have bits beyond the last column, which belong to nobody.
        for ((&possible, &certain), owners) in self.possible.iter().zip(&self.certain).zip(self.index.owners.chunks(64))
        {
            let mut left = possible;
            while left != 0 {
                let bit = left.trailing_zeros();
                left &= left.wrapping_sub(1);
                let Some(&policy) = usize::try_from(bit).ok().and_then(|bit| owners.get(bit)) else { break };
                let verdict = if certain >> bit & 1 == 1 { Verdict::Eligible } else { Verdict::NeedsInfo };
                match self.hits.last_mut() {
                    Some(last) if last.policy == policy => last.verdict = last.verdict.min(verdict),
                    _ => self.hits.push(Hit { policy, verdict }),
                }
            }
        }
        for &id in &self.index.complex {
            let Some(policy) = self.catalogue.policy(id) else { continue };
            if matches!(policy.status(situation.on()), Status::Ended | Status::Upcoming) {
                continue;
            }
            let verdict: Verdict = situation.evaluate(self.catalogue, &policy.criterion).into();
            if verdict != Verdict::Ineligible {
                self.hits.push(Hit { policy: id, verdict });
            }
        }
    }
}

/// The buffer with this number, made if it is not there yet.
fn buffer(made: &mut Vec<Row>, number: usize) -> &mut Row {
    if made.len() <= number {
        made.resize(number.saturating_add(1), Row::new());
    }
    // Just made, if it was not there.
    let last = made.len().saturating_sub(1);
    let number = number.min(last);
    #[expect(clippy::indexing_slicing, reason = "the number was brought below the length in the lines above")]
    &mut made[number]
}

/// What a profile says to an axis.
enum Reach {
    /// One mark.
    One(usize),
    /// Nothing.
    Unknown,
    /// Any of these marks.
    Several(Vec<usize>),
    /// The stretches from one to another.
    Between(usize, usize),
    /// Surely these options, perhaps those.
    Held(Bits, Bits),
}

impl Axis {
    fn reach(&self, situation: &Situation<'_>, index: &Index) -> Reach {
        match (&self.source, &self.marks) {
            (source @ (Source::Number(_) | Source::Today), Marks::Edges(edges, unknown)) => {
                let range = range(source, situation);
                let stretch = |value: i64| edges.partition_point(|&edge| edge <= value);
                let low = stretch(range.low());
                let high = if range.low() == range.high() { low } else { stretch(range.high()) };
                if low == high {
                    Reach::One(low)
                } else if (low, high) == *unknown {
                    Reach::Unknown
                } else {
                    Reach::Between(low, high)
                }
            }
            (Source::Among(fact), Marks::Options(count)) => {
                let Possible::Options(options) = *situation.possible(*fact) else { return Reach::Unknown };
                match options.count_ones() {
                    1 => Reach::One(usize::try_from(options.trailing_zeros()).unwrap_or(0)),
                    all if usize::try_from(all) == Ok(*count) => Reach::Unknown,
                    _ => Reach::Several(bits_of(options).collect()),
                }
            }
            (Source::Holds(fact) | Source::Lacks(fact), _) => match situation.profile().given(*fact) {
                Some(Possible::Sets { must, may }) => Reach::Held(*must, *may),
                _ => Reach::Unknown,
            },
            (Source::Within(fact), Marks::Places(places)) => match situation.profile().given(*fact) {
                Some(Possible::Places(codes)) => near(tree(situation, *fact), places, codes),
                _ => Reach::Unknown,
            },
            (Source::Predicate(number), _) => {
                let test = usize::try_from(*number).ok().and_then(|number| index.predicates.get(number));
                match test.map_or(Truth::Unknown, |test| situation.test(test)) {
                    Truth::True => Reach::One(1),
                    Truth::Unknown => Reach::Unknown,
                    Truth::False => Reach::One(0),
                }
            }
            _ => Reach::Unknown,
        }
    }
}

/// The range of the number that an axis looks at.
fn range(source: &Source, situation: &Situation<'_>) -> Interval {
    match source {
        Source::Number(Term::Fact(fact)) => situation.range(*fact),
        Source::Number(Term::Sum(facts)) => {
            facts.iter().fold(Interval::exact(0), |sum, fact| sum.plus(situation.range(*fact)))
        }
        Source::Number(Term::Age(fact, unit)) => {
            let dates = situation.range(*fact);
            let age = |day: i64| Date::from_day(day).age_on(situation.on(), *unit);
            Interval::new(age(dates.high()), age(dates.low())).unwrap_or(Interval::exact(0))
        }
        _ => Interval::exact(situation.on().day_number()),
    }
}

fn tree(situation: &Situation<'_>, fact: FactId) -> Tree {
    match situation.fact(fact).map(|fact| &fact.kind) {
        Some(Kind::Place(tree)) => *tree,
        _ => Tree::Regions,
    }
}

/// The named places that an enterprise in one of some codes may be in.
fn near(tree: Tree, places: &[(Code, bool)], codes: &[Code]) -> Reach {
    let own = |code: Code| {
        tree.upwards(code).find_map(|above| places.binary_search_by_key(&above, |(place, _)| *place).ok()).unwrap_or(0)
    };
    // What lies within a place follows it in the order of the codes.
    let below = |code: Code| {
        let from = places.partition_point(|(place, _)| *place <= code);
        from..places.partition_point(|(place, _)| *place <= tree.last_within(code)).max(from)
    };
    if let [code] = codes
        && below(*code).is_empty()
    {
        return Reach::One(own(*code));
    }
    let mut marks = Vec::new();
    for &code in codes {
        let finer = below(code);
        let named: Vec<Code> = places.get(finer.clone()).unwrap_or(&[]).iter().map(|(place, _)| *place).collect();
        marks.extend(finer.filter(|&mark| places.get(mark).is_some_and(|(_, divided)| !divided)));
        // What is left of it beside the finer places that criteria name.
        if named.is_empty() || !tree.covered(code, &named) {
            marks.push(own(code));
        }
    }
    marks.sort_unstable();
    marks.dedup();
    Reach::Several(marks)
}

impl Plane {
    /// The rows certain and possible for several values.
    fn over(&self, reach: &Reach, certain: &mut Row, possible: &mut Row) {
        match (&self.rows, reach) {
            (Rows::Table(rows), Reach::Several(marks)) => {
                certain.clear();
                certain.resize(self.certain.len(), u64::MAX);
                possible.clear();
                possible.resize(self.certain.len(), 0);
                for row in marks.iter().filter_map(|&mark| rows.get(mark)) {
                    and_into(certain, row);
                    or_into(possible, row);
                }
            }
            (Rows::Stretches { .. }, Reach::Between(low, high)) => self.rows.between(*low, *high, certain, possible),
            (Rows::Holds(rows, free), Reach::Held(must, may)) => {
                for (into, held) in [(certain, *must), (possible, *may)] {
                    copy(into, free);
                    for row in bits_of(held).filter_map(|option| rows.get(option)) {
                        or_into(into, row);
                    }
                }
            }
            (Rows::Lacks(rows, free), Reach::Held(must, may)) => {
                for (into, held) in [(certain, *may), (possible, *must)] {
                    copy(into, free);
                    for row in bits_of(held).filter_map(|option| rows.get(option)) {
                        and_not_into(into, row);
                    }
                }
            }
            _ => {
                copy(certain, &self.certain);
                copy(possible, &self.possible);
            }
        }
    }
}

impl Rows {
    /// The row of a mark, if it is kept.
    fn kept(&self, mark: usize) -> Option<&Row> {
        match self {
            Self::Table(rows) => rows.get(mark),
            Self::Stretches { rows, every, .. } if mark.checked_rem(*every) == Some(0) => {
                rows.get(mark.checked_div(*every)?)
            }
            Self::Stretches { .. } | Self::Holds(..) | Self::Lacks(..) => None,
        }
    }

    /// Makes the row of a stretch that is not kept.
    fn make(&self, stretch: usize, buffer: &mut Row) {
        buffer.clear();
        let Self::Stretches { rows, every, changes } = self else { return };
        let kept = stretch.checked_div(*every).unwrap_or(0);
        if let Some(row) = rows.get(kept) {
            buffer.extend_from_slice(row);
        }
        for &(_, column, on) in part(changes, kept.saturating_mul(*every), stretch) {
            let column = usize::try_from(column).unwrap_or(usize::MAX);
            if on { set(buffer, column) } else { unset(buffer, column) }
        }
    }

    /// The rows certain and possible over several stretches. What a column demands is one range of numbers, so what is
    /// met at both ends is met between them.
    fn between(&self, low: usize, high: usize, certain: &mut Row, possible: &mut Row) {
        let Self::Stretches { rows, every, changes } = self else { return };
        self.row(low, possible);
        self.row(high, certain);
        for (certain, possible) in certain.iter_mut().zip(possible.iter()) {
            *certain &= possible;
        }
        let changes = part(changes, low, high);
        let between = rows.get(low.saturating_add(1)..high.saturating_add(1)).filter(|_| *every == 1);
        match between {
            Some(between) if between.len().saturating_mul(possible.len()) < changes.len().saturating_mul(4) => {
                for row in between {
                    or_into(possible, row);
                }
            }
            _ => {
                for &(_, column, _) in changes.iter().filter(|(_, _, on)| *on) {
                    set(possible, usize::try_from(column).unwrap_or(usize::MAX));
                }
            }
        }
    }

    fn row(&self, stretch: usize, buffer: &mut Row) {
        match self.kept(stretch) {
            Some(row) => copy(buffer, row),
            None => self.make(stretch, buffer),
        }
    }
}

/// What changes after stretch `after`, up to and including stretch `to`.
fn part(changes: &[(u32, u32, bool)], after: usize, to: usize) -> &[(u32, u32, bool)] {
    let until =
        |stretch: usize| changes.partition_point(|(at, _, _)| usize::try_from(*at).is_ok_and(|at| at <= stretch));
    changes.get(until(after)..until(to)).unwrap_or(&[])
}
