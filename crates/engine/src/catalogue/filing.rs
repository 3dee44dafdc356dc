//! Filings: the tax returns in which measures are claimed.

use serde::{Deserialize, Serialize};

use super::{Act, Criterion, Document, PolicyId};

/// A tax return that has to be filed again and again, and the policies that are claimed in it. One return claims many,
/// so that its days stand here and not with each of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filing {
    /// Its name in files.
    pub id: String,
    /// What is to be done, and by which day.
    pub act: Act,
    /// The law that says so.
    pub document: Document,
    /// Who has to file it.
    pub when: Criterion,
    /// The policies that are claimed in it.
    pub policies: Vec<PolicyId>,
}
