//! Criteria: tests of facts, and how they combine.

use serde::{Deserialize, Serialize};

use super::{Rules, TextId};
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
        term: Operand,
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
pub enum Operand {
    /// One fact.
    Fact(FactId),
    /// The sum of facts of one kind.
    Sum(Vec<FactId>),
    /// The first over the second, in parts per million; fails where the second is zero.
    Ratio(FactId, FactId),
    /// The growth from the second to the first, in parts per million; fails where the second is zero.
    Growth(FactId, FactId),
    /// Whole units since a date, on the day of the match; of calendar months those begun, that of the date included.
    Age(FactId, Unit),
    /// The day of the match itself.
    Day,
}

impl Operand {
    /// The facts it is made of.
    #[must_use]
    pub fn facts(&self) -> Vec<FactId> {
        match self {
            Self::Fact(fact) | Self::Age(fact, _) => vec![*fact],
            Self::Sum(facts) => facts.clone(),
            Self::Ratio(a, b) | Self::Growth(a, b) => vec![*a, *b],
            Self::Day => Vec::new(),
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

impl Criterion {
    /// This criterion and all below it in the order of the file, the names of definitions as they stand.
    #[must_use]
    pub fn walk(&self) -> Walk<'_> {
        Walk { rules: None, above: Vec::new(), next: Some(self), current: None }
    }

    /// The same, and below the name of a definition what it takes.
    #[must_use]
    pub fn walk_through<'a>(&'a self, rules: &'a Rules) -> Walk<'a> {
        Walk { rules: Some(rules), ..self.walk() }
    }

    /// What must hold for it to hold: the parts of every `all`, and of definitions the name and what they take. Other
    /// combinations count as one.
    pub fn demands<'a>(&'a self, rules: &'a Rules) -> impl Iterator<Item = &'a Criterion> {
        let mut walk = self.walk_through(rules);
        std::iter::from_fn(move || {
            loop {
                let criterion = walk.next()?;
                if matches!(criterion.test, Test::All(_)) {
                    continue;
                }
                if !matches!(criterion.test, Test::Defined(_)) {
                    walk.skip_below();
                }
                return Some(criterion);
            }
        })
    }
}

/// A walk over a criterion and all below it: each before its parts, parts in their order.
#[derive(Clone, Debug)]
pub struct Walk<'a> {
    /// Where definitions are looked up, if they are walked through.
    rules: Option<&'a Rules>,
    /// What is above the current one, from the top: parts, and how many of them were come to.
    above: Vec<(&'a [Criterion], usize)>,
    /// The first one, until it was come to.
    next: Option<&'a Criterion>,
    /// The current one, if what is below it is to come.
    current: Option<&'a Criterion>,
}

impl<'a> Walk<'a> {
    /// Leaves out what is below the one just come to.
    pub fn skip_below(&mut self) {
        self.current = None;
    }

    /// How far below the top the one just come to is.
    #[must_use]
    pub fn depth(&self) -> usize {
        self.above.len()
    }

    /// The numbers of the parts that lead from the top to the one just come to.
    #[must_use]
    pub fn path(&self) -> Vec<usize> {
        self.above.iter().map(|(_, come)| come.saturating_sub(1)).collect()
    }

    /// The criteria directly below one.
    fn below(&self, criterion: &'a Criterion) -> &'a [Criterion] {
        match (&criterion.test, self.rules) {
            (Test::Defined(id), Some(rules)) => {
                rules.definition(*id).map_or(&[], |definition| std::slice::from_ref(&definition.criterion))
            }
            _ => criterion.parts(),
        }
    }
}

impl<'a> Iterator for Walk<'a> {
    type Item = &'a Criterion;

    fn next(&mut self) -> Option<&'a Criterion> {
        if let Some(current) = self.current.take() {
            self.above.push((self.below(current), 0));
        }
        self.current = self.next.take();
        while self.current.is_none() {
            let (parts, come) = self.above.last_mut()?;
            self.current = parts.get(*come);
            *come = come.saturating_add(1);
            if self.current.is_none() {
                self.above.pop();
            }
        }
        self.current
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Definition;

    fn authority(number: u32) -> Criterion {
        Test::Authority(TextId(number)).into()
    }

    /// `all(1, any(2, not 3), defined, 4)`, the definition being `all(5, any(6, 7))`.
    fn made() -> (Rules, Criterion) {
        let not = Test::Not(Box::new(authority(3))).into();
        let inner = Test::All(vec![authority(5), Test::Any(vec![authority(6), authority(7)]).into()]);
        let definition = Definition { id: String::new(), name: TextId(0), criterion: inner.into() };
        let rules = Rules { definitions: vec![definition], ..Rules::default() };
        let any = Test::Any(vec![authority(2), not]).into();
        let all = Test::All(vec![authority(1), any, Test::Defined(DefinitionId(0)).into(), authority(4)]);
        (rules, all.into())
    }

    fn said<'a>(criteria: impl Iterator<Item = &'a Criterion>) -> String {
        criteria
            .map(|criterion| match &criterion.test {
                Test::Authority(text) => text.0.to_string(),
                Test::All(_) => "all".to_owned(),
                Test::Any(_) => "any".to_owned(),
                Test::Not(_) => "not".to_owned(),
                Test::Defined(_) => "defined".to_owned(),
                Test::AtLeast(..)
                | Test::Number { .. }
                | Test::Among { .. }
                | Test::Holds { .. }
                | Test::Within { .. }
                | Test::CheckYourself(_) => "another".to_owned(),
            })
            .collect::<Vec<String>>()
            .join(" ")
    }

    #[test]
    fn a_walk_comes_to_each_before_its_parts() {
        let (rules, criterion) = made();
        assert_eq!(said(criterion.walk()), "all 1 any 2 not 3 defined 4");
        assert_eq!(said(criterion.walk_through(&rules)), "all 1 any 2 not 3 defined all 5 any 6 7 4");
        assert_eq!(said(criterion.demands(&rules)), "1 any defined 5 any 4");
        assert_eq!(said(authority(9).walk()), "9");
    }

    #[test]
    fn a_walk_knows_where_it_is_and_leaves_out_what_is_asked() {
        let (_, criterion) = made();
        let mut walk = criterion.walk();
        let mut places = Vec::new();
        while let Some(found) = walk.next() {
            places.push((walk.depth(), walk.path()));
            if matches!(found.test, Test::Any(_)) {
                walk.skip_below();
            }
        }
        assert_eq!(places, [(0, vec![]), (1, vec![0]), (1, vec![1]), (1, vec![2]), (1, vec![3])]);
        let mut walk = criterion.walk();
        assert!(walk.by_ref().any(|found| *found == authority(3)));
        assert_eq!(walk.path(), [1, 1, 0]);
    }
}
