//! What comes out: when the disk is full or a reader goes away, with characters that steer a terminal, and in traditional
//! characters.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::Path;
use std::process::{Output, Stdio};

const ON: [&str; 2] = ["--on", "2026-11-21"];

/// Runs the program with this on its standard input.
fn run(arguments: &[&str], input: &[u8]) -> Output {
    let mut program = crate::program();
    program.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = program.spawn().unwrap();
    // A program that stops before it has read everything is no failure of the test.
    let _ = child.stdin.take().unwrap().write_all(input);
    child.wait_with_output().unwrap()
}

fn said(output: &Output) -> (i32, String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (output.status.code().expect("it ended by itself"), text(&output.stdout), text(&output.stderr))
}

/// A device that is always full.
#[cfg(target_os = "linux")]
fn full() -> std::fs::File {
    std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap()
}

/// Rows of which every second one is wrong.
fn rows(count: usize) -> String {
    let row = |number| format!("{number},{}\n", if number % 2 == 0 { "eight" } else { "8" });
    format!("id,employees\n{}", (0..count).map(row).collect::<String>())
}

/// A file that is gone when the test is over.
struct File(std::path::PathBuf);

impl File {
    fn new(name: &str, content: &[u8]) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("out-{}-{name}", std::process::id()));
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

#[test]
fn a_batch_goes_on_when_nobody_reads_its_messages() {
    let file = File::new("messages.csv", rows(6_000).as_bytes());
    let mut child = crate::program()
        .args(["batch", "--profiles", file.path(), "--lang", "en"])
        .args(ON)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::with_capacity(16, child.stderr.take().unwrap()).read_line(&mut line).unwrap();
    let mut out = String::new();
    child.stdout.take().unwrap().read_to_string(&mut out).unwrap();
    assert_eq!((child.wait().unwrap().code(), out.lines().count()), (Some(1), 3_001), "{line}");
}

#[cfg(target_os = "linux")]
#[test]
fn messages_that_cannot_be_written_change_no_answer() {
    let file = File::new("no-messages.csv", rows(10).as_bytes());
    let ledger = "序号,debtor,sme,signed,delivered,amount\n1,机关,是,2025-06-10,2025-07-01,10万\n";
    let ledger = File::new("no-messages-ledger.csv", ledger.as_bytes());
    for (command, code, lines) in
        [(["batch", "--profiles", file.path()], 1, 6), (["late-payment", "--ledger", ledger.path()], 0, 5)]
    {
        let output = crate::program().args(command).args(ON).stderr(full()).output().unwrap();
        let out = String::from_utf8(output.stdout).unwrap();
        assert_eq!(output.status.code(), Some(code), "{command:?}");
        assert!(out.lines().count() >= lines, "{command:?}: {out}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn an_answer_that_a_full_disk_does_not_take_is_said_by_every_command() {
    let wrong = File::new("wrong.csv", b"id,employees\na,eight\n");
    let right = File::new("right.csv", b"id,employees\na,8\n");
    let ledger =
        File::new("ledger.csv", "debtor,sme,signed,delivered,amount\n机关,是,2025-06-10,2025-07-01,10万\n".as_bytes());
    let profile = File::new("profile.json", b"{\"employees\": 8}");
    let of = |command: &[&str]| -> Vec<String> { command.iter().map(|&part| part.to_owned()).collect() };
    let given = ["--profile", profile.path()];
    let mut commands = vec![
        of(&["--help"]),
        of(&["match", "--help"]),
        of(&["--version"]),
        of(&["schema", "match"]),
        of(&["check", "--lang", "zh"]),
        of(&["check", "--format", "json"]),
        of(&["reach", "vat-smallscale-1pct-2026", "--population", "10"]),
        of(&["diff", "policies.json", "policies.json"]),
        of(&["size", "--industry", "62", "--employees", "8"]),
        of(&["late-payment", "--ledger", ledger.path()]),
        of(&["late-payment", "--ledger", ledger.path(), "--csv"]),
        of(&["late-payment", "--ledger", ledger.path(), "--format", "json"]),
    ];
    for table in [&wrong, &right] {
        commands.push(of(&["batch", "--profiles", table.path()]));
        commands.push(of(&["batch", "--profiles", table.path(), "--format", "json"]));
    }
    // A row that is wrong leaves NDJSON empty: then nothing was lost.
    commands.remove(commands.len().saturating_sub(3));
    for command in [
        vec!["match"],
        vec!["explain", "vat-smallscale-1pct-2026"],
        vec!["questions"],
        vec!["ladder"],
        vec!["what-if", "employees"],
        vec!["timeline"],
        vec!["calendar"],
    ] {
        for format in ["text", "json"] {
            commands.push(of(&[&command[..], &given, &["--format", format]].concat()));
        }
    }
    for command in commands {
        let output = crate::program().args(&command).stdout(full()).output().unwrap();
        let err = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{command:?}: {err}");
        assert!(err.contains("No space left") || err.contains("磁盘已满"), "{command:?}: {err}");
    }
}

#[test]
fn a_check_that_nobody_reads_still_says_by_its_code_what_it_found() {
    let text =
        fixtures::read("examples/guangzhou-overlay.json").replacen("\"policies\"", "\"nonsense\": 1, \"policies\"", 1);
    let file = File::new("faulty.json", text.as_bytes());
    let mut child =
        crate::program().args(["check", file.path()]).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    drop(child.stdout.take());
    assert_eq!(child.wait().unwrap().code(), Some(2));
}

#[test]
fn a_batch_whose_answer_nobody_reads_stops_and_says_so() {
    let file = File::new("unread.csv", rows(40_000).replace("eight", "9").as_bytes());
    let mut child = crate::program()
        .args(["batch", "--profiles", file.path(), "--lang", "en"])
        .args(ON)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let (code, _, err) = said(&child.wait_with_output().unwrap());
    assert_eq!(code, 1, "{err}");
    assert!(err.contains("no longer read"), "{err}");
}

/// Characters that steer a terminal, or turn the order of what it shows.
const STEERING: &str = "\u{1b}]0;owned\u{7}\u{1b}[2J\r\u{8}\u{7f}\u{9b}31m\u{202e}\u{2066}";

/// Whether none of them is there.
fn is_harmless(output: &Output) -> bool {
    let all = [&output.stdout[..], &output.stderr].concat();
    let is_steering = |c: char| {
        (c.is_control() && c != '\n' && c != '\t')
            || ('\u{202a}'..='\u{202e}').contains(&c)
            || ('\u{2066}'..='\u{2069}').contains(&c)
    };
    !String::from_utf8(all).unwrap().contains(is_steering)
}

#[test]
fn nothing_that_files_and_options_hold_steers_the_terminal() {
    let name = format!("甲{STEERING}");
    let escaped = serde_json::to_string(&name).unwrap();
    let key = File::new("key.json", format!("{{{escaped}: 1}}").as_bytes());
    let value = File::new("value.json", format!("{{\"employees\": {escaped}}}").as_bytes());
    let rows = File::new("names.csv", format!("id,employees\n{name},8\nb,{name}\n").as_bytes());
    let heading = File::new("heading.csv", format!("id,{name}\na,8\n").as_bytes());
    let left_out = File::new("left-out.csv", format!("no,id,employees\n1,{name},8\n").as_bytes());
    let lines =
        File::new("names.ndjson", format!("{{\"id\": {escaped}, \"employees\": 8}}\n{{{escaped}: 2}}\n").as_bytes());
    let ledger =
        format!("invoice,name,debtor,sme,signed,delivered,amount\n{name},{name},机关,是,2025-06-10,2025-07-01,10万\n");
    let ledger = File::new("names-ledger.csv", ledger.as_bytes());
    let overlay = fixtures::read("examples/guangzhou-overlay.json");
    let overlay = overlay.replace("\"zh\": \"", &format!("\"zh\": \"{}", escaped.trim_matches('"')));
    let overlay = File::new("odd-overlay.json", overlay.as_bytes());
    let file = format!("no-such-{}.json", STEERING.replace('/', ""));
    let profile = File::new("plain.json", b"{\"employees\": 8}");
    for command in [
        vec!["match", "--profile", key.path()],
        vec!["match", "--profile", value.path()],
        vec!["match", "--profile", &file],
        vec!["match", "--profile", profile.path(), "--overlay", overlay.path(), "--all"],
        vec!["match", "--profile", profile.path(), "--overlay", overlay.path(), "--format", "json"],
        vec!["match", "--profile", profile.path(), "--overlay", key.path()],
        vec!["match", "--profile", profile.path(), "--lang", &name],
        vec!["match", &name],
        vec!["explain", &name, "--profile", profile.path()],
        vec!["what-if", &name, "--profile", profile.path()],
        vec!["size", "--industry", &name],
        vec!["size", "--industry", "62", "--employees", &name],
        vec!["check", overlay.path()],
        vec!["check", key.path()],
        vec!["batch", "--profiles", rows.path()],
        vec!["batch", "--profiles", rows.path(), "--format", "json"],
        vec!["batch", "--profiles", heading.path()],
        vec!["batch", "--profiles", left_out.path()],
        vec!["batch", "--profiles", lines.path()],
        vec!["batch", "--profiles", lines.path(), "--lang", "zh-TW"],
        vec!["late-payment", "--ledger", ledger.path()],
        vec!["late-payment", "--ledger", ledger.path(), "--csv"],
        vec!["late-payment", "--ledger", ledger.path(), "--format", "json", "--letter"],
        vec!["late-payment", "--ledger", heading.path()],
        vec!["pages", &file],
        vec!["renew", &file],
    ] {
        let output = run(&command, b"");
        assert!(is_harmless(&output), "{command:?}: {output:?}");
    }
    // Programs read the same name.
    let output = run(&["batch", "--profiles", lines.path(), "--output", "ndjson"], b"");
    let first = String::from_utf8(output.stdout).unwrap().lines().next().unwrap().to_owned();
    assert_eq!(serde_json::from_str::<serde_json::Value>(&first).unwrap()["id"], name);
}

#[test]
fn a_message_of_a_file_is_one_line_of_bounded_length() {
    let long = "x".repeat(3_000_000);
    let key = File::new("long-key.json", format!("{{\"{long}\": 1}}").as_bytes());
    let lines = File::new("lines.json", b"{\"a\\npolicy-match: all is well\": 1}");
    let value = File::new("long.json", format!("{{\"employees\": \"{long}\"}}").as_bytes());
    for file in [&key, &value, &lines] {
        let (code, _, err) = said(&run(&["match", "--profile", file.path(), "--lang", "en"], b""));
        assert_eq!((code, err.lines().count()), (2, 1), "{err:.200}");
        assert!(err.len() < 4_000 && err.starts_with("policy-match: "), "{} bytes", err.len());
    }
    let name = "x".repeat(200_000);
    let (code, _, err) =
        said(&run(&["batch", "--profiles", "-", "--lang", "en"], format!("id,employees\na,{name}\nb,8\n").as_bytes()));
    assert_eq!(code, 1);
    assert!(err.contains("line 2: ") && err.contains("1 row matched") && err.len() < 4_000, "{err:.200}");
}

#[test]
fn of_very_many_things_that_are_wrong_the_first_are_told_and_the_others_counted() {
    let rows: Vec<String> = (0..1_000).map(|day| format!("机关,是,2025-06-10,day {day},10万")).collect();
    let ledger = format!("debtor,sme,signed,delivered,amount\n{}\n", rows.join("\n"));
    let (code, out, err) = said(&run(&["late-payment", "--ledger", "-", "--lang", "en"], ledger.as_bytes()));
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.lines().count() == 202 && err.contains("799 further problems"), "{err:.300}");
}

#[test]
fn very_many_columns_are_refused_in_bounded_time() {
    let names: Vec<String> = (0..60_000).map(|number| format!("k{number}")).collect();
    let table = format!("{}\n1\n", names.join(","));
    for command in [["batch", "--profiles", "-"], ["late-payment", "--ledger", "-"]] {
        let (code, out, err) = said(&run(&[&command[..], &["--lang", "en"]].concat(), table.as_bytes()));
        assert_eq!((code, out.as_str()), (2, ""));
        assert!(err.len() < 4_000, "{} bytes", err.len());
    }
}

#[test]
fn what_belongs_to_others_is_not_written_in_traditional_characters() {
    let ledger = "invoice,name,debtor,sme,signed,delivered,amount,payments\n发后1,后发范围公司,机关,是,2025-06-10,2025-07-01,10万,2025-07-02:1万\n";
    let ledger = File::new("names-zh.csv", ledger.as_bytes());
    let of = |more: &[&str]| {
        let on = ["--on", "2025-11-10", "--lang", "zh-TW"];
        let (code, out, err) = said(&run(&[&["late-payment", "--ledger", ledger.path()], &on[..], more].concat(), b""));
        assert_eq!((code, err.as_str()), (0, ""), "{more:?}");
        out
    };
    for more in [&["--letter"][..], &["--csv"], &["--format", "json", "--letter"], &[]] {
        let out = of(more);
        assert!(out.contains("后发范围公司") && out.contains("发后1"), "{more:?}: {out}");
        assert!(!out.contains("後發"), "{more:?}: {out}");
        assert!(!out.contains(['\u{fdd0}', '\u{fdd1}']), "{more:?}: {out}");
    }
    assert!(of(&["--csv"]).contains(",10万,2025-07-02:1万,"));
    assert!(of(&["--letter"]).contains("後發範圍公司") || of(&["--letter"]).contains("貴"), "the letter itself is");
    let one = [
        "late-payment",
        "--debtor",
        "机关",
        "--sme",
        "是",
        "--signed",
        "2025-06-10",
        "--delivered",
        "2025-07-01",
        "--amount",
        "10万",
        "--name",
        "后发范围公司",
        "--invoice",
        "发后",
        "--letter",
        "--lang",
        "zh-TW",
    ];
    let (code, out, _) = said(&run(&one, b""));
    assert!(code == 0 && out.contains("后发范围公司") && out.contains("发后"), "{out}");
    // Messages: files, headings, cells and keys.
    for (command, input, kept, ours) in [
        (vec!["batch", "--profiles", "-"], "序号,id,员工发\n1,a,8\n", "`员工发`", "沒有名為"),
        (vec!["batch", "--profiles", "-"], "id,employees\na,后多\n", "`后多`", "不是數字"),
        (vec!["batch", "--profiles", "-"], "备注,id,employees\n1,a,8\n", "备注", "沒有讀入"),
        (vec!["match", "--profile", "后台发.json"], "", "后台发.json", "沒有這個"),
        (vec!["match", "--profile", "-"], "{\"发后\": 1}", "`发后`", "沒有名為"),
        (vec!["size", "--industry", "后发业"], "", "`后发业`", "沒有這個行業"),
        (vec!["size", "--industry", "62", "--employees", "8后发"], "", "`8后发`", "看不懂"),
    ] {
        let (_, _, err) = said(&run(&[&command[..], &["--lang", "zh-TW"]].concat(), input.as_bytes()));
        assert!(err.contains(kept) && err.contains(ours), "{command:?}: {err}");
    }
    let (_, _, err) = said(&run(&["size", "--industry", "62", "--employees", "8后发", "--lang", "zh-TW"], b""));
    assert!(err.contains("“后发”") || err.contains("「后发」"), "the part of it, too: {err}");
}

#[test]
fn addresses_stay_as_they_are_in_traditional_characters() {
    let overlay = fixtures::read("examples/guangzhou-overlay.json");
    let address = "https://example.invalid/发票/后台.html";
    let mut overlay: serde_json::Value = serde_json::from_str(&overlay).unwrap();
    overlay["policies"][0]["documents"][0]["url"] = address.into();
    let with = overlay.to_string();
    let file = File::new("后台发.json", with.as_bytes());
    let profile = File::new("any.json", b"{\"employees\": 8, \"region\": \"440100\"}");
    let id = overlay["policies"][0]["id"].as_str().unwrap();
    for format in ["text", "json"] {
        let given = ["--profile", profile.path(), "--overlay", file.path(), "--lang", "zh-TW", "--format", format];
        let (code, out, err) = said(&run(&[&["explain", id], &given[..], &ON].concat(), b""));
        assert_eq!(code, 0, "{err}");
        assert!(!out.contains("發票/") && (format == "json" || out.contains(address)), "{out}");
    }
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("addresses-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let (code, _, err) = said(&run(&["pages", folder.to_str().unwrap(), "--overlay", file.path()], b""));
    assert_eq!(code, 0, "{err}");
    let mut pages = String::new();
    for entry in std::fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        if path.to_string_lossy().ends_with(".zh-TW.html") {
            pages.push_str(&std::fs::read_to_string(path).unwrap());
        }
    }
    std::fs::remove_dir_all(&folder).unwrap();
    assert!(pages.contains(address) && pages.contains("小型微利企業") && !pages.contains("發票/後臺"));
    assert!(!pages.contains(['\u{fdd0}', '\u{fdd1}']));
}

#[test]
fn populations_have_a_range() {
    for count in ["0", "18446744073709551615", "100000000", "100001"] {
        for command in [vec!["reach", "vat-smallscale-1pct-2026"], vec!["diff", "policies.json", "policies.json"]] {
            let (code, out, err) = said(&run(&[&command[..], &["--population", count]].concat(), b""));
            assert_eq!((code, out.as_str()), (2, ""), "{command:?} {count}");
            assert!(err.contains("--population") && err.contains("100000"), "{err}");
        }
    }
}

#[test]
fn a_bad_day_is_refused_in_the_language_asked_for() {
    for (lang, needle) in [("zh", "不是数字或日期"), ("zh-TW", "不是數字或日期"), ("en", "is not a number or date")]
    {
        for command in [
            vec!["match", "--profile", "-"],
            vec!["batch", "--profiles", "-"],
            vec!["timeline", "--profile", "-"],
            vec!["check"],
        ] {
            let (code, out, err) = said(&run(&[&command[..], &["--on", "某天", "--lang", lang]].concat(), b"{}"));
            assert_eq!((code, out.as_str()), (2, ""));
            assert!(
                err.contains("--on") && err.contains("`某天`") && err.contains(needle),
                "{command:?} {lang}: {err}"
            );
        }
    }
}

#[test]
fn a_file_without_end_is_refused() {
    if !Path::new("/dev/zero").exists() {
        return;
    }
    for command in [vec!["match", "--profile", "/dev/zero"], vec!["check", "/dev/zero"]] {
        let (code, _, err) = said(&run(&command, b""));
        assert!(code == 2 && err.contains("/dev/zero"), "{err}");
    }
}

#[test]
fn headings_in_traditional_characters_are_known_in_every_language() {
    for lang in ["zh", "zh-TW", "en"] {
        let (code, out, err) = said(&run(
            &["batch", "--profiles", "-", "--lang", lang, "--on", "2026-11-21"],
            "企業名稱,employees,所在地區\n后发,8,广州\n".as_bytes(),
        ));
        assert_eq!(code, 0, "{err}");
        assert!(out.contains("2,后发,"), "{out}");
        let ledger = "發票或合同編號,debtor,sme,合同簽訂日,交付日,應付金額\n甲,机关,是,2025-06-10,2025-07-01,10万\n";
        let on = ["late-payment", "--ledger", "-", "--lang", lang, "--on", "2025-08-10", "--csv"];
        let (code, out, err) = said(&run(&on, ledger.as_bytes()));
        assert!(code == 0 && out.contains("甲,"), "{err}");
    }
}

#[test]
fn tables_in_traditional_characters_are_read_in_every_language() {
    for lang in ["zh", "zh-TW", "en"] {
        let rows =
            "客戶名稱,從業人員,地區,行業,主體類型\n后发,8,蘇州市,餐飲業,個體工商戶\n丙,8,台州,軟體,公司等企業法人\n";
        let (code, out, err) =
            said(&run(&["batch", "--profiles", "-", "--lang", lang, "--on", "2026-11-21"], rows.as_bytes()));
        assert!(code != 2 && out.contains("2,后发,micro"), "{out}{err}");
        assert!(!err.contains("個體工商戶") && !err.contains("蘇州"), "{err}");
        let ledger = "發票或合同編號,欠款方名稱,欠款方是,簽合同時我方是中小企業,合同簽訂日,交付日,應付金額\n\
                      A1,后发,大型企業,是,2025-07-01,2025-07-10,10萬\n";
        let on = ["late-payment", "--ledger", "-", "--lang", lang, "--on", "2025-11-30", "--csv"];
        let (code, out, err) = said(&run(&on, ledger.as_bytes()));
        assert!(code == 0 && out.contains("A1,后发,大型企業,"), "{out}{err}");
        let one = ["--debtor", "大型企業", "--sme", "是", "--signed", "2025-07-01", "--delivered", "2025-07-10"];
        let amount = ["--amount", "10萬", "--on", "2025-11-30", "--lang", lang];
        let (code, _, err) = said(&run(&[&["late-payment"], &one[..], &amount].concat(), b""));
        assert_eq!((code, err.as_str()), (0, ""), "{err}");
        let wrong = ["late-payment", "--debtor", "大型發後", "--lang", lang];
        let (code, _, err) = said(&run(&[&wrong[..], &one[2..], &amount[..2]].concat(), b""));
        assert!(code == 2 && err.contains("`大型發後`"), "what was typed is quoted as it was: {err}");
        let size = ["size", "--industry", "餐飲業", "--employees", "8", "--lang", lang];
        assert_eq!(said(&run(&size, b"")).0, 0);
    }
}

#[test]
fn an_industry_whose_first_zero_a_spreadsheet_may_have_dropped_is_told_once() {
    let rows = "id,employees,industry\na,8,610\nb,8,610\nc,8,0610\nd,8,H611\ne,8,62\n";
    let (code, out, err) = said(&run(&["batch", "--profiles", "-", "--lang", "en"], rows.as_bytes()));
    assert_eq!((code, out.lines().count()), (0, 6), "{err}");
    let told: Vec<&str> = err.lines().filter(|line| line.contains("zero")).collect();
    assert!(matches!(told.as_slice(), [one] if one.contains("line 2") && one.contains("write 0610")), "{err}");
}
