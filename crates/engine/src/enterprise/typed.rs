//! What is known of a fact, as people type it into one cell of a table.

use super::reading::{Named, What};
use super::{Fact, Kind, Possible};
use crate::quantity::{Bits, NumberError, bit};

/// Reads one cell; `None` for a blank one.
///
/// Numbers and dates as [`Fact::read`] reads them: `8`, `300万`, `5.5%`, `2024-01-31`, ranges `20..49`, `20..`, `..49`.
/// Flags: `是`/`否`, `yes`/`no`, `true`/`false`, `1`/`0`. Options and places by name or code, several possible ones as
/// `a|b`; for a multiple choice the options held as `a;b`, and `-` for none of them.
///
/// # Errors
/// [`What`] is wrong with it.
pub fn read_cell(fact: &Fact, cell: &str) -> Result<Option<Possible>, What> {
    let cell = cell.trim();
    if cell.is_empty() {
        return Ok(None);
    }
    let possible = match &fact.kind {
        Kind::Count | Kind::Money | Kind::Rate | Kind::Date => Possible::Numbers(fact.read(cell).map_err(|why| {
            if why == NumberError::Backwards { What::EmptyRange } else { What::Number { typed: cell.to_owned(), why } }
        })?),
        Kind::Flag => Possible::Options(flag(cell)?),
        Kind::Choice(_) => Possible::Options(options(fact, cell, '|')?),
        Kind::Choices(_) => {
            let held = if cell == "-" { 0 } else { options(fact, cell, ';')? };
            Possible::Sets { must: held, may: held }
        }
        Kind::Place(tree) => {
            let code = |name: &str| {
                let of = if *tree == super::Tree::Regions { Named::Region } else { Named::Industry };
                tree.find(name).or_else(|| tree.find_english(name)).ok_or_else(|| What::UnknownName {
                    of,
                    name: name.to_owned(),
                    near: None,
                })
            };
            Possible::Places(cell.split('|').map(code).collect::<Result<_, _>>()?)
        }
    };
    let tree = if let Kind::Place(tree) = fact.kind { Some(tree) } else { None };
    if possible.is_within(&fact.anything(), tree) {
        Ok(Some(possible))
    } else {
        Err(What::OutOfBounds { fact: fact.id.clone() })
    }
}

fn flag(cell: &str) -> Result<Bits, What> {
    match cell.to_ascii_lowercase().as_str() {
        "是" | "有" | "yes" | "true" | "1" | "y" => Ok(bit(1)),
        "否" | "无" | "没有" | "no" | "false" | "0" | "n" => Ok(bit(0)),
        _ => Err(What::UnknownName { of: Named::Option, name: cell.to_owned(), near: None }),
    }
}

fn options(fact: &Fact, cell: &str, mark: char) -> Result<Bits, What> {
    cell.split(mark).map(str::trim).try_fold(0, |all, name| {
        let option = fact.option(name).map(bit);
        let option =
            option.ok_or_else(|| What::UnknownName { of: Named::Option, name: name.to_owned(), near: None })?;
        Ok(all | option)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::enterprise::{Facts, Tree};
    use crate::quantity::Interval;

    fn cell(fact: &str, text: &str) -> Result<Option<Possible>, What> {
        let facts = Facts::core();
        let fact = facts.find(fact).and_then(|id| facts.get(id)).expect(fact);
        read_cell(fact, text)
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
            ("employees", "49..20"),
            ("revenue", "many"),
            ("region", "Atlantis"),
            ("size_class", "tiny"),
        ] {
            assert!(cell(fact, text).is_err(), "{fact} {text}");
        }
    }
}
