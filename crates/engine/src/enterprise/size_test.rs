//! A size class explained: each figure against its bounds, and how far the neighbouring classes are.

use super::{Code, Facts, Figure, Possible, Profile, SIZE_CLASSES, SizeClass, SizeTrace, Tree};
use crate::quantity::Interval;

/// A size class explained: each figure against its bounds, and how far the neighbouring classes are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SizeTest {
    /// The figures that the category uses.
    pub figures: Vec<FigureTrace>,
    /// The next larger class: every step is needed.
    pub up: Option<Neighbour>,
    /// The next smaller class: any one step leads there.
    pub down: Option<Neighbour>,
}

/// One figure against its bounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FigureTrace {
    /// Which figure.
    pub figure: Figure,
    /// What is known of it.
    pub told: Option<Interval>,
    /// The least that is small, medium and large.
    pub bounds: [i64; 3],
    /// The smallest class that it alone allows.
    pub low: SizeClass,
    /// The largest class that it alone allows.
    pub high: SizeClass,
    /// Whether it is one of those that keep the enterprise in its class.
    pub decides: bool,
}

/// A neighbouring class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Neighbour {
    /// Which class.
    pub class: SizeClass,
    /// The figures that would have to move.
    pub steps: Vec<Step>,
}

/// How far a figure would have to move.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// Which figure.
    pub figure: Figure,
    /// Where it is now: the nearest value it may have; `None` where nothing is known.
    pub now: Option<i64>,
    /// The bound: upwards it must be reached, downwards be fallen below.
    pub bound: i64,
}

/// Industries that no item of the size standard covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outside {
    /// Railways (53): in no item.
    Railways,
    /// Finance (66 to 69): a standard of its own, by total assets.
    Finance,
    /// Letting of own real estate (704): left out of the other industries.
    OwnProperty,
    /// Education and health (83, 84): in no item; declarations go by the other industries.
    SocialServices,
    /// Public bodies and international organisations (91 to 97): no enterprises.
    NoEnterprise,
}

impl Outside {
    /// Why an industry lies outside the standard, if it is one of those known to.
    #[must_use]
    pub fn of(industry: Code) -> Option<Self> {
        let tree = Tree::Industries;
        let all = [
            (Self::Railways, "53"),
            (Self::Finance, "J"),
            (Self::OwnProperty, "704"),
            (Self::SocialServices, "83"),
            (Self::SocialServices, "84"),
            (Self::NoEnterprise, "S"),
            (Self::NoEnterprise, "T"),
        ];
        let covers = |code: &str| tree.find(code).is_some_and(|code| tree.within(industry, code));
        all.into_iter().find(|(_, code)| covers(code)).map(|(why, _)| why)
    }

    /// The number of the document that sizes it instead, where one is known.
    #[must_use]
    pub fn number(self) -> Option<&'static str> {
        match self {
            Self::Finance => Some("银发〔2015〕309号"),
            Self::Railways | Self::OwnProperty | Self::SocialServices | Self::NoEnterprise => None,
        }
    }
}

impl SizeTrace {
    /// Explains the class; `None` where it is not certain which category applies.
    #[must_use]
    pub fn test(&self, profile: &Profile, facts: &Facts) -> Option<SizeTest> {
        let category = self.category()?;
        let class = self.derived_class();
        let figures: Vec<FigureTrace> = category
            .bounds
            .iter()
            .filter_map(|&(figure, bounds)| {
                let told = match profile.given(figure.fact()) {
                    Some(Possible::Numbers(range)) => Some(*range),
                    _ => None,
                };
                let range = told.or_else(|| facts.get(figure.fact()).map(|fact| fact.bounds))?;
                let of = |value: i64| SIZE_CLASSES.get(bounds.iter().filter(|&&least| value >= least).count()).copied();
                let (low, high) = (of(range.low())?, of(range.high())?);
                Some(FigureTrace { figure, told, bounds, low, high, decides: class == Some(high) })
            })
            .collect();
        let bound = |of: &FigureTrace, class: SizeClass| of.bounds.get(class.index().checked_sub(1)?).copied();
        let at = |index: Option<usize>| index.and_then(|index| SIZE_CLASSES.get(index)).copied();
        let up = class.and_then(|class| at(class.index().checked_add(1))).map(|class| Neighbour {
            class,
            steps: figures
                .iter()
                .filter_map(|figure| {
                    let now = figure.told.map(Interval::high);
                    let bound = bound(figure, class)?;
                    now.is_none_or(|now| now < bound).then_some(Step { figure: figure.figure, now, bound })
                })
                .collect(),
        });
        let down = class.and_then(|class| Some((class, at(class.index().checked_sub(1))?)));
        let down = down.map(|(class, smaller)| Neighbour {
            class: smaller,
            steps: figures
                .iter()
                .filter_map(|figure| {
                    let now = figure.told.map(Interval::low);
                    Some(Step { figure: figure.figure, now, bound: bound(figure, class)? })
                })
                .collect(),
        });
        Some(SizeTest { figures, up, down })
    }

    /// The class by the figures alone, if only one is possible.
    fn derived_class(&self) -> Option<SizeClass> {
        let single = self.derived.is_power_of_two().then(|| self.derived.trailing_zeros());
        SIZE_CLASSES.get(usize::try_from(single?).ok()?).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::{Date, Money};

    fn test(industry: &str, employees: i64, revenue: &str) -> SizeTest {
        let facts = Facts::core();
        let mut profile = Profile::new();
        let code = Tree::Industries.find(industry).expect(industry);
        profile.set(&facts, Facts::INDUSTRY, Some(Possible::Places(vec![code])));
        profile.set(&facts, Facts::EMPLOYEES, Some(Possible::Numbers(Interval::exact(employees))));
        if let Ok(revenue) = Money::parse(revenue) {
            profile.set(&facts, Facts::REVENUE, Some(Possible::Numbers(Interval::exact(revenue.fen()))));
        }
        let on = Date::new(2026, 11, 21).expect("a date");
        SizeTrace::new(&profile, &facts, on).test(&profile, &facts).expect("a category")
    }

    #[test]
    fn one_figure_short_keeps_the_class_down_and_is_named() {
        let found = test("C13", 299, "2000万");
        let classes: Vec<_> = found.figures.iter().map(|of| (of.high, of.decides)).collect();
        assert_eq!(classes, [(SizeClass::Small, true), (SizeClass::Medium, false)]);
        let up = found.up.expect("medium");
        assert_eq!(up.class, SizeClass::Medium);
        assert_eq!(up.steps, [Step { figure: Figure::Employees, now: Some(299), bound: 300 }], "one person short");
        let down = found.down.expect("micro");
        assert_eq!((down.class, down.steps.len()), (SizeClass::Micro, 2), "either figure leads down");
        assert_eq!(down.steps.first().map(|step| step.bound), Some(20));
    }

    #[test]
    fn the_ends_have_one_neighbour_and_a_figure_not_told_is_said() {
        let large = test("C13", 1000, "4亿");
        assert!(large.up.is_none() && large.down.is_some());
        // Nineteen people are micro whatever the revenue, which small needs too.
        let micro = test("C13", 19, "");
        assert!(micro.down.is_none());
        let steps = micro.up.expect("small").steps;
        assert_eq!(steps.iter().map(|step| step.now).collect::<Vec<_>>(), [Some(19), None]);
        // Open between micro and small: no neighbour to speak of.
        let open = test("C13", 20, "");
        assert!(open.up.is_none() && open.down.is_none() && open.figures.iter().all(|of| !of.decides));
    }

    #[test]
    fn industries_outside_are_told_apart() {
        let of = |code: &str| Outside::of(Tree::Industries.find(code).expect(code));
        for (code, why) in [
            ("53", Some(Outside::Railways)),
            ("66", Some(Outside::Finance)),
            ("704", Some(Outside::OwnProperty)),
            ("83", Some(Outside::SocialServices)),
            ("84", Some(Outside::SocialServices)),
            ("91", Some(Outside::NoEnterprise)),
            ("97", Some(Outside::NoEnterprise)),
            ("C13", None),
            ("703", None),
            ("85", None),
        ] {
            assert_eq!(of(code), why, "{code}");
        }
    }
}
