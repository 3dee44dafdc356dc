//! The effects of what is shown: address, title, live region, storage, what is fetched, what the host page hears.

use std::rc::Rc;

use gloo_timers::callback::Timeout;
use yew::prelude::*;

use crate::browser::{data, document, element, focus, set_attribute};
use crate::first::message::Arrival;
use crate::first::message::Message;
use crate::first::root::Root;
use crate::first::view::View;
use crate::model::loaded::{LoadState, LoadedCatalogue};
use crate::model::route::Route;
use crate::model::state::State;
use crate::wording::Word;
use engine::catalogue::{Language, packed};
use engine::matching::Group;

/// How long the results must be still before they are announced, in milliseconds.
const CALM: u32 = 800;

/// What the effects go by.
#[derive(PartialEq)]
pub(super) struct EffectInputs {
    pub(super) state: Rc<State>,
    route: Route,
    title: String,
    /// How many policies fit, once all are here.
    counts: Option<String>,
    /// What the host page hears, if the person agreed.
    told: Option<String>,
}

impl Root {
    /// Runs the effects of what has changed since they last did.
    pub(super) fn catch_up(&mut self, context: &Context<Self>) {
        let now = self.seen_now();
        if self.seen.as_ref() == Some(&now) {
            return;
        }
        let before = self.seen.take();
        self.show(context, before.as_ref(), &now);
        self.seen = Some(now);
    }

    fn seen_now(&self) -> EffectInputs {
        let view = &self.view;
        let state = &view.state;
        let counts = || view.speaker().counts(view.group(Group::UseNow).len(), view.group(Group::MayUse).len());
        EffectInputs {
            state: state.clone(),
            route: self.route.clone(),
            title: title(view, &self.route),
            counts: view.catalogue().is_some().then(counts),
            told: view.later.shared_results(view),
        }
    }

    /// Brings the browser in line with what is shown.
    fn show(&mut self, context: &Context<Self>, before: Option<&EffectInputs>, now: &EffectInputs) {
        let language = now.state.language;
        let page = document().and_then(|document| document.document_element());
        if before.is_none_or(|before| before.state.language != language) {
            fetch(context, &self.view.loaded, language);
        }
        if before.is_none_or(|before| before.state.tag() != now.state.tag())
            && let Some(page) = &page
        {
            set_attribute(page, "lang", now.state.tag());
        }
        self.view.later.write(&now.state, &self.send);
        if let Some(action) = self.view.later.keep(before.map(|before| &*before.state), &self.view) {
            self.send.emit(action);
        }
        if before.is_none_or(|before| before.state.large != now.state.large)
            && let Some(page) = &page
        {
            // Only a malformed name is refused.
            drop(page.class_list().toggle_with_force("large-type", now.state.large));
        }
        if before.is_none_or(|before| before.title != now.title)
            && let Some(document) = document()
        {
            document.set_title(&now.title);
        }
        if before.and_then(|before| before.told.as_ref()) != now.told.as_ref() {
            self.view.later.share_results(now.told.as_deref().unwrap_or_default());
        }
        let Some(before) = before else { return };
        self.follow(before, now);
        // The first counts are on the screen that is being read anyway, unless something was told meanwhile.
        let is_first = before.counts.is_none() && now.state.draft.iter().next().is_none();
        if let Some(counts) = now.counts.clone().filter(|_| before.counts != now.counts && !is_first) {
            self.announcing = Some(Timeout::new(CALM, move || {
                if let Some(live) = element("live") {
                    live.set_text_content(Some(&counts));
                }
            }));
        }
    }

    /// Moves the focus on: to a new page; to the next question when the control that had it is gone; after
    /// erasing to the top.
    fn follow(&self, before: &EffectInputs, now: &EffectInputs) {
        let (old, new) = (&before.state, &now.state);
        if before.route != now.route {
            // Back in the list: where the person left it.
            if let (Route::Policy(id), Route::Start) = (&before.route, &now.route) {
                let found = (new.asking.is_some() && focus("question-title")) || focus(&format!("card-{id}"));
                if !found {
                    focus("page-title");
                }
                return;
            }
            if self.view.later.return_to(&now.route) {
                return;
            }
            if let Some(window) = web_sys::window() {
                window.scroll_to_with_x_and_y(0.0, 0.0);
            }
            focus("page-title");
        } else if old.erasures != new.erasures {
            focus("page-title");
        } else if old.at != new.at || (old.asking != new.asking && new.asking.is_some()) {
            focus("question-title");
        }
    }
}

/// The title of the page.
fn title(view: &View, route: &Route) -> String {
    let speaker = view.speaker();
    let site = speaker.label(&Word::SiteTitle);
    let name = if let Route::Policy(id) = route {
        let rule = view.rules().find(id).and_then(|id| view.rules().rule(id));
        rule.map(|rule| view.name(rule))
    } else if *route == Route::Library {
        Some(speaker.label(&Word::Library))
    } else {
        view.later.title(view, route)
    };
    name.map_or_else(|| site.to_owned(), |name| format!("{name} - {site}"))
}

/// Fetches what comes after the first screen and is not here: the second piece of the program, and the later texts of
/// a language. With another one come the Chinese names of what a clerk must be told.
pub(super) fn fetch(context: &Context<Root>, here: &LoadedCatalogue, language: Language) {
    if here.program() != LoadState::Here {
        let arrived = context.link().callback(|program| Message::Loaded(Arrival::Program(program)));
        context.props().load.emit(arrived);
    }
    let chinese = (language != Language::ZhCn).then_some(Language::ZhCn);
    for language in [Some(language), chinese].into_iter().flatten() {
        if here.texts_arrival(language) != LoadState::Here {
            let texts = async move {
                let came = data(&packed::texts(language)).await;
                Message::Loaded(Arrival::Texts(language, came))
            };
            context.link().send_future(texts);
        }
    }
}
