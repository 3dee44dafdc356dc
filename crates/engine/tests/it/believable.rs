//! What is counted and how much it is said to be worth: nothing that others claim, no figure beyond reach, no title as
//! a step towards itself.

use std::collections::BTreeSet;
use std::fs;

use engine::catalogue::loading::{Loaded, load};
use engine::catalogue::{Category, Language, Recipient};
use engine::enterprise::{Facts, Possible, Profile, read_profile};
use engine::matching::{Answer, Group, NearMiss, Outcome, Situation, Verdict, answer, cliffs, combine, what_if};
use engine::quantity::Money;
use fixtures::bundled;
use serde_json::{Value, json};
use wording::Speaker;

const DAY: &str = "2026-11-29";

fn profile(loaded: &Loaded, told: &Value) -> Profile {
    read_profile(told, &loaded.catalogue.facts).unwrap_or_else(|problems| panic!("{told}: {problems:?}"))
}

fn ask(loaded: &Loaded, told: &Value) -> Answer {
    answer(&loaded.catalogue, &profile(loaded, told), DAY.parse().unwrap())
}

fn outcome<'a>(loaded: &Loaded, answer: &'a Answer, policy: &str) -> &'a Outcome {
    let id = loaded.catalogue.find(policy).unwrap_or_else(|| panic!("{policy}"));
    answer.outcomes.iter().find(|outcome| outcome.policy == id).unwrap()
}

fn group(loaded: &Loaded, answer: &Answer, policy: &str) -> Group {
    outcome(loaded, answer, policy).group
}

fn upper_end(loaded: &Loaded, told: &Value, policy: &str) -> Option<Money> {
    outcome(loaded, &ask(loaded, told), policy).estimate.unwrap().high
}

/// Enterprises of the field, each with what it says first and with all that is true of it.
fn personas() -> Vec<(String, Value)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(fixtures::path("examples/personas")).unwrap() {
        let persona: Value = serde_json::from_str(&fs::read_to_string(entry.unwrap().path()).unwrap()).unwrap();
        for told in ["first", "truth"] {
            found.push((format!("{} {told}", persona["id"]), persona[told].clone()));
        }
    }
    assert!(found.len() >= 24, "both of each");
    found
}

#[test]
fn what_goes_to_the_bank_or_the_guarantor_is_not_what_the_enterprise_can_use() {
    let loaded = bundled();
    let told = json!({
        "entity": "company", "size_class": "micro", "credit_line": 500_000, "loan_balance": 500_000,
        "guarantor": "government",
    });
    let answer = ask(loaded, &told);
    for id in ["vat-lender-1m", "vat-guarantee"] {
        let outcome = outcome(loaded, &answer, id);
        assert_eq!((outcome.verdict, outcome.group), (Verdict::Eligible, Group::Background), "{id}");
        assert!(!outcome.is_usable() && !outcome.counts, "{id}");
    }
    for outcome in &answer.outcomes {
        let policy = loaded.catalogue.policy(outcome.policy).unwrap();
        let theirs = !matches!(policy.recipient, Recipient::Enterprise | Recipient::Employee);
        let counted = matches!(outcome.group, Group::UseNow | Group::MayUse | Group::NearMiss | Group::Services);
        assert!(!(theirs && counted), "{}", policy.id);
    }
    let effortless = answer.group(&loaded.catalogue, Group::UseNow).len();
    assert!(answer.effortless(&loaded.catalogue) <= effortless);
    // Nor is it gained or lost at any value of a fact.
    let told = profile(loaded, &told);
    let situation = Situation::new(&loaded.catalogue.facts, &told, answer.on);
    let lender = loaded.catalogue.find("vat-lender-1m").unwrap();
    for cliff in cliffs(&loaded.catalogue, &situation, loaded.catalogue.facts.find("credit_line").unwrap()) {
        assert!(!cliff.gained.contains(&lender) && !cliff.lost.contains(&lender));
    }
}

#[test]
fn a_framework_is_background_and_not_asked_for() {
    let loaded = bundled();
    let answer = ask(loaded, &json!({ "entity": "individual", "employees": 3, "revenue": "40万", "industry": "62" }));
    for id in [
        "smb-finance-23-measures-2025",
        "sme-support-system-2020",
        "getihu-regulation-2022",
        "fee-catalogue-2025",
        "package-45-2021",
    ] {
        let group = group(loaded, &answer, id);
        assert!(matches!(group, Group::Background | Group::NotApplicable), "{id}: {group:?}");
    }
    assert_eq!(group(loaded, &answer, "getihu-regulation-2022"), Group::Background);
    // A right that one acts on is none.
    let owed = ask(loaded, &json!({ "size_class": "small", "debtor": "large_enterprise", "contract_kind": "goods" }));
    assert!(!matches!(group(loaded, &owed, "complaint-platform"), Group::Background | Group::NotApplicable));

    let words = |text: &str| json!({ "zh": text, "en": text });
    let policy = |id: &str, fact: &str, framework: bool| {
        json!({
            "id": id, "name": words(id), "summary": words("s"), "category": "tax-fee", "framework": framework,
            "issuers": ["i"], "documents": [{ "title": "d" }], "validity": { "from": "2020-01-01" },
            "for": { "fact": fact, "is": true }, "benefit": { "text": words("b"), "kind": "saving" },
            "channel": "automatic", "verified": "verified", "reviewed": "2026-11-21", "examples": [],
        })
    };
    let flag = |id: &str| json!({ "id": id, "type": "flag", "name": words(id), "ask": words(id), "changeable": true });
    let small = load(
        &json!({
            "format": 1, "version": "1", "reviewed": "2026-11-21", "title": words("t"), "facts": [flag("a"), flag("b")],
            "policies": [policy("rule", "a", true), policy("relief", "b", false)],
        })
        .to_string(),
    );
    assert_eq!(small.problems, []);
    let asked = ask(&small, &json!({})).questions;
    assert_eq!(
        asked.iter().map(|question| question.fact).collect::<Vec<_>>(),
        small.catalogue.facts.find("b").into_iter().collect::<Vec<_>>()
    );
    let closed = ask(&small, &json!({ "a": false, "b": false }));
    let near: Vec<bool> = closed.outcomes.iter().map(|outcome| outcome.near_miss.is_some()).collect();
    assert_eq!(near, [false, true], "nobody is one step from a framework");
}

#[test]
fn nothing_is_said_to_be_worth_more_than_the_revenue() {
    let loaded = bundled();
    for (name, told) in personas() {
        let told = profile(loaded, &told);
        let Some(Possible::Numbers(revenue)) = told.given(Facts::REVENUE) else { panic!("{name}") };
        let most = revenue.high();
        let answer = answer(&loaded.catalogue, &told, DAY.parse().unwrap());
        for outcome in &answer.outcomes {
            let high = outcome.estimate.and_then(|estimate| estimate.high).unwrap_or_default();
            let id = &loaded.catalogue.policy(outcome.policy).unwrap().id;
            assert!(high.fen() <= most, "{name}: {id} {high:?}");
        }
        for total in [answer.combination.year, answer.combination.once] {
            assert!(total.high.fen() <= most, "{name}: {total:?}");
        }
        for question in &answer.questions {
            assert!(question.worth.fen() <= most, "{name}: {question:?}");
        }
    }
}

#[test]
fn size_line_of_business_and_place_are_enough_for_yuan() {
    let loaded = bundled();
    // Above five million a year it takes the legal form as well: who is a general taxpayer has little but the income tax.
    for (revenue, industry, region) in
        [("60万", "F52", "420100"), ("80万", "H62", "440100"), ("500万", "C33", "320500")]
    {
        let told = json!({ "employees": 8, "revenue": revenue, "industry": industry, "region": region });
        let answer = ask(loaded, &told);
        assert!(answer.likely.year.high > Money::default(), "{told}: {:?}", answer.likely.year);
        assert_eq!(answer.combination.year.low, Money::default(), "{told}: nothing of it is certain");
    }
}

#[test]
fn a_shop_of_three_is_told_what_a_loan_is_worth_in_words() {
    let loaded = bundled();
    let shop = json!({
        "entity": "company", "employees": 3, "revenue": "60万", "industry": "F52", "region": "420100",
        "arrears": false, "job_loan_unpaid": false, "staff_decrease_12m": "0%",
    });
    let answer = ask(loaded, &shop);
    let loan = outcome(loaded, &answer, "job-loan-2025");
    assert_eq!(loan.estimate.unwrap().high, None);
    let facts = ["loan_balance", "loan_rate"].map(|fact| loaded.catalogue.facts.find(fact).unwrap());
    assert!(facts.iter().all(|fact| loan.depends.contains(fact)), "{:?}", loan.depends);
    let say = |language| Speaker::new(language, &loaded.catalogue, &loaded.texts).worth(loan).unwrap();
    assert_eq!(say(Language::ZhCn), "金额要看贷款余额、贷款年利率");
    assert!(say(Language::En).starts_with("the amount depends on: "));
    // What was told exactly is worth what it is worth.
    let mut told = shop;
    told["loan_balance"] = json!("50万");
    told["loan_rate"] = json!("5%");
    assert_eq!(upper_end(loaded, &told, "job-loan-2025"), Some(Money::from_yuan(10_500)));
    // An unknown rate is believable: at most the one-year LPR and six points, 9 %.
    told["loan_rate"] = Value::Null;
    assert_eq!(upper_end(loaded, &told, "job-loan-2025"), Some(Money::from_yuan(30_500)));
}

#[test]
fn an_unknown_guarantee_fee_is_at_most_three_per_cent() {
    let loaded = bundled();
    let mut told = json!({
        "entity": "company", "size_class": "small", "needs_finance": true, "guarantee_amount": "300万",
        "revenue": "2000万",
    });
    assert_eq!(upper_end(loaded, &told, "gov-guarantee-2019"), Some(Money::from_yuan(60_000)));
    told["guarantee_fee_rate"] = json!("5%");
    assert_eq!(upper_end(loaded, &told, "gov-guarantee-2019"), Some(Money::from_yuan(120_000)), "as told");
}

#[test]
fn a_start_up_loan_is_worth_nothing_to_one_who_wants_none() {
    let loaded = bundled();
    let mut told = json!({
        "size_class": "micro", "employees": 8, "revenue": "500万", "owner_group": ["graduate"], "has_loan": false,
    });
    let answer = ask(loaded, &told);
    let worth = outcome(loaded, &answer, "startup-guarantee-loan-2023").estimate.unwrap();
    assert_eq!((worth.low, worth.high), (Money::ZERO, Some(Money::ZERO)));
    assert!(
        !answer.combination.year.open
            || answer
                .combination
                .unbounded
                .iter()
                .all(|(id, _)| { loaded.catalogue.policy(*id).unwrap().id != "startup-guarantee-loan-2023" })
    );
    told["has_loan"] = json!(true);
    assert_ne!(upper_end(loaded, &told, "startup-guarantee-loan-2023"), Some(Money::ZERO));
}

#[test]
fn an_award_that_must_be_won_is_not_priced_before_its_title_is_told() {
    let loaded = bundled();
    let mut maker =
        json!({ "entity": "company", "employees": 280, "revenue": "1.2亿", "industry": "C34", "region": "440100" });
    let open = ["key-little-giant-fund-2024", "gz-2025-little-giant", "gd-2025-little-giant"];
    for id in open {
        assert_eq!(upper_end(loaded, &maker, id), None, "{id}");
    }
    let titles = loaded.catalogue.facts.find("titles").unwrap();
    let asked = ask(loaded, &maker).questions;
    let question = asked.iter().find(|question| question.fact == titles).unwrap();
    assert!(question.worth < Money::from_yuan(1_000_000), "{question:?}");
    maker["newly_recognised"] = json!(["little_giant"]);
    assert_eq!(upper_end(loaded, &maker, "gz-2025-little-giant"), Some(Money::from_yuan(1_000_000)));
}

#[test]
fn a_wide_range_is_a_figure_only_up_to_a_fifth_of_the_revenue() {
    let words = |text: &str| json!({ "zh": text, "en": text });
    let loaded = load(
        &json!({
            "format": 1, "version": "1", "reviewed": "2026-11-21", "title": words("t"),
            "facts": [{ "id": "rent", "type": "money", "name": words("rent"), "ask": words("rent"), "min": 0 }],
            "policies": [{
                "id": "p", "name": words("p"), "summary": words("s"), "category": "tax-fee", "issuers": ["i"],
                "documents": [{ "title": "d" }], "validity": { "from": "2020-01-01" }, "for": { "all": [] },
                "benefit": { "text": words("b"), "kind": "saving", "period": "year", "estimate": { "amount": "rent" } },
                "channel": "filing", "verified": "verified", "reviewed": "2026-11-21", "examples": [],
            }],
        })
        .to_string(),
    );
    assert_eq!(loaded.problems, []);
    let high = |low: i64, high: i64, revenue: Value| {
        upper_end(&loaded, &json!({ "rent": { "min": low, "max": high }, "revenue": revenue }), "p")
    };
    let said = |yuan: i64| Some(Money::from_yuan(yuan));
    assert_eq!(high(0, 20_000, json!(100_000)), said(20_000));
    assert_eq!(high(0, 20_001, json!(100_000)), None);
    assert_eq!(high(10_000, 50_000, json!(100_000)), said(50_000), "five times the least says something");
    assert_eq!(high(10_000, 50_001, json!(100_000)), None);
    assert_eq!(
        high(0, 20_000, json!({ "min": 99_999, "max": 1_000_000 })),
        None,
        "what is certain of the revenue counts"
    );
    assert_eq!(high(0, 1, Value::Null), None);
    assert_eq!(high(90_000, 90_000, json!(100_000)), said(90_000), "exact is exact");
    // What a policy is worth under other answers is said likewise.
    let told = profile(&loaded, &json!({ "revenue": 100_000 }));
    let situation = Situation::new(&loaded.catalogue.facts, &told, DAY.parse().unwrap());
    let rent = loaded.catalogue.facts.find("rent").unwrap();
    let steps = what_if(&loaded.catalogue, &situation, loaded.catalogue.policies().next().unwrap(), rent);
    assert!(steps.iter().all(|step| step.estimate.is_none_or(|estimate| estimate.high.is_none())), "{steps:?}");
}

#[test]
fn a_title_is_no_step_towards_itself() {
    // Even where titles are said to be changeable, which those of the bundled catalogue are not.
    let mut catalogue: Value = serde_json::from_str(&fixtures::read("policies.json")).unwrap();
    let facts = catalogue["facts"].as_array_mut().unwrap();
    facts.iter_mut().find(|fact| fact["id"] == "titles").unwrap()["changeable"] = json!(true);
    let loaded = load(&catalogue.to_string());
    let giant = json!({
        "entity": "company", "size_class": "medium", "clean_record": true, "titles": ["specialised_sme"],
        "related_little_giant": false, "segment_since": "2018-01-01", "revenue": "6000万",
        "main_business_share": "95%", "revenue_growth_2y": "4%", "debt_ratio": "50%", "rd_spending": "700万",
        "rd_spending_prev": "600万", "revenue_prev": "5500万", "class1_ip": 5, "market_share": "12%",
        "evaluation_score": 70, "innovation_honours": [],
    });
    let specialised = json!({
        "entity": "company", "size_class": "small", "clean_record": true, "titles": ["innovative_sme"],
        "segment_since": "2018-01-01", "revenue": "3000万", "main_business_share": "95%", "debt_ratio": "50%",
        "rd_spending": "200万", "rd_spending_prev": "200万", "revenue_prev": "2800万", "class1_ip": 5,
        "evaluation_score": 49,
    });
    for (policy, told) in [("tier-little-giant-2026", giant), ("tier-specialised-sme-2026", specialised)] {
        let outcome = outcome(&loaded, &ask(&loaded, &told), policy).clone();
        assert_eq!((outcome.verdict, outcome.near_miss), (Verdict::Ineligible, None), "{policy}");
    }
    // Each title that a policy confers is one of those that a fact tells of, and no two editions tell otherwise.
    let conferred: BTreeSet<usize> =
        loaded.catalogue.details.iter().filter_map(|details| details.confers).map(|title| title.option).collect();
    assert_eq!(conferred.len(), 6);
}

#[test]
fn a_large_taxpayer_is_not_told_to_become_a_small_one() {
    let loaded = bundled();
    let told = json!({
        "entity": "company", "taxpayer_type": "general", "revenue": "6000万", "taxable_income": "500万",
        "restricted_industry": false, "employees": 120, "assets": "4500万", "before_first_cit_return": false,
    });
    let taxpayer = loaded.catalogue.facts.find("taxpayer_type").unwrap();
    for outcome in ask(loaded, &told).outcomes {
        let changes_it = matches!(outcome.near_miss, Some(NearMiss::Option { fact, .. }) if fact == taxpayer);
        assert!(!changes_it, "{}", loaded.catalogue.policy(outcome.policy).unwrap().id);
    }
}

#[test]
fn what_excludes_each_other_is_not_added_up_in_what_an_answer_is_worth() {
    let loaded = bundled();
    // The founder's groups open two reliefs of which one alone can be had, at most 24,000 yuan.
    let told =
        json!({"industry": "H62", "entity": "individual", "employees": 3, "revenue": "45万", "region": "410100"});
    let answer = ask(loaded, &told);
    let owner = loaded.catalogue.facts.find("owner_group").unwrap();
    let question = answer.questions.iter().find(|question| question.fact == owner).unwrap();
    let settled = |id: &str| question.settles.contains(&loaded.catalogue.find(id).unwrap());
    assert!(settled("startup-priority-groups") && settled("startup-veterans"));
    assert!(question.worth <= Money::from_yuan(24_000), "{:?}", question.worth);
}

#[test]
fn a_loan_of_which_nothing_was_told_makes_no_figure() {
    let loaded = bundled();
    let told = |more: Value| {
        let mut told = json!({"industry": "H62", "entity": "company", "employees": 30, "revenue": "5000万"});
        if let (Some(told), Some(more)) = (told.as_object_mut(), more.as_object()) {
            told.extend(more.clone());
        }
        told
    };
    assert_eq!(upper_end(loaded, &told(json!({})), "job-loan-2025"), None);
    assert_eq!(upper_end(loaded, &told(json!({})), "startup-guarantee-loan-2023"), None);
    assert!(upper_end(loaded, &told(json!({"loan_balance": "100万"})), "job-loan-2025").is_some());
}

#[test]
fn the_end_of_a_tax_law_is_no_deadline_nor_is_one_that_many_answers_would_settle() {
    let loaded = bundled();
    for (name, told) in personas() {
        let answer = ask(loaded, &told);
        let Some(nearest) = answer.nearest_deadline(&loaded.catalogue) else { continue };
        let policy = loaded.catalogue.policy(nearest.policy).unwrap();
        assert_ne!(policy.category, Category::TaxFee, "{name}: {}", policy.id);
        let open = answer.outcomes.iter().find(|outcome| outcome.policy == nearest.policy).unwrap().open.facts.len();
        assert!(open <= 2, "{name}: {} needs {open} answers", policy.id);
    }
}

#[test]
fn a_title_that_must_be_won_is_no_near_miss() {
    let loaded = bundled();
    let facts = ["newly_recognised", "city_specialised_new", "titles"]
        .map(|fact| loaded.catalogue.facts.find(fact).unwrap_or_else(|| panic!("{fact}")));
    let mut told = personas();
    told.push((
        "a restaurant in Guangzhou".into(),
        json!({
            "industry": "H62", "entity": "individual", "employees": 3, "revenue": "45万", "region": "440100",
            "newly_recognised": [],
        }),
    ));
    // Whoever holds no title, where awards are given for one.
    for region in ["440100", "440300", "310100", "110100", "120100", "220100", "460100", "510100", "610100"] {
        for (entity, industry, employees, revenue) in
            [("individual", "H62", 3, "45万"), ("company", "H62", 3, "45万"), ("company", "C34", 80, "4500万")]
        {
            told.push((
                format!("{entity} {industry} {region}"),
                json!({
                    "entity": entity, "industry": industry, "employees": employees, "revenue": revenue,
                    "region": region, "titles": [], "newly_recognised": [], "city_specialised_new": false,
                }),
            ));
        }
    }
    let mut closed = 0;
    for (name, told) in &told {
        for outcome in &ask(loaded, told).outcomes {
            let policy = loaded.catalogue.policy(outcome.policy).unwrap();
            closed += usize::from(policy.id == "gz-2025-little-giant" && outcome.verdict == Verdict::Ineligible);
            let gained = matches!(outcome.near_miss, Some(NearMiss::Option { fact, .. }) if facts.contains(&fact));
            assert!(!gained, "{name}: {}", policy.id);
        }
    }
    assert!(closed > 4, "the award is closed to those without its title: {closed}");
}

#[test]
fn sales_that_are_free_of_tax_by_several_policies_are_counted_once() {
    let loaded = bundled();
    let farm = json!({
        "entity": "company", "taxpayer_type": "general", "own_farm_produce": true, "priority_sector": ["fresh_food"],
        "separate_accounts": true, "exempt_sales": "100万", "input_vat": 0, "revenue": "300万",
    });
    let answer = ask(loaded, &farm);
    let exempt = ["vat-farm-own", "vat-fresh-food-circulation"].map(|id| {
        let outcome = outcome(loaded, &answer, id);
        assert_eq!((outcome.group, outcome.counts), (Group::UseNow, true), "{id}");
        assert!(answer.combination.used.contains(&outcome.policy), "each is used for its own sales: {id}");
        (outcome.policy, outcome.estimate.unwrap())
    });
    let together = combine(&loaded.catalogue, &exempt);
    let once = Money::from_yuan(90_000);
    assert_eq!((together.year.low, together.year.high), (once, once));
    assert_eq!(together.left_out, []);
}

#[test]
fn nobody_grows_above_scale_for_the_first_time_in_two_years() {
    let loaded = bundled();
    let maker = json!({ "industry": "C34", "region": "440500", "employees": 80, "revenue": "4500万" });
    // The two classes of 2023 together; that of 2024 excludes them.
    assert_eq!(upper_end(loaded, &maker, "gd-2025-xiaoshenggui"), Some(Money::from_yuan(400_000)));
}

#[test]
fn an_encouragement_of_insurers_and_a_package_of_an_earlier_year_are_background() {
    let loaded = bundled();
    let restaurant = json!({ "industry": "H62", "size_class": "small" });
    assert_eq!(group(loaded, &ask(loaded, &restaurant), "interruption-insurance-2022"), Group::Background);
    // What could have been claimed then are the single measures, not the package.
    let told = profile(loaded, &restaurant);
    for (day, id) in [
        ("2020-03-01", "package-20-measures-2020"),
        ("2022-06-01", "package-service-43-2022"),
        ("2022-06-01", "package-10-measures-2022"),
    ] {
        let then = answer(&loaded.catalogue, &told, day.parse().unwrap());
        assert_eq!(outcome(loaded, &then, id).verdict, Verdict::Eligible, "{id}");
        assert_eq!(group(loaded, &then, id), Group::Background, "{id}");
    }
}
