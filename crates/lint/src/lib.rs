//! Whether a catalogue says what it should: rule against examples, text against rule.
//!
//! Examples are matched, so it stands on the engine; what was found it says in the words of `wording`.
//! Everything here is pure: a file that was read in, findings out; the day is an argument.

mod believable;
mod check;
mod doing;
mod examples;
mod finding;
mod mutation;
mod parameters;
mod places;
mod population;
mod prose;
mod rules;
mod samples;
mod sentences;
mod walk;

pub use check::check;
pub use examples::{Miss, run};
pub use finding::{Fault, Finding, Item, Limit, Passage, Severity};
pub use mutation::{Mutation, Score, Survivor, score, score_definition, verdict_examples, write_example};
pub use places::lines;
pub use population::{VerdictCounts, cases, population, reach, sample};
