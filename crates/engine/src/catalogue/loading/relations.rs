//! Relations between facts.

use super::{Loader, MOST, Node};
use crate::catalogue::Noun;
use crate::enterprise::{FactId, FactNoun, Facts, Kind, Possible, Relation, ids_alone};
use crate::json::JsonError;
use crate::quantity::Rate;

impl Loader {
    /// Reads `{"fact", "at_most", "share", "why"}` or `{"when", "then", "why"}`.
    pub(super) fn read_relation(&mut self, node: &Node<'_>) -> Option<()> {
        let relation = if node.get("fact").is_some() { self.at_most(node)? } else { self.follows(node)? };
        let why = self.words(&node.need("why")?);
        if self.catalogue.facts.relations().len() >= MOST {
            return node.note(JsonError::TooMany { of: Noun::Relation, most: MOST });
        }
        self.catalogue.rules.facts.relate(relation);
        self.catalogue.relation_reasons.push(why);
        Some(())
    }

    fn at_most(&mut self, node: &Node<'_>) -> Option<Relation> {
        node.keys(&["fact", "at_most", "share", "why"]);
        let facts = &self.catalogue.facts;
        let (fact, bounded) = node.need("fact")?.fact(facts)?;
        let bound = node.need("at_most")?;
        let (of, bounding) = bound.fact(facts)?;
        if fact == of || bounded.kind != bounding.kind || !matches!(bounded.kind, Kind::Count | Kind::Money) {
            return bound.note(JsonError::WrongKind { of: FactNoun::Fact.into(), name: bounding.id.clone() });
        }
        let share = match node.get("share") {
            Some(share) => share.rate().filter(|rate| rate.ppm() > 0).or_else(|| share.note(JsonError::EmptyRange))?,
            None => Rate::from_ppm(Rate::WHOLE),
        };
        Some(Relation::AtMost { fact, of, share })
    }

    fn follows(&mut self, node: &Node<'_>) -> Option<Relation> {
        node.keys(&["when", "then", "why"]);
        let part = |key: &'static str| -> Option<Vec<(FactId, Possible)>> {
            let part = node.need(key)?;
            let profile = part.profile(&self.catalogue.facts, &ids_alone)?;
            // It is derived, so nothing can be said of it.
            if profile.given(Facts::SIZE_CLASS).is_some() {
                let name = "size_class".to_owned();
                return part.note(JsonError::WrongKind { of: FactNoun::Fact.into(), name });
            }
            let told: Vec<(FactId, Possible)> = profile.iter().map(|(id, value)| (id, value.clone())).collect();
            if told.is_empty() { part.note(JsonError::EmptyRange) } else { Some(told) }
        };
        Some(Relation::Follows { when: part("when")?, then: part("then")? })
    }
}
