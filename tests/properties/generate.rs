//! Random catalogues and profiles, as the JSON that people write.
//!
//! Everything is drawn from a list of numbers, so that a failing case shrinks by itself: fewer and smaller numbers
//! mean a simpler catalogue. Thresholds and answers come from the same short lists, so that they meet.

use policy_match::quantity::Date;
use serde_json::{Map, Value, json};

/// Numbers to draw from; zeros, which mean the simplest choice, when they are used up.
#[derive(Debug)]
pub(crate) struct Source<'a> {
    numbers: &'a [u32],
    next: usize,
}

impl<'a> Source<'a> {
    pub(crate) fn new(numbers: &'a [u32]) -> Self {
        Self { numbers, next: 0 }
    }

    pub(crate) fn below(&mut self, count: usize) -> usize {
        let number = self.numbers.get(self.next).copied().unwrap_or(0);
        self.next += 1;
        usize::try_from(number).expect("32 bits fit") % count
    }

    /// True so often in a hundred; false when the numbers are used up.
    pub(crate) fn chance(&mut self, percent: usize) -> bool {
        self.below(100) >= 100 - percent
    }

    fn pick<T: Clone>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())].clone()
    }
}

/// What to generate.
#[expect(clippy::struct_excessive_bools, reason = "each switches one thing, all are named where they are set")]
#[derive(Clone, Copy, Debug)]
pub(crate) struct Settings {
    /// At most so many policies.
    pub(crate) policies: usize,
    /// How deep criteria nest.
    pub(crate) depth: usize,
    /// Whether no fact stands in two tests of one policy.
    pub(crate) once: bool,
    /// Whether authorities decide, and things are left to check.
    pub(crate) undecided: bool,
    /// Whether policies have formulas.
    pub(crate) formulas: bool,
    /// Whether policies have spans, standings and documents.
    pub(crate) dates: bool,
    /// How many facts in a hundred are given.
    pub(crate) given: usize,
    /// How many given facts in a hundred are ranges.
    pub(crate) ranges: usize,
}

impl Settings {
    pub(crate) const ALL: Self = Self {
        policies: 6,
        depth: 3,
        once: false,
        undecided: true,
        formulas: true,
        dates: true,
        given: 70,
        ranges: 40,
    };
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Count,
    Money,
    Rate,
    Date,
    Flag,
    Choice,
    Choices,
    Industry,
    Region,
}

/// A fact of the generated catalogue.
#[derive(Clone, Debug)]
pub(crate) struct Fact {
    pub(crate) id: &'static str,
    pub(crate) kind: Kind,
    pub(crate) low: i64,
    pub(crate) high: i64,
    bounds: Map<String, Value>,
    changeable: bool,
}

pub(crate) const OPTIONS: [&str; 4] = ["o0", "o1", "o2", "o3"];
pub(crate) const SIZES: [&str; 4] = ["micro", "small", "medium", "large"];
const DAYS: [&str; 4] = ["2026-11-21", "2026-01-31", "2024-02-29", "2026-12-31"];
const COUNTS: [i64; 14] = [0, 1, 2, 3, 5, 10, 19, 20, 21, 30, 50, 59, 60, 300];
/// In fen, below 10¹⁵, so that nothing the oracle computes overflows.
const MONEY: [i64; 16] = [
    0,
    100,
    1,
    50,
    99,
    101,
    12_345,
    1_000_000,
    5_000_000,
    5_000_100,
    30_000_000,
    300_000_000,
    500_000_000,
    2_000_000_000,
    4_999_999_999,
    500_000_000_000,
];
const RATES: [i64; 10] = [0, 10_000, 1, 500, 30_000, 50_000, 55_000, 100_000, 250_000, 1_000_000];
const DATES: [&str; 16] = [
    "2023-11-21",
    "2024-02-29",
    "2020-01-01",
    "2022-02-28",
    "2023-11-20",
    "2023-11-22",
    "2024-01-31",
    "2024-08-31",
    "2025-11-21",
    "2025-12-31",
    "2026-01-31",
    "2026-10-31",
    "2026-11-20",
    "2026-11-21",
    "2026-11-22",
    "2026-12-31",
];
const REGIONS: [&str; 10] =
    ["440000", "440100", "440106", "440300", "330000", "110000", "110101", "429004", "420000", "330100"];
const INDUSTRIES: [&str; 14] = ["C", "C13", "C1311", "62", "H", "H61", "591", "G", "J", "K", "K702", "A", "I65", "E50"];
const CORE: usize = 6;

/// The facts of a catalogue: the core facts first.
pub(crate) fn facts(source: &mut Source<'_>) -> Vec<Fact> {
    const WIDE: i64 = 1_000_000_000;
    const MOST: i64 = 100_000_000_000_000_000;
    let (first, last) = (day("1900-01-01"), day("2199-12-31"));
    let fact = |id, kind, low, high| Fact { id, kind, low, high, bounds: Map::new(), changeable: false };
    let mut facts = vec![
        fact("employees", Kind::Count, 0, 10_000_000),
        fact("revenue", Kind::Money, 0, MOST),
        fact("assets", Kind::Money, 0, MOST),
        fact("industry", Kind::Industry, 0, 0),
        fact("region", Kind::Region, 0, 0),
        fact("size_class", Kind::Choice, 0, 0),
    ];
    let own = [
        ("n0", Kind::Count),
        ("n1", Kind::Count),
        ("n2", Kind::Count),
        ("n3", Kind::Count),
        ("m0", Kind::Money),
        ("m1", Kind::Money),
        ("m2", Kind::Money),
        ("m3", Kind::Money),
        ("r0", Kind::Rate),
        ("r1", Kind::Rate),
        ("d0", Kind::Date),
        ("d1", Kind::Date),
        ("d2", Kind::Date),
        ("f0", Kind::Flag),
        ("f1", Kind::Flag),
        ("c0", Kind::Choice),
        ("c1", Kind::Choice),
        ("s0", Kind::Choices),
        ("s1", Kind::Choices),
    ];
    for (id, kind) in own {
        // n3 and m3 may fall below zero; the others stand in ratios and may not.
        let signed = id.ends_with('3');
        let (low, high) = match (kind, signed, source.below(3)) {
            (Kind::Count, false, 0) => (0, WIDE),
            (Kind::Count, false, 1) => (0, 60),
            (Kind::Count, false, _) => (1, 1_000),
            (Kind::Count, true, 0) => (-WIDE, WIDE),
            (Kind::Count, true, _) => (-60, 60),
            (Kind::Money, false, 0 | 1) => (0, MOST),
            (Kind::Money, false, _) => (0, 500_000_000_000),
            (Kind::Money, true, 0) => (-MOST, MOST),
            (Kind::Money, true, _) => (-5_000_000, 5_000_000),
            (Kind::Rate, _, 0) => (-WIDE, WIDE),
            (Kind::Rate, _, _) => (0, 1_000_000),
            (Kind::Date, _, 0 | 1) => (first, last),
            (Kind::Date, _, _) => (day("2000-01-01"), day("2026-12-31")),
            _ => (0, 0),
        };
        let mut fact = fact(id, kind, low, high);
        if high > low {
            fact.bounds.insert("min".to_owned(), write(kind, low, 0));
            fact.bounds.insert("max".to_owned(), write(kind, high, 0));
        }
        fact.changeable = source.chance(60);
        facts.push(fact);
    }
    facts
}

/// A catalogue with these facts.
pub(crate) fn catalogue(source: &mut Source<'_>, facts: &[Fact], settings: Settings) -> Value {
    let mut definitions = Vec::new();
    if !settings.once {
        for index in 0..source.below(3) {
            let mut desk = Desk::new(source, facts, settings);
            desk.definitions = index;
            let when = desk.criterion(2);
            definitions.push(json!({ "id": format!("definition{index}"), "name": words("定义"), "when": when }));
        }
    }
    let count = 1 + source.below(settings.policies);
    let policies: Vec<Value> =
        (0..count).map(|index| policy(source, facts, settings, definitions.len(), index, count)).collect();
    let declared: Vec<Value> = facts.iter().skip(CORE).map(declare).collect();
    json!({
        "format": 1,
        "version": "1",
        "reviewed": "2026-11-21",
        "title": words("目录"),
        "facts": declared,
        "definitions": definitions,
        "policies": policies,
    })
}

fn declare(fact: &Fact) -> Value {
    let kind = match fact.kind {
        Kind::Count => "count",
        Kind::Money => "money",
        Kind::Rate => "rate",
        Kind::Date => "date",
        Kind::Flag => "flag",
        Kind::Choice => "choice",
        Kind::Choices => "choices",
        Kind::Industry | Kind::Region => panic!("not declared"),
    };
    let mut declared = fact.bounds.clone();
    declared.insert("id".to_owned(), fact.id.into());
    declared.insert("type".to_owned(), kind.into());
    declared.insert("name".to_owned(), words(fact.id));
    declared.insert("ask".to_owned(), words(fact.id));
    declared.insert("changeable".to_owned(), fact.changeable.into());
    if matches!(fact.kind, Kind::Choice | Kind::Choices) {
        let options: Vec<Value> = OPTIONS.iter().map(|id| json!({ "id": id, "name": words(id) })).collect();
        declared.insert("options".to_owned(), options.into());
    }
    declared.into()
}

fn words(text: &str) -> Value {
    json!({ "zh": text, "en": text })
}

fn policy(
    source: &mut Source<'_>,
    facts: &[Fact],
    settings: Settings,
    definitions: usize,
    index: usize,
    count: usize,
) -> Value {
    let mut desk = Desk::new(source, facts, settings);
    desk.definitions = definitions;
    let criterion = desk.criterion(settings.depth);
    let region = !settings.once && desk.source.chance(20);
    let formula = (settings.formulas && desk.source.chance(80)).then(|| desk.formula(2));
    let mut benefit = json!({ "text": words("好处"), "kind": "saving" });
    if let Some(formula) = formula {
        benefit["estimate"] = formula;
        benefit["period"] = source.pick(&["year", "once"]).into();
    }
    if source.chance(15) {
        benefit["kind"] = source.pick(&["deferral", "access"]).into();
    }
    let mut policy = json!({
        "id": format!("p{index}"),
        "name": words(&format!("政策{index}")),
        "summary": words("一段话"),
        "category": source.pick(&["tax-fee", "service", "subsidy-grant"]),
        "issuers": ["财政部"],
        "documents": [{ "title": "通知" }],
        "validity": {},
        "for": criterion,
        "benefit": benefit,
        "channel": source.pick(&["automatic", "filing", "application", "selection"]),
        "steps": [words("办理")],
        "materials": [],
        "verified": "verified",
        "reviewed": "2026-11-21",
    });
    if region {
        policy["region"] = source.pick(&REGIONS).into();
    }
    if source.chance(10) {
        policy["recipient"] = "lender".into();
    }
    if settings.dates {
        if source.chance(50) {
            let (a, b) = (source.pick(&DATES), source.pick(&DATES));
            policy["validity"] = match source.below(3) {
                0 => json!({ "from": a.min(b), "to": a.max(b) }),
                1 => json!({ "from": a }),
                _ => json!({ "to": b }),
            };
        }
        if source.chance(20) {
            policy["documents"][0]["issued"] = source.pick(&DATES).into();
        }
        if source.chance(15) {
            let standing = source.pick(&["unclear", "ended"]);
            policy["standing"] = json!({ standing: words("原因") });
            policy["reviewed"] = source.pick(&DATES).into();
        }
    }
    let mut groups = Vec::new();
    if source.chance(40) {
        groups.push(json!("group-a"));
    }
    if source.chance(25) {
        groups.push(json!({ "id": "group-b", "per": source.pick(&["enterprise", "person", "item"]) }));
    }
    if !groups.is_empty() {
        policy["groups"] = groups.into();
    }
    if source.chance(30) {
        let other = source.below(count);
        if other != index {
            let per = source.pick(&["enterprise", "person"]);
            policy["excludes"] = json!([{ "policy": format!("p{other}"), "per": per, "why": words("不可叠加") }]);
        }
    }
    policy
}

/// Where one policy is written.
struct Desk<'s, 'n, 'f> {
    source: &'s mut Source<'n>,
    /// The facts not used yet, where each may be used once.
    left: Vec<&'f Fact>,
    settings: Settings,
    /// How many definitions may be used.
    definitions: usize,
}

impl<'s, 'n, 'f> Desk<'s, 'n, 'f> {
    fn new(source: &'s mut Source<'n>, facts: &'f [Fact], settings: Settings) -> Self {
        Self { source, left: facts.iter().collect(), settings, definitions: 0 }
    }

    fn criterion(&mut self, depth: usize) -> Value {
        let shape = if depth == 0 { 0 } else { self.source.below(12) };
        let parts = |desk: &mut Self| -> Vec<Value> {
            let count = 1 + desk.source.below(3);
            (0..count).map(|_| desk.criterion(depth - 1)).collect()
        };
        match shape {
            5 | 6 => json!({ "all": parts(self) }),
            7 | 8 => json!({ "any": parts(self) }),
            9 => json!({ "not": self.criterion(depth - 1) }),
            10 => {
                let parts = parts(self);
                let least = 1 + self.source.below(parts.len());
                json!({ "at_least": least, "of": parts })
            }
            11 if self.definitions > 0 => {
                json!({ "definition": format!("definition{}", self.source.below(self.definitions)) })
            }
            4 if self.settings.undecided => {
                let key = self.source.pick(&["authority", "check_yourself"]);
                json!({ key: words("另行判断") })
            }
            _ => self.test(),
        }
    }

    /// Takes a fact that fits, if one is left.
    fn take(&mut self, fits: impl Fn(&Fact) -> bool) -> Option<&'f Fact> {
        let fitting: Vec<usize> = (0..self.left.len()).filter(|&index| fits(self.left[index])).collect();
        if fitting.is_empty() {
            return None;
        }
        let index = fitting[self.source.below(fitting.len())];
        if !self.settings.once {
            return Some(self.left[index]);
        }
        let fact = self.left.remove(index);
        // The size class is made of these.
        let parts = ["employees", "revenue", "assets", "industry"];
        if fact.id == "size_class" {
            self.left.retain(|other| !parts.contains(&other.id));
        } else if parts.contains(&fact.id) {
            self.left.retain(|other| other.id != "size_class");
        }
        Some(fact)
    }

    fn test(&mut self) -> Value {
        let figure = match self.source.below(10) {
            7 => self.sum(),
            8 => self.ratio(),
            9 => self.age(),
            _ => None,
        };
        if let Some(test) = figure {
            return test;
        }
        let Some(fact) = self.take(|_| true) else { return json!({ "all": [] }) };
        let mut test = Map::new();
        test.insert("fact".to_owned(), fact.id.into());
        match fact.kind {
            Kind::Count | Kind::Money | Kind::Rate => self.bounds(&mut test, fact.kind, true),
            Kind::Date => {
                let (a, b) = (self.source.pick(&DATES), self.source.pick(&DATES));
                let ends = self.source.below(3);
                if ends != 1 {
                    test.insert("from".to_owned(), a.min(b).into());
                }
                if ends != 0 {
                    test.insert("to".to_owned(), a.max(b).into());
                }
            }
            Kind::Flag => {
                test.insert("is".to_owned(), (self.source.below(2) == 1).into());
            }
            Kind::Choice => {
                let options = if fact.id == "size_class" { SIZES } else { OPTIONS };
                if self.source.chance(50) {
                    test.insert("in".to_owned(), self.some(&options).into());
                } else {
                    test.insert("is".to_owned(), self.source.pick(&options).into());
                }
            }
            Kind::Choices => {
                if self.source.chance(50) {
                    test.insert("has_any".to_owned(), self.some(&OPTIONS).into());
                } else {
                    test.insert("has".to_owned(), self.source.pick(&OPTIONS).into());
                }
            }
            Kind::Industry => {
                test.insert("within".to_owned(), self.some(&INDUSTRIES).into());
            }
            Kind::Region if self.source.chance(10) => {
                // All cities of a province: as good as the province.
                let cities: Vec<Value> = (1..=11).map(|city| format!("33{city:02}00").into()).collect();
                test.insert("within".to_owned(), cities.into());
            }
            Kind::Region => {
                test.insert("within".to_owned(), self.some(&REGIONS).into());
            }
        }
        test.into()
    }

    fn some(&mut self, of: &[&str]) -> Vec<Value> {
        (0..=self.source.below(3)).map(|_| self.source.pick(of).into()).collect()
    }

    fn sum(&mut self) -> Option<Value> {
        let kind = self.source.pick(&[Kind::Count, Kind::Money]);
        let first = self.take(|fact| fact.kind == kind)?;
        let mut facts = vec![first.id];
        for _ in 0..=self.source.below(2) {
            // A fact counted twice is no sum of facts.
            if let Some(next) = self.take(|fact| fact.kind == kind && !facts.contains(&fact.id)) {
                facts.push(next.id);
            }
        }
        let mut test = Map::new();
        test.insert("sum".to_owned(), facts.into());
        self.bounds(&mut test, kind, true);
        Some(test.into())
    }

    fn ratio(&mut self) -> Option<Value> {
        let kind = self.source.pick(&[Kind::Money, Kind::Count]);
        let fits = |fact: &Fact| fact.kind == kind && fact.low >= 0;
        let over = self.take(fits)?;
        let under = self.take(|fact| fits(fact) && fact.id != over.id)?;
        let mut test = Map::new();
        test.insert(self.source.pick(&["ratio", "growth"]).to_owned(), json!([over.id, under.id]));
        self.bounds(&mut test, Kind::Rate, false);
        Some(test.into())
    }

    fn age(&mut self) -> Option<Value> {
        let fact = self.take(|fact| fact.kind == Kind::Date)?;
        let (unit, counts) = self.source.pick(&[
            ("months", [0, 1, 12, 24, 36]),
            ("years", [0, 1, 2, 3, 5]),
            ("days", [0, 1, 30, 365, 1_000]),
        ]);
        let mut test = Map::new();
        test.insert("age_of".to_owned(), fact.id.into());
        let ends = self.ends(&counts, true);
        test.extend(ends.into_iter().map(|(key, count)| (key.to_owned(), json!({ unit: count }))));
        Some(test.into())
    }

    fn bounds(&mut self, test: &mut Map<String, Value>, kind: Kind, whole: bool) {
        let ends = match kind {
            Kind::Money => self.ends(&MONEY, whole),
            Kind::Rate => self.ends(&RATES, whole),
            _ => self.ends(&COUNTS, whole),
        };
        for (key, bound) in ends {
            let style = self.source.below(2);
            test.insert(key.to_owned(), write(kind, bound, style));
        }
    }

    /// One or two bounds with something between them.
    fn ends(&mut self, values: &[i64], whole: bool) -> Vec<(&'static str, i64)> {
        let (a, b) = (self.source.pick(values), self.source.pick(values));
        let (low, high) = (a.min(b), a.max(b));
        let (least, most) = (self.source.pick(&["at_least", "above"]), self.source.pick(&["at_most", "below"]));
        match self.source.below(3) {
            0 => vec![(least, a)],
            1 => vec![(most, a)],
            _ if low == high => vec![("at_least", low), ("at_most", high)],
            _ if whole && high - low == 1 => vec![("at_least", low), (most, high)],
            _ => vec![(least, low), (most, high)],
        }
    }

    fn fact_of(&mut self, kind: Kind) -> Option<&'f Fact> {
        let facts: Vec<&Fact> = self.left.iter().copied().filter(|fact| fact.kind == kind).collect();
        if facts.is_empty() { None } else { Some(self.source.pick(&facts)) }
    }

    fn money(&mut self) -> Value {
        let (fen, style) = (self.source.pick(&MONEY), self.source.below(2));
        write(Kind::Money, fen, style)
    }

    fn rate(&mut self) -> Value {
        write(Kind::Rate, self.source.pick(&RATES), 0)
    }

    /// A money fact, a list of them, or a formula.
    fn base(&mut self, depth: usize) -> Value {
        let some = self.fact_of(Kind::Money).map(|fact| fact.id);
        match (self.source.below(4), some) {
            (0 | 1, Some(fact)) => fact.into(),
            (2, Some(fact)) => json!([fact, self.fact_of(Kind::Money).expect("as before").id]),
            _ => self.formula(depth),
        }
    }

    fn formula(&mut self, depth: usize) -> Value {
        let count = self.fact_of(Kind::Count).map(|fact| fact.id);
        let below = depth.saturating_sub(1);
        let simple = if depth == 0 { 4 } else { 17 };
        match self.source.below(simple) {
            1 if self.fact_of(Kind::Money).is_some() => {
                json!({ "amount": self.fact_of(Kind::Money).expect("as before").id })
            }
            2 => json!({ "rate": self.rate(), "of": self.base(below) }),
            3 if count.is_some() => json!({ "per_head": self.money(), "count": count }),
            4 => {
                let (a, b) = (self.source.pick(&RATES), self.source.pick(&RATES));
                let rates = [a.max(b), a.min(b)].map(|rate| write(Kind::Rate, rate, 0));
                json!({ "rate_cut": rates, "of": self.base(below) })
            }
            5 if self.fact_of(Kind::Rate).is_some() => {
                let fact = self.fact_of(Kind::Rate).expect("as before").id;
                json!({ "rate_fact": fact, "minus": self.rate(), "of": self.base(below) })
            }
            6 => json!({ "times": self.source.pick(&["12", "4/12", "1/3", "0"]), "of": self.base(below) }),
            7 => json!({ "cap": self.money(), "of": self.base(below) }),
            8 => json!({ "floor": self.money(), "of": self.base(below) }),
            9 => {
                let (a, b) = (self.source.pick(&MONEY), self.source.pick(&MONEY));
                let mut bands = vec![json!({ "to": write(Kind::Money, a.min(b), 0), "rate": self.rate() })];
                if a != b {
                    bands.push(json!({ "to": write(Kind::Money, a.max(b), 0), "rate": self.rate() }));
                }
                if self.source.chance(50) {
                    bands.push(json!({ "rate": self.rate() }));
                }
                json!({ "bands_of": self.base(below), "bands": bands })
            }
            10 => {
                let numbers = [Kind::Count, Kind::Money, Kind::Rate];
                let kind = self.source.pick(&numbers);
                let Some(fact) = self.fact_of(kind) else { return json!({ "fixed": self.money() }) };
                let ends = match kind {
                    Kind::Money => [self.source.pick(&MONEY), self.source.pick(&MONEY)],
                    Kind::Rate => [self.source.pick(&RATES), self.source.pick(&RATES)],
                    _ => [self.source.pick(&COUNTS), self.source.pick(&COUNTS)],
                };
                let (low, high) = (ends[0].min(ends[1]), ends[0].max(ends[1]));
                let mut steps = vec![json!({ "to": write(kind, low, 0), "give": self.formula(below) })];
                if low != high {
                    steps.push(json!({ "to": write(kind, high, 0), "give": self.formula(below) }));
                }
                if self.source.chance(50) {
                    steps.push(json!({ "give": self.formula(below) }));
                }
                json!({ "steps_of": fact.id, "steps": steps })
            }
            11 => {
                let parts: Vec<Value> = (0..=self.source.below(2)).map(|_| self.formula(below)).collect();
                json!({ self.source.pick(&["least", "most"]): parts })
            }
            12 => json!({ "sum": [self.formula(below), self.formula(below)] }),
            13 => json!({ "difference": [self.formula(below), self.formula(below)] }),
            14 => json!({ "up_to": self.formula(below) }),
            15 => json!({ "between": [self.formula(below), self.formula(below)] }),
            16 => {
                json!({ "if": self.criterion(1), "then": self.formula(below), "else": self.formula(below) })
            }
            _ => json!({ "fixed": self.money() }),
        }
    }
}

/// A number in the words of a file.
pub(crate) fn write(kind: Kind, number: i64, style: usize) -> Value {
    let decimal = |number: i64, places: usize| {
        let digits = format!("{:0width$}", number.unsigned_abs(), width = places + 1);
        let (whole, rest) = digits.split_at(digits.len() - places);
        let sign = if number < 0 { "-" } else { "" };
        format!("{sign}{whole}.{rest}").trim_end_matches('0').trim_end_matches('.').to_owned()
    };
    match kind {
        Kind::Money if style == 1 => format!("{}万", decimal(number, 6)).into(),
        Kind::Money if number % 100 == 0 => (number / 100).into(),
        Kind::Money => format!("{}元", decimal(number, 2)).into(),
        Kind::Rate if style == 1 && number % 10 != 0 => format!("{}‰", decimal(number, 3)).into(),
        Kind::Rate => format!("{}%", decimal(number, 4)).into(),
        Kind::Date => Date::from_day(number).to_string().into(),
        _ => number.into(),
    }
}

pub(crate) fn day(text: &str) -> i64 {
    text.parse::<Date>().expect(text).day_number()
}

/// A day of the match.
pub(crate) fn on(source: &mut Source<'_>) -> Date {
    source.pick(&DAYS).parse().expect("a date")
}

/// What is known of an enterprise.
pub(crate) fn profile(source: &mut Source<'_>, facts: &[Fact], settings: Settings) -> Value {
    let mut profile = Map::new();
    for fact in facts {
        if source.chance(settings.given) {
            profile.insert(fact.id.to_owned(), answer(source, fact, settings.ranges));
        }
    }
    profile.into()
}

/// One number that a fact may have, near the thresholds.
fn near(source: &mut Source<'_>, fact: &Fact) -> i64 {
    let number = match fact.kind {
        Kind::Money => source.pick(&MONEY),
        Kind::Rate => source.pick(&RATES),
        Kind::Date => day(source.pick(&DATES)),
        _ => source.pick(&COUNTS),
    };
    let number = number + source.pick(&[0, -1, 1]);
    number.clamp(fact.low, fact.high)
}

/// What is known of one fact: exactly, or (so often in a hundred) as a range.
fn answer(source: &mut Source<'_>, fact: &Fact, ranges: usize) -> Value {
    let range = source.chance(ranges);
    let several = |source: &mut Source<'_>, of: &[&str]| -> Value {
        let some: Vec<&str> = (0..=source.below(3)).map(|_| source.pick(of)).collect();
        json!({ "one_of": some })
    };
    let options = if fact.id == "size_class" { SIZES } else { OPTIONS };
    match (fact.kind, range) {
        (Kind::Count | Kind::Money | Kind::Rate | Kind::Date, false) => write(fact.kind, near(source, fact), 0),
        (Kind::Count | Kind::Money | Kind::Rate | Kind::Date, true) => {
            let (a, b) = (near(source, fact), near(source, fact));
            let (low, high) = (write(fact.kind, a.min(b), 0), write(fact.kind, a.max(b), 0));
            match source.below(4) {
                0 => json!({ "min": low }),
                1 => json!({ "max": high }),
                _ => json!({ "min": low, "max": high }),
            }
        }
        (Kind::Flag, false) => (source.below(2) == 1).into(),
        (Kind::Flag, true) => json!({ "one_of": [true, false] }),
        (Kind::Choice, false) => source.pick(&options).into(),
        (Kind::Choice, true) => several(source, &options),
        (Kind::Choices, false) => {
            let held: Vec<&str> = (0..source.below(3)).map(|_| source.pick(&OPTIONS)).collect();
            json!(held)
        }
        (Kind::Choices, true) => {
            let has = source.pick(&OPTIONS);
            let not: Vec<&str> =
                (0..source.below(3)).map(|_| source.pick(&OPTIONS)).filter(|option| *option != has).collect();
            if source.chance(50) { json!({ "has": [has], "not": not }) } else { json!({ "not": not }) }
        }
        (Kind::Industry, false) => source.pick(&INDUSTRIES).into(),
        (Kind::Industry, true) => several(source, &INDUSTRIES),
        (Kind::Region, false) => source.pick(&REGIONS).into(),
        (Kind::Region, true) => several(source, &REGIONS),
    }
}

/// The numbers near every threshold that a test of a fact may have.
pub(crate) fn worth_trying(fact: &Fact) -> Vec<i64> {
    let numbers: Vec<i64> = match fact.kind {
        Kind::Count => COUNTS.to_vec(),
        Kind::Money => MONEY.to_vec(),
        Kind::Rate => RATES.to_vec(),
        Kind::Date => DATES.iter().map(|date| day(date)).collect(),
        Kind::Flag | Kind::Choice | Kind::Choices | Kind::Industry | Kind::Region => Vec::new(),
    };
    let near = numbers.into_iter().flat_map(|number| [number - 1, number, number + 1]);
    near.filter(|number| (fact.low..=fact.high).contains(number)).collect()
}
