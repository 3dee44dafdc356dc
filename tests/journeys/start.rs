//! The page starts, wherever it is put.

use crate::journeys::opened;
use crate::{Change, File, Journey, Page, Site};

/// Waits for the app and checks that nothing of the frame's placeholder is left.
async fn starts(page: &Page) {
    page.running().await;
    let left = page.script("return document.querySelectorAll('.loading, .failure, #app > noscript').length").await;
    assert_eq!(left, 0, "the placeholder is gone");
    let text = page.script("return document.getElementById('app').innerText").await;
    assert_ne!(text.as_str().unwrap().trim(), "", "the app shows something");
}

#[test]
fn the_page_starts_and_fetches_each_file_once() {
    Journey::new(Site::of_dist()).run(async |page| {
        page.open("").await;
        starts(page).await;
        page.screenshot("start").await;
        // The service worker asks again for the few whose names do not change, to have them of one version.
        let is_hashed = |path: &String| path.contains('-') && !path.contains("icon-");
        let mut requests: Vec<String> = page.site.requests().into_iter().filter(is_hashed).collect();
        requests.sort();
        assert!(requests.len() > 3, "{requests:?}");
        let mut once = requests.clone();
        once.dedup();
        assert_eq!(requests, once, "no file is fetched twice");
    });
}

/// What moves of itself while the page loads, as browsers measure it: below 0.1 is good.
/// <https://web.dev/articles/cls>
#[test]
fn nothing_moves_while_the_page_loads() {
    let watch = "window.moved = 0; new PerformanceObserver((list) => {
            for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.moved += entry.value;
        }).observe({ type: 'layout-shift', buffered: true });";
    Journey::new(Site::of_dist()).before_load(watch).run(async |page| {
        for width in [360, 412, 768, 1280] {
            page.resize(width, 800).await;
            page.go("about:blank").await;
            opened(page, "").await;
            page.sees("更多工具").await;
            let moved = page.script("return window.moved").await.as_f64().unwrap();
            assert!(moved < 0.01, "{moved} at {width}");
        }
    });
}

#[test]
fn the_page_starts_under_a_path() {
    Journey::new(Site::of_dist().under("/a/b/")).run(async |page| {
        page.open("").await;
        starts(page).await;
        assert!(page.site.requests().iter().all(|path| path.starts_with("/a/b/")), "{:?}", page.site.requests());
    });
}

#[test]
fn the_frame_is_there_while_the_wasm_is_not() {
    // The glue never arrives, so nothing of the app can run.
    Journey::new(Site::of_dist().with(File::Glue, Change::Missing)).noisy().run(async |page| {
        page.open("").await;
        page.sees("惠企政策匹配").await;
        let skip = page.by_css(".skip-link").await;
        assert_eq!(skip.attr("href").await.unwrap().as_deref(), Some("#app"));
    });
}

#[test]
fn wasm_labelled_with_another_type_still_runs() {
    Journey::new(Site::of_dist().with(File::Wasm, Change::Type("application/octet-stream"))).run(async |page| {
        page.open("").await;
        starts(page).await;
    });
}

const HOST: &str = r#"<!doctype html><html lang="zh-CN"><title>Host</title>
<iframe sandbox="allow-scripts" src="site/" title="widget" width="800" height="600"></iframe></html>"#;

#[test]
fn the_page_starts_in_a_sandboxed_frame() {
    let site = Site::of_dist().under("/site/").add("/host.html", "text/html; charset=utf-8", HOST);
    Journey::new(site).run(async |page| {
        page.go(&format!("{}/host.html", page.site.origin())).await;
        page.by_css("iframe").await.enter_frame().await.unwrap();
        starts(page).await;
    });
}
