//! The library as people use it: on a phone, by number, place and wish, and where nothing is found.

use crate::journeys::{no_barriers, no_sideways_scrolling, opened};
use crate::{Journey, Site};

#[test]
fn on_a_phone_the_first_result_is_within_the_first_screen() {
    Journey::new(Site::of_dist()).phone().run(async |page| {
        opened(page, "#/library").await;
        page.sees("找到").await;
        page.resize(360, 740).await;
        let top = "const first = document.querySelector('.results .card'); return first && first.getBoundingClientRect().top + scrollY";
        let top = page.until("a result is there", async || page.script(top).await.as_f64()).await;
        assert!(top < 740.0, "the first result begins at {top}");
        no_sideways_scrolling(page, "the library on a phone").await;
        no_barriers(page, "the library on a phone").await;
        page.screenshot("library-phone").await;
        // The other choices are in one line, which says what is chosen.
        page.by_css(".filters-fold > summary").await.click().await.unwrap();
        page.choose("状态", "执行中").await;
        page.until("the line says it", async || {
            page.by_test_id("chosen").await.text().await.ok()?.contains("执行中").then_some(())
        })
        .await;
        no_barriers(page, "the library with its filters open").await;
        page.click("button", "清除筛选").await;
        page.until("nothing is chosen", async || {
            page.by_test_id("chosen").await.text().await.ok()?.trim().is_empty().then_some(())
        })
        .await;
    });
}

#[test]
fn numbers_places_and_wishes_are_found_as_people_write_them() {
    Journey::new(Site::of_dist()).run(async |page| {
        opened(page, "#/library").await;
        for typed in ["财税〔2019〕13号", "财税(2019)13号", "财税【2019】13号", "财税2019 13", "財稅〔2019〕13號"]
        {
            page.fill("搜索政策", "").await;
            page.fill("搜索政策", typed).await;
            page.by_test_id("policy-vat-smallscale-threshold-2019").await;
        }
        page.fill("搜索政策", "欠款").await;
        page.by_test_id("policy-sme-payment-2025").await;
        page.fill("搜索政策", "苏州").await;
        page.by_test_id("found-in").await;
        page.sees("全国性的政策在这里也适用").await;
        page.click("button", "看全国性的政策").await;
        page.until("the national ones are shown", async || {
            page.by_test_id("chosen").await.text().await.ok()?.contains("全国").then_some(())
        })
        .await;
        page.screenshot("library-national").await;
    });
}

#[test]
fn where_nothing_is_found_there_is_a_way_on() {
    Journey::new(Site::of_dist()).run(async |page| {
        opened(page, "#/library").await;
        page.fill("搜索政策", "财税〔2019〕999号").await;
        page.by_test_id("nothing-found").await;
        page.sees("找过政策的名称").await;
        page.sees("相近的政策").await;
        no_barriers(page, "nothing found").await;
        page.resize(320, 740).await;
        no_sideways_scrolling(page, "nothing found").await;
        page.screenshot("library-nothing").await;
        page.resize(1280, 900).await;
        page.click("button", "招人").await;
        page.by_test_id("policy-hire-priority-groups").await;
        assert_eq!(page.script("return document.getElementById('f-search').value").await, "招人");
    });
}
