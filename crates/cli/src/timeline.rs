use std::io::Write;

use clap::Args;
use serde_json::{Value, json};

use super::input::Case;
use super::{Enterprise, Failure, Format, json as output};
use engine::catalogue::Status;
use engine::matching::{Situation, Verdict, timeline};
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

impl Timeline {
    pub(super) fn run(self, out: &mut impl Write) -> Result<(), Failure> {
        let case = Case::open(&self.given)?;
        let (book, speaker) = (&case.book, case.book.speaker());
        let from = self.from.unwrap_or_else(|| case.on.reaches_age(-3, Unit::Years));
        let to = self.to.unwrap_or_else(|| case.on.reaches_age(1, Unit::Years));
        if to < from {
            return Err(Failure::wrong(format!("--to {to} lies before --from {from}")));
        }
        let situation = Situation::new(&book.catalogue.facts, &case.profile, case.on);
        let stretches = timeline(&book.catalogue, &situation, Span { from: Some(from), to: Some(to) });
        let shown = stretches.iter().filter(|stretch| stretch.verdict != Verdict::Ineligible);
        if self.given.common.format == Format::Json {
            let list: Vec<Value> = shown
                .map(|stretch| {
                    json!({
                        "id": output::policy_id(book, stretch.policy),
                        "from": stretch.from.to_string(),
                        "to": stretch.to.to_string(),
                        "verdict": stretch.verdict.id(),
                        "status": stretch.status.id(),
                    })
                })
                .collect();
            writeln!(out, "{:#}", output::with(output::head(book, case.on), json!({ "stretches": list })))?;
            return Ok(());
        }
        for stretch in shown {
            let Some(policy) = book.catalogue.policy(stretch.policy) else { continue };
            let standing = match stretch.status {
                Status::InForce => String::new(),
                status @ (Status::Unclear | Status::Upcoming | Status::Ended) => {
                    format!("{}{}", book.say("，", ", "), speaker.label(&status))
                }
            };
            let past = if stretch.to < case.on { book.say("（已过）", " (past)") } else { "" };
            writeln!(
                out,
                "{} – {}  {}{standing}  {}  [{}]{past}",
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
