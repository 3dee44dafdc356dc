use std::collections::HashMap;
use std::io::Write;
use std::path::PathBuf;

use clap::Args;
use rayon::prelude::*;
use serde_json::{Value, json};

use super::input::{Source, today};
use super::{Failure, Format};
use engine::catalogue::{DefinitionId, Language};
use engine::quantity::Date;
use lint::{self, Finding, Score, Severity, write_example};
use wording::Speaker;

/// `check`
#[derive(Debug, Args)]
pub(super) struct Check {
    /// The catalogue or overlay; the bundled catalogue if left out
    file: Option<PathBuf>,
    /// Treat warnings as failures (exit code 1)
    #[arg(long)]
    strict: bool,
    /// Change every operator, bound, connective and date by one, and count the changes that an example notices
    #[arg(long)]
    mutate: bool,
    /// Print examples that would notice the other changes, by policy, in the form of the file
    #[arg(long)]
    suggest: bool,
    /// The day by which reviews are overdue; today (in China) if left out
    #[arg(long, value_name = "DATE", value_parser = super::date)]
    on: Option<Date>,
    /// For people or for programs
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// Language of the report: zh, zh-TW or en
    #[arg(long, default_value = "en", value_parser = super::language)]
    lang: Language,
}

/// The score of a policy or definition, by name.
type Named = (String, Score);

impl Check {
    pub(super) fn run(self, out: &mut impl Write) -> Result<(), Failure> {
        let source = Source::open(self.file.as_deref())?;
        let loaded = &source.loaded;
        let speaker = Speaker::new(self.lang, &loaded.catalogue, &loaded.texts);
        if self.suggest {
            return suggest(&source, out);
        }
        let findings = lint::check(loaded, self.on.unwrap_or_else(today));
        let lines = lint::lines(&source.text);
        let scores = if self.mutate { scores(&source) } else { Vec::new() };
        let count = |severity| findings.iter().filter(|finding| finding.severity() == severity).count();
        let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
        if self.format == Format::Json {
            let found: Vec<Value> = findings
                .iter()
                .map(|finding| {
                    json!({
                        "code": finding.fault.code(),
                        "severity": finding.severity().id(),
                        "policy": finding.policy,
                        "place": finding.place,
                        "line": line(&lines, &finding.place),
                        "text": finding.sentence(speaker),
                        "accepted": finding.accepted,
                    })
                })
                .collect();
            let scored: Vec<Value> = scores.iter().map(|scored| score_json(scored, &lines, speaker)).collect();
            let report = json!({
                "file": source.name,
                "catalogue": loaded.catalogue.version,
                "policies": loaded.written.len(),
                "examples": loaded.examples.len(),
                "errors": errors,
                "warnings": warnings,
                "findings": found,
                "mutation": if self.mutate { json!({ "total": total(&scores), "scores": scored }) } else { Value::Null },
            });
            writeln!(out, "{report:#}")?;
        } else {
            for finding in &findings {
                writeln!(out, "{}", sentence(finding, &source.name, &lines, speaker))?;
            }
            for (name, score) in scores.iter().filter(|(_, score)| score.changes > 0) {
                writeln!(out, "{name}: {}", share(score.noticed(), score.changes))?;
                for survivor in &score.survivors {
                    let line = line(&lines, &survivor.place);
                    writeln!(
                        out,
                        "  {}:{line} {}: {}",
                        source.name,
                        survivor.place,
                        survivor.change.sentence(speaker)
                    )?;
                }
            }
            if self.mutate {
                let noticed = scores.iter().map(|(_, score)| score.noticed()).sum();
                let changes = scores.iter().map(|(_, score)| score.changes).sum();
                writeln!(out, "mutation score: {}", share(noticed, changes))?;
            }
            writeln!(
                out,
                "{} policies, {} examples: {errors} errors, {warnings} warnings, {} notes",
                loaded.written.len(),
                loaded.examples.len(),
                count(Severity::Note),
            )?;
        }
        out.flush()?;
        match (errors, warnings) {
            (0, 0) => Ok(()),
            (0, _) if self.strict => Err(Failure::Warned),
            (0, _) => Ok(()),
            _ => Err(Failure::Wrong(vec![format!("{}: {errors} errors", source.name)])),
        }
    }
}

/// The line of the nearest place above that the file has.
fn line(lines: &HashMap<String, usize>, place: &str) -> usize {
    let mut place = place;
    loop {
        if let Some(line) = lines.get(place) {
            return *line;
        }
        match place.rsplit_once('/') {
            Some((above, _)) => place = above,
            None => return 1,
        }
    }
}

fn sentence(finding: &Finding, file: &str, lines: &HashMap<String, usize>, speaker: Speaker<'_>) -> String {
    let policy = finding.policy.as_ref().map_or_else(String::new, |policy| format!(" [{policy}]"));
    format!(
        "{file}:{}: {} {}{policy} {}: {}",
        line(lines, &finding.place),
        finding.severity().word(speaker),
        finding.fault.code(),
        finding.place,
        finding.sentence(speaker),
    )
}

fn scores(source: &Source) -> Vec<Named> {
    let loaded = &source.loaded;
    let mut scores: Vec<Named> = loaded
        .written
        .par_iter()
        .map(|written| {
            let id = loaded.catalogue.rule(written.policy).map_or_else(String::new, |rule| rule.id.clone());
            (id, lint::score(loaded, written))
        })
        .collect();
    let definitions: Vec<(u16, String)> = (0_u16..)
        .zip(loaded.catalogue.definitions.iter().map(|definition| definition.id.clone()))
        .skip(loaded.first.1)
        .collect();
    let scored: Vec<Named> = definitions
        .into_par_iter()
        .map(|(index, id)| (id, lint::score_definition(loaded, DefinitionId(index))))
        .collect();
    scores.extend(scored);
    scores
}

fn share(noticed: usize, changes: usize) -> String {
    let percent = noticed.saturating_mul(1000).checked_div(changes).unwrap_or(1000);
    let (whole, tenth) = (percent.checked_div(10).unwrap_or(0), percent.checked_rem(10).unwrap_or(0));
    format!("{noticed} of {changes} ({whole}.{tenth} %)")
}

fn total(scores: &[Named]) -> Value {
    let noticed: usize = scores.iter().map(|(_, score)| score.noticed()).sum();
    let changes: usize = scores.iter().map(|(_, score)| score.changes).sum();
    json!({ "noticed": noticed, "changes": changes })
}

fn score_json((name, score): &Named, lines: &HashMap<String, usize>, speaker: Speaker<'_>) -> Value {
    let survivors: Vec<Value> = score
        .survivors
        .iter()
        .map(|survivor| {
            json!({
                "place": survivor.place,
                "line": line(lines, &survivor.place),
                "change": survivor.change.sentence(speaker),
            })
        })
        .collect();
    json!({ "id": name, "noticed": score.noticed(), "changes": score.changes, "survivors": survivors })
}

/// Prints the examples that would notice what is not noticed yet: an object with a list for each policy.
fn suggest(source: &Source, out: &mut impl Write) -> Result<(), Failure> {
    let catalogue = &source.loaded.catalogue;
    let mut by_policy: Vec<(String, Vec<Value>)> = Vec::new();
    for (_, score) in scores(source) {
        for survivor in score.survivors {
            let Some(policy) = catalogue.rule(survivor.example.policy) else { continue };
            let example = write_example(catalogue, policy, &survivor.example);
            match by_policy.iter_mut().find(|(id, _)| *id == policy.id) {
                Some((_, examples)) if examples.contains(&example) => {}
                Some((_, examples)) => examples.push(example),
                None => by_policy.push((policy.id.clone(), vec![example])),
            }
        }
    }
    let object: serde_json::Map<String, Value> =
        by_policy.into_iter().map(|(id, examples)| (id, Value::Array(examples))).collect();
    writeln!(out, "{:#}", Value::Object(object))?;
    Ok(())
}
