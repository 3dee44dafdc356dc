//! The wording of the library.

use super::{Label, Language, Speaker};
use crate::model::state::LibrarySort;

words! {
    /// A phrase of the library.
    LibraryWord {
        SearchLabel: "搜索政策", "Search policies";
        SearchHint: "名称、关键词、文号（如 财税〔2022〕10号）", "Name, words or document number";
        FilterStatus: "状态", "Status";
        FilterMarked: "只看收藏", "Marked only";
        Results: "查询结果", "Results";
        FoundNone: "没有找到符合的政策。", "No policy found.";
        FilterRegion: "适用地区", "Region";
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
    /// How many policies were found.
    pub(crate) fn found(&self, count: usize) -> String {
        match self.language {
            Language::ZhCn => format!("找到{count}项政策"),
            Language::En => format!("{count} found"),
        }
    }
}
