//! Rows of bits, 512 columns a block. A row may be shorter than others: beyond its end it lets every column pass.

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A cache line of columns.
pub(super) type Block = [u64; 8];

/// Columns in a block.
pub(super) const WIDTH: usize = 512;
/// Columns in a word of it.
pub(super) const WORD: usize = 64;

/// One bit a column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct BitRow(pub(super) Vec<Block>);

/// Packed as the bytes of its words, the lowest first: numbers of varying length would be longer and slower.
impl Serialize for BitRow {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let bytes: Vec<u8> = self.0.as_flattened().iter().flat_map(|word| word.to_le_bytes()).collect();
        serializer.serialize_bytes(&bytes)
    }
}

impl<'de> Deserialize<'de> for BitRow {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let bytes = <&[u8]>::deserialize(deserializer)?;
        let (words, rest) = bytes.as_chunks::<8>();
        let (blocks, more) = words.as_chunks::<8>();
        if !rest.is_empty() || !more.is_empty() {
            return Err(Error::invalid_length(bytes.len(), &"whole blocks"));
        }
        Ok(Self(blocks.iter().map(|block| block.map(u64::from_le_bytes)).collect()))
    }
}

impl BitRow {
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
    let word = blocks.get_mut(column / WIDTH).and_then(|block| block.get_mut(column / WORD % 8));
    if let Some(word) = word {
        apply(word, 1_u64 << (column % WORD));
    }
}

pub(super) fn and(into: &mut Block, other: &Block) {
    for (word, other) in into.iter_mut().zip(other) {
        *word &= other;
    }
}

/// Word by word by name, so that they stay in registers, and no block is copied.
#[expect(clippy::many_single_char_names, reason = "eight words of a block")]
pub(super) fn and_all<const N: usize>(into: &mut Block, others: [&Block; N]) {
    let [mut a, mut b, mut c, mut d, mut e, mut f, mut g, mut h] = *into;
    for [i, j, k, l, m, n, o, p] in others {
        (a, b, c, d) = (a & i, b & j, c & k, d & l);
        (e, f, g, h) = (e & m, f & n, g & o, h & p);
    }
    *into = [a, b, c, d, e, f, g, h];
}

/// All columns.
pub(super) const ALL: Block = [u64::MAX; 8];

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
/// into steps; rows are kept for each, and the changes within it tell in which columns they are wrong.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Ladder {
    /// The value from which on each change counts, ascending.
    changes: Vec<i64>,
    /// The column of each change, twice, and one more if it goes.
    movers: Vec<u32>,
    /// How many changes make a step; the last one is shorter, perhaps empty.
    every: usize,
    /// The first change of each step.
    starts: Vec<i64>,
    /// For each step, the columns that have come before its end and not gone before its start.
    both: Vec<BitRow>,
    /// For every few steps, the columns that have come before their end, and those that have not gone before their start.
    sides: Vec<(BitRow, BitRow)>,
    /// The columns that never change.
    steady: BitRow,
}

/// A place on a ladder: the step, and how many of the changes in it lie before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Place {
    step: usize,
    within: usize,
}

/// About this many steps are made at most.
const MOST_STEPS: usize = 256;
/// It is not worth making them smaller than this.
const LEAST_STEP: usize = 4;
/// How many steps share what ranges are looked up by.
const SHARE: usize = 4;

impl Ladder {
    /// The ladder of the least and greatest values that some columns demand, among this many columns.
    pub(super) fn new(demands: &[(i64, i64, u32)], count: usize) -> Self {
        let comes = |&(low, _, column): &(i64, i64, u32)| (low > i64::MIN).then_some((low, false, column));
        let goes = |&(_, high, column): &(i64, i64, u32)| Some((high.checked_add(1)?, true, column));
        let mut all: Vec<_> = demands.iter().filter_map(comes).chain(demands.iter().filter_map(goes)).collect();
        all.sort_unstable();
        let every = all.len().div_ceil(MOST_STEPS).max(LEAST_STEP);
        let index = |column: u32| usize::try_from(column).unwrap_or(usize::MAX);
        let mut ladder = Self { every, steady: BitRow::ones(count), ..Self::default() };
        let mut first = BitRow::ones(count);
        for &(value, goes, column) in &all {
            ladder.changes.push(value);
            ladder.movers.push(column << 1 | u32::from(goes));
            ladder.steady.unset(index(column));
            if !goes {
                first.unset(index(column));
            }
        }
        ladder.steady = ladder.steady.trimmed();
        let rows = |every: usize, add: &mut dyn FnMut(&BitRow, &BitRow)| {
            let (mut come, mut stay) = (first.clone(), BitRow::ones(count));
            for step in all.chunks(every).chain(all.is_empty().then_some(&[][..])) {
                step.iter().filter(|(_, goes, _)| !goes).for_each(|&(.., column)| come.set(index(column)));
                add(&come, &stay);
                step.iter().filter(|(_, goes, _)| *goes).for_each(|&(.., column)| stay.unset(index(column)));
            }
        };
        rows(every, &mut |come, stay| ladder.both.push(come.and(stay).trimmed()));
        rows(every.saturating_mul(SHARE), &mut |come, stay| ladder.sides.push((come.trimmed(), stay.trimmed())));
        ladder.starts = all.iter().step_by(every).map(|(value, ..)| *value).collect();
        ladder
    }

    /// Where a value stands: after all changes up to it.
    pub(super) fn place(&self, value: i64) -> Place {
        let step = self.starts.partition_point(|&start| start <= value).saturating_sub(1);
        let within = self.some(&self.changes, step, 1).partition_point(|&change| change <= value);
        Place { step, within }
    }

    /// What belongs to some steps, from one on.
    fn some<'a, T>(&self, of: &'a [T], step: usize, steps: usize) -> &'a [T] {
        let rest = of.get(step.saturating_mul(self.every)..).unwrap_or(&[]);
        rest.get(..steps.saturating_mul(self.every)).unwrap_or(rest)
    }

    /// The columns that demand nothing between two values, if all others change between them.
    pub(super) fn steady(&self, low: i64, high: i64) -> Option<&BitRow> {
        let (first, last) = (self.changes.first()?, self.changes.last()?);
        (low < *first && *last <= high).then_some(&self.steady)
    }

    /// The row of the columns whose demand is met at a place; the few others in it are taken out of what is left.
    pub(super) fn at(&self, place: Place, left: &mut [Block]) -> Option<&BitRow> {
        clear(self.some(&self.movers, place.step, 1), place.within, place.within, left);
        self.both.get(place.step)
    }

    /// The rows of the columns whose demand is met somewhere between two places, both included; likewise.
    pub(super) fn between(&self, first: Place, last: Place, left: &mut [Block]) -> [Option<&BitRow>; 2] {
        let shared = |place: Place| {
            let part = place.step.checked_div(SHARE).unwrap_or(0);
            let before = place.step.saturating_sub(part.saturating_mul(SHARE)).saturating_mul(self.every);
            let movers = self.some(&self.movers, part.saturating_mul(SHARE), SHARE);
            (movers, before.saturating_add(place.within), self.sides.get(part))
        };
        let (movers, before, side) = shared(first);
        clear(movers, before, usize::MAX, left);
        let stay = side.map(|(_, stay)| stay);
        let (movers, before, side) = shared(last);
        clear(movers, 0, before, left);
        [side.map(|(come, _)| come), stay]
    }
}

/// Takes out the columns that go before the first of some changes, and those that come from the last one on.
fn clear(movers: &[u32], first: usize, last: usize, left: &mut [Block]) {
    let words = left.as_flattened_mut();
    for (change, mover) in movers.iter().enumerate() {
        // No branch: which changes count is hard to foresee.
        let wrong = mover & u32::from(change < first) | (mover ^ 1) & u32::from(change >= last);
        let column = usize::try_from(mover >> 1).unwrap_or(usize::MAX);
        if let Some(word) = words.get_mut(column / WORD) {
            *word &= !(u64::from(wrong & 1) << (column % WORD));
        }
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
        assert!(ladder.sides.len() > 3);
        for low in -1..35 {
            for high in low..35 {
                let mut left = BitRow::ones(50);
                let (first, last) = (ladder.place(low), ladder.place(high));
                let mut rows = ladder.between(first, last, &mut left.0).to_vec();
                if low == high {
                    rows.push(ladder.at(first, &mut left.0));
                }
                for row in rows.into_iter().flatten() {
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
