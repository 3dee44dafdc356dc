//! What stands in a cell, as the person who typed it would write it.

use calamine::{DataRef, ExcelDateTime};

/// A cell as text: days as 2026-11-30, numbers without what only a computer adds, percentages with their sign where the
/// cell shows one. Nothing for a blank cell.
pub(crate) fn text(value: &DataRef<'_>, is_percent: bool) -> String {
    match value {
        DataRef::Empty => String::new(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => self::number(*number, is_percent),
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(true) => "TRUE".to_owned(),
        DataRef::Bool(false) => "FALSE".to_owned(),
        DataRef::DateTime(time) => moment(time),
        // The day stands before the time of day.
        DataRef::DateTimeIso(text) => text.split('T').next().unwrap_or_default().to_owned(),
        DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(error) => error.to_string(),
    }
}

/// The days that a workbook can count end here.
const DAYS: f64 = 2_958_466.0;

/// A day; the time of day where there is no day.
fn moment(time: &ExcelDateTime) -> String {
    let value = time.as_f64();
    if !(0.0..DAYS).contains(&value) || time.is_duration() {
        return number(value, false);
    }
    let (year, month, day, hour, minute, ..) = time.to_ymd_hms_milli();
    if value < 1.0 { format!("{hour:02}:{minute:02}") } else { format!("{year:04}-{month:02}-{day:02}") }
}

/// A number with the fifteen digits that spreadsheets show; a percentage is kept as its hundredth.
fn number(number: f64, is_percent: bool) -> String {
    if !number.is_finite() {
        return number.to_string();
    }
    // `-1.50000000000000e-2`: a digit, fourteen behind the point, the place of the first.
    let written = format!("{number:.14e}");
    let (digits, place) = written.split_once('e').unwrap_or((&written, "0"));
    let sign = if digits.starts_with('-') { "-" } else { "" };
    let digits: String = digits.chars().filter(char::is_ascii_digit).collect();
    let digits = digits.trim_end_matches('0');
    if digits.is_empty() {
        return if is_percent { "0%".to_owned() } else { "0".to_owned() };
    }
    let shift: i32 = if is_percent { 2 } else { 0 };
    let place = place.parse::<i32>().unwrap_or(0).saturating_add(shift).saturating_add(1);
    let before = usize::try_from(place).unwrap_or(0);
    let length = digits.len();
    let plain = if place <= 0 {
        format!("0.{}{digits}", "0".repeat(usize::try_from(place.unsigned_abs()).unwrap_or(0)))
    } else if before >= length {
        format!("{digits}{}", "0".repeat(before.saturating_sub(length)))
    } else {
        let (whole, rest) = digits.split_at(before);
        format!("{whole}.{rest}")
    };
    format!("{sign}{plain}{}", if is_percent { "%" } else { "" })
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::ExcelDateTimeType;

    #[test]
    fn numbers_come_out_as_they_were_typed() {
        for (value, plain, percent) in [
            (8.0, "8", "800%"),
            (0.0, "0", "0%"),
            (800_000.0, "800000", "80000000%"),
            (0.1 + 0.2, "0.3", "30%"),
            (-0.015, "-0.015", "-1.5%"),
            (12.5, "12.5", "1250%"),
            (0.000_05, "0.00005", "0.005%"),
            (1e15, "1000000000000000", "100000000000000000%"),
            (440_100.0, "440100", "44010000%"),
        ] {
            assert_eq!((number(value, false).as_str(), number(value, true).as_str()), (plain, percent));
        }
        assert_eq!(number(f64::INFINITY, false), "inf");
        assert!(number(f64::MAX, true).len() < 400 && number(f64::MIN_POSITIVE, false).len() < 400);
    }

    #[test]
    fn days_are_days_whatever_stands_behind_them() {
        let of = |value| moment(&ExcelDateTime::new(value, ExcelDateTimeType::DateTime, false));
        assert_eq!([of(46_356.0), of(46_356.75), of(0.5)], ["2026-11-30", "2026-11-30", "12:00"]);
        assert_eq!([of(-1.0), of(f64::NAN), of(1e300)].map(|text| text.contains("-0")), [false; 3]);
        let iso = |text: &str| super::text(&DataRef::DateTimeIso(text.to_owned()), false);
        assert_eq!([iso("2026-11-30"), iso("2026-11-30T08:00:00")], ["2026-11-30", "2026-11-30"]);
    }
}
