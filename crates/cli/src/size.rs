//! `size`: the size class with its trace.

use std::io::Write;

use clap::Args;
use schemars::JsonSchema;
use serde::Serialize;

use super::failure::{Failure, Place, What};
use super::input::{Edition, today};
use super::output::{TestedSize, write_dated};
use super::phrases::Phrase;
use super::{Common, Format};
use engine::enterprise::{
    Facts, Outside, Possible, Profile, SIZE_CLASSES, SizeTrace, Tree, TypedError, ids_alone, read_cell,
};
use engine::quantity::{Date, bit};
use wording::{cell_error, typed_error};

/// `size`
#[derive(Debug, Args)]
pub(super) struct Size {
    /// Industry: code (C13, 62, 591) or name
    #[arg(long)]
    industry: String,
    /// Number of employees, or a range (20-49)
    #[arg(long, allow_hyphen_values = true)]
    employees: Option<String>,
    /// Revenue of the last year, in yuan or as people write it (300万), or a range
    #[arg(long, allow_hyphen_values = true)]
    revenue: Option<String>,
    /// Total assets, likewise
    #[arg(long, allow_hyphen_values = true)]
    assets: Option<String>,
    /// Write a statement to print, with the number of the standard and the day
    #[arg(long)]
    statement: bool,
    /// The day; today (in China) if left out
    #[arg(long, value_name = "DATE", value_parser = super::date)]
    on: Option<Date>,
    #[command(flatten)]
    common: Common,
}

/// What `size` writes.
#[derive(Serialize, JsonSchema)]
pub(super) struct Output<'a> {
    /// The size class with its trace.
    size: TestedSize<'a>,
}

impl Size {
    pub(super) fn run(self, out: &mut impl Write) -> Result<(), Failure> {
        let edition = Edition::open(&self.common)?;
        let speaker = edition.speaker();
        let facts = &edition.catalogue.facts;
        let mut profile = Profile::new();
        let industry = Tree::Industries.find_named(&self.industry).map_err(|error| {
            let what = if error == TypedError::Several {
                What::Sentence(typed_error(&self.industry, error, edition.language))
            } else {
                What::NoIndustry(self.industry.clone())
            };
            Failure::refused(Place::Said, what)
        })?;
        profile.set(facts, Facts::INDUSTRY, Some(Possible::Places(vec![industry])));
        let figures = [
            (Facts::EMPLOYEES, "employees", &self.employees),
            (Facts::REVENUE, "revenue", &self.revenue),
            (Facts::ASSETS, "assets", &self.assets),
        ];
        for (id, name, typed) in figures {
            let (Some(typed), Some(fact)) = (typed, facts.get(id)) else { continue };
            let value = read_cell(fact, typed, &ids_alone).map_err(|error| {
                if fact.read(typed).is_ok_and(|range| range.low() < fact.bounds.low()) {
                    return Failure::refused(Place::Option(name.to_owned()), What::BelowZero(typed.clone()));
                }
                Failure::refused(
                    Place::Typed(name, typed.clone()),
                    What::Sentence(cell_error(fact, &error, edition.language)),
                )
            })?;
            profile.set(facts, id, value);
        }
        let on = self.on.unwrap_or_else(today);
        let trace = SizeTrace::new(&profile, facts, on);
        let test = trace.test(&profile, facts);
        let outside = Outside::of(industry);
        let statement = || speaker.size_statement(&profile, &trace, test.as_ref(), on);
        if self.common.format == Format::Json {
            let statement = self.statement.then(statement);
            let size = TestedSize::new(&edition, &trace, test.as_ref(), outside, statement);
            return write_dated(out, &edition, on, Output { size });
        }
        if self.statement {
            writeln!(out, "{}", statement())?;
            return Ok(());
        }
        writeln!(out, "{}  {}", speaker.place(Tree::Industries, industry), speaker.size(&trace))?;
        writeln!(out, "{}", speaker.standard_item(&trace))?;
        if let Some(outside) = outside {
            writeln!(out, "{}", speaker.outside(outside))?;
        }
        let Some(test) = test else { return Ok(()) };
        for of in &test.figures {
            let fact = of.figure.fact();
            let Some(declared) = facts.get(fact) else { continue };
            let value = of.told.map_or_else(
                || edition.say(Phrase::NotTold).to_owned(),
                |told| speaker.possible(fact, declared, &Possible::Numbers(told)),
            );
            let classes = SIZE_CLASSES.iter().skip(1).zip(of.bounds);
            let bounds: Vec<String> = classes
                .map(|(class, least)| format!("{} ≥ {}", speaker.label(class), speaker.number(fact, declared, least)))
                .collect();
            let alone = (of.low.index()..=of.high.index()).fold(0, |all, index| all | bit(index));
            let alone = if of.told.is_some() { format!(" → {}", speaker.classes(alone)) } else { String::new() };
            let decides = if of.decides { edition.say(Phrase::Decides) } else { "" };
            writeln!(out, "  {}: {value}{alone}   {}{decides}", speaker.fact(fact), bounds.join("  "))?;
        }
        if test.figures.len() > 1 {
            writeln!(out, "{}", speaker.one_short())?;
        }
        if let Some(up) = &test.up {
            writeln!(out, "{}", speaker.class_up(up))?;
        }
        if let Some(down) = &test.down {
            writeln!(out, "{}", speaker.class_down(down))?;
        }
        Ok(())
    }
}
