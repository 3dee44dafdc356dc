//! The page, in Yew.

use yew::prelude::*;

/// The whole page.
#[component]
pub fn App() -> Html {
    html! { <h1>{ "policy-match" }</h1> }
}

/// Starts the page on the element with the id `app`.
pub fn run() {
    let Some(root) = web_sys::window().and_then(|w| w.document()).and_then(|d| d.get_element_by_id("app")) else {
        return;
    };
    yew::Renderer::<App>::with_root(root).render();
}
