//! The best set of policies that may be used together.

use crate::catalogue::{Catalogue, GroupId, Per, PolicyId};
use crate::quantity::{Money, Period, sort_by};

use super::Estimate;

/// What an enterprise can use together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Combination {
    /// The policies used, by name.
    pub used: Vec<PolicyId>,
    /// The policies left out because another one is worth more.
    pub left_out: Vec<LeftOut>,
    /// What comes every year.
    pub year: Total,
    /// What comes once.
    pub once: Total,
    /// The policies used whose worth nothing bounds yet: a total holds at most their least.
    pub unbounded: Vec<Candidate>,
}

/// A sum of estimates. Of one that nothing bounds, only the least is in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Total {
    /// At least.
    pub low: Money,
    /// At most, as far as it is bounded.
    pub high: Money,
    /// Whether something in it is not bounded yet.
    pub open: bool,
    /// Whether an amount is known of anything in it: of what is not priced, no total says zero.
    pub priced: bool,
}

impl Total {
    /// The same with one more estimate in it; its least only where it can be had for certain.
    #[must_use]
    pub fn with(self, estimate: Estimate, certain: bool) -> Self {
        Self {
            low: if certain { self.low.plus(estimate.low) } else { self.low },
            high: self.high.plus(estimate.high.unwrap_or(estimate.low)),
            open: self.open || estimate.high.is_none(),
            priced: self.priced || estimate.high.is_some() || estimate.low > Money::ZERO,
        }
    }

    /// The least and the most; `None` while nothing in it is priced.
    #[must_use]
    pub fn bounds(self) -> Option<(Money, Money)> {
        self.priced.then_some((self.low, self.high))
    }
}

/// A policy that may not be used together with one that is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// The policy.
    pub policy: PolicyId,
    /// The one used instead.
    pub instead: PolicyId,
    /// The group that both belong to; `None` where one names the other.
    pub group: Option<GroupId>,
}

/// A policy that could be used, with its worth.
pub type Candidate = (PolicyId, Estimate);

/// The best allowed set of policies: the one with the highest total.
///
/// The least worth decides, then the most, then the names, so that the order in the file never matters. Exclusions
/// for one person, item or amount do not keep a policy out (it may be used for another person), but the lower end of a
/// total counts only the best of them; where it is one amount that they are computed from, the upper end as well.
#[must_use]
pub fn combine(catalogue: &Catalogue, candidates: &[Candidate]) -> Combination {
    let mut items: Vec<Candidate> = candidates.to_vec();
    sort_by(&mut items, |a, b| name(catalogue, a.0).cmp(name(catalogue, b.0)));
    let chosen = best(&items, &|a, b| conflict(catalogue, a, b).is_some_and(|(per, _)| per == Per::Enterprise));
    let used: Vec<Candidate> = items.iter().copied().filter(|(id, _)| chosen.contains(id)).collect();
    let left_out = items
        .iter()
        .filter(|(id, _)| !chosen.contains(id))
        .filter_map(|&(policy, _)| {
            let mut rivals = used.iter().filter_map(|&(instead, estimate)| {
                let (per, group) = conflict(catalogue, policy, instead)?;
                (per == Per::Enterprise).then_some((weight(&estimate), LeftOut { policy, instead, group }))
            });
            let first = rivals.next()?;
            Some(rivals.fold(first, |best, other| if other.0 > best.0 { other } else { best }).1)
        })
        .collect();
    let certain = best(&used, &|a, b| conflict(catalogue, a, b).is_some());
    let at_most =
        |&(id, estimate): &Candidate| (id, Estimate { low: estimate.high.unwrap_or(estimate.low), ..estimate });
    let most: Vec<Candidate> = used.iter().map(at_most).collect();
    let counted = best(&most, &|a, b| conflict(catalogue, a, b).is_some_and(|(per, _)| per == Per::Amount));
    let total = |period: Period| {
        let of = used.iter().filter(|(_, estimate)| estimate.period == period);
        of.fold(Total::default(), |total, (id, estimate)| {
            let with = total.with(*estimate, certain.contains(id));
            Total { high: if counted.contains(id) { with.high } else { total.high }, ..with }
        })
    };
    let (year, once) = (total(Period::Year), total(Period::Once));
    let unbounded = used.iter().copied().filter(|(_, estimate)| estimate.high.is_none()).collect();
    Combination { used: used.iter().map(|(id, _)| *id).collect(), left_out, year, once, unbounded }
}

fn name(catalogue: &Catalogue, id: PolicyId) -> &str {
    catalogue.rule(id).map_or("", |rule| rule.id.as_str())
}

/// Whether two policies may not be used together, within what, and by which group.
#[must_use]
pub fn conflict(catalogue: &Catalogue, a: PolicyId, b: PolicyId) -> Option<(Per, Option<GroupId>)> {
    let (first, second) = (catalogue.policy(a)?.details, catalogue.policy(b)?.details);
    let shared = first.groups.iter().flat_map(|mine| second.groups.iter().map(move |other| (mine, other)));
    let by_group = shared
        .filter(|(mine, other)| mine.id == other.id)
        // If one says "per person" and the other nothing, the stricter holds.
        .map(|(mine, other)| (mine.per.min(other.per), Some(mine.id)));
    let by_name = first.excludes.iter().filter(|exclusion| exclusion.policy == b);
    let by_other = second.excludes.iter().filter(|exclusion| exclusion.policy == a);
    by_group.chain(by_name.chain(by_other).map(|exclusion| (exclusion.per, None))).min_by_key(|(per, _)| *per)
}

/// What a set is judged by: the least worth, then the most, both in fen.
fn weight(estimate: &Estimate) -> (i128, i128) {
    (i128::from(estimate.low.fen()), i128::from(estimate.high.unwrap_or(estimate.low).fen()))
}

/// How many branches are tried for one set of policies that all hang together; far more than any real catalogue has.
const BRANCHES: u32 = 1 << 20;

/// The heaviest set without conflicts, each cluster of conflicting policies on its own. Items come sorted by name.
fn best(items: &[Candidate], conflicts: &dyn Fn(PolicyId, PolicyId) -> bool) -> Vec<PolicyId> {
    let mut rest: Vec<Candidate> = items.to_vec();
    let mut chosen = Vec::new();
    while !rest.is_empty() {
        let mut cluster = vec![rest.remove(0)];
        let mut next = 0;
        while let Some(&(current, _)) = cluster.get(next) {
            let (near, far): (Vec<Candidate>, Vec<Candidate>) =
                rest.into_iter().partition(|(id, _)| conflicts(current, *id));
            cluster.extend(near);
            rest = far;
            next = next.saturating_add(1);
        }
        // Heaviest first, so that good sets are found early; equal ones by name, as they came.
        sort_by(&mut cluster, |(_, a), (_, b)| weight(b).cmp(&weight(a)));
        let mut search = CombinationSearch { conflicts, best: Vec::new(), best_weight: (-1, -1), branches: BRANCHES };
        search.branch(&cluster, &mut Vec::new(), (0, 0));
        chosen.extend(search.best);
    }
    chosen
}

struct CombinationSearch<'a> {
    conflicts: &'a dyn Fn(PolicyId, PolicyId) -> bool,
    best: Vec<PolicyId>,
    best_weight: (i128, i128),
    branches: u32,
}

impl CombinationSearch<'_> {
    fn branch(&mut self, mut rest: &[Candidate], taken: &mut Vec<PolicyId>, weight_now: (i128, i128)) {
        let sum = |a: (i128, i128), b: (i128, i128)| (a.0.saturating_add(b.0), a.1.saturating_add(b.1));
        // Leaving one out after the other goes no deeper: thousands may hang together.
        loop {
            let bound = rest.iter().fold(weight_now, |all, (_, estimate)| sum(all, weight(estimate)));
            if self.branches == 0 || bound < self.best_weight || (bound == self.best_weight && bound != weight_now) {
                return;
            }
            self.branches = self.branches.saturating_sub(1);
            let Some((&(id, estimate), others)) = rest.split_first() else {
                if weight_now > self.best_weight {
                    self.best_weight = weight_now;
                    self.best.clone_from(taken);
                }
                return;
            };
            let compatible: Vec<Candidate> =
                others.iter().filter(|(other, _)| !(self.conflicts)(id, *other)).copied().collect();
            taken.push(id);
            self.branch(&compatible, taken, sum(weight_now, weight(&estimate)));
            taken.pop();
            if compatible.len() == others.len() {
                return;
            }
            rest = others;
        }
    }
}
