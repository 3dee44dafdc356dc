//! `journey`: the walk of a made-up persona through a small catalogue.

use serde_json::{Value, json};

use crate::likely::{File, ON, catalogue};

struct Said {
    code: Option<i32>,
    out: String,
    err: String,
}

fn journey(test: &str, persona: &Value, more: &[&str]) -> Said {
    let catalogue = File::new(&format!("{test}-walk.json"), &catalogue().to_string());
    let persona = File::new(&format!("{test}-persona.json"), &persona.to_string());
    let given = ["journey", "--truth", persona.path(), "--catalogue", catalogue.path()];
    let output = crate::program().args(given).args(ON).args(more).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap().replace(persona.path(), "FILE");
    Said { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
}

fn steps(test: &str, persona: &Value) -> Vec<Value> {
    let said = journey(test, persona, &["--format", "json"]);
    assert_eq!((said.code, said.err.as_str()), (Some(0), ""));
    let output: Value = serde_json::from_str(&said.out).unwrap();
    output["steps"].as_array().unwrap().clone()
}

/// What each step asked, with its taps and keys.
fn asked(steps: &[Value]) -> Vec<Value> {
    steps.iter().map(|step| json!([step["asked"], step["taps"], step["keys"]])).collect()
}

/// Someone who has hired three people, none of them a graduate, and keeps no books.
fn persona() -> Value {
    json!({
        "id": "someone", "who": "a made-up enterprise",
        "first": { "employees": 5, "revenue": "100万" },
        "truth": { "clean": true, "books": true, "quarter": "250000", "hires": 3 },
    })
}

#[test]
fn the_walk_takes_the_steps_of_the_page_and_counts_taps_and_keys() {
    let steps = steps("steps", &persona());
    assert_eq!(
        asked(&steps),
        [
            // Two fields and one to go on; `5` and `100万`.
            json!([["employees", "revenue"], 3, 5]),
            // One box.
            json!([["circumstances"], 2, 0]),
            // One tap confirms all.
            json!([["clean", "books"], 1, 0]),
            // One measure that brings little still waits for the number hired: that is enough.
            json!([["quarter"], 2, 6]),
        ]
    );
    let totals =
        |step: &Value| [&step["total"]["year"]["low_fen"], &step["likely"]["year"]["high_fen"]].map(Value::clone);
    assert_eq!(totals(&steps[0]), [json!(50_000), json!(3_050_000)]);
    assert_eq!(totals(&steps[3]), [json!(3_450_000), json!(3_450_000)]);
    assert_eq!((&steps[0]["groups"]["use_now"], &steps[3]["groups"]["use_now"]), (&json!(1), &json!(3)));
    assert_eq!(steps[3]["total"]["year"]["open"], json!(true), "that one may still add");
}

#[test]
fn a_usual_answer_that_is_not_so_is_changed_and_what_is_not_in_the_file_is_no() {
    let mut persona = persona();
    persona["truth"] = json!({ "clean": true });
    let steps = steps("changed", &persona);
    // No box is ticked; of the usual answers one is changed: a tap for it beside the one that confirms.
    assert_eq!(
        asked(&steps),
        [json!([["employees", "revenue"], 3, 5]), json!([["circumstances"], 1, 0]), json!([["clean", "books"], 2, 0]),]
    );
    assert_eq!(steps[2]["groups"]["use_now"], json!(2), "the one for all, and the prize");
}

#[test]
fn an_empty_first_screen_is_a_step_and_its_fields_are_asked_later() {
    let mut persona = persona();
    persona["first"] = json!({});
    persona["truth"]["revenue"] = json!({ "min": "90万", "max": "110万" });
    let steps = steps("empty", &persona);
    assert_eq!(asked(&steps)[0], json!([[], 1, 0]));
    assert_eq!(steps[0]["total"]["year"]["low_fen"], json!(50_000));
}

#[test]
fn what_the_catalogue_does_not_have_is_named_and_left_out() {
    let mut persona = persona();
    persona["first"]["colour"] = json!("red");
    persona["truth"]["titles"] = json!(["star", "comet"]);
    let said = journey("unknown", &persona, &["--format", "json", "--lang", "en"]);
    assert_eq!(said.code, Some(0), "{}", said.err);
    let named: Vec<&str> = said.err.lines().collect();
    assert_eq!(
        named,
        ["the catalogue has no fact `colour`: left out", "the fact `titles` has no option `comet`: left out"]
    );
    let output: Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!(output["steps"][0]["asked"], json!(["employees", "revenue"]));
    assert_eq!(output["steps"][1]["taps"], json!(3), "the boxes for hiring and for titles");
}

#[test]
fn what_is_wrong_is_refused_with_its_place() {
    for (part, fact, value, place) in [
        ("truth", "hires", json!("many"), "FILE /truth/hires: "),
        ("first", "revenue", json!(-1), "FILE /first/revenue: "),
        ("truth", "clean", json!("perhaps"), "FILE /truth/clean: "),
    ] {
        let mut persona = persona();
        persona[part][fact] = value;
        let said = journey(&format!("wrong-{fact}"), &persona, &["--lang", "en"]);
        assert_eq!((said.code, said.out.as_str()), (Some(2), ""), "{fact}");
        assert!(said.err.contains(place), "{}", said.err);
    }
    let said = journey("no-truth", &json!({ "first": {} }), &["--lang", "en"]);
    assert!(said.code == Some(2) && said.err.contains("truth"), "{}", said.err);
}

#[test]
fn the_walk_reads_as_people_say_it() {
    let zh = journey("zh", &persona(), &[]);
    expect_test::expect![[r"
        1. 第一页：从业人员、营业收入
           点3下，按5键  现在可以享受：1  可能可以享受：3
           确定的每年：500元
           如果通常情况成立，每年约2.05万元至3.05万元
        2. 您的情况：今年招了人
           点2下，按0键  现在可以享受：1  可能可以享受：3
           确定的每年：500元
           如果通常情况成立，每年约2.05万元至3.05万元
        3. 确认通常情况：守信记录、账目健全
           点1下，按0键  现在可以享受：3  可能可以享受：1
           确定的每年：已知部分9,500元
           如果通常情况成立，每年约2.95万元至3.95万元
        4. 销售：季度销售额
           点2下，按6键  现在可以享受：3  可能可以享受：1
           确定的每年：3.45万元
        到这里已经够了：点8下，按11键
    "]]
    .assert_eq(&zh.out);
    let en = journey("en", &persona(), &["--lang", "en"]);
    expect_test::expect![[r"
        1. first screen: Employees, Revenue
           3 taps, 5 keys  Can use now: 1  May be able to use: 3
           certain a year  500 yuan
           about 20,500 yuan to 30,500 yuan a year, if the usual holds
        2. circumstances: You have hired people
           2 taps, 0 keys  Can use now: 1  May be able to use: 3
           certain a year  500 yuan
           about 20,500 yuan to 30,500 yuan a year, if the usual holds
        3. confirm what is usual: clean record, books in order
           1 tap, 0 keys  Can use now: 3  May be able to use: 1
           certain a year  9,500 yuan as far as known
           about 29,500 yuan to 39,500 yuan a year, if the usual holds
        4. Sales: sales of a quarter
           2 taps, 6 keys  Can use now: 3  May be able to use: 1
           certain a year  34,500 yuan
        that is enough: 8 taps, 11 keys
    "]]
    .assert_eq(&en.out);
}

/// Fifteen enterprises as there are, through the bundled catalogue: what every walk keeps to. The effort is what it is today,
/// so that it does not grow unseen.
#[test]
fn real_enterprises_come_to_nine_tenths_of_their_money_in_few_steps() {
    let folder = fixtures::path("examples/personas");
    let (mut quick, mut settled, mut personas) = (0, 0, 0);
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let steps = walk_of(&path);
        let fen = |step: &Value, total: &str, end: &str| step[total]["year"][end].as_i64().unwrap_or(0);
        let end = steps.last().unwrap();
        let (low, high) = (fen(end, "total", "low_fen"), fen(end, "total", "high_fen"));
        assert!(low > 0, "{name} has nothing in the end");
        // What was said to be certain stays so.
        let lows: Vec<i64> = steps.iter().map(|step| fen(step, "total", "low_fen")).collect();
        assert!(lows.is_sorted(), "{name}: {lows:?}");
        for step in steps.iter().filter(|step| step["total"]["year"]["open"] == json!(false)) {
            assert!(fen(step, "total", "high_fen") >= low, "{name}: {step:#}");
        }
        // A range at once, of what such enterprises get without special circumstances.
        let first = fen(&steps[0], "likely", "high_fen");
        assert!(first > 0 && first / 5 <= high, "{name}: {first} of {high}");
        let reached = lows.iter().position(|&at| at >= low / 10 * 9).unwrap();
        let effort = |step: &Value| step["taps"].as_u64().unwrap() + step["keys"].as_u64().unwrap();
        let efforts: u64 = steps[1..=reached].iter().map(effort).sum();
        assert!(reached <= 8, "{name}: {reached} steps");
        assert!(steps.len() <= 14, "{name}: {} steps in all", steps.len());
        quick += usize::from(reached <= 6 && efforts <= 30);
        settled += usize::from(end["groups"]["may_use"].as_u64().unwrap() <= 6);
        personas += 1;
    }
    assert!(personas == 15 && quick >= 14 && settled == 15, "of {personas} {quick} quick, {settled} settled");
}

/// The steps of a walk through the bundled catalogue.
fn walk_of(file: &std::path::Path) -> Vec<Value> {
    let arguments = ["journey", "--on", "2026-11-30", "--format", "json", "--truth"];
    let output = crate::program().args(arguments).arg(file).output().unwrap();
    assert!(output.status.success(), "{}: {}", file.display(), String::from_utf8_lossy(&output.stderr));
    let output: Value = serde_json::from_slice(&output.stdout).unwrap();
    output["steps"].as_array().unwrap().clone()
}

/// An industry that is told to its division only is asked for once, whatever finer one a rule reads.
#[test]
fn what_was_answered_as_well_as_it_can_be_is_not_asked_again() {
    let persona = json!({
        "first": { "industry": "K70", "region": "440100", "entity": "company", "employees": 60, "revenue": "3000万" },
        "truth": { "vat_credit": "50万", "taxpayer_type": "general" }
    });
    let file = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("division-{}.json", std::process::id()));
    std::fs::write(&file, persona.to_string()).unwrap();
    let steps = walk_of(&file);
    std::fs::remove_file(&file).unwrap();
    let asked: Vec<&str> =
        steps.iter().flat_map(|step| step["asked"].as_array().unwrap()).map(|fact| fact.as_str().unwrap()).collect();
    let mut once = asked.clone();
    once.sort_unstable();
    once.dedup();
    assert_eq!(once.len(), asked.len(), "asked twice: {asked:?}");
}
