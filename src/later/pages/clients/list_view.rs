//! The list of clients: what each is worth for certain, what one more answer settles, what ends soon.

use std::rc::Rc;

use yew::prelude::*;

use super::matched::Matched;
use super::measures_view::client_link;
use super::shown::{Change, PAGE, TableView};
use crate::first::{Send, value_of};
use crate::later::parts::{columns, scrolled_table};
use crate::later::search::fold;
use crate::later::view::View;
use crate::wording::{ClientsWord, Speaker};

/// The clients whose name holds what was searched for.
pub(super) fn found(clients: &[Rc<Matched>], typed: &str) -> Vec<Rc<Matched>> {
    // What folds to nothing finds nothing.
    let (needle, is_blank) = (fold(typed), typed.trim().is_empty());
    let is_found = |client: &&Rc<Matched>| is_blank || (!needle.is_empty() && fold(&client.name).contains(&needle));
    clients.iter().filter(is_found).cloned().collect()
}

/// The list.
pub(super) fn list(view: &View, send: &Send, clients: &[Rc<Matched>], shown: &TableView, change: &Change) -> Html {
    let speaker = view.speaker();
    let found = found(clients, &shown.typed);
    let head = columns(&[
        speaker.label(&ClientsWord::Client),
        speaker.label(&ClientsWord::Sure),
        speaker.label(&ClientsWord::Likely),
        speaker.label(&ClientsWord::AskNext),
        speaker.label(&ClientsWord::Soon),
    ]);
    let rows = html! {
        for client in found.iter().skip(shown.from).take(PAGE) {
            <tr key={client.line.to_string()}>{ cells(view, &speaker, send, client, shown, change) }</tr>
        }
    };
    let oninput = change.with(|shown, event: InputEvent| {
        if let Some(typed) = value_of(&event) {
            (shown.typed, shown.from) = (typed, 0);
        }
    });
    let earlier = change.with(|shown, _: MouseEvent| shown.from = shown.from.saturating_sub(PAGE));
    let later = change.with(|shown, _: MouseEvent| shown.from = shown.from.saturating_add(PAGE));
    html! {
        <section class="panel" aria-labelledby="clients-list-title" data-testid="clients-list">
            <h2 id="clients-list-title">
                { speaker.label(&ClientsWord::List) }{ speaker.in_brackets(&speaker.client_count(found.len())) }
            </h2>
            <p class="hint screen-only">{ speaker.label(&ClientsWord::ListNote) }</p>
            <div class="field screen-only" role="search">
                <label for="clients-search">{ speaker.label(&ClientsWord::FindClient) }</label>
                <input id="clients-search" type="search" autocomplete="off" value={shown.typed.clone()} {oninput} />
            </div>
            { scrolled_table("clients-list-title", head, rows) }
            <p class="actions screen-only">
                if shown.from > 0 {
                    <button type="button" class="button" onclick={earlier}>{ speaker.label(&ClientsWord::Earlier) }</button>
                }
                if shown.from.saturating_add(PAGE) < found.len() {
                    <button type="button" class="button" onclick={later}>{ speaker.label(&ClientsWord::Later) }</button>
                }
            </p>
        </section>
    }
}

fn cells(
    view: &View,
    speaker: &Speaker<'_>,
    send: &Send,
    client: &Rc<Matched>,
    shown: &TableView,
    change: &Change,
) -> Html {
    let money = |of: &engine::matching::Combination| speaker.brings(of.year, of.once).unwrap_or_else(|| "—".to_owned());
    html! {
        <>
            <th scope="row">
                { client_link(view, send, client) }
                <span class="hint">
                    { " " }{ speaker.line(client.line) }
                    if client.wrong > 0 {
                        { speaker.comma() }{ speaker.cells_wrong(client.wrong) }
                    }
                </span>
            </th>
            <td>{ money(&client.sure) }</td>
            <td>{ money(&client.likely) }</td>
            <td>
                if let Some(question) = &client.question {
                    <strong>{ speaker.fact(question.fact) }</strong>
                    <span class="hint">{ " " }{ speaker.settles(question) }</span>
                    { question_button(speaker, client, shown, change) }
                } else {
                    { "—" }
                }
            </td>
            <td>{ if client.soon == 0 { "—".to_owned() } else { speaker.items(client.soon) } }</td>
        </>
    }
}

/// The button that shows what is asked of a client.
pub(super) fn question_button(speaker: &Speaker<'_>, client: &Matched, shown: &TableView, change: &Change) -> Html {
    let line = client.line;
    let onclick = change.with(move |shown, _: MouseEvent| {
        shown.message = if shown.message == Some(line) { None } else { Some(line) };
    });
    let name = speaker.name_of_client(&client.name, line);
    html! {
        <button type="button" class="quiet screen-only" {onclick} aria-label={speaker.question_for(&name)}
            aria-expanded={(shown.message == Some(line)).to_string()}>
            { speaker.label(&ClientsWord::Question) }
        </button>
    }
}
