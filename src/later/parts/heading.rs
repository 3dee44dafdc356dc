//! What pages begin with.

use yew::{Html, html};

use crate::later::view::View;
use crate::model::route::Route;
use crate::wording::{CommonWord, Word};

/// The heading of a page, to which the focus goes.
pub(crate) fn heading(text: &str) -> Html {
    html! { <h1 id="page-title" tabindex="-1">{ text }</h1> }
}

/// That there is nothing to show before something was told, with the way to tell it.
pub(crate) fn tell_first(view: &View) -> Html {
    let speaker = view.speaker();
    html! {
        <>
            <p class="notice-line">{ speaker.label(&CommonWord::TellFirst) }</p>
            <a class="button" href={Route::Start.href()}>{ speaker.label(&Word::StartPage) }</a>
        </>
    }
}
