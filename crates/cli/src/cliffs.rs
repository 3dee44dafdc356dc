//! `what-if`: at which values of one fact policies are gained or lost.

use std::io::Write;

use clap::Args;
use schemars::JsonSchema;
use serde::Serialize;

use super::failure::{Failure, Place, What};
use super::input::{Case, Edition};
use super::output::{Combination, policy_id, policy_ids, write_dated};
use super::phrases::Phrase;
use super::{Enterprise, Format};
use engine::matching::{self, Situation, cliffs};

/// `what-if`
#[derive(Debug, Args)]
pub(super) struct WhatIf {
    /// The fact to vary, such as employees
    fact: String,
    #[command(flatten)]
    given: Enterprise,
}

/// What `what-if` writes.
#[derive(Serialize, JsonSchema)]
pub(super) struct Output<'a> {
    /// The id of the fact.
    fact: &'a str,
    /// Where policies are gained or lost, ascending.
    cliffs: Vec<Cliff<'a>>,
}

/// The first value from which policies are gained or lost.
#[derive(Serialize, JsonSchema)]
struct Cliff<'a> {
    /// The value; money in fen, rates in parts per million, dates in days.
    at: i64,
    /// The policies usable from here on that were not just below.
    gained: Vec<&'a str>,
    /// The policies usable just below that are not any more.
    lost: Vec<&'a str>,
    /// What can be used together just below.
    before: Combination<'a>,
    /// What can be used together from here on.
    after: Combination<'a>,
}

impl<'a> Cliff<'a> {
    fn new(edition: &'a Edition, cliff: &matching::Cliff) -> Self {
        Self {
            at: cliff.at,
            gained: policy_ids(edition, &cliff.gained),
            lost: policy_ids(edition, &cliff.lost),
            before: Combination::new(edition, &cliff.before),
            after: Combination::new(edition, &cliff.after),
        }
    }
}

impl WhatIf {
    pub(super) fn run(self, out: &mut impl Write) -> Result<(), Failure> {
        let case = Case::open(&self.given)?;
        let (edition, speaker) = (&case.edition, case.edition.speaker());
        let (id, fact) = edition.fact(&self.fact)?;
        if !fact.is_number() {
            return Err(Failure::refused(Place::Said, What::NoOrder(self.fact)));
        }
        let situation = Situation::new(&edition.catalogue.facts, &case.profile, case.on);
        let found = cliffs(&edition.catalogue, &situation, id);
        if self.given.common.format == Format::Json {
            let cliffs = found.iter().map(|cliff| Cliff::new(edition, cliff)).collect();
            return write_dated(out, edition, case.on, Output { fact: &fact.id, cliffs });
        }
        if found.is_empty() {
            writeln!(out, "{}", edition.say(Phrase::NothingChanges))?;
        }
        for cliff in found {
            writeln!(
                out,
                "{}  {}: {} → {}",
                speaker.number(id, fact, cliff.at),
                edition.say(Phrase::TogetherAYear),
                speaker.total(cliff.before.year),
                speaker.total(cliff.after.year),
            )?;
            for (sign, ids) in [("+", &cliff.gained), ("−", &cliff.lost)] {
                for &policy in ids {
                    let name = edition.catalogue.policy(policy).map_or("", |policy| speaker.text(policy.name));
                    writeln!(out, "  {sign} {name}  [{}]", policy_id(edition, policy))?;
                }
            }
        }
        Ok(())
    }
}
