//! Official values against the rows of the fact sheets that they were taken from, and what the check finds in them.

use engine::catalogue::loading::{load, load_over};
use fixtures::small::with;
use lint::Severity;
use serde_json::{Value, json};

/// Parameter, row, and the figure of the row that it is, or whose upper end it is.
const ROWS: &[(&str, &str, &str)] = &[
    ("veteran_startup_limit", "tj-2023-veteran-startup", "limit_per_year_yuan"),
    ("veteran_startup_limit", "sx-2023-veteran-startup", "limit_per_year_yuan"),
    ("veteran_startup_limit", "sh-2023-veteran-startup", "limit_per_year_yuan"),
    ("veteran_startup_limit", "js-2023-veteran-startup", "limit_per_year_yuan"),
    ("veteran_startup_limit", "jx-2023-veteran-startup", "limit_per_year_yuan"),
    ("veteran_startup_limit", "ha-2023-veteran-startup", "limit_per_year_yuan"),
    ("veteran_startup_limit", "hn-2023-veteran-startup", "limit_per_year_yuan"),
    ("veteran_startup_limit", "gd-2023-veteran-startup", "limit_per_year_yuan"),
    ("veteran_startup_limit", "gx-2023-veteran-startup", "limit_per_year_yuan"),
    ("veteran_startup_limit", "cq-2023-veteran-startup", "limit_per_year_yuan"),
    ("veteran_startup_limit", "sc-2023-veteran-startup", "limit_per_year_yuan"),
    ("veteran_startup_limit", "sn-2023-veteran-startup", "limit_per_year_yuan"),
    ("veteran_startup_limit", "nx-2023-veteran-startup", "limit_per_year_yuan"),
    ("veteran_hire_amount", "tj-2023-veteran-hire", "per_head_year_yuan"),
    ("veteran_hire_amount", "sx-2023-veteran-hire", "per_head_year_yuan"),
    ("veteran_hire_amount", "sh-2023-veteran-hire", "per_head_year_yuan"),
    ("veteran_hire_amount", "js-2023-veteran-hire", "per_head_year_yuan"),
    ("veteran_hire_amount", "jx-2023-veteran-hire", "per_head_year_yuan"),
    ("veteran_hire_amount", "ha-2023-veteran-hire", "per_head_year_yuan"),
    ("veteran_hire_amount", "hn-2023-veteran-hire", "per_head_year_yuan"),
    ("veteran_hire_amount", "gd-2023-veteran-hire", "per_head_year_yuan"),
    ("veteran_hire_amount", "gx-2023-veteran-hire", "per_head_year_yuan"),
    ("veteran_hire_amount", "sc-2023-veteran-hire", "per_head_year_yuan"),
    ("priority_startup_limit", "sx-2023-keygroup-startup", "limit_per_year_yuan"),
    ("priority_startup_limit", "hl-2023-keygroup-startup", "limit_per_year_yuan"),
    ("priority_startup_limit", "ah-2023-keygroup-startup", "limit_per_year_yuan"),
    ("priority_startup_limit", "fj-2023-keygroup-startup", "limit_per_year_yuan"),
    ("priority_startup_limit", "jx-2023-keygroup-startup", "limit_per_year_yuan"),
    ("priority_startup_limit", "ha-2023-keygroup-startup", "limit_per_year_yuan"),
    ("priority_startup_limit", "hn-2023-key-groups-tax-24000", "max_year_yuan"),
    ("priority_startup_limit", "gd-2023-keygroup-startup", "limit_per_year_yuan"),
    ("priority_startup_limit", "cq-2023-keygroup-startup", "limit_per_year_yuan"),
    ("priority_startup_limit", "nx-2023-keygroup-startup", "limit_per_year_yuan"),
    ("priority_hire_amount", "sx-2023-keygroup-hire", "per_head_year_yuan"),
    ("priority_hire_amount", "hl-2023-keygroup-hire", "per_head_year_yuan"),
    ("priority_hire_amount", "ah-2023-keygroup-hire", "per_head_year_yuan"),
    ("priority_hire_amount", "fj-2023-keygroup-hire", "per_head_year_yuan"),
    ("priority_hire_amount", "jx-2023-keygroup-hire", "per_head_year_yuan"),
    ("priority_hire_amount", "ha-2023-keygroup-hire", "per_head_year_yuan"),
    ("priority_hire_amount", "gd-2023-keygroup-hire", "per_head_year_yuan"),
    ("priority_hire_amount", "cq-2023-keygroup-hire", "per_head_year_yuan"),
    ("priority_hire_amount", "nx-2023-keygroup-hire", "per_head_year_yuan"),
    ("startup_loan_person", "jl-2025-startup-loan", "limit_person_yuan"),
    ("startup_loan_person", "hl-2026-startup-loan", "limit_person_yuan"),
    ("startup_loan_person", "zj-2025-startup-loan", "individual_max_yuan"),
    ("startup_loan_person", "jx-2025-startup-guaranteed-loan", "individual_max_yuan"),
    ("startup_loan_person", "sd-2024-startup-guaranteed-loan", "individual_max_yuan"),
    ("startup_loan_person", "hb-2025-startup-guaranteed-loan", "individual_max_yuan"),
    ("startup_loan_person", "gd-2026-startup-guaranteed-loan", "individual_max_with_3_jobs_yuan"),
    ("startup_loan_person", "sz-2024-startup-guaranteed-loan", "individual_max_with_5_jobs_yuan"),
    ("startup_loan_person", "gx-2024-startup-guaranteed-loan", "individual_max_yuan"),
    ("startup_loan_person", "hi-2024-startup-guaranteed-loan", "individual_max_yuan"),
    ("startup_loan_person", "cq-2025-startup-guaranteed-loan", "individual_max_yuan"),
    ("startup_loan_person", "sc-2025-startup-guaranteed-loan", "individual_max_yuan"),
    ("startup_loan_person", "gzs-2024-startup-loan", "individual_max_yuan"),
    ("startup_loan_person", "nx-2025-startup-guaranteed-loan", "individual_max_yuan"),
    ("startup_loan_firm", "he-2026-startup-guaranteed-loan", "small_firm_max_yuan"),
    ("startup_loan_firm", "jl-2025-startup-loan", "limit_firm_yuan"),
    ("startup_loan_firm", "hl-2026-startup-loan", "limit_firm_yuan"),
    ("startup_loan_firm", "sh-2024-startup-guaranteed-loan", "organisation_loan_max_priority_industry_yuan"),
    ("startup_loan_firm", "jx-2025-startup-guaranteed-loan", "small_firm_subsidised_part_yuan"),
    ("startup_loan_firm", "sd-2024-startup-guaranteed-loan", "small_firm_max_yuan"),
    ("startup_loan_firm", "gd-2026-startup-guaranteed-loan", "small_firm_max_yuan"),
    ("startup_loan_firm", "sz-2024-startup-guaranteed-loan", "small_firm_max_with_5_jobs_yuan"),
    ("startup_loan_firm", "gx-2024-startup-guaranteed-loan", "small_firm_max_yuan"),
    ("startup_loan_firm", "hi-2024-startup-guaranteed-loan", "small_firm_max_yuan"),
    ("startup_loan_firm", "cq-2025-startup-guaranteed-loan", "small_firm_max_yuan"),
    ("startup_loan_firm", "sc-2025-startup-guaranteed-loan", "small_firm_max_yuan"),
    ("startup_loan_firm", "gzs-2024-startup-loan", "small_firm_max_yuan"),
    ("startup_loan_firm", "nx-2025-startup-guaranteed-loan", "small_firm_max_yuan"),
    ("rebate_rate_sme", "he-2024-stability-refund", "refund_sme"),
    ("rebate_rate_sme", "he-2025-stability-refund", "refund_sme"),
    ("rebate_rate_sme", "sx-2025-stability-refund", "refund_sme"),
    ("rebate_rate_sme", "js-2025-unemployment-refund", "sme_rate"),
    ("rebate_rate_sme", "zj-2025-unemployment-refund", "sme_rate"),
    ("rebate_rate_sme", "ah-2024-unemployment-refund", "sme_rate"),
    ("rebate_rate_sme", "jx-2025-unemployment-refund", "sme_rate"),
    ("rebate_rate_sme", "sd-2025-stability-refund", "refund_sme"),
    ("rebate_rate_sme", "ha-2025-stability-refund", "refund_sme"),
    ("rebate_rate_sme", "xz-2024-unemployment-refund", "sme_rate"),
    ("rebate_rate_sme", "xj-2023-stability-refund", "refund_sme"),
    ("rebate_rate_large", "he-2024-stability-refund", "refund_large"),
    ("rebate_rate_large", "he-2025-stability-refund", "refund_large"),
    ("rebate_rate_large", "sx-2025-stability-refund", "refund_large"),
    ("rebate_rate_large", "js-2025-unemployment-refund", "large_rate"),
    ("rebate_rate_large", "zj-2025-unemployment-refund", "large_rate"),
    ("rebate_rate_large", "jx-2024-unemployment-refund", "large_rate"),
    ("rebate_rate_large", "jx-2025-unemployment-refund", "large_rate"),
    ("rebate_rate_large", "sd-2025-stability-refund", "refund_large"),
    ("rebate_rate_large", "ha-2025-stability-refund", "refund_large"),
    ("rebate_rate_large", "xz-2024-unemployment-refund", "large_rate"),
    ("rebate_rate_large", "xj-2023-stability-refund", "refund_large"),
];

/// Values of regions that the page on coverage gives, but no row.
const FROM_COVERAGE: [(&str, &str); 2] = [("rebate_rate_sme", "500000"), ("rebate_rate_large", "500000")];

/// The number of a value, its upper end where it lies between two.
fn upper(value: &Value) -> f64 {
    let end = value.get("max").unwrap_or(value);
    let text = end.as_str().map_or_else(|| end.to_string(), str::to_owned);
    text.strip_suffix('%').map_or_else(|| text.parse().unwrap(), |share| share.parse::<f64>().unwrap() / 100.0)
}

#[test]
fn regional_values_are_those_of_their_rows() {
    let catalogue: Value = fixtures::json("policies.json");
    let sheet: Value = fixtures::json("facts/policies-regional-2.json");
    let rows = sheet.as_array().unwrap();
    let mut wanted: Vec<(String, String)> =
        FROM_COVERAGE.iter().map(|(id, region)| ((*id).to_owned(), (*region).to_owned())).collect();
    for (id, row, key) in ROWS {
        let row = rows.iter().find(|other| other["id"] == *row).unwrap_or_else(|| panic!("{row}"));
        let region = row["region"].as_str().unwrap().split(' ').next_back().unwrap().to_owned();
        let figure = row["benefit_numbers"][*key].as_f64().unwrap_or_else(|| panic!("{row} {key}"));
        let parameter = catalogue["parameters"].as_array().unwrap().iter().find(|one| one["id"] == *id).unwrap();
        let values = parameter["values"].as_array().unwrap().iter().filter(|value| value["region"] == *region);
        assert!(values.clone().any(|value| (upper(&value["value"]) - figure).abs() < 1e-9), "{id} of {row}");
        let stands = row["status_2026_11_29"].as_str().unwrap();
        let is_over = values.clone().all(|value| value["to"].is_string());
        assert!(stands == "in-force" || (is_over && stands != "unclear"), "{id}: {} is {stands}", row["id"]);
        wanted.push(((*id).to_owned(), region));
    }
    for parameter in catalogue["parameters"].as_array().unwrap() {
        let id = parameter["id"].as_str().unwrap();
        for value in parameter["values"].as_array().unwrap() {
            if let Some(region) = value["region"].as_str() {
                assert!(wanted.iter().any(|(of, place)| of == id && place == region), "{id} in {region} has no row");
            }
        }
    }
}

/// A sound catalogue with a parameter of these values that its policy names.
fn with_values(values: &Value) -> Value {
    with(|catalogue| {
        let name = json!({"zh": "标准", "en": "limit"});
        catalogue["parameters"] = json!([{"id": "limit", "type": "money", "name": name, "values": values}]);
        let policy = &mut catalogue["policies"][0];
        policy["validity"]["to"] = json!("2027-06-30");
        policy["benefit"]["estimate"] = json!({"fixed": {"parameter": "limit"}});
        policy["benefit"]["period"] = json!("once");
    })
}

fn codes(catalogue: &Value) -> Vec<(&'static str, String, Severity)> {
    let loaded = load(&catalogue.to_string());
    let found = lint::check(&loaded, "2026-11-21".parse().unwrap()).into_iter();
    let of_values = found.filter(|finding| finding.fault.code() >= "C085" || finding.fault.code() == "C001");
    of_values.map(|finding| (finding.fault.code(), finding.place.clone(), finding.severity())).collect()
}

#[test]
fn what_lapses_next_is_named() {
    let place = || "/parameters/0".to_owned();
    let note = |code| (code, place(), Severity::Note);
    assert_eq!(codes(&with_values(&json!([{"value": 100}]))), []);
    // The policy ends on 30 June 2027: a value to that day is enough, one to the day before is not.
    assert_eq!(codes(&with_values(&json!([{"value": 100, "to": "2027-06-30"}]))), []);
    assert_eq!(codes(&with_values(&json!([{"value": 100, "to": "2027-06-29"}]))), [note("C087")]);
    // Sixty days after the review of 21 November 2026.
    let ends = |day: &str| json!([{"value": 100}, {"value": 200, "region": "440000", "to": day}]);
    assert_eq!(codes(&with_values(&ends("2027-01-21"))), [note("C087")]);
    assert_eq!(codes(&with_values(&ends("2027-01-20"))), [note("C087"), note("C088")]);
    assert_eq!(codes(&with_values(&ends("2026-11-21"))), [note("C087"), note("C088")]);
    assert_eq!(codes(&with_values(&ends("2026-11-20"))), []);
    // The next value follows at once.
    let next = |from: &str| json!([{"value": 100, "to": "2026-12-31"}, {"value": 200, "from": from}]);
    assert_eq!(codes(&with_values(&next("2027-01-01"))), []);
    assert_eq!(codes(&with_values(&next("2027-01-02"))), [("C086", place(), Severity::Warning)]);
}

#[test]
fn what_nobody_names_is_named() {
    let mut unused = with_values(&json!([{"value": 100}]));
    unused["policies"][0]["benefit"]["estimate"] = json!({"fixed": 100});
    assert_eq!(codes(&unused), [("C085", "/parameters/0".to_owned(), Severity::Warning)]);
    // A local catalogue that only adds values to one that is there need not name it.
    let base = load(&with_values(&json!([{"value": 100}])).to_string());
    let over = json!({
        "format": 1, "overlay": true, "version": "here", "policies": [],
        "parameters": [{"id": "limit", "values": [{"value": 200, "region": "440000"}]}],
    });
    let over = load_over(base.catalogue, base.texts, &over.to_string());
    assert_eq!(over.problems, []);
    let found = lint::check(&over, "2026-11-21".parse().unwrap());
    assert!(found.iter().all(|finding| finding.fault.code() != "C085"), "{found:?}");
}
