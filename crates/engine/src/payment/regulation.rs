//! The texts of the payment regulation, and where their rules stand.

use crate::quantity::{Date, Rate};

/// What answers about late payment point to: the policies of a catalogue say which of them they tell of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Subject {
    /// The regulation of 2020.
    Regulation2020,
    /// The regulation of 2025.
    Regulation2025,
    /// The reply of the Supreme People's Court on clauses that let a debtor pay only when it is paid.
    PayWhenPaidReply,
    /// The rules on complaints, and where they are made.
    Complaints,
    /// Free legal help for small and medium enterprises.
    LegalHelp,
}

impl Subject {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::Regulation2020, Self::Regulation2025, Self::PayWhenPaidReply, Self::Complaints, Self::LegalHelp];

    /// Its name in files (`tells_of`).
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Regulation2020 => "payment-regulation-2020",
            Self::Regulation2025 => "payment-regulation-2025",
            Self::PayWhenPaidReply => "pay-when-paid-reply",
            Self::Complaints => "payment-complaints",
            Self::LegalHelp => "legal-help",
        }
    }
}

/// Where a rule stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Citation {
    /// What the document is.
    pub subject: Subject,
    /// The title of the document.
    pub title: &'static str,
    /// Its number.
    pub number: &'static str,
    /// The article, where one is named.
    pub article: Option<&'static str>,
}

/// A rule of the payment regulation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Rule {
    /// Whom it covers.
    Coverage,
    /// That organisations which use fiscal funds (使用财政资金的团体组织) follow the rules for public bodies.
    Organisations,
    /// By when public bodies, public institutions and large enterprises pay.
    Term,
    /// That with progress or periodic settlement the term runs from the day on which both sides confirm the sum.
    Settlement,
    /// From when the term runs where inspection or acceptance is a condition of payment.
    Acceptance,
    /// That payment may not wait for a third party's payment.
    PayWhenPaid,
    /// That what is not in dispute is paid on time.
    Undisputed,
    /// Interest on what is paid late.
    Interest,
    /// Complaints about late payment.
    Complaints,
}

/// A text of the Regulation on Ensuring Payments to Small and Medium-sized Enterprises (保障中小企业款项支付条例).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Regulation {
    /// The text of 2020 (国务院令第728号), from 2020-09-01 to 2025-05-31.
    Text2020,
    /// The text of 2025 (国务院令第802号), since 2025-06-01.
    Text2025,
}

impl Regulation {
    /// Both texts, the older one first.
    pub const ALL: [Self; 2] = [Self::Text2020, Self::Text2025];
    /// Days within which a public body or institution pays when nothing was agreed; in both texts.
    pub const PUBLIC_DAYS: i64 = 30;
    /// Days beyond which nothing may be agreed with a public body or institution; in both texts.
    pub const PUBLIC_MOST_DAYS: i64 = 60;

    /// The text in force on a day, if there was one.
    #[must_use]
    pub fn on(day: Date) -> Option<Self> {
        Self::ALL.into_iter().rev().find(|text| text.first_day() <= day)
    }

    /// Its first day.
    #[must_use]
    pub fn first_day(self) -> Date {
        let first = match self {
            Self::Text2020 => Date::new(2020, 9, 1),
            Self::Text2025 => Date::new(2025, 6, 1),
        };
        first.unwrap_or(Date::MIN)
    }

    /// What it is as a subject of policies.
    #[must_use]
    pub fn subject(self) -> Subject {
        match self {
            Self::Text2020 => Subject::Regulation2020,
            Self::Text2025 => Subject::Regulation2025,
        }
    }

    /// Its document number.
    #[must_use]
    pub fn number(self) -> &'static str {
        match self {
            Self::Text2020 => "国务院令第728号",
            Self::Text2025 => "国务院令第802号",
        }
    }

    /// Days within which a large enterprise pays when nothing was agreed. The text of 2020 sets none.
    #[must_use]
    pub fn large_days(self) -> Option<i64> {
        match self {
            Self::Text2020 => None,
            Self::Text2025 => Some(60),
        }
    }

    /// Interest a day on what is paid late when no rate was agreed: 0.05 %, in both texts.
    #[must_use]
    pub fn daily_interest(self) -> Rate {
        Rate::from_ppm(500)
    }

    /// Where a rule stands; none if this text has no such rule.
    #[must_use]
    pub fn source(self, rule: Rule) -> Option<Citation> {
        let article = match (self, rule) {
            (_, Rule::Coverage) => "第二条、第三条",
            (Self::Text2020, Rule::Organisations) => "第二十八条",
            (Self::Text2020, Rule::Term) => "第八条",
            (Self::Text2020, Rule::Settlement) => "第八条第三款",
            (Self::Text2020, Rule::Acceptance) => "第九条",
            (Self::Text2020, Rule::PayWhenPaid | Rule::Undisputed) => return None,
            (Self::Text2020, Rule::Interest) => "第十五条",
            (Self::Text2020, Rule::Complaints) => "第十七条",
            (Self::Text2025, Rule::Organisations) => "第三十六条",
            (Self::Text2025, Rule::Term) => "第九条",
            (Self::Text2025, Rule::PayWhenPaid) => "第九条第二款",
            (Self::Text2025, Rule::Settlement) => "第九条第四款",
            (Self::Text2025, Rule::Acceptance) => "第十条",
            (Self::Text2025, Rule::Undisputed) => "第十五条",
            (Self::Text2025, Rule::Interest) => "第十七条",
            (Self::Text2025, Rule::Complaints) => "第二十四条、第二十五条",
        };
        let (subject, number) = (self.subject(), self.number());
        Some(Citation { subject, title: "保障中小企业款项支付条例", number, article: Some(article) })
    }
}

impl Citation {
    /// The reply of the Supreme People's Court on clauses that let a large enterprise pay only when it is paid.
    pub const REPLY: Self = Self {
        subject: Subject::PayWhenPaidReply,
        title: "关于大型企业与中小企业约定以第三方支付款项为付款前提条款效力问题的批复",
        number: "法释〔2024〕11号",
        article: None,
    };
    /// The rules on complaints about late payment.
    pub const COMPLAINTS: Self = Self {
        subject: Subject::Complaints,
        title: "保障中小企业款项支付投诉处理暂行办法",
        number: "工信部企业〔2021〕224号",
        article: None,
    };
}
