//! Which facts a table of many enterprises has columns for: what an adviser is asked to fill in.

use crate::catalogue::{Catalogue, Offer};
use crate::enterprise::{Fact, FactId, Facts, Possible, Profile};
use crate::quantity::{Date, Interval, bit, sort_by};

use super::{Situation, questions, results};

/// So many facts beyond those of the first screen.
const MOST: usize = 14;

/// The facts of the first screen, then those most worth asking: of a small enterprise of each legal form, taken together. What
/// is told by ticking boxes is no column.
#[must_use]
pub fn table_facts(catalogue: &Catalogue, on: Date) -> Vec<FactId> {
    let facts = &catalogue.facts;
    let form = facts.find("entity");
    let mut columns: Vec<FactId> = form.into_iter().collect();
    columns.extend([Facts::EMPLOYEES, Facts::REVENUE, Facts::ASSETS, Facts::INDUSTRY, Facts::REGION]);
    let mut small = Profile::new();
    small.set(facts, Facts::EMPLOYEES, Some(Possible::Numbers(Interval::exact(10))));
    // Three million yuan, in fen.
    small.set(facts, Facts::REVENUE, Some(Possible::Numbers(Interval::exact(300_000_000))));
    let forms = form.and_then(|id| facts.get(id)).map_or(0, |fact| fact.options().len());
    let of_form = |place: usize| {
        let mut profile = small.clone();
        if let Some(id) = form {
            profile.set(facts, id, Some(Possible::Options(bit(place))));
        }
        profile
    };
    let mut weights: Vec<(FactId, u64)> = Vec::new();
    for profile in (0..forms.max(1)).map(of_form) {
        let answer = results(catalogue, &profile, on);
        for question in questions(catalogue, &Situation::new(facts, &profile, on), &answer.outcomes) {
            if question.offer == Offer::Never || columns.contains(&question.fact) {
                continue;
            }
            match weights.iter_mut().find(|(fact, _)| *fact == question.fact) {
                Some((_, weight)) => *weight = weight.saturating_add(question.weight),
                None => weights.push((question.fact, question.weight)),
            }
        }
    }
    sort_by(&mut weights, |(one, a), (other, b)| b.cmp(a).then_with(|| one.cmp(other)));
    let is_column = |fact: &FactId| Some(*fact) != catalogue.circumstances.fact && *fact != Facts::SIZE_CLASS;
    columns.extend(weights.into_iter().map(|(fact, _)| fact).filter(is_column).take(MOST));
    columns.retain(|id| facts.get(*id).is_some_and(|fact: &Fact| !fact.id.is_empty()));
    columns
}
