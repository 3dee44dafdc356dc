//! The language and the larger type in the address (`?lang=en&large=yes`), so that they survive a reload and a bookmark. In
//! a frame the address is the host's: there nothing is written.

use std::cell::Cell;

use crate::browser::is_framed;
use crate::model::state::{Script, State};
use crate::wording::Traditional;
use engine::catalogue::Language;
use engine::enterprise::yes_or_no;

/// The parameters, as `assets/host.js` knows them, too.
const NAMES: [&str; 2] = ["lang", "large"];

/// The state with what the address asks for; what it does not mention stays.
pub(super) fn take(state: State) -> State {
    let address = web_sys::window().and_then(|window| window.location().search().ok()).unwrap_or_default();
    if is_framed() { state } else { with_looks(state, &address) }
}

/// The state with what the query of an address asks for.
fn with_looks(mut state: State, query: &str) -> State {
    let value = |name: &str| {
        let parts = query.trim_start_matches('?').split('&').filter_map(|part| part.split_once('='));
        parts.filter(|(other, _)| *other == name).map(|(_, value)| value).next()
    };
    if let Some(tag) = value("lang")
        && let Ok(language) = tag.parse::<Language>()
    {
        state.language = language;
        let has = matches!(state.script, Script::Asked | Script::Traditional);
        if language == Language::ZhCn && has != Traditional::is_asked(tag) {
            state.script = if has { Script::Simplified } else { Script::Asked };
        }
    }
    if let Some(large) = value("large").and_then(|value| yes_or_no(value).ok()) {
        state.large = large;
    }
    state
}

thread_local! {
    /// What the address says, once it was brought in line.
    static KEPT: Cell<Option<(Option<&'static str>, bool)>> = const { Cell::new(None) };
}

/// Brings the address in line with the state; no step of the history. Where that is refused it stays, and nothing else is
/// different.
pub(super) fn keep(now: &State) {
    let looks = Some((language(now), now.large));
    if is_framed() || KEPT.replace(looks) == looks {
        return;
    }
    let Some(window) = web_sys::window() else { return };
    let address = window.location().href().unwrap_or_default();
    let next = address_with(&address, now);
    if next != address
        && let Ok(history) = window.history()
    {
        let entry = history.state().unwrap_or_default();
        drop(history.replace_state_with_url(&entry, "", Some(&next)));
    }
}

/// An address with the looks of a state, and all else as it was. What is usual is not mentioned.
fn address_with(address: &str, state: &State) -> String {
    let (page, fragment) = address.split_once('#').map_or((address, None), |(page, rest)| (page, Some(rest)));
    let (path, query) = page.split_once('?').unwrap_or((page, ""));
    let is_other = |part: &&str| !part.is_empty() && !NAMES.contains(&part.split('=').next().unwrap_or_default());
    let mut parts: Vec<String> = query.split('&').filter(is_other).map(str::to_owned).collect();
    parts.extend(language(state).map(|tag| format!("lang={tag}")));
    if state.large {
        parts.push("large=yes".to_owned());
    }
    let mut next = path.to_owned();
    if !parts.is_empty() {
        next.push('?');
        next.push_str(&parts.join("&"));
    }
    if let Some(fragment) = fragment {
        next.push('#');
        next.push_str(fragment);
    }
    next
}

/// The tag of the language that a state asks for; nothing for the usual one.
pub(super) fn language(state: &State) -> Option<&'static str> {
    match (state.language, state.script) {
        (Language::ZhCn, Script::Simplified) => None,
        // The characters may be on their way, or lost for now.
        (Language::ZhCn, Script::Asked | Script::Traditional | Script::Lost) => Some("zh-TW"),
        (Language::En, _) => Some("en"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::state::Action;
    use engine::quantity::Date;

    fn start() -> State {
        State::new(Date::new(2026, 11, 21).expect("a date"), Language::ZhCn)
    }

    #[test]
    fn what_is_chosen_stands_in_the_address_and_is_read_from_it() {
        let english = start().after(Action::Speak(Language::En));
        let large = english.after(Action::Enlarge);
        let traditional = start().after(Action::Write(Script::Asked));
        for (state, before, after) in [
            (&english, "https://a.example/x/#/library", "https://a.example/x/?lang=en#/library"),
            (&large, "https://a.example/", "https://a.example/?lang=en&large=yes"),
            (&large, "file:///C:/one.html?lang=zh-TW#/", "file:///C:/one.html?lang=en&large=yes#/"),
            (&traditional, "https://a.example/?region=440100", "https://a.example/?region=440100&lang=zh-TW"),
            // The usual looks are not mentioned.
            (&start(), "https://a.example/?lang=en&large=yes#/", "https://a.example/#/"),
            (&start(), "https://a.example/?from=x&lang=en", "https://a.example/?from=x"),
        ] {
            let address = address_with(before, state);
            assert_eq!(address, after);
            assert_eq!(address_with(&address, state), address, "done twice it is the same");
            let query = address.split('#').next().and_then(|page| page.split_once('?')).map_or("", |(_, query)| query);
            let read = with_looks(start(), &format!("?{query}"));
            assert_eq!((language(&read), read.large), (language(state), state.large), "{address}");
        }
    }

    #[test]
    fn what_is_not_understood_changes_nothing() {
        for query in ["", "?", "?lang=tlh", "?large=perhaps", "?language=en", "?x&lang"] {
            assert_eq!(with_looks(start(), query), start(), "{query}");
        }
        let large = start().after(Action::Enlarge);
        assert!(!with_looks(large, "?large=no").large);
        let traditional = start().after(Action::Write(Script::Traditional));
        assert_eq!(with_looks(traditional.clone(), "?lang=zh-TW"), traditional);
        assert_eq!(with_looks(traditional, "?lang=zh").script, Script::Simplified);
    }

    #[test]
    fn the_language_is_asked_for_while_its_characters_are_on_their_way_or_lost() {
        for script in [Script::Asked, Script::Traditional, Script::Lost] {
            assert_eq!(language(&start().after(Action::Write(script))), Some("zh-TW"), "{script:?}");
        }
    }
}
