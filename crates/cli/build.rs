//! Packs the catalogue into the program.

use std::error::Error;
use std::path::{Path, PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    for place in pack::SPEAKING.iter().chain([&pack::CATALOGUE]) {
        println!("cargo::rerun-if-changed={}", root.join(place).display());
    }
    let out = PathBuf::from(std::env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?);
    let sources = pack::Sources::read(&root)?;
    std::fs::write(out.join("whole.bin"), sources.whole()?)?;
    std::fs::write(out.join("index.bin"), sources.index()?)?;
    std::fs::write(out.join("traditional.bin"), sources.traditional()?)?;
    // What the page's program says, for packing another catalogue for it.
    let said: Vec<String> = pack::said_by_program(&root)?.into_iter().collect();
    std::fs::write(out.join("said.txt"), said.join("\n"))?;
    Ok(())
}
