//! What the page asks of the browser: the document, the focus, the address, the clock, files, tasks.

use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;

use crate::model::route::Route;
use engine::quantity::Date;

pub(crate) fn document() -> Option<web_sys::Document> {
    web_sys::window()?.document()
}

/// Whether the page is a part of another page.
pub(crate) fn is_framed() -> bool {
    web_sys::window().is_some_and(|window| window.parent().ok().flatten().is_some_and(|parent| parent != window))
}

/// The element of the document with an id.
pub(crate) fn element(id: &str) -> Option<web_sys::Element> {
    document()?.get_element_by_id(id)
}

/// A new element, not yet in the document.
pub(crate) fn create_element(tag: &str) -> Option<web_sys::Element> {
    document()?.create_element(tag).ok()
}

pub(crate) fn set_attribute(element: &web_sys::Element, name: &str, value: &str) {
    // Only a malformed name is refused.
    drop(element.set_attribute(name, value));
}

/// Moves the focus to an element; whether there is one.
pub(crate) fn focus(id: &str) -> bool {
    let element = element(id).and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok());
    element.is_some_and(|element| element.focus().is_ok())
}

/// Scrolls as little as it takes to see an element.
pub(crate) fn reveal(id: &str) {
    if let Some(element) = element(id) {
        let options = web_sys::ScrollIntoViewOptions::new();
        options.set_block(web_sys::ScrollLogicalPosition::Nearest);
        element.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// The page that the address asks for; `None` for an anchor within the page.
pub(crate) fn current_route() -> Option<Route> {
    Route::parse(&web_sys::window()?.location().hash().ok()?)
}

/// Now in China, to be read in UTC: measures begin and end by the day there (UTC+8), wherever the device is.
fn now_in_china() -> js_sys::Date {
    let now = js_sys::Date::new_0();
    // Hours beyond 23 are those of the next day.
    now.set_utc_hours(now.get_utc_hours().saturating_add(8));
    now
}

/// Today in China.
pub(crate) fn today() -> Date {
    let now = now_in_china();
    let year = i32::try_from(now.get_utc_full_year()).unwrap_or(i32::MAX);
    let month = u8::try_from(now.get_utc_month().saturating_add(1)).unwrap_or(1);
    let day = u8::try_from(now.get_utc_date()).unwrap_or(1);
    Date::new(year, month, day).unwrap_or(Date::MAX)
}

/// How long today still lasts in China, in milliseconds, and at most a second longer.
pub(crate) fn left_of_today() -> u32 {
    let now = now_in_china();
    let past = [now.get_utc_minutes(), now.get_utc_seconds()]
        .iter()
        .fold(now.get_utc_hours(), |past, part| past.saturating_mul(60).saturating_add(*part));
    86_400_u32.saturating_sub(past).saturating_mul(1_000)
}

/// Calls a hook that the page's scripts hold ready, and gives what it answers; `None` without it.
pub(crate) fn call(hook: &str, text: &str) -> Option<JsValue> {
    let window = web_sys::window()?;
    let hook = js_sys::Reflect::get(&window, &JsValue::from_str(hook)).ok()?;
    hook.dyn_into::<js_sys::Function>().ok()?.call1(&window, &JsValue::from_str(text)).ok()
}

/// Shows the failure screen that the start script holds ready.
pub(crate) fn fail(detail: &str) {
    // Without the hook there is nothing better to do.
    drop(call("policyMatchFailed", detail));
}

/// Does something in a task of its own, so that the browser can paint and hear the person before it. What the page does
/// at once when it starts and when something comes is cut so that slow devices, too, answer in between.
pub(crate) fn soon(work: impl FnOnce() + 'static) {
    gloo_timers::callback::Timeout::new(0, work).forget();
}

/// Has the start script fetch a data file of the site, by its plain name, checked against its hash.
pub(crate) fn ask(name: &str) -> Option<JsFuture> {
    call("policyMatchData", name)?.dyn_into::<js_sys::Promise>().ok().map(JsFuture::from)
}

/// The bytes of a data file that was asked for; `None` if they did not come.
pub(crate) async fn bytes(asked: JsFuture) -> Option<Vec<u8>> {
    Some(js_sys::Uint8Array::new(&asked.await.ok()?).to_vec())
}

/// Fetches a data file of the site.
pub(crate) async fn data(name: &str) -> Option<Vec<u8>> {
    bytes(ask(name)?).await
}
