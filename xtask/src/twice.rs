//! Builds and packs the site from copies of the source in two folders, from nothing, and compares every file: the same
//! source must give the same bytes wherever it lies.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use site::{at, read};

use crate::tools::{command, root};

/// The two folders, of different depth and length.
const COPIES: [&str; 2] = ["one", "a-second/further-down"];

/// What is compared.
const PARTS: [&str; 2] = ["dist", "release"];

/// What is not copied.
const BUILT: [&str; 4] = ["target", "dist", "release", ".git"];

pub(crate) fn run() -> Result<(), String> {
    let folder = std::env::temp_dir().join(format!("policy-match-twice-{}", std::process::id()));
    let done = compared(&folder);
    if folder.exists() {
        at(&folder, fs::remove_dir_all(&folder))?;
    }
    println!("The same: {} files.", done?);
    Ok(())
}

fn compared(folder: &Path) -> Result<usize, String> {
    let mut sites = Vec::new();
    for name in COPIES {
        let copy = folder.join(name);
        println!("Building in {}: some minutes.", copy.display());
        copied(root(), &copy, &BUILT)?;
        let mut cargo = command("cargo")?;
        cargo.args(["xtask", "release"]).current_dir(&copy).env_remove("CARGO_TARGET_DIR");
        let output = cargo.output().map_err(|error| format!("cargo does not start: {error}"))?;
        if !output.status.success() {
            return Err(String::from_utf8_lossy(&output.stderr).into_owned());
        }
        let mut files = BTreeMap::new();
        for part in PARTS {
            collect(&copy.join(part), part, &mut files)?;
        }
        sites.push(files);
    }
    let [one, other] = sites.as_slice() else { return Err("two folders are compared".to_owned()) };
    let names = one.keys().chain(other.keys());
    let different: Vec<&str> = names.filter(|name| one.get(*name) != other.get(*name)).map(String::as_str).collect();
    if different.is_empty() { Ok(one.len()) } else { Err(format!("not the same: {}", different.join(", "))) }
}

fn copied(from: &Path, to: &Path, without: &[&str]) -> Result<(), String> {
    at(to, fs::create_dir_all(to))?;
    for entry in at(from, fs::read_dir(from))? {
        let entry = at(from, entry)?;
        let name = entry.file_name();
        if without.iter().any(|other| name == *other) {
            continue;
        }
        if entry.path().is_dir() {
            copied(&entry.path(), &to.join(name), &[])?;
        } else {
            at(&entry.path(), fs::copy(entry.path(), to.join(name)))?;
        }
    }
    Ok(())
}

fn collect(folder: &Path, name: &str, files: &mut BTreeMap<String, Vec<u8>>) -> Result<(), String> {
    for entry in at(folder, fs::read_dir(folder))? {
        let path = at(folder, entry)?.path();
        let name = format!("{name}/{}", path.file_name().unwrap_or_default().display());
        if path.is_dir() {
            collect(&path, &name, files)?;
        } else {
            files.insert(name, read(&path)?);
        }
    }
    Ok(())
}
