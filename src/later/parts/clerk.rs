//! The Chinese name of what a clerk must be told, beside the English one.

use yew::{Html, html};

use crate::first::view::Results;
use engine::catalogue::TextId;

/// The Chinese name behind an English one, marked as Chinese; nothing where it is not needed.
pub(crate) fn chinese_name(results: &Results, name: TextId) -> Html {
    html! {
        if let Some(chinese) = results.speaker().chinese_beside(name) {
            { " " }<span lang="zh-CN" data-testid="chinese-name">{ chinese }</span>
        }
    }
}
