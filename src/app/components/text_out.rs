use yew::prelude::*;

use super::copy;
use crate::app::report::Report;
use crate::app::script;
use crate::text::Tool;

/// What a [`TextOut`] needs.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(crate) struct TextOutProps {
    /// Everything shown.
    pub(crate) report: Report,
    /// The element's id.
    pub(crate) id: &'static str,
    /// What it is.
    pub(crate) label: &'static str,
    /// The text.
    pub(crate) text: String,
}

/// A text to copy or print: a box on the screen, the plain text on paper.
#[component]
pub(crate) fn TextOut(props: &TextOutProps) -> Html {
    let TextOutProps { report, id, label, text } = props;
    let (id, speaker) = (*id, report.speaker());
    let text = script::written(text.clone());
    let copied = use_state_eq(|| None::<bool>);
    let click = {
        let copied = copied.clone();
        Callback::from(move |_: MouseEvent| copied.set(Some(copy(id).unwrap_or(false))))
    };
    let print = Callback::from(|_: MouseEvent| {
        if let Some(window) = web_sys::window() {
            // A frame may refuse it; then nothing is printed.
            drop(window.print());
        }
    });
    let said = match *copied {
        None => "",
        Some(true) => speaker.label(&Tool::Copied),
        Some(false) => speaker.label(&Tool::CopyByHand),
    };
    html! {
        <div class="text-out">
            <textarea {id} readonly=true rows="9" aria-label={*label} value={text.clone()} />
            <pre class="print-only" aria-hidden="true">{ text.clone() }</pre>
            <p class="actions">
                <button type="button" class="button" onclick={click}>{ speaker.label(&Tool::Copy) }</button>
                <button type="button" class="button" onclick={print}>{ speaker.label(&Tool::Print) }</button>
            </p>
            <p role="status" class="hint">{ said }</p>
        </div>
    }
}
