//! A claim: who owes how much to whom, and since when.

use super::rest::last_day;
use super::{Citation, Regulation, Rule};
use crate::enterprise::{Facts, Profile, SizeClass, SizeTrace};
use crate::quantity::{Date, Money, Rate};

/// Who owes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Debtor {
    /// A public body (机关).
    PublicBody,
    /// A public institution (事业单位).
    PublicInstitution,
    /// An organisation that uses fiscal funds, wholly or in part (使用财政资金的团体组织): treated as a public body.
    FiscalOrganisation,
    /// A large enterprise by the size standard.
    LargeEnterprise,
    /// A small or medium enterprise or a person: not covered by the regulation.
    Other,
    /// An enterprise whose size is not known.
    NotSure,
}

impl Debtor {
    /// All of them, as they are offered.
    pub const ALL: [Self; 6] = [
        Self::PublicBody,
        Self::PublicInstitution,
        Self::FiscalOrganisation,
        Self::LargeEnterprise,
        Self::Other,
        Self::NotSure,
    ];

    /// Its name in files; the same as of the options of the fact `debtor`, as far as that has them.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::PublicBody => "government",
            Self::PublicInstitution => "public_institution",
            Self::FiscalOrganisation => "fiscal_organisation",
            Self::LargeEnterprise => "large_enterprise",
            Self::Other => "other",
            Self::NotSure => "not_sure",
        }
    }

    /// An enterprise by its size class when the contract was signed.
    #[must_use]
    pub fn sized(trace: &SizeTrace) -> Self {
        let large = crate::quantity::bit(SizeClass::Large.index());
        if trace.class() == Some(SizeClass::Large) {
            Self::LargeEnterprise
        } else if trace.classes & large == 0 {
            Self::Other
        } else {
            Self::NotSure
        }
    }

    /// Whether the rules for public bodies and institutions hold for it.
    #[must_use]
    pub fn is_public(self) -> bool {
        matches!(self, Self::PublicBody | Self::PublicInstitution | Self::FiscalOrganisation)
    }

    /// The rule that says whether it is covered.
    #[must_use]
    pub fn coverage(self) -> Rule {
        if self == Self::FiscalOrganisation { Rule::Organisations } else { Rule::Coverage }
    }
}

/// By when something is to be done, as the contract says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Term {
    /// This many days after the day from which it runs.
    Days(i64),
    /// On a day.
    By(Date),
}

/// What happened on the day from which the term of payment runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Event {
    /// Goods, works or services were delivered.
    Delivery,
    /// They passed inspection or acceptance.
    Acceptance,
    /// The time agreed for inspection or acceptance ended, and they had not passed yet.
    AcceptanceEnd,
    /// Both sides confirmed the sum, with progress or periodic settlement.
    Confirmation,
}

/// The day from which the term of payment runs; that day itself is not counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Start {
    /// The day.
    pub day: Date,
    /// What happened on it.
    pub event: Event,
    /// Where it stands that the term runs from it, if another rule than that of the term says so.
    pub source: Option<Citation>,
}

/// Interest on late payment that the contract agrees.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AgreedRate {
    /// A year, of 365 days.
    PerYear(Rate),
    /// A day.
    PerDay(Rate),
}

impl AgreedRate {
    /// Whether it reaches a yearly rate.
    #[must_use]
    pub fn reaches(self, yearly: Rate) -> bool {
        match self {
            Self::PerYear(rate) => rate >= yearly,
            Self::PerDay(rate) => rate.ppm().saturating_mul(365) >= yearly.ppm(),
        }
    }
}

/// A part that was paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Payment {
    /// On which day.
    pub on: Date,
    /// How much.
    pub amount: Money,
}

/// One amount owed, with its dates in order and its amounts above zero.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// What the creditor calls it, such as the number of the invoice.
    pub invoice: String,
    /// The name of the debtor, for the letter.
    pub name: String,
    /// Who owes.
    pub debtor: Debtor,
    /// What was said of the industry and figures of a debtor that is an enterprise, when the contract was signed.
    pub figures: Option<Profile>,
    /// Whether the creditor was a micro, small or medium enterprise when the contract was signed.
    pub is_sme: Option<bool>,
    /// When the contract was signed.
    pub signed: Date,
    /// When goods, works or services were delivered.
    pub delivered: Date,
    /// When they passed inspection or acceptance, where the contract makes that a condition of payment.
    pub accepted: Option<Date>,
    /// By when the contract says that they are inspected or accepted; days run from delivery.
    pub acceptance_term: Option<Term>,
    /// When both sides confirmed the sum, with progress or periodic settlement; never beside acceptance.
    pub confirmed: Option<Date>,
    /// When the contract says that payment is due.
    pub term: Option<Term>,
    /// How much was owed.
    pub amount: Money,
    /// What was paid, by date; never more than the amount.
    pub payments: Vec<Payment>,
    /// Interest that the contract agrees.
    pub rate: Option<AgreedRate>,
    /// The one-year loan prime rate when the contract was signed, below which no rate may be agreed.
    pub prime_rate: Option<Rate>,
    /// The one-year loan prime rate when payment became late, from which courts reckon where the regulation does not
    /// apply and no rate was agreed.
    pub late_prime_rate: Option<Rate>,
    /// Whether the contract lets the debtor pay only when it is paid by others.
    pub pay_when_paid: bool,
}

impl Claim {
    /// The day from which the term runs, under a text of the regulation or the contract alone; none if it is not known.
    ///
    /// Where acceptance is late, the text lets the term run from the end of the time agreed for it; the contract alone
    /// waits for acceptance.
    #[must_use]
    pub fn counted_from(&self, text: Option<Regulation>) -> Option<Start> {
        let end = self.acceptance_term.map(|term| match term {
            Term::Days(days) => last_day(self.delivered, days),
            Term::By(day) => day,
        });
        let in_time = |accepted: Date| text.is_none() || end.is_none_or(|end| accepted <= end);
        let (event, day, rule) = match (self.confirmed, self.accepted, end) {
            (Some(day), _, _) => (Event::Confirmation, day, Some(Rule::Settlement)),
            (None, Some(day), _) if in_time(day) => (Event::Acceptance, day, Some(Rule::Acceptance)),
            (None, _, Some(end)) => (Event::AcceptanceEnd, text.map(|_| end)?, Some(Rule::Acceptance)),
            (None, _, None) => (Event::Delivery, self.delivered, None),
        };
        let source = text.zip(rule).and_then(|(text, rule)| text.source(rule));
        Some(Start { day, event, source })
    }

    /// How large the debtor was when the contract was signed, by the size standard of that day, if any of its figures
    /// was told.
    #[must_use]
    pub fn debtor_size(&self) -> Option<SizeTrace> {
        self.figures.as_ref().filter(|_| !self.debtor.is_public()).map(|figures| size_of(figures, self.signed))
    }
}

pub(super) fn size_of(figures: &Profile, signed: Date) -> SizeTrace {
    SizeTrace::new(figures, &Facts::core(), signed)
}
