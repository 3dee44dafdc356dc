//! The wording of the calendar of what is to be done.

use super::{Language, Speaker};

words! {
    /// A phrase of the calendar.
    CalendarWord {
        Title: "办事日历", "What to do by when";
        Purpose: "未来90天要办的事，按日期排列：申请开始和截止、申报和汇算的最后一天、规定的日期、贷款到期；可以存进手机日历，提前14天和3天提醒。", "What is to be done in the next 90 days: when applications open and close, last days for tax returns, days set by the rules, loans that fall due. It goes into your calendar, with reminders 14 and 3 days before.";
        Next: "未来90天", "The next 90 days";
        Later: "再往后", "After that";
        WithReturns: "随申报享受，不用另外记日子", "Claimed in your returns, no day of their own";
        WithReturnsNote: "申报时填上就行。增值税、企业所得税和查账征收的经营所得个税，申报最后一天列在上面，按法律和放假安排推算，以税务机关公布的征期为准；别的税费没有收录。", "Fill it in with the return. The last days for VAT, corporate income tax and income tax on business income levied on accounts are listed above, worked out from the law and the holidays; what the tax office publishes counts. Those of other taxes and fees are not known here.";
        Download: "存进日历（下载文件）", "Put it into your calendar (file)";
        Fallback: "文件已生成，里面是今后400天的事。如果没有开始下载，请复制下面的内容，存成 calendar.ics。", "The file is ready, with the next 400 days. If no download starts, copy the text below into calendar.ics.";
        File: "日历文件", "Calendar file";
        NextThree: "最近要办的", "To do next";
        Note: "按您填的情况推算；日期来自公布的文件，各地可能更早截止，请以当地通知为准。", "Worked out from what you told us. The days are those of the published documents; places may close earlier, so go by the local notice.";
    }
}

impl Speaker<'_> {
    /// Of which years the days of rest are known.
    pub(crate) fn rest_days_known(&self, first: i32, last: i32) -> String {
        match self.language {
            Language::ZhCn => format!("休息日和调休上班按国务院办公厅{first}年至{last}年的放假安排。"),
            Language::En => format!(
                "Days of rest and working weekends are those that the General Office of the State Council set for {first} to {last}."
            ),
        }
    }
}
