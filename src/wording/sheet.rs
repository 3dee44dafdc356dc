//! The wording of the client's sheet.

use super::{Language, Speaker};

words! {
    /// A phrase of the client's sheet.
    SheetWord {
        Title: "客户单", "Client sheet";
        Purpose: "可以打印、交给客户的清单：情况、可享受的政策、步骤、合并的材料清单和二维码。", "To print and hand over: the profile, what fits, the steps, one merged list of papers, and a QR code.";
        Profile: "企业情况", "The enterprise";
        Steps: "办理步骤", "What to do";
        Papers: "材料清单（合并）", "Papers, merged";
        PapersNote: "括号里是要用到它的政策编号。", "In brackets: the numbers of the policies that need it.";
        Code: "扫码打开同样的结果", "Scan to open the same results";
        NoCode: "内容太多，二维码放不下，请用下面的链接。", "Too much for a QR code: use the link below.";
        Number: "编号", "No.";
        Exact: "链接里带准确数字", "Exact figures in the link";
        LinkKind: "链接内容", "What the link tells";
    }
}

impl Speaker<'_> {
    /// The numbers of the policies on a sheet whose papers are not known.
    pub(crate) fn papers_not_known(&self, numbers: &str) -> String {
        match self.language {
            Language::ZhCn => format!("材料清单未收录，办理前先问清要带哪些：{numbers}。"),
            Language::En => {
                format!("The list of papers is not known here, ask before you go which ones to bring: {numbers}.")
            }
        }
    }

    /// The numbers of the policies on a sheet that take no papers.
    pub(crate) fn papers_none(&self, numbers: &str) -> String {
        match self.language {
            Language::ZhCn => format!("不需要另外准备材料：{numbers}。"),
            Language::En => format!("No papers beyond the usual: {numbers}."),
        }
    }
}
