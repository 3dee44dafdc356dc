//! Decimal numbers in exact arithmetic, and the characters that they are typed in.

use std::error::Error;
use std::fmt::{self, Display, Formatter};

/// Why a typed number was not understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NumberError {
    /// Nothing but spaces.
    Empty,
    /// Something that is not a number stands in it.
    NotANumber,
    /// A comma, blank or other separator that does not group the digits.
    Separator,
    /// The same in a whole number, where it cannot be meant as a decimal point.
    CountSeparator,
    /// What stands after the number is not understood, or does not fit what was asked for.
    Unit,
    /// More decimals than the unit can hold exactly.
    TooPrecise,
    /// Beyond the bounds of the type.
    OutOfRange,
    /// The end of a range lies before its start.
    Backwards,
}

impl Display for NumberError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "nothing to read",
            Self::NotANumber => "not a number or date",
            Self::Separator => "a separator that does not group the digits and is no decimal point",
            Self::CountSeparator => "a separator that does not group the digits",
            Self::Unit => "what stands after the number is not understood or does not fit",
            Self::TooPrecise => "too many decimals",
            Self::OutOfRange => "out of range, or no such day",
            Self::Backwards => "the end of the range lies before its start",
        })
    }
}

impl Error for NumberError {}

/// The same in the narrow forms of the full-width characters that Chinese input methods produce, in small letters, with
/// one form of each sign.
pub(super) fn narrow(typed: &str) -> String {
    typed
        .chars()
        .map(|c| match c {
            '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c).saturating_sub(0xFEE0)).unwrap_or(c),
            '。' => '.',
            '−' | '–' => '-',
            '〜' => '~',
            '’' => '\'',
            '￥' => '¥',
            '萬' => '万',
            '億' => '亿',
            '圆' => '元',
            c if c.is_whitespace() => ' ',
            c => c,
        })
        .map(|c| c.to_ascii_lowercase())
        .collect()
}

/// The decimal `digits` times ten to the power `scale`, exactly.
///
/// # Errors
/// [`NumberError`] for anything but an optional sign, digits and at most one point, for decimals beyond `scale`,
/// and for results beyond `i64`.
pub(super) fn scaled(digits: &str, scale: u32) -> Result<i64, NumberError> {
    let (negative, digits) = match digits.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, digits.strip_prefix('+').unwrap_or(digits)),
    };
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
    if whole.is_empty() && decimals.is_empty() {
        return Err(if digits.is_empty() { NumberError::Empty } else { NumberError::NotANumber });
    }
    let decimals = decimals.trim_end_matches('0');
    let spare = u32::try_from(decimals.len()).ok().and_then(|used| scale.checked_sub(used));
    let mut value: i64 = 0;
    for c in whole.chars().chain(decimals.chars()) {
        let digit = c.to_digit(10).ok_or(NumberError::NotANumber)?;
        value = value
            .checked_mul(10)
            .and_then(|value| value.checked_add(i64::from(digit)))
            .ok_or(NumberError::OutOfRange)?;
    }
    let factor = 10_i64.checked_pow(spare.ok_or(NumberError::TooPrecise)?).ok_or(NumberError::OutOfRange)?;
    let value = value.checked_mul(factor).ok_or(NumberError::OutOfRange)?;
    Ok(if negative { value.saturating_neg() } else { value })
}

/// A whole number of the smallest unit with `places` decimals, as few as are needed.
#[must_use]
pub fn decimal(number: i64, places: u32) -> String {
    let unit = 10_u64.saturating_pow(places);
    let size = number.unsigned_abs();
    let (whole, rest) = (size.checked_div(unit).unwrap_or(0), size.checked_rem(unit).unwrap_or(0));
    let width = usize::try_from(places).unwrap_or(0);
    let rest = format!("{rest:0width$}");
    let text = format!("{whole}.{rest}");
    let sign = if number < 0 { "-" } else { "" };
    format!("{sign}{}", text.trim_end_matches('0').trim_end_matches('.'))
}
