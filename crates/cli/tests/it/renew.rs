//! `policy-match renew`: what is edited in a built site reaches every browser, and a site that is not whole is told.

use std::{
    collections::BTreeMap,
    fs,
    io::Read as _,
    path::{Path, PathBuf},
};

use sha2::{Digest as _, Sha256};
use site::integrity;

const STYLE: &str = "a{b:c}";
const SCRIPT: &str = "void 0";

/// A site with all that a built one has, in a folder of the test's own; gone when it is dropped.
struct Site(PathBuf);

impl Site {
    fn new(name: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("renew-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        let site = Self(folder);
        // Long enough to be packed.
        let glue = "call();\n".repeat(200);
        let hash = site::hex(&Sha256::digest(&glue));
        let glue_name = format!("glue-{}.js", hash.get(..16).unwrap());
        site.put(&glue_name, &glue);
        site.put("boot.js", &"start();\n".repeat(200));
        site.put("catalogue.html", &"<p>Old</p>\n".repeat(200));
        site.put(
            "index.html",
            &format!(
                "<!doctype html><meta http-equiv=\"Content-Security-Policy\" content=\"style-src '{}'; script-src 'self' 'wasm-unsafe-eval' '{}'\">\
                 <meta name=\"policy-match-hosts\" content=\"*\"><a href=\"./catalogue.html\">x</a><a href=\"#/library\">y</a>\
                 <style>{STYLE}</style><script>{SCRIPT}</script>\
                 <meta name=\"policy-match-piece\" content=\"glue ./{glue_name} {}\">\
                 <link rel=\"later\" href=\"./{glue_name}\" integrity=\"{}\"><script src=\"./boot.js\" defer></script>{}",
                integrity(STYLE.as_bytes()),
                integrity(SCRIPT.as_bytes()),
                integrity(glue.as_bytes()),
                integrity(glue.as_bytes()),
                "<p>More</p>\n".repeat(100)
            ),
        );
        site::worker::make(&site.0).unwrap();
        site::compress::all(&site.0).unwrap();
        site
    }

    fn put(&self, name: &str, text: &str) {
        fs::write(self.0.join(name), text).unwrap();
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.0.join(name)).unwrap()
    }

    fn edit(&self, name: &str, old: &str, new: &str) {
        let text = self.read(name);
        assert!(text.contains(old), "{name} holds {old}");
        self.put(name, &text.replace(old, new));
    }

    /// What the packed copies of a file hold.
    fn packed(&self, name: &str) -> [String; 2] {
        let copy = |end: &str| fs::read(self.0.join(format!("{name}.{end}"))).unwrap();
        let mut brotli = Vec::new();
        brotli::BrotliDecompress(&mut &copy("br")[..], &mut brotli).unwrap();
        let mut gzip = String::new();
        flate2::read::GzDecoder::new(&copy("gz")[..]).read_to_string(&mut gzip).unwrap();
        [String::from_utf8(brotli).unwrap(), gzip]
    }

    fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let files = site::files(&self.0).unwrap().into_iter();
        files.map(|name| (name.clone(), fs::read(self.0.join(name)).unwrap())).collect()
    }

    /// Runs a command on the site: its code, and what it says.
    fn run(&self, arguments: &[&str]) -> (i32, String, String) {
        let [command, rest @ ..] = arguments else { return (0, String::new(), String::new()) };
        let output = crate::program().arg(command).arg(&self.0).args(rest).output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (output.status.code().expect("it ended by itself"), text(output.stdout), text(output.stderr))
    }

    /// Renews the site, which is well; what it says.
    fn renew(&self) -> String {
        let (code, out, err) = self.run(&["renew"]);
        assert_eq!((code, err.as_str()), (0, ""), "{out}");
        out
    }

    /// Renewing is refused with this in the message, and changes no file.
    fn is_refused(&self, why: &str) {
        let before = self.files();
        let (code, out, err) = self.run(&["renew"]);
        assert_eq!((code, out.as_str()), (2, ""), "{err}");
        assert!(err.contains(why), "nothing of `{why}`: {err}");
        assert!(self.files() == before, "a file has changed: {err}");
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn a_site_as_it_was_built_needs_nothing() {
    let site = Site::new("untouched");
    let before = site.files();
    assert_eq!(site.renew(), "nothing has changed since the last time\n");
    assert!(site.files() == before);
}

#[test]
fn an_edited_page_is_packed_anew_and_makes_another_version() {
    let site = Site::new("edited");
    let before = site.files();
    site.edit("index.html", "content=\"*\"", "content=\"https://www.agency.example http://10.0.0.1:8080\"");
    let said = site.renew();
    for part in ["index.html: packed anew\n", "worker.js: version ", "worker.js: packed anew\n"] {
        assert!(said.contains(part), "{said}");
    }
    for name in ["index.html", "worker.js"] {
        let text = site.read(name);
        assert!(text.as_bytes() != before.get(name).unwrap().as_slice(), "{name} is another");
        assert_eq!(site.packed(name), [text.clone(), text], "{name}");
    }
    assert!(site.read("worker.js").contains(&format!("./={}", site::hex(&Sha256::digest(site.read("index.html"))))));
    for (name, content) in site.files() {
        if !name.starts_with("index.html") && !name.starts_with("worker.js") {
            assert!(before.get(&name) == Some(&content), "{name} is as it was");
        }
    }
    assert_eq!(site.renew(), "nothing has changed since the last time\n");
    // The same list of hosts again, the same version again.
    site.edit("index.html", "content=\"https://www.agency.example http://10.0.0.1:8080\"", "content=\"*\"");
    site.renew();
    assert!(site.files() == before);
}

#[test]
fn what_has_no_packed_copies_gets_none_and_what_is_added_is_not_kept() {
    let site = Site::new("unpacked");
    for copy in ["index.html.br", "index.html.gz"] {
        fs::remove_file(site.0.join(copy)).unwrap();
    }
    site.put("local.json", &"[]\n".repeat(1000));
    site.edit("index.html", "content=\"*\"", "content=\"\"");
    site.renew();
    assert!(!site.0.join("index.html.br").exists() && !site.0.join("local.json.br").exists());
    assert!(!site.read("worker.js").contains("local.json"));
}

#[test]
fn pages_written_into_a_site_are_what_is_sent() {
    let site = Site::new("pages");
    let (code, out, err) = site.run(&["pages", "--overlay", "examples/guangzhou-overlay.json"]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(out.contains("catalogue.html: packed anew"), "{out}");
    let text = site.read("catalogue.html");
    assert!(text.contains("guangzhou.1"));
    assert_eq!(site.packed("catalogue.html"), [text.clone(), text.clone()]);
    // The licences of what is in a site are led to where they are.
    assert!(!text.contains("./licences.txt"));
    site.put("licences.txt", "MIT");
    site.run(&["pages"]);
    assert!(site.read("catalogue.html").contains("href=\"./licences.txt\""));
}

/// A version that was published by mistake is called back by putting an older one in its place.
#[test]
fn a_site_that_calls_other_versions_back_says_so_to_browsers() {
    let site = Site::new("withdraw");
    let usual = site.read("worker.js");
    assert!(usual.contains("const WITHDRAWS = \"no\""), "versions take turns");
    let (code, out, err) = site.run(&["renew", "--withdraw"]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(out.contains("worker.js: version ") && out.contains("worker.js: packed anew"), "{out}");
    let text = site.read("worker.js");
    assert!(text.contains("const WITHDRAWS = \"yes\""), "{text}");
    assert_eq!(site::worker::names(&text), site::worker::names(&usual));
    assert_eq!(site.packed("worker.js"), [text.clone(), text.clone()]);
    // It stays so whatever is edited, until another release.
    site.edit("index.html", "content=\"*\"", "content=\"\"");
    site.renew();
    assert!(site.read("worker.js").contains("const WITHDRAWS = \"yes\"") && site.read("worker.js") != text);
    // Also where the older version has another worker.
    site.put("worker.js", &usual.replace("const WITHDRAWS = \"no\";", ""));
    assert_eq!(site.run(&["renew", "--withdraw"]).0, 0);
    assert!(site.read("worker.js").contains("const WITHDRAWS = \"yes\""));
    // What is not whole is not called the right version.
    fs::remove_file(site.0.join("boot.js")).unwrap();
    let (code, _, err) = site.run(&["renew", "--withdraw"]);
    assert!(code == 2 && err.contains("boot.js"), "{err}");
}

#[test]
fn a_site_that_is_closed_leaves_nothing_behind() {
    let site = Site::new("closed");
    for name in site::files(&site.0).unwrap() {
        fs::remove_file(site.0.join(name)).unwrap();
    }
    let (code, out, err) = site.run(&["renew", "--keep-nothing"]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(out.starts_with("worker.js: version "), "{out}");
    let text = site.read("worker.js");
    assert!(text.contains("const FILES = \"\"") && text.contains("const WITHDRAWS = \"yes\""), "{text}");
    assert_ne!(site.run(&["renew", "--keep-nothing", "--withdraw"]).0, 0, "one or the other");
}

#[test]
fn hosts_that_are_no_origins_are_told() {
    for host in [
        "https://www.agency.example/",
        "www.agency.example",
        "https://*.agency.example",
        // Browsers write an origin in one way only, and compare it letter by letter.
        "https://Www.agency.example",
        "https://www.agency.example:443",
        "http://www.agency.example:80",
        "https://惠企.example",
        "https://me@www.agency.example",
        "https://a.example,https://b.example",
    ] {
        let site = Site::new("hosts");
        site.edit("index.html", "content=\"*\"", &format!("content=\"https://good.example {host}\""));
        site.is_refused(&format!("policy-match-hosts: {host} is no origin"));
    }
    let site = Site::new("no-hosts");
    site.edit("index.html", "name=\"policy-match-hosts\"", "name=\"policy-match-host\"");
    site.is_refused("policy-match-hosts is missing");
}

/// Whatever an editor or a tool makes of the page, it is read as browsers read it.
#[test]
fn a_page_is_read_as_browsers_do() {
    let site = Site::new("as-browsers");
    // What stands in a comment is not there, and of two elements browsers take the first.
    site.edit(
        "index.html",
        "<meta name=\"policy-match-hosts\" content=\"*\">",
        "<!-- <meta name=\"policy-match-hosts\" content=\"*\"> <script>old()</script> -->\r\n\
         <META\tcontent='https://a.example'\n  NAME=policy-match-hosts><meta name=\"policy-match-hosts\" content=\"*/\">",
    );
    site.renew();
    site.edit("index.html", "https://a.example", "a.example");
    site.is_refused("policy-match-hosts: a.example is no origin");

    let site = Site::new("in-a-comment");
    site.edit("index.html", "<meta http-equiv", "<!-- <meta http-equiv");
    site.edit("index.html", "<meta name=\"policy-match-hosts\"", "--><meta name=\"policy-match-hosts\"");
    site.is_refused("its policy does not allow the script");

    // The ends of lines that Windows writes are none to browsers.
    let site = Site::new("ends-of-lines");
    let script = "void 0;\nvoid 1;";
    site.edit("index.html", &integrity(SCRIPT.as_bytes()), &integrity(script.as_bytes()));
    site.edit("index.html", SCRIPT, &script.replace('\n', "\r\n"));
    site.put("index.html", &format!("\u{feff}{}", site.read("index.html")));
    site.renew();
}

/// What is added and could not run is told here, not only in the console of each visitor.
#[test]
fn what_the_policy_would_stop_is_told() {
    for (added, told) in [
        ("<script type='text/javascript'>count()</script>", "the script that stands in it"),
        ("<STYLE media=print>a{}</STYLE>", "the style sheet that stands in it"),
        ("<script async src=https://count.example/x.js></script>", "lets nothing of https://count.example in"),
        ("<img src='//count.example/x.gif'>", "lets nothing of //count.example in"),
        ("<link rel=stylesheet href=\"https://fonts.example/css?a=b\">", "lets nothing of https://fonts.example in"),
        ("<script src='count.js'></script>", "it names count.js, which is not there"),
        ("<p onclick='count()'>", "the script in onclick"),
    ] {
        let site = Site::new("added");
        let mark = "<a href=\"#/library\">";
        site.edit("index.html", mark, &format!("{added}{mark}"));
        site.is_refused(told);
    }
    let site = Site::new("allowed");
    site.edit("index.html", "script-src 'self'", "script-src 'self' https://count.example");
    site.edit(
        "index.html",
        "<script src=",
        "<a href='https://x.example'>x</a><script src=https://count.example/x.js></script><script src=",
    );
    site.renew();
}

#[test]
fn a_page_that_could_not_start_is_told() {
    for (old, new, told) in [
        ("<script src=\"./boot.js\" defer></script>", "", "it does not load boot.js"),
        ("'wasm-unsafe-eval'", "", "its policy does not allow WebAssembly"),
        ("content=\"glue ", "content=\"glue  ", "a policy-match-piece names no file: glue"),
    ] {
        let site = Site::new("no-start");
        site.edit("index.html", old, new);
        site.is_refused(told);
    }
    let site = Site::new("old-browsers");
    site.edit("index.html", "'wasm-unsafe-eval'", "'unsafe-eval'");
    site.renew();
}

#[test]
fn a_catalogue_that_is_named_and_not_there_is_told() {
    let site = Site::new("catalogues");
    site.edit(
        "index.html",
        "<meta name=\"policy-match-hosts\"",
        "<meta name=\"policy-match-catalogues\" content=\"local.json ./more.json\"><meta name=\"policy-match-hosts\"",
    );
    site.put("local.json", "{}");
    site.is_refused("policy-match-catalogues: ./more.json is not in the site's folder");
    site.put("more.json", "{}");
    site.renew();
    // There, but not in the folder: the page would not take it.
    let outside = "../renew-outside.json";
    site.edit("index.html", "./more.json", outside);
    fs::write(site.0.join(outside), "").unwrap();
    site.is_refused(&format!("policy-match-catalogues: {outside} is not in the site's folder"));
    site.edit("index.html", outside, "/etc/hostname");
    site.is_refused("policy-match-catalogues: /etc/hostname is not in the site's folder");
}

#[test]
fn a_site_that_is_not_whole_is_told() {
    let site = Site::new("missing");
    fs::remove_file(site.0.join("boot.js")).unwrap();
    site.is_refused("boot.js: it is part of the page and is not there");
    site.is_refused("index.html: it names boot.js, which is not there");
    site.is_refused("boot.js.br: a packed copy of boot.js, which is not there");

    let site = Site::new("damaged");
    let glue = site::files(&site.0).unwrap().into_iter().find(|name| name.starts_with("glue-")).unwrap();
    site.edit(&glue, "call", "fall");
    site.is_refused(&format!("{glue}: its content is not the one that its name stands for"));
    site.is_refused(&format!("index.html: {glue} is not the file that it names"));

    for (inside, what) in [(STYLE, "style sheet"), (SCRIPT, "script")] {
        let site = Site::new("inside");
        site.edit("index.html", inside, "other");
        site.is_refused(&format!("its policy does not allow the {what} that stands in it"));
    }
}

#[test]
fn a_folder_without_a_site_is_told() {
    let site = Site::new("no-worker");
    site.put("worker.js", "// of another site");
    site.is_refused("is this the worker.js of a policy-match site?");
    fs::remove_file(site.0.join("worker.js")).unwrap();
    site.is_refused("worker.js");
    fs::remove_file(site.0.join("index.html")).unwrap();
    site.is_refused("worker.js");
}
