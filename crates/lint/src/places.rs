//! Where things stand in the file: JSON pointers of criteria, and the lines of JSON pointers.

#![expect(clippy::wildcard_enum_match_arm, reason = "combinations are named one by one; the rest are single tests")]

use std::collections::HashMap;

use engine::catalogue::loading::Written;
use engine::catalogue::{Criterion, Test};

/// The JSON pointer of the part of a policy's criterion that a path of part numbers leads to.
pub(super) fn pointer(written: &Written, criterion: &Criterion, path: &[usize]) -> String {
    let start = format!("{}/for", written.place);
    let Some((&first, rest)) = path.split_first() else { return start };
    if written.region.is_none() {
        return below(start, criterion, path);
    }
    match (first, criterion.parts().get(first)) {
        (0, _) => format!("{}/region", written.place),
        (index, Some(part)) if written.flat => below(format!("{start}/all/{}", index.saturating_sub(1)), part, rest),
        (_, Some(part)) => below(start, part, rest),
        (_, None) => start,
    }
}

/// The pointer below the pointer of a criterion.
pub(super) fn below(start: String, criterion: &Criterion, path: &[usize]) -> String {
    let mut pointer = start;
    let mut at = criterion;
    for &index in path {
        match &at.test {
            Test::All(_) => pointer.push_str(&format!("/all/{index}")),
            Test::Any(_) => pointer.push_str(&format!("/any/{index}")),
            Test::AtLeast(..) => pointer.push_str(&format!("/of/{index}")),
            Test::Not(_) => pointer.push_str("/not"),
            _ => return pointer,
        }
        match at.parts().get(index) {
            Some(part) => at = part,
            None => return pointer,
        }
    }
    pointer
}

/// The line (from 1) on which each value of a JSON text starts, by JSON pointer.
///
/// ```
/// let lines = lint::lines("{\n \"a\": [\n  1,\n  {\"b/c\": 2}]}");
/// assert_eq!((lines["/a/0"], lines["/a/1/b~1c"]), (3, 4));
/// ```
#[must_use]
pub fn lines(text: &str) -> HashMap<String, usize> {
    let mut scan = Scan { bytes: text.as_bytes(), at: 0, line: 1, lines: HashMap::new() };
    scan.value("", 0);
    scan.lines
}

/// Deeper than any catalogue; what lies below has no line of its own.
const DEEPEST: usize = 128;

struct Scan<'a> {
    bytes: &'a [u8],
    at: usize,
    line: usize,
    lines: HashMap<String, usize>,
}

impl Scan<'_> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn step(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.at = self.at.saturating_add(1);
        if byte == b'\n' {
            self.line = self.line.saturating_add(1);
        }
        Some(byte)
    }

    fn space(&mut self) {
        while self.peek().is_some_and(|byte| byte.is_ascii_whitespace() || matches!(byte, b',' | b':')) {
            self.step();
        }
    }

    /// A string without its quotes, escapes as they stand.
    fn string(&mut self) -> String {
        self.step();
        let start = self.at;
        while let Some(byte) = self.peek() {
            match byte {
                b'"' => break,
                b'\\' => {
                    self.step();
                    self.step();
                }
                _ => {
                    self.step();
                }
            }
        }
        let text = self.bytes.get(start..self.at).map(String::from_utf8_lossy).unwrap_or_default().into_owned();
        self.step();
        text
    }

    fn value(&mut self, pointer: &str, depth: usize) {
        self.space();
        self.lines.insert(pointer.to_owned(), self.line);
        if depth > DEEPEST {
            return;
        }
        let depth = depth.saturating_add(1);
        match self.peek() {
            Some(b'{') => {
                self.step();
                loop {
                    self.space();
                    match self.peek() {
                        Some(b'"') => {
                            let key = self.string().replace('~', "~0").replace('/', "~1");
                            self.value(&format!("{pointer}/{key}"), depth);
                        }
                        Some(b'}') => {
                            self.step();
                            return;
                        }
                        _ => return,
                    }
                }
            }
            Some(b'[') => {
                self.step();
                for index in 0_usize.. {
                    self.space();
                    match self.peek() {
                        Some(b']') => {
                            self.step();
                            return;
                        }
                        None => return,
                        Some(_) => {
                            let before = self.at;
                            self.value(&format!("{pointer}/{index}"), depth);
                            if self.at == before {
                                return;
                            }
                        }
                    }
                }
            }
            Some(b'"') => {
                self.string();
            }
            _ => {
                while self.peek().is_some_and(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'+'))
                {
                    self.step();
                }
            }
        }
    }
}
