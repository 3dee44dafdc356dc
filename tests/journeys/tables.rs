//! Tables that are chosen as files: whatever wrote them, again when they were mended, and for which day.

use std::path::PathBuf;

use crate::journeys::{no_barriers, opened, text_of};
use crate::{Journey, Page, Site};

/// A folder of a test for its files.
fn folder(name: &str) -> PathBuf {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

async fn choose(page: &Page, field: &str, file: &std::path::Path) {
    page.by_css(field).await.send_keys(&file.to_string_lossy()).await.unwrap();
}

/// `客户名称;从业人员` and `面馆;8` as spreadsheets write them in China.
const GB: &[u8] = b"\xbf\xcd\xbb\xa7\xc3\xfb\xb3\xc6;\xb4\xd3\xd2\xb5\xc8\xcb\xd4\xb1\r\n\xc3\xe6\xb9\xdd;8\r\n";

#[test]
fn a_table_of_clients_says_of_what_file_and_day_it_is() {
    let folder = folder("clients-files");
    let mine = folder.join("mine.csv");
    std::fs::write(&mine, "id,staff\n甲,8\n").unwrap();
    std::fs::write(folder.join("gb.csv"), GB).unwrap();
    std::fs::write(folder.join("book.xlsx"), b"PK\x03\x04\x14\0\x06\0").unwrap();
    Journey::new(Site::of_dist()).run(async |page| {
        opened(page, "#/clients").await;
        choose(page, "#clients-file", &mine).await;
        page.sees("您的列是什么？").await;
        page.sees("“staff”").await;
        // The same file, mended.
        std::fs::write(&mine, "id,employees\n甲,8\n乙,9\n").unwrap();
        choose(page, "#clients-file", &mine).await;
        page.sees("已比对2家，共2家。").await;
        page.sees_no("您的列是什么？").await;
        page.sees("文件“mine.csv”，按").await;
        let today = text_of(page, "clients-source").await;
        page.set("查询日期", "2022-03-01").await;
        page.sees("文件“mine.csv”，按2022年3月1日的政策比对。").await;
        page.sees("已比对2家，共2家。").await;
        page.click("button", "回到今天").await;
        page.sees(&today).await;
        choose(page, "#clients-file", &folder.join("gb.csv")).await;
        page.sees("文件“gb.csv”").await;
        page.sees("面馆").await;
        // Nothing of a table stays behind what could not be read after it.
        choose(page, "#clients-file", &folder.join("book.xlsx")).await;
        page.sees("这个工作簿读不出来").await;
        page.sees_no("面馆").await;
        page.sees_no("已比对").await;
        no_barriers(page, "a table that could not be read").await;
        page.screenshot("clients-workbook").await;
    });
}

#[test]
fn a_ledger_as_spreadsheets_write_it_in_china_is_read_and_doubles_nothing() {
    let folder = folder("ledger-files");
    // invoice,name,debtor,sme,signed,delivered,amount / 甲,某区市政处,机关,是,2025-06-10,2025-07-01,10万
    let rows = b"invoice,name,debtor,sme,signed,delivered,amount\r\n\xbc\xd7,\xc4\xb3\xb4\xa6,\xbb\xfa\xb9\xd8,\xca\xc7,2025-06-10,2025-07-01,10\xcd\xf2\r\n";
    for name in ["first.csv", "second.csv"] {
        std::fs::write(folder.join(name), rows).unwrap();
    }
    Journey::new(Site::of_dist()).run(async |page| {
        opened(page, "#/late-payment").await;
        page.set("查询日期", "2025-08-10").await;
        page.by_css(".ledger details:last-of-type summary").await.click().await.unwrap();
        choose(page, "#late-file", &folder.join("first.csv")).await;
        page.sees("文件“first.csv”：读入1笔。").await;
        page.sees("共1笔，逾期1笔，逾期欠款10万元").await;
        choose(page, "#late-file", &folder.join("second.csv")).await;
        page.sees("文件“second.csv”：读入0笔。").await;
        page.sees("第2行：清单里已经有这一笔").await;
        page.sees("共1笔，逾期1笔，逾期欠款10万元").await;
    });
}
