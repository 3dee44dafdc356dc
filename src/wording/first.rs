//! The wording of the first screen.

use super::{Language, Speaker, counted};
use engine::enterprise::{Code, Fact, FactId, Figure, Kind, Tree};
use engine::quantity::{Date, Interval};

words! {
    /// A phrase of the first screen.
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
        District: "区、县", "District or county";
        WholeCity: "未填区县", "District not told";
        Clear: "清除", "Clear";
        SectorNone: "没有找到。换个说法，或在下面一级一级地选", "Nothing found. Try another word, or choose step by step below";
        SuggestionsNone: "没有找到，请换个说法", "Nothing found; try another word";
        Licences: "开源许可", "Licences of open-source software";
        DateLegend: "查询日期", "Date";
        DateHint: "可以查过去或将来某一天的政策", "Past and future days work too";
        DateTrouble: "请填写有效日期，如 2022-03-01", "Give a valid date such as 2022-03-01";
        BackToToday: "回到今天", "Back to today";
        Summary: "结果概览", "Summary";
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

impl Speaker<'_> {
    /// What the live region says.
    pub(crate) fn counts(&self, now: usize, perhaps: usize) -> String {
        match self.language {
            Language::ZhCn => format!("现在可以享受{now}项，可能可以享受{perhaps}项。"),
            Language::En => {
                format!("{} now, {perhaps} may fit.", counted(now, "policy fits", "policies fit"))
            }
        }
    }

    /// How many policies may fit besides.
    pub(crate) fn perhaps(&self, count: usize) -> String {
        match self.language {
            Language::ZhCn => format!("另有{count}项可能可以享受"),
            Language::En => format!("{count} more may fit"),
        }
    }

    /// The name of a figure on the first screen.
    pub(crate) fn figure(&self, figure: Figure) -> &'static str {
        self.label(&match figure {
            Figure::Employees => Word::Employees,
            Figure::Revenue => Word::Revenue,
            Figure::Assets => Word::Assets,
        })
    }

    /// The unit that the field of a figure expects.
    pub(crate) fn figure_unit(&self, figure: Figure) -> &'static str {
        match figure {
            Figure::Employees => self.pick("人", "people"),
            Figure::Revenue | Figure::Assets => self.pick("元", "yuan"),
        }
    }

    /// A phrase in brackets after another.
    pub(crate) fn bracketed(&self, word: Word) -> String {
        let word = self.label(&word);
        match self.language {
            Language::ZhCn => format!("（{word}）"),
            Language::En => format!(" ({word})"),
        }
    }

    /// A band of a figure; its upper end is named as the first number beyond it.
    pub(crate) fn band(&self, id: FactId, fact: &Fact, band: Interval) -> String {
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

    /// That a day other than today is asked about.
    pub(crate) fn as_of(&self, on: Date) -> String {
        match self.language {
            Language::ZhCn => format!("以下是{}的情况，不是今天的。", self.date(on)),
            Language::En => format!("This is how things stood or will stand on {}, not today.", self.date(on)),
        }
    }

    /// A place with what it lies in: `广东省广州市`, `Guangzhou, Guangdong`.
    pub(crate) fn place_within(&self, tree: Tree, top: Code, code: Code) -> String {
        let (whole, part) = (self.place(tree, top), self.place(tree, code));
        match self.language {
            _ if top == code || tree == Tree::Industries => part,
            // A district of a municipality is named with it anyway.
            _ if tree.parent(code) == top && tree.is_county(code) => part,
            Language::ZhCn => format!("{whole}{part}"),
            Language::En => format!("{part}, {whole}"),
        }
    }

    /// How much of a list is there, on paper, where nothing shows the rest: `共35项，这里列出12项`.
    pub(crate) fn shown_of(&self, shown: usize, count: usize) -> String {
        match self.language {
            Language::ZhCn => format!("共{count}项，这里列出{shown}项"),
            Language::En => format!("{shown} of {count} are listed here"),
        }
    }
}
