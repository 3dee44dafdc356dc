//! `policy-match pack`: a built site gets another catalogue without building the program, whole or not at all.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use fixtures::core_facts;
use pack::{DataFile, Sources, data_files};
use serde_json::{Value, json};
use site::{data, hashed, integrity, one_file, worker};

const STYLE: &str = "a{b:c}";

/// A small catalogue with a policy of this name.
fn catalogue(name: &str) -> String {
    let contacts = json!([{ "name": { "zh": "热线", "en": "Hotline" }, "phone": "12345" }]);
    let words = |zh: &str| json!({ "zh": zh, "en": "Text" });
    let policy = json!({
        "id": "p", "name": words(name), "summary": words("摘要"), "category": "tax-fee", "issuers": ["某部门"],
        "documents": [], "validity": { "from": "2026-01-01", "to": null }, "for": { "fact": "employees", "at_most": 300 },
        "benefit": { "text": words("减免"), "kind": "saving", "period": "year" },
        "channel": "filing", "steps": [], "verified": "verified", "reviewed": "2026-11-21", "examples": []
    });
    let whole: Value = json!({
        "format": 1, "version": "1", "reviewed": "2026-11-21", "title": words("目录"), "core_facts": core_facts(),
        "facts": [], "definitions": [], "contacts": contacts, "policies": [policy]
    });
    whole.to_string()
}

/// A built site with this catalogue in it, in a folder of the test's own; gone when it is dropped.
struct Site(PathBuf);

impl Site {
    fn new(name: &str, catalogue: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("pack-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        let site = Self(folder);
        let files = data_files(&Sources::of(catalogue, BTreeSet::new()).unwrap()).unwrap();
        let (mut list, mut early, mut elements) = (String::new(), String::new(), String::new());
        for DataFile { name, bytes } in files {
            let file = hashed(&name, ".bin", &bytes);
            list.push_str(&data::listed(&name, &file, &integrity(&bytes)));
            if name == "first" {
                early = format!("<link rel=\"later\" href=\"./{file}\" integrity=\"{}\">", integrity(&bytes));
            }
            elements.push_str(&one_file::element(&file, "application/octet-stream", &bytes).unwrap());
            site.put(&file, &bytes);
        }
        site.put("boot.js", "start();\n".repeat(200).as_bytes());
        let page = format!(
            "<!doctype html><meta http-equiv=\"Content-Security-Policy\" content=\"style-src '{}'; script-src 'self' 'wasm-unsafe-eval'\">\
             <meta name=\"policy-match-hosts\" content=\"*\"><style>{STYLE}</style>{early}{list}<script src=\"./boot.js\" defer></script>",
            integrity(STYLE.as_bytes())
        );
        site.put("index.html", page.as_bytes());
        site.put(one_file::FILE, [list, elements].concat().as_bytes());
        worker::make(&site.0).unwrap();
        site::compress::all(&site.0).unwrap();
        site
    }

    fn put(&self, name: &str, content: &[u8]) {
        fs::write(self.0.join(name), content).unwrap();
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.0.join(name)).unwrap()
    }

    fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let files = site::files(&self.0).unwrap().into_iter();
        files.map(|name| (name.clone(), fs::read(self.0.join(name)).unwrap())).collect()
    }

    /// The names of the data files, as the page lists them.
    fn data(&self) -> Vec<String> {
        let page = self.read("index.html");
        let names = ["first", "rules", "texts-zh-CN", "texts-en", "traditional"];
        names.iter().map(|name| data::listed_in(&page, name).unwrap().0).collect()
    }

    /// Packs a catalogue into the site: the code, and what is said.
    fn pack(&self, catalogue: &str) -> (i32, String) {
        let file = self.0.with_extension("json");
        fs::write(&file, catalogue).unwrap();
        let output = crate::program().arg("pack").arg(&self.0).arg("--catalogue").arg(&file).output().unwrap();
        fs::remove_file(&file).unwrap();
        let said = [output.stdout, output.stderr].map(|text| String::from_utf8(text).unwrap()).concat();
        (output.status.code().unwrap(), said)
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn a_site_gets_another_catalogue_with_all_that_names_it() {
    let site = Site::new("other", &catalogue("旧的政策"));
    let (before, old_worker) = (site.data(), site.read(worker::FILE));
    let (code, said) = site.pack(&catalogue("新的政策"));
    assert_eq!(code, 0, "{said}");
    let after = site.data();
    // The name stands in the first data; the rules and the English texts are as they were.
    assert!(before[0] != after[0] && said.contains(&after[0]), "{said}");
    assert_eq!(before[3], after[3]);
    for gone in before.iter().filter(|name| !after.contains(name)) {
        assert!(!site.files().keys().any(|name| name.starts_with(gone.as_str())), "{gone}");
        for page in ["index.html", one_file::FILE, worker::FILE] {
            assert!(!site.read(page).contains(gone.as_str()), "{page} names {gone}");
        }
    }
    let (page, one) = (site.read("index.html"), site.read(one_file::FILE));
    for name in &after {
        let content = fs::read(site.0.join(name)).unwrap();
        assert!(page.contains(&integrity(&content)), "{name}");
        assert!(one.contains(&format!("data-file=\"{name}\"")) && one.contains(&integrity(&content)), "{name}");
        assert!(one.contains(&one_file::element(name, "application/octet-stream", &content).unwrap()), "{name}");
        assert!(site.read(worker::FILE).contains(&format!("./{name}=")), "{name}");
    }
    assert_eq!(page.matches(&format!("./{}", after[0])).count(), 2, "listed, and asked for early");
    assert_ne!(worker::version(&old_worker), worker::version(&site.read(worker::FILE)));
    // The plain pages, too; and all is as a build would leave it.
    assert!(site.read("catalogue.html").contains("新的政策") && site.read("catalogue.zh-TW.html").contains("新的政策"));
    assert_eq!(
        site::renew::site(&site.0, site::renew::Kept::AsBefore).unwrap(),
        "nothing has changed since the last time\n"
    );
    let renewed = site.files();
    let (code, said) = site.pack(&catalogue("新的政策"));
    assert!(code == 0 && said.contains("nothing has changed"), "{said}");
    assert!(site.files() == renewed);
}

#[test]
fn what_cannot_be_packed_changes_nothing() {
    let site = Site::new("refused", &catalogue("旧的政策"));
    let refused = |catalogue: &str, why: &str| {
        let before = site.files();
        let (code, said) = site.pack(catalogue);
        assert!(code == 2 && said.contains(why), "{said}");
        assert!(site.files() == before, "a file has changed: {said}");
    };
    refused("{", "the catalogue has problems");
    refused(&catalogue("新的政策").replace("employees", "no_such_fact"), "no_such_fact");
    // The program of another version would not read what this one packs.
    let rules = site.data()[1].clone();
    let mut damaged = fs::read(site.0.join(&rules)).unwrap();
    damaged.truncate(10);
    site.put(&rules, &damaged);
    refused(&catalogue("新的政策"), "another version");
    let page = site.read("index.html").replace("\"rules ./", "\"tables ./");
    site.put("index.html", page.as_bytes());
    refused(&catalogue("新的政策"), "it lists no data file rules");
}
