//! Things that outputs name by an id from a list.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Serialize, Serializer};

use engine::catalogue::{Channel, Offer, Status};
use engine::enterprise::{SIZE_CLASSES, SizeClass};
use engine::matching::{ActKind, Applies, Certainty, Group, Tier, Unsure, Verdict};
use engine::payment::{Clause, Convention, Debtor, Doubt, Event, Evidence, Place, RateBasis};
use engine::quantity::{Date, Period, Span};
use lint::Severity;

/// One of a list of things, each with an id.
pub(crate) trait Listed: Copy + 'static {
    /// The name of its schema.
    const NAME: &'static str;

    /// All of them.
    fn all() -> &'static [Self];

    /// Its id.
    fn id(self) -> &'static str;
}

/// A thing that is written as its id.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Id<T>(pub(crate) T);

impl<T: Listed> Serialize for Id<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0.id())
    }
}

impl<T: Listed> JsonSchema for Id<T> {
    fn schema_name() -> Cow<'static, str> {
        T::NAME.into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let ids: Vec<&str> = T::all().iter().map(|&item| item.id()).collect();
        json_schema!({ "type": "string", "enum": ids })
    }
}

/// Things whose ids the library knows.
macro_rules! known {
    ($($name:ident: $all:expr;)+) => {
        $(impl Listed for $name {
            const NAME: &'static str = stringify!($name);

            fn all() -> &'static [Self] {
                $all
            }

            fn id(self) -> &'static str {
                Self::id(self)
            }
        })+
    };
}

/// Things whose ids stand here, as only outputs name them.
macro_rules! named {
    ($($name:ident { $($variant:ident: $id:literal;)+ })+) => {
        $(impl Listed for $name {
            const NAME: &'static str = stringify!($name);

            fn all() -> &'static [Self] {
                &[$(Self::$variant,)+]
            }

            fn id(self) -> &'static str {
                match self { $(Self::$variant => $id,)+ }
            }
        })+
    };
}

known! {
    Certainty: &Self::ALL;
    Channel: Self::ALL;
    Debtor: &Self::ALL;
    Group: &Self::ALL;
    Offer: &Self::ALL;
    Severity: &[Self::Error, Self::Warning, Self::Note];
    SizeClass: &SIZE_CLASSES;
    Status: &[Self::InForce, Self::Unclear, Self::Upcoming, Self::Ended];
    Tier: &Self::ALL;
    ActKind: &[
        Self::Opens,
        Self::Closes,
        Self::Ends,
        Self::Again { last: Span { from: None, to: None } },
        Self::Law { act: 0, counted: Date::MIN },
        Self::Filing { filing: 0, counted: Date::MIN, period: Date::MIN },
        Self::Loan { due: Date::MIN },
    ];
    Verdict: &[Self::Eligible, Self::NeedsInfo, Self::Ineligible];
}

named! {
    Applies {
        Applications: "applications";
        Renewals: "renewals";
        NotYet: "not_yet";
        NoMore: "no_more";
    }
    Clause {
        Forbidden: "forbidden";
        Void: "void";
        Debated: "debated";
        Overridden: "overridden";
        Stands: "stands";
        NotSure: "not_sure";
    }
    Convention {
        Days: "days";
        RestDays: "rest_days";
        WorkingDays: "working_days";
        OtherRules: "other_rules";
        Payments: "payments";
        Year: "year";
        Rounding: "rounding";
    }
    Doubt {
        DebtorNotTold: "debtor_not_told";
        CreditorNotTold: "creditor_not_told";
        AcrossRevision: "across_revision";
        AcrossFirst: "across_first";
        TooLong: "too_long";
        Reasonable: "reasonable";
        NoDays: "no_days";
        CourtSetsTerm: "court_sets_term";
        FromAcceptance: "from_acceptance";
        AcceptanceDelayed: "acceptance_delayed";
        NotAccepted: "not_accepted";
        PrimeRateNotTold: "prime_rate_not_told";
        RateTooLow: "rate_too_low";
        TwoRates: "two_rates";
        CourtSetsRate: "court_sets_rate";
        LaterPayments: "later_payments";
    }
    Event {
        Delivery: "delivery";
        Acceptance: "acceptance";
        AcceptanceEnd: "acceptance_end";
        Confirmation: "confirmation";
    }
    Evidence {
        Contract: "contract";
        SmeNotice: "sme_notice";
        Delivery: "delivery";
        Acceptance: "acceptance";
        Confirmation: "confirmation";
        Statements: "statements";
        Payments: "payments";
        Demand: "demand";
    }
    Period {
        Once: "once";
        Year: "year";
    }
    Place {
        Platform: "platform";
        Court: "court";
        LegalHelp: "legal_help";
    }
    RateBasis {
        Agreed: "agreed";
        Statutory: "statutory";
        PrimeRate: "prime_rate";
        SaleLeast: "sale_least";
        SaleMost: "sale_most";
    }
    Unsure {
        NotTold: "not_told";
        Straddles: "straddles";
        Authority: "authority";
        CheckYourself: "check_yourself";
    }
}
