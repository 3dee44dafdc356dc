//! Findings: what was found, where, and how much it weighs.

use super::{Miss, Mutation};
use engine::catalogue::Noun;
use engine::enterprise::Code;
use engine::json::JsonError;
use engine::matching::Verdict;
use engine::quantity::{Date, Money};

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The file says something that cannot be right.
    Error,
    /// It needs a change, or an explanation by the editor.
    Warning,
    /// Worth knowing, nothing to do.
    Note,
}

impl Severity {
    /// Its name in files.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// Something found in a catalogue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The policy, if it is about one.
    pub policy: Option<String>,
    /// The place, as a JSON pointer.
    pub place: String,
    /// What was found.
    pub fault: Fault,
    /// Why the editors accept it, if they do (the key `accepts`).
    pub accepted: Option<String>,
}

impl Finding {
    /// How much it weighs: what was accepted is a note.
    #[must_use]
    pub fn severity(&self) -> Severity {
        let severity = self.fault.severity();
        if severity == Severity::Warning && self.accepted.is_some() { Severity::Note } else { severity }
    }
}

/// A part of the text of a policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Passage {
    /// Its name.
    Name,
    /// Its summary.
    Summary,
    /// What it brings.
    Benefit,
}

/// What a published guide must state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Item {
    /// What to do.
    Steps,
    /// Where to turn to.
    Office,
    /// A telephone number.
    Phone,
    /// The document it rests on.
    Document,
}

/// What a believable worth does not go beyond.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// A year's revenue, which is this much.
    Revenue(Money),
    /// Ten times its lower end, where the figures that it rests on are told.
    Lower,
}

/// What can be wrong in a catalogue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Its structure, types, references, codes.
    Problem(JsonError<Noun>),
    /// Days between a policy and the one that follows it.
    SuccessionGap {
        /// The earlier one.
        before: String,
        /// Its last day.
        last: Date,
        /// The first day of the later one.
        first: Date,
    },
    /// Days on which both a policy and its successor hold.
    SuccessionOverlap {
        /// The earlier one.
        before: String,
        /// Its last day.
        last: Date,
        /// The first day of the later one.
        first: Date,
    },
    /// A policy that has a successor but no end.
    NoEnd {
        /// The earlier one.
        before: String,
    },
    /// A policy that in the end replaces itself.
    SuccessionCircle,
    /// An application window outside the validity.
    WindowOutside,
    /// A document issued after the review.
    LateDocument {
        /// When it was issued.
        issued: Date,
    },
    /// A review that is overdue.
    ReviewOverdue {
        /// When it was reviewed.
        reviewed: Date,
    },
    /// An address that is none.
    Address {
        /// As written.
        url: String,
    },
    /// A telephone number that is none.
    Phone,
    /// Contacts, but none that stands for every measure in every region.
    NoContactForAll,
    /// A summary that is too long.
    LongSummary {
        /// How many characters it has.
        characters: usize,
    },
    /// A character that does not belong there.
    OddCharacter {
        /// The character.
        found: char,
    },
    /// Something that a guide must state.
    Lacks(Item),
    /// A test that no enterprise can pass.
    Impossible,
    /// A test that every enterprise passes.
    AlwaysTrue,
    /// The same test twice.
    Duplicate,
    /// A test that another one beside it makes superfluous.
    Redundant {
        /// The place of the other one.
        beside: String,
    },
    /// A rule that tests a fact in several branches, so that evaluation stays unsure where it need not.
    Weak {
        /// The fact.
        fact: String,
    },
    /// A test that changes no answer.
    CannotMatter,
    /// A policy of the tiers that reads titles and does not say which one it confers.
    TitleUnsaid,
    /// What a policy tells of is no subject that any answer points to.
    SubjectUnknown {
        /// The subject.
        subject: String,
    },
    /// Two policies of a file tell of the same subject.
    SubjectTwice {
        /// The subject.
        subject: String,
        /// The other policy.
        other: String,
    },
    /// A core fact, or an option of one, without a name or a question.
    CoreFactUnsaid {
        /// The fact.
        fact: String,
    },
    /// A fact that nothing reads.
    FactUnread {
        /// The fact.
        fact: String,
    },
    /// A fact that only ended policies read.
    FactOfThePast {
        /// The fact.
        fact: String,
    },
    /// A definition that nothing uses.
    DefinitionUnused {
        /// The definition.
        definition: String,
    },
    /// A group whose policies are estimated for different periods.
    MixedPeriods {
        /// The group.
        group: String,
        /// A policy of the other period.
        other: String,
    },
    /// A group with a single policy.
    GroupOfOne {
        /// The group.
        group: String,
    },
    /// A figure or date in the text that the rule does not know.
    NotInRule {
        /// Where in the text.
        passage: Passage,
        /// As written.
        figure: String,
    },
    /// A limit whose wording contradicts the operator of the rule.
    Contradicts {
        /// Where in the text.
        passage: Passage,
        /// The words with the figure.
        words: String,
    },
    /// A place in the text that the rule does not know.
    PlaceNotInRule {
        /// Where in the text.
        passage: Passage,
        /// The place.
        name: String,
    },
    /// A figure that only one language has.
    Translation {
        /// Where in the text.
        passage: Passage,
        /// As written.
        figure: String,
    },
    /// A passage marked as prose that no text holds.
    ProseUnused {
        /// The passage.
        prose: String,
    },
    /// An example that does not come out as it says.
    Example {
        /// Its name.
        name: String,
        /// How.
        miss: Miss,
    },
    /// No example with a verdict that is possible.
    NoExample(Verdict),
    /// No example on and beyond a bound.
    NoBoundary(Mutation),
    /// An example whose worth, as it is said, goes beyond a year's revenue.
    BeyondRevenue {
        /// Its name.
        name: String,
    },
    /// An example of an enterprise that there cannot be.
    Contradiction {
        /// Its name.
        name: String,
        /// The number of the relation that it breaks.
        relation: usize,
    },
    /// A worth that is said of a made-up enterprise and is not believable.
    Unbelievable {
        /// What it told, as JSON.
        enterprise: String,
        /// The lower end said.
        low: Money,
        /// The upper end said.
        high: Money,
        /// What it goes beyond.
        limit: Limit,
    },
    /// A usual answer that applies to nobody.
    UsualNever {
        /// Its fact.
        fact: String,
        /// The number of the one for the same fact that always comes first, if that is why.
        before: Option<usize>,
    },
    /// A usual answer for a fact that no policy in force reads.
    UsualUnread {
        /// The fact.
        fact: String,
    },
    /// A fact that a policy in force waits for and that stands in no family.
    NoFamily {
        /// The fact.
        fact: String,
    },
    /// A fact that stays open when the box of its family is not ticked, though a policy in force waits for it.
    BoxLeavesOpen {
        /// The fact.
        fact: String,
        /// The policy.
        policy: String,
    },
    /// A policy that has to be handed in, with nothing that says where or whom to ask.
    NowhereToGo,
    /// A place that no policy is done at.
    PlaceUnused {
        /// The place.
        id: String,
    },
    /// A policy that is applied for and is said to take no papers.
    NoPapers,
    /// A last time for applications that is not over.
    LastWindowNotOver,
    /// Something accepted that is not found.
    AcceptedNothing {
        /// The code.
        code: String,
    },
    /// A parameter that nothing names.
    ParameterUnused {
        /// The parameter.
        parameter: String,
    },
    /// Days between two values of a parameter on which there is none.
    ParameterGap {
        /// The parameter.
        parameter: String,
        /// Where.
        region: Code,
        /// The last day of the earlier value.
        last: Date,
        /// The first day of the later value.
        first: Date,
    },
    /// A value of a parameter that ends while a policy that rests on it goes on.
    ParameterEnds {
        /// The parameter.
        parameter: String,
        /// Where.
        region: Code,
        /// Its last day.
        last: Date,
        /// The policy.
        policy: String,
    },
    /// A value of a parameter that ends soon after the review.
    ParameterLapses {
        /// The parameter.
        parameter: String,
        /// Where.
        region: Code,
        /// Its last day.
        last: Date,
    },
}

impl Fault {
    /// Its code, kept for ever.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.kind().0
    }

    /// How much it weighs.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.kind().1
    }

    fn kind(&self) -> (&'static str, Severity) {
        use Severity::{Error, Note, Warning};
        match self {
            Self::Problem(_) => ("C001", Error),
            Self::SuccessionGap { .. } => ("C010", Warning),
            Self::SuccessionOverlap { .. } => ("C011", Warning),
            Self::NoEnd { .. } => ("C012", Warning),
            Self::SuccessionCircle => ("C013", Error),
            Self::WindowOutside => ("C014", Warning),
            Self::LateDocument { .. } => ("C015", Error),
            Self::ReviewOverdue { .. } => ("C016", Warning),
            Self::Address { .. } => ("C017", Error),
            Self::Phone => ("C018", Error),
            Self::LongSummary { .. } => ("C019", Warning),
            Self::OddCharacter { .. } => ("C020", Warning),
            Self::Lacks(_) => ("C021", Warning),
            Self::NoContactForAll => ("C022", Warning),
            Self::Impossible => ("C030", Error),
            Self::AlwaysTrue => ("C031", Warning),
            Self::Duplicate => ("C032", Warning),
            Self::Redundant { .. } => ("C033", Warning),
            Self::Weak { .. } => ("C034", Warning),
            Self::CannotMatter => ("C035", Warning),
            Self::TitleUnsaid => ("C036", Warning),
            Self::SubjectUnknown { .. } => ("C037", Error),
            Self::SubjectTwice { .. } => ("C038", Error),
            Self::CoreFactUnsaid { .. } => ("C043", Error),
            Self::FactUnread { .. } => ("C040", Warning),
            Self::FactOfThePast { .. } => ("C041", Note),
            Self::DefinitionUnused { .. } => ("C042", Warning),
            Self::MixedPeriods { .. } => ("C050", Warning),
            Self::GroupOfOne { .. } => ("C051", Note),
            Self::NotInRule { .. } => ("C060", Warning),
            Self::Contradicts { .. } => ("C061", Error),
            Self::PlaceNotInRule { .. } => ("C062", Warning),
            Self::Translation { .. } => ("C063", Warning),
            Self::ProseUnused { .. } => ("C064", Warning),
            Self::Example { .. } => ("C070", Error),
            Self::NoExample(_) => ("C071", Warning),
            Self::NoBoundary(_) => ("C072", Warning),
            Self::BeyondRevenue { .. } => ("C073", Warning),
            Self::Contradiction { .. } => ("C074", Error),
            Self::Unbelievable { .. } => ("C075", Warning),
            Self::UsualNever { .. } => ("C076", Warning),
            Self::UsualUnread { .. } => ("C077", Warning),
            Self::NoFamily { .. } => ("C078", Warning),
            Self::BoxLeavesOpen { .. } => ("C079", Warning),
            Self::AcceptedNothing { .. } => ("C080", Warning),
            Self::NowhereToGo => ("C081", Warning),
            Self::PlaceUnused { .. } => ("C082", Warning),
            Self::NoPapers => ("C083", Warning),
            Self::LastWindowNotOver => ("C084", Warning),
            Self::ParameterUnused { .. } => ("C085", Warning),
            Self::ParameterGap { .. } => ("C086", Warning),
            Self::ParameterEnds { .. } => ("C087", Note),
            Self::ParameterLapses { .. } => ("C088", Note),
        }
    }
}
