//! Tables of enterprises: which fact each column holds, and what one row says.

use std::error::Error;
use std::fmt::{self, Display, Formatter};

use super::{CellError, FactId, Facts, OptionNames, Profile, read_cell};
use crate::table::{self, CellsError, Columns, HeadingError, Row, Table};

/// What a column of a table of enterprises holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClientHeading {
    /// The name of the enterprise.
    Name,
    /// What a program calls it; where it differs from the name, it stands before that.
    Id,
    /// A fact.
    Fact(FactId),
}

/// What is wrong with a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowError {
    /// The cell of this fact cannot be read.
    Cell(FactId, CellError),
    /// Something stands where nothing may.
    Cells(CellsError),
    /// Two columns say different things of one fact, or of the name.
    Twice(ClientHeading, [String; 2]),
}

impl Display for RowError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cell(_, error) => write!(f, "{error}"),
            Self::Cells(error) => write!(f, "{error}"),
            Self::Twice(_, [one, other]) => write!(f, "given twice: `{one}` and `{other}`"),
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

/// Opens a table of enterprises. Headings are ids of facts, `id` for what a program calls the enterprise, and what `named` knows
/// besides: it is asked by what [`table::folded`] makes of a heading. It may be known which mark parts its cells.
///
/// # Errors
/// What stands in the way of reading it, and every heading that is not known, with its line.
pub fn open_clients(
    text: &str,
    mark: Option<char>,
    facts: &Facts,
    named: &dyn Fn(&str) -> Option<ClientHeading>,
) -> Result<Table<ClientHeading>, Vec<(u64, HeadingError)>> {
    let table = open_any_clients(text, mark, facts, named).map_err(|wrong| vec![wrong])?;
    if table.unknown.is_empty() {
        return Ok(table);
    }
    Err(table.unknown.into_iter().map(|name| (table.line, HeadingError::Unknown(name))).collect())
}

/// As [`open_clients`], whatever headings the table has: those that are not known are named in it, and what stands below
/// them is left out.
///
/// # Errors
/// What stands in the way of reading it, with its line.
pub fn open_any_clients(
    text: &str,
    mark: Option<char>,
    facts: &Facts,
    named: &dyn Fn(&str) -> Option<ClientHeading>,
) -> Result<Table<ClientHeading>, (u64, HeadingError)> {
    let find = |heading: &str| {
        if heading == "id" {
            return Some(ClientHeading::Id);
        }
        facts.find(heading).map(ClientHeading::Fact).or_else(|| named(heading))
    };
    table::open_parted(text, mark, &find, &[])
}

/// What a row says as far as it can be read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClientRead {
    /// The enterprise, without what is wrong; nothing where the row holds none or its cells cannot be told apart.
    pub client: Option<Client>,
    /// What is wrong, each with its column (the first is 1) where it is one cell.
    pub wrong: Vec<(Option<usize>, RowError)>,
}

/// Reads a row, options by id or by these names. Cells that are missing at its end are blank.
///
/// # Errors
/// Everything that is wrong with it.
pub fn read_client(
    columns: &Columns<ClientHeading>,
    row: &Row,
    facts: &Facts,
    names: OptionNames<'_>,
) -> Result<Client, Vec<RowError>> {
    let read = read_client_in_part(columns, row, facts, names);
    match read.client {
        Some(client) if read.wrong.is_empty() => Ok(client),
        _ => Err(read.wrong.into_iter().map(|(_, wrong)| wrong).collect()),
    }
}

/// Reads of a row what can be read, as [`read_client`] does, and says what cannot. Where two columns say different things
/// of one fact, it is not known.
#[must_use]
pub fn read_client_in_part(
    columns: &Columns<ClientHeading>,
    row: &Row,
    facts: &Facts,
    names: OptionNames<'_>,
) -> ClientRead {
    let cells = match columns.placed_cells(row) {
        Ok(cells) => cells,
        Err(wrong) => {
            let place = |wrong| match wrong {
                CellsError::NoHeading { column, .. } => (Some(column), RowError::Cells(wrong)),
                CellsError::TooMany { .. } | CellsError::NoData(_) => (None, RowError::Cells(wrong)),
            };
            return ClientRead { client: None, wrong: wrong.into_iter().map(place).collect() };
        }
    };
    let (mut client, mut wrong) = (Client::default(), Vec::new());
    let mut called = "";
    let mut doubtful = Vec::new();
    for (place, &(column, heading, cell)) in cells.iter().enumerate() {
        // Where a heading is there twice, both must say the same.
        let before = cells.iter().take(place).find(|(_, other, _)| *other == heading).map(|(.., cell)| *cell);
        let mut differ = |one: &str| {
            wrong.push((Some(column), RowError::Twice(heading, [one.to_owned(), cell.to_owned()])));
        };
        match heading {
            ClientHeading::Name => match before {
                Some(one) if one != cell => differ(one),
                _ => cell.clone_into(&mut client.name),
            },
            ClientHeading::Id => match before {
                Some(one) if one != cell => differ(one),
                _ => called = cell,
            },
            ClientHeading::Fact(id) => {
                let Some(fact) = facts.get(id) else { continue };
                match (read_cell(fact, cell, names), before) {
                    (Ok(value), Some(one)) if client.profile.given(id) != value.as_ref() => {
                        differ(one);
                        doubtful.push(id);
                    }
                    (Ok(value), _) => {
                        client.profile.set(facts, id, value);
                    }
                    (Err(error), _) => wrong.push((Some(column), RowError::Cell(id, error))),
                }
            }
        }
    }
    for id in doubtful {
        client.profile.set(facts, id, None);
    }
    if called != client.name {
        let whole = format!("{called} {}", client.name);
        whole.trim().clone_into(&mut client.name);
    }
    ClientRead { client: Some(client), wrong }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::enterprise::{Possible, ids_alone};
    use crate::quantity::Interval;

    type Rows = Vec<Result<Client, Vec<RowError>>>;

    /// The rows of a table, of which another name of one fact is known.
    fn read(text: &str) -> Result<Rows, Vec<(u64, HeadingError)>> {
        let facts = Facts::core();
        let named = |heading: &str| (heading == "员工").then_some(ClientHeading::Fact(Facts::EMPLOYEES));
        let table = open_clients(text, None, &facts, &named)?;
        Ok(table.rows.flatten().map(|row| read_client(&table.columns, &row, &facts, &ids_alone)).collect())
    }

    fn staff(client: &Client) -> Option<&Possible> {
        client.profile.given(Facts::EMPLOYEES)
    }

    #[test]
    fn rows_are_read_by_their_heading() {
        for heading in ["\u{feff}id, employees,revenue", "ID,Employees,REVENUE", "id,员工,revenue"] {
            let rows = read(&format!("{heading}\n甲公司 ,8\n")).expect("facts");
            let client = rows.first().and_then(|row| row.as_ref().ok()).expect("a row");
            assert_eq!(client.name, "甲公司");
            assert_eq!(staff(client), Some(&Possible::Numbers(Interval::exact(8))));
            assert_eq!(client.profile.given(Facts::REVENUE), None);
        }
    }

    #[test]
    fn an_id_stands_before_a_name_that_differs() {
        let facts = Facts::core();
        let named = |heading: &str| (heading == "企业名称").then_some(ClientHeading::Name);
        let table =
            open_clients("id,企业名称,备注\n001,甲,x\n乙,乙,\n,丙,\n4,,\n", None, &facts, &named).expect("facts");
        assert_eq!(table.left_out, ["备注"]);
        let name = |row| read_client(&table.columns, &row, &facts, &ids_alone).map(|client| client.name);
        let names: Vec<_> = table.rows.flatten().map(name).collect();
        assert_eq!(names, ["001 甲", "乙", "丙", "4"].map(|name| Ok(name.to_owned())));
    }

    #[test]
    fn what_is_wrong_is_told_all_at_once() {
        let unknown = |name: &str| (1, HeadingError::Unknown(name.to_owned()));
        assert_eq!(read("id,staff,employees,x\n甲,1,2,3\n").err(), Some(vec![unknown("staff"), unknown("x")]));
        let rows = read("employees,revenue\neight,much\n").expect("facts");
        let wrong = rows.first().and_then(|row| row.as_ref().err()).expect("two mistakes");
        assert!(matches!(wrong.as_slice(), [RowError::Cell(Facts::EMPLOYEES, _), RowError::Cell(Facts::REVENUE, _)]));
    }

    #[test]
    fn a_wrong_cell_is_placed_and_the_rest_of_its_row_is_read() {
        let facts = Facts::core();
        let text = "id,employees,revenue,employees\n甲,eight,80万,\n乙,8,x,9\n合计,8,,\n丙,8,,,,7\n";
        let table = open_any_clients(text, None, &facts, &|_| None).expect("a heading");
        let read: Vec<ClientRead> =
            table.rows.flatten().map(|row| read_client_in_part(&table.columns, &row, &facts, &ids_alone)).collect();
        let places = |read: &ClientRead| read.wrong.iter().map(|(column, _)| *column).collect::<Vec<_>>();
        let known = |read: &ClientRead| read.client.as_ref().map(|client| client.profile.iter().count());
        let said: Vec<_> = read.iter().map(|read| (places(read), known(read))).collect();
        assert_eq!(
            said,
            [(vec![Some(2)], Some(1)), (vec![Some(3), Some(4)], Some(0)), (vec![None], None), (vec![None], None)]
        );
        let unknown = open_any_clients("x,人数\n甲,8\n", None, &facts, &|_| None).expect("a heading");
        assert_eq!(
            (unknown.unknown, unknown.headings),
            (vec!["x".to_owned(), "人数".to_owned()], vec!["x".to_owned(), "人数".to_owned()])
        );
    }

    #[test]
    fn a_column_that_is_there_twice_must_say_the_same() {
        let rows = read("id,employees,员工,id\n甲,500,10,甲\n乙,10,10人,\n丙,,8,丙\n丁,8,8,戊\n").expect("facts");
        let employees = ClientHeading::Fact(Facts::EMPLOYEES);
        let twice =
            |heading, one: &str, other: &str| Some(vec![RowError::Twice(heading, [one.to_owned(), other.to_owned()])]);
        let wrong = |place: usize| rows.get(place).and_then(|row| row.clone().err());
        assert_eq!(wrong(0), twice(employees, "500", "10"));
        assert_eq!(wrong(3), twice(ClientHeading::Id, "丁", "戊"));
        for (place, number) in [(1, 10), (2, 8)] {
            let client = rows.get(place).and_then(|row| row.as_ref().ok()).expect("it agrees");
            assert_eq!(staff(client), Some(&Possible::Numbers(Interval::exact(number))));
        }
    }
}
