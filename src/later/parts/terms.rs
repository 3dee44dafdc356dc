//! The official terms of a policy, explained.

use yew::{Html, html};

use crate::later::parts::entry;
use crate::later::view::View;
use crate::wording::PolicyWord;
use engine::catalogue::Policy;

/// The official terms that the texts of a policy use, each explained; nothing where there are none.
pub(crate) fn terms(view: &View, policy: Policy<'_>) -> Html {
    let speaker = view.speaker();
    let mut text = String::from(view.name(policy.rule));
    let parts = [policy.details.summary, policy.details.benefit.text].into_iter();
    let papers = policy.details.materials.iter().flatten();
    for part in parts.chain(policy.details.steps.iter().chain(papers).copied()) {
        text.push_str(speaker.text(part));
    }
    let text = text.to_lowercase();
    let is_there = |term: &str| !term.is_empty() && text.contains(&term.to_lowercase());
    let glossary = view.catalogue().glossary.iter();
    let found: Vec<_> = glossary.filter(|(term, _)| is_there(speaker.text(*term))).collect();
    if found.is_empty() {
        return html! {};
    }
    html! {
        <details class="panel terms" data-testid="terms">
            <summary>{ speaker.label(&PolicyWord::Terms) }</summary>
            <dl class="facts">
                for &&(term, means) in &found {
                    { entry(&speaker.for_clerk(term), speaker.text(means)) }
                }
            </dl>
        </details>
    }
}
