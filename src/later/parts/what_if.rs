//! What a policy would answer if one fact were another.

use yew::prelude::*;

use crate::first::value_of;
use crate::later::parts::trouble_text;
use crate::later::view::View;
use crate::model::draft::{self, Entry};
use crate::wording::{CommonWord, PolicyWord, Speaker, Word};
use engine::catalogue::PolicyId;
use engine::enterprise::{Fact, FactId, Kind, Possible};
use engine::matching::{Alternative, alternative, deciding};
use engine::quantity::{bit, bits_of};

/// What a [`WhatIf`] needs.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(crate) struct WhatIfProps {
    /// Everything shown.
    pub(crate) view: View,
    /// The policy.
    pub(crate) id: PolicyId,
}

/// What a policy would answer if one fact were another: behind a link, since few people look for it.
#[component]
pub(crate) fn WhatIf(props: &WhatIfProps) -> Html {
    let WhatIfProps { view, id } = props;
    let speaker = view.speaker();
    let chosen = use_state_eq(|| None::<FactId>);
    let found = use_memo((*id, view.clone()), |(id, view)| {
        let (policy, outcome) = (view.catalogue().policy(*id), view.outcome(*id));
        policy
            .zip(outcome)
            .map(|(policy, outcome)| deciding(view.catalogue(), &view.situation(), policy, outcome))
            .unwrap_or_default()
    });
    let at = chosen.and_then(|fact| found.iter().position(|(other, _)| *other == fact)).unwrap_or(0);
    let Some((fact, steps)) = found.get(at) else { return html! { <div hidden=true></div> } };
    let choose = {
        let (chosen, found) = (chosen.clone(), found.clone());
        Callback::from(move |event: Event| {
            let index = value_of(&event).and_then(|value| value.parse::<usize>().ok());
            if let Some((fact, _)) = index.and_then(|index| found.get(index)) {
                chosen.set(Some(*fact));
            }
        })
    };
    html! {
        <details class="panel what-if" data-testid="what-if">
            <summary id="what-if-title">{ speaker.label(&PolicyWord::WhatIf) }</summary>
            <p class="hint">{ speaker.label(&PolicyWord::WhatIfNote) }</p>
            <div class="field">
                <label for="what-if-fact">{ speaker.label(&PolicyWord::WhatIfFact) }</label>
                <select id="what-if-fact" onchange={choose}>
                    for (index, (fact, _)) in found.iter().enumerate() {
                        <option value={index.to_string()} selected={index == at}>{ speaker.fact(*fact) }</option>
                    }
                </select>
            </div>
            <OneFact key={fact.0} view={view.clone()} id={*id} fact={*fact} steps={steps.clone()} />
        </details>
    }
}

/// What a [`OneFact`] needs.
#[derive(Clone, Debug, PartialEq, Properties)]
struct OneFactProps {
    view: View,
    id: PolicyId,
    fact: FactId,
    /// The values between which nothing changes.
    steps: Vec<Alternative>,
}

/// A value put in the place of what was told.
#[derive(Clone, Debug, Default, PartialEq)]
enum Put {
    /// None yet: as it is now.
    #[default]
    Nothing,
    /// Typed.
    Typed(String),
    /// One of those offered.
    Offered(usize),
}

/// One fact with another value, what the policy would answer then, and all places where the answer changes.
#[component]
fn OneFact(props: &OneFactProps) -> Html {
    let OneFactProps { view, id: policy, fact, steps } = props;
    let id = *fact;
    let speaker = view.speaker();
    let put = use_state_eq(Put::default);
    let Some(declared) = view.catalogue().facts.get(id) else { return html! { <div hidden=true></div> } };
    let offered = offered(declared, steps);
    let told = view.parsed.profile.given(id);
    let is_now = |value: &Possible| told == Some(value) || steps.iter().any(|step| step.is_now && step.value == *value);
    let first_now = offered.iter().position(is_now);
    let at = if let Put::Offered(index) = *put { Some(index) } else { first_now };
    let typed = if let Put::Typed(typed) = &*put { typed.as_str() } else { "" };
    let read = draft::read(&Entry::Typed(typed.to_owned()), declared);
    let value = match &*put {
        Put::Nothing => None,
        Put::Typed(_) => read.as_ref().ok().cloned().flatten(),
        Put::Offered(index) => offered.get(*index).cloned(),
    };
    let line = |step: &Alternative| {
        format!("{}{}{}", speaker.values(id, declared, &step.value), speaker.colon(), answer(&speaker, step))
    };
    let said = match (value, view.catalogue().policy(*policy)) {
        (Some(value), Some(policy)) => Some(line(&alternative(view.catalogue(), &view.situation(), policy, id, value))),
        _ => steps.iter().find(|step| step.is_now).map(line),
    };
    let control = match declared.kind {
        Kind::Flag => {
            let choose = |index: usize| {
                let put = put.clone();
                Callback::from(move |_: MouseEvent| put.set(Put::Offered(index)))
            };
            html! {
                <div class="options" role="group" aria-labelledby="what-if-value-name">
                    for (index, value) in offered.iter().enumerate() {
                        <button type="button" class="button" aria-pressed={(at == Some(index)).to_string()}
                            onclick={choose(index)}>{ speaker.values(id, declared, value) }</button>
                    }
                </div>
            }
        }
        Kind::Choice(_) | Kind::Choices(_) | Kind::Place(_) => {
            let put = put.clone();
            let pick = Callback::from(move |event: Event| {
                let index = value_of(&event).and_then(|value| value.parse().ok());
                put.set(index.map_or(Put::Nothing, Put::Offered));
            });
            html! {
                <select id="what-if-value" onchange={pick}>
                    <option value="" selected={at.is_none()}>{ speaker.label(&Word::NotSaid) }</option>
                    for (index, value) in offered.iter().enumerate() {
                        <option value={index.to_string()} selected={at == Some(index)}>
                            { speaker.values(id, declared, value) }
                        </option>
                    }
                </select>
            }
        }
        Kind::Count | Kind::Money | Kind::Rate | Kind::Date => {
            let put = put.clone();
            let oninput = Callback::from(move |event: InputEvent| {
                put.set(value_of(&event).filter(|typed| !typed.is_empty()).map_or(Put::Nothing, Put::Typed));
            });
            let kind = if declared.kind == Kind::Date { "date" } else { "text" };
            let reading = match &read {
                Ok(Some(value @ Possible::Numbers(_))) if declared.kind != Kind::Date => {
                    format!("= {}", speaker.possible(id, declared, value))
                }
                _ if declared.kind == Kind::Money => speaker.label(&Word::MoneyHint).to_owned(),
                _ => String::new(),
            };
            let trouble = read
                .as_ref()
                .err()
                .map(|trouble| trouble_text(&speaker, id, declared, Some(&Entry::Typed(typed.to_owned())), *trouble));
            html! {
                <>
                    <input id="what-if-value" type={kind} autocomplete="off" value={typed.to_owned()} {oninput}
                        aria-invalid={trouble.is_some().then_some("true")} aria-describedby="what-if-note" />
                    if let Some(trouble) = trouble {
                        <p class="error" id="what-if-note">{ trouble }</p>
                    } else {
                        <p class="hint" id="what-if-note">{ reading }</p>
                    }
                </>
            }
        }
    };
    let name = speaker.label(&PolicyWord::WhatIfValue);
    html! {
        <>
            <div class="field">
                if declared.kind == Kind::Flag {
                    <p id="what-if-value-name"><b>{ name }</b></p>
                } else {
                    <label for="what-if-value">{ name }</label>
                }
                { control }
            </div>
            <p class="now" role="status" data-testid="what-if-said">{ said }</p>
            <h3>{ speaker.label(&PolicyWord::WhatIfSteps) }</h3>
            <ul class="bare steps-list" data-testid="what-if-steps">
                for step in steps {
                    <li class={step.is_now.then_some("chosen")}>
                        <b>{ speaker.values(id, declared, &step.value) }</b>
                        if step.is_now {
                            <span class="tag strong">{ speaker.label(&CommonWord::Now) }</span>
                        }
                        <span>{ answer(&speaker, step) }</span>
                    </li>
                }
            </ul>
        </>
    }
}

/// The values that can be put: each option by itself, the sets and places that the steps are made of.
fn offered(declared: &Fact, steps: &[Alternative]) -> Vec<Possible> {
    match declared.kind {
        // Yes first, as everywhere.
        Kind::Flag => [1, 0].map(|option| Possible::Options(bit(option))).to_vec(),
        Kind::Choice(_) => bits_of(declared.all_options()).map(|option| Possible::Options(bit(option))).collect(),
        Kind::Choices(_) | Kind::Place(_) => steps.iter().map(|step| step.value.clone()).collect(),
        Kind::Count | Kind::Money | Kind::Rate | Kind::Date => Vec::new(),
    }
}

/// What a policy would answer, in a line.
fn answer(speaker: &Speaker<'_>, step: &Alternative) -> String {
    let verdict = if step.waits { speaker.label(&PolicyWord::WaitsForOthers) } else { speaker.label(&step.verdict) };
    match step.estimate {
        Some(estimate) => format!("{verdict}{}{}", speaker.semicolon(), speaker.estimate(estimate)),
        None => verdict.to_owned(),
    }
}
