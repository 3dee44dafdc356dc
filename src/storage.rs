//! Keeping a text on this device.

use crate::browser::is_framed;

/// The browser's storage for this site. Frames and private windows may refuse it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Store {
    /// For good, for all windows: only when the person asks for it.
    Device,
    /// Of this window, gone with it. Frames share it with the window around them and with each other, and one would take
    /// another's for its own: they have none.
    Window,
    /// The same for the steps that led there.
    Steps,
    /// Of this window, too: that the host page may not hear of the results, until all is erased.
    Refusal,
}

/// The name under which the browser keeps the text.
pub(crate) const KEY: &str = "policy-match";

impl Store {
    fn key(self) -> &'static str {
        match self {
            Self::Device | Self::Window => KEY,
            Self::Steps => "policy-match-steps",
            Self::Refusal => "policy-match-refusal",
        }
    }

    fn storage(self) -> Option<web_sys::Storage> {
        let window = web_sys::window()?;
        match self {
            Self::Device => window.local_storage(),
            Self::Window | Self::Steps if is_framed() => return None,
            Self::Window | Self::Steps | Self::Refusal => window.session_storage(),
        }
        .ok()?
    }

    /// Whether there is one. Where the page is rendered without a browser it is taken to be there.
    pub(crate) fn is_there(self) -> bool {
        !cfg!(target_arch = "wasm32") || self.storage().is_some()
    }

    /// The text kept, if any.
    pub(crate) fn get(self) -> Option<String> {
        self.storage()?.get_item(self.key()).ok()?
    }

    /// Keeps a text instead; whether that worked.
    pub(crate) fn put(self, text: &str) -> bool {
        self.storage().is_some_and(|storage| storage.set_item(self.key(), text).is_ok())
    }

    /// Keeps nothing any more.
    pub(crate) fn erase(self) {
        if let Some(storage) = self.storage() {
            // What cannot be removed was never kept.
            drop(storage.remove_item(self.key()));
        }
    }
}
