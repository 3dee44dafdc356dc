//! `match`: which policies apply to an enterprise, why, and what they are worth.

use std::io::Write;

use clap::Args;
use schemars::JsonSchema;
use serde::Serialize;

use super::input::{Case, Edition};
use super::output::{Combination, Outcome as WrittenOutcome, Question, Size, Supposed, fact_id, write_dated};
use super::phrases::Phrase;
use super::{Enterprise, Failure, Format};
use engine::catalogue::Offer;
use engine::enterprise::FactId;
use engine::matching::{Answer, Group, Outcome, Situation, Verdict, answer, suppose};
use engine::quantity::Period;

/// `match`
#[derive(Debug, Args)]
pub(super) struct Match {
    #[command(flatten)]
    given: Enterprise,
    /// List the policies that do not apply, are over or are not the enterprise's to claim, too
    #[arg(long)]
    all: bool,
}

/// What `match` writes.
#[derive(Serialize, JsonSchema)]
pub(super) struct Output<'a> {
    /// The size class of the enterprise.
    size: Size<'a>,
    /// Every policy of the catalogue.
    policies: Vec<WrittenOutcome<'a>>,
    /// What can be used together, for certain.
    together: Combination<'a>,
    /// The usual answers that apply to the enterprise. Nothing that is certain rests on them.
    supposed: Vec<Supposed<'a>>,
    /// What can be used together if they hold.
    likely_together: Combination<'a>,
    /// What to ask next, the most useful first.
    questions: Vec<Question<'a>>,
    /// Answers that cannot all be so, each with the reason. They stand as they were told.
    contradictions: Vec<String>,
}

impl<'a> Output<'a> {
    fn new(edition: &'a Edition, situation: &Situation<'_>, answer: &Answer) -> Self {
        let policies = answer.outcomes.iter().filter_map(|outcome| WrittenOutcome::new(edition, outcome));
        let (likely, supposed) = suppose(&edition.catalogue, situation);
        let questions = answer.questions.iter().map(|question| Question::new(edition, situation, question));
        Self {
            size: Size::new(edition, &answer.size),
            policies: policies.collect(),
            together: Combination::new(edition, &answer.combination),
            supposed: supposed.into_iter().map(|one| Supposed::new(edition, &likely, one)).collect(),
            likely_together: Combination::new(edition, &answer.likely),
            questions: questions.collect(),
            contradictions: edition.speaker().contradictions(situation),
        }
    }
}

impl Match {
    pub(super) fn run(self, out: &mut impl Write) -> Result<(), Failure> {
        let case = Case::open(&self.given)?;
        let answer = answer(&case.edition.catalogue, &case.profile, case.on);
        let situation = Situation::new(&case.edition.catalogue.facts, &case.profile, case.on);
        match self.given.common.format {
            Format::Json => write_dated(out, &case.edition, case.on, Output::new(&case.edition, &situation, &answer)),
            Format::Text => self.text(out, &case, &situation, &answer),
        }
    }

    fn text(
        &self,
        out: &mut impl Write,
        case: &Case,
        situation: &Situation<'_>,
        answer: &Answer,
    ) -> Result<(), Failure> {
        let (edition, speaker) = (&case.edition, case.edition.speaker());
        for contradiction in speaker.contradictions(situation) {
            writeln!(out, "{contradiction}")?;
        }
        let usable = answer.outcomes.iter().filter(|outcome| outcome.group == Group::UseNow).count();
        writeln!(out, "{}  {}", speaker.date(case.on), speaker.size(&answer.size))?;
        writeln!(
            out,
            "{}: {usable}  {}: {}  {}: {}",
            speaker.label(&Group::UseNow),
            edition.say(Phrase::NothingToApplyFor),
            answer.effortless(&edition.catalogue),
            edition.say(Phrase::TogetherAYear),
            speaker.total(answer.combination.year),
        )?;
        let rest = |out: &mut dyn Write, period| match speaker.not_counted(answer, period) {
            Some(rest) => writeln!(out, "  {rest}"),
            None => Ok(()),
        };
        rest(out, Period::Year)?;
        if answer.combination.once.priced || answer.combination.once.open {
            writeln!(out, "{}: {}", edition.say(Phrase::Once), speaker.total(answer.combination.once))?;
            rest(out, Period::Once)?;
        }
        let (likely, _) = suppose(&edition.catalogue, situation);
        if let Some(total) = likely_total(edition, &likely, answer) {
            writeln!(out, "{total}")?;
        }
        if let Some(nearest) = answer.nearest_deadline(&edition.catalogue) {
            let name = edition.catalogue.policy(nearest.policy).map_or("", |policy| speaker.text(policy.name));
            let perhaps = if nearest.is_certain { "" } else { speaker.perhaps_usable() };
            let label = edition.say(Phrase::NearestDeadline);
            writeln!(out, "{label}: {} {name}{perhaps}", speaker.date(nearest.day))?;
        }
        for group in Group::ALL {
            if !self.all && matches!(group, Group::NotApplicable | Group::OtherTime | Group::Background) {
                continue;
            }
            let outcomes = answer.group(&edition.catalogue, group);
            if !outcomes.is_empty() {
                writeln!(out, "\n{} ({})", speaker.label(&group), outcomes.len())?;
            }
            for outcome in outcomes {
                line(out, case, &likely, outcome)?;
            }
        }
        if let Some(next) = answer.questions.iter().find(|question| question.offer != Offer::Never) {
            let ask = speaker.ask(next.fact, situation);
            writeln!(out, "\n{}: {ask} [{}]", edition.say(Phrase::NextAnswer), fact_id(edition, next.fact))?;
        }
        Ok(())
    }
}

/// The total of what is likely, with the usual answers that it rests on; nothing where they add nothing to what is certain.
fn likely_total(edition: &Edition, likely: &Situation<'_>, answer: &Answer) -> Option<String> {
    let speaker = edition.speaker();
    let used = |outcome: &&Outcome| answer.likely.used.contains(&outcome.policy);
    let adding = answer.outcomes.iter().filter(used).filter_map(|outcome| outcome.likely.as_ref());
    let rests_on: Vec<FactId> = adding.flat_map(|likely| likely.rests_on.iter().copied()).collect();
    let named = answer.supposed.iter().map(|one| one.fact);
    let named: Vec<FactId> = named.filter(|fact| rests_on.contains(fact)).collect();
    if named.is_empty() {
        return None;
    }
    let total = speaker.if_usual(&speaker.likely_totals(&answer.likely)?);
    Some(format!("{total}{}{}", speaker.pick("。", ". "), speaker.usual_values(&named, likely)))
}

fn line(out: &mut impl Write, case: &Case, likely: &Situation<'_>, outcome: &Outcome) -> Result<(), Failure> {
    let (edition, speaker) = (&case.edition, case.edition.speaker());
    let Some(policy) = edition.catalogue.policy(outcome.policy) else { return Ok(()) };
    let mut line = format!("  {}  [{}]", speaker.text(policy.name), policy.id);
    if let Some(worth) = speaker.worth(outcome) {
        line.push_str(&format!("  {worth}"));
    }
    if let Some(to) = policy.validity.to {
        line.push_str(&format!("  {}{}", edition.say(Phrase::Until), speaker.date(to)));
    }
    if outcome.status != engine::catalogue::Status::InForce {
        line.push_str(&format!("  {}", speaker.label(&outcome.status)));
    }
    let missing: Vec<&str> = outcome.open.facts.iter().map(|&(fact, _)| speaker.fact(fact)).collect();
    if !missing.is_empty() {
        line.push_str(&format!("  {}{}", edition.say(Phrase::Needs), missing.join(edition.say(Phrase::ListComma))));
    }
    if outcome.open.authority {
        line.push_str(edition.say(Phrase::AuthorityDecides));
    }
    if outcome.open.check_yourself {
        line.push_str(edition.say(Phrase::CheckYourself));
    }
    // What it is worth then is said of what is certain, too, but in the total alone.
    if let Some(likely) = speaker.likely(outcome, likely).filter(|_| outcome.verdict == Verdict::NeedsInfo) {
        line.push_str(&format!("  {likely}"));
    }
    if let Some(near) = outcome.near_miss {
        line.push_str(&format!("  {}", speaker.near_miss(near)));
    }
    if let Some(source) = speaker.local_source(policy.details.source) {
        line.push_str(&format!("  {source}"));
    }
    writeln!(out, "{line}")?;
    Ok(())
}
