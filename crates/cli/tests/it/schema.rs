//! The schemas in `docs/` are those that the program writes, and the files fit them.

#![expect(clippy::unwrap_used, clippy::wildcard_enum_match_arm, reason = "a test says what it expects by failing")]

use std::sync::LazyLock;

use jsonschema::error::ValidationErrorKind;
use serde_json::Value;

const SCHEMAS: [&str; 17] = [
    "catalogue",
    "overlay",
    "profile",
    "match",
    "explain",
    "questions",
    "journey",
    "size",
    "late-payment",
    "ladder",
    "what-if",
    "timeline",
    "calendar",
    "batch",
    "check",
    "diff",
    "reach",
];

fn run(arguments: &[&str]) -> String {
    let output = crate::program().args(arguments).output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn schema(name: &str) -> Value {
    serde_json::from_str(&run(&["schema", name])).unwrap()
}

fn json(path: &str) -> Value {
    fixtures::json(path)
}

#[test]
fn the_schemas_in_docs_are_fresh() {
    for name in SCHEMAS {
        // `cargo xtask codegen` writes them anew.
        expect_test::expect_file![fixtures::path(&format!("docs/{name}.schema.json"))]
            .assert_eq(&run(&["schema", name]));
    }
}

#[test]
fn the_bundled_catalogue_fits_its_schema() {
    assert_eq!(problems(&schema("catalogue"), &json("policies.json")), Vec::<String>::new());
}

/// What the bundled catalogue may not have yet.
#[test]
fn a_catalogue_with_usual_answers_and_circumstances_fits_its_schema() {
    let mut catalogue = crate::likely::catalogue();
    assert_eq!(problems(&schema("catalogue"), &catalogue), Vec::<String>::new());
    catalogue["circumstances"]["families"][1]["other"] = 1.into();
    catalogue["usual"][0]["share"] = serde_json::json!({ "of": "revenue", "from": 1, "to": "30%" });
    let found = problems(&schema("catalogue"), &catalogue);
    for place in ["/circumstances/families/1/other:", "/usual/0/share/from:"] {
        assert!(found.iter().any(|problem| problem.starts_with(place)), "{place}: {found:?}");
    }
}

#[test]
fn the_examples_fit_their_schemas() {
    assert_eq!(problems(&schema("profile"), &json("examples/restaurant.json")), Vec::<String>::new());
    let not_known = serde_json::json!({ "employees": null, "region": null, "titles": null, "entity": null });
    assert_eq!(problems(&schema("profile"), &not_known), Vec::<String>::new());
    assert_eq!(problems(&schema("overlay"), &json("examples/guangzhou-overlay.json")), Vec::<String>::new());
}

#[test]
fn the_outputs_fit_their_schemas() {
    let profile = ["--profile", "examples/restaurant.json", "--on", "2026-11-21", "--format", "json"];
    for (command, more) in [
        ("match", None),
        ("questions", None),
        ("explain", Some("vat-smallscale-1pct-2026")),
        ("explain", Some("six-taxes-two-fees-2023")),
        ("what-if", Some("employees")),
        ("timeline", None),
        ("calendar", None),
    ] {
        let arguments: Vec<&str> = std::iter::once(command).chain(more).chain(profile).collect();
        let output: Value = serde_json::from_str(&run(&arguments)).unwrap();
        assert_eq!(problems(&schema(command), &output), Vec::<String>::new(), "{command}");
    }
    let claim =
        ["--debtor", "large_enterprise", "--signed", "2025-06-10", "--delivered", "2025-07-01", "--amount", "1万"];
    let more = ["--payment", "2025-09-10:3000", "--pay-when-paid", "--prime-rate", "3%", "--term", "90", "--letter"];
    let ledger = ["late-payment", "--ledger", "examples/late-payments.csv"];
    let on = ["--on", "2026-11-21", "--format", "json"];
    let mut catalogue = json("policies.json");
    catalogue["policies"].as_array_mut().unwrap().truncate(200);
    catalogue["families"] = serde_json::json!([]);
    catalogue["filings"] = serde_json::json!([]);
    catalogue["policies"][0]["channel"] = "selection".into();
    let changed = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("changed.json");
    std::fs::write(&changed, catalogue.to_string()).unwrap();
    for (command, arguments) in [
        ("ladder", [&["ladder"], &profile[..2]].concat()),
        ("size", vec!["size", "--industry", "C13", "--employees", "299", "--revenue", "2000万", "--statement"]),
        ("size", vec!["size", "--industry", "66"]),
        ("size", vec!["size", "--industry", "C"]),
        ("late-payment", [&["late-payment"], &claim[..]].concat()),
        ("late-payment", [&["late-payment"], &claim[..], &more[..]].concat()),
        ("late-payment", ledger.to_vec()),
        ("reach", vec!["reach", "cit-small-profit-2023"]),
        ("diff", vec!["diff", "policies.json", changed.to_str().unwrap()]),
        ("diff", vec!["diff", "policies.json", changed.to_str().unwrap(), "--population", "50"]),
        ("check", vec!["check", "examples/guangzhou-overlay.json", "--mutate"]),
    ] {
        let output: Value = serde_json::from_str(&run(&[&arguments[..], &on[..]].concat())).unwrap();
        assert_eq!(problems(&schema(command), &output), Vec::<String>::new(), "{arguments:?}");
    }
    let persona = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("persona.json");
    let restaurant = json("examples/restaurant.json");
    std::fs::write(&persona, serde_json::json!({ "first": restaurant, "truth": {} }).to_string()).unwrap();
    let walk = ["journey", "--truth", persona.to_str().unwrap(), "--on", "2026-11-21", "--format", "json"];
    let output: Value = serde_json::from_str(&run(&walk)).unwrap();
    assert_eq!(problems(&schema("journey"), &output), Vec::<String>::new());
    let batch = ["batch", "--profiles", "examples/clients.csv", "--on", "2026-11-21"];
    for more in [&["--output", "ndjson"][..], &["--format", "json", "--needs-info", "--worth", "--likely"]] {
        for line in run(&[&batch, more].concat()).lines() {
            let output: Value = serde_json::from_str(line).unwrap();
            assert_eq!(problems(&schema("batch"), &output), Vec::<String>::new(), "{more:?}");
        }
    }
    let output: Value = serde_json::from_str(&run(&["check", "--format", "json", "--on", "2026-11-21"])).unwrap();
    assert_eq!(problems(&schema("check"), &output), Vec::<String>::new());
}

#[test]
fn a_slip_is_seen_by_the_schema_too() {
    type Slip = fn(&mut Value);
    let catalogue = json("policies.json");
    let schema = schema("catalogue");
    let slips: [(&str, Slip); 5] = [
        ("/policies/0/channel", |policy| policy["channel"] = "post".into()),
        ("/policies/0/chanel", |policy| policy["chanel"] = "filing".into()),
        ("/policies/0", |policy| _ = policy.as_object_mut().unwrap().remove("name")),
        ("/policies/0/for", |policy| policy["for"] = serde_json::json!({"fact": "employees", "most": 3})),
        ("/policies/0/reviewed", |policy| policy["reviewed"] = "21.11.2026".into()),
    ];
    for (place, slip) in slips {
        let mut wrong = catalogue.clone();
        wrong["policies"].as_array_mut().unwrap().truncate(1);
        slip(&mut wrong["policies"][0]);
        let found = problems(&schema, &wrong);
        assert!(found.iter().any(|problem| problem.starts_with(&format!("{place}:"))), "{place}: {found:?}");
    }
}

/// What does not fit, by place.
fn problems(schema: &Value, value: &Value) -> Vec<String> {
    // The schema of an overlay refers to that of the catalogue by its name in `docs/`; nothing is fetched.
    static CATALOGUE: LazyLock<Value> = LazyLock::new(|| self::schema("catalogue"));
    let beside = jsonschema::Registry::new().add("docs:/catalogue.schema.json", &*CATALOGUE).unwrap();
    let beside = beside.prepare().unwrap();
    let options = jsonschema::options().with_base_uri("docs:/this.schema.json").with_registry(&beside);
    let validator = options.build(schema).unwrap();
    let found = validator.iter_errors(value);
    let lines = found.flat_map(|problem| match problem.kind() {
        // A key that is not known has a place of its own.
        ValidationErrorKind::AdditionalProperties { unexpected } => {
            unexpected.iter().map(|key| format!("{}/{key}: {problem}", problem.instance_path())).collect()
        }
        _ => vec![format!("{}: {problem}", problem.instance_path())],
    });
    lines.collect()
}

#[test]
fn a_wrong_output_is_seen_by_its_schema() {
    type Slip = fn(&mut Value);
    let on = ["--profile", "examples/restaurant.json", "--on", "2026-11-21", "--format", "json"];
    let output: Value = serde_json::from_str(&run(&[&["match"], &on[..]].concat())).unwrap();
    let schema = schema("match");
    let slips: [(&str, Slip); 9] = [
        ("/output", |output| output["output"] = 2.into()),
        ("/on", |output| output["on"] = "21.11.2026".into()),
        ("/policies/0/verdict", |output| output["policies"][0]["verdict"] = "perhaps".into()),
        ("/policies/0", |output| _ = output["policies"][0].as_object_mut().unwrap().remove("near_miss")),
        ("/policies/0/near_miss", |output| output["policies"][0]["near_miss"] = serde_json::json!({ "day": 1 })),
        ("/policies/0/validity/from", |output| output["policies"][0]["validity"]["from"] = 2026.into()),
        ("/together/year/low_fen", |output| output["together"]["year"]["low_fen"] = "1".into()),
        ("/together/year/low_yuan", |output| output["together"]["year"]["low_yuan"] = 1.into()),
        ("/size/possible/0", |output| output["size"]["possible"][0] = "tiny".into()),
    ];
    for (place, slip) in slips {
        let mut wrong = output.clone();
        slip(&mut wrong);
        let found = problems(&schema, &wrong);
        assert!(found.iter().any(|problem| problem.starts_with(&format!("{place}:"))), "{place}: {found:?}");
    }
    let mut more = output;
    more["policies"][0]["not_there_yet"] = 1.into();
    assert_eq!(problems(&schema, &more), Vec::<String>::new(), "programs must bear more fields");
}

#[test]
fn the_worked_example_of_the_documentation_fits() {
    let text = fixtures::read("docs/catalogue.md");
    let blocks: Vec<Value> = text
        .split("```json\n")
        .skip(1)
        .map(|block| serde_json::from_str(block.split("```").next().unwrap()).unwrap())
        .collect();
    let root = schema("catalogue");
    for (block, kind) in blocks.iter().zip(["definition", "policy", "family"]) {
        let schema = serde_json::json!({ "$ref": format!("#/$defs/{kind}"), "$defs": root["$defs"] });
        assert_eq!(problems(&schema, block), Vec::<String>::new(), "{kind}");
    }
    assert_eq!(blocks.len(), 3);
    let catalogue = json("policies.json");
    assert!(catalogue["definitions"].as_array().unwrap().contains(&blocks[0]), "as it stands in the catalogue");
}
