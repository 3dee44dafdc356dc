//! What is to be done by which day, in words.

use super::{Language, MONTHS, Speaker};
use engine::catalogue::{ActDay, Catalogue, Filing};
use engine::enterprise::{Code, Facts, Possible, Profile};
use engine::matching::{ActKind, Certainty, DatedAct, Estimate};
use engine::quantity::{Date, Money, Unit};

impl Speaker<'_> {
    /// What is to be done, as a title: `办：2026年一次性扩岗补助，4,500元，12333`. It says for which measure, how much that
    /// brings if an amount means something, and whom to call.
    #[must_use]
    pub fn act_title(&self, act: &DatedAct, catalogue: &Catalogue, region: Option<Code>) -> String {
        let Some(policy) = catalogue.policy(act.policy) else { return String::new() };
        let mut title = self.act_short(act, catalogue);
        if let Some(worth) = act.estimate.and_then(|estimate| self.act_worth(estimate)) {
            title.push_str(self.pick("，", ", "));
            title.push_str(&worth);
        }
        if let Some(phone) = catalogue.number_to_ask(policy, region) {
            title.push_str(self.pick("，", ", "));
            title.push_str(phone);
        }
        title
    }

    /// What is to be done, without worth and number: `办：2026年一次性扩岗补助`.
    #[must_use]
    pub fn act_short(&self, act: &DatedAct, catalogue: &Catalogue) -> String {
        let Some(policy) = catalogue.policy(act.policy) else { return String::new() };
        let name = self.text(policy.name);
        let is_open = act.certainty == Certainty::Waiting;
        match (self.language, act.what) {
            (Language::ZhCn, ActKind::Opens) => format!("开始申请：{name}"),
            (Language::ZhCn, ActKind::Closes | ActKind::Ends) if is_open => format!("先核对条件再办：{name}"),
            (Language::ZhCn, ActKind::Closes | ActKind::Ends) => format!("办：{name}"),
            (Language::ZhCn, ActKind::Again { .. }) => format!("问这一次的申请时间：{name}"),
            (Language::ZhCn, ActKind::Law { act: place, .. }) => {
                let what = policy.details.acts.get(place).map_or("", |act| self.text(act.what));
                format!("办：{what}（{name}）")
            }
            (Language::ZhCn, ActKind::Filing { filing, period, .. }) => {
                let also = match act.others.len() {
                    0 => String::new(),
                    others => format!("等{}项", others.saturating_add(1)),
                };
                format!("办：{}，享受：{name}{also}", self.filing(catalogue.filings.get(filing), period))
            }
            (Language::ZhCn, ActKind::Loan { due }) => {
                format!("问银行续贷：贷款{}到期（{name}）", self.date(due))
            }
            (Language::En, ActKind::Opens) => format!("Applications open: {name}"),
            (Language::En, ActKind::Closes | ActKind::Ends) if is_open => format!("Check, then apply: {name}"),
            (Language::En, ActKind::Closes | ActKind::Ends) => format!("Apply: {name}"),
            (Language::En, ActKind::Again { .. }) => format!("Ask for this time's dates: {name}"),
            (Language::En, ActKind::Law { act: place, .. }) => {
                let what = policy.details.acts.get(place).map_or("", |act| self.text(act.what));
                format!("Do: {what} ({name})")
            }
            (Language::En, ActKind::Filing { filing, period, .. }) => {
                let also = match act.others.len() {
                    0 => String::new(),
                    others => format!(" and {others} more"),
                };
                format!("Do: {}, claiming: {name}{also}", self.filing(catalogue.filings.get(filing), period))
            }
            (Language::En, ActKind::Loan { due }) => {
                format!("Ask the bank to renew: the loan is due on {} ({name})", self.date(due))
            }
        }
    }

    /// A return and the period that it is for, which ends on a day: `申报增值税（2026年第4季度）`.
    fn filing(&self, filing: Option<&Filing>, last: Date) -> String {
        let (year, month) = (last.year(), last.month());
        let quarter = month.div_ceil(3);
        let of = MONTHS.get(usize::from(month).saturating_sub(1)).copied().unwrap_or("");
        let Some(filing) = filing else { return String::new() };
        let what = self.text(filing.act.what);
        match (self.language, filing.act.by) {
            (Language::ZhCn, ActDay::Quarterly(_)) => format!("{what}（{year}年第{quarter}季度）"),
            (Language::ZhCn, ActDay::Monthly(_)) => format!("{what}（{year}年{month}月）"),
            (Language::ZhCn, ActDay::Yearly { .. }) => format!("{what}（{year}年度）"),
            (Language::En, ActDay::Quarterly(_)) => format!("{what} (Q{quarter} {year})"),
            (Language::En, ActDay::Monthly(_)) => format!("{what} ({of} {year})"),
            (Language::En, ActDay::Yearly { .. }) => format!("{what} ({year})"),
        }
    }

    /// The other measures that one filing claims, by name; none where there are none.
    #[must_use]
    pub fn act_others(&self, act: &DatedAct) -> Option<String> {
        let names = act.others.iter().filter_map(|&id| Some(self.text(self.catalogue?.rule(id)?.name)));
        let names: Vec<&str> = names.collect();
        (!names.is_empty()).then(|| format!("{}{}", self.claimed_too(), names.join(self.pick("、", "; "))))
    }

    /// What goes before the other measures that one filing claims.
    #[must_use]
    pub fn claimed_too(&self) -> &'static str {
        self.pick("一并享受：", "claimed with it: ")
    }

    /// What an act brings; none where no amount is known.
    #[must_use]
    pub fn act_worth(&self, estimate: Estimate) -> Option<String> {
        let known = estimate.low > Money::ZERO || estimate.high.is_some_and(|high| high > Money::ZERO);
        known.then(|| self.estimate(estimate))
    }

    /// How sure an act is: `符合公布的条件`, `按一般情况符合`, `先回答：贷款到期日`.
    #[must_use]
    pub fn act_certainty(&self, act: &DatedAct) -> String {
        match (self.language, act.certainty) {
            (Language::ZhCn, Certainty::Certain) => "符合公布的条件".to_owned(),
            (Language::ZhCn, Certainty::OthersDecide) => "问到的条件都满足，剩下的由有关部门、银行决定".to_owned(),
            (Language::ZhCn, Certainty::Likely) => "按一般情况符合，请核对".to_owned(),
            (Language::En, Certainty::Certain) => "meets the published conditions".to_owned(),
            (Language::En, Certainty::OthersDecide) => "all that was asked is met; others decide the rest".to_owned(),
            (Language::En, Certainty::Likely) => "meets them if the usual holds; please check".to_owned(),
            (_, Certainty::Waiting) => {
                let facts: Vec<&str> = act.missing.iter().map(|&fact| self.fact(fact)).collect();
                if facts.is_empty() {
                    return self.pick("条件还要核对", "some conditions are to be checked").to_owned();
                }
                format!("{}{}", self.pick("先回答：", "to be told first: "), facts.join(self.pick("、", ", ")))
            }
        }
    }

    /// How far a day is: `今天`, `明天`, `还有31天`.
    #[must_use]
    pub fn how_far(&self, on: Date, day: Date) -> String {
        match (self.language, on.age_on(day, Unit::Days)) {
            (Language::ZhCn, 0) => "今天".to_owned(),
            (Language::ZhCn, 1) => "明天".to_owned(),
            (Language::ZhCn, days) => format!("还有{days}天"),
            (Language::En, 0) => "today".to_owned(),
            (Language::En, 1) => "tomorrow".to_owned(),
            (Language::En, days) => format!("in {days} days"),
        }
    }

    /// That nothing is to be done for some days.
    #[must_use]
    pub fn no_acts(&self, days: i64) -> String {
        match self.language {
            Language::ZhCn => format!("{days}天内没有查到要办的事。"),
            Language::En => format!("Nothing to do was found for the next {days} days."),
        }
    }

    /// What is to be known of the day of an act: that it is the last one, is moved or may be, that nobody is there on it,
    /// when the last time was.
    #[must_use]
    pub fn act_note(&self, act: &DatedAct) -> String {
        let mut parts: Vec<String> = Vec::new();
        match act.what {
            ActKind::Opens => parts.push(self.pick("这一天开始受理", "from this day on").to_owned()),
            ActKind::Closes => parts.push(self.pick("申请最后一天", "last day for applications").to_owned()),
            ActKind::Ends => {
                parts.push(self.pick("政策最后一天，此前都可以申请", "last day of the measure").to_owned());
            }
            ActKind::Again { last } => {
                let last = self.period(last);
                parts.push(match self.language {
                    Language::ZhCn => format!("上一次：{last}；这一次的时间还没有公布"),
                    Language::En => format!("last time: {last}; the next dates are not out yet"),
                });
            }
            ActKind::Law { counted, .. } if counted != act.day => {
                let counted = self.date(counted);
                parts.push(match self.language {
                    Language::ZhCn => format!("规定的最后一天{counted}是休息日，顺延到这一天"),
                    Language::En => format!("the last day, {counted}, is a day of rest, which moves it to this one"),
                });
            }
            ActKind::Filing { filing, counted, .. } => {
                let rests_on = self.catalogue.and_then(|catalogue| catalogue.filings.get(filing)).map(|filing| {
                    let article = filing.act.article.as_deref().unwrap_or_default();
                    format!("{}{article}", self.text(filing.document.title))
                });
                let (rests_on, last) = (rests_on.unwrap_or_default(), self.date(counted));
                parts.push(match (self.language, counted == act.day) {
                    (Language::ZhCn, true) => format!("申报最后一天（{rests_on}）"),
                    (Language::ZhCn, false) => {
                        format!("法定最后一天是{last}（{rests_on}），因放假顺延（税收征收管理法实施细则第一百零九条）")
                    }
                    (Language::En, true) => format!("last day for the return ({rests_on})"),
                    (Language::En, false) => format!(
                        "the last day is {last} ({rests_on}); days of rest move it (税收征收管理法实施细则第一百零九条)"
                    ),
                });
            }
            ActKind::Law { .. } => parts.push(self.pick("规定的最后一天", "last day by the rules").to_owned()),
            ActKind::Loan { .. } => {
                parts.push(self.pick("银行审批要时间，到期前30天问", "banks need time: ask 30 days before").to_owned());
            }
        }
        if act.may_move() {
            let year = act.day.year();
            parts.push(match self.language {
                Language::ZhCn => format!("{year}年的放假安排没有收录，遇休息日可能顺延"),
                Language::En => format!("the holidays of {year} are not known here: a day of rest may move it"),
            });
        }
        if act.closes_on_rest() {
            parts.push(
                self.pick("这一天是休息日，窗口不上班，请提前办", "a day of rest: counters are closed, go before")
                    .to_owned(),
            );
        }
        parts.join(self.pick("；", "; "))
    }
}

/// The region that was told; the first one, where it may be one of several.
#[must_use]
pub fn told_region(profile: &Profile) -> Option<Code> {
    match profile.given(Facts::REGION) {
        Some(Possible::Places(places)) => places.first().copied(),
        _ => None,
    }
}
