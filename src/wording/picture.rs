//! The wording of the picture of one policy.

use super::{Language, Speaker};

words! {
    /// A phrase of the picture of a policy, and of the page around it.
    PictureWord {
        Title: "一图读懂", "In one picture";
        Note: "图里只有公布的内容，没有您填写的任何情况，可以放心转发。", "The picture holds published facts only and nothing that you told us: you can pass it on.";
        ToPolicy: "回到这项政策", "Back to the policy";
        SavePng: "存为图片", "Save as a picture (PNG)";
        SaveSvg: "存为SVG", "Save as SVG";
        Saved: "图片已生成。没有开始下载的，请长按或截屏保存。", "The picture is made. If no download begins, take a screenshot.";
        SavedAsSvg: "这个浏览器不让网页画图，已改存为SVG文件。", "This browser lets no page draw: it is saved as an SVG file instead.";
        NotSaved: "没能存下来，请截屏保存或打印。", "It could not be saved: take a screenshot or print it.";
        Text: "图上的文字", "The text of the picture";
        Who: "谁可以", "For whom";
        HowMuch: "能得多少", "How much";
        How: "怎么办", "How";
        When: "什么时候", "When";
        Where: "去哪里、问谁", "Where, and whom to ask";
        Documents: "依据", "Documents";
    }
}

impl Speaker<'_> {
    /// That there are more conditions than a picture shows.
    pub(crate) fn more_conditions(&self, count: usize) -> String {
        match self.language {
            Language::ZhCn => format!("另有{count}项条件，见政策全文"),
            Language::En if count == 1 => "1 more condition: see the full text".to_owned(),
            Language::En => format!("{count} more conditions: see the full text"),
        }
    }
}
