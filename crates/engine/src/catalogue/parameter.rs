//! Parameters: dated official values, per region where regions differ.

use serde::{Deserialize, Serialize};

use super::{DefinitionId, Document, Origin, TextId};
use crate::enterprise::{Code, Kind};
use crate::quantity::{Date, Interval, Span};

/// The number of a parameter in its catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ParameterId(pub u16);

/// An official value that criteria and formulas name: loading puts its values where it is named.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parameter {
    /// Its name in files.
    pub id: String,
    /// Its name for people.
    pub name: TextId,
    /// What sort of value it is: a count, money or a rate.
    pub kind: Kind,
    /// Its values; of several for one region and day the first counts.
    pub values: Vec<ParameterValue>,
}

/// One value of a parameter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ParameterValue {
    /// How much, in the unit of the parameter; more than one number where it is only known to lie between two.
    pub value: Interval,
    /// Where it holds; [`Code::ROOT`] is the nation.
    pub region: Code,
    /// When it holds, both ends included.
    pub span: Span,
    /// The document that sets it.
    pub document: Option<Document>,
    /// A remark for readers.
    pub note: Option<TextId>,
    /// Where it comes from. What is packed comes from the catalogue itself.
    #[serde(skip)]
    pub source: Origin,
}

/// A parameter that a rule or formula names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ParameterUse {
    /// The parameter.
    pub parameter: ParameterId,
    /// The day whose value it takes, if not that of the match.
    pub on: Option<Date>,
}

/// What names parameters, as it was written: the values of a local catalogue are put in by reading it again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WithParameters {
    /// The parameters that it names; none if it is not written with any.
    pub uses: Vec<ParameterUse>,
    /// How it was written.
    pub written: String,
}

/// A definition that names parameters.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DefinitionWithParameters {
    /// The definition.
    pub definition: DefinitionId,
    /// What it names.
    pub with: WithParameters,
}
