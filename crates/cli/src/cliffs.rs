//! `what-if`: at which values of one fact policies are gained or lost, or are worth more or less.

use std::io::Write;

use clap::Args;
use schemars::JsonSchema;
use serde::Serialize;

use super::failure::{Failure, Place, What};
use super::input::{Case, Edition};
use super::output::{Combination, Estimate, policy_id, policy_ids, write_dated};
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
    /// Where policies are gained or lost, or are worth more or less, ascending.
    cliffs: Vec<Cliff<'a>>,
}

/// The first value from which policies are gained or lost, or are worth more or less.
#[derive(Serialize, JsonSchema)]
struct Cliff<'a> {
    /// The value; money in fen, rates in parts per million, dates in days.
    at: i64,
    /// The policies that can be used from here on, or only wait for an authority or a check of one's own, and did not
    /// just below.
    gained: Vec<&'a str>,
    /// Those just below that do not any more.
    lost: Vec<&'a str>,
    /// Those gained or lost that wait for an authority or a check of one's own.
    waiting: Vec<&'a str>,
    /// Those on both sides that are worth more or less from here on, or begin or cease to wait.
    changed: Vec<Changed<'a>>,
    /// What can be used together just below.
    before: Combination<'a>,
    /// What can be used together from here on.
    after: Combination<'a>,
}

/// A policy on both sides that changes.
#[derive(Serialize, JsonSchema)]
struct Changed<'a> {
    /// The id of the policy.
    policy: &'a str,
    /// What it is just below.
    before: Held,
    /// What it is from here on.
    after: Held,
}

/// A policy that can be used, or only waits for others.
#[derive(Serialize, JsonSchema)]
struct Held {
    /// Whether it waits for an authority or a check of one's own.
    waits: bool,
    /// What it is worth, where it states figures.
    estimate: Option<Estimate>,
}

impl Held {
    fn new(held: matching::Held) -> Self {
        Self { waits: held.waits, estimate: held.estimate.map(Estimate::new) }
    }
}

impl<'a> Changed<'a> {
    fn new(edition: &'a Edition, changed: &matching::Changed) -> Self {
        Self {
            policy: policy_id(edition, changed.policy),
            before: Held::new(changed.before),
            after: Held::new(changed.after),
        }
    }
}

impl<'a> Cliff<'a> {
    fn new(edition: &'a Edition, cliff: &matching::Cliff) -> Self {
        Self {
            at: cliff.at,
            gained: policy_ids(edition, &cliff.gained),
            lost: policy_ids(edition, &cliff.lost),
            waiting: policy_ids(edition, &cliff.waiting),
            changed: cliff.changed.iter().map(|changed| Changed::new(edition, changed)).collect(),
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
                    let waits = cliff.waiting.contains(&policy);
                    let waits = if waits { edition.say(Phrase::OthersDecide) } else { "" };
                    writeln!(out, "  {sign} {name}  [{}]{waits}", policy_id(edition, policy))?;
                }
            }
            for changed in &cliff.changed {
                let name = edition.catalogue.policy(changed.policy).map_or("", |policy| speaker.text(policy.name));
                let held = |held: matching::Held| {
                    let worth = held.estimate.map_or_else(|| "—".to_owned(), |estimate| speaker.estimate(estimate));
                    format!("{worth}{}", if held.waits { edition.say(Phrase::OthersDecide) } else { "" })
                };
                let (before, after) = (held(changed.before), held(changed.after));
                writeln!(out, "  ± {name}  [{}]  {before} → {after}", policy_id(edition, changed.policy))?;
            }
        }
        Ok(())
    }
}
