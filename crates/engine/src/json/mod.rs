//! Reading JSON with the place of every problem, all problems at once.
//!
//! Readers return `None` where something is wrong and note a [`Problem`]; they never stop at the first one. What the
//! values and names of a format are called is the format's own: its nouns are the `N` of all types here.

mod error;
mod value;

pub use error::{JsonError, Problem, Shape};

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use serde_json::Value;

use crate::quantity::{Date, Money, NumberError, Rate};

/// How many problems of a file are kept: who has mended these reads the file again.
const MOST_PROBLEMS: usize = 200;

/// For how many of them a similar name is looked for, which takes far longer than all else.
const MOST_SUGGESTIONS: usize = 20;

/// Where none is similar the names are listed that there are, if they are no more than these.
const MOST_LISTED: usize = 16;

/// So many levels of lists and objects are read, as many as are safe for every stack.
const MOST_LEVELS: usize = 127;

/// The problems noted so far: the first of them, and how many there are.
#[derive(Debug)]
pub struct Problems<N> {
    first: RefCell<Vec<Problem<N>>>,
    count: Cell<usize>,
}

impl<N> Default for Problems<N> {
    fn default() -> Self {
        Self { first: RefCell::default(), count: Cell::default() }
    }
}

impl<N> Problems<N> {
    /// Notes a problem.
    pub fn note(&self, place: &str, error: JsonError<N>) {
        let mut first = self.first.borrow_mut();
        if first.len() < MOST_PROBLEMS {
            first.push(Problem { place: place.to_owned(), error });
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
    pub fn into_list(self) -> Vec<Problem<N>> {
        let mut list = self.first.into_inner();
        let further = self.count.get().saturating_sub(list.len());
        if further > 0 {
            list.push(Problem { place: String::new(), error: JsonError::Further(further) });
        }
        list
    }
}

/// Parses JSON.
///
/// # Errors
/// One [`Problem`]: what is no JSON, with line and column, or the first key that an object has twice, with its place.
pub fn parse<N>(text: &str) -> Result<Value, Problem<N>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let (value, twice) = value::read(text).map_err(|error| Problem {
        place: String::new(),
        // What parses it does not tell this from other slips but by its words.
        error: if error.to_string().starts_with("recursion limit exceeded") {
            JsonError::TooDeep(MOST_LEVELS)
        } else {
            JsonError::NotJson { line: error.line(), column: error.column() }
        },
    })?;
    let first = twice.into_iter().next();
    first.map_or(Ok(value), |twice| Err(Problem { place: twice.place, error: JsonError::KeyTwice(twice.key) }))
}

/// A key as it stands in a JSON pointer (RFC 6901).
fn escaped(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

/// A JSON value with its place.
#[derive(Clone, Debug)]
pub struct Node<'a, N> {
    value: &'a Value,
    place: String,
    problems: &'a Problems<N>,
}

impl<'a, N> Node<'a, N> {
    /// The whole document.
    #[must_use]
    pub fn root(value: &'a Value, problems: &'a Problems<N>) -> Self {
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
    pub fn problems(&self) -> &'a Problems<N> {
        self.problems
    }

    /// Notes a problem here.
    pub fn note<T>(&self, error: JsonError<N>) -> Option<T> {
        self.problems.note(&self.place, error);
        None
    }

    /// A value below, under a key of an object or the number of an element.
    #[must_use]
    pub fn at(&self, key: &str, value: &'a Value) -> Self {
        Self { value, place: format!("{}/{}", self.place, escaped(key)), problems: self.problems }
    }

    /// The field with this key, unless it is missing or null.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<Self> {
        let value = self.value.as_object()?.get(key)?;
        (!value.is_null()).then(|| self.at(key, value))
    }

    /// The field with this key; a problem if it is missing or null.
    pub fn need(&self, key: &'static str) -> Option<Self> {
        self.get(key).or_else(|| self.note(JsonError::Missing(key)))
    }

    /// Whether it is an object with no other keys than these; each other key is a problem.
    pub fn keys(&self, known: &[&str]) -> bool {
        let Some(object) = self.value.as_object() else {
            return self.note::<()>(JsonError::Expected(Shape::Object)).is_some();
        };
        let before = self.problems.count();
        for (key, value) in object {
            if !known.contains(&key.as_str()) {
                let near = self.near(key, known.iter().copied());
                self.at(key, value).note::<()>(JsonError::UnknownKey { key: key.clone(), near });
            }
        }
        self.problems.count() == before
    }

    /// The elements of a list.
    pub fn list(&self) -> Option<Vec<Self>> {
        let Some(list) = self.value.as_array() else { return self.note(JsonError::Expected(Shape::List)) };
        Some(list.iter().enumerate().map(|(index, value)| self.at(&index.to_string(), value)).collect())
    }

    /// The text.
    pub fn text(&self) -> Option<&'a str> {
        self.value.as_str().or_else(|| self.note(JsonError::Expected(Shape::Text)))
    }

    /// A text that is not empty.
    pub fn filled(&self) -> Option<&'a str> {
        self.text()
            .filter(|text| !text.trim().is_empty())
            .or_else(|| if self.value.is_string() { self.note(JsonError::Expected(Shape::FilledText)) } else { None })
    }

    /// True or false.
    pub fn flag(&self) -> Option<bool> {
        self.value.as_bool().or_else(|| self.note(JsonError::Expected(Shape::Flag)))
    }

    /// A whole number.
    pub fn integer(&self) -> Option<i64> {
        self.value.as_i64().or_else(|| self.note(JsonError::Expected(Shape::Integer)))
    }

    /// An amount of money: whole yuan, or a text such as `"300万"`.
    pub fn money(&self) -> Option<Money> {
        match self.value {
            Value::Number(number) if number.is_i64() || number.is_u64() => {
                self.typed(&number.to_string(), Money::parse)
            }
            Value::String(text) => self.typed(text, Money::parse),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => {
                self.note(JsonError::Expected(Shape::Money))
            }
        }
    }

    /// A rate such as `"5%"`.
    pub fn rate(&self) -> Option<Rate> {
        match self.value.as_str().filter(|text| text.ends_with(['%', '％', '‰'])) {
            Some(text) => self.typed(text, Rate::parse),
            None => self.note(JsonError::Expected(Shape::Rate)),
        }
    }

    /// A date such as `"2026-11-21"`.
    pub fn date(&self) -> Option<Date> {
        match self.value.as_str() {
            Some(text) => self.typed(text, str::parse),
            None => self.note(JsonError::Expected(Shape::Date)),
        }
    }

    fn typed<T>(&self, text: &str, read: impl Fn(&str) -> Result<T, NumberError>) -> Option<T> {
        read(text).map_or_else(|why| self.note(JsonError::Number { typed: text.to_owned(), why }), Some)
    }

    /// The most similar of some names, for the first problems of a file.
    fn near<'n>(&self, name: &str, names: impl Iterator<Item = &'n str>) -> Option<String> {
        if self.problems.count() < MOST_SUGGESTIONS { nearest(name, names) } else { None }
    }

    /// The item of a list of named things that this text names.
    pub fn named<T: Copy>(&self, of: N, names: &[(&str, T)]) -> Option<T> {
        let name = self.text()?;
        let found = names.iter().find(|(other, _)| *other == name).map(|(_, item)| *item);
        found.or_else(|| self.unknown(of, name, names.iter().map(|(name, _)| *name)))
    }

    /// The item of very many named things that this text names.
    pub fn named_among<T: Copy>(&self, of: N, names: &BTreeMap<&str, T>) -> Option<T> {
        let name = self.text()?;
        names.get(name).copied().or_else(|| self.unknown(of, name, names.keys().copied()))
    }

    /// Notes that a name is none of some names.
    pub fn unknown<'n, T>(&self, of: N, name: &str, names: impl Iterator<Item = &'n str>) -> Option<T> {
        let (mut near, mut among) = (None, Vec::new());
        if self.problems.count() < MOST_SUGGESTIONS {
            let names: Vec<&str> = names.collect();
            near = self.near(name, names.iter().copied());
            if near.is_none() && names.len() <= MOST_LISTED {
                among = names.into_iter().map(str::to_owned).collect();
            }
        }
        self.note(JsonError::UnknownName { of, name: name.to_owned(), near, among })
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_that_is_there_twice_is_named_with_its_place_unless_both_say_the_same() {
        let twice = |text: &str| parse::<&str>(text).err().map(|problem| (problem.place, problem.error));
        let found = |place: &str, key: &str| Some((place.to_owned(), JsonError::KeyTwice(key.to_owned())));
        assert_eq!(twice(r#"{"employees": 500, "id": "x", "employees": 10}"#), found("/employees", "employees"));
        assert_eq!(twice(r#"{"a/b": [1, {"c": "x", "c": ["x"]}]}"#), found("/a~1b/1/c", "c"));
        assert_eq!(twice(r#"{"a": {"b": 1.5}, "a": {"b": 1.5}}"#), None);
        assert_eq!(
            parse::<&str>("{\"a\": [null, true, -1, 2.5, \"b\"]}"),
            Ok(serde_json::json!({"a": [null, true, -1, 2.5, "b"]}))
        );
        assert!(matches!(twice("{} x"), Some((_, JsonError::NotJson { line: 1, column: 4 }))));
    }

    #[test]
    fn what_is_nested_too_deeply_is_not_called_invalid() {
        let nested = |levels: usize| parse::<&str>(&("[".repeat(levels) + &"]".repeat(levels)));
        assert!(nested(MOST_LEVELS).is_ok());
        let error = nested(MOST_LEVELS + 1).map_err(|problem| problem.error);
        assert_eq!(error, Err(JsonError::TooDeep(MOST_LEVELS)));
    }
}
