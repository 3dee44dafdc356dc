//! How much the examples of a policy hold fast: every small change of a rule should break one of them.
//!
//! A change that no enterprise can tell apart from the rule is none: each survivor must come with an enterprise that
//! is answered differently, and that enterprise, as an example, would have caught it. Such enterprises are looked for
//! among the values just below, on and above what the rule asks for, with the rest of the rule made to hold.

#![expect(clippy::wildcard_enum_match_arm, reason = "combinations are named one by one; the rest are single tests")]

use std::collections::BTreeMap;
use std::rc::Rc;

use serde_json::{Value, json};

use super::examples::run_in;
use super::places::{below, pointer};
use super::rules::reachable;
use super::samples::{Dice, Maker, Samples, open_choices, step, term_step, vary};
use engine::catalogue::loading::{Example, Expected, Loaded, Written};
use engine::catalogue::{
    Bound, Catalogue, Criterion, DefinitionId, Formula, Operand, Policy, PolicyId, Rule, Status, Test,
};
use engine::enterprise::write_profile;
use engine::enterprise::{FactId, Facts, Kind, Possible, Profile, Tree};
use engine::matching::{Estimate, Situation, Verdict, allowed, estimate, open, verdict};
use engine::quantity::{Date, Money, Rate, bit, bits_of};

/// A small change of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mutation {
    /// "At most" made "less than", or the like.
    Strictness,
    /// A bound made larger or smaller by one unit.
    Bound(i64),
    /// `all` made `any`, or the other way round.
    Connective,
    /// A count of `at_least` made one more or one less.
    Count(i64),
    /// A test turned into its opposite.
    Negation,
    /// An option taken out.
    WithoutOption(usize),
    /// An option put in.
    WithOption(usize),
    /// A place taken out.
    WithoutPlace,
    /// A place made the one above it.
    WiderPlace,
    /// The first day made one day later or earlier.
    FirstDay(i64),
    /// The last day made one day later or earlier.
    LastDay(i64),
    /// A figure of the formula made larger by one unit.
    Figure,
}

/// A change that no example notices, though it changes an answer.
#[derive(Clone, Debug)]
pub struct Survivor {
    /// What was changed.
    pub change: Mutation,
    /// Where, as a JSON pointer.
    pub place: String,
    /// The facts concerned.
    pub facts: Vec<FactId>,
    /// An example that would notice.
    pub example: Example,
}

/// How the examples of one policy, or those of a definition's users, hold its rule fast.
#[derive(Clone, Debug, Default)]
pub struct Score {
    /// How many changes change an answer.
    pub changes: usize,
    /// Those that no example notices, the fewest whose examples would notice all.
    pub survivors: Vec<Survivor>,
    /// How many more no example notices, though the example of a survivor would.
    pub likewise: usize,
}

impl Score {
    /// How many changes an example notices.
    #[must_use]
    pub fn noticed(&self) -> usize {
        self.changes.saturating_sub(self.survivors.len()).saturating_sub(self.likewise)
    }
}

impl Score {
    /// Counts a change that is noticed by the example with this number; from this many on they are suggested ones.
    fn count(&mut self, first: usize, own: usize) {
        self.changes = self.changes.saturating_add(1);
        if first >= own {
            self.likewise = self.likewise.saturating_add(1);
        }
    }
}

/// A changed criterion, with the path to the change.
struct Mutant<T> {
    change: Mutation,
    path: Vec<usize>,
    facts: Vec<FactId>,
    changed: T,
}

/// Scores one policy by its own examples.
#[must_use]
pub fn score(loaded: &Loaded, written: &Written) -> Score {
    score_some(loaded, written, &|_| true)
}

/// Scores one policy by its own examples, for some sorts of change only.
pub(super) fn score_some(loaded: &Loaded, written: &Written, wanted: &dyn Fn(Mutation) -> bool) -> Score {
    let catalogue = &loaded.catalogue;
    let Some(policy) = catalogue.policy(written.policy) else { return Score::default() };
    let mut trials = Trials::new(catalogue, written.policy, policy, &loaded.examples);
    let mut score = Score::default();
    // One copy is changed and changed back: there may be thousands of tests.
    let mut rule = policy.rule.clone();
    for mut mutant in
        criterion_mutants(&catalogue.facts, &policy.criterion).into_iter().filter(|mutant| wanted(mutant.change))
    {
        swap(&mut rule.criterion, &mutant.path, &mut mutant.changed);
        let place = pointer(written, &policy.criterion, &mutant.path);
        let parts = Option::zip(at(&policy.criterion, &mutant.path), at(&rule.criterion, &mutant.path));
        let focus = Focus { path: Some(&mutant.path), facts: &mutant.facts, parts };
        trials.judge(&mut score, (catalogue, Policy { rule: &rule, ..policy }), &focus, mutant.change, place);
        swap(&mut rule.criterion, &mutant.path, &mut mutant.changed);
    }
    for mutant in day_mutants(policy.rule).into_iter().filter(|mutant| wanted(mutant.change)) {
        let place = format!("{}/validity", written.place);
        trials.judge_day(&mut score, &mutant, place);
    }
    if let Some(formula) = &policy.details.benefit.estimate {
        for mutant in formula_mutants(&catalogue.facts, formula).into_iter().filter(|mutant| wanted(mutant.change)) {
            let mut details = policy.details.clone();
            details.benefit.estimate = Some(mutant.changed);
            let changed = Policy { details: &details, ..policy };
            let place = format!("{}/benefit/estimate", written.place);
            let focus = Focus { path: None, facts: &mutant.facts, parts: None };
            trials.judge(&mut score, (catalogue, changed), &focus, mutant.change, place);
        }
    }
    score
}

/// Scores a definition by the examples of the policies that use it.
#[must_use]
pub fn score_definition(loaded: &Loaded, id: DefinitionId) -> Score {
    let mut score = Score::default();
    let catalogue = &loaded.catalogue;
    let Some(definition) = catalogue.definition(id) else { return score };
    let users: Vec<(PolicyId, Policy<'_>)> =
        catalogue.iter().filter(|(_, policy)| uses(catalogue, &policy.criterion, id)).collect();
    let is_used = |example: &&Example| users.iter().any(|(user, _)| *user == example.policy);
    let mut known: Vec<Known<'_>> =
        loaded.examples.iter().filter(is_used).map(|example| Known::new(catalogue, example.clone())).collect();
    let own = known.len();
    let mut trials: Vec<Trials<'_>> =
        users.iter().take(8).map(|&(user, policy)| Trials::new(catalogue, user, policy, &loaded.examples)).collect();
    let mut changed = catalogue.clone();
    let start = format!("/definitions/{}/when", usize::from(id.0).saturating_sub(loaded.first.1));
    for mut mutant in criterion_mutants(&catalogue.facts, &definition.criterion) {
        let Some(place) = changed.rules.definitions.get_mut(usize::from(id.0)) else { return score };
        swap(&mut place.criterion, &mutant.path, &mut mutant.changed);
        let now = changed.definition(id).and_then(|definition| at(&definition.criterion, &mutant.path));
        let parts = Option::zip(at(&definition.criterion, &mutant.path), now);
        let focus = Focus { path: None, facts: &mutant.facts, parts };
        let notices = |known: &Known<'_>| {
            focus.can_differ(catalogue, &changed, &known.situation)
                && changed
                    .policy(known.example.policy)
                    .is_some_and(|policy| run_in(&changed, policy, &known.example, &known.situation).is_some())
        };
        if let Some(first) = known.iter().position(notices) {
            score.count(first, own);
        } else {
            let witness = trials.iter_mut().find_map(|trials| {
                let policy = changed.policy(trials.id)?;
                trials.witness((&changed, policy), &focus)
            });
            if let Some(example) = witness {
                score.changes = score.changes.saturating_add(1);
                known.push(Known::new(catalogue, example.clone()));
                score.survivors.push(Survivor {
                    change: mutant.change,
                    place: below(start.clone(), &definition.criterion, &mutant.path),
                    facts: mutant.facts.clone(),
                    example,
                });
            }
        }
        if let Some(place) = changed.rules.definitions.get_mut(usize::from(id.0)) {
            swap(&mut place.criterion, &mutant.path, &mut mutant.changed);
        }
    }
    score
}

/// Examples with each verdict that is possible and that none of the policy's own examples and none of these others has.
#[must_use]
pub fn verdict_examples(loaded: &Loaded, written: &Written, others: &[Example]) -> Vec<Example> {
    let catalogue = &loaded.catalogue;
    let Some(policy) = catalogue.policy(written.policy) else { return Vec::new() };
    let day = default_day(catalogue, policy.rule);
    let trials = Trials::new(catalogue, written.policy, policy, &[]);
    let mut made: Vec<Example> = Vec::new();
    for profile in reachable(catalogue, &policy.criterion, day).into_iter().flatten() {
        let mut example = trials.example(&Situation::owning(&catalogue.facts, profile, day));
        let is_alike = |other: &Example| other.policy == written.policy && other.verdict == example.verdict;
        if !loaded.examples.iter().chain(others).chain(&made).any(is_alike) {
            Verdict::from(example.verdict).id().clone_into(&mut example.name);
            made.push(example);
        }
    }
    made
}

/// Exchanges the test at the end of a path with another one.
fn swap(criterion: &mut Criterion, path: &[usize], test: &mut Test) {
    let Some((&index, rest)) = path.split_first() else {
        std::mem::swap(&mut criterion.test, test);
        return;
    };
    match &mut criterion.test {
        Test::All(parts) | Test::Any(parts) | Test::AtLeast(_, parts) => {
            if let Some(part) = parts.get_mut(index) {
                swap(part, rest, test);
            }
        }
        Test::Not(part) => swap(part, rest, test),
        _ => {}
    }
}

/// The part that a path leads to.
fn at<'c>(criterion: &'c Criterion, path: &[usize]) -> Option<&'c Criterion> {
    path.iter().try_fold(criterion, |part, &index| part.parts().get(index))
}

/// The facts that a test reads, or the definition that it names.
fn leaf_facts(catalogue: &Catalogue, criterion: &Criterion) -> Vec<FactId> {
    if !matches!(criterion.test, Test::Defined(_)) {
        return criterion.own_facts();
    }
    let mut facts = Vec::new();
    collect_facts(catalogue, criterion, &mut facts);
    facts
}

/// The facts that a criterion and all below it read.
pub(super) fn collect_facts(catalogue: &Catalogue, criterion: &Criterion, facts: &mut Vec<FactId>) {
    for fact in criterion.walk_through(catalogue).flat_map(Criterion::own_facts) {
        if !facts.contains(&fact) {
            facts.push(fact);
        }
    }
}

/// Whether a criterion uses a definition, directly or through another.
pub(super) fn uses(catalogue: &Catalogue, criterion: &Criterion, id: DefinitionId) -> bool {
    criterion.walk_through(catalogue).any(|part| part.test == Test::Defined(id))
}

/// The review day of the catalogue, brought into the validity: the day of an example that names none.
pub(super) fn default_day(catalogue: &Catalogue, rule: &Rule) -> Date {
    let day = catalogue.reviewed.unwrap_or(rule.reviewed);
    let day = rule.validity.to.map_or(day, |to| day.min(to));
    rule.validity.from.map_or(day, |from| day.max(from))
}

/// What a change is about.
struct Focus<'a> {
    path: Option<&'a [usize]>,
    facts: &'a [FactId],
    /// The part that was changed, before and after.
    parts: Option<(&'a Criterion, &'a Criterion)>,
}

impl Focus<'_> {
    /// Whether a change can make any difference to an enterprise: only where the part that was changed answers otherwise.
    fn can_differ(&self, before: &Catalogue, after: &Catalogue, situation: &Situation<'_>) -> bool {
        self.parts.is_none_or(|(old, new)| situation.evaluate(before, old) != situation.evaluate(after, new))
    }

    /// The fact and the numbers at which a test of one number answers otherwise than before, if it is such a test whose
    /// bounds were moved: what lies elsewhere need not be tried.
    fn moved(&self) -> Option<(FactId, [(i64, i64); 2])> {
        let (old, new) = self.parts?;
        match (&old.test, &new.test) {
            (
                Test::Number { term: Operand::Fact(fact), low, high },
                Test::Number { term: Operand::Fact(other), low: new_low, high: new_high },
            ) if fact == other => {
                let (old, new) = (allowed(*low, *high), allowed(*new_low, *new_high));
                let between = |a: i64, b: i64| (a.min(b).saturating_sub(1), a.max(b).saturating_add(1));
                Some((*fact, [between(old.0, new.0), between(old.1, new.1)]))
            }
            _ => None,
        }
    }

    /// The values around what the changed part asks for.
    fn samples(&self, before: &Catalogue, after: &Catalogue, day: Date) -> Samples {
        let mut samples = Samples::default();
        if let Some((old, new)) = self.parts {
            samples.add(before, old, day);
            samples.add(after, new, day);
            samples.open(before, old, self.facts);
        }
        samples
    }
}

/// An example with its situation.
#[derive(Debug)]
struct Known<'a> {
    example: Example,
    situation: Situation<'a>,
}

impl<'a> Known<'a> {
    fn new(catalogue: &'a Catalogue, example: Example) -> Self {
        let situation = Situation::owning(&catalogue.facts, example.profile.clone(), example.on);
        Self { example, situation }
    }
}

/// Added examples by what they tell of numbers, so that of thousands those near a bound are found.
#[derive(Debug, Default)]
struct Added {
    /// The facts that tests of one number read.
    facts: Vec<FactId>,
    /// Those that tell such a number exactly.
    exact: BTreeMap<(FactId, i64), Vec<usize>>,
    /// Those that do not.
    rest: BTreeMap<FactId, Vec<usize>>,
}

impl Added {
    fn new(catalogue: &Catalogue, criterion: &Criterion) -> Self {
        let number = |part: &Criterion| match &part.test {
            Test::Number { term: Operand::Fact(fact), .. } => Some(*fact),
            _ => None,
        };
        let mut facts: Vec<FactId> = criterion.walk_through(catalogue).filter_map(number).collect();
        facts.sort_unstable();
        facts.dedup();
        Self { facts, ..Self::default() }
    }

    fn add(&mut self, number: usize, situation: &Situation<'_>) {
        for &fact in &self.facts {
            match situation.range(fact).single() {
                Some(value) => self.exact.entry((fact, value)).or_default().push(number),
                None => self.rest.entry(fact).or_default().push(number),
            }
        }
    }

    /// Those that may tell a number within some spans.
    fn near(&self, fact: FactId, spans: [(i64, i64); 2]) -> Vec<usize> {
        let exact = spans.into_iter().flat_map(|(low, high)| self.exact.range((fact, low)..=(fact, high)));
        let mut found: Vec<usize> = exact.flat_map(|(_, numbers)| numbers).copied().collect();
        found.extend(self.rest.get(&fact).into_iter().flatten());
        found
    }
}

/// One policy with what is needed to try changes on it.
pub(super) struct Trials<'a> {
    catalogue: &'a Catalogue,
    id: PolicyId,
    policy: Policy<'a>,
    day: Date,
    /// The examples of the policy, then those that would notice other changes.
    examples: Vec<Known<'a>>,
    /// How many are the policy's own.
    own: usize,
    /// Where those beyond them are found.
    added: Added,
    /// The values that the rule tells apart, by day.
    samples: BTreeMap<Date, Rc<Samples>>,
    /// What was made last so that the test at the end of a path decides.
    exposed: Option<(Vec<usize>, Date, Situation<'a>)>,
    /// A copy of the rule to change, and to change back, while it is not in use.
    copy: Option<Rule>,
}

/// A policy in the catalogue whose definitions it uses.
type Placed<'a> = (&'a Catalogue, Policy<'a>);

impl<'a> Trials<'a> {
    /// Takes its own examples out of all.
    pub(super) fn new(catalogue: &'a Catalogue, id: PolicyId, policy: Policy<'a>, examples: &[Example]) -> Self {
        let own = examples.iter().filter(|example| example.policy == id);
        let examples: Vec<Known<'a>> = own.map(|example| Known::new(catalogue, example.clone())).collect();
        let day = default_day(catalogue, policy.rule);
        Self {
            catalogue,
            id,
            policy,
            day,
            own: examples.len(),
            examples,
            added: Added::new(catalogue, &policy.criterion),
            samples: BTreeMap::new(),
            exposed: None,
            copy: None,
        }
    }

    /// The values that the rule tells apart on a day.
    fn samples_on(&mut self, day: Date) -> Rc<Samples> {
        let make = || {
            let mut samples = Samples::of(self.catalogue, &self.policy.criterion, day);
            if let Some(formula) = &self.policy.details.benefit.estimate {
                samples.add_formula(self.catalogue, formula, day);
            }
            Rc::new(samples)
        };
        Rc::clone(self.samples.entry(day).or_insert_with(make))
    }

    /// The number of the first example that notices a change; of those added only such are looked at that may.
    fn noticed(&self, changed: Placed<'_>, focus: &Focus<'_>) -> Option<usize> {
        let notices = |&index: &usize| {
            self.examples.get(index).is_some_and(|known| {
                focus.can_differ(self.catalogue, changed.0, &known.situation)
                    && run_in(changed.0, changed.1, &known.example, &known.situation).is_some()
            })
        };
        let own = (0..self.own).find(notices);
        own.or_else(|| match focus.moved() {
            Some((fact, spans)) => self.added.near(fact, spans).into_iter().find(notices),
            // The latest first, as they are the likeliest.
            None => (self.own..self.examples.len()).rev().find(notices),
        })
    }

    /// Adds an example that would notice a change.
    fn add(&mut self, example: Example) {
        let known = Known::new(self.catalogue, example);
        self.added.add(self.examples.len(), &known.situation);
        self.examples.push(known);
    }

    /// Counts a change, and if no example notices it, looks for one that would.
    fn judge(&mut self, score: &mut Score, changed: Placed<'_>, focus: &Focus<'_>, change: Mutation, place: String) {
        if let Some(first) = self.noticed(changed, focus) {
            score.count(first, self.own);
            return;
        }
        let facts = focus.facts.to_vec();
        if let Some(example) = self.witness(changed, focus) {
            score.changes = score.changes.saturating_add(1);
            // It would notice the next changes too: suggest as few as will do.
            self.add(example.clone());
            score.survivors.push(Survivor { change, place, facts, example });
        }
    }

    fn judge_day(&mut self, score: &mut Score, mutant: &Mutant<Rule>, place: String) {
        let changed = Policy { rule: &mutant.changed, ..self.policy };
        if let Some(first) = self.noticed((self.catalogue, changed), &Focus { path: None, facts: &[], parts: None }) {
            score.count(first, self.own);
            return;
        }
        let ends = [self.policy.validity.from, self.policy.validity.to];
        let days = ends.into_iter().flatten().flat_map(|day| [-1, 0, 1].map(|days| day.plus_days(days)));
        let Some(on) = days.into_iter().find(|&day| self.policy.status(day) != mutant.changed.status(day)) else {
            return;
        };
        score.changes = score.changes.saturating_add(1);
        let mut examples = self.examples.iter().map(|known| &known.example);
        let profile = examples
            .clone()
            .find(|example| example.verdict == Expected::Eligible)
            .or_else(|| examples.next())
            .map_or_else(Profile::new, |example| example.profile.clone());
        let situation = Situation::owning(&self.catalogue.facts, profile, on);
        let mut example = self.example(&situation);
        example.status = Some(self.policy.status(on));
        example.worth = None;
        name_day(&mut example, self.policy.rule);
        self.add(example.clone());
        score.survivors.push(Survivor { change: mutant.change, place, facts: Vec::new(), example });
    }

    /// Whether some enterprise is answered differently when this part of the policy's criterion is turned round.
    pub(super) fn matters(&mut self, path: &[usize]) -> bool {
        let (catalogue, policy) = (self.catalogue, self.policy);
        let Some(part) = at(&policy.criterion, path) else { return true };
        let mut rule = self.copy.take().unwrap_or_else(|| policy.rule.clone());
        let mut test = Test::Not(Box::new(part.clone()));
        swap(&mut rule.criterion, path, &mut test);
        let facts = leaf_facts(catalogue, part);
        let parts = Option::zip(Some(part), at(&rule.criterion, path));
        let focus = Focus { path: Some(path), facts: &facts, parts };
        let found = self.witness((catalogue, Policy { rule: &rule, ..policy }), &focus).is_some()
            || self.settles(&rule, path, &facts);
        swap(&mut rule.criterion, path, &mut test);
        self.copy = Some(rule);
        found
    }

    /// Whether turning a part round settles what is left to check or to decide.
    fn settles(&mut self, changed: &Rule, path: &[usize], facts: &[FactId]) -> bool {
        let (catalogue, policy) = (self.catalogue, self.policy);
        let samples = self.samples_on(self.day);
        let base = self.exposed(Some(path), self.day, &samples);
        let left = |situation: &Situation<'_>, rule: &Rule| {
            let open = open(catalogue, situation, &rule.criterion);
            (open.authority, open.check_yourself)
        };
        let differs = |candidate: &Situation<'_>| {
            candidate.broken().is_empty() && left(candidate, policy.rule) != left(candidate, changed)
        };
        vary(&samples, facts, &mut base.clone(), &mut |candidate| differs(candidate))
            || by_chance(&samples, &base, &differs).is_some()
    }

    /// What a rule answers.
    fn answer(rule: Placed<'_>, situation: &Situation<'_>) -> (Verdict, Status, Option<Estimate>) {
        let (found, status) = verdict(rule.0, rule.1.rule, situation);
        let worth =
            if found == Verdict::Ineligible { None } else { estimate(rule.0, situation, &rule.1.details.benefit) };
        (found, status, worth)
    }

    /// An example that the rule and the changed rule answer differently.
    fn witness(&mut self, changed: Placed<'_>, focus: &Focus<'_>) -> Option<Example> {
        let (catalogue, rule) = (self.catalogue, (self.catalogue, self.policy));
        let differs = |situation: &Situation<'_>| {
            focus.can_differ(catalogue, changed.0, situation)
                && situation.broken().is_empty()
                && Self::answer(rule, situation) != Self::answer(changed, situation)
        };
        let situation = self.near_an_example(changed, focus, &differs);
        let situation = situation.or_else(|| self.made_to_decide(changed, focus, &differs))?;
        let mut example = self.example(&situation);
        let differs_by_worth_alone = {
            let (before, after) = (Self::answer(rule, &situation), Self::answer(changed, &situation));
            before.0 == after.0
        };
        if !differs_by_worth_alone {
            example.worth = None;
        } else if example.worth.is_none() {
            // Worth without an upper end cannot be stated in an example.
            return None;
        }
        example.name = name(catalogue, focus.facts, &situation);
        Some(example)
    }

    /// An enterprise like that of an example: an editor knows it already.
    fn near_an_example(
        &mut self,
        changed: Placed<'_>,
        focus: &Focus<'_>,
        differs: &dyn Fn(&Situation<'_>) -> bool,
    ) -> Option<Situation<'a>> {
        let is_out = |known: &&Known<'_>| known.example.verdict == Expected::Ineligible;
        let inside = self.examples.iter().filter(|known| !is_out(known));
        let outside = self.examples.iter().filter(is_out);
        // Those that differ in nothing but what is varied count once.
        let mut bases: Vec<Situation<'a>> = Vec::new();
        for known in inside.chain(outside).take(12) {
            let mut base = known.situation.clone();
            if !focus.facts.is_empty() && focus.parts.is_some() {
                focus.facts.iter().for_each(|&fact| base.set(fact, None));
            }
            if !bases.iter().any(|other| other.on() == base.on() && other.told() == base.told()) {
                bases.push(base);
            }
        }
        let is_moved = focus.moved().is_some();
        bases.into_iter().find_map(|mut base| {
            let (near, all) = (focus.samples(self.catalogue, changed.0, base.on()), self.samples_on(base.on()));
            let found = vary(&near, focus.facts, &mut base, &mut |candidate| differs(candidate))
                // Where only a bound was moved, nothing changes away from it.
                || (!is_moved && vary(&all, focus.facts, &mut base, &mut |candidate| differs(candidate)));
            found.then_some(base)
        })
    }

    /// An enterprise of which nothing is known but what makes the part at the end of a path decide; without a path, what
    /// makes the rule hold.
    fn exposed(&mut self, path: Option<&[usize]>, day: Date, samples: &Samples) -> Situation<'a> {
        if let (Some(path), Some((made, on, situation))) = (path, &self.exposed)
            && made == path
            && *on == day
        {
            return situation.clone();
        }
        let mut base = Situation::owning(&self.catalogue.facts, Profile::new(), day);
        let mut maker = Maker::new(self.catalogue, samples);
        match path {
            Some(path) => {
                maker.expose(&self.policy.criterion, path, &mut base);
                self.exposed = Some((path.to_vec(), day, base.clone()));
            }
            None => {
                maker.force(&self.policy.criterion, true, &mut base);
            }
        }
        base
    }

    /// An enterprise of which nothing is known but what makes the changed part decide.
    fn made_to_decide(
        &mut self,
        changed: Placed<'_>,
        focus: &Focus<'_>,
        differs: &dyn Fn(&Situation<'_>) -> bool,
    ) -> Option<Situation<'a>> {
        let catalogue = self.catalogue;
        let mut days = vec![self.day];
        days.extend(self.examples.iter().map(|known| known.example.on));
        days.dedup();
        days.into_iter().take(3).find_map(|day| {
            let (near, all) = (focus.samples(catalogue, changed.0, day), self.samples_on(day));
            let mut base = self.exposed(focus.path, day, &all);
            let found = vary(&near, focus.facts, &mut base, &mut |candidate| differs(candidate))
                || (focus.moved().is_none() && vary(&all, focus.facts, &mut base, &mut |candidate| differs(candidate)));
            if found { Some(base) } else { by_chance(&all, &base, differs) }
        })
    }

    fn example(&self, situation: &Situation<'_>) -> Example {
        let (found, _, worth) = Self::answer((self.catalogue, self.policy), situation);
        Example {
            policy: self.id,
            name: String::new(),
            place: String::new(),
            on: situation.on(),
            profile: situation.told().clone(),
            verdict: match found {
                Verdict::Eligible => Expected::Eligible,
                Verdict::NeedsInfo => Expected::NeedsInfo,
                Verdict::Ineligible => Expected::Ineligible,
            },
            status: None,
            worth: worth.and_then(|worth| Some((worth.low, worth.high?))),
        }
    }
}

/// Thrown together from the samples.
fn by_chance<'f>(
    samples: &Samples,
    base: &Situation<'f>,
    differs: &dyn Fn(&Situation<'_>) -> bool,
) -> Option<Situation<'f>> {
    let facts: Vec<FactId> = samples.facts().collect();
    let mut dice = Dice(20_261_121);
    for _ in 0..400 {
        let mut situation = base.clone();
        situation.set_all(facts.iter().filter_map(|&fact| {
            let values = samples.values(fact);
            let value = values.get(dice.below(values.len().saturating_add(1)))?;
            Some((fact, Some(value.clone())))
        }));
        if differs(&situation) {
            return Some(situation);
        }
    }
    None
}

impl Samples {
    /// Adds answers that leave a choice open, for options and places taken out of or put into a test.
    fn open(&mut self, catalogue: &Catalogue, criterion: &Criterion, focus: &[FactId]) {
        for part in criterion.walk_through(catalogue) {
            match &part.test {
                Test::Among { fact, options } if focus.contains(fact) => {
                    for value in open_choices(catalogue, *fact, *options) {
                        self.put_first(*fact, value);
                    }
                }
                Test::Within { fact, codes } if focus.contains(fact) && codes.len() > 1 => {
                    self.put_first(*fact, Possible::Places(codes.clone()));
                }
                _ => {}
            }
        }
    }
}

/// An example as the file writes it.
#[must_use]
pub fn write_example(catalogue: &Catalogue, rule: &Rule, example: &Example) -> Value {
    let mut fields = serde_json::Map::new();
    fields.insert("name".to_owned(), json!(example.name));
    if example.on != default_day(catalogue, rule) {
        fields.insert("on".to_owned(), json!(example.on.to_string()));
    }
    fields.insert("profile".to_owned(), write_profile(&example.profile, &catalogue.facts));
    fields.insert("verdict".to_owned(), json!(Verdict::from(example.verdict).id()));
    if let Some(status) = example.status {
        fields.insert("status".to_owned(), json!(status.id()));
    }
    if let Some((low, high)) = example.worth {
        let write = |money: Money| match money.fen().checked_rem(100) {
            Some(0) => json!(money.fen().checked_div(100)),
            _ => json!(format!(
                "{}.{:02}元",
                money.fen().checked_div(100).unwrap_or(0),
                money.fen().checked_rem(100).unwrap_or(0)
            )),
        };
        let worth = if low == high { write(low) } else { json!([write(low), write(high)]) };
        fields.insert("worth".to_owned(), worth);
    }
    Value::Object(fields)
}

/// A name that says what is special about an enterprise: the facts concerned, with their values.
fn name(catalogue: &Catalogue, facts: &[FactId], situation: &Situation<'_>) -> String {
    let all = write_profile(situation.told(), &catalogue.facts);
    let listed = |list: &[Value]| {
        let names: Vec<&str> = list.iter().filter_map(Value::as_str).take(2).collect();
        match list.len().saturating_sub(names.len()) {
            0 if names.is_empty() => "none".to_owned(),
            0 => names.join(" and "),
            more => format!("{} and {more} more", names.join(", ")),
        }
    };
    let parts: Vec<String> = facts
        .iter()
        .filter_map(|&fact| {
            let id = &catalogue.facts.get(fact)?.id;
            let value = match all.get(id) {
                None => "not told".to_owned(),
                Some(Value::String(text)) => text.clone(),
                Some(Value::Array(list)) => listed(list),
                Some(other) => match other.get("one_of").and_then(Value::as_array) {
                    Some(list) => listed(list).replace(" and ", " or "),
                    None => other.to_string().replace('"', ""),
                },
            };
            Some(format!("{} {value}", id.replace('_', " ")))
        })
        .collect();
    let name = parts.join(", ");
    if name.is_empty() { "boundary".to_owned() } else { name.chars().take(90).collect() }
}

fn name_day(example: &mut Example, rule: &Rule) {
    let (from, to) = (rule.validity.from, rule.validity.to);
    let name = match example.on {
        day if from == Some(day) => "first day",
        day if to == Some(day) => "last day",
        day if from == Some(day.plus_days(1)) => "day before it starts",
        day if to == Some(day.plus_days(-1)) => "day after the end",
        _ => "near the end",
    };
    name.clone_into(&mut example.name);
}

/// All single changes of a criterion: the test at the end of a path, changed.
fn criterion_mutants(facts: &Facts, criterion: &Criterion) -> Vec<Mutant<Test>> {
    let mut mutants = Vec::new();
    let mut walk = criterion.walk();
    while let Some(part) = walk.next() {
        test_mutants(facts, part, &walk.path(), &mut mutants);
    }
    mutants
}

/// All single changes of one test.
fn test_mutants(facts: &Facts, criterion: &Criterion, path: &[usize], mutants: &mut Vec<Mutant<Test>>) {
    let mut own = |change: Mutation, test: Test| {
        mutants.push(Mutant { change, path: path.to_vec(), facts: criterion.own_facts(), changed: test });
    };
    let negated = || Test::Not(Box::new(criterion.clone()));
    match &criterion.test {
        Test::All(parts) if parts.len() > 1 => own(Mutation::Connective, Test::Any(parts.clone())),
        Test::Any(parts) if parts.len() > 1 => own(Mutation::Connective, Test::All(parts.clone())),
        Test::Not(part) => own(Mutation::Negation, part.test.clone()),
        Test::AtLeast(count, parts) => {
            for by in [-1_i64, 1] {
                let changed = i64::from(*count).saturating_add(by);
                if let Ok(count) = u16::try_from(changed) {
                    own(Mutation::Count(by), Test::AtLeast(count, parts.clone()));
                }
            }
        }
        Test::Number { term, low, high } => {
            own(Mutation::Negation, negated());
            for is_low in [true, false] {
                let Some(bound) = (if is_low { low } else { high }) else { continue };
                let mut with = |change: Mutation, bound: Bound| {
                    let (low, high) = if is_low { (Some(bound), *high) } else { (*low, Some(bound)) };
                    own(change, Test::Number { term: term.clone(), low, high });
                };
                with(Mutation::Strictness, Bound { inclusive: !bound.inclusive, ..*bound });
                let step = term_step(facts, term, bound.value);
                for by in [step.saturating_neg(), step] {
                    with(Mutation::Bound(by), Bound { value: bound.value.saturating_add(by), ..*bound });
                }
            }
        }
        Test::Among { fact, options } => {
            own(Mutation::Negation, negated());
            for (change, options) in option_changes(facts, *fact, *options) {
                own(change, Test::Among { fact: *fact, options });
            }
        }
        Test::Holds { fact, options } => {
            own(Mutation::Negation, negated());
            for (change, options) in option_changes(facts, *fact, *options) {
                own(change, Test::Holds { fact: *fact, options });
            }
        }
        Test::Within { fact, codes } => {
            own(Mutation::Negation, negated());
            let tree = match facts.get(*fact).map(|fact| &fact.kind) {
                Some(Kind::Place(tree)) => *tree,
                _ => Tree::Regions,
            };
            for (index, &code) in codes.iter().enumerate() {
                let others =
                    || codes.iter().copied().enumerate().filter(move |(i, _)| *i != index).map(|(_, code)| code);
                if codes.len() > 1 {
                    own(Mutation::WithoutPlace, Test::Within { fact: *fact, codes: others().collect() });
                }
                let wider = tree.parent(code);
                if wider != engine::enterprise::Code::ROOT {
                    let codes = others().chain([wider]).collect();
                    own(Mutation::WiderPlace, Test::Within { fact: *fact, codes });
                }
            }
        }
        Test::Defined(_) => own(Mutation::Negation, negated()),
        Test::All(_) | Test::Any(_) | Test::Authority(_) | Test::CheckYourself(_) => {}
    }
}

fn option_changes(facts: &Facts, fact: FactId, options: u64) -> Vec<(Mutation, u64)> {
    let Some(declared) = facts.get(fact) else { return Vec::new() };
    // A flag has one other option: taking one and putting one in is the negation.
    if declared.kind == Kind::Flag {
        return Vec::new();
    }
    let all = declared.all_options();
    let out = bits_of(options).map(|index| (Mutation::WithoutOption(index), options & !bit(index)));
    let into = bits_of(all & !options).map(|index| (Mutation::WithOption(index), options | bit(index)));
    out.chain(into).filter(|(_, changed)| *changed != 0).collect()
}

fn day_mutants(rule: &Rule) -> Vec<Mutant<Rule>> {
    let mut mutants = Vec::new();
    for by in [-1, 1] {
        let mut own = |change: Mutation, changed: Rule| {
            mutants.push(Mutant { change, path: Vec::new(), facts: Vec::new(), changed });
        };
        if let Some(from) = rule.validity.from {
            let mut changed = rule.clone();
            changed.validity.from = Some(from.plus_days(by));
            own(Mutation::FirstDay(by), changed);
        }
        if let Some(to) = rule.validity.to {
            let mut changed = rule.clone();
            changed.validity.to = Some(to.plus_days(by));
            own(Mutation::LastDay(by), changed);
        }
    }
    mutants
}

/// All single changes of a formula: its conditions, its bounds, its figures.
fn formula_mutants(facts: &Facts, formula: &Formula) -> Vec<Mutant<Formula>> {
    let mut mutants: Vec<Mutant<Formula>> = Vec::new();
    let reads = formula.facts();
    let mut own = |change: Mutation, facts: Vec<FactId>, changed: Formula| {
        mutants.push(Mutant { change, path: Vec::new(), facts, changed });
    };
    let more = |money: Money| {
        let step = step(Some(&Kind::Money), money.fen());
        Money::from_fen(money.fen().saturating_add(step))
    };
    let higher = |rate: Rate| Rate::from_ppm(rate.ppm().saturating_add(step(Some(&Kind::Rate), rate.ppm())));
    match formula {
        Formula::Fixed(money) => own(Mutation::Figure, Vec::new(), Formula::Fixed(more(*money))),
        Formula::Rate(rate, base) => own(Mutation::Figure, reads, Formula::Rate(higher(*rate), base.clone())),
        Formula::RateCut(before, after, base) => {
            own(Mutation::Figure, reads, Formula::RateCut(higher(*before), *after, base.clone()));
        }
        Formula::RateAbove(fact, minus, base) => {
            own(Mutation::Figure, reads, Formula::RateAbove(*fact, higher(*minus), base.clone()));
        }
        Formula::PerHead(money, count) => own(Mutation::Figure, reads, Formula::PerHead(more(*money), *count)),
        Formula::Times(fraction, base) => {
            let mut changed = *fraction;
            changed.over = changed.over.saturating_add(1);
            own(Mutation::Figure, reads, Formula::Times(changed, base.clone()));
        }
        Formula::Cap(cap, base) => own(Mutation::Figure, reads, Formula::Cap(more(*cap), base.clone())),
        Formula::Floor(floor, base) => own(Mutation::Figure, reads, Formula::Floor(more(*floor), base.clone())),
        Formula::Bands(base, bands) => {
            for index in 0..bands.len() {
                let mut changed = bands.clone();
                if let Some((_, rate)) = changed.get_mut(index) {
                    *rate = higher(*rate);
                }
                own(Mutation::Figure, reads.clone(), Formula::Bands(base.clone(), changed));
                let mut changed = bands.clone();
                if let Some((Some(to), _)) = changed.get_mut(index) {
                    *to = more(*to);
                    own(Mutation::Bound(1), reads.clone(), Formula::Bands(base.clone(), changed));
                }
            }
        }
        Formula::Steps(fact, steps) => {
            let kind = facts.get(*fact).map(|fact| &fact.kind);
            for (index, (to, _)) in steps.iter().enumerate() {
                let Some(to) = to else { continue };
                let unit = step(kind, *to);
                for by in [unit.saturating_neg(), unit] {
                    let mut changed = steps.clone();
                    if let Some((place, _)) = changed.get_mut(index) {
                        *place = Some(to.saturating_add(by));
                    }
                    own(Mutation::Bound(by), vec![*fact], Formula::Steps(*fact, changed));
                }
            }
        }
        Formula::If(criterion, then, other) => {
            for mut mutant in criterion_mutants(facts, criterion) {
                let mut changed = criterion.clone();
                swap(&mut changed, &mutant.path, &mut mutant.changed);
                let changed = Formula::If(changed, then.clone(), other.clone());
                own(mutant.change, mutant.facts, changed);
            }
        }
        Formula::Amount(_)
        | Formula::Least(_)
        | Formula::Most(_)
        | Formula::Sum(_)
        | Formula::Difference(..)
        | Formula::UpTo(_)
        | Formula::Between(..)
        | Formula::Unknown => {}
    }
    for (index, part) in formula.parts().into_iter().enumerate() {
        for mutant in formula_mutants(facts, part) {
            if let Some(changed) = with_part(formula, index, mutant.changed) {
                mutants.push(Mutant { change: mutant.change, path: Vec::new(), facts: mutant.facts, changed });
            }
        }
    }
    mutants
}

/// The formula with one of its parts replaced.
fn with_part(formula: &Formula, index: usize, part: Formula) -> Option<Formula> {
    let mut changed = formula.clone();
    let place = match (&mut changed, index) {
        (
            Formula::Rate(_, base)
            | Formula::RateCut(_, _, base)
            | Formula::RateAbove(_, _, base)
            | Formula::Times(_, base)
            | Formula::Cap(_, base)
            | Formula::Floor(_, base)
            | Formula::Bands(base, _)
            | Formula::UpTo(base)
            | Formula::Difference(base, _)
            | Formula::Between(base, _)
            | Formula::If(_, base, _),
            0,
        ) => base.as_mut(),
        (Formula::Difference(_, base) | Formula::Between(_, base) | Formula::If(_, _, base), 1) => base.as_mut(),
        (Formula::Steps(_, steps), index) => steps.get_mut(index).map(|(_, formula)| formula)?,
        (Formula::Least(parts) | Formula::Most(parts) | Formula::Sum(parts), index) => parts.get_mut(index)?,
        _ => return None,
    };
    *place = part;
    Some(changed)
}
