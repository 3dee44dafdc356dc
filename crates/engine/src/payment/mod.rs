//! Whether an enterprise is being paid late: the payment regulation, due dates, late interest, many invoices at once.
//!
//! Dates and money are arguments; the day of the calculation is one of them. What the regulation leaves open is part
//! of the answer ([`Doubt`]), never silently decided. Every figure names the rule that it rests on ([`Citation`]).

mod answer;
mod claim;
mod interest;
mod ledger;
mod regulation;
mod rest;
mod typed;

pub use answer::{
    Answer, Basis, Clause, Convention, Covered, Doubt, Due, Evidence, NotCovered, Place, TermCheck, answer,
};
pub use claim::{AgreedRate, Claim, Debtor, Event, Payment, Start, Term};
pub use interest::{Charge, Interest, RateBasis, Stretch};
pub use ledger::{Ledger, Line, LineError, Repeated, Tally, read, repeated, same_invoice, tally, write};
pub use regulation::{Citation, Regulation, Rule, Subject};
pub use typed::{Entry, EntryError, Field, Meaning, Problem};
