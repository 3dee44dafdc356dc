//! Criteria.

use super::parameters::{Side, names_parameter};
use super::{Loader, Node};
use crate::catalogue::{Bound, Criterion, DefinitionId, Noun, Operand, Test};
use crate::enterprise::{Fact, FactId, FactNoun, Kind};
use crate::json::JsonError;
use crate::quantity::Unit;

/// Keys that any criterion may carry.
const ALWAYS: [&str; 2] = ["article", "note"];
const BOUNDS: [&str; 4] = ["at_least", "above", "at_most", "below"];

/// The most criteria that a rule is made of, those of its definitions included: far more than any has. What can
/// still change a verdict, and what is wrong with a rule, is found by trying its tests against each other, so that without
/// a bound one rule of some kilobytes would take minutes.
const MOST_CRITERIA: usize = 500;
/// How deep they may lie in each other: little enough for every stack.
const MOST_DEPTH: usize = 100;

impl Loader {
    /// Reads a whole rule: a criterion that stands in no other.
    pub(super) fn rule(&mut self, node: &Node<'_>) -> Option<Criterion> {
        let criterion = self.criterion(node)?;
        while let Some(next) = self.catalogue.definitions.get(self.extents.len()) {
            let extent = extent(&next.criterion, &self.extents);
            self.extents.push(extent);
        }
        let (depth, size) = extent(&criterion, &self.extents);
        if depth > MOST_DEPTH {
            return node.note(JsonError::TooDeep(MOST_DEPTH));
        }
        if size > MOST_CRITERIA {
            return node.note(JsonError::TooMany { of: Noun::Criterion, most: MOST_CRITERIA });
        }
        Some(criterion)
    }

    /// Reads a criterion.
    fn criterion(&mut self, node: &Node<'_>) -> Option<Criterion> {
        let before = node.problems().count();
        let test = self.test(node)?;
        let article = match node.get("article") {
            Some(article) => Some(article.filled()?.to_owned()),
            None => None,
        };
        let note = self.maybe_words(node, "note");
        (node.problems().count() == before).then_some(Criterion { test, article, note })
    }

    fn test(&mut self, node: &Node<'_>) -> Option<Test> {
        let Some(object) = node.value().as_object() else { return node.note(JsonError::NotA(Noun::Criterion)) };
        let mut forms = [
            "all",
            "any",
            "not",
            "of",
            "definition",
            "authority",
            "check_yourself",
            "fact",
            "age_of",
            "ratio",
            "growth",
            "sum",
            "on",
        ]
        .into_iter()
        .filter(|key| object.contains_key(*key));
        let first = forms.next();
        if let (Some(one), Some(other)) = (first, forms.next()) {
            return node.note(JsonError::Together([one, other]));
        }
        match first {
            Some("all") => Some(Test::All(self.criteria(node, "all")?)),
            Some("any") => Some(Test::Any(self.criteria(node, "any")?)),
            Some("not") => {
                allow(node, &["not"]);
                Some(Test::Not(Box::new(self.criterion(&node.need("not")?)?)))
            }
            Some("of") => {
                allow(node, &["of", "at_least"]);
                let count = node.need("at_least")?.integer()?;
                let parts = self.list(&node.need("of")?)?;
                let fits = u16::try_from(count).ok().filter(|&n| n >= 1 && usize::from(n) <= parts.len());
                Some(Test::AtLeast(fits.or_else(|| node.note(JsonError::EmptyRange))?, parts))
            }
            Some("definition") => {
                allow(node, &["definition"]);
                let named = node.need("definition")?;
                if let Some(name) = named.value().as_str().filter(|name| self.to_come.iter().any(|other| other == name))
                {
                    return named.note(JsonError::Later { of: Noun::Definition, name: name.to_owned() });
                }
                let names: Vec<(&str, usize)> =
                    self.catalogue.definitions.iter().enumerate().map(|(i, d)| (d.id.as_str(), i)).collect();
                let index = named.named(Noun::Definition, &names)?;
                let id = DefinitionId(u16::try_from(index).ok()?);
                self.use_definition(id);
                Some(Test::Defined(id))
            }
            Some("authority") => {
                allow(node, &["authority"]);
                Some(Test::Authority(self.words(&node.need("authority")?)))
            }
            Some("check_yourself") => {
                allow(node, &["check_yourself"]);
                Some(Test::CheckYourself(self.words(&node.need("check_yourself")?)))
            }
            Some("fact") => {
                let fact_node = node.need("fact")?;
                let (id, fact) = fact_node.fact(&self.catalogue.facts)?;
                if !matches!(fact.kind, Kind::Count | Kind::Money | Kind::Rate) {
                    return fact_test(node, id, fact);
                }
                let kind = fact.kind.clone();
                other_words(node, &[("from", "at_least"), ("to", "at_most")])?;
                allow_with(node, &["fact"], &BOUNDS);
                self.number_test(node, Operand::Fact(id), &kind)
            }
            Some("age_of") => {
                allow_with(node, &["age_of"], &BOUNDS);
                let (id, fact) = node.need("age_of")?.fact(&self.catalogue.facts)?;
                if fact.kind != Kind::Date {
                    return node.note(JsonError::WrongKind { of: FactNoun::Fact.into(), name: fact.id.clone() });
                }
                age_test(node, id)
            }
            Some(key @ ("ratio" | "growth")) => {
                allow_with(node, &[key], &BOUNDS);
                let pair = node.get(key)?.list()?;
                let [over, under] = pair.as_slice() else { return node.note(JsonError::NotA(Noun::Criterion)) };
                let (over, over_fact) = over.fact(&self.catalogue.facts)?;
                let (under, under_fact) = under.fact(&self.catalogue.facts)?;
                for fact in [over_fact, under_fact] {
                    // Below zero a larger denominator would turn the comparison round.
                    if !matches!(fact.kind, Kind::Count | Kind::Money) || fact.bounds.low() < 0 {
                        return node.note(JsonError::WrongKind { of: FactNoun::Fact.into(), name: fact.id.clone() });
                    }
                }
                if std::mem::discriminant(&over_fact.kind) != std::mem::discriminant(&under_fact.kind) {
                    return node.note(JsonError::WrongKind { of: FactNoun::Fact.into(), name: under_fact.id.clone() });
                }
                let term = if key == "ratio" { Operand::Ratio(over, under) } else { Operand::Growth(over, under) };
                self.number_test(node, term, &Kind::Rate)
            }
            Some("sum") => {
                allow_with(node, &["sum"], &BOUNDS);
                let mut ids = Vec::new();
                let mut kind: Option<Kind> = None;
                for part in node.need("sum")?.list()? {
                    let (id, fact) = part.fact(&self.catalogue.facts)?;
                    let fits =
                        matches!(fact.kind, Kind::Count | Kind::Money) && kind.as_ref().is_none_or(|k| *k == fact.kind);
                    if !fits {
                        return part.note(JsonError::WrongKind { of: FactNoun::Fact.into(), name: fact.id.clone() });
                    }
                    kind = Some(fact.kind.clone());
                    ids.push(id);
                }
                let Some(kind) = kind else { return node.note(JsonError::NotA(Noun::Criterion)) };
                self.number_test(node, Operand::Sum(ids), &kind)
            }
            Some("on") => {
                allow(node, &["on"]);
                let days = node.need("on")?;
                days.keys(&["from", "to"]);
                let end = |key: &str| match days.get(key) {
                    Some(end) => Some(Some(Bound { value: end.date()?.day_number(), inclusive: true })),
                    None => Some(None),
                };
                let ends = (end("from")?, end("to")?);
                if ends == (None, None) {
                    return days.note(JsonError::Missing("from"));
                }
                bounded(&days, Operand::Day, ends.0, ends.1)
            }
            _ => node.note(JsonError::NotA(Noun::Criterion)),
        }
    }

    /// A test of a figure, each of whose bounds may be a parameter.
    fn number_test(&mut self, node: &Node<'_>, term: Operand, kind: &Kind) -> Option<Test> {
        let is_named = |key: &&str| node.get(key).is_some_and(|bound| names_parameter(&bound));
        let named: Vec<&str> = BOUNDS.into_iter().filter(is_named).collect();
        let ends = bounds(node, &mut |bound| if names_parameter(bound) { Some(0) } else { bound.number(kind) })?;
        let mut tests = Vec::new();
        for key in &named {
            let is_low = matches!(*key, "at_least" | "above");
            // The number at the other end, unless that is a parameter as well.
            let other = if named.len() > 1 {
                None
            } else if is_low {
                ends.1
            } else {
                ends.0
            };
            let side = Side { is_low, inclusive: matches!(*key, "at_least" | "at_most"), other };
            tests.push(self.parameter_test(&node.get(key)?, &term, kind, side)?.into());
        }
        if tests.is_empty() {
            return bounded(node, term, ends.0, ends.1);
        }
        Some(match <[Criterion; 1]>::try_from(tests) {
            Ok([only]) => only.test,
            Err(tests) => Test::All(tests),
        })
    }

    fn criteria(&mut self, node: &Node<'_>, key: &'static str) -> Option<Vec<Criterion>> {
        allow(node, &[key]);
        self.list(&node.need(key)?)
    }

    fn list(&mut self, node: &Node<'_>) -> Option<Vec<Criterion>> {
        let parts: Vec<Option<Criterion>> = node.list()?.iter().map(|node| self.criterion(node)).collect();
        parts.into_iter().collect()
    }
}

/// How deep a criterion is and how many it is made of, those of its definitions included.
fn extent(criterion: &Criterion, definitions: &[(usize, usize)]) -> (usize, usize) {
    let defined =
        if let Test::Defined(id) = &criterion.test { definitions.get(usize::from(id.0)).copied() } else { None };
    let below = criterion.parts().iter().map(|part| extent(part, definitions)).chain(defined);
    let (depth, size) = below
        .fold((0, 0), |(depth, size): (usize, usize), (deeper, more)| (depth.max(deeper), size.saturating_add(more)));
    (depth.saturating_add(1), size.saturating_add(1))
}

fn allow(node: &Node<'_>, keys: &[&str]) {
    allow_with(node, keys, &[]);
}

fn allow_with(node: &Node<'_>, keys: &[&str], more: &[&str]) {
    node.keys(&[keys, more, &ALWAYS].concat());
}

/// A test of one fact, by its kind.
fn fact_test(node: &Node<'_>, id: FactId, fact: &Fact) -> Option<Test> {
    let twice = |key: &str| node.get(key)?.note(JsonError::UnknownKey { key: key.to_owned(), near: None });
    match &fact.kind {
        Kind::Count | Kind::Money | Kind::Rate | Kind::Date => {
            // Elsewhere a span has other words.
            other_words(node, &[("at_least", "from"), ("above", "from"), ("at_most", "to"), ("below", "to")])?;
            allow(node, &["fact", "from", "to"]);
            if node.get("from").is_none() && node.get("to").is_none() {
                return node.note(JsonError::Missing("from"));
            }
            let end = |key: &str| match node.get(key) {
                Some(end) => Some(Some(Bound { value: end.date()?.day_number(), inclusive: true })),
                None => Some(None),
            };
            bounded(node, Operand::Fact(id), end("from")?, end("to")?)
        }
        Kind::Flag | Kind::Choice(_) => {
            allow(node, &["fact", "is", "in"]);
            let options = match (node.get("is"), node.get("in")) {
                (Some(is), None) => is.option(fact)?,
                (None, Some(among)) => among.options(fact)?,
                (None, None) => return node.note(JsonError::Missing("is")),
                (Some(_), Some(_)) => return twice("in"),
            };
            Some(Test::Among { fact: id, options })
        }
        Kind::Choices(_) => {
            allow(node, &["fact", "has", "has_any"]);
            let options = match (node.get("has"), node.get("has_any")) {
                (Some(has), None) => has.option(fact)?,
                (None, Some(any)) => any.options(fact)?,
                (None, None) => return node.note(JsonError::Missing("has")),
                (Some(_), Some(_)) => return twice("has_any"),
            };
            Some(Test::Holds { fact: id, options })
        }
        Kind::Place(tree) => {
            allow(node, &["fact", "within"]);
            let codes: Vec<_> = node.need("within")?.list()?.iter().map(|code| code.code(*tree)).collect();
            let codes: Option<Vec<_>> = codes.into_iter().collect();
            Some(Test::Within { fact: id, codes: codes? })
        }
    }
}

/// Whether no word stands here that means something in other tests only; such a word is a problem that names its like.
fn other_words(node: &Node<'_>, words: &[(&str, &str)]) -> Option<()> {
    let Some((key, near)) = words.iter().find(|(key, _)| node.get(key).is_some()) else { return Some(()) };
    let near = Some((*near).to_owned());
    node.get(key)?.note(JsonError::UnknownKey { key: (*key).to_owned(), near })
}

fn age_test(node: &Node<'_>, id: FactId) -> Option<Test> {
    let mut unit = None;
    let mut read = |bound: &Node<'_>| {
        const UNITS: [(&str, Unit); 4] = [
            ("days", Unit::Days),
            ("months", Unit::Months),
            ("years", Unit::Years),
            ("calendar_months", Unit::CalendarMonths),
        ];
        let (key, found) = UNITS
            .into_iter()
            .find(|(key, _)| bound.get(key).is_some())
            .or_else(|| bound.note(JsonError::Missing("months")))?;
        bound.keys(&[key]);
        if unit.is_some_and(|unit| unit != found) {
            return bound.note(JsonError::NotA(Noun::Criterion));
        }
        unit = Some(found);
        bound.get(key)?.integer()
    };
    let (low, high) = bounds(node, &mut read)?;
    bounded(node, Operand::Age(id, unit?), low, high)
}

type Ends = (Option<Bound>, Option<Bound>);

fn bounds(node: &Node<'_>, read: &mut dyn FnMut(&Node<'_>) -> Option<i64>) -> Option<Ends> {
    let mut end = |closed: &str, open: &str| match (node.get(closed), node.get(open)) {
        (Some(_), Some(both)) => both.note(JsonError::NotA(Noun::Criterion)),
        (Some(bound), None) => Some(Some(Bound { value: read(&bound)?, inclusive: true })),
        (None, Some(bound)) => Some(Some(Bound { value: read(&bound)?, inclusive: false })),
        (None, None) => Some(None),
    };
    Some((end("at_least", "above")?, end("at_most", "below")?))
}

fn bounded(node: &Node<'_>, term: Operand, low: Option<Bound>, high: Option<Bound>) -> Option<Test> {
    match (low, high) {
        (None, None) => node.note(JsonError::Missing("at_least")),
        (Some(low), Some(high)) if nothing_between(&term, low, high) => node.note(JsonError::EmptyRange),
        (low, high) => Some(Test::Number { term, low, high }),
    }
}

/// Whether no figure lies between two bounds: "above 5, below 6" holds for no number of people, yet for some ratio.
pub(super) fn nothing_between(term: &Operand, low: Bound, high: Bound) -> bool {
    let open_ends = i64::from(!low.inclusive).saturating_add(i64::from(!high.inclusive));
    let least_apart = match term {
        Operand::Ratio(..) | Operand::Growth(..) => open_ends.min(1),
        Operand::Fact(_) | Operand::Sum(_) | Operand::Age(..) | Operand::Day => open_ends,
    };
    high.value.saturating_sub(low.value) < least_apart
}
