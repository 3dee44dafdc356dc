//! What is known about an enterprise: facts and their kinds, profiles, industries, regions, the size standard.
//!
//! A fact is never just "known" or "unknown": it is the set of values that are still possible ([`Possible`]).
//! A blank is every value, a band is some of them, an exact answer is one.

mod columns;
mod counties;
mod fact;
mod noun;
mod possible;
mod profile;
mod reading;
mod relation;
mod simplified;
mod size;
mod size_test;
mod trades;
mod tree;
mod typed;

pub use columns::{
    Client, ClientHeading, ClientRead, RowError, open_any_clients, open_clients, read_client, read_client_in_part,
};
pub use counties::{County, install_counties, pack_counties};
pub use fact::{Changeable, Fact, FactId, Facts, Kind, OptionId};
pub use noun::FactNoun;
pub use possible::Possible;
pub use profile::Profile;
pub use reading::{read_named_profile, read_profile, write_profile};
pub use relation::{Narrowed, Relation, RelationId};
pub use simplified::simplified;
pub use size::{Category, Figure, SIZE_CLASSES, SizeClass, SizeStandard, SizeTrace, Sizing};
pub use size_test::{FigureTrace, Neighbour, Outside, SizeTest, Step};
pub use trades::{Trades, Word, install_trades, pack_trades};
pub use tree::{Aliases, Code, NamedPlace, Tree};
pub use typed::{CellError, OptionNames, TypedError, ids_alone, option_named, plain_name, read_cell, yes_or_no};
