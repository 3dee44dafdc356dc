use crate::catalogue::{Catalogue, Criterion, Policy, Status, Term, Test};
use crate::enterprise::{Changeable, FactId, Possible};
use crate::quantity::{Date, Interval, bit, bits_of, sort_by, sort_distinct};

use super::evaluate::allowed;
use super::values::Distinctions;
use super::{Situation, Truth, open};

/// What one change would open a policy that is closed now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NearMiss {
    /// A number that would have to be another one: the nearest that does.
    Number {
        /// The fact.
        fact: FactId,
        /// What it is.
        now: i64,
        /// What it would have to be.
        to: i64,
    },
    /// An option that would have to be chosen or gained, such as a certificate.
    Option {
        /// The fact.
        fact: FactId,
        /// The option.
        option: usize,
    },
    /// Nothing but time: the first day on which it would be open.
    Day(Date),
}

/// The one change that would make a policy eligible (or leave only an authority's decision or the enterprise's own
/// check), if there is one: waiting first, then the first changeable fact in the order of the criteria.
///
/// Only facts marked as changeable are ever changed.
#[must_use]
pub fn near_miss(catalogue: &Catalogue, policy: &Policy, situation: &Situation<'_>) -> Option<NearMiss> {
    let opens = |situation: &Situation<'_>| match situation.evaluate(catalogue, &policy.criterion) {
        Truth::True => true,
        Truth::Unknown => open(catalogue, situation, &policy.criterion).is_told_all(),
        Truth::False => false,
    };
    if situation.evaluate(catalogue, &policy.criterion) != Truth::False {
        return None;
    }
    let mut facts = Vec::new();
    let mut days = Vec::new();
    walk(catalogue, &policy.criterion, &mut |criterion| {
        for fact in criterion.own_facts() {
            if !facts.contains(&fact) {
                facts.push(fact);
            }
        }
        if let Test::Number { term: Term::Age(fact, unit), low, high } = &criterion.test
            && situation.profile().given(*fact).is_some()
        {
            // An upper bound that is passed opens what demands that it does not hold.
            let (least, most) = allowed(*low, *high);
            let ages = [low.map(|_| least), high.map(|_| most.saturating_add(1))];
            let dates = situation.range(*fact);
            for date in [dates.low(), dates.high()].map(Date::from_day) {
                days.extend(ages.into_iter().flatten().map(|age| date.reaches_age(age, *unit)));
            }
        }
    });
    sort_distinct(&mut days);
    let day = days
        .into_iter()
        .filter(|&day| day > situation.on() && policy.status(day) == Status::InForce)
        .find(|&day| opens(&situation.on_day(day)));
    if let Some(day) = day {
        return Some(NearMiss::Day(day));
    }
    facts.into_iter().find_map(|fact| change(catalogue, policy, situation, fact, &opens))
}

fn change(
    catalogue: &Catalogue,
    policy: &Policy,
    situation: &Situation<'_>,
    fact: FactId,
    opens: &dyn Fn(&Situation<'_>) -> bool,
) -> Option<NearMiss> {
    let declared = situation.fact(fact)?;
    situation.profile().given(fact)?;
    if declared.changeable != Changeable::Yes {
        return None;
    }
    let mut distinct = Distinctions::default();
    distinct.add(catalogue, situation, &policy.criterion, fact);
    match &*situation.possible(fact) {
        Possible::Numbers(now) => {
            let starts = distinct.starts(declared.bounds);
            let ends = starts.iter().map(|start| start.saturating_sub(1));
            let distance =
                |to: i64| if to < now.low() { now.low().saturating_sub(to) } else { to.saturating_sub(now.high()) };
            let mut targets: Vec<i64> =
                starts.iter().copied().chain(ends).filter(|to| declared.bounds.contains(*to)).collect();
            sort_by(&mut targets, |&a, &b| (distance(a), a).cmp(&(distance(b), b)));
            let to = targets
                .into_iter()
                .find(|&to| opens(&situation.with(fact, Some(Possible::Numbers(Interval::exact(to))))))?;
            Some(NearMiss::Number { fact, now: if to < now.low() { now.low() } else { now.high() }, to })
        }
        Possible::Options(now) => bits_of(declared.all_options() & !now)
            .find(|&option| opens(&situation.with(fact, Some(Possible::Options(bit(option))))))
            .map(|option| NearMiss::Option { fact, option }),
        Possible::Sets { must, may } => bits_of(declared.all_options() & !must)
            .find(|&option| {
                let gained = Possible::Sets { must: must | bit(option), may: may | bit(option) };
                opens(&situation.with(fact, Some(gained)))
            })
            .map(|option| NearMiss::Option { fact, option }),
        Possible::Places(_) => None,
    }
}

/// Visits a criterion and all below it, those of definitions too.
pub(super) fn walk<'a>(catalogue: &'a Catalogue, criterion: &'a Criterion, visit: &mut dyn FnMut(&'a Criterion)) {
    visit(criterion);
    if let Test::Defined(id) = &criterion.test
        && let Some(definition) = catalogue.definition(*id)
    {
        walk(catalogue, &definition.criterion, visit);
    }
    for part in criterion.parts() {
        walk(catalogue, part, visit);
    }
}
