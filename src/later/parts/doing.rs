//! Where a policy is done, or whom to ask what.

use yew::{Html, html};

use crate::later::parts::{source_behind, told_region};
use crate::later::view::View;
use crate::wording::PolicyWord;
use engine::catalogue::{Channel, Place, Policy};

/// The places where an enterprise of the region told does what a policy takes, if any is known. `written` shows addresses
/// as they are, for paper.
pub(crate) fn places(view: &View, policy: Policy<'_>, written: bool) -> Option<Html> {
    let speaker = view.speaker();
    let region = told_region(view);
    let places = view.catalogue().places_for(policy, region);
    if places.is_empty() {
        return None;
    }
    Some(html! {
        <ul data-testid="places">
            for place in places {
                <li>{ one(view, place, &speaker.place_to_go(place, region), written) }</li>
            }
        </ul>
    })
}

/// A place, with its number and where it comes from.
fn one(view: &View, place: &Place, name: &str, written: bool) -> Html {
    html! {
        <>
            { named(place, name, written) }
            if let Some(phone) = &place.phone {
                { view.speaker().colon() }<a href={format!("tel:{phone}")}>{ phone }</a>
            }
            { source_behind(view, place.source) }
        </>
    }
}

/// What is done, step by step, each with its address: behind a step the places that it names, before the first one those
/// that none names; where no place is known, whom to ask.
pub(crate) fn steps(view: &View, policy: Policy<'_>) -> Html {
    let speaker = view.speaker();
    let region = told_region(view);
    let places = view.catalogue().places_for(policy, region);
    let steps: Vec<&str> = policy.details.steps.iter().map(|&step| speaker.text(step)).collect();
    let is_named = |place: &Place, step: &str| step.contains(speaker.text(place.name));
    let (named, unnamed): (Vec<&Place>, Vec<&Place>) =
        places.iter().copied().partition(|place| steps.iter().any(|step| is_named(place, step)));
    let asks = places.is_empty() && policy.is_handed_in(view.answer.on);
    if steps.is_empty() && places.is_empty() && !asks {
        let word = if policy.channel == Channel::Automatic && !policy.is_background() {
            PolicyWord::ByItself
        } else {
            PolicyWord::NotDoneHere
        };
        return html! { <p>{ speaker.label(&word) }</p> };
    }
    html! {
        <ol class="steps">
            if !unnamed.is_empty() {
                <li>
                    { speaker.label(&PolicyWord::DoItHere) }
                    <ul data-testid="places">
                        for place in unnamed {
                            <li>{ one(view, place, &speaker.place_to_go(place, region), false) }</li>
                        }
                    </ul>
                </li>
            }
            if asks {
                <li>{ speaker.label(&PolicyWord::AskWhere) }{ where_to_go(view, policy, false) }</li>
            }
            for step in steps {
                <li>
                    { step }
                    // What has no address is named already.
                    for place in named.iter().filter(|place| place.url.is_some() && is_named(place, step)) {
                        { speaker.colon() }<span data-testid="places">{ one(view, place, &speaker.place_to_go(place, region), false) }</span>
                    }
                </li>
            }
        </ol>
    }
}

/// The places or, where none is known and something has to be handed in, whom to ask with a question to read out.
pub(crate) fn where_to_go(view: &View, policy: Policy<'_>, written: bool) -> Html {
    if let Some(places) = places(view, policy, written) {
        return places;
    }
    if !policy.is_handed_in(view.answer.on) {
        return html! {};
    }
    let speaker = view.speaker();
    let phone = view.catalogue().number_to_ask(policy, told_region(view));
    html! {
        <div data-testid="ask">
            <p>{ speaker.place_not_known(policy, phone) }</p>
            <blockquote lang="zh-CN">{ speaker.question_to_read_out(policy) }</blockquote>
            if let Some(phone) = phone.filter(|_| !written) {
                <p><a class="button" href={format!("tel:{phone}")}>{ phone }</a></p>
            }
        </div>
    }
}

/// The name of a place, as a link where it has an address.
fn named(place: &Place, name: &str, written: bool) -> Html {
    match &place.url {
        None => html! { { name } },
        Some(url) => html! {
            <>
                <a href={url.clone()} target="_blank" rel="noopener noreferrer">{ name }</a>
                if written {
                    { " " }{ url }
                }
            </>
        },
    }
}

/// What the law wants done by which day, for a list.
pub(crate) fn acts(view: &View, policy: Policy<'_>) -> Html {
    let speaker = view.speaker();
    html! {
        <ul data-testid="acts">
            for act in &policy.details.acts {
                <li>{ speaker.act(act) }</li>
            }
            <li class="hint">{ speaker.rest_days_move() }</li>
        </ul>
    }
}
