//! The wording of the size class and of the page that tests for it.

use super::Speaker;
use engine::enterprise::Category;

words! {
    /// A phrase about the size class.
    SizeWord {
        Title: "企业规模自测", "Size test";
        Purpose: "按划型标准判断大、中、小、微，看离上下一档还差多少，打印说明。", "Large, medium, small or micro by the size standard, how far the next class is, a statement to print.";
        Intro: "选行业，只填这个行业要看的数字。", "Choose the industry; only the figures it looks at are asked for.";
        ClassIs: "企业规模：", "Size class: ";
        Contradicted: "注意：与上面的数字不一致，结果按您选择的规模计算。", "Note: the figures say otherwise; results go by the class you chose.";
        BothNeeded: "各项都达到下限才算更高一档。", "A higher class needs every figure to reach its bound.";
        Neighbours: "离上下一档多远", "How far the neighbouring classes are";
        Statement: "说明（可打印、复制）", "Statement to print or copy";
        AllCategories: "查看16类行业的全部标准", "All bounds of the 16 categories";
        CategoryName: "行业类别", "Category";
        ToMatcher: "用这些数字查政策", "See the policies for these figures";
    }
}

impl Speaker<'_> {
    /// The name of a category of the size standard.
    pub(crate) fn category(&self, category: &Category) -> &'static str {
        self.pick(category.name, category.name_en)
    }
}
