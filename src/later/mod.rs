//! The second piece of the program: all that the first screen can do without for a moment.
//!
//! The build of a release cuts the program in two at [`load`]. What can only be reached through [`WholeProgram`] (code, sentences, tables) is
//! in a file of its own, which is fetched once the first screen is there; what both need is in the first. So a page or a
//! tool in this folder costs the first visit nothing. The folders below are private: the rest of the page knows them by
//! the trait [`Later`] only.

mod export;
mod history;
mod host;
mod initial;
mod kept_columns;
mod looks;
mod lost_focus;
mod opened_client;
mod pages;
mod parts;
mod places;
mod results;
mod saved;
mod search;
mod share_link;
mod tools;
mod traditional;
mod typed;
#[cfg(test)]
mod typed_tests;
mod view;
#[cfg(test)]
mod view_tests;

use std::hint::black_box;
use std::ops::ControlFlow;
use std::rc::Rc;
use std::sync::Once;

use gloo_events::EventListener;
use yew::{Callback, Html, html};

use super::browser::{ask, bytes, soon};
use super::first::cards::CardBatches;
use super::first::frame::loading;
use super::first::initial::Initial;
use super::first::message::Message;
use super::first::nodes::Nodes;
use super::first::view::{Results, View as FirstView};
use super::first::{Later, NOT_YET, Program, SecondPiece, Send, no_figures};
use super::model::draft::{Entry, NumberReader};
use super::model::loaded::LoadedCatalogue;
use super::model::route::Route;
use super::model::state::{Action, State};
use crate::wording::{CommonWord, Word};
use engine::catalogue::packed::{self, Rest};
use engine::enterprise::{Code, Fact, FactId, Facts, Kind, Profile, Tree, install_counties, install_trades};
use engine::matching::{self, Answer, NextQuestion, Ranking};
use engine::quantity::Date;
use parts::{Export, ToldLine, Walk};
use view::View;

/// The whole program.
#[derive(Debug)]
struct WholeProgram;

/// The whole program as the first piece sees it.
const WHOLE_PROGRAM: Program = &WholeProgram;

impl Later for WholeProgram {
    fn catalogue(&self, [rules, counties, trades]: &[Vec<u8>; 3]) -> Option<Rest> {
        (install_counties(counties) && install_trades(trades)).then(|| packed::unpack_rest(rules).ok()).flatten()
    }

    fn results(&self, loaded: &LoadedCatalogue, profile: &Profile, on: Date) -> Answer {
        match loaded.catalogue() {
            Some(catalogue) => matching::results(catalogue, profile, on),
            None => matching::verdicts(loaded.rules(), profile, on),
        }
    }

    fn rank(&self, of: &Results, ranking: Option<Ranking>) -> ControlFlow<Vec<NextQuestion>, Ranking> {
        // Some 4 ms of a slow phone to a step where nothing is known.
        const STEP: usize = 16;
        let Some(catalogue) = of.catalogue() else { return ControlFlow::Break(Vec::new()) };
        let (situation, outcomes) = (of.situation(), &of.answer.outcomes);
        let mut ranking = ranking.unwrap_or_else(|| Ranking::new(catalogue, &situation, outcomes));
        ranking.weigh(catalogue, &situation, outcomes, STEP);
        if ranking.left() > 0 {
            return ControlFlow::Continue(ranking);
        }
        ControlFlow::Break(ranking.best_first())
    }

    fn warm(&self, view: &FirstView) {
        warm(view);
    }

    fn page(&self, view: &FirstView, send: &Send, route: &Route) -> Html {
        View::of(view).map_or_else(|| loading(view), |view| pages::page(&view, send, route))
    }

    fn title(&self, view: &FirstView, route: &Route) -> Option<&'static str> {
        pages::title(&View::of(view)?, route)
    }

    fn links(&self, links: &mut Nodes, view: &FirstView, route: &Route) {
        if let Some(view) = View::of(view) {
            for link in pages::links(&view, route) {
                links.push(link);
            }
        }
    }

    fn english(&self) -> fn(Tree, Code) -> Option<&'static str> {
        Tree::english
    }

    fn places(&self, tree: Tree, typed: &str) -> Vec<Code> {
        search::places(tree, typed)
    }

    fn told(&self, view: &FirstView, send: &Send) -> Option<Html> {
        let view = complete(view)?;
        Some(html! { <ToldLine {view} send={send.clone()} /> })
    }

    fn units(&self, view: &FirstView, send: &Send, id: FactId) -> Option<Html> {
        let view = View::of(view)?;
        let fact = view.catalogue().facts.get(id).filter(|fact| fact.kind == Kind::Money)?;
        let Some(Entry::Typed(typed)) = view.state.draft.get(id) else { return None };
        let take = {
            let send = send.clone();
            Callback::from(move |amount| send.emit(Action::Type(id, Entry::Typed(amount))))
        };
        Some(parts::units(&view, &format!("f-{}", fact.id), typed, take))
    }

    fn size(&self, view: &FirstView) -> Option<Html> {
        Some(parts::size_line(&View::of(view)?))
    }

    fn question(&self, view: &FirstView, send: &Send) -> Option<Html> {
        let view = complete(view)?;
        Some(html! { <>{ pages::notices(&view) }<Walk {view} send={send.clone()} /></> })
    }

    fn answers(&self, view: &FirstView, send: &Send) -> Option<Html> {
        Some(parts::answers(&complete(view)?, send))
    }

    fn export(&self, view: &FirstView, send: &Send) -> Option<Html> {
        let view = complete(view)?;
        let note = view.speaker().label(&CommonWord::Disclaimer);
        Some(html! {
            <>
                { parts::my_list(&view, send) }
                { parts::coverage(&view) }
                <Export {view} send={send.clone()} />
                <p class="hint">{ note }</p>
            </>
        })
    }

    fn figures(&self, figures: &mut Nodes, notes: &mut Nodes, view: &FirstView) {
        match View::of(view) {
            Some(view) => {
                for figure in parts::figures(&view) {
                    figures.push(figure);
                }
                notes.push(parts::notes(&view));
            }
            None => no_figures(figures),
        }
    }

    fn reader(&self) -> NumberReader {
        Fact::read
    }

    fn trouble(&self, view: &FirstView, id: FactId) -> Option<String> {
        parts::trouble(&View::of(view)?, id)
    }

    fn reading(&self, view: &FirstView, id: FactId) -> Option<String> {
        parts::reading(&View::of(view)?, id)
    }

    fn cards(&self, cards: &CardBatches, send: &Send) -> Html {
        match View::of(&cards.view) {
            Some(view) => results::results(view, cards.limit, send),
            None => NOT_YET.cards(cards, send),
        }
    }

    fn begin(&self, initial: Initial, loaded: &LoadedCatalogue, state: &State) -> (LoadedCatalogue, State) {
        initial::begin(initial, loaded, state)
    }

    fn keep(&self, before: Option<&State>, view: &FirstView) -> Option<Action> {
        host::remember(before, &view.state);
        host::show_compact(before, &view.state);
        looks::keep(&view.state);
        history::keep(before, &view.state);
        saved::keep(before, &View::of(view)?)
    }

    fn outside(&self, heard: &Callback<Message>) -> Vec<EventListener> {
        let mut listeners = saved::outside(heard);
        listeners.extend(history::listen(heard));
        listeners.extend(lost_focus::watch());
        listeners.extend(places::watch());
        listeners
    }

    fn return_to(&self, route: &Route) -> bool {
        places::return_to(route)
    }

    fn reload(&self, view: &FirstView) {
        saved::reload(view);
    }

    fn tools(&self, controls: &mut Nodes, view: &FirstView, send: &Send) {
        traditional::switch(controls, view, send);
    }

    fn write(&self, state: &State, send: &Send) {
        traditional::write(state, send);
    }

    fn written(&self, text: String) -> String {
        traditional::written(text)
    }

    fn listen(&self, loaded: &Rc<LoadedCatalogue>, state: &State, send: &Callback<Message>) -> Option<EventListener> {
        host::listen(loaded, state, send)
    }

    fn with_settings(&self, view: &FirstView) -> State {
        host::with_settings(view)
    }

    fn shared_results(&self, view: &FirstView) -> Option<String> {
        host::results(&View::of(view)?)
    }

    fn share_results(&self, results: &str) {
        host::tell(results);
    }

    fn notices(&self, view: &FirstView, send: &Send) -> Option<Html> {
        Some(host::notices(&View::of(view)?, send))
    }

    fn compact(&self, view: &FirstView, send: &Send) -> Option<Html> {
        let is_compact = view.state.hosted.compact;
        is_compact.then(|| complete(view).map_or_else(|| loading(view), |view| pages::compact(&view, send)))
    }

    fn locked_place(&self, results: &Results, label: Word, place: &str) -> Option<Html> {
        Some(host::place(&results.speaker(), label, place))
    }
}

/// What the page shows, if all that comes after the first screen is here.
fn complete(view: &FirstView) -> Option<View> {
    View::of(view).filter(|view| view.is_complete())
}

/// Browsers compile a function when it is first called, and tables are read then: the first key in each field would wait
/// for that, several frames on a slow phone.
fn warm(view: &FirstView) {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| warm_now(view.clone()));
}

fn warm_now(view: FirstView) {
    for tree in [Tree::Industries, Tree::Regions] {
        soon(move || {
            black_box(tree.words());
        });
        soon(move || drop(black_box(search::places(tree, "a"))));
    }
    soon(move || {
        let one = Entry::Typed("1".to_owned());
        let told = view.state.after(Action::Enter(Facts::EMPLOYEES, Some(one)));
        drop(black_box(view.with(view.loaded.clone(), Rc::new(told))));
    });
}

/// Adds the style rules of what only this piece shows. A constructed sheet needs neither a file nor an inline style,
/// which the content security policy forbids; a browser too old for one shows the same without the finer looks.
fn add_style_rules() {
    const RULES: &str = include_str!("../../assets/later.css");
    let Some(document) = web_sys::window().and_then(|window| window.document()) else { return };
    let Ok(sheet) = web_sys::CssStyleSheet::new() else { return };
    if sheet.replace_sync(RULES).is_ok() {
        document.set_adopted_style_sheets(&js_sys::Array::of1(&sheet));
    }
}

/// Opens the second piece: fetched in a release, and there already while the page is worked on.
#[cfg_attr(not(debug_assertions), wasm_split_helpers::wasm_split(later, fallible))]
#[expect(clippy::unnecessary_wraps, reason = "loading can fail, which the attribute of a release adds")]
fn open() -> Result<Program, wasm_split_helpers::SplitLoaderError> {
    add_style_rules();
    Ok(WHOLE_PROGRAM)
}

/// Fetches the second piece and the files with all rules, the counties and the trades; `None` if that fails. Can be called again
/// then.
pub(super) async fn load() -> Option<SecondPiece> {
    // All are on their way at once.
    let (rules, counties, trades) = (ask(packed::RULES), ask(packed::COUNTIES), ask(packed::TRADES));
    let program = open();
    #[cfg(debug_assertions)]
    let program = std::future::ready(program);
    let program = program.await.ok()?;
    Some((program, [bytes(rules?).await?, bytes(counties?).await?, bytes(trades?).await?]))
}

/// The bundled catalogue, all of it, with the names alone.
#[cfg(test)]
fn whole_catalogue() -> LoadedCatalogue {
    let data =
        [packed::RULES, packed::COUNTIES, packed::TRADES].map(|name| crate::model::loaded::tests::data(name).to_vec());
    let Rest { catalogue, names } = WHOLE_PROGRAM.catalogue(&data).expect("a sound catalogue");
    LoadedCatalogue::bundled().expect("sound rules").with_names(names).with_catalogue(catalogue)
}
