//! What is missing of a policy, answered on its card.

use yew::prelude::*;

use super::Answered;
use crate::later::parts::block::{Given, field};
use crate::later::view::View;
use crate::model::draft::{self, Entry};
use crate::wording::ResultsWord;
use engine::catalogue::PolicyId;
use engine::enterprise::{FactId, Kind};

/// What a [`Here`] needs.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct HereProps {
    pub(super) view: View,
    pub(super) policy: PolicyId,
    pub(super) answered: Answered,
}

/// More questions than these are asked one after the other elsewhere.
const MOST: usize = 2;

/// The fields of what is missing. A tap is an answer at once; what is typed or ticked is confirmed. What was answered here
/// can be changed here.
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
                    answered.emit((id, entry));
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
                answered.emit((id, Some(entry)));
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
    html! { <div class="here">{ for forms }</div> }
}
