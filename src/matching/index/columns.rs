//! From criteria to columns: alternatives of plain demands.

#![expect(clippy::wildcard_enum_match_arm, reason = "combinations are named one by one; the rest are single tests")]

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::catalogue::{Bound, Catalogue, Criterion, Policy, Standing, Term, Test};
use crate::enterprise::{Code, Fact, FactId};
use crate::matching::evaluate::allowed;
use crate::quantity::{Bits, Date};

/// What a row is looked up by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) enum Source {
    /// A figure in whole numbers.
    Number(Term),
    /// The day of the match.
    Today,
    /// The option of a flag or choice.
    Among(FactId),
    /// The options held, one of which is demanded.
    Holds(FactId),
    /// The options held, none of which may be.
    Lacks(FactId),
    /// The place.
    Within(FactId),
    /// A test that no one value decides, by its number.
    Predicate(u32),
    /// What is never known here: an authority's decision, the enterprise's own check.
    Undecided,
}

/// What is demanded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Demand {
    /// A number from the first to the second.
    Range(i64, i64),
    /// One of these options.
    Options(Bits),
    /// A place within one of these, or (negated) within none.
    Places(Vec<Code>, bool),
    /// That the test comes out so.
    Outcome(bool),
    /// Nothing that is ever known.
    Unknowable,
}

/// A demand and what it is looked up by.
pub(super) type Literal = (Source, Demand);

/// One alternative of a policy: everything it demands at once.
#[derive(Clone, Debug, Default)]
pub(super) struct Column {
    /// Each of these; the number apart keeps demands on the same fact separate that cannot be merged.
    pub(super) must: BTreeMap<(Source, u8), Demand>,
    /// One of each of these.
    pub(super) clauses: Vec<Vec<Literal>>,
}

/// Beyond so many alternatives a policy is left to the reference evaluator.
const MOST_COLUMNS: usize = 32;
/// Beyond so many clauses, too.
const MOST_CLAUSES: usize = 12;
/// A longer "any" is split into alternatives.
const LONGEST_CLAUSE: usize = 16;

/// Reads criteria, collecting the tests that are made as they stand.
#[derive(Debug)]
pub(super) struct Reader<'a> {
    catalogue: &'a Catalogue,
    /// The tests that no one value decides.
    pub(super) predicates: Vec<Test>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(catalogue: &'a Catalogue) -> Self {
        Self { catalogue, predicates: Vec::new() }
    }

    /// The columns of a policy; `None` if there would be too many.
    pub(super) fn columns(&mut self, policy: &Policy) -> Option<Vec<Column>> {
        let mut columns = self.alternatives(&policy.criterion, false)?;
        let from = policy.first_day().map_or(i64::MIN, Date::day_number);
        let to = match policy.standing {
            Standing::Clear => policy.validity.to.map_or(i64::MAX, Date::day_number),
            Standing::Ended(_) => {
                let last = policy.reviewed.plus_days(-1);
                policy.validity.to.map_or(last, |to| to.min(last)).day_number()
            }
            // While its standing is unclear a policy may outlast its printed end.
            Standing::Unclear(_) => i64::MAX,
        };
        if from > to {
            // Over before it began: there is no day on which it holds.
            return Some(Vec::new());
        }
        if from > i64::MIN || to < i64::MAX {
            for column in &mut columns {
                column.must.insert((Source::Today, 0), Demand::Range(from, to));
            }
        }
        columns.iter().all(|column| column.clauses.len() <= MOST_CLAUSES).then_some(columns)
    }

    fn alternatives(&mut self, criterion: &Criterion, negated: bool) -> Option<Vec<Column>> {
        match &criterion.test {
            Test::Not(part) => self.alternatives(part, !negated),
            Test::Defined(id) => {
                let catalogue = self.catalogue;
                self.alternatives(&catalogue.definition(*id)?.criterion, negated)
            }
            Test::All(parts) if !negated => self.product(parts.iter(), negated),
            Test::Any(parts) if negated => self.product(parts.iter(), negated),
            Test::All(parts) | Test::Any(parts) => {
                if let Some(clause) = self.clause(criterion, negated).filter(|clause| clause.len() <= LONGEST_CLAUSE) {
                    return Some(vec![of_clause(clause)]);
                }
                let mut columns = Vec::new();
                for part in parts {
                    columns.extend(self.alternatives(part, negated)?);
                }
                (columns.len() <= MOST_COLUMNS).then_some(columns)
            }
            Test::AtLeast(count, parts) => {
                // "Not at least n of k" is "at least k − n + 1 of the opposites".
                let count = usize::from(*count);
                let count = if negated { parts.len().saturating_add(1).saturating_sub(count) } else { count };
                let mut columns = Vec::new();
                for chosen in choose(parts.len(), count)? {
                    columns.extend(self.product(chosen.iter().filter_map(|&index| parts.get(index)), negated)?);
                    if columns.len() > MOST_COLUMNS {
                        return None;
                    }
                }
                Some(columns)
            }
            Test::Number { term: Term::Ratio(..) | Term::Growth(..), low: Some(_), high: Some(_) } if !negated => {
                // Both sides, each by itself, as the reference evaluator takes them.
                let sides = self.leaf(&criterion.test, false)?;
                let mut column = Column::default();
                for (source, demand) in sides {
                    put(&mut column.must, (source, 0), demand);
                }
                Some(vec![column])
            }
            leaf => Some(vec![of_clause(self.leaf(leaf, negated)?)]),
        }
    }

    fn product<'c>(&mut self, parts: impl Iterator<Item = &'c Criterion>, negated: bool) -> Option<Vec<Column>> {
        let mut columns = vec![Column::default()];
        for part in parts {
            let more = self.alternatives(part, negated)?;
            if columns.len().saturating_mul(more.len()) > MOST_COLUMNS {
                return None;
            }
            columns = columns.iter().flat_map(|column| more.iter().map(|other| merged(column, other))).collect();
        }
        Some(columns)
    }

    /// A criterion as literals of which one must hold, if it is that simple.
    fn clause(&mut self, criterion: &Criterion, negated: bool) -> Option<Vec<Literal>> {
        let parts = match &criterion.test {
            Test::Not(part) => return self.clause(part, !negated),
            Test::Defined(id) => {
                let catalogue = self.catalogue;
                return self.clause(&catalogue.definition(*id)?.criterion, negated);
            }
            Test::Any(parts) if !negated => parts,
            Test::All(parts) if negated => parts,
            Test::All(parts) | Test::Any(parts) if parts.len() == 1 => parts,
            Test::All(_) | Test::Any(_) | Test::AtLeast(..) => return None,
            Test::Number { term: Term::Ratio(..) | Term::Growth(..), low: Some(_), high: Some(_) } if !negated => {
                return None;
            }
            leaf => return self.leaf(leaf, negated),
        };
        let mut literals = Vec::new();
        for part in parts {
            literals.extend(self.clause(part, negated)?);
        }
        Some(literals)
    }

    /// The literals of a single test, of which one must hold (for a ratio with two bounds that is not negated: all).
    fn leaf(&mut self, test: &Test, negated: bool) -> Option<Vec<Literal>> {
        let literal = match test {
            Test::Number { term, low, high } => return Some(self.number(term, *low, *high, negated)),
            Test::Among { fact, options } => {
                let all = self.catalogue.facts.get(*fact).map_or(0, Fact::all_options);
                (Source::Among(*fact), Demand::Options(if negated { all & !options } else { *options }))
            }
            Test::Holds { fact, options } if negated => (Source::Lacks(*fact), Demand::Options(*options)),
            Test::Holds { fact, options } => (Source::Holds(*fact), Demand::Options(*options)),
            Test::Within { fact, codes } => (Source::Within(*fact), Demand::Places(codes.clone(), negated)),
            Test::Authority(_) | Test::CheckYourself(_) => (Source::Undecided, Demand::Unknowable),
            Test::All(_) | Test::Any(_) | Test::Not(_) | Test::AtLeast(..) | Test::Defined(_) => return None,
        };
        Some(vec![literal])
    }

    fn number(&mut self, term: &Term, low: Option<Bound>, high: Option<Bound>, negated: bool) -> Vec<Literal> {
        if matches!(term, Term::Ratio(..) | Term::Growth(..)) {
            let side = |low, high| Test::Number { term: term.clone(), low, high };
            let sides = [low.map(|low| side(Some(low), None)), high.map(|high| side(None, Some(high)))];
            return sides.into_iter().flatten().map(|test| (self.predicate(test), Demand::Outcome(!negated))).collect();
        }
        let source = || Source::Number(term.clone());
        let (least, most) = allowed(low, high);
        if !negated {
            return vec![(source(), Demand::Range(least, most))];
        }
        let below = least.checked_sub(1).map(|high| (source(), Demand::Range(i64::MIN, high)));
        let above = most.checked_add(1).map(|low| (source(), Demand::Range(low, i64::MAX)));
        below.into_iter().chain(above).collect()
    }

    fn predicate(&mut self, test: Test) -> Source {
        let index = self.predicates.iter().position(|other| *other == test).unwrap_or_else(|| {
            self.predicates.push(test);
            self.predicates.len().saturating_sub(1)
        });
        Source::Predicate(u32::try_from(index).unwrap_or(u32::MAX))
    }
}

/// A column that takes one of some literals.
fn of_clause(clause: Vec<Literal>) -> Column {
    match <[Literal; 1]>::try_from(clause) {
        Ok([(source, demand)]) => Column { must: BTreeMap::from([((source, 0), demand)]), clauses: Vec::new() },
        Err(clause) => Column { must: BTreeMap::new(), clauses: vec![clause] },
    }
}

/// Both at once.
fn merged(column: &Column, other: &Column) -> Column {
    let mut both = column.clone();
    for ((source, _), demand) in &other.must {
        put(&mut both.must, (source.clone(), 0), demand.clone());
    }
    both.clauses.extend(other.clauses.iter().cloned());
    both
}

/// Adds a demand. Two ranges that overlap are one; two that do not, and demands of other sorts, stay apart, so that
/// each keeps its own Kleene value.
fn put(must: &mut BTreeMap<(Source, u8), Demand>, key: (Source, u8), demand: Demand) {
    match (must.get_mut(&key), &demand) {
        (None, _) => {
            must.insert(key, demand);
        }
        (Some(Demand::Range(low, high)), Demand::Range(from, to)) if (*low).max(*from) <= (*high).min(*to) => {
            *low = (*low).max(*from);
            *high = (*high).min(*to);
        }
        (Some(old), _) if *old == demand => {}
        (Some(_), _) => put(must, (key.0, key.1.saturating_add(1)), demand),
    }
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
