//! What people type, through every door of the library and the page: one reader, and nothing is read in part.

use std::rc::Rc;

use proptest::prelude::*;

use crate::later::{saved, share_link, whole_catalogue};
use crate::model::draft::{self, Draft, Entry};
use engine::catalogue::{Catalogue, Language, Texts};
use engine::enterprise::{Fact, FactId, Kind, Possible};
use engine::payment;
use engine::quantity::{Interval, Money};
use fixtures::typed::{Case, cases};

thread_local! {
    static RULES: Rc<Catalogue> = whole_catalogue().catalogue().expect("all of it").clone();
}

fn catalogue() -> Rc<Catalogue> {
    RULES.with(Rc::clone)
}

fn fact<'c>(catalogue: &'c Catalogue, name: &str) -> (FactId, &'c Fact) {
    catalogue.facts.find(name).and_then(|id| Some((id, catalogue.facts.get(id)?))).expect(name)
}

/// What a draft says of a fact; what it does not say has a sentence.
fn told(catalogue: &Catalogue, draft: &Draft, id: FactId, typed: &str) -> Option<Possible> {
    let parsed = draft.parse(catalogue);
    let value = parsed.profile.given(id).cloned();
    let has_trouble = parsed.troubles.iter().any(|(other, _)| *other == id);
    assert_eq!(value.is_none(), has_trouble, "{typed} is not left out silently");
    value
}

/// A field of the first screen, or a question.
fn form(catalogue: &Catalogue, name: &str, typed: &str) -> Option<Possible> {
    let (id, fact) = fact(catalogue, name);
    let mut draft = Draft::default();
    let entry = Entry::Typed(typed.to_owned());
    draft.set(id, Some(entry.clone()));
    let read = told(catalogue, &draft, id, typed);
    assert_eq!(draft::read(&entry, fact).ok().flatten(), read, "a field and a question read {typed} alike");
    read
}

/// A link.
fn link(catalogue: &Catalogue, name: &str, typed: &str) -> Option<Possible> {
    let (id, _) = fact(catalogue, name);
    let taken = share_link::read(&format!("{name}={typed}&v=x"), catalogue);
    told(catalogue, &taken.draft, id, typed)
}

/// What was kept on the device.
fn kept(catalogue: &Catalogue, name: &str, typed: &str) -> Option<Possible> {
    let (id, _) = fact(catalogue, name);
    let results = saved::results(&format!("v=x&{name}={typed}&marked=&seen=2026-11-21&had="), catalogue);
    told(catalogue, &results.expect("it says what fitted").answers.draft, id, typed)
}

/// A figure of a debtor in the form of late payment, for the facts that it has.
fn late_payment(name: &str, typed: &str) -> Vec<(&'static str, Option<Possible>)> {
    let field = match name {
        "employees" => payment::Field::DebtorEmployees,
        "revenue" => payment::Field::DebtorRevenue,
        _ => return Vec::new(),
    };
    let mut entry = payment::Entry::default();
    entry.set(field, typed);
    let problems = entry.read().expect_err("nothing else is told");
    let is_wrong = problems.iter().any(|problem| problem.field == field);
    let read = match entry.meaning(field) {
        Some(payment::Meaning::Figure(_, range)) if !is_wrong => Some(Possible::Numbers(range)),
        None if is_wrong => None,
        other => panic!("{typed}: {other:?} {problems:?}"),
    };
    vec![("late payment", read)]
}

#[test]
fn what_people_type_is_read_whole_or_refused_at_every_door() {
    let catalogue = catalogue();
    let mut wrong = Vec::new();
    for case in cases(&catalogue.facts) {
        let Case { fact: name, typed, says, .. } = &case;
        let mut doors: Vec<(&str, Option<Possible>)> = Vec::new();
        if fact(&catalogue, name).1.is_number() {
            doors.push(("form", form(&catalogue, name, typed)));
            // In a link these signs part its answers, and this stands for another one; a bare rate is in per cent, as
            // the page writes it.
            let is_bare =
                typed.contains('.') && typed.bytes().all(|byte| byte.is_ascii_digit() || b".-~".contains(&byte));
            let is_per_cent = fact(&catalogue, name).1.kind == Kind::Rate && is_bare;
            if !is_per_cent && !typed.contains(['&', '=']) && !typed.contains("%7E") {
                doors.push(("link", link(&catalogue, name, typed)));
                doors.push(("kept", kept(&catalogue, name, typed)));
            }
            doors.extend(late_payment(name, typed));
        }
        for (door, found) in doors {
            if found != *says {
                wrong.push(format!("{door} {case:?}: {found:?}"));
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

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 500, ..ProptestConfig::default() })]

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
            // More than a hundred years of months are refused.
            if fact.units.iter().any(|unit| unit == "months") && range.high() > 1200 {
                continue;
            }
            let written = [range.low(), range.high()].map(|number| draft::typed(&fact.kind, number));
            for (text, number) in written.iter().zip([range.low(), range.high()]) {
                prop_assert_eq!(fact.read(text), Ok(Interval::exact(number)), "{}: {}", fact.id, text);
            }
            for mark in ["~", "..", "至", "到"] {
                let [low, high] = &written;
                prop_assert_eq!(fact.read(&format!("{low}{mark}{high}")), Ok(range), "{}", fact.id);
            }
            let bare = written.map(|text| text.trim_end_matches('%').to_owned());
            let linked = link(&catalogue, &fact.id, &bare.join("~"));
            prop_assert_eq!(linked, Some(Possible::Numbers(range)), "{}", fact.id);
        }
    }
}

/// Links that are almost right, and wrong in all the ways that they get wrong.
fn links() -> impl Strategy<Value = String> {
    const PIECES: [&str; 44] = [
        "v=2026.11.21",
        "&",
        "&amp;",
        "=",
        "employees=",
        "revenue=",
        "entity=",
        "titles=",
        "region=",
        "industry=",
        "on=",
        "marked=",
        "established=",
        "clean_record=",
        "20~49",
        "20%7E49",
        "800000",
        "80",
        "-1",
        "1e9",
        "3千",
        "individual",
        "company",
        "!",
        "+",
        "?",
        "yes",
        "no",
        "440100",
        "C13",
        "2022-03-01",
        "99",
        "。",
        "，",
        "%",
        "%E",
        "%00",
        "#",
        "/",
        "\u{0}",
        "😀",
        "99999999999999999999",
        "~",
        "..",
    ];
    proptest::collection::vec(proptest::sample::select(&PIECES[..]), 0..14).prop_map(|pieces| pieces.concat())
}

/// No link makes the page panic, and what of it is taken is said in sentences or writes the same link again. `make fuzz`
/// tries as many as it is told to.
#[test]
fn fuzz_any_link() {
    use crate::model::state::State;
    use engine::quantity::Date;
    let cases = std::env::var("POLICY_MATCH_FUZZ").ok().and_then(|cases| cases.parse().ok()).unwrap_or(2_000);
    let catalogue = catalogue();
    let today = Date::new(2026, 11, 21).expect("a date");
    let config = ProptestConfig { failure_persistence: None, cases, ..ProptestConfig::default() };
    let tried = proptest::test_runner::TestRunner::new(config).run(&links(), |link| {
        let taken = share_link::read(&link, &catalogue);
        let parsed = taken.draft.parse(&catalogue);
        for (id, trouble) in &parsed.troubles {
            let typed = if let Some(Entry::Typed(typed)) = taken.draft.get(*id) { typed.as_str() } else { "" };
            prop_assert!(!::wording::typed_error(typed, *trouble, Language::ZhCn).is_empty());
        }
        let state = State { draft: taken.draft, ..State::new(today, Language::ZhCn) };
        let again = share_link::read(&share_link::query(&state, &catalogue), &catalogue);
        prop_assert_eq!(again.draft.parse(&catalogue).profile, parsed.profile);
        Ok(())
    });
    if let Err(why) = tried {
        panic!("{why}");
    }
}
