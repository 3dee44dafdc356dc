//! Reasons: each criterion with its outcome, the fact it looked at and what it asked for.

#![expect(clippy::wildcard_enum_match_arm, reason = "combinations are named one by one; the rest are single tests")]

use crate::catalogue::{Criterion, Rules, Test};
use crate::enterprise::{FactId, Facts};
use crate::quantity::sort_by;

use super::{Situation, Truth};

/// A criterion with its outcome and those below it: the whole tree of reasons.
#[derive(Clone, Debug)]
pub struct Reason<'a> {
    /// The criterion.
    pub criterion: &'a Criterion,
    /// Its outcome.
    pub truth: Truth,
    /// The criteria below, of a definition too.
    pub parts: Vec<Reason<'a>>,
}

/// Why something is not sure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unsure {
    /// The enterprise has not said.
    NotTold,
    /// The answer is a range, and the line runs through it.
    Straddles,
    /// An authority decides.
    Authority,
    /// The enterprise must check it itself.
    CheckYourself,
}

/// What can still change a verdict.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Open {
    /// The facts, each with why it is not sure, in the order of the criteria.
    pub facts: Vec<(FactId, Unsure)>,
    /// Whether something waits for an authority.
    pub authority: bool,
    /// Whether something is left for the enterprise to check.
    pub check_yourself: bool,
}

impl Open {
    /// Whether nothing but an authority or the enterprise's own check is left.
    #[must_use]
    pub fn is_told_all(&self) -> bool {
        self.facts.is_empty()
    }
}

/// The whole tree of reasons.
#[must_use]
pub fn tree<'a>(rules: &'a Rules, situation: &Situation<'_>, criterion: &'a Criterion) -> Reason<'a> {
    let below: Vec<&'a Criterion> = match &criterion.test {
        Test::Defined(id) => rules.definition(*id).map(|definition| &definition.criterion).into_iter().collect(),
        _ => criterion.parts().iter().collect(),
    };
    let parts: Vec<Reason<'a>> = below.into_iter().map(|part| tree(rules, situation, part)).collect();
    let truths = parts.iter().map(|part| part.truth);
    let truth = match &criterion.test {
        Test::All(_) => truths.fold(Truth::True, Truth::and),
        Test::Any(_) => truths.fold(Truth::False, Truth::or),
        Test::Not(_) => truths.fold(Truth::Unknown, |_, truth| !truth),
        Test::AtLeast(count, _) => Truth::at_least(*count, truths),
        Test::Defined(_) => truths.fold(Truth::Unknown, |_, truth| truth),
        _ => situation.evaluate(rules, criterion),
    };
    Reason { criterion, truth, parts }
}

/// What can still change the outcome of a criterion. Empty when it is settled.
///
/// A fact is named only if it stands in a test that is itself unknown, below nothing that is settled: an answer to
/// anything else cannot matter any more.
#[must_use]
pub fn open(rules: &Rules, situation: &Situation<'_>, criterion: &Criterion) -> Open {
    let mut open = Open::default();
    let mut walk = criterion.walk_through(rules);
    while let Some(part) = walk.next() {
        if situation.evaluate(rules, part) != Truth::Unknown {
            walk.skip_below();
            continue;
        }
        match &part.test {
            Test::Authority(_) => open.authority = true,
            Test::CheckYourself(_) => open.check_yourself = true,
            _ => part.own_facts().into_iter().for_each(|fact| add(situation, fact, &mut open)),
        }
    }
    open
}

fn add(situation: &Situation<'_>, fact: FactId, open: &mut Open) {
    if fact == Facts::SIZE_CLASS && situation.profile().given(fact).is_none() {
        // The class is derived: what it is derived from decides.
        for &fact in &situation.size().open {
            push(situation, fact, open);
        }
        return;
    }
    // In a ratio one figure may be exact and the other not.
    if !situation.possible(fact).is_exact() || !situation.fact(fact).is_some_and(crate::enterprise::Fact::is_number) {
        push(situation, fact, open);
    }
}

fn push(situation: &Situation<'_>, fact: FactId, open: &mut Open) {
    if !open.facts.iter().any(|(other, _)| *other == fact) {
        let why = if situation.profile().given(fact).is_some() { Unsure::Straddles } else { Unsure::NotTold };
        open.facts.push((fact, why));
    }
}

/// The smallest set of tests that alone brings about the outcome of a settled finding.
///
/// For "all" that holds, every part counts; for "all" that fails, the failing part with the fewest tests is enough; for
/// "any" the other way round. An "any" that fails is kept as one group, so that a reader sees that no part of it held.
/// Empty for a finding that is not settled.
#[must_use]
pub fn sufficient<'f, 'a>(finding: &'f Reason<'a>) -> Vec<&'f Reason<'a>> {
    let shortest = |truth: Truth, count: usize| -> Vec<&'f Reason<'a>> {
        let mut choices: Vec<Vec<&'f Reason<'a>>> =
            finding.parts.iter().filter(|part| part.truth == truth).map(sufficient).collect();
        // Stable: of equally short ones the first in the file.
        sort_by(&mut choices, |a, b| a.len().cmp(&b.len()));
        choices.into_iter().take(count).flatten().collect()
    };
    match (&finding.criterion.test, finding.truth) {
        (_, Truth::Unknown) => Vec::new(),
        (Test::All(_), Truth::True) => finding.parts.iter().flat_map(sufficient).collect(),
        (Test::All(_), Truth::False) => shortest(Truth::False, 1),
        (Test::Any(_), Truth::True) => shortest(Truth::True, 1),
        (Test::AtLeast(count, _), Truth::True) => shortest(Truth::True, usize::from(*count)),
        // Which part of a definition failed says more than its name; that it holds is said by the name alone.
        (Test::Defined(_), Truth::False) => finding.parts.iter().flat_map(sufficient).collect(),
        _ => vec![finding],
    }
}
