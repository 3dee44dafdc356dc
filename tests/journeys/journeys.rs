//! Whole journeys of the people who use the page; see the crate's page for how to write one.

use crate::walk::{another, first_block, go_on};
use crate::{Change, File, Journey, Page, Site};
use fantoccini::key::Key;

/// Opens the page and waits until its texts have come.
pub(crate) async fn opened(page: &Page, at: &str) {
    page.open(at).await;
    page.running().await;
    page.until("the texts have come", async || {
        let loaded = page.script("return document.querySelectorAll('#f-entity option').length > 2").await;
        let other = page.script("return !document.getElementById('f-entity')").await;
        (loaded == true || other == true).then_some(())
    })
    .await;
}

pub(crate) async fn industry(page: &Page, typed: &str, name: &str) {
    page.fill("行业", typed).await;
    page.click("option", name).await;
}

async fn region(page: &Page, typed: &str, name: &str) {
    page.fill("地区", typed).await;
    page.click("option", name).await;
}

/// Waits until a policy stands in a section of the results.
async fn stands_in(page: &Page, policy: &str, section: &str) {
    page.until(&format!("{policy} stands in {section}"), async || {
        let script = format!("return !!document.querySelector('.to-{section} [data-testid=policy-{policy}]')");
        (page.script(&script).await == true).then_some(())
    })
    .await;
}

pub(crate) async fn text_of(page: &Page, id: &str) -> String {
    page.by_test_id(id).await.text().await.unwrap()
}

/// Shows what may be usable and needs more answers, whatever its length.
async fn show_may_use(page: &Page) {
    page.script("document.querySelector('#group-may_use button').click()").await;
    page.by_css("#list-may_use .cards").await;
    page.script("const b = document.querySelector('#list-may_use > .button'); if (b) b.click()").await;
}

#[test]
fn a_restaurant_in_guangzhou() {
    Journey::new(Site::of_dist()).phone().run(async |page| {
        opened(page, "").await;
        page.sees("先填写上面的规模、行业和地区").await;
        page.fill("从业人员", "8").await;
        industry(page, "奶茶店", "其他饮料及冷饮服务").await;
        region(page, "guangzhou", "广州市").await;
        page.choose("主体类型", "个体工商户").await;
        let size = text_of(page, "size-class").await;
        assert!(size.contains("微型企业") && size.contains("第（十）项“餐饮业”"), "{size}");
        assert!(size.contains("8人，不到10人"), "{size}");
        page.until("the counts are announced", async || page.announced().await.contains("现在可以享受").then_some(()))
            .await;
        page.screenshot("restaurant").await;
        stands_in(page, "pit-individual-half-2023", "nothing").await;
        page.by_test_id("question").await;
        page.open("#/policy/pit-individual-half-2023").await;
        let case = text_of(page, "case").await;
        assert!(case.contains("符合公布的条件") && case.contains("主体类型：您是个体工商户：符合"), "{case}");
        page.screenshot("policy-phone").await;
    });
}

#[test]
fn a_software_firm_in_hangzhou() {
    Journey::new(Site::of_dist()).run(async |page| {
        opened(page, "").await;
        industry(page, "软件", "软件和信息技术服务业").await;
        page.fill("从业人员", "120").await;
        page.fill("年营业收入", "6000万").await;
        page.sees("= 6,000万元").await;
        region(page, "浙江", "浙江省").await;
        page.choose("城市", "杭州市").await;
        page.choose("主体类型", "公司等企业法人").await;
        let size = text_of(page, "size-class").await;
        assert!(size.contains("中型企业") && size.contains("第（十二）项"), "{size}");
        page.screenshot("software").await;
        show_may_use(page).await;
        stands_in(page, "rd-super-100-2023", "rest").await;
        page.open("#/policy/rd-super-100-2023").await;
        let missing = text_of(page, "missing").await;
        assert!(missing.contains("上年研发费用") || missing.contains("查账征收"), "{missing}");
        page.screenshot("policy").await;
    });
}

#[test]
fn a_manufacturer_on_1_march_2022() {
    Journey::new(Site::of_dist()).run(async |page| {
        opened(page, "").await;
        industry(page, "C13", "农副食品加工业").await;
        page.fill("从业人员", "150").await;
        page.fill("年营业收入", "5000万").await;
        page.set("查询日期", "2022-03-01").await;
        page.sees("以下是2022年3月1日的情况").await;
        show_may_use(page).await;
        page.screenshot("manufacturer-2022").await;
        let card = "const card = document.querySelector('[data-testid=policy-deferral-2022-mfg]');
            return card && card.textContent";
        let card = page.until("the deferral", async || page.script(card).await.as_str().map(str::to_owned)).await;
        assert!(card.contains("制造业中小微企业缓缴税费（2022上半年）"), "{card}");
        let not_for_them =
            "return !!document.querySelector('#list-not_applicable [data-testid=policy-deferral-2022-mfg]')";
        assert_eq!(page.script(not_for_them).await, false);
        page.click("button", "回到今天").await;
        page.sees_no("以下是2022年3月1日的情况").await;
    });
}

#[test]
fn damaged_texts_are_told_and_the_matches_stand() {
    Journey::new(Site::of_dist().with(File::Texts, Change::Damaged)).noisy().run(async |page| {
        page.open("").await;
        page.running().await;
        let notice = text_of(page, "texts-failed").await;
        assert!(notice.contains("政策说明没有加载成功"), "{notice}");
        page.fill("从业人员", "8").await;
        industry(page, "餐饮", "餐饮业").await;
        page.sees("微型企业").await;
        page.sees("现在可以享受").await;
        page.screenshot("texts-damaged").await;
        page.click("button", "English").await;
        page.sees("The policy texts did not load").await;
    });
}

/// A script before which the network fails once, for the file whose name begins so.
macro_rules! refusing_once {
    ($file:literal) => {
        concat!(
            "const real = window.fetch; let refused = false;
            window.fetch = (url, ...rest) => {
                if (String(url).includes('",
            $file,
            "') && !refused) { refused = true; return Promise.reject(new TypeError('offline')); }
                return real(url, ...rest);
            };"
        )
    };
}

#[test]
fn without_the_second_piece_the_matches_stand_and_it_can_be_fetched_again() {
    // Its code, what the third piece needs too, or the rules: all are fetched again.
    for script in [refusing_once!("later-"), refusing_once!("shared-"), refusing_once!("rules-")] {
        Journey::new(Site::of_dist()).noisy().before_load(script).run(async |page| {
            page.open("").await;
            page.running().await;
            page.sees("只是缺少说明和金额").await;
            page.fill("从业人员", "8").await;
            industry(page, "餐饮", "餐饮业").await;
            page.sees("现在可以享受").await;
            page.click("button", "重新加载说明").await;
            page.sees("微型企业").await;
            page.sees_no("只是缺少说明和金额").await;
        });
    }
}

#[test]
fn a_damaged_second_piece_is_not_run() {
    for file in [File::Piece, File::Rules] {
        Journey::new(Site::of_dist().with(file, Change::Damaged)).noisy().run(async |page| {
            page.open("").await;
            page.running().await;
            page.sees("只是缺少说明和金额").await;
            page.sees("现在可以享受").await;
        });
    }
}

#[test]
fn the_third_piece_is_fetched_when_a_tool_is_opened_and_again_where_it_was_lost() {
    Journey::new(Site::of_dist()).noisy().before_load(refusing_once!("tools-")).run(async |page| {
        opened(page, "").await;
        let asked = async || page.site.requests().iter().filter(|path| path.contains("/tools-")).count();
        assert_eq!(asked().await, 0, "who opens no tool does not pay for one");
        page.open("#/late-payment").await;
        page.click("button", "再试一次").await;
        page.by_css("#late-debtor").await;
        page.open("#/clients").await;
        page.by_css("input[type=file]").await;
    });
}

#[test]
fn texts_that_come_at_the_second_try() {
    let script = refusing_once!("texts-");
    Journey::new(Site::of_dist()).before_load(script).run(async |page| {
        page.open("").await;
        page.running().await;
        page.click("button", "重新加载说明").await;
        page.choose("主体类型", "个体工商户").await;
        page.sees_no("政策说明没有加载成功").await;
    });
}

#[test]
fn the_next_question_is_answered_skipped_and_gone_back_to() {
    Journey::new(Site::of_dist()).run(async |page| {
        opened(page, "").await;
        page.fill("从业人员", "8").await;
        let first = first_block(page).await;
        page.click("button", "跳过").await;
        let second = another(page, &first).await;
        let focused = page.script("return document.activeElement.id").await;
        assert_eq!(focused, "question-title", "the focus goes to the next question");
        page.click("button", "上一步").await;
        assert_eq!(another(page, &second).await, first);
        page.by_css(".block-form .quiet[aria-pressed]").await.click().await.unwrap();
        go_on(page).await;
        another(page, &first).await;
    });
}

#[test]
fn what_is_wrong_is_told_at_its_field_and_kept() {
    Journey::new(Site::of_dist()).run(async |page| {
        opened(page, "").await;
        page.fill("从业人员", "很多").await;
        page.fill("年营业收入", "1").await;
        page.sees("不是数字").await;
        let field = page.by_label("从业人员").await;
        assert_eq!(field.prop("value").await.unwrap().as_deref(), Some("很多"));
        assert_eq!(field.attr("aria-invalid").await.unwrap().as_deref(), Some("true"));
        let described = field.attr("aria-describedby").await.unwrap().unwrap();
        let error = page.by_css(&format!("#{}", described.split(' ').next().unwrap())).await.text().await.unwrap();
        assert!(error.contains("不是数字"), "{error}");
        page.screenshot("error").await;
        page.click("button", "English").await;
        page.sees("is not a number").await;
    });
}

#[test]
fn erasing_leaves_nothing() {
    Journey::new(Site::of_dist()).run(async |page| {
        opened(page, "").await;
        page.fill("从业人员", "8").await;
        industry(page, "餐饮", "餐饮业").await;
        page.sees("我填过的内容（2）").await;
        page.by_css(".answers summary").await.click().await.unwrap();
        page.click_test_id("erase").await;
        page.sees_no("我填过的内容").await;
        let field = page.by_label("从业人员").await;
        assert_eq!(field.prop("value").await.unwrap().as_deref(), Some(""));
        let kept = page.script("return localStorage.length + sessionStorage.length + document.cookie.length").await;
        assert_eq!(kept, 0, "nothing was stored");
    });
}

/// What is kept on the device.
pub(crate) async fn kept(page: &Page) -> String {
    page.script("return localStorage.getItem('policy-match') || ''").await.as_str().unwrap().to_owned()
}

/// Keeps a number of employees on the device.
pub(crate) async fn keep(page: &Page, employees: &str) {
    page.fill("从业人员", employees).await;
    page.click("checkbox", "把填写内容保存在这台设备上").await;
    is_kept(page, employees).await;
}

pub(crate) async fn is_kept(page: &Page, employees: &str) {
    let wanted = format!("&employees={employees}&");
    page.until(&format!("{wanted} is kept"), async || kept(page).await.contains(&wanted).then_some(())).await;
}

/// Waits until the field for the employees shows a number.
pub(crate) async fn employees(page: &Page, number: &str) {
    page.until(&format!("{number} employees are shown"), async || {
        let shown = page.script("const f = document.getElementById('f-employees'); return f && f.value").await;
        (shown == number).then_some(())
    })
    .await;
}

/// Opens a link of others, in a page of its own.
async fn open_link(page: &Page) {
    crate::links::alone(page).await;
    opened(page, "#/?v=1&employees=3").await;
    employees(page, "3").await;
}

pub(crate) async fn erase(page: &Page) {
    page.by_css(".question:not([aria-busy])").await;
    page.by_css(".answers summary").await.click().await.unwrap();
    page.click_test_id("erase").await;
    employees(page, "").await;
}

#[test]
fn a_link_of_others_overwrites_nothing_kept() {
    Journey::new(Site::of_dist()).run(async |page| {
        opened(page, "").await;
        keep(page, "8237").await;
        let before = kept(page).await;
        open_link(page).await;
        page.sees("这些内容来自一个链接，没有保存").await;
        assert_eq!(page.script("return location.hash").await, "#/", "the answers are out of the address");
        page.fill("从业人员", "4").await;
        page.click("button", "大字").await;
        page.sees("我填过的内容（1）").await;
        // The box at the foot, which asks nothing, is away.
        page.sees("保存哪些内容，请在页面上方选择").await;
        page.sees_no("把填写内容保存在这台设备上").await;
        assert_eq!(kept(page).await, before);
        // Loading the page anew loses neither; what is kept is had back by one press.
        page.reload().await;
        employees(page, "4").await;
        assert_eq!(kept(page).await, before);
        page.click("button", "显示我保存的内容").await;
        employees(page, "8237").await;
        page.sees_no("这些内容来自一个链接").await;
        is_kept(page, "8237").await;
        // Kept instead only by the person's word.
        open_link(page).await;
        page.click("button", "改为保存这些内容").await;
        is_kept(page, "3").await;
        page.sees_no("这些内容来自一个链接").await;
    });
}

#[test]
fn a_link_in_a_second_window_overwrites_nothing_kept() {
    Journey::new(Site::of_dist()).run(async |page| {
        opened(page, "").await;
        keep(page, "8237").await;
        page.beside(async || {
            open_link(page).await;
            page.sees("这些内容来自一个链接").await;
            page.fill("从业人员", "4").await;
            page.sees("我填过的内容（1）").await;
            is_kept(page, "8237").await;
        })
        .await;
        employees(page, "8237").await;
        page.fill("从业人员", "8238").await;
        is_kept(page, "8238").await;
        // A link that is put into the address of an open page is looked at, too.
        page.script("location.hash = '#/?v=1&employees=3'").await;
        employees(page, "3").await;
        page.sees("这些内容来自一个链接，没有保存").await;
        page.fill("从业人员", "4").await;
        is_kept(page, "8238").await;
        page.click("button", "显示我保存的内容").await;
        employees(page, "8238").await;
        page.fill("从业人员", "8239").await;
        is_kept(page, "8239").await;
    });
}

#[test]
fn erased_answers_of_a_link_do_not_come_back() {
    Journey::new(Site::of_dist()).run(async |page| {
        open_link(page).await;
        assert_eq!(page.script("return location.hash").await, "#/");
        page.open("#/clients").await;
        page.set("粘贴表格（CSV，或从表格软件复制）", "id,employees\n面馆,8\n").await;
        page.click("button", "开始比对").await;
        page.sees("已比对1家").await;
        // Nor where the address got them later.
        page.open("#/?v=1&employees=3").await;
        employees(page, "3").await;
        erase(page).await;
        page.open("#/clients").await;
        page.by_css("#clients-text").await;
        assert!(!page.text().await.contains("面馆"), "the table of clients is still there");
        page.open("#/").await;
        page.reload().await;
        page.by_css(".question:not([aria-busy])").await;
        employees(page, "").await;
        assert!(!page.text().await.contains("我填过的内容"));
    });
}

#[test]
fn what_one_window_keeps_or_erases_holds_for_all() {
    Journey::new(Site::of_dist()).run(async |page| {
        opened(page, "").await;
        keep(page, "8237").await;
        page.beside(async || {
            opened(page, "").await;
            employees(page, "8237").await;
            page.fill("年营业收入", "500000").await;
            page.until("the revenue is kept", async || kept(page).await.contains("&revenue=").then_some(())).await;
        })
        .await;
        page.sees("我填过的内容（2）").await;
        page.fill("从业人员", "8").await;
        is_kept(page, "8").await;
        assert!(kept(page).await.contains("&revenue=500000"), "what the other window added stays");
        page.beside(async || {
            opened(page, "").await;
            employees(page, "8").await;
            erase(page).await;
        })
        .await;
        employees(page, "").await;
        page.fill("从业人员", "9").await;
        page.sees("我填过的内容（1）").await;
        assert_eq!(page.script("return localStorage.length").await, 0, "nothing is written again");
    });
}

#[test]
fn with_the_keyboard_alone() {
    Journey::new(Site::of_dist()).run(async |page| {
        opened(page, "").await;
        let tab = String::from(char::from(Key::Tab));
        let focused = async || {
            page.script("const e = document.activeElement; return e.id || e.textContent")
                .await
                .as_str()
                .unwrap_or_default()
                .to_owned()
        };
        page.press(&tab).await;
        assert!(focused().await.contains("跳到主要内容"), "{}", focused().await);
        for _ in 0..12 {
            if focused().await == "f-industry" {
                break;
            }
            page.press(&tab).await;
        }
        assert_eq!(focused().await, "f-industry");
        page.press("餐饮").await;
        page.by_role("option", "餐饮业").await;
        page.press(&String::from(char::from(Key::Enter))).await;
        page.until("the sector is chosen", async || {
            let value = page.script("return document.getElementById('f-industry').value").await;
            (value == "餐饮业").then_some(())
        })
        .await;
        for _ in 0..6 {
            if focused().await == "f-employees" {
                break;
            }
            page.press(&tab).await;
        }
        page.press("8").await;
        page.sees("微型企业").await;
        assert_eq!(focused().await, "f-employees", "the focus stays while results change");
        for _ in 0..60 {
            if focused().await.starts_with("card-") {
                break;
            }
            page.press(&tab).await;
        }
        let card = focused().await;
        assert!(card.starts_with("card-"), "{card}");
        page.press(&String::from(char::from(Key::Enter))).await;
        page.until("the policy's heading has the focus", async || (focused().await == "page-title").then_some(()))
            .await;
        page.client.back().await.unwrap();
        page.until("the focus is back on the card", async || (focused().await == card).then_some(())).await;
    });
}

#[test]
fn a_policy_that_does_not_exist() {
    Journey::new(Site::of_dist()).run(async |page| {
        page.open("#/policy/no-such-thing").await;
        page.running().await;
        page.sees("没有这项政策").await;
        page.click("link", "← 返回结果").await;
        page.sees("看看您的企业能享受哪些政策").await;
    });
}

#[test]
fn a_link_carries_the_answers_in_its_fragment() {
    Journey::new(Site::of_dist()).run(async |page| {
        opened(page, "").await;
        page.fill("从业人员", "8").await;
        industry(page, "餐饮", "餐饮业").await;
        page.choose("主体类型", "个体工商户").await;
        page.click("button", "复制分享链接").await;
        let link = page.by_css("#take-text").await.prop("value").await.unwrap().unwrap();
        let (before, fragment) = link.split_once('#').expect("a fragment");
        assert!(!before.contains('?') && fragment.contains("employees=8") && fragment.contains("v="), "{link}");
        crate::links::alone(page).await;
        page.go(&link).await;
        page.running().await;
        page.sees("微型企业").await;
        assert_eq!(page.by_label("从业人员").await.prop("value").await.unwrap().as_deref(), Some("8"));
        page.open("#/?v=1999.1&employees=12").await;
        page.sees("另一版政策目录").await;
        assert!(page.site.requests().iter().all(|path| !path.contains("employees")), "the server never hears of it");
    });
}

#[test]
fn answers_are_kept_only_when_asked_for_and_erased_for_good() {
    Journey::new(Site::of_dist()).run(async |page| {
        opened(page, "").await;
        page.fill("从业人员", "8").await;
        let kept = async || page.script("return localStorage.length").await;
        assert_eq!(kept().await, 0);
        page.click("checkbox", "把填写内容保存在这台设备上").await;
        page.until("it is kept", async || (kept().await == 1).then_some(())).await;
        page.reload().await;
        page.until("the answer is back", async || {
            (page.script("const f = document.getElementById('f-employees'); return f && f.value").await == "8")
                .then_some(())
        })
        .await;
        // The question stands above; when it comes, what is below moves.
        page.by_css(".question:not([aria-busy])").await;
        page.by_css(".answers summary").await.click().await.unwrap();
        page.click_test_id("erase").await;
        page.until("nothing is kept", async || (kept().await == 0).then_some(())).await;
    });
}

#[test]
fn refused_storage_is_told_and_nothing_is_lost() {
    let refuse =
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } })";
    Journey::new(Site::of_dist()).before_load(refuse).run(async |page| {
        opened(page, "").await;
        page.fill("从业人员", "8").await;
        page.click("checkbox", "把填写内容保存在这台设备上").await;
        page.sees("浏览器不允许在这里保存").await;
        assert_eq!(page.by_label("从业人员").await.prop("value").await.unwrap().as_deref(), Some("8"));
    });
}

#[test]
fn tables_and_calendars_are_shown_for_copying_too() {
    Journey::new(Site::of_dist()).run(async |page| {
        opened(page, "").await;
        page.fill("从业人员", "8").await;
        page.click("button", "下载表格（CSV）").await;
        let value =
            async || page.script("const t = document.getElementById('take-text'); return t ? t.value : ''").await;
        page.until("the table is shown", async || value().await.as_str()?.contains("\n可能可以享受,").then_some(()))
            .await;
        page.click("button", "下载办事日历").await;
        page.until("the calendar is shown", async || {
            value().await.as_str()?.starts_with("BEGIN:VCALENDAR").then_some(())
        })
        .await;
    });
}

#[test]
fn the_library_finds_policies_by_words_and_document_numbers() {
    Journey::new(Site::of_dist()).run(async |page| {
        opened(page, "").await;
        page.click("link", "全部政策").await;
        page.sees("找到").await;
        page.fill("搜索政策", "研发 加计扣除").await;
        page.by_test_id("policy-rd-super-100-2023").await;
        page.fill("搜索政策", "财税[2019]13号").await;
        page.by_test_id("policy-vat-smallscale-threshold-2019").await;
        page.sees("找到").await;
        page.by_css(".filters-fold > summary").await.click().await.unwrap();
        page.choose("状态", "已结束").await;
        page.choose("类别", "税费减免").await;
        page.by_test_id("policy-vat-smallscale-threshold-2019").await;
        page.screenshot("library").await;
        no_barriers(page, "library").await;
        page.fill("搜索政策", "没有这样的词").await;
        page.sees("没有找到符合的政策").await;
        page.resize(320, 700).await;
        no_sideways_scrolling(page, "library").await;
    });
}

/// Fails if axe-core finds a barrier on the page as it is now.
pub(crate) async fn no_barriers(page: &Page, what: &str) {
    let source = std::env::var("AXE").expect("AXE names axe.min.js: run `make test`");
    let source = std::fs::read_to_string(&source).unwrap_or_else(|error| panic!("{source}: {error}; run `make setup`"));
    page.script(&source).await;
    let script = "const done = arguments[arguments.length - 1];
        axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }).then(
            found => done(found.violations.map(v => v.id + ': ' + v.help + ' ' + v.nodes.map(n => n.html + ' ' + n.failureSummary).slice(0, 3).join(' | '))),
            error => done([String(error)]))";
    let found = page.client.execute_async(script, vec![]).await.expect("axe runs");
    assert_eq!(found, serde_json::json!([]), "{what}: {found:#}");
}

/// Fails if the page is wider than its window.
pub(crate) async fn no_sideways_scrolling(page: &Page, what: &str) {
    let script = "const wide = [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1
            && !e.closest('.visually-hidden') && getComputedStyle(e).visibility !== 'hidden').map(e => e.outerHTML.slice(0, 120));
        return document.documentElement.scrollWidth > innerWidth ? wide : []";
    let wide = page.script(script).await;
    assert_eq!(wide, serde_json::json!([]), "{what}");
}

#[test]
fn no_barriers_in_any_state() {
    Journey::new(Site::of_dist()).run(async |page| {
        opened(page, "").await;
        no_barriers(page, "start").await;
        page.fill("从业人员", "很多").await;
        page.fill("行业", "餐").await;
        page.by_role("option", "餐饮业").await;
        no_barriers(page, "open list").await;
        page.click("option", "餐饮业").await;
        no_barriers(page, "error").await;
        page.fill("从业人员", "8").await;
        region(page, "广州", "广州市").await;
        page.sees("微型企业").await;
        no_barriers(page, "results").await;
        page.click("button", "大字").await;
        no_barriers(page, "large type").await;
        page.screenshot("large").await;
        page.cdp(
            "Emulation.setEmulatedMedia",
            serde_json::json!({ "features": [{ "name": "prefers-color-scheme", "value": "dark" }] }),
        )
        .await;
        no_barriers(page, "dark").await;
        page.screenshot("dark").await;
        page.click("button", "English").await;
        page.sees("Micro enterprise").await;
        no_barriers(page, "English").await;
        page.screenshot("english").await;
        page.open("#/policy/pit-individual-half-2023").await;
        page.by_test_id("case").await;
        no_barriers(page, "policy").await;
        page.cdp("Emulation.setEmulatedMedia", serde_json::json!({ "features": [] })).await;
        no_barriers(page, "policy, light").await;
        for width in [320, 360] {
            page.resize(width, 700).await;
            no_sideways_scrolling(page, "policy").await;
        }
        page.open("#/").await;
        page.sees("Micro enterprise").await;
        no_sideways_scrolling(page, "results").await;
        page.screenshot("english-phone").await;
    });
}
