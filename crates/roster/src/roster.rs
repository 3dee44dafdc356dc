//! The files of a roster: found, looked at before anything is matched, and cut into pieces that are finished one by one.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use datafusion::arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use datafusion::catalog::Session;
use datafusion::dataframe::DataFrame;
use datafusion::datasource::file_format::FileFormat;
use datafusion::datasource::file_format::csv::CsvFormat;
use datafusion::datasource::file_format::file_compression_type::FileCompressionType;
use datafusion::datasource::file_format::parquet::ParquetFormat;
use datafusion::datasource::listing::{ListingOptions, ListingTable, ListingTableConfig, ListingTableUrl};
use datafusion::object_store::ObjectMeta;
use datafusion::prelude::SessionContext;
use engine::catalogue::Language;
use engine::enterprise::{ClientHeading, Fact};
use engine::table::folded;
use futures::TryStreamExt;
use wording::Speaker;

use crate::columns::{self, ID, LINE};
use crate::edition::{Edition, hash};
use crate::failure::Failure;

/// The form of the files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Parquet,
    Csv,
    Ndjson,
}

impl Form {
    /// The form of a file by the end of its name, and how it is compressed.
    fn of(name: &str) -> Option<(Self, FileCompressionType)> {
        let name = name.to_ascii_lowercase();
        let (name, packed) = match name.rsplit_once('.') {
            Some((name, "gz")) => (name.to_owned(), FileCompressionType::GZIP),
            Some((name, "zst")) => (name.to_owned(), FileCompressionType::ZSTD),
            _ => (name, FileCompressionType::UNCOMPRESSED),
        };
        let form = match name.rsplit_once('.')?.1 {
            "parquet" if packed == FileCompressionType::UNCOMPRESSED => Self::Parquet,
            "csv" => Self::Csv,
            "ndjson" | "jsonl" | "json" => Self::Ndjson,
            _ => return None,
        };
        Some((form, packed))
    }

    fn format(self, packed: FileCompressionType) -> Arc<dyn FileFormat> {
        match self {
            Self::Parquet => Arc::new(ParquetFormat::default()),
            // Types are not guessed: a column of texts is read by the one reader of typed values.
            Self::Csv => Arc::new(
                CsvFormat::default()
                    .with_has_header(true)
                    .with_schema_infer_max_rec(1)
                    .with_truncated_rows(true)
                    .with_file_compression_type(packed),
            ),
            // A line is one text, which the reader of profiles reads: what one line writes as a number another may write
            // as a text or a range. These two marks stand in no line of JSON.
            Self::Ndjson => Arc::new(
                CsvFormat::default()
                    .with_has_header(false)
                    .with_delimiter(1)
                    .with_quote(2)
                    .with_file_compression_type(packed),
            ),
        }
    }
}

/// A file of a roster.
#[derive(Clone, Debug)]
pub(crate) struct File {
    /// Its address.
    pub(crate) url: ListingTableUrl,
    meta: ObjectMeta,
}

impl File {
    /// Its address as people know it.
    pub(crate) fn name(&self) -> String {
        let url = self.url.as_str();
        url.strip_prefix("file://").unwrap_or(url).to_owned()
    }

    fn stamp(&self) -> String {
        format!("{} {} {}", self.url.as_str(), self.meta.size, self.meta.last_modified)
    }
}

/// Some files that are matched together and finished at once.
#[derive(Clone, Debug)]
pub(crate) struct Piece {
    /// Its name, which changes with its files.
    pub(crate) key: String,
    pub(crate) files: Vec<File>,
    /// How many bytes they have.
    pub(crate) bytes: u64,
}

impl Piece {
    /// Its files as people know them.
    pub(crate) fn name(&self) -> String {
        match self.files.as_slice() {
            [] => String::new(),
            [one] => one.name(),
            [first, .., last] => format!("{} to {}", first.name(), last.name()),
        }
    }
}

/// A roster: files of one form with the same columns.
#[derive(Debug)]
pub(crate) struct Roster {
    form: Form,
    packed: FileCompressionType,
    pub(crate) schema: SchemaRef,
    pub(crate) files: Vec<File>,
}

impl Roster {
    /// Finds the files of folders, patterns and single names, and looks at the columns of each.
    ///
    /// # Errors
    /// A sentence when there are none, when they differ, or one cannot be read.
    pub(crate) async fn open(context: &SessionContext, places: &[String]) -> Result<Self, Failure> {
        let state = context.state();
        let mut files: Vec<File> = Vec::new();
        for place in places {
            let found = found(&state, place).await?;
            if found.is_empty() {
                return Err(Failure::new(format!(
                    "{place}: there is no file here that ends in .parquet, .csv, .ndjson, .jsonl or .json"
                )));
            }
            files.extend(found);
        }
        files.sort_by(|one, other| one.url.as_str().cmp(other.url.as_str()));
        files.dedup_by(|one, other| one.url == other.url);
        let forms: Vec<_> = files.iter().filter_map(|file| Form::of(&file.name())).collect();
        let Some((form, packed)) = forms.first().copied() else {
            return Err(Failure::new("no file was named"));
        };
        if let Some(place) = forms.iter().position(|&other| other != (form, packed)) {
            let [one, other] = [0, place].map(|place| files.get(place).map_or_else(String::new, File::name));
            return Err(Failure::new(format!(
                "{one} and {other} are of different forms: match them one after the other"
            )));
        }
        let schema = schema(&state, form, packed, &files).await?;
        Ok(Self { form, packed, schema, files })
    }

    /// Whether each row is a line of JSON.
    pub(crate) fn is_lines(&self) -> bool {
        self.form == Form::Ndjson
    }

    /// The pieces, of about so many bytes; a file is never cut.
    pub(crate) fn pieces(&self, bytes: u64) -> Vec<Piece> {
        let mut pieces: Vec<Vec<File>> = Vec::new();
        let mut room = 0_u64;
        for file in &self.files {
            let size = file.meta.size;
            match pieces.last_mut() {
                Some(piece) if size <= room => piece.push(file.clone()),
                _ => {
                    pieces.push(vec![file.clone()]);
                    room = bytes;
                }
            }
            room = room.saturating_sub(size);
        }
        let named = (1_usize..).zip(pieces).map(|(number, files)| {
            let stamps: Vec<String> = files.iter().map(File::stamp).collect();
            let digits = hash(stamps.join("\n").as_bytes());
            let key = format!("{number:05}-{}", digits.get(..12).unwrap_or_default());
            let bytes = files.iter().map(|file| file.meta.size).fold(0, u64::saturating_add);
            Piece { key, files, bytes }
        });
        named.collect()
    }

    /// The rows of some of its files.
    ///
    /// # Errors
    /// What the engine says.
    pub(crate) fn rows(&self, context: &SessionContext, files: &[File]) -> Result<DataFrame, Failure> {
        let urls = files.iter().map(|file| file.url.clone()).collect();
        let options = ListingOptions::new(self.form.format(self.packed)).with_file_extension("");
        let config = ListingTableConfig::new_with_multi_paths(urls)
            .with_listing_options(options)
            .with_schema(Arc::clone(&self.schema));
        Ok(context.read_table(Arc::new(ListingTable::try_new(config)?))?)
    }
}

async fn found(state: &dyn Session, place: &str) -> Result<Vec<File>, Failure> {
    let url = if place.contains("://") {
        ListingTableUrl::parse(place)?
    } else {
        let path = Path::new(place);
        let is_pattern = place.contains(['*', '?', '[']);
        if !is_pattern && !path.exists() {
            return Err(Failure::of_file(path, "there is no such file or folder"));
        }
        let whole = std::path::absolute(path).map_err(|why| Failure::of_file(path, why))?;
        let end = if path.is_dir() { "/" } else { "" };
        ListingTableUrl::parse(format!("{}{end}", whole.display()))?
    };
    let store = state.runtime_env().object_store(&url)?;
    let listed: Vec<ObjectMeta> = url.list_all_files(state, store.as_ref(), "").await?.try_collect().await?;
    let mut files = Vec::new();
    for meta in listed.into_iter().filter(|meta| meta.size > 0) {
        let url = ListingTableUrl::parse(format!("{}{}", url.object_store().as_str(), meta.location))?;
        let file = File { url, meta };
        if Form::of(&file.name()).is_some() {
            files.push(file);
        }
    }
    Ok(files)
}

/// The columns of all files, which must be the same.
async fn schema(
    state: &dyn Session,
    form: Form,
    packed: FileCompressionType,
    files: &[File],
) -> Result<SchemaRef, Failure> {
    let format = form.format(packed);
    let mut first: Option<(SchemaRef, String)> = None;
    if form == Form::Ndjson {
        return Ok(Arc::new(Schema::new(vec![Field::new(LINE, DataType::Utf8, true)])));
    }
    for file in files {
        let store = state.runtime_env().object_store(&file.url)?;
        let name = file.name();
        let inferred = format.infer_schema(state, &store, std::slice::from_ref(&file.meta)).await;
        let schema = inferred.map_err(|why| Failure::new(format!("{name}: cannot be read: {}", Failure::from(why))))?;
        let schema = if form == Form::Csv { texts(&schema) } else { schema };
        match &first {
            None => first = Some((schema, name)),
            Some((other, other_name)) => {
                same(other, other_name, &schema, &name, form)?;
            }
        }
    }
    first.map(|(schema, _)| schema).ok_or_else(|| Failure::new("no file was named"))
}

/// The columns of a table of texts: headings without the mark that some programs put before the first one.
fn texts(schema: &Schema) -> SchemaRef {
    let text = |name: &str| Field::new(name.trim_start_matches('\u{feff}').trim(), DataType::Utf8, true);
    Arc::new(Schema::new(schema.fields().iter().map(|field| text(field.name())).collect::<Vec<_>>()))
}

/// Refuses files with other columns.
fn same(one: &Schema, one_name: &str, other: &Schema, other_name: &str, form: Form) -> Result<(), Failure> {
    for field in one.fields() {
        match other.field_with_name(field.name()) {
            Err(_) => {
                return Err(Failure::new(format!(
                    "{other_name} has no column `{}`, which {one_name} has",
                    field.name()
                )));
            }
            Ok(found) if found.data_type() != field.data_type() => {
                return Err(Failure::new(format!(
                    "the column `{}` is of the type {} in {other_name} and {} in {one_name}",
                    field.name(),
                    found.data_type(),
                    field.data_type()
                )));
            }
            Ok(_) => {}
        }
    }
    // Those of CSV are told apart by their place.
    let names = |schema: &Schema| schema.fields().iter().map(|field| field.name().clone()).collect::<Vec<_>>();
    if form == Form::Csv && names(one) != names(other) {
        return Err(Failure::new(format!("{other_name} has other columns than {one_name}, or in another order")));
    }
    Ok(())
}

/// Which column holds what.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Mapping {
    /// The column that tells the enterprises apart.
    pub(crate) id: Option<String>,
    /// The facts with their columns, in the order of the columns.
    pub(crate) facts: Vec<(String, String)>,
    /// The columns that are left out.
    pub(crate) left_out: Vec<String>,
}

impl Mapping {
    /// Of lines of JSON, which name facts and `id` themselves.
    pub(crate) fn of_lines() -> Self {
        Self { facts: vec![(LINE.to_owned(), LINE.to_owned())], ..Self::default() }
    }

    /// Whether the enterprises are told apart.
    pub(crate) fn has_ids(&self) -> bool {
        self.id.is_some() || self.is_lines()
    }

    /// Whether it is of lines of JSON.
    pub(crate) fn is_lines(&self) -> bool {
        self.facts.iter().any(|(fact, _)| fact == LINE)
    }

    /// Finds out what the columns hold: by the mapping given, then by ids of facts, then by the names that tables of
    /// enterprises bear. Of several editions a fact may be known to any.
    ///
    /// # Errors
    /// A sentence when the mapping names what is not there, when two columns hold the same, when a column cannot tell its
    /// fact, or when no column tells one.
    pub(crate) fn new(
        schema: &Schema,
        given: &BTreeMap<String, String>,
        editions: &[&Edition],
    ) -> Result<Self, Failure> {
        let fact = |name: &str| -> Option<&Fact> {
            editions.iter().find_map(|edition| {
                let facts = &edition.catalogue.facts;
                facts.get(facts.find(name)?)
            })
        };
        for (column, holds) in given {
            if schema.field_with_name(column).is_err() {
                let names: Vec<&str> = schema.fields().iter().map(|field| field.name().as_str()).collect();
                let near = engine::json::nearest(column, names.iter().copied());
                let near = near.map_or_else(String::new, |near| format!(" (perhaps `{near}`)"));
                return Err(Failure::new(format!(
                    "the roster has no column `{column}`{near}; it has {}",
                    names.join(", ")
                )));
            }
            if holds != ID && fact(holds).is_none() {
                return Err(Failure::new(format!("`{holds}`, which the column `{column}` shall hold, is no fact")));
            }
        }
        let named: Vec<_> = editions
            .iter()
            .map(|edition| {
                Speaker::new(Language::ZhCn, &edition.catalogue, &edition.texts).client_headings(&str::to_owned)
            })
            .collect();
        let mut mapping = Self::default();
        let mut name: Option<String> = None;
        for field in schema.fields() {
            let column = field.name();
            let by_heading = || {
                editions.iter().zip(&named).find_map(|(edition, named)| match named(&folded(column))? {
                    ClientHeading::Fact(id) => Some(edition.catalogue.facts.get(id)?.id.clone()),
                    ClientHeading::Id => Some(ID.to_owned()),
                    ClientHeading::Name => None,
                })
            };
            let is_name = || named.iter().any(|named| named(&folded(column)) == Some(ClientHeading::Name));
            let known = (column == ID).then(|| ID.to_owned()).or_else(|| fact(column).map(|fact| fact.id.clone()));
            let holds = given.get(column).cloned().or(known).or_else(by_heading);
            match holds {
                Some(holds) if holds == ID => {
                    let is_told = given.get(column).is_some_and(|holds| holds == ID);
                    match &mapping.id {
                        Some(other) if given.get(other).is_none_or(|holds| holds != ID) && is_told => {
                            mapping.left_out.push(other.clone());
                            mapping.id = Some(column.clone());
                        }
                        Some(_) => mapping.left_out.push(column.clone()),
                        None => mapping.id = Some(column.clone()),
                    }
                }
                Some(holds) => {
                    // A mapping says what is meant where names are in doubt.
                    if given.get(column).is_none() && given.values().any(|other| *other == holds) {
                        mapping.left_out.push(column.clone());
                        continue;
                    }
                    if let Some((_, other)) = mapping.facts.iter().find(|(fact, _)| *fact == holds) {
                        return Err(Failure::new(format!(
                            "the columns `{other}` and `{column}` both tell {holds}: say in --columns which one is meant"
                        )));
                    }
                    if let Some(fact) = fact(&holds) {
                        columns::check(fact, field.data_type()).map_err(Failure::new)?;
                    }
                    mapping.facts.push((holds, column.clone()));
                }
                None if name.is_none() && is_name() => name = Some(column.clone()),
                None => mapping.left_out.push(column.clone()),
            }
        }
        if mapping.id.is_none() {
            mapping.id = name;
        } else {
            mapping.left_out.extend(name);
        }
        if mapping.facts.is_empty() {
            return Err(Failure::new(format!(
                "no column of the roster tells a fact: name columns by ids of facts (employees, region, industry, …), or say \
                 in --columns what they hold. There are {}",
                mapping.left_out.join(", ")
            )));
        }
        Ok(mapping)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn schema(columns: &[(&str, DataType)]) -> Schema {
        Schema::new(columns.iter().map(|(name, of)| Field::new(*name, of.clone(), true)).collect::<Vec<_>>())
    }

    fn mapping(columns: &[(&str, DataType)], given: &[(&str, &str)]) -> Result<Mapping, String> {
        let edition = Edition::bundled().expect("bundled");
        let given = given.iter().map(|(column, holds)| ((*column).to_owned(), (*holds).to_owned())).collect();
        Mapping::new(&schema(columns), &given, &[&edition]).map_err(|why| why.to_string())
    }

    #[test]
    fn columns_are_known_by_fact_by_name_and_by_mapping() {
        let columns = [
            ("uscc", DataType::Utf8),
            ("企业名称", DataType::Utf8),
            ("employees", DataType::Int32),
            ("营业收入", DataType::Int64),
            ("dz", DataType::Utf8),
            ("phone", DataType::Utf8),
        ];
        let found = mapping(&columns, &[("uscc", "id"), ("dz", "region")]).expect("a mapping");
        assert_eq!(found.id.as_deref(), Some("uscc"));
        let facts: Vec<(&str, &str)> =
            found.facts.iter().map(|(fact, column)| (fact.as_str(), column.as_str())).collect();
        assert_eq!(facts, [("employees", "employees"), ("revenue", "营业收入"), ("region", "dz")]);
        assert_eq!(found.left_out, ["phone", "企业名称"]);
        let found = mapping(&columns, &[]).expect("a mapping");
        assert_eq!(found.id.as_deref(), Some("企业名称"));
    }

    #[test]
    fn what_a_mapping_cannot_mean_is_told() {
        let columns = [("employees", DataType::Int32), ("staff", DataType::Int32)];
        let wrong = |given: &[(&str, &str)]| mapping(&columns, given).expect_err("wrong");
        assert!(wrong(&[("employes", "employees")]).contains("perhaps `employees`"));
        assert!(wrong(&[("staff", "workers")]).contains("is no fact"));
        assert!(wrong(&[("staff", "employees"), ("employees", "employees")]).contains("both tell employees"));
        let found = mapping(&columns, &[("staff", "employees")]).expect("the mapping decides");
        assert_eq!(found.facts, [("employees".to_owned(), "staff".to_owned())]);
        assert!(
            mapping(&[("x", DataType::Utf8)], &[])
                .expect_err("no fact")
                .contains("no column of the roster tells a fact")
        );
        let wrong = mapping(&[("employees", DataType::Binary)], &[]).expect_err("a wrong type");
        assert!(wrong.contains("it must be"), "{wrong}");
    }
}
