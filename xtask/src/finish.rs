//! Trunk's hook: makes of the program that Trunk has compiled the site that is served. The page itself is index.html of the
//! source with its marks filled in.
//!
//! In a release everything is small; for working on the page (`trunk serve`) the program is whole, nothing is shrunk, and
//! what a visit does not need (the plain pages, the service worker) is left out.

use std::env;
use std::fs;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::Stdio;

use engine::catalogue::packed::FIRST;
use pack::DataFile;
use site::{at, integrity, read, text, worker, write};

use crate::embed;
use crate::program::{self, Program};
use crate::supply;
use crate::tools::{self, command, finish, root};

/// What goes along as it is.
const BESIDE: [&str; 4] = ["manifest.webmanifest", "icon.svg", "icon-192.png", "icon-512.png"];

/// The scripts that boot.js loads when they are needed.
const SCRIPTS: [&str; 2] = ["host", "keep"];

/// The style sheets, which are one in the page.
const SHEETS: [&str; 2] = ["shell.css", "app.css"];

/// The site on its way.
struct Site {
    folder: PathBuf,
    is_release: bool,
    /// What boot.js can ask for, as elements of the page's head.
    list: String,
}

/// Finishes what Trunk has put into its folder; Trunk says the folder and the kind of build in variables.
pub(crate) fn site() -> Result<(), String> {
    let told = |name: &str| {
        env::var(name).map_err(|_| format!("{name} is not set: this command is Trunk's, run `cargo xtask build`"))
    };
    let folder = PathBuf::from(told("TRUNK_STAGING_DIR")?);
    let is_release = told("TRUNK_PROFILE")? == "release";
    let mut site = Site { folder, is_release, list: String::new() };

    let target = tools::target()?;
    let program = if is_release {
        let compiled = target.join(tools::TARGET).join("page/policy-match-page.wasm");
        program::in_pieces(&compiled, &target.join("pieces"))?
    } else {
        program::whole(&site.folder)?
    };
    // The page is made of the source; what Trunk made of it is not needed.
    at(&site.folder, fs::remove_dir_all(&site.folder))?;
    at(&site.folder, fs::create_dir_all(&site.folder))?;

    let data =
        pack::Sources::read(root()).and_then(|sources| pack::data_files(&sources)).map_err(|why| why.to_string())?;
    let early = site.program(&program, &data)?;
    let sheet = SHEETS.iter().map(|name| site.asset(name)).collect::<Result<Vec<String>, String>>()?.concat();
    site.listed("shell", "css", sheet.as_bytes())?;
    for name in SCRIPTS {
        if is_release || name != "keep" {
            let script = site.asset(&format!("{name}.js"))?;
            site.listed(name, "js", script.as_bytes())?;
        }
    }
    // The service worker keeps its name and has no integrity: it is made last, from all the others.
    site.list.push_str("<meta name=\"policy-match-piece\" content=\"worker ./worker.js\">");
    // What explains failures must load where integrity cannot be checked (file:), so like boot.js it has neither.
    site.list.push_str("<meta name=\"policy-match-piece\" content=\"failure ./failure.js\">");
    for name in ["failure.js", "boot.js"] {
        site.put(name, site.asset(name)?.as_bytes())?;
    }
    for name in BESIDE {
        site.put(name, &read(&asset(name))?)?;
    }
    site.page(&early, &sheet)?;

    embed::add(&site.folder)?;
    if is_release {
        // The licences of what is in it; the plain pages lead there.
        site.put(supply::LICENCES, supply::licences(false)?.as_bytes())?;
        // The whole catalogue as plain pages, for search engines and for browsers that cannot run the program.
        finish(
            command("cargo")?
                .args(["run", "--quiet", "--locked", "--package", "policy-match-cli", "--", "pages"])
                .arg(&site.folder),
        )?;
        // Last, since it lists all files: what keeps the page for times without a network.
        worker::make(&site.folder)?;
    }
    Ok(())
}

fn asset(name: &str) -> PathBuf {
    root().join("assets").join(name)
}

impl Site {
    fn put(&self, name: &str, content: &[u8]) -> Result<(), String> {
        write(&self.folder.join(name), content)
    }

    /// Writes a file under its name with a hash of what is in it, since servers let browsers keep such for good.
    fn hashed(&self, start: &str, end: &str, content: &[u8]) -> Result<String, String> {
        let name = site::hashed(start, end, content);
        self.put(&name, content)?;
        Ok(name)
    }

    /// Writes such a file and lists it in the page for boot.js, with its integrity.
    fn listed(&mut self, name: &str, extension: &str, content: &[u8]) -> Result<String, String> {
        let file = self.hashed(name, &format!(".{extension}"), content)?;
        let integrity = integrity(content);
        self.list.push_str(&site::data::listed(name, &file, &integrity));
        Ok(file)
    }

    /// Writes the program and the data; gives what painted.js asks for early: the glue and the data of the first screen,
    /// and after them the program, which would hold them up.
    fn program(&mut self, program: &Program, data: &[DataFile]) -> Result<String, String> {
        for (name, piece) in &program.pieces {
            self.listed(name, "wasm", piece)?;
        }
        let glue = self.shrunk(&program.glue, "js")?;
        let glue_file = self.listed("glue", "js", glue.as_bytes())?;
        let file = self.hashed("policy-match", "_bg.wasm", &program.first)?;
        let link = |file: &str, kind: &str, content: &[u8]| {
            let integrity = integrity(content);
            format!(
                "<link rel=\"later\" href=\"./{file}\" crossorigin=\"anonymous\" integrity=\"{integrity}\" as={kind}>"
            )
        };
        let mut early = link(&glue_file, "\"script\"", glue.as_bytes());
        for DataFile { name, bytes } in data {
            let file = self.listed(name, "bin", bytes)?;
            if name == FIRST {
                early.push_str(&link(&file, "\"fetch\"", bytes));
            }
        }
        Ok(early + &link(&file, "\"fetch\" type=\"application/wasm\"", &program.first))
    }

    /// A script or a style sheet of the source.
    fn asset(&self, name: &str) -> Result<String, String> {
        self.shrunk(&text(&asset(name))?, name.rsplit('.').next().unwrap_or_default())
    }

    /// A script or a style sheet made small, and no newer than the stated level, in a release.
    fn shrunk(&self, content: &str, kind: &str) -> Result<String, String> {
        if !self.is_release {
            return Ok(content.to_owned());
        }
        let mut esbuild = command("esbuild")?
            .args([&format!("--loader={kind}"), &format!("--target=es{}", site::ECMASCRIPT)])
            .args(["--minify", "--charset=utf8", "--log-level=warning"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| format!("esbuild does not start ({error}): run `make setup`"))?;
        let mut input = esbuild.stdin.take().ok_or("esbuild takes no input")?;
        let told = input.write_all(content.as_bytes());
        drop(input);
        let output = esbuild.wait_with_output().map_err(|error| format!("esbuild: {error}"))?;
        if !output.status.success() || told.is_err() {
            return Err("esbuild failed (see above)".to_owned());
        }
        let small = String::from_utf8(output.stdout).map_err(|error| format!("esbuild: {error}"))?;
        Ok(small.trim_end().to_owned())
    }

    /// Writes the page: index.html of the source with its marks filled in, without comments and indents.
    fn page(&self, early: &str, sheet: &str) -> Result<(), String> {
        let source = text(&root().join("index.html"))?;
        let script = self.asset("painted.js")?;
        let icon = text(&asset("favicon.svg"))?;
        let head = format!("{early}<style>{sheet}</style>{}", self.list);
        // What stands in the page is named in its policy by a hash.
        let marks = [
            ("@style-hash@", format!("'{}'", integrity(sheet.as_bytes()))),
            ("@script-hash@", format!("'{}'", integrity(script.as_bytes()))),
            ("@icon@", in_an_address(&icon)),
            ("<!-- @head@ -->", head),
            ("<!-- @painted@ -->", format!("<script>{script}</script>")),
        ];
        let mut page = tidy(&source)?;
        for (mark, content) in marks {
            let (before, after) = page.split_once(mark).ok_or(format!("index.html: the mark {mark} is missing"))?;
            if after.contains(mark) {
                return Err(format!("index.html: the mark {mark} is there twice"));
            }
            page = [before, &content, after].concat();
        }
        self.put("index.html", page.as_bytes())
    }
}

/// A page without its comments (marks excepted), without indents, and without what is for Trunk alone.
fn tidy(source: &str) -> Result<String, String> {
    const TRUNK: &str = "<link data-trunk";
    let (mut page, mut rest) = (String::new(), source);
    while let Some((before, after)) = rest.split_once("<!--") {
        let (comment, after) = after.split_once("-->").ok_or("index.html: a comment has no end")?;
        page.push_str(before);
        if comment.starts_with(" @") {
            page.push_str(&format!("<!--{comment}-->"));
        }
        rest = after;
    }
    page.push_str(rest);
    let (before, link) = page.split_once(TRUNK).ok_or("index.html: the link that Trunk builds is missing")?;
    let (_, after) = link.split_once('>').ok_or("index.html: the link that Trunk builds has no end")?;
    let page = [before, after].concat();
    let lines = page.lines().map(str::trim_start).filter(|line| !line.is_empty());
    Ok(lines.collect::<Vec<&str>>().join("\n") + "\n")
}

/// A picture as an address, so that browsers need not ask for it.
fn in_an_address(picture: &str) -> String {
    let mut address = "data:image/svg+xml,".to_owned();
    for letter in picture.chars().filter(|&letter| letter != '\n') {
        match letter {
            '"' => address.push('\''),
            '%' => address.push_str("%25"),
            '#' => address.push_str("%23"),
            '<' => address.push_str("%3C"),
            '>' => address.push_str("%3E"),
            _ => address.push(letter),
        }
    }
    address
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_source_the_page_remains_and_the_marks() {
        let source = "<head>\n  <!-- why\n  -->\n  <!-- @head@ -->\n</head>\n  <link data-trunk rel=\"rust\"\n    x>\n  <p>1 2</p>\n";
        assert_eq!(tidy(source), Ok("<head>\n<!-- @head@ -->\n</head>\n<p>1 2</p>\n".to_owned()));
        assert!(tidy("<p>").is_err() && tidy("<link data-trunk><!-- x").is_err());
    }

    #[test]
    fn a_picture_in_an_address_needs_no_quotes() {
        assert_eq!(in_an_address("<a b=\"#1\">50%\n"), "data:image/svg+xml,%3Ca b='%231'%3E50%25");
    }
}
