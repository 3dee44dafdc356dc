//! From criteria to columns: alternatives of plain demands.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::catalogue::{Bound, Catalogue, Criterion, Policy, Standing, Term, Test};
use crate::enterprise::{Code, Fact, FactId};
use crate::matching::evaluate::allowed;
use crate::quantity::Bits;

/// What a row is looked up by. The number apart several demands of one column on the same fact that cannot be merged.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) enum Source {
    /// A figure in whole numbers.
    Number(Term, u8),
    /// The day of the match.
    Today,
    /// The option of a flag or choice.
    Among(FactId, u8),
    /// The options held, one of which is demanded.
    Holds(FactId, u8),
    /// The options held, none of which may be.
    Lacks(FactId, u8),
    /// The place.
    Within(FactId, u8),
}

/// What a column demands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Demand {
    /// A number from the first to the second.
    Range(i64, i64),
    /// One of these options.
    Options(Bits),
    /// A place within one of these, or (negated) within none.
    Places(Vec<Code>, bool),
}

/// One alternative of a policy: everything it demands at once.
#[derive(Clone, Debug, Default)]
pub(super) struct Column {
    pub(super) demands: BTreeMap<Source, Demand>,
    /// Tests that are made as they stand, and whether they must fail.
    pub(super) predicates: Vec<(Test, bool)>,
    pub(super) undecided: bool,
}

/// Beyond so many alternatives a policy is left to the reference evaluator.
const MOST_COLUMNS: usize = 32;

/// The columns of a policy; `None` if there would be too many.
pub(super) fn of(catalogue: &Catalogue, policy: &Policy) -> Option<Vec<Column>> {
    let mut columns = alternatives(catalogue, &policy.criterion, false)?;
    let from = policy.first_day().map_or(i64::MIN, |day| day.day_number());
    // While its standing is unclear a policy may outlast its printed end.
    let to = match policy.standing {
        Standing::Clear => policy.validity.to.map_or(i64::MAX, |day| day.day_number()),
        Standing::Ended(_) => {
            let last = policy.reviewed.plus_days(-1);
            policy.validity.to.map_or(last, |to| to.min(last)).day_number()
        }
        Standing::Unclear(_) => i64::MAX,
    };
    if from > i64::MIN || to < i64::MAX {
        for column in &mut columns {
            column.demands.insert(Source::Today, Demand::Range(from, to));
        }
    }
    Some(columns)
}

fn alternatives(catalogue: &Catalogue, criterion: &Criterion, negated: bool) -> Option<Vec<Column>> {
    match &criterion.test {
        Test::All(parts) if !negated => product(catalogue, parts.iter(), negated),
        Test::Any(parts) if negated => product(catalogue, parts.iter(), negated),
        Test::All(parts) | Test::Any(parts) => union(catalogue, parts.iter(), negated),
        Test::Not(part) => alternatives(catalogue, part, !negated),
        Test::Defined(id) => alternatives(catalogue, &catalogue.definition(*id)?.criterion, negated),
        Test::AtLeast(count, parts) => {
            // "Not at least n of k" is "at least k − n + 1 of the opposites".
            let count = usize::from(*count);
            let count = if negated { parts.len().saturating_add(1).saturating_sub(count) } else { count };
            let mut columns = Vec::new();
            for chosen in choose(parts.len(), count)? {
                let parts = chosen.iter().filter_map(|&index| parts.get(index));
                columns.extend(product(catalogue, parts, negated)?);
                if columns.len() > MOST_COLUMNS {
                    return None;
                }
            }
            Some(columns)
        }
        leaf => literal(catalogue, leaf, negated),
    }
}

fn union<'a>(catalogue: &Catalogue, parts: impl Iterator<Item = &'a Criterion>, negated: bool) -> Option<Vec<Column>> {
    let mut columns = Vec::new();
    for part in parts {
        columns.extend(alternatives(catalogue, part, negated)?);
    }
    (columns.len() <= MOST_COLUMNS).then_some(columns)
}

fn product<'a>(catalogue: &Catalogue, parts: impl Iterator<Item = &'a Criterion>, negated: bool) -> Option<Vec<Column>> {
    let mut columns = vec![Column::default()];
    for part in parts {
        let more = alternatives(catalogue, part, negated)?;
        if columns.len().saturating_mul(more.len()) > MOST_COLUMNS {
            return None;
        }
        columns = columns.iter().flat_map(|column| more.iter().map(|other| merged(column, other))).collect();
    }
    Some(columns)
}

/// Both at once.
fn merged(column: &Column, other: &Column) -> Column {
    let mut both = column.clone();
    for (source, demand) in &other.demands {
        put(&mut both.demands, source.clone(), demand.clone());
    }
    both.predicates.extend(other.predicates.iter().cloned());
    both.undecided |= other.undecided;
    both
}

/// Adds a demand. Two ranges that overlap are one; two that do not, and demands of other sorts, stay apart, so that
/// each keeps its own Kleene value.
fn put(demands: &mut BTreeMap<Source, Demand>, source: Source, demand: Demand) {
    match (demands.get_mut(&source), &demand) {
        (None, _) => {
            demands.insert(source, demand);
        }
        (Some(Demand::Range(low, high)), Demand::Range(from, to)) if (*low).max(*from) <= (*high).min(*to) => {
            *low = (*low).max(*from);
            *high = (*high).min(*to);
        }
        (Some(old), _) if *old == demand => {}
        (Some(_), _) => put(demands, next(&source), demand),
    }
}

fn next(source: &Source) -> Source {
    match source {
        Source::Number(term, apart) => Source::Number(term.clone(), apart.saturating_add(1)),
        Source::Today => Source::Today,
        Source::Among(fact, apart) => Source::Among(*fact, apart.saturating_add(1)),
        Source::Holds(fact, apart) => Source::Holds(*fact, apart.saturating_add(1)),
        Source::Lacks(fact, apart) => Source::Lacks(*fact, apart.saturating_add(1)),
        Source::Within(fact, apart) => Source::Within(*fact, apart.saturating_add(1)),
    }
}

fn literal(catalogue: &Catalogue, test: &Test, negated: bool) -> Option<Vec<Column>> {
    let one = |source: Source, demand: Demand| {
        Some(vec![Column { demands: BTreeMap::from([(source, demand)]), ..Column::default() }])
    };
    match test {
        Test::Number { term, low, high } => Some(number(term, *low, *high, negated)),
        Test::Among { fact, options } => {
            let all = catalogue.facts.get(*fact).map_or(0, Fact::all_options);
            one(Source::Among(*fact, 0), Demand::Options(if negated { all & !options } else { *options }))
        }
        Test::Holds { fact, options } if negated => one(Source::Lacks(*fact, 0), Demand::Options(*options)),
        Test::Holds { fact, options } => one(Source::Holds(*fact, 0), Demand::Options(*options)),
        Test::Within { fact, codes } => one(Source::Within(*fact, 0), Demand::Places(codes.clone(), negated)),
        Test::Authority(_) | Test::CheckYourself(_) => {
            Some(vec![Column { undecided: true, ..Column::default() }])
        }
        Test::All(_) | Test::Any(_) | Test::Not(_) | Test::AtLeast(..) | Test::Defined(_) => None,
    }
}

fn number(term: &Term, low: Option<Bound>, high: Option<Bound>, negated: bool) -> Vec<Column> {
    if matches!(term, Term::Ratio(..) | Term::Growth(..)) {
        // Each side by itself, as the reference evaluator takes them.
        let side = |low, high| (Test::Number { term: term.clone(), low, high }, negated);
        let sides = [low.map(|low| side(Some(low), None)), high.map(|high| side(None, Some(high)))];
        let sides = sides.into_iter().flatten();
        return if negated {
            sides.map(|side| Column { predicates: vec![side], ..Column::default() }).collect()
        } else {
            vec![Column { predicates: sides.collect(), ..Column::default() }]
        };
    }
    let (least, most) = allowed(low, high);
    let range = |low: i64, high: i64| Column {
        demands: BTreeMap::from([(Source::Number(term.clone(), 0), Demand::Range(low, high))]),
        ..Column::default()
    };
    if !negated {
        return vec![range(least, most)];
    }
    let below = least.checked_sub(1).map(|high| range(i64::MIN, high));
    let above = most.checked_add(1).map(|low| range(low, i64::MAX));
    below.into_iter().chain(above).collect()
}

/// All sets of `count` out of `total` numbers; `None` if there are too many.
fn choose(total: usize, count: usize) -> Option<Vec<Vec<usize>>> {
    let mut sets: Vec<Vec<usize>> = vec![Vec::new()];
    for index in 0..total {
        let left = total.saturating_sub(index);
        let mut next = Vec::new();
        for chosen in sets {
            if chosen.len() < count {
                let mut with = chosen.clone();
                with.push(index);
                next.push(with);
            }
            if chosen.len().saturating_add(left) > count {
                next.push(chosen);
            }
        }
        sets = next;
        if sets.len() > MOST_COLUMNS.saturating_mul(4) {
            return None;
        }
    }
    Some(sets)
}
