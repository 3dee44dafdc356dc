//! Numbers in digits, in Chinese characters, and in both: `1,234.5`, `3千`, `1亿2000万`, `一亿二千万`, `一点五亿`.

use super::cursor::Cursor;
use super::number::NumberError;

/// A number as it is written: `mantissa` with `decimals`, times ten to the `power`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Numeral {
    mantissa: i64,
    decimals: u32,
    power: u32,
    /// The part of `power` that a 万 or 亿 at the end stands for.
    large: u32,
    form: Form,
}

/// In what a number is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// Digits alone.
    Digits,
    /// Digits with 十, 百, 千, 万 or 亿 behind them.
    Scaled,
    /// Chinese characters, or several parts: the 万 or 亿 at the end counts for all of it.
    Words,
    /// Several parts with a 万 or 亿 within.
    Parts,
}

impl Numeral {
    /// A whole number that says its unit.
    pub(super) fn whole(value: i64) -> Self {
        Self { mantissa: value, decimals: 0, power: 0, large: 0, form: Form::Words }
    }

    /// The number in units of `times` with `places` decimals, exactly.
    pub(super) fn scaled(self, places: u32, times: i64) -> Result<i64, NumberError> {
        let value = self.mantissa.checked_mul(times).ok_or(NumberError::OutOfRange)?;
        let power = self.power.saturating_add(places);
        match power.checked_sub(self.decimals) {
            Some(_) if value == 0 => Ok(0),
            Some(power) => {
                let factor = 10_i64.checked_pow(power).ok_or(NumberError::OutOfRange)?;
                value.checked_mul(factor).ok_or(NumberError::OutOfRange)
            }
            None => {
                let parts = 10_i64.checked_pow(self.decimals.saturating_sub(power));
                let whole = |parts: i64| value.checked_div(parts).filter(|_| value.checked_rem(parts) == Some(0));
                parts.and_then(whole).ok_or(NumberError::TooPrecise)
            }
        }
    }

    /// Whether digits alone have 十 to 亿 behind them, or anything has 万 or 亿.
    pub(super) fn is_multiple(self) -> bool {
        self.form == Form::Scaled || self.form == Form::Parts || self.large > 0
    }

    /// Whether 十, 百 or 千 says how much this is, and the 万 of this high end may count for both ends or for itself alone.
    pub(super) fn has_own_unit(self, high: Self) -> bool {
        let is_told = match self.form {
            Form::Digits | Form::Parts => false,
            Form::Scaled => true,
            Form::Words => self.decimals == 0 && self.mantissa >= 10,
        };
        is_told && self.large == 0 && high.large == 4
    }

    /// The low end of a range, of which this is the high one: what only the high end says counts for both (50-100万).
    pub(super) fn for_low(self, low: Self) -> Result<Self, NumberError> {
        if low.large > 0 || low.form == Form::Parts {
            return Ok(low);
        }
        let is_digit = low.decimals == 0 && low.power == 0 && low.mantissa.unsigned_abs() < 10;
        let is_large = self.large == 0 && self.scaled(0, 1).is_ok_and(|value| value >= 100);
        let power = match (self.form, low.form) {
            (Form::Parts, _) => return Err(NumberError::LowUnit),
            (Form::Scaled, Form::Digits) => self.power,
            // 三到五百 may begin at 3 or at 300.
            (Form::Scaled | Form::Words, _) if is_digit && is_large => return Err(NumberError::LowUnit),
            _ => self.large,
        };
        Ok(Self { power: low.power.saturating_add(power), ..low })
    }

    /// Reads a number that comes next, if one does. `separator` is what to say of a mark that groups nothing.
    pub(super) fn read(cursor: &mut Cursor<'_>, separator: NumberError) -> Result<Option<Self>, NumberError> {
        let start = *cursor;
        let sign = cursor.eat_if(|c| matches!(c, '-' | '+' | '负'));
        let mut sum = Sum::default();
        while let Some(next) = cursor.peek() {
            if next.is_ascii_digit() || (next == '.' && sum.is_empty() && is_decimal(cursor.rest())) {
                let (digits, behind) = run(cursor);
                sum.number(&ungrouped(digits, behind).ok_or(separator)?)?;
            } else if let Some(digit) = digit(next) {
                cursor.eat_if(|c| c == next);
                // 七八 is seven or eight.
                if sum.is_after_digit && digit > 0 {
                    return Err(NumberError::Roughly(cursor.last(2)));
                }
                sum.digit(digit)?;
            } else if let Some(power) = power(next).filter(|_| next != 'w' || sum.is_digits()) {
                cursor.eat_if(|c| c == next);
                sum.times(power)?;
            } else if next == '点' && cursor.rest().chars().nth(1).and_then(decimal).is_some() {
                cursor.eat_if(|c| c == next);
                sum.decimals(cursor.eat_while(|c| decimal(c).is_some()))?;
            } else if next == '个'
                && (sum.pending.is_some() || sum.section > 0)
                && cursor.rest().chars().nth(1) == Some('亿')
            {
                // 3个亿 is 3亿.
                cursor.eat_if(|c| c == next);
            } else {
                break;
            }
        }
        match sum.done()? {
            Some(numeral) => {
                let mantissa = if sign.is_some_and(|sign| sign != '+') {
                    numeral.mantissa.saturating_neg()
                } else {
                    numeral.mantissa
                };
                Ok(Some(Self { mantissa, ..numeral }))
            }
            None => {
                *cursor = start;
                Ok(None)
            }
        }
    }
}

/// The value of a Chinese digit.
pub(super) fn digit(c: char) -> Option<i64> {
    let place = "〇一二三四五六七八九".chars().position(|digit| digit == c)?;
    i64::try_from(place).ok()
}

/// The value of a digit behind 点, Chinese or not.
fn decimal(c: char) -> Option<i64> {
    digit(c).or(c.to_digit(10).map(i64::from))
}

/// The power of ten that a character stands for.
fn power(c: char) -> Option<u32> {
    match c {
        '十' => Some(1),
        '百' => Some(2),
        '千' => Some(3),
        '万' | 'w' => Some(4),
        '亿' => Some(8),
        _ => None,
    }
}

fn is_decimal(rest: &str) -> bool {
    rest.strip_prefix('.').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}

/// Reads digits with what may group them; the power of the 十 to 亿 that stands behind them, if one does.
fn run<'t>(cursor: &mut Cursor<'t>) -> (&'t str, Option<u32>) {
    let is_mark = |c: char| matches!(c, ',' | ' ' | '\'' | '_');
    let text = cursor.rest();
    let mut end = 0_usize;
    let mut ahead = *cursor;
    loop {
        let marks = ahead;
        ahead.eat_while(is_mark);
        let point = ahead;
        if ahead.peek() == Some('.') && (!is_decimal(ahead.rest()) || marks.rest() != point.rest()) {
            break;
        }
        ahead.eat(".");
        if ahead.eat_while(|c| c.is_ascii_digit()).is_empty() {
            break;
        }
        *cursor = ahead;
        end = text.len().saturating_sub(ahead.rest().len());
    }
    let mut behind = *cursor;
    behind.blanks();
    let power = behind.peek().and_then(power);
    if power.is_some() {
        *cursor = behind;
    }
    (text.get(..end).unwrap_or_default(), power)
}

/// The digits without what groups them; none if a mark does not group them. Blanks group by threes alone, and not
/// before 万 and its like: `300 500万` and `100 2000` are two numbers. Before these, other marks group as the program
/// itself writes them: `1,000万`, but `500,800万` is a range to many, and `1000,2000万` no grouping at all.
fn ungrouped(digits: &str, power: Option<u32>) -> Option<String> {
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
    let mut whole = whole.to_owned();
    let is_mark = |c: char| matches!(c, ',' | ' ' | '\'' | '_');
    if let Some(mark) = whole.chars().find(|&c| is_mark(c)) {
        let sizes = || whole.split(mark).map(str::len);
        let (first, size) = (sizes().next().unwrap_or(0), sizes().next_back().unwrap_or(0));
        // After a zero, what looks like a mark between groups is a decimal point.
        let is_zero = whole.starts_with('0');
        let count: usize = sizes().sum();
        let fits = match power {
            None => size == 3 || (size == 4 && mark != ' '),
            Some(power) => mark != ' ' && size == 3 && (count == 4 || power == 8),
        };
        if is_zero || first == 0 || first > size || !fits || sizes().skip(1).any(|it| it != size) {
            return None;
        }
        whole = whole.replace(mark, "");
    }
    if whole.contains(is_mark) || decimals.contains(is_mark) {
        return None;
    }
    Some(if decimals.is_empty() { whole } else { [&whole, ".", decimals].concat() })
}

/// A number put together from its beginning. All amounts have the decimals of its first part.
#[derive(Debug, Default)]
struct Sum {
    /// What ends with 亿.
    highest: i64,
    /// What ends with 万 after that.
    high: i64,
    /// What has 十 to 千 after that.
    section: i64,
    /// A number that nothing stands behind yet, with how many digits it has; none for a Chinese digit.
    pending: Option<(i64, Option<u32>)>,
    decimals: u32,
    /// The power that stood last in the section, or before it.
    last: Option<u32>,
    is_after_zero: bool,
    is_after_digit: bool,
    /// The first part, where it is written in digits, and the powers behind it.
    first: Option<(i64, u32)>,
    parts: u32,
    /// Of 万 and 亿 with nothing behind them.
    large: u32,
    /// Whether something stood behind a 万 or 亿.
    has_inner: bool,
    /// The power of the 十, 百 or 千 that stands behind 亿 with neither a zero before it nor a 万 behind it.
    jump: Option<u32>,
}

impl Sum {
    fn is_empty(&self) -> bool {
        self.parts == 0
    }

    fn is_digits(&self) -> bool {
        self.pending.is_some_and(|(_, width)| width.is_some())
    }

    fn part(&mut self, value: i64, width: Option<u32>) -> Result<(), NumberError> {
        if self.pending.is_some() || (self.decimals > 0 && self.parts > 0) {
            return Err(NumberError::NotANumber);
        }
        self.has_inner = self.has_inner || self.large > 0;
        self.large = 0;
        self.parts = self.parts.saturating_add(1);
        self.pending = Some((value, width));
        Ok(())
    }

    /// Digits, with or without a decimal point.
    fn number(&mut self, digits: &str) -> Result<(), NumberError> {
        let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
        if (!decimals.is_empty() && !self.is_empty()) || decimals.contains('.') {
            return Err(NumberError::NotANumber);
        }
        let decimals = decimals.trim_end_matches('0');
        let mut value = 0_i64;
        for digit in whole.chars().chain(decimals.chars()).filter_map(|c| c.to_digit(10)) {
            let longer = value.checked_mul(10).and_then(|value| value.checked_add(i64::from(digit)));
            value = longer.ok_or(NumberError::OutOfRange)?;
        }
        let is_first = self.is_empty();
        self.part(value, u32::try_from(whole.len()).ok())?;
        if is_first {
            self.decimals = u32::try_from(decimals.len()).unwrap_or(u32::MAX);
            self.first = Some((value, 0));
        }
        self.is_after_digit = false;
        Ok(())
    }

    /// A Chinese digit.
    fn digit(&mut self, digit: i64) -> Result<(), NumberError> {
        if digit == 0 && !self.is_empty() {
            if self.pending.is_some() || self.is_after_zero {
                return Err(NumberError::NotANumber);
            }
            self.is_after_zero = true;
        } else {
            self.part(digit, None)?;
            self.is_after_digit = digit > 0;
        }
        Ok(())
    }

    /// What stands behind 点: digits of the decimals.
    fn decimals(&mut self, digits: &str) -> Result<(), NumberError> {
        // Behind 万 or 亿, even behind none of them, there are no decimals.
        if self.is_empty() || self.decimals > 0 || self.large > 0 || self.has_inner {
            return Err(NumberError::NotANumber);
        }
        let mut value = self.close(false)?;
        for digit in digits.chars().filter_map(decimal) {
            let longer = value.checked_mul(10).and_then(|value| value.checked_add(digit));
            value = longer.ok_or(NumberError::TooPrecise)?;
            self.decimals = self.decimals.saturating_add(1);
        }
        (self.section, self.last, self.first) = (0, None, None);
        self.pending = Some((value, None));
        self.is_after_digit = false;
        Ok(())
    }

    /// 十 to 千, 万 or 亿.
    fn times(&mut self, power: u32) -> Result<(), NumberError> {
        self.is_after_digit = false;
        if let Some((_, powers)) = &mut self.first {
            *powers = powers.saturating_add(power);
        }
        let unit = 10_i64.checked_pow(power).unwrap_or(i64::MAX);
        match power {
            1..=3 => {
                let within = self.last.filter(|_| self.section > 0);
                if power == 1 && self.pending.is_none() && (self.is_empty() || self.is_after_zero || within >= Some(2))
                {
                    self.part(1, None)?;
                }
                let (count, _) = self.pending.take().ok_or(NumberError::NotANumber)?;
                let value = count.checked_mul(unit).ok_or(NumberError::OutOfRange)?;
                // 一百零五十 has a zero too many.
                let next = power.saturating_add(u32::from(self.is_after_zero));
                if within.is_some_and(|last| next >= last || 10_i64.checked_pow(last).is_none_or(|most| value >= most))
                {
                    return Err(NumberError::NotANumber);
                }
                if self.last == Some(8) && !self.is_after_zero {
                    self.jump = Some(power);
                }
                self.section = self.section.checked_add(value).ok_or(NumberError::OutOfRange)?;
                (self.last, self.is_after_zero) = (Some(power), false);
            }
            _ => {
                let is_after = self.section > 0 || self.pending.is_some();
                let before = self.close(false)?;
                let value = |count: i64| count.checked_mul(unit).ok_or(NumberError::OutOfRange);
                if power == 4 {
                    let most = 10_000_i64.checked_mul(10_i64.checked_pow(self.decimals).unwrap_or(i64::MAX));
                    let is_over = self.highest > 0 && most.is_some_and(|most| before >= most);
                    if !is_after || self.high > 0 || is_over {
                        return Err(NumberError::NotANumber);
                    }
                    self.high = value(before)?;
                } else {
                    let before = before.checked_add(self.high).ok_or(NumberError::OutOfRange)?;
                    if (!is_after && self.high == 0) || self.highest > 0 {
                        return Err(NumberError::NotANumber);
                    }
                    self.highest = value(before)?;
                    self.high = 0;
                }
                (self.section, self.last, self.jump) = (0, Some(power), None);
                self.large = self.large.saturating_add(power);
            }
        }
        Ok(())
    }

    /// The section up to here, with the number that nothing stands behind but perhaps a 万 or 亿 that counts for all of it.
    fn close(&mut self, is_end: bool) -> Result<i64, NumberError> {
        // The power that what follows it stays below.
        let above = if self.high > 0 { 4 } else { 8 };
        let is_within = self.high == 0 && self.highest == 0;
        let section = |value: i64| {
            let section = self.section.checked_add(value).ok_or(NumberError::OutOfRange)?;
            let fits = is_within || 10_i64.checked_pow(above).is_some_and(|most| section < most);
            if fits { Ok(section) } else { Err(NumberError::NotANumber) }
        };
        let Some((value, width)) = self.pending else {
            return if self.is_after_zero { Err(NumberError::NotANumber) } else { section(0) };
        };
        let fits = match self.last.filter(|_| is_end || self.section > 0) {
            None => true,
            Some(last) if self.is_after_zero => {
                last > 1 && 10_i64.checked_pow(last.saturating_sub(1)).is_some_and(|most| value < most)
            }
            Some(1) => value < 10,
            // 1万5000 says all of it.
            Some(last) => width == Some(last),
        };
        if !fits {
            return Err(NumberError::LastDigit);
        }
        let section = section(value)?;
        (self.pending, self.is_after_zero) = (None, false);
        Ok(section)
    }

    fn done(mut self) -> Result<Option<Numeral>, NumberError> {
        if self.is_empty() {
            return Ok(None);
        }
        let section = self.close(true)?;
        if self.jump.is_some() {
            return Err(NumberError::LastDigit);
        }
        let all = self.highest.checked_add(self.high).and_then(|high| high.checked_add(section));
        let (decimals, large) = (self.decimals, self.large);
        Ok(Some(match self.first {
            Some((mantissa, power)) if self.parts == 1 => {
                let form = if power == 0 { Form::Digits } else { Form::Scaled };
                Numeral { mantissa, decimals, power, large, form }
            }
            _ => {
                let all = all.ok_or(NumberError::OutOfRange)?;
                let large = if self.has_inner { 0 } else { large };
                let mantissa = 10_i64.checked_pow(large).and_then(|unit| all.checked_div(unit)).unwrap_or(all);
                let form = if self.has_inner { Form::Parts } else { Form::Words };
                Numeral { mantissa, decimals, power: large, large, form }
            }
        }))
    }
}
