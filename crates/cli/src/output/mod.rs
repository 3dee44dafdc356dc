//! What the commands write with `--format json`, as types: `schema` derives the schemas in `docs/` from them, and what
//! is said of a field here is said there.
//!
//! Names are those of the files; amounts are whole fen, so that they stay exact. What only one command writes stands
//! beside that command.

mod claim;
mod id;
mod policy;
mod size;

use std::borrow::Cow;
use std::io::{self, Write};

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Serialize, Serializer};

use super::Failure;
use super::input::Edition;
use engine::quantity::Date;

pub(crate) use claim::{Claim, LatePayment, LedgerTotal};
pub(crate) use id::{Id, Listed};
pub(crate) use policy::{
    Combination, Estimate, Missing, NearMiss, Outcome, Question, Supposed, Total, fact_id, missing, policy_id,
    policy_ids,
};
pub(crate) use size::{Size, TestedSize};

/// The version of the output format.
const OUTPUT: u32 = 1;

/// How a day is written.
pub(crate) const DATE: &str = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$";

/// An answer for a day, with what every such answer begins with.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Dated<'a, T> {
    /// The version of the output format.
    #[schemars(extend("const" = OUTPUT))]
    output: u32,
    /// The version of the catalogue.
    catalogue: &'a str,
    /// The day that the answer is for.
    on: Day,
    #[serde(flatten)]
    answer: T,
}

/// A day, such as 2026-11-21.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Day(pub(crate) Date);

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl JsonSchema for Day {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Day".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "pattern": DATE })
    }
}

/// Writes an answer for a day.
pub(crate) fn write_dated(
    out: &mut impl Write,
    edition: &Edition,
    on: Date,
    answer: impl Serialize,
) -> Result<(), Failure> {
    let catalogue = edition.catalogue.version.as_str();
    write(out, &Dated { output: OUTPUT, catalogue, on: Day(on), answer })
}

/// Writes an output, indented.
pub(crate) fn write(out: &mut impl Write, output: &impl Serialize) -> Result<(), Failure> {
    let text = serde_json::to_string_pretty(output).map_err(io::Error::from)?;
    writeln!(out, "{text}")?;
    Ok(())
}
