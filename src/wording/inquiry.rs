//! The wording of a question about a policy to an office or hotline.

use super::{Language, Speaker};
use engine::catalogue::Policy;

words! {
    /// A phrase of the form for a question about a policy.
    InquiryWord {
        Title: "咨询这项政策", "Ask about this policy";
        Intro: "在本机拼好一段话，复制到热线、网上留言里用；只带您勾选的内容，不会发送。", "A text made on this device, to copy into a hotline or portal form; it holds only what you tick, and nothing is sent.";
        Which: "想问什么", "Your question";
        Facts: "一并说明（勾选才带上）", "Tell them too (only what you tick)";
        NoFacts: "您还没有填写与它有关的情况。", "You have not told anything about it yet.";
        Text: "咨询内容", "Your text";
        Qualify: "我是否符合条件", "Whether I qualify";
        How: "怎么办理、要什么材料", "How to apply and with what papers";
        Until: "现在是否仍在执行、截止到什么时候", "Whether it still runs, and until when";
    }
}

impl Speaker<'_> {
    /// What is asked about a policy, as a text for a hotline or portal form. `facts` are name and value of what the
    /// person ticked; nothing else of the profile is in it.
    pub(crate) fn inquiry(&self, policy: Policy<'_>, question: &str, facts: &[(String, String)]) -> String {
        let name = self.for_clerk(policy.name);
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
}
