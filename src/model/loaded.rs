//! What the page is made of: the first rules and the names come beside the program; all of the catalogue, the second piece
//! of the program and the other texts after the first screen.

use std::rc::Rc;

use engine::catalogue::packed;
use engine::catalogue::{Catalogue, Language, Rules, Texts};

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

/// How much of the catalogue is here.
#[derive(Clone, Debug)]
enum Extent {
    /// The rules that a first screen needs, of what holds everywhere.
    First {
        /// They.
        rules: Rc<Rules>,
        /// Whether the rest was lost on the way.
        is_lost: bool,
    },
    /// All of it.
    Whole(Rc<Catalogue>),
}

/// The catalogue as far as it is here, with the texts that have arrived.
#[derive(Clone, Debug)]
pub(crate) struct LoadedCatalogue {
    extent: Extent,
    /// The texts.
    pub(crate) texts: Rc<Texts>,
    /// How many texts are names.
    names: usize,
    /// By the order of [`Language::ALL`].
    arrivals: [LoadState; Language::ALL.len()],
    /// What is wrong with the catalogue that is to lie over the bundled one.
    pub(crate) trouble: Option<OverlayTrouble>,
}

/// What is wrong with a catalogue that is to lie over the bundled one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OverlayTrouble {
    /// The site does not name it.
    Refused,
    /// It did not come.
    Lost,
    /// Parts of it are left out.
    Partly,
}

impl PartialEq for LoadedCatalogue {
    fn eq(&self, other: &Self) -> bool {
        self.has_rules_of(other)
            && Rc::ptr_eq(&self.texts, &other.texts)
            && self.arrivals == other.arrivals
            && self.program() == other.program()
            && self.trouble == other.trouble
    }
}

impl LoadedCatalogue {
    /// The first of the bundled rules, and the names, of a data file; `None` when it is damaged.
    pub(crate) fn new(first: &[u8]) -> Option<Self> {
        let first = packed::unpack_first(first).ok()?;
        Some(Self {
            extent: Extent::First { rules: Rc::new(first.rules), is_lost: false },
            texts: Rc::new(first.texts),
            names: first.names,
            arrivals: [LoadState::Waiting; Language::ALL.len()],
            trouble: None,
        })
    }

    /// The rules that are here.
    pub(crate) fn rules(&self) -> &Rules {
        match &self.extent {
            Extent::First { rules, .. } => rules,
            Extent::Whole(catalogue) => catalogue,
        }
    }

    /// The whole catalogue, once it is here.
    pub(crate) fn catalogue(&self) -> Option<&Rc<Catalogue>> {
        match &self.extent {
            Extent::First { .. } => None,
            Extent::Whole(catalogue) => Some(catalogue),
        }
    }

    /// Whether another one has these very rules: only then do the numbers of policies mean the same.
    pub(crate) fn has_rules_of(&self, other: &Self) -> bool {
        match (&self.extent, &other.extent) {
            (Extent::First { rules, .. }, Extent::First { rules: others, .. }) => Rc::ptr_eq(rules, others),
            (Extent::Whole(catalogue), Extent::Whole(others)) => Rc::ptr_eq(catalogue, others),
            (Extent::First { .. }, Extent::Whole(_)) | (Extent::Whole(_), Extent::First { .. }) => false,
        }
    }

    /// How far the second piece of the program has come, and with it the whole catalogue.
    pub(crate) fn program(&self) -> LoadState {
        match &self.extent {
            Extent::First { is_lost: false, .. } => LoadState::Waiting,
            Extent::First { is_lost: true, .. } => LoadState::Failed,
            Extent::Whole(_) => LoadState::Here,
        }
    }

    /// How far something that comes later has come.
    pub(crate) fn texts_arrival(&self, language: Language) -> LoadState {
        let place = Language::ALL.iter().position(|&other| other == language);
        place.and_then(|place| self.arrivals.get(place)).copied().unwrap_or_default()
    }

    /// The same with what has come for a language; `None` and nonsense count as failed.
    pub(crate) fn with(&self, language: Language, bytes: Option<&[u8]>) -> Self {
        let mut loaded = self.clone();
        let rest = bytes.and_then(|bytes| packed::unpack_texts(bytes).ok());
        let arrival = if rest.is_some() { LoadState::Here } else { LoadState::Failed };
        if let Some(rest) = rest {
            let mut texts = (*self.texts).clone();
            texts.put_rest(language, self.names, rest);
            loaded.texts = Rc::new(texts);
        }
        for (place, other) in loaded.arrivals.iter_mut().zip(Language::ALL) {
            if other == language {
                *place = arrival;
            }
        }
        loaded
    }

    /// The same with the names that the first screen does without.
    pub(crate) fn with_names(&self, names: Vec<String>) -> Self {
        let mut texts = (*self.texts).clone();
        texts.put_names(self.names, names);
        Self { texts: Rc::new(texts), ..self.clone() }
    }

    /// The same with the whole catalogue, which comes with the second piece of the program.
    pub(crate) fn with_catalogue(&self, catalogue: Catalogue) -> Self {
        Self { extent: Extent::Whole(Rc::new(catalogue)), ..self.clone() }
    }

    /// The same when that was lost on the way. What is here stays.
    pub(crate) fn without_catalogue(&self) -> Self {
        let mut loaded = self.clone();
        if let Extent::First { is_lost, .. } = &mut loaded.extent {
            *is_lost = true;
        }
        loaded
    }

    /// The same with another catalogue and all its texts, which an agency has laid over the bundled one.
    pub(crate) fn over(&self, catalogue: Catalogue, texts: Texts, trouble: Option<OverlayTrouble>) -> Self {
        let arrivals = [LoadState::Here; Language::ALL.len()];
        Self { texts: Rc::new(texts), arrivals, trouble, ..self.with_catalogue(catalogue) }
    }

    /// How far all that comes after the first screen has come, in a language.
    pub(crate) fn arrival(&self, language: Language) -> LoadState {
        match (self.texts_arrival(language), self.program()) {
            (LoadState::Failed, _) | (_, LoadState::Failed) => LoadState::Failed,
            (LoadState::Here, LoadState::Here) => LoadState::Here,
            (LoadState::Waiting, _) | (_, LoadState::Waiting) => LoadState::Waiting,
        }
    }
}

#[cfg(test)]
impl LoadedCatalogue {
    /// The first of the bundled rules, and the names, as the build packs them.
    pub(crate) fn bundled() -> Option<Self> {
        Self::new(tests::data(packed::FIRST))
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use std::path::Path;
    use std::sync::LazyLock;

    use super::*;

    /// A data file of the project, as the build packs it.
    pub(crate) fn data(name: &str) -> &'static [u8] {
        static FILES: LazyLock<Vec<pack::DataFile>> = LazyLock::new(|| {
            let sources = pack::Sources::read(Path::new(env!("CARGO_MANIFEST_DIR"))).expect("a sound catalogue");
            pack::data_files(&sources).expect("a sound catalogue")
        });
        &FILES.iter().find(|file| file.name == name).expect("a data file").bytes
    }

    #[test]
    fn the_bundled_rules_are_sound_and_damaged_texts_are_noticed() {
        let loaded = LoadedCatalogue::bundled().expect("sound rules");
        assert!(loaded.rules().policies.len() > 100 && loaded.catalogue().is_none());
        assert_eq!((loaded.program(), loaded.without_catalogue().program()), (LoadState::Waiting, LoadState::Failed));
        let damaged = loaded.with(Language::En, Some(&[0xff; 40]));
        assert_eq!(damaged.texts_arrival(Language::En), LoadState::Failed);
        assert_eq!(damaged.texts_arrival(Language::ZhCn), LoadState::Waiting);
        assert_eq!(loaded.with(Language::ZhCn, None).texts_arrival(Language::ZhCn), LoadState::Failed);
        for language in Language::ALL {
            let whole = loaded.with(language, Some(data(&packed::texts(language))));
            assert_eq!(whole.texts_arrival(language), LoadState::Here);
        }
    }
}
