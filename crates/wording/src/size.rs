//! What is said about the size class.

use super::{Language, Speaker};
use engine::enterprise::{Facts, Figure, Neighbour, Outside, Possible, Profile, SIZE_CLASSES, SizeTest, SizeTrace};
use engine::quantity::{Bits, Date, Money, bits_of};

impl Speaker<'_> {
    /// A figure of the size standard.
    #[must_use]
    pub fn between_exact(&self, figure: Figure, number: i64) -> String {
        match (figure, self.language) {
            (Figure::Employees, Language::ZhCn) => format!("{number}人"),
            (Figure::Employees, Language::En) => number.to_string(),
            (Figure::Revenue | Figure::Assets, _) => self.money(Money::from_fen(number)),
        }
    }

    /// Several size classes: `微型或小型`.
    #[must_use]
    pub fn classes(&self, classes: Bits) -> String {
        let names: Vec<String> = bits_of(classes)
            .filter_map(|index| SIZE_CLASSES.get(index))
            .map(|class| self.label(class).to_owned())
            .collect();
        self.list(&names, ["或", " or "])
    }

    /// A figure against the bounds of the standard: `不到10人`.
    #[must_use]
    pub fn between(&self, figure: Figure, low: Option<i64>, high: Option<i64>) -> String {
        let value = |number: i64| self.between_exact(figure, number);
        match (self.language, low.map(value), high.map(value)) {
            (Language::ZhCn, None, Some(high)) => format!("不到{high}"),
            (Language::ZhCn, Some(low), Some(high)) => format!("{low}以上、不到{high}"),
            (Language::ZhCn, Some(low), None) => format!("{low}以上"),
            (Language::En, None, Some(high)) => format!("less than {high}"),
            (Language::En, Some(low), Some(high)) => format!("{low} to less than {high}"),
            (Language::En, Some(low), None) => format!("{low} or more"),
            (_, None, None) => String::new(),
        }
    }

    /// Which item of the standard is used, as the document counts: `第四条第（十）项餐饮业`.
    #[must_use]
    pub fn standard_item(&self, trace: &SizeTrace) -> String {
        const TENS: [&str; 17] = [
            "", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四", "十五",
            "十六",
        ];
        let Some(standard) = trace.standard else {
            return self.pick("这一天没有划型标准", "No size standard was in force on that day").to_owned();
        };
        let item = trace.category().map(|category| {
            let number = TENS.get(usize::from(category.item)).copied().unwrap_or("");
            match self.language {
                Language::ZhCn => format!("第四条第（{number}）项“{}”", category.name),
                Language::En => format!(", article 4 item {} ({})", category.item, category.name_en),
            }
        });
        let item = item.unwrap_or_default();
        match self.language {
            Language::ZhCn => format!("《{}》（{}）{item}", standard.title, standard.number),
            Language::En => format!("Size standard {}{item}", standard.number),
        }
    }

    /// How far the next larger class is: every figure named must reach its bound.
    #[must_use]
    pub fn class_up(&self, up: &Neighbour) -> String {
        let class = self.label(&up.class);
        let steps: Vec<String> = up
            .steps
            .iter()
            .map(|step| {
                let (name, bound) = (self.fact(step.figure.fact()), self.between_exact(step.figure, step.bound));
                let gap = step.now.map(|now| self.between_exact(step.figure, step.bound.saturating_sub(now)));
                match (self.language, gap) {
                    (Language::ZhCn, Some(gap)) => format!("{name}还差{gap}（要达到{bound}）"),
                    (Language::ZhCn, None) => format!("{name}要达到{bound}（未填）"),
                    (Language::En, Some(gap)) => format!("{name} {gap} short of {bound}"),
                    (Language::En, None) => format!("{name} at least {bound} (not told)"),
                }
            })
            .collect();
        let steps = self.list(&steps, ["，并且", " and "]);
        match self.language {
            Language::ZhCn => format!("要到{class}：{steps}"),
            Language::En => format!("{class} would take: {steps}"),
        }
    }

    /// How far the next smaller class is: any figure named that falls below its bound leads there.
    #[must_use]
    pub fn class_down(&self, down: &Neighbour) -> String {
        let class = self.label(&down.class);
        let steps: Vec<String> = down
            .steps
            .iter()
            .map(|step| {
                let (name, bound) = (self.fact(step.figure.fact()), self.between_exact(step.figure, step.bound));
                let margin = step.now.map(|now| self.between_exact(step.figure, now.saturating_sub(step.bound)));
                match (self.language, margin) {
                    (Language::ZhCn, Some(margin)) => format!("{name}低于{bound}（现在高出{margin}）"),
                    (Language::ZhCn, None) => format!("{name}低于{bound}"),
                    (Language::En, Some(margin)) => format!("{name} below {bound} (now {margin} above it)"),
                    (Language::En, None) => format!("{name} below {bound}"),
                }
            })
            .collect();
        let steps = self.list(&steps, ["，或者", " or "]);
        match self.language {
            Language::ZhCn => format!("降为{class}：{steps}"),
            Language::En => format!("{class} if: {steps}"),
        }
    }

    /// The rule that one figure short drops a class, where the category uses several.
    #[must_use]
    pub fn one_short(&self) -> &'static str {
        self.pick(
            "大型、中型、小型须各项指标同时达到下限，有一项达不到就下划一档。",
            "Large, medium and small need every figure to reach its bound; one short drops a class.",
        )
    }

    /// What an industry outside the standard gets.
    #[must_use]
    pub fn outside(&self, outside: Outside) -> String {
        let said = match outside {
            Outside::Railways => self.pick(
                "铁路运输业不在划型标准的各项行业之内，参照哪一项没有查到明文，请向主管部门确认。",
                "Railways are in no item of the size standard; which item applies by analogy was not found: ask the authority.",
            ),
            Outside::Finance => self.pick(
                "金融业另有划型标准，按资产总额划分",
                "Finance has a size standard of its own, by total assets",
            ),
            Outside::OwnProperty => self.pick(
                "自有房地产经营（租赁）没有列入“其他未列明行业”，请向主管部门确认。",
                "Letting of own real estate is left out of the other industries: ask the authority.",
            ),
            Outside::SocialServices => self.pick(
                "教育、卫生不在统计划分范围内；政府采购声明等场合通常参照“其他未列明行业”，只看从业人员。",
                "Education and health are outside the statistical method; procurement declarations usually go by the other industries, by employees alone.",
            ),
            Outside::NoEnterprise => {
                self.pick("公共管理、国际组织等不是企业，不划分规模。", "Public bodies and the like are no enterprises and have no size class.")
            }
        };
        match (outside.number(), self.language) {
            (Some(number), Language::ZhCn) => format!("{said}（{number}；具体数字没有核实，这里不计算）。"),
            (Some(number), Language::En) => {
                format!("{said} ({number}; its figures were not verified and are not used here).")
            }
            (None, _) => said.to_owned(),
        }
    }

    /// A statement of the size class, to print or copy: the figures given, the standard with its item, the class, the day.
    #[must_use]
    pub fn size_statement(&self, profile: &Profile, trace: &SizeTrace, test: Option<&SizeTest>, on: Date) -> String {
        let told = |id| {
            let value = profile.given(id)?;
            Some((self.fact(id), self.possible(id, self.rules.facts.get(id)?, value)))
        };
        let figures = test.map_or(&[][..], |test| &test.figures);
        let facts = std::iter::once(Facts::INDUSTRY).chain(figures.iter().map(|of| of.figure.fact()));
        let told: Vec<String> =
            facts.filter_map(told).map(|(name, value)| format!("{name}{}{value}", self.pick("：", ": "))).collect();
        let mut lines = vec![self.pick("企业规模类型自测说明", "Statement of enterprise size (self-test)").to_owned()];
        lines.push(self.pick("企业名称：【　　　　】", "Enterprise: [            ]").to_owned());
        lines.extend(told);
        lines.push(format!("{}{}", self.pick("依据：", "Basis: "), self.standard_item(trace)));
        if figures.len() > 1 {
            lines.push(self.one_short().to_owned());
        }
        let outside = match profile.given(Facts::INDUSTRY) {
            Some(Possible::Places(codes)) => codes.first().and_then(|&code| Outside::of(code)),
            _ => None,
        };
        let result =
            outside.filter(|_| trace.stated.is_none()).map_or_else(|| self.size(trace), |why| self.outside(why));
        lines.push(format!("{}{result}", self.pick("结果：", "Result: ")));
        lines.push(
            self.pick(
                "按所填数字自测，供参考，不替代主管部门的认定；与税收上的“小型微利企业”不是一回事。",
                "A self-test from the figures given, for reference; it replaces no finding of an authority and is not the \
                 tax notion of a small low-profit enterprise.",
            )
            .to_owned(),
        );
        lines.push(self.date(on));
        lines.join("\n")
    }
}
