use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::{Value, json};

use super::input::{Book, read, today};
use super::{Common, Failure, Format, json as output};
use engine::catalogue::{Catalogue, Language};
use engine::enterprise::SIZE_CLASSES;
use engine::payment::{
    self, Answer, Basis, Charge, Claim, Clause, Convention, Covered, Doubt, Due, Entry, Event, Evidence, Field,
    Interest, Line, NotCovered, Place, RateBasis, Source, Start, TermCheck,
};
use engine::quantity::{Date, bits_of};
use wording::{Label as _, Speaker};

/// `late-payment`
#[derive(Debug, Args)]
pub(super) struct LatePayment {
    /// Many claims: CSV with a heading of the options below (invoice, debtor, signed ...); - for standard input
    #[arg(long, value_name = "FILE", conflicts_with_all = ["debtor", "signed", "delivered", "amount"])]
    ledger: Option<PathBuf>,
    /// Write the ledger again as CSV, with what each claim comes to
    #[arg(long, requires = "ledger", conflicts_with = "letter")]
    csv: bool,
    /// Who owes: `government`, `public_institution`, `fiscal_organisation` (an organisation using fiscal funds),
    /// `large_enterprise`, `other` or `not_sure`; the regulation does not cover the army
    #[arg(long, value_name = "KIND")]
    debtor: Option<String>,
    /// Industry of a debtor that is an enterprise, by code or name: its size when the contract was signed follows from
    /// this and the figures below, in place of stating it
    #[arg(long, value_name = "INDUSTRY")]
    debtor_industry: Option<String>,
    /// Employees of the debtor
    #[arg(long, value_name = "NUMBER", allow_hyphen_values = true)]
    debtor_employees: Option<String>,
    /// Yearly revenue of the debtor, in yuan or as people write it (3亿)
    #[arg(long, value_name = "AMOUNT", allow_hyphen_values = true)]
    debtor_revenue: Option<String>,
    /// Total assets of the debtor, likewise
    #[arg(long, value_name = "AMOUNT", allow_hyphen_values = true)]
    debtor_assets: Option<String>,
    /// Whether you were an SME when the contract was signed: yes or no
    #[arg(long, value_name = "YES|NO")]
    sme: Option<String>,
    /// When the contract was signed
    #[arg(long, value_name = "DATE")]
    signed: Option<String>,
    /// When goods, works or services were delivered
    #[arg(long, value_name = "DATE")]
    delivered: Option<String>,
    /// When they passed inspection or acceptance, if the contract makes that a condition of payment
    #[arg(long, value_name = "DATE")]
    accepted: Option<String>,
    /// By when inspection or acceptance was agreed: days after delivery (10) or a date; if the debtor delays it, the
    /// term runs from then
    #[arg(long, value_name = "DAYS|DATE", allow_hyphen_values = true)]
    acceptance_term: Option<String>,
    /// When both sides confirmed the sum, if progress or periodic settlement was agreed
    #[arg(long, value_name = "DATE", conflicts_with_all = ["accepted", "acceptance_term"])]
    confirmed: Option<String>,
    /// The agreed term: days (60) or a date
    #[arg(long, value_name = "DAYS|DATE", allow_hyphen_values = true)]
    term: Option<String>,
    /// How much was owed, in yuan or as people write it (3万)
    #[arg(long, allow_hyphen_values = true)]
    amount: Option<String>,
    /// What was paid, such as 2025-08-01:30000; may be given several times
    #[arg(long = "payment", value_name = "DATE:AMOUNT", allow_hyphen_values = true)]
    payments: Vec<String>,
    /// The agreed late-interest rate: 5% a year, or 0.05%/day
    #[arg(long, allow_hyphen_values = true)]
    rate: Option<String>,
    /// The one-year loan prime rate (LPR) when the contract was signed
    #[arg(long, value_name = "RATE", allow_hyphen_values = true)]
    prime_rate: Option<String>,
    /// The one-year LPR when payment became late, for a claim outside the regulation without an agreed rate
    #[arg(long, value_name = "RATE", allow_hyphen_values = true)]
    late_prime_rate: Option<String>,
    /// The contract lets the debtor pay only when it is paid by others
    #[arg(long)]
    pay_when_paid: bool,
    /// The number of the invoice, for the letter
    #[arg(long)]
    invoice: Option<String>,
    /// The name of the debtor, for the letter
    #[arg(long)]
    name: Option<String>,
    /// Write a letter of demand
    #[arg(long)]
    letter: bool,
    /// The day of the calculation; today (in China) if left out
    #[arg(long, value_name = "DATE", value_parser = super::date)]
    on: Option<Date>,
    #[command(flatten)]
    common: Common,
}

impl LatePayment {
    pub(super) fn run(self, out: &mut impl Write) -> Result<(), Failure> {
        let book = Book::open(&self.common)?;
        let on = self.on.unwrap_or_else(today);
        match &self.ledger {
            Some(path) => self.many(out, &book, path, on),
            None => self.one(out, &book, on),
        }
    }

    fn entry(&self) -> Entry {
        let mut entry = Entry::default();
        let cells = [
            (Field::Invoice, &self.invoice),
            (Field::Name, &self.name),
            (Field::Debtor, &self.debtor),
            (Field::Sme, &self.sme),
            (Field::Signed, &self.signed),
            (Field::Delivered, &self.delivered),
            (Field::Accepted, &self.accepted),
            (Field::AcceptanceTerm, &self.acceptance_term),
            (Field::Confirmed, &self.confirmed),
            (Field::Term, &self.term),
            (Field::Amount, &self.amount),
            (Field::Rate, &self.rate),
            (Field::PrimeRate, &self.prime_rate),
            (Field::LatePrimeRate, &self.late_prime_rate),
            (Field::DebtorIndustry, &self.debtor_industry),
            (Field::DebtorEmployees, &self.debtor_employees),
            (Field::DebtorRevenue, &self.debtor_revenue),
            (Field::DebtorAssets, &self.debtor_assets),
        ];
        for (field, typed) in cells {
            entry.set(field, typed.clone().unwrap_or_default());
        }
        entry.set(Field::Payments, self.payments.join(";"));
        entry.set(Field::PayWhenPaid, if self.pay_when_paid { "yes" } else { "" });
        entry
    }

    fn one(&self, out: &mut impl Write, book: &Book, on: Date) -> Result<(), Failure> {
        let speaker = book.speaker();
        let claim = self.entry().read().map_err(|problems| {
            let option = |field: Field| {
                if field == Field::Payments { "payment".to_owned() } else { field.id().replace('_', "-") }
            };
            Failure::Wrong(
                problems.iter().map(|wrong| format!("--{}: {}", option(wrong.field), speaker.slip(wrong))).collect(),
            )
        })?;
        let answer = payment::answer(&claim, on);
        if self.common.format == Format::Json {
            let found = output::with(
                output::head(book, on),
                json!({ "claim": to_json(speaker, &claim, &answer, self.letter) }),
            );
            writeln!(out, "{found:#}")?;
            return Ok(());
        }
        say(out, speaker, &claim, &answer)?;
        if self.letter {
            writeln!(out, "\n{}", speaker.demand(&claim, &answer))?;
        }
        Ok(())
    }

    fn many(&self, out: &mut impl Write, book: &Book, path: &Path, on: Date) -> Result<(), Failure> {
        let speaker = book.speaker();
        let text = read(path)?;
        let headings = |cell: &str| Field::ALL.into_iter().find(|field| field.label().contains(&cell));
        let table = payment::read(&text, &headings);
        let name = path.display();
        let mut wrong: Vec<String> =
            table.unknown.iter().map(|cell| format!("{name}: line 1: there is no column `{cell}`")).collect();
        wrong.extend(table.damaged.map(|line| format!("{name}: line {line}: not CSV from here on")));
        if table.lines.is_empty() && wrong.is_empty() {
            wrong.push(format!("{name}: no claims"));
        }
        let mut claims: Vec<(&Line, Claim)> = Vec::new();
        for line in &table.lines {
            match line.entry.read() {
                Ok(claim) => claims.push((line, claim)),
                Err(problems) => wrong.extend(
                    problems.iter().map(|wrong| format!("{name}: line {}: {}", line.number, speaker.slip(wrong))),
                ),
            }
        }
        if !wrong.is_empty() {
            return Err(Failure::Wrong(wrong));
        }
        if self.csv {
            write!(out, "{}", payment::write(table.lines.iter().map(|line| &line.entry), on))?;
            return Ok(());
        }
        let tally = payment::tally(claims.iter().map(|(_, claim)| claim), on);
        if self.common.format == Format::Json {
            let rows: Vec<Value> = claims
                .iter()
                .map(|(line, claim)| {
                    let answer = payment::answer(claim, on);
                    output::with(json!({ "line": line.number }), to_json(speaker, claim, &answer, self.letter))
                })
                .collect();
            let total = json!({
                "claims": tally.claims,
                "late": tally.late,
                "owed_fen": tally.owed.fen(),
                "interest_fen": tally.interest.fen(),
                "unsaid": tally.unsaid,
            });
            let found = output::with(output::head(book, on), json!({ "claims": rows, "total": total }));
            writeln!(out, "{found:#}")?;
            return Ok(());
        }
        for (line, claim) in &claims {
            let answer = payment::answer(claim, on);
            writeln!(out, "{}  {} {}", line.number, claim.invoice, claim.name)?;
            say(out, speaker, claim, &answer)?;
            if self.letter {
                writeln!(out, "\n{}", speaker.demand(claim, &answer))?;
            }
            writeln!(out)?;
        }
        writeln!(out, "{}", speaker.tally(&tally))?;
        Ok(())
    }
}

fn say(out: &mut impl Write, speaker: Speaker<'_>, claim: &Claim, answer: &Answer) -> Result<(), Failure> {
    let zh = speaker.language == Language::ZhCn;
    let pick = |zh_text: &'static str, en_text: &'static str| if zh { zh_text } else { en_text };
    writeln!(out, "{}", speaker.lateness(answer))?;
    if let Some(trace) = claim.debtor_size() {
        let size = pick("欠款方的规模：", "size of the debtor: ");
        writeln!(out, "{size}{}{}{}", speaker.size(&trace), pick("；", "; "), speaker.standard_item(&trace))?;
    }
    writeln!(out, "{}", speaker.covered(answer))?;
    if let Some(source) = answer.regulation.and_then(|text| text.source(claim.debtor.coverage())) {
        writeln!(out, "  {}", speaker.source(source))?;
    }
    writeln!(out, "{}", speaker.term_check(answer.term))?;
    if let Some(due) = answer.due {
        writeln!(out, "{}{}", pick("到期日：", "due: "), speaker.due(due))?;
    }
    if let Some(due) = answer.other_due {
        writeln!(out, "{}{}", pick("也可能是：", "or perhaps: "), speaker.due(due))?;
    }
    let rates = [("", &answer.interest), (pick("也可能是：", "or perhaps: "), &answer.other_interest)];
    let rates = rates.into_iter().filter_map(|(name, interest)| Some((name, interest.as_ref()?)));
    for (name, interest) in rates.chain(answer.sale_interest.iter().flatten().map(|interest| ("", interest))) {
        writeln!(out, "{name}{}", speaker.interest(interest))?;
        for stretch in &interest.stretches {
            writeln!(out, "  {}", speaker.stretch(interest.charge, stretch))?;
        }
    }
    if let Some(clause) = answer.clause {
        writeln!(out, "{}{}", pick("收到第三方付款才付：", "pay when paid: "), speaker.clause(clause))?;
    }
    let places: Vec<String> = answer.places.iter().map(|&place| speaker.where_to(place, answer.on)).collect();
    let groups: [(&str, Vec<&str>); 4] = [
        (pick("不明确的地方", "Not clear"), answer.doubts.iter().map(|&doubt| speaker.doubt(doubt)).collect()),
        (
            pick("计算方法", "How it was counted"),
            answer.conventions.iter().map(|&one| speaker.convention(one)).collect(),
        ),
        (pick("证据清单", "Evidence"), answer.evidence.iter().map(|one| speaker.label(one)).collect()),
        (pick("到哪里投诉", "Where to turn to"), places.iter().map(String::as_str).collect()),
    ];
    for (heading, lines) in groups {
        if !lines.is_empty() {
            writeln!(out, "\n{heading}")?;
        }
        for line in lines {
            writeln!(out, "  {line}")?;
        }
    }
    Ok(())
}

/// Where a rule stands, with the policy that tells of it, if there is one.
fn source(catalogue: &Catalogue, source: Source) -> Value {
    let policy = catalogue.telling_of(source.subject.id()).and_then(|id| catalogue.policy(id));
    json!({ "policy": policy.map(|policy| &policy.id), "title": source.title, "number": source.number, "article": source.article })
}

fn start(catalogue: &Catalogue, start: Start) -> Value {
    let event = match start.event {
        Event::Delivery => "delivery",
        Event::Acceptance => "acceptance",
        Event::AcceptanceEnd => "acceptance_end",
        Event::Confirmation => "confirmation",
    };
    json!({ "day": start.day.to_string(), "event": event, "source": start.source.map(|one| source(catalogue, one)) })
}

fn due(catalogue: &Catalogue, due: Due) -> Value {
    let (basis, days) = match due.basis {
        Basis::Agreed => ("agreed", None),
        Basis::Statutory(days) => ("statutory", Some(days)),
        Basis::Most(days) => ("most", Some(days)),
    };
    let from = due.from.map(|from| start(catalogue, from));
    let source = due.source.map(|one| source(catalogue, one));
    json!({ "day": due.day.to_string(), "basis": basis, "days": days, "from": from, "source": source })
}

fn interest(catalogue: &Catalogue, interest: &Interest) -> Value {
    let (per, rate) = match interest.charge {
        Charge::PerDay(rate) => ("day", rate),
        Charge::PerYear(rate) => ("year", rate),
    };
    let stretches: Vec<Value> = interest
        .stretches
        .iter()
        .map(|stretch| {
            json!({
                "from": stretch.from.to_string(),
                "to": stretch.to.to_string(),
                "days": stretch.days,
                "balance_fen": stretch.balance.fen(),
                "interest_fen": stretch.interest.fen(),
            })
        })
        .collect();
    json!({
        "total_fen": interest.total.fen(),
        "rate_ppm": rate.ppm(),
        "per": per,
        "basis": match interest.basis {
            RateBasis::Agreed => "agreed",
            RateBasis::Statutory => "statutory",
            RateBasis::PrimeRate => "prime_rate",
            RateBasis::SaleLeast => "sale_least",
            RateBasis::SaleMost => "sale_most",
        },
        "source": interest.source.map(|one| source(catalogue, one)),
        "stretches": stretches,
    })
}

fn to_json(speaker: Speaker<'_>, claim: &Claim, answer: &Answer, letter: bool) -> Value {
    let (term, days) = match answer.term {
        TermCheck::NoneAgreed => ("none_agreed", None),
        TermCheck::Allowed => ("allowed", None),
        TermCheck::TooLong { most } => ("too_long", Some(most)),
        TermCheck::IfReasonable { usual } => ("if_reasonable", Some(usual)),
        TermCheck::NoLimit => ("no_limit", None),
    };
    let doubts: Vec<Value> =
        answer.doubts.iter().map(|&one| json!({ "id": doubt(one), "text": speaker.doubt(one) })).collect();
    let catalogue = speaker.catalogue;
    let regulation = answer.regulation.and_then(|text| text.source(claim.debtor.coverage()));
    let (due, interest) = (|one| due(catalogue, one), |one: &Interest| interest(catalogue, one));
    json!({
        "invoice": claim.invoice,
        "name": claim.name,
        "amount_fen": claim.amount.fen(),
        "debtor": claim.debtor.id(),
        "debtor_sizes": claim.debtor_size().map(|trace| {
            let classes = bits_of(trace.classes).filter_map(|index| SIZE_CLASSES.get(index));
            classes.map(|class| class.id()).collect::<Vec<_>>()
        }),
        "regulation": regulation.map(|one| source(catalogue, one)),
        "covered": match answer.covered {
            Covered::Yes => "yes",
            Covered::No(NotCovered::BeforeRegulation) => "before_regulation",
            Covered::No(NotCovered::Debtor) => "debtor",
            Covered::No(NotCovered::Creditor) => "creditor",
            Covered::NotSure => "not_sure",
        },
        "term": { "check": term, "days": days },
        "due": answer.due.map(due),
        "other_due": answer.other_due.map(due),
        "owed_fen": answer.owed.fen(),
        "late": answer.is_late(),
        "days_late": answer.days_late,
        "interest": answer.interest.as_ref().map(interest),
        "other_interest": answer.other_interest.as_ref().map(interest),
        "sale_interest": answer.sale_interest.as_ref().map(|bounds| bounds.each_ref().map(interest)),
        "pay_when_paid": answer.clause.map(|clause| json!({
            "means": match clause {
                Clause::Forbidden => "forbidden",
                Clause::Void => "void",
                Clause::Debated => "debated",
                Clause::Overridden => "overridden",
                Clause::Stands => "stands",
                Clause::NotSure => "not_sure",
            },
            "text": speaker.clause(clause),
        })),
        "doubts": doubts,
        "conventions": answer.conventions.iter().map(|&one| convention(one)).collect::<Vec<_>>(),
        "evidence": answer.evidence.iter().map(|&one| evidence(one)).collect::<Vec<_>>(),
        "places": answer.places.iter().map(|&one| place(one)).collect::<Vec<_>>(),
        "letter": letter.then(|| speaker.demand(claim, answer)),
    })
}

fn doubt(doubt: Doubt) -> &'static str {
    match doubt {
        Doubt::DebtorNotTold => "debtor_not_told",
        Doubt::CreditorNotTold => "creditor_not_told",
        Doubt::AcrossRevision => "across_revision",
        Doubt::AcrossFirst => "across_first",
        Doubt::TooLong => "too_long",
        Doubt::Reasonable => "reasonable",
        Doubt::NoDays => "no_days",
        Doubt::CourtSetsTerm => "court_sets_term",
        Doubt::FromAcceptance => "from_acceptance",
        Doubt::AcceptanceDelayed => "acceptance_delayed",
        Doubt::NotAccepted => "not_accepted",
        Doubt::PrimeRateNotTold => "prime_rate_not_told",
        Doubt::RateTooLow => "rate_too_low",
        Doubt::TwoRates => "two_rates",
        Doubt::CourtSetsRate => "court_sets_rate",
        Doubt::LaterPayments => "later_payments",
    }
}

fn convention(convention: Convention) -> &'static str {
    match convention {
        Convention::Days => "days",
        Convention::RestDays => "rest_days",
        Convention::OtherRules => "other_rules",
        Convention::Payments => "payments",
        Convention::Year => "year",
        Convention::Rounding => "rounding",
    }
}

fn evidence(evidence: Evidence) -> &'static str {
    match evidence {
        Evidence::Contract => "contract",
        Evidence::SmeNotice => "sme_notice",
        Evidence::Delivery => "delivery",
        Evidence::Acceptance => "acceptance",
        Evidence::Confirmation => "confirmation",
        Evidence::Statements => "statements",
        Evidence::Payments => "payments",
        Evidence::Demand => "demand",
    }
}

fn place(place: Place) -> &'static str {
    match place {
        Place::Platform => "platform",
        Place::Court => "court",
        Place::LegalHelp => "legal_help",
    }
}
