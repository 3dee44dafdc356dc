//! What is kept on this device, over all windows with this site: the answers, if the person asks for it. Nothing is kept
//! that came by a link of others, until the person says so, and what one window erases no other writes again.

use std::cell::RefCell;

use gloo_events::{EventListener, EventListenerOptions};
use js_sys::Reflect;
use wasm_bindgen::JsValue;
use yew::{Callback, Html, MouseEvent, html};

use crate::browser::focus;
use crate::first::message::Message;
use crate::first::nodes::Nodes;
use crate::first::view::View as FirstView;
use crate::first::{Send, on};
use crate::later::share_link::{self, ParsedLink};
use crate::later::view::View;
use crate::model::draft::Draft;
use crate::model::route::Route;
use crate::model::state::{Action, Hosted, Keep, KeptBy, State, Unread};
use crate::storage::{KEY, Store};
use crate::wording::ShareWord;
use engine::catalogue::Rules;
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
    let has_erased = before.is_some_and(|before| before.erasures != now.erasures);
    let was = before.map_or(Keep::No, |before| before.keep);
    if has_erased {
        empty_address();
        if Store::Device.get().is_some() {
            // Where that is refused nobody else can hear of it either.
            Store::Device.put(ERASED);
        }
        Store::Device.erase();
        rest_on(None);
    }
    if was == Keep::Others && now.keep != Keep::Others {
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
            rest_on(None);
        }
        (Keep::No | Keep::Others | Keep::Refused, _) => {}
    }
    None
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

/// Takes the answers out of the address: there they would come back with every reload, erased or not.
pub(crate) fn empty_address() {
    let Some(window) = web_sys::window() else { return };
    let fragment = window.location().hash().unwrap_or_default();
    if let (Some(route), true, Ok(history)) =
        (Route::parse(&fragment), fragment.contains(['?', '&', '%']), window.history())
    {
        // A frame may refuse it.
        drop(history.replace_state_with_url(&JsValue::NULL, "", Some(&route.href())));
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
    let others = {
        let send = send.clone();
        EventListener::new(&window, "storage", move |event| {
            let told = |name: &str| Reflect::get(event, &JsValue::from_str(name)).ok().and_then(|it| it.as_string());
            let has_erased = told("key").as_deref() == Some(KEY) && told("newValue").as_deref() == Some(ERASED);
            send.emit(Message::Heard(if has_erased { erased } else { kept }));
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
    vec![newer, others, back]
}

/// The state after another window has erased all.
fn erased(view: &FirstView) -> State {
    match view.state.keep {
        Keep::Yes => view.state.after(Action::Erase),
        Keep::Others | Keep::No | Keep::Refused => beside(view, None),
    }
}

/// The state after another window may have kept something else, or nothing any more.
fn kept(view: &FirstView) -> State {
    let there = Store::Device.get().filter(|text| text != ERASED);
    let next = beside(view, there.clone());
    if view.state.keep == Keep::Yes {
        rest_on(there);
    }
    next
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
        }
        (Keep::Yes | Keep::No | Keep::Refused, _) => {}
    }
    next
}

impl State {
    /// Goes on with what is kept.
    fn resume(&mut self, kept: &str, rules: &Rules) {
        let taken = share_link::read(kept, rules);
        self.draft = taken.draft;
        self.unread = Unread { parts: taken.unread, damaged: false, kept: true };
        self.hosted.put_into(&mut self.draft);
        (self.date, self.marked, self.keep) = (taken.date, taken.marked, Keep::Yes);
        (self.typing, self.asking, self.other_version, self.kept_by) = (None, None, false, KeptBy::Earlier);
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
    let mut whole = Nodes::new();
    let Some(kept) = state.kept.as_ref().filter(|_| state.keep == Keep::Others) else { return whole.done() };
    let mut resumed = (**state).clone();
    resumed.resume(kept, view.rules());
    let mut buttons = Nodes::new();
    buttons.button("button", speaker.label(&ShareWord::ShowKept), on(send, Action::Resume(Box::new(resumed))));
    buttons.button("button", speaker.label(&ShareWord::KeepThese), on(send, Action::Keep(Keep::Yes)));
    let mut notice = Nodes::new();
    let why = match state.kept_by {
        KeptBy::Earlier => ShareWord::FromLink,
        KeptBy::OtherWindow => ShareWord::KeptByOther,
    };
    notice.element("p", "", speaker.label(&why)).wrap("div", "options", buttons);
    whole.wrap("section", "panel sharing", notice).with("data-testid", "from-link").with("role", "status");
    whole.done()
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
        <section class="notice trouble" role="alert" data-testid="unread">
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

/// Loads the page anew and brings along what was told, in the store of this window alone.
pub(crate) fn reload(view: &FirstView) {
    let Some(location) = web_sys::window().map(|window| window.location()) else { return };
    let state = &view.state;
    let whose = if state.keep == Keep::Others { OTHERS } else { OWN };
    let told = share_link::answers(state, view.rules());
    // A refusal leaves the page as it is, with everything in it.
    if Store::Window.put(&format!("{whose}{told}&marked={}", state.marked.join("+"))) {
        empty_address();
        drop(location.reload());
    }
}

/// What stands before the answers brought along: whether they are the person's own or those of a link.
pub(crate) const OWN: &str = "own?";
/// See [`OWN`].
pub(crate) const OTHERS: &str = "others?";

#[cfg(test)]
pub(crate) mod tests {
    use std::rc::Rc;

    use super::*;
    use crate::later::share_link::tests::filled;
    use crate::later::{WHOLE_PROGRAM, view_tests, whole_catalogue};
    use crate::model::draft::Entry;
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

    #[test]
    fn what_was_kept_is_had_back_by_one_press() {
        let link = with(Keep::Others, "3");
        let mut resumed = (*link.state).clone();
        resumed.resume("v=1&employees=8237&marked=a", link.rules());
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
