//! Questions about a whole roster: in SQL, or counted; the answer goes to a file or to standard output.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use datafusion::arrow::array::RecordBatch;
use datafusion::arrow::csv;
use datafusion::arrow::error::ArrowError;
use datafusion::arrow::json::LineDelimitedWriter;
use datafusion::execution::SendableRecordBatchStream;
use datafusion::execution::context::SQLOptions;
use datafusion::parquet::arrow::ArrowWriter;
use datafusion::prelude::SessionContext;
use datafusion::sql::parser::DFParser;
use futures::TryStreamExt;

use crate::failure::Failure;

/// Where the answer to a question lies until it is whole.
pub(crate) fn unfinished(out: &Path) -> PathBuf {
    let name = out.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    out.with_file_name(format!(".{name}.unfinished"))
}

/// Answers the questions of a text in SQL, one after the other; only such as read.
///
/// # Errors
/// What the engine says, and when several answers are to go into one file.
pub(crate) async fn sql(context: &SessionContext, text: &str, out: Option<&Path>) -> Result<(), Failure> {
    let statements = DFParser::parse_sql(text)?;
    if statements.len() != 1 && out.is_some() {
        return Err(Failure::new(format!("a file holds one answer, and there are {} questions", statements.len())));
    }
    let reading = SQLOptions::new().with_allow_ddl(false).with_allow_dml(false).with_allow_statements(false);
    for statement in statements {
        let plan = context.state().statement_to_plan(statement).await?;
        reading.verify_plan(&plan)?;
        let table = context.execute_logical_plan(plan).await?;
        write(table.execute_stream().await?, out).await?;
    }
    Ok(())
}

/// A form of tables.
enum Sink<W: Write + Send> {
    Csv(csv::Writer<W>),
    Ndjson(LineDelimitedWriter<W>),
    Parquet(Box<ArrowWriter<W>>),
}

impl<W: Write + Send> Sink<W> {
    fn write(&mut self, batch: &RecordBatch) -> Result<(), String> {
        match self {
            Self::Csv(writer) => writer.write(batch).map_err(|why| match why {
                ArrowError::CsvError(said) if said.contains("not supported in CSV") => {
                    format!("{said}; take --out NAME.ndjson or NAME.parquet")
                }
                why => why.to_string(),
            }),
            Self::Ndjson(writer) => writer.write(batch).map_err(|why| why.to_string()),
            Self::Parquet(writer) => writer.write(batch).map_err(|why| why.to_string()),
        }
    }

    fn finish(self) -> Result<W, String> {
        match self {
            Self::Csv(writer) => Ok(writer.into_inner()),
            Self::Ndjson(mut writer) => writer.finish().map(|()| writer.into_inner()).map_err(|why| why.to_string()),
            Self::Parquet(writer) => writer.into_inner().map_err(|why| why.to_string()),
        }
    }
}

/// Writes an answer: as CSV to standard output, or to a file that is there when it is whole.
///
/// # Errors
/// What the engine or the system says.
pub(crate) async fn write(mut answer: SendableRecordBatchStream, out: Option<&Path>) -> Result<(), Failure> {
    let schema = answer.schema();
    let empty = RecordBatch::new_empty(schema.clone());
    let Some(path) = out else {
        let mut sink = Sink::Csv(csv::Writer::new(io::stdout()));
        sink.write(&empty).map_err(Failure::new)?;
        while let Some(batch) = answer.try_next().await? {
            sink.write(&batch).map_err(Failure::new)?;
            // Whoever stops the program is heard after each batch.
            tokio::task::yield_now().await;
        }
        return sink.finish().map(|_| ()).map_err(Failure::new);
    };
    let new = unfinished(path);
    let file = File::create(&new).map_err(|why| Failure::of_file(path, why))?;
    let file = BufWriter::new(file);
    let mut sink = match path.extension().and_then(|end| end.to_str()) {
        Some("csv") => Sink::Csv(csv::Writer::new(file)),
        Some("ndjson" | "jsonl") => Sink::Ndjson(LineDelimitedWriter::new(file)),
        Some("parquet") => {
            let writer = ArrowWriter::try_new(file, schema, None).map_err(|why| Failure::of_file(path, why))?;
            Sink::Parquet(Box::new(writer))
        }
        _ => return Err(Failure::of_file(path, "the name of the answer must end in .csv, .ndjson or .parquet")),
    };
    let wrong = |why: String| Failure::of_file(path, why);
    sink.write(&empty).map_err(wrong)?;
    while let Some(batch) = answer.try_next().await? {
        sink.write(&batch).map_err(wrong)?;
        tokio::task::yield_now().await;
    }
    sink.finish().and_then(|mut file| file.flush().map_err(|why| why.to_string())).map_err(wrong)?;
    std::fs::rename(&new, path).map_err(|why| Failure::of_file(path, why))
}
