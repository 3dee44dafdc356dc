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

    /// Drops the end of it that lets everything pass.
    pub(super) fn trim(&mut self) {
        while self.0.last() == Some(&[u64::MAX; 8]) {
            self.0.pop();
        }
    }
}

fn change(blocks: &mut [Block], column: usize, apply: impl Fn(&mut u64, u64)) {
    let word = blocks.get_mut(column / WIDTH).and_then(|block| block.get_mut(column / 64 % 8));
    if let Some(word) = word {
        apply(word, 1_u64 << (column % 64));
    }
}

/// Takes some columns out.
pub(super) fn clear(blocks: &mut [Block], columns: &[u32]) {
    for &column in columns {
        change(blocks, usize::try_from(column).unwrap_or(usize::MAX), |word, bit| *word &= !bit);
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

/// The columns that a bound lets pass, for any value: those whose bound is met, and those that have none.
///
/// Rows are kept for some values only; the few columns in which the next greater kept row is wrong are named.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Ladder {
    /// The bounds, ascending: the value must reach them.
    bounds: Vec<i64>,
    /// The column of each.
    columns: Vec<u32>,
    /// So many bounds lie between two rows.
    every: usize,
    /// The first row lets those pass that have no bound; the row in which all are met is left out.
    rows: Vec<Row>,
}

/// At most about so many rows are kept.
const MOST_ROWS: usize = 128;
/// It is not worth keeping rows closer than this.
const CLOSEST: usize = 8;

impl Ladder {
    /// The ladder of some columns' bounds, among so many columns.
    pub(super) fn new(mut demands: Vec<(i64, u32)>, count: usize) -> Self {
        demands.sort_unstable();
        let every = demands.len().div_ceil(MOST_ROWS).max(CLOSEST);
        let index = |column: u32| usize::try_from(column).unwrap_or(usize::MAX);
        let mut row = Row::ones(count);
        for &(_, column) in &demands {
            row.unset(index(column));
        }
        let mut rows = Vec::new();
        for part in demands.chunks(every) {
            let mut kept = row.clone();
            kept.trim();
            rows.push(kept);
            for &(_, column) in part {
                row.set(index(column));
            }
        }
        let (bounds, columns) = demands.into_iter().unzip();
        Self { bounds, columns, every, rows }
    }

    /// A row, if it keeps anything out, and the columns to take out besides.
    pub(super) fn at(&self, value: i64) -> (Option<&Row>, &[u32]) {
        if self.bounds.last().is_none_or(|&last| last <= value) {
            return (None, &[]);
        }
        let met = self.bounds.partition_point(|&bound| bound <= value);
        let row = met.div_ceil(self.every.max(1));
        let until = row.saturating_mul(self.every).min(self.columns.len());
        (self.rows.get(row), self.columns.get(met..until).unwrap_or(&[]))
    }
}
