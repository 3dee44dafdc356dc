//! What is to be done by which day: windows, last days, days of the law, loans; at their boundaries.

use engine::catalogue::loading::{Loaded, load};
use engine::enterprise::{Profile, read_profile};
use engine::matching::{ActKind, Certainty, DatedAct, Situation, answer, calendar};
use engine::quantity::Date;
use serde_json::{Value, json};

const ON: &str = "2026-11-30";

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn words(text: &str) -> Value {
    json!({ "zh": text, "en": text })
}

/// A measure that everybody can apply for, with something changed.
fn policy(id: &str, more: &Value) -> Value {
    let mut policy = json!({
        "id": id, "name": words(id), "summary": words("s"), "category": "subsidy-grant", "issuers": ["i"],
        "documents": [{ "title": "d" }], "validity": { "from": "2020-01-01" },
        "for": { "fact": "employees", "at_least": 0 },
        "benefit": { "text": words("b"), "kind": "saving", "period": "once", "estimate": { "fixed": 500 } },
        "channel": "application", "verified": "verified", "reviewed": "2026-11-21", "examples": [],
    });
    policy.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    policy
}

fn loaded_of(policies: &[Value]) -> Loaded {
    let ask = |id: &str, kind: &str| json!({ "id": id, "type": kind, "name": words(id), "ask": words("?") });
    let facts = json!([
        ask("shop", "flag"),
        ask("loan_due", "date"),
        ask("founded", "date"),
        ask("a", "flag"),
        ask("b", "flag")
    ]);
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

/// What an enterprise of three people and this has to do within some days.
fn acts(loaded: &Loaded, told: &Value, on: &str, days: i64) -> Vec<DatedAct> {
    let mut profile = json!({ "employees": 3 });
    profile.as_object_mut().unwrap().extend(told.as_object().unwrap().clone());
    let profile: Profile = read_profile(&profile, &loaded.catalogue.facts).unwrap();
    let situation = Situation::new(&loaded.catalogue.facts, &profile, day(on));
    calendar(&loaded.catalogue, &situation, &answer(&loaded.catalogue, &profile, day(on)), days)
}

/// The same as words: `closes 2026-12-31`.
fn said(policies: &[Value], told: &Value, on: &str, days: i64) -> Vec<String> {
    let found = acts(&loaded_of(policies), told, on, days);
    found.iter().map(|act| format!("{} {}", act.what.id(), act.day)).collect()
}

#[test]
fn applications_open_and_close_and_today_is_the_last_day() {
    let window = |from: &str, to: &str| vec![policy("w", &json!({ "window": { "from": from, "to": to } }))];
    let of = |from: &str, to: &str, days: i64| said(&window(from, to), &json!({}), ON, days);
    // Today is the last day; the day after it is too late, and the next time is a year on.
    assert_eq!(of("2026-11-01", "2026-11-30", 90), ["closes 2026-11-30"]);
    assert_eq!(of("2026-11-01", "2026-11-29", 90), Vec::<String>::new());
    assert_eq!(of("2026-11-01", "2026-11-29", 400), ["again 2027-11-01"]);
    // Open since today, or from tomorrow on.
    assert_eq!(of("2026-11-30", "2027-01-31", 90), ["closes 2027-01-31"]);
    assert_eq!(of("2026-12-01", "2027-01-31", 90), ["opens 2026-12-01", "closes 2027-01-31"]);
    // The 90th day and the 91st.
    assert_eq!(of("2026-11-01", "2027-02-28", 90), ["closes 2027-02-28"]);
    assert_eq!(of("2026-11-01", "2027-03-01", 90), Vec::<String>::new());
    assert_eq!(of("2026-11-01", "2027-03-01", 91), ["closes 2027-03-01"]);
}

#[test]
fn the_last_time_for_applications_is_marked_as_such_and_only_while_the_measure_holds() {
    let last = |more: Value| {
        let mut more = more;
        more["last_window"] = json!({ "from": "2025-09-01", "to": "2025-09-15" });
        vec![policy("w", &more)]
    };
    assert_eq!(said(&last(json!({})), &json!({}), ON, 400), ["again 2027-09-01"]);
    assert_eq!(said(&last(json!({})), &json!({}), "2026-09-01", 90), ["again 2026-09-01"]);
    let ended = json!({ "validity": { "from": "2020-01-01", "to": "2027-08-31" } });
    assert_eq!(said(&last(ended), &json!({}), ON, 400), Vec::<String>::new());
    let found = acts(&loaded_of(&last(json!({}))), &json!({}), ON, 400);
    let ActKind::Again { last } = found[0].what else { panic!("{found:?}") };
    assert_eq!((last.from, last.to), (Some(day("2025-09-01")), Some(day("2025-09-15"))));
}

#[test]
fn where_nothing_is_to_be_done_there_is_no_day() {
    let until = json!({ "from": "2020-01-01", "to": "2026-12-31" });
    let of = |more: Value| {
        let mut more = more;
        more["validity"] = until.clone();
        said(&[policy("m", &more)], &json!({}), ON, 90)
    };
    assert_eq!(of(json!({})), ["ends 2026-12-31"]);
    for more in [
        json!({ "channel": "automatic" }),
        json!({ "channel": "filing" }),
        json!({ "category": "tax-fee" }),
        json!({ "recipient": "lender" }),
        json!({ "framework": true }),
        json!({ "for": { "fact": "employees", "at_least": 4 } }),
        json!({ "standing": { "unclear": words("u") }, "reviewed": "2026-12-31" }),
    ] {
        assert_eq!(of(more.clone()), Vec::<String>::new(), "{more}");
    }
    // Nothing is told: nobody is concerned.
    let loaded = loaded_of(&[policy("m", &json!({ "validity": until }))]);
    let nobody = Profile::new();
    let situation = Situation::new(&loaded.catalogue.facts, &nobody, day(ON));
    assert_eq!(calendar(&loaded.catalogue, &situation, &answer(&loaded.catalogue, &nobody, day(ON)), 90), []);
}

#[test]
fn an_enterprise_that_grows_out_of_a_measure_has_until_then() {
    let young = json!({ "age_of": "founded", "at_most": { "days": 40 } });
    let for_young = json!({ "for": young, "validity": { "from": "2020-01-01", "to": "2027-12-31" } });
    let until = |founded: &str| said(&[policy("young", &for_young)], &json!({ "founded": founded }), ON, 90);
    assert_eq!(until("2026-11-01"), ["ends 2026-12-11"], "forty days after 1 November");
    assert_eq!(until("2026-10-21"), ["ends 2026-11-30"], "today is the last day");
    assert_eq!(until("2026-10-20"), Vec::<String>::new());
    assert_eq!(until("2026-11-30"), ["ends 2027-01-09"]);
}

#[test]
fn a_measure_that_has_not_begun_opens_on_its_first_day() {
    let from = |day: &str| vec![policy("next", &json!({ "validity": { "from": day } }))];
    assert_eq!(said(&from("2026-12-01"), &json!({}), ON, 90), ["opens 2026-12-01"]);
    assert_eq!(said(&from("2026-11-30"), &json!({}), ON, 90), Vec::<String>::new());
    assert_eq!(said(&from("2027-02-28"), &json!({}), ON, 90), ["opens 2027-02-28"]);
    assert_eq!(said(&from("2027-03-01"), &json!({}), ON, 90), Vec::<String>::new());
}

#[test]
fn days_of_the_law_come_again_and_move_past_the_rest() {
    let act = |by: &str, value: Value| {
        let filing =
            json!({ "channel": "filing", "category": "tax-fee", "acts": [{ "do": words("file"), by: value }] });
        vec![policy("law", &filing)]
    };
    // 31 May 2026 is a Sunday; the Labour Day holidays of 2026 end on 5 May.
    assert_eq!(said(&act("yearly", json!("05-31")), &json!({}), "2026-05-01", 90), ["law 2026-06-01"]);
    assert_eq!(said(&act("yearly", json!("05-31")), &json!({}), "2026-06-01", 90), ["law 2026-06-01"]);
    assert_eq!(said(&act("yearly", json!("05-31")), &json!({}), "2026-06-02", 90), Vec::<String>::new());
    // The fifteenth of October lies behind the holidays, that of February 2026 in those of the Spring Festival.
    assert_eq!(said(&act("quarterly", json!(15)), &json!({}), "2026-09-30", 90), ["law 2026-10-15"]);
    assert_eq!(said(&act("monthly", json!(15)), &json!({}), "2026-02-01", 40), ["law 2026-02-24"]);
    assert_eq!(
        said(&act("monthly", json!(15)), &json!({}), ON, 90),
        ["law 2026-12-15", "law 2027-01-15", "law 2027-02-15"]
    );
    let loaded = loaded_of(&act("monthly", json!(15)));
    let found = acts(&loaded, &json!({}), ON, 90);
    assert_eq!(found.iter().map(DatedAct::may_move).collect::<Vec<_>>(), [false, true, true], "2027 is not known");
    let moved = acts(&loaded, &json!({}), "2026-02-01", 40);
    assert_eq!(moved[0].what, ActKind::Law { act: 0, counted: day("2026-02-15") });
}

#[test]
fn a_window_is_not_moved_but_its_day_of_rest_is_known() {
    let closes = |to: &str| {
        let loaded = loaded_of(&[policy("w", &json!({ "window": { "from": "2026-01-01", "to": to } }))]);
        let found = acts(&loaded, &json!({}), "2026-05-01", 90);
        (found[0].day, found[0].closes_on_rest(), found[0].may_move())
    };
    assert_eq!(closes("2026-05-31"), (day("2026-05-31"), true, false));
    assert_eq!(closes("2026-05-29"), (day("2026-05-29"), false, false));
    // Worked in return for a holiday, though it is a Saturday.
    assert_eq!(closes("2026-05-09"), (day("2026-05-09"), false, false));
}

#[test]
fn the_bank_is_asked_thirty_days_before_a_loan_falls_due() {
    let renewal = policy(
        "renewal",
        &json!({ "category": "loan-repayment", "benefit": { "text": words("b"), "kind": "deferral" } }),
    );
    let due = |due: &str| said(std::slice::from_ref(&renewal), &json!({ "loan_due": due }), ON, 90);
    assert_eq!(due("2027-03-30"), ["loan 2027-02-28"]);
    assert_eq!(due("2027-03-31"), Vec::<String>::new(), "that is the 91st day");
    assert_eq!(due("2026-12-30"), ["loan 2026-11-30"]);
    assert_eq!(due("2026-12-05"), ["loan 2026-11-30"], "there is no time left");
    assert_eq!(due("2026-11-30"), ["loan 2026-11-30"]);
    assert_eq!(due("2026-11-29"), Vec::<String>::new());
    // Without a measure that renews it there is nothing to ask for.
    assert_eq!(
        said(&[policy("other", &json!({}))], &json!({ "loan_due": "2027-01-01" }), ON, 90),
        Vec::<String>::new()
    );
}

#[test]
fn it_is_told_how_sure_an_act_is_and_too_many_open_answers_make_none() {
    let is = |fact: &str| json!({ "fact": fact, "is": true });
    let until = json!({ "from": "2020-01-01", "to": "2026-12-31" });
    let of = |criteria: Value| {
        let loaded = loaded_of(&[policy("m", &json!({ "for": criteria, "validity": until }))]);
        let found = acts(&loaded, &json!({}), ON, 90);
        found.first().map(|act| (act.certainty, act.missing.len(), act.estimate.is_some()))
    };
    assert_eq!(of(json!({ "fact": "employees", "at_most": 3 })), Some((Certainty::Certain, 0, true)));
    assert_eq!(of(is("a")), Some((Certainty::Waiting, 1, true)));
    assert_eq!(of(json!({ "all": [is("a"), is("b")] })), Some((Certainty::Waiting, 2, true)));
    assert_eq!(of(json!({ "all": [is("a"), is("b"), is("shop")] })), None);
    assert_eq!(of(json!({ "authority": words("the office decides") })).map(|act| act.0), Some(Certainty::OthersDecide));
}

#[test]
fn acts_stand_by_day_then_by_what_is_surest_and_brings_most_whatever_the_order_of_the_file() {
    let until = json!({ "from": "2020-01-01", "to": "2026-12-31" });
    let worth = |id: &str, yuan: i64| {
        let estimate = json!({ "text": words("b"), "kind": "saving", "period": "once", "estimate": { "fixed": yuan } });
        policy(id, &json!({ "validity": until, "benefit": estimate }))
    };
    let open = policy("open", &json!({ "validity": until, "for": { "fact": "a", "is": true } }));
    let early = policy("early", &json!({ "window": { "from": "2026-01-01", "to": "2026-12-01" } }));
    let mut all = vec![worth("less", 100), open, worth("more", 900), early];
    let names = |policies: &[Value]| {
        let loaded = loaded_of(policies);
        let found = acts(&loaded, &json!({}), ON, 90);
        found.iter().map(|act| loaded.catalogue.rule(act.policy).unwrap().id.clone()).collect::<Vec<_>>()
    };
    let expected = ["early", "more", "less", "open"];
    assert_eq!(names(&all), expected);
    all.reverse();
    assert_eq!(names(&all), expected);
}

/// A relief that is claimed in returns, and others.
fn relief(id: &str, more: &Value) -> Value {
    let mut relief = policy(id, &json!({ "channel": "filing", "category": "tax-fee" }));
    relief.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    relief
}

/// A catalogue with one tax return in which these policies are claimed by those that have a shop.
fn with_filing(by: &str, value: &Value, policies: &[Value]) -> Loaded {
    let ask = |id: &str| json!({ "id": id, "type": "flag", "name": words(id), "ask": words("?") });
    let ids: Vec<&Value> = policies.iter().map(|policy| &policy["id"]).collect();
    let filing = json!({
        "id": "tax", "do": words("file"), by: value, "article": "a", "document": { "title": "law" },
        "when": { "fact": "shop", "is": true }, "policies": ids,
    });
    let usual =
        json!([{ "fact": "shop", "when": { "fact": "employees", "at_least": 3 }, "value": true, "why": words("w") }]);
    let loaded = load(
        &json!({
            "format": 1, "version": "1", "reviewed": "2026-11-21", "title": words("t"), "facts": [ask("shop"), ask("a")],
            "usual": usual, "policies": policies, "filings": [filing],
        })
        .to_string(),
    );
    assert_eq!(loaded.problems, []);
    loaded
}

/// Its days with the policies claimed: `filing 2026-10-26: relief`.
fn filed(loaded: &Loaded, told: &Value, on: &str, days: i64) -> Vec<String> {
    let found = acts(loaded, told, on, days);
    let id = |policy| loaded.catalogue.rule(policy).unwrap().id.clone();
    let said = found.iter().map(|act| {
        let claimed: Vec<String> = std::iter::once(act.policy).chain(act.others.iter().copied()).map(id).collect();
        format!("{} {}: {}", act.what.id(), act.day, claimed.join(" "))
    });
    said.collect()
}

#[test]
fn a_tax_return_has_one_day_for_all_that_is_claimed_in_it_and_none_where_nothing_is() {
    let worth = |yuan: i64| json!({ "benefit": { "text": words("b"), "kind": "saving", "period": "once", "estimate": { "fixed": yuan } } });
    let policies = [
        relief("less", &worth(100)),
        relief("more", &worth(900)),
        relief("not_ours", &json!({ "for": { "fact": "employees", "at_least": 4 } })),
        relief("open", &json!({ "for": { "fact": "a", "is": true } })),
        relief("checked", &json!({ "for": { "check_yourself": words("you deal in used cars") } })),
    ];
    let quarter = with_filing("quarterly", &json!(15), &policies);
    let shop = json!({ "shop": true });
    // By hand: 15 days after 30 September 2026 end on 15 October; 1 to 7 October are seven days of rest, which move it by
    // seven working days: 16, 19, 20, 21, 22, 23, 26.
    assert_eq!(filed(&quarter, &shop, "2026-10-01", 90), ["filing 2026-10-26: more less"]);
    // The last day itself, and the day after it.
    assert_eq!(filed(&quarter, &shop, "2026-10-26", 30), ["filing 2026-10-26: more less"]);
    assert_eq!(filed(&quarter, &shop, "2026-10-27", 30), Vec::<String>::new());
    // What is not known yet is claimed once it is told.
    let told = json!({ "shop": true, "a": true });
    assert_eq!(filed(&quarter, &told, "2026-10-01", 30), ["filing 2026-10-26: more open less"]);
    assert_eq!(filed(&quarter, &json!({ "shop": false }), "2026-10-01", 90), Vec::<String>::new());
    // Who has nothing to claim in it is told nothing.
    let nothing = with_filing("quarterly", &json!(15), &policies[2..]);
    assert_eq!(filed(&nothing, &shop, "2026-10-01", 90), Vec::<String>::new());
    // Of months each, of years the day of the year; 31 May 2026 is a Sunday.
    let month = with_filing("monthly", &json!(15), &policies[..1]);
    assert_eq!(
        filed(&month, &shop, "2026-09-16", 90),
        ["filing 2026-10-26: less", "filing 2026-11-16: less", "filing 2026-12-15: less"]
    );
    let year = with_filing("yearly", &json!("05-31"), &policies[..1]);
    assert_eq!(filed(&year, &shop, "2026-05-01", 60), ["filing 2026-06-01: less"]);
    let names: Vec<String> = acts(&year, &shop, "2026-05-01", 60).iter().map(|act| act.name(&year.catalogue)).collect();
    assert_eq!(names, ["filing-tax-2026-05-31"]);
}

#[test]
fn a_return_is_for_the_period_before_it_and_claims_what_was_in_force_at_its_end() {
    let until = |to: &str| relief("ends", &json!({ "validity": { "from": "2020-01-01", "to": to } }));
    let filed_with = |to: &str| {
        let loaded = with_filing("quarterly", &json!(15), &[until(to)]);
        filed(&loaded, &json!({ "shop": true }), ON, 90)
    };
    assert_eq!(filed_with("2026-12-31"), ["filing 2027-01-15: ends"]);
    assert_eq!(filed_with("2026-12-30"), Vec::<String>::new());
    let loaded = with_filing("quarterly", &json!(15), &[until("2027-12-31")]);
    let found = acts(&loaded, &json!({ "shop": true }), ON, 90);
    let period = day("2026-12-31");
    assert_eq!(found[0].what, ActKind::Filing { filing: 0, counted: day("2027-01-15"), period });
    assert!(found[0].may_move() && found[0].estimate.is_none(), "{found:?}");
}

#[test]
fn a_return_that_is_usual_is_likely_and_one_that_depends_is_not_there() {
    let loaded = with_filing("quarterly", &json!(15), &[relief("all", &json!({}))]);
    let of = |told: &Value| acts(&loaded, told, ON, 90).iter().map(|act| act.certainty).collect::<Vec<_>>();
    assert_eq!(of(&json!({ "shop": true })), [Certainty::Certain]);
    assert_eq!(of(&json!({})), [Certainty::Likely]);
    assert_eq!(of(&json!({ "employees": 2 })), []);
}
