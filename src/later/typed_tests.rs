//! What people type, through every door of the library and the page: one reader, and nothing is read in part.

use std::rc::Rc;

use proptest::prelude::*;

use crate::later::{share_link, whole_catalogue};
use crate::model::draft;
use crate::model::draft::Entry;
use engine::catalogue::{Catalogue, Language, Texts};
use engine::enterprise::{Fact, Kind, Possible, read_cell};
use engine::payment;
use engine::quantity::{Interval, Money, Rate};

/// The cases that the tests of the command line go through too.
const CASES: &str = include_str!("../../tests/typed.tsv");

thread_local! {
    static RULES: Rc<Catalogue> = whole_catalogue().catalogue().expect("all of it").clone();
}

fn catalogue() -> Rc<Catalogue> {
    RULES.with(Rc::clone)
}

fn fact<'c>(catalogue: &'c Catalogue, name: &str) -> &'c Fact {
    catalogue.facts.find(name).and_then(|id| catalogue.facts.get(id)).expect(name)
}

/// A number of the table, by the library's own reader of exact numbers.
fn exact(fact: &Fact, text: &str) -> i64 {
    match fact.kind {
        Kind::Money => Money::parse(text).expect(text).fen(),
        Kind::Rate => Rate::parse(text).expect(text).ppm(),
        Kind::Date => text.parse::<engine::quantity::Date>().expect(text).day_number(),
        Kind::Count | Kind::Flag | Kind::Choice(_) | Kind::Choices(_) | Kind::Place(_) => text.parse().expect(text),
    }
}

/// What a case is to be read as; `None` where it is to be refused.
fn expected(fact: &Fact, result: &str) -> Option<Interval> {
    if result == "-" {
        return None;
    }
    let end = |text: &str, open: i64| if text.is_empty() { open } else { exact(fact, text) };
    let (low, high) = result.split_once("..").unwrap_or((result, result));
    Interval::new(end(low, fact.bounds.low()), end(high, fact.bounds.high()))
}

fn numbers(value: Option<Possible>) -> Option<Interval> {
    let value = value?;
    let Possible::Numbers(range) = value else { panic!("{value:?}") };
    Some(range)
}

/// A form or question.
fn form(fact: &Fact, text: &str) -> Option<Interval> {
    draft::read(&Entry::Typed(text.to_owned()), fact).ok().and_then(numbers)
}

/// A cell of a table of enterprises.
fn table(fact: &Fact, text: &str) -> Option<Interval> {
    read_cell(fact, text).ok().and_then(numbers)
}

/// A link, or what was kept on the device.
fn link(catalogue: &Catalogue, fact: &Fact, text: &str) -> Option<Interval> {
    let taken = share_link::read(&format!("{}={text}", fact.id), catalogue);
    let parsed = taken.draft.parse(catalogue);
    let id = catalogue.facts.find(&fact.id).expect("it is there");
    let value = parsed.profile.given(id).cloned();
    assert_eq!(
        value.is_none(),
        parsed.troubles.iter().any(|(other, _)| *other == id),
        "{text} is not left out silently"
    );
    numbers(value)
}

/// A figure of a debtor: a form, a ledger, an option of the command line.
fn debtor(field: payment::Field, text: &str) -> Option<Interval> {
    let mut entry = payment::Entry::default();
    entry.set(field, text);
    let problems = entry.read().expect_err("nothing else is told");
    let is_wrong = problems.iter().any(|problem| problem.field == field);
    match entry.meaning(field) {
        Some(payment::Meaning::Figure(_, range)) if !is_wrong => Some(range),
        None if is_wrong => None,
        other => panic!("{text}: {other:?} {problems:?}"),
    }
}

#[test]
fn what_people_type_is_read_whole_or_refused_at_every_door() {
    let catalogue = catalogue();
    let mut wrong = Vec::new();
    let cases = CASES.lines().filter(|line| !line.starts_with('#'));
    for (count, line) in cases.enumerate() {
        let cells: Vec<&str> = line.split('\t').collect();
        let [name, text, result] = cells.as_slice() else { panic!("{line}") };
        let fact = fact(&catalogue, name);
        let expected = expected(fact, result);
        let mut doors = vec![("form", form(fact, text)), ("table", table(fact, text))];
        // In a link it stands for another character.
        if !text.contains("%7E") {
            doors.push(("link", link(&catalogue, fact, text)));
        }
        match *name {
            "employees" => doors.push(("debtor", debtor(payment::Field::DebtorEmployees, text))),
            "revenue" => doors.push(("debtor", debtor(payment::Field::DebtorRevenue, text))),
            _ => {}
        }
        for (door, found) in doors {
            if found != expected {
                wrong.push(format!("{count} {door} {name} {text:?}: {found:?} and not {expected:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn amounts_owed_and_terms_are_single_numbers() {
    let amount = |text: &str| {
        let mut entry = payment::Entry::default();
        entry.set(payment::Field::Amount, text);
        entry.meaning(payment::Field::Amount)
    };
    assert_eq!(amount("3千"), Some(payment::Meaning::Money(Money::from_yuan(3000))));
    for text in ["1,5万", "20 30万", "1-2万", "10万以上", "10万..", "10万元左右"] {
        assert_eq!(amount(text), None, "{text}");
    }
    let term = |text: &str| {
        let mut entry = payment::Entry::default();
        entry.set(payment::Field::Term, text);
        entry.meaning(payment::Field::Term)
    };
    let days = |days: i64| Some(payment::Meaning::Term(payment::Term::Days(days)));
    for (text, meaning) in [
        ("60", days(60)),
        ("６０天", days(60)),
        ("60 日", days(60)),
        ("60 days", days(60)),
        ("1年", None),
        ("2个月", None),
        ("30-60天", None),
        ("6 0", None),
    ] {
        assert_eq!(term(text), meaning, "{text}");
    }
}

/// Texts such as people type, right and wrong.
fn typed() -> impl Strategy<Value = String> {
    const PIECES: [&str; 46] = [
        "0", "1", "2", "3", "5", "9", "20", "49", "000", "500", "１", "２", "０", ",", "，", ".", "。", "'", " ", "-",
        "－", "+", "~", "～", "..", "至", "到", "—", "千", "百", "十", "万", "萬", "亿", "w", "人", "元", "个月", "年",
        "天", "%", "‰", "以上", "以下", "不到", "x",
    ];
    proptest::collection::vec(proptest::sample::select(&PIECES[..]), 1..7).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 4_000, ..ProptestConfig::default() })]

    /// A text that is read says all that it holds: with a character of another sort put in anywhere, or one digit taken
    /// away or put behind, it is refused or says something else.
    #[test]
    fn nothing_is_read_as_a_part_of_itself(text in typed(), at in 0_usize..8) {
        let catalogue = catalogue();
        for name in ["employees", "revenue", "revenue_growth_2y", "ui_months_paid"] {
            let fact = fact(&catalogue, name);
            let Ok(read) = fact.read(&text) else { continue };
            let chars: Vec<char> = text.chars().collect();
            let at = at.min(chars.len());
            for strange in ['x', '吨', '?', '/', ':', '、', '\u{0}', '😀'] {
                let mut other = chars.clone();
                other.insert(at, strange);
                let other: String = other.into_iter().collect();
                prop_assert!(fact.read(&other).is_err(), "{name}: {other:?} is read, as {text:?} is");
            }
            let text = text.trim();
            let is_end = !text.contains('.') && read.high() != 0 && read.high() < fact.bounds.high();
            if is_end && text.ends_with(|c: char| c.is_ascii_digit()) {
                let longer = format!("{text}7");
                prop_assert!(fact.read(&longer) != Ok(read), "{name}: {longer:?} is read as {text:?} is");
            }
        }
    }

    /// What is written for a link, or as a person would type it, is read as the number that it was.
    #[test]
    fn what_the_page_writes_is_what_it_reads(low in -1_000_000_i64..1_000_000_000, more in 0_i64..1_000_000_000) {
        let catalogue = catalogue();
        let texts = Texts::default();
        for language in Language::ALL {
            let money = Money::from_fen(low);
            let shown = ::wording::Speaker::new(language, &catalogue, &texts).money(money);
            prop_assert_eq!(Money::parse(&shown), Ok(money), "{}", shown);
        }
        for (_, fact) in catalogue.facts.iter().filter(|(_, fact)| fact.is_number()) {
            let range = Interval::new(low, low.saturating_add(more)).and_then(|range| range.intersect(fact.bounds));
            let Some(range) = range.filter(|range| *range != fact.bounds) else { continue };
            let written = [range.low(), range.high()].map(|number| draft::typed(&fact.kind, number));
            for (text, number) in written.iter().zip([range.low(), range.high()]) {
                prop_assert_eq!(fact.read(text), Ok(Interval::exact(number)), "{}: {}", fact.id, text);
            }
            for mark in ["~", "..", "至", "到"] {
                let [low, high] = &written;
                prop_assert_eq!(fact.read(&format!("{low}{mark}{high}")), Ok(range), "{}", fact.id);
            }
            let bare = written.map(|text| text.trim_end_matches('%').to_owned());
            prop_assert_eq!(link(&catalogue, fact, &bare.join("~")), Some(range), "{}", fact.id);
        }
    }
}
