//! The one reader of typed numbers, dates and ranges, behind every field, table, link and option.
//!
//! What is not understood whole is refused: no part of it is ever taken for all of it.

use super::number::{NumberError, narrow, scaled};
use super::{Date, Interval, Money, Rate};

/// What is asked for, which says what may stand beside the digits and what the number comes to.
#[derive(Clone, Copy, Debug)]
pub enum Measure<'u> {
    /// An amount of money, in fen.
    Money,
    /// A rate, in parts per million.
    Rate,
    /// A civil date, as its day number.
    Date,
    /// A whole number of what these words name.
    Count(&'u [String]),
}

/// Marks between the ends of a range, and whether one end may be missing. A hyphen is one too, but not in dates.
const MARKS: [(&str, bool); 7] =
    [("..", true), ("~", true), ("至", true), ("到", true), ("——", false), ("—", false), (" to ", false)];

/// Words that make a range of a number: whether they stand before it, whether it is the low end, and how far from it
/// that lies. By article 1259 of the Civil Code 以上, 以下 and 以内 hold the number itself, 超过 and 不满 do not.
const ENDS: [(&str, bool, bool, i64); 11] = [
    ("及以上", false, true, 0),
    ("以上", false, true, 0),
    ("+", false, true, 0),
    ("至少", true, true, 0),
    ("超过", true, true, 1),
    ("及以下", false, false, 0),
    ("以下", false, false, 0),
    ("以内", false, false, 0),
    ("不超过", true, false, 0),
    ("不到", true, false, -1),
    ("不满", true, false, -1),
];

/// What may stand around an amount of money.
const CURRENCY: [&str; 7] = ["人民币", "块钱", "元", "块", "yuan", "rmb", "cny"];

/// Words that count the same, a group each.
const SAME: &str = "人 名 位 个 个人 people persons person;个月 月 months month;年 years year;天 日 days day;\
    件 项 个 items item;次 times;平方米 平米 ㎡";

impl Measure<'_> {
    /// Reads a single number: digits of both widths, grouped or not, with 十, 百, 千, 万 or 亿 behind them, and the name
    /// of what is measured.
    ///
    /// # Errors
    /// [`NumberError`] when it is empty or not understood whole, finer than the smallest unit, or beyond [`Money::MAX`]
    /// or [`Rate::MAX`].
    pub fn read(self, typed: &str) -> Result<i64, NumberError> {
        told(typed, number(&narrow(typed), self))
    }

    /// Reads a range such as `20-49`, `20～49`, `50至100万`, `20..`, `20人以上`, or a single number.
    ///
    /// An end that is open is that of `bounds`; nothing else is held against them. A low end without a unit has that of
    /// the high end.
    ///
    /// # Errors
    /// [`NumberError`] when it is empty, runs backwards, or is not understood whole.
    pub fn read_range(self, typed: &str, bounds: Interval) -> Result<Interval, NumberError> {
        told(typed, range(&narrow(typed), self, bounds))
    }
}

/// Only a text without anything in it is empty; what has a unit or a mark alone is no number.
fn told<T>(typed: &str, read: Result<T, NumberError>) -> Result<T, NumberError> {
    read.map_err(
        |why| if why == NumberError::Empty && !typed.trim().is_empty() { NumberError::NotANumber } else { why },
    )
}

fn range(text: &str, measure: Measure<'_>, bounds: Interval) -> Result<Interval, NumberError> {
    let text = text.trim();
    for (word, before, is_low, step) in ENDS {
        let rest = if before { text.strip_prefix(word) } else { text.strip_suffix(word) };
        if let Some(rest) = rest {
            let end = number(rest, measure)?.saturating_add(step);
            let (low, high) = if is_low { (end, bounds.high().max(end)) } else { (bounds.low().min(end), end) };
            return Interval::new(low, high).ok_or(NumberError::Backwards);
        }
    }
    let marked = MARKS.iter().find_map(|&(mark, open)| Some((text.split_once(mark)?, open)));
    let hyphen = || {
        // At the start it is a sign.
        let (at, _) = text.char_indices().skip(1).find(|&(_, c)| c == '-')?;
        let (low, high) = text.split_at_checked(at)?;
        Some(((low, high.strip_prefix('-')?), false))
    };
    let split = marked.or_else(|| if matches!(measure, Measure::Date) { None } else { hyphen() });
    let Some(((low, high), open)) = split else { return number(text, measure).map(Interval::exact) };
    let (low, high) = (low.trim(), high.trim());
    let ends = match (low.is_empty(), high.is_empty()) {
        (false, false) if !high.starts_with('.') => {
            let is_digit = |c: char| c.is_ascii_digit() || c == '.';
            let unit = high.rfind(is_digit).and_then(|at| high.get(at.saturating_add(1)..)).unwrap_or_default();
            let low = if low.ends_with(is_digit) { [low, unit].concat() } else { low.to_owned() };
            (number(&low, measure)?, number(high, measure)?)
        }
        (false, true) if open => {
            let low = number(low, measure)?;
            (low, bounds.high().max(low))
        }
        (true, false) if open => {
            let high = number(high, measure)?;
            (bounds.low().min(high), high)
        }
        _ => return Err(NumberError::NotANumber),
    };
    Interval::new(ends.0, ends.1).ok_or(NumberError::Backwards)
}

fn number(text: &str, measure: Measure<'_>) -> Result<i64, NumberError> {
    let mut text = text.trim();
    if let Measure::Date = measure {
        return text.parse::<Date>().map(Date::day_number);
    }
    if let Measure::Money = measure {
        for word in CURRENCY.into_iter().chain(["¥"]) {
            text = text.strip_prefix(word).unwrap_or(text).trim_start();
        }
    }
    let end = text.find(|c: char| !c.is_ascii_digit() && !"+-., '_".contains(c)).unwrap_or(text.len());
    let (digits, rest) = text.split_at_checked(end).unwrap_or((text, ""));
    let (power, unit) = powers(rest)?;
    let (places, times) = match measure {
        Measure::Money => {
            let rest = CURRENCY.iter().fold(unit, |rest, word| rest.strip_suffix(word).unwrap_or(rest).trim_end());
            (2, rest.is_empty().then_some(1))
        }
        Measure::Rate => (if unit == "‰" { 3 } else { 4 }, (power == 0 && matches!(unit, "" | "%" | "‰")).then_some(1)),
        Measure::Count(units) => (0, counts(unit, units)),
        Measure::Date => (0, None),
    };
    let Some(times) = times else {
        let is_other = digits.trim().is_empty() || rest.contains(|c: char| c.is_ascii_alphanumeric());
        return Err(if is_other { NumberError::NotANumber } else { NumberError::Unit });
    };
    if digits.trim().is_empty() {
        return Err(NumberError::Empty);
    }
    let most = match measure {
        Measure::Money => Money::MAX.fen(),
        Measure::Rate => Rate::MAX.ppm(),
        Measure::Date | Measure::Count(_) => i64::MAX,
    };
    let separator = if let Measure::Count(_) = measure { NumberError::CountSeparator } else { NumberError::Separator };
    let whole = ungrouped(digits.trim(), power > 0).ok_or(separator)?;
    let value = scaled(&whole, power.saturating_add(places))?.checked_mul(times);
    value.filter(|value| value.saturating_abs() <= most).ok_or(NumberError::OutOfRange)
}

/// The power of ten that characters such as 千万 stand for, and what follows them.
fn powers(mut rest: &str) -> Result<(u32, &str), NumberError> {
    let (mut all, mut last) = (0_u32, 0_u32);
    loop {
        rest = rest.trim();
        let mut chars = rest.chars();
        let power = match chars.next() {
            Some('十') => 1,
            Some('百') => 2,
            Some('千') => 3,
            Some('万' | 'w') => 4,
            Some('亿') => 8,
            _ => return Ok((all, rest)),
        };
        // 千万 is one number, 万千 none.
        if power <= last {
            return Err(NumberError::NotANumber);
        }
        (all, last, rest) = (all.saturating_add(power), power, chars.as_str());
    }
}

/// How many of what is counted one of what a word names is, if it fits at all: a year is twelve months.
fn counts(word: &str, units: &[String]) -> Option<i64> {
    let same = |word: &str, unit: &str| {
        word == unit
            || SAME.split(';').any(|group| [word, unit].iter().all(|one| group.split(' ').any(|it| it == *one)))
    };
    let is = |word: &str| units.iter().any(|unit| same(word, unit));
    if word.is_empty() || is(word) {
        Some(1)
    } else if is("月") && same(word, "年") {
        Some(12)
    } else {
        None
    }
}

/// The digits without what groups them; none if a mark does not group them. Blanks group by threes alone, and not
/// before 万 and its like: `300 500万` and `100 2000` are two numbers.
fn ungrouped(digits: &str, is_scaled: bool) -> Option<String> {
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
    let sign = if whole.starts_with('-') { "-" } else { "" };
    let mut whole = whole.strip_prefix(['+', '-']).unwrap_or(whole).trim_start().to_owned();
    let is_mark = |c: char| matches!(c, ',' | ' ' | '\'' | '_');
    if let Some(mark) = whole.chars().find(|&c| is_mark(c)) {
        let sizes = || whole.split(mark).map(str::len);
        let (first, size) = (sizes().next().unwrap_or(0), sizes().next_back().unwrap_or(0));
        // After a zero, what looks like a mark between groups is a decimal point.
        let is_zero = whole.starts_with('0');
        let fits = if mark == ' ' { size == 3 && !is_scaled } else { matches!(size, 3 | 4) };
        if is_zero || first == 0 || first > size || !fits || sizes().skip(1).any(|it| it != size) {
            return None;
        }
        whole = whole.replace(mark, "");
    }
    if whole.contains(is_mark) || decimals.contains(is_mark) {
        return None;
    }
    Some([sign, &whole, ".", decimals].concat())
}
