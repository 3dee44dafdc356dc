//! Under which names the columns of tables are known: those that the page and the commands show, in every language.

use std::collections::BTreeMap;

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

/// What cells of a claim were called before, so that tables made then are read.
const FORMER_NAMES: [(&str, Field); 2] =
    [("合同写明对方收到第三方付款才付", Field::PayWhenPaid), ("contractsaystheypayonlywhenpaid", Field::PayWhenPaid)];

/// The units in which amounts are read, as they stand behind a name: `营业收入（元）`.
const YUAN: [&str; 3] = ["(元)", "(人民币元)", "(yuan)"];

impl Speaker<'_> {
    /// What the columns of a table of enterprises hold by their headings, which are [`folded`]. `written` gives a name as the
    /// page shows it now. All names are gathered once.
    pub fn client_headings(&self, written: &dyn Fn(&str) -> String) -> impl Fn(&str) -> Option<ClientHeading> + use<> {
        let mut known: BTreeMap<String, ClientHeading> = BTreeMap::new();
        let mut units: Vec<(String, ClientHeading)> = Vec::new();
        let mut call = |name: &str, column| {
            for name in [folded(name), folded(&written(name))].into_iter().filter(|name| !name.is_empty()) {
                // What comes first is meant.
                known.entry(name).or_insert(column);
            }
        };
        for (name, column) in OTHER_NAMES {
            call(name, column);
        }
        for (id, fact) in self.rules.facts.iter() {
            let column = ClientHeading::Fact(id);
            if let Some(question) = self.question(id) {
                for language in Language::ALL {
                    call(self.texts.get(question.name, language), column);
                }
            }
            // Names with the unit in which they are read anyway.
            match fact.kind {
                Kind::Money => units.extend(YUAN.map(|unit| (unit.to_owned(), column))),
                Kind::Count => units.extend(fact.units.iter().map(|unit| (format!("({})", folded(unit)), column))),
                Kind::Rate | Kind::Date | Kind::Flag | Kind::Choice(_) | Kind::Choices(_) | Kind::Place(_) => {}
            }
        }
        for (id, fact) in self.rules.facts.iter() {
            known.entry(folded(&fact.id)).or_insert(ClientHeading::Fact(id));
        }
        move |heading| {
            let with_unit = || {
                let read = |(unit, column): &(String, ClientHeading)| {
                    let found = known.get(heading.strip_suffix(unit.as_str())?)?;
                    (found == column).then_some(*found)
                };
                units.iter().find_map(read)
            };
            known.get(heading).copied().or_else(with_unit)
        }
    }
}

/// Which cell of a claim a column of a ledger holds by its heading, which is [`folded`]. `written` gives a name as the
/// page shows it now.
#[must_use]
pub fn claim_heading(heading: &str, written: &dyn Fn(&str) -> String) -> Option<Field> {
    let heading = YUAN.iter().find_map(|unit| heading.strip_suffix(unit)).unwrap_or(heading);
    Field::ALL.into_iter().find(|field| {
        let names = field.label();
        let is_former = FORMER_NAMES.iter().any(|&(name, of)| name == heading && of == *field);
        is_former
            || field.id() == heading
            || names.iter().any(|name| folded(name) == heading || folded(&written(name)) == heading)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_names_are_folded_as_headings_are() {
        for name in OTHER_NAMES.map(|(name, _)| name).into_iter().chain(FORMER_NAMES.map(|(name, _)| name)) {
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
        for name in ["合同写明对方收到第三方付款才付", "Contract says they pay only when paid"] {
            assert_eq!(claim_heading(&folded(name), &plain), Some(Field::PayWhenPaid), "{name}");
        }
        assert_eq!(claim_heading(&folded("应付金额（元）"), &plain), Some(Field::Amount));
        assert_eq!(claim_heading(&folded("应付金额（万元）"), &plain), None, "it is read in yuan");
        assert_eq!(
            claim_heading("應付金額", &|name| name.replace("应", "應").replace("额", "額")),
            Some(Field::Amount)
        );
    }
}
