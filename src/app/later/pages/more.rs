//! The pages that the navigation has no room for.

use yew::prelude::*;

use super::TOOLS;
use crate::app::first::Send;
use crate::app::first::nodes::Pieces;
use crate::app::first::view::Report;
use crate::app::later::parts::heading;
use crate::text::Extra;

/// Their names, each with what it is for.
pub(crate) fn more(report: &Report, _: &Send) -> Html {
    let speaker = report.speaker();
    let mut page = Pieces::new();
    heading(&mut page, speaker.label(&Extra::More));
    let mut list = Pieces::new();
    for other in TOOLS.iter().filter(|page| !page.in_navigation) {
        let mut item = Pieces::new();
        let name = (other.name)(&speaker);
        item.link("", &other.route.href(), name).say("p", "hint", (other.purpose)(&speaker));
        list.wrap("li", "panel", item);
    }
    page.wrap("ul", "bare", list);
    page.done()
}
