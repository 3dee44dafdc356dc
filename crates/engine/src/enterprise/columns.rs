//! Tables of enterprises: which fact each column holds, and what one row says.

use std::error::Error;
use std::fmt::{self, Display, Formatter};

use super::{CellError, FactId, Facts, Profile, read_cell};

/// The columns of a table, by its heading: fact ids, and `id` for the name of the enterprise.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Columns {
    facts: Vec<Option<FactId>>,
    name: Option<usize>,
}

/// What is wrong with a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowError {
    /// The cell of this fact cannot be read.
    Cell(FactId, CellError),
    /// It has this many cells, and the heading only this many columns.
    TooManyCells(usize, usize),
}

impl Display for RowError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cell(_, error) => write!(f, "{error}"),
            Self::TooManyCells(cells, columns) => write!(f, "{cells} cells, but only {columns} columns"),
        }
    }
}

impl Error for RowError {}

/// One enterprise of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Client {
    /// Its name; empty where the table has none.
    pub name: String,
    /// What is known of it.
    pub profile: Profile,
}

impl Columns {
    /// Reads the heading.
    ///
    /// # Errors
    /// The columns that are no fact.
    pub fn read<'c>(heading: impl Iterator<Item = &'c str>, facts: &Facts) -> Result<Self, Vec<String>> {
        let (mut columns, mut unknown) = (Self::default(), Vec::new());
        for (place, column) in heading.enumerate() {
            // The mark by which spreadsheets know UTF-8 is no part of a name.
            let column = column.trim_start_matches('\u{feff}').trim();
            let fact = facts.find(column);
            if column == "id" {
                columns.name = columns.name.or(Some(place));
            } else if fact.is_none() {
                unknown.push(column.to_owned());
            }
            columns.facts.push(fact);
        }
        if unknown.is_empty() { Ok(columns) } else { Err(unknown) }
    }

    /// Reads a row. Cells that are missing at its end are blank.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn row<'c>(&self, cells: impl Iterator<Item = &'c str>, facts: &Facts) -> Result<Client, Vec<RowError>> {
        let (mut client, mut wrong, mut count) = (Client::default(), Vec::new(), 0_usize);
        for (place, cell) in cells.enumerate() {
            count = count.saturating_add(1);
            if self.name == Some(place) {
                cell.trim().clone_into(&mut client.name);
            }
            let Some(id) = self.facts.get(place).copied().flatten() else { continue };
            let Some(fact) = facts.get(id) else { continue };
            match read_cell(fact, cell) {
                Ok(value) => {
                    client.profile.set(facts, id, value);
                }
                Err(error) => wrong.push(RowError::Cell(id, error)),
            }
        }
        if count > self.facts.len() {
            wrong.insert(0, RowError::TooManyCells(count, self.facts.len()));
        }
        if wrong.is_empty() { Ok(client) } else { Err(wrong) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::enterprise::Possible;
    use crate::quantity::Interval;

    #[test]
    fn rows_are_read_by_their_heading() {
        let facts = Facts::core();
        let columns = Columns::read(["\u{feff}id", " employees", "revenue"].into_iter(), &facts).expect("facts");
        let client = columns.row(["甲公司 ", "8"].into_iter(), &facts).expect("a row");
        assert_eq!(client.name, "甲公司");
        let staff = Possible::Numbers(Interval::exact(8));
        assert_eq!(client.profile.given(Facts::EMPLOYEES), Some(&staff));
        assert_eq!(client.profile.given(Facts::REVENUE), None);
    }

    #[test]
    fn what_is_wrong_is_told_all_at_once() {
        let facts = Facts::core();
        let unknown = Columns::read(["id", "staff", "employees", "x"].into_iter(), &facts);
        assert_eq!(unknown, Err(vec!["staff".to_owned(), "x".to_owned()]));
        let columns = Columns::read(["employees", "revenue"].into_iter(), &facts).expect("facts");
        let wrong = columns.row(["eight", "much", "9"].into_iter(), &facts).expect_err("three mistakes");
        assert!(matches!(
            wrong.as_slice(),
            [RowError::TooManyCells(3, 2), RowError::Cell(Facts::EMPLOYEES, _), RowError::Cell(Facts::REVENUE, _)]
        ));
    }
}
