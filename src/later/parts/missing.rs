//! What is missing for one policy, asked in place.

use yew::prelude::*;

use crate::first::combobox::PlacePicker;
use crate::later::parts::block::{Change, Given, field, field_of};
use crate::later::view::View;
use crate::model::draft::Entry;
use crate::model::state::Action;
use crate::wording::PolicyWord;
use engine::catalogue::PolicyId;
use engine::enterprise::{FactId, Kind};

/// How many fields are shown at first.
const FIRST: usize = 3;

/// What a [`Missing`] needs.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(crate) struct MissingProps {
    /// Everything shown.
    pub(crate) view: View,
    /// Takes what the person does.
    pub(crate) send: Callback<Action>,
    /// The policy.
    pub(crate) id: PolicyId,
}

/// The fields of the walk for what a policy still waits for. An answer counts at once; its field stays where it is, and
/// the focus in it.
#[component]
pub(crate) fn Missing(props: &MissingProps) -> Html {
    let MissingProps { view, send, id } = props;
    let speaker = view.speaker();
    let asked = use_mut_ref(Vec::<FactId>::new);
    let is_whole = use_state_eq(|| false);
    let open: &[(FactId, _)] = view.outcome(*id).map_or(&[], |outcome| &outcome.open.facts);
    let mut asked = asked.borrow_mut();
    for (fact, _) in open {
        if !asked.contains(fact) {
            asked.push(*fact);
        }
    }
    let is_open = |fact: FactId| open.iter().any(|(other, _)| *other == fact);
    // What was answered here stays to be looked at and changed; what others have settled goes.
    asked.retain(|fact| is_open(*fact) || view.state.draft.get(*fact).is_some());
    let mut shown: Vec<FactId> = Vec::new();
    let mut hidden: usize = 0;
    for &fact in asked.iter() {
        let is_answered = view.state.draft.get(fact).is_some();
        let unanswered = shown.iter().filter(|other| view.state.draft.get(**other).is_none()).count();
        if *is_whole || is_answered || unanswered < FIRST {
            shown.push(fact);
        } else {
            hidden = hidden.saturating_add(1);
        }
    }
    if shown.is_empty() {
        return html! { <div hidden=true></div> };
    }
    let change: Change = {
        let send = send.clone();
        Callback::from(move |(fact, entry)| {
            send.emit(match entry {
                Some(entry @ Entry::Typed(_)) => Action::Type(fact, entry),
                entry => Action::Enter(fact, entry),
            });
        })
    };
    let given: Given = asked.iter().filter_map(|&fact| Some((fact, view.state.draft.get(fact)?.clone()))).collect();
    let settle = {
        let send = send.clone();
        Callback::from(move |_: FocusEvent| send.emit(Action::Settle))
    };
    let submit = {
        let send = send.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            send.emit(Action::Settle);
        })
    };
    let more = Callback::from(move |_: MouseEvent| is_whole.set(true));
    html! {
        <form class="form missing-fields" data-testid="missing" aria-labelledby="missing-title" onsubmit={submit} onfocusout={settle}>
            <h3 id="missing-title">{ speaker.label(&PolicyWord::Missing) }</h3>
            <div>
                for fact in shown {
                    { one(view, send, &change, &given, fact) }
                }
            </div>
            if hidden > 0 {
                <button type="button" class="quiet" onclick={more}>{ speaker.more_fields(hidden) }</button>
            }
        </form>
    }
}

/// One field; a place is looked for as on the first screen.
fn one(view: &View, send: &Callback<Action>, change: &Change, given: &Given, id: FactId) -> Html {
    match view.catalogue().facts.get(id) {
        Some(fact) => match fact.kind {
            Kind::Place(tree) => {
                html! { <PlacePicker key={fact.id.clone()} {tree} view={(**view).clone()} send={send.clone()} /> }
            }
            Kind::Count | Kind::Money | Kind::Rate | Kind::Date | Kind::Flag | Kind::Choice(_) | Kind::Choices(_) => {
                field(view, change, given, (id, field_of(id)), view.trouble(id).is_some(), false)
            }
        },
        None => html! {},
    }
}
