//! The tests of what editors are told, one program.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::float_arithmetic,
    clippy::string_slice,
    reason = "a test says what it expects by failing"
)]

mod believable;
mod checking;
mod corrections;
mod official_values;
mod provinces;
mod regional;
mod traceability;
