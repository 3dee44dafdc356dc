//! What is to be done by which day, as rows.

use yew::prelude::*;

use crate::later::parts::{policy_link, told_region};
use crate::later::view::View;
use crate::model::route::Route;
use crate::wording::CalendarWord;
use engine::matching::{ActKind, Certainty, DatedAct, calendar};

/// So many rows stand on a page that is about something else.
const NEXT: usize = 3;

/// So many days ahead are looked at for them.
const NEXT_DAYS: i64 = 90;

/// What is to be done from the day asked about on, for so many days more.
pub(crate) fn dated_acts(view: &View, days: i64) -> Vec<DatedAct> {
    calendar(view.catalogue(), &view.situation(), &view.answer, days)
}

/// What [`NextActs`] needs.
#[derive(Clone, Debug, Properties)]
pub(crate) struct NextActsProps {
    pub(crate) view: View,
}

impl PartialEq for NextActsProps {
    // A year of days is looked through: not for every line that is unfolded.
    fn eq(&self, other: &Self) -> bool {
        self.view.results == other.view.results
    }
}

/// The next three of them, with the way to all; nothing where nothing is to be done soon. They rest on the results alone.
#[component]
pub(crate) fn NextActs(props: &NextActsProps) -> Html {
    let view = &props.view;
    let speaker = view.speaker();
    let acts = dated_acts(view, NEXT_DAYS);
    if acts.is_empty() {
        return html! {};
    }
    html! {
        <section class="panel next-acts" aria-labelledby="next-acts-title" data-testid="next-acts">
            <h2 id="next-acts-title">{ speaker.label(&CalendarWord::NextThree) }</h2>
            { dated_rows(view, acts.iter().take(NEXT)) }
            <p><a class="button" href={Route::Calendar.href()}>{ speaker.label(&CalendarWord::Title) }</a></p>
        </section>
    }
}

/// A row each: the day and how far it is, what is to be done for which measure, what that brings, how sure it is.
pub(crate) fn dated_rows<'a>(view: &View, acts: impl Iterator<Item = &'a DatedAct>) -> Html {
    let speaker = view.speaker();
    let region = told_region(view);
    let rows = acts.filter_map(|act| {
        let policy = view.catalogue().policy(act.policy)?;
        let name = view.name(policy.rule);
        // The name is the link; what stands around it is said as it is.
        let said = speaker.act_short(act, view.catalogue());
        let (before, after) = said.split_once(name).unwrap_or((said.as_str(), ""));
        let phone = view.catalogue().number_to_ask(policy, region);
        Some(html! {
            <li key={act.name(view.catalogue())}>
                <span class="day">
                    <strong>{ speaker.date(act.day) }</strong>{ " " }
                    <span class={if is_near(view, act) { "left near" } else { "left" }}>
                        { speaker.how_far(view.answer.on, act.day) }
                    </span>
                </span>
                <span class="act">
                    { before }{ policy_link(view, policy) }{ after }
                    if let Some(worth) = act.estimate.and_then(|estimate| speaker.act_worth(estimate)) {
                        { speaker.comma() }<b>{ worth }</b>
                    }
                    if let Some(phone) = phone {
                        { speaker.comma() }<a href={format!("tel:{phone}")} aria-label={format!("{name} {phone}")}>{ phone }</a>
                    }
                    <span class="hint">
                        { speaker.act_note(act) }
                        if act.certainty != Certainty::Certain {
                            { speaker.semicolon() }{ speaker.act_certainty(act) }
                        }
                    </span>
                    { others(view, act) }
                </span>
            </li>
        })
    });
    html! { <ul class="bare dated">{ for rows }</ul> }
}

/// The other measures that a filing claims, each with its page.
fn others(view: &View, act: &DatedAct) -> Html {
    let speaker = view.speaker();
    let policies = act.others.iter().filter_map(|&id| view.catalogue().policy(id));
    let links = policies.enumerate().map(|(index, policy)| {
        let before = if index == 0 { speaker.claimed_too() } else { speaker.enumeration() };
        html! { <>{ before }{ policy_link(view, policy) }</> }
    });
    html! {
        if !act.others.is_empty() {
            <span class="hint">{ for links }</span>
        }
    }
}

/// Whether an act is so near that it is told apart, which is said in words, too.
fn is_near(view: &View, act: &DatedAct) -> bool {
    const NEAR: i64 = 31;
    let is_last = !matches!(act.what, ActKind::Opens | ActKind::Again { .. });
    is_last && act.day <= view.answer.on.plus_days(NEAR)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::later::view_tests::{loaded, restaurant};
    use crate::later::{WHOLE_PROGRAM, view::View as WholeView};
    use crate::model::state::{Action, State};
    use engine::enterprise::Facts;
    use engine::matching::Group;
    use std::rc::Rc;

    #[test]
    fn the_next_acts_are_looked_for_when_the_results_change_alone() {
        let loaded = Rc::new(loaded());
        let before = crate::first::view::View::of(WHOLE_PROGRAM, loaded.clone(), Rc::new(restaurant()));
        let after = |state: State| before.with(loaded.clone(), Rc::new(state));
        let props = |view: &crate::first::view::View| NextActsProps { view: WholeView::of(view).expect("whole") };
        let unfolded = after(restaurant().after(Action::Turn(Group::NearMiss)));
        assert!(props(&before) == props(&unfolded));
        let told = after(restaurant().after(Action::Enter(Facts::EMPLOYEES, None)));
        assert!(props(&before) != props(&told));
    }
}
