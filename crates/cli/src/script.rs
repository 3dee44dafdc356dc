//! Answers in traditional characters: what the commands write in simplified ones, written otherwise line by line.

use std::io::{self, Write};

use wording::Traditional;

/// The table that the build made.
const TABLE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/traditional.bin"));

/// The table for a language tag, if that asks for traditional characters.
pub(super) fn table(tag: &str) -> Option<Traditional> {
    if Traditional::is_asked(tag) { Traditional::unpack(TABLE) } else { None }
}

/// Writes lines on, in traditional characters if there is a table.
pub(super) struct Lines<W: Write> {
    inner: W,
    table: Option<Traditional>,
    /// A line not yet ended.
    open: Vec<u8>,
}

impl<W: Write> Lines<W> {
    pub(super) fn new(inner: W, table: Option<Traditional>) -> Self {
        Self { inner, table, open: Vec::new() }
    }

    fn pass(&mut self, table: &Traditional, upto: usize) -> io::Result<()> {
        let line: Vec<u8> = self.open.drain(..upto).collect();
        match std::str::from_utf8(&line) {
            Ok(line) => self.inner.write_all(table.write(line).as_bytes()),
            Err(_) => self.inner.write_all(&line),
        }
    }
}

impl<W: Write> Write for Lines<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let Some(table) = self.table.take() else { return self.inner.write(bytes) };
        self.open.extend_from_slice(bytes);
        let whole = self.open.iter().rposition(|&byte| byte == b'\n').map_or(0, |last| last.saturating_add(1));
        let done = if whole == 0 { Ok(()) } else { self.pass(&table, whole) };
        self.table = Some(table);
        done.map(|()| bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if let Some(table) = self.table.take() {
            let done = self.pass(&table, self.open.len());
            self.table = Some(table);
            done?;
        }
        self.inner.flush()
    }
}
