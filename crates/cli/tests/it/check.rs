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

/// A rule without bounds has no boundary that an example could be missing on, but three verdicts.
#[test]
fn each_verdict_that_is_missing_is_suggested() {
    let mut bare = with_policy(|policy| {
        policy["for"] = json!({ "fact": "size_class", "is": "micro" });
        policy["examples"] = json!([]);
    });
    assert_eq!(codes(&bare, "bare").iter().filter(|code| *code == "C071").count(), 3);
    let (_, suggested) = command(&bare, "suggest-verdicts", &["--suggest"]);
    let suggested: Value = serde_json::from_str(&suggested).unwrap();
    bare["policies"][0]["examples"] = suggested["small"].clone();
    let found = codes(&bare, "with-verdicts");
    assert!(!found.contains(&"C070".to_owned()) && !found.contains(&"C071".to_owned()), "{found:?}");
}

/// What is wrong with a file, in English.
fn wrong(catalogue: &Value, name: &str) -> String {
    command(catalogue, name, &["--lang", "en"]).1
}

#[test]
fn messages_say_what_to_do() {
    let text = |text: &str| json!({ "zh": text, "en": text });
    let with_for = |criterion: Value| with_policy(|policy| policy["for"] = criterion.clone());
    let small = json!({ "fact": "employees", "at_most": 20 });
    let both = wrong(&with_for(json!({ "all": [small], "any": [small] })), "both");
    assert!(both.contains("/policies/0/for: `all` and `any` cannot stand side by side"), "{both}");
    let span = wrong(&with_for(json!({ "fact": "employees", "from": 1, "to": 3 })), "span");
    assert!(span.contains("unknown key `from`; did you mean `at_least`?"), "{span}");
    assert!(!span.contains("is missing"), "{span}");
    let word = wrong(&with_policy(|policy| policy["category"] = json!("grant")), "word");
    assert!(word.contains("there is no word `grant`; there are: `tax-fee`, "), "{word}");
    let id = wrong(&with_policy(|policy| policy["id"] = json!("S001")), "id");
    assert!(id.contains("a name in small letters, digits, hyphens and underscores"), "{id}");

    let mut later = with_for(json!({ "definition": "one" }));
    later["definitions"] = json!([
        { "id": "one", "name": text("一"), "when": { "definition": "two" } },
        { "id": "two", "name": text("二"), "when": small },
    ]);
    let later = wrong(&later, "later");
    assert!(later.contains("the definition `two` comes only later in the file"), "{later}");
    assert!(later.contains("there is no definition `one`"), "left out, so not later: {later}");

    let fact = |id: &str, options: usize| {
        let options: Vec<Value> = (0..options).map(|n| json!({ "id": format!("o{n}"), "name": text("某") })).collect();
        json!({ "id": id, "type": "choice", "name": text("某"), "ask": text("某"), "options": options })
    };
    let with_fact = |fact: Value| {
        let mut catalogue = sound();
        catalogue["facts"].as_array_mut().unwrap().push(fact);
        catalogue
    };
    let built_in = wrong(&with_fact(fact("region", 2)), "built-in");
    assert!(built_in.contains("there is a fact `region` without this file"), "{built_in}");
    let options = |count: usize| wrong(&with_fact(fact("new", count)), &format!("options-{count}"));
    assert!(!options(63).contains("too many"));
    assert!(options(64).contains("too many of one sort: option (63 at most)"));

    let mut deep = small.clone();
    for _ in 0..99 {
        deep = json!({ "not": deep });
    }
    assert!(!wrong(&with_for(deep.clone()), "deep").contains("too deeply"));
    deep = json!({ "not": deep });
    let levels = wrong(&with_for(deep.clone()), "deeper");
    assert!(levels.contains("nested too deeply: 100 levels at most"), "{levels}");
    for _ in 0..50 {
        deep = json!({ "not": deep });
    }
    let unread = wrong(&with_for(deep), "deepest");
    assert!(unread.contains("nested too deeply: 127 levels at most") && !unread.contains("not valid JSON"), "{unread}");
    assert!(unread.contains(" 1 error,"), "nothing else can be said of what was not read: {unread}");
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
