//! Criteria: tests of facts, and how they combine.

use serde::{Deserialize, Serialize};

use super::TextId;
use crate::enterprise::{Code, FactId};
use crate::quantity::{Bits, Unit};

/// The number of a definition in its catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct DefinitionId(pub u16);

/// One test, or a combination of tests, with where it comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Criterion {
    /// What it takes.
    pub test: Test,
    /// The article of the document it rests on, as the document counts them.
    pub article: Option<String>,
    /// A remark for readers.
    pub note: Option<TextId>,
}

impl From<Test> for Criterion {
    fn from(test: Test) -> Self {
        Self { test, article: None, note: None }
    }
}

/// What a criterion takes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Test {
    /// Every one of these; true if there are none.
    All(Vec<Criterion>),
    /// At least one of these; false if there are none.
    Any(Vec<Criterion>),
    /// Not this.
    Not(Box<Criterion>),
    /// At least this many of these.
    AtLeast(u16, Vec<Criterion>),
    /// A figure between bounds.
    Number {
        /// The figure.
        term: Term,
        /// The least, if bounded below.
        low: Option<Bound>,
        /// The most, if bounded above.
        high: Option<Bound>,
    },
    /// A flag or choice that is one of these options.
    Among {
        /// The fact.
        fact: FactId,
        /// The options.
        options: Bits,
    },
    /// A set of options that holds at least one of these.
    Holds {
        /// The fact.
        fact: FactId,
        /// The options.
        options: Bits,
    },
    /// A place within one of these codes.
    Within {
        /// The fact.
        fact: FactId,
        /// The codes.
        codes: Vec<Code>,
    },
    /// What a definition takes.
    Defined(DefinitionId),
    /// What only an authority can decide: never known here.
    Authority(TextId),
    /// What the facts cannot say: the enterprise must read and check it itself; never known here.
    CheckYourself(TextId),
}

/// A bound of a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Bound {
    /// In the unit of the figure: persons, fen, parts per million, day numbers, months.
    pub value: i64,
    /// Whether the value itself is within ("not more than") or not ("less than").
    pub inclusive: bool,
}

/// A figure made of facts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Term {
    /// One fact.
    Fact(FactId),
    /// The sum of facts of one kind.
    Sum(Vec<FactId>),
    /// The first over the second, in parts per million; fails where the second is zero.
    Ratio(FactId, FactId),
    /// The growth from the second to the first, in parts per million; fails where the second is zero.
    Growth(FactId, FactId),
    /// Whole units since a date, on the day of the match.
    Age(FactId, Unit),
}

impl Term {
    /// The facts it is made of.
    #[must_use]
    pub fn facts(&self) -> Vec<FactId> {
        match self {
            Self::Fact(fact) | Self::Age(fact, _) => vec![*fact],
            Self::Sum(facts) => facts.clone(),
            Self::Ratio(a, b) | Self::Growth(a, b) => vec![*a, *b],
        }
    }
}

impl Criterion {
    /// The criteria directly below.
    #[must_use]
    pub fn parts(&self) -> &[Criterion] {
        match &self.test {
            Test::All(parts) | Test::Any(parts) | Test::AtLeast(_, parts) => parts,
            Test::Not(part) => std::slice::from_ref(part),
            Test::Number { .. }
            | Test::Among { .. }
            | Test::Holds { .. }
            | Test::Within { .. }
            | Test::Defined(_)
            | Test::Authority(_)
            | Test::CheckYourself(_) => &[],
        }
    }

    /// The facts that this one test looks at, not those below.
    #[must_use]
    pub fn own_facts(&self) -> Vec<FactId> {
        match &self.test {
            Test::Number { term, .. } => term.facts(),
            Test::Among { fact, .. } | Test::Holds { fact, .. } | Test::Within { fact, .. } => vec![*fact],
            Test::All(_)
            | Test::Any(_)
            | Test::Not(_)
            | Test::AtLeast(..)
            | Test::Defined(_)
            | Test::Authority(_)
            | Test::CheckYourself(_) => Vec::new(),
        }
    }
}
