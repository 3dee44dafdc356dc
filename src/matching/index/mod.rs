//! Which policies a profile can use, over very many policies at once: the same answer as the reference evaluator,
//! hundreds of times faster.
//!
//! Each policy is one column of bits, or several where its criteria leave a choice between whole groups of demands
//! (strong Kleene logic is distributive, so nothing changes). For every fact, an *axis*, there is a row of bits for
//! each stretch of values that some criterion tells apart: "what this column demands of the fact is met, or it demands
//! nothing". A profile picks its row on each axis, and the rows are combined with AND: one pass gives the columns that
//! are still possible, a second one those that are certain. For a range of values a column is certain if it is met at
//! all of them and possible if it is met at one. An "any" of plain tests is a *clause*: its rows are first combined
//! with OR.
//!
//! The index is made once, at build time for the bundled catalogue. A policy whose criteria would need too many
//! columns is left to the reference evaluator.

mod build;
mod columns;
mod rows;
mod search;

pub use search::{Hit, Search};

use serde::{Deserialize, Serialize};

use crate::catalogue::{Catalogue, PolicyId, Test};
use crate::enterprise::Code;

use columns::Source;
use rows::Row;

/// Bitmaps over the policies of a catalogue.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Index {
    /// The policy of each column; the columns of a policy are neighbours. Policies with many clauses come first, so
    /// that the rows only they need are short.
    owners: Vec<PolicyId>,
    axes: Vec<Axis>,
    /// For each clause number, the columns that have no such clause; beyond its length none has.
    without: Vec<Row>,
    /// The tests that no one value decides.
    predicates: Vec<Test>,
    /// The policies left to the reference evaluator.
    complex: Vec<PolicyId>,
}

/// One fact or figure, with all that is demanded of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Axis {
    source: Source,
    marks: Marks,
    planes: Vec<Plane>,
}

/// What an axis tells apart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum Marks {
    /// The first value of each stretch but the first, ascending; and the stretches possible while nothing is known.
    Edges(Vec<i64>, (usize, usize)),
    /// So many options.
    Options(usize),
    /// The places that criteria name, by code, the root first; whether finer ones make each of them up, so that nothing
    /// else is left of it.
    Places(Vec<(Code, bool)>),
    /// Met or failed.
    Outcome,
    /// Nothing: never known.
    Nothing,
}

/// The rows of one sort of demand on an axis.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Plane {
    /// 0 for demands that must be met; else the number of the clause in which one must.
    clause: usize,
    rows: Rows,
    /// The columns certain while nothing is known.
    certain: Row,
    /// The columns possible while nothing is known; empty for all of those that must be met.
    possible: Row,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum Rows {
    /// A row for each mark.
    Table(Vec<Row>),
    /// The row of every so many stretches; the others are made from the one before.
    Stretches {
        rows: Vec<Row>,
        every: usize,
        /// Which columns change on entering a stretch: the stretch, the column, whether it is met from there on.
        changes: Vec<(u32, u32, bool)>,
    },
    /// For each option the columns that it satisfies; and the columns satisfied without any.
    Holds(Vec<Row>, Row),
    /// For each option the columns that it defeats; and the columns satisfied without any.
    Lacks(Vec<Row>, Row),
}

impl Index {
    /// Prepares the index of a catalogue.
    #[must_use]
    pub fn new(catalogue: &Catalogue) -> Self {
        build::build(catalogue)
    }

    /// How many columns it has.
    #[must_use]
    pub fn columns(&self) -> usize {
        self.owners.len()
    }
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
        assert!(
            index.complex.len() < catalogue.policies.len() / 20,
            "{} are left to the evaluator",
            index.complex.len()
        );
        for example in loaded.examples.iter().step_by(16) {
            let situation = Situation::new(&catalogue.facts, &example.profile, example.on);
            let expected: Vec<Hit> = catalogue
                .iter()
                .map(|(id, policy)| (id, verdict(&catalogue, policy, &situation)))
                .filter(|(_, (verdict, _))| *verdict != Verdict::Ineligible)
                .filter(|(_, (_, status))| !matches!(status, Status::Ended | Status::Upcoming))
                .map(|(policy, (verdict, _))| Hit { policy, verdict })
                .collect();
            let mut found = search.find(&situation).to_vec();
            found.sort_by_key(|hit| hit.policy);
            if found != expected {
                let differing: Vec<&str> = expected
                    .iter()
                    .filter(|hit| !found.contains(hit))
                    .chain(found.iter().filter(|hit| !expected.contains(hit)))
                    .map(|hit| catalogue.policy(hit.policy).map_or("", |policy| policy.id.as_str()))
                    .collect();
                panic!("{} {}: {differing:?}", example.place, example.name);
            }
        }
    }
}
