//! The sheets of many clients as one print: a page for each, made one after the other while the page answers.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use yew::prelude::*;

use super::matched::Matched;
use super::opening::draft;
use crate::browser::{document, element};
use crate::first::view::{Results, View as FirstView};
use crate::later::pages::sheet::{self, Form, Telling};
use crate::later::view::View;
use crate::model::state::State;
use crate::wording::ClientsWord;
use engine::matching::Group;

/// So many sheets are printed at a time.
const MOST: usize = 200;

/// What the sheets need.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct SheetsProps {
    pub(super) view: View,
    /// Whose sheets.
    pub(super) clients: Vec<Rc<Matched>>,
    /// Puts them away.
    pub(super) close: Callback<MouseEvent>,
}

/// What the page shows of a client, without what is worth asking: no sheet says that.
pub(super) fn view_of(view: &View, client: &Matched) -> Option<View> {
    let state = Rc::new(State { draft: draft(view, client), told: true, ..(*view.state).clone() });
    let parsed = Rc::new(state.draft.parse(view.rules()));
    let answer = Rc::new(view.later.results(&view.loaded, &parsed.profile, state.on()));
    let order = Group::ALL.into_iter().map(|group| {
        let ids = answer.group(view.rules(), group).into_iter().map(|outcome| outcome.policy).collect();
        (group, ids)
    });
    let order = Rc::new(order.collect());
    let results = Results { parsed, answer, ..view.results.clone() };
    View::of(&FirstView { state, results, order, questions: Rc::default(), is_ranked: true })
}

/// The sheets of clients.
#[component]
pub(super) fn Sheets(props: &SheetsProps) -> Html {
    let SheetsProps { view, clients, close } = props;
    let speaker = view.speaker();
    let made = use_mut_ref(Vec::<(Rc<Matched>, View)>::new);
    let redraw = use_force_update();
    let all = clients.len().min(MOST);
    use_effect_with((), {
        let (made, view) = (made.clone(), view.clone());
        let clients: Vec<Rc<Matched>> = clients.iter().take(MOST).cloned().collect();
        move |_| {
            let timer = Rc::default();
            make(&timer, made, view, clients, Callback::from(move |()| redraw.force_update()));
            move || drop(timer.take())
        }
    });
    let print = Callback::from(|_: MouseEvent| print_alone());
    let made = made.borrow();
    let is_ready = made.len() >= all;
    html! {
        <section class="panel" aria-labelledby="client-sheets-title">
            <h2 id="client-sheets-title" class="screen-only" tabindex="-1">{ speaker.label(&ClientsWord::PrintSheets) }</h2>
            <p class="screen-only" role="status">
                { speaker.sheets_ready(made.len(), all, clients.len().saturating_sub(all)) }
            </p>
            <p class="actions screen-only">
                <button type="button" class="button primary" onclick={print} disabled={!is_ready} data-testid="clients-sheets-print">
                    { speaker.label(&ClientsWord::PrintAll) }
                </button>
                <button type="button" class="button" onclick={close.clone()}>
                    { speaker.label(&ClientsWord::CloseMessage) }
                </button>
            </p>
            <div id={PRINTED} class="client-sheets" data-testid="client-sheets">
                for (client, view) in made.iter() {
                    <section key={client.line.to_string()} class="client-sheet">
                        { sheet::body(view, Some(&speaker.name_of_client(&client.name, client.line)), Form::Short, Telling::Bands) }
                    </section>
                }
            </div>
        </section>
    }
}

/// What is printed.
const PRINTED: &str = "client-sheets";

/// Makes one more sheet, and goes on in the next turn.
fn make(
    timer: &Rc<RefCell<Option<Timeout>>>,
    made: Rc<RefCell<Vec<(Rc<Matched>, View)>>>,
    view: View,
    clients: Vec<Rc<Matched>>,
    redraw: Callback<()>,
) {
    let next = timer.clone();
    let turn = Timeout::new(0, move || {
        let count = made.borrow().len();
        let Some(client) = clients.get(count) else { return };
        if let Some(of) = view_of(&view, client) {
            made.borrow_mut().push((client.clone(), of));
        }
        redraw.emit(());
        if made.borrow().len() > count {
            make(&next, made, view, clients, redraw);
        }
    });
    timer.replace(Some(turn));
}

/// Prints the sheets and nothing else of the page.
fn print_alone() {
    let Some(window) = web_sys::window() else { return };
    let mark = |on: bool| {
        let all = document().and_then(|document| document.document_element());
        for (element, class) in [(all, "print-one"), (element(PRINTED), "print-this")] {
            if let Some(element) = element {
                // Only a malformed name is refused.
                drop(element.class_list().toggle_with_force(class, on));
            }
        }
    };
    mark(true);
    // On a phone printing goes on after the call has returned.
    EventListener::once(&window, "afterprint", move |_| mark(false)).forget();
    // A frame may refuse it; then nothing is printed.
    drop(window.print());
}
