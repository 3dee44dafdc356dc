//! The service worker with the files of one version.

use std::path::Path;

use sha2::{Digest as _, Sha256};

const WORKER: &str = include_str!("../assets/worker.js");

/// Not part of the page itself: what other pages load, packed copies, the one file, the plain pages.
const APART: [&str; 6] = ["embed", "policy-match-element", "try.", "policy-match-offline", "worker.js", "catalogue."];

/// Writes `worker.js` for the files of a built site.
pub(crate) fn make(folder: &Path) -> Result<String, String> {
    let mut files = vec!["./".to_owned()];
    let mut hash = Sha256::new();
    for name in super::files(folder)? {
        if APART.iter().any(|start| name.starts_with(start)) || super::is_a(&name, "br") || super::is_a(&name, "gz") {
            continue;
        }
        hash.update(name.as_bytes());
        hash.update(super::read(&folder.join(&name))?);
        if name != "index.html" {
            files.push(format!("./{name}"));
        }
    }
    let version: String =
        hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect::<Vec<String>>().concat();
    let worker = WORKER.replace("@version@", &version).replace("@files@", &files.join(" "));
    super::write(&folder.join("worker.js"), worker.as_bytes())?;
    Ok(format!("worker.js: version {version}, {} files\n", files.len()))
}
