//! Whom to ask.

use yew::{Html, html};

use crate::later::parts::{chinese_name, source_behind, told_region};
use crate::later::view::View;
use crate::model::route::Route;
use crate::wording::CommonWord;
use engine::catalogue::{Contact, Policy};

/// Whom to ask about a policy, or about all: its own number, then the contacts of the region told, then those of the
/// whole country.
pub(crate) fn contacts(view: &View, policy: Option<Policy<'_>>) -> Html {
    let speaker = view.speaker();
    let found = view.catalogue().contacts_for(policy.map(|policy| policy.category), told_region(view));
    let own = policy.and_then(|policy| policy.details.phone.as_deref());
    let is_listed = |phone: &str| found.iter().any(|contact| contact.phone.as_deref() == Some(phone));
    let own = own.filter(|phone| !is_listed(phone));
    html! {
        <>
            <ul class="contacts" data-testid="contacts">
                if let Some(phone) = own {
                    <li>{ call(speaker.label(&CommonWord::Phone), phone) }</li>
                }
                for contact in found {
                    <li>{ one(view, contact) }</li>
                }
            </ul>
            if let Some(said) = speaker.counters_speak() {
                <p class="hint" data-testid="counters-speak">{ said }</p>
            }
        </>
    }
}

/// One contact: its name, its number, its address.
fn one(view: &View, contact: &Contact) -> Html {
    let speaker = view.speaker();
    let name = speaker.text(contact.name);
    html! {
        <>
            if let Some(policy) = contact.policy.and_then(|id| view.catalogue().policy(id)) {
                <a href={Route::Policy(policy.id.clone()).href()}>{ name }</a>
            } else {
                { name }
            }
            { chinese_name(view, contact.name) }
            { source_behind(view, contact.source) }
            if let Some(phone) = &contact.phone {
                { speaker.colon() }{ call(name, phone) }
            }
            if let Some(url) = &contact.url {
                { speaker.colon() }
                <a href={url.clone()} rel="noopener noreferrer" target="_blank">{ url }</a>
            }
        </>
    }
}

/// A number to call, with whose it is for those who hear the link alone.
fn call(whose: &str, phone: &str) -> Html {
    html! { <a href={format!("tel:{phone}")} aria-label={format!("{whose} {phone}")}>{ phone }</a> }
}
