//! A browser, a small web server and the built site, for tests and benches.

#![expect(
    missing_docs,
    missing_debug_implementations,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::print_stderr,
    clippy::missing_panics_doc,
    clippy::return_self_not_must_use,
    reason = "a test says what it expects by failing"
)]

pub mod browser;
pub mod driver;
pub mod server;

use std::path::{Path, PathBuf};

/// The project's folder.
#[must_use]
pub fn root() -> PathBuf {
    // Without `..`, which Chromium refuses in the path of a profile.
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    own.parent().unwrap_or(own).to_owned()
}

/// The folder in which cargo builds.
#[must_use]
pub fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// The command line, which `cargo build` leaves beside the folder of the tests.
///
/// # Panics
/// When it was not built.
#[must_use]
pub fn program() -> std::process::Command {
    let test = std::env::current_exe().unwrap();
    let built = test.ancestors().nth(2).unwrap().join("policy-match");
    assert!(built.is_file(), "{}: run `cargo build` first", built.display());
    std::process::Command::new(built)
}
