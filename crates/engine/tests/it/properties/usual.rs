//! Usual answers: nothing certain rests on them, and what is likely rests on those that it names.

use std::cell::Cell;

use engine::catalogue::loading::load;
use engine::matching::{Group, Situation, Truth, Verdict, results, suppose};
use serde_json::json;

use super::generate::Settings;
use super::prove;

const USUAL: Settings = Settings { depth: 2, given: 30, usual: true, relations: true, ..Settings::ALL };

/// All that is certain is the same without a single usual answer.
#[test]
fn what_is_certain_is_the_same_without_usual_answers() {
    let seen = Cell::new(0);
    prove(USUAL, 250, |case| {
        let mut plain = case.json.clone();
        plain["usual"] = json!([]);
        let plain = load(&plain.to_string()).catalogue;
        let with = results(case.catalogue(), &case.profile, case.on);
        let without = results(&plain, &case.profile, case.on);
        assert_eq!(with.combination, without.combination);
        seen.set(seen.get() + with.supposed.len());
        assert_eq!(without.supposed, []);
        for (with, without) in with.outcomes.iter().zip(&without.outcomes) {
            assert_eq!((with.verdict, with.status, with.group), (without.verdict, without.status, without.group));
            assert_eq!((with.estimate, with.counts, &with.open), (without.estimate, without.counts, &without.open));
            assert_eq!((with.near_miss, &without.likely), (without.near_miss, &None));
        }
    });
    assert!(seen.get() > 100, "{}", seen.get());
}

/// Who tells the usual answers that a likely verdict names meets the criteria for certain; and what is not called likely,
/// but could be, is not met with all of them.
#[test]
fn a_likely_verdict_is_certain_once_the_usual_answers_that_it_names_are_told() {
    let seen = Cell::new(0);
    prove(USUAL, 600, |case| {
        let (catalogue, situation) = (case.catalogue(), case.situation());
        let (usual, supposed) = suppose(catalogue, &situation);
        for outcome in &results(catalogue, &case.profile, case.on).outcomes {
            let policy = catalogue.policy(outcome.policy).expect("it is there");
            let with_all = usual.evaluate(catalogue, &policy.criterion);
            let can_be = matches!(outcome.group, Group::MayUse | Group::Services) && !policy.rule.must_be_won();
            if outcome.verdict != Verdict::NeedsInfo || !can_be {
                continue;
            }
            assert_eq!(outcome.likely.is_some(), with_all == Truth::True, "{}", policy.id);
            let Some(likely) = &outcome.likely else { continue };
            let mut told = situation.told().clone();
            for &fact in &likely.rests_on {
                assert!(supposed.iter().any(|one| one.fact == fact), "{}", case.fact(fact));
                told.set(&catalogue.facts, fact, Some(usual.possible(fact).into_owned()));
            }
            let told = Situation::new(&catalogue.facts, &told, case.on);
            let truth = told.evaluate(catalogue, &policy.criterion);
            let names: Vec<&str> = likely.rests_on.iter().map(|&fact| case.fact(fact)).collect();
            assert_eq!(truth, Truth::True, "{} with {names:?} of {}", policy.id, case.json["usual"]);
            seen.set(seen.get() + 1);
        }
    });
    assert!(seen.get() > 3, "{}", seen.get());
}
