//! What is wrong with usual answers, and with the families of facts that are asked for together.

use std::collections::BTreeSet;

use super::check::{facts_of, formula_facts, is_odd};
use super::finding::Fault;
use super::rules;
use engine::catalogue::loading::Loaded;
use engine::catalogue::{Catalogue, Language, Policy, Status, TextId, Tick, UsualAnswer, UsualValue};
use engine::enterprise::{Fact, FactId, Facts, Possible, Profile};
use engine::matching::{Situation, open};
use engine::quantity::{Date, bit};

/// Everything wrong with them; `read` is what policies not ended read, and what decides how that is asked.
pub(super) fn check(loaded: &Loaded, read: &BTreeSet<FactId>, today: Date, note: &mut dyn FnMut(String, Fault)) {
    let catalogue = &loaded.catalogue;
    let name = |fact: FactId| catalogue.facts.get(fact).map_or_else(String::new, |fact| fact.id.clone());
    for (index, usual) in catalogue.usual.iter().enumerate().skip(loaded.first_usual) {
        let place = format!("/usual/{}", index.saturating_sub(loaded.first_usual));
        let fact = name(usual.fact);
        texts(loaded, &[("why", usual.why)], &place, note);
        if !read.contains(&usual.fact) {
            note(place, Fault::UsualUnread { fact });
        } else if let Some(before) = catalogue.usual.iter().take(index).position(|before| is_first(before, usual)) {
            note(place, Fault::UsualNever { fact, before: Some(before) });
        } else if usual.when.as_ref().is_some_and(|when| matches!(rules::reachable(catalogue, when, today), [None, ..]))
        {
            note(place, Fault::UsualNever { fact, before: None });
        }
    }
    // A local catalogue has no families of its own.
    if loaded.first_usual > 0 || catalogue.circumstances.list.is_empty() {
        return;
    }
    let place = format!("/{}", engine::catalogue::Circumstances::FACT);
    let live: Vec<Policy<'_>> = catalogue
        .policies()
        .filter(|policy| policy.status(today) == Status::InForce && !policy.is_background())
        .collect();
    let mut awaited = BTreeSet::new();
    for policy in &live {
        awaited.extend(facts_of(catalogue, &policy.criterion));
        if let Some(formula) = &policy.details.benefit.estimate {
            formula_facts(catalogue, formula, &mut awaited);
        }
    }
    let core = Facts::core().len();
    for &fact in awaited.iter().filter(|fact| usize::from(fact.0) >= core) {
        if catalogue.circumstances.of(fact).is_none() && Some(fact) != catalogue.circumstances.fact {
            note(format!("{place}/families"), Fault::NoFamily { fact: name(fact) });
        }
    }
    for (index, family) in catalogue.circumstances.list.iter().enumerate() {
        let place = format!("{place}/families/{index}");
        texts(loaded, &[("name", family.name)], &place, note);
        let Some(tick) = &family.tick else { continue };
        texts(loaded, &[("ask", tick.ask)], &place, note);
        for (number, (_, ask)) in tick.variants.iter().enumerate() {
            texts(loaded, &[("ask", *ask)], &format!("{place}/variants/{number}"), note);
        }
        for (fact, policy) in left_open(catalogue, tick, &family.facts, &live, today) {
            note(place.clone(), Fault::BoxLeavesOpen { fact: name(fact), policy });
        }
    }
}

/// Whether one usual answer always comes before another.
fn is_first(before: &UsualAnswer, usual: &UsualAnswer) -> bool {
    let is_for_all =
        before.when.as_ref().is_none_or(|when| Some(&when.test) == usual.when.as_ref().map(|when| &when.test));
    // A share of what is not known does not apply.
    before.fact == usual.fact && is_for_all && matches!(before.value, UsualValue::Is(_))
}

/// The facts of a family that stay open where its box is not ticked, each with a policy that waits for it.
fn left_open(
    catalogue: &Catalogue,
    tick: &Tick,
    family: &[FactId],
    live: &[Policy<'_>],
    today: Date,
) -> Vec<(FactId, String)> {
    let Some(fact) = catalogue.circumstances.fact else { return Vec::new() };
    let all = catalogue.facts.get(fact).map_or(0, Fact::all_options);
    let mut unticked = Profile::new();
    unticked.set(&catalogue.facts, fact, Some(Possible::Sets { must: 0, may: all & !bit(tick.option) }));
    let situation = Situation::new(&catalogue.facts, &unticked, today);
    let mut found: Vec<(FactId, String)> = Vec::new();
    for policy in live {
        if !facts_of(catalogue, &policy.criterion).any(|fact| family.contains(&fact)) {
            continue;
        }
        for (fact, _) in open(catalogue, &situation, &policy.criterion).facts {
            if family.contains(&fact) && found.iter().all(|(other, _)| *other != fact) {
                found.push((fact, policy.id.clone()));
            }
        }
    }
    found
}

/// Characters that do not belong into a text.
fn texts(loaded: &Loaded, texts: &[(&str, TextId)], place: &str, note: &mut dyn FnMut(String, Fault)) {
    for (key, id) in texts {
        if let Some(found) = loaded.texts.get(*id, Language::ZhCn).chars().find(|&c| is_odd(c)) {
            note(format!("{place}/{key}/zh"), Fault::OddCharacter { found });
        }
    }
}
