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
fn the_official_value_that_was_used_is_named_with_its_document() {
    let html = rendered(&view_of(loaded(), restaurant()), policy_page("startup-veterans"));
    holds(
        &html,
        &[
            "用到的官方数值",
            r#"data-testid="official-values""#,
            "退役士兵创业税费扣减限额（每户每年）：2.4万元（广东省",
        ],
    );
    let html = rendered(&view_of(loaded(), start()), policy_page("startup-veterans"));
    holds(&html, &["2万元至2.4万元（看所在地区）"]);
    let html = rendered(&view_of(loaded(), start()), policy_page("cit-small-profit-2023"));
    assert!(!html.contains("official-values"));
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
        for (id, said) in [("getihu-regulation-2022", framework), ("fx-forward-reserve-zero-2026", lender)] {
            let card = card(id);
            holds(&card, &[r#"class="tag""#, said]);
            bare(&card);
            let page = rendered(&view, policy_page(id));
            holds(&page, &[r#"class="tag""#, said, how]);
            bare(&page);
        }
    }
}

#[test]
fn a_policy_names_the_place_as_a_link_to_its_official_address() {
    let html = rendered(&view_of(loaded(), restaurant()), policy_page("tier-innovative-sme"));
    holds(
        &html,
        &["到哪里办", r#"data-testid="places""#, r#"href="https://zjtx.miit.gov.cn/""#, "优质中小企业梯度培育平台</a>"],
    );
    assert!(!html.contains(r#"data-testid="ask""#));
}

#[test]
fn where_no_place_is_known_a_number_and_a_question_in_chinese_stand_in_both_languages() {
    for language in [Language::ZhCn, Language::En] {
        let view = view_of(loaded(), restaurant().after(Action::Speak(language)));
        let html = rendered(&view, policy_page("hire-bonus-2026"));
        let question = "请问到哪里办，网上还是窗口，要带哪些材料，什么时候可以申请？";
        holds(&html, &[r#"data-testid="ask""#, r#"<blockquote lang="zh-CN""#, question, r#"href="tel:12333""#]);
    }
    let html = rendered(&view_of(loaded(), restaurant()), policy_page("cit-small-profit-2023"));
    holds(&html, &["由主管税务机关办理，具体网址或窗口没有收录", r#"href="tel:12366""#]);
    // What comes by itself, what goes to others and what is over is handed in nowhere.
    for id in ["ui-rebate-2026", "vat-lender-1m", "ui-rebate-2023"] {
        let html = rendered(&view_of(loaded(), restaurant()), policy_page(id));
        assert!(!html.contains(r#"data-testid="ask""#), "{id}");
    }
}

#[test]
fn a_time_that_is_over_is_the_last_one_and_the_days_of_every_year_are_listed() {
    let html = rendered(&view_of(loaded(), restaurant()), policy_page("tech-sme-evaluation"));
    holds(
        &html,
        &[
            "上一次：2026年6月1日至2026年8月31日；下一次的时间还没有公布",
            r#"data-testid="acts""#,
            "每年3月31日前（含当天）：已入库的，更新企业信息",
            "可能顺延",
        ],
    );
}
