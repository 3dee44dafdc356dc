//! Every policy against the fact sheets that it was written from (`facts/`): ids, dates,
//! document numbers, addresses, figures, standing. What differs on purpose is listed with its reason, and nothing is
//! listed in vain.

use std::collections::BTreeMap;

use serde_json::Value;

/// The fact sheets that the catalogue was written from, `facts/policies-….json`.
const SHEETS: [&str; 5] = ["tax", "finance", "other", "regional", "national-2"];

/// The second sheet of regional measures; what its rows say is compared in `regional.rs`.
pub(crate) const REGIONAL: &str = "regional-2";

/// How many rows they have together.
const ROWS: usize = 660;

/// Rows that became no policy.
const LEFT_OUT: &[(&str, &str)] = &[
    ("union-fee-refund", "rests on memory alone"),
    ("rd-super-mfg-100-2021", "content and start rest on memory; only its repeal is sourced"),
    ("rd-super-q4-2022", "content and dates rest on memory; only its repeal is sourced"),
    ("ui-rebate-2020", "rests on memory alone"),
    ("hire-bonus-2023-2024", "rests on memory alone"),
    ("graduate-si-subsidy", "rests on memory alone"),
    ("rent-relief-2020", "rests on memory alone"),
    ("admin-fee-deferral-2022q4", "rests on memory alone"),
    ("innovation-voucher", "rests on memory alone"),
    ("restructuring-deed-tax", "rests on memory alone"),
    ("realestate-registration-fee", "rests on memory alone"),
    ("power-connection-160kw", "rests on memory alone"),
];

/// Rows of the second regional sheet that became no policy.
const REGIONAL_LEFT_OUT: &[(&str, &str)] = &[
    ("xj-2021-kashgar-horgos", "rests on memory alone"),
    ("tj-2019-veteran", "before 2023, when the choice of today began"),
    ("jl-2019-veteran", "before 2023, when the choice of today began"),
    ("cq-2023-veteran-hire", "the sum is inferred"),
    ("nx-2023-veteran-hire", "the sum is inferred"),
    ("sh-2023-keygroup-startup", "the sum is inferred"),
    ("sh-2023-keygroup-hire", "the sum is inferred"),
    ("hn-2023-keygroup-hire", "the sum is inferred"),
    ("gz-2025-startup-guaranteed-loan", "disagrees with the list of the province"),
    ("tj-2020-startup-guaranteed-loan", "a limit that ended on 2023-03-31"),
    ("gs-startup-subsidy-5000", "conditions not kept; the row says not to match it"),
    ("bj-2020-startup-guaranteed-loan", "a loan limit of which it is unclear whether it holds"),
    ("wlmq-startup-guaranteed-loan", "a loan limit of which it is unclear whether it holds"),
    ("jm-2024-startup-guaranteed-loan", "a loan limit of which it is unclear whether it holds"),
    ("dq-graduate-startup-loan", "a loan limit of which it is unclear whether it holds"),
    ("nm-2019-startup-guaranteed-loan", "a loan limit of which it is unclear whether it holds"),
    ("sy-2019-startup-guaranteed-loan", "a loan limit of which it is unclear whether it holds"),
];

/// Rows that describe a measure which another row describes, too: row, policy, why.
const MERGED: &[(&str, &str, &str)] = &[
    ("gov-procurement-works-40-2026", "gov-procurement-works-40", "carries the same share on to the end of 2026"),
    ("private-economy-law-2025", "private-economy-promotion-law", "the same law"),
    ("enterprise-inspection-2025", "admin-inspection-rules-2024", "the same opinion of the State Council's office"),
    ("ip-finance-pilot-2025", "ip-pledge", "the pilot of the same loans in eight places"),
    ("sme-service-platform-2025", "public-service-platforms", "the rules of 2025 for the same platforms"),
    ("nm-2022-six-taxes", "six-taxes-two-fees-2022", "the same halving, which the national rules grant"),
    ("gs-2024-six-taxes", "six-taxes-two-fees-2023", "the same halving, which the national rules grant"),
    ("xj-2026-zjtx-window", "tier-specialised-sme-2026", "a window for the same title, closed"),
    ("gd-2025-above-scale", "gd-2025-xiaoshenggui", "the same award"),
    ("gd-2025-startup-guaranteed-loan", "startup-guarantee-loan-2023", "its limits are those of the list of 2026"),
    ("he-2025-jobs-loan", "job-loan-2025", "the same limits and rates"),
    ("gx-2025-jobs-loan", "job-loan-2025", "the same limits and rates"),
    ("cq-2025-social-insurance-subsidy", "si-subsidy-25pct-2025", "the same subsidy"),
    ("gd-2026-expansion-bonus", "hire-bonus-2026", "the same bonus"),
];

/// Rows whose figures became values of a parameter: row, parameter, why.
const PARAMETERS: &[(&str, &str, &str)] = &[
    ("sx-2025-stability-refund", "rebate_rate_sme", VALUE),
    ("hl-2026-startup-loan", "startup_loan_person", VALUE),
    ("ha-2025-stability-refund", "rebate_rate_sme", VALUE),
    ("sd-2025-stability-refund", "rebate_rate_sme", VALUE),
    ("sx-2023-veteran-startup", "veteran_startup_limit", VALUE),
    ("sx-2023-veteran-hire", "veteran_hire_amount", VALUE),
    ("sx-2023-keygroup-startup", "priority_startup_limit", VALUE),
    ("sx-2023-keygroup-hire", "priority_hire_amount", VALUE),
    ("hl-2023-keygroup-startup", "priority_startup_limit", VALUE),
    ("hl-2023-keygroup-hire", "priority_hire_amount", VALUE),
    ("xj-2023-stability-refund", "rebate_rate_sme", VALUE),
    ("jl-2025-startup-loan", "startup_loan_person", VALUE),
    ("he-2025-stability-refund", "rebate_rate_sme", VALUE),
    ("he-2024-stability-refund", "rebate_rate_sme", VALUE),
    ("tj-2023-veteran-startup", "veteran_startup_limit", VALUE),
    ("tj-2023-veteran-hire", "veteran_hire_amount", VALUE),
    ("js-2025-unemployment-refund", "rebate_rate_sme", VALUE),
    ("zj-2025-unemployment-refund", "rebate_rate_sme", VALUE),
    ("jx-2024-unemployment-refund", "rebate_rate_large", VALUE),
    ("ah-2024-unemployment-refund", "rebate_rate_sme", VALUE),
    ("hn-2023-key-groups-tax-24000", "priority_startup_limit", VALUE),
    ("jx-2025-unemployment-refund", "rebate_rate_sme", VALUE),
    ("xz-2024-unemployment-refund", "rebate_rate_sme", VALUE),
    ("js-2023-veteran-startup", "veteran_startup_limit", VALUE),
    ("js-2023-veteran-hire", "veteran_hire_amount", VALUE),
    ("sc-2023-veteran-startup", "veteran_startup_limit", VALUE),
    ("sc-2023-veteran-hire", "veteran_hire_amount", VALUE),
    ("fj-2023-keygroup-startup", "priority_startup_limit", VALUE),
    ("fj-2023-keygroup-hire", "priority_hire_amount", VALUE),
    ("cq-2023-keygroup-startup", "priority_startup_limit", VALUE),
    ("cq-2023-keygroup-hire", "priority_hire_amount", VALUE),
    ("cq-2023-veteran-startup", "veteran_startup_limit", VALUE),
    ("jx-2023-veteran-startup", "veteran_startup_limit", VALUE),
    ("jx-2023-veteran-hire", "veteran_hire_amount", VALUE),
    ("jx-2023-keygroup-startup", "priority_startup_limit", VALUE),
    ("jx-2023-keygroup-hire", "priority_hire_amount", VALUE),
    ("gx-2023-veteran-startup", "veteran_startup_limit", VALUE),
    ("gx-2023-veteran-hire", "veteran_hire_amount", VALUE),
    ("gd-2023-veteran-startup", "veteran_startup_limit", VALUE),
    ("gd-2023-veteran-hire", "veteran_hire_amount", VALUE),
    ("gd-2023-keygroup-startup", "priority_startup_limit", VALUE),
    ("gd-2023-keygroup-hire", "priority_hire_amount", VALUE),
    ("nx-2023-veteran-startup", "veteran_startup_limit", VALUE),
    ("nx-2023-keygroup-startup", "priority_startup_limit", VALUE),
    ("nx-2023-keygroup-hire", "priority_hire_amount", VALUE),
    ("sh-2023-veteran-startup", "veteran_startup_limit", VALUE),
    ("sh-2023-veteran-hire", "veteran_hire_amount", VALUE),
    ("ha-2023-keygroup-startup", "priority_startup_limit", VALUE),
    ("ha-2023-keygroup-hire", "priority_hire_amount", VALUE),
    ("ha-2023-veteran-startup", "veteran_startup_limit", VALUE),
    ("ha-2023-veteran-hire", "veteran_hire_amount", VALUE),
    ("hn-2023-veteran-startup", "veteran_startup_limit", VALUE),
    ("hn-2023-veteran-hire", "veteran_hire_amount", VALUE),
    ("ah-2023-keygroup-startup", "priority_startup_limit", VALUE),
    ("ah-2023-keygroup-hire", "priority_hire_amount", VALUE),
    ("sn-2023-veteran-startup", "veteran_startup_limit", VALUE),
    ("he-2026-startup-guaranteed-loan", "startup_loan_firm", VALUE),
    ("nx-2025-startup-guaranteed-loan", "startup_loan_person", VALUE),
    ("gd-2026-startup-guaranteed-loan", "startup_loan_person", VALUE),
    ("sd-2024-startup-guaranteed-loan", "startup_loan_person", VALUE),
];

const VALUE: &str = "a province's own value";

const MEMORY: &str = "the day rests on memory: left open";
const LATER: &str = "the notice that carried it on into 2026 is cited beside it, as its own row states it";
const TWO: &str = "the row writes two documents in one field";
const RATES: &str = "rates of corporate income tax, from the rows of the small low-profit and high-tech rules";
const THRESHOLD: &str = "sales exempt by the threshold of that time count for nothing, from the row of the threshold";
const REGULATION: &str = "the regulation of 2025 sets the time limits; from the row on it";
const RAISED: &str = "the row tells by the date: large enterprises 30 % before 2022-05-31, 50 % from that day";
const LIBRARY: &str = "the notice that carries it on, with the address in the law library that other rows give";
const DUE: &str = "one day overdue: the day for payment has passed";
const CREDIT: &str = "the credit line of an inclusive loan, from the neighbouring rows on deferral";

/// What differs on purpose: policy, what, why.
const DIFFERENCES: [(&str, &str, &str); 82] = [
    ("vat-smallscale-1pct-2020", "number", TWO),
    ("vat-refund-mfg-2022", "number", TWO),
    ("si-relief-2020", "number", TWO),
    ("cit-small-profit-2023h1", "to", MEMORY),
    ("rd-super-75-2018", "to", MEMORY),
    ("ui-rebate-2021", "to", MEMORY),
    ("work-training-2020-2021", "to", MEMORY),
    ("power-95pct-2020", "to", MEMORY),
    ("utilities-no-cutoff-2022", "to", MEMORY),
    ("package-10-measures-2022", "to", MEMORY),
    ("relief-fund-2022", "to", MEMORY),
    ("package-20-measures-2020", "to", MEMORY),
    ("disabled-levy-2020", "from", MEMORY),
    ("culture-levy-half-2019", "from", MEMORY),
    ("culture-levy-smallscale-exempt", "from", MEMORY),
    ("cit-disabled-wages", "from", MEMORY),
    ("community-care-2019", "from", MEMORY),
    ("vat-fresh-food-circulation", "from", MEMORY),
    ("tier-innovative-sme", "from", MEMORY),
    ("tier-specialised-sme-2022", "from", MEMORY),
    ("tier-little-giant-2022", "from", MEMORY),
    ("package-industry-2022", "from", MEMORY),
    ("sme-support-system-2020", "from", MEMORY),
    ("si-deferral-2022-expanded", "from", "the month is inferred in the row; the day of issue is sourced"),
    ("patent-fee-reduction", "from", "the row says that its limit of 1 million holds from 2019-07-01 only"),
    (
        "startup-guarantee-loan-2023",
        "to",
        "the rules run five years from their first day; the row had not seen their end",
    ),
    ("vat-adv-mfg-5", "number", LATER),
    ("vat-adv-mfg-5", "issued", LATER),
    ("vat-lender-1m", "number", LATER),
    ("vat-lender-1m", "issued", LATER),
    ("vat-lender-10m", "number", LATER),
    ("vat-lender-10m", "issued", LATER),
    ("vat-guarantee", "number", LATER),
    ("vat-guarantee", "issued", LATER),
    ("incubator-2024", "number", LATER),
    ("incubator-2024", "issued", LATER),
    ("vat-software-refund", "number", LATER),
    ("vat-software-refund", "issued", LATER),
    ("vat-disabled-refund", "number", LATER),
    ("vat-disabled-refund", "issued", LATER),
    ("vat-fresh-food-circulation", "number", LATER),
    ("vat-fresh-food-circulation", "issued", LATER),
    ("vat-farm-own", "issued", LATER),
    ("sme-fixed-loan-subsidy-2026", "number", "the notice of August 2026 widened it; from its row"),
    ("sme-fixed-loan-subsidy-2026", "issued", "the notice of August 2026 widened it; from its row"),
    ("complaint-platform", "number", REGULATION),
    ("complaint-platform", "issued", REGULATION),
    ("complaint-platform", "url", REGULATION),
    (
        "public-service-platforms",
        "issued",
        "the rules of 2025 took the place of those in the row; from the row on them",
    ),
    ("ui-rebate-2022", "to", RAISED),
    ("ui-rebate-2022-raised", "from", RAISED),
    ("ui-rebate-2022-raised", "issued", "the notice of 2022-05-31 raised it; from the row on deferral"),
    ("ui-rebate-2022-raised", "supersedes", RAISED),
    ("ui-rebate-2023", "supersedes", RAISED),
    ("stay-put-training-2022", "issued", "the notice of 2022-05-31 widened it; from the row on deferral"),
    ("rd-super-100-2023", "supersedes", "two of its predecessors rest on memory and were left out"),
    ("ui-rebate-2021", "supersedes", "its predecessor rests on memory and was left out"),
    ("hire-bonus-2025", "supersedes", "its predecessor rests on memory and was left out"),
    ("vat-smallscale-1pct-2020", "figures", THRESHOLD),
    ("vat-smallscale-exempt-2022", "figures", THRESHOLD),
    ("vat-smallscale-1pct-2026", "figures", THRESHOLD),
    ("vat-fresh-food-circulation", "figures", THRESHOLD),
    ("cit-small-profit-2019", "figures", "25 % less 10 %"),
    ("cit-small-profit-2021", "figures", "25 % less 2.5 %"),
    ("surcharge-exempt-100k", "figures", "3 % and 2 % together"),
    ("rd-super-75-2018", "figures", RATES),
    ("rd-super-techsme-100-2022", "figures", RATES),
    ("rd-super-120-ic", "figures", RATES),
    ("equip-500-2018", "figures", RATES),
    ("equip-500-2024", "figures", RATES),
    ("equip-sme-2022", "figures", "rates of corporate income tax; a shortcut that follows from its own bounds"),
    ("cit-disabled-wages", "figures", RATES),
    ("deferral-2022-mfg-ext", "figures", "who qualified is in the row that it extends"),
    ("defer-2020-324", "figures", CREDIT),
    ("midhigh-risk-area-2022", "figures", CREDIT),
    ("pboc-inclusive-loan-tool", "figures", CREDIT),
    ("credit-loan-plan-2020", "figures", CREDIT),
    ("ui-rebate-2025-boost", "figures", "the other conditions are in the row of 2025"),
    ("manufacturing-champion", "figures", "sums over three years of the row's yearly figures"),
    ("sh-2022-50-deferral", "figures", "April to December: nine months"),
    ("tj-chuying-dengling", "figures", "twelve months of rent"),
    ("sz-2020-property-management", "figures", "two months at half a yuan"),
];

/// What the audit of tax and finance measures of 2026-11-29 put right after the sheets were written.
const CORRECTED: &[(&str, &str, &str)] = &[
    ("gov-procurement-works-40", "to", PROLONGED),
    ("gov-procurement-works-40", "number", PROLONGED),
    ("gov-procurement-works-40", "issued", PROLONGED),
    ("gov-procurement-works-40", "url", PROLONGED),
    ("gov-procurement-works-40", "standing", PROLONGED),
    ("gov-procurement-reserve", "number", PROLONGED),
    ("gov-procurement-reserve", "issued", PROLONGED),
    ("gov-procurement-reserve", "url", PROLONGED),
    ("pit-individual-half-2023", "number", PIT),
    ("pit-individual-half-2023", "url", PIT),
    ("pit-individual-half-2023", "figures", PIT),
    ("pit-individual-half-2023-1m", "figures", PIT),
    ("pit-individual-half-2021", "figures", PIT),
    ("hire-priority-groups", "number", OPERATING),
    ("hire-priority-groups", "issued", OPERATING),
    ("hire-priority-groups", "url", OPERATING),
    ("hire-veterans", "number", OPERATING),
    ("hire-veterans", "issued", OPERATING),
    ("hire-veterans", "url", OPERATING),
    ("startup-priority-groups", "number", OPERATING),
    ("startup-priority-groups", "issued", OPERATING),
    ("startup-priority-groups", "url", OPERATING),
    ("startup-veterans", "number", OPERATING),
    ("startup-veterans", "issued", OPERATING),
    ("startup-veterans", "url", OPERATING),
    ("vat-refund-2025", "url", "the address in the tax authority's law library"),
    ("vat-refund-2025", "verified", "the conditions of article 2 were compared with several copies of the notice"),
    ("vat-coop-member-produce-2026", "to", COOPERATIVE),
    ("vat-coop-member-produce-2026", "issued", COOPERATIVE),
    ("vat-coop-member-produce-2026", "url", COOPERATIVE),
    ("vc-angel-startup-2022", "number", "the notice whose limits it carries on is cited beside it"),
    ("vc-angel-startup", "figures", "60 months counted to the day: 1,826 days, or 1,827 over two leap days"),
    ("vc-angel-startup-2022", "figures", "60 months, from the row of its successor, counted to the day"),
    ("equipment-subsidy-2026", "figures", "1 point for loans drawn before 2026, from the row of 2024"),
    ("first-set-insurance", "figures", "80 % of the premium, from the call of September 2025"),
    ("special-equip-digital-2024", "verified", "article 1 was compared with two copies of the notice"),
    ("ip-pledge", "number", "the pilot of 2025 follows the plan that ended in 2023"),
    ("ip-pledge", "standing", "the pilot of 2025 follows the plan that ended in 2023"),
    ("culture-levy-smallscale-exempt", "standing", CULTURE),
    ("culture-levy-smallscale-exempt", "verified", CULTURE),
    ("rd-super-120-ic", "verified", FOUR),
    ("getihu-regulation-2022", "verified", GETIHU),
    ("cit-disabled-wages", "verified", GUIDE),
    ("loss-carry-10y", "verified", GUIDE),
    ("ai-sme-plan-2026", "verified", "several reports of September 2026 agree with the text"),
    ("tier-little-giant-2026", "verified", "seven of its figures were compared with two copies of the notice"),
    ("internship-subsidy", "issued", JOBS),
    ("internship-subsidy", "url", JOBS),
    ("internship-subsidy", "verified", JOBS),
    ("ui-rebate-2025", "number", UI),
    ("skill-subsidy-2025", "number", UI),
    ("maker-in-china", "standing", "the eleventh contest ran in 2026"),
    ("sme-legal-service", "number", LEGAL),
    ("sme-legal-service", "issued", LEGAL),
    ("sme-legal-service", "url", LEGAL),
    ("vat-smallscale-threshold-2026", "number", COLLECTION),
    ("vat-smallscale-threshold-2026", "url", COLLECTION),
    ("vat-smallscale-1pct-2026", "number", COLLECTION),
    ("vat-smallscale-1pct-2026", "url", COLLECTION),
    (
        "rd-super-100-2023",
        "url",
        "the notice that says what research is, at its address in the law library of Shanghai",
    ),
    ("hnte-15", "url", "the income tax law at its address in the law library of Shanghai"),
];

/// What differs on purpose from the second sheet of national measures.
const NATIONAL: &[(&str, &str, &str)] = &[
    ("vat-ic-addl-15", "number", LIBRARY),
    ("vat-ic-addl-15", "issued", LIBRARY),
    ("vat-ic-addl-15", "url", LIBRARY),
    ("vat-machine-tool-addl-15", "from", MEMORY),
    ("vat-machine-tool-addl-15", "number", LIBRARY),
    ("vat-machine-tool-addl-15", "issued", LIBRARY),
    ("vat-machine-tool-addl-15", "url", LIBRARY),
    ("vat-used-car-dealer", "from", MEMORY),
    ("vat-used-car-dealer", "number", LIBRARY),
    ("vat-used-car-dealer", "issued", LIBRARY),
    ("vat-used-car-dealer", "url", LIBRARY),
    ("vat-resource-recycling", "from", MEMORY),
    ("vat-resource-recycling", "number", LIBRARY),
    ("vat-resource-recycling", "issued", LIBRARY),
    ("vat-resource-recycling", "url", LIBRARY),
    ("vat-rental-housing", "from", MEMORY),
    ("vat-rental-housing", "number", LIBRARY),
    ("vat-rental-housing", "issued", LIBRARY),
    ("vat-rental-housing", "url", LIBRARY),
    ("cit-equipment-credit-10", "from", MEMORY),
    ("cit-tech-transfer-5m", "from", MEMORY),
    ("cit-agriculture-exempt", "from", MEMORY),
    ("cit-agriculture-exempt", "figures", RATES),
    ("cit-software-2free3half", "from", MEMORY),
    ("cit-staff-education-8", "from", MEMORY),
    ("cit-donation-12", "from", MEMORY),
    ("farm-market-property-tax", "from", MEMORY),
    ("trailer-purchase-tax-half", "from", MEMORY),
    ("trailer-purchase-tax-half", "to", MEMORY),
    ("private-economy-promotion-law", "figures", DUE),
    ("unfair-competition-2025-sme", "figures", DUE),
];

/// Policies that share a row with another policy: policy, row, why.
const SPLIT: [(&str, &str, &str); 2] = [
    ("vat-coop-member-produce-2026", "vat-farm-own", COOPERATIVE),
    ("ui-rebate-2022-raised", "ui-rebate-2022", RAISED),
];

const PROLONGED: &str = "prolonged to the end of 2026 and called for again in 国办发〔2025〕38号";
const CULTURE: &str = "article 7 is a levy rule that the VAT law does not reach; tax bureaus listed it in October 2025";
const FOUR: &str = "the notice of four ministries was compared with two copies";
const GETIHU: &str = "the regulation of 2022-10-01, in force from 2022-11-01 by its article 39";
const GUIDE: &str = "the guide to corporate income tax of 2026 states it";
const JOBS: &str = "the rules of 2023-12-20 on the fund for employment, at their official address";
const UI: &str = "the notice of 2025-04-14, its number from two copies";
const LEGAL: &str = "article 30 of the regulation of 2025 is cited beside the campaign";
const COLLECTION: &str = "the tax administration's notice on collection is cited beside it";
const PIT: &str =
    "half the tax on the part within the limit, by the table for business income; 税务总局公告2023年第12号, article 3";
const OPERATING: &str = "the operating notice of 2024 is cited beside it";
const COOPERATIVE: &str =
    "the rule for members' produce stands in article 2(2) of the notice of 2026 and ends with 2027";

/// The name of the row that a policy was written from.
fn row_of(id: &str) -> &str {
    SPLIT.iter().find(|(policy, ..)| *policy == id).map_or(id, |(_, row, _)| row)
}

/// Everything that differs on purpose.
fn differences() -> impl Iterator<Item = &'static (&'static str, &'static str, &'static str)> {
    DIFFERENCES.iter().chain(CORRECTED).chain(NATIONAL)
}

/// The rows of the sheets whose words and figures are compared with the policies'.
fn rows() -> BTreeMap<String, Value> {
    rows_of(&SHEETS)
}

/// All rows.
fn all_rows() -> BTreeMap<String, Value> {
    let mut rows = rows();
    rows.extend(rows_of(&[REGIONAL]));
    rows
}

pub(crate) fn rows_of(sheets: &[&str]) -> BTreeMap<String, Value> {
    let mut rows = BTreeMap::new();
    for sheet in sheets {
        let text = fixtures::read(&format!("facts/policies-{sheet}.json"));
        let list: Vec<Value> = serde_json::from_str(&text).unwrap();
        rows.extend(list.into_iter().map(|row| (row["id"].as_str().unwrap().to_owned(), row)));
    }
    rows
}

/// How a measure stood on the day that its row was researched.
fn standing(row: &Value) -> &str {
    ["status_2026_11_21", "status_2026_11_29"].iter().find_map(|key| row[*key].as_str()).unwrap()
}

pub(crate) fn policies() -> Vec<Value> {
    let catalogue: Value = fixtures::json("policies.json");
    catalogue["policies"].as_array().unwrap().clone()
}

fn strings(value: &Value) -> Vec<&str> {
    let mut list: Vec<&str> = value.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    list.sort_unstable();
    list
}

#[test]
fn every_row_is_a_policy_or_stands_elsewhere_for_a_reason() {
    let rows = all_rows();
    let policies = policies();
    let is_policy = |id: &str| policies.iter().any(|policy| policy["id"] == id);
    assert_eq!(rows.len(), ROWS);
    let elsewhere: Vec<&str> = LEFT_OUT
        .iter()
        .chain(REGIONAL_LEFT_OUT)
        .map(|(row, _)| *row)
        .chain(MERGED.iter().chain(PARAMETERS).map(|(row, ..)| *row))
        .collect();
    for id in rows.keys() {
        let times = elsewhere.iter().filter(|other| *other == id).count();
        assert_eq!(times, usize::from(!is_policy(id)), "{id}: a policy, or in one of the lists");
    }
    for id in elsewhere {
        assert!(rows.contains_key(id), "{id} is listed but no row");
    }
    for (id, policy, _) in MERGED {
        assert!(is_policy(policy), "{id} is merged into {policy}, which is no policy");
    }
    let catalogue: Value = fixtures::json("policies.json");
    for (id, parameter, _) in PARAMETERS {
        let is_parameter = catalogue["parameters"].as_array().into_iter().flatten().any(|one| one["id"] == *parameter);
        assert!(is_parameter, "{id} is a value of {parameter}, which is no parameter");
    }
    for policy in &policies {
        let id = policy["id"].as_str().unwrap();
        assert!(rows.contains_key(row_of(id)), "{id} has no row");
    }
    for (id, row) in &rows {
        assert!(row["confidence"] != "memory-only" || !is_policy(id), "{id} rests on memory alone");
    }
}

#[test]
fn policies_say_what_their_rows_say() {
    let found = compared(&rows());
    let unexplained: Vec<_> = found
        .iter()
        .filter(|(id, what, _)| !differences().any(|(other, sort, _)| other == id && sort == what))
        .collect();
    assert!(unexplained.is_empty(), "{unexplained:#?}");
    let vain: Vec<_> = differences()
        .filter(|(id, what, _)| !found.iter().any(|(other, sort, _)| other == id && sort == what))
        .collect();
    assert!(vain.is_empty(), "listed in vain: {vain:#?}");
}

/// What policies say that these rows do not: policy, what, how.
pub(crate) fn compared(rows: &BTreeMap<String, Value>) -> Vec<(String, &'static str, String)> {
    let mut found: Vec<(String, &str, String)> = Vec::new();
    for policy in policies() {
        let id = policy["id"].as_str().unwrap();
        let Some(row) = rows.get(row_of(id)) else { continue };
        let text = row.to_string();
        let mut differs = |what: &'static str, detail: String| found.push((id.to_owned(), what, detail));
        for (what, key) in [("from", "effective_from"), ("to", "effective_to")] {
            if policy["validity"][what] != row[key] {
                differs(what, format!("{} and not {}", policy["validity"][what], row[key]));
            }
        }
        for document in policy["documents"].as_array().unwrap() {
            for what in ["number", "issued"] {
                if let Some(written) = document[what].as_str().filter(|written| !text.contains(*written)) {
                    differs(what, written.to_owned());
                }
            }
            if document["url"].is_string() && document["url"] != row["url"] {
                differs("url", document["url"].to_string());
            }
        }
        if strings(&policy["supersedes"]) != strings(&row["supersedes"]) {
            differs("supersedes", row["supersedes"].to_string());
        }
        if policy["verified"] != row["confidence"] {
            differs("verified", row["confidence"].to_string());
        }
        if policy["standing"].get("unclear").is_some() != (standing(row) == "unclear") {
            differs("standing", standing(row).to_owned());
        }
        let mut asked = Vec::new();
        rule_figures(&policy["for"], "", &mut asked);
        rule_figures(&policy["benefit"]["estimate"], "", &mut asked);
        let known = text_figures(&text);
        let missing: Vec<f64> = asked.into_iter().filter(|&figure| !knows(&known, figure)).collect();
        if !missing.is_empty() {
            differs("figures", format!("{missing:?}"));
        }
    }
    found
}

/// The figures of a rule: amounts in yuan, rates as fractions, counts.
fn rule_figures(value: &Value, key: &str, figures: &mut Vec<f64>) {
    const KEYS: [&str; 14] = [
        "at_least", "above", "at_most", "below", "fixed", "cap", "floor", "rate", "rate_cut", "per_head", "minus",
        "to", "times", "between",
    ];
    const UNITS: [&str; 4] = ["days", "months", "years", "calendar_months"];
    match value {
        Value::Object(object) => object.iter().for_each(|(key, value)| rule_figures(value, key, figures)),
        Value::Array(list) => list.iter().for_each(|value| rule_figures(value, key, figures)),
        Value::Number(number) if KEYS.contains(&key) || UNITS.contains(&key) => figures.extend(number.as_f64()),
        Value::String(text) if KEYS.contains(&key) => figures.extend(figure(text)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
    figures.retain(|figure| *figure != 0.0);
}

/// `300万`, `5%`, `1.5亿`, `0.5元`; dates and fractions are no figures.
fn figure(text: &str) -> Option<f64> {
    let text = text.trim_end_matches('元');
    let units = [("万", 1e4), ("亿", 1e8), ("%", 0.01), ("‰", 0.001)];
    let (digits, scale) =
        units.iter().find_map(|(unit, scale)| Some((text.strip_suffix(unit)?, *scale))).unwrap_or((text, 1.0));
    digits.parse::<f64>().ok().map(|figure| figure * scale)
}

/// Every figure in a text, in every way it may be meant.
pub(crate) fn text_figures(text: &str) -> Vec<f64> {
    let mut figures = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        rest = &rest[start..];
        let end = rest.find(|c: char| !(c.is_ascii_digit() || c == '.' || c == ',')).unwrap_or(rest.len());
        let after = rest[end..].trim_start();
        if let Ok(number) = rest[..end].trim_end_matches(['.', ',']).replace(',', "").parse::<f64>() {
            figures.push(number);
            let units = [
                ("千万", 1e7),
                ("百万", 1e6),
                ("万", 1e4),
                ("亿", 1e8),
                ("千", 1e3),
                ("%", 0.01),
                ("％", 0.01),
                ("‰", 0.001),
                ("个百分点", 0.01),
                ("million", 1e6),
                ("billion", 1e9),
                ("m", 1e6),
                ("k", 1e3),
            ];
            figures.extend(units.iter().filter(|(unit, _)| after.starts_with(unit)).map(|(_, scale)| number * scale));
        }
        rest = &rest[end..];
    }
    figures
}

/// As it stands, as what is left of a whole, or by the month where the row counts years, or the other way round.
pub(crate) fn knows(known: &[f64], figure: f64) -> bool {
    let same = |a: f64, b: f64| (a - b).abs() <= 1e-9 * a.abs().max(b.abs()).max(1e-3);
    let meant = [figure, 1.0 - figure, figure * 12.0, figure / 12.0];
    known.iter().any(|&known| meant.iter().any(|&meant| same(known, meant)))
}

/// What the page says of a row.
fn in_the_catalogue(id: &str, is_policy: bool) -> &'static str {
    let is_in = |list: &[(&str, &str, &str)]| list.iter().any(|(row, ..)| *row == id);
    if is_policy {
        "yes"
    } else if is_in(MERGED) {
        "merged"
    } else if is_in(PARAMETERS) {
        "parameter"
    } else {
        "left out"
    }
}

/// An address of a place is in a row, as its `url` or in the words on how it is claimed, or in a list of corrections.
#[test]
fn every_address_of_a_place_is_in_a_sheet() {
    let sheets = std::fs::read_dir(fixtures::path("facts")).unwrap();
    let sheets: String = sheets.map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap()).collect();
    let catalogue: Value = fixtures::json("policies.json");
    for place in catalogue["places"].as_array().unwrap() {
        for given in [place["url"].as_str(), place["phone"].as_str()].into_iter().flatten() {
            let bare = given.trim_start_matches("https://").trim_start_matches("http://").trim_end_matches('/');
            assert!(sheets.contains(bare), "{}: {given}", place["id"]);
        }
    }
}

const PAGE: &str = "docs/catalogue-coverage.md";
/// The generated part of `docs/catalogue-coverage.md` ends here; what follows is written by hand.
const REST: &str = "\n## Decisions on single measures\n";

#[test]
fn the_page_on_coverage_is_fresh() {
    let rows = all_rows();
    let policies = policies();
    let catalogue: Value = fixtures::json("policies.json");
    let mut page = String::from(
        "# What the catalogue covers\n\n<!-- Generated from the fact sheets and policies.json by crates/lint/tests/it/traceability.rs: \
         `cargo xtask codegen`. Write by hand only below the last heading. -->\n\n",
    );
    page += &format!(
        "{} measures were researched, on 2026-11-21 and 2026-11-29. {} are policies of the catalogue, under the same \
         names; {} describe what another one describes, too, and were merged with it; {} are values of a parameter; {} \
         were left out.\n\n",
        rows.len(),
        policies.len() - SPLIT.len(),
        MERGED.len(),
        PARAMETERS.len(),
        LEFT_OUT.len() + REGIONAL_LEFT_OUT.len()
    );
    for (id, row, why) in SPLIT {
        page += &format!("`{id}` was split from `{row}`: {why}.\n\n");
    }
    page += "## Where policies were looked for\n\n| region | levels | on | known to be missing |\n|---|---|---|---|\n";
    for survey in catalogue["surveyed"].as_array().unwrap() {
        let missing: Vec<&str> =
            survey["missing"].as_array().unwrap().iter().filter_map(|text| text["en"].as_str()).collect();
        let levels = strings(&survey["levels"]).join(", ");
        let region = survey["region"].as_str().unwrap_or("nation");
        page += &format!("| {region} | {levels} | {} | {} |\n", survey["on"].as_str().unwrap(), missing.join(" "));
    }
    page += "\n## Left out\n\n| measure | why |\n|---|---|\n";
    for (id, why) in LEFT_OUT.iter().chain(REGIONAL_LEFT_OUT) {
        page += &format!("| `{id}` | {why} |\n");
    }
    for (title, into, list) in [("Merged", "policy", MERGED), ("Values of a parameter", "parameter", PARAMETERS)] {
        if !list.is_empty() {
            page += &format!("\n## {title}\n\n| measure | {into} | why |\n|---|---|---|\n");
            for (id, name, why) in list {
                page += &format!("| `{id}` | `{name}` | {why} |\n");
            }
        }
    }
    page += "\n## What differs from the sheets on purpose\n\n| policy | what | why |\n|---|---|---|\n";
    for (id, what, why) in differences() {
        page += &format!("| `{id}` | {what} | {why} |\n");
    }
    page += "\n## Every measure\n\n| measure | in the catalogue | when researched | verification | examples |\n|---|---|---|---|---|\n";
    for (id, row) in &rows {
        let policy = policies.iter().find(|policy| policy["id"] == id.as_str());
        let examples = policy.map_or(0, |policy| policy["examples"].as_array().unwrap().len());
        page += &format!(
            "| `{id}` | {} | {} | {} | {examples} |\n",
            in_the_catalogue(id, policy.is_some()),
            standing(row),
            row["confidence"].as_str().unwrap(),
        );
    }
    let kept = fixtures::read(PAGE);
    let by_hand = kept.split_once(REST).map_or("", |(_, rest)| rest);
    expect_test::expect_file![fixtures::path(PAGE)].assert_eq(&format!("{page}{REST}{by_hand}"));
}
