//! The packed form of a catalogue, as the build puts it beside the page: nothing is parsed or checked again.

use std::error::Error;
use std::fmt::{self, Display, Formatter};

use serde::{Deserialize, Serialize};

use super::{
    Benefit, BenefitKind, Catalogue, Category, Channel, Criterion, Definition, Document, Policy, Recipient, Source,
    Standing, Test, TextId, Texts, Verification,
};
use crate::enterprise::Facts;
use crate::quantity::{Date, Period, Span};

/// Bytes that are no packed catalogue of this version of the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnpackError;

impl Display for UnpackError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("not packed by this version of the program")
    }
}

impl Error for UnpackError {}

/// Rules and texts.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Pack {
    /// The rules.
    pub catalogue: Catalogue,
    /// The names, or all texts.
    pub texts: Texts,
    /// How many texts are names.
    pub names: usize,
}

/// What the first screen needs of them: enough for verdicts and cards, without articles, amounts, documents and steps.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct First {
    version: String,
    reviewed: Option<Date>,
    facts: Facts,
    definitions: Vec<Criterion>,
    policies: Vec<FirstPolicy>,
    texts: Texts,
    names: usize,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct FirstPolicy {
    id: String,
    name: TextId,
    category: Category,
    framework: bool,
    channel: Channel,
    recipient: Recipient,
    kind: BenefitKind,
    /// The first day on which it can have held.
    from: Option<Date>,
    to: Option<Date>,
    window: Option<Span>,
    standing: Standing,
    criterion: Criterion,
    reviewed: Date,
}

impl First {
    /// Leaves out what the first screen can do without.
    #[must_use]
    pub fn of(whole: &Pack) -> Self {
        let catalogue = &whole.catalogue;
        let policy = |policy: &Policy| FirstPolicy {
            id: policy.id.clone(),
            name: policy.name,
            category: policy.category,
            framework: policy.framework,
            channel: policy.channel,
            recipient: policy.recipient,
            kind: policy.benefit.kind,
            from: policy.first_day(),
            to: policy.validity.to,
            window: policy.window,
            standing: match policy.standing {
                Standing::Clear => Standing::Clear,
                Standing::Unclear(_) => Standing::Unclear(TextId(0)),
                Standing::Ended(_) => Standing::Ended(TextId(0)),
            },
            criterion: bare(&policy.criterion),
            reviewed: policy.reviewed,
        };
        Self {
            version: catalogue.version.clone(),
            reviewed: catalogue.reviewed,
            facts: catalogue.facts.bare(),
            definitions: catalogue.definitions.iter().map(|definition| bare(&definition.criterion)).collect(),
            policies: catalogue.policies.iter().map(policy).collect(),
            texts: whole.texts.first(whole.names),
            names: whole.names,
        }
    }

    /// A catalogue that gives the same verdicts as the whole one.
    #[must_use]
    pub fn open(self) -> Pack {
        let policy = |first: FirstPolicy| Policy {
            id: first.id,
            name: first.name,
            summary: TextId(0),
            category: first.category,
            framework: first.framework,
            issuers: Vec::new(),
            documents: Vec::<Document>::new(),
            validity: Span { from: first.from, to: first.to },
            standing: first.standing,
            window: first.window,
            recipient: first.recipient,
            criterion: first.criterion,
            benefit: Benefit {
                text: TextId(0),
                kind: first.kind,
                period: Period::Once,
                estimate: None,
                assumes: Vec::new(),
            },
            confers: None,
            renewals: None,
            tells_of: None,
            channel: first.channel,
            steps: Vec::new(),
            materials: None,
            paid: None,
            office: None,
            phone: None,
            groups: Vec::new(),
            excludes: Vec::new(),
            supersedes: Vec::new(),
            verified: Verification::SingleSource,
            reviewed: first.reviewed,
            source: Source::Bundled,
        };
        let definition = |criterion| Definition { id: String::new(), name: TextId(0), criterion };
        let catalogue = Catalogue {
            version: self.version,
            reviewed: self.reviewed,
            facts: self.facts,
            definitions: self.definitions.into_iter().map(definition).collect(),
            policies: self.policies.into_iter().map(policy).collect(),
            ..Catalogue::default()
        };
        Pack { catalogue, texts: self.texts, names: self.names }
    }
}

/// A criterion without what is only for readers.
fn bare(criterion: &Criterion) -> Criterion {
    let all = |parts: &[Criterion]| parts.iter().map(bare).collect();
    let test = match &criterion.test {
        Test::All(parts) => Test::All(all(parts)),
        Test::Any(parts) => Test::Any(all(parts)),
        Test::AtLeast(count, parts) => Test::AtLeast(*count, all(parts)),
        Test::Not(part) => Test::Not(Box::new(bare(part))),
        Test::Authority(_) => Test::Authority(TextId(0)),
        Test::CheckYourself(_) => Test::CheckYourself(TextId(0)),
        plain @ (Test::Number { .. }
        | Test::Among { .. }
        | Test::Holds { .. }
        | Test::Within { .. }
        | Test::Defined(_)) => plain.clone(),
    };
    test.into()
}

/// A file that the page loads later, as the build put it beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LaterFile {
    /// Its name, made from what is in it.
    pub name: &'static str,
    /// What its bytes must hash to, as `fetch` takes it (Subresource Integrity).
    pub integrity: &'static str,
}

/// Packs a value.
///
/// # Errors
/// [`UnpackError`] never happens for what a loader made; the encoder's interface allows for it.
pub fn pack<T: Serialize>(value: &T) -> Result<Vec<u8>, UnpackError> {
    postcard::to_allocvec(value).map_err(|_| UnpackError)
}

/// Unpacks what the first screen needs.
///
/// # Errors
/// As [`unpack`].
pub fn unpack_first(bytes: &[u8]) -> Result<Pack, UnpackError> {
    postcard::from_bytes(bytes).map(First::open).map_err(|_| UnpackError)
}

/// Unpacks rules and texts.
///
/// # Errors
/// [`UnpackError`] when the bytes were not packed by the same version of the program.
pub fn unpack(bytes: &[u8]) -> Result<Pack, UnpackError> {
    postcard::from_bytes(bytes).map_err(|_| UnpackError)
}

/// Unpacks rules alone.
///
/// # Errors
/// As [`unpack`].
pub fn unpack_rules(bytes: &[u8]) -> Result<Catalogue, UnpackError> {
    postcard::from_bytes(bytes).map_err(|_| UnpackError)
}

/// Unpacks the later texts of one language, for [`Texts::put_rest`].
///
/// # Errors
/// As [`unpack`].
pub fn unpack_texts(bytes: &[u8]) -> Result<Vec<String>, UnpackError> {
    postcard::from_bytes(bytes).map_err(|_| UnpackError)
}
