//! `policy-match review`: what an editor must look at, at the edges of its days.

use std::fs;
use std::path::Path;

use fixtures::core_facts;
use serde_json::{Value, json};

/// A policy of this id; what is otherwise comes in `with`.
fn policy(id: &str, with: &Value) -> Value {
    let words = |zh: &str| json!({ "zh": zh, "en": zh });
    let mut policy = json!({
        "id": id, "name": words(id), "summary": words("摘要"), "category": "tax-fee", "issuers": ["某部门"],
        "documents": [], "validity": { "from": "2020-01-01", "to": null }, "for": { "all": [] },
        "benefit": { "text": words("减免"), "kind": "saving", "period": "year" },
        "channel": "filing", "steps": [], "verified": "verified", "reviewed": "2026-11-21", "examples": []
    });
    for (key, value) in with.as_object().unwrap() {
        policy[key] = value.clone();
    }
    policy
}

/// What `review` writes about these policies on a day.
fn review(name: &str, policies: &[Value], on: &str, format: &str) -> String {
    let words = json!({ "zh": "目录", "en": "Catalogue" });
    let surveyed = json!([
        { "region": "330000", "levels": ["province"], "on": "2026-11-21", "missing": [] },
        { "region": "330100", "levels": ["city"], "on": "2026-11-29", "missing": [] }
    ]);
    let whole = json!({
        "format": 1, "version": "1", "reviewed": "2026-11-29", "title": words, "core_facts": core_facts(),
        "facts": [], "definitions": [], "surveyed": surveyed,
        "contacts": [{ "name": { "zh": "热线", "en": "Hotline" }, "phone": "12345" }], "policies": policies
    });
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("review-{name}-{}.json", std::process::id()));
    fs::write(&file, whole.to_string()).unwrap();
    let arguments = ["review", "--on", on, "--format", format, "--lang", "en", "--catalogue"];
    let output = crate::program().args(arguments).arg(&file).output().unwrap();
    fs::remove_file(&file).unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// The ids in a list of what was written.
fn ids(found: &Value, list: &str) -> Vec<String> {
    found[list].as_array().unwrap().iter().map(|entry| entry["id"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn what_ends_opens_or_closes_within_sixty_days_is_listed_by_its_day() {
    let ends = |id: &str, day: &str| policy(id, &json!({ "validity": { "from": "2020-01-01", "to": day } }));
    let window = |id: &str, from: &str, to: &str| policy(id, &json!({ "window": { "from": from, "to": to } }));
    let policies = [
        ends("day-61", "2027-01-30"),
        ends("day-60", "2027-01-29"),
        ends("today", "2026-11-30"),
        ends("yesterday", "2026-11-29"),
        window("opens-60", "2027-01-29", "2027-03-31"),
        window("opens-61", "2027-01-30", "2027-03-31"),
        window("closes-today", "2026-11-01", "2026-11-30"),
        window("closed", "2026-11-01", "2026-11-29"),
    ];
    let found: Value = serde_json::from_str(&review("days", &policies, "2026-11-30", "json")).unwrap();
    assert_eq!(found["until"], "2027-01-29");
    assert_eq!(ids(&found, "ends"), ["today", "day-60"]);
    assert_eq!(ids(&found, "windows_open"), ["opens-60"]);
    assert_eq!(ids(&found, "windows_close"), ["closes-today"]);
}

#[test]
fn what_is_old_unclear_or_on_one_source_is_listed() {
    let policies = [
        policy("half-a-year", &json!({ "reviewed": "2026-05-30" })),
        policy("older", &json!({ "reviewed": "2026-05-29" })),
        policy("unclear", &json!({ "standing": { "unclear": { "zh": "没有查到", "en": "Not found" } } })),
        policy("single", &json!({ "verified": "single-source" })),
        policy(
            "over",
            &json!({ "verified": "single-source", "validity": { "from": "2020-01-01", "to": "2021-12-31" } }),
        ),
    ];
    let found: Value = serde_json::from_str(&review("lists", &policies, "2026-11-30", "json")).unwrap();
    assert_eq!(ids(&found, "old"), ["older"]);
    assert_eq!(ids(&found, "unclear"), ["unclear"]);
    assert_eq!(ids(&found, "single_source"), ["single"], "what is over is looked at no more");
}

#[test]
fn a_document_of_which_another_policy_was_replaced_is_named() {
    let document = json!([{ "title": "某通知", "number": "某部〔2020〕1号" }]);
    let policies = [
        policy("old", &json!({ "documents": document, "validity": { "from": "2020-01-01", "to": "2025-12-31" } })),
        policy(
            "new",
            &json!({ "supersedes": ["old"], "documents": document, "validity": { "from": "2026-01-01", "to": null } }),
        ),
        policy("beside", &json!({ "documents": document })),
        policy("apart", &json!({ "documents": [{ "title": "另一通知", "number": "某部〔2020〕2号" }] })),
    ];
    let found: Value = serde_json::from_str(&review("documents", &policies, "2026-11-30", "json")).unwrap();
    let named = json!([{ "id": "beside", "name": "beside", "number": "某部〔2020〕1号", "replaced": "old" }]);
    assert_eq!(found["replaced_documents"], named);
}

#[test]
fn each_province_says_what_it_has_and_when_it_was_looked_at() {
    let words = json!({ "zh": "减免", "en": "Relief" });
    let figures = json!({ "text": words, "kind": "saving", "period": "year", "estimate": { "fixed": "1万" } });
    let policies = [
        policy("nation", &json!({ "benefit": figures })),
        policy("province", &json!({ "region": "330000", "benefit": figures })),
        policy("city", &json!({ "region": "330100", "benefit": figures })),
        policy("words", &json!({ "region": "330100" })),
        policy(
            "unclear",
            &json!({ "region": "330200", "standing": { "unclear": { "zh": "没有查到", "en": "Not found" } } }),
        ),
        policy("over", &json!({ "region": "330000", "validity": { "from": "2020-01-01", "to": "2021-12-31" } })),
        policy("several", &json!({ "for": { "fact": "region", "within": ["330000", "340000"] } })),
    ];
    let found: Value = serde_json::from_str(&review("provinces", &policies, "2026-11-30", "json")).unwrap();
    let of = |region: &str| {
        found["provinces"].as_array().unwrap().iter().find(|province| province["region"] == region).unwrap().clone()
    };
    let zhejiang = of("330000");
    let counts = ["with_figures", "without_figures", "unclear"].map(|key| zhejiang[key].as_u64().unwrap());
    assert_eq!((counts, &zhejiang["looked_at"]), ([2, 1, 1], &json!("2026-11-29")));
    assert_eq!((of("340000")["with_figures"].as_u64(), &of("340000")["looked_at"]), (Some(0), &Value::Null));
    let markdown = review("markdown", &policies, "2026-11-30", "text");
    for line in [
        "# To look at on 2026-11-30",
        "## Ends within 60 days (0)",
        "| Zhejiang | 2 | 1 | 1 | 2026-11-29 |",
        "| Anhui | 0 | 0 | 0 | never |",
    ] {
        assert!(markdown.lines().any(|written| written == line), "nothing of `{line}`:\n{markdown}");
    }
}
