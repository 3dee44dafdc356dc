use yew::Html;

use crate::app::first::nodes::Pieces;
use crate::app::first::view::Report;
use crate::catalogue::Policy;
use crate::text::Extra;

/// The official terms that the texts of a policy use, each explained; nothing where there are none.
pub(crate) fn terms(report: &Report, policy: &Policy) -> Html {
    let speaker = report.speaker();
    let mut text = String::from(report.name(policy));
    let parts = [policy.summary, policy.benefit.text].into_iter();
    let papers = policy.materials.iter().flatten();
    for part in parts.chain(policy.steps.iter().chain(papers).copied()) {
        text.push_str(speaker.text(part));
    }
    let text = text.to_lowercase();
    let mut list = Pieces::new();
    for &(term, means) in &report.catalogue().glossary {
        let term = speaker.text(term);
        if !term.is_empty() && text.contains(&term.to_lowercase()) {
            list.entry_text(term, speaker.text(means));
        }
    }
    let mut whole = Pieces::new();
    if !list.is_empty() {
        let mut details = Pieces::new();
        details.say("summary", "", speaker.label(&Extra::Terms)).wrap("dl", "facts", list);
        whole.wrap("details", "panel terms", details).with("data-testid", "terms");
    }
    whole.done()
}
