//! The page as a part of another page: what the host has set, and what it hears.
//!
//! Addresses, messages and looks are the business of `assets/host.js`; `docs/embedding.md` describes them for
//! webmasters. What is here is in the second piece of the program, for which a page with settings waits.

mod overlay;
mod reading;
mod sharing;

pub(super) use sharing::results;

pub(crate) use overlay::{Laid, lay_over};

use std::rc::Rc;

use gloo_events::EventListener;
use wasm_bindgen::JsValue;
use yew::prelude::*;

use crate::browser::current_route;
use crate::first::Send;
use crate::first::message::Message;
use crate::first::view::View as FirstView;
use crate::later::saved;
use crate::later::view::View;
use crate::model::draft::Entry;
use crate::model::loaded::{LoadedCatalogue, OverlayTrouble};
use crate::model::route::Route;
use crate::model::state::{Script, Sharing, State};
use crate::storage::Store;
use crate::wording::{HostWord, Speaker, Word};
use engine::catalogue::{Category, Language, PolicyId};
use engine::enterprise::FactId;

/// What a host wishes. What it does not mention stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Settings {
    /// The language of the page.
    language: Option<Language>,
    /// Whether that is in traditional characters.
    traditional: bool,
    /// Only policies of these categories; all if there is none.
    categories: Vec<Category>,
    /// Where the enterprise is and what it does; `None` for what is set no more.
    presets: Vec<(FactId, Option<Entry>)>,
    /// Which of these the person cannot change.
    locked: Option<Vec<FactId>>,
    /// Whether the host asks for the results.
    results: Option<bool>,
    /// Whether the type is larger.
    large: Option<bool>,
    /// Whether the frame shows the questions, the total and the first acts alone.
    compact: Option<bool>,
    /// The names of those that were not understood.
    unknown: Vec<&'static str>,
}

/// What was loaded and the state, as the host page wishes them.
pub(super) fn open(loaded: &LoadedCatalogue, state: &State) -> (LoadedCatalogue, State) {
    let settings = newest(loaded);
    let mut state = state.clone();
    if Store::Refusal.get().is_some() {
        state.sharing = Sharing::Refused;
    }
    (only(loaded, &settings.categories), state.with_settings(settings))
}

/// The newest settings; host.js tells the webmaster of those that are not understood.
fn newest(loaded: &LoadedCatalogue) -> Settings {
    let text = call("settings").and_then(|text| text.as_string()).unwrap_or_default();
    let settings = Settings::read(&text, loaded.rules());
    for name in &settings.unknown {
        drop(call(&format!("note {name}")));
    }
    settings
}

/// Calls host.js; `None` where there is no host.
fn call(text: &str) -> Option<JsValue> {
    crate::browser::call("policyMatchHost", text)
}

/// The same with the policies of some categories only; with all if none is named.
fn only(loaded: &LoadedCatalogue, categories: &[Category]) -> LoadedCatalogue {
    let Some(whole) = loaded.catalogue().filter(|_| !categories.is_empty()) else { return loaded.clone() };
    let mut catalogue = (**whole).clone();
    let others = whole.rules.iter().filter(|(_, rule)| !categories.contains(&rule.category));
    let others: Vec<PolicyId> = others.map(|(id, _)| id).collect();
    // Nothing else refers to policies by number yet.
    drop(catalogue.hide(&others));
    loaded.with_catalogue(catalogue)
}

/// The state with the newest settings of the host.
pub(super) fn with_settings(view: &FirstView) -> State {
    let settings = newest(&view.loaded);
    if view.state.told && !settings.presets.is_empty() {
        drop(call("late"));
    }
    (*view.state).clone().with_settings(settings)
}

/// Keeps a refusal for as long as this window is open, since a host can load the page anew.
pub(super) fn remember(before: Option<&State>, now: &State) {
    let is_refused = |state: &State| state.sharing == Sharing::Refused;
    match (before.is_some_and(is_refused), is_refused(now)) {
        (false, true) => drop(Store::Refusal.put("refused")),
        (true, false) => Store::Refusal.erase(),
        (true, true) | (false, false) => {}
    }
}

/// Has the style sheet leave out what a compact frame has no room for.
pub(super) fn show_compact(before: Option<&State>, now: &State) {
    let is_compact = |state: &State| state.hosted.compact;
    if before.is_some_and(is_compact) != is_compact(now)
        && let Some(page) = crate::browser::document().and_then(|document| document.document_element())
    {
        // Only a malformed name is refused.
        drop(page.class_list().toggle_with_force("compact", is_compact(now)));
    }
}

/// Lets host.js know if the address asks for a page that there is not.
fn look_for_page(loaded: &LoadedCatalogue) {
    let is_there = match current_route() {
        Some(Route::Policy(id)) => loaded.rules().find(&id).is_some(),
        Some(Route::Unknown(_)) => false,
        _ => true,
    };
    if !is_there {
        drop(call("no-page"));
    }
}

impl State {
    /// The same with what a host page wishes.
    fn with_settings(mut self, settings: Settings) -> Self {
        if let Some(language) = settings.language {
            self.language = language;
            let has = matches!(self.script, Script::Asked | Script::Traditional);
            if has != settings.traditional {
                self.script = if settings.traditional { Script::Asked } else { Script::Simplified };
            }
        }
        self.large = settings.large.unwrap_or(self.large);
        let hosted = Rc::make_mut(&mut self.hosted);
        hosted.compact = settings.compact.unwrap_or(hosted.compact);
        let locked = settings.locked.unwrap_or_else(|| hosted.locked.clone());
        if self.told {
            // What was told stays, and no host learns from the height of the page what it leads to with other presets.
            hosted.locked.retain(|id| locked.contains(id));
        } else {
            for (id, entry) in settings.presets {
                hosted.presets.set(id, entry.clone());
                self.draft.set(id, entry);
            }
            hosted.locked = locked;
        }
        hosted.asks = settings.results.unwrap_or(hosted.asks);
        self.sharing = match (settings.results, self.sharing) {
            (Some(true), Sharing::NotAsked) => Sharing::Asked,
            (Some(false), Sharing::Asked | Sharing::Agreed) => Sharing::NotAsked,
            (_, sharing) => sharing,
        };
        self
    }
}

/// Also lets host.js know that someone listens.
pub(super) fn listen(loaded: &Rc<LoadedCatalogue>, state: &State, send: &Callback<Message>) -> Option<EventListener> {
    call("listening")?;
    overlay::lay(loaded, &newest(loaded).categories, state.language, send.clone());
    let send = send.clone();
    let window = web_sys::window()?;
    Some(EventListener::new(&window, "policy-match-settings", move |_| send.emit(Message::Settings)))
}

/// What is wrong with the agency's catalogue, whether the host may hear of the results, what of a link was not understood,
/// whether its answers are to be kept; how to have back what was erased.
pub(super) fn notices(view: &View, send: &Send) -> Html {
    let speaker = view.speaker();
    let trouble = view.loaded.trouble.map(|trouble| match trouble {
        OverlayTrouble::Refused => speaker.label(&HostWord::OverlayRefused),
        OverlayTrouble::Lost => speaker.label(&HostWord::OverlayLost),
        OverlayTrouble::Partly => speaker.label(&HostWord::OverlayTroubled),
    });
    html! {
        <>
            if let Some(trouble) = trouble {
                <p class="as-of" id="overlay-troubled">{ trouble }</p>
            }
            { sharing::ask(view, send) }
            { saved::undo(view, send) }
            { saved::unread(view, send) }
            { saved::ask(view, send) }
        </>
    }
}

/// Lets the host know the results; nothing if it may not hear of them.
pub(super) fn tell(results: &str) {
    // A host that has gone hears nothing.
    drop(call(&format!("results {results}")));
}

/// The place that the host has set for good, instead of its field.
pub(super) fn place(speaker: &Speaker<'_>, label: Word, place: &str) -> Html {
    html! {
        <div class="field place">
            <strong>{ speaker.label(&label) }</strong>
            <p>{ place }</p>
            <p class="hint">{ speaker.label(&HostWord::SetByHost) }</p>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::later::{WHOLE_PROGRAM, whole_catalogue};
    use crate::model::draft::Draft;
    use crate::model::state::Action;
    use engine::enterprise::{Facts, Tree};
    use engine::matching::Group;
    use engine::quantity::Date;

    fn read(pairs: &[(&str, &str)]) -> Settings {
        let loaded = LoadedCatalogue::bundled().expect("sound rules");
        let lines: Vec<String> = pairs.iter().map(|(name, value)| format!("{name}={value}")).collect();
        Settings::read(&lines.join("\n"), loaded.rules())
    }

    /// The presets alone.
    fn presets(settings: &Settings) -> Draft {
        let mut draft = Draft::default();
        for (id, entry) in &settings.presets {
            draft.set(*id, entry.clone());
        }
        draft
    }

    fn place(tree: Tree, code: &str) -> Entry {
        Entry::Place { typed: String::new(), code: tree.find(code) }
    }

    #[test]
    fn every_setting_is_read() {
        let settings = read(&[
            ("lang", "en-GB"),
            ("categories", "tax-fee, service"),
            ("region", "440100"),
            ("industry", "C13"),
            ("locked", "region"),
            ("results", "yes"),
            ("large", "yes"),
            ("compact", "1"),
        ]);
        assert_eq!((settings.large, settings.compact), (Some(true), Some(true)));
        assert_eq!(settings.language, Some(Language::En));
        assert_eq!(settings.categories, [Category::TaxFee, Category::Service]);
        assert_eq!(presets(&settings).get(Facts::REGION), Some(&place(Tree::Regions, "440100")));
        assert_eq!(presets(&settings).get(Facts::INDUSTRY), Some(&place(Tree::Industries, "C13")));
        assert_eq!((settings.locked, settings.results), (Some(vec![Facts::REGION]), Some(true)));
        assert!(settings.unknown.is_empty(), "{:?}", settings.unknown);
        for (tag, traditional) in [("zh", false), ("zh-CN", false), ("zh-TW", true), ("zh-Hant", true), ("en", false)] {
            assert_eq!(read(&[("lang", tag)]).traditional, traditional, "{tag}");
        }
        assert_eq!(presets(&read(&[("region", "广州市")])).get(Facts::REGION), Some(&place(Tree::Regions, "440100")));
    }

    #[test]
    fn places_that_a_host_sets_are_read_as_people_type_them() {
        let loaded = LoadedCatalogue::bundled().expect("sound rules");
        for case in fixtures::typed::cases(&loaded.rules().facts) {
            let (id, name) = match case.fact.as_str() {
                "region" => (Facts::REGION, "region"),
                "industry" => (Facts::INDUSTRY, "industry"),
                _ => continue,
            };
            let settings = read(&[(name, &case.typed)]);
            let found = presets(&settings).parse(loaded.rules()).profile.given(id).cloned();
            assert_eq!(found, case.says, "{case:?}");
            assert_eq!(settings.unknown.is_empty(), case.says.is_some(), "{case:?} is named");
        }
        for (typed, says) in [("是", Some(true)), ("ＮＯ", Some(false)), ("maybe", None)] {
            assert_eq!(read(&[("results", typed)]).results, says, "{typed}");
        }
    }

    #[test]
    fn what_is_not_understood_is_named_and_the_rest_holds() {
        let settings = read(&[
            ("lang", "tlh"),
            ("categories", "tax-fee,nonsense"),
            ("region", "999999"),
            ("industry", " "),
            ("locked", "employees"),
            ("results", "maybe"),
            ("large", "maybe"),
            ("compact", "maybe"),
        ]);
        assert_eq!(settings.unknown, ["lang", "categories", "region", "locked", "results", "large", "compact"]);
        assert_eq!(settings.categories, [Category::TaxFee]);
        assert_eq!((settings.results, presets(&settings)), (None, Draft::default()));
        assert_eq!(read(&[]), Settings::default());
    }

    #[test]
    fn what_the_host_locks_stays_and_the_rest_is_the_persons() {
        let host = read(&[("region", "440100"), ("industry", "C13"), ("locked", "region"), ("lang", "en")]);
        let start = State::new(Date::new(2026, 11, 21).expect("a date"), Language::ZhCn).with_settings(host);
        assert_eq!(start.language, Language::En);
        let changed = start
            .after(Action::Enter(Facts::REGION, Some(place(Tree::Regions, "330100"))))
            .after(Action::Enter(Facts::INDUSTRY, Some(place(Tree::Industries, "H62"))));
        assert_eq!(changed.draft.get(Facts::REGION), Some(&place(Tree::Regions, "440100")));
        assert_eq!(changed.draft.get(Facts::INDUSTRY), Some(&place(Tree::Industries, "H62")));
        let erased = changed.after(Action::Erase);
        assert_eq!(erased.draft, start.draft, "erasing leaves what the host has set");
    }

    #[test]
    fn presets_end_with_the_first_thing_told() {
        let host = |pairs: &[(&str, &str)]| read(pairs);
        let (here, there) =
            ([("region", "440100")], [("region", "330100"), ("industry", "C13"), ("locked", "industry")]);
        let start = State::new(Date::new(2026, 11, 21).expect("a date"), Language::ZhCn).with_settings(host(&here));
        let other = start.clone().with_settings(host(&there));
        assert_eq!(other.draft.get(Facts::REGION), Some(&place(Tree::Regions, "330100")));
        assert_eq!(other.clone().with_settings(host(&[("industry", ""), ("locked", "")])).draft.iter().count(), 1);
        for action in [
            Action::Enter(Facts::EMPLOYEES, Some(Entry::Typed("8".to_owned()))),
            // The same place as the host's, and none at all, are the person's choice.
            Action::Enter(Facts::REGION, Some(place(Tree::Regions, "440100"))),
            Action::Enter(Facts::REGION, None),
            Action::Answer(vec![(Facts::EMPLOYEES, None)]),
            Action::Date("2022-03-01".to_owned()),
        ] {
            let told = start.after(action);
            let later = told.clone().with_settings(host(&there));
            assert_eq!((&later.draft, &later.hosted.locked), (&told.draft, &told.hosted.locked));
            let erased = later.after(Action::Erase).with_settings(host(&there));
            assert_eq!((erased.draft, erased.told), (other.draft.clone(), false));
        }
        let locked = other.after(Action::Enter(Facts::EMPLOYEES, Some(Entry::Typed("8".to_owned()))));
        assert!(locked.with_settings(host(&[("locked", "")])).hosted.locked.is_empty(), "a lock can be taken away");
    }

    #[test]
    fn the_person_decides_whether_the_host_hears_of_results() {
        let ask = |value: &str| read(&[("results", value)]);
        let start = State::new(Date::new(2026, 11, 21).expect("a date"), Language::ZhCn);
        assert_eq!(start.sharing, Sharing::NotAsked);
        let asked = start.with_settings(ask("yes"));
        assert_eq!(asked.sharing, Sharing::Asked);
        let refused = asked.after(Action::Share(Sharing::Refused));
        assert_eq!(
            refused.clone().with_settings(ask("yes")).sharing,
            Sharing::Refused,
            "no means no, however often it is asked"
        );
        for order in ["no", "yes", "no", "", "yes"] {
            assert_eq!(refused.clone().with_settings(ask("no")).with_settings(ask(order)).sharing, Sharing::Refused);
        }
        assert_eq!(refused.after(Action::Erase).sharing, Sharing::Asked);
        assert_eq!(refused.with_settings(ask("no")).after(Action::Erase).sharing, Sharing::NotAsked);
        let agreed = asked.after(Action::Share(Sharing::Agreed));
        assert_eq!(agreed.clone().with_settings(ask("yes")).sharing, Sharing::Agreed);
        assert_eq!(agreed.clone().with_settings(ask("no")).sharing, Sharing::NotAsked);
        assert_eq!(agreed.after(Action::Erase).sharing, Sharing::Asked, "whoever comes next is asked again");
    }

    #[test]
    fn a_catalogue_of_some_categories_holds_only_those() {
        let loaded = whole_catalogue();
        let all = loaded.rules().policies.len();
        assert_eq!(only(&loaded, &[]).rules().policies.len(), all);
        let some = only(&loaded, &[Category::TaxFee]);
        assert!(!some.rules().policies.is_empty() && some.rules().policies.len() < all);
        assert!(some.rules().policies.iter().all(|policy| policy.category == Category::TaxFee));
    }

    #[test]
    fn results_are_names_of_policies_and_nothing_else() {
        let loaded = whole_catalogue();
        let start = State::new(Date::new(2026, 11, 21).expect("a date"), Language::ZhCn)
            .after(Action::Enter(Facts::EMPLOYEES, Some(Entry::Typed("8237".to_owned()))));
        let results = |state: State| {
            let view = FirstView::of(WHOLE_PROGRAM, Rc::new(loaded.clone()), Rc::new(state));
            sharing::results(&View::of(&view).expect("all of it"))
        };
        assert_eq!(results(start.clone()), None, "nobody has agreed");
        let text = results(start.after(Action::Share(Sharing::Agreed))).expect("results");
        assert!(text.starts_with("use_now=") && text.contains("&may_use=") && text.contains("&near_miss="), "{text}");
        assert!(!text.contains("8237"));
        for id in text.split(['=', '&', '+']).filter(|id| !id.is_empty()) {
            assert!(Group::ALL.iter().any(|group| group.id() == id) || loaded.rules().find(id).is_some(), "{id}");
        }
    }
}
