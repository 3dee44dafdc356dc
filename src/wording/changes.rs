//! The wording of the page on other dates and on what has changed.

use super::{Language, Speaker};
use engine::quantity::Date;

words! {
    /// A phrase of the page on other dates and on what has changed.
    ChangesWord {
        Title: "日期和变化", "Dates and changes";
        Purpose: "换一个日期有什么不同、过去三年能享受过什么、上次保存以来变了什么。", "What another day changes, what fitted in the last three years, what is new since you last saved.";
        OtherVersion: "这个链接是用另一版政策目录生成的，结果可能不同。", "This link was made with another version of the catalogue; results may differ.";
        OtherDay: "换一个日期", "Another day";
        OtherDayNote: "在这一天和今天之间，按同样的情况比较。", "The same enterprise on that day and today.";
        SameDay: "选一个不是今天的日期，就能看到差别。", "Choose a day other than today to see the difference.";
        NoDifference: "没有差别。", "No difference.";
        OnlyThen: "那天可以享受、今天不可以", "Can be used on that day, not today";
        OnlyNow: "今天可以享受、那天不可以", "Can be used today, not on that day";
        Changed: "两天都可以享受、金额不同", "On both days, worth something else";
        ThatDay: "那一天", "That day";
        StillApply: "申请时间还没有过", "can still be applied for";
        EndPassed: "文件写明的期限已过，是否延续不明确", "its documented end has passed; whether it was extended is not clear";
        FitsNoMore: "仍在执行，但按您的情况已不符合", "in force, but does not fit any more";
        NotSettled: "仍在执行，但今天是否符合还不能确定", "in force, but not certain to fit today";
        Since: "上次保存以来", "Since you last saved";
        SinceNone: "没有可以比较的：把填写内容保存在这台设备上，下次再来就能看到变化。", "Nothing to compare with: keep your answers on this device, and next time this says what changed.";
        SinceSame: "可以享受的政策没有变化。", "The policies that fit are the same.";
        NowNew: "新增可以享受", "Newly fitting";
        NowGone: "不再可以享受", "No longer fitting";
        WorthChanged: "金额有变化", "Worth something else";
        WorthThen: "上次保存时", "When last kept";
        WorthNow: "现在", "Now";
        SeeChanges: "查看变化", "See what changed";
        ThanToday: "与今天相比", "Against today";
    }
}

impl Speaker<'_> {
    /// When the answers were kept, and with which version of the catalogue.
    pub(crate) fn since(&self, day: Option<Date>, version: &str) -> String {
        let day = day.map(|day| self.date(day));
        match (self.language, day) {
            (Language::ZhCn, Some(day)) => format!("上次保存是{day}，政策目录版本{version}。"),
            (Language::ZhCn, None) => format!("上次保存时的政策目录版本是{version}。"),
            (Language::En, Some(day)) => format!("Last saved on {day} with catalogue {version}."),
            (Language::En, None) => format!("Last saved with catalogue {version}."),
        }
    }

    /// That the catalogue is too old to be trusted without asking.
    pub(crate) fn stale(&self, reviewed: Date) -> String {
        let day = self.date(reviewed);
        match self.language {
            Language::ZhCn => {
                format!("这份政策目录是{day}复核的，已超过半年，之后的变化没有收入。请使用新版本，或者向主管部门核实。")
            }
            Language::En => format!(
                "This catalogue was reviewed on {day}, more than half a year ago; what changed since is missing. Look for a newer version, or ask the authority."
            ),
        }
    }

    /// That the clock of the device is before the day on which the catalogue was reviewed.
    pub(crate) fn clock_is_early(&self, today: Date, reviewed: Date) -> String {
        let (today, reviewed) = (self.date(today), self.date(reviewed));
        match self.language {
            Language::ZhCn => format!(
                "这台设备的时钟是{today}，早于这份政策目录的复核日{reviewed}：时钟可能不准，下面按{today}的政策显示。"
            ),
            Language::En => format!(
                "This device's clock says {today}, before this catalogue was reviewed on {reviewed}. It may be wrong; what is shown is as of {today}."
            ),
        }
    }

    /// How many policies are new, are gone and, if any, are worth something else: `与今天相比：增加3项，减少2项，金额变化1项`.
    pub(crate) fn more_and_less(&self, what: ChangesWord, more: usize, less: usize, other: usize) -> String {
        let what = self.label(&what);
        let (counts, amounts) = match self.language {
            Language::ZhCn => (format!("{what}：增加{more}项，减少{less}项"), format!("，金额变化{other}项")),
            Language::En => (format!("{what}: {more} more, {less} fewer"), format!(", {other} worth something else")),
        };
        if other == 0 { counts } else { counts + &amounts }
    }
}
