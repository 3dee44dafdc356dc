//! Looking a profile up.

use crate::catalogue::{Catalogue, PolicyId, Term};
use crate::enterprise::{Code, Facts, Possible};
use crate::matching::{Situation, Verdict};
use crate::quantity::{Bits, Date, Interval, bits_of, first_bits};

use super::columns::Source;
use super::program::{Machine, Reach};
use super::rows::{ALL, Block, Ladder, Place, Row, WIDTH, WORD, and, is_empty, or};
use super::{Axis, Index, Marks, Rows};

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
    /// Room for all there can be, and a few more.
    hits: Vec<Hit>,
}

/// In place of a hit.
const NOBODY: Hit = Hit { policy: PolicyId(u32::MAX), verdict: Verdict::Ineligible };

/// So many hits are listed at once.
const AT_ONCE: usize = 8;

/// After so many rows it is seen whether anything is left of a block.
const STRIDE: usize = 4;

/// So many blocks are narrowed together, as memory is read faster in longer pieces.
const SPAN: usize = 4;

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
        self.left.resize(blocks, ALL);
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

    fn at(&mut self, ladder: &'a Ladder, place: Place) {
        if let Some(row) = ladder.at(place, &mut self.left) {
            self.row(row);
        }
    }

    /// Narrows what is left.
    fn narrow(&mut self) {
        for (left, from) in self.left.chunks_mut(SPAN).zip((0..).step_by(SPAN)) {
            for rows in self.rows.chunks(STRIDE) {
                let mut rows = rows.iter().map(|row| row.get(from..).unwrap_or(&[]));
                let rows: [&[Block]; STRIDE] = std::array::from_fn(|_| rows.next().unwrap_or(&[]));
                for (at, left) in left.iter_mut().enumerate() {
                    for row in rows {
                        and(left, row.get(at).unwrap_or(&ALL));
                    }
                }
                if left.iter().all(is_empty) {
                    break;
                }
            }
        }
        for group in &self.groups {
            for (at, left) in self.left.iter_mut().enumerate().filter(|(_, left)| !is_empty(left)) {
                let mut any = [0; 8];
                for row in group {
                    or(&mut any, row.get(at).unwrap_or(&ALL));
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
            hits: vec![NOBODY; catalogue.policies.len().saturating_add(AT_ONCE)],
        }
    }

    /// The policies neither ended nor yet to begin on the day, whose criteria hold or may hold: the same as the
    /// reference evaluator finds, each once, in an order that depends on the catalogue alone.
    pub fn find(&mut self, situation: &Situation<'_>) -> &[Hit] {
        let blocks = self.index.owners.len().div_ceil(WIDTH);
        self.possible.clear(blocks);
        self.certain.clear(blocks);
        // By itself, so that one axis need not wait for the other.
        for (axis, reach) in self.index.axes.iter().zip(&mut self.reaches) {
            axis.measure(situation, reach);
        }
        for &slot in &self.index.order {
            let slot = usize::from(slot);
            if let (Some(axis), Some(reach)) = (self.index.axes.get(slot), self.reaches.get_mut(slot)) {
                axis.pick(self.catalogue, situation, reach, &mut self.possible, &mut self.certain);
            }
        }
        self.certain.row(&self.index.decided);
        self.possible.narrow();
        for (certain, possible) in self.certain.left.iter_mut().zip(&self.possible.left) {
            and(certain, possible);
        }
        self.certain.narrow();
        let found = self.list(situation);
        self.hits.get(..found).unwrap_or(&[])
    }

    /// Lists what is left, and says how many.
    fn list(&mut self, situation: &Situation<'_>) -> usize {
        let index = self.index;
        let machine = Machine {
            steps: &index.steps,
            tests: &index.tests,
            spans: &index.spans,
            reaches: &self.reaches,
            situation,
        };
        let blocks = self.possible.left.iter().zip(&self.certain.left);
        let blocks = blocks.zip(index.starts.0.iter().zip(&index.programmed.0));
        let mut found = 0_usize;
        for (block, ((possible, certain), (starts, programmed))) in blocks.enumerate() {
            if is_empty(possible) {
                continue;
            }
            let from = block.saturating_mul(WIDTH);
            let owners = index.owners.get(from..).unwrap_or(&[]).as_chunks::<WORD>().0;
            let words = possible.iter().zip(certain).zip(starts.iter().zip(programmed));
            for ((((possible, certain), (starts, programmed)), owners), base) in
                words.zip(owners).zip((from..).step_by(WORD))
            {
                if *possible == 0 {
                    continue;
                }
                let mut possible = at_starts(*possible, *starts);
                let mut certain = at_starts(*certain, *starts);
                if possible & programmed != 0 {
                    (possible, certain) = machine.narrow(&index.programs, base, *programmed, possible, certain);
                }
                // A few at once, and perhaps some beyond the last: how many there are is hard to foresee.
                let mut rest = possible;
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
                found = found.saturating_add(usize::try_from(possible.count_ones()).unwrap_or(0));
            }
        }
        found
    }
}

/// Those of the first columns of policies of which this or a further column is among some.
fn at_starts(columns: u64, starts: u64) -> u64 {
    // Whether the next column, the next two, the next four belong to the same policy.
    let one = !(starts >> 1);
    let two = one & (one >> 1);
    let four = two & (two >> 2);
    let columns = columns | columns >> 1 & one;
    let columns = columns | columns >> 2 & two;
    (columns | columns >> 4 & four) & starts
}

impl Axis {
    /// Finds the number of a profile and where it stands among the bounds demanded.
    fn measure(&self, situation: &Situation<'_>, reach: &mut Reach) {
        if !matches!(self.source, Source::Number(_) | Source::Today) {
            return;
        }
        let range = range(&self.source, situation);
        (reach.low, reach.high) = (range.low(), range.high());
        if let Rows::Ladder(ladder) = &self.rows {
            reach.first = ladder.place(range.low());
            reach.last = if range.low() == range.high() { reach.first } else { ladder.place(range.high()) };
        }
    }

    /// Picks the rows of a profile, and says what it comes to for programs.
    fn pick<'a>(
        &'a self,
        catalogue: &Catalogue,
        situation: &Situation<'_>,
        reach: &mut Reach,
        possible: &mut Picked<'a>,
        certain: &mut Picked<'a>,
    ) {
        let all = |fact| catalogue.facts.get(fact).map_or(0, crate::enterprise::Fact::all_options);
        match &self.source {
            Source::Number(_) | Source::Today => {
                if let Rows::Ladder(ladder) = &self.rows {
                    if let Some(steady) = ladder.steady(reach.low, reach.high) {
                        certain.row(steady);
                    } else {
                        let (first, last) = (reach.first, reach.last);
                        if first == last {
                            possible.at(ladder, first);
                        } else {
                            let rows = ladder.between(first, last, &mut possible.left);
                            rows.into_iter().flatten().for_each(|row| possible.row(row));
                            // A demand met at both ends is met between them.
                            certain.at(ladder, first);
                            certain.at(ladder, last);
                        }
                    }
                }
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
                reach.must = options;
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
                (reach.must, reach.may) = (must, may);
            }
            Source::Within(fact) => {
                let codes = match situation.profile().given(*fact) {
                    Some(Possible::Places(codes)) => codes.as_slice(),
                    _ => &[Code::ROOT],
                };
                let tree = if let Rows::Places(marks) = &self.rows {
                    places(marks, codes, possible, certain);
                    marks.tree
                } else {
                    super::columns::tree(catalogue, *fact)
                };
                reach.scattered = codes.len() != 1;
                if let [code] = codes {
                    let span = tree.span(*code);
                    (reach.low, reach.high) = (span.low(), span.high());
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
fn places<'a>(marks: &'a Marks, codes: &[Code], possible: &mut Picked<'a>, certain: &mut Picked<'a>) {
    if let [code] = codes {
        if let Some((surely, possibly)) = marks.near(*code) {
            possible.row(possibly);
            if !std::ptr::eq(surely, possibly) {
                certain.row(surely);
            }
        }
        return;
    }
    let near = || codes.iter().filter_map(|&code| marks.near(code));
    possible.any(near().map(|(_, possibly)| possibly));
    for (surely, _) in near() {
        certain.row(surely);
    }
}
