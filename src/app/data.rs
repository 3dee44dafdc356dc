//! What the page is made of: the rules and names come with the program, the other texts and the second piece of the
//! program after the first screen.

use std::rc::Rc;

use super::desk::Desk;
use crate::catalogue::packed::{self, LaterFile};
use crate::catalogue::{Catalogue, Language, Texts};
use crate::text::Speaker;

/// What the first screen needs of the catalogue, as the build packed it.
const FIRST: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/first.bin"));

/// The later texts, a file for each of [`Language::ALL`].
const FILES: [LaterFile; Language::ALL.len()] = include!(concat!(env!("OUT_DIR"), "/texts.rs"));

/// How far something that comes later has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Arrival {
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
pub(crate) struct Book {
    /// The rules.
    pub(crate) catalogue: Rc<Catalogue>,
    /// The texts.
    pub(crate) texts: Rc<Texts>,
    /// How many texts are names.
    names: usize,
    /// By the order of [`Language::ALL`].
    arrivals: [Arrival; Language::ALL.len()],
    /// The second piece of the program, once it is here.
    pub(crate) desk: Option<Desk>,
    /// How far it has come.
    pub(crate) desk_arrival: Arrival,
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

impl PartialEq for Book {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.catalogue, &other.catalogue)
            && Rc::ptr_eq(&self.texts, &other.texts)
            && self.arrivals == other.arrivals
            && self.desk_arrival == other.desk_arrival
            && self.trouble == other.trouble
    }
}

impl Book {
    /// The bundled rules and names; `None` when they are damaged.
    pub(crate) fn bundled() -> Option<Self> {
        let pack = packed::unpack_first(FIRST).ok()?;
        Some(Self {
            catalogue: Rc::new(pack.catalogue),
            texts: Rc::new(pack.texts),
            names: pack.names,
            arrivals: [Arrival::Waiting; Language::ALL.len()],
            desk: None,
            desk_arrival: Arrival::Waiting,
            trouble: None,
        })
    }

    /// How far something that comes later has come.
    pub(crate) fn texts_arrival(&self, language: Language) -> Arrival {
        let place = Language::ALL.iter().position(|&other| other == language);
        place.and_then(|place| self.arrivals.get(place)).copied().unwrap_or_default()
    }

    /// The same with what has come for a language; `None` and nonsense count as failed.
    pub(crate) fn with(&self, language: Language, bytes: Option<&[u8]>) -> Self {
        let mut book = self.clone();
        let rest = bytes.and_then(|bytes| packed::unpack_texts(bytes).ok());
        let arrival = if rest.is_some() { Arrival::Here } else { Arrival::Failed };
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

    /// The same with the second piece of the program, or without it when it was lost.
    pub(crate) fn with_desk(&self, desk: Option<&Desk>) -> Self {
        let mut book = self.clone();
        let rules = desk.and_then(|desk| (desk.rules)());
        book.desk = desk.copied().filter(|_| rules.is_some());
        book.desk_arrival = if rules.is_some() { Arrival::Here } else { Arrival::Failed };
        if let Some(rules) = rules {
            book.catalogue = Rc::new(rules);
        }
        book
    }

    /// The same with other rules and all texts, which an agency has laid over the bundled ones.
    pub(crate) fn over(&self, catalogue: Catalogue, texts: Texts, trouble: Option<Trouble>) -> Self {
        let arrivals = [Arrival::Here; Language::ALL.len()];
        Self { catalogue: Rc::new(catalogue), texts: Rc::new(texts), arrivals, trouble, ..self.clone() }
    }

    /// The same after something has come.
    pub(crate) fn after(&self, came: Came) -> Self {
        match came {
            // Those of another book are not its own.
            Came::Texts(language, _) if self.texts_arrival(language) == Arrival::Here => self.clone(),
            Came::Texts(language, bytes) => self.with(language, bytes.as_deref()),
            Came::Book(book) => *book,
            Came::Desk(desk) => self.with_desk(desk.as_deref()),
        }
    }

    /// How far all that comes after the first screen has come, in a language.
    pub(crate) fn arrival(&self, language: Language) -> Arrival {
        match (self.texts_arrival(language), self.desk_arrival) {
            (Arrival::Failed, _) | (_, Arrival::Failed) => Arrival::Failed,
            (Arrival::Here, Arrival::Here) => Arrival::Here,
            (Arrival::Waiting, _) | (_, Arrival::Waiting) => Arrival::Waiting,
        }
    }

    /// One who speaks of this catalogue.
    pub(crate) fn speaker(&self, language: Language) -> Speaker<'_> {
        let english = if let Some(desk) = self.desk { desk.english } else { |_, _| None };
        Speaker { language, catalogue: &self.catalogue, texts: &self.texts, english }
    }
}

/// What has come, or was lost on the way.
#[derive(Debug)]
pub(crate) enum Came {
    /// The later texts of a language.
    Texts(Language, Option<Vec<u8>>),
    /// The second piece of the program.
    Desk(Option<Box<Desk>>),
    /// Another book.
    Book(Box<Book>),
}

/// The file with the later texts of a language.
pub(crate) fn texts_file(language: Language) -> Option<LaterFile> {
    let place = Language::ALL.iter().position(|&other| other == language)?;
    FILES.get(place).copied()
}

/// Fetches a file from beside the page, checked against its hash.
pub(crate) async fn fetch(file: LaterFile) -> Option<Vec<u8>> {
    use wasm_bindgen::JsCast as _;
    use wasm_bindgen_futures::JsFuture;

    let options = web_sys::RequestInit::new();
    options.set_integrity(file.integrity);
    let asked = web_sys::window()?.fetch_with_str_and_init(file.name, &options);
    let response: web_sys::Response = JsFuture::from(asked).await.ok()?.dyn_into().ok()?;
    if !response.ok() {
        return None;
    }
    let buffer = JsFuture::from(response.array_buffer().ok()?).await.ok()?;
    Some(js_sys::Uint8Array::new(&buffer).to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bundled_rules_are_sound_and_damaged_texts_are_noticed() {
        let book = Book::bundled().expect("sound rules");
        assert!(book.catalogue.policies.len() > 200);
        let damaged = book.with(Language::En, Some(&[0xff; 40]));
        assert_eq!(damaged.texts_arrival(Language::En), Arrival::Failed);
        assert_eq!(damaged.texts_arrival(Language::ZhCn), Arrival::Waiting);
        assert_eq!(book.with(Language::ZhCn, None).texts_arrival(Language::ZhCn), Arrival::Failed);
        for file in FILES {
            assert!(file.name.starts_with("texts-") && file.integrity.starts_with("sha256-"));
        }
    }
}
