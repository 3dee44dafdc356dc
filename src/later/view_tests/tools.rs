//! The tools, and what leads nowhere.

use super::*;

#[test]
fn the_tools_are_listed_and_each_opens() {
    for language in Language::ALL {
        let view = view_of(loaded(), restaurant().after(Action::Speak(language)));
        let list = rendered(&view, Route::More);
        for path in ["size", "late-payment", "ladder", "services"] {
            assert!(list.contains(&format!("href=\"#/{path}\"")), "{path}: {list}");
            let route = Route::parse(&format!("#/{path}")).expect("a page");
            let page = rendered(&view, route);
            assert!(page.starts_with(r#"<h1 id="page-title" tabindex="-1">"#), "{path}: {page}");
        }
    }
}

#[test]
fn the_form_of_a_claim_asks_from_when_the_term_runs_and_offers_organisations() {
    let page = |language| {
        let view = view_of(loaded(), restaurant().after(Action::Speak(language)));
        rendered(&view, Route::LatePayment)
    };
    holds(
        &page(Language::ZhCn),
        &[
            r#"<option value="fiscal_organisation">使用财政资金的团体组织</option>"#,
            "军队采购不适用条例",
            "合同约定检验或验收合格才付款的才填",
            r#"<label for="late-acceptance_term">约定的验收期限</label>"#,
            r#"<label for="late-confirmed">对账/结算确认日</label>"#,
            r#"<label for="late-late_prime_rate">逾期时的1年期LPR</label>"#,
        ],
    );
    holds(
        &page(Language::En),
        &["Organisation using fiscal funds", "Acceptance agreed within", "Day both sides confirmed the sum"],
    );
}

#[test]
fn the_size_page_says_which_figure_decides_and_how_far_the_next_class_is() {
    let html = rendered(&view_of(loaded(), restaurant()), Route::Size);
    holds(
        &html,
        &[
            "微型企业",
            "从业人员还差2人（要达到10人）",
            "营业收入要达到100万元（未填）",
            "企业规模类型自测说明",
            "农、林、牧、渔业",
        ],
    );
}

#[test]
fn a_path_that_leads_nowhere_says_so() {
    let html = rendered(&view_of(loaded(), start()), Route::Unknown("nonsense".to_owned()));
    holds(&html, &["没有这个页面", r##"href="#/""##]);
}
