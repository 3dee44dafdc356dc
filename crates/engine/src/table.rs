//! Tables as spreadsheets write them: which text a file holds, which mark parts its cells, which row is the heading, and
//! the rows with the line of each as an editor counts; and the one way in which a table is written.
//!
//! Nothing in a table is left out silently but what is blank: a cell without a heading, a column that is not known and
//! characters that got lost are told with their place.

use std::borrow::Cow;
use std::error::Error;
use std::fmt::{self, Display, Formatter};
use std::io::Cursor;

use crate::table_notes::{names_unit, no_data, unit_in};

/// Added behind a table: if it does not come out as a row of its own, a quotation mark was never closed.
const END: &str = "\n\u{1a}\n";

/// The end mark of DOS, which no cell holds.
const LAST: char = '\u{1a}';

/// What stands where a character could not be read.
const LOST: char = '\u{fffd}';

/// The first bytes of workbooks: archives (xlsx, ods, et of today), compound files (xls, et), and sheets of before 1997.
const WORKBOOKS: [&[u8]; 5] =
    [b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08"];

/// The first bytes of packed files, pictures and documents: gzip, 7z, rar, bzip2, xz, zstd, PDF, PNG, JPEG, an empty or
/// divided zip.
const OTHERS: [&[u8]; 10] = [
    b"\x1f\x8b",
    b"7z\xbc\xaf\x27\x1c",
    b"Rar!\x1a\x07",
    b"BZh",
    b"\xfd7zXZ\0",
    b"\x28\xb5\x2f\xfd",
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"PK",
];

/// Why a file is no text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoText {
    /// It is a workbook of a spreadsheet program, or a page that such a program opens as one.
    Workbook,
    /// It is something else: packed, a picture, a document.
    Other,
}

impl Display for NoText {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Workbook => "a workbook, not text",
            Self::Other => "no text",
        })
    }
}

impl Error for NoText {}

/// The text of a file: by the mark of UTF-8 or UTF-16 that it begins with, else UTF-8, else GB 18030, which spreadsheets
/// write in China. `gb18030` reads that, with U+FFFD for what is none.
///
/// UTF-8 with damage in a few places stays UTF-8: every byte could begin a character of GB 18030, and all of it would
/// turn into other characters. What is lost comes out as U+FFFD.
///
/// # Errors
/// [`NoText`], by its first bytes.
pub fn text(bytes: Vec<u8>, gb18030: &dyn Fn(&[u8]) -> String) -> Result<String, NoText> {
    let begins_as = |those: &[&[u8]]| those.iter().any(|first| bytes.starts_with(first));
    if begins_as(&WORKBOOKS) {
        return Err(NoText::Workbook);
    }
    // Names may begin with two of these letters, but no text goes on so.
    if begins_as(&OTHERS) && bytes.iter().take(64).any(|byte| !matches!(byte, 9 | 10 | 13 | 26 | 32..=126)) {
        return Err(NoText::Other);
    }
    let text = match bytes.as_slice() {
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
        _ if is_unmarked_utf16(&bytes) => unmarked_utf16(&bytes),
        _ => String::from_utf8(bytes).unwrap_or_else(|other| {
            let bytes = other.into_bytes();
            if is_damaged_utf8(&bytes) { String::from_utf8_lossy(&bytes).into_owned() } else { gb18030(&bytes) }
        }),
    };
    // Reports are often saved as a web page that only calls itself xls.
    if text.trim_start_matches('\u{feff}').trim_start().starts_with('<') { Err(NoText::Workbook) } else { Ok(text) }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let read = char::decode_utf16(pairs.iter().copied().map(unit)).map(|read| read.unwrap_or(LOST));
    let half = (!rest.is_empty()).then_some(LOST);
    read.chain(half).collect()
}

/// Whether zero bytes stand in one half of the pairs alone, and there as regularly as the upper half of the marks and line
/// ends of UTF-16 does. Elsewhere they are damage.
fn is_unmarked_utf16(bytes: &[u8]) -> bool {
    let zeros = |skip: usize| bytes.iter().skip(skip).step_by(2).filter(|&&byte| byte == 0).count();
    let marks = bytes.iter().filter(|byte| matches!(byte, b',' | b';' | b'\t' | b'\n' | b'\r')).count();
    let (first, second) = (zeros(0), zeros(1));
    if first > 0 && second > 0 {
        return false;
    }
    let count = first.max(second);
    let is_other_text = std::str::from_utf8(bytes).is_ok() && count.saturating_mul(3) < bytes.len();
    count > 0 && count.saturating_mul(2) >= marks && !is_other_text
}

/// Without its mark, the half in which the zero bytes stand says which order UTF-16 has.
fn unmarked_utf16(bytes: &[u8]) -> String {
    let zeros = |skip: usize| bytes.iter().skip(skip).step_by(2).filter(|&&byte| byte == 0).count();
    utf16(bytes, if zeros(1) >= zeros(0) { u16::from_le_bytes } else { u16::from_be_bytes })
}

/// Whether more of it is Chinese in UTF-8 than is not UTF-8; in GB 18030 that comes about by chance once in many times.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut read, mut lost) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        read = read.saturating_add(chunk.valid().chars().filter(|&c| c >= '\u{800}').count());
        lost = lost.saturating_add(usize::from(!chunk.invalid().is_empty()));
    }
    read > lost
}

/// One row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The line on which it begins; the first is 1.
    pub line: u64,
    /// What stands in it.
    pub cells: csv::StringRecord,
}

impl Row {
    fn filled(&self) -> usize {
        self.cells.iter().filter(|cell| !cell.trim().is_empty()).count()
    }
}

/// Why a row cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableError {
    /// Characters in it got lost.
    NotText,
    /// A quotation mark in it is never closed: it and all that follows cannot be told apart.
    OpenQuote,
    /// A cell has more characters than one of a spreadsheet can hold.
    TooLong,
    /// It has more cells than any table that is read here.
    TooWide,
}

impl Display for TableError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotText => "characters in it got lost",
            Self::OpenQuote => "a quotation mark is never closed",
            Self::TooLong => "a cell is too long",
            Self::TooWide => "too many cells",
        })
    }
}

impl Error for TableError {}

/// The rows of a table; those with nothing in them are left out.
#[derive(Debug)]
pub struct Rows {
    reader: csv::Reader<Cursor<Vec<u8>>>,
    /// The mark that parts its cells, where the reader has [`PARTED`] instead, which is one byte.
    mark: Option<char>,
    /// How many bytes the text has, [`END`] with it.
    len: u64,
    done: bool,
}

/// The most characters of a cell: no more can stand in one of a spreadsheet.
const LONGEST: usize = 32_767;

/// The most cells of a row with something in them, many times what can be known of an enterprise or a claim. Each heading
/// is looked up among all names, so that without a bound a hostile file would take hours.
const WIDEST: usize = 1_000;

/// Stands for a mark of several bytes: the separator of units in ASCII, which nobody types.
const PARTED: char = '\u{1f}';

/// Reads a table whose cells are parted by a mark.
fn rows(table: &str, mark: char) -> Rows {
    let mut text =
        if table.contains('\r') { table.replace("\r\n", "\n").replace('\r', "\n") } else { table.to_owned() };
    let is_wide = !mark.is_ascii();
    if is_wide {
        text = text.replace(mark, PARTED.encode_utf8(&mut [0]));
    }
    // The end mark of DOS, at the very end.
    let end = text.trim_end_matches('\n');
    text.truncate(end.strip_suffix(LAST).map_or(text.len(), str::len));
    text.push_str(END);
    let len = u64::try_from(text.len()).unwrap_or(u64::MAX);
    let byte = u8::try_from(if is_wide { PARTED } else { mark }).unwrap_or(b',');
    let reader = csv::ReaderBuilder::new()
        .flexible(true)
        .has_headers(false)
        .delimiter(byte)
        .buffer_capacity(1 << 16)
        .from_reader(Cursor::new(text.into_bytes()));
    Rows { reader, mark: is_wide.then_some(mark), len, done: false }
}

impl Rows {
    /// How many bytes of the text are read.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.reader.position().byte()
    }
}

impl Iterator for Rows {
    type Item = Result<Row, (u64, TableError)>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.done {
            let mut cells = csv::StringRecord::new();
            let read = self.reader.read_record(&mut cells);
            let within = cells.iter().map(|cell| cell.matches('\n').count()).fold(0, usize::saturating_add);
            // The row ends with one line end more than stand within it; blank lines before it are passed already.
            let within = u64::try_from(within).unwrap_or(u64::MAX);
            let line = self.reader.position().line().saturating_sub(within).saturating_sub(1);
            // Memory is always read, and a text is UTF-8 in every part.
            if !matches!(read, Ok(true)) {
                self.done = true;
                return None;
            }
            // A mark like the end of the table may stand in the midst of it.
            let is_last = self.reader.position().byte() >= self.len;
            match cells.iter().next_back().filter(|_| is_last) {
                Some(cell) if cells.len() == 1 && cell == END.trim_matches('\n') => {
                    self.done = true;
                    return None;
                }
                // Only the very end of the table can stand in a cell: no row is behind it.
                Some(cell) if cell.ends_with(END) => {
                    self.done = true;
                    // No line end closed it.
                    return Some(Err((line.saturating_add(1), TableError::OpenQuote)));
                }
                _ => {}
            }
            if let Some(mark) = self.mark {
                cells = cells.iter().map(|cell| cell.replace(PARTED, mark.encode_utf8(&mut [0; 4]))).collect();
            }
            let row = Row { line, cells };
            if row.cells.iter().any(|cell| cell.contains([LOST, '\0', LAST])) {
                return Some(Err((line, TableError::NotText)));
            }
            if row.cells.iter().any(|cell| cell.len() > LONGEST && cell.chars().count() > LONGEST) {
                return Some(Err((line, TableError::TooLong)));
            }
            match row.filled() {
                0 => {}
                1..=WIDEST => return Some(Ok(row)),
                _ => return Some(Err((line, TableError::TooWide))),
            }
        }
        None
    }
}

/// The columns of a table, by its heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Columns<K>(Vec<Column<K>>);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column<K> {
    Of(K),
    /// Its heading is not known, or passed over.
    LeftOut,
    /// It has no heading: nothing may stand in it.
    Bare,
}

/// A table whose heading is read.
#[derive(Debug)]
pub struct Table<K> {
    /// The line of the heading.
    pub line: u64,
    /// The headings as they stand there, the first column first.
    pub headings: Vec<String>,
    /// What its columns hold.
    pub columns: Columns<K>,
    /// The headings that are not known.
    pub unknown: Vec<String>,
    /// The headings of columns that say nothing here, such as 备注: what stands in them is left out.
    pub left_out: Vec<String>,
    /// The rows below the heading.
    pub rows: Rows,
}

/// Why a table cannot be read at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HeadingError {
    /// Nothing is in it.
    Empty,
    /// A row cannot be read.
    Row(TableError),
    /// A heading is not known.
    Unknown(String),
    /// A row that is no data says that amounts are in another unit than yuan.
    Unit(String),
    /// Data stands above the heading.
    Above(String),
    /// A second heading stands below the first.
    Again(String),
}

impl Display for HeadingError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("nothing is in it"),
            Self::Row(error) => write!(f, "{error}"),
            Self::Unknown(name) => write!(f, "no column is called `{name}`"),
            Self::Unit(title) => write!(f, "`{title}` names a unit for all amounts"),
            Self::Above(typed) => write!(f, "`{typed}` stands above the heading"),
            Self::Again(typed) => write!(f, "`{typed}` begins a second heading"),
        }
    }
}

impl Error for HeadingError {}

/// What is wrong with the cells of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CellsError {
    /// Something stands behind the last column.
    TooMany {
        /// How many cells there are.
        cells: usize,
        /// How many columns the heading has.
        columns: usize,
    },
    /// Something stands in a column without a heading.
    NoHeading {
        /// Which column, from 1.
        column: usize,
        /// What stands there.
        typed: String,
    },
    /// The row is a sum of others, a note or a signature, as this says.
    NoData(String),
}

impl Display for CellsError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooMany { cells, columns } => write!(f, "{cells} cells, but only {columns} columns"),
            Self::NoData(typed) => write!(f, "`{typed}`: a sum or a note"),
            Self::NoHeading { column, typed } => write!(f, "`{typed}` stands in column {column}, which has no heading"),
        }
    }
}

impl Error for CellsError {}

/// The marks that may part cells, the likeliest first.
const MARKS: [char; 7] = [',', '\t', ';', '，', '；', '、', '|'];

/// Within so many rows the heading must come.
const HEAD: usize = 10;

/// A title above a heading has at most so many cells with something in them: itself, and for whom or when it is.
const TITLE: usize = 2;

/// Headings of columns that say nothing of an enterprise or a claim, unless they are known as more.
const SAY_NOTHING: [&str; 9] = ["序号", "序號", "编号", "編號", "备注", "備註", "no", "no.", "remarks"];

/// Opens a table: finds the mark that parts its cells (a line `sep=;` names it) and the heading, which is the first row
/// with a heading that is known; above it there may be a title. `find` knows headings as [`folded`] writes them. Columns
/// are passed over where headings stand together as the program itself has `added` them.
///
/// # Errors
/// What stands in the way of reading any of it, with the line.
pub fn open<K>(text: &str, find: &dyn Fn(&str) -> Option<K>, added: &[&str]) -> Result<Table<K>, (u64, HeadingError)> {
    open_parted(text, None, find, added)
}

/// As [`open`], of a table of which it may be known which mark parts its cells, such as what [`of_rows`] writes.
///
/// # Errors
/// As [`open`].
pub fn open_parted<K>(
    text: &str,
    mark: Option<char>,
    find: &dyn Fn(&str) -> Option<K>,
    added: &[&str],
) -> Result<Table<K>, (u64, HeadingError)> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let named = if mark.is_some() { None } else { named_mark(text) };
    let first_row = u64::from(named.is_some()).saturating_add(1);
    let known = |row: &Row| row.cells.iter().filter(|cell| find(&folded(cell)).is_some()).count();
    let head = head(text);
    // Where nothing is known and no mark parts anything, the first row is the heading.
    let mut best = (0_usize, 1_usize, mark.or(named).unwrap_or(','), first_row);
    let marks = mark.or(named).map_or_else(|| MARKS.to_vec(), |mark| vec![mark]);
    for mark in marks {
        let rows = rows(head, mark).flatten().filter(|row| row.line >= first_row).take(HEAD);
        for (place, row) in rows.enumerate() {
            // Where no heading is known, the mark that parts most cells of the first row is told from the others.
            let parted = if place == 0 { row.filled() } else { 0 };
            if (known(&row), parted) > (best.0, best.1) {
                best = (known(&row), parted, mark, row.line);
            }
        }
    }
    let (found, _, mark, mut best_line) = best;
    if found == 0 {
        // A title is not the heading where wider rows follow it.
        let mut top = rows(head, mark).flatten().filter(|row| row.line >= first_row).take(HEAD);
        best_line = top.find(|row| row.filled() > TITLE).map_or(best_line, |row| row.line);
    }
    let heading_line = heading_line(rows(text, mark), first_row, best_line, &known)?;
    let mut rows = rows(text, mark);
    let heading = rows.by_ref().flatten().find(|row| row.line >= heading_line);
    let cells = heading.map_or_else(csv::StringRecord::new, |row| row.cells);
    let names: Vec<String> = cells.iter().map(folded).collect();
    let start = names.windows(added.len().max(1)).position(|names| names == added);
    let is_added =
        |place: usize| start.is_some_and(|start| place >= start && place.saturating_sub(start) < added.len());
    let (mut unknown, mut left_out) = (Vec::new(), Vec::new());
    let column = |(place, (cell, name)): (usize, (&str, &String))| match find(name) {
        _ if is_added(place) => Column::LeftOut,
        Some(key) => Column::Of(key),
        None if name.is_empty() => Column::Bare,
        None => {
            if SAY_NOTHING.contains(&name.as_str()) { &mut left_out } else { &mut unknown }
                .push(cell.trim().to_owned());
            Column::LeftOut
        }
    };
    let columns = Columns(cells.iter().zip(&names).enumerate().map(column).collect());
    let headings = cells.iter().map(|cell| cell.trim().to_owned()).collect();
    Ok(Table { line: heading_line, headings, columns, unknown, left_out, rows })
}

/// The line of the heading, where nothing else in the whole table stands in the way of reading it: a unit for all
/// amounts, data above the heading, or another heading below it.
fn heading_line(
    rows: Rows,
    first_row: u64,
    best_line: u64,
    known: &dyn Fn(&Row) -> usize,
) -> Result<u64, (u64, HeadingError)> {
    let (mut heading, mut is_known) = (None, false);
    let mut headings: Vec<String> = Vec::new();
    for row in rows {
        let row = match (row, heading) {
            (Ok(row), _) => row,
            (Err((line, why)), None) => return Err((line, HeadingError::Row(why))),
            // It is told among the rows.
            (Err(_), Some(_)) => continue,
        };
        if row.line < first_row {
            continue;
        }
        let filled: Vec<&str> = row.cells.iter().map(str::trim).filter(|cell| !cell.is_empty()).collect();
        let whole = || filled.concat();
        if heading.is_some() {
            if let Some(unit) = unit_in(&filled) {
                return Err((row.line, HeadingError::Unit(unit.to_owned())));
            }
            // Names are looked up slowly, and most cells of data are figures.
            let words = filled.iter().filter(|cell| !cell.contains(|c: char| c.is_ascii_digit())).count();
            let known = if is_known && words.saturating_mul(2) > filled.len() { known(&row) } else { 0 };
            // One cell alone that is called like a column may be a name, unless it is the heading once more.
            let is_heading = known > 1 && known.saturating_mul(2) > filled.len();
            if is_heading || (known > 0 && filled == headings) {
                return Err((row.line, HeadingError::Again(filled.first().copied().unwrap_or_default().to_owned())));
            }
        } else if row.line >= best_line || filled.len() > TITLE || known(&row) > 0 {
            heading = Some(row.line);
            headings = filled.iter().map(|&cell| cell.to_owned()).collect();
            is_known = known(&row) > 0;
        } else if names_unit(&whole()) || filled.iter().any(|cell| names_unit(cell)) {
            return Err((row.line, HeadingError::Unit(whole())));
        } else if filled.len() > 1 && filled.iter().any(|cell| is_amount(cell)) {
            return Err((row.line, HeadingError::Above(whole())));
        }
    }
    heading.ok_or((1, HeadingError::Empty))
}

/// Whether a cell is a number or an amount, as titles hold none.
fn is_amount(cell: &str) -> bool {
    let cell = folded(cell);
    cell.starts_with(|c: char| c.is_ascii_digit() || c == '-')
        && cell.chars().all(|c| c.is_ascii_digit() || ",.-%~万千亿元人".contains(c))
        && cell.matches('-').count() < 2
}

/// The mark that a line such as `sep=;` names, by which spreadsheets tell each other.
fn named_mark(text: &str) -> Option<char> {
    let line = text.lines().next()?.trim_matches('"').to_ascii_lowercase();
    let mut rest = line.strip_prefix("sep=")?.chars();
    match (rest.next()?, rest.next()) {
        ('\\', Some('t')) => Some('\t'),
        (mark, _) => Some(mark),
    }
}

/// So much of a table as its heading can be found in.
fn head(text: &str) -> &str {
    const LINES: usize = 64;
    let end = text.match_indices(['\n', '\r']).map(|(at, _)| at).nth(LINES).unwrap_or(text.len());
    text.get(..end).unwrap_or(text)
}

/// A heading in the form in which headings are compared: small letters in their narrow forms, without blanks.
#[must_use]
pub fn folded(heading: &str) -> String {
    let narrow = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c).saturating_sub(0xfee0)).unwrap_or(c),
        _ => c,
    };
    let is_blank = |c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}');
    heading.chars().filter(|&c| !is_blank(c)).flat_map(|c| narrow(c).to_lowercase()).collect()
}

impl<K: Copy> Columns<K> {
    /// The cells of a row in which something stands, with what they hold; a column may be there twice.
    ///
    /// # Errors
    /// What stands where nothing may.
    pub fn cells<'r>(&self, row: &'r Row) -> Result<Vec<(K, &'r str)>, Vec<CellsError>> {
        Ok(self.placed_cells(row)?.into_iter().map(|(_, key, cell)| (key, cell)).collect())
    }

    /// The same, each cell with its column; the first is 1.
    ///
    /// # Errors
    /// As [`Self::cells`].
    pub fn placed_cells<'r>(&self, row: &'r Row) -> Result<Vec<(usize, K, &'r str)>, Vec<CellsError>> {
        let (mut cells, mut wrong) = (Vec::new(), Vec::new());
        let filled: Vec<&str> = row.cells.iter().map(str::trim).filter(|cell| !cell.is_empty()).collect();
        if let Some(typed) = no_data(&filled) {
            return Err(vec![CellsError::NoData(typed.to_owned())]);
        }
        let mut last = 0_usize;
        for ((column, cell), count) in row.cells.iter().enumerate().zip(1_usize..) {
            if cell.trim().is_empty() {
                continue;
            }
            last = count;
            match self.0.get(column) {
                Some(Column::Of(key)) => cells.push((count, *key, unguarded(cell.trim()))),
                Some(Column::LeftOut) | None => {}
                Some(Column::Bare) => {
                    wrong.push(CellsError::NoHeading { column: count, typed: cell.trim().to_owned() });
                }
            }
        }
        if last > self.0.len() {
            wrong.insert(0, CellsError::TooMany { cells: last, columns: self.0.len() });
        }
        if wrong.is_empty() { Ok(cells) } else { Err(wrong) }
    }
}

/// Rows of a workbook as the text of a table, cells parted by commas: each row on the line of its number, so that what is
/// wrong with one is told by that. Rows come in their order; line ends within a cell become blanks.
pub fn of_rows<'r>(rows: impl IntoIterator<Item = (u64, &'r [String])>) -> String {
    let (mut text, mut line) = (String::new(), 1_u64);
    for (number, cells) in rows {
        while line < number {
            text.push('\n');
            line = line.saturating_add(1);
        }
        let cells: Vec<String> = cells.iter().map(|cell| cell.replace(['\n', '\r'], " ")).collect();
        push_row(&mut text, cells.iter().map(String::as_str));
    }
    text
}

/// Adds a row to a table of comma-separated values (RFC 4180), without its line end. A cell that spreadsheets would take
/// for a formula is guarded; [`Columns::cells`] gives back what stood in it.
pub fn push_row<'c>(table: &mut String, cells: impl IntoIterator<Item = &'c str>) {
    for (place, cell) in cells.into_iter().enumerate() {
        if place > 0 {
            table.push(',');
        }
        let cell = guarded(cell);
        // Some spreadsheets part cells by other marks, and would see the beginning of a cell behind one.
        if cell.contains([',', ';', '\t', '"', '\n', '\r']) {
            table.push('"');
            table.push_str(&cell.replace('"', "\"\""));
            table.push('"');
        } else {
            table.push_str(&cell);
        }
    }
}

/// A cell with an apostrophe before it where spreadsheets would take it for a formula, or take away one of its own.
fn guarded(cell: &str) -> Cow<'_, str> {
    if is_taken_for_formula(cell) { Cow::Owned(format!("'{cell}")) } else { Cow::Borrowed(cell) }
}

fn unguarded(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| is_taken_for_formula(rest)).unwrap_or(cell)
}

/// The signs by which a formula begins, in all their widths.
const FORMULAS: [char; 12] = ['=', '+', '-', '@', '＝', '＋', '－', '＠', '﹦', '﹢', '﹣', '﹫'];

/// Whether a cell begins as a formula does, behind blanks, guards or what cannot be seen.
fn is_taken_for_formula(cell: &str) -> bool {
    let is_unseen = |c: char| {
        c.is_whitespace()
            || c.is_control()
            || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
    };
    let begins = cell.trim_start_matches(|c: char| c == '\'' || is_unseen(c));
    cell.starts_with(char::is_control) || begins.starts_with(FORMULAS)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listed(rows: Rows) -> Vec<String> {
        let say = |row: Result<Row, (u64, TableError)>| match row {
            Ok(Row { line, cells }) => format!("{line}: {}", cells.iter().collect::<Vec<_>>().join("|")),
            Err((line, why)) => format!("{line}! {why:?}"),
        };
        rows.map(say).collect()
    }

    /// The rows as text: `line: cell|cell`, or `line! why`.
    fn read(table: &str) -> Vec<String> {
        listed(rows(table, ','))
    }

    /// What the program adds.
    const ADDED: [&str; 2] = ["due", "owed"];

    /// Two names are known.
    fn find(heading: &str) -> Option<u8> {
        match heading {
            "a" => Some(1),
            "b" | "甲" => Some(2),
            _ => None,
        }
    }

    /// The table as read: the line of its heading, then the cells of each row, or what is wrong with it.
    fn opened(text: &str) -> Vec<String> {
        let table = match open(text, &find, &ADDED) {
            Ok(table) => table,
            Err((line, why)) => return vec![format!("{line}! {why:?}")],
        };
        let mut said = vec![format!("{}: {}", table.line, table.unknown.join(" "))];
        for row in table.rows {
            said.push(match row {
                Ok(row) => format!("{}: {:?}", row.line, table.columns.cells(&row)),
                Err((line, why)) => format!("{line}! {why:?}"),
            });
        }
        said
    }

    #[test]
    fn rows_of_a_workbook_keep_their_numbers_and_their_cells() {
        let row = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<String>>();
        let rows = [
            (2, row(&["2026年，客户台账"])),
            (3, row(&["x", "y", "z"])),
            (6, row(&["a\nb", "", "=1"])),
            (7, row(&["-", "\""])),
        ];
        let text = of_rows(rows.iter().map(|(line, cells)| (*line, cells.as_slice())));
        let table = open_parted(&text, Some(','), &find, &[]).expect("a heading");
        assert_eq!((table.line, table.headings.clone()), (3, row(&["x", "y", "z"])), "a title is passed over");
        assert_eq!(table.unknown, ["x", "y", "z"]);
        assert_eq!(listed(table.rows), ["6: a b||'=1", "7: '-|\""]);
        // Where it is not known which mark parts the cells, that in the title would be taken for it.
        let open = open_parted("甲\n=,-\n", Some(','), &find, &[]).expect("a heading");
        let row = open.rows.flatten().next().expect("a row");
        assert!(matches!(open.columns.placed_cells(&row), Err(wrong) if wrong.len() == 1));
    }

    #[test]
    fn lines_are_counted_whatever_ends_them() {
        let table = "a,b\n\n\n1,\"two\nlines\"\n\"3\",4\n";
        for last in ["", "5", "5\n", "5\n\n"] {
            let mut expected = vec!["1: a|b", "4: 1|two\nlines", "6: 3|4"];
            if !last.is_empty() {
                expected.push("7: 5");
            }
            for ends in ["\n", "\r\n", "\r"] {
                assert_eq!(read(&format!("{table}{last}").replace('\n', ends)), expected, "{ends:?} {last:?}");
            }
        }
        for nothing in ["", "\n", "\r\n\r\n", ",,\n \t, ,\n"] {
            assert_eq!(read(nothing), Vec::<String>::new(), "{nothing:?}");
        }
    }

    #[test]
    fn an_open_quote_is_told_with_the_line_of_its_row() {
        for table in ["a\n\"b,1\nc,2\n", "a\n\"b,1\nc,2", "a\r\nb,\"1\r\nc,2\r\n", "a\n\"", "a\n\"\n"] {
            assert_eq!(read(table), ["1: a", "2! OpenQuote"], "{table:?}");
        }
        assert_eq!(read("\"a\n"), ["1! OpenQuote"]);
        assert_eq!(read("\"a\"\n\"b\"\"\"\n"), ["1: a", "2: b\""], "closed ones are none");
        assert_eq!(read("a\n\"b\"\"\nc\n"), ["1: a", "2! OpenQuote"]);
    }

    /// A stand-in for a decoder, which marks what it was given.
    fn text_of(bytes: &[u8]) -> Result<String, NoText> {
        text(bytes.to_vec(), &|bytes| format!("GB {}", bytes.len()))
    }

    #[test]
    fn a_file_is_the_text_that_its_first_bytes_or_all_of_them_say() {
        let told = "id,甲\r\n";
        let units = |order: fn(u16) -> [u8; 2]| told.encode_utf16().flat_map(order).collect::<Vec<u8>>();
        let (little, big) = (units(u16::to_le_bytes), units(u16::to_be_bytes));
        for bytes in [
            told.as_bytes().to_vec(),
            [b"\xef\xbb\xbf", told.as_bytes()].concat(),
            [b"\xff\xfe", little.as_slice()].concat(),
            [b"\xfe\xff", big.as_slice()].concat(),
            little,
            big,
        ] {
            assert_eq!(text_of(&bytes).as_deref(), Ok(told), "{bytes:?}");
        }
        assert_eq!(text_of(b"id,\xbc\xd7\xd2\xd2\r\n").as_deref(), Ok("GB 9"));
    }

    #[test]
    fn damage_in_utf8_is_told_in_its_row_and_turns_nothing_else_into_other_characters() {
        let mut bytes = "甲,面馆\n乙,饭店\n丙,茶楼\n".as_bytes().to_vec();
        bytes.remove(15);
        let text = text_of(&bytes).expect("text");
        assert_eq!(read(&text), ["1: 甲|面馆", "2! NotText", "3: 丙|茶楼"], "{text}");
    }

    #[test]
    fn workbooks_and_pages_that_call_themselves_so_are_no_text() {
        for bytes in [&b"PK\x03\x04\x14\0"[..], b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0", b" <html><table>", b"<?xml ?>"] {
            assert_eq!(text_of(bytes), Err(NoText::Workbook), "{bytes:?}");
        }
        for bytes in [&b"\x1f\x8b\x08\0"[..], b"7z\xbc\xaf\x27\x1c\0\x04", b"%PDF-1.7\n\xe2\xe3", b"\x89PNG\r\n"] {
            assert_eq!(text_of(bytes), Err(NoText::Other), "{bytes:?}");
        }
        assert_eq!(text_of(b"PK,a\n").as_deref(), Ok("PK,a\n"), "a heading of two letters");
    }

    #[test]
    fn the_mark_that_parts_cells_is_found_or_named() {
        for mark in MARKS {
            let table = format!("a{mark}b\n1{mark}\"2{mark}3\"\n");
            assert_eq!(
                opened(&table),
                ["1: ".to_owned(), format!("2: Ok([(1, \"1\"), (2, {:?})])", format!("2{mark}3"))],
                "{mark}"
            );
        }
        for named in ["sep=;", "\"sep=;\"", "SEP=;"] {
            assert_eq!(opened(&format!("{named}\r\na;b\r\n1,5;2\r\n")), ["2: ", "3: Ok([(1, \"1,5\"), (2, \"2\")])"]);
        }
        assert_eq!(opened("x;y\n1;2\n"), ["1: x y", "2: Ok([])"], "no heading is known, and each is named");
    }

    #[test]
    fn the_heading_may_stand_below_a_title() {
        assert_eq!(opened("台账,,\n\nA ,　甲,\n1,2,\n"), ["3: ", "4: Ok([(1, \"1\"), (2, \"2\")])"]);
        assert_eq!(opened("某店,单位：元\na,b,due,owed\n1,2,3,4\n"), ["2: ", "3: Ok([(1, \"1\"), (2, \"2\")])"]);
        // Amounts would be read as yuan.
        assert_eq!(opened("台账（单位：万元）,\na,b\n1,2\n"), ["1! Unit(\"台账（单位：万元）\")"]);
        // What has as many cells as a heading is one.
        assert_eq!(opened("x,y,z\n1,a,b\n"), ["1: x y z", "2: Ok([])"]);
    }

    #[test]
    fn a_unit_for_all_amounts_stops_the_table_wherever_it_stands() {
        for (table, line) in [
            ("a,b\n单位：万元,\n甲,5\n", 2),
            ("a,b\n甲,5\n注：金额单位为万元,\n", 3),
            ("a,b\n甲,5\n单位：万元\n", 3),
            ("a,b\n,万元\n甲,5\n", 2),
            ("台账（W）\na,b\n甲,5\n", 1),
        ] {
            let said = opened(table);
            assert!(said.concat().starts_with(&format!("{line}! Unit(")), "{table:?}: {said:?}");
        }
        assert_eq!(opened("a,b\n万元户科技,5\n").len(), 2, "a name");
    }

    #[test]
    fn no_row_is_lost_above_a_heading_or_below_a_second_one() {
        assert_eq!(opened("a\n甲x\n\na,b\n丙,9\n"), ["4! Again(\"a\")"]);
        assert_eq!(opened("a,b\n1,2\na,b\n3,4\n"), ["3! Again(\"a\")"], "the heading of the next page");
        assert_eq!(opened("x,500\na,b\n1,2\n"), ["1! Above(\"x500\")"]);
        assert_eq!(opened("台账,2026-11-30\na,b\n1,2\n").len(), 2, "a title with its day");
        assert_eq!(opened("a,b\n合计,2\n").get(1).map(String::as_str), Some("2: Err([NoData(\"合计\")])"));
    }

    #[test]
    fn what_is_larger_than_any_table_is_told_with_its_line() {
        let cell = "长".repeat(LONGEST);
        assert_eq!(read(&format!("a\n{cell}\n")).len(), 2);
        assert_eq!(read(&format!("a\n{cell}长\nb\n")), ["1: a", "2! TooLong", "3: b"]);
        assert_eq!(read(&format!("a\n{}{}\n", "x,".repeat(WIDEST - 1), ",".repeat(20_000))).len(), 2);
        assert_eq!(read(&format!("a\n{}x\n", "x,".repeat(WIDEST))), ["1: a", "2! TooWide"]);
        assert_eq!(opened(&format!("a,{}x\n", "x,".repeat(WIDEST))), ["1! Row(TooWide)"]);
    }

    #[test]
    fn an_end_mark_ends_the_table_at_its_end_alone() {
        assert_eq!(read("a\n\u{1a}\nb\n"), ["1: a", "2! NotText", "3: b"]);
        for end in ["\u{1a}", "\n\u{1a}", "\n\u{1a}\r\n"] {
            assert_eq!(read(&format!("a\n8{end}")), ["1: a", "2: 8"], "{end:?}");
        }
    }

    #[test]
    fn what_the_program_adds_is_passed_over_where_it_stands_together() {
        assert_eq!(opened("a,b,due,owed\n1,2,3,4\n"), ["1: ", "2: Ok([(1, \"1\"), (2, \"2\")])"]);
        assert_eq!(opened("a,due,b\n").first().map(String::as_str), Some("1: due"));
        assert_eq!(opened("a,owed,due\n").first().map(String::as_str), Some("1: owed due"));
        let table = open("序号,a,备注\n1,2,3\n", &find, &ADDED).expect("a heading");
        assert_eq!((table.unknown.len(), table.left_out.join(" ")), (0, "序号 备注".to_owned()));
    }

    #[test]
    fn a_zero_byte_is_damage_in_its_row_and_no_other_encoding() {
        for table in ["企业,人\n甲\0,8\n乙,9\n", "a,b\n\0,8\n乙,9\n"] {
            let text = text_of(table.as_bytes()).expect("text");
            assert_eq!(read(&text).get(1).map(String::as_str), Some("2! NotText"), "{text:?}");
        }
    }

    #[test]
    fn blank_columns_are_dropped_and_what_stands_without_a_heading_is_told() {
        assert_eq!(opened("a,,b,,\n1,,2,,,,\n"), ["1: ", "2: Ok([(1, \"1\"), (2, \"2\")])"]);
        let table = opened("a,,b\n1,x,2\n1,,2,,y\n");
        assert_eq!(table.get(1).map(String::as_str), Some("2: Err([NoHeading { column: 2, typed: \"x\" }])"));
        assert_eq!(table.get(2).map(String::as_str), Some("3: Err([TooMany { cells: 5, columns: 3 }])"));
        assert_eq!(opened(" ,\n,,\n"), ["1! Empty"]);
        assert_eq!(opened("a,\"b\n1,2\n"), ["1! Row(OpenQuote)"]);
    }

    #[test]
    fn a_name_like_a_formula_is_guarded_and_read_back_as_it_was() {
        for name in [
            "=1+1",
            "+86",
            "-a",
            "@x",
            "＝甲",
            "＋",
            "－",
            "＠",
            "'=x",
            "''-x",
            " =x",
            "'quoted'",
            "plain",
            "a;=b",
            "﹦1",
            "\u{200b}=1",
            "\u{feff}+1",
            "\u{202e}@x",
            "\u{1}=x",
            "\u{7}",
        ] {
            let mut table = "a\n".to_owned();
            push_row(&mut table, [name]);
            let written = table.lines().nth(1).expect("a row").trim_start_matches('"');
            let seen = written.trim_start_matches(|c: char| !c.is_ascii_graphic() && !FORMULAS.contains(&c));
            assert!(!seen.starts_with(FORMULAS), "{table}");
            let read = open(&table, &find, &ADDED).expect("a heading");
            let rows: Vec<Row> = read.rows.flatten().collect();
            let cells = rows.first().map(|row| read.columns.cells(row).expect("one cell"));
            assert_eq!(cells, Some(vec![(1, name)]), "{table}");
        }
    }
}
