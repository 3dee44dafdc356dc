use yew::prelude::*;

use crate::first::nodes::Nodes;
use crate::first::{Send, on};
use crate::later::view::View;
use crate::model::state::Action;
use crate::wording::Phrase;

/// The button that marks a policy.
pub(crate) fn marker(view: &View, send: &Send, id: &str) -> Html {
    let speaker = view.speaker();
    let marked = view.state.marked.iter().any(|other| other == id);
    let (star, word) = if marked { ("★", Phrase::Marked) } else { ("☆", Phrase::Mark) };
    let mut text = Nodes::new();
    text.element("span", "", star).with("aria-hidden", "true").text(" ").text(speaker.label(&word));
    let mut button = Nodes::new();
    button
        .wrap("button", "quiet", text)
        .with("type", "button")
        .with("aria-pressed", if marked { "true" } else { "false" })
        .click(on(send, Action::Mark(id.to_owned())));
    button.done()
}
