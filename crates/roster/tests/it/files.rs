//! Rosters as files, the program that matches them, and what it wrote.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use datafusion::arrow::array::RecordBatch;
use datafusion::arrow::{csv, json};
use datafusion::parquet::arrow::ArrowWriter;
use datafusion::parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use datafusion::parquet::file::properties::WriterProperties;
use engine::enterprise::Profile;
use serde_json::Value;

use crate::rows::{ON, Policies, expected, name};

/// The program with these arguments.
pub(crate) fn program(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_policy-match-roster"));
    command.args(arguments);
    command
}

/// Runs it to its end.
pub(crate) fn run(arguments: &[&str]) -> Output {
    program(arguments).output().expect("the program runs")
}

/// What it says to people.
pub(crate) fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Runs it to its end, which must be a good one.
pub(crate) fn runs(arguments: &[&str]) -> String {
    let output = run(arguments);
    assert!(output.status.success(), "{arguments:?}: {}", said(&output));
    String::from_utf8(output.stdout).expect("text")
}

/// Runs it to its end, which must be a bad one; what it says.
pub(crate) fn fails(arguments: &[&str]) -> String {
    let output = run(arguments);
    let said = said(&output);
    assert_eq!(output.status.code(), Some(2), "{arguments:?}: {said}");
    let last = said.lines().last().unwrap_or_default().to_owned();
    last.strip_prefix("policy-match-roster: ").expect("a sentence").to_owned()
}

/// A path as text.
pub(crate) fn text(path: &Path) -> &str {
    path.to_str().expect("text")
}

/// Writes a Parquet file, with a group of rows for every 500.
pub(crate) fn parquet(path: &Path, batch: &RecordBatch) {
    let properties = WriterProperties::builder().set_max_row_group_row_count(Some(500)).build();
    let mut writer =
        ArrowWriter::try_new(File::create(path).expect("a file"), batch.schema(), Some(properties)).expect("a writer");
    writer.write(batch).expect("written");
    writer.close().expect("closed");
}

/// Writes a CSV file.
pub(crate) fn csv(path: &Path, batch: &RecordBatch) {
    let mut writer = csv::Writer::new(File::create(path).expect("a file"));
    writer.write(batch).expect("written");
}

/// The Parquet files below a folder.
pub(crate) fn below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() { files.extend(below(&path)) } else { files.push(path) }
    }
    files.sort();
    files
}

/// The rows of all Parquet files below a folder, with what the names of their folders say.
pub(crate) fn rows(folder: &Path) -> Vec<Value> {
    let mut rows = Vec::new();
    for path in below(folder) {
        let reader = ParquetRecordBatchReaderBuilder::try_new(File::open(&path).expect("a file")).expect("Parquet");
        for batch in reader.build().expect("a reader") {
            let mut writer = json::WriterBuilder::new()
                .with_explicit_nulls(true)
                .build::<_, json::writer::LineDelimited>(Vec::new());
            writer.write(&batch.expect("whole")).expect("written");
            writer.finish().expect("finished");
            for line in String::from_utf8(writer.into_inner()).expect("text").lines() {
                let mut row: Value = serde_json::from_str(line).expect("JSON");
                for part in path.components().filter_map(|part| part.as_os_str().to_str()?.split_once('=')) {
                    row[part.0] = part.1.into();
                }
                rows.push(row);
            }
        }
    }
    rows
}

/// What was answered to each enterprise: its policies, and what they are worth together.
type Answers = BTreeMap<String, (Policies, Value)>;

fn policy(said: &Value) -> (String, Value) {
    let mut kept = serde_json::Map::new();
    for key in ["verdict", "likely", "worth_low", "worth_high", "missing"] {
        kept.insert(key.to_owned(), said[key].clone());
    }
    (said["policy"].as_str().expect("a policy").to_owned(), Value::Object(kept))
}

/// Those in the answers of enterprises.
pub(crate) fn answers(out: &Path) -> Answers {
    let mut answers = Answers::new();
    for row in rows(&out.join("answers")) {
        let policies = row["policies"].as_array().expect("a list").iter().map(policy).collect();
        let total = |of: &str, kind: &str| {
            let end = |end: &str| row[of][format!("{kind}_{end}")].clone();
            if end("low").is_null() { Value::Null } else { Value::from(vec![end("low"), end("high")]) }
        };
        let (certain, likely) = ("together", "likely_together");
        let together = [total(certain, "year"), total(certain, "once"), total(likely, "year"), total(likely, "once")];
        let before =
            answers.insert(row["id"].as_str().expect("an id").to_owned(), (policies, Value::from(together.to_vec())));
        assert_eq!(before, None, "{} is there twice", row["id"]);
    }
    answers
}

/// Those in the answers of single policies; what they are worth together is not told there.
pub(crate) fn single(out: &Path) -> BTreeMap<String, Policies> {
    let mut answers: BTreeMap<String, Policies> = BTreeMap::new();
    for row in rows(&out.join("answers")) {
        let (id, said) = policy(&row);
        let policies = answers.entry(row["id"].as_str().expect("an id").to_owned()).or_default();
        assert_eq!(policies.insert(id.clone(), said), None, "{id} is there twice for {}", row["id"]);
    }
    answers
}

/// Everything that can be asked for.
pub(crate) const ALL: [&str; 6] = ["--missing", "--likely", "--worth", "--on", ON, "--lang=en"];

/// Compares what was answered with the reference evaluator.
pub(crate) fn equal(out: &Path, profiles: &[Profile]) {
    let found = answers(out);
    assert_eq!(found.len(), profiles.len());
    for (number, profile) in profiles.iter().enumerate() {
        let expected = expected(&fixtures::bundled().catalogue, profile);
        assert_eq!(found.get(&name(number)), Some(&expected), "{}", name(number));
    }
}
