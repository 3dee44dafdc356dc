//! Seeded catalogues and enterprises of any size, made directly: text for 100,000 policies would only measure JSON.
//!
//! Each policy takes 3 to 8 conditions over 26 facts, all of which must hold: most of them plain, one in ten a "not",
//! one in five of what is left paired in an "any". Seven in ten policies name a span of days, three in ten a region,
//! three in ten industries. An enterprise leaves one fact in five blank; in the variant with bands half of its figures
//! are ranges. In the harder sort of catalogue some conditions are an "at least two of three".

use policy_match::catalogue::{
    Benefit, BenefitKind, Bound, Catalogue, Category, Channel, Criterion, Details, Document, Formula, Recipient, Rule,
    Source, Standing, Term, Test, TextId, Verification,
};
use policy_match::enterprise::{Changeable, Code, Fact, FactId, Facts, Kind, Possible, Profile, Tree};
use policy_match::quantity::{Date, Interval, Money, Period, Span, Unit, bit, first_bits};

/// The day of every match.
pub(crate) fn on() -> Date {
    Date::new(2026, 11, 21).expect("a date")
}

/// Marsaglia's xorshift: the same numbers on every run.
#[derive(Debug)]
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub(crate) fn below(&mut self, count: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from((self.0 >> 16) % u64::try_from(count).expect("small")).expect("small")
    }

    fn percent(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    fn number(&mut self, most: i64) -> i64 {
        i64::try_from(self.below(usize::try_from(most).expect("positive"))).expect("small")
    }
}

/// The six core facts and twenty more.
fn facts() -> Facts {
    let mut facts = Facts::core();
    let options: Vec<String> = (0..5).map(|option| format!("option{option}")).collect();
    for index in 0..20 {
        let (kind, low, high) = match index {
            0..=5 => (Kind::Count, 0, 10_000),
            6..=10 => (Kind::Money, 0, Money::MAX.fen()),
            11 => (Kind::Rate, 0, 1_000_000),
            12 => (Kind::Date, Date::MIN.day_number(), Date::MAX.day_number()),
            13..=15 => (Kind::Flag, 0, 0),
            16 | 17 => (Kind::Choice(options.clone()), 0, 0),
            _ => (Kind::Choices(options.clone()), 0, 0),
        };
        let bounds = Interval::new(low, high).expect("bounds");
        let id = format!("fact{index}");
        facts
            .add(Fact {
                id,
                kind,
                bounds,
                changeable: Changeable::Yes,
                months: 0,
                bands: Vec::new(),
                units: Vec::new(),
            })
            .expect("a new fact");
    }
    facts
}

/// A threshold or an answer in the usual range of a fact.
fn usual(random: &mut Random, fact: &Fact) -> i64 {
    match fact.kind {
        Kind::Money => random.number(500) * 10_000_000,
        Kind::Rate => random.number(100) * 10_000,
        Kind::Date => on().day_number() - random.number(3_650),
        Kind::Count | Kind::Flag | Kind::Choice(_) | Kind::Choices(_) | Kind::Place(_) => random.number(500) * 2,
    }
}

fn place(random: &mut Random, tree: Tree) -> Code {
    let rows = tree.rows();
    rows[random.below(rows.len())].code
}

fn test(random: &mut Random, facts: &Facts) -> Criterion {
    let id = FactId(u16::try_from(random.below(facts.len())).expect("small"));
    let fact = facts.get(id).expect("a fact");
    let bound = |value: i64, inclusive: bool| Some(Bound { value, inclusive });
    let test = match &fact.kind {
        Kind::Date => {
            let months = [6, 12, 24, 36, 60][random.below(5)];
            Test::Number { term: Term::Age(id, Unit::Months), low: bound(months, true), high: None }
        }
        Kind::Count | Kind::Money | Kind::Rate => {
            let value = usual(random, fact);
            match random.below(3) {
                0 => Test::Number { term: Term::Fact(id), low: bound(value, true), high: None },
                1 => Test::Number { term: Term::Fact(id), low: None, high: bound(value, random.percent(50)) },
                _ => Test::Number { term: Term::Fact(id), low: bound(value, true), high: bound(value * 3 + 10, true) },
            }
        }
        Kind::Flag => Test::Among { fact: id, options: bit(random.below(2)) },
        Kind::Choice(options) => {
            Test::Among { fact: id, options: bit(random.below(options.len())) | bit(random.below(options.len())) }
        }
        Kind::Choices(options) => {
            Test::Holds { fact: id, options: bit(random.below(options.len())) | bit(random.below(options.len())) }
        }
        Kind::Place(tree) => {
            let codes = (0..=random.below(3)).map(|_| place(random, *tree)).collect();
            Test::Within { fact: id, codes }
        }
    };
    test.into()
}

/// What criteria are made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sort {
    /// All, any, not.
    Usual,
    /// Counts too.
    Counts,
    /// All and not only.
    Plain,
}

/// One criterion of at most so many conditions, and how many it took.
fn condition(random: &mut Random, facts: &Facts, sort: Sort, most: usize) -> (usize, Criterion) {
    let first = test(random, facts);
    match (sort, most, random.below(20)) {
        (_, _, 0 | 1) => (1, Test::Not(Box::new(first)).into()),
        (Sort::Usual | Sort::Counts, 2.., 2..=5) => (2, Test::Any(vec![first, test(random, facts)]).into()),
        (Sort::Counts, 3.., 6) => (3, Test::AtLeast(2, vec![first, test(random, facts), test(random, facts)]).into()),
        _ => (1, first),
    }
}

/// A catalogue of so many policies.
pub(crate) fn catalogue(policies: usize, sort: Sort) -> Catalogue {
    let mut random = Random::new(u64::try_from(policies).expect("small"));
    let facts = facts();
    let mut catalogue = Catalogue::default();
    for index in 0..policies {
        let (rule, details) = policy(&mut random, &facts, index, sort);
        catalogue.push(rule, details);
    }
    catalogue.rules.facts = facts;
    catalogue
}

fn policy(random: &mut Random, facts: &Facts, index: usize, sort: Sort) -> (Rule, Details) {
    let mut conditions: Vec<Criterion> = Vec::new();
    let count = 3 + random.below(6);
    if random.percent(30) {
        let codes = vec![place(random, Tree::Regions)];
        conditions.push(Test::Within { fact: Facts::REGION, codes }.into());
    }
    if random.percent(30) {
        let codes = (0..=random.below(3)).map(|_| place(random, Tree::Industries)).collect();
        conditions.push(Test::Within { fact: Facts::INDUSTRY, codes }.into());
    }
    let mut left = count - conditions.len();
    while left > 0 {
        let (took, criterion) = condition(random, facts, sort, left);
        conditions.push(criterion);
        left -= took;
    }
    let from = on().plus_days(-random.number(1_500));
    let dated = random.percent(70);
    let validity =
        if dated { Span { from: Some(from), to: Some(from.plus_days(random.number(2_500))) } } else { Span::default() };
    let rule = Rule {
        id: format!("policy-{index}"),
        name: TextId(0),
        category: Category::TaxFee,
        framework: false,
        channel: Channel::Application,
        recipient: Recipient::Enterprise,
        kind: BenefitKind::Saving,
        validity,
        issued: None,
        window: None,
        standing: Standing::Clear,
        criterion: Test::All(conditions).into(),
        reviewed: on(),
    };
    let benefit = Benefit {
        text: TextId(0),
        period: Period::Year,
        estimate: Some(Formula::Fixed(Money::from_yuan(random.number(100_000)))),
        assumes: Vec::new(),
    };
    let details = Details {
        summary: TextId(0),
        issuers: Vec::new(),
        documents: vec![Document { title: TextId(0), number: None, issued: None, url: None }],
        benefit,
        confers: None,
        steps: Vec::new(),
        materials: None,
        paid: None,
        office: None,
        phone: None,
        groups: Vec::new(),
        excludes: Vec::new(),
        supersedes: Vec::new(),
        verified: Verification::Verified,
        source: Source::Bundled,
    };
    (rule, details)
}

/// So many enterprises, with one fact in five missing; with `bands`, half of the figures are ranges and some choices
/// are left open between two.
pub(crate) fn enterprises(facts: &Facts, count: u64, bands: bool) -> Vec<Profile> {
    (0..count).map(|seed| enterprise(facts, &mut Random::new(seed + 1), bands)).collect()
}

fn enterprise(facts: &Facts, random: &mut Random, bands: bool) -> Profile {
    let mut profile = Profile::new();
    for (id, fact) in facts.iter() {
        if random.percent(20) {
            continue;
        }
        let ranged = bands && random.percent(50);
        let value = match &fact.kind {
            Kind::Count | Kind::Money | Kind::Rate | Kind::Date => {
                let low = usual(random, fact);
                let high = if ranged { low + low / 3 + 30 } else { low };
                Possible::Numbers(Interval::new(low, high.min(fact.bounds.high())).expect("a range"))
            }
            Kind::Flag => Possible::Options(bit(random.below(2))),
            Kind::Choice(options) => {
                let one = bit(random.below(options.len()));
                Possible::Options(if ranged { one | bit(random.below(options.len())) } else { one })
            }
            Kind::Choices(options) => {
                let held = first_bits(options.len()) & bit(random.below(options.len()));
                Possible::Sets { must: held, may: if ranged { held | bit(random.below(options.len())) } else { held } }
            }
            Kind::Place(tree) => Possible::Places(vec![place(random, *tree)]),
        };
        profile.set(facts, id, Some(value));
    }
    profile
}
