//! What was told on the first screen, in one line: on a phone it stands for the fields, which it opens.

use yew::prelude::*;

use crate::browser::{element, focus, soon};
use crate::later::parts::walk::WalkProps;
use crate::later::view::View;
use crate::model::state::{entity, figures};
use crate::wording::QuestionWord;
use engine::enterprise::{Facts, Figure, Possible, Tree};
use wasm_bindgen::JsCast as _;

/// The line, by which the fields behind it are opened.
const LINE: &str = "told-line";

/// What was told, once all of it is; until then a line that is not seen. The fields stay open while they are being filled
/// in, and close when the person goes on with the questions or comes back.
#[component]
pub(crate) fn ToldLine(props: &WalkProps) -> Html {
    let WalkProps { view, .. } = props;
    let told = told(view);
    let closed = use_state_eq(|| told.is_some());
    use_effect_with(view.state.at, {
        let closed = closed.clone();
        move |at| {
            if *at > 0 {
                closed.set(true);
            }
        }
    });
    let is_closed = *closed && told.is_some();
    let turn = {
        let closed = closed.clone();
        Callback::from(move |_: MouseEvent| closed.set(!*closed))
    };
    html! {
        <button type="button" id={LINE} class="told-line" hidden={told.is_none()} onclick={turn}
            aria-expanded={if is_closed { "false" } else { "true" }}>
            <span>{ told.unwrap_or_default() }</span>
            <span class="change">{ view.speaker().label(&QuestionWord::Edit) }</span>
        </button>
    }
}

/// What the first screen asks for, if all of it was told.
fn told(view: &View) -> Option<String> {
    let speaker = view.speaker();
    let said = |id| {
        let (fact, value) = (view.catalogue().facts.get(id)?, view.parsed.profile.given(id)?);
        Some(match value {
            // The place alone, without what it lies in.
            Possible::Places(places) => speaker.place(fact_tree(id), *places.first()?),
            value => speaker.possible(id, fact, value),
        })
    };
    let mut parts = vec![said(Facts::INDUSTRY)?, said(entity(view.catalogue())?)?];
    let wanted = figures(&view.answer.size, &view.state.draft);
    let class = said(Facts::SIZE_CLASS);
    for figure in Figure::ALL.into_iter().filter(|figure| wanted.contains(figure)) {
        match said(figure.fact()) {
            Some(said) => parts.push(said),
            None if class.is_some() => {}
            None => return None,
        }
    }
    parts.extend(class);
    parts.push(said(Facts::REGION)?);
    Some(parts.join(" · "))
}

fn fact_tree(id: engine::enterprise::FactId) -> Tree {
    if id == Facts::REGION { Tree::Regions } else { Tree::Industries }
}

/// Puts the focus on a field of the first screen, which is opened for it.
pub(crate) fn focus_field(id: &str) {
    let line = element(LINE).filter(|line| line.get_attribute("aria-expanded").as_deref() == Some("false"));
    if let Some(line) = line.and_then(|line| line.dyn_into::<web_sys::HtmlElement>().ok()) {
        line.click();
    }
    let id = id.to_owned();
    // Once the fields are there to be seen.
    soon(move || {
        focus(&id);
    });
}
