//! What criteria ask for, in words.

#![expect(clippy::wildcard_enum_match_arm, reason = "only some tests read better the other way round")]

use super::conditions::BoundForm;
use super::{Language, Speaker};
use engine::catalogue::{Bound, Criterion, Operand, Test};
use engine::enterprise::{FactId, Kind, Tree};
use engine::quantity::{Date, Rate, Unit};

impl Speaker<'_> {
    /// What a criterion takes, as one sentence without full stop.
    #[must_use]
    pub fn criterion(&self, criterion: &Criterion) -> String {
        match &criterion.test {
            Test::All(parts) if parts.is_empty() => self.pick("所有企业", "every enterprise").to_owned(),
            Test::All(parts) => self.joined(parts, "；", "; "),
            Test::Any(parts) if parts.is_empty() => self.pick("没有企业", "no enterprise").to_owned(),
            Test::Any(parts) => {
                format!("{}{}", self.pick("满足其一：", "one of: "), self.joined(parts, "；或", "; or "))
            }
            Test::Not(part) => match self.opposite(part) {
                Some(sentence) => sentence,
                None => format!("{}{}", self.pick("不属于：", "not: "), self.criterion(part)),
            },
            Test::AtLeast(count, parts) => match self.language {
                Language::ZhCn => format!("以下至少满足{count}项：{}", self.joined(parts, "；", "; ")),
                Language::En => format!("at least {count} of: {}", self.joined(parts, "；", "; ")),
            },
            Test::Number { term, low, high } => self.bounds(term, *low, *high),
            Test::Among { fact, options } => {
                let Some(declared) = self.rules.facts.get(*fact) else { return String::new() };
                let names = self.list(&self.option_names(*fact, declared, *options), ["或", " or "]);
                format!("{}{}{names}", self.fact(*fact), self.pick("：", ": "))
            }
            Test::Holds { fact, options } => {
                let Some(declared) = self.rules.facts.get(*fact) else { return String::new() };
                let names = self.list(&self.option_names(*fact, declared, *options), ["或", " or "]);
                format!("{}{}{names}", self.fact(*fact), self.pick("包括：", " include: "))
            }
            Test::Within { fact, codes } => {
                let tree = match self.rules.facts.get(*fact).map(|fact| &fact.kind) {
                    Some(Kind::Place(tree)) => *tree,
                    _ => Tree::Regions,
                };
                let names: Vec<String> = codes.iter().map(|&code| self.place(tree, code)).collect();
                format!("{}{}{}", self.fact(*fact), self.pick("：", ": "), self.list(&names, ["或", " or "]))
            }
            Test::Defined(id) => {
                let name = self.rules.definition(*id).map_or("", |definition| self.text(definition.name));
                match self.language {
                    Language::ZhCn => format!("属于{name}"),
                    Language::En => name.to_owned(),
                }
            }
            Test::Authority(what) | Test::CheckYourself(what) => self.text(*what).to_owned(),
        }
    }

    /// The article that a criterion rests on, in brackets behind it.
    #[must_use]
    pub fn article(&self, criterion: &Criterion) -> String {
        criterion.article.as_deref().map_or_else(String::new, |article| self.bracketed(article))
    }

    /// The plain opposite of a simple test, where it reads better than "not".
    fn opposite(&self, part: &Criterion) -> Option<String> {
        match &part.test {
            Test::Holds { .. } | Test::Within { .. } | Test::Among { .. } => {
                let sentence = self.criterion(part);
                Some(match self.language {
                    Language::ZhCn => sentence.replacen("包括：", "不包括：", 1).replacen(
                        '：',
                        "不是：",
                        usize::from(!sentence.contains("包括：")),
                    ),
                    // Of several, none: "not A or B" leaves open whether B is meant.
                    Language::En => match &part.test {
                        Test::Holds { .. } => sentence.replacen(" include: ", " do not include: ", 1),
                        _ if sentence.contains(" or ") => sentence.replacen(": ", ": none of ", 1),
                        _ => sentence.replacen(": ", ": not ", 1),
                    },
                })
            }
            Test::Defined(_) => Some(match self.language {
                Language::ZhCn => format!("不{}", self.criterion(part)),
                Language::En => format!("not {}", self.criterion(part)),
            }),
            _ => None,
        }
    }

    fn joined(&self, parts: &[Criterion], zh: &str, en: &str) -> String {
        let parts: Vec<String> = parts
            .iter()
            .map(|part| {
                let compound =
                    matches!(part.test, Test::All(_) | Test::Any(_) | Test::AtLeast(..)) && part.parts().len() > 1;
                let sentence = self.criterion(part);
                if compound {
                    format!("{}{sentence}{}", self.pick("（", "("), self.pick("）", ")"))
                } else {
                    sentence
                }
            })
            .collect();
        parts.join(self.pick(zh, en))
    }

    /// What a group of criteria asks for, without the criteria themselves, which stand below it.
    #[must_use]
    pub fn group_of(&self, criterion: &Criterion) -> String {
        match &criterion.test {
            Test::Any(_) => self.pick("满足下列任意一项：", "any one of:").to_owned(),
            Test::AtLeast(count, _) => match self.language {
                Language::ZhCn => format!("下列至少满足{count}项："),
                Language::En => format!("at least {count} of:"),
            },
            Test::Not(_) => self.pick("不属于下列情况：", "none of this:").to_owned(),
            Test::All(_)
            | Test::Number { .. }
            | Test::Among { .. }
            | Test::Holds { .. }
            | Test::Within { .. }
            | Test::Defined(_)
            | Test::Authority(_)
            | Test::CheckYourself(_) => self.pick("下列各项都要满足：", "all of:").to_owned(),
        }
    }

    /// The name of a figure.
    #[must_use]
    pub fn term(&self, term: &Operand) -> String {
        let names =
            |facts: &[FactId]| -> Vec<String> { facts.iter().map(|&fact| self.fact(fact).to_owned()).collect() };
        match term {
            Operand::Fact(fact) => self.fact(*fact).to_owned(),
            Operand::Sum(facts) => {
                format!("{}{}", names(facts).join(self.pick("＋", " + ")), self.pick("合计", " together"))
            }
            Operand::Ratio(over, under) => match self.language {
                Language::ZhCn => format!("{}占{}的比例", self.fact(*over), self.fact(*under)),
                Language::En => format!("“{}” as a share of “{}”", self.fact(*over), self.fact(*under)),
            },
            Operand::Growth(now, before) => match self.language {
                Language::ZhCn => format!("{}比{}的增长率", self.fact(*now), self.fact(*before)),
                Language::En => format!("growth from “{}” to “{}”", self.fact(*before), self.fact(*now)),
            },
            Operand::Age(fact, Unit::CalendarMonths) => match self.language {
                Language::ZhCn => format!("从{}的当月算起", self.fact(*fact)),
                Language::En => format!("calendar months, that of “{}” being the first", self.fact(*fact)),
            },
            Operand::Age(fact, Unit::Days | Unit::Months | Unit::Years) => match self.language {
                Language::ZhCn => format!("自{}起", self.fact(*fact)),
                Language::En => format!("time since “{}”", self.fact(*fact)),
            },
            Operand::Day => self.pick("匹配日期", "the day of the match").to_owned(),
        }
    }

    /// A value of a figure, with its unit.
    #[must_use]
    pub fn term_value(&self, term: &Operand, value: i64) -> String {
        match term {
            Operand::Fact(fact) => self.value(*fact, value),
            Operand::Sum(facts) => facts.first().map_or_else(String::new, |&fact| self.value(fact, value)),
            Operand::Ratio(..) | Operand::Growth(..) => self.rate(Rate::from_ppm(value)),
            Operand::Age(_, unit) => self.time(value, *unit),
            Operand::Day => self.date(Date::from_day(value)),
        }
    }

    fn value(&self, fact: FactId, value: i64) -> String {
        self.rules.facts.get(fact).map_or_else(|| value.to_string(), |declared| self.number(fact, declared, value))
    }

    fn bounds(&self, term: &Operand, low: Option<Bound>, high: Option<Bound>) -> String {
        // Nobody has "at most 0 people" or is "at most 0 days" past a date.
        if low.is_none()
            && high.is_some_and(|bound| bound.value <= 0)
            && let Some(demand) = self.wanted_at_zero(term, low, high)
        {
            let name = term
                .facts()
                .first()
                .filter(|_| matches!(term, Operand::Age(..)))
                .map_or_else(|| self.term(term), |&fact| self.fact(fact).to_owned());
            return format!("{name}{}{demand}", self.pick("", ": "));
        }
        let name = self.term(term);
        let is_calendar = matches!(term, Operand::Age(_, Unit::CalendarMonths));
        let say = |bound: Bound, is_low: bool| self.one_bound(term, bound, is_low, BoundForm::Holds);
        let separator = self.pick("", ": ");
        match (low, high) {
            (Some(low), Some(high)) if low.value == high.value => {
                let exactly = if is_calendar { "是第" } else { "为" };
                format!("{name}{}{}", self.pick(exactly, ": exactly "), self.term_value(term, low.value))
            }
            (Some(low), Some(high)) => {
                format!("{name}{separator}{}{}{}", say(low, true), self.pick("、", ", "), say(high, false))
            }
            (Some(low), None) => format!("{name}{separator}{}", say(low, true)),
            (None, Some(high)) => format!("{name}{separator}{}", say(high, false)),
            (None, None) => name,
        }
    }
}
