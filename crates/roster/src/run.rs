//! `run`: a roster is matched piece by piece, or a question is asked of all of it.
//!
//! A piece is written beside its place and moved there when it is whole, so that what is in the place is finished: a run
//! that was stopped goes on with the pieces that are not there.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use clap::{Args, ValueEnum};
use datafusion::arrow::array::{AsArray, RecordBatch};
use datafusion::arrow::datatypes::UInt64Type;
use datafusion::config::TableParquetOptions;
use datafusion::dataframe::DataFrame;
use datafusion::datasource::file_format::format_as_file_type;
use datafusion::datasource::file_format::parquet::ParquetFormatFactory;
use datafusion::execution::memory_pool::FairSpillPool;
use datafusion::execution::runtime_env::{RuntimeEnv, RuntimeEnvBuilder};
use datafusion::functions::core::expr_fn::coalesce;
use datafusion::logical_expr::{LogicalPlanBuilder, ident, lit};
use datafusion::parquet::file::reader::{FileReader, SerializedFileReader};
use datafusion::physical_plan::{ExecutionPlan, execute_stream};
use datafusion::prelude::{SessionConfig, SessionContext};
use engine::catalogue::Language;
use engine::quantity::Date;
use futures::{StreamExt, TryStreamExt};
use indicatif::{ProgressBar, ProgressStyle};
use serde::{Deserialize, Serialize};

use crate::edition::{Edition, Library};
use crate::failure::Failure;
use crate::functions::{ANSWERED, Matcher, Terms, VERSION};
use crate::roster::{Mapping, Piece, Roster};
use crate::views::Asked;
use crate::{changes, cluster, questions, rejects, summary, today};

/// `run`
#[derive(Debug, Args)]
pub(crate) struct Run {
    /// The roster: Parquet, CSV or NDJSON files, folders of them, or patterns such as 'roster/*.parquet'
    #[arg(required = true, value_name = "ROSTER")]
    roster: Vec<String>,
    /// The folder for the answers; with --summary and --sql the file: .csv, .ndjson or .parquet
    #[arg(long, value_name = "PLACE")]
    out: Option<PathBuf>,
    /// What a row of the answers is: an enterprise with the list of its policies, or each of its policies by itself, in a
    /// folder for each policy or each province
    #[arg(long, value_enum, default_value = "enterprise")]
    by: By,
    /// Also the policies that something not known decides
    #[arg(long)]
    waiting: bool,
    /// And the facts that they wait for
    #[arg(long)]
    missing: bool,
    /// Also the policies that can be used only if the usual answers of the catalogue hold
    #[arg(long)]
    likely: bool,
    /// Also what each policy is worth, and what can be used together
    #[arg(long)]
    worth: bool,
    /// Count instead: by policy and province, who can use it, likely can, or waits for which fact, and what it is worth
    #[arg(long, conflicts_with = "sql")]
    summary: bool,
    /// Say instead who gains and loses by a new catalogue; with --summary how many
    #[arg(long, num_args = 2, value_names = ["OLD", "NEW"], conflicts_with = "sql")]
    changes: Vec<PathBuf>,
    /// Answer the questions of a file in SQL, about the tables roster, enterprises, answers and `policies()`
    #[arg(long, value_name = "FILE")]
    sql: Option<PathBuf>,
    /// What columns hold, as JSON: `{"column": "fact"}`, with `id` for what tells enterprises apart
    #[arg(long, value_name = "FILE")]
    columns: Option<PathBuf>,
    /// The day of the match; today (in China) if left out
    #[arg(long, value_name = "DATE", value_parser = crate::date)]
    on: Option<Date>,
    /// The language of what cannot be read: zh or en
    #[arg(long, default_value = "zh", value_parser = crate::language)]
    lang: Language,
    /// A catalogue to use instead of the bundled one
    #[arg(long, value_name = "FILE", conflicts_with = "changes")]
    catalogue: Option<PathBuf>,
    /// A local catalogue laid over it; may be given several times
    #[arg(long, value_name = "FILE", conflicts_with = "changes")]
    overlay: Vec<PathBuf>,
    /// The scheduler of a cluster, such as `df://10.0.0.1:50050`; this machine alone if left out
    #[arg(long, value_name = "URL")]
    cluster: Option<String>,
    /// The memory for what is sorted and grouped on this machine, such as 4G; what does not fit goes to disk
    #[arg(long, value_name = "SIZE", value_parser = crate::size)]
    memory: Option<u64>,
    /// How many cores of this machine, or into how many parts a cluster cuts the work
    #[arg(long, value_name = "NUMBER")]
    cores: Option<usize>,
    /// So many bytes of the roster are finished at once
    #[arg(long, value_name = "SIZE", default_value = "256M", value_parser = crate::size)]
    piece: u64,
    /// So many pieces are worked on at a time: 1 on this machine, 4 on a cluster if left out
    #[arg(long, value_name = "NUMBER")]
    at_once: Option<usize>,
}

/// What a row of the answers is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum By {
    /// An enterprise
    Enterprise,
    /// One policy of an enterprise, in a folder for each policy
    Policy,
    /// One policy of an enterprise, in a folder for each province
    Region,
}

/// What a folder of answers was made from: only the same run goes on with it.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Made {
    terms: Terms,
    by: By,
    asked: String,
    columns: BTreeMap<String, String>,
}

/// The name of the file that says so.
const MADE: &str = "run.json";

/// In a folder of answers, where finished pieces are, rows that cannot be read, and what is not finished.
const ANSWERS: &str = "answers";
const REJECTS: &str = "rejects";
const UNFINISHED: &str = "unfinished";

/// How many rows are worked on at a time: few, as each may have a hundred policies.
const ROWS: usize = 4096;

/// The plans under way, for whoever stops them.
type UnderWay = Mutex<Vec<Arc<dyn ExecutionPlan>>>;

/// A run with all that it needs.
struct Job<'a> {
    run: &'a Run,
    context: SessionContext,
    roster: Roster,
    asked: Asked,
    under_way: &'a UnderWay,
}

impl Run {
    /// The place where something not finished may lie.
    pub(crate) fn unfinished(&self) -> Option<PathBuf> {
        let out = self.out.as_ref()?;
        Some(if self.is_question() { questions::unfinished(out) } else { out.join(UNFINISHED) })
    }

    fn is_question(&self) -> bool {
        self.summary || self.sql.is_some()
    }

    /// Does it, until it is done or `stopped` comes.
    ///
    /// # Errors
    /// A sentence that says why not.
    pub(crate) async fn run(
        &self,
        say: &(dyn Fn(&str) + Sync),
        stopped: impl Future<Output = ()>,
    ) -> Result<(), Failure> {
        let under_way = UnderWay::default();
        let done = tokio::select! {
            done = self.work(&under_way, say) => done,
            () = stopped => Err(Failure::Cancelled),
        };
        if let (Err(_), Some(url)) = (&done, &self.cluster) {
            let plans = under_way.lock().unwrap_or_else(PoisonError::into_inner).clone();
            for plan in plans {
                cluster::cancel(url, &plan).await;
            }
        }
        done
    }

    async fn work(&self, under_way: &UnderWay, say: &(dyn Fn(&str) + Sync)) -> Result<(), Failure> {
        let library = Arc::new(Library::new(None)?);
        let open = |catalogue: Option<&Path>, overlays: &[PathBuf]| -> Result<Arc<Edition>, Failure> {
            Ok(library.add(Edition::open(catalogue, overlays)?))
        };
        let (before, edition) = match self.changes.as_slice() {
            [old, new] => (Some(open(Some(old), &[])?), open(Some(new), &[])?),
            _ => (None, open(self.catalogue.as_deref(), &self.overlay)?),
        };
        let terms = Terms {
            version: VERSION.to_owned(),
            catalogue: edition.hash.clone(),
            before: before.as_ref().map(|before| before.hash.clone()),
            on: self.on.unwrap_or_else(today).to_string(),
            language: self.lang.tag().to_owned(),
        };
        let context = self.context(&library).await?;
        let roster = Roster::open(&context, &self.roster).await?;
        let editions: Vec<&Edition> = before.iter().chain([&edition]).map(AsRef::as_ref).collect();
        let given = self.given_columns()?;
        let mapping = if roster.is_lines() {
            if !given.is_empty() {
                return Err(Failure::new("lines of JSON name facts by their ids: --columns is for Parquet and CSV"));
            }
            Mapping::of_lines()
        } else {
            Mapping::new(&roster.schema, &given, &editions)?
        };
        if !mapping.left_out.is_empty() {
            say(&format!("these columns tell no fact and are left out: {}", mapping.left_out.join(", ")));
        }
        let columns: BTreeMap<String, String> = mapping.facts.iter().cloned().collect();
        if !mapping.has_ids() && !self.is_question() {
            return Err(Failure::new(
                "no column tells the enterprises apart: name one `id`, or say in --columns which one it is",
            ));
        }
        let words = self.words();
        let asked = Asked::new(&terms, &library, mapping, words.clone())?;
        let job = Job { run: self, context, roster, asked, under_way };
        if self.is_question() {
            let matcher = Matcher::new(edition, self.on.unwrap_or_else(today), self.lang);
            return job.question(matcher, say).await;
        }
        let made = Made { terms, by: self.by, asked: words, columns };
        job.pieces(&made, say).await
    }

    /// What is asked for beyond the policies that can be used: whatever a question may need, if nothing was said.
    fn words(&self) -> String {
        let all = self.is_question() && !(self.waiting || self.missing || self.likely || self.worth);
        let words =
            [("waiting", self.waiting), ("missing", self.missing), ("likely", self.likely), ("worth", self.worth)];
        let said: Vec<&str> = words.into_iter().filter(|(_, said)| all || *said).map(|(word, _)| word).collect();
        said.join(" ")
    }

    fn given_columns(&self) -> Result<BTreeMap<String, String>, Failure> {
        let Some(path) = &self.columns else { return Ok(BTreeMap::new()) };
        let text = fs::read_to_string(path).map_err(|why| Failure::of_file(path, why))?;
        serde_json::from_str(&text)
            .map_err(|why| Failure::of_file(path, format!("must be JSON as {{\"column\": \"fact\"}}: {why}")))
    }

    async fn context(&self, library: &Arc<Library>) -> Result<SessionContext, Failure> {
        let here = std::thread::available_parallelism().map_or(1, usize::from);
        let mut config = SessionConfig::new().with_batch_size(ROWS).with_collect_statistics(false);
        // It would put each field of an answer in place of the answer itself, which is then worked out once a field.
        config.options_mut().optimizer.enable_leaf_expression_pushdown = false;
        let mut runtime = RuntimeEnvBuilder::new();
        if let Some(bytes) = self.memory {
            let bytes = usize::try_from(bytes).unwrap_or(usize::MAX);
            runtime = runtime.with_memory_pool(Arc::new(FairSpillPool::new(bytes)));
        }
        let runtime: Arc<RuntimeEnv> = runtime.build_arc()?;
        match &self.cluster {
            None => {
                config = config.with_target_partitions(self.cores.unwrap_or(here));
                Ok(SessionContext::new_with_config_rt(config, runtime))
            }
            Some(url) => {
                config = config.with_target_partitions(self.cores.unwrap_or(16));
                cluster::context(url, config, runtime, library).await
            }
        }
    }
}

impl Job<'_> {
    /// Answers a question about the whole roster.
    async fn question(&self, matcher: Matcher, say: &(dyn Fn(&str) + Sync)) -> Result<(), Failure> {
        let rows = self.roster.rows(&self.context, &self.roster.files)?;
        let out = self.run.out.as_deref();
        // A question in SQL may be about some rows only; the others answer every row.
        let watch = rejects::Watch::begin(self.run.cluster.is_none() && self.run.sql.is_none());
        if let Some(path) = &self.run.sql {
            let text = fs::read_to_string(path).map_err(|why| Failure::of_file(path, why))?;
            self.asked.register(&self.context, &rows, matcher)?;
            questions::sql(&self.context, &text, out).await?;
        } else {
            let table = if self.run.changes.is_empty() {
                summary::summary(self.asked.answers(rows.clone())?)?
            } else {
                changes::summary(self.asked.changes(rows.clone())?)?
            };
            let plan = self.planned(table).await?;
            questions::write(execute_stream(plan, self.context.task_ctx())?, out).await?;
        }
        let rejected = if watch.saw_none() { 0 } else { rejects::counted(&self.asked, rows).await? };
        if rejected > 0 {
            say(&format!(
                "{rejected} rows cannot be read and are left out; a run that writes answers to a folder tells each"
            ));
        }
        Ok(())
    }

    /// The plan of a table, among those under way.
    async fn planned(&self, table: DataFrame) -> Result<Arc<dyn ExecutionPlan>, Failure> {
        let plan = table.create_physical_plan().await?;
        self.under_way.lock().unwrap_or_else(PoisonError::into_inner).push(Arc::clone(&plan));
        Ok(plan)
    }

    /// Matches all pieces that are not finished yet.
    async fn pieces(&self, made: &Made, say: &(dyn Fn(&str) + Sync)) -> Result<(), Failure> {
        let out = self.run.out.as_deref();
        let out = out.ok_or_else(|| Failure::new("say with --out into which folder the answers go"))?;
        let out = std::path::absolute(out).map_err(|why| Failure::of_file(out, why))?;
        go_on_with(&out, made)?;
        let all = self.roster.pieces(self.run.piece);
        let place = |piece: &Piece| out.join(ANSWERS).join(format!("piece={}", piece.key));
        let (finished, left): (Vec<Piece>, Vec<Piece>) = all.into_iter().partition(|piece| place(piece).exists());
        if !finished.is_empty() {
            say(&format!(
                "{} of {} pieces are there already",
                finished.len(),
                finished.len().saturating_add(left.len())
            ));
        }
        let bar = progress(left.iter().map(|piece| piece.bytes).fold(0, u64::saturating_add));
        let at_once = self.run.at_once.unwrap_or(if self.run.cluster.is_some() { 4 } else { 1 }).max(1);
        let (mut written, mut rejected) = (0_u64, 0_u64);
        let mut work = futures::stream::iter(&left)
            .map(|piece| async { Ok::<_, Failure>((piece.bytes, self.piece(piece, &out, &place(piece)).await?)) })
            .buffer_unordered(at_once);
        let mut tick = tokio::time::interval(Duration::from_millis(500));
        loop {
            tokio::select! {
                done = work.try_next() => match done? {
                    None => break,
                    Some((bytes, (rows, unread))) => {
                        bar.inc(bytes);
                        (written, rejected) = (written.saturating_add(rows), rejected.saturating_add(unread));
                    }
                },
                _ = tick.tick() => bar.set_message(format!("{} rows", ANSWERED.load(Ordering::Relaxed))),
            }
        }
        bar.finish_and_clear();
        remove(&out.join(UNFINISHED))?;
        let what = if self.run.by == By::Enterprise && self.run.changes.is_empty() { "enterprises" } else { "answers" };
        say(&format!("{written} {what} written to {} by {}", out.join(ANSWERS).display(), made.terms));
        if rejected > 0 {
            say(&format!("{rejected} rows cannot be read: {}", out.join(REJECTS).display()));
        }
        Ok(())
    }

    /// Matches one piece; how many rows were written, and how many cannot be read.
    async fn piece(&self, piece: &Piece, out: &Path, place: &Path) -> Result<(u64, u64), Failure> {
        let unfinished = out.join(UNFINISHED).join(&piece.key);
        // What a lost executor was writing may be there beside what its successor wrote: then once more from nothing.
        let mut written = None;
        let watch = rejects::Watch::begin(self.run.cluster.is_none());
        for _ in 0..2 {
            remove(&unfinished)?;
            fs::create_dir_all(&unfinished).map_err(|why| Failure::of_file(&unfinished, why))?;
            let told = self.write(piece, &unfinished).await.map_err(|why| why.in_files(&piece.name()))?;
            if told == rows_in(&unfinished)? {
                written = Some(told);
                break;
            }
        }
        let written = written.ok_or_else(|| {
            Failure::new(format!(
                "piece {} is not whole: a machine of the cluster was lost while it wrote. What is finished stays; run again \
                 to go on",
                piece.key
            ))
        })?;
        let rejected = if watch.saw_none() {
            0
        } else {
            rejects::counted(&self.asked, self.roster.rows(&self.context, &piece.files)?).await?
        };
        if rejected > 0 {
            let folder = out.join(REJECTS);
            fs::create_dir_all(&folder).map_err(|why| Failure::of_file(&folder, why))?;
            let (new, path) =
                (out.join(UNFINISHED).join(format!("{}.csv", piece.key)), folder.join(format!("{}.csv", piece.key)));
            rejects::write(&self.roster, &self.asked, &piece.files, &new).await?;
            fs::rename(&new, &path).map_err(|why| Failure::of_file(&path, why))?;
        }
        // The last step: what is in its place is finished.
        fs::rename(&unfinished, place).map_err(|why| Failure::of_file(place, why))?;
        Ok((written, rejected))
    }

    /// Writes the answers of a piece into a folder; how many rows there are.
    async fn write(&self, piece: &Piece, folder: &Path) -> Result<u64, Failure> {
        let rows = self.roster.rows(&self.context, &piece.files)?;

        let table = match (self.run.by, self.run.changes.is_empty()) {
            (By::Enterprise, true) => self.asked.enterprises(rows)?,
            (_, true) => self.asked.answers(rows)?,
            (_, false) => self.asked.changes(rows)?,
        };
        let (table, folders) = match self.run.by {
            By::Enterprise => (table, Vec::new()),
            By::Policy => (table, vec!["policy".to_owned()]),
            By::Region => {
                let province = coalesce(vec![ident("province"), lit("unknown")]);
                (table.with_column("province", province)?, vec!["province".to_owned()])
            }
        };
        let mut options = TableParquetOptions::default();
        options.global.compression = Some("zstd(1)".to_owned());
        let form = format_as_file_type(Arc::new(ParquetFormatFactory::new_with_options(options)));
        let url = format!("{}/", folder.display());
        let (state, plan) = table.into_parts();
        let plan = LogicalPlanBuilder::copy_to(plan, url, form, HashMap::new(), folders)?.build()?;
        let plan = self.planned(DataFrame::new(state, plan)).await?;
        let told: Vec<RecordBatch> = execute_stream(Arc::clone(&plan), self.context.task_ctx())?.try_collect().await?;
        self.under_way.lock().unwrap_or_else(PoisonError::into_inner).retain(|other| !Arc::ptr_eq(other, &plan));
        let counts = told.iter().filter_map(|batch| batch.column(0).as_primitive_opt::<UInt64Type>());
        Ok(counts.flat_map(|counts| counts.iter().flatten()).fold(0, u64::saturating_add))
    }
}

/// A bar on a terminal, nothing elsewhere.
fn progress(bytes: u64) -> ProgressBar {
    let style = ProgressStyle::with_template("{wide_bar} {bytes}/{total_bytes} {msg} {eta}");
    ProgressBar::new(bytes).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

/// Begins a folder of answers, or finds that it is of the same run.
fn go_on_with(out: &Path, made: &Made) -> Result<(), Failure> {
    let path = out.join(MADE);
    for folder in [out.to_owned(), out.join(ANSWERS), out.join(UNFINISHED)] {
        fs::create_dir_all(&folder).map_err(|why| Failure::of_file(&folder, why))?;
    }
    match fs::read_to_string(&path) {
        Ok(text) => {
            let before: Made = serde_json::from_str(&text).map_err(|why| Failure::of_file(&path, why))?;
            if before == *made {
                return Ok(());
            }
            let differs =
                if before.terms == made.terms { "asks for something else" } else { "matches by something else" };
            Err(Failure::new(format!(
                "{} holds the answers of another run, by {}; this one {differs} ({}). Take another folder, or ask the same \
                 again (--on {})",
                out.display(),
                before.terms,
                made.terms,
                before.terms.on
            )))
        }
        Err(why) if why.kind() == std::io::ErrorKind::NotFound => {
            let text = serde_json::to_string_pretty(made).map_err(|why| Failure::of_file(&path, why))?;
            let new = out.join(UNFINISHED).join(MADE);
            let written = fs::write(&new, text).and_then(|()| fs::rename(&new, &path));
            written.map_err(|why| Failure::of_file(&path, why))
        }
        Err(why) => Err(Failure::of_file(&path, why)),
    }
}

/// Removes a folder with all in it, or a file, if it is there.
pub(crate) fn remove(path: &Path) -> Result<(), Failure> {
    let removed = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
    match removed {
        Err(why) if why.kind() != std::io::ErrorKind::NotFound => Err(Failure::of_file(path, why)),
        _ => Ok(()),
    }
}

/// How many rows the Parquet files of a folder have, by what stands at their ends.
fn rows_in(folder: &Path) -> Result<u64, Failure> {
    let mut rows = 0_u64;
    for entry in fs::read_dir(folder).map_err(|why| Failure::of_file(folder, why))? {
        let path = entry.map_err(|why| Failure::of_file(folder, why))?.path();
        if path.is_dir() {
            rows = rows.saturating_add(rows_in(&path)?);
            continue;
        }
        let file = fs::File::open(&path).map_err(|why| Failure::of_file(&path, why))?;
        // One that is not whole has no end; its rows are missing from the sum.
        let Ok(reader) = SerializedFileReader::new(file) else { return Ok(u64::MAX) };
        let count = u64::try_from(reader.metadata().file_metadata().num_rows()).unwrap_or(0);
        rows = rows.saturating_add(count);
    }
    Ok(rows)
}
