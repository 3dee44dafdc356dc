//! Contacts.

use crate::json::{JsonError, Shape};
use std::collections::BTreeMap;

use super::{Loader, Node, elements};
use crate::catalogue::{Category, Contact, Noun, PolicyId};
use crate::enterprise::{Code, Tree};

impl Loader {
    /// Reads whom to ask, after the policies, which a contact may name.
    pub(super) fn read_contacts(&mut self, root: &Node<'_>) {
        let ids: Vec<String> = self.catalogue.policies.iter().map(|policy| policy.id.clone()).collect();
        let policies = ids.iter().map(String::as_str).zip((0_u32..).map(PolicyId)).collect();
        for node in elements(root, "contacts") {
            if let Some(contact) = self.read_contact(&node, &policies) {
                self.catalogue.contacts.push(contact);
            }
        }
    }

    fn read_contact(&mut self, node: &Node<'_>, policies: &BTreeMap<&str, PolicyId>) -> Option<Contact> {
        node.keys(&["name", "region", "categories", "phone", "url", "policy"]);
        let name = node.need("name").map(|node| self.words(&node))?;
        let region = node.get("region").map_or(Some(Code::ROOT), |node| node.code(Tree::Regions))?;
        let categories: Vec<(&str, Category)> =
            Category::ALL.iter().map(|&category| (category.id(), category)).collect();
        let categories =
            elements(node, "categories").iter().filter_map(|node| node.named(Noun::Word, &categories)).collect();
        let text = |key: &str| node.get(key).map_or(Some(None), |node| node.filled().map(|text| Some(text.to_owned())));
        let (phone, url) = (text("phone")?, text("url")?);
        if url.as_ref().is_some_and(|url| !url.starts_with("https://") && !url.starts_with("http://")) {
            return node.note(JsonError::Expected(Shape::Address));
        }
        let policy =
            node.get("policy").map_or(Some(None), |node| node.named_among(Noun::Policy, policies).map(Some))?;
        if phone.is_none() && url.is_none() && policy.is_none() {
            return node.note(JsonError::Missing("phone"));
        }
        Some(Contact { name, region, categories, phone, url, policy, source: self.source })
    }
}
