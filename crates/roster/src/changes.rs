//! `--changes`: who gains and loses by a new catalogue, counted.

use datafusion::dataframe::DataFrame;
use datafusion::error::Result;
use datafusion::functions_aggregate::expr_fn::{count, max, sum};
use datafusion::logical_expr::{ident, lit};

/// How many enterprises of each province gain or lose each policy, and what they had and have of it together.
pub(crate) fn summary(changes: DataFrame) -> Result<DataFrame> {
    let groups = ["policy", "province", "change"];
    let total = |name: &str| sum(ident(name)).alias(name);
    changes
        .aggregate(
            groups.map(ident).to_vec(),
            vec![
                count(lit(1)).alias("enterprises"),
                total("before_low"),
                total("before_high"),
                total("after_low"),
                total("after_high"),
                max(ident("period")).alias("period"),
            ],
        )?
        .sort(groups.map(|name| ident(name).sort(true, true)).to_vec())
}
