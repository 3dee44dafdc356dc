//! The command line, for policy editors and advisers: the same library, in text or JSON.
//!
//! Exit codes: 0 done; 1 `check --strict` found warnings; 2 something given is wrong (the message says what and where).

mod batch;
mod check;
mod cliffs;
mod diff;
mod explain;
mod failure;
mod input;
mod input_schemas;
mod ladder;
mod late_payment;
mod matching;
mod output;
mod pages;
mod phrases;
mod questions;
mod reach;
mod renew;
mod schema;
mod script;
mod size;
mod timeline;

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, CommandFactory as _, FromArgMatches as _, Parser, Subcommand, ValueEnum};

use engine::catalogue::Language;
use engine::enterprise::TypedError;
use engine::quantity::Date;
use failure::Failure;

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
    /// Match many enterprises, one a row (CSV or NDJSON)
    Batch(batch::Batch),
    /// Check a catalogue and run its examples
    Check(check::Check),
    /// What changed between two catalogues, and who gains and loses
    Diff(diff::Diff),
    /// A policy's rule as a table of cases, an enterprise that meets it, and its share of a made-up population
    Reach(reach::Reach),
    /// Write the whole catalogue as plain web pages, which need no script: for search engines and old browsers
    Pages(pages::Pages),
    /// After editing files of the built site: check it, pack them anew, and have browsers take them
    Renew(renew::Renew),
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

fn main() -> ExitCode {
    let given = Cli::command().try_get_matches();
    let language = given.as_ref().ok().and_then(|given| given.subcommand());
    let language = language.and_then(|(_, given)| given.try_get_one("lang").ok()?.copied()).unwrap_or(Language::En);
    // What rows of a batch hold belongs to others, so it stays as it is.
    let tag = given.as_ref().ok().and_then(|given| given.subcommand()).filter(|(command, _)| *command != "batch");
    let tag = tag.and_then(|(_, given)| given.try_get_raw("lang").ok()??.next()?.to_str());
    let table = tag.and_then(script::table);
    let cli = match given.and_then(|given| Cli::from_arg_matches(&given)) {
        Ok(cli) => cli,
        Err(error) => {
            // Help goes to standard output with code 0, errors to standard error with code 2. If even that cannot be
            // written, there is nobody to tell.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    let mut out = script::Lines::new(io::BufWriter::new(io::stdout().lock()), table.clone());
    let done = match cli.command {
        Command::Match(command) => command.run(&mut out),
        Command::Explain(command) => command.run(&mut out),
        Command::Questions(command) => command.run(&mut out),
        Command::Size(command) => command.run(&mut out),
        Command::Ladder(command) => command.run(&mut out),
        Command::LatePayment(command) => command.run(&mut out),
        Command::WhatIf(command) => command.run(&mut out),
        Command::Timeline(command) => command.run(&mut out),
        Command::Batch(command) => command.run(&mut out),
        Command::Check(command) => command.run(&mut out),
        Command::Diff(command) => command.run(&mut out),
        Command::Reach(command) => command.run(&mut out),
        Command::Pages(command) => command.run(&mut out),
        Command::Renew(command) => command.run(&mut out),
        Command::Schema(command) => command.run(&mut out),
    };
    let Err(failure) = done.and_then(|()| out.flush().map_err(Failure::from)) else { return ExitCode::SUCCESS };
    let mut err = script::Lines::new(io::stderr().lock(), table);
    for line in failure.lines(language) {
        // As above: nobody left to tell.
        let _ = writeln!(err, "policy-match: {line}");
    }
    failure.exit_code()
}
