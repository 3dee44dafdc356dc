//! Whether the host hears of the results, and of which.

use yew::prelude::*;

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
    let group = |groups: &[Group]| {
        let ids = groups.iter().flat_map(|&group| view.group(group)).filter_map(|&id| view.catalogue().rule(id));
        let name = groups.first().map_or("", |group| group.id());
        format!("{name}={}", ids.map(|rule| rule.id.as_str()).collect::<Vec<&str>>().join("+"))
    };
    // A host need not know who decides.
    let groups = [&[Group::UseNow][..], &[Group::MayUse, Group::OthersDecide], &[Group::NearMiss]];
    Some(groups.map(group).join("&"))
}

/// Asks the person whether the host may hear of the results, and says so while it does.
pub(super) fn ask(view: &View, send: &Send) -> Html {
    let speaker = view.speaker();
    let button = |word: HostWord, sharing: Sharing| {
        html! {
            <button type="button" class="button" onclick={on(send, Action::Share(sharing))}>{ speaker.label(&word) }</button>
        }
    };
    let (said, buttons) = match view.state.sharing {
        Sharing::NotAsked | Sharing::Refused => return html! {},
        Sharing::Asked => (
            HostWord::SharingAsked,
            html! {
                <>{ button(HostWord::SharingYes, Sharing::Agreed) }{ button(HostWord::SharingNo, Sharing::Refused) }</>
            },
        ),
        Sharing::Agreed => (HostWord::SharingOn, button(HostWord::SharingStop, Sharing::Refused)),
    };
    html! {
        <section class="panel sharing" data-testid="sharing" role="status">
            <p>{ speaker.label(&said) }</p>
            <div class="options">{ buttons }</div>
        </section>
    }
}
