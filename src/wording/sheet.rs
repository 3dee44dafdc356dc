//! The wording of the client's sheet.

use super::{Language, Speaker};

words! {
    /// A phrase of the client's sheet.
    SheetWord {
        Title: "客户单", "Client sheet";
        Purpose: "可以打印、交给客户的一张纸：按日期要办的事、金额、可享受的政策、合并的材料清单和二维码。", "One page to print and hand over: what to do by when, the amounts, what fits, one merged list of papers, and a QR code.";
        Profile: "企业情况", "The enterprise";
        Steps: "办理步骤", "What to do";
        Papers: "材料清单（合并）", "Papers, merged";
        PapersNote: "括号里是要用到它的政策编号。", "In brackets: the numbers of the policies that need it.";
        Code: "扫码打开同样的结果", "Scan to open the same results";
        FirstOnly: "二维码里只有第一屏的回答（规模、行业、地区），打开后再补其余的。", "The code holds only the answers of the first screen (size, sector, region); add the others after opening it.";
        NoCode: "内容太多，二维码放不下，请用下面的链接。", "Too much for a QR code: use the link below.";
        NoAddress: "这个单独的文件没有设置网址，所以没有二维码。", "No address is set for this single file, so there is no QR code.";
        Number: "编号", "No.";
        Exact: "链接里带准确数字", "Exact figures in the link";
        LinkKind: "链接内容", "What the link tells";
        Short: "一页简版", "The one-page form";
        Long: "长版：全部回答、步骤和服务", "The long form: every answer, step and service";
        Dates: "按日期要办的事", "What to do by when";
        NoDates: "没有查到有日期要办的事。", "Nothing with a day was found.";
        Where: "到哪里办、电话", "Where, telephone";
        How: "怎么享受", "How";
        SureYear: "已确定，每年约值", "Certain, worth a year";
        Others: "条件都满足，由有关部门、银行决定", "All that was asked is met; others decide";
    }
}

impl Speaker<'_> {
    /// How many answers there are beyond those in a line: `另有32项回答`.
    pub(crate) fn more_answers(&self, count: usize) -> String {
        match self.language {
            Language::ZhCn => format!("另有{count}项回答"),
            Language::En if count == 1 => "1 more answer".to_owned(),
            Language::En => format!("{count} more answers"),
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

    /// The numbers of the policies on a sheet that take no papers.
    pub(crate) fn papers_none(&self, numbers: &str) -> String {
        match self.language {
            Language::ZhCn => format!("不需要另外准备材料：{numbers}。"),
            Language::En => format!("No papers beyond the usual: {numbers}."),
        }
    }
}
