//! The results as files: a table for spreadsheets, and the last days as a calendar. Both are plain texts made here;
//! nothing is sent anywhere.

use crate::later::parts::visible;
use crate::later::view::View;
use engine::catalogue::Language;
use engine::matching::Group;
use engine::quantity::Date;
use engine::table::push_row;

/// The results as a table for spreadsheets, with the mark by which they know UTF-8.
pub(crate) fn csv(view: &View) -> String {
    let speaker = view.speaker();
    let mut text = String::from("\u{feff}");
    let heads = match speaker.language {
        Language::ZhCn => ["分组", "政策", "编号", "约值", "期限", "享受方式", "文号"],
        Language::En => ["Group", "Policy", "Id", "Worth", "Until", "How", "Documents"],
    };
    row(&mut text, heads);
    for group in [Group::UseNow, Group::OthersDecide, Group::MayUse, Group::NearMiss, Group::Services, Group::Unclear] {
        for &id in view.group(group) {
            let (Some(policy), Some(outcome)) = (view.catalogue().policy(id), view.outcome(id)) else { continue };
            let numbers: Vec<&str> = policy
                .details
                .documents
                .iter()
                .filter_map(|document| document.number)
                .map(|id| speaker.text(id))
                .collect();
            let worth = speaker.worth(outcome).unwrap_or_default();
            let until = speaker.until(policy.rule, outcome.status, view.answer.on);
            row(
                &mut text,
                [
                    speaker.label(&group),
                    view.name(policy.rule),
                    &policy.id,
                    &worth,
                    &until,
                    speaker.label(&policy.channel),
                    &numbers.join("; "),
                ],
            );
        }
    }
    text
}

/// Adds a row with the line end that every program of Windows knows.
pub(super) fn row<'c>(text: &mut String, cells: impl IntoIterator<Item = &'c str>) {
    push_row(text, cells);
    text.push_str("\r\n");
}

/// The last days of the policies that fit or may fit, as a calendar (RFC 5545): those by which something has to be done,
/// else those on which the policy ends.
pub(crate) fn calendar(view: &View) -> String {
    let speaker = view.speaker();
    let mut text = String::new();
    line(&mut text, "BEGIN:VCALENDAR");
    line(&mut text, "VERSION:2.0");
    line(&mut text, "PRODID:-//policy-match//deadlines//ZH");
    for group in [Group::UseNow, Group::OthersDecide, Group::MayUse, Group::Services] {
        for &id in view.group(group) {
            let (Some(policy), Some(outcome)) = (view.catalogue().policy(id), view.outcome(id)) else { continue };
            let act = policy.act_by(view.answer.on);
            let end = policy.validity.to.filter(|&day| day >= view.answer.on);
            let Some(day) = act.or(end) else { continue };
            let title = speaker.last_day(view.name(policy.rule), act.is_some(), outcome.is_usable());
            line(&mut text, "BEGIN:VEVENT");
            line(&mut text, &format!("UID:{}@policy-match", policy.id));
            line(&mut text, &format!("DTSTAMP:{}T000000Z", digits(view.state.today)));
            line(&mut text, &format!("DTSTART;VALUE=DATE:{}", digits(day)));
            line(&mut text, &format!("SUMMARY:{}", escaped(&title)));
            line(&mut text, "END:VEVENT");
        }
    }
    line(&mut text, "END:VCALENDAR");
    text
}

/// A text as a calendar takes it (RFC 5545, 3.3.11): without control characters, which could begin a line of their own.
fn escaped(text: &str) -> String {
    let mut written = String::new();
    for c in visible(&text.replace("\r\n", "\n")).chars() {
        match c {
            '\\' | ';' | ',' => written.extend(['\\', c]),
            '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => written.push_str("\\n"),
            _ if c.is_control() => written.push(' '),
            _ => written.push(c),
        }
    }
    written
}

fn digits(day: Date) -> String {
    day.to_string().replace('-', "")
}

/// Adds a line, folded so that none is longer than 75 bytes.
fn line(text: &mut String, line: &str) {
    let mut length: usize = 0;
    for c in line.chars() {
        if length.saturating_add(c.len_utf8()) > 74 {
            text.push_str("\r\n ");
            length = 1;
        }
        text.push(c);
        length = length.saturating_add(c.len_utf8());
    }
    text.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::later::saved::tests::whole_view;

    #[test]
    fn tables_and_calendars_are_well_formed() {
        let view = whole_view();
        let table = csv(&view);
        assert!(table.starts_with("\u{feff}分组,") && table.lines().count() > 5);
        let calendar = calendar(&view);
        assert!(calendar.starts_with("BEGIN:VCALENDAR\r\n") && calendar.ends_with("END:VCALENDAR\r\n"));
        assert!(calendar.lines().all(|line| line.len() <= 75));
        assert_eq!(calendar.matches("BEGIN:VEVENT").count(), calendar.matches("END:VEVENT").count());
    }

    #[test]
    fn a_name_adds_no_line_to_a_calendar_and_hides_nothing_in_it() {
        for (name, written) in [
            ("a,b;c\\d", "a\\,b\\;c\\\\d"),
            ("甲\r\nATTENDEE:x\nb\rc\u{2028}d\u{85}e", "甲\\nATTENDEE:x\\nb\\nc\\nd\\ne"),
            ("a\u{202e}b\0c\td\u{b}e", "a⟨U+202E⟩b⟨U+0000⟩c d e"),
        ] {
            assert_eq!(escaped(name), written);
        }
    }
}
