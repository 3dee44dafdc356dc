//! The schemas in `docs/` are those that the program writes, and the files fit them.

use serde_json::Value;

const SCHEMAS: [&str; 15] = [
    "catalogue",
    "overlay",
    "profile",
    "match",
    "explain",
    "questions",
    "size",
    "late-payment",
    "ladder",
    "what-if",
    "timeline",
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
        let path = format!("docs/{name}.schema.json");
        let kept = fixtures::read(&path);
        assert!(kept == run(&["schema", name]), "{path} is stale: `cargo run -- schema {name} > {path}`");
    }
}

#[test]
fn the_bundled_catalogue_fits_its_schema() {
    assert_eq!(problems(&schema("catalogue"), &json("policies.json")), Vec::<String>::new());
}

#[test]
fn the_examples_fit_their_schemas() {
    assert_eq!(problems(&schema("profile"), &json("examples/restaurant.json")), Vec::<String>::new());
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
    ] {
        let output: Value = serde_json::from_str(&run(&[&arguments[..], &on[..]].concat())).unwrap();
        assert_eq!(problems(&schema(command), &output), Vec::<String>::new(), "{arguments:?}");
    }
    let batch = ["batch", "--profiles", "examples/clients.csv", "--on", "2026-11-21"];
    for more in [&["--output", "ndjson"][..], &["--format", "json", "--needs-info", "--worth"]] {
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

/// What does not fit, by place. Knows the words of JSON Schema that our schemas use, and fails at any other.
fn problems(schema: &Value, value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    fits(schema, schema, value, "", &mut found);
    found
}

fn fits(root: &Value, schema: &Value, value: &Value, place: &str, found: &mut Vec<String>) {
    let Some(words) = schema.as_object() else { return };
    for (word, asked) in words {
        let mut no = |what: String| found.push(format!("{place}: {what}"));
        match word.as_str() {
            "$schema" | "title" | "description" | "$defs" => {}
            "$ref" => {
                let name = asked.as_str().unwrap().strip_prefix('#').unwrap();
                fits(root, root.pointer(name).unwrap_or_else(|| panic!("{name}")), value, place, found);
            }
            "type" => {
                let names: Vec<&str> = match asked {
                    Value::Array(names) => names.iter().map(|name| name.as_str().unwrap()).collect(),
                    name => vec![name.as_str().unwrap()],
                };
                let is = |name: &&str| match *name {
                    "object" => value.is_object(),
                    "array" => value.is_array(),
                    "string" => value.is_string(),
                    "integer" => value.is_i64() || value.is_u64(),
                    "boolean" => value.is_boolean(),
                    "null" => value.is_null(),
                    other => panic!("type {other}"),
                };
                if !names.iter().any(is) {
                    no(format!("is not of type {names:?}"));
                }
            }
            "const" if value != asked => no(format!("is not {asked}")),
            "enum" if !asked.as_array().unwrap().contains(value) => no(format!("{value} is not one of the names")),
            "const" | "enum" => {}
            "required" => {
                for name in asked.as_array().unwrap() {
                    if value.is_object() && value.get(name.as_str().unwrap()).is_none() {
                        no(format!("lacks {name}"));
                    }
                }
            }
            "properties" => {
                for (name, schema) in asked.as_object().unwrap() {
                    if let Some(value) = value.get(name) {
                        fits(root, schema, value, &format!("{place}/{name}"), found);
                    }
                }
            }
            "additionalProperties" => {
                let properties = words.get("properties").and_then(Value::as_object);
                for (name, value) in value.as_object().into_iter().flatten() {
                    if properties.is_some_and(|properties| properties.contains_key(name)) {
                        continue;
                    }
                    match asked {
                        Value::Bool(true) => {}
                        Value::Bool(false) => found.push(format!("{place}/{name}: is not known")),
                        schema => fits(root, schema, value, &format!("{place}/{name}"), found),
                    }
                }
            }
            "propertyNames" => {
                for name in value.as_object().into_iter().flatten().map(|(name, _)| name) {
                    fits(root, asked, &Value::from(name.as_str()), place, found);
                }
            }
            "items" => {
                for (index, value) in value.as_array().into_iter().flatten().enumerate() {
                    fits(root, asked, value, &format!("{place}/{index}"), found);
                }
            }
            "anyOf" => {
                let fitting = asked.as_array().unwrap().iter().any(|schema| {
                    let mut quiet = Vec::new();
                    fits(root, schema, value, place, &mut quiet);
                    quiet.is_empty()
                });
                if !fitting {
                    no("fits none of the forms".to_owned());
                }
            }
            "minItems" | "maxItems" | "minLength" | "minProperties" | "maxProperties" => {
                let size = match value {
                    Value::Array(list) => list.len(),
                    Value::Object(object) => object.len(),
                    Value::String(text) => text.chars().count(),
                    _ => continue,
                };
                let limit = usize::try_from(asked.as_u64().unwrap()).unwrap();
                if if word.starts_with("min") { size < limit } else { size > limit } {
                    no(format!("has the wrong size {size}"));
                }
            }
            "pattern" => {
                let Some(text) = value.as_str() else { continue };
                let name = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_';
                let fits = match asked.as_str().unwrap() {
                    "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" => {
                        text.len() == 10
                            && text.bytes().enumerate().all(|(index, byte)| match index {
                                4 | 7 => byte == b'-',
                                _ => byte.is_ascii_digit(),
                            })
                    }
                    "^[a-z0-9_-]+$" => !text.is_empty() && text.chars().all(name),
                    "[%％‰]$" => text.ends_with(['%', '％', '‰']),
                    "^https?://" => text.starts_with("https://") || text.starts_with("http://"),
                    "^C[0-9]{3}$" => text.len() == 4 && text.starts_with('C'),
                    other => panic!("pattern {other}"),
                };
                if !fits {
                    no(format!("{text} does not fit {asked}"));
                }
            }
            other => panic!("{other} is not known to this test"),
        }
    }
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
    for (block, kind) in blocks.iter().zip(["definition", "policy"]) {
        let mut found = Vec::new();
        fits(&root, &root["$defs"][kind], block, "", &mut found);
        assert_eq!(found, Vec::<String>::new(), "{kind}");
    }
    assert_eq!(blocks.len(), 2);
    let catalogue = json("policies.json");
    assert!(catalogue["definitions"].as_array().unwrap().contains(&blocks[0]), "as it stands in the catalogue");
}
