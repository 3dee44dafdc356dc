//! What is kept on this device, over all windows with this site: the answers, if the person asks for it. Nothing is kept
//! that came by a link of others, until the person says so, and what one window erases no other writes again.
//!
//! What was told is also held for this window alone, unasked: neither a reload nor a browser that puts the page aside
//! loses it, and with the window it is gone.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_events::{EventListener, EventListenerOptions};
use js_sys::Reflect;
use wasm_bindgen::JsValue;
use yew::{Callback, Html, MouseEvent, html};

use crate::browser::focus;
use crate::first::message::Message;
use crate::first::nodes::Nodes;
use crate::first::view::View as FirstView;
use crate::first::{Send, on};
use crate::later::parts::page_address;
use crate::later::share_link::{self, ParsedLink};
use crate::later::view::View;
use crate::later::{kept_columns, opened_client, pages, tools, traditional, typed};
use crate::model::draft::{Draft, Entry};
use crate::model::route::Route;
use crate::model::state::{Action, Hosted, Keep, KeptBy, Script, State, Told, Unread};
use crate::storage::{KEY, Store};
use crate::wording::ShareWord;
use engine::catalogue::Rules;
use engine::enterprise::{FactId, Kind};
use engine::matching::{Estimate, Outcome};
use engine::quantity::{Date, Money, Period};

/// What is kept on this device: the answers, the policies marked, and what fitted on which day, so that a later visit
/// can say what has changed.
pub(crate) fn to_keep(view: &View) -> String {
    let state = &view.state;
    let answers = share_link::answers(state, view.rules());
    let mut text = format!("{answers}&marked={}", state.marked.join("+"));
    // What was not understood today may be another day, or with the catalogue of another page.
    for part in state.unread.parts.iter().filter(|_| state.unread.kept) {
        text.push_str(&format!("&{part}"));
    }
    // Only what fits today can be compared later.
    if state.date.is_empty() && view.answer.told {
        text.push_str(&format!(
            "&seen={}&had={}",
            state.today,
            fitting(view).iter().map(SavedPolicy::written).collect::<Vec<_>>().join("+")
        ));
    }
    text
}

/// What can be used now.
fn fitting(view: &View) -> Vec<SavedPolicy> {
    let rules = view.rules();
    let usable = view.answer.outcomes.iter().filter(|outcome| outcome.is_usable());
    let had =
        |outcome: &Outcome| Some(SavedPolicy { id: rules.rule(outcome.policy)?.id.clone(), worth: outcome.estimate });
    usable.filter_map(had).collect()
}

/// A policy that could be used, with what it was worth, if that was said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SavedPolicy {
    /// Its name in files.
    pub(crate) id: String,
    /// What it was worth.
    pub(crate) worth: Option<Estimate>,
}

impl SavedPolicy {
    /// As it is kept: `id`, or `id:low:high:year` in fen, without `high` where nothing bounds it.
    fn written(&self) -> String {
        match self.worth {
            Some(Estimate { low, high, period }) => {
                let high = high.map(|high| high.fen().to_string()).unwrap_or_default();
                let period = if period == Period::Year { "year" } else { "once" };
                format!("{}:{}:{high}:{period}", self.id, low.fen())
            }
            None => self.id.clone(),
        }
    }

    /// Reads what [`SavedPolicy::written`] wrote; an amount that is not understood is left out.
    fn read(text: &str) -> Option<Self> {
        let mut parts = text.split(':');
        let id = parts.next().filter(|id| !id.is_empty())?.to_owned();
        let mut worth = || {
            let low = Money::from_fen(parts.next()?.parse().ok()?);
            let high = match parts.next()? {
                "" => None,
                high => Some(Money::from_fen(high.parse().ok()?)),
            };
            let period = if parts.next()? == "year" { Period::Year } else { Period::Once };
            Some(Estimate { low, high, period })
        };
        Some(Self { worth: worth(), id })
    }
}

/// What fitted when the answers were last kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct SavedResults {
    /// The answers, as [`share_link::query`] wrote them.
    pub(crate) answers: ParsedLink,
    /// The day.
    pub(crate) day: Option<Date>,
    /// The policies that could be used.
    pub(crate) usable: Vec<SavedPolicy>,
}

/// Reads what [`to_keep`] wrote; `None` where it does not say what fitted.
pub(crate) fn results(kept: &str, rules: &Rules) -> Option<SavedResults> {
    let value = |key: &str| kept.split('&').filter_map(|part| part.split_once('=')).find(|(name, _)| *name == key);
    let (_, had) = value("had")?;
    Some(SavedResults {
        answers: share_link::read(kept, rules),
        day: value("seen").and_then(|(_, day)| day.parse().ok()),
        usable: had.split('+').filter_map(SavedPolicy::read).collect(),
    })
}

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
    HELD.set(held(now, rules));
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

/// What was told, and what is kept on this device if these answers are.
fn held(state: &State, rules: &Rules) -> String {
    let kept = RESTS_ON.with_borrow(Clone::clone).filter(|_| state.keep == Keep::Yes);
    let kept: Vec<(String, String)> = kept.map(|kept| (KEPT.to_owned(), kept)).into_iter().collect();
    [told(state, rules), typed::lines(&kept)].concat()
}

/// The steps before and after this one, and how many are before it.
fn steps(state: &State, rules: &Rules) -> String {
    let step = |told: &Rc<Told>| {
        let Told { draft, passed, asking } = (**told).clone();
        let there = State { draft, passed, asking, own: None, ..state.clone() };
        (STEP.to_owned(), self::told(&there, rules))
    };
    let steps: Vec<(String, String)> = state.steps.iter().map(step).collect();
    format!("{}\n{}", state.at, typed::lines(&steps))
}

/// Takes the steps that [`steps`] wrote.
pub(crate) fn take_steps(state: &mut State, text: &str, rules: &Rules) {
    let Some((at, lines)) = text.split_once('\n') else { return };
    let step = |(_, text): (&str, String)| {
        let (answers, lines) = text.split_once('\n').unwrap_or((&text, ""));
        let draft = share_link::read(without_whose(answers), rules).draft;
        let mut there = State { draft, passed: Vec::new(), asking: None, ..state.clone() };
        take_typed(&mut there, lines, rules);
        Rc::new(there.told_now())
    };
    let steps: Vec<Rc<Told>> = typed::pairs(lines).into_iter().map(step).collect();
    state.at = at.parse().unwrap_or(0).min(steps.len());
    state.steps = steps;
}

/// What was kept on this device when [`held`] wrote a text, if that was of these answers.
pub(crate) fn was_kept(lines: &str) -> Option<String> {
    typed::pairs(lines).into_iter().find(|(name, _)| *name == KEPT).map(|(_, kept)| kept)
}

/// The answers behind what says whose they are.
fn without_whose(answers: &str) -> &str {
    answers.strip_prefix(OWN).or_else(|| answers.strip_prefix(OTHERS)).unwrap_or(answers)
}

/// What happens where another window has changed what is kept (`there`) while this one still rested on something else:
/// to what both keep, this window adds what was changed in it; where only the other keeps, the person is asked. `None`
/// where this window may write.
fn meanwhile(view: &View, keeps: bool, rests_on: Option<&str>, there: Option<&str>) -> Option<Action> {
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
fn merged(view: &View, base: &str, mine: &str, there: &str) -> State {
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
fn erased(view: &FirstView) -> State {
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
fn beside(view: &FirstView, there: Option<String>) -> State {
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
    fn resume(&mut self, kept: &str, rules: &Rules) {
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
    fn with_erased(&self) -> Option<Self> {
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

/// While the answers of a link are looked at over others that are kept: says so, and asks which are wanted.
pub(crate) fn ask(view: &View, send: &Send) -> Html {
    let (speaker, state) = (view.speaker(), &view.state);
    if let Some(bar) = opened_client::bar(view, send) {
        return bar;
    }
    let mut whole = Nodes::new();
    if !state.looks_at_others() {
        return whole.done();
    }
    let (why, back, stay, keep) = match (state.keep, state.kept_by) {
        (Keep::Others, KeptBy::Earlier) => (ShareWord::FromLink, ShareWord::ShowKept, ShareWord::KeepThese, Keep::Yes),
        (Keep::Others, KeptBy::OtherWindow) => {
            (ShareWord::KeptByOther, ShareWord::ShowKept, ShareWord::KeepThese, Keep::Yes)
        }
        (keep, _) => (ShareWord::OverOwn, ShareWord::ShowOwn, ShareWord::GoOn, keep),
    };
    let stays = State { own: None, keep, ..(**state).clone() };
    let mut buttons = Nodes::new();
    for (word, next) in [(back, state.own_again(view.rules())), (stay, stays)] {
        buttons.button("button", speaker.label(&word), on(send, Action::Resume(Box::new(next))));
    }
    let mut notice = Nodes::new();
    notice.element("p", "", speaker.label(&why)).wrap("div", "options", buttons);
    whole.wrap("section", "panel sharing", notice).with("data-testid", "from-link").with("role", "status");
    whole.done()
}

/// That all is erased, and the way to have it back.
pub(crate) fn undo(view: &View, send: &Send) -> Html {
    let speaker = view.speaker();
    let Some(erased) = view.state.with_erased() else { return html! {} };
    let undo = {
        let send = send.clone();
        Callback::from(move |_: MouseEvent| {
            for (field, text) in GONE.take() {
                typed::put(&field, &text);
            }
            send.emit(Action::Resume(Box::new(erased.clone())));
            // The button that was pressed is gone.
            focus("page-title");
        })
    };
    html! {
        <section class="notice" role="status" data-testid="erased">
            { speaker.label(&ShareWord::Erased) }
            <button type="button" class="button" onclick={undo}>{ speaker.label(&ShareWord::Undo) }</button>
        </section>
    }
}

/// What of a link or of the answers kept was not understood, until the person has seen it.
pub(crate) fn unread(view: &View, send: &Send) -> Html {
    let (speaker, state) = (view.speaker(), &view.state);
    let Unread { parts, damaged, kept } = &state.unread;
    if parts.is_empty() && !damaged {
        return html! {};
    }
    let parts: Vec<String> = parts.iter().map(|part| speaker.part(part)).collect();
    let seen = {
        let (send, state) = (send.clone(), State { unread: Unread::default(), ..(**state).clone() });
        Callback::from(move |_: MouseEvent| {
            send.emit(Action::Resume(Box::new(state.clone())));
            // The button that was pressed is gone.
            focus("page-title");
        })
    };
    html! {
        <section class="notice trouble" role="alert" data-testid="unread" data-typed="">
            if *damaged {
                <p>{ speaker.label(&ShareWord::Damaged) }</p>
            }
            if !parts.is_empty() {
                <p>{ speaker.not_read(*kept, &parts) }</p>
            }
            <button type="button" class="button" onclick={seen}>
                { speaker.label(&ShareWord::Seen) }
            </button>
        </section>
    }
}

/// Loads the page anew and brings along what was told and typed, in the store of this window alone. Where that holds less,
/// as of tables of some megabytes, the person decides.
pub(crate) fn reload(view: &FirstView) {
    let Some(window) = web_sys::window() else { return };
    let told = held(&view.state, view.rules());
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

/// What was typed on other pages.
fn typed_elsewhere() -> Vec<(String, String)> {
    typed::all().into_iter().chain(tools::typed()).collect()
}

/// What was told, with what is not understood and how numbers were typed: the answers, then a line for each text.
fn told(state: &State, rules: &Rules) -> String {
    let whose = if state.keep == Keep::Others { OTHERS } else { OWN };
    let mut lines = vec![(SEARCH.to_owned(), state.filters.typed.clone())];
    for (id, entry) in state.draft.iter() {
        if let (Entry::Typed(typed) | Entry::Place { typed, .. }, Some(fact)) = (entry, rules.facts.get(id))
            && !typed.is_empty()
        {
            lines.push(([AS_TYPED, &fact.id].concat(), typed.clone()));
        }
    }
    // Those that are kept on this device are found there, as they are by then.
    let own = state.own.iter().filter(|_| state.keep != Keep::Others);
    lines.extend(own.map(|own| (OWN.to_owned(), told(own, rules))));
    let name = |id: &FactId| rules.facts.get(*id).map(|fact| fact.id.clone());
    lines.extend(state.passed.iter().filter_map(name).map(|name| (PASSED.to_owned(), name)));
    lines.extend(state.asking.as_ref().and_then(name).map(|name| (ASKING.to_owned(), name)));
    if state.large {
        lines.push((LARGE.to_owned(), String::new()));
    }
    if state.script == Script::Traditional {
        lines.push((TRADITIONAL.to_owned(), String::new()));
    }
    lines.push((LANGUAGE.to_owned(), state.language.tag().to_owned()));
    let answers = share_link::answers(state, rules);
    format!("{whose}{answers}&marked={}\n{}", state.marked.join("+"), typed::lines(&lines))
}

/// Takes the texts that [`told`] wrote behind the answers, and those typed on other pages.
pub(crate) fn take_typed(state: &mut State, lines: &str, rules: &Rules) {
    for (name, text) in typed::pairs(lines) {
        if let Some(id) = name.strip_prefix(AS_TYPED).and_then(|id| rules.facts.find(id)) {
            let code = match state.draft.get(id) {
                Some(Entry::Place { code, .. }) => *code,
                _ => None,
            };
            let is_place = matches!(rules.facts.get(id).map(|fact| &fact.kind), Some(Kind::Place(_)));
            let entry = if is_place { Entry::Place { typed: text, code } } else { Entry::Typed(text) };
            state.draft.set(id, Some(entry));
        } else if name == SEARCH {
            state.filters.typed = text;
        } else if name == LANGUAGE {
            state.language = text.parse().unwrap_or(state.language);
        } else if name == PASSED {
            state.passed.extend(rules.facts.find(&text));
        } else if name == ASKING {
            state.asking = rules.facts.find(&text);
        } else if name == LARGE {
            state.large = true;
        } else if name == TRADITIONAL {
            state.script = Script::Asked;
        } else if name == KEPT {
            // With what these answers go is decided before they are read.
        } else if name == OWN {
            let (answers, lines) = text.split_once('\n').unwrap_or((&text, ""));
            let taken = share_link::read(without_whose(answers), rules);
            let keep = if state.keep == Keep::Others { Keep::Yes } else { state.keep };
            let mut own = State { draft: taken.draft, date: taken.date, keep, ..state.clone() };
            take_typed(&mut own, lines, rules);
            state.own = Some(Rc::new(own));
        } else {
            typed::put(name, &text);
        }
    }
}

/// The names of texts that are brought along: what is looked for in the library, the language, answers as typed.
const SEARCH: &str = "search";
/// See [`SEARCH`].
const LANGUAGE: &str = "language";
/// See [`SEARCH`]: a question that was skipped.
const PASSED: &str = "skipped";
/// See [`SEARCH`]: the question asked for.
const ASKING: &str = "asking";
/// See [`SEARCH`]: that the type is larger.
const LARGE: &str = "large";
/// See [`SEARCH`]: that Chinese is in traditional characters.
const TRADITIONAL: &str = "traditional";
/// See [`SEARCH`]: what is kept on this device of these answers.
const KEPT: &str = "kept";
/// See [`SEARCH`]: what was told at another step.
const STEP: &str = "step";
/// See [`SEARCH`].
const AS_TYPED: &str = "as typed: ";

/// What stands before the answers brought along: whether they are the person's own or those of a link.
pub(crate) const OWN: &str = "own?";
/// See [`OWN`].
pub(crate) const OTHERS: &str = "others?";

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::later::share_link::tests::filled;
    use crate::later::{WHOLE_PROGRAM, view_tests, whole_catalogue};
    use engine::enterprise::Facts;

    fn with(keep: Keep, employees: &str) -> FirstView {
        let mut state = view_tests::start()
            .after(Action::Enter(Facts::EMPLOYEES, Some(Entry::Typed(employees.to_owned()))))
            .after(Action::Keep(keep));
        state.kept = Some("v=1&employees=8237&marked=a".to_owned());
        view_tests::view_of(view_tests::loaded(), state)
    }

    fn employees(state: &State) -> Option<Entry> {
        state.draft.get(Facts::EMPLOYEES).cloned()
    }

    #[test]
    fn what_another_window_keeps_is_taken_over_and_what_it_erases_is_not_written_again() {
        let typed = |text: &str| Entry::Typed(text.to_owned());
        let own = with(Keep::Yes, "8");
        let next = beside(&own, Some("v=1&employees=9&marked=b".to_owned()));
        assert_eq!((employees(&next), next.keep, next.marked), (Some(typed("9")), Keep::Yes, vec!["b".to_owned()]));
        assert_eq!(
            beside(&own, Some(to_keep(&View::of(&own).expect("all of it")))),
            *own.state,
            "its own text is nothing new"
        );
        let next = beside(&own, None);
        assert_eq!((employees(&next), next.keep, next.kept), (Some(typed("8")), Keep::No, None));
        let next = erased(&own);
        assert_eq!((employees(&next), next.keep, next.kept), (None, Keep::No, None));
    }

    #[test]
    fn a_link_looked_at_stays_what_it_is_whatever_other_windows_do() {
        let link = with(Keep::Others, "3");
        let shown = Some(Entry::Typed("3".to_owned()));
        let next = beside(&link, Some("v=1&employees=9".to_owned()));
        assert_eq!((employees(&next), next.keep), (shown.clone(), Keep::Others));
        assert_eq!(next.kept.as_deref(), Some("v=1&employees=9"), "the newest is what can be had back");
        for next in [beside(&link, None), erased(&link)] {
            assert_eq!((employees(&next), next.keep, next.kept), (shown.clone(), Keep::No, None));
        }
        for keep in [Keep::No, Keep::Refused] {
            let other = with(keep, "3");
            assert_eq!(beside(&other, Some("v=1&employees=9".to_owned())), *other.state);
            assert_eq!(erased(&other), *other.state);
        }
    }

    /// What a window with these answers does after it finds `there` kept, while it rested on `base`.
    fn found(keep: Keep, employees: &str, base: Option<&str>, there: Option<&str>) -> Option<Action> {
        let view = with(Keep::Yes, employees);
        let view = View::of(&view).expect("all of it");
        meanwhile(&view, keep == Keep::Yes, base, there)
    }

    #[test]
    fn a_window_adds_to_what_another_has_kept_and_does_not_write_over_it() {
        let base = "v=1&employees=8&region=440100&marked=a";
        let there = "v=1&employees=8&region=440100&revenue=800000&marked=a+b";
        let Some(Action::Resume(next)) = found(Keep::Yes, "9", Some(base), Some(there)) else { panic!("it is merged") };
        assert_eq!(employees(&next), Some(Entry::Typed("9".to_owned())), "changed here");
        assert_eq!(next.draft.get(Facts::REVENUE), Some(&Entry::Typed("800000".to_owned())), "told there");
        assert_eq!(next.draft.get(Facts::REGION), None, "taken away here");
        assert_eq!(next.keep, Keep::Yes);
        // What this window has not touched is as the other has it.
        let changed = "v=1&employees=12&marked=";
        let Some(Action::Resume(next)) = found(Keep::Yes, "8", Some("v=1&employees=8&marked="), Some(changed)) else {
            panic!("it is taken over")
        };
        assert_eq!(employees(&next), Some(Entry::Typed("12".to_owned())));
    }

    #[test]
    fn what_another_window_keeps_no_more_is_not_kept_again_unasked() {
        assert_eq!(found(Keep::Yes, "8", Some("v=1&employees=8&marked="), None), Some(Action::Keep(Keep::No)));
        // A window that begins to keep asks before it replaces what another keeps.
        let Some(Action::Resume(next)) = found(Keep::No, "8", None, Some("v=1&employees=9")) else { panic!("it asks") };
        assert_eq!((next.keep, next.kept_by), (Keep::Others, KeptBy::OtherWindow));
        assert_eq!(next.kept.as_deref(), Some("v=1&employees=9"));
        assert_eq!(found(Keep::No, "8", None, None), None);
    }

    #[test]
    fn what_is_not_understood_stays_kept_and_is_said_until_it_was_seen() {
        let kept = "v=1&employees=8&gone=yes&marked=";
        let loaded = view_tests::loaded();
        let mut state = view_tests::start();
        state.resume(kept, loaded.rules());
        let view = view_tests::whole_view_of(loaded.clone(), state.clone());
        assert!(to_keep(&view).contains("&gone=yes"), "{}", to_keep(&view));
        assert!(
            shown(&view).contains("保存在这台设备上的内容里有没读懂的部分，没有采用：“gone=yes”。"),
            "{}",
            shown(&view)
        );
        state.unread = Unread { parts: vec!["revenue=80x".to_owned()], damaged: true, kept: false };
        let view = view_tests::whole_view_of(loaded.clone(), state.clone());
        for said in ["这个链接不完整", "请逐项核对", "营业收入“80x”"] {
            assert!(shown(&view).contains(said), "{}", shown(&view));
        }
        assert!(!to_keep(&view).contains("80x"), "what others sent is not kept");
        state.unread = Unread::default();
        assert_eq!(shown(&view_tests::whole_view_of(loaded, state)), "");
    }

    /// What is said of it.
    fn shown(view: &View) -> String {
        let view = view.clone();
        let renderer = yew::LocalServerRenderer::<Said>::with_props(SaidProps { view }).hydratable(false);
        futures::executor::block_on(renderer.render())
    }

    #[derive(Clone, PartialEq, yew::Properties)]
    struct SaidProps {
        view: View,
    }

    #[yew::component]
    fn Said(props: &SaidProps) -> Html {
        unread(&props.view, &Send::noop())
    }

    /// What becomes of a view when a link is put into the address while this is kept.
    fn looked_at(own: &FirstView, link: &str, there: Option<&str>) -> FirstView {
        let next = own.state.look_at(share_link::read(link, own.rules()), there.map(str::to_owned), own.rules());
        view_tests::view_of(view_tests::loaded(), next)
    }

    #[test]
    fn a_link_that_comes_when_the_page_is_open_is_looked_at_and_the_own_answers_can_be_had_back() {
        let typed = |text: &str| Some(Entry::Typed(text.to_owned()));
        for keep in [Keep::No, Keep::Yes, Keep::Refused] {
            let own = with(keep, "8x");
            let there = Some("v=1&revenue=5&marked=").filter(|_| keep == Keep::Yes);
            let link = looked_at(&own, "v=1&employees=3", there);
            let shown = if keep == Keep::Yes { Keep::Others } else { keep };
            assert_eq!((employees(&link.state), link.state.keep), (typed("3"), shown));
            assert!(link.state.looks_at_others());
            let second = looked_at(&link, "v=1&employees=4&odd=1", there);
            assert_eq!(employees(&second.state), typed("4"));
            assert_eq!(second.state.unread.parts, ["odd=1"]);
            let back = second.state.own_again(second.rules());
            assert_eq!((employees(&back), back.keep), (typed("8x"), keep), "as it was typed");
            assert!(!back.looks_at_others() && back.unread.parts.is_empty());
            let newest = back.draft.get(Facts::REVENUE).cloned();
            assert_eq!(newest, typed("5").filter(|_| keep == Keep::Yes), "what is kept now");
        }
        let nothing = view_tests::view_of(view_tests::loaded(), view_tests::start());
        let link = looked_at(&nothing, "v=1&employees=3", None);
        assert!(!link.state.looks_at_others(), "there is nothing to go back to");
        let own = with(Keep::Yes, "8");
        for nothing_new in ["v=1&employees=8", "from=weixin"] {
            assert_eq!(looked_at(&own, nothing_new, None).state, own.state, "{nothing_new}");
        }
        // Erased elsewhere meanwhile: they do not come back.
        let link = looked_at(&own, "v=1&employees=3", Some("v=1&employees=8"));
        let after = erased(&link);
        assert_eq!((after.own, after.kept, after.keep), (None, None, Keep::No));
    }

    #[test]
    fn an_update_brings_along_what_was_typed_as_it_was() {
        let mut state = (*with(Keep::No, "8x").state).clone();
        let revenue = Entry::Typed("80万".to_owned());
        let place = Entry::Place { typed: "广".to_owned(), code: None };
        state.draft.set(Facts::REVENUE, Some(revenue.clone()));
        state.draft.set(Facts::REGION, Some(place.clone()));
        state.filters.typed = "研发".to_owned();
        let view = view_tests::view_of(view_tests::loaded(), state);
        let link = looked_at(&view, "v=1&employees=3", None);
        let text = told(&link.state, link.rules());
        let (_, lines) = text.split_once('\n').expect("lines");
        let mut next = view_tests::start();
        take_typed(&mut next, lines, link.rules());
        assert_eq!((employees(&next), next.filters.typed.as_str()), (Some(Entry::Typed("3".to_owned())), "研发"));
        let own = next.own_again(link.rules());
        assert_eq!(employees(&own), Some(Entry::Typed("8x".to_owned())));
        assert_eq!((own.draft.get(Facts::REVENUE), own.draft.get(Facts::REGION)), (Some(&revenue), Some(&place)));
    }

    #[test]
    fn the_steps_are_held_with_what_was_told_at_each() {
        let rules = view_tests::loaded();
        let rules = rules.rules();
        let fact = |name: &str| rules.facts.find(name).expect(name);
        let state = view_tests::restaurant()
            .after(Action::Type(Facts::REVENUE, Entry::Typed("80x".to_owned())))
            .after(Action::Answer(vec![(fact("titles"), None)]))
            .after(Action::Answer(vec![(fact("clean_record"), Some(Entry::Unsure))]))
            .after(Action::Ask(fact("new_hires")))
            .after(Action::Step(1));
        let (text, steps) = (told(&state, rules), steps(&state, rules));
        let (answers, lines) = text.split_once('\n').expect("lines");
        let mut next = view_tests::start();
        next.draft = share_link::read(without_whose(answers), rules).draft;
        take_typed(&mut next, lines, rules);
        take_steps(&mut next, &steps, rules);
        for step in 0..=2 {
            let (before, after) = (state.after(Action::Step(step)), next.after(Action::Step(step)));
            assert_eq!((&after.passed, after.asking, after.at), (&before.passed, before.asking, before.at));
            let ids = before.draft.iter().map(|(id, _)| id).chain([fact("clean_record")]);
            for id in ids {
                assert_eq!(after.draft.get(id), before.draft.get(id), "step {step}");
            }
        }
        // Nonsense makes no steps.
        for text in ["", "7", "x\n", "99\nstep=\n"] {
            let mut next = view_tests::start();
            take_steps(&mut next, text, rules);
            assert!(next.at <= next.steps.len(), "{text}");
        }
    }

    #[test]
    fn what_was_erased_is_offered_again_with_the_looks_of_now() {
        let told = with(Keep::Yes, "8").state.after(Action::Enlarge);
        let erased = told.after(Action::Erase).after(Action::Speak(engine::catalogue::Language::En));
        let again = erased.with_erased().expect("it can be had back");
        assert_eq!((employees(&again), again.keep, again.large), (Some(Entry::Typed("8".to_owned())), Keep::Yes, true));
        assert_eq!((again.language, again.erasures), (erased.language, erased.erasures), "nothing is erased by it");
        let elsewhere = super::erased(&with(Keep::Yes, "8"));
        assert!(elsewhere.with_erased().is_none(), "who erased it there can undo it there");
    }

    #[test]
    fn what_another_window_keeps_takes_nothing_half_typed_away() {
        let own = with(Keep::Yes, "8x");
        let next = beside(&own, Some("v=1&revenue=5&marked=".to_owned()));
        assert_eq!(employees(&next), Some(Entry::Typed("8x".to_owned())));
        let view = View::of(&own).expect("all of it");
        let next = merged(&view, "", "v=1&marked=", "v=1&revenue=5&marked=");
        assert_eq!(employees(&next), Some(Entry::Typed("8x".to_owned())));
        assert!(next.draft.get(Facts::REVENUE).is_some());
    }

    #[test]
    fn what_was_kept_is_had_back_by_one_press() {
        let link = with(Keep::Others, "3");
        let resumed = link.state.own_again(link.rules());
        let next = link.state.after(Action::Resume(Box::new(resumed)));
        assert_eq!(employees(&next), Some(Entry::Typed("8237".to_owned())));
        assert_eq!((next.keep, next.marked), (Keep::Yes, vec!["a".to_owned()]));
    }

    /// What the whole program shows of a state with an answer of each kind.
    pub(crate) fn whole_view() -> View {
        let loaded = whole_catalogue();
        let state = filled(loaded.rules()).after(Action::Date(String::new()));
        View::of(&FirstView::of(WHOLE_PROGRAM, Rc::new(loaded), Rc::new(state))).expect("the whole catalogue")
    }

    #[test]
    fn what_is_kept_says_what_fitted() {
        let view = whole_view();
        let before = results(&to_keep(&view), view.catalogue()).expect("what fitted");
        assert_eq!(before.day, Some(view.state.today));
        assert!(!before.usable.is_empty() && before.usable == fitting(&view));
        assert_eq!(before.answers.draft.parse(view.catalogue()), *view.parsed);
        assert_eq!(results("v=1&employees=8&marked=", view.catalogue()), None);
        assert!(before.usable.iter().any(|had| had.worth.is_some()));
        // What an older version of the page kept, and amounts that nobody wrote.
        let kept = "v=1&seen=2026-01-01&had=a+b:1000::year+c:x:y:z+:5:5:once+d:1";
        let old: Vec<SavedPolicy> = results(kept, view.catalogue()).expect("what fitted").usable;
        let open = Estimate { low: Money::from_fen(1000), high: None, period: Period::Year };
        let had = |id: &str, worth| SavedPolicy { id: id.to_owned(), worth };
        assert_eq!(old, [had("a", None), had("b", Some(open)), had("c", None), had("d", None)]);
    }
}
