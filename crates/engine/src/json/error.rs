//! What can be wrong in a file.

use std::error::Error;
use std::fmt::{self, Debug, Display, Formatter};

use crate::quantity::NumberError;

/// Something wrong in a file, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem<N> {
    /// The place, as a JSON pointer (RFC 6901).
    pub place: String,
    /// What is wrong.
    pub error: JsonError<N>,
}

/// What is wrong with a value in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum JsonError<N> {
    /// Not JSON at all.
    NotJson {
        /// The line, from 1.
        line: usize,
        /// The column, from 1.
        column: usize,
    },
    /// Lists and objects within each other, more than this many levels deep.
    TooDeep(usize),
    /// A value of another shape is needed.
    Expected(Shape),
    /// Something is needed that this value is not.
    NotA(N),
    /// A key is missing.
    Missing(&'static str),
    /// A key that means nothing here.
    UnknownKey {
        /// The key.
        key: String,
        /// The most similar key that means something.
        near: Option<String>,
    },
    /// Two keys that mean something each, but not in one object.
    Together([&'static str; 2]),
    /// An object has this key twice, with different values.
    KeyTwice(String),
    /// A name that does not exist.
    UnknownName {
        /// Of what.
        of: N,
        /// The name.
        name: String,
        /// The most similar name that exists.
        near: Option<String>,
        /// All names that exist, where none is similar and they are few.
        among: Vec<String>,
    },
    /// A name of something that comes only after this place, and may be used only after it.
    Later {
        /// Of what.
        of: N,
        /// The name.
        name: String,
    },
    /// A name that several things bear.
    Several {
        /// Of what.
        of: N,
        /// The name.
        name: String,
    },
    /// A name that is used twice.
    Duplicate {
        /// Of what.
        of: N,
        /// The name.
        name: String,
    },
    /// A name that is taken by something which is there without this file.
    Taken {
        /// Of what.
        of: N,
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
    /// A value outside the bounds of what it is given for.
    OutOfBounds {
        /// The name of that.
        of: String,
    },
    /// The name of something of a kind that does not fit here.
    WrongKind {
        /// Of what.
        of: N,
        /// The name.
        name: String,
    },
    /// A file written for another format.
    Format {
        /// The format found.
        found: String,
    },
    /// More of something than can be held.
    TooMany {
        /// Of what.
        of: N,
        /// So many at most.
        most: usize,
    },
    /// Fewer of something than make sense.
    TooFew {
        /// Of what.
        of: N,
        /// So many at least.
        least: usize,
    },
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
    /// The same, or a word for it.
    YesOrNo,
    /// An amount of money: whole yuan, or a text such as "300万".
    Money,
    /// A rate such as "5%".
    Rate,
    /// A date such as "2026-11-21".
    Date,
    /// An official address that begins with http.
    Address,
    /// A name in small letters, digits, hyphens and underscores.
    Name,
}

impl<N: Display> Display for Problem<N> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self { place, error } = self;
        if place.is_empty() { write!(f, "{error}") } else { write!(f, "{place}: {error}") }
    }
}

impl<N: Debug + Display> Error for Problem<N> {}

impl<N: Display> Display for JsonError<N> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let near = |f: &mut Formatter<'_>, near: &Option<String>| match near {
            Some(near) => write!(f, ", perhaps `{near}` is meant"),
            None => Ok(()),
        };
        match self {
            Self::NotJson { line, column } => write!(f, "not JSON at line {line}, column {column}"),
            Self::TooDeep(most) => write!(f, "more than {most} levels within each other"),
            Self::Expected(shape) => write!(f, "not {shape}"),
            Self::NotA(noun) => write!(f, "not a {noun}"),
            Self::Missing(key) => write!(f, "the key `{key}` is missing"),
            Self::UnknownKey { key, near: similar } => {
                write!(f, "the key `{key}` means nothing here")?;
                near(f, similar)
            }
            Self::Together([one, other]) => write!(f, "the keys `{one}` and `{other}` cannot stand together"),
            Self::KeyTwice(key) => write!(f, "the key `{key}` is there twice, with different values"),
            Self::UnknownName { of, name, near: similar, among } => {
                write!(f, "there is no {of} `{name}`")?;
                if !among.is_empty() {
                    write!(f, ", but: {}", among.join(", "))?;
                }
                near(f, similar)
            }
            Self::Later { of, name } => write!(f, "the {of} `{name}` comes only later"),
            Self::Several { of, name } => write!(f, "more than one {of} is called `{name}`"),
            Self::Duplicate { of, name } => write!(f, "the {of} `{name}` is there twice"),
            Self::Taken { of, name } => write!(f, "the {of} `{name}` is there without this file"),
            Self::Number { typed, why } => write!(f, "`{typed}`: {why}"),
            Self::EmptyRange => write!(f, "a range without anything in it"),
            Self::OutOfBounds { of } => write!(f, "outside the bounds of `{of}`"),
            Self::WrongKind { of, name } => write!(f, "the {of} `{name}` is of a kind that does not fit here"),
            Self::Format { found } => write!(f, "format {found} is not the one that is read here"),
            Self::TooMany { of, most } => write!(f, "more than {most} of one sort: {of}"),
            Self::TooFew { of, least } => write!(f, "fewer than {least} of one sort: {of}"),
            Self::Further(count) => write!(f, "{count} further problems"),
        }
    }
}

impl<N: Debug + Display> Error for JsonError<N> {}

impl Display for Shape {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Object => "an object",
            Self::List => "a list",
            Self::Text => "a text",
            Self::FilledText => "a text with something in it",
            Self::Integer => "a whole number",
            Self::Flag => "true or false",
            Self::YesOrNo => "yes or no",
            Self::Money => "an amount of money",
            Self::Rate => "a rate",
            Self::Date => "a date",
            Self::Address => "an address that begins with http",
            Self::Name => "a name in small letters, digits, hyphens and underscores",
        })
    }
}
