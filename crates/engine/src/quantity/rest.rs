//! Days of rest: weekends and public holidays, by the yearly notices of the General Office of the State Council.

use std::cmp::Ordering;

use super::{Date, Unit};

/// The days of rest of a year that are not its weekends, and the weekends that are none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RestYear {
    /// The year.
    pub year: i32,
    /// Where its notice is published.
    pub document: &'static str,
    /// Public holidays with the days around them that are taken off: month and day of the first one, and how many they
    /// are. Those that begin at the end of December stand in the notice of the next year.
    holidays: &'static [(u8, u8, i64)],
    /// Saturdays and Sundays that are worked in return: month and day.
    worked: &'static [(u8, u8)],
}

/// The years of which the days of rest are known, one after the other: the Civil Code, which moves the last day of a term,
/// holds from the first; each notice comes out late in the year before. The figures are those of the notices as the data
/// of `NateScarlet/holiday-cn` have them.
pub const REST_YEARS: [RestYear; 6] = [
    RestYear {
        year: 2021,
        document: "https://www.gov.cn/zhengce/zhengceku/2020-11/25/content_5564127.htm",
        holidays: &[(1, 1, 3), (2, 11, 7), (4, 3, 3), (5, 1, 5), (6, 12, 3), (9, 19, 3), (10, 1, 7)],
        worked: &[(2, 7), (2, 20), (4, 25), (5, 8), (9, 18), (9, 26), (10, 9)],
    },
    RestYear {
        year: 2022,
        document: "https://www.gov.cn/zhengce/zhengceku/2021-10/25/content_5644835.htm",
        holidays: &[(1, 1, 3), (1, 31, 7), (4, 3, 3), (4, 30, 5), (6, 3, 3), (9, 10, 3), (10, 1, 7), (12, 31, 3)],
        worked: &[(1, 29), (1, 30), (4, 2), (4, 24), (5, 7), (10, 8), (10, 9)],
    },
    RestYear {
        year: 2023,
        document: "https://www.gov.cn/zhengce/zhengceku/2022-12/08/content_5730844.htm",
        holidays: &[(1, 21, 7), (4, 5, 1), (4, 29, 5), (6, 22, 3), (9, 29, 8)],
        worked: &[(1, 28), (1, 29), (4, 23), (5, 6), (6, 25), (10, 7), (10, 8)],
    },
    RestYear {
        year: 2024,
        document: "https://www.gov.cn/zhengce/zhengceku/202310/content_6911528.htm",
        holidays: &[(1, 1, 1), (2, 10, 8), (4, 4, 3), (5, 1, 5), (6, 10, 1), (9, 15, 3), (10, 1, 7)],
        worked: &[(2, 4), (2, 18), (4, 7), (4, 28), (5, 11), (9, 14), (9, 29), (10, 12)],
    },
    RestYear {
        year: 2025,
        document: "https://www.gov.cn/zhengce/zhengceku/202411/content_6986383.htm",
        holidays: &[(1, 1, 1), (1, 28, 8), (4, 4, 3), (5, 1, 5), (5, 31, 3), (10, 1, 8)],
        worked: &[(1, 26), (2, 8), (4, 27), (9, 28), (10, 11)],
    },
    RestYear {
        year: 2026,
        document: "https://www.gov.cn/zhengce/zhengceku/202511/content_7047091.htm",
        holidays: &[(1, 1, 3), (2, 15, 9), (4, 4, 3), (5, 1, 5), (6, 19, 3), (9, 25, 3), (10, 1, 7)],
        worked: &[(1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10)],
    },
];

impl Date {
    /// Whether it is a day of rest; `None` in a year of which the days of rest are not known.
    #[must_use]
    pub fn is_rest(self) -> Option<bool> {
        let known = REST_YEARS.iter().find(|known| known.year == self.year())?;
        if known.worked.contains(&(self.month(), self.day())) {
            return Some(false);
        }
        let takes = |&(month, day, days): &(u8, u8, i64), year: i32| {
            Date::new(year, month, day).is_some_and(|first| (0..days).contains(&first.age_on(self, Unit::Days)))
        };
        let of_last_year = REST_YEARS.iter().find(|other| Some(other.year) == self.year().checked_sub(1));
        let is_holiday = [Some(known), of_last_year]
            .into_iter()
            .flatten()
            .any(|year| year.holidays.iter().any(|holiday| takes(holiday, year.year)));
        // Day numbers count from a Monday: 5 is a Saturday, 6 a Sunday.
        Some(is_holiday || self.day_number().rem_euclid(7) >= 5)
    }

    /// The day itself or, if it is one of rest, the first one after the rest.
    #[must_use]
    pub fn past_rest(self) -> Self {
        let mut day = self;
        while day.is_rest() == Some(true) {
            day = day.plus_days(1);
        }
        day
    }

    /// The last day of a filing whose term of so many days ends on this one as counted, moved by days of rest
    /// (税收征收管理法实施细则第一百零九条): three or more in a row within the term move it by as many days, which the tax
    /// administration counts in working days (税总办征科函〔2025〕64号, and those of the years before); fewer move it only if
    /// it is one of them.
    #[must_use]
    pub fn past_rest_in_term(self, days: i64) -> Self {
        const LONG: i64 = 3;
        let (mut long, mut run) = (0_i64, 0_i64);
        for before in (0..days).rev() {
            if self.plus_days(before.saturating_neg()).is_rest() == Some(true) {
                run = run.saturating_add(1);
                long = long.saturating_add(match run.cmp(&LONG) {
                    Ordering::Less => 0,
                    Ordering::Equal => LONG,
                    Ordering::Greater => 1,
                });
            } else {
                run = 0;
            }
        }
        if long == 0 {
            return self.past_rest();
        }
        (0..long).fold(self, |day, _| day.plus_days(1).past_rest())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().expect("a date")
    }

    #[test]
    fn weekends_holidays_and_worked_weekends_are_told_apart() {
        for (text, rest) in [
            ("2020-12-31", None),
            ("2021-01-01", Some(true)),
            // A holiday that began in the year before.
            ("2022-12-31", Some(true)),
            ("2023-01-02", Some(true)),
            ("2023-01-03", Some(false)),
            ("2026-02-14", Some(false)),
            ("2026-02-15", Some(true)),
            ("2026-02-23", Some(true)),
            ("2026-02-24", Some(false)),
            ("2026-02-28", Some(false)),
            ("2026-11-28", Some(true)),
            ("2026-11-30", Some(false)),
            ("2026-12-31", Some(false)),
            ("2027-01-01", None),
        ] {
            assert_eq!(day(text).is_rest(), rest, "{text}");
        }
    }

    #[test]
    fn a_last_day_moves_past_the_rest_and_no_further() {
        for (text, moved) in [
            ("2026-10-01", "2026-10-08"),
            ("2026-02-15", "2026-02-24"),
            ("2026-05-31", "2026-06-01"),
            ("2026-11-30", "2026-11-30"),
            // Worked in return for a holiday.
            ("2026-10-10", "2026-10-10"),
            ("2027-05-31", "2027-05-31"),
        ] {
            assert_eq!(day(text).past_rest(), day(moved), "{text}");
        }
    }

    #[test]
    fn filings_end_on_the_days_that_the_tax_administration_published() {
        // 税总办征科函〔2025〕64号 for 2026, 〔2024〕71号 for 2025, and the notice for 2024: the last days for what is filed
        // within 15 days after the month or quarter.
        for (year, last) in [
            (2024, [15, 23, 15, 18, 22, 19, 15, 15, 18, 24, 15, 16]),
            (2025, [15, 20, 17, 18, 22, 16, 15, 15, 15, 27, 17, 15]),
            (2026, [20, 24, 16, 20, 22, 15, 15, 17, 15, 26, 16, 15]),
            // The days of rest are not known.
            (2027, [15; 12]),
        ] {
            for (month, last) in (1..).zip(last) {
                let counted = Date::new(year, month, 15).expect("a date");
                assert_eq!(Date::new(year, month, last), Some(counted.past_rest_in_term(15)), "{counted}");
            }
        }
    }

    #[test]
    fn three_days_of_rest_in_a_row_move_a_filing_and_two_do_not() {
        // By hand: 1 to 3 January 2026 are three days of rest, 4 January is worked. Ten days end on Saturday the 10th; three
        // working days more are Monday the 12th, the 13th and the 14th. Of a term from the 2nd on, two lie within it.
        assert_eq!(day("2026-01-10").past_rest_in_term(10), day("2026-01-14"));
        assert_eq!(day("2026-01-10").past_rest_in_term(9), day("2026-01-12"));
    }

    #[test]
    fn every_year_has_its_notice_and_days_that_exist() {
        for (known, next) in REST_YEARS.iter().zip(REST_YEARS.iter().skip(1)) {
            assert_eq!(known.year.checked_add(1), Some(next.year));
        }
        for known in REST_YEARS {
            assert!(known.document.starts_with("https://www.gov.cn/"), "{}", known.year);
            for &(month, day, days) in known.holidays {
                assert!(Date::new(known.year, month, day).is_some() && (1..=9).contains(&days), "{month}-{day}");
            }
            for &(month, day) in known.worked {
                let date = Date::new(known.year, month, day).expect("a date");
                assert!(date.day_number().rem_euclid(7) >= 5, "{date} is worked anyway");
            }
        }
    }
}
