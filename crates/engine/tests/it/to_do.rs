//! What there is to do about each policy, at its boundaries, and the families that share a card.

use engine::catalogue::Catalogue;
use engine::catalogue::loading::load;
use engine::enterprise::read_profile;
use engine::matching::{Answer, Card, Group, ToDo, cards, results};
use engine::quantity::Date;
use serde_json::{Value, json};

fn words(text: &str) -> Value {
    json!({ "zh": text, "en": text })
}

/// A policy in force since 2026, with more of its own.
fn policy(id: &str, more: &Value) -> Value {
    let mut policy = json!({
        "id": id, "name": words(id), "summary": words(id), "category": "subsidy-grant",
        "validity": { "from": "2026-01-01", "to": "2026-12-31" }, "for": { "fact": "a", "is": true },
        "benefit": { "text": words("x"), "kind": "saving" }, "channel": "application", "verified": "verified",
        "reviewed": "2026-11-21",
    });
    let (policy_fields, more) = (policy.as_object_mut().unwrap(), more.as_object().unwrap().clone());
    policy_fields.extend(more);
    policy
}

fn file(policies: &[Value], families: &Value) -> Value {
    let flag = |id: &str| json!({ "id": id, "type": "flag", "name": words(id), "ask": words(id) });
    let facts = ["a", "b", "c", "d"].map(flag);
    json!({
        "format": 1, "version": "x", "reviewed": "2026-11-21", "title": words("x"),
        "facts": facts, "policies": policies, "families": families,
    })
}

fn catalogue(policies: &[Value], families: &Value) -> Catalogue {
    let loaded = load(&file(policies, families).to_string());
    assert_eq!(loaded.problems, []);
    loaded.catalogue
}

fn shown(catalogue: &Catalogue, told: &Value, on: &str, held: &[&str]) -> (Answer, Vec<Card>) {
    let profile = read_profile(told, &catalogue.facts).unwrap();
    let answer = results(catalogue, &profile, on.parse::<Date>().unwrap());
    let held: Vec<_> = held.iter().map(|id| catalogue.find(id).unwrap()).collect();
    let order: Vec<_> = [Group::UseNow, Group::OthersDecide, Group::MayUse]
        .into_iter()
        .flat_map(|group| answer.group(catalogue, group))
        .map(|outcome| outcome.policy)
        .collect();
    let cards = cards(catalogue, &answer, &order, &held);
    (answer, cards)
}

/// What there is to do about each card, by the name of its policy, with the days left.
fn to_do(catalogue: &Catalogue, told: &Value, on: &str) -> Vec<(String, ToDo, Option<i64>)> {
    let (_, cards) = shown(catalogue, told, on, &[]);
    let name = |card: &Card| catalogue.rule(card.policy).unwrap().id.clone();
    cards.iter().map(|card| (name(card), card.to_do, card.days_left)).collect()
}

#[test]
fn the_last_day_is_there_to_act_on_and_the_day_after_it_is_not() {
    let window = json!({ "window": { "from": "2026-06-01", "to": "2026-06-30" } });
    let past = json!({ "last_window": { "from": "2026-06-01", "to": "2026-06-30" } });
    for (more, on, wanted, left) in [
        (&window, "2026-05-31", ToDo::Wait, None),
        (&window, "2026-06-01", ToDo::Act, Some(29)),
        (&window, "2026-06-29", ToDo::Act, Some(1)),
        (&window, "2026-06-30", ToDo::Act, Some(0)),
        (&window, "2026-07-01", ToDo::Wait, None),
        (&past, "2026-06-30", ToDo::Act, Some(0)),
        (&past, "2026-07-01", ToDo::Wait, None),
        (&json!({}), "2026-12-30", ToDo::Act, Some(1)),
        (&json!({}), "2026-12-31", ToDo::Act, Some(0)),
        (&json!({ "channel": "selection" }), "2026-12-31", ToDo::Act, Some(0)),
        (&json!({ "channel": "filing" }), "2026-12-31", ToDo::Nothing, None),
        (&json!({ "channel": "automatic" }), "2026-12-31", ToDo::Nothing, None),
    ] {
        let catalogue = catalogue(&[policy("p", more)], &json!([]));
        assert_eq!(to_do(&catalogue, &json!({ "a": true }), on), [("p".to_owned(), wanted, left)], "{more} on {on}");
    }
    let catalogue = catalogue(&[policy("p", &json!({}))], &json!([]));
    assert_eq!(to_do(&catalogue, &json!({ "a": true }), "2027-01-01"), [], "it has ended");
}

#[test]
fn two_answers_are_asked_for_beside_a_policy_and_three_are_not() {
    let is = |fact: &str| json!({ "fact": fact, "is": true });
    let authority = json!({ "authority": words("x") });
    for (parts, wanted) in [
        (vec![is("b")], ToDo::Answer),
        (vec![is("b"), is("c")], ToDo::Answer),
        (vec![is("b"), is("c"), authority.clone()], ToDo::Answer),
        (vec![is("b"), is("c"), is("d")], ToDo::Rest),
        (vec![authority], ToDo::Wait),
    ] {
        let catalogue = catalogue(&[policy("p", &json!({ "for": { "all": parts } }))], &json!([]));
        let found = to_do(&catalogue, &json!({ "a": true }), "2026-11-21");
        assert_eq!(found.iter().map(|(_, to_do, _)| *to_do).collect::<Vec<_>>(), [wanted], "{parts:?}");
    }
}

#[test]
fn what_ends_sooner_is_done_sooner_and_what_never_ends_last() {
    let until = |day: &str| json!({ "validity": { "from": "2026-01-01", "to": day } });
    let policies = [
        policy("never", &json!({ "validity": {} })),
        policy("later", &until("2026-12-31")),
        policy("sooner", &until("2026-11-30")),
    ];
    let catalogue = catalogue(&policies, &json!([]));
    let found = to_do(&catalogue, &json!({ "a": true }), "2026-11-21");
    let names: Vec<_> = found.iter().map(|(name, _, left)| (name.as_str(), *left)).collect();
    assert_eq!(names, [("sooner", Some(9)), ("later", Some(40)), ("never", None)]);
}

#[test]
fn a_family_is_one_card_with_what_is_nearest_to_being_had() {
    let of = |id: &str, fact: &str| policy(id, &json!({ "for": { "fact": fact, "is": true } }));
    let policies = [of("one", "a"), of("two", "b"), of("three", "c"), of("alone", "d")];
    let kin = |ladder: bool| json!([{ "id": "f", "name": words("f"), "ladder": ladder, "policies": ["one", "two", "three"] }]);
    let names = |catalogue: &Catalogue, told: &Value, held: &[&str]| -> Vec<(String, ToDo, Vec<String>)> {
        let id = |id| catalogue.rule(id).unwrap().id.clone();
        let (_, cards) = shown(catalogue, told, "2026-11-21", held);
        cards
            .iter()
            .map(|card| (id(card.policy), card.to_do, card.others.iter().map(|&one| id(one)).collect()))
            .collect()
    };
    let said = |id: &str, to_do: ToDo, others: &[&str]| {
        (id.to_owned(), to_do, others.iter().map(|&id| id.to_owned()).collect::<Vec<_>>())
    };
    let flat = catalogue(&policies, &kin(false));
    // The others are those that may still be had.
    assert_eq!(
        names(&flat, &json!({ "b": true, "c": false, "d": true }), &[]),
        [said("alone", ToDo::Act, &[]), said("two", ToDo::Act, &["one"])]
    );
    // One that is held stays what stands on the card, and where it was.
    assert_eq!(
        names(&flat, &json!({ "b": true, "a": true, "d": false }), &["one"]),
        [said("one", ToDo::Answer, &["two", "three"])]
    );
    // Of steps the lowest.
    let steps = catalogue(&policies, &kin(true));
    assert_eq!(
        names(&steps, &json!({ "c": true, "b": true, "d": false }), &[]),
        [said("two", ToDo::Act, &["one", "three"])]
    );
    // Alone it is no family.
    let (_, cards) = shown(&flat, &json!({ "a": true, "b": false, "c": false, "d": false }), "2026-11-21", &[]);
    assert_eq!(cards.iter().map(|card| card.family).collect::<Vec<_>>(), [None]);
}

#[test]
fn a_policy_is_of_one_family_which_has_two_at_least() {
    let policies = ["one", "two", "three"].map(|id| policy(id, &json!({})));
    let family = |id: &str, policies: &[&str]| json!({ "id": id, "name": words(id), "policies": policies });
    for (families, wrong) in [
        (
            json!([family("f", &["one", "two"]), family("g", &["two", "three"])]),
            "/families/1/policies/0: the policy `two` is there twice",
        ),
        (json!([family("f", &["one", "one", "two"])]), "/families/0/policies/1: the policy `one` is there twice"),
        (json!([family("f", &["one", "nobody"])]), "/families/0/policies/1: there is no policy `nobody`"),
        (json!([family("f", &["one"])]), "/families/0/policies: fewer than 2 of one sort: policy"),
        (
            json!([family("f", &["one", "two"]), family("f", &["three", "one"])]),
            "/families/1: the family `f` is there twice",
        ),
    ] {
        let problems = load(&file(&policies, &families).to_string()).problems;
        let said: Vec<String> = problems.iter().map(ToString::to_string).collect();
        assert!(said.iter().any(|problem| problem.starts_with(wrong)), "{wrong}: {said:?}");
    }
    // What is hidden is of no family any more.
    let mut catalogue = catalogue(&policies, &json!([family("f", &["one", "two", "three"])]));
    let hidden = catalogue.find("one").unwrap();
    let _ = catalogue.hide(&[hidden]);
    let left = &catalogue.families[0].policies;
    assert_eq!(left.iter().map(|&id| catalogue.rule(id).unwrap().id.as_str()).collect::<Vec<_>>(), ["two", "three"]);
    let hidden = catalogue.find("two").unwrap();
    let _ = catalogue.hide(&[hidden]);
    assert_eq!(catalogue.families, []);
}
