//! The tests of the index, one program.

#![expect(clippy::wildcard_enum_match_arm, reason = "a test looks at some kinds of answers only")]

mod equal;
