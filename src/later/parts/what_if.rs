//! What a policy would answer if one fact were another.

use yew::prelude::*;

use crate::first::value_of;
use crate::later::view::View;
use crate::wording::{CommonWord, PolicyWord, Speaker};
use engine::catalogue::PolicyId;
use engine::matching::{Alternative, deciding};

/// What a [`WhatIf`] needs.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(crate) struct WhatIfProps {
    /// Everything shown.
    pub(crate) view: View,
    /// The policy.
    pub(crate) id: PolicyId,
}

/// What a policy would answer if one fact were another: a slider over the values at which something changes, and the
/// table of them all.
#[component]
pub(crate) fn WhatIf(props: &WhatIfProps) -> Html {
    let view = &props.view;
    let speaker = view.speaker();
    let chosen = use_state_eq(|| 0_usize);
    let moved = use_state_eq(|| None::<usize>);
    let found = use_memo((props.id, view.clone()), |(id, view)| {
        let (policy, outcome) = (view.catalogue().policy(*id), view.outcome(*id));
        policy
            .zip(outcome)
            .map(|(policy, outcome)| deciding(view.catalogue(), &view.situation(), policy, outcome))
            .unwrap_or_default()
    });
    let Some((fact, steps)) = found.get(*chosen).or_else(|| found.first()) else { return html! {} };
    let Some(declared) = view.catalogue().facts.get(*fact) else { return html! {} };
    let now = steps.iter().position(|step| step.is_now);
    let at = (*moved).filter(|at| *at < steps.len()).or(now).unwrap_or(0);
    let last = steps.len().saturating_sub(1);
    let value = |step: &Alternative| speaker.values(*fact, declared, &step.value);
    let said = steps.get(at).map(|step| format!("{}{}{}", value(step), speaker.colon(), answer(&speaker, step)));
    let choose = {
        let (chosen, moved) = (chosen.clone(), moved.clone());
        Callback::from(move |event: Event| {
            if let Some(index) = value_of(&event).and_then(|value| value.parse().ok()) {
                chosen.set(index);
                moved.set(None);
            }
        })
    };
    let slide = {
        let moved = moved.clone();
        Callback::from(move |event: InputEvent| moved.set(value_of(&event).and_then(|value| value.parse().ok())))
    };
    let worth =
        |step: &Alternative| step.estimate.map_or_else(|| "—".to_owned(), |estimate| speaker.estimate(estimate));
    html! {
        <section class="panel what-if" aria-labelledby="what-if-title" data-testid="what-if">
            <h2 id="what-if-title">{ speaker.label(&PolicyWord::WhatIf) }</h2>
            <p class="hint">{ speaker.label(&PolicyWord::WhatIfNote) }</p>
            <div class="pair">
                <div class="field">
                    <label for="what-if-fact">{ speaker.label(&PolicyWord::WhatIfFact) }</label>
                    <select id="what-if-fact" onchange={choose}>
                        for (index, (fact, _)) in found.iter().enumerate() {
                            <option value={index.to_string()} selected={index == *chosen}>{ speaker.fact(*fact) }</option>
                        }
                    </select>
                </div>
                <div class="field">
                    <label for="what-if-value">{ speaker.label(&PolicyWord::WhatIfValue) }</label>
                    <input id="what-if-value" type="range" min="0" max={last.to_string()} step="1" value={at.to_string()}
                        aria-valuetext={said.clone()} oninput={slide} />
                </div>
            </div>
            <p class="now" data-testid="what-if-said">{ said }</p>
            <div class="scroll" role="group" tabindex="0" aria-labelledby="what-if-title">
                <table class="table">
                    <thead><tr>
                        <th scope="col">{ speaker.fact(*fact) }</th>
                        <th scope="col">{ speaker.label(&CommonWord::Verdict) }</th>
                        <th scope="col">{ speaker.label(&CommonWord::Worth) }</th>
                    </tr></thead>
                    <tbody>
                        for (index, step) in steps.iter().enumerate() {
                            <tr class={(index == at).then_some("chosen")}>
                                <th scope="row">
                                    { value(step) }
                                    if step.is_now {
                                        <span class="tag strong">{ speaker.label(&CommonWord::Now) }</span>
                                    }
                                </th>
                                <td>{ speaker.label(&step.verdict) }</td>
                                <td>{ worth(step) }</td>
                            </tr>
                        }
                    </tbody>
                </table>
            </div>
        </section>
    }
}

/// What a policy would answer, in a line.
fn answer(speaker: &Speaker<'_>, step: &Alternative) -> String {
    let verdict = speaker.label(&step.verdict);
    match step.estimate {
        Some(estimate) => format!("{verdict}{}{}", speaker.semicolon(), speaker.estimate(estimate)),
        None => verdict.to_owned(),
    }
}
