use yew::Html;

use crate::first::nodes::Nodes;
use crate::later::view::View;
use crate::wording::Extra;
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
    let mut list = Nodes::new();
    for &(term, means) in &view.catalogue().glossary {
        let term = speaker.text(term);
        if !term.is_empty() && text.contains(&term.to_lowercase()) {
            list.entry_text(term, speaker.text(means));
        }
    }
    let mut whole = Nodes::new();
    if !list.is_empty() {
        let mut details = Nodes::new();
        details.element("summary", "", speaker.label(&Extra::Terms)).wrap("dl", "facts", list);
        whole.wrap("details", "panel terms", details).with("data-testid", "terms");
    }
    whole.done()
}
