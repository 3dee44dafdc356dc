//! What policies are worth, alone and together.

use engine::catalogue::{Catalogue, Per, PolicyId};
use engine::matching::{Candidate, Estimate, Situation, combine, conflict, estimate};
use engine::quantity::{Money, Period};

use super::completions::Completions;
use super::generate::{Draws, Settings};
use super::{Compared as _, prove};
use crate::oracle::{Answers, Concrete, Exact};

/// Beyond this the library says "not bounded" and the oracle's fractions no longer fit.
const MOST_FEN: i128 = 1_000_000_000_000_000;

/// An estimate lies between zero and no less than itself, and holds the exact amount of every enterprise that the
/// profile may turn out to be; for a concrete enterprise it is that amount.
#[test]
fn an_estimate_holds_every_exact_amount() {
    prove(Settings { depth: 1, ..Settings::ALL }, 250, |case| {
        let (oracle, situation) = (case.oracle(), case.situation());
        for (policy, written) in case.policies() {
            let Some(Estimate { low, high, .. }) = estimate(case.catalogue(), &situation, &policy.details.benefit)
            else {
                continue;
            };
            assert!(Money::ZERO <= low && high.is_none_or(|high| low <= high), "{}: {low:?} to {high:?}", policy.id);
            if situation.size().is_contradicted() {
                continue;
            }
            let formula = &written["benefit"]["estimate"];
            let completions = Completions::new(&oracle, &case.facts, &[formula], &case.profile_json, case.day());
            for enterprise in completions.some(40) {
                if enterprise.values().any(|value| matches!(value, Concrete::Number(n) if n.abs() > MOST_FEN)) {
                    continue;
                }
                let profile = case.complete(&oracle, &enterprise);
                let concrete = Situation::new(&case.catalogue().facts, &profile, case.on);
                let found = estimate(case.catalogue(), &concrete, &policy.details.benefit).expect("as before");
                for bits in 0..4 {
                    let mut answers = Answers::new(bits);
                    let (least, most) = oracle.worth(formula, &enterprise, case.day(), &mut answers);
                    // The library keeps millionths of a fen: a third of a fen may tip the last one.
                    let slack = i128::from(!(least.is_plain() && most.is_plain()));
                    // Amounts are held within the largest one.
                    let held = |amount: Exact| amount.max(Exact::whole(0)).rounded().min(i128::from(Money::MAX.fen()));
                    let [least, most] = [least, most].map(held);
                    let fen = |money: Money| i128::from(money.fen());
                    assert!(
                        fen(low) <= least + slack && high.is_none_or(|high| most - slack <= fen(high)),
                        "{} is worth {low:?} to {high:?}, yet {least} to {most} for {enterprise:?}",
                        policy.id
                    );
                    if answers.asked == 0 {
                        let high = found.high.map_or(i128::MAX, fen);
                        assert!(
                            (fen(found.low) - least).abs() <= slack && (high - most).abs() <= slack,
                            "{} is worth {found:?} and not {least} to {most} to {enterprise:?}",
                            policy.id
                        );
                    }
                }
            }
        }
    });
}

/// Random candidates among the policies of a case.
fn candidates(catalogue: &Catalogue, more: &[u32]) -> Vec<Candidate> {
    let mut source = Draws::new(more);
    let mut found = Vec::new();
    for (id, _) in catalogue.iter() {
        let amounts = [0, 1, 1, 2, 3, 5, 10, 100].map(Money::from_yuan);
        let (low, more) = (amounts[source.below(8)], amounts[source.below(8)]);
        let high = if source.chance(20) { None } else { Some(low.plus(more)) };
        let period = if source.chance(50) { Period::Year } else { Period::Once };
        if !source.chance(20) {
            found.push((id, Estimate { low, high, period }));
        }
    }
    found
}

fn weight(candidates: &[Candidate], set: u32) -> (i64, i64) {
    let members = candidates.iter().enumerate().filter(|(index, _)| set >> index & 1 == 1);
    members.fold((0, 0), |(low, high), (_, (_, estimate))| {
        (low + estimate.low.fen(), high + estimate.high.unwrap_or(estimate.low).fen())
    })
}

/// The heaviest of all sets in which no two conflict, by trying each.
fn heaviest(candidates: &[Candidate], conflicts: impl Fn(PolicyId, PolicyId) -> bool) -> (i64, i64) {
    let allowed = |set: &u32| {
        let members: Vec<PolicyId> =
            candidates.iter().enumerate().filter(|(index, _)| set >> index & 1 == 1).map(|(_, (id, _))| *id).collect();
        members.iter().all(|a| members.iter().all(|b| a == b || !conflicts(*a, *b)))
    };
    (0..1_u32 << candidates.len()).filter(allowed).map(|set| weight(candidates, set)).max().expect("the empty set")
}

/// The combination is as heavy as the heaviest allowed set found by trying all; it never holds two policies that
/// exclude each other; who is left out is left out for one that is used; and totals never count two that exclude each
/// other for one person, item or amount at their least, nor two of one amount at their most.
#[test]
fn the_combination_is_the_best_allowed_set() {
    prove(Settings { policies: 10, depth: 0, formulas: false, ..Settings::ALL }, 200, |case| {
        let catalogue = case.catalogue();
        let candidates = candidates(catalogue, &case.more);
        let per_enterprise = |a, b| conflict(catalogue, a, b).is_some_and(|(per, _)| per == Per::Enterprise);
        let found = combine(catalogue, &candidates);
        let used: Vec<Candidate> = candidates.iter().filter(|(id, _)| found.used.contains(id)).copied().collect();
        assert_eq!(used.len(), found.used.len());
        for (a, _) in &used {
            for (b, _) in &used {
                assert!(a == b || !per_enterprise(*a, *b), "{a:?} with {b:?}");
            }
        }
        assert_eq!(weight(&used, u32::MAX), heaviest(&candidates, per_enterprise));
        assert_eq!(used.len() + found.left_out.len(), candidates.len(), "{found:?}");
        for left in &found.left_out {
            assert!(found.used.contains(&left.instead) && !found.used.contains(&left.policy), "{found:?}");
            assert!(per_enterprise(left.policy, left.instead), "{left:?}");
            let (_, group) = conflict(catalogue, left.policy, left.instead).expect("a conflict");
            assert_eq!(group, left.group);
        }
        let certain = heaviest(&used, |a, b| conflict(catalogue, a, b).is_some());
        assert_eq!(found.year.low.fen() + found.once.low.fen(), certain.0);
        let at_most =
            |&(id, estimate): &Candidate| (id, Estimate { low: estimate.high.unwrap_or(estimate.low), ..estimate });
        let most: Vec<Candidate> = used.iter().map(at_most).collect();
        let per_amount = |a, b| conflict(catalogue, a, b).is_some_and(|(per, _)| per == Per::Amount);
        assert_eq!(found.year.high.fen() + found.once.high.fen(), heaviest(&most, per_amount).0);
        let open = |period| used.iter().any(|(_, estimate)| estimate.period == period && estimate.high.is_none());
        assert_eq!((found.year.open, found.once.open), (open(Period::Year), open(Period::Once)));
    });
}

/// The combination does not depend on the order in which candidates come.
#[test]
fn the_combination_does_not_depend_on_order() {
    prove(Settings { policies: 10, depth: 0, formulas: false, ..Settings::ALL }, 150, |case| {
        let mut candidates = candidates(case.catalogue(), &case.more);
        let first = combine(case.catalogue(), &candidates);
        for _ in 0..4 {
            candidates.reverse();
            let turn = candidates.len() / 3;
            candidates.rotate_left(turn);
            assert_eq!(combine(case.catalogue(), &candidates), first);
        }
    });
}
