//! The fixed phrases of the further pages.

use super::Label;
use super::words::words;

words! {
    /// A fixed phrase of a further page.
    Extra {
        More: "更多工具", "More tools";
        NoSuchPage: "没有这个页面", "There is no such page";
    }
}
