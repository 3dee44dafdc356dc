//! What the regulation says of a claim on a day.

use super::interest::{interest, stretches};
use super::rest::last_day;
use super::{Charge, Citation, Claim, Debtor, Event, Interest, RateBasis, Regulation, Rule, Start, Subject, Term};
use crate::quantity::{Date, Money, Rate, Unit};

/// What the regulation says of a claim on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The day of the calculation.
    pub on: Date,
    /// The text in force when the contract was signed.
    pub regulation: Option<Regulation>,
    /// Whether the regulation covers it.
    pub covered: Covered,
    /// Whether the agreed term is allowed.
    pub term: TermCheck,
    /// When payment was due, where that can be said.
    pub due: Option<Due>,
    /// Another day on which it may have been due, where the rule is not clear.
    pub other_due: Option<Due>,
    /// What is still owed on the day.
    pub owed: Money,
    /// Days since payment was due with something still owed; up to the last payment if all is paid.
    pub days_late: Option<i64>,
    /// Interest on what is late.
    pub interest: Option<Interest>,
    /// Interest at the other rate that may apply, where the rule is not clear.
    pub other_interest: Option<Interest>,
    /// The least and the most that a court may set for late payment, should this be a contract of sale: where the
    /// regulation does not apply, no rate was agreed and the prime rate of the time is known.
    pub sale_interest: Option<[Interest; 2]>,
    /// What a clause that lets the debtor pay only when it is paid means, if there is one.
    pub clause: Option<Clause>,
    /// What is not clear.
    pub doubts: Vec<Doubt>,
    /// How days and money were counted.
    pub conventions: Vec<Convention>,
    /// What to have at hand.
    pub evidence: Vec<Evidence>,
    /// Where to turn to.
    pub places: Vec<Place>,
}

/// Whether the regulation covers a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Covered {
    /// It does.
    Yes,
    /// It does not.
    No(NotCovered),
    /// It depends on what was not said; a doubt names it.
    NotSure,
}

/// Why the regulation does not cover a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NotCovered {
    /// The contract is older than its first text.
    BeforeRegulation,
    /// The debtor is neither public nor a large enterprise.
    Debtor,
    /// The creditor was no small or medium enterprise.
    Creditor,
}

/// What the regulation says of the agreed term.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TermCheck {
    /// Nothing was agreed.
    NoneAgreed,
    /// It is allowed.
    Allowed,
    /// It is longer than may be agreed.
    TooLong {
        /// How many days may be agreed at most.
        most: i64,
    },
    /// It is longer than usual: allowed only if reasonable by the customs of the trade.
    IfReasonable {
        /// How many days apply without an agreement.
        usual: i64,
    },
    /// The regulation sets no limit for it, or does not cover it.
    NoLimit,
}

/// A day on which payment is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Due {
    /// The last day on which payment is in time.
    pub day: Date,
    /// The last day of the term as its days are counted: before `day` where it is a day of rest.
    pub counted: Date,
    /// Why that day.
    pub basis: Basis,
    /// From when days were counted; none if the contract names the day itself.
    pub from: Option<Start>,
    /// Where that stands, if it is a rule.
    pub source: Option<Citation>,
}

/// Why payment is due on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Basis {
    /// The contract says so.
    Agreed,
    /// This many days after the start, since nothing was agreed.
    Statutory(i64),
    /// This many days after the start, the most that may be agreed.
    Most(i64),
}

/// What a clause means that lets the debtor pay only when it is paid by others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Clause {
    /// The regulation forbids it.
    Forbidden,
    /// It is void by the reply of the Supreme People's Court.
    Void,
    /// Courts do not agree, since the contract is older than the regulation.
    Debated,
    /// The debtor is public: it pays within the term of the regulation whatever the clause says.
    Overridden,
    /// It is not void for that alone, since the debtor is no large enterprise.
    Stands,
    /// Whether the debtor is a large enterprise decides.
    NotSure,
}

/// What is not clear, or was not said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Doubt {
    /// Whether the debtor is a large enterprise was not said.
    DebtorNotTold,
    /// Whether the creditor was a small or medium enterprise was not said.
    CreditorNotTold,
    /// Contract under the text of 2020, delivery under the text of 2025: which one governs is not said.
    AcrossRevision,
    /// Contract before the first text, delivery under it: whether it governs is not said.
    AcrossFirst,
    /// A term longer than may be agreed: whether the most or the usual term takes its place is not said.
    TooLong,
    /// Whether a long term is reasonable by the customs of the trade, a court or authority judges.
    Reasonable,
    /// The text of 2020 sets no days for large enterprises.
    NoDays,
    /// The clause is void: a court sets the term by the customs of the trade.
    CourtSetsTerm,
    /// Outside the regulation: that the contract counts from acceptance was taken from the contract.
    FromAcceptance,
    /// Counted from the end of the time agreed for acceptance, which is past: that holds if the debtor delayed it.
    AcceptanceDelayed,
    /// Outside the regulation, acceptance has not come: from when the term runs is not known.
    NotAccepted,
    /// The loan prime rate was not given, so that the agreed rate could not be compared with it.
    PrimeRateNotTold,
    /// The agreed rate is too low: what takes its place is not said; the least allowed was taken.
    RateTooLow,
    /// Where a clause is void and no rate was agreed, courts take the loan prime rate, the regulation its own rate.
    TwoRates,
    /// Outside the regulation without an agreed rate: what a court may take for a contract of sale and for others.
    CourtSetsRate,
    /// Payments dated after the day of the calculation were left out.
    LaterPayments,
}

/// How days and money were counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Convention {
    /// The day from which the term runs is not counted; the due day is the last in time; late days begin the day after.
    Days,
    /// Days of rest were not looked at: a term whose last day is one ends after it.
    RestDays,
    /// A term of some days whose last day is a day of rest was let end on the next working day.
    WorkingDays,
    /// Other laws and rules of the state on the term prevail; they were not looked at.
    OtherRules,
    /// A payment lowers what is owed, from the day after it; interest is kept apart and earns none.
    Payments,
    /// A year has 365 days.
    Year,
    /// The total is rounded once.
    Rounding,
}

/// What to have at hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Evidence {
    /// The contract, with the term and rate agreed.
    Contract,
    /// That the creditor said, when signing, that it is a small or medium enterprise.
    SmeNotice,
    /// Proof of delivery.
    Delivery,
    /// Proof of acceptance.
    Acceptance,
    /// The day on which both sides confirmed the sum.
    Confirmation,
    /// Statements of account.
    Statements,
    /// Records of what was paid.
    Payments,
    /// Written demands.
    Demand,
}

/// Where to turn to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// The national platform for complaints about late payment, or that of the province.
    Platform,
    /// Court or arbitration.
    Court,
    /// Free legal help for small and medium enterprises.
    LegalHelp,
}

impl Place {
    /// What policies may tell of it.
    #[must_use]
    pub fn subject(self) -> Option<Subject> {
        match self {
            Self::Platform => Some(Subject::Complaints),
            Self::Court => None,
            Self::LegalHelp => Some(Subject::LegalHelp),
        }
    }
}

impl Answer {
    /// Whether something is owed after the day on which it was due.
    #[must_use]
    pub fn is_late(&self) -> bool {
        self.owed > Money::ZERO && self.days_late.is_some_and(|days| days > 0)
    }
}

/// Answers a claim on a day, under the text in force when the contract was signed.
#[must_use]
pub fn answer(claim: &Claim, on: Date) -> Answer {
    let regulation = Regulation::on(claim.signed);
    let mut doubts = Vec::new();
    let covered = covered(claim, regulation, &mut doubts);
    // The creditor is taken for one whom the regulation protects until something else is said.
    let rules = regulation.filter(|_| !matches!(covered, Covered::No(_)));
    let clause = claim.pay_when_paid.then(|| clause(claim, regulation));
    let (term, due, other_due) = dues(claim, rules, clause, &mut doubts);
    if due.or(other_due).is_none_or(|due| due.from.is_some()) {
        doubts.extend(start_doubt(claim, rules, on));
    }
    let mut conventions = vec![Convention::Days, rest_days(due, other_due)];
    if rules == Some(Regulation::Text2025) {
        conventions.push(Convention::OtherRules);
    }
    let paid = claim.payments.iter().filter(|payment| payment.on <= on);
    let paid = paid.fold(Money::ZERO, |sum, payment| sum.plus(payment.amount));
    if claim.payments.iter().any(|payment| payment.on > on) {
        doubts.push(Doubt::LaterPayments);
    }
    let owed = Money::from_fen(claim.amount.fen().saturating_sub(paid.fen()));
    let days_late =
        due.map(|due| stretches(claim, due.day, on).last().map_or(0, |&(_, to, _)| due.day.age_on(to, Unit::Days)));
    let (mut interest, mut other_interest, mut sale_interest) = (None, None, None);
    if rules.is_none() && claim.rate.is_none() {
        doubts.push(Doubt::CourtSetsRate);
    }
    if let Some(due) = due {
        let rates = rates(claim, rules, clause, &mut doubts);
        let charged = |(charge, basis, source)| self::interest(claim, due.day, on, charge, basis, source);
        interest = rates.0.map(charged);
        other_interest = rates.1.map(charged);
        sale_interest = sale_rates(claim, rules, due.day).map(|rates| rates.map(charged));
        let charges = [&interest, &other_interest].into_iter().flatten().chain(sale_interest.iter().flatten());
        if !claim.payments.is_empty() {
            conventions.push(Convention::Payments);
        }
        for charge in charges {
            if matches!(charge.charge, Charge::PerYear(_)) && !conventions.contains(&Convention::Year) {
                conventions.push(Convention::Year);
            }
        }
        let first = sale_interest.as_ref().and_then(|interest| interest.first());
        if interest.as_ref().or(first).is_some_and(|interest| interest.stretches.len() > 1) {
            conventions.push(Convention::Rounding);
        }
    }
    let mut evidence = vec![Evidence::Contract, Evidence::SmeNotice, Evidence::Delivery];
    if claim.accepted.is_some() {
        evidence.push(Evidence::Acceptance);
    }
    if claim.confirmed.is_some() {
        evidence.push(Evidence::Confirmation);
    }
    evidence.push(Evidence::Statements);
    if !claim.payments.is_empty() {
        evidence.push(Evidence::Payments);
    }
    evidence.push(Evidence::Demand);
    let mut places = vec![Place::Court, Place::LegalHelp];
    if !matches!(covered, Covered::No(_)) {
        places.insert(0, Place::Platform);
    }
    Answer {
        on,
        regulation,
        covered,
        term,
        due,
        other_due,
        owed,
        days_late,
        interest,
        other_interest,
        sale_interest,
        clause,
        doubts,
        conventions,
        evidence,
        places,
    }
}

fn covered(claim: &Claim, regulation: Option<Regulation>, doubts: &mut Vec<Doubt>) -> Covered {
    if regulation.is_none() {
        return Covered::No(NotCovered::BeforeRegulation);
    }
    if claim.debtor == Debtor::Other {
        return Covered::No(NotCovered::Debtor);
    }
    if claim.is_sme == Some(false) {
        return Covered::No(NotCovered::Creditor);
    }
    if claim.debtor == Debtor::NotSure {
        doubts.push(Doubt::DebtorNotTold);
    }
    if claim.is_sme.is_none() {
        doubts.push(Doubt::CreditorNotTold);
    }
    if doubts.is_empty() { Covered::Yes } else { Covered::NotSure }
}

fn clause(claim: &Claim, regulation: Option<Regulation>) -> Clause {
    match (claim.debtor, regulation) {
        _ if claim.is_sme == Some(false) => Clause::Stands,
        (Debtor::LargeEnterprise, Some(Regulation::Text2025)) => Clause::Forbidden,
        (Debtor::LargeEnterprise, Some(Regulation::Text2020)) => Clause::Void,
        (Debtor::LargeEnterprise, None) => Clause::Debated,
        (Debtor::PublicBody | Debtor::PublicInstitution | Debtor::FiscalOrganisation, Some(_)) => Clause::Overridden,
        (Debtor::PublicBody | Debtor::PublicInstitution | Debtor::FiscalOrganisation, None) => Clause::Debated,
        (Debtor::Other, _) => Clause::Stands,
        (Debtor::NotSure, _) => Clause::NotSure,
    }
}

/// What is said of the term, the due day, and the other one that may hold.
fn dues(
    claim: &Claim,
    rules: Option<Regulation>,
    clause: Option<Clause>,
    doubts: &mut Vec<Doubt>,
) -> (TermCheck, Option<Due>, Option<Due>) {
    let from = claim.counted_from(rules);
    let by_contract = claim.term.and_then(|term| match term {
        Term::Days(days) => from.map(|start| counted(start, days, Basis::Agreed, None)),
        Term::By(day) => Some(Due { day, counted: day, basis: Basis::Agreed, from: None, source: None }),
    });
    let unlimited = if claim.term.is_some() { TermCheck::NoLimit } else { TermCheck::NoneAgreed };
    let (Some(text), Some(start)) = (rules, from) else {
        return (unlimited, by_contract, across_first(claim, by_contract, clause, doubts));
    };
    let ruled = |text: Regulation, basis: Basis| {
        let days = match basis {
            Basis::Agreed => 0,
            Basis::Statutory(days) | Basis::Most(days) => days,
        };
        // Both texts count from the same day, each by its own article.
        counted(claim.counted_from(Some(text)).unwrap_or(start), days, basis, text.source(Rule::Term))
    };
    let agreed = by_contract.map(|due| start.day.age_on(due.counted, Unit::Days));
    let across = text == Regulation::Text2020 && start.day >= Regulation::Text2025.first_day();
    if across {
        doubts.push(Doubt::AcrossRevision);
    }
    let usual = match claim.debtor {
        Debtor::PublicBody | Debtor::PublicInstitution | Debtor::FiscalOrganisation => Some(Regulation::PUBLIC_DAYS),
        Debtor::LargeEnterprise => text.large_days(),
        Debtor::Other | Debtor::NotSure => return (unlimited, by_contract, None),
    };
    let most = claim.debtor.is_public().then_some(Regulation::PUBLIC_MOST_DAYS);
    match (agreed, usual, most) {
        (None, Some(usual), _) => (TermCheck::NoneAgreed, Some(ruled(text, Basis::Statutory(usual))), None),
        (Some(days), Some(usual), Some(most)) if days > most => {
            doubts.push(Doubt::TooLong);
            let due = ruled(text, Basis::Most(most));
            (TermCheck::TooLong { most }, Some(due), Some(ruled(text, Basis::Statutory(usual))))
        }
        (Some(days), Some(usual), None) if days > usual => {
            doubts.push(Doubt::Reasonable);
            (TermCheck::IfReasonable { usual }, by_contract, Some(ruled(text, Basis::Statutory(usual))))
        }
        (Some(_), Some(_), _) => (TermCheck::Allowed, by_contract, None),
        // A large enterprise under the text of 2020.
        (_, None, _) => {
            let void = clause == Some(Clause::Void);
            if void {
                doubts.push(Doubt::CourtSetsTerm);
            } else if agreed.is_none() {
                doubts.push(Doubt::NoDays);
            }
            // Under the newer text, should it govern, a term that it allows stays what it is.
            let newer = Regulation::Text2025;
            let usual = newer.large_days().filter(|&usual| across && agreed.is_none_or(|days| days > usual));
            if usual.is_some() && agreed.is_some() {
                doubts.push(Doubt::Reasonable);
            }
            (unlimited, by_contract, usual.map(|usual| ruled(newer, Basis::Statutory(usual))))
        }
    }
}

/// A due day some days after a start.
fn counted(start: Start, days: i64, basis: Basis, source: Option<Citation>) -> Due {
    let day = last_day(start.day, days);
    Due { day, counted: start.day.plus_days(days), basis, from: Some(start), source }
}

/// Whether days of rest were looked at for each day that may be the due day. A day that the contract names is not moved.
fn rest_days(due: Option<Due>, other_due: Option<Due>) -> Convention {
    let is_looked_at = |due: Due| {
        let is_start_known = |start: Start| start.event != Event::AcceptanceEnd || start.day.is_rest().is_some();
        due.from.is_some_and(is_start_known) && due.counted.is_rest().is_some()
    };
    let are_all = due.or(other_due).is_some() && [due, other_due].into_iter().flatten().all(is_looked_at);
    if are_all { Convention::WorkingDays } else { Convention::RestDays }
}

/// The due day under the first text, should it govern a contract that is older than it, but carried out under it.
fn across_first(
    claim: &Claim,
    by_contract: Option<Due>,
    clause: Option<Clause>,
    doubts: &mut Vec<Doubt>,
) -> Option<Due> {
    let first = Regulation::Text2020;
    let may_be_covered = claim.debtor != Debtor::Other && claim.is_sme != Some(false);
    let is_older = may_be_covered && claim.signed < first.first_day();
    let start = claim.counted_from(Some(first)).filter(|start| is_older && start.day >= first.first_day());
    start.and_then(|_| {
        doubts.push(Doubt::AcrossFirst);
        let (_, due, _) = dues(claim, Some(first), clause, &mut Vec::new());
        due.filter(|due| by_contract.is_none_or(|agreed| agreed.day != due.day))
    })
}

/// What is not certain, on a day, of the day from which the term runs.
fn start_doubt(claim: &Claim, rules: Option<Regulation>, on: Date) -> Option<Doubt> {
    match claim.counted_from(rules).map(|start| (start.event, start.day)) {
        // Until its time is over, nobody has delayed acceptance.
        Some((Event::AcceptanceEnd, end)) if on > end => Some(Doubt::AcceptanceDelayed),
        Some((Event::Acceptance, _)) if rules.is_none() => Some(Doubt::FromAcceptance),
        Some(_) => None,
        None => Some(Doubt::NotAccepted),
    }
}

type Rated = Option<(Charge, RateBasis, Option<Citation>)>;

/// The rate of interest, and the other one that may apply.
fn rates(claim: &Claim, rules: Option<Regulation>, clause: Option<Clause>, doubts: &mut Vec<Doubt>) -> (Rated, Rated) {
    let agreed = claim.rate.map(|rate| (Charge::from(rate), RateBasis::Agreed, None));
    let Some(text) = rules else { return (agreed, None) };
    let source = text.source(Rule::Interest);
    let statutory = Some((Charge::PerDay(text.daily_interest()), RateBasis::Statutory, source));
    let prime = claim.prime_rate.map(|rate| (Charge::PerYear(rate), RateBasis::PrimeRate, source));
    match (claim.rate, claim.prime_rate) {
        (Some(rate), Some(least)) if !rate.reaches(least) => {
            doubts.push(Doubt::RateTooLow);
            (prime, statutory)
        }
        (Some(_), Some(_)) => (agreed, None),
        (Some(_), None) => {
            doubts.push(Doubt::PrimeRateNotTold);
            (agreed, None)
        }
        (None, _) if matches!(clause, Some(Clause::Void | Clause::Forbidden)) => {
            doubts.push(Doubt::TwoRates);
            let by_court = prime.map(|(charge, basis, _)| (charge, basis, Some(Citation::REPLY)));
            (statutory, by_court)
        }
        (None, _) => (statutory, None),
    }
}

/// The first day on which late payment of a sale is reckoned from the loan prime rate (买卖合同司法解释 2020, article 18).
fn sale_rule_from() -> Date {
    Date::new(2019, 8, 20).unwrap_or(Date::MAX)
}

/// What a court may take for late payment of a sale where the regulation does not apply and no rate was agreed: the
/// one-year loan prime rate of the time plus 30 to 50 %.
fn sale_rates(
    claim: &Claim,
    rules: Option<Regulation>,
    due: Date,
) -> Option<[(Charge, RateBasis, Option<Citation>); 2]> {
    let rate = claim.late_prime_rate.filter(|_| rules.is_none() && claim.rate.is_none())?;
    let tenths = |tenths: i64| Charge::PerYear(Rate::from_ppm(rate.ppm().saturating_mul(tenths).div_euclid(10)));
    let is_ruled = due.plus_days(1) >= sale_rule_from();
    is_ruled.then(|| [(tenths(13), RateBasis::SaleLeast, None), (tenths(15), RateBasis::SaleMost, None)])
}
