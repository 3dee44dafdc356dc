//! The pages.

mod policy;
mod start;

pub(crate) use policy::policy;
pub(crate) use start::start;
