//! What a criterion takes with the enterprise's own value and what comes of it: `从业人员：您3人，不超过30人：符合`.

#![expect(clippy::wildcard_enum_match_arm, reason = "combinations are said by what they ask of their parts")]

use super::{Language, Speaker};
use engine::catalogue::{Bound, Operand, Test};
use engine::enterprise::{FactId, Facts, Kind, Possible, Tree};
use engine::matching::{Reason, Situation, Truth, Unsure};
use engine::quantity::{Bits, Date, Unit, first_bits};

impl Speaker<'_> {
    /// A test with the enterprise's own value and the outcome, as one sentence without full stop. `is_barred` where it is
    /// one of those that must not hold.
    #[must_use]
    pub fn condition(&self, finding: &Reason<'_>, situation: &Situation<'_>, is_barred: bool) -> String {
        match (&finding.criterion.test, finding.parts.first()) {
            (Test::Not(_), Some(part)) => self.condition(part, situation, !is_barred),
            (Test::Authority(what) | Test::CheckYourself(what), _) => {
                let unsure = self.unsure(finding, situation).map_or("", |unsure| self.label(&unsure));
                format!("{}{}", self.text(*what), self.aside(unsure))
            }
            _ => {
                let outcome = self.outcome_of(finding, situation, is_barred);
                let (name, wanted) = self.name_and_wanted(&finding.criterion.test, is_barred);
                let is_met = finding.truth == if is_barred { Truth::False } else { Truth::True };
                let yours = self.yours(finding, situation);
                // What one has and what it takes may be the same words.
                let wanted = wanted.filter(|_| yours.is_none() || !(is_met && is_of_options(&finding.criterion.test)));
                let parts: Vec<String> = yours.clone().into_iter().chain(wanted).collect();
                let said = match (name.is_empty(), parts.is_empty()) {
                    (_, true) => name,
                    (true, false) => parts.join(self.pick("，", ", ")),
                    (false, false) => format!("{name}{}{}", self.pick("：", ": "), parts.join(self.pick("，", ", "))),
                };
                if finding.truth == Truth::Unknown && yours.is_none() {
                    format!("{said}{}", self.aside(outcome))
                } else {
                    format!("{said}{}{outcome}", self.pick("：", ": "))
                }
            }
        }
    }

    /// What a group of criteria asks for, whose parts stand below it, with the outcome.
    #[must_use]
    pub fn condition_group(&self, finding: &Reason<'_>, situation: &Situation<'_>, is_barred: bool) -> String {
        let asks = match (&finding.criterion.test, is_barred) {
            (Test::Defined(_), _) => self.name_and_wanted(&finding.criterion.test, is_barred).0,
            (Test::Any(_), false) => self.pick("下列有一项就够", "One of these is enough").to_owned(),
            (Test::Any(_), true) => self.pick("下列情况都不能有", "None of these").to_owned(),
            (Test::AtLeast(count, _), false) => match self.language {
                Language::ZhCn => format!("下列至少要有{count}项"),
                Language::En => format!("At least {count} of these"),
            },
            (Test::AtLeast(count, _), true) => match self.language {
                Language::ZhCn => format!("下列不能有{count}项或更多"),
                Language::En => format!("Fewer than {count} of these"),
            },
            (_, true) => self.pick("下列情况不能同时有", "Not all of these together").to_owned(),
            (_, false) => self.pick("下列各项都要满足", "All of these").to_owned(),
        };
        let outcome = self.outcome_of(finding, situation, is_barred);
        format!("{asks}{}", self.aside(outcome))
    }

    /// Something in brackets, if there is anything.
    fn aside(&self, text: &str) -> String {
        match self.language {
            _ if text.is_empty() => String::new(),
            Language::ZhCn => format!("（{text}）"),
            Language::En => format!(" ({text})"),
        }
    }

    /// What came of a test for one who wants it met, or does not.
    fn outcome_of(&self, finding: &Reason<'_>, situation: &Situation<'_>, is_barred: bool) -> &'static str {
        match (finding.truth, is_barred) {
            (Truth::True, false) | (Truth::False, true) => self.label(&Truth::True),
            (Truth::False, false) | (Truth::True, true) => self.label(&Truth::False),
            (Truth::Unknown, _) => match self.unsure(finding, situation) {
                Some(unsure @ (Unsure::NotTold | Unsure::Straddles)) => self.label(&unsure),
                _ => self.pick("还不能确定", "not certain yet"),
            },
        }
    }

    /// What a test looks at, and what it takes of that.
    fn name_and_wanted(&self, test: &Test, is_barred: bool) -> (String, Option<String>) {
        let not = |zh: &'static str, en: &'static str, zh_not: &'static str, en_not: &'static str| {
            if is_barred { self.pick(zh_not, en_not) } else { self.pick(zh, en) }
        };
        match test {
            Test::Number { term, low, high } => {
                let demand = self.wanted(term, *low, *high);
                let demand = if is_barred { format!("{}{demand}", self.pick("不能是", "not ")) } else { demand };
                (self.name_of(term), Some(demand))
            }
            Test::Among { fact, options } => {
                let Some(declared) = self.rules.facts.get(*fact) else { return (String::new(), None) };
                let is_flag = declared.kind == Kind::Flag;
                let options: Bits = if is_flag && is_barred { first_bits(2) & !options } else { *options };
                let names = self.list(&self.option_names(*fact, declared, options), ["或", " or "]);
                let demand = if is_flag {
                    format!("{}{}", self.pick("应为", "must be"), self.quoted(&names))
                } else {
                    format!("{}{names}", not("应为", "must be ", "不能是", "must not be "))
                };
                (self.fact(*fact).to_owned(), Some(demand))
            }
            Test::Holds { fact, options } => {
                let Some(declared) = self.rules.facts.get(*fact) else { return (String::new(), None) };
                let names = self.list(&self.option_names(*fact, declared, *options), ["或", " or "]);
                let demand = format!("{}{names}", not("要有", "needed: ", "不能有", "must not include "));
                (self.fact(*fact).to_owned(), Some(demand))
            }
            Test::Within { fact, codes } => {
                let tree = match self.rules.facts.get(*fact).map(|fact| &fact.kind) {
                    Some(Kind::Place(tree)) => *tree,
                    _ => Tree::Regions,
                };
                let names: Vec<String> = codes.iter().map(|&code| self.place(tree, code)).collect();
                let names = self.list(&names, ["或", " or "]);
                let lead = match tree {
                    Tree::Regions => not("要在", "must be in ", "不能在", "must not be in "),
                    Tree::Industries => not("要属于", "must be ", "不能属于", "must not be "),
                };
                (self.fact(*fact).to_owned(), Some(format!("{lead}{names}")))
            }
            Test::Defined(id) => {
                let name = self.rules.definition(*id).map_or("", |definition| self.text(definition.name));
                (format!("{}{name}", not("属于", "", "不能属于", "must not be: ")), None)
            }
            // Combinations stand as groups; where one is said in a line, it is by what it takes.
            other => {
                let criterion = other.clone().into();
                let said = self.criterion(&criterion);
                (if is_barred { format!("{}{said}", self.pick("不能有：", "must not hold: ")) } else { said }, None)
            }
        }
    }

    /// What the enterprise has of what a test looks at, as far as that was told.
    fn yours(&self, finding: &Reason<'_>, situation: &Situation<'_>) -> Option<String> {
        let value_of = |id: FactId| {
            let fact = situation.fact(id)?;
            let known = id == Facts::SIZE_CLASS || situation.told().given(id).is_some();
            let value = situation.possible(id);
            (known && *value != fact.anything()).then(|| self.possible(id, fact, &value))
        };
        match &finding.criterion.test {
            Test::Number { term: Operand::Day, .. } => Some(self.date(situation.on())),
            Test::Number { term: Operand::Age(fact, unit), .. } => {
                let value = value_of(*fact)?;
                let age =
                    situation.range(*fact).single().map(|day| self.age(Date::from_day(day), situation.on(), *unit));
                let age = age.map_or_else(String::new, |age| self.aside(&age));
                Some(format!("{}{value}{age}", self.pick("您是", "yours ")))
            }
            Test::Number { term: Operand::Fact(fact), .. } => {
                let lead = if self.is_date(*fact) { self.pick("您是", "") } else { self.pick("您", "") };
                Some(format!("{lead}{}", value_of(*fact)?))
            }
            Test::Number { term, .. } => {
                let facts = term.facts();
                let told: Vec<String> = facts
                    .iter()
                    .filter_map(|&id| Some(format!("{}{}{}", self.fact(id), self.pick("", " "), value_of(id)?)))
                    .collect();
                (!told.is_empty())
                    .then(|| format!("{}{}", self.pick("您的", "yours: "), told.join(self.pick("、", ", "))))
            }
            Test::Among { fact, .. } => {
                let value = value_of(*fact)?;
                let is_flag = situation.fact(*fact).is_some_and(|fact| fact.kind == Kind::Flag);
                Some(if is_flag {
                    format!("{}{}", self.pick("您选的是", "yours is"), self.quoted(&value))
                } else {
                    format!("{}{value}", self.pick("您是", "yours is "))
                })
            }
            Test::Holds { fact, .. } => {
                let value = value_of(*fact)?;
                Some(match *situation.possible(*fact) {
                    Possible::Sets { must: 0, .. } => format!("{}{value}", self.pick("您", "yours: ")),
                    _ => format!("{}{value}", self.pick("您有", "you have ")),
                })
            }
            Test::Within { fact, .. } => {
                let value = value_of(*fact)?;
                let is_region = *fact == Facts::REGION;
                let lead = if is_region { self.pick("您在", "yours is ") } else { self.pick("您是", "yours is ") };
                Some(format!("{lead}{value}"))
            }
            _ => None,
        }
    }

    /// How old a date is on a day, or how long it still is until it.
    fn age(&self, date: Date, on: Date, unit: Unit) -> String {
        let count = date.age_on(on, unit);
        match self.language {
            _ if date > on => {
                let left = self.time(date.day_number().saturating_sub(on.day_number()), Unit::Days);
                format!("{}{left}", self.pick("还有", "in "))
            }
            _ if count == 0 && unit == Unit::Days => self.pick("就是查询当天", "that very day").to_owned(),
            Language::ZhCn if count == 0 => format!("不满{}", self.time(1, unit)),
            Language::En if count == 0 => format!("less than {} ago", self.time(1, unit)),
            Language::ZhCn if unit == Unit::CalendarMonths => format!("现在是第{}", self.time(count, unit)),
            Language::En if unit == Unit::CalendarMonths => format!("now in month {count}"),
            Language::ZhCn => format!("已{}", self.time(count, unit)),
            Language::En => format!("{} ago", self.time(count, unit)),
        }
    }

    /// The name of a figure, of a time since a date the name of the date.
    fn name_of(&self, term: &Operand) -> String {
        match term {
            Operand::Age(fact, _) => self.fact(*fact).to_owned(),
            Operand::Day => self.pick("查询日期", "The day asked about").to_owned(),
            _ => self.term(term),
        }
    }

    /// What bounds take of a figure: `不超过30人`, `at most 30 people`.
    fn wanted(&self, term: &Operand, low: Option<Bound>, high: Option<Bound>) -> String {
        if let Some(said) = self.wanted_at_zero(term, low, high) {
            return said;
        }
        let say = |bound: Bound, is_low: bool| self.one_bound(term, bound, is_low, BoundForm::Wanted);
        match (low, high) {
            (Some(low), Some(high)) if low.value == high.value => {
                format!("{}{}", self.pick("应为", "exactly "), self.term_value(term, low.value))
            }
            (Some(low), Some(high)) => format!("{}{}{}", say(low, true), self.pick("、", ", "), say(high, false)),
            (Some(low), None) => say(low, true),
            (None, Some(high)) => say(high, false),
            (None, None) => String::new(),
        }
    }

    /// What one bound says of a figure: `不超过30人`, `at most 30 people`.
    pub(crate) fn one_bound(&self, term: &Operand, bound: Bound, is_low: bool, form: BoundForm) -> String {
        let (is_date, is_age, is_calendar) = match term {
            Operand::Age(_, unit) => (false, true, *unit == Unit::CalendarMonths),
            Operand::Day => (true, false, false),
            Operand::Fact(fact) => (self.is_date(*fact), false, false),
            Operand::Sum(_) | Operand::Ratio(..) | Operand::Growth(..) => (false, false, false),
        };
        let value = self.term_value(term, bound.value);
        let is_wanted = form == BoundForm::Wanted;
        // What is still to be reached, and what has been.
        let either = |wanted: &str, holds: &str| format!("{}{value}", if is_wanted { wanted } else { holds });
        let ago = if is_age && is_wanted { " ago" } else { "" };
        match (self.language, is_low, bound.inclusive) {
            (Language::ZhCn, true, _) if is_date => format!("在{value}及以后"),
            (Language::ZhCn, false, _) if is_date => format!("在{value}及以前"),
            (Language::En, true, _) if is_date => format!("on or after {value}"),
            (Language::En, false, _) if is_date => format!("on or before {value}"),
            (Language::ZhCn, true, true) if is_calendar => either("要到第", "已到第"),
            (Language::ZhCn, true, false) if is_calendar => either("要过了第", "已过第"),
            (Language::ZhCn, false, true) if is_calendar => either("不超过第", "不超过第"),
            (Language::ZhCn, false, false) if is_calendar => either("不到第", "未到第"),
            (Language::ZhCn, true, true) if is_age => either("要满", "已满"),
            (Language::ZhCn, true, false) if is_age => either("要超过", "已超过"),
            (Language::ZhCn, false, true) if is_age => either("距今不超过", "不超过"),
            (Language::ZhCn, false, false) if is_age => either("距今不满", "未满"),
            (Language::ZhCn, true, true) => either("不低于", "不低于"),
            (Language::ZhCn, true, false) => either("要超过", "超过"),
            (Language::ZhCn, false, true) => either("不超过", "不超过"),
            (Language::ZhCn, false, false) => either("要低于", "低于"),
            (Language::En, true, true) => format!("at least {value}{ago}"),
            (Language::En, true, false) => format!("more than {value}{ago}"),
            (Language::En, false, true) => format!("at most {value}{ago}"),
            (Language::En, false, false) => format!("less than {value}{ago}"),
        }
    }

    /// What a single bound at zero takes, where plain words say it better: nobody waits for "at most 0 days since".
    pub(crate) fn wanted_at_zero(&self, term: &Operand, low: Option<Bound>, high: Option<Bound>) -> Option<String> {
        let (bound, is_low) = match (low, high) {
            (Some(low), None) => (low, true),
            (None, Some(high)) => (high, false),
            (Some(low), Some(high)) if low.value == high.value => (high, false),
            _ => return None,
        };
        let inclusive = bound.inclusive;
        let said = match (term, is_low) {
            (Operand::Age(_, Unit::Days), false) if bound.value < 0 && low.is_none() => {
                let days = self.time(bound.value.saturating_neg().saturating_add(i64::from(!inclusive)), Unit::Days);
                return Some(match self.language {
                    Language::ZhCn => format!("至少还有{days}"),
                    Language::En => format!("at least {days} ahead"),
                });
            }
            _ if bound.value != 0 => return None,
            (Operand::Age(_, Unit::CalendarMonths) | Operand::Day, _) => return None,
            (Operand::Age(..), true) if inclusive => ["在查询当天或以前", "on the day asked about or before"],
            (Operand::Age(_, Unit::Days), true) => ["在查询当天以前", "before the day asked about"],
            (Operand::Age(_, Unit::Days), false) if low.is_some() => ["就是查询当天", "the day asked about itself"],
            (Operand::Age(_, Unit::Days), false) if inclusive => {
                ["在查询当天或以后", "on the day asked about or after"]
            }
            (Operand::Age(..), false) if !inclusive => ["在查询当天以后", "after the day asked about"],
            (Operand::Age(_, Unit::Months), false) => ["距今不满1个月", "less than a month ago"],
            (Operand::Age(_, Unit::Years), false) => ["距今不满1年", "less than a year ago"],
            (Operand::Age(..), true) => return None,
            (Operand::Growth(..), true) if inclusive => ["不能下降", "no fall"],
            (Operand::Growth(..), true) => ["要有增长", "some growth"],
            (Operand::Growth(..), false) if inclusive => ["不能增长", "no growth"],
            (Operand::Growth(..), false) => ["要有下降", "some fall"],
            (_, true) if inclusive => ["不能是负数", "not negative"],
            (Operand::Fact(fact), _) if self.is_date(*fact) => return None,
            (_, true) => ["要大于零", "more than zero"],
            (_, false) if inclusive => {
                let nothing = self.term_value(term, 0);
                return Some(match self.language {
                    Language::ZhCn => format!("应为{nothing}"),
                    Language::En => format!("must be {nothing}"),
                });
            }
            (_, false) => ["要小于零", "less than zero"],
        };
        Some(self.pick(said[0], said[1]).to_owned())
    }

    fn is_date(&self, fact: FactId) -> bool {
        self.rules.facts.get(fact).is_some_and(|fact| fact.kind == Kind::Date)
    }
}

/// How a bound is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BoundForm {
    /// As what is so, behind the name of the figure: `成立时间已满1年`.
    Holds,
    /// As what is wanted, beside one's own value: `要满1年`.
    Wanted,
}

/// Whether a test is of options or places: then what one has says all that it takes, once it is met.
fn is_of_options(test: &Test) -> bool {
    matches!(test, Test::Among { .. } | Test::Holds { .. } | Test::Within { .. })
}

#[cfg(test)]
mod tests {
    use super::*;
    use engine::catalogue::{Catalogue, Criterion, Texts};
    use engine::enterprise::{Fact, Profile};
    use engine::matching::tree;
    use engine::quantity::{Interval, bit};

    /// Facts of every kind beside the core ones, without names.
    const FLAG: FactId = FactId(6);
    const SET: FactId = FactId(7);
    const DATE: FactId = FactId(8);

    fn said(test: Test, told: &[(FactId, Possible)]) -> [String; 2] {
        let (mut catalogue, texts) = (Catalogue::default(), Texts::default());
        for (id, kind) in
            [("flag", Kind::Flag), ("set", Kind::Choices(vec!["a".to_owned(), "b".to_owned()])), ("date", Kind::Date)]
        {
            let bounds = Fact::widest(&kind);
            let like = catalogue.facts.get(Facts::SIZE_CLASS).expect("a core fact").clone();
            catalogue.rules.facts.add(Fact { id: id.to_owned(), kind, bounds, ..like }).expect("a new fact");
        }
        let mut profile = Profile::new();
        for (fact, value) in told {
            profile.set(&catalogue.facts, *fact, Some(value.clone()));
        }
        let situation = Situation::new(&catalogue.facts, &profile, Date::new(2026, 11, 21).expect("a date"));
        let criterion = Criterion::from(test);
        let finding = tree(&catalogue, &situation, &criterion);
        let zh = Speaker::new(Language::ZhCn, &catalogue, &texts);
        let en = Speaker { language: Language::En, ..zh };
        [zh, en].map(|speaker| {
            let said = speaker.condition(&finding, &situation, false);
            said.trim_start_matches(['：', ':', ' ']).to_owned()
        })
    }

    fn bound(value: i64, inclusive: bool) -> Option<Bound> {
        Some(Bound { value, inclusive })
    }

    fn employees(low: Option<Bound>, high: Option<Bound>) -> Test {
        Test::Number { term: Operand::Fact(Facts::EMPLOYEES), low, high }
    }

    fn people(low: i64, high: i64) -> (FactId, Possible) {
        (Facts::EMPLOYEES, Possible::Numbers(Interval::new(low, high).expect("a range")))
    }

    #[test]
    fn a_number_stands_beside_its_limit_with_the_outcome() {
        let most = || employees(None, bound(30, true));
        for (told, zh, en) in [
            (vec![people(30, 30)], "您30，不超过30：符合", "30, at most 30: met"),
            (vec![people(31, 31)], "您31，不超过30：不符合", "31, at most 30: not met"),
            (
                vec![people(20, 49)],
                "您20至49，不超过30：您填的范围跨过了界线",
                "20 to 49, at most 30: the line runs through your range",
            ),
            (vec![], "不超过30（您还没有填写）", "at most 30 (you have not told us)"),
        ] {
            assert_eq!(said(most(), &told), [zh, en]);
        }
    }

    #[test]
    fn a_bound_at_zero_is_said_in_plain_words() {
        let none = said(employees(None, bound(0, true)), &[people(0, 0)]);
        assert_eq!(none, ["您0，应为0：符合", "0, must be 0: met"]);
        let some = said(employees(bound(0, false), None), &[people(0, 0)]);
        assert_eq!(some, ["您0，要大于零：不符合", "0, more than zero: not met"]);
        let (catalogue, texts) = (Catalogue::default(), Texts::default());
        let zh = Speaker::new(Language::ZhCn, &catalogue, &texts);
        let since = |unit: Unit, low, high| zh.wanted(&Operand::Age(FactId(0), unit), low, high);
        assert_eq!(since(Unit::Days, None, bound(0, true)), "在查询当天或以后");
        assert_eq!(since(Unit::Days, None, bound(0, false)), "在查询当天以后");
        assert_eq!(since(Unit::Days, None, bound(-30, true)), "至少还有30天");
        assert_eq!(since(Unit::Days, None, bound(30, true)), "距今不超过30天");
        assert_eq!(since(Unit::Days, bound(0, true), None), "在查询当天或以前");
        assert_eq!(since(Unit::Months, None, bound(0, true)), "距今不满1个月");
        assert_eq!(since(Unit::Years, bound(1, true), None), "要满1年");
    }

    #[test]
    fn what_must_not_be_is_met_where_it_is_not() {
        let large = || Test::Among { fact: Facts::SIZE_CLASS, options: bit(3) };
        let class = |option: usize| vec![(Facts::SIZE_CLASS, Possible::Options(bit(option)))];
        let not = |option: usize| said(Test::Not(Box::new(large().into())), &class(option));
        assert!(not(0)[0].ends_with("：符合") && not(0)[1].ends_with(": met"), "{:?}", not(0));
        assert!(not(3)[0].contains("不能是") && not(3)[0].ends_with("：不符合"), "{:?}", not(3));
        assert!(said(large(), &class(3))[1].ends_with(": met"));
    }

    #[test]
    fn every_kind_of_test_says_what_one_has_and_what_came_of_it() {
        let day = |text: &str| text.parse::<Date>().expect("a date").day_number();
        let date = |text: &str| vec![(DATE, Possible::Numbers(Interval::exact(day(text))))];
        let flag = |option: usize| vec![(FLAG, Possible::Options(bit(option)))];
        let set = |held: Bits| vec![(SET, Possible::Sets { must: held, may: held })];
        let place =
            |code: &str| vec![(Facts::REGION, Possible::Places(vec![Tree::Regions.find(code).expect("a place")]))];
        let yes = || Test::Among { fact: FLAG, options: bit(1) };
        let has = || Test::Holds { fact: SET, options: bit(0) };
        let from = || Test::Number { term: Operand::Fact(DATE), low: bound(day("2026-01-01"), true), high: None };
        let aged = || Test::Number { term: Operand::Age(DATE, Unit::Years), low: bound(1, true), high: None };
        let within =
            || Test::Within { fact: Facts::REGION, codes: vec![Tree::Regions.find("440000").expect("a place")] };
        for (test, told, zh, en) in [
            (yes(), flag(1), "您选的是“是”：符合", "yours is “yes”: met"),
            (yes(), flag(0), "您选的是“否”，应为“是”：不符合", "yours is “no”, must be “yes”: not met"),
            (yes(), vec![], "应为“是”（您还没有填写）", "must be “yes” (you have not told us)"),
            (
                Test::Not(Box::new(yes().into())),
                flag(1),
                "您选的是“是”，应为“否”：不符合",
                "yours is “yes”, must be “no”: not met",
            ),
            (has(), set(bit(0)), "您有a：符合", "you have a: met"),
            (has(), set(0), "您都没有，要有a：不符合", "yours: none, needed: a: not met"),
            (
                Test::Not(Box::new(has().into())),
                set(bit(0)),
                "您有a，不能有a：不符合",
                "you have a, must not include a: not met",
            ),
            (
                from(),
                date("2026-01-01"),
                "您是2026年1月1日，在2026年1月1日及以后：符合",
                "1 January 2026, on or after 1 January 2026: met",
            ),
            (
                from(),
                date("2025-12-31"),
                "您是2025年12月31日，在2026年1月1日及以后：不符合",
                "31 December 2025, on or after 1 January 2026: not met",
            ),
            (
                aged(),
                date("2025-11-21"),
                "您是2025年11月21日（已1年），要满1年：符合",
                "yours 21 November 2025 (1 year ago), at least 1 year ago: met",
            ),
            (
                aged(),
                date("2025-11-22"),
                "您是2025年11月22日（不满1年），要满1年：不符合",
                "yours 22 November 2025 (less than 1 year ago), at least 1 year ago: not met",
            ),
            (within(), place("440100"), "您在广州市：符合", "yours is Guangzhou: met"),
            (
                within(),
                place("310000"),
                "您在上海市，要在广东省：不符合",
                "yours is Shanghai, must be in Guangdong: not met",
            ),
        ] {
            assert_eq!(said(test, &told), [zh, en]);
        }
    }

    #[test]
    fn groups_say_how_many_of_their_parts_are_enough() {
        let (catalogue, texts) = (Catalogue::default(), Texts::default());
        let profile = Profile::new();
        let situation = Situation::new(&catalogue.facts, &profile, Date::new(2026, 11, 21).expect("a date"));
        let zh = Speaker::new(Language::ZhCn, &catalogue, &texts);
        let en = Speaker { language: Language::En, ..zh };
        let part = || Criterion::from(employees(bound(1, true), None));
        for (test, chinese, english) in [
            (
                Test::Any(vec![part(), part()]),
                "下列有一项就够（还不能确定）",
                "One of these is enough (not certain yet)",
            ),
            (Test::All(vec![part(), part()]), "下列各项都要满足（还不能确定）", "All of these (not certain yet)"),
            (
                Test::AtLeast(2, vec![part(), part()]),
                "下列至少要有2项（还不能确定）",
                "At least 2 of these (not certain yet)",
            ),
        ] {
            let criterion = Criterion::from(test);
            let finding = tree(&catalogue, &situation, &criterion);
            assert_eq!(zh.condition_group(&finding, &situation, false), chinese);
            assert_eq!(en.condition_group(&finding, &situation, false), english);
        }
    }
}
