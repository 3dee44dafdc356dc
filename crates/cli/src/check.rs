//! `check`: checks a catalogue and runs its examples.

use std::collections::HashMap;
use std::io::Write;
use std::path::PathBuf;

use clap::Args;
use rayon::prelude::*;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use super::Format;
use super::failure::{Failure, Place, What};
use super::input::{CatalogueFile, today};
use super::lines::kept;
use super::output::{Id, write};
use super::phrases::{self, Phrase};
use engine::catalogue::loading::Example;
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
    /// Print examples that would notice the other changes, and one with each verdict that no example has, by policy, in
    /// the form of the file
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

/// What `check` writes.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct Output<'a> {
    /// The file.
    file: &'a str,
    /// The version of the catalogue.
    catalogue: &'a str,
    /// How many policies the file has.
    policies: usize,
    /// How many examples.
    examples: usize,
    /// How many findings are errors.
    errors: usize,
    /// How many are warnings.
    warnings: usize,
    /// What was found.
    findings: Vec<FoundFault<'a>>,
    /// How the examples hold the rules fast, if that was asked for.
    mutation: Option<Mutation<'a>>,
}

/// One thing that was found.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
struct FoundFault<'a> {
    /// Its code.
    #[schemars(regex(pattern = "^C[0-9]{3}$"))]
    code: &'static str,
    /// How much it weighs.
    severity: Id<Severity>,
    /// The policy, if it is about one.
    policy: Option<&'a str>,
    /// The place, as a JSON pointer.
    place: &'a str,
    /// The line of the place.
    line: usize,
    /// What was found.
    text: String,
    /// Why the editors accept it, if they do.
    accepted: Option<&'a str>,
}

impl<'a> FoundFault<'a> {
    fn new(finding: &'a Finding, lines: &HashMap<String, usize>, speaker: Speaker<'_>) -> Self {
        Self {
            code: finding.fault.code(),
            severity: Id(finding.severity()),
            policy: finding.policy.as_deref(),
            place: &finding.place,
            line: line(lines, &finding.place),
            text: finding.sentence(speaker),
            accepted: finding.accepted.as_deref(),
        }
    }
}

/// How the examples hold the rules fast.
#[derive(Serialize, JsonSchema)]
struct Mutation<'a> {
    /// Over all policies and definitions.
    total: Noticed,
    /// For each of them.
    scores: Vec<PolicyScore<'a>>,
}

/// How many changes of a rule an example notices.
#[derive(Serialize, JsonSchema)]
struct Noticed {
    /// Those that one notices.
    noticed: usize,
    /// All that change an answer.
    changes: usize,
}

/// How the examples hold one rule fast.
#[derive(Serialize, JsonSchema)]
struct PolicyScore<'a> {
    /// The id of the policy or definition.
    id: &'a str,
    #[serde(flatten)]
    noticed: Noticed,
    /// Changes that no example notices.
    survivors: Vec<Unnoticed<'a>>,
}

/// A change that no example notices.
#[derive(Serialize, JsonSchema)]
struct Unnoticed<'a> {
    /// The place, as a JSON pointer.
    place: &'a str,
    /// The line of the place.
    line: usize,
    /// What was changed.
    change: String,
}

impl<'a> Mutation<'a> {
    fn new(scores: &'a [Named], lines: &HashMap<String, usize>, speaker: Speaker<'_>) -> Self {
        let of = |(id, score): &'a Named| {
            let survivors = score.survivors.iter().map(|survivor| Unnoticed {
                place: &survivor.place,
                line: line(lines, &survivor.place),
                change: survivor.change.sentence(speaker),
            });
            let noticed = Noticed { noticed: score.noticed(), changes: score.changes };
            PolicyScore { id, noticed, survivors: survivors.collect() }
        };
        let noticed = scores.iter().map(|(_, score)| score.noticed()).sum();
        let changes = scores.iter().map(|(_, score)| score.changes).sum();
        Self { total: Noticed { noticed, changes }, scores: scores.iter().map(of).collect() }
    }
}

/// The score of a policy or definition, by name.
type Named = (String, Score);

impl Check {
    pub(super) fn run(self, out: &mut impl Write) -> Result<(), Failure> {
        let source = CatalogueFile::open(self.file.as_deref())?;
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
            let of = |finding| FoundFault::new(finding, &lines, speaker);
            let report = Output {
                file: &source.name,
                catalogue: &loaded.catalogue.version,
                policies: loaded.written.len(),
                examples: loaded.examples.len(),
                errors,
                warnings,
                findings: findings.iter().map(of).collect(),
                mutation: self.mutate.then(|| Mutation::new(&scores, &lines, speaker)),
            };
            write(out, &report)?;
        } else {
            for finding in &findings {
                writeln!(out, "{}", sentence(finding, &source.name, &lines, speaker))?;
            }
            for (name, score) in scores.iter().filter(|(_, score)| score.changes > 0) {
                writeln!(out, "{name}: {}", noticed(score.noticed(), score.changes, self.lang))?;
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
                let all = scores.iter().map(|(_, score)| score.noticed()).sum();
                let changes = scores.iter().map(|(_, score)| score.changes).sum();
                let score = noticed(all, changes, self.lang);
                writeln!(out, "{}{score}", Phrase::MutationScore.say(self.lang))?;
            }
            let counts = [errors, warnings, count(Severity::Note)];
            let checked = phrases::checked(loaded.written.len(), loaded.examples.len(), counts, self.lang);
            writeln!(out, "{checked}")?;
        }
        out.flush()?;
        match (errors, warnings) {
            (0, 0) => Ok(()),
            (0, _) if self.strict => Err(Failure::Warned),
            (0, _) => Ok(()),
            _ => Err(Failure::refused(Place::File(source.name), What::Errors(errors))),
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
        "{}:{}: {} {}{policy} {}: {}",
        kept(file),
        line(lines, &finding.place),
        finding.severity().word(speaker),
        finding.fault.code(),
        finding.place,
        finding.sentence(speaker),
    )
}

fn scores(source: &CatalogueFile) -> Vec<Named> {
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

/// How many of the changes an example notices.
fn noticed(noticed: usize, changes: usize, language: Language) -> String {
    let percent = noticed.saturating_mul(1000).checked_div(changes).unwrap_or(1000);
    let (whole, tenth) = (percent.checked_div(10).unwrap_or(0), percent.checked_rem(10).unwrap_or(0));
    phrases::noticed(noticed, changes, &format!("{whole}.{tenth} %"), language)
}

/// Prints the examples that would notice what is not noticed yet, and those with a verdict that no example has: an object
/// with a list for each policy.
fn suggest(source: &CatalogueFile, out: &mut impl Write) -> Result<(), Failure> {
    let (loaded, catalogue) = (&source.loaded, &source.loaded.catalogue);
    let survivors = scores(source).into_iter().flat_map(|(_, score)| score.survivors);
    let mut suggested: Vec<Example> = survivors.map(|survivor| survivor.example).collect();
    let written = loaded.written.par_iter();
    let verdicts: Vec<Example> =
        written.flat_map_iter(|written| lint::verdict_examples(loaded, written, &suggested)).collect();
    suggested.extend(verdicts);
    let mut by_policy: Vec<(String, Vec<Value>)> = Vec::new();
    for example in &suggested {
        let Some(policy) = catalogue.rule(example.policy) else { continue };
        let example = write_example(catalogue, policy, example);
        match by_policy.iter_mut().find(|(id, _)| *id == policy.id) {
            Some((_, examples)) if examples.contains(&example) => {}
            Some((_, examples)) => examples.push(example),
            None => by_policy.push((policy.id.clone(), vec![example])),
        }
    }
    let object: serde_json::Map<String, Value> =
        by_policy.into_iter().map(|(id, examples)| (id, Value::Array(examples))).collect();
    // It goes back into the file, whatever the language of the report.
    writeln!(out, "{}", kept(&format!("{:#}", Value::Object(object))))?;
    Ok(())
}
