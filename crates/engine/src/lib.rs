//! Matches a small enterprise to the relief policies it can use: a function of a catalogue, a profile and a day.
//!
//! It knows no browser, no terminal, no clock, no file and no sentence for users. Its folders stand on each other in
//! one direction: `quantity` ← `json` ← `enterprise` ← `catalogue` ← `matching`, with `payment` beside `catalogue` and
//! `table` on nothing.
#![forbid(unsafe_code)]

pub mod catalogue;
pub mod enterprise;
pub mod json;
pub mod matching;
pub mod payment;
pub mod quantity;
pub mod table;
mod table_notes;
