//! Which catalogue a policy comes from.

use yew::{Html, html};

use crate::first::view::Results;
use engine::catalogue::Origin;

/// Says that a policy was added or replaced by a local catalogue; nothing of any other policy.
pub(crate) fn source(results: &Results, source: Origin) -> Html {
    html! {
        if let Some(said) = results.speaker().local_source(source) {
            <p class="why" data-testid="source">{ said }</p>
        }
    }
}

/// The same in brackets, behind a name.
pub(crate) fn source_behind(results: &Results, source: Origin) -> Html {
    let speaker = results.speaker();
    html! {
        if let Some(said) = speaker.local_source(source) {
            <span class="seen">{ speaker.in_brackets(&said) }</span>
        }
    }
}
