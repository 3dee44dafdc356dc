//! The packed form of a catalogue, as the build puts it beside the page: nothing is parsed or checked again.

use super::{Catalogue, Texts};

/// Why a packed catalogue could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Damaged;

/// Packs a catalogue or its texts.
///
/// # Errors
/// [`Damaged`] never happens for values that a loader made; the encoder's interface allows for it.
pub fn pack<T: serde::Serialize>(value: &T) -> Result<Vec<u8>, Damaged> {
    postcard::to_allocvec(value).map_err(|_| Damaged)
}

/// Unpacks the rules.
///
/// # Errors
/// [`Damaged`] when the bytes are not a catalogue packed by the same version of the program.
pub fn catalogue(bytes: &[u8]) -> Result<Catalogue, Damaged> {
    postcard::from_bytes(bytes).map_err(|_| Damaged)
}

/// Unpacks texts.
///
/// # Errors
/// As [`catalogue`].
pub fn texts(bytes: &[u8]) -> Result<Texts, Damaged> {
    postcard::from_bytes(bytes).map_err(|_| Damaged)
}
