//! Civil dates, ages and spans of days.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::cursor::Cursor;
use super::number::{NumberError, plain};
use super::numeral::digit;

/// The months in English, January first.
pub const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A civil date without time of day or time zone, from 1900-01-01 to 2199-12-31.
///
/// A rule that ends on a day still holds on that whole day, wherever the reader is.
///
/// ```
/// use engine::quantity::{Date, Unit};
/// let registered: Date = "2024-02-29".parse()?;
/// assert_eq!(registered.age_on("2025-02-28".parse()?, Unit::Years), 0);
/// assert_eq!(registered.age_on("2025-03-01".parse()?, Unit::Years), 1);
/// assert!("2025-02-29".parse::<Date>().is_err());
/// # Ok::<(), engine::quantity::NumberError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(time::Date);

/// The unit in which time since a date is counted; whole units only, rounded down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Unit {
    /// Days.
    Days,
    /// Calendar months: complete on the same day of the month, or on the next day that exists.
    Months,
    /// Calendar years: twelve calendar months.
    Years,
    /// Calendar months begun, that of the date being the first: "36 months counted from the month of registration" are
    /// over with the last day of the 36th, whatever the day of registration.
    CalendarMonths,
}

/// How often an amount of money comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Period {
    /// Once.
    Once,
    /// Every year.
    Year,
}

impl Date {
    /// The first date, 1900-01-01.
    pub const MIN: Self = Self(time::macros::date!(1900 - 01 - 01));
    /// The last date, 2199-12-31.
    pub const MAX: Self = Self(time::macros::date!(2199 - 12 - 31));

    /// The date with this year, month and day, if it exists and lies between [`Date::MIN`] and [`Date::MAX`].
    #[must_use]
    pub fn new(year: i32, month: u8, day: u8) -> Option<Self> {
        let month = time::Month::try_from(month).ok()?;
        let date = Self(time::Date::from_calendar_date(year, month, day).ok()?);
        (Self::MIN <= date && date <= Self::MAX).then_some(date)
    }

    /// The date with this day number (Julian day), brought within the bounds.
    #[must_use]
    pub fn from_day(day: i64) -> Self {
        let day = i32::try_from(day.clamp(Self::MIN.day_number(), Self::MAX.day_number()));
        day.ok().and_then(|day| time::Date::from_julian_day(day).ok()).map_or(Self::MIN, Self)
    }

    /// The day number (Julian day): one more each day.
    #[must_use]
    pub fn day_number(self) -> i64 {
        i64::from(self.0.to_julian_day())
    }

    /// The year.
    #[must_use]
    pub fn year(self) -> i32 {
        self.0.year()
    }

    /// The month, 1 to 12.
    #[must_use]
    pub fn month(self) -> u8 {
        self.0.month().into()
    }

    /// The day of the month, 1 to 31.
    #[must_use]
    pub fn day(self) -> u8 {
        self.0.day()
    }

    /// This many days later (earlier if negative), brought within the bounds.
    #[must_use]
    pub fn plus_days(self, days: i64) -> Self {
        Self::from_day(self.day_number().saturating_add(days))
    }

    /// The first date on which `count` whole units have passed since this one.
    #[must_use]
    pub fn reaches_age(self, count: i64, unit: Unit) -> Self {
        let months = match unit {
            Unit::Days => return self.plus_days(count),
            Unit::Months => count,
            Unit::Years => count.saturating_mul(12),
            Unit::CalendarMonths => {
                let first = self.plus_days(1_i64.saturating_sub(self.day().into()));
                return first.reaches_age(count.saturating_sub(1), Unit::Months);
            }
        };
        let index = self.month_index().saturating_add(months);
        let year = i32::try_from(index.div_euclid(12)).unwrap_or(i32::MAX);
        let month = u8::try_from(index.rem_euclid(12).saturating_add(1)).unwrap_or(1);
        Self::new(year, month, self.day()).unwrap_or_else(|| {
            // The day does not exist in that month: the first of the next one.
            let (year, month) = if month == 12 { (year.saturating_add(1), 1) } else { (year, month.saturating_add(1)) };
            Self::new(year, month, 1).unwrap_or(if count < 0 { Self::MIN } else { Self::MAX })
        })
    }

    /// Whole units from this date to `on`, rounded down; negative if `on` is earlier.
    #[must_use]
    pub fn age_on(self, on: Self, unit: Unit) -> i64 {
        match unit {
            Unit::Days => on.day_number().saturating_sub(self.day_number()),
            Unit::Months => {
                let months = on.month_index().saturating_sub(self.month_index());
                if on.day() < self.day() { months.saturating_sub(1) } else { months }
            }
            Unit::Years => self.age_on(on, Unit::Months).div_euclid(12),
            Unit::CalendarMonths => on.month_index().saturating_sub(self.month_index()).saturating_add(1),
        }
    }

    /// The last date since which at least `count` units have passed on `on`; [`Date::MIN`] if there is none.
    #[must_use]
    pub fn last_aged(on: Self, count: i64, unit: Unit) -> Self {
        // The earlier the date, the greater the age.
        let (mut early, mut late) = (Self::MIN.day_number(), Self::MAX.day_number());
        while early < late {
            let middle = early.saturating_add(late.saturating_sub(early).saturating_add(1).div_euclid(2));
            if Self::from_day(middle).age_on(on, unit) >= count {
                early = middle;
            } else {
                late = middle.saturating_sub(1);
            }
        }
        Self::from_day(early)
    }

    fn month_index(self) -> i64 {
        i64::from(self.year()).saturating_mul(12).saturating_add(i64::from(self.month()).saturating_sub(1))
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year(), self.month(), self.day())
    }
}

impl FromStr for Date {
    type Err = NumberError;

    /// Reads `2026-11-21`, `2026/11/21`, `2026.11.21`, `2026 11 21`, `20261121`, `2026年11月21日`, `二〇二六年十一月二十一日`
    /// and `21 November 2026`, with or without the midnight that programs write behind it.
    fn from_str(typed: &str) -> Result<Self, NumberError> {
        let typed = plain(typed);
        let typed = typed.trim();
        if typed.is_empty() {
            return Err(NumberError::Empty);
        }
        let mut cursor = Cursor::new(typed);
        let date = Self::read(&mut cursor)?;
        if cursor.is_done() { Ok(date) } else { Err(NumberError::NotANumber) }
    }
}

impl Date {
    /// Reads a date that comes next.
    pub(super) fn read(cursor: &mut Cursor<'_>) -> Result<Self, NumberError> {
        let mut at = *cursor;
        let read = Self::parts(&mut at).or_else(|| {
            at = *cursor;
            Self::english(&mut at)
        });
        let (year, month, day) = read.ok_or(NumberError::NotANumber)?;
        *cursor = at;
        Self::midnight(cursor);
        Self::new(year, month, day).ok_or(NumberError::OutOfRange)
    }

    /// Reads the beginning of the day, which spreadsheets and databases write behind a date: `0:00`, `T00:00:00.000`.
    fn midnight(cursor: &mut Cursor<'_>) {
        let mut at = *cursor;
        if !at.eat("t") && at.eat_while(|c| c == ' ').is_empty() {
            return;
        }
        let zeros = |at: &mut Cursor<'_>| at.eat_while(|c| c == '0').len();
        if !matches!(zeros(&mut at), 1 | 2) || !at.eat(":") || zeros(&mut at) != 2 {
            return;
        }
        if at.eat(":") && (zeros(&mut at) != 2 || (at.eat(".") && zeros(&mut at) == 0)) {
            return;
        }
        if !at.peek().is_some_and(|c| c.is_ascii_digit() || c == ':') {
            *cursor = at;
        }
    }

    /// The year of four digits, month and day, with the same mark between them or with 年 and 月.
    fn parts(cursor: &mut Cursor<'_>) -> Option<(i32, u8, u8)> {
        let digits = cursor.eat_while(|c| c.is_ascii_digit());
        if digits.len() == 8 {
            return Some((
                digits.get(..4)?.parse().ok()?,
                digits.get(4..6)?.parse().ok()?,
                digits.get(6..)?.parse().ok()?,
            ));
        }
        let year = if digits.is_empty() {
            let digits = cursor.eat_while(|c| digit(c).is_some());
            let value = |year: i32, c: char| year.saturating_mul(10).saturating_add(small(c).into());
            (digits.chars().count() == 4).then(|| digits.chars().fold(0, value))?
        } else {
            (digits.len() == 4).then(|| digits.parse().ok())??
        };
        let has_blank = cursor.peek() == Some(' ');
        cursor.blanks();
        // Blanks stand beside marks, or in their place.
        let mark = cursor.eat_if(|c| matches!(c, '-' | '/' | '.' | '年')).or(has_blank.then_some(' '))?;
        cursor.blanks();
        // 元月 is the first month.
        let month = if mark == '年' && cursor.eat("元") { 1 } else { small_number(cursor)? };
        let has_blank = cursor.peek() == Some(' ');
        cursor.blanks();
        let second = if mark == '年' { '月' } else { mark };
        if cursor.eat_if(|c| c == second).is_none() && !(mark == ' ' && has_blank) {
            return None;
        }
        cursor.blanks();
        let day = small_number(cursor)?;
        let mut behind = *cursor;
        behind.blanks();
        if behind.eat_if(|c| matches!(c, '日' | '号')).is_some() {
            *cursor = behind;
        }
        Some((year, month, day))
    }

    /// Day, name of the month or its beginning, year; or the name first.
    fn english(cursor: &mut Cursor<'_>) -> Option<(i32, u8, u8)> {
        let digits = |cursor: &mut Cursor<'_>| cursor.eat_while(|c| c.is_ascii_digit()).to_owned();
        let mut day = digits(cursor);
        cursor.blanks();
        let has_dash = !day.is_empty() && cursor.eat("-");
        let name = cursor.eat_while(|c| c.is_ascii_alphabetic());
        let is_month = |month: &&str| name.len() >= 3 && month.to_ascii_lowercase().starts_with(name);
        let month = MONTHS.iter().position(is_month)?;
        if has_dash {
            cursor.eat("-").then_some(())?;
        } else {
            cursor.eat(".");
            cursor.blanks();
        }
        if day.is_empty() {
            day = digits(cursor);
            cursor.eat(",");
            cursor.blanks();
        }
        let year = digits(cursor);
        if year.len() != 4 || day.len() > 2 {
            return None;
        }
        Some((year.parse().ok()?, u8::try_from(month.saturating_add(1)).ok()?, day.parse().ok()?))
    }
}

/// The value of a Chinese digit.
fn small(c: char) -> u8 {
    digit(c).and_then(|digit| u8::try_from(digit).ok()).unwrap_or(0)
}

/// A month or a day: one or two digits, or up to 三十一.
fn small_number(cursor: &mut Cursor<'_>) -> Option<u8> {
    let digits = cursor.eat_while(|c| c.is_ascii_digit());
    if !digits.is_empty() {
        return if digits.len() <= 2 { digits.parse().ok() } else { None };
    }
    let first = cursor.eat_if(|c| digit(c).is_some()).map(small);
    if !cursor.eat("十") {
        return first;
    }
    let last = cursor.eat_if(|c| digit(c).is_some()).map_or(0, small);
    first.unwrap_or(1).checked_mul(10)?.checked_add(last)
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            serializer.collect_str(self)
        } else {
            self.0.to_julian_day().serialize(serializer)
        }
    }
}

impl<'de> Deserialize<'de> for Date {
    /// Reads the packed form only; people's dates go through [`str::parse`].
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self::from_day(i64::from(i32::deserialize(deserializer)?)))
    }
}

/// A span of dates, both ends included; an end may be open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Span {
    /// The first day, if there is one.
    pub from: Option<Date>,
    /// The last day, if there is one.
    pub to: Option<Date>,
}

impl Span {
    /// Whether the span has begun and not ended on `date`.
    #[must_use]
    pub fn contains(self, date: Date) -> bool {
        self.from.is_none_or(|from| from <= date) && self.to.is_none_or(|to| date <= to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        text.parse().expect(text)
    }

    #[test]
    fn reads_the_usual_forms() {
        for typed in [
            "2026-11-21",
            "2026/11/21",
            "2026.11.21",
            "20261121",
            "2026年11月21日",
            "２０２６－１１－２１",
            "2026 年 11 月 21 日",
            "2026 11 21",
            "二〇二六年十一月二十一日",
            "二○二六年11月21號",
            "21 November 2026",
            "Nov 21, 2026",
            "2026 . 11 . 21",
        ] {
            assert_eq!(date(typed).to_string(), "2026-11-21", "{typed}");
        }
        for typed in [
            "",
            "2026-13-01",
            "2025-02-29",
            "26-11-21",
            "1899-12-31",
            "2200-01-01",
            "2026-11",
            "x",
            "2026-+1-01",
            "2026-11-2 1",
            "20 261121",
            "2026,11-21",
            "2026-11-021",
            "2026-11-21-",
            "2026-11-21 x",
            "2026-11/21",
            "2026年11-21",
            "2026年11月",
            "11/21/2026",
            "21/11/2026",
            "民国115年11月21日",
            "2026年十一月二一日",
            "21 No 2026",
            "21 November 26",
            "11 21 2026",
        ] {
            assert!(typed.parse::<Date>().is_err(), "{typed}");
        }
    }

    #[test]
    fn months_are_complete_on_the_same_day_or_the_next_that_exists() {
        for (from, on, months) in [
            ("2024-11-21", "2026-11-20", 23),
            ("2024-11-21", "2026-11-21", 24),
            ("2024-11-21", "2026-11-22", 24),
            ("2024-01-31", "2024-02-29", 0),
            ("2024-01-31", "2024-03-01", 1),
            ("2024-01-31", "2024-03-31", 2),
            ("2026-11-22", "2026-11-21", -1),
        ] {
            assert_eq!(date(from).age_on(date(on), Unit::Months), months, "{from} {on}");
        }
    }

    #[test]
    fn an_age_is_reached_on_the_first_day_that_counts_it() {
        for start in ["2024-02-29", "2024-01-31", "2023-12-15", "2024-08-31", "2020-01-01"] {
            for count in 0..40 {
                for unit in [Unit::Days, Unit::Months, Unit::Years, Unit::CalendarMonths] {
                    let reached = date(start).reaches_age(count, unit);
                    assert_eq!(date(start).age_on(reached, unit), count, "{start} {count} {unit:?}");
                    assert_eq!(date(start).age_on(reached.plus_days(-1), unit), count - 1, "{start} {count} {unit:?}");
                }
            }
        }
    }

    #[test]
    fn calendar_months_end_with_the_month_whatever_the_day() {
        for (from, on, month) in [
            ("2023-06-10", "2023-06-10", 1),
            ("2023-06-10", "2023-06-30", 1),
            ("2023-06-10", "2023-07-01", 2),
            ("2023-06-10", "2026-05-31", 36),
            ("2023-06-30", "2026-05-31", 36),
            ("2023-06-10", "2026-06-01", 37),
            ("2023-06-10", "2023-05-31", 0),
        ] {
            assert_eq!(date(from).age_on(date(on), Unit::CalendarMonths), month, "{from} {on}");
        }
    }

    #[test]
    fn the_last_date_of_an_age_is_the_last_that_has_it() {
        for (on, count, unit, last) in [
            ("2026-05-31", 36, Unit::CalendarMonths, "2023-06-30"),
            ("2026-06-01", 36, Unit::CalendarMonths, "2023-07-31"),
            ("2026-11-21", 24, Unit::Months, "2024-11-21"),
            ("2024-03-01", 1, Unit::Months, "2024-02-01"),
            ("2026-11-21", 1, Unit::Years, "2025-11-21"),
            ("2026-11-21", 0, Unit::Days, "2026-11-21"),
        ] {
            assert_eq!(Date::last_aged(date(on), count, unit), date(last), "{on} {count} {unit:?}");
        }
    }

    #[test]
    fn a_span_includes_both_ends() {
        let span = Span { from: Some(date("2026-01-01")), to: Some(date("2026-12-31")) };
        for (day, inside) in [("2025-12-31", false), ("2026-01-01", true), ("2026-12-31", true), ("2027-01-01", false)]
        {
            assert_eq!(span.contains(date(day)), inside, "{day}");
        }
    }
}
