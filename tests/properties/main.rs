//! Properties that hold for every catalogue and every enterprise, tried on random ones.
//!
//! The same cases come on every run. `make fuzz` (or `PROPTEST_CASES=20000 cargo test --release --test properties`)
//! tries other and more ones. A failure prints the smallest catalogue and profile found.

#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::wildcard_enum_match_arm,
    reason = "a test says what it expects by failing"
)]

mod amounts;
mod completions;
mod forms;
mod generate;
mod index;
#[path = "../oracle/mod.rs"]
mod oracle;
mod order;
mod time;
mod verdicts;

use completions::{Completions, oracle_day};
use generate::{Fact, Settings, Source};
use oracle::{Enterprise, Oracle};
use policy_match::catalogue::loading::{Loaded, load};
use policy_match::catalogue::{Catalogue, Policy};
use policy_match::enterprise::reading::{Node, Problems};
use policy_match::enterprise::{FactId, Profile};
use policy_match::matching::Situation;
use policy_match::quantity::Date;
use proptest::collection::vec;
use proptest::prelude::any;
use proptest::test_runner::{Config, RngSeed, TestCaseError, TestError, TestRunner};
use serde_json::Value;

/// A random catalogue, a random profile, a day.
#[derive(Debug)]
struct Case {
    facts: Vec<Fact>,
    json: Value,
    loaded: Loaded,
    profile_json: Value,
    profile: Profile,
    on: Date,
    /// More numbers, for what a property needs besides.
    more: Vec<u32>,
}

impl Case {
    fn new(settings: Settings, numbers: &[u32], answers: &[u32], more: &[u32]) -> Self {
        let mut source = Source::new(numbers);
        let facts = generate::facts(&mut source);
        let json = generate::catalogue(&mut source, &facts, settings);
        let loaded = load(&json.to_string());
        assert_eq!(loaded.problems, [], "{json:#}");
        let mut source = Source::new(answers);
        let on = generate::on(&mut source);
        let profile_json = generate::profile(&mut source, &facts, settings);
        let profile = read_profile(&loaded.catalogue, &profile_json);
        Self { facts, json, loaded, profile_json, profile, on, more: more.to_vec() }
    }

    fn catalogue(&self) -> &Catalogue {
        &self.loaded.catalogue
    }

    fn situation(&self) -> Situation<'_> {
        Situation::new(&self.catalogue().facts, &self.profile, self.on)
    }

    fn oracle(&self) -> Oracle<'_> {
        Oracle::new(&self.json)
    }

    fn day(&self) -> i128 {
        oracle_day(self.on)
    }

    /// Each policy with the text it was read from.
    fn policies(&self) -> impl Iterator<Item = (Policy<'_>, &Value)> {
        self.catalogue().policies().zip(self.json["policies"].as_array().expect("policies"))
    }

    /// The enterprises that this profile may turn out to be, as far as a policy can tell them apart.
    fn completions(&self, oracle: &Oracle<'_>, policy: &Value) -> Completions {
        let region = serde_json::json!({ "fact": "region", "within": [policy["region"]] });
        let mut rules = vec![&policy["for"], &policy["benefit"]];
        if policy["region"].is_string() {
            rules.push(&region);
        }
        // The region's test lives only here, so it is read apart from the oracle's own lifetime.
        let oracle = Oracle::new(oracle.root);
        Completions::new(&oracle, &self.facts, &rules, &self.profile_json, self.day())
    }

    /// A concrete enterprise as the library sees it.
    fn complete(&self, oracle: &Oracle<'_>, enterprise: &Enterprise) -> Profile {
        read_profile(self.catalogue(), &completions::as_profile(oracle, enterprise))
    }

    fn fact(&self, id: FactId) -> &str {
        self.catalogue().facts.get(id).map_or("?", |fact| &fact.id)
    }
}

fn read_profile(catalogue: &Catalogue, json: &Value) -> Profile {
    let problems = Problems::default();
    let profile = Node::root(json, &problems).profile(&catalogue.facts);
    let problems = problems.into_list();
    profile.unwrap_or_else(|| panic!("{problems:?} in {json:#}"))
}

/// Tries a property on random cases; the failing case is made as small as possible and shown.
fn prove(settings: Settings, cases: u32, property: impl Fn(&Case)) {
    let mut config = Config { failure_persistence: None, max_shrink_iters: 4_000, ..Config::default() };
    if std::env::var_os("PROPTEST_CASES").is_none() {
        config.cases = cases;
        config.rng_seed = RngSeed::Fixed(20_261_121);
    }
    let strategy = (vec(any::<u32>(), 0..500), vec(any::<u32>(), 0..150), vec(any::<u32>(), 0..80));
    let tried = TestRunner::new(config).run(&strategy, |(numbers, answers, more)| {
        property(&Case::new(settings, &numbers, &answers, &more));
        Ok::<(), TestCaseError>(())
    });
    match tried {
        Ok(()) => {}
        Err(TestError::Abort(why)) => panic!("{why}"),
        Err(TestError::Fail(why, (numbers, answers, more))) => {
            let case = Case::new(settings, &numbers, &answers, &more);
            let definitions = &case.json["definitions"];
            let policies: Vec<String> = case.policies().map(|(_, written)| brief(written).to_string()).collect();
            panic!(
                "{why}\non {}\nprofile {}\nwhich is {:?}\ndefinitions {definitions}\npolicies {}\nmore {:?}",
                case.on,
                case.profile_json,
                case.profile,
                policies.join("\n"),
                case.more
            );
        }
    }
}

/// What can matter of a policy.
fn brief(policy: &Value) -> Value {
    let mut policy = policy.clone();
    if let Some(fields) = policy.as_object_mut() {
        let texts = ["name", "summary", "category", "issuers", "steps", "materials", "verified"];
        fields.retain(|key, _| !texts.contains(&key.as_str()));
    }
    policy
}
