//! The heading of a page.

use crate::first::nodes::Nodes;

/// The heading of a page, to which the focus goes.
pub(crate) fn heading(page: &mut Nodes, text: &str) {
    page.element("h1", "", text).with("id", "page-title").with("tabindex", "-1");
}
