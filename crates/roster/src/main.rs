//! The command line for whole rosters: the matching of `policy-match batch` on Apache `DataFusion`, and on a cluster of
//! Apache Ballista where one machine is not enough.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "types of columns and errors of engines are many: those that matter are named"
)]
#![expect(clippy::struct_excessive_bools, reason = "each is an option of its own")]
#![expect(clippy::struct_field_names, reason = "columns are what a batch of columns has")]
#![expect(clippy::large_enum_variant, reason = "there is one at a time")]
#![expect(clippy::needless_pass_by_value, reason = "what becomes a table is handed over")]

mod changes;
mod cluster;
mod columns;
mod edition;
mod failure;
mod functions;
mod questions;
mod rejects;
mod roster;
mod run;
mod summary;
mod views;

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use clap::{Args, Parser, Subcommand};
use engine::catalogue::Language;
use engine::enterprise::TypedError;
use engine::quantity::Date;

use crate::failure::Failure;

/// Matches whole rosters of enterprises to the policies that they can use.
#[derive(Debug, Parser)]
#[command(name = "policy-match-roster", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
enum Command {
    /// Match a roster, or ask a question about it
    Run(Box<run::Run>),
    /// Start the scheduler of a cluster
    Scheduler(cluster::Scheduler),
    /// Start an executor of a cluster
    Executor(cluster::Executor),
    /// Pack a catalogue for the machines of a cluster, under its hash
    Pack(Pack),
}

/// `pack`
#[derive(Debug, Args)]
struct Pack {
    /// The folder that the machines are started with (--catalogues)
    #[arg(value_name = "FOLDER")]
    folder: PathBuf,
    /// A catalogue to use instead of the bundled one
    #[arg(long, value_name = "FILE")]
    catalogue: Option<PathBuf>,
    /// A local catalogue laid over it; may be given several times
    #[arg(long, value_name = "FILE")]
    overlay: Vec<PathBuf>,
}

fn language(tag: &str) -> Result<Language, String> {
    tag.parse().map_err(|()| "zh or en".to_owned())
}

fn date(text: &str) -> Result<Date, String> {
    text.parse().map_err(|why| wording::typed_error(text, TypedError::Number(why), Language::En))
}

/// Reads a number of bytes: 512M, 4G, 4GB, 4GiB; of 1,024 each.
fn size(text: &str) -> Result<u64, String> {
    let wrong = || "a number of bytes such as 512M or 4G".to_owned();
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let power = match text.strip_prefix(digits).unwrap_or_default().to_ascii_uppercase().as_str() {
        "" | "B" => 0,
        "K" | "KB" | "KIB" => 10,
        "M" | "MB" | "MIB" => 20,
        "G" | "GB" | "GIB" => 30,
        "T" | "TB" | "TIB" => 40,
        _ => return Err(wrong()),
    };
    let number: u64 = digits.trim().parse().map_err(|_| wrong())?;
    1_u64.checked_shl(power).and_then(|unit| number.checked_mul(unit)).filter(|bytes| *bytes > 0).ok_or_else(wrong)
}

/// Today in China, where the policies hold.
#[expect(clippy::disallowed_methods, reason = "the command line is where the clock is read")]
fn today() -> Date {
    /// The Julian day of 1 January 1970.
    const UNIX_EPOCH_DAY: i64 = 2_440_588;
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let seconds = i64::try_from(now).unwrap_or(0).saturating_add(8 * 3600);
    Date::from_day(seconds.div_euclid(86_400).saturating_add(UNIX_EPOCH_DAY))
}

/// Says something to the person who runs it.
#[expect(clippy::print_stderr, reason = "this is where messages go")]
fn say(what: &str) {
    eprintln!("policy-match-roster: {what}");
}

/// Comes when somebody stops the program: by Ctrl+C, or as systems do.
async fn stopped() {
    let interrupted = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut ended) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = interrupted => {}
                _ = ended.recv() => {}
            }
            return;
        }
    }
    let _ = interrupted.await;
}

/// So long what is under way may take to stop.
const PATIENCE: Duration = Duration::from_secs(10);

/// Bytes of stack for each thread: plans of many policies and files go deep.
const STACK: usize = 16 * 1024 * 1024;

fn done(command: Command) -> Result<(), Failure> {
    if let Command::Pack(Pack { folder, catalogue, overlay }) = command {
        let path = edition::distribute(catalogue.as_deref(), &overlay, &folder)?;
        say(&format!("packed as {}", path.display()));
        return Ok(());
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().thread_stack_size(STACK).build();
    let runtime = runtime.map_err(|why| Failure::new(format!("the program cannot begin: {why}")))?;
    match command {
        Command::Run(run) => {
            let done = runtime.block_on(run.run(&say, stopped()));
            // Nothing writes any more when what is not finished is removed.
            runtime.shutdown_timeout(PATIENCE);
            if let (Err(_), Some(unfinished)) = (&done, run.unfinished()) {
                run::remove(&unfinished)?;
            }
            done
        }
        Command::Scheduler(scheduler) => runtime.block_on(async {
            tokio::select! {
                ended = scheduler.run(&say) => ended,
                () = stopped() => Ok(()),
            }
        }),
        Command::Executor(executor) => runtime.block_on(executor.run(&say)),
        Command::Pack(_) => Ok(()),
    }
}

fn main() -> ExitCode {
    env_logger::Builder::from_env(env_logger::Env::default().default_filter_or("error")).init();
    match done(Cli::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            say(&failure.to_string());
            ExitCode::from(if matches!(failure, Failure::Cancelled) { 130 } else { 2 })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_with_their_unit() {
        assert_eq!(size("4G"), Ok(4 << 30));
        assert_eq!(size("512mb"), Ok(512 << 20));
        assert_eq!(size("7"), Ok(7));
        for wrong in ["", "0", "G", "4X", "-1", "99999999999T"] {
            assert!(size(wrong).is_err(), "{wrong}");
        }
    }
}
