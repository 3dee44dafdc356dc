//! Packs the catalogue as the page has it.

use std::error::Error;
use std::path::{Path, PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    println!("cargo::rerun-if-changed={}", root.join("policies.json").display());
    let out = PathBuf::from(std::env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?);
    let sources = pack::Sources::read(&root)?;
    std::fs::write(out.join("first.bin"), sources.first()?)?;
    std::fs::write(out.join("rules.bin"), sources.rules()?)?;
    Ok(())
}
