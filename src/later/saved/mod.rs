//! What is kept on this device, over all windows with this site: the answers, if the person asks for it. Nothing is kept
//! that came by a link of others, until the person says so, and what one window erases no other writes again.
//!
//! What was told is also held for this window alone, unasked: neither a reload nor a browser that puts the page aside
//! loses it, and with the window it is gone.

mod notices;
mod text;
mod windows;

#[cfg(test)]
pub(crate) mod tests;

pub(crate) use notices::{ask, undo, unread};
#[cfg(test)]
pub(crate) use text::to_keep;
pub(crate) use text::{OTHERS, OWN, SavedResults, results, take_steps, take_typed, was_kept};
pub(crate) use windows::{keep, outside, reload, rest_on, taken_from_address};
