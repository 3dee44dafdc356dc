//! Builds the site with Trunk, unless the one in dist/ is of these very sources; packs it, watches the sources.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use sha2::{Digest as _, Sha256};
use site::{at, compress, files, hex, read, text, write};

use crate::tools::{self, command, finish, root, said};
use crate::{offline, release, setup};

/// What of the checkout no file of the site depends on. Everything else does, so that nothing can be forgotten.
const NO_INPUTS: [&str; 9] =
    ["target", "dist", "release", "docs", "tests", "benches", "deploy", "node_modules", "publiccode.yml"];

/// What a change of the environment can change the site by.
const VARIABLES: [&str; 4] = ["RUSTC", "RUSTC_WRAPPER", "RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS"];

/// What [`watch`] looks at: sources, and nothing that a build writes, since Trunk's watcher stops on files that come and
/// go.
const SOURCES: [&str; 7] = ["index.html", "assets", "src", "crates", "policies.json", "Cargo.toml", "Cargo.lock"];

/// The one file, in the site's folder.
pub(crate) const OFFLINE: &str = "policy-match-offline.html";

/// Where the site is built.
pub(crate) fn dist() -> PathBuf {
    root().join("dist")
}

/// Builds the site, unless the one that is there is of these sources and tools.
pub(crate) fn site() -> Result<(), String> {
    let stamp = tools::target()?.join("site.stamp");
    // Before the build: what changes meanwhile is built the next time.
    let inputs = inputs()?;
    if let (Ok(known), Ok(there)) = (text(&stamp), outputs())
        && known == format!("{inputs} {there}\n")
    {
        println!("The site in dist/ is up to date.");
        return Ok(());
    }
    setup::page()?;
    if let Some(notice) = tools::other_compiler() {
        println!("{notice}");
    }
    println!("Building the page: 2 to 5 minutes the first time.");
    finish(
        trunk()?.args(["build", "--release"]).env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", without_paths()?),
    )?;
    write(&stamp, format!("{inputs} {}\n", outputs()?).as_bytes())
}

/// Builds the site with packed copies for servers.
pub(crate) fn packed() -> Result<(), String> {
    site()?;
    print!("{}", compress::all(&dist())?);
    println!("The site is in dist/: static files that work under any path.");
    Ok(())
}

/// Builds that, and the one file.
pub(crate) fn offline() -> Result<(), String> {
    packed()?;
    print!("{}", offline::make(&dist(), &dist().join(OFFLINE))?);
    Ok(())
}

/// Builds that, and packs it into release/.
pub(crate) fn release() -> Result<(), String> {
    offline()?;
    print!("{}", release::make(&dist(), &root().join("release"))?);
    Ok(())
}

/// Serves the page and builds it again, whole and not shrunk, when a source changes.
pub(crate) fn watch(port: &str) -> Result<(), String> {
    setup::page()?;
    println!("Building; then the page is at http://127.0.0.1:{port} (Ctrl+C ends it).");
    let watched = SOURCES.iter().flat_map(|source| ["--watch", source]);
    finish(trunk()?.args(["serve", "--port", port]).args(watched))
}

/// Trunk, which finds its tools here and not on the network.
fn trunk() -> Result<Command, String> {
    let mut trunk = command("trunk")?;
    trunk.env("TRUNK_OFFLINE", "true").env("RUST_BACKTRACE", "0");
    Ok(trunk)
}

/// Flags that keep the machine's paths out of the page; they add to those of .cargo/config.toml.
fn without_paths() -> Result<String, String> {
    let sysroot = said("rustc", &["--print", "sysroot"]).ok_or("rustc does not say where it lies")?;
    let cargo = env::var_os("CARGO_HOME").map(PathBuf::from);
    let cargo = cargo.or_else(|| Some(PathBuf::from(env::var_os("HOME")?).join(".cargo"))).unwrap_or_default();
    let mut flags = Vec::new();
    for (path, name) in [(root(), "."), (&cargo, "cargo"), (Path::new(&sysroot), "rust")] {
        let path = path.display().to_string();
        if path.contains(char::is_whitespace) {
            return Err(format!("{path}: a path with a space cannot be kept out of the page; build in another folder"));
        }
        flags.push(format!("--remap-path-prefix={path}={name}"));
    }
    Ok(flags.join(" "))
}

/// A hash of all that the site is made of.
fn inputs() -> Result<String, String> {
    let mut hash = Sha256::new();
    for entry in names(root())? {
        let is_plain = !entry.starts_with('.') || entry == ".cargo";
        if is_plain && !NO_INPUTS.contains(&entry.as_str()) && !site::is_a(&entry, "md") {
            add(&mut hash, &root().join(entry))?;
        }
    }
    for variable in VARIABLES {
        hash.update(format!("{variable}={:?}\n", env::var_os(variable)));
    }
    for (program, argument) in [("rustc", "-vV"), ("wasm-opt", "--version")] {
        hash.update(format!("{program}: {:?}\n", said(program, &[argument])));
    }
    Ok(hex(&hash.finalize()))
}

/// A hash of the built site, without what is packed of it.
fn outputs() -> Result<String, String> {
    let mut hash = Sha256::new();
    for name in files(&dist())? {
        if name != OFFLINE && !site::is_a(&name, "br") && !site::is_a(&name, "gz") {
            add(&mut hash, &dist().join(name))?;
        }
    }
    Ok(hex(&hash.finalize()))
}

/// Adds a file, or a folder with all in it, to a hash.
fn add(hash: &mut Sha256, path: &Path) -> Result<(), String> {
    hash.update(path.strip_prefix(root()).unwrap_or(path).to_string_lossy().as_bytes());
    if path.is_dir() {
        for entry in names(path)? {
            add(hash, &path.join(entry))?;
        }
    } else {
        let content = read(path)?;
        hash.update(format!(" {}\n", content.len()));
        hash.update(content);
    }
    Ok(())
}

/// What is in a folder, by name.
fn names(folder: &Path) -> Result<Vec<String>, String> {
    let mut names = Vec::new();
    for entry in at(folder, fs::read_dir(folder))? {
        names.push(at(folder, entry)?.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    Ok(names)
}
