//! What the page shows, all of it derived from the state and the catalogue.

use std::rc::Rc;

use super::data::Book;
use super::desk::Desk;
use super::draft::Parsed;
use super::state::State;
use crate::catalogue::{Catalogue, Language, Policy, PolicyId};
use crate::enterprise::FactId;
use crate::matching::{Answer, Group, Outcome, Situation, verdicts};
use crate::text::Speaker;

/// The policies of each group in the order shown.
pub(crate) type Order = Vec<(Group, Vec<PolicyId>)>;

/// What the page shows.
#[derive(Clone, Debug)]
pub(crate) struct Report {
    /// The catalogue.
    pub(crate) book: Rc<Book>,
    /// What the person is doing.
    pub(crate) state: Rc<State>,
    /// What the answers mean.
    pub(crate) parsed: Rc<Parsed>,
    /// What they lead to.
    pub(crate) answer: Rc<Answer>,
    /// In which order it is shown.
    pub(crate) order: Rc<Order>,
}

impl PartialEq for Report {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.book, &other.book)
            && Rc::ptr_eq(&self.state, &other.state)
            && Rc::ptr_eq(&self.parsed, &other.parsed)
            && Rc::ptr_eq(&self.answer, &other.answer)
            && Rc::ptr_eq(&self.order, &other.order)
    }
}

impl Report {
    /// The report of a state.
    pub(crate) fn new(book: Rc<Book>, state: Rc<State>) -> Self {
        let parsed = Rc::new(state.draft.parse(&book.catalogue));
        let answer = answer(&book, &state, &parsed);
        let order = Rc::new(order(&answer, &book.catalogue));
        Self { book, state, parsed, answer, order }
    }

    /// The report after a change: only what the change touches is made anew, and what is being read stays where it is
    /// while someone types.
    pub(crate) fn with(&self, book: Rc<Book>, state: Rc<State>) -> Self {
        let same_rules = Rc::ptr_eq(&self.book.catalogue, &book.catalogue);
        let parsed = if same_rules && self.state.draft == state.draft {
            self.parsed.clone()
        } else {
            Rc::new(state.draft.parse(&book.catalogue))
        };
        let same_question = same_rules && parsed.profile == self.parsed.profile && state.on() == self.state.on();
        let answer = if same_question { self.answer.clone() } else { answer(&book, &state, &parsed) };
        let order = if same_question && state.typing.is_some() == self.state.typing.is_some() {
            self.order.clone()
        } else {
            let mut order = order(&answer, &book.catalogue);
            if state.typing.is_some() {
                for ((_, now), (_, old)) in order.iter_mut().zip(self.order.iter()) {
                    *now = super::state::keep_order(old, now);
                }
            }
            Rc::new(order)
        };
        Self { book, state, parsed, answer, order }
    }

    /// The rules.
    pub(crate) fn catalogue(&self) -> &Catalogue {
        &self.book.catalogue
    }

    /// One who speaks the language chosen.
    pub(crate) fn speaker(&self) -> Speaker<'_> {
        self.book.speaker(self.state.language)
    }

    /// The name of a policy; in Chinese while its texts in the language chosen have not come.
    pub(crate) fn name(&self, policy: &Policy) -> &str {
        let name = self.book.texts.get(policy.name, self.state.language);
        if name.is_empty() { self.book.texts.get(policy.name, Language::ZhCn) } else { name }
    }

    /// The enterprise on the day.
    pub(crate) fn situation(&self) -> Situation<'_> {
        Situation::new(&self.book.catalogue.facts, &self.parsed.profile, self.answer.on)
    }

    /// What a policy answers.
    pub(crate) fn outcome(&self, id: PolicyId) -> Option<&Outcome> {
        self.answer.outcomes.iter().find(|outcome| outcome.policy == id)
    }

    /// The policies shown in a group.
    pub(crate) fn group(&self, group: Group) -> &[PolicyId] {
        self.order.iter().find(|(other, _)| *other == group).map_or(&[], |(_, policies)| policies)
    }

    /// The second piece of the program, once it and the texts that it shows are here.
    pub(crate) fn desk(&self) -> Option<Desk> {
        self.book.desk.filter(|_| self.is_complete())
    }

    /// Whether all that comes after the first screen is here.
    pub(crate) fn is_complete(&self) -> bool {
        self.book.arrival(self.state.language) == super::data::Arrival::Here
    }

    /// What is wrong with an answer, once the person has left its field.
    pub(crate) fn trouble(&self, id: FactId) -> Option<super::draft::Trouble> {
        if self.state.typing == Some(id) {
            return None;
        }
        self.parsed.troubles.iter().find(|(other, _)| *other == id).map(|(_, trouble)| *trouble)
    }
}

/// The whole answer, or the verdicts alone while the second piece of the program is on its way.
fn answer(book: &Book, state: &State, parsed: &Parsed) -> Rc<Answer> {
    let answer = if let Some(desk) = book.desk { desk.answer } else { verdicts };
    Rc::new(answer(&book.catalogue, &parsed.profile, state.on()))
}

/// The order in which an answer is best shown.
fn order(answer: &Answer, catalogue: &Catalogue) -> Order {
    let ids = |group: Group| answer.group(catalogue, group).into_iter().map(|outcome| outcome.policy).collect();
    Group::ALL.into_iter().map(|group| (group, ids(group))).collect()
}
