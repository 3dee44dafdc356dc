//! Links as they arrive: handed on by other programs, cut off, changed; and what several windows keep.

use crate::journeys::{employees, erase, is_kept, keep, kept, opened};
use crate::{Journey, Page, Site};

const OLD: &str = "v=2026.11.21&employees=20~49&revenue=800000&industry=H62&region=440100&entity=individual";

/// Opens a link in a page of its own, and waits until it was read.
async fn open_link(page: &Page, fragment: &str) {
    page.go("about:blank").await;
    opened(page, fragment).await;
    page.until("the link was read", async || {
        let rest = page.script("return /[?&%]/.test(location.hash)").await;
        (rest == false).then_some(())
    })
    .await;
}

/// What stands in a field.
async fn value(page: &Page, id: &str) -> String {
    let script = format!("const f = document.getElementById('{id}'); return f ? f.value : ''");
    page.script(&script).await.as_str().unwrap().to_owned()
}

#[test]
fn a_link_that_other_programs_handed_on_opens_whole_or_says_what_it_lost() {
    Journey::new(Site::of_dist()).run(async |page| {
        for fragment in [
            format!("#/?{OLD}"),
            format!("#/?{}", OLD.replace('&', "&amp;")),
            format!("#/?{}", OLD.replace('~', "%7E")),
            format!("#/?{OLD}。"),
            format!("#/?{OLD}&from=singlemessage&isappinstalled=0"),
        ] {
            open_link(page, &fragment).await;
            page.sees("我填过的内容（5）").await;
            assert_eq!(value(page, "f-revenue").await, "800000", "{fragment}");
            assert!(!page.text().await.contains("没读懂"), "{fragment}");
        }
        open_link(page, "#/?v=1&employees=3x&region=440100&nosuch=1").await;
        page.sees("链接里有没读懂的部分，没有采用：从业人员“3x”、“nosuch=1”。").await;
        // It stays until it was seen, on every page.
        page.open("#/library").await;
        page.sees("链接里有没读懂的部分").await;
        page.click("button", "知道了").await;
        page.sees_no("链接里有没读懂的部分").await;
        assert_eq!(page.script("return document.activeElement.id").await, "page-title");
        // What an app appends to the address of a policy is no other policy.
        open_link(page, "#/policy/cit-small-profit-2023&shareTo=weixin").await;
        page.by_test_id("case").await;
        assert!(!page.text().await.contains("这些内容来自一个链接"));
    });
}

#[test]
fn a_link_that_was_cut_off_says_so() {
    Journey::new(Site::of_dist()).run(async |page| {
        open_link(page, &format!("#/?{OLD}")).await;
        page.sees("我填过的内容（5）").await;
        page.click("button", "复制分享链接").await;
        let link = page.by_css("#take-text").await.prop("value").await.unwrap().unwrap();
        let (_, fragment) = link.split_once('#').unwrap();
        let (before, _) = fragment.split_once("revenue=80").unwrap();
        open_link(page, &format!("#{before}revenue=80")).await;
        page.sees("这个链接不完整，或者在转发时被改动过").await;
        page.sees("营业收入“80”").await;
        assert_eq!(value(page, "f-revenue").await, "", "it is not 80 yuan");
        open_link(page, &format!("#{}", fragment.replace("20~49", "20~48"))).await;
        page.sees("这个链接不完整，或者在转发时被改动过").await;
        open_link(page, &format!("#{fragment}，请查收")).await;
        page.sees("我填过的内容（5）").await;
        assert!(!page.text().await.contains("这个链接不完整"));
        page.screenshot("link-whole").await;
    });
}

#[test]
fn a_link_copied_in_a_frame_has_nothing_of_the_frame() {
    let site = Site::of_dist().start();
    let body = format!("<script src='{}embed.js' data-region='440100' data-lang='zh'></script>", site.url());
    let html = format!(
        "<!doctype html><html lang='zh-CN'><meta charset='utf-8'><link rel='icon' href='data:,'><title>Host</title><body>{body}</body></html>"
    );
    let host = Site::of_dist().under("/elsewhere/").add("/host.html", "text/html; charset=utf-8", html);
    Journey::new(host).also_asks(&site.origin()).run(async |page| {
        page.go(&format!("{}/host.html", page.site.origin())).await;
        page.by_css("iframe").await.enter_frame().await.unwrap();
        page.running().await;
        page.fill("从业人员", "8").await;
        page.click("button", "复制分享链接").await;
        let link = page.by_css("#take-text").await.prop("value").await.unwrap().unwrap();
        assert!(link.starts_with(&format!("{}#/?", site.url())), "{link}");
        assert!(link.contains("region=440100") && !link.contains("frame=") && !link.contains("host="), "{link}");
    });
}

#[test]
fn two_windows_keep_what_was_told_in_both() {
    Journey::new(Site::of_dist()).run(async |page| {
        opened(page, "").await;
        keep(page, "8").await;
        page.beside(async || {
            opened(page, "").await;
            employees(page, "8").await;
            page.fill("年营业收入", "800000").await;
            page.until("it is kept", async || kept(page).await.contains("revenue=800000").then_some(())).await;
        })
        .await;
        page.choose("主体类型", "个体工商户").await;
        page.until("both are kept", async || {
            let kept = kept(page).await;
            (kept.contains("revenue=800000") && kept.contains("entity=individual")).then_some(())
        })
        .await;
        // What another window has kept and this one has not heard of yet: its own writing is no event here.
        page.script(
            "const key = 'policy-match';
             localStorage.setItem(key, localStorage.getItem(key).replace('&marked', '&region=440100&marked'))",
        )
        .await;
        page.fill("从业人员", "9").await;
        is_kept(page, "9").await;
        assert!(kept(page).await.contains("region=440100") && kept(page).await.contains("revenue=800000"));
        // Erased elsewhere, and not heard of yet.
        page.script("localStorage.removeItem('policy-match')").await;
        page.fill("从业人员", "10").await;
        let unticked = "return !document.querySelector('.take input[type=checkbox]:checked')";
        page.until("nothing is kept any more", async || (page.script(unticked).await == true).then_some(())).await;
        assert_eq!(kept(page).await, "");
        employees(page, "10").await;
    });
}

#[test]
fn not_to_keep_and_to_erase_hold_in_every_window() {
    Journey::new(Site::of_dist()).run(async |page| {
        opened(page, "").await;
        page.fill("从业人员", "8").await;
        page.sees("我填过的内容（1）").await;
        page.beside(async || {
            opened(page, "").await;
            keep(page, "5").await;
        })
        .await;
        // This window has never kept anything: it asks before it replaces what the other one keeps.
        page.click("checkbox", "把填写内容保存在这台设备上").await;
        page.sees("本页的另一个窗口已经保存了内容").await;
        assert!(kept(page).await.contains("&employees=5&"));
        page.click("button", "显示我保存的内容").await;
        employees(page, "5").await;
        page.beside(async || {
            opened(page, "").await;
            employees(page, "5").await;
            erase(page).await;
        })
        .await;
        employees(page, "").await;
        page.fill("从业人员", "6").await;
        page.sees("我填过的内容（1）").await;
        assert_eq!(kept(page).await, "");
    });
}

#[test]
fn what_is_kept_and_not_understood_is_said_and_stays() {
    Journey::new(Site::of_dist()).run(async |page| {
        opened(page, "").await;
        page.script("localStorage.setItem('policy-match', 'v=1&employees=8&gone=yes&marked=')").await;
        page.reload().await;
        page.sees("保存在这台设备上的内容里有没读懂的部分，没有采用：“gone=yes”。").await;
        page.fill("从业人员", "9").await;
        is_kept(page, "9").await;
        assert!(kept(page).await.contains("&gone=yes"), "it is not lost");
    });
}
