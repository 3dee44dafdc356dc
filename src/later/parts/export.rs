//! The panel with which the results are exported, printed or kept.

use wasm_bindgen::JsCast as _;
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, HtmlDocument, HtmlMetaElement, HtmlTextAreaElement, Url};
use yew::prelude::*;

use crate::first::on;
use crate::later::parts::NextActs;
use crate::later::view::View;
use crate::later::{export, looks, share_link, traditional};
use crate::model::route::Route;
use crate::model::state::{Action, Keep, State};
use crate::wording::{CommonWord, ShareWord, SheetWord};
use engine::catalogue::Catalogue;

/// What a [`Export`] needs.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(crate) struct ExportProps {
    /// Everything shown.
    pub(crate) view: View,
    /// Takes what the person does.
    pub(crate) send: Callback<Action>,
}

/// What was exported last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Exported {
    Link,
    Table,
    Calendar,
}

/// Ways to take the results away: link, table, calendar, paper, and this device's storage.
#[component]
pub(crate) fn Export(props: &ExportProps) -> Html {
    let ExportProps { view, send } = props;
    let speaker = view.speaker();
    let shown = use_state_eq(|| None::<Exported>);
    let copied = use_state_eq(|| false);
    let banded = use_state_eq(|| false);
    let text = match *shown {
        None => String::new(),
        Some(Exported::Link) if *banded => {
            link_to(&share_link::banded(&view.state, view.catalogue()), view.catalogue())
        }
        Some(Exported::Link) => link_to(&view.state, view.catalogue()),
        Some(Exported::Table) => traditional::written(export::csv(view)),
        Some(Exported::Calendar) => export::calendar(view),
    };
    use_effect_with((*shown, text.clone()), {
        let copied = copied.clone();
        move |(kind, text)| match kind {
            None => {}
            Some(Exported::Link) => copied.set(copy("take-text").unwrap_or(false)),
            Some(Exported::Table) => drop(download(text, "policies.csv", "text/csv;charset=utf-8")),
            Some(Exported::Calendar) => drop(download(text, "calendar.ics", "text/calendar;charset=utf-8")),
        }
    });
    let show = |kind: Exported| {
        let shown = shown.clone();
        Callback::from(move |_: MouseEvent| shown.set(Some(kind)))
    };
    let print = Callback::from(|_: MouseEvent| {
        if let Some(window) = web_sys::window() {
            // A frame may refuse it; then nothing is printed.
            drop(window.print());
        }
    });
    let widen = {
        let banded = banded.clone();
        Callback::from(move |_: Event| banded.set(!*banded))
    };
    let close = {
        let shown = shown.clone();
        Callback::from(move |_: MouseEvent| shown.set(None))
    };
    let said = match *shown {
        Some(Exported::Link) if *copied => ShareWord::LinkCopied,
        Some(Exported::Link) => ShareWord::CopyByHand,
        _ => ShareWord::DownloadFallback,
    };
    let keeps = view.state.keep == Keep::Yes;
    let keep = on(send, Action::Keep(if keeps { Keep::No } else { Keep::Yes }));
    html! {
        <>
        <NextActs view={view.clone()} />
        <section class="panel take" aria-labelledby="take-title">
            <h2 id="take-title">{ speaker.label(&ShareWord::TakeAway) }</h2>
            <div class="options">
                <button type="button" class="button" onclick={show(Exported::Link)}>{ speaker.label(&ShareWord::CopyLink) }</button>
                <button type="button" class="button" onclick={print}>{ speaker.label(&CommonWord::Print) }</button>
                <button type="button" class="button" onclick={show(Exported::Table)}>{ speaker.label(&CommonWord::Table) }</button>
                <button type="button" class="button" onclick={show(Exported::Calendar)}>{ speaker.label(&ShareWord::Calendar) }</button>
                <a class="button" href={Route::Sheet.href()}>{ speaker.label(&SheetWord::Title) }</a>
            </div>
            <label class="check">
                <input type="checkbox" checked={*banded} onchange={widen} />
                { speaker.label(&CommonWord::Banded) }
            </label>
            if shown.is_some() {
                <div class="taken">
                    <p role="status">{ speaker.label(&said) }</p>
                    <textarea id="take-text" readonly=true rows="4" aria-label={speaker.label(&ShareWord::TakeAway)} value={text} />
                    <button type="button" class="quiet" onclick={close}>{ speaker.label(&ShareWord::Hide) }</button>
                </div>
            }
            if view.state.looks_at_others() {
                // A box would keep these over the others without asking.
                <p>{ speaker.label(&ShareWord::KeepAbove) }</p>
            } else {
                <label class="check">
                    <input type="checkbox" checked={keeps} onchange={keep} />
                    { speaker.label(&ShareWord::KeepHere) }
                </label>
            }
            if is_file(&address()) {
                <p class="hint">{ speaker.label(&ShareWord::KeptInFile) }</p>
            }
            if view.state.keep == Keep::Refused {
                <p class="error">{ speaker.label(&ShareWord::KeepRefused) }</p>
            }
            <p class="hint">{ speaker.label(&ShareWord::LinkNote) }</p>
        </section>
        </>
    }
}

/// The address of this page with the answers in its fragment, in the language of the page.
pub(crate) fn link_to(state: &State, catalogue: &Catalogue) -> String {
    link_to_page(&Route::Start, state, catalogue)
}

/// The same for another page. Who gets it reads it as it was read, but in the size that suits them.
pub(crate) fn link_to_page(route: &Route, state: &State, catalogue: &Catalogue) -> String {
    let page = with_language(page_address(&address()), looks::language(state));
    format!("{page}{}?{}", route.href(), share_link::query(state, catalogue))
}

/// An address with the tag of a language.
fn with_language(page: String, tag: Option<&str>) -> String {
    match tag {
        None => page,
        Some(tag) if page.contains('?') => format!("{page}&lang={tag}"),
        Some(tag) => format!("{page}?lang={tag}"),
    }
}

/// The address of this page for others, whatever stands behind it. The one file has none but that which the agency has
/// set: where it lies on this device leads nobody anywhere.
pub(crate) fn address_for_others() -> Option<String> {
    let address = address();
    if is_file(&address) { set_address() } else { Some(page_address(&address)) }
}

/// The address that an agency has set for the one file (docs/hosting.md), if it is one of the web.
fn set_address() -> Option<String> {
    let set = web_sys::window()?.document()?.query_selector("meta[name=policy-match-address]").ok()??;
    let address = set.dyn_into::<HtmlMetaElement>().ok()?.content();
    is_of_the_web(&address).then(|| page_address(&address))
}

/// Whether an address can be opened on another device.
fn is_of_the_web(address: &str) -> bool {
    ["https://", "http://"].iter().any(|scheme| address.strip_prefix(scheme).is_some_and(|rest| !rest.is_empty()))
}

/// An address without its fragment and without what only belongs to the page around this one or was appended on the way.
/// Which catalogue is laid over the bundled one, and which categories are shown, is a part of what the answers lead to.
/// Of a file the name alone: where it lies on this device is nobody's business, and nowhere else.
pub(crate) fn page_address(address: &str) -> String {
    let address = address.split('#').next().unwrap_or_default();
    if is_file(address) {
        let path = address.split('?').next().unwrap_or_default();
        return path.rsplit('/').next().unwrap_or_default().to_owned();
    }
    let Some((page, query)) = address.split_once('?') else { return address.to_owned() };
    let is_kept = |part: &&str| part.starts_with("catalogue=") || part.starts_with("categories=");
    let kept: Vec<&str> = query.split('&').filter(is_kept).collect();
    if kept.is_empty() { page.to_owned() } else { format!("{page}?{}", kept.join("&")) }
}

/// Whether an address is that of the one file, opened from a folder.
fn is_file(address: &str) -> bool {
    address.starts_with("file:")
}

/// The address of the page; nothing in tests, where there is no window.
fn address() -> String {
    let here = if cfg!(target_arch = "wasm32") { web_sys::window() } else { None };
    here.and_then(|window| window.location().href().ok()).unwrap_or_default()
}

/// Whether the page is the one file, and has settings in its address, which only a site takes.
pub(crate) fn ignores_settings() -> bool {
    let address = address();
    is_file(&address) && has_settings(&address)
}

/// Whether an address has parameters beyond those for the language and the size of the type, which every page takes.
fn has_settings(address: &str) -> bool {
    let query = address.split('#').next().and_then(|page| page.split_once('?')).map_or("", |(_, query)| query);
    query.split('&').any(|part| !part.is_empty() && !part.starts_with("lang=") && !part.starts_with("large="))
}

/// Selects the text in a text area and copies it; whether that worked.
pub(crate) fn copy(id: &str) -> Option<bool> {
    let document = web_sys::window()?.document()?;
    let text: HtmlTextAreaElement = document.get_element_by_id(id)?.dyn_into().ok()?;
    text.select();
    // The older way, since the newer one is refused in frames and on plain http.
    document.dyn_into::<HtmlDocument>().ok()?.exec_command("copy").ok()
}

/// Offers a text as a file. Where that is refused, the text shown is what can be copied.
pub(crate) fn download(text: &str, name: &str, kind: &str) -> Option<()> {
    let parts = js_sys::Array::of1(&wasm_bindgen::JsValue::from_str(text));
    offer(&blob(&parts, kind)?, name)
}

/// Offers what is no text as a file.
pub(crate) fn download_bytes(bytes: &[u8], name: &str, kind: &str) -> Option<()> {
    offer(&blob(&js_sys::Array::of1(&js_sys::Uint8Array::from(bytes)), kind)?, name)
}

fn blob(parts: &js_sys::Array, kind: &str) -> Option<Blob> {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    Blob::new_with_str_sequence_and_options(parts, &options).ok()
}

/// Offers a file.
pub(crate) fn offer(file: &Blob, name: &str) -> Option<()> {
    let document = web_sys::window()?.document()?;
    let address = Url::create_object_url_with_blob(file).ok()?;
    let anchor: HtmlAnchorElement = document.create_element("a").ok()?.dyn_into().ok()?;
    anchor.set_href(&address);
    anchor.set_download(name);
    anchor.click();
    gloo_timers::callback::Timeout::new(10_000, move || {
        // By now the file is saved or never will be.
        drop(Url::revoke_object_url(&address));
    })
    .forget();
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_address_of_the_web_leads_another_device_to_the_page() {
        for (address, leads) in [
            ("https://zwfw.example/policy-match/", true),
            ("http://10.0.0.8/", true),
            ("https://", false),
            ("", false),
            ("file:///C:/Users/name/policy.html", false),
            ("javascript:alert(1)", false),
        ] {
            assert_eq!(is_of_the_web(address), leads, "{address}");
        }
    }

    #[test]
    fn a_link_has_the_language_and_never_the_size_of_the_type() {
        for (page, tag, link) in [
            ("https://site.example/a/", Some("en"), "https://site.example/a/?lang=en"),
            (
                "https://site.example/?categories=tax-fee",
                Some("zh-TW"),
                "https://site.example/?categories=tax-fee&lang=zh-TW",
            ),
            ("https://site.example/", None, "https://site.example/"),
        ] {
            assert_eq!(with_language(page.to_owned(), tag), link);
        }
        for (address, has) in [
            ("file:///C:/one.html?lang=en&large=yes#/", false),
            ("file:///C:/one.html?region=440100#/", true),
            ("file:///C:/one.html#/?v=1&employees=3", false),
        ] {
            assert_eq!(has_settings(address), has, "{address}");
        }
    }

    #[test]
    fn a_link_has_nothing_of_the_page_around_this_one() {
        for (address, page) in [
            ("https://site.example/a/?region=440100&frame=e293&host=http%3A%2F%2Fh#/?v=1", "https://site.example/a/"),
            ("https://site.example/?from=singlemessage&lang=en#/sheet", "https://site.example/"),
            (
                "https://site.example/?catalogue=city.json&theme=dark&frame=1&host=null&categories=tax-fee",
                "https://site.example/?catalogue=city.json&categories=tax-fee",
            ),
            ("file:///C:/Users/name/policy.html?region=440100#/", "policy.html"),
        ] {
            assert_eq!(page_address(address), page);
        }
    }
}
