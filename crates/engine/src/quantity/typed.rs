//! The one reader of typed numbers, dates and ranges, behind every field, table, link and option.
//!
//! What is not understood whole is refused: no part of it is ever taken for all of it.

use super::cursor::Cursor;
use super::number::{NumberError, Part, plain};
use super::numeral::{Numeral, digit};
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

/// Marks between the ends of a range; behind the first two the high end may be missing.
const MARKS: [&str; 8] = ["..", "~", "至", "到", "——", "—", "-", "to "];

/// What may stand between two words of [`BEFORE`] or [`AFTER`] with their numbers.
const BETWEEN: [&str; 6] = ["、", ",", "且", "并", "and ", "but "];

/// A word that makes a range of a number: whether that is the low end, and how far from the number it lies. By article
/// 1259 of the Civil Code 以上, 以下 and 以内 hold the number itself, 超过 and 不满 do not.
type EndWord = (&'static str, bool, i64);

/// Such words that stand before the number.
const BEFORE: [EndWord; 47] = [
    ("至少", true, 0),
    ("最少", true, 0),
    ("不少于", true, 0),
    ("不低于", true, 0),
    ("不小于", true, 0),
    ("大于等于", true, 0),
    ("大于或等于", true, 0),
    ("≥", true, 0),
    (">=", true, 0),
    ("at least", true, 0),
    ("not less than", true, 0),
    ("no less than", true, 0),
    ("超过", true, 1),
    ("多于", true, 1),
    ("大于", true, 1),
    ("高于", true, 1),
    (">", true, 1),
    ("more than", true, 1),
    ("over", true, 1),
    ("above", true, 1),
    ("至多", false, 0),
    ("最多", false, 0),
    ("不超过", false, 0),
    ("不多于", false, 0),
    ("不高于", false, 0),
    ("不大于", false, 0),
    ("小于等于", false, 0),
    ("小于或等于", false, 0),
    ("≤", false, 0),
    ("<=", false, 0),
    ("at most", false, 0),
    ("up to", false, 0),
    ("not more than", false, 0),
    ("no more than", false, 0),
    ("不到", false, -1),
    ("不足", false, -1),
    ("不满", false, -1),
    ("未满", false, -1),
    ("未超过", false, 0),
    ("少于", false, -1),
    ("低于", false, -1),
    ("小于", false, -1),
    ("<", false, -1),
    ("less than", false, -1),
    ("fewer than", false, -1),
    ("under", false, -1),
    ("below", false, -1),
];

/// Such words that stand behind it.
const AFTER: [EndWord; 15] = [
    ("+", true, 0),
    ("及以上", true, 0),
    ("以上", true, 0),
    ("起", true, 0),
    ("or more", true, 0),
    ("and more", true, 0),
    ("or above", true, 0),
    ("and above", true, 0),
    ("及以下", false, 0),
    ("以下", false, 0),
    ("以内", false, 0),
    ("之内", false, 0),
    ("or less", false, 0),
    ("or fewer", false, 0),
    ("and below", false, 0),
];

/// What may stand before an amount of money.
const CURRENCY: [&str; 4] = ["人民币", "rmb", "cny", "¥"];

/// What may stand behind it.
const YUAN: [&str; 8] = ["元", "元人民币", "人民币", "块", "块钱", "yuan", "rmb", "cny"];

/// Words that count the same, a group each.
const SAME: &str = "人|名|位|个|个人|people|person|persons;个月|月|months|month;年|years|year;天|日|days|day;\
    件|项|个|items|item;次|times|time;分|points|point;平方米|平米|㎡|square metres|square metre";

/// More months than these, a hundred years, are a slip.
const MOST_MONTHS: i64 = 1200;

/// What says that a number is one only roughly, wherever it stands.
const ROUGHLY: [&str; 6] = ["左右", "上下", "几", "若干", "差不多", "or so"];

/// The same before the number alone.
const ABOUT: [&str; 17] = [
    "约",
    "大约",
    "大概",
    "大致",
    "将近",
    "接近",
    "近",
    "估计",
    "~",
    "≈",
    "about",
    "around",
    "approximately",
    "approx",
    "roughly",
    "almost",
    "nearly",
];

impl Measure<'_> {
    /// Reads a single number: digits of both widths, grouped or not, Chinese ones, with 十, 百, 千, 万 or 亿 behind them,
    /// and the name of what is measured.
    ///
    /// # Errors
    /// [`NumberError`] when it is empty or not understood whole, finer than the smallest unit, or beyond [`Money::MAX`]
    /// or [`Rate::MAX`].
    pub fn read(self, typed: &str) -> Result<i64, NumberError> {
        whole(typed, |cursor| {
            let amount = self.amount(cursor)?;
            let value = if amount.is_open { Err(NumberError::NotANumber) } else { self.value(amount) }?;
            if value > MOST_MONTHS && self.is_months() { Err(NumberError::OutOfRange) } else { Ok(value) }
        })
    }

    /// Reads a range such as `20-49`, `20～49`, `50至100万`, `20..`, `20人以上`, `20人以上、不到50人`, or a single number.
    ///
    /// An end that is open is that of `bounds`; nothing else is held against them. A low end without a unit has that of
    /// the high end.
    ///
    /// # Errors
    /// [`NumberError`] when it is empty, runs backwards, or is not understood whole.
    pub fn read_range(self, typed: &str, bounds: Interval) -> Result<Interval, NumberError> {
        let range = whole(typed, |cursor| self.range(cursor, bounds))?;
        let is_over = |end: i64| end > MOST_MONTHS && end != bounds.high();
        if (is_over(range.low()) || is_over(range.high())) && self.is_months() {
            return Err(NumberError::OutOfRange);
        }
        Ok(range)
    }

    /// Whether months are counted.
    fn is_months(self) -> bool {
        let Self::Count(units) = self else { return false };
        units.iter().any(|unit| named("月").split('|').any(|word| word == plain(unit)))
    }

    fn range(self, cursor: &mut Cursor<'_>, bounds: Interval) -> Result<Interval, NumberError> {
        let interval = |low, high| Interval::new(low, high).ok_or(NumberError::Backwards);
        let up_to = |high: i64| interval(bounds.low().min(high), high);
        let from = |low: i64| interval(low, bounds.high().max(low));
        if cursor.eat("..") {
            cursor.blanks();
            return up_to(self.value(self.amount(cursor)?)?);
        }
        let first = self.end(cursor)?;
        let mut ahead = *cursor;
        ahead.blanks();
        let Some((first_is_low, _)) = first.side else {
            let Some(mark) = ahead.eat_longest(MARKS.into_iter()) else {
                return self.value(first.amount).map(Interval::exact);
            };
            *cursor = ahead;
            cursor.blanks();
            if cursor.is_done() && matches!(mark, ".." | "~") {
                return from(self.value(first.amount)?);
            }
            let second = self.end(cursor)?;
            return match second.side {
                Some((true, _)) => Err(NumberError::NotANumber),
                None | Some((false, _)) => self.between(first, second),
            };
        };
        ahead.eat_longest(BETWEEN.into_iter());
        ahead.blanks();
        match self.end(&mut ahead) {
            Ok(second) if second.side.is_some_and(|(is_low, _)| is_low != first_is_low) => {
                *cursor = ahead;
                if first_is_low { self.between(first, second) } else { self.between(second, first) }
            }
            Ok(_) | Err(_) => {
                let end = self.end_value(first)?;
                if first_is_low { from(end) } else { up_to(end) }
            }
        }
    }

    /// From a low end to a high one.
    fn between(self, low: End, high: End) -> Result<Interval, NumberError> {
        let mut told = low;
        if !told.amount.has_unit {
            let Amount { numeral, times, places, more, .. } = high.amount;
            if more != 0 {
                return Err(NumberError::LowUnit);
            }
            let low_numeral = numeral.for_low(told.amount.numeral)?;
            told.amount = Amount { numeral: low_numeral, times, places, has_unit: high.amount.has_unit, ..told.amount };
        }
        let (from, to) = (self.end_value(told)?, self.end_value(high)?);
        if let Some(interval) = Interval::new(from, to) {
            return Ok(interval);
        }
        // As 5千万 the low end of 5千到1万 would lie above the high one: it is 5千.
        let own = self.value(Amount { has_unit: true, ..low.amount })?.saturating_add(low.step());
        if own > to {
            return Err(NumberError::Backwards);
        }
        let alone = Interval::new(own, to).filter(|_| low.amount.numeral.has_own_unit(high.amount.numeral));
        alone.ok_or(NumberError::LowUnit)
    }

    fn end_value(self, end: End) -> Result<i64, NumberError> {
        Ok(self.value(end.amount)?.saturating_add(end.step()))
    }

    /// Reads one end of a range, or a number that is a range by a word beside it.
    fn end(self, cursor: &mut Cursor<'_>) -> Result<End, NumberError> {
        let side = |cursor: &mut Cursor<'_>, words: &[EndWord]| {
            let word = cursor.eat_longest(words.iter().map(|(word, ..)| *word))?;
            words.iter().find(|(other, ..)| *other == word).map(|&(_, is_low, step)| (is_low, step))
        };
        // Most often a number stands alone, and no word begins with a digit.
        let is_bare = cursor.peek().is_some_and(|c| c.is_ascii_digit());
        let before = if is_bare { None } else { side(cursor, &BEFORE) };
        cursor.blanks();
        let amount = self.amount(cursor)?;
        let open = amount.is_open.then_some((true, 0));
        if before.is_some() && open.is_some() {
            return Err(NumberError::NotANumber);
        }
        let mut behind = *cursor;
        behind.blanks();
        let after = if before.or(open).is_none() { side(&mut behind, &AFTER) } else { None };
        if after.is_some() {
            *cursor = behind;
        }
        Ok(End { amount, side: before.or(open).or(after) })
    }

    /// Reads a number with what stands before it and behind it.
    fn amount(self, cursor: &mut Cursor<'_>) -> Result<Amount, NumberError> {
        match self {
            Self::Date => Date::read(cursor).map(|date| Amount::sure(date.day_number())),
            Self::Money => {
                while cursor.eat_longest(CURRENCY.into_iter()).is_some() {
                    cursor.blanks();
                }
                let mut amount = Amount::read(cursor, 2, NumberError::Separator)?;
                let word = unit(cursor, YUAN.into_iter());
                amount.has_unit = word.is_some();
                if matches!(word, Some("元" | "块")) {
                    amount.more = fen(cursor, amount)?;
                    unit(cursor, ["整", "正"].into_iter());
                }
                Ok(amount)
            }
            Self::Rate => {
                let parts =
                    [("百分之", 4), ("千分之", 3), ("万分之", 2)].into_iter().find(|(word, _)| cursor.eat(word));
                if parts.is_some() && cursor.eat("百") {
                    let (_, places) = parts.unwrap_or_default();
                    return Ok(Amount { places, ..Amount::sure(100) });
                }
                let mut amount = Amount::read(cursor, 4, NumberError::Separator)?;
                let unit = if parts.is_none() { unit(cursor, ["%", "‰"].into_iter()) } else { None };
                if amount.numeral.is_multiple() {
                    return Err(NumberError::NotANumber);
                }
                amount.places = parts.map_or(if unit == Some("‰") { 3 } else { 4 }, |(_, places)| places);
                amount.has_unit = parts.is_some() || unit.is_some();
                Ok(amount)
            }
            Self::Count(units) => count(cursor, units),
        }
    }

    /// What an amount comes to, within the bounds of the type.
    fn value(self, amount: Amount) -> Result<i64, NumberError> {
        let most = match self {
            Self::Money => Money::MAX.fen(),
            Self::Rate => Rate::MAX.ppm(),
            Self::Date | Self::Count(_) => i64::MAX,
        };
        let value = amount.numeral.scaled(amount.places, amount.times)?.checked_add(amount.more);
        let value = value.filter(|value| value.saturating_abs() <= most).ok_or(NumberError::OutOfRange)?;
        let is_small = value != 0 && value.saturating_abs() < Rate::ONE_PER_CENT;
        if matches!(self, Self::Rate) && !amount.has_unit && is_small {
            return Err(NumberError::BareRate);
        }
        Ok(value)
    }
}

/// A number with its unit.
#[derive(Clone, Copy, Debug)]
struct Amount {
    numeral: Numeral,
    /// The decimals of the smallest unit.
    places: u32,
    /// How many of what is counted one of the unit is: a year is twelve months.
    times: i64,
    /// What more a second part says: the six months of 一年半.
    more: i64,
    has_unit: bool,
    /// Whether a plus behind the digits says "or more".
    is_open: bool,
}

/// An end of a range: whether a word says that it is the low one, and how far from the number it lies.
#[derive(Clone, Copy, Debug)]
struct End {
    amount: Amount,
    side: Option<(bool, i64)>,
}

impl End {
    /// How far the end lies from the number, by the word beside it.
    fn step(self) -> i64 {
        self.side.map_or(0, |(_, step)| step)
    }
}

impl Amount {
    /// This number of the smallest unit.
    fn sure(value: i64) -> Self {
        Self { numeral: Numeral::whole(value), places: 0, times: 1, more: 0, has_unit: true, is_open: false }
    }

    fn read(cursor: &mut Cursor<'_>, places: u32, separator: NumberError) -> Result<Self, NumberError> {
        let numeral = Numeral::read(cursor, separator)?.ok_or(NumberError::NotANumber)?;
        let is_open = cursor.eat("+");
        Ok(Self { numeral, places, has_unit: false, is_open, ..Self::sure(0) })
    }
}

/// Reads the longest of some units, if one comes next.
fn unit<'w>(cursor: &mut Cursor<'_>, words: impl Iterator<Item = &'w str>) -> Option<&'w str> {
    let mut ahead = *cursor;
    ahead.blanks();
    let word = ahead.eat_longest(words)?;
    *cursor = ahead;
    Some(word)
}

/// Reads a number of what some words name.
fn count(cursor: &mut Cursor<'_>, units: &[String]) -> Result<Amount, NumberError> {
    let units: Vec<String> = units.iter().map(|unit| plain(unit)).collect();
    let is_in = |group: &str, word: &str| group.split('|').any(|one| one == word);
    let groups = || SAME.split(';').filter(|group| units.iter().any(|unit| is_in(group, unit)));
    let own = || groups().flat_map(|group| group.split('|')).chain(units.iter().map(String::as_str));
    let (months, years) = (named("月"), named("年"));
    let is_months = groups().any(|group| group == months);
    if is_months && cursor.eat("半") {
        let year = unit(cursor, years.split('|'));
        return year.map(|_| Amount::sure(6)).ok_or(NumberError::NotANumber);
    }
    let mut amount = Amount::read(cursor, 0, NumberError::CountSeparator)?;
    let own_unit = unit(cursor, own());
    let mut ahead = *cursor;
    let told = own_unit.or_else(|| unit(&mut ahead, years.split('|')));
    // A fact may say of itself that it counts 月.
    let is_own = units.iter().any(|unit| Some(unit.as_str()) == told);
    if is_months && !is_own && is_of_calendar(amount.numeral, told) {
        return Err(NumberError::NotALength);
    }
    if own_unit.is_some() {
        amount.has_unit = true;
    } else if is_months && unit(cursor, years.split('|')).is_some() {
        (amount.has_unit, amount.times) = (true, 12);
        let mut ahead = *cursor;
        ahead.blanks();
        ahead.eat("〇");
        if cursor.eat("半") {
            amount.more = 6;
        } else if ahead.peek().is_some_and(|c| c.is_ascii_digit() || c == '十' || digit(c).is_some())
            && let Some(more) = Numeral::read(&mut ahead, NumberError::CountSeparator)?
            && unit(&mut ahead, months.split('|')).is_some()
        {
            amount.more = more.scaled(0, 1)?;
            *cursor = ahead;
            if !(1..12).contains(&amount.more) {
                return Err(NumberError::NotANumber);
            }
        }
    }
    Ok(amount)
}

/// Reads the 角 and 分 behind the yuan, as bills have them: 伍角, 5角3分.
fn fen(cursor: &mut Cursor<'_>, yuan: Amount) -> Result<i64, NumberError> {
    let mut fen = 0_i64;
    for (word, worth) in [("角", 10_i64), ("分", 1)] {
        let mut ahead = *cursor;
        ahead.blanks();
        ahead.eat("〇");
        let count = ahead.eat_if(|c| c.is_ascii_digit() || digit(c).is_some());
        if let Some(count) = count.and_then(|c| digit(c).or(c.to_digit(10).map(i64::from)))
            && unit(&mut ahead, [word].into_iter()).is_some()
        {
            fen = fen.saturating_add(count.saturating_mul(worth));
            *cursor = ahead;
        }
    }
    // Below zero, or behind a fraction of a yuan, they say nothing plain.
    let is_whole = yuan.numeral.scaled(0, 1).is_ok_and(|yuan| yuan >= 0);
    if fen == 0 || is_whole { Ok(fen) } else { Err(NumberError::NotANumber) }
}

/// The words of [`SAME`] that count the same as this one.
fn named(word: &str) -> &'static str {
    SAME.split(';').find(|group| group.split('|').any(|one| one == word)).unwrap_or_default()
}

/// Whether a number is a year or a month of the calendar rather than how many there are: 2024年, 202403, 5月.
fn is_of_calendar(numeral: Numeral, unit: Option<&str>) -> bool {
    let Ok(number) = numeral.scaled(0, 1) else { return false };
    match unit {
        Some("月") => (1..=12).contains(&number),
        Some("年" | "year" | "years") => number >= 1000,
        None => matches!(number, 1900..=2199 | 190_001..=219_912),
        Some(_) => false,
    }
}

/// Reads all of a text.
fn whole<T>(typed: &str, read: impl FnOnce(&mut Cursor<'_>) -> Result<T, NumberError>) -> Result<T, NumberError> {
    let text = plain(typed);
    if text.trim().is_empty() {
        return Err(NumberError::Empty);
    }
    let mut cursor = Cursor::new(&text);
    cursor.blanks();
    let value = read(&mut cursor).and_then(|value| {
        cursor.blanks();
        if cursor.is_done() { Ok(value) } else { Err(NumberError::Unit(cursor.strange())) }
    });
    value.map_err(|why| roughly(&text).map_or(why, NumberError::Roughly))
}

/// The part that says that the number in a text is one only roughly.
fn roughly(text: &str) -> Option<Part> {
    let is_number = |c: char| c.is_ascii_digit() || digit(c).is_some() || "十百千万亿".contains(c);
    text.find(is_number)?;
    let part = |at: usize, word: &str| Some(Part::new(text.get(..at)?.chars().count(), word.chars().count()));
    if let Some((at, word)) = ROUGHLY.iter().find_map(|word| Some((text.find(word)?, word))) {
        return part(at, word);
    }
    let mut begin = Cursor::new(text);
    begin.blanks();
    while begin.eat_longest(CURRENCY.into_iter()).is_some() {
        begin.blanks();
    }
    let before = text.len().saturating_sub(begin.rest().len());
    if let Some(word) = begin.eat_longest(ABOUT.into_iter()) {
        return part(before, word);
    }
    // 数百, 二十多人, 百余人, 十来个
    if begin.eat("数") && begin.peek().is_some_and(is_number) {
        return part(before, "数");
    }
    let pairs = text.char_indices().zip(text.char_indices().skip(1));
    let (_, (at, _)) = pairs.into_iter().find(|((_, a), (_, b))| is_number(*a) && matches!(b, '多' | '余' | '来'))?;
    part(at, "多")
}
