//! The agency's own catalogue, laid over the bundled one. It never takes that down: what is wrong in it is told to the
//! webmaster and left out. Which it may be, and how long it may take to come, is the business of `assets/host.js`.

use std::rc::Rc;

use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use yew::Callback;

use crate::browser::data;
use crate::first::message::Arrival;
use crate::first::message::Message;
use crate::later::host::{call, look_for_page, only};
use crate::later::parts::visible;
use crate::later::tools;
use crate::model::loaded::{LoadState, LoadedCatalogue, OverlayTrouble};
use crate::wording::problem;
use engine::catalogue::loading::{self, Problem};
use engine::catalogue::{Category, Language, Noun, packed};
use engine::json::JsonError;

/// More than any agency has: with each the page has to work out what fits at every key.
const MOST_ADDED: usize = 1_000;

/// Fetches what the host wants laid over the catalogue, if it names anything, and sends what comes of it.
pub(super) fn lay(loaded: &Rc<LoadedCatalogue>, categories: &[Category], language: Language, send: Callback<Message>) {
    let Some(coming) = call("catalogue").filter(JsValue::is_object) else { return look_for_page(loaded) };
    let (loaded, categories) = (loaded.clone(), categories.to_vec());
    spawn_local(async move {
        let came = JsFuture::from(js_sys::Promise::resolve(&coming)).await.unwrap_or_default();
        // Its texts come behind the bundled ones, so those must be here in every language.
        let mut whole = (*loaded).clone();
        for language in Language::ALL {
            if whole.texts_arrival(language) != LoadState::Here {
                let texts = data(&packed::texts(language)).await;
                whole = whole.with(language, texts.as_deref());
            }
        }
        let here = Language::ALL.iter().all(|&language| whole.texts_arrival(language) == LoadState::Here);
        let text = came.as_string().filter(|_| here);
        let tools = if text.is_some() { tools::load().await } else { None };
        let (laid, troubles) = match (text, tools) {
            (Some(text), Some(tools)) => {
                let file = call("catalogue-name").and_then(|name| name.as_string()).unwrap_or_default();
                (tools.lay_over)(&whole, &text, &file, language)
            }
            // The page itself says that texts are missing, and host.js why the overlay is not here.
            _ => {
                whole.trouble =
                    Some(if came.as_bool() == Some(false) { OverlayTrouble::Refused } else { OverlayTrouble::Lost });
                (whole, Vec::new())
            }
        };
        for trouble in troubles {
            drop(call(&format!("error {trouble}")));
        }
        let laid = only(&laid, &categories);
        look_for_page(&laid);
        send.emit(Message::Loaded(Arrival::Catalogue(Box::new(laid))));
    });
}

/// What was loaded with something laid over it, and what is wrong in that.
pub(crate) type Laid = (LoadedCatalogue, Vec<String>);

/// What was loaded with the text of a file laid over it.
pub(crate) fn lay_over(loaded: &LoadedCatalogue, text: &str, file: &str, language: Language) -> Laid {
    let Some(catalogue) = loaded.catalogue() else { return (loaded.clone(), Vec::new()) };
    let mut laid = loading::load_over((**catalogue).clone(), (*loaded.texts).clone(), text);
    let said = |wrong: &Problem| visible(&format!("{}: {}", place(wrong), problem(&wrong.error, language)));
    let troubles: Vec<String> = laid.problems.iter().map(said).collect();
    let added = laid.catalogue.policies.len().saturating_sub(catalogue.policies.len());
    if added > MOST_ADDED {
        let wrong =
            Problem { place: "/policies".to_owned(), error: JsonError::TooMany { of: Noun::Policy, most: MOST_ADDED } };
        let mut refused = loaded.clone();
        refused.trouble = Some(OverlayTrouble::Partly);
        return (refused, vec![said(&wrong)]);
    }
    let own = loaded.texts.len();
    for language in Language::ALL {
        let texts = laid.texts.rest(language, own).iter().map(|text| visible(text)).collect();
        laid.texts.put_rest(language, own, texts);
    }
    laid.name_untitled(file);
    let trouble = (!troubles.is_empty()).then_some(OverlayTrouble::Partly);
    (loaded.over(laid.catalogue, laid.texts, trouble), troubles)
}

/// Where in the file it is; the whole file has no place in it.
fn place(wrong: &Problem) -> &str {
    if wrong.place.is_empty() { "/" } else { &wrong.place }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::later::view_tests;
    use crate::model::route::Route;
    use crate::model::state::{Action, Filters};
    use engine::enterprise::{Facts, Tree};
    use engine::matching::Group;

    const LOCAL: &str = include_str!("../../../examples/guangzhou-overlay.json");

    #[test]
    fn what_is_wrong_is_named_and_the_rest_stands() {
        let loaded = view_tests::loaded();
        let all = loaded.rules().policies.len();
        let (good, troubles) = lay_over(&loaded, LOCAL, "local.json", Language::En);
        assert_eq!((troubles, good.trouble), (Vec::new(), None));
        assert!(good.rules().version.ends_with("+guangzhou.1"), "{}", good.rules().version);
        let (broken, troubles) = lay_over(&loaded, "{\"format\": 1,", "local.json", Language::En);
        assert!(
            broken.trouble == Some(OverlayTrouble::Partly)
                && troubles.len() == 1
                && troubles.iter().all(|it| it.contains("line 1")),
            "{troubles:?}"
        );
        assert_eq!(broken.rules().policies.len(), all);
        let odd = r#"{"format": 1, "overlay": true, "version": "x", "hide": ["nothing-such"]}"#;
        let (odd, troubles) = lay_over(&loaded, odd, "local.json", Language::ZhCn);
        assert!(
            odd.trouble == Some(OverlayTrouble::Partly) && troubles.iter().any(|it| it.starts_with("/hide/0")),
            "{troubles:?}"
        );
        assert_eq!(odd.rules().policies.len(), all);
    }

    #[test]
    fn very_many_policies_are_refused_and_the_bundled_ones_stand() {
        let loaded = view_tests::loaded();
        let before = loaded.rules().policies.len();
        let (head, rest) = LOCAL.split_once("\"policies\": [").expect("a list");
        let one = rest.get(..rest.find("\n    }").expect("a policy").saturating_add(6)).expect("a policy");
        let id = one.split("\"id\": \"").nth(1).and_then(|rest| rest.split('"').next()).expect("an id");
        let many = |count: usize| {
            let policies: Vec<String> =
                (0..count).map(|number| one.replacen(id, &format!("new-{number}"), 1)).collect();
            format!("{head}\"policies\": [{}]}}", policies.join(","))
        };
        let (some, troubles) = lay_over(&loaded, &many(3), "local.json", Language::En);
        assert_eq!((some.rules().policies.len(), troubles.len()), (before + 3, 0), "{troubles:?}");
        let (none, troubles) = lay_over(&loaded, &many(MOST_ADDED + 1), "local.json", Language::En);
        assert_eq!((none.rules().policies.len(), troubles.len()), (before, 1));
        assert_eq!(none.trouble, Some(OverlayTrouble::Partly), "{troubles:?}");
    }

    #[test]
    fn characters_that_turn_the_direction_of_writing_are_seen() {
        let turned = LOCAL.replacen("\"zh\": \"", "\"zh\": \"\\u202e\\u0000", 3);
        let (laid, _) = lay_over(&view_tests::loaded(), &turned, "local.json", Language::En);
        let texts = laid.texts.rest(Language::ZhCn, 0);
        assert!(texts.iter().any(|text| text.contains("⟨U+202E⟩⟨U+0000⟩")), "they are shown");
        assert!(texts.iter().all(|text| !text.contains(['\u{202e}', '\0'])));
    }

    #[test]
    fn what_an_agency_adds_or_replaces_says_so_where_it_shows() {
        let state = view_tests::start()
            .after(Action::Enter(Facts::REGION, Some(view_tests::place(Tree::Regions, "440100"))))
            .after(Action::Filter(Box::new(Filters {
                typed: "广州".to_owned(), show_all: true, ..Filters::default()
            })))
            .after(Action::ShowAll(Group::MayUse))
            .after(Action::Turn(Group::Unclear));
        let shown = |text: &str, route: Route| {
            let (loaded, _) = lay_over(&view_tests::loaded(), text, "local.json", Language::ZhCn);
            view_tests::rendered(&view_tests::view_of(loaded, state.clone()), route)
        };
        let page = |id: &str| Route::Policy(id.to_owned());
        let replaced = "本地目录补充：广州惠企政策（替换了原有目录的这一项）";
        assert!(shown(LOCAL, page("gz-2025-little-giant")).contains(replaced));
        let added = shown(LOCAL, page("gz-2025-xiaoshenggui"));
        assert!(added.contains("本地目录补充：广州惠企政策") && !added.contains("替换了"), "{added}");
        // Cards, in the library and among the results; what is of the bundled catalogue is not marked.
        for route in [Route::Library, Route::Start] {
            assert_eq!(shown(LOCAL, route.clone()).matches("本地目录补充").count(), 2, "{route:?}");
            let bare = view_tests::rendered(&view_tests::view_of(view_tests::loaded(), state.clone()), route);
            assert!(!bare.contains("本地目录补充"));
        }
        // Whatever the title: without one the file is named.
        let untitled = LOCAL.replacen("\"title\": {\"zh\": \"广州惠企政策\"", "\"unknown\": {\"zh\": \"\"", 1);
        assert_ne!(untitled, LOCAL);
        assert!(shown(&untitled, page("gz-2025-little-giant")).contains("本地目录补充：local.json（替换了"));
    }
}
