//! The service worker with the files of one version, each with its hash: it keeps no file that is another.

use std::path::Path;

use sha2::{Digest as _, Sha256};

const WORKER: &str = include_str!("../../../assets/worker.js");

/// The file, in the site's folder.
pub const FILE: &str = "worker.js";

/// The front page, as the worker and browsers name it.
const FRONT: &str = "./";

/// Not part of the page itself: what other pages load, packed copies, the one file, the plain pages, licences.
const APART: [&str; 8] =
    ["licences.", "embed", "policy-match-element", "try.", "policy-match-offline", FILE, "catalogue.", "catalogue-"];

/// Writes `worker.js` for the files of a built site.
///
/// # Errors
///
/// Says which file cannot be read or written.
pub fn make(folder: &Path) -> Result<String, String> {
    let mut names = vec![FRONT.to_owned()];
    for name in super::files(folder)? {
        let apart =
            APART.iter().any(|start| name.starts_with(start)) || super::is_a(&name, "br") || super::is_a(&name, "gz");
        if !apart && name != "index.html" {
            names.push(format!("./{name}"));
        }
    }
    let worker = filled(WORKER, folder, &names)?;
    super::write(&folder.join(FILE), worker.as_bytes())?;
    Ok(format!("{FILE}: version {}, {} files\n", version(&worker)?, names.len()))
}

/// A worker of today that has browsers give up at once what they keep of other versions, for the files of these names.
///
/// # Errors
///
/// Those of [`filled`].
pub fn withdrawing(folder: &Path, names: &[String]) -> Result<String, String> {
    filled(&with_constant(WORKER, "WITHDRAWS", "yes")?, folder, names)
}

/// The names that a worker lists, such as `./` and `./boot.js`.
///
/// # Errors
///
/// Says so where the text is none of our workers.
pub fn names(worker: &str) -> Result<Vec<String>, String> {
    let listed = constant(worker, "FILES")?.split(' ').filter_map(|file| Some(file.split_once('=')?.0.to_owned()));
    Ok(listed.collect())
}

/// The version of a worker.
///
/// # Errors
///
/// Says so where the text is none of our workers.
pub fn version(worker: &str) -> Result<&str, String> {
    constant(worker, "VERSION")
}

/// The worker for these files, as they are in the folder now. Its version is a hash of all the rest of it, and so of every
/// file: whatever changes, browsers find another worker.
///
/// # Errors
///
/// Says which file cannot be read, and which name cannot stand in the list.
pub fn filled(worker: &str, folder: &Path, names: &[String]) -> Result<String, String> {
    let mut list = Vec::new();
    for name in names {
        let plain = |letter: char| letter.is_ascii_alphanumeric() || "-_.".contains(letter);
        if !name.strip_prefix(FRONT).is_some_and(|name| name.chars().all(plain)) {
            return Err(format!("{}: a name with letters other than a-z, 0-9, - _ .", folder.join(name).display()));
        }
        let hash = Sha256::digest(super::read(&folder.join(file(name)))?);
        list.push(format!("{name}={}", super::hex(&hash)));
    }
    let worker = with_constant(worker, "FILES", &list.join(" "))?;
    let worker = with_constant(&worker, "VERSION", "")?;
    let hash = super::hex(&Sha256::digest(&worker));
    with_constant(&worker, "VERSION", hash.get(..16).unwrap_or_default())
}

/// The file that a listed name is of.
pub fn file(name: &str) -> &str {
    name.strip_prefix(FRONT).filter(|name| !name.is_empty()).unwrap_or("index.html")
}

/// The text of a constant of the worker.
fn constant<'a>(worker: &'a str, name: &str) -> Result<&'a str, String> {
    let rest = worker.split_once(&format!("const {name} = \"")).map(|(_, rest)| rest);
    let value = rest.and_then(|rest| rest.split_once('"')).map(|(value, _)| value);
    value.ok_or_else(|| format!("{FILE} holds no constant {name}: is this the {FILE} of a policy-match site?"))
}

/// A worker with another text for a constant.
fn with_constant(worker: &str, name: &str, value: &str) -> Result<String, String> {
    let old = constant(worker, name)?;
    Ok(worker.replacen(&format!("const {name} = \"{old}\""), &format!("const {name} = \"{value}\""), 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_worker_is_of_its_files() -> Result<(), String> {
        let folder = std::env::temp_dir().join(format!("worker-{}", std::process::id()));
        super::super::at(&folder, std::fs::create_dir_all(&folder))?;
        let put = |name: &str, text: &str| crate::write(&folder.join(name), text.as_bytes());
        put("index.html", "one")?;
        put("boot.js", "")?;
        put("catalogue.html", "apart")?;
        put("catalogue-tax-fee.en.html", "apart")?;
        make(&folder)?;
        let first = crate::text(&folder.join(FILE))?;
        assert_eq!(names(&first)?, ["./", "./boot.js"]);
        // The hash of nothing.
        assert!(
            first.contains("./boot.js=e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            "{first}"
        );
        assert_eq!(filled(&first, &folder, &names(&first)?)?, first, "the same files, the same worker");
        put("index.html", "two")?;
        let second = filled(&first, &folder, &names(&first)?)?;
        assert_ne!(version(&first)?, version(&second)?);
        put("index.html", "one")?;
        assert_eq!(filled(&second, &folder, &names(&second)?)?, first, "put back, it is the same again");
        assert!(filled(&first, &folder, &["./a b".to_owned()]).is_err());
        let withdrawing = withdrawing(&folder, &names(&first)?)?;
        assert_ne!(version(&first)?, version(&withdrawing)?, "to browsers it is another");
        assert_eq!(names(&filled(&withdrawing, &folder, &[])?)?, Vec::<String>::new());
        assert!(names("a page of the network").is_err());
        crate::at(&folder, std::fs::remove_dir_all(&folder))
    }
}
