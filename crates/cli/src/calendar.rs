//! `calendar`: what an enterprise has to do by which day, as text, JSON or a file for calendars.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;
use schemars::JsonSchema;
use serde::Serialize;

use super::failure::{Failure, What};
use super::input::{Case, Edition};
use super::lines;
use super::output::{Day, Estimate, Id, fact_id, policy_id, write_dated};
use super::{Enterprise, Format};
use engine::enterprise::Code;
use engine::matching::{ActKind, Certainty, DatedAct, Situation, answer, calendar};
use engine::quantity::{Date, REST_YEARS, Unit};

/// `calendar`
#[derive(Debug, Args)]
pub(super) struct Calendar {
    #[command(flatten)]
    given: Enterprise,
    /// For how many days after the day of the match
    #[arg(long, default_value_t = 90, value_parser = clap::value_parser!(u16).range(0..=400))]
    days: u16,
    /// Write a file for calendar programs (RFC 5545), with reminders, instead of an answer
    #[arg(long, value_name = "FILE")]
    ics: Option<PathBuf>,
}

/// What `calendar` writes.
#[derive(Serialize, JsonSchema)]
pub(super) struct Output<'a> {
    /// So many days after the day of the match are looked at.
    days: u16,
    /// The years of which days of rest are known.
    rest_days: Vec<RestDays>,
    /// What is to be done, by day.
    acts: Vec<Act<'a>>,
}

/// A year of which days of rest are known.
#[derive(Serialize, JsonSchema)]
struct RestDays {
    /// The year.
    year: i32,
    /// Where its notice is published.
    document: &'static str,
}

/// Something that is to be done by a day.
#[derive(Serialize, JsonSchema)]
struct Act<'a> {
    /// What tells it apart from all others.
    name: String,
    /// The id of the policy that it is done for.
    policy: &'a str,
    /// The ids of the other policies that one tax return claims with it.
    others: Vec<&'a str>,
    /// What is to be done.
    what: Id<ActKind>,
    /// The day.
    day: Day,
    /// How many days are left.
    days_left: i64,
    /// How sure it is that the enterprise can use the policy.
    certainty: Id<Certainty>,
    /// The facts that it has not told yet, where that decides.
    missing: Vec<&'a str>,
    /// What the policy is worth, where that is said.
    estimate: Option<Estimate>,
    /// What is to be done, as a title.
    title: String,
    /// What is to be known of the day.
    note: String,
    /// The last day as the law counts it, if a day of rest has moved it.
    counted: Option<Day>,
    /// Whether a day of rest may still move it: those of its year are not known.
    may_move: bool,
}

impl<'a> Act<'a> {
    fn new(edition: &'a Edition, act: &DatedAct, on: Date, region: Option<Code>) -> Self {
        let speaker = edition.speaker();
        let counted = act.what.counted().filter(|counted| *counted != act.day);
        Self {
            name: act.name(&edition.catalogue),
            policy: policy_id(edition, act.policy),
            others: act.others.iter().map(|&other| policy_id(edition, other)).collect(),
            what: Id(act.what),
            day: Day(act.day),
            days_left: on.age_on(act.day, Unit::Days),
            certainty: Id(act.certainty),
            missing: act.missing.iter().map(|&fact| fact_id(edition, fact)).collect(),
            estimate: act.estimate.map(Estimate::new),
            title: speaker.act_title(act, &edition.catalogue, region),
            note: speaker.act_note(act),
            counted: counted.map(Day),
            may_move: act.may_move(),
        }
    }
}

impl Calendar {
    pub(super) fn run(self, out: &mut impl Write) -> Result<(), Failure> {
        let case = Case::open(&self.given)?;
        let (edition, speaker) = (&case.edition, case.edition.speaker());
        let situation = Situation::new(&edition.catalogue.facts, &case.profile, case.on);
        let answer = answer(&edition.catalogue, &case.profile, case.on);
        let acts = calendar(&edition.catalogue, &situation, &answer, i64::from(self.days));
        let region = wording::told_region(&case.profile);
        if let Some(path) = &self.ics {
            // Not by way of standard output, whose lines end otherwise.
            let table = lines::table(&super::language_tag());
            let written = |line: String| lines::written(table.as_ref(), &line).into_owned();
            let file = speaker.calendar_file(&acts, &edition.catalogue, region, case.on, &written);
            return std::fs::write(path, file).map_err(|error| Failure::of_file(path, What::System(error)));
        }
        if self.given.common.format == Format::Json {
            let rest_days = REST_YEARS.iter().map(|known| RestDays { year: known.year, document: known.document });
            let acts = acts.iter().map(|act| Act::new(edition, act, case.on, region)).collect();
            return write_dated(
                out,
                edition,
                case.on,
                Output { days: self.days, rest_days: rest_days.collect(), acts },
            );
        }
        if acts.is_empty() {
            writeln!(out, "{}", speaker.no_acts(i64::from(self.days)))?;
        }
        for act in &acts {
            let title = speaker.act_title(act, &edition.catalogue, region);
            let (left, policy) = (speaker.how_far(case.on, act.day), policy_id(edition, act.policy));
            writeln!(out, "{}  {left}  {title}  [{policy}]", act.day)?;
            writeln!(out, "    {}  {}", speaker.act_certainty(act), speaker.act_note(act))?;
            if let Some(others) = speaker.act_others(act) {
                writeln!(out, "    {others}")?;
            }
        }
        Ok(())
    }
}
