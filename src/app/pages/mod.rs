//! The pages.

mod further;
mod ladder;
mod late_payment;
mod library;
mod policy;
mod services;
mod size;
mod start;

pub(crate) use further::{further, further_links, further_title};
pub(crate) use library::library;
pub(crate) use policy::policy;
pub(crate) use start::start;
