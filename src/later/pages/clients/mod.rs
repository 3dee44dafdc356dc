//! The adviser's page: many enterprises at once, from a table, against all policies.

mod columns_view;
mod list_view;
mod mapping;
mod matched;
mod measures;
mod measures_view;
mod message;
mod opening;
mod sheets;
mod shown;
mod source;
mod table_out;
#[cfg(test)]
pub(crate) mod tests;
mod work;

use std::rc::Rc;

use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::browser::{data, focus};
use crate::first::Send;
use crate::later::parts::{ChosenFile, TextOut, heading, read_bytes};
use crate::later::view::View;
use crate::later::{traditional, typed};
use crate::model::loaded::{LoadState, LoadedCatalogue};
use crate::wording::{ClientsWord, Language, Speaker};
use columns_view::columns_view;
use engine::catalogue::{Texts, packed};
use list_view::{found, list};
use matched::Matched;
use measures_view::{Clients as ClientsOfTable, WorkList};
use sheets::Sheets;
use shown::{Change, TableView};
use source::ChosenTable;
use table_out::Part;
use work::{PASTED, Work, Wrong, go_on};

/// How many places that were not understood are named.
const WRONG: usize = 200;

/// Forgets the table.
pub(crate) fn forget() {
    work::forget();
    shown::forget();
}

/// The table as a text that is found again after an update.
pub(crate) fn typed() -> Option<(String, String)> {
    work::brought()
}

/// What the page needs.
#[derive(Clone, Debug, PartialEq, Properties)]
struct ClientsProps {
    view: View,
    send: Send,
}

/// The page.
pub(crate) fn clients(view: &View, send: &Send) -> Html {
    html! { <Clients view={view.clone()} send={send.clone()} /> }
}

#[component]
fn Clients(props: &ClientsProps) -> Html {
    let ClientsProps { view, send } = props;
    let speaker = view.speaker();
    let redraw = use_force_update();
    let shown = use_state_eq(shown::last);
    use_effect_with((*shown).clone(), shown::note);
    let names = use_state(|| None::<Rc<Texts>>);
    let lacks_text = use_state_eq(|| false);
    let work = Work::last(view, names.as_deref());

    // Headings and options may be in another language than the page: its names come when they are needed.
    let wanted = work.as_ref().is_some_and(|work| work.is_unnamed && !work.has_all_names);
    use_effect_with(wanted, {
        let (names, loaded) = (names.clone(), view.loaded.clone());
        move |&wanted| {
            if wanted {
                spawn_local(async move { names.set(Some(with_all_names(&loaded).await)) });
            }
        }
    });
    let turns = use_state_eq(|| 0_usize);
    use_effect_with((work.as_ref().map(Rc::as_ptr), *turns), {
        let (redraw, view, work) = (redraw.clone(), view.clone(), work.clone());
        move |_| {
            let timer = Rc::default();
            if let Some(work) = work.filter(|work| !work.is_done()) {
                let shown = Callback::from(move |()| redraw.force_update());
                go_on(&timer, work, view, shown);
            }
            move || drop(timer.take())
        }
    });
    let start = {
        let (view, names) = (view.clone(), names.clone());
        let (redraw, shown, lacks_text) = (redraw.clone(), shown.clone(), lacks_text.clone());
        Callback::from(move |source: Rc<ChosenTable>| {
            let work = Work::begin(&source, &view, names.as_deref());
            let columns = work.is_asking;
            shown.set(TableView { columns, ..TableView::default() });
            lacks_text.set(false);
            redraw.force_update();
        })
    };
    let map = work.clone().map(|work| {
        let (view, names, redraw, shown) = (view.clone(), names.clone(), redraw.clone(), shown.clone());
        Callback::from(move |columns: Vec<_>| {
            work.with_mapping(&columns, &view, names.as_deref());
            shown.set(TableView { columns: false, ..(*shown).clone() });
            redraw.force_update();
            // The button that was pressed is gone.
            focus("clients-results");
        })
    });
    let stop = work.clone().map(|work| {
        let (redraw, turns) = (redraw.clone(), turns.clone());
        Callback::from(move |_: MouseEvent| {
            work.stop(!work.is_stopped());
            turns.set(turns.wrapping_add(1));
            redraw.force_update();
        })
    });
    let change = Change::of(
        &shown,
        Callback::from({
            let shown = shown.clone();
            move |next| shown.set(next)
        }),
    );
    html! {
        <>
            { heading(speaker.label(&ClientsWord::Title)) }
            <p class="lead screen-only">{ speaker.label(&ClientsWord::Purpose) }</p>
            <Choosing view={view.clone()} start={start.clone()} again={work.as_ref().map(|work| work.source.clone())}
                lacks={Callback::from({ let lacks_text = lacks_text.clone(); move |lacks| lacks_text.set(lacks) })} />
            if *lacks_text {
                <p class="error" role="alert">{ speaker.label(&ClientsWord::PasteFirst) }</p>
            }
            <div class="panel tool-form screen-only">{ crate::first::start::date(view, send) }</div>
            if let (Some(work), Some(map), Some(stop)) = (work, map, stop) {
                <h2 id="clients-results" tabindex="-1" data-testid="clients-source" data-typed="">
                    { speaker.table_of(work.source.file.as_deref(), work.on) }
                </h2>
                { sheet_choice(&speaker, &work, &start) }
                if work.failed.is_empty() {
                    if work.is_asking || shown.columns {
                        { columns_view(view, &work, map) }
                    }
                    if !work.is_asking {
                        { results(view, send, &work, &shown, &change, stop) }
                    }
                } else {
                    <div class="error" role="alert" data-testid="clients-failed">
                        for why in &work.failed {
                            <p>{ why.clone() }</p>
                        }
                    </div>
                }
            }
        </>
    }
}

/// What the form needs.
#[derive(Clone, Debug, PartialEq, Properties)]
struct ChoosingProps {
    view: View,
    /// Takes a table.
    start: Callback<Rc<ChosenTable>>,
    /// The table that is there already.
    again: Option<Rc<ChosenTable>>,
    /// Hears whether nothing was pasted.
    lacks: Callback<bool>,
}

/// Where a table is chosen, dropped or pasted, and the empty one to be filled in.
#[component]
fn Choosing(props: &ChoosingProps) -> Html {
    let ChoosingProps { view, start, again, lacks } = props;
    let speaker = view.speaker();
    let pasted = use_state_eq(|| typed::get(PASTED));
    let file = start.reform(|file: ChosenFile<Vec<u8>>| Rc::new(ChosenTable::of_file(file)));
    let onsubmit = {
        let (pasted, start, again, lacks) = (pasted.clone(), start.clone(), again.clone(), lacks.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            // What is there is never emptied: without a text it is matched again.
            match &again {
                _ if !pasted.trim().is_empty() => start.emit(Rc::new(ChosenTable::pasted((*pasted).clone()))),
                Some(again) => start.emit(again.clone()),
                None => {
                    lacks.emit(true);
                    focus("clients-file");
                }
            }
        })
    };
    let oninput = {
        let pasted = pasted.clone();
        Callback::from(move |event: InputEvent| {
            let area = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlTextAreaElement>().ok());
            if let Some(area) = area {
                typed::put(PASTED, &area.value());
                pasted.set(area.value());
            }
        })
    };
    let onchange = {
        let file = file.clone();
        Callback::from(move |event: Event| {
            if let Some(input) = event.target() {
                read_bytes(&input, file.clone());
            }
        })
    };
    let dropped = Callback::from(move |event: DragEvent| {
        event.prevent_default();
        if let Ok(data) = js_sys::Reflect::get(&event, &JsValue::from_str("dataTransfer")) {
            read_bytes(&data, file.clone());
        }
    });
    let over = Callback::from(|event: DragEvent| event.prevent_default());
    let template = |as_book: bool| {
        let view = view.clone();
        Callback::from(move |_: MouseEvent| table_out::save_template(&view, as_book))
    };
    html! {
        <form class="panel screen-only" {onsubmit} ondrop={dropped} ondragover={over}>
            <div class="field">
                <label for="clients-file">{ speaker.label(&ClientsWord::File) }</label>
                <input id="clients-file" type="file" accept=".xlsx,.xlsm,.csv,.txt,.tsv,text/csv" {onchange}
                    aria-describedby="clients-file-hint" />
                <p class="hint" id="clients-file-hint">{ speaker.label(&ClientsWord::FileHint) }</p>
            </div>
            <p class="actions">
                <button type="button" class="button" onclick={template(true)}>{ speaker.label(&ClientsWord::TemplateBook) }</button>
                <button type="button" class="button" onclick={template(false)}>{ speaker.label(&ClientsWord::TemplateTable) }</button>
            </p>
            <p class="hint">{ speaker.label(&ClientsWord::TemplateNote) }</p>
            <div class="field">
                <label for="clients-text">{ speaker.label(&ClientsWord::Paste) }</label>
                <textarea id="clients-text" class="code" rows="4" spellcheck="false"
                    value={(*pasted).clone()} {oninput} />
            </div>
            <p class="actions">
                <button type="submit" class="button primary">{ speaker.label(&ClientsWord::Match) }</button>
            </p>
        </form>
    }
}

/// Which sheet of a workbook is read, where it has several.
fn sheet_choice(speaker: &Speaker<'_>, work: &Work, start: &Callback<Rc<ChosenTable>>) -> Html {
    let Some(content) = work.source.content.as_ref().ok().filter(|content| content.sheets.len() > 1) else {
        return html! {};
    };
    let onchange = {
        let (source, start) = (work.source.clone(), start.clone());
        Callback::from(move |event: Event| {
            let select = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlSelectElement>().ok());
            if let Some(at) = select.and_then(|select| select.value().parse::<usize>().ok()) {
                start.emit(Rc::new(source.with_sheet(at)));
            }
        })
    };
    html! {
        <div class="field screen-only">
            <label for="clients-sheet">{ speaker.label(&ClientsWord::Sheet) }</label>
            <select id="clients-sheet" {onchange} translate="no">
                for (place, (name, _)) in content.sheets.iter().enumerate() {
                    <option value={place.to_string()} selected={place == content.at}>{ name.clone() }</option>
                }
            </select>
        </div>
    }
}

/// The texts with those of all languages, as far as they come.
async fn with_all_names(loaded: &LoadedCatalogue) -> Rc<Texts> {
    let mut whole = loaded.clone();
    for language in Language::ALL {
        if whole.texts_arrival(language) != LoadState::Here {
            whole = whole.with(language, data(&packed::texts(language)).await.as_deref());
        }
    }
    whole.texts
}

/// What was read and matched.
fn results(
    view: &View,
    send: &Send,
    work: &Rc<Work>,
    shown: &TableView,
    change: &Change,
    stop: Callback<MouseEvent>,
) -> Html {
    let speaker = view.speaker();
    let matched = work.matched.borrow();
    let again = change.with(|shown, _: MouseEvent| shown.columns = !shown.columns);
    let is_stopped = work.is_stopped();
    let clients = ClientsOfTable { table: Rc::as_ptr(work).addr(), list: Rc::new(matched.clone()) };
    html! {
        <>
            <p class="found" role="status" data-testid="clients-count">
                { speaker.clients(matched.len(), work.total, work.wrong.len()) }
            </p>
            if let Some(left_out) = &work.left_out {
                <p class="hint">{ left_out.clone() }</p>
            }
            <p class="actions screen-only">
                if is_stopped || !work.is_done() {
                    <button type="button" class="button" onclick={stop}>
                        { speaker.label(if is_stopped { &ClientsWord::GoOn } else { &ClientsWord::Stop }) }
                    </button>
                }
                if !work.unknown.is_empty() && !shown.columns {
                    <button type="button" class="button" onclick={again}>{ speaker.label(&ClientsWord::ColumnsAgain) }</button>
                }
            </p>
            { wrong(&speaker, work) }
            if !matched.is_empty() {
                <WorkList view={view.clone()} send={send.clone()} {clients} on={work.on} shown={shown.clone()} change={change.clone()} />
                { list(view, send, &matched, shown, change) }
                { message_to(view, &matched, shown, change) }
                <Taking key={Rc::as_ptr(work).addr().to_string()} view={view.clone()}
                    work={OfWork(work.clone())} typed={shown.typed.clone()} />
            }
        </>
    }
}

/// What was not understood, each place by its line and column.
fn wrong(speaker: &Speaker<'_>, work: &Work) -> Html {
    if work.wrong.is_empty() {
        return html! {};
    }
    let said = |wrong: &Wrong| match wrong.column {
        Some(column) => {
            // The name of the fact stands before what is wrong with it; the heading says which column it is.
            speaker.cell_wrong(wrong.line, &workbook::letters(column), &wrong.heading, &wrong.why)
        }
        None => speaker.line_wrong(wrong.line, &wrong.why),
    };
    html! {
        <details class="panel" open=true data-testid="clients-wrong" data-typed="">
            <summary>{ speaker.label(&ClientsWord::BadCells) }</summary>
            <p class="hint">{ speaker.label(&ClientsWord::BadCellsNote) }</p>
            <ul>
                for wrong in work.wrong.iter().take(WRONG) {
                    <li>{ said(wrong) }</li>
                }
            </ul>
            if work.wrong.len() > WRONG {
                <p>{ speaker.further_wrong(work.wrong.len().saturating_sub(WRONG)) }</p>
            }
        </details>
    }
}

/// The message to the client that was asked for.
fn message_to(view: &View, clients: &[Rc<Matched>], shown: &TableView, change: &Change) -> Html {
    let speaker = view.speaker();
    let Some(client) = shown.message.and_then(|line| clients.iter().find(|client| client.line == line)) else {
        return html! {};
    };
    let [mark, _] = traditional::MARKS;
    let name = if client.name.is_empty() { String::new() } else { mark.to_string() };
    let close = change.with(|shown, _: MouseEvent| shown.message = None);
    html! {
        <Message key={client.line.to_string()} title={speaker.question_for(&speaker.name_of_client(&client.name, client.line))}>
            if let Some(text) = message::message(view, client, &name) {
                <TextOut view={view.clone()} id="clients-message" label={speaker.label(&ClientsWord::MessageTitle)}
                    {text} typed={vec![client.name.clone()]} />
            } else {
                <p>{ speaker.label(&ClientsWord::NothingToAsk) }</p>
            }
            <button type="button" class="button" onclick={close}>{ speaker.label(&ClientsWord::CloseMessage) }</button>
        </Message>
    }
}

/// What a message is shown in.
#[derive(Clone, Debug, PartialEq, Properties)]
struct MessageProps {
    title: String,
    children: Html,
}

/// The box of a message; the focus goes to it when it comes.
#[component]
fn Message(props: &MessageProps) -> Html {
    use_effect_with((), |_| {
        focus("clients-message-title");
    });
    html! {
        <section class="panel screen-only" data-testid="client-message" aria-labelledby="clients-message-title">
            <h2 id="clients-message-title" tabindex="-1">{ props.title.clone() }</h2>
            { props.children.clone() }
        </section>
    }
}

/// A table that is matched, compared by which it is and how far it is.
#[derive(Clone, Debug)]
struct OfWork(Rc<Work>);

impl PartialEq for OfWork {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// What the panel for taking away needs.
#[derive(Clone, Debug, PartialEq, Properties)]
struct TakingProps {
    view: View,
    work: OfWork,
    /// What clients are searched for.
    typed: String,
}

/// Ways to take the results away: as a workbook, as tables, on paper.
#[component]
fn Taking(props: &TakingProps) -> Html {
    let TakingProps { view, work: OfWork(work), typed } = props;
    let speaker = view.speaker();
    let sheets = use_state(|| None::<Vec<Rc<Matched>>>);
    let save = |part: Option<Part>| {
        let (view, work) = (view.clone(), work.clone());
        Callback::from(move |_: MouseEvent| match part {
            Some(part) => table_out::save_table(&view, &work, part),
            None => table_out::save_book(&view, &work),
        })
    };
    let rows = {
        let (view, work) = (view.clone(), work.clone());
        Callback::from(move |_: MouseEvent| table_out::save_rows(&view, &work))
    };
    let print = Callback::from(|_: MouseEvent| {
        if let Some(window) = web_sys::window() {
            // A frame may refuse it; then nothing is printed.
            drop(window.print());
        }
    });
    let make = {
        let (sheets, work, typed) = (sheets.clone(), work.clone(), typed.clone());
        Callback::from(move |_: MouseEvent| sheets.set(Some(found(&work.matched.borrow(), &typed))))
    };
    let close = {
        let sheets = sheets.clone();
        Callback::from(move |_: MouseEvent| sheets.set(None))
    };
    html! {
        <>
            <section class="panel screen-only" aria-labelledby="clients-take-title">
                <h2 id="clients-take-title">{ speaker.label(&ClientsWord::Take) }</h2>
                <div class="options">
                    <button type="button" class="button" onclick={save(None)}>{ speaker.label(&ClientsWord::Book) }</button>
                    <button type="button" class="button" onclick={save(Some(Part::Measures))}>{ speaker.label(&ClientsWord::MeasuresTable) }</button>
                    <button type="button" class="button" onclick={save(Some(Part::Clients))}>{ speaker.label(&ClientsWord::ClientsTable) }</button>
                    <button type="button" class="button" onclick={rows}>{ speaker.label(&ClientsWord::RowsTable) }</button>
                    <button type="button" class="button" onclick={print} data-testid="clients-print">{ speaker.label(&ClientsWord::PrintList) }</button>
                    <button type="button" class="button" onclick={make} data-testid="clients-sheets">{ speaker.label(&ClientsWord::PrintSheets) }</button>
                </div>
            </section>
            if let Some(clients) = &*sheets {
                <Sheets view={view.clone()} clients={clients.clone()} {close} />
            }
        </>
    }
}
