//! How fast: medians, and ratios within one run. `make bench` runs it; docs/performance.md says what came out.
//!
//! Each figure is the median of several rounds; a round goes over all its enterprises and is divided by their number.
//! What is compared is measured in turn.
//! On a shared machine only the ratios mean much. `cargo bench --bench matching -- 1000` stops at 1,000 policies.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::print_stdout,
    clippy::disallowed_methods,
    clippy::as_conversions,
    clippy::cast_precision_loss,
    clippy::float_arithmetic,
    reason = "a bench measures time and prints it"
)]

use std::hint::black_box;
use std::time::{Duration, Instant};

use engine::catalogue::loading::load;
use engine::catalogue::packed::{Pack, pack, unpack};
use engine::catalogue::{Catalogue, Status};
use engine::enterprise::{Facts, Possible, Profile};
use engine::matching::{Situation, Verdict, answer, cliffs, outcome, questions, verdict};
use engine::quantity::Interval;
use fixtures::many::{Random, Sort, catalogue, enterprises, on};
use index::{Hit, Index, Search};

/// The median time of one call, over rounds that take some milliseconds each.
fn median(mut work: impl FnMut()) -> Duration {
    let [time] = medians([&mut work]);
    time
}

/// The median time of one call of each, their rounds taken in turn, so that what else the machine does hits all alike.
fn medians<const N: usize>(mut works: [&mut dyn FnMut(); N]) -> [Duration; N] {
    let timed = |work: &mut dyn FnMut(), calls: u32| {
        let start = Instant::now();
        for _ in 0..calls {
            work();
        }
        start.elapsed() / calls
    };
    let mut times: [Vec<Duration>; N] = std::array::from_fn(|_| Vec::new());
    let once = works.each_mut().map(|work| timed(*work, 1).max(Duration::from_nanos(20)));
    let slowest = once.iter().max().copied().unwrap_or_default();
    let rounds = if slowest > Duration::from_millis(200) { 7 } else { 21 };
    for _ in 0..rounds {
        for ((work, once), times) in works.iter_mut().zip(once).zip(&mut times) {
            let calls = (Duration::from_millis(15).as_nanos() / once.as_nanos()).clamp(1, 1_000_000);
            times.push(timed(*work, u32::try_from(calls).expect("clamped")));
        }
    }
    times.map(|mut times| {
        times.sort_unstable();
        times[times.len() / 2]
    })
}

fn shown(time: Duration) -> String {
    let nanos = time.as_nanos() as f64;
    match time.as_nanos() {
        0..1_000 => format!("{nanos:.0} ns"),
        1_000..1_000_000 => format!("{:.2} µs", nanos / 1e3),
        1_000_000..1_000_000_000 => format!("{:.2} ms", nanos / 1e6),
        _ => format!("{:.2} s", nanos / 1e9),
    }
}

fn ratio(slow: Duration, fast: Duration) -> String {
    let ratio = slow.as_secs_f64() / fast.as_secs_f64();
    if ratio < 10.0 { format!("{ratio:.1}×") } else { format!("{ratio:.0}×") }
}

/// The reference: every policy by itself, those listed that are live and met, or may be.
fn reference(catalogue: &Catalogue, situation: &Situation<'_>, hits: &mut Vec<Hit>) {
    hits.clear();
    for (id, policy) in catalogue.iter() {
        if matches!(policy.status(situation.on()), Status::Ended | Status::Upcoming) {
            continue;
        }
        let (verdict, _) = verdict(catalogue, policy.rule, situation);
        if verdict != Verdict::Ineligible {
            hits.push(Hit { policy: id, verdict });
        }
    }
}

fn main() {
    // cargo passes flags of its own, such as --bench.
    let most = std::env::args().skip(1).find_map(|argument| argument.parse().ok()).unwrap_or(100_000);
    println!("One enterprise against a generated catalogue, ids listed, three-valued answers, one core");
    sizes(most, Sort::Usual);
    println!("\nThe same with counts (\"at least two of three\") among the criteria");
    sizes(most, Sort::Counts);
    println!("\nThe same where no criterion leaves a choice (no \"any\", no \"at least\")");
    sizes(most, Sort::Plain);
    sweep();
    bundled();
}

fn sizes(most: usize, sort: Sort) {
    println!(
        "{:>9} {:>9} {:>12} {:>12} {:>8} {:>12} {:>12} {:>11} {:>10}",
        "policies", "answers", "reference", "index", "ratio", "index made", "unpacked", "packed", "hits"
    );
    for count in [100, 1_000, 10_000, 100_000].into_iter().filter(|count| *count <= most) {
        let catalogue = catalogue(count, sort);
        let start = Instant::now();
        let index = Index::new(&catalogue);
        let made = start.elapsed();
        let bytes = pack(&index).expect("it packs");
        let unpacked = median(|| {
            black_box(postcard::from_bytes::<Index>(black_box(&bytes)).expect("it unpacks"));
        });
        let made = [shown(made), shown(unpacked), format!("{} kB", bytes.len() / 1_000)];
        one_size(&catalogue, &index, ("exact", false), &made);
        one_size(&catalogue, &index, ("bands", true), &made);
    }
}

fn one_size(catalogue: &Catalogue, index: &Index, (answers, bands): (&str, bool), made: &[String; 3]) {
    let count = catalogue.policies.len();
    let profiles = enterprises(&catalogue.facts, if count > 10_000 { 8 } else { 32 }, bands);
    let situations: Vec<Situation<'_>> =
        profiles.iter().map(|profile| Situation::new(&catalogue.facts, profile, on())).collect();
    let many = u32::try_from(situations.len()).expect("few");
    let mut hits = Vec::new();
    let mut search = Search::new(catalogue, index);
    let mut found = 0;
    for situation in &situations {
        reference(catalogue, situation, &mut hits);
        let mut indexed = search.find(situation).to_vec();
        indexed.sort_by_key(|hit| hit.policy);
        assert_eq!(indexed, hits, "the index equals the reference");
        found += hits.len();
    }
    let [slow, fast] = medians([
        &mut || {
            for situation in &situations {
                reference(catalogue, black_box(situation), &mut hits);
                black_box(&hits);
            }
        },
        &mut || {
            for situation in &situations {
                black_box(search.find(black_box(situation)));
            }
        },
    ])
    .map(|time| time / many);
    println!(
        "{count:>9} {answers:>9} {:>12} {:>12} {:>8} {:>12} {:>12} {:>11} {:>10}",
        shown(slow),
        shown(fast),
        ratio(slow, fast),
        made[0],
        made[1],
        made[2],
        found / situations.len(),
    );
}

/// A thousand variants of one enterprise against a thousand policies.
fn sweep() {
    let catalogue = catalogue(1_000, Sort::Usual);
    let index = Index::new(&catalogue);
    let profile = &enterprises(&catalogue.facts, 1, false)[0];
    let base = Situation::new(&catalogue.facts, profile, on());
    let variants: Vec<Situation<'_>> =
        (1..=1_000).map(|staff| base.with(Facts::EMPLOYEES, Some(Possible::Numbers(Interval::exact(staff))))).collect();
    let mut hits = Vec::new();
    let mut search = Search::new(&catalogue, &index);
    let [slow, fast] = medians([
        &mut || {
            for variant in &variants {
                reference(&catalogue, variant, &mut hits);
                black_box(&hits);
            }
        },
        &mut || {
            for variant in &variants {
                black_box(search.find(variant));
            }
        },
    ]);
    println!(
        "\nWhat-if sweep, 1,000 variants × 1,000 policies: reference {}, index {}, {}",
        shown(slow),
        shown(fast),
        ratio(slow, fast)
    );
    let varied = median(|| {
        for staff in 1..=1_000 {
            let value = Some(Possible::Numbers(Interval::exact(staff)));
            black_box(base.with(Facts::EMPLOYEES, value));
        }
    });
    println!("  making the 1,000 situations, size class derived: {}", shown(varied));
}

/// The bundled catalogue: loading it, and everything that the product says.
fn bundled() {
    let text = &fixtures::read("policies.json");
    let loaded = load(text);
    let catalogue = &loaded.catalogue;
    println!("\nThe bundled catalogue: {} policies, {} facts", catalogue.policies.len(), catalogue.facts.len());
    let whole = Pack { catalogue: catalogue.clone(), texts: loaded.texts.clone(), names: loaded.names };
    let first = Pack { texts: loaded.texts.first(loaded.names), ..whole.clone() };
    let (whole, first) = (pack(&whole).expect("it packs"), pack(&first).expect("it packs"));
    let parsing = median(|| {
        black_box(load(black_box(text)));
    });
    let line = |what: &str, time: Duration, more: String| println!("  {what:<52} {:>10}  {more}", shown(time));
    line("reading and checking policies.json", parsing, format!("{} kB", text.len() / 1_000));
    for (what, bytes) in [("unpacking rules and names", &first), ("unpacking rules and all texts", &whole)] {
        let time = median(|| {
            black_box(unpack(black_box(bytes)).expect("it unpacks"));
        });
        line(what, time, format!("{} kB, {} faster", bytes.len() / 1_000, ratio(parsing, time)));
    }
    let start = Instant::now();
    let index = Index::new(catalogue);
    line("making the index", start.elapsed(), format!("{} columns", index.columns()));
    let packed = pack(&index).expect("it packs");
    let time = median(|| {
        black_box(postcard::from_bytes::<Index>(black_box(&packed)).expect("it unpacks"));
    });
    line("unpacking the index", time, format!("{} kB", packed.len() / 1_000));

    let profiles = mixed(&loaded);
    let many = u32::try_from(profiles.len()).expect("few");
    let situations: Vec<Situation<'_>> =
        profiles.iter().map(|profile| Situation::new(&catalogue.facts, profile, on())).collect();
    let mut hits = Vec::new();
    let mut search = Search::new(catalogue, &index);
    let [slow, fast] = medians([
        &mut || {
            for situation in &situations {
                reference(catalogue, situation, &mut hits);
                black_box(&hits);
            }
        },
        &mut || {
            for situation in &situations {
                black_box(search.find(situation));
            }
        },
    ])
    .map(|time| time / many);
    line("verdicts by the reference", slow, String::new());
    line("verdicts by the index", fast, ratio(slow, fast));
    let time = median(|| {
        for profile in &profiles {
            black_box(Situation::new(&catalogue.facts, profile, on()));
        }
    }) / many;
    line("making the situation (size class derived)", time, String::new());
    let time = median(|| {
        for profile in &profiles {
            black_box(answer(catalogue, black_box(profile), on()));
        }
    }) / many;
    line("full answer, a dozen facts or more known", time, String::new());
    let blank = Profile::new();
    let time = median(|| {
        black_box(answer(catalogue, black_box(&blank), on()));
    });
    line("full answer, nothing known", time, String::new());
    for (what, profile) in
        [("ranking the questions, nothing known", &blank), ("ranking the questions, half known", &profiles[0])]
    {
        let situation = Situation::new(&catalogue.facts, profile, on());
        let outcomes: Vec<_> = catalogue.iter().filter_map(|(id, _)| outcome(catalogue, &situation, id)).collect();
        let time = median(|| {
            black_box(questions(catalogue, &situation, black_box(&outcomes)));
        });
        line(what, time, format!("{} questions", questions(catalogue, &situation, &outcomes).len()));
    }
    let time = median(|| {
        black_box(cliffs(catalogue, &situations[0], Facts::EMPLOYEES));
    });
    line(
        "what-if over employees, with worth at each cliff",
        time,
        format!("{} cliffs", cliffs(catalogue, &situations[0], Facts::EMPLOYEES).len()),
    );
}

/// Enterprises made of the examples in the catalogue: what three of them say together.
fn mixed(loaded: &engine::catalogue::loading::Loaded) -> Vec<Profile> {
    let facts = &loaded.catalogue.facts;
    let mut random = Random::new(7);
    (0..32)
        .map(|_| {
            let mut profile = Profile::new();
            for _ in 0..3 {
                let example = &loaded.examples[random.below(loaded.examples.len())];
                for (fact, value) in example.profile.iter() {
                    profile.set(facts, fact, Some(value.clone()));
                }
            }
            profile
        })
        .collect()
}
