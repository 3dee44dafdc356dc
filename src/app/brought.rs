//! What a person brings to the page: a link with answers, what was kept on this device, settings of a host page.

use super::data::Book;
use super::state::State;
use super::storage::{Device, Store as _};
use super::{call, embedding, take};

/// What was brought, waiting for the piece that reads it.
#[derive(Debug)]
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
        if let Some(kept) = &self.kept {
            next.marked = take::read(kept, catalogue).marked;
        }
        next.kept = self.kept;
        (book, next)
    }
}
