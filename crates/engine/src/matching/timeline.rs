//! Over which days a policy answers the same to a profile.

use crate::catalogue::{Operand, PolicyId, Rules, Status, Test};
use crate::enterprise::SizeStandard;
use crate::quantity::{Date, Span, sort_distinct};

use super::{Situation, Verdict, verdict};

/// A stretch of days over which a policy answers the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VerdictPeriod {
    /// The policy.
    pub policy: PolicyId,
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
    /// Whether the enterprise meets its criteria.
    pub verdict: Verdict,
    /// Where the policy stands.
    pub status: Status,
}

/// What each policy answers over a span of days, the enterprise staying as it is; only stretches in which the policy
/// is in force (or unclear), by policy and then by day.
///
/// The open end of a span is its other end: a span without any end is empty.
#[must_use]
pub fn timeline(rules: &Rules, situation: &Situation<'_>, span: Span) -> Vec<VerdictPeriod> {
    rules.iter().flat_map(|(id, _)| policy_timeline(rules, situation, span, id)).collect()
}

/// The same of one policy.
pub(super) fn policy_timeline(
    rules: &Rules,
    situation: &Situation<'_>,
    span: Span,
    id: PolicyId,
) -> Vec<VerdictPeriod> {
    let mut stretches: Vec<VerdictPeriod> = Vec::new();
    let (Some(from), Some(to)) = (span.from.or(span.to), span.to.or(span.from)) else { return stretches };
    let Some(policy) = rules.rule(id) else { return stretches };
    let mut days = vec![from, policy.reviewed];
    days.extend(policy.first_day());
    days.extend(policy.validity.to.map(|to| to.plus_days(1)));
    for standard in SizeStandard::all() {
        days.extend(standard.span.from);
        days.extend(standard.span.to.map(|to| to.plus_days(1)));
    }
    for criterion in policy.criterion.walk_through(rules) {
        if let Test::Number { term: Operand::Day, low, high } = &criterion.test {
            let bounds = [low, high].into_iter().flatten().map(|bound| Date::from_day(bound.value));
            days.extend(bounds.flat_map(|day| [day, day.plus_days(1)]));
        }
        if let Test::Number { term: Operand::Age(fact, unit), low, high } = &criterion.test {
            let dates = situation.range(*fact);
            for bound in [low, high].into_iter().flatten() {
                for date in [dates.low(), dates.high()].map(Date::from_day) {
                    days.extend([bound.value, bound.value.saturating_add(1)].map(|age| date.reaches_age(age, *unit)));
                }
            }
        }
    }
    days.retain(|day| from <= *day && *day <= to);
    sort_distinct(&mut days);
    let ends = days.iter().skip(1).map(|day| day.plus_days(-1)).chain(std::iter::once(to));
    for (&first, last) in days.iter().zip(ends) {
        let (verdict, status) = verdict(rules, policy, &situation.on_day(first));
        if matches!(status, Status::Ended | Status::Upcoming) {
            continue;
        }
        match stretches.last_mut() {
            Some(VerdictPeriod { to, verdict: old, status: stood, .. })
                if *old == verdict && *stood == status && to.plus_days(1) == first =>
            {
                *to = last;
            }
            _ => stretches.push(VerdictPeriod { policy: id, from: first, to: last, verdict, status }),
        }
    }
    stretches
}
