//! Policies: their rules and their details.

use std::ops::Deref;

use serde::{Deserialize, Serialize};

use super::{Act, Criterion, Formula, PlaceId, TextId, WithParameters};
use crate::enterprise::FactId;
use crate::quantity::{Date, Period, Span};

/// The number of a policy in its catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PolicyId(pub u32);

/// The number of a group in its catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct GroupId(pub u16);

/// What a verdict and a card need of a policy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    /// Its name in files and links, kept for ever.
    pub id: String,
    /// Its name for people.
    pub name: TextId,
    /// What sort of measure it is.
    pub category: Category,
    /// Whether it is a framework that nobody claims: a collection of measures, a regulation, a catalogue of fees.
    pub framework: bool,
    /// How it reaches the enterprise.
    pub channel: Channel,
    /// Who gets the money.
    pub recipient: Recipient,
    /// Of what kind its benefit is.
    pub kind: BenefitKind,
    /// When it is in force, both ends included.
    pub validity: Span,
    /// The day on which its first document was issued, where that is known.
    pub issued: Option<Date>,
    /// When it can be applied for, if that is limited.
    pub window: Option<Span>,
    /// When it could be applied for the last time, where the next time is not published.
    pub last_window: Option<Span>,
    /// What is known of its end or standing beyond its dates.
    pub standing: Standing,
    /// Who qualifies, the region included.
    pub criterion: Criterion,
    /// When it was last reviewed.
    pub reviewed: Date,
}

/// What else is known of a policy: its words, its documents, what it is worth and what it goes together with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Details {
    /// One plain paragraph.
    pub summary: TextId,
    /// Who issued it.
    pub issuers: Vec<TextId>,
    /// The documents it rests on.
    pub documents: Vec<Document>,
    /// What it brings.
    pub benefit: Benefit,
    /// The title that it confers, if there is a fact about that.
    pub confers: Option<Title>,
    /// When it still decides on keeping that title though it takes no new applications any more.
    pub renewals: Option<Span>,
    /// What it tells of that answers outside the catalogue point to, such as the text of a regulation.
    pub tells_of: Option<String>,
    /// What to do, in order.
    pub steps: Vec<TextId>,
    /// What papers it takes: none beyond the usual if the list is empty; `None` where that is not known, which is never
    /// shown as none.
    pub materials: Option<Vec<TextId>>,
    /// When it is paid or takes effect.
    pub paid: Option<TextId>,
    /// Where to turn to.
    pub office: Option<TextId>,
    /// A public hotline.
    pub phone: Option<String>,
    /// Where it is done; empty where that is not known.
    pub apply: Vec<PlaceId>,
    /// What the law wants done by a day that comes again.
    pub acts: Vec<Act>,
    /// Groups of which at most one policy may be used.
    pub groups: Vec<ExclusiveGroup>,
    /// Other policies that may not be used together with it.
    pub excludes: Vec<Exclusion>,
    /// The policies that it replaced.
    pub supersedes: Vec<PolicyId>,
    /// How well its facts are verified.
    pub verified: Verification,
    /// The parameters that its rule and formula name.
    pub parameters: WithParameters,
    /// Where it comes from. What is packed comes from the catalogue itself.
    #[serde(skip)]
    pub source: Origin,
}

/// One measure that an enterprise can benefit from. What its rule says, it says itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Policy<'a> {
    /// What a verdict and a card need.
    pub rule: &'a Rule,
    /// What else is known of it.
    pub details: &'a Details,
}

impl Deref for Policy<'_> {
    type Target = Rule;

    fn deref(&self) -> &Rule {
        self.rule
    }
}

/// Where a part of a catalogue comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Origin {
    /// The catalogue itself.
    #[default]
    Bundled,
    /// A local catalogue that lies over it.
    Local {
        /// The title of that.
        title: TextId,
        /// Whether it stands in the place of what the catalogue itself says.
        replaces: bool,
    },
}

/// A title: an option of a fact that lists titles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Title {
    /// The fact that lists the titles held.
    pub fact: FactId,
    /// The number of its option.
    pub option: usize,
}

/// An official document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// Its title, in Chinese in every language.
    pub title: TextId,
    /// Its number, where known; likewise.
    pub number: Option<TextId>,
    /// The day it was issued, where known.
    pub issued: Option<Date>,
    /// Its official address, where known.
    pub url: Option<TextId>,
}

/// What a policy brings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Benefit {
    /// In words, with figures.
    pub text: TextId,
    /// How often the estimate comes.
    pub period: Period,
    /// What it is worth.
    pub estimate: Option<Formula>,
    /// What the estimate assumes.
    pub assumes: Vec<TextId>,
}

/// Several policies of which at most one may be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExclusiveGroup {
    /// Which group.
    pub id: GroupId,
    /// Within what it holds.
    pub per: Per,
}

/// Another policy that may not be used together with this one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exclusion {
    /// The other policy.
    pub policy: PolicyId,
    /// Within what it holds.
    pub per: Per,
    /// Why.
    pub why: TextId,
}

macro_rules! named {
    ($(#[$meta:meta])* $name:ident { $($(#[$item:meta])* $variant:ident = $id:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name { $($(#[$item])* $variant,)+ }

        impl $name {
            /// All of them, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// Its name in files.
            #[must_use]
            pub fn id(self) -> &'static str {
                match self { $(Self::$variant => $id,)+ }
            }
        }
    };
}

named! {
    /// What sort of measure a policy is.
    Category {
        /// Taxes and fees.
        TaxFee = "tax-fee",
        /// Deferred loan repayment and renewal.
        LoanRepayment = "loan-repayment",
        /// Access to loans.
        LoanAccess = "loan-access",
        /// Subsidies and grants.
        SubsidyGrant = "subsidy-grant",
        /// Guarantees and insurance.
        GuaranteeInsurance = "guarantee-insurance",
        /// Social security and jobs.
        SocialSecurityJobs = "social-security-jobs",
        /// Rent and utilities.
        RentUtilities = "rent-utilities",
        /// Innovation and its tiers.
        InnovationTier = "innovation-tier",
        /// Protection of rights, payment above all.
        RightsProtection = "rights-protection",
        /// Public procurement and markets.
        MarketProcurement = "market-procurement",
        /// Services.
        Service = "service",
    }
}

named! {
    /// How a policy reaches the enterprise.
    Channel {
        /// Nothing to do.
        Automatic = "automatic",
        /// By declaring it in a return; no approval.
        Filing = "filing",
        /// By application.
        Application = "application",
        /// By selection among applicants.
        Selection = "selection",
    }
}

named! {
    /// Who gets the money.
    Recipient {
        /// The enterprise itself.
        Enterprise = "enterprise",
        /// A lender, who may pass it on.
        Lender = "lender",
        /// A guarantor, who may pass it on.
        Guarantor = "guarantor",
        /// An employee.
        Employee = "employee",
        /// An investor.
        Investor = "investor",
        /// A public body, such as a city.
        Government = "government",
    }
}

named! {
    /// Of what kind a benefit is.
    BenefitKind {
        /// Money kept or received.
        Saving = "saving",
        /// Money paid later: cash flow, no saving.
        Deferral = "deferral",
        /// A loan, guarantee, insurance or market made possible.
        Access = "access",
        /// A right protected.
        Protection = "protection",
        /// A service.
        Service = "service",
    }
}

named! {
    /// Within what an exclusion holds.
    Per {
        /// For the whole enterprise.
        Enterprise = "enterprise",
        /// For one person: others may be used for other persons.
        Person = "person",
        /// For one item, such as a loan: others may be used for other items.
        Item = "item",
        /// For one amount that all are computed from, such as the exempt sales: each may be used for its own part of it,
        /// and totals count the amount once.
        Amount = "amount",
    }
}

named! {
    /// A level of government.
    Level {
        /// The nation.
        Nation = "nation",
        /// A province, autonomous region or municipality.
        Province = "province",
        /// A city or prefecture.
        City = "city",
        /// A county or district.
        County = "county",
    }
}

named! {
    /// How well the facts of a policy are verified.
    Verification {
        /// Two or more sources agree, or a source document states it.
        Verified = "verified",
        /// One source.
        SingleSource = "single-source",
    }
}

/// What is known of a policy beyond its dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Standing {
    /// Its dates say all.
    Clear,
    /// Whether it still holds is not clear, and why.
    Unclear(TextId),
    /// It has ended on a day not known, before the review.
    Ended(TextId),
}

/// Where a policy stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// It holds.
    InForce,
    /// Nobody has said clearly whether it holds.
    Unclear,
    /// It has not begun.
    Upcoming,
    /// It is over.
    Ended,
}

impl Status {
    /// Its name in files.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::InForce => "in_force",
            Self::Unclear => "unclear",
            Self::Upcoming => "upcoming",
            Self::Ended => "ended",
        }
    }
}

impl Rule {
    /// Whether it must be won, be it the benefit or the title that it is for.
    #[must_use]
    pub fn must_be_won(&self) -> bool {
        self.category == Category::InnovationTier || self.channel == Channel::Selection
    }

    /// Whether an enterprise has nothing to claim by it: a framework, or relief that goes to its bank, its guarantor, an
    /// investor or a public body. What goes to employees is claimed through the enterprise or with its papers.
    #[must_use]
    pub fn is_background(&self) -> bool {
        let for_others = match self.recipient {
            Recipient::Lender | Recipient::Guarantor | Recipient::Investor | Recipient::Government => true,
            Recipient::Enterprise | Recipient::Employee => false,
        };
        self.framework || for_others
    }

    /// Whether an enterprise has something to hand in for it on a day.
    #[must_use]
    pub fn is_handed_in(&self, on: Date) -> bool {
        self.channel != Channel::Automatic && !self.is_background() && self.status(on) != Status::Ended
    }

    /// Where it stands on a day. Both ends of its validity are days on which it holds.
    ///
    /// Where its first day is not known, it cannot have held before its first document was issued. Where its standing
    /// is unclear and its printed end lay before the review, what is not clear is what came after that end.
    #[must_use]
    pub fn status(&self, on: Date) -> Status {
        if self.first_day().is_some_and(|from| on < from) {
            return Status::Upcoming;
        }
        let over = self.validity.to.is_some_and(|to| to < on);
        match self.standing {
            Standing::Unclear(_) if !over && self.validity.to.is_some_and(|to| to < self.reviewed) => Status::InForce,
            Standing::Unclear(_) => Status::Unclear,
            Standing::Clear | Standing::Ended(_) if over => Status::Ended,
            Standing::Clear => Status::InForce,
            // On some day before the review it stopped; before that nobody knows.
            Standing::Ended(_) if on >= self.reviewed => Status::Ended,
            Standing::Ended(_) if self.validity.to.is_some() => Status::InForce,
            Standing::Ended(_) => Status::Unclear,
        }
    }

    /// The last day, on a day or after it, by which the enterprise itself has to do something to get it: the end of the
    /// time for applications or, of what is applied for at any time, of its validity. None for what comes by itself or
    /// in a return that is due anyway, and for what goes to others, a bank for example. The end of a tax relief is none
    /// either: it is claimed for each tax period, and its last day is the end of a law. Where the next time for applications
    /// is not published, nobody knows the day.
    #[must_use]
    pub fn act_by(&self, on: Date) -> Option<Date> {
        let applied =
            matches!(self.channel, Channel::Application | Channel::Selection) && self.category != Category::TaxFee;
        let window = self.window.or(self.last_window).and_then(|window| window.to);
        let end = window.or(self.validity.to.filter(|_| applied));
        end.filter(|&day| day >= on && self.recipient == Recipient::Enterprise)
    }

    /// The first day on which it can have held, where that is known.
    #[must_use]
    pub fn first_day(&self) -> Option<Date> {
        self.validity.from.or(self.issued)
    }
}
