//! A local catalogue over the bundled one.

use engine::catalogue::Noun;
use engine::catalogue::loading::{Loaded, Problem, load_over};
use engine::enterprise::{Profile, read_profile};
use engine::json::JsonError;
use engine::matching::{Tier, Verdict, answer};
use fixtures::bundled;
use serde_json::{Value, json};

fn over(overlay: &str) -> Loaded {
    let base = bundled();
    load_over(base.catalogue.clone(), base.texts.clone(), overlay)
}

fn guangzhou() -> String {
    fixtures::read("examples/guangzhou-overlay.json")
}

fn verdict(loaded: &Loaded, profile: &Value, policy: &str) -> Verdict {
    let profile: Profile = read_profile(profile, &loaded.catalogue.facts).unwrap();
    let answer = answer(&loaded.catalogue, &profile, "2026-11-21".parse().unwrap());
    let id = loaded.catalogue.find(policy).unwrap();
    answer.outcomes.iter().find(|outcome| outcome.policy == id).unwrap().verdict
}

#[test]
fn the_worked_example_replaces_adds_and_hides() {
    let (base, loaded) = (bundled(), over(&guangzhou()));
    assert_eq!(loaded.problems, []);
    assert_eq!(loaded.catalogue.version, format!("{}+guangzhou.1", base.catalogue.version));
    // One added, two hidden.
    assert_eq!(loaded.catalogue.policies.len(), base.catalogue.policies.len() - 1);
    for hidden in ["gd-2025-xiaoshenggui", "gd-2025-little-giant"] {
        assert!(base.catalogue.find(hidden).is_some() && loaded.catalogue.find(hidden).is_none(), "{hidden}");
    }
    // The bundled policy asks nothing about the fund system; the local one in its place does.
    let giant = json!({"region": "440100", "newly_recognised": ["little_giant"]});
    assert_eq!(verdict(base, &giant, "gz-2025-little-giant"), Verdict::Eligible);
    assert_eq!(verdict(&loaded, &giant, "gz-2025-little-giant"), Verdict::NeedsInfo);
    let confirmed = json!({"region": "440100", "newly_recognised": ["little_giant"], "gz_confirmed": true});
    assert_eq!(verdict(&loaded, &confirmed, "gz-2025-little-giant"), Verdict::Eligible);
    let factory = json!({"region": "440100", "industry": "C34", "above_scale_since": "2024-06-30"});
    assert_eq!(verdict(&loaded, &factory, "gz-2025-xiaoshenggui"), Verdict::Eligible);
}

#[test]
fn the_worked_example_checks_clean() {
    let loaded = over(&guangzhou());
    assert_eq!(lint::check(&loaded, "2026-11-21".parse().unwrap()), []);
}

#[test]
fn what_it_does_not_touch_stays_as_it_was() {
    let (base, loaded) = (bundled(), over(&guangzhou()));
    for policy in base.catalogue.policies() {
        let Some(id) = loaded.catalogue.find(&policy.id) else { continue };
        if policy.id == "gz-2025-little-giant" {
            continue;
        }
        let after = loaded.catalogue.policy(id).unwrap();
        assert_eq!(policy.criterion, after.criterion, "{}", policy.id);
        let ids = |loaded: &Loaded, ids: &[engine::catalogue::PolicyId]| -> Vec<String> {
            ids.iter().map(|&id| loaded.catalogue.policy(id).unwrap().id.clone()).collect()
        };
        assert_eq!(ids(base, &policy.details.supersedes), ids(&loaded, &after.details.supersedes), "{}", policy.id);
    }
}

#[test]
fn a_broken_overlay_leaves_the_bundled_catalogue_standing() {
    let base = bundled();
    for broken in [
        "",
        "{",
        "[]",
        r#"{"format": 2, "overlay": true, "version": "1", "policies": []}"#,
        r#"{"format": 1, "version": "1", "policies": []}"#,
        r#"{"format": 1, "overlay": true, "version": "1", "policies": [{"id": "x"}]}"#,
        r#"{"format": 1, "overlay": true, "version": "1", "policies": [], "hide": ["no-such-policy"]}"#,
    ] {
        let loaded = over(broken);
        assert!(!loaded.problems.is_empty(), "{broken}");
        assert_eq!(loaded.catalogue.policies, base.catalogue.policies, "{broken}");
    }
}

#[test]
fn one_broken_policy_does_not_take_the_others_down() {
    let mut overlay: Value = serde_json::from_str(&guangzhou()).unwrap();
    overlay["policies"][0]["for"]["all"][0]["fact"] = json!("no_such_fact");
    let loaded = over(&overlay.to_string());
    let places: Vec<&str> = loaded.problems.iter().map(|problem| problem.place.as_str()).collect();
    assert_eq!(places, ["/policies/0/for/all/0/fact"]);
    let kept = loaded.catalogue.find("gz-2025-little-giant").unwrap();
    let base = bundled();
    let before = base.catalogue.find("gz-2025-little-giant").unwrap();
    assert_eq!(
        loaded.catalogue.policy(kept).unwrap().criterion,
        base.catalogue.policy(before).unwrap().criterion,
        "the bundled one stands"
    );
    assert!(loaded.catalogue.find("gz-2025-xiaoshenggui").is_some());
}

#[test]
fn an_agency_adds_its_hotline_and_a_hidden_service_is_asked_no_more() {
    use engine::enterprise::Tree;
    let both = |text: &str| json!({"zh": text, "en": text});
    let overlay = json!({
        "format": 1, "overlay": true, "version": "1", "policies": [], "hide": ["guangdong-yst", "china-sme-service-net"],
        "contacts": [{"name": both("本区窗口"), "region": "440106", "phone": "020-12345678"}],
    });
    let loaded = over(&overlay.to_string());
    assert_eq!(loaded.problems, []);
    let names = |region: Option<&str>| -> Vec<&str> {
        let region = region.map(|code| Tree::Regions.find(code).unwrap());
        let found = loaded.catalogue.contacts_for(None, region);
        found.iter().map(|contact| loaded.texts.get(contact.name, engine::catalogue::Language::ZhCn)).collect()
    };
    let nation = ["税费热线", "社保、就业热线", "当地政府热线", "中国中小企业服务网"];
    assert_eq!(names(Some("440106")), [&["本区窗口"][..], &nation[..]].concat(), "a portal of its own stays");
    assert_eq!(names(Some("440300")), nation, "a region without one has those of the nation");
    assert_eq!(names(Some("310115")), [&["上海市企业服务云"][..], &nation[..]].concat());
    assert_eq!(names(None), nation);
    assert!(loaded.catalogue.contacts.iter().all(|contact| contact.policy.is_none_or(|id| {
        loaded.catalogue.policy(id).is_some_and(|policy| policy.id == "shanghai-enterprise-cloud")
    })));
}

#[test]
fn an_overlay_of_nonsense_costs_no_more_than_its_size() {
    // A million characters of names of nothing, and one name of a million characters.
    let names: Vec<String> = (0..100_000).map(|number| format!("x{number:06}")).collect();
    let long = "vat".repeat(350_000);
    let hide: Vec<&str> =
        names.iter().map(String::as_str).chain([long.as_str(), "vat-smallscale-1pct-2026x"]).collect();
    let overlay = json!({"format": 1, "overlay": true, "version": "1", "policies": [], "hide": hide});
    let loaded = over(&overlay.to_string());
    assert_eq!(loaded.catalogue.policies.len(), bundled().catalogue.policies.len());
    let Some((last, first)) = loaded.problems.split_last() else { panic!("no problem was noted") };
    assert_eq!(first.len(), 200);
    assert_eq!(last.error, JsonError::Further(100_002 - 200));
    let near = |problem: &&Problem| matches!(problem.error, JsonError::UnknownName { near: Some(_), .. });
    assert!(first.iter().filter(near).count() <= 20);
    // Of a few, each is named with what it may mean.
    let few = json!({"format": 1, "overlay": true, "version": "1", "policies": [],
        "hide": [long, "vat-smallscale-1pct-2026x"]});
    let near: Vec<Option<String>> = over(&few.to_string())
        .problems
        .into_iter()
        .map(|problem| if let JsonError::UnknownName { near, .. } = problem.error { near } else { None })
        .collect();
    assert_eq!(near, [None, Some("vat-smallscale-1pct-2026".to_owned())]);
}

#[test]
fn what_it_adds_and_replaces_says_so() {
    use engine::catalogue::{Language, Origin};
    let loaded = over(&guangzhou());
    let source = |id: &str| loaded.catalogue.policy(loaded.catalogue.find(id).unwrap()).unwrap().details.source;
    let Origin::Local { title, replaces } = source("gz-2025-little-giant") else { panic!("it is not marked") };
    assert_eq!((loaded.texts.get(title, Language::En), replaces), ("Relief policies in Guangzhou", true));
    assert_eq!(source("gz-2025-xiaoshenggui"), Origin::Local { title, replaces: false });
    let marked = loaded.catalogue.details.iter().filter(|details| details.source != Origin::Bundled).count();
    assert_eq!(marked, 2);
    // What one overlay has added another may replace; it still is not the bundled text that gives way.
    let twice = load_over(loaded.catalogue, loaded.texts, &guangzhou().replacen("gz_confirmed", "gz_confirmed_2", 99));
    let id = twice.catalogue.find("gz-2025-xiaoshenggui").unwrap();
    assert!(matches!(twice.catalogue.policy(id).unwrap().details.source, Origin::Local { replaces: false, .. }));
}

#[test]
fn it_may_add_a_standard_of_a_tier_and_take_over_what_answers_point_to() {
    let mut overlay: Value = serde_json::from_str(&guangzhou()).unwrap();
    let mut local = overlay["policies"][0].clone();
    local["id"] = json!("gz-local");
    local["confers"] = json!({"fact": "titles", "option": "innovative_sme"});
    local["tells_of"] = json!("legal-help");
    overlay["policies"].as_array_mut().unwrap().push(local);
    let loaded = over(&overlay.to_string());
    assert_eq!(loaded.problems, []);
    let standards = |loaded: &Loaded| -> Vec<String> {
        Tier::InnovativeSme.standards(&loaded.catalogue).map(|(_, policy)| policy.id.clone()).collect()
    };
    assert_eq!(standards(bundled()), ["tier-innovative-sme"]);
    assert_eq!(standards(&loaded), ["tier-innovative-sme", "gz-local"]);
    let telling = |loaded: &Loaded| loaded.catalogue.rule(loaded.catalogue.telling_of("legal-help")?).cloned();
    assert_eq!(telling(bundled()).unwrap().id, "sme-legal-service");
    assert_eq!(telling(&loaded).unwrap().id, "gz-local");
}

#[test]
fn an_overlay_of_more_policies_than_any_agency_has_is_refused_in_whole() {
    let mut overlay: Value = serde_json::from_str(&guangzhou()).unwrap();
    let policy = overlay["policies"][0].clone();
    let many = (0..10_000).map(|number| {
        let mut policy = policy.clone();
        policy["id"] = format!("many-{number}").into();
        policy
    });
    overlay["policies"] = many.collect();
    let loaded = over(&overlay.to_string());
    assert_eq!(loaded.catalogue.find("many-0"), None);
    assert!(loaded.problems.iter().any(|problem| matches!(problem.error, JsonError::TooMany { of: Noun::Policy, .. })));
}

#[test]
fn a_rule_of_more_criteria_than_any_policy_needs_is_left_out_and_named() {
    let read = |definition: usize, criteria: usize| {
        let many = |count: usize| -> Value {
            (1..=count).map(|people| json!({ "fact": "employees", "at_least": people })).collect()
        };
        let mut overlay: Value = serde_json::from_str(&guangzhou()).unwrap();
        let name = json!({ "zh": "x", "en": "x" });
        overlay["definitions"] = json!([{ "id": "many", "name": name, "when": { "any": many(definition) } }]);
        let mut parts = many(criteria);
        parts.as_array_mut().unwrap().push(json!({ "definition": "many" }));
        overlay["policies"][0]["for"] = json!({ "any": parts });
        overlay["policies"][0].as_object_mut().unwrap().remove("region");
        overlay["policies"][0].as_object_mut().unwrap().remove("examples");
        let too_many = JsonError::TooMany { of: Noun::Criterion, most: 500 };
        let loaded = over(&overlay.to_string());
        loaded.problems.into_iter().filter(|it| it.error == too_many).map(|it| it.place).collect::<Vec<_>>()
    };
    // The lists count, too, and the definition is one more.
    assert_eq!(read(10, 487), Vec::<String>::new());
    assert_eq!(read(10, 488), ["/policies/0/for"]);
    assert_eq!(read(487, 10), Vec::<String>::new(), "what a definition holds counts wherever it is used");
    assert_eq!(read(488, 10), ["/policies/0/for"]);
    assert_eq!(read(500, 10), ["/definitions/0/when"]);
}
