//! Reasons: each criterion with its outcome, the fact it looked at and what it asked for.

#![expect(clippy::wildcard_enum_match_arm, reason = "combinations are named one by one; the rest are single tests")]

use crate::catalogue::{Criterion, Rules, Test};
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
