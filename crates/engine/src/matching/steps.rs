//! The walk to the answer: what is asked next, a screen or a block at a time, and when that is enough.

use crate::catalogue::{Catalogue, Criterion, Formula, Offer, TextId, Tick};
use crate::enterprise::{Fact, FactId, Facts, Possible};
use crate::quantity::{Bits, Interval, bit, sort_by, sort_distinct};

use super::choices::{Choice, choices};
use super::questions::{supposed_most, variant, yuan};
use super::worth::open_facts;
use super::{Answer, Group, NextQuestion, Outcome, Situation, Status, Truth, Verdict};

/// One screen or block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// "Which of these apply to you?": the fact whose options are the boxes.
    Circumstances(FactId),
    /// The usual answers that measures wait for: to confirm with one tap, or to change.
    Usual(Vec<FactId>),
    /// A few fields.
    Block(Block),
}

/// A few fields that belong together, answered together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
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
    pub rest: Vec<Block>,
}

/// The most fields of one block.
const MOST_FIELDS: usize = 5;
/// A block with at most this many fields is put together with others.
const SMALL: usize = 2;
/// A number typed takes about this many taps and keys.
const TO_TYPE: u64 = 4;
/// Enough is known when at most one part in this many of what can be reached is not settled …
const PARTS: u64 = 10;
/// … and at most this many measures wait for an answer.
const MOST_WAITING: usize = 5;

/// What is still to be asked of an enterprise, `answer` being its answer and `questions` what can be asked (the page ranks
/// them after the verdicts); `skipped` are the facts that it has said it does not know.
///
/// First come the boxes, then the usual answers to confirm, then blocks by what they are worth for the effort of
/// answering them. The walk is enough when nine tenths of what can be reached are settled and few measures wait for an answer.
#[must_use]
pub fn steps(
    catalogue: &Catalogue,
    situation: &Situation<'_>,
    answer: &Answer,
    questions: &[NextQuestion],
    skipped: &[FactId],
) -> Steps {
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
    let askable: Vec<&NextQuestion> = questions.iter().filter(askable).collect();
    // Nine tenths of the money first, then as many measures as may be.
    let left = Left::new(catalogue, situation, answer, skipped);
    let mut blocks = Blocks { catalogue, list: Vec::new() };
    let mut asked: Vec<FactId> = usual;
    while !left.is_worth_settled(&asked) {
        let can_be_asked = |fact: &FactId| askable.iter().any(|question| question.fact == *fact);
        let is_never_asked = |fact: &FactId| {
            skipped.contains(fact) || variant(catalogue, situation, *fact).is_some_and(|one| one.offer == Offer::Never)
        };
        let Some(best) = left.best(&asked, &can_be_asked, &is_never_asked) else { break };
        for fact in best {
            asked.push(fact);
            blocks.add(fact);
        }
    }
    let mut others: Vec<&NextQuestion> =
        askable.iter().copied().filter(|question| !asked.contains(&question.fact)).collect();
    sort_by(&mut others, |a, b| b.touches.cmp(&a.touches));
    let (mut more, mut rest) = (Blocks { catalogue, list: Vec::new() }, Blocks { catalogue, list: Vec::new() });
    for question in others {
        let blocks = if left.waits_for(question.fact) { &mut more } else { &mut rest };
        blocks.add(question.fact);
    }
    let mut needed: Vec<Block> = Vec::new();
    let mut further: Vec<Block> = Vec::new();
    for block in more.list {
        if left.is_little(&asked) {
            further.push(block);
        } else {
            asked.extend(&block.facts);
            needed.push(block);
        }
    }
    further.extend(rest.list);
    let mut list = joined(blocks.list, 1);
    list.extend(joined(needed, usize::MAX));
    ahead.extend(Blocks { catalogue, list }.in_order().into_iter().map(Step::Block));
    Steps { ahead, rest: Blocks { catalogue, list: further }.in_order() }
}

/// Blocks, each with room for a few fields of one family.
struct Blocks<'a> {
    catalogue: &'a Catalogue,
    list: Vec<Block>,
}

impl Blocks<'_> {
    /// Puts a fact on a block of its family with room, or on a new one.
    fn add(&mut self, fact: FactId) {
        let circumstance = self.catalogue.circumstances.of(fact);
        let has_room = |block: &&mut Block| block.circumstance == circumstance && block.facts.len() < MOST_FIELDS;
        match self.list.iter_mut().find(has_room) {
            Some(block) => block.facts.push(fact),
            None => self.list.push(Block { circumstance, facts: vec![fact] }),
        }
    }

    /// The blocks, the fields of each in the order of their family.
    fn in_order(mut self) -> Vec<Block> {
        for block in &mut self.list {
            let families = &self.catalogue.circumstances.list;
            let place = |fact: &FactId| {
                let family = self.catalogue.circumstances.of(*fact);
                let facts = family.and_then(|number| families.get(number)).map(|family| &family.facts);
                (family, facts.and_then(|facts| facts.iter().position(|other| other == fact)))
            };
            sort_by(&mut block.facts, |a, b| place(a).cmp(&place(b)));
        }
        self.list
    }
}

/// Puts small blocks together, each with one of the last so many: a step for one field alone is a step too many.
fn joined(blocks: Vec<Block>, last: usize) -> Vec<Block> {
    let mut all: Vec<Block> = Vec::new();
    for block in blocks {
        let fits = |other: &&mut Block| {
            let is_small = other.circumstance.is_none() || other.facts.len() <= SMALL;
            let fit = last > 1 || is_small && block.facts.len() <= SMALL;
            fit && other.facts.len().saturating_add(block.facts.len()) <= MOST_FIELDS
        };
        match all.iter_mut().rev().take(last).find(fits) {
            Some(other) => {
                other.circumstance = None;
                other.facts.extend(block.facts);
            }
            None => all.push(block),
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
        priced.extend(formula.map(Formula::facts).unwrap_or_default());
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
fn effort(catalogue: &Catalogue, situation: &Situation<'_>, answer: &Answer, fact: FactId) -> u64 {
    let is_number = situation.fact(fact).is_some_and(Fact::is_number);
    // That it is none suits only some.
    let suits = |choice: &Choice| choice.range != Interval::exact(0);
    let is_typed = is_number && !choices(catalogue, situation, answer, fact).iter().any(suits);
    if is_typed { TO_TYPE } else { 1 }
}

/// A measure that is not settled yet.
struct Unsettled {
    /// Whether its verdict waits for an answer; else only its worth does.
    waits: bool,
    /// Whether it is met, for certain or if the usual holds, so that only its worth is open.
    is_met: bool,
    /// What it may add to what is known, in yuan.
    worth: u64,
    /// The same by how likely it is met.
    expected: u64,
    /// The facts that it waits for.
    facts: Vec<FactId>,
}

/// What is not settled yet. What the enterprise does not know, nothing waits for.
struct Left {
    /// What can be used for certain, or likely, is worth at least this many yuan.
    certain: u64,
    /// The measures that may be usable, for which nothing more is asked.
    beyond: usize,
    measures: Vec<Unsettled>,
    /// What it takes to tell each fact of these.
    efforts: Vec<(FactId, u64)>,
}

impl Left {
    fn new(catalogue: &Catalogue, situation: &Situation<'_>, answer: &Answer, skipped: &[FactId]) -> Self {
        let mut left = Self { certain: 0, beyond: 0, measures: Vec::new(), efforts: Vec::new() };
        let asked_for = |outcome: &&Outcome| outcome.status == Status::InForce && !is_background(outcome);
        for outcome in answer.outcomes.iter().filter(asked_for) {
            let Some(policy) = catalogue.policy(outcome.policy) else { continue };
            let mut facts: Vec<FactId> = outcome.open.facts.iter().map(|(fact, _)| *fact).collect();
            // What must be won is asked for by those who want to know; nobody else is kept for it.
            let waits = outcome.verdict == Verdict::NeedsInfo && !facts.is_empty() && !policy.rule.must_be_won();
            let is_skipped = facts.iter().any(|fact| skipped.contains(fact));
            if outcome.group == Group::MayUse && (is_skipped || !waits) {
                left.beyond = left.beyond.saturating_add(1);
            }
            if outcome.verdict == Verdict::Ineligible || is_skipped {
                continue;
            }
            let (most, is_likely) = (supposed_most(catalogue, situation, outcome), outcome.is_likely());
            // The more is open, the less likely it is met; what others decide no answer brings.
            let is_ours = !outcome.open.authority && !outcome.open.check_yourself;
            let chances = u64::try_from(facts.len()).unwrap_or(u64::MAX).saturating_add(1);
            let (mut worth, chances) = match is_likely {
                true => (most, 1),
                false if is_ours => (most.div_euclid(2), chances),
                false => (0, 1),
            };
            if is_likely && outcome.counts {
                let low = outcome.likely_estimate().map_or(0, |estimate| yuan(estimate.low));
                left.certain = left.certain.saturating_add(low);
                worth = worth.saturating_sub(low);
            }
            let formula = policy.details.benefit.estimate.as_ref().filter(|_| outcome.counts);
            let priced_by = formula.map(|formula| open_facts(catalogue, situation, formula)).unwrap_or_default();
            facts.extend(priced_by.iter().map(|(fact, _)| *fact).filter(|fact| !skipped.contains(fact)));
            sort_distinct(&mut facts);
            if !facts.is_empty() {
                let expected = worth.checked_div(chances).unwrap_or(0);
                for &fact in &facts {
                    if left.efforts.iter().all(|(other, _)| *other != fact) {
                        left.efforts.push((fact, effort(catalogue, situation, answer, fact)));
                    }
                }
                left.measures.push(Unsettled { waits, is_met: is_likely, worth, expected, facts });
            }
        }
        left
    }

    /// The measures that still wait once these facts are told.
    fn open<'l>(&'l self, asked: &'l [FactId]) -> impl Iterator<Item = &'l Unsettled> {
        self.measures.iter().filter(|measure| measure.facts.iter().any(|fact| !asked.contains(fact)))
    }

    /// Whether a measure waits for a fact.
    fn waits_for(&self, fact: FactId) -> bool {
        self.measures.iter().any(|measure| measure.waits && measure.facts.contains(&fact))
    }

    fn is_worth_settled(&self, asked: &[FactId]) -> bool {
        let open = self.open(asked).fold(0_u64, |sum, measure| sum.saturating_add(measure.worth));
        open.saturating_mul(PARTS) <= self.certain.saturating_add(open)
    }

    fn is_little(&self, asked: &[FactId]) -> bool {
        let open = self.open(asked).filter(|measure| measure.waits).count();
        self.is_worth_settled(asked) && (open == 0 || open.saturating_add(self.beyond) <= MOST_WAITING)
    }

    /// The facts of the measure that is worth most for the effort of telling them, beyond those already asked for.
    fn best(
        &self,
        asked: &[FactId],
        can_be_asked: &dyn Fn(&FactId) -> bool,
        is_never_asked: &dyn Fn(&FactId) -> bool,
    ) -> Option<Vec<FactId>> {
        let facts = |measure: &Unsettled| -> Vec<FactId> {
            measure.facts.iter().copied().filter(|fact| !asked.contains(fact)).collect()
        };
        let open = self.open(asked).filter(|measure| measure.expected > 0);
        let rated = open.map(|measure| (measure, facts(measure)));
        let rated = rated.filter_map(|(measure, mut facts)| {
            // What an amount is computed from is asked for once it is likely that there is one.
            facts.retain(|fact| measure.is_met && !is_never_asked(fact) || can_be_asked(fact));
            let efforts = facts.iter().filter_map(|fact| self.efforts.iter().find(|(other, _)| other == fact));
            let effort: u64 = efforts.map(|(_, effort)| effort).sum();
            (!facts.is_empty()).then_some((measure.expected.checked_div(effort).unwrap_or(0), facts))
        });
        // Of equal ones the first in the order of the facts, so that the order of the file does not matter.
        rated.max_by(|(a, first), (b, second)| a.cmp(b).then_with(|| second.cmp(first))).map(|(_, facts)| facts)
    }
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
