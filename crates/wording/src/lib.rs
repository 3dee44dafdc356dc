//! The sentences that the page and the command line say, per language; numbers, dates and money for people.
//!
//! Sentences are functions over plain data with an exhaustive `match` per language: one that is missing does not
//! compile. What policies say of themselves comes from the catalogue's [`Texts`](engine::catalogue::Texts).

mod calendar;
mod calendar_file;
mod clerk;
mod conditions;
mod counted;
mod criteria;
mod doing;
mod figures;
mod headings;
mod labels;
mod ladder;
mod materials;
mod parameters;
mod payment;
mod problems;
mod questions;
mod reasons;
mod size;
mod template;
mod traditional;
mod usual;
mod visible;
mod workings;

pub use calendar::told_region;
pub use counted::counted;
pub use engine::catalogue::Language;
pub use engine::quantity::MONTHS;
pub use headings::claim_heading;
pub use labels::Label;
pub use problems::{
    cell_error, cells_error, given_twice, heading_error, left_out, line_error, no_text, number_error, number_example,
    problem, repeated, same_invoice, table_error, typed_error,
};
pub use questions::NotAsked;
pub use template::{TemplateColumn, TemplateWords};
pub use traditional::Traditional;
pub use visible::visible;

use engine::catalogue::{Catalogue, Rules, TextId, Texts};
use engine::enterprise::{Code, Tree};

/// Says things about a catalogue in a language.
#[derive(Clone, Copy, Debug)]
pub struct Speaker<'a> {
    /// The language.
    pub language: Language,
    /// The rules spoken of.
    pub rules: &'a Rules,
    /// The whole catalogue, which has the questions for facts; a page that has not loaded it yet speaks without it.
    pub catalogue: Option<&'a Catalogue>,
    /// Its sentences.
    pub texts: &'a Texts,
    /// How places are called in English ([`Tree::english`](engine::enterprise::Tree::english)); a page that has not
    /// loaded that table yet knows of none.
    pub english: fn(Tree, Code) -> Option<&'static str>,
}

impl<'a> Speaker<'a> {
    /// One who speaks of a catalogue and knows all places.
    #[must_use]
    pub fn new(language: Language, catalogue: &'a Catalogue, texts: &'a Texts) -> Self {
        Self { language, rules: catalogue, catalogue: Some(catalogue), texts, english: Tree::english }
    }

    /// A sentence of the catalogue.
    #[must_use]
    pub fn text(&self, id: TextId) -> &'a str {
        self.texts.get(id, self.language)
    }

    /// One of two phrases, by language.
    #[must_use]
    pub fn pick<'t>(&self, zh: &'t str, en: &'t str) -> &'t str {
        match self.language {
            Language::ZhCn => zh,
            Language::En => en,
        }
    }

    /// A list in a sentence: `甲、乙或丙`, `a, b or c`.
    #[must_use]
    pub fn list(&self, items: &[String], last: [&str; 2]) -> String {
        let (comma, last) = match self.language {
            Language::ZhCn => ("、", last[0]),
            Language::En => (", ", last[1]),
        };
        // Names with commas of their own are kept apart by more than a comma.
        let has_comma =
            self.language == Language::En && items.len() > 1 && items.iter().any(|item| item.contains(", "));
        let apart = if last == comma { "; ".to_owned() } else { format!("; {}", last.trim_start()) };
        let (comma, last) = if has_comma { ("; ", apart) } else { (comma, last.to_owned()) };
        match items.split_last() {
            None => String::new(),
            Some((only, [])) => only.clone(),
            Some((end, start)) => format!("{}{last}{end}", start.join(comma)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_with_commas_stay_apart_in_a_list() {
        let (catalogue, texts) = (Catalogue::default(), Texts::default());
        let en = Speaker::new(Language::En, &catalogue, &texts);
        let list = |items: &[&str], last| {
            en.list(&items.iter().map(|&item| item.to_owned()).collect::<Vec<_>>(), ["或", last])
        };
        assert_eq!(list(&["a", "b", "c"], " or "), "a, b or c");
        assert_eq!(list(&["a, b and c", "d", "e"], " or "), "a, b and c; d; or e");
        assert_eq!(list(&["a, b and c", "d"], ", "), "a, b and c; d");
        assert_eq!(list(&["a, b and c"], " or "), "a, b and c");
    }
}
