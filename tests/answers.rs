//! What an enterprise is told beyond verdicts: totals with what they leave out, deadlines, the next question.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test says what it expects by failing")]

use policy_match::catalogue::loading::{Loaded, load};
use policy_match::catalogue::{Language, Offer};
use policy_match::enterprise::Profile;
use policy_match::enterprise::reading::{Node, Problems};
use policy_match::matching::{Answer, Group, NextQuestion, Situation, answer};
use policy_match::quantity::{Money, NumberError, Period};
use policy_match::text::{Speaker, number_error, number_example};
use serde_json::{Value, json};

fn bundled() -> Loaded {
    load(&std::fs::read_to_string("policies.json").unwrap())
}

/// A catalogue of these facts and these policies, each with its criteria and its estimate.
fn small(facts: &Value, policies: &[(&str, Value, Value)]) -> Loaded {
    let words = |text: &str| json!({ "zh": text, "en": text });
    let policies: Vec<Value> = policies
        .iter()
        .map(|(id, criteria, estimate)| {
            json!({
                "id": id, "name": words(id), "summary": words("s"), "category": "tax-fee", "issuers": ["i"],
                "documents": [{ "title": "d" }], "validity": { "from": "2020-01-01", "to": "2030-12-31" },
                "for": criteria,
                "benefit": { "text": words("b"), "kind": "saving", "period": "year", "estimate": estimate },
                "channel": "filing", "verified": "verified", "reviewed": "2026-11-21", "examples": [],
            })
        })
        .collect();
    let loaded = load(
        &json!({
            "format": 1, "version": "1", "reviewed": "2026-11-21", "title": words("t"), "facts": facts,
            "policies": policies,
        })
        .to_string(),
    );
    assert_eq!(loaded.problems, []);
    loaded
}

fn ask(loaded: &Loaded, profile: &Value) -> Answer {
    let problems = Problems::default();
    let profile: Profile = Node::root(profile, &problems).profile(&loaded.catalogue.facts).unwrap_or_else(|| {
        panic!("{:?}", problems.into_list());
    });
    answer(&loaded.catalogue, &profile, "2026-11-21".parse().unwrap())
}

fn speaker(loaded: &Loaded, language: Language) -> Speaker<'_> {
    Speaker::new(language, &loaded.catalogue, &loaded.texts)
}

fn question<'a>(loaded: &Loaded, answer: &'a Answer, fact: &str) -> Option<&'a NextQuestion> {
    let id = loaded.catalogue.facts.find(fact).unwrap();
    answer.questions.iter().find(|question| question.fact == id)
}

/// Three measures that everybody can use: one worth 3,000 yuan, one worth what the rent is, one worth at least 500.
fn rents() -> Loaded {
    let words = |text: &str| json!({ "zh": text, "en": text });
    let facts = json!([
        { "id": "rent", "type": "money", "name": words("rent"), "ask": words("rent?"), "min": 0, "period": "year" },
        { "id": "shop", "type": "flag", "name": words("shop"), "ask": words("shop?") },
    ]);
    let always = json!({ "fact": "employees", "at_least": 0 });
    small(
        &facts,
        &[
            ("fixed", always.clone(), json!({ "fixed": 3_000 })),
            ("half-rent", always.clone(), json!({ "amount": "rent" })),
            ("floored", always, json!({ "floor": 500, "of": { "amount": "rent" } })),
            ("for-shops", json!({ "fact": "shop", "is": true }), json!({ "fixed": 100 })),
        ],
    )
}

#[test]
fn a_total_shows_what_is_known_and_names_what_it_leaves_out() {
    let loaded = rents();
    let unknown = ask(&loaded, &json!({}));
    let (zh, en) = (speaker(&loaded, Language::ZhCn), speaker(&loaded, Language::En));
    assert_eq!(unknown.combination.year.low, Money::from_yuan(3_500));
    assert_eq!(zh.total(unknown.combination.year), "已知部分3,500元");
    assert_eq!(en.total(unknown.combination.year), "so far known: 3,500 yuan");
    let rest = zh.not_counted(&unknown, Period::Year).unwrap();
    assert_eq!(rest, "未计入（金额待补充信息）：“half-rent”（看rent）；只按最低额计入：“floored”（看rent）");
    assert_eq!(zh.not_counted(&unknown, Period::Once), None);

    let known = ask(&loaded, &json!({ "rent": { "min": 1_000, "max": 2_000 } }));
    assert_eq!(zh.total(known.combination.year), "5,000元至7,000元");
    assert_eq!(zh.not_counted(&known, Period::Year), None);
}

#[test]
fn what_only_an_amount_needs_is_asked_after_what_settles_verdicts() {
    let loaded = rents();
    let asked = ask(&loaded, &json!({}));
    let facts: Vec<&str> =
        asked.questions.iter().map(|question| loaded.catalogue.facts.get(question.fact).unwrap().id.as_str()).collect();
    assert_eq!(facts, ["shop", "rent"]);
    let rent = question(&loaded, &asked, "rent").unwrap();
    assert_eq!((rent.touches, rent.settles.len(), rent.estimates.len()), (0, 0, 2));
    assert_eq!(speaker(&loaded, Language::ZhCn).settles(rent), "可以算清2项已符合的政策值多少");
    assert!(question(&loaded, &ask(&loaded, &json!({ "rent": 5_000 })), "rent").is_none());
}

#[test]
fn an_amount_that_a_cap_settles_is_not_asked_for() {
    let words = |text: &str| json!({ "zh": text, "en": text });
    let facts = json!([{ "id": "rent", "type": "money", "name": words("r"), "ask": words("r?"), "min": 0 }]);
    let always = json!({ "fact": "employees", "at_least": 0 });
    let loaded = small(&facts, &[("capped", always, json!({ "cap": 500, "of": { "amount": "rent" } }))]);
    assert!(question(&loaded, &ask(&loaded, &json!({ "rent": { "min": 100 } })), "rent").is_some());
    assert!(question(&loaded, &ask(&loaded, &json!({ "rent": { "min": 500 } })), "rent").is_none());
}

#[test]
fn who_has_told_nothing_gets_no_deadline() {
    let loaded = bundled();
    assert_eq!(ask(&loaded, &json!({})).nearest_deadline(&loaded.catalogue), None);
    let restaurant: Value =
        serde_json::from_str(&std::fs::read_to_string("examples/restaurant.json").unwrap()).unwrap();
    assert!(ask(&loaded, &restaurant).nearest_deadline(&loaded.catalogue).is_some());
}

#[test]
fn a_restaurant_is_not_asked_whether_it_is_a_restaurant() {
    let loaded = bundled();
    let asked = ask(&loaded, &json!({ "industry": "62", "employees": 8, "region": "440100" }));
    let fact = loaded.catalogue.facts.get(loaded.catalogue.facts.find("priority_sector").unwrap()).unwrap();
    let offered = question(&loaded, &asked, "priority_sector").map_or(0, |question| question.options);
    for settled in ["catering_lodging", "retail", "tourism", "travel_agency", "epidemic_goods", "advertising"] {
        let option = fact.option(settled).unwrap();
        assert_eq!(offered >> option & 1, 0, "{settled} is offered");
    }
    // Community care is a business of its own, whatever the main one is.
    assert_eq!(offered >> fact.option("elderly_care").unwrap() & 1, 1);
    // Those whose industry is not known are asked.
    let blank = ask(&loaded, &json!({ "size_class": "small" }));
    let offered = question(&loaded, &blank, "priority_sector").unwrap().options;
    assert_eq!(offered >> fact.option("catering_lodging").unwrap() & 1, 1);
}

#[test]
fn no_multiple_choice_has_an_option_for_none() {
    for (_, fact) in bundled().catalogue.facts.iter() {
        let several = matches!(fact.kind, policy_match::enterprise::Kind::Choices(_));
        assert!(!several || fact.option("none").is_none(), "{}: none is told by ticking nothing", fact.id);
    }
}

#[test]
fn a_wrong_number_is_answered_with_one_of_its_own_sort() {
    let loaded = bundled();
    let kind = |name: &str| &loaded.catalogue.facts.get(loaded.catalogue.facts.find(name).unwrap()).unwrap().kind;
    let say = |name: &str| number_example(kind(name), Language::ZhCn);
    assert!(say("revenue").contains("30万") && !say("employees").contains('万'));
    assert!(say("layoff_rate").contains('%') && say("established").contains("2022-03-01"));
    assert!(!number_error(NumberError::NotANumber, Language::ZhCn).contains('万'));
}

/// A service stands in a group of its own and never enters a total, whatever its file says it is worth.
#[test]
fn services_stand_apart_and_are_worth_no_money() {
    let words = |text: &str| json!({ "zh": text, "en": text });
    let policy = |id: &str, category: &str, more: Value| {
        let mut policy = json!({
            "id": id, "name": words(id), "summary": words("s"), "category": category, "issuers": ["i"],
            "documents": [{ "title": "d" }], "validity": { "from": "2020-01-01", "to": "2030-12-31" },
            "for": { "fact": "employees", "at_most": 10 },
            "benefit": {
                "text": words("b"), "kind": "saving", "period": "year", "estimate": { "fixed": 1_000 },
            },
            "channel": "filing", "verified": "verified", "reviewed": "2026-11-21", "examples": [],
        });
        policy.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        policy
    };
    let catalogue = json!({
        "format": 1, "version": "1", "reviewed": "2026-11-21", "title": words("t"), "facts": [], "policies": [
            policy("money", "tax-fee", json!({})),
            policy("help", "service", json!({})),
            policy("perhaps", "service", json!({ "standing": { "unclear": words("w") } })),
            policy("over", "service", json!({ "validity": { "from": "2020-01-01", "to": "2021-12-31" } })),
        ],
    });
    let loaded = load(&catalogue.to_string());
    assert_eq!(loaded.problems, []);
    let group = |profile: &Value| -> Vec<(String, Group)> {
        let answer = ask(&loaded, profile);
        let name = |id| loaded.catalogue.policy(id).unwrap().id.clone();
        assert!(answer.combination.used.iter().all(|&id| name(id) == "money"));
        answer.outcomes.iter().map(|outcome| (name(outcome.policy), outcome.group)).collect()
    };
    let expected = |money, help, perhaps| {
        [("money", money), ("help", help), ("perhaps", perhaps), ("over", Group::OtherTime)]
            .map(|(id, group)| (id.to_owned(), group))
    };
    assert_eq!(group(&json!({ "employees": 10 })), expected(Group::UseNow, Group::Services, Group::Services));
    assert_eq!(group(&json!({})), expected(Group::MayUse, Group::Services, Group::Services));
    let beyond = group(&json!({ "employees": 11 }));
    assert!(beyond.iter().all(|(_, group)| *group != Group::Services), "{beyond:?}");
    let answer = ask(&loaded, &json!({ "employees": 10 }));
    assert_eq!(answer.combination.year.high, Money::from_yuan(1_000));
    let usable: Vec<bool> = answer.outcomes.iter().map(policy_match::matching::Outcome::is_usable).collect();
    assert_eq!(usable, [true, true, false, false], "a service can be used all the same");
}

/// A catalogue may put a question otherwise to some: in their words, sooner, or not at all.
#[test]
fn a_question_is_put_as_suits_the_one_who_is_asked() {
    let words = |text: &str| json!({ "zh": text, "en": text });
    let shops = json!({ "fact": "form", "is": "shop" });
    let facts = json!([
        {
            "id": "form", "type": "choice", "name": words("f"), "ask": words("f?"),
            "options": [{ "id": "firm", "name": words("firm") }, { "id": "shop", "name": words("shop") }],
        },
        {
            "id": "award", "type": "flag", "name": words("a"), "ask": words("a?"),
            "variants": [{ "when": shops, "offer": "never" }],
        },
        {
            "id": "till", "type": "flag", "name": words("t"), "ask": words("Has the firm a till?"),
            "variants": [{ "when": shops, "ask": words("Have you a till?"), "offer": "first" }],
        },
    ]);
    let yes = |fact: &str| json!({ "fact": fact, "is": true });
    let loaded = small(
        &facts,
        &[("big", yes("award"), json!({ "fixed": 10_000 })), ("little", yes("till"), json!({ "fixed": 1_000 }))],
    );
    let speaker = speaker(&loaded, Language::En);
    let asked = |profile: &Value| -> Vec<(String, String, Offer)> {
        let answer = ask(&loaded, profile);
        let problems = Problems::default();
        let profile = Node::root(profile, &problems).profile(&loaded.catalogue.facts).unwrap();
        let situation = Situation::new(&loaded.catalogue.facts, &profile, answer.on);
        let say = |question: &NextQuestion| {
            let fact = loaded.catalogue.facts.get(question.fact).unwrap();
            (fact.id.clone(), speaker.ask(question.fact, &situation).to_owned(), question.offer)
        };
        answer.questions.iter().map(say).collect()
    };
    let row = |id: &str, ask: &str, offer| (id.to_owned(), ask.to_owned(), offer);
    let usual = [row("award", "a?", Offer::Usual), row("till", "Has the firm a till?", Offer::Usual)];
    assert_eq!(asked(&json!({ "form": "firm" })), usual);
    assert_eq!(asked(&json!({})), usual, "what is not known is no shop");
    assert_eq!(
        asked(&json!({ "form": "shop" })),
        [row("till", "Have you a till?", Offer::First), row("award", "a?", Offer::Never)]
    );
}

#[test]
fn where_one_answer_is_missing_an_award_that_must_be_won_comes_last() {
    let loaded = bundled();
    let restaurant = json!({ "industry": "H62", "region": "440100", "employees": 19, "revenue": "300万" });
    let answer = ask(&loaded, &restaurant);
    let shown = answer.group(&loaded.catalogue, Group::MayUse);
    let place = |id: &str| {
        let wanted = loaded.catalogue.find(id).unwrap();
        shown.iter().position(|outcome| outcome.policy == wanted).unwrap()
    };
    // One answer is missing for each of these: levied at the filing, to be applied for, to be won (the most worth).
    assert!(place("culture-levy-half-2025") < place("gov-guarantee-2019"));
    assert!(place("gov-guarantee-2019") < place("gz-2025-single-champion"));
    // Paid without an application, but for a title that must be won first.
    assert!(place("gov-guarantee-2019") < place("gz-2025-little-giant"));
    // What needs more answers comes after it all the same.
    assert!(place("gz-2025-single-champion") < place("vat-smallscale-1pct-2026"));
}

#[test]
fn who_has_no_loan_is_not_asked_about_it() {
    let loaded = bundled();
    let offered = |has_loan: Option<bool>| -> Vec<String> {
        let mut restaurant = json!({ "industry": "H62", "region": "440100", "employees": 19, "revenue": "300万" });
        if let Some(has_loan) = has_loan {
            restaurant["has_loan"] = json!(has_loan);
        }
        let asked = ask(&loaded, &restaurant).questions;
        let offered = asked.iter().filter(|question| question.offer != Offer::Never);
        offered.map(|question| loaded.catalogue.facts.get(question.fact).unwrap().id.clone()).collect()
    };
    let about = ["loan_signed", "loan_due", "loan_performing", "subsidy_bank", "loan_for_service_upgrade"];
    let holds = |offered: &[String], fact: &str| offered.iter().any(|one| one == fact);
    let unknown = offered(None);
    assert!(holds(&unknown, "has_loan") && !about.iter().any(|fact| holds(&unknown, fact)), "{unknown:?}");
    let with = offered(Some(true));
    assert!(!holds(&with, "has_loan") && about.iter().all(|fact| holds(&with, fact)), "{with:?}");
    let without = offered(Some(false));
    assert!(!holds(&without, "loan_type") && !about.iter().any(|fact| holds(&without, fact)), "{without:?}");
}
