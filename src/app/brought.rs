//! What a person brings to the page: a link with answers, what was kept on this device, settings of a host page.

use super::data::Book;
use super::keeping::{OTHERS, OWN};
use super::state::{Keep, State};
use super::storage::Store;
use super::{call, embedding, keeping, take};
use crate::catalogue::Catalogue;

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
            kept: Store::Device.get(),
            waits: call("policyMatchHost", "settings").is_some_and(|settings| settings.is_truthy()),
        }
    }

    /// Book and state with it. What the person has told meanwhile stays.
    pub(crate) fn into(self, book: &Book, state: &State) -> (Book, State) {
        let (book, next) = embedding::open(book, state);
        if self.shared.is_some() {
            keeping::empty_address();
        }
        let updated = Store::Window.get();
        Store::Window.erase();
        let next = self.with_answers(updated.as_deref(), &book.catalogue, next);
        (book, next)
    }

    /// The state with the answers that an update of the page has brought along, else with those of a link, else with
    /// those kept on this device.
    fn with_answers(self, updated: Option<&str>, catalogue: &Catalogue, mut next: State) -> State {
        let Self { shared, kept, waits: _ } = self;
        let own = updated.and_then(|text| text.strip_prefix(OWN));
        let others = updated.and_then(|text| text.strip_prefix(OTHERS));
        let link = others.or(shared.as_deref()).filter(|_| own.is_none());
        let told = next.draft.clone();
        if let Some(query) = own.or(link).or(kept.as_deref()) {
            let taken = take::read(query, catalogue);
            next.other_version = link.is_some() && !taken.version.is_empty() && taken.version != catalogue.version;
            // What is kept is not written over with what others have sent.
            if let (Some(kept), Some(_)) = (&kept, link) {
                let kept = take::read(kept, catalogue);
                if (&kept.draft, &kept.date) != (&taken.draft, &taken.date) {
                    next.keep = Keep::Others;
                }
            }
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
            if next.date.is_empty() {
                next.date = taken.date;
            }
        }
        // Links that people pass on name none.
        if let Some(marked) = own.or(others).or(kept.as_deref()).or(shared.as_deref()) {
            next.marked = take::read(marked, catalogue).marked;
        }
        next.kept = kept;
        next
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::draft::Entry;
    use crate::catalogue::Language;
    use crate::enterprise::Facts;
    use crate::quantity::Date;

    const LINK: &str = "v=1&employees=3";
    const KEPT: &str = "v=1&employees=8237&marked=a";

    /// What comes of a link, a text kept and a text brought along by an update: how many employees there are, whether
    /// they are to be kept, and the marks.
    fn brought(shared: Option<&str>, kept: Option<&str>, updated: Option<&str>) -> (Option<Entry>, Keep, Vec<String>) {
        let book = Book::bundled().expect("sound rules");
        let [shared, kept] = [shared, kept].map(|text| text.map(str::to_owned));
        let mut state = State::new(Date::new(2026, 11, 21).expect("a date"), Language::ZhCn);
        if kept.is_some() {
            state.keep = Keep::Yes;
        }
        let next = Brought { shared, kept, waits: false }.with_answers(updated, &book.catalogue, state);
        (next.draft.get(Facts::EMPLOYEES).cloned(), next.keep, next.marked)
    }

    #[test]
    fn a_link_is_looked_at_and_not_kept_over_other_answers() {
        let typed = |text: &str| Some(Entry::Typed(text.to_owned()));
        let marked = vec!["a".to_owned()];
        assert_eq!(brought(None, Some(KEPT), None), (typed("8237"), Keep::Yes, marked.clone()));
        assert_eq!(brought(Some(LINK), None, None), (typed("3"), Keep::No, Vec::new()));
        assert_eq!(brought(Some(LINK), Some(KEPT), None), (typed("3"), Keep::Others, marked.clone()));
        let same = brought(Some("v=2&employees=8237"), Some(KEPT), None);
        assert_eq!(same, (typed("8237"), Keep::Yes, marked), "who opens a link of their own has nothing to decide");
        assert_eq!(brought(Some(LINK), Some("v=1&marked="), None).1, Keep::Others);
    }

    #[test]
    fn an_update_brings_along_whose_answers_they_are() {
        let typed = |text: &str| Some(Entry::Typed(text.to_owned()));
        let update = |whose: &str| format!("{whose}v=1&employees=9&marked=b");
        let marked = vec!["b".to_owned()];
        assert_eq!(brought(None, Some(KEPT), Some(&update(OWN))), (typed("9"), Keep::Yes, marked.clone()));
        assert_eq!(brought(None, None, Some(&update(OWN))), (typed("9"), Keep::No, marked.clone()));
        assert_eq!(brought(None, Some(KEPT), Some(&update(OTHERS))), (typed("9"), Keep::Others, marked));
        // The window's store holds nothing else; what is not understood counts for nothing.
        assert_eq!(brought(Some(LINK), Some(KEPT), Some("employees=7")).0, typed("3"));
    }
}
