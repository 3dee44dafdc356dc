//! Links as they arrive: handed on by other programs, cut off, changed; and what several windows keep.

use crate::journeys::{employees, erase, is_kept, keep, kept, opened};
use crate::{Journey, Page, Site};

const OLD: &str = "v=2026.11.21&employees=20~49&revenue=800000&industry=H62&region=440100&entity=individual";

/// Goes to an empty window that holds nothing.
pub(crate) async fn alone(page: &Page) {
    page.script("try { sessionStorage.clear() } catch { }").await;
    page.go("about:blank").await;
}

/// Opens a link in a page of its own, and waits until it was read.
async fn open_link(page: &Page, fragment: &str) {
    alone(page).await;
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
        assert!(!page.text().await.contains("没读懂"));
    });
}

#[test]
fn a_link_put_into_the_address_of_an_open_page_is_looked_at_at_once() {
    Journey::new(Site::of_dist()).run(async |page| {
        opened(page, "").await;
        page.fill("从业人员", "8x").await;
        for fragment in ["#/?v=1&employees=3", "#v=1&employees=3", "#/&v=1&employees=3"] {
            page.script(&format!("location.hash = '{fragment}'")).await;
            employees(page, "3").await;
            page.sees("这些内容来自一个链接；您自己填的内容还在。").await;
            assert_eq!(page.script("return location.hash").await, "#/", "{fragment}");
            page.sees("保存哪些内容，请在页面上方选择").await;
            page.click("button", "回到我填的内容").await;
            employees(page, "8x").await;
            page.sees_no("这些内容来自一个链接").await;
            assert_eq!(page.script("return document.activeElement.id").await, "page-title");
        }
        // On another page, and what of it is not understood is said.
        page.open("#/library").await;
        page.by_css("#f-search").await;
        page.open("#/library?v=1&employees=3&odd=1").await;
        page.sees("您自己填的内容还在").await;
        page.sees("没读懂的部分，没有采用：“odd=1”").await;
        page.click("button", "知道了").await;
        page.click("button", "就用这些内容").await;
        page.sees_no("这些内容来自一个链接").await;
        page.click("link", "政策匹配").await;
        employees(page, "3").await;
        // Neither Back nor a reload brings back what was erased.
        page.sees("我填过的内容（1）").await;
        erase(page).await;
        for _ in 0..4 {
            page.script("history.back()").await;
            page.sees("惠企政策匹配").await;
            assert!(!page.text().await.contains("这些内容来自一个链接"));
        }
        page.open("#/").await;
        page.reload().await;
        page.by_css(".question:not([aria-busy])").await;
        employees(page, "").await;
        assert_eq!(page.script("return localStorage.length + sessionStorage.length").await, 0);
    });
}

#[test]
fn a_link_that_lost_its_path_is_read_whole_and_leaves_the_address() {
    Journey::new(Site::of_dist()).run(async |page| {
        for link in [format!("?{OLD}"), format!("#{OLD}"), format!("#?{OLD}")] {
            alone(page).await;
            opened(page, &link).await;
            page.sees("我填过的内容（5）").await;
            page.until("the address is empty", async || {
                (page.script("return location.search + location.hash").await == "#/").then_some(())
            })
            .await;
        }
    });
}

#[test]
fn what_is_erased_in_one_window_takes_the_tables_of_the_other_along() {
    Journey::new(Site::of_dist()).run(async |page| {
        opened(page, "").await;
        keep(page, "8").await;
        page.open("#/clients").await;
        page.set("粘贴表格（CSV，或从表格软件复制）", "id,employees\n某某面馆,8\n").await;
        page.click("button", "开始比对").await;
        page.sees("某某面馆").await;
        page.open("#/late-payment").await;
        page.fill("欠款方名称", "某某公司").await;
        page.beside(async || {
            opened(page, "").await;
            employees(page, "8").await;
            erase(page).await;
        })
        .await;
        page.until("the claim is gone", async || (value(page, "late-name").await.is_empty()).then_some(())).await;
        page.open("#/clients").await;
        page.by_css("#clients-text").await;
        assert!(!page.text().await.contains("某某面馆"));
        assert_eq!(value(page, "clients-text").await, "");
    });
}

#[test]
fn nothing_typed_is_lost_by_another_page_or_by_an_update() {
    Journey::new(Site::of_dist()).run(async |page| {
        opened(page, "").await;
        page.fill("从业人员", "8x").await;
        page.fill("年营业收入", "80万").await;
        page.fill("地区", "后发").await;
        page.open("#/late-payment").await;
        page.choose("欠款方是", "机关").await;
        page.fill("应付金额", "十万多").await;
        page.fill("欠款方名称", "后发公司").await;
        page.click("button", "再加一笔").await;
        page.fill("应付金额", "5").await;
        page.open("#/clients").await;
        page.set("粘贴表格（CSV，或从表格软件复制）", "id,employees\n面馆,8\n茶楼,9\n").await;
        page.click("button", "开始比对").await;
        page.sees("已比对2家").await;
        page.fill("找客户", "面").await;
        page.sees_no("茶楼").await;
        let all_there = async || {
            page.open("#/late-payment").await;
            page.until("the claim is there", async || (value(page, "late-amount").await == "5").then_some(())).await;
            page.click("button", "打开“1 后发公司”").await;
            page.until("so is the other", async || (value(page, "late-amount").await == "十万多").then_some(())).await;
            assert_eq!(value(page, "late-debtor").await, "government");
            page.click("button", "打开“2 未命名”").await;
            page.open("#/clients").await;
            page.sees("已比对2家").await;
            assert!(value(page, "clients-text").await.contains("茶楼,9"));
            page.open("#/").await;
            employees(page, "8x").await;
            assert_eq!((value(page, "f-revenue").await, value(page, "f-region").await), ("80万".into(), "后发".into()));
        };
        all_there().await;
        page.open("#/clients").await;
        page.sees_no("茶楼").await;
        // As keep.js does when a newer version has taken over.
        page.script(
            "delete document.documentElement.dataset.state;
             dispatchEvent(new Event('policy-match-newer', { cancelable: true }))",
        )
        .await;
        page.running().await;
        all_there().await;
        assert_eq!(page.script("return localStorage.length").await, 0);
        let held = page.script("return sessionStorage.getItem('policy-match')").await;
        assert!(!held.as_str().unwrap().contains("面馆"), "the answers alone are held: {held}");
    });
}

/// A window stores some megabytes: what does not fit once a newer version has taken over.
#[test]
fn a_table_too_large_for_an_update_is_not_lost_without_a_word() {
    Journey::new(Site::of_dist()).run(async |page| {
        let paste = async |rows: usize| {
            page.open("#/clients").await;
            let table = format!("id,employees\n{}", "面馆,8\n".repeat(rows));
            page.set("粘贴表格（CSV，或从表格软件复制）", &table).await;
            page.click("button", "开始比对").await;
            page.sees(&format!("已比对{rows}家")).await;
        };
        // Something else leaves this many characters free.
        let leave = async |room: usize| {
            let script = format!(
                "sessionStorage.setItem('other', '');
                let other = '';
                for (let step = 1 << 23; step; step >>= 1) {{
                    try {{ sessionStorage.setItem('other', other + 'x'.repeat(step)); }} catch (error) {{ continue; }}
                    other += 'x'.repeat(step);
                }}
                sessionStorage.setItem('other', other.slice({room}))"
            );
            page.script(&script).await;
        };
        // As keep.js does when a newer version has taken over.
        let asked = async || {
            let newer = "window.old = true; delete document.documentElement.dataset.state;
                setTimeout(() => dispatchEvent(new Event('policy-match-newer', { cancelable: true })))";
            page.script(newer).await;
            page.until("the person is asked", async || page.client.get_alert_text().await.ok()).await
        };
        opened(page, "").await;
        page.fill("从业人员", "8x").await;
        paste(1).await;
        // A browser that stores nothing at all.
        page.script("window.put = Storage.prototype.setItem; Storage.prototype.setItem = () => { throw new Error() }")
            .await;
        let question = asked().await;
        assert!(question.contains("需要重新填写"), "{question}");
        page.client.dismiss_alert().await.unwrap();
        page.script("Storage.prototype.setItem = put").await;
        paste(800).await;
        leave(3000).await;
        let question = asked().await;
        assert!(question.contains("表格太大"), "{question}");
        page.client.dismiss_alert().await.unwrap();
        page.sees("已比对800家").await;
        assert_eq!(page.script("return window.old && sessionStorage.length").await, 2, "nothing has happened");
        asked().await;
        page.client.accept_alert().await.unwrap();
        page.until("the page is a new one", async || {
            (page.client.execute("return !window.old", vec![]).await.ok()? == true).then_some(())
        })
        .await;
        page.running().await;
        page.by_css("#clients-text").await;
        assert_eq!(value(page, "clients-text").await, "", "the table was not brought along");
        page.open("#/").await;
        employees(page, "8x").await;
    });
}

#[test]
fn names_that_were_typed_are_the_same_in_traditional_characters() {
    Journey::new(Site::of_dist()).run(async |page| {
        opened(page, "#/late-payment").await;
        page.choose("欠款方是", "机关").await;
        page.set("合同签订日", "2025-01-10").await;
        page.set("交付日", "2025-02-10").await;
        page.fill("应付金额", "10万").await;
        page.fill("欠款方名称", "后发范围公司").await;
        page.fill("发票或合同编号", "发1后").await;
        page.click("button", "繁體").await;
        page.until("the letter is written", async || value(page, "letter").await.contains("貴我雙方").then_some(()))
            .await;
        let letter = value(page, "letter").await;
        assert!(letter.contains("后发范围公司：") && letter.contains("：发1后）"), "{letter}");
        let printed = page.script("return document.querySelector('.text-out pre').textContent").await;
        assert_eq!(printed.as_str(), Some(letter.as_str()));
        let row = page.script("return document.querySelector('.ledger tbody tr').outerHTML").await;
        assert!(row.as_str().unwrap().contains("“1 发1后”") && row.as_str().unwrap().contains(">1 发1后<"), "{row}");
        page.open("#/clients").await;
        page.by_css("#clients-text").await.send_keys("id,后发\n后发范围公司,8\n").await.unwrap();
        page.by_css("form.panel [type=submit]").await.click().await.unwrap();
        page.sees("后发").await;
        page.open("#/?v=1&employees=3&odd=后发").await;
        page.sees("“odd=后发”").await;
        page.sees("連結").await;
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
