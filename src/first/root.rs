//! The whole page: what happens to it and what that leads to. When things are drawn is the business of [`Pacing`].

mod effects;

use std::rc::Rc;

use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use yew::prelude::*;

use super::frame::{loading, missing, navigation, tools};
use super::initial::Initial;
use super::message::Message;
use super::pacing::{Drawn, NEAR, PAUSE, Pacing, Show};
use super::start;
use super::{Program, SecondPiece};
use crate::browser::{call, current_route, document, element, left_of_today, soon, today};
use crate::first::Send;
use crate::first::message::Arrival;
use crate::first::nodes::Nodes;
use crate::first::translation;
use crate::first::view::View;
use crate::model::loaded::{LoadState, LoadedCatalogue};
use crate::model::route::Route;
use crate::model::state::{Action, Script, State};
use crate::wording::Word;
use effects::{EffectInputs, fetch};
use engine::catalogue::packed::Rest;

/// What the root starts from.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(crate) struct RootProps {
    pub(crate) view: View,
    pub(crate) initial: Initial,
    /// Fetches the second piece of the program, with the files of all rules, the counties and the trades.
    pub(crate) load: Callback<Callback<Option<SecondPiece>>>,
    /// What the page is built in, not yet in the document.
    pub(crate) root: web_sys::Element,
}

/// The whole page. Effects (address, title, live region, storage, loading) are its own and nobody else's; a component with
/// methods, since the hooks that it would need as a function weigh more than all of it.
pub(crate) struct Root {
    view: View,
    route: Route,
    send: Send,
    /// What is to be put into the state once it can be read.
    initial: Option<Initial>,
    /// What may be drawn, and when.
    pacing: Pacing,
    /// What has the next cards drawn.
    cards_timer: Option<Timeout>,
    /// What has the next question looked for.
    question_timer: Option<Timeout>,
    /// What the effects have seen last.
    seen: Option<EffectInputs>,
    /// What announces the results.
    announcing: Option<Timeout>,
    /// What has the clock read again when the day ends.
    midnight: Timeout,
    /// What hears of the address, and of the page being seen again.
    _browser: Vec<EventListener>,
    wishes: Option<EventListener>,
    outside: Vec<EventListener>,
}

impl Component for Root {
    type Message = Message;
    type Properties = RootProps;

    fn create(context: &Context<Self>) -> Self {
        let RootProps { view, initial, .. } = context.props().clone();
        let mut browser = Vec::new();
        let clock = context.link().callback(|(): ()| Message::Clock);
        if let Some(window) = web_sys::window() {
            let link = context.link().clone();
            browser.push(EventListener::new(&window, "hashchange", move |_| {
                if let Some(route) = current_route() {
                    link.send_message(Message::Go(route));
                }
            }));
            let clock = clock.clone();
            // Out of the browser's cache of pages, which stood still meanwhile.
            browser.push(EventListener::new(&window, "pageshow", move |_| clock.emit(())));
        }
        if let Some(document) = document() {
            if let Some(body) = document.body() {
                translation::watch(&body);
            }
            browser.push(EventListener::new(&document, "visibilitychange", move |_| clock.emit(())));
        }
        Self {
            view,
            route: current_route().unwrap_or_default(),
            send: context.link().callback(Message::Do),
            initial: Some(initial),
            pacing: Pacing::new(),
            cards_timer: None,
            question_timer: None,
            seen: None,
            announcing: None,
            midnight: midnight(context),
            _browser: browser,
            wishes: None,
            outside: Vec::new(),
        }
    }

    fn update(&mut self, context: &Context<Self>, message: Message) -> bool {
        let (loaded, state) = (self.view.loaded.clone(), self.view.state.clone());
        match message {
            Message::Do(action) => {
                let today = today();
                let on_time =
                    if state.today == today { state.clone() } else { Rc::new(state.after(Action::Clock(today))) };
                let next = on_time.after(action);
                if next == *state {
                    return false;
                }
                self.view = self.view.with(loaded, Rc::new(next));
            }
            Message::Clock => {
                self.midnight = midnight(context);
                let today = today();
                if state.today == today {
                    return false;
                }
                self.view = self.view.with(loaded, Rc::new(state.after(Action::Clock(today))));
            }
            Message::Rank => {
                let Some(ranked) = self.pacing.rank(&self.view) else {
                    self.question_timer = Some(after(context, 0, Message::Rank));
                    return false;
                };
                self.view = ranked;
                return then(context, Message::Show);
            }
            Message::Loaded(came) => {
                self.settle(context, came);
                return then(context, Message::Show);
            }
            Message::Show => {
                match self.pacing.show(&self.view) {
                    Show::Effects => {
                        self.catch_up(context);
                        return then(context, Message::Show);
                    }
                    Show::Draw => {}
                    Show::DrawThenCards => self.cards_timer = Some(after(context, 0, Message::Cards)),
                }
                return true;
            }
            Message::Cards => self.pacing.add_cards(&self.view, self.route == Route::Start),
            Message::Settings => {
                let next = self.view.later.with_settings(&self.view);
                self.view = self.view.with(loaded, Rc::new(next));
            }
            Message::Heard(change) => {
                let next = Rc::new(change(&self.view));
                // What another window has done is neither written nor followed by the focus here.
                if let Some(seen) = &mut self.seen {
                    seen.state = next.clone();
                }
                self.view = self.view.with(loaded, next);
            }
            Message::Newer => {
                self.view.later.reload(&self.view);
                return false;
            }
            Message::Go(route) if route == self.route => return false,
            Message::Go(route) => self.route = route,
            Message::Fetch => {
                fetch(context, &loaded, state.language);
                if state.script == Script::Lost {
                    self.send.emit(Action::Write(Script::Asked));
                }
                return false;
            }
        }
        if self.pacing.change(&self.view) {
            self.cards_timer = Some(after(context, 0, Message::Cards));
        }
        self.question_timer = self.view.is_ranking().then(|| after(context, PAUSE, Message::Rank));
        true
    }

    fn view(&self, context: &Context<Self>) -> Html {
        let (view, send) = (&self.view, &self.send);
        let waits = self.initial.as_ref().is_some_and(|initial| initial.waits);
        let questions = self.pacing.questions();
        let page = if questions == 0 {
            Html::default()
        } else if self.route != Route::Start {
            view.later.page(view, send, &self.route)
        } else if waits && view.loaded.program() == LoadState::Waiting {
            // What the host page has set is not to be seen coming.
            loading(view)
        } else {
            let compact = view.later.compact(view, send);
            compact.unwrap_or_else(|| start::start(view, questions, self.pacing.cards(), send))
        };
        let mut whole = Nodes::new();
        let again = context.link().callback(|_: MouseEvent| Message::Fetch);
        whole.push(tools(view, send)).push(navigation(view, &self.route)).push(missing(view, again));
        whole.perhaps(view.later.notices(view, send));
        let mut inside = Nodes::new();
        inside.push(page);
        let mut keyed = Nodes::new();
        keyed.wrap("div", "page", inside).key(&self.route.href());
        whole.push(keyed.done());
        if self.pacing.has_all_cards() {
            let speaker = view.speaker();
            let mut foot = Nodes::new();
            foot.text(&speaker.catalogue_line()).text(" · ");
            foot.link("", "./licences.txt", speaker.label(&Word::Licences)).with("target", "_blank");
            whole.wrap("footer", "foot", foot);
        } else {
            whole.placeholder();
        }
        whole.done()
    }

    fn rendered(&mut self, context: &Context<Self>, is_first: bool) {
        match self.pacing.drawn(is_first) {
            Drawn::Wait => return,
            Drawn::Next => {
                then(context, Message::Show);
                return;
            }
            Drawn::Insert => {
                if let Some(app) = element("app") {
                    app.set_text_content(None);
                    // Only a node that holds the other is refused.
                    drop(app.append_child(&context.props().root));
                }
                self.cards_timer = Some(after(context, NEAR, Message::Cards));
            }
            Drawn::Tell => {
                // A page without the hook waits for nothing.
                drop(call("policyMatchShown", ""));
            }
            Drawn::Effects => {}
        }
        self.catch_up(context);
    }
}

impl Root {
    /// Goes on with what has come. Once the second piece is there: with what the page starts from, too, and the host
    /// page is heard.
    fn settle(&mut self, context: &Context<Self>, came: Arrival) {
        let (loaded, state) = (self.view.loaded.clone(), self.view.state.clone());
        let loaded = match came {
            // Those of another catalogue are not its own.
            Arrival::Texts(language, _) if loaded.texts_arrival(language) == LoadState::Here => loaded,
            Arrival::Texts(language, bytes) => Rc::new(loaded.with(language, bytes.as_deref())),
            Arrival::Catalogue(loaded) => Rc::from(loaded),
            Arrival::Program(program) => {
                if let Some((program, data)) = program
                    && let Some(Rest { catalogue, names }) = program.catalogue(&data)
                {
                    let loaded = loaded.with_names(names).with_catalogue(catalogue);
                    return self.begin(context, program, &loaded, &state);
                }
                Rc::new(loaded.without_catalogue())
            }
        };
        self.view = self.view.with(loaded, state);
    }

    /// Goes on with the whole program, and once with what the page starts from.
    fn begin(&mut self, context: &Context<Self>, program: Program, loaded: &LoadedCatalogue, state: &State) {
        self.view.results.later = program;
        let Some(initial) = self.initial.take() else {
            self.view = self.view.with(Rc::new(loaded.clone()), Rc::new(state.clone()));
            return;
        };
        let (loaded, state) = program.begin(initial, loaded, state);
        let loaded = Rc::new(loaded);
        // What lies over the catalogue may replace any policy: it is heard of all.
        let send = context.link().callback(|message| message);
        self.wishes = program.listen(&loaded, &state, &send);
        self.outside = program.outside(&send);
        self.view = self.view.with(loaded, Rc::new(state));
    }
}

/// Goes on with a message after a wait in milliseconds, unless what this gives is dropped.
fn after(context: &Context<Root>, wait: u32, message: Message) -> Timeout {
    let link = context.link().clone();
    Timeout::new(wait, move || link.send_message(message))
}

/// Reads the clock again when the day has ended.
fn midnight(context: &Context<Root>) -> Timeout {
    after(context, left_of_today(), Message::Clock)
}

/// Goes on with a message in a task of its own; nothing is shown in this one.
fn then(context: &Context<Root>, message: Message) -> bool {
    let link = context.link().clone();
    soon(move || link.send_message(message));
    false
}
