//! The button that keeps a policy in the person's own list.

use yew::{Html, html};

use crate::first::{Send, on};
use crate::later::view::View;
use crate::model::state::Action;
use crate::wording::PolicyWord;

/// The button that puts a policy into the person's own list, or takes it out.
pub(crate) fn marker(view: &View, send: &Send, id: &str) -> Html {
    let is_marked = view.state.marked.iter().any(|other| other == id);
    let (star, word) = if is_marked { ("★", PolicyWord::Marked) } else { ("☆", PolicyWord::Mark) };
    html! {
        <button type="button" class="button" data-testid="keep" aria-pressed={if is_marked { "true" } else { "false" }}
            onclick={on(send, Action::Mark(id.to_owned()))}>
            <span aria-hidden="true">{ star }</span>{ " " }{ view.speaker().label(&word) }
        </button>
    }
}
