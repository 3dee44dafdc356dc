//! Many enterprises at once.

use super::*;
use crate::later::pages::clients_tests::{book, paste};

#[test]
fn a_table_of_clients_becomes_a_work_list() {
    let view = whole_view_of(loaded(), restaurant());
    paste(&view, "id,employees,entity\n面馆,8,individual\n坏行,eight,individual\n");
    let html = rendered(&view, at("clients"));
    holds(
        &html,
        &[
            "选择表格文件",
            "空表（Excel、WPS）",
            "粘贴的表格，按2026年11月21日的政策比对。",
            "已比对2家，共2家；有1处没有读懂。",
            "第3行B列（employees）：从业人员",
            r#"data-testid="work-list""#,
            "2家能用",
            r#"data-testid="clients-list""#,
            "面馆",
            "坏行",
            "1格没有读懂",
            "要问的话",
            "下载全部（Excel、WPS）",
        ],
    );
}

#[test]
fn headings_that_are_not_known_are_asked_about_with_what_stands_below_them() {
    let view = whole_view_of(loaded(), restaurant());
    crate::later::typed::forget();
    book(&view, &[&["公司", "员工数", "收入（万元）", "联系人"], &["甲", "8", "80", "张三"]]);
    let html = rendered(&view, at("clients"));
    holds(
        &html,
        &[
            "文件“台账.xlsx”",
            "您的列是什么？",
            "“员工数”",
            "不用这一列",
            "“8”",
            "“收入（万元）”",
            "万",
            "“联系人”",
            "“张三”",
            "就这样比对",
        ],
    );
    assert!(!html.contains(r#"data-testid="work-list""#), "nothing is matched while it is asked");
}

#[test]
fn a_client_opened_is_named_with_the_way_back() {
    let view = whole_view_of(loaded(), restaurant());
    let action = crate::later::opened_client::open(&view, "面馆".to_owned(), company_restaurant().draft);
    let opened = view_of(loaded(), (*view.state).after(action));
    let props = PageProps { view: opened, route: Route::Start };
    let renderer = yew::LocalServerRenderer::<Notices>::with_props(props).hydratable(false);
    let html = futures::executor::block_on(renderer.render());
    holds(&html, &["正在看客户：“面馆”", "回到客户台账", "这家的结果"]);
    crate::later::opened_client::forget();
}

/// What stands above the page.
#[component]
fn Notices(props: &PageProps) -> Html {
    WHOLE_PROGRAM.notices(&props.view, &Send::noop()).unwrap_or_default()
}
