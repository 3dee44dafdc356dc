//! `ladder`: which tiers an enterprise meets, what each criterion lacks, and what each title opens.

use std::io::Write;

use clap::Args;
use schemars::JsonSchema;
use serde::Serialize;

use super::explain::{self, WrittenCriterion};
use super::failure::{Failure, Place, What};
use super::input::Case;
use super::output::{Estimate, Id, Missing, NearMiss, missing, policy_id, write_dated};
use super::phrases::Phrase;
use super::{Enterprise, Format};
use engine::catalogue::{Status, Test};
use engine::matching::{Applies, Rung, Situation, Standard, StandardCriterion, Tier, Truth, Unlocked, Verdict, ladder};

/// `ladder`
#[derive(Debug, Args)]
pub(super) struct Ladder {
    /// Only this tier, such as `little_giant`
    #[arg(long, value_name = "TIER")]
    tier: Option<String>,
    #[command(flatten)]
    given: Enterprise,
}

/// What `ladder` writes.
#[derive(Serialize, JsonSchema)]
pub(super) struct Output<'a> {
    /// The tiers, lowest first.
    tiers: Vec<WrittenTier<'a>>,
}

/// A title.
#[derive(Serialize, JsonSchema)]
struct WrittenTier<'a> {
    /// Its id.
    id: Id<Tier>,
    /// Its name.
    name: &'static str,
    /// Whether the enterprise holds it.
    held: Held,
    /// The standards for it.
    standards: Vec<WrittenStandard<'a>>,
    /// The policies that it opens.
    unlocks: Vec<WrittenUnlocked<'a>>,
}

/// Whether a title is held.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Held {
    Yes,
    Unknown,
    No,
}

/// A standard of a tier.
#[derive(Serialize, JsonSchema)]
struct WrittenStandard<'a> {
    /// The id of the policy.
    id: &'a str,
    /// To whom it applies on the day.
    applies: Id<Applies>,
    /// Whether the enterprise meets its criteria.
    verdict: Id<Verdict>,
    /// Whether nothing but an authority's decision or an own check is left.
    met: bool,
    /// The facts that can still change the verdict.
    missing: Vec<Missing<'a>>,
    /// Whether an authority decides something.
    authority_decides: bool,
    /// Whether the enterprise must check something itself.
    check_yourself: bool,
    /// Its criteria.
    criteria: Vec<WrittenStep<'a>>,
}

/// One criterion, what it lacks, what would make it hold.
#[derive(Serialize, JsonSchema)]
struct WrittenStep<'a> {
    #[serde(flatten)]
    criterion: WrittenCriterion<'a>,
    /// The criteria below it.
    parts: Vec<WrittenStep<'a>>,
    /// The facts that can still change its outcome.
    missing: Vec<Missing<'a>>,
    /// Whether an authority decides something.
    authority_decides: bool,
    /// Whether the enterprise must check something itself.
    check_yourself: bool,
    /// Changes, each of which is enough.
    changes: Vec<NearMiss<'a>>,
}

/// A policy that the title opens.
#[derive(Serialize, JsonSchema)]
struct WrittenUnlocked<'a> {
    /// The id of the policy.
    id: &'a str,
    /// Where it stands on the day.
    status: Id<Status>,
    /// What it answers now.
    now: Id<Verdict>,
    /// What it would answer with the title.
    then: Id<Verdict>,
    /// What it would be worth, where it states figures.
    estimate: Option<Estimate>,
}

impl<'a> WrittenTier<'a> {
    fn new(case: &'a Case, situation: &Situation<'_>, rung: &Rung<'a>) -> Self {
        let unlocked = |of: &Unlocked| WrittenUnlocked {
            id: policy_id(&case.edition, of.policy),
            status: Id(of.status),
            now: Id(of.now),
            then: Id(of.then),
            estimate: of.estimate.map(Estimate::new),
        };
        Self {
            id: Id(rung.tier),
            name: case.edition.speaker().label(&rung.tier),
            held: match rung.held {
                Truth::True => Held::Yes,
                Truth::Unknown => Held::Unknown,
                Truth::False => Held::No,
            },
            standards: rung.standards.iter().map(|of| WrittenStandard::new(case, situation, of)).collect(),
            unlocks: rung.unlocks.iter().map(unlocked).collect(),
        }
    }
}

impl<'a> WrittenStandard<'a> {
    fn new(case: &'a Case, situation: &Situation<'_>, standard: &Standard<'a>) -> Self {
        Self {
            id: policy_id(&case.edition, standard.policy),
            applies: Id(standard.applies),
            verdict: Id(standard.verdict),
            met: standard.is_met(),
            missing: missing(&case.edition, &standard.open),
            authority_decides: standard.open.authority,
            check_yourself: standard.open.check_yourself,
            criteria: standard.steps.iter().map(|step| WrittenStep::new(case, situation, step)).collect(),
        }
    }
}

impl<'a> WrittenStep<'a> {
    fn new(case: &'a Case, situation: &Situation<'_>, step: &StandardCriterion<'a>) -> Self {
        Self {
            criterion: WrittenCriterion::new(case, situation, &step.finding),
            parts: step.parts.iter().map(|part| Self::new(case, situation, part)).collect(),
            missing: missing(&case.edition, &step.open),
            authority_decides: step.open.authority,
            check_yourself: step.open.check_yourself,
            changes: step.changes.iter().map(|&change| NearMiss::new(&case.edition, change)).collect(),
        }
    }
}

impl Ladder {
    pub(super) fn run(self, out: &mut impl Write) -> Result<(), Failure> {
        let case = Case::open(&self.given)?;
        let situation = Situation::new(&case.edition.catalogue.facts, &case.profile, case.on);
        let mut rungs = ladder(&case.edition.catalogue, &situation);
        if let Some(tier) = &self.tier {
            let known: Vec<&'static str> = rungs.iter().map(|rung| rung.tier.id()).collect();
            if !known.contains(&tier.as_str()) {
                let what = What::NoTier(tier.clone(), known);
                return Err(Failure::refused(Place::Option("tier".to_owned()), what));
            }
            rungs.retain(|rung| rung.tier.id() == tier);
        }
        if self.given.common.format == Format::Json {
            let tiers = rungs.iter().map(|rung| WrittenTier::new(&case, &situation, rung)).collect();
            return write_dated(out, &case.edition, case.on, Output { tiers });
        }
        for rung in &rungs {
            write_rung(out, &case, &situation, rung)?;
        }
        Ok(())
    }
}

fn write_rung(out: &mut impl Write, case: &Case, situation: &Situation<'_>, rung: &Rung<'_>) -> Result<(), Failure> {
    let (edition, speaker) = (&case.edition, case.edition.speaker());
    writeln!(out, "{}  {}", speaker.label_for_clerk(&rung.tier), speaker.held(rung))?;
    for standard in &rung.standards {
        let Some(policy) = edition.catalogue.policy(standard.policy) else { continue };
        let number =
            policy.details.documents.first().and_then(|document| document.number).map_or("", |id| speaker.text(id));
        writeln!(out, "  {}  {number}  [{}]", speaker.text(policy.name), policy.id)?;
        writeln!(out, "  {}; {}", speaker.label(&standard.applies), speaker.standard_verdict(standard))?;
        if standard.applies == Applies::NoMore {
            continue;
        }
        for step in &standard.steps {
            write_step(out, case, situation, step, 2)?;
        }
    }
    writeln!(out, "  {}", speaker.unlocks(rung))?;
    for unlocked in &rung.unlocks {
        let Some(policy) = edition.catalogue.policy(unlocked.policy) else { continue };
        let worth = unlocked.estimate.map_or_else(String::new, |estimate| format!("  {}", speaker.estimate(estimate)));
        let (then, status) = (speaker.label(&unlocked.then), speaker.label(&unlocked.status));
        writeln!(out, "    {}  {then}  {status}{worth}  [{}]", speaker.text(policy.name), policy.id)?;
    }
    writeln!(out)?;
    Ok(())
}

fn write_step(
    out: &mut impl Write,
    case: &Case,
    situation: &Situation<'_>,
    step: &StandardCriterion<'_>,
    depth: usize,
) -> Result<(), Failure> {
    let (edition, deeper) = (&case.edition, depth.saturating_add(1));
    if step.parts.is_empty() {
        explain::write_finding(out, case, situation, &step.finding, depth)?;
        for &change in &step.changes {
            writeln!(out, "{}  {}", "  ".repeat(deeper), edition.speaker().near_miss(change))?;
        }
        return Ok(());
    }
    let all = matches!(step.finding.criterion.test, Test::All(_));
    let group = if all { edition.say(Phrase::AllOf) } else { edition.say(Phrase::OneOf) };
    writeln!(out, "{}{} {group}", "  ".repeat(depth), explain::mark(step.finding.truth))?;
    step.parts.iter().try_for_each(|part| write_step(out, case, situation, part, deeper))
}
