//! From criteria to columns: plain demands, and programs for the rest.

#![expect(clippy::wildcard_enum_match_arm, reason = "combinations are named one by one; the rest are single tests")]

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use engine::catalogue::{Criterion, Operand, Rule, Rules, Standing, Test};
use engine::enterprise::{Code, Fact, FactId, Kind, Tree};
use engine::matching::allowed;
use engine::quantity::{Bits, Date, Interval};

use super::program::Step;

/// What a row is looked up by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) enum LookupKey {
    /// A figure in whole numbers.
    Number(Operand),
    /// The day of the match.
    Today,
    /// The option of a flag or choice.
    Among(FactId),
    /// The options held.
    Held(FactId),
    /// The place.
    Within(FactId),
}

/// What is demanded of a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Demand {
    /// A number from the first to the second.
    Range(i64, i64),
    /// One of these options; of options held, at least one.
    Options(Bits),
    /// None of these options held.
    None(Bits),
    /// A place within one of these, or (negated) within none.
    Places(Vec<Code>, bool),
}

impl Demand {
    /// Without bounds that every value from the least to the greatest keeps; nothing if none can meet it.
    pub(super) fn within(self, least: i64, greatest: i64) -> Option<Self> {
        match self {
            Self::Range(low, high) if low > greatest || high < least => None,
            Self::Range(low, high) => Some(Self::Range(
                if low <= least { i64::MIN } else { low },
                if high >= greatest { i64::MAX } else { high },
            )),
            other => Some(other),
        }
    }
}

/// A demand and what it is looked up by.
#[derive(Clone, Debug)]
enum Literal {
    Demand(LookupKey, Demand),
    /// What is never known here: an authority's decision, the enterprise's own check.
    Undecided,
}

/// A policy in the index, or one alternative of it.
#[derive(Clone, Debug, Default)]
pub(super) struct Column {
    /// The plain demands, by slot.
    pub(super) must: BTreeMap<u16, Demand>,
    /// What is demanded besides.
    pub(super) program: Vec<Step>,
    /// Whether something in it is never known here.
    pub(super) undecided: bool,
}

/// A policy has at most this many columns; further choices are left to programs.
const MOST_COLUMNS: usize = 8;

/// Reads criteria, collecting what they look at.
#[derive(Debug)]
pub(super) struct Reader<'a> {
    rules: &'a Rules,
    /// The slot of each source, and of demands on it that stay apart.
    pub(super) slots: BTreeMap<(LookupKey, u8), u16>,
    /// The tests that are made as they stand.
    pub(super) tests: Vec<Test>,
    /// The spans of codes that programs name.
    pub(super) spans: Vec<(i64, i64)>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(rules: &'a Rules) -> Self {
        Self { rules, slots: BTreeMap::new(), tests: Vec::new(), spans: Vec::new() }
    }

    /// The columns of a policy, one of which must be met; none if there is no day on which it holds.
    pub(super) fn columns(&mut self, rule: &'a Rule) -> Vec<Column> {
        let from = rule.first_day().map_or(i64::MIN, Date::day_number);
        let to = match rule.standing {
            Standing::Clear => rule.validity.to.map_or(i64::MAX, Date::day_number),
            Standing::Ended(_) => {
                let last = rule.reviewed.plus_days(-1);
                rule.validity.to.map_or(last, |to| to.min(last)).day_number()
            }
            // While its standing is unclear a policy may outlast its printed end.
            Standing::Unclear(_) => i64::MAX,
        };
        if from > to {
            return Vec::new();
        }
        let mut column = Column::default();
        if from > i64::MIN || to < i64::MAX {
            column.must.insert(self.slot(LookupKey::Today, 0), Demand::Range(from, to));
        }
        let mut choices = Vec::new();
        self.demand(&mut column, &rule.criterion, false, &mut choices);
        let mut columns = vec![column];
        for (criterion, negated) in choices {
            // Strong Kleene logic is distributive: a choice may as well be made between whole columns.
            let literals = self.choice(criterion, negated).unwrap_or_default();
            if (1..=MOST_COLUMNS).contains(&columns.len().saturating_mul(literals.len())) {
                let with = |column: &Column| -> Vec<Column> {
                    let with = |literal: &Literal| {
                        let mut column = column.clone();
                        self.put(&mut column, literal.clone());
                        column
                    };
                    literals.iter().map(with).collect()
                };
                columns = columns.iter().flat_map(with).collect();
            } else {
                let mut program = Vec::new();
                self.compile(&mut program, criterion, negated);
                for column in &mut columns {
                    let before = u32::try_from(column.program.len()).unwrap_or(u32::MAX);
                    column.program.extend(program.iter().map(|step| step.after(before)));
                }
            }
        }
        columns
    }

    /// Adds what a criterion (or its opposite) plainly demands, and collects the choices in it.
    fn demand(
        &mut self,
        column: &mut Column,
        criterion: &'a Criterion,
        negated: bool,
        choices: &mut Vec<(&'a Criterion, bool)>,
    ) {
        match &criterion.test {
            Test::Not(part) => self.demand(column, part, !negated, choices),
            Test::Defined(id) => {
                let rules = self.rules;
                match rules.definition(*id) {
                    Some(definition) => self.demand(column, &definition.criterion, negated, choices),
                    None => column.undecided = true,
                }
            }
            Test::All(parts) | Test::Any(parts)
                if parts.len() == 1 || matches!(criterion.test, Test::All(_)) != negated =>
            {
                for part in parts {
                    self.demand(column, part, negated, choices);
                }
            }
            leaf => match self.plain(leaf, negated) {
                Some(literal) => self.put(column, literal),
                None => choices.push((criterion, negated)),
            },
        }
    }

    /// Adds a literal to a column. Two ranges of one figure are one, as each bound is looked at by itself; other demands
    /// on the same fact stay apart, so that each keeps its own Kleene value.
    fn put(&mut self, column: &mut Column, literal: Literal) {
        let Literal::Demand(source, demand) = literal else {
            column.undecided = true;
            return;
        };
        for apart in 0..=u8::MAX {
            let slot = self.slot(source.clone(), apart);
            match (column.must.get_mut(&slot), &demand) {
                (None, _) => {
                    column.must.insert(slot, demand);
                    return;
                }
                (Some(Demand::Range(low, high)), Demand::Range(from, to)) => {
                    (*low, *high) = ((*low).max(*from), (*high).min(*to));
                    return;
                }
                (Some(old), _) if *old == demand => return,
                (Some(_), _) => {}
            }
        }
    }

    /// A criterion (or its opposite) as literals of which one must hold, if it is that simple.
    fn choice(&self, criterion: &Criterion, negated: bool) -> Option<Vec<Literal>> {
        let parts = match &criterion.test {
            Test::Not(part) => return self.choice(part, !negated),
            Test::Defined(id) => return self.choice(&self.rules.definition(*id)?.criterion, negated),
            Test::Any(parts) if !negated => parts,
            Test::All(parts) if negated => parts,
            Test::All(parts) | Test::Any(parts) if parts.len() == 1 => parts,
            Test::Number { term, low: Some(_), high: Some(_) }
                if negated && !matches!(term, Operand::Ratio(..) | Operand::Growth(..)) =>
            {
                let Test::Number { low, high, .. } = &criterion.test else { return None };
                let (least, most) = allowed(*low, *high);
                let side = |low, high| Literal::Demand(LookupKey::Number(term.clone()), Demand::Range(low, high));
                return Some(vec![side(i64::MIN, least.checked_sub(1)?), side(most.checked_add(1)?, i64::MAX)]);
            }
            leaf => return self.plain(leaf, negated).map(|literal| vec![literal]),
        };
        let mut literals = Vec::new();
        for part in parts {
            literals.extend(self.choice(part, negated)?);
        }
        Some(literals)
    }

    /// A single test as a literal, if it is that plain.
    fn plain(&self, test: &Test, negated: bool) -> Option<Literal> {
        let (source, demand) = match test {
            Test::Number { term: Operand::Ratio(..) | Operand::Growth(..), .. } => return None,
            Test::Number { term, low, high } => {
                let (least, most) = allowed(*low, *high);
                let range = match (negated, low, high) {
                    (false, ..) => Demand::Range(least, most),
                    (true, Some(_), None) => Demand::Range(i64::MIN, least.checked_sub(1)?),
                    (true, None, Some(_)) => Demand::Range(most.checked_add(1)?, i64::MAX),
                    (true, ..) => return None,
                };
                (LookupKey::Number(term.clone()), range)
            }
            Test::Among { fact, options } => {
                let all = self.rules.facts.get(*fact).map_or(0, Fact::all_options);
                (LookupKey::Among(*fact), Demand::Options(if negated { all & !options } else { *options }))
            }
            Test::Holds { fact, options } => {
                (LookupKey::Held(*fact), if negated { Demand::None(*options) } else { Demand::Options(*options) })
            }
            Test::Within { fact, codes } => (LookupKey::Within(*fact), Demand::Places(codes.clone(), negated)),
            Test::Authority(_) | Test::CheckYourself(_) => return Some(Literal::Undecided),
            Test::All(_) | Test::Any(_) | Test::Not(_) | Test::AtLeast(..) | Test::Defined(_) => return None,
        };
        Some(Literal::Demand(source, demand))
    }

    /// Appends the program of a criterion or its opposite.
    fn compile(&mut self, steps: &mut Vec<Step>, criterion: &Criterion, negated: bool) {
        let step = match &criterion.test {
            Test::Not(part) => return self.compile(steps, part, !negated),
            Test::Defined(id) => {
                let rules = self.rules;
                match rules.definition(*id) {
                    Some(definition) => return self.compile(steps, &definition.criterion, negated),
                    None => Step::Undecided,
                }
            }
            Test::All(parts) if !negated => return self.combine(steps, parts, negated, Step::All),
            Test::Any(parts) if negated => return self.combine(steps, parts, negated, Step::All),
            Test::All(parts) | Test::Any(parts) => return self.combine(steps, parts, negated, Step::Any),
            Test::AtLeast(count, parts) => {
                // "Not at least n of k" is "at least k − n + 1 of the opposites".
                let total = u16::try_from(parts.len()).unwrap_or(u16::MAX);
                let count = if negated { total.saturating_add(1).saturating_sub(*count) } else { *count };
                return self.combine(steps, parts, negated, |end| Step::AtLeast(count, end));
            }
            Test::Authority(_) | Test::CheckYourself(_) => Step::Undecided,
            Test::Number { term, low, high } if !matches!(term, Operand::Ratio(..) | Operand::Growth(..)) => {
                let slot = self.slot(LookupKey::Number(term.clone()), 0);
                let (least, most) = allowed(*low, *high);
                if negated { Step::Outside(slot, least, most) } else { Step::Range(slot, least, most) }
            }
            Test::Holds { fact, options } => {
                let slot = self.slot(LookupKey::Held(*fact), 0);
                if negated { Step::Lacks(slot, *options) } else { Step::Holds(slot, *options) }
            }
            leaf => match self.plain(leaf, negated) {
                Some(Literal::Demand(source @ LookupKey::Among(_), Demand::Options(options))) => {
                    Step::Among(self.slot(source, 0), options)
                }
                place => {
                    let small = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
                    let number = small(self.tests.len());
                    self.tests.push(leaf.clone());
                    match place {
                        Some(Literal::Demand(source @ LookupKey::Within(fact), Demand::Places(codes, _)))
                            if !adds_up(tree(self.rules, fact), &codes) =>
                        {
                            let from = small(self.spans.len());
                            let tree = tree(self.rules, fact);
                            let ends = |span: Interval| (span.low(), span.high());
                            self.spans.extend(codes.iter().map(|&code| ends(tree.span(code))));
                            Step::Places(self.slot(source, 0), from, small(self.spans.len()), number, negated)
                        }
                        _ => Step::Test(number, negated),
                    }
                }
            },
        };
        steps.push(step);
    }

    fn combine(&mut self, steps: &mut Vec<Step>, parts: &[Criterion], negated: bool, step: impl Fn(u32) -> Step) {
        let at = steps.len();
        steps.push(Step::Undecided);
        for part in parts {
            self.compile(steps, part, negated);
        }
        let end = u32::try_from(steps.len()).unwrap_or(u32::MAX);
        if let Some(first) = steps.get_mut(at) {
            *first = step(end);
        }
    }

    fn slot(&mut self, source: LookupKey, apart: u8) -> u16 {
        let next = u16::try_from(self.slots.len()).unwrap_or(u16::MAX);
        *self.slots.entry((source, apart)).or_insert(next)
    }
}

/// Whether some codes together make up a place that lies in none of them alone.
fn adds_up(tree: Tree, codes: &[Code]) -> bool {
    let alone = |place: Code| codes.iter().any(|&code| tree.within(place, code));
    codes.len() > 1
        && codes.iter().flat_map(|&code| tree.upwards(code)).any(|place| !alone(place) && tree.covered(place, codes))
}

/// The tree that a fact's values lie in.
pub(super) fn tree(rules: &Rules, fact: FactId) -> Tree {
    match rules.facts.get(fact).map(|fact| &fact.kind) {
        Some(Kind::Place(tree)) => *tree,
        _ => Tree::Regions,
    }
}
