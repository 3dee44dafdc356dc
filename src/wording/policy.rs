//! The wording of a policy's page.

use super::{Language, Speaker};
use engine::enterprise::{Fact, FactId, Kind, Possible, Tree};
use engine::quantity::Date;

words! {
    /// A phrase of a policy's page.
    PolicyWord {
        NotFound: "没有这项政策", "There is no such policy";
        NotFoundText: "链接可能有误，或者这项政策已改名。", "The link may be wrong, or the policy has another name now.";
        YourCase: "您的情况", "Your case";
        WhatItBrings: "优惠内容", "What it brings";
        Arithmetic: "怎么算的", "The arithmetic";
        Assumes: "估算前提：", "The estimate assumes:";
        OfficialValues: "用到的官方数值：", "Official values used:";
        NoFigures: "文件没有可以计算的金额。", "The documents state no figures to compute with.";
        ReasonsMet: "符合的条件", "Conditions met";
        ReasonsFailed: "不符合的条件", "Conditions not met";
        ReasonsOpen: "还不能确定的条件", "Conditions not certain yet";
        WholeTree: "查看全部条件", "All conditions";
        Missing: "还缺什么", "What is missing";
        HowTo: "怎么办理", "How to get it";
        Steps: "办理步骤", "Steps";
        Place: "到哪里办", "Where";
        Materials: "所需材料", "Papers";
        Paid: "到账或生效", "Paid or effective";
        Documents: "政策文件", "Documents";
        DocumentOpen: "查看原文（新窗口）", "Official text (new window)";
        NotTogether: "不能与下列政策同时享受", "Not together with";
        Predecessors: "此前的政策", "Before it";
        Successors: "后续政策", "After it";
        Reviewed: "最近复核", "Last reviewed";
        Recipient: "受益方", "Goes to";
        Mark: "收藏", "Mark";
        Marked: "已收藏", "Marked";
        WhatIf: "如果情况变了", "What if";
        WhatIfNote: "其他情况不变，只改这一项：", "All else as it is, only this changes:";
        WhatIfFact: "改哪一项", "Change";
        WhatIfValue: "如果是", "If it were";
        Terms: "名词解释", "Terms explained";
    }
}

/// More places than these are not named one by one.
const PLACES: usize = 12;

impl Speaker<'_> {
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
