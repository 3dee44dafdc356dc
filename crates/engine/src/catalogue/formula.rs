//! Formulas: how an estimate is worked out.

use serde::{Deserialize, Serialize};

use super::Criterion;
use crate::enterprise::FactId;
use crate::quantity::{Money, Rate, sort_distinct};

/// What a policy is worth, as data: exact arithmetic on facts, each of which may be a range.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Formula {
    /// A fixed amount.
    Fixed(Money),
    /// An amount that is itself a fact, or a sum of such facts.
    Amount(Vec<FactId>),
    /// A rate on a base.
    Rate(Rate, Base),
    /// The difference between two rates (before, after) on a base.
    RateCut(Rate, Rate, Base),
    /// The part of a rate that is itself a fact above a given rate, on a base; never below zero.
    RateAbove(FactId, Rate, Base),
    /// So much for each of a count.
    PerHead(Money, FactId),
    /// A number of times, which may be a fraction.
    Times(Fraction, Base),
    /// Never more than this.
    Cap(Money, Base),
    /// Never less than this.
    Floor(Money, Base),
    /// Progressive bands of a base: each part of the base at its own rate, up to and including a bound.
    Bands(Base, Vec<(Option<Money>, Rate)>),
    /// A look-up in a table over a fact: the first row whose bound (included) is not exceeded; a last row without
    /// bound is for the rest.
    Steps(FactId, Vec<(Option<i64>, Formula)>),
    /// The least of these.
    Least(Vec<Formula>),
    /// The most of these.
    Most(Vec<Formula>),
    /// All of these together.
    Sum(Vec<Formula>),
    /// The first less the second, never below zero.
    Difference(Base, Base),
    /// An amount that an authority fixes, up to this.
    UpTo(Base),
    /// An amount that an authority fixes, between these.
    Between(Base, Base),
    /// One amount where a criterion holds, another where it fails.
    If(Box<Criterion>, Base, Base),
    /// An amount that is not known: no official value of the day was found.
    Unknown,
}

/// What a rate or another operation applies to.
pub type Base = Box<Formula>;

/// An exact fraction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Fraction {
    /// Above the line.
    pub over: u32,
    /// Below the line; never 0.
    pub under: u32,
}

impl Formula {
    /// The formulas directly below.
    #[must_use]
    pub fn parts(&self) -> Vec<&Self> {
        match self {
            Self::Fixed(_) | Self::Amount(_) | Self::PerHead(..) | Self::Unknown => Vec::new(),
            Self::Rate(_, base)
            | Self::RateCut(_, _, base)
            | Self::RateAbove(_, _, base)
            | Self::Times(_, base)
            | Self::Cap(_, base)
            | Self::Floor(_, base)
            | Self::Bands(base, _)
            | Self::UpTo(base) => vec![base],
            Self::Steps(_, steps) => steps.iter().map(|(_, formula)| formula).collect(),
            Self::Least(parts) | Self::Most(parts) | Self::Sum(parts) => parts.iter().collect(),
            Self::Difference(a, b) | Self::Between(a, b) | Self::If(_, a, b) => vec![a, b],
        }
    }

    /// The facts it reads, those of its conditions apart.
    #[must_use]
    pub fn facts(&self) -> Vec<FactId> {
        let mut facts = Vec::new();
        self.add_facts(&mut facts);
        sort_distinct(&mut facts);
        facts
    }

    fn add_facts(&self, facts: &mut Vec<FactId>) {
        match self {
            Self::Amount(of) => facts.extend(of),
            Self::RateAbove(fact, ..) | Self::PerHead(_, fact) | Self::Steps(fact, _) => facts.push(*fact),
            Self::Fixed(_)
            | Self::Rate(..)
            | Self::RateCut(..)
            | Self::Times(..)
            | Self::Cap(..)
            | Self::Floor(..)
            | Self::Bands(..)
            | Self::Least(_)
            | Self::Most(_)
            | Self::Sum(_)
            | Self::Difference(..)
            | Self::UpTo(_)
            | Self::Between(..)
            | Self::If(..)
            | Self::Unknown => {}
        }
        for part in self.parts() {
            part.add_facts(facts);
        }
    }
}
