//! A client of an adviser's table, opened as the page shows one enterprise: whose answers these are, and the way back to
//! the list and to the adviser's own.

use std::cell::RefCell;
use std::rc::Rc;

use yew::prelude::*;

use crate::first::{Send, on};
use crate::later::share_link::ParsedLink;
use crate::later::view::View;
use crate::model::draft::Draft;
use crate::model::route::Route;
use crate::model::state::{Action, State};
use crate::wording::{CommonWord, SheetWord};

thread_local! {
    /// The name of the client looked at.
    static NAME: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Shows the answers of a client. They are not kept; the adviser's own, even if there are none, can be had back.
pub(crate) fn open(view: &View, name: String, draft: Draft) -> Action {
    let state = &view.state;
    let link =
        ParsedLink { draft, date: state.date.clone(), version: view.rules().version.clone(), ..ParsedLink::default() };
    let there = crate::storage::Store::Device;
    let there = if cfg!(target_arch = "wasm32") { there.get() } else { None };
    let mut next = state.look_at(link, there, view.rules());
    if next.own.is_none() && !next.looks_at_others() {
        next.own = Some(Rc::new((**state).clone()));
    }
    NAME.set(Some(name));
    Action::Resume(Box::new(next))
}

/// Forgets whose answers these are.
pub(crate) fn forget() {
    NAME.take();
}

/// Whose answers are shown, with the ways on and back; nothing where they are no client's.
pub(crate) fn bar(view: &View, send: &Send) -> Option<Html> {
    if !view.state.looks_at_others() {
        return None;
    }
    let name = NAME.with_borrow(Clone::clone)?;
    let speaker = view.speaker();
    let back: State = view.state.own_again(view.rules());
    let close = on(send, Action::Resume(Box::new(back)));
    let link = |route: &Route, word: &'static str| html! { <a class="button" href={route.href()}>{ word }</a> };
    Some(html! {
        <section class="panel opened-client" role="status" data-testid="opened-client" data-typed="">
            <p><strong>{ speaker.of_client(&name) }</strong></p>
            <p class="actions screen-only">
                <a class="button primary" href={Route::Clients.href()} onclick={close}>
                    { speaker.label(&CommonWord::BackToClients) }
                </a>
                { link(&Route::Start, speaker.label(&CommonWord::ClientAnswer)) }
                { link(&Route::Sheet, speaker.label(&SheetWord::Title)) }
            </p>
        </section>
    })
}
