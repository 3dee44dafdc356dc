//! The checks and measurements: what `make test`, `make check` and their like run.

use std::fs;

use site::at;

use crate::tools::{self, command, finish, root, run};
use crate::{build, offline, release, setup};

/// One set of features for all tests, so that nothing is compiled twice.
const ALL: &str = "view-tests,browser-tests";

/// The page's features.
const PAGE: [&str; 4] = ["--target", tools::TARGET, "--no-default-features", "--features"];

/// Every test: library, command line, views, size of the site, journeys in a browser.
pub(crate) fn all() -> Result<(), String> {
    setup::test()?;
    build::site()?;
    print!("{}", offline::make(&build::dist(), &build::dist().join(build::OFFLINE))?);
    release::make(&build::dist(), &root().join("target/packed"))?;
    cargo(&["test", "--locked", "--package", "site", "--package", "xtask", "--features", "xtask/page"])?;
    cargo(&["test", "--locked", "--features", ALL])
}

/// Format and lints for both targets, quick tests.
pub(crate) fn check() -> Result<(), String> {
    setup::check()?;
    let warnings = ["--", "-D", "warnings"];
    let native = format!("{ALL},xtask/page");
    let lint = ["clippy", "--locked"];
    cargo(&["fmt", "--all", "--check"])?;
    cargo(&[&lint[..], &["--workspace", "--all-targets", "--features", &native], &warnings].concat())?;
    cargo(&[&lint[..], &PAGE, &["page"], &warnings].concat())?;
    cargo(&[&lint[..], &PAGE, &["page-bench", "--bin", "page-bench"], &warnings].concat())?;
    cargo(&["build", "--locked", "--quiet", "--lib", "--no-default-features"])?;
    cargo(&["build", "--locked", "--quiet", "--lib", "--no-default-features", "--target", tools::TARGET])?;
    cargo(&["test", "--locked", "--quiet"])
}

/// What the first visit transfers.
pub(crate) fn size() -> Result<(), String> {
    build::site()?;
    cargo(&["test", "--locked", "--quiet", "--features", ALL, "--test", "size", "--", "--nocapture"])
}

/// Medians, and ratios within one run; then the page in a browser, slowed down.
pub(crate) fn bench() -> Result<(), String> {
    setup::test()?;
    cargo(&["bench", "--locked", "--bench", "matching"])?;
    build::site()?;
    cargo(&[&["build", "--locked", "--profile", "page"], &PAGE[..], &["page-bench", "--bin", "page-bench"]].concat())?;
    let program = tools::target()?.join(tools::TARGET).join("page/page-bench.wasm");
    let mut bindgen = command("wasm-bindgen")?;
    finish(bindgen.args(["--target", "no-modules", "--no-typescript", "--out-dir", "target/bench-page"]).arg(program))?;
    cargo(&["bench", "--locked", "--features", ALL, "--bench", "page"])
}

/// New random catalogues, enterprises and hostile inputs.
pub(crate) fn fuzz(cases: &str) -> Result<(), String> {
    let mut cargo = command("cargo")?;
    cargo.args(["test", "--locked", "--test", "fuzz", "--test", "properties", "--test", "payment_properties"]);
    cargo.env("CARGO_TARGET_DIR", "target/fuzz").env("CARGO_PROFILE_DEV_OPT_LEVEL", "2");
    finish(cargo.env("POLICY_MATCH_FUZZ", cases).env("PROPTEST_CASES", cases))
}

/// The pictures of docs/screenshots.md anew.
pub(crate) fn screenshots() -> Result<(), String> {
    setup::test()?;
    build::site()?;
    cargo(&["test", "--locked", "--features", ALL, "--test", "browser", "--", "--ignored", "pictures"])?;
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
