//! The walk through the questions: its steps are steps of the browser's history, and what was told is held for the window.

use crate::driver::Engine;
use crate::journeys::{employees, erase, keep, kept, no_barriers, no_sideways_scrolling, opened};
use crate::{Journey, Page, Site};

/// What is asked, once it is that of what was told.
pub(crate) async fn ask(page: &Page) -> Option<String> {
    let put = "const asked = [...document.querySelectorAll('.question:not([aria-busy]) :is(#question-title, .ask)')];
        return asked.map(one => one.textContent).join(' ') || null";
    page.script(put).await.as_str().map(str::to_owned)
}

/// Waits until something is asked other than this.
pub(crate) async fn another(page: &Page, before: &str) -> String {
    page.until("something else is asked", async || ask(page).await.filter(|put| put != before)).await
}

/// Goes on with what stands on the screen or block.
pub(crate) async fn go_on(page: &Page) {
    page.by_css(".question:not([aria-busy]) .button.primary").await.click().await.unwrap();
}

/// Goes on until there is a block to answer, and gives what it asks.
pub(crate) async fn first_block(page: &Page) -> String {
    let mut asked = another(page, "").await;
    for _ in 0..4 {
        let is_block = "return !!document.querySelector('.block-form .quiet[aria-pressed]')";
        if page.script(is_block).await == true {
            break;
        }
        go_on(page).await;
        asked = another(page, &asked).await;
    }
    asked
}

/// Waits until this is asked.
async fn again(page: &Page, wanted: &str) {
    page.until(&format!("{wanted} is asked"), async || ask(page).await.filter(|put| put == wanted)).await;
}

fn back_undoes_an_answer(engine: Engine) {
    Journey::new(Site::of_dist()).engine(engine).run(async |page| {
        opened(page, "").await;
        page.fill("从业人员", "8").await;
        let first = another(page, "").await;
        assert!(first.contains("下面哪些情况适用"), "{first}");
        go_on(page).await;
        let second = another(page, &first).await;
        page.sees("我填过的内容（2）").await;
        go_on(page).await;
        let third = another(page, &second).await;
        page.client.back().await.unwrap();
        again(page, &second).await;
        page.client.back().await.unwrap();
        again(page, &first).await;
        page.sees("我填过的内容（1）").await;
        employees(page, "8").await;
        for wanted in [&second, &third] {
            page.client.execute("history.forward()", vec![]).await.unwrap();
            again(page, wanted).await;
        }
        // A look at another page is a step of its own, and nothing is undone by coming back.
        page.click("link", "全部政策").await;
        page.by_css("#f-search").await;
        page.client.back().await.unwrap();
        again(page, &third).await;
        // What was told is still there when the page is loaded again, and so are the steps.
        page.reload().await;
        again(page, &third).await;
        employees(page, "8").await;
        page.client.back().await.unwrap();
        again(page, &second).await;
        // The page's own button does the same.
        page.click("button", "上一步").await;
        again(page, &first).await;
        go_on(page).await;
        again(page, &second).await;
        page.client.back().await.unwrap();
        again(page, &first).await;
    });
}

#[test]
fn back_undoes_an_answer_and_forward_gives_it_again() {
    back_undoes_an_answer(Engine::Chromium);
}

#[test]
fn back_undoes_an_answer_in_firefox() {
    back_undoes_an_answer(Engine::Firefox);
}

#[test]
fn what_was_told_is_held_for_the_window_and_gone_with_it() {
    Journey::new(Site::of_dist()).run(async |page| {
        opened(page, "").await;
        page.fill("从业人员", "8x").await;
        page.fill("年营业收入", "80万").await;
        page.sees("只暂存在这个标签页里").await;
        page.click("button", "English").await;
        page.sees("held in this tab only").await;
        assert_eq!(kept(page).await, "", "nothing is kept on the device");
        // Another window has answers of its own.
        page.beside(async || {
            opened(page, "").await;
            employees(page, "").await;
            page.fill("从业人员", "5").await;
            page.sees("我填过的内容（1）").await;
        })
        .await;
        page.reload().await;
        page.sees("What you told us (2)").await;
        employees(page, "8x").await;
        page.click("button", "中文").await;
        // Over them a link is looked at, and they can be had back, now or after a reload.
        page.open("#/?v=1&employees=3").await;
        employees(page, "3").await;
        page.reload().await;
        employees(page, "3").await;
        page.click("button", "回到我填的内容").await;
        employees(page, "8x").await;
    });
}

#[test]
fn what_a_window_holds_goes_together_with_what_is_kept_on_the_device() {
    Journey::new(Site::of_dist()).run(async |page| {
        opened(page, "").await;
        page.fill("从业人员", "8").await;
        page.sees("我填过的内容（1）").await;
        page.beside(async || {
            opened(page, "").await;
            keep(page, "5").await;
        })
        .await;
        // What another window keeps takes nothing away here, and is not replaced.
        page.reload().await;
        employees(page, "8").await;
        page.sees("本页的另一个窗口已经保存了内容").await;
        assert!(kept(page).await.contains("&employees=5&"));
        page.click("button", "显示我保存的内容").await;
        employees(page, "5").await;
        // What is kept is the newest in every window.
        page.script("localStorage.setItem('policy-match', 'v=1&employees=6&marked=')").await;
        page.reload().await;
        employees(page, "6").await;
        page.script("localStorage.removeItem('policy-match')").await;
        page.reload().await;
        employees(page, "").await;
    });
}

#[test]
fn what_was_erased_can_be_had_back_until_something_else_is_told() {
    Journey::new(Site::of_dist()).run(async |page| {
        opened(page, "").await;
        keep(page, "8").await;
        erase(page).await;
        page.sees("已清除。").await;
        assert_eq!(page.script("return localStorage.length + sessionStorage.length").await, 0);
        page.click("button", "撤销").await;
        employees(page, "8").await;
        page.until("it is kept again", async || kept(page).await.contains("employees=8").then_some(())).await;
        erase(page).await;
        page.sees("已清除。").await;
        page.fill("从业人员", "9").await;
        page.sees_no("已清除。").await;
        page.sees("我填过的内容（1）").await;
    });
}

#[test]
fn in_a_frame_no_answer_is_a_step_of_the_host_pages_history() {
    let site = Site::of_dist().start();
    let body = format!("<script src='{}embed.js'></script>", site.url());
    let html = format!(
        "<!doctype html><html lang='zh-CN'><meta charset='utf-8'><link rel='icon' href='data:,'><title>Host</title><body>{body}</body></html>"
    );
    let host = Site::of_dist().under("/elsewhere/").add("/host.html", "text/html; charset=utf-8", html);
    Journey::new(host).also_asks(&site.origin()).run(async |page| {
        page.go(&format!("{}/host.html", page.site.origin())).await;
        page.by_css("iframe").await.enter_frame().await.unwrap();
        page.running().await;
        page.fill("从业人员", "8").await;
        let entries = page.script("return history.length").await;
        let first = another(page, "").await;
        go_on(page).await;
        another(page, &first).await;
        page.click("button", "上一步").await;
        again(page, &first).await;
        assert_eq!(page.script("return history.length").await, entries);
        assert_eq!(page.script("return sessionStorage.length").await, 0, "frames hold nothing");
        assert!(!page.text().await.contains("只暂存在这个标签页里"));
    });
}

/// Looks at what is asked now on screens of three widths, in large type too.
async fn seen_at_all_widths(page: &Page, name: &str) {
    for width in [360, 768, 1280] {
        page.resize(width, 800).await;
        page.script("document.getElementById('question-title').scrollIntoView()").await;
        no_sideways_scrolling(page, name).await;
        page.screenshot(&format!("walk-{name}-{width}")).await;
    }
    no_barriers(page, name).await;
}

#[test]
fn the_walk_is_there_for_everyone_from_the_range_to_the_stop() {
    const FIRM: &str = "#/?employees=8&revenue=800000&industry=H62&region=440100&entity=company";
    Journey::new(Site::of_dist()).run(async |page| {
        opened(page, FIRM).await;
        page.sees("像您这样的企业，一年大约").await;
        let mut asked = another(page, "").await;
        seen_at_all_widths(page, "boxes").await;
        page.script("document.querySelector('.boxes-asked input').click()").await;
        go_on(page).await;
        asked = another(page, &asked).await;
        seen_at_all_widths(page, "usual").await;
        go_on(page).await;
        another(page, &asked).await;
        seen_at_all_widths(page, "card").await;
        // What is known so far is in sight after every answer.
        page.resize(360, 740).await;
        let in_sight = "const box = document.querySelector('.walk-bar').getBoundingClientRect(); return box.top >= 0 && box.bottom <= innerHeight + 1";
        for _ in 0..20 {
            if page.script("return !document.querySelector('.question .button.primary')").await == true {
                break;
            }
            let before = ask(page).await.unwrap_or_default();
            go_on(page).await;
            another(page, &before).await;
            page.until("the totals are in sight", async || (page.script(in_sight).await == true).then_some(())).await;
        }
        seen_at_all_widths(page, "stop").await;
        page.click("button", "English").await;
        page.click("button", "Large type").await;
        page.sees("About, if the usual holds").await;
        seen_at_all_widths(page, "stop-english-large").await;
        page.client.back().await.unwrap();
        page.by_css(".block-form").await;
        seen_at_all_widths(page, "card-english-large").await;
    });
}
