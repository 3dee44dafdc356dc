//! A local catalogue over the bundled one.

#![expect(clippy::unwrap_used, reason = "a test says what it expects by failing")]

use policy_match::catalogue::loading::{Loaded, load, load_over};
use policy_match::checking;
use policy_match::enterprise::Profile;
use policy_match::enterprise::reading::{Node, Problems};
use policy_match::matching::{Verdict, answer};
use serde_json::{Value, json};

fn bundled() -> Loaded {
    load(&std::fs::read_to_string("policies.json").unwrap())
}

fn over(overlay: &str) -> Loaded {
    let base = bundled();
    load_over(base.catalogue, base.texts, overlay)
}

fn guangzhou() -> String {
    std::fs::read_to_string("examples/guangzhou-overlay.json").unwrap()
}

fn verdict(loaded: &Loaded, profile: &Value, policy: &str) -> Verdict {
    let problems = Problems::default();
    let profile: Profile = Node::root(profile, &problems).profile(&loaded.catalogue.facts).unwrap();
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
    assert_eq!(verdict(&base, &giant, "gz-2025-little-giant"), Verdict::Eligible);
    assert_eq!(verdict(&loaded, &giant, "gz-2025-little-giant"), Verdict::NeedsInfo);
    let confirmed = json!({"region": "440100", "newly_recognised": ["little_giant"], "gz_confirmed": true});
    assert_eq!(verdict(&loaded, &confirmed, "gz-2025-little-giant"), Verdict::Eligible);
    let factory = json!({"region": "440100", "industry": "C34", "above_scale_since": "2024-06-30"});
    assert_eq!(verdict(&loaded, &factory, "gz-2025-xiaoshenggui"), Verdict::Eligible);
}

#[test]
fn the_worked_example_checks_clean() {
    let loaded = over(&guangzhou());
    assert_eq!(checking::check(&loaded, "2026-11-21".parse().unwrap()), []);
}

#[test]
fn what_it_does_not_touch_stays_as_it_was() {
    let (base, loaded) = (bundled(), over(&guangzhou()));
    for policy in &base.catalogue.policies {
        let Some(id) = loaded.catalogue.find(&policy.id) else { continue };
        if policy.id == "gz-2025-little-giant" {
            continue;
        }
        let after = loaded.catalogue.policy(id).unwrap();
        assert_eq!(policy.criterion, after.criterion, "{}", policy.id);
        let ids = |loaded: &Loaded, ids: &[policy_match::catalogue::PolicyId]| -> Vec<String> {
            ids.iter().map(|&id| loaded.catalogue.policy(id).unwrap().id.clone()).collect()
        };
        assert_eq!(ids(&base, &policy.supersedes), ids(&loaded, &after.supersedes), "{}", policy.id);
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
    use policy_match::enterprise::Tree;
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
        found.iter().map(|contact| loaded.texts.get(contact.name, policy_match::catalogue::Language::ZhCn)).collect()
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
