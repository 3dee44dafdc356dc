//! What is kept and held, as text: how it is written, and read again.

use std::rc::Rc;

use crate::later::share_link::{self, ParsedLink};
use crate::later::typed;
use crate::later::view::View;
use crate::model::draft::Entry;
use crate::model::state::{Keep, Script, State, Told};
use engine::catalogue::Rules;
use engine::enterprise::{FactId, Kind};
use engine::matching::{Estimate, Outcome};
use engine::quantity::{Date, Money, Period};

/// What is kept on this device: the answers, the policies marked, and what fitted on which day, so that a later visit
/// can say what has changed.
pub(crate) fn to_keep(view: &View) -> String {
    let state = &view.state;
    let answers = share_link::answers(state, view.rules());
    let mut text = format!("{answers}&marked={}", state.marked.join("+"));
    // What was not understood today may be another day, or with the catalogue of another page.
    for part in state.unread.parts.iter().filter(|_| state.unread.kept) {
        text.push_str(&format!("&{part}"));
    }
    // Only what fits today can be compared later.
    if state.date.is_empty() && view.answer.told {
        text.push_str(&format!(
            "&seen={}&had={}",
            state.today,
            fitting(view).iter().map(SavedPolicy::written).collect::<Vec<_>>().join("+")
        ));
    }
    text
}

/// What can be used now.
pub(super) fn fitting(view: &View) -> Vec<SavedPolicy> {
    let rules = view.rules();
    let usable = view.answer.outcomes.iter().filter(|outcome| outcome.is_usable());
    let had =
        |outcome: &Outcome| Some(SavedPolicy { id: rules.rule(outcome.policy)?.id.clone(), worth: outcome.estimate });
    usable.filter_map(had).collect()
}

/// A policy that could be used, with what it was worth, if that was said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SavedPolicy {
    /// Its name in files.
    pub(crate) id: String,
    /// What it was worth.
    pub(crate) worth: Option<Estimate>,
}

impl SavedPolicy {
    /// As it is kept: `id`, or `id:low:high:year` in fen, without `high` where nothing bounds it.
    fn written(&self) -> String {
        match self.worth {
            Some(Estimate { low, high, period }) => {
                let high = high.map(|high| high.fen().to_string()).unwrap_or_default();
                let period = if period == Period::Year { "year" } else { "once" };
                format!("{}:{}:{high}:{period}", self.id, low.fen())
            }
            None => self.id.clone(),
        }
    }

    /// Reads what [`SavedPolicy::written`] wrote; an amount that is not understood is left out.
    fn read(text: &str) -> Option<Self> {
        let mut parts = text.split(':');
        let id = parts.next().filter(|id| !id.is_empty())?.to_owned();
        let mut worth = || {
            let low = Money::from_fen(parts.next()?.parse().ok()?);
            let high = match parts.next()? {
                "" => None,
                high => Some(Money::from_fen(high.parse().ok()?)),
            };
            let period = if parts.next()? == "year" { Period::Year } else { Period::Once };
            Some(Estimate { low, high, period })
        };
        Some(Self { worth: worth(), id })
    }
}

/// What fitted when the answers were last kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct SavedResults {
    /// The answers, as [`share_link::query`] wrote them.
    pub(crate) answers: ParsedLink,
    /// The day.
    pub(crate) day: Option<Date>,
    /// The policies that could be used.
    pub(crate) usable: Vec<SavedPolicy>,
}

/// Reads what [`to_keep`] wrote; `None` where it does not say what fitted.
pub(crate) fn results(kept: &str, rules: &Rules) -> Option<SavedResults> {
    let value = |key: &str| kept.split('&').filter_map(|part| part.split_once('=')).find(|(name, _)| *name == key);
    let (_, had) = value("had")?;
    Some(SavedResults {
        answers: share_link::read(kept, rules),
        day: value("seen").and_then(|(_, day)| day.parse().ok()),
        usable: had.split('+').filter_map(SavedPolicy::read).collect(),
    })
}

/// What was told, and what is kept on this device (`kept`) if these answers are.
pub(super) fn held(state: &State, rules: &Rules, kept: Option<String>) -> String {
    let kept = kept.filter(|_| state.keep == Keep::Yes);
    let kept: Vec<(String, String)> = kept.map(|kept| (KEPT.to_owned(), kept)).into_iter().collect();
    [told(state, rules), typed::lines(&kept)].concat()
}

/// The steps before and after this one, and how many are before it.
pub(super) fn steps(state: &State, rules: &Rules) -> String {
    let step = |then: &Rc<Told>| {
        let Told { draft, passed, asking } = (**then).clone();
        let there = State { draft, passed, asking, own: None, ..state.clone() };
        (STEP.to_owned(), told(&there, rules))
    };
    let steps: Vec<(String, String)> = state.steps.iter().map(step).collect();
    format!("{}\n{}", state.at, typed::lines(&steps))
}

/// Takes the steps that [`steps`] wrote.
pub(crate) fn take_steps(state: &mut State, text: &str, rules: &Rules) {
    let Some((at, lines)) = text.split_once('\n') else { return };
    let step = |(_, text): (&str, String)| {
        let (answers, lines) = text.split_once('\n').unwrap_or((&text, ""));
        let draft = share_link::read(without_whose(answers), rules).draft;
        let mut there = State { draft, passed: Vec::new(), asking: None, ..state.clone() };
        take_typed(&mut there, lines, rules);
        Rc::new(there.told_now())
    };
    let steps: Vec<Rc<Told>> = typed::pairs(lines).into_iter().map(step).collect();
    state.at = at.parse().unwrap_or(0).min(steps.len());
    state.steps = steps;
}

/// What was kept on this device when [`held`] wrote a text, if that was of these answers.
pub(crate) fn was_kept(lines: &str) -> Option<String> {
    typed::pairs(lines).into_iter().find(|(name, _)| *name == KEPT).map(|(_, kept)| kept)
}

/// The answers behind what says whose they are.
pub(super) fn without_whose(answers: &str) -> &str {
    answers.strip_prefix(OWN).or_else(|| answers.strip_prefix(OTHERS)).unwrap_or(answers)
}

/// What was told, with what is not understood and how numbers were typed: the answers, then a line for each text.
pub(super) fn told(state: &State, rules: &Rules) -> String {
    let whose = if state.keep == Keep::Others { OTHERS } else { OWN };
    let mut lines = vec![(SEARCH.to_owned(), state.filters.typed.clone())];
    for (id, entry) in state.draft.iter() {
        if let (Entry::Typed(typed) | Entry::Place { typed, .. }, Some(fact)) = (entry, rules.facts.get(id))
            && !typed.is_empty()
        {
            lines.push(([AS_TYPED, &fact.id].concat(), typed.clone()));
        }
    }
    // Those that are kept on this device are found there, as they are by then.
    let own = state.own.iter().filter(|_| state.keep != Keep::Others);
    lines.extend(own.map(|own| (OWN.to_owned(), told(own, rules))));
    let name = |id: &FactId| rules.facts.get(*id).map(|fact| fact.id.clone());
    lines.extend(state.passed.iter().filter_map(name).map(|name| (PASSED.to_owned(), name)));
    lines.extend(state.asking.as_ref().and_then(name).map(|name| (ASKING.to_owned(), name)));
    if state.large {
        lines.push((LARGE.to_owned(), String::new()));
    }
    if state.script == Script::Traditional {
        lines.push((TRADITIONAL.to_owned(), String::new()));
    }
    lines.push((LANGUAGE.to_owned(), state.language.tag().to_owned()));
    let answers = share_link::answers(state, rules);
    format!("{whose}{answers}&marked={}\n{}", state.marked.join("+"), typed::lines(&lines))
}

/// Takes the texts that [`told`] wrote behind the answers, and those typed on other pages.
pub(crate) fn take_typed(state: &mut State, lines: &str, rules: &Rules) {
    for (name, text) in typed::pairs(lines) {
        if let Some(id) = name.strip_prefix(AS_TYPED).and_then(|id| rules.facts.find(id)) {
            let code = match state.draft.get(id) {
                Some(Entry::Place { code, .. }) => *code,
                _ => None,
            };
            let is_place = matches!(rules.facts.get(id).map(|fact| &fact.kind), Some(Kind::Place(_)));
            let entry = if is_place { Entry::Place { typed: text, code } } else { Entry::Typed(text) };
            state.draft.set(id, Some(entry));
        } else if name == SEARCH {
            state.filters.typed = text;
        } else if name == LANGUAGE {
            state.language = text.parse().unwrap_or(state.language);
        } else if name == PASSED {
            state.passed.extend(rules.facts.find(&text));
        } else if name == ASKING {
            state.asking = rules.facts.find(&text);
        } else if name == LARGE {
            state.large = true;
        } else if name == TRADITIONAL {
            state.script = Script::Asked;
        } else if name == KEPT {
            // With what these answers go is decided before they are read.
        } else if name == OWN {
            let (answers, lines) = text.split_once('\n').unwrap_or((&text, ""));
            let taken = share_link::read(without_whose(answers), rules);
            let keep = if state.keep == Keep::Others { Keep::Yes } else { state.keep };
            let mut own = State { draft: taken.draft, date: taken.date, keep, ..state.clone() };
            take_typed(&mut own, lines, rules);
            state.own = Some(Rc::new(own));
        } else {
            typed::put(name, &text);
        }
    }
}

/// The names of texts that are brought along: what is looked for in the library, the language, answers as typed.
const SEARCH: &str = "search";
/// See [`SEARCH`].
const LANGUAGE: &str = "language";
/// See [`SEARCH`]: a question that was skipped.
const PASSED: &str = "skipped";
/// See [`SEARCH`]: the question asked for.
const ASKING: &str = "asking";
/// See [`SEARCH`]: that the type is larger.
const LARGE: &str = "large";
/// See [`SEARCH`]: that Chinese is in traditional characters.
const TRADITIONAL: &str = "traditional";
/// See [`SEARCH`]: what is kept on this device of these answers.
const KEPT: &str = "kept";
/// See [`SEARCH`]: what was told at another step.
const STEP: &str = "step";
/// See [`SEARCH`].
const AS_TYPED: &str = "as typed: ";

/// What stands before the answers brought along: whether they are the person's own or those of a link.
pub(crate) const OWN: &str = "own?";
/// See [`OWN`].
pub(crate) const OTHERS: &str = "others?";
