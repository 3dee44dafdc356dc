//! The table of many enterprises with what fits each, as `policy-match batch` writes it: the one list of its columns.

use std::fmt::Write as _;

use crate::catalogue::{PolicyId, Rules};
use crate::enterprise::{FactId, SizeClass};
use crate::matching::Combination;
use crate::quantity::Money;

/// What was found for one enterprise of a table.
#[derive(Clone, Copy, Debug)]
pub struct ClientRow<'a> {
    /// The line of the table it was read from.
    pub line: u64,
    /// Its name there.
    pub name: &'a str,
    /// Its size class, if it can be derived.
    pub class: Option<SizeClass>,
    /// What it can use.
    pub eligible: &'a [PolicyId],
    /// What something not known decides.
    pub needs_info: &'a [PolicyId],
    /// What it can use together, where that was reckoned.
    pub together: Option<&'a Combination>,
    /// The facts that what it may use waits for, where that was looked for.
    pub missing: &'a [FactId],
}

/// A column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClientColumn {
    /// The line of the table it was read from.
    Line,
    /// The enterprise's name.
    Id,
    /// Its size class; empty where that is not known.
    SizeClass,
    /// The ids of what it can use.
    Eligible,
    /// How many policies something not known decides.
    NeedsInfoCount,
    /// Their ids.
    NeedsInfo,
    /// What it can use is worth at least this a year, in yuan; empty where nothing is priced.
    YearLow,
    /// And at most this.
    YearHigh,
    /// What comes once is worth at least this, in yuan.
    OnceLow,
    /// And at most this.
    OnceHigh,
    /// Whether part of it is worth more than can be said.
    Open,
    /// The ids of the facts that those which need information wait for, what most wait for first.
    Missing,
}

impl ClientColumn {
    /// All of them, in their order.
    pub const ALL: [Self; 12] = [
        Self::Line,
        Self::Id,
        Self::SizeClass,
        Self::Eligible,
        Self::NeedsInfoCount,
        Self::NeedsInfo,
        Self::YearLow,
        Self::YearHigh,
        Self::OnceLow,
        Self::OnceHigh,
        Self::Open,
        Self::Missing,
    ];

    /// Its heading.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Line => "line",
            Self::Id => "id",
            Self::SizeClass => "size_class",
            Self::Eligible => "eligible",
            Self::NeedsInfoCount => "needs_info_count",
            Self::NeedsInfo => "needs_info",
            Self::YearLow => "year_low_yuan",
            Self::YearHigh => "year_high_yuan",
            Self::OnceLow => "once_low_yuan",
            Self::OnceHigh => "once_high_yuan",
            Self::Open => "open",
            Self::Missing => "missing",
        }
    }

    /// Whether it tells what the policies are worth.
    #[must_use]
    pub fn is_worth(self) -> bool {
        matches!(self, Self::YearLow | Self::YearHigh | Self::OnceLow | Self::OnceHigh | Self::Open)
    }

    /// Whether its cells are numbers.
    #[must_use]
    pub fn is_number(self) -> bool {
        matches!(self, Self::Line | Self::NeedsInfoCount) || (self.is_worth() && self != Self::Open)
    }

    /// Writes the cell of a row.
    pub fn write(self, row: &ClientRow<'_>, rules: &Rules, cell: &mut String) {
        let year = row.together.and_then(|together| together.year.bounds());
        let once = row.together.and_then(|together| together.once.bounds());
        match self {
            Self::Line => push(cell, row.line),
            Self::Id => cell.push_str(row.name),
            Self::SizeClass => cell.push_str(row.class.map_or("", SizeClass::id)),
            Self::Eligible => push_ids(cell, row.eligible, rules),
            Self::NeedsInfoCount => push(cell, row.needs_info.len()),
            Self::NeedsInfo => push_ids(cell, row.needs_info, rules),
            Self::YearLow => push_yuan(cell, year.map(|(low, _)| low)),
            Self::YearHigh => push_yuan(cell, year.map(|(_, high)| high)),
            Self::OnceLow => push_yuan(cell, once.map(|(low, _)| low)),
            Self::OnceHigh => push_yuan(cell, once.map(|(_, high)| high)),
            Self::Open => {
                if let Some(together) = row.together {
                    push(cell, together.year.open || together.once.open);
                }
            }
            Self::Missing => {
                let ids: Vec<&str> =
                    row.missing.iter().filter_map(|&id| Some(rules.facts.get(id)?.id.as_str())).collect();
                cell.push_str(&ids.join(" "));
            }
        }
    }
}

fn push(cell: &mut String, value: impl std::fmt::Display) {
    // Writing to memory cannot fail.
    let _ = write!(cell, "{value}");
}

fn push_ids(cell: &mut String, ids: &[PolicyId], rules: &Rules) {
    for (place, id) in ids.iter().filter_map(|&id| rules.rule(id)).map(|rule| &rule.id).enumerate() {
        if place > 0 {
            cell.push(' ');
        }
        cell.push_str(id);
    }
}

fn push_yuan(cell: &mut String, money: Option<Money>) {
    if let Some(money) = money {
        let _ = write!(cell, "{}.{:02}", money.fen().div_euclid(100), money.fen().rem_euclid(100));
    }
}
