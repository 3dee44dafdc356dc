//! How an estimate was worked out, in words.

#![expect(clippy::wildcard_enum_match_arm, reason = "a base that is no plain fact is the line below")]

use super::{Language, Speaker};
use engine::catalogue::{Criterion, Formula, Test};
use engine::enterprise::{FactId, Facts};
use engine::matching::{Working, WorkingStep};
use engine::quantity::Money;

impl Speaker<'_> {
    /// The arithmetic behind an estimate, one line a step, the result of each at its end.
    #[must_use]
    pub fn working(&self, working: &Working<'_>) -> String {
        let mut lines = Vec::new();
        self.step(working, 0, &mut lines);
        lines.join("\n")
    }

    fn step(&self, working: &Working<'_>, depth: usize, lines: &mut Vec<String>) {
        let indent = "  ".repeat(depth);
        let result = match working.high {
            Some(high) if high == working.low => self.money(high),
            Some(high) => format!("{}{}{}", self.money(working.low), self.pick("至", " to "), self.money(high)),
            None if working.low == Money::ZERO => self.pick("待定", "open").to_owned(),
            None => format!("{}{}", self.pick("至少", "at least "), self.money(working.low)),
        };
        lines.push(format!("{indent}{} = {result}", self.formula(working.formula, working.step)));
        for part in &working.parts {
            self.step(part, depth.saturating_add(1), lines);
        }
    }

    /// What one step of a formula does.
    #[must_use]
    pub fn formula(&self, formula: &Formula, step: WorkingStep) -> String {
        let names = |facts: &[FactId]| -> String {
            let names: Vec<&str> = facts.iter().map(|&fact| self.fact(fact)).collect();
            names.join(self.pick("＋", " + "))
        };
        let base = |base: &Formula| match base {
            Formula::Amount(facts) => names(facts),
            _ => self.pick("下列金额", "the amount below").to_owned(),
        };
        match formula {
            Formula::Fixed(money) => match self.language {
                Language::ZhCn => format!("固定金额{}", self.money(*money)),
                Language::En => format!("fixed amount of {}", self.money(*money)),
            },
            Formula::Amount(facts) => names(facts),
            Formula::Rate(rate, of) => format!("{} × {}", base(of), self.rate(*rate)),
            Formula::RateCut(before, after, of) => {
                format!("{} × ({} − {})", base(of), self.rate(*before), self.rate(*after))
            }
            Formula::RateAbove(fact, minus, of) if minus.ppm() == 0 => format!("{} × {}", base(of), self.fact(*fact)),
            Formula::RateAbove(fact, minus, of) => {
                format!("{} × ({} − {})", base(of), self.fact(*fact), self.rate(*minus))
            }
            Formula::PerHead(money, count) => format!("{} × {}", self.fact(*count), self.money(*money)),
            Formula::Times(fraction, of) if fraction.under == 1 => format!("{} × {}", base(of), fraction.over),
            Formula::Times(fraction, of) => format!("{} × {}/{}", base(of), fraction.over, fraction.under),
            Formula::Cap(cap, of) => match self.language {
                Language::ZhCn => format!("{}，最多{}", base(of), self.money(*cap)),
                Language::En => format!("{}, at most {}", base(of), self.money(*cap)),
            },
            Formula::Floor(floor, of) => match self.language {
                Language::ZhCn => format!("{}，至少{}", base(of), self.money(*floor)),
                Language::En => format!("{}, at least {}", base(of), self.money(*floor)),
            },
            Formula::Bands(of, bands) => {
                let bands: Vec<String> = bands
                    .iter()
                    .map(|(to, rate)| match (self.language, to) {
                        (Language::ZhCn, Some(to)) => format!("{}以内部分{}", self.money(*to), self.rate(*rate)),
                        (Language::ZhCn, None) => format!("其余部分{}", self.rate(*rate)),
                        (Language::En, Some(to)) => format!("{} up to {}", self.rate(*rate), self.money(*to)),
                        (Language::En, None) => format!("{} on the rest", self.rate(*rate)),
                    })
                    .collect();
                format!("{}{}{}", base(of), self.pick("分段：", " in bands: "), bands.join(self.pick("，", ", ")))
            }
            Formula::Steps(fact, _) => format!("{}{}", self.pick("按档次：", "by steps of "), self.fact(*fact)),
            Formula::Least(_) => self.pick("取下列最低者", "the least of").to_owned(),
            Formula::Most(_) => self.pick("取下列最高者", "the most of").to_owned(),
            Formula::Sum(_) => self.pick("下列合计", "the sum of").to_owned(),
            Formula::Difference(..) => {
                self.pick("前者减后者（不低于零）", "the first less the second, not below zero").to_owned()
            }
            Formula::UpTo(_) => self.pick("由主管部门核定，最多", "set by the authority, up to").to_owned(),
            Formula::Between(..) => self.pick("由主管部门核定，在两者之间", "set by the authority, between").to_owned(),
            Formula::Unknown => {
                self.pick("没有查到当日的官方数值", "no official value of the day was found").to_owned()
            }
            Formula::If(criterion, ..) if is_of_many_regions(criterion) => match step {
                WorkingStep::Plain => {
                    self.pick("取决于所在地区的标准", "depends on the value of your region").to_owned()
                }
                WorkingStep::Then | WorkingStep::Else => {
                    self.pick("按所在地区的标准", "by the value of your region").to_owned()
                }
            },
            Formula::If(criterion, ..) => {
                let criterion = self.criterion(criterion);
                match (self.language, step) {
                    (Language::ZhCn, WorkingStep::Then) => format!("因为{criterion}"),
                    (Language::ZhCn, WorkingStep::Else) => format!("因为不符合（{criterion}）"),
                    (Language::ZhCn, WorkingStep::Plain) => format!("取决于是否{criterion}"),
                    (Language::En, WorkingStep::Then) => format!("as {criterion}"),
                    (Language::En, WorkingStep::Else) => format!("as not ({criterion})"),
                    (Language::En, WorkingStep::Plain) => format!("depends on whether {criterion}"),
                }
            }
        }
    }
}

/// Whether a criterion names more regions than a line of the arithmetic can.
fn is_of_many_regions(criterion: &Criterion) -> bool {
    matches!(&criterion.test, Test::Within { fact, codes } if *fact == Facts::REGION && codes.len() > 3)
}
