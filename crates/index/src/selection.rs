//! The rows that a profile selects, and what is left of all columns after them.

use engine::enterprise::{Code, FactId, Possible};
use engine::matching::Situation;
use engine::quantity::{Bits, bits_of, first_bits};

use super::columns::LookupKey;
use super::program::Reach;
use super::rows::{ALL, BitRow, Block, Ladder, Place, and, and_all, is_empty, or};
use super::{Axis, PlaceRows, Rows};

/// After this many rows it is checked whether anything is left of a block.
const STRIDE: usize = 4;

/// This many blocks are narrowed together, as memory is read faster in longer pieces.
const SPAN: usize = 4;

/// What a profile selects: the columns left are those in all rows and in one row of each group.
#[derive(Clone, Debug, Default)]
pub(super) struct Selection<'a> {
    rows: Vec<&'a [Block]>,
    /// The rows of all groups, and where each group ends.
    grouped: Vec<&'a [Block]>,
    ends: Vec<usize>,
    pub(super) left: Vec<Block>,
}

impl<'a> Selection<'a> {
    /// Starts again, with this many blocks.
    pub(super) fn clear(&mut self, blocks: usize) {
        self.rows.clear();
        self.grouped.clear();
        self.ends.clear();
        self.left.clear();
        self.left.resize(blocks, ALL);
    }

    pub(super) fn row(&mut self, row: &'a BitRow) {
        if !row.0.is_empty() {
            self.rows.push(&row.0);
        }
    }

    fn any(&mut self, mut rows: impl Iterator<Item = &'a BitRow>) {
        let (first, second) = (rows.next(), rows.next());
        match (first, second) {
            (Some(only), None) => self.row(only),
            (first, second) => {
                self.grouped.extend(first.into_iter().chain(second).chain(rows).map(|row| row.0.as_slice()));
                self.ends.push(self.grouped.len());
            }
        }
    }

    fn at(&mut self, ladder: &'a Ladder, place: Place) {
        if let Some(row) = ladder.at(place, &mut self.left) {
            self.row(row);
        }
    }

    /// Narrows what is left.
    pub(super) fn narrow(&mut self) {
        for (left, from) in self.left.chunks_mut(SPAN).zip((0..).step_by(SPAN)) {
            for rows in self.rows.chunks(STRIDE) {
                let mut rows = rows.iter().map(|row| row.get(from..).unwrap_or(&[]));
                let rows: [&[Block]; STRIDE] = std::array::from_fn(|_| rows.next().unwrap_or(&[]));
                for (at, left) in left.iter_mut().enumerate() {
                    and_all(left, rows.map(|row| row.get(at).unwrap_or(&ALL)));
                }
                if left.iter().all(is_empty) {
                    break;
                }
            }
        }
        let mut from = 0;
        for &end in &self.ends {
            let group = self.grouped.get(from..end).unwrap_or(&[]);
            from = end;
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

impl Axis {
    /// Selects the rows of what a profile comes to.
    pub(super) fn select<'a>(
        &'a self,
        situation: &Situation<'_>,
        reach: &Reach,
        possible: &mut Selection<'a>,
        certain: &mut Selection<'a>,
    ) {
        match (&self.rows, &self.source) {
            (Rows::Ladder(ladder), _) => numbers(ladder, reach, possible, certain),
            (Rows::Places(rows), LookupKey::Within(fact)) => places(rows, codes(situation, *fact), possible, certain),
            _ => self.select_options(reach, possible, certain),
        }
    }

    /// Selects the rows of options.
    pub(super) fn select_options<'a>(
        &'a self,
        reach: &Reach,
        possible: &mut Selection<'a>,
        certain: &mut Selection<'a>,
    ) {
        match &self.rows {
            Rows::Options(rows, every, any) => {
                if reach.may == first_bits(rows.len()) {
                    possible.row(any);
                    certain.row(every);
                } else {
                    among(rows, reach.may, possible, certain);
                }
            }
            Rows::Held { free, holds, any, forbids } => {
                let demanded = |options: Bits, selection: &mut Selection<'a>| match (free, options) {
                    (None, _) => {}
                    (Some(free), 0) => selection.row(free),
                    (Some(_), options) if options == first_bits(holds.len()) => selection.row(any),
                    (Some(_), options) => selection.any(bits_of(options).filter_map(|option| holds.get(option))),
                };
                let forbidden = |options: Bits, selection: &mut Selection<'a>| {
                    for row in bits_of(options).filter_map(|option| forbids.get(option)?.as_ref()) {
                        selection.row(row);
                    }
                };
                demanded(reach.may, possible);
                forbidden(reach.must, possible);
                if reach.must != reach.may {
                    demanded(reach.must, certain);
                    forbidden(reach.may, certain);
                }
            }
            Rows::None | Rows::Ladder(_) | Rows::Places(_) => {}
        }
    }
}

fn numbers<'a>(ladder: &'a Ladder, reach: &Reach, possible: &mut Selection<'a>, certain: &mut Selection<'a>) {
    let (first, last) = (reach.first, reach.last);
    if let Some(steady) = ladder.steady(reach.low, reach.high) {
        certain.row(steady);
    } else if first == last {
        possible.at(ladder, first);
    } else {
        let rows = ladder.between(first, last, &mut possible.left);
        rows.into_iter().flatten().for_each(|row| possible.row(row));
        // A demand met at both ends is met between them.
        certain.at(ladder, first);
        certain.at(ladder, last);
    }
}

/// One of some options: met for certain at all of them, possibly at one.
fn among<'a>(rows: &'a [BitRow], options: Bits, possible: &mut Selection<'a>, certain: &mut Selection<'a>) {
    let named = || bits_of(options).filter_map(|option| rows.get(option));
    if options == 0 {
        return;
    }
    possible.any(named());
    if !options.is_power_of_two() {
        for row in named() {
            certain.row(row);
        }
    }
}

/// The places that may be meant, one of which it is.
pub(super) fn codes<'a>(situation: &'a Situation<'_>, fact: FactId) -> &'a [Code] {
    match situation.profile().given(fact) {
        Some(Possible::Places(codes)) => codes.as_slice(),
        _ => &[Code::ROOT],
    }
}

/// A place, or one of several.
fn places<'a>(rows: &'a PlaceRows, codes: &[Code], possible: &mut Selection<'a>, certain: &mut Selection<'a>) {
    if let [code] = codes {
        if let Some((surely, possibly)) = rows.near(*code) {
            possible.row(possibly);
            if !std::ptr::eq(surely, possibly) {
                certain.row(surely);
            }
        }
        return;
    }
    let near = || codes.iter().filter_map(|&code| rows.near(code));
    possible.any(near().map(|(_, possibly)| possibly));
    for (surely, _) in near() {
        certain.row(surely);
    }
}
