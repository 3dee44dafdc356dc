//! Formulas of estimates.

use super::parameters::{Figure, names_parameter};
use super::{Loader, Node};
use crate::catalogue::{Formula, Fraction, Noun};
use crate::enterprise::{FactId, FactNoun, Kind};
use crate::json::{JsonError, Shape};
use crate::quantity::{Money, NumberError, Rate};

impl Loader {
    /// Reads a formula.
    pub(super) fn formula(&mut self, node: &Node<'_>) -> Option<Formula> {
        let Some(object) = node.value().as_object() else { return node.note(JsonError::NotA(Noun::Formula)) };
        let first = [
            "fixed",
            "amount",
            "rate",
            "rate_cut",
            "rate_fact",
            "per_head",
            "times",
            "cap",
            "floor",
            "bands_of",
            "steps_of",
            "least",
            "most",
            "sum",
            "difference",
            "up_to",
            "between",
            "if",
        ]
        .into_iter()
        .find(|key| object.contains_key(*key));
        match first {
            Some("fixed") => {
                node.keys(&["fixed"]);
                Some(self.amount(&node.need("fixed")?)?.amount())
            }
            Some("amount") => {
                node.keys(&["amount"]);
                self.money_facts(&node.need("amount")?).map(Formula::Amount)
            }
            Some("rate") => {
                node.keys(&["rate", "of"]);
                let (rate, base) = (self.rate(&node.need("rate")?)?, self.base(node, "of")?);
                Figure::fit(&[&rate], &base, node)?;
                Some(rate.formula(&|ppm| Formula::Rate(Rate::from_ppm(ppm), base.clone())))
            }
            Some("rate_cut") => {
                node.keys(&["rate_cut", "of"]);
                let rates = node.need("rate_cut")?.list()?;
                let [before, after] = rates.as_slice() else { return node.note(JsonError::NotA(Noun::Formula)) };
                let (before, after) = (self.rate(before)?, self.rate(after)?);
                if before.exact().zip(after.exact()).is_some_and(|(before, after)| before < after) {
                    return node.note(JsonError::EmptyRange);
                }
                let base = self.base(node, "of")?;
                Figure::fit(&[&before, &after], &base, node)?;
                let cut = |before: i64, after: i64| {
                    Formula::RateCut(Rate::from_ppm(before), Rate::from_ppm(after), base.clone())
                };
                Some(before.formula(&|before| after.formula(&|after| cut(before, after))))
            }
            Some("rate_fact") => {
                node.keys(&["rate_fact", "minus", "of"]);
                let fact = self.fact_of(&node.need("rate_fact")?, |kind| *kind == Kind::Rate)?;
                let minus = node.get("minus").map_or(Some(Figure::Exact(0)), |node| self.rate(&node))?;
                let base = self.base(node, "of")?;
                Figure::fit(&[&minus], &base, node)?;
                Some(minus.formula(&|ppm| Formula::RateAbove(fact, Rate::from_ppm(ppm), base.clone())))
            }
            Some("per_head") => {
                node.keys(&["per_head", "count"]);
                let count = self.fact_of(&node.need("count")?, |kind| *kind == Kind::Count)?;
                let each = self.amount(&node.need("per_head")?)?;
                Some(each.formula(&|fen| Formula::PerHead(Money::from_fen(fen), count)))
            }
            Some("times") => {
                node.keys(&["times", "of"]);
                Some(Formula::Times(fraction(&node.need("times")?)?, self.base(node, "of")?))
            }
            Some("cap") => {
                node.keys(&["cap", "of"]);
                let (cap, base) = (self.amount(&node.need("cap")?)?, self.base(node, "of")?);
                Some(match cap.exact() {
                    Some(fen) => Formula::Cap(Money::from_fen(fen), base),
                    None => Formula::Least(vec![cap.amount(), *base]),
                })
            }
            Some("floor") => {
                node.keys(&["floor", "of"]);
                let (floor, base) = (self.amount(&node.need("floor")?)?, self.base(node, "of")?);
                Some(match floor.exact() {
                    Some(fen) => Formula::Floor(Money::from_fen(fen), base),
                    None => Formula::Most(vec![floor.amount(), *base]),
                })
            }
            Some("bands_of") => {
                node.keys(&["bands_of", "bands"]);
                let base = self.base(node, "bands_of")?;
                let mut bands = Vec::new();
                for band in node.need("bands")?.list()? {
                    band.keys(&["to", "rate"]);
                    let to = band.get("to").map_or(Some(None), |to| amount(&to).map(Some))?;
                    bands.push((to, rate(&band.need("rate")?)?));
                }
                ascending(node, bands.iter().map(|(to, _)| to.map(Money::fen)))?;
                Some(Formula::Bands(base, bands))
            }
            Some("steps_of") => {
                node.keys(&["steps_of", "steps"]);
                let fact_node = node.need("steps_of")?;
                let (id, fact) = fact_node.fact(&self.catalogue.facts)?;
                if !fact.is_number() {
                    return fact_node.note(JsonError::WrongKind { of: FactNoun::Fact.into(), name: fact.id.clone() });
                }
                let kind = fact.kind.clone();
                let mut steps = Vec::new();
                for step in node.need("steps")?.list()? {
                    step.keys(&["to", "give"]);
                    let to = step.get("to").map_or(Some(None), |to| to.number(&kind).map(Some))?;
                    steps.push((to, self.formula(&step.need("give")?)?));
                }
                ascending(node, steps.iter().map(|(to, _)| *to))?;
                Some(Formula::Steps(id, steps))
            }
            Some("least") => self.formulas(node, "least").map(Formula::Least),
            Some("most") => self.formulas(node, "most").map(Formula::Most),
            Some("sum") => self.formulas(node, "sum").map(Formula::Sum),
            Some("difference") => {
                let [a, b] = self.pair(node, "difference")?;
                Some(Formula::Difference(Box::new(a), Box::new(b)))
            }
            Some("between") => {
                let [a, b] = self.pair(node, "between")?;
                Some(Formula::Between(Box::new(a), Box::new(b)))
            }
            Some("up_to") => {
                node.keys(&["up_to"]);
                Some(Formula::UpTo(Box::new(self.formula(&node.need("up_to")?)?)))
            }
            Some("if") => {
                node.keys(&["if", "then", "else"]);
                let criterion = self.rule(&node.need("if")?)?;
                let then = self.formula(&node.need("then")?)?;
                Some(Formula::If(Box::new(criterion), Box::new(then), Box::new(self.formula(&node.need("else")?)?)))
            }
            _ => node.note(JsonError::NotA(Noun::Formula)),
        }
    }

    /// An amount of money, or a parameter that is one.
    fn amount(&mut self, node: &Node<'_>) -> Option<Figure> {
        if names_parameter(node) {
            self.figure(node, &Kind::Money)
        } else {
            amount(node).map(|money| Figure::Exact(money.fen()))
        }
    }

    /// A rate, or a parameter that is one.
    fn rate(&mut self, node: &Node<'_>) -> Option<Figure> {
        if names_parameter(node) {
            self.figure(node, &Kind::Rate)
        } else {
            rate(node).map(|rate| Figure::Exact(rate.ppm()))
        }
    }

    /// What an operation applies to: a money fact, a list of them, or a formula.
    fn base(&mut self, node: &Node<'_>, key: &'static str) -> Option<Box<Formula>> {
        let base = node.need(key)?;
        let formula =
            if base.value().is_object() { self.formula(&base)? } else { Formula::Amount(self.money_facts(&base)?) };
        Some(Box::new(formula))
    }

    fn money_facts(&self, node: &Node<'_>) -> Option<Vec<FactId>> {
        let nodes = if node.value().is_array() { node.list()? } else { vec![node.clone()] };
        let facts: Vec<_> = nodes.iter().map(|node| self.fact_of(node, |kind| *kind == Kind::Money)).collect();
        facts.into_iter().collect()
    }

    fn fact_of(&self, node: &Node<'_>, fits: impl Fn(&Kind) -> bool) -> Option<FactId> {
        let (id, fact) = node.fact(&self.catalogue.facts)?;
        if fits(&fact.kind) {
            Some(id)
        } else {
            node.note(JsonError::WrongKind { of: FactNoun::Fact.into(), name: fact.id.clone() })
        }
    }

    fn formulas(&mut self, node: &Node<'_>, key: &'static str) -> Option<Vec<Formula>> {
        node.keys(&[key]);
        let parts: Vec<_> = node.need(key)?.list()?.iter().map(|node| self.formula(node)).collect();
        let parts: Vec<Formula> = parts.into_iter().collect::<Option<_>>()?;
        if parts.is_empty() { node.note(JsonError::NotA(Noun::Formula)) } else { Some(parts) }
    }

    fn pair(&mut self, node: &Node<'_>, key: &'static str) -> Option<[Formula; 2]> {
        let parts = self.formulas(node, key)?;
        parts.try_into().ok().or_else(|| node.note(JsonError::NotA(Noun::Formula)))
    }
}

/// An amount of money that is not below zero: what a policy gives is never taken away.
fn amount(node: &Node<'_>) -> Option<Money> {
    let money = node.money()?;
    if money < Money::ZERO { node.note(below_zero(node)) } else { Some(money) }
}

/// A rate that is not below zero.
fn rate(node: &Node<'_>) -> Option<Rate> {
    let rate = node.rate()?;
    if rate < Rate::default() { node.note(below_zero(node)) } else { Some(rate) }
}

fn below_zero(node: &Node<'_>) -> JsonError<Noun> {
    JsonError::Number { typed: node.value().to_string(), why: NumberError::OutOfRange }
}

/// A whole number, or a fraction such as `"4/12"`.
fn fraction(node: &Node<'_>) -> Option<Fraction> {
    let text = node.value().as_str().map_or_else(|| node.value().to_string(), str::to_owned);
    let (over, under) = text.split_once('/').unwrap_or((&text, "1"));
    match (over.trim().parse(), under.trim().parse()) {
        (Ok(over), Ok(under)) if under > 0 => Some(Fraction { over, under }),
        _ => node.note(JsonError::Expected(Shape::Integer)),
    }
}

/// Bounds must rise; only the last may be missing.
fn ascending(node: &Node<'_>, bounds: impl Iterator<Item = Option<i64>>) -> Option<()> {
    let bounds: Vec<i64> = bounds.map(|bound| bound.unwrap_or(i64::MAX)).collect();
    if !bounds.is_empty() && bounds.is_sorted_by(|a, b| a < b) { Some(()) } else { node.note(JsonError::EmptyRange) }
}
