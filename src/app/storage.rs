//! Keeping a text on this device, when the person asks for it.

use std::cell::RefCell;
use std::rc::Rc;

/// Keeps one text.
pub(crate) trait Store {
    /// The text kept, if any.
    fn get(&self) -> Option<String>;
    /// Keeps a text instead; whether that worked.
    fn put(&self, text: &str) -> bool;
    /// Keeps nothing any more.
    fn erase(&self);
}

/// The browser's storage for this site. Frames and private windows may refuse it.
#[derive(Debug)]
pub(crate) struct Device;

/// The name under which the browser keeps the text.
const KEY: &str = "policy-match";

impl Device {
    fn storage() -> Option<web_sys::Storage> {
        web_sys::window()?.local_storage().ok()?
    }
}

impl Store for Device {
    fn get(&self) -> Option<String> {
        Self::storage()?.get_item(KEY).ok()?
    }

    fn put(&self, text: &str) -> bool {
        Self::storage().is_some_and(|storage| storage.set_item(KEY, text).is_ok())
    }

    fn erase(&self) {
        if let Some(storage) = Self::storage() {
            // What cannot be removed was never kept.
            drop(storage.remove_item(KEY));
        }
    }
}

/// Memory only: for tests.
#[derive(Clone, Debug, Default)]
#[cfg_attr(not(test), expect(dead_code, reason = "the twin of the device's storage in tests"))]
pub(crate) struct Memory(Rc<RefCell<Option<String>>>);

impl Store for Memory {
    fn get(&self) -> Option<String> {
        self.0.borrow().clone()
    }

    fn put(&self, text: &str) -> bool {
        self.0.replace(Some(text.to_owned()));
        true
    }

    fn erase(&self) {
        self.0.replace(None);
    }
}

/// Keeps a text or nothing, as wanted; whether that worked.
pub(crate) fn keep(store: &dyn Store, text: Option<&str>) -> bool {
    match text {
        Some(text) => store.put(text),
        None => {
            store.erase();
            true
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_wanted_is_not_kept() {
        let store = Memory::default();
        assert!(keep(&store, Some("employees=8")));
        assert_eq!(store.get().as_deref(), Some("employees=8"));
        assert!(keep(&store, None));
        assert_eq!(store.get(), None);
    }
}
