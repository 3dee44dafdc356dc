//! A document that a policy rests on: with its address, or with its exact title to search for.

use wasm_bindgen::JsCast as _;
use web_sys::{HtmlDocument, HtmlTextAreaElement};
use yew::prelude::*;

use crate::browser::{document, focus};
use crate::later::view::View;
use crate::wording::{CommonWord, PolicyWord};
use engine::catalogue::Document;

/// A document: title, number, day of issue, and its official address or a button that copies what to search for.
pub(crate) fn official_document(view: &View, index: usize, document: &Document) -> Html {
    let speaker = view.speaker();
    let title = speaker.text(document.title);
    let number = document.number.map(|number| speaker.text(number));
    html! {
        <>
            <span lang="zh-CN">{ "《" }{ title }{ "》" }</span>
            if let Some(number) = number {
                <span class="number" lang="zh-CN">{ number }</span>
            }
            if let Some(issued) = document.issued {
                <span class="seen">{ " " }{ speaker.date(issued) }</span>
            }
            if let Some(url) = document.url.filter(|_| view.is_complete()) {
                <a href={speaker.text(url).to_owned()} target="_blank" rel="noopener noreferrer">
                    { speaker.label(&PolicyWord::DocumentOpen) }
                </a>
            } else if view.is_complete() {
                <CopyTitle view={view.clone()} {index} text={format!("{title} {}", number.unwrap_or_default()).trim().to_owned()} />
            }
        </>
    }
}

/// What a [`CopyTitle`] needs.
#[derive(Clone, Debug, PartialEq, Properties)]
struct CopyTitleProps {
    view: View,
    /// Which of the documents it is.
    index: usize,
    /// What is copied.
    text: String,
}

/// The button that copies what to search for.
#[component]
fn CopyTitle(props: &CopyTitleProps) -> Html {
    let CopyTitleProps { view, index, text } = props;
    let speaker = view.speaker();
    let copied = use_state_eq(|| None::<bool>);
    let id = format!("copy-title-{index}");
    let click = {
        let (copied, id, text) = (copied.clone(), id.clone(), text.clone());
        Callback::from(move |_: MouseEvent| {
            let done = copy_text(&text).unwrap_or(false);
            // The text that was copied had it for a moment.
            focus(&id);
            copied.set(Some(done));
        })
    };
    let said = match *copied {
        None => "",
        Some(true) => speaker.label(&CommonWord::Copied),
        Some(false) => speaker.label(&PolicyWord::NotCopied),
    };
    html! {
        <>
            <button type="button" class="quiet" {id} onclick={click} aria-label={format!("{}{}", speaker.label(&PolicyWord::CopyTitle), speaker.quoted(text))}>
                { speaker.label(&PolicyWord::CopyTitle) }
            </button>
            <span role="status" class="hint">{ said }</span>
        </>
    }
}

/// Copies a text that stands nowhere in a field; whether that worked. It is what official sites are searched for, so it
/// stays as it was issued, in simplified characters.
fn copy_text(text: &str) -> Option<bool> {
    let document = document()?;
    let area: HtmlTextAreaElement = document.create_element("textarea").ok()?.dyn_into().ok()?;
    area.set_value(text);
    area.set_class_name("visually-hidden");
    area.set_read_only(true);
    let body = document.body()?;
    body.append_child(&area).ok()?;
    area.select();
    let document: HtmlDocument = document.dyn_into().ok()?;
    // The older way, since the newer one is refused in frames and on plain http.
    let done = document.exec_command("copy").ok();
    area.remove();
    done
}
