//! A table as it was pasted or chosen: its sheets as text, whatever wrote them.

use crate::later::parts::{ChosenFile, FileError, MOST_BYTES, text_of};
use crate::wording::Speaker;
use engine::table::{self, NoText};
use workbook::BookError;

/// A table as it was pasted or chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ChosenTable {
    /// The name of the file; nothing for what was pasted.
    pub(super) file: Option<String>,
    /// What is in it.
    pub(super) content: Result<Content, SourceError>,
}

/// The sheets of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Content {
    /// The names of the sheets, each with what stands in it as text. A text has one without a name.
    pub(super) sheets: Vec<(String, String)>,
    /// Which one is read.
    pub(super) at: usize,
    /// The mark that parts the cells, where that is known.
    pub(super) mark: Option<char>,
}

/// Why a table has no text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum SourceError {
    /// The file cannot be read.
    File(FileError),
    /// It is a workbook that cannot be read.
    Book(BookError),
}

impl Content {
    /// Of a text.
    pub(super) fn of_text(text: String) -> Self {
        Self { sheets: vec![(String::new(), text)], at: 0, mark: None }
    }

    /// Of a sheet of a workbook, by its name.
    pub(super) fn of_sheet(name: String, text: String) -> Self {
        Self { sheets: vec![(name, text)], at: 0, mark: Some(PARTED) }
    }

    /// The sheet that is read.
    pub(super) fn sheet(&self) -> (&str, &str) {
        self.sheets.get(self.at).map_or(("", ""), |(name, text)| (name, text))
    }
}

/// What [`table::of_rows`] puts between cells.
const PARTED: char = ',';

impl ChosenTable {
    /// Of what was pasted.
    pub(super) fn pasted(text: String) -> Self {
        let content = if text.len() > MOST_BYTES {
            Err(SourceError::File(FileError::TooLarge))
        } else {
            Ok(Content::of_text(text))
        };
        Self { file: None, content }
    }

    /// Of a file that was chosen or dropped.
    pub(super) fn of_file(file: ChosenFile<Vec<u8>>) -> Self {
        let content = file.text.map_err(SourceError::File).and_then(read);
        Self { file: Some(file.name), content }
    }

    /// The same with another sheet read.
    pub(super) fn with_sheet(&self, at: usize) -> Self {
        let mut next = self.clone();
        if let Ok(content) = &mut next.content {
            content.at = at;
        }
        next
    }
}

fn read(bytes: Vec<u8>) -> Result<Content, SourceError> {
    if !workbook::is_workbook(&bytes) {
        let text = text_of(bytes).map_err(SourceError::File)?;
        return Ok(Content::of_text(text));
    }
    let book = workbook::read(&bytes).map_err(SourceError::Book)?;
    let text = |sheet: workbook::Sheet| {
        let rows = sheet.rows.iter().map(|row| (row.line, row.cells.as_slice()));
        (sheet.name, table::of_rows(rows))
    };
    Ok(Content { sheets: book.sheets.into_iter().map(text).collect(), at: 0, mark: Some(PARTED) })
}

impl SourceError {
    /// A sentence that says so, and what to do.
    pub(super) fn sentence(&self, speaker: &Speaker<'_>) -> String {
        match self {
            // A web page that calls itself a workbook.
            Self::File(FileError::Other(NoText::Workbook)) => speaker.book_error(&BookError::OtherFormat),
            Self::File(error) => error.sentence(speaker),
            Self::Book(error) => speaker.book_error(error),
        }
    }
}
