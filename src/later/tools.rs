//! The third piece of the program: the tools that few visits open, with all that only they need.
//!
//! A release cuts the program at [`open`] as it does for the second piece. What can only be reached through [`Tools`] is in
//! a file of its own, which is fetched when the first of these tools is opened; what it shares with the second piece alone
//! is in a file that comes with that one.

use std::cell::Cell;

use wasm_split_helpers::SplitLoaderError;
use yew::prelude::*;

use crate::first::Send;
use crate::first::frame::loading;
use crate::later::host::{Laid, lay_over};
use crate::later::pages::{clients, late_payment};
use crate::later::view::View;
use crate::model::loaded::LoadedCatalogue;
use crate::wording::CommonWord;
use engine::catalogue::Language;

/// A page of the third piece, by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ToolName {
    /// Many enterprises at once.
    Clients,
    /// Whether a debtor pays late.
    LatePayment,
}

/// What the third piece holds, as the second one sees it.
#[derive(Debug)]
pub(crate) struct Tools {
    /// Shows one of its pages.
    page: fn(ToolName, &View, &Send) -> Html,
    /// Lays the text of an agency's catalogue over the bundled one.
    pub(crate) lay_over: fn(&LoadedCatalogue, &str, &str, Language) -> Laid,
    /// Forgets what was read or typed in these tools.
    forget: [fn(); 2],
    /// That as texts, each with the name under which its tool finds it again.
    typed: [fn() -> Option<(String, String)>; 2],
}

const TOOLS: &Tools = &Tools {
    page,
    lay_over,
    forget: [clients::forget, late_payment::forget],
    typed: [clients::typed, late_payment::typed],
};

fn page(which: ToolName, view: &View, send: &Send) -> Html {
    match which {
        ToolName::Clients => clients::clients(view, send),
        ToolName::LatePayment => late_payment::late_payment(view, send),
    }
}

thread_local! {
    /// The third piece, once it is here; from the start where the program is whole.
    static HERE: Cell<Option<&'static Tools>> = const { Cell::new(if cfg!(debug_assertions) { Some(TOOLS) } else { None }) };
}

/// Opens the third piece: fetched in a release, and there already while the page is worked on.
#[cfg_attr(not(debug_assertions), wasm_split_helpers::wasm_split(tools, fallible))]
#[cfg_attr(
    not(debug_assertions),
    expect(clippy::unnecessary_wraps, reason = "loading can fail, which the attribute adds")
)]
fn open() -> Result<&'static Tools, SplitLoaderError> {
    Ok(TOOLS)
}

/// Fetches the third piece; `None` if that fails. Can be called again then.
pub(crate) async fn load() -> Option<&'static Tools> {
    if let Some(here) = HERE.get() {
        return Some(here);
    }
    let opened = open();
    #[cfg(debug_assertions)]
    let opened = std::future::ready(opened);
    HERE.set(opened.await.ok());
    HERE.get()
}

/// Forgets what was read or typed in the tools.
pub(crate) fn forget() {
    for forget in HERE.get().iter().flat_map(|tools| tools.forget) {
        forget();
    }
}

/// What was read or typed in the tools as texts, each with the name under which its tool finds it again.
pub(crate) fn typed() -> Vec<(String, String)> {
    let texts = HERE.get().map(|tools| tools.typed);
    texts.into_iter().flatten().filter_map(|text| text()).collect()
}

/// What a [`Tool`] needs.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(crate) struct ToolProps {
    /// Everything shown.
    pub(crate) view: View,
    /// Where actions go.
    pub(crate) send: Send,
    /// Which page it is.
    pub(crate) page: ToolName,
}

/// A page of the third piece, once that is here.
#[derive(Debug)]
pub(crate) struct Tool {
    /// Whether the piece was lost on its way.
    failed: bool,
}

impl Component for Tool {
    type Message = Option<&'static Tools>;
    type Properties = ToolProps;

    fn create(context: &Context<Self>) -> Self {
        if HERE.get().is_none() {
            context.link().send_future(load());
        }
        Self { failed: false }
    }

    fn update(&mut self, _: &Context<Self>, came: Self::Message) -> bool {
        self.failed = came.is_none();
        true
    }

    fn view(&self, context: &Context<Self>) -> Html {
        let ToolProps { view, send, page } = context.props();
        if let Some(tools) = HERE.get() {
            return (tools.page)(*page, view, send);
        }
        if !self.failed {
            return loading(view);
        }
        let speaker = view.speaker();
        let again = context.link().callback_future(|_: MouseEvent| load());
        html! {
            <section class="notice trouble" role="alert" data-testid="tool-failed">
                <p>{ speaker.label(&CommonWord::ToolFailed) }</p>
                <button type="button" class="button" onclick={again}>{ speaker.label(&CommonWord::TryAgain) }</button>
            </section>
        }
    }
}
