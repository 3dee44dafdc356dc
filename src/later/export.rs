//! The results as files: a table for spreadsheets, and what is to be done by which day as a calendar. Both are plain texts
//! made here; nothing is sent anywhere.

use crate::later::parts::{dated_acts, told_region};
use crate::later::traditional;
use crate::later::view::View;
use engine::catalogue::Language;
use engine::matching::Group;
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

/// So many days ahead the file for calendars looks.
const CALENDAR_DAYS: i64 = 400;

/// What is to be done by which day, as a file for calendars (RFC 5545).
pub(crate) fn calendar(view: &View) -> String {
    let acts = dated_acts(view, CALENDAR_DAYS);
    view.speaker().calendar_file(&acts, view.catalogue(), told_region(view), view.state.today, &traditional::written)
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
}
