//! Where something is done.

use serde::{Deserialize, Serialize};

use super::{Catalogue, Origin, Policy, TextId};
use crate::enterprise::{Code, Tree};

/// The number of a place in its catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PlaceId(pub u16);

/// Where something is done: a portal, an app, a counter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Its name in files.
    pub id: String,
    /// Its name for people.
    pub name: TextId,
    /// Whom it serves; [`Code::ROOT`] is the nation.
    pub region: Code,
    /// Its official address, where known.
    pub url: Option<String>,
    /// Its telephone number, where known.
    pub phone: Option<String>,
    /// Where it comes from. What is packed comes from the catalogue itself.
    #[serde(skip)]
    pub source: Origin,
}

impl Catalogue {
    /// The place with this number.
    #[must_use]
    pub fn place(&self, id: PlaceId) -> Option<&Place> {
        self.places.get(usize::from(id.0))
    }

    /// Where an enterprise of a region does what a policy takes: of the places that serve it those of the nearest
    /// region. Where none serves it for certain, those that may: the ones within the region told, and all of a policy
    /// that takes a region itself, for those who look at it from elsewhere. None where that is not known.
    #[must_use]
    pub fn places_for(&self, policy: Policy<'_>, region: Option<Code>) -> Vec<&Place> {
        let told = region.unwrap_or(Code::ROOT);
        let named = || policy.details.apply.iter().filter_map(|&id| self.place(id));
        // A code that names no place of its own level leads to the same ones again, which does no harm here.
        let levels = Tree::Regions.upwards(told).chain([Code::ROOT]);
        let nearest = levels.map(|level| named().filter(|place| place.region == level).collect::<Vec<_>>());
        let nearest = nearest.into_iter().find(|places| !places.is_empty());
        nearest.unwrap_or_else(|| {
            let is_regional = self.is_regional(&policy.criterion);
            named().filter(|place| is_regional || Tree::Regions.within(place.region, told)).collect()
        })
    }
}
