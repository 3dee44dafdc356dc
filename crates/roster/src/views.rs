//! The questions asked of a roster, as data frames: what each enterprise is answered, each policy by itself, what a new
//! catalogue changes, and the catalogue itself as a table.

use std::sync::Arc;

use datafusion::arrow::datatypes::DataType;
use datafusion::catalog::{TableFunctionArgs, TableFunctionImpl, TableProvider};
use datafusion::common::ScalarValue;
use datafusion::dataframe::DataFrame;
use datafusion::datasource::ViewTable;
use datafusion::error::Result;
use datafusion::functions::core::expr_fn::{get_field, named_struct};
use datafusion::logical_expr::{Expr, LogicalPlanBuilder, ScalarUDF, cast, ident, lit};
use datafusion::prelude::SessionContext;
use engine::catalogue::Language;

use crate::edition::Library;
use crate::failure::{Failure, carried};
use crate::functions::{Matcher, PolicyFunction, Question, Terms};
use crate::roster::Mapping;

/// What a run asks, and by what.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    functions: Vec<Arc<ScalarUDF>>,
    mapping: Mapping,
    /// What is asked for beyond the policies that can be used.
    words: String,
}

impl Asked {
    /// # Errors
    /// A sentence, if this machine cannot answer by the terms.
    pub(crate) fn new(terms: &Terms, library: &Library, mapping: Mapping, words: String) -> Result<Self, Failure> {
        Ok(Self { functions: PolicyFunction::all(terms, library)?, mapping, words })
    }

    fn call(&self, question: Question, rest: Vec<Expr>) -> Result<Expr> {
        let function = self.functions.iter().find(|function| function.name() == question.name());
        let function = function.ok_or_else(|| carried("changes are between two catalogues"))?;
        let told = self.mapping.facts.iter().flat_map(|(fact, column)| [lit(fact.as_str()), ident(column.as_str())]);
        Ok(function.call([vec![named_struct(told.collect())], rest].concat()))
    }

    fn id(&self) -> Result<Expr> {
        Ok(match &self.mapping.id {
            Some(column) => cast(ident(column.as_str()), DataType::Utf8),
            None if self.mapping.is_lines() => self.call(Question::Id, Vec::new())?,
            None => lit(ScalarValue::Utf8(None)),
        }
        .alias("id"))
    }

    /// One row an enterprise that can be read: its place, its size class, the policies as a list, and their worth together.
    pub(crate) fn enterprises(&self, rows: DataFrame) -> Result<DataFrame> {
        let answer = self.call(Question::Answer, vec![lit(self.words.as_str())])?.alias("answer");
        let of_answer = |name: &str| get_field(ident("answer"), name).alias(name);
        let parts = ["region", "province", "size_class", "needs_info_count", "policies", "together", "likely_together"];
        let columns = || std::iter::once(ident("id")).chain(parts.map(ident)).collect::<Vec<_>>();
        let all = [ident("id"), of_answer("unread")].into_iter().chain(parts.map(of_answer));
        rows.select([self.id()?, answer])?.select(all)?.filter(ident("unread").is_null())?.select(columns())
    }

    /// One row for each policy of each enterprise.
    pub(crate) fn answers(&self, rows: DataFrame) -> Result<DataFrame> {
        let answer = self.call(Question::Answer, vec![lit(self.words.as_str())])?.alias("answer");
        let of_answer = |name: &str| get_field(ident("answer"), name).alias(name);
        let of_policy = |name: &str| get_field(ident("policies"), name).alias(name);
        let parts = ["region", "province", "size_class"];
        let policy = [
            "policy",
            "verdict",
            "likely",
            "worth_low",
            "worth_high",
            "likely_low",
            "likely_high",
            "period",
            "missing",
        ];
        rows.select([self.id()?, answer])?
            .select([ident("id"), of_answer("policies")].into_iter().chain(parts.map(of_answer)))?
            .unnest_columns(&["policies"])?
            .select(std::iter::once(ident("id")).chain(parts.map(ident)).chain(policy.map(of_policy)))
    }

    /// One row for each policy that a new catalogue gives an enterprise, takes from it, or pays otherwise.
    pub(crate) fn changes(&self, rows: DataFrame) -> Result<DataFrame> {
        let place = self.call(Question::Region, Vec::new())?.alias("place");
        let changes = self.call(Question::Changes, Vec::new())?.alias("changes");
        let of_place = |name: &str| get_field(ident("place"), name).alias(name);
        let of_change = |name: &str| get_field(ident("changes"), name).alias(name);
        let change =
            ["policy", "change", "before", "after", "before_low", "before_high", "after_low", "after_high", "period"];
        rows.select([self.id()?, place, changes])?
            .unnest_columns(&["changes"])?
            .select([ident("id"), of_place("region"), of_place("province")].into_iter().chain(change.map(of_change)))
    }

    /// What cannot be read, `unread`, of every row; nothing where all can be.
    pub(crate) fn unread(&self, rows: DataFrame) -> Result<DataFrame> {
        let unread = self.call(Question::Unread, Vec::new())?.alias("unread");
        rows.select([self.id()?, unread])
    }

    /// Makes the tables and functions known by name, for questions in SQL.
    ///
    /// # Errors
    /// What the engine says.
    pub(crate) fn register(&self, context: &SessionContext, rows: &DataFrame, matcher: Matcher) -> Result<()> {
        for function in &self.functions {
            context.register_udf(function.as_ref().clone());
        }
        context.register_table("roster", rows.clone().into_view())?;
        context.register_table("enterprises", self.enterprises(rows.clone())?.into_view())?;
        context.register_table("answers", self.answers(rows.clone())?.into_view())?;
        if self.functions.iter().any(|function| function.name() == Question::Changes.name()) {
            context.register_table("changes", self.changes(rows.clone())?.into_view())?;
        }
        context.register_udtf("policies", Arc::new(Policies(matcher)));
        Ok(())
    }
}

/// The table function `policies()`: the catalogue, a row a policy.
#[derive(Debug)]
struct Policies(Matcher);

impl TableFunctionImpl for Policies {
    fn call_with_args(&self, _: TableFunctionArgs<'_, '_>) -> Result<Arc<dyn TableProvider>> {
        let Self(matcher) = self;
        let catalogue = &matcher.edition.catalogue;
        let texts = &matcher.edition.texts;
        let day = |day: Option<engine::quantity::Date>| match day {
            Some(day) => lit(day.to_string()),
            None => lit(ScalarValue::Utf8(None)),
        };
        let rows = catalogue.rules.iter().map(|(_, rule)| {
            vec![
                lit(rule.id.as_str()),
                lit(texts.get(rule.name, Language::ZhCn)),
                lit(texts.get(rule.name, Language::En)),
                lit(rule.category.id()),
                lit(rule.channel.id()),
                lit(rule.recipient.id()),
                lit(rule.status(matcher.on).id()),
                day(rule.validity.from),
                day(rule.validity.to),
            ]
        });
        let names = ["policy", "name_zh", "name_en", "category", "channel", "recipient", "status", "from", "to"];
        let columns = (1..).zip(names).map(|(number, name)| ident(format!("column{number}")).alias(name));
        // As values, which every machine of a cluster can be sent.
        let plan = LogicalPlanBuilder::values(rows.collect())?.project(columns.collect::<Vec<_>>())?.build()?;
        Ok(Arc::new(ViewTable::new(plan, None)))
    }
}
