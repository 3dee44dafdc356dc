use std::io::Write;

use clap::Args;

use super::input::{Book, today};
use super::{Common, Failure, Format, json};
use engine::enterprise::{Facts, Outside, Possible, Profile, SIZE_CLASSES, SizeTrace, Tree, read_cell};
use engine::quantity::{Date, bit};
use wording::cell_error;

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

impl Size {
    pub(super) fn run(self, out: &mut impl Write) -> Result<(), Failure> {
        let book = Book::open(&self.common)?;
        let speaker = book.speaker();
        let facts = &book.catalogue.facts;
        let mut profile = Profile::new();
        let industry = Tree::Industries.find(&self.industry).ok_or_else(|| {
            Failure::wrong(format!("{}`{}`", book.say("没有这个行业：", "there is no industry "), self.industry))
        })?;
        profile.set(facts, Facts::INDUSTRY, Some(Possible::Places(vec![industry])));
        let figures = [
            (Facts::EMPLOYEES, "employees", &self.employees),
            (Facts::REVENUE, "revenue", &self.revenue),
            (Facts::ASSETS, "assets", &self.assets),
        ];
        for (id, name, typed) in figures {
            let (Some(typed), Some(fact)) = (typed, facts.get(id)) else { continue };
            let value = read_cell(fact, typed).map_err(|error| {
                if fact.read(typed).is_ok_and(|range| range.low() < fact.bounds.low()) {
                    return Failure::wrong(format!("--{name}: `{typed}`{}", book.say("小于零", " is below zero")));
                }
                Failure::wrong(format!("--{name} `{typed}`: {}", cell_error(fact, &error, book.language)))
            })?;
            profile.set(facts, id, value);
        }
        let on = self.on.unwrap_or_else(today);
        let trace = SizeTrace::new(&profile, facts, on);
        let test = trace.test(&profile, facts);
        let outside = Outside::of(industry);
        let statement = || speaker.size_statement(&profile, &trace, test.as_ref(), on);
        if self.common.format == Format::Json {
            let size = json::with(
                json::size(&book, &trace),
                json::size_test(&book, test.as_ref(), outside, self.statement.then(statement).as_deref()),
            );
            let size = json::with(json::head(&book, on), serde_json::json!({ "size": size }));
            writeln!(out, "{size:#}")?;
            return Ok(());
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
                || book.say("未填", "not told").to_owned(),
                |told| speaker.possible(fact, declared, &Possible::Numbers(told)),
            );
            let classes = SIZE_CLASSES.iter().skip(1).zip(of.bounds);
            let bounds: Vec<String> = classes
                .map(|(class, least)| format!("{} ≥ {}", speaker.label(class), speaker.number(fact, declared, least)))
                .collect();
            let alone = (of.low.index()..=of.high.index()).fold(0, |all, index| all | bit(index));
            let alone = if of.told.is_some() { format!(" → {}", speaker.classes(alone)) } else { String::new() };
            let decides = if of.decides { book.say("  ← 决定规模", "  ← decides") } else { "" };
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
