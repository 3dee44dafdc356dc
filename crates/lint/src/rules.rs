//! What is wrong with criteria: tests that are impossible, superfluous, or weaker than they look.

#![expect(clippy::wildcard_enum_match_arm, reason = "combinations are named one by one; the rest are single tests")]

use std::collections::HashSet;

use super::finding::Fault;
use super::mutation::Trials;
use super::samples::{Dice, Samples};
use engine::catalogue::loading::Example;
use engine::catalogue::{Bound, Catalogue, Criterion, Operand, Policy, PolicyId, Test};
use engine::enterprise::{FactId, Possible, Profile};
use engine::matching::{Situation, Truth, allowed};
use engine::quantity::{Date, Interval};

/// More combinations than this are sampled, not enumerated.
const MANY: usize = 2_000;

/// So many enterprises are tried where a fact stands in several branches.
const ROUNDS: usize = 200;

/// What was found, with the path of part numbers to it.
pub(super) type Found = Vec<(Vec<usize>, Fault)>;

/// Everything wrong with the rule of a policy. `beside` names the place of a path.
pub(super) fn check(
    catalogue: &Catalogue,
    id: PolicyId,
    policy: Policy<'_>,
    day: Date,
    examples: &[Example],
    beside: &dyn Fn(&[usize]) -> String,
) -> Found {
    let mut found = Vec::new();
    let criterion = &policy.criterion;
    let nobody = Profile::new();
    let nobody = Situation::new(&catalogue.facts, &nobody, day);
    let mut walk = criterion.walk();
    while let Some(part) = walk.next() {
        let path = walk.path();
        let fault = constant(catalogue, part, &path, &nobody);
        found.extend(fault.map(|fault| (path.clone(), fault)));
        siblings(catalogue, part, &path, day, beside, &mut found);
    }
    if tells_days(catalogue, criterion) {
        // Which of its parts matter depends on the day.
        return found;
    }
    let mut trials = Trials::new(catalogue, id, policy, examples);
    let constant: HashSet<Vec<usize>> = found.iter().map(|(path, _)| path.clone()).collect();
    let mut walk = criterion.walk();
    while let Some(part) = walk.next() {
        let path = walk.path();
        let leaf = part.parts().is_empty()
            && !matches!(part.test, Test::All(_) | Test::Any(_) | Test::Authority(_) | Test::CheckYourself(_));
        if leaf && !constant.contains(&path) && !trials.matters(&path) {
            found.push((path, Fault::CannotMatter));
        }
    }
    if let Some(fact) = weak(catalogue, criterion, day) {
        let fact = catalogue.facts.get(fact).map_or_else(String::new, |fact| fact.id.clone());
        found.push((Vec::new(), Fault::Weak { fact }));
    }
    found
}

/// Whether a criterion takes certain days of the match.
fn tells_days(catalogue: &Catalogue, criterion: &Criterion) -> bool {
    criterion.walk_through(catalogue).any(|part| matches!(&part.test, Test::Number { term: Operand::Day, .. }))
}

/// A part that the bounds of its facts alone decide.
fn constant(catalogue: &Catalogue, part: &Criterion, path: &[usize], situation: &Situation<'_>) -> Option<Fault> {
    // The day decides it, which is not always the same.
    if tells_days(catalogue, part) {
        return None;
    }
    // The part that decides is named, not what holds it.
    if part.parts().iter().any(|below| situation.evaluate(catalogue, below) != Truth::Unknown) {
        return None;
    }
    match situation.evaluate(catalogue, part) {
        Truth::False => Some(Fault::Impossible),
        // "For everybody" is said by an empty list at the top.
        Truth::True if path.is_empty() && matches!(&part.test, Test::All(parts) if parts.is_empty()) => None,
        Truth::True => Some(Fault::AlwaysTrue),
        Truth::Unknown => None,
    }
}

/// Parts of one list that say the same, or of which one makes another superfluous.
fn siblings(
    catalogue: &Catalogue,
    parent: &Criterion,
    path: &[usize],
    day: Date,
    beside: &dyn Fn(&[usize]) -> String,
    found: &mut Found,
) {
    let all = match parent.test {
        Test::All(_) => true,
        Test::Any(_) => false,
        _ => return,
    };
    let below = |index: usize| path.iter().copied().chain([index]).collect::<Vec<usize>>();
    let parts: Vec<Part<'_>> = parent.parts().iter().map(|part| Part::new(catalogue, part)).collect();
    for (i, a) in parts.iter().enumerate() {
        let mut is_superfluous = false;
        for (j, b) in parts.iter().enumerate() {
            if i == j || !a.shares(b) {
                continue;
            }
            if a.criterion.test == b.criterion.test {
                if i < j {
                    found.push((below(j), Fault::Duplicate));
                }
                continue;
            }
            // In `all`, what another one implies is superfluous; in `any`, what implies another one.
            let (from, to) = if all { (b, a) } else { (a, b) };
            // That one makes it so is enough to know.
            if !is_superfluous && implies(catalogue, from, to, day) {
                is_superfluous = true;
                found.push((below(i), Fault::Redundant { beside: beside(&below(j)) }));
            }
        }
    }
}

/// A part of a list, with what it reads.
struct Part<'c> {
    criterion: &'c Criterion,
    /// Sorted.
    facts: Vec<FactId>,
    sees_authority: bool,
}

impl<'c> Part<'c> {
    fn new(catalogue: &Catalogue, criterion: &'c Criterion) -> Self {
        let mut facts: Vec<FactId> = criterion.walk_through(catalogue).flat_map(Criterion::own_facts).collect();
        facts.sort_unstable();
        facts.dedup();
        Self { criterion, facts, sees_authority: sees_authority(catalogue, criterion) }
    }

    /// Whether both read some fact, or are the same.
    fn shares(&self, other: &Self) -> bool {
        self.facts.iter().any(|fact| other.facts.binary_search(fact).is_ok())
            || (self.facts.is_empty() && self.criterion.test == other.criterion.test)
    }
}

/// Whether `b` holds wherever `a` does: of two tests of the same by what they ask for, of others as far as a few
/// thousand enterprises tell.
fn implies(catalogue: &Catalogue, a: &Part<'_>, b: &Part<'_>, day: Date) -> bool {
    if a.sees_authority || b.sees_authority {
        return false;
    }
    let (a, b) = (a.criterion, b.criterion);
    match (&a.test, &b.test) {
        (Test::Number { term, low, high }, Test::Number { term: other, low: least, high: most }) if term == other => {
            if matches!(term, Operand::Ratio(..) | Operand::Growth(..)) {
                // Between whole parts per million lie other ratios.
                let below = |bound: &Bound| (bound.value, !bound.inclusive);
                let above = |bound: &Bound| (bound.value, bound.inclusive);
                let from =
                    least.as_ref().is_none_or(|least| low.as_ref().is_some_and(|low| below(least) <= below(low)));
                let to = most.as_ref().is_none_or(|most| high.as_ref().is_some_and(|high| above(high) <= above(most)));
                return from && to;
            }
            let (inner, outer) = (allowed(*low, *high), allowed(*least, *most));
            return outer.0 <= inner.0 && inner.1 <= outer.1;
        }
        (Test::Among { fact, options }, Test::Among { fact: other, options: wider })
        | (Test::Holds { fact, options }, Test::Holds { fact: other, options: wider })
            if fact == other =>
        {
            return *options != 0 && options & wider == *options;
        }
        _ => {}
    }
    let mut samples = Samples::of(catalogue, a, day);
    samples.add(catalogue, b, day);
    let facts: Vec<FactId> = samples.facts().collect();
    if samples.combinations() > MANY {
        return false;
    }
    let nobody = Profile::new();
    let start = Situation::new(&catalogue.facts, &nobody, day);
    let mut seen = false;
    let holds = every(&samples, &facts, &start, &mut |situation| {
        let (left, right) = (situation.evaluate(catalogue, a), situation.evaluate(catalogue, b));
        seen |= left == Truth::True;
        left != Truth::True || right == Truth::True
    });
    holds && seen
}

fn every(
    samples: &Samples,
    facts: &[FactId],
    situation: &Situation<'_>,
    test: &mut dyn FnMut(&Situation<'_>) -> bool,
) -> bool {
    let Some((&fact, rest)) = facts.split_first() else { return test(situation) };
    samples.values(fact).iter().all(|value| every(samples, rest, &situation.with(fact, Some(value.clone())), test))
}

fn sees_authority(catalogue: &Catalogue, criterion: &Criterion) -> bool {
    criterion.walk_through(catalogue).any(|part| matches!(part.test, Test::Authority(_) | Test::CheckYourself(_)))
}

/// A fact tested in several branches for which the answer stays unknown though every value of it gives the same.
fn weak(catalogue: &Catalogue, criterion: &Criterion, day: Date) -> Option<FactId> {
    // Figures made of several facts have no samples for every value of one of them.
    let is_single = |part: &&Criterion| {
        !matches!(&part.test, Test::Number { term: Operand::Sum(_) | Operand::Ratio(..) | Operand::Growth(..), .. })
    };
    let mut counts: Vec<(FactId, usize)> = Vec::new();
    for fact in criterion.walk_through(catalogue).filter(is_single).flat_map(Criterion::own_facts) {
        match counts.iter_mut().find(|(other, _)| *other == fact) {
            Some((_, count)) => *count = count.saturating_add(1),
            None => counts.push((fact, 1)),
        }
    }
    let samples = Samples::of(catalogue, criterion, day);
    let facts: Vec<FactId> = samples.facts().collect();
    let nobody = Profile::new();
    let empty = Situation::new(&catalogue.facts, &nobody, day);
    let mut dice = Dice(7);
    for (fact, _) in counts.into_iter().filter(|(_, count)| *count > 1) {
        let values = samples.values(fact);
        // Of very many values fewer enterprises are tried.
        let rounds = ROUNDS.saturating_mul(ROUNDS).checked_div(values.len()).unwrap_or(ROUNDS).clamp(4, ROUNDS);
        for _ in 0..rounds {
            let mut situation = empty.clone();
            situation.set_all(facts.iter().filter(|other| **other != fact).filter_map(|&other| {
                let choices = samples.values(other);
                let value = choices.get(dice.below(choices.len().saturating_add(1)))?;
                Some((other, Some(value.clone())))
            }));
            // Nothing known of it, and the band between two neighbouring values.
            let pair = dice.below(values.len());
            let band = band(values.get(pair), values.get(pair.saturating_add(1)));
            for partly in [None, band] {
                let partial = situation.with(fact, partly.clone());
                if partial.evaluate(catalogue, criterion) != Truth::Unknown {
                    continue;
                }
                let within =
                    values.iter().filter(|value| partly.as_ref().is_none_or(|partly| value.is_within(partly, None)));
                let mut truths =
                    within.map(|value| situation.with(fact, Some(value.clone())).evaluate(catalogue, criterion));
                let Some(first) = truths.next().filter(|first| *first != Truth::Unknown) else { continue };
                if truths.all(|truth| truth == first) {
                    return Some(fact);
                }
            }
        }
    }
    None
}

fn band(a: Option<&Possible>, b: Option<&Possible>) -> Option<Possible> {
    let (Some(Possible::Numbers(a)), Some(Possible::Numbers(b))) = (a, b) else { return None };
    Interval::new(a.low().min(b.low()), a.high().max(b.high())).map(Possible::Numbers)
}

/// An enterprise with each verdict that some can get: eligible, needs info, ineligible.
pub(super) fn reachable(catalogue: &Catalogue, criterion: &Criterion, day: Date) -> [Option<Profile>; 3] {
    let samples = Samples::of(catalogue, criterion, day);
    let nobody = Profile::new();
    let empty = Situation::new(&catalogue.facts, &nobody, day);
    let made = |want: bool| {
        let mut situation = empty.clone();
        let mut maker = super::samples::Maker::new(catalogue, &samples);
        maker.force(criterion, want, &mut situation).then(|| situation.told().clone())
    };
    let is_open = empty.evaluate(catalogue, criterion) == Truth::Unknown;
    [made(true), is_open.then(Profile::new), made(false)]
}
