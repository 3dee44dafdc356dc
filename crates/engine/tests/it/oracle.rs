//! A second, naive reading of the catalogue format, to judge the library by.
//!
//! Written from the words of the format over plain JSON, and not from the library: it takes one
//! concrete enterprise, is two-valued, never stops early, and makes no attempt to be fast. What only an authority or
//! the enterprise itself can decide is a free answer, yes or no, asked for each time it is met.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

/// One value of one fact.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Concrete {
    /// Persons, fen, parts per million or days.
    Number(i128),
    /// An option; `yes` or `no` for a flag.
    Option(String),
    /// The options that hold, all others do not.
    Set(BTreeSet<String>),
    /// A code as officially written: `440106`, `C1311`.
    Place(String),
}

/// A concrete enterprise. Every fact that a criterion looks at must be there.
pub(crate) type Enterprise = BTreeMap<String, Concrete>;

/// What sort of values a fact has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sort {
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

/// The answers that nobody but an authority, or the enterprise's own check, can give: bit by bit, in the order met.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Answers {
    pub(crate) bits: u32,
    pub(crate) asked: u32,
}

impl Answers {
    pub(crate) fn new(bits: u32) -> Self {
        Self { bits, asked: 0 }
    }

    fn next(&mut self) -> bool {
        let answer = self.bits >> self.asked & 1 == 1;
        self.asked += 1;
        answer
    }
}

/// A catalogue as it stands in its file.
#[derive(Debug)]
pub(crate) struct Oracle<'a> {
    pub(crate) root: &'a Value,
    sorts: BTreeMap<&'a str, Sort>,
}

impl<'a> Oracle<'a> {
    pub(crate) fn new(root: &'a Value) -> Self {
        let mut sorts: BTreeMap<&str, Sort> = BTreeMap::from([
            ("employees", Sort::Count),
            ("revenue", Sort::Money),
            ("assets", Sort::Money),
            ("industry", Sort::Industry),
            ("region", Sort::Region),
            ("size_class", Sort::Choice),
        ]);
        if root["circumstances"].is_object() {
            sorts.insert("circumstances", Sort::Choices);
        }
        for fact in root["facts"].as_array().expect("facts") {
            let sort = match fact["type"].as_str().expect("type") {
                "count" => Sort::Count,
                "money" => Sort::Money,
                "rate" => Sort::Rate,
                "date" => Sort::Date,
                "flag" => Sort::Flag,
                "choice" => Sort::Choice,
                "choices" => Sort::Choices,
                other => panic!("type {other}"),
            };
            sorts.insert(fact["id"].as_str().expect("id"), sort);
        }
        Self { root, sorts }
    }

    pub(crate) fn sort(&self, fact: &str) -> Sort {
        self.sorts[fact]
    }

    /// Whether an enterprise meets everything that a policy asks, its region included.
    pub(crate) fn applies(&self, policy: &Value, of: &Enterprise, on: i128, answers: &mut Answers) -> bool {
        let here = policy["region"].as_str().is_none_or(|region| within(Sort::Region, place(of, "region"), region));
        here & self.holds(&policy["for"], of, on, answers)
    }

    /// What always holds: the relations, and what follows of boxes that are ticked and of those that are not.
    pub(crate) fn relations(&self) -> Vec<Value> {
        let mut relations = self.root["relations"].as_array().expect("relations").clone();
        for family in self.root["circumstances"]["families"].as_array().into_iter().flatten() {
            for (key, of_box) in [("otherwise", "not"), ("then", "has")] {
                if let Some(then) = family.get(key) {
                    let when = serde_json::json!({ "circumstances": { of_box: [family["id"]] } });
                    relations.push(serde_json::json!({ "when": when, "then": then }));
                }
            }
        }
        relations
    }

    /// Whether an enterprise is one that there can be: all relations hold that are about facts it has.
    pub(crate) fn is_possible(&self, of: &Enterprise) -> bool {
        self.relations().iter().all(|relation| {
            if let Some(fact) = relation["fact"].as_str() {
                let share = parse(Sort::Rate, &relation["share"]);
                return number(of, fact) * 1_000_000 <= number(of, text(&relation["at_most"])) * share;
            }
            let all = |side: &str| {
                let said = relation[side].as_object().expect("facts");
                said.iter().all(|(fact, said)| self.is_said(fact, said, &of[fact]))
            };
            !all("when") || all("then")
        })
    }

    /// Whether a value is among those that a profile says of a fact.
    fn is_said(&self, fact: &str, said: &Value, value: &Concrete) -> bool {
        let among = |list: &Value, value: &Value| list.as_array().is_some_and(|list| list.contains(value));
        match (self.sort(fact), value) {
            (sort, Concrete::Number(number)) => match said.as_object() {
                Some(ends) => {
                    ends.get("min").is_none_or(|end| parse(sort, end) <= *number)
                        && ends.get("max").is_none_or(|end| *number <= parse(sort, end))
                }
                None => parse(sort, said) == *number,
            },
            (Sort::Flag, Concrete::Option(is)) => {
                let is = Value::Bool(is == "yes");
                *said == is || among(&said["one_of"], &is)
            }
            (_, Concrete::Option(is)) => *said == **is || among(&said["one_of"], &Value::from(&**is)),
            (_, Concrete::Set(held)) => match said.as_object() {
                Some(parts) => {
                    let options = |key: &str| parts.get(key).and_then(Value::as_array).into_iter().flatten().map(text);
                    options("has").all(|option| held.contains(option))
                        && !options("not").any(|option| held.contains(option))
                }
                None => {
                    *held == said.as_array().expect("options").iter().map(|option| text(option).to_owned()).collect()
                }
            },
            (sort, Concrete::Place(code)) => match said.as_object() {
                Some(_) => {
                    said["one_of"].as_array().expect("places").iter().any(|place| within(sort, code, text(place)))
                }
                None => within(sort, code, text(said)),
            },
        }
    }

    /// Whether one criterion holds.
    pub(crate) fn holds(&self, criterion: &Value, of: &Enterprise, on: i128, answers: &mut Answers) -> bool {
        let mut each = |key: &str| -> Vec<bool> {
            criterion[key].as_array().expect("a list").iter().map(|part| self.holds(part, of, on, answers)).collect()
        };
        if criterion.get("all").is_some() {
            return each("all").into_iter().all(|part| part);
        }
        if criterion.get("any").is_some() {
            return each("any").into_iter().any(|part| part);
        }
        if criterion.get("of").is_some() {
            let held = each("of").into_iter().filter(|part| *part).count();
            return held >= usize::try_from(criterion["at_least"].as_u64().expect("a count")).expect("small");
        }
        if let Some(part) = criterion.get("not") {
            return !self.holds(part, of, on, answers);
        }
        if let Some(name) = criterion.get("definition") {
            let definitions = self.root["definitions"].as_array().expect("definitions");
            let found = definitions.iter().find(|definition| definition["id"] == *name).expect("a definition");
            return self.holds(&found["when"], of, on, answers);
        }
        if criterion.get("authority").is_some() || criterion.get("check_yourself").is_some() {
            return answers.next();
        }
        if let Some(days) = criterion.get("on") {
            return days["from"].as_str().is_none_or(|from| on >= read_date(from))
                && days["to"].as_str().is_none_or(|to| on <= read_date(to));
        }
        let criterion = &self.with_values(criterion, of, on);
        if let Some(fact) = criterion["age_of"].as_str() {
            let born = number(of, fact);
            return ["at_least", "above", "at_most", "below"].iter().all(|key| {
                let Some(bound) = criterion[key].as_object() else { return true };
                let (unit, bound) = bound.iter().next().expect("a unit");
                compare(key, age(born, on, unit).cmp(&i128::from(bound.as_i64().expect("a count"))))
            });
        }
        if let Some(pair) = criterion["ratio"].as_array().or_else(|| criterion["growth"].as_array()) {
            let (over, under) = (number(of, text(&pair[0])), number(of, text(&pair[1])));
            let over = if criterion.get("growth").is_some() { over - under } else { over };
            // over / under against bound / 10⁶; it fails where the second figure is zero.
            return under > 0 && bounds(criterion, |bound| (over * 1_000_000).cmp(&(parse(Sort::Rate, bound) * under)));
        }
        if let Some(facts) = criterion["sum"].as_array() {
            let sum: i128 = facts.iter().map(|fact| number(of, text(fact))).sum();
            let sort = self.sort(text(&facts[0]));
            return bounds(criterion, |bound| sum.cmp(&parse(sort, bound)));
        }
        let fact = criterion["fact"].as_str().expect("a criterion");
        match self.sort(fact) {
            sort @ (Sort::Count | Sort::Money | Sort::Rate) => {
                bounds(criterion, |bound| number(of, fact).cmp(&parse(sort, bound)))
            }
            Sort::Date => {
                let day = number(of, fact);
                criterion["from"].as_str().is_none_or(|from| day >= read_date(from))
                    && criterion["to"].as_str().is_none_or(|to| day <= read_date(to))
            }
            Sort::Flag => match (&of[fact], &criterion["is"]) {
                (Concrete::Option(is), Value::Bool(asked)) => (is == "yes") == *asked,
                other => panic!("{other:?}"),
            },
            Sort::Choice => {
                let Concrete::Option(is) = &of[fact] else { panic!("{fact} is no option") };
                criterion["is"] == **is
                    || criterion["in"].as_array().is_some_and(|among| among.contains(&Value::from(&**is)))
            }
            Sort::Choices => {
                let Concrete::Set(held) = &of[fact] else { panic!("{fact} is no set") };
                let has = |option: &Value| held.contains(text(option));
                criterion.get("has").is_some_and(has)
                    || criterion["has_any"].as_array().is_some_and(|any| any.iter().any(has))
            }
            sort @ (Sort::Industry | Sort::Region) => {
                let codes = criterion["within"].as_array().expect("codes");
                codes.iter().any(|code| within(sort, place(of, fact), text(code)))
            }
        }
    }

    /// The value of a parameter where an enterprise is, on a day: of the values of that day those of the nearest region.
    fn value_of(&self, named: &Value, of: &Enterprise, on: i128) -> Value {
        let parameters = self.root["parameters"].as_array().expect("parameters");
        let parameter = parameters.iter().find(|one| one["id"] == named["parameter"]).expect("a parameter");
        let day = named["on"].as_str().map_or(on, read_date);
        let is_then = |value: &&Value| {
            value["from"].as_str().is_none_or(|from| read_date(from) <= day)
                && value["to"].as_str().is_none_or(|to| day <= read_date(to))
        };
        let region = of.get("region").map_or("000000", |_| place(of, "region"));
        let is_here = |value: &&Value| value["region"].as_str().is_none_or(|code| within(Sort::Region, region, code));
        let digits = |value: &Value| value["region"].as_str().unwrap_or("").trim_end_matches('0').len();
        let values = parameter["values"].as_array().expect("values").iter();
        let nearest = values.filter(is_then).filter(is_here).max_by_key(|value| digits(value));
        nearest.expect("a value of the day")["value"].clone()
    }

    /// A criterion or formula with the values of the parameters that it names directly.
    fn with_values(&self, written: &Value, of: &Enterprise, on: i128) -> Value {
        let mut written = written.clone();
        let put = |slot: &mut Value| {
            if slot.get("parameter").is_some() {
                *slot = self.value_of(slot, of, on);
            }
        };
        for slot in written.as_object_mut().expect("an object").values_mut() {
            put(slot);
            if let Some(list) = slot.as_array_mut() {
                list.iter_mut().for_each(put);
            }
        }
        written
    }

    /// A formula with the least and with the most of a value that lies between two numbers, if it names one.
    fn ends(&self, formula: &Value, of: &Enterprise, on: i128) -> Option<(Value, Value)> {
        let (key, value) = formula.as_object()?.iter().find_map(|(key, slot)| {
            let value = slot.get("parameter").map(|_| self.value_of(slot, of, on))?;
            value.is_object().then(|| (key.clone(), value))
        })?;
        let with = |end: &str| {
            let mut changed = formula.clone();
            changed[key.as_str()] = value[end].clone();
            changed
        };
        Some((with("min"), with("max")))
    }

    /// The least and the most that a formula comes to for one enterprise: they differ only where an authority fixes
    /// the amount.
    pub(crate) fn worth(&self, formula: &Value, of: &Enterprise, on: i128, answers: &mut Answers) -> (Exact, Exact) {
        let zero = Exact::whole(0);
        // What lies between two numbers is what comes to the least and to the most of them.
        if let Some((least, most)) = self.ends(formula, of, on) {
            let (low, high) = (self.worth(&least, of, on, answers), self.worth(&most, of, on, answers));
            return (low.0, high.1.max(low.1));
        }
        let formula = &self.with_values(formula, of, on);
        let mut at = |formula: &Value| -> (Exact, Exact) {
            if formula.is_object() {
                return self.worth(formula, of, on, answers);
            }
            let facts = formula.as_array().cloned().unwrap_or_else(|| vec![formula.clone()]);
            let sum = Exact::whole(facts.iter().map(|fact| number(of, text(fact))).sum());
            (sum, sum)
        };
        let rate = |value: &Value| Exact::new(parse(Sort::Rate, value), 1_000_000);
        let money = |value: &Value| Exact::whole(parse(Sort::Money, value));
        let both = |amount: Exact| (amount, amount);
        let apply = |(low, high): (Exact, Exact), f: &dyn Fn(Exact) -> Exact| (f(low), f(high));
        let has = |key: &str| formula.get(key).is_some();
        if has("fixed") {
            both(money(&formula["fixed"]))
        } else if has("amount") {
            at(&formula["amount"])
        } else if has("rate") {
            apply(at(&formula["of"]), &|base| base.times(rate(&formula["rate"])))
        } else if has("rate_cut") {
            let cut = rate(&formula["rate_cut"][0]).minus(rate(&formula["rate_cut"][1]));
            apply(at(&formula["of"]), &|base| base.times(cut))
        } else if has("rate_fact") {
            let minus = formula.get("minus").map_or(zero, rate);
            let above = Exact::new(number(of, text(&formula["rate_fact"])), 1_000_000).minus(minus).max(zero);
            apply(at(&formula["of"]), &|base| base.times(above))
        } else if has("per_head") {
            let heads = number(of, text(&formula["count"])).max(0);
            both(money(&formula["per_head"]).times(Exact::whole(heads)))
        } else if has("times") {
            let text = formula["times"].as_str().map_or_else(|| formula["times"].to_string(), str::to_owned);
            let (over, under) = text.split_once('/').unwrap_or((&text, "1"));
            let times = Exact::new(over.parse().expect("a number"), under.parse().expect("a number"));
            apply(at(&formula["of"]), &|base| base.times(times))
        } else if has("cap") {
            apply(at(&formula["of"]), &|base| base.min(money(&formula["cap"])))
        } else if has("floor") {
            apply(at(&formula["of"]), &|base| base.max(money(&formula["floor"])))
        } else if has("bands_of") {
            let bands = formula["bands"].as_array().expect("bands");
            let banded = |base: Exact| {
                let (mut from, mut sum) = (zero, zero);
                for band in bands {
                    let to = band.get("to").map_or(base.max(from), money);
                    sum = sum.plus(base.min(to).minus(from).max(zero).times(rate(&band["rate"])));
                    from = to;
                }
                sum
            };
            apply(at(&formula["bands_of"]), &banded)
        } else if has("steps_of") {
            let fact = text(&formula["steps_of"]);
            let steps = formula["steps"].as_array().expect("steps");
            let reached = steps
                .iter()
                .find(|step| step.get("to").is_none_or(|to| number(of, fact) <= parse(self.sort(fact), to)));
            reached.map_or(both(zero), |step| at(&step["give"]))
        } else if has("if") {
            let holds = self.holds(&formula["if"], of, on, answers);
            self.worth(&formula[if holds { "then" } else { "else" }], of, on, answers)
        } else if has("up_to") {
            (zero, at(&formula["up_to"]).1.max(zero))
        } else if has("between") {
            let (least, most) = (at(&formula["between"][0]), at(&formula["between"][1]));
            (least.0, most.1.max(least.1))
        } else if has("difference") {
            let (a, b) = (at(&formula["difference"][0]), at(&formula["difference"][1]));
            (a.0.minus(b.1).max(zero), a.1.minus(b.0).max(zero))
        } else {
            let (key, parts) = ["least", "most", "sum"]
                .iter()
                .find_map(|key| Some((*key, formula[key].as_array()?)))
                .expect("a formula");
            let parts: Vec<(Exact, Exact)> = parts.iter().map(at).collect();
            let fold = |side: &dyn Fn(&(Exact, Exact)) -> Exact| {
                let join = match key {
                    "least" => Exact::min,
                    "most" => Exact::max,
                    _ => Exact::plus,
                };
                parts.iter().map(side).reduce(join).expect("a part")
            };
            (fold(&|part| part.0), fold(&|part| part.1))
        }
    }
}

/// Whether the keys of a comparison all hold, given how the figure compares with each bound.
fn bounds(criterion: &Value, figure_to: impl Fn(&Value) -> Ordering) -> bool {
    ["at_least", "above", "at_most", "below"]
        .iter()
        .all(|key| criterion.get(key).is_none_or(|bound| compare(key, figure_to(bound))))
}

fn compare(key: &str, order: Ordering) -> bool {
    match key {
        "at_least" => order.is_ge(),
        "above" => order.is_gt(),
        "at_most" => order.is_le(),
        "below" => order.is_lt(),
        other => panic!("{other}"),
    }
}

fn text(value: &Value) -> &str {
    value.as_str().expect("a text")
}

fn number(of: &Enterprise, fact: &str) -> i128 {
    match of.get(fact) {
        Some(Concrete::Number(number)) => *number,
        other => panic!("{fact}: {other:?}"),
    }
}

fn place<'e>(of: &'e Enterprise, fact: &str) -> &'e str {
    match of.get(fact) {
        Some(Concrete::Place(code)) => code,
        other => panic!("{fact}: {other:?}"),
    }
}

/// A number as written in a file, in its smallest unit.
pub(crate) fn parse(sort: Sort, value: &Value) -> i128 {
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    match sort {
        Sort::Count => text.parse().expect("a count"),
        Sort::Date => read_date(&text),
        Sort::Money => {
            let text = text.trim_end_matches('元');
            let (digits, zeros) = match (text.strip_suffix('万'), text.strip_suffix('亿')) {
                (Some(digits), _) => (digits, 6),
                (_, Some(digits)) => (digits, 10),
                _ => (text, 2),
            };
            shift(digits, zeros)
        }
        Sort::Rate => match text.strip_suffix('‰') {
            Some(digits) => shift(digits, 3),
            None => shift(text.strip_suffix('%').expect("a rate"), 4),
        },
        Sort::Flag | Sort::Choice | Sort::Choices | Sort::Industry | Sort::Region => panic!("{sort:?} is no number"),
    }
}

/// A decimal number with its point moved to the right.
fn shift(digits: &str, places: usize) -> i128 {
    let (whole, rest) = digits.split_once('.').unwrap_or((digits, ""));
    assert!(rest.len() <= places, "{digits} is too fine");
    format!("{whole}{rest:0<places$}").parse().expect("digits")
}

const MONTH_DAYS: [i128; 12] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

fn is_leap(year: i128) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

fn days_in(year: i128, month: usize) -> i128 {
    MONTH_DAYS[month - 1] + i128::from(month == 2 && is_leap(year))
}

/// Days since the last day of 1899.
pub(crate) fn read_date(text: &str) -> i128 {
    let parts: Vec<i128> = text.split('-').map(|part| part.parse().expect("digits")).collect();
    let (year, month, day) = (parts[0], usize::try_from(parts[1]).expect("a month"), parts[2]);
    let years: i128 = (1900..year).map(|year| 365 + i128::from(is_leap(year))).sum();
    let months: i128 = (1..month).map(|month| days_in(year, month)).sum();
    years + months + day
}

pub(crate) fn write_date(mut days: i128) -> String {
    let mut year = 1900;
    while days > 365 + i128::from(is_leap(year)) {
        days -= 365 + i128::from(is_leap(year));
        year += 1;
    }
    let mut month = 1;
    while days > days_in(year, month) {
        days -= days_in(year, month);
        month += 1;
    }
    format!("{year:04}-{month:02}-{days:02}")
}

/// Whole units from one day to another: a month is complete on the same day of the month, or, where that does not
/// exist, on the first day after.
fn age(born: i128, on: i128, unit: &str) -> i128 {
    let months = match unit {
        "days" => return on - born,
        // That of the date is the first.
        "calendar_months" => return month_number(on) - month_number(born) + 1,
        "months" => 1,
        "years" => 12,
        other => panic!("{other}"),
    };
    let mut count = (on - born) / (28 * months) + 2;
    while later(born, count * months) > on {
        count -= 1;
    }
    count
}

/// Months are counted on over the years.
fn month_number(day: i128) -> i128 {
    let date = write_date(day);
    let mut parts = date.split('-').map(|part| part.parse::<i128>().expect("digits"));
    let (year, month) = (parts.next().expect("a year"), parts.next().expect("a month"));
    year * 12 + month
}

/// The first day of a day's month.
pub(crate) fn first_of_month(day: i128) -> i128 {
    let date = write_date(day);
    read_date(&format!("{}-01", date.get(..7).expect("a year and a month")))
}

/// The day so many months later.
pub(crate) fn later(day: i128, months: i128) -> i128 {
    let date = write_date(day);
    let parts: Vec<i128> = date.split('-').map(|part| part.parse().expect("digits")).collect();
    let index = parts[0] * 12 + parts[1] - 1 + months;
    let (year, month) = (index.div_euclid(12), usize::try_from(index.rem_euclid(12)).expect("small") + 1);
    let first = read_date(&format!("{year:04}-{month:02}-01"));
    first + parts[2].min(days_in(year, month) + 1) - 1
}

/// Whether a place lies within another one (or is it), by their codes.
pub(crate) fn within(sort: Sort, inner: &str, outer: &str) -> bool {
    let stem = |code: &str| match sort {
        Sort::Region => {
            let code = code.strip_suffix("0000").or_else(|| code.strip_suffix("00")).unwrap_or(code);
            code.to_owned()
        }
        _ => with_section(code),
    };
    stem(inner).starts_with(&stem(outer))
}

/// An industry code with its section letter.
pub(crate) fn with_section(code: &str) -> String {
    if code.starts_with(|first: char| first.is_ascii_uppercase()) {
        return code.to_owned();
    }
    let division = industries().find(|row| row.code.get(1..) == code.get(..2)).expect("a division");
    format!("{}{code}", division.code.trim_end_matches(|c: char| c.is_ascii_digit()))
}

pub(crate) struct Industry {
    pub(crate) code: &'static str,
    pub(crate) category: &'static str,
}

/// The named industries, from the table of the standard.
pub(crate) fn industries() -> impl Iterator<Item = Industry> {
    include_str!("../../src/enterprise/industries.tsv").lines().filter(|line| !line.starts_with('#')).map(|line| {
        let cells: Vec<&str> = line.split('\t').collect();
        Industry { code: cells[0], category: cells.get(2).copied().unwrap_or("") }
    })
}

/// The codes of the counties.
pub(crate) fn counties() -> impl Iterator<Item = &'static str> {
    include_str!("../../src/enterprise/counties.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split('\t').next())
}

/// The named regions.
pub(crate) fn regions() -> impl Iterator<Item = &'static str> {
    include_str!("../../src/enterprise/regions.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split('\t').next())
}

/// The size class by the standard in force since 2011; `None` for industries outside it. Large, medium and small each
/// need every figure to reach its bound; one short drops a class.
pub(crate) fn size_class(of: &Enterprise) -> Option<&'static str> {
    const CLASSES: [&str; 4] = ["micro", "small", "medium", "large"];
    let industry = place(of, "industry");
    // The finest named industry that it lies in.
    let row = industries().filter(|row| industry.starts_with(row.code)).max_by_key(|row| row.code.len())?;
    let line = include_str!("../../src/enterprise/size-standard.tsv")
        .lines()
        .map(|line| line.split('\t').collect::<Vec<_>>())
        .find(|cells| cells.get(1) == Some(&row.category) && !row.category.is_empty())?;
    let class = |cell: &str, figure: i128| {
        let bounds: Vec<i128> = cell.split(',').filter_map(|bound| bound.parse().ok()).collect();
        if bounds.is_empty() { 3 } else { bounds.iter().filter(|&&bound| figure >= bound).count() }
    };
    // The table is in yuan, figures in fen: a bound is reached by whole yuan.
    let yuan = |fact: &str| number(of, fact).div_euclid(100);
    let lowest = class(line[4], number(of, "employees"))
        .min(class(line[5], yuan("revenue")))
        .min(class(line[6], yuan("assets")));
    Some(CLASSES[lowest])
}

/// A fraction in lowest terms, below the line positive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Exact {
    over: i128,
    under: i128,
}

impl Exact {
    pub(crate) fn whole(over: i128) -> Self {
        Self { over, under: 1 }
    }

    fn new(over: i128, under: i128) -> Self {
        let (mut a, mut b) = (over.abs(), under.abs());
        while b != 0 {
            (a, b) = (b, a % b);
        }
        let common = a.max(1) * under.signum();
        Self { over: over / common, under: under / common }
    }

    fn times(self, other: Self) -> Self {
        Self::new(self.over * other.over, self.under * other.under)
    }

    fn plus(self, other: Self) -> Self {
        Self::new(self.over * other.under + other.over * self.under, self.under * other.under)
    }

    fn minus(self, other: Self) -> Self {
        self.plus(Self { over: -other.over, under: other.under })
    }

    fn less(self, other: Self) -> bool {
        self.over * other.under < other.over * self.under
    }

    fn min(self, other: Self) -> Self {
        if other.less(self) { other } else { self }
    }

    pub(crate) fn max(self, other: Self) -> Self {
        if self.less(other) { other } else { self }
    }

    /// Whole fen, halves up.
    pub(crate) fn rounded(self) -> i128 {
        (self.over * 2 + self.under).div_euclid(self.under * 2)
    }

    /// Whether it needs nothing finer than a millionth of a fen.
    pub(crate) fn is_plain(self) -> bool {
        1_000_000 % self.under == 0
    }
}
