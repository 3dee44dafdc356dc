//! Which policies a profile can use, over very many policies at once: the same answer as the reference evaluator,
//! hundreds of times faster.
//!
//! Each policy is a column of bits, or several where its criteria leave a choice. For every fact, an *axis*, there are
//! rows of bits, "what this column plainly demands of the fact is met, or it demands nothing": a row for each option or
//! place that some policy names, and for numbers rows for every few bounds, with the bounds between them named. A profile
//! selects its rows, and what is in all of them is still possible; a second set of rows, for facts that are missing or
//! ranges, gives what is certain. A range meets a demand for certain if both its ends do. For facts with few options,
//! *bundles* of them, there are rows for what a profile says to all of them.
//!
//! Columns are ordered so that policies with the same demands on the most telling facts are neighbours: whole blocks of
//! them drop out after a row or two. What is no plain demand (ratios, counts, further choices) is a small program for
//! the policy, run only where the rows leave it possible.
//!
//! The index is made once, that of the bundled catalogue when the command line is built; it can be packed and comes
//! back ready to use.

mod build;
mod bundle;
mod columns;
mod program;
mod rows;
mod search;
mod selection;

pub use search::{Hit, Search};

use serde::{Deserialize, Serialize};

use engine::catalogue::packed::UnpackError;
use engine::catalogue::{PolicyId, Rules, Test};
use engine::enterprise::{Code, Tree};

use bundle::FactBundle;
use columns::LookupKey;
use program::Step;
use rows::{BitRow, Ladder};

/// Bitmaps over the policies of a catalogue.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Index {
    groups: Vec<Groups>,
    /// How many policies the last group of all has.
    last: usize,
    /// By slot.
    axes: Vec<Axis>,
    /// The most telling one first.
    lookups: Vec<Lookup>,
    /// The columns in which everything can be known.
    decided: BitRow,
    /// Where the program of each policy begins, and after the last where it ends.
    programs: Vec<u32>,
    steps: Vec<Step>,
    /// The tests that programs make as they stand.
    tests: Vec<Test>,
    /// The spans of codes that programs name.
    spans: Vec<(i64, i64)>,
}

/// Groups of 64 policies that have equally many words of columns: the first column of each policy of the group, then
/// the second of each, and so on; one of a policy's columns must be met.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Groups {
    /// How many words.
    width: usize,
    /// The policies, in whole groups: after the last policy of all there may be none.
    owners: Vec<PolicyId>,
    /// For each group the policies that have a program.
    programmed: Vec<u64>,
}

/// An axis, or a bundle of several.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Lookup {
    bundle: Option<FactBundle>,
    /// The axes that are looked up one by one where the bundle has no row.
    slots: Vec<u16>,
}

/// One fact or figure, with all that is plainly demanded of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Axis {
    source: LookupKey,
    rows: Rows,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum Rows {
    /// Only programs look at it.
    None,
    /// Of a number.
    Ladder(Ladder),
    /// By option of a single choice; the columns satisfied by every option, and those satisfied by any.
    Options(Vec<BitRow>, BitRow, BitRow),
    /// Of options held.
    Held {
        /// The columns satisfied without any, if some are not.
        free: Option<BitRow>,
        /// By option, the columns satisfied by it.
        holds: Vec<BitRow>,
        /// The columns satisfied by one option or another.
        any: BitRow,
        /// By option, the columns that do not forbid it, if some do.
        forbids: Vec<Option<BitRow>>,
    },
    /// By place.
    Places(PlaceRows),
}

/// The places that demands name and all that these lie in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct PlaceRows {
    tree: Tree,
    /// Ascending.
    codes: Vec<Code>,
    /// For each place the number of the narrowest other one that it lies in; of the root its own.
    above: Vec<u32>,
    /// What is satisfied in each.
    rows: Vec<PlaceRow>,
}

/// A place that demands name or that such places lie in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct PlaceRow {
    /// The columns satisfied within it, but in none of the finer places.
    elsewhere: BitRow,
    /// The columns certainly and possibly satisfied somewhere in it, if there are finer places.
    whole: Option<(BitRow, BitRow)>,
}

impl PlaceRows {
    /// The columns certainly and possibly satisfied at a place: the same row twice if no finer place tells them apart.
    fn near(&self, code: Code) -> Option<(&BitRow, &BitRow)> {
        // The last place up to it, or one of those that this one lies in.
        let mut place = self.codes.partition_point(|&place| place <= code).checked_sub(1)?;
        while !self.tree.within(code, *self.codes.get(place)?) {
            place = usize::try_from(*self.above.get(place)?).ok()?;
        }
        let exactly = self.codes.get(place) == Some(&code);
        let row = self.rows.get(place)?;
        Some(match &row.whole {
            Some((certain, possible)) if exactly => (certain, possible),
            _ => (&row.elsewhere, &row.elsewhere),
        })
    }
}

impl Index {
    /// Prepares the index of a catalogue.
    #[must_use]
    pub fn new(rules: &Rules) -> Self {
        build::build(rules)
    }

    /// The index that was packed, ready to use.
    ///
    /// # Errors
    /// [`UnpackError`] when the bytes were not packed by the same version of the program.
    pub fn unpack(bytes: &[u8]) -> Result<Self, UnpackError> {
        postcard::from_bytes(bytes).map_err(|_| UnpackError)
    }

    /// How many columns it has.
    #[must_use]
    pub fn columns(&self) -> usize {
        self.groups.iter().map(|groups| groups.width.saturating_mul(groups.owners.len())).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use engine::catalogue::Status;
    use engine::catalogue::loading::load;
    use engine::matching::{Situation, Verdict, verdict};

    /// Examples of the catalogue against every policy: tens of thousands of verdicts, bands and blanks among them.
    #[test]
    fn equals_the_reference_evaluator_on_the_bundled_catalogue() {
        let loaded = load(include_str!("../../../policies.json"));
        let catalogue = loaded.catalogue;
        let index = Index::new(&catalogue);
        let mut search = Search::new(&catalogue, &index);
        for example in loaded.examples.iter().step_by(16) {
            let situation = Situation::new(&catalogue.facts, &example.profile, example.on);
            let expected: Vec<Hit> = catalogue
                .iter()
                .map(|(id, policy)| (id, verdict(&catalogue, policy.rule, &situation)))
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
                    .map(|hit| catalogue.rule(hit.policy).map_or("", |rule| rule.id.as_str()))
                    .collect();
                panic!("{} {}: {differing:?}", example.place, example.name);
            }
        }
    }
}
