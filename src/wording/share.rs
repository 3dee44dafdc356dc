//! The wording of links, files and what is kept on this device.

use super::{Language, Speaker};

words! {
    /// A phrase of links, files and what is kept on this device.
    ShareWord {
        Hide: "收起", "Hide";
        TakeAway: "带走结果", "Take it with you";
        CopyLink: "复制分享链接", "Copy a link";
        LinkCopied: "链接已复制。", "The link is copied.";
        CopyByHand: "请按 Ctrl+C（手机上长按）复制下面的文字。", "Press Ctrl+C (or press long) to copy the text below.";
        DownloadFallback: "文件已生成。如果没有开始下载，请复制下面的内容。", "The file is ready. If no download starts, copy the text below.";
        Calendar: "下载截止日历", "Calendar of deadlines";
        KeepHere: "把填写内容保存在这台设备上（公用电脑请勿勾选）", "Keep my answers on this device (not on a shared computer)";
        KeepAbove: "保存哪些内容，请在页面上方选择。", "Which answers are kept is chosen at the top of the page.";
        KeepRefused: "浏览器不允许在这里保存。", "The browser does not allow saving here.";
        FromLink: "这些内容来自一个链接，没有保存；您以前保存在这台设备上的内容没有改动。", "These answers come from a link and are not kept; what you kept on this device before is untouched.";
        ShowKept: "显示我保存的内容", "Show what I kept";
        KeepThese: "改为保存这些内容", "Keep these instead";
        LinkNote: "链接里带有您填的内容，只在“#”之后，不会发送给服务器；请只发给需要的人。", "The link holds your answers after the #, which is never sent to a server; share it with care.";
    }
}

impl Speaker<'_> {
    /// A policy on its last day in a calendar: whether something has to be done by then or it only ends, and whether it
    /// can be used now or only may be.
    pub(crate) fn last_day(&self, name: &str, to_do: bool, certain: bool) -> String {
        match (self.language, to_do, certain) {
            (Language::ZhCn, true, true) => format!("申请截止：{name}"),
            (Language::ZhCn, true, false) => format!("申请截止（可能可以享受）：{name}"),
            (Language::ZhCn, false, true) => format!("政策到期：{name}"),
            (Language::ZhCn, false, false) => format!("政策到期（可能可以享受）：{name}"),
            (Language::En, true, true) => format!("Apply by today: {name}"),
            (Language::En, true, false) => format!("Apply by today, if it fits: {name}"),
            (Language::En, false, true) => format!("Ends today: {name}"),
            (Language::En, false, false) => format!("Ends today (it may fit): {name}"),
        }
    }
}
