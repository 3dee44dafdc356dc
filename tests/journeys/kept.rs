//! What is kept for times without a network: whatever goes wrong on the way, the next visit with a good network gives the
//! right version; and a version that was published by mistake can be called back.

use std::{collections::BTreeMap, path::Path};

use sha2::{Digest as _, Sha256};
use site::renew::Kept;

use crate::offline::{installing, kept, update, without_http_cache};
use crate::{Change, File, Journey, Page, Site, driver::Engine, server};

/// Ways in which a server, or a network before it, can be wrong, each with another file or in another manner.
const WRONG: [(File, Change); 21] = [
    (File::Worker, Change::Missing),
    (File::Html, Change::Redirect("/login")),
    (File::Boot, Change::Status(503)),
    (File::Worker, Change::Status(500)),
    (File::Html, Change::WebPage),
    (File::Boot, Change::Type("text/plain")),
    (File::Worker, Change::WebPage),
    (File::Html, Change::Former),
    (File::Failure, Change::Empty),
    (File::Worker, Change::Cut),
    (File::Html, Change::Type("text/plain")),
    (File::Glue, Change::Damaged),
    (File::Wasm, Change::Reset),
    (File::Piece, Change::Cut),
    (File::First, Change::Trickle),
    (File::Rules, Change::WebPage),
    (File::Texts, Change::Missing),
    (File::Keep, Change::SaidPacked),
    (File::Host, Change::Former),
    (File::Manifest, Change::Unreachable),
    (File::Icons, Change::Redirect("/login")),
];

/// Firefox takes a share of them.
fn share() -> impl Iterator<Item = (File, Change)> {
    WRONG.into_iter().step_by(4)
}

/// A journey with a folder of the site's own, which may be edited.
fn journey(folder: &Path, engine: Engine) -> Journey {
    let site = Site::of(folder.to_owned()).under("/a/b/").add(
        "/login",
        "text/html; charset=utf-8",
        "<!doctype html><title>Log in</title><p>Log in",
    );
    Journey::new(site).engine(engine).forgetful().noisy()
}

/// Publishes a version of the site in its folder, by editing its front page and renewing it.
fn publish(folder: &Path, version: &str, others: Kept) {
    let html = std::fs::read_to_string(server::dist().join("index.html")).unwrap();
    let mark = "<meta name=\"referrer\"";
    assert!(html.contains(mark));
    let html = html.replace(mark, &format!("<meta name=\"published\" content=\"{version}\">{mark}"));
    std::fs::write(folder.join("index.html"), html).unwrap();
    server::renew_with(folder, others);
}

/// Waits until the page runs that was published under a name. It may be just giving way to another.
async fn is_at(page: &Page, version: &str) {
    let script = "const mark = document.querySelector('meta[name=published]');
        return (mark ? mark.content : '') + ' ' + document.documentElement.dataset.state";
    page.until(&format!("the version {version:?} runs"), async || {
        let told = page.client.execute(script, vec![]).await.ok()?;
        (told == format!("{version} running").as_str()).then_some(())
    })
    .await;
}

/// The next visit: the page is opened anew.
async fn visits(page: &Page) {
    page.script("sessionStorage.clear()").await;
    page.load_again().await;
}

/// What is kept of the site by name, as the hash of each file; each store apart.
async fn stores(page: &Page) -> Vec<BTreeMap<String, String>> {
    let script = "return caches.keys().then(names => Promise.all(names.filter(name => !name.endsWith('opened')).map(async name => {
        const files = {}, cache = await caches.open(name);
        for (const key of await cache.keys()) {
            const content = await (await cache.match(key)).arrayBuffer();
            const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', content));
            files['./' + key.url.split('/').pop()] = Array.from(hash, byte => byte.toString(16).padStart(2, '0')).join('');
        }
        return files;
    })))";
    let told = page.client.execute(script, vec![]).await.ok();
    told.and_then(|told| serde_json::from_value(told).ok()).unwrap_or_default()
}

/// Waits until what is kept is the files in the folder, every one that the worker there lists, and nothing else.
async fn keeps_exactly(page: &Page, folder: &Path) {
    let worker = std::fs::read_to_string(folder.join("worker.js")).unwrap();
    let names = site::worker::names(&worker).unwrap();
    let files: BTreeMap<String, String> = names
        .into_iter()
        .map(|name| {
            let content = std::fs::read(folder.join(site::worker::file(&name))).unwrap();
            (name, site::hex(&Sha256::digest(content)))
        })
        .collect();
    assert!(files.len() > 10, "{files:?}");
    page.until("the files of this version are kept, and no others", async || {
        (stores(page).await == [files.clone()]).then_some(())
    })
    .await;
}

/// Has the page kept; how that ended.
async fn keep(page: &Page) -> String {
    let find = "navigator.serviceWorker.register(window.policyMatchAddress('worker'))
        .then(made => done(made.installing || made.waiting || made.active), () => told('rejected'));";
    installing(page, find).await
}

/// Waits until the page has tried by itself to be kept.
async fn has_tried(page: &Page) {
    page.running().await;
    page.by_css("link[rel=manifest]").await;
}

/// A first visit while the server is wrong keeps nothing, and one later keeps all.
fn first_visits(engine: Engine, name: &str, wrong: impl Iterator<Item = (File, Change)>) {
    let folder = server::copy_of_dist(name);
    journey(&folder, engine).run(async |page| {
        page.site.spoil(File::Worker, Change::Missing);
        page.open("").await;
        for (file, change) in wrong {
            has_tried(page).await;
            without_http_cache(page).await;
            page.site.mend();
            page.site.spoil(file, change);
            let end = keep(page).await;
            assert!(["redundant", "rejected"].contains(&&*end), "{file:?} {change:?}: {end}");
            assert_eq!(stores(page).await, [], "{file:?} {change:?}: something is kept");
            page.site.mend();
            assert_ne!(keep(page).await, "redundant", "{file:?} {change:?}: it is not kept later");
            keeps_exactly(page, &folder).await;
            page.site.spoil(File::Worker, Change::Missing);
            let forget = "return navigator.serviceWorker.getRegistration().then(found => found.unregister())
                .then(() => caches.keys()).then(names => Promise.all(names.map(name => caches.delete(name))))";
            page.script(forget).await;
            page.load_again().await;
        }
        page.running().await;
    });
    std::fs::remove_dir_all(&folder).unwrap();
}

/// A new version that comes while the server is wrong changes nothing; at the next visit afterwards it is there.
fn updates(engine: Engine, name: &str, wrong: impl Iterator<Item = (File, Change)>) {
    let folder = server::copy_of_dist(name);
    publish(&folder, "0", Kept::AsBefore);
    journey(&folder, engine).run(async |page| {
        page.open("").await;
        page.running().await;
        kept(page).await;
        let mut before = "0".to_owned();
        for (number, (file, change)) in wrong.enumerate() {
            let version = (number + 1).to_string();
            without_http_cache(page).await;
            page.site.spoil(file, change);
            publish(&folder, &version, Kept::AsBefore);
            let end = update(page).await;
            assert!(["redundant", "rejected"].contains(&&*end), "{file:?} {change:?}: {end}");
            visits(page).await;
            is_at(page, &before).await;
            has_tried(page).await;
            page.site.mend();
            visits(page).await;
            page.click("button", "现在更新").await;
            is_at(page, &version).await;
            keeps_exactly(page, &folder).await;
            before = version;
        }
    });
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn a_first_visit_that_goes_wrong_keeps_nothing_and_the_next_keeps_all() {
    first_visits(Engine::Chromium, "first-visits", WRONG.into_iter());
}

#[test]
fn a_first_visit_that_goes_wrong_keeps_nothing_in_firefox() {
    first_visits(Engine::Firefox, "first-visits-firefox", share());
}

#[test]
fn an_update_that_goes_wrong_is_there_at_the_next_visit() {
    updates(Engine::Chromium, "updates", WRONG.into_iter());
}

#[test]
fn an_update_that_goes_wrong_is_there_at_the_next_visit_in_firefox() {
    updates(Engine::Firefox, "updates-firefox", share());
}

/// The wrong version is open in two windows, in one with something typed; the older one is put back. `online` is what browsers
/// tell a page when they have a network again.
fn a_version_is_called_back(engine: Engine, name: &str) {
    let folder = server::copy_of_dist(name);
    publish(&folder, "wrong", Kept::AsBefore);
    journey(&folder, engine).run(async |page| {
        page.open("").await;
        page.running().await;
        kept(page).await;
        visits(page).await;
        is_at(page, "wrong").await;
        // keep.js hears of networks from then on.
        page.by_css("link[rel=manifest]").await;
        page.fill("从业人员", "8").await;
        page.sees("我填过的内容（1）").await;
        page.beside(async || page.open("").await).await;
        publish(&folder, "right", Kept::Withdrawn);
        page.script("window.dispatchEvent(new Event('online'))").await;
        is_at(page, "right").await;
        page.sees("我填过的内容（1）").await;
        let windows = page.client.windows().await.unwrap();
        page.client.switch_to_window(windows[1].clone()).await.unwrap();
        is_at(page, "right").await;
        keeps_exactly(page, &folder).await;
        page.site.stop();
        page.load_again().await;
        is_at(page, "right").await;
    });
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn a_version_that_is_called_back_leaves_every_window() {
    a_version_is_called_back(Engine::Chromium, "called-back");
}

#[test]
fn a_version_that_is_called_back_leaves_every_window_in_firefox() {
    a_version_is_called_back(Engine::Firefox, "called-back-firefox");
}

/// The wrong version may not even run; then its page cannot do anything for it. Here the server's own policy stops it, which is
/// kept with the page.
fn a_version_that_cannot_run_is_called_back(engine: Engine, name: &str) {
    let folder = server::copy_of_dist(name);
    publish(&folder, "older", Kept::AsBefore);
    journey(&folder, engine).run(async |page| {
        page.open("").await;
        page.running().await;
        kept(page).await;
        dies(page, &folder).await;
        page.site.mend();
        publish(&folder, "right", Kept::Withdrawn);
        page.script("navigator.serviceWorker.getRegistration().then(found => found.update())").await;
        is_at(page, "right").await;
        keeps_exactly(page, &folder).await;
    });
    std::fs::remove_dir_all(&folder).unwrap();
}

/// Goes over to a version that is kept with a policy under which nothing of it runs.
async fn dies(page: &Page, folder: &Path) {
    without_http_cache(page).await;
    page.site.spoil(File::Html, Change::Policy("default-src 'none'"));
    publish(folder, "dead", Kept::AsBefore);
    let end = update(page).await;
    assert!(["installed", "activating", "activated"].contains(&&*end), "{end}");
    let over = "return navigator.serviceWorker.getRegistration().then(found => {
        if (found.waiting) found.waiting.postMessage('take over');
    })";
    page.client.execute(over, vec![]).await.ok();
    page.until("the dead version is there", async || {
        // The page may go over by itself, or not.
        let look = "const mark = document.querySelector('meta[name=published]');
            if (mark && mark.content === 'dead') return document.readyState;
            return navigator.serviceWorker.getRegistration().then(found => {
                if (found && !found.waiting && !found.installing) location.reload();
            })";
        page.client.execute(look, vec![]).await.ok().filter(|told| *told == "complete").map(drop)
    })
    .await;
}

#[test]
fn a_version_that_cannot_run_gives_way_when_it_is_called_back() {
    a_version_that_cannot_run_is_called_back(Engine::Chromium, "dead-called-back");
}

#[test]
fn a_version_that_cannot_run_gives_way_when_it_is_called_back_in_firefox() {
    a_version_that_cannot_run_is_called_back(Engine::Firefox, "dead-called-back-firefox");
}

/// What was kept with a header that stops it is not opened a second time, though no file of the version has changed.
fn a_kept_page_that_does_not_run_comes_from_the_server(engine: Engine, name: &str) {
    let folder = server::copy_of_dist(name);
    publish(&folder, "older", Kept::AsBefore);
    journey(&folder, engine).run(async |page| {
        page.open("").await;
        page.running().await;
        kept(page).await;
        dies(page, &folder).await;
        page.site.mend();
        page.load_again().await;
        is_at(page, "dead").await;
        keeps_exactly(page, &folder).await;
        // And from then on without a network.
        page.by_css("link[rel=manifest]").await;
        page.site.stop();
        page.load_again().await;
        is_at(page, "dead").await;
    });
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn a_kept_page_that_does_not_run_is_not_opened_twice() {
    a_kept_page_that_does_not_run_comes_from_the_server(Engine::Chromium, "dead");
}

#[test]
fn a_kept_page_that_does_not_run_is_not_opened_twice_in_firefox() {
    a_kept_page_that_does_not_run_comes_from_the_server(Engine::Firefox, "dead-firefox");
}

/// A site that closes leaves nothing of itself on people's devices.
fn nothing_is_kept_any_more(engine: Engine, name: &str) {
    let folder = server::copy_of_dist(name);
    journey(&folder, engine).run(async |page| {
        page.open("").await;
        page.running().await;
        kept(page).await;
        page.script("return caches.open('another site').then(() => null)").await;
        server::renew_with(&folder, Kept::Nothing);
        visits(page).await;
        page.until("nothing is kept", async || {
            let left = "return Promise.all([caches.keys(), navigator.serviceWorker.getRegistrations()])
                .then(found => found[0].concat(found[1].map(one => one.scope)))";
            let left = page.client.execute(left, vec![]).await.ok()?;
            (left == serde_json::json!(["another site"])).then_some(())
        })
        .await;
    });
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn a_site_that_closes_leaves_nothing_behind() {
    nothing_is_kept_any_more(Engine::Chromium, "closed");
}

#[test]
fn a_site_that_closes_leaves_nothing_behind_in_firefox() {
    nothing_is_kept_any_more(Engine::Firefox, "closed-firefox");
}

/// Another window with the page does not hold up an update: it goes on with the version it has, whose files are kept for it
/// though the server no longer has them, and can go over itself.
fn other_windows_go_on(engine: Engine, name: &str) {
    let folder = server::copy_of_dist(name);
    let extra = "a file of the older version alone";
    let hash = site::hex(&Sha256::digest(extra));
    let extra_file = format!("extra-{}.bin", hash.get(..16).unwrap());
    std::fs::write(folder.join(&extra_file), extra).unwrap();
    site::worker::make(&folder).unwrap();
    publish(&folder, "older", Kept::AsBefore);
    let site = Site::of(folder.clone()).under("/a/b/");
    Journey::new(site).engine(engine).forgetful().noisy().run(async |page| {
        page.open("").await;
        page.running().await;
        kept(page).await;
        page.fill("从业人员", "8").await;
        page.sees("我填过的内容（1）").await;
        page.beside(async || {
            page.open("").await;
            page.running().await;
            page.fill("从业人员", "9").await;
            page.sees("我填过的内容（1）").await;
            // It hears of newer versions from then on.
            page.by_css("link[rel=manifest]").await;
        })
        .await;
        std::fs::remove_file(folder.join(&extra_file)).unwrap();
        site::worker::make(&folder).unwrap();
        publish(&folder, "newer", Kept::AsBefore);
        assert_eq!(update(page).await, "installed");
        page.click("button", "现在更新").await;
        is_at(page, "newer").await;
        page.sees("我填过的内容（1）").await;
        let windows = page.client.windows().await.unwrap();
        page.client.switch_to_window(windows[1].clone()).await.unwrap();
        is_at(page, "older").await;
        let fetched = format!("return fetch('./{extra_file}').then(answer => answer.ok && answer.text())");
        assert_eq!(page.script(&fetched).await, extra, "what the open page may still need is there");
        page.click("button", "现在更新").await;
        is_at(page, "newer").await;
        let typed = page.by_css("#f-employees").await.prop("value").await.unwrap();
        assert_eq!(typed.as_deref(), Some("9"), "what was typed is still there");
        // The older version goes when no window has it any more.
        page.client.close_window().await.unwrap();
        page.client.switch_to_window(windows[0].clone()).await.unwrap();
        page.go("about:blank").await;
        page.open("").await;
        keeps_exactly(page, &folder).await;
    });
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn other_windows_do_not_hold_up_an_update() {
    other_windows_go_on(Engine::Chromium, "other-windows");
}

#[test]
fn other_windows_do_not_hold_up_an_update_in_firefox() {
    other_windows_go_on(Engine::Firefox, "other-windows-firefox");
}
