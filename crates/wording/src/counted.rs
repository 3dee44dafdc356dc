//! Counts in English: one thing, or several.

/// A count of things in English: `1 policy`, `2 policies`, `1,200 rows`. Chinese has no plural and needs none of this.
#[must_use]
pub fn counted(count: impl TryInto<i64>, one: &str, many: &str) -> String {
    // More than fits is several, too.
    said(count.try_into().unwrap_or(i64::MAX), one, many)
}

fn said(count: i64, one: &str, many: &str) -> String {
    let word = if count == 1 { one } else { many };
    let space = if word.is_empty() { "" } else { " " };
    format!("{}{space}{word}", super::figures::grouped(count, 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_thing_has_no_plural() {
        let days = |count: i64| counted(count, "day", "days");
        assert_eq!([days(0), days(1), days(2), days(-1)], ["0 days", "1 day", "2 days", "-1 days"]);
        assert_eq!(counted(1_200_usize, "row", "rows"), "1,200 rows");
        assert_eq!(counted(u64::MAX, "row", "rows"), counted(i64::MAX, "row", "rows"));
        assert_eq!(counted(7_u8, "", ""), "7");
    }
}
