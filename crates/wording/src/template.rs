//! The table of enterprises to be filled in: its headings, what stands below each, and an example.

use super::{Language, Speaker};
use engine::catalogue::Question;
use engine::enterprise::{Fact, FactId, Kind, Tree, ids_alone, read_cell};

/// A column of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateColumn {
    /// Its heading, by which the table is read again.
    pub heading: String,
    /// What is asked for.
    pub question: String,
    /// How it is written.
    pub how: String,
    /// What may stand below it, where it is one of a few words.
    pub options: Vec<String>,
    /// An example.
    pub example: String,
    /// Whether what stands below it stays text: a code keeps the zero at its beginning.
    pub is_text: bool,
}

/// What stands around the columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TemplateWords {
    /// The tab of the table.
    pub clients: &'static str,
    /// The tab that explains it.
    pub explanation: &'static str,
    /// The hidden tab with the choices.
    pub lists: &'static str,
    /// The headings of the explanation: column, question, how to write it, choices, example.
    pub heads: [&'static str; 5],
    /// What is said where something is typed that is no choice.
    pub otherwise: &'static str,
}

impl Speaker<'_> {
    /// What stands around the columns of the table.
    #[must_use]
    pub fn template_words(&self) -> TemplateWords {
        match self.language {
            Language::ZhCn => TemplateWords {
                clients: "客户",
                explanation: "填写说明",
                lists: "选项",
                heads: ["列名", "要填什么", "怎么写", "可以选", "例子"],
                otherwise: "这一格最好从列表里选；不清楚就空着。",
            },
            Language::En => TemplateWords {
                clients: "Clients",
                explanation: "How to fill it in",
                lists: "Choices",
                heads: ["Column", "What is asked for", "How to write it", "Choices", "Example"],
                otherwise: "Better take one of the list; leave it blank if it is not known.",
            },
        }
    }

    /// The columns of the table: the name of the enterprise, and these facts.
    #[must_use]
    pub fn template(&self, facts: &[FactId]) -> Vec<TemplateColumn> {
        let name = TemplateColumn {
            heading: self.pick("企业名称", "Client").to_owned(),
            question: self.pick("客户的名称，只给您自己看。", "The name of the client, for yourself alone.").to_owned(),
            how: self.pick("随便写", "As you like").to_owned(),
            options: Vec::new(),
            example: self.pick("老李面馆", "Li's noodles").to_owned(),
            is_text: true,
        };
        std::iter::once(name).chain(facts.iter().filter_map(|&id| self.template_column(id))).collect()
    }

    fn template_column(&self, id: FactId) -> Option<TemplateColumn> {
        let fact = self.rules.facts.get(id)?;
        let name = self.fact(id);
        let is_money = fact.kind == Kind::Money;
        let heading = if is_money { format!("{name}{}", self.pick("（元）", " (yuan)")) } else { name.to_owned() };
        // By the names of the catalogue alone, by which they are read again.
        let named = |question: &Question| question.options.iter().map(|name| self.text(*name).to_owned()).collect();
        let options: Vec<String> = match fact.kind {
            // The yes first.
            Kind::Flag => [1, 0].map(|index| self.option(id, fact, index)).to_vec(),
            Kind::Choice(_) | Kind::Choices(_) => self.question(id).map_or_else(Vec::new, named),
            Kind::Count | Kind::Money | Kind::Rate | Kind::Date | Kind::Place(_) => Vec::new(),
        };
        let first = options.first().cloned().unwrap_or_default();
        let [how, example] = match fact.kind {
            Kind::Count => [
                self.pick("整数，或范围", "A whole number, or a range"),
                first_possible(fact, &["20-49", "8", "3", "1"]),
            ],
            Kind::Money => [
                self.pick("元；也可以写 80万、1.5亿", "Yuan; 80万 (800,000) or 1.5亿 (150 million) will do, too"),
                first_possible(fact, &["80万", "5万", "1000"]),
            ],
            Kind::Rate => [
                self.pick("百分数，写百分号", "A percentage, with its sign"),
                first_possible(fact, &["5%", "0.5%", "50%"]),
            ],
            Kind::Date => [
                self.pick("年-月-日", "Year-month-day"),
                first_possible(fact, &["2024-03-01", "2020-03-01", "2027-03-01"]),
            ],
            Kind::Flag => [self.pick("是或否；有、无、√、× 也可以", "Yes or no"), first.as_str()],
            Kind::Choice(_) => [self.pick("从列表里选一项", "One of the list"), first.as_str()],
            Kind::Choices(_) => [
                self.pick(
                    "有几项就写几项，用分号隔开；都没有写 -",
                    "All that apply, with semicolons between; - for none",
                ),
                first.as_str(),
            ],
            Kind::Place(Tree::Regions) => [
                self.pick("城市或区县的名称，或行政区划代码", "The name or code of the city or county"),
                self.pick("广州市", "440100"),
            ],
            Kind::Place(Tree::Industries) => {
                [self.pick("行业名称或代码", "The name or code of the industry"), self.pick("餐饮业", "H62")]
            }
        };
        Some(TemplateColumn {
            question: self.question(id).map_or_else(String::new, |question| self.text(question.ask).to_owned()),
            how: how.to_owned(),
            example: example.to_owned(),
            // Several are written with marks between them, which no list offers.
            options: if matches!(fact.kind, Kind::Choices(_)) { Vec::new() } else { options },
            is_text: matches!(fact.kind, Kind::Place(_)),
            heading,
        })
    }
}

/// The first of these examples that can be said of a fact.
fn first_possible<'e>(fact: &Fact, examples: &[&'e str]) -> &'e str {
    let says =
        |example: &&&str| matches!(read_cell(fact, example, &ids_alone), Ok(Some(value)) if value != fact.anything());
    examples.iter().find(says).or(examples.first()).copied().unwrap_or_default()
}
