//! The pages.

mod changes;
mod clients;
mod further;
mod ladder;
mod late_payment;
mod library;
mod overview;
mod policy;
mod services;
mod sheet;
mod size;
mod start;

pub(crate) use changes::notices;
pub(crate) use clients::forget_clients;
#[cfg(test)]
#[cfg(feature = "view-tests")]
pub(crate) use clients::tests as clients_tests;
pub(crate) use further::{further, further_links, further_title};
pub(crate) use library::library;
pub(crate) use policy::policy;
pub(crate) use start::{QUESTIONS, start};
