//! What the page is made of: the rules and names come with the program, the other texts and the second piece of the
//! program after the first screen.

use std::rc::Rc;

use engine::catalogue::packed::{self, LaterFile};
use engine::catalogue::{Catalogue, Language, Texts};

/// What the first screen needs of the catalogue, as the build packed it.
const FIRST: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/first.bin"));

/// The later texts, a file for each of [`Language::ALL`].
const FILES: [LaterFile; Language::ALL.len()] = include!(concat!(env!("OUT_DIR"), "/texts.rs"));

/// How far something that comes later has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum LoadState {
    /// On their way, or not asked for.
    #[default]
    Waiting,
    /// Here.
    Here,
    /// Lost on the way or damaged.
    Failed,
}

/// The catalogue with the texts that have arrived.
#[derive(Clone, Debug)]
pub(crate) struct LoadedCatalogue {
    /// The rules.
    pub(crate) catalogue: Rc<Catalogue>,
    /// The texts.
    pub(crate) texts: Rc<Texts>,
    /// How many texts are names.
    names: usize,
    /// By the order of [`Language::ALL`].
    arrivals: [LoadState; Language::ALL.len()],
    /// How far the second piece of the program has come.
    pub(crate) program: LoadState,
    /// What is wrong with the catalogue that is to lie over the bundled one.
    pub(crate) trouble: Option<Trouble>,
}

/// What is wrong with a catalogue that is to lie over the bundled one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// The site does not name it.
    Refused,
    /// It did not come.
    Lost,
    /// Parts of it are left out.
    Partly,
}

impl PartialEq for LoadedCatalogue {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.catalogue, &other.catalogue)
            && Rc::ptr_eq(&self.texts, &other.texts)
            && self.arrivals == other.arrivals
            && self.program == other.program
            && self.trouble == other.trouble
    }
}

impl LoadedCatalogue {
    /// The bundled rules and names; `None` when they are damaged.
    pub(crate) fn bundled() -> Option<Self> {
        let pack = packed::unpack_first(FIRST).ok()?;
        Some(Self {
            catalogue: Rc::new(pack.catalogue),
            texts: Rc::new(pack.texts),
            names: pack.names,
            arrivals: [LoadState::Waiting; Language::ALL.len()],
            program: LoadState::Waiting,
            trouble: None,
        })
    }

    /// How far something that comes later has come.
    pub(crate) fn texts_arrival(&self, language: Language) -> LoadState {
        let place = Language::ALL.iter().position(|&other| other == language);
        place.and_then(|place| self.arrivals.get(place)).copied().unwrap_or_default()
    }

    /// The same with what has come for a language; `None` and nonsense count as failed.
    pub(crate) fn with(&self, language: Language, bytes: Option<&[u8]>) -> Self {
        let mut book = self.clone();
        let rest = bytes.and_then(|bytes| packed::unpack_texts(bytes).ok());
        let arrival = if rest.is_some() { LoadState::Here } else { LoadState::Failed };
        if let Some(rest) = rest {
            let mut texts = (*self.texts).clone();
            texts.put_rest(language, self.names, rest);
            book.texts = Rc::new(texts);
        }
        for (place, other) in book.arrivals.iter_mut().zip(Language::ALL) {
            if other == language {
                *place = arrival;
            }
        }
        book
    }

    /// The same with all rules, which come with the second piece of the program, or without them when that was lost.
    pub(crate) fn with_rules(&self, rules: Option<Catalogue>) -> Self {
        let mut book = self.clone();
        book.program = if rules.is_some() { LoadState::Here } else { LoadState::Failed };
        if let Some(rules) = rules {
            book.catalogue = Rc::new(rules);
        }
        book
    }

    /// The same with other rules and all texts, which an agency has laid over the bundled ones.
    pub(crate) fn over(&self, catalogue: Catalogue, texts: Texts, trouble: Option<Trouble>) -> Self {
        let arrivals = [LoadState::Here; Language::ALL.len()];
        Self { catalogue: Rc::new(catalogue), texts: Rc::new(texts), arrivals, trouble, ..self.clone() }
    }

    /// How far all that comes after the first screen has come, in a language.
    pub(crate) fn arrival(&self, language: Language) -> LoadState {
        match (self.texts_arrival(language), self.program) {
            (LoadState::Failed, _) | (_, LoadState::Failed) => LoadState::Failed,
            (LoadState::Here, LoadState::Here) => LoadState::Here,
            (LoadState::Waiting, _) | (_, LoadState::Waiting) => LoadState::Waiting,
        }
    }
}

/// The file with the later texts of a language.
pub(crate) fn texts_file(language: Language) -> Option<LaterFile> {
    let place = Language::ALL.iter().position(|&other| other == language)?;
    FILES.get(place).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bundled_rules_are_sound_and_damaged_texts_are_noticed() {
        let book = LoadedCatalogue::bundled().expect("sound rules");
        assert!(book.catalogue.policies.len() > 200);
        let damaged = book.with(Language::En, Some(&[0xff; 40]));
        assert_eq!(damaged.texts_arrival(Language::En), LoadState::Failed);
        assert_eq!(damaged.texts_arrival(Language::ZhCn), LoadState::Waiting);
        assert_eq!(book.with(Language::ZhCn, None).texts_arrival(Language::ZhCn), LoadState::Failed);
        for file in FILES {
            assert!(file.name.starts_with("texts-") && file.integrity.starts_with("sha256-"));
        }
    }
}
