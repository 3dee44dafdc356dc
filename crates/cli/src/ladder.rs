use std::io::Write;

use clap::Args;
use serde_json::{Value, json};

use super::input::Case;
use super::{Enterprise, Failure, Format, explain, json as output};
use engine::catalogue::Test;
use engine::matching::{Applies, Rung, Situation, Standard, Step, Truth, ladder};

/// `ladder`
#[derive(Debug, Args)]
pub(super) struct Ladder {
    /// Only this tier, such as `little_giant`
    #[arg(long, value_name = "TIER")]
    tier: Option<String>,
    #[command(flatten)]
    given: Enterprise,
}

impl Ladder {
    pub(super) fn run(self, out: &mut impl Write) -> Result<(), Failure> {
        let case = Case::open(&self.given)?;
        let situation = Situation::new(&case.book.catalogue.facts, &case.profile, case.on);
        let mut rungs = ladder(&case.book.catalogue, &situation);
        if let Some(tier) = &self.tier {
            let known: Vec<&str> = rungs.iter().map(|rung| rung.tier.id()).collect();
            if !known.contains(&tier.as_str()) {
                return Err(Failure::wrong(format!("--tier: there is no tier `{tier}`; known: {}", known.join(", "))));
            }
            rungs.retain(|rung| rung.tier.id() == tier);
        }
        if self.given.common.format == Format::Json {
            let tiers: Vec<Value> = rungs.iter().map(|rung| to_json(&case, &situation, rung)).collect();
            let found = output::with(output::head(&case.book, case.on), json!({ "tiers": tiers }));
            writeln!(out, "{found:#}")?;
            return Ok(());
        }
        for rung in &rungs {
            say(out, &case, &situation, rung)?;
        }
        Ok(())
    }
}

fn say(out: &mut impl Write, case: &Case, situation: &Situation<'_>, rung: &Rung<'_>) -> Result<(), Failure> {
    let (book, speaker) = (&case.book, case.book.speaker());
    writeln!(out, "{}  {}", speaker.label(&rung.tier), speaker.held(rung))?;
    for standard in &rung.standards {
        let Some(policy) = book.catalogue.policy(standard.policy) else { continue };
        let number =
            policy.details.documents.first().and_then(|document| document.number).map_or("", |id| speaker.text(id));
        writeln!(out, "  {}  {number}  [{}]", speaker.text(policy.name), policy.id)?;
        writeln!(out, "  {}; {}", speaker.label(&standard.applies), speaker.standard_verdict(standard))?;
        if standard.applies == Applies::NoMore {
            continue;
        }
        for step in &standard.steps {
            say_step(out, case, situation, step, 2)?;
        }
    }
    writeln!(out, "  {}", speaker.unlocks(rung))?;
    for unlocked in &rung.unlocks {
        let Some(policy) = book.catalogue.policy(unlocked.policy) else { continue };
        let worth = unlocked.estimate.map_or_else(String::new, |estimate| format!("  {}", speaker.estimate(estimate)));
        let (then, status) = (speaker.label(&unlocked.then), speaker.label(&unlocked.status));
        writeln!(out, "    {}  {then}  {status}{worth}  [{}]", speaker.text(policy.name), policy.id)?;
    }
    writeln!(out)?;
    Ok(())
}

fn say_step(
    out: &mut impl Write,
    case: &Case,
    situation: &Situation<'_>,
    step: &Step<'_>,
    depth: usize,
) -> Result<(), Failure> {
    let (book, deeper) = (&case.book, depth.saturating_add(1));
    if step.parts.is_empty() {
        explain::say(out, case, situation, &step.finding, depth)?;
        for &change in &step.changes {
            writeln!(out, "{}  {}", "  ".repeat(deeper), book.speaker().near_miss(change))?;
        }
        return Ok(());
    }
    let all = matches!(step.finding.criterion.test, Test::All(_));
    let group = if all { book.say("同时满足", "all of") } else { book.say("满足其一", "one of") };
    writeln!(out, "{}{} {group}", "  ".repeat(depth), explain::mark(step.finding.truth))?;
    step.parts.iter().try_for_each(|part| say_step(out, case, situation, part, deeper))
}

fn truth(truth: Truth) -> &'static str {
    match truth {
        Truth::True => "yes",
        Truth::Unknown => "unknown",
        Truth::False => "no",
    }
}

fn standard(case: &Case, situation: &Situation<'_>, standard: &Standard<'_>) -> Value {
    let book = &case.book;
    let steps: Vec<Value> = standard.steps.iter().map(|step| step_json(case, situation, step)).collect();
    json!({
        "id": output::policy_id(book, standard.policy),
        "applies": match standard.applies {
            Applies::Applications => "applications",
            Applies::Renewals => "renewals",
            Applies::NotYet => "not_yet",
            Applies::NoMore => "no_more",
        },
        "verdict": standard.verdict.id(),
        "met": standard.is_met(),
        "missing": output::missing(book, &standard.open),
        "authority_decides": standard.open.authority,
        "check_yourself": standard.open.check_yourself,
        "criteria": steps,
    })
}

fn step_json(case: &Case, situation: &Situation<'_>, step: &Step<'_>) -> Value {
    let changes: Vec<Value> = step.changes.iter().map(|&change| output::near_miss(&case.book, change)).collect();
    let parts: Vec<Value> = step.parts.iter().map(|part| step_json(case, situation, part)).collect();
    output::with(
        explain::finding_json(case, situation, &step.finding),
        json!({
            "missing": output::missing(&case.book, &step.open),
            "authority_decides": step.open.authority,
            "check_yourself": step.open.check_yourself,
            "changes": changes,
            "parts": parts,
        }),
    )
}

fn to_json(case: &Case, situation: &Situation<'_>, rung: &Rung<'_>) -> Value {
    let book = &case.book;
    let unlocks: Vec<Value> = rung
        .unlocks
        .iter()
        .map(|unlocked| {
            json!({
                "id": output::policy_id(book, unlocked.policy),
                "status": unlocked.status.id(),
                "now": unlocked.now.id(),
                "then": unlocked.then.id(),
                "estimate": unlocked.estimate.map(output::estimate),
            })
        })
        .collect();
    json!({
        "id": rung.tier.id(),
        "name": book.speaker().label(&rung.tier),
        "held": truth(rung.held),
        "standards": rung.standards.iter().map(|of| standard(case, situation, of)).collect::<Vec<_>>(),
        "unlocks": unlocks,
    })
}
