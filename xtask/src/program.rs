//! The program as it is served: cut into its pieces, with the glue for the first, shrunk, and lowered to WebAssembly 1.0.

use std::fs;
use std::path::Path;

use site::{at, read, text};
use wasm_bindgen_cli_support::Bindgen;

use crate::tools::{command, finish};

/// The name under which wasm-bindgen writes.
const NAME: &str = "policy-match-page";

/// What the ready standard library uses beyond WebAssembly 1.0 is lowered to it. (Floats out of an integer's range would
/// then become another integer than in Rust; the page has no such conversion.) Low memory is the end of the stack, which
/// no sound program reaches: the linker puts the stack first.
const SHRINK: [&str; 17] = [
    "-Oz",
    "--mvp-features",
    "--enable-mutable-globals",
    "--enable-bulk-memory",
    "--enable-sign-ext",
    "--enable-nontrapping-float-to-int",
    "--signext-lowering",
    "--llvm-nontrapping-fptoint-lowering",
    "--llvm-memory-copy-fill-lowering",
    "--strip-producers",
    "--strip-target-features",
    "--low-memory-unused",
    "--flatten",
    "--rereloop",
    "-Oz",
    "--dae-optimizing",
    "-Oz",
];

/// What boot.js loads before any other piece.
const SHARED: &str = "shared";

/// How the cutter's loader is asked for in the glue, once a piece: as a module of Node, which browsers do not have.
const LOADER: &str = "require(\"./__wasm_split.js\")";

/// How it is named in the list of what the program imports.
const IMPORTED: &str = "\"./__wasm_split.js\":";

/// What stands there instead: boot.js loads a piece by its name.
const OURS: &str = "new Proxy({}, { get: (_, name) => (callback, data) => \
                    policyMatchPiece(name.slice(\"__wasm_split_load_\".length), callback, data) })";

/// The finished program.
pub(crate) struct Program {
    /// The script that wasm-bindgen makes.
    pub(crate) glue: String,
    /// What the first visit pays for.
    pub(crate) first: Vec<u8>,
    /// The other pieces by name.
    pub(crate) pieces: Vec<(String, Vec<u8>)>,
}

/// As Trunk has left it, whole: for working on the page.
pub(crate) fn whole(folder: &Path) -> Result<Program, String> {
    let glue = text(&folder.join(format!("{NAME}.js")))?;
    Ok(Program { glue, first: read(&folder.join(format!("{NAME}_bg.wasm")))?, pieces: Vec::new() })
}

/// Makes the program from what cargo has compiled. `folder` is for files on the way, and emptied first.
pub(crate) fn in_pieces(compiled: &Path, folder: &Path) -> Result<Program, String> {
    if folder.exists() {
        at(folder, fs::remove_dir_all(folder))?;
    }
    at(folder, fs::create_dir_all(folder))?;
    let compiled = read(compiled)?;
    let first = folder.join(format!("{NAME}.wasm"));
    let mut options = wasm_split_cli_support::Options::new(&compiled);
    options.output_dir = folder;
    options.main_out_path = &first;
    let cut =
        wasm_split_cli_support::transform(options).map_err(|why| format!("the program cannot be cut: {why:#}"))?;
    let mut pieces = Vec::new();
    for piece in &cut.split_modules {
        let stem = piece.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        // What several pieces share has a number only. Of two pieces there is one such file.
        let name = stem.strip_prefix("split_").unwrap_or(SHARED);
        if pieces.iter().any(|(other, _)| other == name) {
            return Err(format!("{}: boot.js knows one piece that others share", piece.display()));
        }
        pieces.push((name.to_owned(), shrunk(piece)?));
    }
    if pieces.is_empty() {
        return Err("the program was not cut into pieces".to_owned());
    }

    // The other pieces need its table, which the linker exports.
    let mut bindgen = Bindgen::new();
    bindgen.input_path(&first).keep_lld_exports(true).typescript(false);
    let made = bindgen.no_modules(true).and_then(|bindgen| bindgen.generate(folder));
    made.map_err(|why| format!("wasm-bindgen cannot make the glue: {why:#}"))?;
    let made = whole(folder)?;
    if !made.glue.contains(LOADER) {
        return Err("the loader's place was not found in the glue: has wasm-bindgen changed its output?".to_owned());
    }
    let first = shrunk(&folder.join(format!("{NAME}_bg.wasm")))?;
    Ok(Program { glue: named_once(&made.glue).replace(LOADER, OURS), first, pieces })
}

/// The glue with the cutter's loader once in the list of imports, where wasm-bindgen names it for each piece.
fn named_once(glue: &str) -> String {
    let mut is_named = false;
    let is_kept = |line: &&str| !line.trim_start().starts_with(IMPORTED) || !std::mem::replace(&mut is_named, true);
    glue.split_inclusive('\n').filter(is_kept).collect()
}

/// A piece after wasm-opt.
fn shrunk(piece: &Path) -> Result<Vec<u8>, String> {
    let small = piece.with_extension("small");
    finish(command("wasm-opt")?.arg(piece).args(SHRINK).arg("-o").arg(&small))?;
    read(&small)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_loader_is_named_once_among_the_imports() {
        let glue =
            "return {\n  \"./__wasm_split.js\": import1,\n  \"./__wasm_split.js\": import2,\n  \"wbg\": import0,\n};";
        assert_eq!(named_once(glue), "return {\n  \"./__wasm_split.js\": import1,\n  \"wbg\": import0,\n};");
    }
}
