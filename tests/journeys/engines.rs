//! The heart of the page in the three engines that people have, and the same verdicts everywhere: in the page, in the one
//! file, and on the command line.

use std::{io::Write as _, process::Stdio};

use crate::journeys::opened;
use crate::{Journey, Page, Site, driver::Engine, server};

/// The one with GTK is on Linux alone.
const ALL: &[Engine] = if cfg!(target_os = "linux") {
    &[Engine::Chromium, Engine::Firefox, Engine::WebKit]
} else {
    &[Engine::Chromium, Engine::Firefox]
};

#[test]
fn an_owner_finds_what_fits_in_firefox() {
    an_owner_finds_what_fits(Engine::Firefox);
}

#[cfg(target_os = "linux")]
#[test]
fn an_owner_finds_what_fits_in_webkit() {
    an_owner_finds_what_fits(Engine::WebKit);
}

/// What each page of the site is for, once.
fn an_owner_finds_what_fits(engine: Engine) {
    Journey::new(Site::of_dist()).engine(engine).run(async |page| {
        page.open("").await;
        page.running().await;
        page.fill("从业人员", "8").await;
        page.fill("行业", "奶茶店").await;
        page.click("option", "其他饮料及冷饮服务").await;
        page.fill("地区", "guangzhou").await;
        page.click("option", "广州市").await;
        page.choose("主体类型", "个体工商户").await;
        page.by_test_id("policy-pit-individual-half-2023").await;
        page.sees("我填过的内容").await;
        page.screenshot(&format!("engine-{engine:?}").to_lowercase()).await;
        page.open("#/policy/pit-individual-half-2023").await;
        page.by_test_id("case").await;
        page.sees("符合公布的条件").await;
        page.open("#/library").await;
        page.by_css("#f-search").await.send_keys("xwqy").await.unwrap();
        page.sees("小微企业").await;
        page.open("#/size").await;
        page.by_css("#page-title").await;
        page.sees("划型").await;
        page.open("#/late-payment").await;
        page.choose("欠款方是", "机关").await;
        page.open("#/").await;
        page.click("button", "English").await;
        page.sees("What you told us").await;
        page.click("button", "Copy a link").await;
        let link = page.by_css("#take-text").await.prop("value").await.unwrap().unwrap();
        assert!(link.contains("employees=8") && link.contains("region=440100"), "{link}");
        page.click("button", "中文").await;
        page.click("button", "繁體").await;
        page.sees("個體工商戶").await;
        page.sees_no("新版本").await;
    });
}

#[test]
fn what_people_do_with_the_answer_in_firefox() {
    what_people_do_with_the_answer(Engine::Firefox);
}

#[cfg(target_os = "linux")]
#[test]
fn what_people_do_with_the_answer_in_webkit() {
    what_people_do_with_the_answer(Engine::WebKit);
}

/// An answer on a card, a guide, the calendar and its file, a document by its number, the sheet, the picture, clients.
fn what_people_do_with_the_answer(engine: Engine) {
    const SHOP: &str = "#/?employees=8&revenue=800000&industry=H62&region=440100&entity=individual";
    const CARD: &str = "[data-testid=policy-supply-chain-finance-2025]";
    let clients = "客户名称,从业人员,主体类型\n甲,8,个体户\n乙,许多,公司\n丙,20,公司\n丁,3,个体户\n戊,120,公司\n";
    Journey::new(Site::of_dist()).engine(engine).run(async |page| {
        opened(page, SHOP).await;
        let is_so = async |what: &str, script: &str| {
            page.until(what, async || (page.script(script).await == true).then_some(())).await;
        };
        let show = async |path: &str| {
            page.script(&format!("location.hash = {path:?}")).await;
            page.by_css("#page-title").await;
        };
        page.by_css(".to-answer").await;
        page.script("document.querySelectorAll('.to-answer details').forEach(it => { it.open = true; })").await;
        page.click_css(&format!("{CARD} .here .chips .button")).await;
        let state =
            format!("return document.querySelector('{CARD} [data-testid=state]')?.textContent === '符合公布的条件'");
        is_so("the card says its new state", &state).await;
        show("#/policy/pit-individual-half-2023").await;
        page.by_test_id("policy-bar").await;
        is_so("what is to be done has a heading", "return !!document.getElementById('how-title')").await;
        show("#/calendar").await;
        page.click("button", "存进日历（下载文件）").await;
        let file =
            "const t = document.getElementById('calendar-text'); return !!t && t.value.startsWith('BEGIN:VCALENDAR')";
        is_so("the file is shown", file).await;
        show("#/library").await;
        page.fill("搜索政策", "财税〔2019〕13号").await;
        page.by_test_id("policy-vat-smallscale-threshold-2019").await;
        show("#/sheet").await;
        page.by_test_id("sheet").await;
        page.by_css(".measures tbody tr").await;
        show("#/picture/cit-small-profit-2023").await;
        page.by_css(".poster").await;
        show("#/clients").await;
        page.by_css("#clients-text").await;
        page.set("粘贴表格（CSV，或从表格软件复制）", clients).await;
        page.click("button", "开始比对").await;
        page.sees("已比对5家，共5家；有1处没有读懂。").await;
        page.by_css(".work-line .measure").await;
    });
}

/// Enterprises as a table: everything told or nearly nothing, exact or as a range, a fixed choice of them.
fn enterprises(count: u64) -> String {
    let mut state: u64 = 2026;
    let mut pick = |choices: &[&str]| -> String {
        // Knuth's linear congruential generator: the same rows on every run.
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let place = usize::try_from(state >> 33).unwrap() % choices.len();
        choices[place].to_owned()
    };
    let mut table = "id,employees,revenue,assets,industry,region,entity,taxpayer_type,taxable_income\n".to_owned();
    for number in 1..=count {
        let row = [
            pick(&["", "0", "1", "8", "19", "20", "20..49", "99..300", "299", "300", "301", "999..", "1000"]),
            pick(&["", "0", "50万", "80万", "299.9999万", "300万", "300万..2000万", "1亿", "4亿", "..500万"]),
            pick(&["", "100万", "4999万", "5000万", "5000.01万", "1亿..", "12亿"]),
            pick(&["", "A01", "C13", "C34", "E47", "F51", "H62", "I65", "K70", "L71", "M75", "O80"]),
            pick(&["", "110000", "310000", "320500", "330100", "440100", "440300", "500000", "650000"]),
            pick(&["", "company", "individual", "cooperative", "sole_partnership"]),
            pick(&["", "small_scale", "general"]),
            pick(&["", "0", "50万", "200万", "300万", "300.01万", "100万..400万"]),
        ];
        table += &format!("c{number},{}\n", row.join(","));
    }
    table
}

/// The table's rows with their verdicts, as the command line writes them.
fn by_the_command_line(table: &str) -> String {
    let mut batch = site_tests::program()
        .args(["batch", "--profiles", "-", "--input", "csv", "--needs-info", "--worth", "--on", "2026-11-21"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the command line runs");
    batch.stdin.take().expect("piped").write_all(table.as_bytes()).expect("it reads");
    let done = batch.wait_with_output().expect("it ends");
    assert!(done.status.success(), "{:?}", done.status);
    String::from_utf8(done.stdout).expect("text")
}

/// The same by the page at an address.
async fn by_the_page(page: &Page, address: &str, table: &str, count: u64) -> String {
    // Not to be mistaken for the page before it.
    page.script("delete document.documentElement.dataset.state").await;
    page.go(&format!("{address}#/clients?on=2026-11-21")).await;
    page.running().await;
    page.by_css("#clients-text").await;
    page.script(
        "const make = URL.createObjectURL;
         URL.createObjectURL = blob => { blob.text().then(text => { window.saved = text; }); return make.call(URL, blob); };",
    )
    .await;
    page.set("粘贴表格", table).await;
    page.click("button", "开始比对").await;
    page.sees(&format!("已比对{count}家，共{count}家。")).await;
    page.click("button", "给程序用的表").await;
    let text = page
        .until("the table is made", async || page.script("return window.saved").await.as_str().map(str::to_owned))
        .await;
    text.trim_start_matches('\u{feff}').to_owned()
}

/// The cells of a table, whatever their quotes, policies in order of their names.
fn cells(table: &str) -> Vec<Vec<String>> {
    let row = |row: &str| {
        let cells = row.split(',').map(|cell| {
            let mut words: Vec<&str> = cell.trim_matches('"').split(' ').collect();
            words.sort_unstable();
            words.join(" ")
        });
        cells.collect()
    };
    table.lines().map(row).collect()
}

#[test]
fn the_same_verdicts_in_every_engine_in_the_one_file_and_on_the_command_line() {
    let (count, file) = (200, server::dist().join("policy-match-offline.html"));
    let table = enterprises(count);
    let wanted = cells(&by_the_command_line(&table));
    assert_eq!(wanted.len(), 201, "every enterprise has its row");
    assert!(wanted.iter().skip(1).all(|row| row[3].contains("size-self-test")), "each can use something");
    for &engine in ALL {
        Journey::new(Site::of_dist()).engine(engine).run(async |page| {
            let site = page.site.url();
            for address in [site, format!("file://{}", file.display())] {
                let found = cells(&by_the_page(page, &address, &table, count).await);
                for (found, wanted) in found.iter().zip(&wanted) {
                    assert_eq!(found, wanted, "{engine:?} at {address}");
                }
                assert_eq!(found.len(), wanted.len(), "{engine:?} at {address}");
            }
        });
    }
}
