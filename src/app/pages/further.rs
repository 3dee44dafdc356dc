//! The further pages: those that only the second piece of the program knows. A page is added here by one entry.

use yew::{Html, html};

use super::changes::changes;
use super::clients::clients;
use super::late_payment::LatePayment;
use super::overview::overview;
use super::sheet::sheet;
use super::{ladder, services, size};
use crate::app::components::Send;
use crate::app::report::Report;
use crate::app::route::Route;
use crate::app::ui::Pieces;
use crate::text::{Extra, Phrase, Speaker, Tool, Word};

/// A further page.
struct Further {
    /// Its path in the fragment.
    path: &'static str,
    /// Its name.
    name: fn(&Speaker<'_>) -> &'static str,
    /// What it is for, in a sentence.
    purpose: fn(&Speaker<'_>) -> &'static str,
    /// Whether the navigation has a link to it; the others are listed under "more".
    in_navigation: bool,
    /// Whether it waits for the texts of the catalogue.
    needs_texts: bool,
    /// What it shows.
    show: fn(&Report, &Send) -> Html,
}

/// All further pages, in the order of their links.
const ALL: &[Further] = &[
    Further {
        path: "overview",
        name: |speaker| speaker.label(&Extra::Overview),
        purpose: |speaker| speaker.label(&Extra::OverviewPurpose),
        in_navigation: true,
        needs_texts: true,
        show: overview,
    },
    Further {
        path: "changes",
        name: |speaker| speaker.label(&Extra::Changes),
        purpose: |speaker| speaker.label(&Extra::ChangesPurpose),
        in_navigation: false,
        needs_texts: true,
        show: changes,
    },
    Further {
        path: "sheet",
        name: |speaker| speaker.label(&Extra::Sheet),
        purpose: |speaker| speaker.label(&Extra::SheetPurpose),
        in_navigation: false,
        needs_texts: true,
        show: sheet,
    },
    Further {
        path: "clients",
        name: |speaker| speaker.label(&Extra::Clients),
        purpose: |speaker| speaker.label(&Extra::ClientsPurpose),
        in_navigation: false,
        needs_texts: true,
        show: clients,
    },
    Further {
        path: "more",
        name: |speaker| speaker.label(&Extra::More),
        purpose: |speaker| speaker.label(&Extra::MorePurpose),
        in_navigation: true,
        needs_texts: true,
        show: more,
    },
    Further {
        path: "size",
        name: |speaker| speaker.label(&Tool::SizeTitle),
        purpose: |speaker| speaker.label(&Tool::SizePurpose),
        in_navigation: false,
        needs_texts: true,
        show: size::size,
    },
    Further {
        path: "late-payment",
        name: |speaker| speaker.label(&Tool::LateTitle),
        purpose: |speaker| speaker.label(&Tool::LatePurpose),
        in_navigation: false,
        needs_texts: false,
        show: |report, send| html! { <LatePayment report={report.clone()} send={send.clone()} /> },
    },
    Further {
        path: "ladder",
        name: |speaker| speaker.label(&Tool::LadderTitle),
        purpose: |speaker| speaker.label(&Tool::LadderPurpose),
        in_navigation: false,
        needs_texts: true,
        show: ladder::ladder,
    },
    Further {
        path: "services",
        name: |speaker| speaker.label(&Tool::ServicesTitle),
        purpose: |speaker| speaker.label(&Tool::ServicesPurpose),
        in_navigation: false,
        needs_texts: true,
        show: services::services,
    },
];

fn find(path: &str) -> Option<&'static Further> {
    ALL.iter().find(|page| page.path == path)
}

/// A further page, or that there is none.
pub(crate) fn further(report: &Report, send: &Send, path: &str) -> Html {
    let speaker = report.speaker();
    let mut page = Pieces::new();
    match find(path) {
        Some(found) if found.needs_texts && !report.is_complete() => {
            heading(&mut page, speaker.label(&Word::Loading));
            return page.done();
        }
        Some(found) => return (found.show)(report, send),
        None => {}
    }
    heading(&mut page, speaker.label(&Extra::NoSuchPage));
    page.link("button", &Route::Start.href(), speaker.label(&Phrase::Back));
    page.done()
}

/// The name of a further page.
pub(crate) fn further_title(report: &Report, path: &str) -> &'static str {
    let speaker = report.speaker();
    find(path).map_or_else(|| speaker.label(&Extra::NoSuchPage), |page| (page.name)(&speaker))
}

/// Adds the links of the navigation to the further pages.
pub(crate) fn further_links(links: &mut Pieces, report: &Report, route: &Route) {
    let speaker = report.speaker();
    for page in ALL.iter().filter(|page| page.in_navigation) {
        let target = Route::Further(page.path.to_owned());
        links.link("", &target.href(), (page.name)(&speaker)).key(page.path);
        if *route == target {
            links.with("aria-current", "page");
        }
    }
}

/// The heading of a page, to which the focus goes.
pub(super) fn heading(page: &mut Pieces, text: &str) {
    page.say("h1", "", text).with("id", "page-title").with("tabindex", "-1");
}

/// The pages that the navigation has no room for.
fn more(report: &Report, _: &Send) -> Html {
    let speaker = report.speaker();
    let mut page = Pieces::new();
    heading(&mut page, speaker.label(&Extra::More));
    let mut list = Pieces::new();
    for other in ALL.iter().filter(|page| !page.in_navigation) {
        let mut item = Pieces::new();
        let href = Route::Further(other.path.to_owned()).href();
        item.link("", &href, (other.name)(&speaker)).say("p", "hint", (other.purpose)(&speaker));
        list.wrap("li", "panel", item);
    }
    page.wrap("ul", "bare", list);
    page.done()
}
