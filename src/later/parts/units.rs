//! The units that are added to an amount by a tap, for those who cannot type them.

use yew::prelude::*;

use crate::browser::focus;
use crate::later::view::View;
use crate::wording::{Language, QuestionWord};

/// A thousand, ten thousand, a hundred million; in English a thousand and a million.
fn names(language: Language) -> &'static [&'static str] {
    match language {
        Language::ZhCn => &["千", "万", "亿"],
        Language::En => &[",000", ",000,000"],
    }
}

/// What follows an amount typed in a field as bare digits, each to be tapped; nothing where it has a unit already.
pub(crate) fn units(view: &View, field: &str, typed: &str, take: Callback<String>) -> Html {
    let is_bare = typed.chars().last().is_some_and(|last| last.is_ascii_digit());
    // What is as long as a whole amount needs none.
    if !is_bare || typed.chars().count() > 5 {
        return html! {};
    }
    let speaker = view.speaker();
    let add = |unit: &str| {
        let (take, amount, field) = (take.clone(), [typed, unit].concat(), field.to_owned());
        Callback::from(move |_: MouseEvent| {
            take.emit(amount.clone());
            focus(&field);
        })
    };
    html! {
        <div class="units" role="group" aria-label={speaker.label(&QuestionWord::Units)}>
            for unit in names(speaker.language) {
                <button type="button" class="button" onclick={add(unit)}>{ typed.to_owned() }{ unit }</button>
            }
        </div>
    }
}
