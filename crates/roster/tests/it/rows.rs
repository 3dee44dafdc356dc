//! Made-up enterprises: as rows of several forms, and what is to be answered to each.

use std::collections::BTreeMap;
use std::sync::Arc;

use datafusion::arrow::array::{
    ArrayRef, BooleanArray, Date32Array, Decimal128Array, Int64Array, ListBuilder, RecordBatch, StringArray,
    StringBuilder,
};
use engine::catalogue::{Catalogue, Status};
use engine::enterprise::{Fact, Facts, Kind, Possible, Profile, write_profile};
use engine::matching::{Total, Verdict, results};
use engine::quantity::{Date, Interval, Money, bit, bits_of, decimal};
use fixtures::many::Random;
use serde_json::{Value, json};

/// The day of every match.
pub(crate) const ON: &str = "2026-11-21";

/// So many made-up enterprises, the same on every run. They know the core facts mostly and others seldom, as rosters do;
/// with `bands` half of their figures are ranges, and some choices are open.
pub(crate) fn profiles(count: usize, bands: bool) -> Vec<Profile> {
    (0..count).map(|number| one(number, bands)).collect()
}

/// The one with a number.
pub(crate) fn one(number: usize, bands: bool) -> Profile {
    profile(&mut Random::new(u64::try_from(number).expect("few") + 1), bands)
}

fn profile(random: &mut Random, bands: bool) -> Profile {
    let facts = &fixtures::bundled().catalogue.facts;
    let mut profile = Profile::new();
    for (id, fact) in facts.iter() {
        let is_known = random.below(100) < if id.0 < 5 { 80 } else { 15 };
        if !is_known || id == Facts::SIZE_CLASS {
            continue;
        }
        let is_open = bands && random.below(2) == 0;
        let option = |random: &mut Random| bit(random.below(fact.options().len()));
        let value = match &fact.kind {
            Kind::Count | Kind::Money | Kind::Rate | Kind::Date => {
                let (least, most) = (fact.bounds.low(), fact.bounds.high());
                let size = match fact.kind {
                    Kind::Money => 3_000_000_000,
                    Kind::Rate => 500_000,
                    Kind::Date => 40_000,
                    _ => 400,
                };
                let start =
                    if fact.kind == Kind::Date { Date::new(2000, 1, 1).expect("a day").day_number() } else { 0 };
                let drawn = i64::try_from(random.below(size)).expect("small");
                let step = if fact.kind == Kind::Date { drawn % 9_800 } else { drawn };
                let low = start.saturating_add(step).clamp(least, most);
                let high = if is_open { (low + low / 3 + 30).clamp(low, most) } else { low };
                Possible::Numbers(Interval::new(low, high).expect("a range"))
            }
            Kind::Flag => Possible::Options(option(random)),
            Kind::Choice(_) => {
                let one = option(random);
                Possible::Options(if is_open { one | option(random) } else { one })
            }
            Kind::Choices(_) => {
                let held = if random.below(3) == 0 { 0 } else { option(random) | option(random) };
                Possible::Sets { must: held, may: held }
            }
            Kind::Place(tree) => {
                let rows = tree.rows();
                Possible::Places(vec![rows[random.below(rows.len())].code])
            }
        };
        profile.set(facts, id, Some(value));
    }
    profile
}

/// The name of the enterprise with a number.
pub(crate) fn name(number: usize) -> String {
    format!("企业{number:06}")
}

fn written(fact: &Fact, number: i64) -> String {
    match fact.kind {
        Kind::Money => decimal(number, 2),
        Kind::Rate => format!("{}%", decimal(number, 4)),
        Kind::Date => Date::from_day(number).to_string(),
        _ => number.to_string(),
    }
}

/// What a cell of a table says.
pub(crate) fn cell(fact: &Fact, value: &Possible) -> String {
    let names = fact.options();
    let join = |bits, mark: &str| bits_of(bits).map(|option| names[option]).collect::<Vec<_>>().join(mark);
    match value {
        Possible::Numbers(range) => match range.single() {
            Some(number) => written(fact, number),
            None => {
                let end = |number: i64, open: i64| if number == open { String::new() } else { written(fact, number) };
                format!("{}..{}", end(range.low(), fact.bounds.low()), end(range.high(), fact.bounds.high()))
            }
        },
        Possible::Options(options) => join(*options, "|"),
        Possible::Sets { must: 0, .. } => "-".to_owned(),
        Possible::Sets { must, .. } => join(*must, ";"),
        Possible::Places(codes) => {
            let Kind::Place(tree) = fact.kind else { panic!("a place") };
            codes.iter().map(|code| tree.written(*code)).collect::<Vec<_>>().join("|")
        }
    }
}

/// A table of texts, from the enterprise with this number on.
pub(crate) fn texts(profiles: &[Profile], first: usize) -> RecordBatch {
    let facts = &fixtures::bundled().catalogue.facts;
    let ids: StringArray = (first..).take(profiles.len()).map(|number| Some(name(number))).collect();
    let mut columns: Vec<(String, ArrayRef)> = vec![("id".to_owned(), Arc::new(ids))];
    for (id, fact) in facts.iter() {
        let cells: StringArray =
            profiles.iter().map(|profile| profile.given(id).map(|value| cell(fact, value))).collect();
        columns.push((fact.id.clone(), Arc::new(cells)));
    }
    RecordBatch::try_from_iter(columns).expect("a table")
}

/// A table of numbers, days, lists and texts, as a database would have it; of enterprises without ranges.
pub(crate) fn typed(profiles: &[Profile], first: usize) -> RecordBatch {
    let facts = &fixtures::bundled().catalogue.facts;
    let ids: StringArray = (first..).take(profiles.len()).map(|number| Some(name(number))).collect();
    let mut columns: Vec<(String, ArrayRef)> = vec![("id".to_owned(), Arc::new(ids))];
    for (id, fact) in facts.iter() {
        let number = |profile: &Profile| match profile.given(id) {
            Some(Possible::Numbers(range)) => range.single(),
            _ => None,
        };
        let column: ArrayRef = match &fact.kind {
            Kind::Count => Arc::new(profiles.iter().map(number).collect::<Int64Array>()),
            Kind::Money => {
                let fen = profiles.iter().map(|profile| number(profile).map(i128::from));
                Arc::new(fen.collect::<Decimal128Array>().with_precision_and_scale(20, 2).expect("fits"))
            }
            Kind::Date => {
                let days = profiles
                    .iter()
                    .map(|profile| number(profile).map(|day| i32::try_from(day - 2_440_588).expect("a day")));
                Arc::new(days.collect::<Date32Array>())
            }
            Kind::Flag => {
                let flag = |profile: &Profile| match profile.given(id) {
                    Some(Possible::Options(options)) if options.is_power_of_two() => Some(*options == 2),
                    _ => None,
                };
                Arc::new(profiles.iter().map(flag).collect::<BooleanArray>())
            }
            Kind::Choices(_) => {
                let names = fact.options();
                let mut lists = ListBuilder::new(StringBuilder::new());
                for profile in profiles {
                    match profile.given(id) {
                        Some(Possible::Sets { must, .. }) => {
                            lists.append_value(bits_of(*must).map(|option| Some(names[option])));
                        }
                        _ => lists.append_null(),
                    }
                }
                Arc::new(lists.finish())
            }
            Kind::Rate | Kind::Choice(_) | Kind::Place(_) => {
                let cells = profiles.iter().map(|profile| profile.given(id).map(|value| cell(fact, value)));
                Arc::new(cells.collect::<StringArray>())
            }
        };
        columns.push((fact.id.clone(), column));
    }
    RecordBatch::try_from_iter(columns).expect("a table")
}

/// The same as lines of JSON, as `policy-match match` reads each.
pub(crate) fn lines(profiles: &[Profile], first: usize) -> String {
    let facts = &fixtures::bundled().catalogue.facts;
    let lines = (first..).zip(profiles).map(|(number, profile)| {
        let mut line = write_profile(profile, facts);
        line["id"] = name(number).into();
        line.to_string() + "\n"
    });
    lines.collect()
}

/// What is to be said of each policy: its verdict, whether it is likely, what it is worth, what is missing.
pub(crate) type Policies = BTreeMap<String, Value>;

/// What the reference evaluator answers to an enterprise: its policies, and what they are worth together.
pub(crate) fn expected(catalogue: &Catalogue, profile: &Profile) -> (Policies, Value) {
    let on: Date = ON.parse().expect("a day");
    let answer = results(catalogue, profile, on);
    let mut policies = Policies::new();
    for outcome in &answer.outcomes {
        let rule = catalogue.rule(outcome.policy).expect("a policy");
        if outcome.status != Status::InForce || rule.is_background() || outcome.verdict == Verdict::Ineligible {
            continue;
        }
        let missing: Vec<&str> =
            outcome.open.facts.iter().map(|(id, _)| catalogue.facts.get(*id).expect("a fact").id.as_str()).collect();
        let said = json!({
            "verdict": outcome.verdict.id(),
            "likely": outcome.verdict == Verdict::NeedsInfo && outcome.likely.is_some(),
            "worth_low": outcome.estimate.map(|estimate| estimate.low.fen()),
            "worth_high": outcome.estimate.and_then(|estimate| estimate.high).map(Money::fen),
            "missing": missing,
        });
        policies.insert(rule.id.clone(), said);
    }
    let total = |total: Total| total.bounds().map(|(low, high)| [low.fen(), high.fen()]);
    let (certain, likely) = (&answer.combination, &answer.likely);
    let together = json!([total(certain.year), total(certain.once), total(likely.year), total(likely.once)]);
    (policies, together)
}

/// A number that lies within a fact's bounds, for tables written by hand.
pub(crate) fn exact(number: i64) -> Possible {
    Possible::Numbers(Interval::exact(number))
}
