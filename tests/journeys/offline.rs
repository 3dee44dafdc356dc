//! Without a network: the one file from a folder, and the page that the browser keeps after the first visit.

use serde_json::{Value, json};

use crate::{Change, File, Journey, Page, Site, driver::Engine, server};

#[test]
fn the_one_file_opens_from_a_folder() {
    let file = server::dist().join("policy-match-offline.html");
    let size = std::fs::metadata(&file).expect("dist/policy-match-offline.html: run `make offline` first").len();
    assert!(size <= 1_900_000, "the one file has {size} bytes");
    Journey::new(Site::of_dist()).run(async |page| {
        page.go(&format!("file://{}", file.display())).await;
        page.running().await;
        page.fill("从业人员", "8").await;
        page.fill("行业", "奶茶店").await;
        page.click("option", "其他饮料及冷饮服务").await;
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
        assert!(link.starts_with("policy-match-offline.html?lang=en#/?") && link.contains("employees=8"), "{link}");
        page.sees("What this single file keeps can be read by other pages").await;
        page.go(&format!("file://{}?region=440100#/", file.display())).await;
        page.running().await;
        // The window holds the language, too.
        page.sees("This single file takes no settings from behind the ? of its address").await;
        page.click("link", "All policies").await;
        page.by_css("#f-search").await;
        assert_eq!(page.site.requests(), Vec::<String>::new(), "no server was asked");
        page.go(&format!("file://{}#/", file.display())).await;
        page.click("link", "Licences of open-source software").await;
        let windows = page.client.windows().await.unwrap();
        page.client.switch_to_window(windows.last().unwrap().clone()).await.unwrap();
        page.sees("Permission is hereby granted").await;
    });
}

/// Waits until the service worker has taken over the page.
pub(crate) async fn kept(page: &Page) {
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
        let left = page.script("return location.hash + localStorage.length").await;
        assert!(left == "0" || left == "#/0", "it is left neither in the address nor on the device: {left}");
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

/// How the installation of a worker ends that `find` gives (`done` takes it): `installed` or what comes after that, or
/// `redundant`.
pub(crate) async fn installing(page: &Page, find: &str) -> String {
    let script = format!(
        "return new Promise(told => {{
            const done = worker => {{
                if (!worker) return told('redundant');
                const look = () => worker.state !== 'installing' && told(worker.state);
                worker.addEventListener('statechange', look);
                look();
            }};
            {find}
        }})"
    );
    page.script(&script).await.as_str().unwrap_or_default().to_owned()
}

/// Has the browser look for another worker.
pub(crate) async fn update(page: &Page) -> String {
    let find = "navigator.serviceWorker.getRegistration().then(found => {
        if (found.installing || found.waiting) return done(found.installing || found.waiting);
        found.addEventListener('updatefound', () => done(found.installing), { once: true });
        found.update().catch(() => told('rejected'));
    });";
    installing(page, find).await
}

/// Waits until the newer version is kept.
pub(crate) async fn updated(page: &Page) {
    // The browser may just be trying by itself, with the server as it was.
    page.until("the newer version is kept", async || (update(page).await == "installed").then_some(())).await;
    page.sees("新版本已经准备好").await;
}

/// Whether something newer is kept beside what is in use, or has taken its place.
async fn newer_is_kept(page: &Page) -> bool {
    page.script("return caches.keys().then(names => names.some(name => name.includes('newer-')))").await == true
}

/// Forgets what the browser itself has kept of the site's answers.
pub(crate) async fn without_http_cache(page: &Page) {
    if page.engine() != Engine::Chromium {
        return;
    }
    page.cdp("Network.enable", json!({})).await;
    page.cdp("Network.clearBrowserCache", json!({})).await;
}

/// A newer version of the site: another worker with the same files.
pub(crate) fn newer(page: &Page) {
    page.site.replace("worker.js", |text| text.replacen("const VERSION = \"", "const VERSION = \"newer-", 1));
}

/// Tries to keep a newer version of the site while the server does something wrong: nothing of it is kept, the page runs on
/// what was kept before, and once the server is right again the newer version comes.
fn is_not_kept(spoil: impl Fn(&Page)) {
    let site = Site::of_dist().under("/a/b/").add(
        "/login",
        "text/html; charset=utf-8",
        "<!doctype html><title>Log in</title><p>Log in",
    );
    Journey::new(site).noisy().run(async |page| {
        page.open("").await;
        page.running().await;
        kept(page).await;
        without_http_cache(page).await;
        newer(page);
        spoil(page);
        assert_eq!(update(page).await, "redundant");
        assert!(!newer_is_kept(page).await, "nothing of it is kept");
        page.reload().await;
        page.fill("从业人员", "8").await;
        page.sees("我填过的内容（1）").await;
        page.sees_no("新版本已经准备好").await;
        page.site.mend();
        newer(page);
        updated(page).await;
    });
}

#[test]
fn a_front_page_behind_a_redirect_is_not_kept() {
    is_not_kept(|page| page.site.spoil(File::Html, Change::Redirect("/login")));
}

#[test]
fn a_block_page_is_not_kept() {
    is_not_kept(|page| page.site.spoil(File::Html, Change::WebPage));
}

#[test]
fn a_web_page_in_place_of_the_program_is_not_kept() {
    is_not_kept(|page| page.site.spoil(File::Wasm, Change::WebPage));
}

#[test]
fn a_web_page_in_place_of_the_texts_is_not_kept() {
    is_not_kept(|page| page.site.spoil(File::Texts, Change::WebPage));
}

#[test]
fn a_missing_file_means_that_nothing_is_kept() {
    is_not_kept(|page| page.site.spoil(File::Failure, Change::Missing));
}

/// As where `worker.js` was copied before the front page.
#[test]
fn the_front_page_of_another_version_is_not_kept() {
    is_not_kept(|page| page.site.replace("index.html", |text| format!("{text}<!-- another version -->")));
}

#[test]
fn a_first_visit_keeps_nothing_of_a_block_page() {
    // The page waits with the worker until the test says so.
    let waits = "const workers = navigator.serviceWorker, register = workers.register.bind(workers);
        workers.register = address => new Promise((done, failed) => {
            window.keepNow = () => { const made = register(address); made.then(done, failed); return made; };
        })";
    Journey::new(Site::of_dist()).before_load(waits).noisy().run(async |page| {
        let keeps = async || {
            page.open("").await;
            page.running().await;
            page.until("the worker could be made", async || {
                (page.script("return !!window.keepNow").await == true).then_some(())
            })
            .await;
        };
        keeps().await;
        page.site.spoil(File::Html, Change::WebPage);
        let first = "window.keepNow().then(made => done(made.installing || made.waiting || made.active));";
        assert_eq!(installing(page, first).await, "redundant");
        assert_eq!(page.script("return caches.keys()").await, json!([]));
        // The server is right again: so is the next visit.
        page.site.mend();
        page.script("delete document.documentElement.dataset.state").await;
        keeps().await;
        assert_ne!(installing(page, first).await, "redundant");
        kept(page).await;
        page.site.stop();
        page.open("?lang=en#/").await;
        page.running().await;
    });
}

/// How many files are kept, and how many the page has.
async fn kept_files(page: &Page) -> (usize, usize) {
    let script = "return caches.keys().then(names => names.length ? caches.open(names[0]).then(cache => cache.keys())
        .then(keys => keys.length) : 0)";
    let kept = page.script(script).await.as_u64().and_then(|count| usize::try_from(count).ok()).unwrap();
    let worker = std::fs::read_to_string(server::dist().join("worker.js")).unwrap();
    let listed = worker.split("const FILES = \"").nth(1).unwrap().split('"').next().unwrap();
    (kept, listed.split(' ').count())
}

/// Browsers that lack room give up what is kept.
#[test]
fn what_the_browser_gave_up_is_kept_again() {
    let all = "return caches.keys().then(names => Promise.all(names.map(name => caches.delete(name))))";
    let one = "return caches.keys().then(names => caches.open(names[0])).then(cache => cache.keys()
        .then(keys => cache.delete(keys.find(key => key.url.endsWith('.bin')))))";
    for given_up in [all, one] {
        Journey::new(Site::of_dist().under("/a/b/")).noisy().run(async |page| {
            page.open("").await;
            page.running().await;
            kept(page).await;
            let (before, listed) = kept_files(page).await;
            assert_eq!(before, listed, "all is kept");
            page.script(given_up).await;
            page.reload().await;
            page.until("all is kept again", async || {
                let (now, listed) = kept_files(page).await;
                (now == listed).then_some(())
            })
            .await;
            page.site.stop();
            page.reload().await;
            page.fill("从业人员", "8").await;
            page.sees("我填过的内容（1）").await;
        });
    }
}

/// A version may have to be called back: put in place of a newer one, an older one is news like any other.
#[test]
fn a_version_that_is_put_back_reaches_who_had_the_newer_one() {
    Journey::new(Site::of_dist()).noisy().run(async |page| {
        newer(page);
        page.open("").await;
        page.running().await;
        kept(page).await;
        assert!(newer_is_kept(page).await);
        page.site.mend();
        page.fill("从业人员", "8").await;
        updated(page).await;
        page.script("window.old = true").await;
        page.click("button", "现在更新").await;
        page.until("the page is another", async || {
            (page.script("return !window.old && document.readyState === 'complete'").await == true).then_some(())
        })
        .await;
        page.running().await;
        page.until("only the older version is kept", async || (!newer_is_kept(page).await).then_some(())).await;
    });
}

/// The agency's own pages stand on the same origin.
#[test]
fn other_pages_of_the_origin_do_not_hold_up_an_update() {
    let other = "<!doctype html><title>Agency</title><link rel='icon' href='data:,'><p>Agency";
    let site = Site::of_dist().under("/a/b/").add("/agency.html", "text/html; charset=utf-8", other);
    Journey::new(site).run(async |page| {
        a_newer_version_waits(page).await;
        page.beside(async || page.go(&format!("{}/agency.html", page.site.origin())).await).await;
        page.script("window.old = true").await;
        page.click("button", "现在更新").await;
        page.until("the page is a new one", async || {
            (page.script("return !window.old && document.readyState === 'complete'").await == true).then_some(())
        })
        .await;
        page.running().await;
        page.sees("我填过的内容（1）").await;
    });
}

/// What the documents let an agency edit after the build reaches those who come back, by the one command.
#[test]
fn an_edited_page_reaches_who_comes_back() {
    let folder = server::copy_of_dist("edited");
    Journey::new(Site::of(folder.clone())).run(async |page| {
        page.open("").await;
        page.running().await;
        kept(page).await;
        let (open, named) = ("name=\"policy-match-hosts\" content=\"*\"", "https://www.agency.example");
        let html = std::fs::read_to_string(folder.join("index.html")).unwrap();
        assert!(html.contains(open), "index.html names the hosts");
        let html = html.replace(open, &open.replace('*', named));
        std::fs::write(folder.join("index.html"), html).unwrap();
        let said = server::renew(&folder);
        assert!(said.contains("worker.js: version "), "{said}");
        page.fill("从业人员", "8").await;
        updated(page).await;
        page.script("window.old = true").await;
        page.click("button", "现在更新").await;
        page.until("the page is a new one", async || {
            (page.script("return !window.old && document.readyState === 'complete'").await == true).then_some(())
        })
        .await;
        page.running().await;
        let hosts = "return document.querySelector('meta[name=policy-match-hosts]').content";
        assert_eq!(page.script(hosts).await, named);
        page.site.stop();
        page.reload().await;
        assert_eq!(page.script(hosts).await, named, "it is kept, too");
    });
    std::fs::remove_dir_all(&folder).unwrap();
}

/// A catalogue that is packed into a served site reaches who comes back, whole, and the kept copy and the one file have it.
#[test]
fn another_catalogue_reaches_who_comes_back() {
    const OLD: &str = "小型微利企业所得税实际5%（至2027年）";
    const NEW: &str = "小型微利企业所得税实际5%（目录已更新）";
    let folder = server::copy_of_dist("repacked");
    let catalogue = std::fs::read_to_string(crate::root().join("policies.json")).unwrap();
    assert!(catalogue.contains(OLD), "the catalogue names it so");
    let file = folder.with_extension("json");
    std::fs::write(&file, catalogue.replace(OLD, NEW)).unwrap();
    Journey::new(Site::of(folder.clone())).run(async |page| {
        page.open("").await;
        page.running().await;
        kept(page).await;
        let output = crate::program().arg("pack").arg(&folder).arg("--catalogue").arg(&file).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        page.fill("从业人员", "8").await;
        updated(page).await;
        page.script("window.old = true").await;
        page.click("button", "现在更新").await;
        page.until("the page is a new one", async || {
            (page.script("return !window.old && document.readyState === 'complete'").await == true).then_some(())
        })
        .await;
        page.running().await;
        page.site.stop();
        page.open("#/policy/cit-small-profit-2023").await;
        page.running().await;
        page.sees(NEW).await;
        page.go(&format!(
            "file://{}#/policy/cit-small-profit-2023",
            folder.join("policy-match-offline.html").display()
        ))
        .await;
        page.running().await;
        page.sees(NEW).await;
    });
    std::fs::remove_file(&file).unwrap();
    std::fs::remove_dir_all(&folder).unwrap();
}
