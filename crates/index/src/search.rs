//! Looks a profile up in the index.

use engine::catalogue::{Operand, PolicyId, Rules};
use engine::enterprise::{Fact, FactId, Facts, Possible};
use engine::matching::{Situation, Verdict};
use engine::quantity::{Date, Interval, first_bits};

use super::columns::{LookupKey, tree};
use super::program::{Machine, Reach};
use super::rows::{WIDTH, WORD, and};
use super::selection::{Selection, codes};
use super::{Axis, Groups, Index, Lookup, Rows};

/// A policy that an enterprise can use, or perhaps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The policy.
    pub policy: PolicyId,
    /// Eligible or in need of information; never ineligible.
    pub verdict: Verdict,
}

/// Looks profiles up in an [`Index`], one after the other, with buffers that are kept.
#[derive(Clone, Debug)]
pub struct Search<'a> {
    rules: &'a Rules,
    index: &'a Index,
    reaches: Vec<Reach>,
    /// What is possible.
    possible: Selection<'a>,
    /// What is certain, beyond that.
    certain: Selection<'a>,
    /// Room for all there can be, and a few more.
    hits: Vec<Hit>,
}

/// In place of a hit.
const NOBODY: Hit = Hit { policy: PolicyId(u32::MAX), verdict: Verdict::Ineligible };

/// This many hits are listed at once.
const AT_ONCE: usize = 8;

impl<'a> Search<'a> {
    /// A search over the index of a catalogue.
    #[must_use]
    pub fn new(rules: &'a Rules, index: &'a Index) -> Self {
        let policies: usize = index.groups.iter().map(|groups| groups.owners.len()).sum();
        Self {
            rules,
            index,
            reaches: vec![Reach::default(); index.axes.len()],
            possible: Selection::default(),
            certain: Selection::default(),
            hits: vec![NOBODY; policies.saturating_add(AT_ONCE)],
        }
    }

    /// The policies neither ended nor yet to begin on the day, whose criteria hold or may hold: the same as the
    /// reference evaluator finds, each once, in an order that depends on the catalogue alone.
    pub fn find(&mut self, situation: &Situation<'_>) -> &[Hit] {
        let index = self.index;
        let columns = index.columns();
        let (possible, certain) = (&mut self.possible, &mut self.certain);
        possible.clear(columns.div_ceil(WIDTH));
        certain.clear(columns.div_ceil(WIDTH));
        let words = columns / WORD;
        let last = words.saturating_sub(index.groups.last().map_or(0, |groups| groups.width));
        for word in possible.left.as_flattened_mut().get_mut(last..words).into_iter().flatten() {
            *word &= first_bits(index.last);
        }
        // By itself, so that one axis need not wait for the other.
        for (axis, reach) in index.axes.iter().zip(&mut self.reaches) {
            axis.measure(self.rules, situation, reach);
        }
        for Lookup { bundle, slots } in &index.lookups {
            if let Some((possibly, surely)) = bundle.as_ref().and_then(|bundle| bundle.rows(&self.reaches)) {
                possible.row(possibly);
                certain.row(surely);
                continue;
            }
            for slot in slots.iter().copied().map(usize::from) {
                if let (Some(axis), Some(reach)) = (index.axes.get(slot), self.reaches.get(slot)) {
                    axis.select(situation, reach, possible, certain);
                }
            }
        }
        certain.row(&index.decided);
        possible.narrow();
        for (certain, possible) in certain.left.iter_mut().zip(&possible.left) {
            and(certain, possible);
        }
        certain.narrow();
        let mut list = List {
            index,
            machine: Machine {
                steps: &index.steps,
                tests: &index.tests,
                spans: &index.spans,
                reaches: &self.reaches,
                situation,
            },
            possible: possible.left.as_flattened(),
            certain: certain.left.as_flattened(),
            base: 0,
            hits: &mut self.hits,
            found: 0,
        };
        for groups in &index.groups {
            list.add(groups);
        }
        let found = list.found;
        self.hits.get(..found).unwrap_or(&[])
    }
}

/// Lists what is left, groups of one width after the other.
struct List<'a> {
    index: &'a Index,
    machine: Machine<'a>,
    /// The words of the groups to come.
    possible: &'a [u64],
    certain: &'a [u64],
    /// How many policies come before.
    base: usize,
    hits: &'a mut [Hit],
    found: usize,
}

impl List<'_> {
    /// Lists the next groups. A width known when this is compiled saves a loop for each group.
    fn add(&mut self, groups: &Groups) {
        match groups.width {
            1 => self.add_of_width::<1>(groups),
            2 => self.add_of_width::<2>(groups),
            3 => self.add_of_width::<3>(groups),
            4 => self.add_of_width::<4>(groups),
            5 => self.add_of_width::<5>(groups),
            6 => self.add_of_width::<6>(groups),
            7 => self.add_of_width::<7>(groups),
            _ => self.add_of_width::<8>(groups),
        }
    }

    fn add_of_width<const WIDTH: usize>(&mut self, groups: &Groups) {
        let words = groups.programmed.len().saturating_mul(WIDTH);
        let (possible, certain);
        (possible, self.possible) = self.possible.split_at_checked(words).unwrap_or_default();
        (certain, self.certain) = self.certain.split_at_checked(words).unwrap_or_default();
        let words = possible.as_chunks::<WIDTH>().0.iter().zip(certain.as_chunks::<WIDTH>().0);
        let owned = groups.owners.as_chunks::<WORD>().0.iter().zip(&groups.programmed);
        let mut found = self.found;
        for (((possible, certain), (owners, programmed)), base) in words.zip(owned).zip((self.base..).step_by(WORD)) {
            let mut rest = possible.iter().fold(0, |all, word| all | word);
            if rest == 0 {
                continue;
            }
            let mut certain = certain.iter().fold(0, |all, word| all | word);
            if rest & programmed != 0 {
                (rest, certain) = self.machine.narrow(&self.index.programs, base, *programmed, rest, certain);
            }
            let many = usize::try_from(rest.count_ones()).unwrap_or(0);
            // A few at once, and perhaps some beyond the last: how many there are is hard to foresee.
            for slots in self.hits.get_mut(found..).unwrap_or(&mut []).as_chunks_mut::<AT_ONCE>().0 {
                for slot in slots {
                    let bit = usize::try_from(rest.trailing_zeros()).unwrap_or(0) % WORD;
                    let policy = owners.get(bit).copied().unwrap_or(NOBODY.policy);
                    let verdict = if certain >> bit & 1 == 1 { Verdict::Eligible } else { Verdict::NeedsInfo };
                    *slot = Hit { policy, verdict };
                    rest &= rest.wrapping_sub(1);
                }
                if rest == 0 {
                    break;
                }
            }
            found = found.saturating_add(many);
        }
        self.found = found;
        self.base = self.base.saturating_add(groups.owners.len());
    }
}

impl Axis {
    /// Finds what a profile comes to on the axis, and of a number where it stands among the bounds demanded.
    fn measure(&self, rules: &Rules, situation: &Situation<'_>, reach: &mut Reach) {
        let all = |fact: FactId| rules.facts.get(fact).map_or(0, Fact::all_options);
        match &self.source {
            LookupKey::Number(_) | LookupKey::Today => {
                let range = range(&self.source, situation);
                (reach.low, reach.high) = (range.low(), range.high());
                if let Rows::Ladder(ladder) = &self.rows {
                    reach.first = ladder.place(range.low());
                    reach.last = if range.low() == range.high() { reach.first } else { ladder.place(range.high()) };
                }
            }
            LookupKey::Among(fact) => {
                reach.may = match situation.profile().given(*fact) {
                    _ if *fact == Facts::SIZE_CLASS => situation.size().classes,
                    Some(Possible::Options(options)) => *options,
                    _ => all(*fact),
                };
            }
            LookupKey::Held(fact) => {
                (reach.must, reach.may) = match situation.profile().given(*fact) {
                    Some(Possible::Sets { must, may }) => (*must, *may),
                    _ => (0, all(*fact)),
                };
            }
            LookupKey::Within(fact) => {
                let codes = codes(situation, *fact);
                reach.scattered = codes.len() != 1;
                if let [code] = codes {
                    let span = tree(rules, *fact).span(*code);
                    (reach.low, reach.high) = (span.low(), span.high());
                }
            }
        }
    }
}

/// The range of the number that an axis looks at.
fn range(source: &LookupKey, situation: &Situation<'_>) -> Interval {
    match source {
        LookupKey::Number(Operand::Fact(fact)) => situation.range(*fact),
        LookupKey::Number(Operand::Sum(facts)) => {
            facts.iter().fold(Interval::exact(0), |sum, fact| sum.plus(situation.range(*fact)))
        }
        LookupKey::Number(Operand::Age(fact, unit)) => {
            let dates = situation.range(*fact);
            let age = |day: i64| Date::from_day(day).age_on(situation.on(), *unit);
            let least = age(dates.high());
            let most = if dates.low() == dates.high() { least } else { age(dates.low()) };
            Interval::new(least, most).unwrap_or(Interval::exact(0))
        }
        LookupKey::Number(Operand::Day | Operand::Ratio(..) | Operand::Growth(..))
        | LookupKey::Today
        | LookupKey::Among(_)
        | LookupKey::Held(_)
        | LookupKey::Within(_) => Interval::exact(situation.on().day_number()),
    }
}
