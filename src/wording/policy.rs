//! The wording of a policy's page.

use super::{Language, Speaker};
use engine::catalogue::Policy;
use engine::enterprise::{Fact, FactId, Kind, Possible, Tree};
use engine::quantity::{Date, Unit};

words! {
    /// A phrase of a policy's page.
    PolicyWord {
        NotFound: "没有这项政策", "There is no such policy";
        NotFoundText: "链接可能有误，或者这项政策已改名。", "The link may be wrong, or the policy has another name now.";
        YourCase: "您的情况", "Your case";
        WhatItBrings: "能得多少", "How much";
        Arithmetic: "怎么算的", "The arithmetic";
        Assumes: "估算前提：", "The estimate assumes:";
        OfficialValues: "用到的官方数值：", "Official values used:";
        NoFigures: "文件没有可以计算的金额。", "The documents state no figures to compute with.";
        ReasonsMet: "符合的条件", "Conditions met";
        ReasonsFailed: "不符合的条件", "Conditions not met";
        ReasonsOthers: "要由别人决定、或请您自己核对的", "For others to decide, or for you to check";
        WholeTree: "查看全部条件", "All conditions";
        Missing: "在这里补充，结果马上变", "Tell us here; the result changes at once";
        HowTo: "怎么办", "How to do it";
        ByItself: "不用申请，符合条件的由有关部门直接办。", "Nothing to apply for: the office does it by itself.";
        NotDoneHere: "这里没有要您办的事。", "There is nothing for you to do here.";
        DoItHere: "在这里办：", "Do it here: ";
        AskWhere: "先问清在哪里办：", "Ask first where it is done: ";
        Materials: "带什么材料", "Papers";
        AskPapers: "可以照着念：", "The question in Chinese, to read out:";
        PapersAsked: "上面那句话里已经一起问了。", "The question above asks for them, too.";
        When: "什么时候", "When";
        DaysLeft: "还剩", "Left";
        AnyTime: "没有规定单独的申请时间", "no dates of its own";
        Where: "去哪里、问谁", "Where, and whom to ask";
        Paid: "到账或生效", "Paid or effective";
        Documents: "政策文件", "Documents";
        DocumentOpen: "查看原文（新窗口）", "Official text (new window)";
        CopyTitle: "复制标题去搜", "Copy the title to search for";
        NotCopied: "浏览器不让复制，请长按标题选择。", "The browser does not allow copying; select the title by hand.";
        NotTogether: "不能与下列政策同时享受", "Not together with";
        EndedOnes: "已结束的、或您不符合的", "Ended, or not for you";
        Predecessors: "此前的政策", "Before it";
        Successors: "后续政策", "After it";
        Reviewed: "最近复核", "Last reviewed";
        Recipient: "受益方", "Goes to";
        DoIt: "去办理", "Do it";
        OpenSite: "打开网站", "Open the site";
        NewWindow: "新窗口", "new window";
        Call: "打电话", "Call";
        Mark: "加入清单", "Keep in my list";
        Marked: "已在清单", "In my list";
        MyList: "我的清单", "My list";
        TakeOut: "移出", "Take out";
        NotInCatalogue: "目录里没有了", "not in the catalogue any more";
        QuickWays: "办理和咨询", "Ways to do it and to ask";
        WhatIf: "如果情况变了会怎样", "What if something were different";
        WhatIfNote: "其他情况不变，只改这一项。", "All else as it is, only this changes.";
        WhatIfFact: "改哪一项", "Change";
        WhatIfValue: "如果是", "If it were";
        WhatIfSteps: "会改变结果的地方", "Where the answer changes";
        WaitsForOthers: "问到的都满足，等有关部门定或您自己核对", "all that is asked is met; others decide, or you check";
        Terms: "名词解释", "Terms explained";
        AsPicture: "一图读懂", "As one picture";
    }
}

/// More places than these are not named one by one.
const PLACES: usize = 12;

impl Speaker<'_> {
    /// How many conditions there are, and how they stand.
    pub(crate) fn conditions_counted(&self, met: usize, open: usize, failed: usize) -> String {
        let all = met.saturating_add(open).saturating_add(failed);
        let of = |count: usize, zh: &str, en: &str| {
            (count > 0).then(|| match self.language {
                Language::ZhCn => format!("{count}项{zh}"),
                Language::En => format!("{count} {en}"),
            })
        };
        let parts =
            [of(met, "符合", "met"), of(failed, "不符合", "not met"), of(open, "还不能确定", "not certain yet")];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        let parts = parts.join(self.enumeration());
        match self.language {
            Language::ZhCn => format!("共{all}项条件：{parts}"),
            Language::En if all == 1 => format!("1 condition: {parts}"),
            Language::En => format!("{all} conditions: {parts}"),
        }
    }

    /// That some of several ways to meet a condition need not be looked at.
    pub(crate) fn not_needed(&self, count: usize) -> String {
        match self.language {
            Language::ZhCn => format!("，其余{count}种不用看"),
            Language::En if count == 1 => "; the other one does not matter".to_owned(),
            Language::En => format!("; the other {count} do not matter"),
        }
    }

    /// The button that shows the fields still hidden.
    pub(crate) fn more_fields(&self, count: usize) -> String {
        match self.language {
            Language::ZhCn => format!("再补充其余{count}项"),
            Language::En => format!("Tell us {count} more"),
        }
    }

    /// How many days are left until a last day, which counts.
    pub(crate) fn days_to(&self, to: Date, on: Date) -> String {
        let left = to.day_number().saturating_sub(on.day_number());
        let until = self.date(to);
        match (self.language, left) {
            (Language::ZhCn, 0) => format!("今天是最后一天（{until}）"),
            (Language::ZhCn, _) => format!("{left}天（截至{until}）"),
            (Language::En, 0) => format!("today is the last day ({until})"),
            (Language::En, _) => format!("{} (until {until})", self.time(left, Unit::Days)),
        }
    }

    /// A question about the papers that a policy takes, to read out to a clerk: in Chinese in every language.
    pub(crate) fn question_for_papers(&self, policy: Policy<'_>) -> String {
        let name = self.texts.get(policy.name, Language::ZhCn);
        let number = policy.details.documents.iter().find_map(|document| document.number);
        let number = number.map_or_else(String::new, |number| format!("（{}）", self.text(number)));
        format!("您好，我们企业想办“{name}”{number}。请问要带哪些材料，有没有要填的表，在哪里下载？")
    }

    /// Some values of a fact that answer alike.
    pub(crate) fn values(&self, id: FactId, fact: &Fact, value: &Possible) -> String {
        match value {
            Possible::Numbers(range) if fact.kind == Kind::Date => {
                let low = (range.low() > fact.bounds.low()).then(|| self.date(Date::from_day(range.low())));
                let high = (range.high() < fact.bounds.high()).then(|| self.date(Date::from_day(range.high())));
                match (self.language, low, high) {
                    (Language::ZhCn, Some(low), Some(high)) => format!("{low}至{high}"),
                    (Language::ZhCn, Some(low), None) => format!("{low}及以后"),
                    (Language::ZhCn, None, Some(high)) => format!("{high}及以前"),
                    (Language::En, Some(low), Some(high)) => format!("{low} to {high}"),
                    (Language::En, Some(low), None) => format!("{low} or later"),
                    (Language::En, None, Some(high)) => format!("{high} or earlier"),
                    (_, None, None) => String::new(),
                }
            }
            Possible::Numbers(range) if range.single().is_none() => self.band(id, fact, *range),
            Possible::Places(codes) if codes.len() > PLACES => {
                let is_industry = fact.kind == Kind::Place(Tree::Industries);
                self.pick("其他", if is_industry { "another industry" } else { "elsewhere" }).to_owned()
            }
            Possible::Numbers(_) | Possible::Options(_) | Possible::Sets { .. } | Possible::Places(_) => {
                self.possible(id, fact, value)
            }
        }
    }
}
