//! The wording of the page on late payment.

use super::{Language, Speaker};

words! {
    /// A phrase of the page on late payment.
    LatePaymentWord {
        Title: "账款拖欠测算", "Am I being paid late?";
        Purpose: "对方付款是否逾期、逾期多少天、利息多少、到哪里投诉，生成催款函。", "Whether a debtor pays late, by how many days, the interest, where to complain, and a letter of demand.";
        Intro: "只在这台设备上计算，不保存也不发送。", "Computed on this device; nothing is kept or sent.";
        Claim: "一笔账款", "One claim";
        Contract: "合同", "Contract";
        MoneyLegend: "金额与付款", "Amount and payments";
        Result: "结果", "Result";
        DebtorHint: "企业欠款、不知道它是不是大型的，选“企业”，再填知道的几项（都可以空着）；军队采购不适用条例", "If you do not know whether an enterprise is large, choose “Enterprise” and give what you know; all may stay blank. The regulation does not cover the army";
        DebtorIndustryHint: "名称或代码，如 建筑业、E47", "A name or code, such as Construction, E47";
        DebtorFigureHint: "签合同时的数字，不知道就空着", "As it was at signing; blank if unknown";
        DebtorSize: "欠款方的规模", "Size of the debtor";
        DateHint: "如 2025-06-10", "Such as 2025-06-10";
        AcceptedHint: "合同约定检验或验收合格才付款的才填", "Only if the contract makes inspection or acceptance a condition of payment";
        AcceptanceTermHint: "合同约定交付后几天内（如 10）或哪天前验收，没有约定就空着；对方拖延的从期限届满起算", "Days after delivery (10) or a date; blank if none was agreed. If they delay, the term runs from its end";
        ConfirmedHint: "约定按进度或定期结算的才填", "Only for progress or periodic settlement";
        TermHint: "天数（如 60）或日期，没有约定就空着", "Days (60) or a date; blank if none was agreed";
        AmountHint: "可写 100000、10万", "Such as 100000 or 10万";
        PaymentsHint: "每笔写日期:金额，用分号隔开，如 2025-08-10:3万; 2025-09-01:5000", "date:amount, separated by semicolons, such as 2025-08-10:30000; 2025-09-01:5000";
        RateHint: "年利率写 5%，日利率写 0.05%/日，没有约定就空着", "5% a year or 0.05%/day; blank if none was agreed";
        PrimeRateHint: "约定利率不得低于它，由您查填", "An agreed rate may not be below it; look it up";
        LatePrimeRateHint: "条例不适用、又没有约定利率时用，由您查填", "For a claim outside the regulation without an agreed rate; look it up";
        SaleInterest: "如果是买卖合同", "If it is a contract of sale";
        InvoiceHint: "选填，写进催款函", "Optional, for the letter";
        FillIn: "填写欠款方、合同签订日、交付日和金额后显示结果。", "Give the debtor, contract date, delivery date and amount to see the result.";
        Wrong: "请检查", "Please check";
        OrPerhaps: "也可能是", "or perhaps";
        DueDay: "到期日", "Due day";
        TermIs: "付款期限", "Term";
        CoveredIs: "适用条例", "The regulation";
        InterestIs: "逾期利息", "Late interest";
        ClauseIs: "收到第三方付款才付", "Pay when paid";
        DayByDay: "分段计算", "Day by day";
        NotClear: "不明确的地方", "What is not clear";
        HowCounted: "计算方法", "How it was counted";
        EvidenceIs: "证据清单", "Evidence";
        WhereTo: "到哪里投诉", "Where to turn to";
        Letter: "催款函（可打印、复制）", "Letter of demand to print or copy";
        LedgerTitle: "账款清单", "Ledger";
        AddClaim: "再加一笔", "Add another claim";
        RemoveClaim: "删除这笔", "Remove this claim";
        OpenClaim: "打开", "Open";
        NoName: "未命名", "no name";
        TakeTable: "导出CSV表格", "Export as CSV";
        TableText: "CSV表格", "CSV table";
        ReadTable: "读入CSV表格", "Read a CSV table";
        ReadFile: "选择CSV文件", "Choose a CSV file";
        ReadHint: "第一行是列名（用本页显示的名称，或用导出的表格改），也可以把内容粘贴在这里", "The first line names the columns, as this page shows them or as in an export; the content can be pasted here too";
        ReadNow: "读入上面的内容", "Read what is above";
        DaysLate: "逾期天数", "Days late";
        Owed: "尚欠", "Owed";
    }
}

impl Speaker<'_> {
    /// Of what file the table read last is, and how many claims were taken from it.
    pub(crate) fn file_read(&self, file: Option<&str>, claims: usize) -> String {
        match (self.language, file) {
            (Language::ZhCn, Some(file)) => format!("文件{}：读入{claims}笔。", self.quoted(file)),
            (Language::ZhCn, None) => format!("粘贴的表格：读入{claims}笔。"),
            (Language::En, Some(file)) => format!("The file{}: claims read: {claims}.", self.quoted(file)),
            (Language::En, None) => format!("The table pasted: claims read: {claims}."),
        }
    }
}
