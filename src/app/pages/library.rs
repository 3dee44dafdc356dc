use yew::prelude::*;

use crate::app::components::{self, Send, card, select, value_of};
use crate::app::report::Report;
use crate::app::search;
use crate::app::state::{Action, Filters};
use crate::app::ui::Pieces;
use crate::catalogue::{Category, Channel, PolicyId, Status};
use crate::matching::Outcome;
use crate::text::{Phrase, Word};

/// How many policies are shown at first.
const FIRST: usize = 30;

/// All policies, searched and filtered.
pub(crate) fn library(report: &Report, send: &Send) -> Html {
    let speaker = report.speaker();
    let filters = &report.state.filters;
    let found = found(report);
    let oninput = {
        let send = send.clone();
        Callback::from(move |event: InputEvent| {
            if let Some(typed) = value_of(&event) {
                send.emit(Action::Search(typed));
            }
        })
    };
    let marked = components::on(send, Action::MarkedOnly);
    let mut results = Pieces::new();
    let situation = report.situation();
    let shown = if filters.whole { found.len() } else { FIRST };
    let mut cards = Pieces::new();
    for &id in found.iter().take(shown) {
        card(&mut cards, report, &situation, id);
    }
    if found.is_empty() {
        results.say("p", "hint", speaker.label(&Phrase::FoundNone));
    } else {
        results.wrap("ul", "cards top", cards);
    }
    if found.len() > shown {
        results.button("button", &speaker.show_all(found.len()), components::on(send, Action::WholeLibrary));
    }
    html! {
        <>
            <h1 id="page-title" tabindex="-1">{ speaker.label(&Word::Library) }</h1>
            <div class="panel filters" role="search">
                <div class="field wide">
                    <label for="f-search">{ speaker.label(&Phrase::SearchLabel) }</label>
                    <input id="f-search" type="search" value={filters.typed.clone()} autocomplete="off"
                        aria-describedby="f-search-hint" {oninput} />
                    <p class="hint" id="f-search-hint">{ speaker.label(&Phrase::SearchHint) }</p>
                </div>
                { choice(report, send, "f-category", Phrase::FilterCategory, Category::ALL, filters.category, Action::Category) }
                { choice(report, send, "f-channel", Phrase::FilterChannel, Channel::ALL, filters.channel, Action::Channel) }
                { choice(report, send, "f-status", Phrase::FilterStatus, &STATUSES, filters.status, Action::Status) }
                <label class="check">
                    <input type="checkbox" checked={filters.marked} onchange={marked} />
                    { speaker.label(&Phrase::FilterMarked) }
                </label>
            </div>
            <p class="found" role="status" data-testid="found">{ speaker.found(found.len()) }</p>
            <h2 class="visually-hidden">{ speaker.label(&Phrase::Results) }</h2>
            <div class="results">{ results.done() }</div>
        </>
    }
}

/// Where a policy may stand.
const STATUSES: [Status; 4] = [Status::InForce, Status::Unclear, Status::Upcoming, Status::Ended];

/// A select over the things of one sort.
fn choice<T: crate::text::Label + Copy + PartialEq + 'static>(
    report: &Report,
    send: &Send,
    id: &'static str,
    word: Phrase,
    all: &'static [T],
    chosen: Option<T>,
    action: fn(Option<T>) -> Action,
) -> Html {
    let speaker = report.speaker();
    let options: Vec<(String, bool)> =
        all.iter().map(|thing| (speaker.label(thing).to_owned(), chosen == Some(*thing))).collect();
    let send = send.clone();
    let choose = Callback::from(move |index: Option<usize>| {
        send.emit(action(index.and_then(|index| all.get(index)).copied()));
    });
    select(id, speaker.label(&word), speaker.label(&Phrase::AllOf), &options, choose)
}

/// The policies that fit search and filters, the best first; without a search in the order of the catalogue.
fn found(report: &Report) -> Vec<PolicyId> {
    let filters = &report.state.filters;
    let words: Vec<String> =
        filters.typed.split_whitespace().map(search::fold_number).filter(|word| !word.is_empty()).collect();
    let mut hits: Vec<(u8, PolicyId)> = report
        .answer
        .outcomes
        .iter()
        .filter(|outcome| fits(report, filters, outcome))
        .filter_map(|outcome| Some((rank(report, &words, outcome.policy)?, outcome.policy)))
        .collect();
    hits.sort_unstable();
    hits.into_iter().map(|(_, id)| id).collect()
}

fn fits(report: &Report, filters: &Filters, outcome: &Outcome) -> bool {
    report.catalogue().policy(outcome.policy).is_some_and(|policy| {
        filters.category.is_none_or(|category| policy.category == category)
            && filters.channel.is_none_or(|channel| policy.channel == channel)
            && filters.status.is_none_or(|status| outcome.status == status)
            && (!filters.marked || report.state.marked.contains(&policy.id))
    })
}

/// How well a policy fits all words searched for, the best 0; `None` if one of them is nowhere.
fn rank(report: &Report, words: &[String], id: PolicyId) -> Option<u8> {
    let policy = report.catalogue().policy(id)?;
    let speaker = report.speaker();
    let name = search::fold_number(report.name(policy));
    let mut numbers = search::fold_number(&policy.id);
    for document in &policy.documents {
        numbers.push_str(&search::fold_number(document.number.map_or("", |number| speaker.text(number))));
        numbers.push_str(&search::fold_number(speaker.text(document.title)));
    }
    let mut text = String::new();
    for part in [policy.summary, policy.benefit.text].into_iter().chain(policy.steps.iter().copied()) {
        text.push_str(&search::fold_number(speaker.text(part)));
    }
    text.push_str(&search::fold_number(speaker.label(&policy.category)));
    words.iter().try_fold(0, |worst: u8, word| {
        let own = if name.contains(word.as_str()) {
            0
        } else if numbers.contains(word.as_str()) {
            1
        } else if text.contains(word.as_str()) {
            2
        } else {
            return None;
        };
        Some(worst.max(own))
    })
}
