//! What the tools beside the matcher say: size test, late payment, ladder, services, asking about a policy.

use super::words::words;
use super::{Label, Language, Speaker};
use engine::catalogue::Policy;
use engine::enterprise::Category;

words! {
    /// A fixed phrase of a tool.
    Tool {
        SizeTitle: "企业规模自测", "Size test";
        SizePurpose: "按划型标准判断大、中、小、微，看离上下一档还差多少，打印说明。", "Large, medium, small or micro by the size standard, how far the next class is, a statement to print.";
        SizeIntro: "选行业，只填这个行业要看的数字。", "Choose the industry; only the figures it looks at are asked for.";
        Neighbours: "离上下一档多远", "How far the neighbouring classes are";
        Statement: "说明（可打印、复制）", "Statement to print or copy";
        AllCategories: "查看16类行业的全部标准", "All bounds of the 16 categories";
        CategoryName: "行业类别", "Category";
        ToMatcher: "用这些数字查政策", "See the policies for these figures";
        LateTitle: "账款拖欠测算", "Am I being paid late?";
        LatePurpose: "对方付款是否逾期、逾期多少天、利息多少、到哪里投诉，生成催款函。", "Whether a debtor pays late, by how many days, the interest, where to complain, and a letter of demand.";
        LateIntro: "只在这台设备上计算，不保存也不发送。", "Computed on this device; nothing is kept or sent.";
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
        ReadHint: "第一行是列名（可用导出的表格改），也可以把内容粘贴在这里", "The first line names the columns, as in an export; the content can be pasted here too";
        ReadNow: "读入上面的内容", "Read what is above";
        ReadDone: "已读入。", "Read.";
        DaysLate: "逾期天数", "Days late";
        Owed: "尚欠", "Owed";
        LadderTitle: "优质企业梯度", "Ladder of tiers";
        LadderPurpose: "科技型、创新型、专精特新、小巨人、单项冠军、高新技术企业：符合哪些，还差什么。", "From technology SME to little giant and high-tech enterprise: what you meet and what is short.";
        LadderIntro: "按您已填的情况比对公布的标准；主管部门审核的条件单独标出。", "Compared with the published standards from what you told; what an authority judges is marked.";
        Criteria: "逐条对照", "Criterion by criterion";
        Unlocks: "这一称号关系到的政策", "Policies that the title opens";
        StillNeeded: "还需要填写", "Still needed";
        ServicesTitle: "公共服务", "Services";
        ServicesPurpose: "服务平台、服务月、培训、数字化、法律帮助等：是什么、谁能用、现在是否在办。", "Platforms, service month, training, digital help: what they are, who may use them, whether they run today.";
        WhoMayUse: "谁能用", "Who may use it";
        RunsToday: "现在是否在办", "Does it run today";
        AskTitle: "咨询这项政策", "Ask about this policy";
        AskIntro: "在本机拼好一段话，复制到热线、网上留言里用；只带您勾选的内容，不会发送。", "A text made on this device, to copy into a hotline or portal form; it holds only what you tick, and nothing is sent.";
        AskWhich: "想问什么", "Your question";
        AskFacts: "一并说明（勾选才带上）", "Tell them too (only what you tick)";
        AskNoFacts: "您还没有填写与它有关的情况。", "You have not told anything about it yet.";
        AskText: "咨询内容", "Your text";
        AskQualify: "我是否符合条件", "Whether I qualify";
        AskHow: "怎么办理、要什么材料", "How to apply and with what papers";
        AskUntil: "现在是否仍在执行、截止到什么时候", "Whether it still runs, and until when";
        Contacts: "联系渠道", "Contacts";
        Copy: "复制", "Copy";
        Copied: "已复制。", "Copied.";
        CopyByHand: "请在上面的框里长按或按 Ctrl+C 复制。", "Copy it from the box above.";
        Print: "打印", "Print";
    }
}

impl Speaker<'_> {
    /// What is asked about a policy, as a text for a hotline or portal form. `facts` are name and value of what the
    /// person ticked; nothing else of the profile is in it.
    pub(crate) fn inquiry(&self, policy: Policy<'_>, question: &str, facts: &[(String, String)]) -> String {
        let name = self.text(policy.name);
        let numbers: Vec<String> = policy
            .details
            .documents
            .iter()
            .map(|document| {
                let number = document.number.map_or_else(String::new, |number| format!("（{}）", self.text(number)));
                format!("《{}》{number}", self.text(document.title))
            })
            .collect();
        let mut lines = vec![match self.language {
            Language::ZhCn => format!("您好，我想咨询“{name}”。"),
            Language::En => format!("Hello, I have a question about “{name}”."),
        }];
        if !numbers.is_empty() {
            lines.push(format!("{}{}", self.pick("文件：", "Document: "), numbers.join(self.pick("、", ", "))));
        }
        if !facts.is_empty() {
            lines.push(self.pick("我的情况：", "My case:").to_owned());
            lines.extend(facts.iter().map(|(name, value)| format!("- {name}{}{value}", self.pick("：", ": "))));
        }
        lines.push(match self.language {
            Language::ZhCn => format!("想问：{question}？谢谢。"),
            Language::En => format!("My question: {question}? Thank you."),
        });
        lines.join("\n")
    }

    /// A question about a criterion that is not settled.
    pub(crate) fn asks_about(&self, criterion: &str) -> String {
        match self.language {
            Language::ZhCn => format!("这一条怎么认定：{criterion}"),
            Language::En => format!("how this is judged: {criterion}"),
        }
    }

    /// The name of a category of the size standard.
    pub(crate) fn category(&self, category: &Category) -> &'static str {
        self.pick(category.name, category.name_en)
    }
}
