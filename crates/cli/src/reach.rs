#![expect(clippy::wildcard_enum_match_arm, reason = "combinations are named one by one; the rest are single tests")]

use std::io::Write;

use clap::Args;
use serde_json::json;

use super::input::{Book, today};
use super::{Common, Failure, Format, json as output};
use engine::catalogue::{Criterion, DefinitionId, Language, Test};
use engine::enterprise::write_profile;
use engine::quantity::Date;

/// `reach`
#[derive(Debug, Args)]
pub(super) struct Reach {
    /// The policy, such as cit-small-profit-2023
    policy: String,
    /// The day; today (in China) if left out
    #[arg(long, value_name = "DATE", value_parser = super::date)]
    on: Option<Date>,
    /// How many made-up enterprises to draw
    #[arg(long, default_value_t = 2000)]
    population: usize,
    #[command(flatten)]
    common: Common,
}

impl Reach {
    pub(super) fn run(self, out: &mut impl Write) -> Result<(), Failure> {
        let book = Book::open(&self.common)?;
        let (id, speaker) = (book.find(&self.policy)?, book.speaker());
        let Some(policy) = book.catalogue.policy(id) else { return Ok(()) };
        let on = self.on.unwrap_or_else(today);
        let sample = lint::sample(&book.catalogue, policy, on);
        let population = lint::population(&book.catalogue.facts, self.population);
        let reach = lint::reach(&book.catalogue, policy, &population, on);
        let cases = lint::cases(&policy.criterion);
        let say = |tests: &[&Criterion]| -> Vec<String> { tests.iter().map(|test| speaker.criterion(test)).collect() };
        if self.common.format == Format::Json {
            let cases = cases.map(|(common, cases)| {
                json!({ "always": say(&common), "cases": cases.iter().map(|case| say(case)).collect::<Vec<_>>() })
            });
            let answer = output::with(
                output::head(&book, on),
                json!({
                    "id": policy.id,
                    "rule": cases,
                    "sample": write_profile(&sample, &book.catalogue.facts),
                    "population": {
                        "all": reach.all(),
                        "eligible": reach.eligible,
                        "needs_info": reach.needs_info,
                        "ineligible": reach.ineligible,
                    },
                }),
            );
            writeln!(out, "{answer:#}")?;
            return Ok(());
        }
        writeln!(out, "{}  [{}]  {}", speaker.text(policy.name), policy.id, speaker.label(&policy.status(on)))?;
        match cases {
            Some((common, cases)) => {
                if cases.len() > 1 && !common.is_empty() {
                    writeln!(out, "{}", book.say("每种情形都要：", "In every case:"))?;
                }
                for sentence in say(&common) {
                    writeln!(out, "  - {sentence}")?;
                }
                for (number, case) in (1..).zip(cases.iter().filter(|_| cases.len() > 1)) {
                    writeln!(out, "{} {number}", book.say("情形", "Case"))?;
                    for sentence in say(case) {
                        writeln!(out, "  - {sentence}")?;
                    }
                }
            }
            None => tree(&book, &policy.criterion, 0, out)?,
        }
        let mut used = Vec::new();
        definitions(&policy.criterion, &mut used);
        for definition in used.into_iter().filter_map(|id| book.catalogue.definition(id)) {
            writeln!(out, "{}", speaker.text(definition.name))?;
            tree(&book, &definition.criterion, 1, out)?;
        }
        let facts = write_profile(&sample, &book.catalogue.facts);
        writeln!(out, "\n{}\n{facts:#}", book.say("符合条件的示例企业：", "An enterprise that meets it:"))?;
        let share = |part: usize| {
            let tenths = part.saturating_mul(1000).checked_div(reach.all()).unwrap_or(0);
            format!("{}.{} %", tenths.checked_div(10).unwrap_or(0), tenths.checked_rem(10).unwrap_or(0))
        };
        let (yes, perhaps) = (share(reach.eligible), share(reach.needs_info));
        match book.language {
            Language::ZhCn => {
                writeln!(out, "\n{}家虚拟企业（不是统计）中：符合 {yes}，另需审核或自行核对 {perhaps}", reach.all())?;
            }
            Language::En => writeln!(
                out,
                "\nOf {} made-up enterprises (no statistics): {yes} meet it, {perhaps} more by decision or own check",
                reach.all()
            )?,
        }
        Ok(())
    }
}

/// The definitions that a criterion names.
fn definitions(criterion: &Criterion, used: &mut Vec<DefinitionId>) {
    if let Test::Defined(id) = &criterion.test
        && !used.contains(id)
    {
        used.push(*id);
    }
    criterion.parts().iter().for_each(|part| definitions(part, used));
}

/// The rule as an indented list, where a table would have too many cases.
fn tree(book: &Book, criterion: &Criterion, depth: usize, out: &mut impl Write) -> Result<(), Failure> {
    let indent = "  ".repeat(depth);
    let heading = match &criterion.test {
        Test::All(_) => book.say("全部满足：", "All of:"),
        Test::Any(_) => book.say("满足其一：", "One of:"),
        _ => {
            writeln!(out, "{indent}- {}", book.speaker().criterion(criterion))?;
            return Ok(());
        }
    };
    writeln!(out, "{indent}- {heading}")?;
    for part in criterion.parts() {
        tree(book, part, depth.saturating_add(1), out)?;
    }
    Ok(())
}
