//! The build. `make help` says what the commands do; each installs what it needs and is missing.
//!
//! ```text
//! cargo xtask setup [page|check|test]   installs the tools that are missing
//! cargo xtask serve [PORT]              builds the site and serves it on this machine
//! cargo xtask watch [PORT]              serves the page while it is worked on
//! cargo xtask build                     builds the site into dist/, with packed copies for servers
//! cargo xtask offline                   and the one file that opens without a server
//! cargo xtask release                   and packs both into release/
//! cargo xtask twice                     releases from two folders and compares every byte
//! cargo xtask test|check|size|bench|screenshots
//! cargo xtask codegen                   writes anew what is made from the code and kept in the repository
//! cargo xtask fuzz [CASES]
//! cargo xtask run PROGRAM …             runs a program with the tools on the path
//! cargo xtask finish                    what Trunk runs to make the site of the compiled program
//! ```

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "the build speaks to the terminal")]

use std::env;
use std::process::ExitCode;

mod build;
#[cfg(feature = "page")]
mod embed;
#[cfg(feature = "page")]
mod finish;
mod offline;
#[cfg(feature = "page")]
mod program;
mod release;
mod serve;
mod setup;
mod supply;
mod supply_data;
mod tests;
mod tools;
mod twice;

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match arguments.as_slice() {
        ["setup"] => setup::check().and_then(|()| setup::test()),
        ["setup", "page"] => setup::page(),
        ["setup", "check"] => setup::check(),
        ["setup", "test"] => setup::test(),
        ["serve"] => serve(serve::PORT),
        ["serve", port] => serve(port),
        ["watch"] => watch(serve::PORT),
        ["watch", port] => watch(port),
        ["build"] => build::packed(),
        ["offline"] => build::offline(),
        ["release"] => build::release(),
        ["twice"] => twice::run(),
        ["test"] => tests::all(),
        ["check"] => tests::check(),
        ["codegen"] => tests::codegen(),
        ["size"] => tests::size(),
        ["bench"] => tests::bench(),
        ["fuzz"] => tests::fuzz("5000"),
        ["fuzz", cases] => tests::fuzz(cases),
        ["screenshots"] => tests::screenshots(),
        ["run", program, rest @ ..] => tools::run(program, rest),
        #[cfg(feature = "page")]
        ["finish"] => finish::site(),
        _ => Err("no such command: `make help` lists them, and xtask/src/main.rs".to_owned()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("{why}");
            ExitCode::FAILURE
        }
    }
}

fn serve(port: &str) -> Result<(), String> {
    // Before a build of some minutes.
    serve::listener(port)?;
    build::site()?;
    serve::site(&build::dist(), port)
}

fn watch(port: &str) -> Result<(), String> {
    serve::listener(port)?;
    build::watch(port)
}
