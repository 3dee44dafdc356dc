//! The results by what to do: nothing to apply for, to do now, waiting for others, one or two answers away, the rest.

mod folds;
mod here;
mod rest;
mod row;

use std::rc::Rc;

use yew::prelude::*;

use crate::browser::{document, focus};
use crate::first::Send;
use crate::later::view::View;
use crate::model::draft::{Draft, Entry};
use crate::model::state::Action;
use engine::catalogue::PolicyId;
use engine::enterprise::FactId;
use engine::matching::{Card, Group, ToDo, cards};
use folds::fold;
use row::row;

/// What the results show, whatever else the person is doing.
#[derive(Clone, Debug)]
struct Shown(View);

impl PartialEq for Shown {
    fn eq(&self, other: &Self) -> bool {
        let (one, two) = (&self.0, &other.0);
        one.results == two.results
            && Rc::ptr_eq(&one.order, &two.order)
            && Rc::ptr_eq(&one.questions, &two.questions)
            && one.state.turned == two.state.turned
            && one.state.show_all == two.state.show_all
            && one.state.draft == two.state.draft
    }
}

/// What [`ByToDo`] needs.
#[derive(Clone, Debug, PartialEq, Properties)]
struct ByToDoProps {
    shown: Shown,
    /// How many cards and headings may be drawn yet.
    limit: usize,
    send: Send,
}

/// The cards on which something was just answered: they stay where they are, with what was to be answered, until
/// something else is told or the page changes.
#[derive(Clone, Debug, Default, PartialEq)]
struct Held {
    policies: Vec<PolicyId>,
    /// What is told since.
    told: Option<Draft>,
}

/// Answers given on a card.
type Answered = Callback<Vec<(FactId, Option<Entry>)>>;

/// The results as far as they may be drawn.
pub(crate) fn results(view: View, limit: usize, send: &Send) -> Html {
    html! { <ByToDo shown={Shown(view)} {limit} send={send.clone()} /> }
}

#[component]
fn ByToDo(props: &ByToDoProps) -> Html {
    let ByToDoProps { shown: Shown(view), limit, send } = props;
    let held = use_state_eq(Held::default);
    let policies: Vec<PolicyId> = match &held.told {
        Some(told) if *told == view.state.draft => held.policies.clone(),
        _ => Vec::new(),
    };
    let found = to_do(view, &policies);
    let answered = {
        let (held, send, draft) = (held.clone(), send.clone(), view.state.draft.clone());
        let policies: Vec<PolicyId> = of(&found, ToDo::Answer).map(|card| card.policy).collect();
        Answered::from(move |answers: Vec<(FactId, Option<Entry>)>| {
            let mut told = draft.clone();
            for (id, entry) in &answers {
                told.set(*id, entry.clone());
            }
            held.set(Held { policies: policies.clone(), told: Some(told) });
            for (id, entry) in answers {
                send.emit(Action::Enter(id, entry));
            }
        })
    };
    let shown_whole = use_mut_ref(|| view.state.show_all.clone());
    use_effect_with(view.state.show_all.clone(), move |now| {
        let before = shown_whole.replace(now.clone());
        if let Some(group) = now.iter().find(|group| !before.contains(group)) {
            focus_on_first_beyond(*group);
        }
    });
    let mut left = *limit;
    let sections = ToDo::ALL.into_iter().filter(|to_do| *to_do != ToDo::Rest).filter_map(|to_do| {
        let all: Vec<&Card> = of(&found, to_do).collect();
        // Headings count as cards do.
        left = left.checked_sub(1)?;
        let drawn = all.len().min(left);
        left = left.saturating_sub(drawn);
        Some(section(view, to_do, all.get(..drawn).unwrap_or_default(), all.len(), &answered))
    });
    let sections: Vec<Html> = sections.collect();
    let rest = if left > 0 { Some(rest::rest(view, send, &found, &policies, left)) } else { None };
    html! {
        <div class="groups">
            for section in sections {
                { section }
            }
            { for rest }
        </div>
    }
}

/// Puts the focus, whose button is gone, on the first card that was not shown before.
fn focus_on_first_beyond(group: Group) {
    let beyond = format!("#list-{} > .cards > li:nth-child({}) h3 a", group.id(), rest::FIRST.saturating_add(1));
    let link = document().and_then(|document| document.query_selector(&beyond).ok().flatten());
    if let Some(link) = link {
        focus(&link.id());
    }
}

/// The cards of what can be used, waits for others or may be usable; those on which something was answered keep their
/// order.
fn to_do(view: &View, held: &[PolicyId]) -> Vec<Card> {
    let mut policies = held.to_vec();
    for group in [Group::UseNow, Group::OthersDecide, Group::MayUse] {
        policies.extend(view.group(group).iter().filter(|id| !held.contains(id)));
    }
    cards(view.catalogue(), &view.answer, &policies, held)
}

fn of(cards: &[Card], to_do: ToDo) -> impl Iterator<Item = &Card> {
    cards.iter().filter(move |card| card.to_do == to_do)
}

/// How many cards of a section stand open.
fn open(to_do: ToDo) -> usize {
    match to_do {
        ToDo::Nothing | ToDo::Wait => 6,
        ToDo::Act => 8,
        ToDo::Answer | ToDo::Rest => 5,
    }
}

/// The cards of which the same is to be done: the first of them open, the others behind a line. `count` is how many there
/// are when all are drawn.
fn section(view: &View, to_do: ToDo, cards: &[&Card], count: usize, answered: &Answered) -> Html {
    let speaker = view.speaker();
    let (heading, list) = (format!("to-do-{}", to_do.id()), format!("list-{}", to_do.id()));
    // One more is no reason to fold it.
    let open = if count <= open(to_do).saturating_add(1) { count } else { open(to_do) };
    let (first, more) = cards.split_at_checked(open).unwrap_or((cards, &[]));
    let list_of = |cards: &[&Card]| {
        let rows: Vec<Html> = cards.iter().map(|card| row(view, card, answered)).collect();
        html! { <>{ for rows }</> }
    };
    html! {
        <section key={to_do.id()} class={classes!("group", format!("to-{}", to_do.id()))} aria-labelledby={heading.clone()} data-testid={list.clone()}>
            <h2 id={heading}>{ speaker.to_do(to_do) }<span class="count">{ speaker.in_brackets(&count.to_string()) }</span></h2>
            if count > 0 {
                <ul class="cards" id={list.clone()}>{ list_of(first) }</ul>
            }
            if !more.is_empty() {
                { fold(&list, "more", speaker.more_of(count.saturating_sub(open)), html! { <ul class="cards">{ list_of(more) }</ul> }) }
                <p class="print-only">{ speaker.shown_of(open, count) }</p>
            }
        </section>
    }
}
