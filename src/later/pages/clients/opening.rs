//! A client of the table as answers on the start page.

use super::matched::Matched;
use crate::later::opened_client;
use crate::later::view::View;
use crate::model::draft::{self, Draft, Entry};
use crate::model::state::Action;
use engine::enterprise::{Fact, Possible};

/// Opens a client: its answers are shown as the page shows one enterprise, over the adviser's own.
pub(super) fn open(view: &View, client: &Matched) -> Action {
    opened_client::open(view, client.name.clone(), draft(view, client))
}

/// What is known of a client as answers.
pub(super) fn draft(view: &View, client: &Matched) -> Draft {
    let mut draft = Draft::default();
    for (id, value) in client.profile.iter() {
        if let Some(fact) = view.catalogue().facts.get(id) {
            draft.set(id, entry(fact, value));
        }
    }
    draft
}

/// A value as it would be given; nothing for one of several places, which no field takes.
fn entry(fact: &Fact, value: &Possible) -> Option<Entry> {
    Some(match value {
        Possible::Numbers(range) => match range.single() {
            Some(number) => Entry::Typed(draft::typed(&fact.kind, number)),
            None => Entry::Band(*range),
        },
        Possible::Options(options) => Entry::Options(*options),
        Possible::Sets { must, may } => Entry::Chosen { held: *must, offered: must | (fact.all_options() & !may) },
        Possible::Places(places) => match places.as_slice() {
            [code] => Entry::Place { typed: String::new(), code: Some(*code) },
            _ => return None,
        },
    })
}
