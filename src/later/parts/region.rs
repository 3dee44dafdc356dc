//! The region that was told.

use crate::later::view::View;
use engine::enterprise::{Code, Facts, Possible};

/// The region that was told; the first one, where it may be one of several.
pub(crate) fn told_region(view: &View) -> Option<Code> {
    match view.parsed.profile.given(Facts::REGION) {
        Some(Possible::Places(places)) => places.first().copied(),
        _ => None,
    }
}
