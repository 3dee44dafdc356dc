//! What stays in sight on a policy's page: do it, call, keep it.

use yew::{Callback, Html, MouseEvent, html};

use crate::browser::focus;
use crate::first::Send;
use crate::later::parts::{marker, told_region};
use crate::later::view::View;
use crate::wording::PolicyWord;
use engine::catalogue::Policy;

/// The id of the heading of what is to be done.
pub(crate) const HOW: &str = "how-title";

/// The bar: it sticks to the lower edge of what is seen of the page, and ends with it, so it covers nothing. In a frame
/// that is as high as its page it stands at its end.
pub(crate) fn policy_bar(view: &View, send: &Send, policy: Policy<'_>) -> Html {
    let speaker = view.speaker();
    let region = told_region(view);
    let places = view.catalogue().places_for(policy, region);
    let nearest = places.into_iter().find_map(|place| Some((place.url.clone()?, speaker.place_to_go(place, region))));
    let phone = view.catalogue().number_to_ask(policy, region);
    let word = if policy.is_handed_in(view.answer.on) { PolicyWord::DoIt } else { PolicyWord::OpenSite };
    let go = Callback::from(|_: MouseEvent| {
        focus(HOW);
    });
    html! {
        <div class="policy-bar" role="group" aria-label={speaker.label(&PolicyWord::QuickWays)} data-testid="policy-bar">
            if let Some((url, name)) = nearest {
                <a class="button primary" href={url} target="_blank" rel="noopener noreferrer">
                    <span>{ speaker.label(&word) }{ " " }<span aria-hidden="true">{ "↗" }</span></span>
                    <span class="place">{ speaker.in_brackets(&name) }</span>
                    <span class="visually-hidden">{ speaker.in_brackets(speaker.label(&PolicyWord::NewWindow)) }</span>
                </a>
            } else {
                <button type="button" class="button primary" onclick={go}>{ speaker.label(&PolicyWord::HowTo) }</button>
            }
            if let Some(phone) = phone {
                <a class="button" href={format!("tel:{phone}")}>
                    { speaker.label(&PolicyWord::Call) }{ " " }<span class="phone">{ phone }</span>
                </a>
            }
            { marker(view, send, &policy.id) }
        </div>
    }
}
