use super::{Label, Language, Speaker, number_error, number_example};
use crate::catalogue::{Policy, Standing, Status, Test};
use crate::enterprise::{Code, Fact, FactId, Figure, Kind, SIZE_CLASSES, SizeTrace, Tree};
use crate::matching::{Finding, Open, Situation, Unsure};
use crate::quantity::{Bits, Date, Interval, Money, NumberError, Span, bits_of};

macro_rules! words {
    ($($variant:ident: $zh:literal, $en:literal;)+) => {
        /// A fixed phrase of the page.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[expect(missing_docs, reason = "each phrase says what it is")]
        pub enum Word { $($variant,)+ }

        impl Label for Word {
            fn label(&self) -> [&'static str; 2] {
                match self { $(Self::$variant => [$zh, $en],)+ }
            }
        }
    };
}

words! {
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
    ChooseBand: "选择范围", "Choose a band";
    KnownClass: "已知企业规模", "Size class, if known";
    DeriveClass: "按上面的数字判断", "Derive it from the figures";
    NotSaid: "未填", "Not told";
    Sector: "行业", "Sector";
    SectorHint: "输入行业名称、日常说法（如 奶茶店、货运）或代码", "Name, everyday word or code";
    Finer: "细分行业", "Narrower sector";
    WholeSection: "不细分", "All of it";
    Region: "地区", "Region";
    RegionHint: "输入省、市名称或拼音", "Province or city, in Chinese or pinyin";
    City: "城市", "City";
    WholeProvince: "未填城市", "City not told";
    Clear: "清除", "Clear";
    SuggestionsNone: "没有找到，请换个说法", "Nothing found; try another word";
    DateLegend: "查询日期", "Date";
    Today: "今天", "Today";
    DateHint: "可以查过去或将来某一天的政策", "Past and future days work too";
    DateTrouble: "请填写有效日期，如 2022-03-01", "Give a valid date such as 2022-03-01";
    BackToToday: "回到今天", "Back to today";
    ClassIs: "企业规模：", "Size class: ";
    Contradicted: "注意：与上面的数字不一致，结果按您选择的规模计算。", "Note: the figures say otherwise; results go by the class you chose.";
    BothNeeded: "各项都达到下限才算更高一档。", "A higher class needs every figure to reach its bound.";
    StandardNone: "这一天没有划型标准。", "No size standard was in force on that day.";
    Summary: "结果概览", "Summary";
    UsableNow: "现在可以享受", "Can use now";
    PerYear: "每年约值", "Worth a year";
    PerOnce: "一次性约值", "Worth once";
    NothingToDo: "无需申请", "Nothing to apply for";
    Deadline: "最近的截止日", "Nearest deadline";
    NoDeadline: "暂无", "None";
    WorthNote: "金额按您填写的情况和公布的标准估算，互相排斥的政策只算一项；是否享受以主管部门办理结果为准。", "Amounts are estimated from what you told us and the published rules; policies that exclude each other count once. The authority decides.";
    WorthTellMore: "补充信息后估算", "Tell us more";
    ItemsUnit: "项", "";
    NextTitle: "再答一个问题", "One more question";
    NoMoreTitle: "问题都答完了", "No more questions";
    NoMore: "没有其他问题会改变结果了。", "No further answer can change the results.";
    PassedLeft: "还有跳过的问题可以改变结果。", "Skipped questions could still change the results.";
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
    Erased: "已清空。", "Everything is erased.";
    ShowAll: "显示全部", "Show all";
    Show: "展开", "Show";
    Hide: "收起", "Hide";
    GroupEmpty: "暂无", "None";
    Why: "依据：", "Why: ";
    Unmet: "不符合：", "Not met: ";
    Needed: "还需要：", "Still needed: ";
    AndMore: "等", " and more";
    AuthorityDecides: "最终由主管部门审核决定", "an authority decides in the end";
    CheckIt: "有些条件要您自行核对", "some conditions are for you to check";
    PaidTo: "资金给：", "Paid to: ";
    LoadingTexts: "正在加载政策说明……", "Loading the policy texts…";
    TextsFailed: "政策说明没有加载成功：文件可能损坏、缺失，或网络中断。匹配结果仍然有效，只是缺少说明文字。", "The policy texts did not load: a file is damaged or missing, or the network is down. The matches still hold, only their texts are missing.";
    Retry: "重新加载说明", "Load the texts again";
    Back: "返回结果", "Back to the results";
    NotFound: "没有这项政策", "There is no such policy";
    NotFoundText: "链接可能有误，或者这项政策已改名。", "The link may be wrong, or the policy has another name now.";
    YourCase: "您的情况", "Your case";
    WhatItBrings: "优惠内容", "What it brings";
    Worth: "约值", "Worth";
    Arithmetic: "怎么算的", "The arithmetic";
    Assumes: "估算前提：", "The estimate assumes:";
    NoFigures: "文件没有可以计算的金额。", "The documents state no figures to compute with.";
    Reasons: "为什么", "Why";
    ReasonsMet: "符合的条件", "Conditions met";
    ReasonsFailed: "不符合的条件", "Conditions not met";
    ReasonsOpen: "还不能确定的条件", "Conditions not certain yet";
    WholeTree: "查看全部条件", "All conditions";
    Missing: "还缺什么", "What is missing";
    AnswerThis: "填写", "Answer";
    HowTo: "怎么办理", "How to get it";
    Steps: "办理步骤", "Steps";
    Materials: "所需材料", "Papers";
    MaterialsNone: "不需要另外准备材料。", "No papers beyond the usual.";
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
    Library: "全部政策", "All policies";
    StartPage: "政策匹配", "Match";
    SwitchLanguage: "English", "中文";
    LargeType: "大字", "Large type";
    Print: "打印", "Print";
    Figure: "指标", "Figure";
    Yours: "您填的", "Yours";
    ClassOfFigure: "对应规模", "Class";
    SizeTable: "划型标准对照表", "The standard's table";
    Mark: "收藏", "Mark";
    Marked: "已收藏", "Marked";
    Disclaimer: "本页只按公布的条件比对，不代替主管部门的决定。", "This page compares published conditions; it does not replace an authority's decision.";
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
    KeepRefused: "浏览器不允许在这里保存。", "The browser does not allow saving here.";
    LinkNote: "链接里带有您填的内容，只在“#”之后，不会发送给服务器；请只发给需要的人。", "The link holds your answers after the #, which is never sent to a server; share it with care.";
    OtherVersion: "这个链接是用另一版政策目录生成的，结果可能不同。", "This link was made with another version of the catalogue; results may differ.";
    FoundNone: "没有找到符合的政策。", "No policy found.";
}

impl Speaker<'_> {
    /// What the live region says.
    #[must_use]
    pub fn counts(&self, now: usize, perhaps: usize) -> String {
        match self.language {
            Language::ZhCn => format!("现在可以享受{now}项，可能可以享受{perhaps}项。"),
            Language::En => format!("{now} policies fit now, {perhaps} may fit."),
        }
    }

    /// A number of policies.
    #[must_use]
    pub fn items(&self, count: usize) -> String {
        match self.language {
            Language::ZhCn => format!("{count}项"),
            Language::En if count == 1 => "1 policy".to_owned(),
            Language::En => format!("{count} policies"),
        }
    }

    /// Why a fact that was told is asked for again.
    #[must_use]
    pub fn why_asked(&self, why: Unsure) -> Option<&'static str> {
        (why == Unsure::Straddles).then(|| self.label(&why))
    }

    /// What is wrong with a number.
    #[must_use]
    pub fn not_a_number(&self, fact: &Fact, why: NumberError) -> String {
        let wrong = match why {
            NumberError::NotANumber => self.pick("不是数字", " is not a number"),
            NumberError::Empty | NumberError::TooPrecise | NumberError::OutOfRange => number_error(why, self.language),
        };
        let such_as = number_example(&fact.kind, self.language);
        match self.language {
            Language::ZhCn => format!("这里{wrong}，{such_as}"),
            Language::En => format!("This{wrong}; {such_as}"),
        }
    }

    /// The bounds that a number left.
    #[must_use]
    pub fn out_of_bounds(&self, id: FactId, fact: &Fact, bounds: Interval) -> String {
        let (low, high) = (self.number(id, fact, bounds.low()), self.number(id, fact, bounds.high()));
        match self.language {
            Language::ZhCn => format!("应在{low}到{high}之间"),
            Language::En => format!("must lie between {low} and {high}"),
        }
    }

    /// A range that runs the wrong way.
    #[must_use]
    pub fn backwards(&self) -> &'static str {
        self.pick("范围的前一个数应小于后一个数", "the first number of a range must be the smaller one")
    }

    /// A place that was typed and not chosen.
    #[must_use]
    pub fn not_listed(&self) -> &'static str {
        self.pick("请从列表中选一项", "choose one from the list")
    }

    /// A band of a figure, its upper end spoken of as the first number that is beyond it.
    #[must_use]
    pub fn band(&self, id: FactId, fact: &Fact, band: Interval) -> String {
        let from = self.number(id, fact, band.low());
        if band.high() >= fact.bounds.high() {
            return format!("{from}{}", self.pick("以上", " or more"));
        }
        if fact.kind == Kind::Count {
            let unit = self.number(id, fact, band.high());
            return match (self.language, band.low() <= fact.bounds.low()) {
                (Language::ZhCn, true) => format!("不超过{unit}"),
                (Language::ZhCn, false) => format!("{}至{unit}", band.low()),
                (Language::En, true) => format!("up to {unit}"),
                (Language::En, false) => format!("{} to {unit}", band.low()),
            };
        }
        let beyond = self.number(id, fact, band.high().saturating_add(1));
        match (self.language, band.low() <= fact.bounds.low()) {
            (Language::ZhCn, true) => format!("不到{beyond}"),
            (Language::ZhCn, false) => format!("{from}以上、不到{beyond}"),
            (Language::En, true) => format!("less than {beyond}"),
            (Language::En, false) => format!("{from} to less than {beyond}"),
        }
    }

    /// The name of a figure on the first screen.
    #[must_use]
    pub fn figure(&self, figure: Figure) -> &'static str {
        self.label(&match figure {
            Figure::Employees => Word::Employees,
            Figure::Revenue => Word::Revenue,
            Figure::Assets => Word::Assets,
        })
    }

    /// The unit that the field of a figure expects.
    #[must_use]
    pub fn figure_unit(&self, figure: Figure) -> &'static str {
        match figure {
            Figure::Employees => self.pick("人", "people"),
            Figure::Revenue | Figure::Assets => self.pick("元", "yuan"),
        }
    }

    /// A phrase in brackets after another.
    #[must_use]
    pub fn bracketed(&self, word: Word) -> String {
        let word = self.label(&word);
        match self.language {
            Language::ZhCn => format!("（{word}）"),
            Language::En => format!(" ({word})"),
        }
    }

    /// Something in brackets after another.
    #[must_use]
    pub fn in_brackets(&self, text: &str) -> String {
        match self.language {
            Language::ZhCn => format!("（{text}）"),
            Language::En => format!(" ({text})"),
        }
    }

    /// Between the members of a list.
    #[must_use]
    pub fn enumeration(&self) -> &'static str {
        self.pick("、", ", ")
    }

    /// Between two sentences.
    #[must_use]
    pub fn semicolon(&self) -> &'static str {
        self.pick("；", "; ")
    }

    /// How many policies may fit besides.
    #[must_use]
    pub fn perhaps(&self, count: usize) -> String {
        match self.language {
            Language::ZhCn => format!("另有{count}项可能可以享受"),
            Language::En => format!("{count} more may fit"),
        }
    }

    /// One reason on a card: what it takes and, where it fails, what was seen.
    #[must_use]
    pub fn reason(&self, finding: &Finding<'_>, situation: &Situation<'_>, with_seen: bool) -> String {
        let sentence = self.criterion(finding.criterion);
        match self.seen(finding, situation).filter(|_| with_seen) {
            Some(seen) => format!("{sentence}{}", self.in_brackets(&seen)),
            None => sentence,
        }
    }

    /// What a group of criteria asks for, without the criteria themselves, which stand below it.
    #[must_use]
    pub fn group_of(&self, finding: &Finding<'_>) -> String {
        match &finding.criterion.test {
            Test::Any(_) => self.pick("满足下列任意一项：", "any one of:").to_owned(),
            Test::AtLeast(count, _) => match self.language {
                Language::ZhCn => format!("下列至少满足{count}项："),
                Language::En => format!("at least {count} of:"),
            },
            Test::Not(_) => self.pick("不属于下列情况：", "none of this:").to_owned(),
            Test::All(_)
            | Test::Number { .. }
            | Test::Among { .. }
            | Test::Holds { .. }
            | Test::Within { .. }
            | Test::Defined(_)
            | Test::Authority(_)
            | Test::CheckYourself(_) => self.pick("下列各项都要满足：", "all of:").to_owned(),
        }
    }

    /// Between a name and its value.
    #[must_use]
    pub fn colon(&self) -> &'static str {
        self.pick("：", ": ")
    }

    /// After a sentence that another one follows.
    #[must_use]
    pub fn stop(&self) -> &'static str {
        self.pick("。", ". ")
    }

    /// Between two parts of a sentence.
    #[must_use]
    pub fn comma(&self) -> &'static str {
        self.pick("，", ", ")
    }

    /// A figure of the size standard.
    #[must_use]
    pub fn between_exact(&self, figure: Figure, number: i64) -> String {
        match (figure, self.language) {
            (Figure::Employees, Language::ZhCn) => format!("{number}人"),
            (Figure::Employees, Language::En) => number.to_string(),
            (Figure::Revenue | Figure::Assets, _) => self.money(Money::from_fen(number)),
        }
    }

    /// Several size classes: `微型或小型`.
    #[must_use]
    pub fn classes(&self, classes: Bits) -> String {
        let names: Vec<String> = bits_of(classes)
            .filter_map(|index| SIZE_CLASSES.get(index))
            .map(|class| self.label(class).to_owned())
            .collect();
        self.list(&names, ["或", " or "])
    }

    /// A figure against the bounds of the standard: `不到10人`.
    #[must_use]
    pub fn between(&self, figure: Figure, low: Option<i64>, high: Option<i64>) -> String {
        let value = |number: i64| self.between_exact(figure, number);
        match (self.language, low.map(value), high.map(value)) {
            (Language::ZhCn, None, Some(high)) => format!("不到{high}"),
            (Language::ZhCn, Some(low), Some(high)) => format!("{low}以上、不到{high}"),
            (Language::ZhCn, Some(low), None) => format!("{low}以上"),
            (Language::En, None, Some(high)) => format!("less than {high}"),
            (Language::En, Some(low), Some(high)) => format!("{low} to less than {high}"),
            (Language::En, Some(low), None) => format!("{low} or more"),
            (_, None, None) => String::new(),
        }
    }

    /// Which item of the standard is used, as the document counts: `第四条第（十）项餐饮业`.
    #[must_use]
    pub fn standard_item(&self, trace: &SizeTrace) -> String {
        const TENS: [&str; 17] = [
            "", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四", "十五",
            "十六",
        ];
        let Some(standard) = trace.standard else { return self.label(&Word::StandardNone).to_owned() };
        let item = trace.category().map(|category| {
            let number = TENS.get(usize::from(category.item)).copied().unwrap_or("");
            match self.language {
                Language::ZhCn => format!("第四条第（{number}）项“{}”", category.name),
                Language::En => format!(", article 4 item {} ({})", category.item, category.name_en),
            }
        });
        let item = item.unwrap_or_default();
        match self.language {
            Language::ZhCn => format!("《{}》（{}）{item}", standard.title, standard.number),
            Language::En => format!("Size standard {}{item}", standard.number),
        }
    }

    /// A span of days: `2023年1月1日至2027年12月31日`.
    #[must_use]
    pub fn period(&self, span: Span) -> String {
        match (self.language, span.from.map(|day| self.date(day)), span.to.map(|day| self.date(day))) {
            (Language::ZhCn, Some(from), Some(to)) => format!("{from}至{to}"),
            (Language::ZhCn, Some(from), None) => format!("{from}起，未规定截止日"),
            (Language::ZhCn, None, Some(to)) => format!("至{to}"),
            (Language::ZhCn, None, None) => "未规定期限".to_owned(),
            (Language::En, Some(from), Some(to)) => format!("{from} to {to}"),
            (Language::En, Some(from), None) => format!("from {from}, no end stated"),
            (Language::En, None, Some(to)) => format!("until {to}"),
            (Language::En, None, None) => "no period stated".to_owned(),
        }
    }

    /// Until when a policy can be used, short enough for a card.
    #[must_use]
    pub fn until(&self, policy: &Policy, status: Status, on: Date) -> String {
        let window = policy.window.and_then(|window| window.to).filter(|&to| to >= on);
        match (self.language, status, policy.validity.from, window, policy.validity.to) {
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

    /// What is missing, in one line.
    #[must_use]
    pub fn needed(&self, open: &Open) -> String {
        let names: Vec<String> = open.facts.iter().take(3).map(|&(fact, _)| self.fact(fact).to_owned()).collect();
        let mut line = String::new();
        if !names.is_empty() {
            line.push_str(self.label(&Word::Needed));
            line.push_str(&names.join(self.pick("、", ", ")));
            if open.facts.len() > names.len() {
                line.push_str(&match self.language {
                    Language::ZhCn => format!("等{}项", open.facts.len()),
                    Language::En => format!(" and {} more", open.facts.len().saturating_sub(names.len())),
                });
            }
        }
        let rest = [(open.authority, Word::AuthorityDecides), (open.check_yourself, Word::CheckIt)];
        for (_, word) in rest.iter().filter(|(is_open, _)| *is_open) {
            if !line.is_empty() {
                line.push_str(self.pick("；", "; "));
            }
            line.push_str(self.label(word));
        }
        line
    }

    /// Why the standing of a policy is not what its dates say, if so.
    #[must_use]
    pub fn standing(&self, policy: &Policy) -> Option<&str> {
        match policy.standing {
            Standing::Clear => None,
            Standing::Unclear(why) | Standing::Ended(why) => Some(self.text(why)),
        }
    }

    /// A day other than today is asked about.
    #[must_use]
    pub fn as_of(&self, on: Date) -> String {
        match self.language {
            Language::ZhCn => format!("以下是{}的情况，不是今天的。", self.date(on)),
            Language::En => format!("This is how things stood or will stand on {}, not today.", self.date(on)),
        }
    }

    /// Before the name of a policy in a calendar.
    #[must_use]
    pub fn last_day(&self) -> &'static str {
        self.pick("截止：", "Last day: ")
    }

    /// A place with what it lies in: `广东省广州市`, `Guangzhou, Guangdong`.
    #[must_use]
    pub fn place_within(&self, tree: Tree, top: Code, code: Code) -> String {
        let (whole, part) = (self.place(tree, top), self.place(tree, code));
        match self.language {
            _ if top == code || tree == Tree::Industries => part,
            Language::ZhCn => format!("{whole}{part}"),
            Language::En => format!("{part}, {whole}"),
        }
    }

    /// How many policies were found.
    #[must_use]
    pub fn found(&self, count: usize) -> String {
        match self.language {
            Language::ZhCn => format!("找到{count}项政策"),
            Language::En => format!("{count} found"),
        }
    }

    /// How old the catalogue is.
    #[must_use]
    pub fn catalogue_line(&self) -> String {
        let version = &self.catalogue.version;
        match (self.language, self.catalogue.reviewed.map(|day| self.date(day))) {
            (Language::ZhCn, Some(day)) => format!("政策目录版本 {version}，{day}复核"),
            (Language::ZhCn, None) => format!("政策目录版本 {version}"),
            (Language::En, Some(day)) => format!("Catalogue {version}, reviewed on {day}"),
            (Language::En, None) => format!("Catalogue {version}"),
        }
    }

    /// Whether a phrase ends a list of shown ones: `显示全部 35 项`.
    #[must_use]
    pub fn show_all(&self, count: usize) -> String {
        match self.language {
            Language::ZhCn => format!("显示全部{count}项"),
            Language::En => format!("Show all {count}"),
        }
    }
}
