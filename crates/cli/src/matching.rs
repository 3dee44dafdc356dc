use std::io::Write;

use clap::Args;

use super::input::Case;
use super::{Enterprise, Failure, Format, json};
use engine::catalogue::Offer;
use engine::matching::{Answer, Group, Outcome, Situation, answer};
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

impl Match {
    pub(super) fn run(self, out: &mut impl Write) -> Result<(), Failure> {
        let case = Case::open(&self.given)?;
        let answer = answer(&case.book.catalogue, &case.profile, case.on);
        let situation = Situation::new(&case.book.catalogue.facts, &case.profile, case.on);
        match self.given.common.format {
            Format::Json => writeln!(out, "{:#}", json::answer(&case.book, &situation, &answer))?,
            Format::Text => self.text(out, &case, &situation, &answer)?,
        }
        Ok(())
    }

    fn text(
        &self,
        out: &mut impl Write,
        case: &Case,
        situation: &Situation<'_>,
        answer: &Answer,
    ) -> Result<(), Failure> {
        let (book, speaker) = (&case.book, case.book.speaker());
        let usable = answer.outcomes.iter().filter(|outcome| outcome.group == Group::UseNow).count();
        writeln!(out, "{}  {}", speaker.date(case.on), speaker.size(&answer.size))?;
        writeln!(
            out,
            "{}: {usable}  {}: {}  {}: {}",
            book.say("现在可以享受", "Can use now"),
            book.say("其中无需申请", "nothing to apply for"),
            answer.effortless(&book.catalogue),
            book.say("合计每年", "together a year"),
            speaker.total(answer.combination.year),
        )?;
        let rest = |out: &mut dyn Write, period| match speaker.not_counted(answer, period) {
            Some(rest) => writeln!(out, "  {rest}"),
            None => Ok(()),
        };
        rest(out, Period::Year)?;
        if answer.combination.once.priced || answer.combination.once.open {
            writeln!(out, "{}: {}", book.say("一次性", "once"), speaker.total(answer.combination.once))?;
            rest(out, Period::Once)?;
        }
        if let Some(nearest) = answer.nearest_deadline(&book.catalogue) {
            let name = book.catalogue.rule(nearest.policy).map_or("", |rule| speaker.text(rule.name));
            let perhaps = if nearest.is_certain { "" } else { speaker.perhaps_usable() };
            let label = book.say("最近的截止日", "nearest deadline");
            writeln!(out, "{label}: {} {name}{perhaps}", speaker.date(nearest.day))?;
        }
        for group in Group::ALL {
            if !self.all && matches!(group, Group::NotApplicable | Group::OtherTime | Group::Background) {
                continue;
            }
            let outcomes = answer.group(&book.catalogue, group);
            if !outcomes.is_empty() {
                writeln!(out, "\n{} ({})", speaker.label(&group), outcomes.len())?;
            }
            for outcome in outcomes {
                line(out, case, outcome)?;
            }
        }
        if let Some(next) = answer.questions.iter().find(|question| question.offer != Offer::Never) {
            let ask = speaker.ask(next.fact, situation);
            writeln!(
                out,
                "\n{}: {ask} [{}]",
                book.say("下一个最有用的问题", "Most useful next answer"),
                json::fact_id(book, next.fact)
            )?;
        }
        Ok(())
    }
}

fn line(out: &mut impl Write, case: &Case, outcome: &Outcome) -> Result<(), Failure> {
    let (book, speaker) = (&case.book, case.book.speaker());
    let Some(policy) = book.catalogue.policy(outcome.policy) else { return Ok(()) };
    let mut line = format!("  {}  [{}]", speaker.text(policy.name), policy.id);
    if let Some(worth) = speaker.worth(outcome) {
        line.push_str(&format!("  {worth}"));
    }
    if let Some(to) = policy.validity.to {
        line.push_str(&format!("  {}{}", book.say("至", "until "), speaker.date(to)));
    }
    if outcome.status != engine::catalogue::Status::InForce {
        line.push_str(&format!("  {}", speaker.label(&outcome.status)));
    }
    let missing: Vec<&str> = outcome.open.facts.iter().map(|&(fact, _)| speaker.fact(fact)).collect();
    if !missing.is_empty() {
        line.push_str(&format!("  {}{}", book.say("还需要：", "needs: "), missing.join(book.say("、", ", "))));
    }
    if outcome.open.authority {
        line.push_str(book.say("  由主管部门或银行决定", "  an authority decides"));
    }
    if outcome.open.check_yourself {
        line.push_str(book.say("  有条件需自行核对", "  something to check yourself"));
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
