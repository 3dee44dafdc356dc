//! The packed form of a catalogue, as the build puts it beside the page: nothing is parsed or checked again.

use serde::{Deserialize, Serialize};

use super::{Catalogue, Language, Texts};

/// Why a packed catalogue could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Damaged;

/// What the first screen needs: the rules, and the texts that come first.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Pack {
    /// The rules.
    pub catalogue: Catalogue,
    /// The names, or all texts.
    pub texts: Texts,
    /// How many texts are names.
    pub names: usize,
}

/// A file of later texts, as the build put it beside the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextFile {
    /// The language of its texts.
    pub language: Language,
    /// Its name, made from what is in it.
    pub name: &'static str,
    /// What its bytes must hash to, as `fetch` takes it (Subresource Integrity).
    pub integrity: &'static str,
}

/// Packs a value.
///
/// # Errors
/// [`Damaged`] never happens for what a loader made; the encoder's interface allows for it.
pub fn pack<T: Serialize>(value: &T) -> Result<Vec<u8>, Damaged> {
    postcard::to_allocvec(value).map_err(|_| Damaged)
}

/// Unpacks rules and first texts.
///
/// # Errors
/// [`Damaged`] when the bytes were not packed by the same version of the program.
pub fn unpack(bytes: &[u8]) -> Result<Pack, Damaged> {
    postcard::from_bytes(bytes).map_err(|_| Damaged)
}

/// Unpacks the later texts of one language, for [`Texts::put_rest`].
///
/// # Errors
/// As [`unpack`].
pub fn unpack_texts(bytes: &[u8]) -> Result<Vec<String>, Damaged> {
    postcard::from_bytes(bytes).map_err(|_| Damaged)
}
