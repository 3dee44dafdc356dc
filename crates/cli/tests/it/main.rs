//! The tests of the command line, one program.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test says what it expects by failing"
)]

mod calendar;
mod check;
mod cli;
mod diff_and_reach;
mod english;
mod journey;
mod likely;
mod output;
mod pack;
mod renew;
mod review;
mod schema;

use std::process::Command;

/// The program, run where the project's files are.
fn program() -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_policy-match"));
    program.current_dir(fixtures::path(""));
    program
}
