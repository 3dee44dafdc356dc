//! What the page starts from, as it stands in the address, on this device and in a host page.

use crate::browser::call;
use crate::storage::Store;

/// What the page starts from, waiting for the piece that reads it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Initial {
    /// The fragment of the address, in which a link has its answers, or the query where that may have them.
    pub(crate) fragment: String,
    /// The answers kept on this device.
    pub(crate) kept: Option<String>,
    /// Whether there are settings of a host page, for which the first screen waits.
    pub(crate) waits: bool,
}

impl Initial {
    /// As it stands now.
    pub(crate) fn now() -> Self {
        let location = web_sys::window().map(|window| window.location());
        let part = |part: fn(&web_sys::Location) -> Result<String, wasm_bindgen::JsValue>| {
            location.as_ref().and_then(|location| part(location).ok()).unwrap_or_default()
        };
        let (fragment, search) = (part(web_sys::Location::hash), part(web_sys::Location::search));
        Self {
            // A link that lost its `#/` on the way stands in the query.
            fragment: if !fragment.contains('=') && (search.starts_with("?sum=") || search.starts_with("?v=")) {
                search
            } else {
                fragment
            },
            kept: Store::Device.get(),
            waits: call("policyMatchHost", "settings").is_some_and(|settings| settings.is_truthy()),
        }
    }
}
