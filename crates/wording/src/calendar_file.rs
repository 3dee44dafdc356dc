//! What is to be done by which day, as a file for calendars (RFC 5545).

use super::{Language, Speaker, visible};
use engine::catalogue::{Catalogue, Policy};
use engine::enterprise::Code;
use engine::matching::{ActKind, DatedAct};
use engine::quantity::Date;

/// So many days before an act a calendar reminds of it, at nine o'clock.
const REMINDERS: [i64; 2] = [14, 3];

impl Speaker<'_> {
    /// A calendar with these acts: each a whole day with what is to be done as its title, where and with which papers, and
    /// reminders that are not past. Days are those of China wherever the calendar is. `written` writes a line in the
    /// characters wanted, before it is folded.
    #[must_use]
    pub fn calendar_file(
        &self,
        acts: &[DatedAct],
        catalogue: &Catalogue,
        region: Option<Code>,
        today: Date,
        written: &dyn Fn(String) -> String,
    ) -> String {
        let mut file = String::new();
        let mut line = |text: String| fold(&mut file, &written(text));
        for text in ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//policy-match//calendar//ZH", "CALSCALE:GREGORIAN"] {
            line(text.to_owned());
        }
        line(format!("X-WR-CALNAME:{}", self.pick("惠企政策：要办的事", "Relief measures: what to do")));
        for act in acts {
            let Some(policy) = catalogue.policy(act.policy) else { continue };
            line("BEGIN:VEVENT".to_owned());
            line(format!("UID:{}@policy-match", act.name(catalogue)));
            line(format!("DTSTAMP:{}T000000Z", digits(today)));
            line(format!("DTSTART;VALUE=DATE:{}", digits(act.day)));
            line(format!("DTEND;VALUE=DATE:{}", digits(act.day.plus_days(1))));
            let title = self.act_title(act, catalogue, region);
            line(format!("SUMMARY:{}", escaped(&title)));
            line(format!("DESCRIPTION:{}", escaped(&self.act_details(act, policy, catalogue, region))));
            line("TRANSP:TRANSPARENT".to_owned());
            for before in REMINDERS.into_iter().filter(|before| act.day.plus_days(before.saturating_neg()) > today) {
                line("BEGIN:VALARM".to_owned());
                line("ACTION:DISPLAY".to_owned());
                line(format!("DESCRIPTION:{}", escaped(&title)));
                // The day begins at midnight: nine o'clock of another one is fifteen hours less than whole days before.
                line(format!("TRIGGER:-P{}DT15H", before.saturating_sub(1)));
                line("END:VALARM".to_owned());
            }
            line("END:VEVENT".to_owned());
        }
        line("END:VCALENDAR".to_owned());
        file
    }

    /// Where, with which papers, how sure: a line each, without addresses, which calendars make links of.
    fn act_details(&self, act: &DatedAct, policy: Policy<'_>, catalogue: &Catalogue, region: Option<Code>) -> String {
        let colon = self.pick("：", ": ");
        let mut lines = vec![self.act_note(act), self.act_certainty(act)];
        lines.extend(self.act_others(act));
        let mut said = |name: &str, text: String| {
            if !text.is_empty() {
                lines.push(format!("{name}{colon}{text}"));
            }
        };
        let places: Vec<String> =
            catalogue.places_for(policy, region).iter().map(|place| self.place_to_go(place, region)).collect();
        let places = if places.is_empty() {
            policy.details.office.map(|office| self.text(office).to_owned()).unwrap_or_default()
        } else {
            places.join(self.pick("、", ", "))
        };
        said(self.pick("到哪里办", "Where"), places);
        said(self.pick("电话", "Telephone"), catalogue.number_to_ask(policy, region).unwrap_or_default().to_owned());
        // A return claims several measures, whose papers and steps are theirs.
        if matches!(act.what, ActKind::Filing { .. }) {
            return lines.join("\n");
        }
        said(self.pick("材料", "Papers"), self.papers_in_short(policy));
        if let Some(step) = policy.details.steps.first() {
            said(self.pick("第一步", "First"), self.text(*step).to_owned());
        }
        lines.join("\n")
    }

    /// The papers that a policy takes, in one line.
    #[must_use]
    pub fn papers_in_short(&self, policy: Policy<'_>) -> String {
        match (&policy.details.materials, self.language) {
            (None, Language::ZhCn) => "没有收录，办理前先问".to_owned(),
            (None, Language::En) => "not known here, ask before you go".to_owned(),
            (Some(papers), Language::ZhCn) if papers.is_empty() => "不需要另外准备".to_owned(),
            (Some(papers), Language::En) if papers.is_empty() => "none beyond the usual".to_owned(),
            (Some(papers), _) => {
                let papers: Vec<&str> = papers.iter().map(|&paper| self.text(paper)).collect();
                papers.join(self.pick("；", "; "))
            }
        }
    }
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

/// Adds a line, folded so that none is longer than 75 bytes (RFC 5545, 3.1), and no character is cut in two.
fn fold(file: &mut String, line: &str) {
    let mut length: usize = 0;
    for c in line.chars() {
        if length.saturating_add(c.len_utf8()) > 75 {
            file.push_str("\r\n ");
            length = 1;
        }
        file.push(c);
        length = length.saturating_add(c.len_utf8());
    }
    file.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

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

    #[test]
    fn lines_are_folded_by_bytes_and_at_whole_characters() {
        for (text, lines) in [("a".repeat(75), vec![75]), ("a".repeat(76), vec![75, 2]), ("办".repeat(26), vec![75, 4])]
        {
            let mut file = String::new();
            fold(&mut file, &text);
            let lengths: Vec<usize> = file.split_terminator("\r\n").map(str::len).collect();
            assert_eq!((lengths, file.replace("\r\n ", "")), (lines, text + "\r\n"));
        }
    }
}
