//! Usual answers: what is likely of an enterprise, beside what is certain.

use std::borrow::Cow;

use crate::catalogue::{Catalogue, UsualValue};
use crate::enterprise::{FactId, Kind, Possible};
use crate::quantity::{Interval, Rate};

use super::worth::{open_facts, worth};
use super::{Estimate, Group, Open, Outcome, Situation, Truth, Verdict};

/// What is supposed of a fact that the enterprise has not told exactly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Supposed {
    /// The fact.
    pub fact: FactId,
    /// The number of the usual answer in the catalogue ([`Catalogue::usual`]).
    pub usual: usize,
}

/// What a policy answers to an enterprise if the usual answers hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Likely {
    /// The facts whose usual answers its verdict or its worth rests on.
    pub rests_on: Vec<FactId>,
    /// What it is worth then.
    pub estimate: Option<Estimate>,
}

/// An enterprise with the usual answers that apply to it, and which those are.
///
/// Of the usual answers for a fact the first applies whose criterion surely holds, of what was told together with the
/// usual answers before it. None applies to a fact that is known exactly, or takes away all that is possible, or
/// contradicts what is known by a relation.
#[must_use]
pub fn suppose<'a>(catalogue: &Catalogue, situation: &Situation<'a>) -> (Situation<'a>, Vec<Supposed>) {
    let mut likely = situation.clone();
    let mut supposed: Vec<Supposed> = Vec::new();
    for (usual, answer) in catalogue.usual.iter().enumerate() {
        let fact = answer.fact;
        let holds = |likely: &Situation<'_>| {
            answer.when.as_ref().is_none_or(|when| likely.evaluate(catalogue, when) == Truth::True)
        };
        if supposed.iter().any(|other| other.fact == fact) || !holds(&likely) {
            continue;
        }
        let Some(value) = value(&likely, &answer.value) else { continue };
        let tree = match likely.fact(fact).map(|fact| &fact.kind) {
            Some(Kind::Place(tree)) => Some(*tree),
            _ => None,
        };
        let Some(fitting) = likely.possible(fact).intersect(&value, tree) else { continue };
        if fitting == *likely.possible(fact) {
            continue;
        }
        let (told, broken) = (likely.told().given(fact).cloned(), likely.broken().len());
        likely.set(fact, Some(fitting));
        if likely.broken().len() > broken {
            likely.set(fact, told);
        } else {
            supposed.push(Supposed { fact, usual });
        }
    }
    (likely, supposed)
}

/// What a usual answer says of an enterprise; nothing where it is a share of what is not known.
fn value<'v>(situation: &Situation<'_>, value: &'v UsualValue) -> Option<Cow<'v, Possible>> {
    match value {
        UsualValue::Is(value) => Some(Cow::Borrowed(value)),
        UsualValue::Share { of, from, to } => {
            let (base, bounds) = (situation.range(*of), situation.fact(*of)?.bounds);
            let share = |number: i64, rate: Rate| {
                let fine = i128::from(number).saturating_mul(i128::from(rate.ppm()));
                i64::try_from(fine.checked_div_euclid(i128::from(Rate::WHOLE)).unwrap_or(0)).ok()
            };
            if base.high() >= bounds.high() {
                return None;
            }
            let range = Interval::new(share(base.low(), *from)?, share(base.high(), *to)?)?;
            Some(Cow::Owned(Possible::Numbers(range)))
        }
    }
}

/// What the usual answers add to an outcome: that it is eligible with them, or what it is worth with them. Nothing
/// where they add nothing, and of what must be won.
pub(super) fn likely(
    catalogue: &Catalogue,
    situation: &Situation<'_>,
    (usual, supposed): &(Situation<'_>, Vec<Supposed>),
    outcome: &Outcome,
) -> Option<Likely> {
    let policy = catalogue.policy(outcome.policy)?;
    let is_open = outcome.verdict == Verdict::NeedsInfo;
    if !matches!(outcome.group, Group::UseNow | Group::MayUse | Group::Services)
        || policy.rule.must_be_won()
        || is_open && usual.evaluate(catalogue, &policy.criterion) != Truth::True
    {
        return None;
    }
    let estimate = worth(catalogue, usual, policy, &Open::default());
    if !is_open && estimate == outcome.estimate {
        return None;
    }
    let formula = policy.details.benefit.estimate.as_ref();
    let priced = formula.map(|formula| open_facts(catalogue, situation, formula)).unwrap_or_default();
    let mut rests_on: Vec<FactId> = Vec::new();
    for (fact, _) in outcome.open.facts.iter().chain(&priced) {
        if supposed.iter().any(|one| one.fact == *fact) && !rests_on.contains(fact) {
            rests_on.push(*fact);
        }
    }
    // Some say something of what is open by a relation only.
    let suffices = |facts: &[FactId]| {
        let mut told = situation.clone();
        told.set_all(facts.iter().map(|&fact| (fact, Some(usual.possible(fact).into_owned()))));
        told.evaluate(catalogue, &policy.criterion) == Truth::True
    };
    for one in supposed {
        if suffices(&rests_on) {
            break;
        }
        if !rests_on.contains(&one.fact) {
            rests_on.push(one.fact);
        }
    }
    Some(Likely { rests_on, estimate })
}
