//! `template`: the table of enterprises to be filled in.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;

use super::Common;
use super::failure::{Failure, What};
use super::input::{Edition, today};
use engine::matching::table_facts;
use engine::quantity::Date;
use engine::table::push_row;

/// `template`
#[derive(Debug, Args)]
pub(super) struct Template {
    /// The file to write: a workbook if its name ends in .xlsx, with lists to choose from and a sheet that explains each
    /// column; else CSV with the headings alone; - for that on standard output
    file: PathBuf,
    /// The day for which the columns are chosen; today (in China) if left out
    #[arg(long, value_name = "DATE", value_parser = super::date)]
    on: Option<Date>,
    #[command(flatten)]
    common: Common,
}

impl Template {
    pub(super) fn run(self, out: &mut impl Write) -> Result<(), Failure> {
        let edition = Edition::open(&self.common)?;
        let speaker = edition.speaker();
        let columns = speaker.template(&table_facts(&edition.catalogue, self.on.unwrap_or_else(today)));
        let refused = |error| Failure::of_file(&self.file, What::System(error));
        if self.file.extension().is_some_and(|end| end.eq_ignore_ascii_case("xlsx")) {
            let bytes = workbook::template(&columns, &speaker.template_words());
            let bytes = bytes.map_err(|error| Failure::wrong(error.to_string()))?;
            return std::fs::write(&self.file, bytes).map_err(refused);
        }
        let mut text = String::new();
        push_row(&mut text, columns.iter().map(|column| column.heading.as_str()));
        text.push('\n');
        if self.file == Path::new("-") {
            return Ok(out.write_all(text.as_bytes())?);
        }
        // The mark by which spreadsheets know UTF-8.
        std::fs::write(&self.file, format!("\u{feff}{text}")).map_err(refused)
    }
}
