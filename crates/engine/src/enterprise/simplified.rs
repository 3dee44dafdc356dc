//! What is typed in traditional characters, in the simplified ones of all that is searched.
//!
//! The table holds just the characters that are searched, those of the names of policies and places and of the everyday
//! words for places: a simplified one and its traditional forms (of the dictionary of `OpenCC`, Apache-2.0).

use std::collections::BTreeMap;
use std::sync::OnceLock;

const FORMS: &str = include_str!("simplified.txt");

/// The simplified form of a text, as far as the table goes.
#[must_use]
pub fn simplified(text: &str) -> String {
    static TABLE: OnceLock<BTreeMap<char, char>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        let pairs = FORMS.lines().filter_map(|line| {
            let mut forms = line.chars().filter(|form| *form != ' ');
            let simple = forms.next()?;
            Some(forms.map(move |form| (form, simple)))
        });
        pairs.flatten().collect()
    });
    text.chars().map(|c| table.get(&c).copied().unwrap_or(c)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn traditional_forms_are_understood() {
        assert_eq!(simplified("研發費用加計扣除"), "研发费用加计扣除");
        assert_eq!(simplified("穩崗返還 2026"), "稳岗返还 2026");
        assert_eq!(simplified("瀋陽市瀋北新區"), "沈阳市沈北新区");
    }
}
