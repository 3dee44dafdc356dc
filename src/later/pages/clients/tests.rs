//! Tables read and matched as the page does, natively.

use std::rc::Rc;

use super::mapping::{guess, unit, with_unit};
use super::measures::measures;
use super::source::{ChosenTable, Content, SourceError};
use super::work::{PASTED, Work};
use super::*;
use crate::later::parts::{FileError, MOST_BYTES};
use crate::later::typed;
use crate::later::view_tests::{loaded, only_chinese, restaurant, whole_view_of};
use crate::model::state::{Action, State};
use crate::wording::{Label as _, Language, Word};
use engine::catalogue::PolicyId;
use engine::enterprise::{ClientHeading, Facts, SizeClass, ids_alone, open_clients, read_client};
use engine::table::{NoText, folded};
use workbook::{BookError, Column, NewSheet};

const TABLE: &str = "id,employees,revenue,industry,region,entity\r\n\
    面馆,8,80万,62,440100,individual\r\n\
    坏行,eight,80万,62,440100,individual\r\n\
    软件,120,6000万,65,330100,company\r\n";

fn of_text(text: &str) -> Rc<ChosenTable> {
    Rc::new(ChosenTable::pasted(text.to_owned()))
}

/// A turn where there is no clock.
fn slice(done: usize) -> bool {
    done >= 50
}

/// A table read, nothing of it matched yet.
fn work(view: &View, text: &str) -> Work {
    Work::read(&of_text(text), view, None)
}

/// Has a table matched whole, as if it had been pasted.
pub(crate) fn paste(view: &View, text: &str) {
    choose(view, ChosenTable::pasted(text.to_owned()));
}

/// Has a file of text matched whole, as if it had been chosen.
fn file(view: &View, name: &str, text: &str) {
    choose(view, ChosenTable { file: Some(name.to_owned()), content: Ok(Content::of_text(text.to_owned())) });
}

/// Has a workbook with one sheet matched whole, as if it had been chosen.
pub(crate) fn book(view: &View, rows: &[&[&str]]) {
    let (heading, rows) = rows.split_first().expect("a heading");
    let column = |name: &&str| Column { heading: (*name).to_owned(), ..Column::default() };
    let sheet = NewSheet {
        name: "台账".to_owned(),
        columns: heading.iter().map(column).collect(),
        rows: rows.iter().map(|row| row.iter().map(|cell| (*cell).into()).collect()).collect(),
    };
    let bytes = workbook::write(&[sheet], "-").expect("it fits");
    choose(view, ChosenTable::of_file(ChosenFile { name: "台账.xlsx".to_owned(), text: Ok(bytes) }));
}

fn choose(view: &View, table: ChosenTable) {
    let work = Work::begin(&Rc::new(table), view, None);
    while !work.is_done() {
        work.advance(view.catalogue(), &slice);
    }
}

fn last(view: &View) -> Rc<Work> {
    Work::last(view, None).expect("a table")
}

#[test]
fn rows_are_matched_as_one_enterprise_is_and_of_bad_ones_the_rest_goes_on() {
    let view = whole_view_of(loaded(), restaurant());
    paste(&view, TABLE);
    let work = last(&view);
    assert_eq!(work.wrong.len(), 1);
    let wrong = work.wrong.first().expect("one");
    assert_eq!(
        (wrong.line, wrong.column, wrong.heading.as_str(), wrong.client.as_str()),
        (3, Some(2), "employees", "坏行")
    );
    assert!(wrong.why.contains("从业人员") && wrong.why.contains("eight"), "{}", wrong.why);
    let matched = work.matched.borrow();
    assert_eq!(matched.len(), 3);
    assert_eq!(matched.get(1).map(|client| (client.name.as_str(), client.wrong)), Some(("坏行", 1)));
    let client = matched.first().expect("the noodle shop");
    assert_eq!((client.line, client.name.as_str(), client.class), (2, "面馆", Some(SizeClass::Micro)));
    let facts = &view.catalogue().facts;
    let one = "employees,revenue,industry,region,entity\n8,80万,62,440100,individual\n";
    let mut one = open_clients(one, None, facts, &|_| None).expect("facts");
    let row = one.rows.next().and_then(Result::ok).expect("a row");
    let one = read_client(&one.columns, &row, facts, &ids_alone).expect("a client");
    let alone = engine::matching::answer(view.catalogue(), &one.profile, view.answer.on);
    assert_eq!((&client.sure, &client.likely), (&alone.combination, &alone.likely));
    let asked = alone.questions.iter().filter(|question| question.offer != engine::catalogue::Offer::Never);
    let best: Vec<_> = asked.take(3).map(|question| question.fact).collect();
    let question = client.question.as_ref().map(|question| question.fact);
    assert!(question.is_some_and(|fact| best.contains(&fact)), "{question:?} {best:?}");
    // Opened, it is the same enterprise.
    let draft = opening::draft(&view, client);
    assert_eq!(draft.parse(view.rules()).profile, one.profile);
    let of_sheet = sheets::view_of(&view, client).expect("the whole catalogue");
    assert_eq!(of_sheet.answer.combination, alone.combination);
}

#[test]
fn values_are_read_in_chinese_words() {
    let view = whole_view_of(loaded(), restaurant());
    let text = "企业名称,主体类型,增值税纳税人类型,从业人员\n甲,有限责任公司,一般纳税人,8人\n乙,个体户,小规模,3\n丙,個體工商戶,小规模纳税人,约\n丁,未知的,,8\n";
    paste(&view, text);
    let work = last(&view);
    let places: Vec<_> = work.wrong.iter().map(|wrong| (wrong.line, wrong.column)).collect();
    assert_eq!(places, [(4, Some(4)), (5, Some(2))], "{:?}", work.wrong);
    assert_eq!(work.total, 4);
}

#[test]
fn an_unknown_column_is_asked_about_and_what_was_said_holds_for_the_next_table() {
    let view = whole_view_of(loaded(), restaurant());
    typed::forget();
    let text = "客户,年末人数,营业收入（万元）,经理,城市\n甲,8,80,张三,广州市\n乙,9,120.5,李四,深圳市\n";
    paste(&view, text);
    let asking = last(&view);
    assert!(asking.is_asking && asking.failed.is_empty() && asking.total == 0, "nothing is matched while it is asked");
    let facts = &view.catalogue().facts;
    let said: Vec<_> = asking.unknown.iter().map(|column| (column.heading.as_str(), column.meaning)).collect();
    let fact = |id| Some(ClientHeading::Fact(id));
    assert_eq!(
        said,
        [
            ("年末人数", fact(Facts::EMPLOYEES)),
            ("营业收入（万元）", fact(Facts::REVENUE)),
            ("经理", None),
            ("城市", fact(Facts::REGION)),
        ]
    );
    assert_eq!(
        asking.unknown.get(2).map(|column| column.samples.clone()),
        Some(vec!["张三".to_owned(), "李四".to_owned()])
    );
    let chosen: Vec<_> = asking.unknown.iter().map(|column| (column.heading.clone(), column.meaning)).collect();
    let work = asking.with_mapping(&chosen, &view, None);
    assert!(!work.is_asking && work.wrong.is_empty(), "{:?}", work.wrong);
    while !work.is_done() {
        work.advance(view.catalogue(), &slice);
    }
    let revenue = |place: usize| work.matched.borrow()[place].profile.given(Facts::REVENUE).cloned();
    let yuan = |yuan: i64| Some(engine::enterprise::Possible::Numbers(engine::quantity::Interval::exact(yuan * 100)));
    assert_eq!((revenue(0), revenue(1)), (yuan(800_000), yuan(1_205_000)), "in the unit of the heading");
    assert_eq!(facts.find("employees"), Some(Facts::EMPLOYEES));
    // The next table with such headings is not asked about.
    paste(&view, "经理,年末人数\n王五,5\n");
    assert_eq!((last(&view).is_asking, last(&view).total), (false, 1));
    typed::forget();
}

#[test]
fn a_guess_is_made_only_where_it_is_sure() {
    let view = whole_view_of(loaded(), restaurant());
    let guess = |heading: &str, samples: &[&str]| {
        let samples: Vec<String> = samples.iter().map(|sample| (*sample).to_owned()).collect();
        guess(&view, heading, &samples, &ids_alone)
    };
    assert_eq!(guess("员工总人数", &["8", "12"]), Some(ClientHeading::Fact(Facts::EMPLOYEES)));
    assert_eq!(guess("2025年末员工总人数（人）", &["8"]), Some(ClientHeading::Fact(Facts::EMPLOYEES)));
    for other in ["女职工人数", "职工教育经费", "离职人数", "员工姓名"] {
        assert_eq!(guess(other, &["8"]), None, "{other}");
    }
    assert_eq!(guess("员工人数", &["8", "张三"]), None, "what stands below is no number");
    assert_eq!(guess("员工人数", &[]), None, "nothing stands below");
    assert_eq!(guess("甲乙丙", &["8"]), None);
    assert_eq!(
        [unit("收入(万元)"), unit("收入（亿元）"), unit("收入（元）"), unit("金额/万")],
        [Some("万"), Some("亿"), None, Some("万")]
    );
    assert_eq!(with_unit("80", "万").as_deref(), Some("80万"));
    assert_eq!([with_unit("80万", "万"), with_unit("约80", "万"), with_unit("", "万")], [None, None, None]);
}

#[test]
fn a_workbook_is_read_with_its_own_lines_and_columns() {
    let view = whole_view_of(loaded(), restaurant());
    book(
        &view,
        &[
            &["企业名称", "主体类型", "从业人员"],
            &["甲\n店", "个体工商户", "8"],
            &["", "", ""],
            &["乙", "公司", "许多"],
        ],
    );
    let work = last(&view);
    assert_eq!((work.total, work.source.file.as_deref()), (2, Some("台账.xlsx")));
    let wrong: Vec<_> = work.wrong.iter().map(|wrong| (wrong.line, wrong.column, wrong.client.as_str())).collect();
    assert_eq!(wrong, [(4, Some(3), "乙")]);
    assert_eq!(work.matched.borrow().first().map(|client| client.name.clone()), Some("甲 店".to_owned()));
    // After an update it is still one, with its sheet.
    let (name, text) = super::typed().expect("a table");
    forget();
    typed::put(&name, &text);
    let again = last(&view);
    assert_eq!((again.total, again.wrong.len()), (2, 1));
}

#[test]
fn what_is_no_table_says_what_to_do() {
    let view = whole_view_of(loaded(), restaurant());
    let failed = |bytes: &[u8]| {
        choose(&view, ChosenTable::of_file(ChosenFile { name: "b".to_owned(), text: Ok(bytes.to_vec()) }));
        last(&view).failed.concat()
    };
    assert!(failed(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1").contains("另存为“.xlsx”"));
    assert!(failed(b"<html><table>").contains("另存为“.xlsx”"));
    assert!(failed(b"PK\x03\x04").contains("读不出来"));
    let speaker = view.speaker();
    assert!(SourceError::Book(BookError::Encrypted).sentence(&speaker).contains("密码"));
    assert!(SourceError::File(FileError::Other(NoText::Other)).sentence(&speaker).len() > 3);
}

#[test]
fn names_that_the_page_shows_are_known() {
    let view = whole_view_of(loaded(), restaurant());
    for table in [
        "id\temployees\nx\t8\n",
        "客户名称;从业人员;年营业收入（元）\nx;8;80万\n",
        "台账,,\nClient,Employees (people),Legal form\nx,8,individual\n",
        "sep=;\n企业名称;行业;地区;主体类型;月销售额（不含税）\nx;62;440100;individual;8万\n",
    ] {
        let work = work(&view, table);
        assert_eq!((work.total, work.failed, work.wrong), (1, Vec::new(), Vec::new()), "{table}");
    }
}

#[test]
fn a_unit_below_the_heading_stops_all_and_a_column_left_out_is_named() {
    let view = whole_view_of(loaded(), restaurant());
    let work_of = |text| work(&view, text);
    let failed = work_of("企业名称,从业人员,营业收入\n单位：万元,,\n甲,500,20000\n");
    assert!(failed.total == 0 && failed.failed.concat().contains("第2行"), "{:?}", failed.failed);
    let read = work_of("序号,企业名称,从业人员,备注\n1,甲,8,老客户\n合计,,8,\n");
    assert_eq!((read.total, read.wrong.len()), (1, 1));
    assert!(read.left_out.is_some_and(|said| said.contains("序号、备注")));
}

#[test]
fn headings_in_another_language_are_known_once_its_names_have_come() {
    let all = loaded();
    let chinese = whole_view_of(only_chinese(), restaurant());
    typed::forget();
    let table = "Client,Legal form\n面馆,individual\n";
    paste(&chinese, table);
    let before = last(&chinese);
    assert!(before.is_unnamed && before.is_asking);
    let after = Work::last(&chinese, Some(&all.texts)).expect("the same table");
    assert_eq!((after.total, after.is_asking), (1, false));
    let option = "客户名称,主体类型\n面馆,Individual business (getihu)\n";
    paste(&chinese, option);
    let before = last(&chinese);
    assert!(before.is_unnamed && before.wrong.len() == 1, "{:?}", before.wrong);
    let after = Work::last(&chinese, Some(&all.texts)).expect("the same table");
    assert_eq!((after.total, after.wrong.len()), (1, 0));
    paste(&chinese, "Client,No such\n面馆,individual\n");
    let after = Work::last(&chinese, Some(&all.texts)).expect("a table");
    assert!(after.is_unnamed && after.has_all_names, "it is not read again and again");
}

#[test]
fn every_fact_is_known_by_the_name_that_the_page_shows() {
    for language in Language::ALL {
        let view = whole_view_of(loaded(), crate::later::view_tests::start().after(Action::Speak(language)));
        let speaker = view.speaker();
        for (id, _) in view.catalogue().facts.iter() {
            let found = speaker.client_headings(&str::to_owned)(&folded(speaker.fact(id)));
            assert_eq!(found, Some(ClientHeading::Fact(id)), "{}", speaker.fact(id));
        }
    }
    let view = whole_view_of(loaded(), restaurant());
    let shown = [
        (Word::Employees, Facts::EMPLOYEES),
        (Word::Revenue, Facts::REVENUE),
        (Word::Assets, Facts::ASSETS),
        (Word::Sector, Facts::INDUSTRY),
        (Word::Region, Facts::REGION),
    ];
    for (word, id) in shown {
        for name in word.label() {
            let found = view.speaker().client_headings(&str::to_owned)(&folded(name));
            assert_eq!(found, Some(ClientHeading::Fact(id)), "{name}");
        }
    }
}

#[test]
fn results_are_of_the_day_and_the_file_that_are_shown() {
    let view = whole_view_of(loaded(), restaurant());
    file(&view, "a.csv", TABLE);
    let before = last(&view);
    assert_eq!((before.on, before.matched.borrow().len()), (view.answer.on, 3));
    // Another day: the same table is matched anew.
    let then = whole_view_of(loaded(), restaurant().after(Action::Date("2022-03-01".to_owned())));
    let anew = last(&then);
    assert_eq!((anew.on, anew.total, anew.matched.borrow().len()), (then.answer.on, 3, 0));
    anew.advance(then.catalogue(), &slice);
    assert_ne!(*anew.matched.borrow(), *before.matched.borrow(), "other rules held then");
    // A file that cannot be read leaves nothing of the one before.
    choose(&view, ChosenTable { file: Some("b.xlsx".to_owned()), content: Err(SourceError::Book(BookError::Empty)) });
    let work = last(&view);
    assert_eq!((work.source.file.as_deref(), work.total, work.failed.is_empty()), (Some("b.xlsx"), 0, false));
}

#[test]
fn lines_are_counted_as_an_editor_does_and_an_open_quote_is_noticed() {
    let view = whole_view_of(loaded(), restaurant());
    for ends in ["\n", "\r\n"] {
        let text = "id,employees\n面馆,8\n\n\"两\n行\",9\n坏行,eight\n\"未完,10\n末行,11\n".replace('\n', ends);
        let work = work(&view, &text);
        assert_eq!(work.total, 3, "no empty enterprise");
        let wrong: Vec<_> = work.wrong.iter().map(|wrong| (wrong.line, wrong.column)).collect();
        assert_eq!(wrong, [(6, Some(2)), (7, None)], "{ends:?}");
        assert!(work.wrong.last().is_some_and(|wrong| wrong.why.contains("引号")), "{:?}", work.wrong);
    }
}

#[test]
fn rows_are_matched_a_turn_at_a_time_and_can_be_stopped() {
    let view = whole_view_of(loaded(), restaurant());
    let mut text = "employees\n".to_owned();
    for count in 0..=40 {
        text.push_str(&format!("{count}\n"));
    }
    let work = Work::begin(&of_text(&text), &view, None);
    work.advance(view.catalogue(), &|done| done >= 10);
    work.stop(true);
    assert!(work.is_done() && work.is_stopped() && work.matched.borrow().len() == 10);
    work.stop(false);
    assert!(!work.is_done());
}

#[test]
fn results_are_shown_anew_ever_more_seldom() {
    let view = whole_view_of(loaded(), restaurant());
    let mut text = "employees\n".to_owned();
    for count in 0..120 {
        text.push_str(&format!("{count}\n"));
    }
    let work = work(&view, &text);
    let mut shown = 0_usize;
    while !work.is_done() {
        shown += usize::from(work.advance(view.catalogue(), &|done| done >= 2));
    }
    assert!(shown < 25 && work.shown.get() == 120, "{shown} times for 60 turns");
}

#[test]
fn a_table_too_large_is_refused_with_a_sentence() {
    let view = whole_view_of(loaded(), restaurant());
    let work = work(&view, &format!("employees\n{}", "8\n".repeat(MOST_BYTES / 2)));
    assert!(work.total == 0 && work.failed.concat().contains("20 MB"), "{:?}", work.failed);
}

#[test]
fn another_catalogue_matches_the_table_anew() {
    let view = whole_view_of(loaded(), restaurant());
    paste(&view, TABLE);
    let before = last(&view);
    assert!(Rc::ptr_eq(&before, &last(&view)));
    let mut catalogue = view.catalogue().clone();
    drop(catalogue.hide(&[PolicyId(0), PolicyId(1)]));
    let other = whole_view_of(loaded().with_catalogue(catalogue), restaurant());
    let after = last(&other);
    assert!(after.source == before.source && after.matched.borrow().is_empty(), "policies have other numbers");
}

#[test]
fn a_table_is_there_after_an_update_until_all_is_erased() {
    let view = whole_view_of(loaded(), restaurant());
    for (name, pasted) in [(Some("a.csv"), ""), (None, TABLE)] {
        typed::put(PASTED, pasted);
        choose(&view, ChosenTable { file: name.map(str::to_owned), content: Ok(Content::of_text(TABLE.to_owned())) });
        let (field, text) = super::typed().expect("a table");
        forget();
        assert!(Work::last(&view, None).is_none());
        typed::put(&field, &text);
        let work = last(&view);
        assert_eq!((work.total, work.wrong.len(), work.source.file.as_deref()), (3, 1, name));
    }
    typed::forget();
}

#[test]
fn the_work_list_is_sorted_by_what_ends_first_and_says_who_lacks_what() {
    let view = whole_view_of(loaded(), restaurant());
    paste(&view, TABLE);
    let work = last(&view);
    let clients = work.matched.borrow();
    let list = measures(view.catalogue(), &clients, work.on);
    assert!(list.len() > 5);
    let days: Vec<_> = list.iter().filter(|measure| !measure.comes_by_itself).map(|measure| measure.day).collect();
    let known = days.iter().take_while(|day| day.is_some()).count();
    assert!(days[..known].is_sorted() && days[known..].iter().all(Option::is_none), "{days:?}");
    assert!(list.iter().map(|measure| measure.comes_by_itself).is_sorted(), "what comes by itself is last");
    let half = list.iter().find(|measure| {
        view.catalogue().rule(measure.policy).is_some_and(|rule| rule.id == "pit-individual-half-2023")
    });
    assert!(half.is_some_and(|measure| measure.now == [0, 1]), "both businesses of individuals: {half:?}");
    for measure in &list {
        assert_eq!(measure.facts.is_empty(), measure.lacks.is_empty());
        assert!(measure.facts.iter().all(|(_, count)| (1..=clients.len()).contains(count)));
        assert!(!(measure.now.is_empty() && measure.others.is_empty() && measure.lacks.is_empty()));
    }
}

#[test]
fn a_message_asks_politely_what_is_worth_asking_and_keeps_the_name() {
    for language in Language::ALL {
        let view = whole_view_of(loaded(), restaurant().after(Action::Speak(language)));
        paste(&view, TABLE);
        let work = last(&view);
        let client = work.matched.borrow().first().cloned().expect("the noodle shop");
        let text = message::message(&view, &client, "※").expect("something is worth asking");
        let first = client.question.as_ref().map(|question| view.speaker().fact(question.fact).to_owned());
        assert!(first.is_some_and(|first| !first.is_empty()));
        assert!(text.contains('※') && text.contains("\n1. ") && text.lines().count() <= 15, "{text}");
        assert!(!text.contains("\n13. "), "nobody answers more at a time");
    }
}

#[test]
fn an_opened_client_lies_over_the_own_answers_and_leaves_them_as_they_are() {
    for own in [restaurant(), crate::later::view_tests::start()] {
        let view = whole_view_of(loaded(), own.clone());
        paste(&view, TABLE);
        let client = last(&view).matched.borrow().get(2).cloned().expect("the software firm");
        let Action::Resume(opened) = opening::open(&view, &client) else { panic!("answers") };
        assert!(opened.looks_at_others() && opened.draft == opening::draft(&view, &client));
        let back: State = opened.own_again(view.rules());
        assert_eq!((&back.draft, &back.date, back.looks_at_others()), (&own.draft, &own.date, false));
    }
    crate::later::opened_client::forget();
}

#[test]
fn what_is_exported_has_a_row_for_each_client_and_names_what_was_not_understood() {
    let view = whole_view_of(loaded(), restaurant());
    paste(&view, TABLE);
    let work = last(&view);
    let clients = table_out::table(&table_out::sheet(&view, &work, Part::Clients));
    assert_eq!(clients.lines().count(), 4);
    assert!(clients.contains(",面馆,微型,"), "{clients}");
    let rows = table_out::rows(&view, &work.matched.borrow());
    assert!(
        rows.lines().count() == 4 && rows.contains(",面馆,micro,") && rows.contains("pit-individual-half-2023"),
        "{rows}"
    );
    let measures = table_out::sheet(&view, &work, Part::Measures);
    assert!(measures.rows.len() > 5 && measures.rows.iter().all(|row| row.len() == measures.columns.len()));
    let wrong = table_out::table(&table_out::sheet(&view, &work, Part::Wrong));
    assert!(wrong.contains("3,B,employees,坏行,"), "{wrong}");
    let bytes = workbook::write(&[measures], "-").expect("it fits");
    assert!(workbook::read(&bytes).is_ok_and(|book| book.sheets.len() == 1));
}

#[test]
fn the_empty_table_is_read_again_as_it_is_and_with_its_examples() {
    for language in Language::ALL {
        let view = whole_view_of(loaded(), restaurant().after(Action::Speak(language)));
        let facts = engine::matching::table_facts(view.catalogue(), view.answer.on);
        assert!(facts.len() > 10, "{facts:?}");
        let columns = view.speaker().template(&facts);
        let headings: Vec<&str> = columns.iter().map(|column| column.heading.as_str()).collect();
        let examples: Vec<&str> = columns.iter().map(|column| column.example.as_str()).collect();
        let bytes = workbook::template(&columns, &view.speaker().template_words()).expect("it fits");
        let empty = workbook::read(&bytes).expect("a workbook");
        assert_eq!(empty.sheets.iter().map(|sheet| sheet.rows.len()).collect::<Vec<_>>(), [1, columns.len() + 1]);
        book(&view, &[&headings, &examples]);
        let work = last(&view);
        assert_eq!((work.total, &work.wrong, work.is_asking), (1, &Vec::new(), false), "{headings:?}");
        let read = work.matched.borrow().first().map(|client| client.profile.iter().count());
        assert_eq!(read, Some(columns.len() - 1), "each example says something");
    }
}
