//! What is around the page, and what stands in for one that is on its way.

use yew::prelude::*;

use crate::browser::element;
use crate::first::nodes::Nodes;
use crate::first::view::View;
use crate::first::{Send, on};
use crate::model::loaded::LoadState;
use crate::model::route::Route;
use crate::model::state::{Action, Script};
use crate::wording::Word;
use engine::catalogue::Language;

/// The way from page to page.
pub(crate) fn navigation(view: &View, route: &Route) -> Html {
    let speaker = view.speaker();
    let mut links = Nodes::new();
    for (target, word) in [(Route::Start, Word::StartPage), (Route::Library, Word::Library)] {
        links.link("", &target.href(), speaker.label(&word)).key(&target.href());
        if *route == target {
            links.with("aria-current", "page");
        }
    }
    view.later.links(&mut links, view, route);
    let mut nav = Nodes::new();
    nav.wrap("nav", "nav", links).with("aria-label", speaker.label(&Word::SiteTitle));
    nav.done()
}

/// The controls in the page's header.
pub(super) fn tools(view: &View, send: &Send) -> Html {
    let speaker = view.speaker();
    let language = view.state.language;
    let other = Language::ALL.into_iter().find(|other| *other != language).unwrap_or_default();
    let mut controls = Nodes::new();
    controls
        .button("", speaker.label(&Word::LargeType), on(send, Action::Enlarge))
        .with("aria-pressed", if view.state.large { "true" } else { "false" })
        .key("large")
        .button("", speaker.label(&Word::SwitchLanguage), on(send, Action::Speak(other)))
        .with("lang", other.tag())
        .with("data-testid", "language")
        .key("language");
    view.later.tools(&mut controls, view, send);
    if let Some(host) = element("site-tools") {
        return create_portal(controls.done(), host);
    }
    let mut beside = Nodes::new();
    beside.wrap("div", "site-tools", controls);
    beside.done()
}

/// What is shown while something that comes later was lost on the way.
pub(super) fn missing(view: &View, again: Callback<MouseEvent>) -> Html {
    let speaker = view.speaker();
    if view.loaded.arrival(view.state.language) != LoadState::Failed && view.state.script != Script::Lost {
        return html! {};
    }
    let mut inside = Nodes::new();
    let what = if view.loaded.program() == LoadState::Failed { Word::RestFailed } else { Word::TextsFailed };
    inside.element("p", "", speaker.label(&what)).button("button", speaker.label(&Word::Retry), again);
    let mut notice = Nodes::new();
    notice.wrap("section", "notice trouble", inside).with("role", "alert").with("data-testid", "texts-failed");
    notice.done()
}

/// The place of the switch between scripts, so that the controls beside it stay where they are.
pub(crate) fn script_placeholder(controls: &mut Nodes, view: &View) {
    if view.state.language == Language::ZhCn {
        let name = view.speaker().label(&Word::TraditionalScript);
        controls.element("button", "", name).with_if("disabled", true).key("script");
    }
}

/// The heading of a page that is on its way.
pub(crate) fn loading(view: &View) -> Html {
    let mut page = Nodes::new();
    let heading = view.speaker().label(&Word::Loading);
    page.element("h1", "", heading).with("id", "page-title").with("tabindex", "-1");
    page.done()
}
