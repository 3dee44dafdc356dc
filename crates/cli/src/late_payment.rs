//! `late-payment`: whether a debtor pays late, and the interest: one claim or a ledger.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;

use super::failure::{Failure, Place, Refusal, What};
use super::input::{Edition, read_table, today};
use super::lines::{Messages, kept};
use super::output::{Claim as WrittenClaim, LatePayment as Output, LedgerTotal, write_dated};
use super::phrases::Phrase;
use super::{Common, Format, lines, phrases};
use engine::catalogue::Language;
use engine::payment::{self, Answer, Claim, Entry, Field, Line, Problem};
use engine::quantity::Date;
use wording::{Speaker, claim_heading, line_error};

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
    pub(super) fn run(self, out: &mut impl Write, messages: &Messages) -> Result<(), Failure> {
        let edition = Edition::open(&self.common)?;
        let on = self.on.unwrap_or_else(today);
        match &self.ledger {
            Some(path) => self.many(out, messages, &edition, path, on),
            None => self.one(out, &edition, on),
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

    fn one(&self, out: &mut impl Write, edition: &Edition, on: Date) -> Result<(), Failure> {
        let speaker = edition.speaker();
        let claim = read(&self.entry(), &lines::reader()).map_err(|problems| {
            let option = |field: Field| {
                if field == Field::Payments { "payment".to_owned() } else { field.id().replace('_', "-") }
            };
            let refusal = |wrong: &Problem| Refusal {
                place: Place::Option(option(wrong.field)),
                what: What::Sentence(speaker.slip(wrong)),
            };
            Failure::Refused(problems.iter().map(refusal).collect())
        })?;
        let claim = named_by_others(claim);
        let answer = payment::answer(&claim, on);
        if self.common.format == Format::Json {
            let claim = WrittenClaim::new(speaker, None, &claim, &answer, self.letter);
            return write_dated(out, edition, on, Output::One { claim: Box::new(claim) });
        }
        write_claim(out, speaker, &claim, &answer)?;
        if self.letter {
            write_letter(out, speaker, &claim, &answer)?;
        }
        Ok(())
    }

    fn many(
        &self,
        out: &mut impl Write,
        messages: &Messages,
        edition: &Edition,
        path: &Path,
        on: Date,
    ) -> Result<(), Failure> {
        let speaker = edition.speaker();
        let simplified = lines::reader();
        let plain = |name: &str| name.to_owned();
        let known = |heading: &str| claim_heading(heading, &plain);
        let mut ledger =
            payment::read(&read_table(path)?, &|heading| known(heading).or_else(|| known(&simplified(heading))));
        let in_line = |line: u64, what: String| {
            let place = Place::Line(path.display().to_string(), line);
            Refusal { place, what: What::Sentence(what) }
        };
        let language = edition.language;
        let mut wrong: Vec<Refusal> =
            ledger.wrong.iter().map(|(line, error)| in_line(*line, line_error(error, language))).collect();
        if ledger.lines.is_empty() && wrong.is_empty() {
            wrong.push(Refusal { place: Place::file(path), what: What::NoClaims });
        }
        let repeated = payment::repeated(&ledger.lines, &[]);
        let again: BTreeSet<u64> = repeated.iter().map(|found| found.line).collect();
        ledger.lines.retain(|line| !again.contains(&line.number));
        let mut claims: Vec<(&Line, Claim)> = Vec::new();
        for line in &ledger.lines {
            match read(&line.entry, &simplified) {
                Ok(claim) => claims.push((line, named_by_others(claim))),
                Err(problems) => {
                    let refusal = |wrong: &Problem| in_line(line.number, speaker.slip(wrong));
                    wrong.extend(problems.iter().map(refusal));
                }
            }
        }
        if !wrong.is_empty() {
            return Err(Failure::Refused(wrong));
        }
        if let Some((line, headings)) = &ledger.left_out {
            let headings: Vec<String> = headings.iter().map(|heading| kept(heading)).collect();
            messages.say(&phrases::of_row(*line, &wording::left_out(&headings, language), language));
        }
        for found in payment::same_invoice(&ledger.lines, &[], &repeated) {
            let what = wording::same_invoice(found, language);
            messages.say(&phrases::of_row(found.line, &what, language));
        }
        for found in repeated {
            messages.say(&phrases::of_row(found.line, &wording::repeated(found, language), language));
        }
        if self.csv {
            write!(out, "{}", kept(&payment::write(ledger.lines.iter().map(|line| &line.entry), on)))?;
            return Ok(());
        }
        let tally = payment::tally(claims.iter().map(|(_, claim)| claim), on);
        if self.common.format == Format::Json {
            let claims = claims.iter().map(|(line, claim)| {
                let answer = payment::answer(claim, on);
                WrittenClaim::new(speaker, Some(line.number), claim, &answer, self.letter)
            });
            let output = Output::Ledger { claims: claims.collect(), total: LedgerTotal::new(&tally) };
            return write_dated(out, edition, on, output);
        }
        for (line, claim) in &claims {
            let answer = payment::answer(claim, on);
            writeln!(out, "{}  {} {}", line.number, claim.invoice, claim.name)?;
            write_claim(out, speaker, claim, &answer)?;
            if self.letter {
                write_letter(out, speaker, claim, &answer)?;
            }
            writeln!(out)?;
        }
        writeln!(out, "{}", speaker.tally(&tally))?;
        Ok(())
    }
}

/// Reads a claim; what is looked up among names may be in traditional characters.
fn read(entry: &Entry, simplified: &dyn Fn(&str) -> String) -> Result<Claim, Vec<Problem>> {
    entry.read().or_else(|problems| {
        let mut entry = entry.clone();
        for field in [Field::Debtor, Field::Sme, Field::PayWhenPaid, Field::DebtorIndustry] {
            let cell = simplified(entry.get(field));
            entry.set(field, cell);
        }
        // What is wrong all the same is said of what was typed.
        entry.read().map_err(|_| problems)
    })
}

/// A claim whose names are written as they were typed.
fn named_by_others(claim: Claim) -> Claim {
    let name = |name: String| if name.is_empty() { name } else { kept(&name) };
    Claim { invoice: name(claim.invoice), name: name(claim.name), ..claim }
}

/// The letter of demand, and in another language than Chinese the one to send behind it.
fn write_letter(out: &mut impl Write, speaker: Speaker<'_>, claim: &Claim, answer: &Answer) -> Result<(), Failure> {
    writeln!(out, "\n{}", speaker.demand(claim, answer))?;
    if speaker.language != Language::ZhCn {
        writeln!(out, "\n{}", speaker.in_chinese().demand(claim, answer))?;
    }
    Ok(())
}

fn write_claim(out: &mut impl Write, speaker: Speaker<'_>, claim: &Claim, answer: &Answer) -> Result<(), Failure> {
    let pick = |phrase: Phrase| phrase.say(speaker.language);
    writeln!(out, "{}", speaker.lateness(answer))?;
    if let Some(trace) = claim.debtor_size() {
        let size = pick(Phrase::DebtorSize);
        writeln!(out, "{size}{}{}{}", speaker.size(&trace), pick(Phrase::Semicolon), speaker.standard_item(&trace))?;
    }
    writeln!(out, "{}", speaker.covered(answer))?;
    if let Some(source) = answer.regulation.and_then(|text| text.source(claim.debtor.coverage())) {
        writeln!(out, "  {}", speaker.source(source))?;
    }
    writeln!(out, "{}", speaker.term_check(answer.term))?;
    if let Some(due) = answer.due {
        writeln!(out, "{}{}", pick(Phrase::DueDay), speaker.due(due))?;
    }
    if let Some(due) = answer.other_due {
        writeln!(out, "{}{}", pick(Phrase::OrPerhaps), speaker.due(due))?;
    }
    let rates = [("", &answer.interest), (pick(Phrase::OrPerhaps), &answer.other_interest)];
    let rates = rates.into_iter().filter_map(|(name, interest)| Some((name, interest.as_ref()?)));
    for (name, interest) in rates.chain(answer.sale_interest.iter().flatten().map(|interest| ("", interest))) {
        writeln!(out, "{name}{}", speaker.interest(interest))?;
        for stretch in &interest.stretches {
            writeln!(out, "  {}", speaker.stretch(interest.charge, stretch))?;
        }
    }
    if let Some(clause) = answer.clause {
        writeln!(out, "{}{}", pick(Phrase::PayWhenPaid), speaker.clause(clause))?;
    }
    let places: Vec<String> = answer.places.iter().map(|&place| speaker.where_to(place, answer.on)).collect();
    let groups: [(&str, Vec<&str>); 4] = [
        (pick(Phrase::NotClear), answer.doubts.iter().map(|&doubt| speaker.doubt(doubt)).collect()),
        (pick(Phrase::HowCounted), answer.conventions.iter().map(|&one| speaker.convention(one)).collect()),
        (pick(Phrase::Evidence), answer.evidence.iter().map(|one| speaker.label(one)).collect()),
        (pick(Phrase::WhereToTurn), places.iter().map(String::as_str).collect()),
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
