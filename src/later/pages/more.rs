//! The pages that the navigation has no room for.

use yew::prelude::*;

use super::TOOLS;
use crate::first::Send;
use crate::later::parts::heading;
use crate::later::view::View;
use crate::wording::MoreWord;

/// Their names, each with what it is for.
pub(crate) fn more(view: &View, _: &Send) -> Html {
    let speaker = view.speaker();
    html! {
        <>
            { heading(speaker.label(&MoreWord::Title)) }
            <ul class="bare">
                for page in TOOLS.iter().filter(|page| !page.in_navigation) {
                    <li class="panel">
                        <a href={page.route.href()}>{ (page.name)(&speaker) }</a>
                        <p class="hint">{ (page.purpose)(&speaker) }</p>
                    </li>
                }
            </ul>
        </>
    }
}
