//! The pages.

mod library;
mod policy;
mod start;

pub(crate) use library::library;
pub(crate) use policy::policy;
pub(crate) use start::start;
