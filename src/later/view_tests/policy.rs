//! The page of a policy.

use super::*;

#[test]
fn a_policy_is_told_whole() {
    let state = restaurant().after(Action::Enter(
        loaded().rules().facts.find("entity").expect("a legal form"),
        Some(Entry::Options(bit(1))),
    ));
    let html = rendered(&view_of(loaded(), state), Route::Policy("pit-individual-half-2023".to_owned()));
    holds(
        &html,
        &[
            "个体工商户200万元以内个税减半",
            r#"data-testid="case""#,
            "符合公布的条件",
            "符合的条件",
            "查看全部条件",
            "优惠内容",
            "怎么办理",
            "办理步骤",
            "政策文件",
            r#"target="_blank""#,
            r#"rel="noopener noreferrer""#,
            "此前的政策",
            "核实程度",
            "最近复核",
        ],
    );
}

#[test]
fn an_unknown_policy_says_so() {
    let html = rendered(&view_of(loaded(), start()), Route::Policy("no-such".to_owned()));
    holds(&html, &["返回结果", "没有这项政策"]);
}

#[test]
fn a_policy_says_what_it_would_answer_if_one_fact_were_another() {
    let state = restaurant().after(Action::Enter(Facts::EMPLOYEES, Some(Entry::Typed("301".to_owned()))));
    let html = rendered(&view_of(loaded(), state), policy_page("cit-small-profit-2023"));
    holds(
        &html,
        &[
            r#"data-testid="what-if""#,
            "从业人员",
            r#"type="range""#,
            "不超过300人",
            "还不能确定",
            r#"class="chosen""#,
            "301人以上",
            "现在",
            "不符合",
        ],
    );
}

#[test]
fn official_terms_are_explained_and_a_mistake_can_be_reported() {
    let html = rendered(&view_of(loaded(), restaurant()), policy_page("cit-small-profit-2023"));
    holds(
        &html,
        &[
            r#"data-testid="terms""#,
            "<summary>名词解释</summary>",
            "<dt>小型微利企业</dt>",
            "不属限制和禁止行业",
            r#"data-testid="mistake""#,
            "报告这一页的错误",
            "目录版本",
        ],
    );
    let english = restaurant().after(Action::Speak(Language::En));
    let html = rendered(&view_of(loaded(), english), policy_page("cit-small-profit-2023"));
    holds(&html, &["Terms explained", "<dt>Taxable income</dt>", "What if", "Report a mistake"]);
}

#[test]
fn papers_that_are_not_known_are_asked_for_on_page_and_sheet() {
    let view = view_of(loaded(), restaurant());
    let html = rendered(&view, policy_page("hire-bonus-2026"));
    holds(&html, &["所需材料", "材料清单未收录，办理前先问清要带哪些", "12333"]);
    assert!(!html.contains("不需要另外准备材料"));
    holds(&rendered(&view, policy_page("six-taxes-two-fees-2023")), &["所需材料", "不需要另外准备材料"]);
    let html = rendered(&view_of(loaded(), company_restaurant()), at("sheet"));
    holds(&html, &["材料清单（合并）", "材料清单未收录，办理前先问清要带哪些："]);
    assert!(!html.contains("一页"));
}

/// The cards of a group and the page of a policy in it, in both languages.
#[test]
fn what_nobody_claims_names_no_way_to_get_it_and_says_what_is_true_where_it_stands() {
    let group = Group::Background;
    let state = start().after(Action::Turn(group)).after(Action::ShowAll(group));
    let spoken = [
        (Language::ZhCn, ["没有人凭它领取什么", "对企业的好处看这项政策的说明", "怎么办理</h2>"]),
        (Language::En, ["nobody claims anything by it", "own text; ask the lender", "How to get it</h2>"]),
    ];
    for (language, [framework, lender, how]) in spoken {
        let view = view_of(loaded(), State { language, ..state.clone() });
        let chip = |channel: &Channel| format!(r#"<span class="tag strong">{}</span>"#, view.speaker().label(channel));
        let chips: Vec<String> = Channel::ALL.iter().map(chip).collect();
        let bare = |html: &str| assert!(!chips.iter().any(|chip| html.contains(chip.as_str())), "{html}");
        let html = rendered(&view, Route::Start);
        let card = |id: &str| {
            let (_, card) = html.split_once(&format!(r#"data-testid="policy-{id}""#)).expect(id);
            card.split("</article>").next().unwrap_or_default().to_owned()
        };
        for (id, said) in [("getihu-regulation-2022", framework), ("vat-lender-1m", lender)] {
            let card = card(id);
            holds(&card, &[r#"class="tag""#, said]);
            bare(&card);
            let page = rendered(&view, policy_page(id));
            holds(&page, &[r#"class="tag""#, said, how]);
            bare(&page);
        }
    }
}
