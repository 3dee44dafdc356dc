//! The checks and measurements: what `make test`, `make check` and their like run.

use std::env;
use std::fs;
use std::path::PathBuf;

use site::at;

use crate::tools::{self, command, finish, root, run, succeeds};
use crate::{build, offline, release, setup, supply};

/// Every test: crates, command line, views; then the built site: its files, and journeys in browsers.
pub(crate) fn all() -> Result<(), String> {
    setup::test()?;
    build::site()?;
    print!("{}", offline::make(&build::dist(), &build::dist().join(build::OFFLINE))?);
    release::make(&build::dist(), &root().join("target/packed"))?;
    cargo(&["test", "--locked", "--workspace", "--features", "xtask/page", "--exclude", "site-tests"])?;
    cargo(&["test", "--locked", "--package", "site-tests"])
}

/// Format and lints for both targets, quick tests.
pub(crate) fn check() -> Result<(), String> {
    setup::check()?;
    let warnings = ["--", "-D", "warnings"];
    let page =
        ["clippy", "--locked", "--target", tools::TARGET, "--package", "policy-match-page", "--package", "page-bench"];
    let native = ["clippy", "--locked", "--workspace", "--all-targets", "--features", "xtask/page"];
    cargo(&["fmt", "--all", "--check"])?;
    cargo(&[&native[..], &warnings].concat())?;
    cargo(&[&page[..], &warnings].concat())?;
    deny()?;
    cargo(&["test", "--locked", "--quiet"])
}

/// Licences, sources, and known faults of the crates of others (deny.toml).
fn deny() -> Result<(), String> {
    let deny = |checks: &[&str]| {
        // Nothing is fetched on the way: what cannot be is told below.
        let whole = [
            &["--offline", "--locked", "--workspace", "--log-level", "error", "check", "--hide-inclusion-graph"],
            checks,
        ]
        .concat();
        run("cargo-deny", &whole)
    };
    deny(&["bans", "licenses", "sources"])?;
    let home = env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(PathBuf::from(env::var_os("HOME")?).join(".cargo"))).unwrap_or_default();
    let copies = home.join("advisory-dbs");
    let is_fresh = succeeds("cargo-deny", &["fetch", "db"]);
    if !is_fresh && supply::has_copy(&copies) {
        println!(
            "RustSec's list of known faults cannot be fetched now: the crates are checked against an older copy of it."
        );
    } else if !is_fresh {
        println!(
            "NOT CHECKED: known faults of the crates. RustSec's list of them cannot be fetched from here, and no copy is in {}.",
            copies.display()
        );
        return Ok(());
    }
    deny(&["advisories"])
}

/// Writes anew what is made from the code and kept in the repository: the first paint in index.html, the page on the
/// catalogue's coverage, the schemas.
pub(crate) fn codegen() -> Result<(), String> {
    for (package, test) in [
        ("policy-match-page", "the_page_carries_its_first_paint"),
        ("lint", "the_page_on_coverage_is_fresh"),
        ("policy-match-cli", "the_schemas_in_docs_are_fresh"),
    ] {
        finish(
            command("cargo")?
                .args(["test", "--locked", "--quiet", "--package", package, test])
                .env("UPDATE_EXPECT", "1"),
        )?;
    }
    Ok(())
}

/// What the first visit transfers.
pub(crate) fn size() -> Result<(), String> {
    build::site()?;
    cargo(&["test", "--locked", "--quiet", "--package", "site-tests", "--test", "site", "size", "--", "--nocapture"])
}

/// Medians, and ratios within one run; then the page in a browser, slowed down.
pub(crate) fn bench() -> Result<(), String> {
    setup::test()?;
    cargo(&["bench", "--locked", "--package", "index", "--bench", "matching"])?;
    build::site()?;
    cargo(&["build", "--locked", "--target", tools::TARGET, "--profile", "page", "--package", "page-bench"])?;
    let program = tools::target()?.join(tools::TARGET).join("page/page-bench.wasm");
    let mut bindgen = command("wasm-bindgen")?;
    finish(bindgen.args(["--target", "no-modules", "--no-typescript", "--out-dir", "target/bench-page"]).arg(program))?;
    cargo(&["bench", "--locked", "--package", "site-tests", "--bench", "page"])
}

/// New random catalogues, enterprises and hostile inputs.
pub(crate) fn fuzz(cases: &str) -> Result<(), String> {
    let mut cargo = command("cargo")?;
    cargo.args(["test", "--locked", "--package", "engine", "--package", "index", "--test", "it", "--"]);
    cargo.args(["fuzz", "properties", "equal"]);
    let mut links = command("cargo")?;
    links.args(["test", "--locked", "--package", "policy-match-page", "--", "fuzz"]);
    for cargo in [&mut cargo, &mut links] {
        cargo.env("CARGO_TARGET_DIR", "target/fuzz").env("CARGO_PROFILE_DEV_OPT_LEVEL", "2");
        finish(cargo.env("POLICY_MATCH_FUZZ", cases).env("PROPTEST_CASES", cases))?;
    }
    Ok(())
}

/// The pictures of docs/screenshots.md anew.
pub(crate) fn screenshots() -> Result<(), String> {
    setup::test()?;
    build::site()?;
    cargo(&["test", "--locked", "--package", "site-tests", "--test", "journeys", "--", "--ignored", "pictures"])?;
    let (from, to) = (root().join("target/screenshots"), root().join("docs/screenshots"));
    at(&to, fs::create_dir_all(&to))?;
    for name in site::files(&from)? {
        if let Some(own) = name.strip_prefix("docs-").filter(|own| site::is_a(own, "png")) {
            at(&to, fs::copy(from.join(&name), to.join(own)))?;
        }
    }
    Ok(())
}

fn cargo(arguments: &[&str]) -> Result<(), String> {
    run("cargo", arguments)
}
