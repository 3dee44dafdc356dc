//! The start page: its questions, results and notices.

use super::*;

/// The first screen as index.html carries it: what the program shows before anything was told, up to the answer, with
/// fields that wait for the program.
fn first_paint() -> String {
    #[component]
    fn Frame(props: &PageProps) -> Html {
        let page = start_page(&props.view, QUESTIONS, Some(&CardBatches::all(props.view.clone())), &Send::noop());
        html! { <>{ navigation(&props.view, &Route::Start) }<div class="page">{ page }</div></> }
    }
    let view = View::new(Rc::new(LoadedCatalogue::bundled().expect("sound rules")), Rc::new(start()));
    let renderer = yew::LocalServerRenderer::<Frame>::with_props(PageProps { view, route: Route::Start });
    let html = futures::executor::block_on(renderer.hydratable(false).render());
    let (questions, _) = html.split_once("<section").expect("the answer follows the questions");
    // Choices come with the program.
    let closed =
        [("<li", "</li>"), ("<option value=\"", "</option>")].iter().fold(questions.to_owned(), |html, ends| {
            let mut parts = html.split(ends.0);
            let mut kept = parts.next().unwrap_or_default().to_owned();
            for part in parts {
                let (item, after) = part.split_once(ends.1).expect("it is closed");
                if ends.0 != "<li" && item.starts_with('"') {
                    kept.push_str(&["<option>", item.rsplit('>').next().unwrap_or_default(), "</option>"].concat());
                }
                kept.push_str(after);
            }
            kept
        });
    let day = format!(" value=\"{}\"", start().today);
    closed.replace("<fieldset", "<fieldset disabled").replace(&day, "") + "</div>"
}

/// `cargo xtask codegen` writes it again after a change.
#[test]
fn the_page_carries_its_first_paint() {
    let page = fixtures::read("index.html");
    let (before, rest) = page.split_once("<!-- first paint -->\n").expect("its beginning");
    let (_, after) = rest.split_once("\n    <!-- until here -->").expect("its end");
    let wanted = [before, "<!-- first paint -->\n", &first_paint(), "\n    <!-- until here -->", after].concat();
    expect_test::expect_file![fixtures::path("index.html")].assert_eq(&wanted);
}

#[test]
fn the_first_screen_asks_for_sector_size_and_region() {
    let html = rendered(&view_of(loaded(), start()), Route::Start);
    holds(
        &html,
        &[
            r#"<h1 id="page-title" tabindex="-1">"#,
            "<legend>所属行业</legend>",
            r#"role="combobox""#,
            "<legend>企业规模</legend>",
            r#"<label for="f-employees">从业人员</label>"#,
            r#"<label for="f-revenue">年营业收入</label>"#,
            "<legend>所在地区</legend>",
            r#"<label for="f-date">"#,
            r#"data-testid="summary""#,
            r#"data-testid="question""#,
            r#"id="to-do-nothing""#,
            r#"id="to-do-act""#,
            r#"id="to-do-wait""#,
            r#"id="to-do-answer""#,
            r#"id="to-do-rest""#,
            r#"id="group-other_time""#,
        ],
    );
    assert!(!html.contains("f-assets"), "assets matter to some industries only");
    assert!(!html.contains("size-class"), "no class while nothing is told");
}

#[test]
fn the_individual_business_is_the_first_legal_form() {
    let html = rendered(&view_of(loaded(), start()), Route::Start);
    holds(&html, &[r#"id="f-entity""#, "未填</option>", "个体工商户</option>", "公司等企业法人</option>"]);
}

#[test]
fn the_size_class_comes_with_its_trace() {
    let html = rendered(&view_of(loaded(), restaurant()), Route::Start);
    holds(
        &html,
        &[
            r#"data-testid="size-class""#,
            "微型企业",
            "从业人员：8人，不到10人",
            "微型",
            "工信部联企业〔2011〕300号",
            "第（十）项“餐饮业”",
        ],
    );
}

#[test]
fn a_category_that_looks_at_assets_asks_for_them() {
    let state = start().after(Action::Enter(Facts::INDUSTRY, Some(place(Tree::Industries, "L72"))));
    let html = rendered(&view_of(loaded(), state), Route::Start);
    assert!(html.contains(r#"id="f-assets""#) && !html.contains(r#"id="f-revenue""#), "{html}");
}

#[test]
fn an_error_is_tied_to_its_field_and_waits_until_the_field_is_left() {
    let typing = start().after(Action::Type(Facts::EMPLOYEES, Entry::Typed("8x".to_owned())));
    let html = rendered(&view_of(loaded(), typing.clone()), Route::Start);
    assert!(!html.contains("aria-invalid"), "not while typing");
    let html = rendered(&view_of(loaded(), typing.after(Action::Settle)), Route::Start);
    holds(
        &html,
        &[
            r#"value="8x""#,
            r#"aria-invalid="true""#,
            r#"aria-describedby="f-employees-error f-employees-unit f-employees-hint""#,
            r#"id="f-employees-error""#,
            "里的“x”看不懂",
        ],
    );
}

#[test]
fn a_figure_is_said_back_as_it_is_understood() {
    for (id, field, typed, said) in [
        (Facts::EMPLOYEES, "f-employees", "3千", "= 3,000人"),
        (Facts::EMPLOYEES, "f-employees", "20人以上", "= 至少20人"),
        (Facts::EMPLOYEES, "f-employees", "二十三", "= 23人"),
        (Facts::REVENUE, "f-revenue", "50-100万", "= 50万元至100万元"),
        (Facts::REVENUE, "f-revenue", "1亿2000万", "= 1.2亿元"),
    ] {
        let typing = start().after(Action::Type(id, Entry::Typed(typed.to_owned())));
        let html = rendered(&view_of(loaded(), typing), Route::Start);
        holds(&html, &[&format!("id=\"{field}\""), &format!("{said}</p>")]);
    }
    let roughly = start().after(Action::Type(Facts::EMPLOYEES, Entry::Typed("20多人".to_owned())));
    let html = rendered(&view_of(loaded(), roughly.after(Action::Settle)), Route::Start);
    holds(&html, &["“20多人”里的“多”说不准是多少，请写一个确切的数，或写明范围的两头"]);
}

#[test]
fn results_stand_by_what_to_do_with_reasons() {
    let state = company_restaurant().after(Action::Turn(Group::MayUse));
    let html = rendered(&view_of(loaded(), state), Route::Start);
    holds(
        &html,
        &[
            r#"id="list-nothing""#,
            r#"class="card""#,
            r##"href="#/policy/"##,
            "自动享受",
            "依据：",
            r#"id="list-answer""#,
            r#"id="list-may_use""#,
            "还需要：",
        ],
    );
    holds(&html, &[r#"aria-controls="list-not_applicable""#, r#"id="list-not_applicable""#, "hidden"]);
}

#[test]
fn a_collapsed_group_is_empty_until_it_is_opened() {
    let group = engine::matching::Group::NotApplicable;
    let state = restaurant().after(Action::Turn(group));
    let html = rendered(&view_of(loaded(), state), Route::Start);
    holds(&html, &[r#"id="list-not_applicable" class="group-body">"#, "不符合："]);
}

#[test]
fn english_leaves_no_chinese_but_official_titles() {
    let state = restaurant().after(Action::Speak(Language::En));
    let html = rendered(&view_of(loaded(), state), Route::Start);
    holds(&html, &["Sector", "Size class: ", "Micro enterprise", "Can use now", "Nothing to apply for"]);
    let chinese = |c: &char| ('\u{4e00}'..='\u{9fff}').contains(c);
    // What a clerk must be told is marked as Chinese; the titles are told so, too.
    let marked = |piece: &str| {
        piece.split_once('>').and_then(|(_, inner)| inner.split_once('<')).map(|(_, rest)| rest.to_owned())
    };
    let mut pieces = html.split(r#"lang="zh-CN""#);
    let mut plain = pieces.next().unwrap_or_default().to_owned();
    pieces.filter_map(marked).for_each(|rest| plain.push_str(&rest));
    let loaded = loaded();
    let (facts, chinese_texts) = (&loaded.rules().facts, view_of(loaded.clone(), restaurant()));
    let titles = facts.find("titles").expect("a fact of the catalogue");
    let fact = facts.get(titles).expect("a fact of the catalogue");
    for title in chinese_texts.speaker().option_names(titles, fact, fact.all_options()) {
        plain = plain.replace(&title, "");
    }
    // Lists that a clerk knows by name.
    for list in ["集成电路", "工业母机", "企业清单", "融资协调机制推荐清单", "科技创新", "技术改造贷款名单"]
    {
        plain = plain.replace(list, "");
    }
    let stray: String = plain.chars().filter(chinese).collect();
    // The number of the standard and the examples of what can be typed are Chinese by nature.
    assert!(stray.chars().count() < 60, "{stray}");
}

#[test]
fn without_the_later_texts_and_the_second_piece_the_matches_stand() {
    let html = rendered(&view_of(LoadedCatalogue::bundled().expect("sound rules"), restaurant()), Route::Start);
    holds(&html, &[r#"id="list-use_now""#, r#"class="card""#]);
    assert!(!html.contains("还需要："));
}

#[test]
fn while_only_the_first_rules_are_here_nothing_is_said_to_be_all() {
    let shown = |loaded: LoadedCatalogue| {
        // Local policies of another day: none of them is among the first rules.
        let state = restaurant().after(Action::Date("2022-03-01".to_owned()));
        rendered(&View::new(Rc::new(loaded), Rc::new(state)), Route::Start)
    };
    let first = LoadedCatalogue::bundled().expect("sound rules");
    for (loaded, said) in [(first.clone(), "正在加载……"), (first.without_catalogue(), "没有加载")] {
        let html = shown(loaded);
        holds(&html, &[r#"data-testid="count-now""#, said, r#"id="list-use_now""#]);
        assert!(!html.contains("暂无") && !html.contains(r#"class="count""#) && !html.contains("显示全部"), "{html}");
    }
    let html = rendered(&view_of(loaded(), restaurant()), Route::Start);
    assert!(html.contains(r#"class="count""#) && !html.contains("正在加载……") && !html.contains("没有加载"), "{html}");
}

#[test]
fn cards_keep_their_places_when_all_policies_come_while_someone_types() {
    let typed = Action::Type(Facts::REVENUE, Entry::Typed("800000".to_owned()));
    let state = Rc::new(company_restaurant().after(typed));
    let first = LoadedCatalogue::bundled().expect("sound rules");
    let mut before = View::new(Rc::new(first), state.clone());
    before.results.later = WHOLE_PROGRAM;
    let after = before.with(Rc::new(loaded()), state);
    let ids = |view: &View, group| -> Vec<String> {
        let rules = view.group(group).iter().filter_map(|&id| view.rules().rule(id));
        rules.map(|rule| rule.id.clone()).collect()
    };
    let (mut old, new) = (ids(&before, Group::MayUse), ids(&after, Group::MayUse));
    assert!(old.len() > 20 && before.rules().policies.len() < after.rules().policies.len());
    // Rules alone do not tell what waits for others.
    let for_others = ids(&after, Group::OthersDecide);
    old.retain(|id| !for_others.contains(id));
    assert_eq!(new.get(..old.len()), Some(old.as_slice()), "the first rules give the verdicts of the whole");
}

#[test]
fn names_are_chinese_until_the_english_ones_have_come() {
    let state = company_restaurant().after(Action::Speak(Language::En));
    let html = rendered(&view_of(LoadedCatalogue::bundled().expect("sound rules"), state), Route::Start);
    assert!(!html.contains("></a>"), "no link without a name");
    holds(&html, &["Can use now", r#"id="list-use_now""#, "支付手续费优惠"]);
}

#[test]
fn a_place_that_is_chosen_can_be_narrowed_and_cleared() {
    #[derive(Clone, PartialEq, Properties)]
    struct Props {
        view: View,
    }
    #[component]
    fn Host(props: &Props) -> Html {
        html! { <PlacePicker tree={Tree::Regions} view={props.view.clone()} send={Send::noop()} /> }
    }
    let view = view_of(loaded(), restaurant());
    let html = futures::executor::block_on(
        yew::LocalServerRenderer::<Host>::with_props(Props { view }).hydratable(false).render(),
    );
    holds(
        &html,
        &[
            r#"value="广东省广州市""#,
            r#"aria-label="清除（地区）""#,
            r#"<label for="f-region-finer">城市</label>"#,
            "selected",
            "广州市",
        ],
    );
}

#[test]
fn a_city_is_narrowed_to_its_districts_and_a_municipality_at_once() {
    #[derive(PartialEq, yew::Properties)]
    struct Props {
        view: View,
    }
    #[component]
    fn Host(props: &Props) -> Html {
        html! { <PlacePicker tree={Tree::Regions} view={props.view.clone()} send={Send::noop()} /> }
    }
    let html = |code: &str| {
        let entry = Entry::Place { typed: String::new(), code: Tree::Regions.find(code) };
        let view = view_of(loaded(), restaurant().after(Action::Enter(Facts::REGION, Some(entry))));
        futures::executor::block_on(
            yew::LocalServerRenderer::<Host>::with_props(Props { view }).hydratable(false).render(),
        )
    };
    let city = [
        r#"<label for="f-region-finer">城市</label>"#,
        "未填城市",
        r#"<label for="f-region-finer440100">区、县</label>"#,
        "未填区县",
        "天河区",
    ];
    holds(&html("440100"), &city);
    let district = html("440106");
    holds(&district, &city);
    assert_eq!(district.matches(" selected").count(), 2, "each level says what is chosen: {district}");
    // A municipality has districts and no cities; a city without districts has nothing below it.
    let beijing = html("110105");
    holds(&beijing, &[r#"<label for="f-region-finer">区、县</label>"#, "未填区县", "朝阳区"]);
    assert!(!beijing.contains("城市</label>") && beijing.matches("<select").count() == 1, "{beijing}");
    assert_eq!(html("441900").matches("<select").count(), 1, "Dongguan has no districts");
    assert_eq!(html("440000").matches("<select").count(), 1);
}

#[test]
fn an_industry_is_narrowed_level_by_level() {
    #[derive(PartialEq, yew::Properties)]
    struct Props {
        view: View,
    }
    #[component]
    fn Host(props: &Props) -> Html {
        html! { <PlacePicker tree={Tree::Industries} view={props.view.clone()} send={Send::noop()} /> }
    }
    let class = Tree::Industries.find("F5281").expect("a class");
    let entry = Entry::Place { typed: String::new(), code: Some(class) };
    let view = view_of(loaded(), restaurant().after(Action::Enter(Facts::INDUSTRY, Some(entry))));
    let html = futures::executor::block_on(
        yew::LocalServerRenderer::<Host>::with_props(Props { view }).hydratable(false).render(),
    );
    holds(
        &html,
        &[
            r#"value="五金零售""#,
            r#"<label for="f-industry-finer">细分行业</label>"#,
            r#"<label for="f-industry-finerF52">零售业</label>"#,
            "货摊、无店铺及其他零售业",
            r#"<label for="f-industry-finerF528">五金、家具及室内装饰材料专门零售</label>"#,
            "木质装饰材料零售",
        ],
    );
    assert_eq!(html.matches(" selected").count(), 3, "each level says what is chosen: {html}");
}

#[test]
fn an_individual_business_is_not_called_an_enterprise() {
    let loaded = loaded();
    let rules = loaded.rules();
    let entity = crate::model::state::entity(rules).expect("the legal form");
    let option = rules.facts.get(entity).and_then(|fact| fact.option("individual")).expect("an option");
    let state = restaurant().after(Action::Enter(entity, Some(Entry::Options(bit(option)))));
    let asked = rules.facts.find("ownership").expect("a fact");
    let whole = engine::matching::Group::MayUse;
    let asking = state.after(Action::Ask(asked)).after(Action::ShowAll(whole)).after(Action::Turn(whole));
    let asking = asking.after(Action::Turn(Group::NearMiss));
    let html = rendered(&view_of(loaded.clone(), asking), Route::Start);
    assert!(html.contains("是民营、国有还是外资？") && !html.contains("企业是民营"), "{html}");
    for group in ["to-do-nothing", "to-do-act", "to-do-answer", "list-may_use", "list-near_miss"] {
        let (_, list) = html.split_once(&format!(" id=\"{group}\"")).expect(group);
        let list = list.split("</section>").next().unwrap_or_default();
        assert!(!list.contains("企业所得税"), "{group}: {list}");
    }
}

#[test]
fn a_clock_before_the_review_is_named_with_its_day() {
    let reviewed = loaded().rules().reviewed.expect("a day of review");
    for (today, early) in [(reviewed, false), (reviewed.plus_days(-1), true), (reviewed.plus_days(-3000), true)] {
        for language in Language::ALL {
            let view = view_of(loaded(), State::new(today, language));
            let html = rendered(&view, Route::Start);
            assert_eq!(html.contains(r#"data-testid="early""#), early, "on {today}");
            let said = format!("{}，早于", view.speaker().date(today));
            assert_eq!(html.contains(&said), early && language == Language::ZhCn, "on {today}: {html}");
        }
    }
}

#[test]
fn an_old_catalogue_says_so_from_half_a_year_after_its_review() {
    let reviewed = loaded().rules().reviewed.expect("a day of review");
    let half = reviewed.reaches_age(6, Unit::Months);
    for (today, old) in [(reviewed, false), (half.plus_days(-1), false), (half, true), (half.plus_days(1), true)] {
        let html = rendered(&view_of(loaded(), State::new(today, Language::ZhCn)), Route::Start);
        assert_eq!(html.contains(r#"data-testid="stale""#), old, "on {today}");
        assert_eq!(html.contains("已超过半年"), old, "on {today}");
    }
}

#[test]
fn what_was_looked_for_and_what_is_missing_is_told_for_the_region() {
    let html = rendered(&view_of(loaded(), restaurant()), Route::Start);
    holds(&html, &[r#"data-testid="coverage""#, "国家级", "已知没有收录的：", "各省收录了多少地方政策"]);
    let region =
        loaded().catalogue().expect("all of it").surveyed.iter().map(|survey| survey.region).max().expect("a survey");
    let place = Entry::Place { typed: String::new(), code: Some(region) };
    let html = rendered(&view_of(loaded(), start().after(Action::Enter(Facts::REGION, Some(place)))), Route::Start);
    holds(&html, &["省级", "已知没有收录的：", "国家级"]);
}

#[test]
fn while_someone_types_the_results_follow_and_the_next_question_waits() {
    let type_in = |state: &State, id, entry| Rc::new(state.after(Action::Type(id, entry)));
    let before = view_of(loaded(), restaurant());
    let typed = Entry::Typed("8888".to_owned());
    let state = type_in(&before.state, Facts::EMPLOYEES, typed.clone());
    let typing = before.with(before.loaded.clone(), state.clone());
    let whole = View::of(WHOLE_PROGRAM, before.loaded.clone(), state.clone());
    let usable = |view: &View| -> Vec<_> {
        view.answer.outcomes.iter().map(|outcome| (outcome.group, outcome.estimate)).collect()
    };
    assert_eq!(usable(&typing), usable(&whole));
    assert_ne!(typing.questions, whole.questions, "another question is the best now");
    holds(&rendered(&typing, Route::Start), &[r#"aria-busy="true""#, "8,888人"]);
    for then in [typing.clone().ranked(), typing.with(before.loaded.clone(), Rc::new(state.after(Action::Settle)))] {
        assert_eq!(then.questions, whole.questions);
        assert!(!rendered(&then, Route::Start).contains("aria-busy"));
    }
    // Until it is understood, nothing is told.
    let entry = Entry::Place { typed: "餐".to_owned(), code: None };
    let half = before.with(before.loaded.clone(), type_in(&start(), Facts::INDUSTRY, entry));
    let html = rendered(&half, Route::Start);
    assert!(!html.contains("我填过的内容"));
    holds(&html, &["先填写上面的规模、行业和地区"]);
}

#[test]
fn what_the_totals_leave_out_stands_below_all_figures() {
    let link = "v=x&industry=H62&entity=individual&employees=3&revenue=450000&region=410100";
    let html = rendered(&view_of(loaded(), linked(link)), Route::Start);
    holds(
        &html,
        &[
            r#"<dl class="figures">"#,
            "最近的截止日",
            "</dl>",
            r#"<p data-testid="not-counted">每年约值：未计入"#,
            "金额按您填写的情况",
        ],
    );
}

#[test]
fn a_link_looked_at_is_kept_by_the_buttons_of_its_notice_alone() {
    let mut state = linked("v=x&employees=200&industry=C13");
    state.kept = Some("v=x&employees=8".to_owned());
    let of = |keep: Keep| {
        let html = rendered(&view_of(loaded(), state.after(Action::Keep(keep))), Route::Start);
        html.split_once(r#"id="take-title""#).map(|(_, take)| take.to_owned()).expect("ways to take it away")
    };
    let asked = of(Keep::Others);
    holds(&asked, &["保存哪些内容，请在页面上方选择。"]);
    assert!(!asked.contains("把填写内容保存在这台设备上"), "{asked}");
    for keep in [Keep::No, Keep::Yes, Keep::Refused] {
        holds(&of(keep), &["把填写内容保存在这台设备上"]);
    }
}
