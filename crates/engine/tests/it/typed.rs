//! What people type, at every door of the library: one reader, which reads all of a text or refuses it.

use engine::catalogue::Language;
use engine::enterprise::{
    CellError, Fact, Kind, Possible, RowError, Tree, TypedError, ids_alone, open_clients, read_cell, read_client,
    read_named_profile,
};
use engine::payment::{Entry, EntryError, Field, Meaning};
use fixtures::typed::{Case, cases};
use proptest::prelude::*;
use serde_json::json;
use wording::{Speaker, cell_error, number_error};

fn fact(name: &str) -> &'static Fact {
    let facts = &fixtures::bundled().catalogue.facts;
    facts.find(name).and_then(|id| facts.get(id)).expect(name)
}

/// The names that options have in the catalogue's texts.
fn names(fact: &Fact, name: &str) -> u64 {
    let bundled = fixtures::bundled();
    bundled.catalogue.options_called(&bundled.texts, fact, name)
}

/// The reader itself.
fn reader(case: &Case) -> Option<Possible> {
    let fact = fact(&case.fact);
    if fact.is_number() { fact.read(&case.typed).ok().map(Possible::Numbers) } else { cell(case) }
        .filter(|value| value.is_within(&fact.anything(), tree(fact)))
}

fn tree(fact: &Fact) -> Option<Tree> {
    if let Kind::Place(tree) = fact.kind { Some(tree) } else { None }
}

fn cell(case: &Case) -> Option<Possible> {
    read_cell(fact(&case.fact), &case.typed, &names).ok().flatten()
}

/// A row of a table of enterprises.
fn row(case: &Case) -> Option<Possible> {
    let facts = &fixtures::bundled().catalogue.facts;
    let text = format!("id,{}\none,\"{}\"\n", case.fact, case.typed);
    let mut table = open_clients(&text, None, facts, &|_| None).expect("a heading");
    let row = table.rows.next().and_then(Result::ok).expect("a row");
    let read = read_client(&table.columns, &row, facts, &names);
    let id = facts.find(&case.fact).expect("it is there");
    match read {
        Ok(client) => client.profile.given(id).cloned(),
        Err(wrong) => {
            assert!(matches!(wrong.as_slice(), [RowError::Cell(of, _)] if *of == id), "{wrong:?}");
            None
        }
    }
}

/// A file that tells an enterprise.
fn file(case: &Case) -> Option<Possible> {
    let facts = &fixtures::bundled().catalogue.facts;
    let read = read_named_profile(&json!({ case.fact.as_str(): case.typed }), facts, &names);
    let id = facts.find(&case.fact).expect("it is there");
    read.ok().and_then(|profile| profile.given(id).cloned())
}

/// A debtor, for the facts that it has: a form, a row of a ledger, an option.
fn debtor(case: &Case) -> Vec<(&'static str, Option<Possible>)> {
    let field = match case.fact.as_str() {
        "employees" => Field::DebtorEmployees,
        "revenue" => Field::DebtorRevenue,
        "assets" => Field::DebtorAssets,
        "industry" => Field::DebtorIndustry,
        _ => return Vec::new(),
    };
    let table = format!("invoice,{}\none,\"{}\"\n", field.id(), case.typed);
    let ledger = engine::payment::read(&table, &|_| None);
    let entry = ledger.lines.first().map_or_else(Entry::default, |line| line.entry.clone());
    let problems = entry.read().expect_err("nothing else is told");
    let is_wrong = problems.iter().any(|problem| problem.field == field);
    let read = match entry.meaning(field) {
        Some(Meaning::Figure(_, range)) if !is_wrong => Some(Possible::Numbers(range)),
        Some(Meaning::Industry(code)) if !is_wrong => Some(Possible::Places(vec![code])),
        _ if is_wrong => None,
        other => panic!("{case:?}: {other:?} {problems:?}"),
    };
    vec![("debtor", read)]
}

#[test]
fn what_people_type_is_read_whole_or_refused_at_every_door() {
    let all = cases(&fixtures::bundled().catalogue.facts);
    assert!(all.len() >= 150, "{}", all.len());
    let mut wrong = Vec::new();
    for case in &all {
        let mut doors = vec![("reader", reader(case)), ("cell", cell(case)), ("row", row(case)), ("file", file(case))];
        doors.extend(debtor(case));
        for (door, found) in doors {
            if found != case.says {
                wrong.push(format!("{door} {case:?}: {found:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn a_refusal_names_the_part_that_is_not_understood() {
    for case in cases(&fixtures::bundled().catalogue.facts) {
        let Some(part) = &case.part else { continue };
        let fact = fact(&case.fact);
        let error: CellError = read_cell(fact, &case.typed, &names).expect_err(&case.typed);
        for language in Language::ALL {
            let said = cell_error(fact, &error, language);
            assert!(said.contains(part.as_str()), "{case:?}: {said}");
            if let TypedError::Number(why) = error.error {
                let said = number_error(&case.typed, why, Some(&fact.kind), language);
                assert!(said.contains(&format!("“{part}”")), "{case:?}: {said}");
            }
        }
    }
}

#[test]
fn without_texts_options_are_known_by_their_ids_alone() {
    let class = fact("size_class");
    assert_eq!(read_cell(class, "Micro", &ids_alone), Ok(Some(Possible::Options(1))));
    let refused = read_cell(class, "微型", &ids_alone).expect_err("a name");
    assert_eq!((refused.typed.as_str(), refused.error), ("微型", TypedError::Unknown));
    let both = |_: &Fact, _: &str| 0b11;
    assert_eq!(read_cell(class, "小微", &both).expect_err("two").error, TypedError::Several);
    assert_eq!(read_cell(class, "小型｜微型", &names), Ok(Some(Possible::Options(0b11))));
}

#[test]
fn every_name_of_every_option_is_read_as_that_option_or_refused_as_one_of_several() {
    let bundled = fixtures::bundled();
    let mut several = 0;
    for language in Language::ALL {
        let speaker = Speaker::new(language, &bundled.catalogue, &bundled.texts);
        for (id, fact) in bundled.catalogue.facts.iter() {
            let Kind::Choice(options) = &fact.kind else { continue };
            for index in 0..options.len() {
                let name = speaker.option(id, fact, index);
                match read_cell(fact, &name, &names) {
                    Ok(value) => assert_eq!(value, Some(Possible::Options(1 << index)), "{} {name}", fact.id),
                    Err(error) => {
                        assert_eq!(error.error, TypedError::Several, "{} {name}", fact.id);
                        several += 1;
                    }
                }
            }
        }
    }
    assert_eq!(several, 0, "names that several options of one fact bear");
}

#[test]
fn a_debtor_is_known_by_its_id_and_by_its_label_in_both_languages() {
    for debtor in engine::payment::Debtor::ALL {
        use wording::Label as _;
        for name in
            [[debtor.id()].as_slice(), &debtor.label(), &["state_enterprise", "国有企业（非大型）", "国有企业(非大型)"]]
                .concat()
        {
            let mut entry = Entry::default();
            entry.set(Field::Debtor, name);
            let problems = entry.read().expect_err("nothing else is told");
            assert!(!problems.iter().any(|problem| problem.field == Field::Debtor), "{name}");
        }
    }
    for (typed, field) in [("ＹＥＳ", Field::Sme), ("√", Field::PayWhenPaid), ("没有", Field::Sme)] {
        let mut entry = Entry::default();
        entry.set(field, typed);
        let problems = entry.read().expect_err("nothing else is told");
        assert!(!problems.iter().any(|problem| problem.field == field), "{typed}");
    }
}

#[test]
fn parts_that_were_paid_are_read_whole_or_refused() {
    let read = |typed: &str| {
        let mut entry = Entry::default();
        entry.set(Field::Payments, typed);
        entry.meaning(Field::Payments)
    };
    let two = read("2025-08-01:3万; 2025-09-01:5000");
    assert!(two.is_some());
    for typed in [
        "2025年8月1日：三万；2025年9月1日：五千",
        "2025-08-01 3万;2025-09-01 5千",
        "2025 08 01: 3万\n2025/9/1 = 5000元",
        "２０２５－０８－０１　３万；20250901＝5,000",
    ] {
        assert_eq!(read(typed), two, "{typed}");
    }
    for typed in [
        "2025-08-01::3万",
        "2025-08-01 3万 5千",
        "2025-08-01",
        "3万",
        "2025-08-01:1,5万",
        "8月1日:3万",
        "2025-08-01:约3万",
    ] {
        assert_eq!(read(typed), None, "{typed}");
    }
}

#[test]
fn a_refused_rate_names_its_part_whatever_stands_before_it() {
    for (typed, part) in [("每日5x%", "x%"), ("5x%/日", "x%"), ("约5%", "约"), ("每天约5%", "约")] {
        let mut entry = Entry::default();
        entry.set(Field::Rate, typed);
        let problems = entry.read().expect_err("it is wrong");
        let problem = problems.iter().find(|problem| problem.field == Field::Rate).expect(typed);
        let EntryError::Typed(error) = problem.error else { panic!("{problem:?}") };
        let said = wording::typed_error(&problem.typed, error, Language::ZhCn);
        assert!(said.contains(&format!("“{part}”")), "{typed}: {said}");
    }
}

#[test]
fn a_word_that_is_no_yes_is_not_taken_for_a_slip_for_its_opposite() {
    use engine::json::{JsonError, Shape};
    let facts = &fixtures::bundled().catalogue.facts;
    for value in [json!("tr"), json!("nope"), json!("x"), json!(2), json!("不")] {
        let problems = read_named_profile(&json!({ "arrears": value }), facts, &names).expect_err("neither");
        let [problem] = problems.as_slice() else { panic!("{problems:?}") };
        assert_eq!(problem.error, JsonError::Expected(Shape::YesOrNo), "{value}");
        let said = wording::problem(&problem.error, Language::ZhCn);
        assert!(said.contains("“是”或“否”"), "{said}");
    }
    let error = read_cell(fact("arrears"), "tr", &names).expect_err("neither");
    assert!(cell_error(fact("arrears"), &error, Language::ZhCn).contains("请写“是”或“否”"));
}

#[test]
fn names_of_options_are_read_with_either_form_of_quotation_marks() {
    let titles = fact("titles");
    let little_giant = Possible::Sets { must: 1 << 3, may: 1 << 3 };
    assert_eq!(titles.option("little_giant"), Some(3));
    for typed in
        ["国家级专精特新“小巨人”", "国家级专精特新\"小巨人\"", "国家级专精特新＂小巨人＂", "国家级专精特新「小巨人」"]
    {
        assert_eq!(read_cell(titles, typed, &names), Ok(Some(little_giant.clone())), "{typed}");
    }
}

#[test]
fn numbers_of_json_are_read_where_they_are_exact() {
    let facts = &fixtures::bundled().catalogue.facts;
    let read = |name: &str, text: &str| {
        let value = serde_json::from_str(&format!("{{\"{name}\": {text}}}")).expect(text);
        let profile = read_named_profile(&value, facts, &names).ok()?;
        profile.given(facts.find(name).expect(name)).cloned()
    };
    let number = |number: i64| Some(Possible::Numbers(engine::quantity::Interval::exact(number)));
    assert_eq!(read("employees", "8.0"), number(8));
    assert_eq!(read("revenue", "1e7"), number(1_000_000_000));
    assert_eq!(read("revenue", "80.5"), number(8050));
    assert_eq!(read("revenue", "{\"min\": 80.5, \"max\": 80.5}"), number(8050));
    assert_eq!(read("clean_record", "1"), Some(Possible::Options(2)));
    assert_eq!(read("clean_record", "0"), Some(Possible::Options(1)));
    assert_eq!(read("region", "440100"), read("region", "\"440100\""));
    assert!(read("region", "440100").is_some());
    for (name, text) in [
        ("employees", "8.5"),
        ("employees", "1e300"),
        ("revenue", "80.555"),
        ("revenue", "1234567890123456.7"),
        ("layoff_rate", "0.06"),
        ("layoff_rate", "6"),
        ("established", "20240105"),
        ("industry", "13"),
        ("region", "999999"),
        ("region", "440100.5"),
        ("clean_record", "2"),
    ] {
        assert_eq!(read(name, text), None, "{name} {text}");
    }
}

#[test]
fn an_agreed_rate_a_day_is_read_as_contracts_write_it() {
    use engine::payment::AgreedRate;
    use engine::quantity::Rate;
    let read = |typed: &str| {
        let mut entry = Entry::default();
        entry.set(Field::Rate, typed);
        entry.meaning(Field::Rate)
    };
    let daily = |ppm: i64| Some(Meaning::Agreed(AgreedRate::PerDay(Rate::from_ppm(ppm))));
    let yearly = |ppm: i64| Some(Meaning::Agreed(AgreedRate::PerYear(Rate::from_ppm(ppm))));
    for typed in [
        "日万分之五",
        "每日万分之五",
        "每天万分之五",
        "按日万分之五",
        "日利率0.05%",
        "万分之五/日",
        "万分之五每日",
        "0.05 % / 日",
        "0.05%/ 天",
        "0.05% a day",
        "０．０５％／日",
        "0.5‰/day",
        " 日 0.05%",
    ] {
        assert_eq!(read(typed), daily(500), "{typed}");
    }
    for typed in ["5%", "5% / 年", "年利率5%", "每年百分之五", "5% a year", "5"] {
        assert_eq!(read(typed), yearly(50_000), "{typed}");
    }
    for typed in ["日", "/日", "0.05/日", "日0.05", "0.05", "每日每日5%", "5%日", "5%/日/日", "日5%/年", "5%/月"]
    {
        assert_eq!(read(typed), None, "{typed}");
    }
    for field in [Field::PrimeRate, Field::LatePrimeRate] {
        let mut entry = Entry::default();
        entry.set(field, "0.0345");
        let problems = entry.read().expect_err("it may be 3.45 %");
        let problem = problems.iter().find(|problem| problem.field == field).expect("refused");
        let EntryError::Typed(error) = problem.error else { panic!("{problem:?}") };
        assert!(wording::typed_error("0.0345", error, Language::ZhCn).contains("请写明是 6% 还是 0.06%"));
    }
}

/// Texts such as people type, right and wrong.
fn typed() -> impl Strategy<Value = String> {
    const PIECES: [&str; 66] = [
        "0",
        "1",
        "2",
        "3",
        "5",
        "9",
        "20",
        "49",
        "000",
        "500",
        "１",
        "２",
        "０",
        ",",
        "，",
        ".",
        "。",
        "'",
        " ",
        "-",
        "－",
        "+",
        "~",
        "～",
        "..",
        "至",
        "到",
        "—",
        "千",
        "百",
        "十",
        "万",
        "萬",
        "亿",
        "w",
        "人",
        "元",
        "个月",
        "年",
        "天",
        "%",
        "‰",
        "以上",
        "以下",
        "不到",
        "x",
        "一",
        "二",
        "两",
        "三",
        "五",
        "九",
        "零",
        "〇",
        "点",
        "半",
        "负",
        "超过",
        "至少",
        "约",
        "多",
        "百分之",
        "、",
        "2024-01-05",
        "2024年1月5日",
        "January",
    ];
    proptest::collection::vec(proptest::sample::select(&PIECES[..]), 1..7).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 800, ..ProptestConfig::default() })]

    /// A text that is read says all that it holds: with a character put in anywhere that says nothing to a reader of
    /// numbers it is refused, and with one more digit behind it, it is refused or says something else.
    #[test]
    fn nothing_is_read_as_a_part_of_itself(text in typed(), at in 0_usize..12) {
        for name in ["employees", "revenue", "revenue_growth_2y", "ui_months_paid", "established"] {
            let fact = fact(name);
            let Ok(read) = fact.read(&text) else { continue };
            let chars: Vec<char> = text.chars().collect();
            let at = at.min(chars.len());
            for strange in ['x', '吨', '?', '/', ':', '、', '\u{0}', '😀', '多', '几', '半', '第'] {
                // Half a year is half a year more, and a slash may stand in a date.
                if (strange == '半' && name == "ui_months_paid") || (strange == '/' && name == "established") {
                    continue;
                }
                let mut other = chars.clone();
                other.insert(at, strange);
                let other: String = other.into_iter().collect();
                // It may part two ends that are told by words.
                if strange == '、' && ["以上", "以下", "不到", "超过", "至少", "+"].iter().any(|word| text.contains(word)) {
                    continue;
                }
                prop_assert!(fact.read(&other).is_err(), "{name}: {other:?} is read, as {text:?} is");
            }
            let text = text.trim();
            for digit in ['7', '七'] {
                let longer = format!("{text}{digit}");
                let is_end = read.high() < fact.bounds.high() && !text.contains('.');
                prop_assert!(!is_end || fact.read(&longer) != Ok(read), "{name}: {longer:?} is read as {text:?} is");
            }
        }
    }

    /// What the sentences say of a number or range is read as that number or range.
    #[test]
    fn what_is_said_is_read_as_it_was_meant(low in -1_000_000_i64..1_000_000_000, more in 0_i64..1_000_000_000, open in 0..3) {
        use engine::quantity::Interval;
        let bundled = fixtures::bundled();
        for (id, fact) in bundled.catalogue.facts.iter().filter(|(_, fact)| fact.is_number()) {
            let (low, high) = match open {
                0 => (low, low.saturating_add(more)),
                1 => (fact.bounds.low(), low),
                _ => (low, fact.bounds.high()),
            };
            let range = Interval::new(low, high).and_then(|range| range.intersect(fact.bounds));
            let Some(range) = range.filter(|range| *range != fact.bounds) else { continue };
            // More than a hundred years of months are refused.
            if fact.units.iter().any(|unit| unit == "months") && (range.low() > 1200 || (1201..fact.bounds.high()).contains(&range.high())) {
                continue;
            }
            for language in Language::ALL {
                let speaker = Speaker::new(language, &bundled.catalogue, &bundled.texts);
                let said = speaker.possible(id, fact, &Possible::Numbers(range));
                prop_assert_eq!(fact.read(&said), Ok(range), "{}: {}", fact.id, said);
            }
        }
    }
}

#[test]
fn behind_ten_thousands_there_are_no_decimals_even_behind_none_of_them() {
    for typed in ["0万点07", "0万点0", "零万点五", "0亿点5", "3万点5"] {
        assert!(read_cell(fact("revenue"), typed, &names).is_err(), "{typed}");
    }
    assert_eq!(read_cell(fact("revenue"), "0点5万", &names).ok(), read_cell(fact("revenue"), "5000", &names).ok());
}
