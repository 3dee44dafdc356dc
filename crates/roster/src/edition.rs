//! A catalogue ready to match whole rosters, and the hash by which machines know that they use the same one.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use engine::catalogue::loading::{Loaded, load, load_over};
use engine::catalogue::packed::{self, Pack, UnpackError};
use engine::catalogue::{Catalogue, Language, Texts};
use index::Index;
use sha2::{Digest, Sha256};

use crate::failure::Failure;

/// The bundled catalogue with all its texts, as the build packed it.
const WHOLE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/whole.bin"));

/// What the file of a packed catalogue ends in; before it stands the hash.
const ENDING: &str = "catalogue";

/// A catalogue with its index.
#[derive(Debug)]
pub(crate) struct Edition {
    pub(crate) catalogue: Catalogue,
    pub(crate) texts: Texts,
    pub(crate) index: Index,
    /// The hash of its packed form, in hexadecimal digits.
    pub(crate) hash: String,
}

impl Edition {
    /// The bundled catalogue.
    ///
    /// # Errors
    /// If the program is damaged.
    pub(crate) fn bundled() -> Result<Self, Failure> {
        Self::unpack(WHOLE).map_err(|UnpackError| Failure::new("the catalogue in this program cannot be read"))
    }

    fn unpack(bytes: &[u8]) -> Result<Self, UnpackError> {
        let Pack { catalogue, texts, .. } = packed::unpack(bytes)?;
        let index = Index::new(&catalogue);
        Ok(Self { catalogue, texts, index, hash: hash(bytes) })
    }

    /// The packed form of a catalogue in a file, or of the bundled one, with local ones laid over it.
    ///
    /// # Errors
    /// When a file cannot be read, or something in it is wrong.
    pub(crate) fn pack(catalogue: Option<&Path>, overlays: &[PathBuf]) -> Result<Vec<u8>, Failure> {
        let mut bytes = match catalogue {
            None => WHOLE.to_vec(),
            Some(path) => packed_form(path, load(&text(path)?))?,
        };
        for path in overlays {
            let damaged = |UnpackError| Failure::of_file(path, "cannot be laid over the catalogue");
            let below = packed::unpack(&bytes).map_err(damaged)?;
            bytes = packed_form(path, load_over(below.catalogue, below.texts, &text(path)?))?;
        }
        Ok(bytes)
    }

    /// That catalogue, ready to match.
    ///
    /// # Errors
    /// As [`Self::pack`].
    pub(crate) fn open(catalogue: Option<&Path>, overlays: &[PathBuf]) -> Result<Self, Failure> {
        let damaged = |UnpackError| Failure::new("the packed catalogue cannot be read again");
        Self::unpack(&Self::pack(catalogue, overlays)?).map_err(damaged)
    }
}

fn text(path: &Path) -> Result<String, Failure> {
    std::fs::read_to_string(path).map_err(|why| Failure::of_file(path, why))
}

fn packed_form(path: &Path, loaded: Loaded) -> Result<Vec<u8>, Failure> {
    if let Some(first) = loaded.problems.first() {
        let count = loaded.problems.len();
        let what = wording::problem(&first.error, Language::En);
        return Err(Failure::of_file(
            path,
            format!("{}: {what} ({count} such in all; see policy-match check)", first.place),
        ));
    }
    let Loaded { catalogue, texts, names, .. } = loaded;
    packed::pack(&Pack { catalogue, texts, names }).map_err(|UnpackError| Failure::of_file(path, "cannot be packed"))
}

/// The hash of bytes, in hexadecimal digits.
pub(crate) fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |mut digits, byte| {
        // Writing to memory cannot fail.
        let _ = write!(digits, "{byte:02x}");
        digits
    })
}

/// The first digits of a hash, enough for people to tell two apart.
pub(crate) fn short(hash: &str) -> &str {
    hash.get(..12).unwrap_or(hash)
}

/// The catalogues that a machine can match by, found by hash: the bundled one, those opened, and packed ones in a folder.
#[derive(Debug)]
pub(crate) struct Library {
    known: Mutex<BTreeMap<String, Arc<Edition>>>,
    folder: Option<PathBuf>,
}

impl Library {
    /// A library of the bundled catalogue and of what lies in a folder.
    ///
    /// # Errors
    /// If the program is damaged.
    pub(crate) fn new(folder: Option<PathBuf>) -> Result<Self, Failure> {
        let library = Self { known: Mutex::default(), folder };
        library.add(Edition::bundled()?);
        Ok(library)
    }

    /// Adds a catalogue.
    pub(crate) fn add(&self, edition: Edition) -> Arc<Edition> {
        let edition = Arc::new(edition);
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.insert(edition.hash.clone(), Arc::clone(&edition));
        edition
    }

    /// The catalogue with a hash.
    ///
    /// # Errors
    /// A sentence for whoever runs this machine, if it has no such catalogue.
    pub(crate) fn find(&self, wanted: &str) -> Result<Arc<Edition>, Failure> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner).get(wanted).cloned();
        if let Some(edition) = known {
            return Ok(edition);
        }
        let path = self.folder.as_ref().map(|folder| folder.join(format!("{wanted}.{ENDING}")));
        if let Some(path) = path.filter(|path| path.exists()) {
            let bytes = std::fs::read(&path).map_err(|why| Failure::of_file(&path, why))?;
            if hash(&bytes) != wanted {
                return Err(Failure::of_file(&path, "is not the catalogue that its name says"));
            }
            let edition = Edition::unpack(&bytes);
            let of_another = |UnpackError| Failure::of_file(&path, "was packed by another version of the program");
            return edition.map(|edition| self.add(edition)).map_err(of_another);
        }
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let has: Vec<&str> = known.keys().map(|hash| short(hash)).collect();
        Err(Failure::new(format!(
            "a machine of the cluster has another catalogue: asked for {}, it has {}. Put the packed catalogue into the \
             folder of its --catalogues (policy-match-roster pack), or start it from the same release",
            short(wanted),
            has.join(", ")
        )))
    }
}

/// Writes the packed form of a catalogue into a folder, named by its hash, for the machines of a cluster.
///
/// # Errors
/// As [`Edition::pack`], and when the folder cannot be written to.
pub(crate) fn distribute(catalogue: Option<&Path>, overlays: &[PathBuf], folder: &Path) -> Result<PathBuf, Failure> {
    let bytes = Edition::pack(catalogue, overlays)?;
    let path = folder.join(format!("{}.{ENDING}", hash(&bytes)));
    let whole = folder.join(format!(".{}.new", hash(&bytes)));
    std::fs::create_dir_all(folder).map_err(|why| Failure::of_file(folder, why))?;
    let written = std::fs::write(&whole, &bytes).and_then(|()| std::fs::rename(&whole, &path));
    written.map_err(|why| Failure::of_file(&path, why))?;
    Ok(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_packed_catalogue_is_found_by_its_hash_and_another_is_not() {
        let folder = tempfile::tempdir().expect("a folder");
        let policies = fixtures::path("policies.json");
        let path = distribute(Some(&policies), &[], folder.path()).expect("packed");
        let name = path.file_stem().and_then(|name| name.to_str()).expect("a hash");
        let library = Library::new(Some(folder.path().to_owned())).expect("a library");
        assert_eq!(library.find(name).expect("found").hash, name);
        let missing = library.find(&hash(b"another")).expect_err("not there").to_string();
        assert!(missing.contains("has another catalogue"), "{missing}");
        std::fs::write(folder.path().join(format!("{}.catalogue", hash(b"x"))), b"y").expect("written");
        let wrong = library.find(&hash(b"x")).expect_err("not what it says").to_string();
        assert!(wrong.contains("not the catalogue that its name says"), "{wrong}");
    }
}
