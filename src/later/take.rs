//! What can be taken away: the link that holds the answers, the table of results, the calendar of deadlines. All are
//! plain texts made here; nothing is sent anywhere.

use crate::later::view::View;
use crate::model::draft;
use crate::model::draft::{Draft, Entry};
use crate::model::state::State;
use engine::catalogue::{Language, Rules};
use engine::enterprise::{Fact, Kind, Possible, Tree};
use engine::matching::{Estimate, Group, Outcome};
use engine::quantity::{Bits, Date, Interval, Money, Period, bit, bits_of};

/// The answers as they stand in the fragment of a link: `v=2026.11.21&on=2022-03-01&employees=8&region=440100`.
///
/// Numbers are as people type them, ranges with `~`, options by name with `+` between them (those denied, where not all
/// were offered, with `!` before them), places by code. All of it is plain ASCII that needs no escaping.
pub(crate) fn query(state: &State, rules: &Rules) -> String {
    let mut parts = vec![format!("v={}", rules.version)];
    if let Ok(day) = state.date.parse::<Date>() {
        parts.push(format!("on={day}"));
    }
    for (id, entry) in state.draft.iter() {
        let Some(fact) = rules.facts.get(id) else { continue };
        if let Some(value) = written(entry, fact) {
            parts.push(format!("{}={value}", fact.id));
        }
    }
    parts.join("&")
}

/// What is kept on this device: the answers, the policies marked, and what fitted on which day, so that a later visit
/// can say what has changed.
pub(crate) fn saved(view: &View) -> String {
    let state = &view.state;
    let answers = query(state, view.rules());
    let mut text = format!("{answers}&marked={}", state.marked.join("+"));
    // Only what fits today can be compared later.
    if state.date.is_empty() && view.answer.told {
        text.push_str(&format!(
            "&seen={}&had={}",
            state.today,
            fitting(view).iter().map(SavedPolicy::written).collect::<Vec<_>>().join("+")
        ));
    }
    text
}

/// What can be used now.
fn fitting(view: &View) -> Vec<SavedPolicy> {
    let rules = view.rules();
    let usable = view.answer.outcomes.iter().filter(|outcome| outcome.is_usable());
    let had =
        |outcome: &Outcome| Some(SavedPolicy { id: rules.rule(outcome.policy)?.id.clone(), worth: outcome.estimate });
    usable.filter_map(had).collect()
}

/// A policy that could be used, with what it was worth, if that was said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SavedPolicy {
    /// Its name in files.
    pub(crate) id: String,
    /// What it was worth.
    pub(crate) worth: Option<Estimate>,
}

impl SavedPolicy {
    /// As it is kept: `id`, or `id:low:high:year` in fen, without `high` where nothing bounds it.
    fn written(&self) -> String {
        match self.worth {
            Some(Estimate { low, high, period }) => {
                let high = high.map(|high| high.fen().to_string()).unwrap_or_default();
                let period = if period == Period::Year { "year" } else { "once" };
                format!("{}:{}:{high}:{period}", self.id, low.fen())
            }
            None => self.id.clone(),
        }
    }

    /// Reads what [`SavedPolicy::written`] wrote; an amount that is not understood is left out.
    fn read(text: &str) -> Option<Self> {
        let mut parts = text.split(':');
        let id = parts.next().filter(|id| !id.is_empty())?.to_owned();
        let mut worth = || {
            let low = Money::from_fen(parts.next()?.parse().ok()?);
            let high = match parts.next()? {
                "" => None,
                high => Some(Money::from_fen(high.parse().ok()?)),
            };
            let period = if parts.next()? == "year" { Period::Year } else { Period::Once };
            Some(Estimate { low, high, period })
        };
        Some(Self { worth: worth(), id })
    }
}

/// What fitted when the answers were last kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct SavedResults {
    /// The answers, as [`query`] wrote them.
    pub(crate) taken: ParsedLink,
    /// The day.
    pub(crate) seen: Option<Date>,
    /// The policies that could be used.
    pub(crate) had: Vec<SavedPolicy>,
}

/// Reads what [`saved`] wrote; `None` where it does not say what fitted.
pub(crate) fn before(kept: &str, rules: &Rules) -> Option<SavedResults> {
    let value = |key: &str| kept.split('&').filter_map(|part| part.split_once('=')).find(|(name, _)| *name == key);
    let (_, had) = value("had")?;
    Some(SavedResults {
        taken: read(kept, rules),
        seen: value("seen").and_then(|(_, day)| day.parse().ok()),
        had: had.split('+').filter_map(SavedPolicy::read).collect(),
    })
}

/// The same answers with every figure and date widened to a band, so that a link tells no exact one.
pub(crate) fn banded(state: &State, rules: &Rules) -> State {
    let mut wide = state.clone();
    for (id, entry) in state.draft.iter() {
        let Some(fact) = rules.facts.get(id) else { continue };
        if let Ok(Some(Possible::Numbers(range))) = draft::read(entry, fact) {
            let band = band(fact, range);
            wide.draft.set(id, Some(Entry::Band(band)));
        }
    }
    wide
}

/// The narrowest band that holds a range: those of the catalogue, the year of a date, else from one of 1, 2, 5, 10, …
/// to just below the next.
fn band(fact: &Fact, range: Interval) -> Interval {
    let whole = |low: i64, high: i64| Interval::new(low.max(fact.bounds.low()), high.min(fact.bounds.high()));
    let holds = |band: &&Interval| band.low() <= range.low() && range.high() <= band.high();
    if let Some(band) = fact.bands.iter().find(holds) {
        return *band;
    }
    if fact.kind == Kind::Date {
        let (from, to) = (Date::from_day(range.low()).year(), Date::from_day(range.high()).year());
        let year = Date::new(from, 1, 1).zip(Date::new(to, 12, 31));
        return year.and_then(|(from, to)| whole(from.day_number(), to.day_number())).unwrap_or(range);
    }
    if range.low() < 0 {
        return fact.bounds;
    }
    let (mut low, mut high, mut power) = (0_i64, i64::MAX, 1_i64);
    while high == i64::MAX && power < i64::MAX / 10 {
        for step in [1, 2, 5].map(|step: i64| power.saturating_mul(step)) {
            if step <= range.low() {
                low = step;
            } else if step > range.high() {
                high = high.min(step.saturating_sub(1));
            }
        }
        power = power.saturating_mul(10);
    }
    whole(low, high).unwrap_or(range)
}

/// What a link or a saved text holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct ParsedLink {
    /// The answers.
    pub(crate) draft: Draft,
    /// The day asked about, if not today.
    pub(crate) date: String,
    /// The version of the catalogue that it was made with.
    pub(crate) version: String,
    /// The policies marked.
    pub(crate) marked: Vec<String>,
}

/// Reads what [`query`] wrote. A number or date that is not understood stays as it is, for the person to see; what else
/// is not understood is left out.
pub(crate) fn read(query: &str, rules: &Rules) -> ParsedLink {
    let mut taken = ParsedLink::default();
    for (key, value) in query.split('&').filter_map(|part| part.split_once('=')) {
        match key {
            "v" => value.clone_into(&mut taken.version),
            "on" => value.clone_into(&mut taken.date),
            "marked" => taken.marked = value.split('+').filter(|id| !id.is_empty()).map(str::to_owned).collect(),
            _ => {
                let Some(id) = rules.facts.find(key) else { continue };
                let entry = rules.facts.get(id).and_then(|fact| entry(value, fact));
                taken.draft.set(id, entry);
            }
        }
    }
    taken
}

/// How a link says that the person does not know.
const UNSURE: &str = "?";

fn written(entry: &Entry, fact: &Fact) -> Option<String> {
    let names = |options: Bits| {
        let all = fact.options();
        let names: Vec<&str> = bits_of(options).filter_map(|index| all.get(index).copied()).collect();
        names.join("+")
    };
    let number = |number: i64| draft::typed(&fact.kind, number).trim_end_matches('%').to_owned();
    Some(match entry {
        Entry::Typed(_) => match draft::read(entry, fact).ok()?? {
            Possible::Numbers(range) if range.single().is_some() => number(range.low()),
            Possible::Numbers(range) => format!("{}~{}", number(range.low()), number(range.high())),
            Possible::Options(_) | Possible::Sets { .. } | Possible::Places(_) => return None,
        },
        Entry::Unsure => UNSURE.to_owned(),
        Entry::Band(range) => format!("{}~{}", number(range.low()), number(range.high())),
        Entry::Options(options) => names(*options),
        Entry::Chosen { held, offered } if *offered == fact.all_options() => names(*held),
        Entry::Chosen { held, offered } => {
            let denied = names(offered & !held);
            let denied = denied.split('+').filter(|name| !name.is_empty()).map(|name| format!("!{name}"));
            let held = names(*held);
            let held = held.split('+').filter(|name| !name.is_empty()).map(str::to_owned);
            held.chain(denied).collect::<Vec<String>>().join("+")
        }
        Entry::Place { code, .. } => {
            let tree = if let Kind::Place(tree) = fact.kind { tree } else { Tree::Regions };
            tree.written((*code)?)
        }
    })
}

fn entry(value: &str, fact: &Fact) -> Option<Entry> {
    let set = |names: &mut dyn Iterator<Item = &str>| {
        names.filter_map(|name| fact.option(name)).fold(0, |all: Bits, index| all | bit(index))
    };
    let options = || set(&mut value.split('+'));
    if value == UNSURE {
        return Some(Entry::Unsure);
    }
    Some(match &fact.kind {
        Kind::Flag | Kind::Choice(_) => Entry::Options(Some(options()).filter(|options| *options != 0)?),
        Kind::Choices(_) => {
            let denied = set(&mut value.split('+').filter_map(|name| name.strip_prefix('!')));
            let offered = if denied == 0 { fact.all_options() } else { denied | options() };
            Entry::Chosen { held: options(), offered }
        }
        Kind::Place(tree) => Entry::Place { typed: String::new(), code: Some(tree.find(value)?) },
        Kind::Count | Kind::Money | Kind::Rate | Kind::Date => {
            let typed = Entry::Typed(value.to_owned());
            match draft::read(&typed, fact) {
                Ok(Some(Possible::Numbers(range))) if range.single().is_none() => Entry::Band(range),
                _ => typed,
            }
        }
    })
}

/// The results as a table for spreadsheets (RFC 4180, with the mark by which they know UTF-8).
pub(crate) fn csv(view: &View) -> String {
    let speaker = view.speaker();
    let mut text = String::from("\u{feff}");
    let heads = match speaker.language {
        Language::ZhCn => ["分组", "政策", "编号", "约值", "期限", "享受方式", "文号"],
        Language::En => ["Group", "Policy", "Id", "Worth", "Until", "How", "Documents"],
    };
    row(&mut text, &heads.map(str::to_owned));
    for group in [Group::UseNow, Group::MayUse, Group::NearMiss, Group::Services] {
        for &id in view.group(group) {
            let (Some(policy), Some(outcome)) = (view.catalogue().policy(id), view.outcome(id)) else { continue };
            let numbers: Vec<&str> = policy
                .details
                .documents
                .iter()
                .filter_map(|document| document.number)
                .map(|id| speaker.text(id))
                .collect();
            row(
                &mut text,
                &[
                    speaker.label(&group).to_owned(),
                    view.name(policy.rule).to_owned(),
                    policy.id.clone(),
                    speaker.worth(outcome).unwrap_or_default(),
                    speaker.until(policy.rule, outcome.status, view.answer.on),
                    speaker.label(&policy.channel).to_owned(),
                    numbers.join("; "),
                ],
            );
        }
    }
    text
}

pub(super) fn row(text: &mut String, cells: &[String]) {
    for (index, cell) in cells.iter().enumerate() {
        if index > 0 {
            text.push(',');
        }
        // A cell that a spreadsheet would take for a formula is text.
        let guard = if cell.starts_with(['=', '+', '-', '@']) { "'" } else { "" };
        text.push('"');
        text.push_str(guard);
        text.push_str(&cell.replace('"', "\"\""));
        text.push('"');
    }
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
    for group in [Group::UseNow, Group::MayUse, Group::Services] {
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

/// A text as a calendar takes it.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,")
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
    use std::rc::Rc;

    use super::*;
    use crate::first::view::View as FirstView;
    use crate::later::{WHOLE, whole};
    use crate::model::loaded::LoadedCatalogue;
    use crate::model::state::Action;
    use engine::enterprise::Facts;
    fn filled(rules: &Rules) -> State {
        let fact = |name: &str| rules.facts.find(name).expect(name);
        let all = |name: &str| rules.facts.get(fact(name)).expect(name).all_options();
        State::new(Date::new(2026, 11, 21).expect("a date"), Language::ZhCn)
            .after(Action::Enter(Facts::EMPLOYEES, Some(Entry::Typed("8".to_owned()))))
            .after(Action::Enter(Facts::REVENUE, Interval::new(0, 49_999_999).map(Entry::Band)))
            .after(Action::Enter(
                Facts::REGION,
                Some(Entry::Place { typed: String::new(), code: Tree::Regions.find("广州市") }),
            ))
            .after(Action::Enter(fact("entity"), Some(Entry::Options(bit(1)))))
            .after(Action::Enter(fact("titles"), Some(Entry::Chosen { held: 0, offered: all("titles") })))
            .after(Action::Enter(fact("loan_type"), Some(Entry::Chosen { held: bit(1), offered: bit(0) | bit(1) })))
            .after(Action::Answer(fact("clean_record"), Entry::Unsure))
            .after(Action::Enter(fact("layoff_rate"), Some(Entry::Typed("5.5%".to_owned()))))
            .after(Action::Date("2022-03-01".to_owned()))
    }

    fn whole_view() -> View {
        let book = whole();
        let state = filled(book.rules()).after(Action::Date(String::new()));
        View::of(&FirstView::of(WHOLE, Rc::new(book), Rc::new(state))).expect("the whole catalogue")
    }

    #[test]
    fn a_link_gives_back_what_was_told() {
        let book = whole();
        let state = filled(book.rules());
        let query = query(&state, book.rules());
        assert!(query.is_ascii() && query.contains("&employees=8&") && query.contains("on=2022-03-01"), "{query}");
        assert!(
            query.contains("titles=&loan_type=fixed_asset+!working_capital&"),
            "what was not offered is not denied"
        );
        let taken = read(&query, book.rules());
        assert_eq!(taken.draft.parse(book.rules()), state.draft.parse(book.rules()));
        let record = book.rules().facts.find("clean_record").expect("a fact");
        assert_eq!(taken.draft.get(record), Some(&Entry::Unsure), "not knowing is kept");
        assert_eq!((taken.date.as_str(), taken.version.as_str()), ("2022-03-01", book.rules().version.as_str()));
    }

    #[test]
    fn a_banded_link_tells_no_exact_figure_and_still_holds_it() {
        let book = LoadedCatalogue::bundled().expect("sound rules");
        let typed = |text: &str| Some(Entry::Typed(text.to_owned()));
        let state = State::new(Date::new(2026, 11, 21).expect("a date"), Language::ZhCn)
            .after(Action::Enter(Facts::EMPLOYEES, typed("287")))
            .after(Action::Enter(Facts::REVENUE, typed("31234567")))
            .after(Action::Enter(book.rules().facts.find("established").expect("a fact"), typed("2019-03-07")));
        let wide = banded(&state, book.rules());
        let link = query(&wide, book.rules());
        assert!(!link.contains("287") && !link.contains("31234567") && !link.contains("2019-03-07"), "{link}");
        assert!(link.contains("employees=200~") && link.contains("established=2019-01-01~2019-12-31"), "{link}");
        let (exact, wide) = (state.draft.parse(book.rules()), wide.draft.parse(book.rules()));
        for (id, value) in exact.profile.iter() {
            let (Possible::Numbers(exact), Some(Possible::Numbers(wide))) = (value, wide.profile.given(id)) else {
                panic!("{id:?}")
            };
            assert!(wide.low() <= exact.low() && exact.high() <= wide.high());
        }
        assert_eq!(read(&link, book.rules()).draft.parse(book.rules()), wide);
    }

    #[test]
    fn what_is_kept_says_what_fitted() {
        let view = whole_view();
        let before = before(&saved(&view), view.catalogue()).expect("what fitted");
        assert_eq!(before.seen, Some(view.state.today));
        assert!(!before.had.is_empty() && before.had == fitting(&view));
        assert_eq!(before.taken.draft.parse(view.catalogue()), *view.parsed);
        assert_eq!(crate::later::take::before("v=1&employees=8&marked=", view.catalogue()), None);
        assert!(before.had.iter().any(|had| had.worth.is_some()));
        // What an older version of the page kept, and amounts that nobody wrote.
        let kept = "v=1&seen=2026-01-01&had=a+b:1000::year+c:x:y:z+:5:5:once+d:1";
        let old: Vec<SavedPolicy> = crate::later::take::before(kept, view.catalogue()).expect("what fitted").had;
        let open = Estimate { low: Money::from_fen(1000), high: None, period: Period::Year };
        let had = |id: &str, worth| SavedPolicy { id: id.to_owned(), worth };
        assert_eq!(old, [had("a", None), had("b", Some(open)), had("c", None), had("d", None)]);
    }

    #[test]
    fn nonsense_in_a_link_is_left_out() {
        let book = LoadedCatalogue::bundled().expect("sound rules");
        let taken = read("v=x&nosuch=1&entity=nosuch&region=000000&=&&&employees", book.rules());
        assert_eq!(taken, ParsedLink { version: "x".to_owned(), ..ParsedLink::default() });
    }

    #[test]
    fn a_damaged_number_or_date_in_a_link_is_shown_as_it_is() {
        let book = LoadedCatalogue::bundled().expect("sound rules");
        let taken = read("on=99&employees=20%7E49&revenue=800,00&established=2024-13-01", book.rules());
        assert_eq!(taken.date, "99");
        let troubles = taken.draft.parse(book.rules()).troubles;
        assert_eq!(troubles.len(), 3, "{troubles:?}");
        let staff = taken.draft.get(Facts::EMPLOYEES);
        assert_eq!(staff, Some(&Entry::Typed("20%7E49".to_owned())));
    }

    #[test]
    fn tables_and_calendars_are_well_formed() {
        let view = whole_view();
        let table = csv(&view);
        assert!(table.starts_with("\u{feff}\"分组\",") && table.lines().count() > 5);
        let calendar = calendar(&view);
        assert!(calendar.starts_with("BEGIN:VCALENDAR\r\n") && calendar.ends_with("END:VCALENDAR\r\n"));
        assert!(calendar.lines().all(|line| line.len() <= 75));
        assert_eq!(calendar.matches("BEGIN:VEVENT").count(), calendar.matches("END:VEVENT").count());
    }
}
