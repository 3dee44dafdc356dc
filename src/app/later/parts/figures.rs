//! The figures of the summary that need the whole answer.

use crate::app::first::nodes::Pieces;
use crate::app::first::view::Report;
use crate::app::later::parts::source_behind;
use crate::app::model::route::Route;
use crate::matching::{Group, Total};
use crate::quantity::Period;
use crate::text::Phrase;

/// Adds what only the whole answer knows, and says what the figures are.
pub(crate) fn figures(figures: &mut Pieces, report: &Report) -> &'static str {
    let speaker = report.speaker();
    let answer = &report.answer;
    let mut worth = Pieces::new();
    worth.say("span", "big small", &speaker.total(answer.combination.year)).with("data-testid", "worth-year");
    if let Some(rest) = speaker.not_counted(answer, Period::Year) {
        worth.say("span", "", &rest).with("data-testid", "not-counted");
    }
    let once = answer.combination.once;
    if once != Total::default() {
        worth.say(
            "span",
            "",
            &format!("{}{}{}", speaker.label(&Phrase::PerOnce), speaker.colon(), speaker.total(once)),
        );
        if let Some(rest) = speaker.not_counted(answer, Period::Once) {
            worth.say("span", "", &rest);
        }
    }
    figures.entry(speaker.label(&Phrase::PerYear), worth);

    let mut effortless = Pieces::new();
    effortless.say("span", "big", &speaker.items(answer.effortless(report.catalogue())));
    figures.entry(speaker.label(&Phrase::NothingToDo), effortless);

    let mut deadline = Pieces::new();
    let nearest = answer.nearest_deadline(report.catalogue());
    match nearest.and_then(|nearest| Some((report.catalogue().policy(nearest.policy)?, nearest))) {
        Some((policy, nearest)) => {
            deadline.say("span", "big small", &speaker.date(nearest.day));
            deadline.link("", &Route::Policy(policy.id.clone()).href(), report.name(policy));
            source_behind(&mut deadline, report, policy.source);
            if !nearest.is_certain {
                deadline.say("span", "", &speaker.in_brackets(speaker.label(&Group::MayUse)));
            }
        }
        None => {
            deadline.say("span", "", speaker.label(&Phrase::NoDeadline));
        }
    }
    figures.entry(speaker.label(&Phrase::Deadline), deadline);
    speaker.label(&Phrase::WorthNote)
}
