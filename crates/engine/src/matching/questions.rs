//! The next questions: what is worth asking, and in which order.

use crate::catalogue::{Benefit, Catalogue, Channel, Formula, Offer, PolicyId, Rule, Variant};
use crate::enterprise::{Fact, FactId, Facts};
use crate::quantity::{Bits, Money, sort_by};

use super::combination::{Candidate, combine};
use super::values::Distinctions;
use super::worth::{conceivable, open_facts};
use super::{Estimate, Group, Outcome, Situation, Status, Truth, Unsure, Verdict, estimate, open};

/// A fact worth asking for, and what an answer brings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NextQuestion {
    /// The fact.
    pub fact: FactId,
    /// Why it is open.
    pub why: Unsure,
    /// The options that can still change something; all others leave everything as it is. None for a number or place.
    pub options: Bits,
    /// The policies that at least one answer settles (but for an authority's decision).
    pub settles: Vec<PolicyId>,
    /// The policies whose verdict depends on it in any way.
    pub touches: usize,
    /// What the policies that it may settle are worth at most, as far as that is bounded.
    pub worth: Money,
    /// The policies usable now, or likely to be, whose worth can be said more closely with it.
    pub estimates: Vec<PolicyId>,
    /// When it is offered to such an enterprise.
    pub offer: Offer,
    /// Its rank: how far an answer settles policies and their worth on average, weighed by worth and by how they are
    /// come by.
    pub(super) weight: u64,
}

/// A policy counts as much as this many yuan, so that those without figures count too.
const FLAT: u64 = 300;
/// No policy counts for more than this many yuan.
const MOST: u64 = 1_000_000;
/// A policy of which it is not even likely that the enterprise meets it counts for one part in this many of its worth.
const PART_UNLIKELY: u64 = 3;
/// A worth of which only the very most is known counts for one part in this many of that.
const PART_OF_MOST: u64 = 5;
/// A policy whose worth nothing bounds counts for at most one part in this many of the yearly revenue …
const PART_OF_REVENUE: u64 = 100;
/// … where nothing is known of its very most, for one part in this many …
const PART_OF_REVENUE_AT_A_GUESS: u64 = 1_000;
/// … and for this many yuan where that is not known.
const UNBOUNDED: u64 = 15_000;
/// A question that the catalogue puts first for such an enterprise counts this many times.
const OWN: u64 = 4;

/// The facts worth asking for, the best first; empty when no answer can change anything.
///
/// To make the worth of a usable policy known counts as much as to settle a verdict. What the catalogue puts first for such an enterprise weighs more, what it never offers to one weighs nothing. An answer is
/// tried for each sort of value that the open criteria tell apart. The order does not depend on the order of the file:
/// equal weights go by the number of policies touched and priced, then by the order of the facts.
#[must_use]
pub fn questions(catalogue: &Catalogue, situation: &Situation<'_>, outcomes: &[Outcome]) -> Vec<NextQuestion> {
    let all = AllOpen::new(catalogue, situation, outcomes);
    let mut ranking = Ranking::of(catalogue, situation, &all);
    ranking.weigh_all(catalogue, situation, &all);
    ranking.best_first()
}

/// The question whose answer is worth most, without weighing all others: where very many enterprises are looked at, one
/// after another. Those that look best at a glance are weighed. None where no answer that is asked for can change anything.
#[must_use]
pub fn best_question(catalogue: &Catalogue, situation: &Situation<'_>, outcomes: &[Outcome]) -> Option<NextQuestion> {
    /// So many are weighed.
    const WEIGHED: usize = 4;
    let all = AllOpen::new(catalogue, situation, outcomes);
    let mut ranking = Ranking::of(catalogue, situation, &all);
    let glance = |asked: &Asked| {
        let concerns = |other: &(FactId, Unsure)| other.0 == asked.fact || asked.before.contains(&other.0);
        let settled = all.waiting.iter().filter(|waits| waits.outcome.open.facts.iter().any(concerns)).map(|waits| {
            let weight = waits.most.saturating_add(FLAT).saturating_mul(likelihood(waits.rule));
            weight.checked_div(waits.parts()).unwrap_or(0)
        });
        let priced = all.priced.iter().filter(|priced| priced.facts.iter().any(concerns)).map(|priced| priced.weight);
        let weight = settled.chain(priced).fold(0, u64::saturating_add);
        match variant(catalogue, situation, asked.fact).map(|variant| variant.offer) {
            Some(Offer::Never) => 0,
            Some(Offer::First) => weight.saturating_mul(OWN),
            Some(Offer::Usual) | None => weight,
        }
    };
    let mut facts: Vec<(u64, Asked)> = ranking.facts.drain(..).map(|asked| (glance(&asked), asked)).collect();
    sort_by(&mut facts, |(a, one), (b, other)| b.cmp(a).then_with(|| one.fact.cmp(&other.fact)));
    ranking.facts = facts.into_iter().take(WEIGHED).filter(|(weight, _)| *weight > 0).map(|(_, asked)| asked).collect();
    ranking.weigh_all(catalogue, situation, &all);
    ranking.best_first().into_iter().find(|question| question.offer != Offer::Never)
}

/// The work of [`questions`], in steps, for where nothing may wait for all of it. Each step is given the same catalogue,
/// situation and outcomes.
#[derive(Clone, Debug)]
pub struct Ranking {
    /// The facts that are not weighed yet.
    facts: Vec<Asked>,
    weighed: Vec<NextQuestion>,
}

/// A fact that may be asked for.
#[derive(Clone, Debug)]
struct Asked {
    fact: FactId,
    why: Unsure,
    /// The facts that are only asked for once this one is known, where no policy waits for it itself.
    before: Vec<FactId>,
}

impl Ranking {
    /// Finds the facts that are open.
    #[must_use]
    pub fn new(catalogue: &Catalogue, situation: &Situation<'_>, outcomes: &[Outcome]) -> Self {
        Self::of(catalogue, situation, &AllOpen::new(catalogue, situation, outcomes))
    }

    fn of(catalogue: &Catalogue, situation: &Situation<'_>, all: &AllOpen<'_>) -> Self {
        let mut facts: Vec<Asked> = Vec::new();
        let open = all.waiting.iter().flat_map(|waits| &waits.outcome.open.facts);
        for &(fact, why) in open.chain(all.priced.iter().flat_map(|priced| &priced.facts)) {
            if !facts.iter().any(|asked| asked.fact == fact) {
                facts.push(Asked { fact, why, before: Vec::new() });
            }
        }
        let waited_for = facts.len();
        let mut next = 0_usize;
        while let Some(asked) = facts.get(next) {
            // What opens the question of a question opens that one's questions.
            let opens: Vec<FactId> = std::iter::once(asked.fact).chain(asked.before.iter().copied()).collect();
            for (fact, why) in asked_first(catalogue, situation, asked.fact) {
                match facts.iter().position(|asked| asked.fact == fact) {
                    Some(place) if place < waited_for => {}
                    Some(place) => {
                        if let Some(asked) = facts.get_mut(place) {
                            asked.before.extend(&opens);
                        }
                    }
                    None => facts.push(Asked { fact, why, before: opens.clone() }),
                }
            }
            next = next.saturating_add(1);
        }
        Self { facts, weighed: Vec::new() }
    }

    /// How many facts are still to be weighed.
    #[must_use]
    pub fn left(&self) -> usize {
        self.facts.len()
    }

    /// Weighs this many more facts.
    pub fn weigh(&mut self, catalogue: &Catalogue, situation: &Situation<'_>, outcomes: &[Outcome], most: usize) {
        let left = self.facts.split_off(most.min(self.facts.len()));
        self.weigh_all(catalogue, situation, &AllOpen::new(catalogue, situation, outcomes));
        self.facts = left;
    }

    fn weigh_all(&mut self, catalogue: &Catalogue, situation: &Situation<'_>, all: &AllOpen<'_>) {
        for asked in self.facts.drain(..) {
            let question = question(catalogue, situation, &asked, all);
            if question.touches > 0 || !question.estimates.is_empty() {
                self.weighed.push(question);
            }
        }
    }

    /// What was weighed, the best first.
    #[must_use]
    pub fn best_first(mut self) -> Vec<NextQuestion> {
        let rank = |question: &NextQuestion| (question.weight, question.touches, question.estimates.len());
        sort_by(&mut self.weighed, |a, b| rank(b).cmp(&rank(a)).then_with(|| a.fact.cmp(&b.fact)));
        self.weighed
    }
}

/// What the policies that may be usable wait for; each counts once, for the first of these that it waits for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Waiting {
    /// For word on whether they still hold.
    pub unclear: usize,
    /// For answers.
    pub answers: usize,
    /// For what an authority or a bank decides.
    pub authority: usize,
    /// For what the enterprise must check itself.
    pub check_yourself: usize,
}

impl Waiting {
    /// What the outcomes wait for.
    #[must_use]
    pub fn of(outcomes: &[Outcome]) -> Self {
        let mut waiting = Self::default();
        let can_wait =
            |outcome: &&Outcome| matches!(outcome.group, Group::MayUse | Group::OthersDecide | Group::Unclear);
        for outcome in outcomes.iter().filter(can_wait) {
            let count = match &outcome.open {
                _ if outcome.group == Group::Unclear => &mut waiting.unclear,
                open if !open.facts.is_empty() => &mut waiting.answers,
                open if open.authority => &mut waiting.authority,
                _ => &mut waiting.check_yourself,
            };
            *count = count.saturating_add(1);
        }
        waiting
    }

    /// How many policies in force wait for at least one of these facts.
    #[must_use]
    pub fn for_any(outcomes: &[Outcome], facts: &[FactId]) -> usize {
        let waits = |outcome: &&&Outcome| outcome.open.facts.iter().any(|(fact, _)| facts.contains(fact));
        waiting(outcomes).iter().filter(waits).count()
    }
}

/// How likely a policy is used, from 1: what reaches an enterprise by itself rather than what it must win, be it the
/// benefit or the title that it is for.
pub(super) fn likelihood(rule: &Rule) -> u64 {
    match rule.channel {
        _ if rule.must_be_won() => 1,
        Channel::Automatic | Channel::Filing => 3,
        Channel::Application => 2,
        Channel::Selection => 1,
    }
}

/// The policies that an answer may settle.
fn waiting(outcomes: &[Outcome]) -> Vec<&Outcome> {
    let waits = |outcome: &&Outcome| {
        outcome.verdict == Verdict::NeedsInfo && outcome.status == Status::InForce && outcome.group != Group::Background
    };
    outcomes.iter().filter(waits).collect()
}

/// What outcomes leave open, gathered once for all facts that may be asked for.
struct AllOpen<'a> {
    waiting: Vec<Waits<'a>>,
    priced: Vec<Priced<'a>>,
}

/// A policy that an answer may settle.
struct Waits<'a> {
    outcome: &'a Outcome,
    rule: &'a Rule,
    /// What it is taken to be worth at most ([`supposed_most`]).
    most: u64,
}

impl<'a> AllOpen<'a> {
    fn new(catalogue: &'a Catalogue, situation: &Situation<'_>, outcomes: &'a [Outcome]) -> Self {
        let waits = |outcome: &'a Outcome| {
            let rule = catalogue.rule(outcome.policy)?;
            Some(Waits { outcome, rule, most: supposed_most(catalogue, situation, outcome) })
        };
        Self {
            waiting: waiting(outcomes).into_iter().filter_map(waits).collect(),
            priced: priced(catalogue, situation, outcomes),
        }
    }
}

impl Waits<'_> {
    /// How many answers it waits for, at least one: where several are needed, each is a part of the way.
    fn parts(&self) -> u64 {
        u64::try_from(self.outcome.open.facts.len()).unwrap_or(1).max(1)
    }
}

/// How the catalogue puts a fact to an enterprise like this one, if it has a wording for such.
#[must_use]
pub fn variant<'a>(catalogue: &'a Catalogue, situation: &Situation<'_>, fact: FactId) -> Option<&'a Variant> {
    let question = catalogue.questions.get(usize::from(fact.0))?;
    question.variants.iter().find(|variant| situation.evaluate(catalogue, &variant.when) == Truth::True)
}

/// The facts that decide whether a fact is asked for at all: those that its wordings wait for, while it is not offered.
fn asked_first(catalogue: &Catalogue, situation: &Situation<'_>, fact: FactId) -> Vec<(FactId, Unsure)> {
    let variants = catalogue.questions.get(usize::from(fact.0)).map_or(&[][..], |question| &question.variants);
    let mut facts = Vec::new();
    for variant in variants {
        match situation.evaluate(catalogue, &variant.when) {
            Truth::True if variant.offer == Offer::Never => return facts,
            Truth::True => return Vec::new(),
            Truth::Unknown if variant.offer != Offer::Never => {
                facts.extend(open(catalogue, situation, &variant.when).facts);
            }
            Truth::Unknown | Truth::False => {}
        }
    }
    // None holds for certain: it is offered as usual.
    Vec::new()
}

/// A policy usable now, or likely to be, whose worth is not exact.
struct Priced<'a> {
    policy: PolicyId,
    benefit: &'a Benefit,
    formula: &'a Formula,
    /// What comes of the formula as it stands.
    estimate: Estimate,
    /// What its worth depends on and is not known exactly.
    facts: Vec<(FactId, Unsure)>,
    /// What it weighs to know its worth: how many yuan lie between the ends of what is likely, and how likely it is used.
    weight: u64,
}

/// Whole yuan, nothing for less than none.
pub(super) fn yuan(money: Money) -> u64 {
    u64::try_from(money.fen().div_euclid(100)).unwrap_or(0)
}

/// What the worth of a policy is taken to be at most where one has to be supposed, in yuan; nothing of what must be won:
/// a large award must not drown what everybody gets.
pub(super) fn supposed_most(catalogue: &Catalogue, situation: &Situation<'_>, outcome: &Outcome) -> u64 {
    let Some(policy) = catalogue.policy(outcome.policy).filter(|policy| outcome.counts && !policy.rule.must_be_won())
    else {
        return 0;
    };
    let Some(estimate) = outcome.likely_estimate() else { return 0 };
    let most = || match yuan(Money::from_fen(situation.range(Facts::REVENUE).low())) {
        0 => UNBOUNDED,
        revenue => match conceivable(catalogue, situation, &policy.details.benefit) {
            Some(most) => yuan(most).div_euclid(PART_OF_MOST).min(revenue.div_euclid(PART_OF_REVENUE)),
            None => revenue.div_euclid(PART_OF_REVENUE_AT_A_GUESS),
        },
    };
    let most = match estimate.high.map(yuan) {
        Some(high) if outcome.is_likely() => high,
        Some(high) => high.div_euclid(PART_OF_MOST).max(yuan(estimate.low)),
        None => most(),
    };
    most.min(MOST)
}

fn priced<'a>(catalogue: &'a Catalogue, situation: &Situation<'_>, outcomes: &[Outcome]) -> Vec<Priced<'a>> {
    let usable = outcomes
        .iter()
        .filter(|outcome| outcome.group == Group::UseNow || outcome.group == Group::MayUse && outcome.likely.is_some());
    usable
        .filter_map(|outcome| {
            outcome.estimate.filter(|estimate| estimate.exact().is_none())?;
            let said = outcome.likely_estimate()?;
            let benefit = &catalogue.policy(outcome.policy)?.details.benefit;
            let spread = supposed_most(catalogue, situation, outcome).saturating_sub(yuan(said.low));
            let weight = spread.saturating_mul(catalogue.rule(outcome.policy).map_or(1, likelihood));
            let formula = benefit.estimate.as_ref()?;
            let estimate = estimate(catalogue, situation, benefit)?;
            let facts = open_facts(catalogue, situation, formula);
            Some(Priced { policy: outcome.policy, benefit, formula, estimate, facts, weight })
        })
        .collect()
}

fn question(catalogue: &Catalogue, situation: &Situation<'_>, asked: &Asked, all: &AllOpen<'_>) -> NextQuestion {
    let (fact, why) = (asked.fact, asked.why);
    let concerns = |other: &(FactId, Unsure)| other.0 == fact || asked.before.contains(&other.0);
    let touched: Vec<&Waits<'_>> =
        all.waiting.iter().filter(|waits| waits.outcome.open.facts.iter().any(concerns)).collect();
    let mut distinct = Distinctions::default();
    for waits in &touched {
        distinct.add_open(catalogue, situation, &waits.rule.criterion, fact);
    }
    for later in asked.before.iter().filter_map(|later| catalogue.questions.get(usize::from(later.0))) {
        later.variants.iter().for_each(|variant| distinct.add_open(catalogue, situation, &variant.when, fact));
    }
    let samples = distinct.samples(situation, fact);
    let mut settled = vec![0_u64; touched.len()];
    for sample in &samples {
        let answered = situation.with(fact, Some(sample.clone()));
        for (count, Waits { outcome, rule, .. }) in settled.iter_mut().zip(&touched) {
            let criterion = &rule.criterion;
            let done = match answered.evaluate(catalogue, criterion) {
                Truth::Unknown => outcome.open.facts.len() == 1 && open(catalogue, &answered, criterion).is_told_all(),
                Truth::True | Truth::False => true,
            };
            *count = count.saturating_add(u64::from(done));
        }
    }
    let tried = u64::try_from(samples.len()).unwrap_or(1).max(1);
    let mut next = NextQuestion {
        fact,
        why,
        options: 0,
        settles: Vec::new(),
        touches: touched.len(),
        worth: Money::ZERO,
        estimates: Vec::new(),
        offer: variant(catalogue, situation, fact).map_or(Offer::Usual, |variant| variant.offer),
        weight: 0,
    };
    let mut candidates: Vec<Candidate> = Vec::new();
    for (count, waits) in settled.iter().zip(&touched) {
        let outcome = waits.outcome;
        let estimate = outcome.estimate.filter(|_| outcome.counts);
        if *count > 0 {
            next.settles.push(outcome.policy);
            candidates.extend(estimate.map(|estimate| (outcome.policy, estimate)));
        }
        let yuan = if outcome.is_likely() { waits.most } else { waits.most.div_euclid(PART_UNLIKELY) };
        let (likelihood, parts) = (likelihood(waits.rule), waits.parts());
        let share = (*count).saturating_mul(parts).max(tried);
        let whole = tried.saturating_mul(parts).max(1);
        let weight = yuan.saturating_add(FLAT).saturating_mul(likelihood).saturating_mul(share).checked_div(whole);
        next.weight = next.weight.saturating_add(weight.unwrap_or(0));
    }
    // What excludes each other is never added up.
    let together = combine(catalogue, &candidates);
    next.worth = together.year.high.plus(together.once.high);
    let mut prices = Distinctions::default();
    prices.add_ends(situation, fact);
    let priced: Vec<&Priced<'_>> = all.priced.iter().filter(|priced| priced.facts.iter().any(concerns)).collect();
    for priced in &priced {
        prices.add_formula(catalogue, situation, priced.formula, fact);
    }
    if !priced.is_empty() {
        let answered: Vec<Situation<'_>> =
            prices.samples(situation, fact).into_iter().map(|sample| situation.with(fact, Some(sample))).collect();
        let told = |priced: &&&Priced<'_>| {
            answered.iter().any(|answered| estimate(catalogue, answered, priced.benefit) != Some(priced.estimate))
        };
        let later = |priced: &&&Priced<'_>| priced.facts.iter().any(|(other, _)| asked.before.contains(other));
        for priced in priced.iter().filter(|priced| later(priced) || told(priced)) {
            next.estimates.push(priced.policy);
            let parts = u64::try_from(priced.facts.len()).unwrap_or(1).max(1);
            next.weight = next.weight.saturating_add(priced.weight.checked_div(parts).unwrap_or(0));
        }
    }
    // The three questions of the first screen come first: everybody can answer them at once.
    if matches!(fact, Facts::EMPLOYEES | Facts::REVENUE | Facts::ASSETS | Facts::INDUSTRY | Facts::REGION) {
        next.weight = next.weight.saturating_mul(2);
    }
    next.weight = match next.offer {
        Offer::Never => 0,
        Offer::Usual => next.weight,
        Offer::First => next.weight.saturating_mul(OWN),
    };
    if !situation.fact(fact).is_some_and(Fact::is_number) {
        next.options = distinct.open_options(situation, fact) | prices.open_options(situation, fact);
    }
    next
}
