use std::io::Write;

use clap::Args;
use serde_json::{Value, json};

use super::input::Case;
use super::{Enterprise, Failure, Format, json as output};
use engine::catalogue::Test;
use engine::enterprise::{Facts, Possible};
use engine::matching::{Finding, Situation, Truth, believed, outcome, sufficient, supposed, tree, working};

/// `explain`
#[derive(Debug, Args)]
pub(super) struct Explain {
    /// The id of the policy
    id: String,
    #[command(flatten)]
    given: Enterprise,
}

impl Explain {
    pub(super) fn run(self, out: &mut impl Write) -> Result<(), Failure> {
        let case = Case::open(&self.given)?;
        let (book, speaker) = (&case.book, case.book.speaker());
        let id = book.find(&self.id)?;
        let situation = Situation::new(&book.catalogue.facts, &case.profile, case.on);
        let found = book.catalogue.policy(id).zip(outcome(&book.catalogue, &situation, id));
        let Some((policy, outcome)) = found else { return Ok(()) };
        let findings = tree(&book.catalogue, &situation, &policy.criterion);
        let reasons = sufficient(&findings);
        let formula = policy.details.benefit.estimate.as_ref();
        let believed =
            formula.map_or_else(|| situation.clone(), |formula| believed(&book.catalogue, &situation, formula));
        let is_open = outcome.estimate.is_some_and(|estimate| estimate.high.is_none());
        let arithmetic = formula.map(|formula| {
            let working = working(&book.catalogue, &believed, formula);
            if is_open { working.without_upper_ends() } else { working }
        });
        let papers: Option<Vec<&str>> =
            policy.details.materials.as_ref().map(|papers| papers.iter().map(|&paper| speaker.text(paper)).collect());
        if self.given.common.format == Format::Json {
            let explained = output::with(
                output::head(book, case.on),
                json!({
                    "policy": output::outcome(book, &outcome),
                    "reasons": reasons.iter().map(|finding| finding_json(&case, &situation, finding)).collect::<Vec<_>>(),
                    "tree": finding_json(&case, &situation, &findings),
                    "working": arithmetic.map(|working| speaker.working(&working)),
                    "materials": papers,
                }),
            );
            writeln!(out, "{explained:#}")?;
            return Ok(());
        }
        writeln!(out, "{}  [{}]", speaker.text(policy.name), policy.id)?;
        writeln!(out, "{}  {}", speaker.label(&outcome.verdict), speaker.label(&outcome.status))?;
        if let Some(source) = speaker.local_source(policy.details.source) {
            writeln!(out, "{source}")?;
        }
        writeln!(out, "{}", speaker.text(policy.details.summary))?;
        if !reasons.is_empty() {
            writeln!(out, "\n{}", book.say("决定结果的条件", "What decides"))?;
            for finding in reasons {
                say(out, &case, &situation, finding, 1)?;
            }
        }
        writeln!(out, "\n{}", book.say("全部条件", "All criteria"))?;
        say_tree(out, &case, &situation, &findings, 1)?;
        if let Some(near) = outcome.near_miss {
            writeln!(out, "\n{}: {}", book.say("差距", "How far off"), speaker.near_miss(near))?;
        }
        writeln!(out, "\n{}", speaker.text(policy.details.benefit.text))?;
        if let (Some(working), Some(worth)) = (arithmetic, speaker.worth(&outcome)) {
            writeln!(out, "{}: {worth}", book.say("估算", "Estimate"))?;
            writeln!(out, "{}", speaker.working(&working))?;
            for (fact, range) in supposed(&book.catalogue, &situation, working.formula) {
                writeln!(out, "{}{}", book.say("假设：", "assuming: "), speaker.supposed(fact, range))?;
            }
            for &assumed in &policy.details.benefit.assumes {
                writeln!(out, "{}{}", book.say("假设：", "assuming: "), speaker.text(assumed))?;
            }
        }
        writeln!(out, "\n{}", book.say("所需材料", "Papers"))?;
        if let Some(why) = speaker.no_materials(policy) {
            writeln!(out, "  {why}")?;
        }
        for paper in papers.iter().flatten() {
            writeln!(out, "  {paper}")?;
        }
        for document in &policy.details.documents {
            let text = |id| speaker.text(id);
            let (number, url) = (document.number.map_or("", text), document.url.map_or("", text));
            writeln!(out, "\n《{}》{number} {url}", speaker.text(document.title))?;
        }
        let region = match case.profile.given(Facts::REGION) {
            Some(Possible::Places(places)) => places.first().copied(),
            _ => None,
        };
        writeln!(out, "\n{}", book.say("联系渠道", "Whom to ask"))?;
        let contacts = book.catalogue.contacts_for(Some(policy.category), region);
        if let Some(phone) = policy
            .details
            .phone
            .as_ref()
            .filter(|_| contacts.iter().all(|contact| contact.phone != policy.details.phone))
        {
            writeln!(out, "  {}: {phone}", book.say("电话", "telephone"))?;
        }
        for contact in contacts {
            let how = [contact.phone.as_deref(), contact.url.as_deref()];
            let how: Vec<&str> = how.into_iter().flatten().collect();
            writeln!(out, "  {} {}", speaker.text(contact.name), how.join(" "))?;
        }
        Ok(())
    }
}

pub(super) fn mark(truth: Truth) -> &'static str {
    match truth {
        Truth::True => "✓",
        Truth::Unknown => "?",
        Truth::False => "✗",
    }
}

/// The article that a criterion rests on, in brackets.
fn article(finding: &Finding<'_>) -> String {
    finding.criterion.article.as_ref().map_or(String::new(), |article| format!("（{article}）"))
}

pub(super) fn say(
    out: &mut impl Write,
    case: &Case,
    situation: &Situation<'_>,
    finding: &Finding<'_>,
    depth: usize,
) -> Result<(), Failure> {
    let speaker = case.book.speaker();
    let seen = speaker.seen(finding, situation).map_or(String::new(), |seen| format!("  {seen}"));
    let unsure = speaker.unsure(finding, situation).map_or(String::new(), |why| format!("  {}", speaker.label(&why)));
    let indent = "  ".repeat(depth);
    let (mark, criterion, article) = (mark(finding.truth), speaker.criterion(finding.criterion), article(finding));
    writeln!(out, "{indent}{mark} {criterion}{article}{seen}{unsure}")?;
    Ok(())
}

fn say_tree(
    out: &mut impl Write,
    case: &Case,
    situation: &Situation<'_>,
    finding: &Finding<'_>,
    depth: usize,
) -> Result<(), Failure> {
    if matches!(finding.criterion.test, Test::All(_) | Test::Any(_) | Test::Not(_) | Test::AtLeast(..)) {
        let name = case.book.speaker().group_of(finding.criterion);
        writeln!(out, "{}{} {name}{}", "  ".repeat(depth), mark(finding.truth), article(finding))?;
    } else {
        say(out, case, situation, finding, depth)?;
    }
    for part in &finding.parts {
        say_tree(out, case, situation, part, depth.saturating_add(1))?;
    }
    Ok(())
}

pub(super) fn finding_json(case: &Case, situation: &Situation<'_>, finding: &Finding<'_>) -> Value {
    let speaker = case.book.speaker();
    let parts: Vec<Value> = finding.parts.iter().map(|part| finding_json(case, situation, part)).collect();
    let facts: Vec<&str> =
        finding.criterion.own_facts().iter().map(|&fact| output::fact_id(&case.book, fact)).collect();
    json!({
        "outcome": match finding.truth { Truth::True => "met", Truth::Unknown => "unknown", Truth::False => "not_met" },
        "asks": speaker.criterion(finding.criterion),
        "facts": facts,
        "seen": speaker.seen(finding, situation),
        "unsure": speaker.unsure(finding, situation).map(output::unsure),
        "article": finding.criterion.article,
        "parts": parts,
    })
}
