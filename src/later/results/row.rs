//! One card of the results: a name, what it is worth, what to do by when.

use yew::prelude::*;

use super::Answered;
use super::folds::fold;
use super::here::Here;
use crate::later::parts::{instead, likely, line, source, told_region, worth};
use crate::later::view::View;
use crate::model::route::Route;
use crate::wording::{ResultsWord, Speaker, Word};
use engine::catalogue::{Category, Channel, Policy, PolicyId, Recipient, Status};
use engine::matching::{Card, Outcome, ToDo};

/// One card.
pub(super) fn row(view: &View, card: &Card, answered: &Answered) -> Html {
    let (Some(policy), Some(outcome)) = (view.catalogue().policy(card.policy), view.answer.of(card.policy)) else {
        return html! {};
    };
    let reasons = if matches!(card.to_do, ToDo::Nothing | ToDo::Act) {
        line(view, &view.situation(), policy, outcome)
    } else {
        String::new()
    };
    html! {
        <li key={policy.id.clone()}>
            <article class="card" data-testid={format!("policy-{}", policy.id)}>
                { name(view, policy) }
                { worth(view, outcome).unwrap_or_default() }
                <p class="do">{ what(view, card, policy, outcome) }</p>
                if view.is_complete() {
                    { source(view, policy.details.source) }
                    { likely(view, outcome) }
                    { instead(view, outcome) }
                    if !reasons.is_empty() {
                        <p class="why because">{ reasons }</p>
                    }
                    if card.to_do == ToDo::Answer {
                        <Here view={view.clone()} policy={card.policy} answered={answered.clone()} />
                    }
                    { family(view, card) }
                }
            </article>
        </li>
    }
}

/// The name of a policy, which leads to its page.
pub(super) fn name(view: &View, policy: Policy<'_>) -> Html {
    html! {
        <h3><a id={format!("card-{}", policy.id)} href={Route::Policy(policy.id.clone()).href()}>{ view.name(policy.rule) }</a></h3>
    }
}

/// What to do, and by when.
fn what(view: &View, card: &Card, policy: Policy<'_>, outcome: &Outcome) -> Html {
    let speaker = view.speaker();
    let on = view.answer.on;
    // Where something was answered on it, what has come of that.
    let now = ToDo::of(policy.rule, outcome, on);
    let is_settled = card.to_do == ToDo::Answer && now != ToDo::Answer;
    let left = card.days_left.map(|days| speaker.days_left(days, policy.act_by(on).unwrap_or(on)));
    let said = match now {
        ToDo::Nothing => {
            let word = match (policy.channel, policy.category) {
                (Channel::Automatic, _) => ResultsWord::ReachesYou,
                (_, Category::TaxFee) => ResultsWord::DeclareTax,
                _ => ResultsWord::Declare,
            };
            speaker.label(&word).to_owned()
        }
        ToDo::Act => left.clone().unwrap_or_else(|| speaker.label(&ResultsWord::AnyTime).to_owned()),
        ToDo::Wait => waits(&speaker, policy, outcome),
        ToDo::Answer => left.clone().unwrap_or_default(),
        ToDo::Rest => speaker.label(&outcome.verdict).to_owned(),
    };
    let until = match now {
        ToDo::Nothing => Some(speaker.until(policy.rule, outcome.status, on)),
        ToDo::Wait => speaker.window(policy, on),
        ToDo::Act | ToDo::Answer | ToDo::Rest => None,
    };
    html! {
        <>
            if is_settled {
                <b class="now" data-testid="state">{ speaker.label(&outcome.verdict) }</b>
            }
            if !said.is_empty() && !(is_settled && now == ToDo::Rest) {
                <b>{ said }</b>
            }
            if let Some(until) = until {
                <span class="plain">{ until }</span>
            }
            if policy.recipient == Recipient::Employee {
                <span class="plain">{ speaker.label(&Word::PaidTo) }{ speaker.label(&policy.recipient) }</span>
            }
            if outcome.status != Status::InForce {
                <span class="tag alert">{ speaker.label(&outcome.status) }</span>
            }
        </>
    }
}

/// Whom a policy waits for whose conditions are met as far as they were asked.
fn waits(speaker: &Speaker<'_>, policy: Policy<'_>, outcome: &Outcome) -> String {
    let decides = match policy.category {
        Category::LoanAccess | Category::LoanRepayment => ResultsWord::BankDecides,
        Category::GuaranteeInsurance => ResultsWord::GuarantorDecides,
        _ if policy.must_be_won() => ResultsWord::MustBeWon,
        _ => ResultsWord::AuthorityDecides,
    };
    let open = &outcome.open;
    let mut said = Vec::new();
    if open.check_yourself {
        said.push(speaker.label(&ResultsWord::CheckOne));
    }
    if open.authority || (policy.must_be_won() && !open.check_yourself) {
        said.push(speaker.label(&decides));
    }
    if said.is_empty() {
        said.push(speaker.label(&ResultsWord::NotOpenNow));
    }
    said.join(speaker.semicolon())
}

/// The others of its family, each a link to its page.
fn family(view: &View, card: &Card) -> Html {
    let speaker = view.speaker();
    let Some(family) = card.family.and_then(|family| view.catalogue().families.get(family)) else { return html! {} };
    let whole = card.others.len().saturating_add(1);
    let mut shown: Vec<PolicyId> = card.others.clone();
    if family.is_ladder {
        // All steps in their order, this one among them.
        shown = family.policies.iter().copied().filter(|id| *id == card.policy || card.others.contains(id)).collect();
    }
    let links = shown.iter().filter_map(|&id| {
        let (policy, outcome) = (view.catalogue().policy(id)?, view.answer.of(id)?);
        Some(html! {
            <li key={policy.id.clone()}>
                if id == card.policy {
                    <b>{ view.name(policy.rule) }</b>
                } else {
                    <a id={format!("card-{}", policy.id)} href={Route::Policy(policy.id.clone()).href()}>{ view.name(policy.rule) }</a>
                }
                <span class="seen">{ speaker.in_brackets(speaker.label(&outcome.verdict)) }</span>
            </li>
        })
    });
    let links: Vec<Html> = links.collect();
    let list = html! {
        if family.is_ladder {
            <ol>{ for links }</ol>
        } else {
            <ul>{ for links }</ul>
        }
    };
    fold(&family.id, "family", speaker.of_family(speaker.text(family.name), whole, family.is_ladder), list)
}

/// Where a service is: its places with an address.
pub(super) fn has_address(view: &View, policy: Policy<'_>) -> bool {
    view.catalogue().places_for(policy, told_region(view)).iter().any(|place| place.url.is_some())
}
