//! The page, in Yew: what the person does ([`state`]), what it leads to ([`report`]), how it is shown.
//!
//! Effects (the address, the title, the live region, loading) are here at the root and nowhere else.

mod components;
mod data;
mod desk;
mod draft;
mod pages;
mod report;
mod route;
mod search;
mod state;
mod storage;
mod take;
mod ui;
#[cfg(test)]
#[cfg(feature = "view-tests")]
mod view_tests;

use std::rc::Rc;

use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use wasm_bindgen::{JsCast as _, JsValue};
use yew::prelude::*;

use crate::catalogue::{Catalogue, Language};
use crate::enterprise::Profile;
use crate::matching::{Answer, Group};
use crate::quantity::Date;
use crate::text::Word;
use components::{Send, on};
use data::{Arrival, Book, Came};
use desk::Desk;
use report::{Order, Report};
use route::Route;
use state::{Action, Keep, State};
use storage::{Device, Store as _};

/// How long the results must be still before they are announced, in milliseconds.
const CALM: u32 = 800;

/// What the root needs: the rules, unpacked, and today.
#[derive(Clone, Debug, PartialEq, Properties)]
struct RootProps {
    book: Book,
    today: Date,
}

/// The whole page.
#[component]
fn Root(props: &RootProps) -> Html {
    let book = use_reducer({
        let book = props.book.clone();
        move || book
    });
    let state = use_reducer({
        let (today, book) = (props.today, props.book.clone());
        move || first_state(today, &book)
    });
    let route = use_state_eq(|| current_route().unwrap_or_default());
    let send: Send = use_callback(state.dispatcher(), |action: Action, state| state.dispatch(action));

    let shared_book = use_memo((*book).clone(), Clone::clone);
    let shared_state = use_memo((*state).clone(), Clone::clone);
    let parsed =
        use_memo((shared_book.catalogue.clone().as_ref().version.clone(), state.draft.clone()), |(_, draft)| {
            draft.parse(&shared_book.catalogue)
        });
    let match_all: fn(&Catalogue, &Profile, Date) -> Answer =
        if let Some(desk) = shared_book.desk { desk.answer } else { crate::matching::verdicts };
    let answer = use_memo((parsed.profile.clone(), state.on(), shared_book.desk.is_some()), |(profile, on, _)| {
        match_all(&shared_book.catalogue, profile, *on)
    });
    let before = use_mut_ref(Order::new);
    let order = use_memo((Pointer(answer.clone()), state.typing.is_some()), |(answer, typing)| {
        let mut order = report::order(&answer.0, &shared_book.catalogue);
        if *typing {
            // What is being read stays where it is.
            for ((_, now), (_, old)) in order.iter_mut().zip(before.borrow().iter()) {
                *now = state::keep_order(old, now);
            }
        }
        before.replace(order.clone());
        order
    });
    let report =
        Report { book: shared_book.clone(), state: shared_state, parsed, answer: answer.clone(), order: order.clone() };

    use_language(state.language);
    use_texts(&book, state.language);
    use_class("large-type", state.large);
    use_route(&route, &report);
    use_storage(&report, &send);
    use_focus(&report.state);
    use_announcement(&report);

    let page = match &*route {
        Route::Start => pages::start(&report, &send),
        Route::Library => later(&report, |desk| (desk.library)(&report, &send)),
        Route::Policy(id) => later(&report, |desk| (desk.policy)(&report, &send, id)),
        Route::Further(path) => later(&report, |desk| (desk.further)(&report, &send, path)),
    };
    let mut whole = ui::Pieces::new();
    whole.put(tools(&report, &send)).put(navigation(&report, &route)).put(texts_notice(&report, &book));
    let mut inside = ui::Pieces::new();
    inside.put(page);
    let mut keyed = ui::Pieces::new();
    keyed.wrap("div", "page", inside).key(&route.href());
    whole.put(keyed.done()).say("footer", "foot", &report.speaker().catalogue_line());
    whole.done()
}

/// A page of the second piece of the program; until that is here, its heading.
fn later(report: &Report, show: impl FnOnce(Desk) -> Html) -> Html {
    report.desk().map_or_else(
        || {
            let mut page = ui::Pieces::new();
            let heading = report.speaker().label(&Word::Loading);
            page.say("h1", "", heading).with("id", "page-title").with("tabindex", "-1");
            page.done()
        },
        show,
    )
}

/// Equal when it is the same thing.
struct Pointer<T>(Rc<T>);

impl<T> PartialEq for Pointer<T> {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// The way from page to page.
fn navigation(report: &Report, route: &Route) -> Html {
    let speaker = report.speaker();
    let mut links = ui::Pieces::new();
    for (target, word) in [(Route::Start, Word::StartPage), (Route::Library, Word::Library)] {
        links.link("", &target.href(), speaker.label(&word));
        if *route == target {
            links.with("aria-current", "page");
        }
    }
    if let Some(desk) = report.book.desk {
        (desk.links)(&mut links, report, route);
    }
    let mut whole = ui::Pieces::new();
    whole.wrap("nav", "nav", links).with("aria-label", speaker.label(&Word::SiteTitle));
    whole.done()
}

/// The controls in the page's header.
fn tools(report: &Report, send: &Send) -> Html {
    let speaker = report.speaker();
    let language = report.state.language;
    let other = Language::ALL.into_iter().find(|other| *other != language).unwrap_or_default();
    let mut controls = ui::Pieces::new();
    controls
        .button("", speaker.label(&Word::LargeType), on(send, Action::Enlarge))
        .with("aria-pressed", if report.state.large { "true" } else { "false" })
        .button("", speaker.label(&Word::SwitchLanguage), on(send, Action::Speak(other)))
        .with("lang", other.tag())
        .with("data-testid", "language");
    if let Some(host) = element("site-tools") {
        return create_portal(controls.done(), host);
    }
    let mut beside = ui::Pieces::new();
    beside.wrap("div", "site-tools", controls);
    beside.done()
}

/// What is shown while texts are missing.
fn texts_notice(report: &Report, book: &UseReducerHandle<Book>) -> Html {
    let speaker = report.speaker();
    let language = report.state.language;
    if book.arrival(language) != Arrival::Failed {
        return html! {};
    }
    let retry = {
        let (here, book) = ((**book).clone(), book.dispatcher());
        Callback::from(move |_: MouseEvent| load(language, &here, &book))
    };
    let mut inside = ui::Pieces::new();
    inside.say("p", "", speaker.label(&Word::TextsFailed)).button("button", speaker.label(&Word::Retry), retry);
    let mut notice = ui::Pieces::new();
    notice.wrap("section", "notice trouble", inside).with("role", "alert").with("data-testid", "texts-failed");
    notice.done()
}

/// Fetches what comes after the first screen and is not here: the second piece of the program, and the later texts of
/// a language.
fn load(language: Language, here: &Book, book: &UseReducerDispatcher<Book>) {
    if here.desk.is_none() {
        let book = book.clone();
        wasm_bindgen_futures::spawn_local(async move { book.dispatch(Came::Desk(desk::load().await)) });
    }
    if here.texts_arrival(language) != Arrival::Here {
        let book = book.clone();
        wasm_bindgen_futures::spawn_local(async move {
            book.dispatch(Came::Texts(language, data::fetch(language).await));
        });
    }
}

/// Loads the rest, in the language, once the first screen is there.
#[hook]
fn use_texts(book: &UseReducerHandle<Book>, language: Language) {
    let (here, book) = ((**book).clone(), book.dispatcher());
    use_effect_with(language, move |language| load(*language, &here, &book));
}

/// Tells the browser which language the page speaks.
#[hook]
fn use_language(language: Language) {
    use_effect_with(language, |language| {
        if let Some(root) = document().and_then(|document| document.document_element()) {
            set_attribute(&root, "lang", language.tag());
        }
    });
}

/// Gives the whole page a class, or takes it away.
#[hook]
fn use_class(name: &'static str, wanted: bool) {
    use_effect_with(wanted, move |wanted| {
        if let Some(root) = document().and_then(|document| document.document_element()) {
            // Only a malformed name is refused.
            drop(root.class_list().toggle_with_force(name, *wanted));
        }
    });
}

/// Follows the address; names the page and moves the focus to it.
#[hook]
fn use_route(route: &UseStateHandle<Route>, report: &Report) {
    let listening = route.clone();
    use_effect_with((), move |()| {
        let listener = web_sys::window().map(|window| {
            EventListener::new(&window, "hashchange", move |_| {
                if let Some(route) = current_route() {
                    listening.set(route);
                }
            })
        });
        || drop(listener)
    });
    let speaker = report.speaker();
    let site = speaker.label(&Word::SiteTitle);
    let page = if **route == Route::Library { Some(speaker.label(&Word::Library)) } else { None };
    let name = match &**route {
        Route::Start | Route::Library | Route::Further(_) => None,
        Route::Policy(id) => report.catalogue().find(id).and_then(|id| report.catalogue().policy(id)),
    };
    let further = match &**route {
        Route::Further(path) => report.book.desk.map(|desk| (desk.title)(report, path)),
        Route::Start | Route::Library | Route::Policy(_) => None,
    };
    let title = name
        .map(|policy| report.name(policy))
        .or(further)
        .or(page)
        .map_or_else(|| site.to_owned(), |name| format!("{name} - {site}"));
    use_effect_with(title, |title| {
        if let Some(document) = document() {
            document.set_title(title);
        }
    });
    let asking = report.state.asking.is_some();
    let last = use_mut_ref(|| None::<Route>);
    use_effect_with((**route).clone(), move |route| {
        let before = last.replace(Some(route.clone()));
        match (before, route) {
            (None, _) => {}
            // Back in the list: where the person left it.
            (Some(Route::Policy(id)), Route::Start) => {
                let found = (asking && focus("question-title")) || focus(&format!("card-{id}"));
                if !found {
                    focus("page-title");
                }
            }
            _ => {
                if let Some(window) = web_sys::window() {
                    window.scroll_to_with_x_and_y(0.0, 0.0);
                }
                focus("page-title");
            }
        }
    });
}

/// Moves the focus on when the control that had it is gone: to the next question, after erasing to the top.
#[hook]
fn use_focus(state: &Rc<State>) {
    let before = use_mut_ref({
        let state = state.clone();
        move || state
    });
    use_effect_with(state.clone(), move |now| {
        let old = before.replace(now.clone());
        if old.erasures != now.erasures {
            focus("page-title");
        } else if old.trail != now.trail || (old.asking != now.asking && now.asking.is_some()) {
            focus("question-title");
        }
    });
}

/// What a link brings, else what was kept on this device, else nothing.
fn first_state(today: Date, book: &Book) -> State {
    let hash = web_sys::window().and_then(|window| window.location().hash().ok()).unwrap_or_default();
    let shared = hash.split_once('?').map(|(_, query)| query.to_owned());
    let kept = Device.get();
    let mut state = State::new(today, Language::ZhCn);
    if kept.is_some() {
        state.keep = Keep::Yes;
    }
    if let Some(query) = shared.as_ref().or(kept.as_ref()) {
        let taken = take::read(query, &book.catalogue);
        state.other_version = shared.is_some() && !taken.version.is_empty() && taken.version != book.catalogue.version;
        state.draft = taken.draft;
        state.date = taken.date;
    }
    if let Some(kept) = kept {
        state.marked = take::read(&kept, &book.catalogue).marked;
    }
    state
}

/// Keeps the answers on this device as long as the person wants it.
#[hook]
fn use_storage(report: &Report, send: &Send) {
    let state = &report.state;
    let keeps = state.keep == Keep::Yes;
    let text = report
        .book
        .desk
        .filter(|_| keeps)
        .map(|desk| format!("{}&marked={}", (desk.query)(state, report.catalogue()), state.marked.join("+")));
    let send = send.clone();
    use_effect_with((keeps, text), move |(keeps, text)| {
        // Nothing was changed yet while the piece that writes it is on its way.
        if (text.is_some() || !keeps) && !storage::keep(&Device, text.as_deref()) {
            send.emit(Action::Keep(Keep::Refused));
        }
    });
}

/// Announces the number of matches once they are still.
#[hook]
fn use_announcement(report: &Report) {
    let counts = report.speaker().counts(report.group(Group::UseNow).len(), report.group(Group::MayUse).len());
    let timer = use_mut_ref(|| None::<Timeout>);
    let first = use_mut_ref(|| true);
    use_effect_with(counts, move |counts| {
        // The first counts are on the screen that is being read anyway.
        if first.replace(false) {
            return;
        }
        let counts = counts.clone();
        let timeout = Timeout::new(CALM, move || {
            if let Some(live) = element("live") {
                live.set_text_content(Some(&counts));
            }
        });
        timer.replace(Some(timeout));
    });
}

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

/// Shows the failure screen that the start script holds ready.
fn fail(detail: &str) {
    let Some(window) = web_sys::window() else { return };
    let hook = js_sys::Reflect::get(&window, &JsValue::from_str("policyMatchFailed")).ok();
    if let Some(hook) = hook.and_then(|hook| hook.dyn_into::<js_sys::Function>().ok()) {
        // Without the hook there is nothing better to do.
        drop(hook.call1(&window, &JsValue::from_str(detail)));
    }
}

/// Starts the page on the element with the id `app`.
pub fn run() {
    yew::set_custom_panic_hook(Box::new(|panic| fail(&panic.to_string())));
    let Some(root) = element("app") else { return };
    match Book::bundled() {
        Some(book) => {
            yew::Renderer::<Root>::with_root_and_props(root, RootProps { book, today: today() }).render();
        }
        None => fail("the bundled catalogue is damaged"),
    }
}
