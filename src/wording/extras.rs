//! The fixed phrases of the further pages.

use std::cmp::Ordering;

use super::words::words;
use super::{Label, Language, Speaker, cell_error};
use engine::enterprise::{Fact, FactId, Kind, Possible, RowError};
use engine::quantity::{Date, Money};

words! {
    /// A fixed phrase of a further page.
    Extra {
        SimplifiedScript: "简体", "简体";
        More: "更多工具", "More tools";
        WhatIf: "如果情况变了", "What if";
        WhatIfNote: "其他情况不变，只改这一项：", "All else as it is, only this changes:";
        WhatIfFact: "改哪一项", "Change";
        WhatIfValue: "如果是", "If it were";
        Now: "现在", "now";
        Verdict: "结果", "Result";
        Terms: "名词解释", "Terms explained";
        Mistake: "报告这一页的错误", "Report a mistake on this page";
        MistakeNote: "在这台设备上生成一个文本文件，由您自己发给维护者；不会自动发送。默认不带您填的内容，愿意提供的请勾选。", "Makes a text file on this device for you to send to the maintainers; nothing is sent by itself. Your answers are left out unless you tick them.";
        MistakeWhat: "哪里不对", "What is wrong";
        MistakeFacts: "附上我填的内容", "Include these answers of mine";
        MistakeText: "文件内容", "What the file says";
        MistakeMake: "生成文件", "Make the file";
        MistakePolicy: "政策", "Policy";
        MistakeDay: "查询日期", "Asked for";
        MistakeProgram: "程序版本", "Program";
        Overview: "一图看懂", "At a glance";
        OverviewPurpose: "政策什么时候到期、每类值多少、哪个数字会影响结果，都画在图里。", "When measures end, what each kind is worth, and which figure tips the result, in pictures.";
        TellFirst: "先填写规模、行业和地区，这里才有内容。", "Tell us size, sector and region first; then there is something to show.";
        Policy: "政策", "Policy";
        Picture: "图", "Picture";
        TimelineTitle: "什么时候有效", "When they hold";
        TimelineNote: "现在可以享受的政策，先到期的在前。", "The policies that can be used now, those that end first at the top.";
        TimelineMay: "现在可能可以享受的政策，先到期的在前。", "The policies that may fit, those that end first at the top.";
        Legend: "浅条是执行期限，深条是申请时间；直线是今天，虚线是查询日期。", "Light bars: in force; dark bars: can be applied for. Solid line: today; broken line: the day asked about.";
        TodayLine: "今天", "Today";
        ChosenLine: "查询日期", "Day asked about";
        ByCategory: "每类值多少", "Worth by category";
        ByCategoryNote: "实心部分是最低额，虚线框是可能达到的最高额；互相排斥的政策只算一项。", "Solid: at least; dashed frame: at most. Policies that exclude each other count once.";
        NoWorthYet: "可以享受的政策里还没有能估算金额的。", "None of the policies that fit can be estimated yet.";
        Category: "类别", "Category";
        Count: "几项", "How many";
        Worth: "约值", "Worth";
        CliffsTitle: "哪个数字会影响结果", "Where one figure tips the result";
        CliffsNote: "其他情况不变，一个数字从小变大时，在下面这些地方会多出或失去政策。", "All else as it is, these are the values at which policies are gained or lost as one figure grows.";
        CliffsFact: "看哪个数字", "Which figure";
        NoCliffs: "按现在填写的情况，这个数字怎么变都不增减可以确定享受的政策。", "From what we know, no value of this figure changes which policies certainly fit.";
        From: "从这里起", "From here on";
        Gained: "增加", "Gained";
        Lost: "减少", "Lost";
        WorthChange: "每年合计", "Together a year";
        MorePurpose: "其他工具", "Other tools";
        Changes: "日期和变化", "Dates and changes";
        ChangesPurpose: "换一个日期有什么不同、过去三年能享受过什么、上次保存以来变了什么。", "What another day changes, what fitted in the last three years, what is new since you last saved.";
        DateDiff: "换一个日期", "Another day";
        DateDiffNote: "在这一天和今天之间，按同样的情况比较。", "The same enterprise on that day and today.";
        SameDay: "选一个不是今天的日期，就能看到差别。", "Choose a day other than today to see the difference.";
        NoDifference: "没有差别。", "No difference.";
        OnlyThen: "那天可以享受、今天不可以", "Can be used on that day, not today";
        OnlyNow: "今天可以享受、那天不可以", "Can be used today, not on that day";
        Changed: "两天都可以享受、金额不同", "On both days, worth something else";
        ThatDay: "那一天", "That day";
        LookBack: "回看三年", "The last three years";
        LookBackNote: "按您现在填写的情况推算，那时的情况可能不同。已经结束的政策能不能补办，各有规定，请问主管部门（税务12366，其他12345）。", "Worked out from what you told us about today; things may have been otherwise then. Whether an ended measure can still be claimed depends on its own rules: ask the authority (12366 for taxes, else 12345).";
        LookBackNone: "过去三年里没有今天已经不能享受、当时可以享受的政策。", "Nothing fitted in the last three years that does not fit today.";
        FittedFrom: "当时符合的时间", "When it fitted";
        StillOpen: "今天怎样", "Today";
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
        Sheet: "客户单", "Client sheet";
        SheetPurpose: "可以打印、交给客户的清单：情况、可享受的政策、步骤、合并的材料清单和二维码。", "To print and hand over: the profile, what fits, the steps, one merged list of papers, and a QR code.";
        SheetProfile: "企业情况", "The enterprise";
        SheetEligible: "现在可以享受", "Can be used now";
        SheetSteps: "办理步骤", "What to do";
        SheetPapers: "材料清单（合并）", "Papers, merged";
        SheetPapersNote: "括号里是要用到它的政策编号。", "In brackets: the numbers of the policies that need it.";
        SheetCode: "扫码打开同样的结果", "Scan to open the same results";
        SheetNoCode: "内容太多，二维码放不下，请用下面的链接。", "Too much for a QR code: use the link below.";
        SizeClass: "企业规模", "Size class";
        Number: "编号", "No.";
        ThanToday: "与今天相比", "Against today";
        Coverage: "政策查全了吗？查了哪些地方", "How complete is this? Where policies were looked for";
        KnownMissing: "已知没有收录的：", "Known to be missing:";
        SurveyedRegions: "查过地方政策的地区", "Regions whose own policies were looked for";
        Clients: "客户台账", "Clients";
        ClientsPurpose: "一次比对很多企业：粘贴或选择表格，看谁能享受什么。表格只在这台设备上处理，关掉页面就没有了。", "Match many enterprises at once: paste or choose a table and see who can use what. It stays on this device and is gone when the page is closed.";
        ClientsPaste: "粘贴表格（CSV，或从表格软件复制）", "Paste a table (CSV, or copied from a spreadsheet)";
        ClientsHint: "第一行是列名：id 是客户名称，其他列如 employees（从业人员）、revenue（营业收入）、industry、region、entity，与命令行 batch 相同。也可以把文件拖到这里。", "The first line names the columns: id is the client's name, others such as employees, revenue, industry, region, entity, as for the command batch. A file can be dropped here, too.";
        ClientsFile: "或选择文件", "Or choose a file";
        ClientsMatch: "开始比对", "Match";
        BadRows: "没有读懂的行", "Lines that could not be read";
        FindClient: "找客户", "Find a client";
        WhoCanUse: "谁能用这项政策", "Who can use this policy";
        Matrix: "客户与政策", "Clients and policies";
        MatrixNote: "✓ 现在可以享受，? 可能可以享受，· 不适用。先列能享受的客户最多的政策。", "✓ can use now, ? may use, · not applicable. The policies that most clients can use come first.";
        Line: "行", "Line";
        Client: "客户", "Client";
        Eligible: "可以享受", "Can use";
        Open: "可能", "May use";
        CanUse: "可以享受", "can use now";
        MayUse: "可能可以享受", "may use";
        CannotUse: "不适用", "not applicable";
        Earlier: "上一页", "Previous page";
        Later: "下一页", "Next page";
        AllColumns: "显示全部政策", "Show all policies";
        FilterRegion: "适用地区", "Region";
        SortBy: "排序", "Order";
        SortBest: "最符合的在前", "Best match first";
        SortEnding: "先到期的在前", "Ending first";
        SortNewest: "新开始的在前", "Newest first";
        SortWorth: "对我最值钱的在前", "Worth most to me first";
        Exact: "链接里带准确数字", "Exact figures in the link";
        Banded: "链接里只带大致范围", "Only bands in the link";
        LinkKind: "链接内容", "What the link tells";
        NoSuchPage: "没有这个页面", "There is no such page";
    }
}

/// More places than these are not named one by one.
const PLACES: usize = 12;

impl Speaker<'_> {
    /// How far a table of clients has been matched.
    pub(crate) fn clients(&self, done: usize, total: usize, wrong: usize) -> String {
        match (self.language, wrong) {
            (Language::ZhCn, 0) => format!("已比对{done}家，共{total}家。"),
            (Language::ZhCn, _) => format!("已比对{done}家，共{total}家；另有{wrong}行没有读懂。"),
            (Language::En, 0) => format!("{done} of {total} clients matched."),
            (Language::En, _) => format!("{done} of {total} clients matched; {wrong} lines could not be read."),
        }
    }

    /// Columns of a table that are no facts.
    pub(crate) fn no_such_facts(&self, columns: &[String]) -> String {
        let columns = columns.join(self.pick("、", ", "));
        match self.language {
            Language::ZhCn => format!("表头里有不认识的列：{columns}。请改成事实的编号，如 employees。"),
            Language::En => format!("Unknown columns: {columns}. Use the ids of facts, such as employees."),
        }
    }

    /// A line of a table with what is wrong with it.
    pub(crate) fn line_wrong(&self, line: u64, why: &str) -> String {
        match self.language {
            Language::ZhCn => format!("第{line}行：{why}"),
            Language::En => format!("Line {line}: {why}"),
        }
    }

    /// What is wrong with a row of a table.
    pub(crate) fn row_error(&self, error: &RowError) -> String {
        match error {
            RowError::Cell(id, error) => self.rules.facts.get(*id).map_or_else(String::new, |fact| {
                format!("{}{}{}", self.fact(*id), self.colon(), cell_error(fact, error, self.language))
            }),
            RowError::TooManyCells(cells, columns) => match self.language {
                Language::ZhCn => format!("有{cells}格，表头只有{columns}列"),
                Language::En => format!("{cells} cells, but only {columns} columns"),
            },
        }
    }

    /// At which levels policies were looked for, and when.
    pub(crate) fn surveyed(&self, levels: &str, on: Date) -> String {
        let on = self.date(on);
        match self.language {
            Language::ZhCn => format!("查了{levels}政策，查询日期{on}。"),
            Language::En => format!("Levels surveyed: {levels}; on {on}."),
        }
    }

    /// The numbers of the policies on a sheet whose papers are not known.
    pub(crate) fn papers_not_known(&self, numbers: &str) -> String {
        match self.language {
            Language::ZhCn => format!("材料清单未收录，办理前先问清要带哪些：{numbers}。"),
            Language::En => {
                format!("The list of papers is not known here, ask before you go which ones to bring: {numbers}.")
            }
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

    /// How much more or less: `+3万元`, `−5,000元`.
    pub(crate) fn difference(&self, money: Money) -> String {
        let size = self.about(Money::from_fen(money.fen().saturating_abs()));
        match money.cmp(&Money::ZERO) {
            Ordering::Greater => format!("+{size}"),
            Ordering::Less => format!("−{size}"),
            Ordering::Equal => self.pick("不变", "as before").to_owned(),
        }
    }

    /// What changed since a day, and since another version of the catalogue.
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

    /// How many policies are new, are gone and, if any, are worth something else: `与今天相比：增加3项，减少2项，金额变化1项`.
    pub(crate) fn more_and_less(&self, what: Extra, more: usize, less: usize, other: usize) -> String {
        let what = self.label(&what);
        let (counts, amounts) = match self.language {
            Language::ZhCn => (format!("{what}：增加{more}项，减少{less}项"), format!("，金额变化{other}项")),
            Language::En => (format!("{what}: {more} more, {less} fewer"), format!(", {other} worth something else")),
        };
        if other == 0 { counts } else { counts + &amounts }
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
            Possible::Places(codes) if codes.len() > PLACES => self.pick("其他", "elsewhere").to_owned(),
            Possible::Numbers(_) | Possible::Options(_) | Possible::Sets { .. } | Possible::Places(_) => {
                self.possible(id, fact, value)
            }
        }
    }
}
