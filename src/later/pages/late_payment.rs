use std::rc::Rc;

use wasm_bindgen::JsCast as _;
use yew::prelude::*;

use crate::first::nodes::Nodes;
use crate::first::value_of;
use crate::later::parts::heading;
use crate::later::parts::{TextOut, download};
use crate::later::search;
use crate::later::view::View;
use crate::model::route::Route;
use crate::model::state::Action;
use crate::wording::{Label as _, Phrase, Speaker, Tool, Word};
use engine::enterprise::Tree;
use engine::payment::{self, Answer, Claim, Debtor, Entry, Field, Interest, Problem, Source, Wrong};

/// How many industries are suggested.
const SUGGESTED: usize = 8;

/// What a [`LatePayment`] needs.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(crate) struct LateProps {
    /// Everything shown.
    pub(crate) view: View,
    /// Takes what the person does.
    pub(crate) send: Callback<Action>,
}

/// The claims as typed, and the one in the form.
#[derive(Clone, Debug, PartialEq)]
struct Ledger {
    entries: Vec<Entry>,
    current: usize,
    /// The cell being typed in: what is wrong with it waits.
    typing: Option<Field>,
    /// A table being read, as pasted.
    pasted: String,
    /// What was wrong with the table read last, or that it was read.
    said: Vec<String>,
}

/// What the person did.
enum Change {
    /// Typed in a cell of the claim in the form.
    Type(Field, String),
    /// Left it.
    Leave,
    /// Chose what stands in one.
    Choose(Field, String),
    /// Asked for another claim.
    Add,
    /// Opened a claim.
    Open(usize),
    /// Removed a claim.
    Remove(usize),
    /// Pasted a table.
    Paste(String),
    /// Had a table read: its claims, and what is said of it.
    Take(Vec<Entry>, Vec<String>),
}

impl Default for Ledger {
    fn default() -> Self {
        Self { entries: vec![Entry::default()], current: 0, typing: None, pasted: String::new(), said: Vec::new() }
    }
}

impl Ledger {
    fn current(&self) -> Entry {
        self.entries.get(self.current).cloned().unwrap_or_default()
    }

    /// Writes a cell of the claim in the form.
    fn write(&mut self, field: Field, text: String) {
        let current = self.current;
        if let Some(entry) = self.entries.get_mut(current) {
            entry.set(field, text);
        }
    }
}

impl Reducible for Ledger {
    type Action = Change;

    fn reduce(self: Rc<Self>, change: Change) -> Rc<Self> {
        let mut next = (*self).clone();
        match change {
            Change::Type(field, typed) => {
                next.typing = Some(field);
                next.write(field, typed);
            }
            Change::Leave => next.typing = None,
            Change::Choose(field, chosen) => next.write(field, chosen),
            Change::Add => {
                next.entries.push(Entry::default());
                next.current = next.entries.len().saturating_sub(1);
            }
            Change::Open(index) => next.current = index,
            Change::Remove(index) => {
                if index < next.entries.len() {
                    next.entries.remove(index);
                }
                next.current = next.current.min(next.entries.len().saturating_sub(1));
            }
            Change::Paste(text) => next.pasted = text,
            Change::Take(entries, said) => {
                next.entries.retain(|entry| !entry.is_blank());
                next.entries.extend(entries);
                next.current = next.entries.len().saturating_sub(1);
                next.said = said;
            }
        }
        if next.entries.is_empty() {
            next.entries.push(Entry::default());
        }
        Rc::new(next)
    }
}

/// Whether a debtor pays late: one claim in a form, many in a ledger. All of it stays in this component.
#[component]
pub(crate) fn LatePayment(props: &LateProps) -> Html {
    let LateProps { view, send } = props;
    let speaker = view.speaker();
    let on = view.answer.on;
    let ledger = use_reducer(Ledger::default);
    let entry = ledger.current();
    let read = entry.read();
    let mut problems = read.as_ref().err().cloned().unwrap_or_default();
    problems.retain(|problem| problem.what != Wrong::Missing && ledger.typing != Some(problem.field));
    let form = Form { speaker, entry: &entry, problems: &problems, ledger: &ledger };
    let mut page = Nodes::new();
    heading(&mut page, speaker.label(&Tool::LateTitle));
    page.element("p", "lead", speaker.label(&Tool::LateIntro));
    page.push(form.show());
    page.push(html! { <div class="panel tool-form">{ crate::first::start::date(view, send) }</div> });
    let mut result = Nodes::new();
    result.element("h2", "", speaker.label(&Tool::Result));
    match &read {
        Ok(claim) => outcome(&mut result, &speaker, claim, &payment::answer(claim, on)),
        Err(_) => {
            let mut slips = Nodes::new();
            for problem in &problems {
                slips.element("li", "", &speaker.slip(problem));
            }
            if slips.is_empty() {
                result.element("p", "", speaker.label(&Tool::FillIn));
            } else {
                result.element("p", "error", speaker.label(&Tool::Wrong)).wrap("ul", "", slips);
            }
        }
    }
    // In a piece of its own: what comes and goes must not move the field being typed in.
    let mut found = Nodes::new();
    found.wrap("section", "panel", result).with("data-testid", "late-result").with("aria-live", "polite");
    if let Ok(claim) = &read {
        let mut letter = Nodes::new();
        let label = speaker.label(&Tool::Letter);
        letter.element("h2", "", label);
        let text = speaker.demand(claim, &payment::answer(claim, on));
        letter.push(html! { <TextOut view={view.clone()} id="letter" {label} {text} /> });
        found.wrap("section", "panel", letter);
    }
    page.wrap("div", "", found);
    page.push(ledger_panel(view, &ledger));
    page.done()
}

/// The form of one claim.
struct Form<'a> {
    speaker: Speaker<'a>,
    entry: &'a Entry,
    problems: &'a [Problem],
    ledger: &'a UseReducerHandle<Ledger>,
}

impl Form<'_> {
    fn show(&self) -> Html {
        let speaker = self.speaker;
        let title = format!("{} {}", speaker.label(&Tool::Claim), self.ledger.current.saturating_add(1));
        // What was told of its size stays in sight whatever is chosen after.
        let is_enterprise = self.entry.get(Field::Debtor) == Debtor::NotSure.id()
            || Field::OF_SIZE.iter().any(|&field| !self.entry.get(field).is_empty());
        html! {
            <div class="tool-form" role="group" aria-label={title}>
                <fieldset class="panel">
                    <legend>{ speaker.label(&Tool::Contract) }</legend>
                    { self.debtor() }
                    if is_enterprise {
                        { self.industry() }
                        { self.input(Field::DebtorEmployees, "text", Tool::DebtorFigureHint) }
                        { self.input(Field::DebtorRevenue, "text", Tool::DebtorFigureHint) }
                        { self.input(Field::DebtorAssets, "text", Tool::DebtorFigureHint) }
                    }
                    { self.flag(Field::Sme) }
                    { self.input(Field::Signed, "date", Tool::DateHint) }
                    { self.input(Field::Delivered, "date", Tool::DateHint) }
                    { self.input(Field::Accepted, "date", Tool::AcceptedHint) }
                    { self.input(Field::AcceptanceTerm, "text", Tool::AcceptanceTermHint) }
                    { self.input(Field::Confirmed, "date", Tool::ConfirmedHint) }
                    { self.input(Field::Term, "text", Tool::TermHint) }
                    { self.flag(Field::PayWhenPaid) }
                </fieldset>
                <fieldset class="panel">
                    <legend>{ speaker.label(&Tool::MoneyLegend) }</legend>
                    { self.input(Field::Amount, "text", Tool::AmountHint) }
                    { self.input(Field::Payments, "text", Tool::PaymentsHint) }
                    { self.input(Field::Rate, "text", Tool::RateHint) }
                    { self.input(Field::PrimeRate, "text", Tool::PrimeRateHint) }
                    { self.input(Field::LatePrimeRate, "text", Tool::LatePrimeRateHint) }
                    { self.input(Field::Invoice, "text", Tool::InvoiceHint) }
                    { self.input(Field::Name, "text", Tool::InvoiceHint) }
                </fieldset>
            </div>
        }
    }

    /// A callback that writes what was chosen into a cell.
    fn choose(&self, field: Field) -> Callback<Event> {
        let ledger = self.ledger.dispatcher();
        Callback::from(move |event: Event| {
            if let Some(chosen) = value_of(&event) {
                ledger.dispatch(Change::Choose(field, chosen));
            }
        })
    }

    /// What is wrong with a cell in which something stands, once it is left.
    fn trouble(&self, field: Field) -> Option<String> {
        self.problems.iter().find(|problem| problem.field == field).map(|problem| self.speaker.slip(problem))
    }

    /// How the number in a cell is understood.
    fn reading(&self, field: Field) -> Option<String> {
        self.entry.meaning(field).map(|meaning| format!("= {}", self.speaker.meaning(&meaning)))
    }

    fn input(&self, field: Field, kind: &'static str, hint: Tool) -> Html {
        self.input_with(field, kind, hint, None)
    }

    /// The industry of the debtor, with what it may be.
    fn industry(&self) -> Html {
        let typed = self.entry.get(Field::DebtorIndustry);
        let found = if typed.is_empty() { Vec::new() } else { search::places(Tree::Industries, typed) };
        let names = found.into_iter().take(SUGGESTED).map(|code| self.speaker.place(Tree::Industries, code));
        html! {
            <>
                { self.input_with(Field::DebtorIndustry, "text", Tool::DebtorIndustryHint, Some("late-industries")) }
                <datalist id="late-industries">
                    for name in names {
                        <option value={name} />
                    }
                </datalist>
            </>
        }
    }

    fn input_with(&self, field: Field, kind: &'static str, hint: Tool, list: Option<&'static str>) -> Html {
        let id = format!("late-{}", field.id());
        let (hint_id, error_id) = (format!("{id}-hint"), format!("{id}-error"));
        let trouble = self.trouble(field);
        let described = if trouble.is_some() { format!("{error_id} {hint_id}") } else { hint_id.clone() };
        let reading = self.reading(field).unwrap_or_else(|| self.speaker.label(&hint).to_owned());
        let ledger = self.ledger.dispatcher();
        let oninput = Callback::from(move |event: InputEvent| {
            if let Some(typed) = value_of(&event) {
                ledger.dispatch(Change::Type(field, typed));
            }
        });
        let ledger = self.ledger.dispatcher();
        let onblur = Callback::from(move |_: FocusEvent| ledger.dispatch(Change::Leave));
        html! {
            <div class="field">
                <label for={id.clone()}>{ self.speaker.label(&field) }</label>
                <input {id} type={kind} {list} autocomplete="off" value={self.entry.get(field).to_owned()}
                    aria-invalid={trouble.is_some().then_some("true")} aria-describedby={described} {oninput} {onblur} />
                if let Some(trouble) = trouble {
                    <p class="error" id={error_id}>{ trouble }</p>
                }
                <p class="hint" id={hint_id}>{ reading }</p>
            </div>
        }
    }

    fn debtor(&self) -> Html {
        let speaker = self.speaker;
        let chosen = self.entry.get(Field::Debtor);
        let onchange = self.choose(Field::Debtor);
        html! {
            <div class="field">
                <label for="late-debtor">{ speaker.label(&Field::Debtor) }</label>
                <select id="late-debtor" aria-describedby="late-debtor-hint" {onchange}>
                    <option value="" selected={chosen.is_empty()}>{ speaker.label(&Word::NotSaid) }</option>
                    for debtor in Debtor::ALL {
                        <option value={debtor.id()} selected={chosen == debtor.id()}>{ speaker.label(&debtor) }</option>
                    }
                </select>
                <p class="hint" id="late-debtor-hint">
                    { speaker.label(&Tool::DebtorHint) }{ speaker.stop() }
                    <a href={Route::Size.href()}>{ speaker.label(&Tool::SizeTitle) }</a>
                </p>
            </div>
        }
    }

    fn flag(&self, field: Field) -> Html {
        let speaker = self.speaker;
        let id = format!("late-{}", field.id());
        let chosen = self.entry.get(field);
        let onchange = self.choose(field);
        html! {
            <div class="field">
                <label for={id.clone()}>{ speaker.label(&field) }</label>
                <select {id} {onchange}>
                    <option value="" selected={chosen.is_empty()}>{ speaker.label(&Word::NotSaid) }</option>
                    <option value="yes" selected={chosen == "yes"}>{ speaker.label(&Phrase::Yes) }</option>
                    <option value="no" selected={chosen == "no"}>{ speaker.label(&Phrase::No) }</option>
                </select>
            </div>
        }
    }
}

/// What the regulation says of a claim.
fn outcome(result: &mut Nodes, speaker: &Speaker<'_>, claim: &Claim, answer: &Answer) {
    let class = if answer.is_late() { "class notice-line" } else { "class" };
    result.element("p", class, &speaker.lateness(answer)).with("data-testid", "lateness");
    let mut facts = Nodes::new();
    let mut covered = Nodes::new();
    covered.text(speaker.covered(answer));
    if let Some(source) = answer.regulation.and_then(|text| text.source(claim.debtor.coverage())) {
        covered.push(linked(speaker, source));
    }
    if let Some(trace) = claim.debtor_size() {
        let size = format!("{}{}{}", speaker.size(&trace), speaker.semicolon(), speaker.standard_item(&trace));
        facts.entry_text(speaker.label(&Tool::DebtorSize), &size);
    }
    facts.entry(speaker.label(&Tool::CoveredIs), covered);
    facts.entry_text(speaker.label(&Tool::TermIs), &speaker.term_check(answer.term));
    if let Some(due) = answer.due {
        facts.entry_text(speaker.label(&Tool::DueDay), &speaker.due(due));
    }
    if let Some(due) = answer.other_due {
        facts.entry_text(speaker.label(&Tool::OrPerhaps), &speaker.due(due));
    }
    let rates = [(Tool::InterestIs, &answer.interest), (Tool::OrPerhaps, &answer.other_interest)];
    let rates = rates.into_iter().filter_map(|(word, interest)| Some((word, interest.as_ref()?)));
    let of_sale = answer.sale_interest.iter().flatten().map(|interest| (Tool::SaleInterest, interest));
    for (word, interest) in rates.chain(of_sale) {
        facts.entry(speaker.label(&word), arithmetic(speaker, interest));
    }
    if let Some(clause) = answer.clause {
        facts.entry_text(speaker.label(&Tool::ClauseIs), &speaker.clause(clause));
    }
    result.wrap("dl", "facts", facts);
    let lists: [(Tool, Vec<&str>); 4] = [
        (Tool::NotClear, answer.doubts.iter().map(|&doubt| speaker.doubt(doubt)).collect()),
        (Tool::HowCounted, answer.conventions.iter().map(|&one| speaker.convention(one)).collect()),
        (Tool::EvidenceIs, answer.evidence.iter().map(|one| speaker.label(one)).collect()),
        (Tool::WhereTo, Vec::new()),
    ];
    for (word, lines) in lists {
        let mut list = Nodes::new();
        for line in lines {
            list.element("li", "", line);
        }
        if word == Tool::WhereTo {
            for place in &answer.places {
                let mut item = Nodes::new();
                let said = speaker.where_to(*place, answer.on);
                match place.policy() {
                    Some(id) => item.link("", &Route::Policy(id.to_owned()).href(), &said),
                    None => item.text(&said),
                };
                list.wrap("li", "", item);
            }
        }
        if !list.is_empty() {
            result.element("h3", "", speaker.label(&word)).wrap("ul", "", list);
        }
    }
}

/// Interest with its arithmetic.
fn arithmetic(speaker: &Speaker<'_>, interest: &Interest) -> Nodes {
    let mut inside = Nodes::new();
    inside.text(&speaker.interest(interest));
    let mut rows = Nodes::new();
    for stretch in &interest.stretches {
        rows.element("li", "", &speaker.stretch(interest.charge, stretch));
    }
    if !rows.is_empty() {
        inside.wrap("ul", "stretches", rows).with("aria-label", speaker.label(&Tool::DayByDay));
    }
    inside
}

/// The regulation, with a link to what the catalogue says of it.
fn linked(speaker: &Speaker<'_>, source: Source) -> Html {
    let mut link = Nodes::new();
    link.text(" ").link("", &Route::Policy(source.policy.to_owned()).href(), &speaker.source(source));
    link.done()
}

/// All claims, what they come to, and the way in and out of a table.
fn ledger_panel(view: &View, ledger: &UseReducerHandle<Ledger>) -> Html {
    let speaker = view.speaker();
    let on = view.answer.on;
    let claims: Vec<Claim> = ledger.entries.iter().filter_map(|entry| entry.read().ok()).collect();
    let does = |change: fn(usize) -> Change, index: usize| {
        let ledger = ledger.dispatcher();
        Callback::from(move |_: MouseEvent| ledger.dispatch(change(index)))
    };
    let table = payment::write(ledger.entries.iter().filter(|entry| !entry.is_blank()), on);
    let take = {
        let table = table.clone();
        // The mark lets spreadsheets see that it is UTF-8.
        Callback::from(move |_: MouseEvent| {
            // Where it is refused, the table below can be copied.
            _ = download(&format!("\u{feff}{table}"), "late-payments.csv", "text/csv;charset=utf-8");
        })
    };
    let paste = {
        let ledger = ledger.dispatcher();
        Callback::from(move |event: InputEvent| {
            let area = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlTextAreaElement>().ok());
            if let Some(area) = area {
                ledger.dispatch(Change::Paste(area.value()));
            }
        })
    };
    let take_in = {
        let (ledger, view) = (ledger.clone(), view.clone());
        Callback::from(move |_: MouseEvent| ledger.dispatch(taken(&ledger.pasted, &view.speaker())))
    };
    let choose = {
        let (ledger, view) = (ledger.dispatcher(), view.clone());
        Callback::from(move |event: Event| {
            let input = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok());
            let Some(file) = input.and_then(|input| input.files()).and_then(|files| files.get(0)) else { return };
            let (ledger, view) = (ledger.clone(), view.clone());
            wasm_bindgen_futures::spawn_local(async move {
                let Ok(text) = wasm_bindgen_futures::JsFuture::from(file.text()).await else { return };
                ledger.dispatch(taken(&text.as_string().unwrap_or_default(), &view.speaker()));
            });
        })
    };
    html! {
        <section class="panel ledger" data-testid="ledger">
            <h2>{ speaker.label(&Tool::LedgerTitle) }</h2>
            <div class="scroll" role="region" tabindex="0" aria-label={speaker.label(&Tool::LedgerTitle)}>
                <table class="bounds">
                    <thead><tr>
                        <th scope="col">{ speaker.label(&Field::Invoice) }</th>
                        <th scope="col">{ speaker.label(&Tool::DueDay) }</th>
                        <th scope="col">{ speaker.label(&Tool::DaysLate) }</th>
                        <th scope="col">{ speaker.label(&Tool::Owed) }</th>
                        <th scope="col">{ speaker.label(&Tool::InterestIs) }</th>
                        <td></td>
                    </tr></thead>
                    <tbody>
                        for (index, entry) in ledger.entries.iter().enumerate() {
                            { row(&speaker, index, entry, on, index == ledger.current, does(Change::Open, index), does(Change::Remove, index)) }
                        }
                    </tbody>
                </table>
            </div>
            <p role="status">{ speaker.tally(&payment::tally(claims.iter(), on)) }</p>
            <p class="actions">
                <button type="button" class="button" onclick={does(|_| Change::Add, 0)}>{ speaker.label(&Tool::AddClaim) }</button>
                <button type="button" class="button" onclick={take}>{ speaker.label(&Tool::TakeTable) }</button>
            </p>
            <details>
                <summary>{ speaker.label(&Tool::TableText) }</summary>
                <textarea id="late-table" readonly=true rows="4" aria-label={speaker.label(&Tool::TableText)} value={table} />
            </details>
            <details>
                <summary>{ speaker.label(&Tool::ReadTable) }</summary>
                <div class="field">
                    <label for="late-file">{ speaker.label(&Tool::ReadFile) }</label>
                    <input id="late-file" type="file" accept=".csv,text/csv" onchange={choose} />
                </div>
                <p class="hint" id="late-paste-hint">{ speaker.label(&Tool::ReadHint) }</p>
                <textarea id="late-paste" rows="4" aria-label={speaker.label(&Tool::ReadTable)} aria-describedby="late-paste-hint"
                    value={ledger.pasted.clone()} oninput={paste} />
                <p class="actions">
                    <button type="button" class="button" onclick={take_in}>{ speaker.label(&Tool::ReadNow) }</button>
                </p>
            </details>
            <div role="status">
                for line in &ledger.said {
                    <p>{ line.clone() }</p>
                }
            </div>
        </section>
    }
}

/// One claim in the ledger.
fn row(
    speaker: &Speaker<'_>,
    index: usize,
    entry: &Entry,
    on: engine::quantity::Date,
    current: bool,
    open: Callback<MouseEvent>,
    remove: Callback<MouseEvent>,
) -> Html {
    let answer = entry.read().ok().map(|claim| payment::answer(&claim, on));
    let name = [entry.get(Field::Invoice), entry.get(Field::Name)].into_iter().find(|name| !name.is_empty());
    let name = format!("{} {}", index.saturating_add(1), name.unwrap_or(speaker.label(&Tool::NoName)));
    let due = answer.as_ref().and_then(|answer| answer.due).map(|due| speaker.date(due.day));
    let days = answer.as_ref().and_then(|answer| answer.days_late).map(|days| days.to_string());
    let owed = answer.as_ref().map(|answer| speaker.money(answer.owed));
    let interest =
        answer.as_ref().and_then(|answer| answer.interest.as_ref()).map(|interest| speaker.money(interest.total));
    let label = |word: Tool| format!("{}{}", speaker.label(&word), speaker.quoted(&name));
    html! {
        <tr key={index} class={current.then_some("current")}>
            <th scope="row">{ name.clone() }</th>
            <td>{ due.unwrap_or_default() }</td>
            <td>{ days.unwrap_or_default() }</td>
            <td>{ owed.unwrap_or_default() }</td>
            <td>{ interest.unwrap_or_default() }</td>
            <td>
                <button type="button" class="quiet" aria-label={label(Tool::OpenClaim)} onclick={open}>{ speaker.label(&Tool::OpenClaim) }</button>
                <button type="button" class="quiet" aria-label={label(Tool::RemoveClaim)} onclick={remove}>{ speaker.label(&Tool::RemoveClaim) }</button>
            </td>
        </tr>
    }
}

/// The claims of a table, those with slips too, and what is wrong with it.
fn taken(text: &str, speaker: &Speaker<'_>) -> Change {
    let headings = |cell: &str| Field::ALL.into_iter().find(|field| field.label().contains(&cell));
    let table = payment::read(text, &headings);
    let mut said: Vec<String> = table.unknown.iter().map(|cell| speaker.no_such_column(cell)).collect();
    said.extend(table.damaged.map(|line| speaker.not_a_table(line)));
    for line in &table.lines {
        if let Err(problems) = line.entry.read() {
            said.extend(problems.iter().map(|problem| speaker.on_line(line.number, &speaker.slip(problem))));
        }
    }
    if said.is_empty() {
        said.push(speaker.label(&Tool::ReadDone).to_owned());
    }
    Change::Take(table.lines.into_iter().map(|line| line.entry).collect(), said)
}
