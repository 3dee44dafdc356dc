//! The checker: every code on a small catalogue that has that fault and no other, and the bundled catalogue clean.

use engine::catalogue::loading::{Loaded, load};
use engine::catalogue::{DefinitionId, Language};
use engine::enterprise::Possible;
use engine::quantity::{Date, Interval};
use fixtures::small::{sound, with, with_policy};
use lint::{Finding, Severity};
use serde_json::{Value, json};
use wording::Speaker;

fn today() -> Date {
    "2026-11-21".parse().unwrap()
}

fn findings(catalogue: &Value) -> (Loaded, Vec<Finding>) {
    let loaded = load(&catalogue.to_string());
    let found = lint::check(&loaded, today());
    (loaded, found)
}

/// The codes of errors and warnings.
fn codes(catalogue: &Value) -> Vec<&'static str> {
    let (_, found) = findings(catalogue);
    let mut codes: Vec<_> = found
        .iter()
        .filter(|finding| finding.severity() != Severity::Note)
        .map(|finding| finding.fault.code())
        .collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}

#[test]
fn a_sound_catalogue_has_no_fault() {
    assert_eq!(codes(&sound()), Vec::<&str>::new());
}

#[test]
fn structure_and_references_are_errors_with_their_place() {
    let (_, found) = findings(&with_policy(|policy| policy["for"]["fact"] = json!("employes")));
    assert_eq!((found[0].fault.code(), found[0].place.as_str()), ("C001", "/policies/0/for/fact"));
    let (_, found) = findings(&with_policy(|policy| policy["chanel"] = json!("filing")));
    assert_eq!((found[0].fault.code(), found[0].place.as_str()), ("C001", "/policies/0/chanel"));
}

/// A second policy, a copy of the first, valid on other days.
fn with_successor(from: &str, to: Option<&str>) -> Value {
    with(|catalogue| {
        let mut next = catalogue["policies"][0].clone();
        next["id"] = json!("later");
        next["supersedes"] = json!(["small"]);
        next["validity"] = json!({"from": from, "to": to});
        next["examples"] = json!([]);
        catalogue["policies"].as_array_mut().unwrap().push(next);
    })
}

#[test]
fn successions_have_no_gap_and_no_overlap() {
    for (from, code) in [("2027-01-01", None), ("2027-01-02", Some("C010")), ("2026-12-31", Some("C011"))] {
        let codes = codes(&with_successor(from, Some("2027-12-31")));
        for any in ["C010", "C011"] {
            assert_eq!(codes.contains(&any), Some(any) == code, "{from}: {codes:?}");
        }
    }
}

#[test]
fn a_policy_that_was_replaced_needs_an_end_and_cannot_follow_itself() {
    let mut open = with_successor("2027-01-01", None);
    open["policies"][0]["validity"] = json!({"from": "2026-01-01"});
    assert!(codes(&open).contains(&"C012"));
    let mut circle = with_successor("2027-01-01", Some("2027-12-31"));
    circle["policies"][0]["supersedes"] = json!(["later"]);
    assert!(codes(&circle).contains(&"C013"));
}

#[test]
fn dates_and_forms() {
    type Change = fn(&mut Value);
    let cases: [(&str, Change); 9] = [
        ("C014", |policy| policy["window"] = json!({"from": "2026-05-01", "to": "2027-01-31"})),
        ("C015", |policy| policy["documents"][0]["issued"] = json!("2026-11-22")),
        ("C016", |policy| policy["reviewed"] = json!("2025-11-20")),
        ("C017", |policy| policy["documents"][0]["url"] = json!("https://www.gov.cn/a b")),
        ("C017", |policy| policy["documents"][0]["url"] = json!("https://localhost/a")),
        ("C018", |policy| policy["phone"] = json!("电话")),
        ("C019", |policy| policy["summary"]["zh"] = json!("字".repeat(121))),
        ("C020", |policy| policy["name"]["zh"] = json!("小企业\u{200b}补贴")),
        ("C021", |policy| policy["steps"] = json!([])),
    ];
    for (code, change) in cases {
        assert_eq!(codes(&with_policy(change)), [code]);
    }
    let exactly = with_policy(|policy| policy["summary"]["zh"] = json!("字".repeat(120)));
    assert_eq!(codes(&exactly), Vec::<&str>::new());
}

#[test]
fn whom_to_ask_is_checked() {
    let both = |text: &str| json!({"zh": text, "en": text});
    let with = |contacts: Value| {
        let mut catalogue = with_policy(|_| {});
        catalogue["contacts"] = contacts;
        let (loaded, found) = findings(&catalogue);
        let found: Vec<(&str, String)> =
            found.iter().map(|finding| (finding.fault.code(), finding.place.clone())).collect();
        (loaded.catalogue.contacts.len(), found)
    };
    let all = json!({"name": both("热线"), "phone": "12345"});
    let fault = |code, place: &str| vec![(code, place.to_owned())];
    assert_eq!(with(json!([all])), (1, vec![]));
    assert_eq!(with(json!([])), (0, vec![]));
    assert_eq!(with(json!([all, {"name": both("窗口")}])), (1, fault("C001", "/contacts/1")));
    assert_eq!(with(json!([all, {"name": both("窗口"), "policy": "no-such"}])).1, fault("C001", "/contacts/1/policy"));
    assert_eq!(with(json!([all, {"name": both("窗口"), "phone": "电话"}])), (2, fault("C018", "/contacts/1/phone")));
    assert_eq!(
        with(json!([all, {"name": both("网站"), "url": "https://localhost/a"}])),
        (2, fault("C017", "/contacts/1/url"))
    );
    assert_eq!(with(json!([all, {"name": both("网站"), "url": "www.gov.cn"}])), (1, fault("C001", "/contacts/1")));
    for limited in [json!({"region": "310000"}), json!({"categories": ["tax-fee"]})] {
        let mut contact = all.clone();
        contact.as_object_mut().unwrap().extend(limited.as_object().unwrap().clone());
        assert_eq!(with(json!([contact])), (1, fault("C022", "/contacts")), "{limited}");
    }
}

#[test]
fn how_something_is_done_is_checked() {
    let both = |text: &str| json!({"zh": text, "en": text});
    let named = |catalogue: &Value| -> Vec<(&'static str, String)> {
        let (_, found) = findings(catalogue);
        let open = found.iter().filter(|finding| finding.severity() != Severity::Note);
        open.map(|finding| (finding.fault.code(), finding.place.clone())).collect()
    };
    let fault = |code, place: &str| vec![(code, place.to_owned())];
    let with_place = |place: Value, apply: Value| {
        with(|catalogue| {
            catalogue["places"] = json!([place]);
            catalogue["policies"][0]["apply"] = apply.clone();
        })
    };
    let portal = json!({"id": "portal", "name": both("网上大厅"), "url": "https://www.gov.cn/"});
    assert_eq!(named(&with_place(portal.clone(), json!(["portal"]))), []);
    assert_eq!(named(&with_place(portal, json!([]))), fault("C082", "/places/0"));
    let local = json!({"id": "portal", "name": both("x"), "url": "https://localhost/"});
    assert_eq!(named(&with_place(local, json!(["portal"]))), fault("C017", "/places/0/url"));
    let unheard = json!({"id": "portal", "name": both("x"), "phone": "1234"});
    assert_eq!(named(&with_place(unheard, json!(["portal"]))), fault("C018", "/places/0/phone"));
    // Without a telephone and an office it needs a place or somebody to ask; without both C021 says so, too.
    let nowhere = |catalogue: &mut Value| {
        let policy = catalogue["policies"][0].as_object_mut().unwrap();
        policy.remove("office");
        policy.remove("phone");
    };
    let is_lost = |catalogue: &Value| codes(catalogue).contains(&"C081");
    assert!(is_lost(&with(nowhere)));
    assert!(!is_lost(&with(|catalogue| {
        nowhere(catalogue);
        catalogue["places"] = json!([{"id": "portal", "name": both("网上大厅")}]);
        catalogue["policies"][0]["apply"] = json!(["portal"]);
    })));
    assert!(!is_lost(&with(|catalogue| {
        nowhere(catalogue);
        catalogue["contacts"] = json!([{"name": both("热线"), "phone": "12345"}]);
    })));
    assert!(!is_lost(&with(|catalogue| {
        nowhere(catalogue);
        catalogue["policies"][0]["channel"] = json!("automatic");
    })));
    // An empty list of papers is said of what is applied for only with the document that says so.
    let none = |policy: &mut Value| policy["materials"] = json!([]);
    assert_eq!(named(&with_policy(none)), fault("C083", "/policies/0/materials"));
    assert_eq!(
        named(&with_policy(|policy| {
            none(policy);
            policy["accepts"] = json!({"C083": "article 5: nothing has to be handed in"});
        })),
        []
    );
    assert_eq!(
        named(&with_policy(|policy| {
            none(policy);
            policy["channel"] = json!("filing");
        })),
        []
    );
    assert_eq!(named(&with_policy(|policy| _ = policy.as_object_mut().unwrap().remove("materials"))), []);
}

#[test]
fn the_last_time_for_applications_is_over() {
    let found = |last: Value, window: Value| {
        codes(&with_policy(|policy| {
            policy["last_window"] = last.clone();
            policy["window"] = window.clone();
        }))
    };
    let none = Vec::<&str>::new();
    let spring = json!({"from": "2026-04-01", "to": "2026-04-30"});
    assert_eq!(found(json!({"to": "2026-03-31"}), spring.clone()), none);
    assert_eq!(found(json!({"to": "2026-04-01"}), spring), ["C084"]);
    // Without a present time it was over on the day of the review.
    assert_eq!(found(json!({"from": "2026-10-01", "to": "2026-11-20"}), Value::Null), none);
    assert_eq!(found(json!({"from": "2026-10-01", "to": "2026-11-21"}), Value::Null), ["C084"]);
    assert_eq!(found(json!({"from": "2025-10-01"}), Value::Null), ["C084"]);
}

#[test]
fn tests_that_decide_nothing_are_named_with_their_place() {
    let cases = [
        ("C030", json!({"fact": "employees", "at_least": 20_000_000})),
        ("C031", json!({"fact": "employees", "at_least": 0})),
        ("C032", json!({"fact": "employees", "at_most": 300})),
        ("C033", json!({"fact": "employees", "at_most": 500})),
    ];
    for (code, more) in cases {
        let catalogue = with_policy(|policy| policy["for"] = json!({"all": [policy["for"], more]}));
        let (_, found) = findings(&catalogue);
        let place = found.iter().find(|finding| finding.fault.code() == code).map(|finding| finding.place.as_str());
        assert_eq!(place, Some("/policies/0/for/all/1"), "{code}: {found:?}");
    }
    let catalogue = with_policy(|policy| {
        policy["for"] = json!({"any": [
            {"all": [{"fact": "employees", "at_most": 300}, {"fact": "size_class", "is": "small"}]},
            {"fact": "employees", "at_most": 300},
        ]});
    });
    assert!(codes(&catalogue).contains(&"C033"));
}

#[test]
fn a_fact_in_several_branches_that_leaves_the_answer_open_is_named() {
    let catalogue = with_policy(|policy| {
        policy["for"] = json!({"any": [
            {"all": [{"fact": "employees", "at_most": 300}, {"fact": "size_class", "is": "small"}]},
            {"all": [{"fact": "employees", "above": 300}, {"fact": "size_class", "is": "small"}]},
        ]});
    });
    assert!(codes(&catalogue).contains(&"C034"), "{:?}", codes(&catalogue));
}

#[test]
fn core_facts_must_have_their_names_and_questions() {
    assert_eq!(codes(&with(|catalogue| catalogue["core_facts"][0]["id"] = json!("revenue"))), ["C001", "C043"]);
    assert_eq!(codes(&with(|catalogue| catalogue["core_facts"][0]["id"] = json!("staff"))), ["C001", "C043"]);
    assert_eq!(codes(&with(|catalogue| catalogue["core_facts"][5]["options"] = json!([]))), ["C043"]);
    assert_eq!(codes(&with(|catalogue| catalogue["core_facts"] = Value::Null)), ["C043"]);
}

#[test]
fn a_policy_tells_of_a_subject_that_answers_point_to_and_no_other_does() {
    let of = |subject: &str| with_policy(|policy| policy["tells_of"] = json!(subject));
    assert_eq!(codes(&of("legal-help")), Vec::<&str>::new());
    assert_eq!(codes(&of("legal-hlep")), ["C037"]);
    let twice = with(|catalogue| {
        catalogue["policies"][0]["tells_of"] = json!("legal-help");
        let mut next = catalogue["policies"][0].clone();
        next["id"] = json!("other");
        catalogue["policies"].as_array_mut().unwrap().push(next);
    });
    assert_eq!(codes(&twice), ["C038"]);
    let renewals = with_policy(|policy| policy["renewals"] = json!({"from": "2026-01-01"}));
    assert_eq!(codes(&renewals), ["C001"], "of which title is not said");
}

#[test]
fn facts_definitions_and_groups_must_be_of_use() {
    let both = |text: &str| json!({"zh": text, "en": text});
    let fact = json!({"id": "pays_rent", "type": "flag", "name": both("房租"), "ask": both("付房租吗？")});
    assert_eq!(codes(&with(|catalogue| catalogue["facts"] = json!([fact]))), ["C040"]);
    let definition = json!({"id": "tiny", "name": both("很小"), "when": {"fact": "employees", "at_most": 3}});
    assert_eq!(codes(&with(|catalogue| catalogue["definitions"] = json!([definition]))), ["C042"]);
    let mixed = with(|catalogue| {
        let first = &mut catalogue["policies"][0];
        first["groups"] = json!(["one-of-these"]);
        first["benefit"] = json!({"text": both("补贴"), "kind": "saving", "period": "year", "estimate": {"fixed": 1}});
        let mut next = first.clone();
        next["id"] = json!("other");
        next["benefit"]["period"] = json!("once");
        catalogue["policies"].as_array_mut().unwrap().push(next);
    });
    assert!(codes(&mixed).contains(&"C050"));
}

#[test]
fn a_fact_that_only_the_wording_of_another_reads_is_used() {
    let both = |text: &str| json!({ "zh": text, "en": text });
    let flag = |id: &str| json!({ "id": id, "type": "flag", "name": both(id), "ask": both(id) });
    let gated = with(|catalogue| {
        let mut asked = flag("exports");
        asked["variants"] = json!([
            { "when": { "fact": "has_firm", "is": true }, "offer": "usual" },
            { "when": { "all": [] }, "offer": "never" },
        ]);
        catalogue["facts"] = json!([flag("has_firm"), asked]);
        catalogue["policies"][0]["for"] = json!({ "all": [
            { "fact": "employees", "at_most": 300 }, { "fact": "exports", "is": true },
        ] });
    });
    assert!(!codes(&gated).contains(&"C040"), "{:?}", codes(&gated));
    let mut unread = gated;
    unread["policies"][0]["for"] = json!({ "fact": "employees", "at_most": 300 });
    assert!(codes(&unread).contains(&"C040"), "a wording of what nobody reads is of no use");
}

/// Each of very many tests is looked at, and each is told where it fails; the time grows with their square at most.
#[test]
fn hundreds_of_tests_of_one_fact_are_checked() {
    let values = || (0..300).map(|index| json!({ "fact": "employees", "at_least": index * 5, "at_most": index * 5 }));
    let mut parts: Vec<Value> = values().collect();
    parts.push(json!({ "fact": "employees", "at_least": 10, "at_most": 10 }));
    parts.push(json!({ "fact": "employees", "at_most": 7 }));
    let catalogue = with_policy(|policy| policy["for"] = json!({ "any": parts }));
    let (_, found) = findings(&catalogue);
    let at = |code: &str| -> Vec<&str> {
        let of = found.iter().filter(|finding| finding.fault.code() == code);
        of.map(|finding| finding.place.as_str()).collect()
    };
    assert_eq!(at("C032"), ["/policies/0/for/any/300"], "10 is there twice");
    assert_eq!(at("C033"), ["/policies/0/for/any/0", "/policies/0/for/any/1"], "0 and 5 are at most 7");
}

#[test]
fn the_text_must_say_what_the_rule_says() {
    type Change = fn(&mut Value);
    let cases: [(&str, Change); 6] = [
        ("C060", |policy| policy["summary"]["zh"] = json!("职工不超过500人的企业可领。")),
        ("C061", |policy| policy["summary"]["zh"] = json!("职工少于300人的企业可领。")),
        ("C061", |policy| policy["summary"]["en"] = json!("For enterprises with fewer than 300 employees.")),
        ("C062", |policy| policy["name"]["zh"] = json!("广州小企业补贴")),
        ("C063", |policy| policy["summary"]["en"] = json!("For enterprises with at most 300 employees, 5 years.")),
        ("C064", |policy| policy["prose"] = json!(["没有这句话"])),
    ];
    for (code, change) in cases {
        assert_eq!(codes(&with_policy(change)), [code]);
    }
    let meant = with_policy(|policy| {
        policy["summary"]["zh"] = json!("职工不超过300人的企业可领，平均3天到账。");
        policy["prose"] = json!(["平均3天"]);
    });
    assert_eq!(codes(&meant), Vec::<&str>::new());
}

#[test]
fn examples_must_come_out_as_they_say_and_stand_on_both_sides_of_a_bound() {
    assert!(codes(&with_policy(|policy| policy["examples"][0]["verdict"] = json!("ineligible"))).contains(&"C070"));
    let without = |index: usize| {
        with_policy(move |policy| {
            policy["examples"].as_array_mut().unwrap().remove(index);
        })
    };
    assert_eq!(codes(&without(2)), ["C071", "C072"], "no needs_info, and no day after the end");
    assert_eq!(codes(&without(1)), ["C071", "C072"], "no ineligible");
    assert_eq!(codes(&without(3)), ["C072"], "no day before the first");
}

#[test]
fn an_accepted_warning_is_a_note_with_its_reason_and_nothing_is_accepted_in_vain() {
    let accepted = with_policy(|policy| {
        policy["steps"] = json!([]);
        policy["accepts"] = json!({"C021": "nothing to do"});
    });
    let (loaded, found) = findings(&accepted);
    assert_eq!(found.iter().map(Finding::severity).collect::<Vec<_>>(), [Severity::Note]);
    let speaker = Speaker::new(Language::En, &loaded.catalogue, &loaded.texts);
    assert!(found[0].sentence(speaker).ends_with("(accepted: nothing to do)"));
    assert_eq!(codes(&with_policy(|policy| policy["accepts"] = json!({"C021": "nothing"}))), ["C080"]);
    // An error cannot be accepted.
    let error = with_policy(|policy| {
        policy["phone"] = json!("电话");
        policy["accepts"] = json!({"C018": "really"});
    });
    assert_eq!(codes(&error), ["C018"]);
}

#[test]
fn every_change_of_a_rule_is_noticed_or_comes_with_an_example_that_would() {
    let loaded = load(&sound().to_string());
    let score = lint::score(&loaded, &loaded.written[0]);
    assert_eq!((score.noticed(), score.changes), (8, 8), "{:?}", score.survivors);
    let mut fewer = sound();
    fewer["policies"][0]["examples"].as_array_mut().unwrap().truncate(1);
    let loaded = load(&fewer.to_string());
    let score = lint::score(&loaded, &loaded.written[0]);
    assert!(score.noticed() < score.changes);
    let policy = &loaded.catalogue.policies[0];
    for survivor in &score.survivors {
        fewer["policies"][0]["examples"].as_array_mut().unwrap().push(lint::write_example(
            &loaded.catalogue,
            policy,
            &survivor.example,
        ));
    }
    let loaded = load(&fewer.to_string());
    assert!(loaded.problems.is_empty(), "{:?}", loaded.problems);
    let score = lint::score(&loaded, &loaded.written[0]);
    assert_eq!(score.noticed(), score.changes);
}

/// The sound catalogue with usual answers and families; its policy asks for a clean record and for hires, too.
fn walked(change: impl Fn(&mut Value)) -> Value {
    let both = |text: &str| json!({"zh": text, "en": text});
    let fact = |id: &str, kind: &str| json!({"id": id, "type": kind, "name": both(id), "ask": both(id)});
    with(|catalogue| {
        catalogue["facts"] = json!([fact("clean", "flag"), fact("hires", "count")]);
        catalogue["usual"] = json!([{"fact": "clean", "value": true, "why": both("大多如此。")}]);
        catalogue["circumstances"] = json!({
            "name": both("情况"), "ask": both("哪些适用？"),
            "families": [
                {"id": "firm", "name": both("企业"), "facts": ["clean"]},
                {
                    "id": "hiring", "name": both("招人"), "ask": both("招了人"), "facts": ["hires"],
                    "otherwise": {"hires": 0}, "why": both("没有勾选。"),
                },
            ],
        });
        let policy = &mut catalogue["policies"][0];
        policy["for"] = json!({"all": [
            policy["for"].clone(), {"fact": "clean", "is": true}, {"fact": "hires", "at_least": 1},
        ]});
        for example in policy["examples"].as_array_mut().unwrap() {
            if example["name"] != "not told" {
                example["profile"]["clean"] = json!(true);
                example["profile"]["hires"] = json!(1);
            }
        }
        for (name, fact, value) in [("no hires", "hires", json!(0)), ("a record", "clean", json!(false))] {
            let mut example = policy["examples"][0].clone();
            (example["name"], example["verdict"]) = (json!(name), json!("ineligible"));
            example["profile"][fact] = value;
            policy["examples"].as_array_mut().unwrap().push(example);
        }
        change(catalogue);
    })
}

#[test]
fn usual_answers_and_families_are_checked() {
    assert_eq!(codes(&walked(|_| {})), Vec::<&str>::new());
    let why = json!({"zh": "因为。", "en": "because"});
    let usual = |entry: Value| {
        walked(|catalogue| {
            let mut entry = entry.clone();
            entry["why"] = why.clone();
            catalogue["usual"].as_array_mut().unwrap().push(entry);
        })
    };
    // One for everybody stands before it; nobody meets its criterion.
    assert_eq!(codes(&usual(json!({"fact": "clean", "value": false}))), ["C076"]);
    let nobody = json!({"all": [{"fact": "employees", "at_least": 9}, {"fact": "employees", "below": 9}]});
    assert_eq!(codes(&usual(json!({"fact": "hires", "value": 0, "when": nobody}))), ["C076"]);
    assert_eq!(codes(&usual(json!({"fact": "hires", "value": 0}))), Vec::<&str>::new());
    assert_eq!(codes(&usual(json!({"fact": "assets", "value": 1}))), ["C077"]);
    // What only an ended policy reads is as good as unread.
    let ended = walked(|catalogue| {
        catalogue["policies"][0]["validity"]["to"] = json!("2026-11-20");
        catalogue["policies"][0]["examples"] = json!([]);
    });
    assert!(codes(&ended).contains(&"C077"), "{:?}", codes(&ended));
    let odd = walked(|catalogue| catalogue["usual"][0]["why"]["zh"] = json!("大多如此\u{200b}。"));
    assert_eq!(codes(&odd), ["C020"]);
    let odd = walked(|catalogue| catalogue["circumstances"]["families"][1]["ask"]["zh"] = json!("招了３人"));
    assert_eq!(codes(&odd), ["C020"]);

    let no_family = walked(|catalogue| catalogue["circumstances"]["families"][0]["facts"] = json!([]));
    assert_eq!(codes(&no_family), ["C078"]);
    let open = walked(|catalogue| catalogue["circumstances"]["families"][1]["otherwise"] = json!({}));
    assert_eq!(codes(&open), ["C079"]);
    let half = walked(|catalogue| {
        catalogue["circumstances"]["families"][1]["otherwise"] = json!({"hires": {"max": 1}});
    });
    assert_eq!(codes(&half), ["C079"]);
    // A fact that nothing waits for any more once the family is settled may stay open.
    let settled = walked(|catalogue| {
        let date = json!({"id": "hired_on", "type": "date", "name": why.clone(), "ask": why.clone()});
        catalogue["facts"].as_array_mut().unwrap().push(date);
        catalogue["circumstances"]["families"][1]["facts"] = json!(["hires", "hired_on"]);
        let parts = catalogue["policies"][0]["for"]["all"].as_array_mut().unwrap();
        parts.push(json!({"fact": "hired_on", "from": "2026-01-01"}));
        for example in catalogue["policies"][0]["examples"].as_array_mut().unwrap() {
            example["profile"]["hired_on"] = json!("2026-01-01");
        }
    });
    assert!(!codes(&settled).contains(&"C079"), "{:?}", codes(&settled));
}

#[test]
fn usual_answers_of_a_local_catalogue_are_checked_at_their_place() {
    let bundled = load(&walked(|_| {}).to_string());
    let why = json!({"zh": "因为。", "en": "because"});
    let local = json!({
        "format": 1, "overlay": true, "version": "1", "title": why, "policies": [],
        "usual": [{"fact": "hires", "value": 0, "why": why}, {"fact": "clean", "value": false, "why": why}],
    });
    let loaded = engine::catalogue::loading::load_over(bundled.catalogue, bundled.texts, &local.to_string());
    let found = lint::check(&loaded, today());
    let found: Vec<(&str, &str)> = found.iter().map(|finding| (finding.fault.code(), finding.place.as_str())).collect();
    assert_eq!(found, [("C076", "/usual/1")]);
}

/// An unticked box says no of its family: a made-up enterprise ticks what it has something of, and nothing else.
#[test]
fn the_boxes_of_made_up_enterprises_are_as_their_families_want() {
    let catalogue = load(&walked(|_| {}).to_string()).catalogue;
    let (hires, boxes) = (catalogue.facts.find("hires").unwrap(), catalogue.circumstances.fact.unwrap());
    let population = lint::population(&catalogue.facts, 200);
    let mut ticked = 0;
    for profile in &population {
        assert_eq!(catalogue.facts.narrow(profile).broken, [], "{profile:?}");
        let has_hired = profile.given(hires) != Some(&Possible::Numbers(Interval::exact(0)));
        let must = u64::from(has_hired);
        assert_eq!(profile.given(boxes), Some(&Possible::Sets { must, may: must }));
        ticked += u64::from(has_hired);
    }
    assert!((100..200).contains(&ticked), "{ticked}");
}

#[test]
fn the_bundled_catalogue_is_clean() {
    let (text, loaded) = (fixtures::read("policies.json"), fixtures::bundled());
    let lines = lint::lines(&text);
    let speaker = Speaker::new(Language::En, &loaded.catalogue, &loaded.texts);
    let left: Vec<String> = lint::check(loaded, today())
        .iter()
        .filter(|finding| finding.severity() != Severity::Note)
        .map(|finding| format!("{:?} {}: {}", lines.get(&finding.place), finding.place, finding.sentence(speaker)))
        .collect();
    assert_eq!(left, Vec::<String>::new());
}

#[test]
fn the_examples_of_the_bundled_catalogue_notice_95_of_100_changes() {
    let loaded = fixtures::bundled();
    let halves = loaded.written.len().div_ceil(4);
    let (mut noticed, mut changes) = std::thread::scope(|scope| {
        let parts: Vec<_> = loaded
            .written
            .chunks(halves)
            .map(|part| {
                scope.spawn(move || {
                    part.iter()
                        .map(|written| lint::score(loaded, written))
                        .fold((0, 0), |sum, score| (sum.0 + score.noticed(), sum.1 + score.changes))
                })
            })
            .collect();
        parts.into_iter().map(|part| part.join().unwrap()).fold((0, 0), |a, b| (a.0 + b.0, a.1 + b.1))
    });
    for index in 0..loaded.catalogue.definitions.len() {
        let score = lint::score_definition(loaded, DefinitionId(u16::try_from(index).unwrap()));
        noticed += score.noticed();
        changes += score.changes;
    }
    assert!(changes > 6_000, "{changes}");
    assert!(noticed * 100 >= changes * 95, "{noticed} of {changes}");
}
