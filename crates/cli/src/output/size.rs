//! The size class of an enterprise and how it came about.

use schemars::JsonSchema;
use serde::Serialize;

use super::super::input::Edition;
use super::{Id, fact_id};
use engine::enterprise::{FigureTrace, Outside, SIZE_CLASSES, SizeClass, SizeTest, SizeTrace, Step};
use engine::quantity::bits_of;

/// The size class and how it came about.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Size<'a> {
    /// The class; null while several are possible.
    class: Option<Id<SizeClass>>,
    /// The classes still possible, smallest first.
    possible: Vec<Id<SizeClass>>,
    /// The category of the size standard; null where the industry is not known or in none.
    category: Option<&'static str>,
    /// The item of the standard that the category is.
    item: Option<u8>,
    /// Whether the industry lies outside the standard.
    outside: bool,
    /// Whether a class was stated that the figures contradict.
    stated_against_figures: bool,
    /// The document number of the standard in force.
    standard: Option<&'static str>,
    /// The facts that could narrow the class further.
    missing: Vec<&'a str>,
}

impl<'a> Size<'a> {
    pub(crate) fn new(edition: &'a Edition, trace: &SizeTrace) -> Self {
        let classes = bits_of(trace.classes).filter_map(|index| SIZE_CLASSES.get(index));
        Self {
            class: trace.class().map(Id),
            possible: classes.map(|&class| Id(class)).collect(),
            category: trace.category().map(|category| category.id),
            item: trace.category().map(|category| category.item),
            outside: trace.is_outside(),
            stated_against_figures: trace.is_contradicted(),
            standard: trace.standard.map(|standard| standard.number),
            missing: trace.open.iter().map(|&fact| fact_id(edition, fact)).collect(),
        }
    }
}

/// The size class, each figure against its bounds, the neighbouring classes.
#[derive(Serialize, JsonSchema)]
pub(crate) struct TestedSize<'a> {
    #[serde(flatten)]
    size: Size<'a>,
    /// The figures that the category uses.
    figures: Vec<Figure<'a>>,
    /// The next larger class: every step is needed.
    up: Option<Neighbour<'a>>,
    /// The next smaller class: any one step leads there.
    down: Option<Neighbour<'a>>,
    /// Why the industry lies outside the standard.
    why_outside: Option<String>,
    /// A statement to print, if it was asked for.
    statement: Option<String>,
}

/// A figure against its bounds; money in fen.
#[derive(Serialize, JsonSchema)]
struct Figure<'a> {
    /// The id of the fact.
    fact: &'a str,
    /// What was told of it.
    told: Option<Told>,
    /// The least that is small.
    small_from: i64,
    /// The least that is medium.
    medium_from: i64,
    /// The least that is large.
    large_from: i64,
    /// The smallest and the largest class that it alone allows.
    alone: [Id<SizeClass>; 2],
    /// Whether it keeps the enterprise in its class.
    decides: bool,
}

/// A figure or a range, both ends included; money in fen.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Told {
    /// At least.
    min: i64,
    /// At most.
    max: i64,
}

/// A neighbouring class.
#[derive(Serialize, JsonSchema)]
struct Neighbour<'a> {
    /// Which class.
    class: Id<SizeClass>,
    /// The figures that would have to move.
    steps: Vec<FigureStep<'a>>,
}

/// How far a figure would have to move; money in fen.
#[derive(Serialize, JsonSchema)]
struct FigureStep<'a> {
    /// The id of the fact.
    fact: &'a str,
    /// Where it is now; null where nothing was told.
    now: Option<i64>,
    /// The bound: upwards it must be reached, downwards be fallen below.
    bound: i64,
}

impl<'a> TestedSize<'a> {
    pub(crate) fn new(
        edition: &'a Edition,
        trace: &SizeTrace,
        test: Option<&SizeTest>,
        outside: Option<Outside>,
        statement: Option<String>,
    ) -> Self {
        let figure = |of: &FigureTrace| {
            let [small_from, medium_from, large_from] = of.bounds;
            Figure {
                fact: fact_id(edition, of.figure.fact()),
                told: of.told.map(|told| Told { min: told.low(), max: told.high() }),
                small_from,
                medium_from,
                large_from,
                alone: [Id(of.low), Id(of.high)],
                decides: of.decides,
            }
        };
        let step =
            |step: &Step| FigureStep { fact: fact_id(edition, step.figure.fact()), now: step.now, bound: step.bound };
        let neighbour = |of: &engine::enterprise::Neighbour| Neighbour {
            class: Id(of.class),
            steps: of.steps.iter().map(step).collect(),
        };
        Self {
            size: Size::new(edition, trace),
            figures: test.map_or_else(Vec::new, |test| test.figures.iter().map(figure).collect()),
            up: test.and_then(|test| test.up.as_ref()).map(neighbour),
            down: test.and_then(|test| test.down.as_ref()).map(neighbour),
            why_outside: outside.map(|why| edition.speaker().outside(why)),
            statement,
        }
    }
}
