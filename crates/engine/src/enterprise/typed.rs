//! What is known of a fact, as people type it into one cell of a table; what can be wrong with anything that they type.

use std::error::Error;
use std::fmt::{self, Display, Formatter};

use super::{Fact, Kind, Possible};
use crate::quantity::{Bits, Interval, NumberError, bit, narrow};

/// What is wrong with a typed value: of a fact or of a claim, in a field, a cell or an option.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TypedError {
    /// A number, a date or a range of them that is not understood.
    Number(NumberError),
    /// A number that must be above zero and is not.
    NotAboveZero,
    /// A number below zero that must not be.
    BelowZero,
    /// A time longer than ten years.
    TooLong,
    /// A number outside these bounds, or another value that is not possible.
    OutOfBounds(Interval),
    /// A word that is none of those that may stand here.
    Unknown,
    /// A name that several options or places bear.
    Several,
    /// A word that is neither a yes nor a no.
    NeitherYesNorNo,
}

impl Display for TypedError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(why) => write!(f, "{why}"),
            Self::NotAboveZero => f.write_str("not above zero"),
            Self::BelowZero => f.write_str("below zero"),
            Self::TooLong => f.write_str("longer than ten years"),
            Self::OutOfBounds(_) => f.write_str("out of bounds"),
            Self::Unknown => f.write_str("none of the words known here"),
            Self::Several => f.write_str("a name that several bear"),
            Self::NeitherYesNorNo => f.write_str("neither yes nor no"),
        }
    }
}

impl Error for TypedError {}

impl From<NumberError> for TypedError {
    fn from(why: NumberError) -> Self {
        Self::Number(why)
    }
}

/// A cell that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellError {
    /// The part of it that is wrong, or all of it.
    pub typed: String,
    /// What is wrong with that.
    pub error: TypedError,
}

impl CellError {
    fn new(typed: &str, error: TypedError) -> Self {
        Self { typed: typed.to_owned(), error }
    }
}

impl Display for CellError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`: {}", self.typed, self.error)
    }
}

impl Error for CellError {}

/// What options are called beside their ids: all options of a fact that bear a name, as [`plain_name`] writes it.
pub type OptionNames<'n> = &'n dyn Fn(&Fact, &str) -> Bits;

/// Where no texts are at hand, options have ids alone.
#[must_use]
pub fn ids_alone(_: &Fact, _: &str) -> Bits {
    0
}

/// A name without what may be written one way or another: the width and case of letters, blanks, the form of quotation
/// marks.
#[must_use]
pub fn plain_name(name: &str) -> String {
    let form = |c: char| match c {
        '“' | '”' | '„' | '「' | '」' | '『' | '』' => '"',
        '‘' | '’' => '\'',
        c => c,
    };
    narrow(name).chars().filter(|c| *c != ' ').map(form).collect()
}

/// Reads one cell; `None` for a blank one.
///
/// Numbers and dates as [`Fact::read`] reads them: `8`, `300万`, `5.5%`, `2024-01-31`, ranges `20..49`, `20..`, `..49`.
/// Flags as [`yes_or_no`] does. Options by id or name and places by name or code, several possible ones as `a|b`; for a
/// multiple choice the options held as `a;b`, and `-` for none of them.
///
/// # Errors
/// [`CellError`] when it is not understood whole or not possible.
pub fn read_cell(fact: &Fact, cell: &str, names: OptionNames<'_>) -> Result<Option<Possible>, CellError> {
    let cell = cell.trim();
    if cell.is_empty() {
        return Ok(None);
    }
    let possible = match &fact.kind {
        Kind::Count | Kind::Money | Kind::Rate | Kind::Date => {
            Possible::Numbers(fact.read(cell).map_err(|why| CellError::new(cell, why.into()))?)
        }
        Kind::Flag => {
            let flag = yes_or_no(cell).map_err(|why| CellError::new(cell, why))?;
            Possible::Options(bit(usize::from(flag)))
        }
        Kind::Choice(_) => Possible::Options(options(fact, cell, ['|', '｜'], names)?),
        Kind::Choices(_) => {
            let is_none = matches!(cell, "-" | "－" | "—" | "无");
            let held = if is_none { 0 } else { options(fact, cell, [';', '；'], names)? };
            Possible::Sets { must: held, may: held }
        }
        Kind::Place(tree) => {
            let code = |name: &str| tree.find_named(name).map_err(|error| CellError::new(name.trim(), error));
            Possible::Places(cell.split(['|', '｜']).map(code).collect::<Result<_, _>>()?)
        }
    };
    let tree = if let Kind::Place(tree) = fact.kind { Some(tree) } else { None };
    if possible.is_within(&fact.anything(), tree) {
        Ok(Some(possible))
    } else {
        Err(CellError::new(cell, TypedError::OutOfBounds(fact.bounds)))
    }
}

/// Reads a yes or a no: 是, 有, 对, yes, y, true, t, 1, a tick; 否, 无, 没有, 不是, 错, no, n, false, f, 0, a cross. A
/// 不 or 没 alone is half a word: what would follow it is not known.
///
/// # Errors
/// [`TypedError::NeitherYesNorNo`] for any other word.
pub fn yes_or_no(typed: &str) -> Result<bool, TypedError> {
    // What makes a picture of a sign, unseen, says nothing.
    match plain_name(typed).trim_end_matches('\u{FE0F}') {
        "是" | "有" | "对" | "對" | "是的" | "对的" | "對的" | "yes" | "y" | "true" | "t" | "1" | "1.0" | "√" | "✓"
        | "✔" | "☑" | "✅" => Ok(true),
        "否" | "无" | "無" | "没有" | "沒有" | "不是" | "错" | "錯" | "不对" | "不對" | "no" | "n" | "false" | "f"
        | "0" | "0.0" | "×" | "✗" | "✘" | "✖" | "❌" => Ok(false),
        _ => Err(TypedError::NeitherYesNorNo),
    }
}

/// Reads the option that a text names, by its id or by a name that it alone bears, with or without the word enterprise
/// behind it: 小型企业 is 小型.
///
/// # Errors
/// [`TypedError`] when it names none, or several.
pub fn option_named(fact: &Fact, name: &str, names: OptionNames<'_>) -> Result<Bits, TypedError> {
    let name = plain_name(name);
    let called = |name: &str| {
        let by_id = fact.options().into_iter().position(|option| option.eq_ignore_ascii_case(name)).map(bit);
        by_id.unwrap_or_else(|| names(fact, name))
    };
    let mut found = called(&name);
    if found == 0
        && let Some(short) = name.strip_suffix("企业").or_else(|| name.strip_suffix("enterprise"))
    {
        found = called(short);
    }
    match found.count_ones() {
        0 => Err(TypedError::Unknown),
        1 => Ok(found),
        _ => Err(TypedError::Several),
    }
}

fn options(fact: &Fact, cell: &str, marks: [char; 2], names: OptionNames<'_>) -> Result<Bits, CellError> {
    cell.split(marks).map(str::trim).try_fold(0, |all, name| {
        option_named(fact, name, names).map(|option| all | option).map_err(|error| CellError::new(name, error))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::enterprise::{Facts, Tree};
    use crate::quantity::Interval;

    fn cell(fact: &str, text: &str) -> Result<Option<Possible>, CellError> {
        let facts = Facts::core();
        let fact = facts.find(fact).and_then(|id| facts.get(id)).expect(fact);
        read_cell(fact, text, &ids_alone)
    }

    fn numbers(low: i64, high: i64) -> Option<Possible> {
        Interval::new(low, high).map(Possible::Numbers)
    }

    #[test]
    fn reads_numbers_and_ranges() {
        assert_eq!(cell("employees", "8"), Ok(numbers(8, 8)));
        assert_eq!(cell("employees", " 20..49 "), Ok(numbers(20, 49)));
        assert_eq!(cell("employees", "..49"), Ok(numbers(0, 49)));
        assert_eq!(cell("revenue", "80万~1.5亿"), Ok(numbers(80_000_000, 15_000_000_000)));
        assert_eq!(cell("employees", ""), Ok(None));
    }

    #[test]
    fn reads_options_and_places() {
        assert_eq!(cell("size_class", "micro|small"), Ok(Some(Possible::Options(0b11))));
        let guangzhou = Tree::Regions.find("440100").expect("a city");
        assert_eq!(cell("region", "广州"), Ok(Some(Possible::Places(vec![guangzhou]))));
    }

    #[test]
    fn says_what_is_wrong() {
        for (fact, text) in [
            ("employees", "8.5"),
            ("employees", "-1"),
            ("employees", "20多人"),
            ("employees", "49..20"),
            ("revenue", "many"),
            ("region", "Atlantis"),
            ("size_class", "tiny"),
        ] {
            assert!(cell(fact, text).is_err(), "{fact} {text}");
        }
    }
}
