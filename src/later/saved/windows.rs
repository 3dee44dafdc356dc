//! When something is kept, held, taken over or erased: after each change here, and when another window, a link or the
//! browser does something.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_events::{EventListener, EventListenerOptions};
use js_sys::Reflect;
use wasm_bindgen::JsValue;
use yew::Callback;

use super::text::{held, steps, to_keep};
use crate::browser::focus;
use crate::first::message::Message;
use crate::first::view::View as FirstView;
use crate::later::parts::page_address;
use crate::later::share_link::{self, ParsedLink};
use crate::later::view::View;
use crate::later::{kept_columns, opened_client, pages, tools, traditional, typed};
use crate::model::draft::Draft;
use crate::model::route::Route;
use crate::model::state::{Action, Hosted, Keep, KeptBy, State, Unread};
use crate::storage::{KEY, Store};
use crate::wording::ShareWord;
use engine::catalogue::Rules;

/// What a window leaves for a moment where it erases all, by which the others tell that from "keep no more".
const ERASED: &str = "";

thread_local! {
    /// What was kept when this window last read or wrote it: what its own answers rest on. While something else is kept
    /// another window has written, and it has not been heard of yet.
    static RESTS_ON: RefCell<Option<String>> = const { RefCell::new(None) };
    /// The fragment with answers that the page was opened with, where the person had left it before it could be emptied:
    /// Back leads to it, and it is no link that is opened now.
    static LEFT: RefCell<Option<String>> = const { RefCell::new(None) };
    /// What this window holds, but for what is not confirmed yet.
    static HELD: RefCell<String> = const { RefCell::new(String::new()) };
    /// What was typed on other pages and erased, while that can be undone.
    static GONE: RefCell<Vec<(String, String)>> = const { RefCell::new(Vec::new()) };
}

/// Notes what the answers of this window rest on.
pub(crate) fn rest_on(kept: Option<String>) {
    RESTS_ON.set(kept);
}

/// Keeps the answers after a change, if the person wants that; gives what else has to happen. Erasing takes them from the
/// address, too. What another window has kept or erased meanwhile is not written over.
pub(crate) fn keep(before: Option<&State>, view: &View) -> Option<Action> {
    let now = &*view.state;
    if before == Some(now) {
        return None;
    }
    let next = keep_on_device(before, view);
    hold(before, now, view.rules());
    next
}

fn keep_on_device(before: Option<&State>, view: &View) -> Option<Action> {
    let now = &*view.state;
    let has_erased = before.is_some_and(|before| before.erasures != now.erasures);
    let was = before.map_or(Keep::No, |before| before.keep);
    if has_erased {
        GONE.set(typed_elsewhere());
        forget();
        if Store::Device.get().is_some() {
            // Where that is refused nobody else can hear of it either.
            Store::Device.put(ERASED);
        }
        Store::Device.erase();
        rest_on(None);
    }
    if before.is_some_and(|before| before.erased.is_some()) && now.erased.is_none() {
        GONE.take();
    }
    if before.is_some_and(State::looks_at_others) && !now.looks_at_others() {
        // The buttons that were pressed are gone.
        focus("page-title");
    }
    match (now.keep, was) {
        (Keep::Yes, _) => {
            let there = Store::Device.get().filter(|text| text != ERASED);
            let rests_on = RESTS_ON.with_borrow(Clone::clone);
            if was != Keep::Others
                && there != rests_on
                && let Some(next) = meanwhile(view, was == Keep::Yes, rests_on.as_deref(), there.as_deref())
            {
                rest_on(there);
                return Some(next);
            }
            let text = to_keep(view);
            if !Store::Device.put(&text) {
                return Some(Action::Keep(Keep::Refused));
            }
            rest_on(Some(text));
        }
        (Keep::No, Keep::Yes | Keep::Others) => {
            Store::Device.erase();
            kept_columns::forget();
            rest_on(None);
        }
        (Keep::No | Keep::Others | Keep::Refused, _) => {}
    }
    None
}

/// Holds what was told for this window, with the steps that led there; nothing where nothing is told.
fn hold(before: Option<&State>, now: &State, rules: &Rules) {
    let is_told = now.draft != now.hosted.presets
        || !(now.date.is_empty() && now.marked.is_empty() && now.filters.typed.is_empty())
        || now.own.is_some();
    if !is_told {
        HELD.take();
        Store::Window.erase();
        Store::Steps.erase();
        return;
    }
    // Where that is refused it is not held, and nothing else is different.
    HELD.set(held(now, rules, RESTS_ON.with_borrow(Clone::clone)));
    put_held();
    if before.is_none_or(|before| (before.at, &before.steps) != (now.at, &now.steps)) {
        if now.steps.is_empty() {
            Store::Steps.erase();
        } else {
            Store::Steps.put(&steps(now, rules));
        }
    }
}

/// Puts what is held into the store, with what stands in a block and is not confirmed yet.
fn put_held() {
    let mut open = typed::all();
    open.retain(|(name, _)| name.starts_with(typed::FIELD));
    Store::Window.put(&HELD.with_borrow(|held| [held, typed::lines(&open).as_str()].concat()));
}

/// What happens where another window has changed what is kept (`there`) while this one still rested on something else:
/// to what both keep, this window adds what was changed in it; where only the other keeps, the person is asked. `None`
/// where this window may write.
pub(super) fn meanwhile(view: &View, keeps: bool, rests_on: Option<&str>, there: Option<&str>) -> Option<Action> {
    let mine = to_keep(view);
    match there {
        Some(there) if there == mine => None,
        Some(there) if keeps => {
            Some(Action::Resume(Box::new(merged(view, rests_on.unwrap_or_default(), &mine, there))))
        }
        Some(there) => {
            let mut next = (*view.state).clone();
            (next.keep, next.kept, next.kept_by) = (Keep::Others, Some(there.to_owned()), KeptBy::OtherWindow);
            Some(Action::Resume(Box::new(next)))
        }
        None => keeps.then_some(Action::Keep(Keep::No)),
    }
}

/// What another window has kept, with what was changed here since both were the same.
pub(super) fn merged(view: &View, base: &str, mine: &str, there: &str) -> State {
    let rules = view.rules();
    let [base, mine] = [base, mine].map(|text| share_link::read(text, rules));
    let mut next = (*view.state).clone();
    next.resume(there, rules);
    let ids = mine.draft.iter().chain(base.draft.iter()).map(|(id, _)| id).collect::<Vec<_>>();
    for id in ids {
        if mine.draft.get(id) != base.draft.get(id) {
            next.draft.set(id, view.state.draft.get(id).cloned());
        }
    }
    if mine.date != base.date {
        next.date.clone_from(&view.state.date);
    }
    if mine.marked != base.marked {
        next.marked.clone_from(&view.state.marked);
    }
    next
}

/// Forgets what stands beside the answers: in the address, where they would come back with every reload, and what was typed
/// on other pages.
fn forget() {
    empty_address();
    typed::forget();
    tools::forget();
    kept_columns::forget();
    opened_client::forget();
    pages::forget();
}

/// The fragment of the address.
fn fragment() -> String {
    web_sys::window().and_then(|window| window.location().hash().ok()).unwrap_or_default()
}

/// What the page starts from, of the fragment it was opened with: a link that came since is newer. The address is emptied.
pub(crate) fn taken_from_address(opened: String) -> String {
    let now = fragment();
    let taken = if share_link::of_fragment(&now).is_some() { now.clone() } else { opened.clone() };
    if opened != now && share_link::of_fragment(&opened).is_some() {
        LEFT.set(Some(opened));
    }
    empty_address();
    taken
}

/// Takes the answers out of the address.
fn empty_address() {
    let Some(window) = web_sys::window() else { return };
    let fragment = fragment();
    let address = window.location().href().unwrap_or_default();
    let is_asked = share_link::of_search(&window.location().search().unwrap_or_default()).is_some();
    if let (true, Ok(history)) = (is_asked || fragment.contains(['?', '&', '%', '=']), window.history()) {
        let page = if is_asked { page_address(&address) } else { String::new() };
        let route = Route::parse(&fragment).unwrap_or_default().href();
        // A frame may refuse it.
        let entry = history.state().unwrap_or_default();
        drop(history.replace_state_with_url(&entry, "", Some(&[page, route].concat())));
    }
}

/// Hears from keep.js that a newer version of the page has taken over, and from other windows what they have kept or
/// erased. A window that was put aside by the browser hears of nothing, and looks when it comes back.
pub(crate) fn outside(send: &Callback<Message>) -> Vec<EventListener> {
    let Some(window) = web_sys::window() else { return Vec::new() };
    let newer = {
        let (send, options) = (send.clone(), EventListenerOptions::enable_prevent_default());
        EventListener::new_with_options(&window, "policy-match-newer", options, move |event| {
            event.prevent_default();
            send.emit(Message::Newer);
        })
    };
    let opened = {
        let send = send.clone();
        EventListener::new(&window, "hashchange", move |_| {
            if share_link::of_fragment(&fragment()).is_some() {
                send.emit(Message::Heard(linked));
            }
        })
    };
    let others = {
        let send = send.clone();
        EventListener::new(&window, "storage", move |event| {
            let told = |name: &str| Reflect::get(event, &JsValue::from_str(name)).ok().and_then(|it| it.as_string());
            let has_erased = told("key").as_deref() == Some(KEY) && told("newValue").as_deref() == Some(ERASED);
            send.emit(Message::Heard(if has_erased { erased_too } else { kept }));
        })
    };
    let back = {
        let send = send.clone();
        EventListener::new(&window, "pageshow", move |event| {
            let was_aside = Reflect::get(event, &JsValue::from_str("persisted")).is_ok_and(|it| it.is_truthy());
            if was_aside {
                send.emit(Message::Heard(kept));
            }
        })
    };
    let left = EventListener::new(&window, "pagehide", |_| {
        if HELD.with_borrow(|held| !held.is_empty()) {
            put_held();
        }
    });
    vec![newer, opened, others, back, left]
}

/// The state after a link was put into the address of this window.
fn linked(view: &FirstView) -> State {
    let fragment = fragment();
    empty_address();
    let there = Store::Device.get().filter(|text| text != ERASED);
    match share_link::of_fragment(&fragment).filter(|_| LEFT.take().is_none_or(|left| left != fragment)) {
        Some(link) => {
            let next = view.state.look_at(share_link::read(&link, view.rules()), there, view.rules());
            opened_client::forget();
            held_too(view, next)
        }
        None => (*view.state).clone(),
    }
}

/// A state that comes from elsewhere; it is held for this window, too.
fn held_too(view: &FirstView, next: State) -> State {
    hold(Some(&view.state), &next, view.rules());
    next
}

/// The same as [`erased`], with what stands beside the answers forgotten where they are.
fn erased_too(view: &FirstView) -> State {
    if view.state.keep == Keep::Yes {
        forget();
    }
    held_too(view, erased(view))
}

/// The state after another window has erased all.
pub(super) fn erased(view: &FirstView) -> State {
    match view.state.keep {
        // Who erased it there can undo it there.
        Keep::Yes => State { erased: None, ..view.state.after(Action::Erase) },
        // The answers that the link lies over were kept, too.
        Keep::Others => State { own: None, ..beside(view, None) },
        Keep::No | Keep::Refused => beside(view, None),
    }
}

/// The state after another window may have kept something else, or nothing any more.
fn kept(view: &FirstView) -> State {
    let there = Store::Device.get().filter(|text| text != ERASED);
    let next = beside(view, there.clone());
    if view.state.keep == Keep::Yes {
        rest_on(there);
    }
    held_too(view, next)
}

/// The state while this is kept on the device.
pub(super) fn beside(view: &FirstView, there: Option<String>) -> State {
    let mut next = (*view.state).clone();
    match (next.keep, there) {
        (Keep::Yes, Some(text)) if View::of(view).is_some_and(|view| text != to_keep(&view)) => {
            next.resume(&text, view.rules());
        }
        (Keep::Others, Some(text)) => next.kept = Some(text),
        (Keep::Yes | Keep::Others, None) => {
            next.keep = Keep::No;
            next.kept = None;
            // They can be had back still, kept or not.
            next.own = next.own.map(|own| Rc::new(State { keep: Keep::No, ..(*own).clone() }));
        }
        (Keep::Yes | Keep::No | Keep::Refused, _) => {}
    }
    next
}

impl State {
    /// Goes on with what is kept. What was typed and is not understood is not kept, and stays.
    pub(super) fn resume(&mut self, kept: &str, rules: &Rules) {
        let taken = share_link::read(kept, rules);
        let before = std::mem::replace(&mut self.draft, taken.draft);
        for (id, entry) in before.iter() {
            if self.draft.get(id).is_none() && !share_link::is_written(id, entry, rules) {
                self.draft.set(id, Some(entry.clone()));
            }
        }
        self.told = true;
        self.unread = Unread { parts: taken.unread, damaged: false, kept: true };
        self.hosted.put_into(&mut self.draft);
        if self.date != taken.date {
            self.redated = self.redated.saturating_add(1);
        }
        (self.date, self.marked, self.keep) = (taken.date, taken.marked, Keep::Yes);
        (self.other_version, self.kept_by) = (false, KeptBy::Earlier);
        // A step back would take away what the other window has told.
        (self.steps, self.at) = (Vec::new(), 0);
    }

    /// The state while a link is looked at that came when the page was open. It is not kept, and the person's own answers
    /// can be had back: as they are, or as they are kept (`there`).
    pub(crate) fn look_at(&self, link: ParsedLink, there: Option<String>, rules: &Rules) -> Self {
        let mut next = self.clone();
        let has_answers = link.has_answers();
        if !link.unread.is_empty() || link.damaged {
            next.unread = Unread { parts: link.unread, damaged: link.damaged, kept: false };
        }
        let mut draft = link.draft;
        self.hosted.put_into(&mut draft);
        if !has_answers || (&draft, &link.date) == (&self.draft, &self.date) {
            return next;
        }
        let has_own = self.draft != self.hosted.presets || !self.date.is_empty();
        if has_own && self.own.is_none() && self.keep != Keep::Others {
            next.own = Some(Rc::new(self.clone()));
        }
        if self.keep == Keep::Yes {
            next.keep = if there.is_some() { Keep::Others } else { Keep::No };
            (next.kept, next.kept_by) = (there, KeptBy::Earlier);
        }
        (next.draft, next.date, next.told) = (draft, link.date, true);
        next.other_version = !link.version.is_empty() && link.version != rules.version;
        next.forget_steps();
        next
    }

    /// The person's own answers in the place of those of a link.
    pub(crate) fn own_again(&self, rules: &Rules) -> Self {
        let mut next = Self { own: None, unread: Unread::default(), ..self.clone() };
        match &self.own {
            Some(own) => {
                (next.draft, next.date) = (own.draft.clone(), own.date.clone());
                (next.keep, next.other_version) = (own.keep, own.other_version);
            }
            None => next.draft = Draft::default(),
        }
        if let Some(kept) = self.kept.as_ref().filter(|_| self.keep == Keep::Others) {
            next.resume(kept, rules);
        }
        next.forget_steps();
        next
    }

    /// Forgets at which question and in which field the person was: other answers have come.
    fn forget_steps(&mut self) {
        (self.typing, self.dating, self.asking) = (None, false, None);
        (self.steps, self.at, self.erased) = (Vec::new(), 0, None);
        self.redated = self.redated.saturating_add(1);
    }

    /// What was erased, with the looks that the page has now.
    pub(super) fn with_erased(&self) -> Option<Self> {
        let (language, script, large) = (self.language, self.script, self.large);
        let (today, erasures) = (self.today, self.erasures);
        Some(Self { language, script, today, large, erasures, ..(**self.erased.as_ref()?).clone() })
    }

    /// Whether answers of a link are looked at, over the person's own.
    pub(crate) fn looks_at_others(&self) -> bool {
        self.keep == Keep::Others || self.own.is_some()
    }
}

impl Hosted {
    /// Puts in what the host page has set for good, and what else it has set where nothing is told.
    fn put_into(&self, draft: &mut Draft) {
        for (id, entry) in self.presets.iter() {
            if self.locked.contains(&id) || draft.get(id).is_none() {
                draft.set(id, Some(entry.clone()));
            }
        }
    }
}

/// Loads the page anew and brings along what was told and typed, in the store of this window alone. Where that holds less,
/// as of tables of some megabytes, the person decides.
pub(crate) fn reload(view: &FirstView) {
    let Some(window) = web_sys::window() else { return };
    let told = held(&view.state, view.rules(), RESTS_ON.with_borrow(Clone::clone));
    let mut beside: Vec<(String, String)> = typed_elsewhere();
    let all = beside.len();
    let is_brought = loop {
        if Store::Window.put(&[&*told, &typed::lines(&beside)].concat()) {
            break true;
        }
        let lengths = beside.iter().map(|(_, text)| text.len());
        let Some((longest, _)) = lengths.enumerate().max_by_key(|(_, length)| *length) else { break false };
        beside.swap_remove(longest);
    };
    if !is_brought || beside.len() < all {
        let word = if is_brought { ShareWord::TablesStay } else { ShareWord::NothingStays };
        let question = traditional::written(view.speaker().label(&word).to_owned());
        if window.confirm_with_message(&question) != Ok(true) {
            Store::Window.put(&told);
            return;
        }
    }
    // What is brought along stands in the store already; leaving the page must not put less in its place.
    HELD.take();
    empty_address();
    drop(window.location().reload());
}

/// Puts back what was typed on other pages when all was erased.
pub(super) fn put_back_typed() {
    for (field, text) in GONE.take() {
        typed::put(&field, &text);
    }
}

/// What was typed on other pages.
fn typed_elsewhere() -> Vec<(String, String)> {
    typed::all().into_iter().chain(tools::typed()).collect()
}
