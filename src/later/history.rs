//! The steps of the walk in the browser's history: Back undoes the last answer, Forward gives it again, and neither leaves
//! the page.
//!
//! Each entry has the number of its step. In a frame none are made: there they would be the host page's, whose reader wants
//! back to where they came from; the page's own button goes back as well.

use std::cell::Cell;

use gloo_events::EventListener;
use wasm_bindgen::JsValue;
use yew::Callback;

use crate::browser::is_framed;
use crate::first::message::Message;
use crate::model::state::{Action, State};

thread_local! {
    /// The number of the first step. Entries from before (of what was erased, of a visit whose steps are lost) have smaller
    /// ones and lead to it.
    static FIRST: Cell<usize> = const { Cell::new(0) };
}

/// Brings the history in line with a change. An entry for another page, or for an anchor, has no number yet.
pub(super) fn keep(before: Option<&State>, now: &State) {
    let Some(history) = web_sys::window().and_then(|window| window.history().ok()) else { return };
    if is_framed() {
        return;
    }
    let had = number(&history.state().unwrap_or_default());
    let here = had.unwrap_or_else(|| FIRST.get().saturating_add(before.map_or(0, |before| before.at)));
    if had.is_none() {
        // What a document without an origin refuses it does without.
        drop(history.replace_state(&written(here), ""));
    }
    let is_new = before.is_some_and(|before| before.at.checked_add(1) == Some(now.at)) && now.steps.len() == now.at;
    let next = here.saturating_add(1);
    let is_added = is_new && history.push_state(&written(next), "").is_ok();
    FIRST.set(if is_added { next } else { here }.saturating_sub(now.at));
}

/// Hears of Back and Forward.
pub(super) fn listen(send: &Callback<Message>) -> Option<EventListener> {
    let (window, send) = (web_sys::window()?, send.clone());
    Some(EventListener::new(&window, "popstate", move |event| {
        let state = js_sys::Reflect::get(event, &JsValue::from_str("state")).unwrap_or_default();
        if let Some(number) = number(&state) {
            send.emit(Message::Do(Action::Step(number.saturating_sub(FIRST.get()))));
        }
    }))
}

/// What an entry with this number holds.
fn written(number: usize) -> JsValue {
    JsValue::from_str(&number.to_string())
}

/// The number of an entry.
fn number(state: &JsValue) -> Option<usize> {
    state.as_string()?.parse().ok()
}
