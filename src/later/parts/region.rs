//! The region that was told.

use crate::later::view::View;
use engine::enterprise::Code;

/// The region that was told; the first one, where it may be one of several.
pub(crate) fn told_region(view: &View) -> Option<Code> {
    ::wording::told_region(&view.parsed.profile)
}
