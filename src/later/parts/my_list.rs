//! The person's own list of policies.

use yew::{Html, html};

use crate::first::{Send, on};
use crate::later::parts::policy_link;
use crate::later::view::View;
use crate::model::state::Action;
use crate::wording::PolicyWord;

/// The policies that the person keeps in a list, each to be taken out; nothing while there are none. It is kept as the
/// answers are: for this window, and on this device only if the person wants that.
pub(crate) fn my_list(view: &View, send: &Send) -> Html {
    let speaker = view.speaker();
    let kept = &view.state.marked;
    if kept.is_empty() {
        return html! {};
    }
    let title = format!("{}{}", speaker.label(&PolicyWord::MyList), speaker.in_brackets(&kept.len().to_string()));
    let take_out = speaker.label(&PolicyWord::TakeOut);
    let rows = kept.iter().map(|id| {
        let policy = view.catalogue().find(id).and_then(|number| view.catalogue().policy(number));
        let outcome = view.catalogue().find(id).and_then(|number| view.outcome(number));
        let name = policy.map_or(id.as_str(), |policy| view.name(policy.rule));
        let until = policy.zip(outcome).map_or_else(
            || speaker.label(&PolicyWord::NotInCatalogue).to_owned(),
            |(policy, outcome)| speaker.until(policy.rule, outcome.status, view.answer.on),
        );
        html! {
            <li key={id.clone()}>
                <span>
                    if let Some(policy) = policy {
                        { policy_link(view, policy) }
                    } else {
                        { id.clone() }
                    }
                    { " " }<span class="hint">{ until }</span>
                </span>
                <button type="button" class="quiet" onclick={on(send, Action::Mark(id.clone()))}
                    aria-label={format!("{take_out}{}", speaker.quoted(name))}>{ take_out }</button>
            </li>
        }
    });
    html! {
        <section class="panel my-list" aria-labelledby="my-list-title" data-testid="my-list">
            <h2 id="my-list-title" tabindex="-1">{ title }</h2>
            <ul class="bare">{ for rows }</ul>
        </section>
    }
}
