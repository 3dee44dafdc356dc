//! The rest of the results, folded, with why each is there: more answers are needed, a step is missing, nobody knows,
//! another enterprise, another time.

use yew::prelude::*;

use super::row::{has_address, name};
use crate::first::{Send, on};
use crate::later::parts::{line, places, source, worth};
use crate::later::view::View;
use crate::model::route::Route;
use crate::model::state::Action;
use crate::wording::{ResultsWord, ServicesWord};
use engine::catalogue::{Policy, PolicyId, Standing, Status};
use engine::matching::{Card, Group, Outcome, ToDo, families};

/// How many policies of a group are shown at first.
pub(super) const FIRST: usize = 12;

/// The groups of the rest, in the order shown.
const GROUPS: [Group; 7] = [
    Group::MayUse,
    Group::NearMiss,
    Group::Services,
    Group::Unclear,
    Group::NotApplicable,
    Group::OtherTime,
    Group::Background,
];

/// The rest, group by group, each behind a line of its own; `held` stand above. At most so many cards are drawn.
pub(super) fn rest(view: &View, send: &Send, cards: &[Card], held: &[PolicyId], limit: usize) -> Html {
    let speaker = view.speaker();
    let mut left = limit;
    let groups = GROUPS.into_iter().filter_map(|group| {
        left = left.checked_sub(1)?;
        let cards = of_group(view, group, cards, held);
        // A group is not there for nothing, nor taken away under the hand of who opened it.
        if cards.is_empty() && !view.state.turned.contains(&group) {
            return None;
        }
        let drawn = if view.state.turned.contains(&group) { cards.len().min(left) } else { 0 };
        left = left.saturating_sub(drawn);
        Some(one(view, send, group, &cards, drawn))
    });
    let groups: Vec<Html> = groups.collect();
    html! {
        <section key="rest" class="group to-rest" aria-labelledby="to-do-rest" data-testid="rest">
            <h2 id="to-do-rest">{ speaker.to_do(ToDo::Rest) }</h2>
            { for groups }
        </section>
    }
}

/// The cards of a group.
fn of_group(view: &View, group: Group, cards: &[Card], held: &[PolicyId]) -> Vec<Card> {
    if group == Group::MayUse {
        return cards.iter().filter(|card| card.to_do == ToDo::Rest).cloned().collect();
    }
    let is_shown = |id: &PolicyId| {
        let policy = view.catalogue().policy(*id);
        let is_served = group != Group::Services || policy.is_some_and(|policy| runs(view, policy));
        is_served && !held.contains(id)
    };
    let card =
        |&policy: &PolicyId| Card { to_do: ToDo::Rest, policy, family: None, others: Vec::new(), days_left: None };
    let found: Vec<Card> = view.group(group).iter().filter(|id| is_shown(id)).map(card).collect();
    // What is not for this enterprise has a reason of its own each.
    if group == Group::Background { families(view.catalogue(), &view.answer, found, &[]) } else { found }
}

/// Whether a service is known to run and has an address; the others are in the library.
fn runs(view: &View, policy: Policy<'_>) -> bool {
    policy.status(view.answer.on) == Status::InForce && policy.standing == Standing::Clear && has_address(view, policy)
}

fn one(view: &View, send: &Send, group: Group, cards: &[Card], drawn: usize) -> Html {
    let speaker = view.speaker();
    let is_open = view.state.turned.contains(&group);
    let count = cards.len();
    let is_whole = view.state.show_all.contains(&group) || count <= FIRST.saturating_add(3);
    let shown = cards.get(..drawn.min(if is_whole { count } else { FIRST })).unwrap_or(cards);
    let (heading, list) = (format!("group-{}", group.id()), format!("list-{}", group.id()));
    let rows: Vec<Html> = if is_open { shown.iter().map(|card| row(view, group, card)).collect() } else { Vec::new() };
    html! {
        <section key={group.id()} class={classes!("folded", group.id())} aria-labelledby={heading.clone()}>
            <h3 id={heading}>
                <button type="button" aria-expanded={if is_open { "true" } else { "false" }} aria-controls={list.clone()}
                    onclick={on(send, Action::Turn(group))}>
                    <span class="arrow" aria-hidden="true">{ "▼" }</span>
                    { speaker.rest_of(group) }
                    <span class="count">{ speaker.in_brackets(&count.to_string()) }</span>
                </button>
            </h3>
            <div class="group-body" id={list} hidden={!is_open}>
                if is_open {
                    if rows.is_empty() {
                        <p class="hint">{ speaker.label(&crate::wording::Word::GroupEmpty) }</p>
                    } else {
                        <ul class="cards">{ for rows }</ul>
                    }
                    if !is_whole {
                        <button type="button" class="button" onclick={on(send, Action::ShowAll(group))}>{ speaker.show_all(count) }</button>
                        <p class="print-only">{ speaker.shown_of(shown.len(), count) }</p>
                    }
                    if group == Group::Services {
                        <p><a href={Route::Services.href()}>{ speaker.label(&ServicesWord::AllServices) }</a></p>
                    }
                }
            </div>
        </section>
    }
}

/// One policy of a group: why it stands there, or of a service where it is.
fn row(view: &View, group: Group, card: &Card) -> Html {
    let (Some(policy), Some(outcome)) = (view.catalogue().policy(card.policy), view.answer.of(card.policy)) else {
        return html! {};
    };
    let speaker = view.speaker();
    let others = card.others.iter().filter_map(|id| view.catalogue().policy(*id));
    let others: Vec<Policy<'_>> = others.collect();
    html! {
        <li key={policy.id.clone()}>
            <article class="card" data-testid={format!("policy-{}", policy.id)}>
                { name(view, policy) }
                if group == Group::MayUse {
                    { worth(view, outcome).unwrap_or_default() }
                }
                <p class="do">
                    <span class="tag">{ speaker.label(&policy.category) }</span>
                    if outcome.status != Status::InForce {
                        <span class="tag alert">{ speaker.label(&outcome.status) }</span>
                    }
                    <span class="plain">{ speaker.until(policy.rule, outcome.status, view.answer.on) }</span>
                </p>
                if view.is_complete() {
                    { source(view, policy.details.source) }
                    { why(view, group, policy, outcome) }
                }
                if !others.is_empty() {
                    <p class="why">{ speaker.label(&ResultsWord::SameKind) }
                        for (place, other) in others.iter().enumerate() {
                            if place > 0 {
                                { speaker.enumeration() }
                            }
                            <a href={Route::Policy(other.id.clone()).href()}>{ view.name(other.rule) }</a>
                        }
                    </p>
                }
            </article>
        </li>
    }
}

fn why(view: &View, group: Group, policy: Policy<'_>, outcome: &Outcome) -> Html {
    if group == Group::Services {
        return places(view, policy, false).unwrap_or_default();
    }
    let why = line(view, &view.situation(), policy, outcome);
    html! {
        if !why.is_empty() {
            <p class="why">{ why }</p>
        }
    }
}
