use std::io::{self, BufRead, Read, Write};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use indicatif::{ProgressBar, ProgressStyle};
use rayon::prelude::*;
use serde_json::json;

use super::input::{Book, today};
use super::{Common, Failure, Format};
use engine::catalogue::{Language, Status};
use engine::enterprise::{Columns, FactNoun, Profile, RowError, SizeClass, read_profile};
use engine::json::{self, Problem};
use engine::matching::{Combination, Situation, Verdict, combine, outcome};
use engine::quantity::{Date, Money};
use engine::table::{self, Row, TableError};
use index::{Index, Search};
use wording::{cell_error, problem, table_error};

/// `batch`
#[derive(Debug, Args)]
pub(super) struct Batch {
    /// One enterprise a row: CSV with a heading of fact ids (and optionally `id`), or NDJSON; - for standard input
    #[arg(long, value_name = "FILE")]
    profiles: PathBuf,
    /// What the rows are; by the file's ending if left out
    #[arg(long, value_enum)]
    input: Option<Rows>,
    /// What to write; CSV if left out, NDJSON with `--format json`
    #[arg(long, value_enum)]
    output: Option<Rows>,
    /// The day of the match; today (in China) if left out
    #[arg(long, value_name = "DATE", value_parser = super::date)]
    on: Option<Date>,
    /// Name the policies that need information, too, not only how many
    #[arg(long)]
    needs_info: bool,
    /// Add what can be used together is worth a year and once, empty where nothing is priced
    #[arg(long)]
    worth: bool,
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

/// So many rows are in memory at a time.
const CHUNK: usize = 16_384;

/// A row of the answer as bytes, or the line with what is wrong with it.
type Answered = Result<Vec<u8>, (u64, Vec<String>)>;

/// One row as read: its line, its name, and the enterprise or what is wrong with it.
struct Read1 {
    line: u64,
    name: String,
    profile: Result<Profile, Vec<String>>,
}

impl Batch {
    pub(super) fn run(self, out: &mut impl Write) -> Result<(), Failure> {
        let book = Book::open(&self.common)?;
        let index = book.index()?;
        let on = self.on.unwrap_or_else(today);
        let statuses: Vec<Status> = book.catalogue.policies.iter().map(|policy| policy.status(on)).collect();
        let csv = self.input.unwrap_or_else(|| {
            let ndjson = self.profiles.extension().is_some_and(|end| end == "ndjson" || end == "jsonl");
            if ndjson { Rows::Ndjson } else { Rows::Csv }
        }) == Rows::Csv;
        let (reader, size) = open(&self.profiles)?;
        let progress = progress(size);
        let reader = progress.wrap_read(reader);
        let desk = Desk { batch: &self, book: &book, index: &index, statuses: &statuses, on };
        if self.output() == Rows::Csv {
            desk.heading(out)?;
        }
        let tally =
            if csv { desk.csv(reader, out) } else { desk.ndjson(io::BufReader::with_capacity(1 << 20, reader), out) };
        progress.finish_and_clear();
        let tally = tally?;
        let mut err = io::stderr().lock();
        let (matched, wrong) = (tally.matched, tally.wrong);
        match book.language {
            Language::ZhCn => writeln!(err, "{on}：已匹配 {matched} 行，有问题 {wrong} 行")?,
            Language::En => writeln!(err, "{matched} rows matched on {on}, {wrong} rows with problems")?,
        }
        if tally.wrong > 0 { Err(Failure::Warned) } else { Ok(()) }
    }
}

impl Batch {
    fn output(&self) -> Rows {
        let usual = if self.common.format == Format::Json { Rows::Ndjson } else { Rows::Csv };
        self.output.unwrap_or(usual)
    }
}

fn open(path: &Path) -> Result<(Box<dyn Read + Send>, Option<u64>), Failure> {
    if path == Path::new("-") {
        return Ok((Box::new(io::stdin()), None));
    }
    let file = std::fs::File::open(path).map_err(|error| Failure::wrong(format!("{}: {error}", path.display())))?;
    let size = file.metadata().ok().map(|data| data.len());
    Ok((Box::new(file), size))
}

/// A bar on a terminal, nothing elsewhere.
fn progress(size: Option<u64>) -> ProgressBar {
    let bar = match size {
        Some(size) => ProgressBar::new(size),
        None => ProgressBar::new_spinner(),
    };
    let style = ProgressStyle::with_template("{wide_bar} {bytes}/{total_bytes} {eta}");
    bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

#[derive(Default)]
struct Tally {
    matched: u64,
    wrong: u64,
}

struct Desk<'a> {
    batch: &'a Batch,
    book: &'a Book,
    index: &'a Index,
    statuses: &'a [Status],
    on: Date,
}

impl Desk<'_> {
    fn heading(&self, out: &mut impl Write) -> Result<(), Failure> {
        let mut names = vec!["line", "id", "size_class", "eligible", "needs_info_count"];
        if self.batch.needs_info {
            names.push("needs_info");
        }
        if self.batch.worth {
            names.extend(["year_low_yuan", "year_high_yuan", "once_low_yuan", "once_high_yuan", "open"]);
        }
        writeln!(out, "{}", names.join(","))?;
        Ok(())
    }

    fn csv(&self, reader: impl Read, out: &mut impl Write) -> Result<Tally, Failure> {
        let name = self.batch.profiles.display().to_string();
        let mut rows = table::rows(reader, b',');
        let at = |line: u64, why: &TableError| format!("{name}: line {line}: {}", table_error(why, self.book.language));
        let heading = match rows.next() {
            Some(Ok(row)) => row.cells,
            Some(Err((line, why))) => return Err(Failure::wrong(at(line, &why))),
            None => csv::StringRecord::new(),
        };
        let columns = Columns::read(heading.iter(), &self.book.catalogue.facts).map_err(|unknown| {
            let unknown = unknown.iter().map(|column| format!("{name}: line 1: there is no fact `{column}`"));
            Failure::Wrong(unknown.collect())
        })?;
        let mut tally = Tally::default();
        loop {
            let chunk: Vec<_> = rows.by_ref().take(CHUNK).collect();
            if chunk.is_empty() {
                return Ok(tally);
            }
            self.answer(chunk, &|row| self.csv_row(&columns, row), out, &mut tally)?;
        }
    }

    fn csv_row(&self, columns: &Columns, row: Result<Row, (u64, TableError)>) -> Read1 {
        let Row { line, cells } = match row {
            Ok(row) => row,
            Err((line, why)) => {
                let why = table_error(&why, self.book.language);
                return Read1 { line, name: String::new(), profile: Err(vec![why]) };
            }
        };
        let facts = &self.book.catalogue.facts;
        let say = |error: RowError| match error {
            RowError::Cell(id, error) => facts.get(id).map_or_else(String::new, |fact| {
                format!("{}: {}", fact.id, cell_error(fact, &error, self.book.language))
            }),
            RowError::TooManyCells(cells, columns) => format!("{cells} cells, but only {columns} columns"),
        };
        match columns.row(cells.iter(), facts) {
            Ok(client) => Read1 { line, name: client.name, profile: Ok(client.profile) },
            Err(wrong) => Read1 { line, name: String::new(), profile: Err(wrong.into_iter().map(say).collect()) },
        }
    }

    fn ndjson(&self, mut reader: impl BufRead, out: &mut impl Write) -> Result<Tally, Failure> {
        let mut tally = Tally::default();
        let mut chunk: Vec<(u64, String)> = Vec::new();
        let mut line = 0_u64;
        loop {
            let mut text = String::new();
            let done = reader.read_line(&mut text)? == 0;
            line = line.saturating_add(1);
            if !text.trim().is_empty() {
                chunk.push((line, text));
            }
            if chunk.len() >= CHUNK || (done && !chunk.is_empty()) {
                let rows = std::mem::take(&mut chunk);
                self.answer(rows, &|row| self.ndjson_row(row), out, &mut tally)?;
            }
            if done {
                return Ok(tally);
            }
        }
    }

    fn ndjson_row(&self, (line, text): (u64, String)) -> Read1 {
        let say = |problems: &[Problem<FactNoun>]| -> Vec<String> {
            let said =
                |wrong: &Problem<FactNoun>| match (wrong.place.as_str(), problem(&wrong.error, self.book.language)) {
                    ("", what) => what,
                    (place, what) => format!("{place}: {what}"),
                };
            problems.iter().map(said).collect()
        };
        let mut value = match json::parse(&text) {
            Ok(value) => value,
            Err(wrong) => return Read1 { line, name: String::new(), profile: Err(say(&[wrong])) },
        };
        let id = value.as_object_mut().and_then(|object| object.shift_remove("id"));
        let name = id.map_or(String::new(), |id| id.as_str().map_or_else(|| id.to_string(), str::to_owned));
        let profile = read_profile(&value, &self.book.catalogue.facts);
        Read1 { line, name, profile: profile.map_err(|problems| say(&problems)) }
    }

    /// Answers a chunk of rows on all cores and writes the answers in order.
    fn answer<R: Send>(
        &self,
        rows: Vec<R>,
        read: &(dyn Fn(R) -> Read1 + Sync),
        out: &mut impl Write,
        tally: &mut Tally,
    ) -> Result<(), Failure> {
        let answers: Vec<Answered> = rows
            .into_par_iter()
            .map_init(
                || Search::new(&self.book.catalogue, self.index),
                |search, row| {
                    let Read1 { line, name, profile } = read(row);
                    let profile = profile.map_err(|wrong| (line, wrong))?;
                    Ok(self.row(search, line, &name, &profile))
                },
            )
            .collect();
        for answer in answers {
            match answer {
                Ok(bytes) => {
                    out.write_all(&bytes)?;
                    tally.matched = tally.matched.saturating_add(1);
                }
                Err((line, wrong)) => {
                    let mut err = io::stderr().lock();
                    for wrong in wrong {
                        writeln!(err, "line {line}: {wrong}")?;
                    }
                    tally.wrong = tally.wrong.saturating_add(1);
                }
            }
        }
        Ok(())
    }

    fn row(&self, search: &mut Search<'_>, line: u64, name: &str, profile: &Profile) -> Vec<u8> {
        let catalogue = &self.book.catalogue;
        let situation = Situation::new(&catalogue.facts, profile, self.on);
        // What the enterprise has nothing to claim by is not counted.
        let live = |id: engine::catalogue::PolicyId| {
            let index = usize::try_from(id.0).unwrap_or(usize::MAX);
            self.statuses.get(index) == Some(&Status::InForce)
                && catalogue.policy(id).is_some_and(|policy| !policy.is_background())
        };
        let (mut eligible, mut needs_info) = (Vec::new(), Vec::new());
        for hit in search.find(&situation).iter().filter(|hit| live(hit.policy)) {
            if hit.verdict == Verdict::Eligible { eligible.push(hit.policy) } else { needs_info.push(hit.policy) }
        }
        let together = self.batch.worth.then(|| {
            let candidates: Vec<_> = eligible
                .iter()
                .filter_map(|&id| outcome(catalogue, &situation, id))
                .filter(|outcome| outcome.counts)
                .filter_map(|outcome| Some((outcome.policy, outcome.estimate?)))
                .collect();
            combine(catalogue, &candidates)
        });
        let id =
            |policy: &engine::catalogue::PolicyId| catalogue.policy(*policy).map_or("", |policy| policy.id.as_str());
        let class = situation.size().class().map_or("", SizeClass::id);
        let mut bytes = Vec::with_capacity(512);
        // Writing to memory cannot fail.
        let _ = match self.batch.output() {
            Rows::Ndjson => {
                let mut answer = json!({
                    "line": line,
                    "id": name,
                    "size_class": class,
                    "eligible": eligible.iter().map(id).collect::<Vec<_>>(),
                    "needs_info_count": needs_info.len(),
                });
                if let Some(object) = answer.as_object_mut() {
                    if self.batch.needs_info {
                        object.insert("needs_info".to_owned(), needs_info.iter().map(id).collect::<Vec<_>>().into());
                    }
                    if let Some(together) = &together {
                        object.insert("together".to_owned(), super::json::combination(self.book, together));
                    }
                }
                writeln!(bytes, "{answer}")
            }
            Rows::Csv => self.csv_answer(&mut bytes, line, name, class, &eligible, &needs_info, together.as_ref()),
        };
        bytes
    }

    #[expect(clippy::too_many_arguments, reason = "one argument a column")]
    fn csv_answer(
        &self,
        bytes: &mut Vec<u8>,
        line: u64,
        name: &str,
        class: &str,
        eligible: &[engine::catalogue::PolicyId],
        needs_info: &[engine::catalogue::PolicyId],
        together: Option<&Combination>,
    ) -> io::Result<()> {
        let ids = |bytes: &mut Vec<u8>, ids: &[engine::catalogue::PolicyId]| {
            for (index, &id) in ids.iter().enumerate() {
                if index > 0 {
                    bytes.push(b' ');
                }
                bytes.extend(self.book.catalogue.policy(id).map_or("", |policy| policy.id.as_str()).bytes());
            }
        };
        let quoted = name.contains([',', '"', '\n', '\r']);
        let name = if quoted { format!("\"{}\"", name.replace('"', "\"\"")) } else { name.to_owned() };
        write!(bytes, "{line},{name},{class},")?;
        ids(bytes, eligible);
        write!(bytes, ",{}", needs_info.len())?;
        if self.batch.needs_info {
            bytes.push(b',');
            ids(bytes, needs_info);
        }
        if let Some(together) = together {
            let yuan = |money: Money| format!("{}.{:02}", money.fen().div_euclid(100), money.fen().rem_euclid(100));
            for total in [together.year, together.once] {
                match total.bounds() {
                    Some((low, high)) => write!(bytes, ",{},{}", yuan(low), yuan(high))?,
                    // What is not priced has empty cells.
                    None => write!(bytes, ",,")?,
                }
            }
            write!(bytes, ",{}", together.year.open || together.once.open)?;
        }
        bytes.push(b'\n');
        Ok(())
    }
}
