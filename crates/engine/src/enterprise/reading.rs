//! Reading JSON with the place of every problem, all problems at once.
//!
//! Readers return `None` where something is wrong and note a [`Problem`]; they never stop at the first one.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use serde_json::Value;

use super::{Fact, FactId, Facts, Kind, Possible, Profile, Tree};
use crate::quantity::{Bits, Date, Interval, Money, NumberError, Rate, bit};

/// Something wrong in a file, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The place, as a JSON pointer (RFC 6901).
    pub place: String,
    /// What is wrong.
    pub what: What,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// Not JSON at all.
    NotJson {
        /// The line, from 1.
        line: usize,
        /// The column, from 1.
        column: usize,
    },
    /// A value of another shape is needed.
    Expected(Shape),
    /// A key is missing.
    Missing(&'static str),
    /// A key that means nothing here.
    UnknownKey {
        /// The key.
        key: String,
        /// The most similar key that means something.
        near: Option<String>,
    },
    /// A name that does not exist.
    UnknownName {
        /// Of what.
        of: Named,
        /// The name.
        name: String,
        /// The most similar name that exists.
        near: Option<String>,
    },
    /// A name that is used twice.
    Duplicate {
        /// Of what.
        of: Named,
        /// The name.
        name: String,
    },
    /// A number or date that was not understood.
    Number {
        /// As typed.
        typed: String,
        /// Why.
        why: NumberError,
    },
    /// A range whose end lies before its start.
    EmptyRange,
    /// A value that the bounds of its fact exclude.
    OutOfBounds {
        /// The fact.
        fact: String,
    },
    /// A fact of a kind that does not fit here.
    WrongKind {
        /// The fact.
        fact: String,
    },
    /// A file written for another format.
    Format {
        /// The format found.
        found: String,
    },
    /// More of something than can be held.
    TooMany(Named),
    /// This many further problems, of which nothing else is kept.
    Further(usize),
}

/// The shape that a value should have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// An object.
    Object,
    /// A list.
    List,
    /// A text.
    Text,
    /// A text that is not empty.
    FilledText,
    /// A whole number.
    Integer,
    /// True or false.
    Flag,
    /// An amount of money: whole yuan, or a text such as "300万".
    Money,
    /// A rate such as "5%".
    Rate,
    /// A date such as "2026-11-21".
    Date,
    /// A criterion.
    Criterion,
    /// A formula.
    Formula,
    /// A value that fits the fact.
    Value,
    /// An official address that begins with http.
    Address,
    /// A name in small letters, digits and hyphens.
    Name,
}

/// What a name names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Named {
    /// A fact.
    Fact,
    /// An option of a fact.
    Option,
    /// A definition.
    Definition,
    /// A policy.
    Policy,
    /// A region.
    Region,
    /// An industry.
    Industry,
    /// A word from a fixed list.
    Word,
    /// A group.
    Group,
}

/// How many problems of a file are kept: who has mended these reads the file again.
const MOST_PROBLEMS: usize = 200;

/// For how many of them a similar name is looked for, which takes far longer than all else.
const MOST_SUGGESTIONS: usize = 20;

/// The problems noted so far: the first of them, and how many there are.
#[derive(Debug, Default)]
pub struct Problems {
    first: RefCell<Vec<Problem>>,
    count: Cell<usize>,
}

impl Problems {
    /// Notes a problem.
    pub fn note(&self, place: &str, what: What) {
        let mut first = self.first.borrow_mut();
        if first.len() < MOST_PROBLEMS {
            first.push(Problem { place: place.to_owned(), what });
        }
        self.count.set(self.count.get().saturating_add(1));
    }

    /// How many there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.count.get()
    }

    /// The first of them, in the order noted; if there are more, how many more comes last.
    #[must_use]
    pub fn into_list(self) -> Vec<Problem> {
        let mut list = self.first.into_inner();
        let further = self.count.get().saturating_sub(list.len());
        if further > 0 {
            list.push(Problem { place: String::new(), what: What::Further(further) });
        }
        list
    }
}

/// Parses JSON.
///
/// # Errors
/// One [`Problem`] with line and column.
pub fn parse(text: &str) -> Result<Value, Problem> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    serde_json::from_str(text).map_err(|error| Problem {
        place: String::new(),
        what: What::NotJson { line: error.line(), column: error.column() },
    })
}

/// A JSON value with its place.
#[derive(Clone, Debug)]
pub struct Node<'a> {
    value: &'a Value,
    place: String,
    problems: &'a Problems,
}

impl<'a> Node<'a> {
    /// The whole document.
    #[must_use]
    pub fn root(value: &'a Value, problems: &'a Problems) -> Self {
        Self { value, place: String::new(), problems }
    }

    /// The value as it stands.
    #[must_use]
    pub fn value(&self) -> &'a Value {
        self.value
    }

    /// Its place.
    #[must_use]
    pub fn place(&self) -> &str {
        &self.place
    }

    /// Where its problems are noted.
    #[must_use]
    pub fn problems(&self) -> &'a Problems {
        self.problems
    }

    /// Notes a problem here.
    pub fn note<T>(&self, what: What) -> Option<T> {
        self.problems.note(&self.place, what);
        None
    }

    fn at(&self, key: &str, value: &'a Value) -> Self {
        let key = key.replace('~', "~0").replace('/', "~1");
        Self { value, place: format!("{}/{key}", self.place), problems: self.problems }
    }

    /// The field with this key, unless it is missing or null.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<Self> {
        let value = self.value.as_object()?.get(key)?;
        (!value.is_null()).then(|| self.at(key, value))
    }

    /// The field with this key; a problem if it is missing or null.
    pub fn need(&self, key: &'static str) -> Option<Self> {
        self.get(key).or_else(|| self.note(What::Missing(key)))
    }

    /// Whether it is an object with no other keys than these; each other key is a problem.
    pub fn keys(&self, known: &[&str]) -> bool {
        let Some(object) = self.value.as_object() else {
            return self.note::<()>(What::Expected(Shape::Object)).is_some();
        };
        let before = self.problems.count();
        for (key, value) in object {
            if !known.contains(&key.as_str()) {
                let near = self.near(key, known.iter().copied());
                self.at(key, value).note::<()>(What::UnknownKey { key: key.clone(), near });
            }
        }
        self.problems.count() == before
    }

    /// The elements of a list.
    pub fn list(&self) -> Option<Vec<Self>> {
        let Some(list) = self.value.as_array() else { return self.note(What::Expected(Shape::List)) };
        Some(list.iter().enumerate().map(|(index, value)| self.at(&index.to_string(), value)).collect())
    }

    /// The text.
    pub fn text(&self) -> Option<&'a str> {
        self.value.as_str().or_else(|| self.note(What::Expected(Shape::Text)))
    }

    /// A text that is not empty.
    pub fn filled(&self) -> Option<&'a str> {
        self.text()
            .filter(|text| !text.trim().is_empty())
            .or_else(|| if self.value.is_string() { self.note(What::Expected(Shape::FilledText)) } else { None })
    }

    /// True or false.
    pub fn flag(&self) -> Option<bool> {
        self.value.as_bool().or_else(|| self.note(What::Expected(Shape::Flag)))
    }

    /// A whole number.
    pub fn integer(&self) -> Option<i64> {
        self.value.as_i64().or_else(|| self.note(What::Expected(Shape::Integer)))
    }

    /// An amount of money: whole yuan, or a text such as `"300万"`.
    pub fn money(&self) -> Option<Money> {
        match self.value {
            Value::Number(number) if number.is_i64() || number.is_u64() => {
                self.typed(&number.to_string(), Money::parse)
            }
            Value::String(text) => self.typed(text, Money::parse),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => {
                self.note(What::Expected(Shape::Money))
            }
        }
    }

    /// A rate such as `"5%"`.
    pub fn rate(&self) -> Option<Rate> {
        match self.value.as_str().filter(|text| text.ends_with(['%', '％', '‰'])) {
            Some(text) => self.typed(text, Rate::parse),
            None => self.note(What::Expected(Shape::Rate)),
        }
    }

    /// A date such as `"2026-11-21"`.
    pub fn date(&self) -> Option<Date> {
        match self.value.as_str() {
            Some(text) => self.typed(text, str::parse),
            None => self.note(What::Expected(Shape::Date)),
        }
    }

    fn typed<T>(&self, text: &str, read: impl Fn(&str) -> Result<T, NumberError>) -> Option<T> {
        read(text).map_or_else(|why| self.note(What::Number { typed: text.to_owned(), why }), Some)
    }

    /// The most similar of some names, for the first problems of a file.
    fn near<'n>(&self, name: &str, names: impl Iterator<Item = &'n str>) -> Option<String> {
        if self.problems.count() < MOST_SUGGESTIONS { nearest(name, names) } else { None }
    }

    /// The item of a list of named things that this text names.
    pub fn named<T: Copy>(&self, of: Named, names: &[(&str, T)]) -> Option<T> {
        let name = self.text()?;
        let found = names.iter().find(|(other, _)| *other == name).map(|(_, item)| *item);
        found.or_else(|| self.unknown(of, name, names.iter().map(|(name, _)| *name)))
    }

    /// The item of very many named things that this text names.
    pub fn named_among<T: Copy>(&self, of: Named, names: &BTreeMap<&str, T>) -> Option<T> {
        let name = self.text()?;
        names.get(name).copied().or_else(|| self.unknown(of, name, names.keys().copied()))
    }

    /// Notes that this text names none of some things.
    fn unknown<'n, T>(&self, of: Named, name: &str, names: impl Iterator<Item = &'n str>) -> Option<T> {
        let near = self.near(name, names);
        self.note(What::UnknownName { of, name: name.to_owned(), near })
    }

    /// The fact that this text names.
    pub fn fact<'f>(&self, facts: &'f Facts) -> Option<(FactId, &'f Fact)> {
        let name = self.text()?;
        let found = facts.find(name).and_then(|id| Some((id, facts.get(id)?)));
        found.or_else(|| self.unknown(Named::Fact, name, facts.iter().map(|(_, fact)| fact.id.as_str())))
    }

    /// The option of a fact that this names: a text, or true and false for a flag.
    pub fn option(&self, fact: &Fact) -> Option<Bits> {
        if let (Kind::Flag, Some(flag)) = (&fact.kind, self.value.as_bool()) {
            return Some(bit(usize::from(flag)));
        }
        if fact.kind == Kind::Flag {
            return self.note(What::Expected(Shape::Flag));
        }
        let name = self.text()?;
        fact.option(name).map(bit).or_else(|| self.unknown(Named::Option, name, fact.options().into_iter()))
    }

    /// The options of a fact that this list names.
    pub fn options(&self, fact: &Fact) -> Option<Bits> {
        let options: Vec<Option<Bits>> = self.list()?.iter().map(|node| node.option(fact)).collect();
        options.into_iter().try_fold(0, |all, option| Some(all | option?))
    }

    /// A place in a tree: a code or a name.
    pub fn code(&self, tree: Tree) -> Option<super::Code> {
        let name = self.text()?;
        let of = match tree {
            Tree::Regions => Named::Region,
            Tree::Industries => Named::Industry,
        };
        tree.find(name)
            .or_else(|| tree.find_english(name))
            .or_else(|| self.note(What::UnknownName { of, name: name.to_owned(), near: None }))
    }

    /// A single number in the unit of a fact.
    pub fn number(&self, kind: &Kind) -> Option<i64> {
        match kind {
            Kind::Money => self.money().map(Money::fen),
            Kind::Rate => self.rate().map(Rate::ppm),
            Kind::Date => self.date().map(Date::day_number),
            Kind::Count => self.integer(),
            Kind::Flag | Kind::Choice(_) | Kind::Choices(_) | Kind::Place(_) => self.note(What::Expected(Shape::Value)),
        }
    }

    /// The possible values of a fact: exact, a band `{"min", "max"}`, or `{"one_of": […]}`; for a multiple choice a
    /// list, or `{"has": […], "not": […]}`.
    pub fn possible(&self, fact: &Fact) -> Option<Possible> {
        let object = self.value.is_object();
        let value = match &fact.kind {
            Kind::Count | Kind::Money | Kind::Rate | Kind::Date if object => {
                if !self.keys(&["min", "max"]) {
                    return None;
                }
                let end = |key: &str, open: i64| self.get(key).map_or(Some(open), |node| node.number(&fact.kind));
                let (low, high) = (end("min", fact.bounds.low())?, end("max", fact.bounds.high())?);
                Possible::Numbers(Interval::new(low, high).or_else(|| self.note(What::EmptyRange))?)
            }
            Kind::Count | Kind::Money | Kind::Rate | Kind::Date => {
                Possible::Numbers(Interval::exact(self.number(&fact.kind)?))
            }
            Kind::Flag | Kind::Choice(_) if object => {
                let options = self.keys(&["one_of"]).then(|| self.need("one_of"))??.options(fact)?;
                if options == 0 {
                    return self.note(What::EmptyRange);
                }
                Possible::Options(options)
            }
            Kind::Flag | Kind::Choice(_) => Possible::Options(self.option(fact)?),
            Kind::Choices(_) if object => {
                if !self.keys(&["has", "not"]) {
                    return None;
                }
                let part = |key: &str| self.get(key).map_or(Some(0), |node| node.options(fact));
                let (must, not) = (part("has")?, part("not")?);
                if must & not != 0 {
                    return self.note(What::EmptyRange);
                }
                Possible::Sets { must, may: fact.all_options() & !not }
            }
            Kind::Choices(_) => {
                let options = self.options(fact)?;
                Possible::Sets { must: options, may: options }
            }
            Kind::Place(tree) if object => {
                let list = self.keys(&["one_of"]).then(|| self.need("one_of"))??.list()?;
                let codes: Vec<_> = list.iter().map(|node| node.code(*tree)).collect();
                let codes: Option<Vec<_>> = codes.into_iter().collect();
                Possible::Places(codes.filter(|codes| !codes.is_empty()).or_else(|| self.note(What::EmptyRange))?)
            }
            Kind::Place(tree) => Possible::Places(vec![self.code(*tree)?]),
        };
        let tree = if let Kind::Place(tree) = fact.kind { Some(tree) } else { None };
        if value.is_within(&fact.anything(), tree) {
            Some(value)
        } else {
            self.note(What::OutOfBounds { fact: fact.id.clone() })
        }
    }

    /// A profile: an object with a key for each fact that is known.
    pub fn profile(&self, facts: &Facts) -> Option<Profile> {
        let Some(object) = self.value.as_object() else { return self.note(What::Expected(Shape::Object)) };
        let before = self.problems.count();
        let mut profile = Profile::new();
        for (key, value) in object.iter().filter(|(_, value)| !value.is_null()) {
            let node = self.at(key, value);
            let Some((id, fact)) = facts.find(key).and_then(|id| Some((id, facts.get(id)?))) else {
                node.unknown::<()>(Named::Fact, key, facts.iter().map(|(_, fact)| fact.id.as_str()));
                continue;
            };
            let possible = node.possible(fact);
            profile.set(facts, id, possible);
        }
        (self.problems.count() == before).then_some(profile)
    }
}

/// The most similar of some names, if any is similar at all.
#[must_use]
pub fn nearest<'n>(name: &str, names: impl Iterator<Item = &'n str>) -> Option<String> {
    let length = name.chars().count();
    let far = |length: usize| 2.max(length.div_euclid(3));
    // Names differ by no less than their lengths do: a very long one is compared with none.
    names
        .map(|other| (other, other.chars().count()))
        .filter(|(_, other)| length.abs_diff(*other) <= far(*other))
        .map(|(other, size)| (strsim::damerau_levenshtein(name, other), other, size))
        .filter(|(distance, _, size)| *distance <= far(*size))
        .map(|(distance, other, _)| (distance, other))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, other)| other.to_owned())
}

/// Writes a profile as JSON that [`Node::profile`] reads back.
#[must_use]
pub fn write_profile(profile: &Profile, facts: &Facts) -> Value {
    let entries = profile.iter().filter_map(|(id, value)| {
        let fact = facts.get(id)?;
        Some((fact.id.clone(), write_possible(fact, value)))
    });
    Value::Object(entries.collect())
}

fn write_possible(fact: &Fact, value: &Possible) -> Value {
    let option_names = |bits: Bits| -> Vec<Value> {
        let names = fact.options();
        crate::quantity::bits_of(bits).filter_map(|index| names.get(index).map(|name| Value::from(*name))).collect()
    };
    match value {
        Possible::Numbers(range) => match range.single() {
            Some(number) => write_number(&fact.kind, number),
            None => {
                let end = |number: i64, open: i64| (number != open).then(|| write_number(&fact.kind, number));
                let ends =
                    [("min", end(range.low(), fact.bounds.low())), ("max", end(range.high(), fact.bounds.high()))];
                Value::Object(ends.into_iter().filter_map(|(key, end)| Some((key.to_owned(), end?))).collect())
            }
        },
        Possible::Options(options) if fact.kind == Kind::Flag && options.is_power_of_two() => {
            Value::from(*options == bit(1))
        }
        Possible::Options(options) => {
            let mut names = option_names(*options);
            if names.len() == 1 { names.remove(0) } else { serde_json::json!({ "one_of": names }) }
        }
        Possible::Sets { must, may } if must == may => Value::from(option_names(*must)),
        Possible::Sets { must, may } => {
            serde_json::json!({ "has": option_names(*must), "not": option_names(fact.all_options() & !may) })
        }
        Possible::Places(codes) => {
            let tree = if let Kind::Place(tree) = fact.kind { tree } else { Tree::Regions };
            let mut names: Vec<Value> = codes.iter().map(|&code| Value::from(tree.written(code))).collect();
            if names.len() == 1 { names.remove(0) } else { serde_json::json!({ "one_of": names }) }
        }
    }
}

/// A number as JSON, in the form that people write in a file.
fn write_number(kind: &Kind, number: i64) -> Value {
    match kind {
        Kind::Money if number.checked_rem(100) == Some(0) => Value::from(number.checked_div(100).unwrap_or(0)),
        Kind::Money => Value::from(decimal(number, 2)),
        Kind::Rate => Value::from(format!("{}%", decimal(number, 4))),
        Kind::Date => Value::from(Date::from_day(number).to_string()),
        Kind::Count | Kind::Flag | Kind::Choice(_) | Kind::Choices(_) | Kind::Place(_) => Value::from(number),
    }
}

/// A whole number of the smallest unit with `places` decimals, as few as are needed.
#[must_use]
pub fn decimal(number: i64, places: u32) -> String {
    let unit = 10_u64.saturating_pow(places);
    let size = number.unsigned_abs();
    let (whole, rest) = (size.checked_div(unit).unwrap_or(0), size.checked_rem(unit).unwrap_or(0));
    let width = usize::try_from(places).unwrap_or(0);
    let rest = format!("{rest:0width$}");
    let text = format!("{whole}.{rest}");
    let sign = if number < 0 { "-" } else { "" };
    format!("{sign}{}", text.trim_end_matches('0').trim_end_matches('.'))
}
