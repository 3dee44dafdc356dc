//! The size class of an enterprise, by the dated size standard.

use std::sync::OnceLock;

use super::{Code, Facts, Possible, Tree};
use crate::quantity::{Bits, Date, Interval, Span, bit, bits_of};

/// A size class of enterprises.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SizeClass {
    /// 微型
    Micro,
    /// 小型
    Small,
    /// 中型
    Medium,
    /// 大型
    Large,
}

/// All size classes, smallest first: their order is that of the options of the fact `size_class`.
pub const SIZE_CLASSES: [SizeClass; 4] = [SizeClass::Micro, SizeClass::Small, SizeClass::Medium, SizeClass::Large];

impl SizeClass {
    /// Its name in files.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Micro => "micro",
            Self::Small => "small",
            Self::Medium => "medium",
            Self::Large => "large",
        }
    }

    /// Its place in [`SIZE_CLASSES`].
    #[must_use]
    pub fn index(self) -> usize {
        match self {
            Self::Micro => 0,
            Self::Small => 1,
            Self::Medium => 2,
            Self::Large => 3,
        }
    }
}

/// A figure that the size standard looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Figure {
    /// Employees, in persons.
    Employees,
    /// Revenue, in fen.
    Revenue,
    /// Total assets, in fen.
    Assets,
}

impl Figure {
    /// All figures, in the order of the core facts.
    pub const ALL: [Self; 3] = [Self::Employees, Self::Revenue, Self::Assets];

    /// The fact that holds it.
    #[must_use]
    pub fn fact(self) -> super::FactId {
        match self {
            Self::Employees => Facts::EMPLOYEES,
            Self::Revenue => Facts::REVENUE,
            Self::Assets => Facts::ASSETS,
        }
    }
}

/// One industry category of a size standard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Category {
    /// Its item in article 4 (第四条) of the standard.
    pub item: u8,
    /// Its name in files.
    pub id: &'static str,
    /// Its official name.
    pub name: &'static str,
    /// Its English name.
    pub name_en: &'static str,
    /// For each figure used, the least that is small, medium and large.
    pub bounds: Vec<(Figure, [i64; 3])>,
}

impl Category {
    /// The classes that one figure alone allows: the class is the smallest over all figures,
    /// since small, medium and large each need every figure to reach its bound.
    fn classes_of(&self, figure: Figure, range: Interval) -> Option<(usize, usize)> {
        let (_, bounds) = self.bounds.iter().find(|(used, _)| *used == figure)?;
        let class = |value: i64| bounds.iter().filter(|&&least| value >= least).count();
        Some((class(range.low()), class(range.high())))
    }
}

/// A dated size standard.
#[derive(Clone, Debug)]
pub struct SizeStandard {
    /// Its name in files.
    pub id: &'static str,
    /// Its document number.
    pub number: &'static str,
    /// Its title.
    pub title: &'static str,
    /// When it is in force.
    pub span: Span,
    /// Its categories, by item.
    pub categories: Vec<Category>,
    /// The finest named industries, in the order of their codes, each with the place of its category in
    /// [`SizeStandard::categories`].
    leaves: Vec<(Code, Option<usize>)>,
    /// The categories of all of them, each once.
    everywhere: Vec<Option<usize>>,
}

impl SizeStandard {
    /// All standards in the crate, oldest first.
    #[must_use]
    pub fn all() -> &'static [Self] {
        static STANDARDS: OnceLock<Vec<SizeStandard>> = OnceLock::new();
        STANDARDS.get_or_init(|| read(include_str!("size-standard.tsv")))
    }

    /// The standard in force on a day.
    #[must_use]
    pub fn on(date: Date) -> Option<&'static Self> {
        Self::all().iter().rev().find(|standard| standard.span.contains(date))
    }

    /// The category that an industry belongs to, where all of it belongs to the same.
    #[must_use]
    pub fn category(&self, industry: Code) -> Option<&Category> {
        match self.sizings(industry).as_slice() {
            [Sizing::By(category)] => Some(category),
            _ => None,
        }
    }

    /// The ways in which enterprises of an industry may be sized, without repetition.
    #[must_use]
    pub fn sizings(&self, industry: Code) -> Vec<Sizing<'_>> {
        let sizing = |index: Option<usize>| {
            index.and_then(|index| self.categories.get(index)).map_or(Sizing::Outside, Sizing::By)
        };
        if industry == Code::ROOT {
            return self.everywhere.iter().copied().map(sizing).collect();
        }
        let tree = Tree::Industries;
        let first = self.leaves.partition_point(|(code, _)| *code < industry);
        let end = self.leaves.partition_point(|(code, _)| *code <= tree.last_within(industry));
        // A class finer than the named industries is sized as the named one that it lies in.
        let around = first.checked_sub(1).and_then(|index| self.leaves.get(index));
        let around = around.filter(|(code, _)| tree.within(industry, *code));
        let within = self.leaves.get(first..end).unwrap_or_default();
        once(around.into_iter().chain(within)).into_iter().map(sizing).collect()
    }

    /// Looks up the category of each industry that has no finer named one.
    fn find_leaves(&mut self) {
        let tree = Tree::Industries;
        let rows = tree.rows();
        let leaf = |row: &&super::NamedPlace| {
            !rows.iter().any(|other| other.code != row.code && tree.within(other.code, row.code))
        };
        let category =
            |row: &super::NamedPlace| self.categories.iter().position(|category| category.id == row.category);
        self.leaves = rows.iter().filter(leaf).map(|row| (row.code, category(row))).collect();
        self.everywhere = once(self.leaves.iter());
    }
}

/// The categories of some industries, each once.
fn once<'a>(leaves: impl Iterator<Item = &'a (Code, Option<usize>)>) -> Vec<Option<usize>> {
    let mut found = Vec::new();
    for (_, category) in leaves {
        if !found.contains(category) {
            found.push(*category);
        }
    }
    found
}

/// How an enterprise is sized.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sizing<'a> {
    /// By a category of the standard.
    By(&'a Category),
    /// Not by the standard: railways, finance, education, health, own real-estate letting and bodies that are no
    /// enterprises lie outside its items.
    Outside,
}

/// How a size class came about.
#[derive(Clone, Debug)]
pub struct SizeTrace {
    /// The standard in force.
    pub standard: Option<&'static SizeStandard>,
    /// The ways in which the enterprise may be sized, given its industry.
    pub sizings: Vec<Sizing<'static>>,
    /// The classes still possible, as a set over [`SIZE_CLASSES`].
    pub classes: Bits,
    /// The classes that the figures alone leave possible.
    pub derived: Bits,
    /// The classes that were stated, if any.
    pub stated: Option<Bits>,
    /// The facts that could narrow the class further.
    pub open: Vec<super::FactId>,
}

impl SizeTrace {
    /// The facts that it is derived from, the class itself among them, as it may be stated.
    pub const RESTS_ON: [super::FactId; 5] =
        [Facts::EMPLOYEES, Facts::REVENUE, Facts::ASSETS, Facts::INDUSTRY, Facts::SIZE_CLASS];

    /// Derives the size class of an enterprise on a day.
    ///
    /// A class that was stated holds even where the figures say otherwise; [`SizeTrace::is_contradicted`] tells.
    #[must_use]
    pub fn new(profile: &super::Profile, facts: &Facts, on: Date) -> Self {
        let standard = SizeStandard::on(on);
        let industries = match profile.given(Facts::INDUSTRY) {
            Some(Possible::Places(codes)) => codes.clone(),
            _ => vec![Code::ROOT],
        };
        let mut sizings: Vec<Sizing<'static>> = Vec::new();
        for sizing in industries.iter().filter_map(|&code| Some(standard?.sizings(code))).flatten() {
            if !sizings.contains(&sizing) {
                sizings.push(sizing);
            }
        }
        if sizings.is_empty() {
            sizings.push(Sizing::Outside);
        }
        let range = |figure: Figure| match profile.given(figure.fact()) {
            Some(Possible::Numbers(range)) => *range,
            _ => facts.get(figure.fact()).map_or(Interval::exact(0), |fact| fact.bounds),
        };
        let ranges = Figure::ALL.map(|figure| (figure, range(figure)));
        let derived = sizings.iter().fold(0, |all, &sizing| all | classes(sizing, &ranges));
        let stated = match profile.given(Facts::SIZE_CLASS) {
            Some(Possible::Options(options)) => Some(*options),
            _ => None,
        };
        let classes = stated.map_or(derived, |stated| if stated & derived == 0 { stated } else { stated & derived });
        let open = if classes.count_ones() > 1 { open_facts(&sizings, &ranges, &industries) } else { Vec::new() };
        Self { standard, sizings, classes, derived, stated, open }
    }

    /// The class, if only one is possible.
    #[must_use]
    pub fn class(&self) -> Option<SizeClass> {
        let mut possible = bits_of(self.classes);
        let class = possible.next().and_then(|index| SIZE_CLASSES.get(index)).copied();
        class.filter(|_| possible.next().is_none())
    }

    /// Whether a stated class is one that the figures exclude.
    #[must_use]
    pub fn is_contradicted(&self) -> bool {
        self.stated.is_some_and(|stated| stated & self.derived == 0)
    }

    /// The one category, if it is certain.
    #[must_use]
    pub fn category(&self) -> Option<&'static Category> {
        match self.sizings.as_slice() {
            [Sizing::By(category)] => Some(category),
            _ => None,
        }
    }

    /// Whether the industry is known to lie outside the standard.
    #[must_use]
    pub fn is_outside(&self) -> bool {
        self.sizings == [Sizing::Outside]
    }
}

/// The classes possible under one way of sizing.
fn classes(sizing: Sizing<'_>, ranges: &[(Figure, Interval)]) -> Bits {
    let Sizing::By(category) = sizing else { return crate::quantity::first_bits(SIZE_CLASSES.len()) };
    let spans = ranges.iter().filter_map(|&(figure, range)| category.classes_of(figure, range));
    let (low, high) = spans.fold((3, 3), |(low, high), (l, h)| (low.min(l), high.min(h)));
    (low..=high).fold(0, |all, index| all | bit(index))
}

/// The facts that could still narrow the class: industry while several sizings are possible, each figure whose own
/// class is open and not already beaten by another figure.
fn open_facts(sizings: &[Sizing<'_>], ranges: &[(Figure, Interval)], industries: &[Code]) -> Vec<super::FactId> {
    let mut open = Vec::new();
    if sizings.len() > 1 || industries.contains(&Code::ROOT) {
        open.push(Facts::INDUSTRY);
    }
    for &(figure, range) in ranges {
        let matters = sizings.iter().any(|sizing| {
            let Sizing::By(category) = sizing else { return false };
            let Some((low, high)) = category.classes_of(figure, range) else { return false };
            let others = ranges.iter().filter(|(other, _)| *other != figure);
            let ceiling =
                others.filter_map(|&(other, range)| category.classes_of(other, range)).map(|(_, high)| high).min();
            low != high && ceiling.is_none_or(|ceiling| low < ceiling)
        });
        if matters {
            open.push(figure.fact());
        }
    }
    if sizings == [Sizing::Outside] {
        open.push(Facts::SIZE_CLASS);
    }
    open
}

/// Reads the table in `size-standard.tsv`; its form is described there.
fn read(table: &'static str) -> Vec<SizeStandard> {
    let mut standards: Vec<SizeStandard> = Vec::new();
    for line in table.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        let cells: Vec<&'static str> = line.split('\t').collect();
        match cells.as_slice() {
            ["standard", id, number, title, from, to] => standards.push(SizeStandard {
                id,
                number,
                title,
                span: Span { from: from.parse().ok(), to: to.parse().ok() },
                categories: Vec::new(),
                leaves: Vec::new(),
                everywhere: Vec::new(),
            }),
            [item, id, name, name_en, employees, revenue, assets] => {
                let read = |cell: &str, unit: i64| -> Option<[i64; 3]> {
                    let numbers: Vec<i64> =
                        cell.split(',').filter_map(|n| n.parse::<i64>().ok()?.checked_mul(unit)).collect();
                    numbers.try_into().ok()
                };
                let figures = [
                    (Figure::Employees, *employees, 1),
                    (Figure::Revenue, *revenue, 100),
                    (Figure::Assets, *assets, 100),
                ];
                let bounds =
                    figures.into_iter().filter_map(|(figure, cell, unit)| Some((figure, read(cell, unit)?))).collect();
                if let Some(standard) = standards.last_mut() {
                    standard.categories.push(Category { item: item.parse().unwrap_or(0), id, name, name_en, bounds });
                }
            }
            _ => {}
        }
    }
    standards.iter_mut().for_each(SizeStandard::find_leaves);
    standards
}

#[cfg(test)]
mod tests {
    use super::super::Profile;
    use super::*;
    use crate::quantity::Money;

    #[test]
    fn an_industry_is_sized_as_all_named_ones_in_it_or_around_it() {
        let tree = Tree::Industries;
        let finer = ["C1311", "I6599", "H6219", "P8399"].into_iter().filter_map(|code| tree.find(code));
        let industries: Vec<Code> = tree.rows().iter().map(|row| row.code).chain(finer).chain([Code::ROOT]).collect();
        for standard in SizeStandard::all() {
            for &industry in &industries {
                let mut expected: Vec<Sizing<'_>> = Vec::new();
                for &(code, category) in &standard.leaves {
                    let sizing = category.map_or(Sizing::Outside, |index| Sizing::By(&standard.categories[index]));
                    if (tree.within(code, industry) || tree.within(industry, code)) && !expected.contains(&sizing) {
                        expected.push(sizing);
                    }
                }
                assert_eq!(standard.sizings(industry), expected, "{} {industry:?}", standard.id);
            }
        }
    }

    fn profile(industry: &str, employees: Option<i64>, revenue: Option<i64>, assets: Option<i64>) -> Profile {
        let facts = Facts::core();
        let mut profile = Profile::new();
        if let Some(code) = Tree::Industries.find(industry) {
            profile.set(&facts, Facts::INDUSTRY, Some(Possible::Places(vec![code])));
        }
        let yuan = |yuan: i64| Money::from_yuan(yuan).fen();
        for (fact, value) in
            [(Facts::EMPLOYEES, employees), (Facts::REVENUE, revenue.map(yuan)), (Facts::ASSETS, assets.map(yuan))]
        {
            profile.set(&facts, fact, value.map(|value| Possible::Numbers(Interval::exact(value))));
        }
        profile
    }

    fn trace(profile: &Profile) -> SizeTrace {
        SizeTrace::new(profile, &Facts::core(), Date::new(2026, 11, 21).expect("a date"))
    }

    /// An industry of each category of the standard.
    fn industry_of(category: &str) -> String {
        let row = Tree::Industries.rows().iter().find(|row| row.category == category).expect(category);
        Tree::Industries.written(row.code)
    }

    #[test]
    fn the_120_worked_cases() {
        let cases: serde_json::Value =
            serde_json::from_str(include_str!("../../tests/size-vectors.json")).expect("the worked cases are JSON");
        let cases = cases.as_array().expect("a list");
        assert_eq!(cases.len(), 120);
        for case in cases {
            let number = |key: &str| case.get(key).and_then(serde_json::Value::as_i64);
            let text = |key: &str| case.get(key).and_then(serde_json::Value::as_str).expect("a text");
            let profile = profile(
                &industry_of(text("category")),
                number("employees"),
                number("revenue_yuan"),
                number("assets_yuan"),
            );
            let class = trace(&profile).class().map_or("undetermined", SizeClass::id);
            assert_eq!(class, text("expected"), "{} {}", text("id"), text("note"));
        }
    }

    #[test]
    fn sixteen_categories_in_order() {
        let standard = SizeStandard::all().first().expect("a standard");
        assert_eq!(standard.categories.iter().map(|c| c.item).collect::<Vec<_>>(), (1..=16).collect::<Vec<_>>());
    }

    #[test]
    fn certain_from_fewer_figures() {
        // Nineteen people in manufacturing are micro whatever the revenue.
        assert_eq!(trace(&profile("C13", Some(19), None, None)).class(), Some(SizeClass::Micro));
        let open = trace(&profile("C13", Some(20), None, None));
        assert_eq!(open.class(), None);
        assert_eq!(open.open, [Facts::REVENUE]);
        // Revenue already keeps it small: employees can only decide between micro and small.
        let open = trace(&profile("C13", None, Some(5_000_000), None));
        assert_eq!((open.classes, open.open), (0b11, vec![Facts::EMPLOYEES]));
    }

    #[test]
    fn divisions_that_need_a_group() {
        let cold_store = trace(&profile("593", Some(100), Some(10_000_000), None));
        assert_eq!(cold_store.class(), Some(SizeClass::Medium));
        let handling = trace(&profile("591", Some(100), Some(10_000_000), None));
        assert_eq!(handling.class(), Some(SizeClass::Small));
        let unsettled = trace(&profile("59", Some(100), Some(10_000_000), None));
        assert_eq!(unsettled.class(), None);
        assert_eq!(unsettled.open, [Facts::INDUSTRY]);
    }

    #[test]
    fn a_section_of_one_category_needs_no_division() {
        assert_eq!(trace(&profile("C", Some(300), Some(20_000_000), None)).class(), Some(SizeClass::Medium));
        // Wholesale or retail: 4 people are micro in both.
        assert_eq!(trace(&profile("F", Some(4), None, None)).class(), Some(SizeClass::Micro));
        assert_eq!(trace(&profile("F", Some(8), None, None)).class(), None);
    }

    #[test]
    fn industries_outside_the_standard_are_not_guessed() {
        for industry in ["53", "66", "83", "84", "704", "91"] {
            let trace = trace(&profile(industry, Some(1), Some(1), Some(1)));
            assert!(trace.is_outside(), "{industry}");
            assert_eq!(trace.class(), None, "{industry}");
            assert_eq!(trace.open, [Facts::SIZE_CLASS], "{industry}");
        }
    }

    #[test]
    fn a_stated_class_holds_and_a_contradiction_is_told() {
        let mut stated = profile("C13", Some(19), None, None);
        stated.set(&Facts::core(), Facts::SIZE_CLASS, Some(Possible::Options(bit(2))));
        let trace = trace(&stated);
        assert_eq!(trace.class(), Some(SizeClass::Medium));
        assert!(trace.is_contradicted());
    }

    #[test]
    fn no_standard_before_the_first_one() {
        let early = Date::new(2011, 6, 17).expect("a date");
        assert!(SizeStandard::on(early).is_none());
        assert!(SizeStandard::on(early.plus_days(1)).is_some());
    }
}
