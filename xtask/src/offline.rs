//! The one-file edition: the whole site in one page that opens from a folder, without a server.
//!
//! Scripts and style sheets stand in the page; the program and its data stand there packed, and `assets/unpack.js` hands
//! them out in place of `fetch`. The page's policy names each script and sheet by its hash and allows no request at all.

use std::path::Path;

use site::tags::tags;
use site::{one_file, text};

use crate::supply;

const UNPACK: &str = include_str!("../../assets/unpack.js");

/// What the one file may weigh, in bytes.
const MOST: usize = 1_900_000;

/// Makes the one file from a built site.
pub(crate) fn make(folder: &Path, file: &Path) -> Result<String, String> {
    let page = text(&folder.join("index.html"))?;
    let mut head = String::new();
    let (mut scripts, mut styles) = (vec![script(UNPACK)?, script(&text(&folder.join("failure.js"))?)?], Vec::new());
    let mut packed = Vec::new();
    let mut rest = page.as_str();
    let mut policy_at = None;
    // Tag by tag: what names a file gives way to the file.
    while let Some(start) = rest.find('<') {
        let (before, tag) = rest.split_at(start);
        head.push_str(before);
        let end = tag.find('>').ok_or("index.html: a tag has no end")?;
        let (tag, after) = tag.split_at(end.saturating_add(1));
        rest = after;
        let name =
            attribute(tag, "href").or_else(|| attribute(tag, "src")).and_then(|address| address.strip_prefix("./"));
        if tag.starts_with("<meta") && tag.contains("Content-Security-Policy") {
            policy_at = Some(head.len());
        } else if tag.starts_with("<meta") && tag.contains("policy-match-piece") {
            // Of the listed files only the program's and its data: the other scripts are for frames and for servers.
            match piece(tag) {
                Some(("glue", file)) => scripts.push(script(&text(&folder.join(file))?)?),
                Some((_, file)) if site::is_a(file, "wasm") || site::is_a(file, "bin") => {
                    packed.push(file.to_owned());
                    head.push_str(tag);
                }
                _ => {}
            }
        } else if let Some(name) = name.filter(|_| tag.starts_with("<link")) {
            if tag.contains("application/wasm") {
                // A relation that no browser follows: boot.js reads the name from it.
                head.push_str(&format!("<link rel=\"policy-match\" type=\"application/wasm\" href=\"./{name}\">"));
                packed.push(name.to_owned());
            }
        } else if name.is_some_and(|name| name != supply::LICENCES) && tag.starts_with("<a") {
            // The plain pages lie beside a site: of the link its words stay.
            let (words, after) = rest.split_once("</a>").ok_or("index.html: a link has no end")?;
            head.push_str(words);
            rest = after;
        } else if let Some(name) = name.filter(|_| tag.starts_with("<script")) {
            scripts.push(script(&text(&folder.join(name))?)?);
            rest = rest.strip_prefix("</script>").ok_or("index.html: a script is not empty")?;
        } else if tag == "<script>" {
            let (inside, after) = rest.split_once("</script>").ok_or("index.html: a script has no end")?;
            scripts.push(script(inside)?);
            rest = after;
        } else if tag == "<style>" {
            let (inside, after) = rest.split_once("</style>").ok_or("index.html: a sheet has no end")?;
            head.push_str(&format!("<style>{inside}</style>"));
            styles.push(inside.to_owned());
            rest = after;
        } else {
            head.push_str(tag);
        }
    }
    head.push_str(rest);

    let mut body = String::new();
    let mut files = Vec::new();
    for name in &packed {
        let kind = if site::is_a(name, "wasm") { "application/wasm" } else { "application/octet-stream" };
        files.push((name.as_str(), kind, site::read(&folder.join(name))?));
    }
    files.push((supply::LICENCES, "text/plain;charset=utf-8", supply::licences(true)?.into_bytes()));
    for (name, kind, content) in files {
        let element = site::at(&folder.join(name), one_file::element(name, kind, &content))?;
        body.push_str(&element);
        body.push('\n');
    }
    for script in &scripts {
        body.push_str(&format!("<script>{script}</script>\n"));
    }
    let hashes = |parts: &[String]| {
        let hashes = parts.iter().map(|part| format!("'{}'", site::integrity(part.as_bytes())));
        hashes.collect::<Vec<String>>().join(" ")
    };
    // Browsers before 'wasm-unsafe-eval' run WebAssembly only under 'unsafe-eval'; no other script can come in.
    let policy = format!(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src {} 'wasm-unsafe-eval' 'unsafe-eval'; \
         style-src {}; img-src data:; base-uri 'none'; form-action 'none'\">",
        hashes(&scripts),
        hashes(&styles)
    );
    head.insert_str(policy_at.ok_or("index.html: no policy")?, &policy);
    let end = head.rfind("</body>").ok_or("index.html: no end of its body")?;
    head.insert_str(end, &body);
    if head.len() > MOST {
        return Err(format!("{} would have {} bytes; at most {MOST}", file.display(), head.len()));
    }
    site::write(file, head.as_bytes())?;
    Ok(format!("{}: {} bytes\n", file.display(), head.len()))
}

/// A script that can stand in a page.
fn script(text: &str) -> Result<String, String> {
    if text.contains("</script") || text.contains("<!--") {
        return Err("a script holds what would end it in a page".to_owned());
    }
    Ok(text.to_owned())
}

/// The value of an attribute of a tag.
fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    tags(tag).first()?.attribute(name)
}

/// The name and the file that a tag lists for boot.js.
fn piece(tag: &str) -> Option<(&str, &str)> {
    let (name, rest) = attribute(tag, "content")?.split_once(" ./")?;
    Some((name, rest.split(' ').next()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_listed_file_is_found() {
        assert_eq!(piece("<meta content=\"later ./later-1.wasm sha256-x\">"), Some(("later", "later-1.wasm")));
    }

    #[test]
    fn a_script_that_would_end_itself_is_refused() {
        assert!(script("let a = '</script>'").is_err());
        assert!(script("let a = 1").is_ok());
    }
}
