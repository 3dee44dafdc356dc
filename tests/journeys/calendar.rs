//! Journeys through what is to be done by which day, the look back on three years, and the sheet of a client.

use std::fs;

use crate::journeys::{no_barriers, no_sideways_scrolling, opened};
use crate::{Journey, Page, Site, server};

/// A firm in Suzhou that hires and borrows, on a day on which the year's measures still run.
const FIRM: &str = "#/?on=2026-11-30&industry=C34&entity=company&employees=12&revenue=9000000&region=320500&\
    insured_employees=12&layoff_rate=0%25&arrears=no&clean_record=yes&new_graduate_hires=3&graduate_hires=3&\
    hires_contract_1y=yes&hires_insured_months=5&has_loan=yes&needs_finance=yes&loan_due=2027-03-15&loan_performing=yes";

/// A restaurant that an individual runs.
const RESTAURANT: &str = "#/?on=2026-11-30&industry=H62&entity=individual&employees=8&revenue=800000&region=440100&\
    taxpayer_type=small_scale&vat_period=quarter&quarterly_sales=200000&waives_exemption=no&individual_pit=20000";

async fn text_of(page: &Page, id: &str) -> String {
    page.by_test_id(id).await.text().await.unwrap()
}

#[test]
fn what_is_to_be_done_stands_by_day_and_goes_into_a_calendar() {
    Journey::new(Site::of_dist()).run(async |page| {
        opened(page, FIRM).await;
        page.by_test_id("next-acts").await;
        page.script("location.hash = '#/calendar'").await;
        let soon = async || text_of(page, "soon").await;
        let text = soon().await;
        assert!(text.contains("2026年12月31日") && text.contains("还有31天"), "{text}");
        assert!(text.contains("问银行续贷：贷款2027年3月15日到期"), "{text}");
        no_barriers(page, "calendar").await;
        for width in [320, 360, 768, 1280] {
            page.resize(width, 900).await;
            no_sideways_scrolling(page, &format!("calendar at {width}")).await;
            page.screenshot(&format!("calendar-{width}")).await;
        }
        page.click("button", "存进日历（下载文件）").await;
        let file =
            async || page.script("const t = document.getElementById('calendar-text'); return t ? t.value : ''").await;
        page.until("the file is shown", async || {
            let text = file().await;
            let text = text.as_str()?.to_owned();
            (text.starts_with("BEGIN:VCALENDAR") && text.contains("BEGIN:VEVENT")).then_some(())
        })
        .await;
        page.click("button", "English").await;
        page.sees("in 31 days").await;
        no_barriers(page, "calendar, English").await;
    });
}

#[test]
fn the_sheet_is_read_on_a_phone_without_scrolling_sideways() {
    Journey::new(Site::of_dist()).phone().run(async |page| {
        opened(page, RESTAURANT).await;
        page.script("location.hash = '#/sheet'").await;
        page.by_css(".measures tbody tr").await;
        let wider =
            "return [...document.querySelectorAll('.sheet, .sheet *')].filter(it => it.scrollWidth > it.clientWidth + 1
            && /auto|scroll/.test(getComputedStyle(it).overflowX)).map(it => it.outerHTML.slice(0, 100))";
        assert_eq!(page.script(wider).await, serde_json::json!([]));
        let outside = "return [...document.querySelectorAll('.measures :is(th, td)')]
            .filter(it => it.getBoundingClientRect().right > innerWidth + 1).length";
        assert_eq!(page.script(outside).await, 0);
        no_sideways_scrolling(page, "the sheet on a phone").await;
        no_barriers(page, "the sheet on a phone").await;
        page.screenshot("sheet-phone").await;
    });
}

#[test]
fn what_was_not_used_in_three_years_comes_to_an_amount_and_a_question() {
    Journey::new(Site::of_dist()).run(async |page| {
        opened(page, RESTAURANT).await;
        page.script("location.hash = '#/changes'").await;
        page.by_test_id("look-back").await;
        page.sees("还没有点“没用”").await;
        // The first measure was not used.
        page.script("document.querySelectorAll('.past input[type=radio]')[1].click()").await;
        page.until("an amount and a question", async || {
            let missed = text_of(page, "missed").await;
            (missed.contains("可能多缴") || missed.contains("没法估算")).then_some(())
        })
        .await;
        let question =
            async || page.script("const t = document.getElementById('refund-question'); return t ? t.value : ''").await;
        page.until("the question", async || question().await.as_str()?.contains("更正申报").then_some(())).await;
        // A look at a measure and back: what was said is still there.
        page.script("location.hash = '#/library'").await;
        page.by_css("#f-search").await;
        page.script("location.hash = '#/changes'").await;
        page.by_css("#refund-question").await;
        no_barriers(page, "look back").await;
        for width in [320, 1280] {
            page.resize(width, 900).await;
            no_sideways_scrolling(page, &format!("look back at {width}")).await;
            page.screenshot(&format!("look-back-{width}")).await;
        }
    });
}

#[test]
fn the_sheet_of_a_firm_with_few_measures_is_one_page() {
    Journey::new(Site::of_dist()).run(async |page| {
        opened(page, "#/?on=2026-11-30&industry=H62&entity=individual&employees=8&revenue=800000&region=440100").await;
        page.script("location.hash = '#/sheet'").await;
        page.by_test_id("sheet-dates").await;
        assert_eq!(page.printed("sheet-small").await, 1);
    });
}

#[test]
fn the_sheet_of_a_firm_with_many_answers_takes_two_pages_and_has_a_long_form() {
    Journey::new(Site::of_dist()).run(async |page| {
        opened(page, FIRM).await;
        page.script("location.hash = '#/sheet'").await;
        page.by_test_id("sheet-dates").await;
        let pages = page.printed("sheet-firm").await;
        assert!(pages <= 2, "the sheet takes {pages} pages");
        let code = async || text_of(page, "sheet-code").await;
        // More than a phone reads at three centimetres: what the code holds is said, and is less.
        assert!(code().await.contains("第一屏"), "{}", code().await);
        let wide = page.script("return document.querySelector('.qr').viewBox.baseVal.width").await;
        assert!(wide.as_f64().is_some_and(|wide| wide <= 73.0), "{wide}");
        page.click("link", "长版：全部回答、步骤和服务").await;
        page.sees("办理步骤").await;
        page.until("the choice is in the address", async || {
            (page.script("return location.hash").await == "#/sheet/long").then_some(())
        })
        .await;
        page.click("link", "一页简版").await;
        page.sees_no("办理步骤").await;
        no_barriers(page, "sheet").await;
    });
}

#[test]
fn the_one_file_prints_no_code_unless_an_address_is_set() {
    let whole = fs::read_to_string(server::dist().join("policy-match-offline.html")).unwrap();
    let folder = std::env::temp_dir().join(format!("policy-match-sheet-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let (bare, set) = (folder.join("bare.html"), folder.join("set.html"));
    fs::write(&bare, &whole).unwrap();
    let meta = "<head><meta name=\"policy-match-address\" content=\"https://zwfw.example/policy-match/\">";
    fs::write(&set, whole.replacen("<head>", meta, 1)).unwrap();
    Journey::new(Site::of_dist()).run(async |page| {
        for (file, has_code) in [(&bare, false), (&set, true)] {
            page.go(&format!("file://{}#/?employees=8&industry=H62&region=440100&entity=individual", file.display()))
                .await;
            page.running().await;
            page.script("location.hash = '#/sheet'").await;
            let code = text_of(page, "sheet-code").await;
            assert_eq!(page.script("return !!document.querySelector('.qr')").await, has_code);
            assert!(!code.contains("file:") && !code.contains(&folder.display().to_string()), "{code}");
            assert_eq!(code.contains("https://zwfw.example/policy-match/#/?"), has_code, "{code}");
        }
    });
    fs::remove_dir_all(folder).unwrap();
}
