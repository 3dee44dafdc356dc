//! The page, in Yew.
//!
//! `model` is plain data and pure functions: what the person does and what was loaded. `first` is what the first visit
//! pays for, `later` what comes in a second piece of the program right after it. `first` cannot name `later`: all that it
//! wants of it goes through the trait [`first::Later`].

mod browser;
mod first;
mod later;
mod model;
mod storage;
mod wording;

use std::rc::Rc;

use yew::Callback;

use browser::{create_element, data, fail, soon, today};
use engine::catalogue::{Language, packed};
use first::initial::Initial;
use first::root::{Root, RootProps};
use first::view::View;
use model::loaded::LoadedCatalogue;
use model::state::{Keep, State};

#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

fn main() {
    yew::set_custom_panic_hook(Box::new(|panic| fail(&panic.to_string())));
    wasm_bindgen_futures::spawn_local(run());
}

/// Starts the page on the element with the id `app`. It tells the start script when the first screen is there.
async fn run() {
    // The start script has asked for it beside the program, and says so itself if it did not come.
    let Some(first) = data(packed::FIRST).await else { return };
    // Built apart from the document, so that it can be laid out at once, and until then the page is as it came.
    let Some(root) = create_element("div") else { return };
    let Some(loaded) = LoadedCatalogue::new(&first) else { return fail("the bundled catalogue is damaged") };
    soon(move || {
        let initial = Initial::now();
        let mut state = State::new(today(), Language::ZhCn);
        if initial.kept.is_some() {
            state.keep = Keep::Yes;
        }
        let view = View::new(Rc::new(loaded), Rc::new(state));
        let load = Callback::from(|arrived: Callback<Option<first::SecondPiece>>| {
            wasm_bindgen_futures::spawn_local(async move { arrived.emit(later::load().await) });
        });
        let page = yew::Renderer::<Root>::with_root_and_props(root.clone(), RootProps { view, initial, load, root });
        soon(move || drop(page.render()));
    });
}
