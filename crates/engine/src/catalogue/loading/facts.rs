//! Facts and definitions.

use super::{Loader, MOST, MOST_OPTIONS, Node, elements, name};
use crate::catalogue::{
    Believable, Definition, DefinitionId, DefinitionWithParameters, Most, Noun, Offer, Question, TextId, Variant,
};
use crate::enterprise::{Changeable, Fact, FactNoun, Kind};
use crate::json::JsonError;
use crate::quantity::Interval;

/// The kinds of facts that a catalogue may declare.
const KINDS: [(&str, Written); 7] = [
    ("count", Written::Count),
    ("money", Written::Money),
    ("rate", Written::Rate),
    ("date", Written::Date),
    ("flag", Written::Flag),
    ("choice", Written::Choice),
    ("choices", Written::Choices),
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Written {
    Count,
    Money,
    Rate,
    Date,
    Flag,
    Choice,
    Choices,
}

impl Loader {
    /// How the facts are put that are always there. What the file does not say has no words.
    pub(super) fn read_core_facts(&mut self, root: &Node<'_>) {
        let blank =
            |(_, fact): (_, &Fact)| Question { options: vec![TextId(0); fact.options().len()], ..Question::default() };
        self.catalogue.questions = self.catalogue.facts.iter().map(blank).collect();
        let mut seen = Vec::new();
        for node in elements(root, "core_facts") {
            node.keys(&["id", "name", "ask", "help", "unit", "options"]);
            let Some(id) = node.need("id") else { continue };
            let Some((fact, about)) = id.fact(&self.catalogue.facts) else { continue };
            if seen.contains(&fact) {
                id.note::<()>(JsonError::Duplicate { of: FactNoun::Fact.into(), name: about.id.clone() });
                continue;
            }
            seen.push(fact);
            let places: Vec<String> = about.options().into_iter().map(str::to_owned).collect();
            let mut question = Question {
                name: node.need("name").map_or(TextId(0), |node| self.words(&node)),
                ask: node.need("ask").map_or(TextId(0), |node| self.words(&node)),
                help: self.maybe_words(&node, "help"),
                unit: self.maybe_words(&node, "unit"),
                options: vec![TextId(0); places.len()],
                ..Question::default()
            };
            let places: Vec<(&str, usize)> = places.iter().map(String::as_str).zip(0..).collect();
            for option in elements(&node, "options") {
                option.keys(&["id", "name"]);
                let place = option.need("id").and_then(|id| id.named(FactNoun::Option.into(), &places));
                let name = option.need("name").map_or(TextId(0), |node| self.words(&node));
                if let Some(slot) = place.and_then(|place| question.options.get_mut(place)) {
                    *slot = name;
                }
            }
            if let Some(slot) = self.catalogue.questions.get_mut(usize::from(fact.0)) {
                *slot = question;
            }
        }
        self.names = self.texts.len();
    }

    pub(super) fn read_fact(&mut self, node: &Node<'_>) -> Option<()> {
        node.keys(&[
            "id",
            "type",
            "name",
            "ask",
            "help",
            "unit",
            "period",
            "per",
            "min",
            "max",
            "options",
            "changeable",
            "bands",
            "believable",
            "variants",
        ]);
        let id = name(&node.need("id")?)?;
        let written = node.need("type")?.named(Noun::Word, &KINDS)?;
        let mut names = Vec::new();
        let mut options = Vec::new();
        for option in elements(node, "options") {
            option.keys(&["id", "name"]);
            let id = option.need("id").and_then(|id| name(&id))?;
            if options.iter().any(|other| other == id) {
                return option.note(JsonError::Duplicate { of: FactNoun::Option.into(), name: id.to_owned() });
            }
            if options.len() >= MOST_OPTIONS {
                return node.note(JsonError::TooMany { of: FactNoun::Option.into(), most: MOST_OPTIONS });
            }
            options.push(id.to_owned());
            names.push(option.need("name").map_or(TextId(0), |node| self.words(&node)));
        }
        let kind = match written {
            Written::Count => Kind::Count,
            Written::Money => Kind::Money,
            Written::Rate => Kind::Rate,
            Written::Date => Kind::Date,
            Written::Flag => Kind::Flag,
            Written::Choice => Kind::Choice(options),
            Written::Choices => Kind::Choices(options),
        };
        if matches!(&kind, Kind::Choice(options) | Kind::Choices(options) if options.is_empty()) {
            return node.note(JsonError::Missing("options"));
        }
        let widest = Fact::widest(&kind);
        let end = |key: &str, open: i64| node.get(key).map_or(Some(open), |node| node.number(&kind));
        let bounds = Interval::new(end("min", widest.low())?, end("max", widest.high())?)
            .and_then(|bounds| bounds.intersect(widest))
            .or_else(|| node.note(JsonError::EmptyRange))?;
        let months = match node.get("period") {
            Some(period) => period.named(Noun::Word, &[("month", 1), ("quarter", 3), ("year", 12)])?,
            None => 0,
        };
        let per = match node.get("per") {
            Some(per) => {
                let (id, fact) = per.fact(&self.catalogue.facts)?;
                if !matches!(fact.kind, Kind::Choice(_)) {
                    return per.note(JsonError::WrongKind { of: FactNoun::Fact.into(), name: fact.id.clone() });
                }
                Some(id)
            }
            None => None,
        };
        let changeable = match node.get("changeable") {
            Some(changeable) if changeable.flag()? => Changeable::Yes,
            _ => Changeable::No,
        };
        let mut bands = Vec::new();
        for band in elements(node, "bands") {
            band.keys(&["min", "max"]);
            let end = |key: &str, open: i64| band.get(key).map_or(Some(open), |node| node.number(&kind));
            bands.push(
                Interval::new(end("min", bounds.low())?, end("max", bounds.high())?)
                    .or_else(|| band.note(JsonError::EmptyRange))?,
            );
        }
        let believable = match node.get("believable") {
            Some(most) => Some(self.believable(&most, &kind)?),
            None => None,
        };
        let question = Question {
            name: node.need("name").map(|node| self.words(&node))?,
            ask: node.need("ask").map(|node| self.words(&node))?,
            help: self.maybe_words(node, "help"),
            unit: self.maybe_words(node, "unit"),
            options: names,
            believable,
            variants: elements(node, "variants").iter().filter_map(|node| self.variant(node)).collect(),
        };
        if self.catalogue.facts.len() >= MOST {
            return node.note(JsonError::TooMany { of: FactNoun::Fact.into(), most: MOST });
        }
        let unit = |key: &str| Some(node.get("unit")?.get(key)?.value().as_str()?.to_owned());
        let units = ["zh", "en"].into_iter().filter_map(unit).collect();
        let fact = Fact { id: id.to_owned(), kind, bounds, changeable, months, per, bands, units };
        // Of what is always there, and of what this file is laid over, the editor sees nothing here.
        if self.catalogue.facts.find(id).is_some_and(|taken| usize::from(taken.0) < self.first.0) {
            return node.note(JsonError::Taken { of: FactNoun::Fact.into(), name: id.to_owned() });
        }
        if self.catalogue.rules.facts.add(fact).is_none() {
            return node.note(JsonError::Duplicate { of: FactNoun::Fact.into(), name: id.to_owned() });
        }
        self.catalogue.questions.push(question);
        Some(())
    }

    /// What a number is taken to be in an estimate: at most an amount or another fact of its kind, or zero for some. Both
    /// may use the facts before it only.
    fn believable(&mut self, node: &Node<'_>, kind: &Kind) -> Option<Believable> {
        node.keys(&["at_most", "at_most_of", "zero_when"]);
        let most = match (node.get("at_most"), node.get("at_most_of")) {
            (Some(most), None) => Some(Most::Fixed(self.greatest(&most, kind)?)),
            (None, Some(other)) => {
                let (id, fact) = other.fact(&self.catalogue.facts)?;
                if fact.kind != *kind || !fact.is_number() {
                    return other.note(JsonError::WrongKind { of: FactNoun::Fact.into(), name: fact.id.clone() });
                }
                Some(Most::Of(id))
            }
            (None, None) => None,
            (Some(_), Some(other)) => {
                return other.note(JsonError::UnknownKey { key: "at_most_of".to_owned(), near: None });
            }
        };
        let zero_when = node.get("zero_when").map_or(Some(None), |when| self.rule(&when).map(Some))?;
        Some(Believable { most, zero_when })
    }

    /// How a fact is put to some: their criterion may use the facts before it only.
    fn variant(&mut self, node: &Node<'_>) -> Option<Variant> {
        node.keys(&["when", "ask", "offer"]);
        let offers: Vec<(&str, Offer)> = Offer::ALL.iter().map(|&offer| (offer.id(), offer)).collect();
        let offer = node.get("offer").map_or(Some(Offer::default()), |node| node.named(Noun::Word, &offers))?;
        Some(Variant { when: self.rule(&node.need("when")?)?, ask: self.maybe_words(node, "ask"), offer })
    }

    pub(super) fn read_definition(&mut self, node: &Node<'_>) -> Option<()> {
        node.keys(&["id", "name", "when"]);
        let id = name(&node.need("id")?)?;
        if self.catalogue.definitions.iter().any(|definition| definition.id == id) {
            return node.note(JsonError::Duplicate { of: Noun::Definition, name: id.to_owned() });
        }
        if self.catalogue.definitions.len() >= MOST {
            return node.note(JsonError::TooMany { of: Noun::Definition, most: MOST });
        }
        let name = node.need("name").map(|node| self.words(&node))?;
        // A definition may use those before it only, so that none can run in a circle.
        self.uses.clear();
        let when = node.need("when")?;
        let criterion = self.rule(&when)?;
        let with = self.with_parameters(|| when.value().to_string());
        if !with.uses.is_empty() {
            let definition = DefinitionId(u16::try_from(self.catalogue.definitions.len()).ok()?);
            self.catalogue.definitions_with_parameters.push(DefinitionWithParameters { definition, with });
        }
        self.catalogue.rules.definitions.push(Definition { id: id.to_owned(), name, criterion });
        Some(())
    }
}
