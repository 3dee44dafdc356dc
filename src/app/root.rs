//! The whole page: what happens to it, what that leads to, and its start, cut into tasks.

mod effects;
mod frame;

use std::ops::ControlFlow;
use std::rc::Rc;

use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use yew::prelude::*;

use super::brought::Brought;
use super::components::{Dealt, Send};
use super::data::{Arrival, Book, Came};
use super::report::{Report, Results};
use super::route::Route;
use super::state::{Action, Script, State};
use super::ui::Pieces;
use super::{call, current_route, element, pages, soon};
use crate::matching::Ranking;
use effects::{Seen, fetch};
pub(super) use frame::navigation;
use frame::{later, loading, missing, tools};

/// How long nothing must have changed before the next question is looked for, in milliseconds.
const PAUSE: u32 = 100;

/// How long the first cards wait for what they show besides the verdict, in milliseconds: from a server nearby that is
/// there by then, and they are not dealt twice.
const NEAR: u32 = 200;

/// What the root starts from.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct RootProps {
    pub(super) report: Report,
    pub(super) brought: Brought,
    /// What the page is built in, not yet in the document.
    pub(super) root: web_sys::Element,
}

/// What happened.
#[derive(Debug)]
pub(crate) enum Message {
    /// The person did something.
    Do(Action),
    /// Something that comes later has come.
    Came(Came),
    /// The address changed.
    Go(Route),
    /// The host page has new settings.
    Wish,
    /// Another window with this site has changed what is kept: what that makes of the state here.
    Heard(fn(&Report) -> State),
    /// A newer version of the page has taken over.
    Newer,
    /// What did not come is to be fetched again.
    Fetch,
    /// Nothing has changed for a moment: the next question is looked for, step by step.
    Rank,
    /// What has come is to be shown, but for the cards.
    Show,
    /// Some more cards are to be dealt.
    Deal,
}

/// How far the start has come; each step is a task of its own.
#[derive(PartialEq, PartialOrd)]
enum Start {
    /// What is around the page is built; then what comes later is asked for.
    Frame,
    /// So many of its questions are built.
    Questions(usize),
    /// The page is built and is to be put into the document.
    Page,
    /// It is there; its cards are awaited.
    Shown,
    /// All is there, and the start script knows.
    Done,
}

/// The whole page. Effects (address, title, live region, storage, loading) are its own and nobody else's; a component with
/// methods, since the hooks that it would need as a function weigh more than all of it.
pub(super) struct Root {
    report: Report,
    /// The cards, which follow the rest of the page in tasks of their own at first and after something has come.
    cards: Option<Dealt>,
    /// How far the start has come.
    start: Start,
    route: Route,
    send: Send,
    /// What is to be put into the state once it can be read.
    brought: Option<Brought>,
    /// What the effects have seen last.
    seen: Option<Seen>,
    announcing: Option<Timeout>,
    dealing: Option<Timeout>,
    ranking: Option<Timeout>,
    /// How far the looking for questions has come, and of which results.
    ranked: Option<(Results, Ranking)>,
    _address: Option<EventListener>,
    wishes: Option<EventListener>,
    outside: Vec<EventListener>,
}

impl Component for Root {
    type Message = Message;
    type Properties = RootProps;

    fn create(context: &Context<Self>) -> Self {
        let RootProps { report, brought, .. } = context.props().clone();
        let link = context.link().clone();
        let address = web_sys::window().map(|window| {
            EventListener::new(&window, "hashchange", move |_| {
                if let Some(route) = current_route() {
                    link.send_message(Message::Go(route));
                }
            })
        });
        Self {
            report,
            cards: None,
            start: Start::Frame,
            route: current_route().unwrap_or_default(),
            send: context.link().callback(Message::Do),
            brought: Some(brought),
            seen: None,
            announcing: None,
            dealing: None,
            ranking: None,
            ranked: None,
            _address: address,
            wishes: None,
            outside: Vec::new(),
        }
    }

    fn update(&mut self, context: &Context<Self>, message: Message) -> bool {
        let (book, state) = (self.report.book.clone(), self.report.state.clone());
        match message {
            Message::Do(action) => {
                let next = state.after(action);
                if next == *state {
                    return false;
                }
                self.report = self.report.with(book, Rc::new(next));
            }
            Message::Rank => {
                let Some(desk) = book.desk else { return false };
                let results = self.report.results.clone();
                let begun = self.ranked.take().filter(|(of, _)| *of == results);
                match (desk.rank)(&results, begun.map(|(_, ranking)| ranking)) {
                    ControlFlow::Continue(ranking) => {
                        self.ranked = Some((results, ranking));
                        self.ranking = Some(after(context, 0, Message::Rank));
                        return false;
                    }
                    ControlFlow::Break(questions) => {
                        (desk.warm)(&self.report);
                        self.report = self.report.clone().with_questions(questions);
                    }
                }
                return then(context, Message::Show);
            }
            Message::Came(came) => {
                self.settle(context, Rc::new(book.after(came)));
                return then(context, Message::Show);
            }
            Message::Show => {
                if self.start == Start::Frame {
                    if self.seen.is_none() {
                        self.catch_up(context);
                        return then(context, Message::Show);
                    }
                    self.start = Start::Questions(1);
                    return true;
                }
                if let Start::Questions(built) = self.start {
                    let next = built.saturating_add(1);
                    self.start = if next < pages::QUESTIONS { Start::Questions(next) } else { Start::Page };
                    return true;
                }
                // Before, they wait for what they are about to get.
                let has_news = match &self.cards {
                    Some(cards) => !cards.show(&self.report.results),
                    None => self.report.desk().is_some(),
                };
                if has_news {
                    self.dealing = Some(after(context, 0, Message::Deal));
                }
                return true;
            }
            Message::Deal => {
                let cards = self.cards.get_or_insert_with(|| Dealt::none(self.report.clone()));
                cards.deal(self.route == Route::Start);
            }
            Message::Wish => {
                let Some(desk) = book.desk else { return false };
                let next = (desk.host.please)(&self.report);
                self.report = self.report.with(book, Rc::new(next));
            }
            Message::Heard(change) => {
                let next = Rc::new(change(&self.report));
                // What another window has done is neither written nor followed by the focus here.
                if let Some(seen) = &mut self.seen {
                    seen.state = next.clone();
                }
                self.report = self.report.with(book, next);
            }
            Message::Newer => {
                if let Some(desk) = book.desk {
                    (desk.reload)(&self.report);
                }
                return false;
            }
            Message::Go(route) if route == self.route => return false,
            Message::Go(route) => self.route = route,
            Message::Fetch => {
                fetch(context, &book, state.language);
                if state.script == Script::Lost {
                    self.send.emit(Action::Write(Script::Asked));
                }
                return false;
            }
        }
        if let Some(cards) = &mut self.cards {
            cards.change(self.report.clone());
            if !cards.is_all() {
                self.dealing = Some(after(context, 0, Message::Deal));
            }
        }
        self.ranking = self.report.is_ranking().then(|| after(context, PAUSE, Message::Rank));
        true
    }

    fn view(&self, context: &Context<Self>) -> Html {
        let (report, send) = (&self.report, &self.send);
        let waits = self.brought.as_ref().is_some_and(|brought| brought.waits);
        let page = match &self.route {
            _ if self.start == Start::Frame => Html::default(),
            // What the host page has set is not to be seen coming.
            Route::Start if waits && report.book.desk_arrival == Arrival::Waiting => loading(report),
            Route::Start => {
                let built = if let Start::Questions(built) = self.start { built } else { pages::QUESTIONS };
                pages::start(report, built, self.cards.as_ref(), send)
            }
            Route::Library => later(report, |desk| (desk.library)(report, send)),
            Route::Policy(id) => later(report, |desk| (desk.policy)(report, send, id)),
            // Which texts it needs, each knows: what was typed in one that needs none outlives a change of language.
            Route::Further(path) => match report.book.desk {
                Some(desk) => (desk.further)(report, send, path),
                None => loading(report),
            },
        };
        let mut whole = Pieces::new();
        let again = context.link().callback(|_: MouseEvent| Message::Fetch);
        whole.put(tools(report, send)).put(navigation(report, &self.route)).put(missing(report, again));
        whole.perhaps(report.book.desk.map(|desk| (desk.host.notices)(report, send)));
        let mut inside = Pieces::new();
        inside.put(page);
        let mut keyed = Pieces::new();
        keyed.wrap("div", "page", inside).key(&self.route.href());
        whole.put(keyed.done());
        if self.is_dealt() {
            whole.say("footer", "foot", &report.speaker().catalogue_line());
        } else {
            whole.gap();
        }
        whole.done()
    }

    fn rendered(&mut self, context: &Context<Self>, is_first: bool) {
        match self.start {
            Start::Frame | Start::Questions(_) => {
                if is_first || self.start != Start::Frame {
                    then(context, Message::Show);
                }
                return;
            }
            Start::Page => {
                if let Some(app) = element("app") {
                    app.set_text_content(None);
                    // Only a node that holds the other is refused.
                    drop(app.append_child(&context.props().root));
                }
                self.start = Start::Shown;
                self.dealing = Some(after(context, NEAR, Message::Deal));
            }
            Start::Shown if self.is_dealt() => {
                self.start = Start::Done;
                // A page without the hook waits for nothing.
                drop(call("policyMatchShown", ""));
            }
            Start::Shown | Start::Done => {}
        }
        self.catch_up(context);
    }
}

impl Root {
    /// Whether all cards are there.
    fn is_dealt(&self) -> bool {
        self.cards.as_ref().is_some_and(Dealt::is_all)
    }

    /// Goes on with what has come. Once the second piece is there: with what was brought too, and the host page is heard.
    fn settle(&mut self, context: &Context<Self>, book: Rc<Book>) {
        let (mut book, mut state) = (book, self.report.state.clone());
        if let Some(desk) = book.desk
            && let Some(brought) = self.brought.take()
        {
            let (whole, next) = (desk.bring)(brought, &book, &state);
            // What lies over the catalogue may replace any policy: it is heard of all.
            let send = context.link().callback(|message| message);
            self.wishes = (desk.host.listen)(&book, &next, &send);
            self.outside = (desk.outside)(&send);
            (book, state) = (Rc::new(whole), Rc::new(next));
        }
        self.report = self.report.with(book, state);
    }
}

/// Goes on with a message after so many milliseconds, unless what this gives is dropped.
fn after(context: &Context<Root>, wait: u32, message: Message) -> Timeout {
    let link = context.link().clone();
    Timeout::new(wait, move || link.send_message(message))
}

/// Goes on with a message in a task of its own; nothing is shown in this one.
fn then(context: &Context<Root>, message: Message) -> bool {
    let link = context.link().clone();
    soon(move || link.send_message(message));
    false
}
