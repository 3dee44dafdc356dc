//! The files of the built site, as `make build` and `make release` leave them.

#![expect(clippy::expect_used, clippy::panic, reason = "a test says what it expects by failing")]

mod dist;
mod release;
mod size;
