//! The services.

use yew::{Html, html};

use crate::first::Send;
use crate::later::parts::{contacts, heading, places, service};
use crate::later::view::View;
use crate::model::route::Route;
use crate::wording::{CommonWord, ServicesWord};
use engine::catalogue::{Category, Policy, Status};
use engine::matching::Outcome;

/// The services: what they are, who may use them, whether they are known to run on the day.
pub(crate) fn services(view: &View, _: &Send) -> Html {
    let speaker = view.speaker();
    let (running, others): (Vec<_>, Vec<_>) = in_order(view)
        .into_iter()
        .partition(|(policy, outcome)| outcome.status == Status::InForce && places(view, *policy, false).is_some());
    html! {
        <>
            { heading(speaker.label(&ServicesWord::Title)) }
            <p class="lead">{ speaker.label(&ServicesWord::Purpose) }</p>
            <section class="panel">
                <h2>{ speaker.label(&CommonWord::Contacts) }</h2>
                { contacts(view, None) }
            </section>
            { list(view, &running) }
            if !others.is_empty() {
                <details class="panel">
                    <summary>{ speaker.label(&ServicesWord::Others) }{ speaker.in_brackets(&others.len().to_string()) }</summary>
                    { list(view, &others) }
                </details>
            }
        </>
    }
}

/// Services by name, each with where it is and whether it runs; what it is and who may use it behind a line.
fn list(view: &View, services: &[(Policy<'_>, &Outcome)]) -> Html {
    let speaker = view.speaker();
    html! {
        <ul class="bare">
            for (policy, outcome) in services.iter().copied() {
                <li key={policy.id.clone()} class="panel service" data-testid={format!("service-{}", policy.id)}>
                    <h2><a href={Route::Policy(policy.id.clone()).href()}>{ view.name(policy.rule) }</a></h2>
                    <p class="hint">{ speaker.label(&outcome.status) }</p>
                    { places(view, policy, false) }
                    <details>
                        <summary>{ speaker.label(&ServicesWord::WhatItIs) }</summary>
                        { service(view, policy, outcome) }
                    </details>
                </li>
            }
        </ul>
    }
}

/// All services, those known to run first, the ended ones last.
fn in_order(view: &View) -> Vec<(Policy<'_>, &Outcome)> {
    let mut services = Vec::new();
    for wanted in [Status::InForce, Status::Unclear, Status::Upcoming, Status::Ended] {
        for (id, policy) in view.catalogue().iter().filter(|(_, policy)| policy.category == Category::Service) {
            if let Some(outcome) = view.outcome(id).filter(|outcome| outcome.status == wanted) {
                services.push((policy, outcome));
            }
        }
    }
    services
}
