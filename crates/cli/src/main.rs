//! The command line, for policy editors and advisers: the same library, in text or JSON.
//!
//! Exit codes: 0 done; 1 `check --strict` found warnings, or rows of a batch were left out; 2 something given is wrong, or
//! the answer could not be written in full (the message says what and where). A reader that stops reading changes none of
//! them, but for the rows of a batch that it leaves.

mod batch;
mod calendar;
mod check;
mod cliffs;
mod diff;
mod explain;
mod failure;
mod input;
mod input_schemas;
mod journey;
mod ladder;
mod late_payment;
mod lines;
mod matching;
mod output;
mod pack;
mod pages;
mod phrases;
mod questions;
mod reach;
mod renew;
mod review;
mod schema;
mod size;
mod template;
mod timeline;

use std::io::{self, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Args, CommandFactory as _, FromArgMatches as _, Parser, Subcommand, ValueEnum};

use engine::catalogue::Language;
use engine::enterprise::TypedError;
use engine::quantity::Date;
use failure::{Failure, Place, What};
use lines::{Lines, Messages};

/// Matches a small enterprise to the relief policies it can use.
#[derive(Debug, Parser)]
#[command(name = "policy-match", version, about, long_about = None, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Which policies apply to an enterprise, why, and what they are worth
    Match(matching::Match),
    /// Why one policy does or does not apply: every criterion with its outcome, and the arithmetic
    Explain(explain::Explain),
    /// What to ask next, and what each answer would settle
    Questions(questions::Questions),
    /// The walk to the answer: what is asked of an enterprise step by step, and what is known after each
    Journey(journey::Journey),
    /// The size class with its trace
    Size(size::Size),
    /// Which tiers an enterprise meets, what each criterion lacks, and what each title opens
    Ladder(ladder::Ladder),
    /// Whether a debtor pays late, and the interest: one claim or a ledger
    LatePayment(Box<late_payment::LatePayment>),
    /// At which values of one fact policies are gained or lost
    WhatIf(cliffs::WhatIf),
    /// Which policies hold over a span of days
    Timeline(timeline::Timeline),
    /// What is to be done by which day: applications, days of the law, loans that fall due
    Calendar(calendar::Calendar),
    /// Match many enterprises, one a row (CSV, a workbook or NDJSON)
    Batch(batch::Batch),
    /// Write the table to be filled in for `batch` and for the page's list of clients
    Template(template::Template),
    /// Check a catalogue and run its examples
    Check(check::Check),
    /// What changed between two catalogues, and who gains and loses
    Diff(diff::Diff),
    /// A policy's rule as a table of cases, an enterprise that meets it, and its share of a made-up population
    Reach(reach::Reach),
    /// What an editor must look at now: what ends, what is unclear or old, what each province has
    Review(review::Review),
    /// Write the whole catalogue as plain web pages, which need no script: for search engines and old browsers
    Pages(pages::Pages),
    /// After editing files of the built site: check it, pack them anew, and have browsers take them
    Renew(renew::Renew),
    /// Put another catalogue into a built site, without building the program
    Pack(pack::Pack),
    /// The JSON Schemas of the files read and written
    Schema(schema::Schema),
}

/// How to answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// For programs
    Json,
}

/// Options that most commands share.
#[derive(Debug, Args)]
struct Common {
    /// For people or for programs
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// Language of the answer: zh, zh-TW or en
    #[arg(long, default_value = "zh", value_parser = language)]
    lang: Language,
    /// A catalogue to use instead of the bundled one
    #[arg(long, value_name = "FILE")]
    catalogue: Option<PathBuf>,
    /// A local catalogue laid over it; may be given several times
    #[arg(long, value_name = "FILE")]
    overlay: Vec<PathBuf>,
}

/// Options of the commands that look at one enterprise on a day.
#[derive(Debug, Args)]
struct Enterprise {
    /// The enterprise, as JSON: a file, or - for standard input
    #[arg(long, value_name = "FILE")]
    profile: PathBuf,
    /// The day of the match, such as 2022-05-31; today (in China) if left out
    #[arg(long, value_name = "DATE", value_parser = date)]
    on: Option<Date>,
    #[command(flatten)]
    common: Common,
}

fn language(tag: &str) -> Result<Language, String> {
    tag.parse().map_err(|()| "zh, zh-TW or en".to_owned())
}

fn date(text: &str) -> Result<Date, String> {
    text.parse().map_err(|why| wording::typed_error(text, TypedError::Number(why), Language::En))
}

/// How many made-up enterprises may be drawn: more take longer than anybody waits, and then all memory.
fn population(text: &str) -> Result<usize, String> {
    const MOST: usize = 100_000;
    let count = text.parse().ok().filter(|count| (1..=MOST).contains(count));
    count.ok_or_else(|| format!("a whole number from 1 to {MOST}"))
}

/// The tag given with `--lang`, or the one that the command takes without it.
fn language_tag() -> String {
    let arguments: Vec<String> = std::env::args_os().map(|part| part.to_string_lossy().into_owned()).collect();
    let behind = |(at, part): (usize, &String)| match part.strip_prefix("--lang") {
        Some("") => arguments.get(at.saturating_add(1)).cloned(),
        Some(rest) => rest.strip_prefix('=').map(str::to_owned),
        None => None,
    };
    let given = arguments.iter().enumerate().find_map(behind);
    given.unwrap_or_else(|| {
        let command = Cli::command();
        let command = arguments.get(1).and_then(|name| command.find_subcommand(name));
        let option = command.and_then(|command| command.get_arguments().find(|option| option.get_id() == "lang"));
        let usual = option.and_then(|option| option.get_default_values().first());
        usual.map_or_else(|| "en".to_owned(), |tag| tag.to_string_lossy().into_owned())
    })
}

/// What is said of a command line that is not understood, or asks for help; the exit code with it.
fn not_run(error: &clap::Error, language: Language, out: &mut impl io::Write, messages: &Messages) -> ExitCode {
    let text = error.render().to_string();
    if !error.use_stderr() {
        let written = out.write_all(text.as_bytes()).and_then(|()| out.flush());
        return written
            .map_err(Failure::from)
            .map_or_else(|failure| told(&failure, language, messages), |()| ExitCode::SUCCESS);
    }
    let said = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => Some(text.as_str()),
        _ => None,
    };
    let option = said(ContextKind::InvalidArg).filter(|_| error.kind() == ErrorKind::ValueValidation);
    // Days are what people type, so this is said as it is of all that they type.
    let day = option
        .and_then(|option| option.strip_prefix("--")?.strip_suffix(" <DATE>"))
        .zip(said(ContextKind::InvalidValue));
    if let Some((option, typed)) = day
        && let Err(why) = typed.parse::<Date>()
    {
        let sentence = wording::typed_error(typed, TypedError::Number(why), language);
        return told(&Failure::refused(Place::Option(option.to_owned()), What::Sentence(sentence)), language, messages);
    }
    for line in text.lines() {
        messages.say(line);
    }
    ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2))
}

/// Says why a command stopped.
fn told(failure: &Failure, language: Language, messages: &Messages) -> ExitCode {
    for line in failure.lines(language) {
        messages.say(&format!("policy-match: {line}"));
    }
    failure.exit_code()
}

fn main() -> ExitCode {
    let tag = language_tag();
    let language = language(&tag).unwrap_or_default();
    let messages = Messages::new(lines::table(&tag));
    let given = Cli::command().try_get_matches();
    // What rows of a batch hold belongs to others, so it stays as it is.
    let is_batch = given.as_ref().is_ok_and(|given| given.subcommand_name() == Some("batch"));
    let table = if is_batch { None } else { lines::table(&tag) };
    let mut out = Lines::new(io::BufWriter::new(io::stdout().lock()), table);
    let cli = match given.and_then(|given| Cli::from_arg_matches(&given)) {
        Ok(cli) => cli,
        Err(error) => return not_run(&error, language, &mut out, &messages),
    };
    let done = match cli.command {
        Command::Match(command) => command.run(&mut out),
        Command::Explain(command) => command.run(&mut out),
        Command::Questions(command) => command.run(&mut out),
        Command::Journey(command) => command.run(&mut out, &messages),
        Command::Size(command) => command.run(&mut out),
        Command::Ladder(command) => command.run(&mut out),
        Command::LatePayment(command) => command.run(&mut out, &messages),
        Command::WhatIf(command) => command.run(&mut out),
        Command::Timeline(command) => command.run(&mut out),
        Command::Calendar(command) => command.run(&mut out),
        Command::Batch(command) => command.run(&mut out, &messages),
        Command::Template(command) => command.run(&mut out),
        Command::Check(command) => command.run(&mut out),
        Command::Diff(command) => command.run(&mut out),
        Command::Reach(command) => command.run(&mut out),
        Command::Review(command) => command.run(&mut out),
        Command::Pages(command) => command.run(&mut out),
        Command::Renew(command) => command.run(&mut out),
        Command::Pack(command) => command.run(&mut out),
        Command::Schema(command) => command.run(&mut out),
    };
    let code = match &done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => told(failure, language, &messages),
    };
    // What a command has found is told in any case; an answer that is not there in full is worse than any of it.
    match out.flush().map_err(Failure::from) {
        Err(failure) if !matches!(done, Err(Failure::Unwritten(_))) => told(&failure, language, &messages),
        _ => code,
    }
}
