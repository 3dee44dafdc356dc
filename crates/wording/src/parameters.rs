//! Official values, in words.

use super::{Language, Speaker};
use engine::catalogue::{Parameter, ParameterValue};
use engine::enterprise::{Kind, Tree};
use engine::matching::OfficialValue;
use engine::quantity::{Interval, Money, Rate};

impl Speaker<'_> {
    /// The official value that a policy rests on, with where it holds and the document that sets it.
    #[must_use]
    pub fn official(&self, official: &OfficialValue<'_>) -> String {
        let name = self.text(official.parameter.name);
        let colon = self.pick("：", ": ");
        let said = match official.values.as_slice() {
            [] => self.pick("没有查到这一天适用的数值", "no value of this day was found").to_owned(),
            [only] => {
                let amount = self.official_amount(official.parameter, only.value);
                format!("{amount}{}", self.bracketed(&self.official_source(only)))
            }
            several => {
                let low = several.iter().map(|value| value.value.low()).min().unwrap_or(0);
                let high = several.iter().map(|value| value.value.high()).max().unwrap_or(0);
                let all = Interval::new(low, high).unwrap_or(Interval::exact(low));
                format!(
                    "{}{}",
                    self.official_amount(official.parameter, all),
                    self.bracketed(self.pick("看所在地区", "depends on the region"))
                )
            }
        };
        format!("{name}{colon}{said}")
    }

    pub(super) fn bracketed(&self, text: &str) -> String {
        match self.language {
            Language::ZhCn => format!("（{text}）"),
            Language::En => format!(" ({text})"),
        }
    }

    fn official_amount(&self, parameter: &Parameter, value: Interval) -> String {
        let one = |number: i64| match parameter.kind {
            Kind::Money => self.money(Money::from_fen(number)),
            Kind::Rate => self.rate(Rate::from_ppm(number)),
            Kind::Count | Kind::Date | Kind::Flag | Kind::Choice(_) | Kind::Choices(_) | Kind::Place(_) => {
                number.to_string()
            }
        };
        match (value.single(), self.language) {
            (Some(number), _) => one(number),
            (None, Language::ZhCn) => format!("{}至{}", one(value.low()), one(value.high())),
            (None, Language::En) => format!("{} to {}", one(value.low()), one(value.high())),
        }
    }

    fn official_source(&self, value: &ParameterValue) -> String {
        let mut parts = vec![self.place(Tree::Regions, value.region)];
        if let Some(document) = &value.document {
            let number = document.number.map_or("", |number| self.text(number));
            parts.push(format!("《{}》{number}", self.text(document.title)));
        }
        parts.extend(value.note.map(|note| self.text(note).to_owned()));
        parts.join(self.pick("，", ", "))
    }
}
