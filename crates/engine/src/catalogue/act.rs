//! What the law wants done by a day, year after year.

use serde::{Deserialize, Serialize};

use super::TextId;

/// Something that the law wants done by a day that comes again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Act {
    /// What is to be done.
    pub what: TextId,
    /// By when.
    pub by: ActDay,
    /// The article of the document that says so, where stated.
    pub article: Option<String>,
}

/// A last day that comes again. Rest days may move it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ActDay {
    /// This day of each year.
    Yearly {
        /// The month, 1 to 12.
        month: u8,
        /// The day of the month, 1 to 31.
        day: u8,
    },
    /// So many days after the end of each month.
    Monthly(u8),
    /// So many days after the end of each quarter.
    Quarterly(u8),
}
