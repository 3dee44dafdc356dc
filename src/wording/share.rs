//! The wording of links, files and what is kept on this device.

use super::{Language, Speaker};

words! {
    /// A phrase of links, files and what is kept on this device.
    ShareWord {
        Hide: "收起", "Hide";
        TablesStay: "表格太大，更新时带不过去：更新后需要重新选择或粘贴，其余填写的内容都会带上。现在更新吗？", "The table is too large for the update to bring along: you would have to choose or paste it again. Everything else you typed is brought along. Update now?";
        NothingStays: "浏览器不允许暂存，更新时带不走填写的内容：更新后需要重新填写。现在更新吗？", "The browser does not let the update bring along what you typed: you would have to type it again. Update now?";
        TakeAway: "带走结果", "Take it with you";
        CopyLink: "复制分享链接", "Copy a link";
        LinkCopied: "链接已复制。", "The link is copied.";
        CopyByHand: "请按 Ctrl+C（手机上长按）复制下面的文字。", "Press Ctrl+C (or press long) to copy the text below.";
        DownloadFallback: "文件已生成。如果没有开始下载，请复制下面的内容。", "The file is ready. If no download starts, copy the text below.";
        Calendar: "下载办事日历", "Calendar of what to do";
        Held: "填的内容只暂存在这个标签页里：刷新不会丢，关掉标签页就没有了。", "Your answers are held in this tab only: loading the page again loses nothing, and they are gone with the tab.";
        Erased: "已清除。", "Erased.";
        Undo: "撤销", "Undo";
        KeepHere: "把填写内容保存在这台设备上（公用电脑请勿勾选）", "Keep my answers on this device (not on a shared computer)";
        KeptInFile: "在这个单独的文件里保存的内容，这台设备上用同一浏览器打开的其他网页文件也能读到。链接里只有文件名，对方要用自己的那份文件打开。", "What this single file keeps can be read by other pages that are opened from files in the same browser on this device. A link names the file alone; others open it with their own copy.";
        SettingsIgnored: "这个单独的文件不采用网址里“?”后面的设置。", "This single file takes no settings from behind the ? of its address.";
        KeepAbove: "保存哪些内容，请在页面上方选择。", "Which answers are kept is chosen at the top of the page.";
        KeepRefused: "浏览器不允许在这里保存。", "The browser does not allow saving here.";
        FromLink: "这些内容来自一个链接，没有保存；您以前保存在这台设备上的内容没有改动。", "These answers come from a link and are not kept; what you kept on this device before is untouched.";
        KeptByOther: "这些内容没有保存：本页的另一个窗口已经保存了内容，没有改动。", "These answers are not kept: another window with this page keeps answers, which are untouched.";
        OverOwn: "这些内容来自一个链接；您自己填的内容还在。", "These answers come from a link; your own are still there.";
        ShowOwn: "回到我填的内容", "Back to mine";
        GoOn: "就用这些内容", "Go on with these";
        Damaged: "这个链接不完整，或者在转发时被改动过：下面的内容可能缺少或有错，请逐项核对，最好请对方重新发送链接。", "This link was cut off or changed on its way: answers may be missing or wrong. Check each of them, or have the link sent again.";
        Seen: "知道了", "I have seen this";
        ShowKept: "显示我保存的内容", "Show what I kept";
        KeepThese: "改为保存这些内容", "Keep these instead";
        LinkNote: "链接里带有您填的内容，只在“#”之后，不会发送给服务器；请只发给需要的人。", "The link holds your answers after the #, which is never sent to a server; share it with care.";
    }
}

impl Speaker<'_> {
    /// A part of a link, as it stands there: `营业收入“80x”`, or all of it where it names no fact.
    pub(crate) fn part(&self, part: &str) -> String {
        let fact = part.split_once('=').and_then(|(key, value)| Some((self.rules.facts.find(key)?, value)));
        match fact.map(|(id, value)| (self.fact(id), value)) {
            Some((name, value)) if !name.is_empty() => format!("{name}{}", self.quoted(value)),
            _ => self.quoted(part).trim_start().to_owned(),
        }
    }

    /// That parts of a link, or of what is kept on this device, were not understood.
    pub(crate) fn not_read(&self, kept: bool, parts: &[String]) -> String {
        let parts = parts.join(self.enumeration());
        match (self.language, kept) {
            (Language::ZhCn, false) => format!("链接里有没读懂的部分，没有采用：{parts}。"),
            (Language::ZhCn, true) => format!("保存在这台设备上的内容里有没读懂的部分，没有采用：{parts}。"),
            (Language::En, false) => format!("Parts of the link were not understood and are left out: {parts}."),
            (Language::En, true) => {
                format!("Parts of what is kept on this device were not understood and are left out: {parts}.")
            }
        }
    }
}
