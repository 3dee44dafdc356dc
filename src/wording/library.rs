//! The wording of the library.

use super::{Label, Language, Speaker};
use crate::model::state::LibrarySort;

words! {
    /// A phrase of the library.
    LibraryWord {
        SearchLabel: "搜索政策", "Search policies";
        SearchHint: "想办的事（招人、房租、欠款）、行业、地方、文号（如 财税〔2022〕10号）", "What you want (hiring, rent, arrears), a trade, a place or a document number";
        Filters: "筛选和排序", "Filter and sort";
        ClearFilters: "清除筛选", "Clear the filters";
        FilterStatus: "状态", "Status";
        FilterMarked: "只看我的清单", "My list only";
        Results: "查询结果", "Results";
        FoundNone: "没有找到符合的政策。", "No policy found.";
        Searched: "找过政策的名称、内容、办法、文号、发布单位和适用地区。", "Searched: names, contents, steps, document numbers, issuers and regions of the policies.";
        FoundPartly: "没有一项政策同时符合所有的词；下面的符合其中一部分。", "No policy has all of these words; those below have some of them.";
        Near: "相近的政策", "Near to it";
        OthersLookFor: "常有人找", "Often looked for";
        NotCovered: "已知没有收录的", "Known to be missing";
        AskAt: "没有收录不等于没有：可以打12345，问当地有没有这方面的政策。", "Not listed does not mean that there is none: call 12345 and ask.";
        OnlyNational: "看全国性的政策", "Show the national policies";
        WithoutFilters: "去掉筛选再找", "Search without the filters";
        FilterRegion: "适用地区", "Region";
        OtherIssuers: "其他", "Others";
        SortBy: "排序", "Order";
        SortBest: "最符合的在前", "Best match first";
        SortEnding: "先到期的在前", "Ending first";
        SortNewest: "新开始的在前", "Newest first";
        SortWorth: "对我最值钱的在前", "Worth most to me first";
    }
}

impl Label for LibrarySort {
    fn label(&self) -> [&'static str; 2] {
        match self {
            Self::Best => LibraryWord::SortBest,
            Self::Ending => LibraryWord::SortEnding,
            Self::Newest => LibraryWord::SortNewest,
            Self::Worth => LibraryWord::SortWorth,
        }
        .label()
    }
}

impl Speaker<'_> {
    /// How many policies were found, and how many of them are over.
    pub(crate) fn found(&self, count: usize, over: usize) -> String {
        match (self.language, over) {
            (Language::ZhCn, 0) => format!("找到{count}项政策"),
            (Language::ZhCn, _) => format!("找到{count}项政策，其中{over}项已结束"),
            (Language::En, 0) => format!("{count} found"),
            (Language::En, _) => format!("{count} found, {over} of them ended"),
        }
    }

    /// What is shown of a place that was looked for: its own policies, and those of what is around it.
    pub(crate) fn found_in(&self, place: &str, [own, around]: [usize; 2], is_county: bool) -> String {
        let mut said = match (self.language, own, around) {
            (Language::ZhCn, 0, 0) => format!("没有收录{place}自己的政策。"),
            (Language::ZhCn, 0, _) => format!("没有收录{place}自己的政策；上级地区的有{around}项。"),
            (Language::ZhCn, _, 0) => format!("{place}自己的政策有{own}项。"),
            (Language::ZhCn, ..) => format!("{place}自己的政策有{own}项，上级地区的有{around}项。"),
            (Language::En, 0, 0) => format!("No policies of {place} itself are listed."),
            (Language::En, 0, _) => {
                format!("No policies of {place} itself are listed; {around} of the regions around it.")
            }
            (Language::En, _, 0) => format!("{own} of {place} itself."),
            (Language::En, ..) => format!("{own} of {place} itself, {around} of the regions around it."),
        };
        said.push_str(match (self.language, is_county) {
            (Language::ZhCn, true) => "区县的政策大多没有收录，可以打12345问。全国性的政策在这里也适用。",
            (Language::ZhCn, false) => "全国性的政策在这里也适用。",
            (Language::En, true) => {
                " Most policies of districts and counties are not listed: ask 12345. National policies apply here, too."
            }
            (Language::En, false) => " National policies apply here, too.",
        });
        said
    }

    /// That a number of documents is not listed.
    pub(crate) fn looked_for(&self, typed: &str) -> String {
        match self.language {
            Language::ZhCn => format!("找的是“{typed}”。"),
            Language::En => format!("Looked for: \u{201c}{typed}\u{201d}."),
        }
    }
}
