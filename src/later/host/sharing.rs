//! Whether the host hears of the results, and of which.

use yew::prelude::*;

use crate::first::nodes::Nodes;
use crate::first::{Send, on};
use crate::later::view::View;
use crate::model::state::Action;
use crate::model::state::Sharing;
use crate::wording::HostWord;
use engine::matching::Group;

/// The ids of the policies of each group that concerns the enterprise: `use_now=a+b&may_use=&near_miss=c`; `None` unless
/// the person has agreed.
pub(in crate::later) fn results(view: &View) -> Option<String> {
    if view.state.sharing != Sharing::Agreed {
        return None;
    }
    let group = |group: Group| {
        let ids = view.group(group).iter().filter_map(|&id| view.catalogue().rule(id));
        format!("{}={}", group.id(), ids.map(|rule| rule.id.as_str()).collect::<Vec<&str>>().join("+"))
    };
    Some([Group::UseNow, Group::MayUse, Group::NearMiss].map(group).join("&"))
}

/// Asks the person whether the host may hear of the results, and says so while it does.
pub(super) fn ask(view: &View, send: &Send) -> Html {
    let speaker = view.speaker();
    let mut block = Nodes::new();
    let mut notice = Nodes::new();
    let mut buttons = Nodes::new();
    let mut button = |word: HostWord, sharing: Sharing| {
        buttons.button("button", speaker.label(&word), on(send, Action::Share(sharing)));
    };
    match view.state.sharing {
        Sharing::NotAsked | Sharing::Refused => return block.done(),
        Sharing::Asked => {
            notice.element("p", "", speaker.label(&HostWord::SharingAsked));
            button(HostWord::SharingYes, Sharing::Agreed);
            button(HostWord::SharingNo, Sharing::Refused);
        }
        Sharing::Agreed => {
            notice.element("p", "", speaker.label(&HostWord::SharingOn));
            button(HostWord::SharingStop, Sharing::Refused);
        }
    }
    notice.wrap("div", "options", buttons);
    block.wrap("section", "panel sharing", notice).with("data-testid", "sharing").with("role", "status");
    block.done()
}
