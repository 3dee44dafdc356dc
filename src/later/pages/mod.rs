//! The pages. A page is added here by one entry in [`TOOLS`], beside its variant of [`Route`].

mod calendar;
mod changes;
pub(super) mod clients;
mod compact;
mod ladder;
pub(super) mod late_payment;
mod library;
mod look_back;
mod more;
mod overview;
mod picture;
mod policy;
mod services;
mod sheet;
mod size;

pub(crate) use changes::notices;
#[cfg(test)]
pub(crate) use clients::tests as clients_tests;
pub(crate) use compact::compact;

use yew::prelude::*;

use crate::first::Send;
use crate::first::frame::loading;
use crate::later::parts::heading;
use crate::later::tools::{self, Tool};
use crate::later::view::View;
use crate::model::route::Route;
use crate::wording::{
    CalendarWord, ChangesWord, ClientsWord, CommonWord, LadderWord, LatePaymentWord, MoreWord, OverviewWord,
    PictureWord, ServicesWord, SheetWord, SizeWord, Speaker,
};

/// A page beside the start, the library and the policies.
struct ToolPage {
    route: Route,
    name: fn(&Speaker<'_>) -> &'static str,
    /// What it is for, in a sentence.
    purpose: fn(&Speaker<'_>) -> &'static str,
    /// Whether the navigation has a link to it; the others are listed under "more".
    in_navigation: bool,
    /// Whether it waits for the texts of the catalogue. One that does not keeps what was typed in it when the language
    /// changes.
    needs_texts: bool,
    show: fn(&View, &Send) -> Html,
}

/// All such pages, in the order of their links.
const TOOLS: &[ToolPage] = &[
    ToolPage {
        route: Route::Overview,
        name: |speaker| speaker.label(&OverviewWord::Title),
        purpose: |speaker| speaker.label(&OverviewWord::Purpose),
        in_navigation: true,
        needs_texts: true,
        show: overview::overview,
    },
    ToolPage {
        route: Route::Calendar,
        name: |speaker| speaker.label(&CalendarWord::Title),
        purpose: |speaker| speaker.label(&CalendarWord::Purpose),
        in_navigation: false,
        needs_texts: true,
        show: calendar::calendar,
    },
    ToolPage {
        route: Route::Changes,
        name: |speaker| speaker.label(&ChangesWord::Title),
        purpose: |speaker| speaker.label(&ChangesWord::Purpose),
        in_navigation: false,
        needs_texts: true,
        show: changes::changes,
    },
    ToolPage {
        route: Route::Sheet,
        name: |speaker| speaker.label(&SheetWord::Title),
        purpose: |speaker| speaker.label(&SheetWord::Purpose),
        in_navigation: false,
        needs_texts: true,
        show: sheet::sheet,
    },
    ToolPage {
        route: Route::Clients,
        name: |speaker| speaker.label(&ClientsWord::Title),
        purpose: |speaker| speaker.label(&ClientsWord::Purpose),
        in_navigation: false,
        needs_texts: true,
        show: |view, send| of_third_piece(view, send, tools::ToolName::Clients),
    },
    ToolPage {
        route: Route::More,
        name: |speaker| speaker.label(&MoreWord::Title),
        purpose: |speaker| speaker.label(&MoreWord::Purpose),
        in_navigation: true,
        needs_texts: true,
        show: more::more,
    },
    ToolPage {
        route: Route::Size,
        name: |speaker| speaker.label(&SizeWord::Title),
        purpose: |speaker| speaker.label(&SizeWord::Purpose),
        in_navigation: false,
        needs_texts: true,
        show: size::size,
    },
    ToolPage {
        route: Route::LatePayment,
        name: |speaker| speaker.label(&LatePaymentWord::Title),
        purpose: |speaker| speaker.label(&LatePaymentWord::Purpose),
        in_navigation: false,
        needs_texts: false,
        show: |view, send| of_third_piece(view, send, tools::ToolName::LatePayment),
    },
    ToolPage {
        route: Route::Ladder,
        name: |speaker| speaker.label(&LadderWord::Title),
        purpose: |speaker| speaker.label(&LadderWord::Purpose),
        in_navigation: false,
        needs_texts: true,
        show: ladder::ladder,
    },
    ToolPage {
        route: Route::Services,
        name: |speaker| speaker.label(&ServicesWord::Title),
        purpose: |speaker| speaker.label(&ServicesWord::Purpose),
        in_navigation: false,
        needs_texts: true,
        show: services::services,
    },
];

/// A page that is in the third piece.
fn of_third_piece(view: &View, send: &Send, page: tools::ToolName) -> Html {
    html! { <Tool view={view.clone()} send={send.clone()} {page} /> }
}

/// Forgets what was said of past years.
pub(crate) fn forget() {
    look_back::forget();
}

fn find(route: &Route) -> Option<&'static ToolPage> {
    let route = if *route == Route::LongSheet { &Route::Sheet } else { route };
    TOOLS.iter().find(|page| page.route == *route)
}

/// The page of a route other than the start.
pub(crate) fn page(view: &View, send: &Send, route: &Route) -> Html {
    let found = find(route);
    if !view.is_complete() && found.is_none_or(|page| page.needs_texts) {
        return loading(view);
    }
    match (route, found) {
        (Route::Library, _) => library::library(view, send),
        (Route::Policy(id), _) => policy::policy(view, send, id),
        (Route::Picture(id), _) => picture::picture(view, id),
        (Route::LongSheet, _) => sheet::long_sheet(view, send),
        (_, Some(page)) => (page.show)(view, send),
        (_, None) => unknown(view),
    }
}

/// The name of a page that only this piece knows.
pub(crate) fn title(view: &View, route: &Route) -> Option<&'static str> {
    let speaker = view.speaker();
    match find(route) {
        Some(page) => Some((page.name)(&speaker)),
        None if *route == Route::Start => None,
        None if matches!(route, Route::Picture(_)) => Some(speaker.label(&PictureWord::Title)),
        None => Some(speaker.label(&CommonWord::NoSuchPage)),
    }
}

/// The links of the navigation to such pages.
pub(crate) fn links(view: &View, route: &Route) -> impl Iterator<Item = Html> {
    let speaker = view.speaker();
    TOOLS.iter().filter(|page| page.in_navigation).map(move |page| {
        let is_here = *route == page.route;
        html! {
            <a key={page.route.href()} href={page.route.href()} aria-current={is_here.then_some("page")}>
                { (page.name)(&speaker) }
            </a>
        }
    })
}

/// That an address names no page.
fn unknown(view: &View) -> Html {
    let speaker = view.speaker();
    html! {
        <>
            { heading(speaker.label(&CommonWord::NoSuchPage)) }
            <a class="button" href={Route::Start.href()}>{ speaker.label(&CommonWord::Back) }</a>
        </>
    }
}
