//! `timeline`: which policies hold over a span of days.

use std::io::Write;

use clap::Args;
use schemars::JsonSchema;
use serde::Serialize;

use super::failure::{Failure, Place, What};
use super::input::{Case, Edition};
use super::output::{Day, Id, policy_id, write_dated};
use super::phrases::Phrase;
use super::{Enterprise, Format};
use engine::catalogue::Status;
use engine::matching::{self, Situation, Verdict, timeline};
use engine::quantity::{Date, Span, Unit};

/// `timeline`
#[derive(Debug, Args)]
pub(super) struct Timeline {
    #[command(flatten)]
    given: Enterprise,
    /// The first day; three years before the day of the match if left out
    #[arg(long, value_name = "DATE", value_parser = super::date)]
    from: Option<Date>,
    /// The last day; one year after it if left out
    #[arg(long, value_name = "DATE", value_parser = super::date)]
    to: Option<Date>,
}

/// What `timeline` writes.
#[derive(Serialize, JsonSchema)]
pub(super) struct Output<'a> {
    /// The stretches of all policies that the enterprise meets or may meet.
    stretches: Vec<Stretch<'a>>,
}

/// Days over which a policy answers the same, both ends included.
#[derive(Serialize, JsonSchema)]
struct Stretch<'a> {
    /// The id of the policy.
    id: &'a str,
    /// The first day.
    from: Day,
    /// The last day.
    to: Day,
    /// Whether the enterprise meets its criteria.
    verdict: Id<Verdict>,
    /// Where the policy stands on these days.
    status: Id<Status>,
}

impl<'a> Stretch<'a> {
    fn new(edition: &'a Edition, stretch: &matching::VerdictPeriod) -> Self {
        Self {
            id: policy_id(edition, stretch.policy),
            from: Day(stretch.from),
            to: Day(stretch.to),
            verdict: Id(stretch.verdict),
            status: Id(stretch.status),
        }
    }
}

impl Timeline {
    pub(super) fn run(self, out: &mut impl Write) -> Result<(), Failure> {
        let case = Case::open(&self.given)?;
        let (edition, speaker) = (&case.edition, case.edition.speaker());
        let from = self.from.unwrap_or_else(|| case.on.reaches_age(-3, Unit::Years));
        let to = self.to.unwrap_or_else(|| case.on.reaches_age(1, Unit::Years));
        if to < from {
            return Err(Failure::refused(Place::Said, What::EndsBefore { from, to }));
        }
        let situation = Situation::new(&edition.catalogue.facts, &case.profile, case.on);
        let stretches = timeline(&edition.catalogue, &situation, Span { from: Some(from), to: Some(to) });
        let shown = stretches.iter().filter(|stretch| stretch.verdict != Verdict::Ineligible);
        if self.given.common.format == Format::Json {
            let stretches = shown.map(|stretch| Stretch::new(edition, stretch)).collect();
            return write_dated(out, edition, case.on, Output { stretches });
        }
        for stretch in shown {
            let Some(policy) = edition.catalogue.policy(stretch.policy) else { continue };
            let standing = match stretch.status {
                Status::InForce => String::new(),
                status @ (Status::Unclear | Status::Upcoming | Status::Ended) => {
                    format!("{}{}", edition.say(Phrase::Comma), speaker.label(&status))
                }
            };
            let theirs = if policy.is_background() { edition.say(Phrase::NotClaimed) } else { "" };
            let past = if stretch.to < case.on { edition.say(Phrase::Past) } else { "" };
            writeln!(
                out,
                "{} – {}  {}{standing}  {}  [{}]{theirs}{past}",
                stretch.from,
                stretch.to,
                speaker.label(&stretch.verdict),
                speaker.text(policy.name),
                policy.id,
            )?;
        }
        Ok(())
    }
}
