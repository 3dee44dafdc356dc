//! The index against the reference evaluator.

use engine::catalogue::loading::load;
use engine::catalogue::packed::pack;
use engine::catalogue::{Catalogue, Status};
use engine::enterprise::{Possible, Profile};
use engine::matching::{Situation, Verdict, suppose, verdict};
use engine::quantity::Interval;
use index::{Hit, Index, Search};
use proptest::collection::vec;
use proptest::prelude::any;

use fixtures::case::prove;
use fixtures::random::{Draws, Settings};
use fixtures::{many, parameters, profile as read_profile, random as generate};

/// What the reference evaluator finds: policies neither ended nor yet to begin whose criteria hold or may hold.
fn expected(catalogue: &Catalogue, situation: &Situation<'_>) -> Vec<Hit> {
    let all = catalogue.iter().map(|(id, policy)| (id, verdict(catalogue, policy.rule, situation)));
    all.filter(|(_, (verdict, _))| *verdict != Verdict::Ineligible)
        .filter(|(_, (_, status))| !matches!(status, Status::Ended | Status::Upcoming))
        .map(|(policy, (verdict, _))| Hit { policy, verdict })
        .collect()
}

/// The index has an order of its own.
fn in_order(hits: &[Hit]) -> Vec<Hit> {
    let mut hits = hits.to_vec();
    hits.sort_by_key(|hit| hit.policy);
    hits
}

/// The index finds what the reference evaluator finds, whatever is blank or a range, for one enterprise after another.
#[test]
fn the_index_equals_the_reference() {
    equals(Settings { policies: 12, ..Settings::ALL });
}

/// And whatever relations add to what was told.
#[test]
fn the_index_equals_the_reference_where_facts_are_related() {
    equals(Settings { policies: 12, relations: true, ..Settings::ALL });
}

/// And whatever boxes settle; with what is usual, too.
#[test]
fn the_index_equals_the_reference_where_boxes_settle_facts_and_answers_are_usual() {
    equals(Settings { policies: 12, relations: true, usual: true, ..Settings::ALL });
}

fn equals(settings: Settings) {
    prove(settings, 400, |case| {
        let index = Index::new(case.catalogue());
        let mut search = Search::new(case.catalogue(), &index);
        let mut source = Draws::new(&case.more);
        let other = read_profile(case.catalogue(), &generate::profile(&mut source, &case.facts, Settings::ALL));
        for profile in [&case.profile, &other, &Profile::new()] {
            let situation = Situation::new(&case.catalogue().facts, profile, case.on);
            for situation in [&suppose(case.catalogue(), &situation).0, &situation] {
                let expected = expected(case.catalogue(), situation);
                assert_eq!(in_order(search.find(situation)), expected, "{profile:?}");
            }
        }
    });
}

/// And whatever official values rules name, by region and day.
#[test]
fn the_index_equals_the_reference_where_rules_name_parameters() {
    for case in 0..200 {
        let numbers = parameters::numbers(case);
        let mut source = Draws::new(&numbers);
        let loaded = load(&parameters::catalogue(&mut source).to_string());
        assert_eq!(loaded.problems, []);
        let index = Index::new(&loaded.catalogue);
        let mut search = Search::new(&loaded.catalogue, &index);
        for _ in 0..8 {
            let profile = read_profile(&loaded.catalogue, &parameters::profile(&mut source));
            let on = parameters::DAYS[source.below(9)].parse().expect("a day");
            let situation = Situation::new(&loaded.catalogue.facts, &profile, on);
            let expected = expected(&loaded.catalogue, &situation);
            assert_eq!(in_order(search.find(&situation)), expected, "case {case}, {profile:?} on {on}");
        }
    }
}

/// The same for the many policies of the bench, whose bitmaps are several words and blocks long, packed and unpacked.
#[test]
fn the_index_equals_the_reference_on_the_catalogues_of_the_bench() {
    use many::Sort::{Counts, Plain, Usual};
    let few = [0, 1, 63, 64, 65, 128].map(|policies| (policies, Usual));
    for (policies, sort) in few.into_iter().chain([Usual, Counts, Plain].map(|sort| (600, sort))) {
        let catalogue = many::catalogue(policies, sort);
        let index = Index::new(&catalogue);
        let packed = pack(&index).expect("it packs");
        let index = Index::unpack(&packed).expect("it unpacks");
        let mut search = Search::new(&catalogue, &index);
        let mut total = 0;
        for bands in [false, true] {
            for profile in many::enterprises(&catalogue.facts, 12, bands) {
                let situation = Situation::new(&catalogue.facts, &profile, many::on());
                let found = in_order(search.find(&situation));
                total += found.len();
                assert_eq!(found, expected(&catalogue, &situation), "{sort:?} {profile:?}");
            }
        }
        assert!(total >= policies / 2, "{total}");
        assert!(Index::unpack(packed.get(..packed.len() / 2).expect("half")).is_err(), "half of it is damaged");
    }
}

/// The same for the bundled catalogue, and enterprises mixed from the examples of its policies: some facts left out,
/// some numbers as bands around the example's value.
#[test]
fn the_index_equals_the_reference_on_the_bundled_catalogue() {
    let loaded = fixtures::bundled();
    let catalogue = &loaded.catalogue;
    let index = Index::new(catalogue);
    let mut search = Search::new(catalogue, &index);
    let config = proptest::test_runner::Config {
        failure_persistence: None,
        cases: 150,
        rng_seed: proptest::test_runner::RngSeed::Fixed(1),
        ..Default::default()
    };
    let cases = std::cell::RefCell::new(&mut search);
    let tried = proptest::test_runner::TestRunner::new(config).run(&vec(any::<u32>(), 1..120), |numbers| {
        let mut source = Draws::new(&numbers);
        let mut profile = Profile::new();
        let mut on = None;
        for _ in 0..=source.below(4) {
            let example = &loaded.examples[source.below(loaded.examples.len())];
            on = on.or(Some(example.on));
            for (fact, value) in example.profile.iter() {
                let value = match value {
                    _ if source.chance(20) => None,
                    Possible::Numbers(range) if source.chance(30) => {
                        let more = i64::try_from(source.below(1_000)).expect("small");
                        Interval::new(range.low() - more, range.high() + more * 3).map(Possible::Numbers)
                    }
                    other => Some(other.clone()),
                };
                profile.set(&catalogue.facts, fact, value);
            }
        }
        let situation = Situation::new(&catalogue.facts, &profile, on.expect("an example"));
        assert_eq!(in_order(cases.borrow_mut().find(&situation)), expected(catalogue, &situation), "{profile:?}");
        Ok(())
    });
    tried.expect("the index equals the reference");
}
