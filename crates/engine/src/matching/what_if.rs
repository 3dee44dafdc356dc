//! What a policy would answer if one fact were different.

use crate::catalogue::{Catalogue, Policy};
use crate::enterprise::{Code, FactId, Facts, Figure, Kind, Possible};
use crate::quantity::{Bits, Interval, bit, bits_of};

use super::values::Distinctions;
use super::{Estimate, NearMiss, Open, Outcome, Situation, Verdict, open, verdict, worth};

/// What a policy would answer for those values of one fact between which nothing changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alternative {
    /// The values.
    pub value: Possible,
    /// Whether the enterprise would meet the criteria.
    pub verdict: Verdict,
    /// What the policy would be worth, unless it would be closed.
    pub estimate: Option<Estimate>,
    /// Whether it would only wait for an authority or a check of one's own.
    pub waits: bool,
    /// Whether what is known of the fact allows one of these values.
    pub is_now: bool,
}

impl Alternative {
    /// Whether the policy would answer the same.
    fn is_like(&self, other: &Self) -> bool {
        (self.verdict, self.estimate, self.waits) == (other.verdict, other.estimate, other.waits)
    }
}

/// What a policy would answer for a value of one fact, everything else staying as it is.
#[must_use]
pub fn alternative(
    catalogue: &Catalogue,
    situation: &Situation<'_>,
    policy: Policy<'_>,
    fact: FactId,
    value: Possible,
) -> Alternative {
    let then = situation.with(fact, Some(value.clone()));
    let (verdict, _) = verdict(catalogue, policy.rule, &then);
    let open = if verdict == Verdict::NeedsInfo { open(catalogue, &then, &policy.criterion) } else { Open::default() };
    let estimate = (verdict != Verdict::Ineligible).then(|| worth(catalogue, &then, policy, &open)).flatten();
    let waits = verdict == Verdict::NeedsInfo && open.is_told_all();
    Alternative { value, verdict, estimate, waits, is_now: false }
}

/// What a policy answers for each value of one fact, everything else staying as it is: the stretches of a number in
/// ascending order, the options of a choice with those that answer alike together, the places that its criteria name
/// likewise and then all others as one.
#[must_use]
pub fn what_if(catalogue: &Catalogue, situation: &Situation<'_>, policy: Policy<'_>, fact: FactId) -> Vec<Alternative> {
    let Some(declared) = situation.fact(fact) else { return Vec::new() };
    let mut distinct = Distinctions::default();
    distinct.add(catalogue, situation, &policy.criterion, fact);
    if let Some(formula) = &policy.details.benefit.estimate {
        distinct.add_formula(catalogue, &situation.with(fact, None), formula, fact);
    }
    let known = situation.told().given(fact);
    let step = |value: Possible, is_now: bool| Alternative {
        is_now,
        ..alternative(catalogue, situation, policy, fact, value)
    };
    let mut steps: Vec<Alternative> = Vec::new();
    match &declared.kind {
        Kind::Count | Kind::Money | Kind::Rate | Kind::Date => {
            let starts = distinct.starts(declared.bounds);
            let ends = starts.iter().skip(1).map(|start| start.saturating_sub(1)).chain([declared.bounds.high()]);
            for range in starts.iter().zip(ends).filter_map(|(&low, high)| Interval::new(low, high)) {
                let is_now = matches!(known, Some(Possible::Numbers(now)) if now.intersect(range).is_some());
                let next = step(Possible::Numbers(range), is_now);
                match steps.last_mut().filter(|step| step.is_like(&next)) {
                    Some(Alternative { value: Possible::Numbers(before), is_now, .. }) => {
                        *before = Interval::new(before.low(), range.high()).unwrap_or(*before);
                        *is_now |= next.is_now;
                    }
                    _ => steps.push(next),
                }
            }
        }
        Kind::Flag | Kind::Choice(_) => {
            for option in bits_of(declared.all_options()) {
                let now = |now: &Possible| matches!(now, Possible::Options(now) if now & bit(option) != 0);
                let next = step(Possible::Options(bit(option)), known.is_some_and(now));
                let alike = steps.iter_mut().find(|step| step.is_like(&next));
                match alike {
                    Some(Alternative { value: Possible::Options(options), is_now, .. }) => {
                        *options |= bit(option);
                        *is_now |= next.is_now;
                    }
                    _ => steps.push(next),
                }
            }
        }
        Kind::Choices(_) => {
            let set = |held: Bits| Possible::Sets { must: held, may: held };
            steps.push(step(set(0), known == Some(&set(0))));
            for option in bits_of(distinct.options() & declared.all_options()) {
                let holds = matches!(known, Some(Possible::Sets { must, .. }) if must & bit(option) != 0);
                steps.push(step(set(bit(option)), holds));
            }
        }
        Kind::Place(tree) => {
            let named = distinct.codes();
            let touches = |a: Code, b: Code| tree.within(a, b) || tree.within(b, a);
            let now = |codes: &[Code]| {
                let Some(Possible::Places(places)) = known else { return false };
                codes.iter().any(|&code| places.iter().any(|&place| touches(code, place)))
            };
            for &code in &named {
                let next = step(Possible::Places(vec![code]), now(&[code]));
                let alike = steps.iter_mut().find(|step| step.is_like(&next));
                match alike {
                    Some(Alternative { value: Possible::Places(codes), is_now, .. }) => {
                        codes.push(code);
                        *is_now |= next.is_now;
                    }
                    _ => steps.push(next),
                }
            }
            let elsewhere: Vec<Code> =
                tree.children(Code::ROOT).iter().copied().filter(|&code| tree.apart(code, &named)).collect();
            if !named.is_empty() && !elsewhere.is_empty() {
                let is_now = now(&elsewhere) && !steps.iter().any(|step| step.is_now);
                steps.push(step(Possible::Places(elsewhere), is_now));
            }
        }
    }
    steps
}

/// The facts whose value alone can change what a policy answers, with what it would answer: first the one that a near
/// miss waits for, then those still open, then the others in the order of the criteria.
#[must_use]
pub fn deciding(
    catalogue: &Catalogue,
    situation: &Situation<'_>,
    policy: Policy<'_>,
    outcome: &Outcome,
) -> Vec<(FactId, Vec<Alternative>)> {
    let mut facts: Vec<FactId> = Vec::new();
    if let Some(NearMiss::Number { fact, .. } | NearMiss::Option { fact, .. }) = outcome.near_miss {
        facts.push(fact);
    }
    facts.extend(outcome.open.facts.iter().map(|(fact, _)| *fact));
    for criterion in policy.criterion.walk_through(catalogue) {
        for fact in criterion.own_facts() {
            if fact == Facts::SIZE_CLASS && situation.told().given(fact).is_none() {
                // The class is derived: its figures decide.
                facts.extend(Figure::ALL.map(Figure::fact));
            } else {
                facts.push(fact);
            }
        }
    }
    let mut found: Vec<(FactId, Vec<Alternative>)> = Vec::new();
    for fact in facts {
        if found.iter().all(|(other, _)| *other != fact) {
            found.push((fact, what_if(catalogue, situation, policy, fact)));
        }
    }
    found.retain(|(_, steps)| steps.len() > 1);
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::loading::load;
    use crate::matching::outcome;
    use crate::quantity::Date;

    fn catalogue() -> Catalogue {
        let file =
            std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../policies.json")).expect("the file");
        load(&file).catalogue
    }

    #[test]
    fn the_301st_employee_closes_the_small_low_profit_rate() {
        let catalogue = catalogue();
        let id = catalogue.find("cit-small-profit-2023").expect("the policy");
        let policy = catalogue.policy(id).expect("the policy");
        let mut profile = crate::enterprise::Profile::new();
        profile.set(&catalogue.facts, Facts::EMPLOYEES, Some(Possible::Numbers(Interval::exact(301))));
        let situation = Situation::new(&catalogue.facts, &profile, Date::new(2026, 11, 21).expect("a date"));
        let steps = what_if(&catalogue, &situation, policy, Facts::EMPLOYEES);
        let seen: Vec<(i64, Verdict, bool)> = steps
            .iter()
            .map(|step| {
                let Possible::Numbers(range) = step.value else { panic!("{step:?}") };
                (range.low(), step.verdict, step.is_now)
            })
            .collect();
        assert_eq!(seen, [(0, Verdict::NeedsInfo, false), (301, Verdict::Ineligible, true)]);
        let outcome = outcome(&catalogue, &situation, id).expect("an answer");
        let deciding = deciding(&catalogue, &situation, policy, &outcome);
        assert!(deciding.iter().any(|(fact, _)| *fact == Facts::EMPLOYEES));
        assert!(deciding.iter().all(|(_, steps)| steps.len() > 1));
    }

    #[test]
    fn places_are_offered_where_the_place_decides() {
        let catalogue = catalogue();
        let found = |id: &str, region: &str| -> Vec<(Vec<String>, Verdict, bool)> {
            let id = catalogue.find(id).expect("the policy");
            let mut profile = crate::enterprise::Profile::new();
            let code = crate::enterprise::Tree::Regions.find(region).expect("a place");
            profile.set(&catalogue.facts, Facts::REGION, Some(Possible::Places(vec![code])));
            let situation = Situation::new(&catalogue.facts, &profile, Date::new(2026, 11, 21).expect("a date"));
            let policy = catalogue.policy(id).expect("the policy");
            let outcome = outcome(&catalogue, &situation, id).expect("an answer");
            let deciding = deciding(&catalogue, &situation, policy, &outcome);
            let (_, steps) = deciding.into_iter().find(|(fact, _)| *fact == Facts::REGION).expect("the place decides");
            let say = |step: Alternative| {
                let Possible::Places(codes) = step.value else { panic!("{step:?}") };
                (
                    codes.into_iter().map(|code| crate::enterprise::Tree::Regions.written(code)).collect(),
                    step.verdict,
                    step.is_now,
                )
            };
            steps.into_iter().map(say).collect()
        };
        let city = found("gz-2025-little-giant", "440100");
        assert_eq!(city.first(), Some(&(vec!["440100".to_owned()], Verdict::NeedsInfo, true)));
        let (elsewhere, verdict, is_now) = city.last().expect("two");
        assert_eq!((city.len(), *verdict, *is_now), (2, Verdict::Ineligible, false));
        assert!(elsewhere.len() > 30 && !elsewhere.contains(&"440000".to_owned()), "Guangdong is not all elsewhere");
        let away = found("gz-2025-little-giant", "310115");
        assert_eq!(away.iter().map(|(_, _, is_now)| *is_now).collect::<Vec<_>>(), [false, true]);
    }

    #[test]
    fn what_only_waits_for_others_is_told_apart() {
        let catalogue = catalogue();
        let profile = crate::enterprise::Profile::new();
        let situation = Situation::new(&catalogue.facts, &profile, Date::new(2026, 11, 21).expect("a date"));
        let mut waiting: usize = 0;
        for (id, policy) in catalogue.iter() {
            let outcome = outcome(&catalogue, &situation, id).expect("an answer");
            for (fact, steps) in deciding(&catalogue, &situation, policy, &outcome) {
                for step in steps.iter().filter(|step| step.waits) {
                    let then = situation.with(fact, Some(step.value.clone()));
                    assert!(step.verdict == Verdict::NeedsInfo, "{}", policy.id);
                    assert!(open(&catalogue, &then, &policy.criterion).facts.is_empty(), "{}", policy.id);
                    waiting = waiting.saturating_add(1);
                }
            }
        }
        assert!(waiting > 0, "some policies wait for an authority once one thing is told");
    }

    #[test]
    fn every_step_answers_as_its_ends_do() {
        let catalogue = catalogue();
        let profile = crate::enterprise::Profile::new();
        let situation = Situation::new(&catalogue.facts, &profile, Date::new(2026, 11, 21).expect("a date"));
        for (id, policy) in catalogue.iter() {
            let outcome = outcome(&catalogue, &situation, id).expect("an answer");
            for (fact, steps) in deciding(&catalogue, &situation, policy, &outcome) {
                for step in steps {
                    let Possible::Numbers(range) = step.value else { continue };
                    for end in [range.low(), range.high()] {
                        let exact = situation.with(fact, Some(Possible::Numbers(Interval::exact(end))));
                        let (verdict, _) = verdict(&catalogue, policy.rule, &exact);
                        let settled = step.verdict == Verdict::NeedsInfo || verdict == step.verdict;
                        assert!(settled, "{} {fact:?} at {end}: {verdict:?}, {:?}", policy.id, step.verdict);
                    }
                }
            }
        }
    }
}
