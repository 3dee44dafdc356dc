//! The page of one policy.

use yew::prelude::*;

use crate::first::{Send, on};
use crate::later::parts;
use crate::later::parts::{Inquiry, Mistake, WhatIf, entry, finding_tree, findings, heading, marker, policy_link};
use crate::later::view::View;
use crate::model::route::Route;
use crate::model::state::Action;
use crate::wording::{CommonWord, PolicyWord, QuestionWord};
use engine::catalogue::{Document, Exclusion, Per, Policy, PolicyId, Recipient, Test, TextId};
use engine::matching::{
    Group, Outcome, Reason, Situation, Truth, Verdict, believed, conflict, official_values, sufficient, supposed, tree,
    working,
};

/// The full text of one policy, for this enterprise.
pub(crate) fn policy(view: &View, send: &Send, name: &str) -> Html {
    let speaker = view.speaker();
    let back = html! {
        <p class="back"><a href={Route::Start.href()}>{ "← " }{ speaker.label(&CommonWord::Back) }</a></p>
    };
    let found = view.catalogue().find(name);
    let found = found.and_then(|id| Some((id, view.catalogue().policy(id)?, view.outcome(id)?)));
    let Some((id, policy, outcome)) = found else {
        return html! {
            <>
                { back }
                { heading(speaker.label(&PolicyWord::NotFound)) }
                <p>{ speaker.label(&PolicyWord::NotFoundText) }</p>
            </>
        };
    };
    let situation = view.situation();
    html! {
        <article class="policy" data-testid="policy">
            { back }
            { heading(view.name(policy.rule)) }
            if speaker.chinese_beside(policy.rule.name).is_some() {
                <p class="hint">{ parts::chinese_name(view, policy.rule.name) }</p>
            }
            <p class="tags">
                if !policy.is_background() {
                    <span class="tag strong">{ speaker.label(&policy.channel) }</span>
                }
                <span class="tag">{ speaker.label(&policy.category) }</span>
                <span class="tag">{ speaker.label(&outcome.status) }</span>
                { marker(view, send, &policy.id) }
            </p>
            { parts::source(view, policy.details.source) }
            if view.is_complete() {
                <p class="summary-text">{ speaker.text(policy.details.summary) }</p>
                { parts::terms(view, policy) }
                { case(view, send, &situation, policy, outcome) }
                <WhatIf key={name} view={view.clone()} {id} />
                { benefit(view, &situation, policy, outcome) }
                { how(view, policy) }
                { exclusions(view, id, policy) }
                <Inquiry key={name} view={view.clone()} policy={id} />
            }
            { papers(view, id, policy, outcome) }
            if view.is_complete() {
                <Mistake key={name} view={view.clone()} {id} />
            }
        </article>
    }
}

/// The verdict with its smallest reason, what is missing, and the whole tree.
fn case(view: &View, send: &Send, situation: &Situation<'_>, policy: Policy<'_>, outcome: &Outcome) -> Html {
    let speaker = view.speaker();
    let finding = tree(view.catalogue(), situation, &policy.criterion);
    let (mut failed, mut open, mut met) = (Vec::new(), Vec::new(), Vec::new());
    let class = match outcome.verdict {
        Verdict::Eligible => {
            met = sufficient(&finding);
            "panel case eligible"
        }
        Verdict::Ineligible => {
            failed = sufficient(&finding);
            "panel case ineligible"
        }
        Verdict::NeedsInfo => {
            conjuncts(&finding, &mut open, &mut met);
            "panel case needs_info"
        }
    };
    let reasons = [(PolicyWord::ReasonsFailed, failed), (PolicyWord::ReasonsOpen, open), (PolicyWord::ReasonsMet, met)];
    html! {
        <section {class} data-testid="case">
            <h2>{ speaker.label(&PolicyWord::YourCase) }{ speaker.colon() }{ speaker.label(&outcome.verdict) }</h2>
            if let Some(standing) = speaker.standing(policy.rule) {
                <p class="notice-line">{ standing }</p>
            }
            if let Some(why) = speaker.not_claimed(policy.rule) {
                <p class="notice-line">{ why }</p>
            }
            if let Some(near) = outcome.near_miss.filter(|_| outcome.group == Group::NearMiss) {
                <p class="near">{ speaker.near_miss(near) }</p>
            }
            { missing(view, send, outcome) }
            for (word, list) in reasons {
                if !list.is_empty() {
                    <h3>{ speaker.label(&word) }</h3>
                    { findings(view, situation, &list) }
                }
            }
            <details>
                <summary>{ speaker.label(&PolicyWord::WholeTree) }</summary>
                <ul class="findings tree">{ finding_tree(view, situation, &finding) }</ul>
            </details>
        </section>
    }
}

/// The parts that must all hold: those that are open, and those that hold.
fn conjuncts<'f, 'a>(finding: &'f Reason<'a>, open: &mut Vec<&'f Reason<'a>>, met: &mut Vec<&'f Reason<'a>>) {
    if matches!(finding.criterion.test, Test::All(_)) {
        for part in &finding.parts {
            conjuncts(part, open, met);
        }
    } else if finding.truth == Truth::Unknown {
        open.push(finding);
    } else {
        met.push(finding);
    }
}

/// What is missing, each with the way to tell it.
fn missing(view: &View, send: &Send, outcome: &Outcome) -> Html {
    let speaker = view.speaker();
    let open = &outcome.open;
    if open.facts.is_empty() && !open.authority && !open.check_yourself {
        return html! {};
    }
    let answer = speaker.label(&CommonWord::AnswerThis);
    html! {
        <>
            <h3>{ speaker.label(&PolicyWord::Missing) }</h3>
            <ul class="missing" data-testid="missing">
                for (fact, why) in &open.facts {
                    <li>
                        <span>{ speaker.fact(*fact) }{ speaker.in_brackets(speaker.label(why)) }</span>
                        <a class="button" href={Route::Start.href()}
                            aria-label={format!("{answer}{}", speaker.quoted(speaker.fact(*fact)))}
                            onclick={on(send, Action::Ask(*fact))}>{ answer }</a>
                    </li>
                }
                if open.authority {
                    <li>{ speaker.label(&CommonWord::AuthorityDecides) }</li>
                }
                if open.check_yourself {
                    <li>{ speaker.label(&CommonWord::CheckIt) }</li>
                }
            </ul>
        </>
    }
}

/// What it brings, with the arithmetic.
fn benefit(view: &View, situation: &Situation<'_>, policy: Policy<'_>, outcome: &Outcome) -> Html {
    let speaker = view.speaker();
    let benefit = &policy.details.benefit;
    // A formula without an estimate says nothing to this enterprise.
    let formula = benefit.estimate.as_ref().filter(|_| outcome.estimate.is_some());
    let arithmetic = formula.map(|formula| {
        let believed = believed(view.catalogue(), situation, formula);
        let working = working(view.catalogue(), &believed, formula);
        let has_upper_end = outcome.estimate.is_none_or(|estimate| estimate.high.is_some());
        speaker.working(&if has_upper_end { working } else { working.without_upper_ends() })
    });
    let official = official_values(view.catalogue(), situation, policy);
    let supposed = formula.map(|formula| supposed(view.catalogue(), situation, formula)).unwrap_or_default();
    html! {
        <section class="panel" data-testid="benefit">
            <h2>{ speaker.label(&PolicyWord::WhatItBrings) }</h2>
            <p>{ speaker.text(benefit.text) }</p>
            if let Some(worth) = speaker.worth(outcome) {
                <p class="worth">{ speaker.label(&CommonWord::Worth) }{ speaker.colon() }{ worth }</p>
            }
            { if_usual(view, outcome) }
            if benefit.estimate.is_none() {
                <p class="hint">{ speaker.label(&PolicyWord::NoFigures) }</p>
            }
            if let Some(arithmetic) = arithmetic {
                <details>
                    <summary>{ speaker.label(&PolicyWord::Arithmetic) }</summary>
                    <p class="arithmetic">{ arithmetic }</p>
                </details>
            }
            if !benefit.assumes.is_empty() || !supposed.is_empty() {
                <h3>{ speaker.label(&PolicyWord::Assumes) }</h3>
                <ul>
                    { items(view, &benefit.assumes) }
                    for (fact, range) in supposed {
                        <li>{ speaker.supposed(fact, range) }</li>
                    }
                </ul>
            }
            if !official.is_empty() {
                <h3>{ speaker.label(&PolicyWord::OfficialValues) }</h3>
                <ul data-testid="official-values">
                    for value in &official {
                        <li>{ speaker.official(value) }</li>
                    }
                </ul>
            }
        </section>
    }
}

/// What it is worth if the usual answers hold that are named beside it.
fn if_usual(view: &View, outcome: &Outcome) -> Html {
    let speaker = view.speaker();
    let Some(likely) = outcome.likely.as_ref().filter(|likely| !likely.rests_on.is_empty()) else { return html! {} };
    let names: Vec<&str> = likely.rests_on.iter().map(|&fact| speaker.fact(fact)).collect();
    let said = likely.estimate.map(|estimate| [speaker.colon(), &speaker.estimate(estimate)].concat());
    html! {
        <p data-testid="if-usual">
            { speaker.label(if said.is_some() { &QuestionWord::Likely } else { &QuestionWord::LikelyTag }) }
            { said.unwrap_or_default() }
            { speaker.in_brackets(&names.join(speaker.enumeration())) }
        </p>
    }
}

/// Texts as the items of a list.
fn items(view: &View, texts: &[TextId]) -> Html {
    let speaker = view.speaker();
    html! {
        for text in texts {
            <li>{ speaker.text(*text) }</li>
        }
    }
}

/// What to do, with which papers, where, by when.
fn how(view: &View, policy: Policy<'_>) -> Html {
    let speaker = view.speaker();
    let details = policy.details;
    html! {
        <section class="panel" data-testid="how">
            <h2>
                { speaker.label(&PolicyWord::HowTo) }
                if !policy.is_background() {
                    { speaker.colon() }{ speaker.label(&policy.channel) }
                }
            </h2>
            if !details.steps.is_empty() {
                <h3>{ speaker.label(&PolicyWord::Steps) }</h3>
                <ol>{ items(view, &details.steps) }</ol>
            }
            if parts::has_place(view, policy) {
                <h3>{ speaker.label(&PolicyWord::Place) }</h3>
                { parts::where_to_go(view, policy, false) }
            }
            <h3>{ speaker.label(&PolicyWord::Materials) }</h3>
            if let Some(why) = speaker.no_materials(policy) {
                <p>{ why }</p>
            } else {
                <ul>
                    for paper in details.materials.iter().flatten() {
                        <li>{ speaker.for_clerk(*paper) }</li>
                    }
                </ul>
            }
            <dl class="facts">
                if let Some(window) = speaker.window(policy, view.answer.on) {
                    { entry(speaker.label(&CommonWord::Window), window) }
                }
                if !details.acts.is_empty() {
                    { entry(speaker.label(&CommonWord::Acts), parts::acts(view, policy)) }
                }
                if let Some(paid) = details.paid {
                    { entry(speaker.label(&PolicyWord::Paid), speaker.text(paid)) }
                }
                if let Some(office) = details.office {
                    { entry(speaker.label(&CommonWord::Office), speaker.for_clerk(office)) }
                }
                if policy.recipient != Recipient::Enterprise {
                    { entry(speaker.label(&PolicyWord::Recipient), speaker.label(&policy.recipient)) }
                }
                if let Some(phone) = &details.phone {
                    { entry(speaker.label(&CommonWord::Phone), html! { <a href={format!("tel:{phone}")}>{ phone }</a> }) }
                }
            </dl>
        </section>
    }
}

/// The policies that may not be used together with this one, each with the reason if it is stated.
fn exclusions(view: &View, id: PolicyId, policy: Policy<'_>) -> Html {
    let speaker = view.speaker();
    let catalogue = view.catalogue();
    let stated = |other: PolicyId| policy.details.excludes.iter().find(|exclusion| exclusion.policy == other);
    let excluded: Vec<(Policy<'_>, Option<&Exclusion>)> = catalogue
        .iter()
        .filter(|(other, _)| *other != id)
        .map(|(other, policy)| (other, policy, stated(other)))
        .filter(|(other, _, stated)| {
            // Several of one amount are each used for their own part of it.
            stated.is_some() || conflict(catalogue, id, *other).is_some_and(|(per, _)| per != Per::Amount)
        })
        .map(|(_, policy, stated)| (policy, stated))
        .collect();
    if excluded.is_empty() {
        return html! {};
    }
    html! {
        <section class="panel">
            <h2>{ speaker.label(&PolicyWord::NotTogether) }</h2>
            <ul>
                for (other, stated) in excluded {
                    <li>
                        { policy_link(view, other) }
                        if let Some(exclusion) = stated {
                            <span class="seen">{ speaker.in_brackets(speaker.text(exclusion.why)) }</span>
                        }
                    </li>
                }
            </ul>
        </section>
    }
}

/// Dates, documents, relatives, verification.
fn papers(view: &View, id: PolicyId, policy: Policy<'_>, outcome: &Outcome) -> Html {
    let speaker = view.speaker();
    let details = policy.details;
    let issuers: Vec<&str> = details.issuers.iter().map(|&issuer| speaker.text(issuer)).collect();
    let successors: Vec<PolicyId> = view.catalogue().successors(id).collect();
    html! {
        <section class="panel" data-testid="papers">
            <h2>{ speaker.label(&PolicyWord::Documents) }</h2>
            <ul class="documents">
                for document in &details.documents {
                    <li>{ self::document(view, document) }</li>
                }
            </ul>
            <dl class="facts">
                { entry(speaker.label(&CommonWord::Validity), speaker.period(policy.validity)) }
                { entry(speaker.label(&CommonWord::Status), speaker.label(&outcome.status)) }
                if view.is_complete() {
                    { entry(speaker.label(&CommonWord::Issuers), issuers.join(speaker.enumeration())) }
                }
                { relatives(view, PolicyWord::Predecessors, &details.supersedes) }
                { relatives(view, PolicyWord::Successors, &successors) }
                { entry(speaker.label(&CommonWord::Verification), speaker.label(&details.verified)) }
                { entry(speaker.label(&PolicyWord::Reviewed), speaker.date(policy.reviewed)) }
                { entry(speaker.label(&CommonWord::CatalogueVersion), view.catalogue().version.as_str()) }
            </dl>
        </section>
    }
}

/// A document: title, number, day of issue, official address.
fn document(view: &View, document: &Document) -> Html {
    let speaker = view.speaker();
    html! {
        <>
            <span lang="zh-CN">{ "《" }{ speaker.text(document.title) }{ "》" }</span>
            if let Some(number) = document.number {
                <span class="number" lang="zh-CN">{ speaker.text(number) }</span>
            }
            if let Some(issued) = document.issued {
                <span class="seen">{ " " }{ speaker.date(issued) }</span>
            }
            if let Some(url) = document.url.filter(|_| view.is_complete()) {
                <a href={speaker.text(url).to_owned()} target="_blank" rel="noopener noreferrer">
                    { speaker.label(&PolicyWord::DocumentOpen) }
                </a>
            }
        </>
    }
}

/// The policies before or after this one.
fn relatives(view: &View, word: PolicyWord, list: &[PolicyId]) -> Html {
    if list.is_empty() {
        return html! {};
    }
    let policies = list.iter().filter_map(|&id| view.catalogue().policy(id));
    let links = html! {
        <ul class="bare">
            for policy in policies {
                <li>{ policy_link(view, policy) }</li>
            }
        </ul>
    };
    entry(view.speaker().label(&word), links)
}
