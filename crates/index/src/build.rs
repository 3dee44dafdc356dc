//! Preparing an index.

#![expect(clippy::wildcard_enum_match_arm, reason = "a demand fits its axis by construction")]

use std::cmp::Reverse;

use engine::catalogue::{Operand, PolicyId, Rules};
use engine::enterprise::{Code, Fact, Tree};
use engine::quantity::{bit, first_bits, sort_by, sort_distinct};

use super::bundle::FactBundle;
use super::columns::{Column, Demand, LookupKey, Reader, tree};
use super::rows::{BitRow, Ladder, WIDTH, WORD};
use super::{Axis, Groups, Index, Lookup, PlaceRow, PlaceRows, Rows};

/// Facts are not bundled if fewer than one column in this many demands something of them: short rows do for those.
const OFTEN: usize = 32;

/// The demands on one axis, by column.
type Demands = Vec<(usize, Demand)>;

pub(super) fn build(rules: &Rules) -> Index {
    let mut reader = Reader::new(rules);
    let mut policies: Vec<(PolicyId, Vec<Column>)> =
        rules.iter().map(|(id, policy)| (id, reader.columns(policy))).collect();
    let mut sources: Vec<(&LookupKey, u8, u16)> =
        reader.slots.iter().map(|((source, apart), slot)| (source, *apart, *slot)).collect();
    sort_by(&mut sources, |(.., a), (.., b)| a.cmp(b));
    for (_, columns) in &mut policies {
        columns.retain_mut(|column| cut(rules, &sources, column).is_some());
    }
    policies.retain(|(_, columns)| !columns.is_empty());
    let order = order(rules, &sources, &policies);
    // Policies with equally many columns become neighbours, and among them those that demand the same of the most telling
    // facts, so that whole blocks drop out at once. The few that demand something of a fact twice come first, so that
    // the rows of second demands are short; the widest of them stand next to the widest of the others.
    let bounds = bounds(&order, &policies);
    let is_second = |slot: &u16| sources.get(usize::from(*slot)).is_some_and(|(_, apart, _)| *apart > 0);
    policies.sort_by_cached_key(|(_, columns)| -> (bool, usize, Reverse<Option<usize>>, Vec<i64>) {
        let demanded = |slot: &u16| columns.iter().any(|column| column.must.contains_key(slot));
        let rarest = order.iter().rposition(|slot| is_second(slot) && demanded(slot));
        let place = |(slot, bounds): (&u16, &Vec<i64>)| {
            let demand = columns.first()?.must.get(slot)?;
            columns.iter().all(|column| column.must.get(slot) == Some(demand)).then(|| place(demand, bounds))
        };
        let places = order.iter().zip(&bounds).map(|axis| place(axis).unwrap_or(i64::MAX)).collect();
        let second = rarest.is_some();
        let width = if second { columns.len() } else { usize::MAX.saturating_sub(columns.len()) };
        (!second, width, Reverse(rarest), places)
    });
    let mut index = Index { programs: vec![0], ..Index::default() };
    let columns = lay_out(policies, &mut index);
    let count = index.columns();
    let mut demands: Vec<Demands> = sources.iter().map(|_| Vec::new()).collect();
    let mut decided = BitRow::ones(count);
    for (number, column) in columns {
        for (slot, demand) in column.must {
            if let Some(demands) = demands.get_mut(usize::from(slot)) {
                demands.push((number, demand));
            }
        }
        if column.undecided {
            decided.unset(number);
        }
    }
    index.decided = decided.trimmed();
    index.axes = sources
        .into_iter()
        .zip(&demands)
        .map(|(source, demands)| axis(rules, source.0.clone(), demands, count))
        .collect();
    let often = |slot: usize| demands.get(slot).is_some_and(|demands| demands.len() >= count.div_ceil(OFTEN));
    index.lookups = lookups(&order, &index.axes, count.div_ceil(WIDTH), often);
    index.tests = reader.tests;
    index.spans = reader.spans;
    index
}

/// Puts the policies into the index, 64 by 64, and says which columns they have.
fn lay_out(mut policies: Vec<(PolicyId, Vec<Column>)>, index: &mut Index) -> Vec<(usize, Column)> {
    let mut columns: Vec<(usize, Column)> = Vec::new();
    let mut word = 0_usize;
    for group in policies.chunks_mut(WORD) {
        let mut programmed = 0;
        for (place, (_, alternatives)) in group.iter_mut().enumerate() {
            // All columns of a policy have the same program.
            let program =
                alternatives.first_mut().map(|column| std::mem::take(&mut column.program)).unwrap_or_default();
            if !program.is_empty() {
                programmed |= bit(place);
            }
            let before = u32::try_from(index.steps.len()).unwrap_or(u32::MAX);
            index.steps.extend(program.into_iter().map(|step| step.after(before)));
            index.programs.push(u32::try_from(index.steps.len()).unwrap_or(u32::MAX));
        }
        let width = group.iter().map(|(_, columns)| columns.len()).max().unwrap_or(0);
        for alternative in 0..width {
            for (place, (_, alternatives)) in group.iter().enumerate() {
                // A policy with fewer columns repeats its last one, which changes nothing.
                if let Some(column) = alternatives.get(alternative).or(alternatives.last()) {
                    columns.push((word.saturating_mul(WORD).saturating_add(place), column.clone()));
                }
            }
            word = word.saturating_add(1);
        }
        let nobody = std::iter::repeat_n(PolicyId(u32::MAX), WORD.saturating_sub(group.len()));
        let owners = group.iter().map(|(id, _)| *id).chain(nobody);
        index.last = group.len();
        match index.groups.last_mut().filter(|groups| groups.width == width) {
            Some(groups) => {
                groups.owners.extend(owners);
                groups.programmed.push(programmed);
            }
            None => index.groups.push(Groups { width, owners: owners.collect(), programmed: vec![programmed] }),
        }
    }
    columns
}

/// Cuts the demands of a column down to what its facts can be; nothing if one of them can never be met.
fn cut(rules: &Rules, sources: &[(&LookupKey, u8, u16)], column: &mut Column) -> Option<()> {
    for (slot, demand) in &mut column.must {
        if let Some((LookupKey::Number(Operand::Fact(fact)), ..)) = sources.get(usize::from(*slot)) {
            let bounds = rules.facts.get(*fact)?.bounds;
            *demand = demand.clone().within(bounds.low(), bounds.high())?;
        }
    }
    Some(())
}

/// The axes from the most telling one: those whose demands keep most enterprises out, and are made most often.
fn order(rules: &Rules, sources: &[(&LookupKey, u8, u16)], policies: &[(PolicyId, Vec<Column>)]) -> Vec<u16> {
    let mut weights: Vec<(usize, u16)> = sources
        .iter()
        .map(|&(source, _, slot)| {
            let columns = policies.iter().flat_map(|(_, columns)| columns);
            let demands = columns.filter_map(|column| column.must.get(&slot));
            // In hundredths: how many are kept out, roughly.
            let weigh = |demand: &Demand| match (demand, source) {
                (Demand::Places(_, false), _) => 95,
                (Demand::Options(options), LookupKey::Among(fact) | LookupKey::Held(fact)) => {
                    let all = rules.facts.get(*fact).map_or(0, Fact::all_options).count_ones().max(1);
                    let out = all.saturating_sub(options.count_ones()).saturating_mul(100);
                    usize::try_from(out.checked_div(all).unwrap_or(0)).unwrap_or(0)
                }
                _ => 40,
            };
            (demands.map(weigh).sum(), slot)
        })
        .collect();
    sort_by(&mut weights, |a, b| b.cmp(a));
    weights.into_iter().map(|(_, slot)| slot).collect()
}

/// The axes in order, bundles in the place of the first axis in them.
fn lookups(order: &[u16], axes: &[Axis], blocks: usize, often: impl Fn(usize) -> bool) -> Vec<Lookup> {
    let mut bundles = FactBundle::all(axes, blocks, often);
    let mut lookups: Vec<Lookup> = Vec::new();
    for slot in order {
        if lookups.iter().any(|lookup| lookup.slots.contains(slot)) {
            continue;
        }
        lookups.push(match bundles.iter().position(|(slots, _)| slots.contains(slot)) {
            Some(at) => {
                let (slots, bundle) = bundles.swap_remove(at);
                Lookup { bundle: Some(bundle), slots }
            }
            None => Lookup { bundle: None, slots: vec![*slot] },
        });
    }
    lookups
}

/// The upper bounds demanded on each axis, ascending.
fn bounds(order: &[u16], policies: &[(PolicyId, Vec<Column>)]) -> Vec<Vec<i64>> {
    let bounds = |slot: &u16| {
        let columns = policies.iter().filter_map(|(_, columns)| columns.first());
        let high = |column: &Column| match column.must.get(slot) {
            Some(Demand::Range(_, high)) => Some(*high),
            _ => None,
        };
        let mut bounds: Vec<i64> = columns.filter_map(high).collect();
        bounds.sort_unstable();
        bounds
    };
    order.iter().map(bounds).collect()
}

/// Where a demand stands among others on its axis. Similar ones count as one, so that the next axis counts too.
fn place(demand: &Demand, bounds: &[i64]) -> i64 {
    match demand {
        Demand::Range(low, high) => {
            let part = bounds.partition_point(|bound| bound < high).saturating_mul(8).checked_div(bounds.len());
            i64::try_from(part.unwrap_or(0)).unwrap_or(0).saturating_mul(2).saturating_add(i64::from(*low > i64::MIN))
        }
        Demand::Options(options) | Demand::None(options) => i64::try_from(*options).unwrap_or(i64::MAX),
        Demand::Places(codes, negated) => {
            // A province or a section: both trees number these by ten thousands.
            let first = codes.first().map_or(0, |&code| Tree::Regions.span(code).low().div_euclid(10_000));
            if *negated { i64::MAX.saturating_sub(1) } else { first }
        }
    }
}

fn axis(rules: &Rules, source: LookupKey, demands: &Demands, count: usize) -> Axis {
    // What is said of the columns that demand nothing here.
    let mut base = BitRow::ones(count);
    for (column, _) in demands {
        base.unset(*column);
    }
    let content = |met: &dyn Fn(&Demand) -> bool| {
        let mut row = base.clone();
        for (column, _) in demands.iter().filter(|(_, demand)| met(demand)) {
            row.set(*column);
        }
        row.trimmed()
    };
    let rows = match &source {
        _ if demands.is_empty() => Rows::None,
        LookupKey::Number(_) | LookupKey::Today => {
            let range = |(column, demand): &(usize, Demand)| match demand {
                Demand::Range(low, high) => Some((*low, *high, u32::try_from(*column).ok()?)),
                _ => None,
            };
            let ranges: Vec<_> = demands.iter().filter_map(range).collect();
            Rows::Ladder(Ladder::new(&ranges, count))
        }
        LookupKey::Among(fact) | LookupKey::Held(fact) => {
            let options = rules.facts.get(*fact).map_or(0, |fact| fact.options().len());
            let all = first_bits(options);
            let has = |option: usize| {
                content(&|demand| matches!(demand, Demand::Options(options) if options & bit(option) != 0))
            };
            if matches!(source, LookupKey::Among(_)) {
                let every = content(&|demand| *demand == Demand::Options(all));
                let any = content(&|demand| matches!(demand, Demand::Options(options) if options & all != 0));
                Rows::Options((0..options).map(has).collect(), every, any)
            } else {
                // Who holds an option meets what demands it; who does not hold it meets what forbids it.
                let any = demands.iter().any(|(_, demand)| matches!(demand, Demand::Options(_)));
                let none = |demand: &Demand| matches!(demand, Demand::None(_));
                let free = any.then(|| content(&none));
                let has = |option: usize| {
                    content(&|demand| {
                        matches!(demand, Demand::Options(options) if options & bit(option) != 0) || none(demand)
                    })
                };
                let lacks = |option: usize| {
                    content(&|demand| !matches!(demand, Demand::None(options) if options & bit(option) != 0))
                };
                let forbidden = |option: usize| {
                    demands
                        .iter()
                        .any(|(_, demand)| matches!(demand, Demand::None(options) if options & bit(option) != 0))
                };
                let held = |demand: &Demand| !matches!(demand, Demand::Options(options) if options & all == 0);
                Rows::Held {
                    free,
                    any: content(&held),
                    holds: if any { (0..options).map(has).collect() } else { Vec::new() },
                    forbids: (0..options).map(|option| forbidden(option).then(|| lacks(option))).collect(),
                }
            }
        }
        LookupKey::Within(fact) => {
            let tree = tree(rules, *fact);
            let mut named = vec![Code::ROOT];
            for (_, demand) in demands {
                if let Demand::Places(codes, _) = demand {
                    named.extend(codes.iter().flat_map(|&code| tree.upwards(code)));
                }
            }
            sort_distinct(&mut named);
            let place = |met: &dyn Fn(&[Code]) -> bool, opposite: &dyn Fn(&[Code]) -> bool| {
                content(&|demand| match demand {
                    Demand::Places(codes, false) => met(codes),
                    Demand::Places(codes, true) => !opposite(codes),
                    _ => false,
                })
            };
            let above = |&code: &Code| {
                let mut outer = tree.upwards(code).filter(|&outer| outer != code);
                let outer = outer.find_map(|outer| named.binary_search(&outer).ok());
                u32::try_from(outer.unwrap_or(0)).unwrap_or(0)
            };
            let rows = named.iter().zip(1..).map(|(&here, next)| {
                let above = |codes: &[Code]| codes.iter().any(|&code| tree.within(here, code));
                let covered = |codes: &[Code]| tree.covered(here, codes);
                let near = |codes: &[Code]| !tree.apart(here, codes);
                let finer = named.get(next).is_some_and(|&next| tree.within(next, here));
                let whole = finer.then(|| (place(&covered, &near), place(&near, &covered)));
                PlaceRow { elsewhere: place(&above, &above), whole }
            });
            let rows = rows.collect();
            Rows::Places(PlaceRows { tree, above: named.iter().map(above).collect(), codes: named, rows })
        }
    };
    Axis { source, rows }
}
