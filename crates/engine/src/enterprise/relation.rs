//! Relations: what always holds between facts, by law or by what they mean.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::{FactId, Facts, Kind, Possible, Profile};
use crate::quantity::{Interval, Rate};

/// The number of a relation in its [`Facts`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RelationId(pub usize);

/// What always holds between facts of every enterprise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Relation {
    /// A number is at most a share of another: the disabled staff at most all staff.
    AtMost {
        /// The number that is bounded.
        fact: FactId,
        /// The number that bounds it.
        of: FactId,
        /// The share of it, in parts per million; not negative.
        share: Rate,
    },
    /// Where something holds of some facts, something holds of others: an individual business is private.
    Follows {
        /// What must hold, all of it.
        when: Vec<(FactId, Possible)>,
        /// What holds then, all of it; each fact once.
        then: Vec<(FactId, Possible)>,
    },
}

/// More rounds than any relations need that an editor writes; those that narrow each other without end stop here.
const MOST_ROUNDS: usize = 64;

/// What a profile says together with the relations.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Narrowed {
    /// What is possible; `None` where the relations add nothing to what was told.
    pub profile: Option<Profile>,
    /// The relations that what was told does not keep to. They add nothing.
    pub broken: Vec<RelationId>,
}

impl Relation {
    /// The facts that it is about, in order.
    #[must_use]
    pub fn facts(&self) -> Vec<FactId> {
        match self {
            Self::AtMost { fact, of, .. } => vec![*fact, *of],
            Self::Follows { when, then } => when.iter().chain(then).map(|(fact, _)| *fact).collect(),
        }
    }

    /// Narrows a profile; whether it did, and `None` if what is possible does not keep to the relation.
    fn narrow(&self, facts: &Facts, profile: &mut Cow<'_, Profile>) -> Option<bool> {
        match self {
            Self::AtMost { fact, of, share } => {
                let (bounded, bound) = (range(facts, profile, *fact)?, range(facts, profile, *of)?);
                let most = share_of(bound.high(), *share);
                let bounded = Interval::new(bounded.low(), bounded.high().min(most))?;
                let least = if share.ppm() == 0 { bound.low() } else { whole_of(bounded.low(), *share) };
                let bound = Interval::new(bound.low().max(least), bound.high())?;
                let fact = confine(facts, profile, *fact, &Possible::Numbers(bounded))?;
                Some(confine(facts, profile, *of, &Possible::Numbers(bound))? || fact)
            }
            Self::Follows { when, then } => {
                let cannot_be =
                    |profile: &Profile| then.iter().any(|(fact, holds)| !maybe(facts, profile, *fact, holds));
                let (first, second) = {
                    let mut open = when.iter().filter(|(fact, premise)| !surely(facts, profile, *fact, premise));
                    (open.next(), open.next())
                };
                match (first, second) {
                    // Before any of it is taken over, so that nothing is where not all of it can be.
                    (None, _) if cannot_be(profile) => None,
                    (None, _) => {
                        let mut narrowed = false;
                        for (fact, holds) in then {
                            narrowed |= confine(facts, profile, *fact, holds)?;
                        }
                        Some(narrowed)
                    }
                    // What would have to follow cannot be, so the one premise that is open does not hold.
                    (Some((fact, premise)), None) if cannot_be(profile) => {
                        match without(&possible(facts, profile, *fact)?, premise) {
                            Some(rest) => confine(facts, profile, *fact, &rest),
                            None => Some(false),
                        }
                    }
                    _ => Some(false),
                }
            }
        }
    }
}

impl Facts {
    /// What a profile says together with the relations: what follows is added, until nothing more follows.
    #[must_use]
    pub fn narrow(&self, told: &Profile) -> Narrowed {
        let mut profile = Cow::Borrowed(told);
        let mut broken: Vec<RelationId> = Vec::new();
        for _ in 0..MOST_ROUNDS {
            let mut more = false;
            for (id, relation) in
                self.relations().iter().enumerate().map(|(index, relation)| (RelationId(index), relation))
            {
                if broken.contains(&id) {
                    continue;
                }
                match relation.narrow(self, &mut profile) {
                    Some(did) => more |= did,
                    None => broken.push(id),
                }
            }
            if !more {
                break;
            }
        }
        let profile = if let Cow::Owned(profile) = profile { Some(profile) } else { None };
        Narrowed { profile, broken }
    }
}

/// What is possible for a fact.
fn possible(facts: &Facts, profile: &Profile, fact: FactId) -> Option<Possible> {
    profile.given(fact).cloned().or_else(|| Some(facts.get(fact)?.anything()))
}

/// The range of a number.
fn range(facts: &Facts, profile: &Profile, fact: FactId) -> Option<Interval> {
    match profile.given(fact) {
        Some(Possible::Numbers(range)) => Some(*range),
        _ => facts.get(fact).map(|fact| fact.bounds),
    }
}

/// Confines a fact to some values; whether fewer are possible then, and `None` if none are.
fn confine(facts: &Facts, profile: &mut Cow<'_, Profile>, fact: FactId, to: &Possible) -> Option<bool> {
    let (after, fewer) = {
        let before = match profile.given(fact) {
            Some(given) => Cow::Borrowed(given),
            None => Cow::Owned(facts.get(fact)?.anything()),
        };
        let after = before.intersect(to, tree_of(facts, fact))?;
        let fewer = after != *before;
        (after, fewer)
    };
    if fewer {
        profile.to_mut().set(facts, fact, Some(after));
    }
    Some(fewer)
}

/// Whether something surely holds of a fact.
fn surely(facts: &Facts, profile: &Profile, fact: FactId, premise: &Possible) -> bool {
    profile.given(fact).is_some_and(|now| now.is_within(premise, tree_of(facts, fact)))
}

/// Whether something may hold of a fact.
fn maybe(facts: &Facts, profile: &Profile, fact: FactId, premise: &Possible) -> bool {
    profile.given(fact).is_none_or(|now| now.intersect(premise, tree_of(facts, fact)).is_some())
}

fn tree_of(facts: &Facts, fact: FactId) -> Option<super::Tree> {
    facts.get(fact).and_then(|fact| if let Kind::Place(tree) = fact.kind { Some(tree) } else { None })
}

/// What is left of some values without others, where that is a set of values that can be said.
fn without(now: &Possible, premise: &Possible) -> Option<Possible> {
    match (now, premise) {
        (Possible::Options(now), Possible::Options(premise)) => Some(Possible::Options(now & !premise)),
        (Possible::Numbers(now), Possible::Numbers(premise)) if premise.high() >= now.high() => {
            Interval::new(now.low(), premise.low().saturating_sub(1)).map(Possible::Numbers)
        }
        (Possible::Numbers(now), Possible::Numbers(premise)) if premise.low() <= now.low() => {
            Interval::new(premise.high().saturating_add(1), now.high()).map(Possible::Numbers)
        }
        // One option that must be held, or must not be.
        (Possible::Sets { must, may }, Possible::Sets { must: holds, may: within }) => {
            let (missing, beyond) = (holds & !must, may & !within);
            if missing.is_power_of_two() && beyond == 0 {
                Some(Possible::Sets { must: *must, may: may & !missing })
            } else if missing == 0 && beyond.is_power_of_two() {
                Some(Possible::Sets { must: must | beyond, may: *may })
            } else {
                None
            }
        }
        _ => None,
    }
}

/// The greatest whole number that is at most a share of another.
fn share_of(number: i64, share: Rate) -> i64 {
    divided(i128::from(number).saturating_mul(i128::from(share.ppm())), i128::from(Rate::WHOLE), false)
}

/// The least whole number of which another is at most a share.
fn whole_of(number: i64, share: Rate) -> i64 {
    divided(i128::from(number).saturating_mul(i128::from(Rate::WHOLE)), i128::from(share.ppm()), true)
}

/// A quotient, rounded down or up, held within `i64`; `by` is above zero.
fn divided(number: i128, by: i128, up: bool) -> i64 {
    let down = number.checked_div_euclid(by).unwrap_or(number);
    let exact = number.checked_rem_euclid(by) == Some(0);
    let quotient = down.saturating_add(i128::from(up && !exact));
    i64::try_from(quotient).unwrap_or(if quotient < 0 { i64::MIN } else { i64::MAX })
}
