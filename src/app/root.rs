use std::ops::ControlFlow;
use std::rc::Rc;

use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use yew::prelude::*;

use super::brought::Brought;
use super::components::{Dealt, Send, on};
use super::data::{self, Arrival, Book, Came};
use super::desk::{self, Desk};
use super::report::{Report, Results};
use super::route::Route;
use super::state::{Action, Keep, Script, State};
use super::storage::{self, Device};
use super::ui::Pieces;
use super::{call, current_route, document, element, focus, pages, set_attribute, soon};
use crate::catalogue::Language;
use crate::matching::{Group, Ranking};
use crate::text::Word;

/// How long the results must be still before they are announced, in milliseconds.
const CALM: u32 = 800;

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
    /// The page is built and is to be put into the document.
    Page,
    /// It is there; its cards are awaited.
    Shown,
    /// All is there, and the start script knows.
    Done,
}

/// The whole page. Effects (address, title, live region, storage, loading) are here and nowhere else; a component with
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
    newer: Option<EventListener>,
}

/// What the effects go by.
#[derive(PartialEq)]
struct Seen {
    state: Rc<State>,
    route: Route,
    title: String,
    counts: String,
    kept: Kept,
    /// What the host page hears, if the person agreed.
    told: Option<String>,
}

/// What is to be kept on this device.
#[derive(PartialEq)]
enum Kept {
    Nothing,
    Text(String),
    /// As it is: the piece that writes it has not come.
    Unchanged,
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
            newer: None,
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
                    ControlFlow::Break(questions) => self.report = self.report.clone().with_questions(questions),
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
                    self.start = Start::Page;
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
            Message::Newer => {
                if let Some(desk) = book.desk {
                    (desk.reload)(&self.report, &self.route);
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
            Route::Start => pages::start(report, self.cards.as_ref(), send),
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
            Start::Frame => {
                if is_first {
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
    /// Runs the effects of what has changed since they last did.
    fn catch_up(&mut self, context: &Context<Self>) {
        let now = self.seen_now();
        if self.seen.as_ref() == Some(&now) {
            return;
        }
        let before = self.seen.take();
        self.show(context, before.as_ref(), &now);
        self.seen = Some(now);
    }

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
            self.wishes = (desk.host.listen)(&book, &next, &context.link().callback(|message| message));
            (book, state) = (Rc::new(whole), Rc::new(next));
            self.newer = (desk.newer)(&context.link().callback(|()| Message::Newer));
        }
        self.report = self.report.with(book, state);
    }

    fn seen_now(&self) -> Seen {
        let report = &self.report;
        let state = &report.state;
        let kept = match report.book.desk {
            _ if state.keep != Keep::Yes => Kept::Nothing,
            Some(desk) => Kept::Text((desk.saved)(report)),
            None => Kept::Unchanged,
        };
        Seen {
            state: state.clone(),
            route: self.route.clone(),
            title: title(report, &self.route),
            counts: report.speaker().counts(report.group(Group::UseNow).len(), report.group(Group::MayUse).len()),
            kept,
            told: report.book.desk.and_then(|desk| (desk.host.results)(report)),
        }
    }

    /// Brings the browser in line with what is shown.
    fn show(&mut self, context: &Context<Self>, before: Option<&Seen>, now: &Seen) {
        let language = now.state.language;
        let page = document().and_then(|document| document.document_element());
        if before.is_none_or(|before| before.state.language != language) {
            fetch(context, &self.report.book, language);
        }
        if before.is_none_or(|before| before.state.tag() != now.state.tag())
            && let Some(page) = &page
        {
            set_attribute(page, "lang", now.state.tag());
        }
        if let Some(desk) = self.report.book.desk {
            (desk.write)(&now.state, &self.send);
        }
        if before.is_none_or(|before| before.state.large != now.state.large)
            && let Some(page) = &page
        {
            // Only a malformed name is refused.
            drop(page.class_list().toggle_with_force("large-type", now.state.large));
        }
        if before.is_none_or(|before| before.title != now.title)
            && let Some(document) = document()
        {
            document.set_title(&now.title);
        }
        if before.is_none_or(|before| before.kept != now.kept) {
            let done = match &now.kept {
                Kept::Nothing => storage::keep(&Device, None),
                Kept::Text(text) => storage::keep(&Device, Some(text)),
                Kept::Unchanged => true,
            };
            if !done {
                self.send.emit(Action::Keep(Keep::Refused));
            }
        }
        if let (Some(told), Some(desk)) = (&now.told, self.report.book.desk)
            && before.is_none_or(|before| before.told != now.told)
        {
            (desk.host.tell)(told);
        }
        let Some(before) = before else { return };
        follow(before, now);
        // The first counts are on the screen that is being read anyway.
        if before.counts != now.counts {
            let counts = now.counts.clone();
            self.announcing = Some(Timeout::new(CALM, move || {
                if let Some(live) = element("live") {
                    live.set_text_content(Some(&counts));
                }
            }));
        }
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

/// Moves the focus on: to a new page; to the next question when the control that had it is gone; after erasing to the
/// top.
fn follow(before: &Seen, now: &Seen) {
    let (old, new) = (&before.state, &now.state);
    if before.route != now.route {
        // Back in the list: where the person left it.
        if let (Route::Policy(id), Route::Start) = (&before.route, &now.route) {
            let found = (new.asking.is_some() && focus("question-title")) || focus(&format!("card-{id}"));
            if !found {
                focus("page-title");
            }
            return;
        }
        if let Some(window) = web_sys::window() {
            window.scroll_to_with_x_and_y(0.0, 0.0);
        }
        focus("page-title");
    } else if old.erasures != new.erasures {
        focus("page-title");
    } else if old.trail != new.trail || (old.asking != new.asking && new.asking.is_some()) {
        focus("question-title");
    }
}

/// The title of the page.
fn title(report: &Report, route: &Route) -> String {
    let speaker = report.speaker();
    let site = speaker.label(&Word::SiteTitle);
    let name = match route {
        Route::Start => None,
        Route::Library => Some(speaker.label(&Word::Library)),
        Route::Policy(id) => {
            let policy = report.catalogue().find(id).and_then(|id| report.catalogue().policy(id));
            policy.map(|policy| report.name(policy))
        }
        Route::Further(path) => report.book.desk.map(|desk| (desk.title)(report, path)),
    };
    name.map_or_else(|| site.to_owned(), |name| format!("{name} - {site}"))
}

/// A page of the second piece of the program; until that is here, its heading.
fn later(report: &Report, show: impl FnOnce(Desk) -> Html) -> Html {
    report.desk().map_or_else(|| loading(report), show)
}

/// The heading of a page that is on its way.
fn loading(report: &Report) -> Html {
    let mut page = Pieces::new();
    let heading = report.speaker().label(&Word::Loading);
    page.say("h1", "", heading).with("id", "page-title").with("tabindex", "-1");
    page.done()
}

/// The way from page to page.
pub(super) fn navigation(report: &Report, route: &Route) -> Html {
    let speaker = report.speaker();
    let mut links = Pieces::new();
    for (target, word) in [(Route::Start, Word::StartPage), (Route::Library, Word::Library)] {
        links.link("", &target.href(), speaker.label(&word)).key(&target.href());
        if *route == target {
            links.with("aria-current", "page");
        }
    }
    if let Some(desk) = report.book.desk {
        (desk.links)(&mut links, report, route);
    }
    let mut whole = Pieces::new();
    whole.wrap("nav", "nav", links).with("aria-label", speaker.label(&Word::SiteTitle));
    whole.done()
}

/// The controls in the page's header.
fn tools(report: &Report, send: &Send) -> Html {
    let speaker = report.speaker();
    let language = report.state.language;
    let other = Language::ALL.into_iter().find(|other| *other != language).unwrap_or_default();
    let mut controls = Pieces::new();
    controls
        .button("", speaker.label(&Word::LargeType), on(send, Action::Enlarge))
        .with("aria-pressed", if report.state.large { "true" } else { "false" })
        .key("large")
        .button("", speaker.label(&Word::SwitchLanguage), on(send, Action::Speak(other)))
        .with("lang", other.tag())
        .with("data-testid", "language")
        .key("language");
    if let Some(desk) = report.book.desk {
        (desk.tools)(&mut controls, report, send);
    } else if language == Language::ZhCn {
        // Its place, so that the others stay where they are.
        controls.say("button", "", speaker.label(&Word::TraditionalScript)).with_if("disabled", true).key("script");
    }
    if let Some(host) = element("site-tools") {
        return create_portal(controls.done(), host);
    }
    let mut beside = Pieces::new();
    beside.wrap("div", "site-tools", controls);
    beside.done()
}

/// What is shown while something that comes later was lost on the way.
fn missing(report: &Report, again: Callback<MouseEvent>) -> Html {
    let speaker = report.speaker();
    if report.book.arrival(report.state.language) != Arrival::Failed && report.state.script != Script::Lost {
        return html! {};
    }
    let mut inside = Pieces::new();
    inside.say("p", "", speaker.label(&Word::TextsFailed)).button("button", speaker.label(&Word::Retry), again);
    let mut notice = Pieces::new();
    notice.wrap("section", "notice trouble", inside).with("role", "alert").with("data-testid", "texts-failed");
    notice.done()
}

/// Fetches what comes after the first screen and is not here: the second piece of the program, and the later texts of
/// a language.
fn fetch(context: &Context<Root>, here: &Book, language: Language) {
    if here.desk.is_none() {
        context.link().send_future(async { Message::Came(Came::Desk(desk::load().await.map(Box::new))) });
    }
    if here.texts_arrival(language) != Arrival::Here {
        let texts = async move {
            let came = match data::texts_file(language) {
                Some(file) => data::fetch(file).await,
                None => None,
            };
            Message::Came(Came::Texts(language, came))
        };
        context.link().send_future(texts);
    }
}
