//! Days, near misses and cliffs, against trying every one.

use std::collections::BTreeSet;

use engine::catalogue::{PolicyId, Rule, Standing, Status};
use engine::enterprise::{Changeable, FactId, Possible};
use engine::matching::{
    Group, NearMiss, Situation, Truth, Verdict, answer, cliffs, near_miss, open, timeline, verdict,
};
use engine::quantity::{Date, Interval, Span, bit};

use super::generate::{Settings, worth_trying};
use super::{Case, prove};

/// Days on which something about a policy may turn: its first and last day, that of its document and its review, and
/// their neighbours.
fn turning_days(rule: &Rule) -> BTreeSet<Date> {
    let days = [rule.validity.from, rule.validity.to, rule.first_day(), Some(rule.reviewed)];
    days.into_iter().flatten().flat_map(|day| [-1, 0, 1].map(|more| day.plus_days(more))).collect()
}

/// A policy is in force on its first and last day and on no day outside them; what is over or has not begun is shown
/// apart and counted nowhere.
#[test]
fn never_in_force_outside_its_dates() {
    prove(Settings { depth: 1, ..Settings::ALL }, 200, |case| {
        for (id, policy) in case.catalogue().iter() {
            for day in turning_days(&policy) {
                let status = policy.status(day);
                let begun = policy.first_day().is_none_or(|first| first <= day);
                let over = policy.validity.to.is_some_and(|last| last < day);
                match policy.standing {
                    Standing::Clear => assert_eq!(status == Status::InForce, begun && !over, "{} on {day}", policy.id),
                    Standing::Unclear(_) | Standing::Ended(_) => {
                        assert!(status != Status::InForce || (begun && !over), "{} on {day}: {status:?}", policy.id);
                    }
                }
                assert_eq!(status == Status::Upcoming, !begun, "{} on {day}", policy.id);
                let answer = answer(case.catalogue(), &case.profile, day);
                let outcome = answer.outcomes.iter().find(|outcome| outcome.policy == id).expect("an outcome");
                assert_eq!(outcome.status, status);
                if status != Status::InForce {
                    assert!(!answer.combination.used.contains(&id), "{} on {day}", policy.id);
                    assert!(outcome.group != Group::UseNow, "{} on {day}", policy.id);
                    assert!(answer.questions.iter().all(|question| !question.settles.contains(&id)));
                }
                let apart = matches!(status, Status::Upcoming | Status::Ended);
                assert_eq!(outcome.group == Group::OtherTime, apart, "{} on {day}", policy.id);
            }
        }
    });
}

/// The timeline says of every day what a match on that day says.
#[test]
fn the_timeline_is_right_every_day() {
    prove(Settings { depth: 2, policies: 3, formulas: false, ..Settings::ALL }, 60, |case| {
        let situation = case.situation();
        let (from, to) = (case.on.plus_days(-45), case.on.plus_days(45));
        let stretches = timeline(case.catalogue(), &situation, Span { from: Some(from), to: Some(to) });
        for (id, policy) in case.catalogue().iter() {
            for more in -45..=45 {
                let day = case.on.plus_days(more);
                let (verdict, status) = verdict(case.catalogue(), policy.rule, &situation.on_day(day));
                let mut over = stretches.iter().filter(|s| s.policy == id && s.from <= day && day <= s.to);
                let found = over.next().map(|stretch| (stretch.verdict, stretch.status));
                let live = !matches!(status, Status::Upcoming | Status::Ended);
                assert_eq!(found, live.then_some((verdict, status)), "{} on {day}: {stretches:?}", policy.id);
                assert!(over.next().is_none(), "two stretches on {day}");
            }
        }
        for pair in stretches.windows(2) {
            let merged = pair[0].policy != pair[1].policy
                || pair[0].to.plus_days(1) != pair[1].from
                || (pair[0].verdict, pair[0].status) != (pair[1].verdict, pair[1].status);
            assert!(merged, "{pair:?} are one stretch");
        }
    });
}

/// Whether nothing but an authority's decision or a check is left.
fn opens(case: &Case, rule: &Rule, situation: &Situation<'_>) -> bool {
    match situation.evaluate(case.catalogue(), &rule.criterion) {
        Truth::True => true,
        Truth::False => false,
        Truth::Unknown => open(case.catalogue(), situation, &rule.criterion).is_told_all(),
    }
}

fn with_number<'a>(situation: &Situation<'a>, fact: FactId, number: i64) -> Situation<'a> {
    situation.with(fact, Some(Possible::Numbers(Interval::exact(number))))
}

/// A near miss at a distance opens the policy at that distance and not one unit earlier; only what can be changed is
/// changed; and where none is named, nothing worth trying would do.
#[test]
fn a_near_miss_is_the_nearest() {
    prove(Settings { depth: 2, given: 85, ranges: 25, ..Settings::ALL }, 300, |case| {
        let situation = case.situation();
        for policy in case.catalogue().policies() {
            let closed = verdict(case.catalogue(), policy.rule, &situation) == (Verdict::Ineligible, Status::InForce);
            let found = near_miss(case.catalogue(), policy, &situation);
            if !closed {
                continue;
            }
            let holds_on =
                |day: Date| policy.status(day) == Status::InForce && opens(case, &policy, &situation.on_day(day));
            let changeable = |fact: FactId| {
                let declared = case.catalogue().facts.get(fact).expect("a fact");
                declared.changeable == Changeable::Yes && case.profile.given(fact).is_some()
            };
            match found {
                Some(NearMiss::Number { fact, now, to }) => {
                    let context = || format!("{}: {} from {now} to {to}", policy.id, case.fact(fact));
                    assert!(changeable(fact) && to > now, "{}", context());
                    assert!(opens(case, &policy, &with_number(&situation, fact, to)), "{}", context());
                    let Possible::Numbers(range) = situation.possible(fact).into_owned() else { panic!("no number") };
                    assert_eq!(now, if to < now { range.low() } else { range.high() });
                    let distance = (to - now).abs();
                    let mut steps: BTreeSet<i64> = (0..distance.min(120)).collect();
                    steps.extend([distance - 1, distance / 2]);
                    let bounds = case.catalogue().facts.get(fact).expect("a fact").bounds;
                    for step in steps {
                        let number = range.high() + step;
                        if step > 0 && step < distance && bounds.contains(number) {
                            let nearer = opens(case, &policy, &with_number(&situation, fact, number));
                            assert!(!nearer, "{} though {number} is nearer", context());
                        }
                    }
                }
                Some(NearMiss::Day(day)) => {
                    assert!(day > case.on && holds_on(day), "{} on {day}", policy.id);
                    let between = day.day_number() - case.on.day_number();
                    let step = (between / 200).max(1);
                    let mut earlier = day.plus_days(-1);
                    while earlier > case.on {
                        assert!(!holds_on(earlier), "{} on {day}, though {earlier} is earlier", policy.id);
                        earlier = earlier.plus_days(-step);
                    }
                }
                Some(NearMiss::Option { fact, option }) => {
                    assert!(changeable(fact), "{}", policy.id);
                    let changed = match situation.possible(fact).into_owned() {
                        Possible::Sets { must, may } => {
                            Possible::Sets { must: must | bit(option), may: may | bit(option) }
                        }
                        _ => Possible::Options(bit(option)),
                    };
                    assert!(opens(case, &policy, &situation.with(fact, Some(changed))), "{}", policy.id);
                }
                None => {
                    for more in (1..60).chain((60..1_200).step_by(19)) {
                        let day = case.on.plus_days(more);
                        assert!(!holds_on(day), "{} would be open on {day}", policy.id);
                    }
                    for (fact, declared) in case.catalogue().facts.iter().filter(|(fact, _)| changeable(*fact)) {
                        let known = case.facts.iter().find(|known| known.id == declared.id).expect("a fact");
                        let most = match situation.possible(fact).into_owned() {
                            Possible::Numbers(range) => range.high(),
                            _ => i64::MAX,
                        };
                        for number in worth_trying(known).into_iter().filter(|number| *number > most) {
                            let changed = with_number(&situation, fact, number);
                            assert!(!opens(case, &policy, &changed), "{}: {} of {number}", policy.id, declared.id);
                        }
                    }
                }
            }
        }
    });
}

/// The cliffs of a small count are just the values at which policies are gained or lost, be it that they only wait for
/// others.
#[test]
fn cliffs_are_all_steps_and_only_those() {
    prove(Settings { depth: 2, formulas: false, policies: 4, ..Settings::ALL }, 60, |case| {
        let situation = case.situation();
        for (fact, declared) in case.catalogue().facts.iter() {
            let bounds = declared.bounds;
            if !declared.is_number() || bounds.high() - bounds.low() > 200 || bounds.single().is_some() {
                continue;
            }
            let found = cliffs(case.catalogue(), &situation, fact);
            let usable = |number: i64| -> BTreeSet<PolicyId> {
                let here = with_number(&situation, fact, number);
                let all = case.catalogue().iter().filter(|(_, policy)| !policy.is_background());
                let live = all.filter(|(_, policy)| policy.status(case.on) == Status::InForce);
                live.filter(|(_, policy)| opens(case, policy, &here)).map(|(id, _)| id).collect()
            };
            let mut below = usable(bounds.low());
            for number in bounds.low() + 1..=bounds.high() {
                let here = usable(number);
                let cliff = found.iter().find(|cliff| cliff.at == number);
                let is_moved = cliff.is_some_and(|cliff| !cliff.gained.is_empty() || !cliff.lost.is_empty());
                assert_eq!(is_moved, here != below, "{} at {number}: {found:?}", declared.id);
                if let Some(cliff) = cliff {
                    let [gained, lost] =
                        [&cliff.gained, &cliff.lost].map(|ids| ids.iter().copied().collect::<BTreeSet<_>>());
                    assert_eq!(gained, here.difference(&below).copied().collect());
                    assert_eq!(lost, below.difference(&here).copied().collect());
                }
                below = here;
            }
        }
    });
}
