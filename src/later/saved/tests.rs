//! What windows, links and the device do with the answers.

use std::rc::Rc;

use yew::Html;

use super::text::{SavedPolicy, fitting, steps, told, without_whose};
use super::windows::{beside, erased, meanwhile, merged};
use super::{results, take_steps, take_typed, to_keep, unread};
use crate::first::Send;
use crate::first::view::View as FirstView;
use crate::later::share_link;
use crate::later::share_link::tests::filled;
use crate::later::view::View;
use crate::later::{WHOLE_PROGRAM, view_tests, whole_catalogue};
use crate::model::draft::Entry;
use crate::model::state::{Action, Keep, KeptBy, State, Unread};
use engine::enterprise::Facts;
use engine::matching::Estimate;
use engine::quantity::{Money, Period};

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
    let elsewhere = super::windows::erased(&with(Keep::Yes, "8"));
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
