//! Families: policies of one kind, of which an enterprise looks at one.

use serde::{Deserialize, Serialize};

use super::{Catalogue, PolicyId, TextId};

/// Policies of one kind that are shown together: interest subsidies that exclude each other, a national measure beside
/// those of the provinces, the steps of a ladder. What may be used together is the business of groups.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Family {
    /// Its name in files.
    pub id: String,
    /// Its name for people.
    pub name: TextId,
    /// Whether its policies are steps, the lowest first.
    pub is_ladder: bool,
    /// Its policies.
    pub policies: Vec<PolicyId>,
}

impl Catalogue {
    /// The family that a policy belongs to, by its number.
    #[must_use]
    pub fn family_of(&self, id: PolicyId) -> Option<usize> {
        self.families.iter().position(|family| family.policies.contains(&id))
    }
}
