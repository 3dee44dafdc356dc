//! What could have been used in the three years before a day, and what that was worth.

use engine::catalogue::loading::{Loaded, load};
use engine::enterprise::read_profile;
use engine::matching::{PastMeasure, Situation, look_back, past_worth, refund_terms, refund_until};
use engine::quantity::{Date, Money};
use serde_json::{Value, json};

fn words(text: &str) -> Value {
    json!({ "zh": text, "en": text })
}

/// A tax relief of 36,500 yuan a year that is claimed in a return, with something changed.
fn policy(id: &str, more: &Value) -> Value {
    let mut policy = json!({
        "id": id, "name": words(id), "summary": words("s"), "category": "tax-fee", "issuers": ["i"],
        "documents": [{ "title": "d" }], "validity": { "from": "2020-01-01", "to": "2030-12-31" },
        "for": { "fact": "employees", "at_least": 0 },
        "benefit": { "text": words("b"), "kind": "saving", "period": "year", "estimate": { "fixed": 36500 } },
        "channel": "filing", "verified": "verified", "reviewed": "2026-11-21", "examples": [],
    });
    policy.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    policy
}

fn loaded_of(policies: &[Value]) -> Loaded {
    let catalogue = json!({
        "format": 1, "version": "1", "reviewed": "2026-11-21", "title": words("t"), "facts": [], "policies": policies,
    });
    let loaded = load(&catalogue.to_string());
    assert_eq!(loaded.problems, []);
    loaded
}

fn found(loaded: &Loaded) -> Vec<PastMeasure> {
    let today: Date = "2026-11-30".parse().unwrap();
    let profile = read_profile(&json!({ "employees": 3 }), &loaded.catalogue.facts).unwrap();
    look_back(&loaded.catalogue, &Situation::new(&loaded.catalogue.facts, &profile, today), today)
}

/// Years with their days and yuan.
fn years(policies: &[Value]) -> Vec<(i32, String, String, Option<i64>)> {
    let loaded = loaded_of(policies);
    let measures = found(&loaded);
    let of = |measure: &PastMeasure| measure.years.clone();
    let all = measures.iter().flat_map(of);
    all.map(|year| {
        let worth = year.estimate.and_then(engine::matching::Estimate::exact).map(|worth| worth.fen().div_euclid(100));
        (year.year, year.from.to_string(), year.to.to_string(), worth)
    })
    .collect()
}

#[test]
fn a_measure_is_looked_back_on_year_by_year_with_the_share_of_each() {
    let row = |year: i32, from: &str, to: &str, yuan: i64| (year, from.to_owned(), to.to_owned(), Some(yuan));
    assert_eq!(
        years(&[policy("m", &json!({}))]),
        [
            // 32 of 365 days.
            row(2023, "2023-11-30", "2023-12-31", 3_200),
            // A leap year.
            row(2024, "2024-01-01", "2024-12-31", 36_500),
            row(2025, "2025-01-01", "2025-12-31", 36_500),
            row(2026, "2026-01-01", "2026-11-30", 33_400),
        ]
    );
    let ended = json!({ "validity": { "from": "2025-12-31", "to": "2026-01-01" } });
    assert_eq!(
        years(&[policy("m", &ended)]),
        [row(2025, "2025-12-31", "2025-12-31", 100), row(2026, "2026-01-01", "2026-01-01", 100)]
    );
    // Over before the three years, by a day.
    assert_eq!(years(&[policy("m", &json!({ "validity": { "to": "2023-11-29" } }))]), []);
    assert_eq!(years(&[policy("m", &json!({ "validity": { "from": "2020-01-01", "to": "2023-11-30" } }))]).len(), 1);
}

#[test]
fn only_money_that_had_to_be_claimed_is_looked_back_on() {
    for more in [
        json!({ "channel": "automatic" }),
        json!({ "channel": "selection" }),
        json!({ "category": "service" }),
        json!({ "recipient": "lender" }),
        json!({ "framework": true }),
        json!({ "benefit": { "text": words("b"), "kind": "deferral" } }),
        json!({ "for": { "fact": "employees", "at_least": 4 } }),
        json!({ "for": { "fact": "revenue", "at_least": 4 } }),
    ] {
        assert_eq!(years(&[policy("m", &more)]), [], "{more}");
    }
}

#[test]
fn no_amount_is_said_where_none_is_bounded_and_taxes_come_first() {
    let unknown =
        json!({ "text": words("b"), "kind": "saving", "period": "year", "estimate": { "amount": "revenue" } });
    let loaded = loaded_of(&[
        policy("subsidy", &json!({ "category": "subsidy-grant", "channel": "application" })),
        policy("open", &json!({ "benefit": unknown })),
        policy("tax", &json!({})),
    ]);
    let measures = found(&loaded);
    let names: Vec<&str> =
        measures.iter().map(|measure| loaded.catalogue.rule(measure.policy).unwrap().id.as_str()).collect();
    assert_eq!(names, ["tax", "open", "subsidy"]);
    assert!(measures[1].years.iter().all(|year| year.estimate.is_none()), "{:?}", measures[1]);
}

#[test]
fn what_excludes_each_other_counts_once_in_a_year() {
    let grouped = |id: &str, yuan: i64| {
        let benefit = json!({ "text": words("b"), "kind": "saving", "period": "year", "estimate": { "fixed": yuan } });
        policy(id, &json!({ "groups": ["g"], "benefit": benefit }))
    };
    let loaded = loaded_of(&[grouped("a", 1_000), grouped("b", 3_000), policy("c", &json!({}))]);
    let measures = found(&loaded);
    let total = |year: i32| past_worth(&loaded.catalogue, &measures.iter().collect::<Vec<_>>(), year).bounds();
    let yuan = Money::from_yuan;
    assert_eq!(total(2025), Some((yuan(39_500), yuan(39_500))));
    assert_eq!(total(2022), None);
    assert_eq!(past_worth(&loaded.catalogue, &[], 2025).bounds(), None);
}

#[test]
fn overpaid_tax_can_be_asked_back_for_three_years_from_the_day_of_payment_and_not_a_day_longer() {
    let day = |text: &str| text.parse::<Date>().unwrap();
    for (paid, until) in [
        ("2023-11-30", "2026-11-30"),
        ("2024-01-01", "2027-01-01"),
        ("2024-05-31", "2027-05-31"),
        ("2024-12-31", "2027-12-31"),
        // The month ends the term where it has no such day.
        ("2024-02-29", "2027-02-28"),
        ("2025-02-28", "2028-02-28"),
    ] {
        assert_eq!(refund_until(day(paid)), day(until), "{paid}");
    }
    let terms = |today: &str| {
        let terms = refund_terms(day(today));
        let said = terms.iter().map(|term| {
            let ((first, last), (from, to)) = (term.paid, term.until);
            format!("{first}..{last}: {from}..{to}")
        });
        said.collect::<Vec<_>>()
    };
    assert_eq!(
        terms("2026-11-30"),
        [
            // What was paid on 30 November 2023 has its last day today.
            "2023-11-30..2023-12-31: 2026-11-30..2026-12-31",
            "2024-01-01..2024-12-31: 2027-01-01..2027-12-31",
            "2025-01-01..2025-12-31: 2028-01-01..2028-12-31",
            "2026-01-01..2026-11-30: 2029-01-01..2029-11-30",
        ]
    );
    // The day after it is too late for that.
    assert_eq!(terms("2026-12-01")[0], "2023-12-01..2023-12-31: 2026-12-01..2026-12-31");
    assert_eq!(terms("2026-12-31")[0], "2023-12-31..2023-12-31: 2026-12-31..2026-12-31");
    assert_eq!(terms("2027-01-01")[0], "2024-01-01..2024-12-31: 2027-01-01..2027-12-31");
    assert_eq!(terms("2027-02-28")[0], "2024-02-28..2024-12-31: 2027-02-28..2027-12-31");
    assert_eq!(terms("2027-03-01")[0], "2024-03-01..2024-12-31: 2027-03-01..2027-12-31");
    assert_eq!(terms("2028-02-29")[0], "2025-03-01..2025-12-31: 2028-03-01..2028-12-31");
    for today in ["2026-11-30", "2027-02-28", "2028-02-29", "2028-03-01"].map(day) {
        for term in refund_terms(today) {
            assert!(term.paid.0 <= term.paid.1 && today <= term.until.0, "{today}: {term:?}");
        }
        let oldest = refund_terms(today)[0].paid.0;
        assert!(refund_until(oldest.plus_days(-1)) < today, "{today}: the day before is too old");
    }
}
