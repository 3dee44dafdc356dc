//! What a catalogue holds of each province: so that nobody takes a short list for a complete one.

use crate::catalogue::{Catalogue, ParameterValue, PolicyId, Status};
use crate::enterprise::{Code, Facts, Possible, Profile, Tree};
use crate::quantity::Date;

use super::{Situation, Truth};

/// What a catalogue holds of a province and its cities on a day. Measures of the nation or of several provinces are counted
/// for none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Coverage {
    /// The province.
    pub province: Code,
    /// Measures in force that say what they are worth.
    pub with_figures: usize,
    /// Official values of its own or of its cities that hold on the day, in measures of the nation.
    pub official_values: usize,
    /// Other measures in force.
    pub without_figures: usize,
    /// Measures of which it is not clear whether they are in force.
    pub unclear: usize,
    /// When its policies, or those of one of its cities, were last looked for.
    pub looked_at: Option<Date>,
}

/// What a catalogue holds of every province on a day, in the order of their codes.
#[must_use]
pub fn coverage(catalogue: &Catalogue, on: Date) -> Vec<Coverage> {
    let provinces = Tree::Regions.children(Code::ROOT);
    let mut found: Vec<Coverage> = provinces.iter().map(|&province| of_surveys(catalogue, province)).collect();
    let profiles: Vec<(Code, Profile)> =
        provinces.iter().map(|&province| (province, within(catalogue, province))).collect();
    let situations: Vec<(Code, Situation<'_>)> =
        profiles.iter().map(|(province, profile)| (*province, Situation::new(&catalogue.facts, profile, on))).collect();
    for (id, policy) in catalogue.iter() {
        let status = policy.status(on);
        if !matches!(status, Status::InForce | Status::Unclear) || policy.is_background() {
            continue;
        }
        let Some(coverage) = province_of(catalogue, id, &situations)
            .and_then(|province| found.iter_mut().find(|coverage| coverage.province == province))
        else {
            continue;
        };
        let count = match status {
            Status::InForce if policy.details.benefit.estimate.is_some() => &mut coverage.with_figures,
            Status::InForce => &mut coverage.without_figures,
            Status::Unclear | Status::Upcoming | Status::Ended => &mut coverage.unclear,
        };
        *count = count.saturating_add(1);
    }
    for coverage in &mut found {
        let values = catalogue.parameters.iter().flat_map(|parameter| &parameter.values);
        let is_own = |value: &&ParameterValue| {
            value.region != Code::ROOT
                && value.span.contains(on)
                && Tree::Regions.within(value.region, coverage.province)
        };
        coverage.official_values = values.filter(is_own).count();
    }
    found
}

/// A province of which nothing is counted yet.
fn of_surveys(catalogue: &Catalogue, province: Code) -> Coverage {
    let surveys = catalogue.surveyed.iter().filter(|survey| Tree::Regions.within(survey.region, province));
    let looked_at = surveys.map(|survey| survey.on).max();
    Coverage { province, with_figures: 0, official_values: 0, without_figures: 0, unclear: 0, looked_at }
}

/// An enterprise of which the province alone is known.
fn within(catalogue: &Catalogue, province: Code) -> Profile {
    let mut profile = Profile::new();
    profile.set(&catalogue.facts, Facts::REGION, Some(Possible::Places(vec![province])));
    profile
}

/// The province outside of which nobody can meet a policy, if there is one.
fn province_of(catalogue: &Catalogue, id: PolicyId, situations: &[(Code, Situation<'_>)]) -> Option<Code> {
    let rule = catalogue.rule(id)?;
    let may = |(_, situation): &&(Code, Situation<'_>)| situation.evaluate(catalogue, &rule.criterion) != Truth::False;
    let mut possible = situations.iter().filter(may);
    let (first, second) = (possible.next(), possible.next());
    first.filter(|_| second.is_none()).map(|(province, _)| *province)
}
