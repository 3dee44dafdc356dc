//! Rates, in parts per million.

use serde::{Deserialize, Serialize};

use super::number::NumberError;
use super::typed::Measure;

/// A rate in whole parts per million: 1 % = 10,000.
///
/// ```
/// use engine::quantity::Rate;
/// assert_eq!(Rate::parse("5.5%").map(Rate::ppm), Ok(55_000));
/// assert_eq!(Rate::parse("0.5‰").map(Rate::ppm), Ok(500));
/// assert!(Rate::parse("0.00001%").is_err());
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Rate(i64);

impl Rate {
    /// Parts per million in one whole (100 %).
    pub const WHOLE: i64 = 1_000_000;
    /// Parts per million in one per cent.
    pub const ONE_PER_CENT: i64 = 10_000;
    /// The largest rate, 100,000 %.
    pub const MAX: Self = Self(1_000_000_000);

    /// A rate in parts per million, brought within ±[`Rate::MAX`].
    #[must_use]
    pub fn from_ppm(ppm: i64) -> Self {
        Self(ppm.clamp(Self::MAX.0.saturating_neg(), Self::MAX.0))
    }

    /// The rate in parts per million.
    #[must_use]
    pub fn ppm(self) -> i64 {
        self.0
    }

    /// Reads `5%`, `5.5％`, `0.5‰`, or a bare `5`, which people mean as per cent.
    ///
    /// # Errors
    /// [`NumberError`] when it is empty, not a number, finer than one part per million or beyond [`Rate::MAX`].
    pub fn parse(typed: &str) -> Result<Self, NumberError> {
        Measure::Rate.read(typed).map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_per_cent_and_per_mille() {
        for (typed, ppm) in [("5%", 50_000), ("5", 50_000), ("0.05‰", 50), ("100％", 1_000_000), ("-2.5%", -25_000)]
        {
            assert_eq!(Rate::parse(typed), Ok(Rate::from_ppm(ppm)), "{typed}");
        }
        for typed in ["", "%", "x%", "0.00001%", "200000%"] {
            assert!(Rate::parse(typed).is_err(), "{typed}");
        }
    }
}
