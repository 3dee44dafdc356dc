//! `check` as an editor runs it: exit codes, lines, examples that it suggests.

use fixtures::small::{sound, with_policy};
use serde_json::{Value, json};

/// Runs the command on a catalogue: exit code and output.
fn command(catalogue: &Value, name: &str, more: &[&str]) -> (i32, String) {
    let path = std::env::temp_dir().join(format!("policy-match-{}-{name}.json", std::process::id()));
    std::fs::write(&path, format!("{catalogue:#}")).unwrap();
    let output = crate::program().arg("check").arg(&path).args(["--on", "2026-11-21"]).args(more).output().unwrap();
    std::fs::remove_file(&path).unwrap();
    (output.status.code().unwrap(), String::from_utf8(output.stdout).unwrap())
}

#[test]
fn the_exit_code_tells_errors_from_warnings() {
    let warned = with_policy(|policy| policy["steps"] = json!([]));
    let wrong = with_policy(|policy| policy["phone"] = json!("电话"));
    assert_eq!(command(&sound(), "sound", &["--strict"]).0, 0);
    assert_eq!(command(&warned, "lenient", &[]).0, 0);
    assert_eq!(command(&warned, "strict", &["--strict"]).0, 1);
    assert_eq!(command(&wrong, "wrong", &[]).0, 2);
}

#[test]
fn the_report_names_the_line() {
    let wrong = with_policy(|policy| policy["phone"] = json!("电话"));
    let line = format!("{wrong:#}").lines().position(|line| line.contains("\"phone\"")).unwrap() + 1;
    let (_, report) = command(&wrong, "line", &[]);
    assert!(report.contains(&format!(":{line}: error C018 [small] /policies/0/phone")), "{report}");
    let (_, report) = command(&wrong, "json", &["--format", "json", "--mutate"]);
    let report: Value = serde_json::from_str(&report).unwrap();
    assert_eq!(report["findings"][0]["line"], json!(line));
    assert_eq!(report["mutation"]["total"], json!({"noticed": 8, "changes": 8}));
    let (_, report) = command(&wrong, "zh", &["--lang", "zh"]);
    assert!(report.contains("电话只能由数字和连字符组成"), "{report}");
}

/// The codes of what is found, without notes.
fn codes(catalogue: &Value, name: &str) -> Vec<String> {
    let (_, report) = command(catalogue, name, &["--format", "json"]);
    let report: Value = serde_json::from_str(&report).unwrap();
    let findings = report["findings"].as_array().unwrap();
    let counted = findings.iter().filter(|finding| finding["severity"] != "note");
    counted.map(|finding| finding["code"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn suggested_examples_fit_into_the_file() {
    let mut fewer = with_policy(|policy| policy["examples"] = json!([]));
    let (code, suggested) = command(&fewer, "suggest", &["--suggest"]);
    let suggested: Value = serde_json::from_str(&suggested).unwrap();
    fewer["policies"][0]["examples"] = suggested["small"].clone();
    assert_eq!(code, 0);
    let found = codes(&fewer, "suggested");
    assert!(!found.contains(&"C072".to_owned()), "{found:?}");
}

/// A second policy that has no examples at all.
fn with_a_new_policy(catalogue: &Value) -> Value {
    let mut catalogue = catalogue.clone();
    let mut second = sound()["policies"][0].clone();
    second["id"] = json!("second");
    second["for"] = json!({ "fact": "employees", "at_most": 20 });
    second["examples"] = json!([]);
    catalogue["policies"].as_array_mut().unwrap().push(second);
    catalogue
}

#[test]
fn suggested_examples_are_of_the_policy_that_has_none_yet() {
    let mut catalogue = with_a_new_policy(&sound());
    let (_, suggested) = command(&catalogue, "suggest-second", &["--suggest"]);
    let suggested: Value = serde_json::from_str(&suggested).unwrap();
    assert!(suggested["second"].as_array().is_some_and(|examples| examples.len() > 2), "{suggested:#}");
    assert_eq!(suggested["small"], Value::Null);
    catalogue["policies"][1]["examples"] = suggested["second"].clone();
    let found = codes(&catalogue, "suggested-second");
    assert!(!found.contains(&"C070".to_owned()) && !found.contains(&"C072".to_owned()), "{found:?}");
    // Nor in an overlay are they of the first policy of the catalogue that it lies over.
    let mut overlay = with_a_new_policy(&sound());
    let object = overlay.as_object_mut().unwrap();
    object.insert("overlay".to_owned(), json!(true));
    for key in ["reviewed", "core_facts"] {
        object.remove(key);
    }
    overlay["policies"].as_array_mut().unwrap().remove(0);
    let (code, suggested) = command(&overlay, "suggest-overlay", &["--suggest"]);
    let suggested: Value = serde_json::from_str(&suggested).unwrap();
    assert_eq!(
        (code, suggested.as_object().unwrap().keys().map(String::as_str).collect::<Vec<_>>()),
        (0, vec!["second"])
    );
}
