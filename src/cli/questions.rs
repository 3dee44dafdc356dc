use std::io::Write;

use clap::Args;

use super::input::Case;
use super::{Enterprise, Failure, Format, json};
use crate::catalogue::Offer;
use crate::matching::{Situation, answer};

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
        if self.given.common.format == Format::Json {
            let list: Vec<_> =
                answer.questions.iter().map(|question| json::question(book, &situation, question)).collect();
            writeln!(out, "{:#}", json::with(json::head(book, case.on), serde_json::json!({ "questions": list })))?;
            return Ok(());
        }
        let offered = answer.questions.iter().filter(|question| question.offer != Offer::Never);
        if offered.clone().next().is_none() {
            writeln!(out, "{}", book.say("没有问题还能改变结果。", "No answer can change anything any more."))?;
        }
        for question in offered {
            let ask = speaker.ask(question.fact, &situation);
            writeln!(out, "{:<26} {ask}  {}", json::fact_id(book, question.fact), speaker.settles(question))?;
        }
        Ok(())
    }
}
