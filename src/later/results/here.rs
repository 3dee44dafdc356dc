//! What is missing of a policy, answered on its card.

use yew::prelude::*;

use super::Answered;
use crate::later::parts::block::{Given, entry_of, field};
use crate::later::view::View;
use crate::model::draft::{self, Entry};
use crate::wording::ResultsWord;
use engine::catalogue::PolicyId;
use engine::enterprise::{FactId, Kind};
use engine::matching::{Truth, suppose};

/// What a [`Here`] needs.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct HereProps {
    pub(super) view: View,
    pub(super) policy: PolicyId,
    pub(super) answered: Answered,
}

/// More questions than these are asked one after the other elsewhere; what is usual of them is confirmed here.
const MOST: usize = 2;

/// The fields of what is missing. A tap is an answer at once; what is typed or ticked is confirmed. What was answered here
/// can be changed here. Where more is missing than is asked for on a card, but the measure is likely, what is usual is
/// confirmed at once.
#[component]
pub(super) fn Here(props: &HereProps) -> Html {
    let HereProps { view, policy, answered } = props;
    let asked = use_mut_ref(Vec::<FactId>::new);
    let typed = use_state_eq(Given::new);
    let wrong = use_state_eq(Vec::<FactId>::new);
    let speaker = view.speaker();
    let draft = &view.state.draft;
    let open: Vec<FactId> = match view.answer.of(*policy) {
        Some(outcome) => outcome.open.facts.iter().map(|(fact, _)| *fact).collect(),
        None => Vec::new(),
    };
    let facts = {
        let mut asked = asked.borrow_mut();
        asked.retain(|fact| open.contains(fact) || draft.get(*fact).is_some());
        if open.len() <= MOST {
            let new: Vec<FactId> = open.iter().filter(|fact| !asked.contains(fact)).copied().collect();
            asked.extend(new);
        }
        asked.clone()
    };
    let change = {
        let (typed, wrong, answered) = (typed.clone(), wrong.clone(), answered.clone());
        Callback::from(move |(id, entry): (FactId, Option<Entry>)| {
            let mut next: Given = typed.iter().filter(|(other, _)| *other != id).cloned().collect();
            wrong.set(wrong.iter().copied().filter(|other| *other != id).collect());
            match entry {
                Some(entry @ (Entry::Typed(_) | Entry::Chosen { .. })) => {
                    next.push((id, entry));
                    typed.set(next);
                }
                entry => {
                    typed.set(next);
                    answered.emit(vec![(id, entry)]);
                }
            }
        })
    };
    let forms = facts.iter().filter_map(|&id| {
        let fact = view.catalogue().facts.get(id)?;
        let waiting = typed.iter().find(|(other, _)| *other == id).map(|(_, entry)| entry.clone());
        let given: Given =
            waiting.clone().or_else(|| draft.get(id).cloned()).map(|entry| (id, entry)).into_iter().collect();
        let is_confirmed = matches!(fact.kind, Kind::Count | Kind::Money | Kind::Rate | Kind::Date | Kind::Choices(_));
        let submit = {
            let (typed, wrong, answered, fact) = (typed.clone(), wrong.clone(), answered.clone(), fact.clone());
            Callback::from(move |event: SubmitEvent| {
                event.prevent_default();
                let Some(entry) = waiting.clone().filter(|entry| *entry != Entry::Typed(String::new())) else { return };
                if draft::read(&entry, &fact).is_err() {
                    wrong.set(wrong.iter().copied().chain([id]).collect());
                    return;
                }
                typed.set(typed.iter().filter(|(other, _)| *other != id).cloned().collect());
                answered.emit(vec![(id, Some(entry))]);
            })
        };
        let name = format!("here-{}-{}", policy.0, id.0);
        Some(html! {
            <form key={fact.id.clone()} onsubmit={submit}>
                { field(view, &change, &given, (id, name), wrong.contains(&id), true) }
                if is_confirmed {
                    <button type="submit" class="button">{ speaker.label(&ResultsWord::Confirm) }</button>
                }
            </form>
        })
    });
    let forms: Vec<Html> = forms.collect();
    let to_confirm = if open.len() > MOST {
        confirmed(view, *policy, answered)
    } else {
        html! {}
    };
    html! { <div class="here">{ for forms }{ to_confirm }</div> }
}

/// What is usual of the facts that a likely measure rests on, and the button that says that all of it is so.
fn confirmed(view: &View, policy: PolicyId, answered: &Answered) -> Html {
    let Some((rule, outcome)) = view.catalogue().rule(policy).zip(view.answer.of(policy)) else { return html! {} };
    let Some(likely) = &outcome.likely else { return html! {} };
    let (speaker, situation) = (view.speaker(), view.situation());
    let (usual, _) = suppose(view.catalogue(), &situation);
    // The figures of its worth are asked for elsewhere, unless its conditions rest on them.
    let is_open = |id: &FactId| outcome.open.facts.iter().any(|(open, _)| open == id);
    let mut facts: Vec<FactId> = likely.rests_on.iter().copied().filter(is_open).collect();
    let mut told = situation.clone();
    told.set_all(facts.iter().map(|&id| (id, Some(usual.possible(id).into_owned()))));
    if told.evaluate(view.catalogue(), &rule.criterion) != Truth::True {
        facts.clone_from(&likely.rests_on);
    }
    let said = facts.iter().filter_map(|&id| {
        let value = speaker.possible(id, view.catalogue().facts.get(id)?, &usual.possible(id));
        Some([speaker.fact(id), speaker.colon(), &value].concat())
    });
    let said: Vec<String> = said.collect();
    let answers: Vec<(FactId, Option<Entry>)> =
        facts.iter().map(|&id| (id, Some(entry_of(&usual.possible(id))))).collect();
    let confirm = answered.reform(move |_: MouseEvent| answers.clone());
    let label = format!("{}{}", speaker.label(&ResultsWord::AllSo), speaker.quoted(view.name(rule)));
    html! {
        <div class="usual-here">
            <ul class="bare">
                for line in said {
                    <li>{ line }</li>
                }
            </ul>
            <button type="button" class="button" data-testid="confirm-here" aria-label={label} onclick={confirm}>
                { speaker.label(&ResultsWord::AllSo) }
            </button>
        </div>
    }
}
