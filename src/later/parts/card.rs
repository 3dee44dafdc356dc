//! One policy in a list, with all that a list says of it.

use crate::first::nodes::Nodes;
use crate::first::view::Results;
use crate::later::parts::{why, worth};
use crate::model::route::Route;
use crate::wording::Word;
use engine::catalogue::{PolicyId, Recipient, Status};
use engine::matching::Situation;

/// Adds one policy to a list: its name, what it is worth, until when, how it reaches the enterprise if it does, why.
pub(crate) fn card(into: &mut Nodes, results: &Results, situation: &Situation<'_>, id: PolicyId) {
    let speaker = results.speaker();
    let (Some(rule), Some(outcome)) = (results.rules().rule(id), results.outcome(id)) else { return };
    let mut name = Nodes::new();
    name.link("", &Route::Policy(rule.id.clone()).href(), results.name(rule)).with("id", &format!("card-{}", rule.id));
    let mut card = Nodes::new();
    card.wrap("h3", "", name);
    card.perhaps(worth(results, outcome));
    let mut tags = Nodes::new();
    if !rule.is_background() {
        tags.element("span", "tag strong", speaker.label(&rule.channel));
    }
    tags.element("span", "tag", speaker.label(&rule.category));
    if outcome.status != Status::InForce {
        tags.element("span", "tag alert", speaker.label(&outcome.status));
    }
    tags.element("span", "plain", &speaker.until(rule, outcome.status, results.answer.on));
    if rule.recipient != Recipient::Enterprise {
        let paid_to = format!("{}{}", speaker.label(&Word::PaidTo), speaker.label(&rule.recipient));
        tags.element("span", "plain", &paid_to);
    }
    card.wrap("p", "tags", tags);
    let policy = results.catalogue().filter(|_| results.is_complete()).and_then(|catalogue| catalogue.policy(id));
    card.perhaps(policy.map(|policy| why(results, situation, policy, outcome)));
    let mut article = Nodes::new();
    article.wrap("article", "card", card).with("data-testid", &format!("policy-{}", rule.id));
    into.wrap("li", "", article).key(&rule.id);
}
