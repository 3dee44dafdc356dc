//! What an enterprise has to do by which day: when applications open and close, the days of the law, loans that fall due.
//! Where nothing is to be done there is no day: the end of a law that applies by itself is none.

use crate::catalogue::{ActDay, Catalogue, Category, Channel, Filing, Policy, PolicyId, Recipient, Status};
use crate::enterprise::{FactId, Possible};
use crate::quantity::{Date, Span, Unit, sort_by};

use super::answer::ANSWERS_TO_DEADLINE;
use super::timeline::policy_timeline;
use super::usual::suppose;
use super::{Answer, Estimate, Group, Outcome, Situation, Truth, Unsure, Verdict};

/// The fact that tells when a loan falls due, in catalogues that declare it.
const LOAN_DUE: &str = "loan_due";

/// So many days before a loan falls due its bank is to be asked for a renewal.
const LOAN_NOTICE: i64 = 30;

/// So far the days of rest can move a last day; those of the law are looked for from so much earlier.
const MOST_REST: i64 = 15;

/// Something that an enterprise has to do by a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DatedAct {
    /// The policy that it is done for.
    pub policy: PolicyId,
    /// The other policies that one filing claims with it.
    pub others: Vec<PolicyId>,
    /// What is to be done.
    pub what: ActKind,
    /// The day.
    pub day: Date,
    /// How sure it is that the enterprise can use the policy.
    pub certainty: Certainty,
    /// What the enterprise has not told yet, where that decides.
    pub missing: Vec<FactId>,
    /// What the policy is worth, where it is money for the enterprise and an amount means something.
    pub estimate: Option<Estimate>,
}

/// What is to be done on or by a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ActKind {
    /// Applications open.
    Opens,
    /// The last day of the time for applications.
    Closes,
    /// The last day of what is applied for at any time.
    Ends,
    /// The day of the year on which applications opened the last time (or closed, where that alone is known): the next
    /// time is not published.
    Again {
        /// The last time.
        last: Span,
    },
    /// The last day of an act that the law wants done.
    Law {
        /// Its place among the acts of the policy.
        act: usize,
        /// The last day as the law counts it, before days of rest moved it.
        counted: Date,
    },
    /// The last day of a tax return in which policies are claimed.
    Filing {
        /// Its place among the filings of the catalogue.
        filing: usize,
        /// The last day as the law counts it, before days of rest moved it.
        counted: Date,
        /// The last day of the period that it is for.
        period: Date,
    },
    /// The bank is to be asked whether it renews a loan.
    Loan {
        /// The day on which the loan falls due.
        due: Date,
    },
}

impl ActKind {
    /// Its name in files.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Opens => "opens",
            Self::Closes => "closes",
            Self::Ends => "ends",
            Self::Again { .. } => "again",
            Self::Law { .. } => "law",
            Self::Filing { .. } => "filing",
            Self::Loan { .. } => "loan",
        }
    }

    /// The last day as the law counts it, where the law sets it.
    #[must_use]
    pub fn counted(self) -> Option<Date> {
        match self {
            Self::Law { counted, .. } | Self::Filing { counted, .. } => Some(counted),
            Self::Opens | Self::Closes | Self::Ends | Self::Again { .. } | Self::Loan { .. } => None,
        }
    }
}

/// How sure it is that an enterprise can use a policy that it has to do something for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Certainty {
    /// It meets the published conditions.
    Certain,
    /// It meets what was asked; others decide the rest.
    OthersDecide,
    /// It does if the usual answers hold.
    Likely,
    /// Few answers would tell.
    Waiting,
}

impl Certainty {
    /// All, the surest first.
    pub const ALL: [Self; 4] = [Self::Certain, Self::OthersDecide, Self::Likely, Self::Waiting];

    /// Its name in files.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Certain => "certain",
            Self::OthersDecide => "others_decide",
            Self::Likely => "likely",
            Self::Waiting => "waiting",
        }
    }
}

impl DatedAct {
    /// Whether days of rest may still move it: its day is one of the law, in a year of which they are not known.
    #[must_use]
    pub fn may_move(&self) -> bool {
        self.what.counted().is_some() && self.day.is_rest().is_none()
    }

    /// Whether counters are closed on its day though that is the last one: nothing moves it.
    #[must_use]
    pub fn closes_on_rest(&self) -> bool {
        matches!(self.what, ActKind::Closes | ActKind::Ends) && self.day.is_rest() == Some(true)
    }

    /// What tells it apart from all others and stays the same when the catalogue is renewed: `hire-bonus-2026-ends-2026`.
    #[must_use]
    pub fn name(&self, catalogue: &Catalogue) -> String {
        let policy = catalogue.rule(self.policy).map_or("", |rule| rule.id.as_str());
        let what = self.what.id();
        match self.what {
            ActKind::Law { act, counted } => format!("{policy}-{what}{}-{counted}", act.saturating_add(1)),
            ActKind::Filing { filing, counted, .. } => {
                format!("{what}-{}-{counted}", catalogue.filings.get(filing).map_or("", |filing| filing.id.as_str()))
            }
            ActKind::Loan { due } => format!("{what}-{due}"),
            ActKind::Opens | ActKind::Closes | ActKind::Ends | ActKind::Again { .. } => {
                format!("{policy}-{what}-{}", self.day.year())
            }
        }
    }
}

/// What an enterprise has to do from the day of an answer on, for so many days more, by day; on one day what is surest
/// first, then what brings most. Nothing while no fact is given: an act is for those whom it concerns.
#[must_use]
pub fn calendar(catalogue: &Catalogue, situation: &Situation<'_>, answer: &Answer, days: i64) -> Vec<DatedAct> {
    let mut found = Found { catalogue, situation, span: (answer.on, answer.on.plus_days(days)), acts: Vec::new() };
    if !answer.told {
        return found.acts;
    }
    for outcome in &answer.outcomes {
        let Some(policy) = catalogue.policy(outcome.policy) else { continue };
        if outcome.status == Status::Upcoming {
            found.begins(policy, outcome);
        } else if let Some(certainty) = certainty(outcome) {
            found.window(policy, outcome, certainty);
            found.law(policy, outcome, certainty);
        }
    }
    found.filings(answer);
    found.loan(answer);
    let name = |act: &DatedAct| catalogue.rule(act.policy).map(|rule| rule.id.as_str());
    let worth = |act: &DatedAct| act.estimate.map(|estimate| (estimate.low, estimate.high));
    let mut acts = found.acts;
    sort_by(&mut acts, |a, b| {
        (a.day, a.certainty)
            .cmp(&(b.day, b.certainty))
            .then_with(|| worth(b).cmp(&worth(a)))
            .then_with(|| (name(a), a.name(catalogue)).cmp(&(name(b), b.name(catalogue))))
    });
    acts
}

/// How sure it is that an enterprise can use a policy; none where that is too far for an act.
fn certainty(outcome: &Outcome) -> Option<Certainty> {
    let few = outcome.open.facts.len() <= ANSWERS_TO_DEADLINE;
    match outcome.group {
        Group::UseNow => Some(Certainty::Certain),
        Group::OthersDecide => Some(Certainty::OthersDecide),
        Group::MayUse if outcome.likely.is_some() => Some(Certainty::Likely),
        Group::MayUse if few && outcome.status == Status::InForce => Some(Certainty::Waiting),
        Group::Services if outcome.is_usable() => Some(Certainty::Certain),
        Group::MayUse
        | Group::NearMiss
        | Group::Services
        | Group::Unclear
        | Group::NotApplicable
        | Group::OtherTime
        | Group::Background => None,
    }
}

/// Whether a policy is applied for; a tax relief is claimed for each tax period and ends as a law does.
fn is_applied_for(policy: Policy<'_>) -> bool {
    matches!(policy.channel, Channel::Application | Channel::Selection)
        && policy.category != Category::TaxFee
        && policy.recipient == Recipient::Enterprise
}

/// The acts found so far.
struct Found<'a> {
    catalogue: &'a Catalogue,
    situation: &'a Situation<'a>,
    /// The first and the last day looked at.
    span: (Date, Date),
    acts: Vec<DatedAct>,
}

impl Found<'_> {
    /// Adds an act, if its day is looked at.
    fn add(&mut self, outcome: &Outcome, certainty: Certainty, what: ActKind, day: Date) {
        let (from, to) = self.span;
        if day < from || to < day {
            return;
        }
        let estimate = match certainty {
            Certainty::Certain | Certainty::OthersDecide => outcome.estimate,
            Certainty::Likely => outcome.likely_estimate(),
            Certainty::Waiting => outcome.estimate.filter(|estimate| estimate.high.is_some()),
        };
        let missing = if certainty == Certainty::Waiting {
            outcome.open.facts.iter().filter(|(_, why)| *why != Unsure::Authority).map(|(fact, _)| *fact).collect()
        } else {
            Vec::new()
        };
        let estimate = estimate.filter(|_| outcome.counts);
        self.acts.push(DatedAct {
            policy: outcome.policy,
            others: Vec::new(),
            what,
            day,
            certainty,
            missing,
            estimate,
        });
    }

    /// When a policy that has not begun can be applied for.
    fn begins(&mut self, policy: Policy<'_>, outcome: &Outcome) {
        let Some(first) = policy.first_day().filter(|_| is_applied_for(policy) && !policy.is_background()) else {
            return;
        };
        let day = policy.window.and_then(|window| window.from).map_or(first, |from| from.max(first));
        let then = self.situation.on_day(day);
        let is_met = Verdict::from(then.evaluate(self.catalogue, &policy.criterion)) == Verdict::Eligible;
        if is_met && policy.status(day) == Status::InForce {
            self.add(outcome, Certainty::Certain, ActKind::Opens, day);
        }
    }

    /// When applications open and close.
    fn window(&mut self, policy: Policy<'_>, outcome: &Outcome, certainty: Certainty) {
        let today = self.span.0;
        let Some(window) = policy.window.or(policy.last_window) else {
            if is_applied_for(policy)
                && let Some(day) = self.last_day(outcome)
            {
                self.add(outcome, certainty, ActKind::Ends, day);
            }
            return;
        };
        if window.to.is_some_and(|to| to < today) {
            let Some(first) = window.from.or(window.to) else { return };
            let next = (1..=200).map(|years| first.reaches_age(years, Unit::Years)).find(|day| *day >= today);
            if let Some(day) = next.filter(|day| policy.status(*day) == Status::InForce) {
                self.add(outcome, certainty, ActKind::Again { last: window }, day);
            }
            return;
        }
        if let Some(from) = window.from.filter(|from| today < *from) {
            self.add(outcome, certainty, ActKind::Opens, from);
        }
        if let Some(to) = window.to {
            self.add(outcome, certainty, ActKind::Closes, to);
        }
    }

    /// The last day on which the enterprise, as it is, can apply for a policy that has no other time for it; none if
    /// that is beyond what is looked at.
    fn last_day(&self, outcome: &Outcome) -> Option<Date> {
        let (from, to) = self.span;
        let span = Span { from: Some(from), to: Some(to.plus_days(1)) };
        let mut last: Option<Date> = None;
        for stretch in policy_timeline(self.catalogue, self.situation, span, outcome.policy) {
            let goes_on = last.map_or(from, |last| last.plus_days(1)) == stretch.from;
            if !goes_on || stretch.status != Status::InForce || stretch.verdict == Verdict::Ineligible {
                break;
            }
            last = Some(stretch.to);
        }
        last.filter(|last| *last <= to)
    }

    /// The days by which the law wants something done.
    fn law(&mut self, policy: Policy<'_>, outcome: &Outcome, certainty: Certainty) {
        for (act, wanted) in policy.details.acts.iter().enumerate() {
            for counted in self.last_days(wanted.by) {
                if policy.status(counted) == Status::InForce {
                    self.add(outcome, certainty, ActKind::Law { act, counted }, counted.past_rest());
                }
            }
        }
    }

    /// The last days of an act that comes again, as the law counts them, from some time before the days looked at.
    fn last_days(&self, by: ActDay) -> Vec<Date> {
        let (from, to) = (self.span.0.plus_days(MOST_REST.saturating_neg()), self.span.1);
        let years = from.year().saturating_sub(1)..=to.year();
        let months = |months: &'static [u8], days: u8| {
            // So many days after the end of a month end so many days after the day before the next one.
            let day = move |year, month| Some(Date::new(year, month, 1)?.plus_days(i64::from(days).saturating_sub(1)));
            years.clone().flat_map(move |year| months.iter().filter_map(move |&month| day(year, month))).collect()
        };
        let mut days: Vec<Date> = match by {
            ActDay::Yearly { month, day } => {
                // The 29th of February is the 28th in other years.
                years.clone().filter_map(|year| Date::new(year, month, day).or(Date::new(year, month, 28))).collect()
            }
            ActDay::Monthly(days) => months(&[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], days),
            ActDay::Quarterly(days) => months(&[1, 4, 7, 10], days),
        };
        days.retain(|day| from <= *day && *day <= to);
        days
    }

    /// The last days of the tax returns in which something is claimed: one for all that a return claims.
    fn filings(&mut self, answer: &Answer) {
        let catalogue = self.catalogue;
        let likely = suppose(catalogue, self.situation).0;
        for (number, filing) in catalogue.filings.iter().enumerate() {
            for counted in self.last_days(filing.act.by) {
                let (period, day) = match filing.act.by {
                    ActDay::Yearly { .. } => (Date::new(counted.year().saturating_sub(1), 12, 31), counted.past_rest()),
                    ActDay::Monthly(days) | ActDay::Quarterly(days) => {
                        let days = i64::from(days);
                        (Some(counted.plus_days(days.saturating_neg())), counted.past_rest_in_term(days))
                    }
                };
                let Some(period) = period.filter(|_| self.span.0 <= day && day <= self.span.1) else { continue };
                let claimed = self.claimed(answer, filing, period, &likely);
                if let Some((&(certainty, first), others)) = claimed.split_first() {
                    self.acts.push(DatedAct {
                        policy: first.policy,
                        others: others.iter().map(|(_, outcome)| outcome.policy).collect(),
                        what: ActKind::Filing { filing: number, counted, period },
                        day,
                        certainty,
                        missing: Vec::new(),
                        // What a measure is worth in a year is not what one return brings.
                        estimate: None,
                    });
                }
            }
        }
    }

    /// What the enterprise claims in a tax return for a period that ends on a day, and how sure that is, the surest and
    /// then what is worth most first. It has to file the return and may use the policies, both at least if the usual
    /// answers hold.
    fn claimed<'o>(
        &self,
        answer: &'o Answer,
        filing: &Filing,
        period: Date,
        likely: &Situation<'_>,
    ) -> Vec<(Certainty, &'o Outcome)> {
        let catalogue = self.catalogue;
        let then = self.situation.on_day(period);
        let files = if then.evaluate(catalogue, &filing.when) == Truth::True {
            Certainty::Certain
        } else if likely.on_day(period).evaluate(catalogue, &filing.when) == Truth::True {
            Certainty::Likely
        } else {
            return Vec::new();
        };
        let claims = |outcome: &&Outcome| filing.policies.contains(&outcome.policy);
        let claimed = answer.outcomes.iter().filter(claims).filter_map(|outcome| {
            let policy = catalogue.policy(outcome.policy)?;
            // What others decide or the enterprise has to check itself may be none of its business.
            let is_claimed = |certainty: &Certainty| matches!(certainty, Certainty::Certain | Certainty::Likely);
            let certainty = certainty(outcome).filter(is_claimed)?;
            let was_there = policy.status(period) == Status::InForce;
            let was_met = then.evaluate(catalogue, &policy.criterion) != Truth::False;
            (was_there && was_met).then_some((certainty.max(files), outcome))
        });
        let mut claimed: Vec<(Certainty, &Outcome)> = claimed.collect();
        let most = |outcome: &Outcome| outcome.likely_estimate().map(|estimate| (estimate.low, estimate.high));
        let name = |outcome: &Outcome| catalogue.rule(outcome.policy).map(|rule| rule.id.as_str());
        sort_by(&mut claimed, |(a_sure, a), (b_sure, b)| {
            a_sure.cmp(b_sure).then_with(|| most(b).cmp(&most(a))).then_with(|| name(a).cmp(&name(b)))
        });
        claimed
    }

    /// When the bank is to be asked for the renewal of a loan: some time before it falls due, and at once after that.
    fn loan(&mut self, answer: &Answer) {
        let Some(fact) = self.catalogue.facts.find(LOAN_DUE) else { return };
        let told = match self.situation.told().given(fact) {
            Some(Possible::Numbers(days)) => days.single(),
            _ => None,
        };
        let Some(due) = told.map(Date::from_day).filter(|due| *due >= self.span.0) else { return };
        let renews = |outcome: &&Outcome| {
            let rule = self.catalogue.rule(outcome.policy);
            rule.is_some_and(|rule| rule.category == Category::LoanRepayment && rule.channel == Channel::Application)
        };
        let sure = |outcome: &Outcome| Some((certainty(outcome)?, outcome.open.facts.len(), outcome.policy));
        let renewing = answer.outcomes.iter().filter(renews).filter_map(|outcome| Some((sure(outcome)?, outcome)));
        let best =
            renewing.min_by_key(|(sure, _)| *sure).map(|((certainty, ..), outcome)| (certainty, outcome.clone()));
        if let Some((certainty, outcome)) = best {
            let day = due.plus_days(LOAN_NOTICE.saturating_neg()).max(self.span.0);
            self.add(&outcome, certainty, ActKind::Loan { due }, day);
        }
    }
}
