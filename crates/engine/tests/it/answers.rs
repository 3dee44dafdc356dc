//! What an enterprise is told beyond verdicts: totals with what they leave out, deadlines, the next question.

use engine::catalogue::loading::{Loaded, load};
use engine::catalogue::{Channel, Language, Offer, Per};
use engine::enterprise::{Facts, Profile, read_profile};
use engine::matching::{Answer, Group, NextQuestion, Situation, Waiting, answer, conflict};
use engine::quantity::{Money, NumberError, Period};
use fixtures::bundled;
use serde_json::{Value, json};
use wording::{NotAsked, Speaker, number_error, number_example};

/// A policy that everybody can use, worth an estimate a year.
fn policy(id: &str, criteria: &Value, estimate: &Value) -> Value {
    let words = |text: &str| json!({ "zh": text, "en": text });
    json!({
        "id": id, "name": words(id), "summary": words("s"), "category": "tax-fee", "issuers": ["i"],
        "documents": [{ "title": "d" }], "validity": { "from": "2020-01-01", "to": "2030-12-31" },
        "for": criteria,
        "benefit": { "text": words("b"), "kind": "saving", "period": "year", "estimate": estimate },
        "channel": "filing", "verified": "verified", "reviewed": "2026-11-21", "examples": [],
    })
}

fn always() -> Value {
    json!({ "fact": "employees", "at_least": 0 })
}

/// A catalogue of these facts and these policies, each with its criteria and its estimate.
fn small(facts: &Value, policies: &[(&str, Value, Value)]) -> Loaded {
    loaded_of(
        facts,
        &policies.iter().map(|(id, criteria, estimate)| policy(id, criteria, estimate)).collect::<Vec<_>>(),
    )
}

fn loaded_of(facts: &Value, policies: &[Value]) -> Loaded {
    let loaded = load(
        &json!({
            "format": 1, "version": "1", "reviewed": "2026-11-21", "title": { "zh": "t", "en": "t" }, "facts": facts,
            "policies": policies,
        })
        .to_string(),
    );
    assert_eq!(loaded.problems, []);
    loaded
}

fn ask(loaded: &Loaded, profile: &Value) -> Answer {
    let profile: Profile =
        read_profile(profile, &loaded.catalogue.facts).unwrap_or_else(|problems| panic!("{problems:?}"));
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
    assert_eq!(en.total(unknown.combination.year), "3,500 yuan as far as known");
    let rest = zh.not_counted(&unknown, Period::Year).unwrap();
    assert_eq!(rest, "未计入（金额待补充信息）：“half-rent”（看rent）；只按最低额计入：“floored”（看rent）");
    assert_eq!(zh.not_counted(&unknown, Period::Once), None);

    let known = ask(&loaded, &json!({ "rent": { "min": 1_000, "max": 2_000 } }));
    assert_eq!(zh.total(known.combination.year), "5,000元至7,000元");
    assert_eq!(zh.not_counted(&known, Period::Year), None);
}

#[test]
fn to_know_an_amount_counts_as_much_as_to_settle_a_verdict() {
    let loaded = rents();
    let asked = ask(&loaded, &json!({}));
    let facts: Vec<&str> =
        asked.questions.iter().map(|question| loaded.catalogue.facts.get(question.fact).unwrap().id.as_str()).collect();
    assert_eq!(facts, ["rent", "shop"]);
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

/// What a refund on payment may and may not be used with: it shuts out the refund of excess credit and nothing else.
#[test]
fn a_refund_on_payment_shuts_out_the_refund_of_credit_alone() {
    let loaded = bundled();
    let within = |one: &str, other: &str| {
        let id = |name: &str| loaded.catalogue.find(name).unwrap();
        conflict(&loaded.catalogue, id(one), id(other)).map(|(per, _)| per)
    };
    assert_eq!(within("vat-software-refund", "vat-adv-mfg-5"), None, "the return has a line for both");
    assert_eq!(within("vat-software-refund", "vat-disabled-refund"), None);
    for refund in ["vat-refund-2025", "vat-refund-mfg-2022", "vat-refund-smallmicro-2022"] {
        for on_payment in ["vat-software-refund", "vat-disabled-refund"] {
            assert_eq!(within(refund, on_payment), Some(Per::Enterprise), "{refund} with {on_payment}");
        }
    }
    // A disabled employee who is a veteran or from a priority group counts once.
    for hired in ["hire-priority-groups", "hire-veterans"] {
        assert_eq!(within("vat-disabled-refund", hired), Some(Per::Person), "{hired}");
    }
}

#[test]
fn who_has_told_nothing_gets_no_deadline() {
    let loaded = bundled();
    assert_eq!(ask(loaded, &json!({})).nearest_deadline(&loaded.catalogue), None);
    let restaurant: Value = serde_json::from_str(&fixtures::read("examples/restaurant.json")).unwrap();
    assert!(ask(loaded, &restaurant).nearest_deadline(&loaded.catalogue).is_some());
}

#[test]
fn a_total_of_what_is_not_priced_is_never_zero() {
    let rent = json!([{ "id": "rent", "type": "money", "name": { "zh": "r", "en": "r" }, "ask": { "zh": "r", "en": "r" }, "min": 0 }]);
    let year = |estimates: &[Value]| {
        let policies =
            estimates.iter().enumerate().map(|(at, estimate)| policy(&format!("p{at}"), &always(), estimate));
        let loaded = loaded_of(&rent, &policies.collect::<Vec<_>>());
        // What is worth at most a fifth of the revenue is said as a figure.
        let year = ask(&loaded, &json!({ "revenue": 1_000 })).combination.year;
        let said = [Language::ZhCn, Language::En].map(|language| speaker(&loaded, language).total(year));
        (year.bounds().map(|(low, high)| (low.fen(), high.fen())), said)
    };
    let said = |zh: &str, en: &str| [zh.to_owned(), en.to_owned()];
    let nothing = said("—（还没有能估算的）", "— (nothing priced yet)");
    assert_eq!(year(&[]), (None, nothing.clone()));
    assert_eq!(year(&[Value::Null]), (None, nothing));
    let open = said("金额待补充信息后估算", "amount known once you tell us more");
    assert_eq!(year(&[json!({ "amount": "rent" })]), (None, open));
    // Priced at nothing, and from nothing on.
    assert_eq!(year(&[json!({ "fixed": 0 })]), (Some((0, 0)), said("0元", "0 yuan")));
    let up_to = said("最多10元", "up to 10 yuan");
    assert_eq!(year(&[json!({ "cap": 10, "of": { "amount": "rent" } }), Value::Null]), (Some((0, 1_000)), up_to));
}

#[test]
fn the_nearest_deadline_is_a_day_by_which_something_is_to_be_done() {
    const ON: &str = "2026-11-21";
    let facts =
        json!([{ "id": "shop", "type": "flag", "name": { "zh": "s", "en": "s" }, "ask": { "zh": "s?", "en": "s?" } }]);
    let shop = json!({ "fact": "shop", "is": true });
    let of = |id: &str, criteria: &Value, more: Value| {
        let mut policy = policy(id, criteria, &Value::Null);
        // The end of a tax law is the end of a law, however it is claimed.
        policy["category"] = json!("loan-access");
        policy.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        policy
    };
    let ends = |channel: &str, to: &str| json!({ "channel": channel, "validity": { "to": to } });
    let nearest = |policies: &[Value]| {
        let loaded = loaded_of(&facts, policies);
        let nearest = ask(&loaded, &json!({ "employees": 3 })).nearest_deadline(&loaded.catalogue)?;
        let id = loaded.catalogue.policy(nearest.policy)?.id.clone();
        Some((id, nearest.day.to_string(), nearest.is_certain))
    };
    let found = |id: &str, day: &str, certain: bool| Some((id.to_owned(), day.to_owned(), certain));
    // The end of a law calls for nothing.
    assert_eq!(
        nearest(&[
            of("a", &always(), ends("automatic", "2026-12-31")),
            of("b", &always(), ends("filing", "2026-12-31"))
        ]),
        None
    );
    let applied = of("applied", &always(), ends("application", "2027-06-30"));
    let won = of("won", &always(), ends("selection", "2027-06-29"));
    assert_eq!(
        nearest(&[applied.clone(), of("b", &always(), ends("filing", "2026-12-31"))]),
        found("applied", "2027-06-30", true)
    );
    assert_eq!(nearest(&[applied.clone(), won]), found("won", "2027-06-29", true));
    // What goes to a bank is the bank's to claim; what stands unclear is no deadline.
    let mut lent = ends("application", "2026-12-31");
    lent["recipient"] = json!("lender");
    let mut unclear = ends("application", "2026-12-31");
    unclear["standing"] = json!({ "unclear": { "zh": "u", "en": "u" } });
    assert_eq!(
        nearest(&[of("lent", &always(), lent), of("unclear", &always(), unclear), applied.clone()]),
        found("applied", "2027-06-30", true)
    );
    // What may be usable counts if it ends sooner, and is said to be so.
    let perhaps = |to: &str| of("perhaps", &shop, ends("application", to));
    assert_eq!(nearest(&[applied.clone(), perhaps("2027-06-29")]), found("perhaps", "2027-06-29", false));
    assert_eq!(nearest(&[applied.clone(), perhaps("2027-06-30")]), found("applied", "2027-06-30", true));
    // A window counts whatever the channel, on its last day too, and one that has passed is no deadline at all.
    let window = |to: &str| of("window", &always(), json!({ "window": { "to": to } }));
    assert_eq!(nearest(&[window(ON), applied.clone()]), found("window", ON, true));
    assert_eq!(nearest(&[window("2026-11-20"), applied]), found("applied", "2027-06-30", true));
}

#[test]
fn what_the_maybes_wait_for_is_counted_once_each() {
    let facts =
        json!([{ "id": "shop", "type": "flag", "name": { "zh": "s", "en": "s" }, "ask": { "zh": "s?", "en": "s?" } }]);
    let shop = json!({ "fact": "shop", "is": true });
    let authority = json!({ "authority": { "zh": "a", "en": "a" } });
    let check = json!({ "check_yourself": { "zh": "c", "en": "c" } });
    let mut unclear = policy("unclear", &shop, &Value::Null);
    unclear["standing"] = json!({ "unclear": { "zh": "u", "en": "u" } });
    let both = json!({ "all": [shop, authority] });
    let judged = json!({ "all": [authority, check] });
    let policies = vec![
        policy("usable", &always(), &Value::Null),
        policy("asked", &shop, &Value::Null),
        policy("both", &both, &Value::Null),
        policy("judged", &judged, &Value::Null),
        policy("checked", &check, &Value::Null),
        unclear,
    ];
    let loaded = loaded_of(&facts, &policies);
    let answer = ask(&loaded, &json!({ "employees": 3 }));
    let waiting = Waiting::of(&answer.outcomes);
    assert_eq!(waiting, Waiting { unclear: 1, answers: 2, authority: 1, check_yourself: 1 });
    // What no answer settles does not wait among what answers settle.
    let groups = answer.outcomes.iter().map(|outcome| outcome.group);
    let expected =
        [Group::UseNow, Group::MayUse, Group::MayUse, Group::OthersDecide, Group::OthersDecide, Group::Unclear];
    assert!(groups.eq(expected), "{:?}", answer.outcomes);
    assert!(answer.questions.iter().all(|question| question.touches == 2), "nothing is asked for what is unclear");
    let shop = loaded.catalogue.facts.find("shop").unwrap();
    assert_eq!(Waiting::for_any(&answer.outcomes, &[shop]), 2);
    assert_eq!(Waiting::for_any(&answer.outcomes, &[]), 0);
    let (zh, en) = (speaker(&loaded, Language::ZhCn), speaker(&loaded, Language::En));
    assert_eq!(zh.waiting(waiting).len(), 3);
    assert_eq!(zh.not_asked(NotAsked::Skipped, &["s"], 2), "您跳过的：s。补充后可能改变2项政策的结果。");
    assert_eq!(
        en.not_asked(NotAsked::Unfilled, &["s"], 0),
        "Not filled in or not understood: s. An answer would make amounts more exact."
    );
    assert_eq!(zh.waiting(Waiting::default()), Vec::<String>::new());
}

#[test]
fn papers_that_are_not_known_are_never_said_to_be_none() {
    let of = |materials: Option<Value>| {
        let mut policy = policy("p", &always(), &Value::Null);
        policy["office"] = json!({ "zh": "局", "en": "office" });
        policy["phone"] = json!("12345");
        policy.as_object_mut().unwrap().extend(materials.map(|list| ("materials".to_owned(), list)));
        loaded_of(&json!([]), &[policy])
    };
    let said = |loaded: &Loaded, language| {
        let policy = loaded.catalogue.policies().next().unwrap();
        speaker(loaded, language).no_materials(policy)
    };
    for unknown in [of(None), of(Some(Value::Null))] {
        assert_eq!(unknown.catalogue.details.first().unwrap().materials, None);
        let zh = said(&unknown, Language::ZhCn).unwrap();
        assert_eq!(zh, "材料清单未收录，办理前先问清要带哪些（局，电话12345）。");
        let en = said(&unknown, Language::En).unwrap();
        assert!(en.contains("not known") && en.contains("12345"), "{en}");
    }
    let mut by_itself = policy("p", &always(), &Value::Null);
    by_itself["channel"] = json!("automatic");
    let by_itself = said(&loaded_of(&json!([]), &[by_itself]), Language::ZhCn).unwrap();
    assert!(by_itself.contains("不用申请") && by_itself.contains("没有收录"), "nobody goes anywhere: {by_itself}");
    let none = of(Some(json!([])));
    assert_eq!(said(&none, Language::ZhCn).as_deref(), Some("不需要另外准备材料。"));
    assert_eq!(said(&of(Some(json!([{ "zh": "m", "en": "m" }]))), Language::ZhCn), None);
    // The bundled catalogue says "none" only of what is handed in with a return or comes by itself.
    for policy in bundled().catalogue.policies() {
        if policy.details.materials.as_ref().is_some_and(Vec::is_empty) {
            assert!(matches!(policy.channel, Channel::Automatic | Channel::Filing), "{}", policy.id);
        }
    }
}

#[test]
fn a_restaurant_is_not_asked_whether_it_is_a_restaurant() {
    let loaded = bundled();
    let asked = ask(loaded, &json!({ "industry": "62", "employees": 8, "region": "440100" }));
    let fact = loaded.catalogue.facts.get(loaded.catalogue.facts.find("priority_sector").unwrap()).unwrap();
    let offered = question(loaded, &asked, "priority_sector").map_or(0, |question| question.options);
    for settled in ["catering_lodging", "retail", "tourism", "travel_agency", "epidemic_goods", "advertising"] {
        let option = fact.option(settled).unwrap();
        assert_eq!(offered >> option & 1, 0, "{settled} is offered");
    }
    // Community care is a business of its own, whatever the main one is.
    assert_eq!(offered >> fact.option("elderly_care").unwrap() & 1, 1);
    // Those whose industry is not known are asked.
    let blank = ask(loaded, &json!({ "size_class": "small" }));
    let offered = question(loaded, &blank, "priority_sector").unwrap().options;
    assert_eq!(offered >> fact.option("catering_lodging").unwrap() & 1, 1);
}

#[test]
fn no_multiple_choice_has_an_option_for_none() {
    for (_, fact) in bundled().catalogue.facts.iter() {
        let several = matches!(fact.kind, engine::enterprise::Kind::Choices(_));
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
    assert!(!number_error("many", NumberError::NotANumber, None, Language::ZhCn).contains('万'));
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
    let usable: Vec<bool> = answer.outcomes.iter().map(engine::matching::Outcome::is_usable).collect();
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
        let profile = read_profile(profile, &loaded.catalogue.facts).unwrap();
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
    let answer = ask(loaded, &restaurant);
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
        let asked = ask(loaded, &restaurant).questions;
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

#[test]
fn one_person_is_not_people() {
    let loaded = bundled();
    let english = Speaker::new(Language::En, &loaded.catalogue, &loaded.texts);
    let chinese = Speaker::new(Language::ZhCn, &loaded.catalogue, &loaded.texts);
    let employees = loaded.catalogue.facts.get(Facts::EMPLOYEES).expect("the employees");
    let said = [0, 1, 2].map(|count| english.number(Facts::EMPLOYEES, employees, count));
    assert_eq!(said, ["0 people", "1 person", "2 people"]);
    assert_eq!(chinese.number(Facts::EMPLOYEES, employees, 1), "1人");
}
