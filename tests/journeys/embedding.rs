//! The page in frames of other pages: on another origin, however its script came, sandboxed, beside others, and with a
//! host that means harm.

use crate::{Journey, Odd, Page, Site};
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
        let cards = "const cards = [...document.querySelectorAll('.groups .cards a[id^=card-]')];
            const card = cards[cards.length - 3]; if (cards.length < 15) return ''; card.focus(); return card.id";
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
    let site = Site::of_dist().names_catalogues("other.json local.json").add(
        "/local.json",
        "application/json; charset=utf-8",
        LOCAL,
    );
    Journey::new(site).run(async |page| {
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
    Journey::new(among_others()).noisy().run(async |page| {
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
    Journey::new(among_others()).noisy().run(async |page| {
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
