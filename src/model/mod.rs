//! Plain data and pure functions of the page: what the person is doing, and what was loaded. No Yew, no browser.

pub(crate) mod draft;
pub(crate) mod loaded;
pub(crate) mod route;
pub(crate) mod state;
