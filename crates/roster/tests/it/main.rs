//! Whole rosters through the built program, against what the reference evaluator answers to each enterprise.

#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::wildcard_enum_match_arm,
    reason = "a test says what it expects by failing"
)]

mod cluster;
mod files;
mod local;
mod many;
mod rows;
