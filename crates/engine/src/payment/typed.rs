//! A claim as people type it: into a form, into a row of a table, after the options of a command.

use std::error::Error;
use std::fmt::{self, Display, Formatter};

use super::claim::size_of;
use super::{AgreedRate, Claim, Debtor, Payment, Term};
use crate::enterprise::{Code, Fact, FactId, Facts, Possible, Profile, Tree, TypedError, plain_name, yes_or_no};
use crate::quantity::{Date, Interval, Measure, Money, NumberError, Rate, narrow, sort_by};

/// One cell of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// What the creditor calls it.
    Invoice,
    /// The name of the debtor.
    Name,
    /// Who owes.
    Debtor,
    /// Whether the creditor is a small or medium enterprise: `yes`, `no` or nothing.
    Sme,
    /// When the contract was signed.
    Signed,
    /// When goods, works or services were delivered.
    Delivered,
    /// When they passed inspection or acceptance, if that is a condition of payment.
    Accepted,
    /// The agreed term: days (`60`) or a date.
    Term,
    /// How much was owed, in yuan.
    Amount,
    /// What was paid: `2025-08-01:30000; 2025-09-01:2万`.
    Payments,
    /// The agreed rate: `5%` a year, or `0.05%/day`.
    Rate,
    /// The loan prime rate of one year when the contract was signed.
    PrimeRate,
    /// Whether the debtor need only pay when it is paid: `yes`, `no` or nothing.
    PayWhenPaid,
    /// The industry of a debtor that is an enterprise: a code or name, as all figures of its size when the contract was
    /// signed.
    DebtorIndustry,
    /// Its employees, a number or a range.
    DebtorEmployees,
    /// Its revenue of the year, in yuan, likewise.
    DebtorRevenue,
    /// Its total assets, in yuan, likewise.
    DebtorAssets,
    /// By when inspection or acceptance was agreed: days after delivery (`10`) or a date.
    AcceptanceTerm,
    /// When both sides confirmed the sum, with progress or periodic settlement.
    Confirmed,
    /// The loan prime rate of one year when payment became late.
    LatePrimeRate,
}

/// What a cell with a number, a day or an industry in it is understood as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// A figure of the debtor.
    Figure(FactId, Interval),
    /// An amount.
    Money(Money),
    /// An agreed term.
    Term(Term),
    /// An agreed rate of interest.
    Agreed(AgreedRate),
    /// A rate.
    Rate(Rate),
    /// Parts that were paid, by date.
    Payments(Vec<Payment>),
    /// An industry.
    Industry(Code),
    /// A day.
    Day(Date),
}

impl Field {
    /// All cells, in the order of a row; a new one goes to the end, so that columns stay where they are.
    pub const ALL: [Self; 20] = [
        Self::Invoice,
        Self::Name,
        Self::Debtor,
        Self::Sme,
        Self::Signed,
        Self::Delivered,
        Self::Accepted,
        Self::Term,
        Self::Amount,
        Self::Payments,
        Self::Rate,
        Self::PrimeRate,
        Self::PayWhenPaid,
        Self::DebtorIndustry,
        Self::DebtorEmployees,
        Self::DebtorRevenue,
        Self::DebtorAssets,
        Self::AcceptanceTerm,
        Self::Confirmed,
        Self::LatePrimeRate,
    ];

    /// What the size of a debtor that is an enterprise follows from.
    pub const OF_SIZE: [Self; 4] =
        [Self::DebtorIndustry, Self::DebtorEmployees, Self::DebtorRevenue, Self::DebtorAssets];

    /// Its name in files.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Invoice => "invoice",
            Self::Name => "name",
            Self::Debtor => "debtor",
            Self::Sme => "sme",
            Self::Signed => "signed",
            Self::Delivered => "delivered",
            Self::Accepted => "accepted",
            Self::Term => "term",
            Self::Amount => "amount",
            Self::Payments => "payments",
            Self::Rate => "rate",
            Self::PrimeRate => "prime_rate",
            Self::PayWhenPaid => "pay_when_paid",
            Self::DebtorIndustry => "debtor_industry",
            Self::DebtorEmployees => "debtor_employees",
            Self::DebtorRevenue => "debtor_revenue",
            Self::DebtorAssets => "debtor_assets",
            Self::AcceptanceTerm => "acceptance_term",
            Self::Confirmed => "confirmed",
            Self::LatePrimeRate => "late_prime_rate",
        }
    }

    fn index(self) -> usize {
        Self::ALL.iter().position(|&field| field == self).unwrap_or(0)
    }
}

/// A claim as typed; what cannot be read stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry([String; 20]);

/// What is wrong with a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Which cell.
    pub field: Field,
    /// What stands in it, or the part of it that is wrong.
    pub typed: String,
    /// What is wrong.
    pub error: EntryError,
}

/// What is wrong with a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryError {
    /// Nothing stands in it, and it is needed.
    Missing,
    /// What stands in it cannot be read.
    Typed(TypedError),
    /// It is a day before that of another cell.
    Before(Field),
    /// It cannot stand beside another cell, since a term runs from one day only.
    Besides(Field),
    /// Together the payments are more than was owed.
    MoreThanOwed,
    /// The figures of the debtor say otherwise.
    NotSoSized,
}

impl From<TypedError> for EntryError {
    fn from(error: TypedError) -> Self {
        Self::Typed(error)
    }
}

impl Display for EntryError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => f.write_str("missing"),
            Self::Typed(error) => write!(f, "{error}"),
            Self::Before(field) => write!(f, "before the day of `{}`", field.id()),
            Self::Besides(field) => write!(f, "cannot stand beside `{}`", field.id()),
            Self::MoreThanOwed => f.write_str("more than was owed"),
            Self::NotSoSized => f.write_str("not what the figures of the debtor say"),
        }
    }
}

impl Error for EntryError {}

impl Display for Problem {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}: `{}`: {}", self.field.id(), self.typed, self.error)
    }
}

impl Error for Problem {}

/// The figures of a debtor and the facts that they are.
const FIGURES: [(Field, FactId); 3] = [
    (Field::DebtorEmployees, Facts::EMPLOYEES),
    (Field::DebtorRevenue, Facts::REVENUE),
    (Field::DebtorAssets, Facts::ASSETS),
];

/// A term longer than this, in days, is a slip: ten years.
const LONGEST_TERM: i64 = 3650;

impl Entry {
    /// What stands in a cell.
    #[must_use]
    pub fn get(&self, field: Field) -> &str {
        self.0.get(field.index()).map_or("", String::as_str)
    }

    /// Writes a cell.
    pub fn set(&mut self, field: Field, text: impl Into<String>) {
        if let Some(cell) = self.0.get_mut(field.index()) {
            *cell = text.into();
        }
    }

    /// Whether nothing was typed.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.0.iter().all(|cell| cell.trim().is_empty())
    }

    /// How a cell with a number, a day or an industry in it is understood; `None` where none stands in it, or it cannot be read.
    #[must_use]
    pub fn meaning(&self, field: Field) -> Option<Meaning> {
        let typed = self.get(field).trim();
        match field {
            Field::Amount => amount(typed).ok().map(Meaning::Money),
            Field::Term | Field::AcceptanceTerm => term(typed).ok().map(Meaning::Term),
            Field::Rate => agreed_rate(typed).ok().map(Meaning::Agreed),
            Field::PrimeRate | Field::LatePrimeRate => plain_rate(typed).ok().map(Meaning::Rate),
            Field::Payments => {
                let mut reader = Reader { entry: self, problems: Vec::new() };
                let payments = reader.payments();
                (reader.problems.is_empty() && !payments.is_empty()).then_some(Meaning::Payments(payments))
            }
            Field::DebtorEmployees | Field::DebtorRevenue | Field::DebtorAssets => {
                let (_, id) = FIGURES.into_iter().find(|(other, _)| *other == field)?;
                let range = figure(Facts::core().get(id)?, typed).ok()?;
                Some(Meaning::Figure(id, range))
            }
            Field::DebtorIndustry => industry(typed).ok().map(Meaning::Industry),
            Field::Signed | Field::Delivered | Field::Accepted | Field::Confirmed => date(typed).ok().map(Meaning::Day),
            Field::Invoice | Field::Name | Field::Debtor | Field::Sme | Field::PayWhenPaid => None,
        }
    }

    /// Reads the claim.
    ///
    /// # Errors
    /// Every cell with something wrong, in the order of the row.
    pub fn read(&self) -> Result<Claim, Vec<Problem>> {
        let mut reader = Reader { entry: self, problems: Vec::new() };
        let is_sme = reader.flag(Field::Sme);
        let signed = reader.needed(Field::Signed, date);
        let figures = reader.figures();
        let debtor = reader.debtor(figures.as_ref(), signed);
        let delivered = reader.needed(Field::Delivered, date);
        let accepted = reader.optional(Field::Accepted, date);
        let acceptance_term = reader.optional(Field::AcceptanceTerm, term);
        let confirmed = reader.optional(Field::Confirmed, date);
        let term = reader.optional(Field::Term, term);
        let amount = reader.needed(Field::Amount, amount);
        let payments = reader.payments();
        let rate = reader.optional(Field::Rate, agreed_rate);
        let prime_rate = reader.optional(Field::PrimeRate, plain_rate);
        let late_prime_rate = reader.optional(Field::LatePrimeRate, plain_rate);
        let pay_when_paid = reader.flag(Field::PayWhenPaid).unwrap_or(false);
        reader.after(Field::Delivered, delivered, Field::Signed, signed);
        reader.after(Field::Accepted, accepted, Field::Delivered, delivered);
        let by = |term: Option<Term>| term.and_then(|term| if let Term::By(day) = term { Some(day) } else { None });
        reader.after(Field::Term, by(term), Field::Signed, signed);
        reader.after(Field::AcceptanceTerm, by(acceptance_term), Field::Delivered, delivered);
        reader.after(Field::Confirmed, confirmed, Field::Signed, signed);
        for (field, is_told) in
            [(Field::Accepted, accepted.is_some()), (Field::AcceptanceTerm, acceptance_term.is_some())]
        {
            if is_told && confirmed.is_some() {
                reader.wrong(Field::Confirmed, self.get(Field::Confirmed), EntryError::Besides(field));
            }
        }
        reader.after(Field::Payments, payments.first().map(|payment| payment.on), Field::Signed, signed);
        let paid = payments.iter().fold(Money::ZERO, |sum, payment| sum.plus(payment.amount));
        if amount.is_some_and(|amount| paid > amount) {
            reader.wrong(Field::Payments, self.get(Field::Payments), EntryError::MoreThanOwed);
        }
        let mut problems = reader.problems;
        sort_by(&mut problems, |a, b| a.field.cmp(&b.field));
        match (debtor, signed, delivered, amount) {
            (Some(debtor), Some(signed), Some(delivered), Some(amount)) if problems.is_empty() => Ok(Claim {
                invoice: self.get(Field::Invoice).trim().to_owned(),
                name: self.get(Field::Name).trim().to_owned(),
                debtor,
                figures,
                is_sme,
                signed,
                delivered,
                accepted,
                acceptance_term,
                confirmed,
                term,
                amount,
                payments,
                rate,
                prime_rate,
                late_prime_rate,
                pay_when_paid,
            }),
            _ => Err(problems),
        }
    }
}

struct Reader<'a> {
    entry: &'a Entry,
    problems: Vec<Problem>,
}

impl Reader<'_> {
    fn wrong(&mut self, field: Field, typed: &str, error: EntryError) {
        self.problems.push(Problem { field, typed: typed.trim().to_owned(), error });
    }

    fn needed<T>(&mut self, field: Field, read: fn(&str) -> Result<T, TypedError>) -> Option<T> {
        if self.entry.get(field).trim().is_empty() {
            self.wrong(field, "", EntryError::Missing);
            return None;
        }
        self.optional(field, read)
    }

    fn optional<T>(&mut self, field: Field, read: impl FnOnce(&str) -> Result<T, TypedError>) -> Option<T> {
        let typed = self.entry.get(field).trim();
        if typed.is_empty() {
            return None;
        }
        read(typed).map_err(|error| self.wrong(field, typed, error.into())).ok()
    }

    fn flag(&mut self, field: Field) -> Option<bool> {
        self.optional(field, yes_or_no)
    }

    /// What was said of the size of the debtor, if anything.
    fn figures(&mut self) -> Option<Profile> {
        let facts = Facts::core();
        let mut profile = Profile::new();
        if let Some(code) = self.optional(Field::DebtorIndustry, industry) {
            profile.set(&facts, Facts::INDUSTRY, Some(Possible::Places(vec![code])));
        }
        for (field, id) in FIGURES {
            let Some(fact) = facts.get(id) else { continue };
            if let Some(range) = self.optional(field, |typed| figure(fact, typed)) {
                profile.set(&facts, id, Some(Possible::Numbers(range)));
            }
        }
        (!profile.is_empty()).then_some(profile)
    }

    /// Who owes: as stated, or for an enterprise of unstated size by its figures when the contract was signed.
    fn debtor(&mut self, figures: Option<&Profile>, signed: Option<Date>) -> Option<Debtor> {
        let is_sized = Field::OF_SIZE.iter().any(|&field| !self.entry.get(field).trim().is_empty());
        let is_blank = self.entry.get(Field::Debtor).trim().is_empty();
        let stated = if is_blank && is_sized { Some(Debtor::NotSure) } else { self.needed(Field::Debtor, debtor) };
        let sized = figures.zip(signed).map(|(figures, signed)| Debtor::sized(&size_of(figures, signed)));
        match (stated?, sized) {
            (Debtor::NotSure, Some(sized)) => Some(sized),
            (Debtor::LargeEnterprise, Some(Debtor::Other)) | (Debtor::Other, Some(Debtor::LargeEnterprise)) => {
                self.wrong(Field::Debtor, self.entry.get(Field::Debtor), EntryError::NotSoSized);
                None
            }
            (stated, _) => Some(stated),
        }
    }

    /// The payments, by date.
    fn payments(&mut self) -> Vec<Payment> {
        let mut payments = Vec::new();
        let typed = self.entry.get(Field::Payments).to_owned();
        for part in typed.split([';', '；', '\n']).map(str::trim).filter(|part| !part.is_empty()) {
            let parted = part.split_once([':', '：', '=', '＝']).or_else(|| part.split_once([' ', '\u{3000}']));
            let Some((day, paid)) = parted else {
                self.wrong(Field::Payments, part, TypedError::Number(NumberError::NotANumber).into());
                continue;
            };
            let (day, paid) = (day.trim(), paid.trim());
            match (date(day), amount(paid)) {
                (Ok(on), Ok(amount)) => payments.push(Payment { on, amount }),
                (Err(error), _) => self.wrong(Field::Payments, day, error.into()),
                (_, Err(error)) => self.wrong(Field::Payments, paid, error.into()),
            }
        }
        sort_by(&mut payments, |a: &Payment, b| a.on.cmp(&b.on));
        payments
    }

    /// Notes a day that lies before another one.
    fn after(&mut self, field: Field, day: Option<Date>, earlier: Field, first: Option<Date>) {
        if let (Some(day), Some(first)) = (day, first)
            && day < first
        {
            self.wrong(field, &day.to_string(), EntryError::Before(earlier));
        }
    }
}

fn industry(typed: &str) -> Result<Code, TypedError> {
    Tree::Industries.find_named(typed)
}

/// A figure of the debtor, within the bounds of its fact.
fn figure(fact: &Fact, typed: &str) -> Result<Interval, TypedError> {
    let range = fact.read(typed).map_err(TypedError::Number)?;
    if range.low() < fact.bounds.low() {
        Err(TypedError::BelowZero)
    } else if range.high() > fact.bounds.high() {
        Err(TypedError::Number(NumberError::OutOfRange))
    } else {
        Ok(range)
    }
}

fn debtor(typed: &str) -> Result<Debtor, TypedError> {
    let typed = plain_name(typed);
    let named = Debtor::ALL.into_iter().find(|debtor| debtor.id() == typed);
    let debtor = named.or(match typed.as_str() {
        "机关" | "governmentbody" => Some(Debtor::PublicBody),
        "事业单位" | "publicinstitution" => Some(Debtor::PublicInstitution),
        "使用财政资金的团体组织"
        | "团体组织"
        | "社会团体"
        | "人民团体"
        | "群团组织"
        | "organisationusingfiscalfunds" => Some(Debtor::FiscalOrganisation),
        "大型企业" | "largeenterprise" => Some(Debtor::LargeEnterprise),
        // The other options of the fact `debtor`.
        "state_enterprise"
        | "国有企业(非大型)"
        | "state-ownedenterprise,notlarge"
        | "sme"
        | "其他"
        | "中小企业"
        | "个人"
        | "中小企业或个人"
        | "smeorindividual" => Some(Debtor::Other),
        "不清楚" | "?" | "企业(按划型标准看规模)" | "enterprise(sizebythestandard)" => {
            Some(Debtor::NotSure)
        }
        _ => None,
    });
    debtor.ok_or(TypedError::Unknown)
}

fn date(typed: &str) -> Result<Date, TypedError> {
    typed.parse().map_err(TypedError::Number)
}

fn amount(typed: &str) -> Result<Money, TypedError> {
    let money = Money::parse(typed).map_err(TypedError::Number)?;
    if money > Money::ZERO { Ok(money) } else { Err(TypedError::NotAboveZero) }
}

fn term(typed: &str) -> Result<Term, TypedError> {
    let read = Measure::Count(&["天".to_owned()]).read(typed);
    match read {
        // Eight digits are a date.
        Ok(days) if days.saturating_abs() < 10_000 => match days {
            ..0 => Err(TypedError::BelowZero),
            0..=LONGEST_TERM => Ok(Term::Days(days)),
            _ => Err(TypedError::TooLong),
        },
        _ => date(typed).map(Term::By).map_err(|error| match read {
            // What is no date either is reported as the number that it should be.
            Err(why) if error == TypedError::Number(NumberError::NotANumber) => TypedError::Number(why),
            _ => error,
        }),
    }
}

fn agreed_rate(typed: &str) -> Result<AgreedRate, TypedError> {
    let typed = narrow(typed);
    let rate = |before: &[&str], words: &[&str]| {
        // Blanks may stand around the slash.
        let behind = |word: &&str| {
            let rest = typed.trim_end().strip_suffix(*word)?.trim_end();
            ["/", "每", " a"].iter().find_map(|mark| rest.strip_suffix(mark))
        };
        let (rest, before) = words.iter().find_map(behind).map(|rest| (rest, 0)).or_else(|| {
            let rest = before.iter().find_map(|word| typed.trim_start().strip_prefix(word))?;
            Some((rest, typed.chars().count().saturating_sub(rest.chars().count())))
        })?;
        // A unit alone is no number, and not empty either.
        let rest = Some(rest).filter(|rest| !rest.trim().is_empty())?;
        Some(plain_rate(rest).map_err(|error| {
            if let TypedError::Number(why) = error { TypedError::Number(why.behind(before)) } else { error }
        }))
    };
    if let Some(daily) = rate(&["每日", "每天", "日利率", "日息", "按日", "日"], &["日", "天", "day"]) {
        return daily.map(AgreedRate::PerDay);
    }
    rate(&["每年", "年利率", "年息", "按年", "年"], &["年", "year"])
        .unwrap_or_else(|| plain_rate(&typed))
        .map(AgreedRate::PerYear)
}

fn plain_rate(typed: &str) -> Result<Rate, TypedError> {
    let rate = Rate::parse(typed).map_err(TypedError::Number)?;
    if rate.ppm() < 0 { Err(TypedError::BelowZero) } else { Ok(rate) }
}
