//! What the first visit pays for: the form, every verdict, what can be used now by name. What comes later is known by the
//! trait [`Later`] only.

pub(crate) mod cards;
pub(crate) mod combobox;
pub(crate) mod figure_field;
pub(crate) mod frame;
pub(crate) mod initial;
mod later;
pub(crate) mod message;
pub(crate) mod nodes;
mod pacing;
pub(crate) mod places;
pub(crate) mod root;
pub(crate) mod start;
mod summary;
mod translation;
pub(crate) mod view;

pub(crate) use later::{Later, NOT_YET, Program, SecondPiece, no_figures};

use yew::prelude::*;

use crate::model::state::Action;

/// Takes what the person does.
pub(crate) type Send = Callback<Action>;

/// A callback that sends the same action at every event.
pub(crate) fn on<E>(send: &Send, action: Action) -> Callback<E> {
    let send = send.clone();
    Callback::from(move |_: E| send.emit(action.clone()))
}

/// The value of the input, select or the like that an event comes from.
pub(crate) fn value_of(event: &Event) -> Option<String> {
    use wasm_bindgen::JsCast as _;
    let target = event.target()?;
    match target.dyn_into::<web_sys::HtmlInputElement>() {
        Ok(input) => Some(input.value()),
        Err(other) => other.dyn_into::<web_sys::HtmlSelectElement>().ok().map(|select| select.value()),
    }
}
