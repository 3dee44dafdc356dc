//! The rules of the catalogue that are easiest to get wrong, one test each.

use engine::catalogue::loading::Loaded;
use engine::catalogue::{BenefitKind, Recipient, Status};
use engine::enterprise::{Profile, read_profile};
use engine::matching::{Answer, Group, Outcome, Verdict, answer};
use engine::quantity::{Date, Money};
use fixtures::bundled;
use serde_json::{Value, json};

fn on(loaded: &Loaded, profile: &Value, day: &str) -> Answer {
    let profile: Profile =
        read_profile(profile, &loaded.catalogue.facts).unwrap_or_else(|problems| panic!("{problems:?}"));
    answer(&loaded.catalogue, &profile, day.parse::<Date>().unwrap())
}

fn outcome<'a>(loaded: &Loaded, answer: &'a Answer, policy: &str) -> &'a Outcome {
    let id = loaded.catalogue.find(policy).unwrap_or_else(|| panic!("{policy}"));
    answer.outcomes.iter().find(|outcome| outcome.policy == id).unwrap()
}

fn usable(loaded: &Loaded, answer: &Answer, policy: &str) -> bool {
    outcome(loaded, answer, policy).group == Group::UseNow
}

fn small_scale(monthly_sales: i64) -> Value {
    json!({
        "taxpayer_type": "small_scale", "vat_period": "month", "monthly_sales": monthly_sales,
        "waives_exemption": false, "sales_net_of_property": monthly_sales,
    })
}

#[test]
fn sales_of_exactly_100_000_a_month_are_exempt_to_the_end_of_2025_and_not_after() {
    let loaded = bundled();
    let exempt = |sales: i64, day: &str| {
        let answer = on(loaded, &small_scale(sales), day);
        ["vat-smallscale-threshold-2023", "vat-smallscale-threshold-2026"].map(|id| usable(loaded, &answer, id))
    };
    assert_eq!(exempt(100_000, "2025-12-31"), [true, false]);
    assert_eq!(exempt(100_001, "2025-12-31"), [false, false]);
    assert_eq!(exempt(100_000, "2026-01-01"), [false, false]);
    assert_eq!(exempt(99_999, "2026-01-01"), [false, true]);
}

#[test]
fn a_quarter_of_exactly_300_000_likewise() {
    let loaded = bundled();
    let profile = json!({
        "taxpayer_type": "small_scale", "vat_period": "quarter", "quarterly_sales": 300_000, "waives_exemption": false,
        "sales_net_of_property": 300_000,
    });
    let before = on(loaded, &profile, "2025-12-31");
    assert!(usable(loaded, &before, "vat-smallscale-threshold-2023"));
    let after = on(loaded, &profile, "2026-01-01");
    assert_eq!(outcome(loaded, &after, "vat-smallscale-threshold-2026").verdict, Verdict::Ineligible);
}

#[test]
fn surcharges_stay_exempt_at_exactly_100_000() {
    let loaded = bundled();
    for day in ["2025-12-31", "2026-01-01", "2026-11-21"] {
        let at = on(loaded, &small_scale(100_000), day);
        assert!(usable(loaded, &at, "surcharge-exempt-100k"), "{day}");
        let above = on(loaded, &small_scale(100_001), day);
        assert!(!usable(loaded, &above, "surcharge-exempt-100k"), "{day}");
    }
}

#[test]
fn a_notice_that_prints_2027_stopped_when_the_law_came() {
    let loaded = bundled();
    let id = loaded.catalogue.find("vat-smallscale-threshold-2023").unwrap();
    let policy = loaded.catalogue.policy(id).unwrap();
    assert_eq!(policy.status("2025-12-31".parse().unwrap()), Status::InForce);
    assert_eq!(policy.status("2026-01-01".parse().unwrap()), Status::Ended);
}

#[test]
fn job_stability_refunds_differ_by_year() {
    let loaded = bundled();
    // Enough for the criteria; the fund's state stays with the authority.
    let firm = |size: &str, region: &str| {
        json!({
            "entity": "company", "size_class": size, "insured_employees": 20, "ui_months_paid": 12,
            "layoff_rate": "0%", "ui_paid_last_year": 100_000, "region": region,
        })
    };
    let most_in = |region: &str, size: &str, policy: &str, day: &str| {
        let answer = on(loaded, &firm(size, region), day);
        let outcome = outcome(loaded, &answer, policy);
        assert_eq!((outcome.verdict, outcome.status), (Verdict::NeedsInfo, Status::InForce), "{policy} {day}");
        outcome.estimate.unwrap().high.unwrap()
    };
    let most = |size: &str, policy: &str, day: &str| most_in("110000", size, policy, day);
    for (policy, day, small, large) in [
        ("ui-rebate-2024", "2024-07-01", 60_000, 30_000),
        ("ui-rebate-2025", "2025-06-30", 60_000, 30_000),
        ("ui-rebate-2025-boost", "2025-09-01", 90_000, 50_000),
        ("ui-rebate-2026", "2026-11-21", 60_000, 30_000),
    ] {
        assert_eq!(most("small", policy, day), Money::from_yuan(small), "{policy}");
        assert_eq!(most("large", policy, day), Money::from_yuan(large), "{policy}");
    }
    // Chongqing gave less in 2025.
    assert_eq!(most_in("500000", "small", "ui-rebate-2025", "2025-12-31"), Money::from_yuan(20_000));
    assert_eq!(most_in("500000", "large", "ui-rebate-2025", "2025-01-01"), Money::from_yuan(10_000));
    let boost = loaded.catalogue.find("ui-rebate-2025-boost").unwrap();
    let boost = loaded.catalogue.policy(boost).unwrap();
    assert_eq!(boost.status("2025-06-30".parse().unwrap()), Status::Upcoming);
    assert_eq!(boost.status("2026-01-01".parse().unwrap()), Status::Ended);
}

#[test]
fn new_tier_applications_follow_the_rule_of_2026_from_april_on() {
    let loaded = bundled();
    for tier in ["tier-specialised-sme", "tier-little-giant"] {
        let status = |edition: &str, day: &str| {
            let id = loaded.catalogue.find(&format!("{tier}-{edition}")).unwrap();
            loaded.catalogue.policy(id).unwrap().status(day.parse().unwrap())
        };
        assert_eq!((status("2022", "2026-03-31"), status("2026", "2026-03-31")), (Status::InForce, Status::Upcoming));
        assert_eq!((status("2022", "2026-04-01"), status("2026", "2026-04-01")), (Status::Ended, Status::InForce));
    }
}

#[test]
fn what_the_lender_gets_is_never_added_to_what_the_borrower_gets() {
    let loaded = bundled();
    for id in ["vat-lender-1m", "vat-lender-10m", "vat-lender-1m-2017", "vat-lender-10m-2018"] {
        let id = loaded.catalogue.find(id).unwrap();
        assert_eq!(loaded.catalogue.policy(id).unwrap().recipient, Recipient::Lender);
    }
    let guarantee = loaded.catalogue.find("vat-guarantee").unwrap();
    assert_eq!(loaded.catalogue.policy(guarantee).unwrap().recipient, Recipient::Guarantor);
    let borrower = json!({
        "entity": "company", "size_class": "small", "credit_line": 500_000, "loan_balance": 500_000,
        "guarantor": "government",
    });
    let answer = on(loaded, &borrower, "2026-11-21");
    for outcome in &answer.outcomes {
        let policy = loaded.catalogue.policy(outcome.policy).unwrap();
        if policy.recipient != Recipient::Enterprise || policy.kind != BenefitKind::Saving {
            assert!(!outcome.counts, "{}", policy.id);
            assert!(!answer.combination.used.contains(&outcome.policy), "{}", policy.id);
        }
    }
}

#[test]
fn a_small_low_profit_company_is_not_the_size_class_small() {
    let loaded = bundled();
    let firm = |employees: i64, revenue: &str, income: &str, assets: &str| {
        json!({
            "entity": "company", "restricted_industry": false, "industry": "C34", "employees": employees,
            "revenue": revenue, "assets": assets, "taxable_income": income,
        })
    };
    // A factory with 299 people and 30 million of revenue is small by size, one with 300 is medium; for the tax both
    // are small while they earn little.
    let small = on(loaded, &firm(299, "3000万", "300万", "5000万"), "2026-11-21");
    assert_eq!(small.size.class().unwrap().id(), "small");
    assert!(usable(loaded, &small, "cit-small-profit-2023"));
    let medium = on(loaded, &firm(300, "3000万", "300万", "5000万"), "2026-11-21");
    assert_eq!(medium.size.class().unwrap().id(), "medium");
    assert!(usable(loaded, &medium, "cit-small-profit-2023"));
    // And small by size, but earning too much for the tax.
    let rich = on(loaded, &firm(299, "3000万", "3000001", "5000万"), "2026-11-21");
    assert_eq!(rich.size.class().unwrap().id(), "small");
    assert_eq!(outcome(loaded, &rich, "cit-small-profit-2023").verdict, Verdict::Ineligible);
}

#[test]
fn no_group_is_ever_added_up() {
    let loaded = bundled();
    let rich = json!({
        "entity": "company", "restricted_industry": false, "industry": "C34", "region": "440100", "employees": 100,
        "revenue": "3000万", "assets": "3000万", "taxable_income": "200万", "account_audit": true, "rd_ledger": true,
        "rd_spending": "100万", "titles": ["high_tech"], "hired_priority": 3, "hired_veterans": 3,
        "taxpayer_type": "small_scale", "vat_period": "month", "monthly_sales": 90_000, "waives_exemption": false,
        "levy_rate_3_sales": 1_080_000,
    });
    for day in ["2021-06-30", "2022-06-30", "2023-06-30", "2024-06-30", "2025-06-30", "2026-11-21"] {
        let answer = on(loaded, &rich, day);
        let used = &answer.combination.used;
        for (index, &a) in used.iter().enumerate() {
            for &b in &used[index + 1..] {
                let (first, second) = (loaded.catalogue.policy(a).unwrap(), loaded.catalogue.policy(b).unwrap());
                let shared = first.details.groups.iter().any(|group| {
                    group.per == engine::catalogue::Per::Enterprise
                        && second.details.groups.iter().any(|other| other.id == group.id)
                });
                assert!(!shared, "{day}: {} and {}", first.id, second.id);
                assert!(!first.details.excludes.iter().any(|exclusion| exclusion.policy == b), "{day}");
            }
        }
    }
}

#[test]
fn insurance_measures_of_2022_are_there_once_and_unclear() {
    let loaded = bundled();
    for id in ["export-credit-2022", "fx-hedging-2022", "interruption-insurance-2022"] {
        let policy = loaded.catalogue.policy(loaded.catalogue.find(id).unwrap()).unwrap();
        assert_eq!(policy.status("2026-11-21".parse().unwrap()), Status::Unclear, "{id}");
    }
}

#[test]
fn unclear_policies_enter_no_total() {
    let loaded = bundled();
    let answer =
        on(loaded, &json!({"region": "440100", "industry": "C34", "above_scale_since": "2024-06-30"}), "2026-11-21");
    let outcome = outcome(loaded, &answer, "gd-2025-xiaoshenggui");
    assert_eq!((outcome.verdict, outcome.status), (Verdict::Eligible, Status::Unclear));
    assert_eq!((outcome.group, outcome.counts), (Group::Unclear, false));
}

#[test]
fn a_deferral_is_open_to_loans_by_the_day_they_fall_due() {
    let loaded = bundled();
    let loan = |due: &str| {
        json!({
            "entity": "company", "size_class": "small", "credit_line": "500万", "loan_balance": "100万",
            "loan_due": due, "loan_signed": "2021-02-01", "in_difficulty": true, "hit_by_epidemic": true,
            "needs_finance": true, "region": "440100",
        })
    };
    let verdict = |due: &str| {
        let answer = on(loaded, &loan(due), "2020-09-01");
        outcome(loaded, &answer, "defer-2020-122").verdict
    };
    assert_eq!(verdict("2020-05-31"), Verdict::Ineligible);
    assert_ne!(verdict("2020-06-01"), Verdict::Ineligible);
    assert_ne!(verdict("2020-12-31"), Verdict::Ineligible);
    assert_eq!(verdict("2021-01-01"), Verdict::Ineligible, "nor by interest: the loan was signed later");
}

#[test]
fn subsidies_of_2026_hold_to_the_last_day_of_the_year() {
    let loaded = bundled();
    for id in ["equipment-subsidy-2026", "service-loan-subsidy-2026", "ui-rebate-2026", "hire-bonus-2026"] {
        let policy = loaded.catalogue.policy(loaded.catalogue.find(id).unwrap()).unwrap();
        assert_eq!(policy.status("2026-12-31".parse().unwrap()), Status::InForce, "{id}");
        assert_eq!(policy.status("2027-01-01".parse().unwrap()), Status::Ended, "{id}");
    }
}
