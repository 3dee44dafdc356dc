//! Filings.

use super::{Loader, MOST, Node, elements, name};
use crate::catalogue::{Filing, Noun, PolicyId};
use crate::json::JsonError;

impl Loader {
    /// Reads `{"id", "do", "yearly" | "monthly" | "quarterly", "article", "document", "when", "policies"}`, after the
    /// policies that it names.
    pub(super) fn read_filing(&mut self, node: &Node<'_>) -> Option<()> {
        node.keys(&["id", "do", "yearly", "monthly", "quarterly", "article", "document", "when", "policies"]);
        let id = name(&node.need("id")?)?;
        if self.catalogue.filings.iter().any(|filing| filing.id == id) {
            return node.note(JsonError::Duplicate { of: Noun::Filing, name: id.to_owned() });
        }
        if self.catalogue.filings.len() >= MOST {
            return node.note(JsonError::TooMany { of: Noun::Filing, most: MOST });
        }
        let act = self.act(node)?;
        let document = self.document(&node.need("document")?)?;
        let when = self.rule(&node.need("when")?)?;
        let list = node.need("policies")?;
        let names = self.policies_by_name();
        let mut policies: Vec<PolicyId> = Vec::new();
        for node in elements(node, "policies") {
            let Some(policy) = node.named_among(Noun::Policy, &names) else { continue };
            if policies.contains(&policy) {
                let name = node.text().unwrap_or_default().to_owned();
                node.note::<()>(JsonError::Duplicate { of: Noun::Policy, name });
                continue;
            }
            policies.push(policy);
        }
        if policies.is_empty() {
            return list.note(JsonError::TooFew { of: Noun::Policy, least: 1 });
        }
        self.catalogue.filings.push(Filing { id: id.to_owned(), act, document, when, policies });
        Some(())
    }
}
