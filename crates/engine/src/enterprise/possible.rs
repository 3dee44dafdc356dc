//! The values of a fact that are still possible.

use serde::{Deserialize, Serialize};

use super::{Code, Tree};
use crate::quantity::{Bits, Interval, sort_distinct};

/// The values of one fact that are still possible.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Possible {
    /// A number in this range: counts, fen, parts per million, day numbers.
    Numbers(Interval),
    /// One of these options.
    Options(Bits),
    /// A set of options that holds all of `must` and none outside `may`.
    Sets {
        /// Options that are surely held.
        must: Bits,
        /// Options that may be held; includes `must`.
        may: Bits,
    },
    /// A place within one of these codes.
    Places(Vec<Code>),
}

impl Possible {
    /// Any place at all.
    #[must_use]
    pub fn anywhere() -> Self {
        Self::Places(vec![Code::ROOT])
    }

    /// Whether only one value is left. A place is settled when it is named at all: finer detail is another answer.
    #[must_use]
    pub fn is_exact(&self) -> bool {
        match self {
            Self::Numbers(range) => range.single().is_some(),
            Self::Options(options) => options.is_power_of_two(),
            Self::Sets { must, may } => must == may,
            Self::Places(codes) => codes.len() == 1 && !codes.contains(&Code::ROOT),
        }
    }

    /// Whether every value possible here is possible in `wider` too.
    #[must_use]
    pub fn is_within(&self, wider: &Self, tree: Option<Tree>) -> bool {
        match (self, wider) {
            (Self::Numbers(a), Self::Numbers(b)) => b.low() <= a.low() && a.high() <= b.high(),
            (Self::Options(a), Self::Options(b)) => a & b == *a,
            (Self::Sets { must: m, may: a }, Self::Sets { must: wider_must, may: wider_may }) => {
                m & wider_must == *wider_must && a & wider_may == *a
            }
            (Self::Places(a), Self::Places(b)) => tree.is_some_and(|tree| a.iter().all(|&code| tree.covered(code, b))),
            _ => false,
        }
    }

    /// What is possible by both; `None` if that is nothing.
    #[must_use]
    pub fn intersect(&self, other: &Self, tree: Option<Tree>) -> Option<Self> {
        match (self, other) {
            (Self::Numbers(a), Self::Numbers(b)) => a.intersect(*b).map(Self::Numbers),
            (Self::Options(a), Self::Options(b)) => (a & b != 0).then_some(Self::Options(a & b)),
            (Self::Sets { must: m, may: a }, Self::Sets { must: n, may: b }) => {
                let (must, may) = (m | n, a & b);
                (must & may == must).then_some(Self::Sets { must, may })
            }
            (Self::Places(a), Self::Places(b)) => {
                let tree = tree?;
                let inner = |x: &[Code], y: &[Code]| -> Vec<Code> {
                    x.iter().copied().filter(|&code| y.iter().any(|&outer| tree.within(code, outer))).collect()
                };
                let mut codes = inner(a, b);
                codes.extend(inner(b, a));
                sort_distinct(&mut codes);
                (!codes.is_empty()).then_some(Self::Places(codes))
            }
            _ => None,
        }
    }
}
