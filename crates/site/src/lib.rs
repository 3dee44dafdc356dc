//! The files of a built site: their hashes, the service worker, packed copies, and both anew after files were edited.
//!
//! Pure work on files, apart from the build, which makes a site with it (`xtask`): the command line has from here what an
//! agency needs that has only the files of a release (`policy-match renew`).

use std::path::Path;
use std::{fs, io};

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest as _, Sha256};

pub mod compress;
pub mod renew;
pub mod worker;

/// The year of ECMAScript that no script of a site goes beyond (docs/hosting.md says which browsers that means).
pub const ECMASCRIPT: u32 = 2017;

/// Names the file that a failure is about.
///
/// # Errors
///
/// The failure with the file's name.
pub fn at<T>(path: &Path, result: io::Result<T>) -> Result<T, String> {
    result.map_err(|error| format!("{}: {error}", path.display()))
}

/// The content of a file.
///
/// # Errors
///
/// Says which file cannot be read and why.
pub fn read(path: &Path) -> Result<Vec<u8>, String> {
    at(path, fs::read(path))
}

/// The content of a file that is text.
///
/// # Errors
///
/// Says which file cannot be read, or is not UTF-8.
pub fn text(path: &Path) -> Result<String, String> {
    String::from_utf8(read(path)?).map_err(|error| format!("{}: {error}", path.display()))
}

/// Writes a file beside the one that is there and then puts it in its place, so that a server never sends half of it and
/// a full disk costs nothing.
///
/// # Errors
///
/// Says which file cannot be written and why.
pub fn write(path: &Path, content: &[u8]) -> Result<(), String> {
    let mut name = std::ffi::OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(".new");
    let beside = path.with_file_name(name);
    let done = fs::write(&beside, content).and_then(|()| fs::rename(&beside, path));
    if done.is_err() {
        // Whatever is left of it; the failure itself is what is told.
        let _ = fs::remove_file(&beside);
    }
    at(path, done)
}

/// Whether a file has an extension.
pub fn is_a(name: &str, extension: &str) -> bool {
    Path::new(name).extension().is_some_and(|own| own == extension)
}

/// The files directly in a folder, by name.
///
/// # Errors
///
/// Says why the folder cannot be read.
pub fn files(folder: &Path) -> Result<Vec<String>, String> {
    let mut names = Vec::new();
    for entry in at(folder, fs::read_dir(folder))? {
        let entry = at(folder, entry)?;
        if entry.path().is_file() {
            names.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    names.sort();
    Ok(names)
}

/// Bytes as hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect::<Vec<String>>().concat()
}

/// The integrity value of a content, as pages name it.
pub fn integrity(content: &[u8]) -> String {
    format!("sha256-{}", BASE64_STANDARD.encode(Sha256::digest(content)))
}

/// The value of an attribute of a tag.
pub fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    tag.split_once(&format!(" {name}=\""))?.1.split('"').next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_found_whole() {
        let tag = "<link rel=\"icon\" data-href=\"x\" href=\"./a.svg\">";
        assert_eq!(attribute(tag, "href"), Some("./a.svg"));
        assert_eq!(attribute(tag, "media"), None);
    }
}
