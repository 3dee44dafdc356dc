//! Facts with few options, taken together: one row for all of them instead of one or two for each.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use engine::enterprise::FactId;
use engine::quantity::{Bits, bit, first_bits};

use super::columns::LookupKey;
use super::program::Reach;
use super::rows::BitRow;
use super::selection::Selection;
use super::{Axis, Rows};

/// A bundle has at most this many pairs of rows. More facts in fewer bundles are faster, and take more room.
const MOST_ROWS: usize = 150;

/// Some facts, and for each of their usual answers taken together the columns satisfied.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct FactBundle {
    parts: Vec<Part>,
    /// What is possible, and what is certain beyond that.
    rows: Vec<(BitRow, BitRow)>,
}

/// One fact of a bundle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Part {
    /// Everything that is demanded of it.
    slots: Vec<u16>,
    options: usize,
    /// Whether several may be held, or none.
    held: bool,
}

impl Part {
    /// How many usual answers there are: no answer, each option alone, and (where several may be held) none.
    fn answers(&self) -> usize {
        self.options.saturating_add(1).saturating_add(usize::from(self.held))
    }

    /// The number of an answer, if it is a usual one.
    fn number(&self, must: Bits, may: Bits) -> Option<usize> {
        let exact = if self.held { must == may } else { may.is_power_of_two() };
        if may == first_bits(self.options) && (must == 0 || !self.held) {
            Some(0)
        } else if !exact || may.count_ones() > 1 {
            None
        } else {
            // An option alone; after all of these, none.
            Some(usize::try_from(may.trailing_zeros()).unwrap_or(0).min(self.options).saturating_add(1))
        }
    }

    /// The answer with a number.
    fn answer(&self, number: usize) -> Reach {
        let alone = match number.checked_sub(1) {
            Some(option) if option < self.options => bit(option),
            _ => 0,
        };
        let is_given = number > 0;
        let may = if is_given { alone } else { first_bits(self.options) };
        Reach { must: if self.held { alone } else { may }, may, ..Reach::default() }
    }
}

impl FactBundle {
    /// Bundles of the facts that some of the axes look at, with this many blocks of columns, if something is demanded of
    /// them often; each with the slots in it.
    pub(super) fn all(axes: &[Axis], blocks: usize, often: impl Fn(usize) -> bool) -> Vec<(Vec<u16>, Self)> {
        let mut facts: BTreeMap<FactId, Part> = BTreeMap::new();
        for (axis, slot) in axes.iter().zip(0..) {
            let (options, held) = match &axis.rows {
                Rows::Options(rows, ..) => (rows.len(), false),
                Rows::Held { forbids, .. } => (forbids.len(), true),
                Rows::None | Rows::Ladder(_) | Rows::Places(_) => continue,
            };
            if let LookupKey::Among(fact) | LookupKey::Held(fact) = axis.source {
                let part = facts.entry(fact).or_insert_with(|| Part { slots: Vec::new(), options, held });
                part.slots.push(slot);
            }
        }
        let often = |part: &Part| part.slots.first().is_some_and(|slot| often(usize::from(*slot)));
        let mut parts: Vec<Part> =
            facts.into_values().filter(|part| often(part) && part.answers() <= MOST_ROWS).collect();
        parts.sort_by_key(Part::answers);
        let mut bundles: Vec<Vec<Part>> = Vec::new();
        for part in parts {
            let rows = |bundle: &Vec<Part>| bundle.iter().map(Part::answers).product::<usize>();
            match bundles.last_mut() {
                Some(last) if rows(last).saturating_mul(part.answers()) <= MOST_ROWS => last.push(part),
                _ => bundles.push(vec![part]),
            }
        }
        let slots = |parts: &[Part]| -> Vec<u16> { parts.iter().flat_map(|part| part.slots.iter().copied()).collect() };
        bundles.into_iter().map(|parts| (slots(&parts), Self::new(parts, axes, blocks))).collect()
    }

    fn new(parts: Vec<Part>, axes: &[Axis], blocks: usize) -> Self {
        let count = parts.iter().map(Part::answers).product();
        let rows = |number: usize| {
            let (mut possible, mut certain) = (Selection::default(), Selection::default());
            possible.clear(blocks);
            certain.clear(blocks);
            let mut rest = number;
            for part in &parts {
                let answer = part.answer(rest.checked_rem(part.answers()).unwrap_or(0));
                rest = rest.checked_div(part.answers()).unwrap_or(0);
                for axis in part.slots.iter().filter_map(|slot| axes.get(usize::from(*slot))) {
                    axis.select_options(&answer, &mut possible, &mut certain);
                }
            }
            possible.narrow();
            certain.narrow();
            (BitRow(possible.left).trimmed(), BitRow(certain.left).trimmed())
        };
        Self { rows: (0..count).map(rows).collect(), parts }
    }

    /// The rows of what a profile comes to, if it gives none but usual answers.
    pub(super) fn rows(&self, reaches: &[Reach]) -> Option<&(BitRow, BitRow)> {
        let mut number = 0_usize;
        let mut scale = 1_usize;
        for part in &self.parts {
            let reach = reaches.get(usize::from(*part.slots.first()?))?;
            number = number.saturating_add(scale.saturating_mul(part.number(reach.must, reach.may)?));
            scale = scale.saturating_mul(part.answers());
        }
        self.rows.get(number)
    }
}
