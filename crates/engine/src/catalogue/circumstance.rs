//! Circumstances and usual answers: what spares an enterprise most of the questions.

use serde::{Deserialize, Serialize};

use super::{Criterion, TextId};
use crate::enterprise::{FactId, Possible};
use crate::quantity::Rate;

/// What is true of most enterprises like one. It is never a fact: no strict verdict and no strict total rests on it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UsualAnswer {
    /// The fact.
    pub fact: FactId,
    /// Of whom it is true, for certain; of everybody, if none.
    pub when: Option<Criterion>,
    /// What is usual.
    pub value: UsualValue,
    /// Why.
    pub why: TextId,
}

/// What is usual.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum UsualValue {
    /// These values.
    Is(Possible),
    /// A share of another number, as a quarter's sales of the year's.
    Share {
        /// The other number.
        of: FactId,
        /// At least this share of its least.
        from: Rate,
        /// At most this share of its most.
        to: Rate,
    },
}

/// A family of facts that are asked for together. One that has a box on the screen "which of these apply to you?"
/// concerns those who tick it; the others concern everybody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Circumstance {
    /// Its name in files.
    pub id: String,
    /// Its name for people.
    pub name: TextId,
    /// Its box, if it has one.
    pub tick: Option<Tick>,
    /// Its facts, in the order in which they are asked for.
    pub facts: Vec<FactId>,
}

/// A box on the screen "which of these apply to you?". What follows from it are relations of the fact that holds all
/// boxes ([`Circumstances::fact`]).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tick {
    /// The number of the option of that fact that stands for it.
    pub option: usize,
    /// Whom it may concern; everybody, if none. It is not shown to those for whom this surely fails.
    pub when: Option<Criterion>,
    /// What stands beside it.
    pub ask: TextId,
    /// The same in the words of some; the first whose criterion holds counts.
    pub variants: Vec<(Criterion, TextId)>,
}

/// The families of facts, and the fact that says which of them apply.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Circumstances {
    /// The fact whose options are the boxes; `None` where no family has one.
    pub fact: Option<FactId>,
    /// The families, in the order of the file.
    pub list: Vec<Circumstance>,
}

impl Circumstances {
    /// The name of the fact that holds all boxes.
    pub const FACT: &str = "circumstances";

    /// The family that a fact belongs to, by its number.
    #[must_use]
    pub fn of(&self, fact: FactId) -> Option<usize> {
        self.list.iter().position(|circumstance| circumstance.facts.contains(&fact))
    }
}
