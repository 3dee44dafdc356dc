//! Matches a small enterprise to the relief policies it can use.
#![forbid(unsafe_code)]

pub mod catalogue;
pub mod checking;
#[cfg(feature = "cli")]
pub mod cli;
pub mod enterprise;
pub mod matching;
pub mod payment;
pub mod quantity;
pub mod table;
pub mod text;

#[cfg(feature = "page")]
pub mod app;
