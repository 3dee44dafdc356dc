//! What `check` finds of worth that nobody could believe, and what is said of worth over made-up enterprises.

use engine::catalogue::loading::{Loaded, load};
use engine::catalogue::{Language, PolicyId};
use engine::enterprise::{FactId, Facts, Possible, Profile, Tree, write_profile};
use engine::matching::{Outcome, Situation, Verdict, outcome, results};
use engine::quantity::{Date, Money, bit};
use fixtures::small::with_policy;
use lint::Finding;
use serde_json::{Value, json};
use wording::Speaker;

/// What is found unbelievable of a policy of everybody with at most 300 employees that is worth so much, as sentences.
fn found(estimate: &Value) -> Vec<String> {
    found_of("year", estimate)
}

fn found_of(period: &str, estimate: &Value) -> Vec<String> {
    let catalogue = with_policy(|policy| {
        policy["benefit"]["period"] = json!(period);
        policy["benefit"]["estimate"] = estimate.clone();
    });
    let loaded = load(&catalogue.to_string());
    assert_eq!(loaded.problems, []);
    let found = lint::check(&loaded, today());
    let speaker = Speaker::new(Language::En, &loaded.catalogue, &loaded.texts);
    let of = |finding: &Finding| {
        assert_eq!(
            (finding.policy.as_deref(), finding.place.as_str()),
            (Some("small"), "/policies/0/benefit/estimate")
        );
        finding.sentence(speaker)
    };
    found.iter().filter(|finding| finding.fault.code() == "C075").map(of).collect()
}

fn today() -> Date {
    "2026-11-21".parse().unwrap()
}

#[test]
fn no_worth_goes_beyond_a_years_revenue() {
    let revenue = json!({ "amount": "revenue" });
    assert_eq!(found(&revenue), Vec::<String>::new(), "as much as the revenue can be reached");
    let above = found(&json!({ "sum": [revenue, { "fixed": "0.01元" }] }));
    assert_eq!(above.len(), 1);
    // Whoever mends it can ask for the same enterprise.
    assert!(above[0].contains("\"revenue\":") && above[0].contains("more than its yearly revenue"), "{above:?}");
    let fixed = json!({ "fixed": "1亿" });
    assert_eq!(found(&fixed).len(), 1, "a fixed amount of every year as well");
    assert_eq!(found_of("once", &fixed), Vec::<String>::new(), "but not an award that comes once");
}

#[test]
fn a_worth_of_which_all_is_told_is_no_wide_range() {
    let between = |least: &str| {
        found(&json!({ "between": [{ "rate": least, "of": { "amount": "revenue" } }, { "amount": "revenue" }] }))
    };
    assert_eq!(between("10%"), Vec::<String>::new(), "ten times is no more than ten times");
    let wide = between("9.99%");
    assert_eq!(wide.len(), 1);
    assert!(wide[0].contains("more than ten times"), "{wide:?}");
    // What an authority fixes has no lower end that could say anything.
    assert_eq!(found(&json!({ "up_to": { "amount": "revenue" } })), Vec::<String>::new());
}

/// What made-up enterprises tell: all that there is, every other fact, the first screen alone.
fn told(loaded: &Loaded) -> Vec<Profile> {
    let facts = &loaded.catalogue.facts;
    let first = [Facts::EMPLOYEES, Facts::REVENUE, Facts::INDUSTRY, Facts::REGION];
    let only = |all: &Profile, keep: &dyn Fn(FactId) -> bool| {
        let mut some = Profile::new();
        for (id, value) in all.iter().filter(|(id, _)| keep(*id)) {
            some.set(facts, id, Some(value.clone()));
        }
        some
    };
    let of = |all: Profile| [only(&all, &|id| first.contains(&id)), only(&all, &|id| id.0 % 2 == 0), all];
    lint::population(facts, 12).into_iter().flat_map(of).collect()
}

#[test]
fn what_is_closed_has_no_figure_and_what_must_be_won_has_none_before_all_is_known() {
    let loaded = fixtures::bundled();
    let catalogue = &loaded.catalogue;
    let (mut closed, mut waiting) = (0, 0);
    let mut look = |outcome: &Outcome, told: &str| {
        let policy = catalogue.policy(outcome.policy).unwrap();
        if outcome.verdict == Verdict::Ineligible {
            closed += 1;
            assert_eq!((outcome.estimate, outcome.depends.len()), (None, 0), "{}: {told}", policy.id);
        } else if policy.must_be_won() && !outcome.open.is_told_all() {
            waiting += usize::from(outcome.estimate.is_some());
            let figures = outcome.estimate.map(|estimate| (estimate.low, estimate.high));
            assert!(matches!(figures, None | Some((Money::ZERO, None))), "{}: {figures:?} {told}", policy.id);
        }
    };
    for told in told(loaded) {
        let answer = results(catalogue, &told, today());
        let written = write_profile(&told, &catalogue.facts).to_string();
        answer.outcomes.iter().for_each(|outcome| look(outcome, &written));
        let eligible = |id: &PolicyId| {
            answer.outcomes.iter().any(|outcome| outcome.policy == *id && outcome.verdict == Verdict::Eligible)
        };
        assert!(answer.combination.used.iter().all(eligible), "{written}");
    }
    // Whoever meets an award as far as facts can, and the same as an individual business, and in another trade.
    let entity = catalogue.facts.find("entity").unwrap();
    let Some(individual) = catalogue.facts.get(entity).unwrap().option("individual") else { panic!("no such entity") };
    for (id, policy) in catalogue.iter().filter(|(_, policy)| policy.must_be_won()) {
        let meets = Situation::owning(&catalogue.facts, lint::sample(catalogue, policy.rule, today()), today());
        let restaurant = Possible::Places(vec![Tree::Industries.find("H62").unwrap()]);
        for other in [
            meets.clone(),
            meets.with(entity, Some(Possible::Options(bit(individual)))),
            meets.with(Facts::INDUSTRY, Some(restaurant)),
        ] {
            look(&outcome(catalogue, &other, id).unwrap(), "as sampled");
        }
    }
    assert!(closed > 1_000 && waiting > 20, "{closed} closed, {waiting} waiting");
}
