//! Numbers, amounts, dates and ranges, in words.

use super::{Language, Speaker, counted};
use engine::catalogue::{PolicyId, Question};
use engine::enterprise::{Code, Fact, FactId, Kind, Possible, Tree};
use engine::matching::{Answer, Estimate, Outcome, Situation, Total, variant};
use engine::quantity::{Bits, Date, Interval, MONTHS, Money, Period, Rate, Span, Unit, bits_of};

/// The facts whose options are titles and lists that a clerk knows by their Chinese names.
const TITLES: [&str; 3] = ["titles", "newly_recognised", "on_list"];

impl Speaker<'_> {
    /// An amount of money, exactly: `4.8万元`, `1,234.5元`, `48,000 yuan`.
    ///
    /// Chinese readers get 万 and 亿 wherever two decimals of them are exact.
    #[must_use]
    pub fn money(&self, money: Money) -> String {
        let fen = money.fen();
        let yuan = |decimals: String| match self.language {
            Language::ZhCn => format!("{decimals}元"),
            Language::En => format!("{decimals} yuan"),
        };
        if self.language == Language::ZhCn {
            // Each unit with the hundredth part of it, both in fen.
            for (unit, part, name) in [(10_000_000_000, 100_000_000, "亿元"), (1_000_000, 10_000, "万元")] {
                if fen.unsigned_abs() >= unit && fen.checked_rem(part) == Some(0) {
                    let shown = grouped(fen.div_euclid(part), 2);
                    // Before 万, marks between more than four digits look like a range: 500,800万.
                    let is_long = name == "万元" && fen.unsigned_abs() >= 10_000_000_000;
                    return format!("{}{name}", if is_long { shown.replace(',', "") } else { shown });
                }
            }
        }
        yuan(grouped(fen, 2))
    }

    /// An amount for a card or a total: at most two decimals of 万 or 亿, whole yuan below.
    #[must_use]
    pub fn about(&self, money: Money) -> String {
        let fen = money.fen();
        let rounded = |unit: i64, decimals: u32| {
            let scale = 10_i64.saturating_pow(decimals);
            let scaled = i128::from(fen).saturating_mul(i128::from(scale));
            let half = i128::from(unit / 2);
            let value = scaled.saturating_add(half).div_euclid(i128::from(unit));
            grouped(i64::try_from(value).unwrap_or(i64::MAX), decimals)
        };
        match self.language {
            // What rounds to 10,000万 is 1亿.
            Language::ZhCn if fen >= 9_999_995_000 => format!("{}亿元", rounded(10_000_000_000, 2)),
            Language::ZhCn if fen >= 1_000_000 => format!("{}万元", rounded(1_000_000, 2)),
            Language::ZhCn => format!("{}元", rounded(100, 0)),
            Language::En if fen >= 100_000_000 => format!("{} million yuan", rounded(100_000_000, 2)),
            Language::En => format!("{} yuan", rounded(100, 0)),
        }
    }

    /// What a policy is worth, with how often: `每年4.8万元`, `最多100万元（一次性）`.
    #[must_use]
    pub fn estimate(&self, estimate: Estimate) -> String {
        let range = self.range(estimate.low, estimate.high);
        if estimate.low == Money::ZERO && estimate.high.is_none() {
            return range;
        }
        match (self.language, estimate.period) {
            (Language::ZhCn, Period::Year) => format!("每年{range}"),
            (Language::ZhCn, Period::Once) => format!("{range}（一次性）"),
            (Language::En, Period::Year) => format!("{range} a year"),
            (Language::En, Period::Once) => format!("{range}, once"),
        }
    }

    /// What a policy is worth, or what that depends on where no figure would mean anything; none where no figures are
    /// stated.
    #[must_use]
    pub fn worth(&self, outcome: &Outcome) -> Option<String> {
        let estimate = outcome.estimate?;
        if estimate.low > Money::ZERO || estimate.high.is_some() {
            return Some(self.estimate(estimate));
        }
        Some(if outcome.depends.is_empty() {
            self.pick("金额要看评选或核定结果", "the amount depends on the decision").to_owned()
        } else {
            format!("{}{}", self.pick("金额要看", "the amount "), self.depends_on(&outcome.depends))
        })
    }

    /// What a worth depends on: `看贷款余额、贷款年利率`, `depends on: loan balance`.
    fn depends_on(&self, facts: &[FactId]) -> String {
        let names: Vec<&str> = facts.iter().take(3).map(|&fact| self.fact(fact)).collect();
        let names = names.join(self.pick("、", ", "));
        match self.language {
            Language::ZhCn if facts.len() > 3 => format!("{names}等"),
            Language::ZhCn => names,
            Language::En if facts.len() > 3 => format!("depends on: {names} and more"),
            Language::En => format!("depends on: {names}"),
        }
    }

    /// What an estimate supposes of a figure that is not known exactly.
    #[must_use]
    pub fn supposed(&self, fact: FactId, range: Interval) -> String {
        let Some(declared) = self.rules.facts.get(fact) else { return String::new() };
        let most = self.possible(fact, declared, &Possible::Numbers(range));
        let name = self.quoted(self.fact(fact));
        match self.language {
            Language::ZhCn => format!("{}按{most}估", name.trim()),
            Language::En => format!("{} taken as {most}", name.trim()),
        }
    }

    /// A range of money.
    #[must_use]
    pub fn range(&self, low: Money, high: Option<Money>) -> String {
        match (self.language, high) {
            (_, Some(high)) if high == low => self.about(low),
            (Language::ZhCn, Some(high)) if low == Money::ZERO => format!("最多{}", self.about(high)),
            (Language::En, Some(high)) if low == Money::ZERO => format!("up to {}", self.about(high)),
            (Language::ZhCn, Some(high)) => format!("{}至{}", self.about(low), self.about(high)),
            (Language::En, Some(high)) => format!("{} to {}", self.about(low), self.about(high)),
            (Language::ZhCn, None) if low == Money::ZERO => "金额待补充信息后估算".to_owned(),
            (Language::En, None) if low == Money::ZERO => "amount known once you tell us more".to_owned(),
            (Language::ZhCn, None) => format!("至少{}", self.about(low)),
            (Language::En, None) => format!("at least {}", self.about(low)),
        }
    }

    /// A total, as far as it is known; a dash with why where nothing in it has an estimate. What is not in it is said by
    /// [`Self::not_counted`].
    #[must_use]
    pub fn total(&self, total: Total) -> String {
        if !total.priced && !total.open {
            return self.pick("—（还没有能估算的）", "— (nothing priced yet)").to_owned();
        }
        let known = total.high > Money::ZERO;
        let range = self.range(total.low, (known || !total.open).then_some(total.high));
        match self.language {
            _ if !known || !total.open => range,
            Language::ZhCn => format!("已知部分{range}"),
            Language::En => format!("{range} as far as known"),
        }
    }

    /// What a total leaves out because nothing bounds its worth yet, if anything.
    #[must_use]
    pub fn not_counted(&self, answer: &Answer, period: Period) -> Option<String> {
        let names = |least: bool| -> Vec<(&str, &[FactId])> {
            let open = answer.combination.unbounded.iter().filter(|(_, estimate)| estimate.period == period);
            let open = open.filter(|(_, estimate)| (estimate.low > Money::ZERO) == least);
            let depends = |id: PolicyId| {
                let outcome = answer.outcomes.iter().find(|outcome| outcome.policy == id);
                outcome.map_or(&[][..], |outcome| outcome.depends.as_slice())
            };
            open.filter_map(|&(id, _)| Some((self.text(self.rules.rule(id)?.name), depends(id)))).collect()
        };
        let some = |names: Vec<(&str, &[FactId])>| {
            let said = |&(name, facts): &(&str, &[FactId])| {
                let name = self.quoted(name).trim().to_owned();
                match (facts, self.language) {
                    ([], _) => name,
                    (facts, Language::ZhCn) => format!("{name}（看{}）", self.depends_on(facts)),
                    (facts, Language::En) => format!("{name} ({})", self.depends_on(facts)),
                }
            };
            let shown: Vec<String> = names.iter().take(3).map(said).collect();
            let (shown, count) = (shown.join(self.pick("", ", ")), names.len());
            (count > 0).then(|| match self.language {
                Language::ZhCn if count > 3 => format!("{shown}等{count}项"),
                Language::ZhCn => shown,
                Language::En if count > 3 => format!("{shown} and {} more", count.saturating_sub(3)),
                Language::En => shown,
            })
        };
        let with = |before: &str, names: Option<String>| names.map(|names| format!("{before}{names}"));
        let parts = [
            with(self.pick("未计入（金额待补充信息）：", "not counted, worth not known yet: "), some(names(false))),
            with(self.pick("只按最低额计入：", "counted with its least only: "), some(names(true))),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        (!parts.is_empty()).then(|| parts.join(self.pick("；", "; ")))
    }

    /// The name of a thing, marked as a name.
    #[must_use]
    pub fn quoted(&self, name: &str) -> String {
        match self.language {
            Language::ZhCn => format!("“{name}”"),
            Language::En => format!(" “{name}”"),
        }
    }

    /// A rate: `5.5%`.
    #[must_use]
    pub fn rate(&self, rate: Rate) -> String {
        format!("{}%", grouped(rate.ppm(), 4))
    }

    /// A date: `2026年11月21日`, `21 November 2026`.
    #[must_use]
    pub fn date(&self, date: Date) -> String {
        match self.language {
            Language::ZhCn => format!("{}年{}月{}日", date.year(), date.month(), date.day()),
            Language::En => {
                let month = MONTHS.get(usize::from(date.month()).saturating_sub(1)).copied().unwrap_or("");
                format!("{} {month} {}", date.day(), date.year())
            }
        }
    }

    /// A span of days: `2023年1月1日至2027年12月31日`.
    #[must_use]
    pub fn period(&self, span: Span) -> String {
        match (self.language, span.from.map(|day| self.date(day)), span.to.map(|day| self.date(day))) {
            (Language::ZhCn, Some(from), Some(to)) => format!("{from}至{to}"),
            (Language::ZhCn, Some(from), None) => format!("{from}起，未规定截止日"),
            (Language::ZhCn, None, Some(to)) => format!("至{to}"),
            (Language::ZhCn, None, None) => "未规定期限".to_owned(),
            (Language::En, Some(from), Some(to)) => format!("{from} to {to}"),
            (Language::En, Some(from), None) => format!("from {from}, no end stated"),
            (Language::En, None, Some(to)) => format!("until {to}"),
            (Language::En, None, None) => "no period stated".to_owned(),
        }
    }

    /// A number of units of time: `24个月`, `24 months`.
    #[must_use]
    pub fn time(&self, count: i64, unit: Unit) -> String {
        match (self.language, unit) {
            (Language::ZhCn, Unit::Days) => format!("{count}天"),
            (Language::ZhCn, Unit::Months | Unit::CalendarMonths) => format!("{count}个月"),
            (Language::ZhCn, Unit::Years) => format!("{count}年"),
            (Language::En, Unit::Days) => counted(count, "day", "days"),
            (Language::En, Unit::Months | Unit::CalendarMonths) => counted(count, "month", "months"),
            (Language::En, Unit::Years) => counted(count, "year", "years"),
        }
    }

    /// The name of a fact.
    #[must_use]
    pub fn fact(&self, fact: FactId) -> &str {
        self.question(fact).map_or("", |question| self.text(question.name))
    }

    /// How a fact is put to people.
    #[must_use]
    pub fn question(&self, fact: FactId) -> Option<&Question> {
        self.catalogue?.questions.get(usize::from(fact.0))
    }

    /// The question for a fact in the words for such an enterprise.
    #[must_use]
    pub fn ask(&self, fact: FactId, situation: &Situation<'_>) -> &str {
        let own = self.catalogue.and_then(|catalogue| variant(catalogue, situation, fact)?.ask);
        own.or(self.question(fact).map(|question| question.ask)).map_or("", |ask| self.text(ask))
    }

    /// A single number of a fact, with its unit.
    #[must_use]
    pub fn number(&self, id: FactId, fact: &Fact, number: i64) -> String {
        match fact.kind {
            Kind::Money => self.money(Money::from_fen(number)),
            Kind::Rate => self.rate(Rate::from_ppm(number)),
            Kind::Date => self.date(Date::from_day(number)),
            Kind::Count | Kind::Flag | Kind::Choice(_) | Kind::Choices(_) | Kind::Place(_) => {
                let unit = self.question(id).and_then(|question| question.unit).map_or("", |unit| self.text(unit));
                match self.language {
                    Language::ZhCn => format!("{}{unit}", grouped(number, 0)),
                    Language::En => counted(number, one_of(unit), unit),
                }
            }
        }
    }

    /// The names of the options in a set.
    #[must_use]
    pub fn option_names(&self, id: FactId, fact: &Fact, options: Bits) -> Vec<String> {
        bits_of(options).map(|index| self.option(id, fact, index)).collect()
    }

    /// The name of an option.
    #[must_use]
    pub fn option(&self, id: FactId, fact: &Fact, index: usize) -> String {
        if fact.kind == Kind::Flag {
            return if index == 1 { self.pick("是", "yes") } else { self.pick("否", "no") }.to_owned();
        }
        let name = self.question(id).and_then(|question| question.options.get(index)).copied();
        let name = name.map_or_else(String::new, |name| {
            if TITLES.contains(&fact.id.as_str()) { self.for_clerk(name) } else { self.text(name).to_owned() }
        });
        if name.is_empty() { fact.options().get(index).map_or_else(String::new, ToString::to_string) } else { name }
    }

    /// The name of a place, of a county with that of its city: `广州市天河区`, `Tianhe District, Guangzhou`; of an industry that
    /// has no English name with that of the one that it lies in: `Retail trade: 五金零售`.
    #[must_use]
    pub fn place(&self, tree: Tree, code: Code) -> String {
        if code == Code::ROOT {
            return match tree {
                Tree::Regions => self.pick("全国", "the whole country"),
                Tree::Industries => self.pick("所有行业", "all industries"),
            }
            .to_owned();
        }
        let Some(row) = tree.row(code) else { return tree.written(code) };
        let named = match self.language {
            Language::ZhCn => None,
            Language::En => (self.english)(tree, row.code),
        };
        let name = named.unwrap_or(row.name);
        let written = tree.written(code);
        if row.code != code {
            return format!("{name} {written}");
        }
        if self.language == Language::En && named.is_none() && tree == Tree::Industries {
            let mut outer = tree.upwards(code).filter(|outer| *outer != code);
            let english = outer.find_map(|outer| (self.english)(tree, outer));
            return english.map_or_else(|| name.to_owned(), |english| format!("{english}: {name}"));
        }
        if !tree.is_county(code) {
            return name.to_owned();
        }
        let city = self.place(tree, tree.parent(code));
        match self.language {
            Language::ZhCn => format!("{city}{name}"),
            Language::En => format!("{name}, {city}"),
        }
    }

    /// What is known of a fact.
    #[must_use]
    pub fn possible(&self, id: FactId, fact: &Fact, value: &Possible) -> String {
        match value {
            Possible::Numbers(range) => {
                let low = self.number(id, fact, range.low());
                // A band that ends just below a whole amount is spoken of by that amount.
                let part = if fact.kind == Kind::Money { 100 } else { 1 };
                let below = range.high().checked_add(1).filter(|end| part > 1 && end.checked_rem(part) == Some(0));
                let high = self.number(id, fact, below.unwrap_or(range.high()));
                let ends = (range.low() <= fact.bounds.low(), range.high() >= fact.bounds.high(), below.is_some());
                match (self.language, range.single(), ends) {
                    (_, Some(_), _) => low,
                    (_, None, (true, true, _)) => self.pick("未填", "not told").to_owned(),
                    (_, None, (false, true, _)) => format!("{}{low}", self.pick("至少", "at least ")),
                    (_, None, (true, false, false)) => format!("{}{high}", self.pick("不超过", "at most ")),
                    (_, None, (true, false, true)) => format!("{}{high}", self.pick("不到", "less than ")),
                    (_, None, (false, false, false)) => format!("{low}{}{high}", self.pick("至", " to ")),
                    (Language::ZhCn, None, (false, false, true)) => format!("{low}以上、不到{high}"),
                    (Language::En, None, (false, false, true)) => format!("{low} to less than {high}"),
                }
            }
            Possible::Options(options) if *options == fact.all_options() => self.pick("未填", "not told").to_owned(),
            Possible::Options(options) => self.list(&self.option_names(id, fact, *options), ["或", " or "]),
            Possible::Sets { must: 0, may: 0 } => self.pick("都没有", "none").to_owned(),
            Possible::Sets { must: 0, may } if *may == fact.all_options() => self.pick("未填", "not told").to_owned(),
            Possible::Sets { must: 0, may } => {
                let not = self.list(&self.option_names(id, fact, fact.all_options() & !may), ["、", ", "]);
                format!("{}{not}", self.pick("没有：", "not: "))
            }
            Possible::Sets { must, .. } => self.list(&self.option_names(id, fact, *must), ["、", ", "]),
            Possible::Places(codes) => {
                let tree = if let Kind::Place(tree) = fact.kind { tree } else { Tree::Regions };
                let names: Vec<String> = codes.iter().map(|&code| self.place(tree, code)).collect();
                self.list(&names, ["或", " or "])
            }
        }
    }
}

/// The English word for one of what a unit counts.
fn one_of(unit: &str) -> &str {
    match unit {
        "people" => "person",
        "years" => "year",
        "months" => "month",
        "days" => "day",
        "times" => "time",
        "items" => "item",
        "points" => "point",
        "square metres" => "square metre",
        _ => unit,
    }
}

/// A whole number of the smallest unit, with `places` decimals at most and thousands separators.
pub(super) fn grouped(number: i64, places: u32) -> String {
    let unit = 10_u64.saturating_pow(places);
    let size = number.unsigned_abs();
    let whole = size.checked_div(unit).unwrap_or(0).to_string();
    let mut text = String::new();
    for (index, digit) in whole.chars().enumerate() {
        let left = whole.len().saturating_sub(index);
        if index > 0 && left.checked_rem(3) == Some(0) {
            text.push(',');
        }
        text.push(digit);
    }
    let rest = size.checked_rem(unit).unwrap_or(0);
    if rest > 0 {
        let width = usize::try_from(places).unwrap_or(0);
        let decimals = format!("{rest:0width$}");
        text.push('.');
        text.push_str(decimals.trim_end_matches('0'));
    }
    if number < 0 { format!("-{text}") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;
    use engine::catalogue::{Catalogue, Texts};
    use engine::enterprise::Facts;

    #[test]
    fn money_is_exact_and_in_the_readers_units() {
        let (catalogue, texts) = (Catalogue::default(), Texts::default());
        let zh = Speaker::new(Language::ZhCn, &catalogue, &texts);
        let en = Speaker { language: Language::En, ..zh };
        for (typed, chinese, english) in [
            ("0", "0元", "0 yuan"),
            ("9999.99", "9,999.99元", "9,999.99 yuan"),
            ("10000", "1万元", "10,000 yuan"),
            ("48000", "4.8万元", "48,000 yuan"),
            ("12345.67", "12,345.67元", "12,345.67 yuan"),
            ("300万", "300万元", "3,000,000 yuan"),
            ("1.5亿", "1.5亿元", "150,000,000 yuan"),
        ] {
            let money = Money::parse(typed).expect(typed);
            assert_eq!((zh.money(money).as_str(), en.money(money).as_str()), (chinese, english));
        }
    }

    #[test]
    fn a_single_unit_of_time_has_no_plural() {
        let (catalogue, texts) = (Catalogue::default(), Texts::default());
        let en = Speaker::new(Language::En, &catalogue, &texts);
        let counts = [0, 1, 2].map(|count| en.time(count, Unit::Years));
        assert_eq!(counts, ["0 years", "1 year", "2 years"]);
        assert_eq!([en.time(1, Unit::Months), en.time(1, Unit::Days)], ["1 month", "1 day"]);
    }

    #[test]
    fn a_band_of_money_is_spoken_of_by_the_amount_it_stays_below() {
        let (catalogue, texts) = (Catalogue::default(), Texts::default());
        let zh = Speaker::new(Language::ZhCn, &catalogue, &texts);
        let en = Speaker { language: Language::En, ..zh };
        let fact = catalogue.facts.get(Facts::REVENUE).expect("a core fact");
        let most = fact.bounds.high();
        for (low, high, chinese, english) in [
            (0, 49_999_999, "不到50万元", "less than 500,000 yuan"),
            (0, 50_000_000, "不超过50万元", "at most 500,000 yuan"),
            (50_000_000, 99_999_999, "50万元以上、不到100万元", "500,000 yuan to less than 1,000,000 yuan"),
            (50_000_000, 100_000_000, "50万元至100万元", "500,000 yuan to 1,000,000 yuan"),
            (50_000_000, most, "至少50万元", "at least 500,000 yuan"),
            (49_999_999, 49_999_999, "499,999.99元", "499,999.99 yuan"),
        ] {
            let value = Possible::Numbers(Interval::new(low, high).expect("a range"));
            let said = |speaker: Speaker<'_>| speaker.possible(Facts::REVENUE, fact, &value);
            assert_eq!((said(zh).as_str(), said(en).as_str()), (chinese, english));
        }
    }

    #[test]
    fn amounts_of_money_are_read_back_as_they_are_written() {
        let (catalogue, texts) = (Catalogue::default(), Texts::default());
        let zh = Speaker::new(Language::ZhCn, &catalogue, &texts);
        for (typed, shown) in [
            ("10000000", "1,000万元"),
            ("99995000", "9,999.5万元"),
            ("440100000", "44010万元"),
            ("440100500.5", "440,100,500.5元"),
            ("1000000000000", "10,000亿元"),
        ] {
            let money = Money::parse(typed).expect(typed);
            assert_eq!(zh.money(money), shown);
            assert_eq!(Money::parse(shown), Ok(money), "{shown}");
        }
        assert_eq!(
            ["99999949", "99999950"].map(|typed| zh.about(Money::parse(typed).expect(typed))),
            ["9,999.99万元", "1亿元"]
        );
    }

    #[test]
    fn amounts_on_cards_are_rounded_half_up() {
        let (catalogue, texts) = (Catalogue::default(), Texts::default());
        let zh = Speaker::new(Language::ZhCn, &catalogue, &texts);
        for (typed, shown) in [("999.5", "1,000元"), ("123450", "12.35万元"), ("99999999", "1亿元"), ("0.49", "0元")]
        {
            assert_eq!(zh.about(Money::parse(typed).expect(typed)), shown);
        }
    }
}
