//! On one machine.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};

use engine::enterprise::Facts;
use serde_json::Value;
use tempfile::TempDir;

use crate::files::{ALL, below, csv, equal, fails, parquet, program, rows, run, runs, said, single, text};
use crate::rows::{exact, expected, lines, name, profiles, texts, typed};

/// A folder with a place for a roster and one for answers.
fn places() -> (TempDir, PathBuf, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let (roster, out) = (folder.path().join("roster"), folder.path().join("out"));
    fs::create_dir(&roster).expect("a folder");
    (folder, roster, out)
}

fn match_all(roster: &Path, out: &Path, more: &[&str]) -> String {
    let arguments = [["run", text(roster), "--out", text(out)].as_slice(), &ALL, more].concat();
    runs(&arguments)
}

#[test]
fn every_form_of_a_roster_is_answered_as_the_reference_evaluator_answers() {
    let plain = profiles(600, false);
    let banded = profiles(600, true);
    let (_kept, roster, out) = places();
    for (number, part) in (0..).zip(plain.chunks(250)) {
        parquet(&roster.join(format!("part-{number}.parquet")), &typed(part, number * 250));
    }
    match_all(&roster, &out, &["--piece", "1", "--cores", "2"]);
    equal(&out, &plain);
    assert_eq!(below(&out.join("answers")).iter().map(|path| path.parent()).collect::<BTreeSet<_>>().len(), 3);

    let (_kept, roster, out) = places();
    csv(&roster.join("all.csv"), &texts(&banded, 0));
    match_all(&roster, &out, &["--cores", "2"]);
    equal(&out, &banded);

    let (_kept, roster, out) = places();
    fs::write(roster.join("all.ndjson"), lines(&banded, 0)).expect("written");
    match_all(&roster, &out, &["--cores", "1"]);
    equal(&out, &banded);
}

#[test]
fn folders_by_policy_and_by_province_hold_the_same_answers() {
    let profiles = profiles(400, true);
    let (_kept, roster, out) = places();
    parquet(&roster.join("all.parquet"), &texts(&profiles, 0));
    for by in ["policy", "region"] {
        let out = out.join(by);
        match_all(&roster, &out, &["--by", by]);
        let found = single(&out);
        for (number, profile) in profiles.iter().enumerate() {
            let (expected, _) = expected(&fixtures::bundled().catalogue, profile);
            assert_eq!(found.get(&name(number)).cloned().unwrap_or_default(), expected, "{by} {}", name(number));
        }
    }
    let folders = fs::read_dir(out.join("region/answers")).expect("answers").count();
    assert_eq!(folders, 1, "one piece");
}

#[test]
fn without_more_asked_only_what_can_be_used_is_told() {
    let profiles = profiles(50, false);
    let (_kept, roster, out) = places();
    parquet(&roster.join("all.parquet"), &typed(&profiles, 0));
    runs(&["run", text(&roster), "--out", text(&out), "--on", crate::rows::ON]);
    let told: usize = rows(&out.join("answers"))
        .iter()
        .flat_map(|row| row["policies"].as_array().cloned().unwrap_or_default())
        .map(|policy| assert_eq!((&policy["verdict"], &policy["worth_low"]), (&"eligible".into(), &Value::Null)))
        .count();
    let all = profiles.iter().map(|profile| expected(&fixtures::bundled().catalogue, profile).0);
    let eligible = all.flat_map(BTreeMap::into_values).filter(|said| said["verdict"] == "eligible").count();
    assert_eq!(told, eligible);
}

#[test]
fn a_row_that_cannot_be_read_is_told_with_file_row_and_reason() {
    let (_kept, roster, out) = places();
    fs::write(roster.join("a.csv"), "企业名称,employees,region\n甲,8,江苏\n乙,eight,江苏\n丙,,\n").expect("written");
    fs::write(roster.join("b.csv"), "企业名称,employees,region\n丁,9,Atlantis\n").expect("written");
    let output = run(&["run", text(&roster), "--out", text(&out), "--lang=en"]);
    assert!(output.status.success() && said(&output).contains("2 rows cannot be read"), "{}", said(&output));
    let rejects = below(&out.join("rejects"));
    let told = fs::read_to_string(&rejects[0]).expect("rejects");
    let told: Vec<&str> = told.lines().collect();
    assert_eq!(told[0], "file,row,id,reason");
    assert!(told[1].contains("a.csv,2,乙,") && told[1].contains("employees"), "{told:?}");
    assert!(told[2].contains("b.csv,1,丁,") && told[2].contains("Atlantis"), "{told:?}");
    assert_eq!(told.len(), 3);
    let lines = out.with_file_name("lines");
    let bad = roster.join("c.ndjson");
    fs::write(&bad, "{\"id\": 7, \"employees\": \"eight\"}\n{\"id\": 8, \"employees\": 8}\n{\n").expect("written");
    let output = run(&["run", text(&bad), "--out", text(&lines), "--lang=en"]);
    assert!(output.status.success() && said(&output).contains("2 rows cannot be read"), "{}", said(&output));
    let told = fs::read_to_string(&below(&lines.join("rejects"))[0]).expect("rejects");
    assert!(told.contains("c.ndjson,1,7,") && told.contains("c.ndjson,3,,"), "{told}");
    assert_eq!(rows(&lines.join("answers")).len(), 1);
    let mut names: Vec<String> =
        rows(&out.join("answers")).iter().map(|row| row["id"].as_str().expect("an id").to_owned()).collect();
    names.sort();
    assert_eq!(names, ["丙", "甲"]);
    fs::remove_file(&bad).expect("removed");
    let by_policy = out.with_file_name("by-policy");
    for more in [["--by=policy", "--out", text(&by_policy)].as_slice(), &["--summary"]] {
        let output = run(&[["run", text(&roster)].as_slice(), more].concat());
        assert!(output.status.success() && said(&output).contains("2 rows cannot be read"), "{}", said(&output));
    }
}

#[test]
fn what_is_wrong_with_the_files_is_told_before_anything_is_matched() {
    let profiles = profiles(40, false);
    let (_kept, roster, out) = places();
    let part = |name: &str| roster.join(name);
    parquet(&part("a.parquet"), &typed(&profiles, 0));
    let start = |more: &[&str]| fails(&[["run", text(&roster), "--out", text(&out)].as_slice(), more].concat());

    let columns = part("columns.txt");
    fs::write(&columns, r#"{"staff": "employees"}"#).expect("written");
    assert!(start(&["--columns", text(&columns)]).contains("the roster has no column `staff`"));

    let narrow = typed(&profiles, 0).project(&[0, 1]).expect("two columns");
    parquet(&part("b.parquet"), &narrow);
    let wrong = start(&[]);
    assert!(wrong.contains("b.parquet has no column `revenue`"), "{wrong}");

    parquet(&part("b.parquet"), &texts(&profiles, 0));
    let wrong = start(&[]);
    assert!(
        wrong.contains("the column `employees` is of the type Utf8View in") && wrong.contains("b.parquet"),
        "{wrong}"
    );

    fs::write(part("b.parquet"), "no Parquet at all").expect("written");
    let wrong = start(&[]);
    assert!(wrong.contains("b.parquet: cannot be read"), "{wrong}");
    fs::remove_file(part("b.parquet")).expect("removed");

    fs::write(part("c.csv"), "id,employees\n1,2\n").expect("written");
    assert!(start(&[]).contains("are of different forms"));
    let nowhere = fails(&["run", text(&part("none")), "--out", text(&out)]);
    assert!(nowhere.contains("there is no such file or folder"), "{nowhere}");
    assert!(!out.exists() || below(&out).is_empty(), "nothing was written");
}

#[test]
fn damage_in_a_file_stops_the_run_and_leaves_only_what_is_finished() {
    let profiles = profiles(1000, false);
    let (_kept, roster, out) = places();
    parquet(&roster.join("a.parquet"), &typed(&profiles[..200], 0));
    let damaged = roster.join("b.parquet");
    parquet(&damaged, &typed(&profiles, 200));
    let middle = fs::metadata(&damaged).expect("a file").len() / 3;
    let mut file = fs::OpenOptions::new().write(true).open(&damaged).expect("a file");
    file.seek(SeekFrom::Start(middle)).expect("there");
    file.write_all(&[0xff; 4096]).expect("damaged");
    drop(file);
    let wrong = fails(&[["run", text(&roster), "--out", text(&out), "--piece", "1"].as_slice(), &ALL].concat());
    assert!(wrong.contains("b.parquet"), "{wrong}");
    assert!(!out.join("unfinished").exists(), "nothing half written");
    assert_eq!(rows(&out.join("answers")).len(), 200, "the first piece is whole");
}

/// Runs the program on a disk with so little room, which it finds at `disk`; what it said, and whether it left something
/// not finished. Nothing where the system lets nobody but its keeper mount a disk.
#[cfg(target_os = "linux")]
fn on_a_small_disk(disk: &Path, room: &str, arguments: &[&str]) -> Option<(std::process::Output, bool)> {
    const MOUNT: &str = "mount -t tmpfs -o size=$1 none \"$0\"";
    let unshare = |script: &str, more: &[&str]| {
        let mut command = std::process::Command::new("unshare");
        command.args(["--map-root-user", "--mount", "sh", "-c", script, text(disk), room]).args(more);
        command.output()
    };
    if !unshare(MOUNT, &[]).is_ok_and(|output| output.status.success()) {
        return None;
    }
    // What it left is gone with the disk: a line tells of it.
    let script = format!(
        "{MOUNT} && cd \"$0\" && shift && {{ \"$@\"; code=$?; find \"$0\" -name '*unfinished*' | sed 's/^/left: /'; exit $code; }}"
    );
    let output = unshare(&script, &[[env!("CARGO_BIN_EXE_policy-match-roster")].as_slice(), arguments].concat());
    let output = output.expect("unshare");
    let left = String::from_utf8_lossy(&output.stdout).contains("left: ");
    Some((output, left))
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told_and_nothing_half_written_stays() {
    let profiles = profiles(1000, false);
    let (kept, roster, _) = places();
    parquet(&roster.join("a.parquet"), &typed(&profiles, 0));
    let disk = kept.path().join("disk");
    fs::create_dir(&disk).expect("a folder");
    let (out, summary) = (disk.join("out"), disk.join("summary.csv"));
    let answers = [["run", text(&roster), "--out", text(&out)].as_slice(), &ALL].concat();
    let counts = ["run", text(&roster), "--summary", "--out", text(&summary)];
    for (room, arguments) in [("64k", answers.as_slice()), ("8k", &counts)] {
        let Some((output, left)) = on_a_small_disk(&disk, room, arguments) else { return };
        let said = said(&output);
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(said.contains("No space left on device"), "{said}");
        assert!(!left, "something not finished stays: {said}");
    }
    let nowhere = fs::OpenOptions::new().write(true).open("/dev/full").expect("a disk that is always full");
    let output = program(&["run", text(&roster), "--summary"]).stdout(nowhere).output().expect("the program runs");
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("No space left on device"), "{}", said(&output));
}

#[test]
fn a_run_goes_on_where_it_stopped_and_only_as_it_began() {
    let profiles = profiles(300, false);
    let (_kept, roster, out) = places();
    for (number, part) in (0..).zip(profiles.chunks(100)) {
        parquet(&roster.join(format!("{number}.parquet")), &typed(part, number * 100));
    }
    match_all(&roster, &out, &["--piece", "1"]);
    let pieces = |out: &Path| -> Vec<PathBuf> {
        let mut pieces: Vec<_> =
            fs::read_dir(out.join("answers")).expect("answers").map(|piece| piece.expect("a piece").path()).collect();
        pieces.sort();
        pieces
    };
    let before = pieces(&out);
    fs::remove_dir_all(&before[1]).expect("removed");
    let kept = below(&before[0]);
    let arguments = [["run", text(&roster), "--out", text(&out), "--piece", "1"].as_slice(), &ALL].concat();
    let again = run(&arguments);
    assert!(said(&again).contains("2 of 3 pieces are there already"), "{}", said(&again));
    assert_eq!(pieces(&out), before);
    assert_eq!(below(&before[0]), kept, "a finished piece is left alone");
    equal(&out, &profiles);
    let other = fails(&["run", text(&roster), "--out", text(&out), "--on", "2026-11-22"]);
    assert!(other.contains("holds the answers of another run") && other.contains("--on 2026-11-21"), "{other}");
}

/// Sends a signal to a program.
fn signal(child: &Child, name: &str) {
    let sent = std::process::Command::new("kill").args([name, &child.id().to_string()]).status().expect("kill");
    assert!(sent.success());
}

#[cfg(unix)]
#[test]
fn whoever_stops_a_run_finds_no_half_file() {
    let profiles = profiles(2000, false);
    let (_kept, roster, out) = places();
    for (number, part) in (0..).zip(profiles.chunks(100)) {
        parquet(&roster.join(format!("{number:02}.parquet")), &typed(part, number * 100));
    }
    let arguments =
        [["run", text(&roster), "--out", text(&out), "--piece", "1", "--cores", "1"].as_slice(), &ALL].concat();
    let mut child = program(&arguments).stderr(Stdio::piped()).spawn().expect("the program runs");
    // In the middle: some pieces are finished and others are not.
    let finished = || fs::read_dir(out.join("answers")).map_or(0, Iterator::count);
    while finished() < 2 {
        assert!(child.try_wait().expect("a program").is_none(), "it ended before it could be stopped");
        std::thread::yield_now();
    }
    signal(&child, "-INT");
    let ended = child.wait_with_output().expect("it ends");
    assert_eq!(ended.status.code(), Some(130), "{}", said(&ended));
    assert!(!out.join("unfinished").exists(), "nothing half written");
    assert!(finished() < 20);
    match_all(&roster, &out, &["--piece", "1"]);
    equal(&out, &profiles);
}

#[test]
fn a_summary_counts_what_the_answers_say() {
    let profiles = profiles(600, true);
    let (kept, roster, _) = places();
    parquet(&roster.join("all.parquet"), &texts(&profiles, 0));
    let file = kept.path().join("summary.ndjson");
    let place = ["run", text(&roster), "--summary", "--out", text(&file), "--on", crate::rows::ON];
    // Little memory changes nothing.
    runs(&[place.as_slice(), &["--memory", "64M"]].concat());
    let mut expected_counts: BTreeMap<(String, String), [i64; 4]> = BTreeMap::new();
    for profile in &profiles {
        for (policy, said) in expected(&fixtures::bundled().catalogue, profile).0 {
            let is_eligible = said["verdict"] == "eligible";
            let whole = expected_counts.entry((policy.clone(), String::new())).or_default();
            whole[0] += i64::from(is_eligible);
            whole[1] += i64::from(said["likely"] == true);
            whole[2] += i64::from(!is_eligible);
            whole[3] += if is_eligible { said["worth_low"].as_i64().unwrap_or(0) } else { 0 };
            for fact in said["missing"].as_array().expect("a list") {
                let fact = fact.as_str().expect("a fact").to_owned();
                expected_counts.entry((policy.clone(), fact)).or_default()[2] += 1;
            }
        }
    }
    let mut found: BTreeMap<(String, String), [i64; 4]> = BTreeMap::new();
    for line in fs::read_to_string(&file).expect("a summary").lines() {
        let row: Value = serde_json::from_str(line).expect("JSON");
        let of = |key: &str| row[key].as_str().unwrap_or_default().to_owned();
        let counts = found.entry((of("policy"), of("fact"))).or_default();
        for (count, key) in counts.iter_mut().zip(["eligible", "likely", "waiting", "worth_low"]) {
            *count += row[key].as_i64().unwrap_or(0);
        }
    }
    assert_eq!(found, expected_counts);
}

#[test]
fn changes_name_who_gains_and_loses_by_a_new_catalogue() {
    let (kept, roster, out) = places();
    let mut catalogue = fixtures::json("policies.json");
    let old = kept.path().join("old.json");
    fs::write(&old, catalogue.to_string()).expect("written");
    // The policy that most can use is no longer for anybody with ten people or more.
    let facts = &fixtures::bundled().catalogue.facts;
    let mut profiles = profiles(60, false);
    for (number, profile) in profiles.iter_mut().enumerate() {
        profile.set(facts, Facts::EMPLOYEES, Some(exact(if number % 2 == 0 { 5 } else { 50 })));
    }
    let of = |profile: &_| expected(&fixtures::bundled().catalogue, profile).0;
    let mut users: BTreeMap<String, usize> = BTreeMap::new();
    for profile in &profiles {
        for (policy, _) in of(profile).into_iter().filter(|(_, said)| said["verdict"] == "eligible") {
            *users.entry(policy).or_default() += 1;
        }
    }
    let (policy, _) = users.into_iter().max_by_key(|(_, count)| *count).expect("a policy that somebody can use");
    let rule = catalogue["policies"].as_array_mut().expect("policies").iter_mut().find(|one| one["id"] == *policy);
    let rule = rule.expect("the policy");
    rule["for"] = serde_json::json!({ "all": [rule["for"], { "fact": "employees", "below": 10 }] });
    rule["examples"] = serde_json::json!([]);
    let new = kept.path().join("new.json");
    fs::write(&new, catalogue.to_string()).expect("written");

    parquet(&roster.join("all.parquet"), &typed(&profiles, 0));
    let both = ["--changes", text(&old), text(&new), "--on", crate::rows::ON];
    runs(&[["run", text(&roster), "--out", text(&out)].as_slice(), &both].concat());
    let lost: BTreeSet<String> = rows(&out.join("answers"))
        .iter()
        .map(|row| {
            assert_eq!((row["policy"].as_str(), row["change"].as_str()), (Some(policy.as_str()), Some("lost")));
            row["id"].as_str().expect("an id").to_owned()
        })
        .collect();
    let had = |number: &usize| of(&profiles[*number]).get(&policy).is_some_and(|said| said["verdict"] == "eligible");
    let expected: BTreeSet<String> =
        (0..profiles.len()).filter(|number| number % 2 == 1).filter(had).map(name).collect();
    assert!(!expected.is_empty());
    assert_eq!(lost, expected);

    let told = runs(&[["run", text(&roster), "--summary"].as_slice(), &both].concat());
    let counted: usize = told
        .lines()
        .skip(1)
        .map(|line| line.split(',').nth(3).expect("a count").parse::<usize>().expect("a number"))
        .sum();
    assert_eq!(counted, expected.len(), "{told}");
}

#[test]
fn questions_in_sql_are_answered_and_nothing_is_written_by_them() {
    let (kept, roster, _) = places();
    let profiles = profiles(100, false);
    parquet(&roster.join("all.parquet"), &typed(&profiles, 0));
    let question = kept.path().join("question.sql");
    let ask = |sql: &str| {
        fs::write(&question, sql).expect("written");
        run(&["run", text(&roster), "--sql", text(&question), "--on", crate::rows::ON])
    };
    let output = ask("SELECT count(*) AS n FROM answers WHERE verdict = 'eligible';
         SELECT count(*) AS n FROM policies() WHERE status = 'in_force';
         SELECT policy_size(named_struct('employees', 5, 'revenue', 1000000, 'industry', 'C13')) AS size");
    let told = String::from_utf8(output.stdout.clone()).expect("text");
    let lines: Vec<&str> = told.lines().collect();
    let all = profiles.iter().flat_map(|profile| expected(&fixtures::bundled().catalogue, profile).0.into_values());
    let eligible = all.filter(|said| said["verdict"] == "eligible").count().to_string();
    assert_eq!(lines.get(..2), Some(["n", eligible.as_str()].as_slice()), "{}", said(&output));
    assert!(lines.get(3).is_some_and(|count| count.parse::<u32>().is_ok_and(|count| count > 0)), "{told}");
    assert_eq!(lines.get(4..), Some(["size", "micro"].as_slice()), "{told}");
    for (sql, why) in [
        ("CREATE TABLE x AS SELECT 1", "DDL"),
        ("COPY roster TO '/tmp/never.csv'", "DML"),
        ("SELECT policy_match(named_struct('staff', 1))", "`staff` is no fact of the catalogue"),
        ("SELECT policy_match(1)", "takes a struct"),
        ("SELECT policy_match(named_struct('employees', true))", "it must be"),
        (
            "SELECT cardinality(policy_match(named_struct('employees', 1), 'money'))",
            "`money` is nothing that can be asked for",
        ),
    ] {
        let output = ask(sql);
        assert_eq!(output.status.code(), Some(2), "{sql}");
        assert!(said(&output).contains(why), "{sql}: {}", said(&output));
    }
}
