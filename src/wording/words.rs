//! The fixed phrases of the page, an enum for each piece of the program: the words of one are loaded together.

use super::Label;

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($variant:ident: $zh:literal, $en:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum $name { $($variant,)+ }

        impl Label for $name {
            fn label(&self) -> [&'static str; 2] {
                match self { $(Self::$variant => [$zh, $en],)+ }
            }
        }
    };
}

pub(super) use words;

words! {
    /// A fixed phrase of the first screen.
    Word {
        Loading: "正在加载……", "Loading…";
    SiteTitle: "惠企政策匹配", "Relief policies for enterprises";
        Heading: "看看您的企业能享受哪些政策", "Which relief measures fit your enterprise?";
        Intro: "填写规模、行业和所在地，结果马上显示。所填内容只留在这台设备上。", "Tell us size, sector and place; results appear at once. What you type stays on this device.";
        SizeLegend: "企业规模", "Size";
        SectorLegend: "所属行业", "Sector";
        RegionLegend: "所在地区", "Region";
        FormLegend: "主体类型", "Legal form";
        Employees: "从业人员", "Employees";
        Revenue: "年营业收入", "Annual revenue";
        Assets: "资产总额", "Total assets";
        EmployeesHint: "填准确数，或在右边选一个范围", "An exact figure, or choose a band";
        MoneyHint: "可写 300万、1.5亿", "Such as 3000000 or 300万";
        BandOf: "范围", "band";
        ChooseBand: "选择范围", "or a band";
        KnownClass: "已知企业规模", "Size class, if known";
        DeriveClass: "按上面的数字判断", "Derive it from the figures";
        NotSaid: "未填", "Not told";
        Sector: "行业", "Sector";
        SectorHint: "输入行业名称、日常说法（如 奶茶店、货运）、拼音或代码", "Name, everyday word, pinyin or code";
        Finer: "细分行业", "Narrower sector";
        WholeSection: "不细分", "All of it";
        Region: "地区", "Region";
        RegionHint: "输入省、市名称或拼音", "Province or city, in Chinese or pinyin";
        City: "城市", "City";
        WholeProvince: "未填城市", "City not told";
        Clear: "清除", "Clear";
        SuggestionsNone: "没有找到，请换个说法", "Nothing found; try another word";
        DateLegend: "查询日期", "Date";
        DateHint: "可以查过去或将来某一天的政策", "Past and future days work too";
        DateTrouble: "请填写有效日期，如 2022-03-01", "Give a valid date such as 2022-03-01";
        BackToToday: "回到今天", "Back to today";
        Summary: "结果概览", "Summary";
        UsableNow: "现在可以享受", "Can use now";
        GroupEmpty: "暂无", "None";
        PaidTo: "资金给：", "Paid to: ";
        TextsFailed: "政策说明没有加载成功：文件可能损坏、缺失，或网络中断。匹配结果仍然有效，只是缺少说明和金额。", "The policy texts did not load: a file is damaged or missing, or the network is down. The matches still hold, only texts and amounts are missing.";
        RestFailed: "其余内容没有加载成功：文件可能损坏、缺失，或网络中断。已列出的匹配结果仍然有效，只是缺少说明和金额；地方政策和其他时期的政策还没有加载。", "The rest did not load: a file is damaged or missing, or the network is down. The matches listed still hold, only texts and amounts are missing; local policies and those of other times are not loaded.";
        NotLoaded: "没有加载", "Not loaded";
        Retry: "重新加载说明", "Load the texts again";
        Library: "全部政策", "All policies";
        StartPage: "政策匹配", "Match";
        SwitchLanguage: "English", "中文";
        TraditionalScript: "繁體", "繁體";
        LargeType: "大字", "Large type";
    }
}

words! {
    /// A fixed phrase of what is loaded after the first screen.
    Phrase {
        Disclaimer: "本页只按公布的条件比对，不代替主管部门的决定。", "This page compares published conditions; it does not replace an authority's decision.";
        OtherVersion: "这个链接是用另一版政策目录生成的，结果可能不同。", "This link was made with another version of the catalogue; results may differ.";
        PerYear: "每年约值", "Worth a year";
        PerOnce: "一次性约值", "Worth once";
        NothingToDo: "无需申请", "Nothing to apply for";
        Deadline: "最近的截止日", "Nearest deadline";
        NoDeadline: "暂无", "None";
        WorthNote: "金额按您填写的情况和公布的标准估算，互相排斥的政策只算一项；是否享受以主管部门办理结果为准。", "Amounts are estimated from what you told us and the published rules; policies that exclude each other count once. The authority decides.";
        ClassIs: "企业规模：", "Size class: ";
        Contradicted: "注意：与上面的数字不一致，结果按您选择的规模计算。", "Note: the figures say otherwise; results go by the class you chose.";
        BothNeeded: "各项都达到下限才算更高一档。", "A higher class needs every figure to reach its bound.";
        NextTitle: "再答一个问题", "One more question";
        NoMoreTitle: "没有更多问题", "No more questions";
        AskFirst: "先填写上面的规模、行业和地区，再看这里的问题。", "Start with size, sector and region above.";
        Revisit: "再看跳过的问题", "See the skipped questions";
        Yes: "是", "Yes";
        No: "否", "No";
        NotSure: "不清楚", "Not sure";
        Skip: "跳过", "Skip";
        Previous: "上一个问题", "Previous question";
        Confirm: "确定", "OK";
        NoneOfThese: "以上都没有", "None of these";
        YourAnswer: "您的回答", "Your answer";
        AnswersTitle: "我填过的内容", "What you told us";
        Edit: "修改", "Edit";
        Remove: "删除", "Remove";
        Erase: "清空全部内容", "Erase everything";
        Hide: "收起", "Hide";
        Why: "依据：", "Why: ";
        Unmet: "不符合：", "Not met: ";
        Needed: "还需要：", "Still needed: ";
        AuthorityDecides: "最终由主管部门审核决定", "an authority decides in the end";
        CheckIt: "有些条件要您自行核对", "some conditions are for you to check";
        LoadingTexts: "正在加载政策说明……", "Loading the policy texts…";
        Back: "返回结果", "Back to the results";
        NotFound: "没有这项政策", "There is no such policy";
        NotFoundText: "链接可能有误，或者这项政策已改名。", "The link may be wrong, or the policy has another name now.";
        YourCase: "您的情况", "Your case";
        WhatItBrings: "优惠内容", "What it brings";
        Worth: "约值", "Worth";
        Arithmetic: "怎么算的", "The arithmetic";
        Assumes: "估算前提：", "The estimate assumes:";
        NoFigures: "文件没有可以计算的金额。", "The documents state no figures to compute with.";
        ReasonsMet: "符合的条件", "Conditions met";
        ReasonsFailed: "不符合的条件", "Conditions not met";
        ReasonsOpen: "还不能确定的条件", "Conditions not certain yet";
        WholeTree: "查看全部条件", "All conditions";
        Missing: "还缺什么", "What is missing";
        AnswerThis: "填写", "Answer";
        HowTo: "怎么办理", "How to get it";
        Steps: "办理步骤", "Steps";
        Materials: "所需材料", "Papers";
        Paid: "到账或生效", "Paid or effective";
        Office: "办理单位", "Where";
        Phone: "咨询电话", "Phone";
        Window: "申请时间", "Apply";
        Validity: "执行期限", "In force";
        StatusIs: "状态", "Status";
        Documents: "政策文件", "Documents";
        DocumentOpen: "查看原文（新窗口）", "Official text (new window)";
        NotTogether: "不能与下列政策同时享受", "Not together with";
        Instead: "与它不能同时享受，已按较高的一项计算：", "Not together with this one, which is worth more: ";
        Predecessors: "此前的政策", "Before it";
        Successors: "后续政策", "After it";
        Verification: "核实程度", "Verification";
        Reviewed: "最近复核", "Last reviewed";
        CatalogueVersion: "目录版本", "Catalogue";
        Issuers: "发布单位", "Issued by";
        Recipient: "受益方", "Goes to";
        Print: "打印", "Print";
        Mark: "收藏", "Mark";
        Marked: "已收藏", "Marked";
        SearchLabel: "搜索政策", "Search policies";
        SearchHint: "名称、关键词、文号（如 财税〔2022〕10号）", "Name, words or document number";
        AllOf: "全部", "All";
        FilterCategory: "类别", "Category";
        FilterChannel: "享受方式", "How it reaches you";
        FilterStatus: "状态", "Status";
        FilterMarked: "只看收藏", "Marked only";
        Results: "查询结果", "Results";
        TakeAway: "带走结果", "Take it with you";
        CopyLink: "复制分享链接", "Copy a link";
        LinkCopied: "链接已复制。", "The link is copied.";
        CopyByHand: "请按 Ctrl+C（手机上长按）复制下面的文字。", "Press Ctrl+C (or press long) to copy the text below.";
        DownloadFallback: "文件已生成。如果没有开始下载，请复制下面的内容。", "The file is ready. If no download starts, copy the text below.";
        Table: "下载表格（CSV）", "Table (CSV)";
        Calendar: "下载截止日历", "Calendar of deadlines";
        KeepHere: "把填写内容保存在这台设备上（公用电脑请勿勾选）", "Keep my answers on this device (not on a shared computer)";
        KeepAbove: "保存哪些内容，请在页面上方选择。", "Which answers are kept is chosen at the top of the page.";
        KeepRefused: "浏览器不允许在这里保存。", "The browser does not allow saving here.";
        FromLink: "这些内容来自一个链接，没有保存；您以前保存在这台设备上的内容没有改动。", "These answers come from a link and are not kept; what you kept on this device before is untouched.";
        ShowKept: "显示我保存的内容", "Show what I kept";
        KeepThese: "改为保存这些内容", "Keep these instead";
        LinkNote: "链接里带有您填的内容，只在“#”之后，不会发送给服务器；请只发给需要的人。", "The link holds your answers after the #, which is never sent to a server; share it with care.";
        FoundNone: "没有找到符合的政策。", "No policy found.";
    }
}

words! {
    /// A fixed phrase that only a page within another one needs.
    HostWord {
        SetByHost: "由所在网站设定", "Set by this website";
        OverlayTroubled: "本站补充的地方政策没有全部载入，全国目录不受影响。", "Not all local policies of this site could be loaded; the national catalogue is complete.";
        OverlayLost: "本站补充的地方政策没有载入，这里显示的是原有目录；全国目录不受影响。", "The local policies of this site were not loaded; what is shown is the bundled catalogue, in which the national ones are complete.";
        OverlayRefused: "网址要求补充的目录不是本站列明的，没有采用；全国目录不受影响。", "The address asks for a catalogue that this site does not name; it was not used. The national catalogue is complete.";
        SharingAsked: "所在网站想知道有多少项政策符合、是哪几项。您填写的内容不会告诉它。可以吗？", "This website asks how many measures fit and which. It is never told what you typed. May it know?";
        SharingYes: "可以", "Yes";
        SharingNo: "不可以", "No";
        SharingOn: "所在网站会收到符合的政策数量和编号，收不到您填写的内容。", "This website receives the number and ids of the measures that fit, and nothing that you typed.";
        SharingStop: "停止告知", "Stop telling it";
    }
}
