//! Packs the files beforehand, so that a server sends them small without work of its own.

use std::io::Write as _;
use std::path::Path;

use flate2::Compression;
use flate2::write::{DeflateEncoder, GzEncoder};

/// What is text, or as loose as text.
const LOOSE: [&str; 10] = [".html", ".js", ".css", ".wasm", ".svg", ".json", ".bin", ".webmanifest", ".txt", ".ts"];

/// Below this a packed copy saves no packet.
const LEAST: usize = 512;

/// Puts a `.br` and a `.gz` beside each file that becomes smaller.
pub(crate) fn all(folder: &Path) -> Result<String, String> {
    let mut count: usize = 0;
    for name in super::files(folder)? {
        if !LOOSE.iter().any(|end| name.ends_with(end)) {
            continue;
        }
        let path = folder.join(&name);
        let content = super::read(&path)?;
        if content.len() < LEAST {
            continue;
        }
        let beside = folder.join(format!("{name}.br"));
        let packed = super::at(&beside, brotli(&content))?;
        if packed.len() < content.len() {
            super::write(&beside, &packed)?;
            let beside = folder.join(format!("{name}.gz"));
            super::write(&beside, &super::at(&beside, gzip(&content))?)?;
            count = count.saturating_add(1);
        }
    }
    Ok(format!("{count} files packed\n"))
}

/// Packs with brotli at its highest level.
pub(crate) fn brotli(content: &[u8]) -> std::io::Result<Vec<u8>> {
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

/// Packs as raw DEFLATE (RFC 1951) at its highest level.
pub(crate) fn deflate(content: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut packed = DeflateEncoder::new(Vec::new(), Compression::best());
    packed.write_all(content)?;
    packed.finish()
}
