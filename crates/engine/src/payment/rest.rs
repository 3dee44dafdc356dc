//! The last day of a term that days of rest move.

use crate::quantity::Date;

/// The last day of a term of some days: where the last one counted is a day of rest, the day after the rest
/// (民法典第二百零三条). A term of no days is none, and ends when it begins.
pub(super) fn last_day(start: Date, days: i64) -> Date {
    let day = start.plus_days(days);
    if days > 0 { day.past_rest() } else { day }
}
