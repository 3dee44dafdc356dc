//! Running the examples that policies give of themselves.

use engine::catalogue::loading::Example;
use engine::catalogue::{Catalogue, Policy, Status};
use engine::matching::{Estimate, Situation, Verdict, estimate, verdict};
use engine::quantity::Money;

/// In which way an example turned out not to be as it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Miss {
    /// Another verdict.
    Verdict {
        /// As the example says.
        expected: Verdict,
        /// As it came out.
        found: Verdict,
    },
    /// Another standing on the day.
    Status {
        /// As the example says.
        expected: Status,
        /// As it came out.
        found: Status,
    },
    /// Another worth.
    Worth {
        /// As the example says.
        expected: (Money, Money),
        /// As it came out.
        found: Option<Estimate>,
    },
}

/// Runs an example; nothing if it comes out as it says.
#[must_use]
pub fn run(catalogue: &Catalogue, policy: Policy<'_>, example: &Example) -> Option<Miss> {
    run_in(catalogue, policy, example, &Situation::new(&catalogue.facts, &example.profile, example.on))
}

/// The same where the situation of the example is there already.
pub(super) fn run_in(
    catalogue: &Catalogue,
    policy: Policy<'_>,
    example: &Example,
    situation: &Situation<'_>,
) -> Option<Miss> {
    let (found, status) = verdict(catalogue, policy.rule, situation);
    let expected = Verdict::from(example.verdict);
    if found != expected {
        return Some(Miss::Verdict { expected, found });
    }
    if let Some(expected) = example.status.filter(|expected| *expected != status) {
        return Some(Miss::Status { expected, found: status });
    }
    let expected = example.worth?;
    let found = estimate(catalogue, situation, &policy.details.benefit);
    let fits = found.is_some_and(|worth| worth.low == expected.0 && worth.high == Some(expected.1));
    (!fits).then_some(Miss::Worth { expected, found })
}
