//! The second sheet of regional measures against the policies written from it, both ways: what a policy says is in its row,
//! and the figures of a row are in its policy. What differs on purpose is listed with its reason, and nothing in vain.

use serde_json::Value;

use crate::traceability::{REGIONAL, compared, knows, policies, rows_of, text_figures};

const ISSUED: &str = "the row has no first day: that of its document";
const YEAR: &str = "the row has no first day: that of the year that its document is for";
const LINKED: &str = "the measure before it has a row of its own, which the row does not link";
const REPLACED: &str = "the row of its successor says that this one is over";
const NATIONAL: &str = "by the national rule on borrowers and subsidy, which the row names";
const TIMES: &str = "three times in all: at most two before";
const RATES: &str = "rates of corporate income tax";
const PER_MILLION: &str = "so many yuan a million";
const DAYS: &str = "years counted in days";

/// What a policy says that its row does not: policy, what, why.
const DIFFERENCES: &[(&str, &str, &str)] = &[
    ("sd-2025-hire-bonus", "from", YEAR),
    ("xj-2023-hire-bonus", "from", ISSUED),
    ("js-2026-manufacturing-loan-interest", "supersedes", LINKED),
    ("gx-2025-interest-subsidy", "supersedes", LINKED),
    ("hb-2025-startup-guaranteed-loan", "from", ISSUED),
    ("hi-2024-startup-guaranteed-loan", "from", ISSUED),
    ("hi-2024-startup-guaranteed-loan", "figures", NATIONAL),
    ("sc-2025-startup-guaranteed-loan", "figures", NATIONAL),
    ("gx-2024-startup-guaranteed-loan", "figures", TIMES),
    ("gzs-2025-startup-rent", "figures", DAYS),
    ("hi-2025-asset-deduction", "figures", RATES),
    ("cx-2025-growth", "figures", PER_MILLION),
    ("zs-2024-digital-pilot", "from", ISSUED),
    ("jx-2021-startup-guaranteed-loan", "standing", REPLACED),
    ("jx-2025-startup-guaranteed-loan", "figures", NATIONAL),
    ("bj-2025-haidian-above-scale", "from", ISSUED),
    ("bj-2024-zgc-small-key-tech", "from", ISSUED),
    ("tj-2024-tiankai-park", "from", ISSUED),
    ("hhht-2024-above-scale", "from", ISSUED),
    ("hhht-2024-output-milestones", "from", ISSUED),
    ("hhht-2024-chain-loan-interest", "from", ISSUED),
    ("hhht-2024-innovation-centres", "from", ISSUED),
    ("nx-2024-hnte-award", "from", ISSUED),
    ("gd-2026-startup-jobs", "figures", DAYS),
    ("gd-2026-startup-lump-sum", "figures", DAYS),
    ("gd-2026-startup-rent", "figures", DAYS),
    ("gz-2025-startup-subsidies", "figures", DAYS),
];

const LESSER: &str = "a lesser award or a side condition, left to the document";
const EARLIER: &str = "what held before";
const TARGET: &str = "what a plan aims at or is split into, nothing that a firm gets";
const MEMORY: &str = "rests on memory";

/// Figures of a row that its policy does not say: row, name of the figure, why.
const NOT_SAID: &[(&str, &str, &str)] = &[
    ("hl-2022-green-upgrade", "min_saving_tce", LESSER),
    ("hl-2022-green-upgrade", "min_co2_t", LESSER),
    ("tj-2024-digital", "rating_5a_yuan", LESSER),
    ("tj-2024-digital", "rating_4a_yuan", LESSER),
    ("tj-2024-digital", "rating_3a_yuan", LESSER),
    ("tj-2024-digital", "rating_2a_yuan", LESSER),
    ("nm-cit-local-share", "local_share_memory_only", MEMORY),
    ("nm-property-deduction", "tax_rate", LESSER),
    ("xj-2025-job-loan", "limit_before_yuan", EARLIER),
    ("bj-2023-first-products", "tech_centre_min_revenue_yuan", LESSER),
    ("xj-2021-local-share", "local_share_memory_only", MEMORY),
    ("bj-2025-service-voucher", "service_kinds", TARGET),
    ("bj-2022-above-scale", "digest_min_yuan", LESSER),
    ("bj-2022-above-scale", "digest_max_yuan", LESSER),
    ("xiongan-first-set", "rd_cap_yuan", LESSER),
    ("xiongan-first-set", "standard_national_yuan", LESSER),
    ("xiongan-first-set", "standard_industry_yuan", LESSER),
    ("sx-2018-zjtx", "zone_little_giant_yuan", LESSER),
    ("sx-2018-zjtx", "zone_zjtx_yuan", LESSER),
    ("sx-2018-zjtx", "zone_provincial_little_giant_yuan", LESSER),
    ("heihe-2022-investment", "special_lpr_share", LESSER),
    ("heihe-2022-investment", "special_cap_yuan", LESSER),
    ("heihe-2022-investment", "food_province_yuan", LESSER),
    ("heihe-2022-investment", "food_state_yuan", LESSER),
    ("sh-2024-startup-guaranteed-loan", "organisation_loan_max_before_2024_yuan", EARLIER),
    ("js-2024-manufacturing-loan-interest", "equipment_min_yuan_before_2024_08", EARLIER),
    ("fj-2024-tech-upgrade-interest", "loan_share_of_project_max", LESSER),
    ("hi-2020-cit-15", "asset_unit_max_yuan", LESSER),
    ("gz-2022-nansha-cit-15", "loss_years_before", EARLIER),
    ("gd-2025-startup-support", "once_yuan_2024_rules", EARLIER),
    ("cd-little-giant", "province_single_champion_yuan", LESSER),
    ("gx-2023-guihuidai", "rate_min", LESSER),
    ("gx-2023-guihuidai", "max_year_yuan_before", EARLIER),
    ("yn-2025-tier-plan", "innovative_target", TARGET),
    ("yn-2025-tier-plan", "specialised_target", TARGET),
    ("yn-2025-tier-plan", "little_giant_target", TARGET),
    ("xm-2023-output-growth", "growth_min_q1_2024_yuan", EARLIER),
    ("fj-2026-q1-power-award", "yuan_per_kwh_new_max", LESSER),
    ("jx-2025-industry-fund", "directions", TARGET),
    ("jx-2025-cluster-upgrade-pilot", "cluster_revenue_min_yuan", TARGET),
    ("jx-2025-cluster-upgrade-pilot", "above_scale_firms_min", TARGET),
    ("hn-2022-investment-interest", "model_factory_max_yuan", LESSER),
    ("wh-2022-above-scale", "service_growth_min", LESSER),
    ("wh-2022-above-scale", "trade_extra_yuan", LESSER),
    ("wh-2022-above-scale", "hongshan_single_champion_yuan", LESSER),
    ("wh-2022-above-scale", "hongshan_key_little_giant_yuan", LESSER),
    ("hb-2025-startup-guaranteed-loan", "partners_extra", LESSER),
    ("gd-2026-digital-pilot-cities", "delta_firms_min", TARGET),
    ("gd-2026-digital-pilot-cities", "other_firms_min", TARGET),
    ("gx-2024-little-giant", "project_interest_max_yuan", LESSER),
    ("hi-2024-startup-guaranteed-loan", "small_firm_max_before_yuan", EARLIER),
    ("hi-2024-startup-guaranteed-loan", "hire_share_min_earlier_rules", EARLIER),
    ("hi-2024-startup-guaranteed-loan", "hire_share_min_over_100_earlier_rules", EARLIER),
    ("hz-2025-high-tech-award", "logistics_max_yuan", LESSER),
    ("cq-2025-startup-guaranteed-loan", "rate_after_max", LESSER),
    ("gx-2024-startup-guaranteed-loan", "rate_over_lpr_max", LESSER),
    ("gx-2024-startup-guaranteed-loan", "guarantee_fee_subsidy", LESSER),
    ("xz-graduate-social-insurance", "living_allowance_max_years", LESSER),
    ("zj-2025-startup-loan", "key_group_subsidy_share", LESSER),
    ("zj-2025-startup-loan", "others_pay_lpr_minus", LESSER),
    ("hb-2025-digital-plan", "firms_target", TARGET),
    ("jj-2025-digital-pilot", "firms_target", TARGET),
    ("jj-2025-digital-pilot", "above_scale_firms_target", TARGET),
    ("hz-2023-above-scale-draft", "upgrade_investment_min_new_yuan", LESSER),
    ("hz-2023-above-scale-draft", "upgrade_investment_min_yuan", LESSER),
    ("bj-2020-first-startup-subsidy", "rural_hires_min", LESSER),
    ("bj-2020-sme-procurement-40", "guarantor_small_firm_share_min", LESSER),
    ("tj-2024-tiankai-park", "leftover_share", LESSER),
    ("tj-2026-hnte-award", "binhai_yuan", LESSER),
    ("qhd-2022-upgrade", "revenue_step_max_yuan", LESSER),
    ("qhd-2022-upgrade", "internet_share_max", LESSER),
    ("qhd-2022-upgrade", "yearly_pool_yuan", TARGET),
    ("nm-2024-tier-award", "xilingol_innovative_yuan", LESSER),
    ("cc-2025-changchun-newarea", "innovative_yuan", LESSER),
    ("cc-2025-changchun-newarea", "centre_provincial_yuan", LESSER),
    ("cc-2025-changchun-newarea", "team_max_yuan", LESSER),
    ("cc-2025-changchun-newarea", "transfer_national_yuan", LESSER),
    ("cc-2025-changchun-newarea", "transfer_provincial_yuan", LESSER),
    ("dx-2022-industry-awards", "investment_steps", LESSER),
    ("gs-2025-training-subsidy", "general_yuan", LESSER),
    ("js-2025-producer-services-loan", "rate_over_lpr_max", LESSER),
    ("gz-2025-startup-subsidies", "award_yuan", LESSER),
];

/// Small numbers as they are written in words.
const WORDS: [(f64, &[&str]); 9] = [
    (0.5, &["半", "half"]),
    (2.0, &["两", "二", "two", "twice"]),
    (3.0, &["三", "three"]),
    (4.0, &["四", "four"]),
    (5.0, &["五", "five"]),
    (6.0, &["六", "six"]),
    (8.0, &["八", "eight"]),
    (10.0, &["十", "ten"]),
    (12.0, &["十二", "twelve"]),
];

fn numbers(value: &Value, found: &mut Vec<f64>) {
    match value {
        Value::Number(number) => found.extend(number.as_f64().filter(|number| *number != 0.0)),
        Value::Array(list) => list.iter().for_each(|value| numbers(value, found)),
        Value::Object(object) => object.values().for_each(|value| numbers(value, found)),
        Value::Null | Value::Bool(_) | Value::String(_) => {}
    }
}

#[test]
fn policies_say_what_their_rows_say() {
    let found = compared(&rows_of(&[REGIONAL]));
    let is_listed = |id: &str, what: &str| DIFFERENCES.iter().any(|(other, sort, _)| *other == id && *sort == what);
    let unexplained: Vec<_> = found.iter().filter(|(id, what, _)| !is_listed(id, what)).collect();
    assert!(unexplained.is_empty(), "{unexplained:#?}");
    let is_found = |id: &str, what: &str| found.iter().any(|(other, sort, _)| other == id && *sort == what);
    let vain: Vec<_> = DIFFERENCES.iter().filter(|(id, what, _)| !is_found(id, what)).collect();
    assert!(vain.is_empty(), "listed in vain: {vain:#?}");
}

#[test]
fn the_figures_of_a_row_stand_in_its_policy() {
    let rows = rows_of(&[REGIONAL]);
    let mut missing: Vec<(String, String, Vec<f64>)> = Vec::new();
    for mut policy in policies() {
        let id = policy["id"].as_str().unwrap().to_owned();
        let Some(row) = rows.get(&id) else { continue };
        policy.as_object_mut().unwrap().remove("examples");
        let text = policy.to_string();
        let mut known = text_figures(&text);
        known.extend(WORDS.iter().filter(|(_, words)| words.iter().any(|word| text.contains(word))).map(|(n, _)| n));
        for (name, value) in row["benefit_numbers"].as_object().into_iter().flatten() {
            let mut figures = Vec::new();
            numbers(value, &mut figures);
            figures.retain(|figure| !knows(&known, *figure));
            if !figures.is_empty() {
                missing.push((id.clone(), name.clone(), figures));
            }
        }
    }
    let is_listed = |id: &str, name: &str| NOT_SAID.iter().any(|(row, figure, _)| *row == id && *figure == name);
    let unexplained: Vec<_> = missing.iter().filter(|(id, name, _)| !is_listed(id, name)).collect();
    assert!(unexplained.is_empty(), "{unexplained:#?}");
    let is_missing = |id: &str, name: &str| missing.iter().any(|(row, figure, _)| row == id && figure == name);
    let vain: Vec<_> = NOT_SAID.iter().filter(|(id, name, _)| !is_missing(id, name)).collect();
    assert!(vain.is_empty(), "listed in vain: {vain:#?}");
}
