use yew::prelude::*;

use super::source_behind;
use crate::app::report::Report;
use crate::app::route::Route;
use crate::app::ui::Pieces;
use crate::matching::{Group, Total};
use crate::quantity::Period;
use crate::text::{Phrase, Word};

/// How many, worth how much, how many need nothing applied for, which deadline is nearest.
pub(crate) fn summary(report: &Report) -> Html {
    let speaker = report.speaker();
    let mut panel = Pieces::new();
    panel.say("h2", "", speaker.label(&Word::Summary)).with("id", "summary-title");
    if report.state.on() != report.state.today {
        panel.say("p", "as-of", &speaker.as_of(report.answer.on));
    }
    let mut figures = Pieces::new();

    let mut now = Pieces::new();
    now.say("span", "big", &speaker.items(report.group(Group::UseNow).len())).with("data-testid", "count-now");
    now.say("span", "", &speaker.perhaps(report.group(Group::MayUse).len()));
    figures.entry(speaker.label(&Word::UsableNow), now);

    let note = if let Some(desk) = report.book.desk {
        Some((desk.figures)(&mut figures, report))
    } else {
        // The places of those, so that the first stays where it is.
        figures.gap().gap().gap();
        None
    };
    panel.wrap("dl", "figures", figures).say_if("p", "hint", "", note);
    let mut whole = Pieces::new();
    whole
        .wrap("section", "panel summary", panel)
        .with("aria-labelledby", "summary-title")
        .with("data-testid", "summary");
    whole.done()
}

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
