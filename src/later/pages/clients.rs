//! The adviser's page: many enterprises at once, from a table, against all policies.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo_timers::callback::Timeout;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::browser::data;
use crate::first::figure_field::select;
use crate::first::{Send, value_of};
use crate::later::parts::{
    ChosenFile, FileError, MOST_BYTES, columns, download, heading, policy_link, read_file, scrolled_table, visible,
};
use crate::later::search::fold;
use crate::later::view::View;
use crate::later::{export, traditional, typed};
use crate::model::loaded::{LoadState, LoadedCatalogue};
use crate::wording::{ClientsWord, CommonWord, Language, Speaker, heading_error, left_out, table_error};
use engine::catalogue::{Catalogue, Category, PolicyId, Rule, Status, Texts, packed};
use engine::enterprise::{Client, Fact, RowError, SizeClass, TypedError, open_clients, read_client};
use engine::matching::{ClientColumn, ClientRow, Combination, Group, Outcome, Situation, combine, outcome, verdicts};
use engine::quantity::{Date, sort_by};
use engine::table::HeadingError;

/// How many clients are shown at a time.
const PAGE: usize = 50;
/// How many policies have a column at first.
const COLUMNS: usize = 12;
/// How many lines that could not be read are named.
const WRONG: usize = 200;
/// How many clients are matched before the browser gets its turn.
const SLICE: usize = 50;

/// One client, matched.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Matched {
    line: u64,
    name: String,
    class: Option<SizeClass>,
    /// The policies that can be used now.
    eligible: Vec<PolicyId>,
    /// Those in force that need answers, a decision or a check.
    open: Vec<PolicyId>,
    /// Those that may be used, if they still hold.
    unclear: Vec<PolicyId>,
    together: Combination,
}

/// A table as it was pasted or chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
struct ChosenTable {
    /// The name of the file; nothing for what was pasted.
    file: Option<String>,
    text: Result<String, FileError>,
}

/// A table being matched, with what it is of and for which day. It is matched in slices, so that thousands of rows do not
/// freeze the page.
#[derive(Debug)]
struct Work {
    source: Rc<ChosenTable>,
    /// The catalogue, by which policies have their numbers.
    loaded: Rc<LoadedCatalogue>,
    on: Date,
    language: Language,
    /// Whether the names of facts and options in the other languages were here.
    has_all_names: bool,
    /// Why nothing of it can be read.
    failed: Vec<String>,
    /// Whether something may be read otherwise when all names are here.
    is_unnamed: bool,
    /// Still to be matched, the next one last.
    waiting: RefCell<Vec<(u64, Client)>>,
    matched: RefCell<Vec<Matched>>,
    /// By policy: how many clients can use it, and how many may.
    counts: RefCell<Vec<(usize, usize)>>,
    /// How many clients were matched when the results were shown last.
    shown: Cell<usize>,
    /// What is said of columns that were left out.
    left_out: Option<String>,
    /// Lines that could not be read, each with why.
    wrong: Vec<(u64, String)>,
    total: usize,
}

thread_local! {
    /// The table last read, as long as the page is open and nothing is erased, so that it is still there after a look at
    /// a policy. It is kept nowhere else.
    static LAST: RefCell<Option<Rc<Work>>> = const { RefCell::new(None) };
    /// What was shown of it.
    static SHOWN: RefCell<TableView> = RefCell::default();
}

/// Under which names the table and what was pasted are brought along by an update.
const TABLE: &str = "clients";
/// See [`TABLE`].
const PASTED: &str = "clients pasted";

/// Forgets the table.
pub(crate) fn forget() {
    LAST.take();
    SHOWN.take();
}

/// The table as a text that [`restored`] reads: the name of its file, and what stands in it where nobody has pasted that.
pub(crate) fn typed() -> Option<(String, String)> {
    let last = LAST.with_borrow(Clone::clone)?;
    let text = last.source.text.as_ref().ok()?;
    let mut lines = vec![(String::new(), String::new())];
    lines.extend(last.source.file.iter().map(|file| (FILE.to_owned(), file.clone())));
    if *text != typed::get(PASTED) {
        lines.push((TEXT.to_owned(), text.clone()));
    }
    Some((TABLE.to_owned(), typed::lines(&lines)))
}

/// What the lines of a table brought along are called.
const FILE: &str = "file";
/// See [`FILE`].
const TEXT: &str = "text";

/// The table that an update has brought along.
fn restored() -> Option<ChosenTable> {
    let lines = Some(typed::get(TABLE)).filter(|lines| !lines.is_empty())?;
    typed::put(TABLE, "");
    let pairs = typed::pairs(&lines);
    let of = |wanted| pairs.iter().find(|(name, _)| *name == wanted).map(|(_, text)| text.clone());
    let text = of(TEXT).unwrap_or_else(|| typed::get(PASTED));
    // What was pasted may have been too much to bring along.
    (!text.is_empty()).then(|| ChosenTable { file: of(FILE), text: Ok(text) })
}

impl Work {
    /// Reads a table as `policy-match batch` does, for the day and in the language of a view. `names` has the names of
    /// facts in the other languages, too, once they have come.
    fn read(source: &Rc<ChosenTable>, view: &View, names: Option<&Texts>) -> Self {
        let speaker = view.speaker();
        let mut work = Self {
            source: source.clone(),
            loaded: view.loaded.clone(),
            on: view.answer.on,
            language: speaker.language,
            has_all_names: names.is_some(),
            is_unnamed: false,
            failed: Vec::new(),
            waiting: RefCell::default(),
            matched: RefCell::default(),
            counts: RefCell::new(vec![(0, 0); view.catalogue().policies.len()]),
            shown: Cell::default(),
            left_out: None,
            wrong: Vec::new(),
            total: 0,
        };
        let text = match &source.text {
            Ok(text) if text.len() > MOST_BYTES => {
                work.failed.push(FileError::TooLarge.sentence(&speaker));
                return work;
            }
            Ok(text) => text,
            Err(why) => {
                work.failed.push(why.sentence(&speaker));
                return work;
            }
        };
        let facts = &view.catalogue().facts;
        let written = |name: &str| traditional::written(name.to_owned());
        let named = ::wording::Speaker { texts: names.unwrap_or(speaker.texts), ..*speaker };
        let table = match open_clients(text, facts, &named.client_headings(&written)) {
            Ok(table) => table,
            Err(wrong) => {
                let said = |(line, why): &(_, _)| speaker.line_wrong(*line, &heading_error(why, speaker.language));
                work.failed = wrong.iter().map(said).collect();
                work.is_unnamed = wrong.iter().any(|(_, why)| matches!(why, HeadingError::Unknown(_)));
                if work.is_unnamed {
                    work.failed.push(speaker.label(&ClientsWord::KnownColumns).to_owned());
                }
                return work;
            }
        };
        if !table.left_out.is_empty() {
            let what = left_out(&table.left_out, speaker.language);
            work.left_out = Some(speaker.line_wrong(table.line, &what));
        }
        let mut waiting = Vec::new();
        for row in table.rows {
            let row = match row {
                Ok(row) => row,
                Err((line, why)) => {
                    work.wrong.push((line, table_error(why, speaker.language).to_owned()));
                    continue;
                }
            };
            let names = |fact: &Fact, name: &str| view.catalogue().options_called(named.texts, fact, name);
            match read_client(&table.columns, &row, facts, &names) {
                Ok(client) => waiting.push((row.line, client)),
                Err(wrong) => {
                    let is_unknown = |wrong: &RowError| matches!(wrong, RowError::Cell(_, cell) if cell.error == TypedError::Unknown);
                    work.is_unnamed = work.is_unnamed || wrong.iter().any(is_unknown);
                    let said: Vec<String> = wrong.iter().map(|wrong| speaker.row_error(wrong)).collect();
                    work.wrong.push((row.line, said.join(speaker.semicolon())));
                }
            }
        }
        work.total = waiting.len();
        waiting.reverse();
        work.waiting = RefCell::new(waiting);
        work
    }

    /// The table last read, read anew where it was for another day, in another language or with another catalogue, or
    /// names have come since.
    fn last(view: &View, names: Option<&Texts>) -> Option<Rc<Self>> {
        let Some(last) = LAST.with_borrow(Clone::clone) else {
            return Some(Self::begin(&Rc::new(restored()?), view, names));
        };
        let lacks_names = last.is_unnamed && !last.has_all_names && names.is_some();
        let is_of_view = (last.on, last.language) == (view.answer.on, view.state.language);
        if is_of_view && last.loaded.has_rules_of(&view.loaded) && !lacks_names {
            return Some(last);
        }
        Some(Self::begin(&last.source, view, names))
    }

    /// Reads a table instead of the one before.
    fn begin(source: &Rc<ChosenTable>, view: &View, names: Option<&Texts>) -> Rc<Self> {
        let work = Rc::new(Self::read(source, view, names));
        LAST.set(Some(work.clone()));
        work
    }

    /// Matches the next slice; whether the results are to be shown anew. That takes the longer the more there are, so it
    /// is done when there are a quarter more than before: all of it together takes as long as a few times alone.
    fn advance(&self, catalogue: &Catalogue) -> bool {
        for _ in 0..SLICE {
            let Some((line, client)) = self.waiting.borrow_mut().pop() else { break };
            let matched = matched(catalogue, line, client, self.on);
            let mut counts = self.counts.borrow_mut();
            for id in &matched.eligible {
                if let Some((eligible, _)) = counts.get_mut(place(*id)) {
                    *eligible = eligible.saturating_add(1);
                }
            }
            for id in &matched.open {
                if let Some((_, open)) = counts.get_mut(place(*id)) {
                    *open = open.saturating_add(1);
                }
            }
            self.matched.borrow_mut().push(matched);
        }
        let count = self.matched.borrow().len();
        let is_due = self.is_done() || count >= self.shown.get().saturating_add(self.shown.get().div_euclid(4));
        if is_due {
            self.shown.set(count);
        }
        is_due
    }

    /// The policies that any client can use, those that most can use first.
    fn ranked(&self, catalogue: &Catalogue, category: Option<Category>) -> Vec<PolicyId> {
        let counts = self.counts.borrow();
        let count = |id: PolicyId| counts.get(place(id)).copied().unwrap_or_default();
        let wanted = |rule: &Rule| category.is_none_or(|category| rule.category == category);
        let policies = catalogue.iter().filter(|(id, rule)| wanted(rule) && count(*id) != (0, 0));
        let mut ranked: Vec<PolicyId> = policies.map(|(id, _)| id).collect();
        // Equals stay in the order of the catalogue.
        sort_by(&mut ranked, |&a, &b| count(b).cmp(&count(a)));
        ranked
    }

    fn is_done(&self) -> bool {
        self.waiting.borrow().is_empty()
    }
}

/// The place of a policy among all.
fn place(id: PolicyId) -> usize {
    usize::try_from(id.0).unwrap_or(usize::MAX)
}

/// Has a table matched slice by slice, with a turn of the browser's event loop for each.
fn go_on(timer: &Rc<RefCell<Option<Timeout>>>, work: Rc<Work>, view: View, shown: Callback<()>) {
    let next = timer.clone();
    let turn = Timeout::new(0, move || {
        if work.advance(view.catalogue()) {
            shown.emit(());
        }
        if !work.is_done() {
            go_on(&next, work, view, shown);
        }
    });
    timer.replace(Some(turn));
}

impl Matched {
    fn may_use(&self, id: PolicyId) -> bool {
        self.open.contains(&id) || self.unclear.contains(&id)
    }

    fn may_use_count(&self) -> usize {
        self.open.len().saturating_add(self.unclear.len())
    }
}

/// Matches one client.
fn matched(catalogue: &Catalogue, line: u64, client: Client, on: Date) -> Matched {
    let answer = verdicts(catalogue, &client.profile, on);
    let situation = Situation::new(&catalogue.facts, &client.profile, on);
    let of = |wanted: &dyn Fn(&Outcome) -> bool| -> Vec<PolicyId> {
        answer.outcomes.iter().filter(|outcome| wanted(outcome)).map(|outcome| outcome.policy).collect()
    };
    let eligible = of(&Outcome::is_usable);
    let may = |outcome: &Outcome| {
        let groups = [Group::OthersDecide, Group::MayUse, Group::Services, Group::Unclear];
        !outcome.is_usable() && groups.contains(&outcome.group)
    };
    let open = of(&|outcome| may(outcome) && outcome.status == Status::InForce);
    let unclear = of(&|outcome| may(outcome) && outcome.status != Status::InForce);
    let priced: Vec<_> = eligible
        .iter()
        .filter_map(|&id| outcome(catalogue, &situation, id))
        .filter(|outcome| outcome.counts)
        .filter_map(|outcome| Some((outcome.policy, outcome.estimate?)))
        .collect();
    let together = combine(catalogue, &priced);
    let class = answer.size.class();
    Matched { line, name: client.name, class, open, unclear, eligible, together }
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

/// What is shown of the table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct TableView {
    typed: String,
    category: Option<Category>,
    /// Only clients who can use this policy, by its name in files.
    policy: Option<String>,
    from: usize,
    all_columns: bool,
}

#[component]
fn Clients(props: &ClientsProps) -> Html {
    let ClientsProps { view, send } = props;
    let speaker = view.speaker();
    let pasted = use_state_eq(|| typed::get(PASTED));
    let redraw = use_force_update();
    let table_view = use_state_eq(|| SHOWN.with_borrow(Clone::clone));
    use_effect_with((*table_view).clone(), |table_view| SHOWN.set(table_view.clone()));
    let names = use_state(|| None::<Rc<Texts>>);
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

    use_effect_with(work.as_ref().map(Rc::as_ptr), {
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
        let (redraw, table_view) = (redraw.clone(), table_view.clone());
        Callback::from(move |source: ChosenTable| {
            Work::begin(&Rc::new(source), &view, names.as_deref());
            table_view.set(TableView::default());
            redraw.force_update();
        })
    };
    let chosen = start.reform(|ChosenFile { name, text }: ChosenFile| ChosenTable { file: Some(name), text });
    let onsubmit = {
        let pasted = pasted.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            start.emit(ChosenTable { file: None, text: Ok((*pasted).clone()) });
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
        let chosen = chosen.clone();
        Callback::from(move |event: Event| {
            if let Some(input) = event.target() {
                read_file(&input, chosen.clone());
            }
        })
    };
    let dropped = Callback::from(move |event: DragEvent| {
        event.prevent_default();
        if let Ok(data) = js_sys::Reflect::get(&event, &JsValue::from_str("dataTransfer")) {
            read_file(&data, chosen.clone());
        }
    });
    let over = Callback::from(|event: DragEvent| event.prevent_default());
    html! {
        <>
            { heading(speaker.label(&ClientsWord::Title)) }
            <p class="lead">{ speaker.label(&ClientsWord::Purpose) }</p>
            <form class="panel" {onsubmit} ondrop={dropped} ondragover={over}>
                <div class="field">
                    <label for="clients-text">{ speaker.label(&ClientsWord::Paste) }</label>
                    <textarea id="clients-text" class="code" rows="6" spellcheck="false" aria-describedby="clients-hint"
                        value={(*pasted).clone()} {oninput} />
                    <p class="hint" id="clients-hint">{ speaker.label(&ClientsWord::Hint) }</p>
                </div>
                <div class="field">
                    <label for="clients-file">{ speaker.label(&ClientsWord::File) }</label>
                    <input id="clients-file" type="file" accept=".csv,.txt,.tsv,text/csv" {onchange} />
                </div>
                <p class="actions">
                    <button type="submit" class="button primary">{ speaker.label(&ClientsWord::Match) }</button>
                </p>
            </form>
            <div class="panel tool-form">{ crate::first::start::date(view, send) }</div>
            if let Some(work) = work {
                <p data-testid="clients-source" data-typed="">{ speaker.table_of(work.source.file.as_deref(), work.on) }</p>
                if work.failed.is_empty() {
                    { results(view, &work, &table_view) }
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
fn results(view: &View, work: &Rc<Work>, table_view: &UseStateHandle<TableView>) -> Html {
    let speaker = view.speaker();
    let matched = work.matched.borrow();
    html! {
        <>
            <p class="found" role="status" data-testid="clients-count">
                { speaker.clients(matched.len(), work.total, work.wrong.len()) }
            </p>
            if let Some(left_out) = &work.left_out {
                <p class="hint">{ left_out.clone() }</p>
            }
            if !work.wrong.is_empty() {
                <details class="panel" open=true data-testid="clients-wrong">
                    <summary>{ speaker.label(&ClientsWord::BadRows) }</summary>
                    <ul>
                        for (line, why) in work.wrong.iter().take(WRONG) {
                            <li>{ speaker.line_wrong(*line, why) }</li>
                        }
                    </ul>
                </details>
            }
            if !matched.is_empty() {
                { filters(view, work, table_view) }
                { matrix(view, work, table_view) }
            }
        </>
    }
}

/// What a choice does to the view.
type Choose = Rc<dyn Fn(&mut TableView, Option<usize>)>;

/// The fields that choose which clients and policies the table shows.
fn filters(view: &View, work: &Work, table_view: &UseStateHandle<TableView>) -> Html {
    let speaker = view.speaker();
    let change = |apply: Choose| {
        let table_view = table_view.clone();
        Callback::from(move |index: Option<usize>| {
            let mut next = TableView { from: 0, ..(*table_view).clone() };
            apply(&mut next, index);
            table_view.set(next);
        })
    };
    let oninput = {
        let table_view = table_view.clone();
        Callback::from(move |event: InputEvent| {
            if let Some(typed) = value_of(&event) {
                table_view.set(TableView { typed, from: 0, ..(*table_view).clone() });
            }
        })
    };
    let categories: Vec<(String, bool)> = Category::ALL
        .iter()
        .map(|category| (speaker.label(category).to_owned(), table_view.category == Some(*category)))
        .collect();
    let by_category = change(Rc::new(|table_view, index| {
        table_view.category = index.and_then(|index| Category::ALL.get(index)).copied();
    }));
    let ranked = work.ranked(view.catalogue(), table_view.category);
    let ranked: Vec<&Rule> = ranked.into_iter().filter_map(|id| view.catalogue().rule(id)).collect();
    let policies: Vec<(String, bool)> =
        ranked.iter().map(|rule| (view.name(rule).to_owned(), table_view.policy.as_ref() == Some(&rule.id))).collect();
    let ids: Vec<String> = ranked.iter().map(|rule| rule.id.clone()).collect();
    let by_policy = change(Rc::new(move |table_view, index| {
        table_view.policy = index.and_then(|index| ids.get(index)).cloned();
    }));
    html! {
        <div class="panel filters" role="search">
            <div class="field">
                <label for="clients-search">{ speaker.label(&ClientsWord::FindClient) }</label>
                <input id="clients-search" type="search" autocomplete="off" value={table_view.typed.clone()} {oninput} />
            </div>
            { select("clients-category", speaker.label(&CommonWord::Category), speaker.label(&CommonWord::AllOf), &categories, by_category) }
            { select("clients-policy", speaker.label(&ClientsWord::WhoCanUse), speaker.label(&CommonWord::AllOf), &policies, by_policy) }
        </div>
    }
}

/// The clients that fit what was searched for.
fn found<'m>(view: &View, matched: &'m [Matched], table_view: &TableView) -> Vec<&'m Matched> {
    // What folds to nothing finds nothing.
    let (needle, is_blank) = (fold(&table_view.typed), table_view.typed.trim().is_empty());
    let policy = table_view.policy.as_ref().and_then(|id| view.catalogue().find(id));
    let is_found = |client: &&Matched| {
        (is_blank || (!needle.is_empty() && fold(&client.name).contains(&needle)))
            && policy.is_none_or(|id| client.eligible.contains(&id) || client.may_use(id))
    };
    matched.iter().filter(is_found).collect()
}

/// The clients that fit what was searched for, each with what it can use.
fn matrix(view: &View, work: &Rc<Work>, table_view: &UseStateHandle<TableView>) -> Html {
    let speaker = view.speaker();
    let matched = work.matched.borrow();
    let shown = found(view, &matched, table_view);
    let ranked = work.ranked(view.catalogue(), table_view.category);
    let most = if table_view.all_columns { usize::MAX } else { COLUMNS };
    let policies: Vec<PolicyId> = ranked.into_iter().take(most).collect();
    let head = html! {
        <>
            { columns(&[
                speaker.label(&ClientsWord::Line),
                speaker.label(&ClientsWord::Client),
                speaker.label(&CommonWord::SizeClass),
                speaker.label(&ClientsWord::Eligible),
                speaker.label(&ClientsWord::Open),
                speaker.label(&CommonWord::Worth),
            ]) }
            for policy in policies.iter().filter_map(|id| view.catalogue().policy(*id)) {
                <th scope="col">{ policy_link(view, policy) }</th>
            }
        </>
    };
    let rows = html! {
        for client in shown.iter().skip(table_view.from).take(PAGE) {
            <tr key={client.line.to_string()}>{ cells(&speaker, client, &policies) }</tr>
        }
    };
    let change = |apply: fn(&mut TableView)| {
        let table_view = table_view.clone();
        Callback::from(move |_: MouseEvent| {
            let mut next = (*table_view).clone();
            apply(&mut next);
            table_view.set(next);
        })
    };
    let earlier = change(|table_view| table_view.from = table_view.from.saturating_sub(PAGE));
    let later = change(|table_view| table_view.from = table_view.from.saturating_add(PAGE));
    let save = {
        let (view, work, table_view) = (view.clone(), work.clone(), table_view.clone());
        Callback::from(move |_: MouseEvent| {
            let table = table(&view, &found(&view, &work.matched.borrow(), &table_view));
            let _ = download(&table, "clients.csv", "text/csv;charset=utf-8");
        })
    };
    html! {
        <section class="panel" aria-labelledby="matrix-title" data-testid="matrix">
            <h2 id="matrix-title">
                { speaker.label(&ClientsWord::Matrix) }{ speaker.in_brackets(&shown.len().to_string()) }
            </h2>
            <p class="hint">{ speaker.label(&ClientsWord::MatrixNote) }</p>
            { scrolled_table("matrix-title", head, rows) }
            <p class="actions">
                if table_view.from > 0 {
                    <button type="button" class="button" onclick={earlier}>{ speaker.label(&ClientsWord::Earlier) }</button>
                }
                if table_view.from.saturating_add(PAGE) < shown.len() {
                    <button type="button" class="button" onclick={later}>{ speaker.label(&ClientsWord::Later) }</button>
                }
                if !table_view.all_columns {
                    <button type="button" class="button" onclick={change(|table_view| table_view.all_columns = true)}>
                        { speaker.label(&ClientsWord::AllColumns) }
                    </button>
                }
                <button type="button" class="button" onclick={save}>{ speaker.label(&CommonWord::Table) }</button>
            </p>
        </section>
    }
}

/// The cells of a client: what is known of it, and a sign for each policy.
fn cells(speaker: &Speaker<'_>, client: &Matched, policies: &[PolicyId]) -> Html {
    // The sign is for the eye; the word beside it says the same.
    let use_of = |id: PolicyId| {
        if client.eligible.contains(&id) {
            ("✓", ClientsWord::CanUse)
        } else if client.may_use(id) {
            ("?", ClientsWord::MayUse)
        } else {
            ("·", ClientsWord::CannotUse)
        }
    };
    html! {
        <>
            <td>{ client.line }</td>
            <th scope="row" translate="no">{ visible(&client.name) }</th>
            <td>{ client.class.map_or("—", |class| speaker.label(&class)) }</td>
            <td>{ client.eligible.len() }</td>
            <td>{ client.may_use_count() }</td>
            <td>{ speaker.total(client.together.year) }</td>
            for (sign, word) in policies.iter().map(|id| use_of(*id)) {
                <td class="cell">
                    <span aria-hidden="true">{ sign }</span>
                    <span class="visually-hidden">{ speaker.label(&word) }</span>
                </td>
            }
        </>
    }
}

/// The clients shown as a table for spreadsheets, with the columns that `policy-match batch --needs-info --worth` writes,
/// and behind them what may be used if it still holds.
fn table(view: &View, shown: &[&Matched]) -> String {
    let mut text = String::from("\u{feff}");
    export::row(&mut text, ClientColumn::ALL.map(ClientColumn::name));
    for client in shown {
        let row = ClientRow {
            line: client.line,
            name: &client.name,
            class: client.class,
            eligible: &client.eligible,
            needs_info: &client.open,
            together: Some(&client.together),
            unclear: &client.unclear,
        };
        let cells = ClientColumn::ALL.map(|column| {
            let mut cell = String::new();
            column.write(&row, view.catalogue(), &mut cell);
            cell
        });
        export::row(&mut text, cells.iter().map(String::as_str));
    }
    text
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::later::view_tests::{loaded, only_chinese, restaurant, whole_view_of};
    use crate::model::state::Action;
    use crate::wording::{Label as _, Word};
    use engine::enterprise::{ClientHeading, Facts, ids_alone};
    use engine::table::{NoText, folded};

    const TABLE: &str = "id,employees,revenue,industry,region,entity\r\n\
        面馆,8,80万,62,440100,individual\r\n\
        坏行,eight,80万,62,440100,individual\r\n\
        软件,120,6000万,65,330100,company\r\n";

    /// A table read, nothing of it matched yet.
    fn work(view: &View, text: &str) -> Work {
        Work::read(&Rc::new(ChosenTable { file: None, text: Ok(text.to_owned()) }), view, None)
    }

    /// Has a table matched whole, as if it had been pasted; how many turns it took.
    pub(crate) fn paste(view: &View, text: &str) -> usize {
        choose(view, None, Ok(text.to_owned()))
    }

    /// Has a file matched whole, as if it had been chosen; how many turns it took.
    pub(crate) fn choose(view: &View, file: Option<&str>, text: Result<String, FileError>) -> usize {
        let work = Work::begin(&Rc::new(ChosenTable { file: file.map(str::to_owned), text }), view, None);
        let mut turns = 0_usize;
        while !work.is_done() {
            work.advance(view.catalogue());
            turns = turns.saturating_add(1);
        }
        turns
    }

    #[test]
    fn rows_are_matched_as_one_enterprise_is_and_bad_ones_told_with_their_line() {
        let view = whole_view_of(loaded(), restaurant());
        paste(&view, TABLE);
        let work = LAST.with_borrow(Clone::clone).expect("a table");
        assert_eq!(work.wrong.len(), 1);
        let (line, why) = work.wrong.first().expect("one");
        assert!(*line == 3 && why.contains("从业人员") && why.contains("eight"), "{line} {why}");
        let matched = work.matched.borrow();
        let client = matched.first().expect("the noodle shop");
        assert_eq!((client.line, client.name.as_str(), client.class), (2, "面馆", Some(SizeClass::Micro)));
        let facts = &view.catalogue().facts;
        let one = "employees,revenue,industry,region,entity\n8,80万,62,440100,individual\n";
        let mut one = open_clients(one, facts, &|_| None).expect("facts");
        let row = one.rows.next().and_then(Result::ok).expect("a row");
        let one = read_client(&one.columns, &row, facts, &ids_alone);
        let alone = engine::matching::answer(view.catalogue(), &one.expect("a client").profile, view.answer.on);
        let eligible: Vec<PolicyId> =
            alone.outcomes.iter().filter(|outcome| outcome.is_usable()).map(|outcome| outcome.policy).collect();
        assert_eq!(client.eligible, eligible);
        assert_eq!(client.together, alone.combination);
    }

    #[test]
    fn an_unknown_column_is_named_and_names_that_the_page_shows_are_known() {
        let view = whole_view_of(loaded(), restaurant());
        let failed = work(&view, "id,staff\nx,8\n").failed.concat();
        assert!(failed.contains("第1行：没有名为 `staff` 的列") && failed.contains("从业人员"), "{failed}");
        for table in [
            "id\temployees\nx\t8\n",
            "客户名称;从业人员;年营业收入（元）\nx;8;80万\n",
            "台账,,\nClient,Employees (people),Legal form\nx,8,individual\n",
            "sep=;\n企业名称;行业;地区;主体类型;月销售额（不含税）\nx;62;440100;individual;8万\n",
        ] {
            let work = work(&view, table);
            assert_eq!((work.total, work.failed, work.wrong), (1, Vec::new(), Vec::new()), "{table}");
        }
    }

    #[test]
    fn a_unit_below_the_heading_stops_all_and_a_column_left_out_is_named() {
        let view = whole_view_of(loaded(), restaurant());
        let work_of = |text| work(&view, text);
        let failed = work_of("企业名称,从业人员,营业收入\n单位：万元,,\n甲,500,20000\n");
        assert!(failed.total == 0 && failed.failed.concat().contains("第2行"), "{:?}", failed.failed);
        let read = work_of("序号,企业名称,从业人员,备注\n1,甲,8,老客户\n合计,,8,\n");
        assert_eq!((read.total, read.wrong.len()), (1, 1));
        assert!(read.left_out.is_some_and(|said| said.contains("序号、备注")));
    }

    #[test]
    fn headings_in_another_language_are_known_once_its_names_have_come() {
        let all = loaded();
        let chinese = whole_view_of(only_chinese(), restaurant());
        let table = "Client,Legal form\n面馆,individual\n";
        choose(&chinese, None, Ok(table.to_owned()));
        let before = Work::last(&chinese, None).expect("a table");
        assert!(before.is_unnamed && before.failed.concat().contains("Legal form"), "{:?}", before.failed);
        let after = Work::last(&chinese, Some(&all.texts)).expect("the same table");
        assert_eq!((after.total, after.failed.len()), (1, 0));
        let option = "客户名称,主体类型\n面馆,Individual business (getihu)\n";
        choose(&chinese, None, Ok(option.to_owned()));
        let before = Work::last(&chinese, None).expect("a table");
        assert!(before.is_unnamed && before.total == 0, "{:?}", before.wrong);
        let after = Work::last(&chinese, Some(&all.texts)).expect("the same table");
        assert_eq!((after.total, after.wrong.len()), (1, 0));
        let unknown = "Client,No such\n面馆,individual\n";
        choose(&chinese, None, Ok(unknown.to_owned()));
        let after = Work::last(&chinese, Some(&all.texts)).expect("a table");
        assert!(after.is_unnamed && after.has_all_names, "it is not read again and again");
    }

    #[test]
    fn every_fact_is_known_by_the_name_that_the_page_shows() {
        let view = whole_view_of(loaded(), restaurant());
        for language in Language::ALL {
            let view = whole_view_of(loaded(), crate::later::view_tests::start().after(Action::Speak(language)));
            let speaker = view.speaker();
            for (id, _) in view.catalogue().facts.iter() {
                let found = speaker.client_headings(&str::to_owned)(&folded(speaker.fact(id)));
                assert_eq!(found, Some(ClientHeading::Fact(id)), "{}", speaker.fact(id));
            }
        }
        let shown = [
            (Word::Employees, Facts::EMPLOYEES),
            (Word::Revenue, Facts::REVENUE),
            (Word::Assets, Facts::ASSETS),
            (Word::Sector, Facts::INDUSTRY),
            (Word::Region, Facts::REGION),
        ];
        for (word, id) in shown {
            for name in word.label() {
                let found = view.speaker().client_headings(&str::to_owned)(&folded(name));
                assert_eq!(found, Some(ClientHeading::Fact(id)), "{name}");
            }
        }
    }

    #[test]
    fn results_are_of_the_day_and_the_file_that_are_shown() {
        let view = whole_view_of(loaded(), restaurant());
        choose(&view, Some("a.csv"), Ok(TABLE.to_owned()));
        let before = Work::last(&view, None).expect("a table");
        assert_eq!((before.on, before.matched.borrow().len()), (view.answer.on, 2));
        // Another day: the same table is matched anew.
        let then = whole_view_of(loaded(), restaurant().after(Action::Date("2022-03-01".to_owned())));
        let anew = Work::last(&then, None).expect("the same table");
        assert_eq!((anew.on, anew.total, anew.matched.borrow().len()), (then.answer.on, 2, 0));
        anew.advance(then.catalogue());
        assert_ne!(anew.matched.borrow().first().map(|client| client.eligible.clone()), None);
        assert_ne!(*anew.matched.borrow(), *before.matched.borrow(), "other rules held then");
        // A file that cannot be read leaves nothing of the one before.
        choose(&view, Some("b.csv"), Ok("id,staff\nx,8\n".to_owned()));
        let last = Work::last(&view, None).expect("what went wrong");
        assert_eq!((last.source.file.as_deref(), last.total, last.failed.is_empty()), (Some("b.csv"), 0, false));
        choose(&view, Some("b.xlsx"), Err(FileError::Other(NoText::Workbook)));
        let last = Work::last(&view, None).expect("what went wrong");
        assert!(last.failed.concat().contains("另存为"), "{:?}", last.failed);
    }

    #[test]
    fn lines_are_counted_as_an_editor_does_and_an_open_quote_is_noticed() {
        let view = whole_view_of(loaded(), restaurant());
        for ends in ["\n", "\r\n"] {
            let text = "id,employees\n面馆,8\n\n\"两\n行\",9\n坏行,eight\n\"未完,10\n末行,11\n".replace('\n', ends);
            let work = work(&view, &text);
            assert_eq!(work.total, 2, "no empty enterprise");
            let wrong: Vec<u64> = work.wrong.iter().map(|(line, _)| *line).collect();
            assert_eq!(wrong, [6, 7], "{ends:?}");
            let (_, why) = work.wrong.last().expect("two");
            assert!(why.contains("引号"), "{why}");
        }
    }

    #[test]
    fn thousands_of_rows_are_matched_a_slice_at_a_time() {
        let view = whole_view_of(loaded(), restaurant());
        let mut text = "employees\n".to_owned();
        for count in 0..=SLICE * 4 {
            text.push_str(&format!("{count}\n"));
        }
        assert_eq!(paste(&view, &text), 5);
    }

    #[test]
    fn results_are_shown_anew_ever_more_seldom() {
        let view = whole_view_of(loaded(), restaurant());
        let mut text = "employees\n".to_owned();
        for count in 0..SLICE * 60 {
            text.push_str(&format!("{}\n", count % 50));
        }
        let work = work(&view, &text);
        let mut shown = 0_usize;
        while !work.is_done() {
            shown += usize::from(work.advance(view.catalogue()));
        }
        assert!(shown < 25 && work.shown.get() == SLICE * 60, "{shown} times for 60 slices");
        let count = |id: PolicyId| work.matched.borrow().iter().filter(|client| client.eligible.contains(&id)).count();
        let ranked = work.ranked(view.catalogue(), None);
        assert!(ranked.windows(2).all(|pair| count(pair[0]) >= count(pair[1])) && count(ranked[0]) > 0);
    }

    #[test]
    fn a_table_too_large_is_refused_with_a_sentence() {
        let view = whole_view_of(loaded(), restaurant());
        let work = work(&view, &format!("employees\n{}", "8\n".repeat(MOST_BYTES / 2)));
        assert!(work.total == 0 && work.failed.concat().contains("20 MB"), "{:?}", work.failed);
    }

    #[test]
    fn another_catalogue_matches_the_table_anew() {
        let view = whole_view_of(loaded(), restaurant());
        paste(&view, TABLE);
        let before = Work::last(&view, None).expect("a table");
        assert!(Rc::ptr_eq(&before, &Work::last(&view, None).expect("a table")));
        let mut catalogue = view.catalogue().clone();
        drop(catalogue.hide(&[PolicyId(0), PolicyId(1)]));
        let other = whole_view_of(loaded().with_catalogue(catalogue), restaurant());
        let after = Work::last(&other, None).expect("the same table");
        assert!(after.source == before.source && after.matched.borrow().is_empty(), "policies have other numbers");
    }

    #[test]
    fn a_table_is_there_after_an_update_until_all_is_erased() {
        let view = whole_view_of(loaded(), restaurant());
        for (file, pasted) in [(Some("a.csv"), ""), (None, TABLE)] {
            typed::put(PASTED, pasted);
            choose(&view, file, Ok(TABLE.to_owned()));
            let (name, text) = typed().expect("a table");
            forget();
            assert!(Work::last(&view, None).is_none());
            typed::put(&name, &text);
            let work = Work::last(&view, None).expect("a table");
            assert_eq!((work.total, work.wrong.len(), work.source.file.as_deref()), (2, 1, file));
        }
    }

    #[test]
    fn what_is_exported_has_a_row_for_each_client_shown() {
        let view = whole_view_of(loaded(), restaurant());
        paste(&view, TABLE);
        let work = LAST.with_borrow(Clone::clone).expect("a table");
        let matched = work.matched.borrow();
        let table = table(&view, &matched.iter().collect::<Vec<_>>());
        assert_eq!(table.lines().count(), 3);
        assert!(table.contains(",面馆,micro,") && table.contains("pit-individual-half-2023"), "{table}");
    }
}
