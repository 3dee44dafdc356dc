//! What is said about late payment.

use super::labels::Label;
use super::{Language, Speaker, counted, typed_error};
use engine::enterprise::{Possible, Tree};
use engine::payment::{
    AgreedRate, Answer, Basis, Charge, Citation, Claim, Clause, Convention, Covered, Debtor, Doubt, Due, EntryError,
    Event, Evidence, Field, Interest, Meaning, NotCovered, Payment, Place, Problem, RateBasis, Regulation, Rule, Start,
    Stretch, Tally, Term, TermCheck,
};
use engine::quantity::{Date, Money, Unit};

impl Label for Debtor {
    fn label(&self) -> [&'static str; 2] {
        match self {
            Self::PublicBody => ["机关", "Government body"],
            Self::PublicInstitution => ["事业单位", "Public institution"],
            Self::FiscalOrganisation => ["使用财政资金的团体组织", "Organisation using fiscal funds"],
            Self::LargeEnterprise => ["大型企业", "Large enterprise"],
            Self::Other => ["中小企业或个人", "SME or individual"],
            Self::NotSure => ["企业（按划型标准看规模）", "Enterprise (size by the standard)"],
        }
    }
}

impl Label for Field {
    fn label(&self) -> [&'static str; 2] {
        match self {
            Self::Invoice => ["发票或合同编号", "Invoice or contract number"],
            Self::Name => ["欠款方名称", "Name of the debtor"],
            Self::Debtor => ["欠款方是", "Who owes"],
            Self::Sme => ["签合同时我方是中小企业", "We were an SME when signing"],
            Self::Signed => ["合同签订日", "Contract date"],
            Self::Delivered => ["交付日", "Delivery date"],
            Self::Accepted => ["验收日", "Acceptance date"],
            Self::Term => ["约定的付款期限", "Agreed term"],
            Self::Amount => ["应付金额", "Amount owed"],
            Self::Payments => ["已付款", "Paid so far"],
            Self::Rate => ["约定的逾期利率", "Agreed late-interest rate"],
            Self::PrimeRate => ["签合同时的1年期LPR", "One-year LPR at signing"],
            Self::PayWhenPaid => [
                "合同写明对方收到第三方付款才付，或按其进度比例付",
                "Contract says they pay only when paid, or in proportion to it",
            ],
            Self::DebtorIndustry => ["欠款方的行业", "Industry of the debtor"],
            Self::DebtorEmployees => ["欠款方的从业人员", "Employees of the debtor"],
            Self::DebtorRevenue => ["欠款方的年营业收入", "Yearly revenue of the debtor"],
            Self::DebtorAssets => ["欠款方的资产总额", "Total assets of the debtor"],
            Self::AcceptanceTerm => ["约定的验收期限", "Acceptance agreed within"],
            Self::Confirmed => ["对账/结算确认日", "Day both sides confirmed the sum"],
            Self::LatePrimeRate => ["逾期时的1年期LPR", "One-year LPR when it became late"],
        }
    }
}

impl Label for Evidence {
    fn label(&self) -> [&'static str; 2] {
        match self {
            Self::Contract => ["合同（付款期限、利率的约定）", "The contract, with the term and rate agreed"],
            Self::SmeNotice => [
                "订立合同时告知对方我方是中小企业的证明",
                "Proof that you told them, when signing, that you are an SME",
            ],
            Self::Delivery => ["交付证明", "Proof of delivery"],
            Self::Acceptance => ["验收证明", "Proof of acceptance"],
            Self::Confirmation => ["双方确认结算金额的证明", "Proof that both sides confirmed the sum"],
            Self::Statements => ["对账单等往来证明", "Statements of account and other correspondence"],
            Self::Payments => ["已收款项的记录", "Records of what was paid"],
            Self::Demand => ["书面催告", "Written demands for payment"],
        }
    }
}

impl Label for Place {
    fn label(&self) -> [&'static str; 2] {
        match self {
            Self::Platform => [
                "违约拖欠中小企业款项登记（投诉）平台，或省级平台：免费",
                "The platform for overdue payments to SMEs, or that of your province: free",
            ],
            Self::Court => ["诉讼或仲裁", "Court or arbitration"],
            Self::LegalHelp => [
                "中小企业公益法律服务（当地中小企业服务中心、公共法律服务中心；目前是否单独开展未能核实）",
                "Free legal help from the local SME or public legal service centre; whether it still runs on its own could \
                 not be confirmed",
            ],
        }
    }
}

impl Label for RateBasis {
    fn label(&self) -> [&'static str; 2] {
        match self {
            Self::Agreed => ["合同约定的利率", "the rate agreed in the contract"],
            Self::Statutory => ["没有约定利率，按条例", "no rate agreed: the rate of the regulation"],
            Self::PrimeRate => ["合同订立时的1年期LPR", "the one-year LPR when the contract was signed"],
            Self::SaleLeast => [
                "买卖合同可以主张，由法院决定，逾期时的1年期LPR加计30%",
                "for a contract of sale, if a court grants it, the one-year LPR when it became late plus 30%",
            ],
            Self::SaleMost => [
                "买卖合同可以主张，由法院决定，逾期时的1年期LPR加计50%",
                "for a contract of sale, if a court grants it, the one-year LPR when it became late plus 50%",
            ],
        }
    }
}

impl Speaker<'_> {
    /// What is wrong with a cell of a claim, with the cell.
    #[must_use]
    pub fn slip(&self, problem: &Problem) -> String {
        let field = self.label(&problem.field);
        let typed = &problem.typed;
        let what = match (problem.error, self.language) {
            (EntryError::Missing, Language::ZhCn) => "还没有填".to_owned(),
            (EntryError::Missing, Language::En) => "is missing".to_owned(),
            (EntryError::Typed(error), _) => typed_error(typed, error, self.language),
            (EntryError::Before(field), Language::ZhCn) => format!("`{typed}`早于{}", self.label(&field)),
            (EntryError::Before(field), Language::En) => {
                format!("`{typed}` is before the {}", self.label(&field).to_lowercase())
            }
            (EntryError::Besides(field), Language::ZhCn) => {
                format!("不能与{}同时填，只填合同约定从哪天起算的那一个", self.label(&field))
            }
            (EntryError::Besides(field), Language::En) => format!(
                "cannot stand beside “{}”: give the one from which the contract lets the term run",
                self.label(&field)
            ),
            (EntryError::MoreThanOwed, Language::ZhCn) => "合计超过应付金额".to_owned(),
            (EntryError::MoreThanOwed, Language::En) => "comes to more than was owed".to_owned(),
            (EntryError::NotSoSized, Language::ZhCn) => "与所填的欠款方数字不符，按划型标准不是这一类".to_owned(),
            (EntryError::NotSoSized, Language::En) => {
                "does not fit the figures of the debtor by the size standard".to_owned()
            }
        };
        format!("{field}{}{what}", self.pick("：", ": "))
    }

    /// What a number in a cell of a claim was understood as.
    #[must_use]
    pub fn meaning(&self, meaning: &Meaning) -> String {
        match meaning {
            Meaning::Figure(id, range) => {
                let fact = self.rules.facts.get(*id);
                fact.map_or_else(String::new, |fact| self.possible(*id, fact, &Possible::Numbers(*range)))
            }
            Meaning::Money(money) => self.money(*money),
            Meaning::Term(Term::Days(days)) => self.time(*days, Unit::Days),
            Meaning::Term(Term::By(day)) => self.date(*day),
            Meaning::Agreed(AgreedRate::PerDay(rate)) => self.charge(Charge::PerDay(*rate)),
            Meaning::Agreed(AgreedRate::PerYear(rate)) => self.charge(Charge::PerYear(*rate)),
            Meaning::Rate(rate) => self.rate(*rate),
            Meaning::Payments(payments) => {
                let say = |payment: &Payment| format!("{} {}", self.date(payment.on), self.money(payment.amount));
                payments.iter().map(say).collect::<Vec<String>>().join(self.pick("；", "; "))
            }
            Meaning::Industry(code) => self.place(Tree::Industries, *code),
            Meaning::Day(day) => self.date(*day),
        }
    }

    /// Whether the regulation covers a claim.
    #[must_use]
    pub fn covered(&self, answer: &Answer) -> &'static str {
        match answer.covered {
            Covered::Yes => self.pick(
                "条例适用：欠款方是机关、事业单位（使用财政资金的团体组织参照执行）或大型企业，收款方是中小企业",
                "The regulation applies: a public debtor (or an organisation using fiscal funds, treated as one) or a large \
                 enterprise, an SME creditor",
            ),
            Covered::NotSure => self.pick(
                "条例是否适用还不能确定，下面先按适用计算",
                "Whether the regulation applies is not certain; below it is taken to apply",
            ),
            Covered::No(NotCovered::BeforeRegulation) => self.pick(
                "合同早于2020年9月1日，条例不适用，付款期限按合同约定",
                "The contract is older than 1 September 2020: the regulation does not apply, the contract sets the term",
            ),
            Covered::No(NotCovered::Debtor) => self.pick(
                "欠款方不是机关、事业单位、使用财政资金的团体组织或大型企业，条例不适用，付款期限按合同约定；国有企业欠民营企业的，2025年5月20日起还有民营经济促进法第六十七条：应当依法或者依合同约定及时支付",
                "The debtor is neither public, nor an organisation using fiscal funds, nor a large enterprise: the \
                 regulation does not apply, the contract sets the term. A state-owned enterprise of any size must pay \
                 private ones in time, by law or contract, since 20 May 2025 (民营经济促进法第六十七条)",
            ),
            Covered::No(NotCovered::Creditor) => self.pick(
                "签合同时收款方不是中小企业，条例不适用，付款期限按合同约定",
                "The creditor was no SME when signing: the regulation does not apply, the contract sets the term",
            ),
        }
    }

    /// What is said of the agreed term.
    #[must_use]
    pub fn term_check(&self, check: TermCheck) -> String {
        match (check, self.language) {
            (TermCheck::NoneAgreed, Language::ZhCn) => "没有约定付款期限".to_owned(),
            (TermCheck::NoneAgreed, Language::En) => "No term was agreed".to_owned(),
            (TermCheck::Allowed, Language::ZhCn) => "约定的付款期限在条例允许之内".to_owned(),
            (TermCheck::Allowed, Language::En) => "The agreed term is within what the regulation allows".to_owned(),
            (TermCheck::TooLong { most }, Language::ZhCn) => format!("约定的付款期限过长：最长不得超过{most}日"),
            (TermCheck::TooLong { most }, Language::En) => {
                format!("The agreed term is too long: at most {} may be agreed", counted(most, "day", "days"))
            }
            (TermCheck::IfReasonable { usual }, Language::ZhCn) => {
                format!("约定的付款期限超过{usual}日：须按行业规范、交易习惯合理约定")
            }
            (TermCheck::IfReasonable { usual }, Language::En) => {
                format!(
                    "The agreed term is longer than {}: it must be reasonable by the customs of the trade",
                    counted(usual, "day", "days")
                )
            }
            (TermCheck::NoLimit, Language::ZhCn) => "条例对这一约定没有天数限制".to_owned(),
            (TermCheck::NoLimit, Language::En) => "The regulation sets no number of days for this term".to_owned(),
        }
    }

    /// When payment was due, why then, and from which day it was counted.
    #[must_use]
    pub fn due(&self, due: Due) -> String {
        let day = self.date(due.day);
        let Some(from) = due.from else {
            return format!("{day}{}", self.pick("（合同约定）", " (as agreed)"));
        };
        let days = from.day.age_on(due.counted, Unit::Days);
        let term = self.time(days, Unit::Days);
        let (start, notes) = self.due_start(due, from);
        match (due.basis, self.language) {
            (Basis::Agreed, Language::ZhCn) => format!("{day}：合同约定，自{start}起{days}日内{notes}"),
            (Basis::Agreed, Language::En) => format!("{day}: as agreed, {term} from {start}{notes}"),
            (Basis::Statutory(_), Language::ZhCn) => {
                format!("{day}：没有有效约定时，自{start}起{days}日内{notes}")
            }
            (Basis::Statutory(_), Language::En) => {
                format!("{day}: {term} from {start} where nothing valid was agreed{notes}")
            }
            (Basis::Most(_), Language::ZhCn) => format!("{day}：约定最长不得超过{start}起{days}日{notes}"),
            (Basis::Most(_), Language::En) => {
                format!("{day}: {term} from {start}, the most that may be agreed{notes}")
            }
        }
    }

    /// From when days were counted, and what stands behind a due day in brackets: the day itself, unless it is that of
    /// delivery, the day of rest on which the term would have ended, and where the rules stand.
    fn due_start(&self, due: Due, from: Start) -> (String, String) {
        let event = self.event(from.event);
        let day = Some(self.date(from.day)).filter(|_| from.event != Event::Delivery);
        let rest = Some(self.date(due.counted)).filter(|_| due.counted < due.day);
        let rules = match (due.source, from.source) {
            // Two articles of one text.
            (Some(term), Some(start)) => {
                let article = start.article.unwrap_or_default();
                Some(format!("{}、{article}", self.number_and_article(term)))
            }
            (source, None) | (None, source) => source.map(|source| self.number_and_article(source)),
        };
        match self.language {
            Language::ZhCn => {
                let day = day.map(|day| format!("{event}为{day}"));
                let rest = rest.map(|rest| format!("{rest}是休息日，按民法典第二百零三条顺延到第一个工作日"));
                let notes: Vec<String> = [day, rest, rules].into_iter().flatten().collect();
                let notes = if notes.is_empty() { String::new() } else { format!("（{}）", notes.join("；")) };
                (event.to_owned(), notes)
            }
            Language::En => {
                let start = day.map_or_else(|| event.to_owned(), |day| format!("{event} ({day})"));
                let rest =
                    rest.map(|rest| format!("{rest} is a day of rest: the next working day by 民法典第二百零三条"));
                let notes: Vec<String> = [rest, rules].into_iter().flatten().collect();
                let notes = if notes.is_empty() { String::new() } else { format!(" ({})", notes.join("; ")) };
                (start, notes)
            }
        }
    }

    /// What happens on the day from which a term runs.
    fn event(&self, event: Event) -> &'static str {
        match event {
            Event::Delivery => self.pick("交付之日", "delivery"),
            Event::Acceptance => self.pick("验收合格之日", "passing acceptance"),
            Event::AcceptanceEnd => self.pick("约定的验收期限届满之日", "the end of the time agreed for acceptance"),
            Event::Confirmation => self.pick("双方确认结算金额之日", "the day both sides confirmed the sum"),
        }
    }

    /// Where to turn to, with what the regulation in force on a day says of complaints.
    #[must_use]
    pub fn where_to(&self, place: Place, on: Date) -> String {
        let label = self.label(&place);
        let text = Regulation::on(on).filter(|_| place == Place::Platform);
        let within = match text {
            Some(Regulation::Text2025) => self.pick(
                "；正式受理后10个工作日内转交处理，处理部门收到材料后30日内书面答复，情况复杂的最长90日",
                "; passed on within 10 working days of being accepted, answered in writing within 30 days of receipt, 90 \
                 at most in complicated cases",
            ),
            Some(Regulation::Text2020) | None => "",
        };
        let source = text.and_then(|text| text.source(Rule::Complaints));
        format!("{label}{within}{}", source.map_or_else(String::new, |source| self.cited(source)))
    }

    /// How late a claim is on the day.
    #[must_use]
    pub fn lateness(&self, answer: &Answer) -> String {
        let owed = self.money(answer.owed);
        let settled = answer.owed == Money::ZERO;
        match (answer.days_late, self.language) {
            (None, Language::ZhCn) => format!("尚欠{owed}；到期日还不能确定，无法计算逾期天数"),
            (None, Language::En) => {
                format!("{owed} still owed; the due day is not certain, so days late cannot be counted")
            }
            (Some(0), Language::ZhCn) if settled => "已按时付清".to_owned(),
            (Some(0), Language::En) if settled => "Paid in full and in time".to_owned(),
            (Some(0), Language::ZhCn) => format!("尚欠{owed}，没有逾期"),
            (Some(0), Language::En) => format!("{owed} still owed, not late"),
            (Some(days), Language::ZhCn) if settled => format!("已付清，最后一笔逾期{days}天"),
            (Some(days), Language::En) if settled => {
                format!("Paid in full, the last part {} late", counted(days, "day", "days"))
            }
            (Some(days), Language::ZhCn) => format!("尚欠{owed}，逾期{days}天"),
            (Some(days), Language::En) => format!("{owed} still owed, {} late", counted(days, "day", "days")),
        }
    }

    /// A rate of interest: `每日0.05%`.
    #[must_use]
    pub fn charge(&self, charge: Charge) -> String {
        match (charge, self.language) {
            (Charge::PerDay(rate), Language::ZhCn) => format!("每日{}", self.rate(rate)),
            (Charge::PerDay(rate), Language::En) => format!("{} a day", self.rate(rate)),
            (Charge::PerYear(rate), Language::ZhCn) => format!("每年{}", self.rate(rate)),
            (Charge::PerYear(rate), Language::En) => format!("{} a year", self.rate(rate)),
        }
    }

    /// What interest comes to and at what rate.
    #[must_use]
    pub fn interest(&self, interest: &Interest) -> String {
        let (total, charge) = (self.money(interest.total), self.charge(interest.charge));
        let source = interest.source.map_or_else(String::new, |source| self.cited(source));
        let basis = self.label(&interest.basis);
        match self.language {
            Language::ZhCn => format!("逾期利息{total}：{basis}，{charge}{source}"),
            Language::En => format!("late interest {total}: {basis}, {charge}{source}"),
        }
    }

    /// The arithmetic of one stretch: `2025年8月1日至2025年8月10日，10天：8万元 × 0.05% × 10 = 400元`.
    #[must_use]
    pub fn stretch(&self, charge: Charge, stretch: &Stretch) -> String {
        let (from, to) = (self.date(stretch.from), self.date(stretch.to));
        let (rate, year) = match charge {
            Charge::PerDay(rate) => (rate, ""),
            Charge::PerYear(rate) => (rate, " ÷ 365"),
        };
        let days = stretch.days;
        let sum = format!(
            "{} × {}{year} × {days} = {}",
            self.money(stretch.balance),
            self.rate(rate),
            self.money(stretch.interest)
        );
        match self.language {
            Language::ZhCn => format!("{from}至{to}，{days}天：{sum}"),
            Language::En => format!("{from} to {to}, {}: {sum}", counted(days, "day", "days")),
        }
    }

    /// What a clause to pay only when paid means.
    #[must_use]
    pub fn clause(&self, clause: Clause) -> String {
        let source = match clause {
            Clause::Forbidden => {
                Regulation::Text2025.source(Rule::PayWhenPaid).map_or_else(String::new, |source| self.cited(source))
            }
            Clause::Void | Clause::Debated | Clause::Stands | Clause::NotSure => self.cited(Citation::REPLY),
            Clause::Overridden => String::new(),
        };
        let said = match clause {
            Clause::Forbidden => self.pick(
                "大型企业不得约定以收到第三方付款作为向中小企业付款的条件，也不得按第三方付款进度比例付款",
                "a large enterprise may not make payment to an SME depend on a third party's payment, nor pay in \
                 proportion to it",
            ),
            Clause::Void => self.pick(
                "大型企业与中小企业约定收到第三方付款才付款的，该条款无效，由法院按行业规范、交易习惯确定付款期限",
                "a clause that lets a large enterprise pay an SME only after a third party pays is void; a court sets the \
                 term by the customs of the trade",
            ),
            Clause::Debated => self.pick(
                "合同早于条例，这类条款是否无效有争议",
                "the contract is older than the regulation; whether such a clause is void is debated",
            ),
            Clause::Overridden => self.pick(
                "机关、事业单位和使用财政资金的团体组织的合同直接适用条例的付款期限，这类条款不能延长它",
                "contracts with public bodies, institutions and organisations using fiscal funds follow the terms of the \
                 regulation; the clause cannot stretch them",
            ),
            Clause::Stands => self.pick(
                "付款方不是大型企业或收款方不是中小企业的，这类条款不当然无效",
                "unless a large enterprise owes an SME, such a clause is not void for that alone",
            ),
            Clause::NotSure => self.pick(
                "欠款方如果是大型企业，这类条款无效；不是的话不当然无效",
                "if the debtor is a large enterprise the clause is void, otherwise not for that alone",
            ),
        };
        format!("{said}{source}")
    }

    /// What is not clear, in a sentence.
    #[must_use]
    pub fn doubt(&self, doubt: Doubt) -> &'static str {
        match doubt {
            Doubt::DebtorNotTold => self.pick(
                "没有说明欠款方是不是大型企业：签合同时按划型标准属于大型的才适用条例。可以用规模自测查它的行业和人数、营收",
                "Whether the debtor is a large enterprise was not told: only those large by the size standard when the \
                 contract was signed are covered. The size test tells, from its industry and figures",
            ),
            Doubt::CreditorNotTold => self.pick(
                "没有说明签合同时我方是不是中小企业：是的才适用条例，而且订立合同时应主动告知对方",
                "Whether you were an SME when signing was not told: only SMEs are covered, and they should say so when \
                 signing",
            ),
            Doubt::AcrossRevision => self.pick(
                "合同签在2025年6月1日之前、交付（或验收、结算确认）在之后：适用旧条例还是新条例，查到的文件没有写明，这里按签订日的条例",
                "Signed before 1 June 2025 and delivered (accepted, confirmed) since: which text governs is not said in the \
                 documents found; the one in force at signing is used here",
            ),
            Doubt::AcrossFirst => self.pick(
                "合同签在2020年9月1日之前、交付（或验收、结算确认）在之后：条例是否适用，查到的文件没有写明，这里按不适用；适用时能算出的另一到期日列在旁边",
                "Signed before 1 September 2020 and delivered (accepted, confirmed) since: whether the regulation governs is \
                 not said in the documents found; it is left out here; another due day under it is shown beside, where it can be \
                 told",
            ),
            Doubt::TooLong => self.pick(
                "约定超过最长期限时，按最长期限还是按没有约定计算，查到的文件没有写明；这里按最长期限，另一个日子列在旁边",
                "Whether the longest term or the usual one replaces a term that is too long is not said in the documents \
                 found; the longest is used here, the other day is shown beside it",
            ),
            Doubt::Reasonable => self.pick(
                "较长的期限是否合理，由法院或主管部门按行业规范、交易习惯判断；不合理时的到期日列在旁边",
                "Whether the long term is reasonable is judged by a court or authority; the due day if it is not is shown \
                 beside it",
            ),
            Doubt::NoDays => self.pick(
                "2020年版条例没有给大型企业规定付款天数，又没有约定，到期日要看合同和交易习惯",
                "The text of 2020 sets no days for large enterprises and nothing was agreed: the due day depends on the \
                 contract and the customs of the trade",
            ),
            Doubt::CourtSetsTerm => self.pick(
                "条款无效后的付款期限由法院按行业规范、交易习惯确定；另有约定天数的，这里先按约定",
                "Once the clause is void a court sets the term; days agreed besides are used here until then",
            ),
            Doubt::FromAcceptance => self.pick(
                "条例不适用，这里按您填的验收日起算，请核对合同是否这样约定",
                "The regulation does not apply; the acceptance day you gave is used here: check that the contract says so",
            ),
            Doubt::AcceptanceDelayed => self.pick(
                "从约定的验收期限届满之日起算，是因为对方拖延；不是对方拖延的，从实际验收合格之日起算。期限内已经验收合格的，请填验收日",
                "Counted from the end of the time agreed for acceptance, as if the debtor delayed it; if it did not, the \
                 term runs from passing acceptance. If that was in time, give its day",
            ),
            Doubt::NotAccepted => self.pick(
                "条例不适用，约定验收后付款而没有填验收日：从哪天起算要看合同，有争议的由法院判断",
                "The regulation does not apply, and payment waits for an acceptance whose day was not told: from when the \
                 term runs depends on the contract, in the end on a court",
            ),
            Doubt::PrimeRateNotTold => self.pick(
                "没有填签合同时的1年期LPR，约定利率是否低于它无法比较（不得低于它）",
                "The one-year LPR at signing was not told, so the agreed rate could not be compared with it; it may not be \
                 lower",
            ),
            Doubt::RateTooLow => self.pick(
                "约定利率低于签合同时的1年期LPR，不允许；改按什么利率，查到的文件没有写明，这里按1年期LPR，另按条例利率的数额列在旁边",
                "The agreed rate is below the one-year LPR at signing, which is not allowed; what replaces it is not said \
                 in the documents found: the LPR is used here, the amount at the rate of the regulation is shown beside it",
            ),
            Doubt::TwoRates => self.pick(
                "没有约定利率时，条例按每日0.05%，最高法批复对这类条款按1年期LPR，两者不一致；填了LPR就列出两个数额",
                "Without an agreed rate the regulation says 0.05% a day, the Supreme Court's reply on such clauses the \
                 one-year LPR; give the LPR to see both amounts",
            ),
            Doubt::CourtSetsRate => self.pick(
                "条例不适用，也没有约定利率：买卖合同2019年8月20日起逾期的，可以主张逾期付款损失，法院可以按逾期发生时的1年期LPR加计30%至50%计算，更早逾期的按当时的贷款基准利率、参照逾期罚息利率（《最高人民法院关于审理买卖合同纠纷案件适用法律问题的解释》2020年修正，第十八条）；服务、工程等合同由法院判断",
                "The regulation does not apply and no rate was agreed: a seller whose buyer is late since 20 August 2019 may \
                 claim the loss, and a court may reckon it at the one-year LPR when it became late plus 30 to 50%; if late \
                 before, from the benchmark lending rate and its penalty rate (《最高人民法院关于审理买卖合同纠纷案件适用法律问题的解释》 as \
                 amended in 2020, 第十八条). For services and works a court decides",
            ),
            Doubt::LaterPayments => {
                self.pick("计算日之后的付款没有计入", "Payments after the day of the calculation are left out")
            }
        }
    }

    /// How days and money were counted.
    #[must_use]
    pub fn convention(&self, convention: Convention) -> &'static str {
        match convention {
            Convention::Days => self.pick(
                "起算当天不算，到期当天付款不算逾期，逾期从次日起算",
                "The day from which the term runs is not counted, payment on the due day is in time, late days begin the \
                 day after",
            ),
            Convention::RestDays => self.pick(
                "到期日是法定休假日的，以休假日结束的次日为到期日（民法典第二百零三条）；这里没有查休假日，请自行核对",
                "A term whose last day is a statutory day of rest ends on the day after the rest (民法典第二百零三条); days \
                 of rest were not looked at here: please check",
            ),
            Convention::WorkingDays => self.pick(
                "按天数算的期限，最后一天是休息日或法定节假日的，到休假结束后的第一个工作日为止（民法典第二百零三条；放假和调休按国务院办公厅2021年至2026年各年的通知）",
                "A term counted in days whose last day is a day of rest or a public holiday ends on the first working day \
                 after it (民法典第二百零三条; holidays by the yearly notices of the State Council's General Office, 2021 to \
                 2026)",
            ),
            Convention::OtherRules => self.pick(
                "法律、行政法规或者国家有关规定对付款期限另有规定的，从其规定（国务院令第802号第九条第三款）；这里没有查",
                "Other laws and rules of the state on the term prevail (国务院令第802号第九条第三款); they were not looked at \
                 here",
            ),
            Convention::Payments => self.pick(
                "每笔付款冲减欠款本金，付款当天仍计息；利息不再生息",
                "Each payment lowers the principal from the day after it; interest earns no interest",
            ),
            Convention::Year => self.pick("一年按365天", "A year has 365 days"),
            Convention::Rounding => self.pick(
                "各段单独四舍五入到分，合计只舍入一次，两者可能差几分",
                "Each stretch is rounded to a fen and the total once: they may differ by some fen",
            ),
        }
    }

    /// What many claims come to.
    #[must_use]
    pub fn tally(&self, tally: &Tally) -> String {
        let (owed, interest) = (self.money(tally.owed), self.money(tally.interest));
        let Tally { claims, late, unsaid, .. } = tally;
        let said = match self.language {
            Language::ZhCn => format!("共{claims}笔，逾期{late}笔，逾期欠款{owed}，逾期利息合计{interest}"),
            Language::En => format!("claims: {claims}, late: {late}; {owed} overdue, late interest {interest}"),
        };
        let open = match self.language {
            _ if *unsaid == 0 => String::new(),
            Language::ZhCn => format!("；另有{unsaid}笔的到期日或利率不能确定，利息没有计入"),
            Language::En => format!("; interest on {unsaid} cannot be said and is not counted"),
        };
        format!("{said}{open}")
    }

    /// Something about a line of a table.
    #[must_use]
    pub fn on_line(&self, line: u64, what: &str) -> String {
        match self.language {
            Language::ZhCn => format!("第{line}行：{what}"),
            Language::En => format!("line {line}: {what}"),
        }
    }

    /// A document with its number and article.
    #[must_use]
    pub fn source(&self, source: Citation) -> String {
        format!("《{}》（{}）{}", source.title, source.number, source.article.unwrap_or(""))
    }

    fn cited(&self, source: Citation) -> String {
        let source = self.number_and_article(source);
        match self.language {
            Language::ZhCn => format!("（{source}）"),
            Language::En => format!(" ({source})"),
        }
    }

    fn number_and_article(&self, source: Citation) -> String {
        let number = source.number;
        source.article.map_or_else(
            || number.to_owned(),
            |article| match self.language {
                Language::ZhCn => format!("{number}{article}"),
                Language::En => format!("{number} {article}"),
            },
        )
    }

    /// What happened to a claim before payment was due, with the days, for the letter.
    fn course(&self, claim: &Claim, answer: &Answer) -> String {
        let is_past_end = |from: &Start| from.event == Event::AcceptanceEnd && from.day < answer.on;
        let end = answer.due.and_then(|due| due.from).filter(is_past_end);
        let days = [
            (Event::Delivery, Some(claim.delivered)),
            (Event::AcceptanceEnd, end.map(|from| from.day)),
            (Event::Acceptance, claim.accepted),
            (Event::Confirmation, claim.confirmed),
        ];
        let said = days.into_iter().filter_map(|(event, day)| {
            let day = self.date(day?);
            Some(match (event, self.language) {
                (Event::Delivery, Language::ZhCn) => format!("我方已于{day}交付"),
                (Event::Delivery, Language::En) => format!("we delivered on {day}"),
                (Event::AcceptanceEnd, Language::ZhCn) => format!("约定的验收期限于{day}届满"),
                (Event::AcceptanceEnd, Language::En) => format!("the time agreed for acceptance ended on {day}"),
                (Event::Acceptance, Language::ZhCn) => format!("{day}验收合格"),
                (Event::Acceptance, Language::En) => format!("acceptance was passed on {day}"),
                (Event::Confirmation, Language::ZhCn) => format!("双方于{day}确认结算金额"),
                (Event::Confirmation, Language::En) => format!("both sides confirmed the sum on {day}"),
            })
        });
        said.collect::<Vec<_>>().join(self.pick("，", ", "))
    }

    /// What a seller may claim in the letter where the regulation does not apply and no rate was agreed, with a line that
    /// says when to take it out: whether this is a sale was not said.
    fn sale_loss(&self, answer: &Answer) -> Option<[String; 2]> {
        let [least, most] = answer.sale_interest.as_ref().filter(|[least, _]| least.total > Money::ZERO)?;
        let say = |interest: &Interest| (self.money(interest.total), self.charge(interest.charge));
        let ((least, low), (most, high), on) = (say(least), say(most), self.date(answer.on));
        Some(match self.language {
            Language::ZhCn => [
                format!(
                    "本合同如为买卖合同，我方可以主张逾期付款损失：依据《最高人民法院关于审理买卖合同纠纷案件适用法律问题的解释》（2020年修正）第十八条，法院可以按逾期发生时的1年期LPR加计30%至50%计算，截至{on}为{least}（{low}）至{most}（{high}），由法院决定。"
                ),
                "【寄出前核对：服务、工程等不是买卖合同的，删去上一行；核对后删去本行】".to_owned(),
            ],
            Language::En => [
                format!(
                    "If ours is a contract of sale, we may claim the loss from late payment: by 《最高人民法院关于审理买卖合同纠纷案件适用法律问题的解释》 as amended in 2020, 第十八条, a court may reckon it at the one-year LPR when payment became late plus 30 to 50%; up to {on} that is {least} ({low}) to {most} ({high}). A court decides."
                ),
                "[check before sending: take the line above out if this is no sale, as for services and works; then take this line out]"
                    .to_owned(),
            ],
        })
    }

    /// The interest that the letter asks for besides what is owed: nothing without a rule or an agreement on it.
    fn interest_asked(&self, claim: &Claim, rules: Option<Regulation>) -> &'static str {
        match (rules, claim.rate) {
            (Some(_), _) => self.pick("及付清之日止的逾期利息", " and the interest until payment"),
            (None, Some(_)) => {
                self.pick("及付清之日止按约定利率计算的逾期利息", " and the interest at the agreed rate until payment")
            }
            (None, None) => "",
        }
    }

    /// A letter of demand, to copy or print. What was not said is left open in brackets.
    #[must_use]
    pub fn demand(&self, claim: &Claim, answer: &Answer) -> String {
        let blank = |text: &str, zh: &str, en: &str| -> String {
            if text.is_empty() { self.pick(zh, en).to_owned() } else { text.to_owned() }
        };
        let name = blank(&claim.name, "【对方名称】", "[name of the debtor]");
        let invoice = blank(&claim.invoice, "【编号】", "[number]");
        let (signed, on, course) = (self.date(claim.signed), self.date(answer.on), self.course(claim, answer));
        let (amount, owed) = (self.money(claim.amount), self.money(answer.owed));
        let rules = answer.regulation.filter(|_| matches!(answer.covered, Covered::Yes | Covered::NotSure));
        let interest = self.interest_asked(claim, rules);
        let organisations = Some(claim.debtor.coverage()).filter(|&rule| rule == Rule::Organisations);
        let basis = rules.map(|text| {
            let rules = [Some(Rule::Interest), organisations].into_iter().flatten();
            let sources = rules.filter_map(|rule| text.source(rule)).map(|source| self.source(source));
            sources.collect::<Vec<_>>().join(self.pick("，", ", "))
        });
        let is_rest_open = answer.conventions.contains(&Convention::RestDays);
        let mut lines = Vec::new();
        match self.language {
            Language::ZhCn => {
                lines.push("催款函".to_owned());
                lines.push(format!("{name}："));
                lines.push(format!(
                    "贵我双方于{signed}签订合同（合同或发票编号：{invoice}），{course}，应付款项{amount}。"
                ));
                if let Some(due) = answer.due {
                    lines.push(format!("付款到期日为{}。", self.due(due)));
                    if is_rest_open {
                        lines.push(
                            "【寄出前核对：到期日是法定休假日的，以休假日结束的次日为到期日；核对后删去本行】"
                                .to_owned(),
                        );
                    }
                }
                lines.push(format!("截至{on}，{}。", self.lateness(answer)));
            }
            Language::En => {
                lines.push("Demand for payment".to_owned());
                lines.push(format!("To {name}:"));
                lines.push(format!(
                    "Under our contract signed on {signed} (contract or invoice number: {invoice}) {course}. The amount \
                     is {amount}."
                ));
                if let Some(due) = answer.due {
                    lines.push(format!("Payment was due by {}.", self.due(due)));
                    if is_rest_open {
                        lines.push(
                            "[check before sending: if that is a statutory day of rest, payment was due on the day after \
                             the rest; then take this line out]"
                                .to_owned(),
                        );
                    }
                }
                lines.push(format!("On {on}: {}.", self.lateness(answer)));
            }
        }
        if let Some(interest) = answer.interest.as_ref().filter(|interest| interest.total > Money::ZERO) {
            let until = match self.language {
                Language::ZhCn => format!("截至{on}，{}。计算如下：", self.interest(interest)),
                Language::En => format!("Up to {on}, {}. It is made up of:", self.interest(interest)),
            };
            lines.push(until);
            lines.extend(interest.stretches.iter().map(|stretch| self.stretch(interest.charge, stretch)));
        }
        lines.extend(self.sale_loss(answer).into_iter().flatten());
        if let Some(clause @ (Clause::Forbidden | Clause::Void | Clause::Overridden)) = answer.clause {
            lines.push(match self.language {
                Language::ZhCn => {
                    format!("合同中“收到第三方付款才付款”的约定不能成为拒付理由：{}。", self.clause(clause))
                }
                Language::En => format!("That you have not been paid by others is no reason: {}.", self.clause(clause)),
            });
        }
        match self.language {
            Language::ZhCn => {
                lines.push(format!("请于收到本函之日起【　】日内支付欠款{owed}{interest}。"));
                if let Some(basis) = basis {
                    lines.push(format!("依据：{basis}。"));
                    lines.push(
                        "逾期仍不支付的，我方将向违约拖欠中小企业款项登记（投诉）平台投诉，或依法诉讼、仲裁。"
                            .to_owned(),
                    );
                } else {
                    lines.push("逾期仍不支付的，我方将依法诉讼、仲裁。".to_owned());
                }
                lines.push("【我方名称、盖章】".to_owned());
            }
            Language::En => {
                lines.push(format!("Please pay {owed}{interest} within [  ] days of receiving this letter."));
                if let Some(basis) = basis {
                    lines.push(format!("Basis: {basis}."));
                    lines.push(
                        "Otherwise we shall complain to the platform for overdue payments to SMEs, or go to court or \
                         arbitration."
                            .to_owned(),
                    );
                } else {
                    lines.push("Otherwise we shall go to court or arbitration.".to_owned());
                }
                lines.push("[our name and seal]".to_owned());
            }
        }
        lines.push(on);
        lines.join("\n")
    }
}
