//! All concrete enterprises that a profile may turn out to be, as far as some criteria can tell them apart.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::generate::{Fact, SIZES};
use crate::oracle::{
    Concrete, Enterprise, Oracle, Sort, counties, industries, parse, read_date, regions, size_class, with_section,
    within, write_date,
};

/// For each fact that matters, the values worth trying.
#[derive(Debug)]
pub(crate) struct Completions {
    pub(crate) values: Vec<(String, Vec<Concrete>)>,
    /// Whether the size class matters, and what was stated of it.
    size: Option<Vec<String>>,
}

/// What the oracle counts days from, as a Julian day.
const DAY_ZERO: i128 = 2_415_020;

pub(crate) fn oracle_day(date: engine::quantity::Date) -> i128 {
    i128::from(date.day_number()) - DAY_ZERO
}

impl Completions {
    /// The completions of a profile that some criteria or formulas tell apart.
    pub(crate) fn new(oracle: &Oracle<'_>, facts: &[Fact], rules: &[&Value], profile: &Value, on: i128) -> Self {
        let mut seen = Seen { tests: Vec::new(), facts: BTreeSet::new() };
        for rule in rules {
            seen.collect(oracle, rule);
        }
        let sized = seen.facts.contains("size_class");
        if sized {
            seen.facts.extend(["employees", "revenue", "assets", "industry"].map(str::to_owned));
        }
        let known = |id: &str| facts.iter().find(|fact| fact.id == id).expect("a known fact");
        let ranges: BTreeMap<&str, (i128, i128)> = facts
            .iter()
            .filter(|fact| matches!(oracle.sort(fact.id), Sort::Count | Sort::Money | Sort::Rate | Sort::Date))
            .map(|fact| (fact.id, range(oracle.sort(fact.id), fact, &profile[fact.id])))
            .collect();
        let mut values = Vec::new();
        for id in seen.facts.iter().filter(|id| *id != "size_class") {
            let sort = oracle.sort(id);
            let given = &profile[id.as_str()];
            let found: Vec<Concrete> = match sort {
                Sort::Count | Sort::Money | Sort::Rate | Sort::Date => {
                    let (low, high) = ranges[id.as_str()];
                    let mut numbers = vec![low, high];
                    for test in &seen.tests {
                        numbers.extend(thresholds(oracle, test, id, &ranges, on));
                    }
                    if sized {
                        numbers.extend(size_bounds(known(id).id));
                    }
                    let numbers: BTreeSet<i128> = numbers
                        .into_iter()
                        .flat_map(|number| [number - 1, number, number + 1])
                        .filter(|number| low <= *number && *number <= high)
                        .collect();
                    numbers.into_iter().map(Concrete::Number).collect()
                }
                Sort::Flag => options(given, &["no", "yes"]).into_iter().map(Concrete::Option).collect(),
                Sort::Choice => options(given, &super::generate::OPTIONS).into_iter().map(Concrete::Option).collect(),
                Sort::Choices => sets(given).into_iter().map(Concrete::Set).collect(),
                Sort::Industry | Sort::Region => places(sort, given, &seen, id, sized),
            };
            assert!(!found.is_empty(), "no value of {id} is possible: {given}");
            values.push((id.clone(), found));
        }
        let size = sized.then(|| options(&profile["size_class"], &SIZES));
        Self { values, size }
    }

    /// How many there are; with the size class a few of them may be the same.
    pub(crate) fn count(&self) -> u64 {
        let all = self
            .values
            .iter()
            .try_fold(1_u64, |count, (_, values)| count.checked_mul(u64::try_from(values.len()).expect("small")));
        all.and_then(|all| all.checked_mul(if self.size.is_some() { 4 } else { 1 })).unwrap_or(u64::MAX / 2)
    }

    /// One of them by number; none where its figures contradict each of several classes that were stated.
    fn get(&self, index: u64) -> Option<Enterprise> {
        let mut rest = index;
        let mut digit = |base: usize| {
            let base = u64::try_from(base).expect("small");
            let digit = rest % base;
            rest /= base;
            usize::try_from(digit).expect("small")
        };
        let class = if self.size.is_some() { digit(4) } else { 0 };
        let mut enterprise: Enterprise =
            self.values.iter().map(|(id, values)| (id.clone(), values[digit(values.len())].clone())).collect();
        if let Some(stated) = &self.size {
            let choices = match size_class(&enterprise) {
                // What the figures give, unless something else was stated.
                Some(derived) if stated.iter().any(|class| class == derived) => vec![derived.to_owned()],
                Some(_) if stated.len() > 1 => return None,
                _ => stated.clone(),
            };
            enterprise.insert("size_class".to_owned(), Concrete::Option(choices[class % choices.len()].clone()));
        }
        Some(enterprise)
    }

    /// At most so many of them, spread over all.
    pub(crate) fn some(&self, most: u64) -> impl Iterator<Item = Enterprise> {
        let count = self.count();
        // A step without a common divisor reaches each one once.
        (0..count.min(most)).filter_map(move |index| {
            let step = u128::from(index) * 1_000_000_007 % u128::from(count);
            self.get(u64::try_from(step).expect("below the count"))
        })
    }
}

/// An enterprise as a profile in JSON.
pub(crate) fn as_profile(oracle: &Oracle<'_>, enterprise: &Enterprise) -> Value {
    let entry = |(id, value): (&String, &Concrete)| {
        let written = match (value, oracle.sort(id)) {
            (Concrete::Number(number), Sort::Money) => {
                format!("{}{}.{:02}元", if *number < 0 { "-" } else { "" }, number.abs() / 100, number.abs() % 100)
                    .into()
            }
            (Concrete::Number(number), Sort::Rate) => {
                let sign = if *number < 0 { "-" } else { "" };
                format!("{sign}{}.{:04}%", number.abs() / 10_000, number.abs() % 10_000).into()
            }
            (Concrete::Number(number), Sort::Date) => write_date(*number).into(),
            (Concrete::Number(number), _) => i64::try_from(*number).expect("a count").into(),
            (Concrete::Option(option), Sort::Flag) => (option == "yes").into(),
            (Concrete::Option(option), _) => option.as_str().into(),
            (Concrete::Set(held), _) => json!(held),
            (Concrete::Place(code), _) => code.as_str().into(),
        };
        (id.clone(), written)
    };
    Value::Object(enterprise.iter().map(entry).collect())
}

struct Seen<'v> {
    tests: Vec<&'v Value>,
    facts: BTreeSet<String>,
}

impl<'v> Seen<'v> {
    /// Notes every test and every fact below a criterion or formula.
    fn collect(&mut self, oracle: &Oracle<'v>, rule: &'v Value) {
        match rule {
            Value::Array(parts) => parts.iter().for_each(|part| self.collect(oracle, part)),
            Value::Object(fields) => {
                self.tests.push(rule);
                for (key, value) in fields {
                    let names = [
                        "fact",
                        "age_of",
                        "ratio",
                        "growth",
                        "sum",
                        "amount",
                        "of",
                        "bands_of",
                        "steps_of",
                        "rate_fact",
                        "count",
                    ];
                    let texts = value
                        .as_str()
                        .into_iter()
                        .chain(value.as_array().into_iter().flatten().filter_map(Value::as_str));
                    if names.contains(&key.as_str()) {
                        self.facts.extend(texts.map(str::to_owned));
                    }
                    if key == "definition" {
                        let definitions = oracle.root["definitions"].as_array().expect("definitions");
                        let found = definitions.iter().find(|definition| definition["id"] == *value);
                        self.collect(oracle, &found.expect("a definition")["when"]);
                    } else if key == "within" {
                        continue;
                    }
                    self.collect(oracle, value);
                }
            }
            _ => {}
        }
    }
}

fn range(sort: Sort, fact: &Fact, given: &Value) -> (i128, i128) {
    let (low, high) = match sort {
        Sort::Date => (i128::from(fact.low) - DAY_ZERO, i128::from(fact.high) - DAY_ZERO),
        _ => (i128::from(fact.low), i128::from(fact.high)),
    };
    match given {
        Value::Null => (low, high),
        Value::Object(ends) => {
            (ends.get("min").map_or(low, |end| parse(sort, end)), ends.get("max").map_or(high, |end| parse(sort, end)))
        }
        exact => (parse(sort, exact), parse(sort, exact)),
    }
}

fn list(value: &Value) -> Vec<String> {
    let text = |value: &Value| match value {
        Value::Bool(flag) => if *flag { "yes" } else { "no" }.to_owned(),
        other => other.as_str().expect("a name").to_owned(),
    };
    value.as_array().map_or_else(|| vec![text(value)], |list| list.iter().map(text).collect())
}

fn options(given: &Value, all: &[&str]) -> Vec<String> {
    match given {
        Value::Null => all.iter().map(|option| (*option).to_owned()).collect(),
        Value::Object(object) => {
            let named = list(&object["one_of"]);
            all.iter().map(|option| (*option).to_owned()).filter(|option| named.contains(option)).collect()
        }
        exact => list(exact),
    }
}

fn sets(given: &Value) -> Vec<BTreeSet<String>> {
    let (must, not) = match given {
        Value::Null => (Vec::new(), Vec::new()),
        Value::Object(object) => {
            (object.get("has").map_or(Vec::new(), list), object.get("not").map_or(Vec::new(), list))
        }
        exact => return vec![list(exact).into_iter().collect()],
    };
    let free: Vec<&str> =
        super::generate::OPTIONS.into_iter().filter(|o| !must.iter().chain(&not).any(|other| other == o)).collect();
    (0..1_u32 << free.len())
        .map(|bits| {
            let held = free.iter().enumerate().filter(|(index, _)| bits >> index & 1 == 1);
            must.iter().cloned().chain(held.map(|(_, option)| (*option).to_owned())).collect()
        })
        .collect()
}

/// The numbers at which a test of a fact may turn.
fn thresholds(
    oracle: &Oracle<'_>,
    test: &Value,
    id: &str,
    ranges: &BTreeMap<&str, (i128, i128)>,
    on: i128,
) -> Vec<i128> {
    let bounds = |sort: Sort| -> Vec<i128> {
        ["at_least", "above", "at_most", "below"].iter().filter_map(|key| Some(parse(sort, test.get(key)?))).collect()
    };
    let sort = oracle.sort(id);
    if test["fact"] == id {
        let ends = ["from", "to"].iter().filter_map(|key| test[key].as_str()).map(read_date);
        return if sort == Sort::Date { ends.collect() } else { bounds(sort) };
    }
    if test["steps_of"] == id {
        let steps = test["steps"].as_array().expect("steps").iter();
        return steps.filter_map(|step| Some(parse(sort, step.get("to")?))).collect();
    }
    if test["bands_of"] == id {
        let bands = test["bands"].as_array().expect("bands").iter();
        return bands.filter_map(|band| Some(parse(sort, band.get("to")?))).collect();
    }
    if test["age_of"] == id {
        let bounds = ["at_least", "above", "at_most", "below"].iter().filter_map(|key| test[key].as_object());
        return bounds
            .flat_map(|bound| {
                let (unit, count) = bound.iter().next().expect("a unit");
                let days = match unit.as_str() {
                    "days" => [1, 1],
                    "months" | "calendar_months" => [30, 31],
                    _ => [365, 366],
                };
                let count = count.as_i64().map_or(0, i128::from);
                let months = match unit.as_str() {
                    "years" => count * 12,
                    _ => count,
                };
                let mut around: Vec<i128> =
                    days.iter().flat_map(|days| [on - days * count, on - days * (count + 1)]).collect();
                if unit != "days" {
                    for months in [months, months + 1, months + 12] {
                        around.extend((-2..=2).map(|more| crate::oracle::later(on, -months) + more));
                    }
                    // The first and last days of the calendar month that the count leads to, and of those beside it.
                    let first = crate::oracle::first_of_month(on);
                    let around_it = (months - 2..=months + 1).map(|months| crate::oracle::later(first, -months));
                    around.extend(around_it.flat_map(|first| [first - 1, first]));
                }
                around
            })
            .collect();
    }
    if let Some(facts) = test["sum"].as_array().filter(|facts| facts.iter().any(|fact| fact == id)) {
        let others = || facts.iter().filter_map(Value::as_str).filter(|fact| *fact != id);
        let (low, high) = others().fold((0, 0), |(low, high), fact| (low + ranges[fact].0, high + ranges[fact].1));
        return bounds(sort).into_iter().flat_map(|bound| [bound - low, bound - high]).collect();
    }
    for (key, shift) in [("ratio", 0), ("growth", 1_000_000)] {
        let Some([over, under]) = test[key].as_array().map(Vec::as_slice) else { continue };
        let mut found = vec![0, 1];
        for rate in bounds(Sort::Rate).into_iter().map(|rate| rate + shift) {
            if over == id {
                let (low, high) = ranges[under.as_str().expect("a fact")];
                found.extend([low.max(1), high].map(|under| (rate * under).div_euclid(1_000_000)));
            } else if under == id && rate > 0 {
                let (low, high) = ranges[over.as_str().expect("a fact")];
                found.extend([low, high].map(|over| (over * 1_000_000).div_euclid(rate)));
            } else {
                return Vec::new();
            }
        }
        return found;
    }
    Vec::new()
}

/// The bounds of the size standard for a figure.
fn size_bounds(id: &str) -> Vec<i128> {
    let (column, unit) = match id {
        "employees" => (4, 1),
        "revenue" => (5, 100),
        "assets" => (6, 100),
        _ => return Vec::new(),
    };
    include_str!("../../../src/enterprise/size-standard.tsv")
        .lines()
        .filter_map(|line| line.split('\t').nth(column))
        .flat_map(|cell| cell.split(','))
        .filter_map(|bound| Some(bound.parse::<i128>().ok()? * unit))
        .collect()
}

/// One place of each sort that the tests tell apart, as fine as they look.
fn places(sort: Sort, given: &Value, seen: &Seen<'_>, id: &str, sized: bool) -> Vec<Concrete> {
    let whole = |code: &str| if sort == Sort::Industry { with_section(code) } else { code.to_owned() };
    let named: Vec<String> = match sort {
        Sort::Industry => industries().map(|row| row.code.to_owned()).collect(),
        _ => regions().map(str::to_owned).collect(),
    };
    let lies_in = |inner: &str, outer: &str| within(sort, inner, outer);
    let tests = seen.tests.iter().filter(|test| test["fact"] == id);
    let asked: Vec<String> = tests.flat_map(|test| list(&test["within"])).map(|code| whole(&code)).collect();
    let possible: Option<Vec<String>> = match given {
        Value::Null => None,
        Value::Object(object) => Some(list(&object["one_of"]).iter().map(|code| whole(code)).collect()),
        exact => Some(list(exact).iter().map(|code| whole(code)).collect()),
    };
    let leaves: Vec<&String> =
        named.iter().filter(|code| !named.iter().any(|other| other != *code && lies_in(other, code))).collect();
    let mut candidates: Vec<String> = Vec::new();
    match &possible {
        None => candidates.extend(leaves.iter().map(|leaf| (*leaf).clone())),
        Some(codes) => {
            for code in codes {
                let inside: Vec<String> =
                    leaves.iter().filter(|leaf| lies_in(leaf, code)).map(|leaf| (*leaf).clone()).collect();
                if inside.is_empty() { candidates.push(code.clone()) } else { candidates.extend(inside) }
            }
        }
    }
    let mut finer: Vec<String> = Vec::new();
    for candidate in candidates {
        let below: Vec<&String> =
            asked.iter().filter(|code| **code != candidate && lies_in(code, &candidate)).collect();
        if below.is_empty() {
            finer.push(candidate);
        } else {
            finer.push(match sort {
                Sort::Industry => format!("{candidate:9<5}"),
                // A county of it that no test names.
                _ => {
                    let is_other =
                        |county: &&str| lies_in(county, &candidate) && below.iter().all(|code| code != county);
                    counties().filter(is_other).last().unwrap_or(&candidate).to_owned()
                }
            });
            finer.extend(below.into_iter().cloned());
        }
    }
    let category = |code: &str| {
        let rows = industries().filter(|row| code.starts_with(row.code));
        if sized { rows.max_by_key(|row| row.code.len()).map_or("", |row| row.category) } else { "" }
    };
    let mut sorts: BTreeMap<(Vec<bool>, &str), String> = BTreeMap::new();
    for code in finer {
        let sort = (asked.iter().map(|outer| lies_in(&code, outer)).collect(), category(&code));
        sorts.entry(sort).or_insert(code);
    }
    sorts.into_values().map(Concrete::Place).collect()
}
