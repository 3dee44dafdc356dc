//! Verdicts, and what can still change them.

use std::collections::BTreeSet;

use engine::catalogue::{Criterion, Test};
use engine::enterprise::{Facts, Kind, Possible, Profile, Tree, write_profile};
use engine::matching::{Estimate, Group, Reason, Situation, Truth, estimate, open, sufficient, tree, worth};
use engine::quantity::{bit, bits_of};
use serde_json::Value;

use super::completions::Completions;
use super::generate::{Draws, Settings};
use super::{Case, Compared as _, generate, prove, read_profile};
use crate::oracle::{Answers, Concrete};

/// Without authorities and formulas: everything is settled by facts, each of which stands in one test.
const ONCE: Settings =
    Settings { once: true, undecided: false, formulas: false, dates: false, depth: 2, ..Settings::ALL };

/// So many completions are tried before giving up.
const MOST: u64 = 10_000;

/// How many things in a criterion nobody can know: each gets both answers.
fn undecided(criterion: &Criterion, case: &Case) -> u32 {
    let own = match &criterion.test {
        Test::Authority(_) | Test::CheckYourself(_) => 1,
        Test::Defined(id) => case.catalogue().definition(*id).map_or(0, |found| undecided(&found.criterion, case)),
        _ => 0,
    };
    own + criterion.parts().iter().map(|part| undecided(part, case)).sum::<u32>()
}

/// If the verdict is settled, every enterprise that the profile may turn out to be gets the same one.
#[test]
fn a_settled_verdict_is_that_of_every_completion() {
    prove(Settings::ALL, 250, |case| {
        let (oracle, situation) = (case.oracle(), case.situation());
        for (policy, written) in case.policies() {
            let truth = situation.evaluate(case.catalogue(), &policy.criterion);
            if truth == Truth::Unknown || situation.size().is_contradicted() {
                continue;
            }
            let choices = undecided(&policy.criterion, case).min(4);
            for enterprise in case.completions(&oracle, written).some(60) {
                for bits in 0..1 << choices {
                    let applies = oracle.applies(written, &enterprise, case.day(), &mut Answers::new(bits));
                    assert_eq!(applies, truth == Truth::True, "{} is {truth:?}, yet for {enterprise:?}", policy.id);
                }
            }
        }
    });
}

/// Of an enterprise that is wholly known the library and the oracle say the same.
#[test]
fn a_concrete_enterprise_gets_the_verdict_of_the_oracle() {
    let settings = Settings { undecided: false, ..Settings::ALL };
    prove(settings, 200, |case| {
        let oracle = case.oracle();
        for (policy, written) in case.policies() {
            for enterprise in case.completions(&oracle, written).some(12) {
                let profile = case.complete(&oracle, &enterprise);
                let situation = Situation::new(&case.catalogue().facts, &profile, case.on);
                let expected = oracle.applies(written, &enterprise, case.day(), &mut Answers::new(0));
                let truth = situation.evaluate(case.catalogue(), &policy.criterion);
                assert_eq!(truth, Truth::of(expected, expected), "{} for {enterprise:?}", policy.id);
            }
        }
    });
}

/// The tests in which Kleene's logic sees each side by itself: one fact in them counts as two.
fn is_two_sided_ratio(value: &Value) -> bool {
    match value {
        Value::Array(parts) => parts.iter().any(is_two_sided_ratio),
        Value::Object(fields) => {
            let ratio = fields.contains_key("ratio") || fields.contains_key("growth");
            (ratio && fields.len() > 2) || fields.values().any(is_two_sided_ratio)
        }
        _ => false,
    }
}

fn mentions(value: &Value, keys: &[&str]) -> bool {
    match value {
        Value::Array(parts) => parts.iter().any(|part| mentions(part, keys)),
        Value::Object(fields) => fields.iter().any(|(key, part)| keys.contains(&&**key) || mentions(part, keys)),
        Value::String(text) => keys.contains(&&**text),
        _ => false,
    }
}

/// Where each fact stands in one test only, `needs_info` means that completions really differ.
#[test]
fn needs_info_means_that_completions_differ() {
    prove(ONCE, 400, |case| {
        let (oracle, situation) = (case.oracle(), case.situation());
        for (policy, written) in case.policies() {
            let truth = situation.evaluate(case.catalogue(), &policy.criterion);
            if truth != Truth::Unknown || situation.size().is_contradicted() || is_two_sided_ratio(&written["for"]) {
                continue;
            }
            let completions = case.completions(&oracle, written);
            let mut verdicts = BTreeSet::new();
            for enterprise in completions.some(MOST) {
                verdicts.insert(oracle.applies(written, &enterprise, case.day(), &mut Answers::new(0)));
                if verdicts.len() == 2 {
                    break;
                }
            }
            assert!(
                verdicts.len() == 2 || completions.count() > MOST,
                "{} needs information, but all of {} completions say {verdicts:?}",
                policy.id,
                completions.count()
            );
        }
    });
}

/// Narrowing any fact never turns `eligible` or `ineligible` into anything else, and an estimate only shrinks.
#[test]
fn knowledge_is_monotone() {
    prove(Settings::ALL, 250, |case| {
        let mut source = Draws::new(&case.more);
        let before = case.situation();
        let given = Settings { given: 60, ..Settings::ALL };
        let told = read_profile(case.catalogue(), &generate::profile(&mut source, &case.facts, given));
        let mut narrowed = case.profile.clone();
        for (id, value) in told.iter() {
            let tree = case.catalogue().facts.get(id).and_then(|fact| match fact.kind {
                Kind::Place(tree) => Some(tree),
                _ => None,
            });
            if let Some(both) = before.possible(id).intersect(value, tree) {
                narrowed.set(&case.catalogue().facts, id, Some(both));
            }
        }
        let after = Situation::new(&case.catalogue().facts, &narrowed, case.on);
        // Figures that contradict the size class that was stated are no narrowing of it.
        if after.size().is_contradicted() != before.size().is_contradicted() {
            return;
        }
        for policy in case.catalogue().policies() {
            let (old, new) = (
                before.evaluate(case.catalogue(), &policy.criterion),
                after.evaluate(case.catalogue(), &policy.criterion),
            );
            assert!(old == Truth::Unknown || old == new, "{} was {old:?} and is {new:?} for {narrowed:?}", policy.id);
            let formula = |situation: &Situation<'_>| estimate(case.catalogue(), situation, &policy.details.benefit);
            let said = |situation: &Situation<'_>| {
                let open = open(case.catalogue(), situation, &policy.criterion);
                worth(case.catalogue(), situation, policy, &open)
            };
            let pairs: [[Option<Estimate>; 2]; 2] = [[&before, &after].map(formula), [&before, &after].map(said)];
            for pair in pairs {
                if let [Some(old), Some(new)] = pair {
                    let shrinks =
                        old.low <= new.low && old.high.is_none_or(|old| new.high.is_some_and(|new| new <= old));
                    assert!(shrinks, "{} was worth {old:?} and is worth {new:?} for {narrowed:?}", policy.id);
                }
            }
        }
    });
}

/// An undecided verdict names a fact, an authority or a check; once all named facts are answered, whatever the
/// answers, only an authority or a check can be left.
#[test]
fn answering_all_named_facts_settles() {
    prove(Settings::ALL, 200, |case| {
        let (oracle, situation) = (case.oracle(), case.situation());
        for (policy, written) in case.policies() {
            let named = open(case.catalogue(), &situation, &policy.criterion);
            let truth = situation.evaluate(case.catalogue(), &policy.criterion);
            let something = !named.facts.is_empty() || named.authority || named.check_yourself;
            assert_eq!(something, truth == Truth::Unknown, "{}: {truth:?} with {named:?}", policy.id);
            if named.facts.is_empty() || situation.size().is_contradicted() {
                continue;
            }
            for enterprise in case.completions(&oracle, written).some(8) {
                let complete = case.complete(&oracle, &enterprise);
                let mut answered = case.profile.clone();
                for &(fact, _) in &named.facts {
                    answered.set(&case.catalogue().facts, fact, complete.given(fact).cloned());
                }
                let after = Situation::new(&case.catalogue().facts, &answered, case.on);
                let left = open(case.catalogue(), &after, &policy.criterion);
                // An industry outside the size standard has no class of its own: that is one more question.
                let outside =
                    after.size().is_outside() && left.facts.iter().all(|(fact, _)| *fact == Facts::SIZE_CLASS);
                // Where no value makes a difference any more, but several branches test it: that is told by the check.
                let is_weak = || {
                    let written_answers = write_profile(&answered, &case.catalogue().facts);
                    let rest = Completions::new(&oracle, &case.facts, &[&written["for"]], &written_answers, case.day());
                    let mut truths = rest.some(MOST).map(|enterprise| {
                        let complete = case.complete(&oracle, &enterprise);
                        Situation::new(&case.catalogue().facts, &complete, case.on)
                            .evaluate(case.catalogue(), &policy.criterion)
                    });
                    let first = truths.next();
                    truths.all(|truth| Some(truth) == first)
                };
                assert!(
                    left.is_told_all() || outside || is_weak(),
                    "{}: {named:?} were answered as {answered:?}, yet {left:?} are left",
                    policy.id
                );
            }
        }
    });
}

/// A fact is named only if its answer can change the verdict: there are two enterprises that differ in it alone, and
/// get different verdicts. (Where each fact stands in one test only; ratios are sharper than this.)
#[test]
fn every_named_fact_can_matter() {
    let settings = Settings { depth: 2, policies: 3, ..ONCE };
    prove(settings, 300, |case| {
        let (oracle, situation) = (case.oracle(), case.situation());
        for (policy, written) in case.policies() {
            if mentions(&written["for"], &["ratio", "growth", "size_class"]) {
                continue;
            }
            let completions = case.completions(&oracle, written);
            for (fact, _) in open(case.catalogue(), &situation, &policy.criterion).facts {
                let id = case.fact(fact);
                let (_, values) =
                    completions.values.iter().find(|(other, _)| other == id).expect("it is in the criterion");
                let matters = completions.some(MOST).any(|mut enterprise| {
                    let mut verdict = |value: &Concrete| {
                        enterprise.insert(id.to_owned(), value.clone());
                        oracle.applies(written, &enterprise, case.day(), &mut Answers::new(0))
                    };
                    let first = verdict(&values[0]);
                    values.iter().any(|value| verdict(value) != first)
                });
                assert!(matters || completions.count() > MOST, "{} asks for {id}, which cannot matter", policy.id);
            }
        }
    });
}

/// The same where facts stand in several tests, one of which may make another superfluous; and no fact that can matter
/// is left out.
#[test]
fn of_facts_in_several_branches_just_those_are_named_that_can_matter() {
    let settings = Settings { once: false, depth: 3, policies: 4, given: 50, ..ONCE };
    prove(settings, 400, |case| {
        let (oracle, situation) = (case.oracle(), case.situation());
        for (policy, written) in case.policies() {
            let completions = case.completions(&oracle, written);
            let rough = ["ratio", "growth", "sum", "size_class", "definition"];
            if mentions(&written["for"], &rough) || completions.count() > MOST {
                continue;
            }
            let verdict = |enterprise: &_| oracle.applies(written, enterprise, case.day(), &mut Answers::new(0));
            let verdicts: BTreeSet<bool> = completions.some(MOST).map(|enterprise| verdict(&enterprise)).collect();
            if verdicts.len() < 2 {
                continue;
            }
            let named: BTreeSet<&str> = open(case.catalogue(), &situation, &policy.criterion)
                .facts
                .into_iter()
                .map(|(fact, _)| case.fact(fact))
                .collect();
            for (id, values) in &completions.values {
                let matters = completions.some(MOST).any(|mut enterprise| {
                    let first = verdict(&enterprise);
                    values.iter().any(|value| {
                        enterprise.insert(id.clone(), value.clone());
                        verdict(&enterprise) != first
                    })
                });
                assert_eq!(named.contains(id.as_str()), matters, "{}: {id} among {named:?}", policy.id);
            }
        }
    });
}

/// The reasons given for a settled verdict are enough: were nothing else known, it would be settled just so.
#[test]
fn sufficient_reasons_suffice() {
    prove(Settings::ALL, 250, |case| {
        let situation = case.situation();
        for policy in &case.catalogue().policies {
            let whole = tree(case.catalogue(), &situation, &policy.criterion);
            assert_eq!(whole.truth, situation.evaluate(case.catalogue(), &policy.criterion), "{}", policy.id);
            let reasons = sufficient(&whole);
            assert_eq!(with_only(&whole, &reasons), whole.truth, "{}: {reasons:?}", policy.id);
            assert!(whole.truth != Truth::Unknown || reasons.is_empty(), "{}: {reasons:?}", policy.id);
        }
    });
}

/// The outcome if nothing were known but these findings.
fn with_only(finding: &Reason<'_>, known: &[&Reason<'_>]) -> Truth {
    if known.iter().any(|other| std::ptr::eq(*other, finding)) {
        return finding.truth;
    }
    let truths: Vec<Truth> = finding.parts.iter().map(|part| with_only(part, known)).collect();
    match &finding.criterion.test {
        Test::All(_) => truths.into_iter().fold(Truth::True, Truth::and),
        Test::Any(_) => truths.into_iter().fold(Truth::False, Truth::or),
        Test::Not(_) => truths.into_iter().fold(Truth::Unknown, |_, truth| !truth),
        Test::AtLeast(count, _) => Truth::at_least(*count, truths.into_iter()),
        Test::Defined(_) => truths.into_iter().fold(Truth::Unknown, |_, truth| truth),
        _ => Truth::Unknown,
    }
}

/// The next question is about a fact that is not settled, and that some policy in force still waits for or the worth
/// of a usable one depends on.
#[test]
fn questions_are_about_open_facts() {
    prove(Settings::ALL, 150, |case| {
        let answer = engine::matching::answer(case.catalogue(), &case.profile, case.on);
        let mut asked = BTreeSet::new();
        for question in &answer.questions {
            assert!(asked.insert(question.fact), "{} is asked twice", case.fact(question.fact));
            let waits = answer.outcomes.iter().filter(|outcome| {
                outcome.status == engine::catalogue::Status::InForce
                    && outcome.group != Group::Background
                    && outcome.open.facts.iter().any(|(fact, _)| *fact == question.fact)
            });
            assert_eq!(waits.count(), question.touches, "{}", case.fact(question.fact));
            assert!(question.touches > 0 || !question.estimates.is_empty());
            for id in &question.estimates {
                let priced = answer.outcomes.iter().find(|outcome| outcome.policy == *id).expect("it is there");
                let inexact = priced.estimate.is_some_and(|estimate| estimate.exact().is_none());
                assert!(priced.group == Group::UseNow && inexact, "{priced:?}");
            }
            let already: Option<&_> = case.profile.given(question.fact);
            let place =
                matches!(case.catalogue().facts.get(question.fact).map(|fact| &fact.kind), Some(Kind::Place(_)));
            assert!(place || already.is_none_or(|value| !value.is_exact()), "{}", case.fact(question.fact));
        }
        for outcome in &answer.outcomes {
            let live = outcome.status == engine::catalogue::Status::InForce;
            let live = live && outcome.group != Group::Background;
            assert!(!live || outcome.open.facts.iter().all(|(fact, _)| asked.contains(fact)), "{outcome:?}");
        }
    });
}

/// An option of a multiple choice that is not offered can change neither a verdict nor the worth of a usable policy.
#[test]
fn options_that_are_not_offered_do_not_matter() {
    prove(Settings::ALL, 150, |case| {
        let situation = case.situation();
        let answer = engine::matching::answer(case.catalogue(), &case.profile, case.on);
        for question in &answer.questions {
            let Possible::Sets { must, may } = *situation.possible(question.fact) else { continue };
            for left in bits_of(may & !must & !question.options) {
                for told in
                    [Possible::Sets { must: must | bit(left), may }, Possible::Sets { must, may: may & !bit(left) }]
                {
                    let mut profile = case.profile.clone();
                    profile.set(&case.catalogue().facts, question.fact, Some(told.clone()));
                    let after = engine::matching::answer(case.catalogue(), &profile, case.on);
                    for (old, new) in answer.outcomes.iter().zip(&after.outcomes) {
                        if old.status != engine::catalogue::Status::InForce {
                            continue;
                        }
                        assert_eq!(old.verdict, new.verdict, "{} {told:?}", case.fact(question.fact));
                        let usable = old.group == Group::UseNow;
                        assert!(!usable || old.estimate == new.estimate, "{old:?} {told:?}");
                    }
                }
            }
        }
    });
}

/// Nothing is asked once every fact that matters is known.
#[test]
fn nothing_is_asked_of_a_concrete_enterprise() {
    prove(Settings::ALL, 60, |case| {
        let oracle = case.oracle();
        let all: Vec<&Value> = vec![&case.json["policies"]];
        let completions =
            super::completions::Completions::new(&oracle, &case.facts, &all, &case.profile_json, case.day());
        let Some(enterprise) = completions.some(100).next() else { return };
        let mut profile: Profile = case.complete(&oracle, &enterprise);
        // The regions of policies are not among what their criteria read: a whole province leaves open in which of its
        // districts the enterprise is.
        let is_one_place = match profile.given(Facts::REGION) {
            Some(Possible::Places(codes)) => matches!(**codes, [code] if Tree::Regions.span(code).single().is_some()),
            _ => false,
        };
        if !is_one_place {
            let place = read_profile(case.catalogue(), &serde_json::json!({ "region": "440106" }));
            profile.set(&case.catalogue().facts, Facts::REGION, place.given(Facts::REGION).cloned());
        }
        let answer = engine::matching::answer(case.catalogue(), &profile, case.on);
        let asked: Vec<&str> = answer.questions.iter().map(|question| case.fact(question.fact)).collect();
        assert!(asked.is_empty(), "{asked:?} are asked of {profile:?}");
    });
}
