use std::io::Write;
use std::path::PathBuf;

use clap::Args;

use super::input::Source;
use super::{Failure, Format};
use crate::catalogue::Language;
use crate::catalogue::loading::{Example, Expected};
use crate::matching::{Situation, Verdict, estimate, verdict};
use crate::text::problem;

/// `check`
#[derive(Debug, Args)]
pub(super) struct Check {
    /// The catalogue; the bundled one if left out
    file: Option<PathBuf>,
    /// Treat warnings as failures (exit code 1)
    #[arg(long)]
    strict: bool,
    /// For people or for programs
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// Language of the report: zh or en
    #[arg(long, default_value = "en", value_parser = super::language)]
    lang: Language,
}

impl Check {
    pub(super) fn run(self, out: &mut impl Write) -> Result<(), Failure> {
        let source = Source::open(self.file.as_deref())?;
        let mut wrong: Vec<String> = Vec::new();
        for found in &source.loaded.problems {
            wrong.push(format!("{}: {}", found.place, problem(found, self.lang)));
        }
        let catalogue = &source.loaded.catalogue;
        for example in source.examples() {
            if let Some(found) = run_example(catalogue, example) {
                wrong.push(format!("{}: {found}", example.place));
            }
        }
        let _ = self.strict;
        let _ = self.format;
        writeln!(
            out,
            "{} policies, {} examples, {} problems",
            catalogue.policies.len(),
            source.examples().len(),
            wrong.len()
        )?;
        if wrong.is_empty() { Ok(()) } else { Err(Failure::Wrong(wrong)) }
    }
}

fn run_example(catalogue: &crate::catalogue::Catalogue, example: &Example) -> Option<String> {
    let policy = catalogue.policy(example.policy)?;
    let situation = Situation::new(&catalogue.facts, &example.profile, example.on);
    let (verdict, status) = verdict(catalogue, policy, &situation);
    let expected = match example.verdict {
        Expected::Eligible => Verdict::Eligible,
        Expected::NeedsInfo => Verdict::NeedsInfo,
        Expected::Ineligible => Verdict::Ineligible,
    };
    if verdict != expected {
        return Some(format!(
            "`{}` ({}) on {}: {} and not {}",
            example.name,
            policy.id,
            example.on,
            verdict.id(),
            expected.id()
        ));
    }
    if let Some(stands) = example.status.filter(|stands| *stands != status) {
        return Some(format!(
            "`{}` ({}) on {}: {} and not {}",
            example.name,
            policy.id,
            example.on,
            status.id(),
            stands.id()
        ));
    }
    if let Some((low, high)) = example.worth {
        let worth = estimate(catalogue, &situation, &policy.benefit);
        let fits = worth.is_some_and(|worth| worth.low == low && worth.high == Some(high));
        if !fits {
            return Some(format!(
                "`{}` ({}): worth {worth:?} and not {}..{} fen",
                example.name,
                policy.id,
                low.fen(),
                high.fen()
            ));
        }
    }
    None
}
