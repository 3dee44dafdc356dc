//! Finishes the site that Trunk has built: joins the scripts for host pages and packs the files for servers.
//!
//! Run by the build (`scripts/finish-page.sh`, `make`):
//!
//! ```text
//! finish-site embed FOLDER           adds embed.js, policy-match-element.js, their types and the page to try them
//! finish-site worker FOLDER          adds the service worker, which keeps the page for times without a network
//! finish-site offline FOLDER FILE    makes one file of the whole site
//! finish-site compress FOLDER        puts a .br and a .gz beside each file that gains from it
//! finish-site release FOLDER FOLDER  packs the site, the one file and an npm package, with checksums
//! finish-site port PORT              says so if a port of this machine is taken
//! finish-site serve FOLDER PORT      serves the site on this machine
//! ```

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a program of the build speaks to the terminal")]

use std::env;
use std::path::Path;
use std::process::ExitCode;

use finish_site::{at, attribute, compress, files, hex, integrity, is_a, read, text, worker, write};

mod embed;
mod offline;
mod release;
mod serve;

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match arguments.as_slice() {
        ["embed", folder] => embed::add(Path::new(folder)),
        ["worker", folder] => worker::make(Path::new(folder)),
        ["offline", folder, file] => offline::make(Path::new(folder), Path::new(file)),
        ["compress", folder] => compress::all(Path::new(folder)),
        ["release", site, folder] => release::make(Path::new(site), Path::new(folder)),
        ["port", port] => serve::listener(port).map(|_| String::new()),
        ["serve", folder, port] => serve::site(Path::new(folder), port),
        _ => Err("usage: finish-site embed FOLDER | worker FOLDER | offline FOLDER FILE | compress FOLDER | \
                  release FOLDER FOLDER | port PORT | serve FOLDER PORT"
            .to_owned()),
    };
    match done {
        Ok(said) => {
            print!("{said}");
            ExitCode::SUCCESS
        }
        Err(why) => {
            eprintln!("finish-site: {why}");
            ExitCode::FAILURE
        }
    }
}
