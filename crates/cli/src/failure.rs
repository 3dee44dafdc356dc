//! Why a command stopped. What is said of it stands in [`phrases`](super::phrases).

use std::fmt;
use std::io;
use std::path::Path;
use std::process::ExitCode;

use super::phrases;
use engine::catalogue::{Language, Noun};
use engine::enterprise::FactNoun;
use engine::json::{JsonError, Problem};
use engine::quantity::Date;
use engine::table::NoText;
use wording::problem;

/// So many things that are wrong are told: who has mended these runs the command again.
const MOST_REFUSALS: usize = 201;

/// Why a command stopped.
#[derive(Debug)]
pub(super) enum Failure {
    /// Things given are wrong.
    Refused(Vec<Refusal>),
    /// What another part of the product says is wrong: a line each, in English.
    Wrong(Vec<String>),
    /// A check found only warnings, and was told to be strict; or rows of a batch were left out.
    Warned,
    /// The answer could not be written in full.
    Unwritten(io::Error),
}

/// One thing that is wrong, and where.
#[derive(Debug)]
pub(super) struct Refusal {
    /// Where.
    pub(super) place: Place,
    /// What.
    pub(super) what: What,
}

/// Where something is wrong.
#[derive(Debug)]
pub(super) enum Place {
    /// The sentence says it.
    Said,
    /// An option of the command line, such as `tier`.
    Option(String),
    /// What was typed for an option.
    Typed(&'static str, String),
    /// A file.
    File(String),
    /// A line of a file.
    Line(String, u64),
    /// A place in a file, as a JSON pointer.
    Pointer(String, String),
}

/// What is wrong.
#[derive(Debug)]
pub(super) enum What {
    /// What the operating system says.
    System(io::Error),
    /// A file has more than this many bytes.
    TooLarge(u64),
    /// A file holds no text, or characters in it got lost.
    NotText,
    /// A file that should be text is something else.
    OtherFile(NoText),
    /// What the build put into the program cannot be read.
    Damaged,
    /// A part of a catalogue is wrong.
    Catalogue(JsonError<Noun>),
    /// A part of a profile is wrong.
    Profile(JsonError<FactNoun>),
    /// A sentence in the language asked for.
    Sentence(String),
    /// No policy is called so; some have similar names.
    NoPolicy(String, Vec<String>),
    /// No industry is called so.
    NoIndustry(String),
    /// No tier is called so; these are known.
    NoTier(String, Vec<&'static str>),
    /// A ledger has no claims.
    NoClaims,
    /// A figure is below zero.
    BelowZero(String),
    /// A fact has no order to walk along.
    NoOrder(String),
    /// A span ends before it begins.
    EndsBefore {
        /// Its first day.
        from: Date,
        /// Its last day.
        to: Date,
    },
    /// A catalogue has this many errors.
    Errors(usize),
}

impl Failure {
    /// One thing is wrong.
    pub(super) fn refused(place: Place, what: What) -> Self {
        Self::Refused(vec![Refusal { place, what }])
    }

    /// One thing is wrong with a file.
    pub(super) fn of_file(path: &Path, what: What) -> Self {
        Self::refused(Place::file(path), what)
    }

    /// What another part of the product says is wrong.
    pub(super) fn wrong(message: impl Into<String>) -> Self {
        Self::Wrong(vec![message.into()])
    }

    /// The exit code of the program.
    pub(super) fn exit_code(&self) -> ExitCode {
        match self {
            Self::Warned => ExitCode::from(1),
            Self::Refused(_) | Self::Wrong(_) | Self::Unwritten(_) => ExitCode::from(2),
        }
    }

    /// What there is to say, a line each.
    pub(super) fn lines(&self, language: Language) -> Vec<String> {
        match self {
            Self::Refused(refusals) => {
                let first = refusals.iter().take(MOST_REFUSALS).map(|refusal| phrases::refusal(refusal, language));
                let further = refusals.len().saturating_sub(MOST_REFUSALS);
                let further = (further > 0).then(|| problem(&JsonError::<Noun>::Further(further), language));
                first.chain(further).collect()
            }
            Self::Wrong(lines) => lines.clone(),
            Self::Unwritten(error) => vec![phrases::unwritten(error, language)],
            Self::Warned => Vec::new(),
        }
    }
}

impl Refusal {
    /// What reading a file says.
    pub(super) fn read<N>(path: &Path, problem: Problem<N>) -> Self
    where
        What: From<JsonError<N>>,
    {
        let place = match problem.place.as_str() {
            "" => Place::file(path),
            pointer => Place::Pointer(path.display().to_string(), pointer.to_owned()),
        };
        Self { place, what: problem.error.into() }
    }
}

impl From<JsonError<Noun>> for What {
    fn from(error: JsonError<Noun>) -> Self {
        Self::Catalogue(error)
    }
}

impl From<JsonError<FactNoun>> for What {
    fn from(error: JsonError<FactNoun>) -> Self {
        Self::Profile(error)
    }
}

impl Place {
    /// A file.
    pub(super) fn file(path: &Path) -> Self {
        Self::File(path.display().to_string())
    }
}

/// In English.
impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Warned => f.write_str("there are warnings"),
            Self::Refused(_) | Self::Wrong(_) | Self::Unwritten(_) => f.write_str(&self.lines(Language::En).join("\n")),
        }
    }
}

impl std::error::Error for Failure {}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Unwritten(error)
    }
}
