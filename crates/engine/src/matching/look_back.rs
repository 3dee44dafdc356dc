//! What an enterprise could have used in the last years, year by year: what it may still put right.

use crate::catalogue::{BenefitKind, Catalogue, Category, Channel, Policy, PolicyId, Recipient, Status};
use crate::quantity::{Date, Money, Period, Span, Unit, sort_by};

use super::timeline::policy_timeline;
use super::worth::worth;
use super::{Estimate, Open, Situation, Total, Verdict, combine};

/// So many years are looked back on.
const YEARS: i64 = 3;

/// So many years from the day of payment overpaid tax can be asked back.
const REFUND_YEARS: i32 = 3;

/// A measure that an enterprise, as it is, could have used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastMeasure {
    /// The measure.
    pub policy: PolicyId,
    /// When, by calendar year.
    pub years: Vec<PastYear>,
}

/// When a measure could be used within a calendar year, and what that was worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PastYear {
    /// The year.
    pub year: i32,
    /// The first day within it.
    pub from: Date,
    /// The last day within it.
    pub to: Date,
    /// What it was worth on these days, an amount that comes once: a yearly one by their share of the year. None where no
    /// amount would mean anything.
    pub estimate: Option<Estimate>,
}

impl PastMeasure {
    /// From its first to its last day.
    #[must_use]
    pub fn span(&self) -> Span {
        Span { from: self.years.first().map(|year| year.from), to: self.years.last().map(|year| year.to) }
    }

    /// The years, each once.
    #[must_use]
    pub fn calendar_years(&self) -> Vec<i32> {
        let mut years: Vec<i32> = self.years.iter().map(|past| past.year).collect();
        years.dedup();
        years
    }

    /// What it was worth in a year, if an amount means anything.
    #[must_use]
    pub fn worth(&self, year: i32) -> Option<Estimate> {
        let worth = self.years.iter().filter(|past| past.year == year).filter_map(|past| past.estimate);
        worth.reduce(|sum, more| Estimate {
            low: sum.low.plus(more.low),
            high: sum.high.zip(more.high).map(|(sum, more)| sum.plus(more)),
            ..sum
        })
    }
}

/// Tax paid within one calendar year, and until when what was overpaid can be asked back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RefundTerm {
    /// The first and the last day of payment.
    pub paid: (Date, Date),
    /// The last days for asking, of what was paid on the first and on the last of these days.
    pub until: (Date, Date),
}

impl RefundTerm {
    /// The calendar year of the payments.
    #[must_use]
    pub fn year(self) -> i32 {
        self.paid.0.year()
    }
}

/// The last day on which overpaid tax can be asked back that was paid on a day: three years from the day of payment
/// (税收征收管理法第五十一条), which end on the same day of the year, or with the month that has no such day (民法典第二百零二条).
/// No day of rest is counted on.
#[must_use]
pub fn refund_until(paid: Date) -> Date {
    let year = paid.year().saturating_add(REFUND_YEARS);
    // Only the 29th of February is not in every year.
    Date::new(year, paid.month(), paid.day()).or(Date::new(year, paid.month(), 28)).unwrap_or(Date::MAX)
}

/// The payments that are not older than that on a day, year by year. It is the day of payment that counts, not the year
/// that the tax is for.
#[must_use]
pub fn refund_terms(today: Date) -> Vec<RefundTerm> {
    let oldest = today.year().saturating_sub(REFUND_YEARS);
    let terms = (oldest..=today.year()).filter_map(|year| {
        let (mut first, last) = (Date::new(year, 1, 1)?, Date::new(year, 12, 31)?.min(today));
        if year == oldest {
            // On the 29th of February no other day of February can be asked for any more.
            first = Date::new(year, today.month(), today.day()).or(Date::new(year, 3, 1))?;
        }
        Some(RefundTerm { paid: (first, last), until: (refund_until(first), refund_until(last)) })
    });
    terms.collect()
}

/// The measures that bring money and that an enterprise, staying as it is, could have used in the three years before a
/// day, if it had claimed them: those that come by themselves are none. Taxes and fees come first, then what was worth
/// most.
#[must_use]
pub fn look_back(catalogue: &Catalogue, situation: &Situation<'_>, today: Date) -> Vec<PastMeasure> {
    let span = Span { from: Some(today.reaches_age(YEARS.saturating_neg(), Unit::Years)), to: Some(today) };
    let claimed = catalogue.iter().filter(|(_, policy)| is_claimed(*policy));
    let mut found: Vec<PastMeasure> = claimed
        .map(|(id, policy)| PastMeasure { policy: id, years: years(catalogue, situation, span, (id, policy)) })
        .filter(|measure| !measure.years.is_empty())
        .collect();
    let rule = |measure: &PastMeasure| {
        let rule = catalogue.rule(measure.policy);
        rule.map(|rule| (rule.category != Category::TaxFee, rule.id.as_str()))
    };
    let most = |measure: &PastMeasure| {
        let highs = measure.years.iter().filter_map(|year| year.estimate?.high);
        highs.fold(Money::ZERO, Money::plus)
    };
    sort_by(&mut found, |a, b| {
        let (first, second) = (rule(a), rule(b));
        let is_other = |rule: Option<(bool, &str)>| rule.map(|(is_other, _)| is_other);
        is_other(first).cmp(&is_other(second)).then_with(|| most(b).cmp(&most(a))).then_with(|| first.cmp(&second))
    });
    found
}

/// What measures were worth together in a year: of those that exclude each other the best.
#[must_use]
pub fn past_worth(catalogue: &Catalogue, measures: &[&PastMeasure], year: i32) -> Total {
    let worth = measures.iter().filter_map(|measure| Some((measure.policy, measure.worth(year)?)));
    combine(catalogue, &worth.collect::<Vec<_>>()).once
}

/// Whether a measure is money for the enterprise that it gets by claiming it alone.
fn is_claimed(policy: Policy<'_>) -> bool {
    policy.kind == BenefitKind::Saving
        && policy.recipient == Recipient::Enterprise
        && policy.channel != Channel::Automatic
        && policy.category != Category::Service
        && !policy.is_background()
        && !policy.must_be_won()
}

/// The years of a span in which a measure was in force and its criteria met.
fn years(
    catalogue: &Catalogue,
    situation: &Situation<'_>,
    span: Span,
    (id, policy): (PolicyId, Policy<'_>),
) -> Vec<PastYear> {
    let mut years: Vec<PastYear> = Vec::new();
    for stretch in policy_timeline(catalogue, situation, span, id) {
        if stretch.verdict != Verdict::Eligible || stretch.status != Status::InForce {
            continue;
        }
        for year in stretch.from.year()..=stretch.to.year() {
            let (Some(first), Some(last)) = (Date::new(year, 1, 1), Date::new(year, 12, 31)) else { continue };
            let (from, to) = (stretch.from.max(first), stretch.to.min(last));
            match years.last_mut() {
                // Two stretches of one year count as one where nothing lies between them.
                Some(past) if past.year == year && past.to.plus_days(1) == from => past.to = to,
                _ => years.push(PastYear { year, from, to, estimate: None }),
            }
        }
    }
    for past in &mut years {
        let then = situation.on_day(past.to);
        // An amount without an upper end says nothing of what was lost.
        let known = worth(catalogue, &then, policy, &Open::default()).filter(|estimate| estimate.high.is_some());
        past.estimate = known.map(|estimate| share(estimate, past.from, past.to));
    }
    years
}

/// What a yearly amount comes to on some days of one year.
fn share(estimate: Estimate, from: Date, to: Date) -> Estimate {
    if estimate.period == Period::Once {
        return estimate;
    }
    let days = |from: Date, to: Date| from.age_on(to, Unit::Days).saturating_add(1);
    let whole = Date::new(from.year(), 1, 1).zip(Date::new(from.year(), 12, 31)).map_or(365, |(a, b)| days(a, b));
    let part = |money: Money| {
        let fen = i128::from(money.fen()).saturating_mul(i128::from(days(from, to)));
        let fen = fen.checked_div_euclid(i128::from(whole)).unwrap_or(0);
        Money::from_fen(i64::try_from(fen).unwrap_or(i64::MAX))
    };
    Estimate { low: part(estimate.low), high: estimate.high.map(part), period: Period::Once }
}
