//! `--summary`: how many enterprises of each province can use each policy, likely can, or wait for which fact, and what
//! it is worth to them together.

use datafusion::common::ScalarValue;
use datafusion::dataframe::DataFrame;
use datafusion::error::Result;
use datafusion::functions_aggregate::expr_fn::{count, max, sum};
use datafusion::functions_nested::expr_fn::array_prepend;
use datafusion::logical_expr::{Expr, ExprFunctionExt, ident, lit};

/// The summary of answers. The row of a policy and a province without a fact counts them all; those with a fact count the
/// enterprises that wait for it.
pub(crate) fn summary(answers: DataFrame) -> Result<DataFrame> {
    let where_ = |sum: Expr, holds: Expr| sum.filter(holds).build();
    let is = |verdict: &str| ident("verdict").eq(lit(verdict));
    let whole = || ident("fact").is_null();
    let columns =
        ["policy", "province", "verdict", "likely", "worth_low", "worth_high", "likely_low", "likely_high", "period"];
    // Each answer once for the whole, and once for each fact that it waits for.
    let facts = array_prepend(lit(ScalarValue::Utf8(None)), ident("missing")).alias("fact");
    answers
        .select(columns.map(ident).into_iter().chain([facts]))?
        .unnest_columns(&["fact"])?
        .aggregate(
            vec![ident("policy"), ident("province"), ident("fact")],
            vec![
                where_(count(lit(1)), is("eligible").and(whole()))?.alias("eligible"),
                where_(count(lit(1)), ident("likely").and(whole()))?.alias("likely"),
                where_(count(lit(1)), is("needs_info"))?.alias("waiting"),
                where_(sum(ident("worth_low")), is("eligible").and(whole()))?.alias("worth_low"),
                where_(sum(ident("worth_high")), is("eligible").and(whole()))?.alias("worth_high"),
                where_(sum(ident("likely_low")), ident("likely").and(whole()))?.alias("likely_low"),
                where_(sum(ident("likely_high")), ident("likely").and(whole()))?.alias("likely_high"),
                max(ident("period")).alias("period"),
            ],
        )?
        .sort(["policy", "province", "fact"].map(|name| ident(name).sort(true, true)).to_vec())
}
