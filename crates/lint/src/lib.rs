//! Whether a catalogue says what it should: rule against examples, text against rule.
//!
//! It stands above `matching`, since examples have to be matched, and below `text`, which says what was found.
//! Everything here is pure: a file that was read in, findings out; the day is an argument.

mod examples;
mod finding;
mod mutation;
mod places;
mod population;
mod prose;
mod rules;
mod samples;
mod whole;

pub use examples::{Miss, run};
pub use finding::{Fault, Finding, Item, Passage, Severity};
pub use mutation::{Change, Score, Survivor, score, score_definition, write_example};
pub use places::lines;
pub use population::{Reach, cases, population, reach, sample};
pub use whole::check;
