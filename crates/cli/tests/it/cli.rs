//! The command line as people and programs meet it: exit codes, messages with their place, JSON.

use std::io::Write as _;
use std::process::{Output, Stdio};

use engine::catalogue::loading::Loaded;
use engine::enterprise::{Profile, read_profile};
use engine::matching::{Answer, answer, cliffs};
use fixtures::bundled;
use serde_json::Value;

const RESTAURANT: &str =
    r#"{"employees": 8, "revenue": "80万", "industry": "62", "region": "440100", "entity": "company"}"#;
const ON: &str = "2026-11-21";

fn start(arguments: &[&str]) -> std::process::Child {
    crate::program()
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

/// Runs the program with this on its standard input.
fn run(arguments: &[&str], input: &str) -> Output {
    let mut child = start(arguments);
    // A program that stops before it has read everything is no failure of the test.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    child.wait_with_output().unwrap()
}

fn said(output: &Output) -> (i32, String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (output.status.code().expect("it ended by itself"), text(&output.stdout), text(&output.stderr))
}

/// What a command says when all is well.
fn good(arguments: &[&str], input: &str) -> String {
    let (code, out, err) = said(&run(arguments, input));
    assert_eq!((code, err.as_str()), (0, ""), "{arguments:?}");
    out
}

fn json(arguments: &[&str], input: &str) -> Value {
    serde_json::from_str(&good(arguments, input)).unwrap()
}

/// A refusal: code 2, nothing on standard output, and each of these in the message.
fn refused(arguments: &[&str], input: &str, needles: &[&str]) {
    let (code, out, err) = said(&run(arguments, input));
    assert_eq!((code, out.as_str()), (2, ""), "{arguments:?}: {err}");
    for needle in needles {
        assert!(err.contains(needle), "{arguments:?} says nothing of `{needle}`: {err}");
    }
}

/// A file that is gone when the test is over.
struct File(std::path::PathBuf);

impl File {
    fn new(name: &str, content: &str) -> Self {
        let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{}-{name}", std::process::id()));
        std::fs::write(&path, content).unwrap();
        Self(path)
    }

    fn path(&self) -> &str {
        self.0.to_str().unwrap()
    }
}

impl Drop for File {
    fn drop(&mut self) {
        // Left behind, it does no harm: the next build directory is empty.
        let _ = std::fs::remove_file(&self.0);
    }
}

fn profile(loaded: &Loaded, text: &str) -> Profile {
    let value = serde_json::from_str(text).unwrap();
    read_profile(&value, &loaded.catalogue.facts).unwrap()
}

fn from_the_library(loaded: &Loaded) -> Answer {
    answer(&loaded.catalogue, &profile(loaded, RESTAURANT), ON.parse().unwrap())
}

/// What a number, a flag, an option or a place of the table is in a profile as JSON.
fn written(loaded: &Loaded, case: &fixtures::typed::Case) -> Option<Value> {
    let facts = &loaded.catalogue.facts;
    let id = facts.find(&case.fact).unwrap();
    let mut profile = Profile::new();
    profile.set(facts, id, Some(case.says.clone()?));
    Some(engine::enterprise::write_profile(&profile, facts)[&case.fact].clone())
}

/// The figures of `size` as people type them, read whole or refused.
#[test]
fn what_people_type_for_an_option_is_read_whole_or_refused() {
    let loaded = fixtures::bundled();
    for case in fixtures::typed::cases(&loaded.catalogue.facts) {
        let (name, typed) = (case.fact.as_str(), case.typed.as_str());
        if !["employees", "revenue"].contains(&name) {
            continue;
        }
        let option = format!("--{name}");
        let given = ["size", "--industry", "C13", &option, typed, "--on", ON, "--format", "json"];
        let Some(says) = &case.says else {
            refused(&given, "", &[&option, typed.trim()]);
            continue;
        };
        let found = json(&given, "");
        let of = found["size"]["figures"].as_array().unwrap().iter().find(|of| of["fact"] == *name).unwrap();
        let engine::enterprise::Possible::Numbers(range) = says else { panic!("{case:?}") };
        for (end, told) in [(range.low(), &of["told"]["min"]), (range.high(), &of["told"]["max"])] {
            assert!(told.as_i64() == Some(end) || told.is_null(), "{case:?}: {of}");
        }
    }
}

/// One enterprise a row, and one a line of JSON: each text of the table is read, or its row is refused with its fact.
#[test]
fn what_people_type_into_rows_is_read_whole_or_refused() {
    let loaded = fixtures::bundled();
    let cases = fixtures::typed::cases(&loaded.catalogue.facts);
    for name in ["employees", "revenue", "ui_months_paid", "established", "clean_record", "size_class", "region"] {
        let of_fact: Vec<_> = cases.iter().filter(|case| case.fact == name).collect();
        let is_wrong: Vec<bool> = of_fact.iter().map(|case| case.says.is_none()).collect();
        let rows: Vec<String> = of_fact.iter().map(|case| format!("\"{}\"", case.typed)).collect();
        let lines: Vec<String> =
            of_fact.iter().map(|case| serde_json::json!({ name: case.typed }).to_string()).collect();
        for (input, text, first) in
            [("csv", format!("{name}\n{}\n", rows.join("\n")), 2), ("ndjson", lines.join("\n"), 1)]
        {
            let (code, _, err) = said(&run(&["batch", "--profiles", "-", "--input", input, "--on", ON], &text));
            assert_eq!(code, i32::from(is_wrong.contains(&true)), "{name} {input}: {err}");
            for (index, (case, is_wrong)) in of_fact.iter().zip(&is_wrong).enumerate() {
                let line = format!("{}", index + first);
                let is_said = err.lines().any(|said| {
                    said.split(|c: char| !c.is_ascii_digit()).find(|number| !number.is_empty()) == Some(line.as_str())
                        && said.contains(name)
                });
                assert_eq!(is_said, *is_wrong, "{input} {case:?}: {err}");
            }
        }
    }
}

/// A profile in a file gives the same verdicts with what people type as with what the program writes.
#[test]
fn what_people_type_into_a_profile_is_read_whole_or_refused() {
    let loaded = fixtures::bundled();
    // The library's own tests go through all of them.
    for case in fixtures::typed::cases(&loaded.catalogue.facts).into_iter().step_by(12) {
        let typed = serde_json::json!({ case.fact.as_str(): case.typed }).to_string();
        let given = ["match", "--profile", "-", "--on", ON, "--format", "json"];
        match written(loaded, &case) {
            Some(value) => {
                let exact = serde_json::json!({ case.fact.as_str(): value }).to_string();
                assert_eq!(json(&given, &typed), json(&given, &exact), "{case:?}");
            }
            None => refused(&given, &typed, &[&format!("/{}", case.fact)]),
        }
    }
}

#[test]
fn what_is_wrong_with_a_number_is_said_as_it_is() {
    let size = |option: &str, typed: &str, language: &str| {
        let given = ["size", "--industry", "C13", option, typed, "--on", ON, "--lang", language];
        let (code, _, err) = said(&run(&given, ""));
        assert_eq!(code, 2, "{given:?}");
        err
    };
    for (option, typed) in [
        ("--employees", "千"),
        ("--employees", "人"),
        ("--employees", "以上"),
        ("--revenue", "万"),
        ("--revenue", "元"),
        ("--revenue", "千万元"),
    ] {
        assert!(size(option, typed, "zh").contains("不是数字"), "{typed}");
        assert!(size(option, typed, "en").contains("not a number"), "{typed}");
    }
    // Only where there are decimals is a point a way out.
    for (option, typed, has_decimals) in [
        ("--employees", "1,5", false),
        ("--employees", "100 2000", false),
        ("--revenue", "1,5万", true),
        ("--revenue", "300 500万", true),
    ] {
        let (zh, en) = (size(option, typed, "zh"), size(option, typed, "en"));
        assert!(zh.contains("逗号或空格") && en.contains("comma or blank"), "{zh} {en}");
        assert_eq!((zh.contains("小数点"), en.contains("decimal point")), (has_decimals, has_decimals), "{zh} {en}");
    }
}

#[test]
fn a_bad_profile_is_refused_with_its_place_and_a_suggestion() {
    let given = |text: &str, needles: &[&str]| {
        refused(&["match", "--profile", "-", "--lang", "en"], text, needles);
    };
    given(r#"{"employes": 8}"#, &["/employes", "there is no fact `employes`", "did you mean `employees`?"]);
    given(r#"{"employees": "many"}"#, &["/employees", "`many`", "not a number"]);
    given(r#"{"employees": "8千吨"}"#, &["/employees", "“吨”"]);
    given(r#"{"employees": true}"#, &["/employees", "whole number"]);
    given(r#"{"revenue": "1.2.3"}"#, &["/revenue", "`1.2.3`"]);
    given(r#"{"employees": {"min": 9, "max": 8}}"#, &["/employees", "empty range"]);
    given(r#"{"employees": {"least": 9}}"#, &["/employees/least", "unknown key"]);
    given(r#"{"entity": "compny"}"#, &["/entity", "did you mean `company`?"]);
    given(r#"{"region": "Atlantis"}"#, &["/region", "there is no region `Atlantis`"]);
    given("{\n  \"employees\": 8,\n", &["not valid JSON", "line"]);
    given("[]", &["an object"]);
    // Every problem at once, one a line.
    let (_, _, err) = said(&run(&["match", "--profile", "-"], r#"{"employes": 8, "revenu": 1, "region": "x"}"#));
    assert_eq!(err.lines().count(), 3, "{err}");
}

#[test]
fn a_profile_that_is_not_there_or_not_text_is_refused() {
    refused(&["match", "--profile", "no/such/file.json"], "", &["no/such/file.json"]);
    let file = File::new("latin.json", "");
    std::fs::write(&file.0, [0xFF, 0xFE, 0x00]).unwrap();
    refused(&["match", "--profile", file.path()], "", &[file.path(), "UTF-8"]);
}

#[test]
fn a_bad_day_is_refused() {
    for day in ["2026-02-29", "2026-13-01", "tomorrow", "1800-01-01", ""] {
        refused(&["match", "--profile", "-", "--on", day], RESTAURANT, &["--on"]);
    }
    let days = ["--from", "2026-01-02", "--to", "2026-01-01"];
    refused(&[&["timeline", "--profile", "-"], &days[..]].concat(), RESTAURANT, &["2026-01-02", "2026-01-01"]);
}

#[test]
fn a_bad_catalogue_is_refused_with_the_place() {
    let catalogue = File::new(
        "catalogue.json",
        r#"{"format": 1, "version": "1", "reviewed": "2026-11-21", "title": {"zh": "目", "en": "c"},
            "policies": [{"id": "p", "fro": {}}]}"#,
    );
    let by = ["match", "--profile", "-", "--lang", "en", "--catalogue", catalogue.path()];
    refused(&by, RESTAURANT, &["/policies/0/fro", "did you mean `for`?"]);
    let overlay = File::new("overlay.json", r#"{"format": 2, "overlay": true, "version": "1"}"#);
    let over = ["match", "--profile", "-", "--lang", "en", "--overlay", overlay.path()];
    refused(&over, RESTAURANT, &[overlay.path(), "/format", "format 2"]);
    let (code, out, err) = said(&run(&["check", catalogue.path()], ""));
    assert_eq!(code, 2, "{out}{err}");
    assert!((out + &err).contains("/policies/0/fro"));
}

#[test]
fn unknown_names_come_with_similar_ones() {
    let cases = ["--profile", "-", "--lang", "en"];
    refused(&[&["explain", "cit-small"], &cases[..]].concat(), RESTAURANT, &["`cit-small`", "cit-small-profit-2023"]);
    refused(&[&["what-if", "employes"], &cases[..]].concat(), RESTAURANT, &["`employes`", "`employees`"]);
    refused(&[&["what-if", "industry"], &cases[..]].concat(), RESTAURANT, &["`industry`", "not a number"]);
    refused(&["size", "--industry", "Z99"], "", &["`Z99`"]);
    refused(&["macth"], "", &["match"]);
}

#[test]
fn refusals_come_in_the_language_asked_for() {
    let profile = ["--profile", "-"];
    let of = |command: &[&'static str]| [command, &profile[..]].concat();
    let ledger = "invoice,debtor,sigend\nA,government,2025-06-10\n";
    let cases: [(Vec<&str>, &str, &str, &str); 10] = [
        (
            of(&["match", "--catalogue", "no/such.json"]),
            "{}",
            "no/such.json: 没有这个文件",
            "no/such.json: No such file",
        ),
        (
            of(&["what-if", "employes"]),
            "{}",
            "没有名为 `employes` 的事实；是不是",
            "there is no fact `employes`; did you",
        ),
        (of(&["what-if", "industry"]), "{}", "`industry` 不是数字", "`industry` is not a number"),
        (of(&["explain", "cit-small"]), "{}", "没有名为 `cit-small` 的政策；名称相近", "policy `cit-small`; similar: "),
        (
            of(&["ladder", "--tier", "giant"]),
            "{}",
            "--tier: 没有名为 `giant` 的梯度",
            "--tier: there is no tier `giant`",
        ),
        (of(&["timeline", "--from", "2026-01-02", "--to", "2026-01-01"]), "{}", "早于", "lies before"),
        (
            vec!["batch", "--profiles", "-", "--output", "ndjson"],
            "id,employes\na,8\n",
            "-: 第1行: 没有名为",
            "-: line 1: there is no column `employes`",
        ),
        (vec!["batch", "--profiles", "no.csv"], "", "no.csv: 没有这个文件", "no.csv: No such file"),
        (
            vec!["late-payment", "--ledger", "-"],
            ledger,
            "第1行: 没有名为 `sigend` 的列",
            "line 1: there is no column `sigend`",
        ),
        (vec!["late-payment", "--ledger", "-"], "", "-: 没有账款", "-: no claims"),
    ];
    for (command, input, zh, en) in cases {
        refused(&[&command[..], &["--lang", "zh"]].concat(), input, &[zh]);
        refused(&[&command[..], &["--lang", "en"]].concat(), input, &[en]);
    }
    let rows = "id,employees\na,8,9\n";
    for (lang, needle) in [("zh", "第2行: 有3格，但标题只有2列"), ("en", "line 2: 3 cells, but only 2 columns")]
    {
        let (code, _, err) = said(&run(&["batch", "--profiles", "-", "--on", ON, "--lang", lang], rows));
        assert!(code == 1 && err.contains(needle), "{err}");
    }
    let check = ["check", "--on", ON, "examples/guangzhou-overlay.json", "--mutate", "--lang"];
    let (zh, en) = (good(&[&check[..], &["zh"]].concat(), ""), good(&[&check[..], &["en"]].concat(), ""));
    assert!(zh.contains("变异检验得分：") && zh.contains("项政策"), "{zh}");
    assert!(en.contains("mutation score: ") && en.contains(" policies, "), "{en}");
}

#[test]
fn help_is_no_failure() {
    assert!(good(&["--help"], "").contains("match"));
    assert!(good(&["match", "--help"], "").contains("--profile"));
    assert!(good(&["--version"], "").contains(env!("CARGO_PKG_VERSION")));
    refused(&[], "", &["Usage"]);
}

#[test]
fn answers_come_in_traditional_characters_too() {
    let text = good(&["match", "--lang", "zh-TW", "--on", ON, "--profile", "-"], RESTAURANT);
    assert!(text.contains("現在可以享受") && text.contains("廣東"), "{text}");
    let simplified = text.chars().find(|letter| "为个们这专业务减税费补贴贷缴规还".contains(*letter));
    assert_eq!(simplified, None, "{text}");
    let asked = ["match", "--lang", "zh-Hant", "--on", ON, "--format", "json", "--profile", "-"];
    let (traditional, plain) = (json(&asked, RESTAURANT), json(&[&asked[..1], &asked[3..]].concat(), RESTAURANT));
    let ids = |found: &Value| -> Vec<Value> {
        found["policies"].as_array().unwrap().iter().map(|policy| policy["id"].clone()).collect()
    };
    assert_eq!(ids(&traditional), ids(&plain));
    assert_ne!(traditional, plain);
    let (code, _, err) = self::said(&run(&["match", "--lang", "zh-TW", "--profile", "-"], r#"{"employees": "很多"}"#));
    assert!(code == 2 && err.contains("`很多`不是數字"), "{err}");
}

#[test]
fn match_in_json_says_what_the_library_says() {
    let loaded = bundled();
    let expected = from_the_library(loaded);
    let file = File::new("restaurant.json", RESTAURANT);
    let on = ["--on", ON, "--format", "json"];
    let found = json(&[&["match", "--profile", "-"], &on[..]].concat(), RESTAURANT);
    assert_eq!(found, json(&[&["match", "--profile", file.path()], &on[..]].concat(), ""), "file and standard input");
    assert_eq!(found["on"], ON);
    let policies = found["policies"].as_array().unwrap();
    assert_eq!(policies.len(), loaded.catalogue.policies.len());
    for (written, outcome) in policies.iter().zip(&expected.outcomes) {
        let policy = loaded.catalogue.policy(outcome.policy).unwrap();
        assert_eq!(written["id"], policy.id);
        assert_eq!(written["verdict"], outcome.verdict.id(), "{}", policy.id);
        assert_eq!(written["status"], outcome.status.id(), "{}", policy.id);
        assert_eq!(written["group"], outcome.group.id(), "{}", policy.id);
        assert_eq!(written["missing"].as_array().unwrap().len(), outcome.open.facts.len(), "{}", policy.id);
        let low = outcome.estimate.map(|estimate| estimate.low.fen());
        assert_eq!(written["estimate"]["low_fen"].as_i64(), low, "{}", policy.id);
    }
    let used = found["together"]["used"].as_array().unwrap();
    assert_eq!(used.len(), expected.combination.used.len());
    let low = expected.combination.year.bounds().map(|(low, _)| low.fen());
    assert_eq!(found["together"]["year"]["low_fen"].as_i64(), low);
    let ids = |questions: &Value| -> Vec<String> {
        questions.as_array().unwrap().iter().map(|q| q["fact"].as_str().unwrap().to_owned()).collect()
    };
    let facts: Vec<String> =
        expected.questions.iter().map(|q| loaded.catalogue.facts.get(q.fact).unwrap().id.clone()).collect();
    assert_eq!(ids(&found["questions"]), facts);
    let questions = json(&[&["questions", "--profile", "-"], &on[..]].concat(), RESTAURANT);
    assert_eq!(ids(&questions["questions"]), facts);
}

#[test]
fn what_if_in_json_says_what_the_library_says() {
    let loaded = bundled();
    let profile = profile(loaded, RESTAURANT);
    let on = ON.parse().unwrap();
    let situation = engine::matching::Situation::new(&loaded.catalogue.facts, &profile, on);
    let employees = loaded.catalogue.facts.find("employees").unwrap();
    let expected: Vec<i64> = cliffs(&loaded.catalogue, &situation, employees).iter().map(|cliff| cliff.at).collect();
    let found = json(&["what-if", "employees", "--profile", "-", "--on", ON, "--format", "json"], RESTAURANT);
    let at: Vec<i64> = found["cliffs"].as_array().unwrap().iter().map(|cliff| cliff["at"].as_i64().unwrap()).collect();
    assert_eq!(at, expected);
}

#[test]
fn every_command_answers_in_text_and_json_in_both_languages() {
    let commands: [&[&str]; 7] = [
        &["calendar"],
        &["ladder"],
        &["match", "--all"],
        &["explain", "cit-small-profit-2023"],
        &["questions"],
        &["what-if", "employees"],
        &["timeline"],
    ];
    for command in commands {
        for lang in ["zh", "en"] {
            for profile in ["{}", RESTAURANT] {
                let with = [command, &["--profile", "-", "--on", ON, "--lang", lang]].concat();
                assert!(!good(&with, profile).is_empty(), "{with:?}");
                let value = json(&[&with[..], &["--format", "json"]].concat(), profile);
                assert_eq!(value["output"], 1, "{with:?}");
            }
        }
    }
}

#[test]
fn the_size_class_comes_with_its_trace() {
    let size = |employees: &str, revenue: &str| {
        json(
            &[
                "size",
                "--industry",
                "C13",
                "--employees",
                employees,
                "--revenue",
                revenue,
                "--on",
                ON,
                "--format",
                "json",
            ],
            "",
        )["size"]
            .clone()
    };
    assert_eq!(size("19", "2999999")["class"], "micro");
    assert_eq!(size("20", "2999999")["class"], "micro");
    assert_eq!(size("19", "300万")["class"], "micro");
    assert_eq!(size("20", "300万")["class"], "small");
    assert_eq!(size("300", "2000万")["class"], "medium");
    assert_eq!(size("1000", "4亿")["class"], "large");
    let text = good(&["size", "--industry", "C13", "--employees", "19", "--revenue", "2999999", "--lang", "en"], "");
    for needle in ["Micro", "article 4 item 2", "2,999,999", "Small ≥ 20"] {
        assert!(text.contains(needle), "no `{needle}` in {text}");
    }
    let open = json(&["size", "--industry", "C13", "--on", ON, "--format", "json"], "");
    assert_eq!(open["size"]["class"], Value::Null);
    assert_eq!(open["size"]["possible"].as_array().unwrap().len(), 4);
    for (language, below, unknown) in
        [("zh", "`-3`小于零", "没有这个行业"), ("en", "`-3` is below zero", "no industry")]
    {
        refused(&["size", "--industry", "C13", "--employees", "-3", "--lang", language], "", &["--employees", below]);
        refused(&["size", "--industry", "Z99", "--lang", language], "", &[unknown, "`Z99`"]);
    }
    refused(&["size", "--industry", "C13", "--revenue", "lots", "--lang", "en"], "", &["--revenue", "`lots`"]);
    refused(&["size", "--industry", "C13", "--employees", "8.5"], "", &["8.5"]);
}

#[test]
fn the_size_test_says_how_far_the_neighbours_are() {
    let given = ["size", "--industry", "C13", "--employees", "299", "--revenue", "2000万", "--on", ON];
    let size = json(&[&given[..], &["--format", "json"]].concat(), "")["size"].clone();
    assert_eq!(size["up"]["class"], "medium");
    assert_eq!(size["up"]["steps"][0]["now"], 299);
    assert_eq!(size["up"]["steps"][0]["bound"], 300);
    assert_eq!(size["down"]["class"], "micro");
    let statement = good(&[&given[..], &["--statement"]].concat(), "");
    for needle in ["工信部联企业〔2011〕300号", "第四条第（二）项", "299人", "小型企业", "2026年11月21日"]
    {
        assert!(statement.contains(needle), "no `{needle}` in {statement}");
    }
    assert!(good(&["size", "--industry", "66", "--on", ON], "").contains("银发〔2015〕309号"));
}

#[test]
fn the_ladder_names_a_tier_that_is_not_there() {
    refused(&["ladder", "--profile", "-", "--tier", "giant"], "{}", &["--tier", "`giant`", "little_giant"]);
    let found = json(&["ladder", "--profile", "-", "--tier", "high_tech", "--on", ON, "--format", "json"], "{}");
    assert_eq!(found["tiers"].as_array().unwrap().len(), 1);
    assert_eq!(found["tiers"][0]["held"], "unknown");
}

#[test]
fn a_claim_is_answered_and_a_slip_names_its_option() {
    let claim =
        ["late-payment", "--debtor", "government", "--sme", "yes", "--signed", "2025-06-10", "--on", "2025-08-10"];
    let rest = ["--delivered", "2025-07-01", "--amount", "10万"];
    let text = good(&[&claim[..], &rest[..], &["--letter", "--lang", "en"]].concat(), "");
    for needle in [
        "10 days late",
        "500 yuan",
        "国务院令第802号 第十七条",
        "31 July 2025",
        "Demand for payment",
        "催款函",
        "请于收到本函之日起",
    ] {
        assert!(text.contains(needle), "no `{needle}` in {text}");
    }
    let wrong = ["--delivered", "2025-06-09", "--amount", "0", "--payment", "soon", "--lang", "en"];
    refused(
        &[&claim[..], &wrong[..]].concat(),
        "",
        &["--delivered: ", "before the contract date", "--amount: ", "not above zero", "--payment: ", "`soon`"],
    );
    refused(&claim, "", &["--delivered", "--amount"]);
}

#[test]
fn a_claim_counts_from_acceptance_and_from_the_end_of_its_time() {
    let claim = ["late-payment", "--debtor", "large_enterprise", "--sme", "yes", "--signed", "2026-05-30"];
    let claim = [&claim[..], &["--delivered", "2026-06-01", "--amount", "10万", "--term", "60", "--letter"]].concat();
    let claim = [&claim[..], &["--on", "2026-12-31"]].concat();
    let text = good(&[&claim[..], &["--accepted", "2026-07-01"]].concat(), "");
    for needle in [
        "2026年8月31日：合同约定，自验收合格之日起60日内（验收合格之日为2026年7月1日；2026年8月30日是休息日，按民法典第二百零三条顺延到第一个工作日；国务院令第802号第十条）",
        "2026年7月1日验收合格",
    ] {
        assert!(text.contains(needle), "no `{needle}` in {text}");
    }
    assert!(!text.contains("自交付之日起") && !text.contains("条例从交付之日起算"), "{text}");
    let late = [&claim[..], &["--accepted", "2026-07-01", "--acceptance-term", "10", "--lang", "en"]].concat();
    let text = good(&late, "");
    for needle in [
        "10 August 2026: as agreed, 60 days from the end of the time agreed for acceptance (11 June 2026)",
        "11 June 2026",
    ] {
        assert!(text.contains(needle), "no `{needle}` in {text}");
    }
    let found = json(&[&claim[..], &["--confirmed", "2026-06-20", "--format", "json"]].concat(), "");
    assert_eq!(found["claim"]["due"]["from"]["event"], "confirmation");
    assert_eq!(found["claim"]["due"]["from"]["source"]["article"], "第九条第四款");
    assert_eq!(found["claim"]["due"]["day"], "2026-08-19");
}

#[test]
fn a_claim_outside_the_regulation_tells_what_a_court_may_take() {
    let claim = ["late-payment", "--debtor", "other", "--signed", "2025-06-10", "--delivered", "2025-07-01"];
    let claim = [&claim[..], &["--amount", "10万", "--term", "30", "--on", "2025-08-10"]].concat();
    let text = good(&[&claim[..], &["--late-prime-rate", "3%"]].concat(), "");
    for needle in ["106.85元", "123.29元", "30%至50%", "第十八条", "由法院判断"] {
        assert!(text.contains(needle), "no `{needle}` in {text}");
    }
    assert!(!text.contains("只按合同"), "{text}");
    let found = json(&[&claim[..], &["--late-prime-rate", "3%", "--format", "json"]].concat(), "");
    assert_eq!(found["claim"]["interest"], serde_json::Value::Null);
    assert_eq!(found["claim"]["sale_interest"][0]["rate_ppm"], 39_000);
    assert_eq!(found["claim"]["sale_interest"][1]["basis"], "sale_most");
}

#[test]
fn the_size_of_a_debtor_is_derived_from_its_figures() {
    let claim = [
        "late-payment",
        "--signed",
        "2025-06-10",
        "--sme",
        "yes",
        "--delivered",
        "2025-07-01",
        "--amount",
        "10万",
        "--on",
        "2025-12-31",
        "--debtor-industry",
        "建筑业",
        "--debtor-revenue",
        "8亿",
        "--debtor-assets",
    ];
    let large = json(&[&claim[..], &["8亿", "--format", "json"]].concat(), "");
    assert_eq!(large["claim"]["debtor"], "large_enterprise");
    assert_eq!(large["claim"]["debtor_sizes"], serde_json::json!(["large"]));
    assert_eq!(large["claim"]["covered"], "yes");
    let medium = json(&[&claim[..], &["799999999", "--format", "json"]].concat(), "");
    assert_eq!(
        (medium["claim"]["debtor"].as_str(), medium["claim"]["covered"].as_str()),
        (Some("other"), Some("debtor"))
    );
    let text = good(&[&claim[..], &["8亿"]].concat(), "");
    assert!(text.contains("欠款方的规模：大型企业") && text.contains("第四条第（三）项"), "{text}");
    refused(&[&claim[..], &["-1", "--lang", "en"]].concat(), "", &["--debtor-assets: ", "below zero"]);
}

#[test]
fn a_ledger_names_the_lines_with_slips_and_is_written_again() {
    let on = ["late-payment", "--ledger", "-", "--on", "2025-08-10", "--lang", "en"];
    let rows = "invoice,debtor,sme,signed,delivered,amount\nA,government,yes,2025-06-10,2025-07-01,10万\n";
    let text = good(&on, rows);
    assert!(text.contains("claims: 1, late: 1; 100,000 yuan overdue, late interest 500 yuan"), "{text}");
    let csv = good(&[&on[..], &["--csv"]].concat(), rows);
    assert!(csv.lines().nth(1).unwrap().ends_with("国务院令第802号,yes,2025-07-31,10,100000.00,500.00,"), "{csv}");
    assert_eq!(good(&[&on[..], &["--csv"]].concat(), &csv), csv, "what was written is read again");
    let wrong = format!("{rows}B,king,,2025-06-10,2025-07-01,-1\n");
    refused(&on, &wrong, &["-: line 3: ", "`king`", "`-1` is not above zero"]);
    refused(&on, &rows.replace("signed", "sigend"), &["line 1", "`sigend`", "line 2: Contract date: is missing"]);
    refused(&on, "", &["no claims"]);
}

#[test]
fn the_timeline_ends_with_the_policy() {
    let found = json(
        &["timeline", "--profile", "-", "--from", "2022-01-01", "--to", "2028-12-31", "--on", ON, "--format", "json"],
        RESTAURANT,
    );
    let stretches = found["stretches"].as_array().unwrap();
    let of = |id: &str| stretches.iter().filter(|stretch| stretch["id"] == id).collect::<Vec<_>>();
    let last = of("six-taxes-two-fees-2023");
    assert_eq!(last.last().unwrap()["to"], "2027-12-31");
    assert!(stretches.iter().all(|stretch| stretch["status"] != "ended" && stretch["status"] != "upcoming"));
}

#[test]
fn a_batch_goes_on_after_bad_rows_and_names_their_lines() {
    let rows = "id,employees,industry,region\na,8,62,440100\nb,eight,62,440100\nc,30,C13,Atlantis\nd,5..9,62,\n";
    let (code, out, err) = said(&run(&["batch", "--profiles", "-", "--on", ON, "--lang", "en"], rows));
    assert_eq!(code, 1, "{err}");
    let names: Vec<&str> = out.lines().skip(1).filter_map(|line| line.split(',').nth(1)).collect();
    assert_eq!(names, ["a", "d"], "{out}");
    for needle in ["line 3: employees", "line 4: region", "2 rows matched", "2 rows with problems"] {
        assert!(err.contains(needle), "no `{needle}` in {err}");
    }
    let wrong = "id,employes\na,8\n";
    let (code, _, err) = said(&run(&["batch", "--profiles", "-", "--on", ON, "--lang", "en"], wrong));
    assert_eq!(code, 2);
    assert!(err.contains("line 1") && err.contains("`employes`"), "{err}");
}

/// A file with these bytes, gone when the test is over.
fn file_of(name: &str, bytes: &[u8]) -> File {
    let file = File::new(name, "");
    std::fs::write(&file.0, bytes).unwrap();
    file
}

/// A text as UTF-16 with its mark.
fn utf16(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
    format!("\u{feff}{text}").encode_utf16().flat_map(order).collect()
}

fn gb18030(text: &str) -> Vec<u8> {
    encoding_rs::GB18030.encode(text).0.into_owned()
}

/// What a batch of rows without problems answers.
fn batch(profiles: &str, rows: &str) -> String {
    let (code, out, err) = said(&run(&["batch", "--profiles", profiles, "--on", ON], rows));
    assert_eq!(code, 0, "{err}");
    out
}

#[test]
fn a_batch_file_that_ends_in_json_holds_an_object_a_line() {
    let rows = "{\"id\": \"面馆\", \"employees\": 8, \"region\": null}\n{\"id\": \"茶馆\", \"employees\": 9}\n";
    let by_end = |name: &str| batch(file_of(name, rows.as_bytes()).path(), "");
    let names: Vec<String> =
        by_end("rows.json").lines().filter_map(|row| row.split(',').nth(1).map(str::to_owned)).collect();
    assert_eq!(names, ["id", "面馆", "茶馆"]);
    assert_eq!(by_end("rows.json"), by_end("rows.ndjson"));
}

#[test]
fn tables_are_read_however_a_spreadsheet_has_written_them() {
    let plain = "id,employees,industry,region\n面馆,8,餐饮业,440100\n";
    let expected = batch("-", plain);
    let names = "客户名称,从业人员,行业,地区\r\n面馆,8,餐饮业,440100\r\n";
    for (name, bytes) in [
        ("marked.csv", [b"\xef\xbb\xbf", plain.as_bytes()].concat()),
        ("tabs.txt", utf16(&plain.replace(',', "\t"), u16::to_le_bytes)),
        ("big.csv", utf16(plain, u16::to_be_bytes)),
        ("gb.csv", gb18030(names)),
        ("names.csv", names.replace(',', ";").into_bytes()),
        ("english.csv", b"Client,Employees,Industry,Region\n\xe9\x9d\xa2\xe9\xa6\x86,8,62,440100\n".to_vec()),
        ("wide.csv", names.replace(',', "，").into_bytes()),
        ("named.csv", format!("sep=|\n{}", plain.replace(',', "|")).into_bytes()),
        ("columns.csv", "id,employees,industry,region,,\n面馆,8,餐饮业,440100,,\n,,,,,\n,,\n".as_bytes().to_vec()),
        ("title.csv", "客户台账,,,\n,,,\nid,employees,industry,region\n面馆,8,餐饮业,440100\n".as_bytes().to_vec()),
    ] {
        let file = file_of(name, &bytes);
        let found = batch(file.path(), "");
        // Only the line may be another.
        let cells =
            |text: &str| text.lines().nth(1).and_then(|row| row.split_once(',')).map(|(_, rest)| rest.to_owned());
        assert_eq!(cells(&found), cells(&expected), "{name}");
        assert_eq!(found.lines().count(), 2, "{name}: {found}");
    }
}

#[test]
fn what_is_no_table_is_named_as_what_it_is() {
    for (name, first) in [
        ("a.xlsx", &b"PK\x03\x04\x14\0\x06\0"[..]),
        ("b.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        ("c.xls", b"<html><table>"),
    ] {
        let file = file_of(name, first);
        let command = ["late-payment", "--ledger"];
        refused(&[&command[..], &[file.path(), "--lang", "zh"]].concat(), "", &[name, "工作簿", "另存为"]);
        refused(&[&command[..], &[file.path(), "--lang", "en"]].concat(), "", &[name, "workbook", "Save as"]);
        let command = ["batch", "--profiles"];
        refused(&[&command[..], &[file.path(), "--lang", "zh"]].concat(), "", &[name, "工作簿", "另存为"]);
        refused(&[&command[..], &[file.path(), "--lang", "en"]].concat(), "", &[name, "workbook"]);
    }
    let unit = "台账（单位：万元）,\nid,revenue\n甲,80\n";
    refused(&["batch", "--profiles", "-", "--lang", "zh"], unit, &["第1行", "单位：万元", "按元"]);
    refused(
        &["batch", "--profiles", "-", "--lang", "zh"],
        "id,营业收入（万元）\n甲,80\n",
        &["第1行", "营业收入（万元）"],
    );
    refused(&["batch", "--profiles", "-", "--lang", "zh"], "", &["没有内容"]);
    let (code, out, err) =
        said(&run(&["batch", "--profiles", "-", "--on", ON, "--lang", "zh"], "id,employees,\n甲,8,9\n乙,9,\n"));
    assert_eq!((code, out.lines().count()), (1, 2), "{out}");
    assert!(err.contains("第2行: 第3列没有标题") && err.contains("`9`"), "{err}");
}

#[test]
fn no_amount_is_read_in_another_unit_and_no_row_is_lost() {
    let batch = ["batch", "--profiles", "-", "--on", ON, "--lang", "zh"];
    let heading = "企业名称,从业人员,营业收入,行业";
    for (rows, line) in [
        ("单位：万元,,,\n甲,500,20000,C13", "第2行"),
        (",人,万元,\n甲,500,20000,C13", "第2行"),
        ("（名称）,（人）,（万元）,（代码）\n甲,500,20000,C13", "第2行"),
        ("甲,500,20000,C13\n注：金额单位为万元,,,", "第3行"),
    ] {
        refused(&batch, &format!("{heading}\n{rows}\n"), &[line, "按元"]);
    }
    refused(&batch, "企业名称,从业人员\n甲,500\n乙,8\n\n企业名称,从业人员,营业收入\n丙,9,1万\n", &["第5行", "标题"]);
    let rows = "序号,id,企业名称,从业人员\n1,001,甲,8\n,合计,,8\n2,002,合计科技有限公司,9\n";
    let (code, out, err) = said(&run(&batch, rows));
    let names: Vec<&str> = out.lines().skip(1).filter_map(|line| line.split(',').nth(1)).collect();
    assert_eq!((code, names), (1, vec!["001 甲", "002 合计科技有限公司"]), "{err}");
    assert!(err.contains("第3行: `合计`") && err.contains("第1行: 没有读入这些列：序号"), "{err}");
}

#[test]
fn a_workbook_is_read_and_written_as_a_table_is() {
    let column = |name: &str| workbook::Column { heading: name.to_owned(), ..workbook::Column::default() };
    let sheet = |name: &str, rows: Vec<Vec<workbook::Cell>>| workbook::NewSheet {
        name: name.to_owned(),
        columns: ["企业名称", "从业人员", "行业", "地区", "主体类型"].map(column).to_vec(),
        rows,
    };
    let rows = vec![
        vec![
            "面馆".into(),
            workbook::Cell::Number("8".to_owned()),
            "餐饮业".into(),
            "440100".into(),
            "有限责任公司".into(),
        ],
        vec!["坏行".into(), "许多".into()],
    ];
    let book = workbook::write(&[sheet("台账", rows), sheet("旧", vec![vec!["乙".into()]])], "-").unwrap();
    let book = file_of("clients.xlsx", &book);
    let (code, out, err) = said(&run(&["batch", "--profiles", book.path(), "--on", ON, "--missing", "--worth"], ""));
    assert_eq!(code, 1, "{err}");
    assert!(err.contains("只读了工作表`台账`") && err.contains("第3行: employees: `许多`"), "{err}");
    let heading = out.lines().next().unwrap();
    assert!(heading.ends_with(",missing"), "{heading}");
    assert!(
        out.lines().nth(1).is_some_and(|row| row.starts_with("2,面馆,micro,") && row.contains("taxpayer_type")),
        "{out}"
    );
    // The same as a workbook, numbers as such.
    let into = File::new("answer.xlsx", "");
    let (code, nothing, _) = said(&run(
        &["batch", "--profiles", book.path(), "--on", ON, "--missing", "--worth", "--into", into.path()],
        "",
    ));
    assert_eq!((code, nothing.as_str()), (1, ""));
    let written = workbook::read(&std::fs::read(into.path()).unwrap()).unwrap();
    let rows = &written.sheets.first().unwrap().rows;
    assert_eq!((rows.len(), rows[0].cells.join(",")), (2, heading.to_owned()));
    assert_eq!(rows[1].cells.get(..3), Some(&["2".to_owned(), "面馆".to_owned(), "micro".to_owned()][..]));
    // And as a table in a file.
    let into = File::new("answer.csv", "");
    said(&run(&["batch", "--profiles", book.path(), "--on", ON, "--missing", "--worth", "--into", into.path()], ""));
    assert_eq!(std::fs::read_to_string(into.path()).unwrap(), out);
}

#[test]
fn the_template_is_read_by_batch_as_it_is_filled_in() {
    let file = File::new("template.xlsx", "");
    assert_eq!(good(&["template", file.path(), "--on", ON], ""), "");
    let book = workbook::read(&std::fs::read(file.path()).unwrap()).unwrap();
    let headings = &book.sheets.first().unwrap().rows.first().unwrap().cells;
    let examples: Vec<String> =
        book.sheets[1].rows.iter().skip(1).map(|row| row.cells.last().unwrap().clone()).collect();
    assert_eq!(headings.len(), examples.len());
    let table = good(&["template", "-", "--on", ON], "");
    assert_eq!(table.trim_end(), headings.join(","));
    let (code, _, err) =
        said(&run(&["batch", "--profiles", "-", "--on", ON], &format!("{table}{}\n", examples.join(","))));
    assert_eq!(code, 0, "{err}");
    let english = good(&["template", "-", "--on", ON, "--lang", "en"], "");
    assert!(english.starts_with("Client,Legal form,"), "{english}");
}

#[test]
fn files_that_are_no_text_are_named_by_every_command_that_reads_them() {
    let book = file_of("profile.xlsx", b"PK\x03\x04\x14\0\x06\0");
    refused(&["match", "--profile", book.path(), "--lang", "zh"], "", &["工作簿"]);
    refused(&["check", book.path(), "--lang", "zh"], "", &["工作簿"]);
    let packed = file_of("a.csv.gz", b"\x1f\x8b\x08\0\0\0");
    refused(&["batch", "--profiles", packed.path(), "--lang", "zh"], "", &["压缩包"]);
    let rows = "{\"id\": null, \"employees\": 8}\n{\"employees\": nine}\n";
    let (_, out, err) =
        said(&run(&["batch", "--profiles", "-", "--input", "ndjson", "--lang", "zh", "--on", ON], rows));
    assert!(out.lines().nth(1).unwrap().starts_with("1,,"), "{out}");
    assert!(err.contains("第2行: 第") && err.matches('行').count() == 3, "{err}");
}

#[test]
fn what_is_given_twice_is_refused_with_its_place_unless_it_agrees() {
    let rows = "id,industry,employees,revenue,employees\n甲,C13,500,50000000,10\n乙,C13,10,50000000,10人\n";
    let (code, out, err) = said(&run(&["batch", "--profiles", "-", "--on", ON, "--lang", "en"], rows));
    assert_eq!(code, 1);
    assert!(err.contains("line 2: employees: ") && err.contains("`500` and `10`"), "{err}");
    assert!(out.lines().nth(1).unwrap().starts_with("3,乙,"), "{out}");
    let profile = ["match", "--profile", "-", "--lang", "en"];
    refused(&profile, r#"{"employees": 500, "employees": 10}"#, &["/employees", "there twice"]);
    good(&[&profile[..], &["--on", ON]].concat(), r#"{"employees": 8, "employees": 8}"#);
    let lines = "{\"id\": \"a\", \"employees\": 8, \"employees\": 9}\n{\"id\": \"b\", \"employees\": 8}\n";
    let arguments = ["batch", "--profiles", "-", "--input", "ndjson", "--lang", "zh", "--on", ON];
    let (code, out, err) = said(&run(&arguments, lines));
    assert_eq!((code, out.lines().count()), (1, 2), "{out}");
    assert!(err.contains("第1行: /employees: 键 `employees` 写了两次"), "{err}");
    let ledger = "debtor,sme,signed,delivered,amount,应付金额\n机关,是,2025-06-10,2025-07-01,10万,11万\n";
    refused(&["late-payment", "--ledger", "-", "--lang", "zh"], ledger, &["第2行: 应付金额", "`10万`", "`11万`"]);
}

#[test]
fn names_are_written_as_no_formulas_and_read_back_as_they_were() {
    for name in ["=HYPERLINK(\"\"http://example.invalid\"\",\"\"x\"\")", "+86", "-甲", "@乙", "＝丙"] {
        let rows = format!("id,employees\n\"{name}\",8\n");
        let out = batch("-", &rows);
        let cell = out.lines().nth(1).and_then(|row| row.strip_prefix("2,")).unwrap();
        assert!(cell.trim_start_matches('"').starts_with(&format!("'{name}")), "{out}");
        let guarded = format!("id,employees\n\"'{name}\",8\n");
        assert_eq!(batch("-", &guarded), out, "the same name");
    }
    let ledger = "invoice,name,debtor,sme,signed,delivered,amount\n=1+1,＋某处,机关,是,2025-06-10,2025-07-01,10万\n";
    let on = ["late-payment", "--ledger", "-", "--on", "2025-08-10", "--csv"];
    let out = good(&on, ledger);
    assert!(out.lines().nth(1).unwrap().starts_with("'=1+1,'＋某处,"), "{out}");
    assert_eq!(good(&on, &out), out);
}

#[test]
fn a_ledger_is_read_from_any_spreadsheet_and_doubles_nothing() {
    let rows = "发票或合同编号;欠款方是;签合同时我方是中小企业;合同签订日;交付日;应付金额（元）\r\n\
                甲;机关;是;2025-06-10;2025-07-01;10万\r\n;;;;;\r\n甲;机关;是;2025-06-10;2025-07-01;100000\r\n";
    let file = file_of("ledger.csv", &gb18030(rows));
    let (code, out, err) =
        said(&run(&["late-payment", "--ledger", file.path(), "--on", "2025-08-10", "--lang", "zh"], ""));
    assert_eq!(code, 0, "{err}");
    assert!(out.contains("共1笔，逾期1笔，逾期欠款10万元"), "{out}");
    assert!(err.contains("第4行: 与第2行是同一笔"), "{err}");
}

#[test]
fn a_line_that_is_no_json_is_named_without_a_place_in_it() {
    let rows = "{\"id\": \"a\", \"employees\": 8}\nno JSON\n";
    let arguments = ["batch", "--profiles", "-", "--input", "ndjson", "--lang", "en", "--on", ON];
    let (code, out, err) = said(&run(&arguments, rows));
    assert_eq!((code, out.lines().count()), (1, 2), "{err}");
    assert!(err.lines().any(|line| line.starts_with("line 2: not valid JSON")), "{err}");
}

#[test]
fn a_batch_counts_lines_as_an_editor_does_and_notices_an_open_quote() {
    let batch = |rows: &str| said(&run(&["batch", "--profiles", "-", "--on", ON, "--lang", "en"], rows));
    let lines = |out: &str| -> Vec<String> {
        out.lines().skip(1).map(|line| line.split(',').take(2).collect::<Vec<_>>().join(" ")).collect()
    };
    // A blank line and a name over two lines stand before the slip in line 6.
    let rows = "id,employees\na,8\n\n\"b\nb\",9\nc,eight\nd,10\n";
    for ends in ["\n", "\r\n", "\r"] {
        let (code, out, err) = batch(&rows.replace('\n', ends));
        assert_eq!(code, 1, "{ends:?} {err}");
        assert!(err.contains("line 6: employees"), "{ends:?} {err}");
        assert_eq!(lines(&out.replace("\"b\nb\"", "b")), ["2 a", "4 b", "7 d"], "{ends:?}");
    }
    for rows in
        ["id,employees\na,8\n\"b,9\nc,10\n", "id,employees\r\na,8\r\n\"b,9\r\nc,10", "id,employees\na,8\nb,\"9\n"]
    {
        let (code, out, err) = batch(rows);
        assert_eq!((code, lines(&out)), (1, vec!["2 a".to_owned()]), "{rows:?}: no empty enterprise: {out}");
        assert!(err.contains("line 3: a quotation mark"), "{err}");
    }
    let (code, _, err) = batch("\"id,employees\na,8\n");
    assert_eq!(code, 2);
    assert!(err.contains("line 1: a quotation mark"), "{err}");
}

#[test]
fn a_batch_says_what_match_says() {
    let loaded = bundled();
    let expected = from_the_library(loaded);
    let line = RESTAURANT.replacen('{', r#"{"id": "x", "#, 1);
    let arguments = ["batch", "--profiles", "-", "--input", "ndjson", "--output", "ndjson", "--needs-info", "--on", ON];
    let (code, out, err) = said(&run(&arguments, &format!("{line}\n\n{line}\n")));
    assert_eq!(code, 0, "{err}");
    assert_eq!(out.lines().count(), 2);
    let found: Value = serde_json::from_str(out.lines().last().unwrap()).unwrap();
    assert_eq!(found["id"], "x");
    assert_eq!(found["line"], 3);
    for (key, verdict) in [("eligible", "eligible"), ("needs_info", "needs_info")] {
        let mut ids: Vec<&str> = expected
            .outcomes
            .iter()
            .filter(|outcome| outcome.verdict.id() == verdict && outcome.status.id() == "in_force")
            .filter(|outcome| outcome.group.id() != "background")
            .map(|outcome| loaded.catalogue.rule(outcome.policy).unwrap().id.as_str())
            .collect();
        let mut named: Vec<&str> = found[key].as_array().unwrap().iter().map(|id| id.as_str().unwrap()).collect();
        ids.sort_unstable();
        named.sort_unstable();
        assert_eq!(named, ids, "{key}");
    }
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let mut child = start(&["match", "--profile", "-", "--all", "--format", "json", "--on", ON]);
    drop(child.stdout.take());
    child.stdin.take().unwrap().write_all(RESTAURANT.as_bytes()).unwrap();
    let (code, _, err) = said(&child.wait_with_output().unwrap());
    assert_eq!((code, err.as_str()), (0, ""));
}

#[test]
fn pages_hold_the_catalogue_and_what_is_laid_over_it() {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("pages-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let place = folder.display().to_string();
    let said = good(&["pages", &place, "--overlay", "examples/guangzhou-overlay.json"], "");
    assert_eq!(said.lines().count(), 3, "{said}");
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap();
    // All pages of a language.
    let edition = |end: &str| {
        let mut names: Vec<String> =
            std::fs::read_dir(&folder).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
        names.retain(|name| {
            name.strip_suffix(".html").and_then(|name| name.strip_suffix(end)).is_some_and(|name| !name.contains('.'))
        });
        assert!(names.len() > 12, "an index and a page for each category: {names:?}");
        names.iter().map(|name| read(name)).collect::<Vec<String>>()
    };
    let mut texts: std::collections::BTreeMap<String, String> = std::collections::BTreeMap::new();
    for (index, end, words) in [
        ("catalogue.html", "", ["小型微利企业", "guangzhou.1"]),
        ("catalogue.zh-TW.html", ".zh-TW", ["小型微利企業", "guangzhou.1"]),
        ("catalogue.en.html", ".en", ["small low-profit", "guangzhou.1"]),
    ] {
        let pages = edition(end);
        for text in &pages {
            assert!(text.contains("guangzhou.1") && !text.contains(" style=") && !text.contains(" onclick"));
            // The one script is a file; the rest are data, which run nowhere.
            let scripts = text.matches("<script").count();
            let data = text.matches("<script type=\"application/ld+json\">").count();
            assert_eq!(scripts, data + text.matches("<script src=\"./catalogue.js\" integrity=\"sha256-").count());
        }
        let (index, all) = (read(index), pages.concat());
        assert!(words.iter().all(|word| all.contains(word)));
        assert!(index.contains("catalogue.js") && index.contains("id=\"cit-small-profit-2023\""), "old links lead on");
        assert!(index.contains(&format!("./catalogue-tax-fee{end}.html#cit-small-profit-2023")));
        assert!(index.contains(&format!("./catalogue-tax-fee-ended{end}.html#vat-smallscale-1pct-2020")));
        assert!(index.contains("id=\"region-440000\"") && index.contains("id=\"letter-"));
        // Each policy stands on one page.
        for id in ["cit-small-profit-2023", "vat-smallscale-1pct-2020", "gz-2025-little-giant"] {
            assert_eq!(all.matches(&format!("<article id=\"{id}\"")).count(), 1, "{id}");
        }
        // Links between pages lead to what is there.
        for address in all.split("href=\"./catalogue").skip(1).filter_map(|rest| rest.split('"').next()) {
            let (name, id) = address.split_once('#').map_or((address, None), |(name, id)| (name, Some(id)));
            if name.ends_with(".css") {
                continue;
            }
            let text = texts.entry(name.to_owned()).or_insert_with(|| read(&format!("catalogue{name}")));
            assert!(id.is_none_or(|id| text.contains(&format!("id=\"{id}\""))), "{address}");
        }
    }
    for (end, words) in [
        ("", ["到哪里办", r#"href="https://zjtx.miit.gov.cn/""#, "广东省：“粤商通”APP", "请问到哪里办，网上还是窗口"]),
        (".en", ["Where to go", r#"href="https://zjtx.miit.gov.cn/""#, "Guangdong", "请问到哪里办，网上还是窗口"]),
    ] {
        let all = edition(end).concat();
        assert!(words.iter().all(|word| all.contains(word)), "{end}");
    }
    // What the dictionary alone gets wrong: numbers of documents, and words of two meanings.
    let traditional = edition(".zh-TW").concat();
    for (right, wrong) in
        [("銀發〔", "銀髮"), ("金發〔", "金髮"), ("不是只對", "不是隻"), ("簽訂並發放", "併發"), ("3周歲", "週歲")]
    {
        assert!(traditional.contains(right) && !traditional.contains(wrong), "{right}, not {wrong}");
    }
    assert!(read("catalogue.css").contains("@media print"));
    // A page of another catalogue, for which this one has no policies, is taken away with its packed copies.
    for end in ["", ".br"] {
        std::fs::write(folder.join(format!("catalogue-service-ended.en.html{end}")), "old").unwrap();
    }
    std::fs::write(folder.join("catalogue-of-ours.html"), "kept").unwrap();
    good(&["pages", &place], "");
    assert!(!folder.join("catalogue-service-ended.en.html").exists());
    assert!(!folder.join("catalogue-service-ended.en.html.br").exists());
    assert_eq!(read("catalogue-of-ours.html"), "kept");
    std::fs::remove_dir_all(&folder).unwrap();
    refused(&["pages", &place], "", &["catalogue.html"]);
}

#[test]
fn pages_say_what_they_hold_to_search_engines() {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("data-pages-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    good(&["pages", &folder.display().to_string()], "");
    let services = |name: &str| -> Vec<Value> {
        let text = std::fs::read_to_string(folder.join(name)).unwrap();
        let (_, rest) = text.split_once("<script type=\"application/ld+json\">").expect("data");
        let (data, _) = rest.split_once("</script>").expect("their end");
        let data: Value = serde_json::from_str(data).unwrap();
        assert_eq!(data["@context"], "https://schema.org");
        data["@graph"].as_array().unwrap().clone()
    };
    let tax = services("catalogue-tax-fee.html");
    let found = tax.iter().find(|service| service["@id"] == "#cit-small-profit-2023").expect("a service");
    assert_eq!(found["@type"], "GovernmentService");
    assert_eq!(found["serviceType"], "税费减免");
    assert_eq!(found["provider"][0], serde_json::json!({ "@type": "GovernmentOrganization", "name": "财政部" }));
    assert_eq!(found["areaServed"][0]["@type"], "Country");
    assert_eq!(found["audience"]["audienceType"], "企业");
    assert_eq!(found["offers"]["validFrom"], "2023-01-01");
    assert_eq!(found["offers"]["validThrough"], "2027-12-31");
    assert_eq!(found["subjectOf"][0]["@type"], "Legislation");
    assert!(found["subjectOf"][0]["legislationIdentifier"].as_str().is_some_and(|number| number.contains("2023")));
    // What has no end has no date for it, and what is of a region says which.
    let open = tax.iter().find(|service| service["@id"] == "#rd-super-100-2023").expect("a service");
    assert_eq!(open["offers"].get("validThrough"), None);
    let local = services("catalogue-innovation-tier.en.html");
    let local = local.iter().find(|service| service["@id"] == "#gz-2025-little-giant").expect("a service");
    assert_eq!(local["areaServed"][0]["@type"], "AdministrativeArea");
    assert!(local["areaServed"][0]["name"].as_str().is_some_and(|name| name.contains("Guangzhou")), "{local}");
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn pages_write_what_a_catalogue_says_as_text() {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("odd-pages-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let overlay = fixtures::read("examples/guangzhou-overlay.json");
    let overlay = overlay.replacen("guangzhou.1", "<b onclick=x>&\\\"guangzhou", 1);
    let file = File::new("odd-overlay.json", &overlay);
    good(&["pages", &folder.display().to_string(), "--overlay", file.path()], "");
    let text = std::fs::read_to_string(folder.join("catalogue.html")).unwrap();
    assert!(text.contains("&lt;b onclick=x&gt;&amp;") && !text.contains("<b onclick"));
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn papers_that_are_not_known_are_null_and_none_is_an_empty_list() {
    let explained = |id: &str| json(&["explain", id, "--profile", "-", "--on", ON, "--format", "json"], "{}");
    assert_eq!(explained("hire-bonus-2026")["materials"], Value::Null);
    assert_eq!(explained("six-taxes-two-fees-2023")["materials"].as_array().map(Vec::len), Some(0));
    assert_eq!(explained("vat-software-refund")["materials"].as_array().map(Vec::len), Some(2));
    let text = good(&["explain", "hire-bonus-2026", "--profile", "-", "--on", ON, "--lang", "en"], "{}");
    assert!(text.contains("The list of papers is not known here"), "{text}");
}

#[test]
fn what_is_not_priced_is_never_zero() {
    let text = good(&["match", "--profile", "-", "--on", ON, "--lang", "en"], r#"{"employees": 280}"#);
    assert!(text.contains("together a year: — (nothing priced yet)"), "{text}");
    let found = json(&["match", "--profile", "-", "--on", ON, "--format", "json"], r#"{"employees": 280}"#);
    assert_eq!(found["together"]["year"], serde_json::json!({ "low_fen": null, "high_fen": null, "open": false }));
    let batch = ["batch", "--profiles", "-", "--input", "csv", "--on", ON, "--worth"];
    let (code, table, _) = said(&run(&batch, "id,employees\nx,280\n"));
    assert_eq!(code, 0);
    let row = table.lines().nth(1).unwrap();
    assert!(row.ends_with(",,,,,false"), "{table}");
}

#[test]
fn the_questions_end_with_what_no_answer_settles() {
    /// Meets all that the job-stability refund asks for, which the local fund decides.
    const INSURED: &str = r#"{"employees": 8, "industry": "62", "region": "440100", "entity": "company",
        "insured_employees": 8, "layoff_rate": "0%", "ui_months_paid": 12, "ui_paid_last_year": 8600}"#;
    let asked = ["questions", "--profile", "-", "--on", ON];
    let text = good(&asked, INSURED);
    assert!(text.contains("要由主管部门、银行等决定") && text.contains("是否还在执行不明确"), "{text}");
    let found = json(&[&asked[..], &["--format", "json"]].concat(), INSURED);
    assert!(found["waiting"]["authority"].as_u64().unwrap() > 0, "{found}");
}

#[test]
fn a_stretch_after_the_documented_end_is_said_to_be_unclear() {
    let text = good(&["timeline", "--profile", "-", "--on", ON, "--lang", "en"], r#"{"insured_employees": 278}"#);
    let after = text.lines().find(|line| line.starts_with("2026-01-01") && line.contains("[ui-premium-rate-1pct]"));
    assert!(after.is_some_and(|line| line.contains("Unclear")), "{text}");
}

#[test]
fn what_if_says_what_each_step_is_worth_and_what_waits_for_others() {
    let levy = r#"{"entity": "company", "employees": 30, "disabled_levy_due": 10000, "disabled_share": "0%"}"#;
    let asked = ["what-if", "employees", "--profile", "-", "--on", "2026-11-21", "--lang", "en"];
    let (code, out, _) = said(&run(&asked, levy));
    assert!(code == 0 && out.contains("[disabled-levy-2023]  10,000 yuan a year → 1,000 yuan a year"), "{out}");
    let rebate = r#"{"entity": "company", "size_class": "small", "insured_employees": 30, "layoff_rate": "10%",
        "ui_months_paid": 12, "ui_paid_last_year": 10000}"#;
    let asked = ["what-if", "insured_employees", "--profile", "-", "--on", "2025-06-01", "--lang", "en"];
    let (code, out, _) = said(&run(&asked, rebate));
    let lost = out.lines().find(|line| line.contains("[ui-rebate-2025]") && line.contains('−')).unwrap_or_default();
    assert!(code == 0 && lost.contains("waits for an authority"), "{out}");
}

#[test]
fn what_goes_to_the_bank_is_said_to_go_there() {
    let told = r#"{"entity": "company", "size_class": "micro", "credit_line": 500000, "guarantor": "commercial"}"#;
    for (id, on) in [("vat-lender-1m", "2026-11-21"), ("guarantee-fee-award-2021", "2022-06-01")] {
        let (_, out, _) = said(&run(&["explain", id, "--profile", "-", "--on", on, "--lang", "en"], told));
        assert!(out.contains("it is not counted"), "{out}");
        let (_, out, _) = said(&run(&["match", "--profile", "-", "--on", on, "--lang", "en"], told));
        assert!(!out.contains(&format!("[{id}]")), "{out}");
    }
    let (_, out, _) = said(&run(&["timeline", "--profile", "-", "--on", "2026-11-21", "--lang", "en"], told));
    let line = out.lines().find(|line| line.contains("[vat-lender-1m]")).unwrap_or_default();
    assert!(line.contains("not claimed by the enterprise"), "{out}");
}

#[test]
fn answers_that_cannot_both_be_so_are_named_with_the_reason_and_stand() {
    let matched = |staff: usize, more: &[&str]| {
        let profile = format!(r#"{{"entity": "company", "employees": {staff}, "disabled_staff": 12}}"#);
        let arguments = [&["match", "--profile", "-", "--on", "2026-11-29"], more].concat();
        let (code, out, err) = said(&run(&arguments, &profile));
        assert_eq!((code, err.as_str()), (0, ""));
        out
    };
    let text = matched(11, &[]);
    assert!(text.contains("残疾职工也是职工") && text.contains("11人") && text.contains("12人"), "{text}");
    let contradictions = |staff| -> serde_json::Value {
        let json: serde_json::Value =
            serde_json::from_str(&matched(staff, &["--format", "json", "--lang", "en"])).expect("JSON");
        json["contradictions"].clone()
    };
    let named = contradictions(11);
    assert!(named[0].as_str().is_some_and(|one| one.contains("do not go together")), "{named}");
    assert_eq!(contradictions(12), serde_json::json!([]));
}

#[test]
fn explain_says_how_a_policy_is_got_and_where() {
    let explained = |id: &str, told: &str| {
        json(&["explain", id, "--profile", "-", "--on", ON, "--format", "json", "--lang", "en"], told)
    };
    let text =
        |id: &str, told: &str, lang: &str| good(&["explain", id, "--profile", "-", "--on", ON, "--lang", lang], told);
    // A place that is known.
    let found = explained("tier-innovative-sme", "{}");
    assert_eq!(found["places"][0]["url"], "https://zjtx.miit.gov.cn/");
    assert_eq!(found["ask"], Value::Null);
    assert!(found["steps"].as_array().is_some_and(|steps| !steps.is_empty()));
    let said = text("tier-innovative-sme", "{}", "zh");
    assert!(said.contains("怎么办理: 需要申请") && said.contains("  1. "), "{said}");
    assert!(said.contains("到哪里办\n  优质中小企业梯度培育平台 https://zjtx.miit.gov.cn/\n"), "{said}");
    // One that is not: the number of its kind, and a question in Chinese in both languages.
    let found = explained("hire-bonus-2026", "{}");
    assert_eq!((found["places"].as_array().map(Vec::len), &found["ask"]["phone"]), (Some(0), &"12333".into()));
    for lang in ["zh", "en"] {
        let said = text("hire-bonus-2026", "{}", lang);
        assert!(said.contains("12333") && said.contains("请问到哪里办，网上还是窗口，要带哪些材料"), "{said}");
    }
    // What comes by itself asks nothing, and what goes to a bank is not claimed.
    for id in ["ui-rebate-2026", "vat-lender-1m"] {
        assert_eq!(explained(id, "{}")["ask"], Value::Null, "{id}");
    }
    // Another province's platform is named with it.
    let said = text("shanghai-enterprise-cloud", r#"{"region": "440100"}"#, "zh");
    assert!(said.contains("上海市：上海市企业服务云"), "{said}");
    assert!(!text("shanghai-enterprise-cloud", r#"{"region": "310000"}"#, "zh").contains("上海市：上海市"));
    // A time that is over, and the days of every year.
    let found = explained("tech-sme-evaluation", "{}");
    assert_eq!(found["window"], "last time: 1 June 2026 to 31 August 2026; the next dates are not out yet");
    assert_eq!(found["acts"][0], "those registered update their data: by 31 March each year");
    let said = text("tech-sme-evaluation", "{}", "zh");
    assert!(said.contains("申请时间: 上一次：2026年6月1日至2026年8月31日；下一次的时间还没有公布"), "{said}");
    assert!(said.contains("每年3月31日前（含当天）：已入库的，更新企业信息"), "{said}");
}
