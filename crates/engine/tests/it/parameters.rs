//! Official values: what a rule or formula that names one says, by region and day.

use engine::catalogue::Noun;
use engine::catalogue::loading::{Loaded, load, load_over};
use engine::catalogue::packed::{pack, unpack_catalogue};
use engine::enterprise::read_profile;
use engine::json::JsonError;
use engine::matching::{Situation, Verdict, estimate, official_values, verdict};
use engine::quantity::{Date, Money};
use fixtures::parameters as made;
use fixtures::random::Draws;
use fixtures::{bundled, profile as read};
use serde_json::{Value, json};

use crate::oracle::{Answers, Concrete, Enterprise, Exact, Oracle, read_date};

fn loaded(file: &Value) -> Loaded {
    let loaded = load(&file.to_string());
    assert_eq!(loaded.problems, []);
    loaded
}

fn day(text: &str) -> Date {
    text.parse().expect("a day")
}

/// What the first policy answers, and what it is worth in yuan at least and at most.
fn answer(loaded: &Loaded, profile: &Value, on: &str) -> (Verdict, i64, Option<i64>) {
    let catalogue = &loaded.catalogue;
    let profile = read_profile(profile, &catalogue.facts).expect("a profile");
    let situation = Situation::new(&catalogue.facts, &profile, day(on));
    let policy = catalogue.policies().next().expect("a policy");
    let worth = estimate(catalogue, &situation, &policy.details.benefit).expect("an estimate");
    let yuan = |money: Money| money.fen() / 100;
    (verdict(catalogue, policy.rule, &situation).0, yuan(worth.low), worth.high.map(yuan))
}

/// A catalogue with one parameter of these values, and a policy for sales below it that is worth it.
fn one(values: &Value, validity: &Value) -> Value {
    let words = |text: &str| json!({ "zh": text, "en": text });
    json!({
        "format": 1, "version": "1", "reviewed": "2026-11-21", "title": words("目录"),
        "facts": [{ "id": "sales", "type": "money", "name": words("s"), "ask": words("s"), "min": 0 }],
        "parameters": [{ "id": "limit", "type": "money", "name": words("标准"), "values": values }],
        "definitions": [],
        "policies": [{
            "id": "p", "name": words("政策"), "summary": words("话"), "category": "tax-fee", "issuers": ["财政部"],
            "documents": [{ "title": "通知" }], "validity": validity,
            "for": { "fact": "sales", "below": { "parameter": "limit" } },
            "benefit": {
                "text": words("好处"), "kind": "saving", "period": "once",
                "estimate": { "fixed": { "parameter": "limit" } },
            },
            "channel": "filing", "steps": [], "verified": "verified", "reviewed": "2026-11-21",
        }],
    })
}

#[test]
fn a_value_counts_from_its_first_day_to_its_last() {
    let values = json!([
        { "value": 100, "to": "2024-12-31" },
        { "value": 200, "from": "2025-01-01", "to": "2025-12-31" },
        { "value": 300, "from": "2026-01-01" },
    ]);
    let loaded = loaded(&one(&values, &json!({})));
    for (on, limit) in [("2024-12-31", 100), ("2025-01-01", 200), ("2025-12-31", 200), ("2026-01-01", 300)] {
        let at = |sales: i64| answer(&loaded, &json!({ "sales": sales }), on);
        assert_eq!(at(limit - 1), (Verdict::Eligible, limit, Some(limit)), "{on}");
        assert_eq!(at(limit).0, Verdict::Ineligible, "{on}");
    }
}

#[test]
fn the_nearest_region_that_certainly_contains_the_enterprise_counts() {
    let values = json!([
        { "value": 100 }, { "value": 200, "region": "440000" }, { "value": 300, "region": "440300" },
    ]);
    let loaded = loaded(&one(&values, &json!({})));
    let worth = |profile: Value| {
        let (_, low, high) = answer(&loaded, &profile, "2026-11-21");
        (low, high)
    };
    assert_eq!(worth(json!({ "region": "440300" })), (300, Some(300)));
    assert_eq!(worth(json!({ "region": "440100" })), (200, Some(200)));
    assert_eq!(worth(json!({ "region": "110000" })), (100, Some(100)));
    // The province has a city with a value of its own; no region told may be any.
    assert_eq!(worth(json!({ "region": "440000" })).0, 200);
    assert_eq!(worth(json!({ "region": "440000" })).1, Some(300));
    assert_eq!(worth(json!({})), (100, Some(300)));
    let verdict = |sales: i64, profile: Value| {
        let mut profile = profile;
        profile["sales"] = sales.into();
        answer(&loaded, &profile, "2026-11-21").0
    };
    // Below all of them, or at none below: the region makes no difference.
    assert_eq!(verdict(99, json!({})), Verdict::Eligible);
    assert_eq!(verdict(300, json!({})), Verdict::Ineligible);
    assert_eq!(verdict(100, json!({})), Verdict::NeedsInfo);
    assert_eq!(verdict(299, json!({ "region": "440000" })), Verdict::NeedsInfo);
    assert_eq!(verdict(199, json!({ "region": "440000" })), Verdict::Eligible);
    assert_eq!(verdict(200, json!({ "region": "440100" })), Verdict::Ineligible);
}

#[test]
fn without_a_value_of_the_day_nothing_is_claimed() {
    let values = json!([{ "value": 100, "from": "2025-01-01", "to": "2025-12-31" }]);
    let file = loaded(&one(&values, &json!({})));
    for on in ["2024-12-31", "2026-01-01"] {
        assert_eq!(answer(&file, &json!({ "sales": 1 }), on), (Verdict::NeedsInfo, 0, None), "{on}");
    }
    assert_eq!(answer(&file, &json!({ "sales": 1 }), "2025-01-01"), (Verdict::Eligible, 100, Some(100)));
    // While the policy holds there is always one: its rule needs no test of the day.
    let within = loaded(&one(&values, &json!({ "from": "2025-01-01", "to": "2025-12-31" })));
    let plain = json!([{ "value": 100 }]);
    let rule = |loaded: &Loaded| loaded.catalogue.rules.policies[0].criterion.clone();
    assert_eq!(rule(&within), rule(&loaded(&one(&plain, &json!({})))));
}

#[test]
fn what_is_wrong_with_a_parameter_is_named() {
    let error = |values: Value| {
        let loaded = load(&one(&values, &json!({})).to_string());
        loaded.problems.into_iter().map(|problem| (problem.place, problem.error)).next()
    };
    let at = |place: &str, error: JsonError<Noun>| Some((place.to_owned(), error));
    let limit = "limit".to_owned();
    let twice = json!([{ "value": 1, "to": "2025-01-01" }, { "value": 2, "from": "2025-01-01" }]);
    let duplicate = JsonError::Duplicate { of: Noun::Parameter, name: limit.clone() };
    assert_eq!(error(twice), at("/parameters/0/values/1", duplicate));
    let range = json!([{ "value": { "min": 1, "max": 2 } }]);
    let wrong = JsonError::WrongKind { of: Noun::Parameter, name: limit };
    assert_eq!(error(range), at("/policies/0/for/below", wrong));
    assert_eq!(
        error(json!([{ "value": { "min": 2, "max": 1 } }])),
        at("/parameters/0/values/0/value", JsonError::EmptyRange)
    );
    let mut unknown = one(&json!([{ "value": 1 }]), &json!({}));
    unknown["policies"][0]["for"]["below"]["parameter"] = "limits".into();
    let near = Some("limit".to_owned());
    let unknown = load(&unknown.to_string()).problems[0].error.clone();
    assert_eq!(
        unknown,
        JsonError::UnknownName { of: Noun::Parameter, name: "limits".to_owned(), near, among: Vec::new() }
    );
}

#[test]
fn a_short_file_grows_to_no_long_formula() {
    let values: Vec<Value> =
        (0..20).map(|n| json!({ "value": n + 1, "region": fixtures::parameters::REGIONS[n % 8], "from": format!("20{:02}-01-01", n + 10), "to": format!("20{:02}-12-31", n + 10) })).collect();
    let mut file = one(&json!([{ "value": "5%" }]), &json!({}));
    file["parameters"][0]["type"] = "rate".into();
    let mut values = values;
    for value in &mut values {
        value["value"] = format!("{}%", value["value"]).into();
    }
    file["parameters"][0]["values"] = values.into();
    file["policies"][0]["for"] = json!({ "all": [] });
    let mut formula = json!({ "amount": "sales" });
    for _ in 0..30 {
        formula = json!({ "rate": { "parameter": "limit" }, "of": formula });
    }
    file["policies"][0]["benefit"]["estimate"] = formula;
    let loaded = load(&file.to_string());
    let errors: Vec<_> = loaded.problems.iter().map(|problem| &problem.error).collect();
    assert_eq!(errors, [&JsonError::TooMany { of: Noun::Formula, most: 1_000 }]);
}

#[test]
fn a_local_catalogue_adds_values_that_come_first() {
    let base = loaded(&one(&json!([{ "value": 100 }, { "value": 200, "region": "440000" }]), &json!({})));
    let overlay = json!({
        "format": 1, "overlay": true, "version": "here", "policies": [],
        "parameters": [{ "id": "limit", "values": [
            { "value": 250, "region": "440000", "from": "2026-01-01" }, { "value": 400, "region": "440100" },
        ] }],
    });
    // From the packed form as well, which is what a page starts from.
    let packed = unpack_catalogue(&pack(&base.catalogue).expect("packs")).expect("unpacks");
    for catalogue in [base.catalogue.clone(), packed] {
        let over = load_over(catalogue, base.texts.clone(), &overlay.to_string());
        assert_eq!(over.problems, []);
        let worth = |region: &str, on: &str| answer(&over, &json!({ "region": region }), on).1;
        assert_eq!(worth("440300", "2026-01-01"), 250);
        assert_eq!(worth("440300", "2025-12-31"), 200);
        assert_eq!(worth("440100", "2026-01-01"), 400);
        assert_eq!(worth("110000", "2026-01-01"), 100);
    }
}

#[test]
fn the_bundled_deductions_are_those_of_the_province() {
    let bundled = bundled();
    let shown = |profile: Value, on: &str| {
        let profile = read(&bundled.catalogue, &profile);
        let situation = Situation::new(&bundled.catalogue.facts, &profile, day(on));
        let id = bundled.catalogue.find("startup-veterans").expect("there");
        let policy = bundled.catalogue.policy(id).expect("there");
        let official = official_values(&bundled.catalogue, &situation, policy);
        assert_eq!(official.len(), 1);
        official[0].values.iter().map(|value| (value.value.low() / 100, value.value.high() / 100)).collect::<Vec<_>>()
    };
    assert_eq!(shown(json!({ "region": "440100" }), "2026-11-21"), [(24_000, 24_000)]);
    assert_eq!(shown(json!({ "region": "330000" }), "2026-11-21"), [(20_000, 24_000)]);
    assert!(shown(json!({}), "2026-11-21").len() > 10);
    assert_eq!(shown(json!({ "region": "440100" }), "2028-01-01"), []);
}

/// Whatever the region, the day and the sales: what is said of a whole enterprise is what the independent evaluator says,
/// and of one not wholly known what all that it may be have in common.
#[test]
fn rules_that_name_parameters_equal_the_independent_evaluator() {
    for case in 0..400 {
        let numbers = made::numbers(case);
        let mut source = Draws::new(&numbers);
        let file = made::catalogue(&mut source);
        let loaded = load(&file.to_string());
        let catalogue = &loaded.catalogue;
        let oracle = Oracle::new(&file);
        for _ in 0..6 {
            let told = made::profile(&mut source);
            let on = made::DAYS[source.below(9)];
            let profile = read_profile(&told, &catalogue.facts).expect("a profile");
            let situation = Situation::new(&catalogue.facts, &profile, day(on));
            let heads = i128::from(told["heads"].as_i64().expect("a count"));
            let places: Vec<&str> = match &told["region"] {
                Value::String(one) => within_it(one),
                Value::Object(some) => some["one_of"]
                    .as_array()
                    .expect("places")
                    .iter()
                    .flat_map(|place| within_it(place.as_str().expect("a code")))
                    .collect(),
                _ => made::PLACES
                    .into_iter()
                    .filter(|code| !code.ends_with("0000"))
                    .chain(["500101", "110102", "440700", "440112", "330300"])
                    .collect(),
            };
            let (low, high) = match &told["sales"] {
                Value::Number(one) => (one.as_i64(), one.as_i64()),
                Value::Object(band) => (band["min"].as_i64(), band["max"].as_i64()),
                _ => (Some(0), Some(1000)),
            };
            let (low, high) = (low.expect("a number"), high.expect("a number"));
            for ((id, policy), written) in catalogue.iter().zip(file["policies"].as_array().expect("policies")) {
                // Outside of its validity a policy answers nothing, and values are of no account.
                let valid = policy.validity.contains(day(on));
                if !valid {
                    continue;
                }
                let (mut yes, mut no, mut least, mut most) = (false, false, None::<i128>, None::<i128>);
                for &place in &places {
                    let sales: Vec<i64> = made::YUAN
                        .iter()
                        .flat_map(|yuan| [yuan * 100 - 1, yuan * 100, yuan * 100 + 1, 15_000, 14_999, 15_001])
                        .chain([low * 100, high * 100])
                        .filter(|fen| low * 100 <= *fen && *fen <= high * 100)
                        .collect();
                    for fen in sales {
                        let enterprise = Enterprise::from([
                            ("region".to_owned(), Concrete::Place(place.to_owned())),
                            ("sales".to_owned(), Concrete::Number(i128::from(fen))),
                            ("heads".to_owned(), Concrete::Number(heads)),
                        ]);
                        let mut answers = Answers::new(0);
                        let on = read_date(on);
                        if oracle.applies(written, &enterprise, on, &mut answers) {
                            yes = true;
                        } else {
                            no = true;
                        }
                        let (a, b) = oracle.worth(&written["benefit"]["estimate"], &enterprise, on, &mut answers);
                        let (a, b) = (whole(a), whole(b));
                        least = Some(least.map_or(a, |least| least.min(a)));
                        most = Some(most.map_or(b, |most| most.max(b)));
                    }
                }
                let found = verdict(catalogue, policy.rule, &situation).0;
                let settled = match (yes, no) {
                    (true, false) => Verdict::Eligible,
                    (false, true) => Verdict::Ineligible,
                    _ => Verdict::NeedsInfo,
                };
                let context = format!("case {case}, {told} on {on}, {id:?} of {file}");
                // Of two places at once Kleene logic may say less, never otherwise.
                if found != settled {
                    assert!(
                        found == Verdict::NeedsInfo && told["region"].is_object(),
                        "{found:?} {settled:?} {context}"
                    );
                }
                let worth = estimate(catalogue, &situation, &policy.details.benefit).expect("an estimate");
                let high = worth.high.map_or(i128::MAX, |high| i128::from(high.fen()));
                let (least, most) = (least.expect("some"), most.expect("some"));
                assert!(i128::from(worth.low.fen()) <= least && most <= high, "{worth:?} {least} {most} {context}");
                if places.len() == 1 && low == high_of(&told) {
                    assert_eq!((i128::from(worth.low.fen()), high), (least, most), "{context}");
                }
            }
        }
    }
}

fn high_of(told: &Value) -> i64 {
    told["sales"].as_i64().unwrap_or(-1)
}

fn whole(amount: Exact) -> i128 {
    amount.rounded()
}

/// The places worth trying within one.
fn within_it(code: &str) -> Vec<&str> {
    let is_inside = |place: &&str| match (code.ends_with("0000"), code.ends_with("00")) {
        (true, _) => place.get(..2) == code.get(..2),
        (false, true) => place.get(..4) == code.get(..4),
        (false, false) => false,
    };
    let inside: Vec<&str> = made::PLACES.into_iter().filter(is_inside).filter(|place| *place != code).collect();
    // What lies elsewhere in it.
    let rest = match code {
        "440000" => Some("440700"),
        "440100" => Some("440112"),
        "330000" => Some("330300"),
        "110000" => Some("110102"),
        _ => None,
    };
    if inside.is_empty() { vec![code] } else { inside.into_iter().chain(rest).collect() }
}
