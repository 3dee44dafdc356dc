//! The one-file edition: the whole site in one page that opens from a folder, without a server.
//!
//! Scripts and style sheets stand in the page; the program and its data stand there packed, and `assets/unpack.js` hands
//! them out in place of `fetch`. The page's policy names each script and sheet by its hash and allows no request at all.

use std::io::Write as _;
use std::path::Path;

use lzma_rust2::{LzmaOptions, LzmaWriter};
use site::tags::tags;
use site::text;

use crate::supply;

const UNPACK: &str = include_str!("../../assets/unpack.js");

/// What the one file may weigh, in bytes.
const MOST: usize = 900_000;

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
        let (size, text) = (content.len(), lettered(&site::at(&folder.join(name), packed_small(&content))?));
        body.push_str(&format!(
            "<script type=\"text/plain\" data-file=\"{name}\" data-type=\"{kind}\" data-size=\"{size}\">{text}</script>\n"
        ));
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

/// Packs as LZMA without a header, with the parameters that `assets/unpack.js` reads.
fn packed_small(content: &[u8]) -> std::io::Result<Vec<u8>> {
    let options = LzmaOptions { lc: 3, lp: 0, pb: 0, ..LzmaOptions::with_preset(9) };
    let mut packed = LzmaWriter::new_no_header(Vec::new(), &options, false)?;
    packed.write_all(content)?;
    packed.finish()
}

/// Bytes as letters that can stand in a page, two for 13 bits: a twelfth shorter than base64.
fn lettered(bytes: &[u8]) -> String {
    let mut text = String::new();
    let (mut held, mut count) = (0_u32, 0_u32);
    // Zeros at the end fill up the last pair.
    for &byte in bytes.iter().chain([0, 0].iter()) {
        held |= u32::from(byte).checked_shl(count).unwrap_or_default();
        count = count.saturating_add(8);
        if count >= 13 {
            let bits = held & 0x1fff;
            for digit in [bits % 91, bits / 91] {
                // From "!" on, without "<".
                let code = if digit < 27 { digit.saturating_add(33) } else { digit.saturating_add(34) };
                text.extend(char::from_u32(code));
            }
            held >>= 13;
            count = count.saturating_sub(13);
        }
    }
    text
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
#[expect(clippy::arithmetic_side_effects, reason = "a test says what it expects by failing")]
mod tests {
    use super::*;

    /// As `assets/unpack.js` reads them.
    fn unlettered(text: &str) -> Vec<u8> {
        let digits: Vec<u32> = text.bytes().map(|code| u32::from(code) - if code > 60 { 34 } else { 33 }).collect();
        let (mut held, mut count, mut bytes) = (0, 0, Vec::new());
        for pair in digits.chunks(2) {
            held |= (pair[0] + 91 * pair[1]) << count;
            count += 13;
            while count >= 8 {
                bytes.push(u8::try_from(held & 0xff).unwrap_or_default());
                held >>= 8;
                count -= 8;
            }
        }
        bytes
    }

    #[test]
    fn letters_are_the_bytes_again_and_end_no_script() {
        for size in [0, 1, 2, 12, 13, 14, 1000] {
            let bytes: Vec<u8> = (0..size).map(|at: u32| u8::try_from(at * at * 31 % 256).unwrap_or(255)).collect();
            let text = lettered(&bytes);
            assert!(text.is_ascii() && !text.contains(['<', ' ', '\n']) && text.len().is_multiple_of(2), "{text}");
            assert!(unlettered(&text).starts_with(&bytes), "{size}");
            assert!(text.len() <= (bytes.len() + 3) * 16 / 13 + 2);
        }
    }

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
