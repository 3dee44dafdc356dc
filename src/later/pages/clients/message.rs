//! What a client is asked: one message with all questions worth asking, to be sent as text.

use super::matched::Matched;
use crate::later::view::View;
use engine::enterprise::{FactId, Kind};
use engine::matching::{Situation, Step, questions, results, steps};

/// So many questions at most: nobody answers more at a time.
const MOST: usize = 12;

/// The facts worth asking a client for, in the order in which its own page would ask.
pub(super) fn worth_asking(view: &View, client: &Matched) -> Vec<FactId> {
    let catalogue = view.catalogue();
    let mut answer = results(catalogue, &client.profile, view.answer.on);
    let situation = Situation::new(&catalogue.facts, &client.profile, view.answer.on);
    answer.questions = questions(catalogue, &situation, &answer.outcomes);
    let ahead = steps(catalogue, &situation, &answer, &answer.questions, &[]).ahead;
    let mut facts: Vec<FactId> = Vec::new();
    // What one answer alone settles is asked before what the blocks would.
    facts.extend(client.question.as_ref().map(|question| question.fact));
    for step in ahead {
        match step {
            // Boxes are for a screen.
            Step::Circumstances(_) => {}
            Step::Usual(more) => facts.extend(more),
            Step::Block(block) => facts.extend(block.facts),
        }
    }
    let mut asked: Vec<FactId> = Vec::new();
    for fact in facts {
        if !asked.contains(&fact) && Some(fact) != catalogue.circumstances.fact {
            asked.push(fact);
        }
    }
    asked.truncate(MOST);
    asked
}

/// The message, `name` standing for the client's; nothing where no answer would change anything.
pub(super) fn message(view: &View, client: &Matched, name: &str) -> Option<String> {
    let (speaker, facts) = (view.speaker(), &view.catalogue().facts);
    let situation = Situation::new(facts, &client.profile, view.answer.on);
    let line = |(number, id): (usize, FactId)| {
        let fact = facts.get(id)?;
        let ask = speaker.ask(id, &situation);
        let ask = if ask.is_empty() { speaker.fact(id) } else { ask };
        let options = match fact.kind {
            Kind::Flag => vec![speaker.option(id, fact, 1), speaker.option(id, fact, 0)],
            Kind::Choice(_) | Kind::Choices(_) => speaker.option_names(id, fact, fact.all_options()),
            Kind::Count | Kind::Money | Kind::Rate | Kind::Date | Kind::Place(_) => Vec::new(),
        };
        let options = if options.is_empty() { String::new() } else { speaker.in_brackets(&options.join(" / ")) };
        Some(format!("{number}. {ask}{options}\n"))
    };
    let lines: String = (1_usize..).zip(worth_asking(view, client)).filter_map(line).collect();
    (!lines.is_empty()).then(|| speaker.message_to_client(name, &lines))
}
