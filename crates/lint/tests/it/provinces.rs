//! How many provinces the catalogue reaches: what has figures of their own, measures and official values counted apart.

use engine::matching::coverage;
use fixtures::bundled;

#[test]
fn most_provinces_have_something_of_their_own_with_figures() {
    let catalogue = &bundled().catalogue;
    let found = coverage(catalogue, catalogue.reviewed.unwrap());
    let own: Vec<usize> = found.iter().map(|province| province.with_figures).collect();
    let all: Vec<usize> = found.iter().map(|province| province.with_figures + province.official_values).collect();
    let with = |counts: &[usize], least: usize| counts.iter().filter(|count| **count >= least).count();
    // facts/README.md says what each of those lacks that have less.
    assert!(with(&own, 1) >= 25 && with(&own, 3) >= 15, "measures alone: {found:#?}");
    assert!(with(&all, 1) >= 26 && with(&all, 3) >= 18, "with official values: {found:#?}");
}
