//! `batch`: matches many enterprises, one a row.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use indicatif::{ProgressBar, ProgressStyle};
use rayon::prelude::*;
use schemars::JsonSchema;
use serde::Serialize;

use super::failure::{Failure, Place, Refusal, What};
use super::input::{Edition, read_clients, read_table, today, told};
use super::lines::{Lines, Messages, kept};
use super::output::{Combination as WrittenCombination, Id, policy_ids};
use super::{Common, Format, lines, phrases};
use engine::catalogue::{Catalogue, PolicyId, Status};
use engine::enterprise::{
    ClientHeading, Fact, FactId, FactNoun, Facts, Profile, RowError, SizeClass, Tree, open_clients, read_client,
};
use engine::json::{self, JsonError, Problem};
use engine::matching::{
    ClientColumn, ClientRow, Estimate, Outcome, Situation, Verdict, combine, open, outcomes, suppose,
};
use engine::quantity::{Date, sort_by};
use engine::table::{Columns, Row, TableError, push_row};
use index::{Index, Search};
use wording::{cell_error, cells_error, given_twice, heading_error, problem, table_error};
use workbook::{Cell, Column, NewSheet};

/// `batch`
#[derive(Debug, Args)]
pub(super) struct Batch {
    /// One enterprise a row: CSV or a workbook (.xlsx) with a heading of fact ids or names (and optionally `id`), or NDJSON;
    /// - for standard input. Cells are as people type them: `8`, `3千`, `20-49`, `300万以上`, `是`, names of options and places; `a|b` is
    /// one of several, `a;b` all of them, `-` none
    #[arg(long, value_name = "FILE")]
    profiles: PathBuf,
    /// What the rows are; if left out NDJSON for a file that ends in .ndjson, .jsonl or .json, else CSV or a workbook
    #[arg(long, value_enum)]
    input: Option<Rows>,
    /// What to write; CSV if left out, NDJSON with `--format json`
    #[arg(long, value_enum)]
    output: Option<Rows>,
    /// Write into this file instead of standard output; a workbook if its name ends in .xlsx
    #[arg(long, value_name = "FILE")]
    into: Option<PathBuf>,
    /// The day of the match; today (in China) if left out
    #[arg(long, value_name = "DATE", value_parser = super::date)]
    on: Option<Date>,
    /// Add the facts that the policies which need information wait for, what most wait for first
    #[arg(long)]
    missing: bool,
    /// Name the policies that need information, too, not only how many
    #[arg(long)]
    needs_info: bool,
    /// Add what can be used together is worth a year and once, empty where nothing is priced
    #[arg(long)]
    worth: bool,
    /// Add what is likely: the policies that can be used only if the usual answers of the catalogue hold; with --worth
    /// also what can then be used together. Nothing else that is written rests on them
    #[arg(long)]
    likely: bool,
    #[command(flatten)]
    common: Common,
}

/// The form of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Rows {
    /// Comma-separated values
    Csv,
    /// One JSON object a line
    Ndjson,
}

/// A line that `batch` writes: what one enterprise is answered.
#[derive(Serialize, JsonSchema)]
pub(super) struct Output<'a> {
    /// The line of the file.
    line: u64,
    /// The id of the row, if it has one.
    id: &'a str,
    /// The size class.
    size_class: RowSize,
    /// The policies in force that it meets.
    eligible: Vec<&'a str>,
    /// How many policies in force need information.
    needs_info_count: usize,
    /// The policies in force that need information, if they were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Vec<&str>")]
    needs_info: Option<Vec<&'a str>>,
    /// The facts that they wait for, what most wait for first, if they were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Vec<&str>")]
    missing: Option<Vec<&'a str>>,
    /// What can be used together, if it was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "WrittenCombination<'_>")]
    together: Option<WrittenCombination<'a>>,
    /// The policies in force that it meets only if the usual answers hold, if they were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Vec<&str>")]
    likely: Option<Vec<&'a str>>,
    /// What can be used together if they hold, if it was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "WrittenCombination<'_>")]
    likely_together: Option<WrittenCombination<'a>>,
}

/// The size class of a row.
#[derive(Serialize, JsonSchema)]
#[serde(untagged)]
enum RowSize {
    /// A class.
    Known(Id<SizeClass>),
    /// Empty while several are possible.
    NotKnown(#[schemars(extend("const" = ""))] &'static str),
}

/// So many rows are in memory at a time.
const CHUNK: usize = 16_384;

/// A row of the answer, or the line with what is wrong with it.
type Answered = Result<(Answer, Option<ShortCode>), (u64, Vec<String>)>;

/// A row of the answer.
enum Answer {
    /// A line of NDJSON.
    Line(Vec<u8>),
    /// The cells of a table.
    Cells(Vec<String>),
}

/// Where the rows go.
trait Rowed {
    /// Takes a line as it stands.
    fn line(&mut self, line: &[u8]) -> io::Result<()>;
    /// Takes the cells of a row.
    fn cells(&mut self, cells: Vec<String>) -> io::Result<()>;
    /// What was taken is to be seen now.
    fn flush(&mut self) -> io::Result<()>;
    /// Whether nobody reads it any more.
    fn is_closed(&self) -> bool;
}

impl<W: Write> Rowed for Lines<W> {
    fn line(&mut self, line: &[u8]) -> io::Result<()> {
        self.write_all(line)
    }

    fn cells(&mut self, cells: Vec<String>) -> io::Result<()> {
        let mut written = String::new();
        push_row(&mut written, cells.iter().map(String::as_str));
        writeln!(self, "{written}")
    }

    fn flush(&mut self) -> io::Result<()> {
        Write::flush(self)
    }

    fn is_closed(&self) -> bool {
        Lines::is_closed(self)
    }
}

/// The rows of a workbook, the heading first.
#[derive(Default)]
struct BookRows(Vec<Vec<String>>);

impl Rowed for BookRows {
    fn line(&mut self, line: &[u8]) -> io::Result<()> {
        self.cells(vec![String::from_utf8_lossy(line).trim_end().to_owned()])
    }

    fn cells(&mut self, cells: Vec<String>) -> io::Result<()> {
        self.0.push(cells);
        Ok(())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn is_closed(&self) -> bool {
        false
    }
}

impl BookRows {
    /// The workbook with these rows: columns that hold numbers as such.
    fn written(self) -> Result<Vec<u8>, workbook::WriteError> {
        let mut rows = self.0.into_iter();
        let heading = rows.next().unwrap_or_default();
        let is_number = |name: &String| {
            let name = name.strip_prefix("likely_").unwrap_or(name);
            ClientColumn::ALL.iter().any(|column| column.name() == name && column.is_number())
        };
        let numbers: Vec<bool> = heading.iter().map(is_number).collect();
        let column = |heading: String| {
            let width = if heading.ends_with("eligible") || heading == "likely" { 50 } else { 16 };
            Column { heading, width, ..Column::default() }
        };
        let cell = |(place, text): (usize, String)| {
            if numbers.get(place).copied().unwrap_or(false) { Cell::Number(text) } else { Cell::Text(text) }
        };
        let rows = rows.map(|row| row.into_iter().enumerate().map(cell).collect()).collect();
        let columns = heading.into_iter().map(column).collect();
        workbook::write(&[NewSheet { name: "batch".to_owned(), columns, rows }], "-")
    }
}

/// A code of three digits in the column of industries, with its line: of four, spreadsheets drop a zero at the beginning.
type ShortCode = (u64, String);

/// One row as read: its line, its name, and the enterprise or what is wrong with it.
struct ReadRow {
    line: u64,
    name: String,
    profile: Result<Profile, Vec<String>>,
    short_code: Option<ShortCode>,
}

impl Batch {
    pub(super) fn run(self, out: &mut Lines<impl Write>, messages: &Messages) -> Result<(), Failure> {
        let Some(path) = self.into.clone() else { return self.answer_to(out, messages) };
        let refused = |error| Failure::of_file(&path, What::System(error));
        if !self.writes_book() {
            let file = std::fs::File::create(&path).map_err(refused)?;
            let mut lines = Lines::new(io::BufWriter::new(file), None);
            let done = self.answer_to(&mut lines, messages);
            Write::flush(&mut lines).map_err(refused)?;
            return done;
        }
        let mut rows = BookRows::default();
        let done = self.answer_to(&mut rows, messages);
        if matches!(done, Ok(()) | Err(Failure::Warned)) {
            let bytes = rows.written().map_err(|error| Failure::wrong(error.to_string()))?;
            std::fs::write(&path, bytes).map_err(refused)?;
        }
        done
    }

    fn answer_to(&self, out: &mut impl Rowed, messages: &Messages) -> Result<(), Failure> {
        let edition = Edition::open(&self.common)?;
        let index = edition.index()?;
        let on = self.on.unwrap_or_else(today);
        let statuses: Vec<Status> = edition.catalogue.policies.iter().map(|policy| policy.status(on)).collect();
        let csv = self.input.unwrap_or_else(|| {
            let end = self.profiles.extension();
            if end.is_some_and(|end| ["ndjson", "jsonl", "json"].iter().any(|known| end == *known)) {
                Rows::Ndjson
            } else {
                Rows::Csv
            }
        }) == Rows::Csv;
        let (text, mark) = if csv {
            read_clients(&self.profiles, edition.language, messages)?
        } else {
            (read_table(&self.profiles)?, None)
        };
        let progress = progress(&text);
        let job = BatchJob {
            batch: self,
            edition: &edition,
            index: &index,
            statuses: &statuses,
            progress: &progress,
            messages,
            on,
        };
        let counts = if csv { job.csv(text, mark, out) } else { job.ndjson(&text, out) };
        progress.finish_and_clear();
        let counts = counts?;
        if counts.is_cut {
            messages.say(phrases::no_longer_read(edition.language));
        }
        let (matched, wrong) = (counts.matched, counts.wrong);
        messages.say(&phrases::rows_matched(on, matched, wrong, edition.language));
        if counts.wrong > 0 || counts.is_cut { Err(Failure::Warned) } else { Ok(()) }
    }
}

impl Batch {
    /// Whether a workbook is written.
    fn writes_book(&self) -> bool {
        let end = self.into.as_ref().and_then(|path| path.extension());
        end.is_some_and(|end| end.eq_ignore_ascii_case("xlsx"))
    }

    fn output(&self) -> Rows {
        if self.writes_book() {
            return Rows::Csv;
        }
        let usual = if self.common.format == Format::Json { Rows::Ndjson } else { Rows::Csv };
        self.output.unwrap_or(usual)
    }
}

/// A bar on a terminal, nothing elsewhere.
fn progress(text: &str) -> ProgressBar {
    let style = ProgressStyle::with_template("{wide_bar} {bytes}/{total_bytes} {eta}");
    let bar = ProgressBar::new(u64::try_from(text.len()).unwrap_or(u64::MAX));
    bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

#[derive(Default)]
struct Counts {
    matched: u64,
    wrong: u64,
    /// Whether rows were left out because nobody reads the answer any more.
    is_cut: bool,
    /// The codes of industries of which it was said that a zero may be missing.
    short_codes: BTreeSet<String>,
}

struct BatchJob<'a> {
    batch: &'a Batch,
    edition: &'a Edition,
    index: &'a Index,
    statuses: &'a [Status],
    progress: &'a ProgressBar,
    messages: &'a Messages,
    on: Date,
}

impl BatchJob<'_> {
    /// The columns asked for.
    fn columns(&self) -> impl Iterator<Item = ClientColumn> {
        let Batch { needs_info, missing, worth, .. } = *self.batch;
        ClientColumn::ALL.into_iter().filter(move |&column| {
            (needs_info || column != ClientColumn::NeedsInfo)
                && (missing || column != ClientColumn::Missing)
                && (worth || !column.is_worth())
        })
    }

    /// Those asked for of what is likely: what the same columns say of it.
    fn likely_columns(&self) -> impl Iterator<Item = ClientColumn> {
        use ClientColumn::{Eligible, OnceHigh, OnceLow, YearHigh, YearLow};
        let (likely, worth) = (self.batch.likely, self.batch.worth);
        let columns = [Eligible, YearLow, YearHigh, OnceLow, OnceHigh];
        columns.into_iter().filter(move |&column| likely && (worth || !column.is_worth()))
    }

    fn heading(&self, out: &mut impl Rowed) -> Result<(), Failure> {
        if self.batch.output() == Rows::Csv {
            let likely = self.likely_columns().map(|column| {
                let is_list = column == ClientColumn::Eligible;
                if is_list { "likely".to_owned() } else { format!("likely_{}", column.name()) }
            });
            let names: Vec<String> = self.columns().map(|column| column.name().to_owned()).chain(likely).collect();
            out.cells(names)?;
        }
        Ok(())
    }

    fn csv(&self, text: String, mark: Option<char>, out: &mut impl Rowed) -> Result<Counts, Failure> {
        let language = self.edition.language;
        let speaker = self.edition.speaker();
        let (known, simplified) = (speaker.client_headings(&str::to_owned), lines::reader());
        let named = |heading: &str| known(heading).or_else(|| known(&simplified(heading)));
        let table = open_clients(&text, mark, &self.edition.catalogue.facts, &named).map_err(|wrong| {
            let refusal = |(line, error)| {
                let place = Place::Line(self.batch.profiles.display().to_string(), line);
                Refusal { place, what: What::Sentence(heading_error(&error, language)) }
            };
            Failure::Refused(wrong.into_iter().map(refusal).collect())
        })?;
        // The rows have their own; a large table is not kept twice.
        drop(text);
        if !table.left_out.is_empty() {
            let headings: Vec<String> = table.left_out.iter().map(|heading| kept(heading)).collect();
            let left_out = wording::left_out(&headings, language);
            self.messages.say(&phrases::of_row(table.line, &left_out, language));
        }
        self.heading(out)?;
        let (columns, mut rows) = (table.columns, table.rows);
        let mut counts = Counts::default();
        loop {
            let chunk: Vec<_> = rows.by_ref().take(CHUNK).collect();
            if chunk.is_empty() {
                return Ok(counts);
            }
            self.progress.set_position(rows.bytes());
            self.answer(chunk, &|row| self.csv_row(&columns, row, &simplified), out, &mut counts)?;
            out.flush()?;
            if out.is_closed() {
                counts.is_cut = true;
                return Ok(counts);
            }
        }
    }

    fn csv_row(
        &self,
        columns: &Columns<ClientHeading>,
        row: Result<Row, (u64, TableError)>,
        simplified: &(dyn Fn(&str) -> String + Sync),
    ) -> ReadRow {
        let language = self.edition.language;
        let row = match row {
            Ok(row) => row,
            Err((line, why)) => {
                let why = table_error(why, language).to_owned();
                return ReadRow { line, name: String::new(), profile: Err(vec![why]), short_code: None };
            }
        };
        let facts = &self.edition.catalogue.facts;
        let say = |error: RowError| match error {
            RowError::Cell(id, error) => facts
                .get(id)
                .map_or_else(String::new, |fact| format!("{}: {}", fact.id, cell_error(fact, &error, language))),
            RowError::Cells(error) => cells_error(&error, language),
            RowError::Twice(heading, both) => {
                let fact = if let ClientHeading::Fact(id) = heading { facts.get(id) } else { None };
                format!("{}: {}", fact.map_or("id", |fact| fact.id.as_str()), given_twice(&both, language))
            }
        };
        let called = |fact: &Fact, name: &str| self.edition.catalogue.options_called(&self.edition.texts, fact, name);
        let names = |fact: &Fact, name: &str| match called(fact, name) {
            0 => called(fact, &simplified(name)),
            found => found,
        };
        let (name, profile) = match read_client(columns, &row, facts, &names) {
            Ok(client) => (client.name, Ok(client.profile)),
            Err(wrong) => (String::new(), Err(wrong.into_iter().map(say).collect())),
        };
        let is_short = |cell: &str| cell.len() == 3 && cell.chars().all(|c| c.is_ascii_digit());
        let cells = columns.cells(&row).unwrap_or_default();
        let short_code = cells
            .into_iter()
            .find(|(heading, cell)| *heading == ClientHeading::Fact(Facts::INDUSTRY) && is_short(cell));
        let short_code = short_code.map(|(_, cell)| (row.line, cell.to_owned()));
        ReadRow { line: row.line, name, profile, short_code }
    }

    fn ndjson(&self, text: &str, out: &mut impl Rowed) -> Result<Counts, Failure> {
        self.heading(out)?;
        let mut counts = Counts::default();
        let mut lines = (1_u64..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty());
        let mut read = 0_usize;
        loop {
            let chunk: Vec<(u64, &str)> = lines.by_ref().take(CHUNK).collect();
            if chunk.is_empty() {
                return Ok(counts);
            }
            read = chunk.iter().map(|(_, line)| line.len()).fold(read, usize::saturating_add);
            self.progress.set_position(u64::try_from(read).unwrap_or(u64::MAX));
            self.answer(chunk, &|row| self.ndjson_row(row), out, &mut counts)?;
            out.flush()?;
            if out.is_closed() {
                counts.is_cut = true;
                return Ok(counts);
            }
        }
    }

    fn ndjson_row(&self, (line, text): (u64, &str)) -> ReadRow {
        if text.contains(char::REPLACEMENT_CHARACTER) {
            let why = table_error(TableError::NotText, self.edition.language).to_owned();
            return ReadRow { line, name: String::new(), profile: Err(vec![why]), short_code: None };
        }
        let language = self.edition.language;
        let say = |problems: &[Problem<FactNoun>]| -> Vec<String> {
            // The line in the row would be taken for that of the file.
            if let [Problem { error: JsonError::NotJson { column, .. }, .. }] = problems {
                return vec![phrases::no_json(*column, language)];
            }
            let said = |wrong: &Problem<FactNoun>| match (wrong.place.as_str(), problem(&wrong.error, language)) {
                ("", what) => what,
                (place, what) => format!("{place}: {what}"),
            };
            problems.iter().map(said).collect()
        };
        let mut value = match json::parse(text) {
            Ok(value) => value,
            Err(wrong) => return ReadRow { line, name: String::new(), profile: Err(say(&[wrong])), short_code: None },
        };
        let id = value.as_object_mut().and_then(|object| object.shift_remove("id"));
        let name = id
            .filter(|id| !id.is_null())
            .map_or(String::new(), |id| id.as_str().map_or_else(|| id.to_string(), str::to_owned));
        let profile = told(&value, &self.edition.catalogue, &self.edition.texts);
        ReadRow { line, name, profile: profile.map_err(|problems| say(&problems)), short_code: None }
    }

    /// Answers a chunk of rows on all cores and writes the answers in order.
    fn answer<R: Send>(
        &self,
        rows: Vec<R>,
        read: &(dyn Fn(R) -> ReadRow + Sync),
        out: &mut impl Rowed,
        counts: &mut Counts,
    ) -> Result<(), Failure> {
        let answers: Vec<Answered> = rows
            .into_par_iter()
            .map_init(
                || Search::new(&self.edition.catalogue, self.index),
                |search, row| {
                    let ReadRow { line, name, profile, short_code } = read(row);
                    let profile = profile.map_err(|wrong| (line, wrong))?;
                    Ok((self.row(search, line, &name, &profile), short_code))
                },
            )
            .collect();
        for answer in answers {
            match answer {
                Ok((answer, short_code)) => {
                    match answer {
                        Answer::Line(line) => out.line(&line)?,
                        Answer::Cells(cells) => out.cells(cells)?,
                    }
                    // Each such code once.
                    if let Some((line, code)) = short_code.filter(|(_, code)| !counts.short_codes.contains(code)) {
                        let read = Tree::Industries.find(&code);
                        let name =
                            read.map_or_else(String::new, |read| self.edition.speaker().place(Tree::Industries, read));
                        let what = phrases::short_code(&code, &name, self.edition.language);
                        self.messages.say(&phrases::of_row(line, &what, self.edition.language));
                        counts.short_codes.insert(code);
                    }
                    counts.matched = counts.matched.saturating_add(1);
                }
                Err((line, wrong)) => {
                    for wrong in wrong {
                        self.messages.say(&phrases::of_row(line, &wrong, self.edition.language));
                    }
                    counts.wrong = counts.wrong.saturating_add(1);
                }
            }
        }
        Ok(())
    }

    fn row(&self, search: &mut Search<'_>, line: u64, name: &str, profile: &Profile) -> Answer {
        let catalogue = &self.edition.catalogue;
        let situation = Situation::new(&catalogue.facts, profile, self.on);
        // What the enterprise has nothing to claim by is not counted.
        let live = |id: PolicyId| {
            let index = usize::try_from(id.0).unwrap_or(usize::MAX);
            self.statuses.get(index) == Some(&Status::InForce)
                && catalogue.rule(id).is_some_and(|rule| !rule.is_background())
        };
        let (mut eligible, mut needs_info) = (Vec::new(), Vec::new());
        for hit in search.find(&situation).iter().filter(|hit| live(hit.policy)) {
            if hit.verdict == Verdict::Eligible { eligible.push(hit.policy) } else { needs_info.push(hit.policy) }
        }
        let supposed = self.batch.likely.then(|| suppose(catalogue, &situation));
        let likely = supposed.as_ref().map(|(usual, _)| {
            let hits = search.find(usual).iter();
            let only_likely =
                |id: &PolicyId| needs_info.contains(id) && catalogue.rule(*id).is_some_and(|rule| !rule.must_be_won());
            let certain = hits.filter(|hit| hit.verdict == Verdict::Eligible).map(|hit| hit.policy);
            certain.filter(only_likely).collect::<Vec<PolicyId>>()
        });
        let usable = [eligible.as_slice(), likely.as_deref().unwrap_or_default()].concat();
        let outcomes =
            if self.batch.worth { outcomes(catalogue, &situation, supposed.as_ref(), &usable) } else { Vec::new() };
        let combined = |worth: &dyn Fn(&Outcome) -> Option<Estimate>| {
            let counted = outcomes.iter().filter(|outcome| outcome.counts);
            let candidates: Vec<_> = counted.filter_map(|outcome| Some((outcome.policy, worth(outcome)?))).collect();
            combine(catalogue, &candidates)
        };
        let is_certain = |outcome: &Outcome| outcome.verdict == Verdict::Eligible;
        let certain = |outcome: &Outcome| outcome.estimate.filter(|_| is_certain(outcome));
        let together = self.batch.worth.then(|| combined(&certain));
        let likely_together = (self.batch.worth && self.batch.likely).then(|| combined(&Outcome::likely_estimate));
        let class = situation.size().class();
        let missing = if self.batch.missing { missing(catalogue, &situation, &needs_info) } else { Vec::new() };
        match self.batch.output() {
            Rows::Ndjson => {
                let facts = missing.iter().filter_map(|&id| Some(catalogue.facts.get(id)?.id.as_str()));
                let answer = Output {
                    line,
                    id: name,
                    size_class: class.map_or(RowSize::NotKnown(""), |class| RowSize::Known(Id(class))),
                    eligible: policy_ids(self.edition, &eligible),
                    needs_info_count: needs_info.len(),
                    needs_info: self.batch.needs_info.then(|| policy_ids(self.edition, &needs_info)),
                    missing: self.batch.missing.then(|| facts.collect()),
                    together: together.as_ref().map(|together| WrittenCombination::new(self.edition, together)),
                    likely: likely.as_ref().map(|likely| policy_ids(self.edition, likely)),
                    likely_together: likely_together
                        .as_ref()
                        .map(|together| WrittenCombination::new(self.edition, together)),
                };
                let mut line = Vec::with_capacity(512);
                // Writing to memory cannot fail.
                let _ =
                    serde_json::to_writer(&mut line, &answer).map_err(io::Error::from).and_then(|()| writeln!(line));
                Answer::Line(line)
            }
            Rows::Csv => {
                let (eligible, needs_info, together) = (&eligible, &needs_info, together.as_ref());
                let row = ClientRow { line, name, class, eligible, needs_info, together, missing: &missing };
                let (eligible, together) = (likely.as_deref().unwrap_or_default(), likely_together.as_ref());
                let likely = ClientRow { eligible, together, ..row };
                Answer::Cells(self.cells(&row, &likely))
            }
        }
    }

    fn cells(&self, row: &ClientRow<'_>, likely: &ClientRow<'_>) -> Vec<String> {
        let cell = |row: &ClientRow<'_>, column: ClientColumn| {
            let mut cell = String::new();
            column.write(row, &self.edition.catalogue, &mut cell);
            cell
        };
        let of_likely = self.likely_columns().map(|column| cell(likely, column));
        self.columns().map(|column| cell(row, column)).chain(of_likely).collect()
    }
}

/// The facts that these policies wait for, what most wait for first.
fn missing(catalogue: &Catalogue, situation: &Situation<'_>, policies: &[PolicyId]) -> Vec<FactId> {
    let mut counts: Vec<(FactId, usize)> = Vec::new();
    for rule in policies.iter().filter_map(|&id| catalogue.rule(id)) {
        for (fact, _) in open(catalogue, situation, &rule.criterion).facts {
            match counts.iter_mut().find(|(other, _)| *other == fact) {
                Some((_, count)) => *count = count.saturating_add(1),
                None => counts.push((fact, 1)),
            }
        }
    }
    sort_by(&mut counts, |(one, a), (other, b)| b.cmp(a).then_with(|| one.cmp(other)));
    counts.into_iter().map(|(fact, _)| fact).collect()
}
