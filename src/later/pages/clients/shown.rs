//! What is shown of a table, and how that changes.

use std::cell::RefCell;

use yew::Callback;

/// How many clients are shown at a time.
pub(super) const PAGE: usize = 50;

/// What is shown of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct TableView {
    /// The name searched for.
    pub(super) typed: String,
    /// The first client shown.
    pub(super) from: usize,
    /// The measure that is open, by its name in files.
    pub(super) measure: Option<String>,
    /// Whether all clients of that measure are shown.
    pub(super) all_of_measure: bool,
    /// The line of the client whose message is shown.
    pub(super) message: Option<u64>,
    /// Whether the columns are shown again.
    pub(super) columns: bool,
}

thread_local! {
    /// What was shown last: it is there again after a look at a policy or a client.
    static SHOWN: RefCell<TableView> = RefCell::default();
}

/// What was shown last.
pub(super) fn last() -> TableView {
    SHOWN.with_borrow(Clone::clone)
}

/// Notes what is shown.
pub(super) fn note(shown: &TableView) {
    SHOWN.set(shown.clone());
}

/// Forgets it.
pub(super) fn forget() {
    SHOWN.take();
}

/// Changes what is shown: the same as long as the page is.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Change {
    shown: TableView,
    set: Callback<TableView>,
}

impl Change {
    /// From what is shown now.
    pub(super) fn of(shown: &TableView, set: Callback<TableView>) -> Self {
        Self { shown: shown.clone(), set }
    }

    /// What an event does to it.
    pub(super) fn with<E: 'static>(&self, apply: impl Fn(&mut TableView, E) + 'static) -> Callback<E> {
        let change = self.clone();
        Callback::from(move |event: E| {
            let mut next = change.shown.clone();
            apply(&mut next, event);
            change.set.emit(next);
        })
    }
}
