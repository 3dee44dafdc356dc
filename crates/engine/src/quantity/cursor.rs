//! Reading a text from its beginning, word by word.

use super::number::Part;

/// How far a text has been read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cursor<'t> {
    rest: &'t str,
    /// How many characters were read.
    at: usize,
}

impl<'t> Cursor<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { rest: text, at: 0 }
    }

    /// What is left.
    pub(super) fn rest(&self) -> &'t str {
        self.rest
    }

    pub(super) fn is_done(&self) -> bool {
        self.rest.is_empty()
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest.chars().next()
    }

    /// Reads a word, if it comes next.
    pub(super) fn eat(&mut self, word: &str) -> bool {
        let Some(rest) = self.rest.strip_prefix(word) else { return false };
        self.at = self.at.saturating_add(word.chars().count());
        self.rest = rest;
        true
    }

    /// Reads the longest of some words that comes next; which one it is.
    pub(super) fn eat_longest<'w>(&mut self, words: impl Iterator<Item = &'w str>) -> Option<&'w str> {
        let fitting = words.filter(|word| !word.is_empty() && self.rest.starts_with(word));
        let word = fitting.max_by_key(|word| word.len())?;
        self.eat(word);
        Some(word)
    }

    /// Reads the next character, if it is such a one.
    pub(super) fn eat_if(&mut self, fits: impl Fn(char) -> bool) -> Option<char> {
        let next = self.peek().filter(|&c| fits(c))?;
        self.rest = self.rest.get(next.len_utf8()..).unwrap_or_default();
        self.at = self.at.saturating_add(1);
        Some(next)
    }

    /// Reads as long as such characters come.
    pub(super) fn eat_while(&mut self, fits: impl Fn(char) -> bool) -> &'t str {
        let end = self.rest.find(|c| !fits(c)).unwrap_or(self.rest.len());
        let (read, rest) = self.rest.split_at_checked(end).unwrap_or((self.rest, ""));
        self.at = self.at.saturating_add(read.chars().count());
        self.rest = rest;
        read
    }

    pub(super) fn blanks(&mut self) {
        self.eat_while(|c| c == ' ');
    }

    /// What comes next, up to another number or the end of a range.
    pub(super) fn strange(&self) -> Part {
        let is_end = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '-' | '~' | '—' | '至' | '到');
        let count = self.rest.chars().take_while(|&c| !is_end(c)).count();
        Part::new(self.at, if count == 0 { self.rest.chars().count() } else { count })
    }

    /// The last characters read.
    pub(super) fn last(&self, count: usize) -> Part {
        Part::new(self.at.saturating_sub(count), count)
    }
}
