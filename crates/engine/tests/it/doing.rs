//! How something is done: places, last windows, days of the law; read, packed, chosen by region and said.

use engine::catalogue::loading::{Loaded, load, load_over};
use engine::catalogue::{Act, ActDay, Language, Policy, packed};
use engine::enterprise::Tree;
use engine::quantity::Date;
use fixtures::small::{with, with_policy};
use serde_json::{Value, json};
use wording::Speaker;

fn both(text: &str) -> Value {
    json!({ "zh": text, "en": text })
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn place(id: &str, region: Option<&str>) -> Value {
    let mut place = json!({ "id": id, "name": both(id) });
    place.as_object_mut().unwrap().extend(region.map(|code| ("region".to_owned(), json!(code))));
    place
}

/// The small catalogue with places for the nation, Guangdong and Guangzhou, of which its policy names some.
fn located(apply: &Value, change: impl Fn(&mut Value)) -> Value {
    with(|catalogue| {
        catalogue["places"] = json!([place("nation", None), place("gd", Some("440000")), place("gz", Some("440100"))]);
        catalogue["policies"][0]["apply"] = apply.clone();
        change(&mut catalogue["policies"][0]);
    })
}

fn sound(catalogue: &Value) -> Loaded {
    let loaded = load(&catalogue.to_string());
    assert_eq!(loaded.problems, []);
    loaded
}

fn problems(catalogue: &Value) -> Vec<String> {
    load(&catalogue.to_string()).problems.iter().map(|problem| problem.place.clone()).collect()
}

fn only(loaded: &Loaded) -> Policy<'_> {
    loaded.catalogue.policies().next().unwrap()
}

/// The ids of the places for those in a region.
fn shown(catalogue: &Value, region: Option<&str>) -> Vec<String> {
    let loaded = sound(catalogue);
    let region = region.map(|name| Tree::Regions.find(name).unwrap());
    loaded.catalogue.places_for(only(&loaded), region).iter().map(|place| place.id.clone()).collect()
}

#[test]
fn the_nearest_place_that_serves_the_region_is_shown() {
    let all = located(&json!(["nation", "gd", "gz"]), |_| {});
    for (region, expected) in [
        (None, "nation"),
        (Some("北京市"), "nation"),
        (Some("广东省"), "gd"),
        (Some("深圳市"), "gd"),
        (Some("广州市"), "gz"),
    ] {
        assert_eq!(shown(&all, region), [expected], "{region:?}");
    }
}

#[test]
fn where_no_place_serves_the_region_those_that_may_are_shown_and_no_others() {
    let some = located(&json!(["gd", "gz"]), |_| {});
    assert_eq!(shown(&some, None), ["gd", "gz"], "the region is not told");
    assert_eq!(shown(&some, Some("北京市")), Vec::<String>::new(), "nobody knows where it is done in Beijing");
    let city = located(&json!(["gz"]), |_| {});
    assert_eq!(shown(&city, Some("广东省")), ["gz"], "the city is not told");
    assert_eq!(shown(&city, Some("深圳市")), Vec::<String>::new());
    // Whoever looks at what another province gives sees where it is done there.
    let regional = located(&json!(["gd"]), |policy| policy["region"] = json!("440000"));
    assert_eq!(shown(&regional, Some("北京市")), ["gd"]);
    assert_eq!(shown(&located(&json!([]), |_| {}), None), Vec::<String>::new());
}

#[test]
fn a_place_that_does_not_serve_the_region_told_is_named_with_its_own() {
    let loaded = sound(&located(&json!(["nation", "gd"]), |_| {}));
    let speaker = Speaker::new(Language::ZhCn, &loaded.catalogue, &loaded.texts);
    let [nation, gd, _] = &loaded.catalogue.places[..] else { panic!("three places") };
    let guangzhou = Tree::Regions.find("广州市");
    assert_eq!(speaker.place_to_go(nation, None), "nation");
    assert_eq!(speaker.place_to_go(gd, guangzhou), "gd");
    assert_eq!(speaker.place_to_go(gd, None), "广东省：gd");
    assert_eq!(speaker.place_to_go(gd, Tree::Regions.find("北京市")), "广东省：gd");
}

#[test]
fn what_is_wrong_with_a_place_is_said_at_its_place() {
    assert_eq!(problems(&located(&json!(["nation"]), |_| {})), Vec::<String>::new());
    assert_eq!(problems(&located(&json!(["nationn"]), |_| {})), ["/policies/0/apply/0"]);
    assert_eq!(problems(&located(&json!(["gd", "gd"]), |_| {})), ["/policies/0/apply/1"]);
    let with_place = |value: Value| with(|catalogue| catalogue["places"] = json!([place("nation", None), value]));
    for (value, at) in [
        (place("nation", None), "/places/1"),
        (place("a b", None), "/places/1/id"),
        (place("x", Some("449999")), "/places/1/region"),
        (json!({ "id": "x", "name": both("x"), "url": "www.gov.cn" }), "/places/1"),
        (json!({ "id": "x", "name": both("x"), "address": "x" }), "/places/1/address"),
        (json!({ "id": "x" }), "/places/1"),
    ] {
        assert_eq!(problems(&with_place(value)), [at]);
    }
}

#[test]
fn days_that_come_again_exist() {
    let with_act = |key: &str, value: Value| {
        with_policy(|policy| policy["acts"] = json!([{ "do": both("申报"), key: value, "article": "第一条" }]))
    };
    let read = |key: &str, value: Value| -> Vec<Act> { only(&sound(&with_act(key, value))).details.acts.clone() };
    for (key, value, by) in [
        ("yearly", json!("05-31"), ActDay::Yearly { month: 5, day: 31 }),
        ("yearly", json!("02-29"), ActDay::Yearly { month: 2, day: 29 }),
        ("monthly", json!(1), ActDay::Monthly(1)),
        ("monthly", json!(31), ActDay::Monthly(31)),
        ("quarterly", json!(15), ActDay::Quarterly(15)),
    ] {
        let acts = read(key, value);
        assert_eq!((acts[0].by, acts[0].article.as_deref()), (by, Some("第一条")));
    }
    for (key, value) in [
        ("yearly", json!("02-30")),
        ("yearly", json!("13-01")),
        ("yearly", json!("5-31")),
        ("yearly", json!("2026-05-31")),
        ("yearly", json!("")),
        ("monthly", json!(0)),
        ("monthly", json!(32)),
        ("quarterly", json!(-1)),
        ("quarterly", json!("15")),
    ] {
        assert_eq!(problems(&with_act(key, value.clone())), [format!("/policies/0/acts/0/{key}")], "{value}");
    }
    let of = |act: Value| with_policy(|policy| policy["acts"] = json!([act]));
    assert_eq!(problems(&of(json!({ "do": both("申报") }))), ["/policies/0/acts/0"]);
    let two = json!({ "do": both("申报"), "yearly": "05-31", "monthly": 15 });
    assert_eq!(problems(&of(two)), ["/policies/0/acts/0"]);
}

#[test]
fn days_of_the_law_are_said_in_both_languages() {
    let loaded = sound(&with_policy(|policy| {
        policy["acts"] = json!([
            { "do": { "zh": "汇算清缴", "en": "settle the year" }, "yearly": "05-31" },
            { "do": { "zh": "申报", "en": "file" }, "monthly": 15 },
            { "do": { "zh": "预缴", "en": "prepay" }, "quarterly": 15, "article": "第五十四条" },
        ]);
    }));
    let said = |language| -> Vec<String> {
        let speaker = Speaker::new(language, &loaded.catalogue, &loaded.texts);
        only(&loaded).details.acts.iter().map(|act| speaker.act(act)).collect()
    };
    assert_eq!(
        said(Language::ZhCn),
        ["每年5月31日前（含当天）：汇算清缴", "每月结束后15天内：申报", "每季结束后15天内：预缴（第五十四条）"]
    );
    assert_eq!(
        said(Language::En),
        [
            "settle the year: by 31 May each year",
            "file: within 15 days after each month",
            "prepay: within 15 days after each quarter (第五十四条)",
        ]
    );
}

#[test]
fn a_time_that_is_over_is_told_as_the_last_one_until_the_policy_ends() {
    let said = |change: fn(&mut Value), on: &str| {
        let loaded = sound(&with_policy(change));
        Speaker::new(Language::ZhCn, &loaded.catalogue, &loaded.texts).window(only(&loaded), day(on))
    };
    let spring: fn(&mut Value) = |policy| policy["window"] = json!({ "from": "2026-04-01", "to": "2026-04-30" });
    let now = Some("2026年4月1日至2026年4月30日".to_owned());
    let last = Some("上一次：2026年4月1日至2026年4月30日；下一次的时间还没有公布".to_owned());
    assert_eq!(said(spring, "2026-03-31"), now);
    assert_eq!(said(spring, "2026-04-30"), now);
    assert_eq!(said(spring, "2026-05-01"), last);
    // The policy ends with the year: no next time is waited for.
    assert_eq!(said(spring, "2026-12-31"), last);
    assert_eq!(said(spring, "2027-01-01"), now);
    let before: fn(&mut Value) = |policy| policy["last_window"] = json!({ "from": "2025-06-01", "to": "2025-08-31" });
    let last = Some("上一次：2025年6月1日至2025年8月31日；下一次的时间还没有公布".to_owned());
    assert_eq!(said(before, "2026-06-01"), last);
    assert_eq!(said(|_| {}, "2026-06-01"), None);
}

#[test]
fn nobody_is_told_a_deadline_while_the_next_time_is_not_published() {
    let deadline = |change: fn(&mut Value)| only(&sound(&with_policy(change))).act_by(day("2026-06-01"));
    assert_eq!(deadline(|_| {}), Some(day("2026-12-31")));
    assert_eq!(deadline(|policy| policy["window"] = json!({ "to": "2026-06-30" })), Some(day("2026-06-30")));
    assert_eq!(deadline(|policy| policy["last_window"] = json!({ "to": "2025-06-30" })), None);
}

#[test]
fn who_knows_no_place_is_given_a_number_and_a_question_in_chinese() {
    let said = |change: &dyn Fn(&mut Value), language| {
        let loaded = sound(&with(|catalogue| {
            catalogue["contacts"] = json!([{ "name": both("热线"), "phone": "12366" }]);
            catalogue["policies"][0]["name"] = json!({ "zh": "小企业补贴", "en": "Grant for small firms" });
            change(&mut catalogue["policies"][0]);
        }));
        let speaker = Speaker::new(language, &loaded.catalogue, &loaded.texts);
        let phone = loaded.catalogue.number_to_ask(only(&loaded), None);
        (speaker.place_not_known(only(&loaded), phone), speaker.question_to_read_out(only(&loaded)))
    };
    let gone = |policy: &mut Value, keys: &[&str]| {
        for key in keys {
            policy.as_object_mut().unwrap().remove(*key);
        }
    };
    let (ask, question) = said(&|_| {}, Language::ZhCn);
    assert_eq!(ask, "由主管部门办理，具体网址或窗口没有收录。可以问它，或打12345，照着念：");
    assert_eq!(question, "您好，我们企业想办“小企业补贴”。请问到哪里办，网上还是窗口，什么时候可以申请？");
    let in_return = |policy: &mut Value| {
        policy["channel"] = json!("filing");
        policy["category"] = json!("tax-fee");
    };
    let (_, question) = said(&in_return, Language::ZhCn);
    assert_eq!(question, "您好，我们企业想享受“小企业补贴”。请问在哪里申报，填在申报表的哪一栏？");
    let (ask, question) = said(
        &|policy| {
            gone(policy, &["office", "phone", "materials"]);
            policy["window"] = json!({ "to": "2026-06-30" });
            policy["documents"][0]["number"] = json!("某部2025年第1号");
        },
        Language::En,
    );
    assert_eq!(
        ask,
        "Where it is handed in is not known here. Call 12366. Chinese is spoken there: this is the question, to read out:"
    );
    assert_eq!(
        question,
        "您好，我们企业想办“小企业补贴”（某部2025年第1号）。请问到哪里办，网上还是窗口，要带哪些材料？"
    );
}

#[test]
fn nothing_is_handed_in_for_what_comes_by_itself_goes_to_others_or_is_over() {
    let handed_in = |change: fn(&mut Value), on: &str| only(&sound(&with_policy(change))).is_handed_in(day(on));
    assert!(handed_in(|_| {}, "2026-12-31"));
    assert!(!handed_in(|_| {}, "2027-01-01"));
    assert!(!handed_in(|policy| policy["channel"] = json!("automatic"), "2026-06-01"));
    assert!(!handed_in(|policy| policy["recipient"] = json!("lender"), "2026-06-01"));
    assert!(!handed_in(|policy| policy["framework"] = json!(true), "2026-06-01"));
}

#[test]
fn packing_keeps_places_windows_and_acts() {
    let loaded = sound(&located(&json!(["gd"]), |policy| {
        policy["last_window"] = json!({ "to": "2025-06-30" });
        policy["acts"] = json!([{ "do": both("申报"), "monthly": 15 }]);
    }));
    let bytes = packed::pack(&loaded.catalogue).unwrap();
    assert_eq!(packed::unpack_catalogue(&bytes).unwrap(), loaded.catalogue);
}

#[test]
fn a_local_catalogue_adds_places_and_names_those_it_lies_over() {
    let base = sound(&located(&json!(["nation"]), |_| {}));
    let mut local = with_policy(|policy| {
        policy["id"] = json!("local");
        policy["apply"] = json!(["nation", "counter"]);
    });
    let object = local.as_object_mut().unwrap();
    object.retain(|key, _| !["reviewed", "core_facts"].contains(&key.as_str()));
    object.insert("overlay".to_owned(), json!(true));
    object.insert("places".to_owned(), json!([place("counter", None)]));
    let loaded = load_over(base.catalogue.clone(), base.texts.clone(), &local.to_string());
    assert_eq!(loaded.problems, []);
    let policy = loaded.catalogue.policies().find(|policy| policy.id == "local").unwrap();
    let places = loaded.catalogue.places_for(policy, None);
    assert_eq!(places.iter().map(|place| place.id.as_str()).collect::<Vec<_>>(), ["nation", "counter"]);
    let speaker = Speaker::new(Language::ZhCn, &loaded.catalogue, &loaded.texts);
    let said: Vec<Option<String>> = places.iter().map(|place| speaker.local_source(place.source)).collect();
    assert_eq!(said, [None, Some("本地目录补充：目录".to_owned())]);
    // A second place of the same name is none.
    local["places"] = json!([place("nation", None)]);
    local["policies"] = json!([]);
    let loaded = load_over(base.catalogue.clone(), base.texts.clone(), &local.to_string());
    let found: Vec<&str> = loaded.problems.iter().map(|problem| problem.place.as_str()).collect();
    assert_eq!(found, ["/places/0"]);
}
