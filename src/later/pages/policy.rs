//! The page of one policy, a guide: what for whom, one's own state, how much, how, with which papers, when, where, on
//! which documents.

use yew::prelude::*;

use crate::first::Send;
use crate::later::parts;
use crate::later::parts::{
    HOW, Inquiry, Missing, Mistake, WhatIf, conditions, entry, heading, official_document, policy_bar, policy_link,
    told_region,
};
use crate::later::view::View;
use crate::model::route::Route;
use crate::wording::{CommonWord, PolicyWord, QuestionWord};
use engine::catalogue::{Channel, Exclusion, Language, Per, Policy, PolicyId, Recipient, Status, Test, TextId};
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
    let chinese = view.loaded.texts.get(policy.name, Language::ZhCn);
    html! {
        <article class="policy" data-testid="policy">
            { back }
            { heading(view.name(policy.rule)) }
            if speaker.language != Language::ZhCn && chinese != view.name(policy.rule) {
                // What a clerk has to hear.
                <p class="hint" lang="zh-CN">{ chinese }</p>
            }
            <p class="tags">
                if !policy.is_background() {
                    <span class="tag strong">{ speaker.label(&policy.channel) }</span>
                }
                <span class="tag">{ speaker.label(&policy.category) }</span>
                <span class="tag">{ speaker.label(&outcome.status) }</span>
                <a class="as-picture" href={Route::Picture(policy.id.clone()).href()}>{ speaker.label(&PolicyWord::AsPicture) }</a>
            </p>
            { parts::source(view, policy.details.source) }
            if view.is_complete() {
                <p class="summary-text">{ speaker.text(policy.details.summary) }</p>
                { case(view, send, name, &situation, (id, policy, outcome)) }
                { benefit(view, &situation, policy, outcome) }
                { how(view, policy) }
                { materials(view, policy) }
                { when(view, policy) }
                { place(view, policy) }
                <Inquiry key={name} view={view.clone()} policy={id} />
            }
            { papers(view, id, policy, outcome) }
            if view.is_complete() {
                { exclusions(view, id, policy) }
                { parts::terms(view, policy) }
                <WhatIf key={name} view={view.clone()} {id} />
                <Mistake key={name} view={view.clone()} {id} />
                { policy_bar(view, send, policy) }
            }
        </article>
    }
}

/// The verdict, what is missing for it as fields, and the conditions that matter most, with the enterprise's own values.
fn case(
    view: &View,
    send: &Send,
    name: &str,
    situation: &Situation<'_>,
    (id, policy, outcome): (PolicyId, Policy<'_>, &Outcome),
) -> Html {
    let speaker = view.speaker();
    let finding = tree(view.catalogue(), situation, &policy.criterion);
    let (mut all, mut single) = (Vec::new(), Vec::new());
    conjuncts(&finding, false, &mut all);
    conjuncts(&finding, true, &mut single);
    let count = |truth: Truth| single.iter().filter(|finding| finding.truth == truth).count();
    let counted = speaker.conditions_counted(count(Truth::True), count(Truth::Unknown), count(Truth::False));
    let (class, word, reasons) = match outcome.verdict {
        Verdict::Eligible => ("panel case eligible", PolicyWord::ReasonsMet, sufficient(&finding)),
        Verdict::Ineligible => ("panel case ineligible", PolicyWord::ReasonsFailed, sufficient(&finding)),
        Verdict::NeedsInfo => {
            let rests_elsewhere =
                |finding: &&Reason<'_>| matches!(finding.criterion.test, Test::Authority(_) | Test::CheckYourself(_));
            let others = single.iter().copied().filter(rests_elsewhere).collect();
            ("panel case needs_info", PolicyWord::ReasonsOthers, others)
        }
    };
    html! {
        <section {class} data-testid="case">
            <h2>{ speaker.label(&PolicyWord::YourCase) }{ speaker.colon() }
                <span role="status" data-testid="verdict">{ speaker.label(&outcome.verdict) }</span></h2>
            if !all.is_empty() {
                <p data-testid="counted">{ counted }</p>
            }
            if let Some(standing) = speaker.standing(policy.rule) {
                <p class="notice-line">{ standing }</p>
            }
            if let Some(why) = speaker.not_claimed(policy.rule) {
                <p class="notice-line">{ why }</p>
            }
            if let Some(near) = outcome.near_miss.filter(|_| outcome.group == Group::NearMiss) {
                <p class="near">{ speaker.near_miss(near) }</p>
            }
            <Missing key={name} view={view.clone()} send={send.clone()} {id} />
            <div>
                if !reasons.is_empty() {
                    <h3>{ speaker.label(&word) }</h3>
                    { conditions(view, situation, &reasons, false) }
                }
            </div>
            if !all.is_empty() {
                <details>
                    <summary>{ speaker.label(&PolicyWord::WholeTree) }{ speaker.in_brackets(&single.len().to_string()) }</summary>
                    { conditions(view, situation, &all, true) }
                </details>
            }
        </section>
    }
}

/// The parts that must all hold; those of definitions too, or by their names.
fn conjuncts<'f, 'a>(finding: &'f Reason<'a>, through_names: bool, all: &mut Vec<&'f Reason<'a>>) {
    let is_name = matches!(finding.criterion.test, Test::Defined(_));
    if matches!(finding.criterion.test, Test::All(_)) || (is_name && through_names && !finding.parts.is_empty()) {
        for part in &finding.parts {
            conjuncts(part, through_names, all);
        }
    } else {
        all.push(finding);
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

/// What to do, step by step.
fn how(view: &View, policy: Policy<'_>) -> Html {
    let speaker = view.speaker();
    html! {
        <section class="panel" data-testid="how">
            <h2 id={HOW} tabindex="-1">
                { speaker.label(&PolicyWord::HowTo) }
                if !policy.is_background() {
                    { speaker.colon() }{ speaker.label(&policy.channel) }
                }
            </h2>
            { parts::steps(view, policy) }
        </section>
    }
}

/// The papers that it takes or, where they are not known, whom to ask and how.
fn materials(view: &View, policy: Policy<'_>) -> Html {
    let speaker = view.speaker();
    let region = told_region(view);
    let phone = view.catalogue().number_to_ask(policy, region);
    // Where no place is known the question about it asks for the papers, too.
    let is_asked = view.catalogue().places_for(policy, region).is_empty();
    let asks = policy.details.materials.is_none() && policy.is_handed_in(view.answer.on);
    html! {
        <section class="panel" data-testid="materials">
            <h2>{ speaker.label(&PolicyWord::Materials) }</h2>
            if let Some(why) = speaker.no_materials(policy) {
                <p>{ why }</p>
            } else {
                <ul>
                    for paper in policy.details.materials.iter().flatten() {
                        <li>{ speaker.for_clerk(*paper) }</li>
                    }
                </ul>
            }
            if asks && is_asked {
                <p>{ speaker.label(&PolicyWord::PapersAsked) }</p>
            } else if asks {
                <p>{ speaker.label(&PolicyWord::AskPapers) }</p>
                <blockquote lang="zh-CN">{ speaker.question_for_papers(policy) }</blockquote>
                if let Some(phone) = phone {
                    <p><a class="button" href={format!("tel:{phone}")}>{ phone }</a></p>
                }
            }
        </section>
    }
}

/// By when: the days left, when it can be applied for, what the law wants done by which day.
fn when(view: &View, policy: Policy<'_>) -> Html {
    let speaker = view.speaker();
    let (details, on) = (policy.details, view.answer.on);
    let is_handed_in = policy.is_handed_in(on);
    html! {
        <section class="panel" data-testid="when">
            <h2>{ speaker.label(&PolicyWord::When) }</h2>
            <dl class="facts">
                if let Some(day) = policy.act_by(on).filter(|_| is_handed_in) {
                    { entry(speaker.label(&PolicyWord::DaysLeft), html! { <b>{ speaker.days_to(day, on) }</b> }) }
                }
                if let Some(window) = speaker.window(policy, on) {
                    { entry(speaker.label(&CommonWord::Window), window) }
                } else if is_handed_in && matches!(policy.channel, Channel::Application | Channel::Selection) {
                    { entry(speaker.label(&CommonWord::Window), speaker.label(&PolicyWord::AnyTime)) }
                }
                if !details.acts.is_empty() {
                    { entry(speaker.label(&CommonWord::Acts), parts::acts(view, policy)) }
                }
                { entry(speaker.label(&CommonWord::Validity), speaker.period(policy.validity)) }
                if let Some(paid) = details.paid {
                    { entry(speaker.label(&PolicyWord::Paid), speaker.text(paid)) }
                }
            </dl>
        </section>
    }
}

/// Where to turn to, and whom to call.
fn place(view: &View, policy: Policy<'_>) -> Html {
    let speaker = view.speaker();
    let region = told_region(view);
    let phone = view.catalogue().number_to_ask(policy, region);
    html! {
        <section class="panel" data-testid="where">
            <h2>{ speaker.label(&PolicyWord::Where) }</h2>
            <dl class="facts">
                if let Some(office) = policy.details.office {
                    { entry(speaker.label(&CommonWord::Office), speaker.for_clerk(office)) }
                }
                if let Some(phone) = phone {
                    { entry(speaker.label(&CommonWord::Phone), html! { <a href={format!("tel:{phone}")}>{ phone }</a> }) }
                }
                if policy.recipient != Recipient::Enterprise {
                    { entry(speaker.label(&PolicyWord::Recipient), speaker.label(&policy.recipient)) }
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
    let is_over = |(policy, _): &(Policy<'_>, Option<&Exclusion>)| {
        let outcome = catalogue.find(&policy.id).and_then(|id| view.outcome(id));
        outcome.is_none_or(|outcome| outcome.status == Status::Ended || outcome.verdict == Verdict::Ineligible)
    };
    let (ended, running): (Vec<_>, Vec<_>) = excluded.into_iter().partition(is_over);
    let list = |of: Vec<(Policy<'_>, Option<&Exclusion>)>| {
        html! {
            <ul>
                for (other, stated) in of {
                    <li>
                        { policy_link(view, other) }
                        if let Some(exclusion) = stated {
                            <span class="seen">{ speaker.in_brackets(speaker.text(exclusion.why)) }</span>
                        }
                    </li>
                }
            </ul>
        }
    };
    let title = speaker.label(&PolicyWord::NotTogether);
    let ended_count = speaker.in_brackets(&ended.len().to_string());
    html! {
        if running.is_empty() {
            <details class="panel" data-testid="not-together">
                <summary>{ title }{ speaker.colon() }{ speaker.label(&PolicyWord::EndedOnes) }{ ended_count }</summary>
                { list(ended) }
            </details>
        } else {
            <section class="panel" data-testid="not-together">
                <h2>{ title }</h2>
                { list(running) }
                if !ended.is_empty() {
                    <details>
                        <summary>{ speaker.label(&PolicyWord::EndedOnes) }{ ended_count }</summary>
                        { list(ended) }
                    </details>
                }
            </section>
        }
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
                for (index, document) in details.documents.iter().enumerate() {
                    <li>{ official_document(view, index, document) }</li>
                }
            </ul>
            <dl class="facts">
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
    if word == PolicyWord::Successors {
        return entry(view.speaker().label(&word), links);
    }
    let folded = html! {
        <details><summary>{ view.speaker().items(list.len()) }</summary>{ links }</details>
    };
    entry(view.speaker().label(&word), folded)
}
