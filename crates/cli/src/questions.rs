//! `questions`: what to ask next, and what each answer would settle.

use std::io::Write;

use clap::Args;
use schemars::JsonSchema;
use serde::Serialize;

use super::input::Case;
use super::output::{Question, fact_id, write_dated};
use super::{Enterprise, Failure, Format};
use engine::catalogue::Offer;
use engine::enterprise::FactId;
use engine::matching::{Situation, Waiting, answer};
use wording::NotAsked;

/// `questions`
#[derive(Debug, Args)]
pub(super) struct Questions {
    #[command(flatten)]
    given: Enterprise,
}

/// What `questions` writes.
#[derive(Serialize, JsonSchema)]
pub(super) struct Output<'a> {
    /// What to ask next, the most useful first.
    questions: Vec<Question<'a>>,
    /// What the policies wait for that may be usable.
    waiting: WaitingFor,
}

/// How many of the policies that may be usable wait for what, each counted once.
#[derive(Serialize, JsonSchema)]
struct WaitingFor {
    /// For answers.
    answers: usize,
    /// For what an authority or a bank decides.
    authority: usize,
    /// For what the enterprise must check itself.
    check_yourself: usize,
    /// For word on whether they still hold.
    unclear: usize,
}

impl From<Waiting> for WaitingFor {
    fn from(waiting: Waiting) -> Self {
        let Waiting { answers, authority, check_yourself, unclear } = waiting;
        Self { answers, authority, check_yourself, unclear }
    }
}

impl Questions {
    pub(super) fn run(self, out: &mut impl Write) -> Result<(), Failure> {
        let case = Case::open(&self.given)?;
        let (edition, speaker) = (&case.edition, case.edition.speaker());
        let answer = answer(&edition.catalogue, &case.profile, case.on);
        let situation = Situation::new(&edition.catalogue.facts, &case.profile, case.on);
        let waiting = Waiting::of(&answer.outcomes);
        if self.given.common.format == Format::Json {
            let questions = answer.questions.iter().map(|question| Question::new(edition, &situation, question));
            let output = Output { questions: questions.collect(), waiting: waiting.into() };
            return write_dated(out, edition, case.on, output);
        }
        let (never, offered): (Vec<_>, Vec<_>) =
            answer.questions.iter().partition(|question| question.offer == Offer::Never);
        for question in &offered {
            let ask = speaker.ask(question.fact, &situation);
            writeln!(out, "{:<26} {ask}  {}", fact_id(edition, question.fact), speaker.settles(question))?;
        }
        let mut left = Vec::new();
        if !never.is_empty() {
            let facts: Vec<FactId> = never.iter().map(|question| question.fact).collect();
            let policies = Waiting::for_any(&answer.outcomes, &facts);
            let names: Vec<&str> = facts.iter().map(|&fact| speaker.fact(fact)).collect();
            left.push(speaker.not_asked(NotAsked::NotPut, &names, policies));
        }
        left.extend(speaker.waiting(waiting));
        if offered.is_empty() {
            writeln!(out, "{}", speaker.nothing_more(!left.is_empty()))?;
        }
        for line in left {
            writeln!(out, "{line}")?;
        }
        Ok(())
    }
}
