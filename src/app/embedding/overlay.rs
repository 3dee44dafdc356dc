//! The agency's own catalogue, laid over the bundled one. It never takes that down: what is wrong in it is told to the
//! webmaster and left out.

use std::rc::Rc;

use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use yew::Callback;

use super::{call, only};
use crate::app::data::{self, Arrival, Book, Came};
use crate::app::root::Message;
use crate::catalogue::{Category, Language, loading};
use crate::enterprise::reading::Problem;
use crate::text::problem;

/// Fetches what the host wants laid over the catalogue, if it names anything, and sends the book that comes of it.
pub(super) fn lay(book: &Rc<Book>, categories: &[Category], language: Language, send: Callback<Message>) {
    let Some(coming) = call("catalogue").filter(JsValue::is_object) else { return };
    let (book, categories) = (book.clone(), categories.to_vec());
    spawn_local(async move {
        let text = JsFuture::from(js_sys::Promise::resolve(&coming)).await.ok().and_then(|text| text.as_string());
        // Its texts come behind the bundled ones, so those must be here in every language.
        let mut whole = (*book).clone();
        for language in Language::ALL {
            if whole.texts_arrival(language) != Arrival::Here {
                let texts = match data::texts_file(language) {
                    Some(file) => data::fetch(file).await,
                    None => None,
                };
                whole = whole.with(language, texts.as_deref());
            }
        }
        let here = Language::ALL.iter().all(|&language| whole.texts_arrival(language) == Arrival::Here);
        let (laid, troubles) = match text {
            Some(text) if here => over(&whole, &text, language),
            // The page itself says that texts are missing, and host.js why the overlay is not here.
            _ => {
                whole.troubled = true;
                (whole, Vec::new())
            }
        };
        for trouble in troubles {
            drop(call(&format!("error {trouble}")));
        }
        send.emit(Message::Came(Came::Book(Box::new(only(&laid, &categories)))));
    });
}

/// The book with a text laid over it, and what is wrong in that.
fn over(book: &Book, text: &str, language: Language) -> (Book, Vec<String>) {
    let loaded = loading::load_over((*book.catalogue).clone(), (*book.texts).clone(), text);
    let said = |wrong: &Problem| format!("{}: {}", place(wrong), problem(wrong, language));
    let troubles: Vec<String> = loaded.problems.iter().map(said).collect();
    (book.over(loaded.catalogue, loaded.texts, !troubles.is_empty()), troubles)
}

/// Where in the file it is; the whole file has no place in it.
fn place(wrong: &Problem) -> &str {
    if wrong.place.is_empty() { "/" } else { &wrong.place }
}

#[cfg(all(test, feature = "view-tests"))]
mod tests {
    use super::*;
    use crate::app::view_tests;

    #[test]
    fn what_is_wrong_is_named_and_the_rest_stands() {
        let book = view_tests::book();
        let all = book.catalogue.policies.len();
        let (good, troubles) = over(&book, include_str!("../../../examples/guangzhou-overlay.json"), Language::En);
        assert_eq!((troubles, good.troubled), (Vec::new(), false));
        assert!(good.catalogue.version.ends_with("+guangzhou.1"), "{}", good.catalogue.version);
        let (broken, troubles) = over(&book, "{\"format\": 1,", Language::En);
        assert!(
            broken.troubled && troubles.len() == 1 && troubles.iter().all(|it| it.contains("line 1")),
            "{troubles:?}"
        );
        assert_eq!(broken.catalogue.policies.len(), all);
        let odd = r#"{"format": 1, "overlay": true, "version": "x", "hide": ["nothing-such"]}"#;
        let (odd, troubles) = over(&book, odd, Language::ZhCn);
        assert!(odd.troubled && troubles.iter().any(|it| it.starts_with("/hide/0")), "{troubles:?}");
        assert_eq!(odd.catalogue.policies.len(), all);
    }
}
