//! Which policies a profile can use, over very many policies at once: the same answer as the reference evaluator,
//! hundreds of times faster.
//!
//! Each policy is one column, or several where its criteria leave a choice: `any` becomes one column an alternative
//! (strong Kleene logic is distributive, so nothing changes). For every fact there is a row of bits for each stretch of
//! values that some criterion tells apart: "what this column demands of the fact is met, or it demands nothing". A
//! profile picks its row for each fact, and the rows are combined with AND: one pass gives the columns that are still
//! possible, a second one those that are certain. For a range of values a column is certain if it is met at all of
//! them and possible if it is met at one.
//!
//! The index is made once, at build time for the bundled catalogue. A policy whose criteria would need too many columns
//! is left to the reference evaluator.

mod columns;
mod rows;
mod search;

pub use search::{Hit, Search};

use serde::{Deserialize, Serialize};

use crate::catalogue::{Catalogue, PolicyId, Test};
use crate::enterprise::{Code, FactId, Kind, Tree};
use crate::quantity::Interval;

use columns::{Column, Source};
use rows::{Row, ones, set, unset};

/// Bitmaps over the policies of a catalogue.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Index {
    /// The policy of each column; the columns of a policy are neighbours.
    owners: Vec<PolicyId>,
    /// What the columns demand of each fact.
    dimensions: Vec<Dimension>,
    /// Tests that cannot be looked up by one value.
    predicates: Vec<Predicate>,
    /// The columns that leave something to an authority or to the enterprise's own check.
    undecided: Row,
    /// The policies left to the reference evaluator.
    complex: Vec<PolicyId>,
}

/// What the columns demand of one fact or figure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Dimension {
    source: Source,
    rows: Rows,
    /// The columns certain while nothing is known of the fact.
    certain: Row,
    /// The columns possible while nothing is known of the fact; `None` when that is all of them.
    possible: Option<Row>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum Rows {
    /// By stretches of a number.
    Stretches(Stretches),
    /// By option: the columns that are content with it.
    Options(Vec<Row>),
    /// By option: the columns that demand that it, or another one, is held; and those that demand nothing.
    Holds(Vec<Row>, Row),
    /// By option: the columns that demand that it is not held.
    Lacks(Vec<Row>),
    /// By the places that criteria name, finest last.
    Places(Vec<Place>),
}

/// Rows by stretches of a number: stretch 0 lies below the first edge.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Stretches {
    /// The first value of each stretch but the first, ascending.
    edges: Vec<i64>,
    /// The row of every `every`-th stretch; the others are made from the one before.
    rows: Vec<Row>,
    every: usize,
    /// Which columns change on entering a stretch: the stretch, the column, whether it is met from there on.
    changes: Vec<(u32, u32, bool)>,
    /// The stretches that are possible while nothing is known.
    unknown: (usize, usize),
}

/// The columns content with a place that is within this one and within no finer one that criteria name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Place {
    code: Code,
    /// Whether finer places that criteria name make it up, so that nothing else is left of it.
    divided: bool,
    row: Row,
}

/// A test with the columns that demand it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Predicate {
    test: Test,
    negated: bool,
    demand: Row,
}

/// At most so many rows are kept for one number; what lies between is made when asked for.
const MOST_ROWS: usize = 256;

impl Index {
    /// Prepares the index of a catalogue.
    #[must_use]
    pub fn new(catalogue: &Catalogue) -> Self {
        let mut owners = Vec::new();
        let mut complex = Vec::new();
        let mut columns: Vec<Column> = Vec::new();
        for (id, policy) in catalogue.iter() {
            match columns::of(catalogue, policy) {
                Some(own) => {
                    owners.extend(own.iter().map(|_| id));
                    columns.extend(own);
                }
                None => complex.push(id),
            }
        }
        let count = columns.len();
        let mut undecided = rows::zeros(count);
        let mut by_source: std::collections::BTreeMap<Source, Vec<(usize, columns::Demand)>> = Default::default();
        let mut predicates: Vec<Predicate> = Vec::new();
        for (index, column) in columns.into_iter().enumerate() {
            if column.undecided {
                set(&mut undecided, index);
            }
            for (test, negated) in column.predicates {
                let found = predicates.iter_mut().find(|other| other.test == test && other.negated == negated);
                match found {
                    Some(predicate) => set(&mut predicate.demand, index),
                    None => {
                        let mut demand = rows::zeros(count);
                        set(&mut demand, index);
                        predicates.push(Predicate { test, negated, demand });
                    }
                }
            }
            for (source, demand) in column.demands {
                by_source.entry(source).or_default().push((index, demand));
            }
        }
        let dimensions =
            by_source.into_iter().map(|(source, demands)| dimension(catalogue, source, &demands, count)).collect();
        Self { owners, dimensions, predicates, undecided, complex }
    }

    /// How many columns it has.
    #[must_use]
    pub fn columns(&self) -> usize {
        self.owners.len()
    }
}

fn dimension(catalogue: &Catalogue, source: Source, demands: &[(usize, columns::Demand)], count: usize) -> Dimension {
    use columns::Demand;
    let mut free = ones(count);
    for (column, _) in demands {
        unset(&mut free, *column);
    }
    let options = |fact: FactId| catalogue.facts.get(fact).map_or(0, |fact| fact.options().len());
    let sets = |demand: &Demand| if let Demand::Options(options) = demand { *options } else { 0 };
    let by_option = |fact: FactId, base: &Row| -> Vec<Row> {
        let row = |option: usize| {
            let mut row = base.clone();
            for (column, demand) in demands {
                if sets(demand) & crate::quantity::bit(option) != 0 {
                    set(&mut row, *column);
                }
            }
            row
        };
        (0..options(fact)).map(row).collect()
    };
    let (made, certain, possible) = match &source {
        Source::Number(..) | Source::Today => {
            let stretches = stretches(catalogue, &source, demands, &free);
            let (low, high) = stretches.unknown;
            let (mut certain, mut possible) = (rows::zeros(count), rows::zeros(count));
            stretches.combine(low, high, &mut certain, &mut possible);
            (Rows::Stretches(stretches), certain, possible)
        }
        Source::Among(fact, _) => {
            let rows = by_option(*fact, &free);
            let certain = rows.iter().fold(ones(count), rows::and);
            let possible = rows.iter().fold(rows::zeros(count), rows::or);
            (Rows::Options(rows), certain, possible)
        }
        Source::Holds(fact, _) => {
            let rows = by_option(*fact, &rows::zeros(count));
            let possible = rows.iter().fold(free.clone(), rows::or);
            (Rows::Holds(rows, free.clone()), free, possible)
        }
        Source::Lacks(fact, _) => {
            let rows = by_option(*fact, &rows::zeros(count));
            let certain = rows::not(rows.iter().fold(rows::zeros(count), rows::or), count);
            (Rows::Lacks(rows), certain, ones(count))
        }
        Source::Within(fact, _) => {
            let places = places(catalogue, *fact, demands, &free);
            let live = || places.iter().filter(|place| !place.divided).map(|place| &place.row);
            let (certain, possible) = (live().fold(ones(count), rows::and), live().fold(rows::zeros(count), rows::or));
            (Rows::Places(places), certain, possible)
        }
    };
    let all = ones(count);
    Dimension { source, rows: made, certain, possible: (possible != all).then_some(possible) }
}

fn stretches(catalogue: &Catalogue, source: &Source, demands: &[(usize, columns::Demand)], free: &Row) -> Stretches {
    let range = |demand: &columns::Demand| match demand {
        columns::Demand::Range(low, high) => (*low, *high),
        _ => (i64::MIN, i64::MAX),
    };
    let mut edges: Vec<i64> = demands
        .iter()
        .map(|(_, demand)| range(demand))
        .flat_map(|(low, high)| [(low > i64::MIN).then_some(low), high.checked_add(1)])
        .flatten()
        .collect();
    edges.sort_unstable();
    edges.dedup();
    let stretch_of = |value: i64| edges.partition_point(|&edge| edge <= value);
    let mut current = free.clone();
    let mut changes: Vec<(u32, u32, bool)> = Vec::new();
    let small = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    for (column, demand) in demands {
        let (low, high) = range(demand);
        if low == i64::MIN {
            set(&mut current, *column);
        } else {
            changes.push((small(stretch_of(low)), small(*column), true));
        }
        if let Some(end) = high.checked_add(1) {
            changes.push((small(stretch_of(end)), small(*column), false));
        }
    }
    changes.sort_unstable();
    let count = edges.len().saturating_add(1);
    let every = count.div_ceil(MOST_ROWS).max(1);
    let mut rows = vec![current.clone()];
    let mut next = changes.iter().peekable();
    for stretch in 1..count {
        while let Some((_, column, on)) = next.next_if(|(at, _, _)| usize::try_from(*at).is_ok_and(|at| at <= stretch)) {
            let column = usize::try_from(*column).unwrap_or(usize::MAX);
            if *on { set(&mut current, column) } else { unset(&mut current, column) }
        }
        if stretch.checked_rem(every) == Some(0) {
            rows.push(current.clone());
        }
    }
    let bounds = match source {
        Source::Number(term, _) => match term {
            crate::catalogue::Term::Fact(fact) => catalogue.facts.get(*fact).map(|fact| fact.bounds),
            crate::catalogue::Term::Sum(facts) => Some(facts.iter().fold(Interval::exact(0), |sum, fact| {
                sum.plus(catalogue.facts.get(*fact).map_or(Interval::exact(0), |fact| fact.bounds))
            })),
            _ => None,
        },
        _ => None,
    };
    let unknown = bounds.map_or((0, edges.len()), |bounds| (stretch_of(bounds.low()), stretch_of(bounds.high())));
    Stretches { edges, rows, every, changes, unknown }
}

fn places(catalogue: &Catalogue, fact: FactId, demands: &[(usize, columns::Demand)], free: &Row) -> Vec<Place> {
    let tree = match catalogue.facts.get(fact).map(|fact| &fact.kind) {
        Some(Kind::Place(tree)) => *tree,
        _ => Tree::Regions,
    };
    let mut codes = vec![Code::ROOT];
    for (_, demand) in demands {
        if let columns::Demand::Places(named, _) = demand {
            codes.extend(named);
        }
    }
    codes.sort_unstable();
    codes.dedup();
    // A place comes after every place that it lies in.
    codes.sort_by_key(|&code| codes_above(tree, code));
    codes
        .iter()
        .map(|&code| {
            let finer: Vec<Code> = codes.iter().copied().filter(|&other| other != code && tree.within(other, code)).collect();
            let mut row = free.clone();
            for (column, demand) in demands {
                if let columns::Demand::Places(named, negated) = demand
                    && named.iter().any(|&outer| tree.within(code, outer)) != *negated
                {
                    set(&mut row, *column);
                }
            }
            Place { code, divided: !finer.is_empty() && tree.covered(code, &finer), row }
        })
        .collect()
}

fn codes_above(tree: Tree, code: Code) -> usize {
    std::iter::successors(Some(code), |&code| (code != Code::ROOT).then(|| tree.parent(code))).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Status;
    use crate::catalogue::loading::load;
    use crate::matching::{Situation, Verdict, verdict};

    /// Examples of the catalogue against every policy: tens of thousands of verdicts, bands and blanks among them.
    #[test]
    fn equals_the_reference_evaluator_on_the_bundled_catalogue() {
        let loaded = load(include_str!("../../../policies.json"));
        let catalogue = loaded.catalogue;
        let index = Index::new(&catalogue);
        let mut search = Search::new(&catalogue, &index);
        assert!(index.complex.len() < catalogue.policies.len() / 20, "{} are left to the evaluator", index.complex.len());
        for example in loaded.examples.iter().step_by(16) {
            let situation = Situation::new(&catalogue.facts, &example.profile, example.on);
            let expected: Vec<Hit> = catalogue
                .iter()
                .map(|(id, policy)| (id, verdict(&catalogue, policy, &situation)))
                .filter(|(_, (verdict, _))| *verdict != Verdict::Ineligible)
                .filter(|(_, (_, status))| !matches!(status, Status::Ended | Status::Upcoming))
                .map(|(policy, (verdict, _))| Hit { policy, verdict })
                .collect();
            let name = |hit: &Hit| catalogue.policy(hit.policy).map_or("", |policy| policy.id.as_str()).to_owned();
            let found = search.find(&situation);
            if found != expected {
                let differing: Vec<String> = expected
                    .iter()
                    .filter(|hit| !found.contains(hit))
                    .chain(found.iter().filter(|hit| !expected.contains(hit)))
                    .map(|hit| format!("{} {:?}", name(hit), hit.verdict))
                    .collect();
                panic!("{} {}: {differing:?}", example.place, example.name);
            }
        }
    }
}
