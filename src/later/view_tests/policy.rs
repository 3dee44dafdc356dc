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
            "共1项条件：1项符合",
            "符合的条件",
            "主体类型：您是个体工商户：符合",
            "查看全部条件",
            "能得多少",
            "怎么办",
            "带什么材料",
            "什么时候",
            "去哪里、问谁",
            "政策文件",
            r#"target="_blank""#,
            r#"rel="noopener noreferrer""#,
            "此前的政策",
            "核实程度",
            "最近复核",
            "如果情况变了会怎样",
            r#"data-testid="policy-bar""#,
            "加入清单",
        ],
    );
}

#[test]
fn an_unknown_policy_says_so() {
    let html = rendered(&view_of(loaded(), start()), Route::Policy("no-such".to_owned()));
    holds(&html, &["返回结果", "没有这项政策"]);
}

#[test]
fn the_page_of_a_policy_is_a_guide_in_this_order() {
    let html = rendered(&view_of(loaded(), company_restaurant()), policy_page("hire-bonus-2026"));
    let parts = ["case", "missing", "benefit", "how", "materials", "when", "where", "inquiry", "papers", "policy-bar"];
    holds(&html, &parts.map(|part| format!(r#"data-testid="{part}""#)).each_ref().map(String::as_str));
}

#[test]
fn a_policy_says_what_it_would_answer_if_one_fact_were_another() {
    let state = restaurant().after(Action::Enter(Facts::EMPLOYEES, Some(Entry::Typed("301".to_owned()))));
    let html = rendered(&view_of(loaded(), state), policy_page("cit-small-profit-2023"));
    let (_, what_if) = html.split_once(r#"data-testid="what-if""#).expect("a part of its own");
    holds(
        what_if,
        &[
            "如果情况变了会怎样",
            "从业人员",
            r#"id="what-if-value" type="text""#,
            "301人以上：不符合条件",
            r#"data-testid="what-if-steps""#,
            "不超过300人",
            "还不能确定",
            r#"class="chosen""#,
            "301人以上",
            "现在",
            "不符合",
        ],
    );
    assert!(!html.contains(r#"type="range""#) && !what_if.contains("<table"), "nothing to slide, nothing cut off");
}

#[test]
fn yes_and_no_are_two_buttons_and_choices_a_list() {
    let view = whole_view_of(loaded(), restaurant());
    let found = |is_flag: bool| {
        view.catalogue().iter().find_map(|(id, policy)| {
            let outcome = view.outcome(id)?;
            let deciding = engine::matching::deciding(view.catalogue(), &view.situation(), policy, outcome);
            let kind = &view.catalogue().facts.get(deciding.first()?.0)?.kind;
            let fits = match kind {
                engine::enterprise::Kind::Flag => is_flag,
                engine::enterprise::Kind::Choice(_) => !is_flag,
                _ => false,
            };
            fits.then(|| policy.id.clone())
        })
    };
    let what_if = |name: String| {
        let html = rendered(&view, policy_page(&name));
        html.split_once(r#"data-testid="what-if""#).expect("a part of its own").1.to_owned()
    };
    holds(&what_if(found(true).expect("a flag")), &["aria-pressed", ">是</button>", "aria-pressed", ">否</button>"]);
    holds(&what_if(found(false).expect("a choice")), &[r#"<select id="what-if-value""#, "<option"]);
}

#[test]
fn a_condition_stands_beside_what_the_person_has() {
    let with = |employees: &str, language: Language| {
        let told = restaurant().after(Action::Enter(Facts::EMPLOYEES, Some(Entry::Typed(employees.to_owned()))));
        rendered(&view_of(loaded(), told.after(Action::Speak(language))), policy_page("cit-small-profit-2023"))
    };
    holds(&with("8", Language::ZhCn), &["从业人员：您8人，不超过300人：符合", "（您还没有填写）"]);
    holds(&with("301", Language::ZhCn), &["不符合的条件", "从业人员：您301人，不超过300人：不符合"]);
    holds(&with("299-301", Language::ZhCn), &["从业人员：您299人至301人，不超过300人：您填的范围跨过了界线"]);
    holds(&with("8", Language::En), &["8 people, at most 300 people: met"]);
}

#[test]
fn no_condition_is_at_most_nothing_or_at_most_no_days() {
    let view = whole_view_of(loaded(), start());
    for language in Language::ALL {
        let view = whole_view_of(loaded(), (*view.state).after(Action::Speak(language)));
        for (_, policy) in view.catalogue().iter() {
            for criterion in policy.criterion.walk_through(view.catalogue()) {
                let said = view.speaker().criterion(criterion);
                let is_odd = ["不超过0人", "不超过0%", "不超过0天", "不超过0个月", "at most 0 "]
                    .iter()
                    .any(|odd| said.contains(odd));
                assert!(!is_odd, "{}: {said}", policy.id);
            }
        }
    }
}

#[test]
fn what_is_missing_is_asked_on_the_page_itself() {
    let html = rendered(&view_of(loaded(), company_restaurant()), policy_page("hire-bonus-2026"));
    let (_, missing) = html.split_once(r#"data-testid="missing""#).expect("fields");
    let (missing, _) = missing.split_once("</form>").expect("its end");
    assert_eq!(missing.matches("<input ").count(), 2, "{missing}");
    holds(missing, &["今年新招的", "几个月"]);
    assert!(!missing.contains("href"), "nothing leads away");
}

#[test]
fn the_bar_leads_to_the_nearest_address_or_to_what_is_to_be_done() {
    let bar = |name: &str| {
        let html = rendered(&view_of(loaded(), restaurant()), policy_page(name));
        html.split_once(r#"data-testid="policy-bar""#).expect("a bar").1.to_owned()
    };
    holds(
        &bar("tier-innovative-sme"),
        &[r#"href="https://zjtx.miit.gov.cn/""#, "去办理", r#"href="tel:12345""#, "加入清单"],
    );
    holds(&bar("hire-bonus-2026"), &["<button", "怎么办</button>", r#"href="tel:12333""#, "加入清单"]);
}

#[test]
fn a_policy_is_kept_in_a_list_that_the_start_page_shows() {
    let name = "hire-bonus-2026";
    let view = view_of(loaded(), company_restaurant());
    assert!(!rendered(&view, Route::Start).contains(r#"data-testid="my-list""#));
    let kept = company_restaurant().after(Action::Mark(name.to_owned())).after(Action::Mark("long-gone".to_owned()));
    let view = view_of(loaded(), kept);
    let html = rendered(&view, Route::Start);
    let (_, list) = html.split_once(r#"data-testid="my-list""#).expect("the list");
    holds(
        list,
        &["我的清单（2）", "#/policy/hire-bonus-2026", "移出</button>", "long-gone", "目录里没有了", "移出</button>"],
    );
    holds(&rendered(&view, policy_page(name)), &[r#"aria-pressed="true""#, "已在清单"]);
}

#[test]
fn a_document_has_an_address_or_a_title_to_search_for() {
    let html = rendered(&view_of(loaded(), restaurant()), policy_page("hire-bonus-2026"));
    holds(&html, &[r#"data-testid="papers""#, "关于延续实施失业保险援企稳岗惠民政策有关问题的通知", "复制标题去搜"]);
    let html = rendered(&view_of(loaded(), restaurant()), policy_page("cit-small-profit-2023"));
    assert!(!html.contains("复制标题去搜"));
}

#[test]
fn ended_editions_are_folded() {
    let html = rendered(&view_of(loaded(), company_restaurant()), policy_page("hire-bonus-2026"));
    let (_, section) = html.split_once(r#"data-testid="not-together""#).expect("what it excludes");
    let (open, folded) = section.split_once("已结束的").expect("some that have ended");
    assert!(!open.contains("#/policy/hire-bonus-20") && folded.contains("#/policy/hire-bonus-20"), "{section}");
    let (_, before) = html.split_once("此前的政策").expect("predecessors");
    holds(before, &["<details><summary>1项</summary>", "#/policy/hire-bonus-2025", "</details>"]);
}

#[test]
fn days_left_are_counted_where_something_is_to_be_done_by_a_day() {
    let html = rendered(&view_of(loaded(), company_restaurant()), policy_page("hire-bonus-2026"));
    holds(&html, &[r#"data-testid="when""#, "还剩", "40天（截至2026年12月31日）"]);
    let on = |day: &str| {
        let state = company_restaurant().after(Action::Date(day.to_owned()));
        rendered(&view_of(loaded(), state), policy_page("hire-bonus-2026"))
    };
    holds(&on("2026-12-31"), &["今天是最后一天"]);
    assert!(!on("2027-01-01").contains("今天是最后一天"));
}

#[test]
fn one_picture_tells_a_policy_and_nothing_of_the_person() {
    for (language, title) in [(Language::ZhCn, "一图读懂"), (Language::En, "In one picture")] {
        let state = restaurant().after(Action::Enter(Facts::EMPLOYEES, Some(Entry::Typed("8237".to_owned()))));
        let view = view_of(loaded(), state.after(Action::Speak(language)));
        let html = rendered(&view, at("picture/cit-small-profit-2023"));
        holds(
            &html,
            &[
                "<h1",
                title,
                r#"role="img""#,
                "<title",
                title,
                "<text",
                "12366",
                "</svg>",
                r#"data-testid="poster-text""#,
            ],
        );
        let (_, picture) = html.split_once("<svg").expect("a picture");
        assert!(!picture.contains("8237"), "{picture}");
        let page = rendered(&view, policy_page("cit-small-profit-2023"));
        holds(&page, &["#/picture/cit-small-profit-2023"]);
    }
    holds(&rendered(&view_of(loaded(), start()), at("picture/no-such")), &["没有这项政策"]);
}

#[test]
fn no_line_of_any_picture_is_wider_than_the_picture() {
    for language in Language::ALL {
        let view = view_of(loaded(), start().after(Action::Speak(language)));
        for name in ["cit-small-profit-2023", "tier-innovative-sme", "hire-bonus-2026", "gz-2025-little-giant"] {
            let html = rendered(&view, at(&format!("picture/{name}")));
            let (_, svg) = html.split_once("<svg").expect("a picture");
            let (svg, _) = svg.split_once("</svg>").expect("its end");
            for part in svg.split("<text ").skip(1) {
                let number = |name: &str| -> usize {
                    let (_, rest) = part.split_once(&format!("{name}=\"")).expect(name);
                    rest.split('"').next().and_then(|number| number.parse().ok()).expect(name)
                };
                let text = part.split_once('>').expect("a text").1.split('<').next().expect("its end");
                let chinese = text.chars().filter(|c| !c.is_ascii()).count();
                let tenths = chinese * 10 + (text.chars().count() - chinese) * 4;
                let right = number("x") + tenths * number("font-size") / 10;
                assert!(right <= 1080, "{name} {right}: {text}");
            }
        }
    }
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
    holds(&html, &["Terms explained", "<dt>Taxable income 应纳税所得额</dt>", "What if", "Report a mistake"]);
}

#[test]
fn papers_that_are_not_known_are_asked_for_on_page_and_sheet() {
    let view = view_of(loaded(), restaurant());
    let html = rendered(&view, policy_page("hire-bonus-2026"));
    holds(&html, &["带什么材料", "材料清单未收录，办理前先问清要带哪些", "12333", "上面那句话里已经一起问了"]);
    assert!(!html.contains("不需要另外准备材料"));
    holds(&rendered(&view, policy_page("six-taxes-two-fees-2023")), &["带什么材料", "不需要另外准备材料"]);
    let question = "请问要带哪些材料，有没有要填的表，在哪里下载？";
    holds(
        &rendered(&view, policy_page("tier-innovative-sme")),
        &["带什么材料", r#"<blockquote lang="zh-CN""#, question],
    );
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
        (Language::ZhCn, ["没有人凭它领取什么", "对企业的好处看这项政策的说明", "怎么办</h2>"]),
        (Language::En, ["nobody claims anything by it", "own text; ask the lender", "How to do it</h2>"]),
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
        &["怎么办", r#"data-testid="places""#, r#"href="https://zjtx.miit.gov.cn/""#, "优质中小企业梯度培育平台</a>"],
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
