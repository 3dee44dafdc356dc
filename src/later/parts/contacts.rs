use yew::Html;

use crate::first::nodes::Nodes;
use crate::later::parts::source_behind;
use crate::later::view::View;
use crate::model::route::Route;
use crate::wording::Phrase;
use engine::catalogue::{Contact, Policy};
use engine::enterprise::{Facts, Possible};

/// Whom to ask about a policy, or about all: its own number, then the contacts of the region told, then those of the
/// whole country.
pub(crate) fn contacts(view: &View, policy: Option<Policy<'_>>) -> Html {
    let speaker = view.speaker();
    let region = match view.parsed.profile.given(Facts::REGION) {
        Some(Possible::Places(places)) => places.first().copied(),
        _ => None,
    };
    let found = view.catalogue().contacts_for(policy.map(|policy| policy.category), region);
    let mut list = Nodes::new();
    let own = policy.and_then(|policy| policy.details.phone.as_deref());
    let is_listed = |phone: &str| found.iter().any(|contact| contact.phone.as_deref() == Some(phone));
    if let Some(phone) = own.filter(|phone| !is_listed(phone)) {
        let mut item = Nodes::new();
        call(&mut item, speaker.label(&Phrase::Phone), phone);
        list.wrap("li", "", item);
    }
    for contact in found {
        let mut item = Nodes::new();
        one(&mut item, view, contact);
        list.wrap("li", "", item);
    }
    let mut whole = Nodes::new();
    whole.wrap("ul", "contacts", list).with("data-testid", "contacts");
    whole.done()
}

fn one(item: &mut Nodes, view: &View, contact: &Contact) {
    let speaker = view.speaker();
    let name = speaker.text(contact.name);
    match contact.policy.and_then(|id| view.catalogue().policy(id)) {
        Some(policy) => item.link("", &Route::Policy(policy.id.clone()).href(), name),
        None => item.text(name),
    };
    source_behind(item, view, contact.source);
    if let Some(phone) = &contact.phone {
        item.text(speaker.colon());
        call(item, name, phone);
    }
    if let Some(url) = &contact.url {
        item.text(speaker.colon()).link("", url, url).with("rel", "noopener noreferrer").with("target", "_blank");
    }
}

/// A number to call, with whose it is for those who hear the link alone.
fn call(item: &mut Nodes, whose: &str, phone: &str) {
    item.link("", &format!("tel:{phone}"), phone).with("aria-label", &format!("{whose} {phone}"));
}
