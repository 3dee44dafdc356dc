//! The tools of the build: which there are, their pinned versions, where they lie, and how they are run.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use site::text;

/// The compiler of releases: another may make other bytes of the same source.
pub(crate) const RUST: &str = "1.95.0";
/// Compiles the page and watches its sources.
pub(crate) const TRUNK: &str = "0.21.14";
/// Shrinks scripts and style sheets, and lowers scripts to [`site::ECMASCRIPT`].
pub(crate) const ESBUILD: &str = "0.28.2";
/// Brings wasm-opt, which shrinks the program and lowers it to WebAssembly 1.0.
pub(crate) const BINARYEN: &str = "132.0.0";
/// An older wasm-opt of the system will do from here on; below it cannot lower to WebAssembly 1.0.
pub(crate) const BINARYEN_LEAST: u32 = 121;
/// Reads the finished scripts at their stated level, for the tests.
pub(crate) const ACORN: &str = "8.19.0";
/// Finds barriers on the page, for the browser tests.
pub(crate) const AXE: &str = "4.14.1";
/// Looks at the crates of others: licences, sources, known faults (deny.toml).
pub(crate) const DENY: &str = "0.20.2";
/// Drives Firefox in the tests.
pub(crate) const GECKODRIVER: &str = "0.37.1";

/// What the page is compiled for.
pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

/// The checkout.
pub(crate) fn root() -> &'static Path {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    own.parent().unwrap_or(own)
}

/// Where cargo builds: this program lies in a folder of it.
pub(crate) fn target() -> Result<PathBuf, String> {
    let own = env::current_exe().map_err(|error| format!("this program does not know where it lies: {error}"))?;
    let target = own.parent().and_then(Path::parent).map(Path::to_path_buf);
    target.ok_or_else(|| format!("{} is not in a target folder", own.display()))
}

/// The version of wasm-bindgen's command line, which must be that of the crate.
pub(crate) fn wasm_bindgen() -> Result<String, String> {
    let lock = root().join("Cargo.lock");
    let known = text(&lock)?;
    let version =
        known.split_once("name = \"wasm-bindgen\"\nversion = \"").and_then(|(_, rest)| rest.split('"').next());
    version.map(str::to_owned).ok_or_else(|| format!("{} does not name wasm-bindgen", lock.display()))
}

/// Where the tools lie: outside the checkout, so that another clone finds the same.
pub(crate) fn home() -> Result<PathBuf, String> {
    if let Some(named) = env::var_os("POLICY_MATCH_TOOLS") {
        return Ok(named.into());
    }
    let cache = env::var_os("XDG_CACHE_HOME").map(PathBuf::from);
    let cache = cache.or_else(|| Some(PathBuf::from(env::var_os("HOME")?).join(".cache")));
    let cache =
        cache.ok_or("no home folder is known, where the tools could lie: name a folder in POLICY_MATCH_TOOLS")?;
    Ok(cache.join("policy-match/tools"))
}

/// The folder of one tool in one version.
pub(crate) fn home_of(tool: &str, version: &str) -> Result<PathBuf, String> {
    Ok(home()?.join(format!("{tool}-{version}")))
}

/// What the tests load of npm's package axe-core; a file named in `AXE` goes before.
pub(crate) fn axe() -> Result<PathBuf, String> {
    loaded("AXE", "axe", AXE, "axe-core/axe.min.js")
}

/// What the tests load of npm's package acorn; a file named in `ACORN` goes before.
pub(crate) fn acorn() -> Result<PathBuf, String> {
    loaded("ACORN", "acorn", ACORN, "acorn/dist/acorn.js")
}

fn loaded(variable: &str, tool: &str, version: &str, file: &str) -> Result<PathBuf, String> {
    match env::var_os(variable) {
        Some(named) => Ok(named.into()),
        None => Ok(home_of(tool, version)?.join("node_modules").join(file)),
    }
}

/// Where programs are looked for: the pinned tools first, then the path, then rustup's own folder for shells that have
/// not read its profile.
fn path() -> Result<OsString, String> {
    let mut places = vec![
        home_of("esbuild", ESBUILD)?.join("node_modules/.bin"),
        home_of("trunk", TRUNK)?.join("bin"),
        home_of("geckodriver", GECKODRIVER)?.join("bin"),
        home_of("cargo-deny", DENY)?.join("bin"),
        home_of("wasm-bindgen", &wasm_bindgen()?)?.join("bin"),
        home_of("binaryen", BINARYEN)?.join("node_modules/.bin"),
    ];
    places.extend(env::split_paths(&env::var_os("PATH").unwrap_or_default()));
    let cargo = env::var_os("CARGO_HOME").map(PathBuf::from);
    let cargo = cargo.or_else(|| Some(PathBuf::from(env::var_os("HOME")?).join(".cargo")));
    places.extend(cargo.map(|cargo| cargo.join("bin")));
    env::join_paths(places).map_err(|error| format!("the path cannot be set: {error}"))
}

/// Where a program is on the path, if it is.
pub(crate) fn find(program: &str) -> Option<PathBuf> {
    if program.contains('/') {
        return Some(PathBuf::from(program)).filter(|path| path.is_file());
    }
    let path = path().ok()?;
    env::split_paths(&path).map(|place| place.join(program)).find(|path| path.is_file())
}

/// A command that finds the tools and runs in the checkout.
pub(crate) fn command(program: &str) -> Result<Command, String> {
    let mut command = Command::new(program);
    command.current_dir(root()).env("PATH", path()?).env("AXE", axe()?).env("ACORN", acorn()?);
    Ok(command)
}

/// Runs a program to its end and fails if it does.
pub(crate) fn run(program: &str, arguments: &[&str]) -> Result<(), String> {
    finish(command(program)?.args(arguments))
}

/// Runs a prepared command to its end and fails if it does.
pub(crate) fn finish(command: &mut Command) -> Result<(), String> {
    let name = command.get_program().to_string_lossy().into_owned();
    let status = command.status().map_err(|error| format!("{name} does not start ({error}): run `make setup`"))?;
    if status.success() { Ok(()) } else { Err(format!("{name} failed (see above)")) }
}

/// Whether a program, which says nothing, succeeds.
pub(crate) fn succeeds(program: &str, arguments: &[&str]) -> bool {
    let quiet = command(program).map(|mut command| {
        command.args(arguments).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status()
    });
    quiet.is_ok_and(|status| status.is_ok_and(|status| status.success()))
}

/// What a program writes to standard output; nothing where it fails.
pub(crate) fn said(program: &str, arguments: &[&str]) -> Option<String> {
    let output = command(program).ok()?.args(arguments).stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Whether a tool says of itself that it is a version (`NAME 1.2.3`, `NAME version 132 (…)`).
pub(crate) fn is_version(program: &str, version: &str) -> bool {
    said(program, &["--version"]).is_some_and(|said| said.split_whitespace().any(|word| word == version))
}

/// What is to be said of the compiler, if it is not the pinned one.
pub(crate) fn other_compiler() -> Option<String> {
    let there = said("rustc", &["--version"])?;
    (!there.split_whitespace().any(|word| word == RUST))
        .then(|| format!("Releases are built with Rust {RUST}; here is {there}, whose bytes may differ."))
}
