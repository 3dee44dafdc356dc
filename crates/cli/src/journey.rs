//! `journey`: the walk to the answer, as an enterprise would take it on the page: what is asked step by step, how many
//! taps and keys that takes, and what is known after each step.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;

use clap::Args;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value, json};

use super::failure::{Failure, Refusal};
use super::input::{Edition, read, today, told};
use super::lines::Messages;
use super::output::{Total, fact_id, write_dated};
use super::phrases::{self, Phrase};
use super::{Common, Format};
use engine::enterprise::{Fact, FactId, FactNoun, Facts, Kind, Possible, Profile};
use engine::json::{self, JsonError, Problem};
use engine::matching::{self, Answer, Combination, Group, Situation, Step, answer, boxes, steps, suppose, ticked};
use engine::quantity::{Date, Interval, Period, bit, bits_of};

/// `journey`
#[derive(Debug, Args)]
pub(super) struct Journey {
    /// The enterprise, as JSON: `first` is what it enters on the first screen, `truth` what it would answer
    #[arg(long, value_name = "FILE")]
    truth: PathBuf,
    /// The day of the match, such as 2022-05-31; today (in China) if left out
    #[arg(long, value_name = "DATE", value_parser = super::date)]
    on: Option<Date>,
    #[command(flatten)]
    common: Common,
}

/// What `journey` writes.
#[derive(Serialize, JsonSchema)]
pub(super) struct Output<'a> {
    /// The steps, the first screen first.
    steps: Vec<Taken<'a>>,
}

/// A step that was taken, and what is known after it.
#[derive(Serialize, JsonSchema)]
struct Taken<'a> {
    /// What was asked: a screen or a card.
    asked: Vec<&'a str>,
    /// How many taps it took: one for each option and each field, and one to go on.
    taps: usize,
    /// How many keys it took.
    keys: usize,
    /// How many policies stand in each group.
    groups: BTreeMap<&'static str, usize>,
    /// What can be used for certain.
    total: Totals,
    /// What can be used if the usual answers hold.
    likely: Totals,
    /// How many measures that may be usable wait for each fact.
    waiting_for: BTreeMap<&'a str, usize>,
    /// The usual answers that this rests on.
    supposed: Vec<&'a str>,
}

/// Totals; one is open too while answers may still add something to it.
#[derive(Serialize, JsonSchema)]
struct Totals {
    /// What comes every year.
    year: Total,
    /// What comes once.
    once: Total,
}

/// How an enterprise takes a walk.
struct Walk<'a> {
    edition: &'a Edition,
    /// What it would answer; what is not there it does not know.
    truth: Profile,
    /// How it would type the numbers that the file gives as texts.
    typed: BTreeMap<FactId, String>,
    told: Profile,
    skipped: Vec<FactId>,
    on: Date,
}

/// A step that was made, and the answer after it.
struct Made {
    asked: Vec<FactId>,
    effort: Effort,
    answer: Answer,
}

/// The taps and keys of a step.
#[derive(Clone, Copy, Default)]
struct Effort {
    taps: usize,
    keys: usize,
}

impl Effort {
    fn add(&mut self, taps: usize, keys: usize) {
        self.taps = self.taps.saturating_add(taps);
        self.keys = self.keys.saturating_add(keys);
    }
}

/// More steps than any walk takes; one that took more would never end.
const MOST_STEPS: usize = 200;

impl Journey {
    pub(super) fn run(self, out: &mut impl Write, messages: &Messages) -> Result<(), Failure> {
        let edition = Edition::open(&self.common)?;
        let on = self.on.unwrap_or_else(today);
        let refused = |problem: Problem<FactNoun>| Failure::Refused(vec![Refusal::read(&self.truth, problem)]);
        let value = json::parse(&read(&self.truth)?).map_err(refused)?;
        let mut walk = Walk {
            edition: &edition,
            truth: Profile::new(),
            typed: BTreeMap::new(),
            told: Profile::new(),
            skipped: Vec::new(),
            on,
        };
        let mut first = Vec::new();
        for key in ["first", "truth"] {
            let Some(part) = value.get(key).and_then(Value::as_object) else {
                return Err(refused(Problem { place: String::new(), error: JsonError::Missing(key) }));
            };
            for (name, value) in part {
                match walk.learn(name, value) {
                    Ok(Some(fact)) if key == "first" => first.push(fact),
                    Ok(Some(_)) => {}
                    Ok(None) => messages.say(&phrases::not_a_fact(name, edition.language)),
                    Err(problems) => {
                        let placed = problems
                            .into_iter()
                            .map(|problem| Problem { place: format!("/{key}{}", problem.place), error: problem.error });
                        return Err(Failure::Refused(placed.map(|one| Refusal::read(&self.truth, one)).collect()));
                    }
                }
            }
        }
        walk.fill();
        let taken = walk.take(&first);
        match self.common.format {
            Format::Json => {
                let steps = taken.iter().map(|made| Taken::new(&edition, made)).collect();
                write_dated(out, &edition, on, Output { steps })
            }
            Format::Text => text(out, &edition, &taken),
        }
    }
}

impl<'a> Walk<'a> {
    /// Takes up what an enterprise would answer for a fact; `None` if the catalogue has no such fact, or no such options.
    fn learn(&mut self, name: &str, value: &Value) -> Result<Option<FactId>, Vec<Problem<FactNoun>>> {
        let (catalogue, texts) = (&self.edition.catalogue, &self.edition.texts);
        let Some(id) = catalogue.facts.find(name) else { return Ok(None) };
        let one = |value: Value| {
            let entries: Map<String, Value> = [(name.to_owned(), value)].into_iter().collect();
            told(&Value::Object(entries), catalogue, texts)
        };
        let value = match value.as_array() {
            // Of several choices those stay that the catalogue has.
            Some(list) => {
                let known = list.iter().filter(|option| one(json!([option])).is_ok());
                Value::Array(known.cloned().collect())
            }
            None => value.clone(),
        };
        let read = one(value.clone())?;
        self.truth.set(&catalogue.facts, id, read.given(id).cloned());
        if let Some(typed) = value.as_str() {
            self.typed.insert(id, typed.to_owned());
        }
        Ok(Some(id))
    }

    /// What the file leaves out: flags no, numbers 0, several choices none.
    fn fill(&mut self) {
        let facts = &self.edition.catalogue.facts;
        let boxes = self.edition.catalogue.circumstances.fact;
        for (id, fact) in facts.iter().filter(|(id, _)| Some(*id) != boxes && *id != Facts::SIZE_CLASS) {
            let value = match fact.kind {
                Kind::Flag => Possible::Options(bit(0)),
                Kind::Choices(_) => Possible::Sets { must: 0, may: 0 },
                Kind::Count | Kind::Money | Kind::Rate if fact.bounds.low() <= 0 && fact.bounds.high() >= 0 => {
                    Possible::Numbers(Interval::exact(0))
                }
                Kind::Count | Kind::Money | Kind::Rate | Kind::Date | Kind::Choice(_) | Kind::Place(_) => continue,
            };
            if self.truth.given(id).is_none() {
                self.truth.set(facts, id, Some(value));
            }
        }
    }

    fn take(&mut self, first: &[FactId]) -> Vec<Made> {
        let mut effort = Effort::default();
        for &fact in first {
            self.field(fact, &mut effort);
        }
        effort.add(1, 0);
        let mut taken = Vec::new();
        let mut asked = first.to_vec();
        loop {
            let (catalogue, told) = (&self.edition.catalogue, self.told.clone());
            let answer = answer(catalogue, &told, self.on);
            let situation = Situation::new(&catalogue.facts, &told, self.on);
            let next = steps(catalogue, &situation, &answer, &self.skipped).ahead.into_iter().next();
            taken.push(Made { asked, effort, answer });
            let Some(step) = next.filter(|_| taken.len() < MOST_STEPS) else { return taken };
            effort = Effort { taps: 1, keys: 0 };
            asked = match step {
                Step::Circumstances(fact) => {
                    self.tick(fact, &situation, &mut effort);
                    vec![fact]
                }
                Step::Usual(facts) => {
                    let (likely, _) = suppose(catalogue, &situation);
                    for &fact in &facts {
                        self.confirm(fact, &likely, &mut effort);
                    }
                    facts
                }
                Step::Card(card) => {
                    for &fact in &card.facts {
                        self.field(fact, &mut effort);
                    }
                    card.facts
                }
            };
        }
    }

    /// Ticks the boxes that apply: those without which something would be said of the enterprise that is not so.
    fn tick(&mut self, fact: FactId, situation: &Situation<'_>, effort: &mut Effort) {
        let catalogue = &self.edition.catalogue;
        let shown = boxes(catalogue, situation);
        let all = catalogue.facts.get(fact).map_or(0, Fact::all_options);
        let applies = |option: usize| {
            let mut without = Profile::new();
            without.set(&catalogue.facts, fact, Some(Possible::Sets { must: 0, may: all & !bit(option) }));
            let narrowed = catalogue.facts.narrow(&without).profile.unwrap_or_default();
            narrowed.iter().any(|(id, value)| {
                let tree = if let Some(Kind::Place(tree)) = catalogue.facts.get(id).map(|fact| &fact.kind) {
                    Some(*tree)
                } else {
                    None
                };
                id != fact && self.truth.given(id).is_some_and(|truth| !truth.is_within(value, tree))
            })
        };
        let ticks = shown.iter().filter(|shown| applies(shown.option)).fold(0, |all, shown| all | bit(shown.option));
        effort.add(bits_of(ticks).count(), 0);
        let told = ticked(&catalogue.facts, fact, &shown, ticks);
        self.told.set(&catalogue.facts, fact, told);
    }

    /// Lets a usual answer stand, or puts another in its place.
    fn confirm(&mut self, fact: FactId, likely: &Situation<'_>, effort: &mut Effort) {
        let supposed = likely.possible(fact).into_owned();
        let facts = &self.edition.catalogue.facts;
        let tree =
            if let Some(Kind::Place(tree)) = facts.get(fact).map(|fact| &fact.kind) { Some(*tree) } else { None };
        if self.truth.given(fact).is_some_and(|truth| truth.is_within(&supposed, tree)) {
            self.told.set(facts, fact, Some(supposed));
        } else {
            self.field(fact, effort);
        }
    }

    /// Answers a field, or says that it is not known.
    fn field(&mut self, fact: FactId, effort: &mut Effort) {
        let facts = &self.edition.catalogue.facts;
        let Some(truth) = self.truth.given(fact).cloned() else {
            self.skipped.push(fact);
            return effort.add(1, 0);
        };
        match &truth {
            Possible::Numbers(_) | Possible::Places(_) => {
                let keys = self.typed.get(&fact).map_or(1, |typed| typed.chars().count());
                effort.add(1, keys);
            }
            Possible::Options(_) => effort.add(1, 0),
            Possible::Sets { must, .. } => effort.add(bits_of(*must).count().max(1), 0),
        }
        self.told.set(facts, fact, Some(truth));
    }
}

impl<'a> Taken<'a> {
    fn new(edition: &'a Edition, made: &Made) -> Self {
        let Made { asked, effort, answer } = made;
        let mut waiting_for = BTreeMap::new();
        for outcome in answer.outcomes.iter().filter(|outcome| outcome.group == Group::MayUse) {
            for (fact, _) in &outcome.open.facts {
                let count: &mut usize = waiting_for.entry(fact_id(edition, *fact)).or_default();
                *count = count.saturating_add(1);
            }
        }
        let count = |group| answer.outcomes.iter().filter(|outcome| outcome.group == group).count();
        Self {
            asked: asked.iter().map(|&fact| fact_id(edition, fact)).collect(),
            taps: effort.taps,
            keys: effort.keys,
            groups: Group::ALL.iter().map(|&group| (group.id(), count(group))).collect(),
            total: Totals::new(answer, &answer.combination),
            likely: Totals::new(answer, &answer.likely),
            waiting_for,
            supposed: answer.supposed.iter().map(|one| fact_id(edition, one.fact)).collect(),
        }
    }
}

impl Totals {
    fn new(answer: &Answer, combination: &Combination) -> Self {
        let total = |period, total: matching::Total| {
            let may_grow = answer.outcomes.iter().any(|outcome| {
                let of_period = outcome.estimate.is_some_and(|estimate| estimate.period == period);
                outcome.counts && outcome.group == Group::MayUse && !outcome.open.facts.is_empty() && of_period
            });
            Total::new(matching::Total { open: total.open || may_grow, ..total })
        };
        Self { year: total(Period::Year, combination.year), once: total(Period::Once, combination.once) }
    }
}

fn text(out: &mut impl Write, edition: &Edition, made: &[Made]) -> Result<(), Failure> {
    let (speaker, language) = (edition.speaker(), edition.language);
    for (number, Made { asked, effort, answer }) in made.iter().enumerate() {
        let names: Vec<&str> = asked.iter().map(|&fact| speaker.fact(fact)).collect();
        let names = names.join(edition.say(Phrase::ListComma));
        writeln!(out, "{}. {names}", number.saturating_add(1))?;
        let count = |group: Group| {
            let count = answer.outcomes.iter().filter(|outcome| outcome.group == group).count();
            format!("{}: {count}", speaker.label(&group))
        };
        let groups = [Group::UseNow, Group::MayUse].map(count).join("  ");
        writeln!(out, "   {}  {groups}", phrases::effort(effort.taps, effort.keys, language))?;
        let totals = [(Phrase::Sure, &answer.combination), (Phrase::Likely, &answer.likely)];
        for (label, combination) in totals {
            let (year, once) = (speaker.total(combination.year), speaker.total(combination.once));
            let (label, once_label) = (edition.say(label), edition.say(Phrase::Once));
            writeln!(out, "   {label}: {} {year}  {once_label} {once}", edition.say(Phrase::TogetherAYear))?;
        }
    }
    Ok(())
}
