use yew::prelude::*;

use crate::app::components::{self, Send, findings, marker, tree_list};
use crate::app::report::Report;
use crate::app::route::Route;
use crate::app::state::Action;
use crate::catalogue::{Policy, PolicyId, Recipient, TextId};
use crate::matching::{Finding, Group, Outcome, Situation, Truth, Verdict, sufficient, tree, working};
use crate::text::Word;

/// The full text of one policy, for this enterprise.
pub(crate) fn policy(report: &Report, send: &Send, name: &str) -> Html {
    let speaker = report.speaker();
    let back = html! {
        <p class="back"><a href={Route::Start.href()}>{ "← " }{ speaker.label(&Word::Back) }</a></p>
    };
    let found = report.catalogue().find(name);
    let found = found.and_then(|id| Some((id, report.catalogue().policy(id)?, report.outcome(id)?)));
    let Some((id, policy, outcome)) = found else {
        return html! {
            <>
                { back }
                <h1 id="page-title" tabindex="-1">{ speaker.label(&Word::NotFound) }</h1>
                <p>{ speaker.label(&Word::NotFoundText) }</p>
            </>
        };
    };
    let situation = report.situation();
    html! {
        <article class="policy" data-testid="policy">
            { back }
            <h1 id="page-title" tabindex="-1">{ speaker.text(policy.name) }</h1>
            <p class="tags">
                <span class="tag strong">{ speaker.label(&policy.channel) }</span>
                <span class="tag">{ speaker.label(&policy.category) }</span>
                <span class="tag">{ speaker.label(&outcome.status) }</span>
                { marker(report, send, &policy.id) }
            </p>
            if report.is_complete() {
                <>
                    <p class="summary-text">{ speaker.text(policy.summary) }</p>
                    { case(report, send, &situation, policy, outcome) }
                    { benefit(report, &situation, policy, outcome) }
                    { how(report, policy) }
                    { exclusions(report, id, policy) }
                </>
            }
            { papers(report, id, policy, outcome) }
        </article>
    }
}

/// The verdict with its smallest reason, what is missing, and the whole tree.
fn case(report: &Report, send: &Send, situation: &Situation<'_>, policy: &Policy, outcome: &Outcome) -> Html {
    let speaker = report.speaker();
    let finding = tree(report.catalogue(), situation, &policy.criterion);
    let mut reasons: Vec<(Word, Vec<&Finding<'_>>)> = Vec::new();
    match outcome.verdict {
        Verdict::Eligible => reasons.push((Word::ReasonsMet, sufficient(&finding))),
        Verdict::Ineligible => reasons.push((Word::ReasonsFailed, sufficient(&finding))),
        Verdict::NeedsInfo => {
            let mut parts = Vec::new();
            conjuncts(&finding, &mut parts);
            let (open, met): (Vec<_>, Vec<_>) = parts.into_iter().partition(|part| part.truth == Truth::Unknown);
            reasons.push((Word::ReasonsOpen, open));
            reasons.push((Word::ReasonsMet, met));
        }
    }
    let near = outcome.near_miss.filter(|_| outcome.group == Group::NearMiss).map(|near| speaker.near_miss(near));
    html! {
        <section class={classes!("panel", "case", outcome.verdict.id())} data-testid="case">
            <h2>{ speaker.label(&Word::YourCase) }{ speaker.colon() }{ speaker.label(&outcome.verdict) }</h2>
            if let Some(standing) = speaker.standing(policy) {
                <p class="notice-line">{ standing }</p>
            }
            if let Some(near) = near {
                <p><strong>{ near }</strong></p>
            }
            { missing(report, send, outcome) }
            for (word, list) in reasons.into_iter().filter(|(_, list)| !list.is_empty()) {
                <>
                    <h3>{ speaker.label(&word) }</h3>
                    { findings(report, situation, &list) }
                </>
            }
            <details>
                <summary>{ speaker.label(&Word::WholeTree) }</summary>
                <ul class="findings tree">{ tree_list(report, situation, &finding) }</ul>
            </details>
        </section>
    }
}

/// The parts that must all hold.
fn conjuncts<'f, 'a>(finding: &'f Finding<'a>, into: &mut Vec<&'f Finding<'a>>) {
    if matches!(finding.criterion.test, crate::catalogue::Test::All(_)) {
        for part in &finding.parts {
            conjuncts(part, into);
        }
    } else {
        into.push(finding);
    }
}

/// What is missing, each with the way to tell it.
fn missing(report: &Report, send: &Send, outcome: &Outcome) -> Html {
    let speaker = report.speaker();
    let open = &outcome.open;
    if open.facts.is_empty() && !open.authority && !open.check_yourself {
        return html! {};
    }
    html! {
        <>
            <h3>{ speaker.label(&Word::Missing) }</h3>
            <ul class="missing" data-testid="missing">
                for (fact, why) in open.facts.iter().copied() {
                    <li key={fact.0}>
                        <span>{ speaker.fact(fact) }{ speaker.in_brackets(speaker.label(&why)) }</span>
                        <a class="button" href={Route::Start.href()}
                            aria-label={format!("{}{}", speaker.label(&Word::AnswerThis), speaker.quoted(speaker.fact(fact)))}
                            onclick={components::on(send, Action::Ask(fact))}>
                            { speaker.label(&Word::AnswerThis) }
                        </a>
                    </li>
                }
                if open.authority {
                    <li>{ speaker.label(&Word::AuthorityDecides) }</li>
                }
                if open.check_yourself {
                    <li>{ speaker.label(&Word::CheckIt) }</li>
                }
            </ul>
        </>
    }
}

/// What it brings, with the arithmetic.
fn benefit(report: &Report, situation: &Situation<'_>, policy: &Policy, outcome: &Outcome) -> Html {
    let speaker = report.speaker();
    let arithmetic = policy
        .benefit
        .estimate
        .as_ref()
        .filter(|_| outcome.estimate.is_some())
        .map(|formula| speaker.working(&working(report.catalogue(), situation, formula)));
    html! {
        <section class="panel">
            <h2>{ speaker.label(&Word::WhatItBrings) }</h2>
            <p>{ speaker.text(policy.benefit.text) }</p>
            if let Some(estimate) = outcome.estimate {
                <p class="worth">{ speaker.label(&Word::Worth) }{ speaker.colon() }{ speaker.estimate(estimate) }</p>
            }
            if policy.benefit.estimate.is_none() {
                <p class="hint">{ speaker.label(&Word::NoFigures) }</p>
            }
            if let Some(arithmetic) = arithmetic {
                <details>
                    <summary>{ speaker.label(&Word::Arithmetic) }</summary>
                    <p class="arithmetic">{ arithmetic }</p>
                </details>
            }
            if !policy.benefit.assumes.is_empty() {
                <>
                    <h3>{ speaker.label(&Word::Assumes) }</h3>
                    { texts(report, &policy.benefit.assumes, false) }
                </>
            }
        </section>
    }
}

/// A list of texts.
fn texts(report: &Report, list: &[TextId], ordered: bool) -> Html {
    let speaker = report.speaker();
    let items: Html = list.iter().map(|&text| html! { <li>{ speaker.text(text) }</li> }).collect();
    if ordered { html! { <ol>{ items }</ol> } } else { html! { <ul>{ items }</ul> } }
}

/// What to do, with which papers, where, by when.
fn how(report: &Report, policy: &Policy) -> Html {
    let speaker = report.speaker();
    html! {
        <section class="panel">
            <h2>{ speaker.label(&Word::HowTo) }{ speaker.colon() }{ speaker.label(&policy.channel) }</h2>
            if !policy.steps.is_empty() {
                <>
                    <h3>{ speaker.label(&Word::Steps) }</h3>
                    { texts(report, &policy.steps, true) }
                </>
            }
            <h3>{ speaker.label(&Word::Materials) }</h3>
            if policy.materials.is_empty() {
                <p>{ speaker.label(&Word::MaterialsNone) }</p>
            } else {
                { texts(report, &policy.materials, false) }
            }
            <dl class="facts">
                if let Some(window) = policy.window {
                    <div><dt>{ speaker.label(&Word::Window) }</dt><dd>{ speaker.period(window) }</dd></div>
                }
                if let Some(paid) = policy.paid {
                    <div><dt>{ speaker.label(&Word::Paid) }</dt><dd>{ speaker.text(paid) }</dd></div>
                }
                if let Some(office) = policy.office {
                    <div><dt>{ speaker.label(&Word::Office) }</dt><dd>{ speaker.text(office) }</dd></div>
                }
                if let Some(phone) = &policy.phone {
                    <div>
                        <dt>{ speaker.label(&Word::Phone) }</dt>
                        <dd><a href={format!("tel:{phone}")}>{ phone }</a></dd>
                    </div>
                }
                if policy.recipient != Recipient::Enterprise {
                    <div><dt>{ speaker.label(&Word::Recipient) }</dt><dd>{ speaker.label(&policy.recipient) }</dd></div>
                }
            </dl>
        </section>
    }
}

/// A link to another policy.
fn link(report: &Report, id: PolicyId) -> Html {
    let Some(policy) = report.catalogue().policy(id) else { return html! {} };
    html! { <a href={Route::Policy(policy.id.clone()).href()}>{ report.speaker().text(policy.name) }</a> }
}

/// The policies that may not be used together with this one.
fn exclusions(report: &Report, id: PolicyId, policy: &Policy) -> Html {
    let speaker = report.speaker();
    let catalogue = report.catalogue();
    let mut others: Vec<(PolicyId, Option<TextId>)> =
        policy.excludes.iter().map(|exclusion| (exclusion.policy, Some(exclusion.why))).collect();
    for (other, _) in catalogue.iter() {
        let known = other == id || others.iter().any(|(listed, _)| *listed == other);
        if !known && crate::matching::conflict(catalogue, id, other).is_some() {
            others.push((other, None));
        }
    }
    if others.is_empty() {
        return html! {};
    }
    html! {
        <section class="panel">
            <h2>{ speaker.label(&Word::NotTogether) }</h2>
            <ul>
                for (other, why) in others {
                    <li key={other.0}>
                        { link(report, other) }
                        if let Some(why) = why {
                            <span class="seen">{ speaker.in_brackets(speaker.text(why)) }</span>
                        }
                    </li>
                }
            </ul>
        </section>
    }
}

/// Dates, documents, relatives, verification.
fn papers(report: &Report, id: PolicyId, policy: &Policy, outcome: &Outcome) -> Html {
    let speaker = report.speaker();
    let issuers: Vec<&str> = policy.issuers.iter().map(|&issuer| speaker.text(issuer)).collect();
    let relatives = |word: Word, list: Vec<PolicyId>| {
        if list.is_empty() {
            return html! {};
        }
        html! {
            <div>
                <dt>{ speaker.label(&word) }</dt>
                <dd><ul class="bare">{ list.into_iter().map(|id| html! { <li>{ link(report, id) }</li> }).collect::<Html>() }</ul></dd>
            </div>
        }
    };
    html! {
        <section class="panel">
            <h2>{ speaker.label(&Word::Documents) }</h2>
            <ul class="documents">
                for document in policy.documents.iter() {
                    <li>
                        <span lang="zh-CN">{ "《" }{ &document.title }{ "》" }</span>
                        if let Some(number) = &document.number {
                            <span class="number" lang="zh-CN">{ number }</span>
                        }
                        if let Some(issued) = document.issued {
                            <span class="seen">{ speaker.date(issued) }</span>
                        }
                        if let Some(url) = &document.url {
                            <a href={url.clone()} target="_blank" rel="noopener noreferrer">{ speaker.label(&Word::DocumentOpen) }</a>
                        }
                    </li>
                }
            </ul>
            <dl class="facts">
                <div><dt>{ speaker.label(&Word::Validity) }</dt><dd>{ speaker.period(policy.validity) }</dd></div>
                <div><dt>{ speaker.label(&Word::StatusIs) }</dt><dd>{ speaker.label(&outcome.status) }</dd></div>
                if issuers.iter().any(|issuer| !issuer.is_empty()) {
                    <div><dt>{ speaker.label(&Word::Issuers) }</dt><dd>{ issuers.join(speaker.enumeration()) }</dd></div>
                }
                { relatives(Word::Predecessors, policy.supersedes.clone()) }
                { relatives(Word::Successors, report.catalogue().successors(id).collect()) }
                <div><dt>{ speaker.label(&Word::Verification) }</dt><dd>{ speaker.label(&policy.verified) }</dd></div>
                <div><dt>{ speaker.label(&Word::Reviewed) }</dt><dd>{ speaker.date(policy.reviewed) }</dd></div>
                <div><dt>{ speaker.label(&Word::CatalogueVersion) }</dt><dd>{ &report.catalogue().version }</dd></div>
            </dl>
        </section>
    }
}
