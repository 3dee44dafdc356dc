//! The adviser's workplace: from a workbook to the work list, the message and the sheets; and back to one's own answers.

use std::path::PathBuf;

use crate::everyone::tab_to;
use crate::journeys::{no_barriers, no_sideways_scrolling, opened};
use crate::{Journey, Page, Site};
use fantoccini::key::Key;
use workbook::{Cell, Column, NewSheet};

async fn enter(page: &Page) {
    page.press(&char::from(Key::Enter).to_string()).await;
}

/// A row of cells.
fn row(cells: &[&str]) -> Vec<Cell> {
    cells
        .iter()
        .map(|cell| if cell.parse::<f64>().is_ok() { Cell::Number((*cell).to_owned()) } else { (*cell).into() })
        .collect()
}

/// Forty clients as an accountant keeps them: a title, headings of her own, revenue in ten thousands, five cells wrong.
fn forty() -> Vec<u8> {
    let wrong = [(4, 2, "很多"), (11, 5, "亚特兰蒂斯"), (19, 1, "说不清"), (27, 3, "看情况"), (35, 4, "炼金术")];
    let mut rows = vec![row(&["公司名称", "企业类型", "年末人数", "营业收入（万元）", "所属行业", "城市", "联系人"])];
    for number in 0..40_usize {
        let people = (number % 30 + 1).to_string();
        let revenue = (number * 12 + 50).to_string();
        let name = format!("客户{number:02}号");
        let form = if number % 3 == 0 { "有限责任公司" } else { "个体工商户" };
        let mut cells = [name.as_str(), form, &people, &revenue, "餐饮业", "广州市", "张三"];
        if let Some((_, column, text)) = wrong.iter().find(|(at, ..)| *at == number) {
            cells[*column] = text;
        }
        rows.push(row(&cells));
    }
    let title = Column { heading: "2026年客户台账".to_owned(), width: 30, ..Column::default() };
    workbook::write(&[NewSheet { name: "台账".to_owned(), columns: vec![title], rows }], "-").unwrap()
}

/// The file in a folder of the tests.
fn file(name: &str) -> PathBuf {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("clients-workbooks");
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join(name);
    std::fs::write(&file, forty()).unwrap();
    file
}

async fn choose(page: &Page, file: &std::path::Path) {
    page.by_css("#clients-file").await.send_keys(&file.to_string_lossy()).await.unwrap();
}

#[test]
fn forty_clients_from_a_workbook_become_a_printed_work_list_by_keyboard_alone() {
    let file = file("forty.xlsx");
    Journey::new(Site::of_dist()).run(async |page| {
        opened(page, "#/clients").await;
        page.by_css("#clients-file").await;
        page.script("window.prints = 0; window.print = () => { window.prints += 1; }").await;
        tab_to(page, "#clients-file").await;
        choose(page, &file).await;
        page.sees("您的列是什么？").await;
        page.sees("“营业收入（万元）”").await;
        page.sees("这一列的数按“万”读").await;
        no_barriers(page, "columns to be told").await;
        page.screenshot("clients-columns").await;
        tab_to(page, ".client-columns button[type=submit]").await;
        enter(page).await;
        page.sees("已比对40家，共40家；有5处没有读懂。").await;
        for place in [
            "第7行C列（年末人数）",
            "第14行F列（城市）",
            "第22行B列（企业类型）",
            "第30行D列（营业收入（万元））",
            "第38行E列（所属行业）",
        ] {
            page.sees(place).await;
        }
        tab_to(page, ".work-line .measure").await;
        enter(page).await;
        page.by_css(".measure-clients .client").await;
        enter(page).await;
        page.until("it is closed", async || {
            (page.script("return !document.querySelector('.measure-clients')").await == true).then_some(())
        })
        .await;
        no_barriers(page, "the work list").await;
        for width in [320, 768, 1280] {
            page.resize(width, 900).await;
            no_sideways_scrolling(page, &format!("the work list at {width}")).await;
            page.screenshot(&format!("clients-{width}")).await;
        }
        tab_to(page, "[data-testid=clients-print]").await;
        enter(page).await;
        assert_eq!(page.script("return window.prints").await, 1);
        page.on_paper(true).await;
        let paper = page.text().await;
        assert!(paper.contains("工作清单") && paper.contains("客户00号") && paper.contains("现在能用"), "{paper}");
        assert!(!paper.contains("选择表格文件") && !paper.contains("要问的话"), "{paper}");
        page.on_paper(false).await;
        tab_to(page, "[data-testid=clients-sheets]").await;
        enter(page).await;
        page.sees("已准备40页，共40页。").await;
        tab_to(page, "[data-testid=clients-sheets-print]").await;
        enter(page).await;
        assert_eq!(page.script("return window.prints").await, 2);
        assert_eq!(
            page.script("return document.querySelectorAll('.print-this .client-sheet .sheet').length").await,
            40
        );
    });
}

#[test]
fn a_client_is_opened_and_left_again_and_the_own_answers_are_as_before() {
    let file = file("opened.xlsx");
    Journey::new(Site::of_dist()).run(async |page| {
        opened(page, "").await;
        page.fill("从业人员", "77").await;
        page.open("#/clients").await;
        page.by_css("#clients-file").await;
        choose(page, &file).await;
        page.click("button", "就这样比对").await;
        page.sees("已比对40家").await;
        page.click("link", "客户02号").await;
        page.sees("正在看客户：“客户02号”").await;
        let staff = async |wanted: &str| {
            page.until(&format!("{wanted} employees"), async || {
                let value = page.script("return document.getElementById('f-employees')?.value").await;
                (value == wanted).then_some(())
            })
            .await;
        };
        staff("3").await;
        no_barriers(page, "a client opened").await;
        page.script("document.querySelector(\".opened-client a[href='#/sheet']\").click()").await;
        page.by_test_id("sheet").await;
        page.sees("正在看客户：“客户02号”").await;
        page.click("link", "回到客户台账").await;
        page.sees("已比对40家").await;
        page.sees_no("正在看客户").await;
        page.open("#/").await;
        staff("77").await;
        // What was said of the columns holds for the next table.
        page.open("#/clients").await;
        page.by_css("#clients-file").await;
        choose(page, &file).await;
        page.sees("已比对40家").await;
        page.sees_no("您的列是什么？").await;
        page.click("button", "改列的对应").await;
        page.sees("您的列是什么？").await;
    });
}

#[test]
fn the_question_to_a_client_is_a_message_to_copy() {
    let file = file("message.xlsx");
    Journey::new(Site::of_dist()).run(async |page| {
        opened(page, "#/clients").await;
        page.by_css("#clients-file").await;
        choose(page, &file).await;
        page.click("button", "就这样比对").await;
        page.sees("已比对40家").await;
        page.fill("找客户", "客户00号").await;
        page.until("one is left", async || {
            let rows = "return document.querySelectorAll('[data-testid=clients-list] tbody tr').length";
            (page.script(rows).await == 1).then_some(())
        })
        .await;
        page.script("document.querySelector('[data-testid=clients-list] .quiet').click()").await;
        page.by_test_id("client-message").await;
        let text = page.script("return document.getElementById('clients-message').value").await;
        let text = text.as_str().unwrap_or_default();
        assert!(text.starts_with("您好！") && text.contains("客户00号") && text.contains("\n1. "), "{text}");
        no_barriers(page, "a message to a client").await;
    });
}

#[test]
fn the_empty_table_and_the_results_are_workbooks() {
    Journey::new(Site::of_dist()).run(async |page| {
        opened(page, "#/clients").await;
        page.by_css("#clients-file").await;
        page.script(
            "const make = URL.createObjectURL;
             URL.createObjectURL = blob => {
                 blob.arrayBuffer().then(bytes => { window.saved = Array.from(new Uint8Array(bytes)); });
                 return make.call(URL, blob);
             };",
        )
        .await;
        let saved = async || {
            let bytes =
                page.until("it is made", async || page.script("return window.saved").await.as_array().cloned()).await;
            page.script("delete window.saved").await;
            let bytes: Vec<u8> = bytes.iter().filter_map(|byte| u8::try_from(byte.as_u64()?).ok()).collect();
            workbook::read(&bytes).expect("a workbook")
        };
        page.click("button", "空表（Excel、WPS）").await;
        let empty = saved().await;
        let names: Vec<&str> = empty.sheets.iter().map(|sheet| sheet.name.as_str()).collect();
        assert_eq!(names, ["客户", "填写说明"], "the choices are hidden");
        page.set("粘贴表格（CSV，或从表格软件复制）", "客户名称,从业人员,主体类型\n甲,8,个体户\n乙,许多,公司\n").await;
        page.click("button", "开始比对").await;
        page.sees("已比对2家，共2家；有1处没有读懂。").await;
        page.click("button", "下载全部（Excel、WPS）").await;
        let all = saved().await;
        let names: Vec<&str> = all.sheets.iter().map(|sheet| sheet.name.as_str()).collect();
        assert_eq!(names, ["工作清单", "客户清单", "没有读懂的地方"]);
        assert_eq!(all.sheets[1].rows.len(), 3);
    });
}
