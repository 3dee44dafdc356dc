//! The ladder of tiers for this enterprise.

use yew::{Html, html};

use crate::first::{Send, on};
use crate::later::parts::{Walk, finding_line, heading, policy_link};
use crate::later::view::View;
use crate::model::state::Action;
use crate::wording::{CommonWord, LadderWord};
use engine::catalogue::Test;
use engine::matching::{Applies, Rung, Situation, Standard, StandardCriterion, Unlocked, ladder as rungs};

/// The page.
pub(crate) fn ladder(view: &View, send: &Send) -> Html {
    let speaker = view.speaker();
    let situation = view.situation();
    html! {
        <>
            { heading(speaker.label(&LadderWord::Title)) }
            <p class="lead">{ speaker.label(&LadderWord::Intro) }</p>
            <div>
                if view.state.asking.is_some() {
                    <Walk view={view.clone()} send={send.clone()} />
                }
            </div>
            for rung in rungs(view.catalogue(), &situation) {
                { one(view, send, &situation, &rung) }
            }
        </>
    }
}

/// One tier: its standards, and what it opens.
fn one(view: &View, send: &Send, situation: &Situation<'_>, rung: &Rung<'_>) -> Html {
    let speaker = view.speaker();
    html! {
        <section class="panel" data-testid={format!("tier-{}", rung.tier.id())}>
            <h2>{ speaker.label(&rung.tier) }</h2>
            <p class="hint">{ speaker.held(rung) }</p>
            for standard in &rung.standards {
                { self::standard(view, send, situation, standard) }
            }
            <h3>{ speaker.label(&LadderWord::Unlocks) }</h3>
            <p>{ speaker.unlocks(rung) }</p>
            if !rung.unlocks.is_empty() {
                <ul>{ for rung.unlocks.iter().filter_map(|unlocked| self::unlocked(view, unlocked)) }</ul>
            }
        </section>
    }
}

/// A policy that a tier opens, with its status and what it is worth.
fn unlocked(view: &View, unlocked: &Unlocked) -> Option<Html> {
    let speaker = view.speaker();
    let policy = view.catalogue().policy(unlocked.policy)?;
    let worth = unlocked.estimate.map(|estimate| speaker.estimate(estimate));
    let said: Vec<String> = [Some(speaker.label(&unlocked.status).to_owned()), worth].into_iter().flatten().collect();
    Some(html! {
        <li>
            { policy_link(view, policy) }
            <span class="seen">{ speaker.in_brackets(&said.join(speaker.comma())) }</span>
        </li>
    })
}

/// One standard of a tier, what is still needed for it, and all its steps.
fn standard(view: &View, send: &Send, situation: &Situation<'_>, standard: &Standard<'_>) -> Html {
    let speaker = view.speaker();
    let Some(policy) = view.catalogue().policy(standard.policy) else { return html! {} };
    let number =
        policy.details.documents.first().and_then(|document| document.number).map_or("", |id| speaker.text(id));
    let answer = speaker.label(&CommonWord::AnswerThis);
    html! {
        <>
            <h3>{ policy_link(view, policy) }</h3>
            <p>
                <strong>{ speaker.standard_verdict(standard) }</strong>
                { speaker.semicolon() }{ speaker.label(&standard.applies) }
                <span class="number" lang="zh-CN">{ number }</span>
            </p>
            if standard.applies != Applies::NoMore {
                if !standard.open.facts.is_empty() {
                    <h4>{ speaker.label(&LadderWord::StillNeeded) }</h4>
                    <ul class="missing">
                        for (fact, _) in &standard.open.facts {
                            <li>
                                <span>{ speaker.fact(*fact) }</span>
                                <button type="button" class="button"
                                    aria-label={format!("{answer}{}", speaker.quoted(speaker.fact(*fact)))}
                                    onclick={on(send, Action::Ask(*fact))}>{ answer }</button>
                            </li>
                        }
                    </ul>
                }
                <details>
                    <summary>{ speaker.label(&LadderWord::Criteria) }</summary>
                    <ul class="findings tree">
                        for step in &standard.steps {
                            { self::step(view, situation, step) }
                        }
                    </ul>
                </details>
            }
        </>
    }
}

/// One step of a standard, with what would take it, or with its parts.
fn step(view: &View, situation: &Situation<'_>, step: &StandardCriterion<'_>) -> Html {
    let speaker = view.speaker();
    let is_group = matches!(step.finding.criterion.test, Test::Any(_) | Test::All(_) | Test::AtLeast(..));
    html! {
        <li>
            { finding_line(view, situation, &step.finding, is_group && !step.parts.is_empty()) }
            if step.parts.is_empty() {
                for change in &step.changes {
                    <span class="note near">{ speaker.near_miss(*change) }</span>
                }
            } else {
                <ul class="findings">
                    for part in &step.parts {
                        { self::step(view, situation, part) }
                    }
                </ul>
            }
        </li>
    }
}
