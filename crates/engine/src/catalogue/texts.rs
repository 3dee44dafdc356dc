//! The sentences of a catalogue, by number and language.

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

/// The sentences of a catalogue, one table a language, kept apart from its rules so that a page can load them later.
///
/// Texts needed on the first screen (names) come first, so that the others can be loaded after it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Texts {
    /// By language, then by text number.
    tables: Vec<Vec<String>>,
}

impl Texts {
    /// The text in a language; while that is not loaded, in the default language; empty while neither is.
    #[must_use]
    pub fn get(&self, id: TextId, language: Language) -> &str {
        let index = usize::try_from(id.0).unwrap_or(usize::MAX);
        let text = |language| self.table(language).and_then(|table| table.get(index));
        text(language).or_else(|| text(Language::default())).map_or("", String::as_str)
    }

    /// Adds a text in all languages, in the order of [`Language::ALL`]; the same text is kept once.
    pub fn add(&mut self, text: [&str; 2]) -> TextId {
        self.start_tables();
        let same = self.iter().find(|(_, old)| *old == text).map(|(id, _)| id);
        same.unwrap_or_else(|| self.push(text))
    }

    /// Adds a text that is not there yet.
    pub(super) fn push(&mut self, text: [&str; 2]) -> TextId {
        self.start_tables();
        let index = self.len();
        for (table, text) in self.tables.iter_mut().zip(text) {
            table.push(text.to_owned());
        }
        TextId(u32::try_from(index).unwrap_or(0))
    }

    /// Every text with its number, in the order of [`Language::ALL`].
    pub(super) fn iter(&self) -> impl Iterator<Item = (TextId, [&str; 2])> {
        let text = |id: TextId| {
            let index = usize::try_from(id.0).ok()?;
            let [zh, en] = Language::ALL.map(|language| self.table(language)?.get(index));
            Some((id, [zh?.as_str(), en?.as_str()]))
        };
        (0_u32..).map(TextId).map_while(text)
    }

    /// The empty text has the number 0.
    fn start_tables(&mut self) {
        if self.tables.is_empty() {
            self.tables = vec![vec![String::new()]; Language::ALL.len()];
        }
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

    /// What a first screen needs: the first `names` texts of the default language.
    #[must_use]
    pub fn first(&self, names: usize) -> Self {
        let part = |(table, language): (&Vec<String>, Language)| {
            table.iter().take(Self::start(language, names)).cloned().collect()
        };
        Self { tables: self.tables.iter().zip(Language::ALL).map(part).collect() }
    }

    /// What comes after it in a language.
    #[must_use]
    pub fn rest(&self, language: Language, names: usize) -> Vec<String> {
        self.table(language)
            .map_or(Vec::new(), |table| table.iter().skip(Self::start(language, names)).cloned().collect())
    }

    /// Puts in what comes after the first screen in a language.
    pub fn put_rest(&mut self, language: Language, names: usize, rest: Vec<String>) {
        let place = Language::ALL.iter().position(|&other| other == language);
        if let Some(table) = place.and_then(|place| self.tables.get_mut(place)) {
            // Names may come later still.
            table.resize(Self::start(language, names), String::new());
            table.extend(rest);
        }
    }

    /// Puts in the last of the `names` texts that are names, in the default language.
    pub fn put_names(&mut self, names: usize, last: Vec<String>) {
        let Some(table) = self.tables.first_mut() else { return };
        if table.len() < names {
            table.resize(names, String::new());
        }
        let from = names.saturating_sub(last.len());
        for (place, name) in table.iter_mut().skip(from).zip(last) {
            *place = name;
        }
    }

    /// How many texts of a language come first.
    fn start(language: Language, names: usize) -> usize {
        if language == Language::default() { names } else { 0 }
    }

    fn table(&self, language: Language) -> Option<&Vec<String>> {
        let place = Language::ALL.iter().position(|&other| other == language)?;
        self.tables.get(place)
    }
}
