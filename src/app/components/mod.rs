//! The pieces of the pages. Those without hooks are plain functions: they cost nothing and may render nothing safely.

mod answers;
mod bar;
mod card;
mod contacts;
mod coverage;
mod field;
mod finding;
mod groups;
mod inquiry;
mod marker;
mod mistake;
mod place;
mod question;
mod service;
mod size;
mod source;
mod summary;
mod take;
mod terms;
mod text_out;
mod understood;
mod what_if;
mod why;

pub(crate) use answers::answers;
pub(crate) use bar::{Bar, thousandths};
pub(crate) use card::card;
pub(crate) use contacts::contacts;
pub(crate) use coverage::coverage;
pub(crate) use field::{figure_field, select};
pub(crate) use finding::{finding_line, findings, tree_list};
pub(crate) use groups::{Dealt, groups};
pub(crate) use inquiry::Inquiry;
pub(crate) use marker::marker;
pub(crate) use mistake::Mistake;
pub(crate) use place::PlacePicker;
pub(crate) use question::Question;
pub(crate) use service::service;
pub(crate) use size::size_line;
pub(crate) use source::{source, source_behind};
pub(crate) use summary::{figures, summary};
pub(crate) use take::{Take, copy, download, link_to};
pub(crate) use terms::terms;
pub(crate) use text_out::TextOut;
pub(crate) use understood::{reading, trouble, trouble_text};
pub(crate) use what_if::WhatIf;
pub(crate) use why::{why, worth};

use yew::prelude::*;

use super::state::Action;

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
