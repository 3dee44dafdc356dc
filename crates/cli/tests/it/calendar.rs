//! `calendar`: text, JSON, and a file that other programs read.

use std::io::Write as _;
use std::process::Stdio;

use icalendar::parser::{Component, read_calendar, unfold};
use serde_json::Value;

/// A firm that hires, borrows and waits for a window.
const FIRM: &str = r#"{
    "employees": 12, "revenue": "900万", "industry": "C34", "region": "320500", "entity": "company",
    "insured_employees": 12, "layoff_rate": "0%", "arrears": false, "clean_record": true, "restricted_industry": false,
    "new_graduate_hires": 3, "graduate_hires": 3, "hires_contract_1y": true, "hires_insured_months": 5,
    "has_loan": true, "needs_finance": true, "loan_balance": "300万", "loan_due": "2027-03-15", "loan_performing": true
}"#;

fn run(arguments: &[&str], profile: &str) -> String {
    let mut child = crate::program()
        .args(["calendar", "--profile", "-"])
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(profile.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn acts(arguments: &[&str], profile: &str) -> Vec<Value> {
    let answer: Value = serde_json::from_str(&run(&[arguments, &["--format", "json"]].concat(), profile)).unwrap();
    answer["acts"].as_array().unwrap().clone()
}

/// The file that the command writes.
fn file(name: &str, arguments: &[&str], profile: &str) -> String {
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{}-{name}.ics", std::process::id()));
    assert_eq!(run(&[arguments, &["--ics", path.to_str().unwrap()]].concat(), profile), "");
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::remove_file(path).unwrap();
    text
}

/// What a property of a component holds.
fn property(component: &Component<'_>, name: &str) -> String {
    component.find_prop(name).map(|property| property.val.to_string()).unwrap_or_default()
}

#[test]
fn what_is_to_be_done_comes_by_day_within_the_days_asked_for() {
    let on = ["--on", "2026-11-30"];
    let found = acts(&on, FIRM);
    assert!(!found.is_empty());
    let days: Vec<&str> = found.iter().filter_map(|act| act["day"].as_str()).collect();
    assert!(days.is_sorted() && days.iter().all(|day| ("2026-11-30"..="2027-02-28").contains(day)), "{days:?}");
    let of = |policy: &str| found.iter().find(|act| act["policy"] == policy);
    let hires = of("hire-bonus-2026").expect("the hiring subsidy ends with the year");
    assert_eq!((hires["what"].as_str(), hires["day"].as_str()), (Some("ends"), Some("2026-12-31")));
    assert_eq!(hires["days_left"], 31);
    assert!(found.iter().any(|act| act["what"] == "loan" && act["day"] == "2027-02-13"), "{found:?}");
    // The day before it would be there one more day.
    assert!(acts(&["--on", "2026-11-30", "--days", "30"], FIRM).iter().all(|act| act["policy"] != "hire-bonus-2026"));
    assert!(acts(&["--on", "2026-11-30", "--days", "31"], FIRM).iter().any(|act| act["policy"] == "hire-bonus-2026"));
}

#[test]
fn the_text_says_the_act_the_days_left_and_that_nothing_was_found() {
    let text = run(&["--on", "2026-11-30"], FIRM);
    assert!(text.contains("2026-12-31  还有31天  ") && text.contains("[hire-bonus-2026]"), "{text}");
    let english = run(&["--on", "2026-11-30", "--lang", "en"], FIRM);
    assert!(english.contains("2026-12-31  in 31 days  "), "{english}");
    assert_eq!(run(&["--on", "2026-11-30", "--lang", "en"], "{}"), "Nothing to do was found for the next 90 days.\n");
}

#[test]
fn calendar_programs_read_the_file_with_its_reminders() {
    let text = file("acts", &["--on", "2026-11-30", "--days", "400"], FIRM);
    assert!(text.split_terminator("\r\n").all(|line| line.len() <= 75 && !line.contains(['\r', '\n'])), "{text}");
    let unfolded = unfold(&text);
    let calendar = read_calendar(&unfolded).unwrap();
    assert!(!calendar.components.is_empty());
    let mut names: Vec<String> = calendar.components.iter().map(|event| property(event, "UID")).collect();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), calendar.components.len(), "each event has a name of its own");
    for event in &calendar.components {
        assert_eq!(event.name.to_string(), "VEVENT");
        let start = event.find_prop("DTSTART").unwrap();
        assert!(start.params.iter().any(|param| param.key == "VALUE"), "a whole day: {start:?}");
        let title = property(event, "SUMMARY");
        assert!(
            ["办：", "开始申请：", "问"].iter().any(|act| title.contains(act)) || title.contains("先核对条件再办："),
            "{title}"
        );
        assert!(!property(event, "DESCRIPTION").contains("http"), "no links in calendars");
    }
    let hires =
        calendar.components.iter().find(|event| property(event, "UID").starts_with("hire-bonus-2026-ends")).unwrap();
    assert_eq!((property(hires, "DTSTART"), property(hires, "DTEND")), ("20261231".to_owned(), "20270101".to_owned()));
    let reminders: Vec<String> = hires.components.iter().map(|alarm| property(alarm, "TRIGGER")).collect();
    assert_eq!(reminders, ["-P13DT15H", "-P2DT15H"], "at nine o'clock, 14 and 3 days before");
}

#[test]
fn no_reminder_is_in_the_past() {
    for (on, reminders) in [
        ("2026-12-16", 2),
        // Fourteen days before the last one is today.
        ("2026-12-17", 1),
        ("2026-12-27", 1),
        ("2026-12-28", 0),
        ("2026-12-31", 0),
    ] {
        let text = file(on, &["--on", on], FIRM);
        let unfolded = unfold(&text);
        let calendar = read_calendar(&unfolded).unwrap();
        let hires = calendar
            .components
            .iter()
            .find(|event| property(event, "UID").starts_with("hire-bonus-2026-ends"))
            .unwrap();
        assert_eq!(hires.components.len(), reminders, "{on}");
    }
}

#[test]
fn the_file_comes_in_traditional_characters_too_and_folds_as_well() {
    let text = file("traditional", &["--on", "2026-11-30", "--lang", "zh-TW"], FIRM);
    assert!(text.split_terminator("\r\n").all(|line| line.len() <= 75), "{text}");
    assert!(text.replace("\r\n ", "").contains("辦：") && !text.contains("办"), "{text}");
}

#[test]
fn days_have_a_range() {
    let output = crate::program().args(["calendar", "--profile", "-", "--days", "401"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
}

/// A shop that files its VAT by the quarter and keeps below the threshold.
const SHOP: &str = r#"{
    "employees": 3, "revenue": "80万", "industry": "F52", "region": "440100", "entity": "individual",
    "taxpayer_type": "small_scale", "vat_period": "quarter", "quarterly_sales": "20万", "waives_exemption": false
}"#;

#[test]
fn the_last_day_of_a_tax_return_is_there_once_with_all_that_is_claimed_in_it() {
    let vat = |on: &str, profile: &str| -> Vec<Value> {
        let all = acts(&["--on", on, "--days", "60"], profile);
        all.into_iter().filter(|act| act["name"].as_str().unwrap().starts_with("filing-vat")).collect()
    };
    let found = vat("2026-11-30", SHOP);
    let [winter] = found.as_slice() else { panic!("{found:#?}") };
    assert_eq!(
        (winter["name"].as_str(), winter["day"].as_str()),
        (Some("filing-vat-quarter-2027-01-15"), Some("2027-01-15"))
    );
    assert_eq!((winter["what"].as_str(), winter["certainty"].as_str()), (Some("filing"), Some("certain")));
    assert_eq!(winter["may_move"], true, "the days of rest of 2027 are not known");
    let title = winter["title"].as_str().unwrap();
    assert!(title.contains("办：申报增值税（2026年第4季度），享受：小规模纳税人月销不到10万元免增值税"), "{title}");
    assert!(winter["note"].as_str().unwrap().contains("中华人民共和国增值税法第三十条"), "{winter}");
    // By hand: seven days of rest move the 15th of October by seven working days; the day after is too late.
    let autumn = vat("2026-10-26", SHOP);
    assert_eq!((autumn[0]["day"].as_str(), autumn[0]["counted"].as_str()), (Some("2026-10-26"), Some("2026-10-15")));
    assert_eq!(vat("2026-10-27", SHOP), Vec::<Value>::new());
    // Above the threshold nothing of it is exempt, but the lower rate is claimed in the same return.
    let above = SHOP.replace("20万", "40万").replace("80万", "160万");
    let title = vat("2026-11-30", &above)[0]["title"].as_str().unwrap().to_owned();
    assert!(title.contains("减按1%") && !title.contains("月销不到"), "{title}");
    // Who pays no VAT files none.
    assert_eq!(vat("2026-11-30", &SHOP.replace("small_scale", "none")), Vec::<Value>::new());
}

#[test]
fn a_tax_return_reminds_fourteen_and_three_days_before_and_names_no_papers() {
    let text = file("filing", &["--on", "2026-11-30"], SHOP);
    let unfolded = unfold(&text);
    let calendar = read_calendar(&unfolded).unwrap();
    let filing =
        calendar.components.iter().find(|event| property(event, "UID").starts_with("filing-vat-quarter")).unwrap();
    assert_eq!(property(filing, "DTSTART"), "20270115");
    let reminders: Vec<String> = filing.components.iter().map(|alarm| property(alarm, "TRIGGER")).collect();
    assert_eq!(reminders, ["-P13DT15H", "-P2DT15H"]);
    let about = property(filing, "DESCRIPTION");
    assert!(about.contains("第三十条") && about.contains("12366") && !about.contains("材料"), "{about}");
}

#[test]
fn income_tax_is_settled_by_the_end_of_may_and_by_the_end_of_march() {
    let days = |name: &str, profile: &str| -> Vec<String> {
        let all = acts(&["--on", "2026-11-30", "--days", "400"], profile);
        let of = all.iter().filter(|act| act["name"].as_str().unwrap().starts_with(&format!("filing-{name}-")));
        of.map(|act| act["day"].as_str().unwrap().to_owned()).collect()
    };
    let firm = FIRM.replace("\"arrears\"", "\"account_audit\": true, \"taxable_income\": \"50万\", \"arrears\"");
    assert_eq!(days("cit-year", &firm), ["2027-05-31"]);
    assert_eq!(days("cit-prepayment", &firm), ["2027-01-15", "2027-04-15", "2027-07-15", "2027-10-15"]);
    assert_eq!(days("pit-year", &firm), Vec::<String>::new());
    let books = SHOP.replace("\"entity\"", "\"account_audit\": true, \"entity\"");
    assert_eq!(days("pit-year", &books), ["2027-03-31"]);
    assert_eq!(days("cit-year", &books), Vec::<String>::new());
    // A shop with a fixed amount, or that has not told, has no return of its own.
    assert_eq!(days("pit-year", SHOP), Vec::<String>::new());
    assert_eq!(days("pit-year", &books.replace("true", "false")), Vec::<String>::new());
}
