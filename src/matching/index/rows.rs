//! Rows of bits, 64 columns a word.

/// One bit a column; bits beyond the last column may be anything.
pub(super) type Row = Vec<u64>;

fn words(count: usize) -> usize {
    count.div_ceil(64)
}

pub(super) fn zeros(count: usize) -> Row {
    vec![0; words(count)]
}

pub(super) fn ones(count: usize) -> Row {
    vec![u64::MAX; words(count)]
}

/// The word and the bit of a column.
fn place(column: usize) -> (usize, u64) {
    (column / 64, 1_u64 << (column % 64))
}

pub(super) fn set(row: &mut [u64], column: usize) {
    let (word, bit) = place(column);
    if let Some(word) = row.get_mut(word) {
        *word |= bit;
    }
}

pub(super) fn unset(row: &mut [u64], column: usize) {
    let (word, bit) = place(column);
    if let Some(word) = row.get_mut(word) {
        *word &= !bit;
    }
}

pub(super) fn and_into(into: &mut [u64], row: &[u64]) {
    for (word, other) in into.iter_mut().zip(row) {
        *word &= other;
    }
}

pub(super) fn or_into(into: &mut [u64], row: &[u64]) {
    for (word, other) in into.iter_mut().zip(row) {
        *word |= other;
    }
}

/// Keeps what is not in `row`.
pub(super) fn and_not_into(into: &mut [u64], row: &[u64]) {
    for (word, other) in into.iter_mut().zip(row) {
        *word &= !other;
    }
}

pub(super) fn and(mut into: Row, row: &Row) -> Row {
    and_into(&mut into, row);
    into
}

pub(super) fn or(mut into: Row, row: &Row) -> Row {
    or_into(&mut into, row);
    into
}

pub(super) fn not(mut row: Row, count: usize) -> Row {
    for word in &mut row {
        *word = !*word;
    }
    row.truncate(words(count));
    row
}
