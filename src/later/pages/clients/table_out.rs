//! The list of clients and the work list as files: a workbook with a sheet for each, or tables.

use std::rc::Rc;

use super::matched::{Matched, Stand, days_left};
use super::measures::{Measure, measures};
use super::work::{Work, Wrong};
use crate::later::parts::{download, download_bytes};
use crate::later::view::View;
use crate::later::{export, traditional};
use crate::wording::{ClientsWord, Speaker};
use engine::catalogue::PolicyId;
use engine::enterprise::FactId;
use engine::matching::{ClientColumn, ClientRow, Total};
use engine::quantity::{Money, decimal};
use workbook::{Cell, Column, NewSheet, letters};

/// The kind of a workbook, as browsers call it.
pub(super) const BOOK: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// One table of the workbook.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// The clients.
    Clients,
    /// The work list by measure.
    Measures,
    /// What was not understood.
    Wrong,
}

/// Offers all of it as a workbook.
pub(super) fn save_book(view: &View, work: &Work) {
    let sheets: Vec<NewSheet> =
        [Part::Measures, Part::Clients, Part::Wrong].into_iter().map(|part| sheet(view, work, part)).collect();
    let sheets: Vec<NewSheet> = sheets.into_iter().filter(|sheet| !sheet.rows.is_empty()).collect();
    // More rows than a sheet holds were not read.
    if let Ok(bytes) = workbook::write(&sheets, "-") {
        let _ = download_bytes(&bytes, "clients.xlsx", BOOK);
    }
}

/// Offers one part as a table.
pub(super) fn save_table(view: &View, work: &Work, part: Part) {
    let name = if part == Part::Measures { "work-list.csv" } else { "clients.csv" };
    let _ = download(&table(&sheet(view, work, part)), name, "text/csv;charset=utf-8");
}

/// A sheet as a table of comma-separated values, with the mark by which spreadsheets know UTF-8.
pub(super) fn table(sheet: &NewSheet) -> String {
    let mut text = String::from("\u{feff}");
    export::row(&mut text, sheet.columns.iter().map(|column| column.heading.as_str()));
    for row in &sheet.rows {
        let cell = |cell: &Cell| match cell {
            Cell::Text(text) | Cell::Number(text) => text.clone(),
        };
        let cells: Vec<String> = row.iter().map(cell).collect();
        export::row(&mut text, cells.iter().map(String::as_str));
    }
    text
}

/// One part as a sheet.
pub(super) fn sheet(view: &View, work: &Work, part: Part) -> NewSheet {
    let speaker = view.speaker();
    let clients = work.matched.borrow();
    let (name, columns, rows) = match part {
        Part::Clients => {
            (ClientsWord::List, &CLIENTS[..], clients.iter().map(|client| client_row(view, &speaker, client)).collect())
        }
        Part::Measures => (
            ClientsWord::WorkList,
            &MEASURES[..],
            measures(view.catalogue(), &clients, work.on)
                .iter()
                .map(|measure| measure_row(view, &speaker, &clients, measure, work))
                .collect(),
        ),
        Part::Wrong => (ClientsWord::BadCells, &WRONG[..], work.wrong.iter().map(wrong_row).collect()),
    };
    let said = |word: &ClientsWord| traditional::written(speaker.label(word).to_owned());
    let column =
        |(word, width): &(ClientsWord, u32)| Column { heading: said(word), width: *width, ..Column::default() };
    NewSheet { name: said(&name), columns: columns.iter().map(column).collect(), rows }
}

const CLIENTS: [(ClientsWord, u32); 13] = [
    (ClientsWord::Line, 6),
    (ClientsWord::Client, 24),
    (ClientsWord::Size, 8),
    (ClientsWord::SureYearLow, 14),
    (ClientsWord::SureYearHigh, 14),
    (ClientsWord::SureOnceLow, 14),
    (ClientsWord::SureOnceHigh, 14),
    (ClientsWord::LikelyYearHigh, 14),
    (ClientsWord::LikelyOnceHigh, 14),
    (ClientsWord::AskNext, 24),
    (ClientsWord::WhatItSettles, 40),
    (ClientsWord::Soon, 10),
    (ClientsWord::CanUse, 60),
];

const MEASURES: [(ClientsWord, u32); 9] = [
    (ClientsWord::Measure, 40),
    (ClientsWord::LastDay, 12),
    (ClientsWord::DaysLeft, 8),
    (ClientsWord::HowMany, 8),
    (ClientsWord::Brings, 24),
    (ClientsWord::WhoCanUse, 50),
    (ClientsWord::WhoWaits, 40),
    (ClientsWord::HowManyLack, 8),
    (ClientsWord::WhoLacksWhat, 60),
];

const WRONG: [(ClientsWord, u32); 5] = [
    (ClientsWord::Line, 6),
    (ClientsWord::ColumnLetters, 6),
    (ClientsWord::ColumnName, 20),
    (ClientsWord::Client, 24),
    (ClientsWord::WhatIsWrong, 70),
];

/// Yuan as a number.
fn yuan(money: Option<Money>) -> Cell {
    Cell::Number(money.map_or_else(String::new, |money| decimal(money.fen(), 2)))
}

fn bounds(total: Total) -> [Option<Money>; 2] {
    total.bounds().map_or([None, None], |(low, high)| [Some(low), Some(high)])
}

/// What the program says, as the page writes it.
fn said(text: impl Into<String>) -> Cell {
    Cell::Text(traditional::written(text.into()))
}

fn count(count: usize) -> Cell {
    Cell::Number(count.to_string())
}

fn names(view: &View, ids: impl Iterator<Item = PolicyId>) -> String {
    let names: Vec<&str> = ids.filter_map(|id| view.catalogue().rule(id)).map(|rule| view.name(rule)).collect();
    names.join(view.speaker().semicolon())
}

fn client_row(view: &View, speaker: &Speaker<'_>, client: &Matched) -> Vec<Cell> {
    let ([year_low, year_high], [once_low, once_high]) = (bounds(client.sure.year), bounds(client.sure.once));
    let question = client.question.as_ref();
    vec![
        Cell::Number(client.line.to_string()),
        Cell::Text(client.name.clone()),
        said(client.class.map_or("", |class| speaker.label(&class))),
        yuan(year_low),
        yuan(year_high),
        yuan(once_low),
        yuan(once_high),
        yuan(bounds(client.likely.year)[1]),
        yuan(bounds(client.likely.once)[1]),
        said(question.map_or("", |question| speaker.fact(question.fact))),
        said(question.map_or_else(String::new, |question| speaker.settles(question))),
        count(client.soon),
        said(names(view, client.uses.iter().filter(|of| of.stand == Stand::Now).map(|of| of.policy))),
    ]
}

fn measure_row(
    view: &View,
    speaker: &Speaker<'_>,
    clients: &[Rc<Matched>],
    measure: &Measure,
    work: &Work,
) -> Vec<Cell> {
    let of = |places: &[usize]| {
        let names = places
            .iter()
            .filter_map(|place| clients.get(*place))
            .map(|client| speaker.name_of_client(&client.name, client.line));
        names.collect::<Vec<_>>().join(speaker.enumeration())
    };
    let lacks = measure.lacks.iter().filter_map(|place| clients.get(*place)).map(|client| {
        let facts: &[FactId] = match measure.stand(client) {
            Some(Stand::Lacks(facts)) => facts,
            _ => &[],
        };
        let facts: Vec<&str> = facts.iter().map(|fact| speaker.fact(*fact)).collect();
        format!(
            "{}{}",
            speaker.name_of_client(&client.name, client.line),
            speaker.in_brackets(&facts.join(speaker.enumeration()))
        )
    });
    vec![
        said(view.catalogue().rule(measure.policy).map_or("", |rule| view.name(rule))),
        Cell::Text(measure.day.map_or_else(String::new, |day| day.to_string())),
        Cell::Number(measure.day.map_or_else(String::new, |day| days_left(day, work.on).to_string())),
        count(measure.now.len()),
        said(speaker.brings(measure.year, measure.once).unwrap_or_default()),
        Cell::Text(of(&measure.now)),
        Cell::Text(of(&measure.others)),
        count(measure.lacks.len()),
        Cell::Text(lacks.collect::<Vec<_>>().join(speaker.semicolon())),
    ]
}

fn wrong_row(wrong: &Wrong) -> Vec<Cell> {
    vec![
        Cell::Number(wrong.line.to_string()),
        Cell::Text(wrong.column.map_or_else(String::new, letters)),
        Cell::Text(wrong.heading.clone()),
        Cell::Text(wrong.client.clone()),
        said(wrong.why.clone()),
    ]
}

/// Offers the clients as `policy-match batch --needs-info --worth` writes them, for programs.
pub(super) fn save_rows(view: &View, work: &Work) {
    let _ = download(&rows(view, &work.matched.borrow()), "clients-rows.csv", "text/csv;charset=utf-8");
}

/// The same as text.
pub(super) fn rows(view: &View, clients: &[Rc<Matched>]) -> String {
    let columns = || ClientColumn::ALL.into_iter().filter(|column| *column != ClientColumn::Missing);
    let mut text = String::from("\u{feff}");
    export::row(&mut text, columns().map(ClientColumn::name));
    for client in clients {
        let row = ClientRow {
            line: client.line,
            name: &client.name,
            class: client.class,
            eligible: &client.eligible,
            needs_info: &client.open,
            together: Some(&client.sure),
            missing: &[],
        };
        let cell = |column: ClientColumn| {
            let mut cell = String::new();
            column.write(&row, view.catalogue(), &mut cell);
            cell
        };
        let cells: Vec<String> = columns().map(cell).collect();
        export::row(&mut text, cells.iter().map(String::as_str));
    }
    text
}

/// Offers the table to be filled in, as a workbook or as a table with the headings alone.
pub(super) fn save_template(view: &View, as_book: bool) {
    let speaker = view.speaker();
    let facts = engine::matching::table_facts(view.catalogue(), view.answer.on);
    let mut columns = speaker.template(&facts);
    for column in &mut columns {
        for text in [&mut column.heading, &mut column.question, &mut column.how, &mut column.example] {
            *text = traditional::written(std::mem::take(text));
        }
        for option in &mut column.options {
            *option = traditional::written(std::mem::take(option));
        }
    }
    if as_book {
        if let Ok(bytes) = workbook::template(&columns, &speaker.template_words()) {
            let _ = download_bytes(&bytes, "clients-template.xlsx", BOOK);
        }
        return;
    }
    let mut text = String::from("\u{feff}");
    export::row(&mut text, columns.iter().map(|column| column.heading.as_str()));
    let _ = download(&text, "clients-template.csv", "text/csv;charset=utf-8");
}
