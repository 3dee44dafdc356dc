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

use std::error::Error;
use std::fmt::Write as _;
use std::path::PathBuf;

use base64::Engine as _;
use catalogue::Language;
use catalogue::packed::{First, Pack, pack};
use sha2::Digest as _;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=policies.json");
    for layer in ["quantity", "enterprise", "catalogue"] {
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
    // The page's two pieces: the rules for the first screen with the names, then all rules, whose texts come in files.
    std::fs::write(out.join("first.bin"), pack(&First::of(&whole)).map_err(damaged)?)?;
    std::fs::write(out.join("rules.bin"), pack(&whole.catalogue).map_err(damaged)?)?;
    // Each language's later texts are a file of their own, named by what is in it.
    let mut list = String::new();
    for language in Language::ALL {
        let bytes = pack(&whole.texts.rest(language, names)).map_err(damaged)?;
        let hash = sha2::Sha256::digest(&bytes);
        let short = hash.iter().take(8).fold(String::new(), |text, byte| format!("{text}{byte:02x}"));
        let integrity = base64::engine::general_purpose::STANDARD.encode(hash);
        let file = format!("texts-{}-{short}.bin", language.tag());
        writeln!(
            list,
            "TextFile {{ language: Language::{language:?}, name: {file:?}, integrity: \"sha256-{integrity}\" }},"
        )?;
        std::fs::write(out.join(&file), bytes)?;
    }
    std::fs::write(out.join("texts.rs"), format!("[\n{list}]\n"))?;
    Ok(())
}
