//! For everyone: keyboard alone, a phone's width and 400 % zoom, large type, forced colours, paper.

use crate::journeys::{no_barriers, no_sideways_scrolling, opened};
use crate::walk::go_on;
use crate::{Journey, Page, Site};
use fantoccini::key::Key;
use serde_json::json;

const SHOP: &str = "#/?employees=8&revenue=800000&industry=H62&region=440100&entity=individual";

/// Every page and tool.
const PAGES: [&str; 16] = [
    "#/",
    "#/library",
    "#/policy/cit-small-profit-2023",
    "#/policy/public-service-platforms",
    "#/picture/cit-small-profit-2023",
    "#/more",
    "#/overview",
    "#/changes",
    "#/calendar",
    "#/sheet",
    "#/sheet/long",
    "#/clients",
    "#/size",
    "#/late-payment",
    "#/ladder",
    "#/services",
];

fn key(key: Key) -> String {
    char::from(key).to_string()
}

/// Whether the element with the focus fits a selector.
async fn is_on(page: &Page, selector: &str) -> bool {
    page.script(&format!("return document.activeElement.matches({selector:?})")).await == true
}

/// Presses Tab until an element that fits a selector has the focus; every stop on the way must show that it has it.
pub(crate) async fn tab_to(page: &Page, selector: &str) {
    for _ in 0..120 {
        if is_on(page, selector).await {
            return;
        }
        page.press(&key(Key::Tab)).await;
        let shown = "const e = document.activeElement, s = getComputedStyle(e);
            // A date is made of parts, each of which shows the focus itself.
            return e === document.body || e.type === 'date' || (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0)
                || s.boxShadow !== 'none' || e.outerHTML.slice(0, 120)";
        assert_eq!(page.script(shown).await, true, "the focus is not to be seen");
    }
    panic!("Tab does not reach {selector}");
}

async fn enter(page: &Page) {
    page.press(&key(Key::Enter)).await;
}

/// Types a date into the field with the focus, in the order of the browser's own language, which headless is English.
async fn type_date(page: &Page, [year, month, day]: [&str; 3]) {
    page.press(&[month, day, year].concat()).await;
    let iso = [year, month, day].join("-");
    assert_eq!(page.script("return document.activeElement.value").await, iso.as_str());
}

/// Opens a page and waits for its heading.
async fn at(page: &Page, path: &str) {
    page.script(&format!("location.hash = {path:?}")).await;
    page.by_css("#page-title").await;
}

#[test]
fn the_size_test_by_keyboard_alone() {
    Journey::new(Site::of_dist()).run(async |page| {
        opened(page, "#/size").await;
        tab_to(page, "[role=combobox]").await;
        page.press("C13").await;
        page.by_role("option", "农副食品加工业").await;
        page.press(&key(Key::Down)).await;
        enter(page).await;
        tab_to(page, "#f-employees").await;
        page.press("299").await;
        tab_to(page, "#f-revenue").await;
        page.press("2000万").await;
        page.sees("从业人员还差1人").await;
        tab_to(page, "#size-statement").await;
        tab_to(page, ".actions .button.primary").await;
        enter(page).await;
        page.sees("小型企业").await;
        page.by_test_id("summary").await;
    });
}

#[test]
fn a_late_claim_by_keyboard_alone() {
    Journey::new(Site::of_dist()).run(async |page| {
        opened(page, "#/late-payment").await;
        page.script("document.getElementById('page-title').focus()").await;
        tab_to(page, "#late-debtor").await;
        page.press("企业（").await;
        tab_to(page, "#late-debtor_industry").await;
        page.press("建筑业").await;
        tab_to(page, "#late-debtor_revenue").await;
        page.press("8亿").await;
        tab_to(page, "#late-debtor_assets").await;
        page.press("8亿").await;
        tab_to(page, "#late-sme").await;
        page.press("是").await;
        tab_to(page, "#late-signed").await;
        type_date(page, ["2025", "06", "10"]).await;
        tab_to(page, "#late-delivered").await;
        type_date(page, ["2025", "07", "01"]).await;
        tab_to(page, "#late-amount").await;
        page.press("10万").await;
        page.sees("欠款方的规模").await;
        page.sees("大型企业").await;
        page.sees("国务院令第802号第九条").await;
        tab_to(page, ".ledger .actions .button").await;
        enter(page).await;
        page.sees("共1笔").await;
        let blank = page.script("return document.getElementById('late-amount').value").await;
        assert_eq!(blank, "", "another claim");
    });
}

/// The value of the field with the focus.
async fn value(page: &Page) -> String {
    page.script("return document.activeElement.value").await.as_str().unwrap_or_default().to_owned()
}

async fn focus(page: &Page, id: &str) {
    page.by_css(&format!("#{id}")).await;
    page.script(&format!("document.getElementById({id:?}).focus()")).await;
}

/// Nothing is written into a date while it is being typed over another one, wherever it is asked for.
#[test]
fn a_date_is_typed_over_the_one_that_stands_there() {
    Journey::new(Site::of_dist()).run(async |page| {
        opened(page, "#/?employees=8&established=2020-03-07").await;
        focus(page, "f-date").await;
        let today = value(page).await;
        type_date(page, ["2024", "01", "05"]).await;
        page.sees("以下是2024年1月5日的情况").await;
        assert_eq!(value(page).await, "2024-01-05");
        page.click("button", "回到今天").await;
        page.sees_no("以下是2024年1月5日的情况").await;
        focus(page, "f-date").await;
        assert_eq!(value(page).await, today);
        // With a part of it gone it stays as it is; left so, it is no day, and says so.
        page.press(&key(Key::Backspace)).await;
        assert_eq!(value(page).await, "");
        focus(page, "f-employees").await;
        page.sees("请填写有效日期").await;
        focus(page, "f-date").await;
        type_date(page, ["2022", "03", "01"]).await;
        page.sees_no("请填写有效日期").await;
        page.sees("以下是2022年3月1日的情况").await;
        // The same day on another page, and typed over there.
        at(page, "#/changes").await;
        focus(page, "changes-date").await;
        assert_eq!(value(page).await, "2022-03-01");
        type_date(page, ["2023", "01", "05"]).await;
        at(page, "#/late-payment").await;
        focus(page, "f-date").await;
        assert_eq!(value(page).await, "2023-01-05");
        type_date(page, ["2025", "08", "20"]).await;
        focus(page, "late-signed").await;
        type_date(page, ["2025", "06", "10"]).await;
        focus(page, "late-amount").await;
        focus(page, "late-signed").await;
        page.press("02032").await;
        assert_eq!(value(page).await, "0002-02-03");
        assert!(!page.text().await.contains("超出范围"), "a year half typed is no error yet");
        page.press("024").await;
        assert_eq!(value(page).await, "2024-02-03");
        // A question with an answer.
        at(page, "#/").await;
        page.script("document.querySelector('details.answers').open = true").await;
        page.click("button", "修改“成立（登记）日期”").await;
        let field = page.by_css(".question input[type=date]").await.attr("id").await.unwrap().unwrap();
        focus(page, &field).await;
        assert_eq!(value(page).await, "2020-03-07");
        type_date(page, ["2024", "01", "05"]).await;
        go_on(page).await;
        page.sees("2024年1月5日").await;
    });
}

/// Every number is read back as it is understood, and what is not understood is named.
#[test]
fn numbers_are_read_back_and_never_in_part() {
    Journey::new(Site::of_dist()).run(async |page| {
        opened(page, "").await;
        page.fill("从业人员", "3千").await;
        page.sees("= 3,000人").await;
        page.set("从业人员", "20人以上").await;
        page.sees("= 至少20人").await;
        page.set("从业人员", "9,5").await;
        page.fill("年营业收入", "５０～１００万").await;
        page.sees("“9,5”里的逗号或空格").await;
        page.sees("= 50万元至100万元").await;
        at(page, "#/late-payment").await;
        page.fill("应付金额", "1,5万").await;
        page.fill("约定的付款期限", "６０天").await;
        page.sees("`1,5万`里的逗号或空格").await;
        page.sees("= 60天").await;
        page.set("应付金额", "1.5万").await;
        page.sees("= 1.5万元").await;
    });
}

/// A damaged number in a link is named and not left out.
#[test]
fn a_damaged_number_in_a_link_is_named() {
    Journey::new(Site::of_dist()).run(async |page| {
        opened(page, "#/?employees=abc&ui_months_paid=xyz&on=2024-13-01").await;
        page.sees("“abc”不是数字").await;
        page.sees("足额缴纳失业保险月数：“xyz”不是数字").await;
        page.sees("“2024-13-01”，请填写有效日期").await;
        let staff = page.by_label("从业人员").await.prop("value").await.unwrap();
        assert_eq!(staff.as_deref(), Some("abc"));
    });
}

#[test]
fn the_ladder_by_keyboard_alone() {
    Journey::new(Site::of_dist()).run(async |page| {
        opened(page, "#/?industry=C35&employees=80&revenue=40000000").await;
        at(page, "#/ladder").await;
        page.by_test_id("tier-high_tech").await;
        tab_to(page, "[data-testid=tier-high_tech] .missing button").await;
        enter(page).await;
        page.until("the question has the focus", async || {
            (page.script("return document.activeElement.id").await == "question-title").then_some(())
        })
        .await;
        tab_to(page, ".question input, .question button").await;
        page.screenshot("keyboard-ladder").await;
    });
}

#[test]
fn services_and_asking_by_keyboard_alone() {
    Journey::new(Site::of_dist()).run(async |page| {
        opened(page, "#/services").await;
        page.by_test_id("contacts").await;
        tab_to(page, "[data-testid=contacts] a[href^='tel:']").await;
        tab_to(page, ".service h2 a").await;
        enter(page).await;
        page.by_css(".inquiry summary").await;
        tab_to(page, ".inquiry summary").await;
        enter(page).await;
        tab_to(page, ".inquiry input[type=radio]").await;
        page.press(&key(Key::Down)).await;
        let text = async || {
            let value = page.script("return document.getElementById('inquiry-text').value").await;
            value.as_str().unwrap_or_default().to_owned()
        };
        page.until("another question", async || (!text().await.contains("我是否符合条件")).then_some(())).await;
        tab_to(page, ".inquiry .text-out button").await;
        enter(page).await;
        tab_to(page, ".inquiry [data-testid=contacts] a").await;
    });
}

/// Texts that stand in a column of a few characters over many lines.
async fn no_squeezed_texts(page: &Page, what: &str) {
    let squeezed = "document.querySelectorAll('details').forEach(details => { details.open = true; });
        const isClipped = element => !!element && (getComputedStyle(element).clipPath !== 'none' || isClipped(element.parentElement));
        return Array.from(document.querySelectorAll('#app *')).filter(element => {
            const text = Array.from(element.childNodes).filter(n => n.nodeType === 3).map(n => n.data.trim()).join('');
            const style = getComputedStyle(element), box = element.getBoundingClientRect(), size = parseFloat(style.fontSize);
            return text.length >= 10 && box.width > 0 && !isClipped(element) && !/select|option|textarea/i.test(element.tagName)
                && box.width < 5 * size && box.height > 5 * size;
        }).map(element => element.textContent.slice(0, 40))";
    assert_eq!(page.script(squeezed).await, json!([]), "{what}");
}

#[test]
fn nothing_is_cut_off_at_320_pixels_or_400_percent() {
    Journey::new(Site::of_dist()).run(async |page| {
        opened(page, SHOP).await;
        for (language, next) in [("zh-CN", "English"), ("en", "中文")] {
            page.until(language, async || {
                (page.script("return document.documentElement.lang").await == language).then_some(())
            })
            .await;
            for large in [false, true] {
                for path in PAGES {
                    at(page, path).await;
                    // 1280 by 1024 at 400 % is as wide as the narrowest phone, and lower.
                    for (width, height) in [(320, 640), (320, 256)] {
                        page.resize(width, height).await;
                        no_sideways_scrolling(page, &format!("{path} {language} large={large} {width}x{height}")).await;
                    }
                    for width in [320, 480, 700, 768, 900, 1280] {
                        page.resize(width, 900).await;
                        no_squeezed_texts(page, &format!("{path} {language} large={large} {width}")).await;
                    }
                    if large {
                        let name = path.trim_start_matches("#/").replace('/', "-");
                        page.resize(320, 900).await;
                        page.screenshot(&format!("narrow-{language}-{name}")).await;
                    }
                }
                page.resize(1280, 900).await;
                page.click("button", if language == "en" { "Large type" } else { "大字" }).await;
            }
            page.click("button", next).await;
        }
    });
}

#[test]
fn every_page_in_traditional_characters() {
    // Characters that only simplified texts have; 干, 台, 里 and the like stand in both.
    let left = "return (document.body.innerText.match(/[\
        为个们这专业务减税费补贴贷缴规还让应动态发对开关实际营员产业达标准条约给从现过时间资质计证书门办认类组织项额认请选择务边线网电话邮访问诉讼责权\
        ]/g) || []).join('')";
    Journey::new(Site::of_dist()).run(async |page| {
        opened(page, SHOP).await;
        assert_ne!(page.script(left).await, "");
        page.click("button", "繁體").await;
        page.until("it is written", async || {
            (page.script("return document.documentElement.lang").await == "zh-TW").then_some(())
        })
        .await;
        page.click("button", "大字").await;
        for path in PAGES {
            at(page, path).await;
            page.until("the page is written", async || {
                page.text().await.contains('惠').then_some(())?;
                (page.script(left).await == "").then_some(())
            })
            .await;
            page.resize(320, 900).await;
            no_sideways_scrolling(page, &format!("{path} in traditional characters")).await;
            let name = path.trim_start_matches("#/").replace('/', "-");
            page.screenshot(&format!("traditional-{name}")).await;
            page.resize(1280, 900).await;
            no_barriers(page, &format!("{path} in traditional characters")).await;
            page.on_paper(true).await;
            assert_eq!(page.script(left).await, "", "{path} on paper");
            page.on_paper(false).await;
        }
    });
}

#[test]
fn forced_colours_hide_nothing() {
    Journey::new(Site::of_dist()).run(async |page| {
        opened(page, SHOP).await;
        let forced = json!({ "features": [{ "name": "forced-colors", "value": "active" }] });
        page.cdp("Emulation.setEmulatedMedia", forced).await;
        assert_eq!(page.script("return matchMedia('(forced-colors: active)').matches").await, true);
        for path in PAGES {
            at(page, path).await;
            // Whatever is to be operated has an edge or is a link; what is filled by colour alone would be gone.
            let edgeless = page
                .script(
                    "return [...document.querySelectorAll('button, input, select, textarea, summary')].filter(e => {
                        if (!e.getClientRects().length || e.closest('.visually-hidden')) return false;
                        const s = getComputedStyle(e), text = (e.textContent || e.value || '').trim();
                        const edge = parseFloat(s.borderTopWidth) > 0 && s.borderTopStyle !== 'none';
                        const native = e.matches('input[type=radio], input[type=checkbox], input[type=range], input[type=file]');
                        return !edge && !native && !text;
                    }).map(e => e.outerHTML.slice(0, 120))",
                )
                .await;
            assert_eq!(edgeless, json!([]), "{path}");
            // A picture drawn in a colour must be drawn in one that the person chose.
            let unseen = page
                .script(
                    "const ground = getComputedStyle(document.body).backgroundColor;
                     return [...document.querySelectorAll('svg rect, svg line, svg text')].filter(e => {
                        const s = getComputedStyle(e);
                        // What leaves the page has colours of its own.
                        return !e.closest('.qr, .poster') && [s.fill, s.stroke].every(c => c === 'none' || c === ground);
                     }).map(e => e.outerHTML.slice(0, 120)).slice(0, 5)",
                )
                .await;
            assert_eq!(unseen, json!([]), "{path}");
            let name = path.trim_start_matches("#/").replace('/', "-");
            page.screenshot(&format!("forced-{name}")).await;
        }
        at(page, "#/").await;
        no_barriers(page, "forced colours").await;
        // The page that one is on has a line of its own below its name.
        let lines = "const color = link => getComputedStyle(link).borderBottomColor;
            const here = document.querySelector('.nav a[aria-current]');
            const others = [...document.querySelectorAll('.nav a:not([aria-current])')];
            const ground = getComputedStyle(document.body).backgroundColor;
            return color(here) !== ground && others.every(link => color(link) === ground)";
        assert_eq!(page.script(lines).await, true, "the current page is told by weight alone");
    });
}

#[test]
fn what_is_printed_has_its_heading_and_no_controls() {
    Journey::new(Site::of_dist()).run(async |page| {
        opened(page, "#/?employees=299&revenue=20000000&industry=C13&region=440100&entity=company").await;
        page.script("document.querySelector('#group-not_applicable button').click()").await;
        page.by_css("#list-not_applicable .cards").await;
        let rest = "这里列出12项";
        assert!(!page.text().await.contains(rest), "on the screen a button shows the rest");
        page.on_paper(true).await;
        assert!(page.text().await.contains(rest), "on paper a list says that it goes on");
        page.on_paper(false).await;
        let paper = async |name: &str, holds: &[&str]| {
            page.on_paper(true).await;
            let controls = page
                .script(
                    "return [...document.querySelectorAll('button, input, select, textarea, summary, nav, .skip-link')]
                        .filter(e => e.getClientRects().length && getComputedStyle(e).visibility !== 'hidden'
                            && !e.closest('.visually-hidden')).map(e => e.outerHTML.slice(0, 100)).slice(0, 5)",
                )
                .await;
            assert_eq!(controls, json!([]), "{name}");
            let text = page.text().await;
            for part in holds {
                assert!(text.contains(part), "{name}: {part} is missing in {text}");
            }
            page.on_paper(false).await;
            let sheets = page.printed(name).await;
            assert!((1..=20).contains(&sheets), "{name} takes {sheets} sheets");
        };
        at(page, "#/size").await;
        page.by_css("#size-statement").await;
        paper("print-size", &["企业规模自测", "工信部联企业〔2011〕300号", "小型企业", "299人", "年"]).await;
        at(page, "#/ladder").await;
        page.by_test_id("tier-high_tech").await;
        paper("print-ladder", &["优质企业梯度", "高新技术企业", "还需要填写"]).await;
        at(page, "#/sheet").await;
        page.by_test_id("sheet").await;
        paper("print-sheet", &["客户单", "查询日期", "299人", "按日期要办的事"]).await;
        at(page, "#/services").await;
        paper("print-services", &["公共服务", "12345"]).await;
        at(page, "#/late-payment").await;
        page.choose("欠款方是", "机关").await;
        page.choose("签合同时我方是中小企业", "是").await;
        page.set("合同签订日", "2025-06-10").await;
        page.set("交付日", "2025-07-01").await;
        page.fill("应付金额", "10万").await;
        page.set("查询日期", "2025-08-10").await;
        page.sees("逾期10天").await;
        paper("print-late-payment", &["账款拖欠测算", "催款函", "国务院令第802号", "2025年7月31日", "500元"]).await;
        // The button beside the letter prints the letter and nothing else.
        page.script("window.print = () => { window.asked = document.documentElement.className }").await;
        page.by_css("#letter ~ .actions .button:last-child").await.click().await.unwrap();
        assert_eq!(page.script("return window.asked").await, "print-one");
        page.on_paper(true).await;
        let text = page.text().await;
        assert!(text.trim_start().starts_with("催款函") && !text.contains("账款清单"), "{text}");
        page.on_paper(false).await;
        assert_eq!(page.printed("print-letter").await, 1);
        page.script("window.dispatchEvent(new Event('afterprint'))").await;
        assert_eq!(page.script("return document.documentElement.className").await, "", "the screen is as it was");
    });
}
