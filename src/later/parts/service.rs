use crate::first::nodes::Nodes;
use crate::first::view::Results;
use crate::later::parts::source;
use crate::wording::Tool;
use engine::catalogue::Policy;
use engine::matching::Outcome;

/// Adds where a service comes from, what it is, who may use it and whether it is known to run on the day.
pub(crate) fn service(into: &mut Nodes, results: &Results, policy: Policy<'_>, outcome: &Outcome) {
    let speaker = results.speaker();
    source(into, results, policy.details.source);
    into.element("p", "", speaker.text(policy.details.summary));
    let mut facts = Nodes::new();
    facts.entry_text(speaker.label(&Tool::WhoMayUse), &speaker.criterion(&policy.criterion));
    let status = speaker.label(&outcome.status);
    let runs = match speaker.standing(policy.rule) {
        Some(why) => format!("{status}{}{why}", speaker.colon()),
        None => status.to_owned(),
    };
    facts.entry_text(speaker.label(&Tool::RunsToday), &runs);
    if let Some(office) = policy.details.office {
        facts.entry_text(speaker.label(&Tool::Contacts), speaker.text(office));
    }
    into.wrap("dl", "facts", facts);
}
