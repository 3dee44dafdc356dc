//! After files of a built site were edited: checks that the site is whole, packs the copies of what has changed anew, and
//! gives the service worker the hashes of today, so that the edit reaches every browser.

use std::path::Path;

use sha2::{Digest as _, Sha256};

use super::tags::{Tag, tags};
use super::{compress, hex, integrity, is_a, read, text, worker, write};

/// The front page.
const PAGE: &str = "index.html";

/// What starts the program of the page.
const START: &str = "boot.js";

/// What browsers are to do with what they keep of other versions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// What the site's worker says: usually to go on with it while its windows are open.
    AsBefore,
    /// To give it up at once for this version.
    Withdrawn,
    /// To give it up at once, and to keep nothing of this version either.
    Nothing,
}

/// Renews the packed copies and the worker of a site; says what of it was needed. Run again it finds nothing to do.
/// Where nothing is to be kept, the folder need hold nothing else.
///
/// # Errors
///
/// All that is wrong with the site, one sentence each; then nothing was written.
pub fn site(folder: &Path, kept: Kept) -> Result<String, Vec<String>> {
    let one = |problem: String| vec![problem];
    if kept == Kept::Nothing {
        return worker::withdrawing(folder, &[]).and_then(|new| renewed(folder, &new)).map_err(one);
    }
    let old = text(&folder.join(worker::FILE)).map_err(one)?;
    let names = worker::names(&old).map_err(one)?;
    let files = super::files(folder).map_err(one)?;
    let mut problems = Vec::new();
    for name in &names {
        let file = worker::file(name);
        if !files.iter().any(|there| there == file) {
            problems.push(format!("{file}: it is part of the page and is not there; copy the whole version again"));
        }
    }
    for name in &files {
        if let Some(problem) = wrong_file(folder, name, &files).map_err(one)? {
            problems.push(format!("{name}: {problem}"));
        }
    }
    if files.iter().any(|there| there == PAGE) {
        let page = text(&folder.join(PAGE)).map_err(one)?;
        problems.extend(wrong_page(folder, &page).into_iter().map(|problem| format!("{PAGE}: {problem}")));
    }
    if !problems.is_empty() {
        return Err(problems);
    }

    let mut said = String::new();
    // The worker last: whoever finds it finds all that it names.
    let is_packed = |name: &str| is_a(name, "br") || is_a(name, "gz");
    for name in files.iter().filter(|name| *name != worker::FILE && !is_packed(name)) {
        if compress::anew(folder, name).map_err(one)? {
            said.push_str(&format!("{name}: packed anew\n"));
        }
    }
    let new = match kept {
        Kept::Withdrawn => worker::withdrawing(folder, &names),
        Kept::AsBefore | Kept::Nothing => worker::filled(&old, folder, &names),
    };
    said.push_str(&new.and_then(|new| renewed(folder, &new)).map_err(one)?);
    if said.is_empty() {
        said.push_str("nothing has changed since the last time\n");
    }
    Ok(said)
}

/// Puts a worker in its place, with its packed copies if it has any; says what of it was needed.
fn renewed(folder: &Path, new: &str) -> Result<String, String> {
    let (path, mut said) = (folder.join(worker::FILE), String::new());
    if !path.is_file() || text(&path)? != new {
        write(&path, new.as_bytes())?;
        said.push_str(&format!("{}: version {}\n", worker::FILE, worker::version(new)?));
    }
    if compress::anew(folder, worker::FILE)? {
        said.push_str(&format!("{}: packed anew\n", worker::FILE));
    }
    Ok(said)
}

/// What is wrong with a file: a name that promises another content, a packed copy of nothing.
fn wrong_file(folder: &Path, name: &str, files: &[String]) -> Result<Option<String>, String> {
    if let Some(of) = name.strip_suffix(".br").or_else(|| name.strip_suffix(".gz")) {
        let alone = !files.iter().any(|there| there == of);
        return Ok(alone.then(|| format!("a packed copy of {of}, which is not there; delete it")));
    }
    let Some(named) = hash_in(name) else { return Ok(None) };
    let hash = hex(&Sha256::digest(read(&folder.join(name))?));
    Ok((!hash.starts_with(named)).then(|| {
        "its content is not the one that its name stands for, and browsers would refuse it; \
         it cannot be edited after the build"
            .to_owned()
    }))
}

/// The hash in a name such as `glue-0123456789abcdef.js`: browsers keep such files for good.
fn hash_in(name: &str) -> Option<&str> {
    let (stem, _) = name.rsplit_once('.')?;
    let (_, named) = stem.strip_suffix("_bg").unwrap_or(stem).rsplit_once('-')?;
    let is_hash = (12..=16).contains(&named.len()) && named.chars().all(|digit| digit.is_ascii_hexdigit());
    is_hash.then_some(named)
}

/// What is wrong with the front page: files that it names, what its policy stops, the hosts, the catalogues.
fn wrong_page(folder: &Path, page: &str) -> Vec<String> {
    let mut problems = Vec::new();
    let tags = tags(page);
    // Of several with one name the page takes the first.
    let meta = |name: &str| tags.iter().find(|tag| tag.name == "meta" && tag.attribute("name") == Some(name));
    let content = |tag: &Tag<'_>| tag.attribute("content").unwrap_or_default().to_owned();
    let is_policy = |tag: &&Tag<'_>| {
        tag.attribute("http-equiv").is_some_and(|name| name.eq_ignore_ascii_case("Content-Security-Policy"))
    };
    let policy = tags.iter().find(is_policy).map(content).unwrap_or_default();
    for tag in &tags {
        let address = tag.attribute("src").or_else(|| tag.attribute("href").filter(|_| tag.name == "link"));
        if tag.attribute("name") == Some("policy-match-piece") {
            let content = content(tag);
            let mut parts = content.split(' ').skip(1);
            match parts.next().filter(|address| !address.is_empty()) {
                Some(address) => problems.extend(wrong_link(folder, address, parts.next())),
                None => problems.push(format!("a policy-match-piece names no file: {content}")),
            }
        } else if let Some(origin) = address.and_then(other_origin).filter(|origin| !policy.contains(origin)) {
            problems.push(format!("its policy lets nothing of {origin} in ({})", tag.name));
        } else if let Some(address) = address.or_else(|| tag.attribute("href")) {
            problems.extend(wrong_link(folder, address, tag.attribute("integrity")));
        }
        let what = match &*tag.name {
            "style" => "style sheet",
            "script" if tag.attribute("src").is_none() => "script",
            _ => "",
        };
        // Browsers know one end of lines.
        let inside = tag.inside.replace("\r\n", "\n");
        if !what.is_empty() && !policy.contains(&format!("'{}'", integrity(inside.as_bytes()))) {
            problems.push(format!(
                "its policy does not allow the {what} that stands in it; neither can be edited, nor another be added"
            ));
        }
        if let Some(name) = tag.script() {
            problems.push(format!("its policy does not allow the script in {name} ({})", tag.name));
        }
    }
    if !tags.iter().any(|tag| tag.name == "script" && tag.attribute("src").is_some_and(|name| name.ends_with(START))) {
        problems.push(format!("it does not load {START}, and so would not start"));
    }
    if !policy.contains("unsafe-eval'") {
        problems.push("its policy does not allow WebAssembly: 'wasm-unsafe-eval' is missing in script-src".to_owned());
    }
    for name in meta("policy-match-catalogues").map(content).unwrap_or_default().split_whitespace() {
        let is_within = !name.starts_with('/') && !name.split('/').any(|part| part == "..");
        if !is_within || !folder.join(name.strip_prefix("./").unwrap_or(name)).is_file() {
            problems.push(format!("policy-match-catalogues: {name} is not in the site's folder"));
        }
    }
    match meta("policy-match-hosts").map(content) {
        None => problems.push("the element meta with the name policy-match-hosts is missing".to_owned()),
        Some(hosts) => {
            for host in hosts.split_whitespace().filter(|host| !is_host(host)) {
                problems.push(format!(
                    "policy-match-hosts: {host} is no origin as browsers write it, such as https://www.agency.example: in \
                     small letters (xn--… for others), without a path and the usual port"
                ));
            }
        }
    }
    problems
}

/// The origin of an address that names one.
fn other_origin(address: &str) -> Option<&str> {
    let (scheme, rest) = address.split_once("//")?;
    let is_other = scheme.is_empty() || ["http:", "https:"].iter().any(|http| scheme.eq_ignore_ascii_case(http));
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let length = address.len().saturating_sub(rest.len()).saturating_add(host.len());
    address.get(..length).filter(|_| is_other)
}

/// What is wrong with a file that the page names.
fn wrong_link(folder: &Path, address: &str, wanted: Option<&str>) -> Option<String> {
    // Only the site's own files; the site itself, a link within the page, one elsewhere and the picture in it are none.
    let name = address.strip_prefix("./").unwrap_or(address);
    if name.is_empty() || name.starts_with(['#', '?', '/']) || name.contains(':') {
        return None;
    }
    match (read(&folder.join(name)), wanted) {
        (Err(_), _) => Some(format!("it names {name}, which is not there")),
        (Ok(content), Some(wanted)) if integrity(&content) != wanted => {
            Some(format!("{name} is not the file that it names: another integrity value"))
        }
        (Ok(_), _) => None,
    }
}

/// Whether a host of the list can be the origin of a page, as browsers write it.
fn is_host(host: &str) -> bool {
    let [secure, plain] = ["https://", "http://"].map(|scheme| host.strip_prefix(scheme));
    let is_written = |name: &str| {
        let plain = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || "-.:[]".contains(letter);
        !name.is_empty() && name.chars().all(plain)
    };
    host == "*"
        || host == "null"
        || secure.is_some_and(|name| is_written(name) && !name.ends_with(":443"))
        || plain.is_some_and(|name| is_written(name) && !name.ends_with(":80"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_with_a_hash_are_told_from_others() {
        assert_eq!(hash_in("policy-match-0123456789abcdef_bg.wasm"), Some("0123456789abcdef"));
        assert_eq!(hash_in("texts-zh-0123456789ab.bin"), Some("0123456789ab"));
        for other in ["icon-192.png", "embed-0.1.0.js", "policy-match-element.js", "boot.js", "x-0123456789abcdef0.js"]
        {
            assert_eq!(hash_in(other), None, "{other}");
        }
    }

    #[test]
    fn hosts_are_origins() {
        for good in ["*", "null", "https://a.example", "http://127.0.0.1:8080"] {
            assert!(is_host(good), "{good}");
        }
        for bad in ["a.example", "https://a.example/", "https://", "https://*.example", "*.example"] {
            assert!(!is_host(bad), "{bad}");
        }
    }
}
