//! A text to copy or print.

use gloo_events::EventListener;
use yew::prelude::*;

use crate::browser::{document, element};
use crate::later::parts::copy;
use crate::later::traditional;
use crate::later::view::View;
use crate::wording::CommonWord;

/// Prints what is around one element, and nothing else of the page. A browser too old for the style rule prints the whole page.
pub(crate) fn print_alone(id: &str) {
    let Some(window) = web_sys::window() else { return };
    let all = document().and_then(|document| document.document_element());
    let text = element(id).and_then(|area| area.parent_element());
    let mark = |on: bool, all: &Option<web_sys::Element>, text: &Option<web_sys::Element>| {
        for (element, class) in [(all, "print-one"), (text, "print-this")] {
            if let Some(element) = element {
                // Only a malformed name is refused.
                drop(element.class_list().toggle_with_force(class, on));
            }
        }
    };
    mark(true, &all, &text);
    // On a phone printing goes on after the call has returned.
    EventListener::once(&window, "afterprint", move |_| mark(false, &all, &text)).forget();
    // A frame may refuse it; then nothing is printed.
    drop(window.print());
}

/// What a [`TextOut`] needs.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(crate) struct TextOutProps {
    /// Everything shown.
    pub(crate) view: View,
    /// The element's id.
    pub(crate) id: &'static str,
    /// What it is.
    pub(crate) label: &'static str,
    /// The text, with [`traditional::MARKS`] for what a person typed.
    pub(crate) text: String,
    /// That.
    #[prop_or_default]
    pub(crate) typed: Vec<String>,
}

/// A text to copy or print: a box on the screen, the plain text on paper.
#[component]
pub(crate) fn TextOut(props: &TextOutProps) -> Html {
    let TextOutProps { view, id, label, text, typed } = props;
    let (id, speaker) = (*id, view.speaker());
    let text = traditional::written_with(text.clone(), typed);
    let copied = use_state_eq(|| None::<bool>);
    let click = {
        let copied = copied.clone();
        Callback::from(move |_: MouseEvent| copied.set(Some(copy(id).unwrap_or(false))))
    };
    let print = Callback::from(move |_: MouseEvent| print_alone(id));
    let said = match *copied {
        None => "",
        Some(true) => speaker.label(&CommonWord::Copied),
        Some(false) => speaker.label(&CommonWord::CopyByHand),
    };
    html! {
        <div class="text-out">
            <textarea {id} readonly=true rows="9" aria-label={*label} value={text.clone()} />
            <pre class="print-only" aria-hidden="true" translate="no">{ text.clone() }</pre>
            <p class="actions">
                <button type="button" class="button" onclick={click}>{ speaker.label(&CommonWord::Copy) }</button>
                <button type="button" class="button" onclick={print}>{ speaker.label(&CommonWord::Print) }</button>
            </p>
            <p role="status" class="hint">{ said }</p>
        </div>
    }
}
