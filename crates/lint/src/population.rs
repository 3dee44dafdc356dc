//! A population of made-up enterprises, always the same, to compare rules with: see `docs/catalogue.md` for how it is
//! drawn. It says nothing about how many real enterprises a policy reaches.

#![expect(clippy::wildcard_enum_match_arm, reason = "combinations are named one by one; the rest are single tests")]

use super::samples::{Dice, Maker, Samples};
use engine::catalogue::{Catalogue, Circumstances, Criterion, Rule, Rules, Test};
use engine::enterprise::{Fact, Facts, Kind, Possible, Profile, Tree};
use engine::matching::{Situation, Verdict, verdict};
use engine::quantity::{Date, Interval, bit};

/// How many of a population get each verdict when every fact that the catalogue declares is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct VerdictCounts {
    /// Those who meet all criteria.
    pub eligible: usize,
    /// Those for whom an authority or their own check decides.
    pub needs_info: usize,
    /// The others.
    pub ineligible: usize,
}

impl VerdictCounts {
    /// How many there are.
    #[must_use]
    pub fn all(self) -> usize {
        self.eligible.saturating_add(self.needs_info).saturating_add(self.ineligible)
    }
}

/// Counts the verdicts of a policy over a population.
#[must_use]
pub fn reach(rules: &Rules, rule: &Rule, population: &[Profile], on: Date) -> VerdictCounts {
    let mut reach = VerdictCounts::default();
    for profile in population {
        let situation = Situation::new(&rules.facts, profile, on);
        let count = match verdict(rules, rule, &situation).0 {
            Verdict::Eligible => &mut reach.eligible,
            Verdict::NeedsInfo => &mut reach.needs_info,
            Verdict::Ineligible => &mut reach.ineligible,
        };
        *count = count.saturating_add(1);
    }
    reach
}

/// Enterprises of which every fact is known but the size class, which follows from the figures.
///
/// Each value depends on the number of the enterprise and the name of the fact alone: a catalogue with one more fact
/// sees the same enterprises.
#[must_use]
pub fn population(facts: &Facts, count: usize) -> Vec<Profile> {
    (0..count).map(|number| with_boxes(facts, enterprise(facts, number))).collect()
}

fn enterprise(facts: &Facts, number: usize) -> Profile {
    let mut profile = Profile::new();
    let people = employees(number);
    let revenue = revenue(number, people);
    for (id, fact) in facts.iter() {
        let mut dice = dice(number, &fact.id);
        let value = match id {
            Facts::SIZE_CLASS => continue,
            Facts::EMPLOYEES => Possible::Numbers(Interval::exact(people)),
            Facts::REVENUE => Possible::Numbers(Interval::exact(revenue)),
            Facts::ASSETS => Possible::Numbers(Interval::exact(assets(number, revenue))),
            _ if fact.id == "taxable_income" => Possible::Numbers(Interval::exact(percent(revenue, dice.below(16)))),
            _ => value(fact, &mut dice),
        };
        profile.set(facts, id, Some(value));
    }
    profile
}

/// What decides a value of the enterprise with this number: that and a name alone.
pub(super) fn dice(number: usize, name: &str) -> Dice {
    let start = u64::try_from(number).unwrap_or(0).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mut dice = Dice(name.bytes().fold(start, |seed, byte| seed.wrapping_mul(31).wrapping_add(u64::from(byte))));
    // The first throws still look like the seed.
    dice.below(2);
    dice.below(2);
    dice
}

/// How many people work there.
pub(super) fn employees(number: usize) -> i64 {
    let mut dice = dice(number, "employees");
    let (least, span) = match dice.below(100) {
        0..60 => (1, 9),
        60..85 => (10, 40),
        85..95 => (50, 250),
        _ => (300, 1_700),
    };
    whole(dice.below(span)).saturating_add(least)
}

/// The yearly revenue, in fen: 100,000 to 1,000,000 yuan for each of the people.
pub(super) fn revenue(number: usize, people: i64) -> i64 {
    people.saturating_mul(whole(dice(number, "revenue").below(91)).saturating_add(10)).saturating_mul(1_000_000)
}

/// The assets, in fen: 30 % to 200 % of the revenue.
pub(super) fn assets(number: usize, revenue: i64) -> i64 {
    percent(revenue, dice(number, "assets").below(171).saturating_add(30))
}

/// So many hundredths of an amount.
pub(super) fn percent(amount: i64, percent: usize) -> i64 {
    amount.checked_div(100).unwrap_or(0).saturating_mul(whole(percent))
}

fn whole(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(0)
}

/// Any value of a fact, whatever the others are.
pub(super) fn value(fact: &Fact, dice: &mut Dice) -> Possible {
    let number = |value: i64| {
        let bounds = fact.bounds;
        Possible::Numbers(Interval::exact(value.clamp(bounds.low(), bounds.high())))
    };
    match &fact.kind {
        Kind::Count => number(whole(dice.below(51))),
        Kind::Money => {
            // 1,000 yuan to 100 million, each power of ten alike.
            let power = u32::try_from(dice.below(5)).unwrap_or(0);
            let unit = 100_000_i64.saturating_mul(10_i64.saturating_pow(power));
            number(unit.saturating_mul(whole(dice.below(10)).saturating_add(1)))
        }
        // 0 to 30 % in steps of a half.
        Kind::Rate => number(whole(dice.below(61)).saturating_mul(5_000)),
        Kind::Date => {
            let first = Date::new(2012, 1, 1).unwrap_or(Date::MIN);
            number(first.plus_days(whole(dice.below(5_400))).day_number())
        }
        Kind::Flag => Possible::Options(bit(dice.below(2))),
        // Three fifths have the first option: a company, above all.
        Kind::Choice(options) => match dice.below(5) {
            0..3 => Possible::Options(bit(0)),
            _ => Possible::Options(bit(dice.below(options.len()))),
        },
        Kind::Choices(options) => {
            let held = match dice.below(2) {
                0 => 0,
                _ => bit(dice.below(options.len())) | bit(dice.below(options.len())),
            };
            Possible::Sets { must: held, may: held }
        }
        Kind::Place(tree) => {
            let rows = tree.rows();
            let fine = |tree: Tree, written: &str| match tree {
                Tree::Regions => !written.ends_with("0000"),
                Tree::Industries => written.len() == 3,
            };
            let codes: Vec<_> =
                rows.iter().map(|row| row.code).filter(|&code| fine(*tree, &tree.written(code))).collect();
            codes.get(dice.below(codes.len())).map_or_else(Possible::anywhere, |&code| Possible::Places(vec![code]))
        }
    }
}

/// The same with those boxes ticked that the other facts want, and no others: drawn by themselves they would say no of a
/// family of which something is known, and the two would contradict each other.
fn with_boxes(facts: &Facts, mut profile: Profile) -> Profile {
    let Some(fact) = facts.find(Circumstances::FACT) else { return profile };
    profile.set(facts, fact, None);
    let narrowed = facts.narrow(&profile).profile;
    let must = match narrowed.as_ref().unwrap_or(&profile).given(fact) {
        Some(&Possible::Sets { must, .. }) => must,
        _ => 0,
    };
    profile.set(facts, fact, Some(Possible::Sets { must, may: must }));
    profile
}

/// An enterprise that meets every criterion that facts can meet; the fewest facts that it takes.
#[must_use]
pub fn sample(catalogue: &Catalogue, rule: &Rule, on: Date) -> Profile {
    let samples = Samples::of(catalogue, &rule.criterion, on);
    let nobody = Profile::new();
    let mut situation = Situation::new(&catalogue.facts, &nobody, on);
    let mut maker = Maker::new(catalogue, &samples);
    force_parts(&mut maker, &rule.criterion, &mut situation);
    situation.told().clone()
}

fn force_parts<'c>(maker: &mut Maker<'c>, criterion: &'c Criterion, situation: &mut Situation<'_>) {
    if maker.force(criterion, true, situation) {
        return;
    }
    if let Test::All(parts) = &criterion.test {
        for part in parts {
            force_parts(maker, part, situation);
        }
    }
}

/// The rule as cases: what every case takes, and for each case what it takes besides. `None` where there are more
/// cases than a table can show.
#[must_use]
pub fn cases(criterion: &Criterion) -> Option<(Vec<&Criterion>, Vec<Vec<&Criterion>>)> {
    const MOST: usize = 24;
    let mut common = Vec::new();
    let mut open: Vec<Vec<&Criterion>> = vec![Vec::new()];
    let parts: Vec<&Criterion> =
        if let Test::All(parts) = &criterion.test { parts.iter().collect() } else { vec![criterion] };
    for part in parts {
        let ways = ways(part, MOST)?;
        match ways.as_slice() {
            [only] => common.extend(only.iter().copied()),
            several => {
                open = open
                    .iter()
                    .flat_map(|case| several.iter().map(move |way| [case.as_slice(), way.as_slice()].concat()))
                    .collect();
            }
        }
        if open.len() > MOST {
            return None;
        }
    }
    Some((common, open))
}

/// The ways to meet a criterion, each a list of tests; no more than a given number.
fn ways(criterion: &Criterion, most: usize) -> Option<Vec<Vec<&Criterion>>> {
    let ways = match &criterion.test {
        Test::Any(parts) => {
            let mut all = Vec::new();
            for part in parts {
                all.extend(self::ways(part, most)?);
            }
            all
        }
        Test::All(parts) => {
            let mut all: Vec<Vec<&Criterion>> = vec![Vec::new()];
            for part in parts {
                let more = self::ways(part, most)?;
                all = all
                    .iter()
                    .flat_map(|way| more.iter().map(move |other| [way.as_slice(), other.as_slice()].concat()))
                    .collect();
            }
            all
        }
        _ => vec![vec![criterion]],
    };
    (ways.len() <= most).then_some(ways)
}
