//! Families of policies.

use super::{Loader, MOST, Node, elements, name};
use crate::catalogue::{Family, Noun, PolicyId};
use crate::json::JsonError;

/// One policy alone is no family.
const LEAST: usize = 2;

impl Loader {
    /// Reads `{"id", "name", "ladder", "policies"}`, after the policies that it names. A policy is of one family at most.
    pub(super) fn read_family(&mut self, node: &Node<'_>) -> Option<()> {
        node.keys(&["id", "name", "ladder", "policies"]);
        let id = name(&node.need("id")?)?;
        if self.catalogue.families.iter().any(|family| family.id == id) {
            return node.note(JsonError::Duplicate { of: Noun::Family, name: id.to_owned() });
        }
        if self.catalogue.families.len() >= MOST {
            return node.note(JsonError::TooMany { of: Noun::Family, most: MOST });
        }
        let is_ladder = node.get("ladder").map_or(Some(false), |node| node.flag())?;
        let list = node.need("policies")?;
        let names = self.policies_by_name();
        let mut policies: Vec<PolicyId> = Vec::new();
        for node in elements(node, "policies") {
            let Some(policy) = node.named_among(Noun::Policy, &names) else { continue };
            if policies.contains(&policy) || self.catalogue.family_of(policy).is_some() {
                let name = node.text().unwrap_or_default().to_owned();
                node.note::<()>(JsonError::Duplicate { of: Noun::Policy, name });
                continue;
            }
            policies.push(policy);
        }
        if policies.len() < LEAST {
            return list.note(JsonError::TooFew { of: Noun::Policy, least: LEAST });
        }
        let id = id.to_owned();
        let name = node.need("name").map(|node| self.words(&node))?;
        self.catalogue.families.push(Family { id, name, is_ladder, policies });
        Some(())
    }
}
