//! What of a policy's criteria is no plain demand: small programs, run only where all plain demands may be met.

use serde::{Deserialize, Serialize};

use engine::catalogue::Test;
use engine::matching::{Situation, Truth};
use engine::quantity::{Bits, bit, bits_of};

use super::rows::Place;

/// One step of a program, the steps below a combination following it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Step {
    /// A number from one to another.
    Range(u16, i64, i64),
    /// A number below one or above another.
    Outside(u16, i64, i64),
    /// One of these options.
    Among(u16, Bits),
    /// At least one of these options held.
    Holds(u16, Bits),
    /// None of these options held.
    Lacks(u16, Bits),
    /// A place within one of some spans of codes, or (if so said) within none: the axis, the spans, the same as a test
    /// for an enterprise in one of several places.
    Places(u16, u32, u32, u32, bool),
    /// A test made as it stands, by its number, and whether its opposite is meant.
    Test(u32, bool),
    /// Never known here.
    Undecided,
    /// Everything up to a step.
    All(u32),
    /// One of what comes up to a step.
    Any(u32),
    /// At least this many of what comes up to a step.
    AtLeast(u16, u32),
}

impl Step {
    /// The same, put after this many other steps.
    pub(super) fn after(&self, steps: u32) -> Self {
        match *self {
            Self::All(end) => Self::All(end.saturating_add(steps)),
            Self::Any(end) => Self::Any(end.saturating_add(steps)),
            Self::AtLeast(count, end) => Self::AtLeast(count, end.saturating_add(steps)),
            Self::Range(..)
            | Self::Outside(..)
            | Self::Among(..)
            | Self::Holds(..)
            | Self::Lacks(..)
            | Self::Places(..)
            | Self::Test(..)
            | Self::Undecided => self.clone(),
        }
    }
}

/// What a profile says to an axis.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Reach {
    /// The least number possible.
    pub(super) low: i64,
    /// The greatest.
    pub(super) high: i64,
    /// Where the least one stands.
    pub(super) first: Place,
    /// Where the greatest one stands.
    pub(super) last: Place,
    /// The options surely held.
    pub(super) must: Bits,
    /// The options that may be held; of a single choice, those possible.
    pub(super) may: Bits,
    /// Whether the place is one of several, which are no range.
    pub(super) scattered: bool,
}

/// What programs are run on.
pub(super) struct Machine<'a> {
    pub(super) steps: &'a [Step],
    pub(super) tests: &'a [Test],
    pub(super) spans: &'a [(i64, i64)],
    pub(super) reaches: &'a [Reach],
    pub(super) situation: &'a Situation<'a>,
}

impl Machine<'_> {
    /// Of a word of columns, from `base` on, those that remain possible and certain after the programs of some.
    #[inline(never)]
    pub(super) fn narrow(
        &self,
        programs: &[u32],
        base: usize,
        programmed: u64,
        mut possible: u64,
        mut certain: u64,
    ) -> (u64, u64) {
        for column in bits_of(possible & programmed) {
            let at = base.saturating_add(column);
            let truth = match programs.get(at..at.saturating_add(2)) {
                Some(&[from, to]) => self.run(from, to),
                _ => Truth::Unknown,
            };
            if truth != Truth::True {
                certain &= !bit(column);
            }
            if truth == Truth::False {
                possible &= !bit(column);
            }
        }
        (possible, certain)
    }

    /// Whether all steps from one to another hold.
    pub(super) fn run(&self, from: u32, to: u32) -> Truth {
        let mut all = Truth::True;
        let mut at = from;
        while at < to && all != Truth::False {
            let (truth, next) = self.step(at);
            all = all.and(truth);
            at = next;
        }
        all
    }

    fn test(&self, number: u32, negated: bool) -> Truth {
        let test = usize::try_from(number).ok().and_then(|number| self.tests.get(number));
        let truth = test.map_or(Truth::Unknown, |test| self.situation.test(test));
        if negated { !truth } else { truth }
    }

    /// The outcome of a step, and the step after it and all below it.
    fn step(&self, at: u32) -> (Truth, u32) {
        let next = at.saturating_add(1);
        let Some(step) = usize::try_from(at).ok().and_then(|at| self.steps.get(at)) else {
            return (Truth::Unknown, next);
        };
        let reach = |slot: u16| self.reaches.get(usize::from(slot)).copied().unwrap_or_default();
        let truth = match *step {
            Step::Range(slot, low, high) => {
                let reach = reach(slot);
                Truth::of(low <= reach.low && reach.high <= high, low <= reach.high && reach.low <= high)
            }
            Step::Outside(slot, low, high) => {
                let reach = reach(slot);
                Truth::of(low > reach.high || reach.low > high, low > reach.low || reach.high > high)
            }
            Step::Among(slot, options) => {
                let possible = reach(slot).may;
                Truth::of(possible & options == possible, possible & options != 0)
            }
            Step::Holds(slot, options) => {
                let reach = reach(slot);
                Truth::of(reach.must & options != 0, reach.may & options != 0)
            }
            Step::Lacks(slot, options) => {
                let reach = reach(slot);
                Truth::of(reach.may & options == 0, reach.must & options == 0)
            }
            Step::Places(slot, from, to, test, negated) => {
                let reach = reach(slot);
                if reach.scattered {
                    self.test(test, negated)
                } else {
                    let end = |end: u32| usize::try_from(end).unwrap_or(0);
                    let spans = self.spans.get(end(from)..end(to)).unwrap_or(&[]);
                    let surely = spans.iter().any(|&(low, high)| low <= reach.low && reach.high <= high);
                    let possibly = spans.iter().any(|&(low, high)| low <= reach.high && reach.low <= high);
                    let truth = Truth::of(surely, possibly);
                    if negated { !truth } else { truth }
                }
            }
            Step::Test(number, negated) => self.test(number, negated),
            Step::Undecided => Truth::Unknown,
            Step::All(end) => return (self.run(next, end), end),
            Step::Any(end) => {
                let mut any = Truth::False;
                let mut at = next;
                while at < end && any != Truth::True {
                    let (truth, after) = self.step(at);
                    any = any.or(truth);
                    at = after;
                }
                return (any, end);
            }
            Step::AtLeast(count, end) => {
                let mut at = next;
                let truths = std::iter::from_fn(|| {
                    let (truth, after) = (at < end).then(|| self.step(at))?;
                    at = after;
                    Some(truth)
                });
                return (Truth::at_least(count, truths), end);
            }
        };
        (truth, next)
    }
}
