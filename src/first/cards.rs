//! The results: what can be used now as a plain list until the second piece of the program is here, and how much of them
//! may be drawn yet.

use yew::prelude::*;

use crate::first::nodes::Nodes;
use crate::first::view::{Results, View};
use crate::model::route::Route;
use engine::matching::Group;

/// How many cards and headings are drawn in one task: with their layout about a dozen milliseconds of a slow phone.
const BATCH: usize = 6;

/// More of them than stand open on the page.
const MOST: usize = 60;

/// The results as far as they may be drawn. At first there are a few more at a time from the top down, so that slow
/// devices paint and hear the person in between; from then on they change all at once.
#[derive(Debug)]
pub(crate) struct CardBatches {
    /// Of which view they are.
    pub(crate) view: View,
    /// How many cards and headings may be drawn.
    pub(crate) limit: usize,
}

impl CardBatches {
    /// None yet of those of a view.
    pub(crate) fn new(view: View) -> Self {
        Self { view, limit: 0 }
    }

    /// All of those of a view.
    #[cfg(test)]
    pub(crate) fn all(view: View) -> Self {
        Self { view, limit: usize::MAX }
    }

    /// Whether all are there.
    pub(crate) fn is_all(&self) -> bool {
        self.limit == usize::MAX
    }

    /// Whether it is these results that they show.
    pub(crate) fn are_of(&self, results: &Results) -> bool {
        self.view.results == *results
    }

    /// Goes on with another view.
    pub(crate) fn change(&mut self, view: View) {
        self.view = view;
    }

    /// Adds some more, or all of them where nobody sees them.
    pub(crate) fn add_batch(&mut self, are_seen: bool) {
        let limit = self.limit.saturating_add(BATCH);
        self.limit = if are_seen && limit < MOST { limit } else { usize::MAX };
    }
}

/// What can be used now, by name.
pub(super) fn usable(cards: &CardBatches) -> Html {
    let view = &cards.view;
    let speaker = view.speaker();
    let mut list = Nodes::new();
    for rule in view.group(Group::UseNow).iter().take(cards.limit).filter_map(|&id| view.rules().rule(id)) {
        let mut name = Nodes::new();
        name.link("", &Route::Policy(rule.id.clone()).href(), view.name(rule)).with("id", &format!("card-{}", rule.id));
        let mut card = Nodes::new();
        card.wrap("h3", "", name);
        list.wrap("li", "card", card).key(&rule.id);
    }
    let mut section = Nodes::new();
    section.element("h2", "", speaker.label(&Group::UseNow)).wrap("ul", "cards", list).with("id", "list-use_now");
    section.element("p", "hint", view.still_to_come().unwrap_or_default());
    let mut all = Nodes::new();
    all.wrap("section", "group", section);
    all.done()
}
