//! What an editor needs to hear about official values: those that nobody uses, days without one, and which lapse next.

use std::collections::BTreeMap;

use super::finding::Fault;
use engine::catalogue::loading::Loaded;
use engine::catalogue::{Origin, Parameter, ParameterId, ParameterValue, Status};
use engine::enterprise::Code;
use engine::quantity::{Date, Span};

/// Values that end within so many days of the review are named.
const SOON: i64 = 60;

/// What is wrong with the parameters of a file, or will be soon.
pub(super) fn check(loaded: &Loaded, today: Date, note: &mut dyn FnMut(String, Fault)) {
    let catalogue = &loaded.catalogue;
    let lies_over = loaded.first.1 > 0;
    for (index, parameter) in catalogue.parameters.iter().enumerate() {
        let Ok(id) = u16::try_from(index).map(ParameterId) else { continue };
        let place = if lies_over { "/parameters".to_owned() } else { format!("/parameters/{index}") };
        // What a local catalogue lies over is checked by itself.
        let is_own = !lies_over || parameter.values.iter().all(|value| value.source != Origin::Bundled);
        if is_own && !loaded.parameters_named.contains(&id) {
            note(place.clone(), Fault::ParameterUnused { parameter: parameter.id.clone() });
        }
        for (region, spans) in by_region(parameter) {
            let is_here = |value: &ParameterValue| value.region == region && value.source != Origin::Bundled;
            if lies_over && !parameter.values.iter().any(is_here) {
                continue;
            }
            let parameter = parameter.id.clone();
            for (before, after) in spans.iter().zip(spans.iter().skip(1)) {
                if let (Some(last), Some(first)) = (before.to, after.from)
                    && last.plus_days(1) < first
                {
                    let parameter = parameter.clone();
                    note(place.clone(), Fault::ParameterGap { parameter, region, last, first });
                }
            }
            let Some(last) = spans.last().and_then(|span| span.to) else { continue };
            let goes_on = catalogue.policies().find(|policy| {
                let uses = &policy.details.parameters.uses;
                policy.status(today) == Status::InForce
                    && policy.validity.to.is_none_or(|to| last < to)
                    && uses.iter().any(|used| used.parameter == id && used.on.is_none())
            });
            let soon = catalogue.reviewed.is_some_and(|day| day <= last && last <= day.plus_days(SOON));
            // What ended before the review in a region has given way to the value of the region around it.
            let is_next = region == Code::ROOT || catalogue.reviewed.is_none_or(|day| day <= last);
            if let Some(policy) = goes_on.filter(|_| is_next) {
                let policy = policy.id.clone();
                note(place.clone(), Fault::ParameterEnds { parameter: parameter.clone(), region, last, policy });
            }
            if soon {
                note(place.clone(), Fault::ParameterLapses { parameter, region, last });
            }
        }
    }
}

/// When the values of each region hold, the earliest first.
fn by_region(parameter: &Parameter) -> BTreeMap<Code, Vec<Span>> {
    let mut regions: BTreeMap<Code, Vec<Span>> = BTreeMap::new();
    for value in &parameter.values {
        regions.entry(value.region).or_default().push(value.span);
    }
    for spans in regions.values_mut() {
        spans.sort_by_key(|span| span.from);
    }
    regions
}
