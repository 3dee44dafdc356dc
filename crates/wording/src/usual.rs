//! Usual answers, and what is likely with them, in words.

use super::{Language, Speaker};
use engine::enterprise::FactId;
use engine::matching::{Combination, Estimate, Outcome, Situation, Supposed, Total, Verdict};
use engine::quantity::{Money, Period};

impl Speaker<'_> {
    /// What is usual of a fact, in short: `守信记录：是`, `clean record: yes`; `likely` is the enterprise with the usual
    /// answers ([`engine::matching::suppose`]).
    #[must_use]
    pub fn usual_value(&self, fact: FactId, likely: &Situation<'_>) -> String {
        format!("{}{}{}", self.fact(fact), self.pick("：", ": "), self.value_of(fact, likely))
    }

    /// What is usual of some facts, in short.
    #[must_use]
    pub fn usual_values(&self, facts: &[FactId], likely: &Situation<'_>) -> String {
        let values: Vec<String> = facts.iter().map(|&fact| self.usual_value(fact, likely)).collect();
        format!("{}{}", self.pick("通常情况：", "Usual: "), values.join(self.pick("；", "; ")))
    }

    /// A usual answer with its value and why: `守信记录：通常为“是”。…`, `clean record: usually “yes”. …`.
    #[must_use]
    pub fn usual_answer(&self, supposed: Supposed, likely: &Situation<'_>) -> String {
        let (name, value) = (self.fact(supposed.fact), self.value_of(supposed.fact, likely));
        let usual = self.catalogue.and_then(|catalogue| catalogue.usual.get(supposed.usual));
        let why = usual.map_or("", |usual| self.text(usual.why));
        match self.language {
            Language::ZhCn => format!("{name}：通常为“{value}”。{why}"),
            Language::En => format!("{name}: usually “{value}”. {why}"),
        }
    }

    fn value_of(&self, fact: FactId, situation: &Situation<'_>) -> String {
        let declared = self.rules.facts.get(fact);
        declared.map_or_else(String::new, |declared| self.possible(fact, declared, &situation.possible(fact)))
    }

    /// What holds only together with the usual answers, marked as such.
    #[must_use]
    pub fn if_usual(&self, what: &str) -> String {
        match self.language {
            Language::ZhCn => format!("如果通常情况成立，{what}"),
            Language::En => format!("{what}, if the usual holds"),
        }
    }

    /// A total of what is likely: `每年约2万元至3万元`, `about 20,000 to 30,000 yuan a year`; none where nothing in it has
    /// a figure.
    #[must_use]
    pub fn likely_total(&self, total: Total, period: Period) -> Option<String> {
        let (low, high) = total.bounds().filter(|(_, high)| *high > Money::ZERO)?;
        let said = self.likely_range(low, Some(high), period);
        Some(if total.open { format!("{said}{}", self.pick("（已知部分）", " as far as known")) } else { said })
    }

    /// Both totals of what is likely; none where nothing has a figure.
    #[must_use]
    pub fn likely_totals(&self, likely: &Combination) -> Option<String> {
        let parts = [self.likely_total(likely.year, Period::Year), self.likely_total(likely.once, Period::Once)];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        (!parts.is_empty()).then(|| parts.join(self.pick("，", " and ")))
    }

    /// What a measure is if the usual answers hold, and which those are; none where they add nothing that can be said.
    #[must_use]
    pub fn likely(&self, outcome: &Outcome, likely: &Situation<'_>) -> Option<String> {
        let found = outcome.likely.as_ref()?;
        let worth = found.estimate.and_then(|estimate| self.likely_worth(estimate));
        let said = match (outcome.verdict == Verdict::NeedsInfo, worth) {
            (true, None) => self.if_usual(self.pick("就可以享受", "can use it")),
            (true, Some(worth)) => match self.language {
                Language::ZhCn => self.if_usual(&format!("就可以享受，{worth}")),
                Language::En => self.if_usual(&format!("can use it, {worth}")),
            },
            (false, worth) => self.if_usual(&worth?),
        };
        if found.rests_on.is_empty() {
            return Some(said);
        }
        Some(format!("{said}{}{}", self.pick("。", ". "), self.usual_values(&found.rests_on, likely)))
    }

    /// What a measure is worth if the usual answers hold; none where that cannot be said.
    #[must_use]
    pub fn likely_worth(&self, estimate: Estimate) -> Option<String> {
        let is_said = estimate.high.map_or(estimate.low > Money::ZERO, |high| high > Money::ZERO);
        is_said.then(|| self.likely_range(estimate.low, estimate.high, estimate.period))
    }

    fn likely_range(&self, low: Money, high: Option<Money>, period: Period) -> String {
        let (from, to) = (self.about(low), high.map(|high| self.about(high)));
        let range = match (self.language, to) {
            (Language::ZhCn, Some(to)) if from == to => format!("约{to}"),
            (Language::En, Some(to)) if from == to => format!("about {to}"),
            (Language::ZhCn, Some(to)) if low == Money::ZERO => format!("最多约{to}"),
            (Language::En, Some(to)) if low == Money::ZERO => format!("up to about {to}"),
            (Language::ZhCn, Some(to)) => format!("约{from}至{to}"),
            (Language::En, Some(to)) => format!("about {from} to {to}"),
            (Language::ZhCn, None) => format!("至少约{from}"),
            (Language::En, None) => format!("at least about {from}"),
        };
        match (self.language, period) {
            (Language::ZhCn, Period::Year) => format!("每年{range}"),
            (Language::ZhCn, Period::Once) => format!("一次性{range}"),
            (Language::En, Period::Year) => format!("{range} a year"),
            (Language::En, Period::Once) => format!("{range} once"),
        }
    }
}
