//! The figures of the summary that need the whole answer.

use yew::{Html, html};

use crate::later::parts::{entry, policy_link};
use crate::later::view::View;
use crate::wording::{CommonWord, QuestionWord, ResultsWord};
use engine::matching::Total;
use engine::quantity::Period;

/// What the policies are worth, how many need no application, and the nearest deadline.
pub(crate) fn figures(view: &View) -> [Html; 3] {
    let speaker = view.speaker();
    let answer = &view.answer;
    let combination = &answer.combination;
    let worth = html! {
        <>
            <span class="big small" data-testid="worth-year">{ speaker.total(combination.year) }</span>
            if combination.once != Total::default() {
                <span>{ speaker.label(&CommonWord::PerOnce) }{ speaker.colon() }{ speaker.total(combination.once) }</span>
            }
            if let Some(likely) = likely_year(view) {
                <span data-testid="likely-year">{ likely }</span>
            }
        </>
    };
    let effortless = html! { <span class="big">{ speaker.items(answer.effortless(view.catalogue())) }</span> };
    let nearest = answer.nearest_deadline(view.catalogue());
    let deadline = match nearest.and_then(|nearest| Some((view.catalogue().policy(nearest.policy)?, nearest))) {
        Some((policy, nearest)) => html! {
            <>
                <span class="big small">{ speaker.date(nearest.day) }</span>
                { policy_link(view, policy) }
                if !nearest.is_certain {
                    <span>{ speaker.perhaps_usable() }</span>
                }
            </>
        },
        None => html! { <span>{ speaker.label(&ResultsWord::NoDeadline) }</span> },
    };
    [
        entry(speaker.label(&CommonWord::PerYear), worth),
        entry(speaker.label(&ResultsWord::NothingToDo), effortless),
        entry(speaker.label(&ResultsWord::Deadline), deadline),
    ]
}

/// The yearly total if the usual answers hold, where it is another one.
pub(crate) fn likely_year(view: &View) -> Option<String> {
    let (speaker, answer) = (view.speaker(), &view.answer);
    let said = || [speaker.label(&QuestionWord::Likely), speaker.colon(), &speaker.total(answer.likely.year)].concat();
    (answer.likely.year != answer.combination.year).then(said)
}

/// What is not in the totals, and what the figures are.
pub(crate) fn notes(view: &View) -> Html {
    let speaker = view.speaker();
    html! {
        <details class="notes">
            <summary>{ speaker.label(&ResultsWord::Notes) }</summary>
            for (total, period) in [(CommonWord::PerYear, Period::Year), (CommonWord::PerOnce, Period::Once)] {
                if let Some(rest) = speaker.not_counted(&view.answer, period) {
                    <p data-testid="not-counted">{ speaker.label(&total) }{ speaker.colon() }{ rest }</p>
                }
            }
            <p class="hint">{ speaker.label(&CommonWord::WorthNote) }</p>
        </details>
    }
}
