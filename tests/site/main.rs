//! The files of the built site, as `make build` and `make release` leave them.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::wildcard_enum_match_arm,
    reason = "a test says what it expects by failing"
)]

mod dist;
mod release;
mod size;
