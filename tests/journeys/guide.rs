//! A policy's page as a guide: what is missing is told on it, what to do is one screen away, it is kept in a list, and
//! it is taken along as one picture.

use crate::journeys::{no_barriers, no_sideways_scrolling, opened};
use crate::{Journey, Page, Site};
use serde_json::json;

const FIRM: &str = "#/?employees=8&industry=H62&region=440100&entity=company";

async fn verdict(page: &Page) -> String {
    page.by_test_id("verdict").await.text().await.unwrap()
}

/// Whether the bar is on the screen as a whole.
const BAR_IS_SEEN: &str = "const bar = document.querySelector('[data-testid=policy-bar]').getBoundingClientRect();
    return bar.top >= 0 && bar.bottom <= innerHeight + 1 && bar.width > 0";

#[test]
fn what_is_missing_is_told_on_the_page_of_the_policy() {
    Journey::new(Site::of_dist()).phone().run(async |page| {
        opened(page, FIRM).await;
        page.open("#/policy/hire-bonus-2026").await;
        assert_eq!(verdict(page).await, "还不能确定");
        let field = |number: usize| format!("document.querySelectorAll('[data-testid=missing] input[type=text]')[{number}]");
        page.by_css("[data-testid=missing] input[type=text]").await;
        for (number, typed) in [(0, "2"), (1, "3")] {
            page.script(&format!("{}.focus()", field(number))).await;
            page.press(typed).await;
            // The field that was answered stays, and the focus in it.
            page.until("the answer is taken", async || {
                let stays = format!(
                    "return document.activeElement === {0} && {0}.value === '{typed}' && {0}.parentElement.innerText.includes('= {typed}')",
                    field(number)
                );
                (page.script(&stays).await == true).then_some(())
            })
            .await;
        }
        page.until("the verdict changes on the page", async || (verdict(page).await == "符合公布的条件").then_some(()))
            .await;
        page.sees("3,000元").await;
        assert_eq!(page.script("return location.hash").await, "#/policy/hire-bonus-2026");
        no_barriers(page, "a policy with fields").await;
        no_sideways_scrolling(page, "a policy with fields").await;
        page.screenshot("guide-told").await;
    });
}

#[test]
fn what_to_do_is_never_further_than_the_bar() {
    Journey::new(Site::of_dist()).phone().run(async |page| {
        opened(page, FIRM).await;
        for large in [false, true] {
            for name in ["tier-innovative-sme", "hire-bonus-2026", "cit-small-profit-2023", "sme-payment-2025"] {
                page.open(&format!("#/policy/{name}")).await;
                page.by_test_id("policy-bar").await;
                page.script("scrollTo(0, 0)").await;
                assert_eq!(page.script(BAR_IS_SEEN).await, true, "{name} large={large}");
                let has_call = page.script("return !!document.querySelector('.policy-bar a[href^=\"tel:\"]')").await;
                assert_eq!(has_call, true, "{name}");
                // At the end of the page the bar covers nothing.
                page.script("scrollTo(0, document.documentElement.scrollHeight)").await;
                let last = "const bar = document.querySelector('.policy-bar'), before = bar.previousElementSibling;
                    return before.getBoundingClientRect().bottom <= bar.getBoundingClientRect().top + 1";
                assert_eq!(page.script(last).await, true, "{name} large={large}");
                no_sideways_scrolling(page, &format!("{name} large={large}")).await;
            }
            page.click("button", "大字").await;
        }
        page.open("#/policy/hire-bonus-2026").await;
        page.by_css(".policy-bar button.primary").await.click().await.unwrap();
        page.until("what is to be done is on the screen, with the focus", async || {
            let seen = "const how = document.getElementById('how-title'), box = how.getBoundingClientRect();
                return document.activeElement === how && box.top >= 0 && box.bottom <= innerHeight";
            (page.script(seen).await == true).then_some(())
        })
        .await;
        page.screenshot("guide-how").await;
    });
}

#[test]
fn yes_and_no_are_tried_with_two_buttons() {
    Journey::new(Site::of_dist()).phone().run(async |page| {
        opened(page, FIRM).await;
        page.open("#/policy/cit-small-profit-2023").await;
        page.click_css(".what-if summary").await;
        page.choose("改哪一项", "属于国家限制或禁止行业").await;
        let said = async || page.by_test_id("what-if-said").await.text().await.unwrap();
        page.click_css(".what-if .options button:first-child").await;
        page.until("yes closes it", async || said().await.contains("是：不符合").then_some(())).await;
        page.click_css(".what-if .options button:last-child").await;
        page.until("no leaves it open", async || said().await.contains("否：还不能确定").then_some(())).await;
        no_barriers(page, "what if").await;
        no_sideways_scrolling(page, "what if").await;
        page.screenshot("guide-what-if").await;
    });
}

#[test]
fn a_policy_is_kept_in_a_list_until_it_is_taken_out() {
    Journey::new(Site::of_dist()).run(async |page| {
        opened(page, FIRM).await;
        page.open("#/policy/hire-bonus-2026").await;
        page.click("button", "加入清单").await;
        page.by_role("button", "已在清单").await;
        page.open("#/").await;
        let list = page.by_test_id("my-list").await.text().await.unwrap();
        assert!(list.contains("我的清单（1）") && list.contains("扩岗补助"), "{list}");
        page.load_again().await;
        page.running().await;
        page.by_test_id("my-list").await;
        no_barriers(page, "the start page with a list").await;
        page.by_css("[data-testid=my-list] button").await.click().await.unwrap();
        page.until("the list is gone", async || {
            (page.script("return !document.querySelector('[data-testid=my-list]')").await == true).then_some(())
        })
        .await;
    });
}

#[test]
fn a_policy_is_taken_along_as_one_picture() {
    Journey::new(Site::of_dist()).run(async |page| {
        opened(page, "#/?employees=8237&entity=company").await;
        page.open("#/policy/cit-small-profit-2023").await;
        page.click("link", "一图读懂").await;
        page.by_css("#poster").await;
        let told = page.script("return document.getElementById('poster').textContent").await;
        let told = told.as_str().unwrap();
        for part in ["谁可以", "能得多少", "怎么办", "什么时候", "去哪里、问谁", "依据", "12366", "政策目录版本"]
        {
            assert!(told.contains(part), "{part} is missing in {told}");
        }
        assert!(!told.contains("8237") && !told.contains("8,237"), "{told}");
        let made = "const before = URL.createObjectURL;
            URL.createObjectURL = file => { window.made = [file.type, file.size]; return before.call(URL, file); };
            HTMLAnchorElement.prototype.click = function () { window.saved = this.download; }";
        page.script(made).await;
        page.click("button", "存为图片").await;
        page.until("a picture is made", async || {
            let made =
                page.script("return window.made && [window.made[0], window.made[1] > 10000, window.saved]").await;
            (made == json!(["image/png", true, "cit-small-profit-2023.png"])).then_some(())
        })
        .await;
        page.sees("图片已生成").await;
        // A browser that lets no page draw.
        page.script("window.made = null; HTMLCanvasElement.prototype.getContext = () => null").await;
        page.click("button", "存为图片").await;
        page.until("the drawing is saved instead", async || {
            let made = page.script("return window.made && [window.made[0], window.saved]").await;
            (made == json!(["image/svg+xml", "cit-small-profit-2023.svg"])).then_some(())
        })
        .await;
        page.sees("已改存为SVG").await;
        // Only the picture is printed, on one sheet.
        page.script("window.print = () => { window.asked = document.documentElement.className }").await;
        page.click("button", "打印").await;
        assert_eq!(page.script("return window.asked").await, "print-one");
        assert_eq!(page.printed("print-picture").await, 1);
        page.script("window.dispatchEvent(new Event('afterprint'))").await;
        no_barriers(page, "one picture").await;
        for width in [320, 360, 768] {
            page.resize(width, 740).await;
            no_sideways_scrolling(page, &format!("one picture at {width}")).await;
            page.screenshot(&format!("picture-{width}")).await;
        }
        page.by_css("[data-testid=poster-text] summary").await.click().await.unwrap();
        page.sees("小型微利企业").await;
        page.click("link", "← 回到这项政策").await;
        page.by_test_id("policy").await;
    });
}

#[test]
fn the_picture_is_saved_from_the_one_file_too() {
    Journey::new(Site::of_dist()).run(async |page| {
        let file = crate::server::dist().join("policy-match-offline.html");
        page.go(&format!("file://{}#/picture/hire-bonus-2026", file.display())).await;
        page.running().await;
        page.by_css("#poster").await;
        let made = "const before = URL.createObjectURL;
            URL.createObjectURL = file => { window.made = file.type; return before.call(URL, file); };
            HTMLAnchorElement.prototype.click = function () {}";
        page.script(made).await;
        page.click("button", "存为图片").await;
        page.until("a picture is made", async || {
            (page.script("return window.made").await == "image/png").then_some(())
        })
        .await;
    });
}

#[test]
fn the_timeline_shows_that_it_scrolls_and_cuts_no_amount() {
    Journey::new(Site::of_dist()).phone().run(async |page| {
        opened(page, "#/?employees=8&revenue=800000&industry=H62&region=440100&entity=individual").await;
        page.click("link", "政策时间表").await;
        page.by_test_id("by-category").await;
        page.sees("可以左右滑动").await;
        // What is worth something is in sight before anything is scrolled.
        let cut = "return [...document.querySelectorAll('[data-testid=by-category] tbody td:nth-child(2), [data-testid=cliffs] td.worth')]
            .filter(cell => cell.getBoundingClientRect().right > innerWidth).map(cell => cell.textContent)";
        assert_eq!(page.script(cut).await, json!([]));
        let focusable = "return [...document.querySelectorAll('.overview .scroll')].every(table => table.tabIndex === 0)";
        assert_eq!(page.script(focusable).await, true);
        page.screenshot("timeline-phone").await;
    });
}
