//! The official values that a policy's rule and formula rest on, for those who want to see them.

use super::{Situation, Truth};
use crate::catalogue::{Catalogue, Criterion, Parameter, ParameterValue, Policy, Test};
use crate::enterprise::{Code, Facts, Tree};
use crate::quantity::sort_distinct;

/// A parameter that a policy rests on, with its values for an enterprise on the day of the match.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfficialValue<'a> {
    /// The parameter.
    pub parameter: &'a Parameter,
    /// The value that counts; several where it is not known in which of some regions the enterprise is, none where none
    /// is known for the day.
    pub values: Vec<&'a ParameterValue>,
}

/// The official values that a policy's rule and formula rest on.
#[must_use]
pub fn official_values<'a>(
    catalogue: &'a Catalogue,
    situation: &Situation<'_>,
    policy: Policy<'a>,
) -> Vec<OfficialValue<'a>> {
    let mut uses = policy.details.parameters.uses.clone();
    sort_distinct(&mut uses);
    let value = |used: &crate::catalogue::ParameterUse| {
        let parameter = catalogue.parameters.get(usize::from(used.parameter.0))?;
        let day = used.on.unwrap_or(situation.on());
        let mut values: Vec<&ParameterValue> = Vec::new();
        for value in parameter.values.iter().filter(|value| value.span.contains(day)) {
            if values.iter().all(|other| other.region != value.region) {
                values.push(value);
            }
        }
        // The nearest region first.
        values.sort_by_key(|value| std::cmp::Reverse(depth(value.region)));
        let mut counting = Vec::new();
        for value in values {
            let here: Criterion = Test::Within { fact: Facts::REGION, codes: vec![value.region] }.into();
            let is_here = if value.region == Code::ROOT { Truth::True } else { situation.evaluate(catalogue, &here) };
            if is_here != Truth::False {
                counting.push(value);
            }
            if is_here == Truth::True {
                break;
            }
        }
        Some(OfficialValue { parameter, values: counting })
    };
    uses.iter().filter_map(value).collect()
}

/// How many regions a region lies in.
fn depth(region: Code) -> usize {
    let mut above: Vec<Code> = Tree::Regions.upwards(region).filter(|code| *code != Code::ROOT).collect();
    above.dedup();
    above.len()
}
