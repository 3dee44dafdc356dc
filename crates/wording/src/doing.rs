//! How something is done: where, when, by which day of the law, and what to ask where that is not known.

use super::{Language, MONTHS, Speaker};
use engine::catalogue::{Act, ActDay, Category, Channel, Place, Policy, Status};
use engine::enterprise::{Code, Tree};
use engine::quantity::{Date, Span, Unit};

impl Speaker<'_> {
    /// The name of a place where something is done, with its region where it does not serve the one told for certain.
    #[must_use]
    pub fn place_to_go(&self, place: &Place, region: Option<Code>) -> String {
        let name = self.for_clerk(place.name);
        if Tree::Regions.within(region.unwrap_or(Code::ROOT), place.region) {
            return name;
        }
        let region = self.place(Tree::Regions, place.region);
        match self.language {
            Language::ZhCn => format!("{region}：{name}"),
            Language::En => format!("{region}: {name}"),
        }
    }

    /// That it is not known at which address or counter a policy is done, and whom to ask, before
    /// [`Speaker::question_to_read_out`].
    #[must_use]
    pub fn place_not_known(&self, policy: Policy<'_>, phone: Option<&str>) -> String {
        let office = policy.details.office.map(|office| self.for_clerk(office)).filter(|office| !office.is_empty());
        match (self.language, office, phone) {
            (Language::ZhCn, Some(office), Some(phone)) => {
                format!("由{office}办理，具体网址或窗口没有收录。可以问它，或打{phone}，照着念：")
            }
            (Language::ZhCn, Some(office), None) => {
                format!("由{office}办理，具体网址或窗口没有收录。可以照着这句话问：")
            }
            (Language::ZhCn, None, Some(phone)) => format!("到哪里办理没有收录。打{phone}问，可以照着念："),
            (Language::ZhCn, None, None) => "到哪里办理没有收录，先问清楚。可以照着念：".to_owned(),
            (Language::En, Some(office), Some(phone)) => format!(
                "Handled by {office}; the exact address or counter is not known here. Ask there or call {phone}. \
                 Chinese is spoken there: this is the question, to read out:"
            ),
            (Language::En, Some(office), None) => format!(
                "Handled by {office}; the exact address or counter is not known here. Chinese \
                 is spoken there: this is the question, to read out:"
            ),
            (Language::En, None, Some(phone)) => format!(
                "Where it is handed in is not known here. Call {phone}. Chinese is spoken there: this is the question, to \
                 read out:"
            ),
            (Language::En, None, None) => {
                "Where it is handed in is not known here: ask first. This is the question in Chinese, to read out:"
                    .to_owned()
            }
        }
    }

    /// A question about where and how a policy is done, to read out to a clerk: in Chinese in every language.
    #[must_use]
    pub fn question_to_read_out(&self, policy: Policy<'_>) -> String {
        // Names are there in Chinese before anything else, and numbers of documents are the same in every language.
        let name = self.texts.get(policy.name, Language::ZhCn);
        let number = policy.details.documents.iter().find_map(|document| document.number);
        let number = number.map_or_else(String::new, |number| format!("（{}）", self.text(number)));
        let papers = if policy.details.materials.is_none() { "，要带哪些材料" } else { "" };
        if policy.channel == Channel::Filing && policy.category == Category::TaxFee {
            return format!("您好，我们企业想享受“{name}”{number}。请问在哪里申报，填在申报表的哪一栏{papers}？");
        }
        let is_applied_for = matches!(policy.channel, Channel::Application | Channel::Selection);
        let until = if is_applied_for && policy.window.is_none() { "，什么时候可以申请" } else { "" };
        format!("您好，我们企业想办“{name}”{number}。请问到哪里办，网上还是窗口{papers}{until}？")
    }

    /// When a policy can be applied for, on a day, or when it could the last time; `None` where neither is known.
    #[must_use]
    pub fn window(&self, policy: Policy<'_>, on: Date) -> Option<String> {
        // Of what has ended no next time is waited for.
        let counts = |window: &Span| policy.status(on) == Status::Ended || window.to.is_none_or(|to| to >= on);
        match policy.window.filter(counts) {
            Some(window) => Some(self.period(window)),
            None => {
                let last = self.period(policy.window.or(policy.last_window)?);
                Some(match self.language {
                    Language::ZhCn => format!("上一次：{last}；下一次的时间还没有公布"),
                    Language::En => format!("last time: {last}; the next dates are not out yet"),
                })
            }
        }
    }

    /// What the law wants done by a day that comes again.
    #[must_use]
    pub fn act(&self, act: &Act) -> String {
        let month = |month: u8| MONTHS.get(usize::from(month).saturating_sub(1)).copied().unwrap_or("");
        let by = match (self.language, act.by) {
            (Language::ZhCn, ActDay::Yearly { month, day }) => format!("每年{month}月{day}日前（含当天）"),
            (Language::ZhCn, ActDay::Monthly(days)) => format!("每月结束后{days}天内"),
            (Language::ZhCn, ActDay::Quarterly(days)) => format!("每季结束后{days}天内"),
            (Language::En, ActDay::Yearly { month: of, day }) => format!("by {day} {} each year", month(of)),
            (Language::En, ActDay::Monthly(days)) => {
                format!("within {} after each month", self.time(i64::from(days), Unit::Days))
            }
            (Language::En, ActDay::Quarterly(days)) => {
                format!("within {} after each quarter", self.time(i64::from(days), Unit::Days))
            }
        };
        let article = act.article.as_ref();
        match self.language {
            Language::ZhCn => {
                let article = article.map_or_else(String::new, |article| format!("（{article}）"));
                format!("{by}：{}{article}", self.text(act.what))
            }
            Language::En => {
                let article = article.map_or_else(String::new, |article| format!(" ({article})"));
                format!("{}: {by}{article}", self.text(act.what))
            }
        }
    }

    /// That the days of the law may move.
    #[must_use]
    pub fn rest_days_move(&self) -> &'static str {
        match self.language {
            Language::ZhCn => "最后一天遇上节假日的，可能顺延，以当期公布的为准。",
            Language::En => "If the last day is a rest day, it may move; what is published for the period counts.",
        }
    }
}
