//! Puts other data files into a built site, so that a catalogue is renewed without building the program.

use std::fs;
use std::path::{Path, PathBuf};

use super::tags::tags;
use super::{at, hashed, integrity, one_file, read, text, worker, write_all};

/// The front page.
const PAGE: &str = "index.html";

/// The element of the page's head that lists a file for boot.js, with its integrity.
pub fn listed(name: &str, file: &str, integrity: &str) -> String {
    format!("<meta name=\"policy-match-piece\" content=\"{name} ./{file} {integrity}\">")
}

/// The file that a page lists under a name, and its integrity.
pub fn listed_in(page: &str, name: &str) -> Option<(String, String)> {
    tags(page).iter().filter(|tag| tag.attribute("name") == Some("policy-match-piece")).find_map(|tag| {
        let mut parts = tag.attribute("content")?.split(' ');
        let (of, file, integrity) = (parts.next()?, parts.next()?, parts.next()?);
        (of == name).then(|| Some((file.strip_prefix("./")?.to_owned(), integrity.to_owned())))?
    })
}

/// The data file of a site by its plain name.
///
/// # Errors
///
/// Says which file is missing or cannot be read.
pub fn of_site(folder: &Path, name: &str) -> Result<Vec<u8>, String> {
    let page = text(&folder.join(PAGE))?;
    let (file, _) = listed_in(&page, name).ok_or_else(|| not_listed(name))?;
    read(&folder.join(file))
}

fn not_listed(name: &str) -> String {
    format!("{PAGE}: it lists no data file {name}: was this site built by another version?")
}

/// Puts data files in the place of those that a site has by the same plain names: new names and integrity values in the page
/// and in the one file, if it lies there, and in the service worker. Packed copies of what was edited are those of before
/// until [`super::renew::site`] has run. Says what has changed.
///
/// # Errors
///
/// Says what is wrong with the site, or which file cannot be written; then the site works as before.
pub fn replace(folder: &Path, files: &[(String, Vec<u8>)]) -> Result<String, String> {
    let one = folder.join(one_file::FILE);
    let (mut page, old_worker) = (text(&folder.join(PAGE))?, text(&folder.join(worker::FILE))?);
    let mut one_page = if one.is_file() { Some(text(&one)?) } else { None };
    let mut names = worker::names(&old_worker)?;
    let mut written: Vec<(PathBuf, Vec<u8>)> = Vec::new();
    let (mut gone, mut said) = (Vec::new(), String::new());
    for (name, content) in files {
        let (old, old_integrity) = listed_in(&page, name).ok_or_else(|| not_listed(name))?;
        let new = hashed(name, ".bin", content);
        if let Some(before) = one_page.take() {
            one_page = Some(in_one_file(&before, name, &new, content)?);
        }
        if new == old {
            continue;
        }
        page = page.replace(&old, &new).replace(&old_integrity, &integrity(content));
        let [old_name, new_name] = [&old, &new].map(|file| format!("./{file}"));
        names.iter_mut().filter(|name| **name == old_name).for_each(|name| name.clone_from(&new_name));
        said.push_str(&format!("{new}: {} bytes, in place of {old}\n", content.len()));
        for copy in super::compress::of(&folder.join(&new), content)? {
            written.push(copy);
        }
        written.push((folder.join(&new), content.clone()));
        gone.push(old);
    }
    if let Some(page) = one_page.filter(|page| text(&one).is_ok_and(|before| before != *page)) {
        said.push_str(&format!("{}: {} bytes\n", one_file::FILE, page.len()));
        written.push((one, page.into_bytes()));
    }
    if written.is_empty() {
        return Ok(said);
    }
    // First what is new, then the page that names it, then the worker, which names both; what is old goes last.
    write_all(&written)?;
    super::write(&folder.join(PAGE), page.as_bytes())?;
    super::write(&folder.join(worker::FILE), worker::filled(&old_worker, folder, &names)?.as_bytes())?;
    for name in gone {
        for file in [name.clone(), format!("{name}.br"), format!("{name}.gz")].map(|name| folder.join(name)) {
            if file.is_file() {
                at(&file, fs::remove_file(&file))?;
            }
        }
    }
    Ok(said)
}

/// The one file with another data file in it.
fn in_one_file(page: &str, name: &str, new: &str, content: &[u8]) -> Result<String, String> {
    let wrong = || format!("{}: it holds no data file {name}: was it built by another version?", one_file::FILE);
    let (old, old_integrity) = listed_in(page, name).ok_or_else(wrong)?;
    if old == new {
        return Ok(page.to_owned());
    }
    let element =
        one_file::element(new, "application/octet-stream", content).map_err(|error| format!("{new}: {error}"))?;
    let page = one_file::with_element(page, &old, &element).ok_or_else(wrong)?;
    Ok(page.replace(&old, new).replace(&old_integrity, &integrity(content)))
}
