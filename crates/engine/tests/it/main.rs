//! The tests of the engine, one program.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::wildcard_enum_match_arm,
    reason = "a test says what it expects by failing"
)]

mod answers;
mod believable;
mod boundaries;
mod calendar;
mod doing;
mod fuzz;
mod ladder;
mod look_back;
mod oracle;
mod overlay;
mod parameters;
mod payment;
mod payment_properties;
mod places;
mod properties;
mod steps;
mod to_do;
mod trades;
mod traps;
mod typed;
mod walk;
