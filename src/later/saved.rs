//! What is kept on this device, over all windows with this site: the answers, if the person asks for it. Nothing is kept
//! that came by a link of others, until the person says so, and what one window erases no other writes again.

use gloo_events::{EventListener, EventListenerOptions};
use js_sys::Reflect;
use wasm_bindgen::JsValue;
use yew::{Callback, Html};

use crate::browser::focus;
use crate::first::message::Message;
use crate::first::nodes::Nodes;
use crate::first::view::View as FirstView;
use crate::first::{Send, on};
use crate::later::share_link::{self, ParsedLink};
use crate::later::view::View;
use crate::model::draft::Draft;
use crate::model::state::Hosted;
use crate::model::state::{Action, Keep, State};
use crate::storage::{KEY, Store};
use crate::wording::ShareWord;
use engine::catalogue::Rules;
use engine::matching::{Estimate, Outcome};
use engine::quantity::{Date, Money, Period};

/// What is kept on this device: the answers, the policies marked, and what fitted on which day, so that a later visit
/// can say what has changed.
pub(crate) fn to_keep(view: &View) -> String {
    let state = &view.state;
    let answers = share_link::query(state, view.rules());
    let mut text = format!("{answers}&marked={}", state.marked.join("+"));
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

/// Keeps the answers after a change, if the person wants that; whether it worked. Erasing takes them from the address,
/// too.
pub(crate) fn keep(before: Option<&State>, view: &View) -> bool {
    let now = &*view.state;
    if before == Some(now) {
        return true;
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
    }
    if was == Keep::Others && now.keep != Keep::Others {
        // The buttons that were pressed are gone.
        focus("page-title");
    }
    match (now.keep, was) {
        (Keep::Yes, _) => return Store::Device.put(&to_keep(view)),
        (Keep::No, Keep::Yes | Keep::Others) => Store::Device.erase(),
        (Keep::No | Keep::Others | Keep::Refused, _) => {}
    }
    true
}

/// Takes the answers out of the address: there they would come back with every reload, erased or not.
pub(crate) fn empty_address() {
    let Some(window) = web_sys::window() else { return };
    let fragment = window.location().hash().unwrap_or_default();
    if let (Some((route, _)), Ok(history)) = (fragment.split_once('?'), window.history()) {
        // A frame may refuse it.
        drop(history.replace_state_with_url(&JsValue::NULL, "", Some(route)));
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
    beside(view, Store::Device.get().filter(|text| text != ERASED))
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
        self.hosted.put_into(&mut self.draft);
        (self.date, self.marked, self.keep) = (taken.date, taken.marked, Keep::Yes);
        (self.typing, self.asking, self.other_version) = (None, None, false);
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
    notice.element("p", "", speaker.label(&ShareWord::FromLink)).wrap("div", "options", buttons);
    whole.wrap("section", "panel sharing", notice).with("data-testid", "from-link").with("role", "status");
    whole.done()
}

/// Loads the page anew and brings along what was told, in the store of this window alone.
pub(crate) fn reload(view: &FirstView) {
    let Some(location) = web_sys::window().map(|window| window.location()) else { return };
    let state = &view.state;
    let whose = if state.keep == Keep::Others { OTHERS } else { OWN };
    let told = share_link::query(state, view.rules());
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
