//! The walk to the answer: what is asked next, a screen or a block at a time, and when that is enough.

use crate::catalogue::{Catalogue, Criterion, Formula, Offer, Policy, TextId, Tick};
use crate::enterprise::{Fact, FactId, Facts, Possible};
use crate::quantity::{Bits, Interval, bit, bits_of, sort_by, sort_distinct};

use super::choices::{Choice, choices};
use super::questions::{supposed_most, variant, yuan};
use super::worth::{conceivable, open_facts, worth};
use super::{Answer, Group, NextQuestion, Open, Outcome, Situation, Status, Truth, Verdict, open, suppose};

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
/// A walk with more fields ahead than this is long: its blocks are full.
const LONG: usize = 36;
/// Blocks are full, too, when at most one part in this many of what is known is still to be expected.
const PARTS_EXPECTED: u64 = 7;
/// A fact that brings less than one part in this many of the first of a block is not asked along with it.
const PARTS_LESS: u64 = 5;
/// Who says that a circumstance applies has one of its options: each is at least so likely, one part in this many.
const LEAST_CHANCE: u64 = 8;
/// Of the very most that is conceivable, one part in this many is to be expected.
const PART_OF_MOST: u64 = 20;
/// Enough is known when at most one part in this many of what can be reached is not settled …
const PARTS: u64 = 10;
/// … and at most this many measures wait for an answer.
const MOST_WAITING: usize = 6;

/// What is still to be asked of an enterprise, `answer` being its answer and `questions` what can be asked (the page ranks
/// them after the verdicts); `skipped` are the facts that it has said it does not know.
///
/// First come the boxes, then the usual answers to confirm, then blocks by what they are worth for the effort of
/// answering them, then those facts that settle most of what waits. Blocks hold what belongs together as long as much is
/// to be expected of them; in a long walk, and once little more is to be expected, they are full. The walk is enough when
/// nine tenths of what can be reached are settled and few measures wait for an answer.
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
    let (usual, _) = suppose(catalogue, situation);
    let confirmed = to_confirm(catalogue, &usual, answer, skipped);
    if !confirmed.is_empty() {
        ahead.push(Step::Usual(confirmed.clone()));
    }
    let askable = |question: &&NextQuestion| {
        question.offer != Offer::Never && !skipped.contains(&question.fact) && !confirmed.contains(&question.fact)
    };
    let askable: Vec<&NextQuestion> = questions.iter().filter(askable).collect();
    let can_be_asked = |fact: FactId| askable.iter().any(|question| question.fact == fact);
    let is_never_asked =
        |fact: FactId| variant(catalogue, situation, fact).is_some_and(|one| one.offer == Offer::Never);
    let left = Left::new(catalogue, situation, &usual, answer, skipped, &can_be_asked, &is_never_asked);
    // Nine tenths of the money first, then as many measures as may be.
    let mut asked: Vec<FactId> = confirmed.clone();
    let mut priced: Vec<(FactId, u64)> = Vec::new();
    while !left.is_worth_settled(&asked) {
        let Some((rate, best)) = left.worth_most(&asked) else { break };
        priced.extend(best.iter().map(|fact| (*fact, rate)));
        asked.extend(best);
    }
    let mut settling: Vec<FactId> = Vec::new();
    while !left.is_little(&asked) {
        let Some(best) = left.settling_most(&asked) else { break };
        asked.push(best);
        settling.push(best);
    }
    let mut others: Vec<&NextQuestion> =
        askable.into_iter().filter(|question| !asked.contains(&question.fact)).collect();
    sort_by(&mut others, |a, b| b.touches.cmp(&a.touches));
    let others: Vec<FactId> = others.into_iter().map(|question| question.fact).collect();
    let is_long = priced.len().saturating_add(settling.len()) > LONG;
    let is_full = is_long || left.is_little_expected(&confirmed);
    let all: Vec<FactId> = priced.iter().map(|(fact, _)| *fact).collect();
    let mut priced = if is_full { blocks(catalogue, &all) } else { priced_blocks(catalogue, &priced) };
    if let Some(last) = priced.last_mut().filter(|_| is_full) {
        let room = MOST_FIELDS.saturating_sub(last.facts.len()).min(settling.len());
        if room > 0 {
            last.circumstance = None;
            last.facts.extend(settling.drain(..room));
        }
    }
    let next = priced.into_iter().chain(blocks(catalogue, &settling));
    ahead.extend(next.map(Step::Block));
    Steps { ahead, rest: blocks(catalogue, &others) }
}

/// Facts on blocks of one family each, the best first, each fact with what it brings for its effort; small ones next to
/// each other share one. What brings far less than the first fact of a block is not asked along with it.
fn priced_blocks(catalogue: &Catalogue, facts: &[(FactId, u64)]) -> Vec<Block> {
    let is_far_less = |rate: u64, first: u64| rate.saturating_mul(PARTS_LESS) < first;
    let mut families: Vec<(Block, u64)> = Vec::new();
    for &(fact, rate) in facts {
        let circumstance = catalogue.circumstances.of(fact);
        let has_room = |(block, first): &&mut (Block, u64)| {
            block.circumstance == circumstance && block.facts.len() < MOST_FIELDS && !is_far_less(rate, *first)
        };
        match families.iter_mut().find(has_room) {
            Some((block, _)) => block.facts.push(fact),
            None => families.push((Block { circumstance, facts: vec![fact] }, rate)),
        }
    }
    let mut all: Vec<(Block, u64)> = Vec::new();
    for (mut block, rate) in families {
        in_order(catalogue, &mut block);
        let is_small = |block: &Block| block.facts.len() <= SMALL;
        let fits = |(last, first): &&mut (Block, u64)| is_small(last) && is_small(&block) && !is_far_less(rate, *first);
        match all.last_mut().filter(fits) {
            Some((last, _)) => {
                last.circumstance = last.circumstance.filter(|family| block.circumstance == Some(*family));
                last.facts.extend(block.facts);
            }
            None => all.push((block, rate)),
        }
    }
    all.into_iter().map(|(block, _)| block).collect()
}

/// Facts on blocks, family after family, each block as full as can be: a step for one field alone is a step too many.
fn blocks(catalogue: &Catalogue, facts: &[FactId]) -> Vec<Block> {
    let mut families: Vec<Block> = Vec::new();
    for &fact in facts {
        let circumstance = catalogue.circumstances.of(fact);
        match families.iter_mut().find(|block| block.circumstance == circumstance) {
            Some(block) => block.facts.push(fact),
            None => families.push(Block { circumstance, facts: vec![fact] }),
        }
    }
    let mut blocks: Vec<Block> = Vec::new();
    for Block { circumstance, facts } in families {
        let room = blocks.last().map_or(0, |last| MOST_FIELDS.saturating_sub(last.facts.len()));
        let (fitting, others) = facts.split_at_checked(room).unwrap_or((&facts, &[]));
        let parts = std::iter::once(fitting).filter(|part| !part.is_empty()).chain(others.chunks(MOST_FIELDS));
        for part in parts {
            let mut block = Block { circumstance, facts: part.to_vec() };
            in_order(catalogue, &mut block);
            match blocks.last_mut().filter(|last| last.facts.len().saturating_add(part.len()) <= MOST_FIELDS) {
                Some(last) => {
                    last.circumstance = None;
                    last.facts.extend(block.facts);
                }
                None => blocks.push(block),
            }
        }
    }
    blocks
}

/// Puts the facts of a block in the order of its family.
fn in_order(catalogue: &Catalogue, block: &mut Block) {
    let family = block.circumstance.and_then(|number| catalogue.circumstances.list.get(number));
    let place = |fact: &FactId| family.and_then(|family| family.facts.iter().position(|other| other == fact));
    sort_by(&mut block.facts, |a, b| place(a).cmp(&place(b)));
}

/// The facts supposed that measures wait for; but not the figures that amounts are computed from, which are asked for
/// anyway.
fn to_confirm(catalogue: &Catalogue, usual: &Situation<'_>, answer: &Answer, skipped: &[FactId]) -> Vec<FactId> {
    let mut priced: Vec<FactId> = Vec::new();
    for outcome in answer.outcomes.iter().filter(|outcome| outcome.is_likely() && outcome.counts) {
        let formula = catalogue.policy(outcome.policy).and_then(|policy| policy.details.benefit.estimate.as_ref());
        priced.extend(formula.map(Formula::facts).unwrap_or_default());
    }
    let waiting = answer.outcomes.iter().filter(|outcome| outcome.status == Status::InForce && !is_background(outcome));
    let (mut settled, mut unsettled): (Vec<FactId>, Vec<FactId>) = (Vec::new(), Vec::new());
    for outcome in waiting.filter(|outcome| !outcome.open.facts.is_empty()) {
        let Some(rule) = catalogue.rule(outcome.policy) else { continue };
        let left = open(catalogue, usual, &rule.criterion).facts;
        for &(fact, _) in &outcome.open.facts {
            let is_left = left.iter().any(|(other, _)| *other == fact);
            // What must be won alone keeps nobody.
            let list = if is_left && !rule.must_be_won() { &mut unsettled } else { &mut settled };
            list.push(fact);
        }
    }
    // A range through which a line runs settles nothing: the figure itself is asked for.
    let suffices = |fact: FactId| settled.contains(&fact) && !unsettled.contains(&fact);
    let supposed = answer.supposed.iter().map(|one| one.fact);
    supposed.filter(|fact| !priced.contains(fact) && !skipped.contains(fact) && suffices(*fact)).collect()
}

/// Whether nobody claims it, so that nothing is asked for it.
fn is_background(outcome: &Outcome) -> bool {
    outcome.group == Group::Background
}

/// How many taps and keys an answer takes, roughly.
fn effort(
    catalogue: &Catalogue,
    situation: &Situation<'_>,
    usual: &Situation<'_>,
    answer: &Answer,
    fact: FactId,
) -> u64 {
    let is_number = situation.fact(fact).is_some_and(Fact::is_number);
    // That it is none suits only some, and a stretch those alone who are within it.
    let likely = usual.range(fact);
    let suits = |choice: &Choice| {
        choice.range != Interval::exact(0) && (choice.whole_of.is_some() || choice.range.contains(likely.high()))
    };
    let is_typed = is_number && !choices(catalogue, situation, answer, fact).iter().any(suits);
    if is_typed { TO_TYPE } else { 1 }
}

/// What a worth is to be expected, if the usual holds, of a measure with this criterion: none where it does not hold
/// then; else each answer that is open takes its part, of options those with which it can still hold.
fn expected(catalogue: &Catalogue, usual: &Situation<'_>, criterion: &Criterion, worth: u64) -> u64 {
    match usual.evaluate(catalogue, criterion) {
        Truth::False => return 0,
        Truth::True => return worth,
        Truth::Unknown => {}
    }
    open(catalogue, usual, criterion).facts.iter().fold(worth, |worth, (fact, _)| {
        let (options, single): (Bits, fn(Bits) -> Possible) = match *usual.possible(*fact) {
            Possible::Options(options) => (options, Possible::Options),
            Possible::Sets { may, .. } => (may, |option| Possible::Sets { must: option, may: option }),
            Possible::Numbers(_) | Possible::Places(_) => return worth.div_euclid(2),
        };
        let can_hold = |option: &usize| {
            usual.with(*fact, Some(single(bit(*option)))).evaluate(catalogue, criterion) != Truth::False
        };
        let holding = u64::try_from(bits_of(options).filter(can_hold).count()).unwrap_or(0);
        let all = u64::try_from(bits_of(options).count()).unwrap_or(1);
        worth.saturating_mul(holding).checked_div(all).unwrap_or(0).max(worth.div_euclid(LEAST_CHANCE))
    })
}

/// A measure that is not settled yet.
struct Unsettled {
    /// Whether its verdict waits for an answer; else only its worth does.
    waits: bool,
    /// Whether it must be won: asked for last of all.
    must_be_won: bool,
    /// What it may add to what is known, in yuan.
    worth: u64,
    /// The same by how likely it is met.
    expected: u64,
    /// The facts that it waits for and that can be asked.
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
    fn new(
        catalogue: &Catalogue,
        situation: &Situation<'_>,
        usual: &Situation<'_>,
        answer: &Answer,
        skipped: &[FactId],
        can_be_asked: &dyn Fn(FactId) -> bool,
        is_never_asked: &dyn Fn(FactId) -> bool,
    ) -> Self {
        let mut left = Self { certain: 0, beyond: 0, measures: Vec::new(), efforts: Vec::new() };
        let asked_for = |outcome: &&Outcome| outcome.status == Status::InForce && !is_background(outcome);
        for outcome in answer.outcomes.iter().filter(asked_for) {
            let Some(policy) = catalogue.policy(outcome.policy) else { continue };
            if outcome.verdict == Verdict::Ineligible {
                continue;
            }
            let open = &outcome.open;
            let mut facts: Vec<FactId> = open.facts.iter().map(|(fact, _)| *fact).collect();
            let must_be_won = policy.rule.must_be_won();
            let waits = outcome.verdict == Verdict::NeedsInfo && (outcome.group == Group::MayUse || !must_be_won);
            let (most, is_likely) = (supposed_most(catalogue, situation, outcome), outcome.is_likely());
            // What others decide, and what waits for something not known, no answer brings.
            let is_ours = !open.authority && !open.check_yourself && !facts.iter().any(|fact| skipped.contains(fact));
            let mut worth = match is_likely {
                true => most,
                false if is_ours => most.div_euclid(2),
                false => 0,
            };
            if is_likely && outcome.counts {
                let low = outcome.likely_estimate().map_or(0, |estimate| yuan(estimate.low));
                left.certain = left.certain.saturating_add(low);
                worth = worth.saturating_sub(low);
            }
            // What an amount is computed from is asked for once it is likely that there is one.
            let asked =
                |fact: FactId| !skipped.contains(&fact) && (is_likely && !is_never_asked(fact) || can_be_asked(fact));
            let can_be_settled = facts.iter().any(|&fact| asked(fact));
            if outcome.group == Group::MayUse && !can_be_settled {
                left.beyond = left.beyond.saturating_add(1);
            }
            let formula = policy.details.benefit.estimate.as_ref().filter(|_| outcome.counts);
            let priced_by = formula.map(|formula| open_facts(catalogue, situation, formula)).unwrap_or_default();
            facts.extend(priced_by.iter().map(|(fact, _)| *fact));
            sort_distinct(&mut facts);
            facts.retain(|&fact| asked(fact));
            if !facts.is_empty() {
                let believed =
                    if is_likely { worth } else { believed(catalogue, situation, usual, policy, outcome, worth) };
                let expected = expected(catalogue, usual, &policy.rule.criterion, believed);
                for &fact in &facts {
                    if left.efforts.iter().all(|(other, _)| *other != fact) {
                        left.efforts.push((fact, effort(catalogue, situation, usual, answer, fact)));
                    }
                }
                left.measures.push(Unsettled { waits: waits && can_be_settled, must_be_won, worth, expected, facts });
            }
        }
        left
    }

    /// The measures that still wait once these facts are told, each with the facts that it waits for then.
    fn open(&self, asked: &[FactId]) -> Vec<(&Unsettled, Vec<FactId>)> {
        let left = |measure: &Unsettled| measure.facts.iter().copied().filter(|fact| !asked.contains(fact)).collect();
        let open = self.measures.iter().map(|measure| (measure, left(measure)));
        open.filter(|(_, facts): &(_, Vec<FactId>)| !facts.is_empty()).collect()
    }

    fn is_worth_settled(&self, asked: &[FactId]) -> bool {
        let open = self.open(asked).iter().fold(0_u64, |sum, (measure, _)| sum.saturating_add(measure.worth));
        open.saturating_mul(PARTS) <= self.certain.saturating_add(open)
    }

    /// Whether little more is to be expected than is known: at most one part in so many.
    fn is_little_expected(&self, asked: &[FactId]) -> bool {
        let open = self.open(asked).iter().fold(0_u64, |sum, (measure, _)| sum.saturating_add(measure.expected));
        open.saturating_mul(PARTS_EXPECTED) <= self.certain
    }

    fn is_little(&self, asked: &[FactId]) -> bool {
        let open = self.open(asked).iter().filter(|(measure, _)| measure.waits).count();
        open.saturating_add(self.beyond) <= MOST_WAITING
    }

    /// What it takes to tell some facts.
    fn effort(&self, facts: &[FactId]) -> u64 {
        self.efforts.iter().filter(|(fact, _)| facts.contains(fact)).map(|(_, effort)| effort).sum::<u64>().max(1)
    }

    /// The facts of a measure that bring most for the effort of telling them, with all else that they settle; beyond those
    /// already asked for.
    fn worth_most(&self, asked: &[FactId]) -> Option<(u64, Vec<FactId>)> {
        let open = self.open(asked);
        let rated = open.iter().filter(|(measure, _)| measure.expected > 0).map(|(_, facts)| {
            let settled = open.iter().filter(|(_, others)| others.iter().all(|fact| facts.contains(fact)));
            let expected = settled.fold(0_u64, |sum, (measure, _)| sum.saturating_add(measure.expected));
            (expected.checked_div(self.effort(facts)).unwrap_or(0), facts)
        });
        // Of equal ones the first in the order of the facts, so that the order of the file does not matter.
        let best = rated.max_by(|(a, first), (b, second)| a.cmp(b).then_with(|| second.cmp(first)));
        best.map(|(rate, facts)| (rate, facts.clone()))
    }

    /// The fact that does most to settle the measures that wait, for the effort of telling it: of each measure its part of
    /// what that waits for. What must be won is asked for where nothing else is left.
    fn settling_most(&self, asked: &[FactId]) -> Option<FactId> {
        /// Divided by the number of facts of a measure.
        const WHOLE: u64 = 27_720;
        let mut open = self.open(asked);
        open.retain(|(measure, _)| measure.waits);
        if open.iter().any(|(measure, _)| !measure.must_be_won) {
            open.retain(|(measure, _)| !measure.must_be_won);
        }
        let share = |facts: &[FactId]| WHOLE.checked_div(u64::try_from(facts.len()).unwrap_or(1)).unwrap_or(0);
        let rated = self.efforts.iter().filter(|(fact, _)| !asked.contains(fact)).map(|(fact, effort)| {
            let waiting = open.iter().filter(|(_, facts)| facts.contains(fact));
            let settles: u64 = waiting.map(|(_, facts)| share(facts)).sum();
            (settles.checked_div(*effort).unwrap_or(0), *fact)
        });
        let rated = rated.filter(|(settles, _)| *settles > 0);
        rated.max_by(|(a, first), (b, second)| a.cmp(b).then_with(|| second.cmp(first))).map(|(_, fact)| fact)
    }
}

/// What a measure that is not likely is expected to bring if it is met, in yuan, of what it is taken to be worth at most:
/// at least what the usual answers make of it, and where nothing but the very most bounds it, little of that.
fn believed(
    catalogue: &Catalogue,
    situation: &Situation<'_>,
    usual: &Situation<'_>,
    policy: Policy<'_>,
    outcome: &Outcome,
    most: u64,
) -> u64 {
    if most == 0 {
        return 0;
    }
    let usually = worth(catalogue, usual, policy, &Open::default()).map_or(0, |estimate| yuan(estimate.low));
    let is_bounded = outcome.estimate.is_some_and(|estimate| estimate.high.is_some());
    let very_most = conceivable(catalogue, situation, &policy.details.benefit).filter(|_| !is_bounded);
    let part = very_most.map_or(most, |very_most| yuan(very_most).div_euclid(PART_OF_MOST));
    most.min(part).max(usually)
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
