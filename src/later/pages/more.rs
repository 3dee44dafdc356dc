//! The pages that the navigation has no room for.

use yew::prelude::*;

use super::TOOLS;
use crate::first::Send;
use crate::first::nodes::Nodes;
use crate::later::parts::heading;
use crate::later::view::View;
use crate::wording::Extra;

/// Their names, each with what it is for.
pub(crate) fn more(view: &View, _: &Send) -> Html {
    let speaker = view.speaker();
    let mut page = Nodes::new();
    heading(&mut page, speaker.label(&Extra::More));
    let mut list = Nodes::new();
    for other in TOOLS.iter().filter(|page| !page.in_navigation) {
        let mut item = Nodes::new();
        let name = (other.name)(&speaker);
        item.link("", &other.route.href(), name).element("p", "hint", (other.purpose)(&speaker));
        list.wrap("li", "panel", item);
    }
    page.wrap("ul", "bare", list);
    page.done()
}
