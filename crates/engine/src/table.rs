//! Tables as spreadsheets write them: which text a file holds, which mark parts its cells, which row is the heading, and
//! the rows with the line of each as an editor counts; and the one way in which a table is written.
//!
//! Nothing in a table is left out silently but what is blank: a cell without a heading, a column that is not known and
//! characters that got lost are told with their place.

use std::borrow::Cow;
use std::error::Error;
use std::fmt::{self, Display, Formatter};
use std::io::Cursor;

/// Added behind a table: if it does not come out as a row of its own, a quotation mark was never closed.
const END: &str = "\n\u{1a}\n";

/// What stands where a character could not be read.
const LOST: char = '\u{fffd}';

/// The first bytes of workbooks: archives (xlsx, ods, et of today), compound files (xls, et), and sheets of before 1997.
const WORKBOOKS: [&[u8]; 5] =
    [b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08"];

/// A file is no text but a workbook of a spreadsheet program, or a page that such a program opens as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Workbook;

impl Display for Workbook {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("a workbook, not text")
    }
}

impl Error for Workbook {}

/// The text of a file: by the mark of UTF-8 or UTF-16 that it begins with, else UTF-8, else GB 18030, which spreadsheets
/// write in China. `gb18030` reads that, with U+FFFD for what is none.
///
/// UTF-8 with damage in a few places stays UTF-8: every byte could begin a character of GB 18030, and all of it would
/// turn into other characters. What is lost comes out as U+FFFD.
///
/// # Errors
/// [`Workbook`] by its first bytes.
pub fn text(bytes: Vec<u8>, gb18030: &dyn Fn(&[u8]) -> String) -> Result<String, Workbook> {
    if WORKBOOKS.iter().any(|first| bytes.starts_with(first)) {
        return Err(Workbook);
    }
    let text = match bytes.as_slice() {
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
        _ if bytes.contains(&0) => unmarked_utf16(&bytes),
        _ => String::from_utf8(bytes).unwrap_or_else(|other| {
            let bytes = other.into_bytes();
            if is_damaged_utf8(&bytes) { String::from_utf8_lossy(&bytes).into_owned() } else { gb18030(&bytes) }
        }),
    };
    // Reports are often saved as a web page that only calls itself xls.
    if text.trim_start_matches('\u{feff}').trim_start().starts_with('<') { Err(Workbook) } else { Ok(text) }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let read = char::decode_utf16(pairs.iter().copied().map(unit)).map(|read| read.unwrap_or(LOST));
    let half = (!rest.is_empty()).then_some(LOST);
    read.chain(half).collect()
}

/// No text but UTF-16 has zero bytes: they stand in the upper half of the commas and line ends.
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
}

impl Display for TableError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotText => "characters in it got lost",
            Self::OpenQuote => "a quotation mark is never closed",
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
    done: bool,
}

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
    text.push_str(END);
    let byte = u8::try_from(if is_wide { PARTED } else { mark }).unwrap_or(b',');
    let reader = csv::ReaderBuilder::new()
        .flexible(true)
        .has_headers(false)
        .delimiter(byte)
        .buffer_capacity(1 << 16)
        .from_reader(Cursor::new(text.into_bytes()));
    Rows { reader, mark: is_wide.then_some(mark), done: false }
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
            match cells.iter().next_back() {
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
            if row.cells.iter().any(|cell| cell.contains([LOST, '\0'])) {
                return Some(Err((line, TableError::NotText)));
            }
            if row.filled() > 0 {
                return Some(Ok(row));
            }
        }
        None
    }
}

/// What a heading says of its column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heading<K> {
    /// It holds this.
    Is(K),
    /// It is passed over: what the program itself has added.
    PassedOver,
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
    /// What its columns hold.
    pub columns: Columns<K>,
    /// The headings that are not known.
    pub unknown: Vec<String>,
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
    /// A line above the heading says that amounts are in another unit than yuan.
    Unit(String),
}

impl Display for HeadingError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("nothing is in it"),
            Self::Row(error) => write!(f, "{error}"),
            Self::Unknown(name) => write!(f, "no column is called `{name}`"),
            Self::Unit(title) => write!(f, "`{title}` names a unit for all amounts"),
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
}

impl Display for CellsError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooMany { cells, columns } => write!(f, "{cells} cells, but only {columns} columns"),
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

/// Opens a table: finds the mark that parts its cells (a line `sep=;` names it) and the heading, which is the row with
/// most headings that are known; above it there may be a title. `find` knows headings as [`folded`] writes them.
///
/// # Errors
/// What stands in the way of reading any of it, with the line.
pub fn open<K>(text: &str, find: &dyn Fn(&str) -> Option<Heading<K>>) -> Result<Table<K>, (u64, HeadingError)> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let named = named_mark(text);
    let first_row = u64::from(named.is_some()).saturating_add(1);
    let known = |row: &Row| row.cells.iter().filter(|cell| find(&folded(cell)).is_some()).count();
    let head = head(text);
    // Where nothing is known and no mark parts anything, the first row is the heading.
    let mut best = (0_usize, 1_usize, ',', first_row);
    let marks = named.map_or_else(|| MARKS.to_vec(), |mark| vec![mark]);
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
    let (.., mark, heading_line) = best;
    let mut rows = rows(text, mark);
    loop {
        let row = match rows.next() {
            Some(Ok(row)) => row,
            Some(Err((line, why))) => return Err((line, HeadingError::Row(why))),
            None => return Err((1, HeadingError::Empty)),
        };
        if row.line < first_row {
            continue;
        }
        if row.line < heading_line && row.filled() <= TITLE {
            let title = row.cells.iter().collect::<Vec<_>>().concat();
            if names_unit(&title) {
                return Err((row.line, HeadingError::Unit(title.trim().to_owned())));
            }
            continue;
        }
        let mut unknown = Vec::new();
        let column = |cell: &str| match (find(&folded(cell)), cell.trim()) {
            (Some(Heading::Is(key)), _) => Column::Of(key),
            (Some(Heading::PassedOver), _) => Column::LeftOut,
            (None, "") => Column::Bare,
            (None, name) => {
                unknown.push(name.to_owned());
                Column::LeftOut
            }
        };
        let columns = Columns(row.cells.iter().map(column).collect());
        return Ok(Table { line: row.line, columns, unknown, rows });
    }
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

/// Whether a title says in which unit the amounts below are; read as yuan they would be wrong ten thousand times over.
fn names_unit(title: &str) -> bool {
    const UNITS: [&str; 14] = [
        "万元",
        "萬元",
        "千元",
        "百元",
        "亿元",
        "億元",
        "百万",
        "单位:万",
        "单位:千",
        "单位:亿",
        "thousand",
        "million",
        "'000",
        "万人",
    ];
    let title = folded(title);
    UNITS.iter().any(|unit| title.contains(unit))
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
        let (mut cells, mut wrong) = (Vec::new(), Vec::new());
        let mut last = 0_usize;
        for ((column, cell), count) in row.cells.iter().enumerate().zip(1_usize..) {
            if cell.trim().is_empty() {
                continue;
            }
            last = count;
            match self.0.get(column) {
                Some(Column::Of(key)) => cells.push((*key, unguarded(cell.trim()))),
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

/// Whether a cell begins as a formula does, behind blanks or guards.
fn is_taken_for_formula(cell: &str) -> bool {
    let begins = cell.trim_start_matches(|c: char| c == '\'' || c.is_whitespace());
    cell.starts_with(['\t', '\r', '\n']) || begins.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
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

    /// Two names are known, and one is passed over.
    fn find(heading: &str) -> Option<Heading<u8>> {
        match heading {
            "a" => Some(Heading::Is(1)),
            "b" | "甲" => Some(Heading::Is(2)),
            "sum" => Some(Heading::PassedOver),
            _ => None,
        }
    }

    /// The table as read: the line of its heading, then the cells of each row, or what is wrong with it.
    fn opened(text: &str) -> Vec<String> {
        let table = match open(text, &find) {
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
    fn text_of(bytes: &[u8]) -> Result<String, Workbook> {
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
            assert_eq!(text_of(bytes), Err(Workbook), "{bytes:?}");
        }
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
        assert_eq!(opened("某店,单位：元\na,b,sum\n1,2,3\n"), ["2: ", "3: Ok([(1, \"1\"), (2, \"2\")])"]);
        // Amounts would be read as yuan.
        assert_eq!(opened("台账（单位：万元）,\na,b\n1,2\n"), ["1! Unit(\"台账（单位：万元）\")"]);
        // What has as many cells as a heading is one.
        assert_eq!(opened("x,y,z\n1,a,b\n"), ["1: x y z", "2: Ok([])"]);
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
        for name in
            ["=1+1", "+86", "-a", "@x", "＝甲", "＋", "－", "＠", "'=x", "''-x", " =x", "'quoted'", "plain", "a;=b"]
        {
            let mut table = "a\n".to_owned();
            push_row(&mut table, [name]);
            let written = table.lines().nth(1).expect("a row").trim_start_matches('"');
            assert!(!written.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']), "{table}");
            let read = open(&table, &find).expect("a heading");
            let rows: Vec<Row> = read.rows.flatten().collect();
            let cells = rows.first().map(|row| read.columns.cells(row).expect("one cell"));
            assert_eq!(cells, Some(vec![(1, name)]), "{table}");
        }
    }
}
