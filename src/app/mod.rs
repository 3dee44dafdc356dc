//! The page, in Yew: what the person does ([`state`]), what it leads to ([`report`]), how it is shown ([`root`]).

mod brought;
mod components;
mod data;
mod desk;
mod draft;
mod embedding;
#[cfg(test)]
#[cfg(feature = "view-tests")]
mod further_tests;
mod hanzi;
mod keeping;
mod pages;
mod report;
mod root;
mod route;
mod script;
mod search;
mod state;
mod storage;
mod take;
#[cfg(test)]
mod typed_tests;
mod ui;
#[cfg(test)]
#[cfg(feature = "view-tests")]
mod view_tests;

use std::rc::Rc;

use wasm_bindgen::{JsCast as _, JsValue};

use crate::catalogue::Language;
use crate::quantity::Date;
use brought::Brought;
use data::Book;
use report::Report;
use root::{Root, RootProps};
use route::Route;
use state::{Keep, State};

fn document() -> Option<web_sys::Document> {
    web_sys::window()?.document()
}

fn element(id: &str) -> Option<web_sys::Element> {
    document()?.get_element_by_id(id)
}

fn set_attribute(element: &web_sys::Element, name: &str, value: &str) {
    // Only a malformed name is refused.
    drop(element.set_attribute(name, value));
}

/// Moves the focus to an element; whether there is one.
fn focus(id: &str) -> bool {
    let element = element(id).and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok());
    element.is_some_and(|element| element.focus().is_ok())
}

/// The page that the address asks for; `None` for an anchor within the page.
fn current_route() -> Option<Route> {
    Route::parse(&web_sys::window()?.location().hash().ok()?)
}

/// Today in the person's own time zone.
fn today() -> Date {
    let now = js_sys::Date::new_0();
    let year = i32::try_from(now.get_full_year()).unwrap_or(i32::MAX);
    let month = u8::try_from(now.get_month().saturating_add(1)).unwrap_or(1);
    let day = u8::try_from(now.get_date()).unwrap_or(1);
    Date::new(year, month, day).unwrap_or(Date::MAX)
}

/// Calls a hook that the page's scripts hold ready, and gives what it answers; `None` without it.
fn call(hook: &str, text: &str) -> Option<JsValue> {
    let window = web_sys::window()?;
    let hook = js_sys::Reflect::get(&window, &JsValue::from_str(hook)).ok()?;
    hook.dyn_into::<js_sys::Function>().ok()?.call1(&window, &JsValue::from_str(text)).ok()
}

/// Shows the failure screen that the start script holds ready.
fn fail(detail: &str) {
    // Without the hook there is nothing better to do.
    drop(call("policyMatchFailed", detail));
}

/// Does something in a task of its own, so that the browser can paint and hear the person before it. What the page does
/// at once when it starts and when something comes is cut so that slow devices, too, answer in between.
fn soon(work: impl FnOnce() + 'static) {
    gloo_timers::callback::Timeout::new(0, work).forget();
}

/// Starts the page on the element with the id `app`. It tells the start script when the first screen is there.
pub fn run() {
    yew::set_custom_panic_hook(Box::new(|panic| fail(&panic.to_string())));
    // Built apart from the document, so that it can be laid out at once, and until then the page is as it came.
    let Some(root) = document().and_then(|document| document.create_element("div").ok()) else { return };
    let Some(book) = Book::bundled() else { return fail("the bundled catalogue is damaged") };
    soon(move || {
        let brought = Brought::now();
        let mut state = State::new(today(), Language::ZhCn);
        if brought.kept.is_some() {
            state.keep = Keep::Yes;
        }
        let report = Report::new(Rc::new(book), Rc::new(state));
        let page = yew::Renderer::<Root>::with_root_and_props(root.clone(), RootProps { report, brought, root });
        soon(move || drop(page.render()));
    });
}
