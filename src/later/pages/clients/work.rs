//! A table being read and matched, a few milliseconds at a time.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo_timers::callback::Timeout;
use yew::Callback;

use super::mapping::{Mapping, Meaning, UnknownColumn, guess, unit, with_unit};
use super::matched::{Matched, matched};
use super::source::{ChosenTable, Content};
use crate::later::view::View;
use crate::later::{traditional, typed};
use crate::model::loaded::LoadedCatalogue;
use crate::wording::{Language, heading_error, left_out, table_error};
use engine::catalogue::{Catalogue, Texts};
use engine::enterprise::{
    Client, ClientHeading, Fact, Kind, RowError, TypedError, open_any_clients, read_client_in_part,
};
use engine::quantity::Date;
use engine::table::{HeadingError, Row, Table, folded};

/// So many milliseconds one turn may take: the page answers in between. Browsers wait some milliseconds before each, so
/// short turns would leave the time to waiting.
const TURN: f64 = 30.0;

/// How many cells below a heading are looked at to say what it may mean.
const SAMPLES: usize = 3;

/// In how many rows they are looked for.
const FIRST: usize = 12;

/// Something in a table that was not understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Wrong {
    /// Its line.
    pub(super) line: u64,
    /// Its column, if it is one cell; the first is 1.
    pub(super) column: Option<usize>,
    /// The heading of that column.
    pub(super) heading: String,
    /// The client, where it has a name.
    pub(super) client: String,
    /// What is wrong.
    pub(super) why: String,
}

/// A table being matched, with what it is of and for which day.
#[derive(Debug)]
pub(super) struct Work {
    pub(super) source: Rc<ChosenTable>,
    /// The catalogue, by which policies have their numbers.
    loaded: Rc<LoadedCatalogue>,
    pub(super) on: Date,
    language: Language,
    /// What columns were said to hold.
    mapping: Mapping,
    /// Whether the names of facts and options in the other languages were here.
    pub(super) has_all_names: bool,
    /// Why nothing of it can be read.
    pub(super) failed: Vec<String>,
    /// Whether something may be read otherwise when all names are here.
    pub(super) is_unnamed: bool,
    /// The columns whose headings are not known.
    pub(super) unknown: Vec<UnknownColumn>,
    /// Whether one of them was never said to hold anything: then nothing is matched yet.
    pub(super) is_asking: bool,
    /// Still to be matched, the next one last, each with how many of its cells are wrong.
    waiting: RefCell<Vec<(u64, Client, usize)>>,
    pub(super) matched: RefCell<Vec<Rc<Matched>>>,
    /// How many clients were matched when the results were shown last.
    pub(super) shown: Cell<usize>,
    /// Whether the person has stopped it.
    is_stopped: Cell<bool>,
    /// What is said of columns that were left out.
    pub(super) left_out: Option<String>,
    /// What was not understood.
    pub(super) wrong: Vec<Wrong>,
    /// How many clients there are.
    pub(super) total: usize,
}

thread_local! {
    /// The table last read, as long as the page is open and nothing is erased, so that it is still there after a look at
    /// a policy or a client. It is kept nowhere else.
    static LAST: RefCell<Option<Rc<Work>>> = const { RefCell::new(None) };
}

/// Under which names the table and what was pasted are brought along by an update.
const TABLE: &str = "clients";
/// See [`TABLE`].
pub(super) const PASTED: &str = "clients pasted";
/// What the lines of a table brought along are called.
const FILE: &str = "file";
/// See [`FILE`].
const SHEET: &str = "sheet";
/// See [`FILE`].
const TEXT: &str = "text";

/// Forgets the table.
pub(super) fn forget() {
    LAST.take();
}

/// The table as a text that [`restored`] reads: the name of its file and sheet, and what stands in it where nobody has
/// pasted that.
pub(super) fn brought() -> Option<(String, String)> {
    let last = LAST.with_borrow(Clone::clone)?;
    let content = last.source.content.as_ref().ok()?;
    let (sheet, text) = content.sheet();
    let mut lines = vec![(String::new(), String::new())];
    lines.extend(last.source.file.iter().map(|file| (FILE.to_owned(), file.clone())));
    if content.mark.is_some() {
        lines.push((SHEET.to_owned(), sheet.to_owned()));
    }
    if text != typed::get(PASTED) {
        lines.push((TEXT.to_owned(), text.to_owned()));
    }
    Some((TABLE.to_owned(), typed::lines(&lines)))
}

/// The table that an update has brought along.
fn restored() -> Option<ChosenTable> {
    let lines = Some(typed::get(TABLE)).filter(|lines| !lines.is_empty())?;
    typed::put(TABLE, "");
    let pairs = typed::pairs(&lines);
    let of = |wanted| pairs.iter().find(|(name, _)| *name == wanted).map(|(_, text)| text.clone());
    let text = of(TEXT).unwrap_or_else(|| typed::get(PASTED));
    // What was pasted may have been too much to bring along.
    if text.is_empty() {
        return None;
    }
    let content = match of(SHEET) {
        Some(sheet) => Content::of_sheet(sheet, text),
        None => Content::of_text(text),
    };
    Some(ChosenTable { file: of(FILE), content: Ok(content) })
}

impl Work {
    /// Reads a table as `policy-match batch` does, for the day and in the language of a view; of a row with wrong cells
    /// the rest goes on. `names` has the names of facts in the other languages, too, once they have come.
    pub(super) fn read(source: &Rc<ChosenTable>, view: &View, names: Option<&Texts>) -> Self {
        let speaker = view.speaker();
        let mut work = Self {
            source: source.clone(),
            loaded: view.loaded.clone(),
            on: view.answer.on,
            language: speaker.language,
            mapping: Mapping::last(view),
            has_all_names: names.is_some(),
            is_unnamed: false,
            failed: Vec::new(),
            unknown: Vec::new(),
            is_asking: false,
            waiting: RefCell::default(),
            matched: RefCell::default(),
            shown: Cell::default(),
            is_stopped: Cell::default(),
            left_out: None,
            wrong: Vec::new(),
            total: 0,
        };
        let content = match &source.content {
            Ok(content) => content,
            Err(why) => {
                work.failed.push(why.sentence(&speaker));
                return work;
            }
        };
        let facts = &view.catalogue().facts;
        let written = |name: &str| traditional::written(name.to_owned());
        let named = ::wording::Speaker { texts: names.unwrap_or(speaker.texts), ..*speaker };
        let known = named.client_headings(&written);
        let (mapping, named_texts) = (work.mapping.clone(), named.texts);
        let meaning = |heading: &str| known(heading).or_else(|| mapping.get(heading).flatten());
        let opened = open_any_clients(content.sheet().1, content.mark, facts, &meaning);
        let mut table = match opened {
            Ok(table) => table,
            Err((line, why)) => {
                work.failed.push(speaker.line_wrong(line, &heading_error(&why, speaker.language)));
                work.is_unnamed = matches!(why, HeadingError::Unknown(_));
                return work;
            }
        };
        let option_names = |fact: &Fact, name: &str| view.catalogue().options_called(named_texts, fact, name);
        work.look_at_columns(view, &table, &known, &option_names, content);
        if work.is_asking {
            return work;
        }
        if !table.left_out.is_empty() {
            let what = left_out(&table.left_out, speaker.language);
            work.left_out = Some(speaker.line_wrong(table.line, &what));
        }
        let units: Vec<Option<&str>> = table
            .headings
            .iter()
            .map(|heading| {
                let fact = match meaning(&folded(heading)) {
                    Some(ClientHeading::Fact(id)) => facts.get(id),
                    Some(ClientHeading::Name | ClientHeading::Id) | None => None,
                };
                fact.filter(|fact| fact.kind == Kind::Money).and_then(|_| unit(heading))
            })
            .collect();
        let mut waiting = Vec::new();
        for row in table.rows.by_ref() {
            let row = match row {
                Ok(row) => in_units(row, &units),
                Err((line, why)) => {
                    let why = table_error(why, speaker.language).to_owned();
                    work.wrong.push(Wrong { line, column: None, heading: String::new(), client: String::new(), why });
                    continue;
                }
            };
            let read = read_client_in_part(&table.columns, &row, facts, &option_names);
            let client = read.client.as_ref().map(|client| client.name.clone()).unwrap_or_default();
            let count = read.wrong.len();
            for (column, error) in read.wrong {
                let is_unknown = matches!(&error, RowError::Cell(_, cell) if cell.error == TypedError::Unknown);
                work.is_unnamed = work.is_unnamed || is_unknown;
                let place = column.and_then(|column| table.headings.get(column.saturating_sub(1)));
                let heading = place.cloned().unwrap_or_default();
                let why = speaker.row_error(&error);
                work.wrong.push(Wrong { line: row.line, column, heading, client: client.clone(), why });
            }
            waiting.extend(read.client.map(|client| (row.line, client, count)));
        }
        work.total = waiting.len();
        waiting.reverse();
        work.waiting = RefCell::new(waiting);
        work
    }

    /// Gathers the columns whose headings the page does not know, with what they were said to hold or surely do.
    fn look_at_columns(
        &mut self,
        view: &View,
        table: &Table<ClientHeading>,
        known: &dyn Fn(&str) -> Option<ClientHeading>,
        names: engine::enterprise::OptionNames<'_>,
        content: &Content,
    ) {
        let is_known = |heading: &str| {
            heading == "id" || view.catalogue().facts.find(heading).is_some() || known(heading).is_some()
        };
        let asked = |heading: &str| {
            let folded = folded(heading);
            !folded.is_empty() && !is_known(&folded) && !table.left_out.iter().any(|other| other == heading)
        };
        let mut columns: Vec<(usize, &String)> = Vec::new();
        for (place, heading) in table.headings.iter().enumerate().filter(|(_, heading)| asked(heading)) {
            if !columns.iter().any(|(_, other)| folded(other) == folded(heading)) {
                columns.push((place, heading));
            }
        }
        if columns.is_empty() {
            return;
        }
        // The rows are needed again afterwards, so the first few are read anew.
        let meaning = |heading: &str| known(heading).or_else(|| self.mapping.get(heading).flatten());
        let again = open_any_clients(content.sheet().1, content.mark, &view.catalogue().facts, &meaning);
        let first: Vec<Row> = again.map(|table| table.rows.flatten().take(FIRST).collect()).unwrap_or_default();
        let sample = |place: usize| -> Vec<String> {
            let cells = first.iter().filter_map(|row| row.cells.get(place)).map(str::trim);
            cells.filter(|cell| !cell.is_empty()).take(SAMPLES).map(str::to_owned).collect()
        };
        for (place, heading) in columns {
            let samples = sample(place);
            let said: Option<Meaning> = self.mapping.get(&folded(heading));
            self.is_asking = self.is_asking || said.is_none();
            let meaning = said.unwrap_or_else(|| guess(view, heading, &samples, names));
            self.unknown.push(UnknownColumn { heading: heading.clone(), samples, meaning });
        }
        self.is_unnamed = self.is_asking;
    }

    /// The table last read, read anew where it was for another day, in another language or with another catalogue, or
    /// names have come since.
    pub(super) fn last(view: &View, names: Option<&Texts>) -> Option<Rc<Self>> {
        let Some(last) = LAST.with_borrow(Clone::clone) else {
            return Some(Self::begin(&Rc::new(restored()?), view, names));
        };
        let lacks_names = last.is_unnamed && !last.has_all_names && names.is_some();
        let is_of_view = (last.on, last.language) == (view.answer.on, view.state.language);
        if is_of_view && last.loaded.has_rules_of(&view.loaded) && !lacks_names {
            return Some(last);
        }
        Some(Self::begin(&last.source, view, names))
    }

    /// Reads a table instead of the one before.
    pub(super) fn begin(source: &Rc<ChosenTable>, view: &View, names: Option<&Texts>) -> Rc<Self> {
        let work = Rc::new(Self::read(source, view, names));
        LAST.set(Some(work.clone()));
        work
    }

    /// The same table with other meanings of its columns.
    pub(super) fn with_mapping(&self, columns: &[(String, Meaning)], view: &View, names: Option<&Texts>) -> Rc<Self> {
        let mut mapping = self.mapping.clone();
        for (heading, meaning) in columns {
            mapping.say(&folded(heading), *meaning);
        }
        mapping.keep(view);
        Self::begin(&self.source, view, names)
    }

    /// Matches clients until the time of a turn is up; whether the results are to be shown anew. That takes the longer the
    /// more there are, so it is done when there are a quarter more than before: all of it together takes as long as a few
    /// times alone.
    pub(super) fn advance(&self, catalogue: &Catalogue, is_up: &dyn Fn(usize) -> bool) -> bool {
        let mut done = 0_usize;
        while !is_up(done) {
            let Some((line, client, wrong)) = self.waiting.borrow_mut().pop() else { break };
            let matched = matched(catalogue, line, client, wrong, self.on);
            self.matched.borrow_mut().push(Rc::new(matched));
            done = done.saturating_add(1);
        }
        let count = self.matched.borrow().len();
        let is_due = self.is_done() || count >= self.shown.get().saturating_add(self.shown.get().div_euclid(4));
        if is_due {
            self.shown.set(count);
        }
        is_due
    }

    /// Stops, or goes on.
    pub(super) fn stop(&self, stop: bool) {
        self.is_stopped.set(stop);
    }

    /// Whether the person has stopped it before all were matched.
    pub(super) fn is_stopped(&self) -> bool {
        self.is_stopped.get() && !self.waiting.borrow().is_empty()
    }

    /// Whether nothing more comes.
    pub(super) fn is_done(&self) -> bool {
        self.is_stopped.get() || self.waiting.borrow().is_empty()
    }
}

/// A row in which bare numbers have the units of their headings.
fn in_units(row: Row, units: &[Option<&str>]) -> Row {
    if units.iter().all(Option::is_none) {
        return row;
    }
    let cell = |(place, cell): (usize, &str)| {
        let unit = units.get(place).copied().flatten();
        unit.and_then(|unit| with_unit(cell, unit)).unwrap_or_else(|| cell.to_owned())
    };
    Row { line: row.line, cells: row.cells.iter().enumerate().map(cell).collect() }
}

/// Has a table matched turn by turn, with a turn of the browser's event loop for each.
pub(super) fn go_on(timer: &Rc<RefCell<Option<Timeout>>>, work: Rc<Work>, view: View, shown: Callback<()>) {
    let next = timer.clone();
    let turn = Timeout::new(0, move || {
        let begun = js_sys::Date::now();
        #[expect(clippy::float_arithmetic, reason = "the clock of the browser counts so")]
        let is_up = |done: usize| done > 0 && js_sys::Date::now() > begun + TURN;
        if work.advance(view.catalogue(), &is_up) {
            shown.emit(());
        }
        if !work.is_done() {
            go_on(&next, work, view, shown);
        }
    });
    timer.replace(Some(turn));
}
