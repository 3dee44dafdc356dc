//! What changed between two catalogues, for whom; and whom a policy reaches.

use engine::matching::{Situation, Verdict, verdict};
use serde_json::Value;

const DAY: &str = "2026-11-21";

fn run(arguments: &[&str]) -> String {
    let output = crate::program().args(arguments).output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// The bundled catalogue with a small change, in a file that goes away.
struct Changed(std::path::PathBuf);

impl Changed {
    fn new(name: &str, change: impl Fn(&mut Value)) -> Self {
        let mut catalogue: Value = fixtures::json("policies.json");
        change(&mut catalogue);
        let path = std::env::temp_dir().join(format!("policy-match-{}-{name}.json", std::process::id()));
        std::fs::write(&path, catalogue.to_string()).unwrap();
        Self(path)
    }

    fn path(&self) -> &str {
        self.0.to_str().unwrap()
    }
}

impl Drop for Changed {
    fn drop(&mut self) {
        _ = std::fs::remove_file(&self.0);
    }
}

fn definition<'a>(catalogue: &'a mut Value, id: &str) -> &'a mut Value {
    catalogue["definitions"].as_array_mut().unwrap().iter_mut().find(|definition| definition["id"] == id).unwrap()
}

#[test]
fn the_same_catalogue_has_no_difference() {
    let report = run(&["diff", "policies.json", "policies.json", "--population", "50", "--on", DAY]);
    assert_eq!(report, "Both catalogues say the same.\n");
}

#[test]
fn a_new_address_and_a_new_day_are_named() {
    let moved = Changed::new("moved", |catalogue| {
        let places = catalogue["places"].as_array_mut().unwrap();
        let place = places.iter_mut().find(|place| place["id"] == "sme-tiers").unwrap();
        place["url"] = "https://www.gov.cn/new".into();
        let policies = catalogue["policies"].as_array_mut().unwrap();
        let policy = policies.iter_mut().find(|policy| policy["id"] == "tech-sme-evaluation").unwrap();
        policy["acts"][0]["yearly"] = "04-30".into();
    });
    let report = run(&["diff", "policies.json", moved.path(), "--on", DAY]);
    assert!(report.contains("zjtx.miit.gov.cn/ → ") && report.contains("https://www.gov.cn/new"), "{report}");
    assert!(report.contains("by 31 March each year → ") && report.contains("by 30 April each year"), "{report}");
}

#[test]
fn a_tighter_definition_is_named_in_words_and_some_lose() {
    let tighter = Changed::new("tighter", |catalogue| {
        let tests = definition(catalogue, "small_low_profit")["when"]["all"].as_array_mut().unwrap();
        let staff = tests.iter_mut().find(|test| test["fact"] == "employees").unwrap();
        staff["at_most"] = 20.into();
    });
    let arguments = ["diff", "policies.json", tighter.path(), "--population", "300", "--on", DAY, "--format", "json"];
    let report: Value = serde_json::from_str(&run(&arguments)).unwrap();
    let changed = report["changed"].as_array().unwrap();
    let cit = changed.iter().find(|changed| changed["id"] == "cit-small-profit-2023").unwrap();
    let conditions: Vec<_> = cit["changes"].as_array().unwrap().iter().map(|change| &change["before"]).collect();
    assert_eq!(conditions, ["Employees: at most 300 people", ""]);
    let shift = report["shifts"].as_array().unwrap().iter().find(|s| s["id"] == "cit-small-profit-2023").unwrap();
    assert_eq!(shift["gain"], 0);
    assert!(shift["lose"].as_u64().unwrap() > 0, "{shift}");
}

#[test]
fn added_and_removed_policies_are_named() {
    let fewer = Changed::new("fewer", |catalogue| {
        let policies = catalogue["policies"].as_array_mut().unwrap();
        policies.retain(|policy| policy["id"] != "patent-fee-reduction");
    });
    assert!(run(&["diff", "policies.json", fewer.path(), "--on", DAY]).starts_with("- patent-fee-reduction  "));
    assert!(run(&["diff", fewer.path(), "policies.json", "--on", DAY]).starts_with("+ patent-fee-reduction  "));
}

#[test]
fn a_profile_sees_its_own_gain_and_total() {
    let none = Changed::new("none", |catalogue| {
        let policies = catalogue["policies"].as_array_mut().unwrap();
        policies.retain(|policy| policy["id"] != "six-taxes-two-fees-2023");
    });
    let profile = ["--profile", "examples/restaurant.json", "--on", DAY];
    let report = run(&[&["diff", none.path(), "policies.json"], profile.as_slice()].concat());
    assert!(report.lines().any(|line| line == "six-taxes-two-fees-2023: 1 gain it, 0 lose it"), "{report}");
    assert!(report.lines().last().unwrap().starts_with("together a year: "), "{report}");
}

#[test]
fn the_population_is_always_the_same_and_knows_every_fact() {
    let loaded = fixtures::bundled();
    let facts = &loaded.catalogue.facts;
    let population = lint::population(facts, 200);
    assert_eq!(population, lint::population(facts, 200));
    assert_eq!(population[..50], lint::population(facts, 50), "a larger one begins with the smaller");
    assert!(population.iter().all(|profile| profile.iter().count() == facts.len() - 1), "all but the size class");
    let staff: std::collections::BTreeSet<String> =
        population.iter().map(|profile| format!("{:?}", profile.given(engine::enterprise::Facts::EMPLOYEES))).collect();
    assert!(staff.len() > 20, "{}", staff.len());
}

#[test]
fn the_sample_enterprise_meets_every_criterion_that_facts_can_meet() {
    let loaded = fixtures::bundled();
    let day = DAY.parse().unwrap();
    for policy in &loaded.catalogue.policies {
        let sample = lint::sample(&loaded.catalogue, policy, day);
        let situation = Situation::new(&loaded.catalogue.facts, &sample, day);
        let (found, _) = verdict(&loaded.catalogue, policy, &situation);
        assert_ne!(found, Verdict::Ineligible, "{}", policy.id);
    }
}

#[test]
fn reach_shows_cases_a_sample_and_a_share() {
    let report = run(&["reach", "vat-smallscale-threshold-2026", "--lang", "en", "--on", DAY]);
    assert!(report.contains("In every case:") && report.contains("Case 3"), "{report}");
    assert!(report.contains("\"vat_period\""), "{report}");
    assert!(report.contains("Of 2,000 made-up enterprises"), "{report}");
    let report = run(&["reach", "cit-small-profit-2023", "--on", DAY, "--format", "json"]);
    let report: Value = serde_json::from_str(&report).unwrap();
    let counts = &report["population"];
    let sum = ["eligible", "needs_info", "ineligible"].iter().map(|key| counts[key].as_u64().unwrap()).sum::<u64>();
    assert_eq!((sum, counts["all"].as_u64()), (2000, Some(2000)));
}
