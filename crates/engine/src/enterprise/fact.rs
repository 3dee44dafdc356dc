//! Facts: what may be known about an enterprise.

use serde::{Deserialize, Serialize};

use super::{Possible, Relation, SIZE_CLASSES, Tree};
use crate::quantity::{Bits, Date, Interval, Measure, Money, NumberError, Rate, first_bits};

/// The number of a fact in its [`Facts`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct FactId(pub u16);

/// The name of an option in the catalogue file, such as `small_scale`.
pub type OptionId = String;

/// What values a fact can take.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kind {
    /// A whole number of people, months, items and the like.
    Count,
    /// An amount in fen.
    Money,
    /// A rate in parts per million.
    Rate,
    /// A civil date, as its day number.
    Date,
    /// No (option 0) or yes (option 1).
    Flag,
    /// Just one of these options.
    Choice(Vec<OptionId>),
    /// Any number of these options.
    Choices(Vec<OptionId>),
    /// A place in one of the official trees.
    Place(Tree),
}

/// Whether an enterprise can change a fact about itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Changeable {
    /// No, or it should not: region, industry, history.
    No,
    /// Yes, by its own act: gaining a certificate, hiring.
    Yes,
}

/// One thing that may be known about an enterprise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// Its name in files and links, such as `monthly_sales`.
    pub id: String,
    /// What values it can take.
    pub kind: Kind,
    /// The bounds of a number: no value outside is possible.
    pub bounds: Interval,
    /// Whether the enterprise can change it.
    pub changeable: Changeable,
    /// How many months one figure covers (12: a year); 0 where it is a state at a point of time.
    pub months: u8,
    /// The choice that names the period which one figure covers, where that is not the same for all: a figure told for
    /// one period says nothing about another.
    pub per: Option<FactId>,
    /// Ready-made bands to offer as answers, ascending.
    pub bands: Vec<Interval>,
    /// What a count counts, in each language: `人`, `people`; nothing for other kinds and for plain numbers.
    pub units: Vec<String>,
}

impl Fact {
    /// The values possible when nothing is known.
    #[must_use]
    pub fn anything(&self) -> Possible {
        match &self.kind {
            Kind::Count | Kind::Money | Kind::Rate | Kind::Date => Possible::Numbers(self.bounds),
            Kind::Flag | Kind::Choice(_) => Possible::Options(self.all_options()),
            Kind::Choices(_) => Possible::Sets { must: 0, may: self.all_options() },
            Kind::Place(_) => Possible::anywhere(),
        }
    }

    /// The options, in order: for a flag `no`, `yes`.
    #[must_use]
    pub fn options(&self) -> Vec<&str> {
        match &self.kind {
            Kind::Flag => vec!["no", "yes"],
            Kind::Choice(options) | Kind::Choices(options) => options.iter().map(String::as_str).collect(),
            Kind::Count | Kind::Money | Kind::Rate | Kind::Date | Kind::Place(_) => Vec::new(),
        }
    }

    /// All options as a set.
    #[must_use]
    pub fn all_options(&self) -> Bits {
        first_bits(match &self.kind {
            Kind::Flag => 2,
            Kind::Choice(options) | Kind::Choices(options) => options.len(),
            Kind::Count | Kind::Money | Kind::Rate | Kind::Date | Kind::Place(_) => 0,
        })
    }

    /// The number of the option with this name.
    #[must_use]
    pub fn option(&self, name: &str) -> Option<usize> {
        self.options().iter().position(|option| *option == name)
    }

    /// What its numbers are numbers of.
    #[must_use]
    pub fn measure(&self) -> Measure<'_> {
        match self.kind {
            Kind::Money => Measure::Money,
            Kind::Rate => Measure::Rate,
            Kind::Date => Measure::Date,
            Kind::Count | Kind::Flag | Kind::Choice(_) | Kind::Choices(_) | Kind::Place(_) => {
                Measure::Count(&self.units)
            }
        }
    }

    /// Reads a number or a range as people type it; it is not held against the bounds.
    ///
    /// # Errors
    /// [`NumberError`] when it is not understood whole.
    pub fn read(&self, typed: &str) -> Result<Interval, NumberError> {
        self.measure().read_range(typed, self.bounds)
    }

    /// Whether its values are ordered numbers.
    #[must_use]
    pub fn is_number(&self) -> bool {
        matches!(self.kind, Kind::Count | Kind::Money | Kind::Rate | Kind::Date)
    }

    /// The widest bounds that a kind of number allows.
    #[must_use]
    pub fn widest(kind: &Kind) -> Interval {
        let (low, high) = match kind {
            Kind::Money => (Money::MAX.fen().saturating_neg(), Money::MAX.fen()),
            Kind::Rate => (Rate::MAX.ppm().saturating_neg(), Rate::MAX.ppm()),
            Kind::Date => (Date::MIN.day_number(), Date::MAX.day_number()),
            Kind::Count | Kind::Flag | Kind::Choice(_) | Kind::Choices(_) | Kind::Place(_) => {
                (-1_000_000_000, 1_000_000_000)
            }
        };
        Interval::new(low, high).unwrap_or(Interval::exact(0))
    }
}

/// The facts that a catalogue can use, the core facts first, then its own; and what always holds between them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    list: Vec<Fact>,
    relations: Vec<Relation>,
}

impl Default for Facts {
    fn default() -> Self {
        Self::core()
    }
}

impl Facts {
    /// Number of employees.
    pub const EMPLOYEES: FactId = FactId(0);
    /// Revenue of the last full year.
    pub const REVENUE: FactId = FactId(1);
    /// Total assets.
    pub const ASSETS: FactId = FactId(2);
    /// Industry of the main business.
    pub const INDUSTRY: FactId = FactId(3);
    /// Place of registration.
    pub const REGION: FactId = FactId(4);
    /// Size class, derived by the size standard or stated.
    pub const SIZE_CLASS: FactId = FactId(5);

    /// The facts that the size standard and every catalogue need.
    #[must_use]
    pub fn core() -> Self {
        let fact = |id: &str, kind: Kind, high: i64, months| Fact {
            id: id.to_owned(),
            bounds: Interval::new(0, high).unwrap_or(Interval::exact(0)),
            kind,
            changeable: Changeable::No,
            months,
            per: None,
            bands: Vec::new(),
            units: Vec::new(),
        };
        let classes = SIZE_CLASSES.iter().map(|class| class.id().to_owned()).collect();
        let people = ["人", "people"].map(str::to_owned).to_vec();
        let list = vec![
            Fact { units: people, ..fact("employees", Kind::Count, 10_000_000, 0) },
            fact("revenue", Kind::Money, Money::MAX.fen(), 12),
            fact("assets", Kind::Money, Money::MAX.fen(), 0),
            fact("industry", Kind::Place(Tree::Industries), 0, 0),
            fact("region", Kind::Place(Tree::Regions), 0, 0),
            fact("size_class", Kind::Choice(classes), 0, 0),
        ];
        Self { list, relations: Vec::new() }
    }

    /// Adds what always holds between facts.
    pub fn relate(&mut self, relation: Relation) {
        self.relations.push(relation);
    }

    /// What always holds between them, in the order of the file.
    #[must_use]
    pub fn relations(&self) -> &[Relation] {
        &self.relations
    }

    /// Adds a fact; `None` (and nothing added) if its name is taken or there are too many.
    pub fn add(&mut self, fact: Fact) -> Option<FactId> {
        if self.find(&fact.id).is_some() {
            return None;
        }
        let id = FactId(u16::try_from(self.list.len()).ok()?);
        self.list.push(fact);
        Some(id)
    }

    /// The fact with this number.
    #[must_use]
    pub fn get(&self, id: FactId) -> Option<&Fact> {
        self.list.get(usize::from(id.0))
    }

    /// The number of the fact with this name.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<FactId> {
        self.list.iter().position(|fact| fact.id == name).and_then(|index| u16::try_from(index).ok()).map(FactId)
    }

    /// All facts with their numbers, in order.
    pub fn iter(&self) -> impl Iterator<Item = (FactId, &Fact)> {
        (0_u16..).map(FactId).zip(&self.list)
    }

    /// How many facts there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there are none; never true, as the core facts are always there.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }
}
