//! The examples that policies give of themselves.

use super::{Loader, Node};
use crate::catalogue::{Noun, PolicyId, Status};
use crate::enterprise::{Profile, ids_alone};
use crate::json::JsonError;
use crate::quantity::{Date, Money};

/// A profile with what a policy must answer to it, kept beside the rule.
#[derive(Clone, Debug)]
pub struct Example {
    /// The policy.
    pub policy: PolicyId,
    /// What it shows.
    pub name: String,
    /// Its place in the file.
    pub place: String,
    /// The day of the match.
    pub on: Date,
    /// The enterprise.
    pub profile: Profile,
    /// What the criteria must come to.
    pub verdict: Expected,
    /// Where the policy must stand, if the example says so.
    pub status: Option<Status>,
    /// The least and most it must be worth, if the example says so.
    pub worth: Option<(Money, Money)>,
}

/// The verdict that an example must get.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// All criteria hold.
    Eligible,
    /// Something is not known.
    NeedsInfo,
    /// A criterion fails.
    Ineligible,
}

impl Loader {
    pub(super) fn read_example(&self, policy: PolicyId, node: &Node<'_>) -> Option<Example> {
        node.keys(&["name", "on", "profile", "verdict", "status", "worth"]);
        let on = match node.get("on") {
            Some(on) => on.date()?,
            None => self.default_day(policy)?,
        };
        let verdict = node.need("verdict")?.named(
            Noun::Word,
            &[
                ("eligible", Expected::Eligible),
                ("needs_info", Expected::NeedsInfo),
                ("ineligible", Expected::Ineligible),
            ],
        )?;
        let status = match node.get("status") {
            Some(status) => Some(
                status.named(
                    Noun::Word,
                    &[Status::InForce, Status::Unclear, Status::Upcoming, Status::Ended]
                        .map(|status| (status.id(), status)),
                )?,
            ),
            None => None,
        };
        let worth = match node.get("worth") {
            Some(worth) if worth.value().is_array() => match worth.list()?.as_slice() {
                [low, high] => Some((low.money()?, high.money()?)),
                _ => return worth.note(JsonError::EmptyRange),
            },
            Some(worth) => worth.money().map(|worth| (worth, worth)),
            None => None,
        };
        Some(Example {
            policy,
            name: node.need("name")?.filled()?.to_owned(),
            place: node.place().to_owned(),
            on,
            profile: node.need("profile")?.profile(&self.catalogue.facts, &ids_alone)?,
            verdict,
            status,
            worth,
        })
    }

    /// The catalogue's review day, brought into the validity of the policy.
    fn default_day(&self, policy: PolicyId) -> Option<Date> {
        let validity = self.catalogue.policy(policy)?.validity;
        let day = self.catalogue.reviewed?;
        let day = validity.to.map_or(day, |to| day.min(to));
        Some(validity.from.map_or(day, |from| day.max(from)))
    }
}
