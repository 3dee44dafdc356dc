use crate::first::nodes::Nodes;
use crate::first::view::Results;
use crate::model::route::Route;
use crate::wording::Word;
use engine::catalogue::{PolicyId, Recipient, Status};
use engine::matching::Situation;

/// Adds one policy to a list: its name, what it is worth, until when, how it reaches the enterprise if it does, why.
pub(crate) fn card(into: &mut Nodes, results: &Results, situation: &Situation<'_>, id: PolicyId) {
    let speaker = results.speaker();
    let (Some(policy), Some(outcome)) = (results.catalogue().policy(id), results.outcome(id)) else { return };
    let mut name = Nodes::new();
    name.link("", &Route::Policy(policy.id.clone()).href(), results.name(policy))
        .with("id", &format!("card-{}", policy.id));
    let mut card = Nodes::new();
    card.wrap("h3", "", name);
    results.later.worth(&mut card, results, outcome);
    let mut tags = Nodes::new();
    if !policy.is_background() {
        tags.say("span", "tag strong", speaker.label(&policy.channel));
    }
    tags.say("span", "tag", speaker.label(&policy.category));
    if outcome.status != Status::InForce {
        tags.say("span", "tag alert", speaker.label(&outcome.status));
    }
    tags.say("span", "plain", &speaker.until(policy, outcome.status, results.answer.on));
    if policy.recipient != Recipient::Enterprise {
        let paid_to = format!("{}{}", speaker.label(&Word::PaidTo), speaker.label(&policy.recipient));
        tags.say("span", "plain", &paid_to);
    }
    card.wrap("p", "tags", tags);
    results.later.why(&mut card, results, situation, policy, outcome);
    let mut article = Nodes::new();
    article.wrap("article", "card", card).with("data-testid", &format!("policy-{}", policy.id));
    into.wrap("li", "", article).key(&policy.id);
}
