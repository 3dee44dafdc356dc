//! Packs the files beforehand, so that a server sends them small without work of its own.

use std::fs;
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;

/// What is text, or as loose as text.
const LOOSE: [&str; 10] = [".html", ".js", ".css", ".wasm", ".svg", ".json", ".bin", ".webmanifest", ".txt", ".ts"];

/// Below this a packed copy saves no packet.
const LEAST: usize = 512;

/// Puts a `.br` and a `.gz` beside each file that becomes smaller.
///
/// # Errors
///
/// Says which file cannot be read or written.
pub fn all(folder: &Path) -> Result<String, String> {
    let mut count: usize = 0;
    for name in super::files(folder)? {
        if !LOOSE.iter().any(|end| name.ends_with(end)) {
            continue;
        }
        let path = folder.join(&name);
        let content = super::read(&path)?;
        if content.len() >= LEAST && pack(folder, &name, &content)? {
            count = count.saturating_add(1);
        }
    }
    Ok(format!("{count} files packed\n"))
}

/// Puts a `.br` and a `.gz` beside a file if it becomes smaller; otherwise neither is left there.
fn pack(folder: &Path, name: &str, content: &[u8]) -> Result<bool, String> {
    let path = folder.join(name);
    let packed = of(&path, content)?;
    for (copy, content) in &packed {
        super::write(copy, content)?;
    }
    if packed.is_empty() {
        for copy in copies(&path).iter().filter(|copy| copy.exists()) {
            super::at(copy, fs::remove_file(copy))?;
        }
    }
    Ok(!packed.is_empty())
}

/// The packed copies of a file with this content, with their names; none if it does not become smaller.
///
/// # Errors
///
/// Those of writing to memory.
pub fn of(path: &Path, content: &[u8]) -> Result<Vec<(PathBuf, Vec<u8>)>, String> {
    let [br, gz] = copies(path);
    let packed = super::at(&br, brotli(content))?;
    if packed.len() >= content.len() {
        return Ok(Vec::new());
    }
    let zipped = super::at(&gz, gzip(content))?;
    Ok(vec![(br, packed), (gz, zipped)])
}

/// Packs a file anew whose packed copies are no longer those of its content; a file that has none gets none. Whether it
/// was needed.
///
/// # Errors
///
/// Says which file cannot be read or written.
pub fn anew(folder: &Path, name: &str) -> Result<bool, String> {
    let content = super::read(&folder.join(name))?;
    let [br, gz] = copies(&folder.join(name));
    let is_stale = |copy: &Path, unpack: fn(&[u8]) -> std::io::Result<Vec<u8>>| -> Result<bool, String> {
        // One that cannot be unpacked is no copy either.
        Ok(copy.exists() && unpack(&super::read(copy)?).ok().as_deref() != Some(&content))
    };
    let stale = is_stale(&br, unbrotli)? || is_stale(&gz, gunzip)?;
    if stale {
        pack(folder, name, &content)?;
    }
    Ok(stale)
}

/// Where the packed copies of a file are.
fn copies(path: &Path) -> [PathBuf; 2] {
    ["br", "gz"].map(|end| {
        let mut copy = path.as_os_str().to_owned();
        copy.push(".");
        copy.push(end);
        PathBuf::from(copy)
    })
}

/// Packs with brotli at its highest level.
///
/// # Errors
///
/// Those of writing to memory.
pub fn brotli(content: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut packed = Vec::new();
    let parameters = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
    brotli::BrotliCompress(&mut &content[..], &mut packed, &parameters)?;
    Ok(packed)
}

/// Packs with gzip at its highest level, without a name or a time.
fn gzip(content: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::best());
    packed.write_all(content)?;
    packed.finish()
}

fn unbrotli(packed: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut content = Vec::new();
    brotli::BrotliDecompress(&mut &packed[..], &mut content)?;
    Ok(content)
}

fn gunzip(packed: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut content = Vec::new();
    GzDecoder::new(packed).read_to_end(&mut content)?;
    Ok(content)
}
