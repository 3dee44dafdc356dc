//! Reading a workbook: which file it is, how large it is unpacked, and the cells of each sheet as text.

use std::error::Error;
use std::fmt::{self, Display, Formatter};
use std::io::{self, Cursor, Read as _};

use calamine::{Reader as _, SheetType, SheetVisible, Style, Xlsx, XlsxError};
use zip::ZipArchive;
use zip::result::ZipError;

use crate::cell;

/// The sheets of a workbook that a person sees and that have something in them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Book {
    /// In the order of their tabs.
    pub sheets: Vec<Sheet>,
}

/// A sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// What stands on its tab.
    pub name: String,
    /// The rows with something in them.
    pub rows: Vec<Row>,
}

/// A row with something in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its number at the edge of the sheet; the first is 1.
    pub line: u64,
    /// Its cells from the first column on, up to the last one with something in it.
    pub cells: Vec<String>,
}

/// Why a workbook cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BookError {
    /// It is no workbook.
    Other,
    /// It is one of before 2007 (`.xls`), or of another program (`.ods`, `.xlsb`), and has to be saved anew.
    OtherFormat,
    /// It can be opened with a password only.
    Encrypted,
    /// It is larger than is read here.
    TooLarge(Limit),
    /// Nothing is in it.
    Empty,
    /// It is cut off or damaged; the reason in English, for those who made it.
    Damaged(String),
}

/// A bound that a workbook is beyond.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// [`MOST_UNPACKED`].
    Unpacked,
    /// [`MOST_CELLS`].
    Cells,
    /// [`MOST_TEXT`].
    Text,
}

impl Display for BookError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Other => f.write_str("no workbook"),
            Self::OtherFormat => f.write_str("a workbook of another format than xlsx"),
            Self::Encrypted => f.write_str("a workbook with a password"),
            Self::TooLarge(Limit::Unpacked) => f.write_str("a workbook that is too large unpacked"),
            Self::TooLarge(Limit::Cells) => f.write_str("a workbook with too many cells"),
            Self::TooLarge(Limit::Text) => f.write_str("a workbook with too much text"),
            Self::Empty => f.write_str("nothing is in it"),
            Self::Damaged(why) => write!(f, "a damaged workbook: {why}"),
        }
    }
}

impl Error for BookError {}

/// The most bytes of the parts that are read, unpacked: a small archive can hold any number of zeros.
const MOST_UNPACKED: u64 = 150_000_000;

/// The most bytes of the styles, each of which takes many times as much memory as it has bytes.
const MOST_STYLES: u64 = 5_000_000;

/// The most parts of a workbook.
const MOST_PARTS: usize = 5_000;

/// The most cells, blank ones between filled ones with them.
const MOST_CELLS: usize = 2_000_000;

/// The most bytes of text: one long text can stand in any number of cells.
const MOST_TEXT: usize = 50_000_000;

/// So many characters of a cell are read. No spreadsheet program writes more, and one more tells that there were more.
const LONGEST: usize = 32_768;

/// What the archive of a workbook begins with.
const ARCHIVE: &[u8] = b"PK\x03\x04";

/// What compound files begin with: workbooks of before 2007, and those with a password.
const COMPOUND: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// What workbooks of before 1997 begin with.
const OLDEST: [&[u8]; 3] = [b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08"];

/// Whether a file begins as workbooks of any age do; what does not is text or something else.
#[must_use]
pub fn is_workbook(bytes: &[u8]) -> bool {
    bytes.starts_with(ARCHIVE) || bytes.starts_with(COMPOUND) || OLDEST.iter().any(|first| bytes.starts_with(first))
}

/// Reads a workbook: of each sheet that is not hidden and has something in it, the rows as text. Of formulas, what they
/// came to when the workbook was saved.
///
/// # Errors
/// Why it cannot be read.
pub fn read(bytes: &[u8]) -> Result<Book, BookError> {
    if bytes.starts_with(COMPOUND) {
        // The stream in which such a file keeps what is encrypted.
        let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let is_encrypted = bytes.windows(name.len()).any(|part| part == name);
        return Err(if is_encrypted { BookError::Encrypted } else { BookError::OtherFormat });
    }
    if !is_workbook(bytes) {
        return Err(BookError::Other);
    }
    if !bytes.starts_with(ARCHIVE) {
        return Err(BookError::OtherFormat);
    }
    measure(bytes)?;
    let mut book: Xlsx<Cursor<&[u8]>> = Xlsx::new(Cursor::new(bytes))?;
    let is_seen =
        |sheet: &&calamine::Sheet| sheet.visible == SheetVisible::Visible && sheet.typ == SheetType::WorkSheet;
    let names: Vec<String> = book.sheets_metadata().iter().filter(is_seen).map(|sheet| sheet.name.clone()).collect();
    let mut room = Room { cells: MOST_CELLS, text: MOST_TEXT };
    let mut sheets = Vec::new();
    for name in names {
        let rows = rows(&mut book, &name, &mut room)?;
        if !rows.is_empty() {
            sheets.push(Sheet { name, rows });
        }
    }
    if sheets.is_empty() { Err(BookError::Empty) } else { Ok(Book { sheets }) }
}

/// Finds out whether an archive is a workbook, and how large it is unpacked; what it says of that itself may be a lie.
fn measure(bytes: &[u8]) -> Result<(), BookError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(of_archive)?;
    // A name that is no text is none of those looked for.
    let names: Vec<String> = archive.file_names().flatten().map(|name| name.to_ascii_lowercase()).collect();
    let has = |wanted: &str| names.iter().any(|name| name == wanted);
    if !has("[content_types].xml") {
        let is_other = has("mimetype") || has("index/document.iwa");
        return Err(if is_other { BookError::OtherFormat } else { BookError::Other });
    }
    if has("xl/workbook.bin") {
        return Err(BookError::OtherFormat);
    }
    if !names.iter().any(|name| name.contains("workbook")) {
        return Err(BookError::Other);
    }
    if archive.len() > MOST_PARTS {
        return Err(BookError::TooLarge(Limit::Unpacked));
    }
    let mut room = MOST_UNPACKED;
    for place in 0..archive.len() {
        let part = archive.by_index(place).map_err(of_archive)?;
        let name = part.name().map_err(of_archive)?.to_ascii_lowercase();
        // Pictures and the like are not read.
        if !name.ends_with(".xml") && !name.ends_with(".rels") {
            continue;
        }
        let most = if name.ends_with("styles.xml") { MOST_STYLES.min(room) } else { room };
        let count = io::copy(&mut part.take(most.saturating_add(1)), &mut io::sink());
        let count = count.map_err(|error| BookError::Damaged(error.to_string()))?;
        if count > most {
            return Err(BookError::TooLarge(Limit::Unpacked));
        }
        room = room.saturating_sub(count);
    }
    Ok(())
}

fn of_archive(error: ZipError) -> BookError {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => BookError::Encrypted,
        error => BookError::Damaged(error.to_string()),
    }
}

impl From<XlsxError> for BookError {
    fn from(error: XlsxError) -> Self {
        if matches!(error, XlsxError::Password) { Self::Encrypted } else { Self::Damaged(error.to_string()) }
    }
}

/// How much more may be read.
struct Room {
    cells: usize,
    text: usize,
}

/// The rows of a sheet.
fn rows(book: &mut Xlsx<Cursor<&[u8]>>, name: &str, room: &mut Room) -> Result<Vec<Row>, BookError> {
    let mut reader = match book.worksheet_cells_reader(name) {
        Ok(reader) => reader,
        // A page with a picture alone, or one that was never written.
        Err(XlsxError::NotAWorksheet(_) | XlsxError::WorksheetNotFound(_)) => return Ok(Vec::new()),
        Err(error) => return Err(error.into()),
    };
    let percents: Vec<bool> = reader.styles().iter().map(shows_percent).collect();
    let mut rows: Vec<Row> = Vec::new();
    while let Some((cell, style)) = reader.next_cell_with_style_id()? {
        let mut text = cell::text(cell.get_value(), percents.get(style).copied().unwrap_or(false));
        if text.trim().is_empty() {
            continue;
        }
        if let Some((end, _)) = text.char_indices().nth(LONGEST) {
            text.truncate(end);
        }
        room.text = room.text.checked_sub(text.len()).ok_or(BookError::TooLarge(Limit::Text))?;
        let (row, column) = cell.get_position();
        let line = u64::from(row).saturating_add(1);
        let column = usize::try_from(column).unwrap_or(usize::MAX);
        // Rows that go back are joined where they belong, as spreadsheet programs do.
        let place = match rows.last() {
            Some(last) if last.line >= line => rows.binary_search_by_key(&line, |row| row.line),
            Some(_) | None => Err(rows.len()),
        };
        let place = place.unwrap_or_else(|place| {
            rows.insert(place, Row { line, cells: Vec::new() });
            place
        });
        let Some(Row { cells, .. }) = rows.get_mut(place) else { continue };
        let width = column.saturating_add(1);
        let more = width.saturating_sub(cells.len());
        room.cells = room.cells.checked_sub(more).ok_or(BookError::TooLarge(Limit::Cells))?;
        cells.resize(width.max(cells.len()), String::new());
        if let Some(cell) = cells.get_mut(column) {
            *cell = text;
        }
    }
    Ok(rows)
}

/// Whether a style shows a number as a percentage.
fn shows_percent(style: &Style) -> bool {
    style.number_format.as_ref().is_some_and(|format| {
        // What stands in quotation marks or behind a backslash is shown as it is.
        let mut is_quoted = false;
        let mut is_escaped = false;
        format.format_code.chars().any(|c| {
            let is_plain = !is_quoted && !is_escaped;
            is_escaped = is_plain && c == '\\';
            is_quoted ^= c == '"';
            is_plain && c == '%'
        }) || matches!(format.format_id, Some(9 | 10))
    })
}
