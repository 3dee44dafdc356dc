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
fn weight(estimate: &Estimate) -> Weight {
    (i128::from(estimate.low.fen()), i128::from(estimate.high.unwrap_or(estimate.low).fen()))
}

/// What a set is judged by, the most telling first.
type Weight = (i128, i128);

/// A candidate with the number of its clique.
type Member = (Candidate, usize);

/// So many members are looked at, again and again, for one cluster: far more than any real catalogue needs. Of what has
/// more choices the best set found by then counts.
const LOOKS: usize = 1 << 20;

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
        chosen.extend(CombinationSearch::of(cluster, conflicts).best);
    }
    chosen
}

struct CombinationSearch<'a> {
    conflicts: &'a dyn Fn(PolicyId, PolicyId) -> bool,
    best: Vec<PolicyId>,
    /// The weight of the best set; below nothing while none is found.
    best_weight: Weight,
    looks: usize,
    /// For each clique the last round in which a member of it was met.
    met: Vec<u64>,
    round: u64,
}

impl<'a> CombinationSearch<'a> {
    /// Searches a cluster, the heaviest first.
    fn of(cluster: Vec<Candidate>, conflicts: &'a dyn Fn(PolicyId, PolicyId) -> bool) -> Self {
        let cliques = cliques(&cluster, conflicts);
        let met = vec![0; cliques.len()];
        let members: Vec<Member> = cluster.into_iter().zip(cliques).collect();
        let mut search = Self { conflicts, best: Vec::new(), best_weight: (-1, -1), looks: LOOKS, met, round: 0 };
        search.branch(&members, &mut Vec::new(), (0, 0));
        search
    }

    fn branch(&mut self, mut rest: &[Member], taken: &mut Vec<PolicyId>, mut weight_now: Weight) {
        let before = taken.len();
        let mut is_bounded = false;
        // Leaving one out after the other goes no deeper, nor does taking what excludes nothing: thousands may hang
        // together.
        loop {
            let is_over = self.looks == 0 && self.best_weight >= (0, 0);
            if is_over || !is_bounded && self.bound(rest, weight_now) <= self.best_weight {
                break;
            }
            let Some((&((id, estimate), _), others)) = rest.split_first() else {
                self.best_weight = weight_now;
                self.best.clone_from(taken);
                break;
            };
            let compatible: Vec<Member> =
                others.iter().filter(|((other, _), _)| !(self.conflicts)(id, *other)).copied().collect();
            let with = sum(weight_now, weight(&estimate));
            taken.push(id);
            // With what excludes nothing that is left, nothing of its clique is left: the bound stays as it was.
            is_bounded = compatible.len() == others.len();
            if is_bounded {
                weight_now = with;
            } else {
                self.branch(&compatible, taken, with);
                taken.pop();
            }
            rest = others;
        }
        taken.truncate(before);
    }

    /// More than this no set can weigh: of each clique at most one is used, and the heaviest comes first.
    fn bound(&mut self, rest: &[Member], weight_now: Weight) -> Weight {
        self.looks = self.looks.saturating_sub(rest.len().saturating_add(1));
        self.round = self.round.saturating_add(1);
        let mut bound = weight_now;
        for ((_, estimate), clique) in rest {
            if let Some(met) = self.met.get_mut(*clique)
                && *met != self.round
            {
                *met = self.round;
                bound = sum(bound, weight(estimate));
            }
        }
        bound
    }
}

fn sum(a: Weight, b: Weight) -> Weight {
    (a.0.saturating_add(b.0), a.1.saturating_add(b.1))
}

/// Parts a cluster in cliques, policies that all exclude each other, such as those of one group: the number of the clique
/// of each.
fn cliques(cluster: &[Candidate], conflicts: &dyn Fn(PolicyId, PolicyId) -> bool) -> Vec<usize> {
    let mut cliques: Vec<Vec<PolicyId>> = Vec::new();
    let mut numbers = Vec::new();
    for &(id, _) in cluster {
        let fitting = cliques.iter().position(|clique| clique.iter().all(|&other| conflicts(id, other)));
        numbers.push(fitting.unwrap_or(cliques.len()));
        match fitting.and_then(|number| cliques.get_mut(number)) {
            Some(clique) => clique.push(id),
            None => cliques.push(vec![id]),
        }
    }
    numbers
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Candidates with these numbers, worth so much each, the heaviest first.
    fn cluster(worth: impl IntoIterator<Item = i64>) -> Vec<Candidate> {
        let exactly = |yuan: i64| {
            let money = Money::from_yuan(yuan);
            Estimate { low: money, high: Some(money), period: Period::Year }
        };
        let mut cluster: Vec<Candidate> = (0_u32..).map(PolicyId).zip(worth.into_iter().map(exactly)).collect();
        sort_by(&mut cluster, |(_, a), (_, b)| weight(b).cmp(&weight(a)));
        cluster
    }

    #[test]
    fn policies_without_a_worth_are_not_tried_in_every_combination() {
        let neighbours = |a: PolicyId, b: PolicyId| a.0.abs_diff(b.0) == 1;
        let search = CombinationSearch::of(cluster([0; 60]), &neighbours);
        assert!(search.looks > 0);
        assert_eq!(search.best.len(), 30);
    }

    #[test]
    fn many_groups_that_hang_together_are_searched_to_the_end() {
        // Forty groups of four; the last of each excludes the last of the next.
        let group = |id: PolicyId| id.0.div_euclid(4);
        let last = |id: PolicyId| id.0.rem_euclid(4) == 3;
        let conflicts =
            |a: PolicyId, b: PolicyId| group(a) == group(b) || last(a) && last(b) && group(a).abs_diff(group(b)) == 1;
        let worth = (0..160).map(|number: i64| 1_000 - number.rem_euclid(4));
        let search = CombinationSearch::of(cluster(worth), &conflicts);
        assert!(search.looks > 0);
        assert_eq!(search.best_weight.0, i128::from(Money::from_yuan(40_000).fen()));
    }

    #[test]
    fn thousands_that_one_excludes_are_used_instead_of_it() {
        let star = |a: PolicyId, b: PolicyId| (a.0 == 0) != (b.0 == 0);
        let search = CombinationSearch::of(cluster([500].into_iter().chain(std::iter::repeat_n(1, 3_000))), &star);
        assert_eq!(search.best_weight.0, i128::from(Money::from_yuan(3_000).fen()));
        assert!(!search.best.contains(&PolicyId(0)));
    }
}
