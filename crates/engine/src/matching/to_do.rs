//! Results by what to do: what there is for an enterprise to do about each policy, and the cards that say so.

use crate::catalogue::{Catalogue, Channel, PolicyId, Rule};
use crate::quantity::{Date, sort_by};

use super::{Answer, Group, Outcome};

/// A policy that this many answers would settle is close enough to ask for them beside it.
const ANSWERS: usize = 2;

/// What there is for an enterprise to do about a policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ToDo {
    /// Nothing: it meets the conditions, and the policy comes by itself or in a return that is due anyway.
    Nothing,
    /// It meets the conditions, and can apply.
    Act,
    /// What is asked of it is met, and it waits: others decide, it checks something itself, or the time for applications
    /// is over or still to come.
    Wait,
    /// To answer: one or two answers would tell, or that what is usual is so, which is confirmed at once.
    Answer,
    /// Nothing of these.
    Rest,
}

impl ToDo {
    /// All of them, in the order shown.
    pub const ALL: [Self; 5] = [Self::Nothing, Self::Act, Self::Wait, Self::Answer, Self::Rest];

    /// Its name in the page.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::Act => "act",
            Self::Wait => "wait",
            Self::Answer => "answer",
            Self::Rest => "rest",
        }
    }

    /// What there is to do on a day about a policy that answers so.
    #[must_use]
    pub fn of(rule: &Rule, outcome: &Outcome, on: Date) -> Self {
        match (outcome.group, rule.channel) {
            (Group::UseNow, Channel::Automatic | Channel::Filing) => Self::Nothing,
            (Group::UseNow, Channel::Application | Channel::Selection) if rule.takes_applications(on) => Self::Act,
            (Group::UseNow, Channel::Application | Channel::Selection) | (Group::OthersDecide, _) => Self::Wait,
            (Group::MayUse, _) if outcome.open.facts.len() <= ANSWERS || outcome.likely.is_some() => Self::Answer,
            _ => Self::Rest,
        }
    }
}

impl Rule {
    /// Whether applications are taken on a day, as far as that is known: where the time for them is limited, it is within
    /// that; where only the last time is known and over, the next is not published.
    #[must_use]
    pub fn takes_applications(&self, on: Date) -> bool {
        match (self.window, self.last_window) {
            (Some(window), _) => window.contains(on),
            (None, Some(last)) => last.to.is_none_or(|to| on <= to),
            (None, None) => true,
        }
    }
}

/// One card of the results: a policy, or the one of a family that is nearest to being had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// What there is to do about it.
    pub to_do: ToDo,
    /// The policy.
    pub policy: PolicyId,
    /// Its family, by its number, where others of that are on the card.
    pub family: Option<usize>,
    /// The others of its family that may concern the enterprise.
    pub others: Vec<PolicyId>,
    /// How many days are left to do it, the last one among them not counted: none on the last day itself.
    pub days_left: Option<i64>,
}

/// The cards of the policies that can be used now, that wait for others, or that may be usable, given in the order in which
/// they are best shown. `held` are those of the cards on which something was just answered: they stay where they were, with
/// what was to be answered.
///
/// What is to be done stands in the order of the days left, what has no last day after the others; everything else as given.
#[must_use]
pub fn cards(catalogue: &Catalogue, answer: &Answer, policies: &[PolicyId], held: &[PolicyId]) -> Vec<Card> {
    let one = |&id: &PolicyId| {
        let (rule, outcome) = (catalogue.rule(id)?, answer.of(id)?);
        let to_do = if held.contains(&id) { ToDo::Answer } else { ToDo::of(rule, outcome, answer.on) };
        let is_to_come = matches!(to_do, ToDo::Act | ToDo::Answer);
        let day = if is_to_come { rule.act_by(answer.on) } else { None };
        let days_left = day.map(|day| day.day_number().saturating_sub(answer.on.day_number()));
        Some(Card { to_do, policy: id, family: None, others: Vec::new(), days_left })
    };
    let found = policies.iter().filter_map(one).collect();
    let mut cards = families(catalogue, answer, found, held);
    sort_by(&mut cards, |a, b| {
        let order = |card: &Card| {
            let day = if card.to_do == ToDo::Act { card.days_left.unwrap_or(i64::MAX) } else { 0 };
            (card.to_do, day)
        };
        order(a).cmp(&order(b))
    });
    cards
}

/// Puts the cards of each family on one: that of the policy nearest to being had, of these one that is used in the totals,
/// of a ladder the lowest step.
#[must_use]
pub fn families(catalogue: &Catalogue, answer: &Answer, cards: Vec<Card>, held: &[PolicyId]) -> Vec<Card> {
    let mut shown: Vec<Card> = Vec::new();
    let is_before = |new: &Card, old: &Card, family: usize| {
        let order = |card: &Card| {
            let step =
                catalogue.families.get(family).filter(|family| family.is_ladder).map_or(0, |family| {
                    family.policies.iter().position(|&step| step == card.policy).unwrap_or(usize::MAX)
                });
            (!held.contains(&card.policy), card.to_do, step, !answer.combination.used.contains(&card.policy))
        };
        order(new) < order(old)
    };
    for mut card in cards {
        let Some(family) = catalogue.family_of(card.policy) else {
            shown.push(card);
            continue;
        };
        card.family = Some(family);
        match shown.iter_mut().find(|shown| shown.family == Some(family)) {
            None => shown.push(card),
            Some(first) => {
                if is_before(&card, first, family) {
                    std::mem::swap(&mut card, first);
                    first.others.append(&mut card.others);
                }
                first.others.push(card.policy);
            }
        }
    }
    let place = |family: Option<usize>, id: PolicyId| {
        let policies = family.and_then(|family| catalogue.families.get(family)).map(|family| &family.policies);
        policies.and_then(|policies| policies.iter().position(|&other| other == id))
    };
    for card in &mut shown {
        if card.others.is_empty() {
            card.family = None;
        }
        let family = card.family;
        sort_by(&mut card.others, |&a, &b| place(family, a).cmp(&place(family, b)));
    }
    shown
}

impl Answer {
    /// What a policy answers.
    #[must_use]
    pub fn of(&self, id: PolicyId) -> Option<&Outcome> {
        // They are in the order of the catalogue.
        let there = self.outcomes.get(usize::try_from(id.0).ok()?).filter(|outcome| outcome.policy == id);
        there.or_else(|| self.outcomes.iter().find(|outcome| outcome.policy == id))
    }
}
