//! Whole rosters through the built program, against what the reference evaluator answers to each enterprise.

mod cluster;
mod files;
mod local;
mod rows;
