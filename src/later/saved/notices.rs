//! What is said of it: whose answers are looked at, that all is erased, what was not understood.

use yew::{Callback, Html, MouseEvent, html};

use super::windows::put_back_typed;
use crate::browser::focus;
use crate::first::nodes::Nodes;
use crate::first::{Send, on};
use crate::later::opened_client;
use crate::later::view::View;
use crate::model::state::{Action, Keep, KeptBy, State, Unread};
use crate::wording::ShareWord;

/// While the answers of a link are looked at over others that are kept: says so, and asks which are wanted.
pub(crate) fn ask(view: &View, send: &Send) -> Html {
    let (speaker, state) = (view.speaker(), &view.state);
    if let Some(bar) = opened_client::bar(view, send) {
        return bar;
    }
    let mut whole = Nodes::new();
    if !state.looks_at_others() {
        return whole.done();
    }
    let (why, back, stay, keep) = match (state.keep, state.kept_by) {
        (Keep::Others, KeptBy::Earlier) => (ShareWord::FromLink, ShareWord::ShowKept, ShareWord::KeepThese, Keep::Yes),
        (Keep::Others, KeptBy::OtherWindow) => {
            (ShareWord::KeptByOther, ShareWord::ShowKept, ShareWord::KeepThese, Keep::Yes)
        }
        (keep, _) => (ShareWord::OverOwn, ShareWord::ShowOwn, ShareWord::GoOn, keep),
    };
    let stays = State { own: None, keep, ..(**state).clone() };
    let mut buttons = Nodes::new();
    for (word, next) in [(back, state.own_again(view.rules())), (stay, stays)] {
        buttons.button("button", speaker.label(&word), on(send, Action::Resume(Box::new(next))));
    }
    let mut notice = Nodes::new();
    notice.element("p", "", speaker.label(&why)).wrap("div", "options", buttons);
    whole.wrap("section", "panel sharing", notice).with("data-testid", "from-link").with("role", "status");
    whole.done()
}

/// That all is erased, and the way to have it back.
pub(crate) fn undo(view: &View, send: &Send) -> Html {
    let speaker = view.speaker();
    let Some(erased) = view.state.with_erased() else { return html! {} };
    let undo = {
        let send = send.clone();
        Callback::from(move |_: MouseEvent| {
            put_back_typed();
            send.emit(Action::Resume(Box::new(erased.clone())));
            // The button that was pressed is gone.
            focus("page-title");
        })
    };
    html! {
        <section class="notice" role="status" data-testid="erased">
            { speaker.label(&ShareWord::Erased) }
            <button type="button" class="button" onclick={undo}>{ speaker.label(&ShareWord::Undo) }</button>
        </section>
    }
}

/// What of a link or of the answers kept was not understood, until the person has seen it.
pub(crate) fn unread(view: &View, send: &Send) -> Html {
    let (speaker, state) = (view.speaker(), &view.state);
    let Unread { parts, damaged, kept } = &state.unread;
    if parts.is_empty() && !damaged {
        return html! {};
    }
    let parts: Vec<String> = parts.iter().map(|part| speaker.part(part)).collect();
    let seen = {
        let (send, state) = (send.clone(), State { unread: Unread::default(), ..(**state).clone() });
        Callback::from(move |_: MouseEvent| {
            send.emit(Action::Resume(Box::new(state.clone())));
            // The button that was pressed is gone.
            focus("page-title");
        })
    };
    html! {
        <section class="notice trouble" role="alert" data-testid="unread" data-typed="">
            if *damaged {
                <p>{ speaker.label(&ShareWord::Damaged) }</p>
            }
            if !parts.is_empty() {
                <p>{ speaker.not_read(*kept, &parts) }</p>
            }
            <button type="button" class="button" onclick={seen}>
                { speaker.label(&ShareWord::Seen) }
            </button>
        </section>
    }
}
