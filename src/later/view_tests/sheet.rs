//! The results on paper.

use super::*;

#[test]
fn the_client_sheet_holds_what_an_adviser_hands_over() {
    let html = rendered(&view_of(loaded(), company_restaurant()), at("sheet"));
    holds(
        &html,
        &[
            "客户单",
            "链接里只带大致范围",
            "8人",
            "微型企业",
            "已确定",
            "按日期要办的事",
            r#"data-testid="sheet-code""#,
            r#"role="img""#,
            "#/?sum=",
            "employees=5~9",
            "现在可以享受",
            "材料清单",
        ],
    );
}

#[test]
fn what_nothing_prices_is_worth_a_dash_on_summary_and_sheet() {
    let view =
        view_of(loaded(), linked("v=x&industry=C34&entity=company&employees=280&revenue=210000000&region=320500"));
    assert!(!view.answer.combination.year.priced, "{:?}", view.answer.combination.year);
    for route in [Route::Start, at("sheet")] {
        let html = rendered(&view, route);
        holds(&html, &["每年约值", "—（还没有能估算的）"]);
        assert!(!html.contains("：0元") && !html.contains(">0元"));
    }
}

#[test]
fn the_sheet_says_of_each_policy_where_it_is_done_and_what_papers_are_not_needed() {
    let html = rendered(&view_of(loaded(), company_restaurant()), at("sheet/long"));
    holds(&html, &["材料清单未收录", "具体网址或窗口没有收录", "请问在哪里申报"]);
    let individual = loaded().rules().facts.find("entity").expect("a legal form");
    let state = restaurant().after(Action::Enter(individual, Some(Entry::Options(bit(1)))));
    let html = rendered(&view_of(loaded(), state), at("sheet/long"));
    holds(&html, &["不需要另外准备材料：", r#"data-testid="places""#, "电子税务局", "请问在哪里申报"]);
}
