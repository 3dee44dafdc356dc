//! What was typed on pages beside the answers: it is still there after a look at another page, and after an update, whose
//! reload alone finds it in the store of this window. It is kept nowhere else.

use std::cell::RefCell;

thread_local! {
    /// By the name of its field, as long as the page is open and nothing is erased.
    static TYPED: RefCell<Vec<(String, String)>> = const { RefCell::new(Vec::new()) };
}

/// How the names of the fields of a block begin: what stands in them is an answer not yet confirmed.
pub(crate) const FIELD: &str = "question-";

/// What was typed in a field; empty if nothing was.
pub(crate) fn get(field: &str) -> String {
    let found = |typed: &Vec<(String, String)>| Some(typed.iter().find(|(name, _)| name == field)?.1.clone());
    TYPED.with_borrow(found).unwrap_or_default()
}

/// Notes what was typed in a field.
pub(crate) fn put(field: &str, text: &str) {
    TYPED.with_borrow_mut(|typed| {
        typed.retain(|(name, _)| name != field);
        if !text.is_empty() {
            typed.push((field.to_owned(), text.to_owned()));
        }
    });
}

/// All of it.
pub(crate) fn all() -> Vec<(String, String)> {
    TYPED.with_borrow(Clone::clone)
}

/// Forgets all of it.
pub(crate) fn forget() {
    TYPED.take();
}

/// Names with texts, a line each, whatever stands in the texts.
pub(crate) fn lines(pairs: &[(String, String)]) -> String {
    let mut lines = String::new();
    for (name, text) in pairs {
        let text = text.replace('\\', r"\\").replace('\n', r"\n");
        lines.push_str(&[name, "=", &text, "\n"].concat());
    }
    lines
}

/// Reads what [`lines`] wrote.
pub(crate) fn pairs(lines: &str) -> Vec<(&str, String)> {
    let read = |line| {
        let (name, written): (&str, &str) = str::split_once(line, '=')?;
        // A backslash that stands for itself is none before an n.
        let parts = written.split(r"\\").map(|part| part.replace(r"\n", "\n"));
        Some((name, parts.collect::<Vec<_>>().join("\\")))
    };
    lines.split('\n').filter_map(read).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_was_typed_is_read_back_as_it_was() {
        let typed = ["", "a=b", "x\ny\r\n", r"\n", r"\\n", "\\", "后\n\\\n", "\u{202e}\0\t"];
        let before: Vec<(String, String)> =
            typed.iter().enumerate().map(|(place, text)| (place.to_string(), (*text).to_owned())).collect();
        let inner = lines(&before);
        let outer = lines(&[("all".to_owned(), inner.clone())]);
        assert_eq!(outer.lines().count(), 1, "{outer:?}");
        assert_eq!(pairs(&outer).first().map(|(_, text)| text.as_str()), Some(inner.as_str()));
        let after: Vec<(String, String)> =
            pairs(&inner).into_iter().map(|(name, text)| (name.to_owned(), text)).collect();
        assert_eq!(after, before);
    }
}
