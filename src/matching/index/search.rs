//! Looking a profile up.

use crate::catalogue::{Catalogue, PolicyId, Term};
use crate::enterprise::{Facts, Possible};
use crate::matching::{Situation, Verdict};
use crate::quantity::{Bits, Date, Interval, bits_of, first_bits};

use super::columns::Source;
use super::program::{Machine, Reach};
use super::rows::{Block, Ladder, Row, and, is_empty, or};
use super::{Axis, Index, Mark, Rows};

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
    catalogue: &'a Catalogue,
    index: &'a Index,
    reaches: Vec<Reach>,
    /// What is possible.
    possible: Picked<'a>,
    /// What is certain, beyond that.
    certain: Picked<'a>,
    /// Room for all there can be, and one before them.
    hits: Vec<Hit>,
}

/// Before the first hit.
const NOBODY: Hit = Hit { policy: PolicyId(u32::MAX), verdict: Verdict::Ineligible };

/// After so many rows it is seen whether anything is left of a block.
const STRIDE: usize = 4;

/// What a profile picked: the columns left are those in all rows and in one row of each group.
#[derive(Clone, Debug, Default)]
struct Picked<'a> {
    rows: Vec<&'a [Block]>,
    groups: Vec<Vec<&'a [Block]>>,
    left: Vec<Block>,
}

impl<'a> Picked<'a> {
    /// Begins anew, with so many blocks.
    fn clear(&mut self, blocks: usize) {
        self.rows.clear();
        self.groups.clear();
        self.left.clear();
        self.left.resize(blocks, [u64::MAX; 8]);
    }

    fn row(&mut self, row: &'a Row) {
        if !row.0.is_empty() {
            self.rows.push(&row.0);
        }
    }

    fn any(&mut self, mut rows: impl Iterator<Item = &'a Row>) {
        let (first, second) = (rows.next(), rows.next());
        match (first, second) {
            (Some(only), None) => self.row(only),
            (first, second) => {
                self.groups.push(first.into_iter().chain(second).chain(rows).map(|row| row.0.as_slice()).collect());
            }
        }
    }

    fn ladder(&mut self, ladder: &'a Ladder, first: usize, last: usize) {
        let rows = ladder.between(first, last, &mut self.left);
        rows.into_iter().flatten().for_each(|row| self.row(row));
    }

    /// Narrows what is left.
    fn narrow(&mut self) {
        for (at, left) in self.left.iter_mut().enumerate() {
            for rows in self.rows.chunks(STRIDE) {
                for row in rows {
                    if let Some(block) = row.get(at) {
                        and(left, block);
                    }
                }
                if is_empty(left) {
                    break;
                }
            }
        }
        for group in &self.groups {
            for (at, left) in self.left.iter_mut().enumerate().filter(|(_, left)| !is_empty(left)) {
                let mut any = [0; 8];
                for row in group {
                    or(&mut any, row.get(at).unwrap_or(&[u64::MAX; 8]));
                }
                and(left, &any);
            }
        }
    }
}

impl<'a> Search<'a> {
    /// A search over the index of a catalogue.
    #[must_use]
    pub fn new(catalogue: &'a Catalogue, index: &'a Index) -> Self {
        Self {
            catalogue,
            index,
            reaches: vec![Reach::default(); index.axes.len()],
            possible: Picked::default(),
            certain: Picked::default(),
            hits: vec![NOBODY; catalogue.policies.len().saturating_add(1)],
        }
    }

    /// The policies neither ended nor yet to begin on the day, whose criteria hold or may hold: the same as the
    /// reference evaluator finds, each once, in an order that depends on the catalogue alone.
    pub fn find(&mut self, situation: &Situation<'_>) -> &[Hit] {
        let blocks = self.index.owners.len().div_ceil(512);
        self.possible.clear(blocks);
        self.certain.clear(blocks);
        for &slot in &self.index.order {
            let slot = usize::from(slot);
            if let (Some(axis), Some(reach)) = (self.index.axes.get(slot), self.reaches.get_mut(slot)) {
                *reach = axis.pick(self.catalogue, situation, &mut self.possible, &mut self.certain);
            }
        }
        self.certain.row(&self.index.decided);
        self.possible.narrow();
        for (certain, possible) in self.certain.left.iter_mut().zip(&self.possible.left) {
            and(certain, possible);
        }
        self.certain.narrow();
        let found = self.list(situation);
        self.hits.get(1..=found).unwrap_or(&[])
    }

    /// Lists what is left from the second place on, and says how many.
    fn list(&mut self, situation: &Situation<'_>) -> usize {
        let index = self.index;
        let machine = Machine {
            steps: &index.steps,
            tests: &index.tests,
            spans: &index.spans,
            reaches: &self.reaches,
            situation,
        };
        let words = self.possible.left.iter().flatten().zip(self.certain.left.iter().flatten());
        let words = words.zip(index.programmed.0.iter().flatten());
        let (mut last, mut found) = (NOBODY, 0_usize);
        // Only the last word can have bits beyond the last column, which belong to nobody.
        for (((&possible, &certain), programmed), (owners, base)) in
            words.zip(index.owners.chunks(64).zip((0_usize..).step_by(64)))
        {
            for bit in bits_of(possible) {
                let Some(&policy) = owners.get(bit) else { break };
                let mut verdict = if certain >> bit & 1 == 1 { Verdict::Eligible } else { Verdict::NeedsInfo };
                if programmed >> bit & 1 == 1 {
                    let column = base.saturating_add(bit);
                    let Some(&[from, to]) = index.programs.get(column..column.saturating_add(2)) else { break };
                    verdict = verdict.max(machine.run(from, to).into());
                    if verdict == Verdict::Ineligible {
                        continue;
                    }
                }
                // No branch: whether a policy has another column left is hard to foresee.
                let again = last.policy == policy;
                found = found.saturating_add(usize::from(!again));
                last = Hit { policy, verdict: if again { verdict.min(last.verdict) } else { verdict } };
                if let Some(hit) = self.hits.get_mut(found) {
                    *hit = last;
                }
            }
        }
        found
    }
}

impl Axis {
    /// Picks the rows of a profile.
    fn pick<'a>(
        &'a self,
        catalogue: &Catalogue,
        situation: &Situation<'_>,
        possible: &mut Picked<'a>,
        certain: &mut Picked<'a>,
    ) -> Reach {
        let all = |fact| catalogue.facts.get(fact).map_or(0, crate::enterprise::Fact::all_options);
        match &self.source {
            Source::Number(_) | Source::Today => {
                let range = range(&self.source, situation);
                if let Rows::Ladder(ladder) = &self.rows {
                    if let Some(steady) = ladder.steady(range.low(), range.high()) {
                        certain.row(steady);
                    } else {
                        let first = ladder.up_to(range.low());
                        let last = if range.low() == range.high() { first } else { ladder.up_to(range.high()) };
                        possible.ladder(ladder, first, last);
                        if first < last {
                            // A demand met at both ends is met between them.
                            certain.ladder(ladder, first, first);
                            certain.ladder(ladder, last, last);
                        }
                    }
                }
                Reach { low: range.low(), high: range.high(), ..Reach::default() }
            }
            Source::Among(fact) => {
                let options = match situation.profile().given(*fact) {
                    _ if *fact == Facts::SIZE_CLASS => situation.size().classes,
                    Some(Possible::Options(options)) => *options,
                    _ => all(*fact),
                };
                if let Rows::Options(rows, every, any) = &self.rows {
                    if options == first_bits(rows.len()) {
                        possible.row(any);
                        certain.row(every);
                    } else {
                        among(rows, options, possible, certain);
                    }
                }
                Reach { must: options, ..Reach::default() }
            }
            Source::Held(fact) => {
                let (must, may) = match situation.profile().given(*fact) {
                    Some(Possible::Sets { must, may }) => (*must, *may),
                    _ => (0, all(*fact)),
                };
                if let Rows::Held { free, holds, any, forbids } = &self.rows {
                    let demanded = |options: Bits, picked: &mut Picked<'a>| match (free, options) {
                        (None, _) => {}
                        (Some(free), 0) => picked.row(free),
                        (Some(_), options) if options == all(*fact) => picked.row(any),
                        (Some(_), options) => picked.any(bits_of(options).filter_map(|option| holds.get(option))),
                    };
                    let forbidden = |options: Bits, picked: &mut Picked<'a>| {
                        for row in bits_of(options).filter_map(|option| forbids.get(option)?.as_ref()) {
                            picked.row(row);
                        }
                    };
                    demanded(may, possible);
                    forbidden(must, possible);
                    if must != may {
                        demanded(must, certain);
                        forbidden(may, certain);
                    }
                }
                Reach { must, may, ..Reach::default() }
            }
            Source::Within(fact) => {
                let codes = match situation.profile().given(*fact) {
                    Some(Possible::Places(codes)) => codes.as_slice(),
                    _ => &[crate::enterprise::Code::ROOT],
                };
                let tree = if let Rows::Places(tree, marks) = &self.rows {
                    places(*tree, marks, codes, possible, certain);
                    *tree
                } else {
                    super::columns::tree(catalogue, *fact)
                };
                match codes {
                    [code] => {
                        let span = tree.span(*code);
                        Reach { low: span.low(), high: span.high(), ..Reach::default() }
                    }
                    _ => Reach { scattered: true, ..Reach::default() },
                }
            }
        }
    }
}

/// The range of the number that an axis looks at.
fn range(source: &Source, situation: &Situation<'_>) -> Interval {
    match source {
        Source::Number(Term::Fact(fact)) => situation.range(*fact),
        Source::Number(Term::Sum(facts)) => {
            facts.iter().fold(Interval::exact(0), |sum, fact| sum.plus(situation.range(*fact)))
        }
        Source::Number(Term::Age(fact, unit)) => {
            let dates = situation.range(*fact);
            let age = |day: i64| Date::from_day(day).age_on(situation.on(), *unit);
            let least = age(dates.high());
            let most = if dates.low() == dates.high() { least } else { age(dates.low()) };
            Interval::new(least, most).unwrap_or(Interval::exact(0))
        }
        Source::Number(Term::Ratio(..) | Term::Growth(..))
        | Source::Today
        | Source::Among(_)
        | Source::Held(_)
        | Source::Within(_) => Interval::exact(situation.on().day_number()),
    }
}

/// One of some options: met for certain at all of them, possibly at one.
fn among<'a>(rows: &'a [Row], options: Bits, possible: &mut Picked<'a>, certain: &mut Picked<'a>) {
    let picked = || bits_of(options).filter_map(|option| rows.get(option));
    if options == 0 {
        return;
    }
    possible.any(picked());
    if !options.is_power_of_two() {
        for row in picked() {
            certain.row(row);
        }
    }
}

/// A place, or one of several.
fn places<'a>(
    tree: crate::enterprise::Tree,
    marks: &'a [Mark],
    codes: &[crate::enterprise::Code],
    possible: &mut Picked<'a>,
    certain: &mut Picked<'a>,
) {
    let near = |&code: &crate::enterprise::Code| {
        // The last mark up to it, or one of those that this lies in.
        let mut mark = marks.get(marks.partition_point(|mark| mark.code <= code).checked_sub(1)?)?;
        while !tree.within(code, mark.code) {
            mark = marks.get(usize::try_from(mark.above).ok()?)?;
        }
        Some(match &mark.whole {
            Some((certain, possible)) if mark.code == code => (certain, possible),
            _ => (&mark.elsewhere, &mark.elsewhere),
        })
    };
    if let [code] = codes {
        if let Some((surely, possibly)) = near(code) {
            possible.row(possibly);
            if !std::ptr::eq(surely, possibly) {
                certain.row(surely);
            }
        }
        return;
    }
    possible.any(codes.iter().filter_map(near).map(|(_, possibly)| possibly));
    for (surely, _) in codes.iter().filter_map(near) {
        certain.row(surely);
    }
}
