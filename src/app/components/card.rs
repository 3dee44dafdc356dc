use yew::prelude::*;

use super::{Send, on};
use crate::app::report::Report;
use crate::app::route::Route;
use crate::app::state::Action;
use crate::app::ui::Pieces;
use crate::catalogue::{Policy, PolicyId, Recipient, Status};
use crate::matching::{Group, Outcome, Situation, sufficient, tree};
use crate::quantity::Money;
use crate::text::Word;

/// Adds one policy to a list: its name, what it is worth, until when, how it reaches the enterprise, why.
pub(crate) fn card(into: &mut Pieces, report: &Report, situation: &Situation<'_>, id: PolicyId) {
    let speaker = report.speaker();
    let (Some(policy), Some(outcome)) = (report.catalogue().policy(id), report.outcome(id)) else { return };
    let mut name = Pieces::new();
    name.link("", &Route::Policy(policy.id.clone()).href(), report.name(policy))
        .with("id", &format!("card-{}", policy.id));
    let mut card = Pieces::new();
    card.wrap("h3", "", name);
    if let Some(estimate) = outcome.estimate {
        let known = estimate.low > Money::ZERO || estimate.high.is_some();
        card.say("p", if known { "worth" } else { "worth open" }, &speaker.estimate(estimate));
    }
    let mut tags = Pieces::new();
    tags.say("span", "tag strong", speaker.label(&policy.channel));
    tags.say("span", "tag", speaker.label(&policy.category));
    if outcome.status != Status::InForce {
        tags.say("span", "tag alert", speaker.label(&outcome.status));
    }
    tags.say("span", "plain", &speaker.until(policy, outcome.status, report.answer.on));
    if policy.recipient != Recipient::Enterprise {
        let paid_to = format!("{}{}", speaker.label(&Word::PaidTo), speaker.label(&policy.recipient));
        tags.say("span", "plain", &paid_to);
    }
    card.wrap("p", "tags", tags);
    if report.is_complete() {
        let why = why(report, situation, policy, outcome);
        if !why.is_empty() {
            card.say("p", "why", &why);
        }
    }
    let left_out = report.answer.combination.left_out.iter().find(|left| left.policy == id);
    if let Some(other) = left_out.and_then(|left| report.catalogue().policy(left.instead)) {
        card.say("p", "why", &format!("{}{}", speaker.label(&Word::Instead), report.name(other)));
    }
    let mut article = Pieces::new();
    article.wrap("article", "card", card).with("data-testid", &format!("policy-{}", policy.id));
    into.wrap("li", "", article).key(&policy.id);
}

/// Why, in one line.
fn why(report: &Report, situation: &Situation<'_>, policy: &Policy, outcome: &Outcome) -> String {
    let speaker = report.speaker();
    let standing = || speaker.standing(policy).unwrap_or_default().to_owned();
    match outcome.group {
        Group::NearMiss => outcome.near_miss.map(|near| speaker.near_miss(near)).unwrap_or_default(),
        Group::MayUse if !outcome.open.facts.is_empty() || outcome.open.authority || outcome.open.check_yourself => {
            speaker.needed(&outcome.open)
        }
        Group::MayUse if outcome.status == Status::Unclear => standing(),
        Group::OtherTime => standing(),
        Group::UseNow | Group::MayUse | Group::NotApplicable => {
            let finding = tree(report.catalogue(), situation, &policy.criterion);
            let fails = outcome.group == Group::NotApplicable;
            let reasons: Vec<String> = sufficient(&finding)
                .into_iter()
                .take(if fails { 1 } else { 3 })
                .map(|finding| speaker.reason(finding, situation, fails))
                .collect();
            let lead = speaker.label(if fails { &Word::Unmet } else { &Word::Why });
            if reasons.is_empty() { String::new() } else { format!("{lead}{}", reasons.join(speaker.semicolon())) }
        }
    }
}

/// The button that marks a policy.
pub(crate) fn marker(report: &Report, send: &Send, id: &str) -> Html {
    let speaker = report.speaker();
    let marked = report.state.marked.iter().any(|other| other == id);
    let (star, word) = if marked { ("★", Word::Marked) } else { ("☆", Word::Mark) };
    let mut text = Pieces::new();
    text.say("span", "", star).with("aria-hidden", "true").text(" ").text(speaker.label(&word));
    let mut button = Pieces::new();
    button
        .wrap("button", "quiet", text)
        .with("type", "button")
        .with("aria-pressed", if marked { "true" } else { "false" })
        .click(on(send, Action::Mark(id.to_owned())));
    button.done()
}
