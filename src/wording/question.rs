//! The wording of the next question and of the answers given.

use super::Speaker;
use engine::matching::Unsure;

words! {
    /// A phrase beside the next question and the answers given.
    QuestionWord {
        NextTitle: "再答一个问题", "One more question";
        NoMoreTitle: "没有更多问题", "No more questions";
        AskFirst: "先填写上面的规模、行业和地区，再看这里的问题。", "Start with size, sector and region above.";
        Revisit: "再看跳过的问题", "See the skipped questions";
        Skip: "跳过", "Skip";
        Previous: "上一个问题", "Previous question";
        Confirm: "确定", "OK";
        NoneOfThese: "以上都没有", "None of these";
        YourAnswer: "您的回答", "Your answer";
        AnswersTitle: "我填过的内容", "What you told us";
        Edit: "修改", "Edit";
        Remove: "删除", "Remove";
        Erase: "清空全部内容", "Erase everything";
        LoadingTexts: "正在加载政策说明……", "Loading the policy texts…";
    }
}

impl Speaker<'_> {
    /// Why a fact that was told is asked for again.
    pub(crate) fn why_asked(&self, why: Unsure) -> Option<&'static str> {
        (why == Unsure::Straddles).then(|| self.label(&why))
    }
}
