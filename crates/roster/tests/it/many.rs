//! A roster as large as an agency's: every way to match it gives each enterprise the same answers.
//!
//! It takes long, so it is asked for by name, in an optimised build and with the command line at hand:
//!
//! ```sh
//! cargo build --release --locked -p policy-match-cli
//! cd crates/roster && POLICY_MATCH=../../target/release/policy-match \
//!     cargo test --release --locked -- --ignored --nocapture many
//! ```

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;

use datafusion::arrow::array::{Array, AsArray, StructArray};
use datafusion::arrow::datatypes::Int64Type;
use datafusion::parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use engine::enterprise::write_profile;
use serde_json::Value;

use crate::cluster::Cluster;
use crate::files::{ALL, below, csv, parquet, runs, text};
use crate::rows::{ON, Policies, expected, name, one, texts, typed};

/// So many enterprises, unless `ROSTER_ROWS` says another number.
const ROWS: usize = 200_000;

/// So many in a file.
const FILE: usize = 12_500;

/// Every so many is asked of `match`, too, which is a process for each.
const SINGLE: usize = 400;

/// What is said of one policy, as a line.
fn line(id: &str, verdict: &str, likely: bool, worth: [Option<i64>; 2], missing: &[&str]) -> String {
    format!("{id} {verdict} {likely} {worth:?} {missing:?}")
}

fn names(list: &Value) -> Vec<&str> {
    list.as_array().expect("a list").iter().map(|one| one.as_str().expect("a name")).collect()
}

/// What all is worth together, a year and once, for certain and likely: the least and the most of each.
type Totals = [Option<[i64; 2]>; 4];

fn digest(of: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    of.hash(&mut hasher);
    hasher.finish()
}

/// What `run` and `match` must say: each policy with its verdict, worth and missing facts, and what all is worth together.
fn whole(policies: &Policies, totals: Totals) -> u64 {
    let lines: Vec<String> = policies
        .iter()
        .map(|(id, said)| {
            let worth = ["worth_low", "worth_high"].map(|end| said[end].as_i64());
            line(
                id,
                said["verdict"].as_str().expect("a verdict"),
                said["likely"] == true,
                worth,
                &names(&said["missing"]),
            )
        })
        .collect();
    digest(&(lines, totals))
}

/// What `batch` must say, which names policies and facts by themselves.
fn lists(lists: [BTreeSet<&str>; 4], totals: Totals) -> u64 {
    digest(&(lists, totals))
}

/// What the reference evaluator says to an enterprise, as [`whole`] and as [`lists`].
fn reference(number: usize) -> [u64; 2] {
    let (policies, together) = expected(&fixtures::bundled().catalogue, &one(number, false));
    let totals = [0, 1, 2, 3].map(|total: usize| {
        together[total].as_array().map(|ends| [0, 1].map(|end: usize| ends[end].as_i64().expect("an amount")))
    });
    let with = |holds: &dyn Fn(&Value) -> bool| -> BTreeSet<&str> {
        policies.iter().filter(|(_, said)| holds(said)).map(|(id, _)| id.as_str()).collect()
    };
    let missing = policies.values().flat_map(|said| names(&said["missing"])).collect();
    let of_batch = [
        with(&|said| said["verdict"] == "eligible"),
        with(&|said| said["verdict"] == "needs_info"),
        with(&|said| said["likely"] == true),
        missing,
    ];
    [whole(&policies, totals), lists(of_batch, totals)]
}

/// Does something with the numbers of all enterprises, on all cores.
fn of_all<T: Send>(rows: usize, said: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        let parts: Vec<_> = (0..cores)
            .map(|core| {
                let said = &said;
                scope.spawn(move || (rows * core / cores..rows * (core + 1) / cores).map(said).collect::<Vec<T>>())
            })
            .collect();
        parts.into_iter().flat_map(|part| part.join().expect("a part")).collect()
    })
}

/// The number of the enterprise with a name.
fn number(name: &str) -> usize {
    name.trim_start_matches("企业").parse().expect("a number")
}

/// What a row of the answers says.
fn answered(policies: &StructArray, totals: Totals) -> u64 {
    let texts = |column: &str| policies.column_by_name(column).expect("a column").as_string::<i32>().clone();
    let numbers = |column: &str| policies.column_by_name(column).expect("a column").as_primitive::<Int64Type>().clone();
    let (ids, verdicts) = (texts("policy"), texts("verdict"));
    let likely = policies.column_by_name("likely").expect("a column").as_boolean();
    let worth = ["worth_low", "worth_high"].map(numbers);
    let missing = policies.column_by_name("missing").expect("a column").as_list::<i32>();
    let mut lines: Vec<(String, String)> = (0..policies.len())
        .map(|place| {
            let facts = missing.value(place);
            let facts: Vec<&str> = facts.as_string::<i32>().iter().flatten().collect();
            let worth = [0, 1].map(|end: usize| worth[end].is_valid(place).then(|| worth[end].value(place)));
            let said = line(ids.value(place), verdicts.value(place), likely.value(place), worth, &facts);
            (ids.value(place).to_owned(), said)
        })
        .collect();
    lines.sort();
    let lines: Vec<String> = lines.into_iter().map(|(_, line)| line).collect();
    digest(&(lines, totals))
}

/// The enterprises to which a folder of answers says something else than the reference evaluator, and those that are
/// there twice or not at all.
fn differing(out: &Path, reference: &[[u64; 2]]) -> Vec<String> {
    let mut found = vec![false; reference.len()];
    let mut differing = Vec::new();
    for path in below(&out.join("answers")) {
        let reader = ParquetRecordBatchReaderBuilder::try_new(File::open(&path).expect("a file")).expect("Parquet");
        for batch in reader.build().expect("a reader") {
            let batch = batch.expect("whole");
            let column = |name: &str| batch.column_by_name(name).expect("a column");
            let ids = column("id").as_string::<i32>();
            let policies = column("policies").as_list::<i32>();
            let totals = ["together", "likely_together"].map(|of| column(of).as_struct());
            for row in 0..batch.num_rows() {
                let total = |place: usize| {
                    let kind = if place.is_multiple_of(2) { "year" } else { "once" };
                    let [low, high] = ["low", "high"].map(|end| {
                        let ends = totals[place / 2].column_by_name(&format!("{kind}_{end}")).expect("an end");
                        let ends = ends.as_primitive::<Int64Type>();
                        ends.is_valid(row).then(|| ends.value(row))
                    });
                    Some([low?, high?])
                };
                let said = answered(policies.value(row).as_struct(), [0, 1, 2, 3].map(total));
                let place = number(ids.value(row));
                let is_twice = std::mem::replace(&mut found[place], true);
                if is_twice || reference[place][0] != said {
                    differing.push(name(place));
                }
            }
        }
    }
    differing.extend(found.iter().enumerate().filter(|(_, found)| !**found).map(|(place, _)| name(place)));
    differing
}

fn totals(said: &Value) -> Totals {
    let total = |place: usize| {
        let of = if place < 2 { "together" } else { "likely_together" };
        let total = &said[of][if place.is_multiple_of(2) { "year" } else { "once" }];
        Some([total["low_fen"].as_i64()?, total["high_fen"].as_i64()?])
    };
    [0, 1, 2, 3].map(total)
}

/// The enterprises to which `batch` says something else.
fn differing_in_batch(program: &Path, roster: &Path, reference: &[[u64; 2]]) -> Vec<String> {
    let mut batch = Command::new(program)
        .args([
            "batch",
            "--needs-info",
            "--missing",
            "--likely",
            "--worth",
            "--output",
            "ndjson",
            "--on",
            ON,
            "--lang=en",
        ])
        .args(["--profiles", text(roster)])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("batch");
    let mut differing = Vec::new();
    let mut rows = 0;
    for row in BufReader::new(batch.stdout.take().expect("an answer")).lines() {
        let said: Value = serde_json::from_str(&row.expect("a row")).expect("JSON");
        let of = |key: &str| -> BTreeSet<&str> { names(&said[key]).into_iter().collect() };
        let place = number(said["id"].as_str().expect("an id"));
        if reference[place][1] != lists([of("eligible"), of("needs_info"), of("likely"), of("missing")], totals(&said))
        {
            differing.push(name(place));
        }
        rows += 1;
    }
    assert!(batch.wait().expect("it ends").success());
    assert_eq!(rows, reference.len(), "batch answers every row");
    differing
}

/// The enterprises to which `match` says something else, of every so many.
fn differing_in_match(program: &Path, folder: &Path, reference: &[[u64; 2]]) -> Vec<String> {
    let file = folder.join("one.json");
    let mut differing = Vec::new();
    for place in (0..reference.len()).step_by(SINGLE) {
        let profile = write_profile(&one(place, false), &fixtures::bundled().catalogue.facts);
        fs::write(&file, profile.to_string()).expect("written");
        let output = Command::new(program)
            .args(["match", "--format", "json", "--on", ON, "--lang=en", "--profile", text(&file)])
            .output()
            .expect("match");
        let said: Value = serde_json::from_slice(&output.stdout).expect("JSON");
        let mut policies = Policies::new();
        for policy in said["policies"].as_array().expect("policies") {
            let (verdict, group) = (&policy["verdict"], &policy["group"]);
            if policy["status"] != "in_force" || group == "background" || verdict == "ineligible" {
                continue;
            }
            let missing: Vec<&Value> =
                policy["missing"].as_array().expect("a list").iter().map(|one| &one["fact"]).collect();
            let kept = serde_json::json!({
                "verdict": verdict,
                "likely": verdict == "needs_info" && !policy["likely"].is_null(),
                "worth_low": policy["estimate"]["low_fen"],
                "worth_high": policy["estimate"]["high_fen"],
                "missing": missing,
            });
            policies.insert(policy["id"].as_str().expect("an id").to_owned(), kept);
        }
        if reference[place][0] != whole(&policies, totals(&said)) {
            differing.push(name(place));
        }
    }
    differing
}

/// The roster as several Parquet files, and as one CSV in another order.
fn written(folder: &Path, rows: usize) -> [PathBuf; 2] {
    let [files, table] = ["roster", "roster.csv"].map(|name| folder.join(name));
    fs::create_dir(&files).expect("a folder");
    for first in (0..rows).step_by(FILE) {
        let profiles: Vec<_> = (first..rows.min(first + FILE)).map(|number| one(number, false)).collect();
        parquet(&files.join(format!("{first:07}.parquet")), &typed(&profiles, first));
    }
    // The second half comes first.
    let profiles: Vec<_> = (0..rows).map(|number| one(number, false)).collect();
    let batch = texts(&profiles, 0);
    let half = rows / 2;
    let turned = [batch.slice(half, rows - half), batch.slice(0, half)];
    csv(&table, &datafusion::arrow::compute::concat_batches(&batch.schema(), &turned).expect("one table"));
    [files, table]
}

#[test]
#[ignore = "takes a quarter of an hour in an optimised build, and needs POLICY_MATCH, the program policy-match"]
fn many_enterprises_are_answered_the_same_in_every_way() {
    let program = PathBuf::from(std::env::var_os("POLICY_MATCH").expect("POLICY_MATCH names the program policy-match"));
    let rows = std::env::var("ROSTER_ROWS").map_or(ROWS, |rows| rows.parse().expect("a number"));
    let folder = tempfile::tempdir().expect("a folder");
    let [files, table] = written(folder.path(), rows);
    let reference = of_all(rows, reference);
    let cluster = Cluster::new(2, &[]);
    let mut wrong = Vec::new();
    let mut told = |way: &str, differing: Vec<String>| {
        println!("{way}: {} of {rows} differ", differing.len());
        wrong.extend(differing.into_iter().take(3).map(|name| format!("{way}: {name}")));
    };
    let ways: [(&str, &Path, &[&str]); 5] = [
        ("run, a file at a time", &files, &["--piece", "1", "--cores", "2"]),
        ("run, all at once on one core", &files, &["--piece", "1T", "--cores", "1"]),
        ("run, CSV in another order", &table, &["--cores", "2"]),
        ("run on a cluster, a file at a time", &files, &["--piece", "1", "--cluster", &cluster.url]),
        ("run on a cluster, all at once", &files, &["--piece", "1T", "--cores", "3", "--cluster", &cluster.url]),
    ];
    for (number, (way, roster, more)) in ways.into_iter().enumerate() {
        let out = folder.path().join(number.to_string());
        runs(&[["run", text(roster), "--out", text(&out)].as_slice(), &ALL, more].concat());
        told(way, differing(&out, &reference));
        fs::remove_dir_all(&out).expect("removed");
    }
    told("batch", differing_in_batch(&program, &table, &reference));
    told("match, one in 400", differing_in_match(&program, folder.path(), &reference));
    assert!(wrong.is_empty(), "{wrong:#?}");
}
