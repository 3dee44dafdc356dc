//! How something is done: places, papers and times for applications.

use super::check::{is_address, is_phone};
use super::finding::Fault;
use engine::catalogue::loading::{Loaded, Written};
use engine::catalogue::{Channel, PlaceId, Policy};
use engine::quantity::Date;

/// The places of a file: their addresses and numbers, and those that nothing uses.
pub(super) fn places(loaded: &Loaded, note: &mut dyn FnMut(String, Fault)) {
    let catalogue = &loaded.catalogue;
    let of_file = (0_u16..).map(PlaceId).zip(&catalogue.places).skip(loaded.first_place);
    for (index, (id, place)) in of_file.enumerate() {
        let at = format!("/places/{index}");
        if place.phone.as_ref().is_some_and(|phone| !is_phone(phone)) {
            note(format!("{at}/phone"), Fault::Phone);
        }
        if let Some(url) = place.url.as_ref().filter(|url| !is_address(url)) {
            note(format!("{at}/url"), Fault::Address { url: url.clone() });
        }
        if !catalogue.details.iter().any(|details| details.apply.contains(&id)) {
            note(at, Fault::PlaceUnused { id: place.id.clone() });
        }
    }
}

/// What concerns one policy.
pub(super) fn policy(
    loaded: &Loaded,
    written: &Written,
    policy: Policy<'_>,
    today: Date,
    note: &mut dyn FnMut(String, Fault),
) {
    let details = policy.details;
    let has_contact = !loaded.catalogue.contacts_for(Some(policy.category), written.region).is_empty();
    let says_where = !details.apply.is_empty() || details.phone.is_some() || details.office.is_some() || has_contact;
    if policy.is_handed_in(today) && !says_where {
        note("apply".to_owned(), Fault::NowhereToGo);
    }
    let is_applied_for = matches!(policy.channel, Channel::Application | Channel::Selection);
    let has_none = details.materials.as_ref().is_some_and(Vec::is_empty);
    if policy.is_handed_in(today) && is_applied_for && has_none {
        note("materials".to_owned(), Fault::NoPapers);
    }
    if let Some(last) = policy.last_window {
        let next = policy.window.and_then(|window| window.from).unwrap_or(policy.reviewed);
        if last.to.is_none_or(|to| to >= next) {
            note("last_window".to_owned(), Fault::LastWindowNotOver);
        }
    }
}
