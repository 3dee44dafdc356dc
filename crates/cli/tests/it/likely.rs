//! What is likely stands apart from what is certain, in every command that says it.

use fixtures::random::Draws;
use serde_json::{Value, json};

pub(crate) const ON: [&str; 2] = ["--on", "2026-11-21"];

fn words(zh: &str, en: &str) -> Value {
    json!({ "zh": zh, "en": en })
}

fn fact(id: &str, kind: &str, [zh, en]: [&str; 2]) -> Value {
    json!({ "id": id, "type": kind, "name": words(zh, en), "ask": words(zh, en) })
}

fn policy(id: &str, [zh, en]: [&str; 2], criterion: &Value, estimate: &Value) -> Value {
    json!({
        "id": id, "name": words(zh, en), "summary": words("摘要", "summary"), "category": "tax-fee", "issuers": ["部"],
        "documents": [{ "title": "通知" }], "validity": { "from": "2020-01-01", "to": "2030-12-31" },
        "for": criterion,
        "benefit": { "text": words("好处", "benefit"), "kind": "saving", "period": "year", "estimate": estimate },
        "channel": "filing", "verified": "verified", "reviewed": "2026-11-21",
    })
}

/// A relief for those with a clean record, one for all, one for those who have hired, and a prize.
pub(crate) fn catalogue() -> Value {
    let mut prize =
        policy("prize", ["奖项", "prize"], &json!({ "fact": "clean", "is": true }), &json!({ "fixed": 9_000 }));
    prize["channel"] = "selection".into();
    json!({
        "format": 1, "version": "1", "reviewed": "2026-11-21", "title": words("目录", "catalogue"),
        "core_facts": fixtures::core_facts(),
        "facts": [
            fact("clean", "flag", ["守信记录", "clean record"]),
            fact("books", "flag", ["账目健全", "books in order"]),
            fact("quarter", "money", ["季度销售额", "sales of a quarter"]),
            fact("hires", "count", ["新招人数", "people hired"]),
            fact("graduates", "count", ["其中毕业生", "graduates among them"]),
            {
                "id": "titles", "type": "choices", "name": words("称号", "titles"), "ask": words("称号", "titles"),
                "options": [
                    { "id": "star", "name": words("明星", "star") }, { "id": "moon", "name": words("月亮", "moon") },
                ],
            },
        ],
        "usual": [
            { "fact": "clean", "value": true, "why": words("大多数企业守信。", "Most enterprises have one.") },
            {
                "fact": "books", "when": { "fact": "clean", "is": true }, "value": true,
                "why": words("守信的大多账目健全。", "Most with a clean record keep them."),
            },
            {
                "fact": "quarter", "share": { "of": "revenue", "from": "20%", "to": "30%" },
                "why": words("大约是全年的四分之一。", "About a quarter of the year."),
            },
        ],
        "circumstances": {
            "name": words("您的情况", "circumstances"), "ask": words("哪些适用？", "Which apply?"),
            "families": [
                { "id": "sales", "name": words("销售", "Sales"), "facts": ["clean", "books", "quarter"] },
                {
                    "id": "hiring", "name": words("招人", "Hiring"), "ask": words("今年招了人", "You have hired people"),
                    "facts": ["hires", "graduates"], "otherwise": { "hires": 0, "graduates": 0 },
                    "why": words("没有勾选就当作没有招人。", "Not ticked."),
                },
                {
                    "id": "titled", "name": words("称号", "Titles"), "ask": words("有称号", "You hold a title"),
                    "facts": ["titles"], "otherwise": { "titles": [] }, "why": words("没有勾选。", "Not ticked."),
                },
            ],
        },
        "policies": [
            policy(
                "relief", ["减免", "relief"],
                &json!({ "all": [{ "fact": "clean", "is": true }, { "fact": "books", "is": true }] }),
                &json!({ "rate": "10%", "of": { "amount": "quarter" } }),
            ),
            policy("all", ["普惠", "for all"], &json!({ "all": [] }), &json!({ "fixed": 500 })),
            policy(
                "hiring", ["招人补贴", "for hiring"], &json!({ "fact": "hires", "at_least": 1 }),
                &json!({ "per_head": 1_000, "count": "graduates" }),
            ),
            prize,
        ],
    })
}

/// A file that is gone when the test is over.
pub(crate) struct File(std::path::PathBuf);

impl File {
    pub(crate) fn new(name: &str, content: &str) -> Self {
        let path =
            std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("likely-{}-{name}", std::process::id()));
        std::fs::write(&path, content).unwrap();
        Self(path)
    }

    pub(crate) fn path(&self) -> &str {
        self.0.to_str().unwrap()
    }
}

impl Drop for File {
    fn drop(&mut self) {
        // Left behind, it does no harm: the next build directory is empty.
        let _ = std::fs::remove_file(&self.0);
    }
}

/// What the program writes of the catalogue above to standard output.
fn run(test: &str, command: &[&str], profile: &Value, more: &[&str]) -> String {
    let catalogue = File::new(&format!("{test}-catalogue.json"), &catalogue().to_string());
    let profile = File::new(&format!("{test}-profile.json"), &profile.to_string());
    let given = ["--profile", profile.path(), "--catalogue", catalogue.path()];
    let output = crate::program().args(command).args(given).args(ON).args(more).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn match_says_what_is_likely_apart_from_what_is_certain() {
    let profile = json!({ "revenue": "100万" });
    let output: Value = serde_json::from_str(&run("match-json", &["match"], &profile, &["--format", "json"])).unwrap();
    let of = |id: &str| output["policies"].as_array().unwrap().iter().find(|policy| policy["id"] == id).unwrap();
    let year = |low: i64, high: i64| json!({ "low_fen": low, "high_fen": high, "period": "year" });
    assert_eq!((&of("relief")["verdict"], &of("relief")["group"]), (&json!("needs_info"), &json!("may_use")));
    assert_eq!(
        of("relief")["likely"],
        json!({ "rests_on": ["clean", "books", "quarter"], "estimate": year(2_000_000, 3_000_000) })
    );
    for unlikely in ["all", "hiring", "prize"] {
        assert_eq!(of(unlikely)["likely"], Value::Null, "{unlikely}");
    }
    assert_eq!(output["supposed"][0], json!({ "fact": "clean", "value": true, "why": "大多数企业守信。" }));
    assert_eq!(output["supposed"][2]["value"], json!({ "min": 200_000, "max": 300_000 }));
    assert_eq!(output["together"]["year"], json!({ "low_fen": 50_000, "high_fen": 50_000, "open": false }));
    assert_eq!(output["together"]["used"], json!(["all"]));
    assert_eq!(
        output["likely_together"]["year"],
        json!({ "low_fen": 2_050_000, "high_fen": 3_050_000, "open": false })
    );
    assert_eq!(output["likely_together"]["used"], json!(["all", "relief"]));
}

/// The lines of a text that hold one of these.
fn lines<'a>(text: &'a str, holding: &str) -> Vec<&'a str> {
    text.lines().filter(|line| line.contains(holding)).collect()
}

#[test]
fn match_names_in_words_what_the_second_total_rests_on() {
    let profile = json!({ "revenue": "100万" });
    let zh = run("match-zh", &["match"], &profile, &[]);
    assert_eq!(
        lines(&zh, "如果通常情况成立"),
        [
            "如果通常情况成立，每年约2.05万元至3.05万元。通常情况：守信记录：是；账目健全：是；季度销售额：20万元至30万元",
            "  减免  [relief]  金额要看季度销售额  至2030年12月31日  还需要：守信记录、账目健全  如果通常情况成立，就可以享受，每年约2万元至3万元。通常情况：守信记录：是；账目健全：是；季度销售额：20万元至30万元",
        ]
    );
    let use_now = zh.split("现在可以享受 (1)").nth(1).unwrap().split("\n\n").next().unwrap();
    assert!(use_now.contains("[all]") && !use_now.contains("[relief]"), "{zh}");
    let en = run("match-en", &["match"], &profile, &["--lang", "en"]);
    assert!(
        en.contains(
            "about 20,500 yuan to 30,500 yuan a year, if the usual holds. Usual: clean record: yes; books in order: yes; "
        ),
        "{en}"
    );
    // Once all is told nothing is likely beside it.
    let told = json!({ "revenue": "100万", "clean": true, "books": true, "quarter": "25万" });
    assert_eq!(lines(&run("match-told", &["match"], &told, &[]), "如果"), Vec::<&str>::new());
}

#[test]
fn explain_says_the_usual_answers_and_why_they_are_usual() {
    let profile = json!({ "revenue": "100万", "books": true });
    let en = run("explain-en", &["explain", "relief"], &profile, &["--lang", "en"]);
    let said: Vec<&str> = en.lines().skip_while(|line| !line.contains("usual")).take(3).collect();
    assert_eq!(
        said,
        [
            "can use it, about 20,000 yuan to 30,000 yuan a year, if the usual holds. Usual: clean record: yes; sales of a quarter: 200,000 yuan to 300,000 yuan",
            "  clean record: usually “yes”. Most enterprises have one.",
            "  sales of a quarter: usually “200,000 yuan to 300,000 yuan”. About a quarter of the year.",
        ]
    );
    let output: Value =
        serde_json::from_str(&run("explain-json", &["explain", "relief"], &profile, &["--format", "json"])).unwrap();
    let facts: Vec<&Value> = output["supposed"].as_array().unwrap().iter().map(|one| &one["fact"]).collect();
    assert_eq!(facts, ["clean", "quarter"]);
    assert_eq!(output["policy"]["likely"]["rests_on"], json!(["clean", "quarter"]));
    let of_all = run("explain-all", &["explain", "all"], &profile, &["--format", "json"]);
    assert_eq!(serde_json::from_str::<Value>(&of_all).unwrap()["supposed"], json!([]));
}

/// Rows of the catalogue above, drawn at random: some facts told, some as bands, some not.
fn rows(count: u32) -> Vec<Value> {
    let row = |number: u32| {
        let numbers: Vec<u32> =
            (0..140).step_by(7).map(|place| number.wrapping_mul(2_654_435_761).rotate_left(place)).collect();
        let mut draws = Draws::new(&numbers);
        let mut row = json!({});
        for (fact, values) in [
            ("clean", vec![json!(true), json!(false)]),
            ("books", vec![json!(true), json!(false)]),
            ("revenue", vec![json!("100万"), json!("8万-90万"), json!("0")]),
            ("quarter", vec![json!("25万"), json!("至多22万"), json!("40万以上")]),
            ("hires", vec![json!(0), json!(3)]),
            ("graduates", vec![json!(2)]),
            ("circumstances", vec![json!([]), json!(["hiring"])]),
        ] {
            if draws.below(2) == 1 {
                row[fact] = values[draws.below(values.len())].clone();
            }
        }
        row
    };
    (0..count).map(row).collect()
}

/// What `match` says of each row, which asks each policy by itself, is what `batch` finds with the index.
#[test]
fn batch_finds_by_the_index_what_match_says_is_likely() {
    let catalogue = File::new("batch-catalogue.json", &catalogue().to_string());
    let rows = rows(60);
    let written = rows.iter().map(Value::to_string).collect::<Vec<String>>().join("\n");
    let table = File::new("batch.ndjson", &written);
    let batch = |more: &[&str]| {
        let given = ["batch", "--profiles", table.path(), "--catalogue", catalogue.path()];
        let output = crate::program().args(given).args(ON).args(more).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    let answers = batch(&["--format", "json", "--worth", "--likely"]);
    let mut seen = 0;
    for (number, (row, answer)) in rows.iter().zip(answers.lines()).enumerate() {
        let answer: Value = serde_json::from_str(answer).unwrap();
        let test = format!("batch-{number}");
        let reference: Value = serde_json::from_str(&run(&test, &["match"], row, &["--format", "json"])).unwrap();
        let is_likely = |policy: &&Value| policy["verdict"] == "needs_info" && !policy["likely"].is_null();
        let mut likely: Vec<&Value> =
            reference["policies"].as_array().unwrap().iter().filter(is_likely).map(|policy| &policy["id"]).collect();
        let mut found: Vec<&Value> = answer["likely"].as_array().unwrap().iter().collect();
        likely.sort_by_key(|id| id.as_str());
        found.sort_by_key(|id| id.as_str());
        assert_eq!(found, likely, "{row}");
        assert_eq!(answer["together"], reference["together"], "{row}");
        assert_eq!(answer["likely_together"], reference["likely_together"], "{row}");
        seen += likely.len();
    }
    assert!(seen > 5, "{seen}");

    // The columns of what is certain stay as they are.
    for more in [&[][..], &["--worth"], &["--worth", "--needs-info"]] {
        let (strict, with) = (batch(more), batch(&[more, &["--likely"]].concat()));
        let (headings, _) = with.split_once('\n').unwrap();
        let likely = if more.is_empty() {
            ",likely"
        } else {
            ",likely,likely_year_low_yuan,likely_year_high_yuan,likely_once_low_yuan,likely_once_high_yuan"
        };
        assert_eq!(headings, format!("{}{likely}", strict.lines().next().unwrap()));
        for (strict, with) in strict.lines().zip(with.lines()) {
            assert!(with.starts_with(&format!("{strict},")), "{strict} {with}");
        }
    }
}

#[test]
fn batch_writes_the_likely_columns_in_yuan() {
    let catalogue = File::new("columns-catalogue.json", &catalogue().to_string());
    let table = File::new("columns.csv", "id,revenue,clean\na,100万,\nb,100万,否\n");
    let given = ["batch", "--profiles", table.path(), "--catalogue", catalogue.path(), "--worth", "--likely"];
    let output = crate::program().args(given).args(ON).output().unwrap();
    let rows: Vec<String> = String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect();
    assert!(rows[1].ends_with(",relief,20500.00,30500.00,,"), "{rows:?}");
    assert!(rows[2].ends_with(",,500.00,500.00,,"), "{rows:?}");
}
