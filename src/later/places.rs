//! Where on a page the person was when a link led to another one: Back leads there again, not to its top.

use std::cell::RefCell;

use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast as _;
use web_sys::{Element, HtmlElement};

use crate::browser::{document, focus};
use crate::model::route::Route;

/// Links of a page; those of the navigation lead to the top of another.
const LINKS: &str = ".page a[href]";

/// A page as it was left.
struct Place {
    page: String,
    /// Which of its links led on, if it was one of them.
    link: Option<usize>,
    /// How far it was scrolled.
    top: f64,
}

thread_local! {
    static PLACES: RefCell<Vec<Place>> = const { RefCell::new(Vec::new()) };
}

/// Notes from now on where links are followed.
pub(super) fn watch() -> Option<EventListener> {
    let options = EventListenerOptions::run_in_capture_phase();
    let document = document()?;
    Some(EventListener::new_with_options(&document, "click", options, |event| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let Some(link) = target.and_then(|target| target.closest("a[href]").ok().flatten()) else { return };
        let leads_to = link.get_attribute("href").unwrap_or_default();
        let page = crate::browser::current_route().unwrap_or_default().href();
        let place = links().iter().position(|other| *other == link);
        let top = web_sys::window().and_then(|window| window.page_y_offset().ok()).unwrap_or_default();
        PLACES.with_borrow_mut(|places| {
            places.retain(|other| other.page != page && (place.is_some() || other.page != leads_to));
            places.push(Place { page, link: place, top });
        });
    }))
}

/// Goes on where a page was left; whether it was left by a link.
pub(super) fn return_to(route: &Route) -> bool {
    let page = route.href();
    let place = PLACES.with_borrow_mut(|places| {
        let at = places.iter().position(|place| place.page == page)?;
        Some(places.remove(at))
    });
    let (Some(place), Some(window)) = (place, web_sys::window()) else { return false };
    let link = place.link.and_then(|link| links().into_iter().nth(link)?.dyn_into::<HtmlElement>().ok());
    if link.is_none_or(|link| link.focus().is_err()) {
        focus("page-title");
    }
    window.scroll_to_with_x_and_y(0.0, place.top);
    true
}

/// The links of the page.
fn links() -> Vec<Element> {
    let Some(found) = document().and_then(|document| document.query_selector_all(LINKS).ok()) else {
        return Vec::new();
    };
    (0..found.length()).filter_map(|at| found.get(at)?.dyn_into().ok()).collect()
}
