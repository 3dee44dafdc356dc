//! Profiles: the facts given so far.

use super::{FactId, Facts, Kind, Possible};

/// The facts given so far; every fact may be missing, a range or exact.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Profile {
    /// By fact number; what is not there is not known.
    given: Vec<Option<Possible>>,
}

impl Profile {
    /// Nothing known.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// What was given for a fact, if anything.
    #[must_use]
    pub fn given(&self, fact: FactId) -> Option<&Possible> {
        self.given.get(usize::from(fact.0))?.as_ref()
    }

    /// Sets or clears a fact. What does not fit the fact's kind or bounds is cut down to what does;
    /// if nothing is left, the fact is cleared and `false` returned.
    #[expect(clippy::needless_pass_by_value, reason = "callers hand over what they made")]
    pub fn set(&mut self, facts: &Facts, id: FactId, value: Option<Possible>) -> bool {
        let Some(fact) = facts.get(id) else { return false };
        let tree = if let Kind::Place(tree) = fact.kind { Some(tree) } else { None };
        let fitting = value.as_ref().and_then(|value| value.intersect(&fact.anything(), tree));
        let kept = value.is_none() || fitting.is_some();
        let index = usize::from(id.0);
        if self.given.len() <= index {
            self.given.resize(index.saturating_add(1), None);
        }
        if let Some(place) = self.given.get_mut(index) {
            // A fact about which nothing is said is a missing fact.
            *place = fitting.filter(|value| *value != fact.anything());
        }
        while self.given.last().is_some_and(Option::is_none) {
            self.given.pop();
        }
        kept
    }

    /// The facts given, in order.
    pub fn iter(&self) -> impl Iterator<Item = (FactId, &Possible)> {
        (0_u16..).map(FactId).zip(&self.given).filter_map(|(id, value)| Some((id, value.as_ref()?)))
    }

    /// Whether nothing is known.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.given.is_empty()
    }
}
