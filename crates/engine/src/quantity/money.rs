//! Amounts of money, in fen.

use serde::{Deserialize, Serialize};

use super::number::NumberError;
use super::typed::Measure;

/// An amount of renminbi in whole fen (1 yuan = 100 fen), at most ±10¹⁵ yuan.
///
/// ```
/// use engine::quantity::Money;
/// assert_eq!(Money::parse("300万元"), Ok(Money::from_yuan(3_000_000)));
/// assert_eq!(Money::parse("１，２３４．５"), Ok(Money::from_fen(123_450)));
/// assert_eq!(Money::parse("三百万"), Ok(Money::from_yuan(3_000_000)));
/// assert!(Money::parse("几百万").is_err());
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Money(i64);

impl Money {
    /// No money.
    pub const ZERO: Self = Self(0);
    /// The largest amount, 10¹⁵ yuan: well above any enterprise, well below overflow.
    pub const MAX: Self = Self(100_000_000_000_000_000);

    /// An amount in fen, brought within the bounds.
    #[must_use]
    pub fn from_fen(fen: i64) -> Self {
        Self(fen.clamp(Self::MAX.0.saturating_neg(), Self::MAX.0))
    }

    /// An amount in yuan, brought within the bounds.
    #[must_use]
    pub fn from_yuan(yuan: i64) -> Self {
        Self::from_fen(yuan.saturating_mul(100))
    }

    /// The amount in fen.
    #[must_use]
    pub fn fen(self) -> i64 {
        self.0
    }

    /// The sum, brought within the bounds.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self::from_fen(self.0.saturating_add(other.0))
    }

    /// Reads an amount as people type it: yuan, with 万 (10⁴), 百万, 千万 or 亿 (10⁸), `w`, `元`, `¥`, separators.
    ///
    /// # Errors
    /// [`NumberError`] when it is empty, not a number, finer than one fen or beyond [`Money::MAX`].
    pub fn parse(typed: &str) -> Result<Self, NumberError> {
        Measure::Money.read(typed).map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_people_type() {
        for (typed, fen) in [
            ("0", 0),
            ("100000", 10_000_000),
            ("10万", 10_000_000),
            ("10 万元", 10_000_000),
            ("1.5亿", 15_000_000_000),
            ("2千万", 2_000_000_000),
            ("¥1,234.56", 123_456),
            ("１２３", 12_300),
            ("0.01", 1),
            ("99999.99", 9_999_999),
            ("-3万", -3_000_000),
            ("50w", 50_000_000),
            ("7.0000", 700),
        ] {
            assert_eq!(Money::parse(typed), Ok(Money::from_fen(fen)), "{typed}");
        }
    }

    #[test]
    fn refuses_what_is_no_amount() {
        for (typed, error) in [
            ("", NumberError::Empty),
            ("  ", NumberError::Empty),
            ("元", NumberError::NotANumber),
            ("万元", NumberError::NotANumber),
            ("abc", NumberError::NotANumber),
            ("1.2.3", NumberError::NotANumber),
            ("0.001", NumberError::TooPrecise),
            ("1000000000000001", NumberError::OutOfRange),
            ("99999999999999999999999", NumberError::OutOfRange),
        ] {
            assert_eq!(Money::parse(typed), Err(error), "{typed}");
        }
    }

    #[test]
    fn the_largest_amount_is_itself_allowed() {
        assert_eq!(Money::parse("1000000000000000"), Ok(Money::MAX));
    }
}
