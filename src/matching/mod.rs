//! Brings an enterprise and a catalogue together: verdicts, reasons, worth, what to ask next.
//!
//! A criterion over sets of possible values is true if it holds on the whole set, false if it holds nowhere on it,
//! otherwise unknown; `all`, `any` and `not` combine by strong Kleene logic ([`Truth`]). This is the meaning
//! everywhere; the [`index`] computes the same, faster.

mod evaluate;
mod estimate;
mod reasons;
mod truth;

pub use estimate::{Estimate, Working, WorkingStep, estimate, working};
pub use evaluate::Situation;
pub use reasons::{Finding, Open, Unsure, open, sufficient, tree};
pub use truth::Truth;

use crate::catalogue::{Catalogue, Policy, Status};

/// What a policy answers to an enterprise, whatever the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// All criteria hold on everything that is still possible.
    Eligible,
    /// Something that is not known decides.
    NeedsInfo,
    /// A criterion fails, whatever else may come.
    Ineligible,
}

impl Verdict {
    /// Its name in files.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Eligible => "eligible",
            Self::NeedsInfo => "needs_info",
            Self::Ineligible => "ineligible",
        }
    }
}

impl From<Truth> for Verdict {
    fn from(truth: Truth) -> Self {
        match truth {
            Truth::True => Self::Eligible,
            Truth::Unknown => Self::NeedsInfo,
            Truth::False => Self::Ineligible,
        }
    }
}

/// The verdict of one policy, and where it stands on the day.
#[must_use]
pub fn verdict(catalogue: &Catalogue, policy: &Policy, situation: &Situation<'_>) -> (Verdict, Status) {
    let truth = situation.evaluate(catalogue, &policy.criterion);
    (truth.into(), policy.status(situation.on()))
}
