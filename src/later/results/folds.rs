//! What was opened in the results: it is open again when the person comes back from another page.

use std::cell::RefCell;

use wasm_bindgen::JsCast as _;
use web_sys::Element;
use yew::prelude::*;

thread_local! {
    static OPEN: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

/// A part behind a line, by a name of its own.
pub(super) fn fold(name: &str, class: &'static str, line: String, inside: Html) -> Html {
    let is_open = OPEN.with_borrow(|open| open.iter().any(|other| other == name));
    let toggled = {
        let name = name.to_owned();
        Callback::from(move |event: Event| {
            let details = event.target().and_then(|target| target.dyn_into::<Element>().ok());
            OPEN.with_borrow_mut(|open| {
                open.retain(|other| *other != name);
                if details.is_some_and(|details| details.has_attribute("open")) {
                    open.push(name.clone());
                }
            });
        })
    };
    html! {
        <details {class} open={is_open} ontoggle={toggled}>
            <summary>{ line }</summary>
            { inside }
        </details>
    }
}
