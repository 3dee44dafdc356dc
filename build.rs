//! Packs the catalogue for the two pieces of the page, and its texts as files beside it.

use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use base64::Engine as _;
use engine::catalogue::Language;
use sha2::Digest as _;

fn main() -> Result<(), Box<dyn Error>> {
    for place in pack::SPEAKING {
        println!("cargo::rerun-if-changed={place}");
    }
    let out = PathBuf::from(std::env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?);
    let sources = pack::Sources::read(Path::new("."))?;
    std::fs::write(out.join("first.bin"), sources.first()?)?;
    std::fs::write(out.join("rules.bin"), sources.rules()?)?;
    // Each language's later texts are a file of their own, named by what is in it.
    let mut list = String::new();
    for language in Language::ALL {
        writeln!(list, "{},", later_file(&out, language.tag(), &sources.texts(language)?)?)?;
    }
    std::fs::write(out.join("texts.rs"), format!("[\n{list}]\n"))?;
    // What turns simplified into traditional characters is one more such file.
    std::fs::write(out.join("traditional.rs"), later_file(&out, "zh-TW", &sources.traditional()?)?)?;
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
