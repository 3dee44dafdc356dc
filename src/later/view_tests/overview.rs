//! The timeline page, and the calendar of the results.

use super::*;

#[test]
fn the_overview_shows_ends_worth_and_cliffs_each_with_its_table() {
    let html = rendered(&view_of(loaded(), restaurant()), at("overview"));
    holds(
        &html,
        &[
            "政策时间表",
            r#"data-testid="timeline""#,
            "表格比屏幕宽，可以左右滑动",
            "<table",
            r##"href="#/policy/"##,
            r#"aria-hidden="true""#,
            r#"data-testid="by-category""#,
            r#"data-testid="cliffs""#,
            "从业人员（现在 8人）",
        ],
    );
    let html = rendered(&view_of(loaded(), start()), at("overview"));
    holds(&html, &["先填写规模"]);
    assert!(!html.contains("<table"));
}

#[test]
fn a_calendar_calls_for_an_act_only_where_there_is_one() {
    let state = linked("v=x&industry=C34&entity=company&employees=280&revenue=210000000&region=320500");
    let view = whole_view_of(loaded(), state);
    // Lines are folded at 75 bytes.
    let calendar = export::calendar(&view).replace("\r\n ", "");
    let title = |id: &str| {
        let (_, event) = calendar.split_once(&format!("UID:{id}-")).expect(id);
        let (_, title) = event.split_once("SUMMARY:").expect("a title");
        title.split("\r\n").next().unwrap_or_default().to_owned()
    };
    assert!(title("hire-bonus-2026").starts_with("先核对条件再办：2026年一次性扩岗补助"), "{calendar}");
    assert!(!calendar.contains("stamp-loan-contract"), "the end of a law calls for nothing: {calendar}");
    let nearest = view.answer.nearest_deadline(view.catalogue()).expect("a deadline");
    assert_eq!((nearest.day.to_string().as_str(), nearest.is_certain), ("2026-12-31", false));
    let html = rendered(&view, Route::Start);
    holds(&html, &["最近的截止日", "2026年12月31日", "（还不能确定能否享受）"]);
}
