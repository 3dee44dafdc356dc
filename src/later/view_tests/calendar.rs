//! The calendar, the look back, and the sheet as they are printed for clients.

use super::*;

/// A firm in Suzhou that hires and borrows.
const FIRM: &str = "v=x&industry=C34&entity=company&employees=12&revenue=9000000&region=320500&insured_employees=12&\
    layoff_rate=0%&arrears=no&clean_record=yes&new_graduate_hires=3&graduate_hires=3&hires_contract_1y=yes&\
    hires_insured_months=5&has_loan=yes&needs_finance=yes&loan_due=2027-03-15&loan_performing=yes";

fn on(day: &str, query: &str) -> State {
    State { today: day.parse().expect("a date"), ..linked(query) }
}

#[test]
fn the_calendar_has_rows_by_day_with_the_days_left_and_a_link_to_each_measure() {
    let html = rendered(&view_of(loaded(), on("2026-11-30", FIRM)), Route::Calendar);
    holds(
        &html,
        &[
            "办事日历",
            r#"data-testid="soon""#,
            "2026年12月31日",
            "还有31天",
            r##"href="#/policy/hire-bonus-2026""##,
            "2027年2月13日",
            "问银行续贷：贷款2027年3月15日到期",
            "存进日历",
            "2021年至2026年",
        ],
    );
    let last_day = rendered(&view_of(loaded(), on("2026-12-31", FIRM)), Route::Calendar);
    holds(&last_day, &[r#"data-testid="soon""#, "2026年12月31日", "今天", "#/policy/hire-bonus-2026"]);
    let after = rendered(&view_of(loaded(), on("2027-01-01", FIRM)), Route::Calendar);
    assert!(!after.contains("#/policy/hire-bonus-2026"), "{after}");
}

#[test]
fn a_tax_return_is_one_row_with_a_link_to_each_measure_claimed_in_it() {
    let query = "v=x&industry=F52&entity=individual&employees=3&revenue=1600000&region=440100&\
        taxpayer_type=small_scale&vat_period=quarter&quarterly_sales=400000&waives_exemption=no&\
        levy_rate_3_sales=1600000&owner_group=veteran&established=2026-03-01";
    let html = rendered(&view_of(loaded(), on("2026-11-30", query)), Route::Calendar);
    let (_, soon) = html.split_once(r#"data-testid="soon""#).expect("the next days");
    let (soon, _) = soon.split_once("</section>").expect("their end");
    let rows: Vec<&str> = soon.split("<li").filter(|row| row.contains("申报增值税")).collect();
    let [row] = rows.as_slice() else { panic!("{soon}") };
    holds(
        row,
        &["2027年1月15日", "还有46天", "申报增值税（2026年第4季度），享受：", "等2项", "第三十条", "一并享受："],
    );
    holds(row, &["#/policy/"]);
    assert!(row.contains("#/policy/startup-veterans") && row.contains("#/policy/vat-smallscale-1pct-2026"), "{row}");
}

#[test]
fn nobody_is_told_to_do_anything_before_something_is_told() {
    let html = rendered(&view_of(loaded(), start()), Route::Calendar);
    assert!(!html.contains(r#"data-testid="soon""#), "{html}");
}

#[test]
fn the_start_page_shows_three_rows_and_the_way_to_all() {
    let view = view_of(loaded(), on("2026-11-30", FIRM));
    let html = rendered(&view, Route::Start);
    let (_, next) = html.split_once(r#"data-testid="next-acts""#).expect("what is next");
    let (next, _) = next.split_once("</section>").expect("its end");
    assert_eq!(next.matches("<li").count(), 3, "{next}");
    holds(next, &["还有", r##"href="#/calendar""##]);
    assert!(!rendered(&view_of(loaded(), start()), Route::Start).contains("next-acts"));
}

#[test]
fn the_calendar_speaks_english() {
    let state = on("2026-11-30", FIRM).after(Action::Speak(Language::En));
    let html = rendered(&view_of(loaded(), state), Route::Calendar);
    holds(&html, &["What to do by when", "31 December 2026", "in 31 days"]);
}

#[test]
fn a_sheet_is_short_and_its_long_form_has_an_address_of_its_own() {
    let view = view_of(loaded(), on("2026-11-30", FIRM));
    let short = rendered(&view, Route::Sheet);
    holds(&short, &[r##"href="#/sheet/long""##, r#"data-testid="sheet-dates""#, "2026年12月31日", "还有31天"]);
    assert!(!short.contains("办理步骤"), "no steps in the short form");
    let long = rendered(&view, at("sheet/long"));
    holds(&long, &[r##"href="#/sheet""##, r#"data-testid="sheet-dates""#, "企业情况", "办理步骤"]);
}

#[test]
fn a_code_that_would_be_too_fine_holds_the_first_screen_alone_and_says_so() {
    let code = |query: &str| {
        let html = rendered(&view_of(loaded(), on("2026-11-30", query)), Route::Sheet);
        let (_, code) = html.split_once(r#"data-testid="sheet-code""#).expect("the code");
        code.split_once("</div>").expect("its end").0.to_owned()
    };
    let few = code("v=x&industry=C34&entity=company&employees=12&region=320500");
    assert!(few.contains("<svg") && !few.contains("第一屏"), "{few}");
    let more = "&monthly_rent=12000&disabled_levy_due=9000&rd_spending=5200000&rd_spending_prev=4700000&revenue_prev=1";
    let many = code(&format!("{FIRM}{more}"));
    holds(&many, &["<svg", "第一屏", "employees=10~", "region=320500"]);
    assert!(!many.contains("loan_due"), "{many}");
    // Four light modules on each side of at most 65.
    let (_, size) = many.split_once("viewBox=\"-4 -4 ").expect("its size");
    let size: u32 = size.split(' ').next().and_then(|size| size.parse().ok()).expect("a number");
    assert!(size <= 73, "{size}");
}

#[test]
fn the_look_back_asks_of_each_measure_whether_it_was_used_and_waits_with_the_amounts() {
    let query = "v=x&industry=H62&entity=individual&employees=8&revenue=800000&region=440100&taxpayer_type=small_scale&\
        vat_period=quarter&quarterly_sales=200000&waives_exemption=no&individual_pit=20000";
    let html = rendered(&view_of(loaded(), on("2026-11-30", query)), at("changes"));
    let (_, back) = html.split_once(r#"data-testid="look-back""#).expect("the last three years");
    let (back, _) = back.split_once("</section>").expect("its end");
    holds(back, &["税费", "2024年约", "2025年约", "当时用了吗？", "用了", "没用", "不清楚", "还没有点“没用”"]);
    assert!(!back.contains("已不符合") && !back.contains("refund-question"), "{back}");
    assert!(!back.contains("checked"), "nothing is answered for the person: {back}");
}
