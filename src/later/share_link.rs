//! The link that holds the answers: how they are written into it and read from it, exactly or widened to bands.

use crate::model::draft;
use crate::model::draft::{Draft, Entry};
use crate::model::state::State;
use engine::catalogue::Rules;
use engine::enterprise::{Fact, Kind, Possible, Tree};
use engine::quantity::{Bits, Date, Interval, bit, bits_of};

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
    let within_bounds = |low: i64, high: i64| Interval::new(low.max(fact.bounds.low()), high.min(fact.bounds.high()));
    let holds = |band: &&Interval| band.low() <= range.low() && range.high() <= band.high();
    if let Some(band) = fact.bands.iter().find(holds) {
        return *band;
    }
    if fact.kind == Kind::Date {
        let (from, to) = (Date::from_day(range.low()).year(), Date::from_day(range.high()).year());
        let year = Date::new(from, 1, 1).zip(Date::new(to, 12, 31));
        return year.and_then(|(from, to)| within_bounds(from.day_number(), to.day_number())).unwrap_or(range);
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
    within_bounds(low, high).unwrap_or(range)
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

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::later::whole_catalogue;
    use crate::model::loaded::LoadedCatalogue;
    use crate::model::state::Action;
    use engine::catalogue::Language;
    use engine::enterprise::Facts;

    /// A state with an answer of each kind.
    pub(crate) fn filled(rules: &Rules) -> State {
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

    #[test]
    fn a_link_gives_back_what_was_told() {
        let loaded = whole_catalogue();
        let state = filled(loaded.rules());
        let query = query(&state, loaded.rules());
        assert!(query.is_ascii() && query.contains("&employees=8&") && query.contains("on=2022-03-01"), "{query}");
        assert!(
            query.contains("titles=&loan_type=fixed_asset+!working_capital&"),
            "what was not offered is not denied"
        );
        let taken = read(&query, loaded.rules());
        assert_eq!(taken.draft.parse(loaded.rules()), state.draft.parse(loaded.rules()));
        let record = loaded.rules().facts.find("clean_record").expect("a fact");
        assert_eq!(taken.draft.get(record), Some(&Entry::Unsure), "not knowing is kept");
        assert_eq!((taken.date.as_str(), taken.version.as_str()), ("2022-03-01", loaded.rules().version.as_str()));
    }

    #[test]
    fn a_banded_link_tells_no_exact_figure_and_still_holds_it() {
        let loaded = LoadedCatalogue::bundled().expect("sound rules");
        let typed = |text: &str| Some(Entry::Typed(text.to_owned()));
        let state = State::new(Date::new(2026, 11, 21).expect("a date"), Language::ZhCn)
            .after(Action::Enter(Facts::EMPLOYEES, typed("287")))
            .after(Action::Enter(Facts::REVENUE, typed("31234567")))
            .after(Action::Enter(loaded.rules().facts.find("established").expect("a fact"), typed("2019-03-07")));
        let wide = banded(&state, loaded.rules());
        let link = query(&wide, loaded.rules());
        assert!(!link.contains("287") && !link.contains("31234567") && !link.contains("2019-03-07"), "{link}");
        assert!(link.contains("employees=200~") && link.contains("established=2019-01-01~2019-12-31"), "{link}");
        let (exact, wide) = (state.draft.parse(loaded.rules()), wide.draft.parse(loaded.rules()));
        for (id, value) in exact.profile.iter() {
            let (Possible::Numbers(exact), Some(Possible::Numbers(wide))) = (value, wide.profile.given(id)) else {
                panic!("{id:?}")
            };
            assert!(wide.low() <= exact.low() && exact.high() <= wide.high());
        }
        assert_eq!(read(&link, loaded.rules()).draft.parse(loaded.rules()), wide);
    }

    #[test]
    fn nonsense_in_a_link_is_left_out() {
        let loaded = LoadedCatalogue::bundled().expect("sound rules");
        let taken = read("v=x&nosuch=1&entity=nosuch&region=000000&=&&&employees", loaded.rules());
        assert_eq!(taken, ParsedLink { version: "x".to_owned(), ..ParsedLink::default() });
    }

    #[test]
    fn a_damaged_number_or_date_in_a_link_is_shown_as_it_is() {
        let loaded = LoadedCatalogue::bundled().expect("sound rules");
        let taken = read("on=99&employees=20%7E49&revenue=800,00&established=2024-13-01", loaded.rules());
        assert_eq!(taken.date, "99");
        let troubles = taken.draft.parse(loaded.rules()).troubles;
        assert_eq!(troubles.len(), 3, "{troubles:?}");
        let staff = taken.draft.get(Facts::EMPLOYEES);
        assert_eq!(staff, Some(&Entry::Typed("20%7E49".to_owned())));
    }
}
