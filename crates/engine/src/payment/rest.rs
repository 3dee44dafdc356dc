//! Days of rest: weekends and public holidays, by the yearly notices of the General Office of the State Council.

use crate::quantity::{Date, Unit};

/// The first and the last day of which it is known whether it is one of rest. The Civil Code, which moves the last day of
/// a term, holds from the first; each year's notice comes out late in the year before.
const KNOWN: [(i32, u8, u8); 2] = [(2021, 1, 1), (2026, 12, 31)];

/// Public holidays with the days around them that are taken off: the first day, and how many they are.
///
/// From <https://www.gov.cn/zhengce/zhengceku/2020-11/25/content_5564127.htm> (2021), `2021-10/25/content_5644835.htm`
/// (2022), `2022-12/08/content_5730844.htm` (2023), `202310/content_6911528.htm` (2024), `202411/content_6986383.htm`
/// (2025) and `202511/content_7047091.htm` (2026), as the data of `NateScarlet/holiday-cn` have them.
const HOLIDAYS: [(i32, u8, u8, i64); 40] = [
    (2021, 1, 1, 3),
    (2021, 2, 11, 7),
    (2021, 4, 3, 3),
    (2021, 5, 1, 5),
    (2021, 6, 12, 3),
    (2021, 9, 19, 3),
    (2021, 10, 1, 7),
    (2022, 1, 1, 3),
    (2022, 1, 31, 7),
    (2022, 4, 3, 3),
    (2022, 4, 30, 5),
    (2022, 6, 3, 3),
    (2022, 9, 10, 3),
    (2022, 10, 1, 7),
    (2022, 12, 31, 3),
    (2023, 1, 21, 7),
    (2023, 4, 5, 1),
    (2023, 4, 29, 5),
    (2023, 6, 22, 3),
    (2023, 9, 29, 8),
    (2024, 1, 1, 1),
    (2024, 2, 10, 8),
    (2024, 4, 4, 3),
    (2024, 5, 1, 5),
    (2024, 6, 10, 1),
    (2024, 9, 15, 3),
    (2024, 10, 1, 7),
    (2025, 1, 1, 1),
    (2025, 1, 28, 8),
    (2025, 4, 4, 3),
    (2025, 5, 1, 5),
    (2025, 5, 31, 3),
    (2025, 10, 1, 8),
    (2026, 1, 1, 3),
    (2026, 2, 15, 9),
    (2026, 4, 4, 3),
    (2026, 5, 1, 5),
    (2026, 6, 19, 3),
    (2026, 9, 25, 3),
    (2026, 10, 1, 7),
];

/// Saturdays and Sundays that are worked in return, from the same notices.
const WORKED: [(i32, u8, u8); 40] = [
    (2021, 2, 7),
    (2021, 2, 20),
    (2021, 4, 25),
    (2021, 5, 8),
    (2021, 9, 18),
    (2021, 9, 26),
    (2021, 10, 9),
    (2022, 1, 29),
    (2022, 1, 30),
    (2022, 4, 2),
    (2022, 4, 24),
    (2022, 5, 7),
    (2022, 10, 8),
    (2022, 10, 9),
    (2023, 1, 28),
    (2023, 1, 29),
    (2023, 4, 23),
    (2023, 5, 6),
    (2023, 6, 25),
    (2023, 10, 7),
    (2023, 10, 8),
    (2024, 2, 4),
    (2024, 2, 18),
    (2024, 4, 7),
    (2024, 4, 28),
    (2024, 5, 11),
    (2024, 9, 14),
    (2024, 9, 29),
    (2024, 10, 12),
    (2025, 1, 26),
    (2025, 2, 8),
    (2025, 4, 27),
    (2025, 9, 28),
    (2025, 10, 11),
    (2026, 1, 4),
    (2026, 2, 14),
    (2026, 2, 28),
    (2026, 5, 9),
    (2026, 9, 20),
    (2026, 10, 10),
];

/// Whether it is known of a day if it is one of rest.
pub(super) fn is_known(day: Date) -> bool {
    let [first, last] = KNOWN.map(|(year, month, day)| Date::new(year, month, day));
    first.is_some_and(|first| first <= day) && last.is_some_and(|last| day <= last)
}

fn is_rest(day: Date) -> bool {
    let is_holiday = HOLIDAYS.iter().any(|&(year, month, first, days)| {
        Date::new(year, month, first).is_some_and(|first| (0..days).contains(&first.age_on(day, Unit::Days)))
    });
    let is_worked = WORKED.contains(&(day.year(), day.month(), day.day()));
    // Day numbers count from a Monday: 5 is a Saturday, 6 a Sunday.
    is_holiday || (day.day_number().rem_euclid(7) >= 5 && !is_worked)
}

/// The last day of a term of some days: where the last one counted is a day of rest, the day after the rest
/// (民法典第二百零三条). A term of no days is none, and ends when it begins.
pub(super) fn last_day(start: Date, days: i64) -> Date {
    let mut day = start.plus_days(days);
    while days > 0 && is_known(day) && is_rest(day) {
        day = day.plus_days(1);
    }
    day
}
