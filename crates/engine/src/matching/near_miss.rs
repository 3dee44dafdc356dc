//! Near misses: which single change of a fact would make an ineligible policy eligible.

use crate::catalogue::{Criterion, Operand, Policy, Rules, Status, Test};
use crate::enterprise::{Changeable, FactId, Kind, Possible};
use crate::quantity::{Bits, Date, Interval, bit, bits_of, sort_by, sort_distinct};

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
/// Only facts marked as changeable are ever changed, a number never to a smaller one, for nobody shrinks for a policy, and
/// never by gaining the title that the policy itself confers.
#[must_use]
pub fn near_miss(rules: &Rules, policy: Policy<'_>, situation: &Situation<'_>) -> Option<NearMiss> {
    let opens = |situation: &Situation<'_>| match situation.evaluate(rules, &policy.criterion) {
        Truth::True => true,
        Truth::Unknown => open(rules, situation, &policy.criterion).is_told_all(),
        Truth::False => false,
    };
    if situation.evaluate(rules, &policy.criterion) != Truth::False {
        return None;
    }
    let (facts, days) = levers(rules, &policy.criterion, situation);
    let day = days
        .into_iter()
        .filter(|&day| policy.status(day) == Status::InForce)
        .find(|&day| opens(&situation.on_day(day)));
    if let Some(day) = day {
        return Some(NearMiss::Day(day));
    }
    let changeable = |fact: &FactId| situation.fact(*fact).is_some_and(|fact| fact.changeable == Changeable::Yes);
    facts.into_iter().filter(changeable).find_map(|fact| {
        let barred = policy.details.confers.filter(|title| title.fact == fact).map_or(0, |title| bit(title.option));
        change(rules, &policy.criterion, situation, fact, (barred, Direction::Up), &opens)
    })
}

/// Every single change that would make a criterion hold, waiting first, whether or not the enterprise can bring it
/// about. Figures that others are only measured against are left as they are.
#[must_use]
pub fn changes(rules: &Rules, criterion: &Criterion, situation: &Situation<'_>) -> Vec<NearMiss> {
    let holds = |situation: &Situation<'_>| situation.evaluate(rules, criterion) == Truth::True;
    if holds(situation) {
        return Vec::new();
    }
    let (facts, days) = levers(rules, criterion, situation);
    let mut measured = Vec::new();
    for part in criterion.walk_through(rules) {
        if let Test::Number { term: Operand::Ratio(fact, _) | Operand::Growth(fact, _), .. } = &part.test {
            measured.push(*fact);
        } else {
            measured.extend(part.own_facts());
        }
    }
    // A date passes by itself; it is not put elsewhere.
    let is_date = |fact: FactId| situation.fact(fact).is_some_and(|fact| fact.kind == Kind::Date);
    let day = days.into_iter().find(|&day| holds(&situation.on_day(day))).map(NearMiss::Day);
    let facts = facts.into_iter().filter(|&fact| measured.contains(&fact) && !is_date(fact));
    day.into_iter()
        .chain(facts.filter_map(|fact| change(rules, criterion, situation, fact, (0, Direction::Both), &holds)))
        .collect()
}

/// What can be changed about a criterion: the facts in its order, and the days to come on which the answer of a date
/// changes.
fn levers(rules: &Rules, criterion: &Criterion, situation: &Situation<'_>) -> (Vec<FactId>, Vec<Date>) {
    let mut facts = Vec::new();
    let mut days = Vec::new();
    for part in criterion.walk_through(rules) {
        for fact in part.own_facts() {
            if !facts.contains(&fact) {
                facts.push(fact);
            }
        }
        if let Test::Number { term: Operand::Day, low, high } = &part.test {
            let (least, most) = allowed(*low, *high);
            let changes = [low.map(|_| least), high.map(|_| most.saturating_add(1))];
            days.extend(changes.into_iter().flatten().map(Date::from_day));
        }
        if let Test::Number { term: Operand::Age(fact, unit), low, high } = &part.test
            && situation.told().given(*fact).is_some()
        {
            // An upper bound that is passed opens what demands that it does not hold.
            let (least, most) = allowed(*low, *high);
            let ages = [low.map(|_| least), high.map(|_| most.saturating_add(1))];
            let dates = situation.range(*fact);
            for date in [dates.low(), dates.high()].map(Date::from_day) {
                days.extend(ages.into_iter().flatten().map(|age| date.reaches_age(age, *unit)));
            }
        }
    }
    sort_distinct(&mut days);
    days.retain(|&day| day > situation.on());
    (facts, days)
}

/// Which way a number may be changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Direction {
    /// To a larger one.
    Up,
    /// Either way.
    Both,
}

/// The nearest value of a fact that opens a criterion, or the first option of it, but for the barred ones.
fn change(
    rules: &Rules,
    criterion: &Criterion,
    situation: &Situation<'_>,
    fact: FactId,
    (barred, direction): (Bits, Direction),
    opens: &dyn Fn(&Situation<'_>) -> bool,
) -> Option<NearMiss> {
    let declared = situation.fact(fact)?;
    situation.told().given(fact)?;
    let mut distinct = Distinctions::default();
    distinct.add(rules, situation, criterion, fact);
    match &*situation.possible(fact) {
        Possible::Numbers(now) => {
            let starts = distinct.starts(declared.bounds);
            let ends = starts.iter().map(|start| start.saturating_sub(1));
            let distance =
                |to: i64| if to < now.low() { now.low().saturating_sub(to) } else { to.saturating_sub(now.high()) };
            let mut targets: Vec<i64> =
                starts.iter().copied().chain(ends).filter(|to| declared.bounds.contains(*to)).collect();
            targets.retain(|&to| direction == Direction::Both || to > now.high());
            sort_by(&mut targets, |&a, &b| (distance(a), a).cmp(&(distance(b), b)));
            let to = targets
                .into_iter()
                .find(|&to| opens(&situation.with(fact, Some(Possible::Numbers(Interval::exact(to))))))?;
            Some(NearMiss::Number { fact, now: if to < now.low() { now.low() } else { now.high() }, to })
        }
        Possible::Options(now) => bits_of(declared.all_options() & !now & !barred)
            .find(|&option| opens(&situation.with(fact, Some(Possible::Options(bit(option))))))
            .map(|option| NearMiss::Option { fact, option }),
        Possible::Sets { must, may } => bits_of(declared.all_options() & !must & !barred)
            .find(|&option| {
                let gained = Possible::Sets { must: must | bit(option), may: may | bit(option) };
                opens(&situation.with(fact, Some(gained)))
            })
            .map(|option| NearMiss::Option { fact, option }),
        Possible::Places(_) => None,
    }
}
