//! No input makes the library panic, run away or overflow: catalogues, overlays, profiles, cells of tables, numbers
//! and dates as people type them, packed bytes.
//!
//! Each target takes raw material (bytes, or numbers to draw from), makes a hostile input of it and pushes that as far
//! as it goes: what still loads is matched, explained, estimated, indexed and said in both languages. `cargo test`
//! tries a few hundred inputs a target, the same on every run; `make fuzz` tries new ones, as many as
//! `POLICY_MATCH_FUZZ` says. A failure prints the smallest input found.

mod hostile;

use engine::catalogue::Language;
use engine::catalogue::Noun;
use engine::catalogue::loading::{Loaded, load, load_over};
use engine::catalogue::packed::{Pack, pack, unpack, unpack_texts};
use engine::enterprise::{FactNoun, Possible, Profile, Tree, ids_alone, read_cell, read_profile, write_profile};
use engine::json::{Problem, parse};
use engine::matching::{Situation, answer, cliffs, sufficient, timeline, tree, working};
use engine::quantity::{Date, Money, Rate, Span, Unit};
use fixtures::random::{self as generate, Draws, Settings};
use index::{Index, Search};
use lint::check;
use proptest::collection::vec;
use proptest::prelude::any;
use proptest::strategy::Strategy;
use proptest::test_runner::{Config, RngSeed, TestCaseError, TestError, TestRunner};
use wording::{Speaker, number_error, problem};

/// Tries a target on inputs made of these.
fn fuzz<S: Strategy>(inputs: &S, cases: u32, show: impl Fn(&S::Value) -> String, target: impl Fn(&S::Value))
where
    S::Value: Clone + std::fmt::Debug,
{
    let more: Option<u32> = std::env::var("POLICY_MATCH_FUZZ").ok().and_then(|cases| cases.parse().ok());
    let mut config = Config { failure_persistence: None, cases: more.unwrap_or(cases), ..Config::default() };
    if more.is_none() {
        config.rng_seed = RngSeed::Fixed(20_261_121);
    }
    let tried = TestRunner::new(config).run(inputs, |input| {
        target(&input);
        Ok::<(), TestCaseError>(())
    });
    match tried {
        Ok(()) => {}
        Err(TestError::Abort(why)) => panic!("{why}"),
        Err(TestError::Fail(why, input)) => panic!("{why}\nfor {}", show(&input)),
    }
}

fn numbers(most: usize) -> impl Strategy<Value = Vec<u32>> {
    vec(any::<u32>(), 0..most)
}

/// Says a problem in every language.
fn say<N: Copy + Into<Noun>>(problems: &[Problem<N>]) {
    for wrong in problems.iter().take(50) {
        for language in Language::ALL {
            assert!(!problem(&wrong.error, language).is_empty());
        }
    }
}

/// Everything that can be done with what was loaded.
fn use_all(loaded: &Loaded, profile: &Profile) {
    say(&loaded.problems);
    let catalogue = &loaded.catalogue;
    let on: Date = "2026-11-21".parse().expect("a date");
    let index = Index::new(catalogue);
    let mut search = Search::new(catalogue, &index);
    for profile in [&Profile::new(), profile] {
        let situation = Situation::new(&catalogue.facts, profile, on);
        let found = search.find(&situation).len();
        let whole = answer(catalogue, profile, on);
        assert!(found <= whole.outcomes.len());
        for language in Language::ALL {
            let speaker = Speaker::new(language, catalogue, &loaded.texts);
            let _ = speaker.total(whole.combination.year);
            for outcome in &whole.outcomes {
                let Some(policy) = catalogue.policy(outcome.policy) else { continue };
                let _ = speaker.criterion(&policy.criterion);
                let _ = outcome.estimate.map(|estimate| speaker.estimate(estimate));
                let _ = outcome.near_miss.map(|near| speaker.near_miss(near));
                let finding = tree(catalogue, &situation, &policy.criterion);
                let _ = sufficient(&finding);
                let _ = speaker.seen(&finding, &situation);
                if let Some(formula) = &policy.details.benefit.estimate {
                    let _ = working(catalogue, &situation, formula);
                }
            }
        }
        let _ = timeline(catalogue, &situation, Span { from: Some(on.plus_days(-400)), to: Some(on.plus_days(400)) });
        let numbers = catalogue.facts.iter().filter(|(_, fact)| fact.is_number()).map(|(id, _)| id);
        for fact in numbers.take(3) {
            let _ = cliffs(catalogue, &situation, fact);
        }
    }
    let _ = check(loaded, on);
    let packed = Pack { catalogue: catalogue.clone(), texts: loaded.texts.clone(), names: loaded.names };
    let back = unpack(&pack(&packed).expect("what was loaded can be packed")).expect("and unpacked");
    assert_eq!(back.catalogue, *catalogue);
}

/// A generated catalogue, hurt in some places.
fn hurt_catalogue(source: &mut Draws<'_>) -> serde_json::Value {
    let facts = generate::facts(source);
    let mut json = generate::catalogue(source, &facts, Settings { policies: 2, depth: 2, ..Settings::ALL });
    for _ in 0..=source.below(4) {
        hostile::hurt(source, &mut json);
    }
    json
}

#[test]
fn any_catalogue() {
    fuzz(
        &numbers(400),
        400,
        |numbers| hurt_catalogue(&mut Draws::new(numbers)).to_string(),
        |numbers| {
            let mut source = Draws::new(numbers);
            let json = hurt_catalogue(&mut source);
            let loaded = load(&json.to_string());
            let facts = generate::facts(&mut source);
            let profile = generate::profile(&mut source, &facts, Settings::ALL);
            let profile = read_profile(&profile, &loaded.catalogue.facts).unwrap_or_default();
            use_all(&loaded, &profile);
        },
    );
}

#[test]
fn any_overlay() {
    let over = |numbers: &[u32]| {
        let mut source = Draws::new(numbers);
        let mut json = hurt_catalogue(&mut source);
        if let Some(fields) = json.as_object_mut() {
            fields.shift_remove("reviewed");
            fields.insert("overlay".to_owned(), true.into());
            fields.insert("hide".to_owned(), serde_json::json!(["p0", "p1", "p7"]));
        }
        json
    };
    fuzz(
        &numbers(400),
        200,
        |numbers| over(numbers).to_string(),
        |numbers| {
            let mut source = Draws::new(numbers);
            let facts = generate::facts(&mut source);
            let base = load(&generate::catalogue(&mut source, &facts, Settings::ALL).to_string());
            let loaded = load_over(base.catalogue, base.texts, &over(numbers).to_string());
            use_all(&loaded, &Profile::new());
        },
    );
}

#[test]
fn any_profile() {
    let bundled = fixtures::bundled();
    let hurt = |numbers: &[u32]| {
        let mut source = Draws::new(numbers);
        let example = &bundled.examples[source.below(bundled.examples.len())];
        let mut json = write_profile(&example.profile, &bundled.catalogue.facts);
        for _ in 0..=source.below(4) {
            hostile::hurt(&mut source, &mut json);
        }
        json
    };
    fuzz(
        &numbers(60),
        300,
        |numbers| hurt(numbers).to_string(),
        |numbers| {
            let json = hurt(numbers);
            let read = read_profile(&json, &bundled.catalogue.facts);
            if let Err(problems) = &read {
                say(problems);
                assert!(!problems.is_empty(), "{json}: refused without a reason");
            }
            if let Ok(profile) = read {
                let written = write_profile(&profile, &bundled.catalogue.facts);
                assert_eq!(read_profile(&written, &bundled.catalogue.facts), Ok(profile.clone()));
                let on: Date = "2026-11-21".parse().expect("a date");
                assert_eq!(answer(&bundled.catalogue, &profile, on).outcomes.len(), bundled.catalogue.policies.len());
            }
        },
    );
}

/// A whole file, cut, torn, spliced or of random bytes.
#[test]
fn any_text() {
    let seeds = [
        include_str!("../../../../../examples/restaurant.json"),
        include_str!("../../../../../examples/guangzhou-overlay.json"),
        r#"{"format": 1, "version": "1", "reviewed": "2026-11-21", "title": {"zh": "目", "en": "c"}, "policies": []}"#,
    ];
    let inputs = (vec(any::<u8>(), 0..200), numbers(40));
    let torn = |(bytes, numbers): &(Vec<u8>, Vec<u32>)| hostile::tear(&mut Draws::new(numbers), &seeds, bytes);
    fuzz(
        &inputs,
        500,
        |input| torn(input),
        |input| {
            let text = torn(input);
            let loaded = load(&text);
            say(&loaded.problems);
            say(&load_over(loaded.catalogue, loaded.texts, &text).problems);
            if let Ok(value) = parse::<FactNoun>(&text)
                && let Err(problems) = read_profile(&value, &engine::enterprise::Facts::core())
            {
                say(&problems);
            }
        },
    );
}

/// Numbers, dates, codes and cells as people type them, and as nobody does.
#[test]
fn any_typed_value() {
    let bundled = fixtures::bundled();
    let typed = |numbers: &[u32]| hostile::typed(&mut Draws::new(numbers));
    fuzz(
        &numbers(16),
        4_000,
        |numbers| typed(numbers),
        |numbers| {
            let text = typed(numbers);
            if let Ok(money) = Money::parse(&text) {
                assert!(money <= Money::MAX && Money::from_fen(-money.fen()) <= Money::MAX, "{text}");
            }
            if let Ok(rate) = Rate::parse(&text) {
                assert!(rate <= Rate::MAX, "{text}");
            }
            if let Ok(date) = text.parse::<Date>() {
                assert_eq!(date.to_string().parse(), Ok(date), "{text}");
                for unit in [Unit::Days, Unit::Months, Unit::Years, Unit::CalendarMonths] {
                    for count in [i64::MIN, -1, 0, 1, 24, i64::MAX] {
                        let reached = date.reaches_age(count, unit);
                        assert!(Date::MIN <= reached && reached <= Date::MAX);
                        let _ = date.age_on(reached, unit);
                    }
                }
            }
            for tree in [Tree::Regions, Tree::Industries] {
                if let Some(code) = tree.find(&text) {
                    assert_eq!(tree.find(&tree.written(code)), Some(code), "{text}");
                }
            }
            for (_, fact) in bundled.catalogue.facts.iter().step_by(7) {
                let _ = read_cell(fact, &text, &ids_alone);
            }
            for (_, fact) in engine::enterprise::Facts::core().iter() {
                let _ = read_cell(fact, &text, &ids_alone);
            }
        },
    );
}

/// Numbers, dates and ranges alone, so that very many can be tried: each is read whole and said again as it was meant,
/// or refused with a sentence.
#[test]
fn any_number_or_range() {
    let bundled = fixtures::bundled();
    let facts = ["employees", "revenue", "revenue_growth_2y", "ui_months_paid", "established"].map(|name| {
        let id = bundled.catalogue.facts.find(name).expect(name);
        (id, bundled.catalogue.facts.get(id).expect(name))
    });
    let speaker = Speaker::new(Language::ZhCn, &bundled.catalogue, &bundled.texts);
    let typed = |numbers: &[u32]| hostile::typed(&mut Draws::new(numbers));
    fuzz(
        &numbers(14),
        3_000,
        |numbers| typed(numbers),
        |numbers| {
            let text = typed(numbers);
            for (id, fact) in facts {
                match fact.read(&text) {
                    Ok(range) => {
                        assert!(fact.read(&format!("{text}吨")).is_err(), "{}: {text} is read in part", fact.id);
                        if let Ok(one) = fact.measure().read(&text) {
                            assert_eq!(range.single(), Some(one), "{}: {text}", fact.id);
                        }
                        if let Some(within) = range.intersect(fact.bounds).filter(|within| *within != fact.bounds) {
                            let said = speaker.possible(id, fact, &Possible::Numbers(within));
                            assert_eq!(fact.read(&said), Ok(within), "{}: {text} is said as {said}", fact.id);
                        }
                    }
                    Err(why) => assert!(!number_error(&text, why, Some(&fact.kind), Language::En).is_empty()),
                }
            }
        },
    );
}

/// Packed bytes of another version, cut or flipped, are refused or read, and nothing worse.
#[test]
fn any_packed_bytes() {
    let mut source = Draws::new(&[7, 3, 9, 4, 1, 8, 2, 6, 5, 4, 3, 2, 1, 99, 98, 97]);
    let facts = generate::facts(&mut source);
    let loaded = load(&generate::catalogue(&mut source, &facts, Settings::ALL).to_string());
    let whole = Pack { catalogue: loaded.catalogue, texts: loaded.texts, names: loaded.names };
    let whole = pack(&whole).expect("it packs");
    let inputs = (vec(any::<u8>(), 0..60), numbers(20));
    fuzz(
        &inputs,
        500,
        |input| format!("{input:?}"),
        |(bytes, numbers)| {
            let mut source = Draws::new(numbers);
            let mut hurt = whole.clone();
            for byte in bytes {
                let place = source.below(hurt.len());
                hurt[place] = *byte;
            }
            hurt.truncate(source.below(hurt.len()) + 1);
            for bytes in [&hurt, bytes] {
                let _ = unpack(bytes);
                let _ = unpack_texts(bytes);
            }
        },
    );
}

/// Definitions that use each other over and over stay within bounds: a chain of them, and a tree that would have more
/// branches than there are atoms.
#[test]
fn definitions_cannot_run_away() {
    let words = serde_json::json!({ "zh": "定义", "en": "definition" });
    let chain = |count: usize, next: &dyn Fn(usize) -> serde_json::Value| {
        let definitions: Vec<_> = (0..count)
            .map(|index| {
                let when = if index == 0 { serde_json::json!({ "all": [] }) } else { next(index - 1) };
                serde_json::json!({ "id": format!("d{index}"), "name": words, "when": when })
            })
            .collect();
        let mut json = generate::catalogue(&mut Draws::new(&[]), &generate::facts(&mut Draws::new(&[])), Settings::ALL);
        json["definitions"] = definitions.into();
        json["policies"][0]["for"] = serde_json::json!({ "definition": format!("d{}", count - 1) });
        load(&json.to_string())
    };
    let one = |index: usize| serde_json::json!({ "definition": format!("d{index}") });
    let loaded = chain(5_000, &one);
    assert!(!loaded.problems.is_empty(), "a chain of 5,000 definitions");
    use_all(&loaded, &Profile::new());
    let loaded = chain(60, &|index| serde_json::json!({ "all": [one(index), one(index)] }));
    assert!(!loaded.problems.is_empty(), "2⁶⁰ criteria");
    use_all(&loaded, &Profile::new());
    assert_eq!(chain(20, &one).problems, []);
}
