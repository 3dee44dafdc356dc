//! `review`: what an editor of the catalogue must look at now, as a list in Markdown or JSON.

use std::io::Write;

use clap::Args;
use schemars::JsonSchema;
use serde::Serialize;

use super::input::{Edition, today};
use super::output::{Day, write_dated};
use super::phrases::{self, Phrase};
use super::{Common, Failure, Format};
use engine::catalogue::{Document, Parameter, Policy, PolicyId, Standing, Status, Verification};
use engine::enterprise::{Code, Tree};
use engine::matching::{Coverage, coverage};
use engine::quantity::{Date, Unit};

/// How many days ahead what ends is listed.
const AHEAD: i64 = 60;

/// After how many months an entry is looked at again.
const MONTHS: i64 = 6;

/// `review`
#[derive(Debug, Args)]
pub(super) struct Review {
    /// The day; today (in China) if left out
    #[arg(long, value_name = "DATE", value_parser = super::date)]
    on: Option<Date>,
    #[command(flatten)]
    common: Common,
}

/// What `review` writes. Policies that have ended are in none of the lists.
#[derive(Serialize, JsonSchema)]
pub(super) struct Output<'a> {
    /// The last day that counts as soon.
    until: Day,
    /// Policies that end by then, the first first.
    ends: Vec<Due<'a>>,
    /// Windows of application that open by then.
    windows_open: Vec<Due<'a>>,
    /// Windows of application that close by then.
    windows_close: Vec<Due<'a>>,
    /// Policies of which only an earlier window is known, by the day on which the next would begin (or end, where no
    /// beginning is known) if it came a year later; none after the last day that counts as soon.
    windows_due: Vec<Due<'a>>,
    /// Official values that hold no longer than that day, by their last day.
    parameters_lapse: Vec<Lapsing<'a>>,
    /// Policies of which it is not clear whether they are in force.
    unclear: Vec<Entry<'a>>,
    /// Policies that rest on a single source.
    single_source: Vec<Entry<'a>>,
    /// Policies last looked at more than six months ago, by the day of that.
    old: Vec<Due<'a>>,
    /// Documents of policies in force that a policy rests on which another one has replaced.
    replaced_documents: Vec<ReplacedDocument<'a>>,
    /// What the catalogue holds of each province.
    provinces: Vec<Province>,
}

/// A policy.
#[derive(Serialize, JsonSchema)]
struct Entry<'a> {
    /// Its id.
    id: &'a str,
    /// Its name.
    name: &'a str,
}

/// A policy, and a day.
#[derive(Serialize, JsonSchema)]
struct Due<'a> {
    /// The id of the policy.
    id: &'a str,
    /// Its name.
    name: &'a str,
    /// The day.
    day: Day,
}

/// An official value, and its last day.
#[derive(Serialize, JsonSchema)]
struct Lapsing<'a> {
    /// The id of the parameter.
    id: &'a str,
    /// Its name.
    name: &'a str,
    /// The code of the region where it holds; null for the nation.
    region: Option<String>,
    /// The name of the region.
    place: Option<String>,
    /// The last day.
    day: Day,
}

/// A document that may have lapsed.
#[derive(Serialize, JsonSchema)]
struct ReplacedDocument<'a> {
    /// The id of the policy in force.
    id: &'a str,
    /// Its name.
    name: &'a str,
    /// The number of the document.
    number: &'a str,
    /// The id of the policy on the same document that was replaced.
    replaced: &'a str,
}

/// What the catalogue holds of a province and its cities.
#[derive(Serialize, JsonSchema)]
struct Province {
    /// Its code (GB/T 2260).
    region: String,
    /// Its name.
    name: String,
    /// Measures in force that say what they are worth.
    with_figures: usize,
    /// Other measures in force.
    without_figures: usize,
    /// Official values of its own that count now (deductions per head, loan limits, …), in measures of the nation.
    official_values: usize,
    /// Measures of which it is not clear whether they are in force.
    unclear: usize,
    /// When its policies were last looked for; null where they never were.
    looked_at: Option<Day>,
}

impl Review {
    pub(super) fn run(self, out: &mut impl Write) -> Result<(), Failure> {
        let edition = Edition::open(&self.common)?;
        let on = self.on.unwrap_or_else(today);
        let found = look(&edition, on);
        match self.common.format {
            Format::Json => write_dated(out, &edition, on, found),
            Format::Text => write_markdown(&edition, on, &found, out),
        }
    }
}

/// Looks through the whole catalogue.
fn look(edition: &Edition, on: Date) -> Output<'_> {
    let (catalogue, speaker) = (&edition.catalogue, edition.speaker());
    let until = on.plus_days(AHEAD);
    let old_before = on.reaches_age(-MONTHS, Unit::Months);
    let live: Vec<(PolicyId, Policy<'_>)> =
        catalogue.iter().filter(|(_, policy)| policy.status(on) != Status::Ended).collect();
    let soon = |day: Option<Date>| day.filter(|day| (on..=until).contains(day));
    let province = |found: Coverage| Province {
        region: Tree::Regions.written(found.province),
        name: speaker.place(Tree::Regions, found.province),
        with_figures: found.with_figures,
        without_figures: found.without_figures,
        official_values: found.official_values,
        unclear: found.unclear,
        looked_at: found.looked_at.map(Day),
    };
    Output {
        until: Day(until),
        ends: by_day(edition, &live, |policy| soon(policy.validity.to)),
        windows_open: by_day(edition, &live, |policy| soon(policy.window?.from)),
        windows_close: by_day(edition, &live, |policy| soon(policy.window?.to)),
        windows_due: by_day(edition, &live, |policy| next_window(policy).filter(|day| *day <= until)),
        parameters_lapse: lapsing(edition, on, until),
        unclear: entries(edition, &live, |policy| matches!(policy.standing, Standing::Unclear(_))),
        single_source: entries(edition, &live, |policy| policy.details.verified == Verification::SingleSource),
        old: by_day(edition, &live, |policy| Some(policy.reviewed).filter(|day| *day < old_before)),
        replaced_documents: replaced_documents(edition, &live),
        provinces: coverage(catalogue, on).into_iter().map(province).collect(),
    }
}

/// The day on which the next window of a policy would begin if it came a year after the last one that is known; where no
/// beginning is known, the day on which it would end.
fn next_window(policy: Policy<'_>) -> Option<Date> {
    let last = policy.last_window?;
    let day = last.from.or(last.to)?.reaches_age(1, Unit::Years);
    let is_known = policy.window.is_some_and(|window| window.to.is_none_or(|to| to >= day));
    Some(day).filter(|_| !is_known)
}

/// The official values that hold no longer than a day, the first first.
fn lapsing<'a>(edition: &'a Edition, on: Date, until: Date) -> Vec<Lapsing<'a>> {
    let mut found = Vec::new();
    for parameter in &edition.catalogue.parameters {
        for value in &parameter.values {
            // Another value of the region may follow.
            let goes_on = |day: Date| {
                let next = day.plus_days(1);
                parameter.values.iter().any(|other| other.region == value.region && other.span.contains(next))
            };
            if let Some(day) = value.span.to.filter(|day| (on..=until).contains(day) && !goes_on(*day)) {
                found.push((day, parameter, value.region));
            }
        }
    }
    found.sort_by_key(|(day, ..)| *day);
    let lapsing = |(day, parameter, region): (Date, &'a Parameter, Code)| {
        let region = Some(region).filter(|region| *region != Code::ROOT);
        Lapsing {
            id: &parameter.id,
            name: edition.texts.get(parameter.name, edition.language),
            region: region.map(|region| Tree::Regions.written(region)),
            place: region.map(|region| edition.speaker().place(Tree::Regions, region)),
            day: Day(day),
        }
    };
    found.into_iter().map(lapsing).collect()
}

/// Policies for which there is such a day, the first first.
fn by_day<'a>(
    edition: &'a Edition,
    policies: &[(PolicyId, Policy<'a>)],
    day: impl Fn(Policy<'a>) -> Option<Date>,
) -> Vec<Due<'a>> {
    let mut found: Vec<(Date, Policy<'a>)> =
        policies.iter().filter_map(|(_, policy)| Some((day(*policy)?, *policy))).collect();
    found.sort_by_key(|(day, _)| *day);
    let due = |(day, policy): (Date, Policy<'a>)| {
        let Entry { id, name } = entry(edition, policy);
        Due { id, name, day: Day(day) }
    };
    found.into_iter().map(due).collect()
}

/// The policies of which this holds.
fn entries<'a>(
    edition: &'a Edition,
    policies: &[(PolicyId, Policy<'a>)],
    is_listed: impl Fn(Policy<'a>) -> bool,
) -> Vec<Entry<'a>> {
    let found = policies.iter().map(|(_, policy)| *policy).filter(|policy| is_listed(*policy));
    found.map(|policy| entry(edition, policy)).collect()
}

fn entry<'a>(edition: &'a Edition, policy: Policy<'a>) -> Entry<'a> {
    Entry { id: &policy.rule.id, name: edition.texts.get(policy.name, edition.language) }
}

/// Policies in force that rest on a document which a policy rests on that another one has replaced.
fn replaced_documents<'a>(edition: &'a Edition, live: &[(PolicyId, Policy<'a>)]) -> Vec<ReplacedDocument<'a>> {
    let catalogue = &edition.catalogue;
    let replaced = catalogue.iter().flat_map(|(_, policy)| &policy.details.supersedes);
    let mut replaced: Vec<PolicyId> = replaced.copied().collect();
    replaced.sort_unstable();
    replaced.dedup();
    let number = |document: &Document| document.number.map(|number| edition.texts.get(number, edition.language));
    let mut found = Vec::new();
    for (id, policy) in live.iter().filter(|(id, _)| !replaced.contains(id)) {
        for number_of_it in policy.details.documents.iter().filter_map(number) {
            let rests_on = |old: &&PolicyId| {
                // A policy goes on with what it took over from its own predecessor.
                let documents = catalogue.policy(**old).map(|old| &old.details.documents);
                *old != id
                    && !policy.details.supersedes.contains(old)
                    && documents.is_some_and(|documents| documents.iter().any(|one| number(one) == Some(number_of_it)))
            };
            if let Some(old) = replaced.iter().find(rests_on).and_then(|old| catalogue.policy(*old)) {
                let Entry { id, name } = entry(edition, *policy);
                found.push(ReplacedDocument { id, name, number: number_of_it, replaced: &old.rule.id });
            }
        }
    }
    found
}

fn write_markdown(edition: &Edition, on: Date, found: &Output<'_>, out: &mut impl Write) -> Result<(), Failure> {
    let say = |phrase: Phrase| edition.say(phrase);
    writeln!(out, "# {}{on}", say(Phrase::ReviewTitle))?;
    let dues = [
        (Phrase::ReviewEnds, &found.ends),
        (Phrase::ReviewWindowsOpen, &found.windows_open),
        (Phrase::ReviewWindowsClose, &found.windows_close),
        (Phrase::ReviewWindowsDue, &found.windows_due),
        (Phrase::ReviewOld, &found.old),
    ];
    for (title, list) in dues {
        heading(edition, title, list.len(), out)?;
        for Due { id, name, day } in list {
            writeln!(out, "- {}  {name}  [{id}]", day.0)?;
        }
    }
    heading(edition, Phrase::ReviewParameters, found.parameters_lapse.len(), out)?;
    for Lapsing { id, name, place, day, .. } in &found.parameters_lapse {
        let place = place.as_ref().map_or_else(String::new, |place| format!("{}{place}", say(Phrase::Colon)));
        writeln!(out, "- {}  {name}{place}  [{id}]", day.0)?;
    }
    for (title, list) in [(Phrase::ReviewUnclear, &found.unclear), (Phrase::ReviewSingleSource, &found.single_source)] {
        heading(edition, title, list.len(), out)?;
        for Entry { id, name } in list {
            writeln!(out, "- {name}  [{id}]")?;
        }
    }
    heading(edition, Phrase::ReviewReplaced, found.replaced_documents.len(), out)?;
    for ReplacedDocument { id, name, number, replaced } in &found.replaced_documents {
        writeln!(out, "- {name}  [{id}]{}{number}{}[{replaced}]", say(Phrase::Colon), say(Phrase::ReviewReplacedOf))?;
    }
    heading(edition, Phrase::ReviewProvinces, found.provinces.len(), out)?;
    writeln!(out, "{}\n| --- | ---: | ---: | ---: | ---: | --- |", say(Phrase::ReviewColumns))?;
    for Province { name, with_figures, official_values, without_figures, unclear, looked_at, .. } in &found.provinces {
        let day = looked_at.as_ref().map_or_else(|| say(Phrase::ReviewNever).to_owned(), |day| day.0.to_string());
        writeln!(out, "| {name} | {with_figures} | {official_values} | {without_figures} | {unclear} | {day} |")?;
    }
    Ok(())
}

/// The heading of a list, with how many there are.
fn heading(edition: &Edition, title: Phrase, count: usize, out: &mut impl Write) -> Result<(), Failure> {
    writeln!(out, "\n## {}{}\n", edition.say(title), phrases::in_brackets(count, edition.language))?;
    Ok(())
}
