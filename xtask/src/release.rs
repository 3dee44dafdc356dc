//! What is given to others: the site as an archive, the one file, an npm package, and their checksums.
//!
//! The same site gives the same bytes: names in order, one time for all files, no owner.

use std::fs;
use std::path::Path;
use std::process::Command;

use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest as _, Sha256};

use crate::supply;

/// The time that all packed files bear, as npm has it: 26 October 1985. In seconds since 1970.
const TIME: u64 = 499_162_500;

/// The one file, as `make offline` leaves it in the site's folder.
const OFFLINE: &str = "policy-match-offline.html";

/// What stands in the npm package besides the site, and where.
const BESIDE: [(&str, &str); 4] = [
    ("package.json", include_str!("../../assets/npm/package.json")),
    ("README.md", include_str!("../../assets/npm/README.md")),
    ("LICENSE-MIT", include_str!("../../LICENSE-MIT")),
    ("LICENSE-APACHE", include_str!("../../LICENSE-APACHE")),
];

/// The files of the site that the package names itself.
const NAMED: [&str; 3] = ["embed.js", "policy-match-element.js", "embed.d.ts"];

/// Packs a built site into a folder, which is emptied first.
pub(crate) fn make(site: &Path, folder: &Path) -> Result<String, String> {
    let version = env!("CARGO_PKG_VERSION");
    let files = tree(site, "")?;
    if !files.iter().any(|name| name == OFFLINE) {
        return Err(format!("{} is not there: run `make offline` first", site.join(OFFLINE).display()));
    }
    if folder.exists() {
        site::at(folder, fs::remove_dir_all(folder))?;
    }
    site::at(folder, fs::create_dir_all(folder))?;

    let root = format!("policy-match-{version}");
    let archive = folder.join(format!("{root}-site.tar.gz"));
    site::write(&archive, &site::at(&archive, pack(site, &root, &files))?)?;
    site::write(&folder.join(format!("{root}-offline.html")), &site::read(&site.join(OFFLINE))?)?;
    package(site, &files, version, folder)?;
    site::write(&folder.join(format!("{root}.cdx.json")), supply::bill()?.as_bytes())?;

    let mut said = String::new();
    for name in site::files(folder)? {
        let hash = Sha256::digest(site::read(&folder.join(&name))?);
        // As `sha256sum --check` reads it.
        said.push_str(&format!("{}  {name}\n", site::hex(&hash)));
    }
    site::write(&folder.join("SHA256SUMS"), said.as_bytes())?;
    Ok(said)
}

/// The files of a folder and of those in it, in order, with slashes between.
fn tree(folder: &Path, inner: &str) -> Result<Vec<String>, String> {
    let here = folder.join(inner);
    let mut names = Vec::new();
    for entry in site::at(&here, fs::read_dir(&here))? {
        let entry = site::at(&here, entry)?;
        let name = format!("{inner}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            names.extend(tree(folder, &format!("{name}/"))?);
        } else {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}

/// The files as an archive in which all are below the folder `root`.
fn pack(site: &Path, root: &str, files: &[String]) -> std::io::Result<Vec<u8>> {
    let mut archive = tar::Builder::new(GzEncoder::new(Vec::new(), Compression::best()));
    for name in files {
        let content = fs::read(site.join(name))?;
        let mut header = tar::Header::new_ustar();
        header.set_size(content.len().try_into().map_err(std::io::Error::other)?);
        header.set_mode(0o644);
        header.set_mtime(TIME);
        header.set_uid(0);
        header.set_gid(0);
        archive.append_data(&mut header, format!("{root}/{name}"), content.as_slice())?;
    }
    archive.into_inner()?.finish()
}

/// Lays out the npm package in the folder `npm` and has npm pack it.
fn package(site: &Path, files: &[String], version: &str, folder: &Path) -> Result<(), String> {
    let package = folder.join("npm");
    let put = |name: &str, content: &[u8]| {
        let path = package.join(name);
        path.parent().map_or(Ok(()), |parent| site::at(parent, fs::create_dir_all(parent)))?;
        site::write(&path, content)
    };
    for (name, content) in BESIDE {
        put(name, content.replace("@version@", version).as_bytes())?;
    }
    for name in NAMED {
        put(name, &site::read(&site.join(name))?)?;
    }
    for name in files {
        put(&format!("site/{name}"), &site::read(&site.join(name))?)?;
    }
    let to = site::at(folder, folder.canonicalize())?;
    let npm = Command::new("npm")
        .args(["pack", "--silent", "--ignore-scripts", "--offline", "--pack-destination"])
        .arg(to)
        .current_dir(&package)
        .output()
        .map_err(|error| format!("npm, which packs the package, does not start ({error}): install Node.js with npm"))?;
    if npm.status.success() {
        Ok(())
    } else {
        Err(format!("npm pack failed: {}", String::from_utf8_lossy(&npm.stderr)))
    }
}
