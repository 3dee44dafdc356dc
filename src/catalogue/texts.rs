use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The number of a text in [`Texts`]; 0 is the empty text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct TextId(pub u32);

/// A language of the product.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// Chinese, simplified.
    #[default]
    ZhCn,
    /// English.
    En,
}

impl Language {
    /// All languages, in the order of their tables in [`Texts`].
    pub const ALL: [Self; 2] = [Self::ZhCn, Self::En];

    /// Its tag as in HTML (BCP 47).
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::ZhCn => "zh-CN",
            Self::En => "en",
        }
    }
}

impl FromStr for Language {
    type Err = ();

    fn from_str(tag: &str) -> Result<Self, ()> {
        Self::ALL
            .into_iter()
            .find(|language| tag.split(['-', '_']).next() == language.tag().split('-').next())
            .ok_or(())
    }
}

/// The sentences of a catalogue, one table a language, told apart from its rules so that a page can load them later.
///
/// Texts needed on the first screen (names) come first, so that the others can be loaded after it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Texts {
    /// By language, then by text number.
    tables: Vec<Vec<String>>,
}

impl Texts {
    /// The text in a language; empty while it is not loaded.
    #[must_use]
    pub fn get(&self, id: TextId, language: Language) -> &str {
        let table = Language::ALL.iter().position(|&other| other == language);
        let index = usize::try_from(id.0).unwrap_or(usize::MAX);
        table.and_then(|table| self.tables.get(table)?.get(index)).map_or("", String::as_str)
    }

    /// Adds a text in all languages, in the order of [`Language::ALL`]; the same text is kept once.
    pub fn add(&mut self, text: [&str; 2]) -> TextId {
        if self.tables.is_empty() {
            self.tables = vec![vec![String::new()]; Language::ALL.len()];
        }
        let count = self.len();
        let same = |index: &usize| {
            self.tables.iter().zip(text).all(|(table, text)| table.get(*index).is_some_and(|old| old == text))
        };
        let index = (0..count).find(same).unwrap_or(count);
        if index == count {
            for (table, text) in self.tables.iter_mut().zip(text) {
                table.push(text.to_owned());
            }
        }
        TextId(u32::try_from(index).unwrap_or(0))
    }

    /// How many texts there are, the empty one included.
    #[must_use]
    pub fn len(&self) -> usize {
        self.tables.iter().map(Vec::len).max().unwrap_or(0)
    }

    /// Whether nothing is loaded.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() <= 1
    }

    /// The first `count` texts of every language.
    #[must_use]
    pub fn first(&self, count: usize) -> Self {
        Self { tables: self.tables.iter().map(|table| table.iter().take(count).cloned().collect()).collect() }
    }

    /// The texts of one language from number `from` on.
    #[must_use]
    pub fn rest(&self, language: Language, from: usize) -> Vec<String> {
        let table = Language::ALL.iter().position(|&other| other == language);
        table
            .and_then(|table| self.tables.get(table))
            .map_or(Vec::new(), |table| table.iter().skip(from).cloned().collect())
    }

    /// Puts in the texts of one language from number `from` on.
    pub fn put_rest(&mut self, language: Language, from: usize, rest: Vec<String>) {
        let table = Language::ALL.iter().position(|&other| other == language);
        if let Some(table) = table.and_then(|table| self.tables.get_mut(table)) {
            table.truncate(from);
            table.extend(rest);
        }
    }
}
