//! What the page can do once the second piece of the program is here, and what stands in for it until then.

use std::fmt::Debug;
use std::ops::ControlFlow;
use std::rc::Rc;

use gloo_events::EventListener;
use yew::{Callback, Html};

use super::Send;
use super::cards::{CardBatches, usable};
use super::frame::{loading, script_placeholder};
use super::initial::Initial;
use super::message::Message;
use super::nodes::Nodes;
use super::places::by_name;
use super::view::{Results, View};
use crate::model::draft::{self, NumberReader};
use crate::model::loaded::LoadedCatalogue;
use crate::model::route::Route;
use crate::model::state::{Action, State};
use crate::wording::Word;
use engine::catalogue::packed::Rest;
use engine::enterprise::{Code, FactId, Profile, Tree};
use engine::matching::{Answer, NextQuestion, Ranking, verdicts};
use engine::quantity::Date;

/// The program as far as it is here: [`NOT_YET`] at first.
pub(crate) type Program = &'static dyn Later;

/// The second piece of the program, with the files of all rules, the counties and the trades.
pub(crate) type SecondPiece = (Program, [Vec<u8>; 3]);

/// The second piece of the program as the first one sees it. What a method says without an implementation of its own is
/// what the page does until that piece is here; nothing else asks whether it is.
pub(crate) trait Later: Debug {
    /// The whole catalogue, where the first piece has only the rules that a first screen needs; from then on the counties
    /// and trades have names, too.
    fn catalogue(&self, _: &[Vec<u8>; 3]) -> Option<Rest> {
        None
    }

    /// What a profile leads to on a day, but for the questions; until then the verdicts alone.
    fn results(&self, loaded: &LoadedCatalogue, profile: &Profile, on: Date) -> Answer {
        verdicts(loaded.rules(), profile, on)
    }

    /// The questions to some results, found step by step.
    fn rank(&self, _: &Results, _: Option<Ranking>) -> ControlFlow<Vec<NextQuestion>, Ranking> {
        ControlFlow::Break(Vec::new())
    }

    /// Does once, ahead of time, what follows from a first key in a field.
    fn warm(&self, _: &View) {}

    /// The page of a route other than the start; until then its heading.
    fn page(&self, view: &View, _: &Send, _: &Route) -> Html {
        loading(view)
    }

    /// The name of a page that only the second piece knows.
    fn title(&self, _: &View, _: &Route) -> Option<&'static str> {
        None
    }

    /// Adds the links of the navigation to such pages.
    fn links(&self, _: &mut Nodes, _: &View, _: &Route) {}

    /// The English name of a place.
    fn english(&self) -> fn(Tree, Code) -> Option<&'static str> {
        |_, _| None
    }

    /// The places that a text may mean, the likeliest first.
    fn places(&self, tree: Tree, typed: &str) -> Vec<Code> {
        by_name(tree, typed)
    }

    /// What was told on the first screen, in one line.
    fn told(&self, _: &View, _: &Send) -> Option<Html> {
        None
    }

    /// What can be added to an amount by a tap.
    fn units(&self, _: &View, _: &Send, _: FactId) -> Option<Html> {
        None
    }

    /// The size class and how it came about.
    fn size(&self, _: &View) -> Option<Html> {
        None
    }

    /// The next question.
    fn question(&self, _: &View, _: &Send) -> Option<Html> {
        None
    }

    /// The answers given.
    fn answers(&self, _: &View, _: &Send) -> Option<Html> {
        None
    }

    /// Ways to export the results, and to keep the answers.
    fn export(&self, _: &View, _: &Send) -> Option<Html> {
        None
    }

    /// Adds what the summary says beyond numbers of policies, and the notes below; until then the places of the
    /// figures, so that the first one stays where it is.
    fn figures(&self, figures: &mut Nodes, _notes: &mut Nodes, _: &View) {
        no_figures(figures);
    }

    /// How a number is read as people type it; until then digits alone.
    fn reader(&self) -> NumberReader {
        draft::digits
    }

    /// What is wrong with an answer.
    fn trouble(&self, _: &View, _: FactId) -> Option<String> {
        None
    }

    /// How an amount is understood.
    fn reading(&self, _: &View, _: FactId) -> Option<String> {
        None
    }

    /// The results; until then what can be used now, by name.
    fn cards(&self, cards: &CardBatches, _: &Send) -> Html {
        usable(cards)
    }

    /// What was loaded and the state, with what the page starts from.
    fn begin(&self, _: Initial, loaded: &LoadedCatalogue, state: &State) -> (LoadedCatalogue, State) {
        (loaded.clone(), state.clone())
    }

    /// Keeps the answers on this device after a change, if the person wants that; what has to happen where it cannot.
    fn keep(&self, _before: Option<&State>, _: &View) -> Option<Action> {
        None
    }

    /// Goes on where a page was left by a link; whether it was.
    fn return_to(&self, _: &Route) -> bool {
        false
    }

    /// Hears of a newer version of the page, and of other windows with this site.
    fn outside(&self, _: &Callback<Message>) -> Vec<EventListener> {
        Vec::new()
    }

    /// Loads the page again and keeps the answers.
    fn reload(&self, _: &View) {}

    /// Adds the further controls in the page's header; until then their place.
    fn tools(&self, controls: &mut Nodes, view: &View, _: &Send) {
        script_placeholder(controls, view);
    }

    /// Has the document written in the script that the state asks for.
    fn write(&self, _: &State, _: &Send) {}

    /// A text written in the script that the document is in.
    fn written(&self, text: String) -> String {
        text
    }

    /// Hears of settings that a host page sends later, and fetches the catalogue that it wants laid over the bundled one.
    fn listen(&self, _: &Rc<LoadedCatalogue>, _: &State, _: &Callback<Message>) -> Option<EventListener> {
        None
    }

    /// The state with the newest settings of the host page.
    fn with_settings(&self, view: &View) -> State {
        (*view.state).clone()
    }

    /// The ids of the policies of each group, while the person lets the host page know them.
    fn shared_results(&self, _: &View) -> Option<String> {
        None
    }

    /// Lets the host page know them.
    fn share_results(&self, _: &str) {}

    /// What stands above every page: what is wrong with an agency's catalogue, whether the host page may know the results,
    /// whether the answers of a link are to be kept.
    fn notices(&self, _: &View, _: &Send) -> Option<Html> {
        None
    }

    /// The start page in a compact frame.
    fn compact(&self, _: &View, _: &Send) -> Option<Html> {
        None
    }

    /// A place that the host page has set for good, instead of its field.
    fn locked_place(&self, _: &Results, _: Word, _: &str) -> Option<Html> {
        None
    }
}

/// The places of the figures that only the whole catalogue gives.
pub(crate) fn no_figures(figures: &mut Nodes) {
    figures.placeholder().placeholder().placeholder();
}

/// Verdicts only, and empty places.
#[derive(Debug)]
struct NotYet;

impl Later for NotYet {}

/// Stands in for the second piece of the program until it is here.
pub(crate) const NOT_YET: Program = &NotYet;
