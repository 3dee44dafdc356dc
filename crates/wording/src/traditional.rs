//! Traditional characters as Taiwan writes them, made from the simplified text: the same sentences, another script.
//!
//! One simplified character can stand for several traditional ones (发 is 發 or 髮), which only the words around it
//! tell. A full dictionary weighs megabytes; what the product says is known when it is built, so the build asks one
//! and keeps what is needed for these sentences: the usual form of each character and the phrases in which it differs.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

/// How simplified Chinese is written in traditional characters.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Traditional {
    /// The usual form of each character that has another.
    characters: BTreeMap<char, char>,
    /// The phrases that are written in another way, by their first character, the longest first.
    phrases: BTreeMap<char, Vec<(String, String)>>,
}

impl Traditional {
    /// Whether a language tag asks for traditional characters: `zh-TW`, `zh-Hant`.
    #[must_use]
    pub fn is_asked(tag: &str) -> bool {
        let mut parts = tag.split(['-', '_']);
        let chinese = parts.next() == Some("zh");
        chinese && parts.any(|part| ["tw", "hant", "hk", "mo"].contains(&part.to_ascii_lowercase().as_str()))
    }

    /// Reads the packed form that the build made; `None` when it is damaged.
    #[must_use]
    pub fn unpack(bytes: &[u8]) -> Option<Self> {
        postcard::from_bytes(bytes).ok()
    }

    /// A text in traditional characters. What is not Chinese stays as it is.
    #[must_use]
    pub fn write(&self, text: &str) -> String {
        let mut written = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let known = self.phrases.get(&first).map_or(&[][..], Vec::as_slice);
            let found = known.iter().find_map(|(from, to)| Some((rest.strip_prefix(from.as_str())?, to)));
            if let Some((after, to)) = found {
                written.push_str(to);
                rest = after;
            } else {
                written.push(self.characters.get(&first).copied().unwrap_or(first));
                rest = rest.get(first.len_utf8()..).unwrap_or_default();
            }
        }
        written
    }

    /// What writes a text in traditional characters in simplified ones, character by character: for what people type and
    /// is looked up among names. It goes as far as the names that were prepared; other characters stay.
    pub fn reader(&self) -> impl Fn(&str) -> String + use<> {
        let mut simple: BTreeMap<char, char> = BTreeMap::new();
        let phrases = self.phrases.values().flatten();
        let same_length = phrases.filter(|(from, to)| from.chars().count() == to.chars().count());
        let pairs = same_length.flat_map(|(from, to)| to.chars().zip(from.chars()));
        for (form, from) in self.characters.iter().map(|(from, form)| (*form, *from)).chain(pairs) {
            // What stands for several is the one that it is usually written for.
            simple.entry(form).or_insert(from);
        }
        move |text| text.chars().map(|letter| simple.get(&letter).copied().unwrap_or(letter)).collect()
    }

    /// What is needed to write some texts as a dictionary does, and some terms as reviewers want them.
    ///
    /// The dictionary must give as many characters as it takes. Returns also the texts that could not be brought to
    /// be written so, which is none unless the dictionary contradicts itself.
    #[must_use]
    pub fn prepare(
        texts: &BTreeSet<String>,
        dictionary: impl Fn(&str) -> String,
        terms: &[(&str, &str)],
    ) -> (Self, Vec<String>) {
        let wanted: Vec<(&String, Vec<String>)> =
            texts.iter().map(|text| (text, with_terms(text, &dictionary(text), terms))).collect();
        let mut table = Self { characters: usual(&wanted), ..Self::default() };
        for &(from, to) in terms {
            table.put(from.to_owned(), to.to_owned());
        }
        // A phrase for one text can disturb another, which then gets its own, longer one.
        for _ in 0..8 {
            let mut settled = true;
            for (text, wanted) in &wanted {
                settled &= table.learn(text, wanted, &dictionary);
            }
            if settled {
                return (table, Vec::new());
            }
        }
        let wrong = wanted.iter().filter(|(text, wanted)| table.write(text) != wanted.concat());
        let wrong = wrong.map(|(text, _)| (*text).clone()).collect();
        (table, wrong)
    }

    /// Adds the phrases that a text needs; whether it needed none.
    fn learn(&mut self, text: &str, wanted: &[String], dictionary: &impl Fn(&str) -> String) -> bool {
        let whole = wanted.concat();
        if self.write(text) == whole {
            return true;
        }
        let letters: Vec<char> = text.chars().collect();
        for width in 2..=letters.len() {
            for (start, window) in letters.windows(width).enumerate() {
                let phrase: String = window.iter().collect();
                let form = wanted.get(start..start.saturating_add(width)).unwrap_or(&[]).concat();
                // The dictionary must say so of the phrase alone, or it would mislead elsewhere.
                if dictionary(&phrase) != form || self.write(&phrase) == form {
                    continue;
                }
                self.put(phrase, form);
                if self.write(text) == whole {
                    return false;
                }
            }
        }
        self.put(text.to_owned(), whole);
        false
    }

    fn put(&mut self, from: String, to: String) {
        let Some(first) = from.chars().next() else { return };
        let known = self.phrases.entry(first).or_default();
        known.retain(|(other, _)| *other != from);
        let at = known.partition_point(|(other, _)| other.len() > from.len());
        known.insert(at, (from, to));
    }
}

/// What each character of a text is to become: as the dictionary has it, or (at the first character of a term, the
/// others becoming nothing) as the term is to be written.
fn with_terms(text: &str, converted: &str, terms: &[(&str, &str)]) -> Vec<String> {
    let mut wanted: Vec<String> = converted.chars().map(String::from).collect();
    let starts: Vec<usize> = text.char_indices().map(|(start, _)| start).collect();
    for (place, start) in starts.iter().enumerate() {
        let rest = text.get(*start..).unwrap_or_default();
        if let Some((from, to)) = terms.iter().find(|(from, _)| rest.starts_with(from)) {
            for (offset, form) in wanted.iter_mut().skip(place).take(from.chars().count()).enumerate() {
                *form = if offset == 0 { (*to).to_owned() } else { String::new() };
            }
        }
    }
    wanted
}

/// The form that each character has most often, where that is another.
fn usual(wanted: &[(&String, Vec<String>)]) -> BTreeMap<char, char> {
    let mut counts: BTreeMap<char, BTreeMap<char, usize>> = BTreeMap::new();
    for (text, forms) in wanted {
        for (from, form) in text.chars().zip(forms) {
            let mut form = form.chars();
            if let (Some(to), None) = (form.next(), form.next()) {
                let count = counts.entry(from).or_default().entry(to).or_default();
                *count = count.saturating_add(1);
            }
        }
    }
    let most = |(from, forms): (char, BTreeMap<char, usize>)| {
        let (to, _) = forms.into_iter().max_by_key(|(to, count)| (*count, *to == from))?;
        (to != from).then_some((from, to))
    };
    counts.into_iter().filter_map(most).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A dictionary of a few characters, in which 发 is 髮 after 理 and 后 stays what it is after 皇.
    fn dictionary(text: &str) -> String {
        let mut before = ' ';
        let mut written = String::new();
        for letter in text.chars() {
            written.push(match (before, letter) {
                ('理', '发') => '髮',
                (_, '发') => '發',
                ('皇', '后') => '后',
                (_, '后') => '後',
                (_, '网') => '網',
                (_, '印') => '印',
                (_, other) => other,
            });
            before = letter;
        }
        written
    }

    fn prepared(texts: &[&str], terms: &[(&str, &str)]) -> Traditional {
        let texts: BTreeSet<String> = texts.iter().map(|&text| text.to_owned()).collect();
        let (table, wrong) = Traditional::prepare(&texts, dictionary, terms);
        assert!(wrong.is_empty(), "{wrong:?}");
        table
    }

    #[test]
    fn a_character_with_two_forms_goes_by_its_neighbours() {
        let table = prepared(&["发展", "研发", "发票", "理发店", "以后", "皇后", "然后"], &[]);
        assert_eq!(table.write("理发店研发后 v2，皇后"), "理髮店研發後 v2，皇后");
        assert_eq!(table.write("发后"), "發後", "what was not prepared takes the usual forms");
        assert_eq!(table.write("already 発 ok"), "already 発 ok");
        assert_eq!(table.write(""), "");
    }

    #[test]
    fn what_is_typed_in_traditional_characters_is_read() {
        let read = prepared(&["发展", "研发", "理发店", "以后", "皇后", "然后", "网络"], &[]).reader();
        assert_eq!(read("研發以後，理髮店的網 v2"), "研发以后，理发店的网 v2");
        assert_eq!(read("研发以后"), "研发以后");
    }

    #[test]
    fn reviewed_terms_win_and_may_differ_in_length() {
        let table = prepared(&["打印网页", "打印后发", "网络打印机"], &[("打印", "列印"), ("打印机", "印表機")]);
        assert_eq!(table.write("打印后发"), "列印後發");
        assert_eq!(table.write("网络打印"), "網络列印");
        assert_eq!(prepared(&["打印机"], &[("打印机", "印表機"), ("打印", "列印")]).write("打印机"), "印表機");
    }
}
