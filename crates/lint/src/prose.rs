//! The texts of a policy against its rule: figures, dates, limits and places that the rule lacks or contradicts.

use std::collections::BTreeSet;

use super::finding::{Fault, Passage};
use engine::catalogue::loading::Written;
use engine::catalogue::{
    Bound, Catalogue, Criterion, Formula, Language, Operand, Policy, Standing, Test, TextId, Texts,
};
use engine::enterprise::{Code, Facts, Kind, Tree};
use engine::quantity::{Date, Money, Rate, Unit};
use wording::MONTHS;

/// A figure as it stands in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
struct WrittenFigure {
    /// Where it starts, in bytes.
    start: usize,
    /// Where it ends.
    end: usize,
    /// What it may mean.
    means: FigureMeaning,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum FigureMeaning {
    /// An amount, in ten-thousandths of the unit written: yuan, people, months.
    Plain(i128),
    /// Parts per million.
    Rate(i128),
    /// A day, a month or a year.
    Date(i32, Option<u8>, Option<u8>),
    /// A day of a month of some year.
    Day(u8, u8),
}

/// What a rule knows.
#[derive(Debug, Default)]
struct Known {
    figures: BTreeSet<FigureMeaning>,
    days: Vec<Date>,
    /// Limits of criteria: the figure, and whether the bound belongs to what lies below it ("at most", "more than").
    limits: Vec<(FigureMeaning, bool)>,
    /// Figures of the formula: a cap is not a limit on who qualifies.
    of_formula: BTreeSet<FigureMeaning>,
    places: Vec<Code>,
}

const PLAIN: i128 = 10_000;

impl Known {
    fn money(&mut self, money: Money) {
        self.figures.insert(yuan(money.fen()));
        self.of_formula.insert(yuan(money.fen()));
    }

    fn rate(&mut self, rate: Rate) {
        let ppm = i128::from(rate.ppm());
        // "Reduced by 10 %" and "at 90 %" are the same figure.
        for ppm in [ppm, i128::from(Rate::WHOLE).saturating_sub(ppm)] {
            self.figures.insert(FigureMeaning::Rate(ppm));
        }
        self.of_formula.insert(FigureMeaning::Rate(ppm));
    }

    fn count(&mut self, count: i64) {
        self.figures.insert(plain(count));
    }

    fn criterion(&mut self, catalogue: &Catalogue, texts: &Texts, criterion: &Criterion) {
        for part in criterion.walk_through(catalogue) {
            self.one_criterion(catalogue, texts, part);
        }
    }

    fn one_criterion(&mut self, catalogue: &Catalogue, texts: &Texts, criterion: &Criterion) {
        if let Some(article) = &criterion.article {
            self.text(article);
        }
        if let Some(note) = criterion.note {
            self.texts(texts, note);
        }
        match &criterion.test {
            Test::Number { term, low, high } => {
                for (bound, is_low) in [(low, true), (high, false)] {
                    if let Some(bound) = bound {
                        self.bound(&catalogue.facts, term, *bound, is_low);
                    }
                }
            }
            Test::AtLeast(count, _) => self.count(i64::from(*count)),
            Test::Within { fact, codes } if *fact == Facts::REGION => self.places.extend(codes),
            Test::Defined(id) => {
                if let Some(definition) = catalogue.definition(*id) {
                    self.texts(texts, definition.name);
                }
            }
            Test::Authority(text) | Test::CheckYourself(text) => self.texts(texts, *text),
            Test::Among { fact, options } | Test::Holds { fact, options } => {
                let question = catalogue.questions.get(usize::from(fact.0));
                for option in engine::quantity::bits_of(*options) {
                    if let Some(name) = question.and_then(|question| question.options.get(option)) {
                        self.texts(texts, *name);
                    }
                }
            }
            Test::All(_) | Test::Any(_) | Test::Not(_) | Test::Within { .. } => {}
        }
        for fact in criterion.own_facts() {
            if let Some(question) = catalogue.questions.get(usize::from(fact.0)) {
                self.texts(texts, question.name);
                self.texts(texts, question.ask);
                if let Some(help) = question.help {
                    self.texts(texts, help);
                }
            }
        }
    }

    fn bound(&mut self, facts: &Facts, term: &Operand, bound: Bound, is_low: bool) {
        let kind = term.facts().first().and_then(|fact| facts.get(*fact)).map(|fact| &fact.kind);
        let meaning = match (term, kind) {
            (Operand::Age(_, unit), _) => {
                match unit {
                    Unit::Months | Unit::CalendarMonths if bound.value.checked_rem(12) == Some(0) => {
                        self.count(bound.value.checked_div(12).unwrap_or(0));
                    }
                    Unit::Years => self.count(bound.value.saturating_mul(12)),
                    Unit::Months | Unit::CalendarMonths | Unit::Days => {}
                }
                plain(bound.value)
            }
            (Operand::Ratio(..) | Operand::Growth(..), _) | (_, Some(Kind::Rate)) => {
                FigureMeaning::Rate(i128::from(bound.value))
            }
            (_, Some(Kind::Money)) => yuan(bound.value),
            (Operand::Day, _) | (_, Some(Kind::Date)) => {
                let day = Date::from_day(bound.value);
                self.days.extend([day, day.plus_days(1), day.plus_days(-1)]);
                return;
            }
            _ => plain(bound.value),
        };
        self.figures.insert(meaning);
        // "At most" and "more than" draw the line above the figure; "less than" and "at least" below it.
        self.limits.push((meaning, is_low != bound.inclusive));
    }

    fn formula(&mut self, catalogue: &Catalogue, texts: &Texts, formula: &Formula) {
        match formula {
            Formula::Fixed(money) | Formula::PerHead(money, _) | Formula::Cap(money, _) | Formula::Floor(money, _) => {
                self.money(*money);
            }
            Formula::Rate(rate, _) | Formula::RateAbove(_, rate, _) => self.rate(*rate),
            Formula::RateCut(before, after, _) => {
                self.rate(*before);
                self.rate(*after);
                self.rate(Rate::from_ppm(before.ppm().saturating_sub(after.ppm())));
            }
            Formula::Times(fraction, _) => {
                self.count(i64::from(fraction.over));
                self.count(i64::from(fraction.under));
                let ppm = i64::from(fraction.over).saturating_mul(Rate::WHOLE).checked_div(i64::from(fraction.under));
                self.rate(Rate::from_ppm(ppm.unwrap_or(0)));
            }
            Formula::Bands(_, bands) => {
                for (to, rate) in bands {
                    self.rate(*rate);
                    if let Some(to) = to {
                        self.money(*to);
                    }
                }
            }
            Formula::Steps(fact, steps) => {
                let kind = catalogue.facts.get(*fact).map(|fact| &fact.kind);
                for to in steps.iter().filter_map(|(to, _)| *to) {
                    let around = [to, to.saturating_add(super::samples::step(kind, to))];
                    for to in around {
                        let meaning = match kind {
                            Some(Kind::Money) => yuan(to),
                            Some(Kind::Rate) => FigureMeaning::Rate(i128::from(to)),
                            _ => plain(to),
                        };
                        self.figures.insert(meaning);
                        self.of_formula.insert(meaning);
                    }
                }
            }
            Formula::If(criterion, ..) => self.criterion(catalogue, texts, criterion),
            Formula::Amount(_)
            | Formula::Least(_)
            | Formula::Most(_)
            | Formula::Sum(_)
            | Formula::Difference(..)
            | Formula::UpTo(_)
            | Formula::Between(..)
            | Formula::Unknown => {}
        }
        for part in formula.parts() {
            self.formula(catalogue, texts, part);
        }
    }

    fn texts(&mut self, texts: &Texts, id: TextId) {
        for language in Language::ALL {
            self.text(texts.get(id, language));
        }
    }

    /// What a passage of the rule says in words is known too.
    fn text(&mut self, text: &str) {
        for figure in figures(text) {
            self.figures.insert(figure.means);
            if let FigureMeaning::Date(year, Some(month), day) = figure.means {
                self.days.extend(Date::new(year, month, day.unwrap_or(1)));
            }
        }
    }

    fn knows(&self, meaning: FigureMeaning) -> bool {
        match meaning {
            FigureMeaning::Date(year, month, day) => {
                self.figures.contains(&meaning)
                    || self.days.iter().any(|date| {
                        date.year() == year
                            && month.is_none_or(|month| date.month() == month)
                            && day.is_none_or(|day| date.day() == day)
                    })
            }
            FigureMeaning::Day(month, day) => {
                self.figures.contains(&meaning)
                    || self.days.iter().any(|date| date.month() == month && date.day() == day)
            }
            FigureMeaning::Plain(_) | FigureMeaning::Rate(_) => self.figures.contains(&meaning),
        }
    }
}

fn yuan(fen: i64) -> FigureMeaning {
    FigureMeaning::Plain(i128::from(fen).saturating_mul(PLAIN / 100))
}

fn plain(count: i64) -> FigureMeaning {
    FigureMeaning::Plain(i128::from(count).saturating_mul(PLAIN))
}

/// Everything in the texts of a policy that its rule lacks or contradicts.
pub(super) fn check(catalogue: &Catalogue, texts: &Texts, policy: Policy<'_>, written: &Written) -> Vec<Fault> {
    let mut known = Known::default();
    known.criterion(catalogue, texts, &policy.criterion);
    if let Some(formula) = &policy.details.benefit.estimate {
        known.formula(catalogue, texts, formula);
    }
    for span in [Some(policy.validity), policy.window, policy.last_window].into_iter().flatten() {
        for day in [span.from, span.to].into_iter().flatten() {
            // "Before 2027" and "until the end of 2026" are one day.
            known.days.extend([day, day.plus_days(1)]);
        }
    }
    for document in &policy.details.documents {
        known.days.extend(document.issued);
        known.texts(texts, document.title);
        if let Some(number) = document.number {
            known.texts(texts, number);
        }
    }
    let standing = match policy.standing {
        Standing::Clear => None,
        Standing::Unclear(text) | Standing::Ended(text) => Some(text),
    };
    for text in policy.details.benefit.assumes.iter().copied().chain(standing) {
        known.texts(texts, text);
    }
    let mut faults = Vec::new();
    let passages = [
        (Passage::Name, policy.name),
        (Passage::Summary, policy.details.summary),
        (Passage::Benefit, policy.details.benefit.text),
    ];
    let mut unused: Vec<&String> = written.prose.iter().collect();
    let own: BTreeSet<FigureMeaning> = passages
        .iter()
        .flat_map(|(_, text)| figures(texts.get(*text, Language::ZhCn)))
        .map(|found| found.means)
        .collect();
    for (passage, id) in passages {
        for language in Language::ALL {
            let text = texts.get(id, language);
            let meant: Vec<(usize, usize)> = written
                .prose
                .iter()
                .flat_map(|prose| text.match_indices(prose.as_str()))
                .map(|(start, prose)| (start, start.saturating_add(prose.len())))
                .collect();
            unused.retain(|prose| !text.contains(prose.as_str()));
            let is_prose = |start: usize, end: usize| meant.iter().any(|&(from, to)| from <= start && end <= to);
            for figure in figures(text) {
                if is_prose(figure.start, figure.end) {
                    continue;
                }
                let shown = text.get(figure.start..figure.end).unwrap_or_default().to_owned();
                if !known.knows(figure.means) {
                    match language {
                        Language::ZhCn => faults.push(Fault::NotInRule { passage, figure: shown }),
                        Language::En if says_the_same(&own, figure.means) => {}
                        Language::En => faults.push(Fault::Translation { passage, figure: shown }),
                    }
                } else if let Some(words) = contradiction(&known, text, &figure, language) {
                    faults.push(Fault::Contradicts { passage, words });
                }
            }
            if language == Language::ZhCn {
                for (start, name, code) in places(text) {
                    let inside = |a: Code, b: Code| Tree::Regions.within(a, b) || Tree::Regions.within(b, a);
                    let covered = known.places.iter().any(|&place| inside(code, place));
                    if !covered && !is_prose(start, start.saturating_add(name.len())) {
                        faults.push(Fault::PlaceNotInRule { passage, name: name.to_owned() });
                    }
                }
            }
        }
    }
    faults.extend(unused.into_iter().map(|prose| Fault::ProseUnused { prose: prose.clone() }));
    faults
}

/// Whether the Chinese text has the figure; "1 point" and "1%" are the same, and a year may stand for its days.
fn says_the_same(own: &BTreeSet<FigureMeaning>, meaning: FigureMeaning) -> bool {
    own.contains(&meaning)
        || own.iter().any(|other| match (meaning, *other) {
            (FigureMeaning::Plain(a), FigureMeaning::Rate(b)) | (FigureMeaning::Rate(a), FigureMeaning::Plain(b)) => {
                a == b
            }
            (FigureMeaning::Date(year, None, None), FigureMeaning::Date(other, ..)) => year == other,
            (FigureMeaning::Date(year, month, day), FigureMeaning::Date(other, other_month, None)) => {
                year == other && (other_month.is_none() || other_month == month) && day.is_some()
            }
            (FigureMeaning::Day(month, day), FigureMeaning::Date(_, Some(m), Some(d)))
            | (FigureMeaning::Date(_, Some(m), Some(d)), FigureMeaning::Day(month, day)) => (month, day) == (m, d),
            _ => false,
        })
}

/// Words that draw a line above a figure (it belongs below) and below it (it belongs above).
const ABOVE: [&[&str]; 2] = [
    &["不超过", "不高于", "不多于", "不大于", "未超过", "超过", "高于", "多于", "大于", "最多", "至多"],
    &["not more than ", "no more than ", "more than ", "at most ", "up to ", "over ", "above ", "exceeding "],
];
const BELOW: [&[&str]; 2] = [
    &["不低于", "不少于", "不小于", "低于", "少于", "不足", "未满", "未达到", "不到", "不满", "小于", "至少", "已满"],
    &["no less than ", "not less than ", "less than ", "fewer than ", "at least ", "below ", "under "],
];
/// The same after the figure and its unit.
const AFTER_ABOVE: &[&str] = &["以下", "及以下", "以内", "（含）以下"];
const AFTER_BELOW: &[&str] = &["以上", "及以上", "（含）以上"];
const UNITS: &[&str] = &["人", "名", "元", "个月", "年", "天", "岁", "家", "户", "项", "件"];

/// The words around a figure, if they draw the line on the other side than every limit with that figure.
fn contradiction(known: &Known, text: &str, figure: &WrittenFigure, language: Language) -> Option<String> {
    let sides: Vec<bool> =
        known.limits.iter().filter(|(meaning, _)| *meaning == figure.means).map(|(_, above)| *above).collect();
    if sides.is_empty() || known.of_formula.contains(&figure.means) {
        return None;
    }
    let index = usize::from(language == Language::En);
    let before = text.get(..figure.start)?.to_lowercase();
    let before = before.trim_end_matches("人民币");
    let ends = |words: &[&str]| words.iter().find(|word| before.ends_with(*word)).map(|word| (*word).to_owned());
    let mut side = ABOVE.get(index).and_then(|words| ends(words)).map(|word| (word, true));
    // "低于" is in "不低于" too, on the same side; "超过" and "不超过" likewise.
    if side.is_none() {
        side = BELOW.get(index).and_then(|words| ends(words)).map(|word| (word, false));
    }
    let shown = text.get(figure.start..figure.end)?;
    let (words, above) = match side {
        Some((word, above)) => (format!("{word}{shown}"), above),
        None if language == Language::ZhCn => {
            let after = text.get(figure.end..)?;
            let after = UNITS.iter().find_map(|unit| after.strip_prefix(unit)).unwrap_or(after);
            let starts =
                |words: &[&str]| words.iter().find(|word| after.starts_with(*word)).map(|word| (*word).to_owned());
            match (starts(AFTER_ABOVE), starts(AFTER_BELOW)) {
                (Some(word), _) => (format!("{shown}{word}"), true),
                (None, Some(word)) => (format!("{shown}{word}"), false),
                (None, None) => return None,
            }
        }
        None => return None,
    };
    (!sides.contains(&above)).then_some(words)
}

/// Two-character names of places that are everyday words in policy texts: looked for in full.
const WORDS: [&str; 5] = ["东方", "海东", "中山", "三明", "大庆"];

/// The names of provinces and prefectures in a text, with their places.
fn places(text: &str) -> Vec<(usize, &'static str, Code)> {
    let mut found = Vec::new();
    for row in Tree::Regions.rows() {
        let short = row.name.trim_end_matches(['省', '市']);
        let name = if WORDS.contains(&short) { row.name } else { short };
        if name.chars().count() < 2 {
            continue;
        }
        found.extend(
            text.match_indices(name)
                .map(|(start, name)| (start, name, row.code))
                .map(|(start, _, code)| (start, name, code)),
        );
    }
    found
}

/// The figures of a text: amounts, rates, dates. Numbers of documents and of articles are not figures.
fn figures(text: &str) -> Vec<WrittenFigure> {
    let mut found = Vec::new();
    let mut at = 0_usize;
    while let Some(rest) = text.get(at..) {
        let Some(offset) = rest.find(|c: char| c.is_ascii_digit()) else { break };
        let start = at.saturating_add(offset);
        let (figure, end) = figure(text, start);
        found.extend(figure);
        at = end.max(start.saturating_add(1));
    }
    found
}

/// The figure that starts here, if it is one, and where to go on.
fn figure(text: &str, start: usize) -> (Option<WrittenFigure>, usize) {
    let rest = text.get(start..).unwrap_or_default();
    let before = text.get(..start).unwrap_or_default();
    let length = rest
        .char_indices()
        .find(|&(index, c)| {
            let next_is_digit = || {
                rest.get(index.saturating_add(1)..).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
            };
            !(c.is_ascii_digit() || (matches!(c, '.' | ',') && next_is_digit()))
        })
        .map_or(rest.len(), |(index, _)| index);
    let mut end = start.saturating_add(length);
    let digits = rest.get(..length).unwrap_or_default().replace(',', "");
    let after = text.get(end..).unwrap_or_default();
    // 〔2022〕63号, 第12条, A3, 2022-05-01 in running text is a date.
    if before.ends_with(['〔', '[', '第']) || after.starts_with(['〕', '号']) || after.starts_with("条") {
        return (None, end);
    }
    let named = ["No. ", "Art. ", "Article ", "Notice ", "Annex "].iter().any(|word| before.ends_with(word));
    if named || before.chars().next_back().is_some_and(|c| c.is_ascii_alphabetic()) {
        return (None, end);
    }
    let Some(value) = ten_thousandths(&digits) else { return (None, end) };
    let whole = value.checked_div(PLAIN).and_then(|whole| i32::try_from(whole).ok());
    if after.starts_with('月')
        && let (Some(month), Some(day)) =
            (whole, after.strip_prefix('月').map(|rest| rest.split('日').next().unwrap_or("")))
        && let (Ok(month), Ok(number)) = (u8::try_from(month), day.parse::<u8>())
    {
        let end = end.saturating_add("月日".len()).saturating_add(day.len());
        return (Some(WrittenFigure { start, end, means: FigureMeaning::Day(month, number) }), end);
    }
    if after.starts_with('月') {
        // A month alone, of a year named elsewhere.
        return (None, end);
    }
    if let Some((means, length)) = english_day(after, whole) {
        let end = end.saturating_add(length);
        return (Some(WrittenFigure { start, end, means }), end);
    }
    let is_year = rest.get(..4).is_some_and(|year| year.bytes().all(|b| b.is_ascii_digit()));
    if let Some((date, length)) = date(rest, whole.filter(|_| is_year), digits.len(), before) {
        return (
            Some(WrittenFigure { start, end: start.saturating_add(length), means: date }),
            start.saturating_add(length),
        );
    }
    let scales: [(&str, i128); 11] = [
        ("万亿", 1_000_000_000_000),
        (" trillion", 1_000_000_000_000),
        ("万", 10_000),
        ("亿", 100_000_000),
        ("千", 1_000),
        ("百万", 1_000_000),
        (" million", 1_000_000),
        (" billion", 1_000_000_000),
        ("m", 1_000_000),
        (" thousand", 1_000),
        ("k", 1_000),
    ];
    for sign in ["%", "％", " %", " per cent", " percentage point", "个百分点"] {
        if after.starts_with(sign) {
            end = end.saturating_add(sign.len());
            return (Some(WrittenFigure { start, end, means: FigureMeaning::Rate(value) }), end);
        }
    }
    if after.starts_with('‰') {
        end = end.saturating_add('‰'.len_utf8());
        let means = FigureMeaning::Rate(value.checked_div(10).unwrap_or(0));
        return (Some(WrittenFigure { start, end, means }), end);
    }
    if let Some((unit, scale)) = scales.iter().find(|(unit, _)| after.starts_with(unit)) {
        end = end.saturating_add(unit.len());
        return (Some(WrittenFigure { start, end, means: FigureMeaning::Plain(value.saturating_mul(*scale)) }), end);
    }
    // "5 to 10 million": the scale stands once.
    let upper = [" to ", "–", "-", " or ", "至", "、"].iter().find_map(|word| after.strip_prefix(word)).unwrap_or("");
    let upper = upper.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','));
    let is_range = after.len() > upper.len() && !upper.is_empty();
    if let Some((_, scale)) = scales.iter().find(|(unit, _)| is_range && upper.starts_with(unit)) {
        return (Some(WrittenFigure { start, end, means: FigureMeaning::Plain(value.saturating_mul(*scale)) }), end);
    }
    if is_range && upper.starts_with(['%', '％']) {
        return (Some(WrittenFigure { start, end, means: FigureMeaning::Rate(value) }), end);
    }
    (Some(WrittenFigure { start, end, means: FigureMeaning::Plain(value) }), end)
}

/// The rest of "21 November 2026" or "21 November", and its length.
fn english_day(after: &str, day: Option<i32>) -> Option<(FigureMeaning, usize)> {
    let day = day.and_then(|day| u8::try_from(day).ok()).filter(|day| (1..=31).contains(day))?;
    let rest = after.strip_prefix(' ')?;
    let (month, name) = (1_u8..).zip(MONTHS).find(|(_, name)| rest.starts_with(name))?;
    let length = name.len().saturating_add(1);
    let year = rest.get(name.len()..).and_then(|rest| rest.strip_prefix(' ')).and_then(|rest| rest.get(..4));
    match year.and_then(|year| year.parse().ok()) {
        Some(year) => Some((FigureMeaning::Date(year, Some(month), Some(day)), length.saturating_add(5))),
        None => Some((FigureMeaning::Day(month, day), length)),
    }
}

fn ten_thousandths(digits: &str) -> Option<i128> {
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
    let decimals: String = decimals.chars().chain("0000".chars()).take(4).collect();
    let whole: i128 = whole.parse().ok()?;
    Some(whole.saturating_mul(PLAIN).saturating_add(decimals.parse().ok()?))
}

/// A date that starts here: 2026年11月21日, 2026年11月, 2026年, 2026-11-21; "21 November 2026", "November 2026" by the
/// year alone.
fn date(rest: &str, year: Option<i32>, digits: usize, before: &str) -> Option<(FigureMeaning, usize)> {
    let year = year.filter(|year| digits == 4 && (1990..2100).contains(year))?;
    let number = |text: &str| {
        let length = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
        Some((text.get(..length)?.parse::<u8>().ok()?, length))
    };
    let after = rest.get(4..)?;
    if let Some(after_year) = after.strip_prefix('年') {
        let mut length = 4_usize.saturating_add('年'.len_utf8());
        let Some((month, digits)) = number(after_year) else {
            return Some((FigureMeaning::Date(year, None, None), length));
        };
        let Some(after_month) = after_year.get(digits..)?.strip_prefix('月') else {
            return Some((FigureMeaning::Date(year, None, None), length));
        };
        length = length.saturating_add(digits).saturating_add('月'.len_utf8());
        if let Some((day, digits)) = number(after_month)
            && after_month.get(digits..)?.starts_with('日')
        {
            length = length.saturating_add(digits).saturating_add('日'.len_utf8());
            return Some((FigureMeaning::Date(year, Some(month), Some(day)), length));
        }
        return Some((FigureMeaning::Date(year, Some(month), None), length));
    }
    let mut parts = after.split('-');
    if parts.next() == Some("")
        && let (Some((month, 2)), Some((day, 2))) = (parts.next().and_then(number), parts.next().and_then(number))
    {
        return Some((FigureMeaning::Date(year, Some(month), Some(day)), 10));
    }
    // A bare year, as in English or in "2026-2027"; not in front of a unit of money.
    let money = ["元", "万", " yuan", "人", "名"].iter().any(|unit| after.starts_with(unit));
    let preceded = before.ends_with(['¥', '￥']);
    (!money && !preceded).then_some((FigureMeaning::Date(year, None, None), 4))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meanings(text: &str) -> Vec<FigureMeaning> {
        figures(text).into_iter().map(|figure| figure.means).collect()
    }

    #[test]
    fn figures_are_read_with_their_units() {
        let plain = |count: i64| plain(count);
        assert_eq!(meanings("年应纳税所得额不超过300万元、职工300人"), [plain(3_000_000), plain(300)]);
        assert_eq!(meanings("up to 3 million yuan, 1,500 each"), [plain(3_000_000), plain(1_500)]);
        assert_eq!(meanings("减按5.5%，0.5‰"), [FigureMeaning::Rate(55_000), FigureMeaning::Rate(500)]);
        assert_eq!(meanings("2027年12月31日前"), [FigureMeaning::Date(2027, Some(12), Some(31))]);
        assert_eq!(meanings("2月1日至12月31日"), [FigureMeaning::Day(2, 1), FigureMeaning::Day(12, 31)]);
        assert_eq!(
            meanings("执行到2027年底，2026-01-01"),
            [FigureMeaning::Date(2027, None, None), FigureMeaning::Date(2026, Some(1), Some(1))]
        );
        assert_eq!(meanings("财税〔2016〕12号第3条"), []);
        assert_eq!(
            meanings("until 31 December 2027, 5 to 10 million, 2,000 yuan"),
            [FigureMeaning::Date(2027, Some(12), Some(31)), plain(5_000_000), plain(10_000_000), plain(2_000)]
        );
    }

    #[test]
    fn a_limit_in_words_must_lie_on_the_side_of_the_operator() {
        let mut known = Known::default();
        known.limits.push((plain(300), true));
        let say = |text: &str, language| {
            let figure = figures(text).remove(0);
            contradiction(&known, text, &figure, language)
        };
        for text in ["不超过300人", "300人以下", "超过300人的不能享受"] {
            assert_eq!(say(text, Language::ZhCn), None, "{text}");
        }
        for text in ["少于300人", "不足300人", "不低于300人", "300人以上"] {
            assert!(say(text, Language::ZhCn).is_some(), "{text}");
        }
        assert_eq!(say("at most 300 people", Language::En), None);
        assert!(say("fewer than 300 people", Language::En).is_some());
    }

    #[test]
    fn places_are_found_by_their_short_names() {
        let found: Vec<&str> = places("广州市和深圳的企业").into_iter().map(|(_, name, _)| name).collect();
        assert_eq!(found, ["广州", "深圳"]);
    }
}
