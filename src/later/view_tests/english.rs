//! What an English reader is given for a Chinese counter.

use super::*;

#[test]
fn a_policy_in_english_has_the_chinese_names_for_the_clerk() {
    let english = restaurant().after(Action::Speak(Language::En));
    let html = rendered(&view_of(loaded(), english.clone()), policy_page("hire-bonus-2026"));
    holds(
        &html,
        &[
            r#"class="hint">2026年一次性扩岗补助"#,
            r#"data-testid="how""#,
            "参保地人力资源社会保障（社保）经办机构",
            r#"data-testid="inquiry""#,
            "Hello, I have a question about",
            r#"id="inquiry-chinese""#,
            "您好，我想咨询“",
            "想问：我是否符合条件？谢谢。",
            r#"data-testid="contacts""#,
            r#"<span lang="zh-CN" data-testid="chinese-name">"#,
            r#"data-testid="counters-speak""#,
        ],
    );
    // Who reads Chinese needs none of it.
    let html = rendered(&view_of(loaded(), restaurant()), policy_page("hire-bonus-2026"));
    for not in ["chinese-name", r#"class="hint">2026年一次性"#, "counters-speak", "inquiry-chinese"] {
        assert!(!html.contains(not), "{not}");
    }
    // While the Chinese texts are on their way, the English ones stand alone, and no question is half in Chinese.
    let pack = fixtures::bundled();
    let rest = packed::pack(&pack.texts.rest(Language::En, pack.names)).expect("texts can be packed");
    let html =
        rendered(&view_of(whole_catalogue().with(Language::En, Some(&rest)), english), policy_page("hire-bonus-2026"));
    holds(&html, &[r#"data-testid="how""#, "Handled by", r#"data-testid="contacts""#]);
    assert!(!html.contains("inquiry-chinese"));
}

#[test]
fn papers_and_offices_on_a_sheet_in_english_are_named_in_chinese_too() {
    let english = company_restaurant().after(Action::Speak(Language::En));
    let html = rendered(&view_of(loaded(), english), at("sheet"));
    holds(&html, &["What to do", r#"data-testid="chinese-name""#, "your tax office 主管税务机关"]);
}

#[test]
fn a_statement_of_size_in_english_has_the_chinese_one_to_hand_in() {
    let html = |language| {
        let state = restaurant().after(Action::Speak(language));
        rendered(&view_of(loaded(), state), at("size"))
    };
    holds(
        &html(Language::En),
        &["Statement of enterprise size", r#"id="size-statement-chinese""#, "企业规模类型自测说明", "从业人员：8人"],
    );
    assert!(!html(Language::ZhCn).contains("size-statement-chinese"));
}
