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
    review_of(name, policies, &json!([]), on, format)
}

/// The same with official values.
fn review_of(name: &str, policies: &[Value], parameters: &Value, on: &str, format: &str) -> String {
    let words = json!({ "zh": "目录", "en": "Catalogue" });
    let surveyed = json!([
        { "region": "330000", "levels": ["province"], "on": "2026-11-21", "missing": [] },
        { "region": "330100", "levels": ["city"], "on": "2026-11-29", "missing": [] }
    ]);
    let whole = json!({
        "format": 1, "version": "1", "reviewed": "2026-11-29", "title": words, "core_facts": core_facts(),
        "facts": [], "definitions": [], "surveyed": surveyed,
        "contacts": [{ "name": { "zh": "热线", "en": "Hotline" }, "phone": "12345" }], "policies": policies,
        "parameters": parameters
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
        "| Zhejiang | 2 | 0 | 1 | 1 | 2026-11-29 |",
        "| Anhui | 0 | 0 | 0 | 0 | never |",
    ] {
        assert!(markdown.lines().any(|written| written == line), "nothing of `{line}`:\n{markdown}");
    }
}

#[test]
fn official_values_that_lapse_within_sixty_days_are_listed_and_counted_for_their_province() {
    let words = |zh: &str| json!({ "zh": zh, "en": zh });
    let value = |value: i64, region: &str, to: &str| json!({ "value": value, "region": region, "to": to });
    let parameters = json!([{
        "id": "per_head", "type": "money", "name": words("每人"),
        "values": [
            value(1, "330000", "2026-11-30"), value(2, "340000", "2027-01-29"), value(3, "350000", "2027-01-30"),
            value(4, "360000", "2026-11-29"), value(5, "370000", "2026-12-31"),
            { "value": 6, "region": "370000", "from": "2027-01-01" }, { "value": 7, "to": "2026-12-31" }
        ]
    }]);
    let uses = json!({
        "text": words("减免"), "kind": "saving", "period": "year",
        "estimate": { "fixed": { "parameter": "per_head" } }
    });
    let policies = [policy("uses", &json!({ "benefit": uses }))];
    let found: Value =
        serde_json::from_str(&review_of("values", &policies, &parameters, "2026-11-30", "json")).unwrap();
    let listed: Vec<(&str, &str)> = found["parameters_lapse"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["region"].as_str().unwrap_or("nation"), one["day"].as_str().unwrap()))
        .collect();
    assert_eq!(listed, [("330000", "2026-11-30"), ("nation", "2026-12-31"), ("340000", "2027-01-29")]);
    let values = |region: &str| {
        let provinces = found["provinces"].as_array().unwrap();
        provinces.iter().find(|one| one["region"] == region).unwrap()["official_values"].as_u64().unwrap()
    };
    assert_eq!(["330000", "360000", "370000", "510000"].map(values), [1, 0, 1, 0]);
}

#[test]
fn a_window_known_from_an_earlier_year_alone_is_due_a_year_later() {
    let last = |id: &str, window: Value| policy(id, &json!({ "last_window": window }));
    let policies = [
        last("opens-60", json!({ "from": "2026-01-29", "to": "2026-03-31" })),
        last("opens-61", json!({ "from": "2026-01-30", "to": "2026-03-31" })),
        last("end-alone", json!({ "to": "2024-10-27" })),
        policy(
            "this-year-known",
            &json!({ "last_window": { "from": "2025-12-01" }, "window": { "from": "2026-12-05", "to": "2026-12-31" } }),
        ),
    ];
    let found: Value = serde_json::from_str(&review("due", &policies, "2026-11-30", "json")).unwrap();
    assert_eq!(ids(&found, "windows_due"), ["end-alone", "opens-60"]);
    assert_eq!(found["windows_due"][1]["day"], "2027-01-29");
}
