//! The harness itself: its steps do what they say, and its checks catch what they are for.

use crate::{Journey, Site};
use std::panic::{AssertUnwindSafe, catch_unwind};

const FORM: &str = r#"<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>Form</title>
<link rel="icon" href="data:,">
<label for="n">从业人员</label> <input id="n" inputmode="numeric" value="3">
<label>地区 <select id="r"><option>全国<option>广东省</select></label>
<label>日期 <input id="d" type="date"></label>
<button data-testid="go">查看</button> <button>查看全部</button> <button hidden>查看</button>
<label><input type="checkbox" id="c"> 个体工商户</label>
<p id="out"></p><div id="live" role="status"></div>
<script>
  const by = id => document.getElementById(id);
  document.querySelector("[data-testid=go]").onclick = () => setTimeout(() => {
    by("out").textContent = [by("n").value, by("r").value, by("d").value, by("c").checked, navigator.language, innerWidth].join("|");
    by("live").textContent = "已更新";
  }, 100);
  by("n").onkeydown = event => { if (event.key === "Enter") by("out").textContent = ""; };
</script></html>"#;

#[test]
fn steps_do_what_they_say() {
    let site = Site::of_dist().add("/form.html", "text/html; charset=utf-8", FORM);
    Journey::new(site).phone().language("en-US").run(async |page| {
        page.open("form.html").await;
        page.fill("从业人员", "8").await;
        page.choose("地区", "广东省").await;
        page.set("日期", "2022-03-01").await;
        page.click("checkbox", "个体工商户").await;
        page.click("button", "查看").await;
        page.sees("8|广东省|2022-03-01|true|en-US|360").await;
        assert_eq!(page.announced().await, "已更新");
        page.fill("从业人员", "9").await;
        page.press("\u{E007}").await;
        page.sees_no("广东省|").await;
        page.click_test_id("go").await;
        page.sees("9|广东省").await;
    });
}

/// Whether a page with this script fails the journey's closing checks.
fn is_caught(script: &str) -> bool {
    let html = format!("<!doctype html><link rel='icon' href='data:,'><p>ready</p><script>{script}</script>");
    let journey = Journey::new(Site::of_dist().add("/bad.html", "text/html", html));
    catch_unwind(AssertUnwindSafe(|| {
        journey.run(async |page| {
            page.open("bad.html").await;
            page.sees("ready").await;
        });
    }))
    .is_err()
}

#[test]
fn a_quiet_page_passes() {
    assert!(!is_caught("console.log('fine')"));
}

#[test]
fn a_console_error_is_caught() {
    assert!(is_caught("console.error('boom')"));
}

#[test]
fn a_request_to_another_origin_is_caught() {
    // A port that nobody listens on: what counts is that it was asked.
    assert!(is_caught("fetch('http://127.0.0.1:9/x').catch(() => {})"));
}
