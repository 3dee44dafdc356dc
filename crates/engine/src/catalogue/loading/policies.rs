//! Policies.

use std::collections::{BTreeMap, BTreeSet};

use super::{Loader, MOST, Node, accepted, elements, name};
use crate::catalogue::{
    Benefit, BenefitKind, Catalogue, Category, Channel, Criterion, Details, Document, Exclusion, ExclusiveGroup,
    GroupId, Language, Noun, Origin, Per, PolicyId, Recipient, Rule, Standing, Test, TextId, Title, Verification,
};
use crate::enterprise::{Code, FactNoun, Facts, Kind, Tree};
use crate::json::{JsonError, Shape};
use crate::quantity::{Period, Span};

/// How a policy was written in its file: what only a check of the file needs.
#[derive(Clone, Debug)]
pub struct Written {
    /// The policy.
    pub policy: PolicyId,
    /// Its place in the file.
    pub place: String,
    /// The region that it names apart from its criteria.
    pub region: Option<Code>,
    /// Whether the parts of its own `all` stand directly beside the region.
    pub flat: bool,
    /// Passages of its texts that are meant as prose: no rule stands behind their figures and places.
    pub prose: Vec<String>,
    /// What the editors accept: a code of the check, and why.
    pub accepts: Vec<(String, String)>,
}

/// A policy whose references to others are not resolved yet.
struct Pending<'a> {
    rule: Rule,
    details: Details,
    written: Written,
    supersedes: Vec<Node<'a>>,
    excludes: Vec<(Node<'a>, Per, TextId)>,
    examples: Vec<Node<'a>>,
}

/// The most policies that are read, more than any agency publishes. Which of them go together is found pair by pair, so
/// that without a bound a file of some megabytes would take minutes.
const MOST_POLICIES: usize = 10_000;

impl Loader {
    pub(super) fn read_policies(&mut self, root: &Node<'_>) {
        let mut pending: Vec<Pending<'_>> = Vec::new();
        let mut seen = BTreeSet::new();
        let nodes = root.need("policies").and_then(|node| node.list()).unwrap_or_default();
        if self.catalogue.policies.len().saturating_add(nodes.len()) > MOST_POLICIES {
            root.note::<()>(JsonError::TooMany { of: Noun::Policy, most: MOST_POLICIES });
            return;
        }
        for node in nodes {
            let before = node.problems().count();
            let Some(read) = self.read_policy(&node) else { continue };
            if seen.contains(&read.rule.id) {
                node.note::<()>(JsonError::Duplicate { of: Noun::Policy, name: read.rule.id });
            } else if node.problems().count() == before {
                seen.insert(read.rule.id.clone());
                pending.push(read);
            }
        }
        // A policy of an overlay takes the place of the one with its id; others follow.
        let mut ids: Vec<String> = self.catalogue.policies.iter().map(|policy| policy.id.clone()).collect();
        let there: BTreeSet<&str> = self.catalogue.policies.iter().map(|policy| policy.id.as_str()).collect();
        ids.extend(pending.iter().map(|new| new.rule.id.clone()).filter(|id| !there.contains(id.as_str())));
        let names: BTreeMap<&str, PolicyId> = ids.iter().map(String::as_str).zip((0_u32..).map(PolicyId)).collect();
        for Pending { rule, mut details, mut written, supersedes, excludes, examples } in pending {
            details.supersedes = supersedes.iter().filter_map(|node| node.named_among(Noun::Policy, &names)).collect();
            details.excludes = excludes
                .iter()
                .filter_map(|(node, per, why)| {
                    Some(Exclusion { policy: node.named_among(Noun::Policy, &names)?, per: *per, why: *why })
                })
                .collect();
            let Some(&index) = names.get(rule.id.as_str()) else { continue };
            let place = usize::try_from(index.0).unwrap_or(usize::MAX);
            let Catalogue { rules, details: there, .. } = &mut self.catalogue;
            match rules.policies.get_mut(place).zip(there.get_mut(place)) {
                Some((old_rule, old)) => {
                    details.source = in_place_of(old.source, self.source);
                    (*old_rule, *old) = (rule, details);
                }
                None => {
                    details.source = self.source;
                    self.catalogue.push(rule, details);
                }
            }
            written.policy = index;
            self.written.push(written);
            for node in examples {
                if let Some(example) = self.read_example(index, &node) {
                    self.examples.push(example);
                }
            }
        }
    }

    fn read_policy<'a>(&mut self, node: &Node<'a>) -> Option<Pending<'a>> {
        node.keys(&[
            "id",
            "name",
            "summary",
            "category",
            "framework",
            "issuers",
            "documents",
            "region",
            "validity",
            "standing",
            "window",
            "last_window",
            "recipient",
            "for",
            "benefit",
            "confers",
            "renewals",
            "tells_of",
            "channel",
            "apply",
            "acts",
            "steps",
            "materials",
            "paid",
            "office",
            "phone",
            "groups",
            "excludes",
            "supersedes",
            "verified",
            "reviewed",
            "prose",
            "accepts",
            "examples",
        ]);
        let id = name(&node.need("id")?)?.to_owned();
        let mut words = |key| node.need(key).map_or(TextId(0), |node| self.words(&node));
        let (title, summary) = (words("name"), words("summary"));
        let issuers = elements(node, "issuers")
            .iter()
            .filter_map(Node::filled)
            .map(|issuer| self.add([issuer, issuer]))
            .collect();
        let documents: Vec<Document> =
            elements(node, "documents").iter().filter_map(|node| self.document(node)).collect();
        let validity = span(&node.need("validity")?)?;
        self.uses.clear();
        self.validity = validity;
        let standing = self.standing(node)?;
        let window = node.get("window").map_or(Some(None), |node| span(&node).map(Some))?;
        let last_window = node.get("last_window").map_or(Some(None), |node| span(&node).map(Some))?;
        let recipient = choice(node, "recipient", Recipient::ALL, Recipient::id, Some(Recipient::Enterprise))?;
        let category = choice(node, "category", Category::ALL, Category::id, None)?;
        let framework = node.get("framework").map_or(Some(false), |framework| framework.flag())?;
        let channel = choice(node, "channel", Channel::ALL, Channel::id, None)?;
        let verified = choice(node, "verified", Verification::ALL, Verification::id, None)?;
        let criterion = self.rule(&node.need("for")?);
        let region = node.get("region").map_or(Some(None), |node| node.code(Tree::Regions).map(Some))?;
        let benefit = self.benefit(&node.need("benefit")?);
        let confers = node.get("confers").map_or(Some(None), |title| self.title(&title).map(Some))?;
        let renewals = node.get("renewals").map_or(Some(None), |node| span(&node).map(Some))?;
        if renewals.is_some() && confers.is_none() {
            return node.note(JsonError::Missing("confers"));
        }
        let tells_of = node.get("tells_of").map_or(Some(None), |node| name(&node).map(|of| Some(of.to_owned())))?;
        let phone = node.get("phone").map_or(Some(None), |node| node.filled().map(|phone| Some(phone.to_owned())))?;
        let (criterion, flat) = in_region(criterion?, region);
        let parameters = self.with_parameters(|| {
            let estimate = node.get("benefit").and_then(|benefit| benefit.get("estimate"));
            let parts = [("region", node.get("region")), ("for", node.get("for")), ("estimate", estimate)];
            // What names none itself stays as it is.
            let names =
                |key: &str, part: &Node<'_>| key == "region" || part.value().to_string().contains("\"parameter\":");
            let written = parts.into_iter().filter_map(|(key, part)| Some((key, part?)));
            let written = written.filter(|(key, part)| names(key, part));
            let written = written.map(|(key, part)| (key.to_owned(), part.value().clone()));
            serde_json::Value::Object(written.collect()).to_string()
        });
        let (kind, benefit) = benefit?;
        let issued = documents.iter().filter_map(|document| document.issued).min();
        let details = Details {
            summary,
            issuers,
            documents,
            benefit,
            confers,
            renewals,
            tells_of,
            steps: self.words_list(node, "steps"),
            materials: node.get("materials").map(|_| self.words_list(node, "materials")),
            paid: self.maybe_words(node, "paid"),
            office: self.maybe_words(node, "office"),
            phone,
            apply: self.applied_at(node),
            acts: elements(node, "acts")
                .iter()
                .filter_map(|node| {
                    node.keys(&["do", "yearly", "monthly", "quarterly", "article"]);
                    self.act(node)
                })
                .collect(),
            groups: elements(node, "groups").iter().filter_map(|node| self.group(node)).collect(),
            excludes: Vec::new(),
            supersedes: Vec::new(),
            verified,
            parameters,
            source: Origin::Bundled,
        };
        let rule = Rule {
            id,
            name: title,
            category,
            framework,
            channel,
            recipient,
            kind,
            validity,
            issued,
            window,
            last_window,
            standing,
            criterion,
            reviewed: node.need("reviewed")?.date()?,
        };
        let mut excludes = Vec::new();
        for exclusion in elements(node, "excludes") {
            exclusion.keys(&["policy", "per", "why"]);
            let per = choice(&exclusion, "per", Per::ALL, Per::id, Some(Per::Enterprise))?;
            let why = exclusion.need("why").map_or(TextId(0), |node| self.words(&node));
            excludes.push((exclusion.need("policy")?, per, why));
        }
        let prose = elements(node, "prose").iter().filter_map(Node::filled).map(str::to_owned).collect();
        let written = Written {
            policy: PolicyId(0),
            place: node.place().to_owned(),
            region,
            flat,
            prose,
            accepts: accepted(node),
        };
        Some(Pending {
            rule,
            details,
            written,
            supersedes: elements(node, "supersedes"),
            excludes,
            examples: elements(node, "examples"),
        })
    }

    pub(super) fn document(&mut self, node: &Node<'_>) -> Option<Document> {
        node.keys(&["title", "number", "issued", "url"]);
        let text = |key: &str| node.get(key).map_or(Some(None), |node| node.filled().map(Some));
        let (title, number, url) = (node.need("title")?.filled()?, text("number")?, text("url")?);
        if url.is_some_and(|url| !url.starts_with("https://") && !url.starts_with("http://")) {
            return node.note(JsonError::Expected(Shape::Address));
        }
        // Official as they are, in every language.
        let mut same = |text: &str| self.add([text; Language::ALL.len()]);
        Some(Document {
            title: same(title),
            number: number.map(&mut same),
            issued: node.get("issued").map_or(Some(None), |node| node.date().map(Some))?,
            url: url.map(same),
        })
    }

    fn standing(&mut self, node: &Node<'_>) -> Option<Standing> {
        let Some(standing) = node.get("standing") else { return Some(Standing::Clear) };
        standing.keys(&["unclear", "ended"]);
        match (standing.get("unclear"), standing.get("ended")) {
            (Some(why), None) => Some(Standing::Unclear(self.words(&why))),
            (None, Some(why)) => Some(Standing::Ended(self.words(&why))),
            _ => standing.note(JsonError::Missing("unclear")),
        }
    }

    fn benefit(&mut self, node: &Node<'_>) -> Option<(BenefitKind, Benefit)> {
        node.keys(&["text", "kind", "period", "estimate", "assumes"]);
        let text = node.need("text").map_or(TextId(0), |node| self.words(&node));
        let kind = choice(node, "kind", BenefitKind::ALL, BenefitKind::id, None)?;
        let estimate = node.get("estimate").map_or(Some(None), |node| self.formula(&node).map(Some))?;
        let period = match node.get("period") {
            Some(period) => period.named(Noun::Word, &[("year", Period::Year), ("once", Period::Once)])?,
            None if estimate.is_some() => return node.note(JsonError::Missing("period")),
            None => Period::Once,
        };
        Some((kind, Benefit { text, period, estimate, assumes: self.words_list(node, "assumes") }))
    }

    fn title(&self, node: &Node<'_>) -> Option<Title> {
        node.keys(&["fact", "option"]);
        let (id, fact) = node.need("fact")?.fact(&self.catalogue.facts)?;
        let Kind::Choices(options) = &fact.kind else {
            return node.note(JsonError::WrongKind { of: FactNoun::Fact.into(), name: fact.id.clone() });
        };
        let names: Vec<(&str, usize)> = options.iter().map(String::as_str).zip(0..).collect();
        Some(Title { fact: id, option: node.need("option")?.named(FactNoun::Option.into(), &names)? })
    }

    fn group(&mut self, node: &Node<'_>) -> Option<ExclusiveGroup> {
        let (id, per) = if node.value().is_object() {
            node.keys(&["id", "per"]);
            (node.need("id")?, choice(node, "per", Per::ALL, Per::id, Some(Per::Enterprise))?)
        } else {
            (node.clone(), Per::Enterprise)
        };
        let name = name(&id)?;
        let groups = &mut self.catalogue.groups;
        let index = match groups.iter().position(|group| group == name) {
            Some(index) => index,
            None if groups.len() >= MOST => {
                return node.note(JsonError::TooMany { of: Noun::Group, most: MOST });
            }
            None => {
                groups.push(name.to_owned());
                groups.len().saturating_sub(1)
            }
        };
        Some(ExclusiveGroup { id: GroupId(u16::try_from(index).ok()?), per })
    }
}

/// A rule for a region, and whether the parts of its own `all` stand directly beside the region.
pub(super) fn in_region(criterion: Criterion, region: Option<Code>) -> (Criterion, bool) {
    let Some(code) = region else { return (criterion, false) };
    let place: Criterion = Test::Within { fact: Facts::REGION, codes: vec![code] }.into();
    match criterion {
        Criterion { test: Test::All(parts), article: None, note: None } => {
            (Test::All(std::iter::once(place).chain(parts).collect()).into(), true)
        }
        other => (Test::All(vec![place, other]).into(), false),
    }
}

/// Where a policy comes from that takes the place of another.
fn in_place_of(old: Origin, new: Origin) -> Origin {
    let was_added = matches!(old, Origin::Local { replaces: false, .. });
    match new {
        Origin::Bundled => Origin::Bundled,
        Origin::Local { title, .. } => Origin::Local { title, replaces: !was_added },
    }
}

fn choice<T: Copy>(
    node: &Node<'_>,
    key: &'static str,
    all: &[T],
    id: fn(T) -> &'static str,
    default: Option<T>,
) -> Option<T> {
    let names: Vec<(&str, T)> = all.iter().map(|&item| (id(item), item)).collect();
    match (node.get(key), default) {
        (Some(word), _) => word.named(Noun::Word, &names),
        (None, Some(default)) => Some(default),
        (None, None) => node.note(JsonError::Missing(key)),
    }
}

fn span(node: &Node<'_>) -> Option<Span> {
    node.keys(&["from", "to"]);
    let end = |key: &str| node.get(key).map_or(Some(None), |node| node.date().map(Some));
    let span = Span { from: end("from")?, to: end("to")? };
    match (span.from, span.to) {
        (Some(from), Some(to)) if to < from => node.note(JsonError::EmptyRange),
        _ => Some(span),
    }
}
