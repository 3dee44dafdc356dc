//! The walk to the answer: what is asked next, a screen or a card at a time, and when that is enough.

use crate::catalogue::{Catalogue, Criterion, Offer, TextId, Tick};
use crate::enterprise::{Fact, FactId, Facts, Possible};
use crate::quantity::{Bits, bit, sort_by};

use super::questions::{unbounded, yuan};
use super::worth::open_facts;
use super::{Answer, Group, NextQuestion, Outcome, Situation, Status, Truth, Verdict};

/// One screen or card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// "Which of these apply to you?": the fact whose options are the boxes.
    Circumstances(FactId),
    /// The usual answers that measures wait for: to confirm with one tap, or to change.
    Usual(Vec<FactId>),
    /// A few fields.
    Card(Card),
}

/// A few fields that belong together, answered together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// The family of its fields ([`crate::catalogue::Circumstances::list`]); none for fields of several families or of none.
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
/// A field that weighs this many times less than the best of its card goes to a later one.
const MUCH_LESS: u64 = 20;
/// A card with at most this many fields is put together with others.
const SMALL: usize = 2;
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
    // Nine tenths of the money first, with no field that adds nothing to it; then as many measures as may be.
    let is_settled = left(catalogue, situation, answer, &usual, skipped).is_worth_settled();
    let weight = |question: &NextQuestion| match is_settled {
        true => u64::try_from(question.touches).unwrap_or(u64::MAX),
        false => question.weight,
    };
    let mut questions: Vec<&NextQuestion> = answer.questions.iter().filter(askable).collect();
    sort_by(&mut questions, |a, b| weight(b).cmp(&weight(a)));
    // Each with the weight of its best field, that of all, and the effort.
    let mut cards: Vec<(Card, u64, u64, u64)> = Vec::new();
    for question in questions {
        let circumstance = catalogue.circumstances.of(question.fact);
        // Best first, so that the first fields of a family make its first card.
        let open = cards.iter_mut().rev().find(|(card, ..)| card.circumstance == circumstance);
        let weight = weight(question);
        let open = open.filter(|(card, best, ..)| {
            card.facts.len() < MOST_FIELDS && (is_settled || weight.saturating_mul(MUCH_LESS) >= *best)
        });
        let effort = effort(situation, question.fact);
        match open {
            Some((card, _, weighs, costs)) => {
                card.facts.push(question.fact);
                *weighs = weighs.saturating_add(weight);
                *costs = costs.saturating_add(effort);
            }
            None => {
                let card = Card { circumstance, facts: vec![question.fact] };
                cards.push((card, weight, weight, effort.saturating_add(1)));
            }
        }
    }
    for (card, ..) in &mut cards {
        let family = card.circumstance.and_then(|number| catalogue.circumstances.list.get(number));
        let place = |fact: &FactId| family.and_then(|family| family.facts.iter().position(|other| other == fact));
        sort_by(&mut card.facts, |a, b| place(a).cmp(&place(b)));
    }
    // The best first; equal ones in the order in which their first fields were ranked.
    let rate = |(_, _, weighs, costs): &(Card, u64, u64, u64)| weighs.checked_div(*costs).unwrap_or(0);
    sort_by(&mut cards, |a, b| rate(b).cmp(&rate(a)));
    let mut asked: Vec<FactId> = usual;
    let (mut needed, mut rest): (Vec<Card>, Vec<Card>) = (Vec::new(), Vec::new());
    for (card, ..) in cards {
        if left(catalogue, situation, answer, &asked, skipped).is_little() {
            rest.push(card);
        } else {
            asked.extend(&card.facts);
            needed.push(card);
        }
    }
    ahead.extend(joined(needed).into_iter().map(Step::Card));
    Steps { ahead, rest }
}

/// Puts small cards together: a step for one field alone is a step too many.
fn joined(cards: Vec<Card>) -> Vec<Card> {
    let mut all: Vec<Card> = Vec::new();
    for card in cards {
        let fits = |other: &&mut Card| {
            let is_small = other.circumstance.is_none() || other.facts.len() <= SMALL;
            is_small && other.facts.len().saturating_add(card.facts.len()) <= MOST_FIELDS
        };
        match all.iter_mut().find(fits).filter(|_| card.facts.len() <= SMALL) {
            Some(other) => {
                other.circumstance = None;
                other.facts.extend(card.facts);
            }
            None => all.push(card),
        }
    }
    all
}

/// The facts supposed that measures wait for; but not the figures that amounts are computed from, which are asked for
/// anyway.
fn to_confirm(catalogue: &Catalogue, answer: &Answer, skipped: &[FactId]) -> Vec<FactId> {
    let mut priced: Vec<FactId> = Vec::new();
    for outcome in answer.outcomes.iter().filter(|outcome| outcome.is_likely() && outcome.counts) {
        let formula = catalogue.policy(outcome.policy).and_then(|policy| policy.details.benefit.estimate.as_ref());
        priced.extend(formula.map(|formula| formula.facts()).unwrap_or_default());
    }
    let waiting = answer.outcomes.iter().filter(|outcome| outcome.status == Status::InForce && !is_background(outcome));
    let rests_on: Vec<FactId> = waiting.flat_map(|outcome| &outcome.open.facts).map(|(fact, _)| *fact).collect();
    let supposed = answer.supposed.iter().map(|one| one.fact);
    supposed.filter(|fact| rests_on.contains(fact) && !priced.contains(fact) && !skipped.contains(fact)).collect()
}

/// Whether nobody claims it, so that nothing is asked for it.
fn is_background(outcome: &Outcome) -> bool {
    outcome.group == Group::Background
}

/// How many taps and keys an answer takes, roughly.
fn effort(situation: &Situation<'_>, fact: FactId) -> u64 {
    match situation.fact(fact) {
        Some(fact) if Fact::is_number(fact) => 4,
        _ => 1,
    }
}

/// What is not settled yet.
#[derive(Clone, Copy, Default)]
struct Left {
    /// What can be used for certain, or likely, is worth at least this many yuan.
    certain: u64,
    /// What is open is worth up to this many yuan.
    open: u64,
    /// How many measures wait for an answer.
    waiting: usize,
}

impl Left {
    fn is_worth_settled(self) -> bool {
        self.open.saturating_mul(PARTS) <= self.certain.saturating_add(self.open)
    }

    fn is_little(self) -> bool {
        self.is_worth_settled() && self.waiting <= MOST_WAITING
    }
}

/// What is not settled once these facts are told too. What the enterprise does not know, nothing waits for; nor is anything
/// reckoned on what must be won.
fn left(
    catalogue: &Catalogue,
    situation: &Situation<'_>,
    answer: &Answer,
    asked: &[FactId],
    skipped: &[FactId],
) -> Left {
    let mut left = Left::default();
    for outcome in answer.outcomes.iter().filter(|outcome| outcome.status == Status::InForce && !is_background(outcome))
    {
        let Some(policy) = catalogue.policy(outcome.policy) else { continue };
        let is_known = |fact: &FactId| asked.contains(fact) || skipped.contains(fact);
        let is_lost = outcome.open.facts.iter().any(|(fact, _)| skipped.contains(fact));
        let waits = outcome.verdict == Verdict::NeedsInfo && outcome.open.facts.iter().any(|(fact, _)| !is_known(fact));
        if waits && !is_lost {
            left.waiting = left.waiting.saturating_add(1);
        }
        let Some(estimate) = outcome.likely_estimate().filter(|_| outcome.counts && !policy.rule.must_be_won()) else {
            continue;
        };
        let low = yuan(estimate.low);
        let high = estimate.high.map_or_else(|| low.saturating_add(unbounded(situation)), yuan);
        if waits && !is_lost {
            left.open = left.open.saturating_add(high);
        } else if outcome.is_likely() {
            left.certain = left.certain.saturating_add(low);
            let formula = policy.details.benefit.estimate.as_ref();
            let priced_by = formula.map(|formula| open_facts(catalogue, situation, formula)).unwrap_or_default();
            if priced_by.iter().any(|(fact, _)| !is_known(fact)) {
                left.open = left.open.saturating_add(high.saturating_sub(low));
            }
        }
    }
    left
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
