//! The wording of what could have been used in the last three years.

use super::{Language, Speaker};
use engine::catalogue::Policy;
use engine::matching::{RefundTerm, Total};
use engine::quantity::Money;

words! {
    /// A phrase of the look back on three years.
    LookBackWord {
        Title: "回看三年：有没有多缴、漏办", "The last three years: what was overpaid or missed";
        Note: "下面这些，按您现在填的情况，过去三年里有一段时间符合公布的条件，要自己申报或申请才能享受。逐项点一下当时用了没有。金额不满一年的按天数折算。只记在这个页面里，不保存。", "By what you told us about today, you met the published conditions of these at some time in the last three years; each had to be claimed. Say of each whether you did. Amounts of part of a year are its share by days. This stays in this page and is not kept.";
        None: "过去三年里没有查到您符合条件、要自己申报或申请的项目。", "Nothing that had to be claimed was found to fit in the last three years.";
        Taxes: "税费", "Taxes and fees";
        Others: "补贴和其他", "Subsidies and others";
        Used: "当时用了吗？", "Did you use it?";
        Yes: "用了", "Yes";
        No: "没用", "No";
        NotSure: "不清楚", "Not sure";
        StillFits: "今天也符合", "still fits today";
        Missed: "您说没用或不清楚的", "What you did not use, or are not sure of";
        MissedNone: "还没有点“没用”或“不清楚”的项目。", "You have not said of any that you did not use it, or are not sure.";
        Overpaid: "税费：可能多缴", "Taxes and fees: perhaps overpaid";
        OverpaidNote: "按公布的标准和您现在的数字估算，当年的数字可能不同；互相排斥的只算一项。", "Estimated from the published rules and your figures of today; those of the year may differ. What excludes each other counts once.";
        AskFirst: "先查一查当年的申报表，再点“用了”或“没用”，就能看到可能多缴多少。", "Look at the returns of those years first and then say yes or no: the amount shows then.";
        NoAmount: "这些项目的金额没法估算，先问清能不能补。", "No amount can be estimated for these; ask first whether it can be put right.";
        Refund: "《中华人民共和国税收征收管理法》第五十一条：多缴了税款，自结算缴纳税款之日起三年内发现的，可以要求税务机关退还，并加算银行同期存款利息。没享受优惠算不算多缴，由税务机关定。", "Tax Collection Law (《中华人民共和国税收征收管理法》), article 51: who finds within three years from the day of payment that too much tax was paid may ask for it back, with the interest of a bank deposit. Whether a relief not claimed is an overpayment, the tax office decides.";
        RefundTerms: "三年从缴税那天起算，不看税款属于哪一年。现在还来得及提出的", "The three years run from the day of payment, whatever year the tax is for. Still in time";
        RefundNote: "不要等到最后一天。残保金、教育费附加等费和社保费不是税款，能不能退一并问。把下面这段话念给税务热线，或复制到电子税务局的咨询里。", "Do not wait for the last day. Fees such as the disability levy or the education surcharge, and social insurance, are no tax: ask about them, too. Read the text below to the tax hotline, or paste it into its form.";
        RefundOthers: "补贴类的，能不能补办各有规定：打开项目页，打上面的电话问。", "Whether a subsidy can still be claimed depends on its own rules: open its page and call the number there.";
        Question: "问税务的话", "The question for the tax office";
    }
}

impl Speaker<'_> {
    /// What something came to in a year: `2024年约5,000元`; the year alone where no amount is known.
    pub(crate) fn in_year(&self, year: i32, worth: Option<(Money, Option<Money>)>) -> String {
        let worth = worth.filter(|(_, high)| high.is_some_and(|high| high > Money::ZERO));
        match (self.language, worth.map(|(low, high)| self.range(low, high))) {
            (Language::ZhCn, Some(worth)) => format!("{year}年约{worth}"),
            (Language::ZhCn, None) => format!("{year}年"),
            (Language::En, Some(worth)) => format!("{year}: about {worth}"),
            (Language::En, None) => format!("{year}"),
        }
    }

    /// What was perhaps overpaid in a year, if an amount is known.
    pub(crate) fn overpaid_in(&self, year: i32, total: Total) -> Option<String> {
        let (low, high) = total.bounds().filter(|(_, high)| *high > Money::ZERO)?;
        Some(self.in_year(year, Some((low, Some(high)))))
    }

    /// Until when what was overpaid within a year can be asked back:
    /// `2024年1月1日缴的，最迟2027年1月1日提出，到2024年12月31日缴的，最迟2027年12月31日`.
    pub(crate) fn refund_term(&self, term: RefundTerm) -> String {
        let (first, last) = (self.date(term.paid.0), self.date(term.paid.1));
        let (from, to) = (self.date(term.until.0), self.date(term.until.1));
        match (self.language, term.paid.0 == term.paid.1) {
            (Language::ZhCn, true) => format!("{first}缴的，最迟{from}提出"),
            (Language::ZhCn, false) => format!("{first}缴的，最迟{from}提出，到{last}缴的，最迟{to}"),
            (Language::En, true) => format!("paid on {first}: ask by {from}"),
            (Language::En, false) => format!("paid on {first}: ask by {from}, and so on to paid on {last}: by {to}"),
        }
    }

    /// The question for the tax office, to read out or paste: in Chinese in every language. Of each measure the years in
    /// which it was perhaps not used.
    pub(crate) fn refund_question(&self, missed: &[(Policy<'_>, Vec<i32>)]) -> String {
        let mut text =
            String::from("您好，我们企业想核对以前年度的税费优惠。下面几项，我们可能符合条件，但当时没有享受：\n");
        for (number, (policy, years)) in (1_usize..).zip(missed) {
            let name = self.texts.get(policy.name, Language::ZhCn);
            let document = policy.details.documents.iter().find_map(|document| document.number);
            let document = document.map_or_else(String::new, |number| format!("（{}）", self.text(number)));
            let years: Vec<String> = years.iter().map(|year| format!("{year}年")).collect();
            text.push_str(&format!("{number}. “{name}”{document}：{}\n", years.join("、")));
        }
        text.push_str(
            "《中华人民共和国税收征收管理法》第五十一条说，自结算缴纳税款之日起三年内发现多缴的，可以要求退还并加算银行同期\
             存款利息。请问：一、这些年度还能不能更正申报、享受这些优惠？二、这算不算多缴税款，能不能退，我们最早的一笔最迟\
             哪天提出？三、其中的费能不能退？四、要交哪些材料，在电子税务局的哪里办？",
        );
        text
    }
}
