//! The second piece of the program: all that the first screen can do without for a moment.
//!
//! The build cuts the program in two at [`load`]. What can only be reached through the functions of a [`Desk`] (code,
//! sentences, tables) is in a file of its own, which is fetched once the first screen is there; what both need is in
//! the first. So a page or a tool that is reached through here costs the first visit nothing, and one that is called
//! directly costs it all. Whoever adds to the page decides here on which side it lies.

use std::hint::black_box;
use std::ops::ControlFlow;
use std::rc::Rc;
use std::sync::Once;

use gloo_events::EventListener;
use yew::{Callback, Html, html};

use super::brought::Brought;
use super::components::{self, Question, Send, Take};
use super::data::Book;
use super::draft::{Entry, Reader};
use super::embedding::Host;
use super::report::{Report, Results};
use super::root::Message;
use super::route::Route;
use super::state::{Action, State};
use super::ui::Pieces;
use super::{keeping, pages, script, search, soon};
use crate::catalogue::{Catalogue, Policy, packed};
use crate::enterprise::{Code, Fact, FactId, Facts, Profile, Tree};
use crate::matching::{self, Answer, NextQuestion, Outcome, Ranking, Situation};
use crate::quantity::Date;
use crate::text::Phrase;

/// All rules, as the build packed them.
const RULES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/rules.bin"));

/// The doors into the second piece.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Desk {
    /// The whole answer but for the questions, where the first piece has only the verdicts.
    pub(crate) results: fn(&Catalogue, &Profile, Date) -> Answer,
    /// The questions to it, found step by step.
    pub(crate) rank: fn(&Results, Option<Ranking>) -> ControlFlow<Vec<NextQuestion>, Ranking>,
    /// Does once, ahead of time, what follows from a first key in a field.
    pub(crate) warm: fn(&Report),
    /// All rules, where the first piece has only those for verdicts and cards.
    pub(crate) rules: fn() -> Option<Catalogue>,
    /// The library of all policies.
    pub(crate) library: fn(&Report, &Send) -> Html,
    /// The full text of a policy.
    pub(crate) policy: fn(&Report, &Send, &str) -> Html,
    /// A further page, by its path.
    pub(crate) further: fn(&Report, &Send, &str) -> Html,
    /// Its name.
    pub(crate) title: fn(&Report, &str) -> &'static str,
    /// The links to the further pages.
    pub(crate) links: fn(&mut Pieces, &Report, &Route),
    /// The English names of places.
    pub(crate) english: fn(Tree, Code) -> Option<&'static str>,
    /// The places that a text may mean.
    pub(crate) places: fn(Tree, &str) -> Vec<Code>,
    /// The size class and how it came about.
    pub(crate) size: fn(&Report) -> Html,
    /// The next question.
    pub(crate) question: fn(&Report, &Send) -> Html,
    /// What was told.
    pub(crate) answers: fn(&Report, &Send) -> Html,
    /// Ways to take the results away.
    pub(crate) take: fn(&Report, &Send) -> Html,
    /// What the summary says beyond numbers of policies; gives a note.
    pub(crate) figures: fn(&mut Pieces, &Report) -> &'static str,
    /// How a number is read as people type it, where the first piece reads digits alone.
    pub(crate) read: Reader,
    /// What is wrong with an answer.
    pub(crate) trouble: fn(&Report, FactId) -> Option<String>,
    /// How an amount is understood.
    pub(crate) reading: fn(&Report, FactId) -> Option<String>,
    /// What a policy is worth, on its card.
    pub(crate) worth: fn(&mut Pieces, &Results, &Outcome),
    /// Why a policy is where it is, on its card.
    pub(crate) why: fn(&mut Pieces, &Results, &Situation<'_>, &Policy, &Outcome),
    /// Book and state with what was brought to the page.
    pub(crate) bring: fn(Brought, &Book, &State) -> (Book, State),
    /// Keeps the answers on this device after a change, if the person wants that; whether it worked.
    pub(crate) keep: fn(Option<&State>, &Report) -> bool,
    /// Hears of a newer version of the page, and of other windows with this site.
    pub(crate) outside: fn(&Callback<Message>) -> Vec<EventListener>,
    /// Loads the page anew and brings along what was told.
    pub(crate) reload: fn(&Report),
    /// Adds the further controls in the page's header.
    pub(crate) tools: fn(&mut Pieces, &Report, &Send),
    /// Has the document written in the script that the state asks for.
    pub(crate) write: fn(&State, &Send),
    /// A text written in the script that the document is in.
    pub(crate) written: fn(String) -> String,
    /// What a page in a host page needs.
    pub(crate) host: Host,
}

impl Desk {
    /// All doors.
    pub(crate) fn open() -> Self {
        Self {
            results: matching::results,
            rank: |of, ranking| {
                // Some 4 ms of a slow phone to a step where nothing is known.
                const STEP: usize = 16;
                let (catalogue, situation, outcomes) = (of.catalogue(), of.situation(), &of.answer.outcomes);
                let mut ranking = ranking.unwrap_or_else(|| Ranking::new(catalogue, &situation, outcomes));
                ranking.weigh(catalogue, &situation, outcomes, STEP);
                if ranking.left() > 0 {
                    return ControlFlow::Continue(ranking);
                }
                ControlFlow::Break(ranking.best_first())
            },
            warm,
            rules: || packed::unpack_rules(RULES).ok(),
            library: pages::library,
            policy: pages::policy,
            further: pages::further,
            title: pages::further_title,
            links: pages::further_links,
            english: Tree::english,
            places: search::places,
            size: components::size_line,
            question: |report, send| {
                html! { <>{ pages::notices(report) }<Question report={report.clone()} send={send.clone()} /></> }
            },
            answers: components::answers,
            take: |report, send| {
                let note = report.speaker().label(&Phrase::Disclaimer);
                html! {
                    <>
                        { components::coverage(report) }
                        <Take report={report.clone()} send={send.clone()} />
                        <p class="hint">{ note }</p>
                    </>
                }
            },
            figures: components::figures,
            read: Fact::read,
            trouble: components::trouble,
            reading: components::reading,
            worth: components::worth,
            why: components::why,
            bring: Brought::into,
            keep: keeping::keep,
            outside: keeping::outside,
            reload: keeping::reload,
            tools: script::switch,
            write: script::write,
            written: script::written,
            host: Host::open(),
        }
    }
}

/// Browsers compile a function when it is first called, and tables are read then: the first key in each field would wait
/// for that, several frames on a slow phone.
fn warm(report: &Report) {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| warm_now(report.clone()));
}

fn warm_now(report: Report) {
    for tree in [Tree::Industries, Tree::Regions] {
        soon(move || {
            black_box(tree.words());
        });
        soon(move || drop(black_box(search::places(tree, "a"))));
    }
    soon(move || {
        let one = Entry::Typed("1".to_owned());
        let told = report.state.after(Action::Enter(Facts::EMPLOYEES, Some(one)));
        drop(black_box(report.with(report.book.clone(), Rc::new(told))));
    });
}

/// Adds the style rules of what only this piece shows. A constructed sheet needs neither a file nor an inline style,
/// which the content security policy forbids; a browser too old for one shows the same without the finer looks.
fn dress() {
    const RULES: &str = include_str!("../../assets/further.css");
    let Some(document) = web_sys::window().and_then(|window| window.document()) else { return };
    let Ok(sheet) = web_sys::CssStyleSheet::new() else { return };
    if sheet.replace_sync(RULES).is_ok() {
        document.set_adopted_style_sheets(&js_sys::Array::of1(&sheet));
    }
}

#[expect(clippy::unnecessary_wraps, reason = "loading can fail, which the attribute adds")]
mod cut {
    use wasm_split_helpers::{SplitLoaderError, wasm_split};

    use super::Desk;

    #[wasm_split(desk, fallible)]
    pub(super) fn open() -> Result<Desk, SplitLoaderError> {
        super::dress();
        Ok(Desk::open())
    }
}

/// Fetches the second piece; `None` if that fails. Can be called again then.
pub(crate) async fn load() -> Option<Desk> {
    cut::open().await.ok()
}
