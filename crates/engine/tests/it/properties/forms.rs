//! What is written is what is read back.

use engine::catalogue::packed::{Pack, pack, unpack};
use engine::enterprise::write_profile;

use super::generate::Settings;
use super::{prove, read_profile};

/// A profile written as JSON and read again is the same profile.
#[test]
fn a_profile_survives_its_json() {
    prove(Settings { policies: 1, depth: 0, given: 90, ..Settings::ALL }, 300, |case| {
        let facts = &case.catalogue().facts;
        let written = write_profile(&case.profile, facts);
        assert_eq!(read_profile(case.catalogue(), &written), case.profile, "{written}");
    });
}

/// A packed catalogue unpacks to itself, texts and all.
#[test]
fn a_catalogue_survives_packing() {
    prove(Settings::ALL, 100, |case| {
        let loaded = &case.loaded;
        let whole = Pack { catalogue: loaded.catalogue.clone(), texts: loaded.texts.clone(), names: loaded.names };
        let back = unpack(&pack(&whole).expect("it packs")).expect("it unpacks");
        assert_eq!(back.catalogue, loaded.catalogue);
        assert_eq!(back.texts, loaded.texts);
        assert_eq!(back.names, loaded.names);
    });
}
