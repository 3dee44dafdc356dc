//! The built site runs in the oldest browsers that docs/hosting.md names, and says nothing of the machine it was built on.

use std::{
    io::Write as _,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use serde_json::json;
use wasmparser::{Validator, WasmFeatures};

/// The files of the built site as they are served, without the copies packed for servers: name and content, by name.
fn files() -> Vec<(String, Vec<u8>)> {
    let dist = std::env::var_os("POLICY_MATCH_DIST").map_or_else(|| site_tests::root().join("dist"), PathBuf::from);
    let mut files: Vec<(String, Vec<u8>)> = std::fs::read_dir(&dist)
        .expect("dist/ can be read: run `make build` first")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.is_file() && !path.extension().is_some_and(|end| end == "br" || end == "gz"))
        .map(|path| {
            let name = path.file_name().expect("a file has a name").to_string_lossy().into_owned();
            (name, std::fs::read(&path).expect("a file of dist/"))
        })
        .collect();
    files.sort();
    files
}

fn is_a(name: &str, extension: &str) -> bool {
    Path::new(name).extension().is_some_and(|own| own == extension)
}

/// What of a program WebAssembly 1.0 (<https://www.w3.org/TR/wasm-core-1/>) does not know, with its offset.
fn beyond_1_0(program: &[u8]) -> Option<String> {
    Validator::new_with_features(WasmFeatures::WASM1).validate_all(program).err().map(|error| error.to_string())
}

#[test]
fn the_program_needs_no_more_than_webassembly_1_0() {
    let programs: Vec<(String, Vec<u8>)> = files().into_iter().filter(|(name, _)| is_a(name, "wasm")).collect();
    assert!(programs.len() >= 2, "the program comes in two pieces");
    for (name, program) in programs {
        assert_eq!(beyond_1_0(&program), None, "{name}");
    }
    // One function that extends a sign, which came with 2.0.
    let newer = b"\0asm\x01\0\0\0\x01\x06\x01\x60\x01\x7f\x01\x7f\x03\x02\x01\0\x0a\x07\x01\x05\0\x20\0\xc0\x0b";
    assert!(beyond_1_0(newer).is_some_and(|error| error.contains("sign extension")));
}

/// The scripts of the site: its files, and what stands in its pages.
fn scripts() -> Vec<(String, String)> {
    let mut scripts = Vec::new();
    for (name, content) in files() {
        if is_a(&name, "js") {
            scripts.push((name, String::from_utf8(content).expect("a script is UTF-8")));
        } else if is_a(&name, "html") {
            let page = String::from_utf8(content).expect("a page is UTF-8");
            for (number, script) in page.split("<script>").skip(1).enumerate() {
                let script = script.split("</script>").next().unwrap_or_default();
                scripts.push((format!("{name}, script {}", number.saturating_add(1)), script.to_owned()));
            }
        }
    }
    scripts
}

/// The level of ECMAScript that the build states, and what of the scripts a parser of that level does not understand.
fn not_understood(scripts: &[(String, String)]) -> String {
    let level = site::ECMASCRIPT;
    let acorn = std::env::var("ACORN").expect("ACORN names acorn.js: run `make test`");
    assert!(Path::new(&acorn).is_file(), "{acorn} is not there: run `make setup`");
    let program = format!(
        "const acorn = require({acorn:?});
        for (const [name, text] of JSON.parse(require('fs').readFileSync(0, 'utf8'))) {{
            try {{ acorn.parse(text, {{ ecmaVersion: {level}, sourceType: 'script' }}); }}
            catch (error) {{ console.log(name + ': ' + error.message + ' ' + text.slice(error.pos, error.pos + 60)); }}
        }}"
    );
    let mut node = Command::new("node")
        .args(["-e", &program])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("node: {error}; run `make setup`"));
    let mut into = node.stdin.take().expect("piped");
    into.write_all(json!(scripts).to_string().as_bytes()).expect("node reads the scripts");
    drop(into);
    let output = node.wait_with_output().expect("node ends");
    assert!(output.status.success(), "node failed");
    String::from_utf8(output.stdout).expect("UTF-8")
}

#[test]
fn scripts_stay_within_the_stated_ecmascript() {
    let scripts = scripts();
    let is_there = |start: &str| scripts.iter().any(|(name, _)| name.starts_with(start));
    for start in [
        "boot.js",
        "failure.js",
        "host-",
        "keep-",
        "worker.js",
        "embed.js",
        "policy-match-element",
        "try.js",
        "catalogue.js",
    ] {
        assert!(is_there(start), "{start} is not among the scripts");
    }
    assert!(is_there("policy-match-offline.html"), "the one file is not there: run `make offline` first");
    assert_eq!(not_understood(&scripts), "");
    let newer = ("newer".to_owned(), "a?.b".to_owned());
    assert!(not_understood(&[newer]).starts_with("newer: Unexpected token"));
}

#[test]
fn no_path_of_the_machine_is_in_the_site() {
    let mut paths = vec![site_tests::root().canonicalize().unwrap().to_str().unwrap().to_owned()];
    paths.extend(["HOME", "CARGO_HOME", "CARGO_TARGET_DIR"].iter().filter_map(|name| std::env::var(name).ok()));
    let home = std::env::var("HOME").unwrap_or_default();
    // A home that is no longer than `/root` would be found by accident, in the names of our own files.
    paths.retain(|path| path.len() > 5);
    paths.extend([".cargo", ".rustup", ".cache"].map(|folder| format!("{home}/{folder}")));
    for (name, content) in files() {
        for path in &paths {
            let found = content.windows(path.len()).any(|window| window == path.as_bytes());
            assert!(!found, "{name} holds {path}");
        }
    }
}
