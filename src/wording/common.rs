//! What several pages say.

use super::{Language, Speaker, counted};
use engine::catalogue::{Rule, Standing, Status};
use engine::quantity::Date;

words! {
    /// A phrase that several pages use.
    CommonWord {
        Disclaimer: "本页只按公布的条件比对，不代替主管部门的决定。", "This page compares published conditions; it does not replace an authority's decision.";
        PerYear: "每年约值", "Worth a year";
        PerOnce: "一次性约值", "Worth once";
        WorthNote: "金额按您填写的情况和公布的标准估算，互相排斥的政策只算一项；是否享受以主管部门办理结果为准。", "Amounts are estimated from what you told us and the published rules; policies that exclude each other count once. The authority decides.";
        Yes: "是", "Yes";
        No: "否", "No";
        NotSure: "不清楚", "Not sure";
        AuthorityDecides: "最终由主管部门审核决定", "an authority decides in the end";
        CheckIt: "有些条件要您自行核对", "some conditions are for you to check";
        ToolFailed: "这个工具没有载入，请检查网络后再试。", "This tool did not load: check the connection and try again.";
        TryAgain: "再试一次", "Try again";
        Back: "返回结果", "Back to the results";
        Worth: "约值", "Worth";
        AnswerThis: "填写", "Answer";
        Office: "办理单位", "Office";
        Phone: "咨询电话", "Phone";
        Window: "申请时间", "Apply";
        Acts: "规定的日期", "Days set by the rules";
        Validity: "执行期限", "In force";
        Status: "状态", "Status";
        Verification: "核实程度", "Verification";
        CatalogueVersion: "目录版本", "Catalogue";
        Issuers: "发布单位", "Issued by";
        Print: "打印", "Print";
        AllOf: "全部", "All";
        Category: "类别", "Category";
        Channel: "享受方式", "How it reaches you";
        Table: "下载表格（CSV）", "Table (CSV)";
        SimplifiedScript: "简体", "简体";
        Now: "现在", "now";
        Verdict: "结果", "Result";
        TellFirst: "先填写规模、行业和地区，这里才有内容。", "Tell us size, sector and region first; then there is something to show.";
        Policy: "政策", "Policy";
        Today: "今天", "Today";
        SizeClass: "企业规模", "Size class";
        Banded: "链接里只带大致范围", "Only bands in the link";
        NoSuchPage: "没有这个页面", "There is no such page";
        Contacts: "联系渠道", "Contacts";
        BackToClients: "回到客户台账", "Back to the list of clients";
        ClientAnswer: "这家的结果", "The results of this client";
        InChinese: "中文内容", "The same in Chinese, to send or read out";
        Copy: "复制", "Copy";
        Copied: "已复制。", "Copied.";
        TooLarge: "这个表格超过20 MB，太大了，请分成几个文件。", "The table is larger than 20 MB; divide it into several files.";
        Unreadable: "浏览器没能读出这个文件，请重新选择。", "The browser could not read the file; choose it again.";
        CopyByHand: "请在上面的框里长按或按 Ctrl+C 复制。", "Copy it from the box above.";
    }
}

impl Speaker<'_> {
    /// A number of policies.
    pub(crate) fn items(&self, count: usize) -> String {
        match self.language {
            Language::ZhCn => format!("{count}项"),
            Language::En => counted(count, "policy", "policies"),
        }
    }

    /// Until when a policy can be used, short enough for a card.
    pub(crate) fn until(&self, rule: &Rule, status: Status, on: Date) -> String {
        let window = rule.window.and_then(|window| window.to).filter(|&to| to >= on);
        match (self.language, status, rule.validity.from, window, rule.validity.to) {
            (Language::ZhCn, Status::Upcoming, Some(from), ..) => format!("{}开始", self.date(from)),
            (Language::En, Status::Upcoming, Some(from), ..) => format!("from {}", self.date(from)),
            (Language::ZhCn, Status::Ended, _, _, Some(to)) => format!("已于{}结束", self.date(to)),
            (Language::En, Status::Ended, _, _, Some(to)) => format!("ended {}", self.date(to)),
            (_, Status::Ended | Status::Upcoming, ..) => self.label(&status).to_owned(),
            (Language::ZhCn, _, _, Some(to), _) => format!("申请截至{}", self.date(to)),
            (Language::En, _, _, Some(to), _) => format!("apply by {}", self.date(to)),
            (Language::ZhCn, _, _, None, Some(to)) => format!("至{}", self.date(to)),
            (Language::En, _, _, None, Some(to)) => format!("until {}", self.date(to)),
            (_, _, _, None, None) => self.pick("长期", "no end stated").to_owned(),
        }
    }

    /// Why the standing of a policy is not what its dates say, if so.
    pub(crate) fn standing(&self, rule: &Rule) -> Option<&str> {
        match rule.standing {
            Standing::Clear => None,
            Standing::Unclear(why) | Standing::Ended(why) => Some(self.text(why)),
        }
    }

    /// Which version of the catalogue this is, and when it was reviewed.
    pub(crate) fn catalogue_line(&self) -> String {
        let version = &self.rules.version;
        match (self.language, self.rules.reviewed.map(|day| self.date(day))) {
            (Language::ZhCn, Some(day)) => format!("政策目录版本 {version}，{day}复核"),
            (Language::ZhCn, None) => format!("政策目录版本 {version}"),
            (Language::En, Some(day)) => format!("Catalogue {version}, reviewed on {day}"),
            (Language::En, None) => format!("Catalogue {version}"),
        }
    }

    /// The button that shows the rest of a list: `显示全部35项`.
    pub(crate) fn show_all(&self, count: usize) -> String {
        match self.language {
            Language::ZhCn => format!("显示全部{count}项"),
            Language::En => format!("Show all {count}"),
        }
    }

    /// Whose answers are shown, of a table of clients.
    pub(crate) fn of_client(&self, name: &str) -> String {
        match (self.language, name) {
            (Language::ZhCn, "") => "正在看：台账里没有名称的一家".to_owned(),
            (Language::ZhCn, _) => format!("正在看客户：{}", self.quoted(name)),
            (Language::En, "") => "You look at a client of the list without a name".to_owned(),
            (Language::En, _) => format!("You look at the client{}", self.quoted(name)),
        }
    }

    /// Something in brackets after another.
    pub(crate) fn in_brackets(&self, text: &str) -> String {
        match self.language {
            Language::ZhCn => format!("（{text}）"),
            Language::En => format!(" ({text})"),
        }
    }

    /// Between the members of a list.
    pub(crate) fn enumeration(&self) -> &'static str {
        self.pick("、", ", ")
    }

    /// Between two sentences.
    pub(crate) fn semicolon(&self) -> &'static str {
        self.pick("；", "; ")
    }

    /// Between a name and its value.
    pub(crate) fn colon(&self) -> &'static str {
        self.pick("：", ": ")
    }

    /// After a sentence that another one follows.
    pub(crate) fn stop(&self) -> &'static str {
        self.pick("。", ". ")
    }

    /// Between two parts of a sentence.
    pub(crate) fn comma(&self) -> &'static str {
        self.pick("，", ", ")
    }
}
