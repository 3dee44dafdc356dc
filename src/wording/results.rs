//! The wording of the results on the start page, as far as it needs the whole catalogue: figures, reasons, coverage.

use super::{CommonWord, Language, Speaker};
use engine::matching::{Group, Open, Reason, Situation, ToDo};
use engine::quantity::Date;

words! {
    /// A phrase beside the results.
    ResultsWord {
        ReachesYou: "自动享受", "Comes by itself";
        DeclareTax: "报税时填报", "Declare it in the tax return";
        Declare: "填报或声明即可", "Declare it";
        AnyTime: "随时可以申请", "Apply at any time";
        CheckOne: "还有条件请您自己核对", "conditions left for you to check";
        BankDecides: "由银行决定", "the bank decides";
        GuarantorDecides: "由担保、保险机构或银行决定", "the guarantor, insurer or bank decides";
        MustBeWon: "要经主管部门评选", "an authority selects";
        AuthorityDecides: "由主管部门决定", "an authority decides";
        NotOpenNow: "现在不在申请时间", "not open for applications now";
        Confirm: "确定", "Confirm";
        AllSo: "都是这样", "All of this is so";
        SameKind: "同类的还有：", "Of the same kind: ";
        NothingToDo: "无需申请", "Nothing to apply for";
        Deadline: "最近的截止日", "Nearest deadline";
        NoDeadline: "暂无", "None";
        Notes: "金额怎么算的，什么没有算进去", "How the sums are estimated, and what is not in them";
        Why: "依据：", "Why: ";
        Unmet: "不符合：", "Not met: ";
        Needed: "还需要：", "Still needed: ";
        Instead: "与它不能同时享受，已按较高的一项计算：", "Not together with this one, which is worth more: ";
        Coverage: "政策查全了吗？查了哪些地方", "How complete is this? Where policies were looked for";
        KnownMissing: "已知没有收录的：", "Known to be missing:";
        SurveyedRegions: "各省收录了多少地方政策", "What is here of each province";
        Province: "省份", "Province";
        WithFigures: "有效，有金额", "In force, with figures";
        WithoutFigures: "有效，没有金额", "In force, without";
        UnclearCount: "是否有效不清楚", "Not clear";
        LookedAt: "上次查找", "Looked at";
        NeverLookedAt: "没有查过", "Never";
    }
}

impl Speaker<'_> {
    /// What there is to do.
    pub(crate) fn to_do(&self, to_do: ToDo) -> &'static str {
        match to_do {
            ToDo::Nothing => self.pick("不用申请的", "Nothing to apply for"),
            ToDo::Act => self.pick("现在就可以去办的", "To do now"),
            ToDo::Wait => self.pick("条件符合，等审核或自己核对", "Conditions met; others decide, or you check"),
            ToDo::Answer => self.pick("再答一两个问题就知道的", "One or two answers would tell"),
            ToDo::Rest => self.pick("其余的，和为什么", "The rest, and why"),
        }
    }

    /// A group of the rest of the results.
    pub(crate) fn rest_of(&self, group: Group) -> &'static str {
        match group {
            Group::MayUse => self.pick("还要多答几个问题才知道", "More answers are needed"),
            Group::Unclear => self.pick("还有没有效不清楚，先问", "Not clear whether in force: ask first"),
            Group::Background => self.pick("由银行等办理的，和背景", "Handled by banks and others; background"),
            Group::UseNow
            | Group::OthersDecide
            | Group::NearMiss
            | Group::Services
            | Group::NotApplicable
            | Group::OtherTime => self.label(&group),
        }
    }

    /// How many days are left to do something, and its last day.
    pub(crate) fn days_left(&self, days: i64, last: Date) -> String {
        let last = self.date(last);
        match (self.language, days) {
            (Language::ZhCn, 0) => format!("今天是最后一天（{last}）"),
            (Language::ZhCn, _) => format!("还剩{days}天（{last}截止）"),
            (Language::En, 0) => format!("today is the last day ({last})"),
            (Language::En, 1) => format!("1 day left (until {last})"),
            (Language::En, _) => format!("{days} days left (until {last})"),
        }
    }

    /// The line behind which the rest of a list is.
    pub(crate) fn more_of(&self, count: usize) -> String {
        match self.language {
            Language::ZhCn => format!("另外{count}项"),
            Language::En => format!("{count} more"),
        }
    }

    /// How many there are of a family, one of which is shown.
    pub(crate) fn of_family(&self, family: &str, count: usize, is_ladder: bool) -> String {
        match (self.language, is_ladder) {
            (Language::ZhCn, false) => format!("{family}：同类{count}项，对您先看这一项"),
            (Language::ZhCn, true) => format!("{family}：共{count}级，从这一级开始"),
            (Language::En, false) => format!("{family}: {count} of this kind; for you this one first"),
            (Language::En, true) => format!("{family}: {count} steps; begin with this one"),
        }
    }

    /// One reason on a card: what it takes and, where it fails, what was seen.
    pub(crate) fn reason(&self, finding: &Reason<'_>, situation: &Situation<'_>, with_seen: bool) -> String {
        let sentence = self.criterion(finding.criterion);
        match self.seen(finding, situation).filter(|_| with_seen) {
            Some(seen) => format!("{sentence}{}", self.in_brackets(&seen)),
            None => sentence,
        }
    }

    /// What is missing, in one line.
    pub(crate) fn needed(&self, open: &Open) -> String {
        let names: Vec<String> = open.facts.iter().take(3).map(|&(fact, _)| self.fact(fact).to_owned()).collect();
        let mut line = String::new();
        if !names.is_empty() {
            line.push_str(self.label(&ResultsWord::Needed));
            line.push_str(&names.join(self.pick("、", ", ")));
            if open.facts.len() > names.len() {
                line.push_str(&match self.language {
                    Language::ZhCn => format!("等{}项", open.facts.len()),
                    Language::En => format!(" and {} more", open.facts.len().saturating_sub(names.len())),
                });
            }
        }
        let rest = [(open.authority, CommonWord::AuthorityDecides), (open.check_yourself, CommonWord::CheckIt)];
        for (_, word) in rest.iter().filter(|(is_open, _)| *is_open) {
            if !line.is_empty() {
                line.push_str(self.pick("；", "; "));
            }
            line.push_str(self.label(word));
        }
        line
    }

    /// At which levels policies were looked for, and when.
    pub(crate) fn surveyed(&self, levels: &str, on: Date) -> String {
        let on = self.date(on);
        match self.language {
            Language::ZhCn => format!("查了{levels}政策，查询日期{on}。"),
            Language::En => format!("Levels surveyed: {levels}; on {on}."),
        }
    }

    /// That there are no policies of a county's own, and whose are used.
    pub(crate) fn of_city(&self, county: &str, city: &str) -> String {
        match self.language {
            Language::ZhCn => {
                format!("这里没有{county}自己的政策，按{city}和上级的算。没有列出不等于没有，请问12345。")
            }
            Language::En => format!(
                "No policies of {county}'s own are here: those of {city} and above count. What is not listed may exist; ask 12345."
            ),
        }
    }

    /// That nobody has looked for the policies of a region.
    pub(crate) fn not_surveyed(&self, region: &str) -> String {
        match self.language {
            Language::ZhCn => {
                format!("{region}自己的政策还没有查过：这里只有全国的政策，没有列出不等于没有，请问12345。")
            }
            Language::En => format!(
                "Nobody has looked for {region}'s own policies yet: only national ones are here. What is not listed may exist; ask 12345."
            ),
        }
    }
}
