//! Tables as spreadsheets write them (RFC 4180, any line ends), row by row, with the line of each as an editor counts.

use std::error::Error;
use std::fmt::{self, Display, Formatter};
use std::io::{self, Chain, Read};

/// Added behind a table: if it does not come out as a row of its own, a quotation mark was never closed.
const END: &[u8] = b"\n\x1a\n";

/// One row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The line on which it begins; the first is 1.
    pub line: u64,
    /// What stands in it.
    pub cells: csv::StringRecord,
}

/// Why a row cannot be read.
#[derive(Debug)]
pub enum TableError {
    /// It is not UTF-8.
    NotText,
    /// A quotation mark in it is never closed: it and all that follows cannot be told apart.
    OpenQuote,
    /// The file cannot be read any further.
    Unread(io::Error),
}

impl Display for TableError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotText => f.write_str("not UTF-8"),
            Self::OpenQuote => f.write_str("a quotation mark is never closed"),
            Self::Unread(why) => write!(f, "{why}"),
        }
    }
}

impl Error for TableError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::NotText | Self::OpenQuote => None,
            Self::Unread(why) => Some(why),
        }
    }
}

/// The rows of a table, blank lines left out.
#[derive(Debug)]
pub struct Rows<R: Read> {
    reader: csv::Reader<LineEnds<Chain<R, &'static [u8]>>>,
    done: bool,
}

/// Reads a table whose cells are parted by a mark.
pub fn rows<R: Read>(table: R, delimiter: u8) -> Rows<R> {
    let reader = csv::ReaderBuilder::new()
        .flexible(true)
        .has_headers(false)
        .delimiter(delimiter)
        .buffer_capacity(1 << 16)
        .from_reader(LineEnds { inner: table.chain(END), after_return: false });
    Rows { reader, done: false }
}

impl<R: Read> Iterator for Rows<R> {
    type Item = Result<Row, (u64, TableError)>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        let mut cells = csv::ByteRecord::new();
        let read = self.reader.read_byte_record(&mut cells);
        let within = cells.as_slice().split(|&byte| byte == b'\n').skip(1).count();
        let within = u64::try_from(within).unwrap_or(u64::MAX);
        let next = self.reader.position().line();
        // The row ends with one line end more than stand within it; blank lines before it are passed already.
        let line = next.saturating_sub(within).saturating_sub(1);
        match read {
            Err(error) => {
                self.done = true;
                return Some(Err((next, TableError::Unread(error.into()))));
            }
            Ok(false) => {
                self.done = true;
                return None;
            }
            Ok(true) => {}
        }
        let end = END.trim_ascii();
        match cells.iter().next_back() {
            Some(cell) if cells.len() == 1 && cell == end => {
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
        Some(match csv::StringRecord::from_byte_record(cells) {
            Ok(cells) => Ok(Row { line, cells }),
            Err(_) => Err((line, TableError::NotText)),
        })
    }
}

/// Makes one line feed of every line end: of those of Windows, and of a carriage return alone.
#[derive(Debug)]
struct LineEnds<R> {
    inner: R,
    /// The byte before was a carriage return, for which a line feed was given already.
    after_return: bool,
}

impl<R: Read> Read for LineEnds<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let read = self.inner.read(buffer)?;
            let Some(fresh) = buffer.get_mut(..read) else { return Ok(read) };
            if read == 0 || (!self.after_return && !fresh.contains(&b'\r')) {
                return Ok(read);
            }
            let mut kept = 0_usize;
            for place in 0..read {
                let Some(byte) = fresh.get(place).copied() else { break };
                let is_second = byte == b'\n' && self.after_return;
                self.after_return = byte == b'\r';
                if is_second {
                    continue;
                }
                if let Some(target) = fresh.get_mut(kept) {
                    *target = if byte == b'\r' { b'\n' } else { byte };
                }
                kept = kept.saturating_add(1);
            }
            // Nothing left of what was read is no end.
            if kept > 0 {
                return Ok(kept);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives a byte at a time.
    struct Slow<'a>(&'a [u8]);

    impl Read for Slow<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let length = buffer.len().min(1);
            self.0.read(buffer.get_mut(..length).expect("a byte"))
        }
    }

    /// The rows as text: `line: cell|cell`, or `line! why`.
    fn read(table: &[u8]) -> Vec<String> {
        let say = |row: Result<Row, (u64, TableError)>| match row {
            Ok(Row { line, cells }) => format!("{line}: {}", cells.iter().collect::<Vec<_>>().join("|")),
            Err((line, why)) => format!("{line}! {why:?}"),
        };
        let found: Vec<String> = rows(table, b',').map(say).collect();
        let slowly: Vec<String> = rows(Slow(table), b',').map(say).collect();
        assert_eq!(found, slowly, "whatever comes at a time");
        found
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
                assert_eq!(
                    read(format!("{table}{last}").replace('\n', ends).as_bytes()),
                    expected,
                    "{ends:?} {last:?}"
                );
            }
        }
        for nothing in ["", "\n", "\r\n\r\n"] {
            assert_eq!(read(nothing.as_bytes()), Vec::<String>::new(), "{nothing:?}");
        }
    }

    #[test]
    fn an_open_quote_is_told_with_the_line_of_its_row() {
        for table in ["a\n\"b,1\nc,2\n", "a\n\"b,1\nc,2", "a\r\nb,\"1\r\nc,2\r\n", "a\n\"", "a\n\"\n"] {
            assert_eq!(read(table.as_bytes()), ["1: a", "2! OpenQuote"], "{table:?}");
        }
        assert_eq!(read(b"\"a\n"), ["1! OpenQuote"]);
        assert_eq!(read(b"\"a\"\n\"b\"\"\"\n"), ["1: a", "2: b\""], "closed ones are none");
        assert_eq!(read(b"a\n\"b\"\"\nc\n"), ["1: a", "2! OpenQuote"]);
    }

    #[test]
    fn what_is_not_text_is_told_and_the_rest_is_read() {
        assert_eq!(read(b"a\n\xff\xfe,1\nb\n"), ["1: a", "2! NotText", "3: b"]);
        let marked = rows("\u{feff}\"a\",b\n".as_bytes(), b',').next().expect("a row").expect("cells");
        assert_eq!(marked.cells, vec!["a", "b"], "the mark by which spreadsheets know UTF-8 is no text");
    }
}
