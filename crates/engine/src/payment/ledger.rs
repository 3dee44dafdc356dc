//! Many claims in a table of comma-separated values.

use super::{Answer, Claim, Entry, Field, answer};
use crate::quantity::{Date, Money};
use crate::table::{Row, rows};

/// The claims of a table, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// The rows with anything in them.
    pub lines: Vec<Line>,
    /// Headings that are not known, with what stands there: their columns were left out.
    pub unknown: Vec<String>,
    /// The line at which reading stopped, if it is no such table from there on.
    pub damaged: Option<u64>,
}

/// One row of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its line in the file; the heading is line 1.
    pub number: u64,
    /// What was typed.
    pub entry: Entry,
}

/// What many claims come to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Claims read.
    pub claims: usize,
    /// Claims that are late on the day.
    pub late: usize,
    /// What the late ones come to, in fen.
    pub owed: Money,
    /// Interest up to the day, of claims paid late too, in fen.
    pub interest: Money,
    /// Claims whose due day or interest cannot be said.
    pub unsaid: usize,
}

/// Headings of the columns that [`write()`] adds; they are passed over when the table is read again.
const ADDED: [&str; 7] = ["regulation", "covered", "due", "days_late", "owed_yuan", "interest_yuan", "problems"];

/// Reads a table: a heading with the names of cells, then one claim a row. `heading` knows other names of cells.
#[must_use]
pub fn read(text: &str, heading: &dyn Fn(&str) -> Option<Field>) -> Table {
    let mut table = Table::default();
    let mut columns: Option<Vec<Option<Field>>> = None;
    for row in rows(text.as_bytes(), b',') {
        let Row { line, cells } = match row {
            Ok(row) => row,
            Err((line, _)) => {
                table.damaged = Some(line);
                break;
            }
        };
        let Some(columns) = &columns else {
            let column = |cell: &str| {
                let cell = cell.trim();
                Field::ALL.into_iter().find(|field| field.id() == cell).or_else(|| heading(cell))
            };
            let unknown = |cell: &&str| !cell.trim().is_empty() && column(cell).is_none() && !ADDED.contains(cell);
            table.unknown = cells.iter().filter(unknown).map(|cell| cell.trim().to_owned()).collect();
            columns = Some(cells.iter().map(column).collect());
            continue;
        };
        let mut entry = Entry::default();
        for (field, cell) in columns.iter().zip(&cells) {
            if let Some(field) = field {
                entry.set(*field, cell);
            }
        }
        if !entry.is_blank() {
            table.lines.push(Line { number: line, entry });
        }
    }
    table
}

/// Writes claims as a table that [`read()`] reads again, with what they come to on a day beside them.
#[must_use]
pub fn write<'a>(entries: impl Iterator<Item = &'a Entry>, on: Date) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let headings = Field::ALL.iter().map(|field| field.id()).chain(ADDED);
    // Writing into memory does not fail, and rows of equal length are always accepted.
    let mut put = |row: Vec<String>| writer.write_record(&row).is_ok();
    put(headings.map(str::to_owned).collect());
    for entry in entries {
        let mut row: Vec<String> = Field::ALL.iter().map(|&field| entry.get(field).to_owned()).collect();
        match entry.read() {
            Ok(claim) => row.extend(added(&answer(&claim, on))),
            Err(problems) => {
                row.extend([const { String::new() }; ADDED.len() - 1]);
                let fields: Vec<&str> = problems.iter().map(|problem| problem.field.id()).collect();
                row.push(fields.join(" "));
            }
        }
        put(row);
    }
    writer.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}

fn added(answer: &Answer) -> [String; 7] {
    let covered = match answer.covered {
        super::Covered::Yes => "yes",
        super::Covered::No(_) => "no",
        super::Covered::NotSure => "not_sure",
    };
    [
        answer.regulation.map_or_else(String::new, |text| text.number().to_owned()),
        covered.to_owned(),
        answer.due.map_or_else(String::new, |due| due.day.to_string()),
        answer.days_late.map_or_else(String::new, |days| days.to_string()),
        yuan(answer.owed),
        answer.interest.as_ref().map_or_else(String::new, |interest| yuan(interest.total)),
        String::new(),
    ]
}

/// Yuan with two decimals, as tables take it.
fn yuan(money: Money) -> String {
    format!("{}.{:02}", money.fen().div_euclid(100), money.fen().rem_euclid(100))
}

/// What claims come to on a day.
#[must_use]
pub fn tally<'a>(claims: impl Iterator<Item = &'a Claim>, on: Date) -> Tally {
    claims.fold(Tally::default(), |tally, claim| {
        let answer = answer(claim, on);
        let late = answer.is_late();
        let interest = answer.interest.as_ref().map_or(Money::ZERO, |interest| interest.total);
        Tally {
            claims: tally.claims.saturating_add(1),
            late: tally.late.saturating_add(usize::from(late)),
            owed: if late { tally.owed.plus(answer.owed) } else { tally.owed },
            interest: tally.interest.plus(interest),
            unsaid: tally.unsaid.saturating_add(usize::from(answer.interest.is_none())),
        }
    })
}
