//! What the things are called that catalogues name.

use std::fmt::{self, Display, Formatter};

use crate::enterprise::FactNoun;

/// What the things are called that a catalogue names, for those who say what is wrong in one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Noun {
    /// What profiles name too.
    Fact(FactNoun),
    /// A relation between facts.
    Relation,
    /// A family of facts with a box.
    Circumstance,
    /// A usual answer.
    UsualAnswer,
    /// A definition.
    Definition,
    /// A policy.
    Policy,
    /// A word from a fixed list.
    Word,
    /// A group.
    Group,
    /// Where something is done.
    Place,
    /// A criterion.
    Criterion,
    /// A formula.
    Formula,
    /// A parameter.
    Parameter,
    /// A family of policies.
    Family,
    /// A tax return in which policies are claimed.
    Filing,
}

impl From<FactNoun> for Noun {
    fn from(noun: FactNoun) -> Self {
        Self::Fact(noun)
    }
}

impl Display for Noun {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Fact(noun) => noun.fmt(f),
            Self::Relation => f.write_str("relation"),
            Self::Circumstance => f.write_str("circumstance"),
            Self::UsualAnswer => f.write_str("usual answer"),
            Self::Definition => f.write_str("definition"),
            Self::Policy => f.write_str("policy"),
            Self::Word => f.write_str("word"),
            Self::Group => f.write_str("group"),
            Self::Place => f.write_str("place"),
            Self::Criterion => f.write_str("criterion"),
            Self::Formula => f.write_str("formula"),
            Self::Parameter => f.write_str("parameter"),
            Self::Family => f.write_str("family"),
            Self::Filing => f.write_str("filing"),
        }
    }
}
