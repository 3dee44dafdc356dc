//! Parameters, and what is made of a criterion or formula that names one.
//!
//! Nothing that evaluates a rule knows of parameters: a bound or figure that names one becomes tests of the region and of
//! the day of the match, with a plain number below each.

use std::collections::{BTreeMap, BTreeSet};

use super::criteria::nothing_between;
use super::{Loader, MOST, Node, Problems, elements, name};
use crate::catalogue::{
    Bound, Criterion, DefinitionId, DefinitionWithParameters, Formula, Noun, Operand, Parameter, ParameterId,
    ParameterUse, ParameterValue, Test, WithParameters,
};
use crate::enterprise::{Code, Facts, Kind, Tree};
use crate::json::{self, JsonError};
use crate::quantity::{Date, Interval, Money, NumberError, Span, sort_distinct};

/// More values than any parameter has: one a year for each province in ten years.
const MOST_VALUES: usize = 400;

/// The most cases, by day and region, that one mention of a parameter may come to, and the most steps that a formula may
/// grow to by them.
const MOST_CASES: usize = 200;
const MOST_STEPS: usize = 1_000;

/// What a figure is, case by case.
#[derive(Clone, Debug)]
pub(super) enum Figure {
    /// This much.
    Exact(i64),
    /// Not known but to lie between two numbers.
    Between(i64, i64),
    /// Not known at all.
    Unknown,
    /// One figure where a criterion holds, another where it fails.
    If(Box<Criterion>, Box<Figure>, Box<Figure>),
}

impl Figure {
    /// The number, if it is the same in every case.
    pub(super) fn exact(&self) -> Option<i64> {
        if let Self::Exact(number) = self { Some(*number) } else { None }
    }

    /// The formula that is made of each number.
    pub(super) fn formula(&self, make: &dyn Fn(i64) -> Formula) -> Formula {
        match self {
            Self::Exact(number) => make(*number),
            Self::Between(low, high) => Formula::Between(Box::new(make(*low)), Box::new(make(*high))),
            Self::Unknown => Formula::Unknown,
            Self::If(when, then, other) => {
                Formula::If(when.clone(), Box::new(then.formula(make)), Box::new(other.formula(make)))
            }
        }
    }

    /// The amount of money itself.
    pub(super) fn amount(&self) -> Formula {
        self.formula(&|fen| Formula::Fixed(Money::from_fen(fen)))
    }

    /// How many cases there are.
    fn cases(&self) -> usize {
        match self {
            Self::Exact(_) | Self::Unknown => 1,
            Self::Between(..) => 2,
            Self::If(_, then, other) => then.cases().saturating_add(other.cases()),
        }
    }

    /// Whether a formula may be written once for each case of these figures; a problem if it would grow too long.
    pub(super) fn fit(figures: &[&Self], base: &Formula, node: &Node<'_>) -> Option<()> {
        let cases = figures.iter().fold(1_usize, |cases, figure| cases.saturating_mul(figure.cases()));
        if cases == 1 || cases.saturating_mul(steps(base)) <= MOST_STEPS {
            return Some(());
        }
        node.note(JsonError::TooMany { of: Noun::Formula, most: MOST_STEPS })
    }
}

fn steps(formula: &Formula) -> usize {
    formula.parts().into_iter().fold(1_usize, |all, part| all.saturating_add(steps(part)))
}

/// The values that hold from a day on, by region.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Version {
    /// The first day; `None` for the first version.
    from: Option<Date>,
    by_region: BTreeMap<Code, Interval>,
}

/// Which bound of a figure a parameter is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Side {
    /// Whether it is the least, and not the most.
    pub is_low: bool,
    /// Whether the value itself is within.
    pub inclusive: bool,
    /// The bound at the other end, if it is a number.
    pub other: Option<Bound>,
}

impl Side {
    /// The test with this value; none where no figure lies between it and the other end.
    fn test(self, term: &Operand, value: i64) -> Option<Test> {
        let bound = Bound { value, inclusive: self.inclusive };
        let (low, high) = if self.is_low { (Some(bound), self.other) } else { (self.other, Some(bound)) };
        let is_empty = low.zip(high).is_some_and(|(low, high)| nothing_between(term, low, high));
        (!is_empty).then(|| Test::Number { term: term.clone(), low, high })
    }

    /// The test of the other end alone.
    fn other_test(self, term: &Operand) -> Option<Test> {
        let other = Some(self.other?);
        let (low, high) = if self.is_low { (None, other) } else { (other, None) };
        Some(Test::Number { term: term.clone(), low, high })
    }
}

/// Where something holds.
enum Where {
    Always,
    Never,
    /// Where this holds.
    If(Test),
}

impl Where {
    fn of(is: bool) -> Self {
        if is { Self::Always } else { Self::Never }
    }
}

impl Loader {
    /// Reads the parameters of a file. Those of a local catalogue may give more values to a parameter that is there; they
    /// come first, and what names the parameter is read again with them.
    pub(super) fn read_parameters(&mut self, root: &Node<'_>) {
        let first = self.catalogue.parameters.len();
        let mut renewed = Vec::new();
        for node in elements(root, "parameters") {
            if let Some(id) = self.read_parameter(&node, first)
                && usize::from(id.0) < first
            {
                renewed.push(id);
            }
        }
        if !renewed.is_empty() {
            self.put_in_again(&renewed);
        }
    }

    fn read_parameter(&mut self, node: &Node<'_>, first: usize) -> Option<ParameterId> {
        node.keys(&["id", "type", "name", "values"]);
        let id = name(&node.need("id")?)?;
        let known = self.catalogue.parameters.iter().position(|parameter| parameter.id == id);
        if known.is_some_and(|index| index >= first) {
            return node.note(JsonError::Duplicate { of: Noun::Parameter, name: id.to_owned() });
        }
        if known.is_none() && self.catalogue.parameters.len() >= MOST {
            return node.note(JsonError::TooMany { of: Noun::Parameter, most: MOST });
        }
        let kinds = [("money", Kind::Money), ("rate", Kind::Rate), ("count", Kind::Count)];
        let places: Vec<(&str, usize)> = kinds.iter().map(|(name, _)| *name).zip(0..).collect();
        let kind = match (node.get("type"), known.and_then(|index| self.catalogue.parameters.get(index))) {
            (None, Some(parameter)) => parameter.kind.clone(),
            (written, parameter) => {
                let written = written.or_else(|| node.need("type"))?;
                let index = written.named(Noun::Word, &places)?;
                let kind = kinds.get(index).map(|(_, kind)| kind.clone())?;
                if parameter.is_some_and(|parameter| parameter.kind != kind) {
                    return written.note(JsonError::WrongKind { of: Noun::Parameter, name: id.to_owned() });
                }
                kind
            }
        };
        let title = match (node.get("name"), known.and_then(|index| self.catalogue.parameters.get(index))) {
            (None, Some(parameter)) => parameter.name,
            (_, _) => node.need("name").map(|node| self.words(&node))?,
        };
        let mut values: Vec<ParameterValue> = Vec::new();
        for value in node.need("values")?.list()? {
            if values.len() >= MOST_VALUES {
                return node.note(JsonError::TooMany { of: Noun::Parameter, most: MOST_VALUES });
            }
            let read = self.read_value(&value, &kind)?;
            let meets = |other: &ParameterValue| other.region == read.region && meet(other.span, read.span);
            if values.iter().any(meets) {
                return value.note(JsonError::Duplicate { of: Noun::Parameter, name: id.to_owned() });
            }
            values.push(read);
        }
        if values.is_empty() {
            return node.note(JsonError::Missing("value"));
        }
        match known.and_then(|index| self.catalogue.parameters.get_mut(index)) {
            Some(parameter) => {
                values.append(&mut parameter.values);
                parameter.values = values;
                parameter.name = title;
            }
            None => self.catalogue.parameters.push(Parameter { id: id.to_owned(), name: title, kind, values }),
        }
        let index = known.unwrap_or_else(|| self.catalogue.parameters.len().saturating_sub(1));
        Some(ParameterId(u16::try_from(index).ok()?))
    }

    fn read_value(&mut self, node: &Node<'_>, kind: &Kind) -> Option<ParameterValue> {
        node.keys(&["value", "region", "from", "to", "document", "note"]);
        let written = node.need("value")?;
        let value = if written.value().is_object() {
            written.keys(&["min", "max"]);
            let ends = (written.need("min")?.number(kind)?, written.need("max")?.number(kind)?);
            Interval::new(ends.0, ends.1).or_else(|| written.note(JsonError::EmptyRange))?
        } else {
            Interval::exact(written.number(kind)?)
        };
        if value.low() < 0 {
            let typed = written.value().to_string();
            return written.note(JsonError::Number { typed, why: NumberError::OutOfRange });
        }
        let region = node.get("region").map_or(Some(Code::ROOT), |node| node.code(Tree::Regions))?;
        let end = |key: &str| node.get(key).map_or(Some(None), |node| node.date().map(Some));
        let span = Span { from: end("from")?, to: end("to")? };
        if span.from.zip(span.to).is_some_and(|(from, to)| to < from) {
            return node.note(JsonError::EmptyRange);
        }
        let document = node.get("document").map_or(Some(None), |node| self.document(&node).map(Some))?;
        let note = self.maybe_words(node, "note");
        Some(ParameterValue { value, region, span, document, note, source: self.source })
    }

    /// Reads again what names some parameters, with all values that they have now.
    fn put_in_again(&mut self, renewed: &[ParameterId]) {
        let names = |uses: &[ParameterUse]| uses.iter().any(|used| renewed.contains(&used.parameter));
        // Definitions first: the rules that use them take them as they are.
        let quiet = Problems::default();
        for DefinitionWithParameters { definition, with } in self.catalogue.definitions_with_parameters.clone() {
            let Some(value) = names(&with.uses).then(|| json::parse::<Noun>(&with.written).ok()).flatten() else {
                continue;
            };
            self.validity = Span::default();
            let read = self.rule(&Node::root(&value, &quiet));
            if let Some((criterion, place)) =
                read.zip(self.catalogue.rules.definitions.get_mut(usize::from(definition.0)))
            {
                place.criterion = criterion;
            }
        }
        for index in 0..self.catalogue.details.len() {
            let Some(details) = self.catalogue.details.get(index) else { continue };
            if !names(&details.parameters.uses) {
                continue;
            }
            let Ok(value) = json::parse::<Noun>(&details.parameters.written) else { continue };
            let node = Node::root(&value, &quiet);
            self.validity = self.catalogue.rules.policies.get(index).map(|rule| rule.validity).unwrap_or_default();
            let region = node.get("region").and_then(|region| region.code(Tree::Regions));
            let criterion = node.get("for").and_then(|node| self.rule(&node));
            let estimate = node.get("estimate").and_then(|node| self.formula(&node));
            if let Some((criterion, rule)) = criterion.zip(self.catalogue.rules.policies.get_mut(index)) {
                rule.criterion = super::policies::in_region(criterion, region).0;
            }
            if let Some((estimate, details)) = estimate.zip(self.catalogue.details.get_mut(index)) {
                details.benefit.estimate = Some(estimate);
            }
        }
        self.validity = Span::default();
        self.uses.clear();
    }

    /// The parameters named since the last time, and how what names them was written, if there are any.
    pub(super) fn with_parameters(&mut self, written: impl FnOnce() -> String) -> WithParameters {
        let mut uses = std::mem::take(&mut self.uses);
        sort_distinct(&mut uses);
        let written = if uses.is_empty() { String::new() } else { written() };
        WithParameters { uses, written }
    }

    /// Notes that a definition is named, with the parameters that it names itself.
    pub(super) fn use_definition(&mut self, id: DefinitionId) {
        let of = self.catalogue.definitions_with_parameters.iter().find(|of| of.definition == id);
        self.uses.extend(of.iter().flat_map(|of| of.with.uses.iter().copied()));
    }

    /// The parameter that a node names: which one, and what is added to its values.
    fn reference(&mut self, node: &Node<'_>, kind: &Kind) -> Option<(ParameterUse, i64)> {
        node.keys(&["parameter", "plus", "on"]);
        let names: Vec<(&str, usize)> =
            self.catalogue.parameters.iter().map(|parameter| parameter.id.as_str()).zip(0..).collect();
        let index = node.need("parameter")?.named(Noun::Parameter, &names)?;
        let parameter = self.catalogue.parameters.get(index)?;
        if parameter.kind != *kind {
            return node.note(JsonError::WrongKind { of: Noun::Parameter, name: parameter.id.clone() });
        }
        let plus = node.get("plus").map_or(Some(0), |plus| plus.number(kind))?;
        let on = node.get("on").map_or(Some(None), |on| on.date().map(Some))?;
        let used = ParameterUse { parameter: ParameterId(u16::try_from(index).ok()?), on };
        self.uses.push(used);
        self.parameters_named.insert(used.parameter);
        Some((used, plus))
    }

    /// The versions of a parameter while what is read is valid, the first one first: what holds on the days before and
    /// after is of no account.
    fn versions(&self, node: &Node<'_>, used: ParameterUse, plus: i64) -> Option<Vec<Version>> {
        let values =
            self.catalogue.parameters.get(usize::from(used.parameter.0)).map_or(&[][..], |of| of.values.as_slice());
        let clip = used.on.map_or(self.validity, |day| Span { from: Some(day), to: Some(day) });
        let mut starts: BTreeSet<Date> = values.iter().filter_map(|value| value.span.from).collect();
        starts.extend(values.iter().filter_map(|value| value.span.to).map(|day| day.plus_days(1)));
        starts.retain(|day| clip.from.is_none_or(|from| from < *day) && clip.to.is_none_or(|to| *day <= to));
        if starts.len() > MOST_CASES {
            return node.note(JsonError::TooMany { of: Noun::Parameter, most: MOST_CASES });
        }
        let before = starts.first().map(|day| day.plus_days(-1));
        let first = clip.from.or(before).or(clip.to).unwrap_or(Date::MAX);
        let mut versions: Vec<Version> = Vec::new();
        for (from, day) in std::iter::once((None, first)).chain(starts.iter().map(|day| (Some(*day), *day))) {
            let mut by_region = BTreeMap::new();
            for value in values.iter().filter(|value| value.span.contains(day)) {
                by_region.entry(value.region).or_insert_with(|| value.value.plus(Interval::exact(plus)));
            }
            if versions.last().is_none_or(|last| last.by_region != by_region) {
                versions.push(Version { from, by_region });
            }
        }
        Some(versions)
    }

    /// The values of the parameter that stands in the place of a number.
    pub(super) fn figure(&mut self, node: &Node<'_>, kind: &Kind) -> Option<Figure> {
        let (used, plus) = self.reference(node, kind)?;
        let versions = self.versions(node, used, plus)?;
        let mut figure = Figure::Unknown;
        for version in &versions {
            let now = of_region(&version.by_region);
            figure = match version.from {
                None => now,
                Some(day) => Figure::If(Box::new(since(day).into()), Box::new(now), Box::new(figure)),
            };
        }
        if figure.cases() > MOST_CASES {
            node.note(JsonError::TooMany { of: Noun::Parameter, most: MOST_CASES })
        } else {
            Some(figure)
        }
    }

    /// The greatest number that a parameter has ever had, or the number that stands in its place: what a figure is
    /// believed to be at most.
    pub(super) fn greatest(&mut self, node: &Node<'_>, kind: &Kind) -> Option<i64> {
        if !names_parameter(node) {
            return node.number(kind);
        }
        let (used, plus) = self.reference(node, kind)?;
        let versions = self.versions(node, used, plus)?;
        let most = versions.iter().flat_map(|version| version.by_region.values()).map(|value| value.high()).max();
        most.or_else(|| node.note(JsonError::Missing("value")))
    }

    /// The test of a figure against a parameter.
    ///
    /// "Below the value" is written so that it is exact for every enterprise: below the least value; or below the second
    /// and where the value is at least that; and so on. What is not known of the region then leaves it open only where
    /// the values differ on it.
    pub(super) fn parameter_test(&mut self, node: &Node<'_>, term: &Operand, kind: &Kind, side: Side) -> Option<Test> {
        let (used, plus) = self.reference(node, kind)?;
        let versions = self.versions(node, used, plus)?;
        let parameter = self.catalogue.parameters.get(usize::from(used.parameter.0))?;
        let mut numbers = BTreeSet::new();
        for value in versions.iter().flat_map(|version| version.by_region.values()) {
            let Some(number) = value.single() else {
                // What lies between two numbers is no bound.
                return node.note(JsonError::WrongKind { of: Noun::Parameter, name: parameter.id.clone() });
            };
            numbers.insert(number);
        }
        if numbers.len() > MOST_CASES {
            return node.note(JsonError::TooMany { of: Noun::Parameter, most: MOST_CASES });
        }
        let mut parts = Vec::new();
        for number in numbers {
            let Some(test) = side.test(term, number) else { continue };
            // The further from the side that everybody passes, the fewer regions reach it.
            let reaches = |value: i64| if side.is_low { value <= number } else { value >= number };
            match holds_where(&versions, &|value| value.is_some_and(reaches)) {
                Where::Always => parts.push(test),
                Where::Never => {}
                Where::If(when) => parts.push(Test::All(vec![when.into(), test.into()])),
            }
        }
        // Without a value the number at the other end still decides alone where it fails.
        let mut unknown: Vec<Criterion> = Vec::new();
        unknown.extend(side.other_test(term).map(Criterion::from));
        unknown.push(Test::CheckYourself(parameter.name).into());
        match holds_where(&versions, &|value| value.is_none()) {
            Where::Never => {}
            Where::Always => parts.push(Test::All(unknown)),
            Where::If(when) => {
                unknown.insert(0, when.into());
                parts.push(Test::All(unknown));
            }
        }
        Some(match <[Test; 1]>::try_from(parts) {
            Ok([only]) => only,
            Err(parts) => Test::Any(parts.into_iter().map(Criterion::from).collect()),
        })
    }
}

/// Whether a node names a parameter.
pub(super) fn names_parameter(node: &Node<'_>) -> bool {
    node.value().as_object().is_some_and(|object| object.contains_key("parameter"))
}

/// Whether two spans have a day in common.
fn meet(a: Span, b: Span) -> bool {
    let begins_in_time = |a: Span, b: Span| a.from.zip(b.to).is_none_or(|(from, to)| from <= to);
    begins_in_time(a, b) && begins_in_time(b, a)
}

/// "From this day on".
fn since(day: Date) -> Test {
    Test::Number { term: Operand::Day, low: Some(Bound { value: day.day_number(), inclusive: true }), high: None }
}

fn within(codes: Vec<Code>) -> Test {
    Test::Within { fact: Facts::REGION, codes }
}

/// Some regions, those that lie in others after them.
fn by_level<T: Copy>(by_region: &BTreeMap<Code, T>) -> BTreeMap<usize, Vec<(Code, T)>> {
    let level = |code: Code| {
        let above = Tree::Regions.upwards(code).filter(|above| *above != Code::ROOT);
        above.collect::<BTreeSet<Code>>().len()
    };
    let mut levels: BTreeMap<usize, Vec<(Code, T)>> = BTreeMap::new();
    for (&code, &value) in by_region {
        if code != Code::ROOT {
            levels.entry(level(code)).or_default().push((code, value));
        }
    }
    levels
}

/// The value of the nearest region.
fn of_region(by_region: &BTreeMap<Code, Interval>) -> Figure {
    let of = |value: Interval| value.single().map_or(Figure::Between(value.low(), value.high()), Figure::Exact);
    let mut figure = by_region.get(&Code::ROOT).map_or(Figure::Unknown, |value| of(*value));
    for (_, regions) in by_level(by_region) {
        let mut same: BTreeMap<(i64, i64), Vec<Code>> = BTreeMap::new();
        for (code, value) in regions {
            // What says the same as the region around it needs no case of its own.
            let mut around = Tree::Regions.upwards(code).filter(|above| *above != code);
            if around.find_map(|above| by_region.get(&above)) == Some(&value) {
                continue;
            }
            same.entry((value.low(), value.high())).or_default().push(code);
        }
        for ((low, high), codes) in same {
            let value = if low == high { Figure::Exact(low) } else { Figure::Between(low, high) };
            figure = Figure::If(Box::new(within(codes).into()), Box::new(value), Box::new(figure));
        }
    }
    figure
}

/// In which regions the value is such.
fn of_regions(by_region: &BTreeMap<Code, Interval>, is: &dyn Fn(Option<i64>) -> bool) -> Where {
    let of = |value: Option<Interval>| is(value.and_then(Interval::single));
    let mut found = Where::of(of(by_region.get(&Code::ROOT).copied()));
    for (_, regions) in by_level(by_region) {
        let (inside, outside): (Vec<_>, Vec<_>) = regions.into_iter().partition(|(_, value)| of(Some(*value)));
        let codes = |list: Vec<(Code, Interval)>| list.into_iter().map(|(code, _)| code).collect::<Vec<Code>>();
        let (inside, outside) = (codes(inside), codes(outside));
        let beyond = |outside: Vec<Code>| Test::Not(Box::new(within(outside).into()));
        found = match (found, inside.is_empty(), outside.is_empty()) {
            (Where::Always, _, true) => Where::Always,
            (Where::Always, _, false) => Where::If(beyond(outside)),
            (Where::Never, true, _) => Where::Never,
            (Where::Never, false, _) => Where::If(within(inside)),
            (Where::If(test), true, true) => Where::If(test),
            (Where::If(test), no_inside, no_outside) => {
                let rest = if no_outside { test } else { Test::All(vec![beyond(outside).into(), test.into()]) };
                Where::If(if no_inside { rest } else { Test::Any(vec![within(inside).into(), rest.into()]) })
            }
        };
    }
    found
}

/// On which days and in which regions the value is such.
fn holds_where(versions: &[Version], is: &dyn Fn(Option<i64>) -> bool) -> Where {
    let ends = versions.iter().skip(1).map(|version| version.from.map(|day| day.plus_days(-1))).chain([None]);
    let mut parts = Vec::new();
    for (version, to) in versions.iter().zip(ends) {
        let bound = |day: Date| Bound { value: day.day_number(), inclusive: true };
        let (low, high) = (version.from.map(bound), to.map(bound));
        let days = (low.is_some() || high.is_some()).then_some(Test::Number { term: Operand::Day, low, high });
        match (of_regions(&version.by_region, is), days) {
            (Where::Never, _) => {}
            (found, None) => return found,
            (Where::Always, Some(days)) => parts.push(days),
            (Where::If(test), Some(days)) => parts.push(Test::All(vec![days.into(), test.into()])),
        }
    }
    match <[Test; 1]>::try_from(parts) {
        Ok([only]) => Where::If(only),
        Err(parts) if parts.is_empty() => Where::Never,
        Err(parts) => Where::If(Test::Any(parts.into_iter().map(Criterion::from).collect())),
    }
}
