//! `reach`: a policy's rule as a table of cases, an enterprise that meets it, its share of a made-up population.

#![expect(clippy::wildcard_enum_match_arm, reason = "combinations are named one by one; the rest are single tests")]

use std::io::Write;

use clap::Args;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value};

use super::input::{Edition, today};
use super::output::write_dated;
use super::phrases::{self, Phrase};
use super::{Common, Failure, Format};
use engine::catalogue::{Criterion, DefinitionId, Test};
use engine::enterprise::write_profile;
use engine::quantity::Date;

/// `reach`
#[derive(Debug, Args)]
pub(super) struct Reach {
    /// The policy, such as cit-small-profit-2023
    policy: String,
    /// The day; today (in China) if left out
    #[arg(long, value_name = "DATE", value_parser = super::date)]
    on: Option<Date>,
    /// How many made-up enterprises to draw, at most 100,000
    #[arg(long, default_value_t = 2000, value_parser = super::population)]
    population: usize,
    #[command(flatten)]
    common: Common,
}

/// What `reach` writes.
#[derive(Serialize, JsonSchema)]
pub(super) struct Output<'a> {
    /// The id of the policy.
    id: &'a str,
    /// Its rule as a table of cases; null where that would have too many.
    rule: Option<Rule>,
    /// An enterprise that meets it, as a profile.
    #[schemars(with = "Map<String, Value>")]
    sample: Value,
    /// Its share of a made-up population.
    population: Population,
}

/// What every case asks, and what each asks besides; one of them must be met.
#[derive(Serialize, JsonSchema)]
struct Rule {
    /// What every case asks.
    always: Vec<String>,
    /// What each case asks besides.
    cases: Vec<Vec<String>>,
}

/// Made-up enterprises, no statistics.
#[derive(Serialize, JsonSchema)]
struct Population {
    /// How many there are.
    all: usize,
    /// Those who meet all criteria.
    eligible: usize,
    /// Those for whom an authority or their own check decides.
    needs_info: usize,
    /// The others.
    ineligible: usize,
}

impl Reach {
    pub(super) fn run(self, out: &mut impl Write) -> Result<(), Failure> {
        let edition = Edition::open(&self.common)?;
        let (id, speaker) = (edition.find(&self.policy)?, edition.speaker());
        let Some(policy) = edition.catalogue.policy(id) else { return Ok(()) };
        let on = self.on.unwrap_or_else(today);
        let sample = lint::sample(&edition.catalogue, policy.rule, on);
        let population = lint::population(&edition.catalogue.facts, self.population);
        let reach = lint::reach(&edition.catalogue, policy.rule, &population, on);
        let cases = lint::cases(&policy.criterion);
        let sentences =
            |tests: &[&Criterion]| -> Vec<String> { tests.iter().map(|test| speaker.criterion(test)).collect() };
        if self.common.format == Format::Json {
            let rule = cases.map(|(common, cases)| Rule {
                always: sentences(&common),
                cases: cases.iter().map(|case| sentences(case)).collect(),
            });
            let population = Population {
                all: reach.all(),
                eligible: reach.eligible,
                needs_info: reach.needs_info,
                ineligible: reach.ineligible,
            };
            let sample = write_profile(&sample, &edition.catalogue.facts);
            return write_dated(out, &edition, on, Output { id: &policy.id, rule, sample, population });
        }
        writeln!(out, "{}  [{}]  {}", speaker.text(policy.name), policy.id, speaker.label(&policy.status(on)))?;
        match cases {
            Some((common, cases)) => {
                if cases.len() > 1 && !common.is_empty() {
                    writeln!(out, "{}", edition.say(Phrase::EveryCase))?;
                }
                for sentence in sentences(&common) {
                    writeln!(out, "  - {sentence}")?;
                }
                for (number, case) in (1..).zip(cases.iter().filter(|_| cases.len() > 1)) {
                    writeln!(out, "{} {number}", edition.say(Phrase::Case))?;
                    for sentence in sentences(case) {
                        writeln!(out, "  - {sentence}")?;
                    }
                }
            }
            None => tree(&edition, &policy.criterion, 0, out)?,
        }
        // Those that the criterion itself names.
        let mut used: Vec<DefinitionId> = Vec::new();
        for part in policy.criterion.walk() {
            if let Test::Defined(id) = &part.test
                && !used.contains(id)
            {
                used.push(*id);
            }
        }
        for definition in used.into_iter().filter_map(|id| edition.catalogue.definition(id)) {
            writeln!(out, "{}", speaker.text(definition.name))?;
            tree(&edition, &definition.criterion, 1, out)?;
        }
        let facts = write_profile(&sample, &edition.catalogue.facts);
        writeln!(out, "\n{}\n{facts:#}", edition.say(Phrase::Sample))?;
        let share = |part: usize| {
            let tenths = part.saturating_mul(1000).checked_div(reach.all()).unwrap_or(0);
            format!("{}.{} %", tenths.checked_div(10).unwrap_or(0), tenths.checked_rem(10).unwrap_or(0))
        };
        let (yes, perhaps) = (share(reach.eligible), share(reach.needs_info));
        let reached = phrases::reached(reach.all(), &yes, &perhaps, edition.language);
        writeln!(out, "\n{reached}")?;
        Ok(())
    }
}

/// The rule as an indented list, where a table would have too many cases.
fn tree(edition: &Edition, criterion: &Criterion, depth: usize, out: &mut impl Write) -> Result<(), Failure> {
    let indent = "  ".repeat(depth);
    let heading = match &criterion.test {
        Test::All(_) => edition.say(Phrase::AllOfThese),
        Test::Any(_) => edition.say(Phrase::OneOfThese),
        _ => {
            writeln!(out, "{indent}- {}", edition.speaker().criterion(criterion))?;
            return Ok(());
        }
    };
    writeln!(out, "{indent}- {heading}")?;
    for part in criterion.parts() {
        tree(edition, part, depth.saturating_add(1), out)?;
    }
    Ok(())
}
