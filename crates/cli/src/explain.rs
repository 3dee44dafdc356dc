//! `explain`: why one policy does or does not apply.

use std::borrow::Cow;
use std::io::Write;

use clap::Args;
use schemars::JsonSchema;
use serde::Serialize;

use super::input::{Case, Edition};
use super::output::{Id, Outcome as WrittenOutcome, Supposed, fact_id, write_dated};
use super::phrases::Phrase;
use super::{Enterprise, Failure, Format};
use engine::catalogue::{Policy, Test};
use engine::enterprise::{Code, Facts, Possible};
use engine::matching::{
    Reason, Situation, Truth, Unsure, believed, official_values, outcome, sufficient, suppose, supposed, tree, working,
};
use engine::quantity::Date;

/// `explain`
#[derive(Debug, Args)]
pub(super) struct Explain {
    /// The id of the policy
    id: String,
    #[command(flatten)]
    given: Enterprise,
}

/// What `explain` writes.
#[derive(Serialize, JsonSchema)]
pub(super) struct Output<'a> {
    /// What the policy answers.
    policy: WrittenOutcome<'a>,
    /// The usual answers that it rests on if it is likely.
    supposed: Vec<Supposed<'a>>,
    /// The criteria that decide.
    reasons: Vec<WrittenFinding<'a>>,
    /// All criteria.
    tree: WrittenFinding<'a>,
    /// The arithmetic of the estimate, if there is one.
    working: Option<String>,
    /// What to do, in order.
    steps: Vec<&'a str>,
    /// Where it is done in the region told; empty where that is not known.
    places: Vec<WrittenPlace<'a>>,
    /// Whom to ask what, where it is handed in at no place known; null where there is nothing to ask.
    ask: Option<Ask<'a>>,
    /// When it can be applied for, as a sentence; the last time where the next one is not published.
    window: Option<String>,
    /// What the law wants done by a day that comes again, as sentences.
    acts: Vec<String>,
    /// The official values that its rule and formula rest on.
    official_values: Vec<String>,
    /// The papers; empty: none beyond the usual; null: not known.
    materials: Option<Vec<&'a str>>,
}

/// Where something is done.
#[derive(Serialize, JsonSchema)]
struct WrittenPlace<'a> {
    /// The id of the place.
    id: &'a str,
    /// Its name, with its region where it does not serve the one told for certain.
    name: String,
    /// Its official address.
    url: Option<&'a str>,
    /// Its telephone number.
    phone: Option<&'a str>,
}

/// Whom to ask what.
#[derive(Serialize, JsonSchema)]
struct Ask<'a> {
    /// The number to call.
    phone: Option<&'a str>,
    /// The question, in Chinese in every language.
    question: String,
}

/// A criterion, what came of it, and those below.
#[derive(Serialize, JsonSchema)]
struct WrittenFinding<'a> {
    #[serde(flatten)]
    criterion: WrittenCriterion<'a>,
    /// The criteria below it.
    parts: Vec<WrittenFinding<'a>>,
}

impl<'a> WrittenFinding<'a> {
    fn new(case: &'a Case, situation: &Situation<'_>, finding: &Reason<'a>) -> Self {
        Self {
            criterion: WrittenCriterion::new(case, situation, finding),
            parts: finding.parts.iter().map(|part| Self::new(case, situation, part)).collect(),
        }
    }
}

/// A criterion, and what came of it.
#[derive(Serialize, JsonSchema)]
pub(super) struct WrittenCriterion<'a> {
    /// Whether it is met.
    outcome: CriterionOutcome,
    /// What it asks, as a sentence.
    asks: String,
    /// The facts that it looks at.
    facts: Vec<&'a str>,
    /// What it saw of them.
    seen: Option<String>,
    /// Why its outcome is not sure.
    unsure: Option<Id<Unsure>>,
    /// The article of the document it rests on.
    article: Option<&'a str>,
}

/// Whether a criterion is met.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum CriterionOutcome {
    Met,
    Unknown,
    NotMet,
}

impl<'a> WrittenCriterion<'a> {
    pub(super) fn new(case: &'a Case, situation: &Situation<'_>, finding: &Reason<'a>) -> Self {
        let speaker = case.edition.speaker();
        let facts = finding.criterion.own_facts();
        Self {
            outcome: match finding.truth {
                Truth::True => CriterionOutcome::Met,
                Truth::Unknown => CriterionOutcome::Unknown,
                Truth::False => CriterionOutcome::NotMet,
            },
            asks: speaker.criterion(finding.criterion),
            facts: facts.iter().map(|&fact| fact_id(&case.edition, fact)).collect(),
            seen: speaker.seen(finding, situation),
            unsure: speaker.unsure(finding, situation).map(Id),
            article: finding.criterion.article.as_deref(),
        }
    }
}

impl Explain {
    pub(super) fn run(self, out: &mut impl Write) -> Result<(), Failure> {
        let case = Case::open(&self.given)?;
        let (edition, speaker) = (&case.edition, case.edition.speaker());
        let id = edition.find(&self.id)?;
        let situation = Situation::new(&edition.catalogue.facts, &case.profile, case.on);
        let found = edition.catalogue.policy(id).zip(outcome(&edition.catalogue, &situation, id));
        let Some((policy, outcome)) = found else { return Ok(()) };
        let findings = tree(&edition.catalogue, &situation, &policy.criterion);
        let reasons = sufficient(&findings);
        let formula = policy.details.benefit.estimate.as_ref();
        let believed =
            formula.map_or(Cow::Borrowed(&situation), |formula| believed(&edition.catalogue, &situation, formula));
        let is_open = outcome.estimate.is_some_and(|estimate| estimate.high.is_none());
        let arithmetic = formula.map(|formula| {
            let working = working(&edition.catalogue, &believed, formula);
            if is_open { working.without_upper_ends() } else { working }
        });
        let (likely, mut usual) = suppose(&edition.catalogue, &situation);
        usual.retain(|one| outcome.likely.as_ref().is_some_and(|likely| likely.rests_on.contains(&one.fact)));
        let region = match case.profile.given(Facts::REGION) {
            Some(Possible::Places(places)) => places.first().copied(),
            _ => None,
        };
        let doing = Doing::new(edition, policy, region, case.on);
        let papers: Option<Vec<&str>> =
            policy.details.materials.as_ref().map(|papers| papers.iter().map(|&paper| speaker.text(paper)).collect());
        let official: Vec<String> = official_values(&edition.catalogue, &situation, policy)
            .iter()
            .map(|value| speaker.official(value))
            .collect();
        if self.given.common.format == Format::Json {
            let Some(written) = WrittenOutcome::new(edition, &outcome) else { return Ok(()) };
            let output = Output {
                policy: written,
                supposed: usual.into_iter().map(|one| Supposed::new(edition, &likely, one)).collect(),
                reasons: reasons.iter().map(|finding| WrittenFinding::new(&case, &situation, finding)).collect(),
                tree: WrittenFinding::new(&case, &situation, &findings),
                working: arithmetic.map(|working| speaker.working(&working)),
                steps: doing.steps,
                places: doing.places,
                ask: doing.ask,
                window: doing.window,
                acts: doing.acts,
                official_values: official,
                materials: papers,
            };
            return write_dated(out, edition, case.on, output);
        }
        writeln!(out, "{}  [{}]", speaker.text(policy.name), policy.id)?;
        if let Some(chinese) = speaker.chinese_beside(policy.name) {
            writeln!(out, "{chinese}")?;
        }
        writeln!(out, "{}  {}", speaker.label(&outcome.verdict), speaker.label(&outcome.status))?;
        if let Some(why) = speaker.not_claimed(policy.rule) {
            writeln!(out, "{why}")?;
        }
        if let Some(source) = speaker.local_source(policy.details.source) {
            writeln!(out, "{source}")?;
        }
        writeln!(out, "{}", speaker.text(policy.details.summary))?;
        if let Some(said) = speaker.likely(&outcome, &likely) {
            writeln!(out, "\n{said}")?;
            for one in usual {
                writeln!(out, "  {}", speaker.usual_answer(one, &likely))?;
            }
        }
        if !reasons.is_empty() {
            writeln!(out, "\n{}", edition.say(Phrase::WhatDecides))?;
            for finding in reasons {
                write_finding(out, &case, &situation, finding, 1)?;
            }
        }
        writeln!(out, "\n{}", edition.say(Phrase::AllCriteria))?;
        write_tree(out, &case, &situation, &findings, 1)?;
        if let Some(near) = outcome.near_miss {
            writeln!(out, "\n{}: {}", edition.say(Phrase::HowFarOff), speaker.near_miss(near))?;
        }
        writeln!(out, "\n{}", speaker.text(policy.details.benefit.text))?;
        if let (Some(working), Some(worth)) = (arithmetic, speaker.worth(&outcome)) {
            writeln!(out, "{}: {worth}", edition.say(Phrase::Estimate))?;
            writeln!(out, "{}", speaker.working(&working))?;
            for (fact, range) in supposed(&edition.catalogue, &situation, working.formula) {
                writeln!(out, "{}{}", edition.say(Phrase::Assuming), speaker.supposed(fact, range))?;
            }
            for &assumed in &policy.details.benefit.assumes {
                writeln!(out, "{}{}", edition.say(Phrase::Assuming), speaker.text(assumed))?;
            }
        }
        doing.write(out, edition, policy)?;
        for value in official {
            writeln!(out, "{}{value}", edition.say(Phrase::OfficialValue))?;
        }
        writeln!(out, "\n{}", edition.say(Phrase::PapersNeeded))?;
        if let Some(why) = speaker.no_materials(policy) {
            writeln!(out, "  {why}")?;
        }
        for &paper in policy.details.materials.iter().flatten() {
            writeln!(out, "  {}", speaker.for_clerk(paper))?;
        }
        for document in &policy.details.documents {
            let text = |id| speaker.text(id);
            let (number, url) = (document.number.map_or("", text), document.url.map_or("", text));
            writeln!(out, "\n{}", format!("《{}》{number} {url}", speaker.text(document.title)).trim_end())?;
        }
        writeln!(out, "\n{}", edition.say(Phrase::WhomToAsk))?;
        let contacts = edition.catalogue.contacts_for(Some(policy.category), region);
        if let Some(phone) = policy
            .details
            .phone
            .as_ref()
            .filter(|_| contacts.iter().all(|contact| contact.phone != policy.details.phone))
        {
            writeln!(out, "  {}: {phone}", edition.say(Phrase::TelephoneOf))?;
        }
        for contact in contacts {
            let how = [contact.phone.as_deref(), contact.url.as_deref()];
            let how: Vec<&str> = how.into_iter().flatten().collect();
            writeln!(out, "  {} {}", speaker.for_clerk(contact.name), how.join(" "))?;
        }
        if let Some(said) = speaker.counters_speak() {
            writeln!(out, "  {said}")?;
        }
        Ok(())
    }
}

/// How a policy is got by an enterprise of a region on a day.
struct Doing<'a> {
    steps: Vec<&'a str>,
    places: Vec<WrittenPlace<'a>>,
    ask: Option<Ask<'a>>,
    window: Option<String>,
    acts: Vec<String>,
}

impl<'a> Doing<'a> {
    fn new(edition: &'a Edition, policy: Policy<'a>, region: Option<Code>, on: Date) -> Self {
        let (speaker, catalogue) = (edition.speaker(), &edition.catalogue);
        let places = catalogue.places_for(policy, region);
        let is_asked = places.is_empty() && policy.is_handed_in(on);
        Self {
            steps: policy.details.steps.iter().map(|&step| speaker.text(step)).collect(),
            places: places
                .into_iter()
                .map(|place| WrittenPlace {
                    id: &place.id,
                    name: speaker.place_to_go(place, region),
                    url: place.url.as_deref(),
                    phone: place.phone.as_deref(),
                })
                .collect(),
            ask: is_asked.then(|| Ask {
                phone: catalogue.number_to_ask(policy, region),
                question: speaker.question_to_read_out(policy),
            }),
            window: speaker.window(policy, on),
            acts: policy.details.acts.iter().map(|act| speaker.act(act)).collect(),
        }
    }

    fn write(&self, out: &mut impl Write, edition: &Edition, policy: Policy<'_>) -> Result<(), Failure> {
        let speaker = edition.speaker();
        let channel = if policy.is_background() { "" } else { speaker.label(&policy.channel) };
        let colon = if channel.is_empty() { "" } else { ": " };
        writeln!(out, "\n{}{colon}{channel}", edition.say(Phrase::HowTo))?;
        for (number, step) in (1_usize..).zip(&self.steps) {
            writeln!(out, "  {number}. {step}")?;
        }
        if !self.places.is_empty() || self.ask.is_some() {
            writeln!(out, "\n{}", edition.say(Phrase::WhereTo))?;
        }
        for place in &self.places {
            let how = [Some(place.name.as_str()), place.url, place.phone];
            writeln!(out, "  {}", how.into_iter().flatten().collect::<Vec<&str>>().join(" "))?;
        }
        if let Some(Ask { phone, question }) = &self.ask {
            writeln!(out, "  {}", speaker.place_not_known(policy, *phone))?;
            writeln!(out, "  {question}")?;
        }
        if let Some(window) = &self.window {
            writeln!(out, "\n{}: {window}", edition.say(Phrase::ApplyWhen))?;
        }
        if !self.acts.is_empty() {
            writeln!(out, "\n{}", edition.say(Phrase::ByLaw))?;
            for act in &self.acts {
                writeln!(out, "  {act}")?;
            }
            writeln!(out, "  {}", speaker.rest_days_move())?;
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

pub(super) fn write_finding(
    out: &mut impl Write,
    case: &Case,
    situation: &Situation<'_>,
    finding: &Reason<'_>,
    depth: usize,
) -> Result<(), Failure> {
    let speaker = case.edition.speaker();
    let seen = speaker.seen(finding, situation).map_or(String::new(), |seen| format!("  {seen}"));
    let unsure = speaker.unsure(finding, situation).map_or(String::new(), |why| format!("  {}", speaker.label(&why)));
    let indent = "  ".repeat(depth);
    let (mark, criterion, article) =
        (mark(finding.truth), speaker.criterion(finding.criterion), speaker.article(finding.criterion));
    writeln!(out, "{indent}{mark} {criterion}{article}{seen}{unsure}")?;
    Ok(())
}

fn write_tree(
    out: &mut impl Write,
    case: &Case,
    situation: &Situation<'_>,
    finding: &Reason<'_>,
    depth: usize,
) -> Result<(), Failure> {
    if matches!(finding.criterion.test, Test::All(_) | Test::Any(_) | Test::Not(_) | Test::AtLeast(..)) {
        let speaker = case.edition.speaker();
        let (name, article) = (speaker.group_of(finding.criterion), speaker.article(finding.criterion));
        writeln!(out, "{}{} {name}{article}", "  ".repeat(depth), mark(finding.truth))?;
    } else {
        write_finding(out, case, situation, finding, depth)?;
    }
    for part in &finding.parts {
        write_tree(out, case, situation, part, depth.saturating_add(1))?;
    }
    Ok(())
}
