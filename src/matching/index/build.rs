//! Preparing an index.

#![expect(clippy::wildcard_enum_match_arm, reason = "a demand fits its axis by construction")]

use std::collections::BTreeMap;

use crate::catalogue::{Catalogue, PolicyId, Term};
use crate::enterprise::{Code, FactId, Kind, Tree};
use crate::quantity::{Interval, bit};

use super::columns::{Column, Demand, Reader, Source};
use super::rows::{Row, and_into, and_not_into, ones, or_into, set, unset, zeros};
use super::{Axis, Index, Marks, Plane, Rows};

/// At most so many rows are kept for one number; what lies between is made when asked for.
const MOST_ROWS: usize = 256;

/// The demands of one plane, by column.
type Demands = Vec<(usize, Demand)>;

pub(super) fn build(catalogue: &Catalogue) -> Index {
    let mut reader = Reader::new(catalogue);
    let mut complex = Vec::new();
    let mut policies: Vec<(PolicyId, Vec<Column>)> = Vec::new();
    for (id, policy) in catalogue.iter() {
        match reader.columns(policy) {
            Some(columns) => policies.push((id, columns)),
            None => complex.push(id),
        }
    }
    let needs = |columns: &[Column]| {
        let clauses = columns.iter().map(|column| column.clauses.len()).max().unwrap_or(0);
        let apart = columns.iter().flat_map(|column| column.must.keys()).map(|(_, apart)| *apart).max().unwrap_or(0);
        std::cmp::Reverse((clauses, apart))
    };
    policies.sort_by_cached_key(|(_, columns)| needs(columns));
    let mut owners = Vec::new();
    let mut columns: Vec<Column> = Vec::new();
    for (id, own) in policies {
        owners.extend(own.iter().map(|_| id));
        columns.extend(own);
    }
    let count = columns.len();
    let clauses = columns.iter().map(|column| column.clauses.len()).max().unwrap_or(0);
    let mut without = vec![ones(count); clauses];
    let mut planes: BTreeMap<Source, BTreeMap<(usize, u8), Demands>> = BTreeMap::new();
    for (index, column) in columns.into_iter().enumerate() {
        for ((source, apart), demand) in column.must {
            planes.entry(source).or_default().entry((0, apart)).or_default().push((index, demand));
        }
        for (number, (clause, without)) in column.clauses.into_iter().zip(&mut without).enumerate() {
            unset(without, index);
            for (source, demand) in clause {
                let axis = planes.entry(source).or_default();
                // Several literals of one clause on the same fact go to planes of their own.
                let taken = |apart: &u8| {
                    let plane = axis.get(&(number.saturating_add(1), *apart));
                    plane.and_then(|plane| plane.last()).is_some_and(|(column, _)| *column == index)
                };
                let apart = (0..=u8::MAX).find(|apart| !taken(apart)).unwrap_or(u8::MAX);
                axis.entry((number.saturating_add(1), apart)).or_default().push((index, demand));
            }
        }
    }
    for row in &mut without {
        trim(row, u64::MAX);
    }
    let axes = planes.into_iter().map(|(source, planes)| axis(catalogue, source, planes, count)).collect();
    Index { owners, axes, without, predicates: reader.predicates, complex }
}

/// Drops the end of a row, if it is all the same as what is understood.
fn trim(row: &mut Row, understood: u64) {
    while row.last() == Some(&understood) {
        row.pop();
    }
}

fn axis(catalogue: &Catalogue, source: Source, planes: BTreeMap<(usize, u8), Demands>, count: usize) -> Axis {
    let marks = marks(catalogue, &source, planes.values());
    let planes = planes
        .into_iter()
        .map(|((clause, _), demands)| plane(catalogue, &source, &marks, clause, &demands, count))
        .collect();
    Axis { source, marks, planes }
}

fn marks<'d>(catalogue: &Catalogue, source: &Source, planes: impl Iterator<Item = &'d Demands>) -> Marks {
    let demands = planes.flatten().map(|(_, demand)| demand);
    match source {
        Source::Number(_) | Source::Today => {
            let mut edges: Vec<i64> = demands
                .filter_map(|demand| if let Demand::Range(low, high) = demand { Some((*low, *high)) } else { None })
                .flat_map(|(low, high)| [(low > i64::MIN).then_some(low), high.checked_add(1)])
                .flatten()
                .collect();
            edges.sort_unstable();
            edges.dedup();
            let bounds = |fact: FactId| catalogue.facts.get(fact).map_or(Interval::exact(0), |fact| fact.bounds);
            let all = match source {
                Source::Number(Term::Fact(fact)) => Some(bounds(*fact)),
                Source::Number(Term::Sum(facts)) => {
                    Some(facts.iter().fold(Interval::exact(0), |sum, fact| sum.plus(bounds(*fact))))
                }
                _ => None,
            };
            let stretch = |value: i64| edges.partition_point(|&edge| edge <= value);
            let unknown = all.map_or((0, edges.len()), |all| (stretch(all.low()), stretch(all.high())));
            Marks::Edges(edges, unknown)
        }
        Source::Among(fact) | Source::Holds(fact) | Source::Lacks(fact) => {
            Marks::Options(catalogue.facts.get(*fact).map_or(0, |fact| fact.options().len()))
        }
        Source::Within(fact) => {
            let tree = match catalogue.facts.get(*fact).map(|fact| &fact.kind) {
                Some(Kind::Place(tree)) => *tree,
                _ => Tree::Regions,
            };
            let mut codes = vec![Code::ROOT];
            for demand in demands {
                if let Demand::Places(named, _) = demand {
                    codes.extend(named);
                }
            }
            codes.sort_unstable();
            codes.dedup();
            let divided = |code: Code| {
                let finer: Vec<Code> =
                    codes.iter().copied().filter(|&other| other != code && tree.within(other, code)).collect();
                !finer.is_empty() && tree.covered(code, &finer)
            };
            Marks::Places(codes.iter().map(|&code| (code, divided(code))).collect())
        }
        Source::Predicate(_) => Marks::Outcome,
        Source::Undecided => Marks::Nothing,
    }
}

fn plane(
    catalogue: &Catalogue,
    source: &Source,
    marks: &Marks,
    clause: usize,
    demands: &Demands,
    count: usize,
) -> Plane {
    let must = clause == 0;
    // What is said of the columns that demand nothing here.
    let mut base = if must { ones(count) } else { zeros(count) };
    let mut asked = zeros(count);
    for (column, _) in demands {
        unset(&mut base, *column);
        set(&mut asked, *column);
    }
    let content = |met: &dyn Fn(&Demand) -> bool| {
        let mut row = base.clone();
        for (column, demand) in demands {
            if met(demand) {
                set(&mut row, *column);
            }
        }
        row
    };
    let all = |rows: &[Row]| {
        rows.iter().fold(ones(count), |mut all, row| {
            and_into(&mut all, row);
            all
        })
    };
    let any = |rows: &[Row]| {
        rows.iter().fold(zeros(count), |mut any, row| {
            or_into(&mut any, row);
            any
        })
    };
    let mut free = base.clone();
    or_into(&mut free, &asked);
    let has = |demand: &Demand, option: usize| matches!(demand, Demand::Options(options) if options & bit(option) != 0);
    let (mut rows, mut certain, mut possible) = match marks {
        Marks::Edges(edges, unknown) => {
            let rows = stretches(edges, &base, demands);
            let met = |range: (i64, i64), low: usize, high: usize, everywhere: bool| {
                let stretch = |value: i64| edges.partition_point(|&edge| edge <= value);
                let (from, to) = (stretch(range.0), stretch(range.1));
                if everywhere { from <= low && high <= to } else { from <= high && low <= to }
            };
            let (low, high) = *unknown;
            let over = |everywhere: bool| {
                content(&|demand| matches!(demand, Demand::Range(from, to) if met((*from, *to), low, high, everywhere)))
            };
            (rows, over(true), over(false))
        }
        Marks::Options(options) => {
            let by_option: Vec<Row> = (0..*options).map(|option| content(&|demand| has(demand, option))).collect();
            match source {
                Source::Holds(_) => {
                    let possible = any(&by_option);
                    (Rows::Holds(by_option, base.clone()), base.clone(), possible)
                }
                Source::Lacks(_) => {
                    let defeats = |option: usize| {
                        let mut row = zeros(count);
                        for (column, _) in demands.iter().filter(|(_, demand)| has(demand, option)) {
                            set(&mut row, *column);
                        }
                        row
                    };
                    let defeated: Vec<Row> = (0..*options).map(defeats).collect();
                    let mut certain = free.clone();
                    and_not_into(&mut certain, &any(&defeated));
                    (Rows::Lacks(defeated, free.clone()), certain, free.clone())
                }
                _ => {
                    let (certain, possible) = (all(&by_option), any(&by_option));
                    (Rows::Table(by_option), certain, possible)
                }
            }
        }
        Marks::Places(places) => {
            let tree = tree(catalogue, source);
            let by_place: Vec<Row> = places
                .iter()
                .map(|(code, _)| {
                    content(&|demand| match demand {
                        Demand::Places(named, negated) => {
                            named.iter().any(|&outer| tree.within(*code, outer)) != *negated
                        }
                        _ => false,
                    })
                })
                .collect();
            let live: Vec<Row> =
                by_place.iter().zip(places).filter(|(_, (_, divided))| !divided).map(|(row, _)| row.clone()).collect();
            let (certain, possible) = (all(&live), any(&live));
            (Rows::Table(by_place), certain, possible)
        }
        Marks::Outcome => {
            let outcome = |met: bool| content(&|demand| *demand == Demand::Outcome(met));
            let rows = vec![outcome(false), outcome(true)];
            (Rows::Table(rows), base.clone(), free.clone())
        }
        Marks::Nothing => (Rows::Table(Vec::new()), base.clone(), free.clone()),
    };
    // Beyond the last column that demands something here, a row says nothing new. All rows of a plane have one length.
    let used = demands.iter().map(|(column, _)| column.saturating_add(1).div_ceil(64)).max().unwrap_or(0);
    for row in rows.all_mut() {
        row.truncate(used);
    }
    certain.truncate(used);
    possible.truncate(used);
    if must {
        trim(&mut possible, u64::MAX);
    }
    Plane { clause, rows, certain, possible }
}

impl Rows {
    /// All rows.
    fn all_mut(&mut self) -> Vec<&mut Row> {
        match self {
            Self::Table(rows) | Self::Stretches { rows, .. } => rows.iter_mut().collect(),
            Self::Holds(rows, free) | Self::Lacks(rows, free) => rows.iter_mut().chain(std::iter::once(free)).collect(),
        }
    }
}

/// The rows of a number.
fn stretches(edges: &[i64], base: &Row, demands: &Demands) -> Rows {
    let stretch = |value: i64| edges.partition_point(|&edge| edge <= value);
    let mut current = base.clone();
    let mut changes: Vec<(u32, u32, bool)> = Vec::new();
    let small = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    for (column, demand) in demands {
        let Demand::Range(low, high) = *demand else { continue };
        if low == i64::MIN {
            set(&mut current, *column);
        } else {
            changes.push((small(stretch(low)), small(*column), true));
        }
        if let Some(end) = high.checked_add(1) {
            changes.push((small(stretch(end)), small(*column), false));
        }
    }
    changes.sort_unstable();
    let count = edges.len().saturating_add(1);
    let every = count.div_ceil(MOST_ROWS).max(1);
    let mut rows = vec![current.clone()];
    let mut next = changes.iter().peekable();
    for stretch in 1..count {
        while let Some((_, column, on)) = next.next_if(|(at, _, _)| usize::try_from(*at).is_ok_and(|at| at <= stretch))
        {
            let column = usize::try_from(*column).unwrap_or(usize::MAX);
            if *on { set(&mut current, column) } else { unset(&mut current, column) }
        }
        if stretch.checked_rem(every) == Some(0) {
            rows.push(current.clone());
        }
    }
    Rows::Stretches { rows, every, changes }
}

fn tree(catalogue: &Catalogue, source: &Source) -> Tree {
    match source {
        Source::Within(fact) => match catalogue.facts.get(*fact).map(|fact| &fact.kind) {
            Some(Kind::Place(tree)) => *tree,
            _ => Tree::Regions,
        },
        _ => Tree::Regions,
    }
}
