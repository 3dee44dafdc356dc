use yew::prelude::*;

use super::{Send, on};
use crate::app::report::Report;
use crate::app::route::Route;
use crate::app::state::Action;
use crate::catalogue::{PolicyId, Recipient, Status};
use crate::matching::{Group, Situation, sufficient, tree};
use crate::text::Word;

/// One policy in a list: its name, what it is worth, until when, how it reaches the enterprise, why.
pub(crate) fn card(report: &Report, situation: &Situation<'_>, id: PolicyId, level: u8) -> Html {
    let speaker = report.speaker();
    let (Some(policy), Some(outcome)) = (report.catalogue().policy(id), report.outcome(id)) else {
        return html! {};
    };
    let href = Route::Policy(policy.id.clone()).href();
    let name = html! { <a id={format!("card-{}", policy.id)} {href}>{ speaker.text(policy.name) }</a> };
    let heading = if level == 2 { html! { <h2>{ name }</h2> } } else { html! { <h3>{ name }</h3> } };
    let worth = outcome.estimate.map(|estimate| speaker.estimate(estimate));
    let status = (outcome.status != Status::InForce).then(|| speaker.label(&outcome.status));
    let paid_to = (policy.recipient != Recipient::Enterprise)
        .then(|| format!("{}{}", speaker.label(&Word::PaidTo), speaker.label(&policy.recipient)));
    let left_out = report.answer.combination.left_out.iter().find(|left| left.policy == id);
    let instead = left_out.and_then(|left| report.catalogue().policy(left.instead)).map(|other| {
        html! { <p class="why">{ speaker.label(&Word::Instead) }{ speaker.text(other.name) }</p> }
    });
    html! {
        <article class="card" data-testid={format!("policy-{}", policy.id)}>
            { heading }
            if let Some(worth) = worth {
                <p class="worth">{ worth }</p>
            }
            <p class="tags">
                <span class="tag strong">{ speaker.label(&policy.channel) }</span>
                <span class="tag">{ speaker.label(&policy.category) }</span>
                if let Some(status) = status {
                    <span class="tag alert">{ status }</span>
                }
                <span class="plain">{ speaker.until(policy, outcome.status, report.answer.on) }</span>
                if let Some(paid_to) = paid_to {
                    <span class="plain">{ paid_to }</span>
                }
            </p>
            if report.is_complete() {
                { why(report, situation, id) }
            }
            { instead.unwrap_or_default() }
        </article>
    }
}

/// Why, in one line.
fn why(report: &Report, situation: &Situation<'_>, id: PolicyId) -> Html {
    let speaker = report.speaker();
    let (Some(policy), Some(outcome)) = (report.catalogue().policy(id), report.outcome(id)) else {
        return html! {};
    };
    let line = match outcome.group {
        Group::NearMiss => outcome.near_miss.map(|near| speaker.near_miss(near)).unwrap_or_default(),
        Group::MayUse if !outcome.open.facts.is_empty() || outcome.open.authority || outcome.open.check_yourself => {
            speaker.needed(&outcome.open)
        }
        Group::MayUse if outcome.status == Status::Unclear => speaker.standing(policy).unwrap_or_default().to_owned(),
        Group::OtherTime => speaker.standing(policy).unwrap_or_default().to_owned(),
        Group::UseNow | Group::MayUse | Group::NotApplicable => {
            let finding = tree(report.catalogue(), situation, &policy.criterion);
            let most = if outcome.group == Group::NotApplicable { 1 } else { 3 };
            let reasons: Vec<String> = sufficient(&finding)
                .into_iter()
                .take(most)
                .map(|finding| speaker.reason(finding, situation, outcome.group == Group::NotApplicable))
                .collect();
            let lead = if outcome.group == Group::NotApplicable { Word::Unmet } else { Word::Why };
            if reasons.is_empty() {
                String::new()
            } else {
                format!("{}{}", speaker.label(&lead), reasons.join(speaker.semicolon()))
            }
        }
    };
    if line.is_empty() {
        return html! {};
    }
    html! { <p class="why">{ line }</p> }
}

/// The button that marks a policy.
pub(crate) fn marker(report: &Report, send: &Send, id: &str) -> Html {
    let speaker = report.speaker();
    let marked = report.state.marked.iter().any(|other| other == id);
    html! {
        <button type="button" class="quiet" aria-pressed={marked.to_string()}
            onclick={on(send, Action::Mark(id.to_owned()))}>
            <span aria-hidden="true">{ if marked { "★ " } else { "☆ " } }</span>
            { speaker.label(if marked { &Word::Marked } else { &Word::Mark }) }
        </button>
    }
}
