//! The files of a built site: their hashes, the service worker, packed copies, and both anew after files were edited.
//!
//! Pure work on files, apart from the build, which makes a site with it (`xtask`): the command line has from here what an
//! agency needs that has only the files of a release (`policy-match renew`).

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::{fs, io};

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest as _, Sha256};

pub mod compress;
pub mod data;
pub mod one_file;
pub mod renew;
pub mod tags;
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
    at(path, beside(path, content).and_then(|beside| put(&beside, path)))
}

/// Writes files as [`write()`] does, and puts none in its place before all are written.
///
/// # Errors
///
/// Says which file cannot be written and why.
pub fn write_all(files: &[(PathBuf, Vec<u8>)]) -> Result<(), String> {
    let mut written = Vec::new();
    for (path, content) in files {
        match at(path, beside(path, content)) {
            Ok(beside) => written.push((beside, path)),
            Err(why) => {
                for (beside, _) in written {
                    // Whatever is left of them; the failure itself is what is told.
                    let _ = fs::remove_file(beside);
                }
                return Err(why);
            }
        }
    }
    written.iter().try_for_each(|(beside, path)| at(path, put(beside, path)))
}

/// Writes a file beside the one that is there, which may be read by whoever may read that.
fn beside(path: &Path, content: &[u8]) -> io::Result<PathBuf> {
    let mut name = std::ffi::OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(".new");
    let path = place(path)?;
    let beside = path.with_file_name(name);
    let done = fs::File::create(&beside).and_then(|mut file| {
        file.write_all(content)?;
        if let Ok(old) = fs::metadata(&path) {
            file.set_permissions(old.permissions())?;
        }
        // Some disks say only now that they are full.
        file.sync_all()
    });
    if done.is_err() {
        let _ = fs::remove_file(&beside);
    }
    done.map(|()| beside)
}

/// Where a file is: a link to one stays a link.
fn place(path: &Path) -> io::Result<PathBuf> {
    if path.is_symlink() { fs::canonicalize(path) } else { Ok(path.to_owned()) }
}

/// Puts a file in its place.
fn put(beside: &Path, path: &Path) -> io::Result<()> {
    let done = place(path).and_then(|place| fs::rename(beside, place));
    if done.is_err() {
        let _ = fs::remove_file(beside);
    }
    done
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

/// The name of a file with a hash of what is in it, since servers let browsers keep such for good.
pub fn hashed(start: &str, end: &str, content: &[u8]) -> String {
    let hash = hex(&Sha256::digest(content));
    format!("{start}-{}{end}", hash.get(..16).unwrap_or_default())
}

/// The integrity value of a content, as pages name it.
pub fn integrity(content: &[u8]) -> String {
    format!("sha256-{}", BASE64_STANDARD.encode(Sha256::digest(content)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder that is gone when the test is over.
    struct Folder(PathBuf);

    impl Folder {
        fn new(name: &str) -> Self {
            let path = std::env::temp_dir().join(format!("policy-match-{}-{name}", std::process::id()));
            fs::create_dir_all(&path).expect("a folder");
            Self(path)
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    #[test]
    fn of_files_written_together_all_stay_as_they_were_when_one_cannot_be_written() {
        let folder = Folder::new("together");
        let (one, other) = (folder.0.join("a.html"), folder.0.join("none").join("b.html"));
        fs::write(&one, "old").expect("a file");
        let wrong = write_all(&[(one.clone(), b"new".to_vec()), (other, b"new".to_vec())]).expect_err("no such folder");
        assert!(wrong.contains("b.html"), "{wrong}");
        assert_eq!(fs::read_to_string(&one).expect("a file"), "old");
        assert_eq!(files(&folder.0), Ok(vec!["a.html".to_owned()]), "nothing is left beside it");
        write_all(&[(one.clone(), b"new".to_vec())]).expect("written");
        assert_eq!(fs::read_to_string(&one).expect("a file"), "new");
    }

    #[cfg(unix)]
    #[test]
    fn a_file_that_is_replaced_keeps_who_may_read_it_and_a_link_stays_one() {
        use std::os::unix::fs::{PermissionsExt as _, symlink};
        let folder = Folder::new("links");
        let (file, link) = (folder.0.join("a.html"), folder.0.join("b.html"));
        fs::write(&file, "old").expect("a file");
        fs::set_permissions(&file, fs::Permissions::from_mode(0o664)).expect("its mode");
        symlink("a.html", &link).expect("a link");
        write(&link, b"new").expect("written");
        assert!(link.is_symlink());
        assert_eq!(fs::read_to_string(&file).expect("a file"), "new");
        assert_eq!(fs::metadata(&file).expect("a file").permissions().mode() & 0o777, 0o664);
    }
}
