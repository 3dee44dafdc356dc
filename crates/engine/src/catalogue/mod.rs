//! What the policies say: policies, criteria, benefits, their texts; reading, packing and checking them.
//!
//! A [`Catalogue`] is checked when it is read: every fact, definition and policy that it names exists, every value
//! fits its fact. Its [`Rules`] alone are enough for verdicts: a page starts with some of them. Only [`loading`] knows
//! JSON; the page gets the [`packed`] form.

mod act;
mod circumstance;
mod contact;
mod criterion;
mod family;
mod filing;
mod formula;
pub mod loading;
mod noun;
mod option_words;
pub mod packed;
mod parameter;
mod place;
mod policy;
mod texts;

pub use act::{Act, ActDay};
pub use circumstance::{Circumstance, Circumstances, Tick, UsualAnswer, UsualValue};
pub use contact::Contact;
pub use criterion::{Bound, Criterion, DefinitionId, Operand, Test, Walk};
pub use family::Family;
pub use filing::Filing;
pub use formula::{Base, Formula, Fraction};
pub use noun::Noun;
pub use parameter::{DefinitionWithParameters, Parameter, ParameterId, ParameterUse, ParameterValue, WithParameters};
pub use place::{Place, PlaceId};
pub use policy::{
    Benefit, BenefitKind, Category, Channel, Details, Document, Exclusion, ExclusiveGroup, GroupId, Level, Origin, Per,
    Policy, PolicyId, Recipient, Rule, Standing, Status, Title, Verification,
};
pub use texts::{Language, TextId, Texts};

use std::ops::Deref;

use serde::{Deserialize, Serialize};

use crate::enterprise::{Code, Fact, FactId, Facts, plain_name, simplified};
use crate::quantity::{Bits, Date, bit};

/// What verdicts rest on: the rules of policies, with the facts and definitions their criteria use.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rules {
    /// The version of the catalogue, apart from that of the program.
    pub version: String,
    /// The day on which its contents were last reviewed as a whole.
    pub reviewed: Option<Date>,
    /// The facts that criteria may test.
    pub facts: Facts,
    /// Criteria that several policies share.
    pub definitions: Vec<Definition>,
    /// The policies, in the order of the file.
    pub policies: Vec<Rule>,
}

/// All policies, with all that is known of them. It can be used wherever its rules are enough.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Catalogue {
    /// What verdicts rest on.
    pub rules: Rules,
    /// What else is known of each policy, in the same order: as many as there are policies.
    pub details: Vec<Details>,
    /// Its title.
    pub title: TextId,
    /// How each fact is put to people, by fact number.
    pub questions: Vec<Question>,
    /// Why each relation between facts holds, by its number.
    pub relation_reasons: Vec<TextId>,
    /// What is true of most enterprises; of those for a fact the first that applies counts.
    pub usual: Vec<UsualAnswer>,
    /// The families of facts that are asked for together.
    pub circumstances: Circumstances,
    /// Terms that the texts use, explained once.
    pub glossary: Vec<(TextId, TextId)>,
    /// The names of groups of which at most one policy may be used.
    pub groups: Vec<String>,
    /// Where policies were looked for, when, and what is known to be missing.
    pub surveyed: Vec<Survey>,
    /// Whom to ask.
    pub contacts: Vec<Contact>,
    /// Where things are done.
    pub places: Vec<Place>,
    /// Dated official values.
    pub parameters: Vec<Parameter>,
    /// The definitions that name parameters.
    pub definitions_with_parameters: Vec<DefinitionWithParameters>,
    /// Policies of one kind that are shown together.
    pub families: Vec<Family>,
    /// The tax returns in which policies are claimed.
    pub filings: Vec<Filing>,
}

impl Deref for Catalogue {
    type Target = Rules;

    fn deref(&self) -> &Rules {
        &self.rules
    }
}

/// Where policies were looked for, when, and what is known to be missing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Survey {
    /// The region; [`Code::ROOT`] is the nation.
    pub region: Code,
    /// The levels of government whose policies were looked for there.
    pub levels: Vec<Level>,
    /// When.
    pub on: Date,
    /// What is known to be missing.
    pub missing: Vec<TextId>,
}

/// A criterion that several policies share.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Definition {
    /// Its name in files.
    pub id: String,
    /// Its name for people.
    pub name: TextId,
    /// What it takes.
    pub criterion: Criterion,
}

/// How a fact is put to people.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// The name of the fact.
    pub name: TextId,
    /// The question.
    pub ask: TextId,
    /// More help, if any.
    pub help: Option<TextId>,
    /// The unit after a count, if any.
    pub unit: Option<TextId>,
    /// The names of the options, in order.
    pub options: Vec<TextId>,
    /// What a number is taken to be in an estimate while it is not known exactly.
    pub believable: Option<Believable>,
    /// Other ways to put it to some enterprises; the first that holds counts.
    pub variants: Vec<Variant>,
}

impl Question {
    /// The criteria that decide how it is put, and what its fact is taken to be.
    pub fn criteria(&self) -> impl Iterator<Item = &Criterion> {
        let zero = self.believable.as_ref().and_then(|believable| believable.zero_when.as_ref());
        self.variants.iter().map(|variant| &variant.when).chain(zero)
    }
}

/// What a number is taken to be where an estimate needs it and it is not known exactly. No verdict rests on it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Believable {
    /// How much it is at most.
    pub most: Option<Most>,
    /// Whose is zero: the loan of those who have none and want none.
    pub zero_when: Option<Criterion>,
}

/// How much a number is at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Most {
    /// This much, in the unit of the fact.
    Fixed(i64),
    /// As much as another fact, such as the revenue.
    Of(FactId),
}

/// How a fact is put to the enterprises that meet a criterion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Variant {
    /// Who they are.
    pub when: Criterion,
    /// The question in their words, if it differs.
    pub ask: Option<TextId>,
    /// When it is offered to them.
    pub offer: Offer,
}

/// When a question is offered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Offer {
    /// Never by itself: an answer would change something only against all experience.
    Never,
    /// As much as it settles.
    #[default]
    Usual,
    /// Sooner than those that are no more theirs than anyone's.
    First,
}

impl Offer {
    /// All, from the least.
    pub const ALL: [Self; 3] = [Self::Never, Self::Usual, Self::First];

    /// Its name in files.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Never => "never",
            Self::Usual => "usual",
            Self::First => "first",
        }
    }
}

impl Rules {
    /// The rule of the policy with this number.
    #[must_use]
    pub fn rule(&self, id: PolicyId) -> Option<&Rule> {
        self.policies.get(usize::try_from(id.0).ok()?)
    }

    /// The number of the policy with this name.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<PolicyId> {
        let index = self.policies.iter().position(|policy| policy.id == name)?;
        u32::try_from(index).ok().map(PolicyId)
    }

    /// The rules of all policies with their numbers, in the order of the file.
    pub fn iter(&self) -> impl Iterator<Item = (PolicyId, &Rule)> {
        (0_u32..).map(PolicyId).zip(&self.policies)
    }

    /// The definition with this number.
    #[must_use]
    pub fn definition(&self, id: DefinitionId) -> Option<&Definition> {
        self.definitions.get(usize::from(id.0))
    }

    /// Those that a first screen shows before the others have come: of the policies that hold on a day, whatever the region,
    /// those that an enterprise can have without winning them. Facts, definitions and the numbers of texts stay what they are; those of policies do not.
    #[must_use]
    pub fn first(&self, on: Date) -> Self {
        let is_shown = |rule: &&Rule| {
            let is_had = !rule.is_background() && !rule.must_be_won();
            is_had && rule.status(on) == Status::InForce && !self.is_regional(&rule.criterion)
        };
        Self { policies: self.policies.iter().filter(is_shown).cloned().collect(), ..self.clone() }
    }

    /// Whether a criterion takes a region.
    fn is_regional(&self, criterion: &Criterion) -> bool {
        let takes = |part: &Criterion| matches!(&part.test, Test::Within { fact, .. } if *fact == Facts::REGION);
        criterion.demands(self).any(takes)
    }
}

impl Catalogue {
    /// The policy with this number.
    #[must_use]
    pub fn policy(&self, id: PolicyId) -> Option<Policy<'_>> {
        let index = usize::try_from(id.0).ok()?;
        Some(Policy { rule: self.rules.policies.get(index)?, details: self.details.get(index)? })
    }

    /// All policies, in the order of the file.
    pub fn policies(&self) -> impl Iterator<Item = Policy<'_>> {
        self.rules.policies.iter().zip(&self.details).map(|(rule, details)| Policy { rule, details })
    }

    /// The policy that tells of something ([`Details::tells_of`]). The last one counts, so that a local catalogue can put
    /// its own in place.
    #[must_use]
    pub fn telling_of(&self, something: &str) -> Option<PolicyId> {
        let tells = |(_, policy): &(PolicyId, Policy<'_>)| policy.details.tells_of.as_deref() == Some(something);
        self.iter().filter(tells).last().map(|(id, _)| id)
    }

    /// The options of a fact that are called so in a language of these texts, the name as [`plain_name`] writes it: by
    /// the whole name, by a word of licences and registers for it, or by its beginning, and in traditional characters.
    #[must_use]
    pub fn options_called(&self, texts: &Texts, fact: &Fact, name: &str) -> Bits {
        match self.options_named(texts, fact, name) {
            0 => self.options_named(texts, fact, &simplified(name)),
            found => found,
        }
    }

    fn options_named(&self, texts: &Texts, fact: &Fact, name: &str) -> Bits {
        let id = self.rules.facts.find(&fact.id);
        let Some(question) = id.and_then(|id| self.questions.get(usize::from(id.0))) else { return 0 };
        let bears = |id: TextId| Language::ALL.iter().any(|&language| plain_name(texts.get(id, language)) == name);
        let bearing = |bears: &dyn Fn(usize, TextId) -> bool| {
            let bearing =
                question.options.iter().enumerate().filter(|&(index, id)| !name.is_empty() && bears(index, *id));
            bearing.fold(0, |all, (index, _)| all | bit(index))
        };
        // A whole name goes before a word for it, and that before its beginning.
        let options = fact.options();
        let by_word = |index: usize, _| {
            options.get(index).is_some_and(|option| option_words::is_also_called(&fact.id, option, name))
        };
        let by_beginning = |_, id| option_words::is_short_for(name, &plain_name(texts.get(id, Language::ZhCn)));
        let ways: [&dyn Fn(usize, TextId) -> bool; 3] = [&|_, id| bears(id), &by_word, &by_beginning];
        ways.into_iter().map(bearing).find(|found| *found != 0).unwrap_or(0)
    }

    /// All policies with their numbers, in the order of the file.
    pub fn iter(&self) -> impl Iterator<Item = (PolicyId, Policy<'_>)> {
        (0_u32..).map(PolicyId).zip(self.policies())
    }

    /// Adds a policy behind the others.
    pub fn push(&mut self, rule: Rule, details: Details) {
        self.rules.policies.push(rule);
        self.details.push(details);
    }

    /// Takes policies out; those behind them move up, and references follow. Gives the new number of an old one, if it
    /// is still there.
    pub fn hide(&mut self, hidden: &[PolicyId]) -> impl Fn(PolicyId) -> Option<PolicyId> + use<> {
        let mut hidden = hidden.to_vec();
        crate::quantity::sort_distinct(&mut hidden);
        let moved = move |id: PolicyId| match hidden.binary_search(&id) {
            Ok(_) => None,
            Err(before) => Some(PolicyId(id.0.saturating_sub(u32::try_from(before).unwrap_or(u32::MAX)))),
        };
        let rules = std::mem::take(&mut self.rules.policies);
        let details = std::mem::take(&mut self.details);
        for (index, (rule, mut details)) in (0_u32..).zip(rules.into_iter().zip(details)) {
            if moved(PolicyId(index)).is_none() {
                continue;
            }
            details.supersedes = details.supersedes.into_iter().filter_map(&moved).collect();
            details.excludes.retain_mut(|exclusion| match moved(exclusion.policy) {
                Some(id) => {
                    exclusion.policy = id;
                    true
                }
                None => false,
            });
            self.push(rule, details);
        }
        self.families.retain_mut(|family| {
            family.policies = family.policies.iter().copied().filter_map(&moved).collect();
            family.policies.len() > 1
        });
        self.filings.retain_mut(|filing| {
            filing.policies = filing.policies.iter().copied().filter_map(&moved).collect();
            !filing.policies.is_empty()
        });
        self.contacts.retain_mut(|contact| {
            contact.policy = contact.policy.and_then(&moved);
            contact.policy.is_some() || contact.phone.is_some() || contact.url.is_some()
        });
        moved
    }

    /// The policies that follow this one.
    pub fn successors(&self, id: PolicyId) -> impl Iterator<Item = PolicyId> {
        self.iter().filter(move |(_, policy)| policy.details.supersedes.contains(&id)).map(|(successor, _)| successor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether a criterion as written demands a place.
    fn demands_region(criterion: &serde_json::Value) -> bool {
        criterion["fact"] == "region"
            || criterion["all"].as_array().is_some_and(|parts| parts.iter().any(demands_region))
    }

    #[test]
    fn the_first_rules_are_those_of_the_whole_country_that_hold_on_the_day() {
        let file =
            std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../policies.json")).expect("the file");
        let catalogue = loading::load(&file).catalogue;
        let day = catalogue.reviewed.expect("a day");
        let first = catalogue.first(day);
        assert_eq!((&first.facts, &first.definitions), (&catalogue.facts, &catalogue.definitions));
        let json: serde_json::Value = serde_json::from_str(&file).expect("JSON");
        for (policy, written) in catalogue.policies().zip(json["policies"].as_array().expect("policies")) {
            let holds = policy.status(day) == Status::InForce && !policy.is_background() && !policy.must_be_won();
            // What is left out in some places is nationwide all the same.
            let is_regional = written.get("region").is_some() || demands_region(&written["for"]);
            let is_first = holds && !is_regional;
            let found = first.find(&policy.id).and_then(|id| first.rule(id));
            assert_eq!(found, is_first.then_some(policy.rule), "{}", policy.id);
        }
    }
}
