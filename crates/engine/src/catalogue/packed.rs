//! The packed form of a catalogue, as the build puts it beside the page: nothing is parsed or checked again.

use std::error::Error;
use std::fmt::{self, Display, Formatter};

use serde::{Deserialize, Serialize};

use super::{Catalogue, Language, Rules, Texts};

/// Bytes that are no packed catalogue of this version of the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnpackError;

impl Display for UnpackError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("not packed by this version of the program")
    }
}

impl Error for UnpackError {}

/// A catalogue and its texts.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Pack {
    /// The catalogue.
    pub catalogue: Catalogue,
    /// The names, or all texts.
    pub texts: Texts,
    /// How many texts are names.
    pub names: usize,
}

/// What the first screen needs of them: enough for verdicts and cards, without amounts, documents and steps.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct First {
    /// The rules of what holds everywhere on the day of the review ([`Rules::first`]).
    pub rules: Rules,
    /// The names of these policies and of all definitions.
    pub texts: Texts,
    /// How many texts are names, with those of the other policies.
    pub names: usize,
}

/// What the page's second piece needs of them besides the texts.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Rest {
    /// All rules and details.
    pub catalogue: Catalogue,
    /// The names that the first screen does without, in the default language, for [`Texts::put_names`].
    pub names: Vec<String>,
}

impl Rest {
    /// What of them the first screen does without.
    #[must_use]
    pub fn of(whole: &Pack) -> Self {
        let names = whole.texts.first(whole.names).rest(Language::default(), First::names(whole));
        Self { catalogue: whole.catalogue.clone(), names }
    }
}

impl First {
    /// Leaves out what the first screen can do without. The same catalogue always gives the same: no clock is asked.
    #[must_use]
    pub fn of(whole: &Pack) -> Self {
        Self { rules: Self::rules(whole), texts: whole.texts.first(Self::names(whole)), names: whole.names }
    }

    fn rules(whole: &Pack) -> Rules {
        let rules = &whole.catalogue.rules;
        rules.reviewed.map_or_else(|| rules.clone(), |day| rules.first(day))
    }

    /// Up to which text the first screen needs names.
    fn names(whole: &Pack) -> usize {
        let rules = Self::rules(whole);
        let policies = rules.policies.iter().map(|rule| rule.name);
        let names = policies.chain(rules.definitions.iter().map(|definition| definition.name));
        names.filter_map(|name| usize::try_from(name.0).ok()).max().map_or(0, |last| last.saturating_add(1))
    }
}

/// The data file with what the page's first screen needs, as [`unpack_first`] reads it.
pub const FIRST: &str = "first";

/// The data file with the whole catalogue, as [`unpack_rest`] reads it.
pub const RULES: &str = "rules";

/// The data file with the counties, as [`install_counties`](crate::enterprise::install_counties) takes it.
pub const COUNTIES: &str = "counties";

/// The data file with the groups and classes of industries, as [`install_trades`](crate::enterprise::install_trades) takes
/// it.
pub const TRADES: &str = "trades";

/// The data file that says how sentences are written in traditional characters.
pub const TRADITIONAL: &str = "traditional";

/// The data file with the later texts of a language, as [`unpack_texts`] reads it.
#[must_use]
pub fn texts(language: Language) -> String {
    format!("texts-{}", language.tag())
}

/// Packs a value.
///
/// # Errors
/// [`UnpackError`] never happens for what a loader made; the encoder's interface allows for it.
pub fn pack<T: Serialize>(value: &T) -> Result<Vec<u8>, UnpackError> {
    postcard::to_allocvec(value).map_err(|_| UnpackError)
}

/// Unpacks what the first screen needs.
///
/// # Errors
/// As [`unpack`].
pub fn unpack_first(bytes: &[u8]) -> Result<First, UnpackError> {
    postcard::from_bytes(bytes).map_err(|_| UnpackError)
}

/// Unpacks a catalogue and its texts.
///
/// # Errors
/// [`UnpackError`] when the bytes were not packed by the same version of the program.
pub fn unpack(bytes: &[u8]) -> Result<Pack, UnpackError> {
    let pack: Pack = postcard::from_bytes(bytes).map_err(|_| UnpackError)?;
    if is_sound(&pack.catalogue) { Ok(pack) } else { Err(UnpackError) }
}

/// Unpacks a catalogue alone.
///
/// # Errors
/// As [`unpack`].
pub fn unpack_catalogue(bytes: &[u8]) -> Result<Catalogue, UnpackError> {
    let catalogue = postcard::from_bytes(bytes).map_err(|_| UnpackError)?;
    if is_sound(&catalogue) { Ok(catalogue) } else { Err(UnpackError) }
}

/// Unpacks what the second piece needs.
///
/// # Errors
/// As [`unpack`].
pub fn unpack_rest(bytes: &[u8]) -> Result<Rest, UnpackError> {
    let rest: Rest = postcard::from_bytes(bytes).map_err(|_| UnpackError)?;
    if is_sound(&rest.catalogue) { Ok(rest) } else { Err(UnpackError) }
}

/// Whether of each policy both rule and details are there.
fn is_sound(catalogue: &Catalogue) -> bool {
    catalogue.details.len() == catalogue.policies.len()
}

/// Unpacks the later texts of one language, for [`Texts::put_rest`].
///
/// # Errors
/// As [`unpack`].
pub fn unpack_texts(bytes: &[u8]) -> Result<Vec<String>, UnpackError> {
    postcard::from_bytes(bytes).map_err(|_| UnpackError)
}
