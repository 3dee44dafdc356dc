//! Facts and profiles in JSON.

use serde_json::Value;

use super::{
    Code, Fact, FactId, FactNoun, Facts, Kind, OptionNames, Possible, Profile, Tree, TypedError, ids_alone,
    option_named, yes_or_no,
};
use crate::json::{JsonError, Node, Problem, Problems, Shape};
use crate::quantity::{Bits, Date, Interval, Money, Rate, bit, bits_of, decimal};

/// Reads a profile: an object with a key for each fact that is known.
///
/// # Errors
/// Every problem in it, with its place.
pub fn read_profile(value: &Value, facts: &Facts) -> Result<Profile, Vec<Problem<FactNoun>>> {
    read_named_profile(value, facts, &ids_alone)
}

/// As [`read_profile`], with options by these names too.
///
/// # Errors
/// Every problem in it, with its place.
pub fn read_named_profile(
    value: &Value,
    facts: &Facts,
    names: OptionNames<'_>,
) -> Result<Profile, Vec<Problem<FactNoun>>> {
    let problems = Problems::default();
    let profile = Node::root(value, &problems).profile(facts, names);
    profile.ok_or_else(|| problems.into_list())
}

impl<N: From<FactNoun>> Node<'_, N> {
    /// The fact that this text names.
    pub fn fact<'f>(&self, facts: &'f Facts) -> Option<(FactId, &'f Fact)> {
        let name = self.text()?;
        let found = facts.find(name).and_then(|id| Some((id, facts.get(id)?)));
        found.or_else(|| self.unknown(FactNoun::Fact.into(), name, facts.iter().map(|(_, fact)| fact.id.as_str())))
    }

    /// The option of a fact that this names: a text, or true and false for a flag.
    pub fn option(&self, fact: &Fact) -> Option<Bits> {
        if let (Kind::Flag, Some(flag)) = (&fact.kind, self.value().as_bool()) {
            return Some(bit(usize::from(flag)));
        }
        if fact.kind == Kind::Flag {
            return self.note(JsonError::Expected(Shape::YesOrNo));
        }
        let name = self.text()?;
        fact.option(name).map(bit).or_else(|| self.unknown(FactNoun::Option.into(), name, fact.options().into_iter()))
    }

    /// The options of a fact that this list names.
    pub fn options(&self, fact: &Fact) -> Option<Bits> {
        let options: Vec<Option<Bits>> = self.list()?.iter().map(|node| node.option(fact)).collect();
        options.into_iter().try_fold(0, |all, option| Some(all | option?))
    }

    /// A place in a tree: a code or a name.
    pub fn code(&self, tree: Tree) -> Option<Code> {
        // A number loses the zero that a class of industries may begin with; a code of a place begins with none.
        let number = self.value().as_i64().filter(|_| tree == Tree::Regions).map(|number| number.to_string());
        let name = if let Some(number) = &number { number.as_str() } else { self.text()? };
        let of = FactNoun::of(tree);
        let found = tree.find_named(name).map_err(|error| {
            let (of, name) = (of.into(), name.to_owned());
            if error == TypedError::Several {
                JsonError::Several { of, name }
            } else {
                JsonError::UnknownName { of, name, near: None, among: Vec::new() }
            }
        });
        found.map_or_else(|error| self.note(error), Some)
    }

    /// A single number in the unit of a fact.
    pub fn number(&self, kind: &Kind) -> Option<i64> {
        match kind {
            Kind::Money => self.money().map(Money::fen),
            Kind::Rate => self.rate().map(Rate::ppm),
            Kind::Date => self.date().map(Date::day_number),
            Kind::Count => self.integer(),
            Kind::Flag | Kind::Choice(_) | Kind::Choices(_) | Kind::Place(_) => {
                self.note(JsonError::NotA(FactNoun::Value.into()))
            }
        }
    }

    /// A number of a fact: as JSON, or as people type it.
    fn end(&self, fact: &Fact) -> Option<i64> {
        let Some(typed) = self.typed_number(fact) else { return self.number(&fact.kind) };
        let read = fact.measure().read(&typed);
        read.map_or_else(|why| self.note(JsonError::Number { typed, why }), Some)
    }

    /// The same, or a range as people type it.
    fn range(&self, fact: &Fact) -> Option<Interval> {
        let Some(typed) = self.typed_number(fact) else { return self.number(&fact.kind).map(Interval::exact) };
        fact.read(&typed).map_or_else(|why| self.note(JsonError::Number { typed, why }), Some)
    }

    /// What a text says, or a number of JSON with a decimal point, which programs write for whole numbers too: 8.0. A
    /// number longer than a computer holds exactly is none of these.
    fn typed_number(&self, fact: &Fact) -> Option<String> {
        match self.value() {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) if number.is_f64() && matches!(fact.kind, Kind::Count | Kind::Money) => {
                let text = format!("{}", number.as_f64()?);
                let digits = text.trim_start_matches(['-', '0', '.']).chars().filter(char::is_ascii_digit).count();
                (digits <= 15).then_some(text)
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => None,
        }
    }

    /// The option that is told: true and false or a word for them, an id or a name.
    fn told(&self, fact: &Fact, names: OptionNames<'_>) -> Option<Bits> {
        let flag = |flag: bool| bit(usize::from(flag));
        // 1 and 0 are words for yes and no.
        let number = self.value().as_number().filter(|_| fact.kind == Kind::Flag).map(ToString::to_string);
        let Some(typed) = number.as_deref().or_else(|| self.value().as_str()) else { return self.option(fact) };
        let of = FactNoun::Option.into();
        let read = if fact.kind == Kind::Flag { yes_or_no(typed).map(flag) } else { option_named(fact, typed, names) };
        match read {
            Ok(option) => Some(option),
            Err(TypedError::Several) => self.note(JsonError::Several { of, name: typed.to_owned() }),
            // The nearest word may be the opposite.
            Err(TypedError::NeitherYesNorNo) => self.note(JsonError::Expected(Shape::YesOrNo)),
            Err(_) => self.unknown(of, typed, fact.options().into_iter()),
        }
    }

    fn all_told(&self, fact: &Fact, names: OptionNames<'_>) -> Option<Bits> {
        let options: Vec<Option<Bits>> = self.list()?.iter().map(|node| node.told(fact, names)).collect();
        options.into_iter().try_fold(0, |all, option| Some(all | option?))
    }

    /// The possible values of a fact: exact, a range, a band `{"min", "max"}`, or `{"one_of": […]}`; for a multiple choice
    /// a list, or `{"has": […], "not": […]}`.
    pub fn possible(&self, fact: &Fact, names: OptionNames<'_>) -> Option<Possible> {
        let object = self.value().is_object();
        let value = match &fact.kind {
            Kind::Count | Kind::Money | Kind::Rate | Kind::Date if object => {
                if !self.keys(&["min", "max"]) {
                    return None;
                }
                let end = |key: &str, open: i64| self.get(key).map_or(Some(open), |node| node.end(fact));
                let (low, high) = (end("min", fact.bounds.low())?, end("max", fact.bounds.high())?);
                Possible::Numbers(Interval::new(low, high).or_else(|| self.note(JsonError::EmptyRange))?)
            }
            Kind::Count | Kind::Money | Kind::Rate | Kind::Date => Possible::Numbers(self.range(fact)?),
            Kind::Flag | Kind::Choice(_) if object => {
                let options = self.keys(&["one_of"]).then(|| self.need("one_of"))??.all_told(fact, names)?;
                if options == 0 {
                    return self.note(JsonError::EmptyRange);
                }
                Possible::Options(options)
            }
            Kind::Flag | Kind::Choice(_) => Possible::Options(self.told(fact, names)?),
            Kind::Choices(_) if object => {
                if !self.keys(&["has", "not"]) {
                    return None;
                }
                let part = |key: &str| self.get(key).map_or(Some(0), |node| node.all_told(fact, names));
                let (must, not) = (part("has")?, part("not")?);
                if must & not != 0 {
                    return self.note(JsonError::EmptyRange);
                }
                Possible::Sets { must, may: fact.all_options() & !not }
            }
            Kind::Choices(_) => {
                let options = self.all_told(fact, names)?;
                Possible::Sets { must: options, may: options }
            }
            Kind::Place(tree) if object => {
                let list = self.keys(&["one_of"]).then(|| self.need("one_of"))??.list()?;
                let codes: Vec<_> = list.iter().map(|node| node.code(*tree)).collect();
                let codes: Option<Vec<_>> = codes.into_iter().collect();
                Possible::Places(codes.filter(|codes| !codes.is_empty()).or_else(|| self.note(JsonError::EmptyRange))?)
            }
            Kind::Place(tree) => Possible::Places(vec![self.code(*tree)?]),
        };
        let tree = if let Kind::Place(tree) = fact.kind { Some(tree) } else { None };
        if value.is_within(&fact.anything(), tree) {
            Some(value)
        } else {
            self.note(JsonError::OutOfBounds { of: fact.id.clone() })
        }
    }

    /// A profile: an object with a key for each fact that is known.
    pub fn profile(&self, facts: &Facts, names: OptionNames<'_>) -> Option<Profile> {
        let Some(object) = self.value().as_object() else { return self.note(JsonError::Expected(Shape::Object)) };
        let before = self.problems().count();
        let mut profile = Profile::new();
        for (key, value) in object.iter().filter(|(_, value)| !value.is_null()) {
            let node = self.at(key, value);
            let Some((id, fact)) = facts.find(key).and_then(|id| Some((id, facts.get(id)?))) else {
                node.unknown::<()>(FactNoun::Fact.into(), key, facts.iter().map(|(_, fact)| fact.id.as_str()));
                continue;
            };
            let possible = node.possible(fact, names);
            profile.set(facts, id, possible);
        }
        (self.problems().count() == before).then_some(profile)
    }
}

/// Writes a profile as JSON that [`read_profile`] reads back.
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
        bits_of(bits).filter_map(|index| names.get(index).map(|name| Value::from(*name))).collect()
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
