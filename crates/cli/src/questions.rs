use std::io::Write;

use clap::Args;

use super::input::Case;
use super::{Enterprise, Failure, Format, json};
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

impl Questions {
    pub(super) fn run(self, out: &mut impl Write) -> Result<(), Failure> {
        let case = Case::open(&self.given)?;
        let (book, speaker) = (&case.book, case.book.speaker());
        let answer = answer(&book.catalogue, &case.profile, case.on);
        let situation = Situation::new(&book.catalogue.facts, &case.profile, case.on);
        let waiting = Waiting::of(&answer.outcomes);
        if self.given.common.format == Format::Json {
            let list: Vec<_> =
                answer.questions.iter().map(|question| json::question(book, &situation, question)).collect();
            let waiting = serde_json::json!({
                "answers": waiting.answers,
                "authority": waiting.authority,
                "check_yourself": waiting.check_yourself,
                "unclear": waiting.unclear,
            });
            let said = serde_json::json!({ "questions": list, "waiting": waiting });
            writeln!(out, "{:#}", json::with(json::head(book, case.on), said))?;
            return Ok(());
        }
        let (never, offered): (Vec<_>, Vec<_>) =
            answer.questions.iter().partition(|question| question.offer == Offer::Never);
        for question in &offered {
            let ask = speaker.ask(question.fact, &situation);
            writeln!(out, "{:<26} {ask}  {}", json::fact_id(book, question.fact), speaker.settles(question))?;
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
