//! Finishes the site that Trunk has built: joins the scripts for host pages and packs the files for servers.
//!
//! Run by the build (`scripts/finish-page.sh`, `make build`):
//!
//! ```text
//! finish-site embed FOLDER           adds embed.js, policy-match-element.js, their types and the page to try them
//! finish-site worker FOLDER          adds the service worker, which keeps the page for times without a network
//! finish-site offline FOLDER FILE    makes one file of the whole site
//! finish-site compress FOLDER        puts a .br and a .gz beside each file that gains from it
//! finish-site release FOLDER FOLDER  packs the site, the one file and an npm package, with checksums
//! ```

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a program of the build speaks to the terminal")]

use std::path::Path;
use std::process::ExitCode;
use std::{env, fs, io};

mod compress;
mod embed;
mod offline;
mod release;
mod worker;

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match arguments.as_slice() {
        ["embed", folder] => embed::add(Path::new(folder)),
        ["worker", folder] => worker::make(Path::new(folder)),
        ["offline", folder, file] => offline::make(Path::new(folder), Path::new(file)),
        ["compress", folder] => compress::all(Path::new(folder)),
        ["release", site, folder] => release::make(Path::new(site), Path::new(folder)),
        _ => Err("usage: finish-site embed FOLDER | worker FOLDER | offline FOLDER FILE | compress FOLDER | \
                  release FOLDER FOLDER"
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

/// Names the file that a failure is about.
fn at<T>(path: &Path, result: io::Result<T>) -> Result<T, String> {
    result.map_err(|error| format!("{}: {error}", path.display()))
}

fn read(path: &Path) -> Result<Vec<u8>, String> {
    at(path, fs::read(path))
}

fn write(path: &Path, content: &[u8]) -> Result<(), String> {
    at(path, fs::write(path, content))
}

/// Whether a file has an extension.
fn is_a(name: &str, extension: &str) -> bool {
    Path::new(name).extension().is_some_and(|own| own == extension)
}

/// The files directly in a folder, by name.
fn files(folder: &Path) -> Result<Vec<String>, String> {
    let mut names = Vec::new();
    for entry in at(folder, fs::read_dir(folder))? {
        let entry = at(folder, entry)?;
        if entry.path().is_file() {
            names.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    names.sort();
    Ok(names)
}
