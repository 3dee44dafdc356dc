//! What a person brings to the page: a link with answers, what was kept on this device, settings of a host page.

use gloo_events::{EventListener, EventListenerOptions};
use yew::Callback;

use super::data::Book;
use super::report::Report;
use super::route::Route;
use super::state::State;
use super::storage::{Device, Store as _};
use super::{call, embedding, take};

/// What was brought, waiting for the piece that reads it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Brought {
    shared: Option<String>,
    pub(crate) kept: Option<String>,
    /// Whether there are settings, for which the first screen waits.
    pub(crate) waits: bool,
}

impl Brought {
    pub(crate) fn now() -> Self {
        let hash = web_sys::window().and_then(|window| window.location().hash().ok()).unwrap_or_default();
        Self {
            shared: hash.split_once('?').map(|(_, query)| query.to_owned()),
            kept: Device.get(),
            waits: call("policyMatchHost", "settings").is_some_and(|settings| settings.is_truthy()),
        }
    }

    /// Book and state with it. What the person has told meanwhile stays.
    pub(crate) fn into(self, book: &Book, state: &State) -> (Book, State) {
        let (book, mut next) = embedding::open(book, state);
        let catalogue = &book.catalogue;
        let told = next.draft.clone();
        if let Some(query) = self.shared.as_ref().or(self.kept.as_ref()) {
            let taken = take::read(query, catalogue);
            next.other_version =
                self.shared.is_some() && !taken.version.is_empty() && taken.version != catalogue.version;
            next.draft = taken.draft;
            // What the host page has set gives way, unless it is set for good.
            let hosted = &next.hosted;
            let gives_way = |id| hosted.presets.get(id) == told.get(id) && !hosted.locked.contains(&id);
            for (id, entry) in told.iter() {
                if next.draft.get(id).is_some() && gives_way(id) {
                    continue;
                }
                next.draft.set(id, Some(entry.clone()));
            }
            if state.date.is_empty() {
                next.date = taken.date;
            }
        }
        // Links that people pass on name none.
        if let Some(marked) = self.kept.as_ref().or(self.shared.as_ref()) {
            next.marked = take::read(marked, catalogue).marked;
        }
        next.kept = self.kept;
        (book, next)
    }
}

/// Hears from keep.js that a newer version of the page has taken over.
pub(crate) fn newer(heard: &Callback<()>) -> Option<EventListener> {
    let heard = heard.clone();
    let (window, options) = (web_sys::window()?, EventListenerOptions::enable_prevent_default());
    Some(EventListener::new_with_options(&window, "policy-match-newer", options, move |event| {
        event.prevent_default();
        heard.emit(());
    }))
}

/// Loads the page anew and brings along what was told, in the fragment, which no server sees.
pub(crate) fn reload(report: &Report, route: &Route) {
    let Some(location) = web_sys::window().map(|window| window.location()) else { return };
    let told = take::query(&report.state, report.catalogue());
    let fragment = format!("{}?{told}&marked={}", route.href(), report.state.marked.join("+"));
    // A refusal leaves the page as it is, with everything in it.
    if location.set_hash(&fragment).is_ok() {
        drop(location.reload());
    }
}
