//! Every comparison at its boundary: one unit below, at, one unit above; the day before, the first, the last and the
//! day after. A verdict must turn where the operator says, and nowhere else.

use engine::catalogue::Catalogue;
use engine::catalogue::loading::load;
use engine::enterprise::read_profile;
use engine::matching::{NearMiss, Situation, Verdict, cliffs, near_miss, verdict};
use serde_json::{Value, json};

const ON: &str = "2026-11-21";

/// A catalogue with a fact of every kind and one policy.
fn catalogue(criterion: &Value, validity: &Value) -> String {
    let words = |text: &str| json!({ "zh": text, "en": text });
    let fact = |id: &str, kind: &str| json!({ "id": id, "type": kind, "name": words(id), "ask": words(id) });
    let mut choice = fact("choice", "choice");
    let mut choices = fact("choices", "choices");
    choice["options"] = ["a", "b", "c"].map(|id| json!({ "id": id, "name": words(id) })).to_vec().into();
    choices["options"] = choice["options"].clone();
    let mut facts = vec![fact("flag", "flag"), choice, choices];
    for (id, kind) in [
        ("count", "count"),
        ("sales", "money"),
        ("cost", "money"),
        ("more", "money"),
        ("rate", "rate"),
        ("born", "date"),
    ] {
        let mut fact = fact(id, kind);
        if kind == "money" {
            fact["min"] = 0.into();
        }
        facts.push(fact);
    }
    let policy = json!({
        "id": "policy", "name": words("政策"), "summary": words("话"), "category": "tax-fee", "issuers": ["财政部"],
        "documents": [{ "title": "通知" }], "validity": validity, "for": criterion,
        "benefit": { "text": words("好处"), "kind": "saving" }, "channel": "automatic", "steps": [], "materials": [],
        "verified": "verified", "reviewed": "2026-11-21",
    });
    json!({
        "format": 1, "version": "1", "reviewed": "2026-11-21", "title": words("目录"),
        "facts": facts, "definitions": [], "policies": [policy],
    })
    .to_string()
}

/// Looks at the situation of a profile before a criterion.
fn with<T>(criterion: &Value, profile: &Value, on: &str, look: impl Fn(&Catalogue, &Situation<'_>) -> T) -> T {
    let loaded = load(&catalogue(criterion, &json!({})));
    assert_eq!(loaded.problems, [], "{criterion}");
    let profile =
        read_profile(profile, &loaded.catalogue.facts).unwrap_or_else(|problems| panic!("{profile}: {problems:?}"));
    look(&loaded.catalogue, &Situation::new(&loaded.catalogue.facts, &profile, on.parse().expect("a day")))
}

/// The verdict of a criterion on a profile.
fn outcome(criterion: &Value, profile: &Value, on: &str) -> Verdict {
    with(criterion, profile, on, |catalogue, situation| verdict(catalogue, &catalogue.policies[0], situation).0)
}

/// Each value of a fact with whether the criterion holds on it.
fn turns(criterion: &Value, fact: &str, values: &[(Value, bool)]) {
    for (value, holds) in values {
        let expected = if *holds { Verdict::Eligible } else { Verdict::Ineligible };
        let given = json!({ fact: value });
        assert_eq!(outcome(criterion, &given, ON), expected, "{criterion} of {value}");
        let opposite = if *holds { Verdict::Ineligible } else { Verdict::Eligible };
        assert_eq!(outcome(&json!({ "not": criterion }), &given, ON), opposite, "not {criterion} of {value}");
    }
    assert_eq!(outcome(criterion, &json!({}), ON), Verdict::NeedsInfo, "{criterion} of a blank");
}

/// What holds one unit below, at and one unit above the bound, by operator.
const OPERATORS: [(&str, [bool; 3]); 4] = [
    ("at_least", [false, true, true]),
    ("above", [false, false, true]),
    ("at_most", [true, true, false]),
    ("below", [true, false, false]),
];

#[test]
fn each_operator_turns_at_its_bound_and_for_every_kind_of_number() {
    // The bound, and one unit below, at and above it.
    let kinds: [(&str, Value, [Value; 3]); 6] = [
        ("count", json!(300), [json!(299), json!(300), json!(301)]),
        ("employees", json!(20), [json!(19), json!(20), json!(21)]),
        ("count", json!(0), [json!(-1), json!(0), json!(1)]),
        ("sales", json!("300万"), [json!("2999999.99元"), json!(3_000_000), json!("3000000.01元")]),
        ("revenue", json!("0.01元"), [json!(0), json!("0.01元"), json!("0.02元")]),
        ("rate", json!("5.5%"), [json!("5.4999%"), json!("5.5%"), json!("5.5001%")]),
    ];
    for (fact, bound, values) in &kinds {
        for (operator, holds) in OPERATORS {
            let criterion = json!({ "fact": fact, operator: bound });
            let cases: Vec<(Value, bool)> = values.iter().cloned().zip(holds).collect();
            turns(&criterion, fact, &cases);
        }
    }
}

#[test]
fn two_bounds_turn_at_both() {
    for (low, high, holds) in [
        ("at_least", "at_most", [false, true, true, true, true, true, false]),
        ("above", "below", [false, false, true, true, true, false, false]),
        ("at_least", "below", [false, true, true, true, true, false, false]),
        ("above", "at_most", [false, false, true, true, true, true, false]),
    ] {
        let criterion = json!({ "fact": "count", low: 10, high: 14 });
        let values = [9, 10, 11, 12, 13, 14, 15].map(|number| json!(number));
        let cases: Vec<(Value, bool)> = values.into_iter().zip(holds).collect();
        turns(&criterion, "count", &cases);
    }
}

#[test]
fn bands_are_settled_only_when_all_of_them_lies_on_one_side() {
    let (yes, no, open) = (Verdict::Eligible, Verdict::Ineligible, Verdict::NeedsInfo);
    for (operator, bound, bands) in [
        ("below", 300, [(0, 299, yes), (0, 300, open), (299, 301, open), (300, 301, no)]),
        ("at_most", 300, [(0, 299, yes), (0, 300, yes), (300, 301, open), (301, 302, no)]),
        ("at_least", 300, [(300, 301, yes), (299, 300, open), (0, 299, no), (300, 300, yes)]),
        ("above", 300, [(301, 302, yes), (300, 301, open), (299, 300, no), (300, 300, no)]),
    ] {
        for (low, high, expected) in bands {
            let profile = json!({ "count": { "min": low, "max": high } });
            let criterion = json!({ "fact": "count", operator: bound });
            assert_eq!(outcome(&criterion, &profile, ON), expected, "{criterion} of {profile}");
        }
    }
}

#[test]
fn a_date_counts_on_its_first_and_last_day() {
    for (criterion, days) in [
        (
            json!({ "fact": "born", "from": "2022-10-01" }),
            [("2022-09-30", false), ("2022-10-01", true), ("2022-10-02", true)],
        ),
        (
            json!({ "fact": "born", "to": "2022-12-31" }),
            [("2022-12-30", true), ("2022-12-31", true), ("2023-01-01", false)],
        ),
        (
            json!({ "fact": "born", "from": "2024-02-29", "to": "2024-02-29" }),
            [("2024-02-28", false), ("2024-02-29", true), ("2024-03-01", false)],
        ),
    ] {
        let cases = days.map(|(day, holds)| (json!(day), holds));
        turns(&criterion, "born", &cases);
    }
}

/// The enterprise is registered on the first day; the age is judged on the second.
#[test]
fn an_age_is_reached_on_its_own_day() {
    for (unit, count, born, days) in [
        ("months", 24, "2024-11-21", [("2026-11-20", -1), ("2026-11-21", 0), ("2026-12-20", 0), ("2026-12-21", 1)]),
        ("months", 1, "2024-01-31", [("2024-02-29", -1), ("2024-03-01", 0), ("2024-03-30", 0), ("2024-03-31", 1)]),
        ("years", 1, "2024-02-29", [("2025-02-28", -1), ("2025-03-01", 0), ("2026-02-28", 0), ("2026-03-01", 1)]),
        ("years", 4, "2024-02-29", [("2028-02-28", -1), ("2028-02-29", 0), ("2029-02-28", 0), ("2029-03-01", 1)]),
        ("days", 30, "2026-10-22", [("2026-11-20", -1), ("2026-11-21", 0), ("2026-11-21", 0), ("2026-11-22", 1)]),
        (
            "calendar_months",
            36,
            "2023-06-10",
            [("2026-04-30", -1), ("2026-05-01", 0), ("2026-05-31", 0), ("2026-06-01", 1)],
        ),
        (
            "calendar_months",
            1,
            "2024-01-31",
            [("2023-12-31", -1), ("2024-01-01", 0), ("2024-01-31", 0), ("2024-02-01", 1)],
        ),
        ("months", 0, "2026-11-21", [("2026-11-20", -1), ("2026-11-21", 0), ("2026-12-20", 0), ("2026-12-21", 1)]),
    ] {
        for (operator, holds) in OPERATORS {
            let criterion = json!({ "age_of": "born", operator: { unit: count } });
            for (on, side) in days {
                let holds = match side {
                    -1 => holds[0],
                    0 => holds[1],
                    _ => holds[2],
                };
                let expected = if holds { Verdict::Eligible } else { Verdict::Ineligible };
                assert_eq!(outcome(&criterion, &json!({ "born": born }), on), expected, "{criterion} {born} on {on}");
            }
        }
    }
}

#[test]
fn sums_turn_at_the_fen() {
    for (operator, holds) in OPERATORS {
        let criterion = json!({ "sum": ["sales", "cost", "more"], operator: "1200万" });
        for (more, holds) in ["3999999.99元", "4000000元", "4000000.01元"].into_iter().zip(holds) {
            let profile = json!({ "sales": "500万", "cost": "300万", "more": more });
            let expected = if holds { Verdict::Eligible } else { Verdict::Ineligible };
            assert_eq!(outcome(&criterion, &profile, ON), expected, "{criterion} with {more}");
        }
    }
}

#[test]
fn ratios_turn_at_the_fen_and_fail_over_zero() {
    for (operator, holds) in OPERATORS {
        let criterion = json!({ "ratio": ["cost", "sales"], operator: "3%" });
        for (cost, holds) in ["2.99元", "3元", "3.01元"].into_iter().zip(holds) {
            let expected = if holds { Verdict::Eligible } else { Verdict::Ineligible };
            assert_eq!(
                outcome(&criterion, &json!({ "cost": cost, "sales": 100 }), ON),
                expected,
                "{criterion} of {cost}"
            );
        }
        let growth = json!({ "growth": ["sales", "cost"], operator: "10%" });
        for (sales, holds) in ["109.99元", "110元", "110.01元"].into_iter().zip(holds) {
            let expected = if holds { Verdict::Eligible } else { Verdict::Ineligible };
            assert_eq!(outcome(&growth, &json!({ "sales": sales, "cost": 100 }), ON), expected, "{growth} to {sales}");
        }
        for zero in [json!({ "cost": 0, "sales": 0 }), json!({ "cost": 100, "sales": 0 })] {
            assert_eq!(outcome(&criterion, &zero, ON), Verdict::Ineligible, "{criterion} of {zero}");
        }
        assert_eq!(outcome(&growth, &json!({ "cost": 0, "sales": 100 }), ON), Verdict::Ineligible, "{growth} from 0");
    }
    // A third of a fen is no reason to round.
    let third = json!({ "ratio": ["cost", "sales"], "at_least": "33.3333%" });
    assert_eq!(outcome(&third, &json!({ "cost": 1, "sales": 3 }), ON), Verdict::Eligible);
    let third = json!({ "ratio": ["cost", "sales"], "at_least": "33.3334%" });
    assert_eq!(outcome(&third, &json!({ "cost": 1, "sales": 3 }), ON), Verdict::Ineligible);
}

#[test]
fn options_and_places_hold_just_where_they_are_named() {
    turns(&json!({ "fact": "flag", "is": false }), "flag", &[(json!(false), true), (json!(true), false)]);
    turns(&json!({ "fact": "flag", "is": true }), "flag", &[(json!(false), false), (json!(true), true)]);
    turns(
        &json!({ "fact": "choice", "in": ["a", "b"] }),
        "choice",
        &[(json!("a"), true), (json!("b"), true), (json!("c"), false)],
    );
    turns(
        &json!({ "fact": "choices", "has": "a" }),
        "choices",
        &[(json!([]), false), (json!(["b"]), false), (json!(["b", "a"]), true)],
    );
    turns(
        &json!({ "fact": "region", "within": ["440100"] }),
        "region",
        &[(json!("440106"), true), (json!("440100"), true), (json!("440300"), false), (json!("110000"), false)],
    );
    turns(
        &json!({ "fact": "industry", "within": ["C", "62"] }),
        "industry",
        &[(json!("C1311"), true), (json!("62"), true), (json!("H61"), false), (json!("D44"), false)],
    );
    let district = json!({ "fact": "region", "within": ["440106"] });
    assert_eq!(outcome(&district, &json!({ "region": "440100" }), ON), Verdict::NeedsInfo);
    assert_eq!(outcome(&district, &json!({ "region": "440000" }), ON), Verdict::NeedsInfo);
}

#[test]
fn counts_of_criteria_turn_at_their_number() {
    let part = |fact: &str, at_least: i64| json!({ "fact": fact, "at_least": at_least });
    for least in 1..=3 {
        let criterion = json!({ "at_least": least, "of": [part("count", 1), part("employees", 1), part("sales", 1)] });
        for held in 0..=3 {
            let one = |index: i64| i64::from(held >= index);
            let profile = json!({ "count": one(1), "employees": one(2), "sales": one(3) });
            let expected = if held >= least { Verdict::Eligible } else { Verdict::Ineligible };
            assert_eq!(outcome(&criterion, &profile, ON), expected, "{least} of {profile}");
        }
        // Two hold, the third is not known.
        let profile = json!({ "count": 1, "employees": 1 });
        let expected = if least <= 2 { Verdict::Eligible } else { Verdict::NeedsInfo };
        assert_eq!(outcome(&criterion, &profile, ON), expected, "{least} of {profile}");
    }
}

#[test]
fn a_policy_is_in_force_from_its_first_to_its_last_day() {
    for (validity, days) in [
        (
            json!({ "from": "2023-01-01", "to": "2027-12-31" }),
            vec![
                ("2022-12-31", "upcoming"),
                ("2023-01-01", "in_force"),
                ("2027-12-31", "in_force"),
                ("2028-01-01", "ended"),
            ],
        ),
        (json!({ "from": "2023-01-01" }), vec![("2022-12-31", "upcoming"), ("2199-12-31", "in_force")]),
        (json!({ "to": "2027-12-31" }), vec![("1900-01-01", "in_force"), ("2028-01-01", "ended")]),
        (
            json!({ "from": "2024-02-29", "to": "2024-02-29" }),
            vec![("2024-02-28", "upcoming"), ("2024-02-29", "in_force"), ("2024-03-01", "ended")],
        ),
    ] {
        let loaded = load(&catalogue(&json!({ "all": [] }), &validity));
        assert_eq!(loaded.problems, [], "{validity}");
        for (day, status) in days {
            let found = loaded.catalogue.policies[0].status(day.parse().expect("a day"));
            assert_eq!(found.id(), status, "{validity} on {day}");
        }
    }
}

#[test]
fn bounds_between_which_nothing_lies_are_refused() {
    for criterion in [
        json!({ "fact": "count", "above": 5, "below": 6 }),
        json!({ "fact": "count", "above": 5, "at_most": 5 }),
        json!({ "fact": "count", "at_least": 6, "at_most": 5 }),
        json!({ "fact": "sales", "above": 5, "below": "5.01元" }),
        json!({ "ratio": ["cost", "sales"], "above": "5%", "below": "5%" }),
        json!({ "age_of": "born", "above": { "months": 5 }, "below": { "months": 6 } }),
        json!({ "fact": "born", "from": "2024-01-02", "to": "2024-01-01" }),
    ] {
        assert_eq!(load(&catalogue(&criterion, &json!({}))).problems.len(), 1, "{criterion}");
    }
    for criterion in [
        json!({ "fact": "count", "above": 5, "below": 7 }),
        json!({ "fact": "count", "above": 5, "at_most": 6 }),
        json!({ "fact": "sales", "at_least": 5, "at_most": 5 }),
        json!({ "ratio": ["cost", "sales"], "above": "5%", "below": "5.0001%" }),
    ] {
        assert_eq!(load(&catalogue(&criterion, &json!({}))).problems, [], "{criterion}");
    }
}

/// Whatever the day within the band, the age is reached by its last one.
#[test]
fn waiting_is_enough_for_a_band_of_dates_too() {
    for (criterion, day) in [
        (json!({ "age_of": "born", "at_least": { "months": 12 } }), "2027-05-31"),
        (json!({ "not": { "age_of": "born", "below": { "months": 12 } } }), "2027-05-31"),
        (json!({ "not": { "age_of": "born", "at_most": { "days": 300 } } }), "2027-03-28"),
    ] {
        let profile = json!({ "born": { "min": "2026-05-01", "max": "2026-05-31" } });
        let found = with(&criterion, &profile, "2026-06-30", |catalogue, situation| {
            near_miss(catalogue, catalogue.policies().next().expect("a policy"), situation)
        });
        assert_eq!(found, Some(NearMiss::Day(day.parse().expect("a day"))), "{criterion}");
    }
}

/// Sales of 0.02 yuan are the first that may have grown, whatever the unknown sales before (which are not zero).
#[test]
fn cliffs_see_the_least_denominator() {
    let criterion = json!({ "not": { "growth": ["sales", "cost"], "above": "0%" } });
    let at = with(&criterion, &json!({}), ON, |catalogue, situation| {
        let sales = catalogue.facts.find("sales").expect("a fact");
        cliffs(catalogue, situation, sales).iter().map(|cliff| cliff.at).collect::<Vec<_>>()
    });
    assert_eq!(at, [2]);
}

/// What is wrong with a criterion, in the order of the file.
fn problems(criterion: &Value) -> Vec<String> {
    load(&catalogue(criterion, &json!({}))).problems.iter().map(ToString::to_string).collect()
}

#[test]
fn a_test_without_what_it_asks_for_is_told_what_its_fact_takes() {
    for (criterion, said) in [
        (json!({ "fact": "born", "at_most": "2026-01-01" }), "perhaps `to` is meant"),
        (json!({ "fact": "born", "above": "2026-01-01" }), "perhaps `from` is meant"),
        (json!({ "fact": "born" }), "the key `from` is missing"),
        (json!({ "fact": "flag" }), "the key `is` is missing"),
        (json!({ "fact": "choices" }), "the key `has` is missing"),
        (json!({ "fact": "choice", "is": "a", "in": ["b"] }), "the key `in` means nothing here"),
    ] {
        let found = problems(&criterion);
        assert_eq!(found.len(), 1, "{criterion}: {found:?}");
        assert!(found[0].contains(said), "{criterion}: {found:?}");
    }
}
