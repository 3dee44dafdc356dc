//! The answers given.

use yew::prelude::*;

use crate::first::{Send, on};
use crate::later::parts::{focus_field, trouble_text};
use crate::later::view::View;
use crate::model::draft::Entry;
use crate::model::state::{Action, Keep, on_screen};
use crate::storage::Store;
use crate::wording::{CommonWord, HostWord, QuestionWord, ShareWord, Word};
use engine::enterprise::{Fact, FactId};
use engine::quantity::bit;

/// Everything that was told, each to be changed or taken back, and the way to erase it all.
pub(crate) fn answers(view: &View, send: &Send) -> Html {
    let speaker = view.speaker();
    let draft = &view.state.draft;
    // What is being typed is told once it is understood.
    let is_told = |id: FactId| view.state.typing != Some(id) || view.parsed.profile.given(id).is_some();
    let told: Vec<(FactId, &Entry)> = draft.iter().filter(|(id, _)| is_told(*id)).collect();
    if told.is_empty() {
        return html! {};
    }
    let count = speaker.in_brackets(&told.len().to_string());
    let shown = on_screen(view.catalogue(), &view.answer.size, draft);
    let declared = told.iter().filter_map(|&(id, entry)| Some((id, view.catalogue().facts.get(id)?, entry)));
    // Said where it is so: frames and some windows hold nothing.
    let is_held = view.state.keep != Keep::Yes && Store::Window.is_there();
    html! {
        <>
        <details class="panel answers">
            <summary>{ speaker.label(&QuestionWord::AnswersTitle) }{ count }</summary>
            <ul>
                for (id, fact, entry) in declared {
                    <li key={fact.id.clone()}>
                        <span>
                            <span class="name">{ speaker.fact(id) }{ speaker.colon() }</span>
                            { value(view, id, fact, entry) }
                        </span>
                        <span class="actions">{ changes(view, send, id, fact, shown.contains(&id)) }</span>
                    </li>
                }
            </ul>
            { unticked(view, send) }
            <button type="button" class="button" data-testid="erase" onclick={on(send, Action::Erase)}>
                { speaker.label(&QuestionWord::Erase) }
            </button>
        </details>
        if is_held {
            <p class="hint" data-testid="held">{ speaker.label(&ShareWord::Held) }</p>
        }
        </>
    }
}

/// What boxes that were left unticked have answered, each to be changed by ticking.
fn unticked(view: &View, send: &Send) -> Html {
    let speaker = view.speaker();
    let catalogue = view.catalogue();
    let Some(id) = catalogue.circumstances.fact else { return html! {} };
    let Some(Entry::Chosen { held, offered }) = view.state.draft.get(id) else { return html! {} };
    let left = catalogue
        .circumstances
        .list
        .iter()
        .filter(|family| family.tick.as_ref().is_some_and(|tick| offered & !held & bit(tick.option) != 0));
    let left: Vec<_> = left.collect();
    if left.is_empty() {
        return html! {};
    }
    html! {
        <>
            <h3>{ speaker.label(&QuestionWord::NotTicked) }</h3>
            <ul data-testid="unticked">
                for family in left {
                    <li key={family.id.clone()}>
                        <span><span class="name">{ speaker.text(family.name) }{ speaker.colon() }</span>
                            { family.facts.iter().map(|&fact| speaker.fact(fact)).collect::<Vec<_>>().join(speaker.enumeration()) }</span>
                        <span class="actions">
                            <button type="button" class="quiet" onclick={on(send, Action::Ask(id))}
                                aria-label={format!("{}{}", speaker.label(&QuestionWord::Edit), speaker.quoted(speaker.text(family.name)))}>
                                { speaker.label(&QuestionWord::Edit) }
                            </button>
                        </span>
                    </li>
                }
            </ul>
        </>
    }
}

/// What was answered, or what is wrong with it.
fn value(view: &View, id: FactId, fact: &Fact, entry: &Entry) -> String {
    let speaker = view.speaker();
    match (view.parsed.profile.given(id), entry, view.trouble(id)) {
        (_, _, Some(trouble)) => trouble_text(&speaker, id, fact, Some(entry), trouble),
        (_, Entry::Unsure, _) => speaker.label(&CommonWord::NotSure).to_owned(),
        (_, Entry::Band(band), _) => speaker.band(id, fact, *band),
        (Some(value), ..) => speaker.possible(id, fact, value),
        (None, ..) => speaker.label(&Word::NotSaid).to_owned(),
    }
}

/// The ways to change an answer or to take it back.
fn changes(view: &View, send: &Send, id: FactId, fact: &Fact, is_on_screen: bool) -> Html {
    let speaker = view.speaker();
    if view.state.hosted.locked.contains(&id) {
        return html! { <span class="hint">{ speaker.label(&HostWord::SetByHost) }</span> };
    }
    // What is asked on this screen is changed there: the focus goes to its field.
    let edit = if is_on_screen { to_field(format!("f-{}", fact.id)) } else { on(send, Action::Ask(id)) };
    let button = |word: QuestionWord, onclick: Callback<MouseEvent>| {
        let label = format!("{}{}", speaker.label(&word), speaker.quoted(speaker.fact(id)));
        html! {
            <button type="button" class="quiet" aria-label={label} {onclick}>{ speaker.label(&word) }</button>
        }
    };
    html! {
        <>{ button(QuestionWord::Edit, edit) }{ button(QuestionWord::Remove, on(send, Action::Enter(id, None))) }</>
    }
}

fn to_field(id: String) -> Callback<MouseEvent> {
    Callback::from(move |_: MouseEvent| focus_field(&id))
}
