//! What one policy answers, what policies are worth together, and what to ask.

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use super::super::input::Edition;
use super::{Day, Id};
use engine::catalogue::{Channel, Offer, PolicyId, Status};
use engine::enterprise::{FactId, Profile, write_profile};
use engine::matching::{self, Group, NextQuestion, Open, Situation, Unsure, Verdict};
use engine::quantity::{Money, Period, Span, bits_of};

/// What one policy answers.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Outcome<'a> {
    /// The id of the policy.
    id: &'a str,
    /// Its name.
    name: &'a str,
    /// Whether the enterprise meets its criteria.
    verdict: Id<Verdict>,
    /// Where it stands on the day.
    status: Id<Status>,
    /// Where it is shown.
    group: Id<Group>,
    /// The facts that can still change the verdict.
    missing: Vec<Missing<'a>>,
    /// Whether an authority decides something.
    authority_decides: bool,
    /// Whether the enterprise must check something itself.
    check_yourself: bool,
    /// What it is worth, where it states figures.
    estimate: Option<Estimate>,
    /// The facts that its worth depends on, where nothing bounds it.
    depends: Vec<&'a str>,
    /// Whether its worth may enter totals: money for the enterprise itself, kept or received.
    counts: bool,
    /// What it is if the usual answers hold, where that is more than is certain: eligible, or worth this.
    likely: Option<Likely<'a>>,
    /// The one change that would make it eligible, if there is one.
    near_miss: Option<NearMiss<'a>>,
    /// When it is in force.
    validity: Validity,
    /// How it is come by.
    channel: Id<Channel>,
}

impl<'a> Outcome<'a> {
    /// As it is written; `None` for a policy that the catalogue does not have.
    pub(crate) fn new(edition: &'a Edition, outcome: &matching::Outcome) -> Option<Self> {
        let policy = edition.catalogue.policy(outcome.policy)?;
        Some(Self {
            id: &policy.rule.id,
            name: edition.speaker().text(policy.name),
            verdict: Id(outcome.verdict),
            status: Id(outcome.status),
            group: Id(outcome.group),
            missing: missing(edition, &outcome.open),
            authority_decides: outcome.open.authority,
            check_yourself: outcome.open.check_yourself,
            estimate: outcome.estimate.map(Estimate::new),
            depends: outcome.depends.iter().map(|&fact| fact_id(edition, fact)).collect(),
            counts: outcome.counts,
            likely: outcome.likely.as_ref().map(|likely| Likely::new(edition, likely)),
            near_miss: outcome.near_miss.map(|near| NearMiss::new(edition, near)),
            validity: Validity::new(policy.validity),
            channel: Id(policy.channel),
        })
    }
}

/// What a policy is if the usual answers hold.
#[derive(Serialize, JsonSchema)]
struct Likely<'a> {
    /// The facts whose usual answers that rests on.
    rests_on: Vec<&'a str>,
    /// What it is worth then.
    estimate: Option<Estimate>,
}

impl<'a> Likely<'a> {
    fn new(edition: &'a Edition, likely: &matching::Likely) -> Self {
        Self {
            rests_on: likely.rests_on.iter().map(|&fact| fact_id(edition, fact)).collect(),
            estimate: likely.estimate.map(Estimate::new),
        }
    }
}

/// A usual answer that applies to the enterprise.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Supposed<'a> {
    /// The id of the fact.
    fact: &'a str,
    /// What is supposed of it, as a profile says it.
    value: Value,
    /// Why.
    why: &'a str,
}

impl<'a> Supposed<'a> {
    /// As it is written; `likely` is the enterprise with the usual answers.
    pub(crate) fn new(edition: &'a Edition, likely: &Situation<'_>, supposed: matching::Supposed) -> Self {
        let facts = &edition.catalogue.facts;
        let mut alone = Profile::new();
        alone.set(facts, supposed.fact, Some(likely.possible(supposed.fact).into_owned()));
        let value = write_profile(&alone, facts).as_object().and_then(|all| all.values().next().cloned());
        let usual = edition.catalogue.usual.get(supposed.usual);
        Self {
            fact: fact_id(edition, supposed.fact),
            value: value.unwrap_or_default(),
            why: usual.map_or("", |usual| edition.speaker().text(usual.why)),
        }
    }
}

/// A fact that can still change the verdict.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(crate) struct Missing<'a> {
    /// The id of the fact.
    fact: &'a str,
    /// Why it is not sure.
    why: Id<Unsure>,
}

/// The facts that can still change something, each with why it is not sure.
pub(crate) fn missing<'a>(edition: &'a Edition, open: &Open) -> Vec<Missing<'a>> {
    open.facts.iter().map(|&(fact, why)| Missing { fact: fact_id(edition, fact), why: Id(why) }).collect()
}

/// When a policy is in force, both ends included.
#[derive(Serialize, JsonSchema)]
struct Validity {
    /// The first day; null where that is not known.
    from: Option<Day>,
    /// The last day; null while it is open.
    to: Option<Day>,
}

impl Validity {
    fn new(span: Span) -> Self {
        Self { from: span.from.map(Day), to: span.to.map(Day) }
    }
}

/// What a policy is worth.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Estimate {
    /// At least, in fen.
    low_fen: i64,
    /// At most, in fen; null where nothing bounds it yet.
    high_fen: Option<i64>,
    /// How often.
    period: Id<Period>,
}

impl Estimate {
    pub(crate) fn new(estimate: matching::Estimate) -> Self {
        Self { low_fen: estimate.low.fen(), high_fen: estimate.high.map(Money::fen), period: Id(estimate.period) }
    }
}

/// The one change that would be enough, with its sentence.
#[derive(Serialize, JsonSchema)]
#[serde(untagged)]
pub(crate) enum NearMiss<'a> {
    /// Nothing but time.
    Day {
        /// The first day on which it would be open.
        day: Day,
        /// The same in words.
        text: String,
    },
    /// A number; money in fen, rates in parts per million, dates in days.
    Number {
        /// The id of the fact.
        fact: &'a str,
        /// What it is.
        now: i64,
        /// What it would have to be.
        to: i64,
        /// The same in words.
        text: String,
    },
    /// An option that would have to be chosen or gained.
    Option {
        /// The id of the fact.
        fact: &'a str,
        /// The option.
        option: Option<&'a str>,
        /// The same in words.
        text: String,
    },
}

impl<'a> NearMiss<'a> {
    pub(crate) fn new(edition: &'a Edition, near: matching::NearMiss) -> Self {
        let text = edition.speaker().near_miss(near);
        match near {
            matching::NearMiss::Day(day) => Self::Day { day: Day(day), text },
            matching::NearMiss::Number { fact, now, to } => {
                Self::Number { fact: fact_id(edition, fact), now, to, text }
            }
            matching::NearMiss::Option { fact, option } => {
                let options = edition.catalogue.facts.get(fact).map(engine::enterprise::Fact::options);
                let option = options.and_then(|options| options.get(option).copied());
                Self::Option { fact: fact_id(edition, fact), option, text }
            }
        }
    }
}

/// The best set of policies that may be used together.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Combination<'a> {
    /// The policies used.
    used: Vec<&'a str>,
    /// Those left out because another one is worth more.
    left_out: Vec<LeftOut<'a>>,
    /// What comes every year.
    year: Total,
    /// What comes once.
    once: Total,
    /// The policies used that nothing bounds yet: a total holds at most their least.
    unbounded: Vec<&'a str>,
}

/// A policy left out.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
struct LeftOut<'a> {
    /// The id of the policy.
    id: &'a str,
    /// The one used instead.
    instead: &'a str,
    /// The group that both belong to; null where one names the other.
    group: Option<&'a str>,
}

/// In fen, null while nothing in it is priced.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(crate) struct Total {
    /// At least, in fen.
    low_fen: Option<i64>,
    /// At most, in fen, as far as it is bounded.
    high_fen: Option<i64>,
    /// Whether something in it is not bounded yet, and counted with its least only.
    open: bool,
}

impl Total {
    pub(crate) fn new(total: matching::Total) -> Self {
        let bounds = total.bounds().map(|(low, high)| (low.fen(), high.fen()));
        Self { low_fen: bounds.map(|(low, _)| low), high_fen: bounds.map(|(_, high)| high), open: total.open }
    }
}

impl<'a> Combination<'a> {
    pub(crate) fn new(edition: &'a Edition, combination: &matching::Combination) -> Self {
        let left_out = combination.left_out.iter().map(|left| {
            let group = left.group.and_then(|group| edition.catalogue.groups.get(usize::from(group.0)));
            LeftOut {
                id: policy_id(edition, left.policy),
                instead: policy_id(edition, left.instead),
                group: group.map(String::as_str),
            }
        });
        Self {
            used: policy_ids(edition, &combination.used),
            left_out: left_out.collect(),
            year: Total::new(combination.year),
            once: Total::new(combination.once),
            unbounded: combination.unbounded.iter().map(|(id, _)| policy_id(edition, *id)).collect(),
        }
    }
}

/// A fact worth asking for.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Question<'a> {
    /// The id of the fact.
    fact: &'a str,
    /// The question.
    ask: String,
    /// Why the fact is not sure.
    why: Id<Unsure>,
    /// The options that can still change something; none for a number or place.
    options: Vec<&'a str>,
    /// The policies that at least one answer settles, but for an authority's decision.
    settles: Vec<&'a str>,
    /// The policies usable now whose worth can be said more closely with it.
    estimates: Vec<&'a str>,
    /// How many policies' verdicts depend on it.
    touches: usize,
    /// What the policies that it may settle are worth at most, as far as that is bounded, in fen.
    worth_fen: i64,
    /// When it is put to such an enterprise.
    offer: Id<Offer>,
}

impl<'a> Question<'a> {
    pub(crate) fn new(edition: &'a Edition, situation: &Situation<'_>, question: &NextQuestion) -> Self {
        let options = edition.catalogue.facts.get(question.fact).map_or_else(Vec::new, |fact| {
            let names = fact.options();
            bits_of(question.options).filter_map(|index| names.get(index).copied()).collect()
        });
        Self {
            fact: fact_id(edition, question.fact),
            ask: edition.speaker().ask(question.fact, situation).to_owned(),
            why: Id(question.why),
            options,
            settles: policy_ids(edition, &question.settles),
            estimates: policy_ids(edition, &question.estimates),
            touches: question.touches,
            worth_fen: question.worth.fen(),
            offer: Id(question.offer),
        }
    }
}

/// The name of a fact in files.
pub(crate) fn fact_id(edition: &Edition, fact: FactId) -> &str {
    edition.catalogue.facts.get(fact).map_or("", |fact| fact.id.as_str())
}

/// The name of a policy in files.
pub(crate) fn policy_id(edition: &Edition, id: PolicyId) -> &str {
    edition.catalogue.policy(id).map_or("", |policy| policy.rule.id.as_str())
}

/// The names of policies in files.
pub(crate) fn policy_ids<'a>(edition: &'a Edition, ids: &[PolicyId]) -> Vec<&'a str> {
    ids.iter().map(|&id| policy_id(edition, id)).collect()
}
