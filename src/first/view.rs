//! What the page shows, all of it derived from the state and the catalogue.

use std::ops::{ControlFlow, Deref};
use std::rc::Rc;

use super::{NOT_YET, Program};
use crate::model::draft::{Entry, Parsed};
use crate::model::loaded::{LoadState, LoadedCatalogue};
use crate::model::state::State;
use crate::wording::{NotAsked, Speaker, Word};
use engine::catalogue::{Catalogue, Language, Offer, PolicyId, Rule, Rules};
use engine::enterprise::FactId;
use engine::matching::{Answer, Group, NextQuestion, Outcome, Situation};

/// The policies of each group in the order shown.
pub(crate) type Order = Vec<(Group, Vec<PolicyId>)>;

/// What the page shows.
#[derive(Clone, Debug)]
pub(crate) struct View {
    /// What the person is doing.
    pub(crate) state: Rc<State>,
    /// What the answers lead to.
    pub(crate) results: Results,
    /// In which order it is shown.
    pub(crate) order: Rc<Order>,
    /// The facts worth asking for, the best first.
    pub(crate) questions: Rc<Vec<NextQuestion>>,
    /// Whether they are those of the results; while someone types they are those from before.
    pub(crate) is_ranked: bool,
}

/// What the answers lead to, whatever else the person is doing: all that a card knows.
#[derive(Clone, Debug)]
pub(crate) struct Results {
    /// The program as far as it is here.
    pub(crate) later: Program,
    /// The catalogue.
    pub(crate) loaded: Rc<LoadedCatalogue>,
    /// The language of the page.
    pub(crate) language: Language,
    /// What the answers mean.
    pub(crate) parsed: Rc<Parsed>,
    /// What they lead to, but for the questions.
    pub(crate) answer: Rc<Answer>,
}

impl PartialEq for View {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.state, &other.state)
            && self.results == other.results
            && Rc::ptr_eq(&self.order, &other.order)
            && Rc::ptr_eq(&self.questions, &other.questions)
            && self.is_ranked == other.is_ranked
    }
}

impl PartialEq for Results {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.loaded, &other.loaded)
            && self.language == other.language
            && Rc::ptr_eq(&self.parsed, &other.parsed)
            && Rc::ptr_eq(&self.answer, &other.answer)
    }
}

impl Deref for View {
    type Target = Results;

    fn deref(&self) -> &Results {
        &self.results
    }
}

impl View {
    /// The view of a state while only the first piece of the program is here.
    pub(crate) fn new(loaded: Rc<LoadedCatalogue>, state: Rc<State>) -> Self {
        Self::of(NOT_YET, loaded, state)
    }

    /// The view of a state.
    pub(crate) fn of(later: Program, loaded: Rc<LoadedCatalogue>, state: Rc<State>) -> Self {
        let parsed = parsed(later, &loaded, &state);
        let answer = answer(later, &loaded, &state, &parsed);
        let order = Rc::new(order(&answer, loaded.rules()));
        let results = Results { later, loaded, language: state.language, parsed, answer };
        Self { state, results, order, questions: Rc::default(), is_ranked: false }.ranked()
    }

    /// The view after a change: only what the change touches is made again, and what is being read stays where it is
    /// while someone types. Which question is the best takes longest and waits: for a pause in the typing, and until
    /// new rules are on the screen.
    pub(crate) fn with(&self, loaded: Rc<LoadedCatalogue>, state: Rc<State>) -> Self {
        let later = self.later;
        let same_rules = self.loaded.has_rules_of(&loaded);
        let parsed = if same_rules && self.state.draft == state.draft {
            self.parsed.clone()
        } else {
            parsed(later, &loaded, &state)
        };
        let same_question = same_rules && parsed.profile == self.parsed.profile && state.on() == self.state.on();
        let answer = if same_question { self.answer.clone() } else { answer(later, &loaded, &state, &parsed) };
        let is_typing = state.typing.is_some();
        let order = if same_question && is_typing == self.state.typing.is_some() {
            self.order.clone()
        } else {
            let mut order = order(&answer, loaded.rules());
            if is_typing {
                // Other rules have other numbers for the same policies.
                let renumbered = |id: &PolicyId| match self.rules().rule(*id) {
                    Some(rule) if !same_rules => loaded.rules().find(&rule.id),
                    _ => Some(*id),
                };
                for ((_, now), (_, old)) in order.iter_mut().zip(self.order.iter()) {
                    let old: Vec<PolicyId> = old.iter().filter_map(renumbered).collect();
                    *now = crate::model::state::keep_order(&old, now);
                }
            }
            Rc::new(order)
        };
        let results = Results { later, loaded, language: state.language, parsed, answer };
        let is_ranked = self.is_ranked && same_question;
        let view = Self { state, results, order, questions: self.questions.clone(), is_ranked };
        if is_typing || !same_rules { view } else { view.ranked() }
    }

    /// The same with the questions of its own results.
    pub(crate) fn ranked(self) -> Self {
        if self.is_ranked {
            return self;
        }
        let mut begun = None;
        loop {
            match self.later.rank(&self, begun) {
                ControlFlow::Continue(ranking) => begun = Some(ranking),
                ControlFlow::Break(questions) => return self.with_questions(questions),
            }
        }
    }

    /// The same with these questions, which are those of its own results.
    pub(crate) fn with_questions(self, questions: Vec<NextQuestion>) -> Self {
        Self { questions: Rc::new(questions), is_ranked: true, ..self }
    }

    /// Whether the questions are still to be found.
    pub(crate) fn is_ranking(&self) -> bool {
        !self.is_ranked
    }

    /// The policies shown in a group.
    pub(crate) fn group(&self, group: Group) -> &[PolicyId] {
        self.order.iter().find(|(other, _)| *other == group).map_or(&[], |(_, policies)| policies)
    }

    /// What is wrong with an answer, once the person has left its field.
    pub(crate) fn trouble(&self, id: FactId) -> Option<engine::enterprise::TypedError> {
        if self.state.typing == Some(id) {
            return None;
        }
        self.parsed.troubles.iter().find(|(other, _)| *other == id).map(|(_, trouble)| *trouble)
    }
}

impl Results {
    /// The rules that are here.
    pub(crate) fn rules(&self) -> &Rules {
        self.loaded.rules()
    }

    /// The whole catalogue, once it is here.
    pub(crate) fn catalogue(&self) -> Option<&Rc<Catalogue>> {
        self.loaded.catalogue()
    }

    /// One who speaks the language chosen.
    pub(crate) fn speaker(&self) -> Speaker<'_> {
        ::wording::Speaker {
            language: self.language,
            rules: self.rules(),
            catalogue: self.catalogue().map(Rc::as_ref),
            texts: &self.loaded.texts,
            english: self.later.english(),
        }
        .into()
    }

    /// The name of a policy; in Chinese while its texts in the language chosen have not come.
    pub(crate) fn name(&self, rule: &Rule) -> &str {
        let name = self.loaded.texts.get(rule.name, self.language);
        if name.is_empty() { self.loaded.texts.get(rule.name, Language::ZhCn) } else { name }
    }

    /// The enterprise on the day.
    pub(crate) fn situation(&self) -> Situation<'_> {
        Situation::new(&self.rules().facts, &self.parsed.profile, self.answer.on)
    }

    /// What a policy answers.
    pub(crate) fn outcome(&self, id: PolicyId) -> Option<&Outcome> {
        self.answer.outcomes.iter().find(|outcome| outcome.policy == id)
    }

    /// What is said where only all policies tell, while only those that a first screen shows are here.
    pub(crate) fn still_to_come(&self) -> Option<&'static str> {
        match self.loaded.program() {
            LoadState::Here => None,
            LoadState::Waiting => Some(self.speaker().label(&Word::Loading)),
            LoadState::Failed => Some(self.speaker().label(&Word::NotLoaded)),
        }
    }

    /// Whether all that comes after the first screen is here.
    pub(crate) fn is_complete(&self) -> bool {
        self.loaded.arrival(self.language) == LoadState::Here
    }
}

/// What the answers mean; of numbers digits alone while the second piece of the program is on its way.
fn parsed(later: Program, loaded: &LoadedCatalogue, state: &State) -> Rc<Parsed> {
    Rc::new(state.draft.parse_by(loaded.rules(), later.reader()))
}

/// The results, or the verdicts alone while the second piece of the program is on its way.
fn answer(later: Program, loaded: &LoadedCatalogue, state: &State, parsed: &Parsed) -> Rc<Answer> {
    Rc::new(later.results(loaded, &parsed.profile, state.on()))
}

/// The facts that can still change something and are not asked any more, each kind with why.
pub(crate) fn not_asked(view: &View) -> Vec<(NotAsked, Vec<FactId>)> {
    let state = &view.state;
    let why = |question: &NextQuestion| match state.draft.get(question.fact) {
        _ if question.offer == Offer::Never => NotAsked::NotPut,
        _ if state.passed.contains(&question.fact) => NotAsked::Skipped,
        None => NotAsked::Unfilled,
        Some(Entry::Unsure) => NotAsked::NotSure,
        Some(_) if view.parsed.profile.given(question.fact).is_none() => NotAsked::Unfilled,
        Some(_) => NotAsked::TooWide,
    };
    let of = |wanted: NotAsked| {
        let facts: Vec<FactId> =
            view.questions.iter().filter(|question| why(question) == wanted).map(|question| question.fact).collect();
        (wanted, facts)
    };
    let kinds = NotAsked::ALL.into_iter().map(of);
    kinds.filter(|(_, facts)| !facts.is_empty()).collect()
}

/// The order in which an answer is best shown.
fn order(answer: &Answer, rules: &Rules) -> Order {
    let ids = |group: Group| answer.group(rules, group).into_iter().map(|outcome| outcome.policy).collect();
    Group::ALL.into_iter().map(|group| (group, ids(group))).collect()
}
