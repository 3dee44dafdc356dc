//! Looking a profile up.

use crate::catalogue::{Catalogue, PolicyId, Term};
use crate::enterprise::{Facts, Possible};
use crate::matching::{Situation, Truth, Verdict};
use crate::quantity::{Bits, Date, Interval, bits_of};

use super::columns::Source;
use super::program::{Machine, Reach};
use super::rows::{Block, Ladder, Row, and, clear, is_empty, or};
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
    hits: Vec<Hit>,
}

/// So many blocks are narrowed before the next ones: enough to read rows in one go, few enough to drop out together.
const STRIDE: usize = 8;

/// What a profile picked: the columns left are those in all rows, in one row of each group, and in no list.
#[derive(Clone, Debug, Default)]
struct Picked<'a> {
    rows: Vec<&'a [Block]>,
    groups: Vec<Vec<&'a [Block]>>,
    out: Vec<&'a [u32]>,
    left: Vec<Block>,
}

impl<'a> Picked<'a> {
    fn clear(&mut self) {
        self.rows.clear();
        self.groups.clear();
        self.out.clear();
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

    fn ladder(&mut self, ladder: &'a Ladder, value: i64) {
        let (row, out) = ladder.at(value);
        self.rows.extend(row.map(|row| row.0.as_slice()).filter(|row| !row.is_empty()));
        if !out.is_empty() {
            self.out.push(out);
        }
    }

    /// Narrows what is left.
    fn narrow(&mut self) {
        for (part, at) in self.left.chunks_mut(STRIDE).zip((0_usize..).step_by(STRIDE)) {
            for row in &self.rows {
                let mut any = 0;
                let blocks = row.get(at..).unwrap_or(&[]);
                for (left, block) in part.iter_mut().zip(blocks) {
                    and(left, block);
                    any |= left.iter().fold(0, |all, word| all | word);
                }
                if any == 0 && blocks.len() >= part.len() {
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
        for out in &self.out {
            clear(&mut self.left, out);
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
            hits: Vec::new(),
        }
    }

    /// The policies neither ended nor yet to begin on the day, whose criteria hold or may hold: the same as the
    /// reference evaluator finds, each once, in an order that depends on the catalogue alone.
    pub fn find(&mut self, situation: &Situation<'_>) -> &[Hit] {
        self.possible.clear();
        self.certain.clear();
        for &slot in &self.index.order {
            let slot = usize::from(slot);
            if let (Some(axis), Some(reach)) = (self.index.axes.get(slot), self.reaches.get_mut(slot)) {
                *reach = axis.pick(self.catalogue, situation, &mut self.possible, &mut self.certain);
            }
        }
        self.certain.row(&self.index.decided);
        self.possible.left.clear();
        self.possible.left.resize(self.index.owners.len().div_ceil(512), [u64::MAX; 8]);
        self.possible.narrow();
        self.certain.left.clone_from(&self.possible.left);
        self.certain.narrow();
        self.list(situation);
        &self.hits
    }

    fn list(&mut self, situation: &Situation<'_>) {
        let index = self.index;
        let machine = Machine {
            steps: &index.steps,
            tests: &index.tests,
            spans: &index.spans,
            reaches: &self.reaches,
            situation,
        };
        self.hits.clear();
        let words = self.possible.left.iter().flatten().zip(self.certain.left.iter().flatten());
        let words = words.zip(index.programmed.0.iter().flatten());
        let mut open: Option<Hit> = None;
        // Only the last word can have bits beyond the last column, which belong to nobody.
        for (((&possible, &certain), programmed), (owners, base)) in
            words.zip(index.owners.chunks(64).zip((0_usize..).step_by(64)))
        {
            let mut left = possible;
            while left != 0 {
                let bit = left.trailing_zeros();
                left &= left.wrapping_sub(1);
                let Ok(offset) = usize::try_from(bit) else { break };
                let Some(&policy) = owners.get(offset) else { break };
                let mut truth = if certain >> bit & 1 == 1 { Truth::True } else { Truth::Unknown };
                if programmed >> bit & 1 == 1 {
                    let column = base.saturating_add(offset);
                    let Some(&[from, to]) = index.programs.get(column..column.saturating_add(2)) else { break };
                    truth = truth.and(machine.run(from, to));
                    if truth == Truth::False {
                        continue;
                    }
                }
                let verdict = truth.into();
                match &mut open {
                    Some(open) if open.policy == policy => open.verdict = open.verdict.min(verdict),
                    other => self.hits.extend(other.replace(Hit { policy, verdict })),
                }
            }
        }
        self.hits.extend(open);
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
                if let Rows::Ladders { low, high } = &self.rows {
                    possible.ladder(low, range.high());
                    possible.ladder(high, range.low().saturating_neg());
                    if range.low() < range.high() {
                        certain.ladder(low, range.low());
                        certain.ladder(high, range.high().saturating_neg());
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
                    if options == all(*fact) {
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
    let near = |code: crate::enterprise::Code| {
        let found = |above| marks.binary_search_by_key(&above, |mark: &Mark| mark.code).ok();
        let mark = tree.upwards(code).find_map(found).and_then(|index| marks.get(index));
        mark.map(|mark| match &mark.whole {
            Some((certain, possible)) if mark.code == code => (certain, possible),
            _ => (&mark.elsewhere, &mark.elsewhere),
        })
    };
    possible.any(codes.iter().filter_map(|&code| near(code)).map(|(_, possible)| possible));
    let exact = codes.len() == 1 && codes.iter().filter_map(|&code| near(code)).all(|(a, b)| std::ptr::eq(a, b));
    if !exact {
        for (row, _) in codes.iter().filter_map(|&code| near(code)) {
            certain.row(row);
        }
    }
}
