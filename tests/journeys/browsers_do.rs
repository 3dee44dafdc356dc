//! What browsers, their tools and time do to a page that is open: a translator, an input method, the clock, Back in a
//! frame, a control that is gone.

use fantoccini::key::Key;
use serde_json::{Value, json};

use crate::driver::Engine;
use crate::everyone::tab_to;
use crate::journeys::{no_barriers, opened};
use crate::{Journey, Page, Site};

/// Stands in for a page translator such as Chrome's: font elements in the place of text nodes, also of those that come
/// later. With a step between, as some do it.
const TRANSLATOR: &str = "
  const isRead = text => /[\\u4e00-\\u9fff]/.test(text.data)
    && !text.parentElement.closest('script,style,textarea,[translate=no],font');
  const within = root => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT), texts = [];
    while (walker.nextNode()) if (isRead(walker.currentNode)) texts.push(walker.currentNode);
    return texts;
  };
  const translate = text => {
    const font = document.createElement('font');
    font.appendChild(document.createElement('font')).textContent = 'T(' + text.data + ')';
    if (window.inSteps) { text.before(font); text.remove(); } else text.replaceWith(font);
  };
  within(document.body).forEach(translate);
  document.documentElement.classList.add('translated-ltr');
  window.translator = new MutationObserver(records => records.forEach(record => record.addedNodes.forEach(node => {
    if (node.nodeType === 1) within(node).forEach(translate);
    else if (node.nodeType === 3 && node.isConnected && isRead(node)) translate(node);
  })));
  window.translator.observe(document.body, { childList: true, subtree: true });";

/// Types into a field of the first screen; its label may be translated.
async fn type_into(page: &Page, field: &str, text: &str) {
    page.script(&format!("const field = document.getElementById('{field}'); field.focus(); field.select()")).await;
    page.press(text).await;
}

async fn counted(page: &Page) -> String {
    page.by_test_id("count-now").await.text().await.unwrap()
}

fn translated(engine: Engine, in_steps: bool) {
    Journey::new(Site::of_dist()).engine(engine).run(async |page| {
        // What the figures are without a translator.
        opened(page, "").await;
        type_into(page, "f-employees", "8").await;
        type_into(page, "f-revenue", "80万").await;
        page.sees("我填过的内容（2）").await;
        page.until("the results are counted", async || (!counted(page).await.starts_with("1项")).then_some(())).await;
        let wanted = counted(page).await;

        opened(page, "").await;
        page.reload().await;
        page.sees("看看您的企业能享受哪些政策").await;
        page.script(&format!("window.inSteps = {in_steps}; {TRANSLATOR}")).await;
        page.sees("T(看看您的企业能享受哪些政策)").await;
        type_into(page, "f-employees", "8").await;
        type_into(page, "f-revenue", "80万").await;
        let translated = format!("T({wanted})");
        page.until("the count follows", async || (counted(page).await == translated).then_some(())).await;
        page.until("so does what was told", async || {
            let told = page.script("return document.querySelector('.answers > summary').textContent").await;
            (told == "T(我填过的内容)T(（2）)" || told == "T(我填过的内容)（2）").then_some(())
        })
        .await;
        // Taken back, the text is there once and goes on.
        page.script(
            "window.translator.disconnect();
             document.querySelectorAll('font > font').forEach(font =>
               font.parentNode.replaceWith(font.textContent.slice(2, -1)));
             document.documentElement.classList.remove('translated-ltr')",
        )
        .await;
        page.until("the count is there once", async || (counted(page).await == wanted).then_some(())).await;
    });
}

#[test]
fn figures_follow_while_the_page_is_translated() {
    translated(Engine::Chromium, false);
    translated(Engine::Chromium, true);
}

#[test]
fn figures_follow_while_firefox_translates_by_an_extension() {
    translated(Engine::Firefox, false);
}

#[test]
fn a_demand_follows_its_figures_while_the_page_is_translated() {
    Journey::new(Site::of_dist()).run(async |page| {
        opened(page, "#/late-payment").await;
        page.choose("欠款方是", "机关").await;
        page.set("合同签订日", "2025-01-10").await;
        page.set("交付日", "2025-02-10").await;
        page.fill("应付金额", "10万").await;
        page.sees("尚欠10万元").await;
        page.script(TRANSLATOR).await;
        type_into(page, "late-amount", "30万").await;
        page.until("the result follows", async || {
            let result = page.by_test_id("late-result").await.text().await.ok()?;
            (result.contains("30万元") && !result.contains("10万元")).then_some(())
        })
        .await;
    });
}

/// A clock that a test moves on: `shift(milliseconds)`.
const CLOCK: &str = "
  { const Real = Date; let shifted = 0;
    window.shift = by => { shifted = by - Real.now(); };
    window.Date = class extends Real {
      constructor(...given) { if (given.length) super(...given); else super(Real.now() + shifted); }
      static now() { return Real.now() + shifted; }
    };
    window.shift(Real.UTC(2026, 11, 31, 4));
  }";

async fn day_shown(page: &Page) -> Value {
    page.script("return document.getElementById('f-date').value").await
}

async fn until_day(page: &Page, day: &str) {
    page.until(&format!("today is {day}"), async || (day_shown(page).await == day).then_some(())).await;
}

#[test]
fn today_goes_on_while_the_page_stays_open_and_is_that_of_china_everywhere() {
    for zone in ["Asia/Shanghai", "America/Los_Angeles", "UTC"] {
        Journey::new(Site::of_dist()).before_load(CLOCK).run(async |page| {
            page.cdp("Emulation.setTimezoneOverride", json!({ "timezoneId": zone })).await;
            opened(page, "").await;
            until_day(page, "2026-12-31").await;
            // The last second of the year in China, then the first of the next.
            let second = "document.dispatchEvent(new Event('visibilitychange'))";
            page.script(&format!("window.shift(Date.UTC(2026, 11, 31, 15, 59, 59)); {second}")).await;
            until_day(page, "2026-12-31").await;
            page.script(&format!("window.shift(Date.UTC(2026, 11, 31, 16)); {second}")).await;
            until_day(page, "2027-01-01").await;
            page.script("location.hash = '#/policy/equipment-subsidy-2026'").await;
            page.sees("已结束").await;
            // Out of the cache of pages, and without any event but what a person does.
            page.script("location.hash = '#/'").await;
            page.script("window.shift(Date.UTC(2027, 0, 1, 16)); dispatchEvent(new Event('pageshow'))").await;
            until_day(page, "2027-01-02").await;
            page.script("window.shift(Date.UTC(2027, 0, 2, 16))").await;
            type_into(page, "f-employees", "8").await;
            until_day(page, "2027-01-03").await;
            // A day that was asked for stays.
            page.set("查询日期", "2022-03-01").await;
            page.script(&format!("window.shift(Date.UTC(2027, 0, 9, 16)); {second}")).await;
            page.sees("2022年3月1日").await;
            assert_eq!(day_shown(page).await, "2022-03-01");
        });
    }
}

#[test]
fn today_ends_at_midnight_without_anyone_doing_anything() {
    // A second before midnight.
    let clock = "window.Date = class extends Date {
        constructor(...given) { if (given.length) super(...given); else super(Date.UTC(2026, 11, 31, 15, 59, 59) + performance.now()); }
      };";
    Journey::new(Site::of_dist()).before_load(clock).run(async |page| {
        opened(page, "").await;
        until_day(page, "2027-01-01").await;
    });
}

#[test]
fn the_keys_of_a_composition_choose_no_place() {
    Journey::new(Site::of_dist()).run(async |page| {
        opened(page, "").await;
        page.script("document.getElementById('f-industry').focus()").await;
        let compose = json!({ "text": "can yin", "selectionStart": 7, "selectionEnd": 7 });
        page.cdp("Input.imeSetComposition", compose).await;
        page.by_role("option", "餐饮业").await;
        let active = "return document.getElementById('f-industry').getAttribute('aria-activedescendant')";
        let before = page.script(active).await;
        for code in ["ArrowDown", "Enter"] {
            let key = json!({ "type": "rawKeyDown", "key": "Process", "code": code, "windowsVirtualKeyCode": 229 });
            page.cdp("Input.dispatchKeyEvent", key).await;
        }
        assert_eq!(page.script(active).await, before, "the list has not moved");
        page.cdp("Input.insertText", json!({ "text": "餐饮" })).await;
        page.until("what was composed stands there, once", async || {
            let value = page.script("return document.getElementById('f-industry').value").await;
            (value == "餐饮").then_some(())
        })
        .await;
        // As browsers on macOS report the Enter that ends one: composing, with the key's own name.
        page.script(
            "const field = document.getElementById('f-industry');
             for (const given of [{ isComposing: true }, { keyCode: 229 }])
               field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true, ...given }))",
        )
        .await;
        assert_eq!(page.script("return document.getElementById('f-industry').value").await, "餐饮");
        page.press(&char::from(Key::Enter).to_string()).await;
        page.until("the key itself chooses", async || {
            let value = page.script("return document.getElementById('f-industry').value").await;
            value.as_str()?.contains("餐饮业").then_some(())
        })
        .await;
    });
}

#[test]
fn a_trade_is_asked_about_or_chosen_level_by_level() {
    Journey::new(Site::of_dist()).run(async |page| {
        opened(page, "").await;
        let active = "return document.getElementById('f-industry').getAttribute('aria-activedescendant')";
        let value = "return document.getElementById('f-industry').value";
        let enter = char::from(Key::Enter).to_string();
        // What is made, sold in bulk and sold in shops: none of them is chosen by itself.
        page.fill("行业", "五金").await;
        for name in ["金属制品业", "五金产品批发", "五金零售"] {
            page.by_role("option", name).await;
        }
        assert!(page.script(active).await.is_null());
        page.press(&enter).await;
        assert_eq!(page.script(value).await, "五金");
        page.fill("行业", "一个卖五金的小店").await;
        page.click("option", "五金零售").await;
        page.until("it is chosen", async || (page.script(value).await == "五金零售").then_some(())).await;
        no_barriers(page, "an industry narrowed to its class").await;
        // Where nothing is found, the sections are offered, and each level below them.
        page.reload().await;
        opened(page, "").await;
        page.fill("行业", "量子波动速读").await;
        page.sees("没有找到。换个说法，或在下面一级一级地选").await;
        page.by_role("option", "批发和零售业").await;
        assert!(page.script(active).await.is_null(), "none is chosen by itself");
        no_barriers(page, "the sections").await;
        page.press(&char::from(Key::Down).to_string()).await;
        page.press(&enter).await;
        page.until("the first section is chosen", async || {
            (page.script(value).await == "农、林、牧、渔业").then_some(())
        })
        .await;
        page.choose("细分行业", "林业").await;
        page.choose("林业", "林木育种和育苗").await;
        page.choose("林木育种和育苗", "林木育苗").await;
        page.until("the class is chosen", async || (page.script(value).await == "林木育苗").then_some(())).await;
    });
}

#[test]
fn the_focus_stays_near_what_was_taken_away() {
    let focused = "const e = document.activeElement; return e.getAttribute('aria-label') || e.id || e.textContent";
    Journey::new(Site::of_dist()).run(async |page| {
        opened(page, "#/?v=x&employees=8&revenue=800000&region=440100").await;
        page.sees("我填过的内容（3）").await;
        page.script("document.querySelector('.answers').open = true").await;
        let until_focused = async |wanted: &str| {
            page.until(&format!("{wanted} has the focus"), async || {
                page.script(focused).await.as_str()?.contains(wanted).then_some(())
            })
            .await;
        };
        let rows = page.script("return [...document.querySelectorAll('.answers li button:last-child')].map(b => b.ariaLabel)").await;
        let name = |at: usize| rows[at].as_str().unwrap().to_owned();
        tab_to(page, &format!("[aria-label='{}']", name(1))).await;
        page.press(&char::from(Key::Enter).to_string()).await;
        until_focused(&name(2)).await;
        page.press(&char::from(Key::Enter).to_string()).await;
        until_focused(&name(0)).await;
        page.press(&char::from(Key::Enter).to_string()).await;
        page.sees_no("我填过的内容").await;
        until_focused("page-title").await;

        // What shows all of a group is gone then: on with the first that was not there before.
        page.script("document.querySelector('#group-may_use button').click()").await;
        page.by_css("#list-may_use .cards").await;
        let beyond = "const g = [...document.querySelectorAll('.groups section')].find(s => s.querySelector('.button') && s.querySelectorAll('.cards > li').length === 12);
            const all = g.querySelector('.button'); all.focus(); window.shown = g.querySelectorAll('.cards > li').length;
            window.group = g; return window.shown";
        assert_eq!(page.script(beyond).await, 12);
        page.press(&char::from(Key::Enter).to_string()).await;
        page.until("the thirteenth card has the focus", async || {
            let at = "return [...window.group.querySelectorAll('.cards > li')].findIndex(li => li.contains(document.activeElement))";
            (page.script(at).await == 12).then_some(())
        })
        .await;
    });
}

#[test]
fn errors_wait_until_a_field_is_left_and_are_announced_then() {
    Journey::new(Site::of_dist()).run(async |page| {
        opened(page, "#/late-payment").await;
        tab_to(page, "#late-signed").await;
        let alerts = "return document.querySelectorAll('[role=alert]').length";
        for key in "06102025".chars() {
            page.press(&key.to_string()).await;
            assert_eq!(page.script(alerts).await, 0, "after {key}");
        }
        assert_eq!(page.script("return document.activeElement.value").await, "2025-06-10");
        tab_to(page, "#late-amount").await;
        page.press("3abc").await;
        assert_eq!(page.script(alerts).await, 0);
        page.press(&char::from(Key::Tab).to_string()).await;
        page.until("it is announced", async || (page.script(alerts).await == 1).then_some(())).await;

        opened(page, "").await;
        type_into(page, "f-employees", "abc").await;
        assert_eq!(page.script(alerts).await, 0);
        page.press(&char::from(Key::Tab).to_string()).await;
        page.until("it is announced", async || (page.script(alerts).await == 1).then_some(())).await;
        let described = "const f = document.getElementById('f-employees');
            return f.getAttribute('aria-describedby').split(' ').map(id => document.getElementById(id).textContent).join('|')";
        let described = page.script(described).await;
        assert!(described.as_str().unwrap().contains("|人|"), "the unit is heard: {described}");
    });
}

#[test]
fn a_place_that_several_are_called_is_chosen_by_the_person() {
    Journey::new(Site::of_dist()).run(async |page| {
        for key in [Key::Tab, Key::Enter] {
            opened(page, "").await;
            type_into(page, "f-region", "朝阳").await;
            page.by_role("option", "北京市朝阳区").await;
            page.by_role("option", "长春市朝阳区").await;
            page.press(&char::from(key).to_string()).await;
            assert_eq!(page.script("return document.getElementById('f-region').value").await, "朝阳");
            page.press(&char::from(Key::Tab).to_string()).await;
            page.sees("`朝阳`不止一个").await;
            page.reload().await;
        }
        for (typed, whole) in [("朝阳市", "辽宁省朝阳市"), ("广州天河", "广东省广州市天河区")] {
            opened(page, "").await;
            type_into(page, "f-region", typed).await;
            page.press(&char::from(Key::Tab).to_string()).await;
            page.until(&format!("the whole name of {typed} is clear"), async || {
                let value = page.script("return document.getElementById('f-region').value").await;
                value.as_str()?.contains(whole).then_some(())
            })
            .await;
        }
    });
}

#[test]
fn a_day_left_half_typed_keeps_its_error_and_lets_the_focus_go() {
    Journey::new(Site::of_dist()).run(async |page| {
        opened(page, "").await;
        tab_to(page, "#f-date").await;
        page.press(&char::from(Key::Delete).to_string()).await;
        page.by_css("#f-revenue").await.click().await.unwrap();
        page.press("80万").await;
        let revenue = "return [document.activeElement.id, document.activeElement.value]";
        assert_eq!(page.script(revenue).await, json!(["f-revenue", "80万"]));
        page.sees("请填写有效日期").await;
        page.click("button", "回到今天").await;
        page.until("the day has the focus", async || {
            (page.script("return document.activeElement.id").await == "f-date").then_some(())
        })
        .await;
        page.sees_no("请填写有效日期").await;

        // A day that is not in the calendar.
        opened(page, "#/late-payment").await;
        tab_to(page, "#late-signed").await;
        page.press("02302025").await;
        tab_to(page, "#late-amount").await;
        page.sees("请填写有效日期").await;
        page.click("button", "再加一笔").await;
        page.sees_no("请填写有效日期").await;
        assert_eq!(page.script("return document.getElementById('late-signed').validity.badInput").await, false);
    });
}

#[test]
fn what_a_list_shows_beside_what_was_there_gets_the_focus() {
    Journey::new(Site::of_dist()).run(async |page| {
        opened(page, "#/library").await;
        let entries = "return document.querySelectorAll('.results > .cards > li').length";
        let before = page.script(entries).await.as_i64().unwrap();
        page.script("document.querySelector('.results > button').focus()").await;
        page.press(&char::from(Key::Enter).to_string()).await;
        let at = "return [...document.querySelectorAll('.results > .cards > li')].findIndex(li => li.contains(document.activeElement))";
        page.until("the first new entry has the focus", async || {
            (page.script(at).await.as_i64() == Some(before)).then_some(())
        })
        .await;
    });
}

#[test]
fn a_translator_leaves_no_old_words_in_the_header_or_beside_a_figure() {
    Journey::new(Site::of_dist()).run(async |page| {
        opened(page, "").await;
        // One element in the place of all texts of another.
        let whole = "for (const element of document.querySelectorAll('summary, .foot, h1, #site-tools button')) {
            if (element.children.length) continue;
            const font = document.createElement('font');
            font.textContent = 'T(' + element.textContent + ')';
            element.replaceChildren(font);
          }";
        type_into(page, "f-employees", "8").await;
        page.sees("我填过的内容（1）").await;
        page.script(whole).await;
        page.sees("T(我填过的内容（1）)").await;
        type_into(page, "f-revenue", "80万").await;
        page.sees("我填过的内容（2）").await;
        page.script(
            "[...document.querySelectorAll('#site-tools button')].find(b => b.textContent.includes('English')).click()",
        )
        .await;
        page.until("the header is English", async || {
            let tools = page.script("return document.getElementById('site-tools').innerText").await;
            let tools = tools.as_str()?;
            (!tools.contains("T(") && tools.contains("中文")).then_some(())
        })
        .await;
    });
}

#[test]
fn back_leads_to_the_place_where_a_page_was_left() {
    Journey::new(Site::of_dist()).run(async |page| {
        opened(page, "#/?employees=8&revenue=800000&industry=H62&region=440100&entity=individual").await;
        page.sees("我填过的内容（5）").await;
        for (path, links) in [
            ("library", ".results .cards h3 a"),
            ("services", ".page a[href^='#/policy/']"),
            ("ladder", ".page a[href^='#/policy/']"),
            ("overview", ".page a[href^='#/policy/']"),
        ] {
            page.open(&format!("#/{path}")).await;
            let last = format!("const all = [...document.querySelectorAll(\"{links}\")].filter(a => a.checkVisibility()); return all.length && all[all.length - 1]");
            page.until(&format!("{path} has links"), async || {
                page.script(&last.replace("return all.length && all[all.length - 1]", "return all.length > 0")).await.as_bool()?.then_some(())
            })
            .await;
            let place = "return [document.activeElement.getAttribute('href'), Math.round(scrollY)]";
            page.script(&format!("{}.focus()", last.replace("return all.length && ", ""))).await;
            let before = page.script(place).await;
            page.press(&char::from(Key::Enter).to_string()).await;
            page.by_test_id("policy").await;
            page.script("history.back()").await;
            page.until(&format!("{path} is where it was left: {before}"), async || {
                (page.script(place).await == before).then_some(())
            })
            .await;
        }
        // The navigation leads to the top.
        page.click("link", "全部政策").await;
        page.by_css("#f-search").await;
        assert_eq!(page.script("return [document.activeElement.id, scrollY]").await, json!(["page-title", 0]));
    });
}

#[test]
fn the_question_about_keeping_takes_no_focus_from_where_someone_types() {
    Journey::new(Site::of_dist()).run(async |page| {
        opened(page, "").await;
        page.fill("从业人员", "8").await;
        page.sees("我填过的内容（1）").await;
        page.beside(async || {
            opened(page, "").await;
            crate::journeys::keep(page, "5").await;
        })
        .await;
        tab_to(page, ".take input[type=checkbox]:not(:checked)").await;
        page.script("[...document.querySelectorAll('.take label')].find(l => l.textContent.includes('保存')).querySelector('input').focus()").await;
        page.press(" ").await;
        page.sees("本页的另一个窗口已经保存了内容").await;
        let focused = page.script("return document.activeElement.closest('.take, [data-testid=from-link]') !== null").await;
        assert_eq!(focused, true, "{}", page.script("return document.activeElement.outerHTML").await);
        // The question goes, in this window, while someone types.
        type_into(page, "f-revenue", "8").await;
        page.beside(async || {
            opened(page, "").await;
            page.click("checkbox", "把填写内容保存在这台设备上").await;
        })
        .await;
        page.sees_no("本页的另一个窗口已经保存了内容").await;
        let revenue = "return [document.activeElement.id, document.activeElement.value]";
        assert_eq!(page.script(revenue).await, json!(["f-revenue", "8"]));
    });
}
