//! Whether a debtor pays late.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::JsCast as _;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::first::value_of;
use crate::later::parts::{
    ChosenFile, FileError, TextOut, download, entry, heading, read_file, text_in_chinese, visible,
};
use crate::later::traditional::MARKS;
use crate::later::view::View;
use crate::later::{search, traditional, typed};
use crate::model::route::Route;
use crate::model::state::Action;
use crate::wording::{
    CommonWord, LatePaymentWord, SizeWord, Speaker, Word, claim_heading, left_out, line_error, repeated, same_invoice,
};
use engine::enterprise::Tree;
use engine::payment::{
    self, Answer, Claim, Debtor, Entry, EntryError, Field, Interest, Meaning, Problem, Repeated, Subject,
};

/// How many industries are suggested.
const SUGGESTED: usize = 8;

/// The page; anew once everything has been erased.
pub(crate) fn late_payment(view: &View, send: &Callback<Action>) -> Html {
    html! { <LatePayment key={view.state.erasures.to_string()} view={view.clone()} send={send.clone()} /> }
}

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
    /// How often another claim was put into the form: its fields are made anew then.
    form: usize,
    /// The cell being typed in: what is wrong with it waits.
    typing: Option<Field>,
    /// The days that were left half typed: browsers do not tell what stands there.
    unfinished: Vec<Field>,
    /// A table being read, as pasted.
    pasted: String,
    /// The table read last.
    read: Option<Rc<TableRead>>,
}

/// A table that was read into the ledger.
#[derive(Clone, Debug, PartialEq)]
struct TableRead {
    /// The name of its file; nothing for what was pasted.
    file: Option<String>,
    /// What was read of it.
    table: Result<payment::Ledger, FileError>,
    /// The rows that were there already.
    repeated: Vec<Repeated>,
    /// Its rows that may be a claim that is there already.
    same_invoice: Vec<Repeated>,
}

/// What the person did.
enum Change {
    /// Typed in a cell of the claim in the form.
    Type(Field, String),
    /// Left it, and whether what stands there is a day half typed.
    Leave(Field, bool),
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
    /// Had a table read: the name of its file, and what was read of it.
    Take(Option<String>, Result<payment::Ledger, FileError>),
}

impl Default for Ledger {
    fn default() -> Self {
        Self {
            entries: vec![Entry::default()],
            current: 0,
            form: 0,
            typing: None,
            unfinished: Vec::new(),
            pasted: String::new(),
            read: None,
        }
    }
}

thread_local! {
    /// The claims as long as the page is open and nothing is erased, so that they are still there after a look at another
    /// page.
    static LAST: RefCell<Option<Rc<Ledger>>> = const { RefCell::new(None) };
}

/// Forgets the claims.
pub(crate) fn forget() {
    LAST.take();
}

/// Under which name the claims are brought along by an update.
const LEDGER: &str = "ledger";

/// The claims as a text that [`Ledger::last`] reads.
pub(crate) fn typed() -> Option<(String, String)> {
    let ledger = LAST.with_borrow(Clone::clone)?;
    let cells = |entry: &Entry| {
        let filled = Field::ALL.iter().filter(|&&field| !entry.get(field).is_empty());
        typed::lines(&filled.map(|&field| (field.id().to_owned(), entry.get(field).to_owned())).collect::<Vec<_>>())
    };
    let mut lines = vec![(PASTED.to_owned(), ledger.pasted.clone()), (CURRENT.to_owned(), ledger.current.to_string())];
    lines.extend(ledger.entries.iter().map(|entry| (CLAIM.to_owned(), cells(entry))));
    Some((LEDGER.to_owned(), typed::lines(&lines)))
}

/// What the lines of the claims are called.
const PASTED: &str = "pasted";
/// See [`PASTED`].
const CURRENT: &str = "current";
/// See [`PASTED`].
const CLAIM: &str = "claim";

impl Ledger {
    /// The claims as they were left, or as an update has brought them along.
    fn last() -> Self {
        if let Some(last) = LAST.with_borrow(Clone::clone) {
            return Self { typing: None, unfinished: Vec::new(), ..(*last).clone() };
        }
        let mut ledger = Self { entries: Vec::new(), ..Self::default() };
        for (name, text) in typed::pairs(&typed::get(LEDGER)) {
            match name {
                PASTED => ledger.pasted = text,
                CURRENT => ledger.current = text.parse().unwrap_or_default(),
                _ => {
                    let mut entry = Entry::default();
                    for (id, cell) in typed::pairs(&text) {
                        if let Some(&field) = Field::ALL.iter().find(|field| field.id() == id) {
                            entry.set(field, cell);
                        }
                    }
                    ledger.entries.push(entry);
                }
            }
        }
        if ledger.entries.is_empty() {
            return Self::default();
        }
        typed::put(LEDGER, "");
        LAST.set(Some(Rc::new(ledger.clone())));
        ledger
    }

    fn current(&self) -> Entry {
        self.entries.get(self.current).cloned().unwrap_or_default()
    }

    /// Takes the claims of a table but those that are there already; those with slips too, to be mended.
    fn take(&mut self, file: Option<String>, table: Result<payment::Ledger, FileError>) {
        let lines = table.as_ref().map_or(&[][..], |table| &table.lines);
        let repeated = payment::repeated(lines, &self.entries);
        let same_invoice = payment::same_invoice(lines, &self.entries, &repeated);
        let fresh = lines.iter().filter(|line| repeated.iter().all(|found| found.line != line.number));
        let fresh: Vec<Entry> = fresh.map(|line| line.entry.clone()).collect();
        if !fresh.is_empty() {
            self.entries.retain(|entry| !entry.is_blank());
            self.entries.extend(fresh);
            self.current = self.entries.len().saturating_sub(1);
        }
        self.read = Some(Rc::new(TableRead { file, table, repeated, same_invoice }));
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
        if matches!(change, Change::Add | Change::Open(_) | Change::Remove(_) | Change::Take(..)) {
            next.form = next.form.saturating_add(1);
            next.unfinished.clear();
        }
        match change {
            Change::Type(field, typed) => {
                next.typing = Some(field);
                next.write(field, typed);
            }
            Change::Leave(field, is_unfinished) => {
                next.typing = None;
                next.unfinished.retain(|other| *other != field);
                if is_unfinished {
                    next.unfinished.push(field);
                }
            }
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
            Change::Take(file, table) => next.take(file, table),
        }
        if next.entries.is_empty() {
            next.entries.push(Entry::default());
        }
        let next = Rc::new(next);
        LAST.set(Some(next.clone()));
        next
    }
}

/// Whether a debtor pays late: one claim in a form, many in a ledger.
#[component]
pub(crate) fn LatePayment(props: &LateProps) -> Html {
    let LateProps { view, send } = props;
    let speaker = view.speaker();
    let on = view.answer.on;
    let ledger = use_reducer(Ledger::last);
    let entry = ledger.current();
    let read = entry.read();
    let mut problems = read.as_ref().err().cloned().unwrap_or_default();
    problems.retain(|problem| problem.error != EntryError::Missing && ledger.typing != Some(problem.field));
    let form = Form { speaker, entry: &entry, problems: &problems, ledger: &ledger };
    html! {
        <>
            { heading(speaker.label(&LatePaymentWord::Title)) }
            <p class="lead">{ speaker.label(&LatePaymentWord::Intro) }</p>
            { form.show() }
            <div class="panel tool-form">{ crate::first::start::date(view, send) }</div>
            // In an element of its own: what comes and goes must not move the field being typed in.
            <div>
                <section class="panel" data-testid="late-result" aria-live="polite">
                    <h2>{ speaker.label(&LatePaymentWord::Result) }</h2>
                    if let Ok(claim) = &read {
                        { outcome(&speaker, claim, &payment::answer(claim, on)) }
                    } else {
                        { slips(&speaker, &problems) }
                    }
                </section>
                if let Ok(claim) = &read {
                    <section class="panel">
                        <h2>{ speaker.label(&LatePaymentWord::Letter) }</h2>
                        <TextOut view={view.clone()} id="letter" label={speaker.label(&LatePaymentWord::Letter)}
                            text={speaker.demand(&marked(claim), &payment::answer(claim, on))}
                            typed={vec![claim.name.clone(), claim.invoice.clone()]} />
                        { text_in_chinese(
                            view,
                            "letter-chinese",
                            |chinese| chinese.demand(&marked(claim), &payment::answer(claim, on)),
                            vec![claim.name.clone(), claim.invoice.clone()],
                        ) }
                    </section>
                }
            </div>
            { ledger_panel(view, &ledger) }
        </>
    }
}

/// A claim with marks in the place of the names that were typed, which a letter leaves as they are.
fn marked(claim: &Claim) -> Claim {
    let [name, invoice] = MARKS;
    let mark = |text: &str, mark: char| if text.is_empty() { String::new() } else { mark.to_string() };
    Claim { name: mark(&claim.name, name), invoice: mark(&claim.invoice, invoice), ..claim.clone() }
}

/// What is wrong with a claim, or that too little of it is filled in.
fn slips(speaker: &Speaker<'_>, problems: &[Problem]) -> Html {
    if problems.is_empty() {
        return html! { <p>{ speaker.label(&LatePaymentWord::FillIn) }</p> };
    }
    html! {
        <>
            <p class="error">{ speaker.label(&LatePaymentWord::Wrong) }</p>
            <ul>
                for problem in problems {
                    <li>{ speaker.slip(problem) }</li>
                }
            </ul>
        </>
    }
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
        let title = format!("{} {}", speaker.label(&LatePaymentWord::Claim), self.ledger.current.saturating_add(1));
        // What was told of its size stays in sight whatever is chosen after.
        let is_enterprise = self.entry.get(Field::Debtor) == Debtor::NotSure.id()
            || Field::OF_SIZE.iter().any(|&field| !self.entry.get(field).is_empty());
        html! {
            <div class="tool-form" role="group" aria-label={title} key={self.ledger.form.to_string()}>
                <fieldset class="panel">
                    <legend>{ speaker.label(&LatePaymentWord::Contract) }</legend>
                    { self.debtor() }
                    if is_enterprise {
                        { self.industry() }
                        { self.input(Field::DebtorEmployees, "text", LatePaymentWord::DebtorFigureHint) }
                        { self.input(Field::DebtorRevenue, "text", LatePaymentWord::DebtorFigureHint) }
                        { self.input(Field::DebtorAssets, "text", LatePaymentWord::DebtorFigureHint) }
                    }
                    { self.flag(Field::Sme) }
                    { self.input(Field::Signed, "date", LatePaymentWord::DateHint) }
                    { self.input(Field::Delivered, "date", LatePaymentWord::DateHint) }
                    { self.input(Field::Accepted, "date", LatePaymentWord::AcceptedHint) }
                    { self.input(Field::AcceptanceTerm, "text", LatePaymentWord::AcceptanceTermHint) }
                    { self.input(Field::Confirmed, "date", LatePaymentWord::ConfirmedHint) }
                    { self.input(Field::Term, "text", LatePaymentWord::TermHint) }
                    { self.flag(Field::PayWhenPaid) }
                </fieldset>
                <fieldset class="panel">
                    <legend>{ speaker.label(&LatePaymentWord::MoneyLegend) }</legend>
                    { self.input(Field::Amount, "text", LatePaymentWord::AmountHint) }
                    { self.input(Field::Payments, "text", LatePaymentWord::PaymentsHint) }
                    { self.input(Field::Rate, "text", LatePaymentWord::RateHint) }
                    { self.input(Field::PrimeRate, "text", LatePaymentWord::PrimeRateHint) }
                    { self.input(Field::LatePrimeRate, "text", LatePaymentWord::LatePrimeRateHint) }
                    { self.input(Field::Invoice, "text", LatePaymentWord::InvoiceHint) }
                    { self.input(Field::Name, "text", LatePaymentWord::InvoiceHint) }
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
        if self.ledger.unfinished.contains(&field) {
            return Some(self.speaker.label(&Word::DateTrouble).to_owned());
        }
        self.problems.iter().find(|problem| problem.field == field).map(|problem| self.speaker.slip(problem))
    }

    /// How the number in a cell is understood.
    fn reading(&self, field: Field) -> Option<String> {
        self.entry.meaning(field).map(|meaning| format!("= {}", self.speaker.meaning(&meaning)))
    }

    fn input(&self, field: Field, kind: &'static str, hint: LatePaymentWord) -> Html {
        self.input_with(field, kind, hint, None)
    }

    /// The industry of the debtor, with what it may be.
    fn industry(&self) -> Html {
        let typed = self.entry.get(Field::DebtorIndustry);
        let found = if typed.is_empty() { Vec::new() } else { search::places(Tree::Industries, typed) };
        let names = found.into_iter().take(SUGGESTED).map(|code| self.speaker.place(Tree::Industries, code));
        html! {
            <>
                { self.input_with(Field::DebtorIndustry, "text", LatePaymentWord::DebtorIndustryHint, Some("late-industries")) }
                <datalist id="late-industries">
                    for name in names {
                        <option value={name} />
                    }
                </datalist>
            </>
        }
    }

    fn input_with(&self, field: Field, kind: &'static str, hint: LatePaymentWord, list: Option<&'static str>) -> Html {
        let id = format!("late-{}", field.id());
        let (hint_id, error_id) = (format!("{id}-hint"), format!("{id}-error"));
        let trouble = self.trouble(field);
        let described = if trouble.is_some() { format!("{error_id} {hint_id}") } else { hint_id.clone() };
        let reading = self.reading(field).unwrap_or_else(|| self.speaker.label(&hint).to_owned());
        // A date field shows nothing that is written otherwise, as a table may have it.
        let typed = match self.entry.meaning(field) {
            Some(Meaning::Day(day)) => day.to_string(),
            _ => self.entry.get(field).to_owned(),
        };
        let ledger = self.ledger.dispatcher();
        let oninput = Callback::from(move |event: InputEvent| {
            if let Some(typed) = value_of(&event) {
                ledger.dispatch(Change::Type(field, typed));
            }
        });
        let ledger = self.ledger.dispatcher();
        let onblur = Callback::from(move |event: FocusEvent| {
            let input = event.target_dyn_into::<HtmlInputElement>();
            ledger.dispatch(Change::Leave(field, input.is_some_and(|input| input.validity().bad_input())));
        });
        html! {
            <div class="field">
                <label for={id.clone()}>{ self.speaker.label(&field) }</label>
                <input {id} type={kind} {list} autocomplete="off" value={typed}
                    aria-invalid={trouble.is_some().then_some("true")} aria-describedby={described} {oninput} {onblur} />
                if let Some(trouble) = trouble {
                    <p class="error" id={error_id} role="alert">{ trouble }</p>
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
                    { speaker.label(&LatePaymentWord::DebtorHint) }{ speaker.stop() }
                    <a href={Route::Size.href()}>{ speaker.label(&SizeWord::Title) }</a>
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
                    <option value="yes" selected={chosen == "yes"}>{ speaker.label(&CommonWord::Yes) }</option>
                    <option value="no" selected={chosen == "no"}>{ speaker.label(&CommonWord::No) }</option>
                </select>
            </div>
        }
    }
}

/// What the regulation says of a claim.
fn outcome(speaker: &Speaker<'_>, claim: &Claim, answer: &Answer) -> Html {
    let rates = [
        (LatePaymentWord::InterestIs, answer.interest.as_ref()),
        (LatePaymentWord::OrPerhaps, answer.other_interest.as_ref()),
    ];
    let rates = rates.into_iter().filter_map(|(word, interest)| Some((word, interest?)));
    let of_sale = answer.sale_interest.iter().flatten().map(|interest| (LatePaymentWord::SaleInterest, interest));
    let lists = [
        (LatePaymentWord::NotClear, answer.doubts.iter().map(|&doubt| speaker.doubt(doubt)).collect::<Vec<&str>>()),
        (LatePaymentWord::HowCounted, answer.conventions.iter().map(|&one| speaker.convention(one)).collect()),
        (LatePaymentWord::EvidenceIs, answer.evidence.iter().map(|one| speaker.label(one)).collect()),
    ];
    html! {
        <>
            <p class={if answer.is_late() { "class notice-line" } else { "class" }} data-testid="lateness">
                { speaker.lateness(answer) }
            </p>
            <dl class="facts">
                if let Some(trace) = claim.debtor_size() {
                    { entry(
                        speaker.label(&LatePaymentWord::DebtorSize),
                        [&speaker.size(&trace), speaker.semicolon(), &speaker.standard_item(&trace)].concat(),
                    ) }
                }
                { entry(speaker.label(&LatePaymentWord::CoveredIs), covered(speaker, claim, answer)) }
                { entry(speaker.label(&LatePaymentWord::TermIs), speaker.term_check(answer.term)) }
                if let Some(due) = answer.due {
                    { entry(speaker.label(&LatePaymentWord::DueDay), speaker.due(due)) }
                }
                if let Some(due) = answer.other_due {
                    { entry(speaker.label(&LatePaymentWord::OrPerhaps), speaker.due(due)) }
                }
                for (word, interest) in rates.chain(of_sale) {
                    { entry(speaker.label(&word), arithmetic(speaker, interest)) }
                }
                if let Some(clause) = answer.clause {
                    { entry(speaker.label(&LatePaymentWord::ClauseIs), speaker.clause(clause)) }
                }
            </dl>
            for (word, lines) in lists {
                if !lines.is_empty() {
                    <h3>{ speaker.label(&word) }</h3>
                    <ul>
                        for line in lines {
                            <li>{ line }</li>
                        }
                    </ul>
                }
            }
            if !answer.places.is_empty() {
                <h3>{ speaker.label(&LatePaymentWord::WhereTo) }</h3>
                <ul>
                    for place in &answer.places {
                        <li>{ told(speaker, place.subject(), speaker.where_to(*place, answer.on)) }</li>
                    }
                </ul>
            }
        </>
    }
}

/// Whether the regulation covers a claim, with a link to what the catalogue says of it.
fn covered(speaker: &Speaker<'_>, claim: &Claim, answer: &Answer) -> Html {
    let source = answer.regulation.and_then(|text| text.source(claim.debtor.coverage()));
    html! {
        <>
            { speaker.covered(answer) }
            if let Some(source) = source {
                { " " }{ told(speaker, Some(source.subject), speaker.source(source)) }
            }
        </>
    }
}

/// Interest with its arithmetic.
fn arithmetic(speaker: &Speaker<'_>, interest: &Interest) -> Html {
    html! {
        <>
            { speaker.interest(interest) }
            if !interest.stretches.is_empty() {
                <ul class="stretches" aria-label={speaker.label(&LatePaymentWord::DayByDay)}>
                    for stretch in &interest.stretches {
                        <li>{ speaker.stretch(interest.charge, stretch) }</li>
                    }
                </ul>
            }
        </>
    }
}

/// Something about a subject: a link to the policy that tells of it, where there is one.
fn told(speaker: &Speaker<'_>, subject: Option<Subject>, said: String) -> Html {
    let policy = speaker.catalogue.zip(subject).and_then(|(catalogue, subject)| {
        let id = catalogue.telling_of(subject.id())?;
        catalogue.rule(id)
    });
    match policy {
        Some(policy) => html! { <a href={Route::Policy(policy.id.clone()).href()}>{ said }</a> },
        None => html! { { said } },
    }
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
        let ledger = ledger.clone();
        Callback::from(move |_: MouseEvent| ledger.dispatch(taken(None, Ok(&ledger.pasted))))
    };
    let choose = {
        let ledger = ledger.dispatcher();
        let then = Callback::from(move |ChosenFile { name, text }: ChosenFile| {
            ledger.dispatch(taken(Some(name), text.as_deref().map_err(|why| *why)));
        });
        Callback::from(move |event: Event| {
            if let Some(input) = event.target() {
                read_file(&input, then.clone());
            }
        })
    };
    html! {
        <section class="panel ledger" data-testid="ledger">
            <h2>{ speaker.label(&LatePaymentWord::LedgerTitle) }</h2>
            <div class="scroll" role="region" tabindex="0" aria-label={speaker.label(&LatePaymentWord::LedgerTitle)}>
                <table class="bounds">
                    <thead><tr>
                        <th scope="col">{ speaker.label(&Field::Invoice) }</th>
                        <th scope="col">{ speaker.label(&LatePaymentWord::DueDay) }</th>
                        <th scope="col">{ speaker.label(&LatePaymentWord::DaysLate) }</th>
                        <th scope="col">{ speaker.label(&LatePaymentWord::Owed) }</th>
                        <th scope="col">{ speaker.label(&LatePaymentWord::InterestIs) }</th>
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
                <button type="button" class="button" onclick={does(|_| Change::Add, 0)}>{ speaker.label(&LatePaymentWord::AddClaim) }</button>
                <button type="button" class="button" onclick={take}>{ speaker.label(&LatePaymentWord::TakeTable) }</button>
            </p>
            <details>
                <summary>{ speaker.label(&LatePaymentWord::TableText) }</summary>
                <textarea id="late-table" readonly=true rows="4" aria-label={speaker.label(&LatePaymentWord::TableText)} value={table} />
            </details>
            <details>
                <summary>{ speaker.label(&LatePaymentWord::ReadTable) }</summary>
                <div class="field">
                    <label for="late-file">{ speaker.label(&LatePaymentWord::ReadFile) }</label>
                    <input id="late-file" type="file" accept=".csv,.txt,.tsv,text/csv" onchange={choose} />
                </div>
                <p class="hint" id="late-paste-hint">{ speaker.label(&LatePaymentWord::ReadHint) }</p>
                <textarea id="late-paste" rows="4" aria-label={speaker.label(&LatePaymentWord::ReadTable)} aria-describedby="late-paste-hint"
                    value={ledger.pasted.clone()} oninput={paste} />
                <p class="actions">
                    <button type="button" class="button" onclick={take_in}>{ speaker.label(&LatePaymentWord::ReadNow) }</button>
                </p>
            </details>
            <div role="status" data-testid="ledger-read" data-typed="">
                for line in ledger.read.iter().flat_map(|read| said(read, &speaker)) {
                    <p>{ line }</p>
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
    let is_named = name.is_some();
    let name = name.map_or_else(|| speaker.label(&LatePaymentWord::NoName).to_owned(), visible);
    let name = format!("{} {name}", index.saturating_add(1));
    let due = answer.as_ref().and_then(|answer| answer.due).map(|due| speaker.date(due.day));
    let days = answer.as_ref().and_then(|answer| answer.days_late).map(|days| days.to_string());
    let owed = answer.as_ref().map(|answer| speaker.money(answer.owed));
    let interest =
        answer.as_ref().and_then(|answer| answer.interest.as_ref()).map(|interest| speaker.money(interest.total));
    let label = |word: LatePaymentWord| format!("{}{}", speaker.label(&word), speaker.quoted(&name));
    html! {
        <tr key={index} data-typed="" class={current.then_some("current")}>
            <th scope="row" translate={is_named.then_some("no")}>{ name.clone() }</th>
            <td>{ due.unwrap_or_default() }</td>
            <td>{ days.unwrap_or_default() }</td>
            <td>{ owed.unwrap_or_default() }</td>
            <td>{ interest.unwrap_or_default() }</td>
            <td>
                <button type="button" class="quiet" aria-label={label(LatePaymentWord::OpenClaim)} onclick={open}>{ speaker.label(&LatePaymentWord::OpenClaim) }</button>
                <button type="button" class="quiet" aria-label={label(LatePaymentWord::RemoveClaim)} onclick={remove}>{ speaker.label(&LatePaymentWord::RemoveClaim) }</button>
            </td>
        </tr>
    }
}

/// The claims of a table.
fn taken(file: Option<String>, text: Result<&str, FileError>) -> Change {
    let written = |name: &str| traditional::written(name.to_owned());
    Change::Take(file, text.map(|text| payment::read(text, &|heading| claim_heading(heading, &written))))
}

/// What is said of a table that was read: of what file it is, how many of its claims were taken, and what is wrong with
/// it.
fn said(read: &TableRead, speaker: &Speaker<'_>) -> Vec<String> {
    let table = match &read.table {
        Ok(table) => table,
        Err(why) => return vec![speaker.file_read(read.file.as_deref(), 0), why.sentence(speaker)],
    };
    let taken = table.lines.len().saturating_sub(read.repeated.len());
    let mut said = vec![speaker.file_read(read.file.as_deref(), taken)];
    let language = speaker.language;
    said.extend(table.wrong.iter().map(|(line, why)| speaker.on_line(*line, &line_error(why, language))));
    for line in &table.lines {
        if let Err(problems) = line.entry.read() {
            said.extend(problems.iter().map(|problem| speaker.on_line(line.number, &speaker.slip(problem))));
        }
    }
    said.extend(table.left_out.iter().map(|(line, headings)| speaker.on_line(*line, &left_out(headings, language))));
    said.extend(read.same_invoice.iter().map(|found| speaker.on_line(found.line, &same_invoice(*found, language))));
    said.extend(read.repeated.iter().map(|found| speaker.on_line(found.line, &repeated(*found, language))));
    said
}

#[cfg(test)]
mod tests {
    use super::*;
    use engine::table::NoText;

    use crate::later::view_tests::{loaded, restaurant, whole_view_of};

    const TABLE: &str = "发票或合同编号;欠款方是;签合同时我方是中小企业;合同签订日;交付日;应付金额\n\
                         甲;机关;是;2025-06-10;2025-07-01;10万\n乙;机关;是;2025-06-10;2025-07-01;-5\n";

    fn read(ledger: Rc<Ledger>, file: &str, text: Result<&str, FileError>) -> Rc<Ledger> {
        ledger.reduce(taken(Some(file.to_owned()), text))
    }

    fn lines(ledger: &Ledger) -> Vec<String> {
        let view = whole_view_of(loaded(), restaurant());
        ledger.read.iter().flat_map(|read| said(read, &view.speaker())).collect()
    }

    #[test]
    fn a_table_that_is_read_twice_doubles_nothing() {
        let once = read(Rc::new(Ledger::default()), "a.csv", Ok(TABLE));
        assert_eq!(once.entries.len(), 2, "one with a slip, to be mended");
        let said = lines(&once);
        assert!(said.iter().any(|line| line.contains("“a.csv”") && line.contains("2笔")), "{said:?}");
        assert!(said.iter().any(|line| line.contains("第3行") && line.contains("`-5`")), "{said:?}");
        let again = read(once.clone(), "b.csv", Ok(&TABLE.replace("10万", "100000")));
        assert_eq!(again.entries, once.entries);
        let said = lines(&again);
        assert!(said.iter().any(|line| line.contains("“b.csv”") && line.contains("0笔")), "{said:?}");
        for line in ["第2行", "第3行"] {
            assert!(said.iter().any(|said| said.contains(line) && said.contains("已经有这一笔")), "{said:?}");
        }
    }

    #[test]
    fn claims_are_there_after_another_page_and_after_an_update_until_all_is_erased() {
        let odd = "后发\n=1\\n";
        let ledger = read(Rc::new(Ledger::last()), "a.csv", Ok(TABLE));
        let ledger = ledger.reduce(Change::Type(Field::Name, odd.to_owned())).reduce(Change::Paste("half".to_owned()));
        assert_eq!(Ledger::last().entries, ledger.entries, "on coming back");
        let (name, text) = typed().expect("a ledger");
        forget();
        assert_eq!(Ledger::last(), Ledger::default());
        typed::put(&name, &text);
        let after = Ledger::last();
        assert_eq!((&after.entries, after.current, after.pasted.as_str()), (&ledger.entries, ledger.current, "half"));
        assert_eq!(after.current().get(Field::Name), odd);
        assert_eq!(typed::get(&name), "", "it is brought along once");
    }

    #[test]
    fn a_file_that_is_no_table_leaves_the_ledger_as_it_is() {
        let once = read(Rc::new(Ledger::default()), "a.csv", Ok(TABLE));
        let after = read(once.clone(), "b.xlsx", Err(FileError::Other(NoText::Workbook)));
        assert_eq!(after.entries, once.entries);
        let said = lines(&after);
        assert!(said.concat().contains("“b.xlsx”") && said.concat().contains("另存为"), "{said:?}");
    }
}
