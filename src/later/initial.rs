//! Reads what the page starts from: a link with answers, what was kept on this device, settings of a host page.

use crate::first::initial::Initial;
use crate::later::saved::{OTHERS, OWN};
use crate::later::share_link::ParsedLink;
use crate::later::{host, looks, saved, share_link};
use crate::model::draft::Entry;
use crate::model::loaded::LoadedCatalogue;
use crate::model::state::{Keep, KeptBy, State, Unread};
use crate::storage::Store;
use engine::catalogue::Rules;
use engine::enterprise::{Facts, Tree};

/// What was loaded and the state, with what the page starts from. What the person has answered meanwhile stays.
pub(crate) fn begin(initial: Initial, loaded: &LoadedCatalogue, state: &State) -> (LoadedCatalogue, State) {
    let (loaded, next) = host::open(loaded, state);
    let initial = Initial { fragment: saved::taken_from_address(initial.fragment), ..initial };
    saved::rest_on(initial.kept.clone());
    let (told, steps) = (Store::Window.get(), Store::Steps.get());
    let held = told.as_deref().map(|told| Held { told, steps: steps.as_deref().unwrap_or_default() });
    let next = with_answers(initial, held, loaded.rules(), next);
    (loaded, with_places(looks::take(next)))
}

/// The same with the places that were typed and left before their names were here.
fn with_places(mut state: State) -> State {
    for (id, tree) in [(Facts::REGION, Tree::Regions), (Facts::INDUSTRY, Tree::Industries)] {
        let found = match state.draft.get(id) {
            Some(Entry::Place { typed, code: None }) if state.typing != Some(id) => tree.find(typed),
            _ => None,
        };
        if found.is_some() {
            state.draft.set(id, Some(Entry::Place { typed: String::new(), code: found }));
        }
    }
    state
}

/// What this window holds of a visit before: what was told, and the steps.
#[derive(Clone, Copy, Debug)]
struct Held<'t> {
    told: &'t str,
    steps: &'t str,
}

/// The state with the answers of a link; else with those that this window holds; else with those kept on this device.
/// Over what it holds a link is looked at, and the person's own can be had back.
fn with_answers(initial: Initial, held: Option<Held<'_>>, rules: &Rules, mut next: State) -> State {
    let Initial { fragment, kept, waits } = initial;
    let whole = held.map_or("", |held| held.told);
    let (told, typed) = whole.split_once('\n').unwrap_or((whole, ""));
    // What another window has changed since in what is kept of them comes before them.
    let base = saved::was_kept(typed);
    let (told, typed) = if base.is_some() && base != kept { ("", "") } else { (told, typed) };
    let own = told.strip_prefix(OWN);
    let others = told.strip_prefix(OTHERS);
    let opened = share_link::of_fragment(&fragment).map(|shared| share_link::read(&shared, rules));
    // Other queries may begin in the same way.
    let is_link = |opened: &ParsedLink| !fragment.starts_with('?') || opened.draft.iter().next().is_some();
    let opened = opened.filter(is_link);
    // What a program has appended to an address is no link.
    let shared = opened.clone().filter(ParsedLink::has_answers);
    if let (Some(link), Some(_)) = (&shared, own.or(others)) {
        let initial = Initial { fragment: String::new(), kept: kept.clone(), waits };
        return with_answers(initial, held, rules, next).look_at(link.clone(), kept, rules);
    }
    let link = others.map(|others| share_link::read(others, rules)).or(shared.clone());
    let mine = own.or(kept.as_deref()).map(|mine| share_link::read(mine, rules));
    let told = next.draft.clone();
    if let Some(taken) = link.clone().or(mine.clone()) {
        next.other_version = link.is_some() && !taken.version.is_empty() && taken.version != rules.version;
        // What is kept is not written over with what others have sent, or with what was never to be kept.
        if let Some(kept) = kept.as_ref().filter(|_| link.is_some() || (own.is_some() && base.is_none())) {
            let kept = share_link::read(kept, rules);
            if (&kept.draft, &kept.date) != (&taken.draft, &taken.date) {
                next.keep = Keep::Others;
                next.kept_by = if link.is_some() { KeptBy::Earlier } else { KeptBy::OtherWindow };
            }
        }
        (next.draft, next.told) = (taken.draft, true);
        // What the host page has set gives way, unless it is set for good.
        let hosted = &next.hosted;
        let gives_way = |id| hosted.presets.get(id) == told.get(id) && !hosted.locked.contains(&id);
        for (id, entry) in told.iter() {
            if next.draft.get(id).is_some() && gives_way(id) {
                continue;
            }
            next.draft.set(id, Some(entry.clone()));
        }
        if next.date.is_empty() {
            next.date = taken.date;
        }
    }
    // What is said of a link comes before what is said of answers that it lies over.
    let of_link = opened.filter(|link| !link.unread.is_empty() || link.damaged);
    next.unread = match (of_link, mine.filter(|_| link.is_none())) {
        (Some(link), _) => Unread { parts: link.unread, damaged: link.damaged, kept: false },
        (None, Some(mine)) => {
            // Only what is kept can have such parts.
            let kept = base.filter(|_| own.is_some()).map(|kept| share_link::read(&kept, rules));
            Unread { parts: kept.unwrap_or(mine).unread, damaged: false, kept: true }
        }
        (None, None) => Unread::default(),
    };
    // Links that people pass on name none.
    if let Some(marked) = own.or(others).or(kept.as_deref()).map(|text| share_link::read(text, rules)).or(shared) {
        next.marked = marked.marked;
    }
    next.kept = kept;
    saved::take_typed(&mut next, typed, rules);
    if let Some(held) = held.filter(|_| own.or(others).is_some()) {
        saved::take_steps(&mut next, held.steps, rules);
    }
    next
}

#[cfg(test)]
mod tests {
    use super::*;
    use engine::catalogue::Language;
    use engine::quantity::Date;

    #[test]
    fn a_county_typed_before_its_name_was_here_is_taken_then_unless_several_bear_it() {
        let left = |typed: &str| {
            let entry = Entry::Place { typed: typed.to_owned(), code: None };
            let mut state = State::new(Date::new(2026, 11, 21).expect("a date"), Language::ZhCn);
            state.draft.set(Facts::REGION, Some(entry.clone()));
            (with_places(state), entry)
        };
        let (taken, _) = left("天河区");
        let code = Tree::Regions.find("440106");
        assert!(code.is_some());
        assert_eq!(taken.draft.get(Facts::REGION), Some(&Entry::Place { typed: String::new(), code }));
        for typed in ["朝阳区", "天河路", "大"] {
            let (state, entry) = left(typed);
            assert_eq!(state.draft.get(Facts::REGION), Some(&entry), "{typed}");
        }
    }

    #[test]
    fn a_trade_typed_before_its_word_was_here_is_taken_then_unless_it_may_be_several() {
        for (typed, code) in
            [("理发店", Some("O804")), ("我开了家面包店", Some("F5222")), ("五金", None), ("甲乙", None)]
        {
            let entry = Entry::Place { typed: typed.to_owned(), code: None };
            let mut state = State::new(Date::new(2026, 11, 21).expect("a date"), Language::ZhCn);
            state.draft.set(Facts::INDUSTRY, Some(entry.clone()));
            let code = code.and_then(|code| Tree::Industries.find(code));
            let expected = if code.is_some() { Entry::Place { typed: String::new(), code } } else { entry };
            assert_eq!(with_places(state).draft.get(Facts::INDUSTRY), Some(&expected), "{typed}");
        }
    }

    const LINK: &str = "#/?v=1&employees=3";
    const KEPT: &str = "v=1&employees=8237&marked=a";

    /// What comes of a link, a text kept and a text carried over by an update: how many employees there are, whether
    /// they are to be kept, and the marks.
    fn begun(shared: Option<&str>, kept: Option<&str>, updated: Option<&str>) -> (Option<Entry>, Keep, Vec<String>) {
        let next = state_of(shared, kept, updated);
        (next.draft.get(Facts::EMPLOYEES).cloned(), next.keep, next.marked)
    }

    fn state_of(shared: Option<&str>, kept: Option<&str>, updated: Option<&str>) -> State {
        let loaded = LoadedCatalogue::bundled().expect("sound rules");
        let (fragment, kept) = (shared.unwrap_or_default().to_owned(), kept.map(str::to_owned));
        let mut state = State::new(Date::new(2026, 11, 21).expect("a date"), Language::ZhCn);
        if kept.is_some() {
            state.keep = Keep::Yes;
        }
        let held = updated.map(|told| Held { told, steps: "" });
        with_answers(Initial { fragment, kept, waits: false }, held, loaded.rules(), state)
    }

    #[test]
    fn a_link_is_looked_at_and_not_kept_over_other_answers() {
        let typed = |text: &str| Some(Entry::Typed(text.to_owned()));
        let marked = vec!["a".to_owned()];
        assert_eq!(begun(None, Some(KEPT), None), (typed("8237"), Keep::Yes, marked.clone()));
        assert_eq!(begun(Some(LINK), None, None), (typed("3"), Keep::No, Vec::new()));
        assert_eq!(begun(Some(LINK), Some(KEPT), None), (typed("3"), Keep::Others, marked.clone()));
        let same = begun(Some("#/?v=2&employees=8237"), Some(KEPT), None);
        assert_eq!(same, (typed("8237"), Keep::Yes, marked), "who opens a link of their own has nothing to decide");
        assert_eq!(begun(Some(LINK), Some("v=1&marked="), None).1, Keep::Others);
    }

    #[test]
    fn an_update_brings_along_whose_answers_they_are() {
        let typed = |text: &str| Some(Entry::Typed(text.to_owned()));
        let update = |whose: &str| format!("{whose}v=1&employees=9&marked=b");
        let marked = vec!["b".to_owned()];
        let kept = format!("{}\nkept={KEPT}\n", update(OWN));
        assert_eq!(begun(None, Some(KEPT), Some(&kept)), (typed("9"), Keep::Yes, marked.clone()));
        assert_eq!(begun(None, None, Some(&update(OWN))), (typed("9"), Keep::No, marked.clone()));
        assert_eq!(begun(None, Some(KEPT), Some(&update(OTHERS))), (typed("9"), Keep::Others, marked));
        // The window's store holds nothing else; what is not understood counts for nothing.
        assert_eq!(begun(Some(LINK), Some(KEPT), Some("employees=7")).0, typed("3"));
    }

    #[test]
    fn what_a_window_holds_gives_way_to_what_another_has_kept_since() {
        let typed = |text: &str| Some(Entry::Typed(text.to_owned()));
        let held = format!("{OWN}v=1&employees=9&marked=\nkept={KEPT}\n");
        for (now, employees) in [(Some("v=1&employees=5&marked="), typed("5")), (None, None)] {
            let keep = if now.is_some() { Keep::Yes } else { Keep::No };
            assert_eq!(begun(None, now, Some(&held)), (employees, keep, Vec::new()), "{now:?}");
        }
        // These were never to be kept: they do not replace what another window keeps.
        let next = state_of(None, Some(KEPT), Some(&format!("{OWN}v=1&employees=9&marked=\n")));
        assert_eq!((next.draft.get(Facts::EMPLOYEES).cloned(), next.keep), (typed("9"), Keep::Others));
        assert_eq!(next.kept_by, KeptBy::OtherWindow);
        // What is kept and not understood stays so.
        let odd = "v=1&employees=8&gone=yes&marked=";
        let held = format!("{OWN}v=1&employees=8&marked=\nkept={odd}\n");
        assert_eq!(state_of(None, Some(odd), Some(&held)).unread.parts, ["gone=yes"]);
    }

    #[test]
    fn a_link_is_looked_at_over_what_the_window_holds() {
        let typed = |text: &str| Some(Entry::Typed(text.to_owned()));
        let held = format!("{OWN}v=1&employees=9&marked=\n");
        let next = state_of(Some(LINK), None, Some(&held));
        assert_eq!((next.draft.get(Facts::EMPLOYEES).cloned(), next.keep), (typed("3"), Keep::No));
        let own = next.own.expect("the person's own");
        assert_eq!(own.draft.get(Facts::EMPLOYEES).cloned(), typed("9"));
        let same = state_of(Some("#/?v=1&employees=9"), None, Some(&held));
        assert_eq!((same.own, same.draft.get(Facts::EMPLOYEES).cloned()), (None, typed("9")));
    }

    #[test]
    fn a_link_that_lost_its_path_is_read_whole() {
        let typed = |text: &str| Some(Entry::Typed(text.to_owned()));
        for link in
            ["#v=1&employees=3&region=440100", "?v=1&employees=3&region=440100", "#?v=1&employees=3&region=440100"]
        {
            let (employees, keep, _) = begun(Some(link), Some(KEPT), None);
            assert_eq!((employees, keep), (typed("3"), Keep::Others), "{link}");
            assert_eq!(state_of(Some(link), None, None).unread, Unread::default(), "{link}");
        }
        // Other queries than those of links.
        for query in ["?v=3", "?v=3&t=5"] {
            let state = state_of(Some(query), Some(KEPT), None);
            assert_eq!((state.draft.get(Facts::EMPLOYEES).cloned(), state.unread.parts), (typed("8237"), Vec::new()));
        }
    }

    #[test]
    fn what_a_program_appends_to_an_address_is_no_link() {
        let typed = |text: &str| Some(Entry::Typed(text.to_owned()));
        for address in ["#/policy/x&shareTo=weixin", "#/?from=singlemessage&isappinstalled=0", "#wechat_redirect"] {
            assert_eq!(begun(Some(address), Some(KEPT), None).0, typed("8237"), "{address}");
            assert_eq!(begun(Some(address), Some(KEPT), None).1, Keep::Yes, "{address}");
            assert_eq!(state_of(Some(address), None, None).unread, Unread::default(), "{address}");
        }
    }

    #[test]
    fn what_is_not_understood_of_a_link_or_of_what_is_kept_is_noted() {
        let parts = |parts: &[&str]| parts.iter().map(|part| (*part).to_owned()).collect::<Vec<String>>();
        let link = state_of(Some("#/?v=1&employees=3&x=1"), Some(KEPT), None).unread;
        assert_eq!(link, Unread { parts: parts(&["x=1"]), damaged: false, kept: false });
        let cut = state_of(Some("#/?sum=abcdef&v=1&region=440100&employees=3"), None, None);
        assert_eq!(cut.unread, Unread { parts: parts(&["employees=3"]), damaged: true, kept: false });
        assert_eq!(cut.draft.get(Facts::EMPLOYEES), None, "it may have been 30");
        let kept = state_of(None, Some("v=1&employees=3&gone=yes&marked="), None).unread;
        assert_eq!(kept, Unread { parts: parts(&["gone=yes"]), damaged: false, kept: true });
    }
}
