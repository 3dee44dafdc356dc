//! What `late-payment` answers to a claim.

use schemars::JsonSchema;
use serde::Serialize;

use super::{Day, Id};
use engine::catalogue::Catalogue;
use engine::enterprise::{SIZE_CLASSES, SizeClass};
use engine::payment::{
    self, Answer, Charge, Clause, Convention, Debtor, Doubt, Event, Evidence, NotCovered, Place, RateBasis, Tally,
};
use engine::quantity::bits_of;
use wording::Speaker;

/// One claim, or a ledger of them.
#[derive(Serialize, JsonSchema)]
#[serde(untagged)]
pub(crate) enum LatePayment<'a> {
    /// One claim.
    One {
        /// The claim.
        claim: Box<Claim<'a>>,
    },
    /// The claims of a ledger.
    Ledger {
        /// The claims, in the order of the ledger.
        claims: Vec<Claim<'a>>,
        /// What they come to.
        total: LedgerTotal,
    },
}

/// What the claims of a ledger come to.
#[derive(Serialize, JsonSchema)]
pub(crate) struct LedgerTotal {
    /// Claims read.
    claims: usize,
    /// Claims that are late on the day.
    late: usize,
    /// What the late ones come to, in fen.
    owed_fen: i64,
    /// Interest up to the day, of claims paid late too, in fen.
    interest_fen: i64,
    /// Claims whose due day or interest cannot be said.
    unsaid: usize,
}

impl LedgerTotal {
    pub(crate) fn new(tally: &Tally) -> Self {
        Self {
            claims: tally.claims,
            late: tally.late,
            owed_fen: tally.owed.fen(),
            interest_fen: tally.interest.fen(),
            unsaid: tally.unsaid,
        }
    }
}

/// One amount owed.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Claim<'a> {
    /// Its line in the ledger, if it comes from one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "u64")]
    line: Option<u64>,
    /// The number of the invoice.
    invoice: &'a str,
    /// The name of the debtor.
    name: &'a str,
    /// How much was owed, in fen.
    amount_fen: i64,
    /// Who owes.
    debtor: Id<Debtor>,
    /// The size classes that the debtor's figures leave possible; null where none were given.
    debtor_sizes: Option<Vec<Id<SizeClass>>>,
    /// The text of the regulation that holds.
    regulation: Option<Citation<'a>>,
    /// Whether the regulation covers the claim, or why not.
    covered: Coverage,
    /// The agreed term against the regulation.
    term: Term,
    /// The last day in time.
    due: Option<Due<'a>>,
    /// The other day that it may be.
    other_due: Option<Due<'a>>,
    /// What is owed on the day, in fen.
    owed_fen: i64,
    /// Whether it is late on the day.
    late: bool,
    /// Since how many days; null where the due day cannot be said.
    days_late: Option<i64>,
    /// The interest.
    interest: Option<Interest<'a>>,
    /// The interest at the other rate that it may be.
    other_interest: Option<Interest<'a>>,
    /// The least and the most that a court may take for a sale without an agreed rate.
    sale_interest: Option<[Interest<'a>; 2]>,
    /// What a clause is worth by which the debtor pays only when it is paid.
    pay_when_paid: Option<PayWhenPaid>,
    /// What is not clear.
    doubts: Vec<NamedDoubt>,
    /// How it was counted.
    conventions: Vec<Id<Convention>>,
    /// What proves the claim.
    evidence: Vec<Id<Evidence>>,
    /// Where to turn to.
    places: Vec<Id<Place>>,
    /// A letter of demand, if it was asked for.
    letter: Option<String>,
}

/// Whether the regulation covers a claim.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Coverage {
    Yes,
    BeforeRegulation,
    Debtor,
    Creditor,
    NotSure,
}

/// The agreed term against the regulation.
#[derive(Serialize, JsonSchema)]
struct Term {
    /// What the regulation says of it.
    check: TermCheck,
    /// The days that it is measured by: the most allowed, or the usual term.
    days: Option<i64>,
}

/// What the regulation says of a term.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum TermCheck {
    NoneAgreed,
    Allowed,
    TooLong,
    IfReasonable,
    NoLimit,
}

/// The last day in time.
#[derive(Serialize, JsonSchema)]
struct Due<'a> {
    /// The day.
    day: Day,
    /// The last day of the term as its days are counted: before the day where it is one of rest.
    counted: Day,
    /// What it rests on.
    basis: Basis,
    /// The days of the term, where the regulation sets them.
    days: Option<i64>,
    /// The day from which the term runs.
    from: Option<Start<'a>>,
    /// The rule.
    source: Option<Citation<'a>>,
}

/// What a due day rests on.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Basis {
    Agreed,
    Statutory,
    Most,
}

/// The day from which the term runs.
#[derive(Serialize, JsonSchema)]
struct Start<'a> {
    /// The day.
    day: Day,
    /// What happened on it.
    event: Id<Event>,
    /// The rule.
    source: Option<Citation<'a>>,
}

/// A document, the policy that tells of it, the article where it is known.
#[derive(Serialize, JsonSchema)]
struct Citation<'a> {
    /// The id of the policy, if the catalogue has one.
    policy: Option<&'a str>,
    /// The title of the document.
    title: &'static str,
    /// Its number.
    number: &'static str,
    /// The article.
    article: Option<&'static str>,
}

/// Interest with its arithmetic.
#[derive(Serialize, JsonSchema)]
struct Interest<'a> {
    /// What it comes to, in fen.
    total_fen: i64,
    /// The rate, in parts per million.
    rate_ppm: i64,
    /// What the rate is for.
    per: RateUnit,
    /// What the rate rests on.
    basis: Id<RateBasis>,
    /// The rule.
    source: Option<Citation<'a>>,
    /// The arithmetic.
    stretches: Vec<Stretch>,
}

/// What a rate is for.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum RateUnit {
    Day,
    Year,
}

/// Days on which the same amount was owed late.
#[derive(Serialize, JsonSchema)]
struct Stretch {
    /// The first day.
    from: Day,
    /// The last day.
    to: Day,
    /// How many they are.
    days: i64,
    /// The amount, in fen.
    balance_fen: i64,
    /// Its interest, in fen.
    interest_fen: i64,
}

/// What a pay-when-paid clause is worth.
#[derive(Serialize, JsonSchema)]
struct PayWhenPaid {
    /// In a word.
    means: Id<Clause>,
    /// In a sentence.
    text: String,
}

/// What is not clear.
#[derive(Serialize, JsonSchema)]
struct NamedDoubt {
    /// In a word.
    id: Id<Doubt>,
    /// In a sentence.
    text: &'static str,
}

impl<'a> Claim<'a> {
    pub(crate) fn new(
        speaker: Speaker<'a>,
        line: Option<u64>,
        claim: &'a payment::Claim,
        answer: &Answer,
        letter: bool,
    ) -> Self {
        let classes = |trace: engine::enterprise::SizeTrace| {
            let classes = bits_of(trace.classes).filter_map(|index| SIZE_CLASSES.get(index));
            classes.map(|&class| Id(class)).collect()
        };
        let catalogue = speaker.catalogue;
        let regulation = answer.regulation.and_then(|text| text.source(claim.debtor.coverage()));
        let interest = |interest: &payment::Interest| Interest::new(catalogue, interest);
        Self {
            line,
            invoice: &claim.invoice,
            name: &claim.name,
            amount_fen: claim.amount.fen(),
            debtor: Id(claim.debtor),
            debtor_sizes: claim.debtor_size().map(classes),
            regulation: regulation.map(|source| Citation::new(catalogue, source)),
            covered: answer.covered.into(),
            term: answer.term.into(),
            due: answer.due.map(|due| Due::new(catalogue, due)),
            other_due: answer.other_due.map(|due| Due::new(catalogue, due)),
            owed_fen: answer.owed.fen(),
            late: answer.is_late(),
            days_late: answer.days_late,
            interest: answer.interest.as_ref().map(interest),
            other_interest: answer.other_interest.as_ref().map(interest),
            sale_interest: answer.sale_interest.as_ref().map(|bounds| bounds.each_ref().map(interest)),
            pay_when_paid: answer.clause.map(|clause| PayWhenPaid { means: Id(clause), text: speaker.clause(clause) }),
            doubts: answer.doubts.iter().map(|&one| NamedDoubt { id: Id(one), text: speaker.doubt(one) }).collect(),
            conventions: answer.conventions.iter().map(|&one| Id(one)).collect(),
            evidence: answer.evidence.iter().map(|&one| Id(one)).collect(),
            places: answer.places.iter().map(|&one| Id(one)).collect(),
            letter: letter.then(|| speaker.demand(claim, answer)),
        }
    }
}

impl From<payment::Covered> for Coverage {
    fn from(covered: payment::Covered) -> Self {
        match covered {
            payment::Covered::Yes => Self::Yes,
            payment::Covered::No(NotCovered::BeforeRegulation) => Self::BeforeRegulation,
            payment::Covered::No(NotCovered::Debtor) => Self::Debtor,
            payment::Covered::No(NotCovered::Creditor) => Self::Creditor,
            payment::Covered::NotSure => Self::NotSure,
        }
    }
}

impl From<payment::TermCheck> for Term {
    fn from(term: payment::TermCheck) -> Self {
        let (check, days) = match term {
            payment::TermCheck::NoneAgreed => (TermCheck::NoneAgreed, None),
            payment::TermCheck::Allowed => (TermCheck::Allowed, None),
            payment::TermCheck::TooLong { most } => (TermCheck::TooLong, Some(most)),
            payment::TermCheck::IfReasonable { usual } => (TermCheck::IfReasonable, Some(usual)),
            payment::TermCheck::NoLimit => (TermCheck::NoLimit, None),
        };
        Self { check, days }
    }
}

impl<'a> Due<'a> {
    fn new(catalogue: Option<&'a Catalogue>, due: payment::Due) -> Self {
        let (basis, days) = match due.basis {
            payment::Basis::Agreed => (Basis::Agreed, None),
            payment::Basis::Statutory(days) => (Basis::Statutory, Some(days)),
            payment::Basis::Most(days) => (Basis::Most, Some(days)),
        };
        let from = due.from.map(|start| Start::new(catalogue, start));
        let source = due.source.map(|source| Citation::new(catalogue, source));
        Self { day: Day(due.day), counted: Day(due.counted), basis, days, from, source }
    }
}

impl<'a> Start<'a> {
    fn new(catalogue: Option<&'a Catalogue>, start: payment::Start) -> Self {
        let source = start.source.map(|source| Citation::new(catalogue, source));
        Self { day: Day(start.day), event: Id(start.event), source }
    }
}

impl<'a> Citation<'a> {
    fn new(catalogue: Option<&'a Catalogue>, source: payment::Citation) -> Self {
        let policy = catalogue.and_then(|catalogue| catalogue.rule(catalogue.telling_of(source.subject.id())?));
        Self {
            policy: policy.map(|policy| policy.id.as_str()),
            title: source.title,
            number: source.number,
            article: source.article,
        }
    }
}

impl<'a> Interest<'a> {
    fn new(catalogue: Option<&'a Catalogue>, interest: &payment::Interest) -> Self {
        let (per, rate) = match interest.charge {
            Charge::PerDay(rate) => (RateUnit::Day, rate),
            Charge::PerYear(rate) => (RateUnit::Year, rate),
        };
        let stretches = interest.stretches.iter().map(|stretch| Stretch {
            from: Day(stretch.from),
            to: Day(stretch.to),
            days: stretch.days,
            balance_fen: stretch.balance.fen(),
            interest_fen: stretch.interest.fen(),
        });
        Self {
            total_fen: interest.total.fen(),
            rate_ppm: rate.ppm(),
            per,
            basis: Id(interest.basis),
            source: interest.source.map(|source| Citation::new(catalogue, source)),
            stretches: stretches.collect(),
        }
    }
}
