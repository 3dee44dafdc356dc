use std::io::Write;

use clap::Args;
use serde_json::{Value, json};

use super::input::Case;
use super::{Enterprise, Failure, Format, json as output};
use engine::matching::{Situation, cliffs};

/// `what-if`
#[derive(Debug, Args)]
pub(super) struct WhatIf {
    /// The fact to vary, such as employees
    fact: String,
    #[command(flatten)]
    given: Enterprise,
}

impl WhatIf {
    pub(super) fn run(self, out: &mut impl Write) -> Result<(), Failure> {
        let case = Case::open(&self.given)?;
        let (book, speaker) = (&case.book, case.book.speaker());
        let (id, fact) = book.fact(&self.fact)?;
        if !fact.is_number() {
            return Err(Failure::wrong(format!(
                "`{}` is not a number: its values have no order to walk along",
                self.fact
            )));
        }
        let situation = Situation::new(&book.catalogue.facts, &case.profile, case.on);
        let found = cliffs(&book.catalogue, &situation, id);
        if self.given.common.format == Format::Json {
            let list: Vec<Value> = found
                .iter()
                .map(|cliff| {
                    let ids = |ids: &[engine::catalogue::PolicyId]| -> Vec<String> {
                        ids.iter().map(|&id| output::policy_id(book, id).to_owned()).collect()
                    };
                    json!({
                        "at": cliff.at,
                        "gained": ids(&cliff.gained),
                        "lost": ids(&cliff.lost),
                        "before": output::combination(book, &cliff.before),
                        "after": output::combination(book, &cliff.after),
                    })
                })
                .collect();
            let answer = output::with(output::head(book, case.on), json!({ "fact": fact.id, "cliffs": list }));
            writeln!(out, "{answer:#}")?;
            return Ok(());
        }
        if found.is_empty() {
            writeln!(
                out,
                "{}",
                book.say("这一项的任何数值都不改变可享受的政策。", "No value of this fact changes what can be used.")
            )?;
        }
        for cliff in found {
            writeln!(
                out,
                "{}  {}: {} → {}",
                speaker.number(id, fact, cliff.at),
                book.say("合计每年", "together a year"),
                speaker.total(cliff.before.year),
                speaker.total(cliff.after.year),
            )?;
            for (sign, ids) in [("+", &cliff.gained), ("−", &cliff.lost)] {
                for &policy in ids {
                    let name = book.catalogue.rule(policy).map_or("", |rule| speaker.text(rule.name));
                    writeln!(out, "  {sign} {name}  [{}]", output::policy_id(book, policy))?;
                }
            }
        }
        Ok(())
    }
}
