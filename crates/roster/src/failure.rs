//! Why a command stopped, as one sentence for people.

use std::fmt::{self, Display, Formatter};
use std::path::Path;

use datafusion::error::DataFusionError;

/// Why a command stopped.
#[derive(Debug)]
pub(crate) enum Failure {
    /// Something is wrong: a sentence says what, and where.
    Said(String),
    /// Somebody stopped it.
    Cancelled,
}

impl Failure {
    /// A failure with this sentence.
    pub(crate) fn new(sentence: impl Into<String>) -> Self {
        Self::Said(sentence.into())
    }

    /// What the system says of a file.
    pub(crate) fn of_file(path: &Path, why: impl Display) -> Self {
        Self::Said(format!("{}: {why}", path.display()))
    }

    /// The same, with the files of the roster at which it happened.
    pub(crate) fn in_files(self, files: &str) -> Self {
        match self {
            Self::Said(sentence) => Self::Said(format!("{sentence} (while matching {files})")),
            Self::Cancelled => Self::Cancelled,
        }
    }
}

impl Display for Failure {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Said(sentence) => f.write_str(sentence),
            Self::Cancelled => f.write_str("stopped; what is finished stays, nothing half written does"),
        }
    }
}

impl std::error::Error for Failure {}

impl From<DataFusionError> for Failure {
    fn from(error: DataFusionError) -> Self {
        let root = error.find_root();
        Self::Said(match root {
            // The sentence as it was written, without the names of the types that carried it.
            DataFusionError::Execution(said)
            | DataFusionError::Plan(said)
            | DataFusionError::Configuration(said)
            | DataFusionError::NotImplemented(said) => sentence(said),
            DataFusionError::ResourcesExhausted(said) => {
                format!("the memory allowed is not enough (--memory): {}", sentence(said))
            }
            DataFusionError::External(inner) => sentence(&inner.to_string()),
            other => sentence(&other.to_string()),
        })
    }
}

/// The first paragraph of what an engine says: below it stand traces for those who write engines.
fn sentence(said: &str) -> String {
    let said = said.split("\n\nbacktrace").next().unwrap_or(said).trim();
    match said.find(SAID) {
        // What comes from another machine is wrapped in what that machine was doing.
        Some(at) => {
            let own = said.get(at.saturating_add(SAID.len())..).unwrap_or(said);
            own.split(END).next().unwrap_or(own).to_owned()
        }
        None => said.to_owned(),
    }
}

/// Stands before a sentence of this program that an engine carries between machines, and [`END`] behind it.
pub(crate) const SAID: &str = "policy-match: ";
/// Stands behind such a sentence.
pub(crate) const END: &str = " [policy-match]";

/// An error for the engine that carries this sentence whole.
pub(crate) fn carried(sentence: &str) -> DataFusionError {
    DataFusionError::Execution(format!("{SAID}{sentence}{END}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_comes_back_as_it_was_said() {
        let far = format!("Job failed due to stage 1: TaskError(\"Execution({})\")", carried("no such catalogue"));
        assert_eq!(Failure::from(DataFusionError::Internal(far)).to_string(), "no such catalogue");
    }
}
