//! Brings an enterprise and a catalogue together: verdicts, reasons, worth, what to ask next.
//!
//! A criterion over sets of possible values is true if it holds on the whole set, false if it holds nowhere on it,
//! otherwise unknown; `all`, `any` and `not` combine by strong Kleene logic ([`Truth`]). This is the meaning
//! everywhere; the crate `index` computes the same, faster.

mod answer;
mod calendar;
mod choices;
mod client_row;
mod cliffs;
mod combination;
mod coverage;
mod estimate;
mod evaluate;
mod ladder;
mod look_back;
mod near_miss;
mod open;
mod parameters;
mod questions;
mod reasons;
mod steps;
mod table_facts;
mod timeline;
mod to_do;
mod trial;
mod truth;
mod usual;
mod values;
mod what_if;
mod worth;

pub use answer::{Answer, Deadline, Group, Outcome, answer, outcome, outcomes, results, verdicts};
pub use calendar::{ActKind, Certainty, DatedAct, calendar};
pub use choices::{Choice, choices};
pub use client_row::{ClientColumn, ClientRow};
pub use cliffs::{Changed, Cliff, Held, cliffs};
pub use combination::{Candidate, Combination, LeftOut, Total, combine, conflict};
pub use coverage::{Coverage, coverage};
pub use estimate::{Estimate, Working, WorkingStep, estimate, working};
pub use evaluate::{Situation, allowed};
pub use ladder::{Applies, Rung, Standard, StandardCriterion, Tier, Unlocked, ladder};
pub use look_back::{PastMeasure, PastYear, RefundTerm, look_back, past_worth, refund_terms, refund_until};
pub use near_miss::{NearMiss, changes, near_miss};
pub use open::{Open, Unsure, open};
pub use parameters::{OfficialValue, official_values};
pub use questions::{NextQuestion, Ranking, Waiting, best_question, questions, variant};
pub use reasons::{Reason, sufficient, tree};
pub use steps::{Block, Step, Steps, TickBox, boxes, steps, ticked};
pub use table_facts::table_facts;
pub use timeline::{VerdictPeriod, timeline};
pub use to_do::{Card, ToDo, cards, families};
pub use truth::Truth;
pub use usual::{Likely, Supposed, suppose};
pub use what_if::{Alternative, alternative, deciding, what_if};
pub use worth::{believed, supposed, worth};

use crate::catalogue::loading::Expected;
use crate::catalogue::{Rule, Rules, Status};

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

impl From<Expected> for Verdict {
    fn from(expected: Expected) -> Self {
        match expected {
            Expected::Eligible => Self::Eligible,
            Expected::NeedsInfo => Self::NeedsInfo,
            Expected::Ineligible => Self::Ineligible,
        }
    }
}

/// The verdict of one policy, and where it stands on the day.
#[must_use]
pub fn verdict(rules: &Rules, rule: &Rule, situation: &Situation<'_>) -> (Verdict, Status) {
    let truth = situation.evaluate(rules, &rule.criterion);
    (truth.into(), rule.status(situation.on()))
}
