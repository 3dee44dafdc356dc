use std::io::Write;

use clap::Args;

use super::input::{Book, today};
use super::{Common, Failure, Format, json};
use crate::enterprise::{Facts, Possible, Profile, SIZE_CLASSES, SizeTrace, Tree};
use crate::quantity::{Date, Interval, Money};
use crate::text::number_error;

/// `size`
#[derive(Debug, Args)]
pub(super) struct Size {
    /// Industry: code (C13, 62, 591) or name
    #[arg(long)]
    industry: String,
    /// Number of employees
    #[arg(long)]
    employees: Option<u32>,
    /// Revenue of the last year, in yuan or as people write it (300万)
    #[arg(long)]
    revenue: Option<String>,
    /// Total assets, likewise
    #[arg(long)]
    assets: Option<String>,
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
        let industry = Tree::Industries
            .find(&self.industry)
            .ok_or_else(|| Failure::wrong(format!("there is no industry `{}`", self.industry)))?;
        profile.set(facts, Facts::INDUSTRY, Some(Possible::Places(vec![industry])));
        let money = |name: &str, typed: &Option<String>| match typed {
            None => Ok(None),
            Some(typed) => match Money::parse(typed) {
                Ok(money) if money >= Money::ZERO => Ok(Some(money.fen())),
                Ok(_) => Err(Failure::wrong(format!("--{name}: `{typed}` is below zero"))),
                Err(why) => Err(Failure::wrong(format!("--{name}: `{typed}`{}", number_error(why, book.language)))),
            },
        };
        let figures = [
            (Facts::EMPLOYEES, self.employees.map(i64::from)),
            (Facts::REVENUE, money("revenue", &self.revenue)?),
            (Facts::ASSETS, money("assets", &self.assets)?),
        ];
        for (fact, value) in figures {
            profile.set(facts, fact, value.map(|value| Possible::Numbers(Interval::exact(value))));
        }
        let on = self.on.unwrap_or_else(today);
        let trace = SizeTrace::new(&profile, facts, on);
        if self.common.format == Format::Json {
            let size = json::with(json::head(&book, on), serde_json::json!({ "size": json::size(&book, &trace) }));
            writeln!(out, "{size:#}")?;
            return Ok(());
        }
        writeln!(out, "{}  {}", speaker.place(Tree::Industries, industry), speaker.size(&trace))?;
        let Some(standard) = trace.standard else {
            writeln!(out, "{}", book.say("当日没有划型标准。", "No size standard was in force on that day."))?;
            return Ok(());
        };
        writeln!(out, "《{}》{}", standard.title, standard.number)?;
        let Some(category) = trace.category() else { return Ok(()) };
        writeln!(
            out,
            "{}",
            match book.language {
                crate::catalogue::Language::ZhCn => format!("第四条（{}）{}", category.item, category.name),
                crate::catalogue::Language::En => format!("article 4, item {}: {}", category.item, category.name_en),
            }
        )?;
        for (figure, bounds) in &category.bounds {
            let fact = figure.fact();
            let Some(declared) = facts.get(fact) else { continue };
            let value = profile.given(fact).map_or_else(
                || book.say("未填", "not told").to_owned(),
                |value| speaker.possible(fact, declared, value),
            );
            let classes = SIZE_CLASSES.iter().skip(1).zip(bounds);
            let bounds: Vec<String> = classes
                .map(|(class, &least)| format!("{} ≥ {}", speaker.label(class), speaker.number(fact, declared, least)))
                .collect();
            writeln!(out, "  {}: {value}   {}", speaker.fact(fact), bounds.join("  "))?;
        }
        if category.bounds.len() > 1 {
            writeln!(
                out,
                "{}",
                book.say(
                    "大型、中型、小型须各项指标同时达到下限，有一项达不到就下划一档。",
                    "Large, medium and small need every figure to reach its bound; one short drops a class.",
                )
            )?;
        }
        Ok(())
    }
}
