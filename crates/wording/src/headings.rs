//! Under which names the columns of tables are known: those that the page and the commands show, in every language.

use super::labels::Label;
use super::{Language, Speaker};
use engine::enterprise::{ClientHeading, Facts, Kind};
use engine::payment::Field;
use engine::table::folded;

/// What the first screen and the tables of clients call things, where it is not the name of the fact.
const OTHER_NAMES: [(&str, ClientHeading); 20] = [
    ("客户", ClientHeading::Name),
    ("客户名称", ClientHeading::Name),
    ("企业", ClientHeading::Name),
    ("企业名称", ClientHeading::Name),
    ("公司名称", ClientHeading::Name),
    ("单位名称", ClientHeading::Name),
    ("名称", ClientHeading::Name),
    ("client", ClientHeading::Name),
    ("name", ClientHeading::Name),
    ("enterprise", ClientHeading::Name),
    ("company", ClientHeading::Name),
    ("年营业收入", ClientHeading::Fact(Facts::REVENUE)),
    ("annualrevenue", ClientHeading::Fact(Facts::REVENUE)),
    ("行业", ClientHeading::Fact(Facts::INDUSTRY)),
    ("sector", ClientHeading::Fact(Facts::INDUSTRY)),
    ("地区", ClientHeading::Fact(Facts::REGION)),
    ("所在地区", ClientHeading::Fact(Facts::REGION)),
    ("place", ClientHeading::Fact(Facts::REGION)),
    ("规模", ClientHeading::Fact(Facts::SIZE_CLASS)),
    ("已知企业规模", ClientHeading::Fact(Facts::SIZE_CLASS)),
];

/// The units in which amounts are read, as they stand behind a name: `营业收入（元）`.
const YUAN: [&str; 3] = ["(元)", "(人民币元)", "(yuan)"];

impl Speaker<'_> {
    /// What a column of a table of enterprises holds by its heading, which is [`folded`]. `written` gives a name as the
    /// page shows it now.
    #[must_use]
    pub fn client_heading(&self, heading: &str, written: &dyn Fn(&str) -> String) -> Option<ClientHeading> {
        let facts = &self.rules.facts;
        let is_shown = |name: &str| !name.is_empty() && (folded(name) == heading || folded(&written(name)) == heading);
        let other = OTHER_NAMES.iter().find(|(name, _)| is_shown(name)).map(|(_, column)| *column);
        let by_name = || {
            let is_called = |&(id, _): &(_, _)| {
                let name = self.question(id).map(|question| question.name);
                name.is_some_and(|name| {
                    Language::ALL.into_iter().any(|language| is_shown(self.texts.get(name, language)))
                })
            };
            facts.iter().find(is_called).map(|(id, _)| ClientHeading::Fact(id))
        };
        other.or_else(by_name).or_else(|| {
            // With the unit in which it is read anyway.
            let (name, column) = facts.iter().find_map(|(id, fact)| {
                let units: Vec<String> = match fact.kind {
                    Kind::Money => YUAN.map(str::to_owned).to_vec(),
                    Kind::Count => fact.units.iter().map(|unit| format!("({})", folded(unit))).collect(),
                    Kind::Rate | Kind::Date | Kind::Flag | Kind::Choice(_) | Kind::Choices(_) | Kind::Place(_) => {
                        Vec::new()
                    }
                };
                let name = units.iter().find_map(|unit| heading.strip_suffix(unit.as_str()))?;
                Some((name, ClientHeading::Fact(id))).filter(|(name, column)| {
                    let found = if *name == fact.id { Some(*column) } else { self.client_heading(name, written) };
                    found == Some(*column)
                })
            })?;
            (!name.is_empty()).then_some(column)
        })
    }
}

/// Which cell of a claim a column of a ledger holds by its heading, which is [`folded`]. `written` gives a name as the
/// page shows it now.
#[must_use]
pub fn claim_heading(heading: &str, written: &dyn Fn(&str) -> String) -> Option<Field> {
    let heading = YUAN.iter().find_map(|unit| heading.strip_suffix(unit)).unwrap_or(heading);
    Field::ALL.into_iter().find(|field| {
        let names = field.label();
        field.id() == heading || names.iter().any(|name| folded(name) == heading || folded(&written(name)) == heading)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_names_are_folded_as_headings_are() {
        for (name, _) in OTHER_NAMES {
            assert_eq!(folded(name), name);
        }
    }

    #[test]
    fn cells_of_claims_are_known_by_their_names_in_every_language() {
        let plain = |name: &str| name.to_owned();
        for field in Field::ALL {
            for name in field.label() {
                assert_eq!(claim_heading(&folded(name), &plain), Some(field), "{name}");
            }
        }
        assert_eq!(claim_heading(&folded("应付金额（元）"), &plain), Some(Field::Amount));
        assert_eq!(claim_heading(&folded("应付金额（万元）"), &plain), None, "it is read in yuan");
        assert_eq!(
            claim_heading("應付金額", &|name| name.replace("应", "應").replace("额", "額")),
            Some(Field::Amount)
        );
    }
}
