//! Circumstances and usual answers.

use super::{Loader, MOST, MOST_OPTIONS, Node, elements, name};
use crate::catalogue::{Circumstance, Circumstances, Noun, Question, TextId, Tick, UsualAnswer, UsualValue};
use crate::enterprise::{Changeable, Fact, FactId, FactNoun, Facts, Kind, Possible, Relation, ids_alone};
use crate::json::JsonError;
use crate::quantity::{Rate, bit};

/// The fact whose options are the boxes, and the key that holds them.
const FACT: &str = Circumstances::FACT;

/// A family with a box, while the fact for all boxes is not made yet.
struct Written<'a> {
    node: Node<'a>,
    circumstance: Circumstance,
}

impl Loader {
    /// Reads `{"name", "ask", "families"}`.
    pub(super) fn read_circumstances(&mut self, root: &Node<'_>) -> Option<()> {
        let node = root.get(FACT)?;
        node.keys(&["name", "ask", "families"]);
        let mut families: Vec<Written<'_>> = Vec::new();
        let mut boxes: Vec<(String, TextId)> = Vec::new();
        for family in elements(&node, "families") {
            if let Some(circumstance) = self.family(&family, &families, boxes.len()) {
                if let Some(tick) = &circumstance.tick {
                    boxes.push((circumstance.id.clone(), tick.ask));
                }
                families.push(Written { node: family, circumstance });
            }
        }
        let question = Question {
            name: self.words(&node.need("name")?),
            ask: self.words(&node.need("ask")?),
            options: boxes.iter().map(|(_, ask)| *ask).collect(),
            ..Question::default()
        };
        let kind = Kind::Choices(boxes.into_iter().map(|(id, _)| id).collect());
        let fact = Fact {
            id: FACT.to_owned(),
            bounds: Fact::widest(&kind),
            changeable: Changeable::No,
            months: 0,
            per: None,
            bands: Vec::new(),
            units: Vec::new(),
            kind,
        };
        let all = fact.all_options();
        if all == 0 {
            return node.note(JsonError::Missing("ask"));
        }
        let Some(id) = self.catalogue.rules.facts.add(fact) else {
            return node.note(JsonError::Duplicate { of: FactNoun::Fact.into(), name: FACT.to_owned() });
        };
        self.catalogue.questions.push(question);
        for Written { node, circumstance } in families {
            if let Some(tick) = &circumstance.tick {
                let own = bit(tick.option);
                self.consequence(&node, "otherwise", &circumstance, (id, Possible::Sets { must: 0, may: all & !own }));
                if node.get("then").is_some() {
                    self.consequence(&node, "then", &circumstance, (id, Possible::Sets { must: own, may: all }));
                }
            }
            self.catalogue.circumstances.list.push(circumstance);
        }
        self.catalogue.circumstances.fact = Some(id);
        Some(())
    }

    fn family(&mut self, node: &Node<'_>, before: &[Written<'_>], boxes: usize) -> Option<Circumstance> {
        let has_box = node.get("ask").is_some();
        node.keys(if has_box {
            &["id", "name", "ask", "variants", "when", "facts", "otherwise", "then", "why"]
        } else {
            &["id", "name", "facts"]
        });
        let id = name(&node.need("id")?)?;
        if before.iter().any(|other| other.circumstance.id == id) {
            return node.note(JsonError::Duplicate { of: Noun::Circumstance, name: id.to_owned() });
        }
        if boxes >= MOST_OPTIONS {
            return node.note(JsonError::TooMany { of: Noun::Circumstance, most: MOST_OPTIONS });
        }
        let mut facts: Vec<FactId> = Vec::new();
        for fact in elements(node, "facts") {
            let Some((id, about)) = fact.fact(&self.catalogue.facts) else { continue };
            let taken = facts.contains(&id) || before.iter().any(|other| other.circumstance.facts.contains(&id));
            if taken {
                return fact.note(JsonError::Duplicate { of: FactNoun::Fact.into(), name: about.id.clone() });
            }
            facts.push(id);
        }
        let name = self.words(&node.need("name")?);
        let tick = match node.get("ask") {
            Some(ask) => {
                let ask = self.words(&ask);
                let when = node.get("when").map_or(Some(None), |when| self.rule(&when).map(Some))?;
                let variant = |loader: &mut Self, node: &Node<'_>| {
                    node.keys(&["when", "ask"]);
                    Some((loader.rule(&node.need("when")?)?, loader.words(&node.need("ask")?)))
                };
                let variants = elements(node, "variants").iter().filter_map(|node| variant(self, node)).collect();
                Some(Tick { option: boxes, when, ask, variants })
            }
            None => None,
        };
        Some(Circumstance { id: id.to_owned(), name, tick, facts })
    }

    /// What follows of a box that is ticked, or is not.
    fn consequence(
        &mut self,
        node: &Node<'_>,
        key: &'static str,
        circumstance: &Circumstance,
        premise: (FactId, Possible),
    ) -> Option<()> {
        let node_then = node.need(key)?;
        let profile = node_then.profile(&self.catalogue.facts, &ids_alone)?;
        let then: Vec<(FactId, Possible)> = profile.iter().map(|(id, value)| (id, value.clone())).collect();
        if let Some((other, _)) = then.iter().find(|(id, _)| !circumstance.facts.contains(id)) {
            let name = self.catalogue.facts.get(*other).map(|fact| fact.id.clone()).unwrap_or_default();
            return node_then.note(JsonError::WrongKind { of: FactNoun::Fact.into(), name });
        }
        let why = self.words(&node.need("why")?);
        if self.catalogue.facts.relations().len() >= MOST {
            return node.note(JsonError::TooMany { of: Noun::Relation, most: MOST });
        }
        self.catalogue.rules.facts.relate(Relation::Follows { when: vec![premise], then });
        self.catalogue.relation_reasons.push(why);
        Some(())
    }

    /// Reads `{"fact", "when", "value" | "share", "why"}`.
    pub(super) fn read_usual(&mut self, node: &Node<'_>) -> Option<()> {
        node.keys(&["fact", "when", "value", "share", "why"]);
        let of = node.need("fact")?;
        let (fact, about) = of.fact(&self.catalogue.facts)?;
        // It is derived, so nothing can be supposed of it.
        if fact == Facts::SIZE_CLASS {
            return of.note(JsonError::WrongKind { of: FactNoun::Fact.into(), name: about.id.clone() });
        }
        let value = match node.get("share") {
            Some(share) => share_of(&share, &self.catalogue.facts, about)?,
            None => UsualValue::Is(node.need("value")?.possible(about, &ids_alone)?),
        };
        let when = node.get("when").map_or(Some(None), |when| self.rule(&when).map(Some))?;
        let why = self.words(&node.need("why")?);
        if self.catalogue.usual.len() >= MOST {
            return node.note(JsonError::TooMany { of: Noun::UsualAnswer, most: MOST });
        }
        self.catalogue.usual.push(UsualAnswer { fact, when, value, why });
        Some(())
    }
}

/// `{"of", "from", "to"}`: a share of another number of the same kind.
fn share_of(node: &Node<'_>, facts: &Facts, about: &Fact) -> Option<UsualValue> {
    node.keys(&["of", "from", "to"]);
    let bound = node.need("of")?;
    let (of, base) = bound.fact(facts)?;
    if base.id == about.id || base.kind != about.kind || !matches!(base.kind, Kind::Count | Kind::Money) {
        return bound.note(JsonError::WrongKind { of: FactNoun::Fact.into(), name: base.id.clone() });
    }
    let rate = |key: &'static str| -> Option<Rate> {
        let node = node.need(key)?;
        node.rate().filter(|rate| rate.ppm() >= 0).or_else(|| node.note(JsonError::EmptyRange))
    };
    let (from, to) = (rate("from")?, rate("to")?);
    if from > to { node.note(JsonError::EmptyRange) } else { Some(UsualValue::Share { of, from, to }) }
}
