//! The work list as it is shown: a line for each measure, which opens to its clients.

use std::rc::Rc;

use yew::prelude::*;

use super::list_view::question_button;
use super::matched::{Matched, Stand, days_left};
use super::measures::{Measure, measures};
use super::opening::open;
use super::shown::{Change, PAGE, TableView};
use crate::first::Send;
use crate::later::parts::{policy_link, visible};
use crate::later::view::View;
use crate::model::route::Route;
use crate::wording::{ClientsWord, Label as _, Speaker};
use engine::catalogue::PolicyId;
use engine::quantity::Date;

/// So many names are printed below a measure.
const PRINTED: usize = 60;

/// What the work list is made of.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct WorkListProps {
    pub(super) view: View,
    pub(super) send: Send,
    /// The clients, as far as they are matched; compared by their number, since they only ever become more.
    pub(super) clients: Clients,
    /// The day that they are matched for.
    pub(super) on: Date,
    pub(super) shown: TableView,
    pub(super) change: Change,
}

/// Clients of one table, compared by which table it is and how many there are.
#[derive(Clone, Debug)]
pub(super) struct Clients {
    /// Which table.
    pub(super) table: usize,
    /// Those matched.
    pub(super) list: Rc<Vec<Rc<Matched>>>,
}

impl PartialEq for Clients {
    fn eq(&self, other: &Self) -> bool {
        (self.table, self.list.len()) == (other.table, other.list.len())
    }
}

/// The parts of the work list; all but the first are folded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// Somebody can use it, and has to do something.
    ToDo,
    /// Nobody can use it yet: one or two answers would tell.
    Lacking,
    /// It comes by itself.
    ByItself,
}

impl Part {
    fn of(measure: &Measure) -> Self {
        if measure.now.is_empty() && measure.others.is_empty() {
            Self::Lacking
        } else if measure.comes_by_itself {
            Self::ByItself
        } else {
            Self::ToDo
        }
    }
}

/// The work list.
#[component]
pub(super) fn WorkList(props: &WorkListProps) -> Html {
    let WorkListProps { view, send, clients, on, shown, change } = props;
    let speaker = view.speaker();
    let all = use_memo((clients.clone(), *on), |(clients, on)| measures(view.catalogue(), &clients.list, *on));
    let lines = |part: Part| {
        all.iter()
            .filter(|measure| part == Part::of(measure))
            .map(|measure| line(view, &speaker, send, &clients.list, measure, *on, shown, change))
            .collect::<Html>()
    };
    let count = |part: Part| all.iter().filter(|measure| part == Part::of(measure)).count();
    html! {
        <section class="panel work-list" aria-labelledby="work-list-title" data-testid="work-list">
            <h2 id="work-list-title">{ speaker.label(&ClientsWord::WorkList) }</h2>
            <p class="hint screen-only">{ speaker.label(&ClientsWord::WorkListNote) }</p>
            <ul class="bare">{ lines(Part::ToDo) }</ul>
            for (part, word) in [(Part::Lacking, ClientsWord::LacksOnly), (Part::ByItself, ClientsWord::ByItself)] {
                if count(part) > 0 {
                    <details key={word.label()[1]}>
                        <summary>
                            { speaker.label(&word) }{ speaker.in_brackets(&speaker.items(count(part))) }
                        </summary>
                        <ul class="bare">{ lines(part) }</ul>
                    </details>
                }
            }
        </section>
    }
}

/// A measure: how many clients, until when, how much, what they lack.
#[expect(clippy::too_many_arguments, reason = "all of them are what one line is made of")]
fn line(
    view: &View,
    speaker: &Speaker<'_>,
    send: &Send,
    clients: &[Rc<Matched>],
    measure: &Measure,
    on: Date,
    shown: &TableView,
    change: &Change,
) -> Html {
    let Some(policy) = view.catalogue().policy(measure.policy) else { return html! {} };
    let is_open = shown.measure.as_ref() == Some(&policy.id);
    let name = view.name(policy.rule);
    let id = policy.id.clone();
    let toggle = change.with(move |shown, _: MouseEvent| {
        shown.measure = if shown.measure.as_ref() == Some(&id) { None } else { Some(id.clone()) };
        shown.all_of_measure = false;
    });
    let can = speaker.can_use(measure.now.len(), measure.others.len());
    let days = measure.day.map(|day| speaker.days_left(days_left(day, on), day));
    let lack = (!measure.lacks.is_empty()).then(|| speaker.lack(measure.lacks.len(), &measure.facts));
    let brings = speaker.brings(measure.year, measure.once);
    let facts: Vec<String> =
        [Some(can).filter(|can| !can.is_empty()), days, brings, lack].into_iter().flatten().collect();
    let region = format!("measure-{}", policy.id);
    let printed = |places: &[usize]| {
        let names = places.iter().take(PRINTED).filter_map(|place| clients.get(*place));
        let names: Vec<String> = names.map(|client| speaker.name_of_client(&client.name, client.line)).collect();
        names.join(speaker.enumeration())
    };
    html! {
        <li key={policy.id.clone()} class="work-line">
            <button type="button" class="quiet measure screen-only" aria-expanded={is_open.to_string()}
                aria-controls={is_open.then(|| region.clone())} onclick={toggle}>
                <strong>{ name }</strong>
            </button>
            <strong class="print-only">{ name }</strong>
            <span class="facts-line">{ facts.join(" · ") }</span>
            if is_open {
                <div id={region} class="measure-clients">
                    <p class="screen-only">{ policy_link(view, policy) }</p>
                    { of_measure(view, speaker, send, clients, measure, shown, change) }
                </div>
            } else {
                for (word, places) in [
                    (ClientsWord::WhoCanUse, &measure.now),
                    (ClientsWord::WhoWaits, &measure.others),
                    (ClientsWord::WhoLacksWhat, &measure.lacks),
                ] {
                    if !places.is_empty() {
                        <p class="print-only" translate="no">
                            { speaker.label(&word) }{ speaker.colon() }{ printed(places) }
                        </p>
                    }
                }
            }
        </li>
    }
}

/// The clients of a measure, each with what it is worth to it or what it lacks.
fn of_measure(
    view: &View,
    speaker: &Speaker<'_>,
    send: &Send,
    clients: &[Rc<Matched>],
    measure: &Measure,
    shown: &TableView,
    change: &Change,
) -> Html {
    let most = if shown.all_of_measure { usize::MAX } else { PAGE };
    let all = measure.now.len().max(measure.others.len()).max(measure.lacks.len());
    let part = |word: ClientsWord, places: &[usize]| {
        let clients: Vec<&Rc<Matched>> = places.iter().take(most).filter_map(|place| clients.get(*place)).collect();
        if clients.is_empty() {
            return html! {};
        }
        html! {
            <>
                <h3>{ speaker.label(&word) }{ speaker.in_brackets(&speaker.client_count(places.len())) }</h3>
                <ul>
                    for client in clients {
                        <li key={client.line.to_string()}>{ one(view, speaker, send, client, measure.policy, shown, change) }</li>
                    }
                </ul>
            </>
        }
    };
    let show_all = change.with(|shown, _: MouseEvent| shown.all_of_measure = true);
    html! {
        <>
            { part(ClientsWord::WhoCanUse, &measure.now) }
            { part(ClientsWord::WhoWaits, &measure.others) }
            { part(ClientsWord::WhoLacksWhat, &measure.lacks) }
            if all > most {
                <button type="button" class="button" onclick={show_all}>{ speaker.show_all(all) }</button>
            }
        </>
    }
}

fn one(
    view: &View,
    speaker: &Speaker<'_>,
    send: &Send,
    client: &Rc<Matched>,
    policy: PolicyId,
    shown: &TableView,
    change: &Change,
) -> Html {
    let of = client.uses.iter().find(|of| of.policy == policy);
    let estimate = of.filter(|of| of.stand == Stand::Now).and_then(|of| of.estimate);
    let lacks = of.and_then(|of| match &of.stand {
        Stand::Lacks(facts) => {
            let names: Vec<&str> = facts.iter().map(|fact| speaker.fact(*fact)).collect();
            Some(names.join(speaker.enumeration()))
        }
        Stand::Now | Stand::OthersDecide => None,
    });
    html! {
        <>
            { client_link(view, send, client) }
            if let Some(estimate) = estimate {
                { speaker.colon() }{ speaker.estimate(estimate) }
            }
            if let Some(lacks) = lacks {
                { speaker.colon() }{ lacks }{ " " }
                { question_button(speaker, client, shown, change) }
            }
        </>
    }
}

/// The name of a client, which opens its answers.
pub(super) fn client_link(view: &View, send: &Send, client: &Rc<Matched>) -> Html {
    let onclick = {
        let (view, send, client) = (view.clone(), send.clone(), client.clone());
        Callback::from(move |_: MouseEvent| send.emit(open(&view, &client)))
    };
    let name = visible(&view.speaker().name_of_client(&client.name, client.line));
    html! { <a class="client" href={Route::Start.href()} translate="no" {onclick}>{ name }</a> }
}
