//! A page that cannot start says which cause it was, in both languages, and what to do.

use crate::{Change, File, Journey, Page, Site, server};

/// Checks the failure screen: its cause, its sentence in both languages, and the details to copy.
async fn says(page: &Page, cause: &str, chinese: &str, english: &str) {
    assert_eq!(page.failed().await, cause, "{}", page.failure_text().await);
    page.sees(chinese).await;
    page.sees(english).await;
    let details = page.script("return document.querySelector('.failure textarea').value").await;
    assert!(details.as_str().unwrap().starts_with(&format!("cause: {cause}\n")), "{details}");
    page.by_role("button", "重新加载 Reload").await;
    let left = page.script("return document.querySelectorAll('.loading, fieldset[disabled]').length").await;
    assert_eq!(left, 0, "it no longer says that it is loading");
}

#[test]
fn no_webassembly() {
    Journey::new(Site::of_dist()).before_load("delete window.WebAssembly").noisy().run(async |page| {
        page.open("").await;
        says(page, "no-webassembly", "不支持 WebAssembly", "has no WebAssembly").await;
        page.screenshot("failure").await;
    });
}

#[test]
fn wasm_too_new_for_the_browser() {
    let old = "WebAssembly.compileStreaming = () => Promise.reject(new WebAssembly.CompileError('unknown opcode'))";
    Journey::new(Site::of_dist()).before_load(old).noisy().run(async |page| {
        page.open("").await;
        says(page, "old-browser", "版本太旧", "too old").await;
    });
}

#[test]
fn glue_with_the_wrong_type() {
    Journey::new(Site::of_dist().with(File::Glue, Change::Type("text/plain"))).noisy().run(async |page| {
        page.open("").await;
        says(page, "mime", "文件类型不对", "wrong type (MIME)").await;
    });
}

#[test]
fn a_web_page_in_place_of_the_wasm() {
    Journey::new(Site::of_dist().with(File::Wasm, Change::WebPage)).noisy().run(async |page| {
        page.open("").await;
        says(page, "mime", "文件类型不对", "wrong type (MIME)").await;
    });
}

#[test]
fn damaged_wasm() {
    Journey::new(Site::of_dist().with(File::Wasm, Change::Damaged)).noisy().run(async |page| {
        page.open("").await;
        says(page, "damaged", "已损坏或被改动", "arrived damaged").await;
    });
}

#[test]
fn damaged_glue() {
    Journey::new(Site::of_dist().with(File::Glue, Change::Damaged)).noisy().run(async |page| {
        page.open("").await;
        says(page, "damaged", "已损坏或被改动", "arrived damaged").await;
    });
}

#[test]
fn missing_wasm() {
    Journey::new(Site::of_dist().with(File::Wasm, Change::Missing)).noisy().run(async |page| {
        page.open("").await;
        says(page, "missing", "找不到", "not on the server").await;
    });
}

#[test]
fn missing_glue() {
    Journey::new(Site::of_dist().with(File::Glue, Change::Missing)).noisy().run(async |page| {
        page.open("").await;
        says(page, "missing", "找不到", "not on the server").await;
    });
}

#[test]
fn damaged_data_of_the_first_screen() {
    Journey::new(Site::of_dist().with(File::First, Change::Damaged)).noisy().run(async |page| {
        page.open("").await;
        says(page, "damaged", "已损坏或被改动", "arrived damaged").await;
    });
}

#[test]
fn missing_data_of_the_first_screen() {
    Journey::new(Site::of_dist().with(File::First, Change::Missing)).noisy().run(async |page| {
        page.open("").await;
        says(page, "missing", "找不到", "not on the server").await;
    });
}

#[test]
fn unreachable_server() {
    Journey::new(Site::of_dist().with(File::Wasm, Change::Unreachable)).noisy().run(async |page| {
        page.open("").await;
        says(page, "unreachable", "无法连接服务器", "cannot be reached").await;
    });
}

#[test]
fn server_that_gives_not_even_the_explanation() {
    let site = Site::of_dist().with(File::Wasm, Change::Unreachable).with(File::Failure, Change::Unreachable);
    Journey::new(site).noisy().run(async |page| {
        page.open("").await;
        page.sees("连不上服务器").await;
        page.sees("check the connection and reload").await;
    });
}

#[test]
fn policy_that_forbids_webassembly() {
    let site = Site::of_dist().policy(|policy| policy.replace(" 'wasm-unsafe-eval'", ""));
    Journey::new(site).noisy().run(async |page| {
        page.open("").await;
        says(page, "blocked", "安全策略（CSP）", "content security policy").await;
    });
}

#[test]
fn browser_older_than_the_policy_for_webassembly() {
    // As Chrome before 97 and Safari before 16 refuse where 'unsafe-eval' is missing, whatever else is there.
    let chrome = "WebAssembly.compileStreaming = () => Promise.reject(new WebAssembly.CompileError(
        'WebAssembly.compileStreaming(): Wasm code generation disallowed by embedder'))";
    let safari =
        "WebAssembly.instantiate = () => Promise.reject(new EvalError('Refused to create a WebAssembly object'))";
    for old in [chrome, safari] {
        Journey::new(Site::of_dist()).before_load(old).noisy().run(async |page| {
            page.open("").await;
            says(page, "blocked", "升级浏览器", "Update the browser").await;
        });
    }
}

#[test]
fn policy_that_forbids_connecting() {
    let site = Site::of_dist().policy(|policy| policy.replace("connect-src 'self'", "connect-src 'none'"));
    Journey::new(site).noisy().run(async |page| {
        page.open("").await;
        says(page, "blocked", "安全策略（CSP）", "content security policy").await;
    });
}

#[test]
fn opened_from_a_folder() {
    Journey::new(Site::of_dist()).noisy().run(async |page| {
        page.go(&format!("file://{}", server::dist().join("index.html").display())).await;
        says(page, "file", "直接从文件夹打开", "opened from a folder").await;
        page.screenshot("failure-file").await;
    });
}

#[test]
fn sandboxed_frame_without_permission() {
    let host = "<!doctype html><title>Host</title><iframe sandbox='allow-scripts' src='site/' title='widget'></iframe>";
    let site = Site::of_dist().under("/site/").readable_by_same_origin_only().add(
        "/host.html",
        "text/html; charset=utf-8",
        host,
    );
    Journey::new(site).noisy().run(async |page| {
        page.go(&format!("{}/host.html", page.site.origin())).await;
        page.by_css("iframe").await.enter_frame().await.unwrap();
        says(page, "sandbox", "Access-Control-Allow-Origin", "may not read").await;
    });
}

#[test]
fn a_crash_keeps_what_is_on_the_page() {
    Journey::new(Site::of_dist()).noisy().run(async |page| {
        page.open("#/secret?employees=8").await;
        page.running().await;
        page.sees("没有这个页面").await;
        let before = page.script("return document.getElementById('app').innerText").await;
        page.script("window.policyMatchFailed('panicked at src/later/mod.rs: boom')").await;
        says(page, "crashed", "页面运行出错", "met an error").await;
        let details = page.failure_text().await;
        assert!(details.contains("boom"), "{details}");
        assert!(!details.contains("secret"), "what was typed stays out of the details: {details}");
        assert_eq!(page.script("return document.getElementById('app').innerText").await, before);
    });
}

#[test]
fn a_trap_without_a_panic_hook() {
    Journey::new(Site::of_dist()).noisy().run(async |page| {
        page.open("").await;
        page.running().await;
        // As the browser reports a trap in an event handler.
        page.script("dispatchEvent(new ErrorEvent('error', { error: new WebAssembly.RuntimeError('unreachable') }))")
            .await;
        says(page, "crashed", "页面运行出错", "met an error").await;
    });
}

#[test]
fn details_can_be_copied() {
    Journey::new(Site::of_dist().with(File::Wasm, Change::Missing)).noisy().run(async |page| {
        page.open("").await;
        page.failed().await;
        page.click("button", "复制详情 Copy details").await;
        // Copied, or selected for copying by hand where the clipboard is refused.
        page.until("copying is confirmed", async || {
            let text = page.failure_text().await;
            (text.contains("Copied.") || text.contains("Press Ctrl+C")).then_some(())
        })
        .await;
    });
}

#[test]
fn without_scripts_the_page_says_so() {
    let site = Site::of_dist().policy(|policy| policy.replace("script-src 'self'", "script-src"));
    Journey::new(site).phone().noisy().run(async |page| {
        page.open("").await;
        page.sees("正在加载政策").await;
        // The style sheet alone shows the hint, after a while that need not be waited for.
        page.script("document.getAnimations().filter(a => a.animationName === 'appear').forEach(a => a.finish())")
            .await;
        page.sees("如果长时间停在这里").await;
        page.screenshot("frame").await;
    });
}

/// What is kept may be what fails, here by headers that the server sent while the page was kept: the page gives it up, loads
/// itself from the server, and is kept anew.
#[test]
fn a_kept_page_that_fails_starts_anew_from_the_server() {
    // It lets scripts run, and no WebAssembly.
    let strict = Change::Policy("script-src 'self'");
    Journey::new(Site::of_dist().under("/a/b/")).noisy().run(async |page| {
        page.open("").await;
        page.running().await;
        crate::offline::kept(page).await;
        // The next version is kept with that, and used.
        crate::offline::without_http_cache(page).await;
        page.site.spoil(File::Html, strict);
        crate::offline::newer(page);
        page.fill("从业人员", "8").await;
        crate::offline::updated(page).await;
        page.site.mend();
        crate::offline::newer(page);
        page.script("return caches.open('another site').then(() => null)").await;
        page.click("button", "现在更新").await;
        page.until("the page starts anew from the server", async || {
            let script =
                "return document.documentElement.dataset.state === 'running' && !navigator.serviceWorker.controller";
            (page.client.execute(script, vec![]).await.ok() == Some(true.into())).then_some(())
        })
        .await;
        crate::offline::kept(page).await;
        page.reload().await;
        assert_eq!(page.script("return caches.has('another site')").await, true, "what is of others stays");
        page.site.stop();
        page.reload().await;
    });
}

/// Where starting anew does not help either, the failure is shown.
#[test]
fn a_page_that_fails_from_the_server_too_says_so() {
    Journey::new(Site::of_dist().under("/a/b/")).noisy().run(async |page| {
        page.open("").await;
        page.running().await;
        crate::offline::kept(page).await;
        let one = "return caches.keys().then(names => caches.open(names[0])).then(cache => cache.keys()
            .then(keys => cache.delete(keys.find(key => key.url.endsWith('_bg.wasm')))))";
        page.script(one).await;
        crate::offline::without_http_cache(page).await;
        page.site.spoil(File::Wasm, Change::Missing);
        page.load_again().await;
        says(page, "missing", "找不到", "not on the server").await;
        assert_eq!(page.script("return !navigator.serviceWorker.controller").await, true);
    });
}

#[test]
fn without_a_network_nothing_that_is_kept_is_given_up() {
    Journey::new(Site::of_dist().under("/a/b/")).noisy().run(async |page| {
        page.open("").await;
        page.running().await;
        crate::offline::kept(page).await;
        let one = "return caches.keys().then(names => caches.open(names[0])).then(cache => cache.keys()
            .then(keys => cache.delete(keys.find(key => key.url.endsWith('_bg.wasm')))))";
        page.script(one).await;
        crate::offline::without_http_cache(page).await;
        page.site.stop();
        page.load_again().await;
        says(page, "unreachable", "无法连接服务器", "cannot be reached").await;
        assert_eq!(page.script("return caches.keys().then(names => names.length)").await, 1);
    });
}
