//! The ladder of tiers: every numeric line of every standard, at it and one unit short, and against the fact sheet.

use engine::catalogue::Catalogue;
use engine::enterprise::{Profile, read_profile};
use engine::matching::{Applies, NearMiss, Rung, Situation, Standard, StandardCriterion, Tier, Truth, Verdict, ladder};
use engine::quantity::Date;
use serde_json::{Value, json};

fn catalogue() -> Catalogue {
    fixtures::bundled().catalogue.clone()
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// A manufacturer that meets every line of every standard with something to spare.
fn strong() -> Value {
    json!({
        "entity": "company", "industry": "C35", "region": "440100", "employees": 250, "clean_record": true,
        "size_class": "medium", "revenue": "1.5亿", "revenue_prev": "1.2亿", "assets": "1.5亿", "restricted_industry": false,
        "established": "2010-01-01", "segment_since": "2010-01-01", "main_business_share": "95%", "revenue_growth_2y": "20%",
        "debt_ratio": "40%", "rd_spending": "1500万", "rd_spending_prev": "1500万", "rd_3y": "8000万", "revenue_3y": "13亿",
        "class1_ip": 5, "tech_staff_share": "35%", "market_share": "20%", "market_rank": "global_top3", "equity_2y": 0,
        "equity_3y": 0, "evaluation_score": 80, "standard_score_2022": 80,
        "score_innovation": 30, "score_growth": 20, "score_specialisation": 20,
        "domestic_rd_share": "90%", "hightech_revenue_share": "90%", "owns_core_ip": true, "related_little_giant": false,
        "titles": ["tech_sme", "innovative_sme", "specialised_sme"], "innovation_honours": [],
        "innovation_credentials": [],
    })
}

fn with(base: &Value, changes: &Value) -> Value {
    let mut all = base.as_object().unwrap().clone();
    all.extend(changes.as_object().unwrap().clone());
    Value::Object(all)
}

fn profile(catalogue: &Catalogue, value: &Value) -> Profile {
    read_profile(value, &catalogue.facts).unwrap_or_else(|problems| panic!("{problems:?} {value}"))
}

/// What the standard `id` says of a profile on a day.
fn on<T>(catalogue: &Catalogue, id: &str, value: &Value, date: &str, ask: impl Fn(&Standard<'_>, &Rung<'_>) -> T) -> T {
    let profile = profile(catalogue, value);
    let situation = Situation::new(&catalogue.facts, &profile, day(date));
    let rungs = ladder(catalogue, &situation);
    let found = rungs.iter().flat_map(|rung| rung.standards.iter().map(move |standard| (standard, rung)));
    let mut found =
        found.filter(|(standard, _)| catalogue.policy(standard.policy).is_some_and(|policy| policy.id == id));
    let (standard, rung) = found.next().unwrap_or_else(|| panic!("{id}"));
    ask(standard, rung)
}

fn leaves<'s, 'a>(steps: &'s [StandardCriterion<'a>]) -> Vec<&'s StandardCriterion<'a>> {
    steps.iter().flat_map(|step| if step.parts.is_empty() { vec![step] } else { leaves(&step.parts) }).collect()
}

/// One line: standard, key in the fact sheet, its number there, what lies on it, what lies one unit short of it.
type Line = (&'static str, &'static str, f64, Value, Value);

/// Each number that decides, of each standard. What else the profile has is [`strong`].
fn lines() -> Vec<Line> {
    let by_points = || json!({"titles": [], "score_innovation": 30, "score_growth": 15, "score_specialisation": 15});
    let points = |changes: Value| with(&by_points(), &changes);
    // More than enough together, so that the least of each score decides alone.
    let many = |changes: Value| {
        with(&json!({"titles": [], "score_innovation": 40, "score_growth": 30, "score_specialisation": 30}), &changes)
    };
    let plain = |changes: Value| with(&json!({"standard_score_2022": 0}), &changes);
    let poor = |changes: Value| {
        with(
            &json!({"revenue": "4999万", "revenue_prev": "4000万", "equity_2y": "8000万", "rd_spending": "1500万", "rd_spending_prev": "1500万"}),
            &changes,
        )
    };
    let tech = |changes: Value| {
        with(
            &json!({"titles": [], "class1_ip": 1, "revenue": "1亿", "rd_spending": "400万", "tech_staff_share": "10%"}),
            &changes,
        )
    };
    let (new, old) = ("tier-specialised-sme-2026", "tier-specialised-sme-2022");
    let (giant, old_giant) = ("tier-little-giant-2026", "tier-little-giant-2022");
    let champion = "manufacturing-champion";
    let high = "high-tech-enterprise";
    let rd = |revenue: &str, rd: &str| json!({"revenue": revenue, "rd_3y": rd, "revenue_3y": "10亿"});
    vec![
        ("tech-sme-evaluation", "staff_max", 500.0, json!({"employees": 500}), json!({"employees": 501})),
        ("tech-sme-evaluation", "sales_max_yuan", 2e8, json!({"revenue": "2亿"}), json!({"revenue": "200000000.01"})),
        ("tech-sme-evaluation", "assets_max_yuan", 2e8, json!({"assets": "2亿"}), json!({"assets": "200000000.01"})),
        (
            "tech-sme-evaluation",
            "tech_staff_ratio_min",
            0.1,
            tech(json!({})),
            tech(json!({"tech_staff_share": "9.9999%"})),
        ),
        ("tier-innovative-sme", "pass_score", 60.0, points(json!({})), points(json!({"score_innovation": 29}))),
        (
            "tier-innovative-sme",
            "min_innovation",
            20.0,
            many(json!({"score_innovation": 20})),
            many(json!({"score_innovation": 19})),
        ),
        (
            "tier-innovative-sme",
            "min_growth",
            15.0,
            many(json!({"score_growth": 15})),
            many(json!({"score_growth": 14})),
        ),
        (
            "tier-innovative-sme",
            "min_specialisation",
            15.0,
            many(json!({"score_specialisation": 15})),
            many(json!({"score_specialisation": 14})),
        ),
        (
            "tier-innovative-sme",
            "equity_3y_direct_yuan",
            5e6,
            points(json!({"score_innovation": 0, "equity_3y": "500万"})),
            points(json!({"score_innovation": 0, "equity_3y": "4999999.99"})),
        ),
        (
            old,
            "pass_score",
            60.0,
            json!({"standard_score_2022": 60, "rd_spending": "500万", "rd_spending_prev": 0}),
            json!({"standard_score_2022": 59, "rd_spending": "500万", "rd_spending_prev": 0}),
        ),
        (old, "min_years_segment", 2.0, json!({"segment_since": "2024-03-01"}), json!({"segment_since": "2024-03-02"})),
        (
            old,
            "rd_min_yuan",
            1e6,
            json!({"rd_spending": "100万", "revenue": "3000万"}),
            json!({"rd_spending": "999999.99", "revenue": "3000万"}),
        ),
        (
            old,
            "rd_ratio_min",
            0.03,
            json!({"rd_spending": "300万", "revenue": "1亿"}),
            json!({"rd_spending": "2999999.99", "revenue": "1亿"}),
        ),
        (old, "revenue_min_yuan", 1e7, json!({"revenue": "1000万"}), json!({"revenue": "9999999.99"})),
        (
            old,
            "equity_2y_alt_yuan",
            2e7,
            json!({"revenue": "900万", "equity_2y": "2000万"}),
            json!({"revenue": "900万", "equity_2y": "19999999.99"}),
        ),
        (
            old,
            "rd_2y_avg_direct_yuan",
            1e7,
            plain(json!({"rd_spending": "1200万", "rd_spending_prev": "800万"})),
            plain(json!({"rd_spending": "1200万", "rd_spending_prev": "7999999.99"})),
        ),
        (
            old,
            "equity_2y_direct_yuan",
            6e7,
            plain(json!({"rd_spending": "500万", "rd_spending_prev": 0, "equity_2y": "6000万"})),
            plain(json!({"rd_spending": "500万", "rd_spending_prev": 0, "equity_2y": "59999999.99"})),
        ),
        (new, "min_years_segment", 3.0, json!({"segment_since": "2023-11-21"}), json!({"segment_since": "2023-11-22"})),
        (new, "revenue_min_yuan", 1.5e7, json!({"revenue": "1500万"}), json!({"revenue": "14999999.99"})),
        (
            new,
            "equity_2y_alt_yuan",
            2e7,
            json!({"revenue": "900万", "equity_2y": "2000万"}),
            json!({"revenue": "900万", "equity_2y": "19999999.99"}),
        ),
        (
            new,
            "main_business_ratio_min",
            0.8,
            json!({"main_business_share": "80%"}),
            json!({"main_business_share": "79.9999%"}),
        ),
        (new, "debt_ratio_max", 0.8, json!({"debt_ratio": "80%"}), json!({"debt_ratio": "80.0001%"})),
        (
            new,
            "rd_each_year_min_yuan",
            1e6,
            json!({"rd_spending": "100万", "revenue": "2000万"}),
            json!({"rd_spending": "999999.99", "revenue": "2000万"}),
        ),
        (
            new,
            "rd_each_year_min_yuan",
            1e6,
            json!({"rd_spending_prev": "100万", "revenue_prev": "2000万"}),
            json!({"rd_spending_prev": "999999.99", "revenue_prev": "2000万"}),
        ),
        (
            new,
            "rd_ratio_each_year_min",
            0.03,
            json!({"rd_spending": "300万", "revenue": "1亿"}),
            json!({"rd_spending": "2999999.99", "revenue": "1亿"}),
        ),
        (
            new,
            "rd_ratio_each_year_min",
            0.03,
            json!({"rd_spending_prev": "300万", "revenue_prev": "1亿"}),
            json!({"rd_spending_prev": "2999999.99", "revenue_prev": "1亿"}),
        ),
        (new, "class1_ip_min", 1.0, json!({"class1_ip": 1}), json!({"class1_ip": 0})),
        (
            new,
            "eval_score_min",
            50.0,
            json!({"evaluation_score": 50, "titles": ["tech_sme"]}),
            json!({"evaluation_score": 49, "titles": ["tech_sme"]}),
        ),
        (
            old_giant,
            "min_years_segment",
            3.0,
            json!({"segment_since": "2023-03-01"}),
            json!({"segment_since": "2023-03-02"}),
        ),
        (
            old_giant,
            "main_business_ratio_min",
            0.7,
            json!({"main_business_share": "70%"}),
            json!({"main_business_share": "69.9999%"}),
        ),
        (
            old_giant,
            "revenue_growth_2y_avg_min",
            0.05,
            json!({"revenue_growth_2y": "5%"}),
            json!({"revenue_growth_2y": "4.9999%"}),
        ),
        (old_giant, "debt_ratio_max", 0.7, json!({"debt_ratio": "70%"}), json!({"debt_ratio": "70.0001%"})),
        (old_giant, "market_share_min", 0.1, json!({"market_share": "10%"}), json!({"market_share": "9.9999%"})),
        (
            old_giant,
            "rd_ratio_rev_ge_1e8",
            0.03,
            json!({"revenue": "1亿", "rd_spending": "300万"}),
            json!({"revenue": "1亿", "rd_spending": "2999999.99"}),
        ),
        (
            old_giant,
            "rd_ratio_rev_5e7_to_1e8",
            0.06,
            json!({"revenue": "5000万", "rd_spending": "300万"}),
            json!({"revenue": "5000万", "rd_spending": "2999999.99"}),
        ),
        (old_giant, "equity_2y_rev_lt_5e7_yuan", 8e7, poor(json!({})), poor(json!({"equity_2y": "79999999.99"}))),
        (old_giant, "rd_2y_rev_lt_5e7_yuan", 3e7, poor(json!({})), poor(json!({"rd_spending": "14999999.99"}))),
        (old_giant, "class1_ip_min", 2.0, json!({"class1_ip": 2}), json!({"class1_ip": 1})),
        (
            giant,
            "min_years_segment",
            3.0,
            json!({"segment_since": "2023-11-21"}),
            json!({"segment_since": "2023-11-22"}),
        ),
        (giant, "revenue_min_yuan", 5e7, json!({"revenue": "5000万"}), json!({"revenue": "49999999.99"})),
        (
            giant,
            "main_business_ratio_min",
            0.9,
            json!({"main_business_share": "90%"}),
            json!({"main_business_share": "89.9999%"}),
        ),
        (
            giant,
            "revenue_cagr_2y_min",
            0.05,
            json!({"revenue_growth_2y": "5%"}),
            json!({"revenue_growth_2y": "4.9999%"}),
        ),
        (giant, "debt_ratio_max", 0.75, json!({"debt_ratio": "75%"}), json!({"debt_ratio": "75.0001%"})),
        (
            giant,
            "rd_2y_total_min_yuan",
            1.2e7,
            json!({"rd_spending": "700万", "rd_spending_prev": "500万"}),
            json!({"rd_spending": "700万", "rd_spending_prev": "4999999.99"}),
        ),
        (giant, "rd_ratio_each_year_min", 0.03, json!({"rd_spending": "450万"}), json!({"rd_spending": "4499999.99"})),
        (
            giant,
            "rd_ratio_each_year_min",
            0.03,
            json!({"rd_spending_prev": "360万"}),
            json!({"rd_spending_prev": "3599999.99"}),
        ),
        (giant, "class1_ip_min", 4.0, json!({"class1_ip": 4}), json!({"class1_ip": 3})),
        (
            giant,
            "market_share_min",
            0.1,
            json!({"market_share": "10%", "market_rank": "lower"}),
            json!({"market_share": "9.9999%", "market_rank": "lower"}),
        ),
        (
            giant,
            "market_rank_max",
            3.0,
            json!({"market_share": "0%", "market_rank": "domestic_top3"}),
            json!({"market_share": "0%", "market_rank": "lower"}),
        ),
        (giant, "eval_score_min", 60.0, json!({"evaluation_score": 60}), json!({"evaluation_score": 59})),
        (
            champion,
            "years_in_field_min",
            10.0,
            json!({"segment_since": "2016-11-21"}),
            json!({"segment_since": "2016-11-22"}),
        ),
        (
            champion,
            "years_new_product_min",
            5.0,
            json!({"segment_since": "2021-11-21"}),
            json!({"segment_since": "2021-11-22"}),
        ),
        (
            champion,
            "avg_main_revenue_3y_min_yuan",
            4e8,
            json!({"titles": [], "revenue_3y": "12亿"}),
            json!({"titles": [], "revenue_3y": "1199999999.99"}),
        ),
        (
            champion,
            "avg_main_revenue_3y_zjtx_min_yuan",
            2e8,
            json!({"revenue_3y": "6亿"}),
            json!({"revenue_3y": "599999999.99"}),
        ),
        (
            champion,
            "global_rank_max",
            3.0,
            json!({"market_rank": "global_top3"}),
            json!({"market_rank": "domestic_top3"}),
        ),
        (
            high,
            "company_age_min_years",
            1.0,
            json!({"established": "2025-11-21"}),
            json!({"established": "2025-11-22"}),
        ),
        (high, "tech_staff_ratio_min", 0.1, json!({"tech_staff_share": "10%"}), json!({"tech_staff_share": "9.9999%"})),
        (high, "rd_ratio_le_5e7", 0.05, rd("5000万", "5000万"), rd("5000万", "49999999.99")),
        (high, "rd_ratio_5e7_2e8", 0.04, rd("50000000.01", "4000万"), rd("50000000.01", "39999999.99")),
        (high, "rd_ratio_5e7_2e8", 0.04, rd("2亿", "4000万"), rd("2亿", "39999999.99")),
        (high, "rd_ratio_gt_2e8", 0.03, rd("200000000.01", "3000万"), rd("200000000.01", "29999999.99")),
        (
            high,
            "domestic_rd_ratio_min",
            0.6,
            json!({"domestic_rd_share": "60%"}),
            json!({"domestic_rd_share": "59.9999%"}),
        ),
        (
            high,
            "hi_tech_income_ratio_min",
            0.6,
            json!({"hightech_revenue_share": "60%"}),
            json!({"hightech_revenue_share": "59.9999%"}),
        ),
    ]
}

/// Numbers of the fact sheet that decide on no title, or are judged by others.
const NO_LINE: [(&str, &str); 4] = [
    ("validity_years", "how long the title lasts"),
    ("rd_staff_ratio_rev_lt_5e7", "asked of the enterprise itself"),
    ("score_min_exclusive", "given by experts"),
    ("pass_score", "of technology SMEs: the points are counted by the enterprise"),
];

/// The day on which a standard takes applications: the last one of the older standards.
fn day_of(id: &str) -> &'static str {
    if id.ends_with("2022") { "2026-03-01" } else { "2026-11-21" }
}

#[test]
fn each_line_is_met_on_it_and_missed_one_unit_short() {
    let catalogue = catalogue();
    for (id, key, _, at, short) in lines() {
        let date = day_of(id);
        let met =
            |changes: &Value| on(&catalogue, id, &with(&strong(), changes), date, |standard, _| standard.is_met());
        assert!(met(&json!({})), "{id}: the strong profile");
        assert!(met(&at), "{id} {key}: {at}");
        // What an exemption or the enterprise's own check may still save stays open, but is no longer met by the figure.
        let (verdict, truths) = on(&catalogue, id, &with(&strong(), &short), date, |standard, _| {
            let truths: Vec<Truth> = leaves(&standard.steps).iter().map(|step| step.finding.truth).collect();
            (standard.verdict, truths)
        });
        assert!(verdict != Verdict::Eligible && truths.contains(&Truth::False), "{id} {key}: {short}");
    }
}

#[test]
fn one_unit_short_is_said_to_be_one_unit_short() {
    let catalogue = catalogue();
    for (id, key, _, _, short) in lines() {
        let value = with(&strong(), &short);
        on(&catalogue, id, &value, day_of(id), |standard, _| {
            let failed: Vec<&StandardCriterion<'_>> =
                leaves(&standard.steps).into_iter().filter(|step| step.finding.truth == Truth::False).collect();
            let nearest = failed.iter().flat_map(|step| &step.changes).find(|change| match change {
                NearMiss::Number { now, to, .. } => now.abs_diff(*to) == 1,
                NearMiss::Day(date) => *date == day(day_of(id)).plus_days(1),
                NearMiss::Option { .. } => key.contains("rank"),
            });
            assert!(nearest.is_some(), "{id} {key}: {:?}", failed.iter().map(|step| &step.changes).collect::<Vec<_>>());
        });
    }
}

#[test]
fn every_line_is_that_of_the_fact_sheet() {
    let text = fixtures::read("facts/policies-other.json");
    let rows: Value = serde_json::from_str(&text).unwrap();
    let lines = lines();
    let catalogue = catalogue();
    for tier in Tier::ALL {
        for id in tier.standards(&catalogue).map(|(_, policy)| policy.rule.id.as_str()) {
            let row = rows.as_array().unwrap().iter().find(|row| row["id"] == id).unwrap();
            for (key, number) in row["benefit_numbers"].as_object().unwrap() {
                let mut tested = lines.iter().filter(|line| line.0 == id && line.1 == key).peekable();
                assert!(tested.peek().is_some() || NO_LINE.iter().any(|(other, _)| other == key), "{id} {key}");
                assert!(tested.all(|line| number.as_f64() == Some(line.2)), "{id} {key}: {number}");
            }
            for line in lines.iter().filter(|line| line.0 == id) {
                assert!(row["benefit_numbers"].get(line.1).is_some(), "{id} {}", line.1);
            }
        }
    }
}

#[test]
fn standards_change_on_the_first_of_april_2026() {
    let catalogue = catalogue();
    let applies = |id: &str, date: &str| on(&catalogue, id, &strong(), date, |standard, _| standard.applies);
    for (date, old, new, old_giant, new_giant) in [
        ("2026-03-31", Applies::Applications, Applies::NotYet, Applies::Applications, Applies::NotYet),
        ("2026-04-01", Applies::NoMore, Applies::Applications, Applies::NoMore, Applies::Applications),
        // The re-certification of 2026 was filed and reported from 25 April to 30 June.
        ("2026-04-24", Applies::NoMore, Applies::Applications, Applies::NoMore, Applies::Applications),
        ("2026-04-25", Applies::NoMore, Applies::Applications, Applies::Renewals, Applies::Applications),
        ("2026-06-30", Applies::NoMore, Applies::Applications, Applies::Renewals, Applies::Applications),
        ("2026-07-01", Applies::NoMore, Applies::Applications, Applies::NoMore, Applies::Applications),
    ] {
        assert_eq!(applies("tier-specialised-sme-2022", date), old, "{date}");
        assert_eq!(applies("tier-specialised-sme-2026", date), new, "{date}");
        assert_eq!(applies("tier-little-giant-2022", date), old_giant, "{date}");
        assert_eq!(applies("tier-little-giant-2026", date), new_giant, "{date}");
        assert_eq!(applies("high-tech-enterprise", date), Applies::Applications, "{date}");
    }
}

#[test]
fn nothing_told_is_neither_met_nor_missed() {
    let catalogue = catalogue();
    let empty = Profile::new();
    let situation = Situation::new(&catalogue.facts, &empty, day("2026-11-21"));
    let rungs = ladder(&catalogue, &situation);
    assert_eq!(rungs.iter().map(|rung| rung.tier).collect::<Vec<_>>(), Tier::ALL);
    for standard in rungs.iter().flat_map(|rung| &rung.standards) {
        assert_eq!(standard.verdict, Verdict::NeedsInfo);
        assert!(!standard.is_met() && !standard.open.facts.is_empty());
        assert!(standard.steps.iter().all(|step| step.changes.is_empty()), "nothing told, nothing to change");
    }
}

#[test]
fn what_an_authority_judges_is_kept_apart() {
    let catalogue = catalogue();
    for (id, authority) in [
        ("tech-sme-evaluation", false),
        ("tier-specialised-sme-2026", true),
        ("tier-little-giant-2026", true),
        ("manufacturing-champion", true),
        ("high-tech-enterprise", true),
    ] {
        let found = on(&catalogue, id, &strong(), "2026-11-21", |standard, _| {
            (standard.open.authority, standard.verdict, standard.is_met())
        });
        let verdict = if authority { Verdict::NeedsInfo } else { Verdict::Eligible };
        assert_eq!(found, (authority, verdict, true), "{id}");
    }
}

#[test]
fn a_title_opens_what_asks_for_it_here() {
    let catalogue = catalogue();
    let opened = |value: &Value, id: &str| {
        on(&catalogue, id, value, "2026-11-21", |_, rung| {
            let names =
                rung.unlocks.iter().filter_map(|of| catalogue.policy(of.policy)).map(|policy| policy.id.clone());
            names.collect::<Vec<String>>()
        })
    };
    let guangzhou = opened(&strong(), "tier-little-giant-2026");
    assert!(guangzhou.contains(&"gz-2025-little-giant".to_owned()), "{guangzhou:?}");
    let beijing = opened(&with(&strong(), &json!({"region": "110000"})), "tier-little-giant-2026");
    assert!(!beijing.iter().any(|id| id.starts_with("gz-") || id.starts_with("gd-")), "{beijing:?}");
    let high = opened(&strong(), "high-tech-enterprise");
    assert!(high.contains(&"hnte-15".to_owned()), "{high:?}");
    // Held or not, a title opens the same.
    assert_eq!(
        high,
        opened(
            &with(&strong(), &json!({"titles": ["high_tech", "tech_sme", "innovative_sme", "specialised_sme"]})),
            "high-tech-enterprise"
        )
    );
    // An ended measure is opened by nothing.
    assert!(!guangzhou.contains(&"key-little-giant-fund-2021".to_owned()));
}

#[test]
fn the_points_of_a_technology_sme_are_counted_at_their_steps() {
    let catalogue = catalogue();
    // Research over sales, science staff, rights of class I: together 60 points, and one unit short of it.
    for (rd, staff, rights, short) in [
        ("600万", "20%", 0, json!({"rd_spending": "5999999.99"})),
        ("600万", "20%", 0, json!({"tech_staff_share": "19.9999%"})),
        ("500万", "30%", 0, json!({"rd_spending": "4999999.99"})),
        ("500万", "30%", 0, json!({"tech_staff_share": "29.9999%"})),
        ("400万", "10%", 1, json!({"rd_spending": "3999999.99"})),
        ("400万", "10%", 1, json!({"class1_ip": 0})),
        ("300万", "20%", 1, json!({"rd_spending": "2999999.99"})),
        ("200万", "30%", 1, json!({"rd_spending": "1999999.99"})),
    ] {
        let at =
            json!({"revenue": "1亿", "rd_spending": rd, "tech_staff_share": staff, "class1_ip": rights, "titles": []});
        let at = with(&strong(), &at);
        let verdict = |value: &Value| {
            on(&catalogue, "tech-sme-evaluation", value, "2026-11-21", |standard, _| {
                (standard.verdict, standard.open.check_yourself)
            })
        };
        assert_eq!(verdict(&at), (Verdict::Eligible, false), "{rd} {staff} {rights}");
        // Rights of class II count too, which only the enterprise knows: left for it to check.
        assert_eq!(verdict(&with(&at, &short)), (Verdict::NeedsInfo, true), "{rd} {staff} {rights} {short}");
    }
}
