//! Relations between facts: they leave out what cannot be, and nothing else.

use std::cell::Cell;

use engine::catalogue::loading::load;
use engine::enterprise::{Kind, Profile, Tree};
use engine::matching::{Situation, Truth};
use serde_json::{Value, json};

use super::completions::Completions;
use super::generate::{Draws, Settings};
use super::{Case, Compared as _, generate, prove, read_profile};
use crate::oracle::{Answers, Enterprise, Oracle, Sort};

const RELATED: Settings =
    Settings { policies: 3, depth: 2, undecided: false, formulas: false, given: 40, relations: true, ..Settings::ALL };

/// So many completions are tried.
const MOST: u64 = 1_000;

/// The tests that tell apart what a relation says.
fn tests(oracle: &Oracle<'_>, relation: &Value) -> Vec<Value> {
    if let (Some(fact), Some(of)) = (relation["fact"].as_str(), relation["at_most"].as_str()) {
        return vec![json!({ "fact": fact }), json!({ "fact": of })];
    }
    let sides = ["when", "then"].into_iter().filter_map(|side| relation[side].as_object()).flatten();
    let test = |(fact, said): (&String, &Value)| {
        let mut test = json!({ "fact": fact });
        let ends = if said.is_object() { said.clone() } else { json!({ "min": said, "max": said }) };
        match oracle.sort(fact) {
            Sort::Count | Sort::Money | Sort::Rate => {
                for (key, end) in [("at_least", "min"), ("at_most", "max")] {
                    if let Some(end) = ends.get(end) {
                        test[key] = end.clone();
                    }
                }
            }
            Sort::Date => {
                for (key, end) in [("from", "min"), ("to", "max")] {
                    if let Some(end) = ends.get(end) {
                        test[key] = end.clone();
                    }
                }
            }
            Sort::Industry | Sort::Region => {
                test["within"] = said.get("one_of").cloned().unwrap_or_else(|| json!([said]));
            }
            Sort::Flag | Sort::Choice | Sort::Choices => {}
        }
        test
    };
    sides.map(test).collect()
}

/// Enterprises that a profile may turn out to be and that there can be, with all that a policy and the relations look at.
fn possible(case: &Case, policy: &Value) -> Vec<Enterprise> {
    let oracle = case.oracle();
    let relations = oracle.relations();
    let tests: Vec<Value> = relations.iter().flat_map(|relation| tests(&oracle, relation)).collect();
    let region = json!({ "fact": "region", "within": [policy["region"]] });
    let mut rules: Vec<&Value> = tests.iter().collect();
    rules.push(&policy["for"]);
    if policy["region"].is_string() {
        rules.push(&region);
    }
    let reader = Oracle::new(oracle.root);
    let completions = Completions::new(&reader, &case.facts, &rules, &case.profile_json, case.day());
    completions.some(MOST).filter(|enterprise| oracle.is_possible(enterprise)).collect()
}

/// No enterprise that there can be is left out or called contradictory, and a settled verdict is that of each. Many are
/// settled by relations alone.
#[test]
fn relations_leave_out_what_cannot_be_and_nothing_else() {
    let [tried, narrowed, by_relations] = leave_out_what_cannot_be(RELATED);
    assert!(tried > 400 && narrowed > 100 && by_relations > 3, "of {tried} {narrowed} and {by_relations}");
}

/// The same of boxes alone: what was not ticked leaves out what cannot be, and nothing else.
#[test]
fn boxes_leave_out_what_cannot_be_and_nothing_else() {
    let [tried, narrowed, by_boxes] = leave_out_what_cannot_be(Settings { relations: false, usual: true, ..RELATED });
    assert!(tried > 400 && narrowed > 100 && by_boxes > 0, "of {tried} {narrowed} and {by_boxes}");
}

/// How many policies were tried, for how many something was narrowed, and how many verdicts that settled.
fn leave_out_what_cannot_be(settings: Settings) -> [usize; 3] {
    let (tried, narrowed, by_relations) = (Cell::new(0), Cell::new(0), Cell::new(0));
    prove(settings, 400, |case| {
        let (oracle, situation) = (case.oracle(), case.situation());
        let mut plain = case.json.clone();
        plain["relations"] = json!([]);
        for family in plain["circumstances"]["families"].as_array_mut().into_iter().flatten() {
            if family.get("ask").is_some() {
                family["otherwise"] = json!({});
                family["then"] = json!({});
            }
        }
        let plain = load(&plain.to_string());
        let blind = Situation::new(&plain.catalogue.facts, &case.profile, case.on);
        for (policy, written) in case.policies() {
            let enterprises = possible(case, written);
            if enterprises.is_empty() || situation.size().is_contradicted() {
                continue;
            }
            assert_eq!(situation.broken(), [], "{} {}", case.json["relations"], case.profile_json);
            let truth = situation.evaluate(case.catalogue(), &policy.criterion);
            let before = blind.evaluate(&plain.catalogue, &policy.criterion);
            assert!(before == Truth::Unknown || before == truth, "{} was {before:?} and is {truth:?}", policy.id);
            tried.set(tried.get() + 1);
            narrowed.set(narrowed.get() + usize::from(situation.profile() != situation.told()));
            by_relations.set(by_relations.get() + usize::from(before != truth));
            for enterprise in &enterprises {
                for (id, value) in case.complete(&oracle, enterprise).iter() {
                    let tree = match case.catalogue().facts.get(id).map(|fact| &fact.kind) {
                        Some(Kind::Place(tree)) => Some(*tree),
                        _ => None::<Tree>,
                    };
                    let may_be = id == engine::enterprise::Facts::SIZE_CLASS
                        || situation.possible(id).intersect(value, tree).is_some();
                    assert!(may_be, "{} of {enterprise:?}: {}", case.fact(id), case.json["relations"]);
                }
                let applies = oracle.applies(written, enterprise, case.day(), &mut Answers::new(0));
                let agrees = truth == Truth::Unknown || truth == Truth::of(applies, applies);
                assert!(agrees, "{} is {truth:?}, not for {enterprise:?}: {}", policy.id, case.json["relations"]);
            }
        }
    });
    [&tried, &narrowed, &by_relations].map(Cell::get)
}

/// With more told the relations settle no less, and nothing otherwise; their order in the file does not matter.
#[test]
fn relations_keep_what_is_known_monotone_in_any_order() {
    prove(RELATED, 300, |case| {
        let facts = &case.catalogue().facts;
        let before = case.situation();
        let mut source = Draws::new(&case.more);
        let told = read_profile(case.catalogue(), &generate::profile(&mut source, &case.facts, RELATED));
        let mut narrower = case.profile.clone();
        for (id, value) in told.iter() {
            let tree = match facts.get(id).map(|fact| &fact.kind) {
                Some(Kind::Place(tree)) => Some(*tree),
                _ => None,
            };
            if let Some(both) = before.possible(id).intersect(value, tree) {
                narrower.set(facts, id, Some(both));
            }
        }
        let after = Situation::new(facts, &narrower, case.on);
        // What contradicts itself is no enterprise.
        let is_sound = |situation: &Situation<'_>| situation.broken().is_empty() && !situation.size().is_contradicted();
        if is_sound(&before) && is_sound(&after) {
            for policy in &case.catalogue().policies {
                let truths = [&before, &after].map(|situation| situation.evaluate(case.catalogue(), &policy.criterion));
                assert!(truths[0] == Truth::Unknown || truths[0] == truths[1], "{} {truths:?}", policy.id);
            }
        }
        let mut turned = case.json.clone();
        turned["relations"].as_array_mut().expect("relations").reverse();
        let turned = load(&turned.to_string());
        let other = Situation::new(&turned.catalogue.facts, &case.profile, case.on);
        if is_sound(&before) {
            assert_eq!((other.broken().len(), other.profile()), (0, before.profile()), "{}", case.json["relations"]);
        }
    });
}

/// Answered one by one, some of them otherwise before, an enterprise is what it is when told at once: what follows of the
/// answers and the size class, too.
#[test]
fn what_is_told_one_by_one_comes_to_the_same_as_at_once() {
    prove(RELATED, 300, |case| {
        let facts = &case.catalogue().facts;
        let mut source = Draws::new(&case.more);
        let first = read_profile(case.catalogue(), &generate::profile(&mut source, &case.facts, RELATED));
        let mut answered = Situation::owning(facts, Profile::new(), case.on);
        for told in [&first, &case.profile] {
            for (id, _) in facts.iter() {
                answered.set(id, told.given(id).cloned());
            }
        }
        let mut together = Situation::owning(facts, first, case.on);
        together.set_all(facts.iter().map(|(id, _)| (id, case.profile.given(id).cloned())));
        let at_once = case.situation();
        let all = |situation: &Situation<'_>| {
            let size = situation.size();
            let classes = (size.classes, size.derived, size.stated, size.open.clone());
            (situation.told().clone(), situation.profile().clone(), situation.broken().to_vec(), classes)
        };
        for changed in [&answered, &together] {
            assert_eq!(all(changed), all(&at_once), "{} {}", case.json["relations"], case.profile_json);
        }
    });
}
