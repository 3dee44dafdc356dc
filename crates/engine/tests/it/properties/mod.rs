//! Properties that hold for every catalogue and every enterprise, tried on random ones.
//!
//! The same cases come on every run. `make fuzz` tries other and more ones. A failure prints the smallest catalogue and
//! profile found.

mod amounts;
mod completions;
mod forms;
mod order;
mod relations;
mod time;
mod usual;
mod verdicts;

use engine::enterprise::Profile;
use fixtures::case::{Case, prove};
use fixtures::{profile as read_profile, random as generate};
use serde_json::Value;

use crate::oracle::{Enterprise, Oracle};
use completions::{Completions, oracle_day};

/// A random case beside the independent evaluator.
trait Compared {
    /// The independent evaluator of the catalogue.
    fn oracle(&self) -> Oracle<'_>;

    /// The day as it counts them.
    fn day(&self) -> i128;

    /// The enterprises that this profile may turn out to be, as far as a policy can tell them apart.
    fn completions(&self, oracle: &Oracle<'_>, policy: &Value) -> Completions;

    /// A concrete enterprise as the library sees it.
    fn complete(&self, oracle: &Oracle<'_>, enterprise: &Enterprise) -> Profile;
}

impl Compared for Case {
    fn oracle(&self) -> Oracle<'_> {
        Oracle::new(&self.json)
    }

    fn day(&self) -> i128 {
        oracle_day(self.on)
    }

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

    fn complete(&self, oracle: &Oracle<'_>, enterprise: &Enterprise) -> Profile {
        read_profile(self.catalogue(), &completions::as_profile(oracle, enterprise))
    }
}
