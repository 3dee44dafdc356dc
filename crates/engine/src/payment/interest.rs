//! Interest on what is paid late, with its arithmetic.

use super::{AgreedRate, Citation, Claim};
use crate::quantity::{Date, Money, Rate};

/// Interest on what is paid late, with its arithmetic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interest {
    /// At what rate.
    pub charge: Charge,
    /// Why this rate.
    pub basis: RateBasis,
    /// Where that stands, if it is a rule.
    pub source: Option<Citation>,
    /// The stretches of days with one balance, by date.
    pub stretches: Vec<Stretch>,
    /// The whole, rounded once to a fen, halves up: it may differ by some fen from the sum of the rounded stretches.
    pub total: Money,
}

/// A rate and what it is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Charge {
    /// A year of 365 days, leap years too.
    PerYear(Rate),
    /// A day.
    PerDay(Rate),
}

/// Why interest is at a rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RateBasis {
    /// The contract agrees it.
    Agreed,
    /// Nothing was agreed: the rate of the regulation.
    Statutory,
    /// What was agreed is below the least that may be: the loan prime rate of one year.
    PrimeRate,
    /// A contract of sale outside the regulation without an agreed rate: the least that a court may take.
    SaleLeast,
    /// The same: the most that a court may take.
    SaleMost,
}

/// Days on which the same amount was owed late.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Stretch {
    /// The first day that counts.
    pub from: Date,
    /// The last day that counts.
    pub to: Date,
    /// How many days: both ends count.
    pub days: i64,
    /// What was owed on each of them.
    pub balance: Money,
    /// The interest of these days, rounded to a fen, halves up.
    pub interest: Money,
}

impl From<AgreedRate> for Charge {
    fn from(rate: AgreedRate) -> Self {
        match rate {
            AgreedRate::PerYear(rate) => Self::PerYear(rate),
            AgreedRate::PerDay(rate) => Self::PerDay(rate),
        }
    }
}

impl Charge {
    /// The parts of a fen that one fen earns on one day, as numerator and denominator.
    fn parts(self) -> (i128, i128) {
        let (rate, days) = match self {
            Self::PerYear(rate) => (rate, 365),
            Self::PerDay(rate) => (rate, 1),
        };
        (i128::from(rate.ppm()), i128::from(Rate::WHOLE).saturating_mul(days))
    }
}

/// The balances from the day after `due` to `on`: each payment lowers the balance from the day after it was made.
pub(super) fn stretches(claim: &Claim, due: Date, on: Date) -> Vec<(Date, Date, Money)> {
    let paid_by = |day: Date| {
        let paid = claim.payments.iter().filter(|payment| payment.on <= day);
        paid.fold(Money::ZERO, |sum, payment| sum.plus(payment.amount))
    };
    let mut ends: Vec<Date> = claim.payments.iter().map(|payment| payment.on).filter(|&day| day < on).collect();
    ends.push(on);
    let mut from = due.plus_days(1);
    let mut found = Vec::new();
    for to in ends {
        let balance = Money::from_fen(claim.amount.fen().saturating_sub(paid_by(from.plus_days(-1)).fen()));
        if from <= to && balance > Money::ZERO {
            found.push((from, to, balance));
        }
        from = from.max(to.plus_days(1));
    }
    found
}

/// The interest from the day after `due` to `on`.
pub(super) fn interest(
    claim: &Claim,
    due: Date,
    on: Date,
    charge: Charge,
    basis: RateBasis,
    source: Option<Citation>,
) -> Interest {
    let (part, whole) = charge.parts();
    let mut sum: i128 = 0;
    let mut rows = Vec::new();
    for (from, to, balance) in stretches(claim, due, on) {
        let days = from.age_on(to, crate::quantity::Unit::Days).saturating_add(1);
        let exact = i128::from(balance.fen()).saturating_mul(i128::from(days)).saturating_mul(part);
        sum = sum.saturating_add(exact);
        rows.push(Stretch { from, to, days, balance, interest: rounded(exact, whole) });
    }
    Interest { charge, basis, source, stretches: rows, total: rounded(sum, whole) }
}

fn rounded(parts: i128, whole: i128) -> Money {
    let fen = parts.saturating_add(whole / 2).checked_div_euclid(whole).unwrap_or(0);
    Money::from_fen(i64::try_from(fen).unwrap_or(i64::MAX))
}
