//! Decimal numbers in exact arithmetic, and the characters that they are typed in.

use std::error::Error;
use std::fmt::{self, Display, Formatter};

/// Why a typed number was not understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NumberError {
    /// Nothing but spaces.
    Empty,
    /// There is no number in it, or what it begins with is none.
    NotANumber,
    /// A comma, blank or other separator that does not group the digits.
    Separator,
    /// The same in a whole number, where it cannot be meant as a decimal point.
    CountSeparator,
    /// This part beside the number is not understood, or does not fit what was asked for.
    Unit(Part),
    /// By this part it is a number only roughly, and nobody can say how far that goes.
    Roughly(Part),
    /// The last digit says not what it counts: 1万5 may be 15,000 or 10,005, and 3亿5千 may be 350,000,000 or 300,005,000.
    LastDigit,
    /// Only the high end of a range has a unit, and for the low one it makes no sense.
    LowUnit,
    /// A year or a month of the calendar, where it is asked how many months.
    NotALength,
    /// A rate below one with no sign behind it: 0.06 is 0.06 % to a reader, and 6 % in a spreadsheet.
    BareRate,
    /// More decimals than the unit can hold exactly.
    TooPrecise,
    /// Beyond the bounds of the type.
    OutOfRange,
    /// The end of a range lies before its start.
    Backwards,
}

impl NumberError {
    /// The same of a text that stands behind `count` more characters.
    #[must_use]
    pub(crate) fn behind(self, count: usize) -> Self {
        match self {
            Self::Unit(part) => Self::Unit(part.behind(count)),
            Self::Roughly(part) => Self::Roughly(part.behind(count)),
            Self::Empty
            | Self::NotANumber
            | Self::Separator
            | Self::CountSeparator
            | Self::LastDigit
            | Self::LowUnit
            | Self::NotALength
            | Self::BareRate
            | Self::TooPrecise
            | Self::OutOfRange
            | Self::Backwards => self,
        }
    }
}

impl Display for NumberError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "nothing to read",
            Self::NotANumber => "not a number or date",
            Self::Separator => "a separator that does not group the digits and is no decimal point",
            Self::CountSeparator => "a separator that does not group the digits",
            Self::Unit(_) => "what stands beside the number is not understood or does not fit",
            Self::Roughly(_) => "a number only roughly",
            Self::LastDigit => "the unit of the last digit is left out",
            Self::LowUnit => "the low end of the range needs a unit of its own",
            Self::NotALength => "a year or a month of the calendar, not how many months",
            Self::BareRate => "a rate below one without a sign that says of what it is a part",
            Self::TooPrecise => "too many decimals",
            Self::OutOfRange => "out of range, or no such day",
            Self::Backwards => "the end of the range lies before its start",
        })
    }
}

impl Error for NumberError {}

/// A part of a typed text: from which character, and how many.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Part {
    from: usize,
    count: usize,
}

impl Part {
    pub(super) fn new(from: usize, count: usize) -> Self {
        Self { from, count }
    }

    /// The part itself, of the text that was read.
    #[must_use]
    pub fn of(self, typed: &str) -> String {
        typed.chars().skip(self.from).take(self.count).collect::<String>().trim().to_owned()
    }

    fn behind(self, count: usize) -> Self {
        Self { from: self.from.saturating_add(count), ..self }
    }
}

/// The same character by character, in the narrow forms of the full-width characters that Chinese input methods produce,
/// in small letters, with one sort of blank.
#[must_use]
pub fn narrow(typed: &str) -> String {
    typed.chars().map(narrow_character).collect()
}

fn narrow_character(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c).saturating_sub(0xFEE0)).unwrap_or(c),
        // What pages and spreadsheets leave between characters, unseen.
        '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' => ' ',
        c if c.is_whitespace() => ' ',
        c => c,
    }
    .to_ascii_lowercase()
}

/// One form of each character that may stand in a number, behind it its other forms: traditional ones, those of bills.
const FORMS: &str = "〇○零;一壹;二贰貳两兩;三叁參叄;四肆;五伍;六陆陸;七柒;八捌;九玖;十拾;百佰;千仟;万萬;亿億;点點;元圆圓;块塊;钱錢;\
    币幣;个個;内內;满滿;过過;约約;余餘;几幾;数數;来來;负負;号號;于於;.。．;-−–‐‑‒;—―;~〜∼;'’‘;¥￥";

/// As [`narrow`], with one form of each character that may stand in a number.
pub(super) fn plain(typed: &str) -> String {
    let form = |c: char| {
        if c.is_ascii() {
            return c;
        }
        let forms = FORMS.split(';').find(|forms| forms.contains(c));
        forms.and_then(|forms| forms.chars().next()).unwrap_or(c)
    };
    typed.chars().map(|c| form(narrow_character(c))).collect()
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
