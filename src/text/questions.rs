use super::{Language, Speaker};
use crate::matching::NextQuestion;
use crate::quantity::Money;

impl Speaker<'_> {
    /// What an answer to a question brings: verdicts settled, and worth that can be said more closely.
    #[must_use]
    pub fn settles(&self, question: &NextQuestion) -> String {
        let count = question.settles.len();
        let worth = if question.worth > Money::ZERO { self.about(question.worth) } else { String::new() };
        let touches = question.touches;
        let verdicts = match (self.language, count, worth.is_empty()) {
            (_, 0, _) if touches == 0 => None,
            (Language::ZhCn, 0, _) => Some(format!("与{touches}项政策有关")),
            (Language::ZhCn, _, true) => Some(format!("回答后最多可确定{count}项政策")),
            (Language::ZhCn, _, false) => Some(format!("回答后最多可确定{count}项政策，合计最多值{worth}")),
            (Language::En, 0, _) => Some(format!("{touches} policies depend on it")),
            (Language::En, _, true) => Some(format!("settles up to {count} policies")),
            (Language::En, _, false) => Some(format!("settles up to {count} policies worth up to {worth}")),
        };
        let priced = question.estimates.len();
        let prices = (priced > 0).then(|| match self.language {
            Language::ZhCn => format!("可以算清{priced}项已符合的政策值多少"),
            Language::En if priced == 1 => "makes known what 1 policy you already fit is worth".to_owned(),
            Language::En => format!("makes known what {priced} policies you already fit are worth"),
        });
        let parts: Vec<String> = [verdicts, prices].into_iter().flatten().collect();
        parts.join(self.pick("；", "; "))
    }
}
