use crate::catalogue::{Catalogue, Channel, PolicyId};
use crate::enterprise::{FactId, Facts};
use crate::quantity::{Money, sort_by};

use super::values::Distinctions;
use super::{Estimate, Outcome, Situation, Status, Truth, Unsure, Verdict, open};

/// A fact worth asking for, and what an answer brings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NextQuestion {
    /// The fact.
    pub fact: FactId,
    /// Why it is open.
    pub why: Unsure,
    /// The policies that at least one answer settles (but for an authority's decision).
    pub settles: Vec<PolicyId>,
    /// The policies whose verdict depends on it in any way.
    pub touches: usize,
    /// What the policies that it may settle are worth at most, as far as that is bounded.
    pub worth: Money,
    /// Its rank: how far an answer settles policies on average, weighed by worth and by how they are come by.
    weight: u64,
}

/// A policy counts as much as this many yuan, so that those without figures count too.
const FLAT: u64 = 5_000;
/// No policy counts for more than this many yuan: one large award must not drown everything else.
const MOST: u64 = 30_000;
/// What a policy counts for whose worth nothing bounds yet, in yuan.
const UNBOUNDED: u64 = 15_000;

/// The facts worth asking for, the best first; empty when no answer can change anything.
///
/// An answer is tried for each sort of value that the open criteria tell apart. The order does not depend on the
/// order of the file: equal weights go by the number of policies touched, then by the order of the facts.
#[must_use]
pub fn questions(catalogue: &Catalogue, situation: &Situation<'_>, outcomes: &[Outcome]) -> Vec<NextQuestion> {
    let waiting: Vec<&Outcome> = outcomes
        .iter()
        .filter(|outcome| outcome.verdict == Verdict::NeedsInfo && outcome.status == Status::InForce)
        .collect();
    let mut facts: Vec<(FactId, Unsure)> = Vec::new();
    for &(fact, why) in waiting.iter().flat_map(|outcome| &outcome.open.facts) {
        if !facts.iter().any(|(other, _)| *other == fact) {
            facts.push((fact, why));
        }
    }
    let mut questions: Vec<NextQuestion> =
        facts.into_iter().map(|(fact, why)| question(catalogue, situation, fact, why, &waiting)).collect();
    sort_by(&mut questions, |a, b| (b.weight, b.touches).cmp(&(a.weight, a.touches)).then_with(|| a.fact.cmp(&b.fact)));
    questions
}

fn question(
    catalogue: &Catalogue,
    situation: &Situation<'_>,
    fact: FactId,
    why: Unsure,
    waiting: &[&Outcome],
) -> NextQuestion {
    let touched: Vec<(&Outcome, &crate::catalogue::Criterion)> = waiting
        .iter()
        .filter(|outcome| outcome.open.facts.iter().any(|(other, _)| *other == fact))
        .filter_map(|outcome| Some((*outcome, &catalogue.policy(outcome.policy)?.criterion)))
        .collect();
    let mut distinct = Distinctions::default();
    for (_, criterion) in &touched {
        distinct.add(catalogue, situation, criterion, fact);
    }
    let samples = distinct.samples(situation, fact);
    let mut settled = vec![0_u64; touched.len()];
    for sample in &samples {
        let answered = situation.with(fact, Some(sample.clone()));
        for (count, (outcome, criterion)) in settled.iter_mut().zip(&touched) {
            let done = match answered.evaluate(catalogue, criterion) {
                Truth::Unknown => outcome.open.facts.len() == 1 && open(catalogue, &answered, criterion).is_told_all(),
                Truth::True | Truth::False => true,
            };
            *count = count.saturating_add(u64::from(done));
        }
    }
    let tried = u64::try_from(samples.len()).unwrap_or(1).max(1);
    let mut next =
        NextQuestion { fact, why, settles: Vec::new(), touches: touched.len(), worth: Money::ZERO, weight: 0 };
    for (count, (outcome, _)) in settled.iter().zip(&touched) {
        let estimate = outcome.estimate.filter(|_| outcome.counts);
        let worth = estimate.and_then(|estimate| estimate.high).unwrap_or_default();
        if *count > 0 {
            next.settles.push(outcome.policy);
            next.worth = next.worth.plus(worth);
        }
        let yuan = match estimate {
            Some(Estimate { high: None, .. }) => UNBOUNDED,
            _ => u64::try_from(worth.fen().div_euclid(100)).unwrap_or(0).min(MOST),
        };
        // What reaches the enterprise by itself is likelier to be used than what it must win.
        let likely = match catalogue.policy(outcome.policy).map(|policy| policy.channel) {
            Some(Channel::Automatic | Channel::Filing) => 3,
            Some(Channel::Application) => 2,
            Some(Channel::Selection) | None => 1,
        };
        // Where several answers are needed, each is a part of the way.
        let parts = u64::try_from(outcome.open.facts.len()).unwrap_or(1).max(1);
        let share = (*count).saturating_mul(parts).max(tried);
        let whole = tried.saturating_mul(parts).max(1);
        let weight = yuan.saturating_add(FLAT).saturating_mul(likely).saturating_mul(share).checked_div(whole);
        next.weight = next.weight.saturating_add(weight.unwrap_or(0));
    }
    // The three questions of the first screen come first: everybody can answer them at once.
    if matches!(fact, Facts::EMPLOYEES | Facts::REVENUE | Facts::ASSETS | Facts::INDUSTRY | Facts::REGION) {
        next.weight = next.weight.saturating_mul(2);
    }
    next
}
