//! What happens to the page.

use super::SecondPiece;
use super::view::View;
use crate::model::loaded::LoadedCatalogue;
use crate::model::route::Route;
use crate::model::state::{Action, State};
use engine::catalogue::Language;

/// What happened.
#[derive(Debug)]
pub(crate) enum Message {
    /// The person did something.
    Do(Action),
    /// Something that comes later has come.
    Loaded(Arrival),
    /// The address changed.
    Go(Route),
    /// The host page has new settings.
    Settings,
    /// Another window with this site has changed what is kept: what that makes of the state here.
    Heard(fn(&View) -> State),
    /// A newer version of the page has taken over.
    Newer,
    /// The day may have changed: the page is seen again, or midnight has passed.
    Clock,
    /// What did not come is to be fetched again.
    Fetch,
    /// Nothing has changed for a moment: the next question is looked for, step by step.
    Rank,
    /// What has come is to be shown, but for the cards.
    Show,
    /// Some more cards are to be drawn.
    Cards,
}

/// What has come, or was lost on the way.
#[derive(Debug)]
pub(crate) enum Arrival {
    /// The later texts of a language.
    Texts(Language, Option<Vec<u8>>),
    /// The second piece of the program, and the files of all rules, the counties and the trades.
    Program(Option<SecondPiece>),
    /// Another catalogue.
    Catalogue(Box<LoadedCatalogue>),
}
