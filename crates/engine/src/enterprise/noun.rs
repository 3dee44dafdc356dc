//! What the things are called that profiles name.

use std::fmt::{self, Display, Formatter};

use super::Tree;

/// What the things are called that a profile names, for those who say what is wrong in one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FactNoun {
    /// A fact.
    Fact,
    /// An option of a fact.
    Option,
    /// A value that fits its fact.
    Value,
    /// A region.
    Region,
    /// An industry.
    Industry,
}

impl FactNoun {
    /// What a place in a tree is called.
    #[must_use]
    pub fn of(tree: Tree) -> Self {
        match tree {
            Tree::Regions => Self::Region,
            Tree::Industries => Self::Industry,
        }
    }
}

impl Display for FactNoun {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Fact => "fact",
            Self::Option => "option",
            Self::Value => "value that fits the fact",
            Self::Region => "region",
            Self::Industry => "industry",
        })
    }
}
