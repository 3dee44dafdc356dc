//! The pages.

mod further;
mod library;
mod policy;
mod start;

pub(crate) use further::{further, further_links, further_title};
pub(crate) use library::library;
pub(crate) use policy::policy;
pub(crate) use start::start;
