//! Without a network: the one file from a folder, and the page that the browser keeps after the first visit.

use serde_json::{Value, json};

use crate::{Journey, Page, Site, server};

#[test]
fn the_one_file_opens_from_a_folder() {
    let file = server::dist().join("policy-match-offline.html");
    let size = std::fs::metadata(&file).expect("dist/policy-match-offline.html: run `make offline` first").len();
    assert!(size <= 900_000, "the one file has {size} bytes");
    Journey::new(Site::of_dist()).run(async |page| {
        page.go(&format!("file://{}", file.display())).await;
        page.running().await;
        page.fill("从业人员", "8").await;
        page.fill("行业", "奶茶店").await;
        page.click("option", "餐饮业").await;
        page.fill("地区", "guangzhou").await;
        page.click("option", "广州市").await;
        page.choose("主体类型", "个体工商户").await;
        page.sees("我填过的内容").await;
        page.by_test_id("policy-pit-individual-half-2023").await;
        page.screenshot("one-file").await;
        page.click("button", "English").await;
        page.sees("Which relief measures fit").await;
        page.click("button", "Copy a link").await;
        let link = page.by_css("#take-text").await.prop("value").await.unwrap().unwrap();
        assert!(link.starts_with("file://") && link.contains("employees=8"), "{link}");
        page.click("link", "All policies").await;
        page.by_css("#f-search").await;
        assert_eq!(page.site.requests(), Vec::<String>::new(), "no server was asked");
    });
}

/// Waits until the service worker has taken over the page.
async fn kept(page: &Page) {
    page.until("the page is kept", async || {
        (page.script("return !!(navigator.serviceWorker && navigator.serviceWorker.controller)").await == true)
            .then_some(())
    })
    .await;
}

#[test]
fn after_the_first_visit_the_server_may_go() {
    Journey::new(Site::of_dist().under("/a/b/")).noisy().run(async |page| {
        page.open("").await;
        page.running().await;
        kept(page).await;
        page.site.stop();
        page.open("?lang=en#/").await;
        page.running().await;
        page.sees("Which relief measures fit").await;
        page.fill("Employees", "8").await;
        page.sees("What you told us").await;
        page.click("link", "All policies").await;
        page.by_css("#f-search").await;
        page.screenshot("offline").await;
    });
}

#[test]
fn the_page_can_be_installed() {
    Journey::new(Site::of_dist().under("/a/b/")).run(async |page| {
        page.open("").await;
        kept(page).await;
        let manifest = page.cdp("Page.getAppManifest", json!({})).await;
        assert!(manifest["url"].as_str().is_some_and(|url| url.ends_with("/a/b/manifest.webmanifest")), "{manifest}");
        assert_eq!(manifest["errors"], json!([]));
        let content: Value = serde_json::from_str(manifest["data"].as_str().unwrap()).unwrap();
        for icon in content["icons"].as_array().unwrap() {
            let there = format!("return fetch('{}').then(response => response.ok)", icon["src"].as_str().unwrap());
            assert_eq!(page.script(&there).await, true, "{icon}");
        }
    });
}

#[test]
fn a_newer_version_waits_and_loses_nothing() {
    Journey::new(Site::of_dist()).run(async |page| {
        page.open("").await;
        page.running().await;
        kept(page).await;
        page.fill("从业人员", "8").await;
        page.site.replace("worker.js", |text| text.replacen("const VERSION = \"", "const VERSION = \"newer-", 1));
        page.script("navigator.serviceWorker.getRegistration().then(found => found.update())").await;
        page.sees("新版本已经准备好").await;
        let typed = page.by_css("#f-employees").await.prop("value").await.unwrap();
        assert_eq!(typed.as_deref(), Some("8"), "what was typed is still there");
        page.sees("我填过的内容（1）").await;
        // Still one version, whole: what comes later works.
        page.click("button", "English").await;
        page.sees("Which relief measures fit").await;
    });
}

/// The page with something typed and marked, and a newer version waiting.
async fn a_newer_version_waits(page: &Page) {
    page.open("").await;
    page.running().await;
    kept(page).await;
    page.fill("从业人员", "8").await;
    page.sees("我填过的内容（1）").await;
    page.site.replace("worker.js", |text| text.replacen("const VERSION = \"", "const VERSION = \"newer-", 1));
    page.script("navigator.serviceWorker.getRegistration().then(found => found.update())").await;
    page.sees("新版本已经准备好").await;
}

#[test]
fn who_updates_now_keeps_what_was_typed() {
    Journey::new(Site::of_dist()).run(async |page| {
        a_newer_version_waits(page).await;
        page.script("window.old = true").await;
        page.click("button", "现在更新").await;
        page.until("the page is a new one", async || {
            (page.script("return !window.old && document.readyState === 'complete'").await == true).then_some(())
        })
        .await;
        page.running().await;
        page.sees("我填过的内容（1）").await;
        let typed = page.by_css("#f-employees").await.prop("value").await.unwrap();
        assert_eq!(typed.as_deref(), Some("8"), "what was typed is still there");
        let left = page.script("return location.hash + sessionStorage.length + localStorage.length").await;
        assert!(left == "00" || left == "#/00", "it is left neither in the address nor in a store: {left}");
        page.until("only the newer version is kept", async || {
            page.script(
                "window.names = window.names || ''; caches.keys().then(keys => { window.names = keys.join(); }); \
                 return window.names",
            )
            .await
            .as_str()
            .is_some_and(|names| names.contains("newer-") && !names.contains(','))
            .then_some(())
        })
        .await;
    });
}

#[test]
fn an_update_waits_for_other_windows() {
    Journey::new(Site::of_dist()).run(async |page| {
        a_newer_version_waits(page).await;
        page.beside(async || page.open("").await).await;
        page.click("button", "现在更新").await;
        page.sees("请先关闭那些窗口").await;
        page.sees("我填过的内容（1）").await;
    });
}

#[test]
fn a_frame_is_not_kept() {
    let site = Site::of_dist().under("/site/").add(
        "/host.html",
        "text/html; charset=utf-8",
        "<!doctype html><title>Host</title><link rel='icon' href='data:,'><iframe src='site/' title='w'></iframe>",
    );
    Journey::new(site).run(async |page| {
        page.go(&format!("{}/host.html", page.site.origin())).await;
        page.by_css("iframe").await.enter_frame().await.unwrap();
        page.running().await;
        page.sees("看看您的企业").await;
        assert!(!page.site.requests().iter().any(|path| path.ends_with("worker.js")), "{:?}", page.site.requests());
    });
}
