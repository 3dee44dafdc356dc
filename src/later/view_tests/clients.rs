//! Many enterprises at once.

use super::*;

#[test]
fn a_table_of_clients_is_set_against_the_policies() {
    let view = whole_view_of(loaded(), restaurant());
    crate::later::pages::clients_tests::paste(&view, "id,employees\n面馆,8\n坏行,eight\n");
    let html = rendered(&view, at("clients"));
    holds(
        &html,
        &[
            "粘贴表格",
            "已比对1家，共1家；另有1行没有读懂。",
            "第3行：从业人员",
            r#"data-testid="matrix""#,
            "面馆",
            r#"aria-hidden="true""#,
            "下载表格（CSV）",
        ],
    );
}
