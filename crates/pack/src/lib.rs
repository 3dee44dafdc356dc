//! Packs the catalogue for the page and the command line, with the engine's own reader.

use std::collections::BTreeSet;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use engine::catalogue::Language;
use engine::catalogue::loading::{Loaded, load};
use engine::catalogue::packed::{
    COUNTIES, FIRST, First, Pack, RULES, Rest, TRADES, TRADITIONAL, pack, texts, unpack_rest,
};
use engine::enterprise::{pack_counties, pack_trades};
use index::Index;
use wording::Traditional;

/// The catalogue, from the project's root.
pub const CATALOGUE: &str = "policies.json";

/// What of the program says something in Chinese: folders and files, from the project's root.
pub const SPEAKING: [&str; 7] = [
    "index.html",
    "src",
    "assets/boot.js",
    "crates/engine/src",
    "crates/lint/src",
    "crates/wording/src",
    "crates/cli/src",
];

/// How reviewers want some terms in traditional characters.
const TERMS: &str = include_str!("terms-zh-TW.tsv");

/// A catalogue with what is made of it.
#[derive(Debug)]
pub struct Sources {
    catalogue: Pack,
    /// All that the program and the catalogue say in Chinese.
    said: BTreeSet<String>,
}

/// Why something could not be packed.
#[derive(Debug)]
pub enum Unpackable {
    /// A file could not be read.
    Unreadable(PathBuf, io::Error),
    /// The catalogue has problems: a line for each, with its place.
    Problems(String),
    /// The dictionary contradicts itself about these texts.
    Script(Vec<String>),
    /// The dictionary of traditional characters could not be opened.
    Dictionary(String),
    /// The encoder refused.
    Encoder,
}

impl fmt::Display for Unpackable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(path, why) => write!(f, "{} cannot be read: {why}", path.display()),
            Self::Problems(lines) => write!(f, "the catalogue has problems:\n{lines}"),
            Self::Script(texts) => {
                write!(f, "cannot be written in traditional characters as the dictionary has it: {}", texts.join(", "))
            }
            Self::Dictionary(why) => write!(f, "the dictionary of traditional characters: {why}"),
            Self::Encoder => f.write_str("the catalogue cannot be packed"),
        }
    }
}

impl std::error::Error for Unpackable {}

impl Sources {
    /// Reads the catalogue of the project in a folder.
    ///
    /// # Errors
    /// [`Unpackable`] when a file cannot be read, or [`Sources::of`] refuses it.
    pub fn read(root: &Path) -> Result<Self, Unpackable> {
        let path = root.join(CATALOGUE);
        let text = std::fs::read_to_string(&path).map_err(|why| Unpackable::Unreadable(path, why))?;
        Self::of(&text, said_by_program(root)?)
    }

    /// Reads a catalogue, for a program that says these stretches of Chinese.
    ///
    /// # Errors
    /// [`Unpackable::Problems`] when it is not without problems: a page is never built without a policy that was meant
    /// to be in it.
    pub fn of(text: &str, mut said: BTreeSet<String>) -> Result<Self, Unpackable> {
        let Loaded { catalogue, texts, names, problems, .. } = load(text);
        if !problems.is_empty() {
            let said = problems
                .iter()
                .map(|found| format!("{}: {}", found.place, wording::problem(&found.error, Language::En)));
            return Err(Unpackable::Problems(said.collect::<Vec<_>>().join("\n")));
        }
        said.extend(stretches(text));
        Ok(Self { catalogue: Pack { catalogue, texts, names }, said })
    }

    /// Rules and texts, for the command line.
    ///
    /// # Errors
    /// [`Unpackable::Encoder`], never for what a loader made.
    pub fn whole(&self) -> Result<Vec<u8>, Unpackable> {
        packed(&self.catalogue)
    }

    /// The index of all rules, for the command line.
    ///
    /// # Errors
    /// As [`Sources::whole`].
    pub fn index(&self) -> Result<Vec<u8>, Unpackable> {
        packed(&Index::new(&self.catalogue.catalogue))
    }

    /// What the page's first screen needs: rules and names.
    ///
    /// # Errors
    /// As [`Sources::whole`].
    pub fn first(&self) -> Result<Vec<u8>, Unpackable> {
        packed(&First::of(&self.catalogue))
    }

    /// All rules, for the second piece of the page.
    ///
    /// # Errors
    /// As [`Sources::whole`].
    pub fn rules(&self) -> Result<Vec<u8>, Unpackable> {
        packed(&Rest::of(&self.catalogue))
    }

    /// The texts of a language that are no names.
    ///
    /// # Errors
    /// As [`Sources::whole`].
    pub fn texts(&self, language: Language) -> Result<Vec<u8>, Unpackable> {
        packed(&self.catalogue.texts.rest(language, self.catalogue.names))
    }

    /// How everything that the product says in Chinese is written in traditional characters.
    ///
    /// # Errors
    /// [`Unpackable`] when the dictionary cannot be opened, or contradicts itself.
    pub fn traditional(&self) -> Result<Vec<u8>, Unpackable> {
        let terms: Vec<(&str, &str)> = TERMS.lines().filter_map(|line| line.split_once('\t')).collect();
        let dictionary = ferrous_opencc::OpenCC::from_config(ferrous_opencc::config::BuiltinConfig::S2tw)
            .map_err(|why| Unpackable::Dictionary(why.to_string()))?;
        let (table, wrong) = Traditional::prepare(&self.said, |text| dictionary.convert(text), &terms);
        if wrong.is_empty() { packed(&table) } else { Err(Unpackable::Script(wrong)) }
    }
}

/// A file of the site that the page reads, apart from its program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataFile {
    /// The plain name by which the page asks for it.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// The data files of a site.
///
/// # Errors
/// [`Unpackable`] when the dictionary cannot be opened, or contradicts itself.
pub fn data_files(sources: &Sources) -> Result<Vec<DataFile>, Unpackable> {
    let mut files = vec![
        DataFile { name: FIRST.to_owned(), bytes: sources.first()? },
        DataFile { name: RULES.to_owned(), bytes: sources.rules()? },
        DataFile { name: COUNTIES.to_owned(), bytes: pack_counties().map_err(|_| Unpackable::Encoder)? },
        DataFile { name: TRADES.to_owned(), bytes: pack_trades().map_err(|_| Unpackable::Encoder)? },
    ];
    for language in Language::ALL {
        files.push(DataFile { name: texts(language), bytes: sources.texts(language)? });
    }
    files.push(DataFile { name: TRADITIONAL.to_owned(), bytes: sources.traditional()? });
    Ok(files)
}

/// Whether the program that reads these rules reads what is packed here: they are the same once unpacked and packed again.
#[must_use]
pub fn is_of_this_version(rules: &[u8]) -> bool {
    unpack_rest(rules).is_ok_and(|rest| pack(&rest).is_ok_and(|again| again == rules))
}

/// The stretches of Chinese that the program says, by the sources in a project's folder.
///
/// # Errors
/// [`Unpackable::Unreadable`].
pub fn said_by_program(root: &Path) -> Result<BTreeSet<String>, Unpackable> {
    let mut said = BTreeSet::new();
    for place in SPEAKING {
        chinese(&root.join(place), &mut said)?;
    }
    Ok(said)
}

/// Packs a value.
fn packed<T: serde::Serialize>(value: &T) -> Result<Vec<u8>, Unpackable> {
    pack(value).map_err(|_| Unpackable::Encoder)
}

/// Collects the stretches of Chinese in a file, or in the files of a folder.
fn chinese(place: &Path, texts: &mut BTreeSet<String>) -> Result<(), Unpackable> {
    // What people type in to search is no sentence, nor is a single character.
    if place.ends_with("later/search") || place.ends_with("enterprise/trades.tsv") {
        return Ok(());
    }
    let unreadable = |why| Unpackable::Unreadable(place.to_owned(), why);
    if place.is_dir() {
        for entry in std::fs::read_dir(place).map_err(unreadable)? {
            chinese(&entry.map_err(unreadable)?.path(), texts)?;
        }
        return Ok(());
    }
    let bytes = std::fs::read(place).map_err(unreadable)?;
    // Files that are no text say nothing.
    if let Ok(text) = String::from_utf8(bytes) {
        texts.extend(stretches(&text));
    }
    Ok(())
}

/// The stretches of Chinese in a text.
fn stretches(text: &str) -> impl Iterator<Item = String> {
    let stretches = text.split(|letter| !('\u{3400}'..='\u{9fff}').contains(&letter));
    stretches.filter(|stretch| stretch.chars().count() > 1).map(str::to_owned)
}
