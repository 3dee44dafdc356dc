//! Journeys through what comes with the second piece of the program: pages beside the start, and what they add to it.

use crate::journeys::{no_barriers, no_sideways_scrolling, opened};
use crate::walk::{first_block, go_on};
use crate::{Journey, Page, Site};

const RESTAURANT: &str = "#/?employees=8&revenue=800000&industry=H62&region=440100&entity=individual";

/// Looks at a page at every width, in both languages, in large type and in the dark, and fails on any barrier.
async fn looked_at(page: &Page, name: &str) {
    no_barriers(page, name).await;
    for width in [320, 360, 768, 1280] {
        page.resize(width, 900).await;
        no_sideways_scrolling(page, &format!("{name} at {width}")).await;
        if width != 320 {
            page.screenshot(&format!("{name}-{width}")).await;
        }
    }
    page.click("button", "大字").await;
    page.cdp(
        "Emulation.setEmulatedMedia",
        serde_json::json!({ "features": [{ "name": "prefers-color-scheme", "value": "dark" }] }),
    )
    .await;
    page.click("button", "English").await;
    page.until("it speaks English", async || {
        (page.script("return document.documentElement.lang").await == "en").then_some(())
    })
    .await;
    no_barriers(page, &format!("{name}, large, dark, English")).await;
    page.resize(360, 900).await;
    no_sideways_scrolling(page, &format!("{name}, large, English")).await;
    page.screenshot(&format!("{name}-large-dark-english")).await;
    page.cdp("Emulation.setEmulatedMedia", serde_json::json!({ "features": [] })).await;
    page.click("button", "中文").await;
    page.click("button", "大字").await;
    page.resize(1280, 900).await;
}

async fn text_of(page: &Page, id: &str) -> String {
    page.by_test_id(id).await.text().await.unwrap()
}

#[test]
fn a_policy_is_tried_with_other_figures_and_a_mistake_reported() {
    Journey::new(Site::of_dist()).run(async |page| {
        opened(page, "#/?employees=301&entity=company").await;
        page.open("#/policy/cit-small-profit-2023").await;
        page.click_css(".what-if summary").await;
        let said = async || text_of(page, "what-if-said").await;
        page.until("301 employees are beyond it", async || said().await.contains("不符合").then_some(())).await;
        page.fill("如果是", "300").await;
        page.until("300 are within it", async || said().await.contains("300人：还不能确定").then_some(())).await;
        page.fill("如果是", "三百零一").await;
        page.until("301 are not", async || said().await.contains("301人：不符合").then_some(())).await;
        assert!(text_of(page, "what-if-steps").await.contains("不超过300人"), "the steps that matter are listed");
        page.click_css(".terms summary").await;
        page.sees("应纳税所得额").await;
        page.click_css(".mistake summary").await;
        page.fill("哪里不对", "标准写错了").await;
        let report = async || page.script("return document.getElementById('mistake-text').value").await;
        let text = report().await;
        let text = text.as_str().unwrap();
        assert!(
            text.contains("标准写错了") && text.contains("cit-small-profit-2023") && !text.contains("301人"),
            "{text}"
        );
        page.click("checkbox", "从业人员").await;
        page.until("the ticked answer is in it", async || report().await.as_str()?.contains("301人").then_some(()))
            .await;
        page.click("button", "生成文件").await;
        page.sees("文件已生成").await;
        looked_at(page, "policy-whole").await;
    });
}

#[test]
fn the_overview_shows_what_fits() {
    Journey::new(Site::of_dist()).run(async |page| {
        opened(page, RESTAURANT).await;
        page.click("link", "政策时间表").await;
        page.by_test_id("timeline").await;
        page.by_test_id("by-category").await;
        page.choose("看哪个数字", "营业收入（现在 80万元）").await;
        page.by_test_id("cliffs").await;
        looked_at(page, "overview").await;
    });
}

#[test]
fn another_day_is_compared_and_three_years_looked_back_on() {
    Journey::new(Site::of_dist()).run(async |page| {
        opened(page, RESTAURANT).await;
        page.set("查询日期", "2022-05-01").await;
        page.sees("与今天相比").await;
        page.click("link", "查看变化").await;
        page.sees("那天可以享受、今天不可以").await;
        page.by_test_id("look-back").await;
        looked_at(page, "changes").await;
    });
}

#[test]
fn a_later_visit_says_what_has_changed() {
    Journey::new(Site::of_dist()).run(async |page| {
        opened(page, RESTAURANT).await;
        page.click("checkbox", "把填写内容保存在这台设备上").await;
        page.until("what fits is kept", async || {
            (page.script("return (localStorage.getItem('policy-match') || '').includes('had=')").await == true).then_some(())
        })
        .await;
        // As an older catalogue would have left it.
        page.script(
            "const old = localStorage.getItem('policy-match').replace(/v=[^&]*/, 'v=2025.1').replace(/had=[^+&]*/, 'had=long-gone');
             localStorage.setItem('policy-match', old); location.hash = '#/'; location.reload()",
        )
        .await;
        page.running().await;
        page.sees("上次保存以来").await;
        page.click("link", "查看变化").await;
        page.sees("long-gone").await;
        page.sees("新增可以享受").await;
        page.sees("2025.1").await;
    });
}

#[test]
fn a_client_sheet_is_made_with_a_code() {
    Journey::new(Site::of_dist()).run(async |page| {
        opened(page, RESTAURANT).await;
        page.click("link", "客户单").await;
        let code = async || text_of(page, "sheet-code").await;
        assert!(code().await.contains("employees=5~9"), "banded at first");
        page.by_css(".qr").await;
        page.click("radio", "链接里带准确数字").await;
        page.until("the link is exact", async || code().await.contains("employees=8").then_some(())).await;
        looked_at(page, "sheet").await;
    });
}

#[test]
fn many_clients_are_matched_from_a_table() {
    Journey::new(Site::of_dist()).run(async |page| {
        opened(page, "").await;
        page.click("link", "更多工具").await;
        page.click("link", "客户台账").await;
        let table = "id,employees,revenue,industry,region,entity\n面馆,8,80万,62,440100,individual\n坏行,eight,,,,\n软件,120,6000万,65,330100,company\n";
        page.set("粘贴表格（CSV，或从表格软件复制）", table).await;
        page.click("button", "开始比对").await;
        page.sees("已比对3家，共3家；有1处没有读懂。").await;
        page.sees("第3行B列（employees）").await;
        page.sees("面馆").await;
        page.fill("找客户", "软件").await;
        page.sees_no("面馆").await;
        page.fill("找客户", "").await;
        looked_at(page, "clients").await;
        // A policy and back: the table is still there.
        page.open("#/policy/pit-individual-half-2023").await;
        page.by_test_id("case").await;
        page.open("#/clients").await;
        page.sees("已比对3家").await;
    });
}

#[test]
fn thousands_of_clients_do_not_freeze_the_page() {
    Journey::new(Site::of_dist()).run(async |page| {
        opened(page, "").await;
        page.open("#/clients").await;
        page.by_css("#clients-text").await;
        page.script(
            "const rows = ['id,employees,industry,region'];
             for (let i = 0; i < 3000; i++) rows.push(`c${i},${i % 400},62,440100`);
             const t = document.getElementById('clients-text'); t.value = rows.join('\\n');
             t.dispatchEvent(new Event('input', { bubbles: true }));",
        )
        .await;
        page.click("button", "开始比对").await;
        // The page answers in between.
        page.fill("找客户", "c7").await;
        page.sees("已比对3000家，共3000家。").await;
    });
}

#[test]
fn not_knowing_is_kept_and_can_be_changed() {
    Journey::new(Site::of_dist()).run(async |page| {
        opened(page, RESTAURANT).await;
        first_block(page).await;
        page.by_css(".block-form .quiet[aria-pressed]").await.click().await.unwrap();
        go_on(page).await;
        page.by_css(".question:not([aria-busy])").await;
        page.by_css(".answers summary").await.click().await.unwrap();
        let list = page.by_css(".answers ul").await.text().await.unwrap();
        assert!(list.contains("不清楚"), "{list}");
        page.by_css(".coverage summary").await.click().await.unwrap();
        page.sees("已知没有收录的").await;
        no_barriers(page, "start with everything open").await;
    });
}

#[test]
fn the_library_is_searched_by_sound_and_traditional_form_filtered_and_sorted() {
    Journey::new(Site::of_dist()).run(async |page| {
        opened(page, "").await;
        page.open("#/library").await;
        page.fill("搜索政策", "jjkc").await;
        page.by_test_id("policy-rd-super-100-2023").await;
        page.fill("搜索政策", "研發費用 加計扣除").await;
        page.by_test_id("policy-rd-super-100-2023").await;
        page.fill("搜索政策", "").await;
        page.by_css(".filters-fold > summary").await.click().await.unwrap();
        page.choose("适用地区", "广东省").await;
        page.choose("排序", "先到期的在前").await;
        page.choose("核实程度", "多方核实").await;
        page.sees("找到").await;
        looked_at(page, "library-filters").await;
    });
}

#[test]
fn the_page_is_written_in_traditional_characters_and_back() {
    let script = "const real = window.fetch; let refused = false;
        window.fetch = (url, ...rest) => {
            if (String(url).includes('traditional-') && !refused) { refused = true; return Promise.reject(new TypeError('offline')); }
            return real(url, ...rest);
        };";
    Journey::new(Site::of_dist()).before_load(script).run(async |page| {
        opened(page, RESTAURANT).await;
        let language = async || page.script("return document.documentElement.lang").await;
        page.click("button", "繁體").await;
        // The table is lost at first; that is told, and it can be fetched again.
        page.click("button", "重新加载说明").await;
        page.until("it is written", async || (language().await == "zh-TW").then_some(())).await;
        page.sees("看看您的企業能享受哪些政策").await;
        page.sees("個體工商戶").await;
        page.sees_no("重新加载说明").await;
        let hint = "return document.querySelector('select[aria-label]').getAttribute('aria-label')";
        assert_eq!(page.script(hint).await, "從業人員（範圍）");
        let chosen = "return document.getElementById('f-industry').value";
        assert_eq!(page.script(chosen).await, "餐飲業");
        // What comes later is written too, what is typed is not.
        page.fill("從業人員", "9").await;
        page.click("button", "表格").await;
        let taken = "return document.getElementById('take-text').value";
        page.until("the table is written", async || {
            page.script(taken).await.as_str()?.contains("現在可以享受").then_some(())
        })
        .await;
        page.click("link", "全部政策").await;
        page.fill("搜尋政策", "研发").await;
        page.sees("研發費用").await;
        assert_eq!(page.script("return document.querySelector('input[type=search]').value").await, "研发");
        assert!(page.script("return document.title").await.as_str().unwrap().contains("惠企政策匹配"));
        // No character is left over that Taiwan does not write.
        let left = "return (document.body.innerText.match(/[为个们这专业务减税费补贴贷缴规还]/g) || []).join('')";
        assert_eq!(page.script(left).await, "");
        no_barriers(page, "the library in traditional characters").await;
        page.screenshot("traditional").await;
        page.click("button", "简体").await;
        page.until("it is written back", async || (language().await == "zh-CN").then_some(())).await;
        page.sees("研发费用").await;
        page.sees_no("研發費用").await;
        page.click("link", "政策匹配").await;
        page.by_css("#f-industry").await;
        assert_eq!(page.script(chosen).await, "餐饮业");
    });
}
