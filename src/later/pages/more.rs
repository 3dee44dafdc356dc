//! The pages that the navigation has no room for, and what agencies look for.

use wasm_bindgen::JsValue;
use yew::prelude::*;

use super::TOOLS;
use crate::first::Send;
use crate::later::parts::heading;
use crate::later::view::View;
use crate::wording::{MoreWord, Word};

/// Their names, each with what it is for; below them the files of the site for agencies.
pub(crate) fn more(view: &View, _: &Send) -> Html {
    let speaker = view.speaker();
    html! {
        <>
            { heading(speaker.label(&MoreWord::Title)) }
            <ul class="bare">
                for page in TOOLS.iter().filter(|page| !page.in_navigation) {
                    <li class="panel">
                        <a href={page.route.href()}>{ (page.name)(&speaker) }</a>
                        <p class="hint">{ (page.purpose)(&speaker) }</p>
                    </li>
                }
            </ul>
            { for_agencies(view, is_one_file()) }
        </>
    }
}

/// What agencies look for. The one file has no files beside it: of what lies there only the words are left.
fn for_agencies(view: &View, is_one_file: bool) -> Html {
    let speaker = view.speaker();
    let plain = match view.state.tag() {
        "en" => "./catalogue.en.html",
        "zh-TW" => "./catalogue.zh-TW.html",
        _ => "./catalogue.html",
    };
    let files = [
        ("./try.html", MoreWord::Try, MoreWord::TryPurpose),
        (plain, MoreWord::Plain, MoreWord::PlainPurpose),
        ("./embed.d.ts", MoreWord::Types, MoreWord::TypesPurpose),
        ("./embed-integrity.txt", MoreWord::Integrity, MoreWord::IntegrityPurpose),
    ];
    html! {
        <section class="panel" aria-labelledby="for-agencies" data-testid="for-agencies">
            <h2 id="for-agencies">{ speaker.label(&MoreWord::ForAgencies) }</h2>
            if is_one_file {
                <p>{ speaker.label(&MoreWord::OneFile) }</p>
            } else {
                <dl>
                    for (address, name, purpose) in files {
                        <dt><a href={address}>{ speaker.label(&name) }</a></dt>
                        <dd class="hint">{ speaker.label(&purpose) }</dd>
                    }
                    <dt><a href="./licences.txt">{ speaker.label(&Word::Licences) }</a></dt>
                </dl>
            }
            <p class="hint">{ speaker.label(&MoreWord::Docs) }</p>
        </section>
    }
}

/// Whether this is the one file, which brings its own files along (assets/unpack.js).
fn is_one_file() -> bool {
    let here = if cfg!(target_arch = "wasm32") { web_sys::window() } else { None };
    let files = |window: web_sys::Window| js_sys::Reflect::get(&window, &JsValue::from_str("policyMatchFiles")).ok();
    here.and_then(files).is_some_and(|files| !files.is_undefined())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::later::view_tests::{loaded, start, whole_view_of};
    use crate::model::state::Action;
    use engine::catalogue::Language;

    #[derive(Clone, PartialEq, Properties)]
    struct PartProps {
        view: View,
        is_one_file: bool,
    }

    #[component]
    fn Part(props: &PartProps) -> Html {
        for_agencies(&props.view, props.is_one_file)
    }

    fn rendered(view: View, is_one_file: bool) -> String {
        let props = PartProps { view, is_one_file };
        let renderer = yew::LocalServerRenderer::<Part>::with_props(props).hydratable(false);
        futures::executor::block_on(renderer.render())
    }

    #[test]
    fn agencies_find_the_files_of_the_site_and_in_the_one_file_no_link_that_leads_nowhere() {
        let view = whole_view_of(loaded(), start());
        let html = rendered(view.clone(), false);
        for address in ["./try.html", "./catalogue.html", "./embed.d.ts", "./embed-integrity.txt", "./licences.txt"] {
            assert!(html.contains(address), "{address}: {html}");
        }
        let html = rendered(view, true);
        assert!(html.contains("给网站和机构") && !html.contains("href"), "{html}");
        let english = whole_view_of(loaded(), start().after(Action::Speak(Language::En)));
        assert!(rendered(english, false).contains("./catalogue.en.html"));
    }
}
