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
use engine::catalogue::Catalogue;
use engine::enterprise::{Fact, FactId, FactNoun, Facts, Kind, Possible, Profile};
use engine::json::{self, JsonError, Problem};
use engine::matching::{
    self, Answer, Block, Combination, Group, Situation, Step, answer, boxes, choices, steps, suppose, ticked,
};
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
    /// What was asked: a screen or a block.
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
    /// How it would type the numbers and places.
    typed: BTreeMap<FactId, String>,
    told: Profile,
    skipped: Vec<FactId>,
    on: Date,
}

/// A step that was made, and the answer after it.
struct Made {
    /// What the screen or block is about, for people.
    about: String,
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
                match walk.learn(name, value, messages) {
                    Ok(Some(fact)) if key == "first" => first.push(fact),
                    Ok(_) => {}
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

impl Walk<'_> {
    /// Takes up what an enterprise would answer for a fact, and says what of it the catalogue does not have: the fact, or
    /// an option, which are left out.
    fn learn(
        &mut self,
        name: &str,
        value: &Value,
        messages: &Messages,
    ) -> Result<Option<FactId>, Vec<Problem<FactNoun>>> {
        let (catalogue, texts, language) = (&self.edition.catalogue, &self.edition.texts, self.edition.language);
        let Some(id) = catalogue.facts.find(name) else {
            messages.say(&phrases::not_a_fact(name, language));
            return Ok(None);
        };
        let one = |value: Value| {
            let entries: Map<String, Value> = [(name.to_owned(), value)].into_iter().collect();
            told(&Value::Object(entries), catalogue, texts)
        };
        let is_known = |said: Value, option: &Value| {
            let unknown = |problem: &Problem<FactNoun>| {
                matches!(problem.error, JsonError::UnknownName { of: FactNoun::Option, .. })
            };
            let known = one(said).map_or_else(|problems| !problems.iter().any(unknown), |_| true);
            if !known {
                let option = option.as_str().map_or_else(|| option.to_string(), str::to_owned);
                messages.say(&phrases::not_an_option(name, &option, language));
            }
            known
        };
        let value = match value.as_array() {
            Some(list) => {
                let known = list.iter().filter(|option| is_known(json!([option]), option));
                Value::Array(known.cloned().collect())
            }
            None if is_known(value.clone(), value) => value.clone(),
            None => return Ok(None),
        };
        let read = one(value.clone())?;
        self.truth.set(&catalogue.facts, id, read.given(id).cloned());
        match value {
            Value::String(typed) => _ = self.typed.insert(id, typed),
            Value::Number(typed) => _ = self.typed.insert(id, typed.to_string()),
            // A band is chosen, not typed.
            Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => {}
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
                if fact.is_number() {
                    self.typed.insert(id, "0".to_owned());
                }
                self.truth.set(facts, id, Some(value));
            }
        }
    }

    fn take(&mut self, first: &[FactId]) -> Vec<Made> {
        let mut effort = Effort::default();
        for &fact in first {
            self.field(fact, &[], &mut effort);
        }
        effort.add(1, 0);
        let mut taken = Vec::new();
        let mut asked = first.to_vec();
        let (speaker, say) = (self.edition.speaker(), |phrase: Phrase| self.edition.say(phrase));
        let named = |about: &str, facts: &[FactId]| {
            let names: Vec<&str> = facts.iter().map(|&fact| speaker.fact(fact)).collect();
            format!("{about}{}{}", say(Phrase::Colon), names.join(say(Phrase::ListComma)))
        };
        let mut about = named(say(Phrase::FirstScreen), first);
        loop {
            let (catalogue, told) = (&self.edition.catalogue, self.told.clone());
            let answer = answer(catalogue, &told, self.on);
            let situation = Situation::new(&catalogue.facts, &told, self.on);
            let next = steps(catalogue, &situation, &answer, &answer.questions, &self.skipped).ahead.into_iter().next();
            taken.push(Made { about, asked, effort, answer: answer.clone() });
            let Some(step) = next.filter(|_| taken.len() < MOST_STEPS) else { return taken };
            effort = Effort { taps: 1, keys: 0 };
            (about, asked) = match step {
                Step::Circumstances(fact) => {
                    let ticked = self.tick(fact, &situation, &mut effort);
                    let ticked = if ticked.is_empty() { say(Phrase::NoBox).to_owned() } else { ticked };
                    (format!("{}{}{ticked}", speaker.fact(fact), say(Phrase::Colon)), vec![fact])
                }
                Step::Usual(facts) => {
                    let (likely, _) = suppose(catalogue, &situation);
                    let offered = offered(catalogue, &situation, &answer, &facts);
                    for &fact in &facts {
                        self.confirm(fact, &likely, &offered, &mut effort);
                    }
                    (named(say(Phrase::ConfirmUsual), &facts), facts)
                }
                Step::Block(Block { circumstance, facts }) => {
                    let offered = offered(catalogue, &situation, &answer, &facts);
                    for &fact in &facts {
                        self.field(fact, &offered, &mut effort);
                    }
                    let family = circumstance.and_then(|number| catalogue.circumstances.list.get(number));
                    let family = family.map_or(say(Phrase::NoFamily), |family| speaker.text(family.name));
                    (named(family, &facts), facts)
                }
            };
        }
    }

    /// Ticks the boxes that apply: those without which something would be said of the enterprise that is not so. What
    /// stands beside them comes back.
    fn tick(&mut self, fact: FactId, situation: &Situation<'_>, effort: &mut Effort) -> String {
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
        let (mut ticks, mut asks) = (0, Vec::new());
        for shown in shown.iter().filter(|shown| applies(shown.option)) {
            ticks |= bit(shown.option);
            asks.push(self.edition.speaker().text(shown.ask));
        }
        effort.add(bits_of(ticks).count(), 0);
        let told = ticked(&catalogue.facts, fact, &shown, ticks);
        self.told.set(&catalogue.facts, fact, told);
        asks.join(self.edition.say(Phrase::Semicolon))
    }

    /// Lets a usual answer stand, or puts another in its place.
    fn confirm(&mut self, fact: FactId, likely: &Situation<'_>, offered: &[(FactId, Interval)], effort: &mut Effort) {
        let supposed = likely.possible(fact).into_owned();
        let facts = &self.edition.catalogue.facts;
        let tree =
            if let Some(Kind::Place(tree)) = facts.get(fact).map(|fact| &fact.kind) { Some(*tree) } else { None };
        if self.truth.given(fact).is_some_and(|truth| truth.is_within(&supposed, tree)) {
            self.told.set(facts, fact, Some(supposed));
        } else {
            self.field(fact, offered, effort);
        }
    }

    /// How many keys a field takes. In a date the field puts the strokes itself.
    fn keys(&self, fact: FactId) -> usize {
        let is_date = self.edition.catalogue.facts.get(fact).is_some_and(|fact| fact.kind == Kind::Date);
        let is_key = |sign: &char| !is_date || sign.is_ascii_digit();
        self.typed.get(&fact).map_or(0, |typed| typed.chars().filter(is_key).count())
    }

    /// Answers a field, with what is offered beside it where that holds, or says that it is not known.
    fn field(&mut self, fact: FactId, offered: &[(FactId, Interval)], effort: &mut Effort) {
        let facts = &self.edition.catalogue.facts;
        let Some(mut truth) = self.truth.given(fact).cloned() else {
            self.skipped.push(fact);
            return effort.add(1, 0);
        };
        match &truth {
            Possible::Numbers(range) => {
                match offered.iter().find(|(of, stretch)| *of == fact && stretch.intersect(*range) == Some(*range)) {
                    Some((_, stretch)) => {
                        effort.add(1, 0);
                        truth = Possible::Numbers(*stretch);
                    }
                    None => effort.add(1, self.keys(fact)),
                }
            }
            Possible::Places(_) => effort.add(1, self.keys(fact)),
            Possible::Options(_) => effort.add(1, 0),
            Possible::Sets { must, .. } => effort.add(bits_of(*must).count().max(1), 0),
        }
        self.told.set(facts, fact, Some(truth));
        // What was answered as well as it can be is not asked again: an industry known to its division, say.
        self.skipped.push(fact);
    }
}

/// What is offered beside the fields of some facts.
fn offered(
    catalogue: &Catalogue,
    situation: &Situation<'_>,
    answer: &Answer,
    facts: &[FactId],
) -> Vec<(FactId, Interval)> {
    let of = |&fact: &FactId| {
        choices(catalogue, situation, answer, fact).into_iter().map(move |choice| (fact, choice.range))
    };
    facts.iter().flat_map(of).collect()
}

impl<'a> Taken<'a> {
    fn new(edition: &'a Edition, made: &Made) -> Self {
        let Made { asked, effort, answer, .. } = made;
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
    let (speaker, language, colon) = (edition.speaker(), edition.language, edition.say(Phrase::Colon));
    let (mut taps, mut keys) = (0_usize, 0_usize);
    for (number, Made { about, effort, answer, .. }) in made.iter().enumerate() {
        writeln!(out, "{}. {about}", number.saturating_add(1))?;
        let count = |group: Group| {
            let count = answer.outcomes.iter().filter(|outcome| outcome.group == group).count();
            format!("{}{colon}{count}", speaker.label(&group))
        };
        let groups = [Group::UseNow, Group::MayUse].map(count).join("  ");
        writeln!(out, "   {}  {groups}", phrases::effort(effort.taps, effort.keys, language))?;
        let Combination { year, once, .. } = answer.combination;
        // What is known so far has a colon of its own.
        let after = speaker.pick("：", "  ");
        write!(out, "   {}{after}{}", edition.say(Phrase::CertainAYear), speaker.total(year))?;
        if once.priced || once.open {
            write!(out, "  {}{after}{}", edition.say(Phrase::Once), speaker.total(once))?;
        }
        writeln!(out)?;
        let is_more = (year, once) != (answer.likely.year, answer.likely.once);
        if let Some(likely) = speaker.likely_totals(&answer.likely).filter(|_| is_more) {
            writeln!(out, "   {}", speaker.if_usual(&likely))?;
        }
        (taps, keys) = (taps.saturating_add(effort.taps), keys.saturating_add(effort.keys));
    }
    writeln!(out, "{}{colon}{}", edition.say(Phrase::EnoughKnown), phrases::effort(taps, keys, language))?;
    Ok(())
}
