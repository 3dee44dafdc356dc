//! The first visit stays small: everything the front page fetches, as brotli, within its budget.

use std::{
    fmt::Write as _,
    io::{self, Write as _},
    path::{Path, PathBuf},
};

/// What a first visit may transfer until its first screen answers, in bytes of brotli at its highest level.
const BUDGET: usize = 150_000;

#[test]
fn the_first_visit_is_within_its_budget() {
    let dist = std::env::var_os("POLICY_MATCH_DIST").map_or_else(|| site_tests::root().join("dist"), PathBuf::from);
    let html = std::fs::read_to_string(dist.join("index.html")).expect("dist/index.html: run `make build` first");
    let first = first_load(&html);

    let mut files: Vec<String> = std::fs::read_dir(&dist)
        .expect("dist/ can be read")
        .filter(|entry| entry.as_ref().is_ok_and(|entry| entry.path().is_file()))
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        // Copies packed beforehand, for servers.
        .filter(|name| !Path::new(name).extension().is_some_and(|end| end == "br" || end == "gz"))
        .collect();
    files.sort_by_key(|name| (!first.contains(name), name.clone()));

    let mut table = format!("{:<44} {:>9} {:>9}\n", "file", "bytes", "brotli");
    let mut total = 0;
    for name in &files {
        let content = std::fs::read(dist.join(name)).expect("a file of dist/");
        let packed = brotli_size(&content);
        let later = if first.contains(name) { "" } else { "  (later)" };
        if later.is_empty() {
            total += packed;
        }
        writeln!(table, "{name:<44} {:>9} {packed:>9}{later}", content.len()).expect("memory");
    }
    writeln!(table, "{:<44} {:>9} {total:>9}  of {BUDGET}", "first visit", "").expect("memory");
    // Past the test runner's capture: the table is there on every run.
    write!(io::stdout(), "{table}").expect("standard output");

    for name in &first {
        assert!(files.contains(name), "index.html names {name}, which is not in dist/");
    }
    assert!(total <= BUDGET, "the first visit transfers {total} bytes, {} above the budget\n{table}", total - BUDGET);
}

/// The files that the page fetches before anyone does anything: itself and all it names.
fn first_load(html: &str) -> Vec<String> {
    // A link for people fetches nothing.
    let tags = html.split('<').filter(|tag| tag.starts_with("link") || tag.starts_with("script"));
    let mut names: Vec<String> = tags
        .filter_map(|tag| tag.split_once(" href=\"./").or_else(|| tag.split_once(" src=\"./")))
        .filter_map(|(_, rest)| rest.split('"').next().map(str::to_owned))
        .collect();
    names.push("index.html".to_owned());
    names
}

fn brotli_size(content: &[u8]) -> usize {
    let mut packed = Vec::new();
    let parameters = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
    brotli::BrotliCompress(&mut &content[..], &mut packed, &parameters).expect("packing in memory");
    packed.len()
}
