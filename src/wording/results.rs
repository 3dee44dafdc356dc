//! The wording of the results on the start page, as far as it needs the whole catalogue: figures, reasons, coverage.

use super::{CommonWord, Language, Speaker};
use engine::matching::{Open, Reason, Situation};
use engine::quantity::Date;

words! {
    /// A phrase beside the results.
    ResultsWord {
        NothingToDo: "无需申请", "Nothing to apply for";
        Deadline: "最近的截止日", "Nearest deadline";
        NoDeadline: "暂无", "None";
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
