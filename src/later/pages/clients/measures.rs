//! The work list: for each measure, which clients can use it, which lack an answer, and until when.

use std::cmp::Reverse;
use std::rc::Rc;

use super::matched::{Matched, Stand};
use engine::catalogue::{Catalogue, Channel, PolicyId};
use engine::enterprise::FactId;
use engine::matching::Total;
use engine::quantity::{Date, Period, sort_by};

/// A measure with the clients whom it concerns, by their places in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Measure {
    /// The measure.
    pub(super) policy: PolicyId,
    /// The last day to do something for it, if there is one.
    pub(super) day: Option<Date>,
    /// Who can use it now.
    pub(super) now: Vec<usize>,
    /// Who meets what is asked while others decide.
    pub(super) others: Vec<usize>,
    /// Who lacks an answer or two.
    pub(super) lacks: Vec<usize>,
    /// The facts that these lack, each with how many lack it, the most lacked first.
    pub(super) facts: Vec<(FactId, usize)>,
    /// What it brings those who can use it, a year.
    pub(super) year: Total,
    /// And once.
    pub(super) once: Total,
    /// Whether nothing has to be done for it.
    pub(super) comes_by_itself: bool,
}

impl Measure {
    /// How a client stands to it.
    pub(super) fn stand<'m>(&self, client: &'m Matched) -> Option<&'m Stand> {
        client.uses.iter().find(|of| of.policy == self.policy).map(|of| &of.stand)
    }
}

/// The measures that concern any client: those that end first before the others, then those that bring most; those for
/// which nothing has to be done come last.
pub(super) fn measures(catalogue: &Catalogue, clients: &[Rc<Matched>], on: Date) -> Vec<Measure> {
    let mut all: Vec<Option<Measure>> = vec![None; catalogue.policies.len()];
    for (place, client) in clients.iter().enumerate() {
        for of in &client.uses {
            let Some(slot) = usize::try_from(of.policy.0).ok().and_then(|index| all.get_mut(index)) else { continue };
            let Some(rule) = catalogue.rule(of.policy) else { continue };
            let measure = slot.get_or_insert_with(|| Measure {
                policy: of.policy,
                day: rule.act_by(on),
                now: Vec::new(),
                others: Vec::new(),
                lacks: Vec::new(),
                facts: Vec::new(),
                year: Total::default(),
                once: Total::default(),
                comes_by_itself: rule.channel == Channel::Automatic,
            });
            match &of.stand {
                Stand::Now => {
                    measure.now.push(place);
                    if let Some(estimate) = of.estimate {
                        let total = if estimate.period == Period::Year { &mut measure.year } else { &mut measure.once };
                        *total = total.with(estimate, true);
                    }
                }
                Stand::OthersDecide => measure.others.push(place),
                Stand::Lacks(facts) => {
                    measure.lacks.push(place);
                    for fact in facts {
                        match measure.facts.iter_mut().find(|(other, _)| other == fact) {
                            Some((_, count)) => *count = count.saturating_add(1),
                            None => measure.facts.push((*fact, 1)),
                        }
                    }
                }
            }
        }
    }
    let mut found: Vec<Measure> = all.into_iter().flatten().collect();
    for measure in &mut found {
        sort_by(&mut measure.facts, |(one, a), (other, b)| b.cmp(a).then_with(|| one.cmp(other)));
    }
    let brings = |measure: &Measure| measure.year.high.plus(measure.once.high);
    let count = |measure: &Measure| measure.now.len().saturating_mul(1_000).saturating_add(measure.lacks.len());
    let rank = |measure: &Measure| {
        let day = (measure.day.is_none(), measure.day);
        (measure.comes_by_itself, day, Reverse(brings(measure)), Reverse(count(measure)))
    };
    // Equals stay in the order of the catalogue.
    sort_by(&mut found, |a, b| rank(a).cmp(&rank(b)));
    found
}
