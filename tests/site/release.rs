//! What `make release` packs is the built site, whole, and can be used from there (`make test` packs into target/packed);
//! and the project's description for those who reuse public software is of the same version.

use std::{
    collections::BTreeMap,
    io::Read as _,
    path::{Path, PathBuf},
    process::Command,
};

use flate2::read::GzDecoder;
use sha2::{Digest as _, Sha256};

const VERSION: &str = env!("CARGO_PKG_VERSION");

fn folder(name: &str) -> PathBuf {
    site_tests::root().join(name)
}

fn read(path: &Path) -> Vec<u8> {
    std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}; run `make test`", path.display()))
}

/// The files of a folder and of those in it, as `start` and their path.
fn tree(folder: &Path, start: &str) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for entry in std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
        let path = entry.expect("an entry").path();
        let name = format!("{start}{}", path.file_name().expect("a name").to_string_lossy());
        if path.is_dir() {
            files.extend(tree(&path, &format!("{name}/")));
        } else {
            files.insert(name, read(&path));
        }
    }
    files
}

/// The files of a packed archive by their path; `each` sees what is told of each, in the archive's order.
fn unpacked(archive: &str, mut each: impl FnMut(&str, &tar::Header)) -> BTreeMap<String, Vec<u8>> {
    let packed = read(&folder("target/packed").join(archive));
    let mut files = BTreeMap::new();
    for entry in tar::Archive::new(GzDecoder::new(packed.as_slice())).entries().expect("an archive") {
        let mut entry = entry.expect("an entry");
        let path = entry.path().expect("a path").to_string_lossy().into_owned();
        each(&path, entry.header());
        let mut content = Vec::new();
        entry.read_to_end(&mut content).expect("the entry is whole");
        files.insert(path, content);
    }
    files
}

#[test]
fn the_archive_holds_the_site_and_nothing_of_who_packed_it() {
    let mut order = Vec::new();
    let packed = unpacked(&format!("policy-match-{VERSION}-site.tar.gz"), |path, header| {
        order.push(path.to_owned());
        let owner = (header.uid().expect("a number"), header.gid().expect("a number"));
        assert_eq!(
            (owner, header.mtime().expect("a time"), header.mode().expect("a mode")),
            ((0, 0), 499_162_500, 0o644)
        );
    });
    assert!(order.is_sorted(), "{order:?}");
    // Unpacked over an older version, what tells browsers of the newer one comes last of all (docs/hosting.md).
    let last = order.last().and_then(|path| path.strip_prefix(&format!("policy-match-{VERSION}/")));
    assert!(last.is_some_and(|name| name.starts_with("worker.js")), "{last:?}");
    // Whoever packed the files for servers since then has not changed the site.
    let is_copy = |name: &str| Path::new(name).extension().is_some_and(|end| end == "br" || end == "gz");
    let site: BTreeMap<String, Vec<u8>> = tree(&folder("dist"), &format!("policy-match-{VERSION}/"));
    let names = |files: &BTreeMap<String, Vec<u8>>| {
        files.keys().filter(|name| !is_copy(name)).cloned().collect::<Vec<String>>()
    };
    assert_eq!(names(&packed), names(&site), "the site was built anew since: run `make test`");
    for (name, content) in &packed {
        assert!(site.get(name) == Some(content), "{name} is another in dist/: run `make test`");
    }
}

#[test]
fn the_sums_are_those_of_all_files() {
    let sums = String::from_utf8(read(&folder("target/packed").join("SHA256SUMS"))).expect("UTF-8");
    let mut told: Vec<&str> = Vec::new();
    for line in sums.lines() {
        let (sum, name) = line.split_once("  ").expect("a sum and a name");
        let hash = Sha256::digest(read(&folder("target/packed").join(name)));
        assert_eq!(sum, hash.iter().map(|byte| format!("{byte:02x}")).collect::<Vec<String>>().concat(), "{name}");
        told.push(name);
    }
    let offline = format!("policy-match-{VERSION}-offline.html");
    let [bill, site, package] = [".cdx.json", "-site.tar.gz", ".tgz"].map(|end| format!("policy-match-{VERSION}{end}"));
    assert_eq!(told, [&*offline, &*site, &*bill, &*package]);
    assert!(
        read(&folder("target/packed").join(&offline)) == read(&folder("dist/policy-match-offline.html")),
        "{offline}"
    );
}

#[test]
fn the_npm_package_has_the_site_and_what_it_names() {
    let files = unpacked(&format!("policy-match-{VERSION}.tgz"), |_, _| ());
    let wanted =
        ["embed.js", "policy-match-element.js", "embed.d.ts", "site/index.html", "LICENSE-MIT", "LICENSE-APACHE"];
    for name in wanted {
        assert!(files.contains_key(&format!("package/{name}")), "{name} is missing");
    }
    let described = files.get("package/package.json").expect("package.json");
    let described: serde_json::Value = serde_json::from_slice(described).expect("JSON");
    assert_eq!(described.get("version").and_then(|version| version.as_str()), Some(VERSION));
    assert_eq!(described.get("license").and_then(|license| license.as_str()), Some(env!("CARGO_PKG_LICENSE")));

    // As npm would install it.
    let host = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("npm-{}", std::process::id()));
    for (name, content) in &files {
        let path = host.join("node_modules/policy-match").join(name.strip_prefix("package/").expect("npm's folder"));
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder can be made");
        std::fs::write(&path, content).expect("a file can be written");
    }
    let exports = [
        "policy-match",
        "policy-match/embed.js",
        "policy-match/policy-match-element.js",
        "policy-match/site/index.html",
    ];
    for export in exports {
        let node = Command::new("node")
            .args(["-e", &format!("require('fs').readFileSync(require.resolve({export:?}))")])
            .current_dir(&host)
            .output()
            .unwrap_or_else(|error| panic!("node: {error}; run `make setup`"));
        assert!(node.status.success(), "{export}: {}", String::from_utf8_lossy(&node.stderr));
    }
    std::fs::remove_dir_all(&host).expect("the test cleans up");
}

#[test]
fn the_description_for_reuse_is_of_this_version() {
    let description = String::from_utf8(read(&folder("publiccode.yml"))).expect("UTF-8");
    let value = |key: &str| {
        let line = description.lines().find_map(|line| line.trim_start().strip_prefix(key)?.strip_prefix(": "));
        line.unwrap_or_else(|| panic!("{key} is missing")).trim_matches('"').to_owned()
    };
    assert_eq!(value("softwareVersion"), VERSION);
    assert_eq!(value("license"), env!("CARGO_PKG_LICENSE"));
    assert_eq!(value("name"), "policy-match");
    let changes = include_str!("../../CHANGELOG.md");
    let released = changes.lines().find_map(|line| line.strip_prefix(&format!("## [{VERSION}] - ")));
    if let Some(day) = released {
        assert_eq!(value("releaseDate"), day);
    }
}

/// The crates of Cargo.lock with this name: their versions.
fn locked(name: &str) -> Vec<&'static str> {
    let lock = include_str!("../../Cargo.lock");
    let start = format!("name = \"{name}\"\nversion = \"");
    lock.split("[[package]]\n").filter_map(|package| package.strip_prefix(&*start)?.split('"').next()).collect()
}

/// What of others is in a release is said with its licence, in each archive and in the one file; and in a bill of materials.
#[test]
fn the_work_of_others_is_named_with_its_licence() {
    let site = unpacked(&format!("policy-match-{VERSION}-site.tar.gz"), |_, _| ());
    let package = unpacked(&format!("policy-match-{VERSION}.tgz"), |_, _| ());
    let whole = site.get(&format!("policy-match-{VERSION}/licences.txt")).expect("licences.txt is in the archive");
    assert!(package.get("package/site/licences.txt") == Some(whole), "and in the npm package");
    let whole = String::from_utf8(whole.clone()).expect("UTF-8");
    let one = String::from_utf8(read(&folder("dist/policy-match-offline.html"))).expect("UTF-8");
    assert!(one.contains("data-file=\"licences.txt\""), "and in the one file");
    // In the page, in the command line, and a table in the page.
    for name in ["yew", "wasm-bindgen", "clap", "ferrous-opencc"] {
        assert!(locked(name).iter().any(|version| whole.contains(&format!("\n{name} {version}, "))), "{name}");
    }
    for text in ["Permission is hereby granted", "Apache License Version 2.0", "Redistribution and use in source"] {
        assert!(whole.contains(text), "{text}");
    }
    assert!(!whole.contains("fantoccini"), "what only the tests use is not in it");
    // It is neither asked for at a visit nor kept.
    for name in ["index.html", "worker.js"] {
        let text = String::from_utf8(read(&folder("dist").join(name))).expect("UTF-8");
        assert!(!text.contains("licences.txt\" ") && !text.contains("./licences.txt="), "{name}");
    }
    let page = String::from_utf8(read(&folder("dist/catalogue.html"))).expect("UTF-8");
    assert!(page.contains("href=\"./licences.txt\""), "the plain pages lead there");
}

#[test]
fn the_bill_of_materials_is_cyclonedx() {
    let bill = read(&folder("target/packed").join(format!("policy-match-{VERSION}.cdx.json")));
    let bill: serde_json::Value = serde_json::from_slice(&bill).expect("JSON");
    let text = |value: &serde_json::Value, path: &str| {
        value.pointer(path).and_then(serde_json::Value::as_str).map(str::to_owned).unwrap_or_default()
    };
    assert_eq!((text(&bill, "/bomFormat").as_str(), text(&bill, "/specVersion").as_str()), ("CycloneDX", "1.6"));
    assert_eq!(bill.get("version"), Some(&serde_json::json!(1)));
    assert_eq!(text(&bill, "/metadata/component/name"), "policy-match");
    assert_eq!(text(&bill, "/metadata/component/version"), VERSION);
    // What the schema asks of a component and of a dependency, as far as there are any; and nothing of when or where.
    let components = bill.get("components").and_then(serde_json::Value::as_array).expect("components");
    let mut references: Vec<String> = vec![text(&bill, "/metadata/component/bom-ref")];
    for component in components {
        // All code is of cargo, or the standard library's; what comes from elsewhere is data.
        let is_code = ["pkg:cargo/", "pkg:generic/"].iter().any(|kind| text(component, "/purl").starts_with(kind));
        let kind = if is_code { "library" } else { "data" };
        assert_eq!(text(component, "/type"), kind, "{component}");
        assert!(
            !text(component, "/name").is_empty() && !text(component, "/licenses/0/expression").is_empty(),
            "{component}"
        );
        assert!(!text(component, "/licenses/0/expression").contains('/'), "an SPDX expression: {component}");
        if text(component, "/purl").starts_with("pkg:cargo/") {
            assert_eq!(text(component, "/hashes/0/alg"), "SHA-256");
            assert_eq!(text(component, "/hashes/0/content").len(), 64, "{component}");
        }
        references.push(text(component, "/bom-ref"));
    }
    for (name, known) in [("yew", true), ("clap", true), ("fantoccini", false), ("proptest", false)] {
        assert_eq!(components.iter().any(|component| text(component, "/name") == name), known, "{name}");
    }
    for dependency in bill.get("dependencies").and_then(serde_json::Value::as_array).expect("dependencies") {
        let on = dependency.get("dependsOn").and_then(serde_json::Value::as_array).expect("a list");
        let on = on.iter().filter_map(|one| one.as_str().map(str::to_owned));
        for one in on.chain([text(dependency, "/ref")]) {
            assert!(references.contains(&one), "{one} is a component");
        }
    }
    assert!(bill.pointer("/metadata/timestamp").is_none() && bill.get("serialNumber").is_none());
}
