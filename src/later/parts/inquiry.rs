//! A question about a policy, to copy into the form of an office or hotline.

use yew::prelude::*;

use crate::later::parts::{TextOut, contacts, text_in_chinese};
use crate::later::view::View;
use crate::wording::{CommonWord, InquiryWord, Speaker};
use engine::catalogue::{Criterion, Policy, PolicyId, Test};
use engine::enterprise::{FactId, Facts};
use engine::matching::{Reason, Truth, tree};

/// What an [`Inquiry`] needs.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(crate) struct InquiryProps {
    /// Everything shown.
    pub(crate) view: View,
    /// The policy asked about.
    pub(crate) policy: PolicyId,
}

/// A text about a policy for a hotline or portal form: the question chosen, and of the answers only what is ticked.
#[component]
pub(crate) fn Inquiry(props: &InquiryProps) -> Html {
    let InquiryProps { view, policy: id } = props;
    let speaker = view.speaker();
    let chosen = use_state_eq(|| 0_usize);
    let ticked = use_state_eq(Vec::<FactId>::new);
    let Some(policy) = view.catalogue().policy(*id) else { return html! { <span hidden=true></span> } };
    let (questions, told) = (questions(view, speaker, policy), told(view, speaker, policy));
    let text = |speaker: Speaker<'_>| {
        let (questions, told) = (self::questions(view, speaker, policy), self::told(view, speaker, policy));
        let facts: Vec<(String, String)> =
            told.into_iter().filter(|(id, ..)| ticked.contains(id)).map(|(_, name, value)| (name, value)).collect();
        let question = questions.get(*chosen).or(questions.first()).map_or("", String::as_str);
        speaker.inquiry(policy, question, &facts)
    };
    let choose = |index: usize| {
        let chosen = chosen.clone();
        Callback::from(move |_: Event| chosen.set(index))
    };
    let tick = |id: FactId| {
        let ticked = ticked.clone();
        Callback::from(move |_: Event| {
            let mut now = (*ticked).clone();
            if now.contains(&id) {
                now.retain(|other| *other != id);
            } else {
                now.push(id);
            }
            ticked.set(now);
        })
    };
    html! {
        <section class="panel inquiry" data-testid="inquiry">
            <details>
                <summary>{ speaker.label(&InquiryWord::Title) }</summary>
                <p class="hint">{ speaker.label(&InquiryWord::Intro) }</p>
                <fieldset class="checks">
                    <legend>{ speaker.label(&InquiryWord::Which) }</legend>
                    for (index, question) in questions.iter().enumerate() {
                        <label class="check">
                            <input type="radio" name="inquiry" checked={*chosen == index} onchange={choose(index)} />
                            { question.clone() }
                        </label>
                    }
                </fieldset>
                <fieldset class="checks">
                    <legend>{ speaker.label(&InquiryWord::Facts) }</legend>
                    if told.is_empty() {
                        <p class="hint">{ speaker.label(&InquiryWord::NoFacts) }</p>
                    }
                    for (id, name, value) in told.iter() {
                        <label class="check">
                            <input type="checkbox" checked={ticked.contains(id)} onchange={tick(*id)} />
                            { format!("{name}{}{value}", speaker.colon()) }
                        </label>
                    }
                </fieldset>
                <TextOut view={view.clone()} id="inquiry-text" label={speaker.label(&InquiryWord::Text)}
                    text={text(speaker)} />
                { text_in_chinese(view, "inquiry-chinese", text, Vec::new()) }
                <p><strong>{ speaker.label(&CommonWord::Contacts) }</strong></p>
                if let Some(office) = policy.details.office {
                    <p>{ speaker.for_clerk(office) }</p>
                }
                { contacts(view, Some(policy)) }
            </details>
        </section>
    }
}

/// What may be asked: whether one qualifies, each thing that others judge, how, until when.
fn questions(view: &View, speaker: Speaker<'_>, policy: Policy<'_>) -> Vec<String> {
    let mut questions = vec![speaker.label(&InquiryWord::Qualify).to_owned()];
    let finding = tree(view.catalogue(), &view.situation(), &policy.criterion);
    judged(&finding, &mut |criterion| questions.push(speaker.asks_about(&speaker.criterion(criterion))));
    questions.extend([InquiryWord::How, InquiryWord::Until].map(|word| speaker.label(&word).to_owned()));
    questions
}

/// The criteria still open that an authority judges, or that are left to check.
fn judged(finding: &Reason<'_>, visit: &mut dyn FnMut(&Criterion)) {
    if finding.truth != Truth::Unknown {
        return;
    }
    if matches!(finding.criterion.test, Test::Authority(_) | Test::CheckYourself(_)) {
        visit(finding.criterion);
    }
    for part in &finding.parts {
        judged(part, visit);
    }
}

/// What was told of the facts that the policy looks at.
fn told(view: &View, speaker: Speaker<'_>, policy: Policy<'_>) -> Vec<(FactId, String, String)> {
    let mut facts = Vec::new();
    looked_at(&tree(view.catalogue(), &view.situation(), &policy.criterion), &mut facts);
    let say = |id: FactId| {
        let value = view.parsed.profile.given(id)?;
        let fact = view.catalogue().facts.get(id)?;
        Some((id, speaker.fact(id).to_owned(), speaker.possible(id, fact, value)))
    };
    facts.into_iter().filter_map(say).collect()
}

/// The facts that a finding looks at; for the size class, what it is derived from.
fn looked_at(finding: &Reason<'_>, facts: &mut Vec<FactId>) {
    let sized = [Facts::INDUSTRY, Facts::EMPLOYEES, Facts::REVENUE, Facts::ASSETS, Facts::SIZE_CLASS];
    for id in finding.criterion.own_facts() {
        let of: &[FactId] = if id == Facts::SIZE_CLASS { &sized } else { &[id] };
        for id in of {
            if !facts.contains(id) {
                facts.push(*id);
            }
        }
    }
    finding.parts.iter().for_each(|part| looked_at(part, facts));
}
