//! What agencies use: the compact frame, the links to their files, the plain pages; and the looks in the address.

use crate::journeys::{no_barriers, no_sideways_scrolling, opened};
use crate::{Journey, Page, Site};

/// A journey on a host page with a frame of a site on another port; `SITE` stands for that site's address.
fn hosted(site: &Site, body: &str) -> Journey {
    let html = format!(
        "<!doctype html><html lang='zh-CN'><meta charset='utf-8'><meta name='viewport' content='width=device-width'>\
         <link rel='icon' href='data:,'><title>Host</title><body>{}</body></html>",
        body.replace("SITE", &site.url())
    );
    Journey::new(Site::of_dist().under("/elsewhere/").add("/host.html", "text/html; charset=utf-8", html))
        .also_asks(&site.origin())
}

async fn enter(page: &Page) {
    page.go(&format!("{}/host.html", page.site.origin())).await;
    page.by_css("iframe").await.enter_frame().await.unwrap();
    page.running().await;
    page.by_test_id("compact").await;
}

#[test]
fn a_compact_frame_is_at_most_1200_pixels_high_and_opens_the_rest_in_a_tab() {
    let site = Site::of_dist().start();
    hosted(&site, "<script src='SITEembed.js' data-compact='yes' data-region='440100'></script>").run(async |page| {
        for (width, height) in [(360, 740), (1280, 900)] {
            page.resize(width, height).await;
            enter(page).await;
            page.fill("从业人员", "8").await;
            page.fill("行业", "餐饮").await;
            page.click("option", "餐饮业").await;
            page.choose("主体类型", "公司等企业法人").await;
            page.by_css(".compact-acts a").await;
            no_barriers(page, "the compact frame").await;
            no_sideways_scrolling(page, "the compact frame").await;
            let all = page.by_css(".open-all a").await.attr("href").await.unwrap().unwrap();
            assert!(all.starts_with(&site.url()) && all.contains("#/?sum=") && all.contains("employees=8"), "{all}");
            assert!(!all.contains("compact") && !all.contains("frame="), "{all}");
            page.leave_frames().await;
            page.until("the frame has its height", async || {
                let high = page.script("return document.querySelector('iframe').offsetHeight").await.as_i64()?;
                (high != 600 && high <= 1200).then_some(())
            })
            .await;
            page.screenshot(&format!("compact-{width}")).await;
        }
        page.by_css("iframe").await.enter_frame().await.unwrap();
        page.click("link", "在新页打开全部结果").await;
        let windows = page.client.windows().await.unwrap();
        page.client.switch_to_window(windows.last().unwrap().clone()).await.unwrap();
        page.running().await;
        page.sees("我填过的内容").await;
        assert_eq!(page.script("return window.opener").await, serde_json::Value::Null);
        let compact = page.script("return !!document.querySelector('[data-testid=compact]')").await;
        assert_eq!(compact, false, "it is the whole page");
    });
}

#[test]
fn where_the_host_lets_nothing_open_the_address_is_there_to_copy() {
    let site = Site::of_dist().start();
    let body = "<script src='SITEembed.js' data-compact='yes' data-sandbox='allow-scripts allow-forms'></script>";
    hosted(&site, body).noisy().run(async |page| {
        enter(page).await;
        page.fill("从业人员", "8").await;
        page.click("link", "在新页打开全部结果").await;
        page.sees("这个网站不让在新页打开").await;
        let address = page.by_css("#all-address").await.prop("value").await.unwrap().unwrap();
        assert!(address.starts_with(&site.url()) && address.contains("employees=8"), "{address}");
        assert_eq!(page.client.windows().await.unwrap().len(), 1);
    });
}

#[test]
fn agencies_find_their_files_from_the_page() {
    Journey::new(Site::of_dist()).run(async |page| {
        opened(page, "#/more").await;
        page.by_test_id("for-agencies").await;
        no_barriers(page, "more tools").await;
        let links =
            "return [...document.querySelectorAll('[data-testid=for-agencies] a')].map(it => it.getAttribute('href'))";
        let links = page.script(links).await;
        for link in links.as_array().unwrap().iter().filter_map(|link| link.as_str()) {
            let name = link.trim_start_matches("./");
            assert!(crate::server::dist().join(name).is_file(), "{name} is in the site");
        }
        page.click("link", "嵌入到您的网站").await;
        page.choose("紧凑", "是 yes").await;
        page.until("the line has it", async || {
            let code = page.script("return document.getElementById('code').value").await;
            code.as_str()?.contains("data-compact=\"yes\"").then_some(())
        })
        .await;
        page.by_css("#preview iframe").await.enter_frame().await.unwrap();
        page.running().await;
        page.by_test_id("compact").await;
    });
}

#[test]
fn language_and_large_type_survive_a_reload_and_links_carry_the_language_alone() {
    Journey::new(Site::of_dist()).run(async |page| {
        opened(page, "").await;
        let search = async || page.script("return location.search").await;
        let steps = page.script("return history.length").await;
        page.click("button", "English").await;
        page.until("the address says it", async || (search().await == "?lang=en").then_some(())).await;
        page.click("button", "Large type").await;
        page.until("the address says both", async || (search().await == "?lang=en&large=yes").then_some(())).await;
        assert_eq!(page.script("return history.length").await, steps, "no step of the history");
        // Not by what the window holds, either.
        page.script("sessionStorage.clear()").await;
        page.reload().await;
        page.sees("Which relief measures fit").await;
        page.until("the type is large", async || {
            (page.script("return document.documentElement.classList.contains('large-type')").await == true)
                .then_some(())
        })
        .await;
        assert_eq!(page.script("return document.documentElement.lang").await, "en");
        // On other pages, too.
        page.click("link", "All policies").await;
        page.by_css("#f-search").await;
        assert_eq!(search().await, "?lang=en&large=yes");
        page.click("link", "Match").await;
        page.fill("Employees", "8").await;
        page.click("button", "Copy a link").await;
        let link = page.by_css("#take-text").await.prop("value").await.unwrap().unwrap();
        assert!(link.contains("?lang=en#/?") && !link.contains("large="), "{link}");
        // The usual looks are not mentioned.
        page.click("button", "中文").await;
        page.click("button", "大字").await;
        page.until("the address is bare", async || (search().await == "").then_some(())).await;
        page.click("button", "繁體").await;
        page.until("so are the characters", async || (search().await == "?lang=zh-TW").then_some(())).await;
        page.reload().await;
        page.sees("看看您的企業能享受哪些政策").await;
    });
}

#[test]
fn in_a_frame_the_address_is_the_hosts() {
    let site = Site::of_dist().start();
    hosted(&site, "<iframe src='SITE?lang=en' title='t' height='700'></iframe>").run(async |page| {
        page.go(&format!("{}/host.html", page.site.origin())).await;
        page.by_css("iframe").await.enter_frame().await.unwrap();
        page.running().await;
        page.sees("Which relief measures fit").await;
        page.click("button", "中文").await;
        page.sees("看看您的企业能享受哪些政策").await;
        assert_eq!(page.script("return location.search").await, "?lang=en");
    });
}
