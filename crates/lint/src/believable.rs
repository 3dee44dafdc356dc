//! What is said of a policy's worth and is not believable: more than a firm's revenue, or a range that says nothing.
//!
//! It is looked for over made-up enterprises that can get the policy and whose figures are believable themselves: each
//! tells its industry, region, employees and revenue alone, then some more in part, then all that the policy reads.

#![expect(clippy::wildcard_enum_match_arm, reason = "only what has parts or is a figure matters here")]

use super::finding::{Fault, Limit};
use super::population;
use super::samples::Dice;
use engine::catalogue::{Catalogue, Criterion, Formula, Policy};
use engine::enterprise::{Fact, FactId, Facts, Kind, Possible, Profile, write_profile};
use engine::matching::{Estimate, Open, Situation, Truth, Verdict, open, verdict, worth};
use engine::quantity::{Date, Interval, Money, Period};

/// So many enterprises are tried for each policy.
const ENTERPRISES: usize = 48;
/// An upper end says something up to this many times the lower one.
const TIMES_LOWER: i64 = 10;
/// What a first screen asks for.
const FIRST: [FactId; 4] = [Facts::EMPLOYEES, Facts::REVENUE, Facts::INDUSTRY, Facts::REGION];

/// What is not believable of what is said of a policy's worth on a day; of each sort the first found.
pub(super) fn check(catalogue: &Catalogue, policy: Policy<'_>, day: Date) -> Vec<Fault> {
    let Some(formula) = &policy.details.benefit.estimate else { return Vec::new() };
    let enough = population::sample(catalogue, policy.rule, day);
    let base = facts_of(catalogue, formula);
    let read = read(catalogue, policy, &base);
    // An award is as much as its document says, whatever the revenue of those who get it.
    let is_award =
        policy.must_be_won() || (formula.facts().is_empty() && policy.details.benefit.period == Period::Once);
    let (mut beyond, mut wide) = (None, None);
    for number in 0..ENTERPRISES {
        let all = enterprise(catalogue, policy, &read, enough.clone(), number, day);
        if !is_believable(&all) {
            continue;
        }
        for told in [first(&all), in_part(catalogue, &all, number), all.told().clone()] {
            let situation = Situation::new(&catalogue.facts, &told, day);
            let Some(said) = said(catalogue, &situation, policy) else { continue };
            let Some(high) = said.high else { continue };
            let fault = |limit| Fault::Unbelievable {
                enterprise: write_profile(&told, &catalogue.facts).to_string(),
                low: said.low,
                high,
                limit,
            };
            let revenue = Money::from_fen(situation.range(Facts::REVENUE).high());
            if beyond.is_none() && high > revenue && !is_award {
                beyond = Some(fault(Limit::Revenue(revenue)));
            }
            // From nothing on, the words say "at most": a lower end says something only above that.
            let is_wide = said.low > Money::ZERO && high.fen() > said.low.fen().saturating_mul(TIMES_LOWER);
            if wide.is_none() && is_wide && base.iter().all(|&fact| situation.possible(fact).is_exact()) {
                wide = Some(fault(Limit::Lower));
            }
        }
    }
    beyond.into_iter().chain(wide).collect()
}

/// What is said of the worth, if the enterprise can get it.
fn said(catalogue: &Catalogue, situation: &Situation<'_>, policy: Policy<'_>) -> Option<Estimate> {
    let open = match verdict(catalogue, policy.rule, situation).0 {
        Verdict::Ineligible => return None,
        // Only an award depends on what is still open.
        Verdict::NeedsInfo if policy.must_be_won() => open(catalogue, situation, &policy.criterion),
        Verdict::NeedsInfo | Verdict::Eligible => Open::default(),
    };
    worth(catalogue, situation, policy, &open)
}

/// The facts that a worth rests on, its conditions included.
fn facts_of(catalogue: &Catalogue, formula: &Formula) -> Vec<FactId> {
    let mut facts = formula.facts();
    let mut formulas = vec![formula];
    while let Some(formula) = formulas.pop() {
        if let Formula::If(when, ..) = formula {
            facts.extend(when.walk_through(catalogue).flat_map(Criterion::own_facts));
        }
        formulas.extend(formula.parts());
    }
    facts
}

/// The facts that a policy reads, those of the first screen before them, each once.
fn read(catalogue: &Catalogue, policy: Policy<'_>, base: &[FactId]) -> Vec<FactId> {
    let criterion = policy.criterion.walk_through(catalogue).flat_map(Criterion::own_facts);
    let mut once: Vec<FactId> = Vec::new();
    for fact in FIRST.into_iter().chain(criterion).chain(base.iter().copied()) {
        // The size class follows from the figures.
        if fact != Facts::SIZE_CLASS && !once.contains(&fact) {
            once.push(fact);
        }
    }
    once
}

/// The enterprise with this number, which tells all that a policy reads: of the values drawn for it those with which it
/// still meets the policy and that break no relation.
fn enterprise<'a>(
    catalogue: &'a Catalogue,
    policy: Policy<'_>,
    read: &[FactId],
    enough: Profile,
    number: usize,
    day: Date,
) -> Situation<'a> {
    let mut all = Situation::owning(&catalogue.facts, enough, day);
    let before = all.evaluate(catalogue, &policy.criterion);
    for &id in read {
        let Some(fact) = catalogue.facts.get(id) else { continue };
        // A month and a quarter of one enterprise go together.
        let name = if matches!(fact.months, 1..12) { "part of a year" } else { &fact.id };
        let mut dice = population::dice(number, name);
        let people = all.range(Facts::EMPLOYEES).single().unwrap_or(1);
        let revenue = all.range(Facts::REVENUE).single().unwrap_or(0);
        let value = match id {
            Facts::EMPLOYEES => number_of(population::employees(number)),
            Facts::REVENUE => number_of(population::revenue(number, people)),
            Facts::ASSETS => number_of(population::assets(number, revenue)),
            _ => figure(fact, people, revenue, &mut dice),
        };
        let drawn = all.with(id, Some(value));
        let truth = drawn.evaluate(catalogue, &policy.criterion);
        if drawn.broken().is_empty() && (truth == before || truth == Truth::True) {
            all = drawn;
        }
    }
    all
}

/// A value of a fact that goes with so many people and so much revenue a year: at most a fifth of the revenue of its
/// period, in whole yuan, and no more heads than there are.
fn figure(fact: &Fact, people: i64, revenue: i64, dice: &mut Dice) -> Possible {
    let most = match &fact.kind {
        Kind::Money => {
            let months = if fact.months == 0 { 12 } else { i64::from(fact.months) };
            let yuan = revenue.checked_div(1_200).unwrap_or(0).saturating_mul(months);
            population::percent(yuan, dice.below(21)).saturating_mul(100)
        }
        Kind::Count => i64::try_from(dice.below(usize::try_from(people).unwrap_or(0).saturating_add(1))).unwrap_or(0),
        _ => return population::value(fact, dice),
    };
    number_of(most.clamp(fact.bounds.low(), fact.bounds.high()))
}

/// Whether no figure but the assets is above the year's revenue: what a policy takes may be more than an enterprise of
/// this size can have.
fn is_believable(all: &Situation<'_>) -> bool {
    let revenue = all.range(Facts::REVENUE).high();
    all.told().iter().all(|(id, value)| match (all.fact(id).map(|fact| &fact.kind), value) {
        (Some(Kind::Money), Possible::Numbers(range)) => id == Facts::ASSETS || range.low() <= revenue,
        _ => true,
    })
}

fn number_of(number: i64) -> Possible {
    Possible::Numbers(Interval::exact(number))
}

/// What it says first.
fn first(all: &Situation<'_>) -> Profile {
    let mut told = Profile::new();
    for fact in FIRST {
        told.set(all.facts(), fact, all.told().given(fact).cloned());
    }
    told
}

/// What it says first, and of the rest some not at all and some figures between half and twice what they are.
fn in_part(catalogue: &Catalogue, all: &Situation<'_>, number: usize) -> Profile {
    let mut told = first(all);
    for (id, value) in all.told().iter().filter(|(id, _)| !FIRST.contains(id)) {
        let name = catalogue.facts.get(id).map_or("", |fact| fact.id.as_str());
        let mut dice: Dice = population::dice(number, name);
        let value = match (dice.below(3), value) {
            (0, _) => continue,
            (1, Possible::Numbers(range)) => {
                let half = range.low().checked_div(2).unwrap_or(0);
                Interval::new(half, range.high().saturating_mul(2)).map_or_else(|| value.clone(), Possible::Numbers)
            }
            _ => value.clone(),
        };
        told.set(&catalogue.facts, id, Some(value));
    }
    told
}
