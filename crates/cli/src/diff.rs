//! `diff`: what changed between two catalogues, and who gains and loses.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::PathBuf;

use clap::Args;
use schemars::JsonSchema;
use serde::Serialize;

use super::input::{profile, read, refuse, today};
use super::output::{Day, write};
use super::phrases::{self, Phrase};
use super::{Failure, Format};
use engine::catalogue::loading::{self, Loaded};
use engine::catalogue::{Language, Policy, Rule};
use engine::enterprise::Profile;
use engine::matching::{Situation, Verdict, WorkingStep, answer, verdict};
use engine::quantity::{Date, Span};
use wording::Speaker;

/// `diff`
#[derive(Debug, Args)]
pub(super) struct Diff {
    /// The earlier catalogue
    old: PathBuf,
    /// The later catalogue
    new: PathBuf,
    /// What changes for this enterprise (a JSON file)
    #[arg(long, value_name = "FILE", conflicts_with = "population")]
    profile: Option<PathBuf>,
    /// What changes for a made-up population (of 2,000 if no number is given, at most 100,000)
    #[arg(long, value_name = "COUNT", num_args = 0..=1, default_missing_value = "2000", value_parser = super::population)]
    population: Option<usize>,
    /// The day; today (in China) if left out
    #[arg(long, value_name = "DATE", value_parser = super::date)]
    on: Option<Date>,
    /// For people or for programs
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// Language of the report: zh, zh-TW or en
    #[arg(long, default_value = "en", value_parser = super::language)]
    lang: Language,
}

/// What changed between two catalogues.
#[derive(Serialize, JsonSchema)]
pub(super) struct Output<'a> {
    /// The version of the earlier catalogue.
    old: &'a str,
    /// The version of the later catalogue.
    new: &'a str,
    /// The day of the comparison.
    on: Day,
    /// The policies that only the later one has.
    added: Vec<&'a String>,
    /// The policies that only the earlier one has.
    removed: Vec<&'a String>,
    /// The policies that say something otherwise.
    changed: Vec<Changed<'a>>,
    /// Who gains and who loses; empty unless a profile or a population was given.
    shifts: Vec<Shift>,
}

/// A policy that says something otherwise.
#[derive(Serialize, JsonSchema)]
struct Changed<'a> {
    /// The id of the policy.
    id: &'a str,
    /// What it says otherwise.
    changes: Vec<Change>,
}

/// One thing that a policy says otherwise, as text before and after.
#[derive(Serialize, JsonSchema)]
struct Change {
    /// What it is about.
    key: &'static str,
    /// What it said; empty where it said nothing.
    before: String,
    /// What it says; empty where it says nothing any more.
    after: String,
}

/// How many enterprises gain and lose a policy.
#[derive(Serialize, JsonSchema)]
struct Shift {
    /// The id of the policy.
    #[serde(rename = "id")]
    policy: String,
    /// How many gain it.
    gain: usize,
    /// How many lose it.
    lose: usize,
}

impl Diff {
    pub(super) fn run(self, out: &mut impl Write) -> Result<(), Failure> {
        let open = |path: &PathBuf| {
            let loaded = loading::load(&read(path)?);
            refuse(path, &loaded.problems)?;
            Ok::<Loaded, Failure>(loaded)
        };
        let (old, new) = (open(&self.old)?, open(&self.new)?);
        let [before, after] = [&old, &new].map(|loaded| Speaker::new(self.lang, &loaded.catalogue, &loaded.texts));
        let on = self.on.unwrap_or_else(today);
        let ids = |loaded: &Loaded| -> Vec<String> {
            loaded.catalogue.policies.iter().map(|policy| policy.id.clone()).collect()
        };
        let (old_ids, new_ids) = (ids(&old), ids(&new));
        let added: Vec<&String> = new_ids.iter().filter(|id| !old_ids.contains(id)).collect();
        let removed: Vec<&String> = old_ids.iter().filter(|id| !new_ids.contains(id)).collect();
        let changed: Vec<(&String, Vec<Change>)> = new_ids
            .iter()
            .filter_map(|id| {
                let (a, b) = (policy(&old, id)?, policy(&new, id)?);
                let changes = changes(before, a, after, b);
                (!changes.is_empty()).then_some((id, changes))
            })
            .collect();
        let shifts = match (&self.profile, self.population) {
            (Some(path), _) => {
                let [one, other] = [&old, &new].map(|loaded| profile(path, &loaded.catalogue, &loaded.texts));
                shifts(&old, &new, &[(one?, other?)], on)
            }
            (None, Some(count)) => {
                let first = lint::population(&old.catalogue.facts, count);
                let second = lint::population(&new.catalogue.facts, count);
                shifts(&old, &new, &first.into_iter().zip(second).collect::<Vec<_>>(), on)
            }
            (None, None) => Vec::new(),
        };
        if self.format == Format::Json {
            let report = Output {
                old: &old.catalogue.version,
                new: &new.catalogue.version,
                on: Day(on),
                added,
                removed,
                changed: changed.into_iter().map(|(id, changes)| Changed { id, changes }).collect(),
                shifts,
            };
            return write(out, &report);
        }
        for (sign, ids, speaker, loaded) in [("+", &added, after, &new), ("-", &removed, before, &old)] {
            for id in ids {
                let name = policy(loaded, id).map_or("", |policy| speaker.text(policy.name));
                writeln!(out, "{sign} {id}  {name}")?;
            }
        }
        for (id, changes) in &changed {
            writeln!(out, "~ {id}")?;
            for change in changes {
                match (change.before.is_empty(), change.after.is_empty()) {
                    (false, true) => writeln!(out, "    {} - {}", change.key, change.before)?,
                    (true, false) => writeln!(out, "    {} + {}", change.key, change.after)?,
                    _ => writeln!(out, "    {}: {} → {}", change.key, change.before, change.after)?,
                }
            }
        }
        if added.is_empty() && removed.is_empty() && changed.is_empty() {
            writeln!(out, "{}", Phrase::SayTheSame.say(self.lang))?;
        }
        for shift in &shifts {
            let (gain, lose) = (shift.gain, shift.lose);
            writeln!(out, "{}: {}", shift.policy, phrases::gain_and_lose(gain, lose, self.lang))?;
        }
        if let (Some(path), true) = (&self.profile, self.format == Format::Text) {
            let total = |loaded: &Loaded, speaker: Speaker<'_>| {
                let profile = profile(path, &loaded.catalogue, &loaded.texts)?;
                let answer = answer(&loaded.catalogue, &profile, on);
                Ok::<String, Failure>(speaker.total(answer.combination.year))
            };
            let (was, is) = (total(&old, before)?, total(&new, after)?);
            writeln!(out, "{}: {was} → {is}", Phrase::TogetherAYear.say(self.lang))?;
        }
        Ok(())
    }
}

fn policy<'a>(loaded: &'a Loaded, id: &str) -> Option<Policy<'a>> {
    loaded.catalogue.policy(loaded.catalogue.find(id)?)
}

/// What two policies with the same name say otherwise, in words.
fn changes(before: Speaker<'_>, old: Policy<'_>, after: Speaker<'_>, new: Policy<'_>) -> Vec<Change> {
    let mut changes = Vec::new();
    let mut compare = |key: &'static str, a: String, b: String| {
        if a != b {
            changes.push(Change { key, before: a, after: b });
        }
    };
    compare("name", before.text(old.name).to_owned(), after.text(new.name).to_owned());
    compare("summary", before.text(old.details.summary).to_owned(), after.text(new.details.summary).to_owned());
    compare("validity", span(old.validity), span(new.validity));
    compare("window", old.window.map_or_else(String::new, span), new.window.map_or_else(String::new, span));
    compare(
        "last_window",
        old.last_window.map_or_else(String::new, span),
        new.last_window.map_or_else(String::new, span),
    );
    compare("category", old.category.id().to_owned(), new.category.id().to_owned());
    compare("channel", old.channel.id().to_owned(), new.channel.id().to_owned());
    compare("framework", old.framework.to_string(), new.framework.to_string());
    compare("recipient", old.recipient.id().to_owned(), new.recipient.id().to_owned());
    compare(
        "benefit",
        before.text(old.details.benefit.text).to_owned(),
        after.text(new.details.benefit.text).to_owned(),
    );
    let formula = |speaker: Speaker<'_>, policy: Policy<'_>| {
        let formula = policy.details.benefit.estimate.as_ref();
        formula.map_or_else(String::new, |formula| speaker.formula(formula, WorkingStep::Plain))
    };
    compare("estimate", formula(before, old), formula(after, new));
    let documents = |speaker: Speaker<'_>, policy: Policy<'_>| {
        let names: Vec<String> = policy
            .details
            .documents
            .iter()
            .map(|document| {
                format!(
                    "{} {}",
                    speaker.text(document.title),
                    document.number.map_or("", |number| speaker.text(number))
                )
            })
            .collect();
        names.join("; ")
    };
    compare("documents", documents(before, old), documents(after, new));
    let papers = |speaker: Speaker<'_>, policy: Policy<'_>| {
        let list = policy.details.materials.as_ref();
        let names = list.map(|list| list.iter().map(|&paper| speaker.text(paper)).collect::<Vec<&str>>());
        // Not known is told from none.
        names.map_or_else(String::new, |names| format!("[{}]", names.join("; ")))
    };
    compare("materials", papers(before, old), papers(after, new));
    compare("apply", places(before, old), places(after, new));
    let acts = |speaker: Speaker<'_>, policy: Policy<'_>| {
        policy.details.acts.iter().map(|act| speaker.act(act)).collect::<Vec<_>>().join("; ")
    };
    compare("acts", acts(before, old), acts(after, new));
    let (was, is) = (conditions(before, old.rule), conditions(after, new.rule));
    for gone in was.difference(&is) {
        compare("condition", gone.clone(), String::new());
    }
    for come in is.difference(&was) {
        compare("condition", String::new(), come.clone());
    }
    changes
}

/// Where a policy is done, with the address: a new one is a change, too.
fn places(speaker: Speaker<'_>, policy: Policy<'_>) -> String {
    let places = policy.details.apply.iter().filter_map(|&id| speaker.catalogue?.place(id));
    let said = places.map(|place| {
        let parts = [Some(speaker.text(place.name)), place.url.as_deref(), place.phone.as_deref()];
        parts.into_iter().flatten().collect::<Vec<&str>>().join(" ")
    });
    said.collect::<Vec<String>>().join("; ")
}

fn span(span: Span) -> String {
    let end = |day: Option<Date>| day.map_or_else(|| "…".to_owned(), |day| day.to_string());
    format!("{} – {}", end(span.from), end(span.to))
}

/// The conditions of a policy as sentences, those of definitions spelt out.
fn conditions(speaker: Speaker<'_>, rule: &Rule) -> BTreeSet<String> {
    rule.criterion.demands(speaker.rules).map(|criterion| speaker.criterion(criterion)).collect()
}

/// How many enterprises gain and lose each policy, on a day, counting only what is in force.
fn shifts(old: &Loaded, new: &Loaded, enterprises: &[(Profile, Profile)], on: Date) -> Vec<Shift> {
    use engine::catalogue::Status;
    let holds = |loaded: &Loaded, id: &str, profile: &Profile| {
        policy(loaded, id).is_some_and(|policy| {
            // Nobody gains what nobody claims.
            if policy.is_background() {
                return false;
            }
            let situation = Situation::new(&loaded.catalogue.facts, profile, on);
            verdict(&loaded.catalogue, policy.rule, &situation) == (Verdict::Eligible, Status::InForce)
        })
    };
    let ids: BTreeSet<&str> =
        [old, new].into_iter().flat_map(|loaded| &loaded.catalogue.policies).map(|policy| policy.id.as_str()).collect();
    ids.into_iter()
        .filter_map(|id| {
            let (mut gain, mut lose) = (0_usize, 0_usize);
            for (before, after) in enterprises {
                match (holds(old, id, before), holds(new, id, after)) {
                    (false, true) => gain = gain.saturating_add(1),
                    (true, false) => lose = lose.saturating_add(1),
                    _ => {}
                }
            }
            (gain > 0 || lose > 0).then(|| Shift { policy: id.to_owned(), gain, lose })
        })
        .collect()
}
