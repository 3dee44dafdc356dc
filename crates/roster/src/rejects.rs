//! Rows that cannot be read: file, row and reason, while the rest goes on.

use std::fs::File as FsFile;
use std::io::{BufWriter, Write as _};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use datafusion::arrow::array::{Array, ArrayRef, AsArray, RecordBatch, StringArray, UInt64Array};
use datafusion::arrow::csv::Writer;
use datafusion::dataframe::DataFrame;
use datafusion::functions_aggregate::expr_fn::count;
use datafusion::logical_expr::{ident, lit};
use datafusion::prelude::{SessionConfig, SessionContext};
use futures::TryStreamExt;

use crate::failure::Failure;
use crate::functions::UNREAD;
use crate::roster::{File, Roster};
use crate::views::Asked;

/// Says afterwards whether functions met a row that they could not read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Watch {
    /// How many were met when the watch began; nothing where the functions are called on other machines.
    before: Option<u64>,
}

impl Watch {
    /// Begins to watch, before functions are called.
    pub(crate) fn begin(is_here: bool) -> Self {
        Self { before: is_here.then(|| UNREAD.load(Ordering::Relaxed)) }
    }

    /// Whether it is sure that all rows were read, so that they need not be looked through again.
    pub(crate) fn saw_none(self) -> bool {
        self.before.is_some_and(|before| before == UNREAD.load(Ordering::Relaxed))
    }
}

/// How many rows cannot be read.
///
/// # Errors
/// What the engine says.
pub(crate) async fn counted(asked: &Asked, rows: DataFrame) -> Result<u64, Failure> {
    let unread = asked.unread(rows)?.filter(ident("unread").is_not_null())?;
    let counted = unread.aggregate(Vec::new(), vec![count(lit(1)).alias("count")])?.collect().await?;
    let count = counted.first().and_then(|batch| {
        let counts = batch.column(0).as_primitive_opt::<datafusion::arrow::datatypes::Int64Type>()?;
        (counts.len() == 1).then(|| counts.value(0))
    });
    Ok(count.and_then(|count| u64::try_from(count).ok()).unwrap_or(0))
}

/// Writes those of some files as CSV, each with its file and its row, the first of the file being 1.
///
/// The rows of a file are counted in their order, which one reader keeps: so this goes file by file, and only where there
/// is something to tell.
///
/// # Errors
/// What the engine or the system says.
pub(crate) async fn write(roster: &Roster, asked: &Asked, files: &[File], path: &Path) -> Result<(), Failure> {
    let system = |why: &dyn std::fmt::Display| Failure::of_file(path, why);
    let file = FsFile::create(path).map_err(|why| system(&why))?;
    let mut writer = Writer::new(BufWriter::new(file));
    // The heading, if nothing follows.
    writer.write(&batch(Vec::new(), Vec::new())?).map_err(|why| system(&why))?;
    let context = SessionContext::new_with_config(SessionConfig::new().with_target_partitions(1));
    for file in files {
        let mut row = 0_u64;
        let rows = roster.rows(&context, std::slice::from_ref(file))?;
        let mut stream = asked.unread(rows)?.execute_stream().await?;
        while let Some(read) = stream.try_next().await? {
            let (ids, unread) = (read.column(0).as_string_opt::<i32>(), read.column(1).as_string_opt::<i32>());
            let Some(unread) = unread else { continue };
            let mut found = Vec::new();
            for (place, reason) in unread.iter().enumerate() {
                row = row.saturating_add(1);
                if let Some(reason) = reason {
                    let id = ids.filter(|ids| ids.is_valid(place)).map(|ids| ids.value(place).to_owned());
                    found.push((row, id, reason.to_owned()));
                }
            }
            writer.write(&batch(vec![file.name(); found.len()], found)?).map_err(|why| system(&why))?;
            tokio::task::yield_now().await;
        }
    }
    writer.into_inner().flush().map_err(|why| system(&why))
}

fn batch(files: Vec<String>, found: Vec<(u64, Option<String>, String)>) -> Result<RecordBatch, Failure> {
    let rows: UInt64Array = found.iter().map(|(row, ..)| Some(*row)).collect();
    let ids: StringArray = found.iter().map(|(_, id, _)| id.as_deref()).collect();
    let reasons: StringArray = found.iter().map(|(.., reason)| Some(reason.as_str())).collect();
    let columns: [(&str, ArrayRef); 4] = [
        ("file", Arc::new(StringArray::from(files))),
        ("row", Arc::new(rows)),
        ("id", Arc::new(ids)),
        ("reason", Arc::new(reasons)),
    ];
    RecordBatch::try_from_iter(columns).map_err(|why| Failure::new(why.to_string()))
}
