//! Many claims in a table.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fmt::{self, Display, Formatter};

use super::{Answer, Claim, Entry, Field, answer};
use crate::quantity::{Date, Money};
use crate::table::{self, CellsError, HeadingError, TableError, push_row};

/// The claims of a table, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ledger {
    /// The rows with anything in them.
    pub lines: Vec<Line>,
    /// What is wrong with the table and its rows, each with its line: such rows, and columns whose heading is not known,
    /// were left out.
    pub wrong: Vec<(u64, LineError)>,
    /// The line of the heading, and the headings of columns that say nothing of a claim and were left out.
    pub left_out: Option<(u64, Vec<String>)>,
}

/// One row of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its line in the file, from 1.
    pub number: u64,
    /// What was typed.
    pub entry: Entry,
}

/// What is wrong with a line of a table of claims.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LineError {
    /// The heading, or what stands in the way of reading any of it.
    Heading(HeadingError),
    /// The row cannot be read.
    Row(TableError),
    /// Something stands where nothing may.
    Cells(CellsError),
    /// Two columns say different things of one cell.
    Twice(Field, [String; 2]),
}

impl Display for LineError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Heading(error) => write!(f, "{error}"),
            Self::Row(error) => write!(f, "{error}"),
            Self::Cells(error) => write!(f, "{error}"),
            Self::Twice(field, [one, other]) => write!(f, "`{}` given twice: `{one}` and `{other}`", field.id()),
        }
    }
}

impl Error for LineError {}

/// A row that says the same as a claim that is there already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Repeated {
    /// Its line.
    pub line: u64,
    /// The line of the other one; `None` where that is none of this table.
    pub of: Option<u64>,
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

/// Headings of the columns that [`write()`] adds; where they stand together so, they are passed over when
/// the table is read again.
const ADDED: [&str; 7] = ["regulation", "covered", "due", "days_late", "owed_yuan", "interest_yuan", "problems"];

/// Reads a table: a heading with the names of cells, then one claim a row. `named` knows other names of cells, by what
/// [`table::folded`] makes of a heading.
#[must_use]
pub fn read(text: &str, named: &dyn Fn(&str) -> Option<Field>) -> Ledger {
    let find = |heading: &str| Field::ALL.into_iter().find(|field| field.id() == heading).or_else(|| named(heading));
    let mut ledger = Ledger::default();
    let table = match table::open(text, &find, &ADDED) {
        Ok(table) => table,
        // Without a row there is nothing to be read wrong.
        Err((_, HeadingError::Empty)) => return ledger,
        Err((line, why)) => {
            ledger.wrong.push((line, LineError::Heading(why)));
            return ledger;
        }
    };
    let unknown = |name| (table.line, LineError::Heading(HeadingError::Unknown(name)));
    ledger.wrong.extend(table.unknown.into_iter().map(unknown));
    ledger.left_out = (!table.left_out.is_empty()).then_some((table.line, table.left_out));
    for row in table.rows {
        let row = match row {
            Ok(row) => row,
            Err((line, why)) => {
                ledger.wrong.push((line, LineError::Row(why)));
                continue;
            }
        };
        let entry = match table.columns.cells(&row) {
            Ok(cells) => entry(&cells),
            Err(wrong) => Err(wrong.into_iter().map(LineError::Cells).collect()),
        };
        match entry {
            Ok(entry) if entry.is_blank() => {}
            Ok(entry) => ledger.lines.push(Line { number: row.line, entry }),
            Err(wrong) => ledger.wrong.extend(wrong.into_iter().map(|wrong| (row.line, wrong))),
        }
    }
    ledger
}

/// The claim of a row. Where a heading is there twice, both must say the same.
fn entry(cells: &[(Field, &str)]) -> Result<Entry, Vec<LineError>> {
    let (mut entry, mut wrong) = (Entry::default(), Vec::new());
    for &(field, cell) in cells {
        let (before, mut now) = (entry.get(field).to_owned(), Entry::default());
        now.set(field, cell);
        let is_said = |of: &Entry| of.meaning(field).is_some();
        let agrees = before == cell || (is_said(&now) && entry.meaning(field) == now.meaning(field));
        if before.is_empty() {
            entry.set(field, cell);
        } else if !agrees {
            wrong.push(LineError::Twice(field, [before, cell.to_owned()]));
        }
    }
    if wrong.is_empty() { Ok(entry) } else { Err(wrong) }
}

/// The rows that say the same as one of these claims or as a row before: to count them would double what is owed.
#[must_use]
pub fn repeated(lines: &[Line], there: &[Entry]) -> Vec<Repeated> {
    let key = |seen: &Seen<'_>| Some((seen.called.clone(), seen.core()));
    found_again(lines, there, &key, &|one, other| {
        // One claim may be written in two ways, and say of the creditor what another leaves out.
        let sme = |claim: &Claim| match (claim.is_sme, other.claim.as_ref().and_then(|other| other.is_sme)) {
            (Some(one), Some(other)) => one == other,
            _ => true,
        };
        let agrees = one.claim.as_ref().is_some_and(sme) && one.bare() == other.bare();
        one.entry == other.entry || agrees
    })
}

/// The rows with the invoice and the debtor of one of these claims or of a row before, but not the same of all else:
/// perhaps one claim, twice. `repeated` are none of them.
#[must_use]
pub fn same_invoice(lines: &[Line], there: &[Entry], repeated: &[Repeated]) -> Vec<Repeated> {
    let key = |seen: &Seen<'_>| (!seen.called[0].is_empty()).then(|| seen.called.clone());
    let mut found = found_again(lines, there, &key, &|_, _| true);
    let told: BTreeSet<u64> = repeated.iter().map(|found| found.line).collect();
    found.retain(|found| !told.contains(&found.line));
    found
}

/// A claim as typed and as read.
struct Seen<'e> {
    entry: &'e Entry,
    claim: Option<Claim>,
    /// How the claim and its debtor are called, without what differs by the keyboard alone.
    called: [String; 2],
}

impl<'e> Seen<'e> {
    fn new(entry: &'e Entry) -> Self {
        let called = [Field::Invoice, Field::Name].map(|field| table::folded(entry.get(field)));
        Self { entry, claim: entry.read().ok(), called }
    }

    /// What differs between most claims, or all that was typed where it is none.
    fn core(&self) -> Result<(i64, Date, Date), String> {
        let read = self.claim.as_ref().map(|claim| (claim.amount.fen(), claim.signed, claim.delivered));
        read.ok_or_else(|| Field::ALL.map(|field| self.entry.get(field)).join("\n"))
    }

    /// The claim without its names and without what is said of the creditor.
    fn bare(&self) -> Option<Claim> {
        let claim = self.claim.clone()?;
        Some(Claim { invoice: String::new(), name: String::new(), is_sme: None, ..claim })
    }
}

/// The rows that are as one of these claims or a row before. Only those with the same key can be the same: of a long table
/// not every row is compared with every other.
fn found_again<K: Ord>(
    lines: &[Line],
    there: &[Entry],
    key: &dyn Fn(&Seen<'_>) -> Option<K>,
    is_same: &dyn Fn(&Seen<'_>, &Seen<'_>) -> bool,
) -> Vec<Repeated> {
    let mut seen: BTreeMap<K, Vec<(Option<u64>, Seen<'_>)>> = BTreeMap::new();
    for now in there.iter().map(Seen::new) {
        if let Some(key) = key(&now) {
            seen.entry(key).or_default().push((None, now));
        }
    }
    let mut found = Vec::new();
    for line in lines {
        let now = Seen::new(&line.entry);
        let Some(key) = key(&now) else { continue };
        let alike = seen.entry(key).or_default();
        match alike.iter().find(|(_, other)| is_same(&now, other)) {
            Some(&(of, _)) => found.push(Repeated { line: line.number, of }),
            None => alike.push((Some(line.number), now)),
        }
    }
    found
}

/// Writes claims as a table that [`read()`] reads again, with what they come to on a day beside them.
#[must_use]
pub fn write<'a>(entries: impl Iterator<Item = &'a Entry>, on: Date) -> String {
    let mut table = String::new();
    push_row(&mut table, Field::ALL.iter().map(|field| field.id()).chain(ADDED));
    table.push('\n');
    for entry in entries {
        let beside = match entry.read() {
            Ok(claim) => added(&answer(&claim, on)),
            Err(problems) => {
                let fields: Vec<&str> = problems.iter().map(|problem| problem.field.id()).collect();
                let mut beside = [const { String::new() }; ADDED.len()];
                if let Some(last) = beside.last_mut() {
                    *last = fields.join(" ");
                }
                beside
            }
        };
        push_row(&mut table, Field::ALL.iter().map(|&field| entry.get(field)).chain(beside.iter().map(String::as_str)));
        table.push('\n');
    }
    table
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
