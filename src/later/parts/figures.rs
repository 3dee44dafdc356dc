//! The figures of the summary that need the whole answer.

use crate::first::nodes::Nodes;
use crate::later::parts::source_behind;
use crate::later::view::View;
use crate::model::route::Route;
use crate::wording::Phrase;
use engine::matching::Total;
use engine::quantity::Period;

/// Adds what only the whole answer knows, and to the notes below what is not in the totals and what the figures are.
pub(crate) fn figures(figures: &mut Nodes, notes: &mut Nodes, view: &View) {
    let speaker = view.speaker();
    let answer = &view.answer;
    let mut worth = Nodes::new();
    worth.element("span", "big small", &speaker.total(answer.combination.year)).with("data-testid", "worth-year");
    let once = answer.combination.once;
    if once != Total::default() {
        worth.element(
            "span",
            "",
            &format!("{}{}{}", speaker.label(&Phrase::PerOnce), speaker.colon(), speaker.total(once)),
        );
    }
    figures.entry(speaker.label(&Phrase::PerYear), worth);

    let mut effortless = Nodes::new();
    effortless.element("span", "big", &speaker.items(answer.effortless(view.catalogue())));
    figures.entry(speaker.label(&Phrase::NothingToDo), effortless);

    let mut deadline = Nodes::new();
    let nearest = answer.nearest_deadline(view.catalogue());
    match nearest.and_then(|nearest| Some((view.catalogue().policy(nearest.policy)?, nearest))) {
        Some((policy, nearest)) => {
            deadline.element("span", "big small", &speaker.date(nearest.day));
            deadline.link("", &Route::Policy(policy.id.clone()).href(), view.name(policy.rule));
            source_behind(&mut deadline, view, policy.details.source);
            if !nearest.is_certain {
                deadline.element("span", "", speaker.perhaps_usable());
            }
        }
        None => {
            deadline.element("span", "", speaker.label(&Phrase::NoDeadline));
        }
    }
    figures.entry(speaker.label(&Phrase::Deadline), deadline);
    for (total, period) in [(Phrase::PerYear, Period::Year), (Phrase::PerOnce, Period::Once)] {
        if let Some(rest) = speaker.not_counted(answer, period) {
            let said = format!("{}{}{rest}", speaker.label(&total), speaker.colon());
            notes.element("p", "", &said).with("data-testid", "not-counted");
        }
    }
    notes.element("p", "hint", speaker.label(&Phrase::WorthNote));
}
