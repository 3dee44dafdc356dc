//! The work of others that is in what is given out: its licences as a text, and a bill of materials (`CycloneDX`).
//!
//! Of the packages that cargo names, those whose code is linked into the page or into the command line, and those whose
//! data is in the page. No time and no path goes into either.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use site::{read, text};

use crate::supply_data::{BSD_2, DATA};
use crate::tools::{self, root, said};

/// The licences as a text, in the site's folder and in the one file.
pub(crate) const LICENCES: &str = "licences.txt";

/// The packages whose code is in the product: what it is called, its package, what it is compiled for.
const PRODUCTS: [(&str, &str, &str); 2] =
    [("page", "policy-match-page", tools::TARGET), ("command line", "policy-match-cli", "all")];

/// Runs in the build alone, and leaves its table in the page: traditional characters (crates/pack).
const TABLES: [&str; 1] = ["ferrous-opencc"];

/// Where a package offers several licences, the first of these is taken. What is none of these is refused, here as in
/// deny.toml.
const TAKEN: [(&str, &[&str]); 8] = [
    ("MIT", &["mit"]),
    ("BSD-3-Clause", &["bsd", "whatwg"]),
    ("BSL-1.0", &["boost"]),
    ("Zlib", &["zlib"]),
    ("Unicode-3.0", &["unicode"]),
    ("0BSD", &["0bsd"]),
    ("Unlicense", &["unlicense"]),
    ("Apache-2.0", &["apache"]),
];

/// One package of others.
struct Package {
    name: String,
    version: String,
    /// As an SPDX expression.
    licence: String,
    authors: String,
    source: Option<String>,
    folder: PathBuf,
    checksum: Option<String>,
    /// In which of [`PRODUCTS`].
    within: BTreeSet<&'static str>,
    /// What it needs of others, as [`Self::reference`].
    needs: BTreeSet<String>,
}

impl Package {
    /// A package URL (<https://github.com/package-url/purl-spec>).
    fn reference(&self) -> String {
        format!("pkg:cargo/{}@{}", self.name, self.version)
    }
}

/// The licences of all that is in the site, with their texts; in the one file only of what is in the page, shorter.
pub(crate) fn licences(is_short: bool) -> Result<String, String> {
    let mut packages = packages()?;
    if is_short {
        packages.retain(|package| package.within.contains("page"));
    }
    written(&packages, is_short)
}

/// The bill of materials, in the format `CycloneDX` 1.6 (<https://cyclonedx.org/docs/1.6/json/>).
pub(crate) fn bill() -> Result<String, String> {
    let packages = packages()?;
    let own = format!("pkg:generic/policy-match@{}", env!("CARGO_PKG_VERSION"));
    let standard = format!("pkg:generic/rust-std@{}", rust()?);
    let licences = |expression: &str| json!([{ "expression": expression }]);
    let mut components = vec![json!({
        "type": "library",
        "bom-ref": standard,
        "name": "rust-std",
        "version": rust()?,
        "purl": standard,
        "licenses": licences("MIT OR Apache-2.0"),
    })];
    let mut depends = vec![json!({
        "ref": own,
        "dependsOn": packages.iter().map(Package::reference).chain([standard.clone()])
            .chain(DATA.iter().map(|data| data.reference.to_owned())).collect::<BTreeSet<String>>(),
    })];
    for package in &packages {
        let reference = package.reference();
        let mut component = json!({
            "type": "library",
            "bom-ref": reference,
            "name": package.name,
            "version": package.version,
            "purl": reference,
            "licenses": licences(&package.licence),
            "properties": package.within.iter().map(|name| json!({ "name": "policy-match:in", "value": name }))
                .collect::<Vec<Value>>(),
        });
        if let Some(entries) = component.as_object_mut() {
            if let Some(checksum) = &package.checksum {
                entries.insert("hashes".to_owned(), json!([{ "alg": "SHA-256", "content": checksum }]));
            }
            if let Some(source) = &package.source {
                entries.insert("externalReferences".to_owned(), json!([{ "type": "vcs", "url": source }]));
            }
        }
        components.push(component);
        depends.push(json!({ "ref": reference, "dependsOn": package.needs }));
    }
    for data in &DATA {
        components.push(json!({
            "type": "data",
            "bom-ref": data.reference,
            "name": data.name,
            "version": data.version,
            "purl": data.reference,
            "licenses": licences(data.licence),
            "copyright": data.owner,
        }));
        depends.push(json!({ "ref": data.reference, "dependsOn": [] }));
    }
    let bill = json!({
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": { "component": {
            "type": "application",
            "bom-ref": own,
            "name": "policy-match",
            "version": env!("CARGO_PKG_VERSION"),
            "purl": own,
            "licenses": licences("MIT OR Apache-2.0"),
        } },
        "components": components,
        "dependencies": depends,
    });
    serde_json::to_string_pretty(&bill).map(|text| text + "\n").map_err(|error| error.to_string())
}

/// The compiler's version, which is that of the standard library.
fn rust() -> Result<String, String> {
    let told = said("rustc", &["--version"]).ok_or("rustc does not say its version")?;
    told.split_whitespace().nth(1).map(str::to_owned).ok_or(format!("rustc says {told}"))
}

/// What cargo says.
fn cargo(arguments: &[&str]) -> Result<String, String> {
    let whole = [arguments, &["--locked"]].concat();
    said("cargo", &whole).ok_or_else(|| format!("cargo {} failed", whole.join(" ")))
}

/// The packages of others, by name and version.
fn packages() -> Result<Vec<Package>, String> {
    let mut within: BTreeMap<(String, String), BTreeSet<&'static str>> = BTreeMap::new();
    for (product, package, target) in PRODUCTS {
        // Procedural macros run in the compiler, and nothing of them is linked.
        let tree = cargo(&[
            "tree",
            "--package",
            package,
            "--target",
            target,
            "--edges",
            "normal,no-proc-macro",
            "--prefix",
            "none",
            "--format",
            "{p}",
        ])?;
        for line in tree.lines().filter(|line| !line.contains(" (/") && !line.contains(":\\")) {
            let mut words = line.split(' ');
            if let (Some(name), Some(version)) = (words.next(), words.next()) {
                let version = version.trim_start_matches('v').to_owned();
                within.entry((name.to_owned(), version)).or_default().insert(product);
            }
        }
    }
    let told: Value = serde_json::from_str(&cargo(&["metadata", "--format-version", "1"])?)
        .map_err(|error| format!("cargo metadata: {error}"))?;
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let word = |value: &Value, key: &str| value.get(key).and_then(Value::as_str).map(str::to_owned);
    let known = list(told.get("packages").unwrap_or(&Value::Null));
    let key_of = |package: &Value| Some((word(package, "name")?, word(package, "version")?));
    let by_id: BTreeMap<String, (String, String)> =
        known.iter().filter_map(|package| Some((word(package, "id")?, key_of(package)?))).collect();
    let nodes: BTreeMap<(String, String), Vec<(String, String)>> =
        list(told.pointer("/resolve/nodes").unwrap_or(&Value::Null))
            .iter()
            .filter_map(|node| {
                let needs = list(node.get("dependencies")?);
                let needs = needs.iter().filter_map(|id| by_id.get(id.as_str()?).cloned()).collect();
                Some((by_id.get(&word(node, "id")?)?.clone(), needs))
            })
            .collect();
    let lock = text(&root().join("Cargo.lock"))?;
    for (name, version) in by_id.values().filter(|(name, _)| TABLES.contains(&name.as_str())) {
        within.entry((name.clone(), version.clone())).or_default().insert("page");
    }
    let mut packages = Vec::new();
    for package in &known {
        let Some((key, products)) = key_of(package).and_then(|key| Some((key.clone(), within.remove(&key)?))) else {
            continue;
        };
        let (name, version) = key.clone();
        let licence = word(package, "license").ok_or_else(|| format!("{name} {version} names no licence"))?;
        let authors = list(package.get("authors").unwrap_or(&Value::Null));
        // Without the addresses.
        let authors = authors.iter().filter_map(|author| Some(author.as_str()?.split(" <").next()?.to_owned()));
        let manifest = word(package, "manifest_path").unwrap_or_default();
        packages.push(Package {
            licence: licence.replace(" / ", "/").replace('/', " OR "),
            authors: authors.collect::<Vec<String>>().join(", "),
            source: word(package, "repository"),
            folder: Path::new(&manifest).parent().map(Path::to_path_buf).unwrap_or_default(),
            checksum: checksum(&lock, &name, &version).map(str::to_owned),
            within: products,
            needs: nodes
                .get(&key)
                .into_iter()
                .flatten()
                .map(|(name, version)| format!("pkg:cargo/{name}@{version}"))
                .collect(),
            name,
            version,
        });
    }
    if let Some((name, version)) = within.into_keys().next() {
        return Err(format!("cargo metadata does not know {name} {version}"));
    }
    let all: BTreeSet<String> = packages.iter().map(Package::reference).collect();
    for package in &mut packages {
        package.needs.retain(|needed| all.contains(needed));
    }
    packages.sort_by(|one, other| (&one.name, &one.version).cmp(&(&other.name, &other.version)));
    Ok(packages)
}

/// The checksum of a package, as Cargo.lock has it.
fn checksum<'a>(lock: &'a str, name: &str, version: &str) -> Option<&'a str> {
    let start = format!("name = \"{name}\"\nversion = \"{version}\"\n");
    let own = lock.split("[[package]]\n").find(|package| package.starts_with(&start))?;
    own.split_once("checksum = \"")?.1.split('"').next()
}

/// The licences that are taken of an expression, such as `(MIT OR Apache-2.0) AND Unicode-3.0`.
fn taken(expression: &str) -> Result<Vec<&'static str>, String> {
    let of = |offered: &str| {
        let offered: Vec<&str> = offered.trim_matches(['(', ')']).split(" OR ").collect();
        TAKEN.iter().map(|(name, _)| *name).find(|name| offered.contains(name))
    };
    let all = expression.split(" AND ").map(of).collect::<Option<Vec<&str>>>();
    all.ok_or_else(|| format!("none of the licences that are taken is in {expression} (xtask/src/supply.rs)"))
}

/// The text of a licence that a package brings along; none where it only names it.
fn brought(folder: &Path, licence: &str) -> Result<Option<String>, String> {
    let names = site::files(folder)?;
    let is_text = |name: &&String| {
        let name = name.to_lowercase();
        ["license", "licence", "unlicense", "copying"].iter().any(|start| name.starts_with(start))
    };
    let texts: Vec<&String> = names.iter().filter(is_text).collect();
    let marks = TAKEN.iter().find(|(name, _)| *name == licence).map_or::<&[&str], _>(&[], |(_, marks)| marks);
    let named = texts.iter().find(|name| marks.iter().any(|mark| name.to_lowercase().contains(mark)));
    let only = texts.first().filter(|_| texts.len() == 1);
    named
        .or(only)
        .map(|name| read(&folder.join(name)).map(|bytes| String::from_utf8_lossy(&bytes).into_owned()))
        .transpose()
}

/// A licence's text apart from who has the copyright, and who that is.
fn parted(licence: &str, text: &str) -> (String, Vec<String>) {
    let (mut owners, mut rest) = (Vec::new(), Vec::new());
    for line in text.trim_start_matches('\u{feff}').lines().map(str::trim) {
        let is_owner =
            line.to_lowercase().starts_with("copyright") && line.contains(|letter: char| letter.is_ascii_digit());
        if is_owner && licence != "Apache-2.0" {
            owners.push(line.replace(['[', ']'], ""));
        } else {
            rest.push(line);
        }
    }
    // Some have a heading, some have not.
    let begin = match licence {
        "MIT" => "Permission is hereby granted",
        "BSD-3-Clause" | "BSD-2-Clause" => "Redistribution and use",
        "Apache-2.0" => "Apache License",
        _ => "",
    };
    let rest = rest.join("\n");
    let from = rest.find(begin).unwrap_or_default();
    // What follows Apache's text is how to use it.
    let rest = rest.get(from..).unwrap_or(&rest).split("END OF TERMS AND CONDITIONS").next().unwrap_or_default();
    let mut text = String::new();
    for paragraph in rest.split("\n\n") {
        let words: Vec<&str> = paragraph.split_whitespace().collect();
        if !words.is_empty() {
            text.push_str(&words.join(" "));
            text.push('\n');
        }
    }
    (text, owners)
}

/// The licences as a text.
fn written(packages: &[Package], is_short: bool) -> Result<String, String> {
    // Each text once, with its number; those of the project first.
    let mut texts: Vec<(&str, String)> = Vec::new();
    let mut number = |licence: &'static str, text: &str| {
        // One text that only differs in its line ends or quotation marks is the same.
        let same =
            |other: &str| other.chars().filter(|letter| letter.is_alphanumeric()).collect::<String>().to_lowercase();
        let at = texts.iter().position(|(name, known)| *name == licence && same(known) == same(text));
        at.unwrap_or_else(|| {
            texts.push((licence, text.to_owned()));
            texts.len().saturating_sub(1)
        })
        .saturating_add(1)
    };
    let own = [("MIT", "LICENSE-MIT"), ("Apache-2.0", "LICENSE-APACHE")];
    let own = own.map(|(licence, file)| text(&root().join(file)).map(|text| (licence, parted(licence, &text))));
    let mut standard: BTreeMap<&str, String> = BTreeMap::new();
    let mut owners_of_own = Vec::new();
    for part in own {
        let (licence, (text, owners)) = part?;
        number(licence, &text);
        owners_of_own.extend(owners);
        standard.insert(licence, text);
    }
    let mut lines: Vec<(&Package, String)> = Vec::new();
    // Those that bring a text first: it stands for those that only name it.
    let mut left = Vec::new();
    for (package, is_last) in
        packages.iter().map(|package| (package, false)).chain(packages.iter().map(|package| (package, true)))
    {
        if is_last && !left.contains(&package.reference()) {
            continue;
        }
        let (mut names, mut all_owners) = (Vec::new(), Vec::new());
        for licence in taken(&package.licence)? {
            let (text, owners) = match brought(&package.folder, licence)? {
                Some(text) => parted(licence, &text),
                None if is_last => (
                    standard.get(licence).cloned().ok_or_else(|| format!("{}: no text of {licence}", package.name))?,
                    Vec::new(),
                ),
                None => {
                    left.push(package.reference());
                    continue;
                }
            };
            standard.entry(licence).or_insert_with(|| text.clone());
            names.push(format!("{licence} [{}]", number(licence, &text)));
            all_owners.extend(owners);
        }
        if !is_last && left.contains(&package.reference()) {
            continue;
        }
        if all_owners.is_empty() && !package.authors.is_empty() {
            all_owners.push(package.authors.clone());
        }
        all_owners.dedup();
        let source =
            package.source.as_ref().filter(|_| !is_short).map(|source| format!(", {source}")).unwrap_or_default();
        let whose = if all_owners.is_empty() { String::new() } else { format!(". {}", all_owners.join("; ")) };
        lines.push((package, format!("{} {}{source}: {}{whose}\n", package.name, package.version, names.join(", "))));
    }
    lines.sort_by(|(one, _), (other, _)| (&one.name, &one.version).cmp(&(&other.name, &other.version)));

    let mut told = format!(
        "policy-match {}: MIT [1] OR Apache-2.0 [2]. {}\n\n\
         本软件含有下列他人的作品，各按所列许可使用，许可全文附后。\n\
         It holds the work of others below, each under the licence named, whose text follows at the end.\n\n",
        env!("CARGO_PKG_VERSION"),
        owners_of_own.join("; "),
    );
    told.push_str(&format!("Rust standard library {}: MIT [1]. The Rust Project Developers\n", rust()?));
    let is_in_page = |package: &Package| package.within.contains("page");
    told.extend(lines.iter().filter(|(package, _)| is_in_page(package)).map(|(_, line)| line.as_str()));
    let others: Vec<&str> =
        lines.iter().filter(|(package, _)| !is_in_page(package)).map(|(_, line)| line.as_str()).collect();
    if !others.is_empty() {
        told.push_str(&format!("\n只在命令行程序中 · In the command line alone:\n\n{}", others.concat()));
    }
    told.push_str("\n数据 · Data:\n\n");
    let (bsd, _) = parted(BSD_2.0, BSD_2.1);
    for data in &DATA {
        let text = if data.licence == BSD_2.0 { Some(&bsd) } else { standard.get(data.licence) };
        let text = text.ok_or_else(|| format!("{}: no text of {}", data.name, data.licence))?;
        let (name, version, licence, what) = (data.name, data.version, data.licence, data.what);
        let source = if is_short { String::new() } else { format!(", {}", data.reference) };
        let number = number(licence, text);
        told.push_str(&format!("{name} {version} ({what}){source}: {licence} [{number}]. {}\n", data.owner));
    }
    for (place, (licence, text)) in texts.iter().enumerate() {
        told.push_str(&format!("\n[{}] {licence}\n\n{text}", place.saturating_add(1)));
    }
    Ok(told)
}

/// Whether a folder holds a copy of the list of known faults: a folder of its own. Fetching in vain leaves a file there.
pub(crate) fn has_copy(folder: &Path) -> bool {
    fs::read_dir(folder).is_ok_and(|entries| entries.flatten().any(|entry| entry.path().is_dir()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_several_licences_one_is_taken_and_of_all_those_all() {
        assert_eq!(taken("MIT OR Apache-2.0"), Ok(vec!["MIT"]));
        assert_eq!(taken("(Apache-2.0 OR MIT) AND BSD-3-Clause"), Ok(vec!["MIT", "BSD-3-Clause"]));
        assert_eq!(taken("Apache-2.0 OR BSL-1.0"), Ok(vec!["BSL-1.0"]));
        assert!(taken("GPL-3.0-only").is_err() && taken("MIT AND GPL-3.0-only").is_err());
    }

    #[test]
    fn a_text_is_parted_from_who_has_the_copyright() {
        let text = "The MIT License (MIT)\n\nCopyright (c) 2018 A Person\n\nPermission is hereby\ngranted, free\n";
        let one = parted("MIT", &text.replace("hereby\n", "hereby "));
        assert_eq!(
            one,
            ("Permission is hereby granted, free\n".to_owned(), vec!["Copyright (c) 2018 A Person".to_owned()])
        );
    }

    #[test]
    fn every_package_is_named_with_a_licence_that_stands_there() -> Result<(), String> {
        let (whole, short) = (licences(false)?, licences(true)?);
        for name in DATA.iter().map(|data| format!("\n{} {} (", data.name, data.version)) {
            assert!(whole.contains(&name) && short.contains(&name), "{name}");
        }
        let bsd = "Redistributions in binary form must reproduce the above copyright notice";
        assert!(whole.contains(bsd) && short.contains(bsd), "the text of the one that is not under the MIT licence");
        for name in ["\nbincode 1.3.3", "\nferrous-opencc ", "\nyew ", "\nqrcodegen ", "\nRust standard library "] {
            assert!(whole.contains(name) && short.contains(name), "{name}");
        }
        assert!(whole.contains("\nclap ") && !short.contains("\nclap "), "the command line's are not in the one file");
        for text in [&whole, &short] {
            for line in text.lines().filter(|line| line.contains(": MIT [") || line.contains(": Apache-2.0 [")) {
                let numbers = line.split('[').skip(1).filter_map(|rest| rest.split(']').next());
                for number in numbers {
                    assert!(text.contains(&format!("\n[{number}] ")), "{line}");
                }
            }
            assert!(!text.contains(&*root().to_string_lossy()) && !text.contains(".cargo"), "no path is in it");
        }
        Ok(())
    }

    #[test]
    fn every_package_of_others_comes_from_the_public_registry_with_a_checksum() -> Result<(), String> {
        for package in text(&root().join("Cargo.lock"))?.split("[[package]]\n").skip(1) {
            if let Some((name, rest)) = package.split_once("source = ") {
                assert!(rest.starts_with("\"registry+https://github.com/rust-lang/crates.io-index\"\n"), "{name}");
                assert!(rest.contains("\nchecksum = \""), "{name}");
            }
        }
        Ok(())
    }

    /// What is known and accepted is written down; the reason, too.
    #[test]
    fn the_licences_that_are_taken_are_those_that_are_allowed() -> Result<(), String> {
        let deny = text(&root().join("deny.toml"))?;
        for (licence, _) in TAKEN {
            assert!(deny.contains(&format!("  \"{licence}\",\n")), "deny.toml does not allow {licence}");
        }
        let ignored: Vec<&str> = deny.lines().filter(|line| line.contains("RUSTSEC-")).collect();
        assert!(ignored.len() >= 2 && ignored.iter().all(|line| line.contains("reason = \"")), "{ignored:?}");
        Ok(())
    }

    #[test]
    fn the_bill_names_every_package_of_the_licences() -> Result<(), String> {
        let bill: Value = serde_json::from_str(&bill()?).map_err(|error| error.to_string())?;
        let text = |value: &Value, key: &str| value.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
        assert_eq!((text(&bill, "bomFormat").as_str(), text(&bill, "specVersion").as_str()), ("CycloneDX", "1.6"));
        let components = bill.get("components").and_then(Value::as_array).ok_or("no components")?;
        let references: BTreeSet<String> = components.iter().map(|component| text(component, "bom-ref")).collect();
        assert_eq!(references.len(), components.len(), "each is there once");
        let licences = licences(false)?;
        for component in components {
            for key in ["type", "name", "version", "purl"] {
                assert!(!text(component, key).is_empty(), "{component}");
            }
            let named = format!("\n{} {}", text(component, "name"), text(component, "version"));
            assert!(text(component, "name") == "rust-std" || licences.contains(&named), "{named} is in both");
        }
        let dependencies = bill.get("dependencies").and_then(Value::as_array).ok_or("no dependencies")?;
        for dependency in dependencies {
            for needed in dependency.get("dependsOn").and_then(Value::as_array).into_iter().flatten() {
                assert!(references.contains(needed.as_str().unwrap_or_default()), "{dependency}");
            }
        }
        Ok(())
    }

    #[test]
    fn what_a_vain_attempt_to_fetch_leaves_is_no_copy() -> Result<(), String> {
        let folder = std::env::temp_dir().join(format!("policy-match-advisories-{}", std::process::id()));
        assert!(!has_copy(&folder), "there is not even a folder");
        site::at(&folder, fs::create_dir_all(&folder))?;
        site::write(&folder.join("db.lock"), b"")?;
        assert!(!has_copy(&folder));
        site::at(&folder, fs::create_dir(folder.join("advisory-db-3157b0e258782691")))?;
        assert!(has_copy(&folder));
        site::at(&folder, fs::remove_dir_all(&folder))
    }
}
