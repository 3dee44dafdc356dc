//! What a clerk must be told in Chinese, for who reads English: names beside English ones, and whole texts.

use yew::{Html, html};

use crate::first::view::Results;
use crate::model::loaded::LoadState;
use crate::wording::{Language, Speaker};
use engine::catalogue::TextId;

/// The Chinese name behind an English one, marked as Chinese; nothing where it is not needed.
pub(crate) fn chinese_name(results: &Results, name: TextId) -> Html {
    html! {
        if let Some(chinese) = results.speaker().chinese_beside(name) {
            { " " }<span lang="zh-CN" data-testid="chinese-name">{ chinese }</span>
        }
    }
}

/// One who says in Chinese what is to be sent or read out; none where the page is in Chinese, and while the Chinese texts
/// are not here.
pub(crate) fn in_chinese(results: &Results) -> Option<Speaker<'_>> {
    let is_needed = results.language != Language::ZhCn && results.loaded.arrival(Language::ZhCn) == LoadState::Here;
    is_needed.then(|| results.speaker().in_chinese())
}
