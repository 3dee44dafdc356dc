//! Policies by name, each a link to its page.

use yew::{Html, html};

use crate::later::parts::source_behind;
use crate::later::view::View;
use crate::model::route::Route;
use engine::catalogue::{Policy, PolicyId};

/// A link to a policy, and where the policy comes from if that is a local catalogue.
pub(crate) fn policy_link(view: &View, policy: Policy<'_>) -> Html {
    html! {
        <>
            <a href={Route::Policy(policy.id.clone()).href()}>{ view.name(policy.rule) }</a>
            { source_behind(view, policy.details.source) }
        </>
    }
}

/// Policies as links, each with a sign before it; a dash if there are none.
pub(crate) fn policy_list(view: &View, sign: &str, ids: &[PolicyId]) -> Html {
    noted_list(view, sign, ids, &|_| None)
}

/// The same with what is to be noted about each.
pub(crate) fn noted_list(view: &View, sign: &str, ids: &[PolicyId], note: &dyn Fn(PolicyId) -> Option<String>) -> Html {
    let policies: Vec<(PolicyId, Policy<'_>)> =
        ids.iter().filter_map(|id| Some((*id, view.catalogue().policy(*id)?))).collect();
    if policies.is_empty() {
        return html! { "—" };
    }
    let speaker = view.speaker();
    html! {
        <ul class="bare">
            for (id, policy) in policies {
                <li key={policy.id.clone()}>
                    <span class="mark">{ sign }</span>{ " " }{ policy_link(view, policy) }
                    if let Some(note) = note(id) {
                        <span class="seen">{ speaker.in_brackets(&note) }</span>
                    }
                </li>
            }
        </ul>
    }
}
