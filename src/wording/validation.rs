//! What is wrong with an answer.

use super::{Language, Speaker, number_error, number_example};
use engine::enterprise::{Fact, FactId};
use engine::quantity::{Interval, NumberError};

impl Speaker<'_> {
    /// What is wrong with a number, as it was typed.
    pub(crate) fn not_a_number(&self, fact: &Fact, typed: &str, why: NumberError) -> String {
        let wrong = number_error(typed, why, Some(&fact.kind), self.language);
        let typed = typed.trim();
        let such_as = number_example(&fact.kind, self.language);
        match self.language {
            Language::ZhCn => format!("“{typed}”{wrong}，{such_as}"),
            Language::En => format!("“{typed}”{wrong}; {such_as}"),
        }
    }

    /// The bounds within which a number must lie.
    pub(crate) fn out_of_bounds(&self, id: FactId, fact: &Fact, bounds: Interval) -> String {
        let (low, high) = (self.number(id, fact, bounds.low()), self.number(id, fact, bounds.high()));
        match self.language {
            Language::ZhCn => format!("应在{low}到{high}之间"),
            Language::En => format!("must lie between {low} and {high}"),
        }
    }

    /// That a range runs the wrong way.
    pub(crate) fn backwards(&self) -> &'static str {
        self.pick("范围的前一个数应小于后一个数", "the first number of a range must be the smaller one")
    }

    /// That a place was typed and not chosen.
    pub(crate) fn not_listed(&self) -> &'static str {
        self.pick("请从列表中选一项", "choose one from the list")
    }
}
