//! Money, rates, civil dates and intervals, exact, as people type them.
//!
//! Everything here is an integer underneath: money in fen, rates in parts per million, dates in days.
//! Binary floating point never appears, so no figure is ever a hair off a threshold.

mod cursor;
mod date;
mod interval;
mod money;
mod number;
mod numeral;
mod order;
mod rate;
mod rest;
mod typed;

pub use date::{Date, MONTHS, Period, Span, Unit};
pub use interval::Interval;
pub use money::Money;
pub use number::{NumberError, Part, decimal, narrow};
pub use order::{sort_by, sort_distinct};
pub use rate::Rate;
pub use rest::{REST_YEARS, RestYear};
pub use typed::Measure;

/// A set of up to 64 small numbers (the options of one fact), one bit each.
pub type Bits = u64;

/// The set that holds only `index`; empty from 64 on.
#[must_use]
pub fn bit(index: usize) -> Bits {
    u32::try_from(index).ok().and_then(|index| 1_u64.checked_shl(index)).unwrap_or(0)
}

/// The set of the first `count` numbers.
#[must_use]
pub fn first_bits(count: usize) -> Bits {
    bit(count).checked_sub(1).unwrap_or(Bits::MAX)
}

/// The numbers in `bits`, ascending.
pub fn bits_of(bits: Bits) -> impl Iterator<Item = usize> {
    let mut left = bits;
    std::iter::from_fn(move || {
        let lowest = usize::try_from(left.trailing_zeros()).ok().filter(|_| left != 0)?;
        left &= left.wrapping_sub(1);
        Some(lowest)
    })
}
