//! The pages, rendered to HTML natively; a file for each, and what they share.

mod calendar;
mod changes;
mod clients;
mod english;
mod library;
mod overview;
mod policy;
mod questions;
mod services;
mod sheet;
mod start;
mod to_do;
mod tools;

use std::rc::Rc;

use yew::prelude::*;

use crate::first::Send;
use crate::first::cards::CardBatches;
use crate::first::combobox::PlacePicker;
use crate::first::frame::navigation;
use crate::first::start::{QUESTIONS, start as start_page};
use crate::first::view::View;
use crate::later::view::View as WholeView;
use crate::later::{WHOLE_PROGRAM, export, saved, share_link, whole_catalogue};
use crate::model::draft::Entry;
use crate::model::loaded::{LoadState, LoadedCatalogue};
use crate::model::route::Route;
use crate::model::state::{Action, Filters, Keep, LibrarySort, State};
use engine::catalogue::{Channel, Language, packed};
use engine::enterprise::{Facts, Tree};
use engine::matching::Group;
use engine::quantity::{Date, Unit, bit};

/// A page of a view; effects do not run.
#[derive(Clone, PartialEq, Properties)]
struct PageProps {
    view: View,
    route: Route,
}

#[component]
fn Page(props: &PageProps) -> Html {
    let send = Send::noop();
    if props.route == Route::Start {
        start_page(&props.view, QUESTIONS, Some(&CardBatches::all(props.view.clone())), &send)
    } else {
        WHOLE_PROGRAM.page(&props.view, &send, &props.route)
    }
}

pub(super) fn rendered(view: &View, route: Route) -> String {
    let props = PageProps { view: view.clone(), route };
    let renderer = yew::LocalServerRenderer::<Page>::with_props(props).hydratable(false);
    futures::executor::block_on(renderer.render())
}

/// The catalogue with the texts of all languages, and the whole program.
pub(super) fn loaded() -> LoadedCatalogue {
    let pack = fixtures::bundled();
    let mut loaded = whole_catalogue();
    for language in Language::ALL {
        let rest = packed::pack(&pack.texts.rest(language, pack.names)).expect("texts can be packed");
        loaded = loaded.with(language, Some(&rest));
        assert_eq!(loaded.arrival(language), LoadState::Here);
    }
    loaded
}

/// The same with the texts of a page in Chinese alone.
pub(super) fn only_chinese() -> LoadedCatalogue {
    let pack = fixtures::bundled();
    let rest = packed::pack(&pack.texts.rest(Language::ZhCn, pack.names)).expect("texts can be packed");
    whole_catalogue().with(Language::ZhCn, Some(&rest))
}

pub(super) fn start() -> State {
    State::new(Date::new(2026, 11, 21).expect("a date"), Language::ZhCn)
}

pub(super) fn place(tree: Tree, name: &str) -> Entry {
    Entry::Place { typed: String::new(), code: tree.find(name) }
}

/// A restaurant with eight people in Guangzhou.
pub(super) fn restaurant() -> State {
    start()
        .after(Action::Enter(Facts::EMPLOYEES, Some(Entry::Typed("8".to_owned()))))
        .after(Action::Enter(Facts::INDUSTRY, Some(place(Tree::Industries, "H62"))))
        .after(Action::Enter(Facts::REGION, Some(place(Tree::Regions, "440100"))))
}

/// The restaurant, run by a company: by this alone some policies fit it.
pub(super) fn company_restaurant() -> State {
    let loaded = loaded();
    let entity = loaded.rules().facts.find("entity").expect("a fact of the catalogue");
    let company = loaded.rules().facts.get(entity).and_then(|fact| fact.option("company")).expect("an option");
    restaurant().after(Action::Enter(entity, Some(Entry::Options(bit(company)))))
}

pub(super) fn view_of(loaded: LoadedCatalogue, state: State) -> View {
    View::of(WHOLE_PROGRAM, Rc::new(loaded), Rc::new(state))
}

/// The same for what shows the whole catalogue.
pub(super) fn whole_view_of(loaded: LoadedCatalogue, state: State) -> WholeView {
    WholeView::of(&view_of(loaded, state)).expect("the whole catalogue")
}

/// Whether all of these stand in a text, in this order.
pub(super) fn holds(html: &str, parts: &[&str]) {
    let mut rest = html;
    for part in parts {
        let Some((_, after)) = rest.split_once(part) else { panic!("{part} is missing, or out of order, in: {html}") };
        rest = after;
    }
}

/// The page of a policy.
fn policy_page(name: &str) -> Route {
    Route::Policy(name.to_owned())
}

/// The page at a path.
pub(super) fn at(path: &str) -> Route {
    Route::parse(&format!("#/{path}")).expect("a page")
}

/// The state that a link opens.
pub(super) fn linked(query: &str) -> State {
    let taken = share_link::read(query, loaded().rules());
    State { draft: taken.draft, ..start() }
}
