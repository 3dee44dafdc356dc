//! Ranges of whole numbers, both ends included.

use serde::{Deserialize, Serialize};

/// A closed, never empty range of whole numbers (counts, fen, parts per million or days).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Interval {
    low: i64,
    high: i64,
}

impl Interval {
    /// From `low` to `high`, both included; `None` if that is empty.
    #[must_use]
    pub fn new(low: i64, high: i64) -> Option<Self> {
        (low <= high).then_some(Self { low, high })
    }

    /// One value.
    #[must_use]
    pub fn exact(value: i64) -> Self {
        Self { low: value, high: value }
    }

    /// The smallest value in it.
    #[must_use]
    pub fn low(self) -> i64 {
        self.low
    }

    /// The largest value in it.
    #[must_use]
    pub fn high(self) -> i64 {
        self.high
    }

    /// The value, if there is only one.
    #[must_use]
    pub fn single(self) -> Option<i64> {
        (self.low == self.high).then_some(self.low)
    }

    /// Whether `value` lies in it.
    #[must_use]
    pub fn contains(self, value: i64) -> bool {
        self.low <= value && value <= self.high
    }

    /// What both have in common, if anything.
    #[must_use]
    pub fn intersect(self, other: Self) -> Option<Self> {
        Self::new(self.low.max(other.low), self.high.min(other.high))
    }

    /// The sums of one value from each, held within `i64`.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self { low: self.low.saturating_add(other.low), high: self.high.saturating_add(other.high) }
    }
}
