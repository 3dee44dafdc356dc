//! What a clerk must be told in Chinese, for who reads English: names beside English ones, and whole texts.

use yew::{Html, html};

use crate::first::view::Results;
use crate::later::parts::TextOut;
use crate::later::view::View;
use crate::model::loaded::LoadState;
use crate::wording::{CommonWord, Language, Speaker};
use engine::catalogue::TextId;

/// The Chinese name behind an English one, marked as Chinese; nothing where it is not needed.
pub(crate) fn chinese_name(results: &Results, name: TextId) -> Html {
    html! {
        if let Some(chinese) = results.speaker().chinese_beside(name) {
            { " " }<span lang="zh-CN" data-testid="chinese-name">{ chinese }</span>
        }
    }
}

/// A text to send, hand in or read out, in Chinese below the one in the language of the page; nothing where that is
/// Chinese, and while the Chinese texts are not here. `typed` is what a person typed in it.
pub(crate) fn text_in_chinese(
    view: &View,
    id: &'static str,
    say: impl FnOnce(Speaker<'_>) -> String,
    typed: Vec<String>,
) -> Html {
    let is_here = view.loaded.arrival(Language::ZhCn) == LoadState::Here;
    if view.language == Language::ZhCn || !is_here {
        return html! {};
    }
    let speaker = view.speaker();
    let label = speaker.label(&CommonWord::InChinese);
    html! {
        <>
            <p class="hint" aria-hidden="true">{ label }</p>
            <TextOut view={view.clone()} {id} {label} text={say(speaker.in_chinese())} {typed} />
        </>
    }
}
