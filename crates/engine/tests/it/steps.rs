//! What is missing, what is asked, which step is named, and what each step of a figure is worth: cases that were wrong.

use engine::catalogue::loading::load;
use engine::catalogue::{Catalogue, PolicyId};
use engine::enterprise::{FactId, Possible, read_profile};
use engine::matching::{Cliff, Estimate, NearMiss, Situation, Verdict, answer, cliffs, near_miss, outcome, what_if};
use engine::quantity::{Date, Money, bit};
use fixtures::bundled;
use serde_json::{Value, json};

fn words(text: &str) -> Value {
    json!({ "zh": text, "en": text })
}

fn flag(id: &str) -> Value {
    json!({ "id": id, "type": "flag", "name": words(id), "ask": words(id) })
}

/// A catalogue of some facts and one policy.
fn catalogue(facts: &[Value], criterion: &Value) -> Catalogue {
    let policy = json!({
        "id": "p", "name": words("p"), "summary": words("p"), "category": "tax-fee", "validity": {}, "for": criterion,
        "benefit": { "text": words("x"), "kind": "saving" }, "channel": "filing", "verified": "verified",
        "reviewed": "2026-11-21",
    });
    let file = json!({
        "format": 1, "version": "x", "reviewed": "2026-11-21", "title": words("x"), "facts": facts,
        "policies": [policy],
    });
    let loaded = load(&file.to_string());
    assert_eq!(loaded.problems, [], "{file:#}");
    loaded.catalogue
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// What the one policy still needs, by name.
fn missing(catalogue: &Catalogue, told: &Value) -> Vec<String> {
    let profile = read_profile(told, &catalogue.facts).unwrap();
    let situation = Situation::new(&catalogue.facts, &profile, day("2026-11-21"));
    let outcome = outcome(catalogue, &situation, PolicyId(0)).unwrap();
    outcome.open.facts.iter().map(|(fact, _)| name(catalogue, *fact)).collect()
}

/// What is asked, by name.
fn asked(catalogue: &Catalogue, told: &Value) -> Vec<String> {
    let profile = read_profile(told, &catalogue.facts).unwrap();
    let answer = answer(catalogue, &profile, day("2026-11-21"));
    answer.questions.iter().map(|question| name(catalogue, question.fact)).collect()
}

fn name(catalogue: &Catalogue, fact: FactId) -> String {
    catalogue.facts.get(fact).unwrap().id.clone()
}

#[test]
fn what_one_branch_makes_superfluous_is_neither_missing_nor_asked() {
    let is = |fact: &str| json!({ "fact": fact, "is": true });
    let (a, b, c) = (is("a"), is("b"), is("c"));
    let facts = ["a", "b", "c"].map(flag);
    for (criterion, told, needed) in [
        (json!({ "any": [a, { "all": [a, b] }] }), json!({}), vec!["a"]),
        (json!({ "all": [a, { "any": [a, b] }] }), json!({}), vec!["a"]),
        (json!({ "all": [c, { "any": [{ "all": [a, b] }, { "not": { "not": a } }] }] }), json!({}), vec!["c", "a"]),
        // What makes it superfluous is settled: then it matters.
        (json!({ "any": [{ "all": [a, c] }, { "all": [a, b] }] }), json!({ "c": false }), vec!["a", "b"]),
        (json!({ "any": [{ "all": [a, c] }, { "all": [a, b] }] }), json!({ "c": true }), vec!["a"]),
        (json!({ "at_least": 2, "of": [a, { "any": [a, b] }] }), json!({}), vec!["a"]),
        // An authority that may decide either way does not make it superfluous.
        (json!({ "all": [{ "any": [a, { "authority": words("x") }] }, b] }), json!({}), vec!["a", "b"]),
        (
            json!({ "any": [{ "authority": words("x") }, { "all": [{ "authority": words("x") }, b] }] }),
            json!({}),
            vec![],
        ),
    ] {
        let catalogue = catalogue(&facts, &criterion);
        assert_eq!(missing(&catalogue, &told), needed, "{criterion} {told}");
        let mut asked = asked(&catalogue, &told);
        let mut needed: Vec<String> = needed.into_iter().map(str::to_owned).collect();
        asked.sort_unstable();
        needed.sort_unstable();
        assert_eq!(asked, needed, "{criterion} {told}");
    }
}

/// Where every value of a fact gives the same though its branches do not tell, the fact stays missing: else nothing
/// would ever settle it.
#[test]
fn an_open_verdict_always_names_something() {
    let criterion = json!({ "any": [{ "fact": "a", "is": true }, { "not": { "fact": "a", "is": true } }] });
    assert_eq!(missing(&catalogue(&[flag("a")], &criterion), &json!({})), ["a"]);
}

#[test]
fn a_figure_that_cannot_move_the_size_class_in_question_is_not_missing() {
    let criterion = json!({ "fact": "size_class", "is": "micro" });
    let catalogue = catalogue(&[], &criterion);
    // 400 or more employees decide between medium and large only; the revenue alone tells whether it is micro.
    let told = json!({ "industry": "C13", "employees": { "min": 400, "max": 2_000 } });
    assert_eq!(missing(&catalogue, &told), ["revenue"]);
}

#[test]
fn what_only_the_wording_of_a_question_waits_for_is_asked_first() {
    let mut gated = flag("exports_to_eu");
    gated["variants"] = json!([
        { "when": { "fact": "has_firm", "is": true }, "offer": "usual" },
        { "when": { "all": [] }, "offer": "never" },
    ]);
    let catalogue = catalogue(&[flag("has_firm"), gated], &json!({ "fact": "exports_to_eu", "is": true }));
    let questions = |told: Value| {
        let profile = read_profile(&told, &catalogue.facts).unwrap();
        let answer = answer(&catalogue, &profile, day("2026-11-21"));
        let offered = answer.questions.into_iter().filter(|question| question.offer != engine::catalogue::Offer::Never);
        offered.map(|question| (name(&catalogue, question.fact), question.touches)).collect::<Vec<_>>()
    };
    assert_eq!(questions(json!({})), [("has_firm".to_owned(), 1)]);
    assert_eq!(questions(json!({ "has_firm": true })), [("exports_to_eu".to_owned(), 1)]);
    assert_eq!(questions(json!({ "has_firm": false })), []);
}

/// The near miss of a bundled policy.
fn near(policy: &str, told: &Value, on: &str) -> Option<NearMiss> {
    let catalogue = &bundled().catalogue;
    let profile = read_profile(told, &catalogue.facts).unwrap();
    let situation = Situation::new(&catalogue.facts, &profile, day(on));
    let id = catalogue.find(policy).unwrap();
    assert_eq!(outcome(catalogue, &situation, id).unwrap().verdict, Verdict::Ineligible, "{policy}");
    near_miss(catalogue, catalogue.policy(id).unwrap(), &situation)
}

#[test]
fn nobody_shrinks_for_a_policy() {
    let count = json!({ "id": "staff", "type": "count", "name": words("x"), "ask": words("x"), "changeable": true });
    for (criterion, told, to) in [
        (json!({ "fact": "staff", "at_most": 30 }), 31, None),
        (json!({ "fact": "staff", "at_least": 30 }), 29, Some(30)),
    ] {
        let catalogue = catalogue(std::slice::from_ref(&count), &criterion);
        let profile = read_profile(&json!({ "staff": told }), &catalogue.facts).unwrap();
        let situation = Situation::new(&catalogue.facts, &profile, day("2026-11-21"));
        let found = near_miss(&catalogue, catalogue.policy(PolicyId(0)).unwrap(), &situation);
        let fact = catalogue.facts.find("staff").unwrap();
        assert_eq!(found, to.map(|to| NearMiss::Number { fact, now: told, to }), "{criterion}");
    }
}

#[test]
fn no_step_is_named_that_nobody_can_take() {
    let giant = json!({
        "entity": "company", "size_class": "medium", "clean_record": true, "titles": ["specialised_sme"],
        "related_little_giant": false, "segment_since": "2018-01-01", "revenue": "6000万",
        "main_business_share": "95%", "revenue_growth_2y": "4%", "debt_ratio": "50%", "rd_spending": "700万",
        "rd_spending_prev": "600万", "revenue_prev": "5500万", "class1_ip": 5, "market_share": "12%",
        "evaluation_score": 70, "innovation_honours": [],
    });
    assert_eq!(near("tier-little-giant-2026", &giant, "2026-11-21"), None);
    let general = json!({
        "entity": "company", "taxpayer_type": "general", "revenue": "6000万", "taxable_income": "500万",
        "restricted_industry": false, "employees": 120, "assets": "4500万", "before_first_cit_return": false,
    });
    assert_eq!(near("six-taxes-two-fees-2023", &general, "2026-11-21"), None);
    for sales in [100_001, 150_000, 150_001] {
        let monthly = json!({
            "entity": "company", "taxpayer_type": "small_scale", "vat_period": "month", "monthly_sales": sales,
            "sales_net_of_property": sales, "waives_exemption": false,
        });
        assert_eq!(near("vat-smallscale-threshold-2023", &monthly, "2025-12-31"), None, "{sales}");
    }
}

#[test]
fn the_sales_of_a_month_are_not_read_as_those_of_a_quarter() {
    let catalogue = &bundled().catalogue;
    let told = json!({
        "taxpayer_type": "small_scale", "vat_period": "month", "monthly_sales": 100_001,
        "sales_net_of_property": 100_001, "waives_exemption": false,
    });
    let profile = read_profile(&told, &catalogue.facts).unwrap();
    let situation = Situation::new(&catalogue.facts, &profile, day("2025-12-31"));
    let id = catalogue.find("vat-smallscale-threshold-2023").unwrap();
    let period = catalogue.facts.find("vat_period").unwrap();
    let quarter = catalogue.facts.get(period).unwrap().option("quarter").unwrap();
    let steps = what_if(catalogue, &situation, catalogue.policy(id).unwrap(), period);
    let step =
        steps.iter().find(|step| matches!(step.value, Possible::Options(options) if options & bit(quarter) != 0));
    assert_eq!(step.unwrap().verdict, Verdict::NeedsInfo, "{steps:?}");
    // What was told for no period in particular is kept.
    let told = json!({ "sales_net_of_property": 100_001 });
    let profile = read_profile(&told, &catalogue.facts).unwrap();
    let asked = Situation::new(&catalogue.facts, &profile, day("2025-12-31"));
    let answered = asked.with(period, Some(Possible::Options(bit(quarter))));
    assert!(answered.profile().given(catalogue.facts.find("sales_net_of_property").unwrap()).is_some());
}

fn cliffs_of(fact: &str, told: &Value, on: &str) -> Vec<Cliff> {
    let catalogue = &bundled().catalogue;
    let profile = read_profile(told, &catalogue.facts).unwrap();
    let situation = Situation::new(&catalogue.facts, &profile, day(on));
    cliffs(catalogue, &situation, catalogue.facts.find(fact).unwrap())
}

#[test]
fn a_step_in_worth_is_a_cliff_and_even_growth_is_none() {
    let told = json!({ "entity": "company", "employees": 30, "disabled_levy_due": 10_000, "disabled_share": "0%" });
    let levy = bundled().catalogue.find("disabled-levy-2023").unwrap();
    let found = cliffs_of("employees", &told, "2026-11-21");
    let changed: Vec<(i64, Option<Money>, Option<Money>)> = found
        .iter()
        .flat_map(|cliff| cliff.changed.iter().map(move |changed| (cliff.at, changed)))
        .filter(|(_, changed)| changed.policy == levy)
        .map(|(at, changed)| {
            let worth = [changed.before, changed.after].map(|held| held.estimate.and_then(Estimate::exact));
            (at, worth[0], worth[1])
        })
        .collect();
    assert_eq!(changed, [(31, Some(Money::from_yuan(10_000)), Some(Money::from_yuan(1_000)))]);
    // The levy itself grows evenly.
    let found = cliffs_of("disabled_levy_due", &told, "2026-11-21");
    assert!(found.iter().all(|cliff| cliff.changed.iter().all(|changed| changed.policy != levy)), "{found:?}");
}

#[test]
fn what_waits_for_an_authority_is_gained_and_lost_too() {
    let told = json!({
        "entity": "company", "size_class": "small", "insured_employees": 30, "layoff_rate": "10%",
        "ui_months_paid": 12, "ui_paid_last_year": 10_000,
    });
    let rebate = bundled().catalogue.find("ui-rebate-2025").unwrap();
    let found = cliffs_of("insured_employees", &told, "2025-06-01");
    let lost = found.iter().find(|cliff| cliff.lost.contains(&rebate)).expect("it is lost");
    assert_eq!(lost.at, 31);
    assert!(lost.waiting.contains(&rebate));
}

/// The month of registration is the first; the thirty-sixth ends with its last day, whatever the day of registration.
#[test]
fn months_counted_from_the_month_of_registration_end_with_a_month() {
    let catalogue = &bundled().catalogue;
    for (policy, group, from) in [
        ("startup-priority-groups", "unemployed_6m", 2023),
        ("startup-veterans", "veteran", 2023),
        ("startup-veterans-2019", "veteran", 2019),
    ] {
        let told = json!({
            "entity": "individual", "owner_group": [group], "established": format!("{from}-06-10"),
        });
        let profile = read_profile(&told, &catalogue.facts).unwrap();
        let verdict = |on: String| {
            let situation = Situation::new(&catalogue.facts, &profile, day(&on));
            outcome(catalogue, &situation, catalogue.find(policy).unwrap()).unwrap().verdict
        };
        assert_eq!(verdict(format!("{}-05-31", from + 3)), Verdict::Eligible, "{policy}");
        assert_eq!(verdict(format!("{}-06-01", from + 3)), Verdict::Ineligible, "{policy}");
        assert_eq!(verdict(format!("{}-06-09", from + 3)), Verdict::Ineligible, "{policy}");
    }
}

#[test]
fn a_large_enterprise_had_30_percent_of_the_rebate_of_2022_until_the_end_of_may() {
    let catalogue = &bundled().catalogue;
    let told = json!({
        "entity": "company", "size_class": "large", "insured_employees": 500, "layoff_rate": "1%",
        "ui_paid_last_year": 10_000,
    });
    let profile = read_profile(&told, &catalogue.facts).unwrap();
    for (policy, on, most) in [
        ("ui-rebate-2022", "2022-05-01", 3_000),
        ("ui-rebate-2022", "2022-05-30", 3_000),
        ("ui-rebate-2022-raised", "2022-05-31", 5_000),
        ("ui-rebate-2022-raised", "2022-12-31", 5_000),
    ] {
        let situation = Situation::new(&catalogue.facts, &profile, day(on));
        let outcome = outcome(catalogue, &situation, catalogue.find(policy).unwrap()).unwrap();
        assert_eq!(outcome.status, engine::catalogue::Status::InForce, "{policy} {on}");
        assert_eq!(outcome.estimate.unwrap().high, Some(Money::from_yuan(most)), "{policy} {on}");
    }
}
