//! The order in the file never matters.

use std::collections::{BTreeMap, BTreeSet};

use engine::catalogue::loading::load;
use engine::catalogue::{Catalogue, PolicyId};
use engine::enterprise::Profile;
use engine::matching::{Combination, Group, answer};
use engine::quantity::Date;
use serde_json::{Map, Value};

use super::generate::{Draws, Settings};
use super::{prove, read_profile};

/// The same catalogue in another order: policies, criteria, options, codes, groups, keys; what has an order of its own
/// (pairs, bands, steps, definitions, facts) stays.
fn shuffled(source: &mut Draws<'_>, value: &Value, movable: bool) -> Value {
    const LISTS: [&str; 15] = [
        "policies",
        "all",
        "any",
        "of",
        "in",
        "has_any",
        "within",
        "sum",
        "least",
        "most",
        "options",
        "groups",
        "excludes",
        "amount",
        "documents",
    ];
    match value {
        Value::Array(list) => {
            let mut list: Vec<Value> = list.iter().map(|part| shuffled(source, part, false)).collect();
            if movable {
                shuffle(source, &mut list);
            }
            list.into()
        }
        Value::Object(fields) => {
            let mut fields: Vec<(String, Value)> = fields
                .iter()
                .map(|(key, part)| (key.clone(), shuffled(source, part, LISTS.contains(&key.as_str()))))
                .collect();
            shuffle(source, &mut fields);
            fields.into_iter().collect::<Map<String, Value>>().into()
        }
        other => other.clone(),
    }
}

fn shuffle<T>(source: &mut Draws<'_>, list: &mut [T]) {
    for index in (1..list.len()).rev() {
        list.swap(index, source.below(index + 1));
    }
}

/// Everything that an answer says, by name.
fn said(catalogue: &Catalogue, profile: &Profile, on: Date) -> String {
    let answer = answer(catalogue, profile, on);
    let name = |id: &PolicyId| catalogue.rule(*id).map_or("?", |rule| rule.id.as_str()).to_owned();
    let fact = |id| catalogue.facts.get(id).map_or("?", |fact| fact.id.as_str()).to_owned();
    let outcomes: BTreeMap<String, String> = answer
        .outcomes
        .iter()
        .map(|outcome| {
            let open: BTreeSet<String> =
                outcome.open.facts.iter().map(|(id, why)| format!("{} {why:?}", fact(*id))).collect();
            let said = format!(
                "{:?} {:?} {open:?} {} {} {:?} {} {:?}, near: {}",
                outcome.verdict,
                outcome.status,
                outcome.open.authority,
                outcome.open.check_yourself,
                outcome.estimate,
                outcome.counts,
                outcome.group,
                outcome.near_miss.is_some()
            );
            (name(&outcome.policy), said)
        })
        .collect();
    let groups: Vec<Vec<String>> = Group::ALL
        .iter()
        .map(|group| answer.group(catalogue, *group).iter().map(|outcome| name(&outcome.policy)).collect())
        .collect();
    let questions: Vec<String> = answer
        .questions
        .iter()
        .map(|question| {
            let names = |ids: &[_]| -> BTreeSet<String> { ids.iter().map(name).collect() };
            let (settles, estimates) = (names(&question.settles), names(&question.estimates));
            let options = question.options.count_ones();
            format!(
                "{} {:?} {options} {settles:?} {} {:?} {estimates:?}",
                fact(question.fact),
                question.why,
                question.touches,
                question.worth
            )
        })
        .collect();
    let Combination { used, left_out, year, once, unbounded } = &answer.combination;
    let used: Vec<String> = used.iter().map(name).collect();
    let unbounded: Vec<String> = unbounded.iter().map(|(id, _)| name(id)).collect();
    let left_out: Vec<String> = left_out
        .iter()
        .map(|left| {
            let group = left.group.and_then(|group| catalogue.groups.get(usize::from(group.0)));
            format!("{} for {} by {group:?}", name(&left.policy), name(&left.instead))
        })
        .collect();
    let deadline = answer.nearest_deadline(catalogue).map(|deadline| deadline.day);
    format!(
        "{outcomes:#?}\n{groups:?}\n{questions:#?}\n{used:?} {left_out:?} {year:?} {once:?} {unbounded:?}\n{} {deadline:?}",
        answer.effortless(catalogue)
    )
}

/// Verdicts, missing facts, estimates, the groups with their order, the questions with theirs and the combination are
/// the same whatever the order of policies, criteria, options and keys.
#[test]
fn the_answer_does_not_depend_on_the_order_of_the_file() {
    prove(Settings::ALL, 200, |case| {
        let mut source = Draws::new(&case.more);
        let other = shuffled(&mut source, &case.json, false);
        let loaded = load(&other.to_string());
        assert_eq!(loaded.problems, [], "{other:#}");
        let profile = read_profile(&loaded.catalogue, &case.profile_json);
        let first = said(case.catalogue(), &case.profile, case.on);
        let second = said(&loaded.catalogue, &profile, case.on);
        assert_eq!(first, second, "\n{first}\nand with {other}\n{second}");
    });
}
