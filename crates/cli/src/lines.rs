//! The one way out of the program: lines on standard output and standard error.
//!
//! Nothing that a file or an option holds steers the terminal: such characters are written as JSON writes them. In
//! traditional characters, what belongs to others stays as it is. A reader that goes away ends no command before it knows
//! what it found.

use std::borrow::Cow;
use std::io::{self, Write};

use wording::Traditional;

/// The table that the build made.
const TABLE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/traditional.bin"));

/// Before what belongs to others, until it is written. Both marks are characters of no text.
const FROM: char = '\u{fdd0}';

/// Behind it.
const TO: char = '\u{fdd1}';

/// So many bytes of a message are shown at its beginning; longer ones hold what a file holds.
const BEGINNING: usize = 2_000;

/// And so many at its end, where the sentence goes on.
const END: usize = 500;

/// The table for a language tag, if that asks for traditional characters.
pub(super) fn table(tag: &str) -> Option<Traditional> {
    if Traditional::is_asked(tag) { Traditional::unpack(TABLE) } else { None }
}

/// What reads traditional characters in what was typed or stands in a table, whatever the language of the answer.
pub(super) fn reader() -> impl Fn(&str) -> String {
    table("zh-TW").unwrap_or_default().reader()
}

/// What belongs to others, such as names, files and what was typed: it is never written in other characters.
pub(super) fn kept(text: &str) -> String {
    let line = |line: &str| format!("{FROM}{}{TO}", line.replace([FROM, TO], "\u{fffd}"));
    text.split('\n').map(line).collect::<Vec<String>>().join("\n")
}

/// A text as it comes out: in traditional characters if there is a table, but for addresses and what is [`kept`].
pub(super) fn written<'t>(table: Option<&Traditional>, text: &'t str) -> Cow<'t, str> {
    if table.is_none() && !text.contains([FROM, TO]) {
        return Cow::Borrowed(text);
    }
    let is_address = |text: &str| text.starts_with("http://") || text.starts_with("https://");
    let ends_address = |c: char| c.is_whitespace() || "\"'<>`，。；、）》”".contains(c);
    let mut all = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let begins = |&(at, c): &(usize, char)| c == FROM || (c == 'h' && rest.get(at..).is_some_and(is_address));
        let (ours, from) = rest.split_at(rest.char_indices().find(begins).map_or(rest.len(), |(at, _)| at));
        all.push_str(&table.map_or(Cow::Borrowed(ours), |table| Cow::Owned(table.write(ours))));
        let (theirs, after) = match from.strip_prefix(FROM) {
            Some(inner) => inner.split_once(TO).unwrap_or((inner, "")),
            None => from.split_at(from.find(ends_address).unwrap_or(from.len())),
        };
        all.push_str(theirs);
        rest = after;
    }
    Cow::Owned(all)
}

/// Whether a character steers a terminal or turns the order of what it shows.
fn steers(c: char) -> bool {
    let turns = matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    turns || (c.is_control() && c != '\n' && c != '\t')
}

/// A text in which such characters are written as JSON writes them, so that JSON stays what it is.
fn visible(text: &str, is_hidden: fn(char) -> bool) -> Cow<'_, str> {
    if !text.contains(is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut all = String::with_capacity(text.len());
    for c in text.chars() {
        if is_hidden(c) {
            all.push_str(&format!("\\u{:04x}", u32::from(c)));
        } else {
            all.push(c);
        }
    }
    Cow::Owned(all)
}

/// Standard output, line by line.
pub(super) struct Lines<W: Write> {
    inner: W,
    table: Option<Traditional>,
    /// A line not yet ended.
    open: Vec<u8>,
    /// Whether the reader went away.
    is_closed: bool,
}

impl<W: Write> Lines<W> {
    pub(super) fn new(inner: W, table: Option<Traditional>) -> Self {
        Self { inner, table, open: Vec::new(), is_closed: false }
    }

    /// Whether the reader went away: what is written now is lost, which nobody minds.
    pub(super) fn is_closed(&self) -> bool {
        self.is_closed
    }

    fn pass(&mut self, upto: usize) -> io::Result<()> {
        let lines: Vec<u8> = self.open.drain(..upto).collect();
        let text = String::from_utf8_lossy(&lines);
        let text = written(self.table.as_ref(), &text);
        let done = self.inner.write_all(visible(&text, steers).as_bytes());
        self.unless_closed(done)
    }

    fn unless_closed(&mut self, done: io::Result<()>) -> io::Result<()> {
        match done {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                self.is_closed = true;
                Ok(())
            }
            done => done,
        }
    }
}

impl<W: Write> Write for Lines<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if !self.is_closed {
            self.open.extend_from_slice(bytes);
            if let Some(last) = bytes.iter().rposition(|&byte| byte == b'\n') {
                let rest = bytes.len().saturating_sub(last).saturating_sub(1);
                self.pass(self.open.len().saturating_sub(rest))?;
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.is_closed {
            return Ok(());
        }
        self.pass(self.open.len())?;
        let done = self.inner.flush();
        self.unless_closed(done)
    }
}

/// Messages on standard error, a line each. Those that cannot be written are dropped: there is nobody left to tell, and
/// the answer goes on.
#[derive(Debug)]
pub(super) struct Messages {
    table: Option<Traditional>,
}

impl Messages {
    pub(super) fn new(table: Option<Traditional>) -> Self {
        Self { table }
    }

    /// Says one thing.
    pub(super) fn say(&self, message: &str) {
        let message = shortened(message);
        let message = if self.table.is_some() { Cow::Owned(with_quoted_kept(&message)) } else { message };
        let message = written(self.table.as_ref(), &message);
        let message = visible(&message, |c| steers(c) || c == '\n' || c == '\t');
        let _ = writeln!(io::stderr(), "{message}");
    }
}

/// A message without the middle of what is too long for one.
fn shortened(message: &str) -> Cow<'_, str> {
    if message.len() <= BEGINNING.saturating_add(END) {
        return Cow::Borrowed(message);
    }
    let begin = message.get(..message.floor_char_boundary(BEGINNING)).unwrap_or_default();
    let end = message.get(message.ceil_char_boundary(message.len().saturating_sub(END))..).unwrap_or_default();
    Cow::Owned(format!("{begin} … {end}"))
}

/// A message in which all that stands between backticks is [`kept`], and what is quoted of it: it was typed or read.
fn with_quoted_kept(message: &str) -> String {
    let parts: Vec<&str> = message.split('`').collect();
    let typed: Vec<&str> = parts.iter().skip(1).step_by(2).copied().collect();
    let mut all = String::new();
    for (place, part) in parts.iter().enumerate() {
        if place > 0 {
            all.push('`');
        }
        if place.checked_rem(2) == Some(1) {
            all.push_str(&kept(part));
            continue;
        }
        for (place, piece) in part.split('“').enumerate() {
            if place > 0 {
                all.push('“');
            }
            match piece.split_once('”') {
                Some((quoted, rest)) if place > 0 && typed.iter().any(|typed| typed.contains(quoted)) => {
                    all.push_str(&kept(quoted));
                    all.push('”');
                    all.push_str(rest);
                }
                _ => all.push_str(piece),
            }
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_and_what_is_kept_stay_in_a_line_written_otherwise() {
        let table = table("zh-TW").expect("the build made it");
        let of = |text: &str| written(Some(&table), text).into_owned();
        assert_eq!(of(&format!("发票{}发票", kept("后发"))), "發票后发發票");
        assert_eq!(of("见https://a.invalid/发票，发票 http://b/后"), "見https://a.invalid/发票，發票 http://b/后");
        assert_eq!(of("\"https://a/发票\": \"发票\""), "\"https://a/发票\": \"發票\"");
        assert_eq!(of(&kept("后\n发\u{fdd0}")), "后\n发\u{fffd}");
        assert_eq!(written(None, &kept("甲")), "甲");
        let said = |message: &str| of(&with_quoted_kept(message));
        assert_eq!(said("没有名为 `发后` 的列"), "沒有名為 `发后` 的列");
        assert_eq!(said("`8发后`里的“发后”看不懂，写“发票”"), "`8发后`裡的“发后”看不懂，寫“發票”");
    }

    /// One simplified character stands for several: which one is meant, the words around it tell. The list holds words of
    /// the texts, and names of places.
    #[test]
    fn words_with_characters_of_two_meanings_come_out_right() {
        let table = table("zh-TW").expect("the build made it");
        let words = include_str!("../tests/traditional.tsv").lines().filter_map(|line| line.split_once('\t'));
        let wrong: Vec<String> = words
            .map(|(simplified, traditional)| (table.write(simplified), traditional))
            .filter(|(written, traditional)| written != traditional)
            .map(|(written, traditional)| format!("{written}, not {traditional}"))
            .collect();
        assert!(wrong.is_empty(), "{wrong:?}");
    }

    #[test]
    fn what_steers_a_terminal_is_written_as_json_writes_it() {
        assert_eq!(visible("a\u{1b}[2J\u{9b}\u{202e}\tb\n", steers), "a\\u001b[2J\\u009b\\u202e\tb\n");
        let mut lines = Lines::new(Vec::new(), None);
        write!(lines, "甲\r")
            .and_then(|()| writeln!(lines, "乙"))
            .and_then(|()| write!(lines, "\u{7}"))
            .expect("memory");
        lines.flush().expect("memory");
        assert_eq!(lines.inner, "甲\\u000d乙\n\\u0007".as_bytes());
    }

    #[test]
    fn a_long_message_keeps_its_beginning_and_its_end() {
        let said = shortened(&format!("a.csv: `{}`不是数字", "长".repeat(100_000))).into_owned();
        assert!(said.starts_with("a.csv: `长") && said.ends_with("`不是数字") && said.len() < 3_000, "{said}");
    }
}
