//! The page in frames of other pages: on another origin, however its script came, sandboxed, beside others, and with a
//! host that means harm.

use crate::{Change, File, Journey, Odd, Page, Site, driver::Engine};
use serde_json::Value;

/// Notes every message and event that reaches the host.
const NOTES: &str = "<meta charset='utf-8'><link rel='icon' href='data:,'><script>
    window.messages = [];
    window.events = [];
    addEventListener('message', event => messages.push([event.origin, event.data]));
    for (const name of ['ready', 'height', 'navigate', 'results', 'error'])
      addEventListener('policy-match:' + name, event => events.push([event.target.id || event.target.parentNode.id, name, event.detail]));
  </script>";

/// A journey on a host page whose body is made for a site on another port; `SITE` stands for that site's address.
fn hosted(site: &Site, body: &str) -> Journey {
    let html = format!("<!doctype html><html lang='zh-CN'><title>Host</title>{NOTES}<body>{body}</body></html>");
    let html = html.replace("SITE", &site.url());
    Journey::new(Site::of_dist().under("/elsewhere/").add("/host.html", "text/html; charset=utf-8", html))
        .also_asks(&site.origin())
}

async fn open_host(page: &Page) {
    page.go(&format!("{}/host.html", page.site.origin())).await;
}

/// Goes into the frame that a selector finds and waits until the page runs there.
async fn enter(page: &Page, selector: &str) {
    page.leave_frames().await;
    page.by_css(selector).await.enter_frame().await.unwrap();
    page.running().await;
}

/// Waits until a script of the host gives true.
async fn until_true(page: &Page, what: &str, script: &str) {
    page.until(what, async || (page.script(script).await == true).then_some(())).await;
}

#[test]
fn every_way_to_embed_and_every_attribute() {
    let site = Site::of_dist().start();
    let body = "
      <div id='plain'><script src='SITEembed.js' data-region='440100' data-locked='region' data-lang='en' data-theme='dark'
        data-accent='#ffff00' data-font-scale='1.5' data-title='Widget A'></script></div>
      <script src='SITEembed.js' defer data-target='#deferred' data-categories='tax-fee' data-view='library'></script>
      <div id='deferred'></div>
      <div id='async'><script src='SITEembed.js' async data-industry='C13' data-theme='light' data-accent='#06c'></script></div>
      <div id='inserted'></div>
      <script>
        const later = document.createElement('script');
        later.src = 'SITEembed.js';
        later.setAttribute('data-region', '广州市');
        document.getElementById('inserted').appendChild(later);
      </script>
      <script src='SITEpolicy-match-element.js'></script>
      <policy-match id='element' data-region='330100' data-lang='en'></policy-match>";
    hosted(&site, body).run(async |page| {
        open_host(page).await;
        for id in ["plain", "deferred", "async", "inserted", "element"] {
            until_true(page, id, &format!("return events.some(e => e[0] === '{id}' && e[1] === 'ready')")).await;
            // The frame is as high as its page: nothing is cut off and nothing scrolls.
            let heights = format!("const f = document.querySelector('#{id} iframe'); return f.offsetHeight !== 600 && f.style.height !== ''");
            until_true(page, &format!("{id} has its height"), &heights).await;
        }
        let title = page.script("return document.querySelector('#plain iframe').title").await;
        assert_eq!(title, "Widget A");

        enter(page, "#plain iframe").await;
        page.sees("Guangzhou").await;
        page.sees("Set by this website").await;
        assert_eq!(page.script("return document.querySelector('#f-region')").await, Value::Null, "the region is locked");
        let looks = page
            .script(
                "const s = getComputedStyle(document.documentElement);
                 return [document.documentElement.lang, s.fontSize, s.colorScheme, s.getPropertyValue('--accent').trim()]",
            )
            .await;
        assert_eq!(looks, serde_json::json!(["en", "24px", "dark", "#ffff00"]));
        let scrolls = page.script("return document.body.getBoundingClientRect().height > innerHeight + 1").await;
        assert_eq!(scrolls, false, "the whole page is in the frame");

        enter(page, "#deferred iframe").await;
        assert_eq!(page.script("return location.hash").await, "#/library");
        page.sees("全部政策").await;

        enter(page, "#async iframe").await;
        let told = page.script("return document.getElementById('f-industry').value").await;
        assert!(told.as_str().unwrap().contains("农副食品加工业"), "{told}");

        enter(page, "#inserted iframe").await;
        let told = page.script("return document.getElementById('f-region').value").await;
        assert!(told.as_str().unwrap().contains('广'), "{told}");

        // The element follows its attributes; its page's views are told.
        page.leave_frames().await;
        page.script("document.getElementById('element').setAttribute('data-lang', 'zh')").await;
        enter(page, "#element iframe").await;
        page.sees("看看您的企业能享受哪些政策").await;
        page.click("link", "全部政策").await;
        page.leave_frames().await;
        until_true(page, "the view is told", "return events.some(e => e[1] === 'navigate' && e[2].view === 'library')").await;
        page.screenshot("embedded").await;
    });
}

/// Whether what has the focus in the frame is seen in the host's window.
async fn is_in_window(page: &Page) -> bool {
    let place = "return Math.round(document.activeElement.getBoundingClientRect().top)";
    let place = page.script(place).await.as_i64().unwrap();
    page.leave_frames().await;
    let window = "return [Math.round(document.querySelector('iframe').getBoundingClientRect().top), innerHeight]";
    let window = page.script(window).await;
    page.by_css("iframe").await.enter_frame().await.unwrap();
    let place = place.saturating_add(window[0].as_i64().unwrap());
    (0..window[1].as_i64().unwrap()).contains(&place)
}

fn back_leads_to_the_card(journey: impl FnOnce(&Site, &str) -> Journey) {
    let site = Site::of_dist().start();
    let body = "<div style='height:700px'>above</div><script src='SITEembed.js' async data-region='440100'></script>
      <div style='height:700px'>below</div>";
    journey(&site, body).run(async |page| {
        open_host(page).await;
        enter(page, "iframe").await;
        page.fill("从业人员", "8").await;
        page.sees("我填过的内容").await;
        let cards = "const cards = [...document.querySelectorAll('.groups .cards a[id^=card-]')]
                .filter(it => !it.closest('details:not([open])'));
            const card = cards[cards.length - 3]; if (cards.length < 8) return ''; card.focus(); return card.id";
        let card = page.until("the cards", async || Some(page.script(cards).await).filter(|id| *id != "")).await;
        page.press(&char::from(fantoccini::key::Key::Enter).to_string()).await;
        let opened = "return location.hash.startsWith('#/policy/') && document.activeElement.id === 'page-title'";
        until_true(page, "the page of the policy is there", opened).await;
        page.until("its heading is seen", async || is_in_window(page).await.then_some(())).await;
        page.script("history.back()").await;
        page.until("the card has the focus again", async || {
            (page.script("return document.activeElement.id").await == card).then_some(())
        })
        .await;
        page.until("it is seen in the host's window", async || is_in_window(page).await.then_some(())).await;
    });
}

#[test]
fn back_in_a_frame_leads_to_where_the_person_was() {
    back_leads_to_the_card(hosted);
    back_leads_to_the_card(|site, body| hosted(site, body).phone());
    back_leads_to_the_card(|site, body| hosted(site, body).engine(Engine::Firefox));
}

#[test]
fn results_reach_the_host_only_after_the_person_agreed() {
    let site = Site::of_dist().start();
    let body = "<div id='a'><script src='SITEembed.js' data-results='yes'></script></div>
      <div id='b'><script src='SITEembed.js'></script></div>";
    hosted(&site, body).run(async |page| {
        open_host(page).await;
        enter(page, "#b iframe").await;
        assert_eq!(page.script("return document.querySelector('[data-testid=sharing]')").await, Value::Null);
        enter(page, "#a iframe").await;
        page.fill("从业人员", "8237").await;
        page.sees("所在网站想知道").await;
        page.leave_frames().await;
        assert_eq!(page.script("return events.filter(e => e[1] === 'results').length").await, 0, "nothing unasked");
        enter(page, "#a iframe").await;
        page.click("button", "可以").await;
        page.leave_frames().await;
        let results = "const e = events.filter(e => e[1] === 'results').pop(); return e && e[2]";
        let results = page
            .until("the results are told", async || Some(page.script(results).await).filter(|told| !told.is_null()))
            .await;
        for group in ["use_now", "may_use", "near_miss"] {
            let ids = results["policies"][group].as_array().unwrap_or_else(|| panic!("{results}"));
            assert_eq!(results["counts"][group], ids.len());
        }
        let all = page.script("return JSON.stringify(messages)").await;
        assert!(!all.as_str().unwrap().contains("8237"), "an answer has left the page");

        // Taken back: nothing more.
        enter(page, "#a iframe").await;
        page.click("button", "停止告知").await;
        page.leave_frames().await;
        let before = page.script("return events.filter(e => e[1] === 'results').length").await;
        enter(page, "#a iframe").await;
        page.fill("从业人员", "3").await;
        page.click("button", "大字").await;
        assert_eq!(page.script("return document.documentElement.classList.contains('large-type')").await, true);
        page.leave_frames().await;
        assert_eq!(page.script("return events.filter(e => e[1] === 'results').length").await, before);
    });
}

#[test]
fn sandboxed_with_everything_denied() {
    let site = Site::of_dist().start();
    let body =
        "<div id='a'><script src='SITEembed.js' data-sandbox='allow-scripts' data-region='440100'></script></div>";
    hosted(&site, body).run(async |page| {
        open_host(page).await;
        until_true(page, "the page is ready", "return events.some(e => e[1] === 'ready')").await;
        until_true(page, "its height is told", "return events.some(e => e[1] === 'height')").await;
        assert_eq!(page.script("return messages.every(m => m[0] === 'null')").await, true, "its origin is opaque");
        page.script("document.querySelector('iframe').policyMatch.settings({ lang: 'en' })").await;
        enter(page, "#a iframe").await;
        page.sees("Which relief measures fit").await;
        page.fill("Employees", "8").await;
        page.sees("What you told us").await;
        page.click("checkbox", "Keep my answers").await;
        page.sees("The browser does not allow saving here").await;
        page.click("button", "Copy a link").await;
        let text = page.by_css("#take-text").await.prop("value").await.unwrap().unwrap();
        assert!(text.contains("employees=8"), "{text}");
    });
}

/// Sends thousands of messages to the frame: none of them is one that the page takes, though many come close.
const FLOOD: &str = "
  const target = document.querySelector('#victim');
  const frame = new URL(target.src).searchParams.get('frame');
  const odd = [null, undefined, 0, NaN, '', 'ready', [], {}, true, new Date(), new Map(), new ArrayBuffer(8), 1n, -0, /x/,
    { length: 1e9 }, { policyMatch: 1 }, { toString: 1 }, JSON.parse('{\"__proto__\": {\"policyMatch\": 1}}')];
  const types = ['ready', 'height', 'settings', 'results', 'profile', 'focus ', 'PRINT', 'eval', '__proto__', 'constructor', null, 7, {}, []];
  let sent = 0;
  function send(message) { target.contentWindow.postMessage(message, '*'); sent += 1; }
  for (let i = 0; sent < 10000; i++) {
    const value = odd[i % odd.length];
    const type = types[i % types.length];
    send(value);
    send({ policyMatch: i % 3, frame: i % 2 ? frame : 'guess' + i, type, settings: value, px: value, view: value });
    send({ policyMatch: '1', frame, type: 'settings', settings: { lang: 'en' } });
    send({ policyMatch: 1, frame: [frame], type: 'settings', settings: { lang: 'en' } });
    send({ policyMatch: 1, frame, type: 'settings', settings: { lang: ['en'], theme: {}, region: 7, results: true, nonsense: 'x', accent: 'x'.repeat(1000) } });
    send({ policyMatch: 1, frame, type: 'settings', settings: [['lang', 'en']] });
    send({ policyMatch: 1, frame, type: 'settings', settings: 'lang=en' });
  }
  // Another frame knows everything but is not the parent.
  const accomplice = document.createElement('iframe');
  accomplice.srcdoc = '<script>parent.frames[0].postMessage({ policyMatch: 1, frame: \"' + frame + '\", type: \"settings\", settings: { lang: \"en\" } }, \"*\"); parent.done = true<' + '/script>';
  document.body.appendChild(accomplice);
  return sent;";

#[test]
fn a_hostile_host_breaks_nothing_and_learns_nothing() {
    let site = Site::of_dist().start();
    let body = "<iframe id='victim' title='w' width='900' height='700'></iframe>
      <script>victim.src = 'SITE?frame=1234&results=yes&host=' + encodeURIComponent(location.origin)</script>";
    hosted(&site, body).run(async |page| {
        open_host(page).await;
        enter(page, "#victim").await;
        page.fill("从业人员", "8237").await;
        page.leave_frames().await;
        let sent = page.script(FLOOD).await;
        assert!(sent.as_u64().unwrap() >= 10_000, "{sent}");
        until_true(page, "the accomplice has spoken", "return window.done === true").await;
        enter(page, "#victim").await;
        page.fill("从业人员", "9").await;
        page.sees("我填过的内容（1）").await;
        page.click("button", "大字").await;
        assert_eq!(page.script("return document.documentElement.classList.contains('large-type')").await, true);
        assert_eq!(page.script("return document.documentElement.lang").await, "zh-CN", "no forged setting was taken");
        assert_eq!(page.script("return document.documentElement.dataset.state").await, "running");
        page.leave_frames().await;
        let heard = page.script("return JSON.stringify(messages)").await;
        let heard = heard.as_str().unwrap();
        assert!(!heard.contains("823"), "an answer has left the page");
        let kinds = "return [...new Set(messages.map(m => m[1].type + ':' + Object.keys(m[1]).sort()))].sort()";
        let kinds = page.script(kinds).await;
        let allowed = ["height:frame,policyMatch,px,type", "ready:frame,policyMatch,type,view"];
        assert!(kinds.as_array().unwrap().iter().all(|kind| allowed.contains(&kind.as_str().unwrap())), "{kinds}");
    });
}

#[test]
fn a_frame_cannot_fool_the_host_with_anothers_number() {
    let site = Site::of_dist().start();
    // The liar has the right origin and form, and even the number, but is not the window of that frame.
    let liar = "<!doctype html><meta charset=utf-8><link rel=icon href=data:,><script>
        onmessage = event => {
          for (const px of [9, 99999, -5, NaN, '50', null, {}])
            for (const frame of [event.data, 'x', '__proto__', 'constructor', null])
              for (const type of ['height', 'ready', 'results', 'print'])
                parent.postMessage({ policyMatch: 1, frame, type, px }, '*');
          parent.postMessage('lied', '*');
        }</script>";
    let body =
        "<div id='a'><script src='SITEembed.js'></script></div><iframe id='liar' src='liar.html' title='l'></iframe>";
    let html = format!("<!doctype html><html><title>Host</title>{NOTES}<body>{body}</body></html>")
        .replace("SITE", &site.url());
    let host = Site::of_dist().under("/elsewhere/").add("/host.html", "text/html; charset=utf-8", html).add(
        "/liar.html",
        "text/html; charset=utf-8",
        liar,
    );
    Journey::new(host).also_asks(&site.origin()).run(async |page| {
        open_host(page).await;
        until_true(page, "the page is ready", "return events.some(e => e[1] === 'ready')").await;
        enter(page, "#a iframe").await;
        page.sees("看看您的企业").await;
        page.leave_frames().await;
        page.script(
            "const number = new URL(document.querySelector('#a iframe').src).searchParams.get('frame');
             window.before = events.length;
             document.querySelector('#liar').contentWindow.postMessage(number, '*')",
        )
        .await;
        until_true(page, "the liar has lied", "return messages.some(m => m[1] === 'lied')").await;
        let heights =
            "return events.slice(before).filter(e => e[1] !== 'height' || e[2].px === 9 || e[2].px === 99999).length";
        assert_eq!(page.script(heights).await, 0, "a lie was believed");
    });
}

#[test]
fn a_host_that_is_not_on_the_list_exchanges_no_messages() {
    let html = std::fs::read_to_string(crate::server::dist().join("index.html")).unwrap();
    let open = "name=\"policy-match-hosts\" content=\"*\"";
    assert!(html.contains(open), "index.html names the hosts");
    let html = html.replace(open, "name=\"policy-match-hosts\" content=\"https://agency.example\"");
    let site = Site::of_dist().add("/", "text/html; charset=utf-8", html).start();
    hosted(&site, "<div id='a'><script src='SITEembed.js'></script></div>").run(async |page| {
        open_host(page).await;
        enter(page, "#a iframe").await;
        page.sees("看看您的企业").await;
        let overflow = page.script("return document.documentElement.style.overflow").await;
        assert_eq!(overflow, "", "without a height from the host it keeps its own scroll bar");
        page.leave_frames().await;
        assert_eq!(page.script("return messages.length").await, 0);
    });
}

#[test]
fn the_page_that_builds_the_line() {
    Journey::new(Site::of_dist()).run(async |page| {
        page.open("try.html").await;
        page.fill("地区代码或名称", "440100").await;
        page.choose("语言", "English").await;
        page.until("the line is there", async || {
            let code = page.by_css("#code").await.prop("value").await.unwrap().unwrap_or_default();
            let line = format!(
                "<script src=\"{}embed.js\" async data-region=\"440100\" data-lang=\"en\"></script>",
                page.site.url()
            );
            (code == line).then_some(())
        })
        .await;
        page.screenshot("try").await;
        enter(page, "#preview iframe").await;
        page.sees("Which relief measures fit").await;
    });
}

#[test]
fn each_tool_is_shown_alone() {
    Journey::new(Site::of_dist()).run(async |page| {
        for (view, heading) in [
            ("size", "企业规模"),
            ("late-payment", "拖欠"),
            ("ladder", "梯度"),
            ("services", "服务"),
            ("library", "全部政策"),
        ] {
            page.open(&format!("?view={view}")).await;
            page.running().await;
            let shown = "const title = document.getElementById('page-title'), nav = document.querySelector('.nav');
                 return title && nav && nav.getClientRects().length === 0 ? title.textContent : ''";
            page.until(&format!("{view} stands alone"), async || {
                page.script(shown).await.as_str()?.contains(heading).then_some(())
            })
            .await;
        }
        // Who goes on to another page gets the way back.
        page.script("location.hash = '#/'").await;
        page.until("the navigation is there", async || {
            let there = "return document.querySelector('.nav').getClientRects().length > 0";
            (page.script(there).await == true).then_some(())
        })
        .await;
        page.open("?view=%22%3E%3Cscript%3E").await;
        page.running().await;
        page.sees("看看您的企业能享受哪些政策").await;
    });
}

const LOCAL: &str = include_str!("../../examples/guangzhou-overlay.json");

#[test]
fn an_agencys_catalogue_lies_over_the_bundled_one() {
    a_catalogue_lies_over_the_bundled_one(Engine::Chromium);
}

#[test]
fn an_agencys_catalogue_lies_over_the_bundled_one_in_firefox() {
    a_catalogue_lies_over_the_bundled_one(Engine::Firefox);
}

fn a_catalogue_lies_over_the_bundled_one(engine: Engine) {
    let site = Site::of_dist().names_catalogues("other.json local.json").add(
        "/local.json",
        "application/json; charset=utf-8",
        LOCAL,
    );
    Journey::new(site).engine(engine).run(async |page| {
        page.open("?catalogue=local.json&lang=en").await;
        page.running().await;
        page.sees("guangzhou.1").await;
        page.open("?catalogue=local.json#/policy/gz-2025-little-giant").await;
        page.running().await;
        page.sees("本市入口").await;
        page.sees("本地目录补充：广州惠企政策（替换了原有目录的这一项）").await;
        page.click("link", "全部政策").await;
        page.fill("搜索政策", "小升规奖补（广州").await;
        page.sees("本地目录补充：广州惠企政策").await;
        // What is not of that catalogue is not marked, and an address may be written in any way that comes to the same.
        page.open("?catalogue=.%2Fx%2F..%2Flocal.json#/policy/vat-smallscale-1pct-2026").await;
        page.running().await;
        page.sees("guangzhou.1").await;
        assert!(!page.text().await.contains("本地目录补充"));
    });
}

/// A site in a folder of a server with files of all sorts, of which it names some.
fn among_others() -> crate::server::SiteBuilder {
    Site::of_dist()
        .under("/policy/")
        .names_catalogues("local.json typed.json moved.json silent.json endless.json ../any.json /uploads/evil.txt")
        .add("/uploads/evil.txt", "text/plain", LOCAL)
        .add("/any.json", "application/json", LOCAL)
        .add("/policy/unnamed.json", "application/json", LOCAL)
        .add("/policy/local.json", "application/json", LOCAL)
        .add("/policy/typed.json", "text/plain", LOCAL)
        .odd("/policy/moved.json", Odd::Redirect("/any.json"))
        .odd("/policy/silent.json", Odd::Silent)
        .odd("/policy/endless.json", Odd::Endless)
}

#[test]
fn a_catalogue_that_the_site_does_not_name_is_not_asked_for() {
    no_other_catalogue_is_asked_for(Engine::Chromium);
}

#[test]
fn a_catalogue_that_the_site_does_not_name_is_not_asked_for_in_firefox() {
    no_other_catalogue_is_asked_for(Engine::Firefox);
}

fn no_other_catalogue_is_asked_for(engine: Engine) {
    Journey::new(among_others()).engine(engine).noisy().run(async |page| {
        for address in [
            "/uploads/evil.txt",
            "../any.json",
            "%252e%252e/any.json",
            "..%5Cany.json",
            "..%252fany.json",
            "unnamed.json",
            "local.json%3Fx",
            "local.json%23x",
            "//127.0.0.1:9/policy/local.json",
            "http%3A%2F%2F127.0.0.1%3A9%2Flocal.json",
        ] {
            page.open(&format!("?catalogue={address}#/policy/gz-2025-little-giant")).await;
            page.running().await;
            page.sees("不是本站列明的，没有采用").await;
            let text = page.text().await;
            assert!(!text.contains("guangzhou.1") && !text.contains("本市入口"), "{address}: {text}");
        }
        let asked = page.site.requests();
        assert!(!asked.iter().any(|path| path.contains(".json") || path.contains(".txt")), "{asked:?}");
    });
}

#[test]
fn a_catalogue_that_is_no_json_or_lies_elsewhere_or_has_no_end_is_not_loaded() {
    no_odd_catalogue_is_loaded(Engine::Chromium);
}

#[test]
fn a_catalogue_that_is_no_json_or_lies_elsewhere_or_has_no_end_is_not_loaded_in_firefox() {
    no_odd_catalogue_is_loaded(Engine::Firefox);
}

fn no_odd_catalogue_is_loaded(engine: Engine) {
    Journey::new(among_others()).engine(engine).noisy().run(async |page| {
        for name in ["typed.json", "moved.json", "endless.json"] {
            page.open(&format!("?catalogue={name}#/policy/gz-2025-little-giant")).await;
            page.running().await;
            page.sees("本站补充的地方政策没有载入").await;
            assert!(!page.text().await.contains("本市入口"), "{name}");
        }
        assert!(!page.site.requests().contains(&"/any.json".to_owned()), "a redirection was followed");
    });
}

#[test]
fn a_server_that_never_sends_the_catalogue_is_waited_for_only_so_long() {
    // The time limit is the test's to end.
    let held = "const plain = window.setTimeout;
        window.setTimeout = (act, wait, ...more) => wait === 20000 ? (window.limit = act, 0) : plain(act, wait, ...more);";
    Journey::new(among_others()).before_load(held).noisy().run(async |page| {
        page.open("?catalogue=silent.json").await;
        page.running().await;
        page.fill("从业人员", "8").await;
        page.sees("我填过的内容（1）").await;
        assert!(!page.text().await.contains("没有载入"), "it may still come");
        page.script("window.limit()").await;
        page.sees("本站补充的地方政策没有载入").await;
        page.sees("我填过的内容（1）").await;
    });
}

#[test]
fn what_is_wrong_with_an_agencys_catalogue_is_said_quietly() {
    for (name, content) in [("broken.json", "{\"format\": 1,"), ("nowhere.json", ""), ("elsewhere", "")] {
        let site = Site::of_dist().names_catalogues("broken.json nowhere.json");
        let site = if content.is_empty() { site } else { site.add("/broken.json", "application/json", content) };
        Journey::new(site).noisy().run(async |page| {
            let address = if name == "elsewhere" { "http%3A%2F%2F127.0.0.1%3A9%2Fx.json" } else { name };
            page.open(&format!("?catalogue={address}")).await;
            page.running().await;
            page.sees("全国目录不受影响").await;
            page.fill("从业人员", "8").await;
            page.sees("我填过的内容（1）").await;
            page.assert_no_other_origin().await;
        });
    }
}

#[test]
fn each_tool_in_a_frame_of_another_origin() {
    let tools = [
        ("size", "企業規模自測", "Size"),
        ("late-payment", "帳款拖欠測算", "late"),
        ("ladder", "優質企業梯度", "tiers"),
        ("services", "公共服務", "Services"),
    ];
    let site = Site::of_dist().start();
    let line = |view: &str, lang: &str| {
        format!(
            "<div id='{view}-{lang}'><script src='SITEembed.js' data-view='{view}' data-lang='{lang}' data-font-scale='1.3'></script></div>"
        )
    };
    let body: String = tools.iter().map(|(view, ..)| line(view, "zh-TW") + &line(view, "en")).collect();
    hosted(&site, &body).run(async |page| {
        open_host(page).await;
        for (view, traditional, english) in tools {
            for (lang, heading) in [("zh-TW", traditional), ("en", english)] {
                let ready = format!("return events.some(e => e[0] === '{view}-{lang}' && e[1] === 'ready')");
                until_true(page, &format!("{view} is ready"), &ready).await;
                enter(page, &format!("#{view}-{lang} iframe")).await;
                let title =
                    "const title = document.getElementById('page-title'); return title ? title.textContent : ''";
                page.until(&format!("{view} in {lang} says {heading}"), async || {
                    page.script(title).await.as_str()?.contains(heading).then_some(())
                })
                .await;
                page.leave_frames().await;
            }
        }
    });
}

/// The code blocks of a language in `docs/embedding.md`.
fn documented(language: &str) -> Vec<String> {
    let text = std::fs::read_to_string(site_tests::root().join("docs/embedding.md")).unwrap();
    let fence = format!("```{language}\n");
    text.split(&fence).skip(1).filter_map(|rest| rest.split("```").next()).map(str::to_owned).collect()
}

/// Each block of the documentation, pasted into a blank page as it stands, but for the address and the hash that
/// readers must fill in.
#[test]
fn what_the_documentation_says_works_word_for_word() {
    let site = Site::of_dist().start();
    let hash = std::fs::read_to_string(crate::server::dist().join("embed-integrity.txt")).unwrap();
    let hash = hash.lines().find(|line| line.starts_with("embed-")).unwrap().split('"').nth(1).unwrap().to_owned();
    let blocks = documented("html");
    assert_eq!(blocks.len(), 6, "the line, the pinned line, the element, the one from npm, the iframe, the messages");
    for block in &blocks {
        let mut body = block.replace("sha384-…", &hash).replace("https://your.site/policy-match/", "SITE");
        // From npm: the host's own bundle brings the element, and the site lies beside it.
        if block.contains("data-site") {
            body = body.replace("/policy-match/", "SITE");
            body.push_str("<script src='SITEpolicy-match-element.js'></script>");
        }
        // Messages go to a frame that is there.
        let messages = block.contains("addEventListener");
        if messages {
            body.push_str("<script src='SITEembed.js' async></script>");
        }
        hosted(&site, &body).run(async |page| {
            open_host(page).await;
            enter(page, "iframe").await;
            page.sees("看看您的企业能享受哪些政策").await;
            if messages {
                let dark = "return getComputedStyle(document.documentElement).colorScheme === 'dark'";
                until_true(page, "the theme is the host's", dark).await;
            } else if !block.contains("embed-0.1.0") {
                let told = page.script("return document.getElementById('f-region').value").await;
                assert!(told.as_str().unwrap().contains("广州"), "{block}: {told}");
            }
        });
    }
}

#[test]
fn a_host_may_ask_for_traditional_characters() {
    let site = Site::of_dist().start();
    let body = "<div id='a'><script src='SITEembed.js' data-lang='zh-TW' data-region='440100'></script></div>";
    hosted(&site, body).run(async |page| {
        open_host(page).await;
        enter(page, "iframe").await;
        page.sees("看看您的企業能享受哪些政策").await;
        page.until("the field, too", async || {
            let told = page.script("return document.getElementById('f-region').value").await;
            told.as_str()?.contains("廣州").then_some(())
        })
        .await;
        page.leave_frames().await;
        page.script("document.querySelector('iframe').policyMatch.settings({ lang: 'zh' })").await;
        enter(page, "iframe").await;
        page.sees("看看您的企业能享受哪些政策").await;
    });
}

/// Whether all of the page in the frame can be reached: it fits, or the person can scroll.
const REACHED: &str = "const root = document.documentElement, cut = root.scrollHeight > root.clientHeight + 1;
    return !cut || getComputedStyle(root).overflowY !== 'hidden'";

fn a_frame_is_never_cut_off(engine: Engine) {
    let hosts = [
        ("an upper limit", "<style>iframe { max-height: 300px !important }</style>", ""),
        ("a height of its own", "<style>div { height: 400px } iframe { height: 100% !important }</style>", ""),
        (
            "borders",
            "<style>iframe { box-sizing: border-box !important; border: 90px solid !important; padding: 90px !important }</style>",
            "",
        ),
        ("no messages", "<script>addEventListener('message', event => event.stopImmediatePropagation())</script>", ""),
        (
            "a height that moves",
            "<script>setInterval(() => { const f = document.querySelector('iframe'); if (f) f.style.height = 300 + Date.now() % 9 + 'px' }, 10)</script>",
            "",
        ),
        ("a very long page", "", "document.body.style.paddingBottom = '150000px'"),
    ];
    for (name, host, inside) in hosts {
        let site = Site::of_dist().start();
        let body = format!("{host}<div><script src='SITEembed.js' data-view='services'></script></div>");
        hosted(&site, &body).engine(engine).run(async |page| {
            open_host(page).await;
            enter(page, "iframe").await;
            page.by_css("#page-title").await;
            page.script(inside).await;
            until_true(page, &format!("all is reached with {name}"), REACHED).await;
            if name == "a very long page" {
                page.leave_frames().await;
                until_true(page, "the host follows", "return document.querySelector('iframe').offsetHeight > 150000")
                    .await;
            }
        });
    }
}

#[test]
fn a_frame_is_never_cut_off_in_chromium() {
    a_frame_is_never_cut_off(Engine::Chromium);
}

#[test]
fn a_frame_is_never_cut_off_in_firefox() {
    a_frame_is_never_cut_off(Engine::Firefox);
}

/// A list that opens at the end of a short page hangs over its edge.
#[test]
fn a_list_that_opens_at_the_end_of_a_short_page_can_be_reached() {
    let site = Site::of_dist().start();
    hosted(&site, "<script src='SITEembed.js' data-view='services'></script>").run(async |page| {
        open_host(page).await;
        enter(page, "iframe").await;
        page.by_css("#page-title").await;
        until_true(page, "the host follows", "return document.documentElement.style.overflow === 'hidden'").await;
        page.script(
            "const over = document.createElement('div');
             over.style.cssText = 'position:absolute;top:100%;height:300px;width:9px';
             over.hidden = true;
             document.body.style.position = 'relative';
             document.body.appendChild(over);
             window.over = over;
             requestAnimationFrame(() => { over.hidden = false; })",
        )
        .await;
        until_true(page, "it is open", "return !over.hidden && over.getClientRects().length > 0").await;
        until_true(page, "all of it is reached", REACHED).await;
        page.script("over.hidden = true").await;
        until_true(page, "as before", "return document.documentElement.style.overflow === 'hidden'").await;
    });
}

#[test]
fn a_host_without_an_origin_of_its_own_and_one_of_srcdoc_are_heard_in_firefox() {
    a_host_without_an_origin_of_its_own_and_one_of_srcdoc_are_heard(Engine::Firefox);
}

fn a_host_without_an_origin_of_its_own_and_one_of_srcdoc_are_heard(engine: Engine) {
    let site = Site::of_dist().start();
    let inner = "<!doctype html><meta charset=utf-8><link rel=icon href=data:,><body>
        <script>addEventListener('policy-match:ready', event => event.target.policyMatch.settings({ lang: 'en' }))</script>
        <script src='SITEembed.js' data-region='440100'></script>"
        .replace("SITE", &site.url());
    let body = "<iframe id='sandboxed' sandbox='allow-scripts' src='inner.html' title='s' height='700'></iframe>
        <iframe id='srcdoc' title='d' height='700'></iframe>
        <script>fetch('inner.html').then(it => it.text()).then(text => { srcdoc.srcdoc = text; })</script>";
    let html = format!(
        "<!doctype html><html lang='zh-CN'><title>Host</title><link rel='icon' href='data:,'><body>{body}</body></html>"
    );
    let host = Site::of_dist().under("/elsewhere/").add("/host.html", "text/html; charset=utf-8", html).add(
        "/inner.html",
        "text/html; charset=utf-8",
        inner,
    );
    Journey::new(host).also_asks(&site.origin()).engine(engine).run(async |page| {
        open_host(page).await;
        for id in ["#sandboxed", "#srcdoc"] {
            page.leave_frames().await;
            page.by_css(id).await.enter_frame().await.unwrap();
            until_true(
                page,
                &format!("the frame of {id} is as high as its page"),
                "return document.querySelector('iframe').offsetHeight > 1000",
            )
            .await;
            page.by_css("iframe").await.enter_frame().await.unwrap();
            page.running().await;
            page.sees("Which relief measures fit").await;
        }
    });
}

/// Lets the host set something; waits until the page has taken it.
async fn sets(page: &Page, settings: &str, lang: &str) {
    page.leave_frames().await;
    page.script(&format!(
        "const frame = document.querySelector('iframe');
         for (const settings of [{settings}, {{ lang: '{lang}' }}]) frame.policyMatch.settings(settings)"
    ))
    .await;
    enter(page, "iframe").await;
    until_true(page, "the settings are taken", &format!("return document.documentElement.lang === '{lang}'")).await;
}

/// Erases all; the button stands among the answers, which are folded up.
async fn erase(page: &Page) {
    page.by_test_id("erase").await;
    page.script("document.querySelector('[data-testid=erase]').click()").await;
}

const IS_ASKED: &str = "return document.querySelector('[data-testid=sharing]') !== null";

#[test]
fn a_refusal_stays_until_all_is_erased() {
    let site = Site::of_dist().start();
    hosted(&site, "<script src='SITEembed.js' data-results='yes'></script>").run(async |page| {
        open_host(page).await;
        enter(page, "iframe").await;
        page.fill("从业人员", "8").await;
        page.click("button", "不可以").await;
        for orders in ["'no', 'yes'", "'yes', 'no', 'no', 'yes'", "'no', '', 'yes'"] {
            for order in orders.split(", ") {
                for lang in ["en", "zh-CN"] {
                    sets(page, &format!("{{ results: {order} }}"), lang).await;
                    assert_eq!(page.script(IS_ASKED).await, false, "{orders}");
                }
            }
        }
        // The host loads the page anew.
        page.leave_frames().await;
        page.script("const frame = document.querySelector('iframe'); frame.parentNode.appendChild(frame)").await;
        enter(page, "iframe").await;
        page.fill("从业人员", "9").await;
        page.sees("我填过的内容（1）").await;
        assert_eq!(page.script(IS_ASKED).await, false);
        erase(page).await;
        until_true(page, "whoever comes next is asked", IS_ASKED).await;
        page.leave_frames().await;
        assert_eq!(page.script("return events.filter(e => e[1] === 'results').length").await, 0);
    });
}

#[test]
fn which_policy_is_open_is_told_only_to_whom_the_person_lets_know() {
    let site = Site::of_dist().start();
    let body = "<div style='height:500px'></div><script src='SITEembed.js' data-results='yes'></script>";
    hosted(&site, body).run(async |page| {
        open_host(page).await;
        enter(page, "iframe").await;
        page.fill("从业人员", "8").await;
        page.by_test_id("sharing").await;
        let open = async |told: bool| {
            page.script("location.hash = '#/policy/size-self-test'").await;
            page.by_test_id("case").await;
            page.script("history.back()").await;
            until_true(page, "back on the list", "return location.hash === '#/' || location.hash === ''").await;
            page.leave_frames().await;
            let views = "return messages.filter(m => m[1].type === 'navigate').map(m => m[1].view)";
            let views = page.until("both are told", async || {
                Some(page.script(views).await).filter(|views| views.as_array().is_some_and(|it| it.len() >= 2))
            })
            .await;
            let first = if told { "policy/size-self-test" } else { "policy" };
            assert_eq!(views, serde_json::json!([first, "start"]));
            let all = page.script("const all = JSON.stringify(messages.filter(m => m[1].type !== 'results')); messages.length = 0; return all").await;
            assert_eq!(all.as_str().unwrap().contains("size-self-test"), told, "{all}");
            let kinds = page.script("return [document.title, location.href].join()").await;
            assert!(!kinds.as_str().unwrap().contains("size-self-test"));
            enter(page, "iframe").await;
        };
        open(false).await;
        page.click("button", "不可以").await;
        open(false).await;
        erase(page).await;
        page.click("button", "可以").await;
        open(true).await;
        page.click("button", "停止告知").await;
        open(false).await;
    });
}

#[test]
fn a_host_changes_nothing_that_the_person_has_told_and_hears_heights_in_steps() {
    let site = Site::of_dist().start();
    hosted(&site, "<script src='SITEembed.js' data-region='440100'></script>").run(async |page| {
        let region = "return document.getElementById('f-region').value";
        let says = async |place: &str| {
            page.until(&format!("the region is {place}"), async || {
                page.script(region).await.as_str()?.contains(place).then_some(())
            })
            .await;
        };
        open_host(page).await;
        enter(page, "iframe").await;
        says("广州").await;
        // Until then the host's presets come one after the other.
        sets(page, "{ region: '330100', industry: 'C13' }", "en").await;
        sets(page, "{ region: '330100', industry: '' }", "zh-CN").await;
        says("杭州").await;
        assert_eq!(page.script("return document.getElementById('f-industry').value").await, "");
        page.fill("从业人员", "8").await;
        page.sees("我填过的内容").await;
        for (industry, lang) in [("C13", "en"), ("H62", "zh-CN"), ("E47", "en"), ("", "zh-CN")] {
            sets(page, &format!("{{ region: '440100', locked: 'region,industry', industry: '{industry}' }}"), lang)
                .await;
            assert_eq!(page.script("return document.getElementById('f-industry').value").await, "");
            says(if lang == "en" { "Hangzhou" } else { "杭州" }).await;
        }
        page.leave_frames().await;
        let heights = page.script("return messages.filter(m => m[1].type === 'height').map(m => m[1].px)").await;
        let heights = heights.as_array().unwrap();
        assert!(!heights.is_empty() && heights.iter().all(|px| px.as_u64().unwrap() % 100 == 0), "{heights:?}");
        enter(page, "iframe").await;
        erase(page).await;
        sets(page, "{ region: '440100' }", "en").await;
        says("Guangzhou").await;
    });
}

/// Notes what the host's console is told.
const SAID: &str = "<script>
    window.said = [];
    for (const how of ['error', 'warn']) { const plain = console[how]; console[how] = (...what) => { said.push(what.join(' ')); plain.apply(console, what); }; }
  </script>";

#[test]
fn only_an_http_address_is_a_site() {
    let site = Site::of_dist().start();
    let odd = [
        "javascript:window.hacked=true//",
        " java&#10;script:window.hacked=true//",
        "data:text/html,<script>parent.postMessage(1,%22*%22)</script>",
        "blob:http://127.0.0.1/x",
        "file:///etc/",
        "vbscript:x",
        "about:blank",
        "http://",
        "https://[",
        "",
    ];
    let elements = odd.map(|site| format!("<policy-match data-site='{site}'></policy-match>")).concat();
    // The last three: the host's own bundle, which says nothing of the site; a form in the place of the script.
    let body = format!(
        "{SAID}<script src='bundle.js'></script><div id='odd'>{elements}<policy-match></policy-match></div>
         <policy-match id='good' data-site='SITE'></policy-match>
         <form name='currentScript'><input name='src' value='javascript:window.hacked=true//'></form>
         <script src='SITEembed.js'></script>"
    );
    let element = std::fs::read_to_string(crate::server::dist().join("policy-match-element.js")).unwrap();
    let html = format!("<!doctype html><html lang='zh-CN'><title>Host</title>{NOTES}<body>{body}</body></html>")
        .replace("SITE", &site.url());
    let host = Site::of_dist().under("/elsewhere/").add("/host.html", "text/html; charset=utf-8", html).add(
        "/bundle.js",
        "text/javascript",
        element,
    );
    Journey::new(host).also_asks(&site.origin()).noisy().run(async |page| {
        open_host(page).await;
        until_true(page, "the good one is there", "return events.some(e => e[0] === 'good' && e[1] === 'ready')").await;
        assert_eq!(page.script("return document.querySelectorAll('#odd iframe').length").await, 0);
        assert_eq!(page.script("return [typeof hacked, frames.length]").await, serde_json::json!(["undefined", 1]));
        let said = page.script("return said.filter(it => it.includes('policy-match')).length").await;
        assert_eq!(said, 12, "each says why");
    });
}

#[test]
fn the_script_runs_however_it_is_written() {
    let site = Site::of_dist().under("/sub/").start();
    let body = format!(
        "{SAID}<div id='module'><script type='module' src='SITEembed.js?m'></script></div>
         <div id='query'><script src='SITEembed.js?v=2026/11'></script></div>
         <div id='fragment'><script src='SITEembed-0.1.0.js?a=b/c#d/e'></script></div>
         <script src='SITEembed.js' data-target='##'></script>
         <script src='SITEembed.js' data-target='#nowhere'></script>
         <script type='module' src='SITEpolicy-match-element.js'></script>
         <policy-match id='element'></policy-match>
         <policy-match id='folder' data-site='{}/sub'></policy-match>",
        site.origin()
    );
    hosted(&site, &body).noisy().run(async |page| {
        open_host(page).await;
        for id in ["module", "query", "fragment", "element", "folder"] {
            until_true(page, id, &format!("return events.some(e => e[0] === '{id}' && e[1] === 'ready')")).await;
        }
        assert_eq!(page.script("return document.querySelectorAll('iframe').length").await, 5, "each once");
        let said = page.script("return said.filter(it => it.includes('policy-match: ')).join()").await;
        let said = said.as_str().unwrap();
        assert!(said.contains("##") && said.contains("#nowhere"), "{said}");
    });
}

#[test]
fn a_setting_that_is_taken_away_is_the_default_again() {
    let site = Site::of_dist().start();
    let body = "<script src='SITEpolicy-match-element.js'></script>
        <policy-match data-lang='en' data-theme='dark' data-accent='#0a7' data-font-scale='1.5' data-region='440100' data-locked='region'></policy-match>";
    hosted(&site, body).run(async |page| {
        let looks = "const s = getComputedStyle(document.documentElement);
            return [document.documentElement.lang, s.colorScheme, s.fontSize, s.getPropertyValue('--accent').trim(), document.querySelector('#f-region') === null]";
        open_host(page).await;
        enter(page, "iframe").await;
        page.sees("Set by this website").await;
        let set = page.script(looks).await;
        assert_eq!((&set[0], &set[1], &set[2], &set[4]), (&"en".into(), &"dark".into(), &"24px".into(), &true.into()), "{set}");
        page.leave_frames().await;
        page.script("const e = document.querySelector('policy-match'); for (const name of ['lang', 'theme', 'accent', 'font-scale', 'locked', 'region']) e.removeAttribute('data-' + name)").await;
        enter(page, "iframe").await;
        page.sees("看看您的企业能享受哪些政策").await;
        page.by_css("#f-region").await;
        let now = page.script(looks).await;
        page.leave_frames().await;
        page.script("document.body.appendChild(document.createElement('policy-match'))").await;
        enter(page, "policy-match + policy-match iframe").await;
        page.by_css("#f-region").await;
        assert_eq!(now, page.script(looks).await, "as in a frame of which nothing was asked");
        enter(page, "iframe").await;
        assert_eq!(page.script("return document.getElementById('f-region').value").await, "");
    });
}

#[test]
fn what_is_removed_takes_its_frame_along_and_what_is_moved_keeps_its_settings() {
    let site = Site::of_dist().start();
    let body = "<div id='a'><script src='SITEembed.js'></script></div><div id='b'></div>
        <script src='SITEpolicy-match-element.js'></script>";
    hosted(&site, body).run(async |page| {
        open_host(page).await;
        enter(page, "#a iframe").await;
        page.leave_frames().await;
        page.script("document.querySelector('iframe').policyMatch.settings({ lang: 'en', theme: 'dark' })").await;
        enter(page, "#a iframe").await;
        page.sees("Which relief measures fit").await;
        page.leave_frames().await;
        page.script("const frame = document.querySelector('iframe'); frame.remove(); frame.policyMatch.settings({ lang: 'en' }); frame.policyMatch.focus(); window.kept = frame").await;
        page.script("document.getElementById('b').appendChild(kept); kept = null").await;
        enter(page, "#b iframe").await;
        page.sees("Which relief measures fit").await;
        assert_eq!(page.script("return getComputedStyle(document.documentElement).colorScheme").await, "dark");
        page.leave_frames().await;
        until_true(page, "the host follows again", "return document.querySelector('iframe').offsetHeight > 1000").await;
        // Hidden and shown again.
        page.script("document.getElementById('b').style.display = 'none'").await;
        page.script("document.getElementById('b').style.display = ''").await;
        until_true(page, "it is as high as it was", "return document.querySelector('iframe').offsetHeight > 1000").await;

        page.script(
            "window.gone = [];
             for (let i = 0; i < 20; i += 1) {
               const element = document.body.appendChild(document.createElement('policy-match'));
               gone.push(new WeakRef(element.frame));
               element.settings({ lang: 'en' });
               element.remove();
               element.settings({ lang: 'zh' });
             }",
        )
        .await;
        page.until("nothing of them is left", async || {
            page.cdp("HeapProfiler.collectGarbage", serde_json::json!({})).await;
            (page.script("return gone.filter(it => it.deref()).length").await == 0).then_some(())
        })
        .await;
    });
}

#[test]
fn a_page_to_show_alone_that_is_none_is_said_and_leaves_a_way_out() {
    let said = "window.said = []; const plain = console.warn; console.warn = (...what) => { said.push(what.join(' ')); plain.apply(console, what); }";
    Journey::new(Site::of_dist()).before_load(said).noisy().run(async |page| {
        for view in ["nonsense", "policy/no-such", "%22%3E%3Cscript%3E", "Library", "policy"] {
            page.open("try.html").await;
            page.open(&format!("?view={view}")).await;
            page.running().await;
            until_true(page, &format!("{view} is said"), "return said.some(it => it.includes('view='))").await;
            until_true(
                page,
                "there is a way out",
                "return document.querySelector('.nav a').getClientRects().length > 0",
            )
            .await;
        }
        page.open("try.html").await;
        page.open("?view=policy/size-self-test").await;
        page.running().await;
        page.by_test_id("case").await;
        assert_eq!(page.script("return said.length").await, 0);
        assert_eq!(page.script("return document.querySelector('.nav').getClientRects().length").await, 0);
    });
}

#[test]
fn the_host_hears_why_the_page_did_not_start() {
    for (file, change, cause) in [
        (File::Wasm, Change::Damaged, "damaged"),
        (File::Wasm, Change::Missing, "missing"),
        (File::Glue, Change::WebPage, "mime"),
        (File::Wasm, Change::Unreachable, "unreachable"),
    ] {
        let site = Site::of_dist().with(file, change).start();
        hosted(&site, "<div id='a'><script src='SITEembed.js'></script></div>").noisy().run(async |page| {
            open_host(page).await;
            until_true(page, "it is told", "return events.some(e => e[1] === 'error')").await;
            let causes = page.script("return events.filter(e => e[1] === 'error').map(e => e[2].cause)").await;
            assert_eq!(causes, serde_json::json!([cause]));
        });
    }
}

#[test]
fn a_colour_that_is_dragged_leaves_no_rules_behind() {
    let site = Site::of_dist().start();
    hosted(&site, "<script src='SITEembed.js'></script>").run(async |page| {
        let rules = "return [...document.styleSheets].flatMap(sheet => [...sheet.cssRules]).reduce((sum, rule) => sum + 1 + (rule.cssRules ? rule.cssRules.length : 0), 0)";
        open_host(page).await;
        enter(page, "iframe").await;
        sets(page, "{ accent: '#007000', 'font-scale': '1.1', theme: 'dark' }", "en").await;
        let before = page.script(rules).await;
        page.leave_frames().await;
        page.script(
            "const frame = document.querySelector('iframe');
             for (let i = 0; i < 5000; i += 1) {
               frame.policyMatch.settings({ accent: '#' + (0x300000 + i * 7).toString(16), 'font-scale': 1 + i % 9 / 10 + '', theme: i % 2 ? 'dark' : 'light', region: i % 2 ? '440100' : '330100' });
             }
             frame.policyMatch.settings({ accent: '#00ff00', theme: 'dark', 'font-scale': '1.5' })",
        )
        .await;
        enter(page, "iframe").await;
        let last = "const s = getComputedStyle(document.documentElement); return s.getPropertyValue('--accent').trim() === '#00ff00' && s.fontSize === '24px'";
        until_true(page, "the last one holds", last).await;
        assert_eq!(page.script(rules).await, before);
        page.fill("Employees", "8").await;
        page.sees("What you told us").await;
    });
}

#[test]
fn nobody_is_asked_without_a_host() {
    Journey::new(Site::of_dist()).run(async |page| {
        for query in ["?results=yes", "?results=yes&frame=1&host=http%3A%2F%2F127.0.0.1%3A9"] {
            page.open("try.html").await;
            page.open(query).await;
            page.running().await;
            page.fill("从业人员", "8").await;
            page.sees("我填过的内容").await;
            assert_eq!(page.script(IS_ASKED).await, false, "{query}");
        }
    });
    // A frame without a number, and one whose host may not exchange messages.
    let site = Site::of_dist().start();
    hosted(&site, "<iframe src='SITE?results=yes' title='t' height='700'></iframe>").run(async |page| {
        open_host(page).await;
        enter(page, "iframe").await;
        page.fill("从业人员", "8").await;
        page.sees("我填过的内容").await;
        assert_eq!(page.script(IS_ASKED).await, false);
        page.click("button", "复制分享链接").await;
        let text = page.by_css("#take-text").await.prop("value").await.unwrap().unwrap();
        assert!(text.starts_with(&format!("{}#/?", site.url())), "{text}");
    });
}

#[test]
fn a_host_that_lets_in_only_what_agrees_to_it() {
    let isolated = ("Cross-Origin-Embedder-Policy", "require-corp");
    let site = Site::of_dist().header(isolated).header(("Cross-Origin-Resource-Policy", "cross-origin")).start();
    let body = "<div id='a'><script src='SITEembed.js' data-region='440100'></script></div>
        <div id='b'><script src='SITEembed.js' data-sandbox='allow-scripts'></script></div>";
    let html = format!("<!doctype html><html lang='zh-CN'><title>Host</title>{NOTES}<body>{body}</body></html>")
        .replace("SITE", &site.url());
    let host =
        Site::of_dist().under("/elsewhere/").add("/host.html", "text/html; charset=utf-8", html).header(isolated);
    Journey::new(host).also_asks(&site.origin()).run(async |page| {
        open_host(page).await;
        for id in ["a", "b"] {
            until_true(page, id, &format!("return events.some(e => e[0] === '{id}' && e[1] === 'ready')")).await;
        }
    });
}

#[test]
fn the_one_file_says_that_it_takes_no_settings() {
    let file = crate::server::dist().join("policy-match-offline.html");
    let said = "window.said = []; const plain = console.warn; console.warn = (...what) => { said.push(what.join(' ')); plain.apply(console, what); }";
    Journey::new(Site::of_dist()).before_load(said).run(async |page| {
        page.go(&format!("file://{}?region=440100", file.display())).await;
        page.running().await;
        assert_eq!(page.script("return said.filter(it => it.includes('settings')).length").await, 1);
        page.go(&format!("file://{}", file.display())).await;
        page.running().await;
        assert_eq!(page.script("return said.length").await, 0);
    });
}

#[test]
fn a_host_that_lies_about_itself_is_not_heard_and_hears_nothing() {
    let site = Site::of_dist().start();
    // Neither is its origin, and its own has no number; the page fits none of the frames.
    let body = "<iframe id='a' title='a' height='500' src='SITE?frame=1&results=yes&host=https%3A%2F%2Fagency.example'></iframe>
        <iframe id='b' title='b' height='500' src='SITE?frame=1&results=yes&host=null'></iframe>
        <iframe id='c' title='c' height='500'></iframe>
        <script>c.src = 'SITE?results=yes&host=' + encodeURIComponent(location.origin)</script>";
    hosted(&site, body).noisy().run(async |page| {
        open_host(page).await;
        for id in ["#a", "#b", "#c"] {
            enter(page, id).await;
            page.fill("从业人员", "8").await;
            page.sees("我填过的内容").await;
            page.leave_frames().await;
            page.script(&format!(
                "const frame = document.querySelector('{id}').contentWindow;
                 for (const number of ['1', null, undefined, '', ['1']]) {{
                   frame.postMessage({{ policyMatch: 1, frame: number, type: 'settings', settings: {{ lang: 'en', region: '440100' }} }}, '*');
                   frame.postMessage({{ policyMatch: 1, frame: number, type: 'print' }}, '*');
                 }}"
            ))
            .await;
            enter(page, id).await;
            page.fill("从业人员", "9").await;
            page.sees("我填过的内容（1）").await;
            assert_eq!(page.script("return document.documentElement.lang").await, "zh-CN", "{id}");
            until_true(page, "all is reached", REACHED).await;
        }
        page.leave_frames().await;
        // The second asks for messages to whoever it is.
        let heard = page.script("return [...new Set(messages.map(m => m[1].type))].sort()").await;
        assert_eq!(heard, serde_json::json!(["height", "ready"]));
    });
}
