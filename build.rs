//! Packs `policies.json` for the page and the command line, with the library's own reader.

#[expect(dead_code, unreachable_pub, reason = "the build uses only the reading part")]
#[path = "src/quantity/mod.rs"]
mod quantity;

#[expect(dead_code, unused_imports, unreachable_pub, reason = "the build uses only the reading part")]
#[path = "src/enterprise/mod.rs"]
mod enterprise;

#[expect(dead_code, unused_imports, unreachable_pub, reason = "the build uses only the reading part")]
#[path = "src/catalogue/mod.rs"]
mod catalogue;

#[cfg(feature = "cli")]
#[expect(dead_code, unused_imports, unreachable_pub, reason = "the build uses only the index")]
#[path = "src/matching/mod.rs"]
mod matching;

#[expect(unreachable_pub, dead_code, reason = "the build makes the table, the program reads it")]
#[path = "src/text/script.rs"]
mod script;

use std::collections::BTreeSet;
use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use base64::Engine as _;
use catalogue::Language;
use catalogue::packed::{First, Pack, pack};
use sha2::Digest as _;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=policies.json");
    // Sentences are in `text`; what other folders say in Chinese is seen whenever the build runs anew.
    for layer in ["quantity", "enterprise", "catalogue", "matching", "text"] {
        println!("cargo::rerun-if-changed=src/{layer}");
    }
    let out = PathBuf::from(std::env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?);
    let loaded = catalogue::loading::load(&std::fs::read_to_string("policies.json")?);
    for problem in &loaded.problems {
        println!("cargo::warning=policies.json{}: {:?}", problem.place, problem.what);
    }
    let damaged = |_| "the catalogue cannot be packed";
    let names = loaded.names;
    let whole = Pack { catalogue: loaded.catalogue, texts: loaded.texts, names };
    std::fs::write(out.join("whole.bin"), pack(&whole).map_err(damaged)?)?;
    #[cfg(feature = "cli")]
    std::fs::write(out.join("index.bin"), pack(&matching::index::Index::new(&whole.catalogue)).map_err(damaged)?)?;
    // The page's two pieces: the rules for the first screen with the names, then all rules, whose texts come in files.
    std::fs::write(out.join("first.bin"), pack(&First::of(&whole)).map_err(damaged)?)?;
    std::fs::write(out.join("rules.bin"), pack(&whole.catalogue).map_err(damaged)?)?;
    // Each language's later texts are a file of their own, named by what is in it.
    let mut list = String::new();
    for language in Language::ALL {
        let bytes = pack(&whole.texts.rest(language, names)).map_err(damaged)?;
        writeln!(list, "{},", later_file(&out, language.tag(), &bytes)?)?;
    }
    std::fs::write(out.join("texts.rs"), format!("[\n{list}]\n"))?;
    // What turns simplified into traditional characters is one more such file, and part of the command line.
    let table = pack(&traditional()?).map_err(damaged)?;
    std::fs::write(out.join("traditional.rs"), later_file(&out, "zh-TW", &table)?)?;
    std::fs::write(out.join("traditional.bin"), table)?;
    Ok(())
}

/// Writes a file that the page loads later, and says in Rust what it is called and what it must hash to.
fn later_file(out: &Path, tag: &str, bytes: &[u8]) -> Result<String, std::io::Error> {
    let hash = sha2::Sha256::digest(bytes);
    let short = hash.iter().take(8).fold(String::new(), |text, byte| format!("{text}{byte:02x}"));
    let integrity = base64::engine::general_purpose::STANDARD.encode(hash);
    let name = format!("texts-{tag}-{short}.bin");
    std::fs::write(out.join(&name), bytes)?;
    Ok(format!("LaterFile {{ name: {name:?}, integrity: \"sha256-{integrity}\" }}"))
}

/// How everything that the product says in Chinese is written in traditional characters.
fn traditional() -> Result<script::Traditional, Box<dyn Error>> {
    const TERMS: &str = "src/text/terms-zh-TW.tsv";
    let mut texts = BTreeSet::new();
    for place in ["policies.json", "index.html", "src", "assets/boot.js"] {
        chinese(Path::new(place), &mut texts)?;
    }
    let terms = std::fs::read_to_string(TERMS)?;
    let terms: Vec<(&str, &str)> = terms.lines().filter_map(|line| line.split_once('\t')).collect();
    let dictionary = ferrous_opencc::OpenCC::from_config(ferrous_opencc::config::BuiltinConfig::S2tw)?;
    let (table, wrong) = script::Traditional::prepare(&texts, |text| dictionary.convert(text), &terms);
    for text in wrong {
        println!("cargo::warning={text} cannot be written in traditional characters as the dictionary has it");
    }
    Ok(table)
}

/// Collects the stretches of Chinese in the files of a folder.
fn chinese(place: &Path, texts: &mut BTreeSet<String>) -> Result<(), std::io::Error> {
    // What people type in to search is no sentence, nor is a single character.
    if place.ends_with("hanzi") {
        return Ok(());
    }
    if place.is_dir() {
        for entry in std::fs::read_dir(place)? {
            chinese(&entry?.path(), texts)?;
        }
    } else if let Ok(text) = std::fs::read_to_string(place) {
        // Files that are no text say nothing.
        let stretches = text.split(|letter| !('\u{3400}'..='\u{9fff}').contains(&letter));
        texts.extend(stretches.filter(|stretch| stretch.chars().count() > 1).map(str::to_owned));
    }
    Ok(())
}
