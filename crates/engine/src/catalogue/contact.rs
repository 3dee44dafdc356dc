//! Whom to ask.

use serde::{Deserialize, Serialize};

use super::{Catalogue, Category, Origin, Policy, PolicyId, TextId};
use crate::enterprise::{Code, Tree};

/// Whom to ask: a hotline, a portal, or a service of the catalogue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// Its name.
    pub name: TextId,
    /// Where it helps; [`Code::ROOT`] is the nation.
    pub region: Code,
    /// What it helps with; empty for everything.
    pub categories: Vec<Category>,
    /// Its telephone number.
    pub phone: Option<String>,
    /// Its official address.
    pub url: Option<String>,
    /// The service of the catalogue that it is.
    pub policy: Option<PolicyId>,
    /// Where it comes from. What is packed comes from the catalogue itself.
    #[serde(skip)]
    pub source: Origin,
}

impl Catalogue {
    /// Whom an enterprise can ask about measures of a category: those of its region, the nearest first, then those of
    /// the whole country, which always stand.
    #[must_use]
    pub fn contacts_for(&self, category: Option<Category>, region: Option<Code>) -> Vec<&Contact> {
        let mut levels: Vec<Code> = region.map(|region| Tree::Regions.upwards(region).collect()).unwrap_or_default();
        levels.retain(|code| *code != Code::ROOT);
        levels.push(Code::ROOT);
        // A code that names no place of its own level comes up more than once.
        levels.dedup();
        let helps = |contact: &Contact| {
            contact.categories.is_empty() || category.is_none_or(|category| contact.categories.contains(&category))
        };
        let at = |level: Code| self.contacts.iter().filter(move |contact| contact.region == level && helps(contact));
        levels.into_iter().flat_map(at).collect()
    }

    /// The number that an enterprise of a region calls about a policy: the policy's own, or that of the first contact
    /// that has one.
    #[must_use]
    pub fn number_to_ask<'a>(&'a self, policy: Policy<'a>, region: Option<Code>) -> Option<&'a str> {
        let contacts = self.contacts_for(Some(policy.category), region);
        policy.details.phone.as_deref().or_else(|| contacts.into_iter().find_map(|contact| contact.phone.as_deref()))
    }
}
