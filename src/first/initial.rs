//! What the page starts from, as it stands in the address, on this device and in a host page.

use crate::browser::call;
use crate::storage::Store;

/// What the page starts from, waiting for the piece that reads it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Initial {
    /// The fragment of the address, in which a link has its answers.
    pub(crate) fragment: String,
    /// The answers kept on this device.
    pub(crate) kept: Option<String>,
    /// Whether there are settings of a host page, for which the first screen waits.
    pub(crate) waits: bool,
}

impl Initial {
    /// As it stands now.
    pub(crate) fn now() -> Self {
        Self {
            fragment: web_sys::window().and_then(|window| window.location().hash().ok()).unwrap_or_default(),
            kept: Store::Device.get(),
            waits: call("policyMatchHost", "settings").is_some_and(|settings| settings.is_truthy()),
        }
    }
}
