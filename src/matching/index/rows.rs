//! Rows of bits, 512 columns a block. A row may be shorter than others: beyond its end it lets every column pass.

use serde::{Deserialize, Serialize};

/// A cache line of columns.
pub(super) type Block = [u64; 8];

/// Columns in a block.
const WIDTH: usize = 512;

/// One bit a column.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Row(pub(super) Vec<Block>);

impl Row {
    pub(super) fn zeros(count: usize) -> Self {
        Self(vec![[0; 8]; count.div_ceil(WIDTH)])
    }

    pub(super) fn ones(count: usize) -> Self {
        Self(vec![[u64::MAX; 8]; count.div_ceil(WIDTH)])
    }

    pub(super) fn set(&mut self, column: usize) {
        change(&mut self.0, column, |word, bit| *word |= bit);
    }

    pub(super) fn unset(&mut self, column: usize) {
        change(&mut self.0, column, |word, bit| *word &= !bit);
    }

    /// Without the end of it that lets everything pass.
    pub(super) fn trimmed(&self) -> Self {
        let kept = self.0.iter().rposition(|block| *block != [u64::MAX; 8]).map_or(0, |last| last.saturating_add(1));
        Self(self.0.get(..kept).unwrap_or(&[]).to_vec())
    }

    /// The columns in both of two rows of the same length.
    pub(super) fn and(&self, other: &Self) -> Self {
        let mut both = self.clone();
        for (block, other) in both.0.iter_mut().zip(&other.0) {
            and(block, other);
        }
        both
    }
}

fn change(blocks: &mut [Block], column: usize, apply: impl Fn(&mut u64, u64)) {
    let word = blocks.get_mut(column / WIDTH).and_then(|block| block.get_mut(column / 64 % 8));
    if let Some(word) = word {
        apply(word, 1_u64 << (column % 64));
    }
}

pub(super) fn and(into: &mut Block, other: &Block) {
    for (word, other) in into.iter_mut().zip(other) {
        *word &= other;
    }
}

pub(super) fn or(into: &mut Block, other: &Block) {
    for (word, other) in into.iter_mut().zip(other) {
        *word |= other;
    }
}

pub(super) fn is_empty(block: &Block) -> bool {
    block.iter().fold(0, |all, word| all | word) == 0
}

/// The columns whose demand on a number is met, for any value or range of it; those that demand nothing always are.
///
/// As the value grows, columns come in at their lower bound and go out above their upper one. These changes are cut
/// into parts; rows are kept for each, and the changes within it tell in which columns they are wrong.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Ladder {
    /// The value from which on each change counts, ascending.
    changes: Vec<i64>,
    /// So many of the first changes are goings, by their number.
    goings: Vec<u32>,
    /// The columns in the order in which they come.
    comers: Vec<u32>,
    /// The columns in the order in which they go.
    goers: Vec<u32>,
    /// So many changes are a part; the last is shorter, perhaps empty.
    every: usize,
    parts: Vec<Part>,
    /// The columns that never change.
    steady: Row,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Part {
    /// The columns that have come before its end.
    come: Row,
    /// The columns that have not gone before its start.
    stay: Row,
    /// Both.
    both: Row,
}

/// At most about so many parts are made.
const MOST_PARTS: usize = 64;
/// It is not worth making them smaller than this.
const LEAST_PART: usize = 12;

impl Ladder {
    /// The ladder of the least and greatest values that some columns demand, among so many columns.
    pub(super) fn new(demands: &[(i64, i64, u32)], count: usize) -> Self {
        let comes = |&(low, _, column): &(i64, i64, u32)| (low > i64::MIN).then_some((low, false, column));
        let goes = |&(_, high, column): &(i64, i64, u32)| Some((high.checked_add(1)?, true, column));
        let mut all: Vec<_> = demands.iter().filter_map(comes).chain(demands.iter().filter_map(goes)).collect();
        all.sort_unstable();
        let every = all.len().div_ceil(MOST_PARTS).max(LEAST_PART);
        let index = |column: u32| usize::try_from(column).unwrap_or(usize::MAX);
        let mut ladder = Self { every, steady: Row::ones(count), goings: vec![0], ..Self::default() };
        let (mut come, mut stay) = (Row::ones(count), Row::ones(count));
        for &(value, goes, column) in &all {
            ladder.changes.push(value);
            ladder.steady.unset(index(column));
            if goes {
                ladder.goers.push(column);
            } else {
                ladder.comers.push(column);
                come.unset(index(column));
            }
            ladder.goings.push(u32::try_from(ladder.goers.len()).unwrap_or(u32::MAX));
        }
        ladder.steady = ladder.steady.trimmed();
        for part in all.chunks(every).chain(all.len().is_multiple_of(every).then_some(&[][..])) {
            part.iter().filter(|(_, goes, _)| !goes).for_each(|&(.., column)| come.set(index(column)));
            ladder.parts.push(Part { come: come.trimmed(), stay: stay.trimmed(), both: come.and(&stay).trimmed() });
            part.iter().filter(|(_, goes, _)| *goes).for_each(|&(.., column)| stay.unset(index(column)));
        }
        ladder
    }

    /// How many changes there are up to a value.
    pub(super) fn up_to(&self, value: i64) -> usize {
        self.changes.partition_point(|&change| change <= value)
    }

    /// The columns that demand nothing between two values, if all others change between them.
    pub(super) fn steady(&self, low: i64, high: i64) -> Option<&Row> {
        let (first, last) = (self.changes.first()?, self.changes.last()?);
        (low < *first && *last <= high).then_some(&self.steady)
    }

    /// The rows of the columns whose demand is met after some number of changes, from the first to the last; the few
    /// others in them are taken out of what is left.
    pub(super) fn between(&self, first: usize, last: usize, left: &mut [Block]) -> [Option<&Row>; 2] {
        let part_of = |change: usize| change.checked_div(self.every).unwrap_or(0);
        let (from, to) = (part_of(first), part_of(last));
        let goings = |change: usize| {
            let goings = self.goings.get(change).and_then(|&goings| usize::try_from(goings).ok());
            goings.unwrap_or(0)
        };
        let comings = |change: usize| change.saturating_sub(goings(change));
        let end = to.saturating_add(1).saturating_mul(self.every).min(self.changes.len());
        clear(left, self.goers.get(goings(from.saturating_mul(self.every))..goings(first)).unwrap_or(&[]));
        clear(left, self.comers.get(comings(last)..comings(end)).unwrap_or(&[]));
        let part = |part: usize| self.parts.get(part);
        if from == to {
            [part(from).map(|part| &part.both), None]
        } else {
            [part(from).map(|part| &part.stay), part(to).map(|part| &part.come)]
        }
    }
}

/// Takes some columns out.
fn clear(blocks: &mut [Block], columns: &[u32]) {
    for &column in columns {
        change(blocks, usize::try_from(column).unwrap_or(usize::MAX), |word, bit| *word &= !bit);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Forty columns, bounds that coincide, open ends: more changes than a part has, for every value and range.
    #[test]
    fn a_ladder_finds_what_meets_each_demand() {
        let demands: Vec<(i64, i64, u32)> = (0..40_u32)
            .map(|column| {
                let low = i64::from(column * 7 % 23);
                let low = if column % 5 == 0 { i64::MIN } else { low };
                let high = if column % 7 == 0 { i64::MAX } else { i64::from(column * 7 % 23 + column % 4 * 3) };
                (low, high, column)
            })
            .collect();
        let ladder = Ladder::new(&demands, 50);
        assert!(ladder.parts.len() > 3);
        for low in -1..35 {
            for high in low..35 {
                let mut left = Row::ones(50);
                for row in ladder.between(ladder.up_to(low), ladder.up_to(high), &mut left.0).into_iter().flatten() {
                    for (left, block) in left.0.iter_mut().zip(&row.0) {
                        and(left, block);
                    }
                }
                for (from, to, column) in &demands {
                    let word = left.0[0][0];
                    assert_eq!(word >> column & 1 == 1, *from <= high && low <= *to, "{low}..={high} {from}..={to}");
                }
                assert_eq!(left.0[0][0] >> 40 & 1, 1, "what demands nothing is always met");
            }
        }
        let steady = ladder.steady(-1, 40).expect("all changes lie between");
        assert_eq!(steady.0[0][0] & ((1 << 40) - 1), 1 | 1 << 35, "open at both ends");
        assert_eq!(ladder.steady(0, 40), None);
    }
}
