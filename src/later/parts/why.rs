use crate::first::nodes::Nodes;
use crate::first::view::Results;
use crate::later::parts::{service, source};
use crate::wording::Phrase;
use engine::catalogue::{Policy, Status};
use engine::matching::{Group, Outcome, Situation, sufficient, tree};
use engine::quantity::Money;

/// Adds to a card what the policy is worth.
pub(crate) fn worth(card: &mut Nodes, results: &Results, outcome: &Outcome) {
    if let Some((estimate, worth)) = outcome.estimate.zip(results.speaker().worth(outcome)) {
        let known = estimate.low > Money::ZERO || estimate.high.is_some();
        card.element("p", if known { "worth" } else { "worth open" }, &worth);
    }
}

/// Adds to a card where the policy comes from, why it is where it is, and what it gave way to; for a service what it is.
pub(crate) fn why(
    card: &mut Nodes,
    results: &Results,
    situation: &Situation<'_>,
    policy: Policy<'_>,
    outcome: &Outcome,
) {
    if outcome.group == Group::Services {
        service(card, results, policy, outcome);
        return;
    }
    source(card, results, policy.details.source);
    let why = line(results, situation, policy, outcome);
    if !why.is_empty() {
        card.element("p", "why", &why);
    }
    let left_out = results.answer.combination.left_out.iter().find(|left| left.policy == outcome.policy);
    if let Some(other) = left_out.and_then(|left| results.rules().rule(left.instead)) {
        card.element("p", "why", &format!("{}{}", results.speaker().label(&Phrase::Instead), results.name(other)));
    }
}

/// Why, in one line.
fn line(results: &Results, situation: &Situation<'_>, policy: Policy<'_>, outcome: &Outcome) -> String {
    let speaker = results.speaker();
    let standing = || speaker.standing(policy.rule).unwrap_or_default().to_owned();
    match outcome.group {
        Group::NearMiss => outcome.near_miss.map(|near| speaker.near_miss(near)).unwrap_or_default(),
        Group::MayUse if !outcome.open.facts.is_empty() || outcome.open.authority || outcome.open.check_yourself => {
            speaker.needed(&outcome.open)
        }
        Group::MayUse if outcome.status == Status::Unclear => standing(),
        Group::OtherTime => standing(),
        Group::Background => speaker.not_claimed(policy.rule).unwrap_or_default().to_owned(),
        Group::UseNow | Group::MayUse | Group::Services | Group::NotApplicable => {
            let finding = tree(results.rules(), situation, &policy.criterion);
            let fails = outcome.group == Group::NotApplicable;
            let reasons: Vec<String> = sufficient(&finding)
                .into_iter()
                .take(if fails { 1 } else { 3 })
                .map(|finding| speaker.reason(finding, situation, fails))
                .collect();
            let lead = speaker.label(if fails { &Phrase::Unmet } else { &Phrase::Why });
            if reasons.is_empty() { String::new() } else { format!("{lead}{}", reasons.join(speaker.semicolon())) }
        }
    }
}
