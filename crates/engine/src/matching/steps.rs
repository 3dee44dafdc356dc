//! The walk to the answer: what is asked next, a screen or a card at a time, and when that is enough.

use crate::catalogue::{Catalogue, Criterion, Offer, TextId, Tick};
use crate::enterprise::{Fact, FactId, Facts, Possible};
use crate::quantity::{Bits, bit, sort_by};

use super::questions::UNBOUNDED;
use super::worth::open_facts;
use super::{Answer, NextQuestion, Outcome, Situation, Status, Truth, Verdict};

/// One screen or card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// "Which of these apply to you?": the fact whose options are the boxes.
    Circumstances(FactId),
    /// The usual answers on which likely verdicts rest: to confirm with one tap, or to change.
    Usual(Vec<FactId>),
    /// A few fields.
    Card(Card),
}

/// A few fields that belong together, answered together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// The family of its fields ([`crate::catalogue::Circumstances::list`]); none for facts that belong to no family.
    pub circumstance: Option<usize>,
    /// The facts, in the order of the family.
    pub facts: Vec<FactId>,
}

/// What is still to be asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Steps {
    /// The steps ahead as far as they can be seen, the next first; none when enough is known.
    pub ahead: Vec<Step>,
    /// What could be asked beyond: mostly for what must be won, or rarely applies.
    pub rest: Vec<Card>,
}

/// The most fields of one card.
const MOST_FIELDS: usize = 5;
/// Enough is known when at most one part in this many of what can be reached is not settled …
const PARTS: u64 = 10;
/// … and at most this many measures wait for an answer.
const MOST_WAITING: usize = 6;

/// What is still to be asked of an enterprise, `answer` being its whole answer; `skipped` are the facts that it has said
/// it does not know.
///
/// First come the boxes, then the usual answers to confirm, then cards by what they are worth for the effort of
/// answering them. The walk is enough when nine tenths of what can be reached are settled and few measures wait for an answer.
#[must_use]
pub fn steps(catalogue: &Catalogue, situation: &Situation<'_>, answer: &Answer, skipped: &[FactId]) -> Steps {
    let told = situation.told();
    let mut ahead = Vec::new();
    if let Some(fact) = catalogue.circumstances.fact
        && told.given(fact).is_none()
        && !skipped.contains(&fact)
    {
        ahead.push(Step::Circumstances(fact));
    }
    let usual = to_confirm(catalogue, answer, skipped);
    if !usual.is_empty() {
        ahead.push(Step::Usual(usual.clone()));
    }
    let askable = |question: &&NextQuestion| {
        question.offer != Offer::Never && !skipped.contains(&question.fact) && !usual.contains(&question.fact)
    };
    let mut cards: Vec<(Card, u64, u64)> = Vec::new();
    for question in answer.questions.iter().filter(askable) {
        let circumstance = catalogue.circumstances.of(question.fact);
        // Best first, so that the first fields of a family make its first card.
        let open = cards.iter_mut().rev().find(|(card, ..)| card.circumstance == circumstance);
        let effort = effort(situation, question.fact);
        match open.filter(|(card, ..)| card.facts.len() < MOST_FIELDS) {
            Some((card, weighs, costs)) => {
                card.facts.push(question.fact);
                *weighs = weighs.saturating_add(question.weight);
                *costs = costs.saturating_add(effort);
            }
            None => {
                let card = Card { circumstance, facts: vec![question.fact] };
                cards.push((card, question.weight, effort.saturating_add(1)));
            }
        }
    }
    for (card, ..) in &mut cards {
        let family = card.circumstance.and_then(|number| catalogue.circumstances.list.get(number));
        let place = |fact: &FactId| family.and_then(|family| family.facts.iter().position(|other| other == fact));
        sort_by(&mut card.facts, |a, b| place(a).cmp(&place(b)));
    }
    // The best first; equal ones in the order in which their first fields were ranked.
    let rate = |(_, weighs, costs): &(Card, u64, u64)| weighs.checked_div(*costs).unwrap_or(0);
    sort_by(&mut cards, |a, b| rate(b).cmp(&rate(a)));
    let mut asked: Vec<FactId> = usual;
    let mut steps = Steps { ahead, rest: Vec::new() };
    for (card, ..) in cards {
        if is_enough(catalogue, situation, answer, &asked, skipped) {
            steps.rest.push(card);
        } else {
            asked.extend(&card.facts);
            steps.ahead.push(Step::Card(card));
        }
    }
    steps
}

/// The facts whose usual answers likely verdicts rest on; but not the figures that amounts are computed from, which are
/// asked for anyway.
fn to_confirm(catalogue: &Catalogue, answer: &Answer, skipped: &[FactId]) -> Vec<FactId> {
    let mut priced: Vec<FactId> = Vec::new();
    for outcome in answer.outcomes.iter().filter(|outcome| outcome.is_likely() && outcome.counts) {
        let formula = catalogue.policy(outcome.policy).and_then(|policy| policy.details.benefit.estimate.as_ref());
        priced.extend(formula.map(|formula| formula.facts()).unwrap_or_default());
    }
    let rest = |outcome: &&Outcome| outcome.verdict == Verdict::NeedsInfo;
    let likely = answer.outcomes.iter().filter(rest).filter_map(|outcome| outcome.likely.as_ref());
    let rests_on: Vec<FactId> = likely.flat_map(|likely| &likely.rests_on).copied().collect();
    let supposed = answer.supposed.iter().map(|one| one.fact);
    supposed.filter(|fact| rests_on.contains(fact) && !priced.contains(fact) && !skipped.contains(fact)).collect()
}

/// How many taps and keys an answer takes, roughly.
fn effort(situation: &Situation<'_>, fact: FactId) -> u64 {
    match situation.fact(fact) {
        Some(fact) if Fact::is_number(fact) => 4,
        _ => 1,
    }
}

/// Whether enough is known once these facts are told too.
fn is_enough(
    catalogue: &Catalogue,
    situation: &Situation<'_>,
    answer: &Answer,
    asked: &[FactId],
    skipped: &[FactId],
) -> bool {
    let (mut certain, mut open, mut waiting) = (0_u64, 0_u64, 0_usize);
    for outcome in &answer.outcomes {
        let is_waiting = outcome.verdict == Verdict::NeedsInfo && outcome.status == Status::InForce;
        let unknown = |fact: &FactId| !asked.contains(fact);
        let waits_for: Vec<FactId> = outcome.open.facts.iter().map(|(fact, _)| *fact).filter(unknown).collect();
        // What it does not know it cannot be asked again.
        let is_lost = waits_for.iter().any(|fact| skipped.contains(fact));
        let estimate = outcome.likely_estimate().filter(|_| outcome.counts);
        let (low, high) = estimate.map_or((0, 0), |estimate| {
            let yuan = |fen: i64| u64::try_from(fen.div_euclid(100)).unwrap_or(0);
            let low = yuan(estimate.low.fen());
            (low, estimate.high.map_or(low.saturating_add(UNBOUNDED), |high| yuan(high.fen())))
        });
        if is_waiting && !waits_for.is_empty() && !is_lost {
            waiting = waiting.saturating_add(1);
            open = open.saturating_add(high);
        } else if outcome.is_likely() {
            certain = certain.saturating_add(low);
            let formula = catalogue.policy(outcome.policy).and_then(|policy| policy.details.benefit.estimate.as_ref());
            let waits_for = formula.map(|formula| open_facts(catalogue, situation, formula)).unwrap_or_default();
            if waits_for.iter().any(|(fact, _)| !asked.contains(fact) && !skipped.contains(fact)) {
                open = open.saturating_add(high.saturating_sub(low));
            }
        }
    }
    waiting <= MOST_WAITING && open.saturating_mul(PARTS) <= certain.saturating_add(open)
}

/// A box of the screen "which of these apply to you?".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TickBox {
    /// The number of its option in the fact of all boxes.
    pub option: usize,
    /// What stands beside it, in the words of this enterprise.
    pub ask: TextId,
}

/// The boxes that are shown to an enterprise: not those that surely do not concern it.
#[must_use]
pub fn boxes(catalogue: &Catalogue, situation: &Situation<'_>) -> Vec<TickBox> {
    let ticks = catalogue.circumstances.list.iter().filter_map(|circumstance| circumstance.tick.as_ref());
    let may = |when: &Criterion| situation.evaluate(catalogue, when) != Truth::False;
    let shown = ticks.filter(|tick| tick.when.as_ref().is_none_or(may));
    let tick_box = |tick: &Tick| {
        let own = |(when, _): &&(Criterion, TextId)| situation.evaluate(catalogue, when) == Truth::True;
        let ask = tick.variants.iter().find(own).map_or(tick.ask, |(_, ask)| *ask);
        TickBox { option: tick.option, ask }
    };
    shown.map(tick_box).collect()
}

/// What an enterprise tells by ticking these of the boxes shown, and no others. Of boxes that were not shown it says nothing.
#[must_use]
pub fn ticked(facts: &Facts, fact: FactId, shown: &[TickBox], ticks: Bits) -> Option<Possible> {
    let left = shown.iter().map(|shown| bit(shown.option)).fold(0, |all, option| all | option) & !ticks;
    Some(Possible::Sets { must: ticks, may: facts.get(fact)?.all_options() & !left })
}
