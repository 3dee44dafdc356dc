//! From the JSON that editors write to a checked [`Catalogue`].
//!
//! Whatever can be read is kept: a policy with a problem is left out and every problem is reported with its place,
//! so that one slip never blanks the page, while the command line can refuse the file.

mod circumstances;
mod contacts;
mod criteria;
mod doing;
mod examples;
mod facts;
mod families;
mod filings;
mod formulas;
mod parameters;
mod policies;
mod relations;

pub use examples::{Example, Expected};
pub use policies::Written;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::{Catalogue, Language, Level, Noun, Origin, ParameterId, ParameterUse, PolicyId, Survey, TextId, Texts};
use crate::enterprise::{Code, Tree};
use crate::json::{self, JsonError, Shape};
use crate::quantity::Span;

/// Something wrong in a catalogue, with its place.
pub type Problem = json::Problem<Noun>;
/// The problems of a catalogue.
type Problems = json::Problems<Noun>;
/// A value in a catalogue.
type Node<'a> = json::Node<'a, Noun>;

/// The version of the file format that this program reads.
pub const FORMAT: i64 = 1;

/// What a file holds.
#[derive(Clone, Debug, Default)]
pub struct Loaded {
    /// The catalogue.
    pub catalogue: Catalogue,
    /// The sentences.
    pub texts: Texts,
    /// How many of the first texts are names, which a first screen needs.
    pub names: usize,
    /// The examples that the policies give of themselves.
    pub examples: Vec<Example>,
    /// How each policy of this file was written, for those who check it.
    pub written: Vec<Written>,
    /// The number of the first fact and definition of this file; those before it are always there, or come from the
    /// catalogue that it lies over.
    pub first: (usize, usize),
    /// The number of the first contact of this file.
    pub first_contact: usize,
    /// The number of its first place.
    pub first_place: usize,
    /// The number of its first usual answer.
    pub first_usual: usize,
    /// The parameters that anything in it names.
    pub parameters_named: BTreeSet<ParameterId>,
    /// What the editors accept for the whole file: a code of the check, and why.
    pub accepts: Vec<(String, String)>,
    /// Everything wrong in the file.
    pub problems: Vec<Problem>,
}

impl Loaded {
    /// Names what is of a local catalogue without a title: by its file.
    pub fn name_untitled(&mut self, file: &str) {
        let file = self.texts.add([file; Language::ALL.len()]);
        let Catalogue { details, contacts, places, parameters, .. } = &mut self.catalogue;
        let policies = details.iter_mut().map(|details| &mut details.source);
        let contacts = contacts.iter_mut().map(|contact| &mut contact.source);
        let places = places.iter_mut().map(|place| &mut place.source);
        let values = parameters.iter_mut().flat_map(|parameter| &mut parameter.values).map(|value| &mut value.source);
        for source in policies.chain(contacts).chain(places).chain(values) {
            if let Origin::Local { title, .. } = source
                && *title == TextId(0)
            {
                *title = file;
            }
        }
    }
}

/// Reads a catalogue.
#[must_use]
pub fn load(text: &str) -> Loaded {
    match json::parse(text) {
        Ok(value) => load_value(&value),
        Err(problem) => Loaded { problems: vec![problem], ..Loaded::default() },
    }
}

/// The options of one fact are a set of bits.
const MOST_OPTIONS: usize = 63;

/// More than any catalogue has of facts, of definitions and of groups. They are looked for one by one, so that without
/// a bound a file of a few megabytes would take minutes.
const MOST: usize = 1_000;

/// Reads a local catalogue over another one: it may add facts, definitions and policies, and replace or hide policies
/// by id. What is wrong in it is reported and left out; what it lies over stands. Its policies and contacts say that they
/// are of it ([`Origin::Local`]).
#[must_use]
pub fn load_over(catalogue: Catalogue, texts: Texts, text: &str) -> Loaded {
    let names = texts.len();
    let value = match json::parse(text) {
        Ok(value) => value,
        Err(problem) => return Loaded { catalogue, texts, names, problems: vec![problem], ..Loaded::default() },
    };
    let problems = Problems::default();
    let root = Node::root(&value, &problems);
    let first = (catalogue.facts.len(), catalogue.definitions.len());
    let (first_contact, first_usual) = (catalogue.contacts.len(), catalogue.usual.len());
    let first_place = catalogue.places.len();
    let mut loader =
        Loader { catalogue, texts, names, first, first_contact, first_place, first_usual, ..Loader::default() };
    loader.read_over(&root);
    loader.into_loaded(problems)
}

fn load_value(value: &Value) -> Loaded {
    let problems = Problems::default();
    let root = Node::root(value, &problems);
    let mut loader = Loader::default();
    loader.first = (loader.catalogue.facts.len(), 0);
    loader.read(&root);
    loader.into_loaded(problems)
}

/// What has been read so far.
#[derive(Debug, Default)]
struct Loader {
    catalogue: Catalogue,
    texts: Texts,
    names: usize,
    examples: Vec<Example>,
    written: Vec<Written>,
    first: (usize, usize),
    first_contact: usize,
    first_place: usize,
    first_usual: usize,
    accepts: Vec<(String, String)>,
    /// The names of the definitions of this file that are not read yet: none may be used before it.
    to_come: Vec<String>,
    /// The depth and size of each definition.
    extents: Vec<(usize, usize)>,
    /// Where what is read comes from.
    source: Origin,
    /// The parameters that what is being read names.
    uses: Vec<ParameterUse>,
    /// All parameters that were named so far.
    parameters_named: BTreeSet<ParameterId>,
    /// When what is being read is valid: outside of that no value of a parameter is of any account.
    validity: Span,
    /// The texts by what they say.
    known: BTreeMap<[String; 2], TextId>,
}

impl Loader {
    fn into_loaded(self, problems: Problems) -> Loaded {
        Loaded {
            catalogue: self.catalogue,
            texts: self.texts,
            names: self.names,
            examples: self.examples,
            written: self.written,
            first: self.first,
            first_contact: self.first_contact,
            first_place: self.first_place,
            first_usual: self.first_usual,
            parameters_named: self.parameters_named,
            accepts: self.accepts,
            problems: problems.into_list(),
        }
    }

    fn read(&mut self, root: &Node<'_>) {
        root.keys(&[
            "$schema",
            "format",
            "version",
            "reviewed",
            "title",
            "core_facts",
            "facts",
            "relations",
            "usual",
            "circumstances",
            "parameters",
            "definitions",
            "glossary",
            "surveyed",
            "contacts",
            "places",
            "accepts",
            "families",
            "filings",
            "policies",
        ]);
        if is_our_format(root).is_none() {
            return;
        }
        root.need("version")
            .and_then(|node| node.filled())
            .unwrap_or_default()
            .clone_into(&mut self.catalogue.rules.version);
        self.catalogue.rules.reviewed = root.need("reviewed").and_then(|node| node.date());
        self.read_names(root);
        self.catalogue.title = root.need("title").map_or(TextId(0), |node| self.words(&node));
        self.read_core_facts(root);
        self.read_contents(root);
    }

    fn read_over(&mut self, root: &Node<'_>) {
        root.keys(&[
            "$schema",
            "format",
            "overlay",
            "version",
            "title",
            "facts",
            "relations",
            "usual",
            "parameters",
            "definitions",
            "glossary",
            "surveyed",
            "contacts",
            "places",
            "accepts",
            "families",
            "filings",
            "policies",
            "hide",
        ]);
        if is_our_format(root).is_none() || root.need("overlay").and_then(|node| node.flag()) != Some(true) {
            return;
        }
        if let Some(version) = root.need("version").and_then(|node| node.filled()) {
            self.catalogue.rules.version = format!("{}+{version}", self.catalogue.version);
        }
        let title = root.get("title").map_or(TextId(0), |node| self.words(&node));
        self.source = Origin::Local { title, replaces: false };
        self.read_contents(root);
        let names = self.policies_by_name();
        let hidden: Vec<PolicyId> =
            elements(root, "hide").iter().filter_map(|node| node.named_among(Noun::Policy, &names)).collect();
        self.hide(&hidden);
    }

    fn policies_by_name(&self) -> BTreeMap<&str, PolicyId> {
        self.catalogue.rules.iter().map(|(id, rule)| (rule.id.as_str(), id)).collect()
    }

    fn read_contents(&mut self, root: &Node<'_>) {
        self.read_parameters(root);
        let definitions = elements(root, "definitions");
        let id = |node: &Node<'_>| Some(node.value().get("id")?.as_str()?.to_owned());
        self.to_come = definitions.iter().filter_map(id).collect();
        for node in elements(root, "facts") {
            self.read_fact(&node);
        }
        for node in elements(root, "relations") {
            self.read_relation(&node);
        }
        for node in &definitions {
            self.read_definition(node);
            let read = id(node);
            self.to_come.retain(|name| Some(name) != read.as_ref());
        }
        // Both may use definitions.
        for node in elements(root, "usual") {
            self.read_usual(&node);
        }
        if self.source == Origin::Bundled {
            self.read_circumstances(root);
        }
        for node in elements(root, "glossary") {
            node.keys(&["term", "means"]);
            if let (Some(term), Some(means)) = (node.need("term"), node.need("means")) {
                let pair = (self.words(&term), self.words(&means));
                self.catalogue.glossary.push(pair);
            }
        }
        for node in elements(root, "surveyed") {
            self.read_survey(&node);
        }
        self.accepts = accepted(root);
        for node in elements(root, "places") {
            self.read_place(&node);
        }
        self.read_policies(root);
        for node in elements(root, "families") {
            self.read_family(&node);
        }
        for node in elements(root, "filings") {
            self.read_filing(&node);
        }
        self.read_contacts(root);
    }

    fn read_survey(&mut self, node: &Node<'_>) -> Option<()> {
        node.keys(&["region", "levels", "on", "missing"]);
        let region = node.get("region").map_or(Some(Code::ROOT), |node| node.code(Tree::Regions))?;
        let levels: Vec<(&str, Level)> = Level::ALL.iter().map(|&level| (level.id(), level)).collect();
        let levels = elements(node, "levels").iter().filter_map(|node| node.named(Noun::Word, &levels)).collect();
        let on = node.need("on")?.date()?;
        let missing = self.words_list(node, "missing");
        self.catalogue.surveyed.push(Survey { region, levels, on, missing });
        Some(())
    }

    /// Takes policies out, with what was noted of them.
    fn hide(&mut self, hidden: &[PolicyId]) {
        let moved = self.catalogue.hide(hidden);
        self.written.retain_mut(|written| match moved(written.policy) {
            Some(id) => {
                written.policy = id;
                true
            }
            None => false,
        });
        self.examples.retain_mut(|example| match moved(example.policy) {
            Some(id) => {
                example.policy = id;
                true
            }
            None => false,
        });
    }

    /// Names first: the page shows them before the other texts have come. Of these first those of policies that a first
    /// screen can show, which has only them ([`Rules::first`]).
    fn read_names(&mut self, root: &Node<'_>) {
        self.texts.add([""; Language::ALL.len()]);
        let quiet = Problems::default();
        let root = Node::root(root.value(), &quiet);
        let list = |key| root.get(key).and_then(|node| node.list()).unwrap_or_default();
        let (policies, definitions) = (list("policies"), list("definitions"));
        let reviewed = root.get("reviewed").and_then(|node| node.date());
        let may_be_first = |policy: &&Node<'_>| {
            let has = |key: &str| policy.get(key).is_some();
            let is = |key: &str, word: &str| policy.get(key).is_some_and(|node| node.value().as_str() == Some(word));
            let end = policy.get("validity").and_then(|validity| validity.get("to")?.date());
            let holds = end.is_none_or(|end| reviewed.is_none_or(|reviewed| reviewed <= end)) && !has("standing");
            let must_be_won = is("channel", "selection") || is("category", "innovation-tier");
            holds && !has("region") && !has("framework") && !must_be_won
        };
        let (first, others): (Vec<&Node<'_>>, Vec<&Node<'_>>) = policies.iter().partition(may_be_first);
        for name in definitions.iter().chain(first).chain(others).filter_map(|node| node.get("name")) {
            self.words(&name);
        }
        self.names = self.texts.len();
    }

    /// A text in all languages: `{"zh": "…", "en": "…"}`.
    fn words(&mut self, node: &Node<'_>) -> TextId {
        node.keys(&["zh", "en"]);
        let part = |key| node.need(key).and_then(|node| node.filled());
        match (part("zh"), part("en")) {
            (Some(zh), Some(en)) => self.add([zh, en]),
            _ => TextId(0),
        }
    }

    /// Adds a text in all languages; the same text is kept once.
    fn add(&mut self, text: [&str; 2]) -> TextId {
        if self.known.is_empty() {
            for (id, old) in self.texts.iter() {
                self.known.entry(old.map(str::to_owned)).or_insert(id);
            }
        }
        let texts = &mut self.texts;
        *self.known.entry(text.map(str::to_owned)).or_insert_with(|| texts.push(text))
    }

    /// A text that may be left out.
    fn maybe_words(&mut self, node: &Node<'_>, key: &str) -> Option<TextId> {
        node.get(key).map(|node| self.words(&node))
    }

    /// A list of texts that may be left out.
    fn words_list(&mut self, node: &Node<'_>, key: &str) -> Vec<TextId> {
        elements(node, key).iter().map(|node| self.words(node)).collect()
    }
}

/// Whether a file says that it is in our format; a problem if not.
fn is_our_format(root: &Node<'_>) -> Option<()> {
    let format = root.need("format")?;
    if format.value().as_i64() == Some(FORMAT) {
        return Some(());
    }
    let found = format.value().to_string();
    format.note(JsonError::Format { found })
}

/// What the editors accept here: `{"C014": "why"}`.
fn accepted(node: &Node<'_>) -> Vec<(String, String)> {
    let Some(node) = node.get("accepts") else { return Vec::new() };
    let Some(object) = node.value().as_object() else {
        node.note::<()>(JsonError::Expected(Shape::Object));
        return Vec::new();
    };
    let codes: Vec<&str> = object.keys().map(String::as_str).collect();
    codes.into_iter().filter_map(|code| Some((code.to_owned(), node.get(code)?.filled()?.to_owned()))).collect()
}

/// The elements of a list that may be left out.
fn elements<'a>(node: &Node<'a>, key: &str) -> Vec<Node<'a>> {
    node.get(key).and_then(|node| node.list()).unwrap_or_default()
}

/// A name in files: small letters, digits, hyphens and underscores.
fn name<'a>(node: &Node<'a>) -> Option<&'a str> {
    let name = node.filled()?;
    let fits = name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_');
    if fits { Some(name) } else { node.note(JsonError::Expected(Shape::Name)) }
}
