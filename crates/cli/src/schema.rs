//! `schema`: the JSON Schemas of the files read and written.

use std::io::Write;

use clap::{Args, ValueEnum};
use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;
use schemars::{JsonSchema, Schema as DerivedSchema};
use serde_json::{Map, Value, json};

use super::input::CatalogueFile;
use super::output::{Dated, LatePayment};
use super::{
    Failure, batch, calendar, check, cliffs, diff, explain, input_schemas, journey, ladder, matching, questions, reach,
    review, size, timeline,
};

/// The version of JSON Schema.
const DRAFT: &str = "https://json-schema.org/draft/2020-12/schema";

/// `schema`
#[derive(Debug, Args)]
pub(super) struct Schema {
    /// Which file or output
    #[arg(value_enum, default_value = "catalogue")]
    of: Of,
}

/// What a schema describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Of {
    /// A catalogue such as policies.json
    Catalogue,
    /// A local catalogue laid over another one
    Overlay,
    /// An enterprise, as `match` and the other commands read it
    Profile,
    /// What `match --format json` writes
    Match,
    /// What `explain --format json` writes
    Explain,
    /// What `questions --format json` writes
    Questions,
    /// What `journey --format json` writes
    Journey,
    /// What `size --format json` writes
    Size,
    /// What `late-payment --format json` writes
    LatePayment,
    /// What `ladder --format json` writes
    Ladder,
    /// What `what-if --format json` writes
    WhatIf,
    /// What `timeline --format json` writes
    Timeline,
    /// What `calendar --format json` writes
    Calendar,
    /// A line that `batch --output ndjson` writes
    Batch,
    /// What `check --format json` writes
    Check,
    /// What `diff --format json` writes
    Diff,
    /// What `reach --format json` writes
    Reach,
    /// What `review --format json` writes
    Review,
}

/// The schema of what a command writes. Programs must bear fields that are not there yet.
fn written<T: JsonSchema>(title: &str) -> Value {
    // The formats of numbers are no words of JSON Schema, and strict validators stumble over them.
    let without_formats = RecursiveTransform(|schema: &mut DerivedSchema| _ = schema.remove("format"));
    let settings = SchemaSettings::draft2020_12().for_serialize().with_transform(without_formats);
    let mut schema = settings.into_generator().into_root_schema_for::<T>();
    for said_by_title in ["$schema", "title", "description"] {
        schema.remove(said_by_title);
    }
    let definitions = schema.remove("$defs").unwrap_or_default();
    with_head(title, schema.to_value(), definitions)
}

impl Schema {
    pub(super) fn run(self, out: &mut impl Write) -> Result<(), Failure> {
        let source = CatalogueFile::open(None)?;
        let catalogue = &source.loaded.catalogue;
        let schema = match self.of {
            Of::Catalogue => input_schemas::catalogue(catalogue),
            Of::Overlay => input_schemas::overlay(catalogue),
            Of::Profile => input_schemas::profile(catalogue),
            Of::Match => written::<Dated<'_, matching::Output<'_>>>("What match writes"),
            Of::Explain => written::<Dated<'_, explain::Output<'_>>>("What explain writes"),
            Of::Questions => written::<Dated<'_, questions::Output<'_>>>("What questions writes"),
            Of::Journey => written::<Dated<'_, journey::Output<'_>>>("What journey writes"),
            Of::Size => written::<Dated<'_, size::Output<'_>>>("What size writes"),
            Of::LatePayment => written::<Dated<'_, LatePayment<'_>>>("What late-payment writes"),
            Of::Ladder => written::<Dated<'_, ladder::Output<'_>>>("What ladder writes"),
            Of::WhatIf => written::<Dated<'_, cliffs::Output<'_>>>("What what-if writes"),
            Of::Timeline => written::<Dated<'_, timeline::Output<'_>>>("What timeline writes"),
            Of::Calendar => written::<Dated<'_, calendar::Output<'_>>>("What calendar writes"),
            Of::Batch => written::<batch::Output<'_>>("A line that batch writes"),
            Of::Check => written::<check::Output<'_>>("What check writes"),
            Of::Diff => written::<diff::Output<'_>>("What diff writes"),
            Of::Reach => written::<Dated<'_, reach::Output<'_>>>("What reach writes"),
            Of::Review => written::<Dated<'_, review::Output<'_>>>("What review writes"),
        };
        writeln!(out, "{schema:#}")?;
        Ok(())
    }
}

/// A whole schema.
pub(super) fn with_head(title: &str, schema: Value, definitions: Value) -> Value {
    let mut all = Map::new();
    all.insert("$schema".to_owned(), json!(DRAFT));
    all.insert("title".to_owned(), json!(title));
    if let Value::Object(fields) = schema {
        all.extend(fields);
    }
    if definitions.as_object().is_some_and(|definitions| !definitions.is_empty()) {
        all.insert("$defs".to_owned(), definitions);
    }
    Value::Object(all)
}
