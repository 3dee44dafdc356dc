//! The table of enterprises to be filled in, as a workbook.

use wording::{TemplateColumn, TemplateWords};

use crate::write::{Column, List, NewSheet, WriteError, write};

/// Writes it: a sheet with the headings alone, whose cells offer what may stand in them, and one that explains each heading
/// with an example.
///
/// # Errors
/// If it does not fit into a workbook.
pub fn template(columns: &[TemplateColumn], words: &TemplateWords) -> Result<Vec<u8>, WriteError> {
    let column = |column: &TemplateColumn| Column {
        heading: column.heading.clone(),
        width: u32::try_from(column.heading.chars().count()).unwrap_or(0).saturating_mul(2).clamp(12, 30),
        is_text: column.is_text,
        list: (!column.options.is_empty())
            .then(|| List { options: column.options.clone(), otherwise: words.otherwise.to_owned() }),
        hint: format!("{}\n{}", column.question, column.how),
    };
    let clients =
        NewSheet { name: words.clients.to_owned(), columns: columns.iter().map(column).collect(), rows: Vec::new() };
    let explain = |column: &TemplateColumn| {
        let options = column.options.join(" / ");
        [&column.heading, &column.question, &column.how, &options, &column.example]
            .map(|text| text.clone().into())
            .to_vec()
    };
    let explanation = NewSheet {
        name: words.explanation.to_owned(),
        columns: words
            .heads
            .into_iter()
            .zip([24, 50, 40, 40, 16])
            .map(|(heading, width)| Column { heading: heading.to_owned(), width, ..Column::default() })
            .collect(),
        rows: columns.iter().map(explain).collect(),
    };
    write(&[clients, explanation], words.lists)
}
