//! Rows of bits, 64 columns a word. A row may be shorter than others: what it says of the columns beyond is understood.

/// One bit a column.
pub(super) type Row = Vec<u64>;

pub(super) fn zeros(count: usize) -> Row {
    vec![0; count.div_ceil(64)]
}

pub(super) fn ones(count: usize) -> Row {
    vec![u64::MAX; count.div_ceil(64)]
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

/// Makes a buffer hold a copy of a row.
pub(super) fn copy(into: &mut Row, row: &[u64]) {
    into.clear();
    into.extend_from_slice(row);
}
